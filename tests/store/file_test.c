/* The file of a store: how it is made and opened, and what is refused, and left as it was. */
#include "tthcplan/store.h"

#include "store/folder.h"
#include "store/sqlite.h"

#include <sys/stat.h>

/* --- files -------------------------------------------------------------------------------------------------------- */

static void make_store_of(const char *path, tthc_plan *plan) {
  tthc_store *store = open_store(path);
  assert_int_equal(tthc_store_save(store, plan, NULL), 1);
  tthc_plan_free(plan);
  tthc_store_free(store);
}

static void make_store(const char *path) { make_store_of(path, small_plan()); }

/* --- refusals ----------------------------------------------------------------------------------------------------- */

static const struct {
  const char *label;
  int is_store; /* before the statements are run */
  const char *sql;
  const char *bytes;
  int32_t code;
  const char *found; /* in the message */
} refused[] = {
  {"text", 0, NULL, "Kế hoạch kiểm soát thủ tục hành chính\n", TTHC_E_NOT_STORE, "refused.db"},
  {"foreign", 0, "CREATE TABLE plan (id TEXT)", NULL, TTHC_E_FOREIGN_STORE, "refused.db"},
  {"foreign id", 0, "PRAGMA application_id=7", NULL, TTHC_E_FOREIGN_STORE, "refused.db"},
  {"foreign version", 0, "PRAGMA user_version=1", NULL, TTHC_E_FOREIGN_STORE, "refused.db"},
  {"other id", 1, "PRAGMA application_id=0", NULL, TTHC_E_FOREIGN_STORE, "refused.db"},
  {"newer", 1, "PRAGMA user_version=42", NULL, TTHC_E_NEWER_STORE, "42"},
  {"no version", 1, "PRAGMA user_version=0", NULL, TTHC_E_SCHEMA, "refused.db"},
  {"no version of ours", 1, "PRAGMA user_version=-1", NULL, TTHC_E_SCHEMA, "refused.db"},
  {"a byte", 0, NULL, "S", TTHC_E_DATABASE, "refused.db"},
  {"trigger", 1, "CREATE TRIGGER t AFTER INSERT ON fact BEGIN SELECT 1; END", NULL, TTHC_E_SCHEMA, "refused.db"},
  {"no trigger", 1, "DROP TRIGGER fact_delete", NULL, TTHC_E_SCHEMA, "refused.db"},
  {"table", 1, "CREATE TABLE more (a)", NULL, TTHC_E_SCHEMA, "refused.db"},
  {"column", 1, "ALTER TABLE plan ADD COLUMN more TEXT", NULL, TTHC_E_SCHEMA, "refused.db"},
  {"view", 1, "CREATE VIEW v AS SELECT 1", NULL, TTHC_E_SCHEMA, "refused.db"},
  {"WAL", 1, "PRAGMA journal_mode=WAL; PRAGMA user_version=1", NULL, TTHC_E_UNSUPPORTED, "WAL"},
};

static int check_refused(size_t row, const char *options) {
  static char before[1 << 20], after[1 << 20];
  const char *path = in_folder("refused.db");
  tthc_error *err = tthc_error_new();
  size_t size;
  int failures = 0;
  if (refused[row].is_store) make_store(path);
  if (refused[row].sql != NULL) run_sql(path, refused[row].sql);
  if (refused[row].bytes != NULL) write_file(path, refused[row].bytes, strlen(refused[row].bytes));
  size = read_file(path, before, sizeof before);
  failures += check_int(refused[row].label, tthc_store_open(path, options, err) == NULL, 1);
  failures += check_int(refused[row].label, tthc_error_code(err), refused[row].code);
  if (strstr(check_show(tthc_error_message(err, "en")), refused[row].found) == NULL)
    failures += check_text(refused[row].label, tthc_error_message(err, "en"), refused[row].found);
  failures += check_int(refused[row].label, (int64_t)read_file(path, after, sizeof after), (int64_t)size);
  failures += check_int(refused[row].label, memcmp(before, after, size), 0);
  failures += check_int(refused[row].label, access(in_folder("refused.db-wal"), F_OK), -1);
  tthc_error_free(err);
  empty_folder();
  return failures;
}

static void test_refused_files(void **state) {
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(refused); i++) {
    failures += check_refused(i, NULL);
    failures += check_refused(i, "{\"read_only\": true}");
  }
  CHECK_NONE_FAILED(failures);
}

/* The log of a crashed writer is neither taken over nor thrown away. */
static void test_wal_in_use(void **state) {
  const char *path = in_folder("wal.db");
  tthc_error *err = tthc_error_new();
  sqlite3 *database;
  struct stat before, after;
  (void)state;
  make_store(path);
  assert_int_equal(sqlite3_open(path, &database), SQLITE_OK);
  assert_int_equal(sqlite3_exec(database,
                                "PRAGMA journal_mode=WAL; INSERT INTO plan (plan, id, revision) VALUES (9, 'chín', 1)",
                                NULL, NULL, NULL), SQLITE_OK);
  assert_int_equal(stat(in_folder("wal.db-wal"), &before), 0);
  assert_null(tthc_store_open(path, NULL, err));
  assert_int_equal(tthc_error_code(err), TTHC_E_UNSUPPORTED);
  assert_int_equal(stat(in_folder("wal.db-wal"), &after), 0);
  assert_int_equal(before.st_size, after.st_size);
  sqlite3_close(database);
  tthc_error_free(err);
}

/* --- paths and options -------------------------------------------------------------------------------------------- */

static int check_open(const char *label, const char *path, const char *options, int32_t code) {
  tthc_error *err = tthc_error_new();
  tthc_store *store = tthc_store_open(path, options, err);
  int failures = check_int(label, tthc_error_code(err), code);
  failures += check_int(label, store == NULL, code != TTHC_OK);
  tthc_store_free(store);
  tthc_error_free(err);
  return failures;
}

static void test_paths(void **state) {
  const char *folder_path = in_folder("folder"), *link_path = in_folder("link.db");
  int failures = 0;
  (void)state;
  assert_int_equal(mkdir(folder_path, 0700), 0);
  make_store(in_folder("real.db"));
  assert_int_equal(symlink(in_folder("real.db"), link_path), 0);
  failures += check_open("NULL", NULL, NULL, TTHC_E_ARGUMENT);
  failures += check_open("empty", "", NULL, TTHC_E_ARGUMENT);
  failures += check_open("encoding", "\xff.db", NULL, TTHC_E_ARGUMENT);
  failures += check_open("folder", folder_path, NULL, TTHC_E_IO);
  failures += check_open("folder, reading", folder_path, "{\"read_only\": true}", TTHC_E_IO);
  failures += check_open("link", link_path, NULL, TTHC_E_IO);
  failures += check_open("no folder", in_folder("none/x.db"), NULL, TTHC_E_IO);
  failures += check_open("below a file", in_folder("real.db/x.db"), NULL, TTHC_E_IO);
  failures += check_open("missing", in_folder("x.db"), "{\"create\": false}", TTHC_E_NOT_FOUND);
  failures += check_open("missing, reading", in_folder("x.db"), "{\"read_only\": true}", TTHC_E_NOT_FOUND);
  failures += check_int("not made", access(in_folder("x.db"), F_OK), -1);
  failures += check_open("real", in_folder("real.db"), "{\"create\": false, \"busy_ms\": 0}", TTHC_OK);
  failures += check_open("option", in_folder("real.db"), "{\"wal\": true}", TTHC_E_UNKNOWN_MEMBER);
  failures += check_open("range", in_folder("real.db"), "{\"busy_ms\": 600001}", TTHC_E_VALUE);
  failures += check_open("type", in_folder("real.db"), "{\"create\": 1}", TTHC_E_TYPE);
  empty_folder();
  CHECK_NONE_FAILED(failures);
}

static void test_linked_folder(void **state) {
  const char *real = in_folder("real"), *linked = in_folder("linked");
  (void)state;
  assert_int_equal(mkdir(real, 0700), 0);
  assert_int_equal(symlink(real, linked), 0);
  CHECK_NONE_FAILED(check_open("linked folder", in_folder("linked/x.db"), NULL, TTHC_E_IO));
  assert_int_equal(access(in_folder("real/x.db"), F_OK), -1); /* nothing is left behind */
  unlink(linked);
  rmdir(real);
}

static void test_uri_is_a_name(void **state) {
  static const char name[] = "file:x.db?vfs=unix-none";
  char here[PATH_BYTES];
  (void)state;
  assert_non_null(getcwd(here, sizeof here));
  assert_int_equal(chdir(folder), 0);
  make_store(name);
  assert_int_equal(access(name, F_OK), 0);
  assert_int_equal(access("x.db", F_OK), -1);
  assert_int_equal(chdir(here), 0);
  empty_folder();
}

static void test_empty_file(void **state) {
  const char *path = in_folder("empty.db");
  (void)state;
  write_file(path, "", 0);
  CHECK_NONE_FAILED(check_open("not to be made", path, "{\"create\": false}", TTHC_E_NOT_STORE) +
                    check_open("only read", path, "{\"read_only\": true}", TTHC_E_NOT_STORE) +
                    check_open("made", path, NULL, TTHC_OK) +
                    check_open("there", path, "{\"create\": false}", TTHC_OK));
}

static void test_mode_of_file(void **state) {
  const char *path = in_folder("mode.db");
  struct stat status;
  (void)state;
  make_store(path);
  assert_int_equal(stat(path, &status), 0);
  assert_int_equal(status.st_mode & 0777, 0600);
  assert_int_equal(stat(in_folder("mode.db-journal"), &status), 0); /* what TRUNCATE leaves */
  assert_int_equal(status.st_mode & 0777, 0600);
}

static void test_read_only(void **state) {
  const char *path = in_folder("reading.db");
  tthc_error *err = tthc_error_new();
  tthc_plan *plan;
  tthc_store *store;
  (void)state;
  make_store(path);
  store = tthc_store_open(path, "{\"read_only\": true}", NULL);
  plan = tthc_store_load(store, "nho", 0, NULL);
  assert_non_null(plan);
  assert_int_equal(tthc_store_save(store, plan, err), TTHC_E_READ_ONLY); /* also where there is nothing to save */
  assert_string_equal(tthc_error_message(err, "vi"), "Kho chỉ đọc được; cần: tệp ghi được, kho không mở chỉ để đọc");
  assert_int_equal(tthc_plan_set_subject(plan, "Đổi", NULL), TTHC_OK);
  assert_int_equal(tthc_store_save(store, plan, err), TTHC_E_READ_ONLY);
  assert_int_equal(tthc_plan_revision(plan), 1);
  tthc_plan_free(plan);
  tthc_store_free(store);
  tthc_error_free(err);
}

static void test_no_permission(void **state) {
  const char *closed = in_folder("closed");
  (void)state;
  if (geteuid() == 0) {
    print_message("left out: root may write everywhere\n");
    skip();
  }
  make_store(in_folder("mine.db"));
  assert_int_equal(chmod(in_folder("mine.db"), 0400), 0);
  assert_int_equal(mkdir(closed, 0500), 0);
  CHECK_NONE_FAILED(check_open("file", in_folder("mine.db"), NULL, TTHC_E_READ_ONLY) +
                    check_open("file, reading", in_folder("mine.db"), "{\"read_only\": true}", TTHC_OK) +
                    check_open("folder", in_folder("closed/x.db"), NULL, TTHC_E_IO));
}

/* --- the driver --------------------------------------------------------------------------------------------------- */

static void test_settings(void **state) {
  const struct database_options options = {in_folder("settings.db"), 1, 0, 100, 0, 0};
  static const struct {
    const char *pragma;
    int64_t wanted;
  } settings[] = {{"PRAGMA synchronous", 2},        {"PRAGMA foreign_keys", 1},     {"PRAGMA recursive_triggers", 1},
                  {"PRAGMA cell_size_check", 1},    {"PRAGMA trusted_schema", 0},   {"PRAGMA mmap_size", 0}};
  struct database database;
  struct statement statement;
  int failures = 0;
  size_t i;
  (void)state;
  assert_int_equal(tthc__database_open(&database, &options, NULL), TTHC_OK);
  for (i = 0; i < COUNT(settings); i++) {
    int64_t now = -1;
    assert_int_equal(tthc__run_for_number(&database, settings[i].pragma, &now), TTHC_OK);
    failures += check_int(settings[i].pragma, now, settings[i].wanted);
  }
  assert_int_equal(tthc__prepare(&statement, &database, "PRAGMA journal_mode"), TTHC_OK);
  assert_int_equal(tthc__step(&statement), 1);
  assert_string_equal(tthc__column_text(&statement, 0), "truncate");
  tthc__finish(&statement);
  failures += check_int("attach", tthc__run(&database, "ATTACH ':memory:' AS other"), TTHC_E_DATABASE);
  failures += check_int("double quotes", tthc__run(&database, "SELECT \"no such column\""), TTHC_E_DATABASE);
  assert_int_equal(tthc__database_close(&database), TTHC_OK);
  CHECK_NONE_FAILED(failures);
}

/* The triggers hold on any connection, however lax. */
static void test_facts_are_appended_only(void **state) {
  static const char *const tries[] = {
    "UPDATE fact SET note = 'x'", "DELETE FROM fact",
    "REPLACE INTO fact (plan, seq, id, kind, day) VALUES (1, 1, 'f', 1, 1)",
    "REPLACE INTO fact (plan, seq, id, kind, day) VALUES (1, 2, 'f', 1, 1)",
    "INSERT INTO fact (plan, seq, id, kind, day) VALUES (1, 3, 'g', 1, 1)"};
  const char *path = in_folder("appended.db");
  sqlite3 *database;
  int failures = 0;
  size_t i;
  (void)state;
  make_store(path);
  run_sql(path, "INSERT INTO fact (plan, seq, id, kind, day) VALUES (1, 1, 'f', 1, 1)");
  assert_int_equal(sqlite3_open(path, &database), SQLITE_OK);
  for (i = 0; i < COUNT(tries); i++)
    failures += check_int(tries[i], sqlite3_exec(database, tries[i], NULL, NULL, NULL), SQLITE_CONSTRAINT);
  sqlite3_close(database);
  CHECK_NONE_FAILED(failures);
}

static void test_busy(void **state) {
  const char *path = in_folder("busy.db");
  tthc_error *err = tthc_error_new();
  tthc_plan *plan = small_plan();
  tthc_store *store;
  sqlite3 *database;
  (void)state;
  make_store(path);
  store = tthc_store_open(path, "{\"busy_ms\": 20}", NULL);
  assert_int_equal(sqlite3_open(path, &database), SQLITE_OK);
  assert_int_equal(sqlite3_exec(database, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
  assert_int_equal(tthc_store_save(store, plan, err), TTHC_E_BUSY);
  assert_int_equal(tthc_error_code(err), TTHC_E_BUSY);
  assert_string_equal(tthc_error_message(err, "vi"), "Kho đang bận; cần: thử lại sau");
  CHECK_NONE_FAILED(check_open("beside a writer", path, "{\"busy_ms\": 0}", TTHC_OK));
  assert_int_equal(sqlite3_exec(database, "COMMIT", NULL, NULL, NULL), SQLITE_OK);
  assert_int_equal(tthc_store_save(store, plan, NULL), 1);
  /* A reader that stays holds up the commit; afterwards the store goes on. */
  assert_int_equal(sqlite3_exec(database, "BEGIN; SELECT * FROM plan", NULL, NULL, NULL), SQLITE_OK);
  assert_int_equal(tthc_plan_set_subject(plan, "Đổi", NULL), TTHC_OK);
  assert_int_equal(tthc_store_save(store, plan, err), TTHC_E_BUSY);
  assert_int_equal(tthc_plan_revision(plan), 1);
  assert_int_equal(sqlite3_exec(database, "COMMIT", NULL, NULL, NULL), SQLITE_OK);
  assert_int_equal(tthc_store_save(store, plan, NULL), 2);
  sqlite3_close(database);
  tthc_plan_free(plan);
  tthc_store_free(store);
  tthc_error_free(err);
}

/* A process with a newer library has migrated the file meanwhile, whose new tables nobody here would keep. */
static void test_migrated_meanwhile(void **state) {
  const char *path = in_folder("newer.db");
  tthc_error *err = tthc_error_new();
  tthc_plan *plan = small_plan();
  tthc_store *store;
  (void)state;
  make_store(path);
  store = open_store(path);
  run_sql(path, "CREATE TABLE more (a); PRAGMA user_version=42");
  assert_int_equal(tthc_store_save(store, plan, err), TTHC_E_NEWER_STORE);
  assert_int_equal(tthc_error_code(err), TTHC_E_NEWER_STORE);
  run_sql(path, "DROP TABLE more; PRAGMA user_version=4");
  assert_int_equal(tthc_store_save(store, plan, NULL), 1);
  tthc_plan_free(plan);
  tthc_store_free(store);
  tthc_error_free(err);
  empty_folder();
}

/* A store is open for years: what others do to its tables meanwhile is met by every call, and the check tells of it. */
static void test_changed_meanwhile(void **state) {
  static const char *const changes[] = {
    "CREATE TRIGGER t AFTER INSERT ON fact BEGIN UPDATE standing SET said = 4; END",
    "CREATE TRIGGER t AFTER UPDATE ON plan BEGIN DELETE FROM revision; END",
    "CREATE VIEW t AS SELECT 1",
    "CREATE TABLE t (a)",
  };
  static const char *const kinds[] = {"TRIGGER", "TRIGGER", "VIEW", "TABLE"};
  static const char facts[] = "{\"format\": \"tthcplan-facts/1\", \"plan\": \"nho\", \"facts\": [{\"id\": \"f\", "
                              "\"kind\": \"explanation\", \"task\": \"1\", \"unit\": \"mot\", "
                              "\"period\": \"2026-Q2\", \"day\": \"2026-06-01\", \"note\": \"Vì mưa\"}]}";
  const char *path = in_folder("changed.db");
  char back[32];
  tthc_error *err = tthc_error_new();
  tthc_plan *plan = small_plan();
  tthc_store *store;
  size_t i;
  int failures = 0;
  (void)state;
  make_store(path);
  store = open_store(path);
  assert_int_equal(tthc_store_save(store, plan, NULL), 1);
  for (i = 0; i < COUNT(changes); i++) {
    tthc_findings *findings;
    run_sql(path, changes[i]);
    failures += check_int(changes[i], tthc_store_append_facts(store, facts, -1, err), TTHC_E_SCHEMA);
    failures += check_int(changes[i], tthc_error_code(err), TTHC_E_SCHEMA);
    failures += check_int(changes[i], tthc_store_load(store, "nho", 0, NULL) == NULL, 1);
    failures += check_int(changes[i], tthc_store_list_plans(store, NULL) == NULL, 1);
    failures += check_int(changes[i], tthc_store_query(store, "{\"as_of\": \"2026-06-30\"}", NULL) == NULL, 1);
    findings = tthc_store_check(store, NULL, NULL);
    failures += check_int(changes[i], tthc_findings_code(findings, 0), TTHC_F_STORE_DAMAGED);
    tthc_findings_free(findings);
    snprintf(back, sizeof back, "DROP %s t", kinds[i]);
    run_sql(path, back);
    findings = tthc_store_check(store, NULL, NULL);
    failures += check_int(changes[i], tthc_findings_count(findings), 0);
    tthc_findings_free(findings);
  }
  failures += check_int("afterwards", tthc_store_append_facts(store, facts, -1, err), 1);
  tthc_plan_free(plan);
  tthc_store_free(store);
  tthc_error_free(err);
  empty_folder();
  CHECK_NONE_FAILED(failures);
}

/* A writer that was killed leaves a journal, which the next one rolls back: who only reads cannot. */
static void test_interrupted_writer(void **state) {
  static char bytes[1 << 20];
  const char *path = in_folder("interrupted.db");
  char copy[PATH_BYTES], journal[PATH_BYTES];
  tthc_error *err = tthc_error_new();
  tthc_store *store;
  sqlite3 *database;
  (void)state;
  make_store(path);
  snprintf(copy, sizeof copy, "%s", in_folder("copy.db"));
  assert_int_equal(sqlite3_open(path, &database), SQLITE_OK);
  assert_int_equal(sqlite3_exec(database, "PRAGMA cache_size=1; BEGIN; UPDATE plan SET facts_extra = "
                                "hex(zeroblob(99999))", NULL, NULL, NULL), SQLITE_OK);
  write_file(copy, bytes, read_file(path, bytes, sizeof bytes));
  snprintf(journal, sizeof journal, "%s", in_folder("interrupted.db-journal"));
  write_file(in_folder("copy.db-journal"), bytes, read_file(journal, bytes, sizeof bytes));
  sqlite3_close(database);
  assert_null(tthc_store_open(copy, "{\"read_only\": true}", err));
  assert_int_equal(tthc_error_code(err), TTHC_E_READ_ONLY);
  assert_non_null(strstr(tthc_error_message(err, "vi"), "mở để ghi một lần, vì lần ghi trước bị ngắt giữa chừng"));
  store = open_store(copy);
  tthc_store_free(store);
  store = tthc_store_open(copy, "{\"read_only\": true}", NULL);
  assert_non_null(store);
  tthc_store_free(store);
  tthc_error_free(err);
  empty_folder();
}

static int check_damaged(tthc_plan *plan, const char *damage) {
  const char *path = in_folder("damaged.db");
  char id[16];
  tthc_error *err = tthc_error_new();
  tthc_store *store;
  int failures;
  snprintf(id, sizeof id, "%s", tthc_plan_id(plan));
  make_store_of(path, plan);
  run_sql(path, damage);
  store = open_store(path);
  failures = check_int(damage, tthc_store_load(store, id, 0, err) == NULL, 1);
  failures += check_int(damage, tthc_error_code(err), TTHC_E_DATABASE);
  tthc_store_free(store);
  tthc_error_free(err);
  empty_folder();
  return failures;
}

/* Rows that another program changed: they are told, or read, and never obeyed. */
static void test_damaged_rows(void **state) {
  static const char *const damages[] = {
    "UPDATE clause SET kind = 99", "UPDATE clause SET kind = -1", "UPDATE clause SET every = 7",
    "UPDATE clause SET kind = 2, due_day = NULL, start_day = NULL, period = NULL, every = 4, months = 8192",
    "UPDATE clause SET kind = 2, due_day = NULL, start_day = NULL, period = NULL, every = 1, times = 367",
    "UPDATE clause SET kind = 2, due_day = NULL, start_day = NULL, period = NULL, every = 1, day_of_month = 32",
    "UPDATE clause SET kind = 5, due_day = NULL, start_day = NULL, period = NULL, after_days = 36501",
    "UPDATE clause SET due_day = 84371", "UPDATE clause SET after_event = 'x'",
    "UPDATE task SET n = 7", "UPDATE task_lead SET unit = 99", "UPDATE unit SET kind = 4294967297",
    "UPDATE unit SET id = 'Không' WHERE n = 0", "UPDATE revision SET year = 1", "UPDATE revision SET digest = 'x'",
    "UPDATE unit SET name = CAST(x'ff' AS TEXT)", "UPDATE unit SET name = CAST(x'610062' AS TEXT)", "DELETE FROM unit"};
  static const char *const damages_of_tracked[] = {
    "UPDATE task SET part = 0", "UPDATE task SET part = 99 WHERE part = 2", "UPDATE task SET part = NULL",
    "UPDATE task SET source_plan = 'Kế hoạch'", "UPDATE task SET source_plan = NULL",
    "UPDATE task SET source_revision = -1", "UPDATE revision SET source_unit = 'Đ'",
    "UPDATE revision SET source_plan = NULL", "UPDATE target SET reduction = 2",
    "UPDATE unit_superior SET superior = unit", "UPDATE unit_successor SET kind = 9",
    "UPDATE unit_successor SET successor = unit", "UPDATE unit_contact SET name = ''",
    "UPDATE unit_contact SET first_day = last_day + 1 WHERE last_day > 0", "UPDATE baseline SET amount = '-1'",
    "UPDATE baseline SET unit = NULL"};
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(damages); i++) failures += check_damaged(small_plan(), damages[i]);
  for (i = 0; i < COUNT(damages_of_tracked); i++) failures += check_damaged(tracked_plan(), damages_of_tracked[i]);
  CHECK_NONE_FAILED(failures);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_refused_files),
    cmocka_unit_test(test_wal_in_use),
    cmocka_unit_test(test_paths),
    cmocka_unit_test(test_linked_folder),
    cmocka_unit_test(test_uri_is_a_name),
    cmocka_unit_test(test_empty_file),
    cmocka_unit_test(test_mode_of_file),
    cmocka_unit_test(test_read_only),
    cmocka_unit_test(test_settings),
    cmocka_unit_test(test_facts_are_appended_only),
    cmocka_unit_test(test_busy),
    cmocka_unit_test(test_migrated_meanwhile),
    cmocka_unit_test(test_changed_meanwhile),
    cmocka_unit_test(test_interrupted_writer),
    cmocka_unit_test(test_damaged_rows),
    cmocka_unit_test(test_no_permission),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
