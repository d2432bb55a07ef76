/* Every allocation of the library fails once in the calls that change a store, look at its trail, or copy it. */
#include "tthcplan/exchange.h"

#include "store/history.h"
#include "support/failing.h"

static tthc_text *lines; /* of a store with a history */

static tthc_store *store_with_history(void) {
  tthc_store *store = open_store(":memory:");
  make_history(store);
  return store;
}

/* --- the calls: 1 when done ---------------------------------------------------------------------------------------- */

static int act_as(tthc_store *store, tthc_error *err) {
  return tthc_store_act_as(store, "{\"actor\": \"Lan\", \"at\": 1770000000, \"reason\": \"x\"}", err) == TTHC_OK;
}

static int save(tthc_store *store, tthc_error *err) {
  tthc_plan *plan = tthc_plan_read(rest_of_rows, -1, NULL, err);
  const int done = plan != NULL && tthc_plan_add_fact(plan, an_event, -1, err) >= 0 &&
                   tthc_store_save(store, plan, err) == 1;
  tthc_plan_free(plan);
  return done;
}

static int append(tthc_store *store, tthc_error *err) {
  return tthc_store_append_facts(store, facts_of(99), -1, err) == 1;
}

/* Facts alone, of a plan that is not the latest revision. */
static int save_stale(tthc_store *store, tthc_error *err) {
  tthc_plan *plan = tthc_store_load(store, "nho", 2, err);
  const int done = plan != NULL && tthc_plan_read_facts(plan, facts_of(98), -1, NULL, err) == 1 &&
                   tthc_store_save(store, plan, err) == 2;
  tthc_plan_free(plan);
  return done;
}

static int take_away(tthc_store *store, tthc_error *err) {
  return tthc_store_remove(store, "nho", 3, "x", err) == TTHC_OK;
}

static int load_removed(tthc_store *store, tthc_error *err) {
  tthc_plan *plan = tthc_store_load(store, "nho", 0, err);
  tthc_plan_free(plan);
  return plan == NULL && tthc_error_code(err) == TTHC_E_NOT_FOUND;
}

static int restore(tthc_store *store, tthc_error *err) {
  tthc_plan *plan = tthc_store_load(store, "nho", 3, err);
  const int done = plan != NULL && tthc_store_save(store, plan, err) == 3;
  tthc_plan_free(plan);
  return done;
}

static int trail(tthc_store *store, tthc_error *err) {
  tthc_trail *rows = tthc_store_trail(store, "{\"plan\": \"nho\"}", err);
  tthc_text *text = rows == NULL ? NULL : tthc_trail_json(rows, err);
  tthc_trail_free(rows);
  tthc_text_free(text);
  return text != NULL;
}

static int revisions(tthc_store *store, tthc_error *err) {
  tthc_trail *rows = tthc_store_revisions(store, "nho", err);
  tthc_trail_free(rows);
  return rows != NULL;
}

static int head(tthc_store *store, tthc_error *err) {
  tthc_text *text = tthc_store_head(store, err);
  tthc_text_free(text);
  return text != NULL;
}

/* Finds something, so that this too has its memory failed. */
static int verify(tthc_store *store, tthc_error *err) {
  tthc_findings *findings =
    tthc_store_verify(store, "99:0000000000000000000000000000000000000000000000000000000000000001", err);
  const int done = tthc_findings_count(findings) == 1;
  tthc_findings_free(findings);
  return done;
}

static int export(tthc_store *store, tthc_error *err) {
  tthc_text *text = tthc_store_export(store, 0, 1000, err);
  tthc_text_free(text);
  return text != NULL;
}

static int import(tthc_store *store, tthc_error *err) {
  return tthc_store_import(store, tthc_text_data(lines), tthc_text_size(lines), err) == 9;
}

static const struct {
  const char *label;
  int (*call)(tthc_store *store, tthc_error *err);
} cases[] = {{"act as", act_as},         {"save", save},        {"append", append},
             {"save facts", save_stale}, {"remove", take_away}, {"load", load_removed},
             {"restore", restore},       {"trail", trail},      {"revisions", revisions},
             {"head", head},             {"verify", verify},    {"export", export}};

/* Fails each allocation in turn until the call gets through; a call that fails changes nothing. */
static int check_call(const char *label, int (*call)(tthc_store *store, tthc_error *err), tthc_store *store) {
  int64_t n;
  int failures = 0, done = 0;
  for (n = 1; !done; n++) {
    tthc_error *err = tthc_error_new();
    tthc_text *before = tthc_store_head(store, NULL), *after;
    calls = 0;
    failing = n;
    done = call(store, err);
    failing = 0;
    after = tthc_store_head(store, NULL);
    if (!done) {
      failures += check_int(label, tthc_error_code(err) == TTHC_OK || tthc_error_code(err) == TTHC_E_MEMORY, 1);
      failures += check_text(label, tthc_text_data(after), tthc_text_data(before));
    }
    tthc_text_free(before);
    tthc_text_free(after);
    tthc_error_free(err);
    if (failures > 0) break;
  }
  return failures + check_int(label, n > 1, 1);
}

static void test_calls(void **state) {
  tthc_store *store = store_with_history(), *empty = open_store(":memory:");
  int failures = 0;
  size_t i;
  (void)state;
  lines = tthc_store_export(store, 0, 1000, NULL);
  for (i = 0; i < COUNT(cases); i++) failures += check_call(cases[i].label, cases[i].call, store);
  failures += check_call("import", import, empty);
  failures += check_verified("store", store, NULL) + check_verified("copy", empty, NULL);
  tthc_text_free(lines);
  tthc_store_free(store);
  tthc_store_free(empty);
  CHECK_NONE_FAILED(failures);
}

static int32_t version_of(const char *path) {
  sqlite3 *database;
  sqlite3_stmt *statement;
  int32_t version;
  assert_int_equal(sqlite3_open_v2(path, &database, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
  assert_int_equal(sqlite3_prepare_v2(database, "PRAGMA user_version", -1, &statement, NULL), SQLITE_OK);
  assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
  version = sqlite3_column_int(statement, 0);
  sqlite3_finalize(statement);
  sqlite3_close(database);
  return version;
}

/* A migration that fails leaves the store as it was. */
static void test_migrating(void **state) {
  static char bytes[1 << 20];
  const size_t size = read_file(in_source("tests/data/stores/v2.db"), bytes, sizeof bytes);
  tthc_store *store = NULL;
  int64_t n;
  int failures = 0;
  (void)state;
  write_file(in_folder("old.db"), bytes, size);
  for (n = 1; store == NULL; n++) {
    tthc_error *err = tthc_error_new();
    calls = 0;
    failing = n;
    store = tthc_store_open(in_folder("old.db"), NULL, err);
    failing = 0;
    if (store == NULL) {
      failures += check_int("code", tthc_error_code(err) == TTHC_OK || tthc_error_code(err) == TTHC_E_MEMORY, 1);
      failures += check_int("version", version_of(in_folder("old.db")), 2);
      failures += check_int("backup", access(in_folder("old.db.v2.bak"), F_OK), -1);
    }
    tthc_error_free(err);
    if (failures > 0) break;
  }
  failures += check_verified("migrated", store, NULL);
  tthc_store_free(store);
  empty_folder();
  CHECK_NONE_FAILED(failures);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_calls), cmocka_unit_test(test_migrating)};
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
