/* SPDX-License-Identifier: MIT */
/* Follow-ups over many plans of a store: who must be written to about what, as of a day, page by page. */
#ifndef TTHCPLAN_FOLLOW_UP_LIST_H
#define TTHCPLAN_FOLLOW_UP_LIST_H

#include "version.h"
#include "store.h"
#include "follow_up.h"

#if defined(__cplusplus) && !defined(TTHC_FFI)
extern "C" {
#endif

/** A page of items of follow-ups. Never changes; needs the store no more. */
typedef struct tthc_follow_up_list tthc_follow_up_list;

/**
 * Finds what follow-ups as of a day would give for the latest revisions of the plans of a store: each open assignment
 * that has reached a level, once for each unit that is to be written to about it, as tthc_follow_up_new() addresses the
 * assessment as of that day when it is given no log. A store keeps no logs of what was sent: what a level was given for
 * before is listed again, and no acknowledgement holds anything back. To send, make the follow-up of each plan found.
 * @param options_json {"as_of": "2021-06-30" (required), "warning_days": 7 (0..366; of the state "due-soon"),
 *        "limit": 100 (1..10000), "after": what tthc_follow_up_list_next() gave for the page before,
 *        "follow_up_levels": rows as the "levels" of tthc_follow_up_new(), in place of the shipped ones}. Filters as
 *        those of tthc_store_query() ("units" and "levels" are those of the unit that owes the work), and "recipients":
 *        ids of units to be written to, "reached": ids of levels of follow-ups.
 *        The order is that of recipients by id, then plans in the order of saving, then tasks in printed order. Facts
 *        that are appended between two pages move no row.
 * @return the page; NULL with TTHC_E_MISSING, TTHC_E_DAY, TTHC_E_VALUE (also for an "after" that was changed, or of
 *         a page with other options, but for "limit"), TTHC_E_LIMIT, TTHC_E_HANDLE, …
 */
TTHC_API tthc_follow_up_list *tthc_store_follow_ups(tthc_store *store, const char *options_json, tthc_error *err);

/** The whole page as a JSON document; docs/formats.md, "Follow-ups of many plans". @return owned text; NULL on failure */
TTHC_API tthc_text *tthc_follow_up_list_json(const tthc_follow_up_list *list, tthc_error *err);

/** How many rows there are on the page; 0 for a wrong handle. */
TTHC_API int32_t tthc_follow_up_list_count(const tthc_follow_up_list *list);

/** What to give as "after" for the page behind this one; NULL when this is the last. */
TTHC_API const char *tthc_follow_up_list_next(const tthc_follow_up_list *list);

/** How many of the plans that were asked about cannot be assessed; as tthc_query_left_out(). */
TTHC_API int32_t tthc_follow_up_list_left_out(const tthc_follow_up_list *list);

/** The id of the unit to write to; NULL for a wrong row. */
TTHC_API const char *tthc_follow_up_list_recipient_id(const tthc_follow_up_list *list, int32_t row);

/** The name of the unit to write to; NULL for a wrong row. */
TTHC_API const char *tthc_follow_up_list_recipient_name(const tthc_follow_up_list *list, int32_t row);

/** How many contacts it has on the day, in this plan. */
TTHC_API int32_t tthc_follow_up_list_contact_count(const tthc_follow_up_list *list, int32_t row);

/** The name of a contact; NULL for a wrong row. */
TTHC_API const char *tthc_follow_up_list_contact_name(const tthc_follow_up_list *list, int32_t row, int32_t contact);

/** The position; NULL when not known. */
TTHC_API const char *tthc_follow_up_list_contact_position(const tthc_follow_up_list *list, int32_t row,
                                                          int32_t contact);

/** The e-mail address; NULL when not known. */
TTHC_API const char *tthc_follow_up_list_contact_email(const tthc_follow_up_list *list, int32_t row, int32_t contact);

/** The telephone number; NULL when not known. */
TTHC_API const char *tthc_follow_up_list_contact_phone(const tthc_follow_up_list *list, int32_t row, int32_t contact);

/** `enum tthc_recipient_role`; 0 for a wrong row. */
TTHC_API int32_t tthc_follow_up_list_role(const tthc_follow_up_list *list, int32_t row);

/** The id of the level, "second-urging"; NULL for a wrong row. */
TTHC_API const char *tthc_follow_up_list_level(const tthc_follow_up_list *list, int32_t row);

/** The name of the level, "Đôn đốc lần 2"; NULL for a wrong row. */
TTHC_API const char *tthc_follow_up_list_level_name(const tthc_follow_up_list *list, int32_t row,
                                                    const char *language);

/** The plan's id; NULL for a wrong row. */
TTHC_API const char *tthc_follow_up_list_plan_id(const tthc_follow_up_list *list, int32_t row);

/** The task's id; NULL for a wrong row. */
TTHC_API const char *tthc_follow_up_list_task_id(const tthc_follow_up_list *list, int32_t row);

/** The task's label as printed; NULL for a wrong row. */
TTHC_API const char *tthc_follow_up_list_label(const tthc_follow_up_list *list, int32_t row);

/** The task's title; NULL for a wrong row. */
TTHC_API const char *tthc_follow_up_list_title(const tthc_follow_up_list *list, int32_t row);

/** The deadline as written in the plan; NULL for none. */
TTHC_API const char *tthc_follow_up_list_deadline(const tthc_follow_up_list *list, int32_t row);

/** The period key; NULL for a wrong row. */
TTHC_API const char *tthc_follow_up_list_period(const tthc_follow_up_list *list, int32_t row);

/** 1 when a report of a reporting period is missing, 0 when the work itself is. */
TTHC_API int32_t tthc_follow_up_list_is_report(const tthc_follow_up_list *list, int32_t row);

/** The id of the unit that owes it; NULL for a wrong row. */
TTHC_API const char *tthc_follow_up_list_unit_id(const tthc_follow_up_list *list, int32_t row);

/** The name of the unit that owes it; NULL for a wrong row. */
TTHC_API const char *tthc_follow_up_list_unit_name(const tthc_follow_up_list *list, int32_t row);

/** `enum tthc_state`; 0 for a wrong row. */
TTHC_API int32_t tthc_follow_up_list_state(const tthc_follow_up_list *list, int32_t row);

/** The due day as written, or as extended; TTHC_NO_DAY for a wrong row. */
TTHC_API int32_t tthc_follow_up_list_due_day(const tthc_follow_up_list *list, int32_t row);

/** The due day that holds in law; TTHC_NO_DAY for a wrong row. */
TTHC_API int32_t tthc_follow_up_list_effective_day(const tthc_follow_up_list *list, int32_t row);

/** The due day as ISO 8601 text; NULL for a wrong row. */
TTHC_API const char *tthc_follow_up_list_due(const tthc_follow_up_list *list, int32_t row);

/** The due day that holds in law as ISO 8601 text; NULL for a wrong row. */
TTHC_API const char *tthc_follow_up_list_effective(const tthc_follow_up_list *list, int32_t row);

/** How late it is in calendar days; 0 when it is not late. */
TTHC_API int32_t tthc_follow_up_list_days_late(const tthc_follow_up_list *list, int32_t row);

/** The same in working days. */
TTHC_API int32_t tthc_follow_up_list_working_days_late(const tthc_follow_up_list *list, int32_t row);

/** Frees the page; NULL is fine. */
TTHC_API void tthc_follow_up_list_free(tthc_follow_up_list *list);

#if defined(__cplusplus) && !defined(TTHC_FFI)
}
#endif

#endif
