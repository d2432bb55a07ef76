/* SPDX-License-Identifier: MIT */
/* Indicator values: what was reached, against the target, and by how many units it was reported. */
#ifndef TTHCPLAN_VALUE_H
#define TTHCPLAN_VALUE_H

#include "version.h"
#include "assessment.h"

#if defined(__cplusplus) && !defined(TTHC_FFI)
extern "C" {
#endif

/** Whether a value meets its target. In JSON: met, missed, no-value, no-activity, no-target, no-baseline. */
enum tthc_verdict {
  TTHC_MET = 1,
  TTHC_MISSED = 2,
  TTHC_NO_VALUE = 3,    /**< nobody reported: neither met nor missed, and not zero */
  TTHC_NO_ACTIVITY = 4, /**< 0 over 0, "không phát sinh" */
  TTHC_NO_TARGET = 5,   /**< a value, but no target holds on that day */
  TTHC_NO_BASELINE = 6  /**< a value, but the target is on a reduction from a baseline that is not known, or is 0 */
};

/* Rows: for each indicator the value of all units together, then that of each unit that should report or did. */

/** How many rows there are; 0 for a wrong handle. */
TTHC_API int32_t tthc_value_count(const tthc_assessment *assessment);

/** The row of an indicator and a unit (NULL for all together); TTHC_NONE when there is none. */
TTHC_API int32_t tthc_value_find(const tthc_assessment *assessment, const char *indicator_id, const char *unit_id);

/** The indicator's id; NULL for a wrong row. */
TTHC_API const char *tthc_value_indicator_id(const tthc_assessment *assessment, int32_t row);

/** The indicator's title; NULL for a wrong row. */
TTHC_API const char *tthc_value_title(const tthc_assessment *assessment, int32_t row);

/** NULL for all units together. */
TTHC_API const char *tthc_value_unit_id(const tthc_assessment *assessment, int32_t row);

/** `enum tthc_verdict`, by exact comparison: 19.96 % misses 20 %. */
TTHC_API int32_t tthc_value_verdict(const tthc_assessment *assessment, int32_t row);

/** The sum of numerators; of a value its digits, over a power of ten. TTHC_NO_NUMBER without a value. */
TTHC_API int64_t tthc_value_numerator(const tthc_assessment *assessment, int32_t row);

/** The sum of denominators; of a value the power of ten. 0 over 0 says that nothing occurred. */
TTHC_API int64_t tthc_value_denominator(const tthc_assessment *assessment, int32_t row);

/** For people, two decimals, half up: "23.45"; for "vi" with a comma. NULL without a value. */
TTHC_API const char *tthc_value_text(const tthc_assessment *assessment, int32_t row, const char *language);

/** The target that holds, ">= 20", "range 40..45.5", of a reduction "giảm >= 10"; NULL for none. */
TTHC_API const char *tthc_value_target(const tthc_assessment *assessment, int32_t row);

/** The unit of measure to print, "%"; NULL for none. */
TTHC_API const char *tthc_value_measure(const tthc_assessment *assessment, int32_t row);

/** Coverage: how many of the units that should report did. */
TTHC_API int32_t tthc_value_units_reported(const tthc_assessment *assessment, int32_t row);

/**
 * How many units should report: those that lead the indicator's task on the day of the assessment, or on the plan's
 * last day when that is earlier; 0 when it names no task.
 */
TTHC_API int32_t tthc_value_units_expected(const tthc_assessment *assessment, int32_t row);

/* The value before the plan: of a unit's row the unit's own, of all together that of all units. */

/** The baseline, a decimal, "12.5"; percent for a ratio. NULL for none. */
TTHC_API const char *tthc_value_baseline(const tthc_assessment *assessment, int32_t row);

/**
 * By how many percent of the baseline the value is below it, two decimals: "12.50"; negative when it rose. NULL without
 * a value, or without a baseline above 0.
 */
TTHC_API const char *tthc_value_reduction(const tthc_assessment *assessment, int32_t row, const char *language);

/*
 * The trend: what is needed in the periods that are left to reach the target. The periods measured must be of one kind,
 * as quarters are, by the calendar or by one regime; spans of days have no kind. Left are the periods of that kind that
 * end after the last one measured, in the plan's span, and no later than the period of a target that names one.
 *
 * What each of them must give
 *   of a ratio by period      in percent; their denominators are taken to be the mean of those measured
 *   of a value by period      as an amount
 *   of a cumulative ratio     by how much the numerator must grow; the last denominator is taken to stay as it is
 *   of a cumulative value     by how much it must grow
 * For >=, > it is the least, rounded up, for <=, < the most that may still be, rounded down, so that who does what is
 * shown reaches the target. A range and = ask for the nearer end. A ratio whose numerator is within its denominator is
 * a share, of at most 100 %; nothing is taken to fall below 0. What no period can give is shown all the same, and
 * tthc_value_reachable() says that it cannot be.
 */

/** How many periods were measured, of all together by any unit; 0 for a wrong row. */
TTHC_API int32_t tthc_value_periods_measured(const tthc_assessment *assessment, int32_t row);

/** How many periods are left; TTHC_NO_NUMBER when those measured have no kind in common. */
TTHC_API int32_t tthc_value_periods_left(const tthc_assessment *assessment, int32_t row);

/**
 * What each period that is left must give, two decimals: "23.45". NULL when no period is left, there is no value, no
 * target holds (or no baseline), or the target cannot be lost any more or is met as a range or =.
 */
TTHC_API const char *tthc_value_needed(const tthc_assessment *assessment, int32_t row, const char *language);

/** 1 when the target can still be reached, or is; 0 when it cannot; TTHC_NO_NUMBER when that is not known. */
TTHC_API int32_t tthc_value_reachable(const tthc_assessment *assessment, int32_t row);

/** The word of a verdict, "met"; NULL for an unknown number. A constant. */
TTHC_API const char *tthc_verdict_word(int32_t verdict);

/** The name of a verdict for people, "đạt"; NULL for an unknown number. A constant. */
TTHC_API const char *tthc_verdict_name(int32_t verdict, const char *language);

#if defined(__cplusplus) && !defined(TTHC_FFI)
}
#endif

#endif
