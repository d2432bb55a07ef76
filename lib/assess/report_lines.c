/*
 * The counts of a report. One pass counts each assignment once, for its own task, its unit and its reporting period;
 * what stands above a task adds up the tasks below, as cells can be added.
 */
#include "assess/report.h"

#include "base/error.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

struct counting {
  struct report_line plan;
  struct report_line *sections;
  struct report_line *tasks; /* of each its own assignments, then those below it too */
  struct report_line *units;
  ROWS(struct report_line) parts; /* of a task by unit, with "per_unit" */
  int32_t *part_of;               /* by unit: its part of the task at hand, or of one before */
  ROWS(struct report_line) periods;
  ROWS(int32_t) cut_offs; /* of these periods */
  const char *key;        /* the period key seen last, shared by many */
  int32_t period;         /* its row; TTHC_NONE: its reports are not of this report's period */
};

/* --- counting one assignment -------------------------------------------------------------------------------------- */

static int32_t cell_of(int32_t state) {
  switch (state) {
  case TTHC_CANCELLED: return TTHC_CELL_CANCELLED;
  case TTHC_DONE_ON_TIME: return TTHC_CELL_DONE_ON_TIME;
  case TTHC_DONE_LATE: return TTHC_CELL_DONE_LATE;
  case TTHC_WAITING: return TTHC_CELL_WAITING;
  case TTHC_OVERDUE: return TTHC_CELL_OPEN_OVERDUE;
  default: return TTHC_CELL_OPEN_IN_TIME;
  }
}

static void count_in(struct report_line *line, int32_t scope, int32_t cell) {
  line->cells[scope][0]++;
  line->cells[scope][cell]++;
}

static void count(const struct reporting *r, const struct counting *counting, struct report_line *line,
                  const struct assignment *row) {
  const int32_t cell = cell_of(row->state);
  const int is_done = cell == TTHC_CELL_DONE_ON_TIME || cell == TTHC_CELL_DONE_LATE;
  count_in(line, TTHC_TO_DATE, cell);
  if (tthc__is_of_period(r, row->effective)) count_in(line, TTHC_DUE_IN_PERIOD, cell);
  if (is_done && tthc__is_of_period(r, row->done_day)) count_in(line, TTHC_DONE_IN_PERIOD, cell);
  if (counting->period == TTHC_NONE) return;
  line->reports++;
  line->reports_on_time += cell == TTHC_CELL_DONE_ON_TIME;
  line->reports_late += cell == TTHC_CELL_DONE_LATE;
  line->reports_missing += cell == TTHC_CELL_OPEN_OVERDUE;
}

static void add_up(struct report_line *line, const struct report_line *below) {
  int32_t scope, cell;
  for (scope = 1; scope < SCOPES; scope++)
    for (cell = 0; cell < CELLS; cell++) line->cells[scope][cell] += below->cells[scope][cell];
  line->reports += below->reports;
  line->reports_on_time += below->reports_on_time;
  line->reports_late += below->reports_late;
  line->reports_missing += below->reports_missing;
}

/* --- reporting periods -------------------------------------------------------------------------------------------- */

static int32_t add_period(struct reporting *r, struct counting *counting, const char *id, int32_t cut_off) {
  void *grown;
  if (!MAKE_ROOM(counting->periods, grown) || !MAKE_ROOM(counting->cut_offs, grown)) return tthc__fail_memory(r->err);
  counting->cut_offs.items[counting->cut_offs.count++] = cut_off;
  counting->period = counting->periods.count++;
  counting->periods.items[counting->period] =
    (struct report_line){.kind = TTHC_OF_PERIOD, .unit = TTHC_NONE, .task = TTHC_NONE};
  return tthc__report_copy(r, id, &counting->periods.items[counting->period].id);
}

/* A period is cut off in the report's own, or it is not of the report. There are few of them. */
static int32_t find_period(struct reporting *r, struct counting *counting, const char *id) {
  struct period period;
  int32_t i;
  if (tthc__period_read(r->calendar, id, &period, NULL) != TTHC_OK || !tthc__is_of_period(r, period.last_day))
    return TTHC_OK;
  for (i = 0; i < counting->periods.count; i++) {
    if (!tthc__same(counting->periods.items[i].id, id)) continue;
    counting->period = i;
    return TTHC_OK;
  }
  return add_period(r, counting, id, period.last_day);
}

/* Assignments of one task and period share their key and stand together; "kstt:2021-Q2#2" is of the period too. */
static int32_t meet_key(struct reporting *r, struct counting *counting, const struct assignment *row) {
  char id[LABEL_MAX + 1];
  size_t size;
  if (!row->is_report) {
    counting->key = NULL;
    counting->period = TTHC_NONE;
    return TTHC_OK;
  }
  if (row->period == counting->key) return TTHC_OK;
  counting->key = row->period;
  counting->period = TTHC_NONE;
  size = strcspn(row->period, "#");
  if (size >= sizeof id) return TTHC_OK; /* no key of the library's own is that long */
  memcpy(id, row->period, size);
  id[size] = '\0';
  return find_period(r, counting, id);
}

/* --- the pass ----------------------------------------------------------------------------------------------------- */

/* The line of a unit's part of a task: the task's assignments stand together, so the unit's last one tells. */
static struct report_line *part_of(struct counting *counting, const struct assignment *row) {
  int32_t *part = &counting->part_of[row->unit];
  void *grown;
  if (*part > 0 && counting->parts.items[*part - 1].task == row->task) return &counting->parts.items[*part - 1];
  if (!MAKE_ROOM(counting->parts, grown)) return NULL;
  *part = ++counting->parts.count;
  counting->parts.items[*part - 1] =
    (struct report_line){.kind = TTHC_OF_TASK, .unit = row->unit, .task = row->task};
  return &counting->parts.items[*part - 1];
}

static int32_t count_assignment(struct reporting *r, struct counting *counting, const struct assignment *row) {
  const int32_t rc = meet_key(r, counting, row);
  if (rc != TTHC_OK) return rc;
  count(r, counting, &counting->tasks[row->task], row);
  count(r, counting, &counting->units[row->unit], row);
  if (counting->period != TTHC_NONE) count(r, counting, &counting->periods.items[counting->period], row);
  if (r->result->options.per_unit) {
    struct report_line *part = part_of(counting, row);
    if (part == NULL) return tthc__fail_memory(r->err);
    count(r, counting, part, row);
  }
  return TTHC_OK;
}

/* Parents stand before what is below them, so that from behind each is complete when it is added to its own. */
static void add_tasks_up(const struct reporting *r, struct counting *counting) {
  int32_t i;
  for (i = 0; i < r->plan->tasks.count; i++) {
    const int32_t section = r->plan->tasks.items[i].section;
    add_up(&counting->plan, &counting->tasks[i]);
    if (section != TTHC_NONE) add_up(&counting->sections[section], &counting->tasks[i]);
  }
  for (i = r->plan->tasks.count - 1; i >= 0; i--) {
    const int32_t parent = r->plan->tasks.items[i].parent;
    if (parent != TTHC_NONE) add_up(&counting->tasks[parent], &counting->tasks[i]);
  }
}

static int32_t count_all(struct reporting *r, struct counting *counting) {
  const tthc_assessment *a = r->result->assessment;
  int32_t i, rc = TTHC_OK;
  counting->sections = calloc((size_t)r->plan->sections.count + 1, sizeof *counting->sections);
  counting->tasks = calloc((size_t)r->plan->tasks.count + 1, sizeof *counting->tasks);
  counting->units = calloc((size_t)r->plan->units.count + 1, sizeof *counting->units);
  counting->part_of = calloc((size_t)r->plan->units.count + 1, sizeof *counting->part_of);
  if (counting->sections == NULL || counting->tasks == NULL || counting->units == NULL || counting->part_of == NULL)
    return tthc__fail_memory(r->err);
  for (i = 0; rc == TTHC_OK && i < a->assignments.count; i++)
    rc = count_assignment(r, counting, &a->assignments.items[i]);
  if (rc == TTHC_OK) add_tasks_up(r, counting);
  return rc;
}

/* --- rows --------------------------------------------------------------------------------------------------------- */

static int32_t add_line(struct reporting *r, const struct report_line *line) {
  void *grown;
  if (!MAKE_ROOM(r->result->lines, grown)) return tthc__fail_memory(r->err);
  r->result->lines.items[r->result->lines.count++] = *line;
  return TTHC_OK;
}

/* Of a unit's report only that below which it owes something. */
static int is_kept(const struct reporting *r, const struct report_line *line) {
  return r->result->unit == TTHC_NONE || line->cells[TTHC_TO_DATE][0] > 0;
}

static int32_t add_section(struct reporting *r, struct report_line *line, const struct section *section) {
  int32_t rc;
  if (!is_kept(r, line)) return TTHC_OK;
  line->kind = TTHC_OF_SECTION;
  line->unit = line->task = TTHC_NONE;
  rc = tthc__report_copy(r, section->id, &line->id);
  if (rc == TTHC_OK) rc = tthc__report_copy(r, section->label, &line->label);
  if (rc == TTHC_OK) rc = tthc__report_copy(r, section->title, &line->title);
  return rc == TTHC_OK ? add_line(r, line) : rc;
}

static int32_t add_task(struct reporting *r, struct report_line *line, int32_t task) {
  const struct named *named = &r->result->assessment->tasks[task];
  int32_t rc;
  if (!is_kept(r, line)) return TTHC_OK;
  line->kind = TTHC_OF_TASK;
  line->unit = TTHC_NONE;
  line->task = task;
  line->id = named->id;
  line->title = named->name;
  rc = tthc__report_copy(r, r->plan->tasks.items[task].label, &line->label);
  return rc == TTHC_OK ? add_line(r, line) : rc;
}

static int32_t add_unit(struct reporting *r, struct report_line *line, int32_t unit) {
  if (line->cells[TTHC_TO_DATE][0] == 0) return TTHC_OK;
  line->kind = TTHC_OF_UNIT;
  line->unit = line->task = TTHC_NONE;
  line->id = tthc__report_unit(r->result, unit);
  line->title = tthc__report_unit_name(r->result, unit);
  return add_line(r, line);
}

/* In the order of their cut-offs, those of one day in that of their names; there are few. */
static int32_t add_periods(struct reporting *r, struct counting *counting) {
  const struct report_line *lines = counting->periods.items;
  const int32_t *cut_offs = counting->cut_offs.items;
  int32_t i, j, place, rc = TTHC_OK;
  const int32_t first = r->result->lines.count;
  for (i = 0; rc == TTHC_OK && i < counting->periods.count; i++) rc = add_line(r, &lines[i]);
  for (i = 0; rc == TTHC_OK && i < counting->periods.count; i++) {
    for (place = j = 0; j < counting->periods.count; j++)
      place += cut_offs[j] < cut_offs[i] || (cut_offs[j] == cut_offs[i] && strcmp(lines[j].id, lines[i].id) < 0);
    r->result->lines.items[first + place] = lines[i];
  }
  return rc;
}

static int compare_parts(const void *left, const void *right) {
  const struct report_line *x = left, *y = right;
  if (x->unit != y->unit) return x->unit < y->unit ? -1 : 1;
  return (x->task > y->task) - (x->task < y->task);
}

static int32_t add_parts(struct reporting *r, struct counting *counting) {
  int32_t i, rc = TTHC_OK;
  if (counting->parts.count > 1)
    qsort(counting->parts.items, (size_t)counting->parts.count, sizeof *counting->parts.items, compare_parts);
  for (i = 0; rc == TTHC_OK && i < counting->parts.count; i++) {
    struct report_line *line = &counting->parts.items[i];
    line->id = tthc__report_task(r->result, line->task);
    line->title = r->result->assessment->tasks[line->task].name;
    rc = tthc__report_copy(r, r->plan->tasks.items[line->task].label, &line->label);
    if (rc == TTHC_OK) rc = add_line(r, line);
  }
  return rc;
}

static int32_t add_lines(struct reporting *r, struct counting *counting) {
  int32_t i, rc;
  counting->plan.kind = TTHC_OF_PLAN;
  counting->plan.unit = counting->plan.task = TTHC_NONE;
  counting->plan.id = r->result->assessment->plan_id;
  counting->plan.title = r->result->assessment->subject;
  rc = add_line(r, &counting->plan);
  for (i = 0; rc == TTHC_OK && i < r->plan->sections.count; i++)
    rc = add_section(r, &counting->sections[i], &r->plan->sections.items[i]);
  for (i = 0; rc == TTHC_OK && i < r->plan->tasks.count; i++) rc = add_task(r, &counting->tasks[i], i);
  for (i = 0; rc == TTHC_OK && i < r->plan->units.count; i++) rc = add_unit(r, &counting->units[i], i);
  if (rc == TTHC_OK) rc = add_periods(r, counting);
  return rc == TTHC_OK ? add_parts(r, counting) : rc;
}

int32_t tthc__report_lines(struct reporting *r) {
  struct counting counting;
  int32_t rc;
  memset(&counting, 0, sizeof counting);
  counting.period = TTHC_NONE;
  rc = count_all(r, &counting);
  if (rc == TTHC_OK) rc = add_lines(r, &counting);
  free(counting.sections);
  free(counting.tasks);
  free(counting.units);
  free(counting.part_of);
  free(counting.parts.items);
  free(counting.periods.items);
  free(counting.cut_offs.items);
  return rc;
}

/* --- getters ------------------------------------------------------------------------------------------------------ */

static const struct report_line *line_of(const tthc_report *report, int32_t line) {
  if (!tthc__is(report, MARK_REPORT) || line < 0 || line >= report->lines.count) return NULL;
  return &report->lines.items[line];
}

int32_t tthc_report_line_count(const tthc_report *report) {
  return tthc__is(report, MARK_REPORT) ? report->lines.count : 0;
}

int32_t tthc_report_line_find(const tthc_report *report, const char *unit_id, int32_t kind, const char *id) {
  int32_t i;
  for (i = 0; i < tthc_report_line_count(report); i++) {
    const struct report_line *line = &report->lines.items[i];
    if (line->kind == kind && tthc__same(tthc__report_unit(report, line->unit), unit_id) &&
        (kind == TTHC_OF_PLAN || tthc__same(line->id, id)))
      return i;
  }
  return TTHC_NONE;
}

int32_t tthc_report_line_kind(const tthc_report *report, int32_t line) {
  const struct report_line *found = line_of(report, line);
  return found == NULL ? 0 : found->kind;
}

const char *tthc_report_line_unit_id(const tthc_report *report, int32_t line) {
  const struct report_line *found = line_of(report, line);
  return found == NULL ? NULL : tthc__report_unit(report, found->unit);
}

const char *tthc_report_line_id(const tthc_report *report, int32_t line) {
  const struct report_line *found = line_of(report, line);
  return found == NULL ? NULL : found->id;
}

const char *tthc_report_line_label(const tthc_report *report, int32_t line) {
  const struct report_line *found = line_of(report, line);
  return found == NULL ? NULL : found->label;
}

const char *tthc_report_line_title(const tthc_report *report, int32_t line) {
  const struct report_line *found = line_of(report, line);
  return found == NULL ? NULL : found->title;
}

static int is_cell(int32_t scope, int32_t cell) { return scope >= 1 && scope < SCOPES && cell >= 0 && cell < CELLS; }

int32_t tthc_report_line_cell(const tthc_report *report, int32_t line, int32_t scope, int32_t cell) {
  const struct report_line *found = line_of(report, line);
  return found == NULL || !is_cell(scope, cell) ? 0 : found->cells[scope][cell];
}

int32_t tthc_report_line_cells(const tthc_report *report, int32_t scope, int32_t cell, int32_t *counts,
                               int32_t capacity) {
  int32_t i;
  if (!tthc__is(report, MARK_REPORT)) return TTHC_E_HANDLE;
  if (!is_cell(scope, cell) || capacity < 0 || (capacity > 0 && counts == NULL)) return TTHC_E_ARGUMENT;
  for (i = 0; i < report->lines.count && i < capacity; i++) counts[i] = report->lines.items[i].cells[scope][cell];
  return report->lines.count;
}

int32_t tthc_report_line_reports_expected(const tthc_report *report, int32_t line) {
  const struct report_line *found = line_of(report, line);
  return found == NULL ? 0 : found->reports_on_time + found->reports_late + found->reports_missing;
}

int32_t tthc_report_line_reports_received(const tthc_report *report, int32_t line) {
  const struct report_line *found = line_of(report, line);
  return found == NULL ? 0 : found->reports_on_time + found->reports_late;
}

int32_t tthc_report_line_reports_on_time(const tthc_report *report, int32_t line) {
  const struct report_line *found = line_of(report, line);
  return found == NULL ? 0 : found->reports_on_time;
}

int32_t tthc_report_line_reports_late(const tthc_report *report, int32_t line) {
  const struct report_line *found = line_of(report, line);
  return found == NULL ? 0 : found->reports_late;
}

int32_t tthc_report_line_reports_missing(const tthc_report *report, int32_t line) {
  const struct report_line *found = line_of(report, line);
  return found == NULL ? 0 : found->reports_missing;
}
