/* Levels of a follow-up: those that the library ships, or the options give, and when they are reached. */
#include "assess/follow_up.h"

#include "base/error.h"
#include "calendar/day.h"

#include <string.h>

/* Made by the build from lib/assess/data. */
extern const char tthc__data_follow_up_levels[];

static const struct vocabulary recipients = {"unit, superior", {"unit", "superior"}};

#define WORKING_DAYS_FIELD(name, member) \
  FIELD(name, JSON_INT32, tthc_follow_up, member), .range = {0, 365}, \
                                                   .expected = {"0 đến 365 ngày làm việc", "0 to 365 working days"}

/* --- one level ---------------------------------------------------------------------------------------------------- */

const struct json_field tthc__level_fields[] = {
  {FIELD("id", JSON_SLUG, struct level, id), .required = 1},
  {FIELD("name", JSON_LABEL, struct level, name[0]), .required = 1},
  {FIELD("name_en", JSON_LABEL, struct level, name[1])},
  {FIELD("from", JSON_INT32, struct level, from), .required = 1, .absent = TTHC_NO_NUMBER, .range = {-366, 3660},
   .expected = {"-366 đến 3660 ngày", "-366 to 3660 days"}},
  {FIELD("working", JSON_FLAG, struct level, working)},
  {FIELD("to", JSON_WORD, struct level, to), .absent = TO_UNIT, .vocabulary = &recipients},
  {FIELD("request", JSON_TEXT, struct level, request[0])},
  {FIELD("request_en", JSON_TEXT, struct level, request[1])},
  {FIELD("unit_name", JSON_LABEL, struct level, unit_name[0])},
  {FIELD("unit_name_en", JSON_LABEL, struct level, unit_name[1])},
  {FIELD("unit_request", JSON_TEXT, struct level, unit_request[0])},
  {FIELD("unit_request_en", JSON_TEXT, struct level, unit_request[1])},
  {FIELD("reply", JSON_FLAG, struct level, reply), .absent = 1},
  {0}};

/* Levels stand from the mildest on: among those that count the same kind of days each begins later. */
static int32_t check_level(const struct json_at *at, const tthc_follow_up *follow_up, const struct level *level) {
  int32_t i;
  for (i = 0; i < follow_up->levels.count; i++) {
    const struct level *earlier = &follow_up->levels.items[i];
    if (tthc__same(earlier->id, level->id)) return tthc__json_fail_member(at, TTHC_E_DUPLICATE_ID, "id", NOTHING);
    if (earlier->working == level->working && earlier->from >= level->from)
      return tthc__json_fail_member(at, TTHC_E_VALUE, "from",
                                    WORDS("sau ngày bắt đầu của mức đứng trước", "later than the level before it"));
  }
  return TTHC_OK;
}

static int32_t read_level(const struct json_at *at, void *row) {
  tthc_follow_up *follow_up = row;
  struct level level = {.to = TO_UNIT, .reply = 1};
  void *grown;
  int32_t rc = tthc__json_read(at, tthc__level_fields, &level);
  if (rc == TTHC_OK) rc = check_level(at, follow_up, &level);
  if (rc != TTHC_OK) return rc;
  if (follow_up->levels.count == LEVELS_MAX)
    return tthc__json_fail(at, TTHC_E_LIMIT, NULL, WORDS("không quá 16 mức", "at most 16 levels"));
  if (!MAKE_ROOM(follow_up->levels, grown)) return tthc__fail_memory(at->doc->err);
  follow_up->levels.items[follow_up->levels.count++] = level;
  return TTHC_OK;
}

int32_t tthc__read_level_rows(const struct json_at *at, void *row) {
  tthc_follow_up *follow_up = row;
  int32_t rc;
  follow_up->levels.count = 0; /* given levels replace the shipped ones */
  rc = tthc__json_each(at, read_level, row);
  if (rc != TTHC_OK || follow_up->levels.count > 0) return rc;
  return tthc__json_fail(at, TTHC_E_MISSING, NULL, WORDS("ít nhất một mức", "at least one level"));
}

/* --- documents ---------------------------------------------------------------------------------------------------- */

static const struct json_field levels_file[] = {
  {.name = "format", .kind = JSON_CUSTOM, .required = 1, .read = tthc__json_later},
  {.name = "levels", .kind = JSON_CUSTOM, .required = 1, .read = tthc__read_level_rows},
  {WORKING_DAYS_FIELD("hold_working_days", hold_working_days), .required = 1},
  {WORKING_DAYS_FIELD("reply_working_days", reply_working_days), .required = 1},
  {0}};

static const struct json_field options[] = {{.name = "levels", .kind = JSON_CUSTOM, .read = tthc__read_level_rows},
                                            {WORKING_DAYS_FIELD("hold_working_days", hold_working_days)},
                                            {DAY_FIELD("reply_by", tthc_follow_up, reply_by)},
                                            {WORKING_DAYS_FIELD("reply_working_days", reply_working_days)},
                                            {0}};

int32_t tthc__read_levels(tthc_follow_up *follow_up, const char *options_json, tthc_error *err) {
  int32_t rc = tthc__json_options(tthc__data_follow_up_levels, levels_file, follow_up, &follow_up->strings[0], err);
  if (rc == TTHC_OK) rc = tthc__json_options(options_json, options, follow_up, &follow_up->strings[1], err);
  if (rc != TTHC_OK || follow_up->reply_by == TTHC_NO_DAY || follow_up->reply_by >= follow_up->as_of) return rc;
  return tthc__fail_at(err, TTHC_E_VALUE, "reply_by", NULL,
                       WORDS("không trước ngày đôn đốc", "not before the day of the follow-up"));
}

const char *tthc__level_words(const char *const words[2], const char *language) {
  return tthc__is_english(language) && words[1] != NULL ? words[1] : words[0];
}

/* --- reaching them ------------------------------------------------------------------------------------------------ */

static int is_reached(const struct level *level, const tthc_calendar *calendar, int32_t effective, int32_t as_of) {
  const int32_t day =
    level->working ? tthc_calendar_add_working_days(calendar, effective, level->from) : effective + level->from;
  return day != TTHC_NO_DAY && day <= as_of;
}

/* What is due later begins no earlier, so that the last day is found by halving. */
int32_t tthc__level_reaches(const tthc_follow_up *follow_up, int32_t level, const tthc_calendar *calendar) {
  int32_t reached = DAY_MIN - 1, beyond = DAY_MAX + 1;
  while (beyond - reached > 1) {
    const int32_t middle = reached + (beyond - reached) / 2;
    if (is_reached(&follow_up->levels.items[level], calendar, middle, follow_up->as_of))
      reached = middle;
    else
      beyond = middle;
  }
  return reached;
}

uint32_t tthc__levels_reached(const tthc_follow_up *follow_up, const tthc_calendar *calendar, int32_t effective) {
  uint32_t reached = 0;
  int32_t i;
  for (i = 0; i < follow_up->levels.count; i++)
    if (is_reached(&follow_up->levels.items[i], calendar, effective, follow_up->as_of)) reached |= 1u << i;
  return reached;
}

int32_t tthc__highest_level(uint32_t levels) {
  int32_t i;
  for (i = LEVELS_MAX - 1; i >= 0 && (levels & 1u << i) == 0;) i--;
  return i;
}
