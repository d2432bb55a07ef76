/* Each allocation of an assessment, a diff, and a ranking fails in turn: it says so, leaks nothing, and never gives another. */
#include "assess/cases.h"
#include "support/failing.h"
#include "tthcplan/assessment_diff.h"
#include "tthcplan/ranking.h"

#define PLAN                                                                                                          \
  "'units': [{'id': 'a', 'name': 'A'}, {'id': 'b', 'name': 'B'}, {'id': 'g', 'name': 'G', 'kind': 'group', "          \
  "'members': [{'unit': 'a'}, {'unit': 'b'}]}], 'sections': [{'label': 'A', 'title': 'S'}], 'tasks': ["               \
  "{'section': 'A', 'label': '1', 'title': 'T', 'lead': {'units': ['g']}, 'deadline': {'clauses': [{'kind': "         \
  "'ongoing'}, {'kind': 'once', 'due': '2021-06-30', 'key': '2021-06'}]}}, {'section': 'A', 'label': '2', 'title': " \
  "'T', 'lead': {'units': ['a']}, 'coordinator': {'units': ['b']}, 'deadline': {'clauses': [{'kind': 'on-event', "    \
  "'event': 'x'}]}}], 'indicators': [{'id': 'i', 'title': 'I', 'kind': 'ratio', 'series': 'per-period', 'task': "     \
  "'A.1', 'baselines': [{'amount': 40}, {'amount': 40, 'unit': 'a'}], 'targets': [{'comparator': '>=', 'amount': 20, " \
  "'reduction': true}]}]"
#define FACTS                                                                                                       \
  "{'kind': 'progress', 'task': 'A.1', 'unit': 'a', 'period': '2021-06', 'state': 'done', 'day': '2021-07-05'}, "   \
  "{'kind': 'progress', 'task': 'A.1', 'unit': 'a', 'period': '2021-05', 'state': 'done', 'day': '2021-07-05'}, "   \
  "{'kind': 'event', 'task': 'A.2', 'day': '2021-04-05', 'due': '2021-05-14'}, "                                    \
  "{'kind': 'measurement', 'indicator': 'i', 'unit': 'a', 'period': '2021-Q1', 'numerator': 1, 'denominator': 4, "  \
  "'day': '2021-04-01'}, {'kind': 'measurement', 'indicator': 'i', 'unit': 'a', 'period': '2021-03', "               \
  "'numerator': 1, 'denominator': 4, 'day': '2021-04-01'}"
#define OPTIONS                                                                                                     \
  "{\"units\": [\"b\", \"g\"], \"roles\": [\"lead\", \"coordinator\"], \"sections\": [\"A\"], \"tasks\": [\"A.1\", " \
  "\"A.2\"], \"periods\": [\"2021-06\", \"kstt:2021-Q1\", \"kstt:2021-Q2\", \"event\"]}"

/* The assessment as a document, with the call that fails; NULL with the error. */
static tthc_text *assess_failing(const tthc_plan *plan, const tthc_calendar *calendar, int64_t call, tthc_error *err) {
  tthc_assessment *a;
  tthc_text *text = NULL;
  calls = 0;
  failing = call;
  a = tthc_assessment_new(plan, calendar, day_of("2021-07-15"), OPTIONS, err);
  if (a != NULL) text = tthc_assessment_json(a, "{\"sentences\": \"vi\"}", err);
  failing = 0;
  tthc_assessment_free(a);
  return text;
}

static int check_call(int64_t call, const tthc_text *got, const tthc_text *whole, const tthc_error *err) {
  char label[32];
  snprintf(label, sizeof label, "call %d", (int)call);
  if (got == NULL) return check_int(label, tthc_error_code(err), TTHC_E_MEMORY);
  return check_text(label, tthc_text_data(got), tthc_text_data(whole));
}

static void test_assessments(void **state) {
  tthc_plan *plan = case_plan(PLAN, FACTS);
  tthc_calendar *calendar = tthc_calendar_new(NULL, NULL);
  tthc_error *err = tthc_error_new();
  tthc_text *whole = assess_failing(plan, calendar, 0, err);
  const int64_t count = calls;
  int64_t call;
  int failures = 0;
  (void)state;
  assert_non_null(whole);
  assert_non_null(strstr(tthc_text_data(whole), "fact-without-assignment"));
  assert_non_null(strstr(tthc_text_data(whole), "periods-overlap"));
  assert_non_null(strstr(tthc_text_data(whole), "\"reduction\": \"37.50\""));
  assert_true(count > 60);
  for (call = 1; call <= count && failures < 5; call++) {
    tthc_text *text = assess_failing(plan, calendar, call, err);
    failures += check_call(call, text, whole, err);
    tthc_text_free(text);
  }
  tthc_text_free(whole);
  tthc_error_free(err);
  tthc_calendar_free(calendar);
  tthc_plan_free(plan);
  CHECK_NONE_FAILED(failures);
}

static tthc_text *diff_failing(const tthc_assessment *before, const tthc_assessment *after, int64_t call,
                               tthc_error *err) {
  tthc_assessment_diff *diff;
  tthc_text *text = NULL;
  calls = 0;
  failing = call;
  diff = tthc_assessment_diff_new(before, after, err);
  if (diff != NULL) text = tthc_assessment_diff_json(diff, NULL, err);
  failing = 0;
  tthc_assessment_diff_free(diff);
  return text;
}

static void test_diffs(void **state) {
  tthc_plan *plan = case_plan(PLAN, FACTS);
  tthc_assessment *before = assess(plan, "2021-03-01", "{'units': ['b']}"), *after = assess(plan, "2021-07-15", NULL);
  tthc_error *err = tthc_error_new();
  tthc_text *whole = diff_failing(before, after, 0, err);
  const int64_t count = calls;
  int64_t call;
  int failures = 0;
  (void)state;
  assert_non_null(whole);
  assert_true(count > 15);
  for (call = 1; call <= count && failures < 5; call++) {
    tthc_text *text = diff_failing(before, after, call, err);
    failures += check_call(call, text, whole, err);
    tthc_text_free(text);
  }
  tthc_text_free(whole);
  tthc_error_free(err);
  tthc_assessment_free(before);
  tthc_assessment_free(after);
  tthc_plan_free(plan);
  CHECK_NONE_FAILED(failures);
}

#define SCHEME                                                                                                       \
  "{\"format\": \"tthcplan-rating/1\", \"id\": \"s\", \"name\": \"S\", \"version\": \"1\", \"criteria\": [{\"id\": \"x\", " \
  "\"name\": \"X\", \"points\": 9, \"measure\": \"unexplained-deduction\", \"per\": 1}, {\"id\": \"y\", \"name\": \"Y\", "    \
  "\"points\": 9, \"measure\": \"manual\"}], \"classes\": [{\"id\": \"c\", \"name\": \"C\", \"from\": 0}], \"blocks\": "        \
  "[{\"id\": \"l\", \"name\": \"L\", \"levels\": [\"district\"]}, {\"id\": \"u\", \"name\": \"U\", \"units\": [\"a\"]}, "      \
  "{\"id\": \"r\", \"name\": \"R\"}], \"ties\": [\"x\", \"y\"]}"
#define SCORES "{\"scores\": [{\"unit\": \"a\", \"criterion\": \"y\", \"points\": 4.5}]}"

/* The ranking as a document, or as a table. */
static tthc_text *rank_failing(const tthc_plan *plan, const tthc_assessment *a, const char *scheme, int64_t call,
                               tthc_error *err) {
  tthc_ranking *ranking;
  tthc_text *text = NULL;
  calls = 0;
  failing = call;
  ranking = tthc_ranking_new(plan, a, scheme, -1, scheme == NULL ? NULL : SCORES, err);
  if (ranking != NULL) text = (scheme == NULL ? tthc_ranking_text : tthc_ranking_json)(ranking, "vi", err);
  failing = 0;
  tthc_ranking_free(ranking);
  return text;
}

static int check_rankings(const tthc_plan *plan, const tthc_assessment *a, const char *scheme) {
  tthc_error *err = tthc_error_new();
  tthc_text *whole = rank_failing(plan, a, scheme, 0, err);
  const int64_t count = calls;
  int64_t call;
  int failures = 0;
  assert_non_null(whole);
  assert_true(count > 40);
  for (call = 1; call <= count && failures < 5; call++) {
    tthc_text *text = rank_failing(plan, a, scheme, call, err);
    failures += check_call(call, text, whole, err);
    tthc_text_free(text);
  }
  tthc_text_free(whole);
  tthc_error_free(err);
  return failures;
}

static void test_rankings(void **state) {
  tthc_plan *plan = case_plan(PLAN, FACTS);
  tthc_assessment *a = assess(plan, "2021-07-15", NULL);
  (void)state;
  CHECK_NONE_FAILED(check_rankings(plan, a, SCHEME) + check_rankings(plan, a, NULL));
  tthc_assessment_free(a);
  tthc_plan_free(plan);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_assessments), cmocka_unit_test(test_diffs),
                                     cmocka_unit_test(test_rankings)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
