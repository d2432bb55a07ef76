/* Word's automatic numbers: lists as numbering.xml describes them, styles that number, and the counting. */
#ifndef TTHC_DOCUMENT_DOCX_NUMBERING_H
#define TTHC_DOCUMENT_DOCX_NUMBERING_H

#include "base/buffer.h"
#include "base/index.h"
#include "base/memory.h"
#include "document/docx_part.h"

/* Lists, their uses, and styles; bytes of a number; levels of a list. */
enum { LISTS_MAX = 32767, STYLES_MAX = 65535, NUMBER_MAX = 128, LEVELS = 9 };

struct docx_level;

/* What is counted: an abstractNum, which several lists may share. */
struct docx_counter {
  struct docx_level *levels[LEVELS];
  int32_t counts[LEVELS]; /* as last given; -1 before the first */
  const char *style;      /* NULL, or the style that has the levels in its stead */
};

/* A num: a counter with what it has otherwise. */
struct docx_list {
  const char *counter; /* its id */
  struct docx_level *levels[LEVELS];
  int32_t starts[LEVELS]; /* -1: as the level says */
  int32_t used;           /* once, its starts have been put into force */
};

struct docx_style {
  const char *base; /* ids; NULL: none */
  const char *list;
  int32_t level; /* -1: none */
};

/* Zeroed is empty. */
struct docx_numbering {
  struct arena arena;
  struct docx_counter *counters;
  struct docx_list *lists;
  struct docx_style *styles;
  int32_t counter_count, counter_capacity, list_count, list_capacity, style_count, style_capacity;
  struct index counter_ids, list_ids, style_ids;
};

void tthc__docx_numbering_free(struct docx_numbering *numbering);

int32_t tthc__docx_read_numbering(struct docx_package *package, const char *part, struct docx_numbering *numbering,
                                  tthc_error *err);
int32_t tthc__docx_read_styles(struct docx_package *package, const char *part, struct docx_numbering *numbering,
                               tthc_error *err);

/*
 * Counts a paragraph, and puts its number with a blank after it, or "- " for a bullet; nothing when it has none.
 * `style`, `list`: ids, NULL for none; `level` -1 for none. TTHC_OK, TTHC_E_LIMIT, TTHC_E_MEMORY.
 */
int32_t tthc__docx_put_number(struct docx_numbering *numbering, const char *style, const char *list, int32_t level,
                              struct buffer *out, tthc_error *err);

#endif
