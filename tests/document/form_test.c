/* What a document is, by its first bytes; and the reader of .docx where it was not built in. */
#include "document/docx.h"

#include "support/check.h"
#include "tthcplan/version.h"

static void test_forms(void **state) {
  static const struct {
    const char *label, *bytes;
    int64_t size;
    const char *name; /* NULL: is not refused */
  } rows[] = {
#define BYTES(text) (text), (int64_t)sizeof(text) - 1
    {"nothing", BYTES(""), NULL},
    {"text", BYTES("KẾ HOẠCH"), NULL},
    {"zip", BYTES("PK\x03\x04..."), NULL},
    {"UTF-16", BYTES("\xff\xfeK\0"), NULL},
    {"old Word", BYTES("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0"), "Word 97-2003 (.doc)"},
    {"old Word cut off", BYTES("\xd0\xcf\x11\xe0\xa1\xb1\x1a"), NULL},
    {"PDF", BYTES("%PDF-1.7\n"), "PDF"},
    {"RTF", BYTES("{\\rtf1"), "RTF"},
    {"PNG", BYTES("\x89PNG\r\n\x1a\n\0"), "PNG"},
    {"JPEG", BYTES("\xff\xd8\xff\xe0"), "JPEG"},
    {"GIF", BYTES("GIF89a"), "GIF"},
    {"GIF as a word", BYTES("GIF là ảnh"), NULL},
    {"HTML", BYTES("<!DOCTYPE HTML><p>"), "HTML"},
    {"HTML after a mark and blanks", BYTES("\xef\xbb\xbf\r\n <Html>"), "HTML"},
    {"HTML cut off", BYTES("<htm"), NULL},
    {"a pointed bracket", BYTES("<b>"), NULL},
#undef BYTES
  };
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    char *copy = check_exact_copy(rows[i].bytes, (size_t)rows[i].size);
    tthc_error *err = tthc_error_new();
    const int32_t wanted = rows[i].name == NULL ? TTHC_OK : TTHC_E_FORMAT;
    failures += check_int(rows[i].label, tthc__refuse_known_form(copy, rows[i].size, err), wanted);
    failures += check_int(rows[i].label, tthc__refuse_known_form(copy, rows[i].size, NULL), wanted);
    if (rows[i].name != NULL && strstr(check_show(tthc_error_message(err, "vi")), rows[i].name) == NULL) {
      print_error("%s: message <%s>\n", rows[i].label, check_show(tthc_error_message(err, "vi")));
      failures++;
    }
    tthc_error_free(err);
    free(copy);
  }
  CHECK_NONE_FAILED(failures);
}

static void test_zip(void **state) {
  (void)state;
  assert_int_equal(tthc__is_zip("PK\x03\x04", 4), 1);
  assert_int_equal(tthc__is_zip("PK\x05\x06", 4), 1); /* with nothing in it */
  assert_int_equal(tthc__is_zip("PK\x03\x04", 3), 0);
  assert_int_equal(tthc__is_zip("PKI", 3), 0);
}

static void test_absent_component(void **state) {
  struct blocks blocks = {0};
  tthc_error *err;
  (void)state;
  if (tthc_has("docx")) {
    print_message("skipped: the component docx is built in\n");
    return;
  }
  err = tthc_error_new();
  assert_int_equal(tthc__read_docx("PK\x03\x04", 4, &blocks, err), TTHC_E_UNSUPPORTED);
  assert_non_null(strstr(tthc_error_message(err, "vi"), "libzip-dev"));
  assert_non_null(strstr(tthc_error_message(err, "en"), "libexpat1-dev"));
  tthc_error_free(err);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_forms),
    cmocka_unit_test(test_zip),
    cmocka_unit_test(test_absent_component),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
