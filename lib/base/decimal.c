/* Exact decimals of at most 15 digits, and exact comparison of ratios with them. */
#include "base/decimal.h"

#include "base/error.h"
#include "base/ratio.h"

#include <string.h>

int64_t tthc__power_of_ten(int32_t exponent) {
  int64_t power = 1;
  while (exponent-- > 0) power *= 10;
  return power;
}

static struct decimal reduce(int64_t digits, int32_t scale) {
  struct decimal number = {digits, scale};
  while (number.scale > 0 && number.digits % 10 == 0) {
    number.digits /= 10;
    number.scale--;
  }
  return number;
}

/* Digits and an optional fraction; leading zeros do not count. */
static const char *read_digits(const char *p, int64_t *digits, int32_t *scale) {
  int significant = 0, any = 0, fraction = 0;
  for (; (*p >= '0' && *p <= '9') || (*p == '.' && !fraction); p++) {
    if (*p == '.') {
      fraction = 1;
      continue;
    }
    any = 1;
    if (*digits > 0 || *p != '0') significant++;
    if (significant > DECIMAL_DIGITS || *scale == DECIMAL_DIGITS) return NULL;
    *digits = *digits * 10 + (*p - '0');
    *scale += fraction;
  }
  return any ? p : NULL;
}

static const char *read_exponent(const char *p, int32_t *exponent) {
  int sign = 1, value = 0;
  if (*p != 'e' && *p != 'E') return p;
  p++;
  if (*p == '+' || *p == '-') sign = *p++ == '-' ? -1 : 1;
  if (*p < '0' || *p > '9') return NULL;
  while (*p >= '0' && *p <= '9' && value < 100) value = value * 10 + (*p++ - '0');
  *exponent = sign * value;
  return p;
}

int tthc__decimal_read(const char *text, struct decimal *out) {
  const int negative = *text == '-';
  const char *p = text + negative;
  int64_t digits = 0;
  int32_t scale = 0, exponent = 0;
  p = read_digits(p, &digits, &scale);
  if (p != NULL) p = read_exponent(p, &exponent);
  if (p == NULL || *p != '\0') return 0;
  if (digits == 0) scale = exponent = 0;
  scale -= exponent;
  while (scale < 0 && digits <= EXACT_MAX / 10) {
    digits *= 10;
    scale++;
  }
  *out = reduce(negative ? -digits : digits, scale);
  return out->scale >= 0 && out->scale <= DECIMAL_DIGITS && digits <= tthc__power_of_ten(DECIMAL_DIGITS);
}

void tthc__put_decimal(struct buffer *out, struct decimal number) {
  const int64_t one = tthc__power_of_ten(number.scale);
  if (number.digits < 0) tthc__put_char(out, '-');
  if (number.digits < 0) number.digits = -number.digits;
  tthc__put_int(out, number.digits / one);
  if (number.scale == 0) return;
  tthc__put_char(out, '.');
  tthc__put_padded(out, number.digits % one, number.scale);
}

int tthc__decimal_add(struct decimal a, struct decimal b, struct decimal *sum) {
  const int32_t scale = a.scale > b.scale ? a.scale : b.scale;
  const int128 digits = (int128)a.digits * tthc__power_of_ten(scale - a.scale) +
                        (int128)b.digits * tthc__power_of_ten(scale - b.scale);
  if (digits > EXACT_MAX || digits < -EXACT_MAX) return 0;
  *sum = reduce((int64_t)digits, scale);
  return 1;
}

int tthc__ratio_compare(int64_t numerator, int64_t denominator, struct decimal bound) {
  const int128 left = (int128)numerator * tthc__power_of_ten(bound.scale);
  const int128 right = (int128)bound.digits * denominator;
  return (left > right) - (left < right);
}

int64_t tthc__scale_half_up(int64_t amount, int64_t numerator, int64_t denominator) {
  return (int64_t)(((int128)amount * numerator * 2 + denominator) / ((int128)denominator * 2));
}

int64_t tthc__ratio_share(int64_t numerator, int64_t denominator, struct decimal bound, int inverse) {
  const int128 reached = (int128)numerator * tthc__power_of_ten(bound.scale);
  const int128 bounded = (int128)bound.digits * denominator;
  const int128 part = inverse ? bounded : reached, whole = inverse ? reached : bounded;
  if (part <= 0 || whole <= 0) return 0;
  return part >= whole ? MILLION : (int64_t)(part * MILLION / whole);
}

int tthc__ratio_reduction(int64_t numerator, int64_t denominator, struct decimal baseline, int64_t *percent,
                          int64_t *of) {
  const int128 before = (int128)baseline.digits * denominator;
  const int128 less = before - (int128)numerator * tthc__power_of_ten(baseline.scale);
  const struct ratio found = tthc__lowest_terms((struct ratio){less * 100, before});
  if (found.denominator > EXACT_MAX || found.numerator > EXACT_MAX || found.numerator < -EXACT_MAX) return 0;
  *percent = (int64_t)found.numerator;
  *of = (int64_t)found.denominator;
  return 1;
}

void tthc__put_rounded(struct buffer *out, int64_t numerator, int64_t denominator, const char *mark) {
  tthc__put_ratio(out, (struct ratio){numerator, denominator}, ROUND_HALF_AWAY, mark);
}
