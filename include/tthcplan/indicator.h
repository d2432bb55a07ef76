/* SPDX-License-Identifier: MIT */
/* Indicators: numeric targets. What is counted over what, and how much of it is wanted. */
#ifndef TTHCPLAN_INDICATOR_H
#define TTHCPLAN_INDICATOR_H

#include "version.h"
#include "task.h"

#if defined(__cplusplus) && !defined(TTHC_FFI)
extern "C" {
#endif

/** The kinds of indicator. In JSON: ratio, value. */
enum tthc_indicator_kind {
  TTHC_RATIO = 1, /**< numerator over denominator; targets are percentages */
  TTHC_VALUE = 2  /**< a count or an amount */
};

/** How several periods of one unit make one figure. In JSON: per-period, cumulative. */
enum tthc_series {
  TTHC_PER_PERIOD = 1, /**< each period speaks of itself: they are summed */
  TTHC_CUMULATIVE = 2  /**< each period includes the earlier ones: the last one counts */
};

/** How a figure is compared with its target. In JSON: ">=", ">", "<=", "<", "=", "range" (both ends included). */
enum tthc_comparator {
  TTHC_AT_LEAST = 1,
  TTHC_MORE_THAN = 2,
  TTHC_AT_MOST = 3,
  TTHC_LESS_THAN = 4,
  TTHC_EQUAL = 5,
  TTHC_RANGE = 6
};

/**
 * Adds an indicator.
 * @param id as a plan's id; NULL makes one from the title
 * @param kind `enum tthc_indicator_kind`
 * @param series `enum tthc_series`
 * @return its index; a negative code on failure
 */
TTHC_API int32_t tthc_plan_add_indicator(tthc_plan *plan, const char *id, const char *title, int32_t kind,
                                         int32_t series, tthc_error *err);

/** How many indicators there are; 0 for a wrong handle. */
TTHC_API int32_t tthc_plan_indicator_count(const tthc_plan *plan);

/** The indicator of an id; TTHC_NONE when there is none. */
TTHC_API int32_t tthc_plan_find_indicator(const tthc_plan *plan, const char *id);

/** The id; NULL for a wrong index. */
TTHC_API const char *tthc_indicator_id(const tthc_plan *plan, int32_t indicator);

/** The title; NULL for a wrong index. */
TTHC_API const char *tthc_indicator_title(const tthc_plan *plan, int32_t indicator);

/** `enum tthc_indicator_kind`; 0 for a wrong index. */
TTHC_API int32_t tthc_indicator_kind(const tthc_plan *plan, int32_t indicator);

/** `enum tthc_series`; 0 for a wrong index. */
TTHC_API int32_t tthc_indicator_series(const tthc_plan *plan, int32_t indicator);

/** The task that the target stands in: its lead units are those that should report. TTHC_NONE when not set. */
TTHC_API int32_t tthc_indicator_task(const tthc_plan *plan, int32_t indicator);

/** Sets that task; TTHC_NONE for none. */
TTHC_API int32_t tthc_indicator_set_task(tthc_plan *plan, int32_t indicator, int32_t task, tthc_error *err);

/** What the numerator (or the value) counts, in words; NULL when not set. */
TTHC_API const char *tthc_indicator_numerator_name(const tthc_plan *plan, int32_t indicator);

/** What the denominator counts, in words; NULL when not set. */
TTHC_API const char *tthc_indicator_denominator_name(const tthc_plan *plan, int32_t indicator);

/** The unit of measure to print, "%"; NULL when not set. */
TTHC_API const char *tthc_indicator_measure(const tthc_plan *plan, int32_t indicator);

/** Sets these three; NULL for none. */
TTHC_API int32_t tthc_indicator_set_names(tthc_plan *plan, int32_t indicator, const char *numerator,
                                          const char *denominator, const char *measure, tthc_error *err);

/**
 * Adds a target. The one that names the unit counts before one that names none, then the one that names the period.
 * @param comparator `enum tthc_comparator`
 * @param amount a decimal, "20" or "99.5", at most 15 digits; percent for a ratio
 * @param high the upper end of a range; NULL for the other comparators
 * @param unit TTHC_NONE for all units together and each
 * @param period a calendar period in which the target holds, e.g. "2025"; NULL for always
 * @return its index among the indicator's targets; a negative code on failure. Of two with the same unit and period the
 *         first counts, and tthc_plan_findings() tells of the other.
 */
TTHC_API int32_t tthc_indicator_add_target(tthc_plan *plan, int32_t indicator, int32_t comparator, const char *amount,
                                           const char *high, int32_t unit, const char *period, tthc_error *err);

/**
 * Adds a target on the reduction from the baseline ("giảm ít nhất 10 % so với …"): by how many percent of the baseline
 * the value is below it. The parameters are those above; it counts as a target of its unit and period.
 */
TTHC_API int32_t tthc_indicator_add_reduction(tthc_plan *plan, int32_t indicator, int32_t comparator,
                                              const char *amount, const char *high, int32_t unit, const char *period,
                                              tthc_error *err);

/** How many targets the indicator has; 0 for a wrong index. */
TTHC_API int32_t tthc_indicator_target_count(const tthc_plan *plan, int32_t indicator);

/** `enum tthc_comparator`; 0 for a wrong index. */
TTHC_API int32_t tthc_indicator_target_comparator(const tthc_plan *plan, int32_t indicator, int32_t target);

/** The amount as a decimal, of a range the lower end; NULL for a wrong index. */
TTHC_API const char *tthc_indicator_target_amount(const tthc_plan *plan, int32_t indicator, int32_t target);

/** The upper end of a range; NULL for the other comparators. */
TTHC_API const char *tthc_indicator_target_high(const tthc_plan *plan, int32_t indicator, int32_t target);

/** The unit that the target is for; TTHC_NONE: all together and each. */
TTHC_API int32_t tthc_indicator_target_unit(const tthc_plan *plan, int32_t indicator, int32_t target);

/** The calendar period in which it holds; NULL: always. */
TTHC_API const char *tthc_indicator_target_period(const tthc_plan *plan, int32_t indicator, int32_t target);

/** 1 for a target on the reduction from the baseline, 0 for one on the value itself and for a wrong index. */
TTHC_API int32_t tthc_indicator_target_is_reduction(const tthc_plan *plan, int32_t indicator, int32_t target);

/**
 * Adds a baseline: what the value was before the plan.
 * @param amount a decimal not below 0, at most 15 digits; percent for a ratio
 * @param unit TTHC_NONE for all units together; a unit's own reduction needs a baseline of its own
 * @return its index among the indicator's baselines; a negative code: TTHC_E_DUPLICATE_ID for the unit's second one, …
 */
TTHC_API int32_t tthc_indicator_add_baseline(tthc_plan *plan, int32_t indicator, const char *amount, int32_t unit,
                                             tthc_error *err);

/** How many baselines the indicator has; 0 for a wrong index. */
TTHC_API int32_t tthc_indicator_baseline_count(const tthc_plan *plan, int32_t indicator);

/** The amount of a baseline as a decimal; NULL for a wrong index. */
TTHC_API const char *tthc_indicator_baseline_amount(const tthc_plan *plan, int32_t indicator, int32_t baseline);

/** The unit whose baseline it is; TTHC_NONE: all together. */
TTHC_API int32_t tthc_indicator_baseline_unit(const tthc_plan *plan, int32_t indicator, int32_t baseline);

/** The word of an indicator kind, "ratio"; NULL for an unknown number. A constant. */
TTHC_API const char *tthc_indicator_kind_word(int32_t kind);

/** The word of a series, "cumulative"; NULL for an unknown number. A constant. */
TTHC_API const char *tthc_series_word(int32_t series);

/** The word of a comparator, ">="; NULL for an unknown number. A constant. */
TTHC_API const char *tthc_comparator_word(int32_t comparator);

#if defined(__cplusplus) && !defined(TTHC_FFI)
}
#endif

#endif
