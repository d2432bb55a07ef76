/* Indicators: numeric targets. */
#include "base/decimal.h"
#include "base/error.h"
#include "calendar/period.h"
#include "model/plan.h"
#include "model/words.h"

#include <string.h>

const struct vocabulary tthc__indicator_kinds = {"ratio, value", {"ratio", "value"}};
const struct vocabulary tthc__series = {"per-period, cumulative", {"per-period", "cumulative"}};
const struct vocabulary tthc__comparators = {">=, >, <=, <, =, range", {">=", ">", "<=", "<", "=", "range"}};

const char *tthc_indicator_kind_word(int32_t kind) { return tthc__word(&tthc__indicator_kinds, kind); }

const char *tthc_series_word(int32_t series) { return tthc__word(&tthc__series, series); }

const char *tthc_comparator_word(int32_t comparator) { return tthc__word(&tthc__comparators, comparator); }

const struct indicator *tthc__indicator(const tthc_plan *plan, int32_t indicator) {
  if (!tthc__is(plan, MARK_PLAN) || indicator < 0 || indicator >= plan->indicators.count) return NULL;
  return &plan->indicators.items[indicator];
}

struct indicator tthc__new_indicator(void) {
  struct indicator indicator;
  memset(&indicator, 0, sizeof indicator);
  indicator.task = TTHC_NONE;
  return indicator;
}

static int32_t check_word(const struct vocabulary *vocabulary, int32_t number, const char *member, tthc_error *err) {
  if (tthc__word(vocabulary, number) != NULL) return TTHC_OK;
  return tthc__fail_at(err, TTHC_E_VALUE, member, NULL, WORDS(vocabulary->listed, vocabulary->listed));
}

int32_t tthc__add_indicator(tthc_plan *plan, const struct indicator *indicator, tthc_error *err) {
  struct indicator copy = *indicator;
  void *grown;
  int32_t rc = tthc__need_plan(plan, err);
  copy.baselines = NULL;
  copy.targets = NULL;
  copy.baseline_count = copy.target_count = 0;
  if (rc == TTHC_OK) rc = check_word(&tthc__indicator_kinds, indicator->kind, "kind", err);
  if (rc == TTHC_OK) rc = check_word(&tthc__series, indicator->series, "series", err);
  if (rc == TTHC_OK && indicator->task != TTHC_NONE)
    rc = tthc__need_index(indicator->task, plan->tasks.count, "task", err);
  if (rc == TTHC_OK) rc = tthc__text_in(&plan->arena, indicator->title, STRING_MAX, "title", &copy.title, err);
  if (rc == TTHC_OK)
    rc = tthc__set_text(plan, &copy.numerator_name, indicator->numerator_name, STRING_MAX, "numerator", err);
  if (rc == TTHC_OK)
    rc = tthc__set_text(plan, &copy.denominator_name, indicator->denominator_name, STRING_MAX, "denominator", err);
  if (rc == TTHC_OK) rc = tthc__set_text(plan, &copy.measure, indicator->measure, LABEL_MAX, "measure", err);
  if (rc == TTHC_OK) rc = tthc__set_extra(plan, &copy.extra, indicator->extra, err);
  if (rc == TTHC_OK) rc = tthc__make_slug(plan, &plan->indicator_ids, indicator->id, copy.title, &copy.id, err);
  if (rc != TTHC_OK) return rc;
  if (!MAKE_ROOM(plan->indicators, grown)) return tthc__fail_memory(err);
  if (tthc__index_put(&plan->indicator_ids, copy.id, plan->indicators.count) != TTHC_OK) return tthc__fail_memory(err);
  plan->indicators.items[plan->indicators.count] = copy;
  return plan->indicators.count++;
}

int32_t tthc_plan_add_indicator(tthc_plan *plan, const char *id, const char *title, int32_t kind, int32_t series,
                                tthc_error *err) {
  struct indicator indicator = tthc__new_indicator();
  indicator.id = id;
  indicator.title = title;
  indicator.kind = kind;
  indicator.series = series;
  return tthc__add_indicator(plan, &indicator, err);
}

int32_t tthc_plan_indicator_count(const tthc_plan *plan) {
  return tthc__is(plan, MARK_PLAN) ? plan->indicators.count : 0;
}

int32_t tthc_plan_find_indicator(const tthc_plan *plan, const char *id) {
  return tthc__is(plan, MARK_PLAN) ? tthc__index_get(&plan->indicator_ids, id) : TTHC_NONE;
}

const char *tthc_indicator_id(const tthc_plan *plan, int32_t indicator) {
  const struct indicator *row = tthc__indicator(plan, indicator);
  return row == NULL ? NULL : row->id;
}

const char *tthc_indicator_title(const tthc_plan *plan, int32_t indicator) {
  const struct indicator *row = tthc__indicator(plan, indicator);
  return row == NULL ? NULL : row->title;
}

int32_t tthc_indicator_kind(const tthc_plan *plan, int32_t indicator) {
  const struct indicator *row = tthc__indicator(plan, indicator);
  return row == NULL ? 0 : row->kind;
}

int32_t tthc_indicator_series(const tthc_plan *plan, int32_t indicator) {
  const struct indicator *row = tthc__indicator(plan, indicator);
  return row == NULL ? 0 : row->series;
}

static int32_t need_indicator(const tthc_plan *plan, int32_t indicator, tthc_error *err) {
  const int32_t rc = tthc__need_plan(plan, err);
  return rc != TTHC_OK ? rc : tthc__need_index(indicator, plan->indicators.count, "indicator", err);
}

int32_t tthc_indicator_task(const tthc_plan *plan, int32_t indicator) {
  const struct indicator *row = tthc__indicator(plan, indicator);
  return row == NULL ? TTHC_NONE : row->task;
}

int32_t tthc_indicator_set_task(tthc_plan *plan, int32_t indicator, int32_t task, tthc_error *err) {
  int32_t rc = need_indicator(plan, indicator, err);
  if (rc == TTHC_OK && task != TTHC_NONE) rc = tthc__need_index(task, plan->tasks.count, "task", err);
  if (rc == TTHC_OK) plan->indicators.items[indicator].task = task;
  return rc;
}

const char *tthc_indicator_numerator_name(const tthc_plan *plan, int32_t indicator) {
  const struct indicator *row = tthc__indicator(plan, indicator);
  return row == NULL ? NULL : row->numerator_name;
}

const char *tthc_indicator_denominator_name(const tthc_plan *plan, int32_t indicator) {
  const struct indicator *row = tthc__indicator(plan, indicator);
  return row == NULL ? NULL : row->denominator_name;
}

const char *tthc_indicator_measure(const tthc_plan *plan, int32_t indicator) {
  const struct indicator *row = tthc__indicator(plan, indicator);
  return row == NULL ? NULL : row->measure;
}

int32_t tthc_indicator_set_names(tthc_plan *plan, int32_t indicator, const char *numerator, const char *denominator,
                                 const char *measure, tthc_error *err) {
  struct indicator named = tthc__new_indicator();
  struct indicator *row;
  int32_t rc = need_indicator(plan, indicator, err);
  if (rc == TTHC_OK) rc = tthc__set_text(plan, &named.numerator_name, numerator, STRING_MAX, "numerator", err);
  if (rc == TTHC_OK) rc = tthc__set_text(plan, &named.denominator_name, denominator, STRING_MAX, "denominator", err);
  if (rc == TTHC_OK) rc = tthc__set_text(plan, &named.measure, measure, LABEL_MAX, "measure", err);
  if (rc != TTHC_OK) return rc;
  row = &plan->indicators.items[indicator];
  row->numerator_name = named.numerator_name;
  row->denominator_name = named.denominator_name;
  row->measure = named.measure;
  return TTHC_OK;
}

/* --- targets ------------------------------------------------------------------------------------------------------ */

/* Copies a decimal in its canonical form. */
static int32_t copy_decimal(tthc_plan *plan, const char *text, const char *member, const char **out,
                            struct decimal *number, tthc_error *err) {
  struct buffer canonical = {0};
  if (text == NULL || !tthc__decimal_read(text, number))
    return tthc__fail_at(
      err, TTHC_E_NUMBER, member, text,
      WORDS("số không quá 15 chữ số, ví dụ 20 hoặc 99.5", "a number of at most 15 digits, such as 20 or 99.5"));
  tthc__put_decimal(&canonical, *number);
  *out = tthc__buffer_keep(&canonical, &plan->arena);
  return *out == NULL ? tthc__fail_memory(err) : TTHC_OK;
}

static int32_t check_high(const struct target *target, struct decimal low, struct decimal high, tthc_error *err) {
  if ((target->comparator == TTHC_RANGE) != (target->high != NULL))
    return tthc__fail_at(
      err, target->high == NULL ? TTHC_E_MISSING : TTHC_E_VALUE, "high", NULL,
      WORDS("\"high\" khi và chỉ khi so sánh là \"range\"", "\"high\" with, and only with, \"range\""));
  if (target->high != NULL && tthc__ratio_compare(high.digits, tthc__power_of_ten(high.scale), low) < 0)
    return tthc__fail_at(err, TTHC_E_VALUE, "high", target->high,
                         WORDS("số không nhỏ hơn \"amount\"", "a number not below \"amount\""));
  return TTHC_OK;
}

int32_t tthc__add_target(tthc_plan *plan, int32_t indicator, const struct target *target, tthc_error *err) {
  struct target copy = *target;
  struct decimal low = {0, 0}, high = {0, 0};
  struct period period;
  struct indicator *row;
  struct target *grown;
  int32_t rc = need_indicator(plan, indicator, err);
  if (rc == TTHC_OK) rc = check_word(&tthc__comparators, target->comparator, "comparator", err);
  if (rc == TTHC_OK) rc = copy_decimal(plan, target->amount, "amount", &copy.amount, &low, err);
  if (rc == TTHC_OK && target->high != NULL) rc = copy_decimal(plan, target->high, "high", &copy.high, &high, err);
  if (rc == TTHC_OK) rc = check_high(target, low, high, err);
  if (rc == TTHC_OK && target->unit != TTHC_NONE) rc = tthc__need_index(target->unit, plan->units.count, "unit", err);
  if (rc == TTHC_OK && target->period != NULL) {
    rc = tthc__period_read(NULL, target->period, &period, err);
    if (rc != TTHC_OK) tthc__error_set_path(err, "/%s", "period");
  }
  if (rc == TTHC_OK && target->reduction != 0 && target->reduction != 1)
    rc = tthc__fail_at(err, TTHC_E_VALUE, "reduction", NULL, WORDS("0 hoặc 1", "0 or 1"));
  if (rc == TTHC_OK) rc = tthc__set_text(plan, &copy.period, target->period, LABEL_MAX, "period", err);
  if (rc != TTHC_OK) return rc;
  row = &plan->indicators.items[indicator];
  grown = tthc__arena_grow(&plan->arena, row->targets, row->target_count, sizeof *grown);
  if (grown == NULL) return tthc__fail_memory(err);
  row->targets = grown;
  grown[row->target_count] = copy;
  return row->target_count++;
}

int32_t tthc_indicator_add_target(tthc_plan *plan, int32_t indicator, int32_t comparator, const char *amount,
                                  const char *high, int32_t unit, const char *period, tthc_error *err) {
  const struct target target = {comparator, amount, high, unit, period, 0};
  return tthc__add_target(plan, indicator, &target, err);
}

int32_t tthc_indicator_add_reduction(tthc_plan *plan, int32_t indicator, int32_t comparator, const char *amount,
                                     const char *high, int32_t unit, const char *period, tthc_error *err) {
  const struct target target = {comparator, amount, high, unit, period, 1};
  return tthc__add_target(plan, indicator, &target, err);
}

static const struct target *target_at(const tthc_plan *plan, int32_t indicator, int32_t target) {
  const struct indicator *row = tthc__indicator(plan, indicator);
  return row == NULL || target < 0 || target >= row->target_count ? NULL : &row->targets[target];
}

int32_t tthc_indicator_target_count(const tthc_plan *plan, int32_t indicator) {
  const struct indicator *row = tthc__indicator(plan, indicator);
  return row == NULL ? 0 : row->target_count;
}

int32_t tthc_indicator_target_comparator(const tthc_plan *plan, int32_t indicator, int32_t target) {
  const struct target *row = target_at(plan, indicator, target);
  return row == NULL ? 0 : row->comparator;
}

const char *tthc_indicator_target_amount(const tthc_plan *plan, int32_t indicator, int32_t target) {
  const struct target *row = target_at(plan, indicator, target);
  return row == NULL ? NULL : row->amount;
}

const char *tthc_indicator_target_high(const tthc_plan *plan, int32_t indicator, int32_t target) {
  const struct target *row = target_at(plan, indicator, target);
  return row == NULL ? NULL : row->high;
}

int32_t tthc_indicator_target_unit(const tthc_plan *plan, int32_t indicator, int32_t target) {
  const struct target *row = target_at(plan, indicator, target);
  return row == NULL ? TTHC_NONE : row->unit;
}

const char *tthc_indicator_target_period(const tthc_plan *plan, int32_t indicator, int32_t target) {
  const struct target *row = target_at(plan, indicator, target);
  return row == NULL ? NULL : row->period;
}

int32_t tthc_indicator_target_is_reduction(const tthc_plan *plan, int32_t indicator, int32_t target) {
  const struct target *row = target_at(plan, indicator, target);
  return row != NULL && row->reduction;
}

/* --- baselines ---------------------------------------------------------------------------------------------------- */

int32_t tthc__add_baseline(tthc_plan *plan, int32_t indicator, const struct baseline *baseline, tthc_error *err) {
  struct baseline copy = *baseline;
  struct baseline *grown;
  struct indicator *row;
  struct decimal amount;
  int32_t i, rc = need_indicator(plan, indicator, err);
  if (rc == TTHC_OK) rc = copy_decimal(plan, baseline->amount, "amount", &copy.amount, &amount, err);
  if (rc == TTHC_OK && amount.digits < 0)
    rc = tthc__fail_at(err, TTHC_E_VALUE, "amount", baseline->amount, WORDS("số không âm", "a number not below 0"));
  if (rc == TTHC_OK && baseline->unit != TTHC_NONE)
    rc = tthc__need_index(baseline->unit, plan->units.count, "unit", err);
  if (rc != TTHC_OK) return rc;
  row = &plan->indicators.items[indicator];
  for (i = 0; i < row->baseline_count; i++)
    if (row->baselines[i].unit == baseline->unit)
      return tthc__fail_at(err, TTHC_E_DUPLICATE_ID, "unit", NULL,
                           WORDS("một giá trị gốc cho mỗi đơn vị", "one baseline for a unit"));
  grown = tthc__arena_grow(&plan->arena, row->baselines, row->baseline_count, sizeof *grown);
  if (grown == NULL) return tthc__fail_memory(err);
  row->baselines = grown;
  grown[row->baseline_count] = copy;
  return row->baseline_count++;
}

int32_t tthc_indicator_add_baseline(tthc_plan *plan, int32_t indicator, const char *amount, int32_t unit,
                                    tthc_error *err) {
  const struct baseline baseline = {amount, unit};
  return tthc__add_baseline(plan, indicator, &baseline, err);
}

static const struct baseline *baseline_at(const tthc_plan *plan, int32_t indicator, int32_t baseline) {
  const struct indicator *row = tthc__indicator(plan, indicator);
  return row == NULL || baseline < 0 || baseline >= row->baseline_count ? NULL : &row->baselines[baseline];
}

int32_t tthc_indicator_baseline_count(const tthc_plan *plan, int32_t indicator) {
  const struct indicator *row = tthc__indicator(plan, indicator);
  return row == NULL ? 0 : row->baseline_count;
}

const char *tthc_indicator_baseline_amount(const tthc_plan *plan, int32_t indicator, int32_t baseline) {
  const struct baseline *row = baseline_at(plan, indicator, baseline);
  return row == NULL ? NULL : row->amount;
}

int32_t tthc_indicator_baseline_unit(const tthc_plan *plan, int32_t indicator, int32_t baseline) {
  const struct baseline *row = baseline_at(plan, indicator, baseline);
  return row == NULL ? TTHC_NONE : row->unit;
}
