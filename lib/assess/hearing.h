/* What the facts of one assignment say beside its state: whether it was accepted and explained. */
#ifndef TTHC_ASSESS_HEARING_H
#define TTHC_ASSESS_HEARING_H

#include "assess/assessment.h"

/* Zeroed is nothing heard. */
struct hearing {
  struct fact_ref *done;         /* the one that says so last; NULL when it is not done */
  const struct fact *acceptance; /* the last since anything was returned */
  int explained;
};

/* Hears the next fact, in the order in which they speak. */
void tthc__hear(struct hearing *hearing, struct fact_ref *ref);

/* Says in the assignment what was heard; marks the fact that it was done before its window opened. */
void tthc__end_hearing(const struct hearing *hearing, struct assignment *assignment);

#endif
