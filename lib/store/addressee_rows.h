/* Whom follow-ups go to in place of each unit of a plan's latest revision as rows. */
#ifndef TTHC_STORE_ADDRESSEE_ROWS_H
#define TTHC_STORE_ADDRESSEE_ROWS_H

#include "model/plan.h"
#include "store/sqlite.h"

/* Writes them, where there are none. */
int32_t tthc__write_addressees(struct database *database, int64_t key, const tthc_plan *plan);

#endif
