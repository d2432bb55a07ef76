/* The SQLite driver: SQLite's own check of a file, and its compaction. */
#include "store/sqlite.h"

#include <sqlite3.h>
#include <string.h>

static int32_t take_rows(struct statement *statement, take_problem *take, void *context) {
  int32_t rc = tthc__step(statement);
  while (rc == 1) {
    const char *problem = tthc__column_text(statement, 0);
    rc = tthc__row_status(statement);
    if (rc == TTHC_OK && problem != NULL && strcmp(problem, "ok") != 0) rc = take(context, problem);
    if (rc == TTHC_OK) rc = tthc__step(statement);
  }
  return rc;
}

int32_t tthc__database_check(struct database *database, int quick, take_problem *take, void *context) {
  struct statement statement;
  int32_t rc = tthc__prepare(&statement, database, quick ? "PRAGMA quick_check" : "PRAGMA integrity_check");
  if (rc == TTHC_OK) rc = take_rows(&statement, take, context);
  tthc__finish(&statement);
  return rc;
}

/* SQLite copies into a database that it attaches. The limit is raised for that alone. */
int32_t tthc__database_compact(struct database *database) {
  int32_t rc;
  int limit;
  if (sqlite3_db_readonly(database->handle, "main") == 1) return tthc__fail_sqlite(database, SQLITE_READONLY);
  limit = sqlite3_limit(database->handle, SQLITE_LIMIT_ATTACHED, 1);
  rc = tthc__run(database, "VACUUM");
  if (rc == TTHC_OK) rc = tthc__run(database, "PRAGMA wal_checkpoint(TRUNCATE)"); /* without a log it does nothing */
  sqlite3_limit(database->handle, SQLITE_LIMIT_ATTACHED, limit);
  return rc;
}
