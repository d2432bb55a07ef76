/* Which target holds, which values meet it, and how a sum is judged by it; reductions from a baseline. */
#include "assess/values.h"

#include "base/error.h"

#include <string.h>

/* --- which one holds ---------------------------------------------------------------------------------------------- */

/* How closely a target speaks of a unit and a period; -1: it does not hold for them. */
static int32_t rank_of(const struct target *target, int32_t unit, int32_t day, const char *period) {
  int32_t rank = 0;
  struct period own;
  if (target->unit != TTHC_NONE) {
    if (target->unit != unit) return -1;
    rank += 4;
  }
  if (target->period != NULL) {
    if (tthc__period_read(NULL, target->period, &own, NULL) != TTHC_OK) return -1;
    if (day < own.first_day || day > own.last_day) return -1;
    rank += period != NULL && strcmp(target->period, period) == 0 ? 2 : 1;
  }
  return rank;
}

int32_t tthc__find_target(const struct indicator *indicator, int32_t unit, int32_t day, const char *period) {
  int32_t i, best = TTHC_NONE, best_rank = -1;
  for (i = 0; i < indicator->target_count; i++) {
    const int32_t rank = rank_of(&indicator->targets[i], unit, day, period);
    if (rank <= best_rank) continue;
    best = i;
    best_rank = rank;
  }
  return best;
}

const char *tthc__find_baseline(const struct indicator *indicator, int32_t unit) {
  int32_t i;
  for (i = 0; i < indicator->baseline_count; i++)
    if (indicator->baselines[i].unit == unit) return indicator->baselines[i].amount;
  return NULL;
}

/* --- the values that meet it -------------------------------------------------------------------------------------- */

static struct decimal decimal_of(const char *text) {
  struct decimal number = {0, 0};
  tthc__decimal_read(text, &number); /* checked when the target or baseline was added */
  return number;
}

static struct ratio ratio_of(struct decimal number) {
  return (struct ratio){number.digits, tthc__power_of_ten(number.scale)};
}

/* What is left of a baseline that was reduced by so many percent. */
static struct ratio reduced(struct decimal baseline, struct decimal percent) {
  const int128 hundred = (int128)100 * tthc__power_of_ten(percent.scale);
  return (struct ratio){baseline.digits * (hundred - percent.digits), tthc__power_of_ten(baseline.scale) * hundred};
}

static struct bounds bounds_of(const struct target *target, struct ratio amount, struct ratio high) {
  switch (target->comparator) {
  case TTHC_AT_LEAST: return (struct bounds){.low = {1, 0, amount}};
  case TTHC_MORE_THAN: return (struct bounds){.low = {1, 1, amount}};
  case TTHC_AT_MOST: return (struct bounds){.high = {1, 0, amount}};
  case TTHC_LESS_THAN: return (struct bounds){.high = {1, 1, amount}};
  case TTHC_EQUAL: return (struct bounds){.low = {1, 0, amount}, .high = {1, 0, amount}};
  default: return (struct bounds){.low = {1, 0, amount}, .high = {1, 0, high}};
  }
}

int tthc__find_bounds(const struct indicator *indicator, int32_t unit, int32_t target, struct bounds *bounds) {
  const struct target *row = &indicator->targets[target];
  const struct decimal amount = decimal_of(row->amount), high = decimal_of(row->high != NULL ? row->high : "0");
  const char *text = tthc__find_baseline(indicator, unit);
  struct decimal baseline;
  struct bounds percents;
  if (!row->reduction) {
    *bounds = bounds_of(row, ratio_of(amount), ratio_of(high));
    return 1;
  }
  if (text == NULL) return 0;
  baseline = decimal_of(text);
  if (baseline.digits == 0) return 0;
  percents = bounds_of(row, reduced(baseline, amount), reduced(baseline, high));
  bounds->low = percents.high; /* the more it was reduced, the lower is the value */
  bounds->high = percents.low;
  return 1;
}

/* Whether a value is on the wrong side of a bound; `side` is the wrong one. */
static int is_beyond(const struct bound *bound, struct ratio value, int side) {
  const int sign = bound->is_set ? tthc__compare_ratios(value, bound->at) : 0;
  return bound->is_set && (sign == side || (sign == 0 && bound->is_open));
}

int tthc__side_of(const struct bounds *bounds, struct ratio value) {
  return is_beyond(&bounds->low, value, -1) ? -1 : is_beyond(&bounds->high, value, 1);
}

/* --- judging ------------------------------------------------------------------------------------------------------ */

int tthc__value_of(const struct indicator *indicator, const struct sum *sum, struct ratio *value) {
  if (indicator->kind == TTHC_RATIO)
    *value = (struct ratio){sum->numerator * 100, sum->denominator};
  else
    *value = ratio_of(sum->amount);
  return sum->reported && value->denominator != 0;
}

int32_t tthc__ratio_texts(struct arena *arena, struct ratio ratio, enum rounding rounding, const char *out[2],
                          tthc_error *err) {
  static const char *const marks[] = {",", "."};
  int i;
  for (i = 0; i < 2; i++) {
    struct buffer text = {0};
    tthc__put_ratio(&text, ratio, rounding, marks[i]);
    out[i] = tthc__buffer_keep(&text, arena);
    if (out[i] == NULL) return tthc__fail_memory(err);
  }
  return TTHC_OK;
}

static int32_t verdict_of(const struct evaluating *e, int32_t unit, int32_t target, struct ratio value) {
  struct bounds bounds;
  if (target == TTHC_NONE) return TTHC_NO_TARGET;
  if (!tthc__find_bounds(e->indicator, unit, target, &bounds)) return TTHC_NO_BASELINE;
  return tthc__side_of(&bounds, value) == 0 ? TTHC_MET : TTHC_MISSED;
}

void tthc__judge_sum(const struct evaluating *e, int32_t unit, int32_t target, const struct sum *sum,
                     struct reached *out) {
  const int is_ratio = e->indicator->kind == TTHC_RATIO;
  struct ratio value;
  out->numerator = out->denominator = TTHC_NO_NUMBER;
  out->verdict = TTHC_NO_VALUE;
  if (!sum->reported) return;
  out->numerator = is_ratio ? sum->numerator : sum->amount.digits;
  out->denominator = is_ratio ? sum->denominator : tthc__power_of_ten(sum->amount.scale);
  out->verdict = TTHC_NO_ACTIVITY;
  if (tthc__value_of(e->indicator, sum, &value)) out->verdict = verdict_of(e, unit, target, value);
}

int32_t tthc__reach(struct assessing *a, const struct evaluating *e, int32_t unit, int32_t target,
                    const struct sum *sum, struct reached *out) {
  struct ratio value;
  out->target = target == TTHC_NONE ? NULL : e->target_texts[target];
  tthc__judge_sum(e, unit, target, sum, out);
  if (!tthc__value_of(e->indicator, sum, &value)) return TTHC_OK;
  return tthc__ratio_texts(&a->result->arena, value, ROUND_HALF_AWAY, out->text, a->err);
}

int32_t tthc__set_reduction(struct assessing *a, const struct evaluating *e, const struct sum *sum,
                            struct value *value) {
  const char *text = tthc__find_baseline(e->indicator, value->unit);
  struct decimal baseline;
  struct ratio reached;
  int128 whole;
  if (text == NULL) return TTHC_OK;
  value->baseline = tthc__arena_copy(&a->result->arena, text, strlen(text));
  if (value->baseline == NULL) return tthc__fail_memory(a->err);
  baseline = decimal_of(text);
  if (baseline.digits == 0 || !tthc__value_of(e->indicator, sum, &reached)) return TTHC_OK;
  whole = baseline.digits * reached.denominator;
  reached = (struct ratio){(whole - reached.numerator * tthc__power_of_ten(baseline.scale)) * 100, whole};
  return tthc__ratio_texts(&a->result->arena, reached, ROUND_HALF_AWAY, value->reduction, a->err);
}

/* --- how results show them ---------------------------------------------------------------------------------------- */

/* ">= 20", "range 40..45.5", "giảm >= 10" */
void tthc__put_target(struct buffer *out, const struct target *target) {
  if (target->reduction) tthc__put(out, "giảm ");
  tthc__put(out, tthc_comparator_word(target->comparator));
  tthc__put_char(out, ' ');
  tthc__put(out, target->amount);
  if (target->high == NULL) return;
  tthc__put(out, "..");
  tthc__put(out, target->high);
}

int32_t tthc__make_target_texts(struct assessing *a, struct evaluating *e) {
  int32_t i;
  e->target_texts = tthc__arena_alloc(&e->scratch, (size_t)e->indicator->target_count * sizeof *e->target_texts);
  if (e->target_texts == NULL) return tthc__fail_memory(a->err);
  for (i = 0; i < e->indicator->target_count; i++) {
    struct buffer text = {0};
    tthc__put_target(&text, &e->indicator->targets[i]);
    e->target_texts[i] = tthc__buffer_keep(&text, &a->result->arena);
    if (e->target_texts[i] == NULL) return tthc__fail_memory(a->err);
  }
  return TTHC_OK;
}
