/* Roll-ups over plans: by unit, section, level and plan. That they equal assessments is tested in standing_test.c. */
#include "tthcplan/rollup_list.h"

#include "store/pages.h"

static tthc_store *some_plans(void) {
  tthc_store *store = open_store(":memory:");
  tthc_plan *plan = example_plan();
  assert_int_equal(tthc_store_save(store, plan, NULL), 1);
  tthc_plan_free(plan);
  plan = small_plan();
  assert_int_equal(tthc_unit_set_level(plan, 0, "commune", NULL), TTHC_OK);
  assert_int_equal(tthc_store_save(store, plan, NULL), 1);
  tthc_plan_free(plan);
  plan = tthc_plan_read("{\"format\": \"tthcplan/1\", \"id\": \"nho-hai\", \"year\": 2026, \"units\": [{\"id\": \"mot\","
                        " \"name\": \"Đơn vị một\"}], \"sections\": [{\"label\": \"A\", \"title\": \"Một\"}], \"tasks\":"
                        " [{\"section\": \"A\", \"label\": \"1\", \"title\": \"Việc\", \"lead\": {\"units\": [\"mot\"]},"
                        " \"deadline\": {\"text\": \"Quý I/2026\"}}]}", -1, NULL, NULL);
  assert_non_null(plan);
  assert_int_equal(tthc_store_save(store, plan, NULL), 1);
  tthc_plan_free(plan);
  return store;
}

static int show(tthc_store *store, const char *options, struct shown *page, tthc_error *err) {
  tthc_rollup_list *list = tthc_store_rollup(store, with_quotes(options), err);
  const int is_there = begin_shown(page, list, NULL);
  char row[256];
  int32_t i;
  for (i = 0; i < tthc_rollup_list_count(list); i++) {
    snprintf(row, sizeof row, "%s|%s|%d overdue of %d", check_show(tthc_rollup_list_id(list, i)),
             check_show(tthc_rollup_list_title(list, i)), (int)tthc_rollup_list_assignments(list, i, TTHC_OVERDUE),
             (int)tthc_rollup_list_assignments(list, i, 0));
    add_shown(page, row);
  }
  tthc_rollup_list_free(list);
  return is_there;
}

static void test_rollups(void **state) {
  static const struct page_case cases[] = {
    {"{'by': 'unit', 'as_of': '2026-05-01', 'plans': ['nho', 'nho-hai']}", "mot|Đơn vị một|1 overdue of 2"},
    {"{'by': 'plan', 'as_of': '2026-08-01', 'units': ['mot']}",
     "nho|Kế hoạch nhỏ|1 overdue of 1; nho-hai|(NULL)|1 overdue of 1"},
    {"{'by': 'level', 'as_of': '2026-05-01', 'units': ['mot']}",
     "(NULL)|(NULL)|1 overdue of 1; commune|(NULL)|0 overdue of 1"},
    {"{'by': 'section', 'as_of': '2026-05-01', 'units': ['mot']}",
     "(NULL)|(NULL)|0 overdue of 1; A|Một|1 overdue of 1"},
    {"{'by': 'plan', 'as_of': '2026-05-01', 'states': ['cancelled']}", ""},
  };
  tthc_store *store = some_plans();
  (void)state;
  CHECK_NONE_FAILED(check_page_cases(show, store, cases, COUNT(cases)));
  tthc_store_free(store);
}

static void test_wrong_calls(void **state) {
  static const struct wrong_page cases[] = {
    {"{'as_of': '2026-05-01'}", TTHC_E_MISSING, "/by"},
    {"{'by': 'month', 'as_of': '2026-05-01'}", TTHC_E_VALUE, "/by"},
    {"{'by': 'unit', 'as_of': '2026-05-01', 'limit': 5}", TTHC_E_UNKNOWN_MEMBER, "/limit"},
  };
  tthc_store *store = some_plans();
  tthc_rollup_list *list;
  (void)state;
  CHECK_NONE_FAILED(check_wrong_pages(show, store, cases, COUNT(cases), "{'by': 'unit', 'as_of': '2026-05-01'}"));
  list = tthc_store_rollup(store, "{\"by\": \"unit\", \"as_of\": \"2026-05-01\"}", NULL);
  assert_non_null(list);
  assert_true(tthc_rollup_list_assignments(list, 0, -1) == 0 && tthc_rollup_list_assignments(list, 0, TTHC_DONE) == 0);
  assert_null(tthc_rollup_list_id(list, tthc_rollup_list_count(list)));
  assert_int_equal(tthc_rollup_list_left_out(list), 0);
  tthc_rollup_list_free(list);
  tthc_rollup_list_free(NULL);
  assert_int_equal(tthc_rollup_list_count(NULL), 0);
  tthc_store_free(store);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_rollups), cmocka_unit_test(test_wrong_calls)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
