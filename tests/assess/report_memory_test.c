/* Each allocation of a report, and of its two forms, fails in turn: it says so, leaks nothing, and never gives another. */
#include "assess/cases.h"
#include "support/failing.h"
#include "tthcplan/report.h"

#define PLAN                                                                                                          \
  "'subject': 'S', 'authority': 'B', 'units': [{'id': 'a', 'name': 'A'}, {'id': 'b', 'name': 'B', 'level': "          \
  "'commune'}, {'id': 'g', 'name': 'G', 'kind': 'group', 'members': [{'unit': 'a'}, {'unit': 'b'}]}], 'sections': "   \
  "[{'label': 'A', 'title': 'S'}], 'tasks': [{'section': 'A', 'label': '1', 'title': 'T', 'lead': {'units': ['g']}, " \
  "'coordinator': {'units': ['a', 'b']}, 'deliverable': 'D', 'deadline': {'text': 'Thường xuyên'}}, {'section': 'A', " \
  "'label': '2', 'title': 'T', 'lead': {'units': ['a']}, 'deadline': {'text': 'Quý I/2021'}}], 'indicators': [{'id': " \
  "'i', 'title': 'I', 'kind': 'ratio', 'series': 'per-period', 'task': 'A.1', 'measure': '%', 'targets': "             \
  "[{'comparator': '>=', 'amount': 20}]}]"
#define FACTS                                                                                                        \
  "{'kind': 'progress', 'task': 'A.1', 'unit': 'a', 'period': 'kstt:2021-Q1', 'state': 'done', 'day': "              \
  "'2021-03-15', 'evidence': {'number': '1', 'day': '2021-03-15', 'text': 'x', 'link': 'y'}, 'note': 'n', "          \
  "'difficulties': 'd', 'reference': 'r'}, "                                                                         \
  "{'kind': 'explanation', 'task': 'A.2', 'unit': 'a', 'period': '2021-Q1', 'day': '2021-04-01', 'note': 'n'}, "     \
  "{'kind': 'measurement', 'indicator': 'i', 'unit': 'a', 'period': '2021-04', 'numerator': 1, 'denominator': 4, "   \
  "'day': '2021-05-01'}, "                                                                                           \
  "{'kind': 'measurement', 'indicator': 'i', 'unit': 'a', 'period': '2021-05', 'numerator': 1, 'denominator': 4, "   \
  "'day': '2021-06-01'}"

enum form { AS_JSON, AS_TEXT };

/* The report in a form, with the call that fails; NULL with the error. */
static tthc_text *report_failing(const tthc_plan *plan, const tthc_calendar *calendar, enum form form, int64_t call,
                                 tthc_error *err) {
  tthc_report *report;
  tthc_text *text = NULL;
  calls = 0;
  failing = call;
  report = tthc_report_new(plan, calendar, "2021-04-01..2021-06-30",
                           "{\"as_of\": \"2021-07-01\", \"known_at\": 1700000000, \"unit\": \"g\", \"per_unit\": true, "
                           "\"compare\": true}", err);
  if (report != NULL && form == AS_JSON) text = tthc_report_json(report, NULL, err);
  if (report != NULL && form == AS_TEXT) text = tthc_report_text(report, NULL, err);
  failing = 0;
  tthc_report_free(report);
  return text;
}

static int check_call(int64_t call, const tthc_text *got, const tthc_text *whole, const tthc_error *err) {
  char label[32];
  snprintf(label, sizeof label, "call %d", (int)call);
  if (got == NULL) return check_int(label, tthc_error_code(err), TTHC_E_MEMORY);
  return check_text(label, tthc_text_data(got), tthc_text_data(whole));
}

static void run(enum form form) {
  tthc_plan *plan = case_plan(PLAN, FACTS);
  tthc_calendar *calendar = tthc_calendar_new(NULL, NULL);
  tthc_error *err = tthc_error_new();
  tthc_text *whole = report_failing(plan, calendar, form, 0, err);
  const int64_t count = calls;
  int64_t call;
  int failures = 0;
  assert_non_null(whole);
  assert_true(count > 120);
  for (call = 1; call <= count && failures < 5; call++) {
    tthc_text *text = report_failing(plan, calendar, form, call, err);
    failures += check_call(call, text, whole, err);
    tthc_text_free(text);
  }
  tthc_text_free(whole);
  tthc_error_free(err);
  tthc_calendar_free(calendar);
  tthc_plan_free(plan);
  CHECK_NONE_FAILED(failures);
}

static void test_json(void **state) {
  (void)state;
  run(AS_JSON);
}

static void test_text(void **state) {
  (void)state;
  run(AS_TEXT);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_json), cmocka_unit_test(test_text)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
