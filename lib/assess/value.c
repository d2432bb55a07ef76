/* Indicator values as rows of an assessment. */
#include "assess/assessment.h"

#include "base/error.h"
#include "base/text.h"

static const struct value *row_of(const tthc_assessment *assessment, int32_t row) {
  if (!tthc__is(assessment, MARK_ASSESSMENT) || row < 0 || row >= assessment->values.count) return NULL;
  return &assessment->values.items[row];
}

int32_t tthc_value_count(const tthc_assessment *assessment) {
  return tthc__is(assessment, MARK_ASSESSMENT) ? assessment->values.count : 0;
}

int32_t tthc_value_find(const tthc_assessment *assessment, const char *indicator_id, const char *unit_id) {
  int32_t row;
  for (row = 0; row < tthc_value_count(assessment); row++)
    if (tthc__same(tthc_value_indicator_id(assessment, row), indicator_id) &&
        tthc__same(tthc_value_unit_id(assessment, row), unit_id))
      return row;
  return TTHC_NONE;
}

const char *tthc_value_unit_id(const tthc_assessment *assessment, int32_t row) {
  const struct value *found = row_of(assessment, row);
  return found == NULL || found->unit == TTHC_NONE ? NULL : assessment->units[found->unit].id;
}

const char *tthc_value_text(const tthc_assessment *assessment, int32_t row, const char *language) {
  const struct value *found = row_of(assessment, row);
  return found == NULL ? NULL : found->reached.text[tthc__is_english(language)];
}

const char *tthc_value_indicator_id(const tthc_assessment *assessment, int32_t row) {
  const struct value *found = row_of(assessment, row);
  return found == NULL ? NULL : assessment->indicators[found->indicator].id;
}

const char *tthc_value_title(const tthc_assessment *assessment, int32_t row) {
  const struct value *found = row_of(assessment, row);
  return found == NULL ? NULL : assessment->indicators[found->indicator].name;
}

const char *tthc_value_measure(const tthc_assessment *assessment, int32_t row) {
  const struct value *found = row_of(assessment, row);
  return found == NULL ? NULL : assessment->indicators[found->indicator].measure;
}

int32_t tthc_value_verdict(const tthc_assessment *assessment, int32_t row) {
  const struct value *found = row_of(assessment, row);
  return found == NULL ? 0 : found->reached.verdict;
}

int64_t tthc_value_numerator(const tthc_assessment *assessment, int32_t row) {
  const struct value *found = row_of(assessment, row);
  return found == NULL ? TTHC_NO_NUMBER : found->reached.numerator;
}

int64_t tthc_value_denominator(const tthc_assessment *assessment, int32_t row) {
  const struct value *found = row_of(assessment, row);
  return found == NULL ? TTHC_NO_NUMBER : found->reached.denominator;
}

const char *tthc_value_target(const tthc_assessment *assessment, int32_t row) {
  const struct value *found = row_of(assessment, row);
  return found == NULL ? NULL : found->reached.target;
}

int32_t tthc_value_units_reported(const tthc_assessment *assessment, int32_t row) {
  const struct value *found = row_of(assessment, row);
  return found == NULL ? 0 : found->units_reported;
}

int32_t tthc_value_units_expected(const tthc_assessment *assessment, int32_t row) {
  const struct value *found = row_of(assessment, row);
  return found == NULL ? 0 : found->units_expected;
}

const char *tthc_value_baseline(const tthc_assessment *assessment, int32_t row) {
  const struct value *found = row_of(assessment, row);
  return found == NULL ? NULL : found->baseline;
}

const char *tthc_value_reduction(const tthc_assessment *assessment, int32_t row, const char *language) {
  const struct value *found = row_of(assessment, row);
  return found == NULL ? NULL : found->reduction[tthc__is_english(language)];
}

int32_t tthc_value_periods_measured(const tthc_assessment *assessment, int32_t row) {
  const struct value *found = row_of(assessment, row);
  return found == NULL ? 0 : found->periods_measured;
}

int32_t tthc_value_periods_left(const tthc_assessment *assessment, int32_t row) {
  const struct value *found = row_of(assessment, row);
  return found == NULL ? TTHC_NO_NUMBER : found->periods_left;
}

const char *tthc_value_needed(const tthc_assessment *assessment, int32_t row, const char *language) {
  const struct value *found = row_of(assessment, row);
  return found == NULL ? NULL : found->needed[tthc__is_english(language)];
}

int32_t tthc_value_reachable(const tthc_assessment *assessment, int32_t row) {
  const struct value *found = row_of(assessment, row);
  return found == NULL ? TTHC_NO_NUMBER : found->reachable;
}
