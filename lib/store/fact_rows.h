/* The facts of a plan as rows, in the order of adding. */
#ifndef TTHC_STORE_FACT_ROWS_H
#define TTHC_STORE_FACT_ROWS_H

#include "model/plan.h"
#include "store/sqlite.h"

/* Inserts the facts that the store lacks. Gives how many, or a negative code. `key` is the plan's in the store. */
int32_t tthc__save_facts(struct database *database, int64_t key, const tthc_plan *plan);

/* Adds the stored facts to a plan, but for those that have no place in this revision of it. */
int32_t tthc__load_facts(struct database *database, int64_t key, tthc_plan *plan);

#endif
