/* What is counted of each unit, in one pass over assignments and one over values, and the points that it comes to. */
#include "assess/ranking.h"
#include "assess/values.h"

#include "base/error.h"

static struct score *scores_of(const struct scoring *s, int32_t unit) {
  return &s->scores[(int64_t)unit * s->result->scheme.criteria.count];
}

/* --- assignments -------------------------------------------------------------------------------------------------- */

static void count_state(struct unit_counts *counts, const struct assignment *row) {
  const int on_time = row->state == TTHC_DONE_ON_TIME, late = row->state == TTHC_DONE_LATE;
  const int overdue = row->state == TTHC_OVERDUE;
  counts->owed++;
  counts->on_time += on_time;
  counts->late += late;
  counts->overdue += overdue;
  counts->handed_in += on_time || late || row->returned != TTHC_NO_DAY;
  counts->returned += row->returned != TTHC_NO_DAY;
  counts->unexplained += (late || overdue) && !row->explained;
  counts->late_days[CALENDAR_DAYS] += row->days_late;
  counts->late_days[WORKING_DAYS] += row->working_days_late;
  if (!row->is_report) return;
  counts->reports_on_time += on_time;
  counts->reports_due += on_time + late + overdue;
}

static void count_assignments(struct scoring *s) {
  int32_t i;
  for (i = 0; i < s->assessment->assignments.count; i++) {
    const struct assignment *row = &s->assessment->assignments.items[i];
    if (row->state != TTHC_CANCELLED) count_state(&s->counts[row->unit], row);
  }
}

/* --- values ------------------------------------------------------------------------------------------------------- */

/* The share of a target that a value comes to which missed it, from the side on which it does. */
static int64_t share_of(const struct target *target, int64_t numerator, int64_t denominator) {
  struct decimal low = {0, 0}, high = {0, 0};
  int above;
  tthc__decimal_read(target->amount, &low); /* both were checked when the target was added */
  if (target->high != NULL) tthc__decimal_read(target->high, &high);
  above = tthc__ratio_compare(numerator, denominator, low) > 0;
  switch (target->comparator) {
  case TTHC_AT_LEAST:
  case TTHC_MORE_THAN: return tthc__ratio_share(numerator, denominator, low, 0);
  case TTHC_AT_MOST:
  case TTHC_LESS_THAN: return tthc__ratio_share(numerator, denominator, low, 1);
  case TTHC_RANGE: return tthc__ratio_share(numerator, denominator, above ? high : low, above);
  default: return tthc__ratio_share(numerator, denominator, low, above);
  }
}

/* In millionths. Of a reduction what counts is by how many percent the value is below its baseline. */
static int32_t find_share(const struct scoring *s, const struct value *value, int64_t *share) {
  const struct indicator *indicator = &s->plan->indicators.items[value->indicator];
  const int32_t target = tthc__find_target(indicator, value->unit, s->assessment->as_of, NULL);
  int64_t numerator = indicator->kind == TTHC_RATIO ? value->reached.numerator * 100 : value->reached.numerator;
  int64_t denominator = value->reached.denominator;
  *share = 0;
  if (target == TTHC_NONE) return TTHC_OK; /* the plan has changed since it was assessed */
  if (indicator->targets[target].reduction) {
    const char *baseline = tthc__find_baseline(indicator, value->unit);
    struct decimal before = {0, 0};
    if (baseline != NULL) tthc__decimal_read(baseline, &before);
    if (before.digits == 0) return TTHC_OK;
    if (!tthc__ratio_reduction(numerator, denominator, before, &numerator, &denominator))
      return tthc__fail(s->err, TTHC_E_NUMBER, indicator->id, NOTHING);
  }
  *share = share_of(&indicator->targets[target], numerator, denominator);
  return TTHC_OK;
}

/* One value goes into every criterion of its indicator, and of all indicators. */
static void add_value(const struct scoring *s, const struct value *value, int64_t share) {
  struct score *scores = scores_of(s, value->unit);
  int32_t i;
  for (i = 0; i < s->result->scheme.criteria.count; i++) {
    const struct criterion *criterion = &s->result->scheme.criteria.items[i];
    const int is_achievement = criterion->measure == INDICATOR_ACHIEVEMENT;
    if (!is_achievement && criterion->measure != INDICATORS_MET_SHARE) continue;
    if (criterion->indicator != TTHC_NONE && criterion->indicator != value->indicator) continue;
    if (value->reached.verdict == TTHC_NO_VALUE) {
      scores[i].silent++;
      if (criterion->missing != MISSING_ZERO) continue;
    }
    scores[i].denominator += is_achievement ? MILLION : 1;
    scores[i].numerator += is_achievement ? share : value->reached.verdict == TTHC_MET;
  }
}

/* What did not occur, and what has no target on the day, is neither reached nor missed. */
static int32_t count_values(struct scoring *s) {
  int32_t i, rc = TTHC_OK;
  for (i = 0; rc == TTHC_OK && i < s->assessment->values.count; i++) {
    const struct value *value = &s->assessment->values.items[i];
    const int32_t verdict = value->reached.verdict;
    int64_t share = verdict == TTHC_MET ? MILLION : 0;
    if (value->unit == TTHC_NONE) continue;
    s->counts[value->unit].figures += verdict != TTHC_NO_VALUE;
    if (verdict != TTHC_MET && verdict != TTHC_MISSED && verdict != TTHC_NO_VALUE) continue;
    if (verdict == TTHC_MISSED) rc = find_share(s, value, &share);
    if (rc == TTHC_OK) add_value(s, value, share);
  }
  return rc;
}

int32_t tthc__count_units(struct scoring *s) {
  count_assignments(s);
  return count_values(s);
}

/* --- points ------------------------------------------------------------------------------------------------------- */

/* The counts of a measure of assignments; those of values and given points stand in the score already. */
static void take_counts(const struct criterion *criterion, const struct unit_counts *counts, struct score *score) {
  const int64_t fallen_due = counts->on_time + counts->late + counts->overdue;
  const int64_t ratios[MEASURES][2] = {[ON_TIME_SHARE] = {counts->on_time, fallen_due},
                                       [DONE_SHARE] = {counts->on_time + counts->late, fallen_due},
                                       [REPORTS_ON_TIME_SHARE] = {counts->reports_on_time, counts->reports_due},
                                       [OVERDUE_DEDUCTION] = {counts->overdue, fallen_due},
                                       [LATE_DAYS_DEDUCTION] = {counts->late_days[criterion->days], fallen_due},
                                       [RETURNED_DEDUCTION] = {counts->returned, counts->handed_in},
                                       [UNEXPLAINED_DEDUCTION] = {counts->unexplained, fallen_due}};
  if (criterion->measure == INDICATOR_ACHIEVEMENT || criterion->measure == INDICATORS_MET_SHARE ||
      criterion->measure == MANUAL)
    return;
  score->numerator = ratios[criterion->measure][0];
  score->denominator = ratios[criterion->measure][1];
}

static int64_t deducted(const struct criterion *criterion, int64_t count) {
  return count > criterion->cap / criterion->per ? criterion->cap : count * criterion->per;
}

static int64_t points_of(const struct criterion *criterion, const struct score *score) {
  const int64_t unit = tthc__power_of_ten(POINT_DECIMALS - criterion->decimals);
  int64_t points;
  if (criterion->per > 0)
    points = tthc__scale_half_up(criterion->points - deducted(criterion, score->numerator), 1, unit) * unit;
  else /* the denominator times the unit: at most 10^12 values times 10^4 */
    points = tthc__scale_half_up(criterion->points, score->numerator, score->denominator * unit) * unit;
  return points < criterion->points ? points : criterion->points; /* which may have more decimals */
}

/* An indicator that nobody asked the unit for, or that did not occur with it, is no silence: it is left out. */
int tthc__is_missing(const struct criterion *criterion, const struct score *score) {
  const int of_values = criterion->measure == INDICATOR_ACHIEVEMENT || criterion->measure == INDICATORS_MET_SHARE;
  if (of_values) return score->silent > 0;
  return score->denominator == 0;
}

/* Gives the points, and whether the criterion must not be missing but is. */
static int score_criterion(const struct criterion *criterion, struct score *score) {
  score->points = TTHC_NO_NUMBER;
  if (tthc__is_missing(criterion, score) && criterion->missing == MISSING_NOT_RANKED) return 1;
  if (score->denominator > 0)
    score->points = points_of(criterion, score);
  else if (tthc__is_missing(criterion, score) && criterion->missing == MISSING_ZERO)
    score->points = 0;
  return 0;
}

static int32_t find_class(const struct scheme *scheme, const struct ranked *row) {
  int32_t i;
  for (i = 0; i < scheme->classes.count; i++)
    if (tthc__ratio_compare(row->points * 100, row->attainable, scheme->classes.items[i].from) >= 0) return i;
  return TTHC_NONE;
}

static int32_t find_reason(const struct scoring *s, const struct ranked *row) {
  const struct unit_counts *counts = &s->counts[row->unit];
  if (counts->owed == 0 && counts->figures == 0) return TTHC_OWES_NOTHING;
  if (row->fallen_due < s->result->scheme.min_due) return TTHC_TOO_FEW_DUE;
  if (row->missing != TTHC_NONE) return TTHC_SCORE_MISSING;
  return row->attainable == 0 ? TTHC_NOTHING_TO_JUDGE : 0;
}

void tthc__score_unit(const struct scoring *s, struct ranked *row) {
  const struct scheme *scheme = &s->result->scheme;
  const struct unit_counts *counts = &s->counts[row->unit];
  struct score *scores = scores_of(s, row->unit);
  int32_t i;
  row->fallen_due = (int32_t)(counts->on_time + counts->late + counts->overdue);
  row->missing = row->rating = TTHC_NONE;
  for (i = 0; i < scheme->criteria.count; i++) {
    const struct criterion *criterion = &scheme->criteria.items[i];
    row->scores[i] = scores[i];
    take_counts(criterion, counts, &row->scores[i]);
    if (score_criterion(criterion, &row->scores[i]) && row->missing == TTHC_NONE) row->missing = i;
    if (row->scores[i].points == TTHC_NO_NUMBER) continue;
    row->points += row->scores[i].points;
    row->attainable += criterion->points;
  }
  row->reason = find_reason(s, row);
  if (row->reason == 0) row->rating = find_class(scheme, row);
}
