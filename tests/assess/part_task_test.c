/* What part V orders in prose, listed by the user: assigned, judged and counted like the rows of the table. */
#include "assess/cases.h"
#include "tthcplan/part.h"

static const struct {
  const char *label, *title, *lead, *deadline;
  const char *id;
  int32_t assignments; /* in the year */
} ordered[] = {
  {"1", "Xây dựng kế hoạch của cơ quan, đơn vị, địa phương", "cac-co-quan-don-vi-ubnd-cap-xa", "Trước ngày 31/01/2021", "V.1",
   25},
  {"2", "Rà soát cán bộ đầu mối", "ubnd-cap-xa", "Quý I/2021", "V.2", 12},
  {"3", "Bố trí kinh phí", "phong-tai-chinh-ke-hoach", "Thường xuyên", "V.3", 4},
  {"4", "Đôn đốc, kiểm tra, đánh giá, xếp loại", "van-phong-hdnd-ubnd", "Thường xuyên", "V.4", 4},
};

static int32_t find_part(const tthc_plan *plan, const char *label) {
  int32_t part;
  for (part = 0; part < tthc_plan_part_count(plan); part++)
    if (tthc_part_parent(plan, part) == TTHC_NONE && check_same(tthc_part_label(plan, part), label)) return part;
  fail_msg("no part %s", label);
  return TTHC_NONE;
}

static void list_tasks(tthc_plan *plan) {
  const int32_t part = find_part(plan, "V");
  size_t i;
  for (i = 0; i < COUNT(ordered); i++) {
    const int32_t task = tthc_plan_add_part_task(plan, part, TTHC_NONE, ordered[i].label, ordered[i].title, NULL);
    assert_string_equal(tthc_task_id(plan, task), ordered[i].id);
    assert_int_equal(tthc_task_add_lead(plan, task, tthc_plan_find_unit(plan, ordered[i].lead), NULL), 0);
    assert_int_equal(tthc_task_set_deadline(plan, task, ordered[i].deadline, NULL), TTHC_OK);
    assert_int_not_equal(tthc_task_clause_kind(plan, task, 0), TTHC_UNKNOWN);
  }
}

static int32_t find_rollup(const tthc_assessment *a, int32_t kind, const char *id) {
  const int32_t row = tthc_rollup_find(a, kind, id);
  assert_int_not_equal(row, TTHC_NONE);
  return row;
}

static int32_t count_of(const tthc_assessment *a, int32_t kind, const char *id) {
  return tthc_rollup_assignments(a, find_rollup(a, kind, id), 0);
}

static void test_tracked_like_the_others(void **state) {
  tthc_plan *plan = example_plan();
  tthc_assessment *before = assess(plan, "2021-12-31", NULL), *after;
  const int32_t sections = tthc_plan_section_count(plan);
  int32_t i, added = 0;
  int failures = 0;
  (void)state;
  list_tasks(plan);
  after = assess(plan, "2021-12-31", NULL);
  for (i = 0; i < (int32_t)COUNT(ordered); i++) {
    failures += check_int(ordered[i].id, count_of(after, TTHC_OF_TASK, ordered[i].id), ordered[i].assignments);
    added += ordered[i].assignments;
  }
  failures += check_int("plan", count_of(after, TTHC_OF_PLAN, tthc_plan_id(plan)),
                        count_of(before, TTHC_OF_PLAN, tthc_plan_id(plan)) + added);
  failures += check_int("assignments", tthc_assignment_count(after), tthc_assignment_count(before) + added);
  for (i = 0; i < sections; i++)
    failures += check_int(tthc_section_id(plan, i), count_of(after, TTHC_OF_SECTION, tthc_section_id(plan, i)),
                          count_of(before, TTHC_OF_SECTION, tthc_section_id(plan, i)));
  tthc_assessment_free(before);
  tthc_assessment_free(after);
  tthc_plan_free(plan);
  CHECK_NONE_FAILED(failures);
}

static void test_their_facts_count(void **state) {
  tthc_plan *plan = example_plan();
  tthc_assessment *a;
  tthc_text *json;
  int32_t phu_ly, row;
  (void)state;
  list_tasks(plan);
  phu_ly = tthc_plan_find_unit(plan, "ubnd-xa-phu-ly");
  assert_true(tthc_plan_add_progress(plan, tthc_plan_find_task(plan, "V.2"), phu_ly, "2021-Q1", TTHC_SAYS_DONE,
                                     day_of("2021-03-30"), "{\"evidence\": {\"number\": \"12/QĐ-UBND\"}}", NULL) >= 0);
  a = assess(plan, "2021-04-01", NULL);
  row = find_rollup(a, TTHC_OF_TASK, "V.2");
  assert_int_equal(tthc_rollup_assignments(a, row, TTHC_DONE_ON_TIME), 1);
  assert_int_equal(tthc_rollup_assignments(a, row, TTHC_OVERDUE), 11);
  assert_int_equal(tthc_rollup_units_done(a, row), 1);
  assert_int_equal(tthc_rollup_state(a, row), TTHC_OVERDUE);
  tthc_assessment_free(a);
  /* and all of it comes back from the document */
  json = tthc_plan_json(plan, "{\"facts\": true}", NULL);
  tthc_plan_free(plan);
  plan = tthc_plan_read(tthc_text_data(json), -1, NULL, NULL);
  assert_non_null(plan);
  tthc_text_free(json);
  a = assess(plan, "2021-04-01", NULL);
  assert_int_equal(tthc_rollup_assignments(a, find_rollup(a, TTHC_OF_TASK, "V.2"), TTHC_DONE_ON_TIME), 1);
  tthc_assessment_free(a);
  tthc_plan_free(plan);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_tracked_like_the_others),
    cmocka_unit_test(test_their_facts_count),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
