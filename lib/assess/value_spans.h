/*
 * What an indicator comes to, for each unit and for all together, and from when to when. The value as of any day then
 * takes no more than comparing days.
 */
#ifndef TTHC_ASSESS_VALUE_SPANS_H
#define TTHC_ASSESS_VALUE_SPANS_H

#include "assess/turning_days.h"
#include "assess/values.h"

struct value_span {
  int32_t unit;  /* TTHC_NONE: all together */
  int32_t from;  /* the first day of which this holds */
  int32_t last;  /* and the last one */
  struct sum sum;
  int is_beyond; /* the sum has too many digits, so that nobody can assess the plan as of these days */
  int32_t target; /* the index of the one that holds; TTHC_NONE: none */
  struct reached reached;
  int32_t units_reported;
  int32_t units_expected;
};

/* By unit and day, all together first; of the days between two of a unit there is no value of it. */
struct value_spans {
  ROWS(struct value_span) rows;
  struct turning_days days; /* scratch */
};

void tthc__free_value_spans(struct value_spans *spans);

/* Those of an indicator, in place of what `out` held; begun with tthc__begin_standings(). */
int32_t tthc__value_spans_of(struct assessing *a, int32_t indicator, struct value_spans *out);

#endif
