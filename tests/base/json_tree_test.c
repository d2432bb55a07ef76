/* A value made into nodes is what cJSON makes of it. */
#include "base/json_tree.h"

#include "base/json_scan.h"
#include "support/check.h"

#include <cjson/cJSON.h>
#include <stdio.h>

static int count_differences(const char *label, const cJSON *made, const cJSON *wanted) {
  const cJSON *a, *b = wanted->child;
  int failures = check_int(label, made->type & 0xff, wanted->type & 0xff);
  failures += check_text(label, made->string, wanted->string);
  failures += check_text(label, made->valuestring, wanted->valuestring);
  failures += check_int(label, made->valuedouble == wanted->valuedouble, 1);
  for (a = made->child; a != NULL && b != NULL; a = a->next, b = b->next) failures += count_differences(label, a, b);
  return failures + check_int(label, a == NULL && b == NULL, 1);
}

static int check_tree(struct arena *arena, const char *json) {
  const int64_t size = (int64_t)strlen(json);
  char *text = check_exact_copy(json, (size_t)size);
  cJSON *wanted = cJSON_ParseWithLength(json, (size_t)size);
  const cJSON *made = tthc__json_tree(arena, text, size);
  int failures = check_int(json, tthc__json_scan(json, size, NULL), TTHC_OK);
  failures += check_int(json, made != NULL && wanted != NULL, 1);
  if (failures == 0) failures = count_differences(json, made, wanted);
  failures += check_int(json, memcmp(text, json, (size_t)size), 0); /* the document is not written into */
  cJSON_Delete(wanted);
  free(text);
  tthc__arena_empty(arena);
  return failures;
}

static void test_as_cjson_makes_it(void **state) {
  static const char *const values[] = {
    "true", "false", "null", "0", "-0", "7", "-12", "999999999999999", "-99999999999999", "9007199254740991",
    "-9007199254740991", "0.5", "-2.25", "1e3", "1E-2", "12345.678e+1", "10000000000000.5", "\"\"", "\"a\"",
    "\"1234567\"", "\"12345678\"", "\"123456789012345\\\"\"", "\"Đã xong, gửi kèm báo cáo số 12/BC-UBND\"",
    "\"\\\\\"", "\"\\\"\"", "\"a\\\\\"", "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0110\\ud83d\\ude00\\u001f\"",
    "\"1234567\\n1234567\\u00e3\\n\"", "[]", "{}", "[[], {}, [[]]]", " [ 1 ,\t2\n,\r3 ] ", "{\"a\":1,\"b\":[true,{\"c\":null}]}",
    "{ \"a\\\"\\u0062\" : { \"\" : -1 } , \"x\" : [ \"y\" ] }", "[\"]\", \"}\", \",\", \"[{\"]"};
  struct arena arena = {NULL};
  char *deep = calloc(1, 2 * DEPTH_MAX + 1);
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(values); i++) failures += check_tree(&arena, values[i] + strspn(values[i], " "));
  memset(deep, '[', DEPTH_MAX);
  memset(deep + DEPTH_MAX, ']', DEPTH_MAX);
  failures += check_tree(&arena, deep);
  free(deep);
  tthc__arena_free(&arena);
  CHECK_NONE_FAILED(failures);
}

/* Escapes and quotes at every place of a string, so that they fall on every place of a word. */
static void test_escapes_at_every_place(void **state) {
  static const char *const escapes[] = {"\\\"", "\\\\", "\\u1ea1", "\\ud83d\\ude00", "\\\\\\\\", "ạ", "\x7f"};
  struct arena arena = {NULL};
  int failures = 0, before, after;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(escapes); i++)
    for (before = 0; before < 20; before++)
      for (after = 0; after < 20; after++) {
        char json[128];
        snprintf(json, sizeof json, "{\"%.*s%s%.*s\": \"%.*s%s%.*s\"}", before, "abcdefghijklmnopqrst", escapes[i], after,
                 "abcdefghijklmnopqrst", after, "abcdefghijklmnopqrst", escapes[i], before, "abcdefghijklmnopqrst");
        failures += check_tree(&arena, json);
      }
  tthc__arena_free(&arena);
  CHECK_NONE_FAILED(failures);
}

static void test_what_stands_behind(void **state) {
  struct arena arena = {NULL};
  const cJSON *made = tthc__json_tree(&arena, "12, 34", 6);
  (void)state;
  assert_true(made->valuedouble == 12);
  made = tthc__json_tree(&arena, "{\"a\": \"b\"}, \n {", 14);
  assert_string_equal(made->child->valuestring, "b");
  tthc__arena_free(&arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_as_cjson_makes_it),
                                     cmocka_unit_test(test_escapes_at_every_place),
                                     cmocka_unit_test(test_what_stands_behind)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
