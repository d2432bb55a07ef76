/* To whom a follow-up goes in place of each unit of a plan, and from when to when: what depends on spans of units alone. */
#ifndef TTHC_ASSESS_ADDRESSEES_H
#define TTHC_ASSESS_ADDRESSEES_H

#include "assess/follow_up.h"

struct addressee {
  int32_t unit; /* that owes the work */
  int32_t to;   /* enum level_to, of the level */
  int32_t recipient;
  int32_t role; /* enum tthc_recipient_role */
  int32_t from; /* the first day of which this holds */
  int32_t last; /* and the last one */
};

/* By unit, to, recipient and day. */
struct addressees {
  ROWS(struct addressee) rows;
};

void tthc__free_addressees(struct addressees *addressees);

/* Those of all units of a plan, in place of what `out` held. */
int32_t tthc__find_addressees(const tthc_plan *plan, struct addressees *out, tthc_error *err);

#endif
