/* The definitions of a plan as rows of one revision. */
#ifndef TTHC_STORE_PLAN_ROWS_H
#define TTHC_STORE_PLAN_ROWS_H

#include "model/plan.h"
#include "store/sqlite.h"

/* Inserts the rows of a revision, with the digest of the plan document. `key` is that of the plan in the store. */
int32_t tthc__save_rows(struct database *database, int64_t key, int32_t revision, const char *digest,
                        const tthc_plan *plan);

/* The plan of a revision, without its facts; NULL with TTHC_E_NOT_FOUND, … in *rc. */
tthc_plan *tthc__load_rows(struct database *database, int64_t key, const char *id, int32_t revision, int32_t *rc);

/* The names of the tables whose rows belong to a revision, from 0; NULL: no more. */
const char *tthc__revision_table(int32_t number);

#endif
