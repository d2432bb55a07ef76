/* Trends: what the periods that are left must give so that the target is reached. */
#include "assess/figures.h"

#define Q3(unit, figure) FIGURE(unit, "2021-Q3", figure, "2021-09-30", "")
#define Q4(unit, figure) FIGURE(unit, "2021-Q4", figure, "2021-12-31", "")

struct row {
  const char *label, *targets, *facts, *wanted;
};

/* "2 left of 4 need 23.34, reachable" of one row; "-" for what it does not have. */
static void put_trend(struct lines *out, const tthc_assessment *a, int32_t row) {
  const int32_t left = tthc_value_periods_left(a, row), reachable = tthc_value_reachable(a, row);
  const char *needed = tthc_value_needed(a, row, "en");
  out->size = 0;
  put_line(out, "%d and ", (int)tthc_value_periods_measured(a, row));
  if (left == TTHC_NO_NUMBER)
    put_line(out, "-");
  else
    put_line(out, "%d left", (int)left);
  put_line(out, ", %s, %s", needed == NULL ? "-" : needed,
           reachable == TTHC_NO_NUMBER ? "-" : reachable ? "reachable" : "out of reach");
}

/* Each case has the same trend for unit a and, as only a reports, for all together. */
static int check_trends(const char *kind, const char *series, const struct row *rows, size_t count) {
  int failures = 0;
  size_t i;
  for (i = 0; i < count; i++) {
    static struct lines members, got;
    tthc_assessment *a;
    int32_t row;
    members.size = 0;
    put_line(&members, INDICATOR("%s", "%s", "%s%s"), kind, series, rows[i].targets == NULL ? "" : ", ",
             rows[i].targets == NULL ? "" : rows[i].targets);
    a = case_assess(members.text, rows[i].facts, "2021-12-31", NULL);
    for (row = 0; row < 2; row++) {
      put_trend(&got, a, row);
      failures += check_text(rows[i].label, got.text, rows[i].wanted);
    }
    tthc_assessment_free(a);
  }
  return failures;
}

static void test_ratio_by_period(void **state) {
  static const struct row rows[] = {
    {"rounded up", TARGET(">=", 20, ""), Q1("a", RATIO(10, 100)), "1 and 3 left, 23.34, reachable"},
    {"the mean denominator", TARGET(">=", 20, ""), Q1("a", RATIO(10, 50)) ", " Q2("a", RATIO(10, 150)),
     "2 and 2 left, 30.00, reachable"},
    {"the last period", TARGET(">=", 20, ""),
     Q1("a", RATIO(10, 100)) ", " Q2("a", RATIO(10, 100)) ", " Q3("a", RATIO(10, 100)),
     "3 and 1 left, 50.00, reachable"},
    {"all of it", TARGET(">=", 70, ""), Q1("a", RATIO(40, 100)) ", " Q2("a", RATIO(40, 100)),
     "2 and 2 left, 100.00, reachable"},
    {"more than all of it", TARGET(">=", 70, ""), Q1("a", RATIO(39, 100)) ", " Q2("a", RATIO(40, 100)),
     "2 and 2 left, 100.50, out of reach"},
    {"more than 100 % is none where it may be more", TARGET(">=", 170, ""), Q1("a", RATIO(150, 100)),
     "1 and 3 left, 176.67, reachable"},
    {"met, but not yet sure", TARGET(">=", 20, ""), Q1("a", RATIO(20, 100)), "1 and 3 left, 20.00, reachable"},
    {"cannot be lost", TARGET(">=", 20, ""), Q1("a", RATIO(80, 100)), "1 and 3 left, -, reachable"},
    {"can just be lost", TARGET(">=", 20, ""), Q1("a", RATIO(79, 100)), "1 and 3 left, 0.34, reachable"},
    {"more than: one more", TARGET(">", 20, ""), Q1("a", RATIO(20, 100)), "1 and 3 left, 20.01, reachable"},
    {"more than: just nothing is not enough", TARGET(">", 20, ""), Q1("a", RATIO(80, 100)),
     "1 and 3 left, 0.01, reachable"},
    {"more than: all of it is not enough", TARGET(">", 70, ""), Q1("a", RATIO(40, 100)) ", " Q2("a", RATIO(40, 100)),
     "2 and 2 left, 100.01, out of reach"},
    {"at most: rounded down", TARGET("<=", 20, ""), Q1("a", RATIO(10, 100)), "1 and 3 left, 23.33, reachable"},
    {"at most: nothing more", TARGET("<=", 20, ""), Q1("a", RATIO(80, 100)), "1 and 3 left, 0.00, reachable"},
    {"at most: too late", TARGET("<=", 20, ""), Q1("a", RATIO(81, 100)), "1 and 3 left, -0.34, out of reach"},
    {"at most: cannot be lost", TARGET("<=", 80, ""), Q1("a", RATIO(20, 100)), "1 and 3 left, -, reachable"},
    {"less than: below", TARGET("<", 20, ""), Q1("a", RATIO(20, 100)), "1 and 3 left, 19.99, reachable"},
    {"less than: nothing more is not enough", TARGET("<", 20, ""), Q1("a", RATIO(80, 100)),
     "1 and 3 left, -0.01, out of reach"},
    {"a range from below", TARGET("range", 20, ", 'high': 30"), Q1("a", RATIO(10, 100)),
     "1 and 3 left, 23.34, reachable"},
    {"a range from above", TARGET("range", 20, ", 'high': 30"), Q1("a", RATIO(40, 100)),
     "1 and 3 left, 26.66, reachable"},
    {"within a range", TARGET("range", 20, ", 'high': 30"), Q1("a", RATIO(25, 100)), "1 and 3 left, -, reachable"},
    {"exactly: too low", TARGET("=", 20, ""), Q1("a", RATIO(5, 100)), "1 and 3 left, 25.00, reachable"},
    {"exactly: too high", TARGET("=", 20, ""), Q1("a", RATIO(95, 100)), "1 and 3 left, -5.00, out of reach"},
    {"exactly: met", TARGET("=", 20, ""), Q1("a", RATIO(20, 100)), "1 and 3 left, -, reachable"},
    {"over, met", TARGET(">=", 20, ""), Q4("a", RATIO(20, 100)), "1 and 0 left, -, reachable"},
    {"over, missed", TARGET(">=", 20, ""), Q4("a", RATIO(19, 100)), "1 and 0 left, -, out of reach"},
    {"nothing occurred", TARGET(">=", 20, ""), Q1("a", RATIO(0, 0)), "1 and 3 left, -, -"},
    {"nothing occurred in one", TARGET(">=", 20, ""), Q1("a", RATIO(0, 0)) ", " Q2("a", RATIO(10, 100)),
     "2 and 2 left, 30.00, reachable"},
    {"no target", NULL, Q1("a", RATIO(10, 100)), "1 and 3 left, -, -"},
    {"no baseline", TARGET(">=", 20, ", 'reduction': true"), Q1("a", RATIO(10, 100)), "1 and 3 left, -, -"},
    {"a reduction", "'baselines': [{'amount': 50}, {'amount': 50, 'unit': 'a'}], "
     TARGET(">=", 20, ", 'reduction': true"), Q1("a", RATIO(60, 100)), "1 and 3 left, 33.33, reachable"},
    {"a long reduction has no trend", "'baselines': [{'amount': 33.3333333333331}, "
     "{'amount': 33.3333333333331, 'unit': 'a'}], " TARGET(">=", 33.3333333333331, ", 'reduction': true"),
     Q1("a", RATIO(60, 100)), "1 and 3 left, -, -"},
    {"only as long as the target holds", TARGET(">=", 20, ", 'period': '2021'"), Q1("a", RATIO(10, 100)),
     "1 and 3 left, 23.34, reachable"},
    {"until it no longer holds", TARGET(">=", 20, ", 'period': '2021-12'"), Q2("a", RATIO(10, 100)),
     "1 and 2 left, 25.00, reachable"},
  };
  (void)state;
  CHECK_NONE_FAILED(check_trends("ratio", "per-period", rows, COUNT(rows)));
}

static void test_value_by_period(void **state) {
  static const struct row rows[] = {
    {"rounded up", TARGET(">=", 10, ""), Q1("a", AMOUNT(0)), "1 and 3 left, 3.34, reachable"},
    {"after decimals", TARGET(">=", 10.5, ""), Q1("a", AMOUNT(0.25)) ", " Q2("a", AMOUNT(1)),
     "2 and 2 left, 4.63, reachable"},
    {"cannot be lost", TARGET(">=", 10, ""), Q1("a", AMOUNT(10)), "1 and 3 left, -, reachable"},
    {"more than: just that is not enough", TARGET(">", 10, ""), Q1("a", AMOUNT(10)), "1 and 3 left, 0.01, reachable"},
    {"at most", TARGET("<=", 10, ""), Q1("a", AMOUNT(0)), "1 and 3 left, 3.33, reachable"},
    {"at most: nothing more", TARGET("<=", 10, ""), Q1("a", AMOUNT(10)), "1 and 3 left, 0.00, reachable"},
    {"at most: too late", TARGET("<=", 10, ""), Q1("a", AMOUNT(11)), "1 and 3 left, -0.34, out of reach"},
    {"a reduction", "'baselines': [{'amount': 100}, {'amount': 100, 'unit': 'a'}], "
     TARGET(">=", 10, ", 'reduction': true"), Q1("a", AMOUNT(30)), "1 and 3 left, 20.00, reachable"},
    {"a large one", TARGET(">=", 999999999999999, ""), Q1("a", AMOUNT(0.000000000000001)),
     "1 and 3 left, 333333333333333.00, reachable"},
  };
  (void)state;
  CHECK_NONE_FAILED(check_trends("value", "per-period", rows, COUNT(rows)));
}

static void test_cumulative(void **state) {
  static const struct row ratios[] = {
    {"by how much the numerator must grow", TARGET(">=", 50, ""), Q1("a", RATIO(20, 100)),
     "1 and 3 left, 10.00, reachable"},
    {"from the last figure", TARGET(">=", 50, ""), Q1("a", RATIO(20, 90)) ", " Q2("a", RATIO(30, 101)),
     "2 and 2 left, 10.25, reachable"},
    {"up to all", TARGET(">=", 100, ""), Q1("a", RATIO(20, 100)), "1 and 3 left, 26.67, reachable"},
    {"beyond all", TARGET(">", 100, ""), Q1("a", RATIO(20, 100)), "1 and 3 left, 26.67, out of reach"},
    {"met", TARGET(">=", 50, ""), Q1("a", RATIO(50, 100)), "1 and 3 left, -, reachable"},
    {"at most", TARGET("<=", 50, ""), Q1("a", RATIO(20, 100)), "1 and 3 left, 10.00, reachable"},
    {"at most: too late", TARGET("<=", 50, ""), Q1("a", RATIO(80, 100)), "1 and 3 left, -10.00, out of reach"},
    {"at most all", TARGET("<=", 100, ""), Q1("a", RATIO(20, 100)), "1 and 3 left, -, reachable"},
  };
  static const struct row values[] = {
    {"by how much it must grow", TARGET(">=", 50, ""), Q1("a", AMOUNT(10)) ", " Q2("a", AMOUNT(20)),
     "2 and 2 left, 15.00, reachable"},
    {"met", TARGET(">=", 50, ""), Q2("a", AMOUNT(50)), "1 and 2 left, -, reachable"},
    {"at most", TARGET("<=", 50, ""), Q2("a", AMOUNT(20)), "1 and 2 left, 15.00, reachable"},
  };
  (void)state;
  CHECK_NONE_FAILED(check_trends("ratio", "cumulative", ratios, COUNT(ratios)) +
                    check_trends("value", "cumulative", values, COUNT(values)));
}

/* The periods left are those of the kind that was measured, in the plan's span. */
static void test_periods(void **state) {
#define OF(period) FIGURE("a", period, RATIO(10, 100), "2021-06-30", "")
  static const struct row rows[] = {
    {"months", NULL, OF("2021-02"), "1 and 10 left, -, -"},
    {"months between do not count", NULL, OF("2021-02") ", " OF("2021-06"), "2 and 6 left, -, -"},
    {"half-years", NULL, OF("2021-H1"), "1 and 1 left, -, -"},
    {"nine months", NULL, OF("2021-9M"), "1 and 0 left, -, -"},
    {"years", NULL, OF("2021"), "1 and 0 left, -, -"},
    {"weeks", NULL, OF("2021-W50"), "1 and 1 left, -, -"}, /* the 52nd ends in 2022 */
    {"weeks of the year before", NULL, OF("2020-W53"), "1 and 51 left, -, -"},
    {"the last of these ends in the plan", NULL, OF("2020-W52"), "1 and 52 left, -, -"},
    {"days", NULL, OF("2021-12-24"), "1 and 7 left, -, -"},
    {"reporting periods, by their cut-offs", NULL, OF("kstt:2021-Q1"), "1 and 3 left, -, -"},
    {"of the year before", NULL, OF("kstt:2020-Q3"), "1 and 4 left, -, -"},
    {"long before the plan", NULL, OF("2019-Q1"), "1 and 4 left, -, -"},
    {"after the plan", NULL, OF("2022-Q1"), "1 and 0 left, -, -"},
    {"of two kinds", NULL, OF("2021-Q1") ", " OF("2021-05"), "2 and -, -, -"},
    {"by calendar and regime", NULL, OF("2021-Q1") ", " OF("kstt:2021-Q2"), "2 and -, -, -"},
    {"spans", NULL, OF("2021-02-01..2021-03-15"), "1 and -, -, -"},
    {"of a regime that is not known", NULL, OF("khac:2021-Q1"), "1 and -, -, -"},
  };
  (void)state;
  CHECK_NONE_FAILED(check_trends("ratio", "per-period", rows, COUNT(rows)));
}

/* All together have measured a period when any of them has. */
static void test_units(void **state) {
  tthc_assessment *a = case_assess(INDICATOR("ratio", "per-period", ", 'task': '1', " TARGET(">=", 20, "")),
                                   Q1("a", RATIO(10, 100)) ", " Q2("b", RATIO(50, 100)), "2021-06-30", NULL);
  static struct lines got;
  (void)state;
  put_trend(&got, a, tthc_value_find(a, "i", NULL));
  assert_string_equal(got.text, "2 and 2 left, 10.00, reachable"); /* of 200 more 20, to 80 of 400 */
  put_trend(&got, a, tthc_value_find(a, "i", "a"));
  assert_string_equal(got.text, "1 and 3 left, 23.34, reachable");
  put_trend(&got, a, tthc_value_find(a, "i", "b"));
  assert_string_equal(got.text, "1 and 2 left, 5.00, reachable");
  assert_string_equal(tthc_value_needed(a, tthc_value_find(a, "i", "a"), "vi"), "23,34");
  assert_string_equal(tthc_value_needed(a, tthc_value_find(a, "i", "a"), NULL), "23,34");
  tthc_assessment_free(a);
  a = case_assess(INDICATOR("ratio", "per-period", ", 'task': '1', " TARGET(">=", 20, "")), NULL, "2021-06-30", NULL);
  put_trend(&got, a, 0);
  assert_string_equal(got.text, "0 and -, -, -");
  tthc_assessment_free(a);
}

/* The longest numbers and the most periods that there can be. */
static void test_limits(void **state) {
  static const char *const series[] = {"per-period", "cumulative"};
  static const char *const targets[] = {TARGET(">=", 99.9999999999999, ""), TARGET(">", 999999999999999, ""),
                                        TARGET("<=", 0.000000000000001, ""), TARGET("<", -999999999999999, "")};
  static const char *const figures[] = {RATIO(9007199254740990, 9007199254740991), RATIO(9007199254740991, 1),
                                        RATIO(0, 9007199254740991), RATIO(1, 1)};
  size_t i, j, k;
  (void)state;
  for (i = 0; i < COUNT(series); i++)
    for (j = 0; j < COUNT(targets); j++)
      for (k = 0; k < COUNT(figures); k++) {
        static struct lines members, facts;
        tthc_assessment *a;
        members.size = facts.size = 0;
        put_line(&members, "'first_day': '1921-01-01', 'last_day': '2020-12-31', " INDICATOR("ratio", "%s", ", %s"),
                 series[i], targets[j]);
        put_line(&facts, FIGURE("a", "1921-01-01", "%s", "2021-06-30", ""), figures[k]);
        a = case_assess(members.text, facts.text, "2021-12-31", NULL);
        assert_int_equal(tthc_value_periods_left(a, 0), 36524);
        assert_int_not_equal(tthc_value_reachable(a, 0), TTHC_NO_NUMBER);
        tthc_assessment_free(a);
      }
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_ratio_by_period), cmocka_unit_test(test_value_by_period), cmocka_unit_test(test_cumulative),
    cmocka_unit_test(test_periods),         cmocka_unit_test(test_units),           cmocka_unit_test(test_limits),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
