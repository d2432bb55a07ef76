/*
 * Every text of a store spoiled in turn, as a flipped bit does: whatever is asked, what comes back is UTF-8, or the
 * damage is told.
 */
#include "faults/scenario.h"

#include "base/unicode.h"

#include <sqlite3.h>

static char original[FILE_ROOM];
static size_t original_size;

static int prepare(void **state) {
  const char *path;
  tthc_store *store;
  if (make_fast_folder(state) != 0) return 1;
  path = in_folder("work/store.db");
  store = open_store(path);
  if (tthc_store_act_as(store, "{\"actor\": \"văn thư\", \"reason\": \"thử\"}", NULL) != TTHC_OK) return 1;
  if (!fill_store(store)) return 1;
  tthc_store_free(store);
  original_size = read_file(path, original, sizeof original);
  return 0;
}

/* --- what is asked ------------------------------------------------------------------------------------------------ */

static int invalid; /* texts that came back and are no UTF-8 */
static int told;    /* calls that told of damage */

static void see(const char *text) { invalid += text != NULL && !tthc__utf8_valid(text, (int64_t)strlen(text)); }

static void see_text(tthc_text *text) {
  if (text != NULL) see(tthc_text_data(text));
  tthc_text_free(text);
}

/* What failed has told of damage, in words that are UTF-8. */
static void see_result(int is_there, const tthc_error *err) {
  if (is_there) return;
  told += tthc_error_code(err) == TTHC_E_DATABASE;
  see(tthc_error_message(err, "vi"));
}

static void ask_assignments(tthc_store *store, tthc_error *err) {
  tthc_query *query = tthc_store_query(store, "{\"as_of\": \"2026-06-30\"}", err);
  int32_t i;
  see_result(query != NULL, err);
  for (i = 0; i < tthc_query_count(query); i++) {
    see(tthc_query_plan_id(query, i));
    see(tthc_query_task_id(query, i));
    see(tthc_query_title(query, i));
    see(tthc_query_unit_id(query, i));
    see(tthc_query_unit_name(query, i));
    see(tthc_query_period(query, i));
  }
  tthc_query_free(query);
}

static void ask_rollups(tthc_store *store, tthc_error *err) {
  static const char *const options[] = {
    "{\"as_of\": \"2026-06-30\", \"by\": \"unit\"}", "{\"as_of\": \"2026-06-30\", \"by\": \"section\"}",
    "{\"as_of\": \"2026-06-30\", \"by\": \"level\"}", "{\"as_of\": \"2026-06-30\", \"by\": \"plan\"}"};
  size_t by;
  int32_t i;
  for (by = 0; by < COUNT(options); by++) {
    tthc_rollup_list *list = tthc_store_rollup(store, options[by], err);
    see_result(list != NULL, err);
    for (i = 0; i < tthc_rollup_list_count(list); i++) {
      see(tthc_rollup_list_id(list, i));
      see(tthc_rollup_list_title(list, i));
    }
    tthc_rollup_list_free(list);
  }
}

static void ask_plans(tthc_store *store, tthc_error *err) {
  tthc_plan_list *list = tthc_store_list_plans(store, err);
  int32_t i;
  see_result(list != NULL, err);
  for (i = 0; i < tthc_plan_list_count(list); i++) {
    see(tthc_plan_list_id(list, i));
    see(tthc_plan_list_subject(list, i));
  }
  tthc_plan_list_free(list);
}

static void ask_documents(tthc_store *store, tthc_error *err) {
  tthc_value_list *values = tthc_store_values(store, "{\"as_of\": \"2026-06-30\"}", err);
  tthc_follow_up_list *follow_ups;
  tthc_search *search;
  tthc_trail *trail;
  tthc_text *lines;
  see_result(values != NULL, err);
  if (values != NULL) see_text(tthc_value_list_json(values, err));
  tthc_value_list_free(values);
  follow_ups = tthc_store_follow_ups(store, "{\"as_of\": \"2026-06-30\"}", err);
  see_result(follow_ups != NULL, err);
  if (follow_ups != NULL) see_text(tthc_follow_up_list_json(follow_ups, err));
  tthc_follow_up_list_free(follow_ups);
  search = tthc_store_search(store, "viec", NULL, err);
  see_result(search != NULL, err);
  if (search != NULL) see_text(tthc_search_json(search, err));
  tthc_search_free(search);
  trail = tthc_store_trail(store, NULL, err);
  see_result(trail != NULL, err);
  if (trail != NULL) see_text(tthc_trail_json(trail, err));
  tthc_trail_free(trail);
  lines = tthc_store_export(store, 0, 1000, err);
  see_result(lines != NULL, err);
  see_text(lines);
}

static void ask_all(tthc_store *store, tthc_error *err) {
  tthc_findings *findings = tthc_store_check(store, NULL, err);
  int32_t i;
  told += tthc_findings_count(findings) > 0;
  for (i = 0; i < tthc_findings_count(findings); i++) see(tthc_findings_message(findings, i, "vi"));
  tthc_findings_free(findings);
  ask_plans(store, err);
  ask_assignments(store, err);
  ask_rollups(store, err);
  ask_documents(store, err);
}

/* --- spoiling ----------------------------------------------------------------------------------------------------- */

static char triggers[6][512]; /* what makes those that stand in the way */
static int trigger_count;

static void run_on(sqlite3 *database, const char *sql) {
  if (sqlite3_exec(database, sql, NULL, NULL, NULL) != SQLITE_OK) print_error("%s\n", sqlite3_errmsg(database));
  assert_int_equal(sqlite3_errcode(database), SQLITE_OK);
}

static void drop_triggers(sqlite3 *database) {
  char names[6][64], sql[128];
  sqlite3_stmt *statement;
  int i;
  assert_int_equal(sqlite3_prepare_v2(database, "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'", -1,
                                      &statement, NULL), SQLITE_OK);
  for (trigger_count = 0; sqlite3_step(statement) == SQLITE_ROW; trigger_count++) {
    assert_in_range(trigger_count, 0, COUNT(triggers) - 1);
    snprintf(names[trigger_count], sizeof *names, "%s", (const char *)sqlite3_column_text(statement, 0));
    snprintf(triggers[trigger_count], sizeof *triggers, "%s", (const char *)sqlite3_column_text(statement, 1));
  }
  sqlite3_finalize(statement);
  for (i = 0; i < trigger_count; i++) {
    snprintf(sql, sizeof sql, "DROP TRIGGER %s", names[i]);
    run_on(database, sql);
  }
}

/* By which calendar a plan was assessed is asked, and not shown: one by another is as good until the plan changes. */
static int is_shown(const char *table, const char *column) {
  return strcmp(table, "plan") != 0 || strcmp(column, "calendar") != 0;
}

/* Gives whether the table had any. */
static int spoil(const char *path, const char *table, const char *column) {
  char sql[256];
  sqlite3 *database;
  int changed, i;
  write_file(path, original, original_size);
  assert_int_equal(sqlite3_open(path, &database), SQLITE_OK);
  run_on(database, "PRAGMA synchronous=OFF; PRAGMA foreign_keys=OFF");
  drop_triggers(database);
  snprintf(sql, sizeof sql, "UPDATE \"%s\" SET \"%s\" = CAST(x'c3' AS TEXT) || \"%s\" WHERE \"%s\" IS NOT NULL", table,
           column, column, column);
  run_on(database, sql);
  changed = sqlite3_changes(database);
  for (i = 0; i < trigger_count; i++) run_on(database, triggers[i]);
  sqlite3_close(database);
  return changed > 0;
}

static int check_spoiled(sqlite3_stmt *row) {
  const char *table = (const char *)sqlite3_column_text(row, 0), *column = (const char *)sqlite3_column_text(row, 1);
  const char *path = in_folder("copy/spoiled.db");
  char label[128];
  tthc_error *err = tthc_error_new();
  tthc_store *store;
  int failures = 0;
  snprintf(label, sizeof label, "%s.%s", table, column);
  if (is_shown(table, column) && spoil(path, table, column)) {
    invalid = told = 0;
    store = tthc_store_open(path, NULL, err);
    failures += check_int(label, store != NULL, 1);
    if (store != NULL) ask_all(store, err);
    failures += check_int(label, invalid, 0) + check_int(label, told > 0, 1);
    tthc_store_free(store);
  }
  tthc_error_free(err);
  return failures;
}

static void test_every_text(void **state) {
  sqlite3 *database;
  sqlite3_stmt *columns;
  int failures = 0, count = 0;
  (void)state;
  write_file(in_folder("copy/clean.db"), original, original_size);
  assert_int_equal(sqlite3_open(in_folder("copy/clean.db"), &database), SQLITE_OK);
  assert_int_equal(sqlite3_prepare_v2(database,
                                      "SELECT m.name, c.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c "
                                      "WHERE m.type = 'table' AND c.type = 'TEXT'", -1, &columns, NULL), SQLITE_OK);
  for (; sqlite3_step(columns) == SQLITE_ROW; count++)
    failures += check_spoiled(columns);
  sqlite3_finalize(columns);
  sqlite3_close(database);
  assert_true(count > 80);
  CHECK_NONE_FAILED(failures);
}

/* The proof that the test sees. */
static void test_nothing_spoiled(void **state) {
  tthc_error *err = tthc_error_new();
  tthc_store *store;
  (void)state;
  write_file(in_folder("copy/clean.db"), original, original_size);
  store = open_store(in_folder("copy/clean.db"));
  invalid = told = 0;
  ask_all(store, err);
  assert_int_equal(invalid + told, 0);
  see("\xc3");
  assert_int_equal(invalid, 1);
  tthc_store_free(store);
  tthc_error_free(err);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_every_text),
    cmocka_unit_test(test_nothing_spoiled),
  };
  return cmocka_run_group_tests(tests, prepare, remove_fast_folder);
}
