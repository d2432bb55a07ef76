/* Saving and appending within a transaction. */
#ifndef TTHC_STORE_SAVE_H
#define TTHC_STORE_SAVE_H

#include "base/json.h"
#include "store/store.h"
#include "store/stored_plan.h"

/* A save, and an append; they give what the calls give. */
int32_t tthc__save_plan(tthc_store *store, const tthc_plan *plan);
int32_t tthc__append_document(tthc_store *store, struct json_doc *doc);

/* For each fact of a plan, whether it was added; to be freed. */
char *tthc__new_marks(const tthc_plan *plan, tthc_error *err);

/* Saves the facts from the first on that the store lacks, marks them, and tells the trail. Gives how many they were. */
int32_t tthc__save_new_facts(tthc_store *store, struct stored_plan *stored, const tthc_plan *plan, int32_t first,
                             char *marks);

#endif
