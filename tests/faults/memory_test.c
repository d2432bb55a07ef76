/*
 * Each allocation of opening, loading, appending, saving, assessing and following up fails in turn, once or from then on:
 * the library's own, SQLite's and cJSON's. The call says so, leaks nothing, and loses nothing.
 */
#include "faults/scenario.h"
#include "support/failing.h"

#include <cJSON.h>

/* --- SQLite's and cJSON's allocations ----------------------------------------------------------------------------- */

static sqlite3_mem_methods own_methods; /* SQLite's */
static int64_t sqlite_calls, sqlite_failing;

static int sqlite_fails(void) {
  sqlite_calls++;
  return sqlite_failing > 0 && (sqlite_calls == sqlite_failing || (failing_for_ever && sqlite_calls > sqlite_failing));
}

static void *sqlite_malloc(int size) { return sqlite_fails() ? NULL : own_methods.xMalloc(size); }

static void *sqlite_realloc(void *memory, int size) {
  return sqlite_fails() ? NULL : own_methods.xRealloc(memory, size);
}

static void *json_malloc(size_t size) { return allocation_fails() ? NULL : __real_malloc(size); }

/* Before SQLite is used. Without its reserve of small pieces, which would hide most of them. */
static void install(void) {
  static cJSON_Hooks hooks = {json_malloc, free};
  sqlite3_mem_methods methods;
  if (sqlite3_config(SQLITE_CONFIG_GETMALLOC, &own_methods) != SQLITE_OK) abort();
  methods = own_methods;
  methods.xMalloc = sqlite_malloc;
  methods.xRealloc = sqlite_realloc;
  if (sqlite3_config(SQLITE_CONFIG_MALLOC, &methods) != SQLITE_OK) abort();
  if (sqlite3_config(SQLITE_CONFIG_LOOKASIDE, 0, 0) != SQLITE_OK) abort();
  cJSON_InitHooks(&hooks);
}

/* --- what is done ------------------------------------------------------------------------------------------------- */

/* Assesses the plan and writes to those who owe. 0, or a negative code. */
static int32_t follow_up(const tthc_plan *plan, tthc_error *err) {
  const int32_t day = tthc_day_from_text("2026-07-15", NULL);
  tthc_assessment *a = tthc_assessment_new(plan, NULL, day, NULL, err);
  tthc_follow_up *f = a == NULL ? NULL : tthc_follow_up_new(plan, a, NULL, NULL, 0, NULL, err);
  tthc_text *text = f == NULL ? NULL : tthc_follow_up_json(f, NULL, err);
  const int failed = text == NULL;
  if (!failed) assert_non_null(strstr(tthc_text_data(text), "\"mot\""));
  tthc_text_free(text);
  tthc_follow_up_free(f);
  tthc_assessment_free(a);
  return failed ? tthc_error_code(err) : TTHC_OK;
}

static int32_t step_follow_up(tthc_store *store, tthc_error *err) {
  tthc_plan *plan = tthc_store_load(store, "nho", 0, err);
  const int32_t rc = plan == NULL ? tthc_error_code(err) : follow_up(plan, err);
  tthc_plan_free(plan);
  return rc;
}

static struct scenario scenarios[] = {
  {.name = "open, append, save", .from = "made", .steps = {step_append, step_revise}},
  {.name = "new store", .from = NULL, .steps = {step_save_small}},
  {.name = "migration", .from = "tests/data/stores/v1.db", .steps = {step_save_small}},
};

static struct {
  int64_t points, unharmed, closing;
} tally;

/* --- faults ------------------------------------------------------------------------------------------------------- */

/* Whose allocations fail. SQLite makes ten for each one of the library and of cJSON. */
enum whose { OURS, SQLITES, EVERYBODY };

static const char *const whose_names[EVERYBODY] = {"ours", "SQLite's"};

/* TTHC_FAULTS_STEP=1 takes every one, which takes some minutes. */
enum { OURS_STEP = 1, SQLITES_STEP = 37, FOR_EVER_STEP = 5 };

static int step_among(enum whose whose, int for_ever) {
  const char *text = getenv("TTHC_FAULTS_STEP");
  const int wanted = text == NULL ? 0 : atoi(text);
  if (wanted > 0) return wanted;
  return (whose == OURS ? OURS_STEP : SQLITES_STEP) * (for_ever ? FOR_EVER_STEP : 1);
}

static void arm(enum whose whose, int64_t call, int for_ever) {
  calls = sqlite_calls = 0;
  failing = whose == OURS ? call : 0;
  sqlite_failing = whose == SQLITES ? call : 0;
  failing_for_ever = for_ever;
}

static void disarm(void) { failing = sqlite_failing = 0; }

static int64_t calls_of(enum whose whose) { return whose == OURS ? calls : sqlite_calls; }

/* SQLite gives its own failure to what it cannot tell apart; it must not be told as somebody else's fault. */
static int check_code(const char *label, const tthc_error *err) {
  return check_int(label, tthc_error_code(err), TTHC_E_MEMORY);
}

/* The handle after a step that failed: it works now, or only closing is left. Gives the steps that are done. */
static int go_on(const char *label, struct scenario *scenario, tthc_store *store, int done, int *failures) {
  tthc_error *err = tthc_error_new();
  int32_t rc = scenario->steps[done](store, err);
  if (rc < 0) {
    tally.closing++;
    *failures += check_int(label, rc, TTHC_E_DATABASE);
    if (strstr(check_show(tthc_error_message(err, "en")), "closed and opened") == NULL)
      *failures += check_text(label, tthc_error_message(err, "en"), "the store to be closed and opened again");
  }
  tthc_error_free(err);
  return rc < 0 ? done : done + 1;
}

/* Runs it with the call that fails. 0 when all is well; `over`: there is no such call any more. */
static int check_point(struct scenario *scenario, enum whose whose, int64_t call, int for_ever, int *over) {
  const char *path = scenario_begin(scenario);
  tthc_error *err = tthc_error_new();
  tthc_store *store;
  const int64_t used = sqlite3_memory_used();
  int done = 0, failed, failures = 0;
  char label[96];
  snprintf(label, sizeof label, "%s, %s %d%s", scenario->name, whose_names[whose], (int)call, for_ever ? "+" : "");
  arm(whose, call, for_ever);
  store = tthc_store_open(path, NULL, err);
  failed = store == NULL;
  while (!failed && done < step_count(scenario)) {
    failed = scenario->steps[done](store, err) < 0;
    done += !failed;
  }
  *over = calls_of(whose) < call;
  disarm();
  tally.points += !*over;
  tally.unharmed += !*over && !failed;
  if (failed) failures += check_code(label, err);
  if (failed && store != NULL) done = go_on(label, scenario, store, done, &failures);
  tthc_store_free(store);
  failures += check_int(label, sqlite3_memory_used(), used);
  failures += state_of(label, path, scenario, done, failed && done < step_count(scenario) ? done + 1 : done) < 0;
  tthc_error_free(err);
  return failures;
}

static int check_all(struct scenario *scenario, enum whose whose, int for_ever) {
  int64_t call;
  int over = 0, failures = 0;
  for (call = 1; !over && failures < 5; call += step_among(whose, for_ever))
    failures += check_point(scenario, whose, call, for_ever, &over);
  return failures;
}

static void test_scenario(void **state) {
  struct scenario *scenario = *state;
  int whose, failures = 0;
  memset(&tally, 0, sizeof tally);
  scenario_prepare(scenario);
  for (whose = 0; whose < 2 * EVERYBODY; whose++)
    failures += check_all(scenario, (enum whose)(whose / 2), whose % 2);
  print_message("%s: %d points, %d unharmed, %d handles to be closed\n", scenario->name, (int)tally.points,
                (int)tally.unharmed, (int)tally.closing);
  scenario_free(scenario);
  CHECK_NONE_FAILED(failures);
}

/* A step that changes nothing, on a handle that goes on: reading never leaves it good for closing only. */
static int check_reading(tthc_store *store, enum whose whose, int64_t call, int *over) {
  tthc_error *err = tthc_error_new();
  char label[64];
  int failures = 0;
  snprintf(label, sizeof label, "reading, %s %d", whose_names[whose], (int)call);
  arm(whose, call, 0);
  if (step_follow_up(store, err) < 0) failures += check_code(label, err);
  *over = calls_of(whose) < call;
  disarm();
  if (step_follow_up(store, err) < 0) failures += check_text(label, tthc_error_message(err, "en"), "it works again");
  tthc_error_free(err);
  return failures;
}

static void test_reading(void **state) {
  tthc_store *store;
  int64_t call, points = 0;
  int whose, over, failures = 0;
  (void)state;
  empty(in_folder("work"));
  store = open_store(in_folder("work/store.db"));
  assert_int_equal(step_save_small(store, NULL), 1);
  for (whose = OURS; whose < EVERYBODY; whose++)
    for (call = 1, over = 0; !over && failures < 5; call += step_among((enum whose)whose, 0), points++)
      failures += check_reading(store, (enum whose)whose, call, &over);
  print_message("reading: %d points\n", (int)points);
  tthc_store_free(store);
  CHECK_NONE_FAILED(failures);
}

int main(void) {
  struct CMUnitTest tests[COUNT(scenarios) + 1] = {cmocka_unit_test(test_reading)};
  size_t i;
  install();
  for (i = 0; i < COUNT(scenarios); i++) {
    const struct CMUnitTest test = {scenarios[i].name, test_scenario, NULL, NULL, &scenarios[i]};
    tests[i + 1] = test;
  }
  return cmocka_run_group_tests(tests, make_fast_folder, remove_fast_folder);
}
