/* Differences of revisions: what each change is called, and laws that hold of random plans. */
#include "tthcplan/plan_diff.h"

#include "cascade/random_plan.h"

/* A plan of the members that a test changes. */
#define PLAN(header, units, sections, tasks, indicators) \
  "{\"format\": \"tthcplan/1\", \"id\": \"p\", \"year\": 2021" header \
  ", \"parts\": [{\"label\": \"I\", \"text\": \"a\"}], " \
  "\"units\": [{\"id\": \"u\", \"name\": \"U\"}" units \
  "], \"sections\": [{\"label\": \"A\", \"title\": \"a\"}" sections "], \"tasks\": [" tasks \
  "], \"indicators\": [" indicators "]}"
#define TASK(label, more) "{\"section\": \"A\", \"label\": \"" label "\", \"title\": \"t" label "\"" more "}"
#define RATIO(targets) \
  "{\"id\": \"i\", \"title\": \"i\", \"kind\": \"ratio\", \"series\": \"per-period\", \"targets\": [" targets "]}"

static void test_what_changed(void **state) {
  static const struct {
    const char *label;
    const char *before;
    const char *after;
    int32_t kind;
    const char *id;
    int32_t change;
    const char *member;
    const char *was;
    const char *is;
  } rows[] = {
    {"added", PLAN("", "", "", TASK("1", ""), ""), PLAN("", "", "", TASK("1", "") "," TASK("2", ""), ""), TTHC_ROW_TASK,
     "A.2", TTHC_ADDED, NULL, NULL, "t2"},
    {"removed", PLAN("", "", "", TASK("1", "") "," TASK("2", ""), ""), PLAN("", "", "", TASK("2", ""), ""),
     TTHC_ROW_TASK, "A.1", TTHC_REMOVED, NULL, "t1", NULL},
    {"to the end", PLAN("", "", "", TASK("1", "") "," TASK("2", "") "," TASK("3", ""), ""),
     PLAN("", "", "", TASK("2", "") "," TASK("3", "") "," TASK("1", ""), ""), TTHC_ROW_TASK, "A.1", TTHC_MOVED, "order",
     NULL, "A.3"},
    {"to another section", PLAN("", "", ", {\"label\": \"B\", \"title\": \"b\"}", TASK("1", ", \"id\": \"x\""), ""),
     PLAN("", "", ", {\"label\": \"B\", \"title\": \"b\"}",
          "{\"id\": \"x\", \"section\": \"B\", \"label\": \"1\", \"title\": \"t1\"}", ""),
     TTHC_ROW_TASK, "x", TTHC_MOVED, "place", "A", "B"},
    {"reworded", PLAN("", "", "", TASK("1", ""), ""),
     PLAN("", "", "", "{\"section\": \"A\", \"label\": \"1\", \"title\": \"other\"}", ""), TTHC_ROW_TASK, "A.1",
     TTHC_REWORDED, "title", "t1", "other"},
    {"deadline", PLAN("", "", "", TASK("1", ", \"deadline\": {\"text\": \"Quý I\"}"), ""),
     PLAN("", "", "", TASK("1", ", \"deadline\": {\"text\": \"Thường xuyên\"}"), ""), TTHC_ROW_TASK, "A.1",
     TTHC_CHANGED_DEADLINE, "deadline", "Quý I [once 2021-01-01..2021-03-31 key 2021-Q1]", "Thường xuyên [ongoing]"},
    {"clauses alone",
     PLAN("", "", "", TASK("1", ", \"deadline\": {\"text\": \"x\", \"clauses\": [{\"kind\": \"ad-hoc\"}]}"), ""),
     PLAN("", "", "",
          TASK("1", ", \"deadline\": {\"text\": \"x\", \"clauses\": [{\"kind\": \"recurring\", \"every\": "
                    "\"year\", \"months\": [6, 12], \"day\": 5, \"until\": \"2025-12-31\"}]}"),
          ""),
     TTHC_ROW_TASK, "A.1", TTHC_CHANGED_DEADLINE, "deadline", "x [ad-hoc]",
     "x [recurring every year months 6,12 day 5 until 2025-12-31]"},
    {"lead", PLAN("", "", "", TASK("1", ""), ""),
     PLAN("", "", "", TASK("1", ", \"lead\": {\"text\": \"U\", \"units\": [\"u\"]}"), ""), TTHC_ROW_TASK, "A.1",
     TTHC_CHANGED_LEAD, "lead", NULL, "U [u]"},
    {"coordinator", PLAN("", "", "", TASK("1", ", \"coordinator\": {\"units\": [\"u\"]}"), ""),
     PLAN("", "", "", TASK("1", ""), ""), TTHC_ROW_TASK, "A.1", TTHC_CHANGED_COORDINATOR, "coordinator", "[u]", NULL},
    {"deliverable", PLAN("", "", "", TASK("1", ""), ""), PLAN("", "", "", TASK("1", ", \"deliverable\": \"d\""), ""),
     TTHC_ROW_TASK, "A.1", TTHC_CHANGED_DELIVERABLE, "deliverable", NULL, "d"},
    {"target", PLAN("", "", "", "", RATIO("{\"comparator\": \">=\", \"amount\": 20}")),
     PLAN("", "", "", "",
          RATIO("{\"comparator\": \"range\", \"amount\": 20, \"high\": 30, \"unit\": \"u\", \"period\": \"2021\"}")),
     TTHC_ROW_INDICATOR, "i", TTHC_CHANGED_TARGET, "targets", ">= 20", "range 20..30 unit u period 2021"},
    {"x- of a task", PLAN("", "", "", TASK("1", ", \"x-a\": 1"), ""), PLAN("", "", "", TASK("1", ", \"x-a\": 2"), ""),
     TTHC_ROW_TASK, "A.1", TTHC_CHANGED_OTHER, "x-", "\"x-a\": 1", "\"x-a\": 2"},
    {"a unit", PLAN("", "", "", "", ""), PLAN("", ", {\"id\": \"v\", \"name\": \"V\"}", "", "", ""), TTHC_ROW_UNIT, "v",
     TTHC_ADDED, NULL, NULL, "V"},
    {"members of a group", PLAN("", ", {\"id\": \"g\", \"name\": \"G\", \"kind\": \"group\"}", "", "", ""),
     PLAN("",
          ", {\"id\": \"g\", \"name\": \"G\", \"kind\": \"group\", \"members\": [{\"unit\": \"u\", \"first_day\": "
          "\"2021-07-01\"}]}",
          "", "", ""),
     TTHC_ROW_UNIT, "g", TTHC_CHANGED_OTHER, "members", NULL, "u 2021-07-01.."},
    {"a section", PLAN("", "", ", {\"label\": \"B\", \"title\": \"b\"}", "", ""), PLAN("", "", "", "", ""),
     TTHC_ROW_SECTION, "B", TTHC_REMOVED, NULL, "b", NULL},
    {"the header", PLAN("", "", "", "", ""), PLAN(", \"subject\": \"s\"", "", "", "", ""), TTHC_ROW_HEADER, NULL,
     TTHC_REWORDED, "subject", NULL, "s"},
    {"the rules", PLAN("", "", "", "", ""), PLAN(", \"rolls\": false", "", "", "", ""), TTHC_ROW_HEADER, NULL,
     TTHC_CHANGED_OTHER, "rolls", NULL, "false"},
  };
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    tthc_plan *before = read_plan(rows[i].before), *after = read_plan(rows[i].after);
    tthc_plan_diff *diff = tthc_plan_diff_new(before, after, NULL);
    tthc_plan_free(before);
    tthc_plan_free(after); /* the differences need them no more */
    failures += check_int(rows[i].label, tthc_plan_diff_count(diff), 1);
    failures += check_int(rows[i].label, tthc_plan_diff_kind(diff, 0), rows[i].kind);
    failures += check_text(rows[i].label, tthc_plan_diff_id(diff, 0), rows[i].id);
    failures += check_int(rows[i].label, tthc_plan_diff_change(diff, 0), rows[i].change);
    failures += check_text(rows[i].label, tthc_plan_diff_member(diff, 0), rows[i].member);
    failures += check_text(rows[i].label, tthc_plan_diff_before(diff, 0), rows[i].was);
    failures += check_text(rows[i].label, tthc_plan_diff_after(diff, 0), rows[i].is);
    tthc_plan_diff_free(diff);
  }
  CHECK_NONE_FAILED(failures);
}

/* Bullets without labels of their own are told by their order among them. */
static void test_parts(void **state) {
  tthc_plan *before = tthc_plan_new("p", 2021, NULL), *after = tthc_plan_new("p", 2021, NULL);
  tthc_plan_diff *diff;
  (void)state;
  assert_int_equal(tthc_plan_add_part(before, TTHC_NONE, "I", "Mục đích", NULL, NULL), 0);
  assert_int_equal(tthc_plan_add_part(before, 0, "-", NULL, "một", NULL), 1);
  assert_int_equal(tthc_plan_add_part(before, 0, "-", NULL, "hai", NULL), 2);
  assert_int_equal(tthc_plan_add_part(before, TTHC_NONE, NULL, NULL, "không số", NULL), 3);
  assert_int_equal(tthc_plan_add_part(after, TTHC_NONE, "I", "Mục đích", NULL, NULL), 0);
  assert_int_equal(tthc_plan_add_part(after, TTHC_NONE, NULL, NULL, "không số", NULL), 1); /* made in another order */
  assert_int_equal(tthc_plan_add_part(after, 0, "-", NULL, "một", NULL), 2);
  assert_int_equal(tthc_plan_add_part(after, 0, "-", NULL, "ba", NULL), 3);
  diff = tthc_plan_diff_new(before, after, NULL);
  assert_int_equal(tthc_plan_diff_count(diff), 1);
  assert_string_equal(tthc_plan_diff_id(diff, 0), "I.- # 2");
  assert_int_equal(tthc_plan_diff_kind(diff, 0), TTHC_ROW_PART);
  assert_string_equal(tthc_plan_diff_member(diff, 0), "text");
  assert_string_equal(tthc_plan_diff_after(diff, 0), "ba");
  tthc_plan_diff_free(diff);
  tthc_plan_free(before);
  tthc_plan_free(after);
}

static void test_facts_of_what_is_gone(void **state) {
  static const char with[] = PLAN(
    "", "", "", TASK("1", ", \"lead\": {\"units\": [\"u\"]}") "," TASK("2", ", \"lead\": {\"units\": [\"u\"]}"), "");
  tthc_plan *before = read_plan(with),
            *after = read_plan(PLAN("", "", "", TASK("1", ", \"lead\": {\"units\": [\"u\"]}"), ""));
  tthc_plan_diff *diff;
  (void)state;
  assert_int_equal(
    tthc_plan_add_progress(before, 0, 0, "plan", TTHC_SAYS_DONE, day("2021-05-01"), "{\"id\": \"a\"}", NULL), 0);
  assert_int_equal(
    tthc_plan_add_progress(before, 1, 0, "plan", TTHC_SAYS_DONE, day("2021-05-01"), "{\"id\": \"b\"}", NULL), 1);
  diff = tthc_plan_diff_new(before, after, NULL);
  assert_int_equal(tthc_plan_diff_count(diff), 2); /* the task, and its fact */
  assert_int_equal(tthc_plan_diff_kind(diff, 1), TTHC_ROW_FACT);
  assert_int_equal(tthc_plan_diff_change(diff, 1), TTHC_ORPHANED);
  assert_string_equal(tthc_plan_diff_id(diff, 1), "b");
  assert_string_equal(tthc_plan_diff_before(diff, 1), "A.2");
  tthc_plan_diff_free(diff);
  tthc_plan_free(before);
  tthc_plan_free(after);
}

static void test_columns_and_document(void **state) {
  tthc_plan *before = read_plan(PLAN("", "", "", TASK("1", ""), "")),
            *after = read_plan(PLAN("", "", "", TASK("2", ""), ""));
  tthc_plan_diff *diff = tthc_plan_diff_new(before, after, NULL);
  tthc_error *err = tthc_error_new();
  int32_t kinds[2] = {0, 0}, changes[2] = {0, 0};
  tthc_text *json = tthc_plan_diff_json(diff, NULL, err);
  (void)state;
  assert_int_equal(tthc_plan_diff_kinds(diff, kinds, 2), 2);
  assert_int_equal(tthc_plan_diff_changes(diff, changes, 1), 2);
  assert_int_equal(kinds[1], TTHC_ROW_TASK);
  assert_int_equal(changes[0], TTHC_REMOVED);
  assert_int_equal(changes[1], 0);
  assert_int_equal(tthc_plan_diff_kinds(diff, NULL, 1), TTHC_E_ARGUMENT);
  assert_int_equal(tthc_plan_diff_changes(NULL, changes, 1), TTHC_E_HANDLE);
  assert_string_equal(tthc_text_data(json),
                      "{\n  \"format\": \"tthcplan-diff/1\",\n  \"plan\": \"p\",\n  \"before\": 0,\n  \"after\": 0,\n"
                      "  \"differences\": [\n"
                      "    {\"kind\": \"task\", \"id\": \"A.1\", \"change\": \"removed\", \"before\": \"t1\"},\n"
                      "    {\"kind\": \"task\", \"id\": \"A.2\", \"change\": \"added\", \"after\": \"t2\"}\n  ]\n}\n");
  tthc_text_free(json);
  assert_null(tthc_plan_diff_json(diff, "{\"a\": 1}", err));
  assert_int_equal(tthc_error_code(err), TTHC_E_UNKNOWN_MEMBER);
  assert_null(tthc_plan_diff_json(NULL, NULL, err));
  assert_int_equal(tthc_error_code(err), TTHC_E_HANDLE);
  assert_null(tthc_plan_diff_new(before, NULL, err));
  assert_int_equal(tthc_plan_diff_kind(diff, 2), 0);
  assert_int_equal(tthc_plan_diff_change(diff, -1), 0);
  assert_null(tthc_plan_diff_id(NULL, 0));
  assert_null(tthc_plan_diff_member(diff, 2));
  assert_null(tthc_plan_diff_before(diff, 2));
  assert_null(tthc_plan_diff_after(diff, 2));
  assert_int_equal(tthc_plan_diff_count(NULL), 0);
  tthc_plan_diff_free(NULL);
  tthc_plan_diff_free(diff);
  tthc_error_free(err);
  tthc_plan_free(before);
  tthc_plan_free(after);
}

static void test_words(void **state) {
  int32_t i;
  (void)state;
  for (i = TTHC_ROW_HEADER; i <= TTHC_ROW_FACT; i++) assert_non_null(tthc_row_kind_word(i));
  for (i = TTHC_ADDED; i <= TTHC_ORPHANED; i++) {
    assert_non_null(tthc_change_word(i));
    assert_non_null(tthc_change_name(i, NULL));
    assert_string_not_equal(tthc_change_name(i, "vi"), tthc_change_name(i, "en"));
  }
  assert_null(tthc_row_kind_word(TTHC_ROW_FACT + 1));
  assert_null(tthc_change_word(TTHC_ORPHANED + 1));
  assert_null(tthc_change_name(0, NULL));
  assert_string_equal(tthc_change_word(TTHC_CHANGED_DEADLINE), "deadline");
}

/* --- laws --------------------------------------------------------------------------------------------------------- */

static int32_t mirrored(int32_t change) {
  return change == TTHC_ADDED ? TTHC_REMOVED : change == TTHC_REMOVED ? TTHC_ADDED : change;
}

/* Whether a list has a row that is the mirror of one of another list. */
static int has_mirror(const tthc_plan_diff *diff, const tthc_plan_diff *other, int32_t row) {
  int32_t i;
  for (i = 0; i < tthc_plan_diff_count(diff); i++)
    if (tthc_plan_diff_kind(diff, i) == tthc_plan_diff_kind(other, row) &&
        tthc_plan_diff_change(diff, i) == mirrored(tthc_plan_diff_change(other, row)) &&
        check_same(tthc_plan_diff_id(diff, i), tthc_plan_diff_id(other, row)) &&
        check_same(tthc_plan_diff_member(diff, i), tthc_plan_diff_member(other, row)) &&
        check_same(tthc_plan_diff_before(diff, i), tthc_plan_diff_after(other, row)) &&
        check_same(tthc_plan_diff_after(diff, i), tthc_plan_diff_before(other, row)))
      return 1;
  return 0;
}

static void test_laws(void **state) {
  uint32_t seed;
  int32_t row;
  int changed = 0;
  (void)state;
  for (seed = 1; seed <= 400; seed++) {
    tthc_plan *before = random_plan(seed), *after = amended(before, seed + 1000);
    tthc_plan_diff *none = tthc_plan_diff_new(before, before, NULL);
    tthc_plan_diff *there = tthc_plan_diff_new(before, after, NULL), *back = tthc_plan_diff_new(after, before, NULL);
    tthc_text *x = write_plan(before), *y = write_plan(after);
    assert_int_equal(tthc_plan_diff_count(none), 0);
    assert_int_equal(tthc_plan_diff_count(there), tthc_plan_diff_count(back));
    for (row = 0; row < tthc_plan_diff_count(there); row++) assert_true(has_mirror(back, there, row));
    /* there is no difference exactly when the documents are the same */
    assert_int_equal(tthc_plan_diff_count(there) == 0, strcmp(tthc_text_data(x), tthc_text_data(y)) == 0);
    changed += tthc_plan_diff_count(there) > 0;
    tthc_text_free(x);
    tthc_text_free(y);
    tthc_plan_diff_free(none);
    tthc_plan_diff_free(there);
    tthc_plan_diff_free(back);
    tthc_plan_free(before);
    tthc_plan_free(after);
  }
  assert_true(changed > 300);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_what_changed),
    cmocka_unit_test(test_parts),
    cmocka_unit_test(test_facts_of_what_is_gone),
    cmocka_unit_test(test_columns_and_document),
    cmocka_unit_test(test_words),
    cmocka_unit_test(test_laws),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
