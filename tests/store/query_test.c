/* Queries over plans: options, filters, orders; pages that facts between them do not change; and appending to one row. */
#include "tthcplan/query.h"

#include "store/pages.h"

/* Two communes with the same two tasks, monthly and once; the second plan has a task by a group. */
static const char *const plans[] = {
  "{\"format\": \"tthcplan/1\", \"id\": \"xa-mot\", \"year\": 2021, \"units\": [{\"id\": \"vp\", \"name\": \"Văn phòng\","
  " \"level\": \"commune\"}, {\"id\": \"tp\", \"name\": \"Tư pháp\"}], \"sections\": [{\"label\": \"A\", \"title\": \"Một\"},"
  " {\"label\": \"B\", \"title\": \"Hai\"}], \"tasks\": [{\"section\": \"A\", \"label\": \"1\", \"title\": \"Báo cáo\","
  " \"lead\": {\"units\": [\"vp\"]}, \"deadline\": {\"text\": \"Hàng tháng\"}}, {\"section\": \"B\", \"label\": \"1\","
  " \"title\": \"Niêm yết\", \"lead\": {\"units\": [\"tp\"]}, \"deadline\": {\"text\": \"Quý II/2021\"}}]}",
  "{\"format\": \"tthcplan/1\", \"id\": \"xa-hai\", \"year\": 2021, \"units\": [{\"id\": \"moi\", \"name\": \"Tất cả\","
  " \"kind\": \"group\", \"members\": [{\"unit\": \"vp\"}, {\"unit\": \"tp\"}]}, {\"id\": \"vp\", \"name\": \"Văn phòng\","
  " \"level\": \"commune\"}, {\"id\": \"tp\", \"name\": \"Tư pháp\"}], \"sections\": [{\"label\": \"A\","
  " \"title\": \"Một\"}], \"tasks\": [{\"section\": \"A\", \"label\": \"1\", \"title\": \"Rà soát\", \"lead\":"
  " {\"units\": [\"moi\"]}, \"deadline\": {\"text\": \"Quý II/2021\"}}, {\"section\": \"A\", \"label\": \"2\","
  " \"title\": \"Khi có\", \"lead\": {\"units\": [\"vp\"]}, \"deadline\": {\"text\": \"Khi có phát sinh\"}}]}",
};

static tthc_store *two_plans(void) { return store_of(plans, COUNT(plans)); }

static tthc_query *ask(tthc_store *store, const char *options, tthc_error *err) {
  return tthc_store_query(store, with_quotes(options), err);
}

static int show_as(tthc_store *store, const char *options, struct shown *page, tthc_error *err, int with_state) {
  tthc_query *query = ask(store, options, err);
  const int is_there = begin_shown(page, query, tthc_query_next(query));
  char row[256];
  int32_t i;
  for (i = 0; i < tthc_query_count(query); i++) {
    snprintf(row, sizeof row, "%s %s %s %s%s%s", tthc_query_plan_id(query, i), tthc_query_task_id(query, i),
             tthc_query_unit_id(query, i), tthc_query_period(query, i), with_state ? " " : "",
             with_state ? tthc_state_word(tthc_query_state(query, i)) : "");
    add_shown(page, row);
  }
  tthc_query_free(query);
  return is_there;
}

/* "xa-mot A.1 vp 2021-01 overdue; …" */
static int show(tthc_store *store, const char *options, struct shown *page, tthc_error *err) {
  return show_as(store, options, page, err, 1);
}

/* The same without what facts change. */
static int show_places(tthc_store *store, const char *options, struct shown *page, tthc_error *err) {
  return show_as(store, options, page, err, 0);
}

static void test_filters(void **state) {
  static const struct page_case cases[] = {
    {"{'as_of': '2021-07-15', 'states': ['overdue'], 'sections': ['B']}", "xa-mot B.1 tp 2021-Q2 overdue"},
    {"{'as_of': '2021-03-03', 'tasks': ['A.1'], 'units': ['vp'], 'due_to': '2021-03-31'}",
     "xa-mot A.1 vp 2021-01 overdue; xa-mot A.1 vp 2021-02 overdue; xa-mot A.1 vp 2021-03 not-started"},
    {"{'as_of': '2021-06-28', 'states': ['due-soon'], 'order': 'unit'}",
     "xa-mot B.1 tp 2021-Q2 due-soon; xa-hai A.1 tp 2021-Q2 due-soon; xa-mot A.1 vp 2021-06 due-soon; "
     "xa-hai A.1 vp 2021-Q2 due-soon"},
    {"{'as_of': '2021-06-28', 'states': ['due-soon'], 'order': 'task', 'warning_days': 1}", ""},
    {"{'as_of': '2021-06-28', 'states': ['due-soon'], 'order': 'task', 'levels': ['commune']}",
     "xa-mot A.1 vp 2021-06 due-soon; xa-hai A.1 vp 2021-Q2 due-soon"},
    {"{'as_of': '2021-06-28', 'plans': ['xa-hai']}",
     "xa-hai A.1 vp 2021-Q2 due-soon; xa-hai A.1 tp 2021-Q2 due-soon; xa-hai A.2 vp event waiting"},
    {"{'as_of': '2021-06-28', 'due_from': '2021-12-01'}", "xa-mot A.1 vp 2021-12 upcoming"},
    {"{'as_of': '2021-06-28', 'plans': ['khong-co']}", ""},
    {"{'as_of': '2021-06-28', 'units': ['moi']}", ""},
  };
  tthc_store *store = two_plans();
  (void)state;
  CHECK_NONE_FAILED(check_page_cases(show, store, cases, COUNT(cases)));
  tthc_store_free(store);
}

static void test_wrong_options(void **state) {
  static const struct wrong_page cases[] = {
    {"{}", TTHC_E_MISSING, "/as_of"},
    {"{'as_of': '2021-02-30'}", TTHC_E_DAY, "/as_of"},
    {"{'as_of': '2021-02-03', 'states': ['late']}", TTHC_E_VALUE, "/states/0"},
    {"{'as_of': '2021-02-03', 'states': ['done']}", TTHC_E_VALUE, "/states/0"},
    {"{'as_of': '2021-02-03', 'units': []}", TTHC_E_MISSING, "/units"},
    {"{'as_of': '2021-02-03', 'order': 'day'}", TTHC_E_VALUE, "/order"},
    {"{'as_of': '2021-02-03', 'limit': 0}", TTHC_E_VALUE, "/limit"},
    {"{'as_of': '2021-02-03', 'warning_days': 400}", TTHC_E_VALUE, "/warning_days"},
    {"{'as_of': '2021-02-03', 'x': 1}", TTHC_E_UNKNOWN_MEMBER, "/x"},
    {"{'as_of': '2021-02-03', 'after': 'x'}", TTHC_E_VALUE, "/after"},
    {"{'as_of': '2021-02-03', 'after': '1:2:3:4:5:u'}", TTHC_E_VALUE, "/after"},
    {"{'as_of': '2021-02-03', 'after': '1:99999999999:3:4:5:u:p'}", TTHC_E_VALUE, "/after"},
    {"{'as_of': '2021-02-03', 'after': '2:2:3:4:5:u:p'}", TTHC_E_VALUE, "/after"}, /* of another order */
  };
  tthc_store *store = two_plans();
  (void)state;
  CHECK_NONE_FAILED(check_wrong_pages(show, store, cases, COUNT(cases), "{'as_of': '2021-02-03'}"));
  tthc_store_free(store);
}

static void test_too_many_ids(void **state) {
  static char options[16384];
  size_t size = (size_t)snprintf(options, sizeof options, "{\"as_of\": \"2021-02-03\", \"units\": [\"u0\"");
  tthc_store *store = two_plans();
  tthc_error *err = tthc_error_new();
  tthc_query *query;
  size_t keep = 0;
  int i;
  (void)state;
  for (i = 1; i <= 500; i++) {
    keep = size;
    size += (size_t)snprintf(options + size, sizeof options - size, ", \"u%d\"", i);
  }
  snprintf(options + size, sizeof options - size, "]}");
  assert_null(tthc_store_query(store, options, err));
  assert_int_equal(tthc_error_code(err), TTHC_E_LIMIT);
  snprintf(options + keep, sizeof options - keep, "]}");
  query = tthc_store_query(store, options, err);
  assert_non_null(query);
  tthc_query_free(query);
  tthc_error_free(err);
  tthc_store_free(store);
}

/* --- rows --------------------------------------------------------------------------------------------------------- */

static void test_rows(void **state) {
  tthc_store *store = two_plans();
  tthc_query *query;
  int failures;
  (void)state;
  assert_int_equal(append(store, "xa-mot",
                          "{'id': 'a', 'kind': 'progress', 'task': 'A.1', 'unit': 'vp', 'period': '2021-01', 'state':"
                          " 'done', 'day': '2021-02-05'}, {'id': 'b', 'kind': 'progress', 'task': 'A.1', 'unit': 'vp',"
                          " 'period': '2021-02', 'state': 'in-progress', 'percent': 40, 'day': '2021-02-20'}"), 2);
  query = ask(store, "{'as_of': '2021-03-03', 'tasks': ['A.1'], 'plans': ['xa-mot'], 'limit': 2}", NULL);
  assert_non_null(query);
  tthc_store_free(store); /* a page outlives its store */
  failures = check_int("rows", tthc_query_count(query), 2);
  failures += check_int("state", tthc_query_state(query, 0), TTHC_DONE_LATE);
  failures += check_text("title", tthc_query_title(query, 0), "Báo cáo");
  failures += check_text("unit", tthc_query_unit_name(query, 0), "Văn phòng");
  failures += check_text("due", tthc_query_due(query, 0), "2021-01-31");
  failures += check_text("effective", tthc_query_effective(query, 0), "2021-02-01"); /* the 31st was a Sunday */
  failures += check_int("due day", tthc_query_due_day(query, 0) + 1, tthc_query_effective_day(query, 0));
  failures += check_int("start", tthc_query_start_day(query, 0), tthc_day_from_civil(2021, 1, 1, NULL));
  failures += check_int("done", tthc_query_done_day(query, 0), tthc_day_from_civil(2021, 2, 5, NULL));
  failures += check_int("late", tthc_query_days_late(query, 0), 4);
  failures += check_int("overdue", tthc_query_days_late(query, 1), 2);
  failures += check_int("percent", tthc_query_percent(query, 1), 40);
  failures += check_int("left out", tthc_query_left_out(query), 0);
  failures += check_int("next", tthc_query_next(query) != NULL, 1);
  failures += check_int("wrong row", tthc_query_state(query, 2) == 0 && tthc_query_due(query, -1) == NULL, 1);
  tthc_query_free(query);
  tthc_query_free(NULL);
  failures += check_int("no page", tthc_query_count(NULL), 0);
  CHECK_NONE_FAILED(failures);
}

/* A plan whose regime the shipped calendar lacks is told of, and found by nobody. */
static void test_left_out(void **state) {
  tthc_store *store = two_plans();
  tthc_plan *plan = tthc_plan_new("la", 2021, NULL);
  tthc_query *query;
  (void)state;
  assert_int_equal(tthc_plan_set_regime(plan, "rieng", NULL), TTHC_OK);
  assert_int_equal(tthc_store_save(store, plan, NULL), 1);
  query = ask(store, "{'as_of': '2021-03-03'}", NULL);
  assert_int_equal(tthc_query_left_out(query), 1);
  tthc_query_free(query);
  query = ask(store, "{'as_of': '2021-03-03', 'plans': ['xa-mot']}", NULL);
  assert_int_equal(tthc_query_left_out(query), 0);
  tthc_query_free(query);
  assert_int_equal(tthc_plan_set_regime(plan, "kstt", NULL), TTHC_OK);
  assert_int_equal(tthc_store_save(store, plan, NULL), 2);
  query = ask(store, "{'as_of': '2021-03-03'}", NULL);
  assert_int_equal(tthc_query_left_out(query), 0);
  tthc_query_free(query);
  tthc_plan_free(plan);
  tthc_store_free(store);
}

/* A text that is not UTF-8 is damage, and no text of a page. */
static void test_damaged(void **state) {
  tthc_store *store = open_store(in_folder("s.db"));
  tthc_error *err = tthc_error_new();
  tthc_plan *plan = small_plan();
  (void)state;
  assert_int_equal(tthc_store_save(store, plan, NULL), 1);
  run_sql(in_folder("s.db"), "UPDATE task SET title = CAST(x'ff' AS TEXT)");
  assert_null(ask(store, "{'as_of': '2026-03-03'}", err));
  assert_int_equal(tthc_error_code(err), TTHC_E_DATABASE);
  tthc_error_free(err);
  tthc_plan_free(plan);
  tthc_store_free(store);
}

/* --- pages -------------------------------------------------------------------------------------------------------- */

/* What is appended between two pages: work done, and a due day moved behind or before where the pages have come to. */
static const char *const between[] = {
  "{'kind': 'extension', 'task': 'A.1', 'unit': 'vp', 'period': '2021-01', 'due': '2021-11-30', 'day': '2021-01-20'}",
  "{'kind': 'extension', 'task': 'A.1', 'unit': 'vp', 'period': '2021-12', 'due': '2021-01-05', 'day': '2021-01-20'}",
  "{'kind': 'progress', 'task': 'A.1', 'unit': 'vp', 'period': '2021-04', 'state': 'done', 'day': '2021-04-20'}",
  "{'kind': 'extension', 'task': 'A.1', 'period': '2021-09', 'due': '2021-02-28', 'day': '2021-01-21'}",
};

static void append_between(tthc_store *store, int32_t page) {
  if (page < (int32_t)COUNT(between)) assert_int_equal(append(store, "xa-mot", between[page]), 1);
}

static void test_pages(void **state) {
  static const char *const orders[] = {"due", "unit", "task"};
  char question[128];
  int failures = 0;
  int32_t limit;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(orders); i++) {
    snprintf(question, sizeof question, "'as_of': '2021-06-30', 'order': '%s'", orders[i]);
    for (limit = 1; limit <= 16; limit++) {
      tthc_store *store = two_plans();
      failures += check_walk(show_places, store, question, limit, 12 + 1 + 2 + 1, append_between);
      tthc_store_free(store);
    }
  }
  CHECK_NONE_FAILED(failures);
}

static void test_cursors(void **state) {
  static const char *const others[] = {
    "'plans': ['xa-mot']", "'plans': ['xa-mot', 'xa-hai']", "'units': ['mot']", "'levels': ['xã']", "'sections': ['A']",
    "'tasks': ['A.1']", "'states': ['overdue']", "'states': ['due-soon']", "'due_from': '2021-01-01'",
    "'due_to': '2021-01-01'", "'warning_days': 8", NULL};
  tthc_store *store = two_plans();
  struct shown page;
  int failures;
  (void)state;
  assert_true(show(store, "{'as_of': '2021-06-30', 'order': 'unit', 'limit': 1}", &page, NULL));
  failures = check_cursors(show, store, "'as_of': '2021-06-30', 'order': 'due'", page.next);
  failures += check_after(show, store, "'as_of': '2021-06-29', 'order': 'unit'", page.next);
  failures += check_other_questions(show, store, "'as_of': '2021-06-30'", others);
  tthc_store_free(store);
  CHECK_NONE_FAILED(failures);
}

/* --- appending ---------------------------------------------------------------------------------------------------- */

/* An extension for all that a correction about one unit takes back, and then a fact about another unit. */
static void test_correction_elsewhere(void **state) {
  tthc_store *store = two_plans();
  int failures;
  (void)state;
  assert_int_equal(append(store, "xa-hai", "{'id': 'all', 'kind': 'extension', 'task': 'A.1', 'period': '2021-Q2',"
                                           " 'due': '2021-09-30', 'day': '2021-06-01'}"), 1);
  assert_int_equal(append(store, "xa-hai", "{'id': 'one', 'kind': 'extension', 'task': 'A.1', 'period': '2021-Q2',"
                                           " 'unit': 'vp', 'due': '2021-08-31', 'day': '2021-06-02',"
                                           " 'corrects': 'all'}"), 1);
  assert_int_equal(append(store, "xa-hai", "{'id': 'w', 'kind': 'progress', 'task': 'A.1', 'period': '2021-Q2',"
                                           " 'unit': 'tp', 'state': 'in-progress', 'day': '2021-06-03'}"), 1);
  failures = check_page(show, store, "{'as_of': '2021-07-15', 'plans': ['xa-hai'], 'tasks': ['A.1']}",
                         "xa-hai A.1 vp 2021-Q2 not-started; xa-hai A.1 tp 2021-Q2 overdue");
  failures += check_page(show, store, "{'as_of': '2021-06-01', 'due_to': '2021-07-30', 'plans': ['xa-hai']}", "");
  tthc_store_free(store);
  CHECK_NONE_FAILED(failures);
}

/* The errors are those that the whole plan gives, with their places; and nothing is half appended. */
static void test_bad_facts(void **state) {
  static const struct {
    const char *rows;
    int32_t code;
    const char *path;
  } cases[] = {
    {"{'kind': 'progress', 'task': 'Z.1', 'unit': 'vp', 'period': '2021-Q2', 'state': 'done', 'day': '2021-06-03'}",
     TTHC_E_UNKNOWN_ID, "/facts/0/task"},
    {"{'kind': 'progress', 'task': 'A.1', 'unit': 'moi', 'period': '2021-Q2', 'state': 'done', 'day': '2021-06-03'}",
     TTHC_E_VALUE, "/facts/0/unit"},
    {"{'id': 'g', 'kind': 'progress', 'task': 'A.1', 'unit': 'vp', 'period': '2021-Q2', 'state': 'done', 'day':"
     " '2021-06-03', 'corrects': 'nothing'}", TTHC_E_UNKNOWN_ID, "/facts/0/corrects"},
    {"{'id': 'old', 'kind': 'progress', 'task': 'A.1', 'unit': 'vp', 'period': '2021-Q2', 'state': 'done', 'day':"
     " '2021-06-03'}", TTHC_E_DUPLICATE_ID, "/facts/0/id"},
    {"5", TTHC_E_TYPE, "/facts/0"},
    {"{'kind': 'progress', 'task': 7, 'day': '2021-06-03'}", TTHC_E_TYPE, "/facts/0/task"},
  };
  tthc_store *store = two_plans();
  tthc_error *err = tthc_error_new();
  int failures = 0;
  size_t i;
  (void)state;
  assert_int_equal(append(store, "xa-hai", "{'id': 'old', 'kind': 'progress', 'task': 'A.1', 'unit': 'tp', 'period':"
                                           " '2021-Q2', 'state': 'in-progress', 'day': '2021-06-03'}"), 1);
  for (i = 0; i < COUNT(cases); i++) {
    char rows[1024];
    snprintf(rows, sizeof rows, "%s, {'kind': 'progress', 'task': 'A.1', 'unit': 'tp', 'period': '2021-Q2', 'state': 'done',"
             " 'day': '2021-06-09'}", cases[i].rows);
    failures += check_int(cases[i].rows, append_or(store, "xa-hai", rows, err), cases[i].code);
    failures += check_text(cases[i].rows, tthc_error_path(err), cases[i].path);
    failures += check_page(show, store, "{'as_of': '2021-06-15', 'units': ['tp'], 'plans': ['xa-hai']}",
                            "xa-hai A.1 tp 2021-Q2 in-progress");
  }
  tthc_error_free(err);
  tthc_store_free(store);
  CHECK_NONE_FAILED(failures);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_filters),       cmocka_unit_test(test_wrong_options), cmocka_unit_test(test_too_many_ids),
    cmocka_unit_test(test_rows),          cmocka_unit_test(test_left_out),      cmocka_unit_test(test_pages),
    cmocka_unit_test(test_cursors),       cmocka_unit_test(test_correction_elsewhere), cmocka_unit_test(test_bad_facts),
    cmocka_unit_test_setup_teardown(test_damaged, make_folder, remove_folder),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
