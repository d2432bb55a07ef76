/* The rows of one kind of three plans, joined by their keys, in the order in which the merged plan has them. */
#ifndef TTHC_CASCADE_JOINT_H
#define TTHC_CASCADE_JOINT_H

#include "cascade/members.h"

/* The three plans of a merge: as derived before, as derived now, and the unit's. */
enum side { BASE = 0, THEIRS = 1, OURS = 2, SIDES = 3 };

struct joined {
  int32_t rows[SIDES]; /* TTHC_NONE: not in that plan */
  int32_t next;        /* the joined row that comes after it */
  int32_t takes;       /* bit m: the member m is theirs */
  int stays;
  int is_edited;    /* by the unit */
  int is_withdrawn; /* by the superior */
  int is_deleted;   /* by the unit */
  int32_t into;     /* in the merged plan */
};

struct joint {
  int32_t kind;
  struct row_list lists[SIDES];
  struct joined *rows; /* those of theirs and ours */
  int32_t count;
  int32_t first;          /* of the order */
  int32_t *joined[SIDES]; /* by row of theirs and of ours: where it is joined */
  struct arena arena;
};

/*
 * Joins the rows; `source` tells the tasks that come from the superior's plan. tthc__joint_free() is due in any case.
 */
int32_t tthc__join(struct joint *joint, int32_t kind, const tthc_plan *const plans[SIDES], const char *source,
                   tthc_error *err);
void tthc__joint_free(struct joint *joint);

/* The joined row of a key; TTHC_NONE when neither they nor we have it. */
int32_t tthc__joined_of(const struct joint *joint, const char *key);

/* The plan from which a member of a row that stays is taken. */
enum side tthc__taken_from(const struct joint *joint, const struct joined *row, const char *member);

#endif
