/*
 * A process that changes a store is killed at random instants, some hundred times. What it had acknowledged through a pipe
 * is there, one more change may be, and nothing is there by halves.
 */
#include "faults/faulty_vfs.h"
#include "faults/scenario.h"

#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <time.h>

enum { KILLS = 600, KILLS_OF_FILE = 20, EVERY_REVISION = 5, READY = 'r', DONE = 'd' };

static uint64_t random_state = 20260727;

static uint32_t random_below(uint32_t limit) {
  random_state = random_state * 6364136223846793005u + 1442695040888963407u;
  return (uint32_t)(random_state >> 33) % limit;
}

/* --- the child ---------------------------------------------------------------------------------------------------- */

/* The change number n, from 0: the plan, then facts, and now and then a revision. */
static int32_t change(tthc_store *store, int32_t n) {
  char subject[32];
  tthc_plan *plan;
  if (n % EVERY_REVISION != 0) return append(store, "f", n, 1, NULL);
  plan = n == 0 ? small_plan() : tthc_store_load(store, "nho", 0, NULL);
  snprintf(subject, sizeof subject, "%d", (int)n);
  if (plan == NULL || tthc_plan_set_subject(plan, subject, NULL) != TTHC_OK) return -1;
  return save_and_free(store, plan, NULL);
}

static void tell(int pipe, char what) {
  if (write(pipe, &what, 1) != 1) _exit(2);
}

static void work(const char *path, int32_t n, int pipe) {
  tthc_store *store = tthc_store_open(path, NULL, NULL);
  if (store == NULL) _exit(3);
  tell(pipe, READY);
  for (;; n++) {
    if (change(store, n) < 0) _exit(4);
    tell(pipe, DONE);
  }
}

/* --- the parent --------------------------------------------------------------------------------------------------- */

static void wait_microseconds(uint32_t microseconds) {
  const struct timespec time = {0, (long)microseconds * 1000};
  nanosleep(&time, NULL);
}

/* Kills a child that goes on from n changes; gives how many more it told of, -1 when it ended by itself. */
static int32_t kill_one(const char *path, int32_t n) {
  int ends[2], status, acknowledged = 0;
  struct pollfd ready;
  char what;
  pid_t child;
  assert_int_equal(pipe(ends), 0);
  child = fork();
  if (child == 0) {
    close(ends[0]);
    work(path, n, ends[1]);
  }
  assert_true(child > 0);
  close(ends[1]);
  ready.fd = ends[0];
  ready.events = POLLIN;
  if (random_below(5) != 0) poll(&ready, 1, 10000); /* else it may be killed as it opens, and migrates */
  wait_microseconds(random_below(12000));
  kill(child, SIGKILL);
  assert_int_equal(waitpid(child, &status, 0), child);
  while (read(ends[0], &what, 1) == 1) acknowledged += what == DONE;
  close(ends[0]);
  return WIFSIGNALED(status) ? acknowledged : -1;
}

/* How many changes the plan shows, all of them whole; -1 when it is none of the states. */
static int32_t changes_of(const tthc_plan *plan) {
  const int32_t facts = tthc_plan_fact_count(plan), revised = atoi(check_show(tthc_plan_subject(plan)));
  int32_t i, n = revised;
  char id[32];
  if (tthc_plan_revision(plan) != 1 + revised / EVERY_REVISION) return -1;
  while (snprintf(id, sizeof id, "f-%d", (int)n + 1), tthc_plan_find_fact(plan, id) >= 0) n++;
  for (i = 1; i <= n; i++) {
    snprintf(id, sizeof id, "f-%d", (int)i);
    if (i % EVERY_REVISION != 0 && tthc_plan_find_fact(plan, id) < 0) return -1;
  }
  if (facts != n - n / EVERY_REVISION || n - revised >= EVERY_REVISION) return -1;
  return n + 1;
}

/* How many changes the file has; -1 when it does not open, or is not whole. */
static int32_t changes_in(const char *path, int has_old_plan) {
  tthc_error *err = tthc_error_new();
  tthc_store *store = tthc_store_open(path, NULL, err);
  tthc_plan *plan = tthc_store_load(store, "nho", 0, err), *old = tthc_store_load(store, "p", 0, NULL);
  char integrity[256];
  int32_t n = plan != NULL ? changes_of(plan) : store != NULL && tthc_error_code(err) == TTHC_E_NOT_FOUND ? 0 : -1;
  if (n < 0) print_error("%s\n", check_show(tthc_error_message(err, "en")));
  if (check_int("the plan of the old store", old != NULL, has_old_plan) != 0) n = -1;
  tthc_plan_free(plan);
  tthc_plan_free(old);
  tthc_store_free(store);
  tthc_error_free(err);
  check_integrity(path, integrity, sizeof integrity);
  return check_text("integrity", integrity, "ok") == 0 ? n : -1;
}

static void begin_file(const char *path, int old) {
  static char bytes[FILE_ROOM];
  empty(in_folder("work"));
  if (old) write_file(path, bytes, read_file(in_source("tests/data/stores/v1.db"), bytes, sizeof bytes));
}

static int journal_is_hot(const char *path) {
  char journal[PATH_BYTES + 8];
  struct stat status;
  snprintf(journal, sizeof journal, "%s-journal", path);
  return stat(journal, &status) == 0 && status.st_size > 0;
}

static void test_kills(void **state) {
  char path[PATH_BYTES], label[32];
  int32_t n = 0, total = 0;
  int i, old = 0, hot = 0, failures = 0;
  (void)state;
  snprintf(path, sizeof path, "%s", in_folder("work/store.db"));
  for (i = 0; i < KILLS && failures == 0; i++) {
    int32_t acknowledged, found;
    if (i % KILLS_OF_FILE == 0) {
      old = i / KILLS_OF_FILE % 2;
      begin_file(path, old);
      n = 0;
    }
    acknowledged = kill_one(path, n);
    hot += journal_is_hot(path);
    found = changes_in(path, old);
    snprintf(label, sizeof label, "kill %d", i);
    failures += check_int(label, acknowledged >= 0, 1);
    if (found != n + acknowledged && found != n + acknowledged + 1)
      failures += check_int(label, found, n + acknowledged);
    total += found - n;
    n = found;
  }
  print_message("%d kills, %d of them in a transaction; %d changes kept\n", i, hot, (int)total);
  CHECK_NONE_FAILED(failures);
  assert_true(hot > KILLS / 20);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_kills)};
  return cmocka_run_group_tests(tests, make_fast_folder, remove_fast_folder);
}
