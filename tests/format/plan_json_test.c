/* Plan and facts documents: the real plan, byte for byte and cell by cell; what a document keeps, and in what order. */
#include "tthcplan/fact.h"
#include "tthcplan/findings.h"
#include "tthcplan/part.h"

#include "support/check.h"

#include <cjson/cJSON.h>
#include <stdio.h>

static const char *source_path(const char *name) {
  static char path[1024];
  const char *root = getenv("TTHC_TEST_SOURCE_DIR");
  snprintf(path, sizeof path, "%s/%s", root == NULL ? "." : root, name);
  return path;
}

static tthc_text *source(const char *name) {
  tthc_text *text = tthc_text_from_file(source_path(name), NULL);
  if (text == NULL) print_error("no %s\n", source_path(name));
  assert_non_null(text);
  return text;
}

static tthc_plan *read_plan(const char *json) {
  tthc_error *err = tthc_error_new();
  tthc_plan *plan = tthc_plan_read(json, -1, NULL, err);
  if (plan == NULL) print_error("%s at %s\n", check_show(tthc_error_message(err, "en")),
    check_show(tthc_error_path(err)));
  tthc_error_free(err);
  assert_non_null(plan);
  return plan;
}

static tthc_plan *real_plan(void) {
  tthc_text *text = source("examples/data/vinh-cuu-2021.json");
  tthc_plan *plan = read_plan(tthc_text_data(text));
  tthc_text_free(text);
  return plan;
}

/* Asserts that a plan is written as this text, and frees it. */
static void assert_written(tthc_plan *plan, const char *options, const char *wanted) {
  tthc_text *text = tthc_plan_json(plan, options, NULL);
  assert_non_null(text);
  assert_int_equal(tthc_text_size(text), strlen(tthc_text_data(text)));
  assert_string_equal(tthc_text_data(text), wanted);
  tthc_text_free(text);
  tthc_plan_free(plan);
}

/* --- the real plan ------------------------------------------------------------------------------------------------ */

static void test_the_real_plan_comes_back(void **state) {
  tthc_text *text = source("examples/data/vinh-cuu-2021.json");
  (void)state;
  assert_written(read_plan(tthc_text_data(text)), NULL, tthc_text_data(text));
  assert_written(read_plan(tthc_text_data(text)), "{\"facts\": true}", tthc_text_data(text)); /* it has none */
  tthc_text_free(text);
}

static void test_its_shape(void **state) {
  tthc_plan *plan = real_plan();
  tthc_findings *findings = tthc_plan_findings(plan, NULL);
  const int32_t heading = tthc_plan_find_task(plan, "C.3");
  int32_t leaves = 0, headings = 0, ongoing = 0, i;
  (void)state;
  assert_string_equal(tthc_plan_id(plan), "vinh-cuu-2021");
  assert_int_equal(tthc_plan_section_count(plan), 9);
  for (i = 0; i < 9; i++) {
    const char label[2] = {(char)('A' + i), '\0'};
    assert_string_equal(tthc_section_id(plan, i), label);
  }
  assert_int_equal(tthc_plan_task_count(plan), 42);
  for (i = 0; i < 42; i++) {
    headings += tthc_task_is_heading(plan, i);
    leaves += !tthc_task_is_heading(plan, i);
    ongoing += tthc_task_deadline_text(plan, i) != NULL && strcmp(tthc_task_deadline_text(plan, i),
      "Thường xuyên") == 0;
    if (tthc_task_parent(plan, i) != TTHC_NONE) assert_int_equal(tthc_task_parent(plan, i), heading);
  }
  assert_int_equal(leaves, 41);
  assert_int_equal(headings, 1);
  assert_int_equal(ongoing, 23);
  assert_int_equal(tthc_task_is_heading(plan, heading), 1);
  assert_int_equal(tthc_plan_find_task(plan, "I.7"), TTHC_NONE); /* the plan leaves number 7 out */
  assert_int_not_equal(tthc_plan_find_task(plan, "I.6"), TTHC_NONE);
  assert_int_not_equal(tthc_plan_find_task(plan, "I.8"), TTHC_NONE);
  assert_int_equal(tthc_plan_part_count(plan) > 3, 1);
  /* I.2 names the office of the council in both cells: so the document has it */
  assert_int_equal(tthc_findings_count(findings), 1);
  assert_int_equal(tthc_findings_code(findings, 0), TTHC_F_UNIT_IN_BOTH_ROLES);
  assert_string_equal(tthc_findings_path(findings, 0), "/tasks/35/coordinator");
  tthc_findings_free(findings);
  tthc_plan_free(plan);
}

/* Each cell's units: the ids that the plan's own names and aliases lead to. */
static void test_its_leads_are_found_by_name(void **state) {
  tthc_plan *plan = real_plan();
  int failures = 0;
  int32_t i;
  (void)state;
  for (i = 0; i < tthc_plan_task_count(plan); i++) {
    const char *text = tthc_task_lead_text(plan, i);
    if (text == NULL || tthc_task_lead_count(plan, i) != 1) continue;
    failures += check_int(text, tthc_plan_find_unit_named(plan, text), tthc_task_lead(plan, i, 0));
  }
  tthc_plan_free(plan);
  CHECK_NONE_FAILED(failures);
}

/* --- against the truth file, which was made by hand from the document --------------------------------------------- */

static const char *cell(const cJSON *row, const char *name) {
  const cJSON *member = cJSON_GetObjectItemCaseSensitive(row, name);
  return cJSON_IsString(member) && member->valuestring[0] != '\0' ? member->valuestring : NULL;
}

static int check_task(const tthc_plan *plan, int32_t task, const cJSON *truth) {
  const char *id = check_show(tthc_task_id(plan, task));
  const int32_t parent = tthc_task_parent(plan, task);
  int failures = check_text(id, tthc_task_label(plan, task), cell(truth, "number"));
  failures += check_text(id, tthc_task_title(plan, task), cell(truth, "title"));
  failures += check_text(id, tthc_task_lead_text(plan, task), cell(truth, "lead"));
  failures += check_text(id, tthc_task_coordinator_text(plan, task), cell(truth, "support"));
  failures += check_text(id, tthc_task_deliverable(plan, task), cell(truth, "output"));
  failures += check_text(id, tthc_task_deadline_text(plan, task), cell(truth, "deadline"));
  failures += check_text(id, tthc_task_label(plan, parent), cell(truth, "parent"));
  return failures;
}

static int check_rows(const tthc_plan *plan, const cJSON *truth) {
  const cJSON *section, *row;
  int32_t s = 0, t = 0;
  int failures = 0;
  cJSON_ArrayForEach(section, cJSON_GetObjectItemCaseSensitive(truth, "sections")) {
    failures += check_text("section", tthc_section_label(plan, s), cell(section, "number"));
    failures += check_text("section", tthc_section_title(plan, s), cell(section, "title"));
    cJSON_ArrayForEach(row, cJSON_GetObjectItemCaseSensitive(section, "tasks")) {
      failures += check_int(check_show(tthc_task_id(plan, t)), tthc_task_section(plan, t), s);
      failures += check_task(plan, t++, row);
    }
    s++;
  }
  failures += check_int("sections", tthc_plan_section_count(plan), s);
  return failures + check_int("tasks", tthc_plan_task_count(plan), t);
}

static int check_surroundings(const tthc_plan *plan, const cJSON *truth) {
  const cJSON *line;
  int32_t part, at = 0;
  int failures = check_text("signatory", tthc_plan_signatory(plan), cell(truth, "signatory"));
  failures += check_text("position", tthc_plan_signatory_position(plan), cell(truth, "signatory_title"));
  failures += check_text("number", tthc_plan_number(plan), cell(truth, "number"));
  cJSON_ArrayForEach(line, cJSON_GetObjectItemCaseSensitive(truth, "recipients")) {
    failures += check_text("recipient", tthc_plan_recipient(plan, at++), line->valuestring);
  }
  failures += check_int("recipients", tthc_plan_recipient_count(plan), at);
  at = 0;
  for (part = 0; part < tthc_plan_part_count(plan); part++) {
    if (tthc_part_parent(plan, part) != TTHC_NONE) continue;
    line = cJSON_GetArrayItem(cJSON_GetObjectItemCaseSensitive(truth, "parts"), at);
    failures += check_text("part", tthc_part_title(plan, part), line == NULL ? NULL : line->valuestring);
    line = cJSON_GetArrayItem(cJSON_GetObjectItemCaseSensitive(truth, "part_numbers"), at++);
    failures += check_text("part", tthc_part_label(plan, part), line == NULL ? NULL : line->valuestring);
  }
  return failures + check_int("parts", at, cJSON_GetArraySize(cJSON_GetObjectItemCaseSensitive(truth, "parts")));
}

static void test_cell_by_cell(void **state) {
  tthc_text *text = tthc_text_from_file(source_path("../shared/samples/plans/vinh-cuu-2021.truth.json"), NULL);
  tthc_plan *plan;
  cJSON *truth;
  int failures;
  (void)state;
  if (text == NULL) {
    print_message("no truth file beside the sources: skipped\n");
    skip();
  }
  plan = real_plan();
  truth = cJSON_Parse(tthc_text_data(text));
  assert_non_null(truth);
  failures = check_rows(plan, truth) + check_surroundings(plan, truth);
  cJSON_Delete(truth);
  tthc_text_free(text);
  tthc_plan_free(plan);
  CHECK_NONE_FAILED(failures);
}

/* --- facts -------------------------------------------------------------------------------------------------------- */

static void test_facts_come_back(void **state) {
  tthc_text *text = source("examples/data/vinh-cuu-2021-facts.json"), *written;
  tthc_plan *plan = real_plan();
  (void)state;
  assert_int_equal(tthc_plan_read_facts(plan, tthc_text_data(text), tthc_text_size(text), NULL, NULL), 966);
  written = tthc_plan_facts_json(plan, NULL, NULL);
  assert_string_equal(tthc_text_data(written), tthc_text_data(text));
  tthc_text_free(written);
  /* once more: nothing is new, nothing changes */
  assert_int_equal(tthc_plan_read_facts(plan, tthc_text_data(text), tthc_text_size(text), NULL, NULL), 0);
  assert_int_equal(tthc_plan_fact_count(plan), 966);
  tthc_text_free(text);
  tthc_plan_free(plan);
}

static void test_embedded_facts(void **state) {
  tthc_text *facts = source("examples/data/vinh-cuu-2021-facts.json"), *alone, *together, *again;
  tthc_plan *plan = real_plan(), *copy;
  const char *rows_end; /* behind them the facts document has a member x- of its own, which is no fact */
  (void)state;
  alone = tthc_plan_json(plan, NULL, NULL);
  tthc_plan_read_facts(plan, tthc_text_data(facts), -1, NULL, NULL);
  together = tthc_plan_json(plan, "{\"facts\": true}", NULL);
  copy = read_plan(tthc_text_data(together));
  assert_int_equal(tthc_plan_fact_count(copy), 966);
  again = tthc_plan_facts_json(copy, NULL, NULL);
  rows_end = strstr(tthc_text_data(again), "\n  ]\n}\n");
  assert_non_null(rows_end);
  assert_memory_equal(tthc_text_data(again), tthc_text_data(facts), (size_t)(rows_end - tthc_text_data(again)) + 4);
  assert_written(copy, "{\"facts\": true}", tthc_text_data(together));
  assert_written(plan, "{\"facts\": false}", tthc_text_data(alone)); /* only when asked for */
  tthc_text_free(facts);
  tthc_text_free(alone);
  tthc_text_free(together);
  tthc_text_free(again);
}

static void test_no_facts(void **state) {
  tthc_plan *plan = read_plan("{\"format\": \"tthcplan/1\", \"id\": \"p\", \"year\": 2021, \"facts\": []}");
  tthc_text *text = tthc_plan_facts_json(plan, NULL, NULL);
  (void)state;
  assert_int_equal(tthc_plan_read_facts(plan, tthc_text_data(text), -1, NULL, NULL), 0);
  tthc_text_free(text);
  assert_written(plan, "{\"facts\": true}",
    "{\n  \"format\": \"tthcplan/1\",\n  \"id\": \"p\",\n  \"year\": 2021\n}\n");
}

/* --- what a document keeps ---------------------------------------------------------------------------------------- */

static void test_extension_members(void **state) {
  static const char document[] =
    "{\n"
    "  \"format\": \"tthcplan/1\",\n"
    "  \"id\": \"p\",\n"
    "  \"year\": 2021,\n"
    "  \"bases\": [\n"
    "    {\"number\": \"1\", \"x-a\": true}\n"
    "  ],\n"
    "  \"parts\": [\n"
    "    {\"title\": \"T\", \"parts\": [{\"text\": \"t\", \"x-a\": null}], \"x-a\": \"Đ\"}\n"
    "  ],\n"
    "  \"units\": [\n"
    "    {\"id\": \"u\", \"name\": \"U\", \"x-a\": {\"b\": [1, -2.5, \"\\\"\"], \"c\": {}}, \"x-b\": []}\n"
    "  ],\n"
    "  \"sections\": [\n"
    "    {\"id\": \"A\", \"label\": \"A\", \"title\": \"S\", \"x-\": 0}\n"
    "  ],\n"
    "  \"tasks\": [\n"
    "    {\"id\": \"A.1\", \"section\": \"A\", \"label\": \"1\", \"title\": \"T\", \"x-z\": 1, \"x-a\": 2}\n"
    "  ],\n"
    "  \"indicators\": [\n"
    "    {\"id\": \"i\", \"title\": \"I\", \"kind\": \"value\", \"series\": \"cumulative\", \"x-a\": false}\n"
    "  ],\n"
    "  \"facts\": [\n"
    "    {\"id\": \"f\", \"kind\": \"event\", \"task\": \"A.1\", \"day\": \"2021-06-30\", \"x-a\": [[1]]}\n"
    "  ],\n"
    "  \"x-system\": \"một cửa\",\n"
    "  \"x-number\": 9007199254740991\n"
    "}\n";
  static const char facts[] = "{\n"
                              "  \"format\": \"tthcplan-facts/1\",\n"
                              "  \"plan\": \"p\",\n"
                              "  \"facts\": [\n"
                              "    {\"id\": \"f\", \"kind\": \"event\", \"task\": \"A.1\", \"day\": \"2021-06-30\", "
                              "\"x-a\": [[1]]}\n"
                              "  ],\n"
                              "  \"x-sent-by\": \"UBND xã\"\n"
                              "}\n";
  tthc_plan *plan = read_plan(document);
  tthc_text *text;
  (void)state;
  assert_int_equal(tthc_plan_read_facts(plan, facts, -1, NULL, NULL), 0); /* known already */
  text = tthc_plan_facts_json(plan, NULL, NULL);
  assert_string_equal(tthc_text_data(text), facts);
  tthc_text_free(text);
  assert_written(plan, "{\"facts\": true}", document);
}

/* What tracking a plan needs: sources, superiors, contacts, successors, tasks of parts, baselines, reductions. */
static void test_members_of_tracking(void **state) {
  static const char *const names[] = {"tests/data/good/tracked.json", "tests/data/reorganisation-2025.json"};
  tthc_text *text;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(names); i++) {
    text = source(names[i]);
    assert_written(read_plan(tthc_text_data(text)), NULL, tthc_text_data(text));
    tthc_text_free(text);
  }
}

static void test_made_ids_of_part_tasks(void **state) {
  tthc_plan *plan = read_plan("{\"format\": \"tthcplan/1\", \"id\": \"p\", \"year\": 2021, \"parts\": [{\"label\": \"V\", "
                              "\"title\": \"T\", \"parts\": [{\"label\": \"1\", \"text\": \"t\"}]}], \"tasks\": ["
                              "{\"part\": \"V\", \"label\": \"1\", \"title\": \"T\"}, "
                              "{\"part\": \"V.1\", \"label\": \"1\", \"title\": \"T\"}, "
                              "{\"part\": \"V\", \"label\": \"1\", \"title\": \"T\"}]}");
  (void)state;
  assert_string_equal(tthc_task_id(plan, 0), "V.1");
  assert_string_equal(tthc_task_id(plan, 1), "V.1.1");
  assert_string_equal(tthc_task_id(plan, 2), "V.1~2");
  assert_int_equal(tthc_task_part(plan, 1), 1);
  tthc_plan_free(plan);
}

/* The same document in another order of members, decomposed, with a byte order mark, escapes and other blanks. */
static void test_one_document_many_ways(void **state) {
  static const char wanted[] =
    "{\n"
    "  \"format\": \"tthcplan/1\",\n"
    "  \"id\": \"p\",\n"
    "  \"subject\": \"Kiểm soát\",\n"
    "  \"year\": 2021,\n"
    "  \"units\": [\n"
    "    {\"id\": \"g\", \"name\": \"Nhóm\", \"kind\": \"group\", \"members\": [{\"unit\": \"u\"}]},\n"
    "    {\"id\": \"u\", \"name\": \"Phòng Nội vụ\"}\n"
    "  ],\n"
    "  \"sections\": [\n"
    "    {\"id\": \"Đ\", \"label\": \"Đ\", \"title\": \"Mục\"}\n"
    "  ],\n"
    "  \"tasks\": [\n"
    "    {\"id\": \"Đ.1\", \"section\": \"Đ\", \"label\": \"1\", \"title\": \"Việc\", \"lead\": {\"units\": [\"g\"]}, "
    "\"deadline\": {\"text\": \"Quý II\", \"clauses\": [{\"kind\": \"once\", \"start\": \"2021-04-01\", \"due\": "
    "\"2021-06-30\", \"key\": \"2021-Q2\"}]}}\n"
    "  ],\n"
    "  \"facts\": [\n"
    "    {\"id\": \"f\", \"kind\": \"progress\", \"task\": \"Đ.1\", \"unit\": \"u\", \"period\": \"2021-Q2\", "
    "\"state\": "
    "\"in-progress\", \"percent\": 50, \"day\": \"2021-06-01\"}\n"
    "  ]\n"
    "}\n";
  static const char *const ways[] = {
    wanted,
    /* the other way round, on one line, the usual written out */
    "{\"facts\":[{\"day\":\"2021-06-01\",\"percent\":50,\"state\":\"in-progress\",\"period\":\"2021-Q2\","
    "\"unit\":\"u\","
    "\"task\":\"Đ.1\",\"kind\":\"progress\",\"id\":\"f\"}],\"recipients\":[],\"indicators\":[],"
    "\"tasks\":[{\"deadline\":{\"text\":\"Quý II\"},\"lead\":{\"units\":[\"g\"]},\"title\":\"Việc\",\"label\":\"1\","
    "\"section\":\"Đ\"}],\"sections\":[{\"title\":\"Mục\",\"label\":\"Đ\"}],\"parts\":[],\"bases\":[],"
    "\"units\":[{\"members\":[{\"unit\":\"u\"}],\"kind\":\"group\",\"name\":\"Nhóm\",\"id\":\"g\"},"
    "{\"aliases\":[],\"kind\":\"single\",\"name\":\"Phòng Nội vụ\",\"id\":\"u\"}],\"regime\":\"kstt\",\"rolls\":true,"
    "\"last_day\":\"2021-12-31\",\"first_day\":\"2021-01-01\",\"year\":2021,\"subject\":\"Kiểm soát\",\"id\":\"p\","
    "\"format\":\"tthcplan/1\"}",
    /* decomposed, escaped, with a byte order mark; the references too */
    "\xef\xbb\xbf\r\n{\"format\": \"tthcplan\\/1\",\t\"id\": \"p\", \"year\": 2.021e3, \"subject\": "
    "\"Kie\u0302\u0309m soa\u0301t\", \"units\": [{\"id\": \"g\", \"name\": \"Nho\u0301m\", \"kind\": \"gr\\u006fup\", "
    "\"members\": [{\"unit\": \"u\"}]}, {\"id\": \"u\", \"name\": \"Pho\\u0300ng No\u0302\u0323i vu\u0323\"}], "
    "\"sections\": [{\"label\": \"\\u0110\", \"title\": \"Mu\u0323c\"}], \"tasks\": [{\"section\": \"\\u0110\", "
    "\"label\": \"1\", \"title\": \"Vie\u0302\u0323c\", \"lead\": {\"units\": [\"g\"]}, \"deadline\": {\"text\": "
    "\"Quy\u0301 II\"}}], \"facts\": [{\"id\": \"f\", \"kind\": \"progress\", \"task\": \"\\u0110.1\", \"unit\": "
    "\"u\", "
    "\"period\": \"2021-Q2\", \"state\": \"in-progress\", \"percent\": 50, \"day\": \"2021-06-01\"}]}\n\n",
  };
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(ways); i++) assert_written(read_plan(ways[i]), "{\"facts\": true}", wanted);
}

/* Texts may hold what JSON has to escape, and numbers come back as they are. */
static void test_texts_and_numbers(void **state) {
  static const char document[] =
    "{\n"
    "  \"format\": \"tthcplan/1\",\n"
    "  \"id\": \"p\",\n"
    "  \"subject\": \"\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\\u001f\x7f€😀\",\n"
    "  \"year\": 2021,\n"
    "  \"indicators\": [\n"
    "    {\"id\": \"i\", \"title\": \"I\", \"kind\": \"value\", \"series\": \"cumulative\", \"targets\": "
    "[{\"comparator\": "
    "\"=\", \"amount\": 0}, {\"comparator\": \"<\", \"amount\": -0.1}, {\"comparator\": \">\", \"amount\": "
    "999999999999999}, {\"comparator\": \"range\", \"amount\": 0.000000000000001, \"high\": 123456.789012345}]}\n"
    "  ]\n"
    "}\n";
  (void)state;
  assert_written(read_plan(document), NULL, document);
}

static void test_made_ids_are_written(void **state) {
  tthc_plan *plan = read_plan("{\"format\": \"tthcplan/1\", \"id\": \"p\", \"year\": 2021, \"tasks\": ["
                              "{\"label\": \"1\", \"title\": \"T\"}, {\"label\": \"1\", \"title\": \"T\"}, "
                              "{\"id\": \"x\", \"parent\": \"1~2\", \"label\": \"a\", \"title\": \"T\"}, "
                              "{\"parent\": \"x\", \"label\": \"a\", \"title\": \"T\"}]}");
  tthc_text *text = tthc_plan_json(plan, NULL, NULL);
  (void)state;
  assert_string_equal(tthc_task_id(plan, 1), "1~2");
  assert_string_equal(tthc_task_id(plan, 2), "x");
  assert_string_equal(tthc_task_id(plan, 3), "x.a");
  assert_written(read_plan(tthc_text_data(text)), NULL, tthc_text_data(text)); /* ids never change once written */
  tthc_text_free(text);
  tthc_plan_free(plan);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_the_real_plan_comes_back),
    cmocka_unit_test(test_its_shape),
    cmocka_unit_test(test_its_leads_are_found_by_name),
    cmocka_unit_test(test_cell_by_cell),
    cmocka_unit_test(test_facts_come_back),
    cmocka_unit_test(test_embedded_facts),
    cmocka_unit_test(test_no_facts),
    cmocka_unit_test(test_extension_members),
    cmocka_unit_test(test_members_of_tracking),
    cmocka_unit_test(test_made_ids_of_part_tasks),
    cmocka_unit_test(test_one_document_many_ways),
    cmocka_unit_test(test_texts_and_numbers),
    cmocka_unit_test(test_made_ids_are_written),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
