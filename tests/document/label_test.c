/* Printed labels: what is one at the start of a paragraph and in a cell of its own, and what only looks like one. */
#include "document/label.h"
#include "document/reading.h"

#include "support/check.h"

#include <stdio.h>

static const char *name_of(int32_t scheme) {
  static const char *const names[] = {"none", "named", "capital", "roman", "number", "dotted", "small", "dash", "plus"};
  return scheme >= 0 && scheme < (int32_t)COUNT(names) ? names[scheme] : "?";
}

/* "dotted 3.1 |Rà soát", "number 1 inner |x", "capital C either |x"; "none". */
static const char *show(const char *text, const struct label *label) {
  static char shown[300];
  if (label->scheme == SCHEME_NONE) return "none";
  snprintf(shown, sizeof shown, "%s %.*s%s%s |%s", name_of(label->scheme), (int)(label->to - label->from),
           text + label->from, label->either ? " either" : "", label->inner ? " inner" : "", text + label->rest);
  return shown;
}

static void must_be_sound(const char *text, const struct label *label) {
  if (label->scheme == SCHEME_NONE) {
    assert_int_equal(label->rest, 0);
    return;
  }
  assert_true(label->from >= 0 && label->from < label->to && label->to <= label->rest);
  assert_true(label->rest <= (int32_t)strlen(text));
}

struct row {
  const char *text;
  const char *wanted;
};

static int check_rows(const struct row *rows, size_t count, struct label (*read)(const char *)) {
  int failures = 0;
  size_t i;
  for (i = 0; i < count; i++) {
    char *text = check_exact_copy(rows[i].text, strlen(rows[i].text) + 1);
    const struct label label = read(text);
    must_be_sound(text, &label);
    failures += check_text(rows[i].text, show(text, &label), rows[i].wanted);
    free(text);
  }
  return failures;
}

/* --- at the start of a paragraph ---------------------------------------------------------------------------------- */

static void test_letters_and_roman_numbers(void **state) {
  static const struct row rows[] = {
    {"A. MỤC TIÊU", "capital A |MỤC TIÊU"},
    {"A.MỤC TIÊU", "capital A |MỤC TIÊU"},
    {"B/ Nhiệm vụ", "capital B |Nhiệm vụ"},
    {"C. Kinh phí", "capital C either |Kinh phí"},
    {"Đ. Khác", "capital Đ |Khác"},
    {"I. MỤC ĐÍCH", "capital I either |MỤC ĐÍCH"},
    {"I.MỤC ĐÍCH", "capital I either |MỤC ĐÍCH"},
    {"I- MỤC ĐÍCH", "capital I either |MỤC ĐÍCH"},
    {"I - MỤC ĐÍCH", "none"},
    {"II. YÊU CẦU", "roman II |YÊU CẦU"},
    {"III- YÊU CẦU", "roman III |YÊU CẦU"},
    {"IV. TỔ CHỨC", "roman IV |TỔ CHỨC"},
    {"IV.TỔ CHỨC", "roman IV |TỔ CHỨC"},
    {"V. TỔ CHỨC", "capital V either |TỔ CHỨC"},
    {"VIII) Khác", "roman VIII inner |Khác"},
    {"IX/ Khác", "roman IX |Khác"},
    {"XIV. Khác", "roman XIV |Khác"},
    {"XXXIX. Khác", "roman XXXIX |Khác"},
    {"a) Rà soát", "small a inner |Rà soát"},
    {"a)Rà soát", "small a inner |Rà soát"},
    {"a. Rà soát", "small a |Rà soát"},
    {"a/ Rà soát", "small a |Rà soát"},
    {"đ) Rà soát", "small đ inner |Rà soát"},
    {"(a) Rà soát", "small a inner |Rà soát"},
  };
  (void)state;
  CHECK_NONE_FAILED(check_rows(rows, COUNT(rows), tthc__label_at_start));
}

static void test_numbers(void **state) {
  static const struct row rows[] = {
    {"1. Rà soát", "number 1 |Rà soát"},       {"1.Rà soát", "number 1 |Rà soát"},
    {"1) Rà soát", "number 1 inner |Rà soát"}, {"1)rà soát", "number 1 inner |rà soát"},
    {"(1) Rà soát", "number 1 inner |Rà soát"}, {"(12)Rà soát", "number 12 inner |Rà soát"},
    {"1/ Rà soát", "number 1 |Rà soát"},       {"1- Rà soát", "number 1 |Rà soát"},
    {"1: Rà soát", "number 1 |Rà soát"},       {"01. Rà soát", "number 01 |Rà soát"},
    {"123. Rà soát", "number 123 |Rà soát"},   {"1.", "number 1 |"},
    {"1.1. Rà soát", "dotted 1.1 |Rà soát"},   {"1.1 Rà soát", "dotted 1.1 |Rà soát"},
    {"1.1.Rà soát", "dotted 1.1 |Rà soát"},    {"1.2.3. Rà soát", "dotted 1.2.3 |Rà soát"},
    {"2.10 Rà soát", "dotted 2.10 |Rà soát"},  {"3.1) Rà soát", "dotted 3.1 inner |Rà soát"},
    {"1.\nRà soát", "number 1 |Rà soát"},
  };
  (void)state;
  CHECK_NONE_FAILED(check_rows(rows, COUNT(rows), tthc__label_at_start));
}

static void test_signs(void **state) {
  static const struct row rows[] = {
    {"- Rà soát", "dash - |Rà soát"},
    {"-Rà soát", "dash - |Rà soát"},
    {"– Rà soát", "dash – |Rà soát"},
    {"— Rà soát", "dash — |Rà soát"},
    {"• Rà soát", "dash • |Rà soát"},
    {"* Rà soát", "dash * |Rà soát"},
    {"▪ Rà soát", "dash ▪ |Rà soát"},
    {"\xef\x82\xb7 Rà soát", "dash \xef\x82\xb7 |Rà soát"}, /* the bullet of the font Symbol */
    {"+ Rà soát", "plus + |Rà soát"},
    {"○ Rà soát", "plus ○ |Rà soát"},
    {"+Rà soát", "plus + |Rà soát"},
  };
  (void)state;
  CHECK_NONE_FAILED(check_rows(rows, COUNT(rows), tthc__label_at_start));
}

static void test_named_ones(void **state) {
  static const struct row rows[] = {
    {"Phần I. MỤC TIÊU", "named I |MỤC TIÊU"},
    {"Phần II: MỤC TIÊU", "named II |MỤC TIÊU"},
    {"PHẦN II", "named II |"},
    {"PHẦN THỨ NHẤT", "named PHẦN THỨ NHẤT |"},
    {"Phần thứ hai: Nhiệm vụ", "named Phần thứ hai |Nhiệm vụ"},
    {"Phần A. Nhiệm vụ", "named A |Nhiệm vụ"},
    {"Chương 2. Nhiệm vụ", "named 2 |Nhiệm vụ"},
    {"CHƯƠNG IV NHIỆM VỤ", "named IV |NHIỆM VỤ"},
    {"Phụ lục II", "named Phụ lục II |"},
    {"PHỤ LỤC 1", "named PHỤ LỤC 1 |"},
    {"Phụ lục số 01: Danh mục", "named Phụ lục số 01 |Danh mục"},
    {"PHU LUC III", "named PHU LUC III |"},
    {"Phan I. MUC TIEU", "named I |MUC TIEU"},
  };
  (void)state;
  CHECK_NONE_FAILED(check_rows(rows, COUNT(rows), tthc__label_at_start));
}

static void test_what_is_no_label(void **state) {
  static const struct row rows[] = {
    {"", "none"},
    {" ", "none"},
    {"3 cấp", "none"},
    {"2021", "none"},
    {"2021. Năm", "none"},
    {"1.000 hồ sơ", "none"},
    {"1.000.000 đồng", "none"},
    {"1,5 triệu", "none"},
    {"A và B", "none"},
    {"A", "none"},
    {"I", "none"},
    {"1", "none"},
    {"V.I.P", "none"},
    {"01/6", "none"},
    {"01/6/2021 là hạn cuối", "none"},
    {"5G", "none"},
    {"4.0", "none"},
    {"100% hồ sơ", "none"},
    {"a.b", "none"},
    {"Phòng Nội vụ", "none"},
    {"Phần mềm", "none"},
    {"Phần lớn hồ sơ", "none"},
    {"Phụ lục kèm theo", "none"},
    {"Chương trình", "none"},
    {"IC. Vi mạch", "none"},
    {"ICT Index", "none"},
    {"(kèm theo Kế hoạch)", "none"},
    {"(1", "none"},
    {"(I", "none"},
    {"()", "none"},
    {"(", "none"},
    {".", "none"},
    {". A", "none"},
    {"ệ", "none"},
    {"A.B", "none"},
    {"T.Ư", "none"},
    {"Việt Nam", "none"},
    {"30/6: báo cáo", "none"},
    {"e-mail", "none"},
    {"24/7", "none"},
    {"1.2.3.4", "none"},
  };
  (void)state;
  CHECK_NONE_FAILED(check_rows(rows, COUNT(rows), tthc__label_at_start));
}

/* --- in a cell ---------------------------------------------------------------------------------------------------- */

static void test_cells(void **state) {
  static const struct row rows[] = {
    {"I", "capital I either |"},
    {"II", "roman II |"},
    {"IV.", "roman IV |"},
    {"XL", "roman XL |"},
    {"A", "capital A |"},
    {"A.", "capital A |"},
    {"Đ", "capital Đ |"},
    {"1", "number 1 |"},
    {"1.", "number 1 |"},
    {"01", "number 01 |"},
    {"1)", "number 1 inner |"},
    {"(1)", "number 1 inner |"},
    {"999", "number 999 |"},
    {"3.1", "dotted 3.1 |"},
    {"3.1.", "dotted 3.1 |"},
    {"3.1.2", "dotted 3.1.2 |"},
    {"a", "small a |"},
    {"a)", "small a inner |"},
    {"(a)", "small a inner |"},
    {"đ)", "small đ inner |"},
    {"-", "dash - |"},
    {"•", "dash • |"},
    {"+", "plus + |"},
    {"Phần I", "named I |"},
    {"Phụ lục 2", "named Phụ lục 2 |"},
    {"", "none"},
    {"TT", "none"},
    {"STT", "none"},
    {"2021", "none"},
    {"1.000", "none"},
    {"01/6", "none"},
    {"-5", "none"},
    {"- Khác", "none"},
    {"1. Rà soát", "none"},
    {"3 cấp", "none"},
    {"5G", "none"},
    {"A và B", "none"},
    {"V.I.P", "none"},
    {"x1", "none"},
    {"(", "none"},
    {"()", "none"},
    {")", "none"},
    {"Cộng", "none"},
  };
  (void)state;
  CHECK_NONE_FAILED(check_rows(rows, COUNT(rows), tthc__label_of_cell));
}

/* --- capitals that may be Roman numbers --------------------------------------------------------------------------- */

/* Settles labels of one list in their order; 'c' or 'r' for each. */
static const char *settled(const char *list, char *last) {
  static char schemes[64];
  char text[8];
  size_t n = 0;
  for (; *list != '\0'; list++) {
    struct label label;
    snprintf(text, sizeof text, "%c. X", *list);
    label = tthc__label_at_start(text);
    assert_int_equal(label.scheme, SCHEME_CAPITAL);
    tthc__settle_label(&label, text, last);
    schemes[n++] = label.scheme == SCHEME_CAPITAL ? 'c' : label.scheme == SCHEME_ROMAN ? 'r' : '?';
  }
  schemes[n] = '\0';
  return schemes;
}

static void test_capitals_are_told_from_roman_numbers(void **state) {
  static const struct {
    const char *list;
    const char *wanted;
  } rows[] = {{"ABCDEGHIKLMN", "cccccccccccc"}, {"ABCDEGHI", "cccccccc"}, {"AI", "cr"},  {"I", "r"},
              {"V", "r"},                       {"X", "r"},               {"HI", "cc"}, {"UV", "cc"},
              {"VX", "rr"},                     {"UVX", "ccc"},           {"C", "c"},   {"D", "c"},
              {"AIBI", "crcr"},                 {"AIV", "crr"},           {"KL", "cc"}, {"LM", "rc"}};
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    char last = '\0';
    failures += check_text(rows[i].list, settled(rows[i].list, &last), rows[i].wanted);
  }
  CHECK_NONE_FAILED(failures);
}

static void test_other_labels_are_left_alone(void **state) {
  static const char *const texts[] = {"1. X", "II. X", "a) X", "- X", "Phần I. X", "1.1 X"};
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(texts); i++) {
    struct label label = tthc__label_at_start(texts[i]);
    const int32_t scheme = label.scheme;
    char last = 'H';
    tthc__settle_label(&label, texts[i], &last);
    assert_int_equal(label.scheme, scheme);
    assert_int_equal(last, 'H');
  }
}

/* What stands deeper has the greater rank. */
static void test_ranks(void **state) {
  static const char *const inwards[] = {"Phần I. X", "A. X", "II. X", "1. X", "1.1. X", "1.1.1. X",
                                        "1) X",      "a) X", "- X",   "+ X",  "X"};
  int32_t before = -1;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(inwards); i++) {
    const struct label label = tthc__label_at_start(inwards[i]);
    assert_true(tthc__rank_of_label(&label) > before);
    before = tthc__rank_of_label(&label);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_letters_and_roman_numbers),
    cmocka_unit_test(test_numbers),
    cmocka_unit_test(test_signs),
    cmocka_unit_test(test_named_ones),
    cmocka_unit_test(test_what_is_no_label),
    cmocka_unit_test(test_cells),
    cmocka_unit_test(test_capitals_are_told_from_roman_numbers),
    cmocka_unit_test(test_other_labels_are_left_alone),
    cmocka_unit_test(test_ranks),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
