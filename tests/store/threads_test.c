/* Threads and processes: what was acknowledged is stored, once; a store of before a fork is its parent's. */
#include "tthcplan/store.h"

#include "store/folder.h"

#include <pthread.h>
#include <stdatomic.h>
#include <sys/wait.h>

enum { THREADS = 8, APPENDS = 15, FORKS = 10 };

struct worker {
  tthc_store *store; /* NULL: one of its own */
  const char *path;
  int number;
  int acknowledged;
  int refused;
};

/* Facts of its own, and one that all send: it is new to one of them. */
static int32_t append_one(tthc_store *store, int worker, int n) {
  char json[400];
  snprintf(json, sizeof json,
           "{\"format\": \"tthcplan-facts/1\", \"plan\": \"nho\", \"facts\": [{\"id\": \"w%d-%d\", \"kind\": \"event\","
           " \"task\": \"1\", \"day\": \"2026-03-05\"}, {\"id\": \"all-%d\", \"kind\": \"event\", \"task\": \"1\","
           " \"day\": \"2026-03-05\"}]}", worker, n, n);
  return tthc_store_append_facts(store, json, -1, NULL);
}

/* Asserting is left to the main thread. */
static void *work(void *context) {
  struct worker *worker = context;
  tthc_store *store = worker->store;
  int n;
  if (store == NULL) store = tthc_store_open(worker->path, "{\"busy_ms\": 60000}", NULL);
  for (n = 0; n < APPENDS; n++) {
    const int32_t added = append_one(store, worker->number, n);
    if (added < 0) worker->refused++;
    worker->acknowledged += added < 0 ? 0 : added;
    if (n % 5 == 0) tthc_plan_free(tthc_store_load(store, "nho", 0, NULL));
    if (n % 10 == 0) tthc_plan_list_free(tthc_store_list_plans(store, NULL));
  }
  if (worker->store == NULL) tthc_store_free(store);
  return NULL;
}

static void make_store(const char *name) {
  tthc_store *store = open_store(in_folder(name));
  tthc_plan *plan = small_plan();
  assert_int_equal(tthc_store_save(store, plan, NULL), 1);
  tthc_plan_free(plan);
  tthc_store_free(store);
}

static int32_t fact_count(tthc_store *store) {
  tthc_plan_list *list = tthc_store_list_plans(store, NULL);
  const int32_t count = tthc_plan_list_facts(list, 0);
  tthc_plan_list_free(list);
  return count;
}

static int run_threads(tthc_store *shared) {
  struct worker workers[THREADS];
  pthread_t threads[THREADS];
  tthc_store *store;
  tthc_findings *findings;
  char path[PATH_BYTES];
  int i, acknowledged = 0, failures = 0;
  snprintf(path, sizeof path, "%s", in_folder("threads.db"));
  for (i = 0; i < THREADS; i++) {
    workers[i] = (struct worker){shared, path, i, 0, 0};
    assert_int_equal(pthread_create(&threads[i], NULL, work, &workers[i]), 0);
  }
  for (i = 0; i < THREADS; i++) {
    pthread_join(threads[i], NULL);
    acknowledged += workers[i].acknowledged;
    failures += check_int("refused", workers[i].refused, 0);
  }
  failures += check_int("acknowledged", acknowledged, THREADS * APPENDS + APPENDS);
  store = open_store(in_folder("threads.db"));
  failures += check_int("stored", fact_count(store), acknowledged);
  findings = tthc_store_check(store, NULL, NULL);
  failures += check_int("checked", tthc_findings_count(findings), 0);
  tthc_findings_free(findings);
  tthc_store_free(store);
  return failures;
}

static void test_one_handle(void **state) {
  tthc_store *store;
  int failures;
  (void)state;
  make_store("threads.db");
  store = open_store(in_folder("threads.db"));
  failures = run_threads(store);
  tthc_store_free(store);
  empty_folder();
  CHECK_NONE_FAILED(failures);
}

static void test_a_handle_each(void **state) {
  int failures;
  (void)state;
  make_store("threads.db");
  failures = run_threads(NULL);
  empty_folder();
  CHECK_NONE_FAILED(failures);
}

/* One thread backs up while others write and the main thread frees the store. */
static void *back_up(void *context) {
  tthc_backup *backup = context;
  while (tthc_backup_step(backup, 1, NULL) == 1) continue;
  return NULL;
}

static void test_freed_beside_a_backup(void **state) {
  tthc_backup *backup;
  tthc_store *store;
  pthread_t thread;
  int i;
  (void)state;
  make_store("threads.db");
  for (i = 0; i < 20; i++) {
    store = open_store(in_folder("threads.db"));
    backup = tthc_store_backup_start(store, in_folder("copy.db"), NULL, NULL);
    assert_int_equal(pthread_create(&thread, NULL, back_up, backup), 0);
    while (i % 2 == 0 && tthc_backup_permille(backup) == 0) continue;
    tthc_store_free(store);
    pthread_join(thread, NULL);
    assert_int_equal(tthc_backup_permille(backup), 1000);
    tthc_backup_free(backup);
    unlink(in_folder("copy.db"));
  }
  empty_folder();
}

/* --- after a fork ------------------------------------------------------------------------------------------------- */

struct shared {
  tthc_store *store;
  tthc_plan *plan;
  atomic_int stop;
  int round;
};

static int check_forked(const char *label, int failed, tthc_error *err) {
  return check_int(label, failed, 1) + check_int(label, tthc_error_code(err), TTHC_E_FORKED);
}

/*
 * Every call on a store. Where other threads were in SQLite as the process forked, as its own locks may never be free
 * again, a child can do no more; where there were none, it opens a store of its own.
 */
static int use_in_child(struct shared *shared, int had_threads) {
  tthc_store *store = shared->store;
  tthc_error *err = tthc_error_new();
  int failures = 0;
  failures += check_forked("save", tthc_store_save(store, shared->plan, err) < 0, err);
  failures += check_forked("load", tthc_store_load(store, "nho", 0, err) == NULL, err);
  failures += check_forked("append", tthc_store_append_facts(store, "{}", -1, err) < 0, err);
  failures += check_forked("list", tthc_store_list_plans(store, err) == NULL, err);
  failures += check_forked("check", tthc_store_check(store, NULL, err) == NULL, err);
  failures += check_forked("compact", tthc_store_compact(store, err) < 0, err);
  failures += check_forked("backup", tthc_store_backup_start(store, in_folder("child.db"), NULL, err) == NULL, err);
  failures += check_int("file", access(in_folder("child.db"), F_OK), -1);
  failures += check_forked("close", tthc_store_close(store, err) < 0, err);
  tthc_store_free(store);
  if (!had_threads) {
    store = open_store(in_folder("threads.db"));
    failures += check_int("own", append_one(store, 1, 1000 + shared->round), 2);
    tthc_store_free(store);
  }
  tthc_error_free(err);
  if (failures == 0) execlp("true", "true", (char *)NULL); /* what SQLite holds is left on purpose */
  return failures;
}

/* Holds the mutex most of the time, so that some forks find it taken. */
static void *keep_busy(void *context) {
  struct shared *shared = context;
  while (!shared->stop) tthc_plan_list_free(tthc_store_list_plans(shared->store, NULL));
  return NULL;
}

/* Forks some times; after each the parent goes on. */
static void fork_often(struct shared *shared, int has_threads) {
  int i, status;
  for (i = 0; i < FORKS; i++, shared->round++) {
    const pid_t child = fork();
    if (child == 0) _exit(use_in_child(shared, has_threads));
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    assert_int_equal(append_one(shared->store, 0, shared->round), 2);
  }
}

static void test_fork(void **state) {
  struct shared shared = {NULL, small_plan(), 0, 0};
  pthread_t thread;
  (void)state;
  make_store("threads.db");
  shared.store = open_store(in_folder("threads.db"));
  fork_often(&shared, 0);
  assert_int_equal(pthread_create(&thread, NULL, keep_busy, &shared), 0);
  fork_often(&shared, 1);
  shared.stop = 1;
  pthread_join(thread, NULL);
  assert_int_equal(fact_count(shared.store), 6 * FORKS);
  tthc_store_free(shared.store);
  tthc_plan_free(shared.plan);
  empty_folder();
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_one_handle),
    cmocka_unit_test(test_a_handle_each),
    cmocka_unit_test(test_freed_beside_a_backup),
    cmocka_unit_test(test_fork),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
