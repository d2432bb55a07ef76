/*
 * The SQLite driver: statements. Preparing one takes longer than running it, and a store runs the same ones again and
 * again: those that are finished are kept, to be taken up when their text is asked for.
 */
#include "store/sqlite.h"

#include "base/unicode.h"

#include <sqlite3.h>
#include <string.h>

/* --- statements that are kept ------------------------------------------------------------------------------------- */

/* Moved behind the others, of which the first is the one that was not used for the longest time. */
static void push_kept(struct database *database, struct sqlite3_stmt *handle) {
  if (database->kept_count == KEPT_MAX) {
    sqlite3_finalize(database->kept[0]);
    memmove(database->kept, database->kept + 1, (KEPT_MAX - 1) * sizeof *database->kept);
    database->kept_count--;
  }
  database->kept[database->kept_count++] = handle;
}

static struct sqlite3_stmt *take_kept(struct database *database, const char *sql) {
  struct sqlite3_stmt *handle;
  int i = database->kept_count;
  while (--i >= 0 && strcmp(sqlite3_sql(database->kept[i]), sql) != 0) continue;
  if (i < 0) return NULL;
  handle = database->kept[i];
  database->kept_count--;
  memmove(database->kept + i, database->kept + i + 1, (size_t)(database->kept_count - i) * sizeof *database->kept);
  return handle;
}

void tthc__drop_kept(struct database *database) {
  while (database->kept_count > 0) sqlite3_finalize(database->kept[--database->kept_count]);
}

/* A pragma may act as it is prepared. */
static int may_be_kept(struct sqlite3_stmt *handle) { return strncmp(sqlite3_sql(handle), "PRAGMA", 6) != 0; }

/* --- statements --------------------------------------------------------------------------------------------------- */

int32_t tthc__prepare(struct statement *statement, struct database *database, const char *sql) {
  int result = SQLITE_OK;
  statement->database = database;
  statement->failure = SQLITE_OK;
  statement->handle = take_kept(database, sql);
  if (statement->handle == NULL) result = sqlite3_prepare_v3(database->handle, sql, -1, 0, &statement->handle, NULL);
  return result == SQLITE_OK ? TTHC_OK : tthc__fail_sqlite(database, result);
}

void tthc__finish(struct statement *statement) {
  struct sqlite3_stmt *handle = statement->handle;
  statement->handle = NULL;
  if (handle == NULL) return;
  if (!may_be_kept(handle)) {
    sqlite3_finalize(handle);
    return;
  }
  sqlite3_reset(handle);
  sqlite3_clear_bindings(handle);
  push_kept(statement->database, handle);
}

static void keep(struct statement *statement, int result) {
  if (statement->failure == SQLITE_OK) statement->failure = result;
}

void tthc__bind_text(struct statement *statement, int parameter, const char *text) {
  const sqlite3_uint64 size = text == NULL ? 0 : strlen(text);
  keep(statement, sqlite3_bind_text64(statement->handle, parameter, text, size, SQLITE_STATIC, SQLITE_UTF8));
}

void tthc__bind_number(struct statement *statement, int parameter, int64_t number) {
  keep(statement, sqlite3_bind_int64(statement->handle, parameter, number));
}

void tthc__bind_null(struct statement *statement, int parameter) {
  keep(statement, sqlite3_bind_null(statement->handle, parameter));
}

void tthc__bind(struct statement *statement, int parameter, const struct parameter *value) {
  if (value->text != NULL)
    tthc__bind_text(statement, parameter, value->text);
  else
    tthc__bind_number(statement, parameter, value->number);
}

int32_t tthc__row_status(struct statement *statement) {
  return statement->failure == SQLITE_OK ? TTHC_OK : tthc__fail_sqlite(statement->database, statement->failure);
}

int32_t tthc__step(struct statement *statement) {
  int result;
  if (statement->failure != SQLITE_OK) return tthc__row_status(statement);
  result = sqlite3_step(statement->handle);
  if (result == SQLITE_ROW) return 1;
  sqlite3_reset(statement->handle);
  return result == SQLITE_DONE ? 0 : tthc__fail_sqlite(statement->database, result);
}

void tthc__reset(struct statement *statement) { sqlite3_reset(statement->handle); }

int tthc__columns_of_row(struct statement *statement) { return sqlite3_column_count(statement->handle); }

int tthc__column_is_null(struct statement *statement, int column) {
  return sqlite3_column_type(statement->handle, column) == SQLITE_NULL;
}

/* The tables are STRICT, which another program may have got around: SQLite would turn what is there into what is asked. */
static int has_type(struct statement *statement, int column, int type) {
  if (sqlite3_column_type(statement->handle, column) == type) return 1;
  keep(statement, SQLITE_CORRUPT);
  return 0;
}

/* What the library saves is UTF-8 without NUL. */
static int is_sound(const char *text, int size) {
  return memchr(text, '\0', (size_t)size) == NULL && tthc__utf8_valid(text, size);
}

const char *tthc__column_text(struct statement *statement, int column) {
  const char *text;
  if (tthc__column_is_null(statement, column) || !has_type(statement, column, SQLITE_TEXT)) return NULL;
  text = (const char *)sqlite3_column_text(statement->handle, column);
  if (text == NULL)
    keep(statement, SQLITE_NOMEM);
  else if (!is_sound(text, sqlite3_column_bytes(statement->handle, column)))
    keep(statement, SQLITE_CORRUPT);
  return text;
}

enum stored_kind tthc__column_kind(struct statement *statement, int column) {
  switch (sqlite3_column_type(statement->handle, column)) {
  case SQLITE_NULL: return STORED_NULL;
  case SQLITE_INTEGER: return STORED_NUMBER;
  case SQLITE_TEXT: return STORED_TEXT;
  default: return STORED_OTHER;
  }
}

const char *tthc__column_bytes(struct statement *statement, int column, int64_t *size) {
  const char *bytes;
  *size = 0;
  if (tthc__column_kind(statement, column) != STORED_TEXT) return NULL;
  bytes = (const char *)sqlite3_column_text(statement->handle, column);
  if (bytes == NULL)
    keep(statement, SQLITE_NOMEM);
  else
    *size = sqlite3_column_bytes(statement->handle, column);
  return bytes;
}

int64_t tthc__column_number(struct statement *statement, int column) {
  if (!has_type(statement, column, SQLITE_INTEGER)) return 0;
  return sqlite3_column_int64(statement->handle, column);
}

/* Runs to the end, and keeps the number of the first row. */
static int32_t run(struct database *database, const char *sql, int64_t *number) {
  struct statement statement;
  int32_t rc = tthc__prepare(&statement, database, sql);
  if (rc == TTHC_OK) rc = tthc__step(&statement);
  if (rc == 1 && number != NULL) *number = tthc__column_number(&statement, 0);
  while (rc == 1) rc = tthc__step(&statement);
  tthc__finish(&statement);
  return rc;
}

int32_t tthc__run(struct database *database, const char *sql) { return run(database, sql, NULL); }

int32_t tthc__run_for_number(struct database *database, const char *sql, int64_t *number) {
  *number = 0;
  return run(database, sql, number);
}

int32_t tthc__run_with(struct database *database, const char *sql, const struct parameter *parameters, int count,
                       int64_t *number) {
  struct statement statement;
  int i;
  int32_t rc = tthc__prepare(&statement, database, sql);
  for (i = 0; rc == TTHC_OK && i < count; i++) tthc__bind(&statement, i + 1, &parameters[i]);
  if (rc == TTHC_OK) rc = tthc__step(&statement);
  if (rc == 1 && number != NULL) {
    *number = tthc__column_number(&statement, 0);
    rc = tthc__row_status(&statement) == TTHC_OK ? 1 : tthc__row_status(&statement);
  }
  tthc__finish(&statement);
  return rc;
}
