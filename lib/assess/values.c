/* Indicator values: sums of numerators over sums of denominators, compared exactly with the target that holds. */
#include "assess/values.h"

#include "base/error.h"

/* --- rows --------------------------------------------------------------------------------------------------------- */

static int32_t add_row(struct assessing *a, const struct evaluating *e, int32_t unit, int32_t *row) {
  struct value *value;
  void *grown;
  if (!MAKE_ROOM(a->result->values, grown)) return tthc__fail_memory(a->err);
  *row = a->result->values.count++;
  value = &a->result->values.items[*row];
  value->indicator = e->index;
  value->unit = unit;
  return TTHC_OK;
}

static int32_t fill_row(struct assessing *a, const struct evaluating *e, int32_t row, const struct sum *sum,
                        const struct course *course) {
  struct value *value = &a->result->values.items[row];
  const int32_t target = tthc__find_target(e->indicator, value->unit, a->result->as_of, NULL);
  int32_t rc = tthc__reach(a, e, value->unit, target, sum, &value->reached);
  if (rc == TTHC_OK) rc = tthc__set_reduction(a, e, sum, value);
  return rc == TTHC_OK ? tthc__set_trend(a, e, target, sum, course, value) : rc;
}

/* --- an indicator over its units ---------------------------------------------------------------------------------- */

static int32_t add_unit(struct assessing *a, int32_t unit, void *context) {
  struct evaluating *e = context;
  struct sum sum = {0, 0, 0, {0, 0}};
  struct course course = {0, 0, NULL};
  int32_t count, i, row = TTHC_NONE, rc;
  const struct point *points = tthc__points_of(e, unit, &count);
  if (!tthc__is_selected(a, unit)) return TTHC_OK;
  rc = tthc__sum_points(a, e, points, count, &sum);
  if (rc == TTHC_OK && sum.reported) rc = tthc__add_sum(a, &e->total, &sum);
  if (rc == TTHC_OK) rc = add_row(a, e, unit, &row);
  if (rc != TTHC_OK) return rc;
  a->result->values.items[row].units_expected = e->expected;
  a->result->values.items[row].units_reported = e->expected && sum.reported;
  e->units_expected += e->expected;
  e->units_reported += e->expected && sum.reported;
  for (i = 0; i < count; i++) tthc__add_to_course(&course, &points[i]);
  rc = fill_row(a, e, row, &sum, &course);
  return rc == TTHC_OK ? tthc__add_unit_figures(a, e, points, count) : rc;
}

/* Sees the units that have a row, and no others: opening groups saw those too that have ended. */
static void see_rows(struct assessing *a, int32_t first) {
  int32_t i;
  tthc__new_round(a);
  for (i = first; i < a->result->values.count; i++) tthc__first_seen(a, a->result->values.items[i].unit);
}

/* The units that should report, then those that reported although nobody asked them, or have ended since. */
static int32_t add_units(struct assessing *a, struct evaluating *e) {
  const int32_t task = e->indicator->task, first = a->result->values.count;
  int32_t i, rc = TTHC_OK;
  e->expected = 1;
  tthc__new_round(a);
  if (task != TTHC_NONE) rc = tthc__expand_leads(a, task, tthc__asking_day(a, a->result->as_of), add_unit, e);
  see_rows(a, first);
  e->expected = 0;
  for (i = 0; rc == TTHC_OK && i < e->count; i++)
    if (tthc__first_seen(a, e->points[i].fact->unit)) rc = add_unit(a, e->points[i].fact->unit, e);
  return rc;
}

static int32_t add_indicator(struct assessing *a, struct evaluating *e) {
  struct course course = {0, 0, NULL};
  int32_t i, row = TTHC_NONE, rc = add_row(a, e, TTHC_NONE, &row);
  if (rc == TTHC_OK) rc = tthc__add_total_figures(a, e);
  if (rc == TTHC_OK) rc = add_units(a, e);
  if (rc != TTHC_OK) return rc;
  a->result->values.items[row].units_expected = e->units_expected;
  a->result->values.items[row].units_reported = e->units_reported;
  for (i = 0; i < e->period_count; i++) tthc__add_to_course(&course, e->periods[i].points[0]);
  return fill_row(a, e, row, &e->total, &course);
}

static int32_t evaluate(struct assessing *a, int32_t index) {
  struct evaluating e = {.index = index, .indicator = &a->plan->indicators.items[index]};
  int32_t rc = tthc__make_target_texts(a, &e);
  if (rc == TTHC_OK) rc = tthc__collect_points(a, &e);
  if (rc == TTHC_OK) rc = add_indicator(a, &e);
  tthc__arena_free(&e.scratch);
  return rc;
}

int32_t tthc__evaluate(struct assessing *a) {
  int32_t i, rc = TTHC_OK;
  for (i = 0; rc == TTHC_OK && i < a->plan->indicators.count; i++) rc = evaluate(a, i);
  return rc;
}
