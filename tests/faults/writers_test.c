/*
 * Many processes write into one file, each with delays where the others may come in between: nothing is lost, nobody is
 * told that the store is busy, and of two changes made on the same grounds one is refused.
 */
#include "faults/faulty_vfs.h"
#include "faults/scenario.h"

#include <sys/wait.h>

enum { WRITERS = 8, FACTS = 1000, PLANS = 20, DELAY = 300, REVISERS = 6, REVISIONS = 40 };

/* TTHC_FAULTS_WRITES: facts of each writer instead of 1000, for a quicker look. */
static int32_t facts_wanted(void) {
  const char *text = getenv("TTHC_FAULTS_WRITES");
  const int32_t wanted = text == NULL ? FACTS : atoi(text);
  return wanted < 1 ? 1 : wanted;
}

static void plan_name(char *out, size_t room, int plan) { snprintf(out, room, "chung-%d", plan); }

static void make_plans(const char *path) {
  tthc_store *store;
  char json[512], name[16];
  int i;
  empty(in_folder("work"));
  store = open_store(path);
  for (i = 0; i < PLANS; i++) {
    tthc_plan *plan;
    plan_name(name, sizeof name, i);
    snprintf(json, sizeof json,
             "{\"format\": \"tthcplan/1\", \"id\": \"%s\", \"subject\": \"0\", \"year\": 2026, \"units\": [{\"id\": "
             "\"mot\", \"name\": \"Một\"}], \"tasks\": [{\"label\": \"1\", \"title\": \"Việc\", \"lead\": {\"units\": "
             "[\"mot\"]}, \"deadline\": {\"text\": \"Quý II/2026\"}}]}",
             name);
    plan = tthc_plan_read(json, -1, NULL, NULL);
    assert_int_equal(save_and_free(store, plan, NULL), 1);
  }
  tthc_store_free(store);
}

static int exit_code(int status) { return WIFEXITED(status) ? WEXITSTATUS(status) : -1; }

/* Runs the job in so many processes; gives how many failed. */
static int in_processes(int count, int (*job)(const char *path, int number, int pipe), const char *path, int pipe) {
  int i, status, failures = 0;
  for (i = 0; i < count; i++) {
    const pid_t child = fork();
    assert_true(child >= 0);
    if (child != 0) continue;
    faulty_vfs_delay(DELAY, (uint64_t)i + 1);
    _exit(job(path, i, pipe));
  }
  for (i = 0; i < count; i++) {
    assert_true(wait(&status) > 0);
    failures += check_int("a process", exit_code(status), 0);
  }
  return failures;
}

/* --- facts -------------------------------------------------------------------------------------------------------- */

/* Each fact is a call; every writer writes into every plan. */
static int append_facts(const char *path, int number, int pipe) {
  const int32_t wanted = facts_wanted();
  tthc_error *err = tthc_error_new();
  tthc_store *store = tthc_store_open(path, NULL, err);
  char json[512], plan[16];
  int32_t i, rc = store == NULL ? -1 : 1;
  (void)pipe;
  for (i = 0; rc == 1 && i < wanted; i++) {
    plan_name(plan, sizeof plan, (number + i) % PLANS);
    snprintf(json, sizeof json,
             "{\"format\": \"tthcplan-facts/1\", \"plan\": \"%s\", \"facts\": [{\"id\": \"w%d-%d\", \"kind\": "
             "\"progress\", \"task\": \"1\", \"unit\": \"mot\", \"period\": \"2026-Q2\", \"state\": \"in-progress\", "
             "\"day\": \"2026-05-01\"}]}",
             plan, number, (int)i);
    rc = tthc_store_append_facts(store, json, -1, err);
  }
  if (rc != 1) print_error("writer %d: %d, %s\n", number, (int)rc, check_show(tthc_error_message(err, "en")));
  tthc_store_free(store);
  tthc_error_free(err);
  return rc != 1;
}

static int check_facts(const char *path) {
  const int32_t wanted = facts_wanted();
  tthc_store *store = open_store(path);
  tthc_plan *plans[PLANS];
  char name[32];
  int32_t total = 0, i;
  int number, failures = 0;
  for (i = 0; i < PLANS; i++) {
    plan_name(name, sizeof name, i);
    plans[i] = tthc_store_load(store, name, 0, NULL);
    assert_non_null(plans[i]);
    total += tthc_plan_fact_count(plans[i]);
  }
  for (number = 0; number < WRITERS; number++) {
    for (i = 0; i < wanted; i++) {
      snprintf(name, sizeof name, "w%d-%d", number, (int)i);
      if (tthc_plan_find_fact(plans[(number + i) % PLANS], name) < 0) failures += check_text(name, "lost", "there");
    }
  }
  print_message("%d facts of %d writers\n", (int)total, WRITERS);
  failures += check_int("facts", total, wanted * WRITERS);
  for (i = 0; i < PLANS; i++) tthc_plan_free(plans[i]);
  tthc_store_free(store);
  return failures;
}

static void test_facts(void **state) {
  char path[PATH_BYTES], integrity[256];
  int failures;
  (void)state;
  snprintf(path, sizeof path, "%s", in_folder("work/store.db"));
  make_plans(path);
  failures = in_processes(WRITERS, append_facts, path, -1);
  failures += check_facts(path);
  check_integrity(path, integrity, sizeof integrity);
  failures += check_text("integrity", integrity, "ok");
  CHECK_NONE_FAILED(failures);
}

/* --- revisions ---------------------------------------------------------------------------------------------------- */

/*
 * Adds one to the number in the plan's subject. 1: done, 0: somebody else was quicker. The subject names the process, too:
 * a plan that is just what the store holds by now is no conflict.
 */
static int32_t count_up(tthc_store *store, int number, int careless, tthc_error *err) {
  tthc_plan *plan = tthc_store_load(store, "chung-0", 0, err), *latest;
  char subject[32];
  int32_t rc;
  if (plan == NULL) return -1;
  snprintf(subject, sizeof subject, "%d %d", atoi(tthc_plan_subject(plan)) + 1, number);
  if (careless) { /* the planted fault: what was read is put over whatever is there by now */
    latest = tthc_store_load(store, "chung-0", 0, err);
    tthc_plan_free(plan);
    plan = latest;
  }
  if (plan == NULL || tthc_plan_set_subject(plan, subject, err) != TTHC_OK) return -1;
  rc = save_and_free(store, plan, err);
  return rc == TTHC_E_CONFLICT ? 0 : rc < 0 ? rc : 1;
}

static int count_up_all(const char *path, int number, int pipe, int careless) {
  tthc_error *err = tthc_error_new();
  tthc_store *store = tthc_store_open(path, NULL, err);
  int32_t done = 0, rc = store == NULL ? -1 : 0;
  while (rc >= 0 && done < REVISIONS) {
    rc = count_up(store, number, careless, err);
    if (rc < 0) break;
    if (write(pipe, rc == 1 ? "+" : "!", 1) != 1) rc = -1;
    done += rc == 1;
  }
  if (rc < 0) print_error("reviser %d: %d, %s\n", number, (int)rc, check_show(tthc_error_message(err, "en")));
  tthc_store_free(store);
  tthc_error_free(err);
  return rc < 0;
}

static int count_up_well(const char *path, int number, int pipe) { return count_up_all(path, number, pipe, 0); }

static int count_up_badly(const char *path, int number, int pipe) { return count_up_all(path, number, pipe, 1); }

/* What was acknowledged, less what is there. */
static int32_t updates_lost(int (*job)(const char *path, int number, int pipe), int *failures) {
  char path[PATH_BYTES], what;
  int ends[2];
  int32_t acknowledged = 0, conflicts = 0, there;
  tthc_store *store;
  tthc_plan *plan;
  snprintf(path, sizeof path, "%s", in_folder("work/store.db"));
  make_plans(path);
  assert_int_equal(pipe(ends), 0);
  *failures += in_processes(REVISERS, job, path, ends[1]);
  close(ends[1]);
  while (read(ends[0], &what, 1) == 1) {
    acknowledged += what == '+';
    conflicts += what == '!';
  }
  close(ends[0]);
  store = open_store(path);
  plan = tthc_store_load(store, "chung-0", 0, NULL);
  there = atoi(tthc_plan_subject(plan));
  print_message("%d acknowledged, %d there, revision %d, %d conflicts\n", (int)acknowledged, (int)there,
                (int)tthc_plan_revision(plan), (int)conflicts);
  if (job == count_up_well) *failures += check_int("revision", tthc_plan_revision(plan), 1 + acknowledged);
  *failures += check_int("acknowledged", acknowledged, REVISERS * REVISIONS);
  tthc_plan_free(plan);
  tthc_store_free(store);
  return acknowledged - there;
}

static void test_revisions(void **state) {
  int failures = 0;
  (void)state;
  assert_int_equal(updates_lost(count_up_well, &failures), 0);
  CHECK_NONE_FAILED(failures);
}

/* The proof that the test sees: a caller who gets around the check loses updates. */
static void test_planted(void **state) {
  int failures = 0;
  (void)state;
  assert_true(updates_lost(count_up_badly, &failures) > 0);
  CHECK_NONE_FAILED(failures);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_facts), cmocka_unit_test(test_revisions),
                                     cmocka_unit_test(test_planted)};
  faulty_vfs_install();
  return cmocka_run_group_tests(tests, make_fast_folder, remove_fast_folder);
}
