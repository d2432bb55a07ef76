/*
 * The standings of assignments. An assignment is heard anew on each day on which a fact about it begins to count, or is
 * corrected; the assignments of a task are laid anew on each day on which that happens to a fact about an event.
 */
#include "assess/standing.h"

#include "base/error.h"
#include "calendar/day.h"

#include <stdlib.h>
#include <string.h>

void tthc__free_standings(struct standings *standings) {
  free(standings->rows.items);
  free(standings->days.rows.items);
  memset(standings, 0, sizeof *standings);
}

/* --- beginning and ending ----------------------------------------------------------------------------------------- */

int32_t tthc__begin_standings(struct assessing *a, const tthc_plan *plan, const tthc_calendar *calendar,
                              tthc_error *err) {
  struct assess_options options = {.plan = plan, .known_at = TTHC_NO_NUMBER};
  int32_t rc;
  memset(a, 0, sizeof *a);
  a->plan = plan;
  a->calendar = calendar;
  a->err = err;
  a->every_day = 1;
  a->result = tthc__new_result(DAY_MAX, &options, err);
  if (a->result == NULL) return TTHC_E_MEMORY;
  rc = tthc__begin_assessing(a);
  return rc == TTHC_OK ? tthc__sort_facts(a) : rc;
}

void tthc__end_standings(struct assessing *a) {
  tthc__end_assessing(a);
  tthc_assessment_free(a->result);
  memset(a, 0, sizeof *a);
}

/* --- one assignment ----------------------------------------------------------------------------------------------- */

static int same_days(const struct assignment *x, const struct assignment *y) {
  return x->start == y->start && x->due == y->due && x->effective == y->effective && x->state == y->state &&
         x->is_report == y->is_report;
}

static int same_standing(const struct standing *x, const struct standing *y) {
  return same_days(&x->laid, &y->laid) && x->due == y->due && x->effective == y->effective && x->said == y->said &&
         x->done_day == y->done_day && x->percent == y->percent && x->returned == y->returned;
}

static int32_t add_standing(struct assessing *a, struct standings *out, const struct standing *row) {
  void *grown;
  if (!MAKE_ROOM(out->rows, grown)) return tthc__fail_memory(a->err);
  out->rows.items[out->rows.count++] = *row;
  return TTHC_OK;
}

/* Its standings from a day to another; the days behind `kept` are scratch. */
static int32_t stand_between(struct assessing *a, const struct assignment *assignment, int32_t first, int32_t last,
                             struct standings *out) {
  const int32_t whose[] = {TTHC_NONE, assignment->unit}, kept = out->days.rows.count, before = out->rows.count;
  int32_t i, count, rc = tthc__add_turning_day(&out->days, first, a->err);
  for (i = 0; rc == TTHC_OK && i < 2; i++) {
    const struct fact_ref *facts = tthc__facts_of(a, assignment->task, whose[i], assignment->period, &count);
    rc = tthc__add_fact_days(a, &out->days, facts, count, 0);
  }
  if (rc == TTHC_OK) tthc__sort_turning_days(&out->days, kept);
  for (i = kept; rc == TTHC_OK && i < out->days.rows.count; i++) {
    struct standing standing;
    const int32_t day = out->days.rows.items[i];
    if (day < first || day > last) continue;
    a->result->as_of = day;
    standing = tthc__stand(a, assignment);
    standing.from = day;
    standing.last = last;
    if (out->rows.count > before && same_standing(&out->rows.items[out->rows.count - 1], &standing)) continue;
    if (out->rows.count > before) out->rows.items[out->rows.count - 1].last = day - 1;
    rc = add_standing(a, out, &standing);
  }
  out->days.rows.count = kept;
  return rc;
}

int32_t tthc__standings_of(struct assessing *a, const struct assignment *assignment, struct standings *out) {
  return stand_between(a, assignment, DAY_MIN, DAY_MAX, out);
}

/* --- the assignments of a task ------------------------------------------------------------------------------------ */

static int compare_standings(const void *left, const void *right) {
  const struct standing *x = left, *y = right;
  const int periods = strcmp(x->laid.period, y->laid.period);
  if (periods != 0) return periods;
  if (x->laid.unit != y->laid.unit) return x->laid.unit < y->laid.unit ? -1 : 1;
  return (x->from > y->from) - (x->from < y->from);
}

static int goes_on(const struct standing *x, const struct standing *y) {
  return strcmp(x->laid.period, y->laid.period) == 0 && x->laid.unit == y->laid.unit && x->last + 1 == y->from &&
         same_standing(x, y);
}

/* What was laid anew to the same is one. */
static void join(struct standings *out) {
  int32_t i, count = 0;
  if (out->rows.count == 0) return;
  qsort(out->rows.items, (size_t)out->rows.count, sizeof *out->rows.items, compare_standings);
  for (i = 0; i < out->rows.count; i++) {
    if (count > 0 && goes_on(&out->rows.items[count - 1], &out->rows.items[i]))
      out->rows.items[count - 1].last = out->rows.items[i].last;
    else
      out->rows.items[count++] = out->rows.items[i];
  }
  out->rows.count = count;
}

static int32_t stand_all(struct assessing *a, int32_t task, int32_t first, int32_t last, struct standings *out) {
  int32_t i, rc;
  a->result->as_of = first;
  a->result->assignments.count = 0;
  rc = tthc__assign_task(a, task);
  for (i = 0; rc == TTHC_OK && i < a->result->assignments.count; i++)
    rc = stand_between(a, &a->result->assignments.items[i], first, last, out);
  return rc;
}

int32_t tthc__standings_of_task(struct assessing *a, int32_t task, struct standings *out) {
  const struct task *row = &a->plan->tasks.items[task];
  int32_t i, count, rc = TTHC_OK;
  out->rows.count = out->days.rows.count = 0;
  if (row->lead.count == 0) return TTHC_OK;
  rc = tthc__add_turning_day(&out->days, DAY_MIN, a->err);
  if (rc == TTHC_OK && tthc__has_events(row)) {
    const struct fact_ref *facts = tthc__facts_of_task(a, task, &count);
    rc = tthc__add_fact_days(a, &out->days, facts, count, TTHC_EVENT);
  }
  if (rc != TTHC_OK) return rc;
  tthc__sort_turning_days(&out->days, 0);
  for (i = 0, count = out->days.rows.count; rc == TTHC_OK && i < count; i++)
    rc = stand_all(a, task, out->days.rows.items[i], i + 1 < count ? out->days.rows.items[i + 1] - 1 : DAY_MAX, out);
  if (rc == TTHC_OK) join(out);
  return rc;
}
