/* SPDX-License-Identifier: MIT */
/* Loading many documents into a store: the plans and facts of a district, a province or the whole country, in steps. */
#ifndef TTHCPLAN_BULK_H
#define TTHCPLAN_BULK_H

#include "version.h"
#include "store.h"

#if defined(__cplusplus) && !defined(TTHC_FFI)
extern "C" {
#endif

/*
 * The text is documents one behind the other, with any white space between them: plan documents, with their facts inside or
 * without, and facts documents. Files that were written by tthc_plan_json() may be strung together as they are, and so may
 * lines of JSON. Each document does what tthc_store_save() and tthc_store_append_facts() do, but a step is one transaction,
 * which takes a small part of the time of many.
 */

/** A loading under way. It belongs to one thread at a time. It holds its store, which may be freed before it. */
typedef struct tthc_bulk tthc_bulk;

/**
 * Begins a loading of a copy of the text; nothing of it is read yet.
 * @param size bytes, less than 2 GiB; -1 for "up to the NUL"
 * @return the loading; NULL with TTHC_E_ARGUMENT, TTHC_E_LIMIT, TTHC_E_HANDLE, …
 */
TTHC_API tthc_bulk *tthc_store_bulk_start(tthc_store *store, const char *json, int64_t size, tthc_error *err);

/**
 * Loads some documents more, wholly or not at all.
 * @param documents how many at most, 1..1000000; some hundreds are enough
 * @return TTHC_OK: all is loaded; 1: more is left; a negative code: nothing of this step is loaded, and it may be repeated.
 *         The error's line and column are those of the whole text, its path is that within the document. TTHC_E_CONFLICT:
 *         the store has another plan of that id
 */
TTHC_API int32_t tthc_bulk_step(tthc_bulk *bulk, int32_t documents, tthc_error *err);

/** How much of the text is loaded, in thousandths; 1000 once all is. 0 for a wrong handle. */
TTHC_API int32_t tthc_bulk_permille(const tthc_bulk *bulk);

/** How many documents are loaded; 0 for a wrong handle. */
TTHC_API int32_t tthc_bulk_documents(const tthc_bulk *bulk);

/** Frees the loading; one that is not done is called off, and what its steps have loaded stays. NULL is fine. */
TTHC_API void tthc_bulk_free(tthc_bulk *bulk);

#if defined(__cplusplus) && !defined(TTHC_FFI)
}
#endif

#endif
