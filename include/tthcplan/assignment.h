/* SPDX-License-Identifier: MIT */
/* Assignments: one lead unit's obligation for one task in one period, with its state. Rows of an assessment. */
#ifndef TTHCPLAN_ASSIGNMENT_H
#define TTHCPLAN_ASSIGNMENT_H

#include "version.h"
#include "assessment.h"

#if defined(__cplusplus) && !defined(TTHC_FFI)
extern "C" {
#endif

/**
 * Why an assignment is in its state, from its days and from the last word of its facts. In JSON: hyphenated words,
 * "past-due-silent".
 */
enum tthc_reason {
  TTHC_R_SAID_CANCELLED = 1,        /**< the last word is that it is cancelled */
  TTHC_R_DONE_BY_DUE = 2,           /**< done, or the report in, on the day that holds in law or before */
  TTHC_R_DONE_AFTER_DUE = 3,        /**< done, or the report in, after that day */
  TTHC_R_DONE_WITHOUT_DUE = 4,      /**< done, with no due day: on time */
  TTHC_R_EVENT_NOT_RECORDED = 5,    /**< what it waits for has not happened, as far as anybody recorded */
  TTHC_R_PAST_DUE_SILENT = 6,       /**< overdue, and nobody said anything */
  TTHC_R_PAST_DUE_NOT_STARTED = 7,  /**< overdue, and said not to be started */
  TTHC_R_PAST_DUE_STARTED = 8,      /**< overdue, and said to be in progress */
  TTHC_R_PAST_DUE_RETURNED = 9,     /**< overdue, as what was handed in was sent back, and nothing was said since */
  TTHC_R_DUE_SOON_SILENT = 10,      /**< due within the warning days, and nobody said anything */
  TTHC_R_DUE_SOON_NOT_STARTED = 11, /**< due within them, and said not to be started */
  TTHC_R_DUE_SOON_STARTED = 12,     /**< due within them, and said to be in progress */
  TTHC_R_DUE_SOON_RETURNED = 13,    /**< due within them, sent back, and nothing was said since */
  TTHC_R_STARTED = 14,              /**< said to be in progress; its due day, if it has one, is far off */
  TTHC_R_RETURNED = 15,             /**< sent back, and nothing was said since; not due soon */
  TTHC_R_WINDOW_NOT_OPEN = 16,      /**< it begins on a later day, and nobody said that it has begun */
  TTHC_R_SILENT = 17,               /**< its window is open, and nobody said anything */
  TTHC_R_SAID_NOT_STARTED = 18,     /**< its window is open, and it is said not to be started */
  TTHC_R_NO_DUE_DAY = 19            /**< nobody said anything, and with no due day it can never be overdue */
};

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

/** `enum tthc_reason`: why it is in that state; 0 for a wrong row. */
TTHC_API int32_t tthc_assignment_reason(const tthc_assessment *assessment, int32_t row);

/**
 * Why it is in that state, as one sentence with its days and numbers: "Quá hạn 29 ngày (21 ngày làm việc) kể từ ngày
 * 16/06/2021; chưa có báo cáo." It tells too if the work was sent back, and if its due day was moved.
 * @return owned text; NULL with TTHC_E_HANDLE, TTHC_E_ARGUMENT (a wrong row) or TTHC_E_MEMORY
 */
TTHC_API tthc_text *tthc_assignment_sentence(const tthc_assessment *assessment, int32_t row, const char *language,
                                             tthc_error *err);

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

/** Fills in the reasons, as above. */
TTHC_API int32_t tthc_assignment_reasons(const tthc_assessment *assessment, int32_t *reasons, int32_t capacity);

/** Fills in the due days, as above. */
TTHC_API int32_t tthc_assignment_due_days(const tthc_assessment *assessment, int32_t *days, int32_t capacity);

/** Fills in the days that hold in law, as above. */
TTHC_API int32_t tthc_assignment_effective_days(const tthc_assessment *assessment, int32_t *days, int32_t capacity);

/** Fills in the calendar days late, as above. */
TTHC_API int32_t tthc_assignment_days_lates(const tthc_assessment *assessment, int32_t *days, int32_t capacity);

/** Fills in the percents, as above. */
TTHC_API int32_t tthc_assignment_percents(const tthc_assessment *assessment, int32_t *percents, int32_t capacity);

/** The word of a reason, "past-due-silent"; NULL for an unknown number. A constant. */
TTHC_API const char *tthc_reason_word(int32_t reason);

#if defined(__cplusplus) && !defined(TTHC_FFI)
}
#endif

#endif
