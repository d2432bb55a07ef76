/* Text that grows, numbers and JSON strings put into it. */
#include "base/buffer.h"

#include "support/check.h"

#include <cjson/cJSON.h>

static void test_put(void **state) {
  struct buffer out = {0};
  int i;
  (void)state;
  tthc__put(&out, "");
  assert_string_equal(out.data, "");
  for (i = 0; i < 1000; i++) {
    tthc__put(&out, "ab");
    tthc__put_char(&out, 'c');
    tthc__put_bytes(&out, "\0def", 2);
    assert_int_equal(out.size, 5 * (i + 1));
    assert_int_equal(out.data[out.size], '\0'); /* at every moment */
  }
  for (i = 0; i < 1000; i++) assert_memory_equal(out.data + 5 * i, "abc\0d", 5);
  tthc__buffer_free(&out);
  assert_null(out.data);
  assert_int_equal(out.size, 0);
}

static void test_failure_is_remembered(void **state) {
  struct buffer out = {0};
  (void)state;
  tthc__put(&out, "a");
  tthc__put_bytes(&out, "b", INT64_MAX); /* no such room: nothing is read */
  assert_true(out.failed);
  tthc__put(&out, "c");
  assert_int_equal(out.size, 1);
  assert_string_equal(out.data, "a");
  tthc__buffer_free(&out);
  assert_false(out.failed);
}

static void test_numbers(void **state) {
  static const struct {
    int64_t number;
    int width;
    const char *text;
  } rows[] = {
    {0, 1, "0"},       {7, 1, "7"},     {-7, 1, "-7"},       {1000000000000000, 1, "1000000000000000"},
    {5, 2, "05"},      {12, 2, "12"},   {123, 2, "123"},     {0, 4, "0000"},
    {-5, 3, "-005"},   {7, 0, "7"},     {INT64_MAX, 1, "9223372036854775807"},
    {INT64_MIN, 1, "-9223372036854775808"},
  };
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    struct buffer out = {0};
    tthc__put_padded(&out, rows[i].number, rows[i].width);
    failures += check_text(rows[i].text, out.data, rows[i].text);
    tthc__buffer_free(&out);
    if (rows[i].width > 1) continue;
    tthc__put_int(&out, rows[i].number);
    failures += check_text(rows[i].text, out.data, rows[i].text);
    tthc__buffer_free(&out);
  }
  CHECK_NONE_FAILED(failures);
}

static void test_json_strings(void **state) {
  static const struct {
    const char *text, *json;
  } rows[] = {
    {"", "\"\""},
    {"Đồng Nai", "\"Đồng Nai\""},
    {"a\"b\\c/d", "\"a\\\"b\\\\c/d\""},
    {"\n\r\t\b\f", "\"\\n\\r\\t\\b\\f\""}, /* the short forms: never longer than what was read */
    {"\x01\x0b\x1f\x7f", "\"\\u0001\\u000b\\u001f\x7f\""},
    {"\"", "\"\\\"\""},
    {"\u2028\U0001F600", "\"\u2028\U0001F600\""},
  };
  char all[128];
  struct buffer out = {0};
  cJSON *tree;
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    struct buffer text = {0};
    tthc__put_json(&text, rows[i].text);
    failures += check_text(rows[i].json, text.data, rows[i].json);
    tthc__buffer_free(&text);
  }
  CHECK_NONE_FAILED(failures);
  for (i = 1; i < sizeof all; i++) all[i - 1] = (char)i;
  all[sizeof all - 1] = '\0';
  tthc__put_json(&out, all); /* every character below 0x80 comes back */
  tree = cJSON_Parse(out.data);
  assert_non_null(tree);
  assert_string_equal(tree->valuestring, all);
  cJSON_Delete(tree);
  tthc__buffer_free(&out);
}

/* Strings of every short length, plain and with one character anywhere that is escaped. */
static void test_lengths_of_json_strings(void **state) {
  static const char specials[] = "\"\\\n\x1f";
  int failures = 0, size, at, i;
  (void)state;
  for (size = 0; size <= 40; size++) {
    for (at = -1; at < size; at++) {
      for (i = 0; i < (at < 0 ? 1 : 4); i++) {
        struct buffer out = {0};
        cJSON *tree;
        char *text = malloc((size_t)size + 1); /* of its size, so that reading beyond it is seen */
        assert_non_null(text);
        memset(text, at % 2 == 0 ? '~' : '\xc3', (size_t)size);
        text[size] = '\0';
        if (at >= 0) text[at] = specials[i];
        tthc__put_json(&out, text);
        failures += check_int("size", out.size, size + 2 + (at < 0 ? 0 : specials[i] == '\x1f' ? 5 : 1));
        tree = cJSON_Parse(out.data);
        failures += check_text("back", tree == NULL ? NULL : tree->valuestring, text);
        cJSON_Delete(tree);
        tthc__buffer_free(&out);
        free(text);
      }
    }
  }
  CHECK_NONE_FAILED(failures);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_put),
    cmocka_unit_test(test_failure_is_remembered),
    cmocka_unit_test(test_numbers),
    cmocka_unit_test(test_json_strings),
    cmocka_unit_test(test_lengths_of_json_strings),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
