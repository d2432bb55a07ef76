/* Roll-ups as rows of an assessment. */
#include "assess/assessment.h"

#include "base/text.h"

static const struct rollup *row_of(const tthc_assessment *assessment, int32_t row) {
  if (!tthc__is(assessment, MARK_ASSESSMENT) || row < 0 || row >= assessment->rollups.count) return NULL;
  return &assessment->rollups.items[row];
}

int32_t tthc_rollup_count(const tthc_assessment *assessment) {
  return tthc__is(assessment, MARK_ASSESSMENT) ? assessment->rollups.count : 0;
}

int32_t tthc_rollup_find(const tthc_assessment *assessment, int32_t kind, const char *id) {
  int32_t row;
  for (row = 0; row < tthc_rollup_count(assessment); row++) {
    const struct rollup *found = &assessment->rollups.items[row];
    if (found->kind == kind && (kind == TTHC_OF_PLAN || tthc__same(found->id, id))) return row;
  }
  return TTHC_NONE;
}

int32_t tthc__rollup_percent(const struct rollup *row) {
  const int32_t open = row->counts[0] - row->counts[TTHC_CANCELLED] - row->counts[TTHC_DONE_ON_TIME] -
                       row->counts[TTHC_DONE_LATE];
  int32_t percent;
  if (row->percent_given == 0) return TTHC_NO_NUMBER;
  percent = (int32_t)(row->percent_sum / row->percent_given);
  return percent == 100 && open > 0 ? 99 : percent; /* 100 % is never shown with an open child */
}

int32_t tthc__open_in_time(const struct rollup *row) {
  return row->counts[TTHC_DUE_SOON] + row->counts[TTHC_IN_PROGRESS] + row->counts[TTHC_UPCOMING] +
         row->counts[TTHC_NOT_STARTED];
}

int32_t tthc_rollup_assignments(const tthc_assessment *assessment, int32_t row, int32_t state) {
  const struct rollup *found = row_of(assessment, row);
  return found == NULL || state < 0 || state >= STATES ? 0 : found->counts[state];
}

int32_t tthc_rollup_fallen_due(const tthc_assessment *assessment, int32_t row) {
  const struct rollup *found = row_of(assessment, row);
  if (found == NULL) return 0;
  return found->counts[TTHC_DONE_ON_TIME] + found->counts[TTHC_DONE_LATE] + found->counts[TTHC_OVERDUE];
}

int32_t tthc_rollup_kind(const tthc_assessment *assessment, int32_t row) {
  const struct rollup *found = row_of(assessment, row);
  return found == NULL ? 0 : found->kind;
}

const char *tthc_rollup_id(const tthc_assessment *assessment, int32_t row) {
  const struct rollup *found = row_of(assessment, row);
  return found == NULL ? NULL : found->id;
}

const char *tthc_rollup_title(const tthc_assessment *assessment, int32_t row) {
  const struct rollup *found = row_of(assessment, row);
  return found == NULL ? NULL : found->title;
}

int32_t tthc_rollup_state(const tthc_assessment *assessment, int32_t row) {
  const struct rollup *found = row_of(assessment, row);
  return found == NULL ? 0 : found->state;
}

int32_t tthc_rollup_units_done(const tthc_assessment *assessment, int32_t row) {
  const struct rollup *found = row_of(assessment, row);
  return found == NULL ? 0 : found->units_done;
}

int32_t tthc_rollup_units_obliged(const tthc_assessment *assessment, int32_t row) {
  const struct rollup *found = row_of(assessment, row);
  return found == NULL ? 0 : found->units_obliged;
}

int32_t tthc_rollup_percent(const tthc_assessment *assessment, int32_t row) {
  const struct rollup *found = row_of(assessment, row);
  return found == NULL ? TTHC_NO_NUMBER : tthc__rollup_percent(found);
}

int32_t tthc_rollup_percent_given(const tthc_assessment *assessment, int32_t row) {
  const struct rollup *found = row_of(assessment, row);
  return found == NULL ? 0 : found->percent_given;
}

int32_t tthc_rollup_on_time(const tthc_assessment *assessment, int32_t row) {
  const struct rollup *found = row_of(assessment, row);
  return found == NULL ? 0 : found->counts[TTHC_DONE_ON_TIME];
}

int32_t tthc_rollup_open_in_time(const tthc_assessment *assessment, int32_t row) {
  const struct rollup *found = row_of(assessment, row);
  return found == NULL ? 0 : tthc__open_in_time(found);
}

int32_t tthc_rollup_open_overdue(const tthc_assessment *assessment, int32_t row) {
  const struct rollup *found = row_of(assessment, row);
  return found == NULL ? 0 : found->counts[TTHC_OVERDUE];
}

int32_t tthc_rollup_reports_expected(const tthc_assessment *assessment, int32_t row) {
  const struct rollup *found = row_of(assessment, row);
  return found == NULL ? 0 : found->reports_on_time + found->reports_late + found->reports_missing;
}

int32_t tthc_rollup_reports_received(const tthc_assessment *assessment, int32_t row) {
  const struct rollup *found = row_of(assessment, row);
  return found == NULL ? 0 : found->reports_on_time + found->reports_late;
}

int32_t tthc_rollup_reports_on_time(const tthc_assessment *assessment, int32_t row) {
  const struct rollup *found = row_of(assessment, row);
  return found == NULL ? 0 : found->reports_on_time;
}

int32_t tthc_rollup_reports_late(const tthc_assessment *assessment, int32_t row) {
  const struct rollup *found = row_of(assessment, row);
  return found == NULL ? 0 : found->reports_late;
}

int32_t tthc_rollup_reports_missing(const tthc_assessment *assessment, int32_t row) {
  const struct rollup *found = row_of(assessment, row);
  return found == NULL ? 0 : found->reports_missing;
}
