/* Indicator values: sums of numerators over sums of denominators, compared exactly with the target that holds. */
#include "assess/assessment.h"

#include "base/decimal.h"
#include "base/error.h"
#include "model/words.h"

#include <string.h>

/* What one unit, or all together, reached. */
struct sum {
  int reported;
  int64_t numerator;
  int64_t denominator; /* of a ratio */
  struct decimal amount; /* of a value */
};

static int32_t fail_sum(struct assessing *a) {
  return tthc__fail(a->err, TTHC_E_NUMBER, NULL, WORDS("tổng trong phạm vi 2^53−1", "a sum within 2^53−1"));
}

static int32_t add_sum(struct assessing *a, struct sum *sum, const struct sum *more) {
  sum->reported = 1;
  sum->numerator += more->numerator;
  sum->denominator += more->denominator;
  if (sum->numerator > EXACT_MAX || sum->denominator > EXACT_MAX ||
      !tthc__decimal_add(sum->amount, more->amount, &sum->amount))
    return fail_sum(a);
  return TTHC_OK;
}

static struct sum figure_of(const struct fact *fact) {
  struct sum sum = {1, 0, 0, {0, 0}};
  if (fact->amount != NULL) {
    tthc__decimal_read(fact->amount, &sum.amount); /* checked when it was added */
  } else {
    sum.numerator = fact->numerator;
    sum.denominator = fact->denominator;
  }
  return sum;
}

/* --- one unit's figures ------------------------------------------------------------------------------------------- */

/* The end of a figure's period: the later period of a cumulative series counts. A period that cannot be read counts by
   the day of the fact. */
static int32_t period_end(const struct assessing *a, const struct fact *fact) {
  struct period period;
  return tthc__period_read(a->calendar, fact->period, &period, NULL) == TTHC_OK ? period.last_day : fact->day;
}

/* Of periods that end together, as 2021-06 and 2021-Q2, the last word counts. */
static int is_later(const struct assessing *a, const struct fact *fact, const struct fact *than) {
  const int32_t end = period_end(a, fact), other = period_end(a, than);
  return end != other ? end > other : tthc__compare_times(fact, than) > 0;
}

/* The figures of a unit stand together, by period; the last of each period has the last word. */
static int32_t sum_unit(struct assessing *a, int32_t indicator, const struct fact_ref *facts, int32_t count,
                        struct sum *sum) {
  const int cumulative = a->plan->indicators.items[indicator].series == TTHC_CUMULATIVE;
  const struct fact *last = NULL;
  int32_t i, rc = TTHC_OK;
  for (i = 0; rc == TTHC_OK && i < count; i++) {
    const struct fact *fact = facts[i].fact;
    const struct sum figure = figure_of(fact);
    if (i + 1 < count && strcmp(facts[i + 1].fact->period, fact->period) == 0) continue;
    if (!cumulative) {
      rc = add_sum(a, sum, &figure);
    } else if (last == NULL || is_later(a, fact, last)) {
      *sum = figure;
      last = fact;
    }
  }
  return rc;
}

/* --- targets ------------------------------------------------------------------------------------------------------ */

const struct target *tthc__find_target(const struct assessing *a, const struct indicator *indicator, int32_t unit) {
  const struct target *best = NULL;
  int32_t i, best_rank = -1;
  for (i = 0; i < indicator->target_count; i++) {
    const struct target *target = &indicator->targets[i];
    const int32_t rank = (target->unit != TTHC_NONE ? 2 : 0) + (target->period != NULL ? 1 : 0);
    struct period period;
    if (target->unit != TTHC_NONE && target->unit != unit) continue;
    if (target->period != NULL && (tthc__period_read(NULL, target->period, &period, NULL) != TTHC_OK ||
                                   a->result->as_of < period.first_day || a->result->as_of > period.last_day))
      continue;
    if (rank <= best_rank) continue;
    best = target;
    best_rank = rank;
  }
  return best;
}

static int is_met(const struct target *target, int64_t numerator, int64_t denominator) {
  struct decimal low = {0, 0}, high = {0, 0};
  int sign;
  tthc__decimal_read(target->amount, &low); /* both were checked when the target was added */
  if (target->high != NULL) tthc__decimal_read(target->high, &high);
  sign = tthc__ratio_compare(numerator, denominator, low);
  switch (target->comparator) {
  case TTHC_AT_LEAST: return sign >= 0;
  case TTHC_MORE_THAN: return sign > 0;
  case TTHC_AT_MOST: return sign <= 0;
  case TTHC_LESS_THAN: return sign < 0;
  case TTHC_EQUAL: return sign == 0;
  default: return sign >= 0 && tthc__ratio_compare(numerator, denominator, high) <= 0;
  }
}

/* --- rows --------------------------------------------------------------------------------------------------------- */

static const char *take(struct assessing *a, struct buffer *text) {
  const char *copy = text->failed ? NULL : tthc__arena_copy(&a->result->arena, text->data, (size_t)text->size);
  tthc__buffer_free(text);
  return copy;
}

static int32_t set_texts(struct assessing *a, struct value *value, int64_t numerator, int64_t denominator) {
  static const char *const marks[] = {",", "."};
  int i;
  for (i = 0; i < 2; i++) {
    struct buffer text = {0};
    tthc__put_rounded(&text, numerator, denominator, marks[i]);
    value->text[i] = take(a, &text);
    if (value->text[i] == NULL) return tthc__fail_memory(a->err);
  }
  return TTHC_OK;
}

static int32_t set_target(struct assessing *a, struct value *value, const struct target *target) {
  struct buffer text = {0};
  if (target == NULL) return TTHC_OK;
  tthc__put(&text, tthc_comparator_word(target->comparator));
  tthc__put_char(&text, ' ');
  tthc__put(&text, target->amount);
  if (target->high != NULL) {
    tthc__put(&text, "..");
    tthc__put(&text, target->high);
  }
  value->target = take(a, &text);
  return value->target == NULL ? tthc__fail_memory(a->err) : TTHC_OK;
}

static int32_t judge_value(struct assessing *a, struct value *value, const struct indicator *indicator,
                           const struct sum *sum) {
  const struct target *target = tthc__find_target(a, indicator, value->unit);
  const int is_ratio = indicator->kind == TTHC_RATIO;
  int32_t rc = set_target(a, value, target);
  value->numerator = value->denominator = TTHC_NO_NUMBER;
  value->verdict = TTHC_NO_VALUE;
  if (rc != TTHC_OK || !sum->reported) return rc;
  value->numerator = is_ratio ? sum->numerator : sum->amount.digits;
  value->denominator = is_ratio ? sum->denominator : tthc__power_of_ten(sum->amount.scale);
  value->verdict = TTHC_NO_ACTIVITY;
  if (value->denominator == 0) return rc;
  rc = set_texts(a, value, is_ratio ? value->numerator * 100 : value->numerator, value->denominator);
  value->verdict = TTHC_NO_TARGET;
  if (target != NULL)
    value->verdict =
      is_met(target, is_ratio ? value->numerator * 100 : value->numerator, value->denominator) ? TTHC_MET : TTHC_MISSED;
  return rc;
}

static int32_t add_value(struct assessing *a, int32_t indicator, int32_t unit, const struct sum *sum, int32_t expected,
                         int32_t reported, int32_t *row) {
  struct value *value;
  void *grown;
  if (!MAKE_ROOM(a->result->values, grown)) return tthc__fail_memory(a->err);
  *row = a->result->values.count++;
  value = &a->result->values.items[*row];
  value->indicator = indicator;
  value->unit = unit;
  value->units_expected = expected;
  value->units_reported = reported;
  return judge_value(a, value, &a->plan->indicators.items[indicator], sum);
}

/* --- an indicator over its units ---------------------------------------------------------------------------------- */

struct evaluating {
  int32_t indicator;
  int expected; /* the units at hand should report */
  struct sum total;
  int32_t units_expected;
  int32_t units_reported; /* of those that should */
};

static int32_t add_unit(struct assessing *a, int32_t unit, void *context) {
  struct evaluating *evaluating = context;
  struct sum sum = {0, 0, 0, {0, 0}};
  int32_t count, row, rc;
  const struct fact_ref *facts;
  if (a->selected_units != NULL && !a->selected_units[unit]) return TTHC_OK;
  facts = tthc__facts_of_unit(a->facts, evaluating->indicator, unit, &count);
  rc = sum_unit(a, evaluating->indicator, facts, count, &sum);
  if (rc == TTHC_OK && sum.reported) rc = add_sum(a, &evaluating->total, &sum);
  if (rc != TTHC_OK) return rc;
  evaluating->units_expected += evaluating->expected;
  evaluating->units_reported += evaluating->expected && sum.reported;
  return add_value(a, evaluating->indicator, unit, &sum, evaluating->expected, evaluating->expected && sum.reported,
                   &row);
}

/* Units that reported although nobody asked them. */
static int32_t add_others(struct assessing *a, struct evaluating *evaluating) {
  int32_t i, rc = TTHC_OK;
  evaluating->expected = 0;
  for (i = 0; rc == TTHC_OK && i < a->facts->count; i++) {
    const struct fact *fact = a->facts->items[i].fact;
    if (fact->kind == TTHC_MEASUREMENT && fact->indicator == evaluating->indicator && tthc__first_seen(a, fact->unit))
      rc = add_unit(a, fact->unit, evaluating);
  }
  return rc;
}

static int32_t evaluate(struct assessing *a, int32_t indicator) {
  struct evaluating evaluating = {indicator, 1, {0, 0, 0, {0, 0}}, 0, 0};
  const int32_t task = a->plan->indicators.items[indicator].task;
  const struct cell *lead = task == TTHC_NONE ? NULL : &a->plan->tasks.items[task].lead;
  struct value *total;
  int32_t i, row = TTHC_NONE, rc;
  rc = add_value(a, indicator, TTHC_NONE, &evaluating.total, 0, 0, &row);
  tthc__new_round(a);
  for (i = 0; rc == TTHC_OK && lead != NULL && i < lead->count; i++)
    rc = tthc__expand(a, lead->units[i], a->result->as_of, add_unit, &evaluating);
  if (rc == TTHC_OK) rc = add_others(a, &evaluating);
  if (rc != TTHC_OK) return rc;
  total = &a->result->values.items[row];
  total->units_expected = evaluating.units_expected;
  total->units_reported = evaluating.units_reported;
  return judge_value(a, total, &a->plan->indicators.items[indicator], &evaluating.total);
}

int32_t tthc__evaluate(struct assessing *a) {
  int32_t i, rc = TTHC_OK;
  for (i = 0; rc == TTHC_OK && i < a->plan->indicators.count; i++) rc = evaluate(a, i);
  return rc;
}
