/* Prose as words, numbers and marks, for readers that look for what stands in it. */
#ifndef TTHC_DOCUMENT_WORDS_H
#define TTHC_DOCUMENT_WORDS_H

#include "base/decimal.h"
#include "base/error.h"

enum { WORD_SIZE = 16 };

enum word_kind { WORD_LETTERS, WORD_NUMBER, WORD_MARK };

/*
 * Letters are small and without marks. A word that only looks like one with a meaning once its marks are gone has a "?"
 * before it: "đất" is "?dat", and no "đạt". A mark is itself (">=", "-", "\n" for a line or a cell that ends) or "?".
 * The digits of a number are read from the text.
 */
struct word {
  int32_t kind;
  int32_t from; /* bytes of the text */
  int32_t to;
  int32_t joints;          /* how many commas and "và" stand before it */
  char letters[WORD_SIZE]; /* "?" for a word that is too long to matter */
};

/* Zeroed is empty. */
struct words_of {
  const char *text;
  struct word *items;
  int32_t count;
  int32_t capacity;
  int32_t is_marked; /* some letters have Vietnamese marks */
  int32_t first;     /* nothing before `first` or from `end` on is matched */
  int32_t end;
};

int32_t tthc__words_split(struct words_of *words, const char *text, tthc_error *err);
void tthc__words_free(struct words_of *words);

/* The word there; NULL outside of `first` and `end`. */
const struct word *tthc__word_at(const struct words_of *words, int32_t at);
int tthc__is_number_at(const struct words_of *words, int32_t at);

/* Whether no blank stands between this word and the one before it. */
int tthc__is_glued(const struct words_of *words, int32_t at);

/* How many words the pattern takes from `at` on, or up to `at`; 0 when it does not stand there. "a|b c": a or b, then c. */
int32_t tthc__match(const struct words_of *words, int32_t at, const char *pattern);
int32_t tthc__match_before(const struct words_of *words, int32_t at, const char *pattern);

/* The index of the first of the patterns that stands there, and how many words it takes; -1 when none does. */
int32_t tthc__match_any(const struct words_of *words, int32_t at, const char *const *patterns, int32_t count,
                        int32_t *taken);

/* A year of four digits; 0 for what is none. */
int32_t tthc__year_at(const struct words_of *words, int32_t at);

enum amount_form {
  AMOUNT_UNREAD, /* a date, too many digits, or two readings */
  AMOUNT_PLAIN,  /* "20", "1.000", "2,1" */
  AMOUNT_POINTED /* "99.5": a decimal, or the number of a version or a heading */
};

/* Reads a number as Vietnamese writes it. `is_percent`: it has few digits, so that "1.000" may be either. */
int32_t tthc__amount_at(const struct words_of *words, int32_t at, int is_percent, struct decimal *out);

#endif
