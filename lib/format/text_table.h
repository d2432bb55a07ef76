/* Tables as plain text: columns aligned by code points, cells wrapped at words. */
#ifndef TTHC_FORMAT_TEXT_TABLE_H
#define TTHC_FORMAT_TEXT_TABLE_H

#include "base/buffer.h"
#include "base/error.h"

struct text_column {
  struct words head;
  int32_t width;  /* in code points, at most */
  int is_number;  /* to the right */
};

enum { TEXT_COLUMNS_MAX = 12 };

/* A table in the making; zeroed but for its columns it is empty. */
struct text_table {
  const struct text_column *columns;
  int32_t count;
  int is_english;
  struct buffer text;    /* of the cells, each ended by a NUL */
  struct buffer layout;  /* a character for each cell: 'c', or 'h' for a heading over all columns */
};

/* Cells of a row, one after the other, from the left; NULL is an empty one. */
void tthc__table_text(struct text_table *table, const char *text);
void tthc__table_int(struct text_table *table, int64_t number);

/* A row of its own over all columns. */
void tthc__table_heading(struct text_table *table, const char *text);

/* Puts the table, and empties it. What failed in it fails in `out`. */
void tthc__table_end(struct text_table *table, struct buffer *out);

void tthc__put_blanks(struct buffer *out, int32_t count);

/* Ends a line with its last character, not with blanks behind it. */
void tthc__end_line(struct buffer *out);

/* Puts a text in one line: what parts its words becomes one blank. */
void tthc__put_in_one_line(struct buffer *out, const char *text);

#endif
