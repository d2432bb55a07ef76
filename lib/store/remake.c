/* What follows from a plan, made once more and compared. */
#include "store/remake.h"

#include "store/columns.h"
#include "store/schema.h"
#include "store/standing_rows.h"

#include <string.h>

/* The tables, and their rows in the order of the key. */
static const struct {
  const char *table;
  const char *rows;
} tables[] = {
  {"assignment", "SELECT * FROM assignment WHERE plan = $1 ORDER BY task, period, unit"},
  {"standing", "SELECT * FROM standing WHERE plan = $1 ORDER BY task, period, unit, from_day"},
  {"indicator_value", "SELECT * FROM indicator_value WHERE plan = $1 ORDER BY indicator, unit, from_day"},
  {"addressee", "SELECT * FROM addressee WHERE plan = $1 ORDER BY recipient, unit, goes_to, from_day"},
};

int32_t tthc__begin_remaking(struct database *memory, tthc_error *err) {
  const struct database_options options = {.path = ":memory:", .create = 1};
  int32_t rc = tthc__database_open(memory, &options, err);
  if (rc != TTHC_OK) return rc;
  rc = tthc__schema_prepare(memory, options.path, 1, 0);
  if (rc != TTHC_OK) tthc__database_close(memory);
  return rc;
}

/* --- comparing ------------------------------------------------------------------------------------------------------ */

static int32_t begin_rows(struct statement *rows, struct database *database, const char *sql, int64_t key) {
  const int32_t rc = tthc__prepare(rows, database, sql);
  if (rc != TTHC_OK) return rc;
  tthc__bind_number(rows, 1, key);
  return tthc__step(rows);
}

/* 1 when both are at equal rows. */
static int32_t same_row(struct statement *a, struct statement *b) {
  struct buffer x = {0}, y = {0};
  int32_t rc;
  tthc__put_stored_content(&x, a, 0, tthc__columns_of_row(a));
  tthc__put_stored_content(&y, b, 0, tthc__columns_of_row(b));
  rc = tthc__row_status(a);
  if (rc == TTHC_OK) rc = tthc__row_status(b);
  if (rc == TTHC_OK && (x.failed || y.failed)) rc = tthc__fail_memory(a->database->err);
  if (rc == TTHC_OK) rc = x.size == y.size && memcmp(x.data, y.data, (size_t)x.size) == 0;
  tthc__buffer_free(&x);
  tthc__buffer_free(&y);
  return rc;
}

/* 1 when the rows of both databases are equal. */
static int32_t same_rows(struct database *a, struct database *b, const char *sql, int64_t key) {
  struct statement x, y = {0};
  int32_t at_x = begin_rows(&x, a, sql, key), at_y = 0, rc = 1;
  if (at_x >= 0) at_y = begin_rows(&y, b, sql, key);
  while (rc == 1 && at_x == 1 && at_y == 1) {
    rc = same_row(&x, &y);
    if (rc == 1) at_x = tthc__step(&x);
    if (rc == 1 && at_x >= 0) at_y = tthc__step(&y);
  }
  tthc__finish(&x);
  tthc__finish(&y);
  if (rc != 1) return rc;
  return at_x < 0 ? at_x : at_y < 0 ? at_y : at_x == at_y;
}

/* --- making --------------------------------------------------------------------------------------------------------- */

static int32_t insert_plan(struct database *memory, int64_t key) {
  const struct parameter with = {NULL, key};
  return tthc__run_with(memory, "INSERT INTO plan (plan, id, revision) VALUES ($1, 'x', 1)", &with, 1, NULL);
}

static int32_t compare(struct database *memory, struct database *database, int64_t key, const tthc_plan *plan,
                       const char **table) {
  int32_t rc = insert_plan(memory, key);
  size_t i;
  if (rc == TTHC_OK && plan != NULL) rc = tthc__save_standings(memory, key, plan);
  for (i = 0; rc == TTHC_OK && *table == NULL && i < sizeof tables / sizeof *tables; i++) {
    const int32_t same = same_rows(memory, database, tables[i].rows, key);
    if (same == 0) *table = tables[i].table;
    if (same < 0) rc = same;
  }
  return rc;
}

int32_t tthc__compare_remade(struct database *memory, struct database *database, int64_t key, const tthc_plan *plan,
                             const char **table) {
  int of_another_calendar, of_this_one = 0;
  int32_t rc = tthc__standings_are_old(database, key, &of_another_calendar);
  *table = NULL;
  if (rc == TTHC_OK) rc = tthc__standings_are_current(database, key, &of_this_one);
  if (rc != TTHC_OK || of_another_calendar) return rc;
  rc = tthc__begin_writing(memory);
  if (rc == TTHC_OK) rc = compare(memory, database, key, of_this_one ? plan : NULL, table);
  tthc__end(memory, TTHC_E_DATABASE); /* it goes back to having no plan */
  return rc;
}
