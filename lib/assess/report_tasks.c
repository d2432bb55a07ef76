/* The table of tasks of a report. */
#include "assess/report.h"

#include "base/error.h"
#include "base/text.h"

/* --- rows --------------------------------------------------------------------------------------------------------- */

/* As written, else the names of the units. */
static int32_t copy_cell(struct reporting *r, const struct cell *cell, const char **out) {
  struct buffer names = {0};
  int32_t i, rc;
  if (cell->text != NULL || cell->count == 0) return tthc__report_copy(r, cell->text, out);
  for (i = 0; i < cell->count; i++) {
    if (i > 0) tthc__put(&names, ", ");
    tthc__put(&names, r->plan->units.items[cell->units[i]].name);
  }
  rc = names.failed ? tthc__fail_memory(r->err) : tthc__report_copy(r, names.data, out);
  tthc__buffer_free(&names);
  return rc;
}

static int32_t fill_task(struct reporting *r, struct report_task *row, const struct task *task) {
  const char *section = task->section == TTHC_NONE ? NULL : r->plan->sections.items[task->section].id;
  int32_t rc = tthc__report_copy(r, section, &row->section);
  if (rc == TTHC_OK) rc = copy_cell(r, &task->lead, &row->lead);
  if (rc == TTHC_OK) rc = copy_cell(r, &task->coordinator, &row->coordinator);
  if (rc == TTHC_OK) rc = tthc__report_copy(r, task->deliverable, &row->deliverable);
  return rc == TTHC_OK ? tthc__report_copy(r, task->deadline.text, &row->deadline) : rc;
}

int32_t tthc__report_tasks(struct reporting *r) {
  tthc_report *result = r->result;
  int32_t i, rc = TTHC_OK;
  for (i = 0; rc == TTHC_OK && i < result->lines.count; i++) {
    const struct report_line *line = &result->lines.items[i];
    struct report_task *row;
    void *grown;
    if (line->kind != TTHC_OF_TASK || line->unit != TTHC_NONE) continue;
    if (!MAKE_ROOM(result->tasks, grown)) return tthc__fail_memory(r->err);
    row = &result->tasks.items[result->tasks.count++];
    row->task = line->task;
    row->line = i;
    row->note = r->notes[line->task];
    row->rollup = tthc__task_rollup(&r->assessing, line->task);
    rc = fill_task(r, row, &r->plan->tasks.items[line->task]);
  }
  return rc;
}

/* --- getters ------------------------------------------------------------------------------------------------------ */

static const struct report_task *task_of(const tthc_report *report, int32_t row) {
  if (!tthc__is(report, MARK_REPORT) || row < 0 || row >= report->tasks.count) return NULL;
  return &report->tasks.items[row];
}

static const struct report_line *line_of(const tthc_report *report, int32_t row) {
  const struct report_task *found = task_of(report, row);
  return found == NULL ? NULL : &report->lines.items[found->line];
}

int32_t tthc_report_task_count(const tthc_report *report) {
  return tthc__is(report, MARK_REPORT) ? report->tasks.count : 0;
}

int32_t tthc_report_task_find(const tthc_report *report, const char *id) {
  int32_t i;
  for (i = 0; i < tthc_report_task_count(report); i++)
    if (tthc__same(tthc_report_task_id(report, i), id)) return i;
  return TTHC_NONE;
}

const char *tthc_report_task_id(const tthc_report *report, int32_t row) {
  const struct report_line *found = line_of(report, row);
  return found == NULL ? NULL : found->id;
}

const char *tthc_report_task_label(const tthc_report *report, int32_t row) {
  const struct report_line *found = line_of(report, row);
  return found == NULL ? NULL : found->label;
}

const char *tthc_report_task_title(const tthc_report *report, int32_t row) {
  const struct report_line *found = line_of(report, row);
  return found == NULL ? NULL : found->title;
}

const char *tthc_report_task_section_id(const tthc_report *report, int32_t row) {
  const struct report_task *found = task_of(report, row);
  return found == NULL ? NULL : found->section;
}

const char *tthc_report_task_lead(const tthc_report *report, int32_t row) {
  const struct report_task *found = task_of(report, row);
  return found == NULL ? NULL : found->lead;
}

const char *tthc_report_task_coordinator(const tthc_report *report, int32_t row) {
  const struct report_task *found = task_of(report, row);
  return found == NULL ? NULL : found->coordinator;
}

const char *tthc_report_task_deliverable(const tthc_report *report, int32_t row) {
  const struct report_task *found = task_of(report, row);
  return found == NULL ? NULL : found->deliverable;
}

const char *tthc_report_task_deadline(const tthc_report *report, int32_t row) {
  const struct report_task *found = task_of(report, row);
  return found == NULL ? NULL : found->deadline;
}

int32_t tthc_report_task_state(const tthc_report *report, int32_t row) {
  const struct report_task *found = task_of(report, row);
  return found == NULL ? 0 : found->rollup->state;
}

int32_t tthc_report_task_percent(const tthc_report *report, int32_t row) {
  const struct report_task *found = task_of(report, row);
  return found == NULL ? TTHC_NO_NUMBER : tthc__rollup_percent(found->rollup);
}

int32_t tthc_report_task_percent_given(const tthc_report *report, int32_t row) {
  const struct report_task *found = task_of(report, row);
  return found == NULL ? 0 : found->rollup->percent_given;
}

int32_t tthc_report_task_units_done(const tthc_report *report, int32_t row) {
  const struct report_task *found = task_of(report, row);
  return found == NULL ? 0 : found->rollup->units_done;
}

int32_t tthc_report_task_units_obliged(const tthc_report *report, int32_t row) {
  const struct report_task *found = task_of(report, row);
  return found == NULL ? 0 : found->rollup->units_obliged;
}

const char *tthc_report_task_note(const tthc_report *report, int32_t row) {
  const struct report_task *found = task_of(report, row);
  return found == NULL ? NULL : found->note;
}
