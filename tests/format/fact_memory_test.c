/* Each allocation of reading and noticing facts fails in turn: it says so, leaks nothing, and leaves the plan as it was. */
#include "support/check.h"
#include "support/failing.h"

#include <tthcplan.h>

#include <stdio.h>

static const char definitions[] =
  "{\"format\": \"tthcplan/1\", \"id\": \"p\", \"year\": 2021, \"units\": [{\"id\": \"a\", \"name\": \"Xã Á\"}],"
  " \"tasks\": [{\"label\": \"1\", \"title\": \"T\", \"lead\": {\"units\": [\"a\"]}, \"deadline\": {\"clauses\": ["
  "  {\"kind\": \"once\", \"start\": \"2021-04-01\", \"due\": \"2021-06-30\", \"key\": \"2021-Q2\"}]}}],"
  " \"indicators\": [{\"id\": \"r\", \"title\": \"R\", \"kind\": \"ratio\", \"series\": \"per-period\"},"
  "  {\"id\": \"n\", \"title\": \"N\", \"kind\": \"value\", \"series\": \"per-period\"}]}";

static const char table[] =
  "Loại;Mã nhiệm vụ;Mã chỉ tiêu;Đơn vị;Kỳ;Trạng thái;Ngày;Tử số;Mẫu số;Giá trị;Ghi chú;id;corrects\n"
  "tiến độ;1;;xã á;Quý II/2021;hoàn thành;1/2/2021;;;;e\xcc\x81;x;\n"
  "số liệu;;r;a;quý I/2021;;1/1/2020;3;2;;;;\nsố liệu;;n;a;kstt:2021-Q1;;1/1/2020;;;1,5;'b';;\n"
  "tiến độ;1;;a;2021-Q2;hoàn thành;2/2/2021;;;;;y;x\n";

static tthc_plan *new_plan(void) {
  tthc_plan *plan = tthc_plan_read(definitions, -1, NULL, NULL);
  assert_non_null(plan);
  return plan;
}

static const char document[] =
  "{\"format\": \"tthcplan-facts/1\", \"plan\": \"p\", \"x-a\": [1.5], \"facts\": ["
  "{\"id\": \"x\", \"kind\": \"progress\", \"task\": \"1\", \"unit\": \"a\", \"period\": \"2021-Q2\", \"state\": \"done\","
  " \"day\": \"2021-02-01\", \"note\": \"e\xcc\x81\\n\", \"x-b\": {\"c\": [null, \"\\u00e3\"]}},"
  "{\"kind\": \"measurement\", \"indicator\": \"n\", \"unit\": \"a\", \"period\": \"2021-Q1\", \"amount\": 1.5,"
  " \"day\": \"2021-02-01\", \"evidence\": {\"number\": \"1\"}},"
  "{\"id\": \"y\", \"kind\": \"progress\", \"task\": \"1\", \"unit\": \"a\", \"period\": \"2021-Q2\", \"state\": \"done\","
  " \"day\": \"2021-02-02\", \"corrects\": \"x\"}]}";

static void test_reading_a_document(void **state) {
  tthc_error *err = tthc_error_new();
  int64_t call, count;
  int failures = 0;
  tthc_plan *plan = new_plan();
  (void)state;
  calls = 0;
  assert_int_equal(tthc_plan_read_facts(plan, document, -1, NULL, err), 3);
  count = calls;
  assert_true(count > 20);
  tthc_plan_free(plan);
  for (call = 1; call <= count && failures < 5; call++) {
    char label[32];
    plan = new_plan();
    calls = 0;
    failing = call;
    snprintf(label, sizeof label, "call %d", (int)call);
    failures += check_int(label, tthc_plan_read_facts(plan, document, -1, NULL, err), TTHC_E_MEMORY);
    failing = 0;
    failures += check_int(label, tthc_error_code(err), TTHC_E_MEMORY);
    failures += check_int(label, tthc_plan_fact_count(plan), 0);
    failures += check_int(label, tthc_plan_read_facts(plan, document, -1, NULL, err), 3); /* and it goes on */
    tthc_plan_free(plan);
  }
  tthc_error_free(err);
  CHECK_NONE_FAILED(failures);
}

static void test_reading(void **state) {
  tthc_error *err = tthc_error_new();
  int64_t call, count;
  int failures = 0;
  tthc_plan *plan = new_plan();
  (void)state;
  calls = 0;
  assert_int_equal(tthc_plan_read_facts_csv(plan, table, -1, NULL, err), 4);
  count = calls;
  assert_true(count > 50);
  tthc_plan_free(plan);
  for (call = 1; call <= count && failures < 5; call++) {
    char label[32];
    int32_t rc;
    plan = new_plan();
    calls = 0;
    failing = call;
    rc = tthc_plan_read_facts_csv(plan, table, -1, NULL, err);
    failing = 0;
    snprintf(label, sizeof label, "call %d", (int)call);
    if (rc != TTHC_E_PERIOD && rc != TTHC_E_UNKNOWN_ID) /* as what cannot be folded is not found */
      failures += check_int(label, rc, TTHC_E_MEMORY);
    failures += check_int(label, tthc_plan_fact_count(plan), 0);
    failures += check_int(label, tthc_plan_read_facts_csv(plan, table, -1, NULL, err), 4); /* and it goes on */
    tthc_plan_free(plan);
  }
  tthc_error_free(err);
  CHECK_NONE_FAILED(failures);
}

/* Findings of the plan, and of its assessment. */
static tthc_findings *notice(const tthc_plan *plan, int by_plan, tthc_error *err) {
  tthc_assessment *a;
  tthc_findings *findings;
  if (by_plan) return tthc_plan_findings(plan, err);
  a = tthc_assessment_new(plan, NULL, tthc_day_from_civil(2021, 12, 31, NULL), NULL, err);
  findings = a == NULL ? NULL : tthc_assessment_findings(a, err);
  tthc_assessment_free(a);
  return findings;
}

static int check_noticing(const tthc_plan *plan, int by_plan) {
  tthc_error *err = tthc_error_new();
  tthc_findings *findings;
  int64_t call, count;
  int32_t wanted;
  int failures = 0;
  calls = 0;
  findings = notice(plan, by_plan, err);
  count = calls;
  wanted = tthc_findings_count(findings);
  assert_true(wanted > 1);
  tthc_findings_free(findings);
  for (call = 1; call <= count && failures < 5; call++) {
    char label[32];
    calls = 0;
    failing = call;
    findings = notice(plan, by_plan, err);
    failing = 0;
    snprintf(label, sizeof label, "call %d", (int)call);
    if (findings == NULL)
      failures += check_int(label, tthc_error_code(err), TTHC_E_MEMORY);
    else
      failures += check_int(label, tthc_findings_count(findings), wanted);
    tthc_findings_free(findings);
  }
  tthc_error_free(err);
  return failures;
}

static void test_noticing(void **state) {
  tthc_plan *plan = new_plan();
  (void)state;
  assert_int_equal(tthc_plan_read_facts_csv(plan, table, -1, NULL, NULL), 4);
  CHECK_NONE_FAILED(check_noticing(plan, 1) + check_noticing(plan, 0));
  tthc_plan_free(plan);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_reading),
                                     cmocka_unit_test(test_reading_a_document), cmocka_unit_test(test_noticing)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
