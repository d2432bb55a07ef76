/* Checks of a store, which find what was changed behind its back and where; and compaction. */
#include "tthcplan/store.h"

#include "store/folder.h"

#include <sys/stat.h>

static const char two_facts[] =
  "{\"format\": \"tthcplan-facts/1\", \"plan\": \"nho\", \"facts\": [{\"id\": \"f\", \"kind\": \"progress\", \"task\": \"1\","
  " \"unit\": \"mot\", \"period\": \"2026-Q2\", \"state\": \"done\", \"day\": \"2026-04-20\"},"
  " {\"id\": \"g\", \"kind\": \"event\", \"task\": \"1\", \"day\": \"2026-04-20\"}]}";

/* Two plans; the first has two revisions and two facts. */
static void make_store(const char *path) {
  tthc_store *store = open_store(path);
  tthc_plan *plan = small_plan(), *tracked = tracked_plan();
  assert_int_equal(tthc_store_save(store, plan, NULL), 1);
  assert_int_equal(tthc_plan_set_subject(plan, "Kế hoạch nhỏ, sửa", NULL), TTHC_OK);
  assert_int_equal(tthc_store_save(store, plan, NULL), 2);
  assert_int_equal(tthc_store_append_facts(store, two_facts, -1, NULL), 2);
  assert_int_equal(tthc_store_save(store, tracked, NULL), 1);
  tthc_plan_free(tracked);
  tthc_plan_free(plan);
  tthc_store_free(store);
}

static tthc_findings *check_store(const char *path, const char *options) {
  tthc_store *store = open_store(path);
  tthc_error *err = tthc_error_new();
  tthc_findings *findings = tthc_store_check(store, options, err);
  if (findings == NULL) print_error("%s\n", check_show(tthc_error_message(err, "en")));
  assert_non_null(findings);
  assert_int_equal(tthc_error_code(err), TTHC_OK);
  tthc_error_free(err);
  tthc_store_free(store);
  return findings;
}

static void show(const tthc_findings *findings) {
  int32_t i;
  for (i = 0; i < tthc_findings_count(findings); i++)
    print_error("  %s at <%s>: %s\n", tthc_finding_name(tthc_findings_code(findings, i)),
                check_show(tthc_findings_path(findings, i)), tthc_findings_message(findings, i, "en"));
}

static int check_clean(const char *label, const char *path, const char *options) {
  tthc_findings *findings = check_store(path, options);
  const int failures = check_int(label, tthc_findings_count(findings), 0);
  show(findings);
  tthc_findings_free(findings);
  return failures;
}

static void test_all_is_well(void **state) {
  const char *path = in_folder("well.db");
  tthc_store *store = open_store(path);
  tthc_plan *plan = example_plan(), *revised = plan_of_source("tests/data/reorganisation-2025.json");
  tthc_text *facts = read_source("examples/data/vinh-cuu-2021-facts.json");
  int failures;
  (void)state;
  failures = check_clean("empty", path, NULL);
  assert_true(tthc_plan_read_facts(plan, tthc_text_data(facts), -1, NULL, NULL) > 900);
  assert_int_equal(tthc_store_save(store, plan, NULL), 1);
  assert_int_equal(tthc_plan_set_subject(plan, "Đổi", NULL), TTHC_OK);
  assert_int_equal(tthc_store_save(store, plan, NULL), 2);
  assert_int_equal(tthc_store_save(store, revised, NULL), 1);
  tthc_text_free(facts);
  tthc_plan_free(plan);
  tthc_plan_free(revised);
  tthc_store_free(store);
  failures += check_clean("full", path, NULL);
  failures += check_clean("quick", path, "{\"quick\": true}");
  failures += check_clean("read only", path, "{\"quick\": false}");
  empty_folder();
  make_store(path);
  failures += check_clean("two plans", path, NULL);
  run_sql(path, "INSERT INTO word VALUES (999, 'nie\xcc\x82m', 2, 'niem')"); /* of a plan that had it once */
  failures += check_clean("a word without a plan", path, NULL);
  empty_folder();
  CHECK_NONE_FAILED(failures);
}

/* --- what is found ------------------------------------------------------------------------------------------------ */

/* Plan 1 is "nho" with revisions 1 and 2, plan 2 the tracked one. */
static const struct {
  const char *sql;
  int32_t code;
  const char *path;
  int quick_too;
} damages[] = {
  {"DELETE FROM revision WHERE plan = 1 AND revision = 2", TTHC_F_STORE_ROWS, "/plan/1", 1},
  {"UPDATE plan SET revision = 3 WHERE plan = 1", TTHC_F_STORE_ROWS, "/plan/1", 1},
  {"UPDATE plan SET revision = 1 WHERE plan = 1", TTHC_F_STORE_ROWS, "/revision/1/2", 1},
  {"UPDATE plan SET id = 'Nhỏ' WHERE plan = 1", TTHC_F_STORE_ROWS, "/plan/1", 1},
  {"UPDATE plan SET revision = 0 WHERE plan = 1", TTHC_F_STORE_ROWS, "/plan/1", 1},
  {"DELETE FROM revision WHERE plan = 1 AND revision = 1", TTHC_F_STORE_ROWS, "/revision/1/2", 1},
  {"UPDATE revision SET revision = 0 WHERE plan = 1 AND revision = 1", TTHC_F_STORE_ROWS, "/revision/1/0", 1},
  {"DELETE FROM revision WHERE plan = 1 AND revision = 1", TTHC_F_STORE_ROWS, "/task/1/1/0", 1},
  {"DELETE FROM unit WHERE plan = 1 AND revision = 2 AND n = 0", TTHC_F_STORE_ROWS, "/unit/1/2/1", 1},
  {"UPDATE task SET n = 7 WHERE plan = 1 AND revision = 1", TTHC_F_STORE_ROWS, "/task/1/1/7", 1},
  {"UPDATE task SET n = -1 WHERE plan = 1 AND revision = 2", TTHC_F_STORE_ROWS, "/task/1/2/-1", 1},
  {"DELETE FROM task WHERE plan = 1 AND revision = 2", TTHC_F_STORE_ROWS, "/task_lead/1/2/0/0", 1},
  {"UPDATE clause SET n = 1 WHERE plan = 1 AND revision = 2", TTHC_F_STORE_ROWS, "/clause/1/2/0/1", 1},
  {"UPDATE clause SET kind = 99 WHERE plan = 1 AND revision = 1", TTHC_F_STORE_ROWS, "/clause/1/1/0/0", 0},
  {"UPDATE clause SET due_day = 84371 WHERE plan = 1 AND revision = 2", TTHC_F_STORE_ROWS, "/clause/1/2/0/0", 1},
  {"UPDATE unit SET id = 'Không' WHERE plan = 1 AND revision = 2 AND n = 1", TTHC_F_STORE_ROWS, "/unit/1/2/1", 1},
  {"UPDATE unit SET name = CAST(x'ff' AS TEXT) WHERE plan = 1 AND revision = 2 AND n = 1", TTHC_F_STORE_ROWS,
   "/unit/1/2/1", 1},
  {"UPDATE unit SET name = CAST(x'610062' AS TEXT) WHERE plan = 1 AND revision = 2 AND n = 1", TTHC_F_STORE_ROWS,
   "/unit/1/2/1", 1},
  {"UPDATE task_lead SET unit = 99 WHERE plan = 1 AND revision = 2", TTHC_F_STORE_ROWS, "/task_lead/1/2/0/0", 1},
  {"UPDATE revision SET year = 1 WHERE plan = 1 AND revision = 2", TTHC_F_STORE_ROWS, "/revision/1/2", 1},
  {"UPDATE revision SET last_day = 4294967297 WHERE plan = 2", TTHC_F_STORE_ROWS, "/revision/2/1", 1},
  {"UPDATE unit_successor SET kind = 9", TTHC_F_STORE_ROWS, NULL, 1},
  {"UPDATE baseline SET amount = '-1'", TTHC_F_STORE_ROWS, NULL, 1},
  {"UPDATE task SET title = 'Việc khác' WHERE plan = 1 AND revision = 2", TTHC_F_STORE_DIGEST, "/revision/1/2", 1},
  {"UPDATE task SET title = 'Việc khác' WHERE plan = 1 AND revision = 1", TTHC_F_STORE_DIGEST, "/revision/1/1", 0},
  {"UPDATE revision SET digest = 'x' WHERE plan = 2", TTHC_F_STORE_DIGEST, "/revision/2/1", 1},
  {"DELETE FROM task_lead WHERE plan = 1 AND revision = 2", TTHC_F_STORE_DIGEST, "/revision/1/2", 1},
  {"DROP TRIGGER fact_update; UPDATE fact SET plan = 9 WHERE seq = 2", TTHC_F_STORE_ROWS, "/fact/9/2", 1},
  {"DROP TRIGGER fact_delete; DELETE FROM fact WHERE seq = 1", TTHC_F_STORE_ROWS, "/fact/1/2", 1},
  {"DROP TRIGGER fact_update; UPDATE fact SET kind = 9 WHERE seq = 1", TTHC_F_STORE_ROWS, "/fact/1/1", 0},
  {"DROP TRIGGER fact_update; UPDATE fact SET percent = 101 WHERE seq = 1", TTHC_F_STORE_ROWS, "/fact/1/1", 0},
  {"DROP TRIGGER fact_update; UPDATE fact SET task = '9' WHERE seq = 2", TTHC_F_STORE_ROWS, "/fact/1/2", 0},
  {"DROP TRIGGER fact_update; UPDATE fact SET day = 99999999 WHERE seq = 2", TTHC_F_STORE_ROWS, "/fact/1/2", 0},
  {"DELETE FROM standing WHERE plan = 1", TTHC_F_STORE_ROWS, "/standing/1", 0},
  {"UPDATE standing SET done_day = 18000 WHERE plan = 1", TTHC_F_STORE_ROWS, "/standing/1", 0},
  {"UPDATE assignment SET order_day = order_day + 1 WHERE plan = 1", TTHC_F_STORE_ROWS, "/assignment/1", 0},
  {"INSERT INTO assignment SELECT plan, task, period || '#2', unit, start_day, due_day, effective_day, order_day, "
   "is_report FROM assignment WHERE plan = 1 LIMIT 1", TTHC_F_STORE_ROWS, "/assignment/1", 0},
  {"UPDATE indicator_value SET verdict = 7 - verdict WHERE plan = 2", TTHC_F_STORE_ROWS, "/indicator_value/2", 0},
  {"UPDATE addressee SET role = role + 1 WHERE plan = 2", TTHC_F_STORE_ROWS, "/addressee/2", 0},
  {"UPDATE plan SET calendar = NULL WHERE plan = 1", TTHC_F_STORE_ROWS, "/assignment/1", 0},
  {"UPDATE plan SET removed = 1 WHERE plan = 1", TTHC_F_STORE_ROWS, "/assignment/1", 0},
  {"UPDATE plan SET removed = 1 WHERE plan = 1", TTHC_F_STORE_ROWS, "/word_place/1", 0},
  {"UPDATE word SET plain = 'zzz' WHERE word = 2", TTHC_F_STORE_ROWS, "/word/2", 0},
  {"UPDATE word SET plain = plain || 'x' WHERE word = 1", TTHC_F_STORE_ROWS, "/word/1", 0},
  {"UPDATE word SET plain = CAST(x'610062' AS TEXT) WHERE word = 1", TTHC_F_STORE_ROWS, "/word/1", 0},
  {"UPDATE word SET marked = 'zzz' WHERE word = 1", TTHC_F_STORE_ROWS, "/word/1", 0},
  {"UPDATE word SET marked = 'zzz' WHERE word = 1", TTHC_F_STORE_ROWS, "/word_place/1", 0},
  {"INSERT INTO word VALUES (999, 'niêm', 6, 'niem')", TTHC_F_STORE_ROWS, "/word/999", 0},
  {"INSERT INTO word VALUES (999, 'niêm', 0, 'niêm')", TTHC_F_STORE_ROWS, "/word/999", 0},
  {"INSERT INTO word_place VALUES (99, 1, 1, 0), (99, 2, 1, 0)", TTHC_F_STORE_ROWS, "/word_place/99", 0},
  {"DROP TRIGGER fact_update; UPDATE fact SET note = CAST(x'610062' AS TEXT) WHERE seq = 1", TTHC_F_STORE_ROWS,
   "/fact/1/1", 0},
};

/* The triggers are put back, or the store would not open. */
static void damage(const char *path, const char *sql) {
  static char triggers[4][512];
  sqlite3 *database;
  sqlite3_stmt *statement;
  int count = 0, i;
  assert_int_equal(sqlite3_open(path, &database), SQLITE_OK);
  sqlite3_prepare_v2(database, "SELECT sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'fact'", -1,
                     &statement, NULL);
  while (sqlite3_step(statement) == SQLITE_ROW && count < 4)
    snprintf(triggers[count++], sizeof *triggers, "%s", (const char *)sqlite3_column_text(statement, 0));
  sqlite3_finalize(statement);
  if (sqlite3_exec(database, sql, NULL, NULL, NULL) != SQLITE_OK) print_error("%s\n", sqlite3_errmsg(database));
  assert_int_equal(sqlite3_errcode(database), SQLITE_OK);
  for (i = 0; i < count; i++) sqlite3_exec(database, triggers[i], NULL, NULL, NULL);
  sqlite3_close(database);
}

static int has(const tthc_findings *findings, int32_t code, const char *path) {
  int32_t i;
  for (i = 0; i < tthc_findings_count(findings); i++)
    if (tthc_findings_code(findings, i) == code && (path == NULL || check_same(tthc_findings_path(findings, i), path)))
      return 1;
  return 0;
}

/* A row is told of once, unless it breaks two rules. */
static int has_twice(const tthc_findings *findings) {
  int32_t i, j;
  for (i = 0; i < tthc_findings_count(findings); i++)
    for (j = 0; j < i; j++)
      if (check_same(tthc_findings_path(findings, i), tthc_findings_path(findings, j)) &&
          check_same(tthc_findings_message(findings, i, "vi"), tthc_findings_message(findings, j, "vi")))
        return 1;
  return 0;
}

static int check_found(size_t row, const char *options, int wanted) {
  const char *path = in_folder("damaged.db");
  tthc_findings *findings;
  int failures;
  make_store(path);
  damage(path, damages[row].sql);
  findings = check_store(path, options);
  failures = check_int(damages[row].sql, has(findings, damages[row].code, damages[row].path), wanted);
  failures += check_int(damages[row].sql, has(findings, TTHC_F_STORE_DAMAGED, NULL), 0);
  failures += check_int(damages[row].sql, has_twice(findings), 0);
  if (failures > 0) show(findings);
  tthc_findings_free(findings);
  empty_folder();
  return failures;
}

static void test_rows(void **state) {
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(damages); i++) {
    failures += check_found(i, NULL, 1);
    failures += check_found(i, "{\"quick\": true}", damages[i].quick_too);
  }
  CHECK_NONE_FAILED(failures);
}

/* A plan that could not be assessed by the calendar of an older library has no rows until its next change. */
static void test_not_assessed(void **state) {
  const char *path = in_folder("older.db");
  int failures;
  (void)state;
  make_store(path);
  damage(path, "UPDATE plan SET calendar = NULL; DELETE FROM standing; DELETE FROM assignment; DELETE FROM indicator_value;"
               "DELETE FROM addressee");
  failures = check_clean("not assessed", path, NULL);
  empty_folder();
  CHECK_NONE_FAILED(failures);
}

/* A fact that only an earlier revision has a place for is well. */
static void test_facts_of_earlier_revisions(void **state) {
  const char *path = in_folder("earlier.db");
  tthc_findings *findings;
  (void)state;
  make_store(path);
  damage(path, "DELETE FROM clause WHERE plan = 1 AND revision = 2; DELETE FROM task_lead WHERE plan = 1 AND revision = 2;"
               "DELETE FROM task WHERE plan = 1 AND revision = 2; DELETE FROM word_place WHERE plan = 1 AND kind = 1");
  findings = check_store(path, NULL);
  assert_int_equal(tthc_findings_count(findings), 1);
  assert_true(has(findings, TTHC_F_STORE_DIGEST, "/revision/1/2"));
  tthc_findings_free(findings);
  damage(path, "DELETE FROM clause WHERE plan = 1; DELETE FROM task_lead WHERE plan = 1;"
               "DELETE FROM task WHERE plan = 1");
  findings = check_store(path, NULL);
  assert_true(has(findings, TTHC_F_STORE_ROWS, "/fact/1/1"));
  assert_true(has(findings, TTHC_F_STORE_ROWS, "/fact/1/2"));
  assert_int_equal(tthc_findings_count(findings), 4);
  tthc_findings_free(findings);
  empty_folder();
}

/* Bytes of the file itself: the check ends with what it found, and never with a crash. */
static void test_bytes(void **state) {
  static char bytes[1 << 20];
  const char *path = in_folder("bytes.db");
  int found = 0, opened = 0;
  size_t size, page;
  (void)state;
  make_store(path);
  size = read_file(path, bytes, sizeof bytes);
  for (page = 4096; page < size; page += 4096) {
    tthc_store *store;
    char kept[64];
    memcpy(kept, bytes + page, sizeof kept);
    memset(bytes + page, 0xa5, sizeof kept);
    write_file(path, bytes, size);
    memcpy(bytes + page, kept, sizeof kept);
    store = tthc_store_open(path, NULL, NULL);
    if (store != NULL) {
      tthc_findings *findings = tthc_store_check(store, NULL, NULL);
      opened++;
      found += has(findings, TTHC_F_STORE_DAMAGED, NULL);
      tthc_findings_free(findings);
    }
    tthc_store_free(store);
  }
  assert_true(opened > 10);
  assert_int_equal(found, opened);
  empty_folder();
}

static void test_many_findings(void **state) {
  const char *path = in_folder("many.db");
  tthc_findings *findings;
  (void)state;
  make_store(path);
  damage(path, "WITH RECURSIVE c(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM c WHERE i < 1500) "
               "INSERT INTO recipient SELECT 77, 1, i, 'x' FROM c");
  findings = check_store(path, NULL);
  assert_int_equal(tthc_findings_count(findings), 1000);
  tthc_findings_free(findings);
  empty_folder();
}

static void test_wrong_requests(void **state) {
  tthc_store *store = open_store(":memory:");
  tthc_error *err = tthc_error_new();
  (void)state;
  assert_null(tthc_store_check(NULL, NULL, err));
  assert_int_equal(tthc_error_code(err), TTHC_E_HANDLE);
  assert_null(tthc_store_check(store, "{\"deep\": true}", err));
  assert_int_equal(tthc_error_code(err), TTHC_E_UNKNOWN_MEMBER);
  assert_int_equal(tthc_store_compact(NULL, err), TTHC_E_HANDLE);
  assert_int_equal(tthc_store_compact(store, NULL), TTHC_OK);
  tthc_error_free(err);
  tthc_store_free(store);
}

/* --- compaction --------------------------------------------------------------------------------------------------- */

static int64_t size_of(const char *path) {
  struct stat status;
  assert_int_equal(stat(path, &status), 0);
  return status.st_size;
}

static void make_room(const char *path) {
  run_sql(path, "CREATE TABLE much (a); WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 400) "
                "INSERT INTO much SELECT randomblob(1000) FROM c; DROP TABLE much");
}

static void test_compact(void **state) {
  const char *path = in_folder("large.db");
  tthc_store *store, *other;
  tthc_error *err = tthc_error_new();
  sqlite3 *database;
  int64_t size;
  (void)state;
  make_store(path);
  make_room(path);
  size = size_of(path);
  store = tthc_store_open(path, "{\"busy_ms\": 10}", NULL);
  /* others that read hold it up */
  assert_int_equal(sqlite3_open(path, &database), SQLITE_OK);
  assert_int_equal(sqlite3_exec(database, "BEGIN; SELECT * FROM plan", NULL, NULL, NULL), SQLITE_OK);
  assert_int_equal(tthc_store_compact(store, err), TTHC_E_BUSY);
  assert_int_equal(tthc_error_code(err), TTHC_E_BUSY);
  assert_int_equal(size_of(path), size);
  sqlite3_close(database);
  /* a read-only store is left */
  other = tthc_store_open(path, "{\"read_only\": true}", NULL);
  assert_int_equal(tthc_store_compact(other, err), TTHC_E_READ_ONLY);
  tthc_store_free(other);
  /* and those that only have it open do not matter */
  other = open_store(path);
  assert_int_equal(tthc_store_compact(store, NULL), TTHC_OK);
  assert_true(size_of(path) < size / 2);
  CHECK_NONE_FAILED(check_clean("compacted", path, NULL));
  tthc_plan_free(tthc_store_load(other, "nho", 0, err));
  tthc_store_free(other);
  tthc_store_free(store);
  tthc_error_free(err);
  empty_folder();
}

static void test_compact_beside_a_backup(void **state) {
  const char *path = in_folder("backed.db");
  tthc_backup *backup;
  tthc_store *store;
  (void)state;
  make_store(path);
  store = open_store(path);
  backup = tthc_store_backup_start(store, in_folder("copy.db"), NULL, NULL);
  assert_int_equal(tthc_backup_step(backup, 2, NULL), 1);
  assert_int_equal(tthc_store_compact(store, NULL), TTHC_E_BUSY);
  tthc_backup_free(backup);
  assert_int_equal(tthc_store_compact(store, NULL), TTHC_OK);
  tthc_store_free(store);
  empty_folder();
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_all_is_well),
    cmocka_unit_test(test_rows),
    cmocka_unit_test(test_not_assessed),
    cmocka_unit_test(test_facts_of_earlier_revisions),
    cmocka_unit_test(test_bytes),
    cmocka_unit_test(test_many_findings),
    cmocka_unit_test(test_wrong_requests),
    cmocka_unit_test(test_compact),
    cmocka_unit_test(test_compact_beside_a_backup),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
