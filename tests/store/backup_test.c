/* Backups: one state of the store, whoever writes meanwhile; nothing is left of one that is called off. */
#include "tthcplan/backup.h"

#include "store/folder.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>

/* A store of more pages than a few steps copy. */
static tthc_store *make_store(const char *name) {
  tthc_store *store = open_store(in_folder(name));
  tthc_plan *plan = example_plan();
  tthc_text *facts = read_source("examples/data/vinh-cuu-2021-facts.json");
  assert_int_equal(tthc_store_save(store, plan, NULL), 1);
  assert_true(tthc_store_append_facts(store, tthc_text_data(facts), tthc_text_size(facts), NULL) > 900);
  tthc_text_free(facts);
  tthc_plan_free(plan);
  return store;
}

/* A fact that nobody has yet, about the example plan. */
static int32_t append_one(tthc_store *store, int n) {
  char json[256];
  snprintf(json, sizeof json,
           "{\"format\": \"tthcplan-facts/1\", \"plan\": \"vinh-cuu-2021\", \"facts\": [{\"id\": \"them-%d\","
           " \"kind\": \"event\", \"task\": \"A.1\", \"day\": \"2021-03-05\"}]}", n);
  return tthc_store_append_facts(store, json, -1, NULL);
}

static int32_t fact_count(tthc_store *store) {
  tthc_plan_list *list = tthc_store_list_plans(store, NULL);
  const int32_t count = tthc_plan_list_facts(list, 0);
  tthc_plan_list_free(list);
  return count;
}

static int32_t run_to_end(tthc_backup *backup, int32_t pages) {
  int32_t rc, last = 0;
  while ((rc = tthc_backup_step(backup, pages, NULL)) == 1) {
    assert_in_range(tthc_backup_permille(backup), last, 999);
    last = tthc_backup_permille(backup);
  }
  return rc;
}

static int same_plan(tthc_store *a, tthc_store *b) {
  tthc_plan *of_a = tthc_store_load(a, "vinh-cuu-2021", 0, NULL), *of_b = tthc_store_load(b, "vinh-cuu-2021", 0, NULL);
  const int failures = check_same_text("backup", whole_text(of_b), whole_text(of_a));
  tthc_plan_free(of_a);
  tthc_plan_free(of_b);
  return failures;
}

static int is_there(const char *name) { return access(in_folder(name), F_OK) == 0; }

/* What one says of a file that is not a store is known elsewhere: here it opens, or it does not. */
static int32_t facts_in_copy(const char *name) {
  tthc_store *copy = tthc_store_open(in_folder(name), "{\"create\": false}", NULL);
  const int32_t count = copy == NULL ? -1 : fact_count(copy);
  tthc_store_free(copy);
  return count;
}

static void test_whole(void **state) {
  static const int32_t steps[] = {1, 7, 0, INT32_MAX};
  tthc_store *store = make_store("source.db"), *copy;
  struct stat status;
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(steps); i++) {
    tthc_backup *backup = tthc_store_backup_start(store, in_folder("copy.db"), NULL, NULL);
    assert_non_null(backup);
    failures += check_int("begun", tthc_backup_permille(backup), 0);
    failures += check_int("done", run_to_end(backup, steps[i]), TTHC_OK);
    failures += check_int("all", tthc_backup_permille(backup), 1000);
    failures += check_int("again", tthc_backup_step(backup, 1, NULL), TTHC_OK);
    tthc_backup_free(backup);
    assert_int_equal(stat(in_folder("copy.db"), &status), 0);
    failures += check_int("mode", status.st_mode & 0777, 0600);
    failures += check_int("journal", is_there("copy.db-journal"), 0);
    copy = open_store(in_folder("copy.db"));
    failures += same_plan(store, copy);
    failures += check_int("on its own", append_one(copy, 1), 1);
    tthc_store_free(copy);
    unlink(in_folder("copy.db"));
    unlink(in_folder("copy.db-journal"));
  }
  tthc_store_free(store);
  empty_folder();
  CHECK_NONE_FAILED(failures);
}

static void test_called_off(void **state) {
  tthc_store *store = make_store("source.db");
  tthc_backup *backup = tthc_store_backup_start(store, in_folder("copy.db"), NULL, NULL);
  (void)state;
  assert_true(is_there("copy.db-partial"));
  assert_false(is_there("copy.db"));
  tthc_backup_free(backup); /* before the first step */
  assert_false(is_there("copy.db") || is_there("copy.db-partial"));
  backup = tthc_store_backup_start(store, in_folder("copy.db"), NULL, NULL);
  assert_int_equal(tthc_backup_step(backup, 3, NULL), 1);
  assert_in_range(tthc_backup_permille(backup), 1, 999);
  assert_false(is_there("copy.db"));
  tthc_backup_free(backup);
  assert_false(is_there("copy.db") || is_there("copy.db-partial"));
  assert_false(is_there("copy.db-partial-journal"));
  assert_int_equal(append_one(store, 1), 1);
  tthc_backup_free(NULL);
  tthc_store_free(store);
  empty_folder();
}

/* Also when the process has gone to another folder. */
static void test_relative_path(void **state) {
  tthc_store *store = make_store("source.db");
  tthc_backup *backup;
  char here[PATH_BYTES];
  (void)state;
  assert_non_null(getcwd(here, sizeof here));
  assert_int_equal(chdir(folder), 0);
  backup = tthc_store_backup_start(store, "file:copy.db?mode=ro", NULL, NULL);
  assert_non_null(backup);
  assert_true(is_there("file:copy.db?mode=ro-partial"));
  assert_int_equal(tthc_backup_step(backup, 1, NULL), 1);
  assert_int_equal(chdir(here), 0);
  tthc_backup_free(backup);
  assert_false(is_there("file:copy.db?mode=ro-partial"));
  assert_int_equal(chdir(folder), 0);
  backup = tthc_store_backup_start(store, "copy.db", NULL, NULL);
  assert_int_equal(chdir(here), 0);
  assert_int_equal(run_to_end(backup, 50), TTHC_OK);
  tthc_backup_free(backup);
  assert_int_equal(facts_in_copy("copy.db"), fact_count(store));
  tthc_store_free(store);
  empty_folder();
}

/* --- others that write -------------------------------------------------------------------------------------------- */

/* What this store writes is in the copy, and the copy goes on. */
static void test_own_writes(void **state) {
  tthc_store *store = make_store("source.db");
  const int32_t facts = fact_count(store);
  tthc_backup *backup = tthc_store_backup_start(store, in_folder("copy.db"), "{\"restarts\": 0}", NULL);
  int32_t rc;
  int n = 0;
  (void)state;
  while ((rc = tthc_backup_step(backup, 4, NULL)) == 1) assert_int_equal(append_one(store, n++), 1);
  assert_int_equal(rc, TTHC_OK);
  tthc_backup_free(backup);
  assert_true(n > 5);
  assert_int_equal(facts_in_copy("copy.db"), facts + n);
  tthc_store_free(store);
  empty_folder();
}

static void test_writes_of_others(void **state) {
  tthc_store *store = make_store("source.db"), *other = open_store(in_folder("source.db"));
  const int32_t facts = fact_count(store);
  tthc_backup *backup = tthc_store_backup_start(store, in_folder("copy.db"), "{\"restarts\": 2}", NULL);
  tthc_error *err = tthc_error_new();
  int n;
  (void)state;
  assert_int_equal(tthc_backup_step(backup, 5, err), 1);
  for (n = 0; n < 2; n++) {
    assert_int_equal(append_one(other, n), 1);
    assert_int_equal(tthc_backup_step(backup, 5, err), 1);
  }
  assert_int_equal(append_one(other, n++), 1);
  assert_int_equal(tthc_backup_step(backup, 5, err), TTHC_E_BUSY);
  assert_int_equal(tthc_error_code(err), TTHC_E_BUSY);
  assert_int_equal(append_one(other, n++), 1);
  assert_int_equal(tthc_backup_step(backup, 5, err), 1); /* it may be gone on with */
  assert_int_equal(append_one(other, n++), 1);
  assert_int_equal(tthc_backup_step(backup, 0, err), TTHC_OK);
  tthc_backup_free(backup);
  assert_int_equal(facts_in_copy("copy.db"), facts + n);
  tthc_error_free(err);
  tthc_store_free(other);
  tthc_store_free(store);
  empty_folder();
}

/* Each transaction adds two facts: a copy never has one of them. */
static int append_pairs(int32_t ready) {
  tthc_store *store = open_store(in_folder("source.db"));
  char json[400];
  int n;
  for (n = 0; n < 1000000; n++) {
    snprintf(json, sizeof json,
             "{\"format\": \"tthcplan-facts/1\", \"plan\": \"vinh-cuu-2021\", \"facts\": [{\"id\": \"a%d\", \"kind\":"
             " \"event\", \"task\": \"A.1\", \"day\": \"2021-03-05\"}, {\"id\": \"b%d\", \"kind\": \"event\","
             " \"task\": \"A.1\", \"day\": \"2021-03-05\"}]}", n, n);
    if (tthc_store_append_facts(store, json, -1, NULL) != 2) return 1;
    if (n == 0 && write(ready, "x", 1) != 1) return 1;
  }
  return 0;
}

/* Copies beside the writer until some are done; gives how many states differ from whole ones. */
static int copy_often(tthc_store *store, int32_t facts) {
  tthc_error *err = tthc_error_new();
  int32_t last = facts, rc;
  int copies, failures = 0;
  for (copies = 0; copies < 12; copies++) {
    tthc_backup *backup = tthc_store_backup_start(store, in_folder("copy.db"), "{\"restarts\": 3}", err);
    assert_non_null(backup);
    while ((rc = tthc_backup_step(backup, 20, err)) == 1) continue;
    if (rc == TTHC_E_BUSY) rc = tthc_backup_step(backup, 0, err); /* the writer is too quick for small steps */
    failures += check_int("copy", rc, TTHC_OK);
    tthc_backup_free(backup);
    rc = facts_in_copy("copy.db");
    failures += check_int("pairs", (rc - facts) % 2, 0) + check_int("later", rc >= last, 1);
    last = rc;
    unlink(in_folder("copy.db"));
    unlink(in_folder("copy.db-journal"));
  }
  tthc_error_free(err);
  return failures + check_int("it wrote meanwhile", last > facts, 1);
}

static void test_beside_a_writer(void **state) {
  tthc_store *store = make_store("source.db");
  const int32_t facts = fact_count(store);
  int ends[2], status, failures;
  char byte;
  pid_t writer;
  (void)state;
  tthc_store_free(store);
  assert_int_equal(pipe(ends), 0);
  writer = fork();
  if (writer == 0) _exit(append_pairs(ends[1]));
  assert_int_equal(read(ends[0], &byte, 1), 1);
  store = open_store(in_folder("source.db"));
  failures = copy_often(store, facts);
  kill(writer, SIGKILL);
  assert_int_equal(waitpid(writer, &status, 0), writer);
  assert_true(WIFSIGNALED(status)); /* it had not failed before */
  close(ends[0]);
  close(ends[1]);
  tthc_store_free(store);
  empty_folder();
  CHECK_NONE_FAILED(failures);
}

static void test_held_up(void **state) {
  tthc_store *store = make_store("source.db"), *quick;
  tthc_error *err = tthc_error_new();
  tthc_backup *backup;
  sqlite3 *database;
  (void)state;
  quick = tthc_store_open(in_folder("source.db"), "{\"busy_ms\": 10}", NULL);
  backup = tthc_store_backup_start(quick, in_folder("copy.db"), NULL, NULL);
  assert_int_equal(sqlite3_open(in_folder("source.db"), &database), SQLITE_OK);
  assert_int_equal(sqlite3_exec(database, "BEGIN EXCLUSIVE", NULL, NULL, NULL), SQLITE_OK);
  assert_int_equal(tthc_backup_step(backup, 5, err), TTHC_E_BUSY);
  assert_int_equal(sqlite3_exec(database, "COMMIT", NULL, NULL, NULL), SQLITE_OK);
  assert_int_equal(tthc_backup_step(backup, 0, err), TTHC_OK);
  sqlite3_close(database);
  tthc_backup_free(backup);
  tthc_error_free(err);
  tthc_store_free(quick);
  tthc_store_free(store);
  empty_folder();
}

/* --- the name ----------------------------------------------------------------------------------------------------- */

/* For the library, which is linked into this program. */
static int has_links = 1;

int link(const char *from, const char *to) {
  if (has_links) return linkat(AT_FDCWD, from, AT_FDCWD, to, 0);
  errno = EPERM;
  return -1;
}

static tthc_backup *begin_copy(tthc_store *store) {
  tthc_backup *backup = tthc_store_backup_start(store, in_folder("copy.db"), NULL, NULL);
  assert_int_equal(tthc_backup_step(backup, 5, NULL), 1);
  return backup;
}

/* One that is killed leaves nothing under the name, and is no hindrance to the next, which takes nothing from it. */
static void test_killed(void **state) {
  tthc_store *store = make_store("source.db");
  const int32_t facts = fact_count(store);
  tthc_backup *backup;
  int status;
  pid_t child;
  (void)state;
  tthc_store_free(store);
  child = fork();
  if (child == 0) {
    begin_copy(open_store(in_folder("source.db")));
    raise(SIGKILL);
  }
  assert_int_equal(waitpid(child, &status, 0), child);
  assert_true(WIFSIGNALED(status));
  assert_false(is_there("copy.db"));
  assert_true(is_there("copy.db-partial"));
  write_file(in_folder("copy.db-partial-journal"), "\xd9\xd5\x05\xf9 of another", 15);
  store = open_store(in_folder("source.db"));
  backup = begin_copy(store);
  assert_false(is_there("copy.db-partial-journal"));
  assert_int_equal(run_to_end(backup, 50), TTHC_OK);
  tthc_backup_free(backup);
  assert_int_equal(facts_in_copy("copy.db"), facts);
  assert_false(is_there("copy.db-partial"));
  tthc_store_free(store);
  empty_folder();
}

/* What a link at the other name leads to is left alone. */
static void test_link_is_replaced(void **state) {
  tthc_store *store = make_store("source.db");
  tthc_backup *backup;
  char byte;
  (void)state;
  write_file(in_folder("other.db"), "x", 1);
  assert_int_equal(symlink(in_folder("other.db"), in_folder("copy.db-partial")), 0);
  backup = begin_copy(store);
  assert_int_equal(run_to_end(backup, 0), TTHC_OK);
  tthc_backup_free(backup);
  assert_int_equal(read_file(in_folder("other.db"), &byte, 1), 1);
  assert_int_equal(byte, 'x');
  assert_int_equal(facts_in_copy("copy.db"), fact_count(store));
  tthc_store_free(store);
  empty_folder();
}

/* A store that has that other name is not what a killed backup left. */
static void test_source_is_no_leftover(void **state) {
  tthc_store *store = make_store("copy.db-partial");
  tthc_error *err = tthc_error_new();
  (void)state;
  assert_null(tthc_store_backup_start(store, in_folder("copy.db"), NULL, err));
  assert_int_equal(tthc_error_code(err), TTHC_E_IO);
  assert_true(is_there("copy.db-partial"));
  assert_false(is_there("copy.db"));
  tthc_store_free(store);
  tthc_error_free(err);
  empty_folder();
}

static void take_name(void) { write_file(in_folder("copy.db"), "x", 1); }
static void link_name(void) { assert_int_equal(symlink(in_folder("nowhere"), in_folder("copy.db")), 0); }
static void leave_journal(void) { write_file(in_folder("copy.db-journal"), "x", 1); }
static void remove_file(void) { assert_int_equal(unlink(in_folder("copy.db-partial")), 0); }
static void replace_file(void) {
  remove_file();
  write_file(in_folder("copy.db-partial"), "x", 1);
}

/* What comes between the first and the last step is left as it is, and no backup is told of that is not there. */
static void test_meddled_with(void **state) {
  static const struct {
    const char *label;
    void (*meddle)(void);
    const char *kept; /* the file that is there afterwards */
  } rows[] = {{"name taken", take_name, "copy.db"},          {"name linked", link_name, NULL},
              {"journal", leave_journal, "copy.db-journal"}, {"removed", remove_file, NULL},
              {"replaced", replace_file, "copy.db-partial"}};
  tthc_store *store = make_store("source.db");
  tthc_error *err = tthc_error_new();
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < 2 * COUNT(rows); i++) {
    const char *label = rows[i / 2].label, *kept = rows[i / 2].kept;
    tthc_backup *backup = begin_copy(store);
    has_links = (int)i % 2;
    rows[i / 2].meddle();
    failures += check_int(label, tthc_backup_step(backup, 0, err), TTHC_E_IO);
    failures += check_int(label, tthc_error_code(err), TTHC_E_IO);
    failures += check_int(label, tthc_backup_permille(backup) < 1000, 1);
    failures += check_int(label, tthc_backup_step(backup, 0, err) < 0, 1);
    tthc_backup_free(backup);
    failures += check_int(label, is_there("copy.db"), kept != NULL && strcmp(kept, "copy.db") == 0);
    failures += check_int(label, is_there("copy.db-partial"), kept != NULL && strcmp(kept, "copy.db-partial") == 0);
    failures += check_int(label, kept == NULL || is_there(kept), 1);
    unlink(in_folder("copy.db"));
    unlink(in_folder("copy.db-partial"));
    unlink(in_folder("copy.db-journal"));
  }
  has_links = 1;
  tthc_error_free(err);
  tthc_store_free(store);
  empty_folder();
  CHECK_NONE_FAILED(failures);
}

/* Of two under way the later one comes about, whichever ends first. */
static void test_two_at_once(void **state) {
  tthc_store *store = make_store("source.db");
  int failures = 0, first;
  (void)state;
  for (first = 0; first < 2; first++) {
    tthc_backup *backups[2];
    backups[0] = begin_copy(store);
    backups[1] = begin_copy(store);
    failures += check_int("first end", run_to_end(backups[first], 50), first == 0 ? TTHC_E_IO : TTHC_OK);
    failures += check_int("second end", run_to_end(backups[!first], 50), first == 0 ? TTHC_OK : TTHC_E_IO);
    tthc_backup_free(backups[0]);
    tthc_backup_free(backups[1]);
    failures += check_int("facts", facts_in_copy("copy.db"), fact_count(store));
    failures += check_int("left", is_there("copy.db-partial"), 0);
    unlink(in_folder("copy.db"));
    unlink(in_folder("copy.db-journal"));
  }
  tthc_store_free(store);
  empty_folder();
  CHECK_NONE_FAILED(failures);
}

static void test_without_links(void **state) {
  tthc_store *store = make_store("source.db");
  tthc_backup *backup = begin_copy(store);
  (void)state;
  has_links = 0;
  assert_int_equal(run_to_end(backup, 50), TTHC_OK);
  has_links = 1;
  tthc_backup_free(backup);
  assert_int_equal(facts_in_copy("copy.db"), fact_count(store));
  assert_false(is_there("copy.db-partial"));
  tthc_store_free(store);
  empty_folder();
}

/* --- the store of a backup ---------------------------------------------------------------------------------------- */

static void test_store_is_freed_first(void **state) {
  tthc_store *store = make_store("source.db");
  const int32_t facts = fact_count(store);
  tthc_backup *backup = tthc_store_backup_start(store, in_folder("copy.db"), NULL, NULL), *second;
  (void)state;
  second = tthc_store_backup_start(store, in_folder("second.db"), NULL, NULL);
  assert_int_equal(tthc_backup_step(backup, 5, NULL), 1);
  tthc_store_free(store);
  assert_int_equal(run_to_end(backup, 5), TTHC_OK);
  tthc_backup_free(second);
  assert_int_equal(tthc_backup_permille(backup), 1000);
  tthc_backup_free(backup);
  assert_int_equal(facts_in_copy("copy.db"), facts);
  assert_false(is_there("second.db"));
  empty_folder();
}

static void test_closing(void **state) {
  tthc_store *store = make_store("source.db");
  tthc_backup *backup = tthc_store_backup_start(store, in_folder("copy.db"), NULL, NULL);
  tthc_error *err = tthc_error_new();
  (void)state;
  assert_int_equal(tthc_store_close(store, err), TTHC_E_BUSY);
  assert_int_equal(append_one(store, 1), 1);
  assert_int_equal(tthc_backup_step(backup, 0, NULL), TTHC_OK);
  assert_int_equal(tthc_store_close(store, err), TTHC_OK); /* done, it holds the store no more */
  tthc_backup_free(backup);
  assert_null(tthc_store_backup_start(store, in_folder("second.db"), NULL, err));
  assert_int_equal(tthc_error_code(err), TTHC_E_HANDLE);
  assert_false(is_there("second.db"));
  tthc_error_free(err);
  tthc_store_free(store);
  empty_folder();
}

static void test_of_memory(void **state) {
  tthc_store *store = open_store(":memory:");
  tthc_plan *plan = example_plan();
  tthc_backup *backup;
  (void)state;
  assert_int_equal(tthc_store_save(store, plan, NULL), 1);
  backup = tthc_store_backup_start(store, in_folder("copy.db"), NULL, NULL);
  assert_int_equal(run_to_end(backup, 10), TTHC_OK);
  tthc_backup_free(backup);
  tthc_plan_free(plan);
  tthc_store_free(store);
  assert_int_equal(facts_in_copy("copy.db"), 0);
  empty_folder();
}

/* The child leaves the parent's file, and SQLite, alone. */
static int use_in_child(tthc_backup *backup, tthc_store *store) {
  tthc_error *err = tthc_error_new();
  int failures = check_int("step", tthc_backup_step(backup, 1, err), TTHC_E_FORKED);
  failures += check_int("start", tthc_store_backup_start(store, in_folder("child.db"), NULL, err) == NULL, 1);
  failures += check_int("start", tthc_error_code(err), TTHC_E_FORKED);
  failures += check_int("permille", tthc_backup_permille(backup) > 0, 1);
  tthc_store_free(store);
  tthc_backup_free(backup);
  tthc_error_free(err);
  failures += check_int("file", is_there("copy.db-partial"), 1) + check_int("no file", is_there("child.db-partial"), 0);
  if (failures == 0) execlp("true", "true", (char *)NULL); /* what SQLite holds is left on purpose */
  return failures;
}

static void test_fork(void **state) {
  tthc_store *store = make_store("source.db");
  const int32_t facts = fact_count(store);
  tthc_backup *backup = tthc_store_backup_start(store, in_folder("copy.db"), NULL, NULL);
  pid_t child;
  int status;
  (void)state;
  assert_int_equal(tthc_backup_step(backup, 5, NULL), 1);
  child = fork();
  if (child == 0) _exit(use_in_child(backup, store));
  assert_int_equal(waitpid(child, &status, 0), child);
  assert_int_equal(status, 0);
  assert_int_equal(run_to_end(backup, 5), TTHC_OK);
  tthc_backup_free(backup);
  tthc_store_free(store);
  assert_int_equal(facts_in_copy("copy.db"), facts);
  empty_folder();
}

/* --- refusals ----------------------------------------------------------------------------------------------------- */

static int check_start(const char *label, tthc_store *store, const char *path, const char *options, int32_t code) {
  tthc_error *err = tthc_error_new();
  tthc_backup *backup = tthc_store_backup_start(store, path, options, err);
  int failures = check_int(label, backup == NULL, 1) + check_int(label, tthc_error_code(err), code);
  tthc_backup_free(backup);
  tthc_error_free(err);
  return failures;
}

static void test_wrong_requests(void **state) {
  tthc_store *store = make_store("source.db");
  tthc_backup *backup = tthc_store_backup_start(store, in_folder("copy.db"), NULL, NULL);
  tthc_text *text = tthc_text_from_file(in_source("CMakeLists.txt"), NULL);
  tthc_error *err;
  int failures = 0;
  (void)state;
  assert_int_equal(mkdir(in_folder("real"), 0700), 0);
  assert_int_equal(symlink(in_folder("real"), in_folder("linked")), 0);
  failures += check_start("NULL", NULL, in_folder("x.db"), NULL, TTHC_E_HANDLE);
  failures += check_start("kind", (tthc_store *)text, in_folder("x.db"), NULL, TTHC_E_HANDLE);
  failures += check_start("no path", store, NULL, NULL, TTHC_E_ARGUMENT);
  failures += check_start("empty path", store, "", NULL, TTHC_E_ARGUMENT);
  failures += check_start("encoding", store, "\xff", NULL, TTHC_E_ARGUMENT);
  failures += check_start("memory", store, ":memory:", NULL, TTHC_E_ARGUMENT);
  write_file(in_folder("taken.db"), "x", 1);
  write_file(in_folder("older.db-journal"), "x", 1);
  write_file(in_folder("older2.db-wal"), "x", 1);
  assert_int_equal(mkdir(in_folder("a.db-partial"), 0700), 0);
  failures += check_start("taken", store, in_folder("taken.db"), NULL, TTHC_E_IO);
  failures += check_start("journal of an older one", store, in_folder("older.db"), NULL, TTHC_E_IO);
  failures += check_start("log of an older one", store, in_folder("older2.db"), NULL, TTHC_E_IO);
  failures += check_start("folder in the way", store, in_folder("a.db"), NULL, TTHC_E_IO);
  failures += check_start("the source", store, in_folder("source.db"), NULL, TTHC_E_IO);
  failures += check_start("no folder", store, in_folder("none/x.db"), NULL, TTHC_E_IO);
  failures += check_start("link", store, in_folder("linked"), NULL, TTHC_E_IO);
  failures += check_start("linked folder", store, in_folder("linked/x.db"), NULL, TTHC_E_IO);
  failures += check_int("left behind", is_there("real/x.db-partial"), 0);
  failures += check_start("option", store, in_folder("x.db"), "{\"pages\": 1}", TTHC_E_UNKNOWN_MEMBER);
  failures += check_start("range", store, in_folder("x.db"), "{\"restarts\": -1}", TTHC_E_VALUE);
  err = tthc_error_new();
  assert_null(tthc_store_backup_start(store, "none/x.db", NULL, err));
  failures += check_int("shown as it is named", strstr(tthc_error_message(err, "en"), "“none/x.db”") != NULL, 1);
  tthc_error_free(err);
  failures += check_int("not made", is_there("x.db") || is_there("x.db-partial"), 0);
  failures += check_int("pages", tthc_backup_step(backup, -1, NULL), TTHC_E_ARGUMENT);
  failures += check_int("step", tthc_backup_step(NULL, 1, NULL), TTHC_E_HANDLE);
  failures += check_int("step of another", tthc_backup_step((tthc_backup *)store, 1, NULL), TTHC_E_HANDLE);
  failures += check_int("permille", tthc_backup_permille(NULL), 0);
  tthc_backup_free((tthc_backup *)store);
  tthc_backup_free(backup);
  tthc_text_free(text);
  failures += check_int("the store goes on", append_one(store, 1), 1);
  tthc_store_free(store);
  empty_folder();
  CHECK_NONE_FAILED(failures);
}

/* Files may not grow: the backup fails and is removed, and the store goes on. */
static int back_up_without_room(void) {
  const struct rlimit limit = {64 * 1024, 64 * 1024};
  tthc_store *store = make_store("source.db");
  tthc_backup *backup = tthc_store_backup_start(store, in_folder("copy.db"), NULL, NULL);
  const int32_t facts = fact_count(store);
  int failures;
  signal(SIGXFSZ, SIG_IGN);
  setrlimit(RLIMIT_FSIZE, &limit);
  failures = check_int("step", tthc_backup_step(backup, 0, NULL), TTHC_E_DATABASE);
  failures += check_int("again", tthc_backup_step(backup, 0, NULL), TTHC_E_DATABASE);
  failures += check_int("permille", tthc_backup_permille(backup), 0);
  tthc_backup_free(backup);
  failures += check_int("file", is_there("copy.db") || is_there("copy.db-partial"), 0);
  failures += check_int("store", fact_count(store), facts);
  tthc_store_free(store);
  return failures;
}

static void test_no_room(void **state) {
  int status;
  const pid_t child = fork();
  (void)state;
  if (child == 0) _exit(back_up_without_room());
  assert_int_equal(waitpid(child, &status, 0), child);
  assert_int_equal(status, 0);
  empty_folder();
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_whole),
    cmocka_unit_test(test_called_off),
    cmocka_unit_test(test_relative_path),
    cmocka_unit_test(test_own_writes),
    cmocka_unit_test(test_writes_of_others),
    cmocka_unit_test(test_beside_a_writer),
    cmocka_unit_test(test_held_up),
    cmocka_unit_test(test_killed),
    cmocka_unit_test(test_link_is_replaced),
    cmocka_unit_test(test_source_is_no_leftover),
    cmocka_unit_test(test_meddled_with),
    cmocka_unit_test(test_two_at_once),
    cmocka_unit_test(test_without_links),
    cmocka_unit_test(test_store_is_freed_first),
    cmocka_unit_test(test_closing),
    cmocka_unit_test(test_of_memory),
    cmocka_unit_test(test_fork),
    cmocka_unit_test(test_wrong_requests),
    cmocka_unit_test(test_no_room),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
