/* Each allocation of a save, of appends and of questions fails in turn: it says so, leaks nothing, and changes nothing. */
#include "tthcplan/follow_up_list.h"
#include "tthcplan/query.h"
#include "tthcplan/rollup_list.h"
#include "tthcplan/value_list.h"

#include "store/folder.h"
#include "support/failing.h"

static const char json[] =
  "{\"format\": \"tthcplan/1\", \"id\": \"p\", \"year\": 2021, \"units\": [{\"id\": \"g\", \"name\": \"G\", \"kind\":"
  " \"group\", \"members\": [{\"unit\": \"a\"}, {\"unit\": \"b\"}]}, {\"id\": \"a\", \"name\": \"A\"}, {\"id\": \"b\","
  " \"name\": \"B\", \"superior\": \"a\", \"contacts\": [{\"name\": \"Lan\"}]}], \"tasks\": [{\"label\": \"1\", \"title\": \"T\", \"lead\": {\"units\": [\"g\"]}, \"deadline\":"
  " {\"text\": \"Hàng tháng\"}}, {\"label\": \"2\", \"title\": \"U\", \"lead\": {\"units\": [\"a\"]}, \"deadline\":"
  " {\"text\": \"Khi có phát sinh\"}}], \"indicators\": [{\"id\": \"i\", \"title\": \"I\", \"kind\": \"ratio\", \"series\":"
  " \"per-period\", \"task\": \"1\", \"targets\": [{\"comparator\": \">=\", \"amount\": 20, \"period\": \"2021-Q3\"}]}]}";

/* What is done with the n-th allocation failing; a negative code. */
typedef int32_t act(tthc_store *store, tthc_plan *plan, int64_t n, tthc_error *err);

static int32_t save(tthc_store *store, tthc_plan *plan, int64_t n, tthc_error *err) {
  char subject[32];
  snprintf(subject, sizeof subject, "S%d", (int)n);
  failing = 0;
  assert_int_equal(tthc_plan_set_subject(plan, subject, NULL), TTHC_OK);
  calls = 0;
  failing = n;
  return tthc_store_save(store, plan, err);
}

static int32_t append(tthc_store *store, const char *format, int64_t n, tthc_error *err) {
  char text[512];
  int size = snprintf(text, sizeof text, "{\"format\": \"tthcplan-facts/1\", \"plan\": \"p\", \"facts\": [{\"id\": ");
  snprintf(text + size, sizeof text - (size_t)size, format, (int)n, (int)n - 1);
  return tthc_store_append_facts(store, text, -1, err);
}

static int32_t append_one(tthc_store *store, tthc_plan *plan, int64_t n, tthc_error *err) {
  (void)plan;
  return append(store, "\"f%d\", \"kind\": \"progress\", \"task\": \"1\", \"unit\": \"a\", \"period\": \"2021-02\","
                       " \"state\": \"done\", \"day\": \"2021-02-20\"}]}", n, err);
}

static int32_t append_extension(tthc_store *store, tthc_plan *plan, int64_t n, tthc_error *err) {
  (void)plan;
  return append(store, "\"x%d\", \"kind\": \"extension\", \"task\": \"1\", \"unit\": \"b\", \"period\": \"2021-02\","
                       " \"due\": \"2021-06-20\", \"day\": \"2021-02-20\"}]}", n, err);
}

static int32_t append_event(tthc_store *store, tthc_plan *plan, int64_t n, tthc_error *err) {
  (void)plan;
  return append(store, "\"e%d\", \"kind\": \"event\", \"task\": \"2\", \"day\": \"2021-02-20\"}]}", n, err);
}

static int32_t append_figure(tthc_store *store, tthc_plan *plan, int64_t n, tthc_error *err) {
  (void)plan;
  return append(store, "\"m%d\", \"kind\": \"measurement\", \"indicator\": \"i\", \"unit\": \"b\", \"period\":"
                       " \"2021-Q2\", \"numerator\": %d, \"denominator\": 9000, \"day\": \"2021-07-02\"}]}", n, err);
}

static int32_t query(tthc_store *store, tthc_plan *plan, int64_t n, tthc_error *err) {
  tthc_query *page = tthc_store_query(store, "{\"as_of\": \"2021-07-15\", \"limit\": 5, \"states\": [\"overdue\"]}", err);
  (void)plan, (void)n;
  if (page == NULL) return tthc_error_code(err);
  assert_int_equal(tthc_query_count(page), 5);
  tthc_query_free(page);
  return TTHC_OK;
}

static int32_t roll_up(tthc_store *store, tthc_plan *plan, int64_t n, tthc_error *err) {
  tthc_rollup_list *list = tthc_store_rollup(store, "{\"by\": \"unit\", \"as_of\": \"2021-07-15\"}", err);
  (void)plan, (void)n;
  if (list == NULL) return tthc_error_code(err);
  assert_int_equal(tthc_rollup_list_count(list), 2);
  tthc_rollup_list_free(list);
  return TTHC_OK;
}

static int32_t ask_values(tthc_store *store, tthc_plan *plan, int64_t n, tthc_error *err) {
  tthc_value_list *page = tthc_store_values(store, "{\"as_of\": \"2021-07-15\", \"limit\": 2}", err);
  tthc_text *text;
  (void)plan, (void)n;
  if (page == NULL) return tthc_error_code(err);
  assert_int_equal(tthc_value_list_count(page), 2);
  text = tthc_value_list_json(page, err);
  tthc_value_list_free(page);
  if (text == NULL) return tthc_error_code(err);
  tthc_text_free(text);
  return TTHC_OK;
}

static int32_t ask_follow_ups(tthc_store *store, tthc_plan *plan, int64_t n, tthc_error *err) {
  tthc_follow_up_list *page = tthc_store_follow_ups(store, "{\"as_of\": \"2021-07-15\", \"limit\": 7, \"follow_up_levels\":"
                                                           " [{\"id\": \"a\", \"name\": \"A\", \"from\": 1, \"to\":"
                                                           " \"superior\"}]}", err);
  tthc_text *text;
  (void)plan, (void)n;
  if (page == NULL) return tthc_error_code(err);
  assert_int_equal(tthc_follow_up_list_count(page), 7);
  text = tthc_follow_up_list_json(page, err);
  tthc_follow_up_list_free(page);
  if (text == NULL) return tthc_error_code(err);
  tthc_text_free(text);
  return TTHC_OK;
}

static int compare(const char *label, tthc_store *store) {
  tthc_plan *plan = tthc_store_load(store, "p", 0, NULL);
  tthc_assessment *a = tthc_assessment_new(plan, NULL, tthc_day_from_civil(2021, 7, 15, NULL), NULL, NULL);
  tthc_rollup_list *list = tthc_store_rollup(store, "{\"by\": \"plan\", \"as_of\": \"2021-07-15\"}", NULL);
  tthc_value_list *values;
  int failures = 0;
  int32_t state;
  for (state = 0; state < TTHC_DONE; state++)
    failures += check_int(label, tthc_rollup_list_assignments(list, 0, state), tthc_rollup_assignments(a, 0, state));
  values = tthc_store_values(store, "{\"as_of\": \"2021-07-15\"}", NULL);
  failures += check_int(label, tthc_value_list_numerator(values, 0), tthc_value_numerator(a, 0));
  failures += check_int(label, tthc_value_list_count(values), tthc_value_count(a));
  tthc_value_list_free(values);
  tthc_rollup_list_free(list);
  tthc_assessment_free(a);
  tthc_plan_free(plan);
  return failures;
}

/* Until an act is through with no allocation of it failing. */
static int try_all(const char *label, act *what, tthc_store *store, tthc_plan *plan) {
  tthc_error *err = tthc_error_new();
  int failures = 0, is_through = 0;
  int64_t n;
  for (n = 1; !is_through && failures < 5; n++) {
    int32_t rc;
    calls = 0;
    failing = n;
    rc = what(store, plan, n, err);
    failing = 0;
    is_through = calls < n;
    if (rc < 0) failures += check_int(label, rc, TTHC_E_MEMORY) + check_int(label, is_through, 0);
    if (rc < 0 && n % 16 == 0) failures += compare(label, store);
  }
  failures += check_int(label, n > 10, 1) + compare(label, store);
  tthc_error_free(err);
  return failures;
}

static void test_every_allocation(void **state) {
  static const struct {
    const char *label;
    act *what;
  } acts[] = {{"append one", append_one}, {"append extension", append_extension}, {"append event", append_event},
              {"append figure", append_figure}, {"save", save}, {"query", query}, {"roll up", roll_up},
              {"values", ask_values}, {"follow-ups", ask_follow_ups}};
  tthc_store *store = open_store(":memory:");
  tthc_plan *plan = tthc_plan_read(json, -1, NULL, NULL);
  int failures = 0;
  size_t i;
  (void)state;
  assert_non_null(plan);
  assert_int_equal(tthc_store_save(store, plan, NULL), 1);
  for (i = 0; i < COUNT(acts); i++) failures += try_all(acts[i].label, acts[i].what, store, plan);
  tthc_plan_free(plan);
  tthc_store_free(store);
  CHECK_NONE_FAILED(failures);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_every_allocation)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
