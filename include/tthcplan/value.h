/* SPDX-License-Identifier: MIT */
/* Indicator values: what was reached, against the target, and by how many units it was reported. */
#ifndef TTHCPLAN_VALUE_H
#define TTHCPLAN_VALUE_H

#include "version.h"
#include "assessment.h"

#if defined(__cplusplus) && !defined(TTHC_FFI)
extern "C" {
#endif

/** Whether a value meets its target. In JSON: met, missed, no-value, no-activity, no-target. */
enum tthc_verdict {
  TTHC_MET = 1,
  TTHC_MISSED = 2,
  TTHC_NO_VALUE = 3,    /**< nobody reported: neither met nor missed, and not zero */
  TTHC_NO_ACTIVITY = 4, /**< 0 over 0, "không phát sinh" */
  TTHC_NO_TARGET = 5    /**< a value, but no target holds on that day */
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

/** The target that holds, ">= 20"; NULL for none. */
TTHC_API const char *tthc_value_target(const tthc_assessment *assessment, int32_t row);

/** The unit of measure to print, "%"; NULL for none. */
TTHC_API const char *tthc_value_measure(const tthc_assessment *assessment, int32_t row);

/** Coverage: how many of the units that should report did. */
TTHC_API int32_t tthc_value_units_reported(const tthc_assessment *assessment, int32_t row);

/** How many units should report: the lead units of the indicator's task; 0 when it names none. */
TTHC_API int32_t tthc_value_units_expected(const tthc_assessment *assessment, int32_t row);

/** The word of a verdict, "met"; NULL for an unknown number. A constant. */
TTHC_API const char *tthc_verdict_word(int32_t verdict);

/** The name of a verdict for people, "đạt"; NULL for an unknown number. A constant. */
TTHC_API const char *tthc_verdict_name(int32_t verdict, const char *language);

#if defined(__cplusplus) && !defined(TTHC_FFI)
}
#endif

#endif
