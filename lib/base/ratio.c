/* Exact ratios of wide integers: comparing, and rounding to two decimals. */
#include "base/ratio.h"

/* The largest integer that is not above it. */
static int128 whole_of(struct ratio ratio) {
  const int128 whole = ratio.numerator / ratio.denominator;
  return whole - (ratio.numerator % ratio.denominator < 0);
}

/* What is left of it, from 0 to below 1, as a numerator. */
static int128 rest_of(struct ratio ratio) {
  const int128 rest = ratio.numerator % ratio.denominator;
  return rest < 0 ? rest + ratio.denominator : rest;
}

/* As continued fractions: where the whole parts are the same, the rests compare the other way round, inverted. */
int tthc__compare_ratios(struct ratio a, struct ratio b) {
  int sign = 1;
  for (;;) {
    const int128 whole_a = whole_of(a), whole_b = whole_of(b);
    const int128 rest_a = rest_of(a), rest_b = rest_of(b);
    if (whole_a != whole_b) return whole_a < whole_b ? -sign : sign;
    if (rest_a == 0 || rest_b == 0) return sign * ((rest_a > 0) - (rest_b > 0));
    a = (struct ratio){a.denominator, rest_a};
    b = (struct ratio){b.denominator, rest_b};
    sign = -sign;
  }
}

struct ratio tthc__lowest_terms(struct ratio ratio) {
  int128 a = ratio.numerator < 0 ? -ratio.numerator : ratio.numerator, b = ratio.denominator;
  while (b != 0) {
    const int128 rest = a % b;
    a = b;
    b = rest;
  }
  return (struct ratio){ratio.numerator / a, ratio.denominator / a};
}

/* --- two decimals ------------------------------------------------------------------------------------------------- */

static int128 hundredths_of(struct ratio ratio, enum rounding rounding) {
  const int128 hundred_rests = rest_of(ratio) * 100;
  const int128 down = whole_of(ratio) * 100 + hundred_rests / ratio.denominator;
  const int128 over = hundred_rests % ratio.denominator;
  switch (rounding) {
  case ROUND_UP: return down + (over > 0);
  case ROUND_DOWN: return down;
  case ROUND_ABOVE: return down + 1;
  case ROUND_BELOW: return down - (over == 0);
  default: /* a half goes away from zero, which is down for what is below it */
    return down + (ratio.numerator < 0 ? over * 2 > ratio.denominator : over * 2 >= ratio.denominator);
  }
}

static void put_wide(struct buffer *out, int128 number) {
  const int64_t part = 1000000000000000000;
  if (number < part) {
    tthc__put_int(out, (int64_t)number);
    return;
  }
  put_wide(out, number / part);
  tthc__put_padded(out, (int64_t)(number % part), 18);
}

void tthc__put_ratio(struct buffer *out, struct ratio ratio, enum rounding rounding, const char *mark) {
  int128 hundredths = hundredths_of(ratio, rounding);
  if (hundredths < 0) tthc__put_char(out, '-');
  if (hundredths < 0) hundredths = -hundredths;
  put_wide(out, hundredths / 100);
  tthc__put(out, mark);
  tthc__put_padded(out, (int64_t)(hundredths % 100), 2);
}
