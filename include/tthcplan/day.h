/* SPDX-License-Identifier: MIT */
/* Civil days: int32_t days since 1970-01-01, and their ISO 8601 text. From 1900-01-01 to 2200-12-31. */
#ifndef TTHCPLAN_DAY_H
#define TTHCPLAN_DAY_H

#include "version.h"
#include "text.h"

#if defined(__cplusplus) && !defined(TTHC_FFI)
extern "C" {
#endif

/** The day of a text such as "2021-07-15". @return the day; TTHC_NO_DAY with TTHC_E_DAY when it is none */
TTHC_API int32_t tthc_day_from_text(const char *text, tthc_error *err);

/** The day of a year (1900..2200), month (1..12) and day of the month. @return the day; TTHC_NO_DAY with TTHC_E_DAY */
TTHC_API int32_t tthc_day_from_civil(int32_t year, int32_t month, int32_t day_of_month, tthc_error *err);

/** The year of a day; 0 for no day. */
TTHC_API int32_t tthc_day_year(int32_t day);

/** The month of a day, 1..12; 0 for no day. */
TTHC_API int32_t tthc_day_month(int32_t day);

/** The day of the month, 1..31; 0 for no day. */
TTHC_API int32_t tthc_day_of_month(int32_t day);

/** The day of the week, 1 Monday .. 7 Sunday (ISO 8601); 0 for no day. */
TTHC_API int32_t tthc_day_of_week(int32_t day);

/** The ISO 8601 text of a day. @return owned text; NULL with TTHC_E_DAY or TTHC_E_MEMORY */
TTHC_API tthc_text *tthc_day_text(int32_t day, tthc_error *err);

#if defined(__cplusplus) && !defined(TTHC_FFI)
}
#endif

#endif
