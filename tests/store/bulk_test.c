/* Loading many documents: what comes of it is what single saves and appends make; a step is whole or nothing. */
#include "tthcplan/bulk.h"

#include "store/folder.h"

static char *head_of(tthc_store *store) {
  tthc_text *text = tthc_store_head(store, NULL);
  char *head = strdup(tthc_text_data(text));
  tthc_text_free(text);
  return head;
}

static int check_head(const char *label, tthc_store *store, const char *wanted) {
  char *head = head_of(store);
  const int failures = check_text(label, head, wanted);
  free(head);
  return failures;
}

static void put(char **all, tthc_text *text) {
  const size_t before = *all == NULL ? 0 : strlen(*all), size = (size_t)tthc_text_size(text);
  *all = realloc(*all, before + size + 1);
  assert_non_null(*all);
  memcpy(*all + before, tthc_text_data(text), size + 1);
  tthc_text_free(text);
}

/* Plans and facts, each document as it is written, one behind the other; and a store to which each was given by itself. */
static char *make_documents(tthc_store *store) {
  tthc_plan *plans[] = {plan_of_source("tests/data/good/plan.json"), example_plan(), tracked_plan()};
  const char *const facts[] = {"tests/data/good/facts.json", "examples/data/vinh-cuu-2021-facts.json"};
  char *all = NULL;
  size_t i;
  for (i = 0; i < COUNT(plans); i++) {
    put(&all, tthc_plan_json(plans[i], "{\"facts\": true}", NULL));
    assert_int_equal(tthc_store_save(store, plans[i], NULL), 1);
    tthc_plan_free(plans[i]);
  }
  for (i = 0; i < COUNT(facts); i++) {
    tthc_text *text = read_source(facts[i]);
    assert_true(tthc_store_append_facts(store, tthc_text_data(text), -1, NULL) > 0);
    put(&all, text);
  }
  return all;
}

enum { DOCUMENTS = 5 };

/* Gives what the last step gave. */
static int32_t load_all(tthc_bulk *bulk, int32_t documents) {
  int32_t rc, before = 0;
  do {
    rc = tthc_bulk_step(bulk, documents, NULL);
    assert_true(tthc_bulk_permille(bulk) >= before);
    before = tthc_bulk_permille(bulk);
    assert_int_equal(rc == TTHC_OK, before == 1000);
  } while (rc == 1);
  return rc;
}

static void test_as_single_calls(void **state) {
  static const int32_t steps[] = {1, 2, DOCUMENTS, 1000000};
  tthc_store *single = open_store(":memory:");
  char *text = make_documents(single), *head = head_of(single);
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(steps); i++) {
    tthc_store *store = open_store(":memory:");
    tthc_bulk *bulk = tthc_store_bulk_start(store, text, -1, NULL);
    failures += check_int("begun", tthc_bulk_permille(bulk) + tthc_bulk_documents(bulk), 0);
    failures += check_int("done", load_all(bulk, steps[i]), TTHC_OK);
    failures += check_int("documents", tthc_bulk_documents(bulk), DOCUMENTS) + check_head("head", store, head);
    failures += check_int("no more", tthc_bulk_step(bulk, 1, NULL), TTHC_OK);
    tthc_bulk_free(bulk);
    bulk = tthc_store_bulk_start(store, text, (int64_t)strlen(text), NULL);
    failures += check_int("again", load_all(bulk, steps[i]), TTHC_OK) + check_head("again", store, head);
    tthc_bulk_free(bulk);
    tthc_store_free(store);
  }
  free(text);
  free(head);
  tthc_store_free(single);
  CHECK_NONE_FAILED(failures);
}

#define PLAN(id, title) "{\"format\": \"tthcplan/1\", \"id\": \"" id "\", \"year\": 2021, \"subject\": \"" title "\"}"

/* In the order of the columns: `loaded` documents go before the bad one, whose place is in the whole text. */
static const struct {
  const char *label;
  const char *text;
  int32_t loaded;
  int32_t code;
  const char *path;
  int32_t line;
  int32_t column;
} bad[] = {
  {"unknown member", PLAN("a", "A") "\n" PLAN("b", "B") "\n{\n  \"format\": \"tthcplan/1\", \"id\": \"c\", \"year\": 2021,\n"
   "  \"yeer\": 1\n}\n", 2, TTHC_E_UNKNOWN_MEMBER, "/yeer", 5, 11},
  {"on one line", PLAN("a", "Kế hoạch") " {\"format\": \"tthcplan/1\", \"id\": \"b\", \"year\": 0}", 1, TTHC_E_VALUE, "/year", 1, 118},
  {"no document", PLAN("a", "A") "\n{}", 1, TTHC_E_MISSING, "/format", 2, 1},
  {"unknown format", "{\"format\": \"tthcplan/2\"}", 0, TTHC_E_FORMAT, "/format", 1, 12},
  {"text", PLAN("a", "A") "\nx " PLAN("b", "B"), 1, TTHC_E_SYNTAX, "", 2, 1},
  {"array", "[" PLAN("a", "A") "]", 0, TTHC_E_TYPE, "", 1, 1},
  {"cut off", PLAN("a", "A") "\n  {\"format\": \"tthcplan/1\", \"id", 1, TTHC_E_SYNTAX, "", 2, 28},
  {"bracket too many", PLAN("a", "A") "}", 1, TTHC_E_SYNTAX, "", 1, 66},
  {"facts of no plan", PLAN("a", "A") "\n{\"format\": \"tthcplan-facts/1\", \"plan\": \"b\", \"facts\": []}", 1,
   TTHC_E_NOT_FOUND, "/plan", 2, 1},
  {"another plan", PLAN("a", "A") "\n" PLAN("b", "B") "\n  " PLAN("a", "Khác"), 2, TTHC_E_CONFLICT, "/plans/a/revisions/1", 3, 3},
};

/* In steps of one document all before the bad one are loaded; in one step, none. */
static int check_bad(size_t i, int32_t documents) {
  tthc_store *store = open_store(":memory:");
  tthc_bulk *bulk = tthc_store_bulk_start(store, bad[i].text, -1, NULL);
  tthc_error *err = tthc_error_new();
  tthc_plan_list *list;
  const int32_t loaded = documents == 1 ? bad[i].loaded : 0;
  int32_t rc;
  int failures, times;
  for (rc = 1; rc == 1;) rc = tthc_bulk_step(bulk, documents, err);
  for (times = 0; times < 2; times++) { /* and a step that is repeated fails as before */
    failures = check_int(bad[i].label, rc, bad[i].code);
    failures += check_error(bad[i].label, err, bad[i].code, bad[i].path, bad[i].line, bad[i].column);
    rc = tthc_bulk_step(bulk, documents, err);
  }
  failures += check_int(bad[i].label, tthc_bulk_documents(bulk), loaded);
  list = tthc_store_list_plans(store, NULL);
  failures += check_int(bad[i].label, tthc_plan_list_count(list), loaded);
  tthc_plan_list_free(list);
  tthc_bulk_free(bulk);
  tthc_error_free(err);
  tthc_store_free(store);
  return failures;
}

static void test_bad_documents(void **state) {
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(bad); i++) failures += check_bad(i, 1) + check_bad(i, 100);
  CHECK_NONE_FAILED(failures);
}

/* Every problem of a document has its place in the whole text. */
static void test_all_problems(void **state) {
  static const char text[] =
    "{\"format\": \"tthcplan/1\", \"id\": \"a\", \"year\": 2021}\n\n"
    "{\"format\": \"tthcplan-facts/1\", \"plan\": \"a\", \"facts\": [\n"
    "  {\"kind\": \"progress\", \"task\": \"A.1\", \"unit\": \"u\", \"period\": \"2021\", \"state\": \"done\", \"day\": \"2021-01-01\"},\n"
    "  {\"kind\": \"none\"}]}";
  tthc_store *store = open_store(":memory:");
  tthc_bulk *bulk = tthc_store_bulk_start(store, text, -1, NULL);
  tthc_error *err = tthc_error_new();
  int failures;
  (void)state;
  assert_true(tthc_bulk_step(bulk, 10, err) < 0);
  failures = check_int("first", tthc_error_line(err), 4);
  failures += check_int("all", strstr(tthc_error_problems_json(err, "en"), "\"line\": 5, \"column\": 12") != NULL, 1);
  tthc_error_free(err);
  tthc_bulk_free(bulk);
  tthc_store_free(store);
  CHECK_NONE_FAILED(failures);
}

static void test_nothing_to_load(void **state) {
  static const char *const texts[] = {"", " \n\t\r\n"};
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(texts); i++) {
    tthc_store *store = open_store(":memory:");
    tthc_bulk *bulk = tthc_store_bulk_start(store, texts[i], -1, NULL);
    assert_int_equal(tthc_bulk_step(bulk, 1, NULL), TTHC_OK);
    assert_int_equal(tthc_bulk_permille(bulk), 1000);
    assert_int_equal(tthc_bulk_documents(bulk), 0);
    tthc_bulk_free(bulk);
    tthc_store_free(store);
  }
}

/* What the steps before have loaded stays; the store may be freed first, and is not closed meanwhile. */
static void test_called_off(void **state) {
  tthc_store *single = open_store(":memory:"), *store = open_store(in_folder("bulk.db"));
  char *text = make_documents(single);
  tthc_bulk *bulk = tthc_store_bulk_start(store, text, -1, NULL);
  tthc_error *err = tthc_error_new();
  tthc_plan_list *list;
  (void)state;
  assert_int_equal(tthc_bulk_step(bulk, 2, NULL), 1);
  assert_int_equal(tthc_store_close(store, err), TTHC_E_BUSY);
  assert_int_equal(tthc_store_compact(store, err), TTHC_E_BUSY);
  tthc_store_free(store);
  assert_int_equal(tthc_bulk_step(bulk, 1, NULL), 1);
  tthc_bulk_free(bulk);
  store = open_store(in_folder("bulk.db"));
  list = tthc_store_list_plans(store, NULL);
  assert_int_equal(tthc_plan_list_count(list), 3);
  tthc_plan_list_free(list);
  tthc_store_free(store);
  tthc_store_free(single);
  tthc_error_free(err);
  free(text);
  empty_folder();
}

static void test_wrong_arguments(void **state) {
  tthc_store *store = open_store(":memory:");
  tthc_error *err = tthc_error_new();
  tthc_bulk *bulk;
  int failures = 0;
  (void)state;
  failures += check_int("store", tthc_store_bulk_start(NULL, "{}", -1, err) == NULL, 1);
  failures += check_error("store", err, TTHC_E_HANDLE, NULL, 0, 0);
  failures += check_int("text", tthc_store_bulk_start(store, NULL, -1, err) == NULL, 1);
  failures += check_error("text", err, TTHC_E_ARGUMENT, NULL, 0, 0);
  failures += check_int("size", tthc_store_bulk_start(store, "{}", -2, err) == NULL, 1);
  failures += check_error("size", err, TTHC_E_ARGUMENT, NULL, 0, 0);
  failures += check_int("large", tthc_store_bulk_start(store, "{}", (int64_t)1 << 31, err) == NULL, 1);
  failures += check_error("large", err, TTHC_E_LIMIT, NULL, 0, 0);
  bulk = tthc_store_bulk_start(store, "{}", 0, err);
  failures += check_int("none", tthc_bulk_step(bulk, 0, err), TTHC_E_ARGUMENT);
  failures += check_error("none", err, TTHC_E_ARGUMENT, "/documents", 0, 0);
  failures += check_int("too many", tthc_bulk_step(bulk, 1000001, err), TTHC_E_ARGUMENT);
  failures += check_int("handle", tthc_bulk_step(NULL, 1, err), TTHC_E_HANDLE);
  failures += check_int("wrong handle", tthc_bulk_step((tthc_bulk *)(void *)store, 1, err), TTHC_E_HANDLE);
  failures += check_int("permille", tthc_bulk_permille(NULL) + tthc_bulk_documents(NULL), 0);
  tthc_bulk_free(NULL);
  tthc_bulk_free(bulk);
  tthc_error_free(err);
  tthc_store_free(store);
  CHECK_NONE_FAILED(failures);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_as_single_calls), cmocka_unit_test(test_bad_documents), cmocka_unit_test(test_all_problems),
    cmocka_unit_test(test_nothing_to_load), cmocka_unit_test(test_called_off),    cmocka_unit_test(test_wrong_arguments),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
