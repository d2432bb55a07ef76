/* Assignments as rows of an assessment. */
#include "assess/assessment.h"

#include "base/error.h"

static const struct assignment *row_of(const tthc_assessment *assessment, int32_t row) {
  if (!tthc__is(assessment, MARK_ASSESSMENT) || row < 0 || row >= assessment->assignments.count) return NULL;
  return &assessment->assignments.items[row];
}

int32_t tthc_assignment_count(const tthc_assessment *assessment) {
  return tthc__is(assessment, MARK_ASSESSMENT) ? assessment->assignments.count : 0;
}

const char *tthc_assignment_task_id(const tthc_assessment *assessment, int32_t row) {
  const struct assignment *found = row_of(assessment, row);
  return found == NULL ? NULL : assessment->tasks[found->task].id;
}

const char *tthc_assignment_unit_id(const tthc_assessment *assessment, int32_t row) {
  const struct assignment *found = row_of(assessment, row);
  return found == NULL ? NULL : assessment->units[found->unit].id;
}

const char *tthc_assignment_unit_name(const tthc_assessment *assessment, int32_t row) {
  const struct assignment *found = row_of(assessment, row);
  return found == NULL ? NULL : assessment->units[found->unit].name;
}

const char *tthc_assignment_period(const tthc_assessment *assessment, int32_t row) {
  const struct assignment *found = row_of(assessment, row);
  return found == NULL ? NULL : found->period;
}

int32_t tthc_assignment_state(const tthc_assessment *assessment, int32_t row) {
  const struct assignment *found = row_of(assessment, row);
  return found == NULL ? 0 : found->state;
}

int32_t tthc_assignment_reason(const tthc_assessment *assessment, int32_t row) {
  const struct assignment *found = row_of(assessment, row);
  return found == NULL ? 0 : found->reason;
}

tthc_text *tthc_assignment_sentence(const tthc_assessment *assessment, int32_t row, const char *language,
                                    tthc_error *err) {
  const struct assignment *found = row_of(assessment, row);
  struct buffer out = {0};
  if (!tthc__is(assessment, MARK_ASSESSMENT)) {
    tthc__fail_handle(err, "tthc_assessment");
    return NULL;
  }
  if (found == NULL) {
    tthc__fail_at(err, TTHC_E_ARGUMENT, "row", NULL, WORDS("chỉ số của một phần việc", "a row of an assignment"));
    return NULL;
  }
  tthc__put_sentence(&out, assessment, found, tthc__is_english(language));
  return tthc__buffer_to_text(&out, err);
}

int32_t tthc_assignment_start_day(const tthc_assessment *assessment, int32_t row) {
  const struct assignment *found = row_of(assessment, row);
  return found == NULL ? TTHC_NO_DAY : found->start;
}

int32_t tthc_assignment_due_day(const tthc_assessment *assessment, int32_t row) {
  const struct assignment *found = row_of(assessment, row);
  return found == NULL ? TTHC_NO_DAY : found->due;
}

int32_t tthc_assignment_effective_day(const tthc_assessment *assessment, int32_t row) {
  const struct assignment *found = row_of(assessment, row);
  return found == NULL ? TTHC_NO_DAY : found->effective;
}

const char *tthc_assignment_due(const tthc_assessment *assessment, int32_t row) {
  const struct assignment *found = row_of(assessment, row);
  return found == NULL ? NULL : tthc__day_text(&assessment->days, found->due);
}

const char *tthc_assignment_effective(const tthc_assessment *assessment, int32_t row) {
  const struct assignment *found = row_of(assessment, row);
  return found == NULL ? NULL : tthc__day_text(&assessment->days, found->effective);
}

int32_t tthc_assignment_done_day(const tthc_assessment *assessment, int32_t row) {
  const struct assignment *found = row_of(assessment, row);
  return found == NULL ? TTHC_NO_DAY : found->done_day;
}

int32_t tthc_assignment_days_late(const tthc_assessment *assessment, int32_t row) {
  const struct assignment *found = row_of(assessment, row);
  return found == NULL ? 0 : found->days_late;
}

int32_t tthc_assignment_working_days_late(const tthc_assessment *assessment, int32_t row) {
  const struct assignment *found = row_of(assessment, row);
  return found == NULL ? 0 : found->working_days_late;
}

int32_t tthc_assignment_percent(const tthc_assessment *assessment, int32_t row) {
  const struct assignment *found = row_of(assessment, row);
  return found == NULL ? TTHC_NO_NUMBER : found->percent;
}

int32_t tthc_assignment_accepted(const tthc_assessment *assessment, int32_t row) {
  const struct assignment *found = row_of(assessment, row);
  return found == NULL ? 0 : found->accepted;
}

int32_t tthc_assignment_explained(const tthc_assessment *assessment, int32_t row) {
  const struct assignment *found = row_of(assessment, row);
  return found == NULL ? 0 : found->explained;
}

/* --- columns ------------------------------------------------------------------------------------------------------ */

static int32_t fill(const tthc_assessment *assessment, int32_t (*get)(const tthc_assessment *, int32_t), int32_t *out,
                    int32_t capacity) {
  int32_t i;
  if (!tthc__is(assessment, MARK_ASSESSMENT)) return TTHC_E_HANDLE;
  if (capacity < 0 || (capacity > 0 && out == NULL)) return TTHC_E_ARGUMENT;
  for (i = 0; i < assessment->assignments.count && i < capacity; i++) out[i] = get(assessment, i);
  return assessment->assignments.count;
}

int32_t tthc_assignment_states(const tthc_assessment *assessment, int32_t *states, int32_t capacity) {
  return fill(assessment, tthc_assignment_state, states, capacity);
}

int32_t tthc_assignment_reasons(const tthc_assessment *assessment, int32_t *reasons, int32_t capacity) {
  return fill(assessment, tthc_assignment_reason, reasons, capacity);
}

int32_t tthc_assignment_due_days(const tthc_assessment *assessment, int32_t *days, int32_t capacity) {
  return fill(assessment, tthc_assignment_due_day, days, capacity);
}

int32_t tthc_assignment_effective_days(const tthc_assessment *assessment, int32_t *days, int32_t capacity) {
  return fill(assessment, tthc_assignment_effective_day, days, capacity);
}

int32_t tthc_assignment_days_lates(const tthc_assessment *assessment, int32_t *days, int32_t capacity) {
  return fill(assessment, tthc_assignment_days_late, days, capacity);
}

int32_t tthc_assignment_percents(const tthc_assessment *assessment, int32_t *percents, int32_t capacity) {
  return fill(assessment, tthc_assignment_percent, percents, capacity);
}
