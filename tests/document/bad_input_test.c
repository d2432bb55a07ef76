/* Documents and arguments that cannot be read: the code, the place, words of what was expected; no plan is made. */
#include <tthcplan.h>

#include "base/buffer.h"
#include "support/check.h"

static const char table[] = "STT\tNội dung\tĐơn vị chủ trì\tThời hạn\n1\tRà soát\tPhòng Nội vụ\tQuý I/2021\n";

struct bad {
  const char *name;
  const char *bytes;
  int64_t size; /* -1: up to the NUL */
  const char *options;
  int32_t code;
  const char *path;
  int32_t line;
  int32_t column;
  const char *expected; /* words of it; NULL: none are asked for */
};

static int check_bad(const struct bad *bad) {
  const int64_t size = bad->size == -1 ? (int64_t)strlen(bad->bytes) : bad->size;
  char *exact = check_exact_copy(bad->bytes, (size_t)size);
  tthc_error *err = tthc_error_new();
  tthc_plan *plan = tthc_plan_read_document(exact, size, NULL, bad->options, err);
  int failures = check_int(bad->name, plan != NULL, 0);
  failures += check_error(bad->name, err, bad->code, bad->path, bad->line, bad->column);
  if (tthc_error_message(err, "vi") == NULL || tthc_error_message(err, "en") == NULL)
    failures += check_text(bad->name, NULL, "a message");
  if (bad->expected != NULL && (tthc_error_expected(err, "en") == NULL ||
                                strstr(tthc_error_message(err, "en"), bad->expected) == NULL))
    failures += check_text(bad->name, tthc_error_message(err, "en"), bad->expected);
  tthc_plan_free(plan);
  tthc_error_free(err);
  plan = tthc_plan_read_document(exact, size, NULL, bad->options, NULL); /* nobody asks why */
  failures += check_int(bad->name, plan != NULL, 0);
  tthc_plan_free(plan);
  free(exact);
  return failures;
}

static int check_all(const struct bad *rows, size_t count) {
  int failures = 0;
  size_t i;
  for (i = 0; i < count; i++) failures += check_bad(&rows[i]);
  return failures;
}

static void test_texts(void **state) {
  static const struct bad rows[] = {
    {"empty", "", 0, NULL, TTHC_E_FORMAT, NULL, 0, 0, "a table of tasks"},
    {"blanks", " \r\n\t\n", -1, NULL, TTHC_E_FORMAT, NULL, 0, 0, "a table of tasks"},
    {"a byte order mark", "\xef\xbb\xbf", -1, NULL, TTHC_E_FORMAT, NULL, 0, 0, "a table of tasks"},
    {"no tasks", "KẾ HOẠCH\nNăm 2021\nI. MỤC ĐÍCH\n1. Nâng cao chất lượng.\n", -1, NULL, TTHC_E_FORMAT, NULL, 0, 0,
     "a table of tasks"},
    {"a heading row alone", "STT\tNội dung\tĐơn vị chủ trì\tThời hạn\n", -1, "{\"year\": 2021}", TTHC_E_FORMAT, NULL,
     0, 0, "a table of tasks"},
    {"a table of something else", "Tên\tTuổi\nAn\t20\nBình\t30\n", -1, "{\"year\": 2021}", TTHC_E_FORMAT, NULL, 0, 0,
     "a table of tasks"},
    {"no year", "STT\tNội dung\tĐơn vị chủ trì\tThời hạn\n1\tRà soát\tPhòng Nội vụ\tQuý I\n", -1, NULL,
     TTHC_E_MISSING, "/year", 0, 0, "the option \"year\""},
    {"no year, but a phase out of range", "STT\tNội dung\tChủ trì\tThời hạn\n1\tRà soát\tPhòng Nội vụ\t2299\n", -1, NULL,
     TTHC_E_MISSING, "/year", 0, 0, NULL},
    {"a plan as JSON", "{\"format\": \"tthcplan/1\", \"id\": \"p\", \"year\": 2021}", -1, NULL, TTHC_E_FORMAT, NULL, 0,
     0, NULL},
    {"marks in a row", "STT\tNội dung\tChủ trì\tThời hạn\n1\tRa\xcc\x80\xcc\x80\xcc\x80\xcc\x80\xcc\x80\xcc\x80\xcc\x80"
     "\xcc\x80\xcc\x80\xcc\x80\xcc\x80\xcc\x80\tA\tB\n", -1, "{\"year\": 2021}", TTHC_E_LIMIT, NULL, 2, 0, NULL},
  };
  (void)state;
  CHECK_NONE_FAILED(check_all(rows, COUNT(rows)));
}

static void test_options(void **state) {
  static const struct bad rows[] = {
    {"unknown option", table, -1, "{\"lang\": \"vi\"}", TTHC_E_UNKNOWN_MEMBER, "/lang", 1, 10, NULL},
    {"option twice", table, -1, "{\"year\": 2021, \"year\": 2022}", TTHC_E_DUPLICATE_MEMBER, "/year", 1, 16, NULL},
    {"no JSON", table, -1, "year=2021", TTHC_E_SYNTAX, "", 1, 1, NULL},
    {"no object", table, -1, "[2021]", TTHC_E_TYPE, "", 1, 1, NULL},
    {"encoding unknown", table, -1, "{\"encoding\": \"vni\"}", TTHC_E_VALUE, "/encoding", 1, 14, NULL},
    {"encoding no text", table, -1, "{\"encoding\": 1258}", TTHC_E_TYPE, "/encoding", 1, 14, NULL},
    {"id with capitals", table, -1, "{\"id\": \"Vinh Cuu\"}", TTHC_E_VALUE, "/id", 1, 8, NULL},
    {"id with marks", table, -1, "{\"id\": \"vĩnh-cửu\"}", TTHC_E_VALUE, "/id", 1, 8, NULL},
    {"id with two hyphens", table, -1, "{\"id\": \"a--b\"}", TTHC_E_VALUE, "/id", 1, 8, NULL},
    {"id empty", table, -1, "{\"id\": \"\"}", TTHC_E_MISSING, "/id", 1, 8, NULL},
    {"year before 1900", table, -1, "{\"year\": 1899}", TTHC_E_VALUE, "/year", 1, 10, "1900"},
    {"year after 2200", table, -1, "{\"year\": 2201}", TTHC_E_VALUE, "/year", 1, 10, "2200"},
    {"year zero", table, -1, "{\"year\": 0}", TTHC_E_VALUE, "/year", 1, 10, "1900"},
    {"year as text", table, -1, "{\"year\": \"2021\"}", TTHC_E_TYPE, "/year", 1, 10, NULL},
  };
  (void)state;
  CHECK_NONE_FAILED(check_all(rows, COUNT(rows)));
}

static void test_encodings(void **state) {
  static const struct bad rows[] = {
    {"bad UTF-8", "STT\tN\xe1\xbb\n1\tA\tB\n", -1, NULL, TTHC_E_ENCODING, NULL, 1, 6, NULL},
    {"bad UTF-8 in line 3", "KẾ HOẠCH\r\n\r\n1. \xff", -1, NULL, TTHC_E_ENCODING, NULL, 3, 4, NULL},
    {"windows-1258 without saying so", "N\xf4\xec i dung", -1, NULL, TTHC_E_ENCODING, NULL, 1, 2, NULL},
    {"a surrogate", "a\xed\xa0\x80", -1, NULL, TTHC_E_ENCODING, NULL, 1, 2, NULL},
    {"longer than needed", "ab\xc0\xaf", -1, NULL, TTHC_E_ENCODING, NULL, 1, 3, NULL},
    {"UTF-16 cut", "\xff\xfe" "A\0B", 5, NULL, TTHC_E_ENCODING, NULL, 1, 2, NULL},
    {"a NUL in the text", "STT\tN\xc3\xa1i\nab\0cd", 13, NULL, TTHC_E_ENCODING, NULL, 2, 3, NULL},
    {"a NUL, UTF-8 asked for", "a\0b", 3, "{\"encoding\": \"utf-8\"}", TTHC_E_ENCODING, NULL, 1, 2, NULL},
  };
  (void)state;
  CHECK_NONE_FAILED(check_all(rows, COUNT(rows)));
}

static void test_other_forms(void **state) {
  static const struct bad rows[] = {
    {"PDF", "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", -1, NULL, TTHC_E_FORMAT, NULL, 0, 0, ".docx"},
    {"PNG", "\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16, NULL, TTHC_E_FORMAT, NULL, 0, 0, "OCR"},
    {"JPEG", "\xff\xd8\xff\xe0\0\x10JFIF", 10, NULL, TTHC_E_FORMAT, NULL, 0, 0, "OCR"},
    {"Word 97-2003", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0\0\0", 12, NULL, TTHC_E_FORMAT, NULL, 0, 0, "Word"},
    {"RTF", "{\\rtf1\\ansi a}", -1, NULL, TTHC_E_FORMAT, NULL, 0, 0, ".docx"},
    {"HTML", " <!DOCTYPE html><html></html>", -1, NULL, TTHC_E_FORMAT, NULL, 0, 0, ".docx"},
#if TTHC_TEST_DOCX
    {"a zip that is none", "PK\x03\x04 and no more", -1, NULL, TTHC_E_FORMAT, NULL, 0, 0, NULL},
    {"an empty zip", "PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 22, NULL, TTHC_E_FORMAT, NULL, 0, 0, NULL},
#else
    {"a zip", "PK\x03\x04 and no more", -1, NULL, TTHC_E_UNSUPPORTED, NULL, 0, 0, NULL},
#endif
  };
  (void)state;
  CHECK_NONE_FAILED(check_all(rows, COUNT(rows)));
}

/* --- limits ------------------------------------------------------------------------------------------------------- */

static void test_limits(void **state) {
  struct buffer text = {0};
  struct bad bad = {"300 columns", NULL, 0, "{\"year\": 2021}", TTHC_E_LIMIT, NULL, 3, 0, "256"};
  char *huge;
  int failures, i;
  (void)state;
  tthc__put(&text, table);
  for (i = 0; i < 300; i++) tthc__put(&text, "a\t");
  bad.bytes = text.data;
  bad.size = text.size;
  failures = check_bad(&bad);
  text.size = 0;
  tthc__put(&text, table);
  tthc__put(&text, "2\t");
  for (i = 0; i < 64 * 1024 + 1; i++) tthc__put_char(&text, 'a');
  tthc__put(&text, "\tA\tB\n");
  assert_false(text.failed);
  bad.name = "a cell of more than 64 KiB";
  bad.bytes = text.data;
  bad.size = text.size;
  bad.expected = "64 KiB";
  failures += check_bad(&bad);
  tthc__buffer_free(&text);

  bad.name = "more than 64 MiB";
  bad.size = 64 * 1024 * 1024 + 1;
  bad.line = 0;
  bad.expected = "64 MiB";
  huge = malloc((size_t)bad.size);
  assert_non_null(huge);
  memset(huge, ' ', (size_t)bad.size);
  bad.bytes = huge;
  failures += check_bad(&bad);
  free(huge);
  CHECK_NONE_FAILED(failures);
}

/* A row that is cut at each page grows beyond what a text may have: refused where it begins, not cut short. */
static void test_a_row_that_never_ends(void **state) {
  struct buffer text = {0};
  struct bad bad = {"a row that never ends", NULL, 0, "{\"year\": 2021}", TTHC_E_LIMIT, NULL, 2, 0, NULL};
  int i;
  (void)state;
  tthc__put(&text, table);
  for (i = 0; i < 40000; i++) tthc__put(&text, "\tvà a\t\t\n");
  assert_false(text.failed);
  bad.bytes = text.data;
  bad.size = text.size;
  bad.path = "/title";
  CHECK_NONE_FAILED(check_bad(&bad));
  tthc__buffer_free(&text);
}

/* Rows that might begin a table each look at those behind them: what they see is found out once. */
static void test_rows_of_no_table(void **state) {
  static const char *const rows[] = {"a\t\t\t\n", "A\tb\tc\td\te\tf\tg\th\ti\tj\n"};
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    struct buffer text = {0};
    struct bad bad = {rows[i], NULL, 0, "{\"year\": 2021}", TTHC_E_FORMAT, NULL, 0, 0, "a table of tasks"};
    int n;
    for (n = 0; n < 2000; n++) tthc__put(&text, rows[i]);
    assert_false(text.failed);
    bad.bytes = text.data;
    bad.size = text.size;
    CHECK_NONE_FAILED(check_bad(&bad));
    tthc__buffer_free(&text);
  }
}

/* --- arguments ---------------------------------------------------------------------------------------------------- */

static void test_arguments(void **state) {
  tthc_error *err = tthc_error_new();
  tthc_calendar *calendar = tthc_calendar_new(NULL, NULL);
  int failures = 0;
  (void)state;
  assert_null(tthc_plan_read_document(NULL, 0, NULL, NULL, err));
  failures += check_error("no document", err, TTHC_E_ARGUMENT, "/document", 0, 0);
  assert_null(tthc_plan_read_document(NULL, -1, NULL, NULL, err));
  failures += check_error("no document, size -1", err, TTHC_E_ARGUMENT, "/document", 0, 0);
  assert_null(tthc_plan_read_document(table, -2, NULL, NULL, err));
  failures += check_error("a negative size", err, TTHC_E_ARGUMENT, "/size", 0, 0);
  assert_null(tthc_plan_read_document(table, INT64_MIN, NULL, NULL, err));
  failures += check_error("the least size", err, TTHC_E_ARGUMENT, "/size", 0, 0);
  assert_null(tthc_plan_read_document(table, INT64_MAX, NULL, NULL, err));
  failures += check_error("the greatest size", err, TTHC_E_LIMIT, NULL, 0, 0);
  assert_null(tthc_plan_read_document(table, -1, (const tthc_plan *)calendar, NULL, err));
  failures += check_error("a register of another kind", err, TTHC_E_HANDLE, NULL, 0, 0);
  assert_null(tthc_plan_read_document(table, -1, (const tthc_plan *)err, NULL, NULL));
  CHECK_NONE_FAILED(failures);
  tthc_calendar_free(calendar);
  tthc_error_free(err);
}

/* The same error is used again: a plan that is read leaves it as it was made new. */
static void test_after_a_failure(void **state) {
  tthc_error *err = tthc_error_new();
  tthc_plan *plan, *again;
  (void)state;
  assert_null(tthc_plan_read_document("", 0, NULL, NULL, err));
  plan = tthc_plan_read_document(table, -1, NULL, NULL, err);
  assert_non_null(plan);
  assert_int_equal(tthc_plan_year(plan), 2021);
  assert_int_equal(tthc_plan_task_count(plan), 1);
  again = tthc_plan_read_document(table, (int64_t)strlen(table), plan, NULL, err);
  assert_non_null(again);
  assert_int_equal(tthc_plan_unit_count(again), 1);
  tthc_plan_free(again);
  tthc_plan_free(plan);
  tthc_error_free(err);
}

/* Cut anywhere and with any byte spoilt, it is read or refused; the sanitizers watch. */
static void test_cut_and_spoilt(void **state) {
  static const char bytes[] = {'\0', '\t', '\n', '|', '(', ',', '\x80', '\xff', '\xcc'};
  const size_t size = strlen(table);
  size_t at, i;
  (void)state;
  for (at = 0; at <= size; at++) {
    char *cut = check_exact_copy(table, at);
    tthc_plan_free(tthc_plan_read_document(cut, (int64_t)at, NULL, NULL, NULL));
    free(cut);
  }
  for (at = 0; at < size; at++)
    for (i = 0; i < COUNT(bytes); i++) {
      char *spoilt = check_exact_copy(table, size);
      spoilt[at] = bytes[i];
      tthc_plan_free(tthc_plan_read_document(spoilt, (int64_t)size, NULL, NULL, NULL));
      free(spoilt);
    }
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_texts),
    cmocka_unit_test(test_options),
    cmocka_unit_test(test_encodings),
    cmocka_unit_test(test_other_forms),
    cmocka_unit_test(test_limits),
    cmocka_unit_test(test_a_row_that_never_ends),
    cmocka_unit_test(test_rows_of_no_table),
    cmocka_unit_test(test_arguments),
    cmocka_unit_test(test_after_a_failure),
    cmocka_unit_test(test_cut_and_spoilt),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
