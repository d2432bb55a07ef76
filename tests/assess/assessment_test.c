/* The handle of an assessment: what it keeps when plan and calendar are gone, and the words and names of its numbers. */
#include "tthcplan/assessment.h"

#include "support/check.h"
#include "tthcplan/rollup.h"
#include "tthcplan/value.h"

static tthc_plan *small_plan(void) {
  tthc_plan *plan = tthc_plan_new("ke-hoach", 2021, NULL);
  assert_non_null(plan);
  assert_int_equal(tthc_plan_set_subject(plan, "Kiểm soát thủ tục hành chính", NULL), TTHC_OK);
  assert_int_equal(tthc_plan_add_basis(plan, "45/2020/NĐ-CP", TTHC_NO_DAY, "Chính phủ", "thủ tục điện tử", NULL), 0);
  return plan;
}

static void test_it_outlives_the_plan(void **state) {
  tthc_plan *plan = small_plan();
  tthc_assessment *a = tthc_assessment_new(plan, NULL, 18823, NULL, NULL);
  (void)state;
  assert_non_null(a);
  assert_string_equal(tthc_plan_basis_issuer(plan, 0), "Chính phủ");
  assert_string_equal(tthc_plan_basis_title(plan, 0), "thủ tục điện tử");
  assert_null(tthc_plan_basis_issuer(plan, 1));
  assert_null(tthc_plan_basis_title(plan, -1));
  tthc_plan_free(plan);
  assert_int_equal(tthc_assessment_as_of(a), 18823);
  assert_string_equal(tthc_assessment_plan_id(a), "ke-hoach");
  assert_string_equal(tthc_assessment_subject(a), "Kiểm soát thủ tục hành chính");
  tthc_assessment_free(a);
}

static int check_names(const char *const *wanted, size_t count, const char *(*name)(int32_t, const char *),
                       const char *language) {
  int failures = 0;
  size_t i;
  for (i = 0; i < count; i++) failures += check_text(language, name((int32_t)i + 1, language), wanted[i]);
  failures += check_text("none", name(0, language), NULL);
  return failures + check_text("beyond", name((int32_t)count + 1, language), NULL);
}

static void test_words_and_names(void **state) {
  static const char *const states_vi[] = {"đã hủy",      "đã hoàn thành đúng hạn", "đã hoàn thành quá hạn", "chờ sự kiện",
                                          "quá hạn",     "sắp đến hạn",            "đang thực hiện",        "chưa đến kỳ",
                                          "chưa thực hiện", "đã hoàn thành"};
  static const char *const states_en[] = {"cancelled", "done on time", "done late",   "waiting for an event",
                                          "overdue",   "due soon",     "in progress", "upcoming",
                                          "not started", "done"};
  static const char *const verdicts_vi[] = {"đạt", "chưa đạt", "chưa có số liệu", "không phát sinh",
                                            "chưa có chỉ tiêu cho thời điểm này", "chưa có giá trị gốc để so sánh"};
  static const char *const verdicts_en[] = {"met", "missed", "no figures yet", "nothing occurred",
                                            "no target for this day", "no baseline to compare with"};
  int failures = 0;
  (void)state;
  failures += check_names(states_vi, COUNT(states_vi), tthc_state_name, NULL);
  failures += check_names(states_vi, COUNT(states_vi), tthc_state_name, "vi");
  failures += check_names(states_en, COUNT(states_en), tthc_state_name, "en");
  failures += check_names(verdicts_vi, COUNT(verdicts_vi), tthc_verdict_name, "vi");
  failures += check_names(verdicts_en, COUNT(verdicts_en), tthc_verdict_name, "en");
  failures += check_text("plan", tthc_rollup_kind_word(TTHC_OF_PLAN), "plan");
  failures += check_text("section", tthc_rollup_kind_word(TTHC_OF_SECTION), "section");
  failures += check_text("task", tthc_rollup_kind_word(TTHC_OF_TASK), "task");
  failures += check_text("unit", tthc_rollup_kind_word(TTHC_OF_UNIT), "unit");
  failures += check_text("period", tthc_rollup_kind_word(TTHC_OF_PERIOD), "period");
  failures += check_text("beyond", tthc_rollup_kind_word(TTHC_OF_PERIOD + 1), NULL);
  CHECK_NONE_FAILED(failures);
}

static void test_bad_calls(void **state) {
  tthc_plan *plan = small_plan();
  tthc_error *err = tthc_error_new();
  (void)state;
  assert_null(tthc_assessment_new(NULL, NULL, 18823, NULL, err));
  assert_int_equal(tthc_error_code(err), TTHC_E_HANDLE);
  assert_null(tthc_assessment_new(plan, (const tthc_calendar *)plan, 18823, NULL, err));
  assert_int_equal(tthc_error_code(err), TTHC_E_HANDLE);
  assert_null(tthc_assessment_new(plan, NULL, TTHC_NO_DAY, NULL, err));
  assert_int_equal(tthc_error_code(err), TTHC_E_DAY);
  assert_null(tthc_assessment_new(plan, NULL, 18823, "{\"warning_days\": -1}", err));
  assert_int_equal(tthc_error_code(err), TTHC_E_VALUE);
  assert_string_equal(tthc_error_path(err), "/warning_days");
  assert_int_equal(tthc_plan_set_regime(plan, "khac", err), TTHC_OK);
  assert_null(tthc_assessment_new(plan, NULL, 18823, NULL, err));
  assert_int_equal(tthc_error_code(err), TTHC_E_UNKNOWN_ID);
  tthc_error_free(err);
  tthc_plan_free(plan);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_it_outlives_the_plan),
    cmocka_unit_test(test_words_and_names),
    cmocka_unit_test(test_bad_calls),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
