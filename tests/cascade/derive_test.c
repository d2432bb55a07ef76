/* Deriving: which tasks a unit gets, how they stand in its plan, and what comes along with them. */
#include "tthcplan/cascade.h"

#include "cascade/cases.h"

/* The ids of the tasks, parted by blanks. */
static int check_tasks(const char *label, const tthc_plan *plan, const char *wanted) {
  struct buffer ids = {0};
  int32_t i;
  int failures;
  tthc__put(&ids, "");
  for (i = 0; i < tthc_plan_task_count(plan); i++) {
    if (i > 0) tthc__put_char(&ids, ' ');
    tthc__put(&ids, tthc_task_id(plan, i));
  }
  failures = check_text(label, ids.data, wanted);
  tthc__buffer_free(&ids);
  return failures;
}

static void test_which_tasks(void **state) {
  static const struct {
    const char *unit;
    const char *options;
    const char *tasks;
  } rows[] = {
    {"huyen-a", NULL, "A.1 A.1.1 A.1.2 B.1 V.1"},
    {"huyen-a", "{\"coordinates\": \"include\"}", "A.1 A.1.1 A.1.2 B.1 V.1"},
    {"huyen-a", "{\"coordinates\": \"exclude\"}", "A.1 A.1.1 B.1 V.1"},
    {"so-noi-vu", NULL, "A.1 A.1.2 B.1 C.1"},
    {"tinh", NULL, ""},
  };
  tthc_plan *province = read_plan(province_json);
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    tthc_plan *plan = derive(province, rows[i].unit, rows[i].options);
    failures += check_tasks(rows[i].unit, plan, rows[i].tasks);
    tthc_plan_free(sent(plan));
  }
  CHECK_NONE_FAILED(failures);
  tthc_plan_free(province);
}

static void test_lead_and_coordinator(void **state) {
  tthc_plan *province = read_plan(province_json);
  tthc_plan *plan = derive(province, "huyen-a", NULL);
  const int32_t led = task_of(plan, "A.1.1"), coordinated = task_of(plan, "A.1.2");
  tthc_assessment *a;
  int32_t i;
  (void)state;
  assert_string_equal(tthc_task_lead_text(plan, led), "UBND huyện A");
  assert_int_equal(tthc_task_lead_count(plan, led), 1);
  assert_string_equal(tthc_unit_id(plan, tthc_task_lead(plan, led, 0)), "huyen-a");
  assert_string_equal(tthc_task_label(plan, led), "1.1");
  assert_string_equal(tthc_task_id(plan, tthc_task_parent(plan, led)), "A.1");
  assert_int_equal(tthc_task_clause_due_day(plan, led, 0), day("2021-06-30"));
  /* told who leads, and owing nothing */
  assert_string_equal(tthc_task_lead_text(plan, coordinated), "Sở Nội vụ");
  assert_int_equal(tthc_task_lead_count(plan, coordinated), 0);
  assert_string_equal(tthc_unit_id(plan, tthc_task_coordinator(plan, coordinated, 0)), "cap-huyen");
  assert_int_equal(has_finding(plan, TTHC_F_DEADLINE_WITHOUT_LEAD), 0);
  a = tthc_assessment_new(plan, NULL, day("2021-12-31"), NULL, NULL);
  for (i = 0; i < tthc_assignment_count(a); i++) {
    assert_string_equal(tthc_assignment_unit_id(a, i), "huyen-a");
    assert_string_not_equal(tthc_assignment_task_id(a, i), "A.1.2");
  }
  assert_true(tthc_assignment_count(a) > 4);
  tthc_assessment_free(a);
  tthc_plan_free(plan);
  tthc_plan_free(province);
}

static void test_where_it_comes_from(void **state) {
  tthc_error *err = tthc_error_new();
  tthc_plan *province = must(tthc_plan_read(province_json, -1, "{\"revision\": 3}", err), err);
  tthc_plan *plan = derive(province, "huyen-a", NULL);
  const int32_t task = task_of(plan, "V.1");
  (void)state;
  assert_string_equal(tthc_plan_id(plan), "tinh-2021-huyen-a");
  assert_string_equal(tthc_plan_authority(plan), "UBND huyện A");
  assert_string_equal(tthc_plan_subject(plan), tthc_plan_subject(province));
  assert_string_equal(tthc_plan_source_plan(plan), "tinh-2021");
  assert_int_equal(tthc_plan_source_revision(plan), 3);
  assert_string_equal(tthc_plan_source_unit(plan), "huyen-a");
  assert_string_equal(tthc_plan_basis_number(plan, 0), "15966/KH-UBND");
  assert_null(tthc_plan_number(plan));
  assert_int_equal(tthc_plan_revision(plan), 0);
  assert_string_equal(tthc_task_source_plan(plan, task), "tinh-2021");
  assert_int_equal(tthc_task_source_revision(plan, task), 3);
  assert_string_equal(tthc_task_source_task(plan, task), "V.1");
  assert_int_equal(tthc_plan_part_count(plan), 1); /* only the one that orders a task */
  assert_string_equal(tthc_part_title(plan, 0), "Tổ chức thực hiện");
  assert_int_equal(tthc_plan_section_count(plan), 2);
  tthc_plan_free(plan);
  plan = derive(province, "huyen-a",
                "{\"id\": \"huyen-a-2021\", \"subject\": \"Kế hoạch huyện\", \"authority\": \"Chủ tịch huyện\"}");
  assert_string_equal(tthc_plan_id(plan), "huyen-a-2021");
  assert_string_equal(tthc_plan_subject(plan), "Kế hoạch huyện");
  assert_string_equal(tthc_plan_authority(plan), "Chủ tịch huyện");
  tthc_plan_free(plan);
  tthc_plan_free(province);
  tthc_error_free(err);
}

static void test_units_that_come_along(void **state) {
  tthc_plan *province = read_plan(province_json);
  tthc_plan *plan = derive(province, "so-noi-vu", NULL);
  (void)state;
  assert_int_not_equal(tthc_plan_find_unit(plan, "tinh"), TTHC_NONE); /* the superior */
  assert_int_equal(tthc_unit_superior(plan, tthc_plan_find_unit(plan, "so-noi-vu")), tthc_plan_find_unit(plan, "tinh"));
  assert_int_not_equal(tthc_plan_find_unit(plan, "huyen-b"), TTHC_NONE); /* a member of who coordinates A.1.2 */
  assert_int_equal(tthc_plan_find_unit(plan, "tat-ca"), TTHC_NONE);      /* the unit leads in its place */
  tthc_plan_free(plan);
  tthc_plan_free(province);
}

static void test_targets_of_the_unit(void **state) {
  tthc_plan *province = read_plan(province_json);
  tthc_plan *plan = derive(province, "huyen-a", NULL);
  (void)state;
  assert_int_equal(tthc_plan_find_indicator(plan, "lop"), TTHC_NONE); /* of a task that it does not have */
  assert_int_equal(tthc_plan_indicator_count(plan), 2);
  assert_int_equal(tthc_indicator_target_count(plan, 0), 1); /* its own, before the general one */
  assert_string_equal(tthc_indicator_target_amount(plan, 0, 0), "15");
  assert_int_equal(tthc_indicator_target_unit(plan, 0, 0), TTHC_NONE); /* the plan is the unit's */
  assert_int_equal(tthc_indicator_baseline_count(plan, 0), 2);
  assert_string_equal(tthc_indicator_baseline_amount(plan, 0, 0), "10");
  assert_int_equal(tthc_indicator_baseline_unit(plan, 0, 0), TTHC_NONE);
  assert_string_equal(tthc_unit_id(plan, tthc_indicator_baseline_unit(plan, 0, 1)), "huyen-a");
  tthc_plan_free(plan);
  plan = derive(province, "huyen-b", NULL);
  assert_int_equal(tthc_indicator_target_count(plan, 0), 2); /* its own in the fourth quarter, else the general one */
  assert_string_equal(tthc_indicator_target_period(plan, 0, 0), "2021-Q4");
  assert_string_equal(tthc_indicator_target_amount(plan, 0, 1), "20");
  assert_int_equal(tthc_indicator_baseline_count(plan, 0), 0); /* the baseline of all is not the unit's */
  tthc_plan_free(plan);
  tthc_plan_free(province);
}

static void test_indicators_that_are_not_the_units(void **state) {
  tthc_plan *province = read_plan(province_json);
  const int32_t lop = tthc_plan_find_indicator(province, "lop"), a = tthc_plan_find_unit(province, "huyen-a");
  tthc_plan *plan;
  (void)state;
  assert_int_equal(tthc_indicator_set_task(province, lop, task_of(province, "A.1.2"), NULL), TTHC_OK);
  plan = derive(province, "huyen-a", NULL); /* which only coordinates A.1.2 */
  assert_int_equal(tthc_plan_find_indicator(plan, "lop"), TTHC_NONE);
  tthc_plan_free(plan);
  assert_int_equal(tthc_indicator_set_task(province, lop, TTHC_NONE, NULL), TTHC_OK);
  assert_int_equal(tthc_indicator_add_target(province, lop, TTHC_AT_LEAST, "2", NULL, a, NULL, NULL), 0);
  plan = derive(province, "huyen-a", NULL); /* of no task, but with a target for it */
  assert_int_not_equal(tthc_plan_find_indicator(plan, "lop"), TTHC_NONE);
  tthc_plan_free(plan);
  plan = derive(province, "huyen-b", NULL);
  assert_int_equal(tthc_plan_find_indicator(plan, "lop"), TTHC_NONE);
  tthc_plan_free(plan);
  tthc_plan_free(province);
}

/* A member from July on, one that left in the year before, and the unit that follows one which is no more. */
static void test_members_by_their_days(void **state) {
  static const char json[] =
    "{\"format\": \"tthcplan/1\", \"id\": \"p\", \"year\": 2025, \"units\": ["
    "{\"id\": \"cu\", \"name\": \"Cũ\", \"last_day\": \"2025-06-30\", \"successors\": [{\"unit\": \"moi\", \"kind\": "
    "\"merge\"}]},"
    "{\"id\": \"moi\", \"name\": \"Mới\", \"first_day\": \"2025-07-01\"}, {\"id\": \"sau\", \"name\": \"Sau\"},"
    "{\"id\": \"truoc\", \"name\": \"Trước\"}, {\"id\": \"khac\", \"name\": \"Khác\"},"
    "{\"id\": \"trong\", \"name\": \"Trong\", \"kind\": \"group\", \"members\": [{\"unit\": \"cu\"},"
    " {\"unit\": \"sau\", \"first_day\": \"2025-07-01\"}, {\"unit\": \"truoc\", \"last_day\": \"2024-12-31\"}]},"
    "{\"id\": \"nhom\", \"name\": \"Nhóm\", \"kind\": \"group\", \"members\": [{\"unit\": \"trong\", \"last_day\": "
    "\"2025-09-30\"}]}],"
    " \"tasks\": [{\"label\": \"1\", \"title\": \"Việc\", \"lead\": {\"units\": [\"nhom\"]}, \"deadline\": {\"text\": "
    "\"Quý IV\"}}]}";
  static const struct {
    const char *unit;
    int tasks;
  } rows[] = {{"cu", 1}, {"moi", 1}, {"sau", 1}, {"truoc", 0}, {"khac", 0}};
  tthc_plan *superior = read_plan(json);
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    tthc_plan *plan = derive(superior, rows[i].unit, NULL);
    failures += check_int(rows[i].unit, tthc_plan_task_count(plan), rows[i].tasks);
    failures += check_int(rows[i].unit, has_finding(plan, TTHC_F_NOTHING_TO_DERIVE), !rows[i].tasks);
    tthc_plan_free(plan);
  }
  CHECK_NONE_FAILED(failures);
  tthc_plan_free(superior);
}

static void test_bad_input(void **state) {
  static const struct {
    const char *unit;
    const char *options;
    int32_t code;
    const char *path;
  } rows[] = {
    {"xa-nao-do", NULL, TTHC_E_UNKNOWN_ID, "/unit"},
    {NULL, NULL, TTHC_E_UNKNOWN_ID, "/unit"},
    {"cap-huyen", NULL, TTHC_E_VALUE, "/unit"},
    {"huyen-a", "{\"id\": \"Huyện A\"}", TTHC_E_VALUE, "/id"},
    {"huyen-a", "{\"coordinates\": \"maybe\"}", TTHC_E_VALUE, "/coordinates"},
    {"huyen-a", "{\"coordinate\": \"include\"}", TTHC_E_UNKNOWN_MEMBER, "/coordinate"},
  };
  tthc_plan *province = read_plan(province_json);
  tthc_error *err = tthc_error_new();
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    assert_null(tthc_plan_derive(province, rows[i].unit, rows[i].options, err));
    failures += check_int(check_show(rows[i].unit), tthc_error_code(err), rows[i].code);
    failures += check_text(check_show(rows[i].unit), tthc_error_path(err), rows[i].path);
  }
  CHECK_NONE_FAILED(failures);
  assert_null(tthc_plan_derive(NULL, "huyen-a", NULL, err));
  assert_int_equal(tthc_error_code(err), TTHC_E_HANDLE);
  assert_null(tthc_plan_derive(province, "xa", NULL, NULL));
  tthc_error_free(err);
  tthc_plan_free(province);
}

/* Every commune of the example has the tasks that it leads or coordinates, once, and a plan that stands by itself. */
static void test_the_example(void **state) {
  tthc_plan *district = read_example(0);
  tthc_plan *commune = sent(derive(district, "ubnd-xa-binh-loi", NULL));
  tthc_plan *office = sent(derive(district, "van-phong-hdnd-ubnd", NULL));
  (void)state;
  tthc_plan_free(district); /* what was derived needs it no more */
  assert_int_equal(tthc_task_lead_count(commune, task_of(commune, "C.4")), 1);
  assert_int_not_equal(tthc_plan_find_indicator(commune, "so-hoa-ket-qua"), TTHC_NONE);
  assert_true(tthc_plan_task_count(commune) > 20);
  assert_true(tthc_plan_task_count(office) > 30);
  tthc_plan_free(commune);
  tthc_plan_free(office);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_which_tasks),           cmocka_unit_test(test_lead_and_coordinator),
    cmocka_unit_test(test_where_it_comes_from),   cmocka_unit_test(test_units_that_come_along),
    cmocka_unit_test(test_targets_of_the_unit),   cmocka_unit_test(test_indicators_that_are_not_the_units),
    cmocka_unit_test(test_members_by_their_days), cmocka_unit_test(test_bad_input),
    cmocka_unit_test(test_the_example),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
