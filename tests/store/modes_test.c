/* Journal modes and file systems: what may be chosen, with which SQLite. This program tells the library's SQLite's version. */
#include "tthcplan/store.h"

#include "store/folder.h"
#include "store/modes.h"

/* In place of SQLite's own, for the library too. */
static int pretended;
int sqlite3_libversion_number(void) { return pretended != 0 ? pretended : SQLITE_VERSION_NUMBER; }

/* Every branch, before and after it was mended. */
static void test_versions(void **state) {
  static const struct {
    int version;
    int is_safe;
  } versions[] = {
    {0, 0},       {3007000, 0}, {3008011, 0}, {3034001, 0}, {3040001, 0}, {3043002, 0}, {3044000, 0}, {3044005, 0},
    {3044006, 1}, {3044007, 1}, {3044999, 1}, {3045000, 0}, {3045006, 0}, {3046001, 0}, {3049002, 0}, {3050000, 0},
    {3050006, 0}, {3050007, 1}, {3050008, 1}, {3050999, 1}, {3051000, 0}, {3051001, 0}, {3051002, 0}, {3051003, 1},
    {3051004, 1}, {3052000, 1}, {3053001, 1}, {4000000, 1}, {-1, 0}};
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(versions); i++) {
    char label[16];
    snprintf(label, sizeof label, "%d", versions[i].version);
    failures += check_int(label, tthc__wal_is_safe(versions[i].version), versions[i].is_safe);
  }
  CHECK_NONE_FAILED(failures);
}

static void test_file_systems(void **state) {
  static const struct {
    const char *name;
    int64_t type;
    int is_network;
  } types[] = {
    {"NFS", 0x6969, 1},        {"SMB", 0x517b, 1},       {"CIFS", 0xff534d42, 1},
    {"CIFS, negative", -11317950, 1}, {"SMB 2", 0xfe534d42, 1}, {"NCP", 0x564c, 1},
    {"AFS", 0x5346414f, 1},    {"AFS of the kernel", 0x6b414653, 1}, {"Coda", 0x73757245, 1},
    {"Ceph", 0x00c36400, 1},   {"Lustre", 0x0bd00bd0, 1},
    {"ext4", 0xef53, 0},       {"XFS", 0x58465342, 0},   {"Btrfs", 0x9123683e, 0},
    {"tmpfs", 0x01021994, 0},  {"overlay", 0x794c7630, 0}, {"ZFS", 0x2fc12fc1, 0},
    {"FUSE", 0x65735546, 0},   {"none", 0, 0}};
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(types); i++)
    failures += check_int(types[i].name, tthc__is_network(types[i].type), types[i].is_network);
  failures += check_int("here", tthc__lies_on_network(folder), 0);
  failures += check_int("new file", tthc__lies_on_network(in_folder("x.db")), 0);
  failures += check_int("nowhere", tthc__lies_on_network("/no/such/folder/x.db"), 0);
  failures += check_int("relative", tthc__lies_on_network("x.db"), 0);
  failures += check_int("root", tthc__lies_on_network("/x.db"), 0);
  CHECK_NONE_FAILED(failures);
}

/* --- through the API ---------------------------------------------------------------------------------------------- */

static void make_store(const char *path, const char *options) {
  tthc_store *store = tthc_store_open(path, options, NULL);
  tthc_plan *plan = small_plan();
  assert_non_null(store);
  assert_int_equal(tthc_store_save(store, plan, NULL), 1);
  tthc_plan_free(plan);
  tthc_store_free(store);
}

static const char *mode_of(const char *path) {
  static char mode[16];
  sqlite3 *database;
  sqlite3_stmt *statement;
  assert_int_equal(sqlite3_open(path, &database), SQLITE_OK);
  sqlite3_prepare_v2(database, "PRAGMA journal_mode", -1, &statement, NULL);
  assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
  snprintf(mode, sizeof mode, "%s", (const char *)sqlite3_column_text(statement, 0));
  sqlite3_finalize(statement);
  sqlite3_close(database);
  return mode;
}

/* Opens with a pretended version. */
static int check_open(int version, const char *path, const char *options, int32_t code, const char *found) {
  tthc_error *err = tthc_error_new();
  tthc_store *store;
  int failures;
  pretended = version;
  store = tthc_store_open(path, options, err);
  pretended = 0;
  failures = check_int(check_show(options), tthc_error_code(err), code);
  failures += check_int(check_show(options), store == NULL, code != TTHC_OK);
  if (found != NULL && strstr(check_show(tthc_error_message(err, "en")), found) == NULL)
    failures += check_text(options, tthc_error_message(err, "en"), found);
  tthc_store_free(store);
  tthc_error_free(err);
  return failures;
}

static void test_affected(void **state) {
  static const int versions[] = {3040001, 3044005, 3050006, 3051002};
  const char *path = in_folder("affected.db");
  int failures = 0;
  size_t i;
  (void)state;
  make_store(path, "{\"journal\": \"truncate\"}");
  for (i = 0; i < COUNT(versions); i++) {
    failures += check_open(versions[i], path, "{\"journal\": \"wal\"}", TTHC_E_UNSUPPORTED, sqlite3_libversion());
    failures += check_open(versions[i], path, "{\"journal\": \"truncate\"}", TTHC_OK, NULL);
    failures += check_open(versions[i], ":memory:", "{\"journal\": \"wal\"}", TTHC_E_UNSUPPORTED, sqlite3_libversion());
    failures += check_text("mode", mode_of(path), "delete"); /* what a lax connection makes of it: not WAL */
  }
  failures += check_int("nothing made", access(in_folder("affected.db-wal"), F_OK), -1);
  run_sql(path, "PRAGMA journal_mode=WAL");
  for (i = 0; i < COUNT(versions); i++) {
    failures += check_open(versions[i], path, NULL, TTHC_E_UNSUPPORTED, "WAL");
    failures += check_open(versions[i], path, "{\"journal\": \"truncate\"}", TTHC_E_UNSUPPORTED, "WAL");
    failures += check_open(versions[i], path, "{\"journal\": \"wal\", \"read_only\": true}", TTHC_E_UNSUPPORTED, "SQLite");
  }
  failures += check_open(0, path, "{\"journal\": \"delete\"}", TTHC_E_VALUE, NULL);
  empty_folder();
  CHECK_NONE_FAILED(failures);
}

/* What a mended version may do; the one that runs may not be one, and does nothing here that would lose anything. */
static void test_mended(void **state) {
  static const char wal[] = "{\"journal\": \"wal\"}";
  const char *path = in_folder("mended.db");
  tthc_backup *backup;
  tthc_store *store;
  tthc_plan *plan;
  int failures = 0;
  (void)state;
  pretended = 3051003;
  make_store(path, wal);
  failures += check_text("made", mode_of(path), "wal");
  failures += check_open(3051003, path, NULL, TTHC_E_UNSUPPORTED, "journal"); /* chosen, never met with */
  failures += check_open(3051003, path, wal, TTHC_OK, NULL);
  failures += check_open(3051003, path, "{\"journal\": \"wal\", \"read_only\": true}", TTHC_OK, NULL);
  pretended = 3051003;
  store = tthc_store_open(path, wal, NULL);
  plan = tthc_store_load(store, "nho", 0, NULL);
  assert_non_null(plan);
  assert_int_equal(tthc_plan_set_subject(plan, "Đổi", NULL), TTHC_OK);
  assert_int_equal(tthc_store_save(store, plan, NULL), 2);
  failures += check_int("log", access(in_folder("mended.db-wal"), F_OK), 0);
  assert_int_equal(tthc_store_compact(store, NULL), TTHC_OK);
  /* its backup is a file of its own, in no such mode */
  backup = tthc_store_backup_start(store, in_folder("copy.db"), NULL, NULL);
  assert_int_equal(tthc_backup_step(backup, 0, NULL), TTHC_OK);
  tthc_backup_free(backup);
  failures += check_open(0, in_folder("copy.db"), NULL, TTHC_OK, NULL);
  /* and back, when nobody has it open */
  failures += check_open(3051003, path, "{\"journal\": \"truncate\", \"busy_ms\": 0}", TTHC_E_BUSY, NULL);
  tthc_plan_free(plan);
  tthc_store_free(store);
  failures += check_open(3051003, path, "{\"journal\": \"truncate\"}", TTHC_OK, NULL);
  failures += check_open(0, path, NULL, TTHC_OK, NULL);
  pretended = 0;
  empty_folder();
  CHECK_NONE_FAILED(failures);
}

static int32_t append_one(tthc_store *store, int n) {
  char json[256];
  snprintf(json, sizeof json,
           "{\"format\": \"tthcplan-facts/1\", \"plan\": \"nho\", \"facts\": [{\"id\": \"f%d\","
           " \"kind\": \"event\", \"task\": \"1\", \"day\": \"2026-03-05\"}]}", n);
  return tthc_store_append_facts(store, json, -1, NULL);
}

/*
 * The steps by which WAL loses commits: a reader stays, one connection writes and restarts the log, a second one writes
 * that knew the log before. Through the library the mode cannot be had, also when the file is turned to it between two
 * opens, and all that was acknowledged is there.
 */
static void test_no_commit_is_lost(void **state) {
  const char *path = in_folder("walbug.db");
  tthc_store *first, *second;
  tthc_plan_list *list;
  int n, acknowledged = 0;
  (void)state;
  make_store(path, NULL);
  if (!tthc__wal_is_safe(SQLITE_VERSION_NUMBER)) {
    assert_null(tthc_store_open(path, "{\"journal\": \"wal\"}", NULL));
    run_sql(path, "PRAGMA journal_mode=WAL");
    assert_null(tthc_store_open(path, NULL, NULL));
    run_sql(path, "PRAGMA journal_mode=DELETE");
  }
  first = open_store(path);
  second = open_store(path);
  for (n = 0; n < 20; n++) {
    acknowledged += append_one(n % 3 == 0 ? second : first, n);
    run_sql(path, "PRAGMA wal_checkpoint(RESTART)"); /* by somebody else, at the worst moments */
    acknowledged += append_one(n % 2 == 0 ? second : first, 100 + n);
    tthc_plan_free(tthc_store_load(second, "nho", 0, NULL));
    run_sql(path, "PRAGMA wal_checkpoint(TRUNCATE)");
  }
  assert_int_equal(acknowledged, 40);
  tthc_store_free(first);
  tthc_store_free(second);
  first = open_store(path);
  list = tthc_store_list_plans(first, NULL);
  assert_int_equal(tthc_plan_list_facts(list, 0), acknowledged);
  tthc_plan_list_free(list);
  tthc_store_free(first);
  empty_folder();
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_versions),
    cmocka_unit_test(test_file_systems),
    cmocka_unit_test(test_affected),
    cmocka_unit_test(test_mended),
    cmocka_unit_test(test_no_commit_is_lost),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
