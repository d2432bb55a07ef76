/* Rankings: the handle, the order of the steps, and the order of units in their blocks. */
#include "assess/ranking.h"

#include "base/error.h"
#include "base/order.h"

#include <stdlib.h>

/* --- room --------------------------------------------------------------------------------------------------------- */

static int32_t copy_text(struct scoring *s, const char *text, const char **out) {
  return tthc__copy_text(&s->result->arena, text, out, s->err);
}

static int32_t begin(struct scoring *s) {
  const size_t units = (size_t)s->plan->units.count;
  int32_t unit, rc;
  s->result->as_of = s->assessment->as_of;
  s->result->known_at = s->assessment->known_at;
  s->block_of = malloc((units + 1) * sizeof *s->block_of);
  s->listed = calloc(units + 1, 1);
  s->counts = calloc(units + 1, sizeof *s->counts);
  if (s->block_of == NULL || s->listed == NULL || s->counts == NULL) return tthc__fail_memory(s->err);
  for (unit = 0; unit < s->plan->units.count; unit++) s->block_of[unit] = TTHC_NONE;
  rc = copy_text(s, s->assessment->plan_id, &s->result->plan_id);
  return rc == TTHC_OK ? copy_text(s, s->assessment->subject, &s->result->subject) : rc;
}

static int32_t make_scores(struct scoring *s) {
  s->scores = calloc((size_t)s->plan->units.count * (size_t)s->result->scheme.criteria.count + 1, sizeof *s->scores);
  return s->scores == NULL ? tthc__fail_memory(s->err) : TTHC_OK;
}

/* --- rows --------------------------------------------------------------------------------------------------------- */

/* Units that are gone, and groups and open sets, have a row only if something is theirs. */
static int has_row(const struct scoring *s, int32_t unit) {
  const struct unit *row = &s->plan->units.items[unit];
  if (s->block_of[unit] == TTHC_NONE) return 0;
  if (s->listed[unit] || s->counts[unit].owed > 0 || s->counts[unit].figures > 0) return 1;
  return row->kind == TTHC_UNIT_SINGLE && tthc__is_between(s->result->as_of, row->first_day, row->last_day);
}

static int32_t add_row(struct scoring *s, int32_t unit) {
  tthc_ranking *result = s->result;
  struct ranked *row;
  void *grown;
  int32_t rc;
  if (!MAKE_ROOM(result->rows, grown)) return tthc__fail_memory(s->err);
  row = &result->rows.items[result->rows.count++];
  row->ranking = result;
  row->block = s->block_of[unit];
  row->unit = unit;
  row->scores = tthc__arena_alloc(&result->arena, (size_t)result->scheme.criteria.count * sizeof *row->scores);
  if (row->scores == NULL) return tthc__fail_memory(s->err);
  rc = copy_text(s, s->plan->units.items[unit].id, &row->unit_id);
  if (rc == TTHC_OK) rc = copy_text(s, s->plan->units.items[unit].name, &row->unit_name);
  if (rc == TTHC_OK) tthc__score_unit(s, row);
  return rc == TTHC_OK ? tthc__write_row_texts(result, row, s->err) : rc;
}

static int32_t add_rows(struct scoring *s) {
  int32_t unit, rc = TTHC_OK;
  for (unit = 0; rc == TTHC_OK && unit < s->plan->units.count; unit++)
    if (has_row(s, unit)) rc = add_row(s, unit);
  return rc;
}

/* --- order -------------------------------------------------------------------------------------------------------- */

/* The better one first: by the share of what could be had, exactly, then by the criteria that break ties, where one that
   is left out comes last. 0: they share a rank. */
static int compare_merit(const struct ranked *x, const struct ranked *y) {
  const struct scheme *scheme = &x->ranking->scheme;
  int32_t i;
  COMPARE(y->points * x->attainable, x->points * y->attainable);
  for (i = 0; i < scheme->ties.count; i++)
    COMPARE(y->scores[scheme->ties.items[i]].points, x->scores[scheme->ties.items[i]].points);
  return 0;
}

static int compare_rows(const void *left, const void *right) {
  const struct ranked *x = left, *y = right;
  int merit;
  COMPARE(x->block, y->block);
  COMPARE(x->reason != 0, y->reason != 0);
  merit = x->reason != 0 ? 0 : compare_merit(x, y);
  if (merit != 0) return merit;
  COMPARE(x->unit, y->unit);
  return 0;
}

static int32_t put_in_order(struct scoring *s) {
  tthc_ranking *result = s->result;
  struct ranked *rows = result->rows.items;
  int32_t i, first = 0; /* row of the block */
  if (result->rows.count > 0) qsort(rows, (size_t)result->rows.count, sizeof *rows, compare_rows);
  for (i = 0; i < result->rows.count; i++) {
    if (rows[i].block != rows[first].block) first = i;
    if (rows[i].reason != 0) continue;
    rows[i].rank = i > first && compare_merit(&rows[i - 1], &rows[i]) == 0 ? rows[i - 1].rank : i - first + 1;
  }
  return TTHC_OK;
}

/* --- the handle --------------------------------------------------------------------------------------------------- */

static int32_t rank(struct scoring *s, const char *scheme_json, int64_t size, const char *options_json) {
  int32_t rc = begin(s);
  if (rc == TTHC_OK) rc = tthc__read_scheme(s, scheme_json, size);
  if (rc == TTHC_OK) rc = make_scores(s);
  if (rc == TTHC_OK) rc = tthc__read_given_scores(s, options_json);
  if (rc == TTHC_OK) rc = tthc__count_units(s);
  if (rc == TTHC_OK) rc = add_rows(s);
  return rc == TTHC_OK ? put_in_order(s) : rc;
}

/* A plan may have grown since, but what an index meant it must still mean. */
static int is_of_plan(const tthc_plan *plan, const tthc_assessment *assessment) {
  int32_t i;
  if (!tthc__same(plan->id, assessment->plan_id) || assessment->unit_count > plan->units.count ||
      assessment->task_count > plan->tasks.count || assessment->indicator_count > plan->indicators.count)
    return 0;
  for (i = 0; i < assessment->unit_count; i++)
    if (!tthc__same(plan->units.items[i].id, assessment->units[i].id)) return 0;
  for (i = 0; i < assessment->task_count; i++)
    if (!tthc__same(plan->tasks.items[i].id, assessment->tasks[i].id)) return 0;
  for (i = 0; i < assessment->indicator_count; i++)
    if (!tthc__same(plan->indicators.items[i].id, assessment->indicators[i].id)) return 0;
  return 1;
}

static int32_t check_arguments(const tthc_plan *plan, const tthc_assessment *assessment, tthc_error *err) {
  const int32_t rc = tthc__need_plan(plan, err);
  if (rc != TTHC_OK) return rc;
  if (!tthc__is(assessment, MARK_ASSESSMENT)) return tthc__fail_handle(err, "tthc_assessment");
  if (is_of_plan(plan, assessment)) return TTHC_OK;
  return tthc__fail_at(err, TTHC_E_ARGUMENT, "assessment", assessment->plan_id,
                       WORDS("đánh giá của chính kế hoạch này", "an assessment of this very plan"));
}

tthc_ranking *tthc_ranking_new(const tthc_plan *plan, const tthc_assessment *assessment, const char *scheme_json,
                               int64_t size, const char *options_json, tthc_error *err) {
  struct scoring s = {.plan = plan, .assessment = assessment, .err = err};
  if (check_arguments(plan, assessment, err) != TTHC_OK) return NULL;
  s.result = calloc(1, sizeof *s.result);
  if (s.result == NULL) {
    tthc__fail_memory(err);
    return NULL;
  }
  s.result->mark = MARK_RANKING;
  if (rank(&s, scheme_json, size, options_json) != TTHC_OK) {
    tthc_ranking_free(s.result);
    s.result = NULL;
  }
  free(s.block_of);
  free(s.listed);
  free(s.counts);
  free(s.scores);
  return s.result;
}

void tthc_ranking_free(tthc_ranking *ranking) {
  if (!tthc__is(ranking, MARK_RANKING)) return;
  ranking->mark = 0;
  free(ranking->scheme.criteria.items);
  free(ranking->scheme.classes.items);
  free(ranking->scheme.blocks.items);
  free(ranking->scheme.ties.items);
  tthc__arena_free(&ranking->scheme.arena);
  free(ranking->rows.items);
  tthc__arena_free(&ranking->arena);
  free(ranking);
}
