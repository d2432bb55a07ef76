/* What a calendar is read from: the caller's options, and the shipped days off and regimes, in rows of one kind. */
#include "calendar/calendar.h"

#include "base/error.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

/* Made by the build from lib/calendar/data. */
extern const char tthc__data_days_off[];
extern const char tthc__data_regimes[];

static const struct vocabulary off_kinds = {"holiday, in-lieu, swapped, make-up",
                                            {"holiday", "in-lieu", "swapped", "make-up"}};

static const struct vocabulary statuses = {"official, proposed", {"official", "proposed"}};

const struct vocabulary tthc__period_kinds = {"year, half-year, nine-months, quarter, month, week",
                                              {"year", "half-year", "nine-months", "quarter", "month", "week"}};

static tthc_calendar *calendar_of(const struct json_at *at) { return at->doc->context; }

/* --- days off ----------------------------------------------------------------------------------------------------- */

static const struct json_field special_day_fields[] = {
  {DAY_FIELD("day", struct special_day, day), .required = 1},
  {FIELD("kind", JSON_WORD, struct special_day, kind), .required = 1, .vocabulary = &off_kinds},
  {FIELD("name", JSON_TEXT, struct special_day, name)},
  {FIELD("reference", JSON_TEXT, struct special_day, reference), .required = 1},
  {FIELD("status", JSON_WORD, struct special_day, status), .vocabulary = &statuses},
  {0}};

static int32_t read_special_day(const struct json_at *at, struct special_day *special) {
  const int32_t rc = tthc__json_read(at, special_day_fields, special);
  if (rc != TTHC_OK) return rc;
  special->kind += TTHC_DAY_HOLIDAY - 1;
  if (special->kind != TTHC_DAY_MAKE_UP || tthc_day_of_week(special->day) > 5) return TTHC_OK;
  return tthc__json_fail_member(at, TTHC_E_VALUE, "day",
                                WORDS("làm bù vào thứ Bảy hoặc Chủ nhật", "a Saturday or Sunday that is worked"));
}

static int32_t read_official_day(const struct json_at *at, void *row) {
  struct special_day special = {.status = TTHC_DAY_STATUS_OFFICIAL};
  const int32_t rc = read_special_day(at, &special);
  return rc == TTHC_OK ? tthc__calendar_add_day(row, &special, at->doc->err) : rc;
}

static int32_t read_official_days(const struct json_at *at, void *row) {
  return tthc__json_each(at, read_official_day, row);
}

static int32_t read_added_day(const struct json_at *at, void *row) {
  tthc_calendar *calendar = row;
  struct special_day special = {.status = TTHC_DAY_STATUS_ADDED};
  int32_t *row_of;
  const int32_t rc = read_special_day(at, &special);
  if (rc != TTHC_OK) return rc;
  row_of = &calendar->row_of[special.day - DAY_MIN];
  if (*row_of > ROW_NONE)
    return tthc__json_fail_member(at, TTHC_E_VALUE, "day", WORDS("mỗi ngày một lần", "each day once"));
  *row_of = ROW_NONE; /* what is removed and added is replaced */
  return tthc__calendar_add_day(calendar, &special, at->doc->err);
}

static int32_t read_added_days(const struct json_at *at, void *row) { return tthc__json_each(at, read_added_day, row); }

static int32_t read_removed_day(const struct json_at *at, void *row) {
  tthc_calendar *calendar = row;
  const char *text = NULL;
  int32_t day;
  const int32_t rc = tthc__json_text(at, JSON_TEXT, &text);
  if (rc != TTHC_OK) return rc;
  if (!tthc__day_parse(text, &day)) return tthc__json_fail(at, TTHC_E_DAY, text, tthc__day_coding.expected);
  if (calendar->row_of[day - DAY_MIN] == ROW_NONE) calendar->row_of[day - DAY_MIN] = ROW_REMOVED;
  return TTHC_OK;
}

static int32_t read_removed_days(const struct json_at *at, void *row) {
  return tthc__json_each(at, read_removed_day, row);
}

/* --- regimes ------------------------------------------------------------------------------------------------------ */

#define A_DAY_OF_MONTH .range = {1, 31}, .expected = {"ngày trong tháng, 1 đến 31", "a day of the month, 1 to 31"}

static const struct json_field cut_fields[] = {
  {FIELD("kind", JSON_WORD, struct cut, kind), .required = 1, .vocabulary = &tthc__period_kinds},
  {FIELD("cut_day", JSON_INT32, struct cut, cut_day), .required = 1, A_DAY_OF_MONTH},
  {0}};

static const struct json_field sending_fields[] = {
  {FIELD("level", JSON_LABEL, struct sending, level), .required = 1},
  {FIELD("day", JSON_INT32, struct sending, day), .required = 1, A_DAY_OF_MONTH},
  {0}};

static int32_t read_cut(const struct json_at *at, void *row) {
  struct regime *regime = row;
  struct cut *cut = CALENDAR_ADD(calendar_of(at), regime->cuts, regime->cut_count);
  return cut == NULL ? tthc__fail_memory(at->doc->err) : tthc__json_read(at, cut_fields, cut);
}

static int32_t read_cuts(const struct json_at *at, void *row) { return tthc__json_each(at, read_cut, row); }

static int32_t read_sending(const struct json_at *at, void *row) {
  struct regime *regime = row;
  struct sending *sending = CALENDAR_ADD(calendar_of(at), regime->sendings, regime->sending_count);
  return sending == NULL ? tthc__fail_memory(at->doc->err) : tthc__json_read(at, sending_fields, sending);
}

static int32_t read_sendings(const struct json_at *at, void *row) { return tthc__json_each(at, read_sending, row); }

static const struct json_field regime_fields[] = {
  {FIELD("id", JSON_SLUG, struct regime, id), .required = 1},
  {FIELD("name", JSON_TEXT, struct regime, name), .required = 1},
  {FIELD("basis", JSON_TEXT, struct regime, basis)},
  {DAY_FIELD("first_day", struct regime, first_day)},
  {DAY_FIELD("last_day", struct regime, last_day)},
  {FIELD("usual", JSON_WORD, struct regime, usual), .required = 1, .vocabulary = &tthc__period_kinds},
  {"cuts", JSON_CUSTOM, .required = 1, .read = read_cuts},
  {"sendings", JSON_CUSTOM, .read = read_sendings},
  {FIELD("default_working_days", JSON_INT32, struct regime, default_working_days),
   .required = 1, .range = {1, 60}, .expected = {"1 đến 60", "1 to 60"}},
  {FIELD("rolls", JSON_FLAG, struct regime, rolls)},
  {0}};

static int cuts_its_usual(const struct regime *regime) {
  int32_t i;
  for (i = 0; i < regime->cut_count; i++)
    if (regime->cuts[i].kind == regime->usual) return 1;
  return 0;
}

static int32_t end_of(const struct regime *regime) {
  return regime->last_day == TTHC_NO_DAY ? INT32_MAX : regime->last_day;
}

/* The options come before the shipped data, and what they name replaces all versions of it there. */
static int is_replaced(const tthc_calendar *calendar, const struct regime *regime) {
  int32_t i;
  for (i = 0; i < calendar->own_regimes; i++)
    if (tthc__same(calendar->regimes[i].id, regime->id)) return 1;
  return 0;
}

static int overlaps(const tthc_calendar *calendar, const struct regime *regime) {
  int32_t i;
  for (i = 0; i < calendar->regime_count; i++) {
    const struct regime *other = &calendar->regimes[i];
    if (tthc__same(other->id, regime->id) && other->first_day <= end_of(regime) && regime->first_day <= end_of(other))
      return 1;
  }
  return 0;
}

static int32_t check_regime(const struct json_at *at, const struct regime *regime) {
  if (!cuts_its_usual(regime))
    return tthc__json_fail_member(at, TTHC_E_VALUE, "usual",
                                  WORDS("một loại kỳ có trong \"cuts\"", "a kind of period that is among its cuts"));
  if (regime->first_day > end_of(regime))
    return tthc__json_fail_member(at, TTHC_E_VALUE, "last_day",
                                  WORDS("không trước \"first_day\"", "not before \"first_day\""));
  if (overlaps(calendar_of(at), regime))
    return tthc__json_fail(at, TTHC_E_VALUE, regime->id,
                           WORDS("các phiên bản không trùng thời gian", "versions that do not overlap in time"));
  return TTHC_OK;
}

static int32_t read_regime(const struct json_at *at, void *row) {
  tthc_calendar *calendar = row;
  struct regime regime = {.first_day = TTHC_NO_DAY, .last_day = TTHC_NO_DAY}, *added;
  int32_t rc = tthc__json_read(at, regime_fields, &regime);
  if (rc != TTHC_OK || is_replaced(calendar, &regime)) return rc;
  rc = check_regime(at, &regime);
  if (rc != TTHC_OK) return rc;
  added = CALENDAR_ADD(calendar, calendar->regimes, calendar->regime_count);
  if (added == NULL) return tthc__fail_memory(at->doc->err);
  *added = regime;
  return TTHC_OK;
}

static int32_t read_regimes(const struct json_at *at, void *row) { return tthc__json_each(at, read_regime, row); }

static int compare_regimes(const void *a, const void *b) {
  const struct regime *one = a, *other = b;
  const int order = strcmp(one->id, other->id);
  return order != 0 ? order : (one->first_day > other->first_day) - (one->first_day < other->first_day);
}

static void link_versions(tthc_calendar *calendar) {
  int32_t i;
  qsort(calendar->regimes, (size_t)calendar->regime_count, sizeof *calendar->regimes, compare_regimes);
  for (i = 1; i < calendar->regime_count; i++)
    if (tthc__same(calendar->regimes[i - 1].id, calendar->regimes[i].id))
      calendar->regimes[i].earlier = &calendar->regimes[i - 1];
}

/* --- documents ---------------------------------------------------------------------------------------------------- */

static const struct json_field days_off_options[] = {
  {"add", JSON_CUSTOM, .read = read_added_days}, {"remove", JSON_CUSTOM, .read = read_removed_days}, {0}};

static int32_t read_days_off(const struct json_at *at, void *row) { return tthc__json_read(at, days_off_options, row); }

static const struct json_field options[] = {
  {"days_off", JSON_CUSTOM, .read = read_days_off}, {"regimes", JSON_CUSTOM, .read = read_regimes}, {0}};

static const struct json_field days_off_file[] = {
  {"format", JSON_CUSTOM, .required = 1, .read = tthc__json_later},
  {"days", JSON_CUSTOM, .required = 1, .read = read_official_days},
  {0}};

static const struct json_field regimes_file[] = {
  {"format", JSON_CUSTOM, .required = 1, .read = tthc__json_later},
  {"regimes", JSON_CUSTOM, .required = 1, .read = read_regimes},
  {0}};

/* The strings live in the document's arena, which the calendar takes over. */
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

int32_t tthc__calendar_read(tthc_calendar *calendar, const char *options_json, tthc_error *err) {
  int32_t rc = TTHC_OK;
  if (options_json != NULL) rc = load(calendar, &calendar->strings[0], options_json, options, err);
  calendar->own_regimes = calendar->regime_count;
  if (rc == TTHC_OK) rc = load(calendar, &calendar->strings[1], tthc__data_days_off, days_off_file, err);
  if (rc == TTHC_OK) rc = load(calendar, &calendar->strings[2], tthc__data_regimes, regimes_file, err);
  if (rc == TTHC_OK) link_versions(calendar);
  return rc;
}

void tthc__calendar_digest(char hex[DIGEST_HEX + 1]) {
  char both[2 * DIGEST_HEX + 1];
  tthc__digest(tthc__data_days_off, (int64_t)strlen(tthc__data_days_off), both);
  tthc__digest(tthc__data_regimes, (int64_t)strlen(tthc__data_regimes), both + DIGEST_HEX);
  tthc__digest(both, 2 * DIGEST_HEX, hex);
}
