/* Facts: what each kind holds, ids made of the content, corrections, and that a bad one changes nothing. */
#include "tthcplan/fact.h"

#include "support/check.h"

#include <stdio.h>

static const char definitions[] =
  "{\"format\": \"tthcplan/1\", \"id\": \"p\", \"year\": 2021,"
  " \"units\": [{\"id\": \"u\", \"name\": \"U\"}, {\"id\": \"v\", \"name\": \"V\"},"
  "  {\"id\": \"g\", \"name\": \"G\", \"kind\": \"group\", \"members\": [{\"unit\": \"u\"}]},"
  "  {\"id\": \"o\", \"name\": \"O\", \"kind\": \"open\"}],"
  " \"tasks\": [{\"label\": \"1\", \"title\": \"T\"}, {\"label\": \"2\", \"title\": \"T\"}],"
  " \"indicators\": [{\"id\": \"r\", \"title\": \"R\", \"kind\": \"ratio\", \"series\": \"per-period\"},"
  "  {\"id\": \"n\", \"title\": \"N\", \"kind\": \"value\", \"series\": \"cumulative\"}]}";

static tthc_plan *new_plan(void) {
  tthc_plan *plan = tthc_plan_read(definitions, -1, NULL, NULL);
  assert_non_null(plan);
  return plan;
}

static char *facts_of(const tthc_plan *plan) {
  tthc_text *text = tthc_plan_facts_json(plan, NULL, NULL);
  char *copy;
  assert_non_null(text);
  copy = malloc((size_t)tthc_text_size(text) + 1);
  assert_non_null(copy);
  memcpy(copy, tthc_text_data(text), (size_t)tthc_text_size(text) + 1);
  tthc_text_free(text);
  return copy;
}

static int32_t add(tthc_plan *plan, const char *json) { return tthc_plan_add_fact(plan, json, -1, NULL); }

static int32_t day_of(const char *text) { return tthc_day_from_text(text, NULL); }

/* --- the seven kinds ---------------------------------------------------------------------------------------------- */

#define DAY ", \"day\": \"2021-06-30\"}"
#define PROGRESS \
  "{\"kind\": \"progress\", \"task\": \"1\", \"unit\": \"u\", \"period\": \"2021-Q2\", \"state\": \"done\""
#define RATIO                                                                                        \
  "{\"kind\": \"measurement\", \"indicator\": \"r\", \"unit\": \"u\", \"period\": \"2021-Q2\", " \
  "\"numerator\": 1, \"denominator\": 2"
#define VALUE \
  "{\"kind\": \"measurement\", \"indicator\": \"n\", \"unit\": \"u\", \"period\": \"2021-Q2\", \"amount\": 1.5"
#define EVENT "{\"kind\": \"event\", \"task\": \"1\""
#define EXTENSION \
  "{\"kind\": \"extension\", \"task\": \"1\", \"period\": \"2021-Q2\", \"due\": \"2021-07-31\""
#define OF_ASSIGNMENT(kind) "{\"kind\": \"" kind "\", \"task\": \"1\", \"unit\": \"u\", \"period\": \"2021-Q2\""
#define COMMON                                                                                                    \
  ", \"recorded_at\": 0, \"evidence\": {\"link\": \"https://x\"}, \"difficulties\": \"d\", \"note\": \"n\", "     \
  "\"author\": \"a\", \"reference\": \"r\""

static void test_good_facts(void **state) {
  static const char *const rows[] = {
    /* as little as each kind needs */
    PROGRESS DAY, RATIO DAY, VALUE DAY, EVENT DAY, EXTENSION DAY, OF_ASSIGNMENT("return") DAY,
    OF_ASSIGNMENT("acceptance") DAY, OF_ASSIGNMENT("explanation") DAY,
    /* and all that it takes */
    PROGRESS ", \"percent\": 100, \"done_day\": \"2021-06-30\"" COMMON DAY, RATIO COMMON DAY, VALUE COMMON DAY,
    EVENT ", \"unit\": \"u\", \"period\": \"event#2\", \"due\": \"2021-07-31\"" COMMON DAY,
    EXTENSION ", \"unit\": \"u\"" COMMON DAY, OF_ASSIGNMENT("return") COMMON DAY,
      OF_ASSIGNMENT("acceptance") COMMON DAY,
    OF_ASSIGNMENT("explanation") COMMON DAY,
  };
  tthc_plan *plan = new_plan();
  tthc_error *err = tthc_error_new();
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    failures += check_int(rows[i], tthc_plan_add_fact(plan, rows[i], -1, err), (int64_t)i);
    failures += check_int(rows[i], tthc_error_code(err), TTHC_OK);
  }
  CHECK_NONE_FAILED(failures);
  tthc_error_free(err);
  tthc_plan_free(plan);
}

struct bad {
  const char *json;
  int32_t code;
  const char *path;
};

static int check_bad(const struct bad *rows, size_t count) {
  tthc_plan *plan = new_plan();
  tthc_error *err = tthc_error_new();
  int failures = check_int("first", add(plan, PROGRESS DAY), 0);
  char *before = facts_of(plan), *after;
  size_t i;
  for (i = 0; i < count; i++) {
    failures += check_int(rows[i].json, tthc_plan_add_fact(plan, rows[i].json, -1, err), rows[i].code);
    failures += check_int(rows[i].json, tthc_error_code(err), rows[i].code);
    failures += check_text(rows[i].json, tthc_error_path(err), rows[i].path);
    failures += check_int(rows[i].json, tthc_plan_add_fact(plan, rows[i].json, -1, NULL), rows[i].code);
  }
  after = facts_of(plan);
  failures += check_text("facts", after, before);
  failures += check_int("facts", tthc_plan_fact_count(plan), 1);
  free(before);
  free(after);
  tthc_error_free(err);
  tthc_plan_free(plan);
  return failures;
}

/* Each kind without one of the members that it requires. */
static void test_what_a_kind_requires(void **state) {
  static const struct bad rows[] = {
    {"{}", TTHC_E_MISSING, "/kind"},
    {"{\"kind\": \"progress\"}", TTHC_E_MISSING, "/day"},
    {PROGRESS "}", TTHC_E_MISSING, "/day"},
    {"{\"kind\": \"progress\", \"unit\": \"u\", \"period\": \"2021\", \"state\": \"done\"" DAY, TTHC_E_MISSING,
    "/task"},
    {"{\"kind\": \"progress\", \"task\": \"1\", \"period\": \"2021\", \"state\": \"done\"" DAY, TTHC_E_MISSING,
    "/unit"},
    {"{\"kind\": \"progress\", \"task\": \"1\", \"unit\": \"u\", \"state\": \"done\"" DAY, TTHC_E_MISSING, "/period"},
    {"{\"kind\": \"progress\", \"task\": \"1\", \"unit\": \"u\", \"period\": \"2021\"" DAY, TTHC_E_MISSING, "/state"},
    {"{\"kind\": \"measurement\", \"unit\": \"u\", \"period\": \"2021\", \"amount\": 1" DAY, TTHC_E_MISSING,
    "/indicator"},
    {"{\"kind\": \"measurement\", \"indicator\": \"n\", \"period\": \"2021\", \"amount\": 1" DAY, TTHC_E_MISSING,
    "/unit"},
    {"{\"kind\": \"measurement\", \"indicator\": \"n\", \"unit\": \"u\", \"amount\": 1" DAY, TTHC_E_MISSING, "/period"},
    {"{\"kind\": \"measurement\", \"indicator\": \"r\", \"unit\": \"u\", \"period\": \"2021\"" DAY, TTHC_E_MISSING,
     "/numerator"},
    {"{\"kind\": \"measurement\", \"indicator\": \"r\", \"unit\": \"u\", \"period\": \"2021\", \"numerator\": 1" DAY,
     TTHC_E_MISSING, "/denominator"},
    {"{\"kind\": \"measurement\", \"indicator\": \"r\", \"unit\": \"u\", \"period\": \"2021\", \"denominator\": 1" DAY,
     TTHC_E_MISSING, "/numerator"},
    {"{\"kind\": \"event\"" DAY, TTHC_E_MISSING, "/task"},
    {"{\"kind\": \"extension\", \"period\": \"2021\", \"due\": \"2021-07-31\"" DAY, TTHC_E_MISSING, "/task"},
    {"{\"kind\": \"extension\", \"task\": \"1\", \"due\": \"2021-07-31\"" DAY, TTHC_E_MISSING, "/period"},
    {"{\"kind\": \"extension\", \"task\": \"1\", \"period\": \"2021\"" DAY, TTHC_E_MISSING, "/due"},
    {"{\"kind\": \"return\", \"unit\": \"u\", \"period\": \"2021\"" DAY, TTHC_E_MISSING, "/task"},
    {"{\"kind\": \"return\", \"task\": \"1\", \"period\": \"2021\"" DAY, TTHC_E_MISSING, "/unit"},
    {"{\"kind\": \"acceptance\", \"task\": \"1\", \"unit\": \"u\"" DAY, TTHC_E_MISSING, "/period"},
    {"{\"kind\": \"explanation\", \"unit\": \"u\", \"period\": \"2021\"" DAY, TTHC_E_MISSING, "/task"},
  };
  (void)state;
  CHECK_NONE_FAILED(check_bad(rows, COUNT(rows)));
}

/* Each kind with a member of another. */
static void test_what_a_kind_forbids(void **state) {
  static const struct bad rows[] = {
    {PROGRESS ", \"indicator\": \"r\"" DAY, TTHC_E_VALUE, "/indicator"},
    {PROGRESS ", \"numerator\": 1, \"denominator\": 2" DAY, TTHC_E_VALUE, "/numerator"},
    {PROGRESS ", \"due\": \"2021-07-31\"" DAY, TTHC_E_VALUE, "/due"},
    {RATIO ", \"task\": \"1\"" DAY, TTHC_E_VALUE, "/task"},
    {RATIO ", \"state\": \"done\"" DAY, TTHC_E_VALUE, "/state"},
    {RATIO ", \"percent\": 5" DAY, TTHC_E_VALUE, "/percent"},
    {RATIO ", \"done_day\": \"2021-06-30\"" DAY, TTHC_E_VALUE, "/done_day"},
    {RATIO ", \"due\": \"2021-06-30\"" DAY, TTHC_E_VALUE, "/due"},
    {RATIO ", \"amount\": 5" DAY, TTHC_E_VALUE, "/amount"},
    {VALUE ", \"numerator\": 5" DAY, TTHC_E_MISSING, "/amount"},
    {EVENT ", \"indicator\": \"r\"" DAY, TTHC_E_VALUE, "/indicator"},
    {EVENT ", \"state\": \"done\"" DAY, TTHC_E_VALUE, "/state"},
    {EXTENSION ", \"percent\": 5" DAY, TTHC_E_VALUE, "/percent"},
    {EXTENSION ", \"done_day\": \"2021-06-30\"" DAY, TTHC_E_VALUE, "/done_day"},
    {OF_ASSIGNMENT("return") ", \"due\": \"2021-07-31\"" DAY, TTHC_E_VALUE, "/due"},
    {OF_ASSIGNMENT("acceptance") ", \"state\": \"done\"" DAY, TTHC_E_VALUE, "/state"},
    {OF_ASSIGNMENT("explanation") ", \"numerator\": 1" DAY, TTHC_E_VALUE, "/numerator"},
  };
  (void)state;
  CHECK_NONE_FAILED(check_bad(rows, COUNT(rows)));
}

static void test_bad_values(void **state) {
#define STATED(state, rest) \
  "{\"kind\": \"progress\", \"task\": \"1\", \"unit\": \"u\", \"period\": \"2021\", \"state\": \"" state "\"" rest DAY
#define KEYED(key) \
  "{\"kind\": \"progress\", \"task\": \"1\", \"unit\": \"u\", \"period\": \"" key "\", \"state\": \"done\"" DAY
  static const struct bad rows[] = {
    {STATED("done", ", \"percent\": 101"), TTHC_E_VALUE, "/percent"},
    {STATED("done", ", \"percent\": -1"), TTHC_E_VALUE, "/percent"},
    {STATED("done", ", \"percent\": \"1,5\""), TTHC_E_TYPE, "/percent"},
    {STATED("done", ", \"percent\": 1.5"), TTHC_E_TYPE, "/percent"},
    {STATED("done", ", \"percent\": NaN"), TTHC_E_SYNTAX, "/percent"},
    {STATED("in-progress", ", \"percent\": 100"), TTHC_E_VALUE, "/percent"},
    {STATED("cancelled", ", \"percent\": 100"), TTHC_E_VALUE, "/percent"},
    {STATED("in-progress", ", \"done_day\": \"2021-06-30\""), TTHC_E_VALUE, "/done_day"},
    {STATED("done", ", \"done_day\": \"2021-07-01\""), TTHC_E_VALUE, "/done_day"}, /* done after the day it speaks of */
    {STATED("finished", ""), TTHC_E_VALUE, "/state"},
    {STATED("done", ", \"recorded_at\": -1"), TTHC_E_VALUE, "/recorded_at"},
    {STATED("done", ", \"evidence\": {}"), TTHC_E_MISSING, "/evidence"},
    {STATED("done", ", \"evidence\": {\"day\": \"2021-02-30\"}"), TTHC_E_DAY, "/evidence/day"},
    {STATED("done", ", \"corrects\": \"nothing\""), TTHC_E_UNKNOWN_ID, "/corrects"},
    {STATED("done", ", \"id\": \"me\", \"corrects\": \"me\""), TTHC_E_UNKNOWN_ID, "/corrects"},
    {STATED("done", ", \"weight\": 1"), TTHC_E_UNKNOWN_MEMBER, "/weight"},
    {KEYED("Q2"), TTHC_E_PERIOD, "/period"},
    {KEYED("2021-Q5"), TTHC_E_PERIOD, "/period"},
    {KEYED("2021-Q2#"), TTHC_E_PERIOD, "/period"},
    {KEYED("2021-Q2#0"), TTHC_E_PERIOD, "/period"},
    {KEYED("2021-Q2#2x"), TTHC_E_PERIOD, "/period"},
    {KEYED("plan#2"), TTHC_E_PERIOD, "/period"},
    {KEYED("kstt:plan"), TTHC_E_PERIOD, "/period"},
    {KEYED("kstt:"), TTHC_E_PERIOD, "/period"},
    {KEYED("events"), TTHC_E_PERIOD, "/period"},
    {"{\"kind\": \"progress\", \"task\": \"3\", \"unit\": \"u\", \"period\": \"2021\", \"state\": \"done\"" DAY,
     TTHC_E_UNKNOWN_ID, "/task"},
    {"{\"kind\": \"progress\", \"task\": \"1\", \"unit\": \"w\", \"period\": \"2021\", \"state\": \"done\"" DAY,
     TTHC_E_UNKNOWN_ID, "/unit"},
    {"{\"kind\": \"progress\", \"task\": \"1\", \"unit\": \"g\", \"period\": \"2021\", \"state\": \"done\"" DAY,
     TTHC_E_VALUE, "/unit"},
    {"{\"kind\": \"measurement\", \"indicator\": \"z\", \"unit\": \"u\", \"period\": \"2021\", \"amount\": 1" DAY,
     TTHC_E_UNKNOWN_ID, "/indicator"},
    {"{\"kind\": \"measurement\", \"indicator\": \"n\", \"unit\": \"u\", \"period\": \"plan\", \"amount\": 1" DAY,
     TTHC_E_PERIOD, "/period"},
    {"{\"kind\": \"measurement\", \"indicator\": \"r\", \"unit\": \"u\", \"period\": \"2021\", \"numerator\": -1, "
     "\"denominator\": 2" DAY, TTHC_E_VALUE, "/numerator"},
    {"{\"kind\": \"measurement\", \"indicator\": \"r\", \"unit\": \"u\", \"period\": \"2021\", \"numerator\": 1, "
     "\"denominator\": -2" DAY, TTHC_E_VALUE, "/denominator"},
    {"{\"kind\": \"measurement\", \"indicator\": \"r\", \"unit\": \"u\", \"period\": \"2021\", \"numerator\": 1, "
     "\"denominator\": 0" DAY, TTHC_E_VALUE, "/denominator"},
    {PROGRESS ", \"day\": \"2021-06-31\"}", TTHC_E_DAY, "/day"},
    {"[]", TTHC_E_TYPE, ""},
    {"null", TTHC_E_TYPE, ""},
    {"", TTHC_E_SYNTAX, ""},
  };
  (void)state;
  CHECK_NONE_FAILED(check_bad(rows, COUNT(rows)));
}

static void test_good_keys(void **state) {
  static const char *const keys[] = {"2021", "2021-Q2", "2021-Q2#2", "2021-06", "2021-W05", "2021-02-01..2021-09-30",
                                     "kstt:2021-Q2", "other:2021", "kstt:2021-Q2#12", "event", "event#2", "plan"};
  tthc_plan *plan = new_plan();
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(keys); i++) {
    const int32_t fact = tthc_plan_add_progress(plan, 0, 0, keys[i], TTHC_SAYS_NOT_STARTED, 0, NULL, NULL);
    failures += check_int(keys[i], fact, (int64_t)i);
    failures += check_text(keys[i], tthc_fact_period(plan, fact), keys[i]);
  }
  CHECK_NONE_FAILED(failures);
  tthc_plan_free(plan);
}

/* --- the calls ---------------------------------------------------------------------------------------------------- */

static void test_getters(void **state) {
  static const char options[] =
    "{\"id\": \"mine\", \"percent\": 100, \"done_day\": \"2021-06-28\", \"recorded_at\": 9007199254740991, "
    "\"evidence\": "
    "{\"number\": \"12/BC\", \"day\": \"2021-06-29\", \"text\": \"Ba\u0301o ca\u0301o\", \"link\": \"https://x\"}, "
    "\"difficulties\": \"d\", \"note\": \"n\", \"author\": \"a\", \"reference\": \"r\", \"x-more\": [1]}";
  tthc_plan *plan = new_plan();
  tthc_error *err = tthc_error_new();
  const int32_t day = day_of("2021-06-30");
  (void)state;
  assert_int_equal(tthc_plan_add_progress(plan, 1, 1, "2021-Q2", TTHC_SAYS_DONE, day, options, err), 0);
  assert_int_equal(tthc_plan_find_fact(plan, "mine"), 0);
  assert_string_equal(tthc_fact_id(plan, 0), "mine");
  assert_int_equal(tthc_fact_kind(plan, 0), TTHC_PROGRESS);
  assert_int_equal(tthc_fact_task(plan, 0), 1);
  assert_int_equal(tthc_fact_indicator(plan, 0), TTHC_NONE);
  assert_int_equal(tthc_fact_unit(plan, 0), 1);
  assert_int_equal(tthc_fact_state(plan, 0), TTHC_SAYS_DONE);
  assert_int_equal(tthc_fact_percent(plan, 0), 100);
  assert_int_equal(tthc_fact_day(plan, 0), day);
  assert_int_equal(tthc_fact_done_day(plan, 0), day - 2);
  assert_int_equal(tthc_fact_due_day(plan, 0), TTHC_NO_DAY);
  assert_int_equal(tthc_fact_recorded_at(plan, 0), 9007199254740991);
  assert_string_equal(tthc_fact_evidence_number(plan, 0), "12/BC");
  assert_int_equal(tthc_fact_evidence_day(plan, 0), day - 1);
  assert_string_equal(tthc_fact_evidence_text(plan, 0), "Báo cáo");
  assert_string_equal(tthc_fact_evidence_link(plan, 0), "https://x");
  assert_string_equal(tthc_fact_difficulties(plan, 0), "d");
  assert_string_equal(tthc_fact_note(plan, 0), "n");
  assert_string_equal(tthc_fact_author(plan, 0), "a");
  assert_string_equal(tthc_fact_reference(plan, 0), "r");
  assert_null(tthc_fact_corrects(plan, 0));
  assert_int_equal(tthc_fact_numerator(plan, 0), TTHC_NO_NUMBER);
  assert_null(tthc_fact_amount(plan, 0));
  /* a figure, at the ends of its range */
  assert_int_equal(tthc_plan_add_ratio(plan, 0, 0, "2021", 0, 9007199254740991, day, NULL, err), 1);
  assert_int_equal(tthc_fact_numerator(plan, 1), 0);
  assert_int_equal(tthc_fact_denominator(plan, 1), 9007199254740991);
  assert_int_equal(tthc_fact_indicator(plan, 1), 0);
  assert_int_equal(tthc_fact_task(plan, 1), TTHC_NONE);
  assert_int_equal(tthc_fact_state(plan, 1), 0);
  assert_int_equal(tthc_fact_percent(plan, 1), TTHC_NO_NUMBER);
  assert_int_equal(tthc_fact_done_day(plan, 1), TTHC_NO_DAY);
  assert_int_equal(tthc_fact_recorded_at(plan, 1), TTHC_NO_NUMBER);
  assert_int_equal(tthc_fact_evidence_day(plan, 1), TTHC_NO_DAY);
  /* no such fact */
  assert_null(tthc_fact_id(plan, 2));
  assert_int_equal(tthc_fact_kind(plan, -1), 0);
  assert_int_equal(tthc_fact_day(plan, 2), TTHC_NO_DAY);
  assert_int_equal(tthc_plan_find_fact(plan, "f"), TTHC_NONE);
  assert_int_equal(tthc_error_code(err), TTHC_OK);
  tthc_error_free(err);
  tthc_plan_free(plan);
}

/* When it says "done" without a done day, it was done on its day; otherwise it was not done. */
static void test_the_done_day(void **state) {
  tthc_plan *plan = new_plan();
  (void)state;
  assert_int_equal(tthc_plan_add_progress(plan, 0, 0, "2021", TTHC_SAYS_DONE, 18808, NULL, NULL), 0);
  assert_int_equal(tthc_plan_add_progress(plan, 0, 0, "2021", TTHC_SAYS_IN_PROGRESS, 18808, NULL, NULL), 1);
  assert_int_equal(tthc_fact_done_day(plan, 0), 18808);
  assert_int_equal(tthc_fact_done_day(plan, 1), TTHC_NO_DAY);
  tthc_plan_free(plan);
}

static void test_bad_calls(void **state) {
  tthc_plan *plan = new_plan();
  tthc_error *err = tthc_error_new();
  int failures = 0;
  (void)state;
  {
    const struct {
      int32_t got;
      int32_t wanted;
    } calls[] = {
      {tthc_plan_add_progress(NULL, 0, 0, "2021", 1, 0, NULL, err), TTHC_E_HANDLE},
      {tthc_plan_add_progress(plan, 2, 0, "2021", 1, 0, NULL, err), TTHC_E_ARGUMENT},
      {tthc_plan_add_progress(plan, -7, 0, "2021", 1, 0, NULL, err), TTHC_E_ARGUMENT},
      {tthc_plan_add_progress(plan, 0, 4, "2021", 1, 0, NULL, err), TTHC_E_ARGUMENT},
      {tthc_plan_add_progress(plan, 0, 2, "2021", 1, 0, NULL, err), TTHC_E_VALUE}, /* a group */
      {tthc_plan_add_progress(plan, 0, TTHC_NONE, "2021", 1, 0, NULL, err), TTHC_E_UNKNOWN_ID},
      {tthc_plan_add_progress(plan, 0, 0, NULL, 1, 0, NULL, err), TTHC_E_MISSING},
      {tthc_plan_add_progress(plan, 0, 0, "\xff", 1, 0, NULL, err), TTHC_E_PERIOD},
      {tthc_plan_add_progress(plan, 0, 0, "2021", 5, 0, NULL, err), TTHC_E_VALUE},
      {tthc_plan_add_progress(plan, 0, 0, "2021", -1, 0, NULL, err), TTHC_E_VALUE},
      {tthc_plan_add_progress(plan, 0, 0, "2021", 1, TTHC_NO_DAY, NULL, err), TTHC_E_MISSING},
      {tthc_plan_add_progress(plan, 0, 0, "2021", 1, INT32_MAX, NULL, err), TTHC_E_DAY},
      {tthc_plan_add_progress(plan, 0, 0, "2021", 1, 0, "{\"state\": \"done\"}", err), TTHC_E_UNKNOWN_MEMBER},
      {tthc_plan_add_progress(plan, 0, 0, "2021", 1, 0, "{\"due\": \"2021-06-30\"}", err), TTHC_E_UNKNOWN_MEMBER},
      {tthc_plan_add_progress(plan, 0, 0, "2021", 1, 0, "[]", err), TTHC_E_TYPE},
      {tthc_plan_add_ratio(plan, 1, 0, "2021", 1, 2, 0, NULL, err), TTHC_E_MISSING}, /* of a value */
      {tthc_plan_add_ratio(plan, 0, 0, "2021", -1, 2, 0, NULL, err), TTHC_E_VALUE},
      {tthc_plan_add_ratio(plan, 0, 0, "2021", 1, 9007199254740992, 0, NULL, err), TTHC_E_VALUE},
      {tthc_plan_add_ratio(plan, 0, 0, "2021", 1, INT64_MIN, 0, NULL, err), TTHC_E_VALUE},
      {tthc_plan_add_ratio(plan, 0, 0, "2021", 1, 0, 0, NULL, err), TTHC_E_VALUE}, /* one of none */
      {tthc_plan_add_ratio(plan, 2, 0, "2021", 1, 2, 0, NULL, err), TTHC_E_ARGUMENT},
      {tthc_plan_add_ratio(plan, 0, 0, "2021", 1, 2, 0, "{\"percent\": 5}", err), TTHC_E_UNKNOWN_MEMBER},
      {tthc_plan_add_value(plan, 0, 0, "2021", "1", 0, NULL, err), TTHC_E_VALUE}, /* of a ratio */
      {tthc_plan_add_value(plan, 1, 0, "2021", NULL, 0, NULL, err), TTHC_E_MISSING},
      {tthc_plan_add_value(plan, 1, 0, "2021", "", 0, NULL, err), TTHC_E_NUMBER},
      {tthc_plan_add_value(plan, 1, 0, "2021", "1,5", 0, NULL, err), TTHC_E_NUMBER},
      {tthc_plan_add_value(plan, 1, 0, "2021", "1234567890123456", 0, NULL, err), TTHC_E_NUMBER},
      {tthc_plan_add_fact(plan, NULL, 0, err), TTHC_E_ARGUMENT},
      {tthc_plan_add_fact(plan, "{}", -2, err), TTHC_E_ARGUMENT},
    };
    size_t i;
    for (i = 0; i < COUNT(calls); i++) {
      char label[24];
      snprintf(label, sizeof label, "call %d", (int)i);
      failures += check_int(label, calls[i].got, calls[i].wanted);
    }
  }
  assert_int_equal(tthc_plan_fact_count(plan), 0);
  tthc_error_free(err);
  tthc_plan_free(plan);
  CHECK_NONE_FAILED(failures);
}

/* --- identity ----------------------------------------------------------------------------------------------------- */

static void test_the_same_fact_adds_nothing(void **state) {
  tthc_plan *plan = new_plan();
  tthc_error *err = tthc_error_new();
  char id[40];
  (void)state;
  assert_int_equal(add(plan, PROGRESS DAY), 0);
  assert_int_equal(add(plan, PROGRESS DAY), 0);
  assert_int_equal(strlen(tthc_fact_id(plan, 0)), 34);
  assert_memory_equal(tthc_fact_id(plan, 0), "f-", 2);
  assert_int_equal(strspn(tthc_fact_id(plan, 0) + 2, "0123456789abcdef"), 32);
  strcpy(id, tthc_fact_id(plan, 0));
  /* by whatever way it comes, and in whatever order of members */
  assert_int_equal(tthc_plan_add_progress(plan, 0, 0, "2021-Q2", TTHC_SAYS_DONE, day_of("2021-06-30"), NULL, err), 0);
  assert_int_equal(add(plan, "{\"day\": \"2021-06-30\", \"state\": \"done\", \"period\": \"2021-Q2\", \"unit\": \"u\", "
                             "\"task\": \"1\", \"kind\": \"progress\"}"),
                   0);
  /* other content is another fact */
  assert_int_equal(add(plan, PROGRESS ", \"note\": \"n\"" DAY), 1);
  assert_int_equal(add(plan, PROGRESS ", \"recorded_at\": 1" DAY), 2);
  assert_int_equal(add(plan, PROGRESS ", \"x-a\": 1" DAY), 3);
  assert_int_equal(add(plan, PROGRESS ", \"note\": \"e\u0301\"" DAY), 4);
  assert_int_equal(add(plan, PROGRESS ", \"note\": \"\u00e9\"" DAY), 4); /* the same in NFC */
  /* an id of the caller's */
  assert_int_equal(add(plan, PROGRESS ", \"id\": \"mine\"" DAY), 5);
  assert_int_equal(add(plan, PROGRESS ", \"id\": \"mine\"" DAY), 5);
  assert_int_equal(tthc_plan_add_fact(plan, PROGRESS ", \"note\": \"n\", \"id\": \"mine\"" DAY, -1, err),
                   TTHC_E_DUPLICATE_ID);
  assert_string_equal(tthc_error_path(err), "/id");
  assert_int_equal(tthc_plan_fact_count(plan), 6);
  tthc_plan_free(plan);
  /* another plan, another machine: the same id */
  plan = new_plan();
  assert_int_equal(add(plan, VALUE DAY), 0);
  assert_int_equal(add(plan, PROGRESS DAY), 1);
  assert_string_equal(tthc_fact_id(plan, 1), id);
  tthc_error_free(err);
  tthc_plan_free(plan);
}

/* An amount is a number, however it is written: one fact, and JSON. */
static void test_amounts(void **state) {
  static const char *const same[] = {"1.5", "1.50", "01.5", "15e-1", "0.15e1"};
  static const struct {
    const char *given;
    const char *kept;
  } others[] = {{".5", "0.5"}, {"5.", "5"}, {"007", "7"}, {"-0", "0"}, {"1e3", "1000"}};
  tthc_plan *plan = new_plan(), *copy = new_plan();
  tthc_error *err = tthc_error_new();
  char *facts;
  int failures = 0;
  int32_t i;
  (void)state;
  assert_int_equal(add(plan, VALUE DAY), 0);
  for (i = 0; i < (int32_t)COUNT(same); i++)
    failures +=
      check_int(same[i], tthc_plan_add_value(plan, 1, 0, "2021-Q2", same[i], day_of("2021-06-30"), NULL, err), 0);
  for (i = 0; i < (int32_t)COUNT(others); i++) {
    failures += check_int(others[i].given, tthc_plan_add_value(plan, 1, 0, "2021", others[i].given, 0, NULL, err),
      i + 1);
    failures += check_text(others[i].given, tthc_fact_amount(plan, i + 1), others[i].kept);
  }
  CHECK_NONE_FAILED(failures);
  facts = facts_of(plan);
  assert_int_equal(tthc_plan_read_facts(copy, facts, -1, NULL, err), 6);
  assert_int_equal(tthc_plan_read_facts(plan, facts, -1, NULL, err), 0);
  free(facts);
  tthc_error_free(err);
  tthc_plan_free(plan);
  tthc_plan_free(copy);
}

static void test_corrections(void **state) {
  tthc_plan *plan = new_plan();
  tthc_error *err = tthc_error_new();
  (void)state;
  assert_int_equal(add(plan, PROGRESS ", \"id\": \"a\"" DAY), 0);
  assert_int_equal(add(plan, PROGRESS ", \"id\": \"b\", \"corrects\": \"a\", \"note\": \"n\"" DAY), 1);
  assert_string_equal(tthc_fact_corrects(plan, 1), "a");
  assert_int_equal(tthc_plan_fact_count(plan), 2); /* the original stays, and can be read */
  assert_int_equal(tthc_fact_state(plan, tthc_plan_find_fact(plan, "a")), TTHC_SAYS_DONE);
  assert_null(tthc_fact_note(plan, tthc_plan_find_fact(plan, "a")));
  assert_int_equal(add(plan, PROGRESS ", \"id\": \"b\", \"corrects\": \"a\", \"note\": \"n\"" DAY), 1);
  /* a correction speaks of the same kind of thing */
  assert_int_equal(tthc_plan_add_fact(plan, EVENT ", \"id\": \"c\", \"corrects\": \"a\"" DAY, -1, err), TTHC_E_VALUE);
  assert_string_equal(tthc_error_path(err), "/corrects");
  assert_int_equal(tthc_plan_find_fact(plan, "c"), TTHC_NONE);
  assert_int_equal(tthc_plan_add_fact(plan, PROGRESS ", \"id\": \"c\", \"corrects\": \"d\"" DAY, -1, err),
                   TTHC_E_UNKNOWN_ID);
  assert_int_equal(tthc_plan_fact_count(plan), 2);
  /* within a document it may come before what it corrects */
  assert_int_equal(tthc_plan_read_facts(plan,
                                        "{\"format\": \"tthcplan-facts/1\", \"plan\": \"p\", \"facts\": [" PROGRESS
                                        ", \"id\": \"c\", \"corrects\": \"d\"" DAY ", " PROGRESS ", \"id\": "
                                        "\"d\"" DAY "]}",
                                        -1, NULL, err),
                   2);
  assert_int_equal(tthc_plan_fact_count(plan), 4);
  tthc_error_free(err);
  tthc_plan_free(plan);
}

static void test_long_ids(void **state) {
  tthc_plan *plan = new_plan();
  tthc_error *err = tthc_error_new();
  char json[512], id[130];
  (void)state;
  memset(id, 'i', sizeof id);
  id[128] = '\0';
  snprintf(json, sizeof json, PROGRESS ", \"id\": \"%s\"" DAY, id);
  assert_int_equal(tthc_plan_add_fact(plan, json, -1, err), 0);
  id[128] = 'i';
  id[129] = '\0';
  snprintf(json, sizeof json, PROGRESS ", \"id\": \"%s\"" DAY, id);
  assert_int_equal(tthc_plan_add_fact(plan, json, -1, err), TTHC_E_LIMIT);
  assert_string_equal(tthc_error_path(err), "/id");
  tthc_error_free(err);
  tthc_plan_free(plan);
}

static void test_words(void **state) {
  static const char *const kinds[] = {"progress", "measurement", "event", "extension", "return", "acceptance",
    "explanation"};
  static const char *const states[] = {"not-started", "in-progress", "done", "cancelled"};
  int32_t i;
  (void)state;
  for (i = 0; i < 7; i++) assert_string_equal(tthc_fact_kind_word(TTHC_PROGRESS + i), kinds[i]);
  for (i = 0; i < 4; i++) assert_string_equal(tthc_progress_state_word(TTHC_SAYS_NOT_STARTED + i), states[i]);
  assert_null(tthc_fact_kind_word(0));
  assert_null(tthc_fact_kind_word(8));
  assert_null(tthc_progress_state_word(5));
}

/* What cannot be: corrections in a circle, regimes that are no ids, members for a group that facts are about. */
static void test_circles_and_keys(void **state) {
  static const struct {
    const char *fact;
    int32_t wanted;
  } facts[] = {
    {"{\"id\":\"n\",\"kind\":\"return\",\"task\":\"1\",\"unit\":\"u\",\"period\":\"a b:2021\",\"day\":\"2021-05-01\"}",
     TTHC_E_PERIOD},
    {"{\"id\":\"n\",\"kind\":\"return\",\"task\":\"1\",\"unit\":\"u\",\"period\":\":2021\",\"day\":\"2021-05-01\"}",
     TTHC_E_PERIOD},
    {"{\"id\":\"n\",\"kind\":\"return\",\"task\":\"1\",\"unit\":\"u\",\"period\":\"kstt:2021-01-01..2021-02-01\","
     "\"day\":\"2021-05-01\"}",
     TTHC_E_PERIOD},
    {"{\"id\":\"n\",\"kind\":\"return\",\"task\":\"1\",\"unit\":\"u\",\"period\":\"kstt:2021-Q1#2\",\"day\":\"2021-05-"
     "01\"}",
     0},
    {"{\"id\":\"g\",\"kind\":\"return\",\"task\":\"1\",\"unit\":\"g\",\"period\":\"2021\",\"day\":\"2021-05-01\"}", 1},
  };
  static const char circle[] = "{\"format\":\"tthcplan-facts/1\",\"plan\":\"p\",\"facts\":["
                               "{\"id\":\"a\",\"kind\":\"return\",\"task\":\"1\",\"unit\":\"u\",\"period\":\"2021\","
                               "\"day\":\"2021-05-01\",\"corrects\":\"b\"},"
                               "{\"id\":\"b\",\"kind\":\"return\",\"task\":\"1\",\"unit\":\"u\",\"period\":\"2021\","
                               "\"day\":\"2021-05-01\",\"corrects\":\"a\"}]}";
  tthc_error *err = tthc_error_new();
  tthc_plan *plan = tthc_plan_new("p", 2021, err);
  int failures = 0;
  size_t i;
  (void)state;
  tthc_plan_add_unit(plan, "u", "U", TTHC_UNIT_SINGLE, err);
  tthc_plan_add_unit(plan, "g", "G", TTHC_UNIT_GROUP, err);
  tthc_plan_add_task(plan, TTHC_NONE, TTHC_NONE, "1", "T", err);
  for (i = 0; i < COUNT(facts); i++)
    failures += check_int(facts[i].fact, tthc_plan_add_fact(plan, facts[i].fact, -1, err), facts[i].wanted);
  assert_int_equal(tthc_unit_add_member(plan, 1, 0, TTHC_NO_DAY, TTHC_NO_DAY, err), TTHC_E_VALUE);
  assert_int_equal(tthc_plan_read_facts(plan, circle, -1, NULL, err), TTHC_E_CYCLE);
  assert_int_equal(tthc_error_problem_count(err), 2);
  assert_string_equal(tthc_error_path(err), "/facts/0/corrects");
  assert_int_equal(tthc_plan_fact_count(plan), 2);
  assert_int_equal(tthc_plan_set_signatory(plan, NULL, "CHỦ TỊCH", err), TTHC_E_MISSING);
  tthc_error_free(err);
  tthc_plan_free(plan);
  CHECK_NONE_FAILED(failures);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_circles_and_keys),
    cmocka_unit_test(test_good_facts),
    cmocka_unit_test(test_what_a_kind_requires),
    cmocka_unit_test(test_what_a_kind_forbids),
    cmocka_unit_test(test_bad_values),
    cmocka_unit_test(test_good_keys),
    cmocka_unit_test(test_getters),
    cmocka_unit_test(test_the_done_day),
    cmocka_unit_test(test_bad_calls),
    cmocka_unit_test(test_the_same_fact_adds_nothing),
    cmocka_unit_test(test_amounts),
    cmocka_unit_test(test_corrections),
    cmocka_unit_test(test_long_ids),
    cmocka_unit_test(test_words),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
