/* Where all words of a search stand, in the order in which plans came into the store. */
#ifndef TTHC_STORE_HITS_H
#define TTHC_STORE_HITS_H

#include "store/filters.h"
#include "store/sought.h"

enum { HITS_MAX = 1000 }; /* on a page */

/* A task or unit, by the numbers of the store. */
struct hit {
  int64_t plan;
  int64_t kind;
  int64_t n;
};

struct searching {
  struct database *database;
  struct sought_words words;
  int32_t least;        /* how many places the first word has, which is the rarest */
  int merged;           /* how many words, the first among them, are looked up by all their places */
  struct id_list plans; /* none: all */
  int32_t kind;         /* enum tthc_search_kind; 0: all */
  int32_t limit;
  const char *text;     /* as it was typed */
  const char *cursor;   /* of the page before; NULL: this is the first */
  struct hit after;     /* what that says */
  ROWS(struct hit) hits; /* one more than the limit where there are more */
};

/* Adds what is behind `after`, and puts the words into another order. 1: there are more than the limit. */
int32_t tthc__find_hits(struct searching *searching);

#endif
