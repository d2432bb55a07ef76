/* Backups, checks, compaction, searches and bulk loads without memory: each allocation fails once, and nothing is lost or left. */
#include "tthcplan/search.h"

#include "store/folder.h"
#include "support/failing.h"

/* 1 when the work is done, 0 when memory was out. */
typedef int work(tthc_store *store, tthc_error *err);

static int back_up(tthc_store *store, tthc_error *err) {
  tthc_backup *backup = tthc_store_backup_start(store, in_folder("copy.db"), "{\"restarts\": 1}", err);
  int32_t rc = backup == NULL ? TTHC_E_MEMORY : 1;
  while (rc == 1) rc = tthc_backup_step(backup, 10, err);
  tthc_backup_free(backup);
  if (rc != TTHC_OK) assert_int_equal(access(in_folder("copy.db"), F_OK), -1);
  assert_int_equal(access(in_folder("copy.db-partial"), F_OK), -1);
  unlink(in_folder("copy.db"));
  return rc == TTHC_OK;
}

static int check(tthc_store *store, tthc_error *err) {
  tthc_findings *findings = tthc_store_check(store, "{\"quick\": false}", err);
  const int done = findings != NULL;
  assert_int_equal(tthc_findings_count(findings), 0);
  tthc_findings_free(findings);
  return done;
}

static int compact(tthc_store *store, tthc_error *err) { return tthc_store_compact(store, err) == TTHC_OK; }

static int search(tthc_store *store, tthc_error *err) {
  tthc_search *found = tthc_store_search(store, "viec đơn", "{\"plans\": [\"nho\"], \"limit\": 1}", err);
  tthc_text *json = found == NULL ? NULL : tthc_search_json(found, err);
  const int done = json != NULL;
  tthc_text_free(json);
  tthc_search_free(found);
  return done;
}

static int save(tthc_store *store, tthc_error *err) {
  tthc_plan *plan = tthc_plan_new("moi", 2026, NULL);
  int done = plan != NULL;
  if (done) done = tthc_plan_add_task(plan, TTHC_NONE, TTHC_NONE, "1", "Việc mới nhất", NULL) == 0;
  if (done) done = tthc_store_save(store, plan, err) > 0;
  tthc_plan_free(plan);
  return done;
}

/* A step that fails has loaded nothing, so that it may be done again. */
static int load(tthc_store *store, tthc_error *err) {
  static const char documents[] =
    "{\"format\": \"tthcplan/1\", \"id\": \"xa-a\", \"year\": 2026, \"subject\": \"Kế hoạch xã A\"}\n"
    "{\"format\": \"tthcplan-facts/1\", \"plan\": \"nho\", \"facts\": [{\"id\": \"f\", \"kind\": \"event\","
    " \"task\": \"1\", \"day\": \"2026-03-30\"}]}";
  tthc_bulk *bulk = tthc_store_bulk_start(store, documents, -1, err);
  const int done = bulk != NULL && tthc_bulk_step(bulk, 10, err) == TTHC_OK;
  assert_int_equal(tthc_bulk_documents(bulk), done ? 2 : 0);
  tthc_bulk_free(bulk);
  return done;
}

/* Gives how many allocations there were. */
static int64_t fail_each(const char *label, work *run) {
  tthc_store *store = open_store(":memory:");
  tthc_plan *plan = small_plan();
  int64_t count;
  int done = 0;
  assert_int_equal(tthc_store_save(store, plan, NULL), 1);
  for (count = 1; !done; count++) {
    tthc_error *err = tthc_error_new();
    calls = 0;
    failing = count;
    done = run(store, err);
    failing = 0;
    if (!done && tthc_error_code(err) != TTHC_OK && tthc_error_code(err) != TTHC_E_MEMORY)
      print_error("%s: allocation %d gave %s\n", label, (int)count, tthc_status_name(tthc_error_code(err)));
    assert_true(done || tthc_error_code(err) == TTHC_OK || tthc_error_code(err) == TTHC_E_MEMORY);
    assert_true(count < 100000);
    tthc_error_free(err);
  }
  tthc_plan_free(tthc_store_load(store, "nho", 0, NULL));
  tthc_plan_free(plan);
  tthc_store_free(store);
  empty_folder();
  return count;
}

static void test_each_allocation(void **state) {
  (void)state;
  assert_true(fail_each("backup", back_up) > 5);
  assert_true(fail_each("check", check) > 20);
  fail_each("compact", compact);
  assert_true(fail_each("search", search) > 10);
  assert_true(fail_each("save", save) > 10);
  assert_true(fail_each("bulk load", load) > 50);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_each_allocation)};
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
