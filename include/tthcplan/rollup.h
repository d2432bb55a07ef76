/* SPDX-License-Identifier: MIT */
/* Roll-ups: the state of a task, section, unit, reporting period or the whole plan, always over its assignments. */
#ifndef TTHCPLAN_ROLLUP_H
#define TTHCPLAN_ROLLUP_H

#include "version.h"
#include "assessment.h"

#if defined(__cplusplus) && !defined(TTHC_FFI)
extern "C" {
#endif

/** What a roll-up is of. In JSON: plan, section, task, unit, period. */
enum tthc_rollup_kind {
  TTHC_OF_PLAN = 1,
  TTHC_OF_SECTION = 2,
  TTHC_OF_TASK = 3,
  TTHC_OF_UNIT = 4,  /**< what one unit owes */
  TTHC_OF_PERIOD = 5 /**< the reports of one reporting period, "kstt:2021-Q2", and no other work */
};

/** The word of a kind, "section"; NULL for an unknown number. A constant. */
TTHC_API const char *tthc_rollup_kind_word(int32_t kind);

/*
 * Rows: the plan, then the sections and the tasks, each in printed order; then the units that owe something, in the
 * plan's order; then the reporting periods of which reports are owed, in the order of their cut-offs.
 */

/** How many roll-ups there are; 0 for a wrong handle. */
TTHC_API int32_t tthc_rollup_count(const tthc_assessment *assessment);

/** The row of a plan, section, task, unit or period; TTHC_NONE when there is none. @param id not read for the plan */
TTHC_API int32_t tthc_rollup_find(const tthc_assessment *assessment, int32_t kind, const char *id);

/** `enum tthc_rollup_kind`; 0 for a wrong row. */
TTHC_API int32_t tthc_rollup_kind(const tthc_assessment *assessment, int32_t row);

/** The id of the plan, section, task, unit or period; NULL for a wrong row. */
TTHC_API const char *tthc_rollup_id(const tthc_assessment *assessment, int32_t row);

/** The section's or task's title, the unit's name, the plan's subject; NULL for none, as for a period. */
TTHC_API const char *tthc_rollup_title(const tthc_assessment *assessment, int32_t row);

/** `enum tthc_state`; 0 when nothing is tracked below it. */
TTHC_API int32_t tthc_rollup_state(const tthc_assessment *assessment, int32_t row);

/** How many assignments below it are in a state; state 0 counts all. */
TTHC_API int32_t tthc_rollup_assignments(const tthc_assessment *assessment, int32_t row, int32_t state);

/** How many units have done all that is theirs below it, cancelled left out. */
TTHC_API int32_t tthc_rollup_units_done(const tthc_assessment *assessment, int32_t row);

/** How many units owe something below it, cancelled left out. */
TTHC_API int32_t tthc_rollup_units_obliged(const tthc_assessment *assessment, int32_t row);

/**
 * Percent done: the mean over the assignments that gave one (done is 100), rounded down; never 100 with an open child.
 * TTHC_NO_NUMBER when none gave one.
 */
TTHC_API int32_t tthc_rollup_percent(const tthc_assessment *assessment, int32_t row);

/** How many assignments gave a percent, or are done; cancelled left out. */
TTHC_API int32_t tthc_rollup_percent_given(const tthc_assessment *assessment, int32_t row);

/** The numerator of the on-time rate: how many assignments below it were done on time. */
TTHC_API int32_t tthc_rollup_on_time(const tthc_assessment *assessment, int32_t row);

/** Its denominator: what was done, or should be by now (on time + late + overdue). */
TTHC_API int32_t tthc_rollup_fallen_due(const tthc_assessment *assessment, int32_t row);

/*
 * The official four cells: done on time is tthc_rollup_on_time(), done late tthc_rollup_assignments() of TTHC_DONE_LATE,
 * and what is open is in time or overdue. What waits for an event, or is cancelled, is in none of them.
 */

/** How many are open and in time: due soon, in progress, upcoming or not started. */
TTHC_API int32_t tthc_rollup_open_in_time(const tthc_assessment *assessment, int32_t row);

/** How many are open and overdue. */
TTHC_API int32_t tthc_rollup_open_overdue(const tthc_assessment *assessment, int32_t row);

/*
 * Reports: the assignments of reporting periods, by which continuous duties are judged. Expected is received and
 * missing, received is on time and late; what is not due yet and not in is no part of them, nor what is cancelled.
 */

/** How many reports should be in, or are in before they had to be. */
TTHC_API int32_t tthc_rollup_reports_expected(const tthc_assessment *assessment, int32_t row);

/** How many reports are in. */
TTHC_API int32_t tthc_rollup_reports_received(const tthc_assessment *assessment, int32_t row);

/** How many of them were in on time. */
TTHC_API int32_t tthc_rollup_reports_on_time(const tthc_assessment *assessment, int32_t row);

/** How many of them were late. */
TTHC_API int32_t tthc_rollup_reports_late(const tthc_assessment *assessment, int32_t row);

/** How many are overdue. */
TTHC_API int32_t tthc_rollup_reports_missing(const tthc_assessment *assessment, int32_t row);

#if defined(__cplusplus) && !defined(TTHC_FFI)
}
#endif

#endif
