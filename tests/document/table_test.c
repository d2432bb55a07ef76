/* Rows and labelled lines whose headings or titles are not as they should be: nothing is lost, nothing fails. */
#include <tthcplan.h>

#include "support/check.h"

#include <stdio.h>

static tthc_plan *read_text(const char *text) {
  tthc_error *err = tthc_error_new();
  tthc_plan *plan = tthc_plan_read_document(text, -1, NULL, "{\"id\": \"p\", \"year\": 2021}", err);
  if (plan == NULL) print_error("%s\n", tthc_error_message(err, "en"));
  assert_non_null(plan);
  tthc_error_free(err);
  return plan;
}

/* What is read must be what can be read again. */
static char *json_of(const tthc_plan *plan) {
  tthc_text *json = tthc_plan_json(plan, NULL, NULL);
  tthc_plan *again = tthc_plan_read(tthc_text_data(json), tthc_text_size(json), NULL, NULL);
  char *copy = check_exact_copy(tthc_text_data(json), (size_t)tthc_text_size(json) + 1);
  assert_non_null(again);
  tthc_plan_free(again);
  tthc_text_free(json);
  return copy;
}

static int check_holds(const char *label, const char *json, const char *words) {
  if (strstr(json, words) != NULL) return 0;
  print_error("%s: <%s> is not in <%s>\n", label, words, json);
  return 1;
}

/* Columns that a plan has no member for may be called alike, or by nothing that makes a name. */
static void test_columns_called_alike(void **state) {
  static const struct {
    const char *headings;
    const char *members[3];
  } rows[] = {
    {"Ghi chú\tGhi chú\tGhi chú", {"\"x-ghi-chu\": \"a\"", "\"x-ghi-chu-2\": \"b\"", "\"x-ghi-chu-3\": \"c\""}},
    {"Ghi chú\tKinh phí\tGhi chú", {"\"x-ghi-chu\": \"a\"", "\"x-kinh-phi\": \"b\"", "\"x-ghi-chu-2\": \"c\""}},
    {"%\t%\t...", {"\"x-cot\": \"a\"", "\"x-cot-2\": \"b\"", "\"x-cot-3\": \"c\""}},
    {"Ghi chú 2\tGhi chú\tGhi chú", {"\"x-ghi-chu-2\": \"a\"", "\"x-ghi-chu\": \"b\"", "\"x-ghi-chu-3\": \"c\""}},
    {"Ghi chú\tGhi chú 2\tGHI CHÚ", {"\"x-ghi-chu\": \"a\"", "\"x-ghi-chu-2\": \"b\"", "\"x-ghi-chu-3\": \"c\""}},
  };
  int failures = 0;
  size_t i, k;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    char text[400];
    tthc_plan *plan;
    char *json;
    strcpy(text, "STT\tNội dung\tĐơn vị chủ trì\tThời hạn\t");
    strcat(text, rows[i].headings);
    strcat(text, "\n1\tRà soát\tPhòng Nội vụ\tQuý I\ta\tb\tc\n");
    plan = read_text(text);
    json = json_of(plan);
    for (k = 0; k < COUNT(rows[i].members); k++) failures += check_holds(rows[i].headings, json, rows[i].members[k]);
    free(json);
    tthc_plan_free(plan);
  }
  CHECK_NONE_FAILED(failures);
}

/* A unit is named as it should be written, whatever the cell makes of it; the cell's own words stay. */
static void test_names_of_units(void **state) {
  static const struct {
    const char *cell;
    const char *unit;
  } rows[] = {
    {"phòng Nội vụ", "{\"id\": \"phong-noi-vu\", \"name\": \"Phòng Nội vụ\"}"},
    {"đài Phát thanh", "{\"id\": \"dai-phat-thanh\", \"name\": \"Đài Phát thanh\"}"},
    {"Sở Sở Công Thương", "{\"id\": \"so-cong-thuong\", \"name\": \"Sở Công Thương\"}"},
    {"Sở Sởi", "{\"id\": \"so-soi\", \"name\": \"Sở Sởi\"}"},
  };
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    char text[200], cell[100];
    tthc_plan *plan;
    char *json;
    snprintf(text, sizeof text, "STT\tNội dung\tĐơn vị chủ trì\tThời hạn\n1\tRà soát\t%s\tQuý I\n", rows[i].cell);
    snprintf(cell, sizeof cell, "\"lead\": {\"text\": \"%s\"", rows[i].cell);
    plan = read_text(text);
    json = json_of(plan);
    failures += check_holds(rows[i].cell, json, rows[i].unit);
    failures += check_holds(rows[i].cell, json, cell);
    free(json);
    tthc_plan_free(plan);
  }
  CHECK_NONE_FAILED(failures);
}

/* Who leads and who coordinates, where one cell tells both. */
static void test_roles_in_a_cell(void **state) {
  static const struct {
    const char *cell;
    int32_t leads, coordinators;
  } rows[] = {
    {"Sở Nội vụ chủ trì; các sở, ban, ngành phối hợp", 1, 1},
    {"Sở Nội vụ; Sở Tài chính (phối hợp)", 1, 1},
    {"Sở Nội vụ; Sở Tài chính (phối hợp); UBND cấp xã (phối hợp);", 1, 2},
    {"Sở Nội vụ phối hợp với Sở Tài chính; UBND cấp xã", 1, 2},
    {"Chủ trì: Sở Nội vụ; Phối hợp: Sở Tài chính", 1, 1},
    {"- Chủ trì: Sở Nội vụ - Phối hợp: Sở Tài chính", 1, 1},
    {"Sở Nội vụ chủ trì, phối hợp; Sở Tài chính", 2, 0},
    {"Sở Nội vụ (phối hợp)", 1, 0},
    {"Sở Nội vụ; Sở Tài chính", 2, 0},
  };
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    char text[300];
    tthc_plan *plan;
    snprintf(text, sizeof text, "STT\tNội dung\tĐơn vị chủ trì\tThời hạn\n1\tRà soát\t%s\tQuý I\n", rows[i].cell);
    plan = read_text(text);
    failures += check_int(rows[i].cell, tthc_task_lead_count(plan, 0), rows[i].leads);
    failures += check_text(rows[i].cell, tthc_unit_name(plan, tthc_task_lead(plan, 0, 0)), "Sở Nội vụ");
    failures += check_int(rows[i].cell, tthc_task_coordinator_count(plan, 0), rows[i].coordinators);
    tthc_plan_free(plan);
  }
  CHECK_NONE_FAILED(failures);
}

/* A heading row is one whatever its other columns are called; years, and spans of years, are no row's words. */
static void test_years_as_headings(void **state) {
  static const char *const years[] = {"2026\t2027", "2026\t2027-2030", "2026-2027\t2028 - 2030"};
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(years); i++) {
    char text[200];
    tthc_plan *plan;
    snprintf(text, sizeof text, "TT\tNhiệm vụ\tCơ quan chủ trì\t%s\n1\tRà soát\tSở Nội vụ\tx\t\n", years[i]);
    plan = read_text(text);
    assert_int_equal(tthc_plan_task_count(plan), 1);
    assert_string_equal(tthc_task_title(plan, 0), "Rà soát");
    tthc_plan_free(plan);
  }
}

/* What the narrative labels with a time or a body is no task where it tells of an event or of reports. */
static void test_labels_of_no_task(void **state) {
  static const char *const before[] = {
    "I. THỜI GIAN, ĐỊA ĐIỂM\n1. Thời gian: Tháng 6/2026.\n2. Đơn vị chủ trì: Sở A.\n",
    "I. CHẾ ĐỘ BÁO CÁO\n1. Báo cáo\n- Thời gian: ngày 14.\n- Chủ trì: Sở A.\n",
    "I. KẾT QUẢ\n1. Báo cáo\n- Thời gian chốt số liệu: ngày 14.\n- Thời gian gửi báo cáo: trước ngày 20/11 hằng năm.\n",
  };
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(before); i++) {
    char text[600];
    tthc_plan *plan;
    snprintf(text, sizeof text,
             "%sII. NHIỆM VỤ\nTT\tNhiệm vụ\tCơ quan chủ trì\tThời gian\n1\tRà soát\tSở A\tNăm 2021\n", before[i]);
    plan = read_text(text);
    failures += check_int(before[i], tthc_plan_task_count(plan), 1);
    failures += check_text(before[i], tthc_task_title(plan, 0), "Rà soát");
    tthc_plan_free(plan);
  }
  CHECK_NONE_FAILED(failures);
}

/* Items of labelled prose that have a number and no words of their own, before the first task and behind one. */
static void test_items_without_a_title(void **state) {
  static const struct {
    const char *before;
    const char *item;
    const char *holds; /* of the JSON */
  } rows[] = {
    {"1. Rà soát\n", "1.", "\"lead\": {\"text\": \"Phòng Nội vụ\""},
    {"1. Rà soát\n", "a)", "\"lead\": {\"text\": \"Phòng Nội vụ\""},
    {"1. Rà soát\n", "-", "\"lead\": {\"text\": \"Phòng Nội vụ\""},
    {"1. Rà soát\n", "(Chủ trì: Phòng Tư pháp).", "{\"text\": \"Phòng Tư pháp Phòng Nội vụ\""},
    {"1. Rà soát\n", "- ;Sản phẩm: Báo cáo", "\"deliverable\": \"Báo cáo\""},
    {"", "1.\n2. Rà soát", "\"label\": \"2\""},
    {"", "1. (Chủ trì: Phòng Tư pháp)",
     "\"title\": \"(Chủ trì: Phòng Tư pháp)\", \"lead\": {\"text\": \"Phòng Tư pháp "},
    {"", "- ;Sản phẩm: Báo cáo", "\"deliverable\": \"Báo cáo\""},
    {"", "- (Thời hạn: Quý I)", "\"text\": \"Quý I"},
  };
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    char text[400];
    tthc_plan *plan;
    char *json;
    strcpy(text, "I. NHIỆM VỤ\n");
    strcat(text, rows[i].before);
    strcat(text, rows[i].item);
    strcat(text, "\nCơ quan chủ trì: Phòng Nội vụ\nThời gian: Quý II\n");
    plan = read_text(text);
    json = json_of(plan);
    failures += check_holds(rows[i].item, json, rows[i].holds);
    failures += check_holds(rows[i].item, json, "Phòng Nội vụ");
    failures += check_holds(rows[i].item, json, "Quý II");
    free(json);
    tthc_plan_free(plan);
  }
  CHECK_NONE_FAILED(failures);
}

/* A heading that is only a number names its section by it. */
static void test_a_section_without_a_title(void **state) {
  tthc_plan *plan = read_text("I.\n1. Rà soát\nChủ trì: Phòng Nội vụ\nThời gian: Quý I\n");
  char *json = json_of(plan);
  (void)state;
  assert_int_equal(tthc_plan_section_count(plan), 1);
  assert_string_equal(tthc_section_title(plan, 0), "I");
  free(json);
  tthc_plan_free(plan);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_columns_called_alike),
    cmocka_unit_test(test_names_of_units),
    cmocka_unit_test(test_roles_in_a_cell),
    cmocka_unit_test(test_years_as_headings),
    cmocka_unit_test(test_labels_of_no_task),
    cmocka_unit_test(test_items_without_a_title),
    cmocka_unit_test(test_a_section_without_a_title),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
