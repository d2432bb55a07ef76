/* The days off that the law gives in a year for which none are announced yet. */
#ifndef TTHC_CALENDAR_STATUTORY_H
#define TTHC_CALENDAR_STATUTORY_H

#include "calendar/calendar.h"

enum { STATUTORY_FIRST_YEAR = 2014, STATUTORY_MAX = 32 };

/* Fills in the weekdays off of a year, the days in lieu after those that they stand for. Gives how many. */
int32_t tthc__statutory_days(int32_t year, struct special_day days[STATUTORY_MAX]);

#endif
