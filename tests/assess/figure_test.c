/* Figures by period: what each gave, judged by the target of its day; and those that do not go together. */
#include "assess/figures.h"
#include "tthcplan/figure.h"

struct row {
  const char *label, *facts, *wanted;
};

/* "all 2021-Q1 met 3/4 75.00 (>= 20) 2 of 2; a 2021-Q1 … " */
static void put_figures(struct lines *out, const tthc_assessment *a) {
  int32_t row;
  out->size = 0;
  out->text[0] = '\0';
  for (row = 0; row < tthc_figure_count(a); row++) {
    const char *unit = tthc_figure_unit_id(a, row), *text = tthc_figure_text(a, row, "en");
    put_line(out, "%s %s %s %lld/%lld", unit == NULL ? "all" : unit, tthc_figure_period(a, row),
             tthc_verdict_word(tthc_figure_verdict(a, row)), (long long)tthc_figure_numerator(a, row),
             (long long)tthc_figure_denominator(a, row));
    if (text != NULL) put_line(out, " %s", text);
    if (tthc_figure_target(a, row) != NULL) put_line(out, " (%s)", tthc_figure_target(a, row));
    put_line(out, " %d of %d; ", (int)tthc_figure_units_reported(a, row), (int)tthc_figure_units_expected(a, row));
  }
}

static int check_figures(const char *members, const char *as_of, const struct row *rows, size_t count) {
  int failures = 0;
  size_t i;
  for (i = 0; i < count; i++) {
    static struct lines got;
    tthc_assessment *a = case_assess(members, rows[i].facts, as_of, NULL);
    put_figures(&got, a);
    failures += check_text(rows[i].label, got.text, rows[i].wanted);
    tthc_assessment_free(a);
  }
  return failures;
}

static void test_by_period(void **state) {
  static const struct row rows[] = {
    {"nobody", NULL, ""},
    {"one", Q1("a", RATIO(1, 4)), "all 2021-Q1 met 1/4 25.00 (>= 20) 1 of 2; a 2021-Q1 met 1/4 25.00 (>= 20) 1 of 1; "},
    {"each period by itself", Q1("a", RATIO(1, 4)) ", " Q2("a", RATIO(0, 2)) ", " Q1("b", RATIO(0, 9)),
     "all 2021-Q1 missed 1/13 7.69 (>= 20) 2 of 2; all 2021-Q2 missed 0/2 0.00 (>= 20) 1 of 2; "
     "a 2021-Q1 met 1/4 25.00 (>= 20) 1 of 1; a 2021-Q2 missed 0/2 0.00 (>= 20) 1 of 1; "
     "b 2021-Q1 missed 0/9 0.00 (>= 20) 1 of 1; "},
    {"nothing occurred", Q1("a", RATIO(0, 0)),
     "all 2021-Q1 no-activity 0/0 (>= 20) 1 of 2; a 2021-Q1 no-activity 0/0 (>= 20) 1 of 1; "},
    {"nobody asked", Q1("d", RATIO(1, 4)),
     "all 2021-Q1 met 1/4 25.00 (>= 20) 0 of 2; d 2021-Q1 met 1/4 25.00 (>= 20) 0 of 0; "},
    {"asked later: c is a member since July", Q2("c", RATIO(1, 4)),
     "all 2021-Q2 met 1/4 25.00 (>= 20) 0 of 2; c 2021-Q2 met 1/4 25.00 (>= 20) 0 of 0; "},
    {"the last word", Q1("a", RATIO(1, 4)) ", " FIGURE("a", "2021-Q1", RATIO(2, 4), "2021-04-01", ""),
     "all 2021-Q1 met 2/4 50.00 (>= 20) 1 of 2; a 2021-Q1 met 2/4 50.00 (>= 20) 1 of 1; "},
    {"not yet said", FIGURE("a", "2021-Q2", RATIO(1, 2), "2022-07-01", ""), ""},
    {"in the order of their ends", FIGURE("a", "2021", RATIO(1, 2), "2021-12-31", "") ", "
     FIGURE("a", "2021-06", RATIO(1, 2), "2021-12-31", "") ", "
     FIGURE("a", "kstt:2021-Q2", RATIO(1, 2), "2021-12-31", "") ", " Q2("a", RATIO(1, 2)),
     "all kstt:2021-Q2 met 1/2 50.00 (>= 20) 1 of 2; all 2021-Q2 met 1/2 50.00 (>= 20) 1 of 2; "
     "all 2021-06 met 1/2 50.00 (>= 20) 1 of 2; all 2021 met 1/2 50.00 (>= 20) 1 of 3; "
     "a kstt:2021-Q2 met 1/2 50.00 (>= 20) 1 of 1; a 2021-Q2 met 1/2 50.00 (>= 20) 1 of 1; "
     "a 2021-06 met 1/2 50.00 (>= 20) 1 of 1; a 2021 met 1/2 50.00 (>= 20) 1 of 1; "},
    {"of a regime that is not known: by the day", FIGURE("a", "khac:2021-Q1", RATIO(1, 2), "2021-08-01", "") ", "
     FIGURE("b", "khac:2021-Q1", RATIO(1, 2), "2021-04-01", ""),
     "all khac:2021-Q1 met 2/4 50.00 (>= 20) 2 of 3; a khac:2021-Q1 met 1/2 50.00 (>= 20) 1 of 1; "
     "b khac:2021-Q1 met 1/2 50.00 (>= 20) 1 of 1; "},
  };
  static const struct row cumulative[] = {
    {"as they were said", Q1("a", RATIO(1, 4)) ", " Q2("a", RATIO(3, 5)),
     "all 2021-Q1 no-target 1/4 25.00 0 of 0; all 2021-Q2 no-target 3/5 60.00 0 of 0; "
     "a 2021-Q1 no-target 1/4 25.00 0 of 0; a 2021-Q2 no-target 3/5 60.00 0 of 0; "},
  };
  static const struct row values[] = {
    {"amounts", Q1("a", AMOUNT(0.5)) ", " Q1("b", AMOUNT(1.25)),
     "all 2021-Q1 no-target 175/100 1.75 0 of 0; a 2021-Q1 no-target 5/10 0.50 0 of 0; "
     "b 2021-Q1 no-target 125/100 1.25 0 of 0; "},
  };
  static const struct row after_the_plan[] = { /* who is asked stays as it was on the plan's last day: b joins later */
    {"the next year", FIGURE("a", "2022-Q1", RATIO(1, 4), "2022-03-31", ""),
     "all 2022-Q1 no-target 1/4 25.00 1 of 1; a 2022-Q1 no-target 1/4 25.00 1 of 1; "},
  };
  (void)state;
  CHECK_NONE_FAILED(
    check_figures(INDICATOR("ratio", "per-period", ", 'task': '1', " TARGET(">=", 20, "")), "2021-12-31", rows,
                  COUNT(rows)) +
    check_figures(INDICATOR("ratio", "cumulative", ""), "2021-12-31", cumulative, COUNT(cumulative)) +
    check_figures(INDICATOR("value", "per-period", ""), "2021-12-31", values, COUNT(values)) +
    check_figures("'units': [{'id': 'a', 'name': 'A'}, {'id': 'b', 'name': 'B'}, {'id': 'g', 'name': 'G', 'kind': "
                  "'group', 'members': [{'unit': 'a'}, {'unit': 'b', 'first_day': '2022-01-01'}]}], " TASK
                  "'indicators': [{'id': 'i', 'title': 'I', 'kind': 'ratio', 'series': 'per-period', 'task': '1'}]",
                  "2023-01-01", after_the_plan, COUNT(after_the_plan)));
}

/* With a filter, of these units and their sum. */
static void test_filter(void **state) {
  static struct lines got;
  tthc_assessment *a = case_assess(INDICATOR("ratio", "per-period", ", 'task': '1'"),
                                   Q1("a", RATIO(1, 4)) ", " Q1("b", RATIO(2, 4)) ", " Q2("b", RATIO(2, 4)),
                                   "2021-06-30", "{'units': ['a']}");
  (void)state;
  put_figures(&got, a);
  assert_string_equal(got.text, "all 2021-Q1 no-target 1/4 25.00 1 of 1; a 2021-Q1 no-target 1/4 25.00 1 of 1; ");
  tthc_assessment_free(a);
}

/* The target of the period's last day; of several for that day the one for the very period. */
static void test_targets(void **state) {
  static const char members[] = INDICATOR(
    "ratio", "per-period",
    ", 'baselines': [{'amount': 50, 'unit': 'a'}], 'targets': [{'comparator': '>=', 'amount': 10, 'period': '2021'}, "
    "{'comparator': '>=', 'amount': 20, 'period': '2021-Q2'}, {'comparator': '>=', 'amount': 30, 'period': '2022'}, "
    "{'comparator': '>=', 'amount': 40, 'unit': 'a', 'period': '2021-Q3', 'reduction': true}, "
    "{'comparator': '>=', 'amount': 40, 'unit': 'b', 'period': '2021-Q3', 'reduction': true}]");
  static const struct {
    const char *unit, *period, *target;
    int32_t verdict;
  } rows[] = {
    {"a", "2021-Q1", ">= 10", TTHC_MET},   {"a", "2021-Q2", ">= 20", TTHC_MISSED},
    {"a", "2021-05", ">= 10", TTHC_MET}, /* 2021 and 2021-Q2 hold, and 2021 stands first */
    {"a", "2021-Q3", "giảm >= 40", TTHC_MET}, {"b", "2021-Q3", "giảm >= 40", TTHC_NO_BASELINE},
    {"d", "2021-Q3", ">= 10", TTHC_MET},   {"a", "2022-Q1", ">= 30", TTHC_MISSED},
    {"a", "2020-Q4", NULL, TTHC_NO_TARGET},
  };
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    static struct lines facts;
    tthc_assessment *a;
    int32_t row;
    facts.size = 0;
    put_line(&facts, FIGURE("%s", "%s", RATIO(15, 100), "2021-01-01", ""), rows[i].unit, rows[i].period);
    a = case_assess(members, facts.text, "2022-12-31", NULL);
    row = tthc_figure_find(a, "i", rows[i].unit, rows[i].period);
    failures += check_text(rows[i].period, tthc_figure_target(a, row), rows[i].target);
    failures += check_int(rows[i].period, tthc_figure_verdict(a, row), rows[i].verdict);
    tthc_assessment_free(a);
  }
  CHECK_NONE_FAILED(failures);
}

static void test_rows(void **state) {
  tthc_assessment *a = case_assess(INDICATOR("ratio", "per-period", ", 'task': '1'"),
                                   Q1("a", RATIO(1, 3)) ", " Q2("a", RATIO(1, 3)), "2021-06-30", NULL);
  const int32_t wrong[] = {-1, tthc_figure_count(a)};
  size_t i;
  (void)state;
  assert_int_equal(tthc_figure_count(a), 4);
  assert_int_equal(tthc_figure_find(a, "i", NULL, "2021-Q1"), 0);
  assert_int_equal(tthc_figure_find(a, "i", NULL, "2021-Q2"), 1);
  assert_int_equal(tthc_figure_find(a, "i", "a", "2021-Q2"), 3);
  assert_int_equal(tthc_figure_find(a, "i", "b", "2021-Q2"), TTHC_NONE);
  assert_int_equal(tthc_figure_find(a, "i", "a", "2021-Q3"), TTHC_NONE);
  assert_int_equal(tthc_figure_find(a, "j", "a", "2021-Q2"), TTHC_NONE);
  assert_int_equal(tthc_figure_find(a, NULL, NULL, NULL), TTHC_NONE);
  assert_int_equal(tthc_figure_find(NULL, "i", "a", "2021-Q2"), TTHC_NONE);
  assert_int_equal(tthc_figure_count(NULL), 0);
  assert_string_equal(tthc_figure_indicator_id(a, 3), "i");
  assert_string_equal(tthc_figure_text(a, 3, "vi"), "33,33");
  assert_string_equal(tthc_figure_text(a, 3, NULL), "33,33");
  for (i = 0; i < COUNT(wrong); i++) {
    assert_null(tthc_figure_indicator_id(a, wrong[i]));
    assert_null(tthc_figure_unit_id(a, wrong[i]));
    assert_null(tthc_figure_period(a, wrong[i]));
    assert_null(tthc_figure_text(a, wrong[i], "vi"));
    assert_null(tthc_figure_target(a, wrong[i]));
    assert_int_equal(tthc_figure_verdict(a, wrong[i]), 0);
    assert_int_equal(tthc_figure_numerator(a, wrong[i]), TTHC_NO_NUMBER);
    assert_int_equal(tthc_figure_denominator(a, wrong[i]), TTHC_NO_NUMBER);
    assert_int_equal(tthc_figure_units_reported(a, wrong[i]), 0);
    assert_int_equal(tthc_figure_units_expected(a, wrong[i]), 0);
  }
  tthc_assessment_free(a);
}

/* --- figures that do not go together ------------------------------------------------------------------------------ */

/* "periods-overlap /facts/1 … A, 2021-Q2, 2021-06; " of what was noticed in figures. */
static void put_noticed(struct lines *out, const tthc_assessment *a) {
  tthc_findings *findings = tthc_assessment_findings(a, NULL);
  int32_t row;
  out->size = 0;
  out->text[0] = '\0';
  for (row = 0; row < tthc_findings_count(findings); row++) {
    const int32_t code = tthc_findings_code(findings, row);
    if (code != TTHC_F_PERIODS_OVERLAP && code != TTHC_F_CUMULATIVE_FALLS) continue;
    put_line(out, "%s %s%s; ", tthc_finding_name(code), tthc_findings_path(findings, row),
             strchr(tthc_findings_message(findings, row, "en"), ':'));
  }
  tthc_findings_free(findings);
}

static int check_noticed(const char *kind, const char *series, const struct row *rows, size_t count) {
  int failures = 0;
  size_t i;
  for (i = 0; i < count; i++) {
    static struct lines members, got;
    tthc_assessment *a;
    members.size = 0;
    put_line(&members, INDICATOR("%s", "%s", ""), kind, series);
    a = case_assess(members.text, rows[i].facts, "2021-12-31", NULL);
    put_noticed(&got, a);
    failures += check_text(rows[i].label, got.text, rows[i].wanted);
    tthc_assessment_free(a);
  }
  return failures;
}

static void test_overlaps(void **state) {
#define OF(unit, period) FIGURE(unit, period, RATIO(1, 2), "2021-12-01", "")
  static const struct row rows[] = {
    {"one after the other", OF("a", "2021-Q1") ", " OF("a", "2021-Q2"), ""},
    {"a month of the quarter", OF("a", "2021-06") ", " OF("a", "2021-Q2"),
     "periods-overlap /facts/0: A, 2021-Q2, 2021-06; "},
    {"of other units", OF("a", "2021-06") ", " OF("b", "2021-Q2"), ""},
    {"by calendar and by regime", OF("a", "kstt:2021-Q2") ", " OF("a", "2021-Q2"),
     "periods-overlap /facts/1: A, kstt:2021-Q2, 2021-Q2; "},
    {"one day", OF("a", "2021-02-01..2021-04-01") ", " OF("a", "2021-Q2"),
     "periods-overlap /facts/1: A, 2021-02-01..2021-04-01, 2021-Q2; "},
    {"one for each that overlaps", OF("a", "2021") ", " OF("a", "2021-Q1") ", " OF("a", "2021-Q2"),
     "periods-overlap /facts/0: A, 2021-Q2, 2021; "},
    {"within one before", OF("a", "2021-H1") ", " OF("a", "2021-02") ", " OF("a", "2021-05"),
     "periods-overlap /facts/0: A, 2021-05, 2021-H1; "},
    {"of a regime that is not known", OF("a", "khac:2021-Q2") ", " OF("a", "2021-Q2"), ""},
    {"corrected", FIGURE("a", "2021-06", RATIO(1, 2), "2021-12-01", ", 'id': 'x'") ", "
     FIGURE("a", "2021-Q2", RATIO(1, 2), "2021-12-02", ", 'corrects': 'x'"), ""},
  };
  static const struct row cumulative[] = {{"each includes the others", OF("a", "2021-06") ", " OF("a", "2021-Q2"), ""}};
  (void)state;
  CHECK_NONE_FAILED(check_noticed("ratio", "per-period", rows, COUNT(rows)) +
                    check_noticed("ratio", "cumulative", cumulative, COUNT(cumulative)));
}

static void test_falls(void **state) {
  static const struct row ratios[] = {
    {"it grows", Q1("a", RATIO(1, 9)) ", " Q2("a", RATIO(2, 9)), ""},
    {"it stays", Q1("a", RATIO(1, 9)) ", " Q2("a", RATIO(1, 9)), ""},
    {"it falls", Q1("a", RATIO(2, 9)) ", " Q2("a", RATIO(1, 9)), "cumulative-falls /facts/1: A, 2021-Q1, 2021-Q2; "},
    {"by period, not by when it was said", Q2("a", RATIO(1, 9)) ", "
     FIGURE("a", "2021-Q1", RATIO(2, 9), "2021-12-01", ""), "cumulative-falls /facts/0: A, 2021-Q1, 2021-Q2; "},
    {"the share falls, what was done does not", Q1("a", RATIO(2, 4)) ", " Q2("a", RATIO(3, 9)), ""},
    {"of other units", Q1("a", RATIO(2, 9)) ", " Q2("b", RATIO(1, 9)), ""},
    {"a correction", Q1("a", RATIO(2, 9)) ", " FIGURE("a", "2021-Q2", RATIO(3, 9), "2021-06-30", ", 'id': 'x'") ", "
     FIGURE("a", "2021-Q2", RATIO(1, 9), "2021-07-01", ", 'corrects': 'x'"), ""},
    {"of those that end together the last word", Q1("a", RATIO(2, 9)) ", "
     FIGURE("a", "2021-06", RATIO(1, 9), "2021-06-01", "") ", " Q2("a", RATIO(3, 9)), ""},
    {"each fall", Q1("a", RATIO(5, 9)) ", " Q2("a", RATIO(3, 9)) ", "
     FIGURE("a", "2021-Q3", RATIO(4, 9), "2021-10-01", "") ", " FIGURE("a", "2021-Q4", RATIO(2, 9), "2021-12-01", ""),
     "cumulative-falls /facts/1: A, 2021-Q1, 2021-Q2; cumulative-falls /facts/3: A, 2021-Q3, 2021-Q4; "},
  };
  static const struct row values[] = {
    {"amounts", Q1("a", AMOUNT(0.3)) ", " Q2("a", AMOUNT(0.25)), "cumulative-falls /facts/1: A, 2021-Q1, 2021-Q2; "},
    {"amounts that grow", Q1("a", AMOUNT(-3)) ", " Q2("a", AMOUNT(-2.5)), ""},
  };
  static const struct row by_period[] = {{"a series by period", Q1("a", AMOUNT(2)) ", " Q2("a", AMOUNT(1)), ""}};
  (void)state;
  CHECK_NONE_FAILED(check_noticed("ratio", "cumulative", ratios, COUNT(ratios)) +
                    check_noticed("value", "cumulative", values, COUNT(values)) +
                    check_noticed("value", "per-period", by_period, COUNT(by_period)));
}

static void test_json(void **state) {
  static const char *const wanted[] = {
    "{\"indicator\": \"i\", \"unit\": \"a\", \"verdict\": \"missed\", \"numerator\": 38, \"denominator\": 1, "
    "\"text\": \"38.00\", \"target\": \"giảm >= 10\", \"units_reported\": 0, \"units_expected\": 0, "
    "\"baseline\": 40.5, \"reduction\": \"6.17\", \"periods_measured\": 1, \"periods_left\": 3, "
    "\"needed\": \"-0.52\", \"reachable\": false}",
    "\"figures\": [", "{\"indicator\": \"i\", \"period\": \"2021-Q1\", \"verdict\": \"no-baseline\"",
    "{\"indicator\": \"i\", \"unit\": \"a\", \"period\": \"2021-Q1\", \"verdict\": \"missed\", \"numerator\": 38, "
    "\"denominator\": 1, \"text\": \"38.00\", \"target\": \"giảm >= 10\", \"units_reported\": 0, "
    "\"units_expected\": 0}",
  };
  tthc_assessment *a = case_assess(INDICATOR("value", "per-period", ", 'baselines': [{'amount': 40.5, 'unit': 'a'}], "
                                             TARGET(">=", 10, ", 'reduction': true")), Q1("a", AMOUNT(38)),
                                   "2021-06-30", NULL);
  tthc_text *text = assessment_text(a);
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(wanted); i++)
    failures += check_int(wanted[i], strstr(tthc_text_data(text), wanted[i]) != NULL, 1);
  tthc_text_free(text);
  tthc_assessment_free(a);
  CHECK_NONE_FAILED(failures);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_by_period), cmocka_unit_test(test_filter),   cmocka_unit_test(test_targets),
    cmocka_unit_test(test_rows),      cmocka_unit_test(test_overlaps), cmocka_unit_test(test_falls),
    cmocka_unit_test(test_json),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
