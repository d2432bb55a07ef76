/* Exact ratios of wide integers, which sums, targets and baselines multiply to. */
#ifndef TTHC_BASE_RATIO_H
#define TTHC_BASE_RATIO_H

#include "base/buffer.h"

__extension__ typedef __int128 int128; /* 2^53 times 10^15 needs it */

/* The denominator is positive. */
struct ratio {
  int128 numerator;
  int128 denominator;
};

/* To two decimals: up and down are towards the larger and the smaller; above and below never give the ratio itself. */
enum rounding { ROUND_HALF_AWAY, ROUND_UP, ROUND_DOWN, ROUND_ABOVE, ROUND_BELOW };

/* The sign of a - b. Nothing is multiplied, so whatever fits is compared exactly. */
int tthc__compare_ratios(struct ratio a, struct ratio b);

struct ratio tthc__lowest_terms(struct ratio ratio);

/* Puts it with two decimals and this mark before them; its denominator is at most 10^36. */
void tthc__put_ratio(struct buffer *out, struct ratio ratio, enum rounding rounding, const char *mark);

#endif
