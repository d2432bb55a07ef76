/* Stores of an older version: brought to this one after a backup, once, or left as they were. */
#include "tthcplan/store.h"
#include "tthcplan/trail.h"
#include "tthcplan/value_list.h"

#include "store/folder.h"
#include "store/schema.h"
#include "store/sqlite.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>

enum { FILE_ROOM = 1 << 20 };

static char v1_bytes[FILE_ROOM]; /* the store as the earlier version wrote it */
static size_t v1_size;

static int prepare(void **state) {
  v1_size = read_file(in_source("tests/data/stores/v1.db"), v1_bytes, sizeof v1_bytes);
  return v1_size == 0 || make_folder(state);
}

/* A copy of the old store; gives its path, until the next one. */
static const char *old_store(const char *name) {
  static char path[PATH_BYTES];
  snprintf(path, sizeof path, "%s", in_folder(name));
  write_file(path, v1_bytes, v1_size);
  return path;
}

static int check_untouched(const char *label, const char *path) {
  static char now[FILE_ROOM];
  const size_t size = read_file(path, now, sizeof now);
  return check_int(label, (int64_t)size, (int64_t)v1_size) + check_int(label, memcmp(now, v1_bytes, v1_size), 0);
}

/* The same but for what SQLite counts in the header: changes, those of the schema, and the version that wrote them. */
static int check_backup(const char *label, const char *name) {
  static char now[FILE_ROOM];
  const size_t size = read_file(in_folder(name), now, sizeof now);
  memcpy(now + 24, v1_bytes + 24, 4);
  memcpy(now + 40, v1_bytes + 40, 4);
  memcpy(now + 92, v1_bytes + 92, 8);
  return check_int(label, (int64_t)size, (int64_t)v1_size) + check_int(label, memcmp(now, v1_bytes, v1_size), 0);
}

static int64_t number_of(const char *path, const char *sql) {
  sqlite3 *database;
  sqlite3_stmt *statement;
  int64_t number;
  assert_int_equal(sqlite3_open_v2(path, &database, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
  assert_int_equal(sqlite3_prepare_v2(database, sql, -1, &statement, NULL), SQLITE_OK);
  assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
  number = sqlite3_column_int64(statement, 0);
  sqlite3_finalize(statement);
  sqlite3_close(database);
  return number;
}

static int exists(const char *name) { return access(in_folder(name), F_OK) == 0; }

static int32_t code_of_opening(const char *path, const char *options) {
  tthc_error *err = tthc_error_new();
  tthc_store *store = tthc_store_open(path, options, err);
  const int32_t code = tthc_error_code(err);
  assert_int_equal(store == NULL, code != TTHC_OK);
  tthc_store_free(store);
  tthc_error_free(err);
  return code;
}

/* The plan and facts of the old store are those of tests/data/good. */
static int check_content(const char *label, tthc_store *store) {
  tthc_plan *wanted = plan_of_source("tests/data/good/plan.json"), *got = tthc_store_load(store, "p", 0, NULL);
  tthc_text *facts = read_source("tests/data/good/facts.json");
  int failures = check_int(label, got == NULL, 0);
  assert_int_equal(tthc_plan_read_facts(wanted, tthc_text_data(facts), -1, NULL, NULL), 2);
  failures += check_int(label, tthc_plan_revision(got), 1);
  failures += check_same_text(label, whole_text(got), whole_text(wanted));
  tthc_text_free(facts);
  tthc_plan_free(wanted);
  tthc_plan_free(got);
  return failures;
}

static void test_brought_to_this_version(void **state) {
  const char *path = old_store("old.db");
  tthc_store *store;
  struct stat status;
  int failures;
  (void)state;
  assert_int_equal(number_of(path, "PRAGMA user_version"), 1);
  store = open_store(path);
  failures = check_content("old", store);
  tthc_store_free(store);
  assert_int_equal(number_of(path, "PRAGMA user_version"), STORE_VERSION);
  /* the backup is the file as it was, and nobody else's to read */
  failures += check_backup("backup", "old.db.v1.bak");
  assert_int_equal(stat(in_folder("old.db.v1.bak"), &status), 0);
  failures += check_int("mode", status.st_mode & 0777, 0600);
  failures += check_int("version", number_of(in_folder("old.db.v1.bak"), "PRAGMA user_version"), 1);
  failures += check_int("journal", exists("old.db.v1.bak-journal"), 0);
  /* once */
  store = open_store(path);
  failures += check_content("again", store);
  tthc_store_free(store);
  failures += check_int("second backup", exists("old.db.v1-2.bak") || exists("old.db.v2.bak"), 0);
  failures += check_backup("backup, again", "old.db.v1.bak");
  /* and a store of its own */
  store = open_store(in_folder("old.db.v1.bak"));
  failures += check_content("the backup's own", store);
  tthc_store_free(store);
  empty_folder();
  CHECK_NONE_FAILED(failures);
}

/* The same tables as a new store has; and what is new can be saved beside what is old, which stays the revision it was. */
static void test_goes_on(void **state) {
  const char *path = old_store("old.db");
  tthc_store *store = open_store(path);
  tthc_plan *plan = tthc_store_load(store, "p", 0, NULL), *old;
  tthc_text *saved;
  (void)state;
  assert_int_equal(tthc_store_save(store, plan, NULL), 1); /* nothing new: its digest is what it was */
  assert_int_equal(tthc_plan_set_source(plan, "cua-tinh", 3, "u", NULL), TTHC_OK);
  assert_int_equal(tthc_unit_set_superior(plan, 0, 1, NULL), TTHC_OK);
  assert_int_equal(tthc_unit_add_contact(plan, 0, "Lan", NULL, NULL, NULL, TTHC_NO_DAY, TTHC_NO_DAY, NULL), 0);
  assert_int_equal(tthc_indicator_add_baseline(plan, 1, "4", TTHC_NONE, NULL), 0);
  assert_int_equal(tthc_store_save(store, plan, NULL), 2);
  saved = whole_text(plan);
  tthc_plan_free(plan);
  tthc_store_free(store);
  store = open_store(path);
  plan = tthc_store_load(store, "p", 0, NULL);
  CHECK_NONE_FAILED(check_same_text("saved", whole_text(plan), saved));
  old = tthc_store_load(store, "p", 1, NULL);
  assert_int_equal(tthc_unit_superior(old, 0), TTHC_NONE);
  assert_null(tthc_plan_source_plan(old));
  tthc_plan_free(old);
  assert_int_equal(tthc_store_save(store, plan, NULL), 2);
  tthc_plan_free(plan);
  plan = tracked_plan();
  assert_int_equal(tthc_store_save(store, plan, NULL), 1);
  tthc_plan_free(plan);
  tthc_store_free(store);
  empty_folder();
}

/* The assignments of the plans that were there are found as if they had been saved now. */
static void test_assignments(void **state) {
  tthc_store *store = open_store(old_store("old.db"));
  tthc_plan *plan = tthc_store_load(store, "p", 0, NULL);
  const int32_t day = tthc_day_from_civil(2021, 7, 15, NULL);
  tthc_assessment *a = tthc_assessment_new(plan, NULL, day, NULL, NULL);
  tthc_query *query = tthc_store_query(store, "{\"as_of\": \"2021-07-15\", \"order\": \"task\"}", NULL);
  int32_t i, states[TTHC_DONE] = {0};
  int failures;
  (void)state;
  assert_non_null(a);
  assert_true(tthc_assignment_count(a) > 0);
  failures = check_int("assignments", tthc_query_count(query), tthc_assignment_count(a));
  failures += check_int("left out", tthc_query_left_out(query), 0);
  for (i = 0; i < tthc_assignment_count(a); i++) {
    states[tthc_assignment_state(a, i)]++;
    states[tthc_query_state(query, i)]--;
  }
  for (i = 0; i < TTHC_DONE; i++) failures += check_int("states", states[i], 0);
  tthc_query_free(query);
  tthc_assessment_free(a);
  tthc_plan_free(plan);
  tthc_store_free(store);
  empty_folder();
  CHECK_NONE_FAILED(failures);
}

/* And so are the values of their indicators. */
static int check_values(const char *file) {
  static char bytes[FILE_ROOM];
  const size_t size = read_file(in_source(file), bytes, sizeof bytes);
  tthc_store *store;
  tthc_plan *plan;
  tthc_assessment *a;
  tthc_value_list *list;
  int32_t i;
  int failures;
  write_file(in_folder("old.db"), bytes, size);
  store = open_store(in_folder("old.db"));
  plan = tthc_store_load(store, "p", 0, NULL);
  a = tthc_assessment_new(plan, NULL, tthc_day_from_civil(2021, 7, 15, NULL), NULL, NULL);
  list = tthc_store_values(store, "{\"as_of\": \"2021-07-15\", \"plans\": [\"p\"]}", NULL);
  assert_true(tthc_value_count(a) > 0);
  failures = check_int(file, tthc_value_list_count(list), tthc_value_count(a));
  for (i = 0; i < tthc_value_count(a); i++) {
    failures += check_int(file, tthc_value_list_verdict(list, i), tthc_value_verdict(a, i));
    failures += check_text(file, tthc_value_list_text(list, i, "vi"), tthc_value_text(a, i, "vi"));
    failures += check_text(file, tthc_value_list_target(list, i), tthc_value_target(a, i));
  }
  tthc_value_list_free(list);
  tthc_assessment_free(a);
  tthc_plan_free(plan);
  tthc_store_free(store);
  empty_folder();
  return failures;
}

static void test_values(void **state) {
  (void)state;
  CHECK_NONE_FAILED(check_values("tests/data/stores/v1.db") + check_values("tests/data/stores/v2.db") +
                    check_values("tests/data/stores/v3.db"));
}

static void test_read_only(void **state) {
  const char *path = old_store("old.db");
  tthc_error *err = tthc_error_new();
  (void)state;
  assert_null(tthc_store_open(path, "{\"read_only\": true}", err));
  assert_int_equal(tthc_error_code(err), TTHC_E_READ_ONLY);
  assert_non_null(strstr(tthc_error_message(err, "en"), "must be migrated"));
  CHECK_NONE_FAILED(check_untouched("old", path) + check_int("backup", exists("old.db.v1.bak"), 0));
  tthc_error_free(err);
  empty_folder();
}

/* What was there before the trail is in it: revision by revision, and the facts of a plan together. */
static int check_migrated(const char *file, const int32_t revisions[], const int64_t facts[]) {
  static char bytes[FILE_ROOM];
  tthc_store *store;
  tthc_trail *trail;
  tthc_findings *findings;
  int32_t row;
  int failures = 0;
  const size_t size = read_file(in_source(file), bytes, sizeof bytes);
  write_file(in_folder("old.db"), bytes, size);
  store = open_store(in_folder("old.db"));
  trail = tthc_store_trail(store, NULL, NULL);
  for (row = 0; revisions[row] != 0; row++) {
    failures += check_int(file, tthc_trail_action(trail, row), TTHC_TRAIL_MIGRATED);
    failures += check_int(file, tthc_trail_revision(trail, row), revisions[row]);
    failures += check_int(file, tthc_trail_last_fact(trail, row), facts[row]);
    failures += check_int(file, tthc_trail_at(trail, row), TTHC_NO_NUMBER);
    failures += check_text(file, tthc_trail_actor(trail, row), NULL);
  }
  failures += check_int(file, tthc_trail_count(trail), row);
  tthc_trail_free(trail);
  trail = tthc_store_revisions(store, "p", NULL);
  failures += check_int(file, tthc_trail_count(trail), revisions[1]); /* the second row is of the plan's latest revision */
  findings = tthc_store_verify(store, NULL, NULL);
  failures += check_int(file, findings == NULL, 0) + check_int(file, tthc_findings_count(findings), 0);
  tthc_findings_free(findings);
  tthc_trail_free(trail);
  tthc_store_free(store);
  empty_folder();
  return failures;
}

static void test_trail_of_what_was(void **state) {
  static const int32_t revisions_1[] = {1, 1, 0}, revisions_2[] = {1, 2, 2, 1, 0};
  static const int64_t facts_1[] = {0, 2}, facts_2[] = {0, 0, 2, 0};
  (void)state;
  CHECK_NONE_FAILED(check_migrated("tests/data/stores/v1.db", revisions_1, facts_1) +
                    check_migrated("tests/data/stores/v2.db", revisions_2, facts_2));
}

static int count_found(tthc_store *store, const char *plan) {
  char options[64];
  tthc_search *search;
  int count;
  snprintf(options, sizeof options, "{\"plans\": [\"%s\"]}", plan);
  search = tthc_store_search(store, "t", options, NULL);
  count = tthc_search_count(search);
  tthc_search_free(search);
  return count;
}

/* Every version that ever landed, this one too, is brought to the same: nothing is amiss, and its plans are searched, but for those that were removed. */
static void test_every_version(void **state) {
  static char bytes[FILE_ROOM];
  char name[64];
  int version, failures = 0;
  (void)state;
  for (version = 1; version <= STORE_VERSION; version++) {
    tthc_store *store;
    tthc_findings *findings;
    size_t size;
    snprintf(name, sizeof name, "tests/data/stores/v%d.db", version);
    size = read_file(in_source(name), bytes, sizeof bytes);
    write_file(in_folder("old.db"), bytes, size);
    failures += check_int(name, number_of(in_folder("old.db"), "PRAGMA user_version"), version);
    store = open_store(in_folder("old.db"));
    findings = tthc_store_check(store, NULL, NULL);
    failures += check_int(name, findings == NULL, 0) + check_int(name, tthc_findings_count(findings), 0);
    tthc_findings_free(findings);
    failures += check_int(name, count_found(store, "p") > 0, 1);
    failures += check_int(name, count_found(store, "q") > 0, version == 2);
    tthc_store_free(store);
    empty_folder();
  }
  CHECK_NONE_FAILED(failures);
}

/* A store that has a trail goes on with it, and a plan that was removed comes back. */
static void test_removed_before(void **state) {
  static char bytes[FILE_ROOM];
  const size_t size = read_file(in_source("tests/data/stores/v3.db"), bytes, sizeof bytes);
  tthc_store *store;
  tthc_text *head;
  tthc_findings *findings;
  tthc_plan *plan;
  int failures;
  (void)state;
  write_file(in_folder("old.db"), bytes, size);
  store = open_store(in_folder("old.db"));
  head = tthc_store_head(store, NULL);
  failures = check_int("rows", strncmp(tthc_text_data(head), "5:", 2), 0);
  plan = tthc_store_load(store, "q", 1, NULL);
  failures += check_int("restored", tthc_store_save(store, plan, NULL), 1);
  failures += check_int("found", count_found(store, "q") > 0, 1);
  findings = tthc_store_verify(store, tthc_text_data(head), NULL);
  failures += check_int("verified", findings == NULL, 0) + check_int("verified", tthc_findings_count(findings), 0);
  tthc_findings_free(findings);
  tthc_text_free(head);
  tthc_plan_free(plan);
  tthc_store_free(store);
  empty_folder();
  CHECK_NONE_FAILED(failures);
}

/* A plan that cannot be read keeps no other from being migrated; it is left out of answers, and a check tells of it. */
static void test_damaged_plan(void **state) {
  static char bytes[FILE_ROOM];
  char name[64];
  int version, failures = 0;
  (void)state;
  for (version = 1; version < STORE_VERSION; version++) {
    tthc_error *err = tthc_error_new();
    tthc_store *store;
    tthc_query *query;
    tthc_findings *findings;
    tthc_plan *plan = small_plan();
    size_t size;
    snprintf(name, sizeof name, "tests/data/stores/v%d.db", version);
    size = read_file(in_source(name), bytes, sizeof bytes);
    write_file(in_folder("old.db"), bytes, size);
    run_sql(in_folder("old.db"), "UPDATE clause SET kind = 99 WHERE plan = 1");
    store = open_store(in_folder("old.db"));
    failures += check_int(name, tthc_store_load(store, "p", 0, err) == NULL, 1);
    failures += check_int(name, tthc_error_code(err), TTHC_E_DATABASE);
    failures += check_int(name, tthc_store_save(store, plan, NULL), 1);
    query = tthc_store_query(store, "{\"as_of\": \"2021-07-15\"}", NULL);
    failures += check_int(name, tthc_query_left_out(query), 1);
    tthc_query_free(query);
    findings = tthc_store_check(store, NULL, NULL);
    failures += check_int(name, tthc_findings_count(findings) >= 1, 1);
    failures += check_int(name, strncmp(tthc_findings_path(findings, 0), "/clause/1/", 10), 0);
    tthc_findings_free(findings);
    tthc_plan_free(plan);
    tthc_error_free(err);
    tthc_store_free(store);
    empty_folder();
  }
  CHECK_NONE_FAILED(failures);
}

/* What is not to be made may still be migrated: the store is there. */
static void test_without_creating(void **state) {
  const char *path = old_store("old.db");
  (void)state;
  assert_int_equal(code_of_opening(path, "{\"create\": false}"), TTHC_OK);
  assert_int_equal(number_of(path, "PRAGMA user_version"), STORE_VERSION);
  empty_folder();
}

static void test_refused_untouched(void **state) {
  static const char *const foreign[] = {
    "CREATE TRIGGER t AFTER INSERT ON fact BEGIN SELECT 1; END", "DROP TRIGGER fact_update",
    "CREATE TABLE unit_contact (a)", "ALTER TABLE task ADD COLUMN part INTEGER", "CREATE VIEW v AS SELECT 1",
    "PRAGMA user_version=2", "PRAGMA user_version=0",
  };
  static char before[FILE_ROOM], after[FILE_ROOM];
  int failures = 0;
  size_t i, size;
  (void)state;
  for (i = 0; i < COUNT(foreign); i++) {
    const char *path = old_store("old.db");
    run_sql(path, foreign[i]);
    size = read_file(path, before, sizeof before);
    failures += check_int(foreign[i], code_of_opening(path, NULL), TTHC_E_SCHEMA);
    failures += check_int(foreign[i], (int64_t)read_file(path, after, sizeof after), (int64_t)size);
    failures += check_int(foreign[i], memcmp(before, after, size), 0);
    failures += check_int(foreign[i], exists("old.db.v1.bak"), 0);
    empty_folder();
  }
  CHECK_NONE_FAILED(failures);
}

/* --- backups ------------------------------------------------------------------------------------------------------ */

static void test_names_that_are_taken(void **state) {
  const char *path = old_store("old.db");
  char name[64];
  int n, failures;
  (void)state;
  assert_int_equal(mkdir(in_folder("old.db.v1.bak"), 0700), 0); /* a folder too takes a name */
  assert_int_equal(symlink("nowhere", in_folder("old.db.v1-2.bak")), 0); /* and is not followed */
  write_file(in_folder("old.db.v1-3.bak-journal"), "x", 1); /* SQLite would play it back */
  assert_int_equal(code_of_opening(path, NULL), TTHC_OK);
  failures = check_backup("fourth", "old.db.v1-4.bak");
  failures += check_int("followed", exists("nowhere"), 0);
  path = old_store("old.db");
  for (n = 5; n <= 99; n++) {
    snprintf(name, sizeof name, "old.db.v1-%d.bak", n);
    write_file(in_folder(name), "mine", 4);
  }
  failures += check_int("all taken", code_of_opening(path, NULL), TTHC_E_IO);
  failures += check_untouched("all taken", path);
  failures += check_int("all taken", exists("old.db.v1-100.bak"), 0);
  empty_folder();
  CHECK_NONE_FAILED(failures);
}

static void test_no_place_for_a_backup(void **state) {
  char name[256];
  const char *path;
  (void)state;
  memset(name, 'a', sizeof name); /* with ".v1.bak" behind it too long for a file's name; SQLite's journal has its own */
  memcpy(name + 245, ".db", 4);
  path = old_store(name);
  assert_int_not_equal(code_of_opening(path, NULL), TTHC_OK);
  CHECK_NONE_FAILED(check_untouched("long name", path));
  empty_folder();
}

/* A reader that stays holds up the commit: the file is as it was, and no backup is left of the try. */
static void test_held_up(void **state) {
  const char *path = old_store("old.db");
  sqlite3 *reader;
  int failures;
  (void)state;
  assert_int_equal(sqlite3_open(path, &reader), SQLITE_OK);
  assert_int_equal(sqlite3_exec(reader, "BEGIN; SELECT * FROM plan", NULL, NULL, NULL), SQLITE_OK);
  failures = check_int("held up", code_of_opening(path, "{\"busy_ms\": 20}"), TTHC_E_BUSY);
  assert_int_equal(sqlite3_exec(reader, "COMMIT", NULL, NULL, NULL), SQLITE_OK);
  sqlite3_close(reader);
  failures += check_untouched("held up", path) + check_int("backup", exists("old.db.v1.bak"), 0);
  failures += check_int("afterwards", code_of_opening(path, NULL), TTHC_OK);
  failures += check_backup("backup", "old.db.v1.bak");
  empty_folder();
  CHECK_NONE_FAILED(failures);
}

/* As on a full disk. Gives 0 when opening fails as it should. */
static int open_without_room(const char *path, rlim_t room) {
  const struct rlimit limit = {room, room};
  tthc_error *err = tthc_error_new();
  int failed;
  signal(SIGXFSZ, SIG_IGN);
  failed = setrlimit(RLIMIT_FSIZE, &limit) != 0 || tthc_store_open(path, NULL, err) != NULL;
  failed |= tthc_error_code(err) != TTHC_E_DATABASE && tthc_error_code(err) != TTHC_E_IO;
  tthc_error_free(err);
  return failed;
}

static void test_no_room(void **state) {
  int32_t more;
  (void)state;
  for (more = -1; more <= 1; more++) { /* for less than the backup, for just that, and for a page more */
    const char *path = old_store("old.db");
    const rlim_t room = (rlim_t)((int64_t)v1_size + 4096 * more);
    tthc_store *store;
    int status, failures;
    const pid_t child = fork();
    if (child == 0) _exit(open_without_room(path, room));
    assert_int_equal(waitpid(child, &status, 0), child);
    failures = check_int("child", WIFEXITED(status) ? WEXITSTATUS(status) : -1, 0);
    /* a commit that failed may have written something, so that its backup stays */
    failures += more < 0 ? check_untouched("no room for a backup", path) : check_backup("kept", "old.db.v1.bak");
    failures += check_int("backup", exists("old.db.v1.bak"), more >= 0);
    store = open_store(path);
    failures += check_content("afterwards", store);
    tthc_store_free(store);
    empty_folder();
    CHECK_NONE_FAILED(failures);
  }
}

/* --- several at once ---------------------------------------------------------------------------------------------- */

static int open_in_child(const char *path) {
  tthc_store *store = tthc_store_open(path, "{\"busy_ms\": 60000}", NULL);
  const int failed = store == NULL || check_content("child", store) != 0;
  tthc_store_free(store);
  return failed;
}

static void test_several_processes(void **state) {
  enum { CHILDREN = 6, TIMES = 5 };
  const char *path;
  int i, times, status, failures = 0;
  (void)state;
  for (times = 0; times < TIMES; times++) {
    path = old_store("old.db");
    for (i = 0; i < CHILDREN; i++) {
      const pid_t child = fork();
      if (child == 0) _exit(open_in_child(path));
      assert_true(child > 0);
    }
    for (i = 0; i < CHILDREN; i++) {
      assert_true(wait(&status) > 0);
      failures += check_int("child", WIFEXITED(status) ? WEXITSTATUS(status) : -1, 0);
    }
    failures += check_int("version", number_of(path, "PRAGMA user_version"), STORE_VERSION);
    failures += check_backup("backup", "old.db.v1.bak");
    failures += check_int("backups", exists("old.db.v1-2.bak"), 0);
    empty_folder();
  }
  CHECK_NONE_FAILED(failures);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_brought_to_this_version),
    cmocka_unit_test(test_goes_on),
    cmocka_unit_test(test_assignments),
    cmocka_unit_test(test_values),
    cmocka_unit_test(test_read_only),
    cmocka_unit_test(test_trail_of_what_was),
    cmocka_unit_test(test_every_version),
    cmocka_unit_test(test_removed_before),
    cmocka_unit_test(test_damaged_plan),
    cmocka_unit_test(test_without_creating),
    cmocka_unit_test(test_refused_untouched),
    cmocka_unit_test(test_names_that_are_taken),
    cmocka_unit_test(test_no_place_for_a_backup),
    cmocka_unit_test(test_held_up),
    cmocka_unit_test(test_no_room),
    cmocka_unit_test(test_several_processes),
  };
  return cmocka_run_group_tests(tests, prepare, remove_folder);
}
