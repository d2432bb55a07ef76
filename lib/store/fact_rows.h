/* The facts of a plan as rows, in the order of adding. */
#ifndef TTHC_STORE_FACT_ROWS_H
#define TTHC_STORE_FACT_ROWS_H

#include "model/plan.h"
#include "store/sqlite.h"

/* Inserts the facts that the store lacks. Gives how many, or a negative code. `key` is the plan's in the store. */
int32_t tthc__save_facts(struct database *database, int64_t key, const tthc_plan *plan);

/* Adds the stored facts to a plan, but for those that have no place in this revision of it. */
int32_t tthc__load_facts(struct database *database, int64_t key, tthc_plan *plan);

/* Numbers of facts. */
struct fact_numbers {
  int64_t *items;
  int32_t count;
  int32_t capacity;
};

/* Adds to `out` the numbers of the stored facts that have no place in this revision of the plan. */
int32_t tthc__find_misfits(struct database *database, int64_t key, tthc_plan *plan, struct fact_numbers *out);

/* Takes from them those that have one in this. */
int32_t tthc__refit(struct database *database, int64_t key, tthc_plan *plan, struct fact_numbers *numbers);

#endif
