/* SPDX-License-Identifier: MIT */
/* Assignments: one lead unit's obligation for one task in one period, with its state. Rows of an assessment. */
#ifndef TTHCPLAN_ASSIGNMENT_H
#define TTHCPLAN_ASSIGNMENT_H

#include "version.h"
#include "assessment.h"

#if defined(__cplusplus) && !defined(TTHC_FFI)
extern "C" {
#endif

/*
 * Rows stand in the order of tasks, then of periods, then of units; together task, unit and period are the assignment's
 * identity. Getters give NULL, 0 or TTHC_NO_DAY for a wrong row.
 */

/** How many assignments there are; 0 for a wrong handle. */
TTHC_API int32_t tthc_assignment_count(const tthc_assessment *assessment);

/** The id of the task, "C.3.1"; NULL for a wrong row. */
TTHC_API const char *tthc_assignment_task_id(const tthc_assessment *assessment, int32_t row);

/** The id of the unit that owes it; NULL for a wrong row. */
TTHC_API const char *tthc_assignment_unit_id(const tthc_assessment *assessment, int32_t row);

/** The name of that unit; NULL for a wrong row. */
TTHC_API const char *tthc_assignment_unit_name(const tthc_assessment *assessment, int32_t row);

/** The period key: "2021-Q2", "2021-06", "kstt:2021-Q2", "event", "plan". */
TTHC_API const char *tthc_assignment_period(const tthc_assessment *assessment, int32_t row);

/** `enum tthc_state`. */
TTHC_API int32_t tthc_assignment_state(const tthc_assessment *assessment, int32_t row);

/** The day on which the window opens; TTHC_NO_DAY when it is open. */
TTHC_API int32_t tthc_assignment_start_day(const tthc_assessment *assessment, int32_t row);

/** The due day as written, or as extended; TTHC_NO_DAY for none. */
TTHC_API int32_t tthc_assignment_due_day(const tthc_assessment *assessment, int32_t row);

/** The due day that holds in law, moved off a day off where the plan's rules say so; TTHC_NO_DAY for none. */
TTHC_API int32_t tthc_assignment_effective_day(const tthc_assessment *assessment, int32_t row);

/** The due day as ISO 8601 text; NULL for none. */
TTHC_API const char *tthc_assignment_due(const tthc_assessment *assessment, int32_t row);

/** The day that holds in law as ISO 8601 text; NULL for none. */
TTHC_API const char *tthc_assignment_effective(const tthc_assessment *assessment, int32_t row);

/** The day on which it was done; TTHC_NO_DAY when it is not. */
TTHC_API int32_t tthc_assignment_done_day(const tthc_assessment *assessment, int32_t row);

/** How late it is or was done, in calendar days; 0 when it is not late. */
TTHC_API int32_t tthc_assignment_days_late(const tthc_assessment *assessment, int32_t row);

/** The same in working days; 0 when it is not late. */
TTHC_API int32_t tthc_assignment_working_days_late(const tthc_assessment *assessment, int32_t row);

/** 0..100; TTHC_NO_NUMBER when nobody said. */
TTHC_API int32_t tthc_assignment_percent(const tthc_assessment *assessment, int32_t row);

/**
 * 1 when it is done and was accepted: an acceptance is on record, of the day of the last "done" or later, and nothing was
 * returned since; else 0.
 */
TTHC_API int32_t tthc_assignment_accepted(const tthc_assessment *assessment, int32_t row);

/** 1 when an explanation (giải trình) is on record; else 0. */
TTHC_API int32_t tthc_assignment_explained(const tthc_assessment *assessment, int32_t row);

/** Fills in the states of at most `capacity` rows. @return how many rows there are; TTHC_E_HANDLE or TTHC_E_ARGUMENT */
TTHC_API int32_t tthc_assignment_states(const tthc_assessment *assessment, int32_t *states, int32_t capacity);

/** Fills in the due days, as above. */
TTHC_API int32_t tthc_assignment_due_days(const tthc_assessment *assessment, int32_t *days, int32_t capacity);

/** Fills in the days that hold in law, as above. */
TTHC_API int32_t tthc_assignment_effective_days(const tthc_assessment *assessment, int32_t *days, int32_t capacity);

/** Fills in the calendar days late, as above. */
TTHC_API int32_t tthc_assignment_days_lates(const tthc_assessment *assessment, int32_t *days, int32_t capacity);

/** Fills in the percents, as above. */
TTHC_API int32_t tthc_assignment_percents(const tthc_assessment *assessment, int32_t *percents, int32_t capacity);

#if defined(__cplusplus) && !defined(TTHC_FFI)
}
#endif

#endif
