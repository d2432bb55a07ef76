/* Periods inside the library: reading and writing their ids, and the occurrences of a kind of period. */
#ifndef TTHC_CALENDAR_PERIOD_H
#define TTHC_CALENDAR_PERIOD_H

#include "calendar/calendar.h"
#include "tthcplan/period.h"

struct period {
  const struct regime *regime; /* NULL for a calendar period */
  int32_t kind;                /* enum period_kind */
  int32_t year;
  int32_t number; /* of the half-year, quarter, month or week, from 1; 1 for the others */
  int32_t first_day;
  int32_t last_day;
};

/* A calendar of NULL knows calendar periods only. */
int32_t tthc__period_read(const tthc_calendar *calendar, const char *id, struct period *out, tthc_error *err);

/* The same for all the forms that people use; documents hold canonical ids only. */
int32_t tthc__period_read_loose(const tthc_calendar *calendar, const char *id, struct period *out, tthc_error *err);

/*
 * The n-th period (counted from 0) of a kind since the start of a year; of a regime unless that is NULL. It goes by the
 * version of the regime in force on its cut-off; where none was, by the version given.
 */
struct period tthc__period_nth(const struct regime *regime, int32_t kind, int32_t year, int32_t n);

/* Whether a version of a regime cuts periods of a kind. */
int tthc__regime_cuts(const struct regime *regime, int32_t kind);

/* The canonical id. */
void tthc__put_period(struct buffer *out, const struct period *period);

/* The name for people, "quý II năm 2021"; not of a span or a day. It does not tell whether a regime cuts the period. */
void tthc__put_period_name(struct buffer *out, const struct period *period, int is_english);

/* The canonical id of the calendar period with these days: the shortest name that says it. */
void tthc__put_window(struct buffer *out, int32_t first_day, int32_t last_day);

/* The last day for sending the report of a reporting period. */
int32_t tthc__sending_day(const tthc_calendar *calendar, const struct period *period, const char *level);

#endif
