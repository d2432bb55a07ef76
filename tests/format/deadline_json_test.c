/* Deadlines as JSON: what is written as it was read, what is refused and where, and phrases explained. */
#include "tthcplan/deadline.h"
#include "tthcplan/task.h"

#include "support/check.h"

#include <stdio.h>

static int set_up(void **state) {
  *state = tthc_plan_new("a", 2021, NULL);
  return *state == NULL || tthc_plan_add_task(*state, TTHC_NONE, TTHC_NONE, "1", "T", NULL) != 0;
}

static int tear_down(void **state) {
  tthc_plan_free(*state);
  return 0;
}

/* --- clauses ------------------------------------------------------------------------------------------------------ */

static void test_round_trips(void **state) {
  static const char *const clauses[] = {
    "{\"kind\": \"once\", \"start\": \"2021-04-01\", \"due\": \"2021-06-30\", \"key\": \"2021-Q2\"}",
    "{\"kind\": \"recurring\"}",
    "{\"kind\": \"recurring\", \"start\": \"2021-03-31\", \"every\": \"year\", \"day\": 31, \"until\": \"2025-12-31\"}",
    "{\"kind\": \"recurring\", \"every\": \"quarter\", \"times\": 2, \"day\": 1}",
    "{\"kind\": \"recurring\", \"every\": \"half-year\", \"times\": 366}",
    "{\"kind\": \"recurring\", \"every\": \"year\", \"months\": [6, 12], \"day\": 14}",
    "{\"kind\": \"recurring\", \"every\": \"year\", \"times\": 3, \"months\": [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]}",
    "{\"kind\": \"recurring\", \"every\": \"week\", \"times\": 2}",
    "{\"kind\": \"recurring\", \"every\": \"day\"}",
    "{\"kind\": \"ongoing\", \"start\": \"2021-01-01\", \"until\": \"2021-12-31\"}",
    "{\"kind\": \"on-event\", \"event\": \"phê duyệt\"}",
    "{\"kind\": \"on-event\", \"start\": \"2025-10-01\", \"event\": \"xong\", \"after\": {\"days\": 30}}",
    "{\"kind\": \"on-event\", \"after\": {\"days\": 36500, \"working\": true, \"event\": \"khi nước rút\"}}",
    "{\"kind\": \"ad-hoc\"}",
    "{\"kind\": \"unknown\"}",
  };
  tthc_error *err = tthc_error_new();
  int failures = 0;
  size_t i;
  for (i = 0; i < COUNT(clauses); i++) {
    char json[512];
    tthc_text *text;
    snprintf(json, sizeof json, "{\"text\": \"x\", \"clauses\": [%s]}", clauses[i]);
    failures += check_int(clauses[i], tthc_task_set_deadline_json(*state, 0, json, -1, err), TTHC_OK);
    text = tthc_task_deadline_json(*state, 0, err);
    failures += check_text(clauses[i], tthc_text_data(text), json);
    tthc_text_free(text);
  }
  CHECK_NONE_FAILED(failures);
  tthc_error_free(err);
}

static void test_faults(void **state) {
  static const struct {
    const char *members;
    int32_t code;
    const char *path; /* within the clause */
  } rows[] = {
    /* a member by itself */
    {"\"kind\": \"recurring\", \"every\": \"hour\"", TTHC_E_VALUE, "/every"},
    {"\"kind\": \"recurring\", \"every\": 1", TTHC_E_TYPE, "/every"},
    {"\"kind\": \"recurring\", \"every\": \"month\", \"times\": 1", TTHC_E_VALUE, "/times"},
    {"\"kind\": \"recurring\", \"every\": \"month\", \"times\": 367", TTHC_E_VALUE, "/times"},
    {"\"kind\": \"recurring\", \"every\": \"month\", \"times\": 2.5", TTHC_E_TYPE, "/times"},
    {"\"kind\": \"recurring\", \"every\": \"year\", \"months\": 6", TTHC_E_TYPE, "/months"},
    {"\"kind\": \"recurring\", \"every\": \"year\", \"months\": []", TTHC_E_VALUE, "/months"},
    {"\"kind\": \"recurring\", \"every\": \"year\", \"months\": [0]", TTHC_E_VALUE, "/months/0"},
    {"\"kind\": \"recurring\", \"every\": \"year\", \"months\": [6, 13]", TTHC_E_VALUE, "/months/1"},
    {"\"kind\": \"recurring\", \"every\": \"year\", \"months\": [6, \"12\"]", TTHC_E_TYPE, "/months/1"},
    {"\"kind\": \"recurring\", \"every\": \"year\", \"months\": [6, 6]", TTHC_E_VALUE, "/months/1"},
    {"\"kind\": \"recurring\", \"every\": \"year\", \"months\": [3, 12, 6]", TTHC_E_VALUE, "/months/2"},
    {"\"kind\": \"recurring\", \"every\": \"month\", \"day\": 32", TTHC_E_VALUE, "/day"},
    {"\"kind\": \"on-event\", \"after\": 30", TTHC_E_TYPE, "/after"},
    {"\"kind\": \"on-event\", \"after\": {}", TTHC_E_MISSING, "/after/days"},
    {"\"kind\": \"on-event\", \"after\": {\"working\": true}", TTHC_E_MISSING, "/after/days"},
    {"\"kind\": \"on-event\", \"after\": {\"days\": 0}", TTHC_E_VALUE, "/after/days"},
    {"\"kind\": \"on-event\", \"after\": {\"days\": 36501}", TTHC_E_VALUE, "/after/days"},
    {"\"kind\": \"on-event\", \"after\": {\"days\": 1, \"working\": 1}", TTHC_E_TYPE, "/after/working"},
    {"\"kind\": \"on-event\", \"after\": {\"days\": 1, \"event\": \"\"}", TTHC_E_MISSING, "/after/event"},
    {"\"kind\": \"on-event\", \"after\": {\"days\": 1, \"hours\": 2}", TTHC_E_UNKNOWN_MEMBER, "/after/hours"},
    {"\"kind\": \"on-event\", \"after\": {\"days\": 1, \"days\": 1}", TTHC_E_DUPLICATE_MEMBER, NULL},
    /* members that do not go together */
    {"\"kind\": \"recurring\", \"times\": 2", TTHC_E_DEADLINE, ""},
    {"\"kind\": \"recurring\", \"months\": [6]", TTHC_E_DEADLINE, ""},
    {"\"kind\": \"recurring\", \"every\": \"quarter\", \"months\": [6]", TTHC_E_DEADLINE, ""},
    {"\"kind\": \"recurring\", \"day\": 6", TTHC_E_DEADLINE, ""},
    {"\"kind\": \"recurring\", \"every\": \"week\", \"day\": 6", TTHC_E_DEADLINE, ""},
    {"\"kind\": \"recurring\", \"every\": \"day\", \"day\": 6", TTHC_E_DEADLINE, ""},
    {"\"kind\": \"recurring\", \"every\": \"month\", \"after\": {\"days\": 1}", TTHC_E_DEADLINE, ""},
    {"\"kind\": \"once\", \"due\": \"2021-06-30\", \"times\": 2", TTHC_E_DEADLINE, ""},
    {"\"kind\": \"once\", \"due\": \"2021-06-30\", \"months\": [6]", TTHC_E_DEADLINE, ""},
    {"\"kind\": \"once\", \"due\": \"2021-06-30\", \"after\": {\"days\": 1}", TTHC_E_DEADLINE, ""},
    {"\"kind\": \"ongoing\", \"times\": 2", TTHC_E_DEADLINE, ""},
    {"\"kind\": \"on-event\", \"until\": \"2021-06-30\"", TTHC_E_DEADLINE, ""},
    {"\"kind\": \"ad-hoc\", \"after\": {\"days\": 1}", TTHC_E_DEADLINE, ""},
    {"\"kind\": \"unknown\", \"months\": [6]", TTHC_E_DEADLINE, ""},
  };
  tthc_error *err = tthc_error_new();
  int failures = 0;
  size_t i;
  for (i = 0; i < COUNT(rows); i++) {
    char json[512], path[64];
    snprintf(json, sizeof json, "{\"clauses\": [{\"kind\": \"ad-hoc\"}, {%s}]}", rows[i].members);
    snprintf(path, sizeof path, "/clauses/1%s", check_show(rows[i].path));
    failures += check_int(rows[i].members, tthc_task_set_deadline_json(*state, 0, json, -1, err), rows[i].code);
    if (rows[i].path != NULL) failures += check_text(rows[i].members, tthc_error_path(err), path);
    failures += check_int(rows[i].members, tthc_error_line(err), 1);
  }
  CHECK_NONE_FAILED(failures);
  tthc_error_free(err);
}

/* --- phrases explained -------------------------------------------------------------------------------------------- */

#define MONTHLY "\"clauses\": [{\"kind\": \"recurring\", \"every\": \"month\"}], \"findings\": []"
#define Q2 "[{\"kind\": \"once\", \"start\": \"2021-04-01\", \"due\": \"2021-06-30\", \"key\": \"2021-Q2\"}]"

static void test_explanations(void **state) {
  static const struct {
    const char *phrase, *options, *wanted;
  } rows[] = {
    {"Hàng tháng", NULL, "{\"text\": \"Hàng tháng\", " MONTHLY "}"},
    {"Hàng tháng", "{\"span\": {\"from\": \"2021-02-01\", \"to\": \"2021-02-27\"}}",
     "{\"text\": \"Hàng tháng\", " MONTHLY ", \"occurrences\": []}"},
    {"Hàng tháng", "{\"span\": {\"from\": \"2021-01-31\", \"to\": \"2021-03-30\"}}",
     "{\"text\": \"Hàng tháng\", " MONTHLY ", \"occurrences\": ["
     "{\"clause\": 0, \"period\": \"2021-01\", \"start\": \"2021-01-01\", \"due\": \"2021-01-31\","
     " \"effective\": \"2021-02-01\"}, "
     "{\"clause\": 0, \"period\": \"2021-02\", \"start\": \"2021-02-01\", \"due\": \"2021-02-28\","
     " \"effective\": \"2021-03-01\"}]}"},
    {"Quý II/2021, thường xuyên", "{\"span\": {\"from\": \"2021-06-01\", \"to\": \"2021-06-30\"}}",
     "{\"text\": \"Quý II/2021, thường xuyên\", \"clauses\": [{\"kind\": \"once\", \"start\": \"2021-04-01\","
     " \"due\": \"2021-06-30\", \"key\": \"2021-Q2\"}, {\"kind\": \"ongoing\"}], \"findings\": [], \"occurrences\": ["
     "{\"clause\": 1, \"period\": \"kstt:2021-Q2\", \"start\": \"2021-03-15\", \"due\": \"2021-06-15\","
     " \"effective\": \"2021-06-15\"}, "
     "{\"clause\": 0, \"period\": \"2021-Q2\", \"start\": \"2021-04-01\", \"due\": \"2021-06-30\","
     " \"effective\": \"2021-06-30\"}]}"},
    {"Quý II", "{\"year\": 2021, \"issued\": \"2021-01-15\"}",
     "{\"text\": \"Quý II\", \"clauses\": " Q2 ", \"findings\": [{\"code\": \"year-taken\", \"from\": 0, \"to\": 7,"
     " \"text\": \"Quý II\", \"message\": \"Không ghi năm: lấy năm của kế hoạch\"}]}"},
  };
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    tthc_text *text = tthc_deadline_explain(NULL, rows[i].phrase, rows[i].options, NULL);
    failures += check_text(rows[i].phrase, text == NULL ? NULL : tthc_text_data(text), rows[i].wanted);
    tthc_text_free(text);
  }
  CHECK_NONE_FAILED(failures);
}

static void test_bad_calls(void **state) {
  static const struct {
    const char *phrase, *options;
    int32_t code;
    const char *path;
  } rows[] = {
    {NULL, NULL, TTHC_E_MISSING, "/phrase"},
    {"Qu\xfd I", NULL, TTHC_E_ENCODING, "/phrase"},
    {"x", "{\"year\": 1}", TTHC_E_VALUE, "/year"},
    {"x", "{\"issued\": \"2021-02-30\"}", TTHC_E_DAY, "/issued"},
    {"x", "{\"span\": \"2021\"}", TTHC_E_TYPE, "/span"},
    {"x", "{\"span\": {\"from\": \"2021-01-01\"}}", TTHC_E_MISSING, "/span/to"},
    {"x", "{\"span\": {\"from\": \"2021-01-02\", \"to\": \"2021-01-01\"}}", TTHC_E_VALUE, "/span"},
    {"x", "{\"spans\": 1}", TTHC_E_UNKNOWN_MEMBER, "/spans"},
    {"366 lần/ngày", "{\"span\": {\"from\": \"1900-01-01\", \"to\": \"2200-12-31\"}}", TTHC_E_LIMIT, "/span"},
  };
  tthc_error *err = tthc_error_new();
  int failures = 0;
  size_t i;
  for (i = 0; i < COUNT(rows); i++) {
    const char *label = check_show(rows[i].options);
    tthc_text *text = tthc_deadline_explain(NULL, rows[i].phrase, rows[i].options, err);
    failures += check_int(label, text != NULL, 0);
    failures += check_int(label, tthc_error_code(err), rows[i].code);
    failures += check_text(label, tthc_error_path(err), rows[i].path);
    tthc_text_free(text);
  }
  CHECK_NONE_FAILED(failures);
  assert_null(tthc_deadline_explain((const tthc_calendar *)*state, "x", NULL, err));
  assert_int_equal(tthc_error_code(err), TTHC_E_HANDLE);
  tthc_error_free(err);
}

/* --- RFC 5545 ----------------------------------------------------------------------------------------------------- */

#define MONTHLY_RULE(first, day, last) "DTSTART;VALUE=DATE:" first "\nRRULE:FREQ=MONTHLY" day ";UNTIL=" last

static void test_rrules(void **state) {
  static const struct {
    const char *members, *wanted; /* NULL: there is none */
  } rows[] = {
    {"\"kind\": \"once\", \"due\": \"2025-06-30\"", "DTSTART;VALUE=DATE:20250630"},
    {"\"kind\": \"recurring\", \"every\": \"month\"", MONTHLY_RULE("20210131", ";BYMONTHDAY=-1", "20211231")},
    {"\"kind\": \"recurring\", \"every\": \"month\", \"day\": 31",
     MONTHLY_RULE("20210131", ";BYMONTHDAY=-1", "20211231")},
    {"\"kind\": \"recurring\", \"every\": \"month\", \"day\": 30",
     MONTHLY_RULE("20210130", ";BYMONTHDAY=28,29,30;BYSETPOS=-1", "20211230")},
    {"\"kind\": \"recurring\", \"every\": \"month\", \"day\": 29, \"until\": \"2021-03-15\"",
     MONTHLY_RULE("20210129", ";BYMONTHDAY=28,29;BYSETPOS=-1", "20210228")},
    {"\"kind\": \"recurring\", \"every\": \"quarter\", \"day\": 14",
     MONTHLY_RULE("20210314", ";BYMONTH=3,6,9,12;BYMONTHDAY=14", "20211214")},
    {"\"kind\": \"recurring\", \"every\": \"half-year\"",
     MONTHLY_RULE("20210630", ";BYMONTH=6,12;BYMONTHDAY=-1", "20211231")},
    {"\"kind\": \"recurring\", \"every\": \"year\"", MONTHLY_RULE("20211231", ";BYMONTH=12;BYMONTHDAY=-1", "20211231")},
    {"\"kind\": \"recurring\", \"every\": \"year\", \"months\": [5, 11], \"day\": 14",
     MONTHLY_RULE("20210514", ";BYMONTH=5,11;BYMONTHDAY=14", "20211114")},
    {"\"kind\": \"recurring\", \"every\": \"week\"",
     "DTSTART;VALUE=DATE:20210103\nRRULE:FREQ=WEEKLY;BYDAY=SU;UNTIL=20211226"},
    {"\"kind\": \"recurring\", \"every\": \"day\", \"start\": \"2021-12-30\"",
     "DTSTART;VALUE=DATE:20211230\nRRULE:FREQ=DAILY;UNTIL=20211231"},
    {"\"kind\": \"recurring\", \"every\": \"month\", \"start\": \"2022-01-01\"", NULL},
    {"\"kind\": \"recurring\", \"every\": \"month\", \"times\": 2", NULL},
    {"\"kind\": \"recurring\"", NULL},
    {"\"kind\": \"ongoing\"", NULL},
    {"\"kind\": \"on-event\", \"event\": \"x\"", NULL},
    {"\"kind\": \"ad-hoc\"", NULL},
    {"\"kind\": \"unknown\"", NULL},
  };
  tthc_error *err = tthc_error_new();
  int failures = 0;
  size_t i;
  for (i = 0; i < COUNT(rows); i++) {
    char json[512];
    tthc_text *text;
    snprintf(json, sizeof json, "{\"clauses\": [{%s}]}", rows[i].members);
    failures += check_int(rows[i].members, tthc_task_set_deadline_json(*state, 0, json, -1, err), TTHC_OK);
    text = tthc_task_rrule(*state, 0, 0, err);
    failures += check_text(rows[i].members, text == NULL ? NULL : tthc_text_data(text), rows[i].wanted);
    if (rows[i].wanted == NULL) failures += check_int(rows[i].members, tthc_error_code(err), TTHC_E_UNSUPPORTED);
    tthc_text_free(text);
  }
  CHECK_NONE_FAILED(failures);
  assert_null(tthc_task_rrule(*state, 1, 0, err));
  assert_int_equal(tthc_error_code(err), TTHC_E_ARGUMENT);
  assert_null(tthc_task_rrule(*state, 0, 1, err));
  assert_string_equal(tthc_error_path(err), "/clause");
  assert_null(tthc_task_rrule(NULL, 0, 0, err));
  assert_int_equal(tthc_error_code(err), TTHC_E_HANDLE);
  tthc_error_free(err);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_round_trips),
    cmocka_unit_test(test_faults),
    cmocka_unit_test(test_explanations),
    cmocka_unit_test(test_bad_calls),
    cmocka_unit_test(test_rrules),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
