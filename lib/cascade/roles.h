/*
 * Who stands for whom: the units and groups through which a unit takes part in a task, on any day of the plan's span.
 */
#ifndef TTHC_CASCADE_ROLES_H
#define TTHC_CASCADE_ROLES_H

#include "model/plan.h"

/*
 * Marks, by index, what stands for a unit on some day of the plan's span: the unit itself, those whose work it goes on
 * with, and the groups that hold one of these, at every depth. The marks live in the arena; NULL without memory.
 */
char *tthc__stands_for(const tthc_plan *plan, int32_t unit, struct arena *arena, tthc_error *err);

/* Whether a cell names something that stands for the unit. */
int tthc__names(const struct cell *cell, const char *stands);

/* The unit of an id, which must be no group with members; a negative code. */
int32_t tthc__find_single(const tthc_plan *plan, const char *id, tthc_error *err);

#endif
