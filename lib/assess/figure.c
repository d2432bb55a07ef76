/* Figures by period as rows of an assessment. */
#include "assess/assessment.h"

#include "base/error.h"
#include "base/text.h"

static const struct figure *row_of(const tthc_assessment *assessment, int32_t row) {
  if (!tthc__is(assessment, MARK_ASSESSMENT) || row < 0 || row >= assessment->figures.count) return NULL;
  return &assessment->figures.items[row];
}

int32_t tthc_figure_count(const tthc_assessment *assessment) {
  return tthc__is(assessment, MARK_ASSESSMENT) ? assessment->figures.count : 0;
}

int32_t tthc_figure_find(const tthc_assessment *assessment, const char *indicator_id, const char *unit_id,
                         const char *period) {
  int32_t row;
  for (row = 0; row < tthc_figure_count(assessment); row++)
    if (tthc__same(tthc_figure_period(assessment, row), period) &&
        tthc__same(tthc_figure_unit_id(assessment, row), unit_id) &&
        tthc__same(tthc_figure_indicator_id(assessment, row), indicator_id))
      return row;
  return TTHC_NONE;
}

const char *tthc_figure_unit_id(const tthc_assessment *assessment, int32_t row) {
  const struct figure *found = row_of(assessment, row);
  return found == NULL || found->unit == TTHC_NONE ? NULL : assessment->units[found->unit].id;
}

const char *tthc_figure_indicator_id(const tthc_assessment *assessment, int32_t row) {
  const struct figure *found = row_of(assessment, row);
  return found == NULL ? NULL : assessment->indicators[found->indicator].id;
}

const char *tthc_figure_period(const tthc_assessment *assessment, int32_t row) {
  const struct figure *found = row_of(assessment, row);
  return found == NULL ? NULL : found->period;
}

int32_t tthc_figure_verdict(const tthc_assessment *assessment, int32_t row) {
  const struct figure *found = row_of(assessment, row);
  return found == NULL ? 0 : found->reached.verdict;
}

int64_t tthc_figure_numerator(const tthc_assessment *assessment, int32_t row) {
  const struct figure *found = row_of(assessment, row);
  return found == NULL ? TTHC_NO_NUMBER : found->reached.numerator;
}

int64_t tthc_figure_denominator(const tthc_assessment *assessment, int32_t row) {
  const struct figure *found = row_of(assessment, row);
  return found == NULL ? TTHC_NO_NUMBER : found->reached.denominator;
}

const char *tthc_figure_text(const tthc_assessment *assessment, int32_t row, const char *language) {
  const struct figure *found = row_of(assessment, row);
  return found == NULL ? NULL : found->reached.text[tthc__is_english(language)];
}

const char *tthc_figure_target(const tthc_assessment *assessment, int32_t row) {
  const struct figure *found = row_of(assessment, row);
  return found == NULL ? NULL : found->reached.target;
}

int32_t tthc_figure_units_reported(const tthc_assessment *assessment, int32_t row) {
  const struct figure *found = row_of(assessment, row);
  return found == NULL ? 0 : found->units_reported;
}

int32_t tthc_figure_units_expected(const tthc_assessment *assessment, int32_t row) {
  const struct figure *found = row_of(assessment, row);
  return found == NULL ? 0 : found->units_expected;
}
