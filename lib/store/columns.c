/* Rows by tables. */
#include "store/columns.h"

#include "base/json.h"
#include "base/text.h"

#include <string.h>

int tthc__column_count(const struct column *columns) {
  int count = 0;
  while (columns[count].name != NULL) count++;
  return count;
}

void tthc__put_columns(struct buffer *out, const struct column *columns) {
  const struct column *column;
  for (column = columns; column->name != NULL; column++) {
    if (column != columns) tthc__put(out, ", ");
    tthc__put(out, column->name);
  }
}

void tthc__put_parameters(struct buffer *out, int count) {
  int i;
  for (i = 1; i <= count; i++) {
    tthc__put(out, i == 1 ? "$" : ", $");
    tthc__put_int(out, i);
  }
}

int32_t tthc__prepare_made(struct statement *statement, struct database *database, struct buffer *sql) {
  int32_t rc;
  statement->handle = NULL;
  rc = sql->failed ? tthc__fail_memory(database->err) : tthc__prepare(statement, database, sql->data);
  tthc__buffer_free(sql);
  return rc;
}

static int is_text(const struct column *column) {
  return column->kind == COLUMN_TEXT || column->kind == COLUMN_EXTRA;
}

/* A number of a row, of either width. */
static int64_t number_in(const struct column *column, const void *row) {
  const void *place = (const char *)row + column->offset;
  return column->kind == COLUMN_INT64 ? *(const int64_t *)place : *(const int32_t *)place;
}

static const char *text_in(const struct column *column, const void *row) {
  return *(const char *const *)(const void *)((const char *)row + column->offset);
}

void tthc__bind_row(struct statement *statement, int first, const struct column *columns, const void *row) {
  const struct column *column;
  for (column = columns; column->name != NULL; column++, first++) {
    if (is_text(column))
      tthc__bind_text(statement, first, text_in(column, row));
    else if (number_in(column, row) == column->absent)
      tthc__bind_null(statement, first);
    else
      tthc__bind_number(statement, first, number_in(column, row));
  }
}

/* 0 when the number has no place in the row. */
static int read_number(struct statement *statement, int index, const struct column *column, void *place) {
  const int64_t number =
    tthc__column_is_null(statement, index) ? column->absent : tthc__column_number(statement, index);
  if (column->kind == COLUMN_INT64) {
    *(int64_t *)place = number;
    return 1;
  }
  if (number < INT32_MIN || number > INT32_MAX) return 0;
  *(int32_t *)place = (int32_t)number;
  return 1;
}

/* It goes into documents as it is, so that damage to it would break them. */
int32_t tthc__check_extra(struct database *database, const char *extra) {
  static const struct json_field fields[] = {{.name = "x-", .kind = JSON_EXTRA}, {0}};
  struct buffer text = {0};
  struct json_doc doc;
  const char *read = NULL;
  int32_t rc;
  if (extra == NULL) return TTHC_OK;
  tthc__put_char(&text, '{');
  tthc__put(&text, extra);
  tthc__put_char(&text, '}');
  rc = text.failed ? TTHC_E_MEMORY : tthc__json_open(&doc, text.data, text.size, NULL, NULL);
  if (rc == TTHC_OK) {
    const struct json_at root = tthc__json_root(&doc);
    rc = tthc__json_read(&root, fields, &read);
    tthc__json_close(&doc);
  }
  tthc__buffer_free(&text);
  if (rc == TTHC_E_MEMORY) return tthc__fail_memory(database->err);
  return rc == TTHC_OK ? rc : tthc__fail_damaged(database, "extra");
}

/* 0 when the value has no place in the row. */
static int read_value(struct statement *statement, int index, const struct column *column, void *place) {
  if (!is_text(column)) return read_number(statement, index, column, place);
  *(const char **)place = tthc__column_text(statement, index);
  return 1;
}

int32_t tthc__read_row(struct statement *statement, int first, const struct column *columns, void *row) {
  const struct column *column;
  for (column = columns; column->name != NULL; column++, first++) {
    void *place = (char *)row + column->offset;
    if (!read_value(statement, first, column, place)) return tthc__fail_damaged(statement->database, column->name);
    if (column->kind == COLUMN_EXTRA) {
      const int32_t rc = tthc__check_extra(statement->database, *(const char **)place);
      if (rc != TTHC_OK) return rc;
    }
  }
  return tthc__row_status(statement);
}

int32_t tthc__keep_texts(struct arena *arena, const struct column *columns, void *row, struct database *database) {
  const struct column *column;
  int32_t rc = TTHC_OK;
  for (column = columns; rc == TTHC_OK && column->name != NULL; column++) {
    const char **text = (const char **)(void *)((char *)row + column->offset);
    if (!is_text(column) || *text == NULL) continue;
    rc = tthc__copy_text(arena, *text, text, database->err);
  }
  return rc;
}

int tthc__same_row(const struct column *columns, const void *a, const void *b) {
  const struct column *column;
  for (column = columns; column->name != NULL; column++) {
    if (is_text(column) ? !tthc__same(text_in(column, a), text_in(column, b))
                                    : number_in(column, a) != number_in(column, b))
      return 0;
  }
  return 1;
}

/* --- content ------------------------------------------------------------------------------------------------------ */

enum { CONTENT_NONE, CONTENT_NUMBER, CONTENT_TEXT, CONTENT_OTHER }; /* the last is in no row of ours */

static void put_wide(struct buffer *out, char kind, int64_t number) {
  int shift;
  tthc__put_char(out, kind);
  for (shift = 56; shift >= 0; shift -= 8) tthc__put_char(out, (char)(uint8_t)((uint64_t)number >> shift & 0xff));
}

static void put_bytes_or_none(struct buffer *out, const char *bytes, int64_t size) {
  if (bytes == NULL) {
    tthc__put_char(out, CONTENT_NONE);
    return;
  }
  put_wide(out, CONTENT_TEXT, size);
  tthc__put_bytes(out, bytes, size);
}

void tthc__put_content_text(struct buffer *out, const char *text) {
  put_bytes_or_none(out, text, text == NULL ? 0 : (int64_t)strlen(text));
}

void tthc__put_content_number(struct buffer *out, int64_t number) { put_wide(out, CONTENT_NUMBER, number); }

void tthc__put_content(struct buffer *out, const struct column *columns, const void *row) {
  const struct column *column;
  for (column = columns; column->name != NULL; column++) {
    if (is_text(column))
      tthc__put_content_text(out, text_in(column, row));
    else if (number_in(column, row) == column->absent)
      tthc__put_char(out, CONTENT_NONE);
    else
      tthc__put_content_number(out, number_in(column, row));
  }
}

void tthc__put_stored_content(struct buffer *out, struct statement *statement, int first, int count) {
  int column;
  for (column = first; column < first + count; column++) {
    int64_t size;
    const char *bytes;
    switch (tthc__column_kind(statement, column)) {
    case STORED_NULL: tthc__put_char(out, CONTENT_NONE); break;
    case STORED_NUMBER: tthc__put_content_number(out, tthc__column_number(statement, column)); break;
    case STORED_TEXT:
      bytes = tthc__column_bytes(statement, column, &size);
      put_bytes_or_none(out, bytes, size);
      break;
    case STORED_OTHER: tthc__put_char(out, CONTENT_OTHER); break;
    }
  }
}

int32_t tthc__digest_content(struct buffer *content, char hex[DIGEST_HEX + 1], tthc_error *err) {
  const int32_t rc = content->failed ? tthc__fail_memory(err) : TTHC_OK;
  if (rc == TTHC_OK) tthc__digest(content->data, content->size, hex);
  tthc__buffer_free(content);
  return rc;
}
