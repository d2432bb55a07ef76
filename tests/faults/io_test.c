/*
 * Every call of a typical change to the file system fails in turn: once, or from then on. What was acknowledged is there,
 * what was not is there wholly or not at all, and the handle goes on or says that it must be closed.
 */
#include "faults/faulty_vfs.h"
#include "faults/scenario.h"

static struct scenario scenarios[] = SCENARIOS;

static struct { int64_t points, unharmed, refused, closing; /* calls that failed; and what came of it */ } tally;

/* Runs a scenario until a step fails; gives the steps that were done, -1 when the store does not open. */
static int run(const struct scenario *scenario, const char *path, tthc_store **store, tthc_error *err) {
  int done = 0;
  *store = tthc_store_open(path, NULL, err);
  if (*store == NULL) return -1;
  while (done < step_count(scenario) && scenario->steps[done](*store, err) >= 0) done++;
  return done;
}

/* The handle after a step that failed: the step works now, or only closing is left. Gives the steps that are done. */
static int check_handle(const char *label, const struct scenario *scenario, tthc_store *store, int done,
                        int *failures) {
  tthc_error *err = tthc_error_new();
  if (scenario->steps[done](store, err) >= 0) {
    done++;
  } else {
    tally.closing++;
    if (tthc_error_code(err) != TTHC_E_DATABASE || strstr(tthc_error_message(err, "en"), "closed and opened") == NULL)
      *failures += check_text(label, tthc_error_message(err, "en"), "the store to be closed and opened again");
  }
  tthc_error_free(err);
  return done;
}

/* A failure is told as one of the disk's, and never as that of somebody else; a full disk as such. */
static int check_code(const char *label, enum faulty_kind kind, const tthc_error *err) {
  const int32_t code = tthc_error_code(err);
  if (code == TTHC_E_IO || (code == TTHC_E_DATABASE && kind != FAULTY_FULL)) return 0;
  return check_text(label, tthc_error_message(err, "en"), "a failure of the disk");
}

/* 0 when all is well. *failed: how many calls failed. */
static int check_point(struct scenario *scenario, enum faulty_kind kind, int64_t n, int for_ever, int64_t *failed) {
  const char *path = scenario_begin(scenario);
  tthc_error *err = tthc_error_new();
  tthc_store *store;
  char label[96];
  int done, failures = 0;
  snprintf(label, sizeof label, "%s, %s %d%s", scenario->name, faulty_kind_names[kind], (int)n, for_ever ? "+" : "");
  faulty_vfs_arm(kind, n, for_ever);
  done = run(scenario, path, &store, err);
  *failed = faulty_vfs_disarm();
  tally.points += *failed > 0;
  tally.unharmed += *failed > 0 && done == step_count(scenario);
  tally.refused += done < 0;
  if (done < step_count(scenario)) failures += check_code(label, kind, err);
  if (store == NULL) done = 0;
  if (store != NULL && done < step_count(scenario)) {
    copy_work();
    failures += state_of(label, in_folder("copy/store.db"), scenario, done, done + 1) < 0;
    done = check_handle(label, scenario, store, done, &failures);
  }
  tthc_store_free(store);
  failures += check_int(label, faulty_vfs_open_files(), 0);
  failures += state_of(label, path, scenario, done, done < step_count(scenario) ? done + 1 : done) < 0;
  tthc_error_free(err);
  return failures;
}

static int check_kind(struct scenario *scenario, enum faulty_kind kind, int for_ever) {
  int64_t n, failed = 1;
  int failures = 0;
  for (n = 1; failed > 0 && failures < 5; n += faults_thin())
    failures += check_point(scenario, kind, n, for_ever, &failed);
  return failures;
}

static void check_scenario(struct scenario *scenario) {
  int kind, failures = 0;
  memset(&tally, 0, sizeof tally);
  scenario_prepare(scenario);
  for (kind = FAULTY_IOERR; kind < FAULTY_KINDS; kind++) {
    failures += check_kind(scenario, (enum faulty_kind)kind, 0);
    failures += check_kind(scenario, (enum faulty_kind)kind, 1);
  }
  print_message("%s: %d points, %d unharmed, %d not opened, %d handles to be closed\n", scenario->name,
                (int)tally.points, (int)tally.unharmed, (int)tally.refused, (int)tally.closing);
  scenario_free(scenario);
  CHECK_NONE_FAILED(failures);
}

/* --- files that are refused --------------------------------------------------------------------------------------- */

static const struct {
  const char *label;
  const char *sql; /* which makes of a store what is not to be touched */
} refused[] = {
  {"WAL", "PRAGMA journal_mode=WAL; PRAGMA user_version=1"},
  {"foreign", "PRAGMA application_id=7"},
  {"newer", "PRAGMA user_version=99"},
  {"other tables", "CREATE TABLE more (a)"},
};

/* Whatever call fails, the file stays as it was, and nothing is left beside it. */
static int check_refused(const char *label, const char *path, enum faulty_kind kind, int64_t n, int64_t *failed) {
  static char before[FILE_ROOM], after[FILE_ROOM];
  const size_t size = read_file(path, before, sizeof before);
  tthc_error *err = tthc_error_new();
  int failures;
  faulty_vfs_arm(kind, n, 0);
  failures = check_int(label, tthc_store_open(path, NULL, err) == NULL, 1);
  *failed = faulty_vfs_disarm();
  failures += check_int(label, (int64_t)read_file(path, after, sizeof after), (int64_t)size);
  failures += check_int(label, memcmp(before, after, size), 0);
  tthc_error_free(err);
  return failures;
}

static void test_refused(void **state) {
  const char *path;
  int64_t n, failed;
  int kind, failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(refused); i++) {
    for (kind = FAULTY_IOERR; kind < FAULTY_KINDS; kind++) {
      empty(in_folder("work"));
      path = in_folder("work/store.db");
      tthc_store_free(open_store(path));
      run_sql(path, refused[i].sql);
      path = in_folder("work/store.db");
      for (n = 1, failed = 1; failed > 0 && failures < 5; n++)
        failures += check_refused(refused[i].label, path, (enum faulty_kind)kind, n, &failed);
    }
  }
  CHECK_NONE_FAILED(failures);
}

static void test_scenario(void **state) { check_scenario(*state); }

int main(void) {
  struct CMUnitTest tests[COUNT(scenarios) + 1] = {cmocka_unit_test(test_refused)};
  size_t i;
  faulty_vfs_install();
  for (i = 0; i < COUNT(scenarios); i++) {
    const struct CMUnitTest test = {scenarios[i].name, test_scenario, NULL, NULL, &scenarios[i]};
    tests[i + 1] = test;
  }
  return cmocka_run_group_tests(tests, make_fast_folder, remove_fast_folder);
}
