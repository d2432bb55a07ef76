/*
 * A report: an assessment as of its day, which it keeps, and over it what is the period's own. Rows refer to the
 * assessment by index.
 */
#ifndef TTHC_ASSESS_REPORT_H
#define TTHC_ASSESS_REPORT_H

#include "assess/values.h"
#include "tthcplan/assessment_diff.h"
#include "tthcplan/report.h"

enum { SCOPES = TTHC_DONE_IN_PERIOD + 1, CELLS = TTHC_CELL_CANCELLED + 1 };

struct report_line {
  int32_t kind; /* enum tthc_rollup_kind */
  int32_t unit; /* of the line of a unit's part of a task; TTHC_NONE */
  int32_t task; /* of a task's line */
  const char *id;
  const char *label;
  const char *title;
  int32_t cells[SCOPES][CELLS]; /* by scope and cell, both from 1; cell 0: all */
  int32_t reports;              /* of the period, whatever their state */
  int32_t reports_on_time;
  int32_t reports_late;
  int32_t reports_missing;
};

struct report_task {
  int32_t task;
  int32_t line;
  const char *section;
  const char *lead;
  const char *coordinator;
  const char *deliverable;
  const char *deadline;
  const char *note;
  const struct rollup *rollup;
};

struct report_evidence {
  int32_t task;
  int32_t unit; /* TTHC_NONE: every unit */
  const char *period;
  const char *number;
  int32_t day;
  const char *text;
  const char *link;
};

struct report_remark {
  int32_t kind;
  int32_t task;      /* TTHC_NONE: of a figure */
  int32_t indicator; /* TTHC_NONE: of a task */
  int32_t unit;      /* TTHC_NONE: every unit */
  const char *period;
  int32_t day;
  const char *text;
  const char *reference;
};

/* A value of the assessment, and what the period gave. */
struct report_value {
  int32_t value;
  struct reached figure;
  int32_t units_reported;
  int32_t units_expected;
  const char **periods; /* that the figure is made of */
  int32_t period_count;
};

/* A period as the header shows it; no id: there is none. */
struct report_period {
  const char *id;
  const char *names[2]; /* Vietnamese, English */
  int32_t first_day;
  int32_t last_day;
};

struct report_options {
  int32_t as_of;
  int64_t known_at;
  int32_t warning_days;
  const char *unit;
  const char *level;
  int32_t per_unit;
  int32_t compare;
  int32_t provisional;
};

struct tthc_report {
  uint32_t mark;
  struct arena arena;
  tthc_assessment *assessment;
  tthc_assessment_diff *diff; /* against the day before the period; NULL: not asked for */
  const char *authority;
  int32_t unit; /* TTHC_NONE: the whole plan */
  struct report_period period;
  struct report_period other; /* of the same name, otherwise cut */
  int32_t sending_day;
  struct report_options options;
  ROWS(struct report_line) lines;
  ROWS(struct report_task) tasks;
  ROWS(struct report_evidence) evidence;
  ROWS(struct report_value) values;
  ROWS(struct report_remark) remarks;
  ROWS(int32_t) late;    /* assignments */
  ROWS(int32_t) changes; /* rows of the diff */
};

/* What the steps of making a report share. */
struct reporting {
  const tthc_plan *plan;
  const tthc_calendar *calendar;
  struct period period;
  tthc_report *result;
  struct assessing assessing; /* the assessment over again: its facts, and the units that it keeps */
  const char **notes;         /* by task: the last of the period */
  tthc_error *err;
};

/* --- the steps, in their order ------------------------------------------------------------------------------------ */

int32_t tthc__report_facts(struct reporting *r);
int32_t tthc__report_lines(struct reporting *r);
int32_t tthc__report_tasks(struct reporting *r);
int32_t tthc__report_values(struct reporting *r);
int32_t tthc__report_late(struct reporting *r);
int32_t tthc__report_changes(struct reporting *r);

/* --- helpers ------------------------------------------------------------------------------------------------------ */

/* Whether a day lies in the period; TTHC_NO_DAY does not. */
int tthc__is_of_period(const struct reporting *r, int32_t day);

/* Copies a text, NULL too, into the result's arena. */
int32_t tthc__report_copy(struct reporting *r, const char *text, const char **out);

/* The id of a task and of a unit, and the name of the latter; NULL for TTHC_NONE. */
const char *tthc__report_task(const tthc_report *report, int32_t task);
const char *tthc__report_unit(const tthc_report *report, int32_t unit);
const char *tthc__report_unit_name(const tthc_report *report, int32_t unit);

/* The roll-up of a task in an assessment. */
const struct rollup *tthc__task_rollup(const struct assessing *a, int32_t task);

#endif
