/*
 * Merging inside the library. The steps: join the rows of the three plans, decide what stays and from which plan each
 * member is taken, make the merged plan.
 */
#ifndef TTHC_CASCADE_MERGE_H
#define TTHC_CASCADE_MERGE_H

#include "cascade/joint.h"
#include "tthcplan/merge.h"

/* A row of the result; copies what it shows. */
struct merged {
  int32_t kind;
  int32_t what;
  const char *id;
  const char *member;
  const char *before;
  const char *theirs;
  const char *ours;
};

struct tthc_merge {
  uint32_t mark;
  struct arena arena;
  tthc_plan *plan;
  const char *superior;
  int32_t before_revision;
  int32_t now_revision;
  int32_t conflicts;
  ROWS(struct merged) rows;
};

struct merging {
  tthc_merge *result;
  const tthc_plan *plans[SIDES];
  const char *superior; /* the id of the superior's plan */
  int32_t revision;     /* and its revision now */
  struct joint units;
  struct joint sections;
  struct joint tasks;
  struct joint indicators;
  struct index restore; /* ids that are wanted again, to 0, or to 1 once they are */
  tthc_error *err;
};

/* Adds a row to the result. The texts are copied. */
int32_t tthc__tell_merge(struct merging *m, const struct merged *row);

/* Decides what stays, and for each member from which plan it is taken; tells about it. */
int32_t tthc__decide(struct merging *m);

/* Makes the merged plan, with all facts. */
int32_t tthc__build(struct merging *m);

/* The id by which people know a joined row: in the unit's plan, else in the superior's. */
const char *tthc__joined_id(const struct merging *m, const struct joint *joint, const struct joined *row);

#endif
