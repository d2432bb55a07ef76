/*
 * Rows of a plan, told member by member as texts: by these they are compared, and what changed is shown. Two members
 * are the same when their texts are.
 */
#ifndef TTHC_CASCADE_MEMBERS_H
#define TTHC_CASCADE_MEMBERS_H

#include "model/plan.h"
#include "tthcplan/plan_diff.h"

struct member_text {
  const char *name;
  int32_t change;                                                      /* enum tthc_change that a difference is */
  void (*put)(struct buffer *out, const tthc_plan *plan, int32_t row); /* puts nothing for what is absent */
};

/* The members of a kind of row (enum tthc_row_kind), ended by one without a name. */
const struct member_text *tthc__members_of(int32_t kind);

/*
 * The text of a member in the arena, or of what a row is about; NULL for absent, with *rc TTHC_E_MEMORY without
 * memory.
 */
const char *tthc__member_text(const struct member_text *member, const tthc_plan *plan, int32_t row, struct arena *arena,
                              int32_t *rc);
const char *tthc__row_title(int32_t kind, const tthc_plan *plan, int32_t row);

/* The rows of one kind in their printed order, each with a key by which it is found in another plan. */
struct row_list {
  int32_t count;
  int32_t *rows;
  const char **keys;   /* NULL: a row that no other plan has */
  struct index by_key; /* to the place in the list */
  struct arena arena;
};

/*
 * Lists the rows of a kind. The key is the id; of a part its labels; of a task that comes from the plan `source` (NULL:
 * none) its id there, and of every other task then none. tthc__free_rows() is due even after a failure.
 */
int32_t tthc__list_rows(struct row_list *list, const tthc_plan *plan, int32_t kind, const char *source,
                        tthc_error *err);
void tthc__free_rows(struct row_list *list);

/* The row of a key; TTHC_NONE when there is none. */
int32_t tthc__row_of_key(const struct row_list *list, const char *key);

#endif
