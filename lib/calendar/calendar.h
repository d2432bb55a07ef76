/* The calendar inside the library: days off, and the regimes that name reporting periods. */
#ifndef TTHC_CALENDAR_CALENDAR_H
#define TTHC_CALENDAR_CALENDAR_H

#include "base/memory.h"
#include "calendar/day.h"
#include "tthcplan/calendar.h"

/* The kinds of period, as regimes name them in their data. */
enum period_kind {
  PERIOD_YEAR = 1,
  PERIOD_HALF_YEAR = 2,
  PERIOD_NINE_MONTHS = 3,
  PERIOD_QUARTER = 4,
  PERIOD_MONTH = 5,
  PERIOD_WEEK = 6,
  PERIOD_SPAN = 7
};

extern const struct vocabulary tthc__period_kinds;

/* Where a regime cuts the reporting periods of one kind: on this day of the period's last month. */
struct cut {
  int32_t kind; /* enum period_kind */
  int32_t cut_day;
};

/* The last day for sending, in the month of the cut-off, for reporters of one level. */
struct sending {
  const char *level;
  int32_t day;
};

struct regime {
  const char *id;
  const char *name;
  const char *basis;
  int32_t usual; /* enum period_kind: of what is only said to be periodical, and of what is ongoing */
  struct cut *cuts;
  int32_t cut_count;
  struct sending *sendings;
  int32_t sending_count;
  int32_t default_working_days; /* after the cut-off, for a level without a rule */
  int32_t rolls;                /* whether a sending day that is a day off moves */
};

struct special_day {
  int32_t day;
  int32_t kind; /* enum tthc_day_kind */
  const char *name;
  const char *reference;
};

struct tthc_calendar {
  uint32_t mark;
  struct arena arena;
  struct arena day_strings;
  struct arena regime_strings;
  struct special_day *days; /* ascending */
  int32_t day_count;
  struct regime *regimes;
  int32_t regime_count;
};

/* The regime of an id; NULL when the calendar has none. */
const struct regime *tthc__calendar_regime(const tthc_calendar *calendar, const char *id);

/* A due day as it holds in law: moved to the next working day. */
int32_t tthc__effective_day(const tthc_calendar *calendar, int32_t due, int rolls);

#endif
