/*
 * The power is cut before each operation of a typical change: the disk keeps what was synced, and of the rest what it
 * likes. Nothing that was acknowledged is lost, and nothing is there by halves.
 */
#include "faults/faulty_vfs.h"
#include "faults/scenario.h"

enum { SEEDS = 8 };

static struct scenario scenarios[] = SCENARIOS;

/* Runs a scenario under the log; done[i] is where the i-th step was acknowledged (0: opening). */
static void record(const struct scenario *scenario, int swallow, int64_t *done) {
  const char *path = scenario_begin(scenario);
  tthc_store *store;
  int i;
  faulty_vfs_record(in_folder("work"), swallow);
  store = open_store(path);
  done[0] = faulty_vfs_position();
  for (i = 0; i < step_count(scenario); i++) {
    assert_true(scenario->steps[i](store, NULL) >= 0);
    done[i + 1] = faulty_vfs_position();
  }
  tthc_store_free(store);
  faulty_vfs_stop();
}

static int is_old(const struct scenario *scenario) {
  return scenario->from != NULL && strcmp(scenario->from, "made") != 0;
}

/* The last backup is whole: what is there after a cut was either not migrated, or has it. */
static int check_backup(const char *label, struct scenario *scenario, int migrated) {
  const char *first = in_folder("copy/store.db.v1.bak"), *second = in_folder("copy/store.db.v1-2.bak");
  const int again = access(second, F_OK) == 0;
  if (!is_old(scenario)) return 0;
  if (migrated && again) return check_text(label, "migrated twice", "migrated once");
  return state_of(label, again ? second : first, scenario, 0, 0) < 0;
}

static int check_cut(struct scenario *scenario, int64_t position, uint64_t seed, const int64_t *done) {
  char label[96];
  int steps = 0;
  while (steps < step_count(scenario) && done[steps + 1] <= position) steps++;
  snprintf(label, sizeof label, "%s, %d:%d", scenario->name, (int)position, (int)seed);
  empty(in_folder("copy"));
  faulty_vfs_cut(position, seed, in_folder("copy"));
  if (is_old(scenario)) scenario->known_count = 0; /* it must be opened to be migrated, and backed up */
  if (state_of(label, in_folder("copy/store.db"), scenario, steps,
               steps < step_count(scenario) ? steps + 1 : steps) < 0)
    return 1;
  return check_backup(label, scenario, done[0] <= position);
}

static void test_scenario(void **state) {
  struct scenario *scenario = *state;
  int64_t done[STEPS_MAX + 1], count, position;
  uint64_t seed;
  int states = 0, failures = 0;
  scenario_prepare(scenario);
  record(scenario, 0, done);
  count = faulty_vfs_position();
  for (position = 0; position <= count && failures < 5; position += faults_step())
    for (seed = 0; seed < SEEDS; seed++, states++) failures += check_cut(scenario, position, seed, done);
  print_message("%s: %d operations, %d states\n", scenario->name, (int)count, states);
  scenario_free(scenario);
  CHECK_NONE_FAILED(failures);
}

/* Whether a cut is seen to do harm. */
static int harms(const struct scenario *scenario, int64_t position, uint64_t seed, const int64_t *done) {
  tthc_store *store;
  char *found = NULL;
  int steps = 0, i, harm = 1;
  while (steps < step_count(scenario) && done[steps + 1] <= position) steps++;
  empty(in_folder("copy"));
  faulty_vfs_cut(position, seed, in_folder("copy"));
  store = tthc_store_open(in_folder("copy/store.db"), NULL, NULL);
  if (store != NULL) found = contents(store, NULL);
  for (i = steps; found != NULL && i <= steps + 1 && i <= step_count(scenario); i++)
    if (strcmp(found, scenario->states[i]) == 0) harm = 0;
  tthc_store_free(store);
  free(found);
  return harm;
}

/* The proof that the test sees: without syncs, changes are lost. */
static void test_no_syncs(void **state) {
  struct scenario *scenario = &scenarios[2];
  int64_t done[STEPS_MAX + 1], count, position;
  uint64_t seed;
  int states = 0, harmed = 0;
  (void)state;
  scenario_prepare(scenario);
  record(scenario, 1, done);
  count = faulty_vfs_position();
  for (position = 0; position <= count; position += faults_step())
    for (seed = 0; seed < SEEDS; seed++, states++) harmed += harms(scenario, position, seed, done);
  print_message("no syncs: harm in %d of %d states\n", harmed, states);
  scenario_free(scenario);
  assert_true(harmed * 4 > states);
}

int main(void) {
  struct CMUnitTest tests[COUNT(scenarios) + 1] = {cmocka_unit_test(test_no_syncs)};
  size_t i;
  faulty_vfs_install();
  for (i = 0; i < COUNT(scenarios); i++) {
    const struct CMUnitTest test = {scenarios[i].name, test_scenario, NULL, NULL, &scenarios[i]};
    tests[i + 1] = test;
  }
  return cmocka_run_group_tests(tests, make_fast_folder, remove_fast_folder);
}
