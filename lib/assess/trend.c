/*
 * Trends: what the periods that are left must give so that the target is reached. With x in each of them a value
 * becomes (so_far + x * unit) / weight, so a bound is reached where x = (bound * weight - so_far) / unit.
 */
#include "assess/values.h"

#include "base/error.h"
#include "base/text.h"

struct line {
  int128 so_far;
  int128 unit;
  int128 weight;
  int has_most; /* a share cannot give more than a hundred percent */
  struct ratio most;
};

/* --- the periods that are left ------------------------------------------------------------------------------------ */

static int is_same_kind(const struct period *period, const struct period *other) {
  if (period->kind != other->kind || (period->regime == NULL) != (other->regime == NULL)) return 0;
  return period->regime == NULL || tthc__same(period->regime->id, other->regime->id);
}

void tthc__add_to_course(struct course *course, const struct point *point) {
  if (course->last != NULL && !is_same_kind(course->last, &point->period)) course->mixed = 1;
  course->last = &point->period;
  course->count++;
}

/* The last day of what counts: of the plan, or of the period in which the target holds. */
static int32_t last_day_of(const struct assessing *a, const struct evaluating *e, int32_t target) {
  struct period period;
  const char *name = target == TTHC_NONE ? NULL : e->indicator->targets[target].period;
  if (name == NULL || tthc__period_read(NULL, name, &period, NULL) != TTHC_OK) return a->plan->last_day;
  return period.last_day < a->plan->last_day ? period.last_day : a->plan->last_day;
}

/* How many periods of the kind measured end after the last of them, and within the plan's span up to a day. */
static int32_t count_left(const struct assessing *a, const struct course *course, int32_t last_day) {
  const struct regime *regime =
    course->last->regime == NULL ? NULL : tthc__calendar_regime(a->calendar, course->last->regime->id);
  const int32_t after = course->last->last_day, first_day = a->plan->first_day;
  int32_t year = tthc_day_year(after < first_day ? first_day : after), n, count = 0;
  if (year > YEAR_MIN) year--; /* the last week of a year may end in the next one */
  for (n = 0;; n++) {
    const struct period period = tthc__period_nth(regime, course->last->kind, year, n);
    if (period.last_day > last_day) return count;
    count += period.last_day > after && period.last_day >= first_day;
  }
}

/* --- what they must give ------------------------------------------------------------------------------------------ */

/*
 * A ratio by period: the periods left are taken to have the denominators that those before had on average. A cumulative
 * one: its last denominator is taken to stay, and the numerator grows. Of a share the numerator is within the
 * denominator so far.
 */
static int ratio_line(const struct evaluating *e, const struct sum *sum, int32_t measured, int32_t left,
                      struct line *line) {
  const int128 numerator = sum->numerator, denominator = sum->denominator;
  const int is_share = numerator <= denominator;
  if (denominator == 0) return 0;
  if (e->indicator->series == TTHC_CUMULATIVE)
    *line = (struct line){numerator * 100, (int128)100 * left, denominator, is_share, {denominator - numerator, left}};
  else
    *line = (struct line){
      numerator * 100 * measured, denominator * left, denominator * (measured + left), is_share, {100, 1}};
  return 1;
}

static void value_line(const struct sum *sum, int32_t left, struct line *line) {
  const int128 one = tthc__power_of_ten(sum->amount.scale);
  *line = (struct line){sum->amount.digits, one * left, one, 0, {0, 1}};
}

static struct ratio needed_for(const struct line *line, struct ratio bound) {
  return (struct ratio){bound.numerator * line->weight - line->so_far * bound.denominator,
                        line->unit * bound.denominator};
}

static int sign_of(struct ratio ratio) { return (ratio.numerator > 0) - (ratio.numerator < 0); }

/* At least what is needed. What is not above 0 comes by itself. */
static int32_t set_least(struct assessing *a, const struct line *line, const struct bound *low, struct value *value) {
  const struct ratio needed = needed_for(line, low->at);
  const int room = line->has_most ? tthc__compare_ratios(line->most, needed) : 1, sign = sign_of(needed);
  value->reachable = room > 0 || (room == 0 && !low->is_open);
  if (sign < 0 || (sign == 0 && !low->is_open)) return TTHC_OK;
  return tthc__ratio_texts(&a->result->arena, needed, low->is_open ? ROUND_ABOVE : ROUND_UP, value->needed, a->err);
}

/* At most what may still be. What no share exceeds needs no care. */
static int32_t set_most(struct assessing *a, const struct line *line, const struct bound *high, struct value *value) {
  const struct ratio needed = needed_for(line, high->at);
  const int room = line->has_most ? tthc__compare_ratios(line->most, needed) : 1, sign = sign_of(needed);
  value->reachable = sign > 0 || (sign == 0 && !high->is_open);
  if (room < 0 || (room == 0 && !high->is_open)) return TTHC_OK;
  return tthc__ratio_texts(&a->result->arena, needed, high->is_open ? ROUND_BELOW : ROUND_DOWN, value->needed, a->err);
}

static int32_t set_needed(struct assessing *a, const struct bounds *bounds, const struct line *line, int side,
                          struct value *value) {
  if (side < 0 || (side == 0 && !bounds->high.is_set)) return set_least(a, line, &bounds->low, value);
  if (side > 0 || (side == 0 && !bounds->low.is_set)) return set_most(a, line, &bounds->high, value);
  value->reachable = 1;
  return TTHC_OK;
}

/* What is below 10^15 keeps all products below 10^38; only a bound made of a long baseline and a long target is not. */
static int is_short(struct bound *bound) {
  const int128 limit = tthc__power_of_ten(DECIMAL_DIGITS);
  if (!bound->is_set) return 1;
  bound->at = tthc__lowest_terms(bound->at);
  return bound->at.numerator <= limit && bound->at.numerator >= -limit && bound->at.denominator <= limit;
}

int32_t tthc__set_trend(struct assessing *a, const struct evaluating *e, int32_t target, const struct sum *sum,
                        const struct course *course, struct value *value) {
  const int is_known =
    course->count > 0 && !course->mixed && course->last->kind != 0 && course->last->kind != PERIOD_SPAN;
  struct bounds bounds;
  struct ratio reached;
  struct line line;
  int side;
  value->periods_measured = course->count;
  value->periods_left = value->reachable = TTHC_NO_NUMBER;
  if (!is_known) return TTHC_OK;
  value->periods_left = count_left(a, course, last_day_of(a, e, target));
  if (target == TTHC_NONE || !tthc__find_bounds(e->indicator, value->unit, target, &bounds)) return TTHC_OK;
  if (!tthc__value_of(e->indicator, sum, &reached)) return TTHC_OK;
  side = tthc__side_of(&bounds, reached);
  value->reachable = side == 0;
  if (value->periods_left == 0) return TTHC_OK;
  value->reachable = TTHC_NO_NUMBER;
  if (!is_short(&bounds.low) || !is_short(&bounds.high)) return TTHC_OK;
  if (e->indicator->kind == TTHC_VALUE)
    value_line(sum, value->periods_left, &line);
  else if (!ratio_line(e, sum, course->count, value->periods_left, &line))
    return TTHC_OK;
  return set_needed(a, &bounds, &line, side, value);
}
