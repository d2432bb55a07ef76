/* SPDX-License-Identifier: MIT */
/* A whole store as lines of JSON: its trail, and with each row of the trail what the row brought. */
#ifndef TTHCPLAN_EXCHANGE_H
#define TTHCPLAN_EXCHANGE_H

#include "version.h"
#include "store.h"
#include "text.h"

#if defined(__cplusplus) && !defined(TTHC_FFI)
extern "C" {
#endif

/*
 * A store only grows, so that its trail up to any row is the store as it was then. It is exported from row to row, in
 * steps as large as one likes, while others go on writing; and imported in such steps, each wholly or not at all, into an
 * empty store or one that has the rows before. An imported store is the same: it has the same head.
 */

/**
 * The lines of the next rows of the trail.
 * @param after the seq of the last row that one has; 0 to begin
 * @param rows how many rows at most, 1..100000: fewer come at the end only, and none when there are no more. A row may bring
 *        a whole plan, so that some hundreds are enough
 * @return owned text, of size 0 when there are no more rows; NULL with TTHC_E_ARGUMENT, …
 */
TTHC_API tthc_text *tthc_store_export(tthc_store *store, int64_t after, int32_t rows, tthc_error *err);

/**
 * Imports exported lines behind what the store has: the text must begin with the row behind the store's last, or with
 * the line of the format when the store is empty. Everything is checked: each line as any document, each digest and
 * hash against what was read. One bad line, and nothing of the text is imported; the error has the line's number.
 * @return how many rows were imported; a negative code on failure
 */
TTHC_API int32_t tthc_store_import(tthc_store *store, const char *json, int64_t size, tthc_error *err);

#if defined(__cplusplus) && !defined(TTHC_FFI)
}
#endif

#endif
