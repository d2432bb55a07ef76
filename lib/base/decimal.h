/* Exact decimals of at most 15 digits, and exact comparison of ratios with them. */
#ifndef TTHC_BASE_DECIMAL_H
#define TTHC_BASE_DECIMAL_H

#include "base/buffer.h"

/* digits / 10^scale, in lowest terms: 20, 99.5 (995, 1). */
struct decimal {
  int64_t digits;
  int32_t scale;
};

enum { DECIMAL_DIGITS = 15 };

/* The largest integer that every JSON reader keeps: 2^53 - 1. */
#define EXACT_MAX 9007199254740991

/* Reads "-12.50" or "1e3". @return 1; 0 when it is no number or has more than 15 digits. */
int tthc__decimal_read(const char *text, struct decimal *out);

void tthc__put_decimal(struct buffer *out, struct decimal number);

/* Sum; 0 when it has too many digits. */
int tthc__decimal_add(struct decimal a, struct decimal b, struct decimal *sum);

int64_t tthc__power_of_ten(int32_t exponent);

/* The sign of numerator/denominator - bound; the denominator is positive. */
int tthc__ratio_compare(int64_t numerator, int64_t denominator, struct decimal bound);

/* amount * numerator / denominator, none below 0, to the nearest integer, half up. */
int64_t tthc__scale_half_up(int64_t amount, int64_t numerator, int64_t denominator);

#define MILLION 1000000

/*
 * How much of a bound numerator/denominator comes to, or with `inverse` the bound of it, in millionths: cut off, so that
 * what is missed is never full, and from 0 to MILLION. The denominator is positive.
 */
int64_t tthc__ratio_share(int64_t numerator, int64_t denominator, struct decimal bound, int inverse);

/*
 * By how many percent numerator/denominator is below a baseline, as a ratio in lowest terms. The denominator and the
 * baseline are positive. 0 when it has too many digits.
 */
int tthc__ratio_reduction(int64_t numerator, int64_t denominator, struct decimal baseline, int64_t *percent,
                          int64_t *of);

/* Puts numerator/denominator with two decimals, half up (away from zero), and this mark before the decimals. */
void tthc__put_rounded(struct buffer *out, int64_t numerator, int64_t denominator, const char *mark);

#endif
