/* Indicator values: sums, coverage, series, the last word, and exact comparison with the target that holds. */
#include "assess/figures.h"

struct row {
  const char *label, *facts, *wanted;
};

/* "all met 3/4 75.00 (>= 20) 2/2; a no-value 0/1; " */
static void put_values(struct lines *out, const tthc_assessment *a) {
  int32_t row;
  out->size = 0;
  out->text[0] = '\0';
  for (row = 0; row < tthc_value_count(a); row++) {
    const char *unit = tthc_value_unit_id(a, row), *text = tthc_value_text(a, row, "en");
    put_line(out, "%s %s", unit == NULL ? "all" : unit, tthc_verdict_word(tthc_value_verdict(a, row)));
    if (tthc_value_numerator(a, row) != TTHC_NO_NUMBER)
      put_line(out, " %lld/%lld", (long long)tthc_value_numerator(a, row), (long long)tthc_value_denominator(a, row));
    if (text != NULL) put_line(out, " %s", text);
    if (tthc_value_target(a, row) != NULL) put_line(out, " (%s)", tthc_value_target(a, row));
    put_line(out, " %d of %d; ", (int)tthc_value_units_reported(a, row), (int)tthc_value_units_expected(a, row));
  }
}

static int check_values(const char *members, const char *as_of, const struct row *rows, size_t count) {
  int failures = 0;
  size_t i;
  for (i = 0; i < count; i++) {
    static struct lines got;
    tthc_assessment *a = case_assess(members, rows[i].facts, as_of, NULL);
    put_values(&got, a);
    failures += check_text(rows[i].label, got.text, rows[i].wanted);
    tthc_assessment_free(a);
  }
  return failures;
}

static void test_sums_and_coverage(void **state) {
  static const struct row rows[] = {
    {"nobody", NULL, "all no-value (>= 20) 0 of 2; a no-value (>= 20) 0 of 1; b no-value (>= 20) 0 of 1; "},
    {"one of two: missing is not 0", Q1("a", RATIO(1, 4)),
     "all met 1/4 25.00 (>= 20) 1 of 2; a met 1/4 25.00 (>= 20) 1 of 1; b no-value (>= 20) 0 of 1; "},
    {"never a mean of percentages", Q1("a", RATIO(1, 1)) ", " Q1("b", RATIO(0, 9)),
     "all missed 1/10 10.00 (>= 20) 2 of 2; a met 1/1 100.00 (>= 20) 1 of 1; b missed 0/9 0.00 (>= 20) 1 of 1; "},
    {"periods are summed", Q1("a", RATIO(1, 10)) ", " Q2("a", RATIO(3, 10)),
     "all met 4/20 20.00 (>= 20) 1 of 2; a met 4/20 20.00 (>= 20) 1 of 1; b no-value (>= 20) 0 of 1; "},
    {"nothing occurred", Q1("a", RATIO(0, 0)) ", " Q1("b", RATIO(0, 0)),
     "all no-activity 0/0 (>= 20) 2 of 2; a no-activity 0/0 (>= 20) 1 of 1; b no-activity 0/0 (>= 20) 1 of 1; "},
    {"nothing occurred with one of them", Q1("a", RATIO(0, 0)) ", " Q1("b", RATIO(1, 5)),
     "all met 1/5 20.00 (>= 20) 2 of 2; a no-activity 0/0 (>= 20) 1 of 1; b met 1/5 20.00 (>= 20) 1 of 1; "},
    {"zero is a value", Q1("a", RATIO(0, 5)),
     "all missed 0/5 0.00 (>= 20) 1 of 2; a missed 0/5 0.00 (>= 20) 1 of 1; b no-value (>= 20) 0 of 1; "},
    {"a unit that nobody asked counts, but not as coverage", Q1("d", RATIO(1, 2)),
     "all met 1/2 50.00 (>= 20) 0 of 2; a no-value (>= 20) 0 of 1; b no-value (>= 20) 0 of 1; "
     "d met 1/2 50.00 (>= 20) 0 of 0; "},
    {"after the day", FIGURE("a", "2021-Q2", RATIO(1, 2), "2021-07-01", ""),
     "all no-value (>= 20) 0 of 2; a no-value (>= 20) 0 of 1; b no-value (>= 20) 0 of 1; "},
  };
  static const struct row later[] = {
    {"a member since", NULL, "all no-value 0 of 3; a no-value 0 of 1; b no-value 0 of 1; c no-value 0 of 1; "},
  };
  static const struct row of_a_past_plan[] = { /* c, which is a member from 2022 on, is not asked */
    {"as it was", Q1("a", RATIO(1, 4)),
     "all no-target 1/4 25.00 1 of 1; a no-target 1/4 25.00 1 of 1; "},
  };
  static const struct row of_ended_units[] = { /* b goes on with the work of a; nobody with that of c */
    {"what they reported stays", Q1("a", RATIO(1, 4)) ", " Q1("c", RATIO(1, 6)) ", " Q2("b", RATIO(2, 5)),
     "all no-target 4/15 26.67 1 of 1; b no-target 2/5 40.00 1 of 1; a no-target 1/4 25.00 0 of 0; "
     "c no-target 1/6 16.67 0 of 0; "},
  };
  static const struct row without_task[] = {
    {"nobody should report", NULL, "all no-value 0 of 0; "},
    {"who reports", Q1("b", RATIO(1, 2)), "all no-target 1/2 50.00 0 of 0; b no-target 1/2 50.00 0 of 0; "},
  };
  (void)state;
  CHECK_NONE_FAILED(
    check_values(INDICATOR("ratio", "per-period", ", 'task': '1', 'targets': [{'comparator': '>=', 'amount': 20}]"),
                 "2021-06-30", rows, COUNT(rows)) +
    check_values(INDICATOR("ratio", "per-period", ", 'task': '1'"), "2021-07-01", later, COUNT(later)) +
    check_values(INDICATOR("ratio", "per-period", ""), "2021-06-30", without_task, COUNT(without_task)) +
    check_values("'units': [{'id': 'a', 'name': 'A'}, {'id': 'c', 'name': 'C'}, {'id': 'g', 'name': 'G', 'kind': "
                 "'group', 'members': [{'unit': 'a', 'last_day': '2021-12-31'}, "
                 "{'unit': 'c', 'first_day': '2022-01-01'}]}], " TASK
                 "'indicators': [{'id': 'i', 'title': 'I', 'kind': 'ratio', 'series': 'per-period', 'task': '1'}]",
                 "2023-05-01", of_a_past_plan, COUNT(of_a_past_plan)) +
    check_values("'units': [{'id': 'a', 'name': 'A', 'last_day': '2021-05-31', 'successors': [{'unit': 'b', "
                 "'kind': 'merge'}]}, {'id': 'b', 'name': 'B'}, {'id': 'c', 'name': 'C', 'last_day': '2021-05-31'}, "
                 "{'id': 'g', 'name': 'G', 'kind': 'group', 'members': [{'unit': 'a'}, {'unit': 'b'}, "
                 "{'unit': 'c'}]}], " TASK
                 "'indicators': [{'id': 'i', 'title': 'I', 'kind': 'ratio', 'series': 'per-period', 'task': '1'}]",
                 "2021-08-01", of_ended_units, COUNT(of_ended_units)));
}

#define ONLY(figure_of_a, figure_of_all) "all " figure_of_all " 0 of 0; a " figure_of_a " 0 of 0; "
#define SAME(figure) ONLY(figure, figure)

static void test_series(void **state) {
  static const struct row per_period[] = {
    {"summed", Q1("a", RATIO(1, 10)) ", " Q2("a", RATIO(4, 10)), SAME("no-target 5/20 25.00")},
    {"whatever the order", Q2("a", RATIO(4, 10)) ", " Q1("a", RATIO(1, 10)), SAME("no-target 5/20 25.00")},
  };
  static const struct row cumulative[] = {
    {"the later period", Q1("a", RATIO(1, 10)) ", " Q2("a", RATIO(4, 12)), SAME("no-target 4/12 33.33")},
    {"whatever the order", Q2("a", RATIO(4, 12)) ", " Q1("a", RATIO(1, 10)), SAME("no-target 4/12 33.33")},
    {"although the earlier one came in later",
     Q2("a", RATIO(4, 12)) ", " FIGURE("a", "2021-Q1", RATIO(1, 10), "2021-07-15", ""), SAME("no-target 4/12 33.33")},
    {"by the end of the period, not its name",
     FIGURE("a", "2021", RATIO(9, 10), "2021-07-01", "") ", " FIGURE("a", "2021-H1", RATIO(1, 10), "2021-07-15", ""),
     SAME("no-target 9/10 90.00")},
    {"reporting periods too", FIGURE("a", "kstt:2021-Q2", RATIO(2, 10), "2021-06-15", "") ", "
     FIGURE("a", "2021-Q1", RATIO(1, 10), "2021-06-20", ""), SAME("no-target 2/10 20.00")},
    {"each unit its own last one", Q1("a", RATIO(1, 10)) ", " Q2("a", RATIO(4, 12)) ", " Q1("b", RATIO(1, 8)),
     "all no-target 5/20 25.00 0 of 0; a no-target 4/12 33.33 0 of 0; b no-target 1/8 12.50 0 of 0; "},
    {"periods that end together: the last word", FIGURE("a", "2021-Q2", RATIO(2, 10), "2021-07-01", "") ", "
     FIGURE("a", "2021-06", RATIO(3, 10), "2021-07-02", ""), SAME("no-target 3/10 30.00")},
    {"and the other way round", FIGURE("a", "2021-06", RATIO(3, 10), "2021-07-01", "") ", "
     FIGURE("a", "2021-Q2", RATIO(2, 10), "2021-07-02", ""), SAME("no-target 2/10 20.00")},
  };
  (void)state;
  CHECK_NONE_FAILED(
    check_values(INDICATOR("ratio", "per-period", ""), "2021-12-31", per_period, COUNT(per_period)) +
    check_values(INDICATOR("ratio", "cumulative", ""), "2021-12-31", cumulative, COUNT(cumulative)));
}

static void test_the_last_word(void **state) {
  static const struct row rows[] = {
    {"by day", FIGURE("a", "2021-Q1", RATIO(2, 10), "2021-04-02", "") ", "
     FIGURE("a", "2021-Q1", RATIO(1, 10), "2021-04-01", ""), SAME("no-target 2/10 20.00")},
    {"by recorded_at", FIGURE("a", "2021-Q1", RATIO(2, 10), "2021-04-01", ", 'recorded_at': 2") ", "
     FIGURE("a", "2021-Q1", RATIO(1, 10), "2021-04-01", ", 'recorded_at': 1"), SAME("no-target 2/10 20.00")},
    {"by id", FIGURE("a", "2021-Q1", RATIO(2, 10), "2021-04-01", ", 'id': 'z'") ", "
     FIGURE("a", "2021-Q1", RATIO(1, 10), "2021-04-01", ", 'id': 'y'"), SAME("no-target 2/10 20.00")},
    {"a correction", FIGURE("a", "2021-Q1", RATIO(9, 10), "2021-04-02", ", 'id': 'x'") ", "
     FIGURE("a", "2021-Q1", RATIO(1, 10), "2021-04-01", ", 'corrects': 'x'"), SAME("no-target 1/10 10.00")},
    {"a correction of the period", FIGURE("a", "2021-Q1", RATIO(9, 10), "2021-04-02", ", 'id': 'x'") ", "
     FIGURE("a", "2021-Q2", RATIO(1, 10), "2021-04-02", ", 'corrects': 'x'"), SAME("no-target 1/10 10.00")},
    {"a correction of a later day", FIGURE("a", "2021-Q1", RATIO(9, 10), "2021-04-02", ", 'id': 'x'") ", "
     FIGURE("a", "2021-Q1", RATIO(1, 10), "2022-01-01", ", 'corrects': 'x'"), SAME("no-target 9/10 90.00")},
    {"a corrected figure that was not the last", Q1("a", RATIO(2, 10)) ", "
     FIGURE("a", "2021-Q1", RATIO(9, 10), "2021-04-02", ", 'id': 'x'") ", "
     FIGURE("a", "2021-Q1", RATIO(1, 10), "2021-03-01", ", 'corrects': 'x'"), SAME("no-target 2/10 20.00")},
    {"nothing occurred after all", Q1("a", RATIO(2, 10)) ", " FIGURE("a", "2021-Q1", RATIO(0, 0), "2021-04-02", ""),
     SAME("no-activity 0/0")},
  };
  (void)state;
  CHECK_NONE_FAILED(check_values(INDICATOR("ratio", "per-period", ""), "2021-12-31", rows, COUNT(rows)));
}

static void test_known_at(void **state) {
  tthc_plan *plan = case_plan(INDICATOR("ratio", "per-period", ""),
                              FIGURE("a", "2021-Q1", RATIO(1, 10), "2021-04-01", ", 'recorded_at': 1000") ", "
                              FIGURE("a", "2021-Q1", RATIO(2, 10), "2021-04-01", ", 'recorded_at': 1001"));
  tthc_assessment *then = assess(plan, "2021-12-31", "{'known_at': 1000}"), *now = assess(plan, "2021-12-31", NULL);
  tthc_assessment *before = assess(plan, "2021-12-31", "{'known_at': 999}");
  (void)state;
  assert_int_equal(tthc_value_numerator(then, 0), 1);
  assert_int_equal(tthc_value_numerator(now, 0), 2);
  assert_int_equal(tthc_value_verdict(before, 0), TTHC_NO_VALUE);
  tthc_assessment_free(then);
  tthc_assessment_free(now);
  tthc_assessment_free(before);
  tthc_plan_free(plan);
}

/* --- targets ------------------------------------------------------------------------------------------------------ */

static void test_comparison(void **state) {
  static const struct {
    const char *kind, *figure, *target, *wanted;
  } rows[] = {
    {"ratio", RATIO(1996, 10000), "'comparator': '>=', 'amount': 20", "missed"}, /* shown as 19.96 */
    {"ratio", RATIO(199999, 1000000), "'comparator': '>=', 'amount': 20", "missed"}, /* shown as 20.00 */
    {"ratio", RATIO(2000, 10000), "'comparator': '>=', 'amount': 20", "met"},
    {"ratio", RATIO(1, 3), "'comparator': '>=', 'amount': 33.3333333333333", "met"},
    {"ratio", RATIO(1, 3), "'comparator': '<=', 'amount': 33.3333333333333", "missed"},
    {"ratio", RATIO(1, 3), "'comparator': '>=', 'amount': 33.3333333333334", "missed"},
    {"ratio", RATIO(1, 3), "'comparator': '=', 'amount': 33.33", "missed"},
    {"ratio", RATIO(2, 3), "'comparator': '>', 'amount': 66.6666666666666", "met"},
    {"ratio", RATIO(1, 8), "'comparator': '=', 'amount': 12.5", "met"},
    {"ratio", RATIO(1, 8), "'comparator': '=', 'amount': 12.50", "met"},
    {"ratio", RATIO(9007199254740991, 9007199254740991), "'comparator': '>=', 'amount': 100", "met"},
    {"ratio", RATIO(9007199254740990, 9007199254740991), "'comparator': '>=', 'amount': 100", "missed"},
    {"ratio", RATIO(9007199254740990, 9007199254740991), "'comparator': '>', 'amount': 99.9999999999999", "met"},
    {"ratio", RATIO(1, 9007199254740991), "'comparator': '>', 'amount': 0", "met"},
    {"ratio", RATIO(3, 2), "'comparator': '>=', 'amount': 150", "met"}, /* above 100 % */
    {"ratio", RATIO(21, 100), "'comparator': '>', 'amount': 20", "met"},
    {"ratio", RATIO(20, 100), "'comparator': '>', 'amount': 20", "missed"},
    {"ratio", RATIO(20, 100), "'comparator': '<=', 'amount': 20", "met"},
    {"ratio", RATIO(21, 100), "'comparator': '<=', 'amount': 20", "missed"},
    {"ratio", RATIO(19, 100), "'comparator': '<', 'amount': 20", "met"},
    {"ratio", RATIO(20, 100), "'comparator': '<', 'amount': 20", "missed"},
    {"ratio", RATIO(20, 100), "'comparator': '=', 'amount': 20", "met"},
    {"ratio", RATIO(21, 100), "'comparator': '=', 'amount': 20", "missed"},
    {"ratio", RATIO(19, 100), "'comparator': 'range', 'amount': 20, 'high': 30", "missed"},
    {"ratio", RATIO(20, 100), "'comparator': 'range', 'amount': 20, 'high': 30", "met"},
    {"ratio", RATIO(30, 100), "'comparator': 'range', 'amount': 20, 'high': 30", "met"},
    {"ratio", RATIO(31, 100), "'comparator': 'range', 'amount': 20, 'high': 30", "missed"},
    {"ratio", RATIO(20, 100), "'comparator': 'range', 'amount': 20, 'high': 20", "met"},
    {"ratio", RATIO(0, 0), "'comparator': '<=', 'amount': 20", "no-activity"}, /* neither met nor missed */
    {"value", AMOUNT(3), "'comparator': '>=', 'amount': 3", "met"},
    {"value", AMOUNT(2.999999999), "'comparator': '>=', 'amount': 3", "missed"},
    {"value", AMOUNT(0.1), "'comparator': '=', 'amount': 0.1", "met"},
    {"value", AMOUNT(-1.5), "'comparator': '<', 'amount': -1.25", "met"},
    {"value", AMOUNT(-1.5), "'comparator': 'range', 'amount': -2, 'high': -1.5", "met"},
    {"value", AMOUNT(0), "'comparator': '>', 'amount': -0.000001", "met"},
    {"value", AMOUNT(0), "'comparator': '<=', 'amount': 0", "met"}, /* 0 is a value */
    {"value", AMOUNT(999999999999999), "'comparator': '>', 'amount': 999999999999998", "met"},
    {"value", AMOUNT(1e3), "'comparator': '=', 'amount': 1000", "met"},
  };
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    static struct lines members, facts, label;
    tthc_assessment *a;
    int32_t row;
    members.size = facts.size = label.size = 0;
    put_line(&members, INDICATOR("%s", "per-period", ", 'targets': [{%s}]"), rows[i].kind, rows[i].target);
    put_line(&facts, FIGURE("a", "2021-Q1", "%s", "2021-03-31", ""), rows[i].figure);
    put_line(&label, "%s, %s", rows[i].figure, rows[i].target);
    a = case_assess(members.text, facts.text, "2021-12-31", NULL);
    for (row = 0; row < 2; row++)
      failures += check_text(label.text, tthc_verdict_word(tthc_value_verdict(a, row)), rows[i].wanted);
    tthc_assessment_free(a);
  }
  CHECK_NONE_FAILED(failures);
}

/* The target that names the unit counts before one that names none, then the one that names the period. */
static void test_targets(void **state) {
  static const char targets[] =
    INDICATOR("ratio", "per-period",
              ", 'targets': [{'comparator': '>=', 'amount': 10}, "
              "{'comparator': '>=', 'amount': 20, 'period': '2021-Q2'}, "
              "{'comparator': '>=', 'amount': 30, 'unit': 'a'}, "
              "{'comparator': 'range', 'amount': 40, 'high': 45.5, 'unit': 'a', 'period': '2021-Q2'}]");
  static const char in_2025[] =
    INDICATOR("ratio", "per-period", ", 'targets': [{'comparator': '>=', 'amount': 10, 'period': '2025'}]");
  static const char of_a[] =
    INDICATOR("ratio", "per-period", ", 'targets': [{'comparator': '>=', 'amount': 10, 'unit': 'a'}]");
  static const struct {
    const char *members, *as_of, *all, *a, *b;
  } rows[] = {
    {targets, "2021-03-31", ">= 10", ">= 30", ">= 10"},
    {targets, "2021-04-01", ">= 20", "range 40..45.5", ">= 20"},
    {targets, "2021-06-30", ">= 20", "range 40..45.5", ">= 20"},
    {targets, "2021-07-01", ">= 10", ">= 30", ">= 10"},
    {in_2025, "2024-12-31", NULL, NULL, NULL},
    {in_2025, "2025-01-01", ">= 10", ">= 10", ">= 10"},
    {in_2025, "2025-12-31", ">= 10", ">= 10", ">= 10"},
    {in_2025, "2026-01-01", NULL, NULL, NULL},
    {of_a, "2021-12-31", NULL, ">= 10", NULL}, /* not that of all together */
  };
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    tthc_assessment *a = case_assess(rows[i].members,
                                     FIGURE("a", "2021-Q1", RATIO(1, 2), "2021-01-01", "") ", "
                                     FIGURE("b", "2021-Q1", RATIO(1, 2), "2021-01-01", ""), rows[i].as_of, NULL);
    failures += check_text(rows[i].as_of, tthc_value_target(a, tthc_value_find(a, "i", NULL)), rows[i].all);
    failures += check_text(rows[i].as_of, tthc_value_target(a, tthc_value_find(a, "i", "a")), rows[i].a);
    failures += check_text(rows[i].as_of, tthc_value_target(a, tthc_value_find(a, "i", "b")), rows[i].b);
    failures += check_int(rows[i].as_of, tthc_value_verdict(a, tthc_value_find(a, "i", "b")),
                          rows[i].b == NULL ? TTHC_NO_TARGET : TTHC_MET);
    tthc_assessment_free(a);
  }
  CHECK_NONE_FAILED(failures);
}

/* --- reductions --------------------------------------------------------------------------------------------------- */

/* By how much unit a's and all units' value is below the baseline, against "at least 10 percent" or another target. */
static void test_reductions(void **state) {
#define BASELINES "'baselines': [{'amount': 100}, {'amount': 40, 'unit': 'a'}], "
#define REDUCTION(comparator, amount, more) TARGET(comparator, amount, ", 'reduction': true" more)
#define TEN BASELINES REDUCTION(">=", 10, "")
  static const struct {
    const char *label, *kind, *targets, *figure, *a, *all;
  } rows[] = {
    {"just", "value", TEN, AMOUNT(36), "met 40 10.00", "met 100 64.00"},
    {"shown as just", "value", TEN, AMOUNT(36.0000001), "missed 40 10.00", "met 100 64.00"},
    {"more", "value", TEN, AMOUNT(0), "met 40 100.00", "met 100 100.00"},
    {"it rose", "value", TEN, AMOUNT(50), "missed 40 -25.00", "met 100 50.00"},
    {"below 0", "value", TEN, AMOUNT(-10), "met 40 125.00", "met 100 110.00"},
    {"of a ratio", "ratio", TEN, RATIO(36, 100), "met 40 10.00", "met 100 64.00"},
    {"of a ratio, by a hair", "ratio", TEN, RATIO(3600000001, 10000000000), "missed 40 10.00", "met 100 64.00"},
    {"nothing occurred", "ratio", TEN, RATIO(0, 0), "no-activity 40 -", "no-activity 100 -"},
    {"no baseline of its own", "value", "'baselines': [{'amount': 100}], " REDUCTION(">=", 10, ""), AMOUNT(36),
     "no-baseline - -", "met 100 64.00"},
    {"none of all together", "value", "'baselines': [{'amount': 40, 'unit': 'a'}], " REDUCTION(">=", 10, ""),
     AMOUNT(36), "met 40 10.00", "no-baseline - -"},
    {"from nothing", "value", "'baselines': [{'amount': 0}, {'amount': 0.5, 'unit': 'a'}], " REDUCTION(">=", 10, ""),
     AMOUNT(0.4), "met 0.5 20.00", "no-baseline 0 -"},
    {"more than", "value", BASELINES REDUCTION(">", 10, ""), AMOUNT(36), "missed 40 10.00", "met 100 64.00"},
    {"at most", "value", BASELINES REDUCTION("<=", 10, ""), AMOUNT(36), "met 40 10.00", "missed 100 64.00"},
    {"less than", "value", BASELINES REDUCTION("<", 10, ""), AMOUNT(36), "missed 40 10.00", "missed 100 64.00"},
    {"it may rise by a quarter", "value", BASELINES REDUCTION(">=", -25, ""), AMOUNT(50), "met 40 -25.00",
     "met 100 50.00"},
    {"exactly", "value", BASELINES REDUCTION("=", 64, ""), AMOUNT(36), "missed 40 10.00", "met 100 64.00"},
    {"between", "value", BASELINES REDUCTION("range", 10, ", 'high': 64"), AMOUNT(36), "met 40 10.00",
     "met 100 64.00"},
    {"not between", "value", BASELINES REDUCTION("range", 11, ", 'high': 63"), AMOUNT(36), "missed 40 10.00",
     "missed 100 64.00"},
    {"of that unit alone", "value", BASELINES REDUCTION(">=", 10, ", 'unit': 'a'"), AMOUNT(36), "met 40 10.00",
     "no-target 100 64.00"},
    {"a baseline without such a target", "value", BASELINES TARGET("<=", 36, ""), AMOUNT(36), "met 40 10.00",
     "met 100 64.00"},
    {"long numbers", "value",
     "'baselines': [{'amount': 999999999999999}, {'amount': 0.000000000000003, 'unit': 'a'}], "
     REDUCTION(">=", 66.6666666666666, ""), AMOUNT(0.000000000000001), "met 0.000000000000003 66.67",
     "met 999999999999999 100.00"},
    {"long numbers, by a hair", "value",
     "'baselines': [{'amount': 999999999999999}, {'amount': 0.000000000000003, 'unit': 'a'}], "
     REDUCTION(">=", 66.6666666666667, ""), AMOUNT(0.000000000000001), "missed 0.000000000000003 66.67",
     "met 999999999999999 100.00"},
    {"a long ratio", "ratio", "'baselines': [{'amount': 99.9999999999999, 'unit': 'a'}], "
     REDUCTION("<", 0.0000000000001, ""), RATIO(9007199254740989, 9007199254740991), "met 99.9999999999999 0.00",
     "no-baseline - -"},
  };
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    const char *const wanted[] = {rows[i].all, rows[i].a};
    static struct lines members, facts, got;
    tthc_assessment *a;
    int32_t row;
    members.size = facts.size = 0;
    put_line(&members, INDICATOR("%s", "per-period", ", %s"), rows[i].kind, rows[i].targets);
    put_line(&facts, Q1("a", "%s"), rows[i].figure);
    a = case_assess(members.text, facts.text, "2021-12-31", NULL);
    for (row = 0; row < 2; row++) {
      const char *baseline = tthc_value_baseline(a, row), *reduction = tthc_value_reduction(a, row, "en");
      got.size = 0;
      put_line(&got, "%s %s %s", tthc_verdict_word(tthc_value_verdict(a, row)), baseline == NULL ? "-" : baseline,
               reduction == NULL ? "-" : reduction);
      failures += check_text(rows[i].label, got.text, wanted[row]);
    }
    tthc_assessment_free(a);
  }
  CHECK_NONE_FAILED(failures);
}

static void test_reduction_texts(void **state) {
  tthc_assessment *a = case_assess(INDICATOR("value", "per-period", ", " BASELINES
                                             REDUCTION("range", 10, ", 'high': 20.5")), Q1("a", AMOUNT(35)),
                                   "2021-12-31", NULL);
  (void)state;
  assert_string_equal(tthc_value_target(a, 1), "giảm range 10..20.5");
  assert_string_equal(tthc_value_reduction(a, 1, "vi"), "12,50");
  assert_string_equal(tthc_value_reduction(a, 1, NULL), "12,50");
  assert_string_equal(tthc_value_reduction(a, 1, "en"), "12.50");
  assert_int_equal(tthc_value_verdict(a, 1), TTHC_MET);
  tthc_assessment_free(a);
}

/* --- values and limits -------------------------------------------------------------------------------------------- */

static void test_decimals(void **state) {
  static const struct row rows[] = {
    {"one", Q1("a", AMOUNT(1.5)), SAME("no-target 15/10 1.50")},
    {"tenths are exact", Q1("a", AMOUNT(0.1)) ", " Q2("a", AMOUNT(0.2)), SAME("no-target 3/10 0.30")},
    {"scales", Q1("a", AMOUNT(1)) ", " Q2("a", AMOUNT(0.005)), SAME("no-target 1005/1000 1.01")}, /* half up */
    {"back to a whole number", Q1("a", AMOUNT(0.25)) ", " Q2("a", AMOUNT(0.75)), SAME("no-target 1/1 1.00")},
    {"down to nothing", Q1("a", AMOUNT(-2.5)) ", " Q2("a", AMOUNT(2.5)), SAME("no-target 0/1 0.00")},
    {"below", Q1("a", AMOUNT(-2.5)), SAME("no-target -25/10 -2.50")},
    {"over units", Q1("a", AMOUNT(2)) ", " Q1("b", AMOUNT(0.5)),
     "all no-target 25/10 2.50 0 of 0; a no-target 2/1 2.00 0 of 0; b no-target 5/10 0.50 0 of 0; "},
  };
  (void)state;
  CHECK_NONE_FAILED(check_values(INDICATOR("value", "per-period", ""), "2021-12-31", rows, COUNT(rows)));
}

static void test_large_sums(void **state) {
  static const struct {
    const char *kind, *facts;
    int32_t code;
  } rows[] = {
    {"ratio", Q1("a", RATIO(0, 9007199254740990)) ", " Q1("b", RATIO(0, 1)), TTHC_OK},
    {"ratio", Q1("a", RATIO(0, 9007199254740991)) ", " Q1("b", RATIO(0, 1)), TTHC_E_NUMBER},
    {"ratio", Q1("a", RATIO(9007199254740991, 1)) ", " Q2("a", RATIO(1, 1)), TTHC_E_NUMBER},
    {"value", Q1("a", AMOUNT(999999999999999)) ", " Q1("b", AMOUNT(999999999999999)), TTHC_OK},
    {"value", Q1("a", AMOUNT(999999999999999)) ", " Q1("b", AMOUNT(0.1)), TTHC_E_NUMBER}, /* 17 digits */
  };
  tthc_error *err = tthc_error_new();
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    static struct lines members;
    tthc_plan *plan;
    tthc_assessment *a;
    members.size = 0;
    put_line(&members, INDICATOR("%s", "per-period", ""), rows[i].kind);
    plan = case_plan(members.text, rows[i].facts);
    a = tthc_assessment_new(plan, NULL, day_of("2021-12-31"), NULL, err);
    failures += check_int(rows[i].facts, a != NULL, rows[i].code == TTHC_OK);
    if (a == NULL) failures += check_int(rows[i].facts, tthc_error_code(err), rows[i].code);
    tthc_assessment_free(a);
    tthc_plan_free(plan);
  }
  tthc_error_free(err);
  CHECK_NONE_FAILED(failures);
}

static void test_rows(void **state) {
  tthc_assessment *a = case_assess(INDICATOR("ratio", "per-period", ", 'task': '1', 'measure': '%'"),
                                   Q1("a", RATIO(1, 3)), "2021-06-30", NULL);
  const int32_t all = tthc_value_find(a, "i", NULL), b = tthc_value_find(a, "i", "b");
  const int32_t wrong[] = {-1, tthc_value_count(a)};
  size_t i;
  (void)state;
  assert_int_equal(tthc_value_count(a), 3);
  assert_int_equal(all, 0);
  assert_int_equal(b, 2);
  assert_string_equal(tthc_value_indicator_id(a, all), "i");
  assert_string_equal(tthc_value_title(a, all), "I");
  assert_string_equal(tthc_value_measure(a, all), "%");
  assert_string_equal(tthc_value_text(a, all, "vi"), "33,33");
  assert_string_equal(tthc_value_text(a, all, NULL), "33,33");
  assert_null(tthc_value_text(a, b, "vi"));
  assert_int_equal(tthc_value_denominator(a, b), TTHC_NO_NUMBER);
  assert_int_equal(tthc_value_find(a, "i", "c"), TTHC_NONE);
  assert_int_equal(tthc_value_find(a, "j", NULL), TTHC_NONE);
  assert_int_equal(tthc_value_find(a, NULL, NULL), TTHC_NONE);
  assert_int_equal(tthc_value_find(NULL, "i", NULL), TTHC_NONE);
  assert_int_equal(tthc_value_count(NULL), 0);
  for (i = 0; i < COUNT(wrong); i++) {
    assert_null(tthc_value_indicator_id(a, wrong[i]));
    assert_null(tthc_value_title(a, wrong[i]));
    assert_null(tthc_value_measure(a, wrong[i]));
    assert_null(tthc_value_unit_id(a, wrong[i]));
    assert_null(tthc_value_text(a, wrong[i], "vi"));
    assert_null(tthc_value_target(a, wrong[i]));
    assert_int_equal(tthc_value_verdict(a, wrong[i]), 0);
    assert_int_equal(tthc_value_numerator(a, wrong[i]), TTHC_NO_NUMBER);
    assert_int_equal(tthc_value_denominator(a, wrong[i]), TTHC_NO_NUMBER);
    assert_int_equal(tthc_value_units_reported(a, wrong[i]), 0);
    assert_int_equal(tthc_value_units_expected(a, wrong[i]), 0);
    assert_null(tthc_value_baseline(a, wrong[i]));
    assert_null(tthc_value_reduction(a, wrong[i], "vi"));
    assert_null(tthc_value_needed(a, wrong[i], "vi"));
    assert_int_equal(tthc_value_periods_measured(a, wrong[i]), 0);
    assert_int_equal(tthc_value_periods_left(a, wrong[i]), TTHC_NO_NUMBER);
    assert_int_equal(tthc_value_reachable(a, wrong[i]), TTHC_NO_NUMBER);
  }
  tthc_assessment_free(a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_sums_and_coverage), cmocka_unit_test(test_series),     cmocka_unit_test(test_the_last_word),
    cmocka_unit_test(test_known_at),          cmocka_unit_test(test_comparison), cmocka_unit_test(test_targets),
    cmocka_unit_test(test_reductions),        cmocka_unit_test(test_reduction_texts),
    cmocka_unit_test(test_decimals),          cmocka_unit_test(test_large_sums), cmocka_unit_test(test_rows),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
