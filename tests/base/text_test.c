/* Owned text, files, and the checks on text that comes in. */
#include "base/text.h"

#include "base/buffer.h"
#include "base/error.h"
#include "base/json_scan.h"
#include "support/check.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static void test_owned_text(void **state) {
  char *data = malloc(6);
  tthc_text *text;
  (void)state;
  memcpy(data, "ab\0cd", 6);
  text = tthc__text_own(data, 5, NULL);
  assert_int_equal(tthc_text_size(text), 5);
  assert_memory_equal(tthc_text_data(text), "ab\0cd", 6); /* with its NUL */
  tthc_text_free(text);
}

static void test_text_of_a_buffer(void **state) {
  struct buffer buffer = {0};
  tthc_error *err = tthc_error_new();
  tthc_text *text = tthc__buffer_to_text(&buffer, err); /* nothing was put */
  (void)state;
  assert_int_equal(tthc_text_size(text), 0);
  assert_string_equal(tthc_text_data(text), "");
  tthc_text_free(text);
  tthc__put(&buffer, "báo cáo");
  text = tthc__buffer_to_text(&buffer, err);
  assert_int_equal(tthc_text_size(text), 9);
  assert_string_equal(tthc_text_data(text), "báo cáo");
  assert_null(buffer.data);
  assert_int_equal(buffer.size, 0);
  tthc_text_free(text);
  assert_int_equal(tthc_error_code(err), TTHC_OK);
  tthc__put(&buffer, "x");
  buffer.failed = 1;
  assert_null(tthc__buffer_to_text(&buffer, err));
  assert_int_equal(tthc_error_code(err), TTHC_E_MEMORY);
  assert_null(buffer.data);
  tthc_error_free(err);
}

static void test_wrong_handle(void **state) {
  tthc_error *err = tthc_error_new();
  tthc_text *wrong = (tthc_text *)(void *)err;
  (void)state;
  assert_null(tthc_text_data(NULL));
  assert_int_equal(tthc_text_size(NULL), 0);
  tthc_text_free(NULL);
  assert_null(tthc_text_data(wrong));
  assert_int_equal(tthc_text_size(wrong), 0);
  tthc_text_free(wrong);
  assert_int_equal(tthc_error_code(err), TTHC_OK); /* still there */
  tthc_error_free(err);
}

/* --- files -------------------------------------------------------------------------------------------------------- */

static char folder[64];

static int make_folder(void **state) {
  (void)state;
  strcpy(folder, "/tmp/tthcplan-text-XXXXXX");
  return mkdtemp(folder) == NULL;
}

static int remove_folder(void **state) {
  (void)state;
  return rmdir(folder);
}

static const char *path_of(const char *name) {
  static char path[128];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  return path;
}

static void make_file(const char *name, const char *bytes, size_t size) {
  FILE *file = fopen(path_of(name), "wb");
  assert_non_null(file);
  assert_int_equal(fwrite(bytes, 1, size, file), size);
  fclose(file);
}

static void test_file(void **state) {
  static const struct {
    const char *name, *bytes;
    size_t size;
  } rows[] = {
    {"empty", "", 0}, {"short", "{}\n", 3}, {"nul", "a\0b\xff", 4}, {"kế hoạch.json", "\xef\xbb\xbf[]\r\n", 7},
  };
  tthc_error *err = tthc_error_new();
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    tthc_text *text;
    make_file(rows[i].name, rows[i].bytes, rows[i].size);
    text = tthc_text_from_file(path_of(rows[i].name), err);
    assert_non_null(text);
    assert_int_equal(tthc_text_size(text), rows[i].size);
    assert_memory_equal(tthc_text_data(text), rows[i].bytes, rows[i].size + 1);
    tthc_text_free(text);
    unlink(path_of(rows[i].name));
  }
  assert_int_equal(tthc_error_code(err), TTHC_OK);
  tthc_error_free(err);
}

static void test_file_of_many_chunks(void **state) {
  enum { SIZE = 100001 };
  char *bytes = malloc(SIZE);
  tthc_text *text;
  int i;
  (void)state;
  for (i = 0; i < SIZE; i++) bytes[i] = (char)(i * 7 % 251);
  make_file("long", bytes, SIZE);
  text = tthc_text_from_file(path_of("long"), NULL);
  unlink(path_of("long"));
  assert_int_equal(tthc_text_size(text), SIZE);
  assert_memory_equal(tthc_text_data(text), bytes, SIZE);
  tthc_text_free(text);
  free(bytes);
}

static int check_no_file(const char *path, int32_t code) {
  tthc_error *err = tthc_error_new();
  int failures = check_int(check_show(path), tthc_text_from_file(path, err) == NULL, 1);
  failures += check_error(check_show(path), err, code, NULL, 0, 0);
  failures += check_int(check_show(path), tthc_text_from_file(path, NULL) == NULL, 1);
  tthc_error_free(err);
  return failures;
}

static void test_no_file(void **state) {
  int failures = 0;
  (void)state;
  failures += check_no_file(NULL, TTHC_E_ARGUMENT);
  failures += check_no_file("a\xff", TTHC_E_ARGUMENT);
  failures += check_no_file("", TTHC_E_NOT_FOUND);
  failures += check_no_file(path_of("absent"), TTHC_E_NOT_FOUND);
  failures += check_no_file(path_of("absent/file"), TTHC_E_NOT_FOUND);
  failures += check_no_file(folder, TTHC_E_IO);
  failures += check_no_file("/dev/zero", TTHC_E_IO); /* endless */
  assert_int_equal(mkfifo(path_of("pipe"), 0600), 0);
  failures += check_no_file(path_of("pipe"), TTHC_E_IO); /* would wait for a writer */
  unlink(path_of("pipe"));
  CHECK_NONE_FAILED(failures);
}

static void test_large_file(void **state) {
  tthc_text *text;
  (void)state;
  make_file("large", "", 0);
  assert_int_equal(truncate(path_of("large"), DOCUMENT_MAX), 0);
  text = tthc_text_from_file(path_of("large"), NULL);
  assert_int_equal(tthc_text_size(text), DOCUMENT_MAX);
  tthc_text_free(text);
  assert_int_equal(truncate(path_of("large"), (off_t)DOCUMENT_MAX + 1), 0);
  assert_int_equal(check_no_file(path_of("large"), TTHC_E_LIMIT), 0);
  unlink(path_of("large"));
}

/* --- text that comes in ------------------------------------------------------------------------------------------- */

static void test_text_in(void **state) {
  static const struct {
    const char *text;
    int64_t max;
    int32_t code;
    const char *copied;
  } rows[] = {
    {"Tên", 512, TTHC_OK, "Tên"},
    {"Te\u0302n", 512, TTHC_OK, "Tên"}, /* comes in composed */
    {"abc", 3, TTHC_OK, "abc"},
    {"abcd", 3, TTHC_E_LIMIT, NULL},
    {"đđ", 3, TTHC_E_LIMIT, NULL}, /* bytes */
    {"", 512, TTHC_E_MISSING, NULL},
    {NULL, 512, TTHC_E_MISSING, NULL},
    {"a\xff", 512, TTHC_E_ENCODING, NULL},
    {"\xed\xa0\x80", 512, TTHC_E_ENCODING, NULL},
    {"a\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301", 512, TTHC_E_LIMIT, NULL},
  };
  static const char before[] = "as before";
  struct arena arena = {0};
  tthc_error *err = tthc_error_new();
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    const char *label = check_show(rows[i].text);
    const char *out = before;
    tthc__error_clear(err);
    failures += check_int(label, tthc__text_in(&arena, rows[i].text, rows[i].max, "title", &out, err), rows[i].code);
    failures += check_error(label, err, rows[i].code, rows[i].code == TTHC_OK ? NULL : "/title", 0, 0);
    failures += check_text(label, out, rows[i].copied == NULL ? before : rows[i].copied);
    out = before;
    failures += check_int(label, tthc__text_in(&arena, rows[i].text, rows[i].max, "title", &out, NULL), rows[i].code);
    out = before;
    failures += check_int(label, tthc__text_in_or_none(&arena, rows[i].text, rows[i].max, "title", &out, err),
                          rows[i].text == NULL ? TTHC_OK : rows[i].code); /* only NULL means none */
    failures += check_text(label, out, rows[i].text == NULL ? NULL : rows[i].copied == NULL ? before : rows[i].copied);
  }
  tthc_error_free(err);
  tthc__arena_free(&arena);
  CHECK_NONE_FAILED(failures);
}

static void test_text_in_is_a_copy(void **state) {
  struct arena arena = {0};
  char text[] = "abc";
  const char *out = NULL;
  (void)state;
  assert_int_equal(tthc__text_in(&arena, text, 8, "m", &out, NULL), TTHC_OK);
  text[0] = 'z';
  assert_string_equal(out, "abc");
  tthc__arena_free(&arena);
}

static void test_slugs(void **state) {
  static const struct {
    const char *id;
    int good;
  } rows[] = {
    {"a", 1},     {"0", 1},    {"a-b", 1},  {"vinh-cuu-2021", 1}, {"1-2-3", 1}, {"", 0},     {NULL, 0},
    {"-", 0},     {"-a", 0},   {"a-", 0},   {"a--b", 0},          {"A", 0},     {"a_b", 0},  {"a b", 0},
    {"a.b", 0},   {"a/b", 0},  {"đ", 0},    {"a\n", 0},           {" a", 0},    {"a`", 0},   {"a{", 0},
    {"a:", 0},
  };
  char id[ID_MAX + 2] = "";
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++)
    failures += check_int(check_show(rows[i].id), tthc__is_slug(rows[i].id), rows[i].good);
  memset(id, 'a', ID_MAX);
  failures += check_int("128 letters", tthc__is_slug(id), 1);
  id[ID_MAX] = 'a';
  failures += check_int("129 letters", tthc__is_slug(id), 0);
  CHECK_NONE_FAILED(failures);
}

static void test_same(void **state) {
  (void)state;
  assert_true(tthc__same(NULL, NULL));
  assert_false(tthc__same(NULL, ""));
  assert_false(tthc__same("", NULL));
  assert_true(tthc__same("a", "a"));
  assert_false(tthc__same("a", "A"));
  assert_false(tthc__same("a", "ab"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_owned_text),        cmocka_unit_test(test_text_of_a_buffer),
    cmocka_unit_test(test_wrong_handle),      cmocka_unit_test(test_file),
    cmocka_unit_test(test_file_of_many_chunks), cmocka_unit_test(test_no_file),
    cmocka_unit_test(test_large_file),        cmocka_unit_test(test_text_in),
    cmocka_unit_test(test_text_in_is_a_copy), cmocka_unit_test(test_slugs),
    cmocka_unit_test(test_same),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
