/* What differs between two assessments of one plan: of two days, two instants, two revisions, two filters. */
#include "tthcplan/assessment_diff.h"

#include "assess/cases.h"

#define TASK(label, lead, due) \
  "{'label': '" label "', 'title': 'T', 'lead': {'units': [" lead "]}, 'deadline': {'clauses': [" due "]}}"
#define ONCE(due, key) "{'kind': 'once', 'start': '2021-05-01', 'due': '" due "', 'key': '" key "'}"
#define JUNE ONCE("2021-06-30", "2021-06")
#define OCTOBER ONCE("2021-10-29", "2021-10")
#define UNITS "'units': [{'id': 'a', 'name': 'A'}, {'id': 'b', 'name': 'B'}, {'id': 'c', 'name': 'C'}], "
#define PLAN UNITS "'tasks': [" TASK("1", "'a', 'b'", JUNE) ", " TASK("2", "'a'", OCTOBER) "]"
#define ABOUT(kind, task, unit, period, day) \
  "{'kind': '" kind "', 'task': '" task "', 'unit': '" unit "', 'period': '" period "', 'day': '" day "'"
#define DONE(task, unit, period, day, more) ABOUT("progress", task, unit, period, day) ", 'state': 'done'" more "}"
#define STARTED(task, unit, period, day) ABOUT("progress", task, unit, period, day) ", 'state': 'in-progress'}"
#define EXTENDED(task, unit, period, day, due) ABOUT("extension", task, unit, period, day) ", 'due': '" due "'}"

/* "1 a 2021-06 entered-overdue: due-soon 2021-06-30 > overdue 2021-06-30" a line; days that hold in law in brackets. */
static const char *shown(const tthc_assessment_diff *diff) {
  static struct lines out;
  int32_t row;
  out.size = 0;
  out.text[0] = '\0';
  for (row = 0; row < tthc_assessment_diff_count(diff); row++) {
    put_line(&out, "%s %s %s %s: ", tthc_assessment_diff_task_id(diff, row), tthc_assessment_diff_unit_id(diff, row),
             tthc_assessment_diff_period(diff, row),
             tthc_assessment_change_word(tthc_assessment_diff_change(diff, row)));
    put_line(&out, "%s %s", check_show(tthc_state_word(tthc_assessment_diff_before_state(diff, row))),
             check_show(tthc_assessment_diff_before_due(diff, row)));
    if (!check_same(tthc_assessment_diff_before_due(diff, row), tthc_assessment_diff_before_effective(diff, row)))
      put_line(&out, " [%s]", check_show(tthc_assessment_diff_before_effective(diff, row)));
    put_line(&out, " > %s %s", check_show(tthc_state_word(tthc_assessment_diff_after_state(diff, row))),
             check_show(tthc_assessment_diff_after_due(diff, row)));
    if (!check_same(tthc_assessment_diff_after_due(diff, row), tthc_assessment_diff_after_effective(diff, row)))
      put_line(&out, " [%s]", check_show(tthc_assessment_diff_after_effective(diff, row)));
    put_line(&out, "\n");
  }
  return out.text;
}

static tthc_assessment_diff *diff_of(const tthc_assessment *before, const tthc_assessment *after) {
  tthc_assessment_diff *diff = tthc_assessment_diff_new(before, after, NULL);
  assert_non_null(diff);
  return diff;
}

/* One plan and its facts as of two days. */
static void test_days(void **state) {
  static const struct {
    const char *label, *facts, *before, *after, *wanted;
  } rows[] = {
    {"nothing", NULL, "2021-05-15", "2021-05-16", ""},
    {"more days late are no difference", NULL, "2021-07-15", "2021-07-16", ""},
    {"nor is a percent", STARTED("2", "a", "2021-10", "2021-06-01") ", "
     ABOUT("progress", "2", "a", "2021-10", "2021-06-02") ", 'state': 'in-progress', 'percent': 50}", "2021-06-01",
     "2021-06-02", ""},
    {"fallen due", DONE("1", "b", "2021-06", "2021-06-20", ""), "2021-06-30", "2021-07-01",
     "1 a 2021-06 entered-overdue: due-soon 2021-06-30 > overdue 2021-06-30\n"},
    {"done late", DONE("1", "b", "2021-06", "2021-07-05", ""), "2021-07-04", "2021-07-05",
     "1 b 2021-06 left-overdue: overdue 2021-06-30 > done-late 2021-06-30\n"},
    {"extended out of it", EXTENDED("1", "b", "2021-06", "2021-07-05", "2021-07-17"), "2021-07-04", "2021-07-05",
     "1 b 2021-06 left-overdue: overdue 2021-06-30 > not-started 2021-07-17 [2021-07-19]\n"},
    {"extended, still overdue", EXTENDED("1", "b", "2021-06", "2021-07-05", "2021-07-02"), "2021-07-04", "2021-07-05",
     "1 b 2021-06 due-moved: overdue 2021-06-30 > overdue 2021-07-02\n"},
    {"extended, and another state", EXTENDED("1", "b", "2021-06", "2021-06-25", "2021-07-17"), "2021-06-24",
     "2021-06-25", "1 b 2021-06 due-moved: due-soon 2021-06-30 > not-started 2021-07-17 [2021-07-19]\n"},
    {"moved among days off", EXTENDED("2", "a", "2021-10", "2021-06-01", "2021-07-17") ", "
     EXTENDED("2", "a", "2021-10", "2021-06-02", "2021-07-18"), "2021-06-01", "2021-06-02",
     "2 a 2021-10 due-moved: not-started 2021-07-17 [2021-07-19] > not-started 2021-07-18 [2021-07-19]\n"},
    {"begun", STARTED("2", "a", "2021-10", "2021-06-01"), "2021-05-31", "2021-06-01",
     "2 a 2021-10 state-changed: not-started 2021-10-29 > in-progress 2021-10-29\n"},
    {"half a year", DONE("1", "b", "2021-06", "2021-06-30", ""), "2021-04-30", "2021-12-31",
     "1 a 2021-06 entered-overdue: upcoming 2021-06-30 > overdue 2021-06-30\n"
     "1 b 2021-06 state-changed: upcoming 2021-06-30 > done-on-time 2021-06-30\n"
     "2 a 2021-10 entered-overdue: upcoming 2021-10-29 > overdue 2021-10-29\n"},
  };
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    tthc_plan *plan = case_plan(PLAN, rows[i].facts);
    tthc_assessment *before = assess(plan, rows[i].before, NULL), *after = assess(plan, rows[i].after, NULL);
    tthc_assessment_diff *diff = diff_of(before, after), *none = diff_of(after, after);
    tthc_assessment_free(before);
    tthc_assessment_free(after);
    tthc_plan_free(plan);
    failures += check_text(rows[i].label, shown(diff), rows[i].wanted);
    failures += check_int(rows[i].label, tthc_assessment_diff_count(none), 0);
    tthc_assessment_diff_free(diff);
    tthc_assessment_diff_free(none);
  }
  CHECK_NONE_FAILED(failures);
}

/* Two revisions; tasks and units have other places in them. A row that is only on one side may be overdue there. */
static void test_revisions(void **state) {
  static const struct {
    const char *before, *after, *wanted;
  } rows[] = {
    {UNITS "'tasks': [" TASK("1", "'a'", JUNE) ", " TASK("2", "'a', 'b'", OCTOBER) "]",
     "'units': [{'id': 'c', 'name': 'C'}, {'id': 'b', 'name': 'Bê'}, {'id': 'a', 'name': 'A'}], 'tasks': ["
     TASK("0", "'c'", OCTOBER) ", " TASK("2", "'a', 'c'", OCTOBER) ", " TASK("1", "'a'", JUNE) "]",
     "0 c 2021-10 appeared: (NULL) (NULL) > not-started 2021-10-29\n"
     "2 c 2021-10 appeared: (NULL) (NULL) > not-started 2021-10-29\n"
     "2 b 2021-10 vanished: not-started 2021-10-29 > (NULL) (NULL)\n"},
    {UNITS "'tasks': [" TASK("1", "'a'", JUNE) "]", UNITS "'tasks': [" TASK("1", "'b'", JUNE) "]",
     "1 b 2021-06 entered-overdue: (NULL) (NULL) > overdue 2021-06-30\n"
     "1 a 2021-06 left-overdue: overdue 2021-06-30 > (NULL) (NULL)\n"},
    {UNITS "'tasks': [" TASK("1", "'a'", JUNE) "]",
     UNITS "'tasks': [" TASK("1", "'a'", ONCE("2021-07-02", "2021-06") ", " OCTOBER) "]",
     "1 a 2021-06 due-moved: overdue 2021-06-30 > overdue 2021-07-02\n"
     "1 a 2021-10 appeared: (NULL) (NULL) > not-started 2021-10-29\n"},
    {UNITS "'tasks': []", UNITS "'tasks': []", ""},
    {UNITS "'tasks': []", UNITS "'tasks': [" TASK("1", "'a'", "{'kind': 'unknown'}") "]",
     "1 a plan appeared: (NULL) (NULL) > not-started (NULL)\n"},
  };
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    tthc_assessment *before = case_assess(rows[i].before, NULL, "2021-07-15", NULL);
    tthc_assessment *after = case_assess(rows[i].after, NULL, "2021-07-15", NULL);
    tthc_assessment_diff *diff = diff_of(before, after);
    tthc_assessment_free(before);
    tthc_assessment_free(after);
    failures += check_text(rows[i].after, shown(diff), rows[i].wanted);
    tthc_assessment_diff_free(diff);
  }
  CHECK_NONE_FAILED(failures);
}

/* A unit is called as it is called after, and as before where it is only there. */
static void test_names(void **state) {
  tthc_assessment *before = case_assess(
    "'units': [{'id': 'a', 'name': 'Cũ'}, {'id': 'b', 'name': 'Bê'}], 'tasks': [" TASK("1", "'a', 'b'", JUNE) "]", NULL,
    "2021-06-01", NULL);
  tthc_assessment *after = case_assess("'units': [{'id': 'a', 'name': 'Mới'}], 'tasks': [" TASK("1", "'a'", JUNE) "]",
                                       NULL, "2021-07-01", NULL);
  tthc_assessment_diff *diff = diff_of(before, after);
  (void)state;
  assert_int_equal(tthc_assessment_diff_count(diff), 2);
  assert_string_equal(tthc_assessment_diff_unit_name(diff, 0), "Mới");
  assert_string_equal(tthc_assessment_diff_unit_name(diff, 1), "Bê");
  tthc_assessment_diff_free(diff);
  tthc_assessment_free(before);
  tthc_assessment_free(after);
}

/* A correction that was recorded later shows only to who knew it: b did not report on the last day. */
static void test_known_at(void **state) {
  static const char facts[] =
    "{'id': 'f', 'kind': 'progress', 'task': '1', 'unit': 'b', 'period': '2021-06', 'day': '2021-06-30', 'state': "
    "'done', 'recorded_at': 1000}, "
    "{'id': 'g', 'kind': 'progress', 'task': '1', 'unit': 'b', 'period': '2021-06', 'day': '2021-06-30', 'state': "
    "'in-progress', 'recorded_at': 2000, 'corrects': 'f'}";
  tthc_plan *plan = case_plan(PLAN, facts);
  tthc_assessment *then = assess(plan, "2021-07-15", "{'known_at': 1999}");
  tthc_assessment *now = assess(plan, "2021-07-15", "{'known_at': 2000}");
  tthc_assessment *later = assess(plan, "2021-07-15", NULL);
  tthc_assessment_diff *diff = diff_of(then, now), *same = diff_of(now, later);
  (void)state;
  assert_string_equal(shown(diff), "1 b 2021-06 entered-overdue: done-on-time 2021-06-30 > overdue 2021-06-30\n");
  assert_string_equal(shown(same), "");
  tthc_assessment_diff_free(diff);
  tthc_assessment_diff_free(same);
  tthc_assessment_free(then);
  tthc_assessment_free(now);
  tthc_assessment_free(later);
  tthc_plan_free(plan);
}

/* What one sees enter the other sees leave; the sides change places. */
static int32_t reversed(int32_t change) {
  static const int32_t others[] = {[TTHC_ENTERED_OVERDUE] = TTHC_LEFT_OVERDUE,
                                   [TTHC_LEFT_OVERDUE] = TTHC_ENTERED_OVERDUE,
                                   [TTHC_APPEARED] = TTHC_VANISHED,
                                   [TTHC_VANISHED] = TTHC_APPEARED,
                                   [TTHC_DUE_MOVED] = TTHC_DUE_MOVED,
                                   [TTHC_STATE_CHANGED] = TTHC_STATE_CHANGED};
  return others[change];
}

static int check_reversed(const char *label, const tthc_assessment_diff *diff, int32_t row,
                          const tthc_assessment_diff *back) {
  int failures = 0;
  int32_t i;
  for (i = 0; i < tthc_assessment_diff_count(back); i++) {
    if (!check_same(tthc_assessment_diff_task_id(diff, row), tthc_assessment_diff_task_id(back, i)) ||
        !check_same(tthc_assessment_diff_unit_id(diff, row), tthc_assessment_diff_unit_id(back, i)) ||
        !check_same(tthc_assessment_diff_period(diff, row), tthc_assessment_diff_period(back, i)))
      continue;
    failures += check_int(label, tthc_assessment_diff_change(back, i),
                          reversed(tthc_assessment_diff_change(diff, row)));
    failures += check_int(label, tthc_assessment_diff_before_state(back, i),
                          tthc_assessment_diff_after_state(diff, row));
    failures += check_text(label, tthc_assessment_diff_before_due(back, i), tthc_assessment_diff_after_due(diff, row));
    return failures;
  }
  return check_int(label, 0, 1);
}

static void test_reversed(void **state) {
  static const struct {
    const char *label, *day[2], *options[2];
  } rows[] = {
    {"days", {"2021-03-20", "2021-07-15"}, {NULL, NULL}},
    {"a part and another", {"2021-04-20", "2021-09-30"}, {"{'sections': ['A', 'B']}", "{'sections': ['B', 'C']}"}},
    {"a part and the whole", {"2021-07-15", "2021-07-15"}, {"{'states': ['overdue']}", NULL}},
  };
  tthc_plan *plan = example_plan();
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    tthc_assessment *before = assess(plan, rows[i].day[0], rows[i].options[0]);
    tthc_assessment *after = assess(plan, rows[i].day[1], rows[i].options[1]);
    tthc_assessment_diff *diff = diff_of(before, after), *back = diff_of(after, before);
    int32_t row, overdue = 0, count = tthc_assessment_diff_count(diff);
    assert_true(count > 0);
    failures += check_int(rows[i].label, count, tthc_assessment_diff_count(back));
    for (row = 0; row < count && failures == 0; row++) {
      const int32_t change = tthc_assessment_diff_change(diff, row);
      overdue += (change == TTHC_ENTERED_OVERDUE) - (change == TTHC_LEFT_OVERDUE);
      failures += check_reversed(rows[i].label, diff, row, back);
    }
    failures += check_int(rows[i].label, overdue,
                          tthc_rollup_open_overdue(after, 0) - tthc_rollup_open_overdue(before, 0));
    tthc_assessment_diff_free(diff);
    tthc_assessment_diff_free(back);
    tthc_assessment_free(before);
    tthc_assessment_free(after);
  }
  tthc_plan_free(plan);
  CHECK_NONE_FAILED(failures);
}

static void test_document(void **state) {
  static const char wanted[] =
    "{\n"
    "  \"format\": \"tthcplan-assessment-diff/1\",\n"
    "  \"plan\": \"p\",\n"
    "  \"before\": {\"as_of\": \"2021-06-30\", \"known_at\": 5},\n"
    "  \"after\": {\"as_of\": \"2021-07-01\"},\n"
    "  \"counts\": {\"entered-overdue\": 1, \"vanished\": 1},\n"
    "  \"changes\": [\n"
    "    {\"task\": \"1\", \"unit\": \"a\", \"unit_name\": \"A\", \"period\": \"2021-06\", \"change\": "
    "\"entered-overdue\", \"before_state\": \"due-soon\", \"after_state\": \"overdue\", \"before_due\": "
    "\"2021-06-30\", \"after_due\": \"2021-06-30\", \"before_effective\": \"2021-06-30\", \"after_effective\": "
    "\"2021-06-30\"},\n"
    "    {\"task\": \"2\", \"unit\": \"a\", \"unit_name\": \"A\", \"period\": \"2021-10\", \"change\": \"vanished\", "
    "\"before_state\": \"not-started\", \"before_due\": \"2021-10-29\", \"before_effective\": \"2021-10-29\"}\n"
    "  ]\n"
    "}\n";
  tthc_plan *plan = case_plan(UNITS "'tasks': [" TASK("1", "'a'", JUNE) ", " TASK("2", "'a'", OCTOBER) "]", NULL);
  tthc_assessment *before = assess(plan, "2021-06-30", "{'known_at': 5}");
  tthc_assessment *after = assess(plan, "2021-07-01", "{'tasks': ['1']}");
  tthc_assessment_diff *diff = diff_of(before, after);
  tthc_text *text = tthc_assessment_diff_json(diff, NULL, NULL);
  (void)state;
  assert_string_equal(tthc_text_data(text), wanted);
  tthc_text_free(text);
  tthc_assessment_diff_free(diff);
  tthc_assessment_free(before);
  tthc_assessment_free(after);
  tthc_plan_free(plan);
}

static void test_bad_calls(void **state) {
  tthc_assessment *a = case_assess(PLAN, NULL, "2021-07-15", NULL), *other;
  tthc_plan *plan = tthc_plan_new("q", 2021, NULL);
  tthc_assessment_diff *diff = diff_of(a, a);
  tthc_error *err = tthc_error_new();
  (void)state;
  other = assess(plan, "2021-07-15", NULL);
  assert_null(tthc_assessment_diff_new(a, other, err));
  assert_int_equal(tthc_error_code(err), TTHC_E_VALUE);
  assert_string_equal(tthc_error_path(err), "/after");
  assert_null(tthc_assessment_diff_new(NULL, a, err));
  assert_int_equal(tthc_error_code(err), TTHC_E_HANDLE);
  assert_null(tthc_assessment_diff_new(a, (tthc_assessment *)(void *)plan, err));
  assert_int_equal(tthc_error_code(err), TTHC_E_HANDLE);
  assert_null(tthc_assessment_diff_json(NULL, NULL, err));
  assert_int_equal(tthc_error_code(err), TTHC_E_HANDLE);
  assert_null(tthc_assessment_diff_json(diff, "{\"x\": 1}", err));
  assert_int_equal(tthc_error_code(err), TTHC_E_UNKNOWN_MEMBER);
  assert_int_equal(tthc_assessment_diff_count(NULL), 0);
  assert_null(tthc_assessment_diff_task_id(diff, 0));
  assert_null(tthc_assessment_diff_unit_id(diff, -1));
  assert_null(tthc_assessment_diff_unit_name(NULL, 0));
  assert_null(tthc_assessment_diff_period(diff, 0));
  assert_int_equal(tthc_assessment_diff_change(diff, 0), 0);
  assert_int_equal(tthc_assessment_diff_before_state(diff, 0), 0);
  assert_int_equal(tthc_assessment_diff_after_state(diff, 0), 0);
  assert_null(tthc_assessment_diff_before_due(diff, 0));
  assert_null(tthc_assessment_diff_after_due(diff, 0));
  assert_null(tthc_assessment_diff_before_effective(diff, 0));
  assert_null(tthc_assessment_diff_after_effective(diff, 0));
  assert_null(tthc_assessment_change_word(0));
  assert_null(tthc_assessment_change_word(TTHC_STATE_CHANGED + 1));
  tthc_assessment_diff_free(NULL);
  tthc_assessment_diff_free(diff);
  tthc_assessment_free(a);
  tthc_assessment_free(other);
  tthc_plan_free(plan);
  tthc_error_free(err);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_days),     cmocka_unit_test(test_revisions), cmocka_unit_test(test_names),
    cmocka_unit_test(test_known_at), cmocka_unit_test(test_reversed),  cmocka_unit_test(test_document),
    cmocka_unit_test(test_bad_calls),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
