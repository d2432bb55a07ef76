/* Exact decimals: reading, writing, adding, comparing, rounding. */
#include "base/decimal.h"

#include "support/check.h"

static struct decimal decimal(const char *text) {
  struct decimal number = {0, 0};
  if (!tthc__decimal_read(text, &number)) fail_msg("%s is no decimal", text);
  return number;
}

static void test_read_and_put(void **state) {
  static const struct {
    const char *text;
    int64_t digits;
    int32_t scale;
    const char *written;
  } rows[] = {
    {"0", 0, 0, "0"},
    {"-0", 0, 0, "0"},
    {"0.00", 0, 0, "0"},
    {"0e400", 0, 0, "0"},
    {"20", 20, 0, "20"},
    {"-20", -20, 0, "-20"},
    {"99.5", 995, 1, "99.5"},
    {"-12.50", -125, 1, "-12.5"},
    {"20.00", 20, 0, "20"},
    {"0.05", 5, 2, "0.05"},
    {"-0.05", -5, 2, "-0.05"},
    {"10.01", 1001, 2, "10.01"},
    {"100", 100, 0, "100"},
    {"007", 7, 0, "7"},
    {"1e3", 1000, 0, "1000"},
    {"1E+3", 1000, 0, "1000"},
    {"1e-3", 1, 3, "0.001"},
    {"1.25e1", 125, 1, "12.5"},
    {"1.25e2", 125, 0, "125"},
    {"1.25e3", 1250, 0, "1250"},
    {"10e-1", 1, 0, "1"},
    {"10e-16", 1, 15, "0.000000000000001"},
    {"123456789012345", 123456789012345, 0, "123456789012345"},
    {"-999999999999999", -999999999999999, 0, "-999999999999999"},
    {"1234567.89012345", 123456789012345, 8, "1234567.89012345"},
    {"0.123456789012345", 123456789012345, 15, "0.123456789012345"},
    {"0.000000000000001", 1, 15, "0.000000000000001"},
    {"1e15", 1000000000000000, 0, "1000000000000000"},
    {"1e-15", 1, 15, "0.000000000000001"},
    {"000000000000000000001", 1, 0, "1"},
  };
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    struct decimal number = {-1, -1};
    struct buffer out = {0};
    failures += check_int(rows[i].text, tthc__decimal_read(rows[i].text, &number), 1);
    failures += check_int(rows[i].text, number.digits, rows[i].digits);
    failures += check_int(rows[i].text, number.scale, rows[i].scale);
    tthc__put_decimal(&out, number);
    failures += check_text(rows[i].text, out.data, rows[i].written);
    tthc__buffer_free(&out);
  }
  CHECK_NONE_FAILED(failures);
}

static void test_no_decimal(void **state) {
  static const char *const texts[] = {
    "", "-", "+1", "--1", ".", "-.", "abc", "1a", " 1", "1 ", "1,5", "1.5.5", "1.5,5", "0x10", "1e", "1e+", "1e-",
    "e5", "1e1.5", "1e5x", "- 1", "NaN", "inf", "\xef\xbc\x91",
    /* too many digits, before or behind the point, or by the exponent */
    "1234567890123456", "0.1234567890123456", "12345678.90123456", "1.000000000000000", "0.0000000000000001",
    "1e16", "9e15", "1e-16", "123456789012345e1", "1e99", "1e400", "1e-400", "1e99999999999999999999",
  };
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(texts); i++) {
    struct decimal number;
    failures += check_int(texts[i], tthc__decimal_read(texts[i], &number), 0);
  }
  CHECK_NONE_FAILED(failures);
}

static void test_add(void **state) {
  static const struct {
    const char *a, *b, *sum; /* NULL: too many digits */
  } rows[] = {
    {"0", "0", "0"},
    {"1", "2", "3"},
    {"0.1", "0.2", "0.3"}, /* which doubles miss */
    {"99.5", "0.5", "100"},
    {"19.96", "0.04", "20"},
    {"1.25", "-0.25", "1"},
    {"-1", "0.5", "-0.5"},
    {"5", "-5", "0"},
    {"0.001", "1000", "1000.001"},
    {"1000", "0.001", "1000.001"},
    {"999999999999998", "1", "999999999999999"},
    {"99999.000000001", "0.999999999", "100000"},
    {"999999999999999", "0.000000000000001", NULL},
    {"-999999999999999", "-0.01", NULL},
  };
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    struct decimal sum = {7, 7};
    const int rc = tthc__decimal_add(decimal(rows[i].a), decimal(rows[i].b), &sum);
    struct buffer out = {0};
    failures += check_int(rows[i].a, rc, rows[i].sum != NULL);
    if (rc) tthc__put_decimal(&out, sum);
    failures += check_text(rows[i].a, out.data, rows[i].sum);
    tthc__buffer_free(&out);
  }
  CHECK_NONE_FAILED(failures);
}

static void test_add_until_it_is_full(void **state) {
  const struct decimal largest = {EXACT_MAX, 0};
  struct decimal sum = {7, 7};
  (void)state;
  assert_true(tthc__decimal_add(largest, decimal("0"), &sum));
  assert_true(sum.digits == EXACT_MAX && sum.scale == 0);
  sum = decimal("7");
  assert_false(tthc__decimal_add(largest, decimal("1"), &sum));
  assert_false(tthc__decimal_add(largest, largest, &sum));
  assert_int_equal(sum.digits, 7); /* as before */
}

static void test_compare(void **state) {
  static const struct {
    int64_t numerator, denominator;
    const char *bound;
    int sign;
  } rows[] = {
    {1996, 10000, "19.96", -1}, /* the ratio is not yet a percentage */
    {1996 * 100, 10000, "19.96", 0},
    {1996 * 100, 10000, "20", -1}, /* 19.96 per cent shows as 20, and is less */
    {1996 * 100, 10000, "19.95", 1},
    {1996 * 100, 10000, "19.959999999999", 1},
    {1996 * 100, 10000, "19.960000000001", -1},
    {100, 3, "33.3333333333333", 1},
    {100, 3, "33.3333333333334", -1},
    {1, 2, "0.5", 0},
    {-1, 2, "-0.5", 0},
    {-1, 2, "0", -1},
    {-1, 3, "-0.333333333333333", -1},
    {0, 5, "0", 0},
    {0, 5, "-0.000000000000001", 1},
    /* beyond what 64 bits hold in between */
    {EXACT_MAX, 1, "999999999999999", 1},
    {EXACT_MAX, EXACT_MAX, "1", 0},
    {EXACT_MAX - 1, EXACT_MAX, "1", -1},
    {EXACT_MAX, EXACT_MAX - 1, "1", 1},
    {EXACT_MAX, EXACT_MAX, "0.999999999999999", 1},
    {-EXACT_MAX, EXACT_MAX, "-0.999999999999999", -1},
  };
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++)
    failures += check_int(rows[i].bound, tthc__ratio_compare(rows[i].numerator, rows[i].denominator,
                                                             decimal(rows[i].bound)), rows[i].sign);
  CHECK_NONE_FAILED(failures);
}

static void test_round(void **state) {
  static const struct {
    int64_t numerator, denominator;
    const char *mark, *text;
  } rows[] = {
    {0, 1, ",", "0,00"},
    {20, 1, ",", "20,00"},
    {1996, 100, ".", "19.96"},
    {100, 3, ",", "33,33"},
    {200, 3, ",", "66,67"},
    {1, 200, ",", "0,01"},  /* 0.005: half goes up */
    {1, 201, ",", "0,00"},
    {-1, 200, ",", "-0,01"}, /* away from zero */
    {-1, 201, ",", "0,00"},  /* no -0,00 */
    {1005, 1000, ",", "1,01"}, /* 1.005, which doubles put below */
    {-1005, 1000, ",", "-1,01"},
    {99995, 1000, ",", "100,00"},
    {99994, 1000, ",", "99,99"},
    {1, 20, ",", "0,05"},
    {7, 1, "", "700"},
    {EXACT_MAX, 1, ",", "9007199254740991,00"},
    {EXACT_MAX, EXACT_MAX, ",", "1,00"},
    {INT64_MAX, 1, ",", "9223372036854775807,00"},
  };
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    struct buffer out = {0};
    tthc__put_rounded(&out, rows[i].numerator, rows[i].denominator, rows[i].mark);
    failures += check_text(rows[i].text, out.data, rows[i].text);
    tthc__buffer_free(&out);
  }
  CHECK_NONE_FAILED(failures);
}

static void test_power_of_ten(void **state) {
  (void)state;
  assert_int_equal(tthc__power_of_ten(0), 1);
  assert_int_equal(tthc__power_of_ten(1), 10);
  assert_true(tthc__power_of_ten(18) == 1000000000000000000);
}

static void test_scale(void **state) {
  (void)state;
  assert_int_equal(tthc__scale_half_up(400000, 146, 160), 365000);
  assert_int_equal(tthc__scale_half_up(1, 1, 2), 1);
  assert_int_equal(tthc__scale_half_up(1, 49, 100), 0);
  assert_int_equal(tthc__scale_half_up(7, 0, 3), 0);
  assert_true(tthc__scale_half_up(10000000, 1000000000000, 1000000000000) == 10000000);
}

static void test_share_of_a_bound(void **state) {
  static const struct {
    const char *label, *bound;
    int64_t numerator, denominator;
    int inverse;
    int64_t share;
  } rows[] = {
    {"half", "20", 10, 1, 0, 500000},
    {"cut off, not rounded up", "20", 19999999, 1000000, 0, 999999},
    {"full", "20", 20, 1, 0, 1000000},
    {"no more than full", "20", 21, 1, 0, 1000000},
    {"below nothing", "20", -1, 1, 0, 0},
    {"of a bound of nothing", "0", -1, 1, 0, 0},
    {"twice the bound", "7.5", 15, 1, 1, 500000},
    {"below the bound, inverse", "7.5", 1, 1, 1, 1000000},
    {"a bound of nothing, inverse", "0", 3, 1, 1, 0},
    {"the largest", "0.000000000000001", EXACT_MAX, 1, 1, 0},
    {"a third of the largest", "999999999999999", 333333333333333, 1, 0, 333333},
    {"nearly the largest", "999999999999999", EXACT_MAX, 10, 0, 900719},
  };
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    struct decimal bound;
    assert_true(tthc__decimal_read(rows[i].bound, &bound));
    failures += check_int(rows[i].label,
                          tthc__ratio_share(rows[i].numerator, rows[i].denominator, bound, rows[i].inverse),
                          rows[i].share);
  }
  CHECK_NONE_FAILED(failures);
}

static void test_reduction_from_a_baseline(void **state) {
  static const struct {
    const char *baseline;
    int64_t numerator, denominator;
    int64_t percent, of; /* 0: it has too many digits */
  } rows[] = {
    {"200", 195, 1, 5, 2}, {"200", 200, 1, 0, 1},    {"200", 250, 1, -25, 1},
    {"200", 0, 1, 100, 1}, {"0.3", 1, 10, 200, 3}, {"999999999999999", 1, EXACT_MAX, 0, 0},
  };
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    struct decimal baseline;
    int64_t percent = 0, of = 0;
    assert_true(tthc__decimal_read(rows[i].baseline, &baseline));
    if (!tthc__ratio_reduction(rows[i].numerator, rows[i].denominator, baseline, &percent, &of)) percent = of = 0;
    failures += check_int(rows[i].baseline, percent, rows[i].percent);
    failures += check_int(rows[i].baseline, of, rows[i].of);
  }
  CHECK_NONE_FAILED(failures);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_read_and_put), cmocka_unit_test(test_no_decimal),
    cmocka_unit_test(test_add),          cmocka_unit_test(test_add_until_it_is_full),
    cmocka_unit_test(test_compare),      cmocka_unit_test(test_round),
    cmocka_unit_test(test_power_of_ten), cmocka_unit_test(test_scale),
    cmocka_unit_test(test_share_of_a_bound), cmocka_unit_test(test_reduction_from_a_baseline),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
