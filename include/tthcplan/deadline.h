/* SPDX-License-Identifier: MIT */
/* Deadlines: the phrase as written, and the clauses that it means. */
#ifndef TTHCPLAN_DEADLINE_H
#define TTHCPLAN_DEADLINE_H

#include "version.h"
#include "period.h"

#if defined(__cplusplus) && !defined(TTHC_FFI)
extern "C" {
#endif

/** The kinds of clause. In JSON: once, recurring, ongoing, on-event, ad-hoc, unknown. */
enum tthc_clause_kind {
  TTHC_ONCE = 1,      /**< a window and its last day */
  TTHC_RECURRING = 2, /**< every day, week, month, quarter, half-year, year; without `every`, by the plan's regime */
  TTHC_ONGOING = 3,   /**< throughout, judged by the reports of the plan's regime */
  TTHC_ON_EVENT = 4,  /**< when something happens; no due day until it did */
  TTHC_AD_HOC = 5,    /**< on demand */
  TTHC_UNKNOWN = 6    /**< not read; never overdue */
};

/**
 * Reads a deadline phrase.
 * @param phrase as written, e.g. "Quý II/2021"
 * @param options_json {"year": 2021, "issued": "2021-01-15"}: the year of a phrase that names none, required for such
 *        a phrase, and the day on which its document was issued
 * @return {"text", "clauses"} as in a plan document; NULL with TTHC_E_ENCODING, TTHC_E_LIMIT, or what a bad option
 *         gives. A phrase that cannot be read gives a clause of kind "unknown".
 */
TTHC_API tthc_text *tthc_deadline_json(const char *phrase, const char *options_json, tthc_error *err);

/**
 * Tells what a deadline phrase means, and when it falls due.
 * @param calendar tells days off; NULL for the shipped one
 * @param options_json {"year": 2021, "issued": "2021-01-15", "span": {"from": "2021-01-01", "to": "2021-12-31"}}
 * @return {"text", "clauses", "findings", "occurrences"} on one line. `findings` tells what the reader was not sure of:
 *         {"code", "from", "to", "text", "message"}, from and to in bytes of the phrase. `occurrences`, only with a span,
 *         are those due in it, reports (of the default regime, for a unit without a level) those whose cut-off lies in
 *         it, in the order of their due days: {"clause", "period", "start", "due", "effective"}. NULL with
 *         TTHC_E_HANDLE, TTHC_E_ENCODING, TTHC_E_LIMIT (also for more than 100,000 occurrences), or what a bad option
 *         gives
 */
TTHC_API tthc_text *tthc_deadline_explain(const tthc_calendar *calendar, const char *phrase, const char *options_json,
                                          tthc_error *err);

/** The word of a clause kind, "on-event"; NULL for an unknown number. A constant. */
TTHC_API const char *tthc_clause_kind_word(int32_t kind);

#if defined(__cplusplus) && !defined(TTHC_FFI)
}
#endif

#endif
