/* What is on record beside the state of an assignment: whether it was accepted, and explained. */
#include "assess/cases.h"

#define PLAN \
  "'units': [{'id': 'a', 'name': 'A', 'level': 'commune'}, {'id': 'b', 'name': 'B', 'level': 'commune'}], " \
  "'tasks': [{'label': '1', 'title': 'T', 'lead': {'units': ['a', 'b']}, 'deadline': {'clauses': [" \
  "{'kind': 'once', 'start': '2021-04-01', 'due': '2021-06-30', 'key': '2021-Q2'}]}}]"

/* Facts about unit a in 2021-Q2. */
#define ABOUT(kind, id, day, more) \
  "{'id': '" id "', 'kind': '" kind "', 'task': '1', 'unit': 'a', 'period': '2021-Q2', 'day': '" day "'" more "}"
#define DONE(id, day, more) ABOUT("progress", id, day, ", 'state': 'done'" more)
#define ACCEPTED(id, day, more) ABOUT("acceptance", id, day, more)
#define RETURNED(id, day) ABOUT("return", id, day, "")
#define RECORDED(at) ", 'recorded_at': " at

static void test_accepted(void **state) {
  static const struct {
    const char *label, *facts, *as_of;
    int32_t accepted;
  } rows[] = {
    {"silence", NULL, "2021-06-01", 0},
    {"done", DONE("f", "2021-05-05", ""), "2021-06-01", 0},
    {"accepted", DONE("f", "2021-05-05", "") "," ACCEPTED("c", "2021-05-06", ""), "2021-06-01", 1},
    {"not yet accepted", DONE("f", "2021-05-05", "") "," ACCEPTED("c", "2021-05-06", ""), "2021-05-05", 0},
    {"accepted on that day", DONE("f", "2021-05-05", "") "," ACCEPTED("c", "2021-05-05", ""), "2021-06-01", 1},
    {"accepted on that day, by another id", DONE("c", "2021-05-05", "") "," ACCEPTED("f", "2021-05-05", ""),
     "2021-06-01", 1},
    {"recorded later on that day",
     DONE("f", "2021-05-05", RECORDED("10")) "," ACCEPTED("c", "2021-05-05", RECORDED("11")), "2021-06-01", 1},
    {"recorded before that day's \"done\"",
     DONE("f", "2021-05-05", RECORDED("11")) "," ACCEPTED("c", "2021-05-05", RECORDED("10")), "2021-06-01", 0},
    {"accepted, and done again",
     DONE("f", "2021-05-05", "") "," ACCEPTED("c", "2021-05-06", "") "," DONE("g", "2021-05-07", ""), "2021-06-01", 0},
    {"accepted, and no longer done",
     DONE("f", "2021-05-05", "") "," ACCEPTED("c", "2021-05-06", "") "," ABOUT("progress", "g", "2021-05-07",
                                                                               ", 'state': 'in-progress'"),
     "2021-06-01", 0},
    {"accepted before it was done", ACCEPTED("c", "2021-05-04", "") "," DONE("f", "2021-05-05", ""), "2021-06-01", 0},
    {"accepted without a word", ACCEPTED("c", "2021-05-04", ""), "2021-06-01", 0},
    {"returned since", DONE("f", "2021-05-05", "") "," ACCEPTED("c", "2021-05-06", "") "," RETURNED("r", "2021-05-07"),
     "2021-06-01", 0},
    {"returned and done again, not accepted again",
     DONE("f", "2021-05-05", "") "," ACCEPTED("c", "2021-05-06",
                                              "") "," RETURNED("r", "2021-05-07") "," DONE("g", "2021-05-08", ""),
     "2021-06-01", 0},
    {"returned, done and accepted again",
     DONE("f", "2021-05-05", "") "," RETURNED("r", "2021-05-07") "," DONE("g", "2021-05-08",
                                                                          "") "," ACCEPTED("c", "2021-05-09", ""),
     "2021-06-01", 1},
    {"the acceptance was corrected",
     DONE("f", "2021-05-05", "") "," ACCEPTED("c", "2021-05-06", "") "," ACCEPTED("d", "2021-05-04",
                                                                                  ", 'corrects': 'c'"),
     "2021-06-01", 0},
    {"explained only", DONE("f", "2021-05-05", "") "," ABOUT("explanation", "x", "2021-05-06", ""), "2021-06-01", 0},
  };
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    tthc_assessment *a = case_assess(PLAN, rows[i].facts, rows[i].as_of, NULL);
    failures += check_int(rows[i].label, tthc_assignment_accepted(a, 0), rows[i].accepted);
    failures += check_int(rows[i].label, tthc_assignment_accepted(a, 1), 0); /* of the other unit */
    tthc_assessment_free(a);
  }
  CHECK_NONE_FAILED(failures);
}

static void test_explained(void **state) {
  static const char facts[] = ABOUT("explanation", "x", "2021-07-02", RECORDED("5"));
  static const struct {
    const char *as_of, *options;
    int32_t explained;
  } rows[] = {{"2021-07-01", NULL, 0},
              {"2021-07-02", NULL, 1},
              {"2021-07-03", "{'known_at': 4}", 0},
              {"2021-07-03", "{'known_at': 5}", 1}};
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    tthc_assessment *a = case_assess(PLAN, facts, rows[i].as_of, rows[i].options);
    failures += check_int(rows[i].as_of, tthc_assignment_explained(a, 0), rows[i].explained);
    failures += check_int(rows[i].as_of, tthc_assignment_explained(a, 1), 0);
    tthc_assessment_free(a);
  }
  CHECK_NONE_FAILED(failures);
}

static void test_the_document(void **state) {
  static const char facts[] = DONE("f", "2021-05-05", "") "," ACCEPTED(
    "c", "2021-05-06",
    "") ","
        "{'kind': 'explanation', 'task': '1', 'unit': 'b', 'period': '2021-Q2', 'day': '2021-05-05'}";
  tthc_assessment *a = case_assess(PLAN, facts, "2021-06-01", NULL);
  tthc_text *text = assessment_text(a);
  (void)state;
  assert_non_null(strstr(tthc_text_data(text), "\"percent\": 100, \"accepted\": true}"));
  assert_non_null(strstr(tthc_text_data(text), "\"effective\": \"2021-06-30\", \"explained\": true}"));
  assert_null(strstr(tthc_text_data(text), "false"));
  tthc_text_free(text);
  tthc_assessment_free(a);
}

static void test_bad_calls(void **state) {
  tthc_assessment *a =
    case_assess(PLAN, DONE("f", "2021-05-05", "") "," ACCEPTED("c", "2021-05-06", ""), "2021-06-01", NULL);
  static const int32_t bad[] = {-1, 2, INT32_MIN, INT32_MAX};
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(bad); i++) {
    assert_int_equal(tthc_assignment_accepted(a, bad[i]), 0);
    assert_int_equal(tthc_assignment_explained(a, bad[i]), 0);
  }
  assert_int_equal(tthc_assignment_accepted(NULL, 0), 0);
  assert_int_equal(tthc_assignment_explained(NULL, 0), 0);
  tthc_assessment_free(a);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_accepted), cmocka_unit_test(test_explained),
                                     cmocka_unit_test(test_the_document), cmocka_unit_test(test_bad_calls)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
