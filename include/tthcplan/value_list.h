/* SPDX-License-Identifier: MIT */
/* Values of indicators of many plans of a store, against their targets, as of a day, page by page. */
#ifndef TTHCPLAN_VALUE_LIST_H
#define TTHCPLAN_VALUE_LIST_H

#include "version.h"
#include "store.h"
#include "value.h"

#if defined(__cplusplus) && !defined(TTHC_FFI)
extern "C" {
#endif

/** A page of values. Never changes; needs the store no more. */
typedef struct tthc_value_list tthc_value_list;

/**
 * Finds values of indicators in the latest revisions of the plans of a store. They are those that an assessment gives
 * (tthc_value_*) by the calendar that was shipped when the plan was last changed, with all facts that are stored: for
 * each indicator that of all units together, and that of each unit that should report or did.
 * @param options_json {"as_of": "2021-06-30" (required), "of": "plan" (all units together) or "unit" (each unit;
 *        absent: both), "order": "plan", "limit": 100 (1..10000), "after": what tthc_value_list_next() gave for the
 *        page before}. Filters, lists that are not empty and hold 500 ids at most in all; a value is found that passes
 *        all that are given: "plans", "units", "indicators": ids; "levels": of the unit; "results": words of
 *        `enum tthc_verdict`. An id that no plan has finds nothing; with "units" or "levels" no value of all units
 *        together is found.
 *        Orders: "plan", by plan in the order of saving, then by indicator and unit in the plan's order, all together
 *        first; "result", by `enum tthc_verdict`, then as "plan". Facts that are appended between two pages move no row
 *        in the order "plan"; in the order "result" a row goes where its new result belongs, which may be on a page that
 *        was read. A new revision may move the rows of its plan.
 * @return the page; NULL with TTHC_E_MISSING, TTHC_E_DAY, TTHC_E_VALUE (also for an "after" that was changed, or of
 *         a page with other options, but for "limit"), TTHC_E_LIMIT, TTHC_E_HANDLE, …
 */
TTHC_API tthc_value_list *tthc_store_values(tthc_store *store, const char *options_json, tthc_error *err);

/** The whole page as a JSON document; docs/formats.md, "Values of many plans". @return owned text; NULL on failure */
TTHC_API tthc_text *tthc_value_list_json(const tthc_value_list *list, tthc_error *err);

/** How many rows there are on the page; 0 for a wrong handle. */
TTHC_API int32_t tthc_value_list_count(const tthc_value_list *list);

/** What to give as "after" for the page behind this one; NULL when this is the last. */
TTHC_API const char *tthc_value_list_next(const tthc_value_list *list);

/**
 * How many of the plans that were asked about cannot be assessed by the shipped calendar, so that their values are not
 * known, or have an indicator whose sum as of the day has too many digits; 0 for a wrong handle.
 */
TTHC_API int32_t tthc_value_list_left_out(const tthc_value_list *list);

/** The plan's id; NULL for a wrong row. */
TTHC_API const char *tthc_value_list_plan_id(const tthc_value_list *list, int32_t row);

/** The indicator's id; NULL for a wrong row. */
TTHC_API const char *tthc_value_list_indicator_id(const tthc_value_list *list, int32_t row);

/** The indicator's title; NULL for a wrong row. */
TTHC_API const char *tthc_value_list_title(const tthc_value_list *list, int32_t row);

/** The unit's id; NULL for all units together. */
TTHC_API const char *tthc_value_list_unit_id(const tthc_value_list *list, int32_t row);

/** The unit's name; NULL for all units together. */
TTHC_API const char *tthc_value_list_unit_name(const tthc_value_list *list, int32_t row);

/** `enum tthc_verdict`; 0 for a wrong row. */
TTHC_API int32_t tthc_value_list_verdict(const tthc_value_list *list, int32_t row);

/** The sum of numerators; of a value its digits, over a power of ten. TTHC_NO_NUMBER without a value. */
TTHC_API int64_t tthc_value_list_numerator(const tthc_value_list *list, int32_t row);

/** The sum of denominators; of a value the power of ten. 0 over 0 says that nothing occurred. */
TTHC_API int64_t tthc_value_list_denominator(const tthc_value_list *list, int32_t row);

/** For people, two decimals, half up: "23.45"; for "vi" with a comma. NULL without a value. */
TTHC_API const char *tthc_value_list_text(const tthc_value_list *list, int32_t row, const char *language);

/** The unit of measure to print, "%"; NULL for none. */
TTHC_API const char *tthc_value_list_measure(const tthc_value_list *list, int32_t row);

/** The target that holds, ">= 20", "range 40..45.5", of a reduction "giảm >= 10"; NULL for none. */
TTHC_API const char *tthc_value_list_target(const tthc_value_list *list, int32_t row);

/** `enum tthc_comparator` of that target; 0 for none. */
TTHC_API int32_t tthc_value_list_target_comparator(const tthc_value_list *list, int32_t row);

/** Its amount, a decimal, "99.5", of a range the lower end; NULL for none. */
TTHC_API const char *tthc_value_list_target_amount(const tthc_value_list *list, int32_t row);

/** The upper end of a range; NULL for the other comparators. */
TTHC_API const char *tthc_value_list_target_high(const tthc_value_list *list, int32_t row);

/** 1 when it is on the reduction from a baseline, in percent. */
TTHC_API int32_t tthc_value_list_target_is_reduction(const tthc_value_list *list, int32_t row);

/** The id of the unit that it is for; NULL when it is for all together and each. */
TTHC_API const char *tthc_value_list_target_unit_id(const tthc_value_list *list, int32_t row);

/** The period in which it holds, "2021-Q2"; NULL for always. */
TTHC_API const char *tthc_value_list_target_period(const tthc_value_list *list, int32_t row);

/** Coverage: how many of the units that should report did; of a unit 0 or 1. */
TTHC_API int32_t tthc_value_list_units_reported(const tthc_value_list *list, int32_t row);

/** How many units should report; of a unit 0 or 1. */
TTHC_API int32_t tthc_value_list_units_expected(const tthc_value_list *list, int32_t row);

/** Frees the page; NULL is fine. */
TTHC_API void tthc_value_list_free(tthc_value_list *list);

#if defined(__cplusplus) && !defined(TTHC_FFI)
}
#endif

#endif
