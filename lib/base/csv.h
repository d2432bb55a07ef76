/* Tables as text: rows of cells parted by a separator (RFC 4180), as spreadsheets and offices write them. */
#ifndef TTHC_BASE_CSV_H
#define TTHC_BASE_CSV_H

#include "base/encoding.h"
#include "base/memory.h"

/* What one table may hold beside the limits of a document: rows below the heading, and as many cells as Excel has. */
enum { CSV_ROWS_MAX = 1000000, CSV_CELLS_MAX = 16384 };

struct csv_cell {
  const char *text; /* without its quotes and the blanks at its ends, in NFC; "" when empty */
  int32_t line;     /* where its first character stands, a quote if it has them; from 1, columns in code points */
  int32_t column;
};

/* How a table is written; zeroed is told from the table. */
struct csv_form {
  int32_t separator; /* a number of tthc__separators */
  int32_t encoding;  /* enum encoding */
};

extern const struct vocabulary tthc__separators;

/* The options of a call that reads a table, as fields of a row that holds them. */
#define CSV_FIELDS(type, member)                                                                      \
  {FIELD("separator", JSON_WORD, type, member.separator), .vocabulary = &tthc__separators},           \
  {FIELD("encoding", JSON_WORD, type, member.encoding), .vocabulary = &tthc__encodings}

/* A table being read, row by row. */
struct csv {
  struct buffer text; /* all of it as UTF-8; cells are cut out where they stand */
  int64_t at;         /* what comes next, and where that is */
  int32_t line;
  int32_t column;
  char separator; /* NUL: the heading row has a single cell */
  int32_t rows;   /* that were given, the heading row too */
  struct csv_cell *cells;
  int32_t count; /* of the row at hand, at least 1 */
  int32_t capacity;
  struct arena strings; /* of the row at hand, where they had to be composed */
};

/*
 * Opens a table of a caller's, size -1 for "up to the NUL", which is not used afterwards. The separator is told from the
 * first row, or from a line "sep=;" before it. On failure nothing is to be closed.
 */
int32_t tthc__csv_open(struct csv *csv, const char *bytes, int64_t size, struct csv_form form, tthc_error *err);

/*
 * Reads the next row that is not empty. Gives 1; 0 at the end; a negative code, with line and column, for what breaks
 * the table (a quote that is not closed, a limit), and then there is no going on. Cells last until the next call.
 */
int32_t tthc__csv_next(struct csv *csv, tthc_error *err);

void tthc__csv_close(struct csv *csv);

/* A failure at a cell. */
int32_t tthc__csv_fail(const struct csv_cell *cell, int32_t code, const char *found, struct words expected,
                       tthc_error *err);

#endif
