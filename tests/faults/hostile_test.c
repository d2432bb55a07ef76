/*
 * Files that somebody cut, flipped, swapped or made up: a clear code, or the data as it was; never a crash, and a file that
 * is refused is left as it was. What a plan holds is loaded with its digests. Data that is silently another is
 * counted: lists read what no digest holds, and what the count may be is written down here.
 */
#include "faults/faulty_vfs.h"
#include "faults/scenario.h"

#include <fcntl.h>

enum { FLIPS = 1000, CUTS = 200, PAGE = 4096, SILENT_MAX_PERMILLE = 5 };

static char original[FILE_ROOM]; /* a store with plans and facts */
static size_t original_size;
static char *original_contents;

static uint64_t random_state = 41;

static uint32_t random_below(uint32_t limit) {
  random_state = random_state * 6364136223846793005u + 1442695040888963407u;
  return (uint32_t)(random_state >> 33) % limit;
}

static int prepare(void **state) {
  const char *path;
  tthc_store *store;
  if (make_fast_folder(state) != 0) return 1;
  path = in_folder("work/store.db");
  store = open_store(path);
  if (!fill_store(store)) return 1;
  original_contents = contents(store, NULL);
  tthc_store_free(store);
  original_size = read_file(path, original, sizeof original);
  return original_contents == NULL;
}

static int finish(void **state) {
  free(original_contents);
  return remove_fast_folder(state);
}

/* --- damaged files ------------------------------------------------------------------------------------------------ */

enum outcome { REFUSED, TOLD, EQUAL, DIFFERENT, OUTCOMES };

static const char *const outcome_names[OUTCOMES] = {"refused", "told", "equal", "different"};

static int tally[OUTCOMES];

/* Uses a store as if nothing were; gives what it is seen to hold, NULL when it says that something is wrong. */
static char *use(tthc_store *store, tthc_error *err) {
  char *found = contents(store, err);
  tthc_plan *old = tthc_store_load(store, "nho", 1, NULL);
  tthc_plan_free(old);
  tthc_plan_free(tthc_store_load(store, "q", 0, NULL));
  step_append(store, NULL);
  old = tthc_store_load(store, "nho", 0, NULL);
  if (old == NULL) old = small_plan();
  tthc_plan_set_subject(old, "Khác", NULL);
  tthc_store_save(store, old, NULL);
  tthc_plan_free(old);
  return found;
}

/* A code of a store that is not one, or not whole; what others do has other codes. */
static int check_code(const char *label, int32_t code) {
  switch (code) {
  case TTHC_E_DATABASE:
  case TTHC_E_NOT_STORE:
  case TTHC_E_FOREIGN_STORE:
  case TTHC_E_NEWER_STORE:
  case TTHC_E_SCHEMA:
  case TTHC_E_UNSUPPORTED:
  case TTHC_E_IO:
  case TTHC_E_LIMIT:
  case TTHC_E_READ_ONLY: return 0;
  default: return check_text(label, tthc_status_name(code), "a failure of the store");
  }
}

/* Opens and uses a file of these bytes. 0 when all is well. */
static int check_file(const char *label, const char *bytes, size_t size, enum outcome *outcome) {
  static char after[FILE_ROOM];
  char path[PATH_BYTES];
  tthc_error *err = tthc_error_new();
  tthc_store *store;
  char *found = NULL;
  int failures = 0;
  empty(in_folder("work"));
  snprintf(path, sizeof path, "%s", in_folder("work/store.db"));
  write_file(path, bytes, size);
  store = tthc_store_open(path, "{\"create\": false}", err);
  if (store != NULL) found = use(store, err);
  *outcome = store == NULL ? REFUSED : found == NULL ? TOLD : strcmp(found, original_contents) == 0 ? EQUAL : DIFFERENT;
  if (found == NULL) failures += check_code(label, tthc_error_code(err));
  tthc_store_free(store);
  if (*outcome == REFUSED) {
    failures += check_int(label, (int64_t)read_file(path, after, sizeof after), (int64_t)size);
    failures += check_int(label, memcmp(after, bytes, size), 0);
  }
  tally[*outcome]++;
  free(found);
  tthc_error_free(err);
  return failures;
}

static void report(const char *what) {
  int i;
  print_message("%s:", what);
  for (i = 0; i < OUTCOMES; i++) print_message(" %d %s", tally[i], outcome_names[i]);
  print_message("\n");
  memset(tally, 0, sizeof tally);
}

static void test_cut_files(void **state) {
  enum outcome outcome;
  size_t size;
  int i, failures = 0;
  (void)state;
  for (size = 0; size < original_size; size += PAGE) {
    failures += check_file("cut between pages", original, size, &outcome);
    failures += check_int("cut between pages", outcome == REFUSED || outcome == TOLD, 1);
  }
  for (i = 0; i < CUTS; i++) {
    failures += check_file("cut", original, random_below((uint32_t)original_size), &outcome);
    failures += check_int("cut", outcome == REFUSED || outcome == TOLD, 1);
  }
  report("cut");
  CHECK_NONE_FAILED(failures);
}

/* One place of the file: anywhere, or in a page's or the file's header, where it does most. */
static uint32_t random_place(void) {
  const uint32_t pages = (uint32_t)(original_size / PAGE);
  switch (random_below(4)) {
  case 0: return random_below(pages) * PAGE + random_below(12);
  case 1: return random_below(100);
  default: return random_below((uint32_t)original_size);
  }
}

static void flip(int bytes) {
  static char flipped[FILE_ROOM];
  char label[64];
  enum outcome outcome;
  int i, silent, failures = 0;
  for (i = 0; i < FLIPS; i++) {
    const uint32_t place = random_place();
    memcpy(flipped, original, original_size);
    if (bytes)
      flipped[place] = (char)random_below(256);
    else
      flipped[place] = (char)(flipped[place] ^ (1 << random_below(8)));
    snprintf(label, sizeof label, "%s at %u of page %u", bytes ? "byte" : "bit", (unsigned)(place % PAGE),
             (unsigned)(place / PAGE + 1));
    failures += check_file(label, flipped, original_size, &outcome);
  }
  silent = tally[DIFFERENT];
  report(bytes ? "bytes" : "bits");
  CHECK_NONE_FAILED(failures);
  assert_true(silent * 1000 <= SILENT_MAX_PERMILLE * FLIPS);
}

static void test_flipped_bits(void **state) {
  (void)state;
  flip(0);
}

static void test_changed_bytes(void **state) {
  (void)state;
  flip(1);
}

/* Pages that are another one's, or all zeros. */
static void test_swapped_pages(void **state) {
  static char swapped[FILE_ROOM];
  const size_t pages = original_size / PAGE;
  enum outcome outcome;
  size_t i;
  int failures = 0;
  (void)state;
  for (i = 0; i < pages; i++) {
    memcpy(swapped, original, original_size);
    memcpy(swapped + i * PAGE, original + random_below((uint32_t)pages) * PAGE, PAGE);
    failures += check_file("swapped", swapped, original_size, &outcome);
    memcpy(swapped, original, original_size);
    memset(swapped + i * PAGE, 0, PAGE);
    failures += check_file("zeros", swapped, original_size, &outcome);
  }
  report("pages");
  CHECK_NONE_FAILED(failures);
}

/* --- rows --------------------------------------------------------------------------------------------------------- */

/*
 * Writes into a table with its STRICT, its constraints and triggers taken out of the way, and puts its definition back: rows
 * that only a program with its own SQLite could have made.
 */
static void plant(const char *path, const char *table, const char *sql) {
  char text[1024];
  sqlite3 *database;
  int version;
  for (version = 0; version < 2; version++) {
    assert_int_equal(sqlite3_open_v2(path, &database, SQLITE_OPEN_READWRITE, "unix"), SQLITE_OK);
    sqlite3_db_config(database, SQLITE_DBCONFIG_DEFENSIVE, 0, NULL);
    snprintf(text, sizeof text,
             version == 0
               ? "PRAGMA writable_schema=ON;"
                 "CREATE TABLE kept (name, type, sql);"
                 "INSERT INTO kept SELECT name, type, sql FROM sqlite_schema WHERE tbl_name = '%s';"
                 "UPDATE sqlite_master SET sql = replace(replace(replace(sql, 'STRICT, WITHOUT', 'WITHOUT'), "
                 "') STRICT', ')'), 'NOT NULL', '') WHERE name = '%s'"
               : "PRAGMA foreign_keys=OFF; PRAGMA ignore_check_constraints=ON; %s",
             version == 0 ? table : sql, table);
    if (sqlite3_exec(database, text, NULL, NULL, NULL) != SQLITE_OK)
      print_error("%s: %s\n", sql, sqlite3_errmsg(database));
    sqlite3_close(database);
  }
  assert_int_equal(sqlite3_open_v2(path, &database, SQLITE_OPEN_READWRITE, "unix"), SQLITE_OK);
  snprintf(text, sizeof text,
           "PRAGMA writable_schema=ON; UPDATE sqlite_master SET sql = (SELECT kept.sql FROM kept WHERE kept.name = "
           "sqlite_master.name) WHERE name = '%s'; DROP TABLE kept",
           table);
  if (sqlite3_exec(database, text, NULL, NULL, NULL) != SQLITE_OK)
    print_error("%s: %s\n", sql, sqlite3_errmsg(database));
  sqlite3_close(database);
}

struct planted {
  const char *table;
  const char *sql;
};

static const struct planted absurd[] = {
  /* types that STRICT keeps out */
  {"plan", "UPDATE plan SET revision = 'một'"},
  {"plan", "UPDATE plan SET revision = 1.5"},
  {"plan", "UPDATE plan SET revision = NULL"},
  {"plan", "UPDATE plan SET id = x'6e686f' WHERE id = 'nho'"},
  {"plan", "UPDATE plan SET id = NULL WHERE id = 'nho'"},
  {"revision", "UPDATE revision SET year = 'MMXXVI'"},
  {"revision", "UPDATE revision SET year = 2026.5"},
  {"revision", "UPDATE revision SET year = x'32303236'"},
  {"revision", "UPDATE revision SET subject = x'c3'"},
  {"revision", "UPDATE revision SET digest = 1.0"},
  {"revision", "UPDATE revision SET digest = NULL"},
  {"task", "UPDATE task SET parent = 'x'"},
  {"task", "UPDATE task SET n = 'x' WHERE n = 0"},
  {"unit", "UPDATE unit SET kind = 'x'"},
  {"unit", "UPDATE unit SET name = NULL"},
  {"clause", "UPDATE clause SET due_day = '2026-06-30'"},
  {"clause", "UPDATE clause SET kind = 1e300"},
  /* numbers */
  {"plan", "UPDATE plan SET revision = 4294967298"},
  {"plan", "UPDATE plan SET revision = -1"},
  {"plan", "UPDATE revision SET revision = 2147483647 WHERE revision = 2; UPDATE plan SET revision = 2147483647"},
  {"revision", "UPDATE revision SET year = 9223372036854775807"},
  {"revision", "UPDATE revision SET first_day = -9223372036854775807 - 1"},
  {"task", "UPDATE task SET n = -1 WHERE n = 0"},
  {"task", "UPDATE task SET n = n + 4294967296"},
  {"unit", "UPDATE unit SET n = n - 1"},
  {"unit_superior", "UPDATE unit_superior SET unit = 4294967296 + unit"},
  {"clause", "UPDATE clause SET n = 9223372036854775807"},
  {"clause", "UPDATE clause SET months = -1"},
  {"target", "UPDATE target SET amount = '1e999'"},
  {"target", "UPDATE target SET amount = '99999999999999999999999999'"},
  /* cycles, and rows of nowhere */
  {"task", "UPDATE task SET parent = n"},
  {"task", "UPDATE task SET parent = 2 WHERE n = 1"},
  {"part", "UPDATE part SET parent = n"},
  {"unit_superior", "UPDATE unit_superior SET superior = unit"},
  {"task_lead", "UPDATE task_lead SET unit = -1"},
  {"task_lead", "UPDATE task_lead SET task = 77"},
  {"plan", "UPDATE plan SET plan = plan + 10"},
  /* texts */
  {"task", "UPDATE task SET title = CAST(x'ffc0af' AS TEXT)"},
  {"task", "UPDATE task SET title = CAST(x'eda080' AS TEXT)"},
  {"task", "UPDATE task SET title = ''"},
  {"task", "UPDATE task SET extra = '{'"},
  {"task", "UPDATE task SET extra = '{\"title\": 1}'"},
  {"task", "UPDATE task SET title = replace(hex(zeroblob(500000)), '00', 'x')"},
  {"task", "UPDATE task SET title = CAST(zeroblob(70000) AS TEXT)"},
  {"revision", "UPDATE revision SET regime = 'x y'"},
  /* facts */
  {"fact", "DROP TRIGGER fact_update; UPDATE fact SET day = 'hôm qua'"},
  {"fact", "DROP TRIGGER fact_update; UPDATE fact SET kind = 99"},
  {"fact", "DROP TRIGGER fact_update; UPDATE fact SET percent = 101"},
  {"fact", "DROP TRIGGER fact_update; UPDATE fact SET percent = 4294967300"},
  {"fact", "DROP TRIGGER fact_update; UPDATE fact SET corrects = id"},
  {"fact", "DROP TRIGGER fact_update; UPDATE fact SET note = CAST(x'ff' AS TEXT)"},
  {"fact", "DROP TRIGGER fact_update; UPDATE fact SET seq = 9223372036854775807 WHERE seq = 40"},
  {"fact", "DROP TRIGGER fact_update; UPDATE fact SET seq = seq - 9223372036854775807"},
  {"fact", "DROP TRIGGER fact_update; UPDATE fact SET seq = 'x' WHERE seq = 3"},
  {"fact", "DROP TRIGGER fact_update; UPDATE fact SET numerator = -1, denominator = 0, kind = 2"},
  /* what could have been saved as well: the digests tell */
  {"revision", "UPDATE revision SET subject = 12"},
  {"task", "UPDATE task SET title = 7"},
  {"task", "UPDATE task SET id = '../../etc' WHERE n = 0"},
  {"fact", "DROP TRIGGER fact_update; UPDATE fact SET id = 7 WHERE seq = 7"},
};

/* A trigger that was dropped to plant a row is put back, so that the schema is the library's. */
static void put_back_triggers(const char *path) {
  sqlite3 *database, *clean;
  sqlite3_stmt *statement;
  assert_int_equal(sqlite3_open_v2(in_folder("copy/clean.db"), &clean, SQLITE_OPEN_READWRITE, "unix"), SQLITE_OK);
  assert_int_equal(sqlite3_open_v2(path, &database, SQLITE_OPEN_READWRITE, "unix"), SQLITE_OK);
  assert_int_equal(
    sqlite3_prepare_v2(clean, "SELECT sql FROM sqlite_schema WHERE type = 'trigger'", -1, &statement, NULL), SQLITE_OK);
  while (sqlite3_step(statement) == SQLITE_ROW) /* one that is there fails, which is as well */
    sqlite3_exec(database, (const char *)sqlite3_column_text(statement, 0), NULL, NULL, NULL);
  sqlite3_finalize(statement);
  sqlite3_close(database);
  sqlite3_close(clean);
}

static int check_planted(const struct planted *planted, enum outcome wanted) {
  static char bytes[FILE_ROOM];
  char path[PATH_BYTES];
  enum outcome outcome;
  size_t size;
  int failures;
  snprintf(path, sizeof path, "%s", in_folder("copy/planted.db"));
  write_file(path, original, original_size);
  plant(path, planted->table, planted->sql);
  put_back_triggers(path);
  size = read_file(path, bytes, sizeof bytes);
  failures = check_file(planted->sql, bytes, size, &outcome);
  return failures + (outcome != wanted ? check_text(planted->sql, outcome_names[outcome], outcome_names[wanted]) : 0);
}

static void test_absurd_rows(void **state) {
  size_t i;
  int failures = 0;
  (void)state;
  write_file(in_folder("copy/clean.db"), original, original_size);
  for (i = 0; i < COUNT(absurd); i++) failures += check_planted(&absurd[i], TOLD);
  report("rows");
  CHECK_NONE_FAILED(failures);
}

/* --- statistics --------------------------------------------------------------------------------------------------- */

/* Whatever they say, they change no answer. */
static void test_statistics(void **state) {
  static const char *const statistics[] = {
    "ANALYZE",
    "ANALYZE; DELETE FROM sqlite_stat1",
    "ANALYZE; UPDATE sqlite_stat1 SET stat = '0 0 0 0 0'",
    "ANALYZE; UPDATE sqlite_stat1 SET stat = '9223372036854775807 -1 x unordered', idx = 'none'",
    "ANALYZE; INSERT INTO sqlite_stat1 VALUES (zeroblob(99), 7, NULL), ('fact', 'fact_about', '1000000 1 1 1 1')",
  };
  static char bytes[FILE_ROOM];
  char path[PATH_BYTES];
  size_t i;
  int failures = 0;
  (void)state;
  snprintf(path, sizeof path, "%s", in_folder("copy/analyzed.db"));
  for (i = 0; i < COUNT(statistics); i++) {
    enum outcome outcome;
    write_file(path, original, original_size);
    run_sql(path, statistics[i]);
    failures += check_file(statistics[i], bytes, read_file(path, bytes, sizeof bytes), &outcome);
    if (outcome != EQUAL) failures += check_text(statistics[i], outcome_names[outcome], outcome_names[EQUAL]);
  }
  CHECK_NONE_FAILED(failures);
}

/* --- files of others ---------------------------------------------------------------------------------------------- */

static const struct {
  const char *label;
  int is_store; /* before the statements are run */
  const char *sql;
  int32_t code;
} foreign[] = {
  {"a browser's", 0, "CREATE TABLE moz_places (id INTEGER PRIMARY KEY, url); INSERT INTO moz_places VALUES (1, 'x')",
   TTHC_E_FOREIGN_STORE},
  {"our number on another's", 0, "CREATE TABLE plan (id TEXT); PRAGMA application_id=1953785955; PRAGMA user_version=2",
   TTHC_E_SCHEMA},
  {"no tables", 0, "PRAGMA application_id=1953785955; PRAGMA user_version=1", TTHC_E_SCHEMA},
  {"trigger that writes", 1, "CREATE TRIGGER t AFTER INSERT ON plan BEGIN DELETE FROM revision; END", TTHC_E_SCHEMA},
  {"trigger instead", 1,
   "CREATE VIEW v AS SELECT * FROM plan; CREATE TRIGGER t INSTEAD OF INSERT ON v BEGIN "
   "UPDATE plan SET revision = 9; END",
   TTHC_E_SCHEMA},
  {"view in place of a table", 1, "ALTER TABLE recipient RENAME TO r; CREATE VIEW recipient AS SELECT * FROM r",
   TTHC_E_SCHEMA},
  {"view without end", 1,
   "CREATE VIEW v AS WITH RECURSIVE c(x) AS (VALUES(1) UNION ALL SELECT x+1 FROM c) SELECT x FROM c", TTHC_E_SCHEMA},
  {"full text", 1, "CREATE VIRTUAL TABLE f USING fts5(a); INSERT INTO f VALUES ('x')", TTHC_E_SCHEMA},
  {"tree", 1, "CREATE VIRTUAL TABLE g USING rtree(a, b, c)", TTHC_E_SCHEMA},
  {"generated column", 1, "ALTER TABLE plan ADD COLUMN g TEXT AS (hex(revision))", TTHC_E_SCHEMA},
  {"index on an expression", 1, "CREATE INDEX i ON plan (abs(revision))", TTHC_E_SCHEMA},
  {"a table that is not of ANALYZE", 1,
   "ANALYZE; PRAGMA writable_schema=ON; UPDATE sqlite_schema SET sql = 'CREATE TABLE sqlite_stat1(tbl,idx,stat,more)' "
   "WHERE name = 'sqlite_stat1'",
   TTHC_E_SCHEMA},
};

static void test_foreign_files(void **state) {
  static char bytes[FILE_ROOM], after[FILE_ROOM];
  char path[PATH_BYTES];
  int failures = 0;
  size_t i, size;
  (void)state;
  for (i = 0; i < COUNT(foreign); i++) {
    tthc_error *err = tthc_error_new();
    empty(in_folder("work"));
    snprintf(path, sizeof path, "%s", in_folder("work/store.db"));
    if (foreign[i].is_store) write_file(path, original, original_size);
    run_sql(path, foreign[i].sql);
    size = read_file(path, bytes, sizeof bytes);
    failures += check_int(foreign[i].label, tthc_store_open(path, NULL, err) == NULL, 1);
    failures += check_int(foreign[i].label, tthc_error_code(err), foreign[i].code);
    failures += check_int(foreign[i].label, (int64_t)read_file(path, after, sizeof after), (int64_t)size);
    failures += check_int(foreign[i].label, memcmp(bytes, after, size), 0);
    tthc_error_free(err);
  }
  CHECK_NONE_FAILED(failures);
}

/* What is no file: none is opened, and none is waited for. */
static void test_no_files(void **state) {
  static const char *const names[] = {"work", "work/fifo", "work/link", "work/loop", "/dev/null", "/dev/zero"};
  int failures = 0;
  size_t i;
  (void)state;
  empty(in_folder("work"));
  assert_int_equal(mkfifo(in_folder("work/fifo"), 0600), 0);
  assert_int_equal(symlink("store.db", in_folder("work/link")), 0);
  assert_int_equal(symlink("loop", in_folder("work/loop")), 0);
  for (i = 0; i < COUNT(names); i++) {
    tthc_error *err = tthc_error_new();
    const char *path = names[i][0] == '/' ? names[i] : in_folder(names[i]);
    alarm(20);
    failures += check_int(names[i], tthc_store_open(path, NULL, err) == NULL, 1);
    failures += check_int(names[i], tthc_store_open(path, "{\"read_only\": true}", NULL) == NULL, 1);
    failures += check_int(names[i], tthc_error_code(err), TTHC_E_IO);
    tthc_error_free(err);
  }
  alarm(0);
  failures += check_int("behind the link", access(in_folder("work/store.db"), F_OK), -1);
  CHECK_NONE_FAILED(failures);
}

/* A hot journal of another database's; gives its size. */
static size_t make_journal(char *bytes, size_t room) {
  const char *path = in_folder("copy/other.db");
  sqlite3 *database;
  size_t size;
  assert_int_equal(sqlite3_open(path, &database), SQLITE_OK);
  assert_int_equal(
    sqlite3_exec(database,
                 "CREATE TABLE t (a); INSERT INTO t VALUES (zeroblob(40000)); PRAGMA cache_size=2; BEGIN; "
                 "UPDATE t SET a = randomblob(40000); INSERT INTO t VALUES (randomblob(90000))",
                 NULL, NULL, NULL),
    SQLITE_OK);
  size = read_file(in_folder("copy/other.db-journal"), bytes, room);
  sqlite3_close(database);
  return size;
}

/* SQLite cannot know whose journal it is. What it makes of it is told or equal, or one of the states before. */
static void test_journals_of_others(void **state) {
  static char journal[FILE_ROOM];
  const size_t size = make_journal(journal, sizeof journal);
  size_t i, cut;
  int found = 0, told = 0;
  (void)state;
  assert_true(size > 8192);
  for (i = 0; i <= 40; i++) {
    tthc_error *err = tthc_error_new();
    tthc_store *store;
    char *text = NULL;
    empty(in_folder("work"));
    write_file(in_folder("work/store.db"), original, original_size);
    cut = size * i / 40;
    if (i % 4 == 3 && cut > 0) journal[random_below((uint32_t)cut)] ^= 4;
    write_file(in_folder("work/store.db-journal"), journal, cut);
    store = tthc_store_open(in_folder("work/store.db"), NULL, err);
    if (store != NULL) text = use(store, err);
    found += text != NULL;
    told += text == NULL;
    if (text == NULL) assert_int_equal(check_code("journal", tthc_error_code(err)), 0);
    free(text);
    tthc_store_free(store);
    tthc_error_free(err);
  }
  print_message("journals: %d times readable, %d times told\n", found, told);
  assert_true(found > 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_foreign_files),      cmocka_unit_test(test_no_files),
    cmocka_unit_test(test_journals_of_others), cmocka_unit_test(test_cut_files),
    cmocka_unit_test(test_flipped_bits),       cmocka_unit_test(test_changed_bytes),
    cmocka_unit_test(test_swapped_pages),      cmocka_unit_test(test_absurd_rows),
    cmocka_unit_test(test_statistics),
  };
  return cmocka_run_group_tests(tests, prepare, finish);
}
