/* SPDX-License-Identifier: MIT */
/* Searches for tasks and units of a store by words. */
#ifndef TTHCPLAN_SEARCH_H
#define TTHCPLAN_SEARCH_H

#include "version.h"
#include "store.h"

#if defined(__cplusplus) && !defined(TTHC_FFI)
extern "C" {
#endif

/*
 * What is searched are the titles of tasks and the names of units, of the latest revisions. All words must be there, in any
 * order; the last one may be the beginning of a word. Capitals do not matter, nor where a tone stands ("hoà", "hòa"). A word
 * typed without any mark finds all spellings ("don": đơn, đôn, dồn); one with marks only its own, also as a beginning:
 * "nguyễ" finds Nguyễn, "nguyê" does not. There is no syntax: quotes, signs and the like part words.
 */

/** What was found. */
enum tthc_search_kind { TTHC_FOUND_TASK = 1, TTHC_FOUND_UNIT = 2 };

/** What a search found, or one page of it: in the order in which plans came into the store. Never changes. */
typedef struct tthc_search tthc_search;

/**
 * Searches.
 * @param text words, at most 32, in at most 2000 bytes
 * @param options_json {"plans": ["vinh-cuu-2021"], "kind": "task", "limit": 50, "after": "…"}: in these plans
 *        alone, at most 500, of which one that is not there finds nothing; only tasks, or units ("unit"); at most so many
 *        rows, 1..1000; the page after the one whose tthc_search_next() this is
 * @return the rows; NULL with TTHC_E_VALUE (no word, or an "after" of other words or options), TTHC_E_LIMIT, …
 */
TTHC_API tthc_search *tthc_store_search(tthc_store *store, const char *text, const char *options_json, tthc_error *err);

/** How many rows there are; 0 for a wrong handle. */
TTHC_API int32_t tthc_search_count(const tthc_search *search);

/** The id of a row's plan; NULL for a wrong row. */
TTHC_API const char *tthc_search_plan_id(const tthc_search *search, int32_t row);

/** `enum tthc_search_kind`; 0 for a wrong row. */
TTHC_API int32_t tthc_search_kind(const tthc_search *search, int32_t row);

/** The id of the task or unit; NULL for a wrong row. */
TTHC_API const char *tthc_search_id(const tthc_search *search, int32_t row);

/** The task's title, or the unit's name; NULL for a wrong row. */
TTHC_API const char *tthc_search_text(const tthc_search *search, int32_t row);

/** How many words of the row's text match; 0 for a wrong row. */
TTHC_API int32_t tthc_search_match_count(const tthc_search *search, int32_t row);

/** The byte of the text at which a matching word begins; TTHC_NONE for a wrong index. */
TTHC_API int32_t tthc_search_match_start(const tthc_search *search, int32_t row, int32_t nth);

/** How many bytes it has; 0 for a wrong index. */
TTHC_API int32_t tthc_search_match_size(const tthc_search *search, int32_t row, int32_t nth);

/** Where the next page begins, for "after"; NULL when there is nothing more. */
TTHC_API const char *tthc_search_next(const tthc_search *search);

/** Fills in the kinds of at most `capacity` rows. @return how many rows there are; TTHC_E_HANDLE or TTHC_E_ARGUMENT */
TTHC_API int32_t tthc_search_kinds(const tthc_search *search, int32_t *kinds, int32_t capacity);

/** All rows, "tthcplan-search/1". @return owned text; NULL on failure */
TTHC_API tthc_text *tthc_search_json(const tthc_search *search, tthc_error *err);

/** Frees the rows; NULL is fine. */
TTHC_API void tthc_search_free(tthc_search *search);

/** The word of a kind, "task"; NULL for an unknown number. A constant. */
TTHC_API const char *tthc_search_kind_word(int32_t kind);

#if defined(__cplusplus) && !defined(TTHC_FFI)
}
#endif

#endif
