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
 * Calendar periods:   2021  2021-H1  2021-9M  2021-Q2  2021-06  2021-W05 (ISO 8601)  2021-06-30  2021-02-01..2021-09-30
 * Reporting periods:  kstt:2021-Q2, with the cut-offs of the regime: 2021-03-15..2021-06-14 (Decree 09/2019/NĐ-CP,
 *                     art. 12), by the version of the regime that is in force on the cut-off
 *
 * These are the canonical ids, the only ones that plans and facts hold. The functions below also read what people write,
 * in any case, with or without marks: 2021Q1, Quý I/2021, Quý 1 năm 2021, Q1/2021, tháng 6/2021, 06/2021, 6/2021,
 * năm 2021, 6 tháng đầu năm 2021, 6 tháng cuối năm 2021, 9 tháng đầu năm 2021, and of EDTF (ISO 8601-2) 2021-33 to
 * 2021-36 for the quarters and 2021-40, 2021-41 for the half-years; each behind "kstt:" too.
 */

/**
 * The one canonical id of a period in any of these forms; for a span of days the shortest name that says it.
 * @return owned text; NULL with TTHC_E_PERIOD, TTHC_E_UNKNOWN_ID (the calendar lacks the regime) or TTHC_E_MEMORY
 */
TTHC_API tthc_text *tthc_period_canonical(const tthc_calendar *calendar, const char *id, tthc_error *err);

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
