/*
 * Occurrences. The periods of a rule are numbered since 1900 and fall due one after the other, so those of a span are
 * found by halving, and each of them follows from its number alone.
 */
#include "calendar/occurrence.h"

/* --- periods by number -------------------------------------------------------------------------------------------- */

/* The month of the n-th bit, from 0. */
static int32_t month_of_bit(int32_t months, int32_t n) {
  int32_t month = 1;
  while ((months >> month & 1) == 0 || n-- > 0) month++;
  return month;
}

static struct period period_nth(const struct rule *rule, int32_t n) {
  const struct clause *clause = rule->clause;
  if (rule->kind == 0) return (struct period){NULL, PERIOD_SPAN, 0, 1, clause->start, clause->due};
  if (clause->months != 0) n = n / rule->in_year * 12 + month_of_bit(clause->months, n % rule->in_year) - 1;
  return tthc__period_nth(rule->regime, rule->kind, YEAR_MIN, n);
}

/* Its due day, in the last month of the period. */
static int32_t due_in(const struct rule *rule, const struct period *period) {
  const struct clause *clause = rule->clause;
  if (clause->day == 0 || rule->regime != NULL || rule->in_year == 0) return period->last_day;
  return tthc__day_in_month(period->year, clause->months != 0 ? period->number : period->number * 12 / rule->in_year,
                            clause->day);
}

static int32_t due_nth(const struct rule *rule, int32_t n) {
  const struct period period = period_nth(rule, n);
  return due_in(rule, &period);
}

/* --- the rule ----------------------------------------------------------------------------------------------------- */

static int32_t months_in(int32_t months) {
  int32_t month, count = 0;
  for (month = 1; month <= 12; month++) count += months >> month & 1;
  return count;
}

/* What its periods are, and how many there are in all years. */
static int32_t lay_out(struct rule *rule, const struct regime *regime) {
  static const int32_t kinds[] = {[EVERY_MONTH] = PERIOD_MONTH, [EVERY_QUARTER] = PERIOD_QUARTER,
                                  [EVERY_HALF_YEAR] = PERIOD_HALF_YEAR, [EVERY_YEAR] = PERIOD_YEAR,
                                  [EVERY_WEEK] = PERIOD_WEEK, [EVERY_DAY] = PERIOD_DAY};
  static const int32_t in_year[] = {[PERIOD_YEAR] = 1, [PERIOD_HALF_YEAR] = 2, [PERIOD_NINE_MONTHS] = 1,
                                    [PERIOD_QUARTER] = 4, [PERIOD_MONTH] = 12};
  const struct clause *clause = rule->clause;
  if (clause->kind == TTHC_ONCE) return 1;
  if (clause->kind == TTHC_ONGOING || (clause->kind == TTHC_RECURRING && clause->every == EVERY_BY_REGIME)) {
    rule->regime = regime;
    rule->kind = regime == NULL ? 0 : regime->usual;
  } else if (clause->kind == TTHC_RECURRING) {
    rule->kind = clause->months != 0 ? PERIOD_MONTH : kinds[clause->every];
  }
  if (rule->kind == 0) return 0;
  if (rule->kind == PERIOD_DAY) return DAYS_IN_ALL;
  if (rule->kind == PERIOD_WEEK) return DAYS_IN_ALL / 7; /* the first day of all is a Monday */
  rule->in_year = clause->months != 0 ? months_in(clause->months) : in_year[rule->kind];
  return (YEAR_MAX - YEAR_MIN + 1) * rule->in_year;
}

/* The first of `total` periods that is due on a day or later; `total` when there is none. */
static int32_t first_due_from(const struct rule *rule, int32_t total, int32_t day) {
  int32_t low = 0, high = total;
  while (low < high) {
    const int32_t middle = low + (high - low) / 2;
    if (due_nth(rule, middle) < day)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

struct rule tthc__rule(const struct clause *clause, const struct regime *regime, int32_t first_day, int32_t last_day) {
  struct rule rule = {clause, NULL, 0, 0, 0, 0};
  const int32_t total = lay_out(&rule, regime);
  if (clause->start != TTHC_NO_DAY && clause->start > first_day) first_day = clause->start;
  if (clause->until != TTHC_NO_DAY && clause->until < last_day) last_day = clause->until;
  if (first_day > last_day) return rule;
  rule.first = first_due_from(&rule, total, first_day);
  rule.count = (last_day == INT32_MAX ? total : first_due_from(&rule, total, last_day + 1)) - rule.first;
  return rule;
}

static int32_t times_of(const struct rule *rule) { return rule->clause->times > 1 ? rule->clause->times : 1; }

int32_t tthc__occurrence_count(const struct rule *rule) { return rule->count * times_of(rule); }

int tthc__occurrence_at(const struct rule *rule, int32_t n, struct occurrence *out) {
  const int32_t times = times_of(rule);
  if (n < 0 || n >= tthc__occurrence_count(rule)) return 0;
  out->period = period_nth(rule, rule->first + n / times);
  out->start = out->period.first_day;
  out->due = due_in(rule, &out->period);
  out->repeat = n % times + 1;
  return 1;
}

void tthc__put_occurrence_key(struct buffer *out, const struct rule *rule, const struct occurrence *occurrence) {
  if (rule->kind == 0 && rule->clause->key != NULL)
    tthc__put(out, rule->clause->key);
  else
    tthc__put_period(out, &occurrence->period);
  if (occurrence->repeat == 1) return;
  tthc__put_char(out, '#');
  tthc__put_int(out, occurrence->repeat);
}

int32_t tthc__day_after(const tthc_calendar *calendar, const struct after *after, int32_t event) {
  if (after->days == 0 || !tthc__is_day(event)) return TTHC_NO_DAY;
  if (after->working) return tthc_calendar_add_working_days(calendar, event, after->days);
  event += after->days; /* the first day is not counted: Civil Code 2015, art. 147 */
  return tthc__is_day(event) ? event : TTHC_NO_DAY;
}
