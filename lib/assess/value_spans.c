/*
 * The values of an indicator from day to day. Which units should report and which target holds changes on few days;
 * between two of them a unit's figures are summed anew on each day on which one of its facts begins to count, or is
 * corrected, and the sums of all units on each day on which that of one of them changes.
 */
#include "assess/value_spans.h"

#include "base/error.h"
#include "base/order.h"
#include "calendar/day.h"

#include <stdlib.h>
#include <string.h>

/* What is shared on the way through an indicator. */
struct spanning {
  struct evaluating e; /* with room for the points of all its facts */
  const struct fact_ref *facts;
  int32_t count;
  int32_t first; /* the days at hand, on which the same units should report and the same targets hold */
  int32_t last;
  int32_t first_row; /* of these days */
  struct value_spans *out;
};

void tthc__free_value_spans(struct value_spans *spans) {
  free(spans->rows.items);
  free(spans->days.rows.items);
  memset(spans, 0, sizeof *spans);
}

/* --- the days on which targets and units change ------------------------------------------------------------------- */

static int32_t add_target_days(struct assessing *a, struct spanning *s) {
  int32_t i, rc = TTHC_OK;
  for (i = 0; rc == TTHC_OK && i < s->e.indicator->target_count; i++) {
    const char *name = s->e.indicator->targets[i].period;
    struct period period;
    if (name != NULL && tthc__period_read(NULL, name, &period, NULL) == TTHC_OK)
      rc = tthc__add_span_days(&s->out->days, period.first_day, period.last_day, a->err);
  }
  return rc;
}

/* Of a unit that leads, of those that may stand for it, and of their memberships. */
static int32_t add_unit_days(struct assessing *a, struct spanning *s, int32_t unit) {
  const struct unit *row = &a->plan->units.items[unit];
  int32_t i, rc;
  if (!tthc__first_seen(a, unit)) return TTHC_OK;
  rc = tthc__add_span_days(&s->out->days, row->first_day, row->last_day, a->err);
  for (i = 0; rc == TTHC_OK && i < row->member_count; i++) {
    rc = tthc__add_span_days(&s->out->days, row->members[i].first_day, row->members[i].last_day, a->err);
    if (rc == TTHC_OK) rc = add_unit_days(a, s, row->members[i].unit);
  }
  for (i = 0; rc == TTHC_OK && i < row->successor_count; i++) rc = add_unit_days(a, s, row->successors[i].unit);
  return rc;
}

/* A plan that is over stays as it was, so that no unit changes behind its last day. */
static void drop_days_after(struct spanning *s, int32_t day) {
  int32_t i, count = 0;
  for (i = 0; i < s->out->days.rows.count; i++)
    if (s->out->days.rows.items[i] <= day) s->out->days.rows.items[count++] = s->out->days.rows.items[i];
  s->out->days.rows.count = count;
}

static int32_t find_days(struct assessing *a, struct spanning *s) {
  int32_t i, rc = tthc__add_turning_day(&s->out->days, DAY_MIN, a->err);
  tthc__new_round(a);
  if (s->e.indicator->task != TTHC_NONE) {
    const struct cell *lead = &a->plan->tasks.items[s->e.indicator->task].lead;
    for (i = 0; rc == TTHC_OK && i < lead->count; i++) rc = add_unit_days(a, s, lead->units[i]);
  }
  drop_days_after(s, a->plan->last_day);
  if (rc == TTHC_OK) rc = add_target_days(a, s);
  tthc__sort_turning_days(&s->out->days, 0);
  return rc;
}

/* --- rows --------------------------------------------------------------------------------------------------------- */

static struct value_span new_span(const struct spanning *s, int32_t unit, int32_t target, int32_t day) {
  struct value_span span;
  memset(&span, 0, sizeof span);
  span.unit = unit;
  span.target = target;
  span.from = day;
  span.last = s->last;
  return span;
}

/* Judges its sum, unless that failed. Gives TTHC_E_NUMBER for none. */
static int32_t judge(const struct spanning *s, int32_t rc, struct value_span *span) {
  span->is_beyond = rc == TTHC_E_NUMBER;
  if (rc == TTHC_OK) tthc__judge_sum(&s->e, span->unit, span->target, &span->sum, &span->reached);
  if (span->is_beyond) span->reached.numerator = span->reached.denominator = TTHC_NO_NUMBER;
  return span->is_beyond ? TTHC_OK : rc;
}

/* --- one unit ----------------------------------------------------------------------------------------------------- */

static const struct fact_ref *facts_of_unit(const struct spanning *s, int32_t unit, int32_t *count) {
  int32_t low = 0, high = s->count, last;
  while (low < high) {
    const int32_t middle = low + (high - low) / 2;
    if (s->facts[middle].fact->unit < unit)
      low = middle + 1;
    else
      high = middle;
  }
  for (last = low; last < s->count && s->facts[last].fact->unit == unit; last++) continue;
  *count = last - low;
  return s->facts + low;
}

/* As of the day at hand; nothing of a unit that need not report and did not. */
static int32_t add_unit_span(struct assessing *a, struct spanning *s, struct value_span *span) {
  void *grown;
  int32_t rc = judge(s, tthc__sum_points(a, &s->e, s->e.points, s->e.count, &span->sum), span);
  span->units_expected = s->e.expected;
  span->units_reported = s->e.expected && s->e.count > 0;
  if (rc != TTHC_OK) return rc;
  if (!MAKE_ROOM(s->out->rows, grown)) return tthc__fail_memory(a->err);
  s->out->rows.items[s->out->rows.count++] = *span;
  return TTHC_OK;
}

/* Its values on the days at hand; the turning days behind `kept` are scratch. */
static int32_t add_unit(struct assessing *a, int32_t unit, void *context) {
  struct spanning *s = context;
  struct turning_days *days = &s->out->days;
  const int32_t kept = days->rows.count, before = s->out->rows.count;
  const int32_t target = tthc__find_target(s->e.indicator, unit, s->first, NULL);
  int32_t count, i, rc = tthc__add_turning_day(days, s->first, a->err);
  const struct fact_ref *facts = facts_of_unit(s, unit, &count);
  if (rc == TTHC_OK) rc = tthc__add_fact_days(a, days, facts, count, 0);
  if (rc == TTHC_OK) tthc__sort_turning_days(days, kept);
  for (i = kept; rc == TTHC_OK && i < days->rows.count; i++) {
    const int32_t day = days->rows.items[i];
    struct value_span span = new_span(s, unit, target, day);
    if (day < s->first || day > s->last) continue;
    if (s->out->rows.count > before && s->out->rows.items[s->out->rows.count - 1].last >= day)
      s->out->rows.items[s->out->rows.count - 1].last = day - 1;
    a->result->as_of = day;
    tthc__keep_last_words(a, &s->e, facts, count);
    if (s->e.expected || s->e.count > 0) rc = add_unit_span(a, s, &span);
  }
  days->rows.count = kept;
  return rc;
}

/* The units that should report, then the others that ever did, as in an assessment. */
static int32_t add_units(struct assessing *a, struct spanning *s) {
  const int32_t task = s->e.indicator->task;
  int32_t i, rc = TTHC_OK;
  s->e.expected = 1;
  if (task != TTHC_NONE) rc = tthc__expand_leads(a, task, tthc__asking_day(a, s->first), add_unit, s);
  tthc__new_round(a);
  for (i = s->first_row; i < s->out->rows.count; i++) tthc__first_seen(a, s->out->rows.items[i].unit);
  s->e.expected = 0;
  for (i = 0; rc == TTHC_OK && i < s->count; i++)
    if (tthc__first_seen(a, s->facts[i].fact->unit)) rc = add_unit(a, s->facts[i].fact->unit, s);
  return rc;
}

/* --- all units together ------------------------------------------------------------------------------------------- */

static int32_t add_total(struct assessing *a, struct spanning *s, int32_t target, int32_t day, int32_t units_end) {
  struct value_span total = new_span(s, TTHC_NONE, target, day);
  void *grown;
  int32_t i, rc = TTHC_OK;
  for (i = s->first_row; rc == TTHC_OK && i < units_end; i++) {
    const struct value_span *span = &s->out->rows.items[i];
    if (day < span->from || day > span->last) continue;
    total.units_expected += span->units_expected;
    total.units_reported += span->units_reported;
    if (span->is_beyond) rc = TTHC_E_NUMBER;
    if (rc == TTHC_OK && span->sum.reported) rc = tthc__add_sum(a, &total.sum, &span->sum);
  }
  rc = judge(s, rc, &total);
  if (rc != TTHC_OK) return rc;
  if (s->out->rows.count > units_end) s->out->rows.items[s->out->rows.count - 1].last = day - 1;
  if (!MAKE_ROOM(s->out->rows, grown)) return tthc__fail_memory(a->err);
  s->out->rows.items[s->out->rows.count++] = total;
  return TTHC_OK;
}

/* On each of the days at hand on which what a unit has begins or ends. */
static int32_t add_totals(struct assessing *a, struct spanning *s) {
  struct turning_days *days = &s->out->days;
  const int32_t kept = days->rows.count, units_end = s->out->rows.count;
  const int32_t target = tthc__find_target(s->e.indicator, TTHC_NONE, s->first, NULL);
  int32_t i, rc = tthc__add_turning_day(days, s->first, a->err);
  for (i = s->first_row; rc == TTHC_OK && i < units_end; i++) {
    rc = tthc__add_turning_day(days, s->out->rows.items[i].from, a->err);
    if (rc == TTHC_OK && s->out->rows.items[i].last < s->last)
      rc = tthc__add_turning_day(days, s->out->rows.items[i].last + 1, a->err);
  }
  if (rc == TTHC_OK) tthc__sort_turning_days(days, kept);
  for (i = kept; rc == TTHC_OK && i < days->rows.count; i++)
    rc = add_total(a, s, target, days->rows.items[i], units_end);
  days->rows.count = kept;
  return rc;
}

/* --- an indicator ------------------------------------------------------------------------------------------------- */

static int compare_spans(const void *left, const void *right) {
  const struct value_span *x = left, *y = right;
  COMPARE(x->unit, y->unit);
  COMPARE(x->from, y->from);
  return 0;
}

static int goes_on(const struct value_span *x, const struct value_span *y) {
  return x->unit == y->unit && x->last + 1 == y->from && x->is_beyond == y->is_beyond && x->target == y->target &&
         x->reached.verdict == y->reached.verdict && x->reached.numerator == y->reached.numerator &&
         x->reached.denominator == y->reached.denominator && x->units_reported == y->units_reported &&
         x->units_expected == y->units_expected;
}

/* What came to the same is one. */
static void join(struct value_spans *out) {
  struct value_span *rows = out->rows.items;
  int32_t i, count = 0;
  if (out->rows.count == 0) return;
  qsort(rows, (size_t)out->rows.count, sizeof *rows, compare_spans);
  for (i = 0; i < out->rows.count; i++) {
    if (count > 0 && goes_on(&rows[count - 1], &rows[i]))
      rows[count - 1].last = rows[i].last;
    else
      rows[count++] = rows[i];
  }
  out->rows.count = count;
}

static int32_t span_all(struct assessing *a, struct spanning *s) {
  const int32_t count = s->out->days.rows.count;
  int32_t i, rc = TTHC_OK;
  for (i = 0; rc == TTHC_OK && i < count; i++) {
    s->first = s->out->days.rows.items[i];
    s->last = i + 1 < count ? s->out->days.rows.items[i + 1] - 1 : DAY_MAX;
    s->first_row = s->out->rows.count;
    rc = add_units(a, s);
    if (rc == TTHC_OK) rc = add_totals(a, s);
  }
  return rc;
}

int32_t tthc__value_spans_of(struct assessing *a, int32_t indicator, struct value_spans *out) {
  struct spanning s = {.e = {.index = indicator, .indicator = &a->plan->indicators.items[indicator]}, .out = out};
  int32_t rc = TTHC_OK;
  out->rows.count = out->days.rows.count = 0;
  s.facts = tthc__facts_of_indicator(a, indicator, &s.count);
  s.e.points = tthc__arena_alloc(&s.e.scratch, (size_t)s.count * sizeof *s.e.points);
  if (s.e.points == NULL) rc = tthc__fail_memory(a->err);
  if (rc == TTHC_OK) rc = find_days(a, &s);
  if (rc == TTHC_OK) rc = span_all(a, &s);
  if (rc == TTHC_OK) join(out);
  tthc__arena_free(&s.e.scratch);
  return rc;
}
