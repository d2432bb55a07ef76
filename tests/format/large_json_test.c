/* Large documents: what is read a row at a time comes back as it was, and a fault far behind has its exact place. */
#include "base/buffer.h"
#include "support/check.h"

#include <stdio.h>
#include <tthcplan.h>

enum { FACTS = 20000, TASKS = 45, UNITS = 12 };

static tthc_plan *new_plan(void) {
  tthc_plan *plan = tthc_plan_new("p", 2021, NULL);
  char text[32];
  int32_t i;
  assert_non_null(plan);
  for (i = 0; i < UNITS; i++) {
    snprintf(text, sizeof text, "u%d", (int)i);
    assert_int_equal(tthc_plan_add_unit(plan, text, text, TTHC_UNIT_SINGLE, NULL), i);
  }
  for (i = 0; i < TASKS; i++) {
    snprintf(text, sizeof text, "%d", (int)i);
    assert_int_equal(tthc_plan_add_task(plan, TTHC_NONE, TTHC_NONE, text, "Rà soát thủ tục", NULL), i);
  }
  assert_int_equal(tthc_plan_add_indicator(plan, "n", "N", TTHC_VALUE, TTHC_PER_PERIOD, NULL), 0);
  return plan;
}

/* With escapes, numbers of all kinds, nested members that are kept, and corrections of later and of earlier facts. */
static void put_fact(struct buffer *out, int32_t i) {
  char text[512];
  const int32_t day = i % 28 + 1, month = i / 28 % 12 + 1;
  if (i % 3 == 0)
    snprintf(text, sizeof text,
             "    {\"id\": \"v%d\", \"kind\": \"measurement\", \"indicator\": \"n\", \"unit\": \"u%d\", \"period\": "
             "\"2021-%02d\", \"amount\": %d.%d, \"day\": \"2021-%02d-%02d\", \"x-a\": {\"b\": [-1, 0.5, true, null, \"\\\\\"]}}",
             (int)i, (int)i % UNITS, (int)month, (int)i, (int)i % 9 + 1, (int)month, (int)day);
  else
    snprintf(text, sizeof text,
             "    {\"id\": \"p%d\", \"kind\": \"progress\", \"task\": \"%d\", \"unit\": \"u%d\", \"period\": \"2021-%02d\", "
             "\"state\": \"done\", \"day\": \"2021-%02d-%02d\", \"recorded_at\": 900719925474%04d, \"note\": "
             "\"Đã xong \\\"%d\\\"\\tvà gửi 😀\"%s%d%s}",
             (int)i, (int)i % TASKS, (int)i % UNITS, (int)month, (int)month, (int)day, (int)i % 991, (int)i,
             i % 6 == 1 ? ", \"corrects\": \"p" : ", \"x-n\": \"", (int)(i % 12 == 1 ? i + 1 : i - 2), "\"");
  tthc__put(out, text);
}

/* The document without its end. */
static struct buffer new_document(void) {
  struct buffer out = {0};
  int32_t i;
  tthc__put(&out, "{\n  \"format\": \"tthcplan-facts/1\",\n  \"plan\": \"p\",\n  \"facts\": [\n");
  for (i = 0; i < FACTS; i++) {
    put_fact(&out, i);
    tthc__put(&out, i + 1 < FACTS ? ",\n" : "");
  }
  assert_false(out.failed);
  return out;
}

static void test_comes_back(void **state) {
  struct buffer document = new_document();
  tthc_plan *plan = new_plan(), *again = new_plan();
  tthc_text *json;
  (void)state;
  tthc__put(&document, "\n  ]\n}\n");
  assert_int_equal(tthc_plan_read_facts(plan, document.data, document.size, NULL, NULL), FACTS);
  assert_int_equal(tthc_plan_fact_count(plan), FACTS);
  assert_string_equal(tthc_fact_id(plan, FACTS - 1), "p19999");
  assert_string_equal(tthc_fact_note(plan, FACTS - 1), "Đã xong \"19999\"\tvà gửi 😀");
  assert_true(tthc_fact_recorded_at(plan, FACTS - 1) == 9007199254740000 + (FACTS - 1) % 991);
  assert_string_equal(tthc_fact_amount(plan, 9), "9.1");
  assert_string_equal(tthc_fact_corrects(plan, 13), "p14");
  json = tthc_plan_facts_json(plan, NULL, NULL);
  assert_string_equal(tthc_text_data(json), document.data);
  assert_int_equal(tthc_plan_read_facts(plan, document.data, document.size, NULL, NULL), 0); /* they are there */
  assert_int_equal(tthc_plan_read_facts(again, tthc_text_data(json), -1, NULL, NULL), FACTS);
  tthc_text_free(json);
  tthc__buffer_free(&document);
  tthc_plan_free(plan);
  tthc_plan_free(again);
}

/* --- a last row with a fault ---------------------------------------------------------------------------------------- */

#define ROW_HEAD "{\"kind\": \"progress\", \"task\": \"1\", \"unit\": \"u1\", \"period\": \"2021-01\", \"state\": \"done\", "

static const struct {
  const char *row;
  int32_t code;
  const char *path;
  int32_t column;
} faults[] = {
  {"7", TTHC_E_TYPE, "", 5},
  {"\"ngày\" :", TTHC_E_SYNTAX, "", 12},
  {ROW_HEAD "\"day\": \"2021-02-30\"}", TTHC_E_DAY, "/day", 98},
  {ROW_HEAD "\"note\": \"Đã xong\", \"day\": 1}", TTHC_E_TYPE, "/day", 117},
  {ROW_HEAD "\"note\": \"\\u0110\\u00e3\", \"dau\": 1}", TTHC_E_UNKNOWN_MEMBER, "/dau", 122},
  {ROW_HEAD "\"evidence\": {\"day\": \"x\"}, \"day\": \"2021-02-01\"}", TTHC_E_DAY, "/evidence/day", 111},
  {ROW_HEAD "\"day\": \"2021-02-01\", \"corrects\": \"none\"}", TTHC_E_UNKNOWN_ID, "/corrects", 124},
  {ROW_HEAD "\"day\": \"2021-02-01\", \"percent\": 101}", TTHC_E_VALUE, "/percent", 123},
};

static int check_fault(tthc_plan *plan, const char *label, int32_t rc, const tthc_error *err, size_t i, int32_t line) {
  char path[64];
  int failures = check_int(label, tthc_plan_fact_count(plan), 0) + check_int(label, rc, faults[i].code);
  snprintf(path, sizeof path, "/facts/%d%s", FACTS, faults[i].path);
  failures += check_text(label, tthc_error_path(err), path);
  failures += check_int(label, tthc_error_line(err), line);
  return failures + check_int(label, tthc_error_column(err), faults[i].column);
}

static void test_a_fault_in_the_last_row(void **state) {
  struct buffer document = new_document();
  const int64_t size = document.size;
  tthc_plan *plan = new_plan();
  tthc_error *err = tthc_error_new();
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(faults); i++) {
    int32_t rc;
    document.size = size;
    tthc__put(&document, ",\n    ");
    tthc__put(&document, faults[i].row);
    tthc__put(&document, "\n  ]\n}\n");
    rc = tthc_plan_read_facts(plan, document.data, document.size, NULL, err);
    failures += check_fault(plan, faults[i].row, rc, err, i, FACTS + 5);
  }
  tthc_error_free(err);
  tthc_plan_free(plan);
  tthc__buffer_free(&document);
  CHECK_NONE_FAILED(failures);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_comes_back), cmocka_unit_test(test_a_fault_in_the_last_row)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
