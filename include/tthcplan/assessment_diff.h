/* SPDX-License-Identifier: MIT */
/* What differs between two assessments of one plan: what became late, and what no longer is. */
#ifndef TTHCPLAN_ASSESSMENT_DIFF_H
#define TTHCPLAN_ASSESSMENT_DIFF_H

#include "version.h"
#include "assessment.h"

#if defined(__cplusplus) && !defined(TTHC_FFI)
extern "C" {
#endif

/**
 * How an assignment differs: the first of these that holds. In JSON: hyphenated words, "entered-overdue".
 * Percents, done days and days late are not looked at.
 */
enum tthc_assessment_change {
  TTHC_ENTERED_OVERDUE = 1, /**< overdue after; before it was not, or there was no such assignment */
  TTHC_LEFT_OVERDUE = 2,    /**< overdue before; after it is not, or there is no such assignment */
  TTHC_APPEARED = 3,        /**< only after */
  TTHC_VANISHED = 4,        /**< only before */
  TTHC_DUE_MOVED = 5,       /**< another due day, as written or as it holds in law; maybe another state too */
  TTHC_STATE_CHANGED = 6
};

/** The differences. Never change; need neither of the assessments any more. */
typedef struct tthc_assessment_diff tthc_assessment_diff;

/**
 * Compares two assessments of one plan, of whatever day, instant, revision or filters. An assignment is told by its
 * task, unit and period.
 * @return the differences; NULL with TTHC_E_HANDLE, TTHC_E_VALUE (of different plans) or TTHC_E_MEMORY
 */
TTHC_API tthc_assessment_diff *tthc_assessment_diff_new(const tthc_assessment *before, const tthc_assessment *after,
                                                        tthc_error *err);

/** Frees the differences; NULL is fine. */
TTHC_API void tthc_assessment_diff_free(tthc_assessment_diff *diff);

/*
 * Rows: an assignment that differs is one, in the order in which `after` has them; then those that only `before` has,
 * in its order.
 */

/** How many assignments differ; 0 for a wrong handle. */
TTHC_API int32_t tthc_assessment_diff_count(const tthc_assessment_diff *diff);

/** The id of the task; NULL for a wrong row. */
TTHC_API const char *tthc_assessment_diff_task_id(const tthc_assessment_diff *diff, int32_t row);

/** The id of the unit that owes it; NULL for a wrong row. */
TTHC_API const char *tthc_assessment_diff_unit_id(const tthc_assessment_diff *diff, int32_t row);

/** The name of that unit, the one after if it has one; NULL for a wrong row. */
TTHC_API const char *tthc_assessment_diff_unit_name(const tthc_assessment_diff *diff, int32_t row);

/** The period key; NULL for a wrong row. */
TTHC_API const char *tthc_assessment_diff_period(const tthc_assessment_diff *diff, int32_t row);

/** `enum tthc_assessment_change`; 0 for a wrong row. */
TTHC_API int32_t tthc_assessment_diff_change(const tthc_assessment_diff *diff, int32_t row);

/** `enum tthc_state` before; 0 when there was no such assignment. */
TTHC_API int32_t tthc_assessment_diff_before_state(const tthc_assessment_diff *diff, int32_t row);

/** `enum tthc_state` after; 0 when there is no such assignment. */
TTHC_API int32_t tthc_assessment_diff_after_state(const tthc_assessment_diff *diff, int32_t row);

/** The due day before, as written or extended, as ISO 8601 text; NULL for none. */
TTHC_API const char *tthc_assessment_diff_before_due(const tthc_assessment_diff *diff, int32_t row);

/** The due day after; NULL for none. */
TTHC_API const char *tthc_assessment_diff_after_due(const tthc_assessment_diff *diff, int32_t row);

/** The day that held in law before, as ISO 8601 text; NULL for none. */
TTHC_API const char *tthc_assessment_diff_before_effective(const tthc_assessment_diff *diff, int32_t row);

/** The day that holds in law after; NULL for none. */
TTHC_API const char *tthc_assessment_diff_after_effective(const tthc_assessment_diff *diff, int32_t row);

/** All of it as one JSON document. @param options_json NULL; no options yet @return owned text; NULL on failure */
TTHC_API tthc_text *tthc_assessment_diff_json(const tthc_assessment_diff *diff, const char *options_json,
                                              tthc_error *err);

/** The word of a change, "entered-overdue"; NULL for an unknown number. A constant. */
TTHC_API const char *tthc_assessment_change_word(int32_t change);

#if defined(__cplusplus) && !defined(TTHC_FFI)
}
#endif

#endif
