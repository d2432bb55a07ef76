/* Memory: an arena that is freed in one go, arrays that grow, and the mark that tells one kind of handle from another. */
#ifndef TTHC_BASE_MEMORY_H
#define TTHC_BASE_MEMORY_H

#include <stddef.h>
#include <stdint.h>

/* The first word of every handle. */
enum handle_mark {
  MARK_ERROR = 0x74457272,
  MARK_TEXT = 0x74547874,
  MARK_FINDINGS = 0x74466e64,
  MARK_CALENDAR = 0x7443616c,
  MARK_PLAN = 0x74506c61,
  MARK_ASSESSMENT = 0x74417373,
  MARK_STORE = 0x7453746f,
  MARK_PLAN_LIST = 0x744c7374,
  MARK_ASSESSMENT_DIFF = 0x74446966,
  MARK_TALLY = 0x7454616c,
  MARK_FOLLOW_UP = 0x74466f6c,
  MARK_REPORT = 0x74526570,
  MARK_RANKING = 0x7452616e,
  MARK_PLAN_DIFF = 0x74506469,
  MARK_MERGE = 0x744d6572,
  MARK_TRAIL = 0x7454726c,
  MARK_QUERY = 0x74517279,
  MARK_ROLLUP_LIST = 0x74524c73,
  MARK_VALUE_LIST = 0x74564c73,
  MARK_FOLLOW_UP_LIST = 0x74464c73,
  MARK_BACKUP = 0x74426163,
  MARK_SEARCH = 0x74536561,
  MARK_BULK = 0x7442756c
};

/* Whether a handle is there and of the kind that the mark names. */
int tthc__is(const void *handle, enum handle_mark mark);

struct arena_block;

/* Zeroed is empty. What it gave lives until tthc__arena_free(). */
struct arena {
  struct arena_block *blocks;
};

/* Zeroed memory, aligned for anything; NULL when memory is out. */
void *tthc__arena_alloc(struct arena *arena, size_t size);

/* The same, not zeroed. */
void *tthc__arena_take(struct arena *arena, size_t size);

/* A NUL-terminated copy of `size` bytes; NULL when memory is out. */
char *tthc__arena_copy(struct arena *arena, const char *text, size_t size);

/* Takes back all that it gave, for what comes next. */
void tthc__arena_empty(struct arena *arena);

void tthc__arena_free(struct arena *arena);

/*
 * Makes room for one more element at `count` in an array of the heap, and zeroes it.
 * Gives the array, which may have moved; NULL, with the array as it was, when memory is out.
 */
void *tthc__grow(void *items, int32_t count, int32_t *capacity, size_t item_size);

/* The same for a small list that lives in an arena; the capacity follows from the count. */
void *tthc__arena_grow(struct arena *arena, void *items, int32_t count, size_t item_size);

#endif
