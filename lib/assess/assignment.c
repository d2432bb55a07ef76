/* Assignments as rows of an assessment. */
#include "assess/assessment.h"

#include "tthcplan/assignment.h"

#include <stddef.h>
#include <string.h>

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
  return found == NULL ? NULL : found->due_text;
}

const char *tthc_assignment_effective(const tthc_assessment *assessment, int32_t row) {
  const struct assignment *found = row_of(assessment, row);
  return found == NULL ? NULL : found->effective_text;
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

static int32_t fill(const tthc_assessment *assessment, size_t offset, int32_t *out, int32_t capacity) {
  int32_t i;
  if (!tthc__is(assessment, MARK_ASSESSMENT)) return TTHC_E_HANDLE;
  if (capacity < 0 || (capacity > 0 && out == NULL)) return TTHC_E_ARGUMENT;
  for (i = 0; i < assessment->assignments.count && i < capacity; i++)
    memcpy(&out[i], (const char *)&assessment->assignments.items[i] + offset, sizeof *out);
  return assessment->assignments.count;
}

int32_t tthc_assignment_states(const tthc_assessment *assessment, int32_t *states, int32_t capacity) {
  return fill(assessment, offsetof(struct assignment, state), states, capacity);
}

int32_t tthc_assignment_due_days(const tthc_assessment *assessment, int32_t *days, int32_t capacity) {
  return fill(assessment, offsetof(struct assignment, due), days, capacity);
}

int32_t tthc_assignment_effective_days(const tthc_assessment *assessment, int32_t *days, int32_t capacity) {
  return fill(assessment, offsetof(struct assignment, effective), days, capacity);
}

int32_t tthc_assignment_days_lates(const tthc_assessment *assessment, int32_t *days, int32_t capacity) {
  return fill(assessment, offsetof(struct assignment, days_late), days, capacity);
}

int32_t tthc_assignment_percents(const tthc_assessment *assessment, int32_t *percents, int32_t capacity) {
  return fill(assessment, offsetof(struct assignment, percent), percents, capacity);
}
