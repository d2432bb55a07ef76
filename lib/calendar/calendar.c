/* The calendar: loads the shipped days off and regimes, and counts working days. */
#include "calendar/calendar.h"

#include "base/error.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

/* Made by the build from lib/calendar/data. */
extern const char tthc__data_days_off[];
extern const char tthc__data_regimes[];

/* --- the data files ----------------------------------------------------------------------------------------------- */

static const struct vocabulary day_kinds = {"working, weekend, holiday, in-lieu, swapped, make-up",
                                            {"working", "weekend", "holiday", "in-lieu", "swapped", "make-up"}};

const struct vocabulary tthc__period_kinds = {"year, half-year, nine-months, quarter, month, week",
                                              {"year", "half-year", "nine-months", "quarter", "month", "week"}};

#define A_DAY_OF_MONTH .range = {1, 31}, .expected = {"ngày trong tháng, 1 đến 31", "a day of the month, 1 to 31"}

static const struct json_field special_day_fields[] = {
  {DAY_FIELD("day", struct special_day, day), .required = 1},
  {FIELD("kind", JSON_WORD, struct special_day, kind), .required = 1, .vocabulary = &day_kinds},
  {FIELD("name", JSON_TEXT, struct special_day, name)},
  {FIELD("reference", JSON_TEXT, struct special_day, reference), .required = 1},
  {0}};

static const struct json_field cut_fields[] = {
  {FIELD("kind", JSON_WORD, struct cut, kind), .required = 1, .vocabulary = &tthc__period_kinds},
  {FIELD("cut_day", JSON_INT32, struct cut, cut_day), .required = 1, A_DAY_OF_MONTH},
  {0}};

static const struct json_field sending_fields[] = {
  {FIELD("level", JSON_LABEL, struct sending, level), .required = 1},
  {FIELD("day", JSON_INT32, struct sending, day), .required = 1, A_DAY_OF_MONTH},
  {0}};

/* A new, zeroed element at the end of a list in the calendar's arena; NULL when memory is out. */
#define ADD(calendar, items, count) \
  (((items) = tthc__arena_grow(&(calendar)->arena, (items), (count), sizeof *(items))) == NULL ? NULL : &(items)[(count)++])

static int32_t read_cut(const struct json_at *at, void *row) {
  struct regime *regime = row;
  struct cut *cut = ADD((tthc_calendar *)at->doc->context, regime->cuts, regime->cut_count);
  return cut == NULL ? tthc__fail_memory(at->doc->err) : tthc__json_read(at, cut_fields, cut);
}

static int32_t read_cuts(const struct json_at *at, void *row) { return tthc__json_each(at, read_cut, row); }

static int32_t read_sending(const struct json_at *at, void *row) {
  struct regime *regime = row;
  struct sending *sending = ADD((tthc_calendar *)at->doc->context, regime->sendings, regime->sending_count);
  return sending == NULL ? tthc__fail_memory(at->doc->err) : tthc__json_read(at, sending_fields, sending);
}

static int32_t read_sendings(const struct json_at *at, void *row) { return tthc__json_each(at, read_sending, row); }

static const struct json_field regime_fields[] = {
  {FIELD("id", JSON_SLUG, struct regime, id), .required = 1},
  {FIELD("name", JSON_TEXT, struct regime, name), .required = 1},
  {FIELD("basis", JSON_TEXT, struct regime, basis)},
  {FIELD("usual", JSON_WORD, struct regime, usual), .required = 1, .vocabulary = &tthc__period_kinds},
  {"cuts", JSON_CUSTOM, .required = 1, .read = read_cuts},
  {"sendings", JSON_CUSTOM, .read = read_sendings},
  {FIELD("default_working_days", JSON_INT32, struct regime, default_working_days),
   .required = 1, .range = {1, 60}, .expected = {"1 đến 60", "1 to 60"}},
  {FIELD("rolls", JSON_FLAG, struct regime, rolls)},
  {0}};

static int32_t read_regime(const struct json_at *at, void *row) {
  tthc_calendar *calendar = row;
  struct regime *regime = ADD(calendar, calendar->regimes, calendar->regime_count);
  return regime == NULL ? tthc__fail_memory(at->doc->err) : tthc__json_read(at, regime_fields, regime);
}

static int32_t read_regimes(const struct json_at *at, void *row) { return tthc__json_each(at, read_regime, row); }

static int32_t read_special_day(const struct json_at *at, void *row) {
  tthc_calendar *calendar = row;
  struct special_day *special = ADD(calendar, calendar->days, calendar->day_count);
  int32_t rc;
  if (special == NULL) return tthc__fail_memory(at->doc->err);
  rc = tthc__json_read(at, special_day_fields, special);
  if (rc != TTHC_OK || calendar->day_count == 1 || special[-1].day < special->day) return rc;
  return tthc__json_fail(at, TTHC_E_VALUE, NULL, WORDS("các ngày tăng dần", "days in ascending order"));
}

static int32_t read_special_days(const struct json_at *at, void *row) {
  return tthc__json_each(at, read_special_day, row);
}

static const struct json_field regimes_file[] = {
  {"format", JSON_CUSTOM, .required = 1, .read = tthc__json_later},
  {"regimes", JSON_CUSTOM, .required = 1, .read = read_regimes},
  {0}};

static const struct json_field days_off_file[] = {
  {"format", JSON_CUSTOM, .required = 1, .read = tthc__json_later},
  {"days", JSON_CUSTOM, .required = 1, .read = read_special_days},
  {0}};

/* The strings of the data live in the document's arena, which the calendar takes over. */
static int32_t load(tthc_calendar *calendar, struct arena *strings, const char *json, const struct json_field *file,
                    tthc_error *err) {
  struct json_doc doc;
  struct json_at root;
  int32_t rc = tthc__json_open(&doc, json, -1, calendar, err);
  if (rc != TTHC_OK) return rc;
  root = tthc__json_root(&doc);
  rc = tthc__json_read(&root, file, calendar);
  *strings = doc.arena;
  doc.arena.blocks = NULL;
  tthc__json_close(&doc);
  return rc;
}

/* --- the handle --------------------------------------------------------------------------------------------------- */

static const struct json_field no_options[] = {{0}};

tthc_calendar *tthc_calendar_new(const char *options_json, tthc_error *err) {
  tthc_calendar *calendar = calloc(1, sizeof *calendar);
  if (calendar == NULL) {
    tthc__fail_memory(err);
    return NULL;
  }
  calendar->mark = MARK_CALENDAR;
  if (tthc__json_options(options_json, no_options, calendar, NULL, err) != TTHC_OK ||
      load(calendar, &calendar->day_strings, tthc__data_days_off, days_off_file, err) != TTHC_OK ||
      load(calendar, &calendar->regime_strings, tthc__data_regimes, regimes_file, err) != TTHC_OK) {
    tthc_calendar_free(calendar);
    return NULL;
  }
  return calendar;
}

void tthc_calendar_free(tthc_calendar *calendar) {
  if (!tthc__is(calendar, MARK_CALENDAR)) return;
  calendar->mark = 0;
  tthc__arena_free(&calendar->arena);
  tthc__arena_free(&calendar->day_strings);
  tthc__arena_free(&calendar->regime_strings);
  free(calendar);
}

const struct regime *tthc__calendar_regime(const tthc_calendar *calendar, const char *id) {
  int32_t i;
  for (i = 0; i < calendar->regime_count; i++)
    if (tthc__same(calendar->regimes[i].id, id)) return &calendar->regimes[i];
  return NULL;
}

/* --- working days ------------------------------------------------------------------------------------------------- */

static int compare_days(const void *key, const void *special) {
  const int32_t day = *(const int32_t *)key, other = ((const struct special_day *)special)->day;
  return (day > other) - (day < other);
}

static const struct special_day *special_day(const tthc_calendar *calendar, int32_t day) {
  return bsearch(&day, calendar->days, (size_t)calendar->day_count, sizeof *calendar->days, compare_days);
}

int32_t tthc_calendar_day_kind(const tthc_calendar *calendar, int32_t day) {
  const struct special_day *special;
  if (!tthc__is(calendar, MARK_CALENDAR) || !tthc__is_day(day)) return 0;
  special = special_day(calendar, day);
  if (special != NULL) return special->kind;
  return tthc_day_of_week(day) > 5 ? TTHC_DAY_WEEKEND : TTHC_DAY_WORKING;
}

const char *tthc_calendar_day_reference(const tthc_calendar *calendar, int32_t day) {
  const struct special_day *special;
  if (!tthc__is(calendar, MARK_CALENDAR)) return NULL;
  special = special_day(calendar, day);
  return special == NULL ? NULL : special->reference;
}

int32_t tthc_calendar_knows_year(const tthc_calendar *calendar, int32_t year) {
  int32_t i;
  if (!tthc__is(calendar, MARK_CALENDAR)) return 0;
  for (i = 0; i < calendar->day_count; i++) /* every year has its New Year's Day */
    if (tthc_day_year(calendar->days[i].day) == year) return 1;
  return 0;
}

int32_t tthc_calendar_is_working_day(const tthc_calendar *calendar, int32_t day) {
  const int32_t kind = tthc_calendar_day_kind(calendar, day);
  return kind == TTHC_DAY_WORKING || kind == TTHC_DAY_MAKE_UP;
}

int32_t tthc_calendar_next_working_day(const tthc_calendar *calendar, int32_t day) {
  if (!tthc__is(calendar, MARK_CALENDAR)) return TTHC_NO_DAY;
  while (tthc__is_day(day) && !tthc_calendar_is_working_day(calendar, day)) day++;
  return tthc__is_day(day) ? day : TTHC_NO_DAY;
}

int32_t tthc_calendar_add_working_days(const tthc_calendar *calendar, int32_t day, int32_t count) {
  const int32_t step = count < 0 ? -1 : 1;
  if (!tthc__is(calendar, MARK_CALENDAR) || !tthc__is_day(day) || count < -100000 || count > 100000) return TTHC_NO_DAY;
  while (count != 0 && tthc__is_day(day)) {
    day += step;
    if (tthc_calendar_is_working_day(calendar, day)) count -= step;
  }
  return tthc__is_day(day) ? day : TTHC_NO_DAY;
}

int32_t tthc_calendar_working_days_between(const tthc_calendar *calendar, int32_t after, int32_t until) {
  int32_t count = 0;
  if (!tthc__is_day(after) || !tthc__is_day(until)) return 0;
  while (after < until) count += tthc_calendar_is_working_day(calendar, ++after);
  return count;
}

int32_t tthc__effective_day(const tthc_calendar *calendar, int32_t due, int rolls) {
  return rolls && due != TTHC_NO_DAY ? tthc_calendar_next_working_day(calendar, due) : due;
}
