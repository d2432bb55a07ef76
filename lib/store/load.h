/* Stored plans, loaded within a transaction. */
#ifndef TTHC_STORE_LOAD_H
#define TTHC_STORE_LOAD_H

#include "store/stored_plan.h"

/* A plan with its facts; NULL with the code in *rc. */
tthc_plan *tthc__load_stored(struct database *database, const struct stored_plan *stored, const char *id,
                             int32_t revision, int32_t *rc);

#endif
