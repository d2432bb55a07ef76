/* Addressees of follow-ups as rows. They are found by the code that makes follow-ups (assess/addressees.h). */
#include "store/addressee_rows.h"

#include "assess/addressees.h"
#include "store/columns.h"

#include <string.h>

/* Beside the plan. */
static const struct column columns[] = {
  INT32("unit", struct addressee, unit, ALWAYS),
  INT32("goes_to", struct addressee, to, ALWAYS),
  INT32("recipient", struct addressee, recipient, ALWAYS),
  INT32("role", struct addressee, role, ALWAYS),
  INT32("from_day", struct addressee, from, ALWAYS),
  INT32("last_day", struct addressee, last, ALWAYS),
  {0}};

static int32_t prepare_insert(struct statement *insert, struct database *database, int64_t key) {
  struct buffer sql = {0};
  int32_t rc;
  tthc__put(&sql, "INSERT INTO addressee (plan, ");
  tthc__put_columns(&sql, columns);
  tthc__put(&sql, ") VALUES (");
  tthc__put_parameters(&sql, 1 + tthc__column_count(columns));
  tthc__put(&sql, ")");
  rc = tthc__prepare_made(insert, database, &sql);
  if (rc == TTHC_OK) tthc__bind_number(insert, 1, key);
  return rc;
}

int32_t tthc__write_addressees(struct database *database, int64_t key, const tthc_plan *plan) {
  struct addressees found;
  struct statement insert;
  int32_t i, rc = prepare_insert(&insert, database, key);
  memset(&found, 0, sizeof found);
  if (rc == TTHC_OK) rc = tthc__find_addressees(plan, &found, database->err);
  for (i = 0; rc == TTHC_OK && i < found.rows.count; i++) {
    tthc__bind_row(&insert, 2, columns, &found.rows.items[i]);
    rc = tthc__step(&insert);
  }
  tthc__finish(&insert);
  tthc__free_addressees(&found);
  return rc;
}
