/* SPDX-License-Identifier: MIT */
/* Queries: assignments of many plans of a store, with their states as of a day, page by page. */
#ifndef TTHCPLAN_QUERY_H
#define TTHCPLAN_QUERY_H

#include "version.h"
#include "store.h"

#if defined(__cplusplus) && !defined(TTHC_FFI)
extern "C" {
#endif

/** A page of assignments. Never changes; needs the store no more. */
typedef struct tthc_query tthc_query;

/**
 * Finds assignments in the latest revisions of the plans of a store. Their states are those that an assessment gives by
 * the calendar that was shipped when the plan was last changed, with all facts that are stored.
 * @param options_json {"as_of": "2021-06-30" (required), "warning_days": 7 (0..366), "order": "due", "limit": 100
 *        (1..10000), "after": what tthc_query_next() gave for the page before}. Filters, lists that are not empty and
 *        hold 500 ids at most in all; an assignment is found that passes all that are given: "plans", "units",
 *        "sections", "tasks": ids; "levels": of the unit that owes it; "states": words; "due_from", "due_to": the day
 *        that holds in law, both counted in. A group means itself, a task means itself. An id that no plan has finds
 *        nothing.
 *        Orders: "due", by the day that held in law before any extension, what has none last; "unit", by the unit's id;
 *        "task", by plan in the order of saving and by task in printed order. Facts that are appended between two pages
 *        move no row, so none comes twice or is missed; assignments that an event makes come where they belong, which may
 *        be on an earlier page; a new revision may move the rows of its plan.
 * @return the page; NULL with TTHC_E_MISSING, TTHC_E_DAY, TTHC_E_VALUE (also for an "after" that was changed, or of
 *         a page with other options, but for "limit"), TTHC_E_LIMIT, TTHC_E_HANDLE, …
 */
TTHC_API tthc_query *tthc_store_query(tthc_store *store, const char *options_json, tthc_error *err);

/** How many rows there are on the page; 0 for a wrong handle. */
TTHC_API int32_t tthc_query_count(const tthc_query *query);

/** What to give as "after" for the page behind this one; NULL when this is the last. */
TTHC_API const char *tthc_query_next(const tthc_query *query);

/**
 * How many of the plans that were asked about cannot be assessed by the shipped calendar (it lacks their regime, say), so
 * that their assignments are not known; 0 for a wrong handle.
 */
TTHC_API int32_t tthc_query_left_out(const tthc_query *query);

/** The plan's id; NULL for a wrong row. */
TTHC_API const char *tthc_query_plan_id(const tthc_query *query, int32_t row);

/** The task's id; NULL for a wrong row. */
TTHC_API const char *tthc_query_task_id(const tthc_query *query, int32_t row);

/** The task's title; NULL for a wrong row. */
TTHC_API const char *tthc_query_title(const tthc_query *query, int32_t row);

/** The id of the unit that owes it; NULL for a wrong row. */
TTHC_API const char *tthc_query_unit_id(const tthc_query *query, int32_t row);

/** The name of that unit; NULL for a wrong row. */
TTHC_API const char *tthc_query_unit_name(const tthc_query *query, int32_t row);

/** The period key; NULL for a wrong row. */
TTHC_API const char *tthc_query_period(const tthc_query *query, int32_t row);

/** `enum tthc_state`; 0 for a wrong row. */
TTHC_API int32_t tthc_query_state(const tthc_query *query, int32_t row);

/** The day on which the window opens; TTHC_NO_DAY when it is open. */
TTHC_API int32_t tthc_query_start_day(const tthc_query *query, int32_t row);

/** The due day as written, or as extended; TTHC_NO_DAY for none. */
TTHC_API int32_t tthc_query_due_day(const tthc_query *query, int32_t row);

/** The due day that holds in law; TTHC_NO_DAY for none. */
TTHC_API int32_t tthc_query_effective_day(const tthc_query *query, int32_t row);

/** The due day as ISO 8601 text; NULL for none. */
TTHC_API const char *tthc_query_due(const tthc_query *query, int32_t row);

/** The day that holds in law as ISO 8601 text; NULL for none. */
TTHC_API const char *tthc_query_effective(const tthc_query *query, int32_t row);

/** The day on which it was done; TTHC_NO_DAY when it is not. */
TTHC_API int32_t tthc_query_done_day(const tthc_query *query, int32_t row);

/** How late it is or was done, in calendar days; 0 when it is not late. */
TTHC_API int32_t tthc_query_days_late(const tthc_query *query, int32_t row);

/** 0..100; TTHC_NO_NUMBER when nobody said. */
TTHC_API int32_t tthc_query_percent(const tthc_query *query, int32_t row);

/** Frees the page; NULL is fine. */
TTHC_API void tthc_query_free(tthc_query *query);

#if defined(__cplusplus) && !defined(TTHC_FFI)
}
#endif

#endif
