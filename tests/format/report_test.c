/* Reports written down: text, in both languages, and JSON. */
#include "assess/reports.h"

static void test_text(void **state) {
  static const struct {
    const char *language, *file;
  } cases[] = {{"vi", "report.vi.txt"}, {"en", "report.en.txt"}};
  tthc_report *report =
    case_report(FACTS, "kstt:2021-Q2", "{'as_of': '2021-06-19', 'known_at': 1624100000, 'compare': true}");
  const char *folder = getenv("TTHC_TEST_SOURCE_DIR");
  size_t i;
  int failures = 0;
  (void)state;
  for (i = 0; i < COUNT(cases); i++) {
    char path[1024];
    tthc_text *got = tthc_report_text(report, cases[i].language, NULL), *wanted;
    snprintf(path, sizeof path, "%s/tests/data/reports/%s", folder == NULL ? "." : folder, cases[i].file);
    wanted = tthc_text_from_file(path, NULL);
    assert_non_null(wanted);
    failures += check_text(cases[i].file, tthc_text_data(got), tthc_text_data(wanted));
    assert_null(strchr(tthc_text_data(got), '\t'));
    assert_null(strstr(tthc_text_data(got), " \n"));
    tthc_text_free(got);
    tthc_text_free(wanted);
  }
  tthc_report_free(report);
  CHECK_NONE_FAILED(failures);
}

/* Words as long as a line, texts without blanks, control characters: cells hold them, by code points. */
static void test_wide_cells(void **state) {
  tthc_plan *plan = case_plan(
    "'units': [{'id': 'a', 'name': 'Ủy\\tban\\nnhân dân'}], 'tasks': [{'label': '1', 'title': "
    "'ườườườườườườườườườườườườườườườườườườườườườườườ x', 'lead': {'units': ['a']}, 'deadline': {'text': 'Quý I'}}]",
    NULL);
  tthc_report *report = report_of(plan, "2021-Q1", NULL);
  tthc_text *text = tthc_report_text(report, NULL, NULL);
  (void)state;
  assert_non_null(strstr(tthc_text_data(text), "\n1     | ườườườườườườườườườườườườườườườườườườ | Ủy ban nhân dân"));
  assert_non_null(strstr(tthc_text_data(text), "\n      | ườườườườườ x                         |"));
  assert_null(strchr(tthc_text_data(text), '\t'));
  tthc_text_free(text);
  tthc_report_free(report);
  tthc_plan_free(plan);
}

static void test_json(void **state) {
  tthc_plan *plan = case_plan(PLAN, FACTS);
  tthc_report *report = report_of(plan, "kstt:2021-Q2", "{'as_of': '2021-06-19', 'compare': true}");
  tthc_error *err = tthc_error_new();
  tthc_text *text = tthc_report_json(report, "{\"language\": \"en\"}", NULL);
  (void)state;
  assert_non_null(strstr(tthc_text_data(text), "\"format\": \"tthcplan-report/1\""));
  assert_non_null(strstr(tthc_text_data(text), "\"name\": \"Quarter II of 2021 (2021-03-15 to 2021-06-14)\""));
  assert_non_null(strstr(tthc_text_data(text), "\"other_period\": {\"period\": \"2021-Q2\""));
  assert_non_null(strstr(tthc_text_data(text), "\"sentence\": \"3 days (2 working days) overdue since 2021-06-16"));
  assert_null(strstr(tthc_text_data(text), "\"unit\": \"a\", \"tasks\""));
  tthc_text_free(text);
  assert_null(tthc_report_json(report, "{\"language\": \"fr\"}", err));
  assert_int_equal(tthc_error_code(err), TTHC_E_VALUE);
  tthc_error_free(err);
  tthc_report_free(report);
  tthc_plan_free(plan);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_text), cmocka_unit_test(test_wide_cells),
                                     cmocka_unit_test(test_json)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
