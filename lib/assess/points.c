/* The figures of an indicator that count: by unit and by period, what they add up to, and which do not go together. */
#include "assess/values.h"

#include "base/error.h"
#include "base/order.h"

#include <stdlib.h>
#include <string.h>

/* --- order -------------------------------------------------------------------------------------------------------- */

static int compare_in_time(const struct point *x, const struct point *y) {
  COMPARE(x->end, y->end);
  COMPARE(x->period.first_day, y->period.first_day);
  return strcmp(x->fact->period, y->fact->period);
}

static int compare_points(const void *left, const void *right) {
  const struct point *x = left, *y = right;
  COMPARE(x->fact->unit, y->fact->unit);
  return compare_in_time(x, y);
}

static int compare_by_period(const void *left, const void *right) {
  const struct point *x = *(struct point *const *)left, *y = *(struct point *const *)right;
  const int order = strcmp(x->fact->period, y->fact->period);
  if (order != 0) return order;
  COMPARE(x->fact->unit, y->fact->unit);
  return 0;
}

static int compare_periods(const void *left, const void *right) {
  const struct measured_period *x = left, *y = right;
  COMPARE(x->end, y->end);
  return compare_in_time(x->points[0], y->points[0]);
}

/* --- collecting --------------------------------------------------------------------------------------------------- */

static struct point point_of(const struct assessing *a, const struct fact *fact) {
  struct point point;
  memset(&point, 0, sizeof point);
  point.fact = fact;
  if (tthc__period_read(a->calendar, fact->period, &point.period, NULL) != TTHC_OK)
    memset(&point.period, 0, sizeof point.period);
  point.end = point.period.kind != 0 ? point.period.last_day : fact->day;
  return point;
}

static int same_period(const struct fact *x, const struct fact *y) {
  return y != NULL && x->unit == y->unit && strcmp(x->period, y->period) == 0;
}

void tthc__keep_last_words(const struct assessing *a, struct evaluating *e, const struct fact_ref *facts,
                           int32_t count) {
  const struct fact *last = NULL;
  int32_t i;
  e->count = 0;
  for (i = 0; i <= count; i++) {
    const struct fact *fact = i < count ? facts[i].fact : NULL;
    if (fact != NULL && !tthc__counts_now(a, &facts[i])) continue;
    if (last != NULL && !same_period(last, fact) && tthc__is_selected(a, last->unit))
      e->points[e->count++] = point_of(a, last);
    last = fact;
  }
  if (e->count > 1) qsort(e->points, (size_t)e->count, sizeof *e->points, compare_points);
}

/* One period of those sorted by period, with a copy of its name for all of its figures. */
static int32_t add_period(struct assessing *a, struct evaluating *e, struct point **points, int32_t left) {
  struct measured_period *period = &e->periods[e->period_count++];
  const char *name = points[0]->fact->period;
  const char *copy = tthc__arena_copy(&a->result->arena, name, strlen(name));
  if (copy == NULL) return tthc__fail_memory(a->err);
  period->points = points;
  for (; period->count < left && strcmp(points[period->count]->fact->period, name) == 0; period->count++) {
    struct point *point = points[period->count];
    point->name = copy;
    if (point->end > period->end || period->count == 0) period->end = point->end;
  }
  return TTHC_OK;
}

static int32_t find_periods(struct assessing *a, struct evaluating *e) {
  struct point **points = tthc__arena_alloc(&e->scratch, (size_t)e->count * sizeof *points);
  int32_t i, rc = TTHC_OK;
  e->periods = tthc__arena_alloc(&e->scratch, (size_t)e->count * sizeof *e->periods);
  if (points == NULL || e->periods == NULL) return tthc__fail_memory(a->err);
  for (i = 0; i < e->count; i++) points[i] = &e->points[i];
  if (e->count > 1) qsort(points, (size_t)e->count, sizeof *points, compare_by_period);
  for (i = 0; rc == TTHC_OK && i < e->count; i += e->periods[e->period_count - 1].count)
    rc = add_period(a, e, points + i, e->count - i);
  if (e->period_count > 1) qsort(e->periods, (size_t)e->period_count, sizeof *e->periods, compare_periods);
  return rc;
}

struct point *tthc__points_of(const struct evaluating *e, int32_t unit, int32_t *count) {
  int32_t low = 0, high = e->count, last;
  while (low < high) {
    const int32_t middle = low + (high - low) / 2;
    if (e->points[middle].fact->unit < unit)
      low = middle + 1;
    else
      high = middle;
  }
  for (last = low; last < e->count && e->points[last].fact->unit == unit; last++) continue;
  *count = last - low;
  return e->points + low;
}

/* --- sums --------------------------------------------------------------------------------------------------------- */

struct sum tthc__figure_of(const struct point *point) {
  const struct fact *fact = point->fact;
  struct sum sum = {1, 0, 0, {0, 0}};
  if (fact->amount != NULL) {
    tthc__decimal_read(fact->amount, &sum.amount); /* checked when it was added */
  } else {
    sum.numerator = fact->numerator;
    sum.denominator = fact->denominator;
  }
  return sum;
}

int32_t tthc__add_sum(struct assessing *a, struct sum *sum, const struct sum *more) {
  sum->reported = 1;
  sum->numerator += more->numerator;
  sum->denominator += more->denominator;
  if (sum->numerator <= EXACT_MAX && sum->denominator <= EXACT_MAX &&
      tthc__decimal_add(sum->amount, more->amount, &sum->amount))
    return TTHC_OK;
  return tthc__fail(a->err, TTHC_E_NUMBER, NULL, WORDS("tổng trong phạm vi 2^53−1", "a sum within 2^53−1"));
}

/* The last word on the next end of a unit's periods, as 2021-06 and 2021-Q2 end together; *i goes behind that end. */
static const struct point *next_end(const struct point *points, int32_t count, int32_t *i) {
  const struct point *last = &points[(*i)++];
  for (; *i < count && points[*i].end == last->end; ++*i)
    if (tthc__compare_times(points[*i].fact, last->fact) > 0) last = &points[*i];
  return last;
}

int32_t tthc__sum_points(struct assessing *a, const struct evaluating *e, const struct point *points, int32_t count,
                         struct sum *sum) {
  int32_t i = 0, rc = TTHC_OK;
  while (rc == TTHC_OK && i < count) {
    if (e->indicator->series == TTHC_CUMULATIVE) {
      *sum = tthc__figure_of(next_end(points, count, &i));
    } else {
      const struct sum figure = tthc__figure_of(&points[i++]);
      rc = tthc__add_sum(a, sum, &figure);
    }
  }
  return rc;
}

/* --- figures that do not go together ------------------------------------------------------------------------------ */

/* "Xã A, 2021-Q2, 2021-06", at the fact of the second. */
static int32_t report(struct assessing *a, int32_t code, const struct point *first, const struct point *second) {
  const char *const parts[] = {a->plan->units.items[second->fact->unit].name, first->name, second->name};
  struct buffer path = {0}, about = {0};
  size_t i;
  int32_t rc;
  tthc__put(&path, "/facts/");
  tthc__put_int(&path, second->fact - a->plan->facts.items);
  for (i = 0; i < sizeof parts / sizeof *parts; i++) {
    if (i > 0) tthc__put(&about, ", ");
    tthc__put(&about, parts[i]);
  }
  rc =
    path.failed || about.failed ? TTHC_E_MEMORY : tthc__findings_add(a->result->findings, code, path.data, about.data);
  tthc__buffer_free(&path);
  tthc__buffer_free(&about);
  return rc == TTHC_OK ? rc : tthc__fail_memory(a->err);
}

/* Periods go by their ends, so one that overlaps any before it overlaps the one just before it too. */
static int32_t check_overlaps(struct assessing *a, const struct point *points, int32_t count) {
  const struct point *last = NULL;
  int32_t i, rc = TTHC_OK;
  for (i = 0; rc == TTHC_OK && i < count; i++) {
    if (points[i].period.kind == 0) continue;
    if (last != NULL && points[i].period.first_day <= last->end)
      rc = report(a, TTHC_F_PERIODS_OVERLAP, last, &points[i]);
    last = &points[i];
  }
  return rc;
}

static int is_below(const struct point *point, const struct point *than) {
  const struct sum figure = tthc__figure_of(point), other = tthc__figure_of(than);
  return figure.numerator < other.numerator ||
         tthc__ratio_compare(figure.amount.digits, tthc__power_of_ten(figure.amount.scale), other.amount) < 0;
}

/* Who corrects a figure knows that it falls. */
static int32_t check_falls(struct assessing *a, const struct point *points, int32_t count) {
  const struct point *last = NULL;
  int32_t i = 0, rc = TTHC_OK;
  while (rc == TTHC_OK && i < count) {
    const struct point *next = next_end(points, count, &i);
    if (last != NULL && is_below(next, last) && next->fact->corrects == NULL)
      rc = report(a, TTHC_F_CUMULATIVE_FALLS, last, next);
    last = next;
  }
  return rc;
}

static int32_t check_points(struct assessing *a, const struct evaluating *e) {
  int32_t i, count, rc = TTHC_OK;
  for (i = 0; rc == TTHC_OK && i < e->count; i += count) {
    const struct point *points = tthc__points_of(e, e->points[i].fact->unit, &count);
    rc = e->indicator->series == TTHC_CUMULATIVE ? check_falls(a, points, count) : check_overlaps(a, points, count);
  }
  return rc;
}

int32_t tthc__collect_points(struct assessing *a, struct evaluating *e) {
  int32_t count, rc;
  const struct fact_ref *facts = tthc__facts_of_indicator(a, e->index, &count);
  e->points = tthc__arena_alloc(&e->scratch, (size_t)count * sizeof *e->points);
  if (e->points == NULL) return tthc__fail_memory(a->err);
  tthc__keep_last_words(a, e, facts, count);
  rc = find_periods(a, e);
  return rc == TTHC_OK ? check_points(a, e) : rc;
}
