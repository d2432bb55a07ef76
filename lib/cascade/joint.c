/* The rows of one kind of three plans, joined by their keys, in the order of the merged plan. */
#include "cascade/joint.h"

#include "base/error.h"
#include "cascade/order.h"

#include <stdlib.h>
#include <string.h>

/* Whether the unit put its rows in another order. */
static int32_t is_reordered(const struct joint *joint, int *reordered) {
  const struct row_list *base = &joint->lists[BASE];
  char *moved = calloc((size_t)base->count + 1, 1);
  const int32_t rc = moved == NULL ? TTHC_E_MEMORY : tthc__mark_moved(base, &joint->lists[OURS], moved);
  *reordered = rc == TTHC_OK && memchr(moved, 1, (size_t)base->count) != NULL;
  free(moved);
  return rc;
}

static int32_t add_joined(struct joint *joint, enum side side, int32_t place, int32_t after) {
  struct joined *row = &joint->rows[joint->count];
  const struct row_list *list = &joint->lists[side];
  row->rows[BASE] = tthc__row_of_key(&joint->lists[BASE], list->keys[place]);
  row->rows[THEIRS] = row->rows[OURS] = TTHC_NONE;
  row->rows[side] = list->rows[place];
  row->into = TTHC_NONE;
  row->next = after == TTHC_NONE ? joint->first : joint->rows[after].next;
  if (after == TTHC_NONE)
    joint->first = joint->count;
  else
    joint->rows[after].next = joint->count;
  joint->joined[side][list->rows[place]] = joint->count;
  return joint->count++;
}

/* Goes through the rows of one plan: those that the other has are where they are, the rest comes behind them. */
static void add_side(struct joint *joint, enum side side, enum side other) {
  const struct row_list *list = &joint->lists[side];
  int32_t place, last = TTHC_NONE;
  for (place = 0; place < list->count; place++) {
    const int32_t row = tthc__row_of_key(&joint->lists[other], list->keys[place]);
    const int32_t there = row == TTHC_NONE ? TTHC_NONE : joint->joined[other][row];
    if (there == TTHC_NONE) {
      last = add_joined(joint, side, place, last);
    } else {
      joint->rows[there].rows[side] = list->rows[place];
      joint->joined[side][list->rows[place]] = there;
      last = there;
    }
  }
}

static int32_t make_room(struct joint *joint) {
  const size_t theirs = (size_t)joint->lists[THEIRS].count, ours = (size_t)joint->lists[OURS].count;
  size_t i;
  joint->rows = tthc__arena_alloc(&joint->arena, (theirs + ours) * sizeof *joint->rows);
  joint->joined[THEIRS] = tthc__arena_alloc(&joint->arena, theirs * sizeof(int32_t));
  joint->joined[OURS] = tthc__arena_alloc(&joint->arena, ours * sizeof(int32_t));
  if (joint->rows == NULL || joint->joined[THEIRS] == NULL || joint->joined[OURS] == NULL) return TTHC_E_MEMORY;
  for (i = 0; i < theirs; i++) joint->joined[THEIRS][i] = TTHC_NONE;
  for (i = 0; i < ours; i++) joint->joined[OURS][i] = TTHC_NONE;
  return TTHC_OK;
}

int32_t tthc__join(struct joint *joint, int32_t kind, const tthc_plan *const plans[SIDES], const char *source,
                   tthc_error *err) {
  int32_t rc = TTHC_OK;
  int side, reordered = 0;
  memset(joint, 0, sizeof *joint);
  joint->kind = kind;
  joint->first = TTHC_NONE;
  for (side = BASE; rc == TTHC_OK && side < SIDES; side++)
    rc = tthc__list_rows(&joint->lists[side], plans[side], kind, kind == TTHC_ROW_TASK ? source : NULL, err);
  if (rc != TTHC_OK) return rc;
  rc = make_room(joint);
  if (rc == TTHC_OK) rc = is_reordered(joint, &reordered);
  if (rc != TTHC_OK) return tthc__fail_memory(err);
  add_side(joint, reordered ? OURS : THEIRS, reordered ? THEIRS : OURS);
  add_side(joint, reordered ? THEIRS : OURS, reordered ? OURS : THEIRS);
  return TTHC_OK;
}

void tthc__joint_free(struct joint *joint) {
  int side;
  for (side = BASE; side < SIDES; side++) tthc__free_rows(&joint->lists[side]);
  tthc__arena_free(&joint->arena);
}

int32_t tthc__joined_of(const struct joint *joint, const char *key) {
  const int32_t theirs = tthc__row_of_key(&joint->lists[THEIRS], key),
                ours = tthc__row_of_key(&joint->lists[OURS], key);
  if (ours != TTHC_NONE) return joint->joined[OURS][ours];
  return theirs == TTHC_NONE ? TTHC_NONE : joint->joined[THEIRS][theirs];
}

enum side tthc__taken_from(const struct joint *joint, const struct joined *row, const char *member) {
  const struct member_text *members = tthc__members_of(joint->kind);
  int32_t m = 0;
  if (row->rows[OURS] == TTHC_NONE) return THEIRS;
  if (row->rows[THEIRS] == TTHC_NONE) return OURS;
  while (members[m].name != NULL && strcmp(members[m].name, member) != 0) m++;
  return row->takes >> m & 1 ? THEIRS : OURS;
}
