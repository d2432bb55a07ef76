/* SPDX-License-Identifier: MIT */
/* Figures: what each period gave for an indicator, beside its value over all periods. */
#ifndef TTHCPLAN_FIGURE_H
#define TTHCPLAN_FIGURE_H

#include "version.h"
#include "value.h"

#if defined(__cplusplus) && !defined(TTHC_FFI)
extern "C" {
#endif

/*
 * Rows: for each indicator the periods in which somebody measured, of all units together (the sum of those who did),
 * then for each unit those in which it did; periods in the order of their last days. Only what a tthc_value counts.
 */

/** How many rows there are; 0 for a wrong handle. */
TTHC_API int32_t tthc_figure_count(const tthc_assessment *assessment);

/** The row of an indicator, a unit (NULL for all together) and a period, as measured; TTHC_NONE when there is none. */
TTHC_API int32_t tthc_figure_find(const tthc_assessment *assessment, const char *indicator_id, const char *unit_id,
                                  const char *period);

/** The indicator's id; NULL for a wrong row. */
TTHC_API const char *tthc_figure_indicator_id(const tthc_assessment *assessment, int32_t row);

/** NULL for all units together. */
TTHC_API const char *tthc_figure_unit_id(const tthc_assessment *assessment, int32_t row);

/** The period, "2021-Q2"; NULL for a wrong row. */
TTHC_API const char *tthc_figure_period(const tthc_assessment *assessment, int32_t row);

/** `enum tthc_verdict` on the figure alone, by the target that holds on the last day of its period. */
TTHC_API int32_t tthc_figure_verdict(const tthc_assessment *assessment, int32_t row);

/** The numerator; of a value its digits, over a power of ten. TTHC_NO_NUMBER for a wrong row. */
TTHC_API int64_t tthc_figure_numerator(const tthc_assessment *assessment, int32_t row);

/** The denominator; of a value the power of ten. 0 over 0 says that nothing occurred. */
TTHC_API int64_t tthc_figure_denominator(const tthc_assessment *assessment, int32_t row);

/** For people, as tthc_value_text(); NULL for 0 over 0. */
TTHC_API const char *tthc_figure_text(const tthc_assessment *assessment, int32_t row, const char *language);

/** That target, as tthc_value_target(): the one that names the figure's own period before others of that day. */
TTHC_API const char *tthc_figure_target(const tthc_assessment *assessment, int32_t row);

/** Coverage: how many of the units that should report the period did; of a unit 0 or 1. */
TTHC_API int32_t tthc_figure_units_reported(const tthc_assessment *assessment, int32_t row);

/**
 * How many units should report the period: those that lead the indicator's task on its last day, or on the plan's last
 * day when that is earlier; of a unit 0 or 1.
 */
TTHC_API int32_t tthc_figure_units_expected(const tthc_assessment *assessment, int32_t row);

#if defined(__cplusplus) && !defined(TTHC_FFI)
}
#endif

#endif
