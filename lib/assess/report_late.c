/* What is overdue in a report, the latest first; and what became overdue since the report before, as getters. */
#include "assess/report.h"

#include "base/error.h"

#include <stdlib.h>

/* --- what is overdue ---------------------------------------------------------------------------------------------- */

/* An assignment, with what it is sorted by. */
struct late {
  int32_t days;
  int32_t row;
};

/* Those of one day stay in the order of the assignments: by task, period, unit. */
static int compare_late(const void *left, const void *right) {
  const struct late *x = left, *y = right;
  if (x->days != y->days) return x->days > y->days ? -1 : 1;
  return (x->row > y->row) - (x->row < y->row);
}

int32_t tthc__report_late(struct reporting *r) {
  const tthc_assessment *a = r->result->assessment;
  ROWS(struct late) late = {NULL, 0, 0};
  int32_t i, rc = TTHC_OK;
  void *grown;
  for (i = 0; rc == TTHC_OK && i < a->assignments.count; i++) {
    if (a->assignments.items[i].state != TTHC_OVERDUE) continue;
    if (!MAKE_ROOM(late, grown) || !MAKE_ROOM(r->result->late, grown)) {
      rc = tthc__fail_memory(r->err);
    } else {
      late.items[late.count++] = (struct late){a->assignments.items[i].days_late, i};
      r->result->late.count++;
    }
  }
  if (late.count > 1) qsort(late.items, (size_t)late.count, sizeof *late.items, compare_late);
  for (i = 0; rc == TTHC_OK && i < late.count; i++) r->result->late.items[i] = late.items[i].row;
  free(late.items);
  return rc;
}

static const struct assignment *late_of(const tthc_report *report, int32_t row) {
  if (!tthc__is(report, MARK_REPORT) || row < 0 || row >= report->late.count) return NULL;
  return &report->assessment->assignments.items[report->late.items[row]];
}

int32_t tthc_report_late_count(const tthc_report *report) {
  return tthc__is(report, MARK_REPORT) ? report->late.count : 0;
}

const char *tthc_report_late_task_id(const tthc_report *report, int32_t row) {
  const struct assignment *found = late_of(report, row);
  return found == NULL ? NULL : tthc__report_task(report, found->task);
}

const char *tthc_report_late_unit_id(const tthc_report *report, int32_t row) {
  const struct assignment *found = late_of(report, row);
  return found == NULL ? NULL : tthc__report_unit(report, found->unit);
}

const char *tthc_report_late_unit_name(const tthc_report *report, int32_t row) {
  const struct assignment *found = late_of(report, row);
  return found == NULL ? NULL : tthc__report_unit_name(report, found->unit);
}

const char *tthc_report_late_period(const tthc_report *report, int32_t row) {
  const struct assignment *found = late_of(report, row);
  return found == NULL ? NULL : found->period;
}

int32_t tthc_report_late_due_day(const tthc_report *report, int32_t row) {
  const struct assignment *found = late_of(report, row);
  return found == NULL ? TTHC_NO_DAY : found->effective;
}

int32_t tthc_report_late_days_late(const tthc_report *report, int32_t row) {
  const struct assignment *found = late_of(report, row);
  return found == NULL ? 0 : found->days_late;
}

int32_t tthc_report_late_working_days_late(const tthc_report *report, int32_t row) {
  const struct assignment *found = late_of(report, row);
  return found == NULL ? 0 : found->working_days_late;
}

int32_t tthc_report_late_days_lates(const tthc_report *report, int32_t *days, int32_t capacity) {
  int32_t i;
  if (!tthc__is(report, MARK_REPORT)) return TTHC_E_HANDLE;
  if (capacity < 0 || (capacity > 0 && days == NULL)) return TTHC_E_ARGUMENT;
  for (i = 0; i < report->late.count && i < capacity; i++) days[i] = tthc_report_late_days_late(report, i);
  return report->late.count;
}

tthc_text *tthc_report_late_sentence(const tthc_report *report, int32_t row, const char *language, tthc_error *err) {
  if (!tthc__is(report, MARK_REPORT)) {
    tthc__fail_handle(err, "tthc_report");
    return NULL;
  }
  row = late_of(report, row) == NULL ? TTHC_NONE : report->late.items[row];
  return tthc_assignment_sentence(report->assessment, row, language, err);
}

/* --- what changed ------------------------------------------------------------------------------------------------- */

/* The row of the diff; TTHC_NONE for a wrong row. */
static int32_t change_of(const tthc_report *report, int32_t row) {
  if (!tthc__is(report, MARK_REPORT) || row < 0 || row >= report->changes.count) return TTHC_NONE;
  return report->changes.items[row];
}

static const tthc_assessment_diff *diff_of(const tthc_report *report) {
  return tthc__is(report, MARK_REPORT) ? report->diff : NULL;
}

int32_t tthc_report_change_count(const tthc_report *report) {
  return tthc__is(report, MARK_REPORT) ? report->changes.count : 0;
}

int32_t tthc_report_change_kind(const tthc_report *report, int32_t row) {
  return tthc_assessment_diff_change(diff_of(report), change_of(report, row));
}

const char *tthc_report_change_task_id(const tthc_report *report, int32_t row) {
  return tthc_assessment_diff_task_id(diff_of(report), change_of(report, row));
}

const char *tthc_report_change_unit_id(const tthc_report *report, int32_t row) {
  return tthc_assessment_diff_unit_id(diff_of(report), change_of(report, row));
}

const char *tthc_report_change_unit_name(const tthc_report *report, int32_t row) {
  return tthc_assessment_diff_unit_name(diff_of(report), change_of(report, row));
}

const char *tthc_report_change_period(const tthc_report *report, int32_t row) {
  return tthc_assessment_diff_period(diff_of(report), change_of(report, row));
}

int32_t tthc_report_change_state(const tthc_report *report, int32_t row) {
  return tthc_assessment_diff_after_state(diff_of(report), change_of(report, row));
}
