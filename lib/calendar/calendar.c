/* The calendar: what each day is, and counting working days. */
#include "calendar/calendar.h"

#include "base/error.h"
#include "base/text.h"
#include "calendar/statutory.h"

#include <stdlib.h>

/* --- the handle --------------------------------------------------------------------------------------------------- */

int32_t tthc__calendar_add_day(tthc_calendar *calendar, const struct special_day *special, tthc_error *err) {
  int32_t *row_of = &calendar->row_of[special->day - DAY_MIN];
  struct special_day *added;
  if (special->status == TTHC_DAY_STATUS_OFFICIAL) calendar->knows[tthc_day_year(special->day) - YEAR_MIN] = 1;
  if (*row_of != ROW_NONE) return TTHC_OK;
  added = CALENDAR_ADD(calendar, calendar->days, calendar->day_count);
  if (added == NULL) return tthc__fail_memory(err);
  *added = *special;
  *row_of = calendar->day_count;
  return TTHC_OK;
}

static int32_t add_statutory_days(tthc_calendar *calendar, tthc_error *err) {
  struct special_day days[STATUTORY_MAX];
  int32_t year, i, count, rc = TTHC_OK;
  for (year = STATUTORY_FIRST_YEAR; year <= YEAR_MAX && rc == TTHC_OK; year++) {
    count = calendar->knows[year - YEAR_MIN] ? 0 : tthc__statutory_days(year, days);
    for (i = 0; i < count && rc == TTHC_OK; i++) rc = tthc__calendar_add_day(calendar, &days[i], err);
  }
  return rc;
}

static const struct special_day *special_day(const tthc_calendar *calendar, int32_t day) {
  const int32_t row = calendar->row_of[day - DAY_MIN];
  return row > ROW_NONE ? &calendar->days[row - 1] : NULL;
}

static int works(const tthc_calendar *calendar, int32_t day) {
  const struct special_day *special = special_day(calendar, day);
  return special != NULL ? special->kind == TTHC_DAY_MAKE_UP : tthc_day_of_week(day) <= 5;
}

static void count_working_days(tthc_calendar *calendar) {
  int32_t day, count = 0;
  for (day = DAY_MIN; day <= DAY_MAX; day++) {
    calendar->working_before[day - DAY_MIN] = count;
    if (works(calendar, day)) calendar->working_days[count++] = day;
  }
  calendar->working_before[DAYS_IN_ALL] = count;
}

static int32_t fill(tthc_calendar *calendar, const char *options_json, tthc_error *err) {
  int32_t rc;
  calendar->row_of = calloc(DAYS_IN_ALL, sizeof *calendar->row_of);
  calendar->working_before = calloc(DAYS_IN_ALL + 1, sizeof *calendar->working_before);
  calendar->working_days = calloc(DAYS_IN_ALL, sizeof *calendar->working_days);
  if (calendar->row_of == NULL || calendar->working_before == NULL || calendar->working_days == NULL)
    return tthc__fail_memory(err);
  rc = tthc__calendar_read(calendar, options_json, err);
  if (rc == TTHC_OK) rc = add_statutory_days(calendar, err);
  if (rc == TTHC_OK) count_working_days(calendar);
  return rc;
}

tthc_calendar *tthc_calendar_new(const char *options_json, tthc_error *err) {
  tthc_calendar *calendar = calloc(1, sizeof *calendar);
  if (calendar == NULL) {
    tthc__fail_memory(err);
    return NULL;
  }
  calendar->mark = MARK_CALENDAR;
  if (fill(calendar, options_json, err) == TTHC_OK) return calendar;
  tthc_calendar_free(calendar);
  return NULL;
}

void tthc_calendar_free(tthc_calendar *calendar) {
  int i;
  if (!tthc__is(calendar, MARK_CALENDAR)) return;
  calendar->mark = 0;
  tthc__arena_free(&calendar->arena);
  for (i = 0; i < 3; i++) tthc__arena_free(&calendar->strings[i]);
  free(calendar->row_of);
  free(calendar->working_before);
  free(calendar->working_days);
  free(calendar);
}

const struct regime *tthc__calendar_regime(const tthc_calendar *calendar, const char *id) {
  int32_t i;
  for (i = calendar->regime_count - 1; i >= 0; i--)
    if (tthc__same(calendar->regimes[i].id, id)) return &calendar->regimes[i];
  return NULL;
}

/* --- days --------------------------------------------------------------------------------------------------------- */

static int is_day_of(const tthc_calendar *calendar, int32_t day) {
  return tthc__is(calendar, MARK_CALENDAR) && tthc__is_day(day);
}

int32_t tthc_calendar_day_kind(const tthc_calendar *calendar, int32_t day) {
  const struct special_day *special;
  if (!is_day_of(calendar, day)) return 0;
  special = special_day(calendar, day);
  if (special != NULL) return special->kind;
  return tthc_day_of_week(day) > 5 ? TTHC_DAY_WEEKEND : TTHC_DAY_WORKING;
}

int32_t tthc_calendar_day_status(const tthc_calendar *calendar, int32_t day) {
  const struct special_day *special = is_day_of(calendar, day) ? special_day(calendar, day) : NULL;
  return special == NULL ? 0 : special->status;
}

const char *tthc_calendar_day_name(const tthc_calendar *calendar, int32_t day) {
  const struct special_day *special = is_day_of(calendar, day) ? special_day(calendar, day) : NULL;
  return special == NULL ? NULL : special->name;
}

const char *tthc_calendar_day_reference(const tthc_calendar *calendar, int32_t day) {
  const struct special_day *special = is_day_of(calendar, day) ? special_day(calendar, day) : NULL;
  return special == NULL ? NULL : special->reference;
}

int32_t tthc_calendar_knows_year(const tthc_calendar *calendar, int32_t year) {
  return tthc__is(calendar, MARK_CALENDAR) && year >= YEAR_MIN && year <= YEAR_MAX && calendar->knows[year - YEAR_MIN];
}

/* --- working days ------------------------------------------------------------------------------------------------- */

/* How many working days lie before a day. */
static int32_t before(const tthc_calendar *calendar, int32_t day) { return calendar->working_before[day - DAY_MIN]; }

static int32_t nth_working_day(const tthc_calendar *calendar, int32_t n) {
  return n >= 0 && n < calendar->working_before[DAYS_IN_ALL] ? calendar->working_days[n] : TTHC_NO_DAY;
}

int32_t tthc_calendar_is_working_day(const tthc_calendar *calendar, int32_t day) {
  return is_day_of(calendar, day) && before(calendar, day + 1) > before(calendar, day);
}

int32_t tthc_calendar_next_working_day(const tthc_calendar *calendar, int32_t day) {
  return is_day_of(calendar, day) ? nth_working_day(calendar, before(calendar, day)) : TTHC_NO_DAY;
}

int32_t tthc_calendar_add_working_days(const tthc_calendar *calendar, int32_t day, int32_t count) {
  if (!is_day_of(calendar, day) || count < -100000 || count > 100000) return TTHC_NO_DAY;
  if (count == 0) return day;
  if (count < 0) return nth_working_day(calendar, before(calendar, day) + count);
  return nth_working_day(calendar, before(calendar, day + 1) + count - 1);
}

int32_t tthc_calendar_working_days_between(const tthc_calendar *calendar, int32_t after, int32_t until) {
  if (!is_day_of(calendar, after) || !tthc__is_day(until) || until <= after) return 0;
  return before(calendar, until + 1) - before(calendar, after + 1);
}

int32_t tthc__effective_day(const tthc_calendar *calendar, int32_t due, int rolls) {
  return rolls && due != TTHC_NO_DAY ? tthc_calendar_next_working_day(calendar, due) : due;
}
