/* Values of indicators over plans: filters, orders, rows, pages, cursors. That they equal assessments: standing_test.c. */
#include "tthcplan/value_list.h"

#include "store/pages.h"

/* Two communes with the same indicator, of which one has targets by unit and by period; and a value of one of them. */
static const char *const plans[] = {
  "{'format': 'tthcplan/1', 'id': 'xa-mot', 'year': 2021, 'units': [{'id': 'vp', 'name': 'Văn phòng', 'level': 'commune'},"
  " {'id': 'tp', 'name': 'Tư pháp'}], 'tasks': [{'label': '1', 'title': 'Báo cáo', 'lead': {'units': ['vp', 'tp']},"
  " 'deadline': {'text': 'Hàng tháng'}}], 'indicators': [{'id': 'truc-tuyen', 'title': 'Trực tuyến', 'kind': 'ratio',"
  " 'series': 'per-period', 'task': '1', 'measure': '%', 'targets': [{'comparator': '>=', 'amount': 20},"
  " {'comparator': '>=', 'amount': 30.5, 'unit': 'tp'}, {'comparator': 'range', 'amount': 40, 'high': 60,"
  " 'period': '2021-H2'}]}, {'id': 'so-hoa', 'title': 'Số hóa', 'kind': 'value', 'series': 'cumulative',"
  " 'baselines': [{'amount': 8}], 'targets': [{'comparator': '>=', 'amount': 10, 'reduction': true}]}]}",
  "{'format': 'tthcplan/1', 'id': 'xa-hai', 'year': 2021, 'units': [{'id': 'vp', 'name': 'Văn phòng', 'level': 'commune'}],"
  " 'indicators': [{'id': 'truc-tuyen', 'title': 'Trực tuyến', 'kind': 'ratio', 'series': 'per-period'}]}",
};

static const char *const facts[] = {
  "{'id': '1', 'kind': 'measurement', 'indicator': 'truc-tuyen', 'unit': 'vp', 'period': '2021-Q1', 'numerator': 1,"
  " 'denominator': 4, 'day': '2021-04-02'}, {'id': '2', 'kind': 'measurement', 'indicator': 'truc-tuyen', 'unit': 'tp',"
  " 'period': '2021-Q1', 'numerator': 3, 'denominator': 11, 'day': '2021-04-05'}, {'id': '3', 'kind': 'measurement',"
  " 'indicator': 'so-hoa', 'unit': 'vp', 'period': '2021-Q1', 'amount': 7.25, 'day': '2021-04-02'}",
  "{'id': '1', 'kind': 'measurement', 'indicator': 'truc-tuyen', 'unit': 'vp', 'period': '2021-Q1', 'numerator': 0,"
  " 'denominator': 0, 'day': '2021-04-02'}",
};

static tthc_store *two_plans(void) {
  tthc_store *store = store_of(plans, COUNT(plans));
  assert_int_equal(append(store, "xa-mot", facts[0]), 3);
  assert_int_equal(append(store, "xa-hai", facts[1]), 1);
  return store;
}

static tthc_value_list *ask(tthc_store *store, const char *options, tthc_error *err) {
  return tthc_store_values(store, with_quotes(options), err);
}

static const char *text_or(const char *text) { return text == NULL ? "-" : text; }

/* "xa-mot truc-tuyen - met 26.67 (>= 20) 2/2; …" */
static int show(tthc_store *store, const char *options, struct shown *page, tthc_error *err) {
  tthc_value_list *list = ask(store, options, err);
  const int is_there = begin_shown(page, list, tthc_value_list_next(list));
  char row[256];
  int32_t i;
  for (i = 0; i < tthc_value_list_count(list); i++) {
    snprintf(row, sizeof row, "%s %s %s %s %s (%s) %d/%d", tthc_value_list_plan_id(list, i),
             tthc_value_list_indicator_id(list, i), text_or(tthc_value_list_unit_id(list, i)),
             tthc_verdict_word(tthc_value_list_verdict(list, i)), text_or(tthc_value_list_text(list, i, "en")),
             text_or(tthc_value_list_target(list, i)), (int)tthc_value_list_units_reported(list, i),
             (int)tthc_value_list_units_expected(list, i));
    add_shown(page, row);
  }
  tthc_value_list_free(list);
  return is_there;
}

static void test_filters(void **state) {
  static const struct page_case cases[] = {
    {"{'as_of': '2021-06-30', 'of': 'plan'}",
     "xa-mot truc-tuyen - met 26.67 (>= 20) 2/2; xa-mot so-hoa - missed 7.25 (giảm >= 10) 0/0; "
     "xa-hai truc-tuyen - no-activity - (-) 0/0"},
    {"{'as_of': '2021-06-30', 'plans': ['xa-mot'], 'indicators': ['truc-tuyen'], 'of': 'unit'}",
     "xa-mot truc-tuyen vp met 25.00 (>= 20) 1/1; xa-mot truc-tuyen tp missed 27.27 (>= 30.5) 1/1"},
    {"{'as_of': '2021-04-03', 'plans': ['xa-mot'], 'indicators': ['truc-tuyen']}",
     "xa-mot truc-tuyen - met 25.00 (>= 20) 1/2; xa-mot truc-tuyen vp met 25.00 (>= 20) 1/1; "
     "xa-mot truc-tuyen tp no-value - (>= 30.5) 0/1"},
    {"{'as_of': '2021-07-01', 'plans': ['xa-mot'], 'indicators': ['truc-tuyen']}",
     "xa-mot truc-tuyen - missed 26.67 (range 40..60) 2/2; xa-mot truc-tuyen vp missed 25.00 (range 40..60) 1/1; "
     "xa-mot truc-tuyen tp missed 27.27 (>= 30.5) 1/1"},
    {"{'as_of': '2021-04-01', 'indicators': ['truc-tuyen'], 'of': 'plan'}",
     "xa-mot truc-tuyen - no-value - (>= 20) 0/2; xa-hai truc-tuyen - no-value - (-) 0/0"},
    {"{'as_of': '2021-06-30', 'results': ['missed', 'no-activity'], 'order': 'result'}",
     "xa-mot truc-tuyen tp missed 27.27 (>= 30.5) 1/1; xa-mot so-hoa - missed 7.25 (giảm >= 10) 0/0; "
     "xa-hai truc-tuyen - no-activity - (-) 0/0; xa-hai truc-tuyen vp no-activity - (-) 0/0"},
    {"{'as_of': '2021-06-30', 'units': ['tp']}", "xa-mot truc-tuyen tp missed 27.27 (>= 30.5) 1/1"},
    {"{'as_of': '2021-06-30', 'levels': ['commune'], 'plans': ['xa-mot']}",
     "xa-mot truc-tuyen vp met 25.00 (>= 20) 1/1; xa-mot so-hoa vp no-baseline 7.25 (giảm >= 10) 0/0"},
    {"{'as_of': '2021-06-30', 'plans': ['khong-co']}", ""},
    {"{'as_of': '2021-06-30', 'indicators': ['khong-co']}", ""},
    {"{'as_of': '2021-06-30', 'units': ['tp'], 'of': 'plan'}", ""},
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
    {"{'as_of': '2021-02-03', 'results': ['good']}", TTHC_E_VALUE, "/results/0"},
    {"{'as_of': '2021-02-03', 'results': []}", TTHC_E_MISSING, "/results"},
    {"{'as_of': '2021-02-03', 'indicators': [7]}", TTHC_E_TYPE, "/indicators/0"},
    {"{'as_of': '2021-02-03', 'of': 'section'}", TTHC_E_VALUE, "/of"},
    {"{'as_of': '2021-02-03', 'order': 'due'}", TTHC_E_VALUE, "/order"},
    {"{'as_of': '2021-02-03', 'limit': 10001}", TTHC_E_VALUE, "/limit"},
    {"{'as_of': '2021-02-03', 'states': ['overdue']}", TTHC_E_UNKNOWN_MEMBER, "/states"},
    {"{'as_of': '2021-02-03', 'warning_days': 3}", TTHC_E_UNKNOWN_MEMBER, "/warning_days"},
    {"{'as_of': '2021-02-03', 'after': ''}", TTHC_E_MISSING, "/after"},
    {"{'as_of': '2021-02-03', 'after': 'x'}", TTHC_E_VALUE, "/after"},
    {"{'as_of': '2021-02-03', 'after': '12345678:1:2:3:4:5:6'}", TTHC_E_VALUE, "/after"},
  };
  tthc_store *store = two_plans();
  (void)state;
  CHECK_NONE_FAILED(check_wrong_pages(show, store, cases, COUNT(cases), "{'as_of': '2021-02-03'}"));
  tthc_store_free(store);
}

/* --- rows --------------------------------------------------------------------------------------------------------- */

static void test_rows(void **state) {
  tthc_store *store = two_plans();
  tthc_value_list *list = ask(store, "{'as_of': '2021-07-01', 'plans': ['xa-mot'], 'limit': 4}", NULL);
  int failures;
  (void)state;
  assert_non_null(list);
  tthc_store_free(store); /* a page outlives its store */
  failures = check_int("rows", tthc_value_list_count(list), 4);
  failures += check_text("title", tthc_value_list_title(list, 0), "Trực tuyến");
  failures += check_text("measure", tthc_value_list_measure(list, 0), "%");
  failures += check_text("all", tthc_value_list_unit_name(list, 0), NULL);
  failures += check_text("unit", tthc_value_list_unit_name(list, 1), "Văn phòng");
  failures += check_int("numerator", tthc_value_list_numerator(list, 0), 4);
  failures += check_int("denominator", tthc_value_list_denominator(list, 0), 15);
  failures += check_text("text", tthc_value_list_text(list, 0, "vi"), "26,67");
  failures += check_int("comparator", tthc_value_list_target_comparator(list, 0), TTHC_RANGE);
  failures += check_text("amount", tthc_value_list_target_amount(list, 0), "40");
  failures += check_text("high", tthc_value_list_target_high(list, 0), "60");
  failures += check_text("period", tthc_value_list_target_period(list, 0), "2021-H2");
  failures += check_text("for all", tthc_value_list_target_unit_id(list, 1), NULL);
  failures += check_text("for one", tthc_value_list_target_unit_id(list, 2), "tp");
  failures += check_text("always", tthc_value_list_target_period(list, 2), NULL);
  failures += check_int("no reduction", tthc_value_list_target_is_reduction(list, 0), 0);
  failures += check_int("reduction", tthc_value_list_target_is_reduction(list, 3), 1);
  failures += check_int("digits", tthc_value_list_numerator(list, 3), 725);
  failures += check_int("power", tthc_value_list_denominator(list, 3), 100);
  failures += check_int("next", tthc_value_list_next(list) != NULL, 1);
  failures += check_int("wrong row", tthc_value_list_verdict(list, 4) == 0 && tthc_value_list_text(list, -1, NULL) == NULL, 1);
  failures += check_int("wrong row", tthc_value_list_numerator(list, 9), TTHC_NO_NUMBER);
  tthc_value_list_free(list);
  tthc_value_list_free(NULL);
  failures += check_int("no page", tthc_value_list_count(NULL) + tthc_value_list_left_out(NULL), 0);
  CHECK_NONE_FAILED(failures);
}

static void test_json(void **state) {
  static const char wanted[] =
    "{\n  \"format\": \"tthcplan-value-list/1\",\n  \"as_of\": \"2021-07-01\",\n  \"left_out\": 0,\n  \"rows\": [\n"
    "    {\"plan\": \"xa-mot\", \"indicator\": \"truc-tuyen\", \"title\": \"Trực tuyến\", \"unit\": \"tp\", \"name\": \"Tư pháp\","
    " \"verdict\": \"missed\", \"numerator\": 3, \"denominator\": 11, \"text\": \"27.27\", \"measure\": \"%\","
    " \"target\": \">= 30.5\", \"comparator\": \">=\", \"amount\": 30.5, \"target_unit\": \"tp\", \"units_reported\": 1,"
    " \"units_expected\": 1}\n  ]\n}\n";
  tthc_store *store = two_plans();
  tthc_value_list *list = ask(store, "{'as_of': '2021-07-01', 'units': ['tp']}", NULL);
  tthc_text *text = tthc_value_list_json(list, NULL);
  tthc_error *err = tthc_error_new();
  const int failures = check_text("JSON", tthc_text_data(text), wanted);
  (void)state;
  assert_null(tthc_value_list_json(NULL, err));
  assert_int_equal(tthc_error_code(err), TTHC_E_HANDLE);
  tthc_error_free(err);
  tthc_text_free(text);
  tthc_value_list_free(list);
  tthc_store_free(store);
  CHECK_NONE_FAILED(failures);
}

static int32_t left_out(tthc_store *store, const char *options) {
  tthc_value_list *list = ask(store, options, NULL);
  const int32_t count = tthc_value_list_left_out(list);
  assert_non_null(list);
  tthc_value_list_free(list);
  return count;
}

/* Plans that cannot be assessed are counted: without a regime always, with sums of too many digits from their day on. */
static void test_left_out(void **state) {
  tthc_store *store = two_plans();
  tthc_plan *plan = tthc_plan_new("la", 2021, NULL);
  tthc_error *err = tthc_error_new();
  int failures;
  (void)state;
  assert_int_equal(tthc_plan_set_regime(plan, "rieng", NULL), TTHC_OK);
  assert_int_equal(tthc_plan_add_indicator(plan, "i", "I", TTHC_VALUE, TTHC_CUMULATIVE, NULL), 0);
  assert_int_equal(tthc_store_save(store, plan, NULL), 1);
  tthc_plan_free(plan);
  failures = check_int("no regime", left_out(store, "{'as_of': '2021-03-03'}"), 1);
  failures += check_int("not asked about", left_out(store, "{'as_of': '2021-03-03', 'plans': ['xa-hai']}"), 0);
  assert_int_equal(append(store, "xa-hai", "{'id': '8', 'kind': 'measurement', 'indicator': 'truc-tuyen', 'unit': 'vp',"
                                           " 'period': '2021-Q2', 'numerator': 9007199254740991, 'denominator':"
                                           " 9007199254740991, 'day': '2021-07-01'}, {'id': '9', 'kind': 'measurement',"
                                           " 'indicator': 'truc-tuyen', 'unit': 'vp', 'period': '2021-Q3', 'numerator':"
                                           " 1, 'denominator': 1, 'day': '2021-10-01'}"), 2);
  failures += check_int("before", left_out(store, "{'as_of': '2021-09-30', 'plans': ['xa-hai']}"), 0);
  failures += check_int("beyond", left_out(store, "{'as_of': '2021-10-01', 'plans': ['xa-hai']}"), 1);
  failures += check_page(show, store, "{'as_of': '2021-09-30', 'plans': ['xa-hai'], 'of': 'plan'}",
                         "xa-hai truc-tuyen - no-target 100.00 (-) 0/0");
  failures += check_page(show, store, "{'as_of': '2021-10-01', 'plans': ['xa-hai']}", "");
  plan = tthc_store_load(store, "xa-hai", 0, NULL);
  assert_null(tthc_assessment_new(plan, NULL, tthc_day_from_civil(2021, 10, 1, NULL), NULL, err));
  assert_int_equal(tthc_error_code(err), TTHC_E_NUMBER);
  tthc_plan_free(plan);
  tthc_error_free(err);
  tthc_store_free(store);
  CHECK_NONE_FAILED(failures);
}

/* --- pages -------------------------------------------------------------------------------------------------------- */

static void test_pages(void **state) {
  tthc_store *store = two_plans();
  int failures = 0;
  int32_t limit;
  (void)state;
  for (limit = 1; limit <= 8; limit++)
    failures += check_walk(show, store, "'as_of': '2021-06-30', 'order': 'plan'", limit, 7, NULL) +
                check_walk(show, store, "'as_of': '2021-06-30', 'order': 'result'", limit, 7, NULL);
  tthc_store_free(store);
  CHECK_NONE_FAILED(failures);
}

/* Also of another order, day or list. */
static void test_cursors(void **state) {
  static const char question[] = "'as_of': '2021-06-30', 'order': 'plan'";
  static const char *const others[] = {"'plans': ['xa-mot']",  "'units': ['mot']", "'levels': ['xã']", "'indicators': ['i']",
                                       "'results': ['missed']", "'of': 'plan'",    NULL};
  tthc_store *store = two_plans();
  tthc_value_list *list = ask(store, "{'as_of': '2021-06-30', 'order': 'plan', 'limit': 2}", NULL);
  tthc_query *query = tthc_store_query(store, "{\"as_of\": \"2021-06-30\", \"limit\": 2}", NULL);
  int failures = check_cursors(show, store, question, tthc_query_next(query));
  (void)state;
  failures += check_after(show, store, "'as_of': '2021-06-30', 'order': 'result'", tthc_value_list_next(list));
  failures += check_after(show, store, "'as_of': '2021-06-29', 'order': 'plan'", tthc_value_list_next(list));
  failures += check_other_questions(show, store, question, others);
  tthc_query_free(query);
  tthc_value_list_free(list);
  tthc_store_free(store);
  CHECK_NONE_FAILED(failures);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_filters), cmocka_unit_test(test_wrong_options), cmocka_unit_test(test_rows),
    cmocka_unit_test(test_json),    cmocka_unit_test(test_left_out),      cmocka_unit_test(test_pages),
    cmocka_unit_test(test_cursors),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
