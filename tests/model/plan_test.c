/* The plan: its header, parts, bases and recipients; and that one built by calls is the one read from JSON. */
#include "tthcplan/contact.h"
#include "tthcplan/fact.h"
#include "tthcplan/part.h"
#include "tthcplan/successor.h"

#include "support/check.h"

#include <stdio.h>

static char *json_of(const tthc_plan *plan) {
  tthc_text *text = tthc_plan_json(plan, "{\"facts\": true}", NULL);
  char *copy;
  assert_non_null(text);
  copy = malloc((size_t)tthc_text_size(text) + 1);
  assert_non_null(copy);
  memcpy(copy, tthc_text_data(text), (size_t)tthc_text_size(text) + 1);
  tthc_text_free(text);
  return copy;
}

static int32_t day_of(const char *text) { return tthc_day_from_text(text, NULL); }

static void test_a_new_plan(void **state) {
  tthc_plan *plan = tthc_plan_new("vinh-cuu-2021", 2021, NULL);
  (void)state;
  assert_non_null(plan);
  assert_string_equal(tthc_plan_id(plan), "vinh-cuu-2021");
  assert_int_equal(tthc_plan_year(plan), 2021);
  assert_int_equal(tthc_plan_first_day(plan), day_of("2021-01-01"));
  assert_int_equal(tthc_plan_last_day(plan), day_of("2021-12-31"));
  assert_string_equal(tthc_plan_regime(plan), "kstt");
  assert_int_equal(tthc_plan_rolls(plan), 1);
  assert_int_equal(tthc_plan_revision(plan), 0);
  assert_null(tthc_plan_subject(plan));
  assert_null(tthc_plan_authority(plan));
  assert_null(tthc_plan_number(plan));
  assert_null(tthc_plan_place(plan));
  assert_int_equal(tthc_plan_issued_day(plan), TTHC_NO_DAY);
  assert_null(tthc_plan_preamble(plan));
  assert_null(tthc_plan_signatory(plan));
  assert_null(tthc_plan_signatory_position(plan));
  assert_int_equal(tthc_plan_basis_count(plan), 0);
  assert_int_equal(tthc_plan_part_count(plan), 0);
  assert_int_equal(tthc_plan_unit_count(plan), 0);
  assert_int_equal(tthc_plan_section_count(plan), 0);
  assert_int_equal(tthc_plan_task_count(plan), 0);
  assert_int_equal(tthc_plan_indicator_count(plan), 0);
  assert_int_equal(tthc_plan_fact_count(plan), 0);
  assert_int_equal(tthc_plan_recipient_count(plan), 0);
  tthc_plan_free(plan);
}

static void test_ids_and_years(void **state) {
  static const char *const bad[] = {NULL, "", "-", "a-", "-a", "a--b", "A", "a_b", "a b", "a.b", "kế-hoạch", "\xff"};
  static const int32_t years[] = {1899, 2201, 0, -2021, INT32_MAX, INT32_MIN};
  tthc_error *err = tthc_error_new();
  char id[130];
  int failures = 0;
  size_t i;
  tthc_plan *plan;
  (void)state;
  for (i = 0; i < COUNT(bad); i++) {
    failures += check_int(check_show(bad[i]), tthc_plan_new(bad[i], 2021, err) != NULL, 0);
    failures += check_error(check_show(bad[i]), err, TTHC_E_VALUE, "/id", 0, 0);
  }
  for (i = 0; i < COUNT(years); i++) {
    failures += check_int("year", tthc_plan_new("a", years[i], err) != NULL, 0);
    failures += check_error("year", err, TTHC_E_VALUE, "/year", 0, 0);
  }
  CHECK_NONE_FAILED(failures);
  memset(id, 'a', sizeof id);
  id[129] = '\0';
  assert_null(tthc_plan_new(id, 2021, err));
  id[128] = '\0';
  plan = tthc_plan_new(id, 2200, NULL);
  assert_string_equal(tthc_plan_id(plan), id);
  tthc_plan_free(plan);
  tthc_error_free(err);
}

static void test_the_span(void **state) {
  tthc_plan *plan = tthc_plan_new("a", 2021, NULL);
  tthc_error *err = tthc_error_new();
  const int32_t first = day_of("2021-07-01"), last = day_of("2022-06-30");
  (void)state;
  assert_int_equal(tthc_plan_set_span(plan, first, last, err), TTHC_OK);
  assert_int_equal(tthc_plan_set_span(plan, last, first, err), TTHC_E_VALUE);
  assert_int_equal(tthc_plan_set_span(plan, TTHC_NO_DAY, last, err), TTHC_E_DAY);
  assert_int_equal(tthc_plan_set_span(plan, first, INT32_MAX, err), TTHC_E_DAY);
  assert_int_equal(tthc_plan_set_span(plan, day_of("1900-01-01"), day_of("2001-01-01"), err), TTHC_E_VALUE);
  assert_int_equal(tthc_plan_first_day(plan), first);
  assert_int_equal(tthc_plan_last_day(plan), last);
  assert_int_equal(tthc_plan_set_span(plan, first, first, err), TTHC_OK); /* a single day */
  tthc_error_free(err);
  tthc_plan_free(plan);
}

static void test_the_header(void **state) {
  tthc_plan *plan = tthc_plan_new("a", 2021, NULL);
  const char *kept;
  (void)state;
  assert_int_equal(tthc_plan_set_subject(plan, "Kie\u0302\u0309m soa\u0301t", NULL), TTHC_OK);
  assert_string_equal(tthc_plan_subject(plan), "Kiểm soát"); /* in NFC */
  kept = tthc_plan_subject(plan);
  assert_int_equal(tthc_plan_set_subject(plan, "Khác", NULL), TTHC_OK);
  assert_string_equal(kept, "Kiểm soát"); /* an edit takes no text away */
  assert_int_equal(tthc_plan_set_subject(plan, NULL, NULL), TTHC_OK);
  assert_null(tthc_plan_subject(plan));
  assert_int_equal(tthc_plan_set_place(plan, " Vĩnh Cửu ", NULL), TTHC_OK);
  assert_string_equal(tthc_plan_place(plan), " Vĩnh Cửu "); /* not trimmed */
  assert_int_equal(tthc_plan_set_regime(plan, "cchc", NULL), TTHC_OK);
  assert_string_equal(tthc_plan_regime(plan), "cchc");
  assert_int_equal(tthc_plan_set_regime(plan, NULL, NULL), TTHC_OK);
  assert_string_equal(tthc_plan_regime(plan), "kstt");
  assert_int_equal(tthc_plan_set_signatory(plan, "Phạm Minh Phước", "CHỦ TỊCH", NULL), TTHC_OK);
  assert_string_equal(tthc_plan_signatory(plan), "Phạm Minh Phước");
  assert_string_equal(tthc_plan_signatory_position(plan), "CHỦ TỊCH");
  tthc_plan_free(plan);
}

static void test_the_source(void **state) {
  tthc_plan *plan = tthc_plan_new("a", 2021, NULL);
  (void)state;
  assert_null(tthc_plan_source_plan(plan));
  assert_int_equal(tthc_plan_source_revision(plan), 0);
  assert_null(tthc_plan_source_unit(plan));
  assert_int_equal(tthc_plan_set_source(plan, "cua-huyen", 7, "ubnd-xa-phu-ly", NULL), TTHC_OK);
  assert_string_equal(tthc_plan_source_plan(plan), "cua-huyen");
  assert_int_equal(tthc_plan_source_revision(plan), 7);
  assert_string_equal(tthc_plan_source_unit(plan), "ubnd-xa-phu-ly");
  assert_int_equal(tthc_plan_set_source(plan, NULL, 0, "u", NULL), TTHC_E_MISSING);
  assert_int_equal(tthc_plan_set_source(plan, "b", -1, NULL, NULL), TTHC_E_VALUE);
  assert_int_equal(tthc_plan_set_source(NULL, "b", 1, NULL, NULL), TTHC_E_HANDLE);
  assert_int_equal(tthc_plan_source_revision(plan), 7);
  assert_int_equal(tthc_plan_set_source(plan, NULL, 0, NULL, NULL), TTHC_OK);
  assert_null(tthc_plan_source_unit(plan));
  assert_null(tthc_plan_source_plan(NULL));
  assert_int_equal(tthc_plan_source_revision(NULL), 0);
  assert_null(tthc_plan_source_unit(NULL));
  tthc_plan_free(plan);
}

static void test_parts(void **state) {
  tthc_plan *plan = tthc_plan_new("a", 2021, NULL);
  tthc_error *err = tthc_error_new();
  char *json;
  (void)state;
  assert_int_equal(tthc_plan_add_part(plan, TTHC_NONE, "I", "MỤC ĐÍCH", NULL, err), 0);
  assert_int_equal(tthc_plan_add_part(plan, 0, "1", NULL, "Một", err), 1);
  assert_int_equal(tthc_plan_add_part(plan, TTHC_NONE, "V", "TỔ CHỨC", NULL, err), 2);
  assert_int_equal(tthc_plan_add_part(plan, 0, "2", NULL, "Hai", err), 3); /* behind its sibling, though made later */
  assert_int_equal(tthc_plan_add_part(plan, 1, "-", NULL, "Gạch", err), 4);
  assert_int_equal(tthc_part_set_holds_sections(plan, 2, 1, err), TTHC_OK);
  assert_int_equal(tthc_part_set_holds_sections(plan, 2, 1, err), TTHC_OK);
  assert_int_equal(tthc_part_set_holds_sections(plan, 0, 1, err), TTHC_E_VALUE);
  assert_int_equal(tthc_part_set_holds_sections(plan, 0, 2, err), TTHC_E_VALUE);
  assert_int_equal(tthc_plan_add_part(plan, TTHC_NONE, "X", NULL, NULL, err), TTHC_E_MISSING);
  assert_int_equal(tthc_plan_add_part(plan, 5, "X", "t", NULL, err), TTHC_E_ARGUMENT);
  assert_int_equal(tthc_plan_part_count(plan), 5);
  assert_int_equal(tthc_part_parent(plan, 4), 1);
  assert_int_equal(tthc_part_parent(plan, 0), TTHC_NONE);
  assert_int_equal(tthc_part_parent(plan, 5), TTHC_NONE);
  assert_string_equal(tthc_part_label(plan, 4), "-");
  assert_null(tthc_part_title(plan, 4));
  assert_string_equal(tthc_part_text(plan, 4), "Gạch");
  assert_int_equal(tthc_part_holds_sections(plan, 2), 1);
  json = json_of(plan);
  assert_string_equal(
    json, "{\n  \"format\": \"tthcplan/1\",\n  \"id\": \"a\",\n  \"year\": 2021,\n  \"parts\": [\n"
          "    {\"label\": \"I\", \"title\": \"MỤC ĐÍCH\", \"parts\": [{\"label\": \"1\", \"text\": \"Một\", "
          "\"parts\": "
          "[{\"label\": \"-\", \"text\": \"Gạch\"}]}, {\"label\": \"2\", \"text\": \"Hai\"}]},\n"
          "    {\"label\": \"V\", \"title\": \"TỔ CHỨC\", \"holds_sections\": true}\n  ]\n}\n");
  free(json);
  tthc_error_free(err);
  tthc_plan_free(plan);
}

/* --- built by calls, and read ------------------------------------------------------------------------------------- */

static const char document[] =
  "{\n"
  "  \"format\": \"tthcplan/1\",\n"
  "  \"id\": \"mau\",\n"
  "  \"subject\": \"Kiểm soát thủ tục hành chính\",\n"
  "  \"authority\": \"UBND huyện\",\n"
  "  \"number\": \"05/KH-UBND\",\n"
  "  \"place\": \"Vĩnh Cửu\",\n"
  "  \"issued\": \"2021-01-15\",\n"
  "  \"year\": 2021,\n"
  "  \"first_day\": \"2021-01-15\",\n"
  "  \"last_day\": \"2021-12-31\",\n"
  "  \"regime\": \"cchc\",\n"
  "  \"rolls\": false,\n"
  "  \"source\": {\"plan\": \"cua-tinh\", \"revision\": 4, \"unit\": \"huyen\"},\n"
  "  \"preamble\": \"Thực hiện \\\"Kế hoạch\\\":\",\n"
  "  \"bases\": [\n"
  "    {\"number\": \"45/2020/NĐ-CP\", \"day\": \"2020-04-08\", \"issuer\": \"Chính phủ\", \"title\": \"môi trường "
  "điện tử\"},\n"
  "    {\"number\": \"52/2013/QĐ-UBND\"}\n"
  "  ],\n"
  "  \"parts\": [\n"
  "    {\"label\": \"I\", \"title\": \"MỤC ĐÍCH\", \"parts\": [{\"text\": \"Nâng cao hiệu quả\"}]},\n"
  "    {\"label\": \"II\", \"title\": \"NỘI DUNG\", \"holds_sections\": true},\n"
  "    {\"label\": \"V\", \"title\": \"TỔ CHỨC\"}\n"
  "  ],\n"
  "  \"units\": [\n"
  "    {\"id\": \"van-phong\", \"name\": \"Văn phòng\", \"level\": \"division\", \"code\": \"H19\", "
  "\"superior\": \"ubnd-xa\", \"first_day\": "
  "\"2020-01-01\", \"last_day\": \"2025-06-30\", \"aliases\": [\"VP\", \"Văn phòng HĐND\"], \"contacts\": [{\"name\": "
  "\"Lan\", \"phone\": \"1\", \"last_day\": \"2021-06-30\"}], \"successors\": [{\"unit\": \"ubnd-xa\", \"kind\": "
  "\"rename\", \"reference\": \"1/NQ\"}]},\n"
  "    {\"id\": \"ubnd-xa\", \"name\": \"UBND xã\"},\n"
  "    {\"id\": \"tat-ca\", \"name\": \"Các đơn vị\", \"kind\": \"group\", \"members\": [{\"unit\": \"van-phong\"}, "
  "{\"unit\": \"ubnd-xa\", \"first_day\": \"2021-01-01\", \"last_day\": \"2021-06-30\"}]},\n"
  "    {\"id\": \"lien-quan\", \"name\": \"Đơn vị liên quan\", \"kind\": \"open\"}\n"
  "  ],\n"
  "  \"sections\": [\n"
  "    {\"id\": \"A\", \"label\": \"A\", \"title\": \"Một\"}\n"
  "  ],\n"
  "  \"tasks\": [\n"
  "    {\"id\": \"A.1\", \"section\": \"A\", \"label\": \"1\", \"title\": \"Đề mục\"},\n"
  "    {\"id\": \"A.1.1\", \"section\": \"A\", \"parent\": \"A.1\", \"label\": \"1.1\", \"title\": \"Việc\", \"lead\": "
  "{\"text\": \"Các đơn vị\", \"units\": [\"tat-ca\"]}, \"coordinator\": {\"text\": \"VP, liên quan\", \"units\": "
  "[\"van-phong\", \"lien-quan\"]}, \"deliverable\": \"Báo cáo\", \"deadline\": {\"text\": \"Quý II\", \"clauses\": "
  "[{\"kind\": \"once\", \"start\": \"2021-04-01\", \"due\": \"2021-06-30\", \"key\": \"2021-Q2\"}]}},\n"
  "    {\"id\": \"A.2\", \"section\": \"A\", \"label\": \"2\", \"title\": \"Việc khác\", \"lead\": {\"units\": "
  "[\"van-phong\"]}, \"deadline\": {\"clauses\": [{\"kind\": \"recurring\", \"every\": \"month\", \"day\": 31}]}},\n"
  "    {\"id\": \"V.1\", \"part\": \"V\", \"label\": \"1\", \"title\": \"Lập kế hoạch\", \"source\": {\"plan\": "
  "\"cua-tinh\", \"revision\": 4, \"task\": \"V.1\"}}\n"
  "  ],\n"
  "  \"indicators\": [\n"
  "    {\"id\": \"ty-le\", \"title\": \"Tỷ lệ\", \"kind\": \"ratio\", \"series\": \"per-period\", \"task\": \"A.2\", "
  "\"numerator\": \"trực tuyến\", \"denominator\": \"tổng số\", \"measure\": \"%\", \"targets\": [{\"comparator\": "
  "\">=\", \"amount\": 20}, {\"comparator\": \"range\", \"amount\": 99.5, \"high\": 100, \"unit\": \"ubnd-xa\", "
  "\"period\": \"2021-Q2\"}]},\n"
  "    {\"id\": \"so-luong\", \"title\": \"Số lượng\", \"kind\": \"value\", \"series\": \"cumulative\", \"baselines\": "
  "[{\"amount\": 40}, {\"amount\": 7.5, \"unit\": \"ubnd-xa\"}], \"targets\": [{\"comparator\": \">=\", \"amount\": 10, "
  "\"reduction\": true}]}\n"
  "  ],\n"
  "  \"signatory\": {\"name\": \"Nguyễn Văn A\", \"position\": \"CHỦ TỊCH\"},\n"
  "  \"recipients\": [\n"
  "    \"Như trên\",\n"
  "    \"Lưu VT\"\n"
  "  ],\n"
  "  \"facts\": [\n"
  "    {\"id\": \"f1\", \"kind\": \"progress\", \"task\": \"A.1.1\", \"unit\": \"ubnd-xa\", \"period\": \"2021-Q2\", "
  "\"state\": \"done\", \"percent\": 100, \"day\": \"2021-06-28\", \"done_day\": \"2021-06-25\", \"recorded_at\": "
  "1624867200, \"evidence\": {\"number\": \"12/BC\", \"day\": \"2021-06-25\"}, \"author\": \"Lan\"},\n"
  "    {\"id\": \"f2\", \"kind\": \"measurement\", \"indicator\": \"ty-le\", \"unit\": \"ubnd-xa\", \"period\": "
  "\"2021-Q2\", \"numerator\": 14, \"denominator\": 64, \"day\": \"2021-06-30\"},\n"
  "    {\"id\": \"f3\", \"kind\": \"measurement\", \"indicator\": \"so-luong\", \"unit\": \"ubnd-xa\", \"period\": "
  "\"2021-06\", \"amount\": -12.5, \"day\": \"2021-06-30\"},\n"
  "    {\"id\": \"f4\", \"kind\": \"extension\", \"task\": \"A.1.1\", \"period\": \"2021-Q2\", \"day\": "
  "\"2021-06-20\", "
  "\"due\": \"2021-07-31\"}\n"
  "  ]\n"
  "}\n";

static void build_header(tthc_plan *plan, tthc_error *err) {
  assert_int_equal(tthc_plan_set_subject(plan, "Kiểm soát thủ tục hành chính", err), TTHC_OK);
  assert_int_equal(tthc_plan_set_authority(plan, "UBND huyện", err), TTHC_OK);
  assert_int_equal(tthc_plan_set_number(plan, "05/KH-UBND", err), TTHC_OK);
  assert_int_equal(tthc_plan_set_place(plan, "Vĩnh Cửu", err), TTHC_OK);
  assert_int_equal(tthc_plan_set_issued_day(plan, day_of("2021-01-15"), err), TTHC_OK);
  assert_int_equal(tthc_plan_set_span(plan, day_of("2021-01-15"), day_of("2021-12-31"), err), TTHC_OK);
  assert_int_equal(tthc_plan_set_regime(plan, "cchc", err), TTHC_OK);
  assert_int_equal(tthc_plan_set_rolls(plan, 0, err), TTHC_OK);
  assert_int_equal(tthc_plan_set_preamble(plan, "Thực hiện \"Kế hoạch\":", err), TTHC_OK);
  assert_int_equal(
    tthc_plan_add_basis(plan, "45/2020/NĐ-CP", day_of("2020-04-08"), "Chính phủ", "môi trường điện tử", err), 0);
  assert_int_equal(tthc_plan_add_basis(plan, "52/2013/QĐ-UBND", TTHC_NO_DAY, NULL, NULL, err), 1);
  assert_int_equal(tthc_plan_add_part(plan, TTHC_NONE, "I", "MỤC ĐÍCH", NULL, err), 0);
  assert_int_equal(tthc_plan_add_part(plan, 0, NULL, NULL, "Nâng cao hiệu quả", err), 1);
  assert_int_equal(tthc_plan_add_part(plan, TTHC_NONE, "II", "NỘI DUNG", NULL, err), 2);
  assert_int_equal(tthc_part_set_holds_sections(plan, 2, 1, err), TTHC_OK);
  assert_int_equal(tthc_plan_add_part(plan, TTHC_NONE, "V", "TỔ CHỨC", NULL, err), 3);
  assert_int_equal(tthc_plan_set_source(plan, "cua-tinh", 4, "huyen", err), TTHC_OK);
  assert_int_equal(tthc_plan_set_signatory(plan, "Nguyễn Văn A", "CHỦ TỊCH", err), TTHC_OK);
  assert_int_equal(tthc_plan_add_recipient(plan, "Như trên", err), 0);
  assert_int_equal(tthc_plan_add_recipient(plan, "Lưu VT", err), 1);
}

static void build_units(tthc_plan *plan, tthc_error *err) {
  assert_int_equal(tthc_plan_add_unit(plan, NULL, "Văn phòng", TTHC_UNIT_SINGLE, err), 0);
  assert_int_equal(tthc_unit_set_level(plan, 0, "division", err), TTHC_OK);
  assert_int_equal(tthc_unit_set_code(plan, 0, "H19", err), TTHC_OK);
  assert_int_equal(tthc_unit_set_span(plan, 0, day_of("2020-01-01"), day_of("2025-06-30"), err), TTHC_OK);
  assert_int_equal(tthc_unit_add_alias(plan, 0, "VP", err), 0);
  assert_int_equal(tthc_unit_add_alias(plan, 0, "Văn phòng HĐND", err), 1);
  assert_int_equal(tthc_plan_add_unit(plan, NULL, "UBND xã", TTHC_UNIT_SINGLE, err), 1);
  assert_int_equal(tthc_plan_add_unit(plan, "tat-ca", "Các đơn vị", TTHC_UNIT_GROUP, err), 2);
  assert_int_equal(tthc_unit_add_member(plan, 2, 0, TTHC_NO_DAY, TTHC_NO_DAY, err), 0);
  assert_int_equal(tthc_unit_add_member(plan, 2, 1, day_of("2021-01-01"), day_of("2021-06-30"), err), 1);
  assert_int_equal(tthc_plan_add_unit(plan, "lien-quan", "Đơn vị liên quan", TTHC_UNIT_OPEN, err), 3);
  assert_int_equal(tthc_unit_set_superior(plan, 0, 1, err), TTHC_OK);
  assert_int_equal(tthc_unit_add_contact(plan, 0, "Lan", NULL, NULL, "1", TTHC_NO_DAY, day_of("2021-06-30"), err), 0);
  assert_int_equal(tthc_unit_add_successor(plan, 0, 1, TTHC_RENAMED, "1/NQ", err), 0);
}

static void build_tasks(tthc_plan *plan, tthc_error *err) {
  static const char monthly[] = "{\"clauses\": [{\"kind\": \"recurring\", \"every\": \"month\", \"day\": 31}]}";
  assert_int_equal(tthc_plan_add_section(plan, "A", "Một", err), 0);
  assert_int_equal(tthc_plan_add_task(plan, 0, TTHC_NONE, "1", "Đề mục", err), 0);
  assert_int_equal(tthc_plan_add_task(plan, 0, 0, "1.1", "Việc", err), 1);
  assert_int_equal(tthc_task_set_lead_text(plan, 1, "Các đơn vị", err), TTHC_OK);
  assert_int_equal(tthc_task_add_lead(plan, 1, 2, err), 0);
  assert_int_equal(tthc_task_set_coordinator_text(plan, 1, "VP, liên quan", err), TTHC_OK);
  assert_int_equal(tthc_task_add_coordinator(plan, 1, 0, err), 0);
  assert_int_equal(tthc_task_add_coordinator(plan, 1, 3, err), 1);
  assert_int_equal(tthc_task_set_deliverable(plan, 1, "Báo cáo", err), TTHC_OK);
  assert_int_equal(tthc_task_set_deadline(plan, 1, "Quý II", err), TTHC_OK);
  assert_int_equal(tthc_plan_add_task(plan, 0, TTHC_NONE, "2", "Việc khác", err), 2);
  assert_int_equal(tthc_task_add_lead(plan, 2, 0, err), 0);
  assert_int_equal(tthc_task_set_deadline_json(plan, 2, monthly, -1, err), TTHC_OK);
  assert_int_equal(tthc_plan_add_part_task(plan, 3, TTHC_NONE, "1", "Lập kế hoạch", err), 3);
  assert_int_equal(tthc_task_set_source(plan, 3, "cua-tinh", 4, "V.1", err), TTHC_OK);
}

static void build_indicators(tthc_plan *plan, tthc_error *err) {
  assert_int_equal(tthc_plan_add_indicator(plan, NULL, "Tỷ lệ", TTHC_RATIO, TTHC_PER_PERIOD, err), 0);
  assert_int_equal(tthc_indicator_set_task(plan, 0, 2, err), TTHC_OK);
  assert_int_equal(tthc_indicator_set_names(plan, 0, "trực tuyến", "tổng số", "%", err), TTHC_OK);
  assert_int_equal(tthc_indicator_add_target(plan, 0, TTHC_AT_LEAST, "20.0", NULL, TTHC_NONE, NULL, err), 0);
  assert_int_equal(tthc_indicator_add_target(plan, 0, TTHC_RANGE, "99.5", "1e2", 1, "2021-Q2", err), 1);
  assert_int_equal(tthc_plan_add_indicator(plan, NULL, "Số lượng", TTHC_VALUE, TTHC_CUMULATIVE, err), 1);
  assert_int_equal(tthc_indicator_add_baseline(plan, 1, "40", TTHC_NONE, err), 0);
  assert_int_equal(tthc_indicator_add_baseline(plan, 1, "7.50", 1, err), 1);
  assert_int_equal(tthc_indicator_add_reduction(plan, 1, TTHC_AT_LEAST, "10", NULL, TTHC_NONE, NULL, err), 0);
}

static void build_facts(tthc_plan *plan, tthc_error *err) {
  const int32_t end = day_of("2021-06-30");
  static const char progress[] =
    "{\"id\": \"f1\", \"percent\": 100, \"done_day\": \"2021-06-25\", \"recorded_at\": 1624867200, \"author\": \"Lan\","
    " \"evidence\": {\"number\": \"12/BC\", \"day\": \"2021-06-25\"}}";
  static const char extension[] =
    "{\"id\": \"f4\", \"kind\": \"extension\", \"task\": \"A.1.1\", \"period\": \"2021-Q2\","
    " \"day\": \"2021-06-20\", \"due\": \"2021-07-31\"}";
  assert_int_equal(
    tthc_plan_add_progress(plan, 1, 1, "2021-Q2", TTHC_SAYS_DONE, day_of("2021-06-28"), progress, err), 0);
  assert_int_equal(tthc_plan_add_ratio(plan, 0, 1, "2021-Q2", 14, 64, end, "{\"id\": \"f2\"}", err), 1);
  assert_int_equal(tthc_plan_add_value(plan, 1, 1, "2021-06", "-12.5", end, "{\"id\": \"f3\"}", err), 2);
  assert_int_equal(tthc_plan_add_fact(plan, extension, -1, err), 3);
}

static void test_built_is_read(void **state) {
  tthc_error *err = tthc_error_new();
  tthc_plan *built = tthc_plan_new("mau", 2021, err), *read = tthc_plan_read(document, -1, NULL, err);
  char *built_json, *read_json;
  (void)state;
  assert_non_null(built);
  build_header(built, err);
  build_units(built, err);
  build_tasks(built, err);
  build_indicators(built, err);
  build_facts(built, err);
  assert_non_null(read);
  built_json = json_of(built);
  read_json = json_of(read);
  assert_string_equal(built_json, document);
  assert_string_equal(read_json, document);
  assert_int_equal(tthc_error_code(err), TTHC_OK);
  free(built_json);
  free(read_json);
  tthc_plan_free(built);
  tthc_plan_free(read);
  tthc_error_free(err);
}

/* --- what fails leaves the plan as it was ------------------------------------------------------------------------- */

static char too_long[65538]; /* one byte more than any text may have */

static void test_failures_change_nothing(void **state) {
  tthc_plan *plan = tthc_plan_read(document, -1, NULL, NULL);
  tthc_error *err = tthc_error_new();
  int failures = 0;
  char *after;
  (void)state;
  memset(too_long, 'a', sizeof too_long - 1);
  {
    const struct {
      const char *label;
      int32_t got;
      int32_t wanted;
    } calls[] = {
      {"subject, empty", tthc_plan_set_subject(plan, "", err), TTHC_E_MISSING},
      {"subject, no UTF-8", tthc_plan_set_subject(plan, "Ki\xea", err), TTHC_E_ENCODING},
      {"subject, long", tthc_plan_set_subject(plan, too_long, err), TTHC_E_LIMIT},
      {"authority", tthc_plan_set_authority(plan, "\x80", err), TTHC_E_ENCODING},
      {"number", tthc_plan_set_number(plan, too_long, err), TTHC_E_LIMIT},
      {"place", tthc_plan_set_place(plan, "", err), TTHC_E_MISSING},
      {"issued", tthc_plan_set_issued_day(plan, INT32_MAX, err), TTHC_E_DAY},
      {"preamble", tthc_plan_set_preamble(plan, "", err), TTHC_E_MISSING},
      {"rolls", tthc_plan_set_rolls(plan, 2, err), TTHC_E_VALUE},
      {"rolls", tthc_plan_set_rolls(plan, -1, err), TTHC_E_VALUE},
      {"regime", tthc_plan_set_regime(plan, "Kiểm soát", err), TTHC_E_VALUE},
      {"signatory, bad position", tthc_plan_set_signatory(plan, "Trần B", "", err), TTHC_E_MISSING},
      {"span", tthc_plan_set_span(plan, day_of("2021-02-01"), day_of("2021-01-01"), err), TTHC_E_VALUE},
      {"basis", tthc_plan_add_basis(plan, NULL, TTHC_NO_DAY, NULL, NULL, err), TTHC_E_MISSING},
      {"basis", tthc_plan_add_basis(plan, "1", 84371, NULL, NULL, err), TTHC_E_DAY},
      {"recipient", tthc_plan_add_recipient(plan, NULL, err), TTHC_E_MISSING},
      {"part", tthc_plan_add_part(plan, TTHC_NONE, "I", NULL, NULL, err), TTHC_E_MISSING},
      {"unit, no name", tthc_plan_add_unit(plan, "x", NULL, TTHC_UNIT_SINGLE, err), TTHC_E_MISSING},
      {"unit, taken", tthc_plan_add_unit(plan, "van-phong", "Khác", TTHC_UNIT_SINGLE, err), TTHC_E_DUPLICATE_ID},
      {"unit, kind", tthc_plan_add_unit(plan, "x", "X", 4, err), TTHC_E_VALUE},
      {"unit, id", tthc_plan_add_unit(plan, "X", "X", TTHC_UNIT_SINGLE, err), TTHC_E_VALUE},
      {"alias", tthc_unit_add_alias(plan, 0, "", err), TTHC_E_MISSING},
      {"member, itself", tthc_unit_add_member(plan, 2, 2, TTHC_NO_DAY, TTHC_NO_DAY, err), TTHC_E_CYCLE},
      {"member, no group", tthc_unit_add_member(plan, 0, 1, TTHC_NO_DAY, TTHC_NO_DAY, err), TTHC_E_VALUE},
      {"member, no unit", tthc_unit_add_member(plan, 2, 9, TTHC_NO_DAY, TTHC_NO_DAY, err), TTHC_E_ARGUMENT},
      {"member, span", tthc_unit_add_member(plan, 2, 3, 2, 1, err), TTHC_E_VALUE},
      {"section", tthc_plan_add_section(plan, "B", NULL, err), TTHC_E_MISSING},
      {"task, no section", tthc_plan_add_task(plan, TTHC_NONE, TTHC_NONE, "9", "T", err), TTHC_E_MISSING},
      {"task, section", tthc_plan_add_task(plan, 1, TTHC_NONE, "9", "T", err), TTHC_E_ARGUMENT},
      {"task, parent", tthc_plan_add_task(plan, 0, 4, "9", "T", err), TTHC_E_ARGUMENT},
      {"task, label", tthc_plan_add_task(plan, 0, TTHC_NONE, NULL, "T", err), TTHC_E_MISSING},
      {"lead, twice", tthc_task_add_lead(plan, 1, 2, err), TTHC_E_DUPLICATE_ID},
      {"lead, unit", tthc_task_add_lead(plan, 1, 4, err), TTHC_E_ARGUMENT},
      {"lead, task", tthc_task_add_lead(plan, 4, 0, err), TTHC_E_ARGUMENT},
      {"coordinator, twice", tthc_task_add_coordinator(plan, 1, 0, err), TTHC_E_DUPLICATE_ID},
      {"deadline", tthc_task_set_deadline(plan, 1, "", err), TTHC_E_MISSING},
      {"deadline", tthc_task_set_deadline(plan, 1, too_long, err), TTHC_E_LIMIT},
      {"deadline", tthc_task_set_deadline_json(plan, 1, "{}", -1, err), TTHC_E_MISSING},
      {"deadline", tthc_task_set_deadline_json(plan, 1, "{\"clauses\": [{\"kind\": \"once\"}]}", -1, err),
       TTHC_E_DEADLINE},
      {"indicator, kind", tthc_plan_add_indicator(plan, "x", "X", 0, TTHC_CUMULATIVE, err), TTHC_E_VALUE},
      {"indicator, series", tthc_plan_add_indicator(plan, "x", "X", TTHC_RATIO, 3, err), TTHC_E_VALUE},
      {"indicator, taken", tthc_plan_add_indicator(plan, "ty-le", "X", TTHC_RATIO, 1, err), TTHC_E_DUPLICATE_ID},
      {"indicator, task", tthc_indicator_set_task(plan, 0, 4, err), TTHC_E_ARGUMENT},
      {"names", tthc_indicator_set_names(plan, 0, "khác", "khác", "", err), TTHC_E_MISSING},
      {"target", tthc_indicator_add_target(plan, 0, 7, "1", NULL, TTHC_NONE, NULL, err), TTHC_E_VALUE},
      {"target", tthc_indicator_add_target(plan, 0, 1, "1", "2", TTHC_NONE, NULL, err), TTHC_E_VALUE},
      {"target", tthc_indicator_add_target(plan, 0, TTHC_RANGE, "1", NULL, TTHC_NONE, NULL, err), TTHC_E_MISSING},
      {"target", tthc_indicator_add_target(plan, 0, TTHC_RANGE, "2", "1", TTHC_NONE, NULL, err), TTHC_E_VALUE},
      {"target", tthc_indicator_add_target(plan, 0, 1, "20%", NULL, TTHC_NONE, NULL, err), TTHC_E_NUMBER},
      {"target", tthc_indicator_add_target(plan, 0, 1, "20", NULL, TTHC_NONE, "Q2", err), TTHC_E_PERIOD},
      {"reduction", tthc_indicator_add_reduction(plan, 1, 1, "-", NULL, TTHC_NONE, NULL, err), TTHC_E_NUMBER},
      {"baseline", tthc_indicator_add_baseline(plan, 1, "-1", TTHC_NONE, err), TTHC_E_VALUE},
      {"baseline, twice", tthc_indicator_add_baseline(plan, 1, "1", 1, err), TTHC_E_DUPLICATE_ID},
      {"source", tthc_plan_set_source(plan, NULL, 1, NULL, err), TTHC_E_MISSING},
      {"source, unit", tthc_plan_set_source(plan, "khac", 1, "Huyện", err), TTHC_E_VALUE},
      {"source, task", tthc_task_set_source(plan, 3, "khac", 1, "", err), TTHC_E_MISSING},
      {"superior", tthc_unit_set_superior(plan, 1, 0, err), TTHC_E_CYCLE},
      {"contact", tthc_unit_add_contact(plan, 0, "Huệ", "", NULL, NULL, TTHC_NO_DAY, TTHC_NO_DAY, err), TTHC_E_MISSING},
      {"successor", tthc_unit_add_successor(plan, 1, 0, TTHC_MERGED, NULL, err), TTHC_E_CYCLE},
      {"successor, twice", tthc_unit_add_successor(plan, 0, 1, TTHC_SPLIT, NULL, err), TTHC_E_DUPLICATE_ID},
      {"part task", tthc_plan_add_part_task(plan, 1, TTHC_NONE, "2", "T", err), TTHC_E_VALUE},
      {"fact", tthc_plan_add_fact(plan, "{}", -1, err), TTHC_E_MISSING},
      {"no plan", tthc_plan_set_subject(NULL, "x", err), TTHC_E_HANDLE},
      {"wrong plan", tthc_plan_add_section((tthc_plan *)(void *)err, "B", "x", NULL), TTHC_E_HANDLE},
    };
    size_t i;
    for (i = 0; i < COUNT(calls); i++) failures += check_int(calls[i].label, calls[i].got, calls[i].wanted);
  }
  after = json_of(plan);
  assert_string_equal(after, document);
  free(after);
  tthc_error_free(err);
  tthc_plan_free(plan);
  CHECK_NONE_FAILED(failures);
}

static void test_wrong_handles(void **state) {
  tthc_error *err = tthc_error_new();
  const tthc_plan *wrong = (const tthc_plan *)(const void *)err;
  (void)state;
  assert_null(tthc_plan_id(wrong));
  assert_int_equal(tthc_plan_year(NULL), 0);
  assert_int_equal(tthc_plan_first_day(wrong), TTHC_NO_DAY);
  assert_int_equal(tthc_plan_revision(wrong), 0);
  assert_int_equal(tthc_plan_basis_count(wrong), 0);
  assert_null(tthc_plan_basis_number(wrong, 0));
  assert_int_equal(tthc_plan_basis_day(NULL, 0), TTHC_NO_DAY);
  assert_null(tthc_plan_recipient(NULL, 0));
  assert_int_equal(tthc_part_parent(wrong, 0), TTHC_NONE);
  assert_null(tthc_plan_json(wrong, NULL, err));
  assert_int_equal(tthc_error_code(err), TTHC_E_HANDLE);
  assert_null(tthc_plan_facts_json(NULL, NULL, err));
  assert_null(tthc_plan_findings(NULL, err));
  assert_int_equal(tthc_plan_read_facts(NULL, "{}", -1, NULL, err), TTHC_E_HANDLE);
  tthc_plan_free(NULL);
  tthc_plan_free((tthc_plan *)(void *)err);
  tthc_error_free(err);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_a_new_plan),
    cmocka_unit_test(test_ids_and_years),
    cmocka_unit_test(test_the_span),
    cmocka_unit_test(test_the_header),
    cmocka_unit_test(test_the_source),
    cmocka_unit_test(test_parts),
    cmocka_unit_test(test_built_is_read),
    cmocka_unit_test(test_failures_change_nothing),
    cmocka_unit_test(test_wrong_handles),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
