/* Rows by tables: each column of a table is described once, and so bound, read, compared and digested. */
#ifndef TTHC_STORE_COLUMNS_H
#define TTHC_STORE_COLUMNS_H

#include "base/buffer.h"
#include "base/digest.h"
#include "store/sqlite.h"

#include <stddef.h>

enum column_kind {
  COLUMN_TEXT,  /* const char *; NULL is NULL */
  COLUMN_EXTRA, /* the same, of members "x-…" as they are written */
  COLUMN_INT32, /* int32_t; `absent` is NULL */
  COLUMN_INT64  /* int64_t; `absent` is NULL */
};

/* A column and its place in a struct. */
struct column {
  const char *name;
  enum column_kind kind;
  size_t offset;
  int64_t absent;
};

/* {0} ends a table. */
#define TEXT(name, type, member) {(name), COLUMN_TEXT, offsetof(type, member), 0}
#define EXTRA(type, member) {"extra", COLUMN_EXTRA, offsetof(type, member), 0}
#define INT32(name, type, member, absent) {(name), COLUMN_INT32, offsetof(type, member), (absent)}
#define INT64(name, type, member, absent) {(name), COLUMN_INT64, offsetof(type, member), (absent)}
#define ALWAYS INT64_MIN /* no value is absent */

int tthc__column_count(const struct column *columns);

/* Puts "a, b, c"; and "$1, $2, $3". */
void tthc__put_columns(struct buffer *out, const struct column *columns);
void tthc__put_parameters(struct buffer *out, int count);

/* Prepares a statement that was put together; takes over its text, also on failure. */
int32_t tthc__prepare_made(struct statement *statement, struct database *database, struct buffer *sql);

/* From the parameter, or the column, that is the first of them. Texts that were read live until the next step. */
void tthc__bind_row(struct statement *statement, int first, const struct column *columns, const void *row);
int32_t tthc__read_row(struct statement *statement, int first, const struct column *columns, void *row);

/* Copies the texts of a row that was read into the arena. */
int32_t tthc__keep_texts(struct arena *arena, const struct column *columns, void *row, struct database *database);

/* TTHC_OK for nothing, and for the members of an object that all begin with "x-". */
int32_t tthc__check_extra(struct database *database, const char *extra);

int tthc__same_row(const struct column *columns, const void *a, const void *b);

/* --- content ------------------------------------------------------------------------------------------------------ */

/*
 * What a row is digested by: its values one behind the other, each as a byte that tells its kind and, unless it is NULL
 * (0), a number of 64 bits, most significant byte first, (1) or a length of that form and as many bytes (2). No two rows
 * have the same content, whatever their texts hold.
 */
void tthc__put_content(struct buffer *out, const struct column *columns, const void *row);
void tthc__put_content_text(struct buffer *out, const char *text);
void tthc__put_content_number(struct buffer *out, int64_t number);

/* The same of columns as they are stored, from the first on, also where no row of ours could hold them. */
void tthc__put_stored_content(struct buffer *out, struct statement *statement, int first, int count);

/* Digests the content and empties the buffer. Gives TTHC_OK, or TTHC_E_MEMORY when a put failed. */
int32_t tthc__digest_content(struct buffer *content, char hex[DIGEST_HEX + 1], tthc_error *err);

#endif
