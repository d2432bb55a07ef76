/* Exact ratios: comparing without products, lowest terms, rounding to two decimals. */
#include "base/ratio.h"

#include "support/check.h"

#include <stdio.h>

/* 10^n */
static int128 ten(int n) {
  int128 power = 1;
  while (n-- > 0) power *= 10;
  return power;
}

static void test_compare(void **state) {
  const struct {
    struct ratio a, b;
    int sign;
  } rows[] = {
    {{1, 2}, {1, 2}, 0},
    {{1, 2}, {2, 4}, 0},
    {{1, 3}, {1, 2}, -1},
    {{1, 2}, {1, 3}, 1},
    {{-1, 2}, {1, 3}, -1},
    {{-1, 2}, {-1, 3}, -1},
    {{-1, 3}, {-1, 2}, 1},
    {{-7, 2}, {-14, 4}, 0},
    {{0, 5}, {0, 1}, 0},
    {{0, 5}, {1, 1000}, -1},
    {{3, 1}, {5, 2}, 1},
    {{2, 1}, {5, 2}, -1},
    {{355, 113}, {22, 7}, -1},
    {{ten(38), ten(38) - 1}, {ten(38) - 1, ten(38) - 2}, -1}, /* products would have 76 digits */
    {{ten(38) - 1, ten(38)}, {ten(38) - 2, ten(38) - 1}, 1},
    {{-ten(38), 3}, {-ten(38) + 1, 3}, -1},
    {{ten(38), 2}, {ten(38) / 2, 1}, 0},
  };
  int failures = 0;
  size_t i;
  char label[16];
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    snprintf(label, sizeof label, "row %d", (int)i);
    failures += check_int(label, tthc__compare_ratios(rows[i].a, rows[i].b), rows[i].sign);
    failures += check_int(label, tthc__compare_ratios(rows[i].b, rows[i].a), -rows[i].sign);
  }
  CHECK_NONE_FAILED(failures);
}

static void test_lowest_terms(void **state) {
  static const struct {
    int64_t numerator, denominator, to_numerator, to_denominator;
  } rows[] = {{6, 4, 3, 2}, {-6, 4, -3, 2}, {0, 7, 0, 1}, {5, 1, 5, 1}, {7, 7, 1, 1}, {13, 17, 13, 17}};
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    const struct ratio got = tthc__lowest_terms((struct ratio){rows[i].numerator, rows[i].denominator});
    failures += check_int("numerator", (int64_t)got.numerator, rows[i].to_numerator);
    failures += check_int("denominator", (int64_t)got.denominator, rows[i].to_denominator);
  }
  CHECK_NONE_FAILED(failures);
}

static void test_rounding(void **state) {
  const struct {
    struct ratio ratio;
    const char *half, *up, *down, *above, *below;
  } rows[] = {
    {{0, 1}, "0.00", "0.00", "0.00", "0.01", "-0.01"},
    {{1, 4}, "0.25", "0.25", "0.25", "0.26", "0.24"},
    {{1, 3}, "0.33", "0.34", "0.33", "0.34", "0.33"},
    {{2, 3}, "0.67", "0.67", "0.66", "0.67", "0.66"},
    {{1005, 1000}, "1.01", "1.01", "1.00", "1.01", "1.00"},
    {{-1005, 1000}, "-1.01", "-1.00", "-1.01", "-1.00", "-1.01"},
    {{-1, 3}, "-0.33", "-0.33", "-0.34", "-0.33", "-0.34"},
    {{-1, 1000}, "0.00", "0.00", "-0.01", "0.00", "-0.01"}, /* never -0.00 */
    {{-5, 1}, "-5.00", "-5.00", "-5.00", "-4.99", "-5.01"},
    {{ten(38), ten(36)}, "100.00", "100.00", "100.00", "100.01", "99.99"},
    {{ten(20) * 7, 1}, "700000000000000000000.00", "700000000000000000000.00", "700000000000000000000.00",
     "700000000000000000000.01", "699999999999999999999.99"}, /* beyond 64 bits */
    {{ten(20) * 2, 3}, "66666666666666666666.67", "66666666666666666666.67", "66666666666666666666.66",
     "66666666666666666666.67", "66666666666666666666.66"},
  };
  int failures = 0;
  size_t i, j;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    const char *const wanted[] = {rows[i].half, rows[i].up, rows[i].down, rows[i].above, rows[i].below};
    for (j = 0; j < COUNT(wanted); j++) {
      struct buffer out = {0};
      tthc__put_ratio(&out, rows[i].ratio, (enum rounding)j, ".");
      failures += check_text(rows[i].half, out.data, wanted[j]);
      tthc__buffer_free(&out);
    }
  }
  CHECK_NONE_FAILED(failures);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_compare),
    cmocka_unit_test(test_lowest_terms),
    cmocka_unit_test(test_rounding),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
