/* The lunar calendar inside the library. */
#ifndef TTHC_CALENDAR_LUNAR_H
#define TTHC_CALENDAR_LUNAR_H

#include "tthcplan/lunar.h"

enum { LUNAR_YEAR_MIN = 1900, LUNAR_YEAR_MAX = 2100 };

/* The day; TTHC_NO_DAY when the calendar has none. */
int32_t tthc__lunar_day(int32_t year, int32_t month, int32_t day_of_month, int leap);

#endif
