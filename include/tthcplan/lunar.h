/* SPDX-License-Identifier: MIT */
/*
 * The Vietnamese lunar calendar: lunar years 1900 to 2100, from 1900-01-31 to 2101-01-28. It is computed for UTC+7, the
 * zone of Decision 121-CP of 1967; the years before go by it too, though almanacs of their time did not. Tết may be a
 * day off China's, or a month. Two new moons, in November 2077 and October 2085, come so near to midnight that only the
 * rotation of the Earth until then will settle on which day their month begins.
 */
#ifndef TTHCPLAN_LUNAR_H
#define TTHCPLAN_LUNAR_H

#include "version.h"
#include "day.h"

#if defined(__cplusplus) && !defined(TTHC_FFI)
extern "C" {
#endif

/** The lunar year of a day, 1900..2100; 0 for a day beyond them. */
TTHC_API int32_t tthc_lunar_year(int32_t day);

/** The lunar month of a day, 1..12; 0 as above. */
TTHC_API int32_t tthc_lunar_month(int32_t day);

/** The day of the lunar month, 1..30; 0 as above. */
TTHC_API int32_t tthc_lunar_day_of_month(int32_t day);

/** 1 when the day lies in a leap month (tháng nhuận), else 0. */
TTHC_API int32_t tthc_lunar_is_leap(int32_t day);

/**
 * The day of a lunar date.
 * @param leap 1 for the leap month that follows the month of that number, else 0
 * @return the day; TTHC_NO_DAY with TTHC_E_DAY when the lunar calendar has none
 */
TTHC_API int32_t tthc_day_from_lunar(int32_t year, int32_t month, int32_t day_of_month, int32_t leap, tthc_error *err);

#if defined(__cplusplus) && !defined(TTHC_FFI)
}
#endif

#endif
