/* Carrying over: what of a year's work goes into the next year's plan, and how it stands there. */
#include "tthcplan/cascade.h"

#include "cascade/cases.h"

static const char year_json[] =
  "{\"format\": \"tthcplan/1\", \"id\": \"xa-2021-kstt\", \"subject\": \"Kế hoạch năm 2021\", \"authority\": \"UBND "
  "xã\","
  " \"number\": \"5/KH-UBND\", \"place\": \"Xã\", \"year\": 2021,"
  " \"parts\": [{\"label\": \"V\", \"title\": \"Tổ chức\"}],"
  " \"units\": [{\"id\": \"a\", \"name\": \"Đơn vị A\"}, {\"id\": \"b\", \"name\": \"Đơn vị B\"},"
  " {\"id\": \"c\", \"name\": \"Đơn vị C\"}, {\"id\": \"ca-hai\", \"name\": \"Cả hai\", \"kind\": \"group\","
  " \"members\": [{\"unit\": \"a\"}, {\"unit\": \"b\"}]}],"
  " \"sections\": [{\"label\": \"A\", \"title\": \"Một\"}, {\"label\": \"B\", \"title\": \"Hai\"}],"
  " \"tasks\": ["
  "{\"section\": \"A\", \"label\": \"1\", \"title\": \"Nhóm việc\"},"
  "{\"section\": \"A\", \"parent\": \"A.1\", \"label\": \"1.1\", \"title\": \"Dở dang\", \"lead\": {\"text\": \"Cả "
  "hai\","
  " \"units\": [\"ca-hai\"]}, \"deadline\": {\"text\": \"Quý II/2021; thường xuyên\"}},"
  "{\"section\": \"A\", \"label\": \"2\", \"title\": \"Xong\", \"lead\": {\"units\": [\"ca-hai\"]}, \"deadline\": "
  "{\"text\": \"Quý II\"}},"
  "{\"section\": \"A\", \"label\": \"3\", \"title\": \"Hủy\", \"lead\": {\"units\": [\"a\"]}, \"deadline\": {\"text\": "
  "\"Quý II\"}},"
  "{\"section\": \"A\", \"label\": \"4\", \"title\": \"Nhiều năm\", \"lead\": {\"text\": \"Cả hai\", \"units\": "
  "[\"ca-hai\"]},"
  " \"deadline\": {\"text\": \"Theo từng năm đến 2025\"}},"
  "{\"section\": \"A\", \"label\": \"5\", \"title\": \"Thường xuyên\", \"lead\": {\"units\": [\"a\"]}, \"deadline\": "
  "{\"text\": \"Thường xuyên\"}},"
  "{\"section\": \"B\", \"label\": \"1\", \"title\": \"Hằng quý\", \"lead\": {\"units\": [\"a\"]}, \"deadline\": "
  "{\"text\": "
  "\"Hằng quý\"}},"
  "{\"section\": \"A\", \"label\": \"6\", \"title\": \"Cả hai chưa xong\", \"lead\": {\"text\": \"Cả hai\", \"units\": "
  "[\"ca-hai\"]}, \"deadline\": {\"text\": \"Quý III\"}},"
  "{\"section\": \"A\", \"label\": \"7\", \"title\": \"Không thời hạn\", \"lead\": {\"units\": [\"a\"]}},"
  "{\"section\": \"A\", \"label\": \"8\", \"title\": \"Chờ\", \"lead\": {\"units\": [\"a\"]}, \"deadline\": {\"text\": "
  "\"x\","
  " \"clauses\": [{\"kind\": \"on-event\", \"event\": \"phê duyệt\"}]}},"
  "{\"part\": \"V\", \"label\": \"1\", \"title\": \"Của phần\", \"lead\": {\"units\": [\"b\"]}, \"deadline\": "
  "{\"text\": "
  "\"Quý I\"}}],"
  " \"indicators\": ["
  "{\"id\": \"so-hoa\", \"title\": \"Số hóa\", \"kind\": \"ratio\", \"series\": \"cumulative\", \"task\": \"A.4\", "
  "\"targets\": "
  "["
  "{\"comparator\": \">=\", \"amount\": 20, \"period\": \"2021\"}, {\"comparator\": \">=\", \"amount\": 100, "
  "\"period\": "
  "\"2025\"}]},"
  "{\"id\": \"ve-sau\", \"title\": \"Về sau\", \"kind\": \"value\", \"series\": \"per-period\", \"task\": \"A.5\", "
  "\"targets\": [{\"comparator\": \">=\", \"amount\": 2, \"period\": \"2022\", \"unit\": \"c\"}]},"
  "{\"id\": \"nam-nay\", \"title\": \"Năm nay\", \"kind\": \"value\", \"series\": \"per-period\", \"task\": \"A.5\", "
  "\"targets\": [{\"comparator\": \">=\", \"amount\": 2}]}],"
  " \"recipients\": [\"UBND huyện\"],"
  " \"facts\": ["
  "{\"kind\": \"progress\", \"task\": \"A.1.1\", \"unit\": \"a\", \"period\": \"2021-Q2\", \"state\": \"done\", "
  "\"day\": "
  "\"2021-06-01\"},"
  "{\"kind\": \"progress\", \"task\": \"A.2\", \"unit\": \"a\", \"period\": \"2021-Q2\", \"state\": \"done\", \"day\": "
  "\"2021-06-01\"},"
  "{\"kind\": \"progress\", \"task\": \"A.2\", \"unit\": \"b\", \"period\": \"2021-Q2\", \"state\": \"done\", \"day\": "
  "\"2021-09-01\"},"
  "{\"kind\": \"progress\", \"task\": \"A.3\", \"unit\": \"a\", \"period\": \"2021-Q2\", \"state\": \"cancelled\", "
  "\"day\": "
  "\"2021-06-01\"}]}";

struct scene {
  tthc_plan *plan;
  tthc_assessment *assessment;
  tthc_plan *next;
};

static struct scene carry(const char *json, const char *options) {
  struct scene s = {read_plan(json), NULL, NULL};
  tthc_error *err = tthc_error_new();
  s.assessment = tthc_assessment_new(s.plan, NULL, day("2021-12-31"), NULL, NULL);
  s.next = sent(must(tthc_plan_carry_over(s.plan, s.assessment, options, err), err));
  tthc_error_free(err);
  return s;
}

static void clear(struct scene *s) {
  tthc_plan_free(s->plan);
  tthc_assessment_free(s->assessment);
  tthc_plan_free(s->next);
}

static void test_which_tasks(void **state) {
  static const struct {
    const char *task;
    int carried;
  } rows[] = {{"A.1", 1}, {"A.1.1", 1}, {"A.2", 0}, {"A.3", 0}, {"A.4", 1}, {"A.5", 0},
              {"B.1", 0}, {"A.6", 1},   {"A.7", 1}, {"A.8", 1}, {"V.1", 1}};
  struct scene s = carry(year_json, NULL);
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++)
    failures += check_int(rows[i].task, tthc_plan_find_task(s.next, rows[i].task) != TTHC_NONE, rows[i].carried);
  CHECK_NONE_FAILED(failures);
  assert_int_equal(tthc_plan_section_count(s.next), 1); /* no task of the other one goes on */
  assert_int_equal(tthc_plan_part_count(s.next), 1);
  assert_int_equal(tthc_plan_fact_count(s.next), 0);
  clear(&s);
}

static void test_unfinished_work(void **state) {
  struct scene s = carry(year_json, NULL);
  const int32_t some = task_of(s.next, "A.1.1"), all = task_of(s.next, "A.6"), above = task_of(s.next, "A.1");
  tthc_assessment *a;
  int32_t row;
  (void)state;
  assert_string_equal(tthc_task_lead_text(s.next, some), "Đơn vị B"); /* A has finished */
  assert_int_equal(tthc_task_lead_count(s.next, some), 1);
  assert_string_equal(tthc_unit_id(s.next, tthc_task_lead(s.next, some, 0)), "b");
  assert_int_equal(tthc_task_parent(s.next, some), above);
  assert_true(tthc_task_is_heading(s.next, above));
  assert_string_equal(tthc_task_lead_text(s.next, all), "Cả hai");
  assert_string_equal(tthc_unit_id(s.next, tthc_task_lead(s.next, all, 0)), "ca-hai");
  assert_string_equal(tthc_task_source_plan(s.next, some), "xa-2021-kstt");
  assert_string_equal(tthc_task_source_task(s.next, some), "A.1.1");
  assert_int_equal(tthc_task_clause_count(s.next, some), 1); /* the reports of the old year are over */
  assert_int_equal(tthc_task_clause_due_day(s.next, some, 0), day("2021-06-30"));
  assert_string_equal(tthc_task_deadline_text(s.next, some), "Quý II/2021; thường xuyên");
  a = tthc_assessment_new(s.next, NULL, day("2022-01-31"), NULL, NULL);
  for (row = 0; row < tthc_assignment_count(a); row++)
    if (strcmp(tthc_assignment_task_id(a, row), "A.1.1") == 0) {
      assert_string_equal(tthc_assignment_period(a, row), "2021-Q2"); /* the same obligation, late as it is */
      assert_int_equal(tthc_assignment_state(a, row), TTHC_OVERDUE);
      assert_int_equal(tthc_assignment_days_late(a, row), day("2022-01-31") - day("2021-06-30"));
      break;
    }
  assert_true(row < tthc_assignment_count(a));
  tthc_assessment_free(a);
  clear(&s);
}

static void test_work_for_years(void **state) {
  struct scene s = carry(year_json, NULL);
  const int32_t task = task_of(s.next, "A.4");
  tthc_assessment *a = tthc_assessment_new(s.next, NULL, day("2022-06-30"), NULL, NULL);
  int32_t row, count = 0;
  (void)state;
  assert_string_equal(tthc_task_lead_text(s.next, task), "Cả hai");
  for (row = 0; row < tthc_assignment_count(a); row++)
    if (strcmp(tthc_assignment_task_id(a, row), "A.4") == 0) {
      assert_string_equal(tthc_assignment_period(a, row), "2022");
      count++;
    }
  assert_int_equal(count, 2);
  tthc_assessment_free(a);
  clear(&s);
}

static void test_indicators(void **state) {
  struct scene s = carry(year_json, NULL);
  const int32_t task = task_of(s.next, "A.4");
  int32_t indicator = tthc_plan_find_indicator(s.next, "so-hoa");
  (void)state;
  assert_int_equal(tthc_indicator_task(s.next, indicator), task);
  assert_int_equal(tthc_indicator_target_count(s.next, indicator), 1); /* the old year's target is over */
  assert_string_equal(tthc_indicator_target_period(s.next, indicator, 0), "2025");
  indicator =
    tthc_plan_find_indicator(s.next, "ve-sau"); /* of a task that does not go on, but with a target that does */
  assert_int_equal(tthc_indicator_task(s.next, indicator), TTHC_NONE);
  assert_string_equal(tthc_unit_id(s.next, tthc_indicator_target_unit(s.next, indicator, 0)), "c");
  assert_int_equal(tthc_plan_find_indicator(s.next, "nam-nay"), TTHC_NONE);
  clear(&s);
}

static void test_header(void **state) {
  struct scene s = carry(year_json, NULL);
  (void)state;
  assert_string_equal(tthc_plan_id(s.next), "xa-2022-kstt");
  assert_int_equal(tthc_plan_year(s.next), 2022);
  assert_int_equal(tthc_plan_first_day(s.next), day("2022-01-01"));
  assert_string_equal(tthc_plan_subject(s.next), "Kế hoạch năm 2022");
  assert_string_equal(tthc_plan_authority(s.next), "UBND xã");
  assert_string_equal(tthc_plan_basis_number(s.next, 0), "5/KH-UBND");
  assert_string_equal(tthc_plan_recipient(s.next, 0), "UBND huyện");
  assert_string_equal(tthc_plan_source_plan(s.next), "xa-2021-kstt");
  assert_null(tthc_plan_source_unit(s.next));
  assert_null(tthc_plan_number(s.next));
  clear(&s);
  s = carry(year_json, "{\"id\": \"ke-hoach-moi\", \"year\": 2024}");
  assert_string_equal(tthc_plan_id(s.next), "ke-hoach-moi");
  assert_string_equal(tthc_plan_subject(s.next), "Kế hoạch năm 2024");
  clear(&s);
  s = carry("{\"format\": \"tthcplan/1\", \"id\": \"so-12021\", \"year\": 2021}", NULL);
  assert_string_equal(tthc_plan_id(s.next), "so-12021-2022"); /* a year within a longer number is none */
  clear(&s);
}

/* C.4 of the example, until 2025. */
static void test_the_example(void **state) {
  tthc_plan *plan = read_example(1), *next;
  tthc_assessment *a = tthc_assessment_new(plan, NULL, day("2021-12-31"), NULL, NULL);
  (void)state;
  next = sent(tthc_plan_carry_over(plan, a, NULL, NULL));
  assert_string_equal(tthc_plan_id(next), "vinh-cuu-2022");
  assert_string_equal(tthc_plan_subject(next), "Kiểm soát thủ tục hành chính huyện Vĩnh Cửu năm 2022");
  assert_string_equal(tthc_task_source_task(next, task_of(next, "C.4")), "C.4");
  assert_int_not_equal(tthc_plan_find_indicator(next, "so-hoa-ket-qua"), TTHC_NONE);
  assert_int_equal(tthc_plan_find_task(next, "A.1"), TTHC_NONE); /* goes on without an end */
  tthc_plan_free(next);
  tthc_assessment_free(a);
  tthc_plan_free(plan);
}

static void test_bad_input(void **state) {
  struct scene s = carry(year_json, NULL);
  tthc_error *err = tthc_error_new();
  (void)state;
  assert_null(tthc_plan_carry_over(s.next, s.assessment, NULL, err));
  assert_false(check_error("another plan", err, TTHC_E_VALUE, "/assessment", 0, 0));
  assert_null(tthc_plan_carry_over(s.plan, s.assessment, "{\"year\": 2021}", err));
  assert_false(check_error("the same year", err, TTHC_E_VALUE, "/year", 0, 0));
  assert_null(tthc_plan_carry_over(s.plan, s.assessment, "{\"years\": 2022}", err));
  assert_int_equal(tthc_error_code(err), TTHC_E_UNKNOWN_MEMBER);
  assert_null(tthc_plan_carry_over(s.plan, NULL, NULL, err));
  assert_int_equal(tthc_error_code(err), TTHC_E_HANDLE);
  assert_null(tthc_plan_carry_over(NULL, s.assessment, NULL, err));
  assert_int_equal(tthc_error_code(err), TTHC_E_HANDLE);
  tthc_error_free(err);
  clear(&s);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_which_tasks), cmocka_unit_test(test_unfinished_work), cmocka_unit_test(test_work_for_years),
    cmocka_unit_test(test_indicators),  cmocka_unit_test(test_header),          cmocka_unit_test(test_the_example),
    cmocka_unit_test(test_bad_input),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
