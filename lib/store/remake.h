/*
 * What follows from a plan and its facts is stored, because questions are answered from it. Here it is made once more, in a
 * database in memory, and compared.
 */
#ifndef TTHC_STORE_REMAKE_H
#define TTHC_STORE_REMAKE_H

#include "model/plan.h"
#include "store/sqlite.h"

/* A store in memory, with no plan in it. To be closed. */
int32_t tthc__begin_remaking(struct database *memory, tthc_error *err);

/*
 * Compares what is stored of a plan (NULL: one of which nothing is to be stored) with what is made of it now: *table is that
 * of the first difference, or NULL. What was made with another calendar is let pass; of a plan that could not be assessed,
 * by this calendar or an older one, nothing is to be stored.
 */
int32_t tthc__compare_remade(struct database *memory, struct database *database, int64_t key, const tthc_plan *plan,
                             const char **table);

#endif
