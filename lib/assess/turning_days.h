/* The days on which something changes, so that it stays the same from each to the next. */
#ifndef TTHC_ASSESS_TURNING_DAYS_H
#define TTHC_ASSESS_TURNING_DAYS_H

#include "assess/assessment.h"

struct turning_days {
  ROWS(int32_t) rows;
};

int32_t tthc__add_turning_day(struct turning_days *days, int32_t day, tthc_error *err);

/* The first day of a span, and the one behind its last; each may be open. */
int32_t tthc__add_span_days(struct turning_days *days, int32_t first_day, int32_t last_day, tthc_error *err);

/* The days on which these facts begin to count, or no longer do; of one kind, 0: of all kinds. */
int32_t tthc__add_fact_days(struct assessing *a, struct turning_days *days, const struct fact_ref *facts, int32_t count,
                            int32_t kind);

/* From the `first` of them on: in order, each once. */
void tthc__sort_turning_days(struct turning_days *days, int32_t first);

#endif
