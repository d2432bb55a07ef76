/* The calendar inside the library: days off, and the regimes that name reporting periods. */
#ifndef TTHC_CALENDAR_CALENDAR_H
#define TTHC_CALENDAR_CALENDAR_H

#include "base/digest.h"
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
  PERIOD_SPAN = 7,
  PERIOD_DAY = 8
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

/* One version of a regime, as it was in force for a time. */
struct regime {
  const char *id;
  const char *name;
  const char *basis;
  int32_t first_day; /* in force from, to; TTHC_NO_DAY: open */
  int32_t last_day;
  int32_t usual; /* enum period_kind: of what is only said to be periodical, and of what is ongoing */
  struct cut *cuts;
  int32_t cut_count;
  struct sending *sendings;
  int32_t sending_count;
  int32_t default_working_days; /* after the cut-off, for a level without a rule */
  int32_t rolls;                /* whether a sending day that is a day off moves */
  const struct regime *earlier; /* the version before; NULL for the first */
};

struct special_day {
  int32_t day;
  int32_t kind;   /* enum tthc_day_kind */
  int32_t status; /* enum tthc_day_status */
  const char *name;
  const char *reference;
};

enum { DAYS_IN_ALL = DAY_MAX - DAY_MIN + 1 };

struct tthc_calendar {
  uint32_t mark;
  struct arena arena;
  struct arena strings[3]; /* of the documents that it was read from */
  struct special_day *days;
  int32_t day_count;
  struct regime *regimes; /* by id and time */
  int32_t regime_count;
  int32_t own_regimes; /* how many of them the options gave, while reading */
  unsigned char knows[YEAR_MAX - YEAR_MIN + 1];
  /* By day since DAY_MIN: the row of `days` that is about it, from 1, and the working days before it. */
  int32_t *row_of;
  int32_t *working_before;
  int32_t *working_days; /* all of them */
};

enum { ROW_NONE = 0, ROW_REMOVED = -1 };

/* Reads the options and then the shipped data, which gives way to them. */
int32_t tthc__calendar_read(tthc_calendar *calendar, const char *options_json, tthc_error *err);

/* SHA-256 of the shipped data: what the days of a calendar without options follow from. */
void tthc__calendar_digest(char hex[DIGEST_HEX + 1]);

/* Adds a row about a day that has none yet; TTHC_OK or TTHC_E_MEMORY. */
int32_t tthc__calendar_add_day(tthc_calendar *calendar, const struct special_day *special, tthc_error *err);

/* A new, zeroed element at the end of a list in the calendar's arena; NULL when memory is out. */
#define CALENDAR_ADD(calendar, items, count) \
  (((items) = tthc__arena_grow(&(calendar)->arena, (items), (count), sizeof *(items))) == NULL ? NULL \
                                                                                               : &(items)[(count)++])

/* The version of a regime that came last; NULL when the calendar has none. */
const struct regime *tthc__calendar_regime(const tthc_calendar *calendar, const char *id);

/* A due day as it holds in law: moved to the next working day. */
int32_t tthc__effective_day(const tthc_calendar *calendar, int32_t due, int rolls);

#endif
