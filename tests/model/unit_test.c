/* Units: groups and their members, and finding a unit by whatever spelling an office uses. */
#include "tthcplan/unit.h"

#include "support/check.h"

#include <stdio.h>

static int32_t day_of(const char *text) { return tthc_day_from_text(text, NULL); }

static void test_made_ids(void **state) {
  static const struct {
    const char *name;
    const char *id;
  } rows[] = {
    {"Phòng Nội vụ", "phong-noi-vu"},
    {"Văn phòng HĐND&UBND huyện", "van-phong-hdnd-ubnd-huyen"},
    {"Phòng Tài chính - Kế hoạch", "phong-tai-chinh-ke-hoach"},
    {"UBND thị trấn Vĩnh An", "ubnd-thi-tran-vinh-an"},
    {"Phường 1", "phuong-1"},
  };
  tthc_plan *plan = tthc_plan_new("a", 2021, NULL);
  tthc_error *err = tthc_error_new();
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    failures += check_int(rows[i].name, tthc_plan_add_unit(plan, NULL, rows[i].name, TTHC_UNIT_SINGLE, err),
      (int64_t)i);
    failures += check_text(rows[i].name, tthc_unit_id(plan, (int32_t)i), rows[i].id);
    failures += check_int(rows[i].name, tthc_plan_find_unit(plan, rows[i].id), (int64_t)i);
  }
  CHECK_NONE_FAILED(failures);
  /* a made id that is taken is for the caller to settle */
  assert_int_equal(tthc_plan_add_unit(plan, NULL, "phong noi vu", TTHC_UNIT_SINGLE, err), TTHC_E_DUPLICATE_ID);
  assert_false(check_error("taken", err, TTHC_E_DUPLICATE_ID, "/id", 0, 0));
  assert_int_equal(tthc_plan_add_unit(plan, NULL, "???", TTHC_UNIT_SINGLE, err), TTHC_E_VALUE); /* gives no id */
  assert_int_equal(tthc_plan_unit_count(plan), (int)COUNT(rows));
  tthc_error_free(err);
  tthc_plan_free(plan);
}

static void test_rows(void **state) {
  tthc_plan *plan = tthc_plan_new("a", 2021, NULL);
  tthc_error *err = tthc_error_new();
  (void)state;
  assert_int_equal(tthc_plan_add_unit(plan, "vp", "Văn phòng", TTHC_UNIT_SINGLE, err), 0);
  assert_string_equal(tthc_unit_name(plan, 0), "Văn phòng");
  assert_int_equal(tthc_unit_kind(plan, 0), TTHC_UNIT_SINGLE);
  assert_null(tthc_unit_level(plan, 0));
  assert_null(tthc_unit_code(plan, 0));
  assert_int_equal(tthc_unit_first_day(plan, 0), TTHC_NO_DAY);
  assert_int_equal(tthc_unit_set_level(plan, 0, "division", err), TTHC_OK);
  assert_int_equal(tthc_unit_set_code(plan, 0, "26170", err), TTHC_OK);
  assert_int_equal(tthc_unit_set_span(plan, 0, TTHC_NO_DAY, day_of("2025-06-30"), err), TTHC_OK);
  assert_int_equal(tthc_unit_set_span(plan, 0, day_of("2026-01-01"), day_of("2025-06-30"), err), TTHC_E_VALUE);
  assert_string_equal(tthc_unit_level(plan, 0), "division");
  assert_string_equal(tthc_unit_code(plan, 0), "26170");
  assert_int_equal(tthc_unit_first_day(plan, 0), TTHC_NO_DAY);
  assert_int_equal(tthc_unit_last_day(plan, 0), day_of("2025-06-30"));
  assert_int_equal(tthc_unit_set_level(plan, 0, NULL, err), TTHC_OK);
  assert_null(tthc_unit_level(plan, 0));
  /* wrong rows */
  assert_null(tthc_unit_id(plan, 1));
  assert_null(tthc_unit_name(plan, -1));
  assert_int_equal(tthc_unit_kind(plan, 1), 0);
  assert_int_equal(tthc_unit_last_day(plan, 1), TTHC_NO_DAY);
  assert_int_equal(tthc_unit_alias_count(plan, 1), 0);
  assert_null(tthc_unit_alias(plan, 0, 0));
  assert_int_equal(tthc_unit_member_count(plan, 1), 0);
  assert_int_equal(tthc_unit_member(plan, 0, 0), TTHC_NONE);
  assert_int_equal(tthc_unit_member_first_day(plan, 0, 0), TTHC_NO_DAY);
  assert_int_equal(tthc_plan_find_unit(plan, "VP"), TTHC_NONE);
  assert_int_equal(tthc_plan_find_unit(plan, NULL), TTHC_NONE);
  tthc_error_free(err);
  tthc_plan_free(plan);
}

static void test_finding_by_spelling(void **state) {
  static const struct {
    const char *spelling;
    int32_t unit;
  } rows[] = {
    {"Văn phòng HĐND&UBND huyện", 0}, {"VĂN PHÒNG HĐND&UBND HUYỆN", 0}, {"văn phòng hđnd & ubnd huyện", 0},
    {"Văn phòng HĐND và UBND huyện", 0}, {"Văn phòng HĐND - UBND huyện", 0}, {"Văn phòng HĐND-UBND huyện.", 0},
    {"  Văn  phòng\tHĐND&UBND   huyện ", 0}, {"Van phong HDND&UBND huyen", 0}, {"van phong hdnd va ubnd huyen", 0},
    {"Va\u0306n pho\u0300ng H\u0110ND&UBND huye\u0323\u0302n", 0}, /* NFD */
    {"VP HĐND", 0}, {"vp hdnd", 0}, /* an alias */
    {"Phòng Văn hoá và Thông tin", 1}, {"Phòng Văn hóa - Thông tin", 1}, {"phong van hoa thong tin", 1},
    {"UBND xã Bình Hoà", 2}, {"UBND xã Bình Hòa", 2}, {"ubnd xa binh hoa", 2},
    {"UBND xã Đa Mi", 3}, {"UBND xa Da Mi", 3},
    /* with marks, but other ones, it is another name */
    {"UBND xã Da Mi", TTHC_NONE}, {"Văn phóng HĐND&UBND huyện", TTHC_NONE}, {"UBND xã Bình Hóa", TTHC_NONE},
    /* parts of a name, and nothing */
    {"Văn phòng", TTHC_NONE}, {"HĐND", TTHC_NONE}, {"", TTHC_NONE}, {" ", TTHC_NONE}, {"&", TTHC_NONE}, {"và",
    TTHC_NONE},
    {"\xff", TTHC_NONE}, {NULL, TTHC_NONE}, {"van-phong-hdnd-ubnd-huyen", 0},
  };
  tthc_plan *plan = tthc_plan_new("a", 2021, NULL);
  int failures = 0;
  size_t i;
  (void)state;
  assert_int_equal(tthc_plan_add_unit(plan, NULL, "Văn phòng HĐND&UBND huyện", TTHC_UNIT_SINGLE, NULL), 0);
  assert_int_equal(tthc_unit_add_alias(plan, 0, "VP HĐND", NULL), 0);
  assert_int_equal(tthc_plan_add_unit(plan, NULL, "Phòng Văn hóa & Thông tin", TTHC_UNIT_SINGLE, NULL), 1);
  assert_int_equal(tthc_plan_add_unit(plan, NULL, "UBND xã Bình Hòa", TTHC_UNIT_SINGLE, NULL), 2);
  assert_int_equal(tthc_plan_add_unit(plan, NULL, "UBND xã Đa Mi", TTHC_UNIT_SINGLE, NULL), 3);
  for (i = 0; i < COUNT(rows); i++)
    failures += check_int(check_show(rows[i].spelling), tthc_plan_find_unit_named(plan, rows[i].spelling),
      rows[i].unit);
  CHECK_NONE_FAILED(failures);
  assert_int_equal(tthc_unit_alias_count(plan, 0), 1);
  assert_string_equal(tthc_unit_alias(plan, 0, 0), "VP HĐND");
  tthc_plan_free(plan);
}

static void test_ambiguity(void **state) {
  tthc_plan *plan = tthc_plan_new("a", 2021, NULL);
  (void)state;
  /* the same without marks: only the marks tell them apart */
  assert_int_equal(tthc_plan_add_unit(plan, "tan-an", "UBND xã Tân An", TTHC_UNIT_SINGLE, NULL), 0);
  assert_int_equal(tthc_plan_add_unit(plan, "tan-an-2", "UBND xã Tân Ân", TTHC_UNIT_SINGLE, NULL), 1);
  assert_int_equal(tthc_plan_find_unit_named(plan, "UBND xã Tân An"), 0);
  assert_int_equal(tthc_plan_find_unit_named(plan, "UBND xã Tân Ân"), 1);
  assert_int_equal(tthc_plan_find_unit_named(plan, "UBND xa Tan An"), TTHC_NONE);
  /* two units of one name, also by an alias; a third changes nothing */
  assert_int_equal(tthc_plan_add_unit(plan, "a", "Trung tâm", TTHC_UNIT_SINGLE, NULL), 2);
  assert_int_equal(tthc_plan_find_unit_named(plan, "TRUNG TÂM"), 2);
  assert_int_equal(tthc_unit_add_alias(plan, 0, "trung tâm", NULL), 0);
  assert_int_equal(tthc_plan_find_unit_named(plan, "Trung tâm"), TTHC_NONE);
  assert_int_equal(tthc_plan_add_unit(plan, "b", "Trung tâm", TTHC_UNIT_SINGLE, NULL), 3);
  assert_int_equal(tthc_plan_find_unit_named(plan, "Trung tâm"), TTHC_NONE);
  /* one unit's own spellings do not make it ambiguous */
  assert_int_equal(tthc_unit_add_alias(plan, 1, "UBND xã TÂN ÂN", NULL), 0);
  assert_int_equal(tthc_plan_find_unit_named(plan, "UBND xã Tân Ân"), 1);
  tthc_plan_free(plan);
}

static void test_groups(void **state) {
  tthc_plan *plan = tthc_plan_new("a", 2021, NULL);
  tthc_error *err = tthc_error_new();
  const int32_t first = day_of("2021-01-01"), last = day_of("2021-06-30");
  (void)state;
  assert_int_equal(tthc_plan_add_unit(plan, "all", "Tất cả", TTHC_UNIT_GROUP, err), 0);
  assert_int_equal(tthc_plan_add_unit(plan, "some", "Một số", TTHC_UNIT_GROUP, err), 1);
  assert_int_equal(tthc_plan_add_unit(plan, "one", "Một", TTHC_UNIT_SINGLE, err), 2);
  assert_int_equal(tthc_plan_add_unit(plan, "open", "Liên quan", TTHC_UNIT_OPEN, err), 3);
  assert_int_equal(tthc_unit_add_member(plan, 0, 1, TTHC_NO_DAY, TTHC_NO_DAY, err), 0);
  assert_int_equal(tthc_unit_add_member(plan, 0, 2, first, last, err), 1);
  assert_int_equal(tthc_unit_add_member(plan, 0, 2, last + 2, TTHC_NO_DAY, err), 2); /* back after a break */
  assert_int_equal(tthc_unit_add_member(plan, 1, 2, TTHC_NO_DAY, TTHC_NO_DAY, err), 0); /* by two ways: no circle */
  assert_int_equal(tthc_unit_member_count(plan, 0), 3);
  assert_int_equal(tthc_unit_member(plan, 0, 1), 2);
  assert_int_equal(tthc_unit_member_first_day(plan, 0, 1), first);
  assert_int_equal(tthc_unit_member_last_day(plan, 0, 1), last);
  assert_int_equal(tthc_unit_member_last_day(plan, 0, 2), TTHC_NO_DAY);
  assert_int_equal(tthc_unit_member(plan, 0, 3), TTHC_NONE);
  /* circles, and units that are no groups */
  assert_int_equal(tthc_unit_add_member(plan, 0, 0, TTHC_NO_DAY, TTHC_NO_DAY, err), TTHC_E_CYCLE);
  assert_int_equal(tthc_unit_add_member(plan, 1, 0, TTHC_NO_DAY, TTHC_NO_DAY, err), TTHC_E_CYCLE);
  assert_false(check_error("circle", err, TTHC_E_CYCLE, "/unit", 0, 0));
  assert_int_equal(tthc_unit_add_member(plan, 2, 3, TTHC_NO_DAY, TTHC_NO_DAY, err), TTHC_E_VALUE);
  assert_int_equal(tthc_unit_add_member(plan, 3, 2, TTHC_NO_DAY, TTHC_NO_DAY, err), TTHC_E_VALUE);
  assert_int_equal(tthc_unit_member_count(plan, 1), 1);
  tthc_error_free(err);
  tthc_plan_free(plan);
}

static void test_superiors(void **state) {
  tthc_plan *plan = tthc_plan_new("a", 2021, NULL);
  tthc_error *err = tthc_error_new();
  int32_t i;
  (void)state;
  for (i = 0; i < 40; i++) {
    char id[16];
    snprintf(id, sizeof id, "u%d", (int)i);
    assert_int_equal(tthc_plan_add_unit(plan, id, id, TTHC_UNIT_SINGLE, err), i);
  }
  assert_int_equal(tthc_unit_superior(plan, 0), TTHC_NONE);
  assert_int_equal(tthc_unit_set_superior(plan, 0, 1, err), TTHC_OK);
  assert_int_equal(tthc_unit_set_superior(plan, 1, 2, err), TTHC_OK);
  assert_int_equal(tthc_unit_set_superior(plan, 3, 2, err), TTHC_OK);
  assert_int_equal(tthc_unit_superior(plan, 0), 1);
  assert_int_equal(tthc_unit_superior(plan, 3), 2);
  assert_int_equal(tthc_unit_set_superior(plan, 2, 2, err), TTHC_E_CYCLE);
  assert_int_equal(tthc_unit_set_superior(plan, 2, 0, err), TTHC_E_CYCLE);
  assert_false(check_error("circle", err, TTHC_E_CYCLE, "/superior", 0, 0));
  assert_int_equal(tthc_unit_superior(plan, 2), TTHC_NONE); /* as it was */
  assert_int_equal(tthc_unit_set_superior(plan, 0, 40, err), TTHC_E_ARGUMENT);
  assert_int_equal(tthc_unit_set_superior(plan, 40, 0, err), TTHC_E_ARGUMENT);
  assert_int_equal(tthc_unit_set_superior(plan, 0, -2, err), TTHC_E_ARGUMENT);
  assert_int_equal(tthc_unit_superior(plan, 0), 1);
  assert_int_equal(tthc_unit_set_superior(plan, 0, 3, err), TTHC_OK); /* another one */
  assert_int_equal(tthc_unit_set_superior(plan, 1, TTHC_NONE, err), TTHC_OK);
  assert_int_equal(tthc_unit_set_superior(plan, 2, 1, err), TTHC_OK); /* the other way round */
  assert_int_equal(tthc_unit_superior(plan, 40), TTHC_NONE);
  assert_int_equal(tthc_unit_superior(NULL, 0), TTHC_NONE);
  for (i = 5; i <= 36; i++) assert_int_equal(tthc_unit_set_superior(plan, i, i - 1, err), TTHC_OK);
  assert_int_equal(tthc_unit_set_superior(plan, 37, 36, err), TTHC_E_LIMIT);
  tthc_error_free(err);
  tthc_plan_free(plan);
}

/* Each group holds the next. A circle over many steps is found, and depth has a limit. */
static void test_nested_groups(void **state) {
  tthc_plan *plan = tthc_plan_new("a", 2021, NULL);
  tthc_error *err = tthc_error_new();
  int32_t i, rc = TTHC_OK;
  (void)state;
  for (i = 0; i < 60; i++) {
    char id[16];
    snprintf(id, sizeof id, "g%d", (int)i);
    assert_int_equal(tthc_plan_add_unit(plan, id, id, TTHC_UNIT_GROUP, err), i);
  }
  for (i = 0; i < 20; i++) assert_int_equal(tthc_unit_add_member(plan, i, i + 1, TTHC_NO_DAY, TTHC_NO_DAY, err), 0);
  assert_int_equal(tthc_unit_add_member(plan, 20, 0, TTHC_NO_DAY, TTHC_NO_DAY, err), TTHC_E_CYCLE);
  for (i = 58; i >= 21 && rc >= 0; i--) rc = tthc_unit_add_member(plan, i, i + 1, TTHC_NO_DAY, TTHC_NO_DAY, err);
  assert_int_equal(rc, TTHC_E_LIMIT);
  for (i = 20, rc = 0; i < 26 && rc >= 0; i++) rc = tthc_unit_add_member(plan, i, i + 1, TTHC_NO_DAY, TTHC_NO_DAY, err);
  assert_int_equal(rc, 0);
  assert_int_equal(tthc_unit_add_member(plan, 26, 27, TTHC_NO_DAY, TTHC_NO_DAY, err), TTHC_E_LIMIT); /* from above too */
  tthc_error_free(err);
  tthc_plan_free(plan);
}

static void test_words(void **state) {
  (void)state;
  assert_string_equal(tthc_unit_kind_word(TTHC_UNIT_SINGLE), "single");
  assert_string_equal(tthc_unit_kind_word(TTHC_UNIT_GROUP), "group");
  assert_string_equal(tthc_unit_kind_word(TTHC_UNIT_OPEN), "open");
  assert_null(tthc_unit_kind_word(0));
  assert_null(tthc_unit_kind_word(4));
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_made_ids),
    cmocka_unit_test(test_rows),
    cmocka_unit_test(test_finding_by_spelling),
    cmocka_unit_test(test_ambiguity),
    cmocka_unit_test(test_groups),
    cmocka_unit_test(test_superiors),
    cmocka_unit_test(test_nested_groups),
    cmocka_unit_test(test_words),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
