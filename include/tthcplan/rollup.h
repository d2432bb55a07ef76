/* SPDX-License-Identifier: MIT */
/* Roll-ups: the state of a task, a section or the whole plan, always over the assignments below it. */
#ifndef TTHCPLAN_ROLLUP_H
#define TTHCPLAN_ROLLUP_H

#include "version.h"
#include "assessment.h"

#if defined(__cplusplus) && !defined(TTHC_FFI)
extern "C" {
#endif

/** What a roll-up is of. In JSON: plan, section, task. */
enum tthc_rollup_kind { TTHC_OF_PLAN = 1, TTHC_OF_SECTION = 2, TTHC_OF_TASK = 3 };

/* Rows: the plan, then the sections, then the tasks, each in printed order. */

TTHC_API int32_t tthc_rollup_count(const tthc_assessment *assessment);

/** The row of a plan, section or task. @param id of the section or task; not read for the plan */
TTHC_API int32_t tthc_rollup_find(const tthc_assessment *assessment, int32_t kind, const char *id);

TTHC_API int32_t tthc_rollup_kind(const tthc_assessment *assessment, int32_t row);
TTHC_API const char *tthc_rollup_id(const tthc_assessment *assessment, int32_t row);
TTHC_API const char *tthc_rollup_title(const tthc_assessment *assessment, int32_t row);

/** `enum tthc_state`; 0 when nothing is tracked below it. */
TTHC_API int32_t tthc_rollup_state(const tthc_assessment *assessment, int32_t row);

/** How many assignments below it are in a state; state 0 counts all. */
TTHC_API int32_t tthc_rollup_assignments(const tthc_assessment *assessment, int32_t row, int32_t state);

/** Units that have done all that has a place below it (cancelled left out), of the units obliged. */
TTHC_API int32_t tthc_rollup_units_done(const tthc_assessment *assessment, int32_t row);
TTHC_API int32_t tthc_rollup_units_obliged(const tthc_assessment *assessment, int32_t row);

/**
 * Percent done: the mean over the assignments that gave one (done is 100), rounded down; never 100 with an open child.
 * TTHC_NO_NUMBER when none gave one. The second function tells how many gave one.
 */
TTHC_API int32_t tthc_rollup_percent(const tthc_assessment *assessment, int32_t row);
TTHC_API int32_t tthc_rollup_percent_given(const tthc_assessment *assessment, int32_t row);

/** The on-time rate: done on time, of what was done or should be done by now (on time + late + overdue). */
TTHC_API int32_t tthc_rollup_on_time(const tthc_assessment *assessment, int32_t row);
TTHC_API int32_t tthc_rollup_fallen_due(const tthc_assessment *assessment, int32_t row);

#if defined(__cplusplus) && !defined(TTHC_FFI)
}
#endif

#endif
