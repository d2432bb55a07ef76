/* The version, and the library's own declarations. */
#include "tthcplan/version.h"

#include "support/check.h"

#include <stdio.h>

static void test_text_and_number_agree(void **state) {
  const int32_t number = tthc_version_number();
  char text[40];
  (void)state;
  snprintf(text, sizeof text, "%d.%d.%d", (int)(number / 1000000), (int)(number / 1000 % 1000), (int)(number % 1000));
  assert_string_equal(tthc_version(), text);
  assert_true(number >= 1000); /* 0.1.0 was the first */
}

static void test_has(void **state) {
  (void)state;
  assert_int_equal(tthc_has("no such component"), 0);
  assert_int_equal(tthc_has(""), 0);
  assert_int_equal(tthc_has(NULL), 0);
  assert_int_equal(tthc_has("docx"), TTHC_TEST_DOCX);
  assert_int_equal(tthc_has("doc"), 0);
}

static void test_cdef(void **state) {
  const char *text = tthc_ffi_cdef();
  (void)state;
  assert_non_null(text);
  assert_non_null(strstr(text, "tthc_version_number(void);"));
  assert_null(strstr(text, "__attribute__")); /* which parsers of declarations do not know */
  assert_null(strstr(text, "#"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_text_and_number_agree),
    cmocka_unit_test(test_has),
    cmocka_unit_test(test_cdef),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
