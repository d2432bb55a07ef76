/* The definitions of a plan as rows of one revision. */
#ifndef TTHC_STORE_PLAN_ROWS_H
#define TTHC_STORE_PLAN_ROWS_H

#include "model/plan.h"
#include "store/columns.h"
#include "store/sqlite.h"

/* Inserts the rows of a revision, with the digest of the plan document. `key` is that of the plan in the store. */
int32_t tthc__save_rows(struct database *database, int64_t key, int32_t revision, const char *digest,
                        const tthc_plan *plan);

/* The tables of a revision: the table to whose rows those of this one belong, NULL for the revision. NULL: no more. */
const char *tthc__table_name(size_t table);
const char *tthc__table_owner(size_t table);

/* The plan of a revision, without its facts; NULL with TTHC_E_NOT_FOUND, … in *rc. A row that is not as it was
   saved is the error's path: its table and key. */
tthc_plan *tthc__load_rows(struct database *database, int64_t key, const char *id, int32_t revision, int32_t *rc);

/* Its header alone, in the same way. */
tthc_plan *tthc__load_header(struct database *database, int64_t key, const char *id, int32_t revision, int32_t *rc);

/* The names of the tables whose rows belong to a revision, from 0; NULL: no more. */
const char *tthc__revision_table(int32_t number);

/*
 * Single rows of a revision by their id: prepares the select of "unit", "task" or "indicator" with plan and revision as its
 * first parameters and the id as the third; and adds the row that was found, without what it refers to. Gives its index.
 */
int32_t tthc__prepare_row(struct statement *statement, struct database *database, const char *table);
int32_t tthc__add_row_alone(struct statement *statement, const char *table, tthc_plan *plan, int32_t *number);

/* A contact, as the rows of a unit's have it. */
extern const struct column tthc__contact_columns[];

#endif
