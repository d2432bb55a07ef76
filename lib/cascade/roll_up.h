/* Rolling up inside the library: what the steps share. */
#ifndef TTHC_CASCADE_ROLL_UP_H
#define TTHC_CASCADE_ROLL_UP_H

#include "model/plan.h"

struct rolling {
  tthc_plan *to;         /* the superior's plan */
  const tthc_plan *from; /* the unit's */
  int32_t unit;          /* in `to` */
  struct arena arena;
  const char **stands; /* by units of `to`: what stands for one; NULL until it is asked for */
  tthc_findings *findings;
  tthc_error *err;
};

/* Whether units themselves report such facts: progress, measurements, events, explanations. */
int tthc__is_reported(int32_t kind);

/*
 * Whose fact it becomes: the unit's own; another's that the superior's plan obliges (in a task of this cell; NULL:
 * any); TTHC_NONE: of a unit below, which the superior does not know. A negative code but that without memory.
 */
int32_t tthc__whose(struct rolling *r, int32_t unit, const struct cell *lead);

/* The indicator of `to` with the same id, and the cell that says who measures it. */
int32_t tthc__indicator_above(const struct rolling *r, int32_t indicator, const struct cell **lead);

/* Sums the figures of units below into the unit's. */
int32_t tthc__sum_below(struct rolling *r);

#endif
