/* SPDX-License-Identifier: MIT */
/* Reports: what an authority reports of its plan for one reporting period, ready to be shown. */
#ifndef TTHCPLAN_REPORT_H
#define TTHCPLAN_REPORT_H

#include "version.h"
#include "assessment_diff.h"
#include "figure.h"
#include "rollup.h"

#if defined(__cplusplus) && !defined(TTHC_FFI)
extern "C" {
#endif

/** Which assignments of a line are counted. In JSON: to_date, due_in_period, done_in_period. */
enum tthc_report_scope {
  TTHC_TO_DATE = 1,       /**< all of the plan, in their states as of the day (lũy kế) */
  TTHC_DUE_IN_PERIOD = 2, /**< those whose day that holds in law lies in the period, in their states as of the day */
  TTHC_DONE_IN_PERIOD = 3 /**< those done on a day of the period; the cells of done work only */
};

/** The official four cells, and what is in none of them; each assignment is in one. In JSON: done_on_time, … */
enum tthc_report_cell {
  TTHC_CELL_DONE_ON_TIME = 1,
  TTHC_CELL_DONE_LATE = 2,
  TTHC_CELL_OPEN_IN_TIME = 3, /**< due soon, in progress, upcoming or not started */
  TTHC_CELL_OPEN_OVERDUE = 4,
  TTHC_CELL_WAITING = 5,
  TTHC_CELL_CANCELLED = 6
};

/** What a remark is. In JSON the arrays: difficulties, explanations. */
enum tthc_report_remark {
  TTHC_REMARK_DIFFICULTY = 1, /**< khó khăn, vướng mắc: the `difficulties` of any fact */
  TTHC_REMARK_EXPLANATION = 2 /**< giải trình: the note of an explanation */
};

/** A report. Never changes; needs neither the plan nor the calendar any more. */
typedef struct tthc_report tthc_report;

/**
 * Makes the report of a period. The same plan, facts, days and `known_at` give the same report, in whatever order the
 * facts were added. Of the period are the facts whose day lies in it, as far as they count as of the day.
 * @param calendar NULL for the one that the library ships
 * @param period any form that tthc_period_canonical() reads: "kstt:2021-Q2" is the reporting period (from 15 March to
 *        14 June), "2021-Q2" and "Quý II/2021" are the calendar's; a span of days is an ad-hoc report
 * @param options_json {"as_of": day, not before the period; its last day unless given, "known_at": UTC seconds,
 *        "warning_days": 7, "unit": id of the unit that the report is of, a group means itself and its members; the
 *        whole plan unless given, "level": of who reports, for the sending day; the unit's unless given, or that of the
 *        unit with the name of the plan's authority, "per_unit": true: lines of the tasks of each unit, and its values,
 *        "compare": true: what became overdue since the day before the period, and what no longer is, "provisional":
 *        true: said to be so; a report as of a day before the period's last is so anyway}
 * @return the report; NULL with TTHC_E_HANDLE, TTHC_E_PERIOD, TTHC_E_UNKNOWN_ID (a regime, the unit), TTHC_E_DAY (as of
 *         a day before the period), TTHC_E_NUMBER (figures add up to more than 2^53-1), TTHC_E_MEMORY, or what a bad
 *         option gives
 */
TTHC_API tthc_report *tthc_report_new(const tthc_plan *plan, const tthc_calendar *calendar, const char *period,
                                      const char *options_json, tthc_error *err);

/** Frees a report; NULL is fine. */
TTHC_API void tthc_report_free(tthc_report *report);

/* --- the header --------------------------------------------------------------------------------------------------- */

/** The plan's id; NULL for a wrong handle. */
TTHC_API const char *tthc_report_plan_id(const tthc_report *report);

/** The plan's subject; NULL when it has none. */
TTHC_API const char *tthc_report_subject(const tthc_report *report);

/** The plan's authority; NULL when it has none. */
TTHC_API const char *tthc_report_authority(const tthc_report *report);

/** The id of the unit that the report is of; NULL for the whole plan. */
TTHC_API const char *tthc_report_unit_id(const tthc_report *report);

/** The name of that unit; NULL for the whole plan. */
TTHC_API const char *tthc_report_unit_name(const tthc_report *report);

/** The canonical id of the period. */
TTHC_API const char *tthc_report_period(const tthc_report *report);

/**
 * Its name for people with its days: "Quý II năm 2021 (từ 15/03/2021 đến 14/06/2021)", of a calendar period "Quý II năm
 * 2021 theo lịch (từ 01/04/2021 đến 30/06/2021)".
 */
TTHC_API const char *tthc_report_name(const tthc_report *report, const char *language);

/** The first day of the period. */
TTHC_API int32_t tthc_report_first_day(const tthc_report *report);

/** Its last day, of a reporting period the cut-off. */
TTHC_API int32_t tthc_report_last_day(const tthc_report *report);

/**
 * The period that has the same name and other days: of a reporting period the calendar's, of a calendar period that of
 * the plan's regime. NULL when there is none, as for a span of days.
 */
TTHC_API const char *tthc_report_other_period(const tthc_report *report);

/** The name of that other period with its days, as above; NULL for none. */
TTHC_API const char *tthc_report_other_name(const tthc_report *report, const char *language);

/** The first day of that other period; TTHC_NO_DAY for none. */
TTHC_API int32_t tthc_report_other_first_day(const tthc_report *report);

/** The last day of that other period; TTHC_NO_DAY for none. */
TTHC_API int32_t tthc_report_other_last_day(const tthc_report *report);

/** The last day for sending the report; TTHC_NO_DAY when the level is not known, or for a calendar period. */
TTHC_API int32_t tthc_report_sending_day(const tthc_report *report);

/** The day as of which all is told. */
TTHC_API int32_t tthc_report_as_of(const tthc_report *report);

/** Only facts recorded by then count, UTC seconds; TTHC_NO_NUMBER: all. */
TTHC_API int64_t tthc_report_known_at(const tthc_report *report);

/** 1 when the report is provisional, else 0. */
TTHC_API int32_t tthc_report_is_provisional(const tthc_report *report);

/* --- lines: the counts -------------------------------------------------------------------------------------------- */

/*
 * Rows: the plan, the sections, the tasks in printed order (a heading with all below it), the units that owe something
 * in the plan's order, the reporting periods that end in the period; with "per_unit" the tasks of each unit. Of a unit's
 * report only what it owes, and what stands above that.
 */

/** How many lines there are; 0 for a wrong handle. */
TTHC_API int32_t tthc_report_line_count(const tthc_report *report);

/**
 * The line of a plan, section, task, unit or reporting period; TTHC_NONE when there is none.
 * @param unit_id for the line of that unit's part of a task; NULL for the others
 * @param kind `enum tthc_rollup_kind`
 * @param id not read for the plan
 */
TTHC_API int32_t tthc_report_line_find(const tthc_report *report, const char *unit_id, int32_t kind, const char *id);

/** `enum tthc_rollup_kind`; 0 for a wrong row. */
TTHC_API int32_t tthc_report_line_kind(const tthc_report *report, int32_t line);

/** The unit whose part of a task the line counts; NULL for all others. */
TTHC_API const char *tthc_report_line_unit_id(const tthc_report *report, int32_t line);

/** The id of the plan, section, task, unit or period; NULL for a wrong row. */
TTHC_API const char *tthc_report_line_id(const tthc_report *report, int32_t line);

/** The printed label of a section or task; NULL for the others. */
TTHC_API const char *tthc_report_line_label(const tthc_report *report, int32_t line);

/** The title or name; NULL for none, as for a period. */
TTHC_API const char *tthc_report_line_title(const tthc_report *report, int32_t line);

/**
 * How many assignments of a line are in a cell.
 * @param scope `enum tthc_report_scope`
 * @param cell `enum tthc_report_cell`; 0 counts all
 */
TTHC_API int32_t tthc_report_line_cell(const tthc_report *report, int32_t line, int32_t scope, int32_t cell);

/** Fills in the cell of at most `capacity` lines. @return how many there are; TTHC_E_HANDLE or TTHC_E_ARGUMENT */
TTHC_API int32_t tthc_report_line_cells(const tthc_report *report, int32_t scope, int32_t cell, int32_t *counts,
                                        int32_t capacity);

/*
 * Reports: the assignments of the reporting periods whose cut-off lies in the period, by which continuous duties are
 * judged. They are due after the cut-off: as of the cut-off few are in, and none of the last period is missing.
 */

/** How many reports should be in, or are in before they had to be: received and missing. */
TTHC_API int32_t tthc_report_line_reports_expected(const tthc_report *report, int32_t line);

/** How many reports are in. */
TTHC_API int32_t tthc_report_line_reports_received(const tthc_report *report, int32_t line);

/** How many of them were in on time. */
TTHC_API int32_t tthc_report_line_reports_on_time(const tthc_report *report, int32_t line);

/** How many of them were late. */
TTHC_API int32_t tthc_report_line_reports_late(const tthc_report *report, int32_t line);

/** How many are overdue. */
TTHC_API int32_t tthc_report_line_reports_missing(const tthc_report *report, int32_t line);

/* --- tasks: the table --------------------------------------------------------------------------------------------- */

/** How many tasks the table has, in printed order; 0 for a wrong handle. */
TTHC_API int32_t tthc_report_task_count(const tthc_report *report);

/** The row of a task; TTHC_NONE when there is none. */
TTHC_API int32_t tthc_report_task_find(const tthc_report *report, const char *id);

/** The id, under which the lines have its counts; NULL for a wrong row. */
TTHC_API const char *tthc_report_task_id(const tthc_report *report, int32_t row);

/** The printed label; NULL for a wrong row. */
TTHC_API const char *tthc_report_task_label(const tthc_report *report, int32_t row);

/** The title; NULL for a wrong row. */
TTHC_API const char *tthc_report_task_title(const tthc_report *report, int32_t row);

/** The id of its section; NULL for none. */
TTHC_API const char *tthc_report_task_section_id(const tthc_report *report, int32_t row);

/** Who leads it, as written, else the units' names; NULL for nobody. */
TTHC_API const char *tthc_report_task_lead(const tthc_report *report, int32_t row);

/** Who coordinates it, as above. */
TTHC_API const char *tthc_report_task_coordinator(const tthc_report *report, int32_t row);

/** The deliverable; NULL for none. */
TTHC_API const char *tthc_report_task_deliverable(const tthc_report *report, int32_t row);

/** The deadline as written; NULL for none. */
TTHC_API const char *tthc_report_task_deadline(const tthc_report *report, int32_t row);

/** `enum tthc_state`; 0 when nothing is tracked below it. */
TTHC_API int32_t tthc_report_task_state(const tthc_report *report, int32_t row);

/** Percent done, the mean of those that gave one; TTHC_NO_NUMBER when nobody did. */
TTHC_API int32_t tthc_report_task_percent(const tthc_report *report, int32_t row);

/** How many assignments gave a percent, or are done; cancelled left out. */
TTHC_API int32_t tthc_report_task_percent_given(const tthc_report *report, int32_t row);

/** How many units have done all that is theirs below it. */
TTHC_API int32_t tthc_report_task_units_done(const tthc_report *report, int32_t row);

/** How many units owe something below it. */
TTHC_API int32_t tthc_report_task_units_obliged(const tthc_report *report, int32_t row);

/** The last note of the period about it, explanations apart; NULL for none. */
TTHC_API const char *tthc_report_task_note(const tthc_report *report, int32_t row);

/* --- evidence ----------------------------------------------------------------------------------------------------- */

/** How many facts of the period name a document, by task, period and unit; 0 for a wrong handle. */
TTHC_API int32_t tthc_report_evidence_count(const tthc_report *report);

/** The id of the task; NULL for a wrong row. */
TTHC_API const char *tthc_report_evidence_task_id(const tthc_report *report, int32_t row);

/** The id of the unit; NULL for a fact about every unit. */
TTHC_API const char *tthc_report_evidence_unit_id(const tthc_report *report, int32_t row);

/** The period key; NULL for an event. */
TTHC_API const char *tthc_report_evidence_period(const tthc_report *report, int32_t row);

/** The number of the document; NULL when not given. */
TTHC_API const char *tthc_report_evidence_number(const tthc_report *report, int32_t row);

/** Its day; TTHC_NO_DAY when not given. */
TTHC_API int32_t tthc_report_evidence_day(const tthc_report *report, int32_t row);

/** What it is, in words; NULL when not given. */
TTHC_API const char *tthc_report_evidence_text(const tthc_report *report, int32_t row);

/** Where it is found; NULL when not given. */
TTHC_API const char *tthc_report_evidence_link(const tthc_report *report, int32_t row);

/* --- indicators --------------------------------------------------------------------------------------------------- */

/*
 * Rows: each indicator of all units together; of one unit's report that unit's own; with "per_unit" each unit too. A
 * row has a value as of the day, and a figure: what the period itself gave. That is what was measured for this very period;
 * else what was measured for periods that lie in it, and are cut as it is (in a span of days, however they are cut):
 * their sum, of a cumulative indicator the last of them.
 */

/** How many rows there are; 0 for a wrong handle. */
TTHC_API int32_t tthc_report_value_count(const tthc_report *report);

/** The id of the indicator; NULL for a wrong row. */
TTHC_API const char *tthc_report_value_indicator_id(const tthc_report *report, int32_t row);

/** Its title; NULL for a wrong row. */
TTHC_API const char *tthc_report_value_title(const tthc_report *report, int32_t row);

/** NULL for all units together. */
TTHC_API const char *tthc_report_value_unit_id(const tthc_report *report, int32_t row);

/** The unit of measure to print; NULL for none. */
TTHC_API const char *tthc_report_value_measure(const tthc_report *report, int32_t row);

/** `enum tthc_verdict` on the value. */
TTHC_API int32_t tthc_report_value_verdict(const tthc_report *report, int32_t row);

/** As tthc_value_numerator(). */
TTHC_API int64_t tthc_report_value_numerator(const tthc_report *report, int32_t row);

/** As tthc_value_denominator(); TTHC_NO_NUMBER without a value. */
TTHC_API int64_t tthc_report_value_denominator(const tthc_report *report, int32_t row);

/** As tthc_value_text(). */
TTHC_API const char *tthc_report_value_text(const tthc_report *report, int32_t row, const char *language);

/** As tthc_value_target(). */
TTHC_API const char *tthc_report_value_target(const tthc_report *report, int32_t row);

/** How many of the units that should report did. */
TTHC_API int32_t tthc_report_value_units_reported(const tthc_report *report, int32_t row);

/** How many units should report. */
TTHC_API int32_t tthc_report_value_units_expected(const tthc_report *report, int32_t row);

/** `enum tthc_verdict` on the figure alone, by the target that holds on the period's last day. */
TTHC_API int32_t tthc_report_figure_verdict(const tthc_report *report, int32_t row);

/** As tthc_figure_numerator(); TTHC_NO_NUMBER when the period gave nothing. */
TTHC_API int64_t tthc_report_figure_numerator(const tthc_report *report, int32_t row);

/** As tthc_figure_denominator(); TTHC_NO_NUMBER when the period gave nothing. */
TTHC_API int64_t tthc_report_figure_denominator(const tthc_report *report, int32_t row);

/** As tthc_figure_text(). */
TTHC_API const char *tthc_report_figure_text(const tthc_report *report, int32_t row, const char *language);

/** The target that the figure was judged by; NULL for none. */
TTHC_API const char *tthc_report_figure_target(const tthc_report *report, int32_t row);

/** How many of the units that should report the period did. */
TTHC_API int32_t tthc_report_figure_units_reported(const tthc_report *report, int32_t row);

/** How many units should report the period, of several periods the last one. */
TTHC_API int32_t tthc_report_figure_units_expected(const tthc_report *report, int32_t row);

/** How many periods the figure is made of; 0 when the period gave nothing. */
TTHC_API int32_t tthc_report_figure_period_count(const tthc_report *report, int32_t row);

/** One of them, as measured; NULL for a wrong row or place. */
TTHC_API const char *tthc_report_figure_period(const tthc_report *report, int32_t row, int32_t place);

/* --- difficulties and explanations -------------------------------------------------------------------------------- */

/** How many there are of the period, by task, period, unit and time, those of figures last; 0 for a wrong handle. */
TTHC_API int32_t tthc_report_remark_count(const tthc_report *report);

/** `enum tthc_report_remark`; 0 for a wrong row. */
TTHC_API int32_t tthc_report_remark_kind(const tthc_report *report, int32_t row);

/** The id of the task; NULL for what is said of a figure. */
TTHC_API const char *tthc_report_remark_task_id(const tthc_report *report, int32_t row);

/** The id of the indicator; NULL for what is said of a task. */
TTHC_API const char *tthc_report_remark_indicator_id(const tthc_report *report, int32_t row);

/** The id of the unit; NULL for a fact about every unit. */
TTHC_API const char *tthc_report_remark_unit_id(const tthc_report *report, int32_t row);

/** The name of the unit; NULL for a fact about every unit. */
TTHC_API const char *tthc_report_remark_unit_name(const tthc_report *report, int32_t row);

/** The period key; NULL for none. */
TTHC_API const char *tthc_report_remark_period(const tthc_report *report, int32_t row);

/** The day of the fact. */
TTHC_API int32_t tthc_report_remark_day(const tthc_report *report, int32_t row);

/** What was said; NULL for an explanation that is only a reference. */
TTHC_API const char *tthc_report_remark_text(const tthc_report *report, int32_t row);

/** The reference given; NULL for none. */
TTHC_API const char *tthc_report_remark_reference(const tthc_report *report, int32_t row);

/* --- what is overdue ---------------------------------------------------------------------------------------------- */

/** How many assignments are overdue as of the day, the latest first; 0 for a wrong handle. */
TTHC_API int32_t tthc_report_late_count(const tthc_report *report);

/** The id of the task; NULL for a wrong row. */
TTHC_API const char *tthc_report_late_task_id(const tthc_report *report, int32_t row);

/** The id of the unit; NULL for a wrong row. */
TTHC_API const char *tthc_report_late_unit_id(const tthc_report *report, int32_t row);

/** The name of the unit; NULL for a wrong row. */
TTHC_API const char *tthc_report_late_unit_name(const tthc_report *report, int32_t row);

/** The period key; NULL for a wrong row. */
TTHC_API const char *tthc_report_late_period(const tthc_report *report, int32_t row);

/** The day that holds in law, on which it was due. */
TTHC_API int32_t tthc_report_late_due_day(const tthc_report *report, int32_t row);

/** How late it is in calendar days. */
TTHC_API int32_t tthc_report_late_days_late(const tthc_report *report, int32_t row);

/** The same in working days. */
TTHC_API int32_t tthc_report_late_working_days_late(const tthc_report *report, int32_t row);

/** Fills in the calendar days late of at most `capacity` rows. @return how many there are; a negative code */
TTHC_API int32_t tthc_report_late_days_lates(const tthc_report *report, int32_t *days, int32_t capacity);

/** The reason, as tthc_assignment_sentence(). @return owned text; NULL on failure */
TTHC_API tthc_text *tthc_report_late_sentence(const tthc_report *report, int32_t row, const char *language,
                                              tthc_error *err);

/* --- against the day before the period, with "compare" ------------------------------------------------------------ */

/** How many assignments became overdue since, or no longer are; 0 without "compare". */
TTHC_API int32_t tthc_report_change_count(const tthc_report *report);

/** TTHC_ENTERED_OVERDUE or TTHC_LEFT_OVERDUE; 0 for a wrong row. */
TTHC_API int32_t tthc_report_change_kind(const tthc_report *report, int32_t row);

/** The id of the task; NULL for a wrong row. */
TTHC_API const char *tthc_report_change_task_id(const tthc_report *report, int32_t row);

/** The id of the unit; NULL for a wrong row. */
TTHC_API const char *tthc_report_change_unit_id(const tthc_report *report, int32_t row);

/** The name of the unit; NULL for a wrong row. */
TTHC_API const char *tthc_report_change_unit_name(const tthc_report *report, int32_t row);

/** The period key; NULL for a wrong row. */
TTHC_API const char *tthc_report_change_period(const tthc_report *report, int32_t row);

/** `enum tthc_state` as of the report's day; 0 when there is no such assignment any more. */
TTHC_API int32_t tthc_report_change_state(const tthc_report *report, int32_t row);

/* --- all of it ---------------------------------------------------------------------------------------------------- */

/**
 * The whole report as one JSON document.
 * @param options_json {"language": "vi" or "en"}: of the period's names and of the sentences; "vi" unless given
 * @return owned text; NULL on failure
 */
TTHC_API tthc_text *tthc_report_json(const tthc_report *report, const char *options_json, tthc_error *err);

/** The whole report as plain text for people, in the order of official reports. @return owned text; NULL on failure */
TTHC_API tthc_text *tthc_report_text(const tthc_report *report, const char *language, tthc_error *err);

#if defined(__cplusplus) && !defined(TTHC_FFI)
}
#endif

#endif
