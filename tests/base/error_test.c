/* The error object: what a caller reads from it, and that NULL or a wrong handle never hurts. */
#include "base/error.h"

#include "base/memory.h"
#include "support/check.h"

#include <cjson/cJSON.h>

static const struct words day_wanted = {"một ngày", "a day"};

static void test_new_error_is_empty(void **state) {
  tthc_error *err = tthc_error_new();
  (void)state;
  assert_non_null(err);
  assert_int_equal(tthc_error_code(err), TTHC_OK);
  assert_int_equal(tthc_error_problem_count(err), 0);
  assert_null(tthc_error_message(err, "en"));
  assert_null(tthc_error_expected(err, "en"));
  assert_null(tthc_error_path(err));
  assert_int_equal(tthc_error_line(err), 0);
  assert_int_equal(tthc_error_column(err), 0);
  assert_null(tthc_error_problems_json(err, "en"));
  tthc_error_free(err);
}

/* Every getter and every filler, with no error and with something that is none. */
static void test_no_error_is_fine(void **state) {
  static const uint32_t other[8] = {MARK_TEXT};
  tthc_error *const wrong[] = {NULL, (tthc_error *)(uintptr_t)other};
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(wrong); i++) {
    tthc_error *err = wrong[i];
    assert_int_equal(tthc_error_code(err), TTHC_OK);
    assert_int_equal(tthc_error_problem_count(err), 0);
    assert_null(tthc_error_message(err, NULL));
    assert_null(tthc_error_expected(err, NULL));
    assert_null(tthc_error_path(err));
    assert_int_equal(tthc_error_line(err), 0);
    assert_int_equal(tthc_error_column(err), 0);
    assert_null(tthc_error_problems_json(err, NULL));
    assert_int_equal(tthc__fail(err, TTHC_E_DAY, "x", day_wanted), TTHC_E_DAY);
    assert_int_equal(tthc__fail_memory(err), TTHC_E_MEMORY);
    assert_int_equal(tthc__fail_handle(err, "plan"), TTHC_E_HANDLE);
    assert_int_equal(tthc__fail_at(err, TTHC_E_VALUE, "a", "x", NOTHING), TTHC_E_VALUE);
    tthc__error_set_path(err, "/%s", "a");
    tthc__error_prefix_path(err, "/a");
    tthc__error_set_place(err, 1, 1);
    tthc__error_clear(err);
    tthc__error_append(err, err);
    tthc_error_free(err);
  }
}

static void test_languages(void **state) {
  static const struct {
    const char *language, *message, *expected;
  } rows[] = {
    {"vi", "Không phải ngày hợp lệ: “31/02”; cần: một ngày", "một ngày"},
    {NULL, "Không phải ngày hợp lệ: “31/02”; cần: một ngày", "một ngày"},
    {"", "Không phải ngày hợp lệ: “31/02”; cần: một ngày", "một ngày"},
    {"fr", "Không phải ngày hợp lệ: “31/02”; cần: một ngày", "một ngày"},
    {"EN", "Không phải ngày hợp lệ: “31/02”; cần: một ngày", "một ngày"},
    {"en", "Not a valid day: “31/02”; expected: a day", "a day"},
  };
  tthc_error *err = tthc_error_new();
  int failures = 0;
  size_t i;
  (void)state;
  assert_int_equal(tthc__fail(err, TTHC_E_DAY, "31/02", day_wanted), TTHC_E_DAY);
  for (i = 0; i < COUNT(rows); i++) {
    failures += check_text(check_show(rows[i].language), tthc_error_message(err, rows[i].language), rows[i].message);
    failures += check_text(check_show(rows[i].language), tthc_error_expected(err, rows[i].language), rows[i].expected);
  }
  tthc_error_free(err);
  CHECK_NONE_FAILED(failures);
}

static void test_messages(void **state) {
  static const struct {
    int32_t code;
    const char *found;
    struct words expected;
    const char *message;
  } rows[] = {
    {TTHC_E_MEMORY, NULL, {NULL, NULL}, "Out of memory"},
    {TTHC_E_HANDLE, "plan", {NULL, NULL}, "No handle, or a handle of another kind: “plan”"},
    {TTHC_E_MISSING, NULL, {"x", "a text"}, "Something required is absent; expected: a text"},
    {TTHC_E_DAY, "", {NULL, NULL}, "Not a valid day: “”"},
    {TTHC_E_DAY, "Quý I", {NULL, NULL}, "Not a valid day: “Quý I”"},
    /* what could move the cursor of a terminal, or is no text, is not shown */
    {TTHC_E_DAY, "a\nb\tc\x1b[31md\x7f" "e\x01", {NULL, NULL}, "Not a valid day: “a?b?c?[31md?e?”"},
    {TTHC_E_DAY, "a\xc2\x9b" "31m\xc2\x80\xc2\x85", {NULL, NULL}, "Not a valid day: “a?31m??”"},
    {TTHC_E_DAY, "a\xc2\xa0\xc3\x9b", {NULL, NULL}, "Not a valid day: “a\xc2\xa0\xc3\x9b”"},
    {TTHC_E_ENCODING, "a\xff\xc4z\xe1\xbb", {NULL, NULL}, "The text is not valid UTF-8: “a??z??”"},
    {TTHC_E_ENCODING, "\xed\xa0\x80", {NULL, NULL}, "The text is not valid UTF-8: “???”"},
  };
  tthc_error *err = tthc_error_new();
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    tthc__fail(err, rows[i].code, rows[i].found, rows[i].expected);
    failures += check_text(rows[i].message, tthc_error_message(err, "en"), rows[i].message);
    failures += check_text(rows[i].message, tthc_error_expected(err, "en"), rows[i].expected.en);
    failures += check_error(rows[i].message, err, rows[i].code, NULL, 0, 0);
  }
  tthc_error_free(err);
  CHECK_NONE_FAILED(failures);
}

/* A long text is cut after 80 bytes, at the end of a character. */
static void test_found_text_is_cut(void **state) {
  static const struct {
    int ascii; /* letters, and then đ of two bytes each */
    const char *end;
  } rows[] = {{78, "zđ…”"}, {79, "zđ…”"}, {80, "z…”"}, {81, "z…”"}};
  char exact[81] = "";
  tthc_error *err = tthc_error_new();
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    char text[128] = "";
    const char *message;
    memset(text, 'z', (size_t)rows[i].ascii);
    strcpy(text + rows[i].ascii, "đđđđđ");
    tthc__fail(err, TTHC_E_DAY, text, NOTHING);
    message = tthc_error_message(err, "en");
    failures += check_text(rows[i].end, message + strlen(message) - strlen(rows[i].end), rows[i].end);
    assert_true(strlen(message) < 120);
  }
  memset(exact, 'z', 80);
  tthc__fail(err, TTHC_E_DAY, exact, NOTHING);
  assert_null(strstr(tthc_error_message(err, "en"), "…"));
  tthc_error_free(err);
  CHECK_NONE_FAILED(failures);
}

static void test_path_and_place(void **state) {
  tthc_error *err = tthc_error_new();
  (void)state;
  tthc__error_set_path(err, "/%s", "early"); /* nothing has failed yet: nothing to say where */
  tthc__error_set_place(err, 3, 4);
  tthc__error_prefix_path(err, "/early");
  assert_null(tthc_error_path(err));
  assert_int_equal(tthc_error_line(err), 0);

  assert_int_equal(tthc__fail_at(err, TTHC_E_VALUE, "title", "x", NOTHING), TTHC_E_VALUE);
  assert_int_equal(check_error("member", err, TTHC_E_VALUE, "/title", 0, 0), 0);
  tthc__error_prefix_path(err, "/tasks/3");
  tthc__error_set_place(err, 12, 34);
  assert_int_equal(check_error("prefix", err, TTHC_E_VALUE, "/tasks/3/title", 12, 34), 0);
  tthc__error_set_path(err, "/a/%s/b", "%s%d"); /* the argument is no format */
  assert_string_equal(tthc_error_path(err), "/a/%s%d/b");
  tthc__error_set_path(err, "", NULL);
  assert_string_equal(tthc_error_path(err), "");
  tthc__error_set_path(err, "/whole", NULL);
  assert_string_equal(tthc_error_path(err), "/whole");

  tthc__fail(err, TTHC_E_VALUE, NULL, NOTHING);
  tthc__error_prefix_path(err, "/tasks"); /* to no path */
  assert_int_equal(check_error("prefix alone", err, TTHC_E_VALUE, "/tasks", 0, 0), 0);
  tthc_error_free(err);
}

static void test_reuse(void **state) {
  tthc_error *err = tthc_error_new();
  (void)state;
  tthc__fail_at(err, TTHC_E_DAY, "due", "x", day_wanted);
  tthc__error_set_place(err, 5, 6);
  assert_non_null(strstr(tthc_error_problems_json(err, "en"), "TTHC_E_DAY"));
  tthc__fail(err, TTHC_E_LIMIT, NULL, NOTHING);
  assert_int_equal(check_error("the second", err, TTHC_E_LIMIT, NULL, 0, 0), 0);
  assert_int_equal(tthc_error_problem_count(err), 1);
  assert_null(tthc_error_expected(err, "en"));
  assert_string_equal(tthc_error_message(err, "en"), "Beyond a limit");
  assert_null(strstr(tthc_error_problems_json(err, "en"), "TTHC_E_DAY"));
  tthc__error_clear(err);
  assert_int_equal(check_error("cleared", err, TTHC_OK, NULL, 0, 0), 0);
  assert_null(tthc_error_message(err, "en"));
  assert_null(tthc_error_problems_json(err, "en"));
  tthc_error_free(err);
}

static void test_problems_json(void **state) {
  tthc_error *err = tthc_error_new(), *more = tthc_error_new();
  const char *text;
  (void)state;
  tthc__fail(err, TTHC_E_MEMORY, NULL, NOTHING);
  assert_string_equal(tthc_error_problems_json(err, "en"),
                      "[{\"code\": -2, \"name\": \"TTHC_E_MEMORY\", \"message\": \"Out of memory\"}]");
  tthc__fail_at(err, TTHC_E_DAY, "due", "\"\\", day_wanted);
  tthc__error_set_place(err, 5, 6);
  tthc__fail(more, TTHC_E_VALUE, NULL, NOTHING);
  tthc__error_set_path(more, "", NULL);
  tthc__error_append(err, more);
  text = tthc_error_problems_json(err, "en");
  assert_string_equal(text, "[{\"code\": -16, \"name\": \"TTHC_E_DAY\", \"path\": \"/due\", \"line\": 5, "
                            "\"column\": 6, \"message\": \"Not a valid day: “\\\"\\\\”; expected: a day\", "
                            "\"expected\": \"a day\"}, "
                            "{\"code\": -14, \"name\": \"TTHC_E_VALUE\", \"path\": \"\", "
                            "\"message\": \"A value outside its domain\"}]");
  assert_string_equal(tthc_error_problems_json(err, NULL),
                      "[{\"code\": -16, \"name\": \"TTHC_E_DAY\", \"path\": \"/due\", \"line\": 5, \"column\": 6, "
                      "\"message\": \"Không phải ngày hợp lệ: “\\\"\\\\”; cần: một ngày\", "
                      "\"expected\": \"một ngày\"}, "
                      "{\"code\": -14, \"name\": \"TTHC_E_VALUE\", \"path\": \"\", "
                      "\"message\": \"Giá trị không hợp lệ\"}]");
  assert_ptr_equal(tthc_error_problems_json(err, "en"), text); /* asking in another language took nothing away */
  tthc_error_free(more);
  tthc_error_free(err);
}

static void test_append(void **state) {
  tthc_error *all = tthc_error_new(), *one = tthc_error_new();
  cJSON *tree;
  int i;
  (void)state;
  tthc__error_append(all, one); /* of none */
  assert_int_equal(tthc_error_problem_count(all), 0);
  for (i = 0; i < PROBLEMS_MAX + 5; i++) {
    tthc__fail_at(one, i == 0 ? TTHC_E_DAY : TTHC_E_VALUE, "m", "x", day_wanted);
    tthc__error_set_place(one, i + 1, 7);
    tthc__error_append(all, one);
  }
  tthc_error_free(one); /* what was appended is a copy */
  assert_int_equal(check_error("the first counts", all, TTHC_E_DAY, "/m", 1, 7), 0);
  assert_int_equal(tthc_error_problem_count(all), PROBLEMS_MAX);
  tree = cJSON_Parse(tthc_error_problems_json(all, "vi"));
  assert_int_equal(cJSON_GetArraySize(tree), PROBLEMS_MAX);
  assert_int_equal(cJSON_GetObjectItem(cJSON_GetArrayItem(tree, PROBLEMS_MAX - 1), "line")->valueint, PROBLEMS_MAX);
  cJSON_Delete(tree);
  tthc__fail(all, TTHC_E_LIMIT, NULL, NOTHING); /* one failure takes the place of all */
  assert_int_equal(tthc_error_problem_count(all), 1);
  tthc_error_free(all);
}

/* Numbers are a promise: they are written here a second time on purpose. */
static void test_statuses(void **state) {
  static const struct {
    int32_t number;
    const char *name;
  } rows[] = {
    {0, "TTHC_OK"},
    {-2, "TTHC_E_MEMORY"},
    {-3, "TTHC_E_HANDLE"},
    {-4, "TTHC_E_ARGUMENT"},
    {-6, "TTHC_E_ENCODING"},
    {-7, "TTHC_E_SYNTAX"},
    {-8, "TTHC_E_DUPLICATE_MEMBER"},
    {-9, "TTHC_E_LIMIT"},
    {-10, "TTHC_E_FORMAT"},
    {-11, "TTHC_E_TYPE"},
    {-12, "TTHC_E_MISSING"},
    {-13, "TTHC_E_UNKNOWN_MEMBER"},
    {-14, "TTHC_E_VALUE"},
    {-15, "TTHC_E_NUMBER"},
    {-16, "TTHC_E_DAY"},
    {-17, "TTHC_E_PERIOD"},
    {-18, "TTHC_E_UNKNOWN_ID"},
    {-19, "TTHC_E_DUPLICATE_ID"},
    {-20, "TTHC_E_CYCLE"},
    {-21, "TTHC_E_DEADLINE"},
    {-30, "TTHC_E_IO"},
    {-31, "TTHC_E_NOT_STORE"},
    {-32, "TTHC_E_FOREIGN_STORE"},
    {-33, "TTHC_E_NEWER_STORE"},
    {-34, "TTHC_E_SCHEMA"},
    {-35, "TTHC_E_READ_ONLY"},
    {-36, "TTHC_E_BUSY"},
    {-37, "TTHC_E_CONFLICT"},
    {-38, "TTHC_E_NOT_FOUND"},
    {-39, "TTHC_E_FORKED"},
    {-40, "TTHC_E_UNSUPPORTED"},
    {-41, "TTHC_E_DATABASE"},
  };
  int failures = 0;
  int32_t number, known = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    const char *vi = tthc_status_sentence(rows[i].number, NULL), *en = tthc_status_sentence(rows[i].number, "en");
    failures += check_text(rows[i].name, tthc_status_name(rows[i].number), rows[i].name);
    failures += check_int(rows[i].name, vi != NULL && en != NULL && *vi != '\0' && *en != '\0', 1);
    failures += check_int(rows[i].name, check_same(vi, en), 0);
  }
  for (number = -300; number <= 300; number++) {
    assert_int_equal(tthc_status_name(number) == NULL, tthc_status_sentence(number, "en") == NULL);
    known += tthc_status_name(number) != NULL;
  }
  assert_int_equal(known, COUNT(rows)); /* a new one is to be added above */
  assert_null(tthc_status_name(INT32_MIN));
  CHECK_NONE_FAILED(failures);
}

static void test_free_of_null(void **state) {
  (void)state;
  tthc_error_free(NULL);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_new_error_is_empty), cmocka_unit_test(test_no_error_is_fine),
    cmocka_unit_test(test_languages),          cmocka_unit_test(test_messages),
    cmocka_unit_test(test_found_text_is_cut),  cmocka_unit_test(test_path_and_place),
    cmocka_unit_test(test_reuse),              cmocka_unit_test(test_problems_json),
    cmocka_unit_test(test_append),             cmocka_unit_test(test_statuses),
    cmocka_unit_test(test_free_of_null),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
