/* The words of plans, by which tasks and units are searched. They follow from the titles and names of latest revisions. */
#ifndef TTHC_STORE_WORDS_H
#define TTHC_STORE_WORDS_H

#include "store/sqlite.h"

/* Where words stand: numbers in the store, and of `enum tthc_search_kind`. */
enum { PLACE_TASK = 1, PLACE_UNIT = 2 };

/* Makes the words of a plan those of its latest revision, of a removed one none. `key` is the plan's in the store. */
int32_t tthc__save_words(struct database *database, int64_t key);

/* The same for all plans. */
int32_t tthc__migrate_words(struct database *database);

/* 1 when the words of a plan are as they would be saved, 0 when not. */
int32_t tthc__has_words(struct database *database, int64_t key);

/* Takes the number of each word whose row is not as it would be saved, also of those that no plan has any more. */
typedef int32_t take_word(void *context, int64_t word);
int32_t tthc__check_words(struct database *database, take_word *take, void *context);

#endif
