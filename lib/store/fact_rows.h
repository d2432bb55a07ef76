/* The facts of a plan as rows, in the order of adding. */
#ifndef TTHC_STORE_FACT_ROWS_H
#define TTHC_STORE_FACT_ROWS_H

#include "model/plan.h"
#include "store/sqlite.h"

/* What finds the rows that a fact names, where they may not all be in the plan yet: TTHC_OK, or a negative code. */
struct fact_finder {
  int32_t (*find)(struct fact_finder *finder, const char *task, const char *indicator, const char *unit);
};

/*
 * Inserts the facts, from the `first` on, that the store lacks, and marks them in `added`, by fact. Gives how many, or a
 * negative code. `key` is the plan's in the store.
 */
int32_t tthc__save_facts(struct database *database, int64_t key, const tthc_plan *plan, int32_t first, char *added);

/* Adds the stored facts to a plan, but for those that have no place in this revision of it. */
int32_t tthc__load_facts(struct database *database, int64_t key, tthc_plan *plan);

/* Some of them: prepares the select of those for which `where` holds, and adds what it gives once it has its parameters. */
int32_t tthc__prepare_facts(struct statement *statement, struct database *database, const char *where);
int32_t tthc__add_facts(struct statement *statement, tthc_plan *plan, struct fact_finder *finder);

#endif
