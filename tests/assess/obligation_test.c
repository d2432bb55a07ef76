/* What the clauses of a deadline oblige a unit to: keys of what comes several times, and days after an event. */
#include "tthcplan/assessment.h"
#include "tthcplan/assignment.h"

#include "support/check.h"

#include <stdio.h>

#define PLAN                                                                                                         \
  "{\"format\": \"tthcplan/1\", \"id\": \"a\", \"year\": 2021, %s \"units\": [{\"id\": \"u\", \"name\": \"U\"}],"    \
  " \"tasks\": [{\"label\": \"1\", \"title\": \"T\", \"lead\": {\"units\": [\"u\"]},"                                \
  " \"deadline\": {\"clauses\": [%s]}}], \"facts\": [%s]}"

static tthc_assessment *assess(const char *span, const char *clauses, const char *facts, tthc_error *err) {
  char json[2048];
  tthc_plan *plan;
  tthc_assessment *a;
  snprintf(json, sizeof json, PLAN, span, clauses, facts);
  plan = tthc_plan_read(json, -1, NULL, err);
  if (plan == NULL) print_error("%s: %s\n", clauses, check_show(tthc_error_message(err, "en")));
  assert_non_null(plan);
  a = tthc_assessment_new(plan, NULL, tthc_day_from_text("2021-12-31", NULL), NULL, err);
  tthc_plan_free(plan);
  return a;
}

#define SUMMER "\"first_day\": \"2021-06-01\", \"last_day\": \"2021-07-31\","
#define EVERY(every, more) "{\"kind\": \"recurring\", \"every\": \"" every "\"" more "}"
#define EVENT(day, more) "{\"kind\": \"event\", \"task\": \"1\", \"day\": \"" day "\"" more "}"
#define AFTER(days, more) "{\"kind\": \"on-event\", \"event\": \"x\", \"after\": {\"days\": " days more "}}"

static void test_keys_and_days(void **state) {
  static const struct {
    const char *label, *span, *clauses, *facts, *wanted;
  } rows[] = {
    {"every day", "\"first_day\": \"2021-06-30\", \"last_day\": \"2021-07-01\",", EVERY("day", ""), "",
     "2021-06-30 2021-06-30 2021-07-01 2021-07-01 "},
    {"every week", "\"first_day\": \"2021-06-20\", \"last_day\": \"2021-06-27\",", EVERY("week", ""), "",
     "2021-W24 2021-06-20 2021-W25 2021-06-27 "},
    {"in these months", "", EVERY("year", ", \"months\": [2, 12], \"day\": 14"), "",
     "2021-02 2021-02-14 2021-12 2021-12-14 "},
    {"twice a month", SUMMER, EVERY("month", ", \"times\": 2"), "",
     "2021-06 2021-06-30 2021-06#2 2021-06-30 2021-07 2021-07-31 2021-07#2 2021-07-31 "},
    {"the same twice, once more often", SUMMER, EVERY("quarter", "") ", " EVERY("quarter", ", \"times\": 2"), "",
     "2021-Q2 2021-06-30 2021-Q2#2 2021-06-30 "},
    {"on another day, twice", SUMMER, EVERY("quarter", ", \"day\": 10") ", " EVERY("quarter", ", \"times\": 2"), "",
     "2021-Q2 2021-06-10 2021-Q2#2 2021-06-30 2021-Q2#3 2021-06-30 "},
    {"a key that looks like a number of another", SUMMER,
     "{\"kind\": \"once\", \"due\": \"2021-06-01\", \"key\": \"2021-Q2#2\"}, " EVERY("quarter", ", \"times\": 2"), "",
     "2021-Q2#2 2021-06-01 2021-Q2 2021-06-30 2021-Q2#3 2021-06-30 "},
    {"days after an event", "", AFTER("30", ""), EVENT("2021-04-12", ""), "event 2021-05-12 "},
    {"working days after an event", "", AFTER("1", ", \"working\": true"), EVENT("2021-04-29", ""),
     "event 2021-05-04 "},
    {"what the event says itself", "", AFTER("30", ""),
     EVENT("2021-04-12", ", \"due\": \"2021-04-20\"") ", " EVENT("2021-05-12", ""),
     "event 2021-04-20 event#2 2021-06-11 "},
    {"no event yet", "", AFTER("30", ""), "", "event - "},
  };
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    tthc_assessment *a = assess(rows[i].span, rows[i].clauses, rows[i].facts, NULL);
    char got[512] = "";
    int32_t row;
    for (row = 0; row < tthc_assignment_count(a); row++) {
      const char *due = tthc_assignment_due(a, row);
      snprintf(got + strlen(got), sizeof got - strlen(got), "%s %s ", tthc_assignment_period(a, row),
               due == NULL ? "-" : due);
    }
    failures += check_text(rows[i].label, got, rows[i].wanted);
    tthc_assessment_free(a);
  }
  CHECK_NONE_FAILED(failures);
}

static void test_too_many(void **state) {
  tthc_error *err = tthc_error_new();
  (void)state;
  assert_null(assess("", EVERY("day", ", \"times\": 275"), "", err)); /* 365 × 275 */
  assert_int_equal(tthc_error_code(err), TTHC_E_LIMIT);
  tthc_error_free(err);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_keys_and_days),
    cmocka_unit_test(test_too_many),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
