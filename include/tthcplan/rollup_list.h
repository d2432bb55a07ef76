/* SPDX-License-Identifier: MIT */
/* Roll-ups over many plans of a store: how many assignments are in which state, by unit, section, level or plan. */
#ifndef TTHCPLAN_ROLLUP_LIST_H
#define TTHCPLAN_ROLLUP_LIST_H

#include "version.h"
#include "store.h"

#if defined(__cplusplus) && !defined(TTHC_FFI)
extern "C" {
#endif

/** Counts by state. Never changes; needs the store no more. */
typedef struct tthc_rollup_list tthc_rollup_list;

/**
 * Counts the assignments in the latest revisions of the plans of a store. Units and sections of different plans are one
 * when they have one id.
 * @param options_json {"by": "unit", "section", "level" or "plan" (required), "as_of": "2021-06-30" (required),
 *        "warning_days": 7 (0..366)}, and the filters of tthc_store_query()
 * @return the rows that have an assignment, by id, what has none (no level, no section) first; NULL on failure
 */
TTHC_API tthc_rollup_list *tthc_store_rollup(tthc_store *store, const char *options_json, tthc_error *err);

/** How many rows there are; 0 for a wrong handle. */
TTHC_API int32_t tthc_rollup_list_count(const tthc_rollup_list *list);

/** How many of the plans that were asked about cannot be assessed; as tthc_query_left_out(). */
TTHC_API int32_t tthc_rollup_list_left_out(const tthc_rollup_list *list);

/** The id of the unit, section or plan, or the level; NULL for what has none, and for a wrong row. */
TTHC_API const char *tthc_rollup_list_id(const tthc_rollup_list *list, int32_t row);

/** The unit's name, section's title or plan's subject, where plans differ one of them; NULL for none. */
TTHC_API const char *tthc_rollup_list_title(const tthc_rollup_list *list, int32_t row);

/** How many assignments are in a state (`enum tthc_state`); state 0 counts all. */
TTHC_API int64_t tthc_rollup_list_assignments(const tthc_rollup_list *list, int32_t row, int32_t state);

/** Frees the list; NULL is fine. */
TTHC_API void tthc_rollup_list_free(tthc_rollup_list *list);

#if defined(__cplusplus) && !defined(TTHC_FFI)
}
#endif

#endif
