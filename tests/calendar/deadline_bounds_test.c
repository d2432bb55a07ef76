/* Phrases as long as they may be, and longer: refused, or read in a time that grows with their length only. */
#include "calendar/deadline.h"
#include "support/check.h"

#include <stdio.h>

/* `piece` again and again, up to `size` bytes, never a part of it; owned by the caller. */
static char *repeated(const char *piece, size_t size) {
  const size_t length = strlen(piece), count = size / length;
  char *text = malloc(count * length + 1);
  size_t i;
  assert_non_null(text);
  for (i = 0; i < count; i++) memcpy(text + i * length, piece, length);
  text[count * length] = '\0';
  return text;
}

static const char *const hostile[] = {"quý I, ",
                                      "quý I - ",
                                      "quý ",
                                      "q.",
                                      "tháng ",
                                      "tháng 6, ",
                                      "6, ",
                                      "1/",
                                      "1/1/",
                                      "1-",
                                      "12.",
                                      "9",
                                      "0",
                                      "2021 - ",
                                      "2021 ",
                                      "ngày 30/6/2021, ",
                                      "từ ",
                                      "từ ngày 1/1 đến ",
                                      "đến ",
                                      "trước ",
                                      "trước ngày 15, ",
                                      "hàng ",
                                      "hàng tháng, ",
                                      "hằng quý và ",
                                      "(",
                                      "()",
                                      ")",
                                      "((hàng năm) ",
                                      "sau khi ",
                                      "theo tiến độ ",
                                      "khi có ",
                                      "kể từ ",
                                      "30 ngày ",
                                      "30 ngày làm việc kể từ ngày ",
                                      "2 lần/",
                                      "mười ",
                                      "hai mươi ",
                                      "thường xuyên, ",
                                      "định kỳ ",
                                      "đầu ",
                                      "cuối tháng ",
                                      "6 tháng đầu ",
                                      "và các năm tiếp theo ",
                                      "I",
                                      "IV",
                                      "x",
                                      "x ",
                                      ",",
                                      ";",
                                      ".",
                                      " ",
                                      "\t",
                                      "-",
                                      "ư",
                                      "e\u0301",
                                      "\u1ec7",
                                      "\u0301",
                                      "\u00a0",
                                      "\u200b",
                                      "\U0001f4c5",
                                      "\x01",
                                      "\"",
                                      "\\"};

/* Whatever it comes to, with all that a phrase can be asked for. */
static int check_read(const tthc_calendar *calendar, const char *phrase) {
  static const char options[] = "{\"year\": 2021, \"issued\": \"2021-01-15\", \"span\": {\"from\": \"2021-01-01\", "
                                "\"to\": \"2021-12-31\"}}";
  tthc_error *err = tthc_error_new();
  tthc_text *text = tthc_deadline_explain(calendar, phrase, options, err);
  /* A run of marks is refused by its number. */
  const int failed = text == NULL && tthc_error_code(err) != TTHC_E_LIMIT;
  if (failed) print_error("<%.20s…>: %s\n", phrase, check_show(tthc_error_message(err, "en")));
  tthc_text_free(text);
  tthc_error_free(err);
  return failed;
}

static void test_the_longest(void **state) {
  tthc_calendar *calendar = tthc_calendar_new(NULL, NULL);
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(hostile); i++) {
    char *phrase = repeated(hostile[i], PHRASE_MAX);
    failures += check_read(calendar, phrase);
    free(phrase);
  }
  tthc_calendar_free(calendar);
  CHECK_NONE_FAILED(failures);
}

/* Something that means something before, after and around what does not. */
static void test_around_a_phrase(void **state) {
  static const char *const frames[][2] = {{"Quý II/2021 ", ""}, {"", " Quý II/2021"}, {"hàng tháng (", ")"}};
  tthc_calendar *calendar = tthc_calendar_new(NULL, NULL);
  int failures = 0;
  size_t i, j;
  (void)state;
  for (i = 0; i < COUNT(hostile); i++) {
    for (j = 0; j < COUNT(frames); j++) {
      char phrase[PHRASE_MAX + 1];
      char *middle = repeated(hostile[i], PHRASE_MAX - 64);
      snprintf(phrase, sizeof phrase, "%s%s%s", frames[j][0], middle, frames[j][1]);
      failures += check_read(calendar, phrase);
      free(middle);
    }
  }
  tthc_calendar_free(calendar);
  CHECK_NONE_FAILED(failures);
}

static int32_t code_of(const char *phrase) {
  tthc_error *err = tthc_error_new();
  tthc_text *text = tthc_deadline_json(phrase, "{\"year\": 2021}", err);
  const int32_t code = text == NULL ? tthc_error_code(err) : TTHC_OK;
  tthc_text_free(text);
  tthc_error_free(err);
  return code;
}

static void test_too_long(void **state) {
  static const char *const pieces[] = {"quý I, ", "(", "9", "hàng ", "e\u0301"};
  static const size_t sizes[] = {PHRASE_MAX + 16, 1 << 20, 1 << 24};
  size_t i, j;
  (void)state;
  for (i = 0; i < COUNT(pieces); i++) {
    for (j = 0; j < COUNT(sizes); j++) {
      char *phrase = repeated(pieces[i], sizes[j]);
      assert_int_equal(code_of(phrase), TTHC_E_LIMIT);
      free(phrase);
    }
  }
}

static void test_the_limit_itself(void **state) {
  char *phrase = repeated("x", PHRASE_MAX), *longer = repeated("x", PHRASE_MAX + 1);
  (void)state;
  assert_int_equal(code_of(phrase), TTHC_OK);
  assert_int_equal(code_of(longer), TTHC_E_LIMIT);
  free(phrase);
  free(longer);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_the_longest),
    cmocka_unit_test(test_around_a_phrase),
    cmocka_unit_test(test_too_long),
    cmocka_unit_test(test_the_limit_itself),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
