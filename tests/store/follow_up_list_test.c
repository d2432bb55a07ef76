/* Follow-ups over plans: filters, levels, rows, pages, cursors. That they equal follow-ups of plans: standing_test.c. */
#include "tthcplan/follow_up_list.h"

#include "store/pages.h"

/* A commune below a district, in two plans; in the second the office that owes the work was merged into another. */
static const char *const plans[] = {
  "{'format': 'tthcplan/1', 'id': 'ke-hoach-mot', 'year': 2021, 'units': [{'id': 'huyen', 'name': 'UBND huyện', 'level':"
  " 'district', 'contacts': [{'name': 'Lan', 'position': 'Chuyên viên', 'email': 'lan@x.vn', 'phone': '0251',"
  " 'last_day': '2021-06-30'}, {'name': 'Hùng', 'first_day': '2021-07-01'}]}, {'id': 'xa', 'name': 'UBND xã', 'level':"
  " 'commune', 'superior': 'huyen'}], 'sections': [{'label': 'A', 'title': 'Một'}], 'tasks': [{'section': 'A', 'label':"
  " '1', 'title': 'Báo cáo', 'lead': {'units': ['xa']}, 'deadline': {'text': 'Hàng quý'}}, {'section': 'A', 'label': '2',"
  " 'title': 'Niêm yết', 'lead': {'units': ['huyen']}, 'deadline': {'text': 'Trước ngày 30/6/2021'}}]}",
  "{'format': 'tthcplan/1', 'id': 'ke-hoach-hai', 'year': 2021, 'units': [{'id': 'xa', 'name': 'UBND xã'}, {'id':"
  " 'xa-cu', 'name': 'UBND xã cũ', 'last_day': '2021-05-31', 'successors': [{'unit': 'xa', 'kind': 'merge'}]}],"
  " 'tasks': [{'label': '1', 'title': 'Rà soát', 'lead': {'units': ['xa-cu']}, 'deadline': {'text': 'Tháng 4/2021'}}]}",
};

static tthc_store *two_plans(void) { return store_of(plans, COUNT(plans)); }

static tthc_follow_up_list *ask(tthc_store *store, const char *options, tthc_error *err) {
  return tthc_store_follow_ups(store, with_quotes(options), err);
}

/* "xa: ke-hoach-mot A.1 xa 2021-Q1 urging owing 12/8; …" */
static int show(tthc_store *store, const char *options, struct shown *page, tthc_error *err) {
  tthc_follow_up_list *list = ask(store, options, err);
  const int is_there = begin_shown(page, list, tthc_follow_up_list_next(list));
  char row[256];
  int32_t i;
  for (i = 0; i < tthc_follow_up_list_count(list); i++) {
    snprintf(row, sizeof row, "%s: %s %s %s %s %s %s %d/%d", tthc_follow_up_list_recipient_id(list, i),
             tthc_follow_up_list_plan_id(list, i), tthc_follow_up_list_task_id(list, i),
             tthc_follow_up_list_unit_id(list, i), tthc_follow_up_list_period(list, i),
             tthc_follow_up_list_level(list, i), tthc_recipient_role_word(tthc_follow_up_list_role(list, i)),
             (int)tthc_follow_up_list_days_late(list, i), (int)tthc_follow_up_list_working_days_late(list, i));
    add_shown(page, row);
  }
  tthc_follow_up_list_free(list);
  return is_there;
}

static void test_filters(void **state) {
  static const struct page_case cases[] = {
    {"{'as_of': '2021-07-15', 'reached': ['second-urging', 'urging', 'reminder']}",
     "huyen: ke-hoach-mot A.2 huyen 2021-06-29 second-urging owing 16/12; "
     "xa: ke-hoach-mot A.1 xa 2021-Q2 second-urging owing 15/11"},
    {"{'as_of': '2021-07-15', 'reached': ['escalation']}",
     "huyen: ke-hoach-mot A.1 xa 2021-Q1 escalation superior 106/73; "
     "xa: ke-hoach-mot A.1 xa 2021-Q1 escalation copy 106/73; "
     "xa: ke-hoach-hai 1 xa-cu 2021-04 escalation owing 72/52"},
    {"{'as_of': '2021-07-15', 'recipients': ['huyen'], 'levels': ['commune']}",
     "huyen: ke-hoach-mot A.1 xa 2021-Q1 escalation superior 106/73"},
    {"{'as_of': '2021-05-10', 'plans': ['ke-hoach-hai']}", "xa-cu: ke-hoach-hai 1 xa-cu 2021-04 urging owing 6/4"},
    {"{'as_of': '2021-06-25', 'states': ['due-soon']}",
     "huyen: ke-hoach-mot A.2 huyen 2021-06-29 reminder owing 0/0; xa: ke-hoach-mot A.1 xa 2021-Q2 reminder owing 0/0"},
    {"{'as_of': '2021-06-25', 'states': ['not-started'], 'warning_days': 3}",
     "huyen: ke-hoach-mot A.2 huyen 2021-06-29 reminder owing 0/0; xa: ke-hoach-mot A.1 xa 2021-Q2 reminder owing 0/0"},
    {"{'as_of': '2021-06-25', 'tasks': ['A.2']}", "huyen: ke-hoach-mot A.2 huyen 2021-06-29 reminder owing 0/0"},
    {"{'as_of': '2021-07-15', 'units': ['xa-cu']}", "xa: ke-hoach-hai 1 xa-cu 2021-04 escalation owing 72/52"},
    {"{'as_of': '2021-06-25', 'sections': ['A'], 'due_to': '2021-06-01'}",
     "huyen: ke-hoach-mot A.1 xa 2021-Q1 escalation superior 86/59; xa: ke-hoach-mot A.1 xa 2021-Q1 escalation copy 86/59"},
    {"{'as_of': '2021-04-05', 'follow_up_levels': [{'id': 'mot', 'name': 'Một', 'from': 4}, {'id': 'hai', 'name': 'Hai',"
     " 'from': 9, 'to': 'superior'}]}",
     "xa: ke-hoach-mot A.1 xa 2021-Q1 mot owing 5/3"},
    {"{'as_of': '2021-01-04'}", ""},
    {"{'as_of': '2021-07-15', 'recipients': ['khong-co']}", ""},
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
    {"{'as_of': '2021-02-03', 'reached': ['late']}", TTHC_E_VALUE, "/reached"},
    {"{'as_of': '2021-02-03', 'reached': ['urging'], 'follow_up_levels': [{'id': 'a', 'name': 'A', 'from': 1}]}",
     TTHC_E_VALUE, "/reached"},
    {"{'as_of': '2021-02-03', 'follow_up_levels': []}", TTHC_E_MISSING, "/follow_up_levels"},
    {"{'as_of': '2021-02-03', 'follow_up_levels': [{'id': 'a', 'from': 1}]}", TTHC_E_MISSING, "/follow_up_levels/0/name"},
    {"{'as_of': '2021-02-03', 'states': ['late']}", TTHC_E_VALUE, "/states/0"},
    {"{'as_of': '2021-02-03', 'recipients': []}", TTHC_E_MISSING, "/recipients"},
    {"{'as_of': '2021-02-03', 'order': 'due'}", TTHC_E_UNKNOWN_MEMBER, "/order"},
    {"{'as_of': '2021-02-03', 'limit': 0}", TTHC_E_VALUE, "/limit"},
    {"{'as_of': '2021-02-03', 'after': 'x'}", TTHC_E_VALUE, "/after"},
  };
  tthc_store *store = two_plans();
  (void)state;
  CHECK_NONE_FAILED(check_wrong_pages(show, store, cases, COUNT(cases), "{'as_of': '2021-02-03'}"));
  tthc_store_free(store);
}

/* --- rows --------------------------------------------------------------------------------------------------------- */

static void test_rows(void **state) {
  tthc_store *store = two_plans();
  tthc_follow_up_list *list = ask(store, "{'as_of': '2021-06-25', 'recipients': ['huyen'], 'limit': 1}", NULL);
  int failures;
  (void)state;
  assert_non_null(list);
  tthc_store_free(store); /* a page outlives its store */
  failures = check_int("rows", tthc_follow_up_list_count(list), 1);
  failures += check_text("recipient", tthc_follow_up_list_recipient_name(list, 0), "UBND huyện");
  failures += check_int("contacts", tthc_follow_up_list_contact_count(list, 0), 1);
  failures += check_text("name", tthc_follow_up_list_contact_name(list, 0, 0), "Lan");
  failures += check_text("position", tthc_follow_up_list_contact_position(list, 0, 0), "Chuyên viên");
  failures += check_text("email", tthc_follow_up_list_contact_email(list, 0, 0), "lan@x.vn");
  failures += check_text("phone", tthc_follow_up_list_contact_phone(list, 0, 0), "0251");
  failures += check_text("no contact", tthc_follow_up_list_contact_name(list, 0, 1), NULL);
  failures += check_text("level", tthc_follow_up_list_level_name(list, 0, "vi"), "Báo cáo cấp trên");
  failures += check_text("level", tthc_follow_up_list_level_name(list, 0, "en"), "Escalation");
  failures += check_text("label", tthc_follow_up_list_label(list, 0), "1");
  failures += check_text("title", tthc_follow_up_list_title(list, 0), "Báo cáo");
  failures += check_text("deadline", tthc_follow_up_list_deadline(list, 0), "Hàng quý");
  failures += check_text("unit", tthc_follow_up_list_unit_name(list, 0), "UBND xã");
  failures += check_int("report", tthc_follow_up_list_is_report(list, 0), 0);
  failures += check_int("state", tthc_follow_up_list_state(list, 0), TTHC_OVERDUE);
  failures += check_text("due", tthc_follow_up_list_due(list, 0), "2021-03-31");
  failures += check_text("effective", tthc_follow_up_list_effective(list, 0), "2021-03-31");
  failures += check_int("due", tthc_follow_up_list_due_day(list, 0), tthc_day_from_civil(2021, 3, 31, NULL));
  failures += check_int("effective", tthc_follow_up_list_effective_day(list, 0), tthc_follow_up_list_due_day(list, 0));
  failures += check_int("next", tthc_follow_up_list_next(list) != NULL, 1);
  failures += check_int("wrong row", tthc_follow_up_list_state(list, 1) == 0 && tthc_follow_up_list_level(list, -1) == NULL, 1);
  tthc_follow_up_list_free(list);
  tthc_follow_up_list_free(NULL);
  failures += check_int("no page", tthc_follow_up_list_count(NULL), 0);
  CHECK_NONE_FAILED(failures);
}

static void test_json(void **state) {
  static const char wanted[] =
    "{\n  \"format\": \"tthcplan-follow-up-list/1\",\n  \"as_of\": \"2021-07-02\",\n  \"left_out\": 0,\n  \"rows\": [\n"
    "    {\"recipient\": \"huyen\", \"recipient_name\": \"UBND huyện\", \"contacts\": [{\"name\": \"Hùng\"}], \"level\":"
    " \"urging\", \"role\": \"owing\", \"plan\": \"ke-hoach-mot\", \"task\": \"A.2\", \"label\": \"2\", \"title\": \"Niêm yết\","
    " \"unit\": \"huyen\", \"unit_name\": \"UBND huyện\", \"period\": \"2021-06-29\", \"kind\": \"work\", \"deadline\":"
    " \"Trước ngày 30/6/2021\", \"due\": \"2021-06-29\", \"effective\": \"2021-06-29\", \"state\": \"overdue\","
    " \"days_late\": 3, \"working_days_late\": 3}\n  ]\n}\n";
  tthc_store *store = two_plans();
  tthc_follow_up_list *list = ask(store, "{'as_of': '2021-07-02', 'tasks': ['A.2']}", NULL);
  tthc_text *text = tthc_follow_up_list_json(list, NULL);
  tthc_error *err = tthc_error_new();
  const int failures = check_text("JSON", tthc_text_data(text), wanted);
  (void)state;
  assert_null(tthc_follow_up_list_json(NULL, err));
  assert_int_equal(tthc_error_code(err), TTHC_E_HANDLE);
  tthc_error_free(err);
  tthc_text_free(text);
  tthc_follow_up_list_free(list);
  tthc_store_free(store);
  CHECK_NONE_FAILED(failures);
}

/* What is done is not followed up any more, what was given longer is not yet; a plan that cannot be assessed is counted. */
static void test_what_changes(void **state) {
  tthc_store *store = two_plans();
  tthc_plan *plan = tthc_plan_new("la", 2021, NULL);
  tthc_follow_up_list *list;
  int failures;
  (void)state;
  assert_int_equal(append(store, "ke-hoach-mot",
                          "{'kind': 'progress', 'task': 'A.1', 'unit': 'xa', 'period': '2021-Q1', 'state': 'done', 'day':"
                          " '2021-07-01'}, {'kind': 'extension', 'task': 'A.1', 'unit': 'xa', 'period': '2021-Q2', 'due':"
                          " '2021-07-20', 'day': '2021-06-20'}"), 2);
  failures = check_page(show, store, "{'as_of': '2021-07-15', 'plans': ['ke-hoach-mot'], 'units': ['xa']}",
                        "xa: ke-hoach-mot A.1 xa 2021-Q2 reminder owing 0/0");
  failures += check_page(show, store, "{'as_of': '2021-06-30', 'plans': ['ke-hoach-mot'], 'units': ['xa'], 'recipients': ['xa']}",
                         "xa: ke-hoach-mot A.1 xa 2021-Q1 escalation copy 91/62");
  assert_int_equal(tthc_store_remove(store, "ke-hoach-hai", 1, "thử", NULL), TTHC_OK);
  failures += check_page(show, store, "{'as_of': '2021-07-15', 'plans': ['ke-hoach-hai']}", "");
  assert_int_equal(tthc_plan_set_regime(plan, "rieng", NULL), TTHC_OK);
  assert_int_equal(tthc_store_save(store, plan, NULL), 1);
  list = ask(store, "{'as_of': '2021-07-15'}", NULL);
  failures += check_int("left out", tthc_follow_up_list_left_out(list), 1);
  tthc_follow_up_list_free(list);
  tthc_plan_free(plan);
  tthc_store_free(store);
  CHECK_NONE_FAILED(failures);
}

/* --- pages -------------------------------------------------------------------------------------------------------- */

static void test_pages(void **state) {
  tthc_store *store = two_plans();
  int failures = 0;
  int32_t limit;
  (void)state;
  for (limit = 1; limit <= 6; limit++) failures += check_walk(show, store, "'as_of': '2021-07-15'", limit, 5, NULL);
  tthc_store_free(store);
  CHECK_NONE_FAILED(failures);
}

/* Also of another day or list. */
static void test_cursors(void **state) {
  static const char *const others[] = {
    "'plans': ['xa-mot']", "'recipients': ['mot']", "'reached': ['urging']",
    "'follow_up_levels': [{'id': 'mot', 'name': 'Một', 'from': 4}]", NULL};
  tthc_store *store = two_plans();
  tthc_follow_up_list *list = ask(store, "{'as_of': '2021-07-15', 'limit': 2}", NULL);
  tthc_query *query = tthc_store_query(store, "{\"as_of\": \"2021-07-15\", \"limit\": 2}", NULL);
  int failures = check_cursors(show, store, "'as_of': '2021-07-15'", tthc_query_next(query));
  (void)state;
  failures += check_after(show, store, "'as_of': '2021-07-16'", tthc_follow_up_list_next(list));
  failures += check_other_questions(show, store, "'as_of': '2021-07-15'", others);
  tthc_query_free(query);
  tthc_follow_up_list_free(list);
  tthc_store_free(store);
  CHECK_NONE_FAILED(failures);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_filters), cmocka_unit_test(test_wrong_options), cmocka_unit_test(test_rows),
    cmocka_unit_test(test_json),    cmocka_unit_test(test_what_changes),  cmocka_unit_test(test_pages),
    cmocka_unit_test(test_cursors),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
