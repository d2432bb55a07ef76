/* Indicators and their targets. */
#include "tthcplan/indicator.h"

#include "support/check.h"
#include "tthcplan/findings.h"

#include <stdio.h>

static tthc_plan *new_plan(void) {
  tthc_plan *plan = tthc_plan_new("a", 2021, NULL);
  assert_non_null(plan);
  assert_int_equal(tthc_plan_add_unit(plan, "u", "U", TTHC_UNIT_SINGLE, NULL), 0);
  assert_int_equal(tthc_plan_add_task(plan, TTHC_NONE, TTHC_NONE, "1", "T", NULL), 0);
  return plan;
}

static void test_rows(void **state) {
  tthc_plan *plan = new_plan();
  tthc_error *err = tthc_error_new();
  (void)state;
  assert_int_equal(tthc_plan_add_indicator(plan, NULL, "Tỷ lệ hồ sơ trực tuyến", TTHC_RATIO, TTHC_PER_PERIOD, err), 0);
  assert_string_equal(tthc_indicator_id(plan, 0), "ty-le-ho-so-truc-tuyen");
  assert_string_equal(tthc_indicator_title(plan, 0), "Tỷ lệ hồ sơ trực tuyến");
  assert_int_equal(tthc_indicator_kind(plan, 0), TTHC_RATIO);
  assert_int_equal(tthc_indicator_series(plan, 0), TTHC_PER_PERIOD);
  assert_int_equal(tthc_indicator_task(plan, 0), TTHC_NONE);
  assert_int_equal(tthc_indicator_set_task(plan, 0, 0, err), TTHC_OK);
  assert_int_equal(tthc_indicator_task(plan, 0), 0);
  assert_int_equal(tthc_indicator_set_task(plan, 0, TTHC_NONE, err), TTHC_OK);
  assert_int_equal(tthc_indicator_task(plan, 0), TTHC_NONE);
  assert_int_equal(tthc_indicator_set_names(plan, 0, "trực tuyến", "tổng số", "%", err), TTHC_OK);
  assert_string_equal(tthc_indicator_numerator_name(plan, 0), "trực tuyến");
  assert_string_equal(tthc_indicator_denominator_name(plan, 0), "tổng số");
  assert_string_equal(tthc_indicator_measure(plan, 0), "%");
  assert_int_equal(tthc_plan_find_indicator(plan, "ty-le-ho-so-truc-tuyen"), 0);
  assert_int_equal(tthc_plan_find_indicator(plan, "ty-le"), TTHC_NONE);
  assert_int_equal(tthc_plan_add_indicator(plan, NULL, "tỷ lệ hồ sơ trực tuyến", 1, 1, err), TTHC_E_DUPLICATE_ID);
  assert_null(tthc_indicator_id(plan, 1));
  assert_int_equal(tthc_indicator_kind(plan, -1), 0);
  assert_int_equal(tthc_indicator_target_count(plan, 1), 0);
  tthc_error_free(err);
  tthc_plan_free(plan);
}

static void test_targets(void **state) {
  /* amounts come out in their shortest form */
  static const struct {
    const char *amount;
    const char *kept;
  } rows[] = {
    {"20", "20"}, {"20.0", "20"}, {"020", "20"}, {"99.50", "99.5"}, {"0.5", "0.5"}, {".5", "0.5"}, {"5.", "5"},
    {"-3", "-3"}, {"0", "0"}, {"-0", "0"}, {"1e2", "100"}, {"1.5e1", "15"}, {"25e-1", "2.5"},
    {"999999999999999", "999999999999999"}, {"0.000000000000001", "0.000000000000001"},
  };
  tthc_plan *plan = new_plan();
  int failures = 0;
  int32_t i;
  (void)state;
  assert_int_equal(tthc_plan_add_indicator(plan, "x", "X", TTHC_RATIO, TTHC_PER_PERIOD, NULL), 0);
  for (i = 0; i < (int32_t)COUNT(rows); i++) {
    const int32_t comparator = TTHC_AT_LEAST + i % 5;
    failures += check_int(rows[i].amount,
                          tthc_indicator_add_target(plan, 0, comparator, rows[i].amount, NULL, TTHC_NONE, NULL, NULL),
                            i);
    failures += check_text(rows[i].amount, tthc_indicator_target_amount(plan, 0, i), rows[i].kept);
    failures += check_int(rows[i].amount, tthc_indicator_target_comparator(plan, 0, i), comparator);
    failures += check_text(rows[i].amount, tthc_indicator_target_high(plan, 0, i), NULL);
    failures += check_text(rows[i].amount, tthc_indicator_target_period(plan, 0, i), NULL);
    failures += check_int(rows[i].amount, tthc_indicator_target_unit(plan, 0, i), TTHC_NONE);
  }
  CHECK_NONE_FAILED(failures);
  assert_int_equal(tthc_indicator_add_target(plan, 0, TTHC_RANGE, "90", "90.0", 0, "2021-9M", NULL), i); /* one point */
  assert_string_equal(tthc_indicator_target_high(plan, 0, i), "90");
  assert_string_equal(tthc_indicator_target_period(plan, 0, i), "2021-9M");
  assert_int_equal(tthc_indicator_target_unit(plan, 0, i), 0);
  assert_null(tthc_indicator_target_amount(plan, 0, i + 1));
  tthc_plan_free(plan);
}

static void test_bad_targets(void **state) {
  static const struct {
    int32_t comparator;
    const char *amount;
    const char *high;
    int32_t unit;
    const char *period;
    int32_t code;
    const char *path;
  } rows[] = {
    {0, "1", NULL, TTHC_NONE, NULL, TTHC_E_VALUE, "/comparator"},
    {7, "1", NULL, TTHC_NONE, NULL, TTHC_E_VALUE, "/comparator"},
    {TTHC_EQUAL, NULL, NULL, TTHC_NONE, NULL, TTHC_E_NUMBER, "/amount"},
    {TTHC_EQUAL, "", NULL, TTHC_NONE, NULL, TTHC_E_NUMBER, "/amount"},
    {TTHC_EQUAL, "20 %", NULL, TTHC_NONE, NULL, TTHC_E_NUMBER, "/amount"},
    {TTHC_EQUAL, "20,5", NULL, TTHC_NONE, NULL, TTHC_E_NUMBER, "/amount"},
    {TTHC_EQUAL, "1234567890123456", NULL, TTHC_NONE, NULL, TTHC_E_NUMBER, "/amount"},
    {TTHC_EQUAL, "1e99", NULL, TTHC_NONE, NULL, TTHC_E_NUMBER, "/amount"},
    {TTHC_EQUAL, "1e-99", NULL, TTHC_NONE, NULL, TTHC_E_NUMBER, "/amount"},
    {TTHC_EQUAL, "NaN", NULL, TTHC_NONE, NULL, TTHC_E_NUMBER, "/amount"},
    {TTHC_EQUAL, "0x10", NULL, TTHC_NONE, NULL, TTHC_E_NUMBER, "/amount"},
    {TTHC_EQUAL, "1", "2", TTHC_NONE, NULL, TTHC_E_VALUE, "/high"},
    {TTHC_RANGE, "1", NULL, TTHC_NONE, NULL, TTHC_E_MISSING, "/high"},
    {TTHC_RANGE, "1", "x", TTHC_NONE, NULL, TTHC_E_NUMBER, "/high"},
    {TTHC_RANGE, "99.51", "99.5", TTHC_NONE, NULL, TTHC_E_VALUE, "/high"},
    {TTHC_EQUAL, "1", NULL, 1, NULL, TTHC_E_ARGUMENT, "/unit"},
    {TTHC_EQUAL, "1", NULL, -2, NULL, TTHC_E_ARGUMENT, "/unit"},
    {TTHC_EQUAL, "1", NULL, TTHC_NONE, "2021-Q5", TTHC_E_PERIOD, "/period"},
    {TTHC_EQUAL, "1", NULL, TTHC_NONE, "kstt:2021-Q1", TTHC_E_UNKNOWN_ID, "/period"}, /* calendar periods only */
  };
  tthc_plan *plan = new_plan();
  tthc_error *err = tthc_error_new();
  int failures = 0;
  size_t i;
  (void)state;
  assert_int_equal(tthc_plan_add_indicator(plan, "x", "X", TTHC_RATIO, TTHC_PER_PERIOD, NULL), 0);
  for (i = 0; i < COUNT(rows); i++) {
    failures += check_int(rows[i].path,
                          tthc_indicator_add_target(plan, 0, rows[i].comparator, rows[i].amount, rows[i].high,
                                                    rows[i].unit, rows[i].period, err),
                          rows[i].code);
    failures += check_error(check_show(rows[i].amount), err, rows[i].code, rows[i].path, 0, 0);
  }
  CHECK_NONE_FAILED(failures);
  assert_int_equal(tthc_indicator_target_count(plan, 0), 0);
  tthc_error_free(err);
  tthc_plan_free(plan);
}

static void test_reductions(void **state) {
  tthc_plan *plan = new_plan();
  tthc_error *err = tthc_error_new();
  (void)state;
  assert_int_equal(tthc_plan_add_indicator(plan, "x", "X", TTHC_VALUE, TTHC_PER_PERIOD, NULL), 0);
  assert_int_equal(tthc_indicator_add_target(plan, 0, TTHC_AT_MOST, "100", NULL, TTHC_NONE, NULL, err), 0);
  assert_int_equal(tthc_indicator_add_reduction(plan, 0, TTHC_RANGE, "10", "20", 0, "2021", err), 1);
  assert_int_equal(tthc_indicator_target_is_reduction(plan, 0, 0), 0);
  assert_int_equal(tthc_indicator_target_is_reduction(plan, 0, 1), 1);
  assert_int_equal(tthc_indicator_target_is_reduction(plan, 0, 2), 0);
  assert_int_equal(tthc_indicator_target_comparator(plan, 0, 1), TTHC_RANGE);
  assert_string_equal(tthc_indicator_target_amount(plan, 0, 1), "10");
  assert_string_equal(tthc_indicator_target_high(plan, 0, 1), "20");
  assert_int_equal(tthc_indicator_target_unit(plan, 0, 1), 0);
  assert_string_equal(tthc_indicator_target_period(plan, 0, 1), "2021");
  assert_int_equal(tthc_indicator_add_reduction(plan, 0, TTHC_AT_LEAST, "x", NULL, 0, NULL, err), TTHC_E_NUMBER);
  assert_false(check_error("amount", err, TTHC_E_NUMBER, "/amount", 0, 0));
  assert_int_equal(tthc_indicator_target_count(plan, 0), 2);
  tthc_error_free(err);
  tthc_plan_free(plan);
}

static void test_baselines(void **state) {
  static const struct {
    const char *amount;
    int32_t unit;
    int32_t code;
    const char *path;
  } refused[] = {
    {"-1", TTHC_NONE, TTHC_E_VALUE, "/amount"},     {"-0.5", TTHC_NONE, TTHC_E_VALUE, "/amount"},
    {NULL, TTHC_NONE, TTHC_E_NUMBER, "/amount"},    {"2,5", TTHC_NONE, TTHC_E_NUMBER, "/amount"},
    {"1", 1, TTHC_E_ARGUMENT, "/unit"},             {"1", -2, TTHC_E_ARGUMENT, "/unit"},
    {"9", TTHC_NONE, TTHC_E_DUPLICATE_ID, "/unit"}, {"9", 0, TTHC_E_DUPLICATE_ID, "/unit"},
  };
  tthc_plan *plan = new_plan();
  tthc_error *err = tthc_error_new();
  int failures = 0;
  size_t i;
  (void)state;
  assert_int_equal(tthc_plan_add_indicator(plan, "x", "X", TTHC_VALUE, TTHC_PER_PERIOD, NULL), 0);
  assert_int_equal(tthc_indicator_baseline_count(plan, 0), 0);
  assert_int_equal(tthc_indicator_add_baseline(plan, 0, "12.50", TTHC_NONE, err), 0);
  assert_int_equal(tthc_indicator_add_baseline(plan, 0, "0", 0, err), 1);
  assert_int_equal(tthc_indicator_baseline_count(plan, 0), 2);
  assert_string_equal(tthc_indicator_baseline_amount(plan, 0, 0), "12.5");
  assert_int_equal(tthc_indicator_baseline_unit(plan, 0, 0), TTHC_NONE);
  assert_string_equal(tthc_indicator_baseline_amount(plan, 0, 1), "0");
  assert_int_equal(tthc_indicator_baseline_unit(plan, 0, 1), 0);
  for (i = 0; i < COUNT(refused); i++) {
    const char *label = check_show(refused[i].amount);
    failures += check_int(label, tthc_indicator_add_baseline(plan, 0, refused[i].amount, refused[i].unit, err),
                          refused[i].code);
    failures += check_error(label, err, refused[i].code, refused[i].path, 0, 0);
  }
  CHECK_NONE_FAILED(failures);
  assert_int_equal(tthc_indicator_add_baseline(plan, 1, "1", TTHC_NONE, err), TTHC_E_ARGUMENT);
  assert_int_equal(tthc_indicator_baseline_count(plan, 0), 2);
  assert_int_equal(tthc_indicator_baseline_count(plan, 1), 0);
  assert_null(tthc_indicator_baseline_amount(plan, 0, 2));
  assert_null(tthc_indicator_baseline_amount(plan, 0, -1));
  assert_int_equal(tthc_indicator_baseline_unit(plan, 1, 0), TTHC_NONE);
  tthc_error_free(err);
  tthc_plan_free(plan);
}

/* Of two targets for the same unit and period the first counts; the other is told. */
static void test_targets_that_collide(void **state) {
  tthc_plan *plan = new_plan();
  tthc_findings *findings;
  (void)state;
  assert_int_equal(tthc_plan_add_indicator(plan, "w", "W", TTHC_RATIO, TTHC_PER_PERIOD, NULL), 0);
  assert_int_equal(tthc_plan_add_indicator(plan, "x", "X", TTHC_RATIO, TTHC_PER_PERIOD, NULL), 1);
  assert_int_equal(tthc_indicator_add_target(plan, 0, TTHC_AT_LEAST, "5", NULL, TTHC_NONE, NULL, NULL), 0);
  assert_int_equal(tthc_indicator_add_target(plan, 1, TTHC_AT_LEAST, "5", NULL, TTHC_NONE, NULL, NULL), 0);
  assert_int_equal(tthc_indicator_add_target(plan, 1, TTHC_AT_LEAST, "5", NULL, 0, NULL, NULL), 1);
  assert_int_equal(tthc_indicator_add_target(plan, 1, TTHC_AT_LEAST, "5", NULL, 0, "2021", NULL), 2);
  assert_int_equal(tthc_indicator_add_target(plan, 1, TTHC_AT_LEAST, "5", NULL, TTHC_NONE, "2021", NULL), 3);
  findings = tthc_plan_findings(plan, NULL);
  assert_int_equal(tthc_findings_count(findings), 0);
  tthc_findings_free(findings);
  assert_int_equal(tthc_indicator_add_baseline(plan, 1, "10", 0, NULL), 0);
  assert_int_equal(tthc_indicator_add_reduction(plan, 1, TTHC_AT_LEAST, "6", NULL, 0, "2021", NULL), 4);
  assert_int_equal(tthc_indicator_add_target(plan, 1, TTHC_AT_LEAST, "7", NULL, TTHC_NONE, NULL, NULL), 5);
  findings = tthc_plan_findings(plan, NULL);
  assert_int_equal(tthc_findings_count(findings), 2);
  assert_int_equal(tthc_findings_code(findings, 0), TTHC_F_TARGETS_COLLIDE);
  assert_string_equal(tthc_findings_path(findings, 0), "/indicators/1/targets/4");
  assert_string_equal(tthc_findings_path(findings, 1), "/indicators/1/targets/5");
  tthc_findings_free(findings);
  tthc_plan_free(plan);
}

static void test_words(void **state) {
  static const char *const comparators[] = {">=", ">", "<=", "<", "=", "range"};
  int32_t i;
  (void)state;
  for (i = 0; i < (int32_t)COUNT(comparators); i++)
    assert_string_equal(tthc_comparator_word(TTHC_AT_LEAST + i), comparators[i]);
  assert_null(tthc_comparator_word(7));
  assert_string_equal(tthc_indicator_kind_word(TTHC_RATIO), "ratio");
  assert_string_equal(tthc_indicator_kind_word(TTHC_VALUE), "value");
  assert_null(tthc_indicator_kind_word(0));
  assert_string_equal(tthc_series_word(TTHC_PER_PERIOD), "per-period");
  assert_string_equal(tthc_series_word(TTHC_CUMULATIVE), "cumulative");
  assert_null(tthc_series_word(3));
}

static void test_findings(void **state) {
  static const struct {
    const char *baseline, *period, *unit_baseline;
    int32_t unit, reduction;
    const char *wanted; /* "no-baseline /indicators/0/targets/0" */
  } rows[] = {
    {NULL, NULL, NULL, TTHC_NONE, 0, ""},
    {NULL, NULL, NULL, TTHC_NONE, 1, "no-baseline /indicators/0/targets/0"},
    {"10", NULL, NULL, TTHC_NONE, 1, ""},
    {"0", NULL, NULL, TTHC_NONE, 1, "no-baseline /indicators/0/targets/0"},
    {"10", NULL, NULL, 0, 1, "no-baseline /indicators/0/targets/0"},
    {"10", NULL, "0.0", 0, 1, "no-baseline /indicators/0/targets/0"},
    {NULL, NULL, "0.5", 0, 1, ""},
    {NULL, NULL, "0.5", TTHC_NONE, 1, "no-baseline /indicators/0/targets/0"},
    {NULL, "2021-Q1", NULL, TTHC_NONE, 0, ""},
    {NULL, "2025", NULL, TTHC_NONE, 0, ""}, /* a goal for later */
    {NULL, "2020-12", NULL, TTHC_NONE, 0, "target-outside-plan /indicators/0/targets/0"},
    {NULL, "2020-12-01..2021-01-01", NULL, TTHC_NONE, 0, ""},
  };
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    tthc_plan *plan = new_plan();
    tthc_findings *findings;
    char label[16], got[128] = "";
    snprintf(label, sizeof label, "row %d", (int)i);
    assert_int_equal(tthc_plan_add_indicator(plan, "x", "X", TTHC_VALUE, TTHC_PER_PERIOD, NULL), 0);
    if (rows[i].baseline != NULL)
      assert_true(tthc_indicator_add_baseline(plan, 0, rows[i].baseline, TTHC_NONE, NULL) >= 0);
    if (rows[i].unit_baseline != NULL)
      assert_true(tthc_indicator_add_baseline(plan, 0, rows[i].unit_baseline, 0, NULL) >= 0);
    if (rows[i].reduction)
      assert_int_equal(
        tthc_indicator_add_reduction(plan, 0, TTHC_AT_LEAST, "5", NULL, rows[i].unit, rows[i].period, NULL), 0);
    else
      assert_int_equal(
        tthc_indicator_add_target(plan, 0, TTHC_AT_LEAST, "5", NULL, rows[i].unit, rows[i].period, NULL), 0);
    findings = tthc_plan_findings(plan, NULL);
    failures += check_int(label, tthc_findings_count(findings), rows[i].wanted[0] != '\0');
    if (tthc_findings_count(findings) > 0)
      snprintf(got, sizeof got, "%s %s", tthc_finding_name(tthc_findings_code(findings, 0)),
               tthc_findings_path(findings, 0));
    failures += check_text(label, got, rows[i].wanted);
    tthc_findings_free(findings);
    tthc_plan_free(plan);
  }
  CHECK_NONE_FAILED(failures);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_rows),
    cmocka_unit_test(test_targets),
    cmocka_unit_test(test_bad_targets),
    cmocka_unit_test(test_findings),
    cmocka_unit_test(test_reductions),
    cmocka_unit_test(test_baselines),
    cmocka_unit_test(test_targets_that_collide),
    cmocka_unit_test(test_words),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
