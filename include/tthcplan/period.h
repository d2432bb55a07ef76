/* SPDX-License-Identifier: MIT */
/* Periods: named spans of days. Calendar periods and the reporting periods of a regime. */
#ifndef TTHCPLAN_PERIOD_H
#define TTHCPLAN_PERIOD_H

#include "version.h"
#include "calendar.h"

#if defined(__cplusplus) && !defined(TTHC_FFI)
extern "C" {
#endif

/*
 * Calendar periods:   2021  2021-H1  2021-9M  2021-Q2  2021-06  2021-W05  2021-02-01..2021-09-30
 * Reporting periods:  kstt:2021-Q2, with the cut-offs of the regime: 2021-03-15..2021-06-14 (Decree 09/2019/NĐ-CP,
 *                     art. 12)
 */

/** The first day of a period; TTHC_NO_DAY with TTHC_E_PERIOD or TTHC_E_UNKNOWN_ID (the calendar lacks the regime). */
TTHC_API int32_t tthc_period_first_day(const tthc_calendar *calendar, const char *period, tthc_error *err);

/** The last day of a period, for a reporting period its cut-off; TTHC_NO_DAY as above. */
TTHC_API int32_t tthc_period_last_day(const tthc_calendar *calendar, const char *period, tthc_error *err);

/**
 * The last day for sending the report of a reporting period.
 * @param level the reporter's level as the regime names it, e.g. "commune"; a level without a rule of its own, or
 *        NULL, gives one working day after the cut-off (Decree 09/2019/NĐ-CP, art. 8.5)
 * @return the day; TTHC_NO_DAY with TTHC_E_PERIOD (no reporting period) or TTHC_E_UNKNOWN_ID
 */
TTHC_API int32_t tthc_period_sending_day(const tthc_calendar *calendar, const char *period, const char *level,
                                         tthc_error *err);

#if defined(__cplusplus) && !defined(TTHC_FFI)
}
#endif

#endif
