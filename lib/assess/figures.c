/* Indicator values by period: what each period measured gave, for all units together and for each that reported. */
#include "assess/values.h"

#include "base/error.h"

#include <stdlib.h>

int32_t tthc__asking_day(const struct assessing *a, int32_t day) {
  return day < a->plan->last_day ? day : a->plan->last_day;
}

/* --- who should report in a period -------------------------------------------------------------------------------- */

struct asking {
  const struct measured_period *period;
  int32_t expected;
  int32_t reported;
};

static int compare_unit(const void *key, const void *item) {
  const int32_t unit = *(const int32_t *)key, other = (*(struct point *const *)item)->fact->unit;
  return (unit > other) - (unit < other);
}

static int32_t ask_unit(struct assessing *a, int32_t unit, void *context) {
  struct asking *asking = context;
  struct point **found =
    bsearch(&unit, asking->period->points, (size_t)asking->period->count, sizeof *found, compare_unit);
  if (!tthc__is_selected(a, unit)) return TTHC_OK;
  asking->expected++;
  if (found == NULL) return TTHC_OK;
  asking->reported++;
  (*found)->expected = 1;
  return TTHC_OK;
}

/* --- rows --------------------------------------------------------------------------------------------------------- */

/* A figure is judged by the target that holds on the last day of its period. */
static int32_t add_figure(struct assessing *a, const struct evaluating *e, const struct figure *row, int32_t end,
                          const struct sum *sum) {
  const int32_t target = tthc__find_target(e->indicator, row->unit, end, row->period);
  struct figure *figure;
  void *grown;
  if (!MAKE_ROOM(a->result->figures, grown)) return tthc__fail_memory(a->err);
  figure = &a->result->figures.items[a->result->figures.count++];
  *figure = *row;
  return tthc__reach(a, e, row->unit, target, sum, &figure->reached);
}

static int32_t add_total_figure(struct assessing *a, const struct evaluating *e, const struct measured_period *period) {
  struct figure row = {.indicator = e->index, .unit = TTHC_NONE, .period = period->points[0]->name};
  struct asking asking = {period, 0, 0};
  struct sum sum = {0, 0, 0, {0, 0}};
  int32_t i, rc = TTHC_OK;
  if (e->indicator->task != TTHC_NONE)
    rc = tthc__expand_leads(a, e->indicator->task, tthc__asking_day(a, period->end), ask_unit, &asking);
  for (i = 0; rc == TTHC_OK && i < period->count; i++) {
    const struct sum figure = tthc__figure_of(period->points[i]);
    rc = tthc__add_sum(a, &sum, &figure);
  }
  row.units_expected = asking.expected;
  row.units_reported = asking.reported;
  return rc == TTHC_OK ? add_figure(a, e, &row, period->end, &sum) : rc;
}

int32_t tthc__add_total_figures(struct assessing *a, struct evaluating *e) {
  int32_t i, rc = TTHC_OK;
  for (i = 0; rc == TTHC_OK && i < e->period_count; i++) rc = add_total_figure(a, e, &e->periods[i]);
  return rc;
}

int32_t tthc__add_unit_figures(struct assessing *a, const struct evaluating *e, const struct point *points,
                               int32_t count) {
  int32_t i, rc = TTHC_OK;
  for (i = 0; rc == TTHC_OK && i < count; i++) {
    const struct point *point = &points[i];
    const struct figure row = {.indicator = e->index,
                               .unit = point->fact->unit,
                               .period = point->name,
                               .units_reported = point->expected,
                               .units_expected = point->expected};
    const struct sum sum = tthc__figure_of(point);
    rc = add_figure(a, e, &row, point->end, &sum);
  }
  return rc;
}
