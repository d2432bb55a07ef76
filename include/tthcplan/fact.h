/* SPDX-License-Identifier: MIT */
/* Facts: what is recorded while a plan runs. Appended, never changed; a correction is a further fact. */
#ifndef TTHCPLAN_FACT_H
#define TTHCPLAN_FACT_H

#include "version.h"
#include "indicator.h"

#if defined(__cplusplus) && !defined(TTHC_FFI)
extern "C" {
#endif

/** The kinds of fact. In JSON: progress, measurement, event, extension, return, acceptance, explanation. */
enum tthc_fact_kind {
  TTHC_PROGRESS = 1,    /**< how far an assignment is */
  TTHC_MEASUREMENT = 2, /**< a figure for an indicator, unit and period */
  TTHC_EVENT = 3,       /**< what an "on event" or "ad hoc" deadline waits for has happened */
  TTHC_EXTENSION = 4,   /**< gia hạn: an assignment has a new due day */
  TTHC_RETURN = 5,      /**< trả lại: what was handed in is sent back; the assignment is not done */
  TTHC_ACCEPTANCE = 6,  /**< what was handed in is accepted */
  TTHC_EXPLANATION = 7  /**< giải trình */
};

/** What a progress fact says. In JSON: not-started, in-progress, done, cancelled. */
enum tthc_progress_state {
  TTHC_SAYS_NOT_STARTED = 1,
  TTHC_SAYS_IN_PROGRESS = 2,
  TTHC_SAYS_DONE = 3,
  TTHC_SAYS_CANCELLED = 4
};

/*
 * Every adder takes `options_json`, one object of the members that a facts document knows beside those given:
 * "id", "recorded_at" (UTC seconds), "evidence" {"number", "day", "text", "link"}, "difficulties", "note", "author",
 * "reference", "corrects" (the id of the fact that this one replaces); for progress also "percent" (0..100) and
 * "done_day". Without an "id" a fact's id is made from its content, so that adding it twice adds nothing.
 *
 * They give the fact's index, that of the fact already there when the plan holds the same one, or a negative code:
 * TTHC_E_UNKNOWN_ID, TTHC_E_PERIOD, TTHC_E_VALUE, TTHC_E_DUPLICATE_ID (the id is taken by another fact), …
 */

/**
 * Adds what a unit says of its assignment.
 * @param period the assignment's period key: "2021-Q2", "2021-06", "kstt:2021-Q2", "event", "plan"
 * @param state `enum tthc_progress_state`
 * @param day the day that the fact speaks of
 */
TTHC_API int32_t tthc_plan_add_progress(tthc_plan *plan, int32_t task, int32_t unit, const char *period, int32_t state,
                                        int32_t day, const char *options_json, tthc_error *err);

/** Adds a figure of a ratio: both numbers 0..2^53-1. 0 over 0 says that nothing occurred ("không phát sinh"). */
TTHC_API int32_t tthc_plan_add_ratio(tthc_plan *plan, int32_t indicator, int32_t unit, const char *period,
                                     int64_t numerator, int64_t denominator, int32_t day, const char *options_json,
                                     tthc_error *err);

/** Adds a figure of a value. @param amount a decimal, at most 15 digits */
TTHC_API int32_t tthc_plan_add_value(tthc_plan *plan, int32_t indicator, int32_t unit, const char *period,
                                     const char *amount, int32_t day, const char *options_json, tthc_error *err);

/** Adds any fact as one object of a facts document: {"kind": "extension", "task": "B.1", …}. */
TTHC_API int32_t tthc_plan_add_fact(tthc_plan *plan, const char *json, int64_t size, tthc_error *err);

/** How many facts the plan holds, corrected ones included; 0 for a wrong handle. */
TTHC_API int32_t tthc_plan_fact_count(const tthc_plan *plan);

/** The fact of an id; TTHC_NONE when there is none. */
TTHC_API int32_t tthc_plan_find_fact(const tthc_plan *plan, const char *id);

/** The id, given or made of the content; NULL for a wrong index. */
TTHC_API const char *tthc_fact_id(const tthc_plan *plan, int32_t fact);

/** `enum tthc_fact_kind`; 0 for a wrong index. */
TTHC_API int32_t tthc_fact_kind(const tthc_plan *plan, int32_t fact);

/** The task that it is about; TTHC_NONE for a measurement. */
TTHC_API int32_t tthc_fact_task(const tthc_plan *plan, int32_t fact);

/** The indicator measured; TTHC_NONE for a fact that is no measurement. */
TTHC_API int32_t tthc_fact_indicator(const tthc_plan *plan, int32_t fact);

/** The unit that it is about; TTHC_NONE: every unit. */
TTHC_API int32_t tthc_fact_unit(const tthc_plan *plan, int32_t fact);

/** The assignment's period key, or the period measured; NULL when not given. */
TTHC_API const char *tthc_fact_period(const tthc_plan *plan, int32_t fact);

/** `enum tthc_progress_state`; 0 for a fact that is no progress. */
TTHC_API int32_t tthc_fact_state(const tthc_plan *plan, int32_t fact);

/** 0..100; TTHC_NO_NUMBER when not given. */
TTHC_API int32_t tthc_fact_percent(const tthc_plan *plan, int32_t fact);

/** The numerator of a ratio; TTHC_NO_NUMBER for a fact that is none. */
TTHC_API int64_t tthc_fact_numerator(const tthc_plan *plan, int32_t fact);

/** The denominator of a ratio; TTHC_NO_NUMBER for a fact that is none. */
TTHC_API int64_t tthc_fact_denominator(const tthc_plan *plan, int32_t fact);

/** The decimal of a value; NULL for a fact that is none. */
TTHC_API const char *tthc_fact_amount(const tthc_plan *plan, int32_t fact);

/** The day that the fact speaks of. */
TTHC_API int32_t tthc_fact_day(const tthc_plan *plan, int32_t fact);

/** The day on which the work was done, tthc_fact_day() if it tells no other; TTHC_NO_DAY for what is not "done". */
TTHC_API int32_t tthc_fact_done_day(const tthc_plan *plan, int32_t fact);

/** The due day that an extension or event sets; TTHC_NO_DAY for none. */
TTHC_API int32_t tthc_fact_due_day(const tthc_plan *plan, int32_t fact);

/** UTC seconds; TTHC_NO_NUMBER when not given: the fact has always been known. */
TTHC_API int64_t tthc_fact_recorded_at(const tthc_plan *plan, int32_t fact);

/** The number of the document that proves it; NULL when not given. */
TTHC_API const char *tthc_fact_evidence_number(const tthc_plan *plan, int32_t fact);

/** The day of that document; TTHC_NO_DAY when not given. */
TTHC_API int32_t tthc_fact_evidence_day(const tthc_plan *plan, int32_t fact);

/** What that document is, in words; NULL when not given. */
TTHC_API const char *tthc_fact_evidence_text(const tthc_plan *plan, int32_t fact);

/** Where that document is found; NULL when not given. */
TTHC_API const char *tthc_fact_evidence_link(const tthc_plan *plan, int32_t fact);

/** Difficulties met (khó khăn, vướng mắc); NULL when not given. */
TTHC_API const char *tthc_fact_difficulties(const tthc_plan *plan, int32_t fact);

/** A remark (ghi chú); NULL when not given. */
TTHC_API const char *tthc_fact_note(const tthc_plan *plan, int32_t fact);

/** Who recorded it, as given; NULL when not given. */
TTHC_API const char *tthc_fact_author(const tthc_plan *plan, int32_t fact);

/** A reference of the caller's; NULL when not given. */
TTHC_API const char *tthc_fact_reference(const tthc_plan *plan, int32_t fact);

/** The id of the fact that this one replaces; NULL for none. */
TTHC_API const char *tthc_fact_corrects(const tthc_plan *plan, int32_t fact);

/** The word of a fact kind, "progress"; NULL for an unknown number. A constant. */
TTHC_API const char *tthc_fact_kind_word(int32_t kind);

/** The word of a progress state, "in-progress"; NULL for an unknown number. A constant. */
TTHC_API const char *tthc_progress_state_word(int32_t state);

#if defined(__cplusplus) && !defined(TTHC_FFI)
}
#endif

#endif
