/* Lists of findings. */
#include "base/findings.h"

#include "support/check.h"

/* Numbers and names are a promise: they are written here a second time on purpose. */
static const struct {
  int32_t code;
  const char *name;
  int32_t severity;
} kinds[] = {
  {1, "deadline-unknown", TTHC_WARNING},        {2, "deadline-without-lead", TTHC_WARNING},
  {3, "lead-without-deadline", TTHC_WARNING},   {4, "unit-in-both-roles", TTHC_INFO},
  {5, "group-without-members", TTHC_WARNING},   {6, "id-taken", TTHC_WARNING},
  {7, "fact-without-assignment", TTHC_WARNING}, {8, "calendar-incomplete", TTHC_WARNING},
  {9, "text-not-placed", TTHC_WARNING},         {10, "text-passed-over", TTHC_INFO},
  {11, "columns-found", TTHC_INFO},             {12, "columns-guessed", TTHC_WARNING},
  {13, "column-unknown", TTHC_INFO},            {14, "cell-missing", TTHC_WARNING},
  {15, "row-joined", TTHC_INFO},                {16, "rows-cut-out", TTHC_WARNING},
  {17, "label-made", TTHC_WARNING},             {18, "unit-spelling", TTHC_INFO},
  {19, "unit-ambiguous", TTHC_WARNING},         {20, "unit-not-registered", TTHC_WARNING},
  {21, "unit-remark", TTHC_WARNING},            {22, "target-proposed", TTHC_WARNING},
  {23, "marks-missing", TTHC_WARNING},          {24, "year-taken", TTHC_INFO},
  {25, "header-missing", TTHC_INFO},            {26, "fact-outside-plan", TTHC_WARNING},
  {27, "done-before-start", TTHC_WARNING},      {28, "figure-outside-period", TTHC_WARNING},
  {29, "numerator-above-denominator", TTHC_WARNING},
  {30, "targets-collide", TTHC_WARNING},        {31, "periods-overlap", TTHC_WARNING},
  {32, "cumulative-falls", TTHC_WARNING},       {33, "no-baseline", TTHC_WARNING},
  {34, "target-outside-plan", TTHC_INFO},       {35, "unit-ended", TTHC_WARNING},
  {36, "successor-without-end", TTHC_WARNING},  {37, "no-contact", TTHC_WARNING},
  {38, "no-superior", TTHC_WARNING},            {39, "no-successor", TTHC_WARNING},
  {40, "nothing-to-derive", TTHC_WARNING},      {41, "figure-counted-twice", TTHC_WARNING},
  {45, "carry-over-differs", TTHC_WARNING},     {46, "finished-before-received", TTHC_WARNING},
  {47, "due-before-received", TTHC_WARNING},    {48, "received-after-span", TTHC_INFO},
  {49, "counts-and-dossiers", TTHC_WARNING},
  {50, "trail-broken", TTHC_WARNING},
  {51, "trail-not-as-kept", TTHC_WARNING},
  {52, "revision-differs", TTHC_WARNING},
  {53, "facts-differ", TTHC_WARNING},
  {54, "plan-differs", TTHC_WARNING},
  {55, "store-damaged", TTHC_WARNING},          {56, "store-rows", TTHC_WARNING},
  {57, "store-digest", TTHC_WARNING},
};

static void test_kinds(void **state) {
  tthc_findings *findings = tthc__findings_new(NULL);
  int failures = 0;
  int32_t code, row, known = 0;
  (void)state;
  for (row = 0; row < (int32_t)COUNT(kinds); row++) {
    failures += check_text(kinds[row].name, tthc_finding_name(kinds[row].code), kinds[row].name);
    assert_int_equal(tthc__findings_add(findings, kinds[row].code, "/x", NULL), 0);
    failures += check_int(kinds[row].name, tthc_findings_code(findings, row), kinds[row].code);
    failures += check_int(kinds[row].name, tthc_findings_severity(findings, row), kinds[row].severity);
    failures += check_int(kinds[row].name, check_same(tthc_findings_message(findings, row, "vi"),
                                                      tthc_findings_message(findings, row, "en")), 0);
  }
  for (code = -100; code < 200; code++) known += tthc_finding_name(code) != NULL;
  assert_int_equal(known, COUNT(kinds)); /* a new one is to be added above */
  tthc_findings_free(findings);
  CHECK_NONE_FAILED(failures);
}

static void test_rows(void **state) {
  tthc_findings *findings = tthc__findings_new(NULL);
  char path[] = "/tasks/3/deadline", about[] = "Thường xuyên";
  (void)state;
  assert_int_equal(tthc_findings_count(findings), 0);
  assert_int_equal(tthc__findings_add(findings, TTHC_F_DEADLINE_UNKNOWN, path, about), 0);
  assert_int_equal(tthc__findings_add(findings, TTHC_F_UNIT_IN_BOTH_ROLES, "", NULL), 0);
  path[1] = about[0] = 'z'; /* both were copied */
  assert_int_equal(tthc_findings_count(findings), 2);
  assert_string_equal(tthc_findings_path(findings, 0), "/tasks/3/deadline");
  assert_string_equal(tthc_findings_message(findings, 0, "en"), "The deadline could not be read: Thường xuyên");
  assert_string_equal(tthc_findings_message(findings, 0, "vi"), "Chưa đọc được thời gian thực hiện: Thường xuyên");
  assert_string_equal(tthc_findings_message(findings, 0, NULL), "Chưa đọc được thời gian thực hiện: Thường xuyên");
  assert_string_equal(tthc_findings_path(findings, 1), "");
  assert_string_equal(tthc_findings_message(findings, 1, "en"), "A unit leads and coordinates; it counts as lead");
  assert_int_equal(tthc_findings_severity(findings, 1), TTHC_INFO);
  tthc_findings_free(findings);
}

/* A place is told in words and in numbers, and all rows as JSON, warnings first. */
static void test_places(void **state) {
  const struct place line = {57, 0, 0, 0, 4}, cell = {0, 0, 2, 5, 3}, paragraph = {0, 12, 0, 0, 0};
  tthc_findings *findings = tthc__findings_new(NULL), *copy;
  tthc_text *json;
  (void)state;
  assert_int_equal(tthc__findings_add_at(findings, TTHC_F_ROW_JOINED, line, NULL, "x"), 0);
  assert_int_equal(tthc__findings_add_at(findings, TTHC_F_CELL_MISSING, cell, "/tasks/1", NULL), 0);
  assert_int_equal(tthc__findings_add_at(findings, TTHC_F_TEXT_NOT_PLACED, paragraph, NULL, "\"y\""), 0);
  copy = tthc__findings_copy(findings, NULL);
  tthc_findings_free(findings);
  assert_string_equal(tthc_findings_place(copy, 0, "vi"), "dòng 57, ô 4");
  assert_string_equal(tthc_findings_place(copy, 1, "vi"), "bảng 2, hàng 5, ô 3");
  assert_string_equal(tthc_findings_place(copy, 2, "en"), "paragraph 12");
  assert_null(tthc_findings_path(copy, 0));
  assert_int_equal(tthc_findings_line(copy, 0), 57);
  assert_int_equal(tthc_findings_cell(copy, 0), 4);
  assert_int_equal(tthc_findings_table(copy, 1), 2);
  assert_int_equal(tthc_findings_table_row(copy, 1), 5);
  assert_int_equal(tthc_findings_paragraph(copy, 2), 12);
  assert_null(tthc_findings_place(copy, 3, NULL));
  assert_int_equal(tthc_findings_line(copy, -1), 0);
  json = tthc_findings_json(copy, "en", NULL);
  assert_string_equal(
    tthc_text_data(json),
    "[\n"
    "  {\"severity\": \"warning\", \"code\": \"cell-missing\", \"path\": \"/tasks/1\", "
    "\"place\": \"table 2, row 5, cell 3\", \"table\": 2, \"row\": 5, \"cell\": 3, "
    "\"message\": \"The row ends before these columns\"},\n"
    "  {\"severity\": \"warning\", \"code\": \"text-not-placed\", \"place\": \"paragraph 12\", "
    "\"paragraph\": 12, \"message\": \"Text that found no place in the plan: \\\"y\\\"\"},\n"
    "  {\"severity\": \"info\", \"code\": \"row-joined\", \"place\": \"line 57, cell 4\", \"line\": 57, "
    "\"cell\": 4, \"message\": \"Text cut by a page was joined to what was before it: x\"}\n"
    "]\n");
  tthc_text_free(json);
  tthc_findings_free(copy);
}

static void test_many_rows(void **state) {
  tthc_findings *findings = tthc__findings_new(NULL);
  const char *first;
  int32_t i;
  (void)state;
  assert_int_equal(tthc__findings_add(findings, TTHC_F_ID_TAKEN, "/first", NULL), 0);
  first = tthc_findings_path(findings, 0);
  for (i = 1; i < 1000; i++)
    assert_int_equal(tthc__findings_add(findings, i % 8 + 1, i % 2 ? "/odd" : "/even", "x"), 0);
  assert_int_equal(tthc_findings_count(findings), 1000);
  assert_ptr_equal(tthc_findings_path(findings, 0), first); /* stays while the list lives */
  assert_int_equal(tthc_findings_code(findings, 999), 8);
  assert_string_equal(tthc_findings_path(findings, 999), "/odd");
  tthc_findings_free(findings);
}

static void test_wrong_row_or_handle(void **state) {
  static const int32_t rows[] = {-1, 1, 2, INT32_MIN, INT32_MAX};
  tthc_error *err = tthc_error_new();
  tthc_findings *findings = tthc__findings_new(err);
  const tthc_findings *const wrong[] = {NULL, (const tthc_findings *)(const void *)err};
  size_t i;
  (void)state;
  assert_int_equal(tthc__findings_add(findings, TTHC_F_ID_TAKEN, "/x", NULL), 0);
  for (i = 0; i < COUNT(rows); i++) {
    assert_int_equal(tthc_findings_code(findings, rows[i]), 0);
    assert_int_equal(tthc_findings_severity(findings, rows[i]), 0);
    assert_null(tthc_findings_path(findings, rows[i]));
    assert_null(tthc_findings_message(findings, rows[i], "en"));
  }
  for (i = 0; i < COUNT(wrong); i++) {
    assert_int_equal(tthc_findings_count(wrong[i]), 0);
    assert_int_equal(tthc_findings_code(wrong[i], 0), 0);
    assert_int_equal(tthc_findings_severity(wrong[i], 0), 0);
    assert_null(tthc_findings_path(wrong[i], 0));
    assert_null(tthc_findings_message(wrong[i], 0, "en"));
  }
  tthc_findings_free(NULL);
  tthc_findings_free((tthc_findings *)(void *)err); /* not of this kind: left alone */
  assert_int_equal(tthc_error_code(err), TTHC_OK);
  tthc_findings_free(findings);
  tthc_error_free(err);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_kinds),
    cmocka_unit_test(test_rows),
    cmocka_unit_test(test_places), cmocka_unit_test(test_many_rows),
    cmocka_unit_test(test_wrong_row_or_handle),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
