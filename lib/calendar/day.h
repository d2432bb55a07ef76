/* Civil days inside the library. */
#ifndef TTHC_CALENDAR_DAY_H
#define TTHC_CALENDAR_DAY_H

#include "base/json.h"
#include "tthcplan/day.h"

enum { YEAR_MIN = 1900, YEAR_MAX = 2200, DAY_MIN = -25567, DAY_MAX = 84370 };

/* Whether it is a day of the years above. */
int tthc__is_day(int32_t day);

/* The day of a year, month (1..12) and day of the month, of which the last two must be right. */
int32_t tthc__day(int32_t year, int32_t month, int32_t day_of_month);

/* The last day of a month; a month beyond 1..12 counts on into other years. */
int32_t tthc__month_end(int32_t year, int32_t month);

/* The day of the month, clamped to the month's end; months as above. */
int32_t tthc__day_in_month(int32_t year, int32_t month, int32_t day_of_month);

/* Reads "2021-07-15". */
int tthc__day_parse(const char *text, int32_t *day);

/* The same, and what people write: "15/07/2021", "15/7/2021", "15-07-2021", "15.7.2021". */
int tthc__day_parse_written(const char *text, int32_t *day);

void tthc__put_day(struct buffer *out, int32_t day);

/* As Vietnamese running text has it: "05/01/2021". */
void tthc__put_short_day(struct buffer *out, int32_t day);

/* Days in the fields of a row. */
extern const struct json_coding tthc__day_coding;
#define DAY_FIELD(name, type, member) \
  FIELD(name, JSON_CODED, type, member), .absent = TTHC_NO_DAY, .coding = &tthc__day_coding

/* A member of the object that is open; TTHC_NO_DAY writes nothing. */
void tthc__json_write_day(struct json_writer *writer, const char *name, int32_t day);

#endif
