/* SPDX-License-Identifier: MIT */
/* Assessments: the computed state of a whole plan as of one day. */
#ifndef TTHCPLAN_ASSESSMENT_H
#define TTHCPLAN_ASSESSMENT_H

#include "version.h"
#include "fact.h"
#include "calendar.h"

#if defined(__cplusplus) && !defined(TTHC_FFI)
extern "C" {
#endif

/** The state of an assignment as of a day. In JSON: hyphenated words, "done-on-time". */
enum tthc_state {
  TTHC_CANCELLED = 1,
  TTHC_DONE_ON_TIME = 2,
  TTHC_DONE_LATE = 3,
  TTHC_WAITING = 4,  /**< for an event that has not happened */
  TTHC_OVERDUE = 5,
  TTHC_DUE_SOON = 6, /**< at most `warning_days` calendar days are left */
  TTHC_IN_PROGRESS = 7,
  TTHC_UPCOMING = 8, /**< its window has not opened */
  TTHC_NOT_STARTED = 9,
  TTHC_DONE = 10     /**< of a parent only: every child is done, on time or late */
};

/** A plan's state. Never changes; needs neither the plan nor the calendar any more. */
typedef struct tthc_assessment tthc_assessment;

/**
 * Assesses a plan as of a day.
 * @param calendar NULL for the one that the library ships
 * @param as_of only facts of this day or earlier count
 * @param options_json {"warning_days": 7, "known_at": UTC seconds}: with `known_at` only facts recorded by then count.
 *        Filters, lists that are not empty; an assignment is kept that passes all that are given, and roll-ups count
 *        what is kept:
 *        "units": ids; a group means itself and its members as of the day. Values are those of these units, and their
 *        sum;
 *        "roles": "lead" (unless given), what these units owe; "coordinator", what is owed for tasks that one of them
 *        (without "units": anybody) coordinates as of the day, itself or through a group, and does not lead;
 *        "sections": ids; "tasks": ids, each with all below it;
 *        "states": words of assignments' states;
 *        "periods": period keys; "2021-Q2" means "2021-Q2#2" too.
 * @return the assessment; NULL with TTHC_E_HANDLE, TTHC_E_DAY, TTHC_E_UNKNOWN_ID (the plan's regime; a unit, section or
 *         task of a filter), TTHC_E_VALUE, TTHC_E_PERIOD, TTHC_E_MISSING (an empty list), TTHC_E_NUMBER (an indicator's
 *         figures add up to more than 2^53-1), TTHC_E_MEMORY
 */
TTHC_API tthc_assessment *tthc_assessment_new(const tthc_plan *plan, const tthc_calendar *calendar, int32_t as_of,
                                              const char *options_json, tthc_error *err);

/** Frees an assessment; NULL is fine. */
TTHC_API void tthc_assessment_free(tthc_assessment *assessment);

/** The day; TTHC_NO_DAY for a wrong handle. */
TTHC_API int32_t tthc_assessment_as_of(const tthc_assessment *assessment);

/** The plan's id; NULL for a wrong handle. */
TTHC_API const char *tthc_assessment_plan_id(const tthc_assessment *assessment);

/** The plan's subject; NULL when it has none. */
TTHC_API const char *tthc_assessment_subject(const tthc_assessment *assessment);

/**
 * The whole assessment: roll-ups, assignments, indicator values, figures, findings.
 * @param options_json {"sentences": "vi" or "en"}: each assignment with the sentence of its reason
 * @return owned text; NULL on failure
 */
TTHC_API tthc_text *tthc_assessment_json(const tthc_assessment *assessment, const char *options_json, tthc_error *err);

/** What was noticed: facts that match no assignment, years without days off, … @return owned; NULL on failure */
TTHC_API tthc_findings *tthc_assessment_findings(const tthc_assessment *assessment, tthc_error *err);

/** The word of a state, "done-on-time"; NULL for an unknown number. A constant. */
TTHC_API const char *tthc_state_word(int32_t state);

/** The name of a state for people, "đã hoàn thành đúng hạn"; NULL for an unknown number. A constant. */
TTHC_API const char *tthc_state_name(int32_t state, const char *language);

#if defined(__cplusplus) && !defined(TTHC_FFI)
}
#endif

#endif
