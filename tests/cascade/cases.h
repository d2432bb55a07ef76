/* Plans that the tests of the cascade share, and ways to exchange them. */
#ifndef TTHC_TESTS_CASCADE_CASES_H
#define TTHC_TESTS_CASCADE_CASES_H

#include "support/check.h"
#include "support/samples.h"

#include <tthcplan.h>

/* A province, two districts in a group, a department; headings, a task of the narrative, targets and baselines. */
static const char province_json[] =
  "{\"format\": \"tthcplan/1\", \"id\": \"tinh-2021\", \"subject\": \"Kiểm soát thủ tục hành chính năm 2021\","
  " \"authority\": \"UBND tỉnh\", \"number\": \"15966/KH-UBND\", \"issued\": \"2020-12-29\", \"year\": 2021,"
  " \"parts\": [{\"label\": \"I\", \"text\": \"Mục đích\"}, {\"label\": \"V\", \"title\": \"Tổ chức thực hiện\"}],"
  " \"units\": ["
  "{\"id\": \"tinh\", \"name\": \"UBND tỉnh\"},"
  "{\"id\": \"so-noi-vu\", \"name\": \"Sở Nội vụ\", \"superior\": \"tinh\"},"
  "{\"id\": \"huyen-a\", \"name\": \"UBND huyện A\", \"level\": \"district\", \"superior\": \"tinh\"},"
  "{\"id\": \"huyen-b\", \"name\": \"UBND huyện B\", \"level\": \"district\", \"superior\": \"tinh\"},"
  "{\"id\": \"cap-huyen\", \"name\": \"UBND cấp huyện\", \"kind\": \"group\", \"members\": [{\"unit\": \"huyen-a\"},"
  " {\"unit\": \"huyen-b\"}]},"
  "{\"id\": \"tat-ca\", \"name\": \"Các cơ quan, địa phương\", \"kind\": \"group\", \"members\": [{\"unit\": "
  "\"so-noi-vu\"}, {\"unit\": \"cap-huyen\"}]}],"
  " \"sections\": [{\"label\": \"A\", \"title\": \"Thể chế\"}, {\"label\": \"B\", \"title\": \"Tập huấn\"},"
  " {\"label\": \"C\", \"title\": \"Riêng của Sở\"}],"
  " \"tasks\": ["
  "{\"section\": \"A\", \"label\": \"1\", \"title\": \"Rà soát\"},"
  "{\"section\": \"A\", \"parent\": \"A.1\", \"label\": \"1.1\", \"title\": \"Rà soát của địa phương\", \"lead\":"
  " {\"text\": \"UBND cấp huyện\", \"units\": [\"cap-huyen\"]}, \"deadline\": {\"text\": \"Quý II\"}},"
  "{\"section\": \"A\", \"parent\": \"A.1\", \"label\": \"1.2\", \"title\": \"Tổng hợp\", \"lead\": {\"text\": \"Sở "
  "Nội "
  "vụ\","
  " \"units\": [\"so-noi-vu\"]}, \"coordinator\": {\"text\": \"UBND cấp huyện\", \"units\": [\"cap-huyen\"]},"
  " \"deadline\": {\"text\": \"Quý III\"}},"
  "{\"section\": \"B\", \"label\": \"1\", \"title\": \"Giải quyết trực tuyến\", \"lead\": {\"text\": \"Các cơ quan, địa"
  " phương\", \"units\": [\"tat-ca\"]}, \"deliverable\": \"Báo cáo\", \"deadline\": {\"text\": \"Thường xuyên\"}},"
  "{\"section\": \"C\", \"label\": \"1\", \"title\": \"Việc riêng\", \"lead\": {\"text\": \"Sở Nội vụ\", \"units\":"
  " [\"so-noi-vu\"]}, \"deadline\": {\"text\": \"Quý I\"}},"
  "{\"part\": \"V\", \"label\": \"1\", \"title\": \"Xây dựng kế hoạch\", \"lead\": {\"text\": \"UBND cấp huyện\","
  " \"units\": [\"cap-huyen\"]}, \"deadline\": {\"text\": \"Quý I\"}}],"
  " \"indicators\": ["
  "{\"id\": \"truc-tuyen\", \"title\": \"Tỷ lệ trực tuyến\", \"kind\": \"ratio\", \"series\": \"per-period\", "
  "\"task\": "
  "\"B.1\","
  " \"baselines\": [{\"amount\": 9}, {\"amount\": 10, \"unit\": \"huyen-a\"}],"
  " \"targets\": [{\"comparator\": \">=\", \"amount\": 20}, {\"comparator\": \">=\", \"amount\": 15, \"unit\": "
  "\"huyen-a\"},"
  " {\"comparator\": \">=\", \"amount\": 30, \"unit\": \"huyen-b\", \"period\": \"2021-Q4\"}]},"
  "{\"id\": \"lop\", \"title\": \"Số lớp\", \"kind\": \"value\", \"series\": \"per-period\", \"task\": \"C.1\"},"
  "{\"id\": \"ho-so\", \"title\": \"Số hồ sơ\", \"kind\": \"value\", \"series\": \"per-period\", \"task\": \"B.1\"}]}";

/* A plan that must be there. */
static inline tthc_plan *must(tthc_plan *plan, const tthc_error *err) {
  if (plan == NULL) print_error("%s\n", check_show(tthc_error_problems_json(err, "en")));
  assert_non_null(plan);
  return plan;
}

static inline tthc_plan *read_plan(const char *json) {
  tthc_error *err = tthc_error_new();
  tthc_plan *plan = must(tthc_plan_read(json, -1, NULL, err), err);
  tthc_error_free(err);
  return plan;
}

/* The example plan of a real district, with the facts of its year. */
static inline tthc_plan *read_example(int with_facts) {
  tthc_error *err = tthc_error_new();
  struct buffer plan_text = {0}, facts = {0};
  const char *root = getenv("TTHC_TEST_SOURCE_DIR");
  char path[1024];
  tthc_plan *plan;
  snprintf(path, sizeof path, "%s/examples/data/vinh-cuu-2021.json", root == NULL ? "." : root);
  assert_true(sample_read_file(path, &plan_text));
  plan = must(tthc_plan_read(plan_text.data, plan_text.size, NULL, err), err);
  snprintf(path, sizeof path, "%s/examples/data/vinh-cuu-2021-facts.json", root == NULL ? "." : root);
  assert_true(sample_read_file(path, &facts));
  if (with_facts) assert_true(tthc_plan_read_facts(plan, facts.data, facts.size, NULL, err) > 0);
  tthc__buffer_free(&plan_text);
  tthc__buffer_free(&facts);
  tthc_error_free(err);
  return plan;
}

static inline tthc_text *write_plan(const tthc_plan *plan) {
  tthc_text *text = tthc_plan_json(plan, "{\"facts\": true}", NULL);
  assert_non_null(text);
  return text;
}

/* Whether two plans are the same document, facts and all. */
static inline int same_plans(const tthc_plan *a, const tthc_plan *b) {
  tthc_text *x = write_plan(a), *y = write_plan(b);
  const int same = strcmp(tthc_text_data(x), tthc_text_data(y)) == 0;
  if (!same) print_error("--- one\n%s--- other\n%s", tthc_text_data(x), tthc_text_data(y));
  tthc_text_free(x);
  tthc_text_free(y);
  return same;
}

/* Sends a plan to another authority: as a file, which is read there. The plan itself is freed. */
static inline tthc_plan *sent(tthc_plan *plan) {
  tthc_text *text = write_plan(plan);
  tthc_plan *arrived = read_plan(tthc_text_data(text));
  assert_true(same_plans(plan, arrived));
  tthc_text_free(text);
  tthc_plan_free(plan);
  return arrived;
}

static inline tthc_plan *derive(const tthc_plan *superior, const char *unit, const char *options) {
  tthc_error *err = tthc_error_new();
  tthc_plan *plan = must(tthc_plan_derive(superior, unit, options, err), err);
  tthc_error_free(err);
  return plan;
}

static inline int32_t task_of(const tthc_plan *plan, const char *id) {
  const int32_t task = tthc_plan_find_task(plan, id);
  if (task == TTHC_NONE) print_error("no task %s\n", id);
  assert_int_not_equal(task, TTHC_NONE);
  return task;
}

static inline int32_t day(const char *text) { return tthc_day_from_text(text, NULL); }

/* Whether a list of findings has one of a code. */
static inline int has_finding(const tthc_plan *plan, int32_t code) {
  tthc_findings *findings = tthc_plan_findings(plan, NULL);
  int32_t i, found = 0;
  for (i = 0; i < tthc_findings_count(findings); i++) found += tthc_findings_code(findings, i) == code;
  tthc_findings_free(findings);
  return found;
}

#endif
