/* The words that are searched for: read from what was typed, and known again in what was found. */
#ifndef TTHC_STORE_SOUGHT_H
#define TTHC_STORE_SOUGHT_H

#include "base/buffer.h"
#include "base/error.h"
#include "base/memory.h"

enum { SOUGHT_MAX = 32 };

/* A word: its plain form unless it was typed with marks. */
struct sought {
  const char *form;
  const char *end; /* of a beginning, which all that begin so are before; NULL: a whole word */
  int32_t tone;
  int is_marked;
  int has_tone; /* the tone counts, too */
  char initial; /* of the plain form */
};

struct sought_words {
  struct sought items[SOUGHT_MAX];
  int count;
  struct arena arena;
  struct buffer marked; /* forms of the word at hand */
  struct buffer plain;
};

/* Zeroed before. What was read is to be freed, also when this fails. */
int32_t tthc__read_sought(struct sought_words *words, const char *text, tthc_error *err);
void tthc__free_sought(struct sought_words *words);

/* 1 when a word of a text is one of these, 0 when not, -1 without memory. */
int tthc__is_sought(struct sought_words *words, const char *text, int64_t size);

#endif
