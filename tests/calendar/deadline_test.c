/* Deadline phrases: those of a real plan in every spelling that offices use, and those that must stay unknown. */
#include "tthcplan/deadline.h"

#include "support/check.h"
#include "support/samples.h"
#include "support/spelling.h"

#include <stdio.h>

#define PLAN_YEAR "{\"year\": 2021}"

/* The clauses of a phrase, without the text before them; owned by the caller. */
static char *clauses_of(const char *phrase, const char *options) {
  static const char head[] = "\"clauses\": ";
  tthc_error *err = tthc_error_new();
  tthc_text *text = tthc_deadline_json(phrase, options, err);
  const char *found;
  char *clauses;
  size_t size;
  if (text == NULL) print_error("<%s>: %s\n", phrase, check_show(tthc_error_message(err, "en")));
  assert_non_null(text);
  found = strstr(tthc_text_data(text), head);
  assert_non_null(found);
  size = strlen(found) - strlen(head) - 1; /* without the last brace */
  clauses = malloc(size + 1);
  assert_non_null(clauses);
  memcpy(clauses, found + strlen(head), size);
  clauses[size] = '\0';
  tthc_text_free(text);
  tthc_error_free(err);
  return clauses;
}

struct row {
  const char *phrase;
  const char *clauses;
};

static int check_rows(const struct row *rows, size_t count, const char *options) {
  int failures = 0;
  size_t i;
  for (i = 0; i < count; i++) {
    char *clauses = clauses_of(rows[i].phrase, options);
    failures += check_text(rows[i].phrase, clauses, rows[i].clauses);
    free(clauses);
  }
  return failures;
}

#define ONGOING "[{\"kind\": \"ongoing\"}]"
#define MONTHLY "[{\"kind\": \"recurring\", \"every\": \"month\"}]"
#define YEARLY "[{\"kind\": \"recurring\", \"every\": \"year\"}]"
#define ONCE(start, due, key) \
  "{\"kind\": \"once\", \"start\": \"" start "\", \"due\": \"" due "\", \"key\": \"" key "\"}"
#define Q1 "[" ONCE("2021-01-01", "2021-03-31", "2021-Q1") "]"
#define Q2 "[" ONCE("2021-04-01", "2021-06-30", "2021-Q2") "]"
#define Q3 "[" ONCE("2021-07-01", "2021-09-30", "2021-Q3") "]"
#define Q4 "[" ONCE("2021-10-01", "2021-12-31", "2021-Q4") "]"
#define FEBRUARY_TO_SEPTEMBER "[" ONCE("2021-02-01", "2021-09-30", "2021-02-01..2021-09-30") "]"
#define ONGOING_FROM_Q1 "[{\"kind\": \"ongoing\", \"start\": \"2021-01-01\"}]"
#define YEARLY_TO_2025 "[{\"kind\": \"recurring\", \"every\": \"year\", \"until\": \"2025-12-31\"}]"
#define PERIODICAL_AND_AD_HOC "[{\"kind\": \"recurring\"}, {\"kind\": \"ad-hoc\"}]"
#define ON_EVENT(words) "[{\"kind\": \"on-event\", \"event\": \"" words "\"}]"
#define UNKNOWN "[{\"kind\": \"unknown\"}]"

static void test_the_source_plan(void **state) {
  static const struct row rows[] = {
    {"Thường xuyên", ONGOING},
    {"Quý I/2021", Q1},
    {"Quý II/2021", Q2},
    {"Quý III/2021", Q3},
    {"Quý IV/2021", Q4},
    {"Hàng tháng", MONTHLY},
    {"Từ tháng 02 đến tháng 9/2021", FEBRUARY_TO_SEPTEMBER},
    {"Theo từng năm đến 2025", YEARLY_TO_2025},
    {"Cập nhật công khai thường xuyên, bắt đầu từ Quý I/2021", ONGOING_FROM_Q1},
    {"Theo tiến độ phê duyệt", ON_EVENT("phê duyệt")},
    {"Theo định kỳ và đột xuất", PERIODICAL_AND_AD_HOC},
  };
  (void)state;
  CHECK_NONE_FAILED(check_rows(rows, COUNT(rows), PLAN_YEAR));
}

/* The same phrases as other keyboards, programs and habits write them. */
static void test_spellings(void **state) {
  static const struct row rows[] = {
    /* case */
    {"THƯỜNG XUYÊN", ONGOING}, {"thường xuyên", ONGOING}, {"quý ii/2021", Q2}, {"QUÝ IV/2021", Q4},
    {"HÀNG THÁNG", MONTHLY}, {"THEO ĐỊNH KỲ VÀ ĐỘT XUẤT", PERIODICAL_AND_AD_HOC},
    {"TỪ THÁNG 02 ĐẾN THÁNG 9/2021", FEBRUARY_TO_SEPTEMBER},
    /* decomposed (NFD) */
    {"Thu\u031bo\u031b\u0300ng xuye\u0302n", ONGOING}, {"Quy\u0301 I/2021", Q1}, {"Ha\u0300ng tha\u0301ng", MONTHLY},
    {"Theo ti\u00ea\u0301n \u0111\u00f4\u0323 phe\u0302 duy\u00ea\u0323t", ON_EVENT("phê duyệt")},
    {"Theo tu\u031b\u0300ng na\u0306m \u0111e\u0302\u0301n 2025", YEARLY_TO_2025},
    /* no marks */
    {"Thuong xuyen", ONGOING}, {"Quy III/2021", Q3}, {"Hang thang", MONTHLY}, {"Theo tung nam den 2025",
    YEARLY_TO_2025},
    {"Tu thang 02 den thang 9/2021", FEBRUARY_TO_SEPTEMBER}, {"Theo dinh ky va dot xuat", PERIODICAL_AND_AD_HOC},
    {"Cap nhat cong khai thuong xuyen, bat dau tu Quy I/2021", ONGOING_FROM_Q1},
    {"Theo tien do phe duyet", ON_EVENT("phe duyet")},
    /* marks elsewhere, and the other spelling of "hàng" */
    {"Hằng tháng", MONTHLY}, {"hằng năm", YEARLY}, {"Hàng năm", YEARLY},
    /* blanks, full stops, brackets */
    {"  Thường   xuyên  ", ONGOING}, {"Thường xuyên.", ONGOING}, {"thường xuyên .", ONGOING}, {"(Thường xuyên)",
    ONGOING},
    {"Thường\txuyên\r\n", ONGOING}, {"Quý  II / 2021.", Q2}, {"Quý II / năm 2021", Q2}, {"- Hàng tháng;", MONTHLY},
    {"Theo tiến độ phê duyệt.", ON_EVENT("phê duyệt")}, {"Theo  định kỳ,  đột xuất", PERIODICAL_AND_AD_HOC},
    /* other words for the same */
    {"Quý II năm 2021", Q2}, {"Quý 2/2021", Q2}, {"Quý II 2021", Q2}, {"Thực hiện thường xuyên", ONGOING},
    {"Từ tháng 2/2021 đến tháng 9/2021", FEBRUARY_TO_SEPTEMBER}, {"Từ tháng 2 đến tháng 9 năm 2021",
    FEBRUARY_TO_SEPTEMBER},
    {"Theo từng năm đến hết năm 2025", YEARLY_TO_2025}, {"Theo từng năm", YEARLY}, {"Đột xuất",
    "[{\"kind\": \"ad-hoc\"}]"},
    {"Theo định kỳ", "[{\"kind\": \"recurring\"}]"}, {"Định kỳ", "[{\"kind\": \"recurring\"}]"},
  };
  (void)state;
  CHECK_NONE_FAILED(check_rows(rows, COUNT(rows), PLAN_YEAR));
}

static void test_periods(void **state) {
  static const struct row rows[] = {
    {"Tháng 2/2024", "[" ONCE("2024-02-01", "2024-02-29", "2024-02") "]"},
    {"Tháng 12/2021", "[" ONCE("2021-12-01", "2021-12-31", "2021-12") "]"},
    {"Năm 2021", "[" ONCE("2021-01-01", "2021-12-31", "2021") "]"},
    {"2026", "[" ONCE("2026-01-01", "2026-12-31", "2026") "]"},
    {"Từ tháng 11/2021 đến tháng 2/2022", "[" ONCE("2021-11-01", "2022-02-28", "2021-11-01..2022-02-28") "]"},
    {"Từ quý I đến quý IV/2021", "[" ONCE("2021-01-01", "2021-12-31", "2021") "]"},
    {"Từ tháng 1 đến tháng 6", "[" ONCE("2021-01-01", "2021-06-30", "2021-H1") "]"},
    {"Từ tháng 7 đến tháng 7/2021", "[" ONCE("2021-07-01", "2021-07-31", "2021-07") "]"},
    /* two of them, parted by a comma or "và" */
    {"Quý I và Quý III/2021",
     "[" ONCE("2021-01-01", "2021-03-31", "2021-Q1") ", " ONCE("2021-07-01", "2021-09-30", "2021-Q3") "]"},
    {"Quý II/2021, Quý IV/2021",
     "[" ONCE("2021-04-01", "2021-06-30", "2021-Q2") ", " ONCE("2021-10-01", "2021-12-31", "2021-Q4") "]"},
    {"Thường xuyên, hằng năm", "[{\"kind\": \"ongoing\"}, {\"kind\": \"recurring\", \"every\": \"year\"}]"},
  };
  (void)state;
  CHECK_NONE_FAILED(check_rows(rows, COUNT(rows), PLAN_YEAR));
}

/* What is left of a phrase whose event was cut off, or never written. */
static void test_events_without_words(void **state) {
#define AFTER_15_DAYS(event) "[{\"kind\": \"on-event\", \"after\": {\"days\": 15" event "}}]"
  static const struct row rows[] = {
    {"15 ngày kể từ ngày", AFTER_15_DAYS("")}, {"15 ngày kể từ ngày.", AFTER_15_DAYS("")},
    {"15 ngày kể từ ngày …", AFTER_15_DAYS("")}, {"15 ngày kể từ,;: (", AFTER_15_DAYS("")},
    {"15 ngày kể từ ngày ký.", AFTER_15_DAYS(", \"event\": \"ký\"")}, {"khi .", UNKNOWN}, {"theo :", UNKNOWN},
    {"từ ngày 01/3/2021 đến khi .", "[{\"kind\": \"on-event\", \"start\": \"2021-03-01\"}]"},
  };
  (void)state;
  CHECK_NONE_FAILED(check_rows(rows, COUNT(rows), PLAN_YEAR));
}

static void test_the_year(void **state) {
  static const struct row with_plan_year[] = {
    {"Quý II", Q2}, {"Tháng 9", "[" ONCE("2021-09-01", "2021-09-30", "2021-09") "]"},
    {"Thường xuyên, bắt đầu từ Quý I", ONGOING_FROM_Q1}, {"Từ tháng 02 đến tháng 9", FEBRUARY_TO_SEPTEMBER},
  };
  static const struct row without[] = {
    {"Quý II", UNKNOWN}, {"Tháng 9", UNKNOWN}, {"Thường xuyên, bắt đầu từ Quý I", UNKNOWN},
    {"Từ tháng 02 đến tháng 9", UNKNOWN},
    /* these need none */
    {"Quý II/2021", Q2}, {"Từ tháng 02 đến tháng 9/2021", FEBRUARY_TO_SEPTEMBER}, {"Hàng tháng", MONTHLY},
    {"Thường xuyên", ONGOING}, {"Theo từng năm đến 2025", YEARLY_TO_2025},
  };
  int failures = 0;
  (void)state;
  failures += check_rows(with_plan_year, COUNT(with_plan_year), PLAN_YEAR);
  failures += check_rows(without, COUNT(without), NULL);
  failures += check_rows(without, COUNT(without), "{}");
  CHECK_NONE_FAILED(failures);
}

/* A wrong reading is worse than none: where a time cannot be read, or one of two is meant, the phrase is unknown. */
static void test_never_a_guess(void **state) {
  static const char *const phrases[] = {
    "Kịp thời", "...", "-", ".", "TBD", "21", "Thường", "xuyên", "Hàng", "Quý", "Năm", "Tháng", "Năm 21",
    "Quý V/2021", "Quý 0/2021", "Quý 5", "Quý IIII/2021", "Quý I/21", "Quý I/1899", "Quý I/2201", "Quý I/20211",
    "Quý I/II/2021", "Tháng 13/2021", "Tháng 0", "Tháng 2/21", "năm 0", "năm 99999",
    "32/13/2021", "30/02/2021", "31/4/2021", "0/1/2021", "29/02/2021", "trước ngày 31/9/2021", "ngày 32 hằng tháng",
    "Từ đến", "Từ tháng 9 đến tháng 2/2021", "Từ tháng 02 đến", "Từ tháng 02 đến khoảng cuối năm",
    "Theo từng năm đến", "Theo từng năm đến quý", "Không thường xuyên", "Thường xuyên trong quý",
    "Thường xuyên, bắt đầu từ", "Quý I hoặc Quý II/2021", "hàng tháng hoặc hàng quý",
    "Quý I hoặc có thể Quý II/2021", "trước ngày 01/01/1900", "30 ngày kể từ ngày 31/12/2200",
    /* numbers of other things */
    "Quarter 2/2021", "Đợt 2/2021", "Kỳ họp 2/2021", "Nghị quyết 30/2021", "Mục 3", "5 nhiệm vụ", "100%",
    "trước ngày 10 của tháng đầu quý", "thứ 2 tuần 3",
  };
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(phrases); i++) {
    char *clauses = clauses_of(phrases[i], PLAN_YEAR);
    failures += check_text(phrases[i], clauses, UNKNOWN);
    free(clauses);
  }
  CHECK_NONE_FAILED(failures);
}

/* Cut anywhere, a phrase may be read or not, but never as something with other days. */
static void test_cut_phrases(void **state) {
  static const char phrase[] = "Tu thang 02 den thang 9/2021, thuong xuyen, bat dau tu Quy I/2021";
  int failures = 0;
  size_t size;
  (void)state;
  for (size = 1; size < sizeof phrase; size++) {
    char cut[sizeof phrase];
    char *clauses;
    memcpy(cut, phrase, size);
    cut[size] = '\0';
    clauses = clauses_of(cut, "{\"year\": 2021}");
    failures += check_int(cut, clauses[0], '[');
    if (strstr(clauses, "once") != NULL) failures += check_int(cut, strstr(clauses, "2021-09-30") != NULL, 1);
    free(clauses);
  }
  CHECK_NONE_FAILED(failures);
}

static void test_the_text_is_kept(void **state) {
  static const struct row rows[] = {
    {"  Quý   II/2021. ", "{\"text\": \"  Quý   II/2021. \", \"clauses\": " Q2 "}"},
    {"Quy\u0301 II/2021", "{\"text\": \"Quý II/2021\", \"clauses\": " Q2 "}"},
    {"\"sớm\"\n", "{\"text\": \"\\\"sớm\\\"\\n\", \"clauses\": " UNKNOWN "}"},
  };
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    tthc_text *text = tthc_deadline_json(rows[i].phrase, PLAN_YEAR, NULL);
    failures += check_text(rows[i].phrase, tthc_text_data(text), rows[i].clauses);
    tthc_text_free(text);
  }
  CHECK_NONE_FAILED(failures);
}

static int check_fails(const char *phrase, const char *options, int32_t code, const char *path) {
  tthc_error *err = tthc_error_new();
  tthc_text *text = tthc_deadline_json(phrase, options, err);
  int failures = check_int("made", text != NULL, 0);
  failures += check_int(check_show(options), tthc_error_code(err), code);
  failures += check_text(check_show(options), tthc_error_path(err), path);
  tthc_text_free(text);
  tthc_error_free(err);
  return failures;
}

static void test_failures(void **state) {
  char *length = malloc(4098);
  int failures = 0;
  (void)state;
  assert_non_null(length);
  memset(length, 'a', 4097);
  length[4097] = '\0';
  failures += check_fails(length, PLAN_YEAR, TTHC_E_LIMIT, "/phrase");
  length[4096] = '\0';
  free(clauses_of(length, PLAN_YEAR)); /* just short enough */
  free(length);
  failures += check_fails(NULL, PLAN_YEAR, TTHC_E_MISSING, "/phrase");
  failures += check_fails("", PLAN_YEAR, TTHC_E_MISSING, "/phrase");
  failures += check_fails("Qu\xfd I", PLAN_YEAR, TTHC_E_ENCODING, "/phrase");
  failures += check_fails("Quý I", "{\"year\": 1899}", TTHC_E_VALUE, "/year");
  failures += check_fails("Quý I", "{\"year\": \"2021\"}", TTHC_E_TYPE, "/year");
  failures += check_fails("Quý I", "{\"years\": 2021}", TTHC_E_UNKNOWN_MEMBER, "/years");
  failures += check_fails("Quý I", "{", TTHC_E_SYNTAX, "");
  CHECK_NONE_FAILED(failures);
}

/* The same again adds nothing; more clauses than a deadline has are not cut off. */
static void test_long_phrases(void **state) {
  char many[2000] = "";
  char *clauses;
  int i;
  (void)state;
  for (i = 0; i < 100; i++) strcat(many, "hàng tháng, ");
  clauses = clauses_of(many, PLAN_YEAR);
  assert_string_equal(clauses, MONTHLY);
  free(clauses);
  many[0] = '\0';
  for (i = 0; i < 9; i++) strcat(many, "Quý I/2021, Quý II/2021; ");
  clauses = clauses_of(many, PLAN_YEAR);
  assert_string_equal(clauses, UNKNOWN);
  free(clauses);
}

/* --- the table of phrases, as written and as other hands write them ----------------------------------------------- */

enum variant { AS_WRITTEN, DECOMPOSED, CAPITALS, NO_MARKS, STOPPED, VARIANTS };

static char *variant_of(const char *phrase, enum variant variant) {
  char *out;
  switch (variant) {
  case DECOMPOSED: return rewritten(phrase, NULL, 1);
  case CAPITALS: return rewritten(phrase, capital, 1);
  case NO_MARKS: return rewritten(phrase, without_stroke, 0);
  default:
    out = malloc(strlen(phrase) + 8);
    sprintf(out, variant == STOPPED ? "(%s )." : "%s", phrase);
    return out;
  }
}

/* An event is kept in its own spelling: the words are left out of the comparison. */
static void drop_events(char *clauses) {
  char *event;
  while ((event = strstr(clauses, "\"event\": \"")) != NULL) {
    char *end = strchr(event + 10, '"');
    memmove(event, end + 1, strlen(end));
  }
}

static int check_variants(const char *phrase, const char *options, const char *wanted) {
  static const char *const names[] = {"as written", "decomposed", "in capitals", "without marks", "in brackets"};
  int failures = 0, i;
  for (i = 0; i < VARIANTS; i++) {
    char *variant = variant_of(phrase, (enum variant)i), *got = clauses_of(variant, options);
    char *expected = variant_of(wanted, AS_WRITTEN), label[300];
    if (i != AS_WRITTEN) drop_events(got);
    if (i != AS_WRITTEN) drop_events(expected);
    snprintf(label, sizeof label, "%.200s, %s", phrase, names[i]);
    failures += check_text(label, got, expected);
    free(expected);
    free(got);
    free(variant);
  }
  return failures;
}

/* tests/data/deadlines.tsv: phrase, year, clauses. The pages of the cookbook are made from it too. */
static void test_the_table(void **state) {
  FILE *file = sample_open("tests/data/deadlines.tsv");
  char line[8192], options[32];
  int failures = 0, count = 0;
  (void)state;
  assert_non_null(file);
  while (fgets(line, sizeof line, file) != NULL) {
    char *year = strchr(line, '\t'), *clauses = year == NULL ? NULL : strchr(year + 1, '\t');
    if (line[0] == '#') continue;
    assert_non_null(clauses);
    *year++ = '\0';
    *clauses++ = '\0';
    clauses[strcspn(clauses, "\n")] = '\0';
    snprintf(options, sizeof options, "{\"year\": %.4s}", year);
    failures += check_variants(line, options, clauses);
    count++;
  }
  fclose(file);
  assert_true(count > 250);
  CHECK_NONE_FAILED(failures);
}

static void test_words_of_kinds(void **state) {
  static const char *const words[] = {"once", "recurring", "ongoing", "on-event", "ad-hoc", "unknown"};
  int32_t i;
  (void)state;
  for (i = 0; i < (int32_t)COUNT(words); i++) assert_string_equal(tthc_clause_kind_word(TTHC_ONCE + i), words[i]);
  assert_null(tthc_clause_kind_word(0));
  assert_null(tthc_clause_kind_word(7));
  assert_null(tthc_clause_kind_word(INT32_MIN));
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_the_source_plan),
    cmocka_unit_test(test_spellings),
    cmocka_unit_test(test_periods),
    cmocka_unit_test(test_events_without_words),
    cmocka_unit_test(test_the_year),
    cmocka_unit_test(test_never_a_guess),
    cmocka_unit_test(test_cut_phrases),
    cmocka_unit_test(test_the_text_is_kept),
    cmocka_unit_test(test_failures),
    cmocka_unit_test(test_long_phrases),
    cmocka_unit_test(test_the_table),
    cmocka_unit_test(test_words_of_kinds),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
