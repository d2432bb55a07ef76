/* Which units have reported anything. */
#ifndef TTHC_CASCADE_SENDERS_H
#define TTHC_CASCADE_SENDERS_H

#include "model/plan.h"

struct sender {
  int32_t unit;
  int32_t facts;
  int32_t last_day; /* TTHC_NO_DAY: nothing */
};

struct senders {
  ROWS(struct sender) rows; /* in the order of the plan's units */
  int32_t sent;             /* how many of them reported something */
};

/*
 * Lists the units that a plan obliges, with what they reported of these days; tthc__free_senders() is due even after
 * a failure.
 */
int32_t tthc__list_senders(struct senders *senders, const tthc_plan *plan, int32_t first_day, int32_t last_day,
                           tthc_error *err);
void tthc__free_senders(struct senders *senders);

#endif
