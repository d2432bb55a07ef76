/* Facts of a day outside what they are about, as an assessment notices them and, where no calendar matters, the plan. */
#include "assess/cases.h"
#include "tthcplan/findings.h"

#define PLAN \
  "'units': [{'id': 'a', 'name': 'A', 'level': 'commune'}], 'tasks': [" \
  "{'label': '1', 'title': 'T', 'lead': {'units': ['a']}, 'deadline': {'clauses': [" \
  " {'kind': 'once', 'start': '2021-04-01', 'due': '2021-06-30', 'key': '2021-Q2'}]}}," \
  "{'label': '2', 'title': 'T', 'lead': {'units': ['a']}, 'deadline': {'clauses': [{'kind': 'ongoing'}]}}," \
  "{'label': '3', 'title': 'T', 'lead': {'units': ['a']}, 'deadline': {'clauses': [" \
  " {'kind': 'once', 'due': '2021-06-30', 'key': '2021-H1'}]}}]," \
  "'indicators': [{'id': 'r', 'title': 'R', 'kind': 'ratio', 'series': 'per-period'}," \
  "{'id': 'n', 'title': 'N', 'kind': 'value', 'series': 'per-period'}]"

#define PROGRESS(task, period, state, day, more) \
  "{'id': 'f', 'kind': 'progress', 'task': '" task "', 'unit': 'a', 'period': '" period "', 'state': '" state \
  "', 'day': '" day "'" more "}"
#define DONE(task, period, day, more) PROGRESS(task, period, "done", day, more)
#define RATIO(period, numerator, denominator, day) \
  "{'id': 'm', 'kind': 'measurement', 'indicator': 'r', 'unit': 'a', 'period': '" period "', 'numerator': " numerator \
  ", 'denominator': " denominator ", 'day': '" day "'}"
#define VALUE(period, day) \
  "{'id': 'm', 'kind': 'measurement', 'indicator': 'n', 'unit': 'a', 'period': '" period \
  "', 'amount': 5, 'day': '" day "'}"

struct row {
  const char *label, *facts;
  const char *wanted; /* "code path: message" of each, from 26 to 29 */
};

/* Those of the codes that are looked at here. */
static void put_findings(struct lines *out, tthc_findings *findings) {
  int32_t i;
  for (i = 0; i < tthc_findings_count(findings); i++) {
    const int32_t code = tthc_findings_code(findings, i);
    if (code < TTHC_F_FACT_OUTSIDE_PLAN || code > TTHC_F_NUMERATOR_ABOVE_DENOMINATOR) continue;
    put_line(out, "%s%s %s%s", out->size > 0 ? "; " : "", tthc_finding_name(code), tthc_findings_path(findings, i),
             strrchr(tthc_findings_message(findings, i, "en"), ':'));
    assert_int_equal(tthc_findings_severity(findings, i), TTHC_WARNING);
    assert_non_null(strstr(tthc_findings_message(findings, i, "vi"), ": "));
  }
  tthc_findings_free(findings);
}

static int check_row(const struct row *row, int by_plan) {
  static struct lines got;
  tthc_plan *plan = case_plan(PLAN, row->facts);
  tthc_assessment *a = assess(plan, "2200-12-31", NULL);
  got.size = 0;
  got.text[0] = '\0';
  put_findings(&got, by_plan ? tthc_plan_findings(plan, NULL) : tthc_assessment_findings(a, NULL));
  tthc_assessment_free(a);
  tthc_plan_free(plan);
  return check_text(row->label, got.text, row->wanted);
}

static int check_rows(const struct row *rows, size_t count, int by_plan) {
  int failures = 0;
  size_t i;
  for (i = 0; i < count; i++) failures += check_row(&rows[i], by_plan);
  return failures;
}

/* The first reporting period of 2021 begins on 15/12/2020. */
static void test_outside_the_plan(void **state) {
  static const struct row assessed[] = {
    {"the first day of the first reporting period", PROGRESS("1", "2021-Q2", "not-started", "2020-12-15", ""), ""},
    {"the day before", PROGRESS("1", "2021-Q2", "not-started", "2020-12-14", ""),
     "fact-outside-plan /facts/0/day: 2020-12-14"},
    {"an event", "{'id': 'e', 'kind': 'event', 'task': '1', 'day': '1990-01-01'}",
     "fact-outside-plan /facts/0/day: 1990-01-01"},
    {"corrected",
     PROGRESS(
       "1", "2021-Q2", "not-started", "2020-12-14",
       "") ", "
           "{'id': 'g', 'kind': 'progress', 'task': '1', 'unit': 'a', 'period': '2021-Q2', 'state': 'not-started',"
           " 'day': '2021-04-14', 'corrects': 'f'}",
     ""},
    {"after the plan is for the plan", DONE("1", "2021-Q2", "2031-01-01", ""), ""},
  };
  static const struct row planned[] = {
    {"a year after the plan", DONE("1", "2021-Q2", "2023-01-01", ""), ""},
    {"a day more", DONE("1", "2021-Q2", "2023-01-02", ""), "fact-outside-plan /facts/0/day: 2023-01-02"},
    {"before the plan is for the assessment", DONE("1", "2021-Q2", "1990-01-01", ""), ""},
    {"corrected",
     PROGRESS("1", "2021-Q2", "done", "2031-06-01",
              "") ", "
                  "{'id': 'g', 'kind': 'progress', 'task': '1', 'unit': 'a', 'period': '2021-Q2', 'state': 'done',"
                  " 'day': '2021-06-01', 'corrects': 'f'}",
     ""},
  };
  (void)state;
  CHECK_NONE_FAILED(check_rows(assessed, COUNT(assessed), 0) + check_rows(planned, COUNT(planned), 1));
}

static void test_done_before_the_start(void **state) {
  static const struct row rows[] = {
    {"on the day", DONE("1", "2021-Q2", "2021-04-01", ""), ""},
    {"before", DONE("1", "2021-Q2", "2021-03-31", ""), "done-before-start /facts/0/day: 2021-03-31"},
    {"told later", DONE("1", "2021-Q2", "2021-05-05", ", 'done_day': '2021-03-31'"),
     "done-before-start /facts/0/done_day: 2021-03-31"},
    {"not done", PROGRESS("1", "2021-Q2", "in-progress", "2021-03-31", ""), ""},
    {"done again later",
     DONE("1", "2021-Q2", "2021-03-31",
          "") ", "
              "{'id': 'g', 'kind': 'progress', 'task': '1', 'unit': 'a', 'period': '2021-Q2', 'state': 'done',"
              " 'day': '2021-04-14'}",
     ""},
    {"returned",
     DONE("1", "2021-Q2", "2021-03-31",
          "") ", "
              "{'id': 'g', 'kind': 'return', 'task': '1', 'unit': 'a', 'period': '2021-Q2', 'day': '2021-04-14'}",
     ""},
    {"a report in its period", DONE("2", "kstt:2021-Q2", "2021-03-15", ""), ""},
    {"a report before its period", DONE("2", "kstt:2021-Q2", "2021-03-14", ""),
     "done-before-start /facts/0/day: 2021-03-14"},
    {"an open window", DONE("3", "2021-H1", "2020-12-20", ""), ""},
  };
  (void)state;
  CHECK_NONE_FAILED(check_rows(rows, COUNT(rows), 0));
}

static void test_figures_before_their_period(void **state) {
  static const struct row planned[] = {
    {"on the first day", RATIO("2021-Q2", "1", "2", "2021-04-01"), ""},
    {"before", RATIO("2021-Q2", "1", "2", "2021-03-31"), "figure-outside-period /facts/0/day: 2021-03-31"},
    {"a value before", VALUE("2021-06", "2021-05-31"), "figure-outside-period /facts/0/day: 2021-05-31"},
    {"after the period", RATIO("2021-Q2", "1", "2", "2021-08-31"), ""},
    {"of a reporting period", RATIO("kstt:2021-Q2", "1", "2", "2021-03-14"), ""},
  };
  static const struct row assessed[] = {
    {"on the first day", RATIO("kstt:2021-Q2", "1", "2", "2021-03-15"), ""},
    {"before", RATIO("kstt:2021-Q2", "1", "2", "2021-03-14"), "figure-outside-period /facts/0/day: 2021-03-14"},
    {"of an unknown regime", RATIO("other:2021-Q2", "1", "2", "2021-03-14"), ""},
    {"of a calendar period", RATIO("2021-Q2", "1", "2", "2021-03-31"), ""},
  };
  (void)state;
  CHECK_NONE_FAILED(check_rows(planned, COUNT(planned), 1) + check_rows(assessed, COUNT(assessed), 0));
}

static void test_more_than_all(void **state) {
  static const struct row rows[] = {
    {"all", RATIO("2021-Q2", "2", "2", "2021-06-30"), ""},
    {"more", RATIO("2021-Q2", "3", "2", "2021-06-30"), "numerator-above-denominator /facts/0/numerator: 3/2"},
    {"nothing", RATIO("2021-Q2", "0", "0", "2021-06-30"), ""},
    {"a value", VALUE("2021-Q2", "2021-06-30"), ""},
    {"and before its period", RATIO("2021-Q2", "3", "2", "2021-01-30"),
     "figure-outside-period /facts/0/day: 2021-01-30; numerator-above-denominator /facts/0/numerator: 3/2"},
  };
  (void)state;
  CHECK_NONE_FAILED(check_rows(rows, COUNT(rows), 1));
}

/* The sentence says what the fact is about. */
static void test_sentences(void **state) {
  tthc_plan *plan = case_plan(PLAN, RATIO("2021-Q2", "3", "2", "2021-06-30"));
  tthc_findings *findings = tthc_plan_findings(plan, NULL);
  (void)state;
  assert_int_equal(tthc_findings_count(findings), 1);
  assert_string_equal(tthc_findings_message(findings, 0, "vi"), "Tử số lớn hơn mẫu số (trên 100%): r, a, 2021-Q2: 3/2");
  assert_string_equal(tthc_findings_message(findings, 0, "en"),
                      "The numerator is above the denominator (more than 100 %): r, a, 2021-Q2: 3/2");
  tthc_findings_free(findings);
  tthc_plan_free(plan);
}

/* Facts that do not count as of the day are not looked at. */
static void test_as_of(void **state) {
  static const char facts[] = DONE("1", "2021-Q2", "2021-03-31", ", 'recorded_at': 5");
  static const struct {
    const char *as_of, *options;
    int32_t count;
  } rows[] = {{"2021-03-30", NULL, 0}, {"2021-03-31", NULL, 1}, {"2021-03-31", "{'known_at': 4}", 0}};
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    tthc_assessment *a = case_assess(PLAN, facts, rows[i].as_of, rows[i].options);
    tthc_findings *findings = tthc_assessment_findings(a, NULL);
    assert_int_equal(tthc_findings_count(findings), rows[i].count);
    tthc_findings_free(findings);
    tthc_assessment_free(a);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_outside_the_plan),
    cmocka_unit_test(test_done_before_the_start),
    cmocka_unit_test(test_figures_before_their_period),
    cmocka_unit_test(test_more_than_all),
    cmocka_unit_test(test_sentences),
    cmocka_unit_test(test_as_of),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
