/*
 * Rows of one plan copied into another. Maps of indexes translate what they refer to; what is wanted is told first,
 * as a row brings along those that it refers to.
 */
#ifndef TTHC_CASCADE_COPYING_H
#define TTHC_CASCADE_COPYING_H

#include "model/plan.h"

/* What is wanted of a task. */
enum { LEFT_OUT = 0, AS_HEADING = 1, WHOLE = 2 };

/* Arrays by the indexes of `from`. */
struct copying {
  const tthc_plan *from;
  tthc_plan *to;
  tthc_error *err;
  struct arena arena;
  int32_t *parts; /* the index in `to`; TTHC_NONE: not there */
  int32_t *units;
  int32_t *sections;
  int32_t *tasks;
  int32_t *indicators;
  char *wants_part; /* what is wanted */
  char *wants_unit;
  char *wants_section;
  char *wants_task; /* LEFT_OUT, AS_HEADING or WHOLE */
};

/* Begins with nothing wanted; tthc__copying_end() is due even after a failure. */
int32_t tthc__copying_begin(struct copying *c, const tthc_plan *from, tthc_plan *to, tthc_error *err);
void tthc__copying_end(struct copying *c);

/* Wants a part and those above it. */
void tthc__want_part(struct copying *c, int32_t part);

/* Wants a unit, its members and its successors, at every depth. */
int32_t tthc__want_unit(struct copying *c, int32_t unit);

/* Wants a task with its section or part, the tasks above it as headings, and of a whole task the units. */
int32_t tthc__want_task(struct copying *c, int32_t task, const struct task *as);

/* Copies the parts, units and sections that are wanted. A unit or section whose id is there is taken for the same. */
int32_t tthc__copy_frame(struct copying *c);

/* The row of a task that is only wanted as a heading. */
struct task tthc__heading_of(const struct task *task);

/*
 * These copy one row, given as it is to be, with the indexes of `from`; what it refers to and is not there is left out.
 * They give TTHC_OK or a negative code.
 */
int32_t tthc__copy_task(struct copying *c, int32_t task, const struct task *as);
int32_t tthc__copy_indicator(struct copying *c, int32_t indicator, const struct indicator *as);
int32_t tthc__copy_fact(struct copying *c, const struct fact *fact);

/* Parts of these: a part, a section, the lists of units, a cell, the rest of an indicator; into a row that is there. */
int32_t tthc__copy_part(struct copying *c, int32_t part, int32_t holds_sections);
int32_t tthc__copy_aliases(struct copying *c, const struct unit *row, int32_t into);
int32_t tthc__copy_contacts(struct copying *c, const struct unit *row, int32_t into);
int32_t tthc__copy_members(struct copying *c, const struct unit *row, int32_t into);
int32_t tthc__copy_successors(struct copying *c, const struct unit *row, int32_t into);
int32_t tthc__copy_superior(struct copying *c, const struct unit *row, int32_t into);
typedef int32_t add_to_task(tthc_plan *plan, int32_t task, int32_t unit, tthc_error *err);
int32_t tthc__copy_cell(struct copying *c, const struct cell *cell, int32_t into, add_to_task *add);
int32_t tthc__copy_deadline(struct copying *c, const struct deadline *deadline, int32_t into);
int32_t tthc__copy_targets(struct copying *c, const struct indicator *row, int32_t into);
int32_t tthc__copy_baselines(struct copying *c, const struct indicator *row, int32_t into);

/* Where a row of `from` stands in `to`; TTHC_NONE when it is not there. */
int32_t tthc__mapped(const int32_t *map, int32_t row);

/* Copies the header with bases and recipients, but for id and year. */
int32_t tthc__copy_header(struct copying *c);

/* The superior's or last year's plan becomes a document that the new one rests on, if its number is known. */
int32_t tthc__copy_as_basis(struct copying *c);

/* A plan with the same rows, facts and findings, which has never been stored; NULL without memory. */
tthc_plan *tthc__plan_copy(const tthc_plan *plan, tthc_error *err);

#endif
