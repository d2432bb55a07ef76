/* Filters of an assessment: which assignments are kept, what roll-ups and values then count, and what is refused. */
#include "assess/cases.h"

/*
 * Task 1 is led by the group g of a, b (left in May) and c; 2 (with 2.1 below it) by a; 3 in section B by b, and c and g
 * coordinate it; 4 by c, and everybody coordinates it; 5 by h, a group of nobody.
 */
#define TASK(section, label, more) "{'section': '" section "', 'label': '" label "', 'title': 'T'" more "}"
#define LEAD(unit) ", 'lead': {'units': ['" unit "']}"
#define WITH(units) ", 'coordinator': {'units': [" units "]}"
#define DEADLINE(clauses) ", 'deadline': {'clauses': [" clauses "]}"
#define QUARTERS DEADLINE("{'kind': 'recurring', 'every': 'quarter', 'until': '2021-06-30'}")
#define JUNE DEADLINE("{'kind': 'once', 'due': '2021-06-30', 'key': '2021-06'}")
#define OCTOBER DEADLINE("{'kind': 'once', 'due': '2021-10-29', 'key': '2021-10'}")
#define REPORTS DEADLINE("{'kind': 'ongoing', 'until': '2021-06-14'}")
#define TWICE DEADLINE("{'kind': 'recurring', 'every': 'quarter', 'times': 2, 'until': '2021-03-31'}")
#define PLAN                                                                                                       \
  "'units': [{'id': 'a', 'name': 'A'}, {'id': 'b', 'name': 'B'}, {'id': 'c', 'name': 'C'}, "                       \
  "{'id': 'g', 'name': 'G', 'kind': 'group', 'members': [{'unit': 'a'}, {'unit': 'b', 'last_day': '2021-05-31'}, " \
  "{'unit': 'c'}]}, {'id': 'h', 'name': 'H', 'kind': 'group'}], "                                                  \
  "'sections': [{'label': 'A', 'title': 'SA'}, {'label': 'B', 'title': 'SB'}], 'tasks': ["                         \
  TASK("A", "1", LEAD("g") QUARTERS) ", " TASK("A", "2", LEAD("a") JUNE) ", "                                      \
  TASK("A", "2.1", ", 'parent': 'A.2'" LEAD("a") REPORTS) ", "                                                     \
  TASK("B", "3", LEAD("b") WITH("'c', 'g'") OCTOBER) ", " TASK("B", "4", LEAD("c") WITH("'g', 'b'") TWICE) ", "    \
  TASK("B", "5", LEAD("h") JUNE) "], "                                                                             \
  "'indicators': [{'id': 'i', 'title': 'I', 'kind': 'ratio', 'series': 'per-period', 'task': 'A.1'}]"
#define FIGURE(unit, of, all)                                                                                     \
  "{'kind': 'measurement', 'indicator': 'i', 'unit': '" unit "', 'period': '2021-Q1', 'numerator': " of            \
  ", 'denominator': " all ", 'day': '2021-04-01'}"
#define DONE(task, unit, period)                                                                                 \
  "{'kind': 'progress', 'task': '" task "', 'unit': '" unit "', 'period': '" period "', 'state': 'done', "       \
  "'day': '2021-06-30'}"
#define FACTS                                                                                       \
  FIGURE("a", "1", "4") ", " FIGURE("b", "9", "10") ", " FIGURE("c", "2", "4") ", "                 \
  DONE("A.1", "a", "2021-Q2") ", " DONE("A.2", "a", "2021-06") ", " DONE("A.2", "b", "2021-06")
#define AS_OF "2021-07-15"

/* "A.1 a 2021-Q1, …" */
static const char *kept(const tthc_assessment *a) {
  static struct lines out;
  int32_t row;
  out.size = 0;
  out.text[0] = '\0';
  for (row = 0; row < tthc_assignment_count(a); row++)
    put_line(&out, "%s%s %s %s", row > 0 ? ", " : "", tthc_assignment_task_id(a, row), tthc_assignment_unit_id(a, row),
             tthc_assignment_period(a, row));
  return out.text;
}

#define GROUP_Q1 "A.1 a 2021-Q1, A.1 b 2021-Q1, A.1 c 2021-Q1"
#define GROUP_Q2 "A.1 a 2021-Q2, A.1 c 2021-Q2"
#define HEADED "A.2 a 2021-06, A.2.1 a kstt:2021-Q1, A.2.1 a kstt:2021-Q2"
#define THREE "B.3 b 2021-10"
#define FOUR "B.4 c 2021-Q1, B.4 c 2021-Q1#2"
#define FIVE "B.5 h 2021-06"

static void test_each_filter(void **state) {
  static const struct {
    const char *options, *wanted;
  } rows[] = {
    {"{}", GROUP_Q1 ", " GROUP_Q2 ", " HEADED ", " THREE ", " FOUR ", " FIVE},
    {"{'units': ['b']}", "A.1 b 2021-Q1, " THREE},
    {"{'units': ['b', 'b', 'h']}", "A.1 b 2021-Q1, " THREE ", " FIVE},
    {"{'units': ['g']}", /* b is no member any more */
     "A.1 a 2021-Q1, A.1 c 2021-Q1, " GROUP_Q2 ", " HEADED ", " FOUR},
    {"{'units': ['h']}", FIVE},
    {"{'units': ['b'], 'roles': ['lead']}", "A.1 b 2021-Q1, " THREE},
    {"{'units': ['b'], 'roles': ['coordinator']}", FOUR},
    {"{'units': ['c'], 'roles': ['coordinator']}", THREE}, /* c leads B.4, which its group coordinates */
    {"{'units': ['a'], 'roles': ['coordinator']}", THREE ", " FOUR},
    {"{'units': ['g'], 'roles': ['coordinator']}", THREE ", " FOUR},
    {"{'units': ['h'], 'roles': ['coordinator']}", ""},
    {"{'units': ['c'], 'roles': ['coordinator', 'lead']}", "A.1 c 2021-Q1, A.1 c 2021-Q2, " THREE ", " FOUR},
    {"{'roles': ['lead']}", GROUP_Q1 ", " GROUP_Q2 ", " HEADED ", " THREE ", " FOUR ", " FIVE},
    {"{'roles': ['coordinator']}", THREE ", " FOUR},
    {"{'sections': ['A']}", GROUP_Q1 ", " GROUP_Q2 ", " HEADED},
    {"{'sections': ['B']}", THREE ", " FOUR ", " FIVE},
    {"{'sections': ['A', 'B']}", GROUP_Q1 ", " GROUP_Q2 ", " HEADED ", " THREE ", " FOUR ", " FIVE},
    {"{'tasks': ['A.2']}", HEADED}, /* and what is below it */
    {"{'tasks': ['A.2.1', 'B.3']}", "A.2.1 a kstt:2021-Q1, A.2.1 a kstt:2021-Q2, " THREE},
    {"{'states': ['done-on-time']}", "A.1 a 2021-Q2, A.2 a 2021-06"},
    {"{'states': ['done-on-time', 'not-started']}", "A.1 a 2021-Q2, A.2 a 2021-06, " THREE},
    {"{'states': ['waiting']}", ""},
    {"{'periods': ['2021-Q1']}", GROUP_Q1 ", " FOUR}, /* and its repeats */
    {"{'periods': ['2021-Q1#2']}", "B.4 c 2021-Q1#2"},
    {"{'periods': ['kstt:2021-Q1', '2021-10']}", "A.2.1 a kstt:2021-Q1, " THREE},
    {"{'periods': ['2019', 'event', 'plan']}", ""},
  };
  tthc_plan *plan = case_plan(PLAN, FACTS);
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    tthc_assessment *a = assess(plan, AS_OF, rows[i].options);
    failures += check_text(rows[i].options, kept(a), rows[i].wanted);
    failures += check_int(rows[i].options, tthc_rollup_assignments(a, 0, 0), tthc_assignment_count(a));
    tthc_assessment_free(a);
  }
  tthc_plan_free(plan);
  CHECK_NONE_FAILED(failures);
}

/* All that are given must hold. */
static void test_together(void **state) {
  static const struct {
    const char *options, *wanted;
  } rows[] = {
    {"{'units': ['a'], 'sections': ['A'], 'periods': ['2021-Q1', '2021-Q2']}", "A.1 a 2021-Q1, A.1 a 2021-Q2"},
    {"{'units': ['a'], 'periods': ['2021-Q2'], 'states': ['done-on-time']}", "A.1 a 2021-Q2"},
    {"{'sections': ['B'], 'tasks': ['A.2']}", ""},
    {"{'sections': ['A'], 'tasks': ['A.2'], 'states': ['overdue']}", "A.2.1 a kstt:2021-Q1, A.2.1 a kstt:2021-Q2"},
    {"{'units': ['a'], 'roles': ['coordinator'], 'states': ['overdue'], 'periods': ['2021-Q1#2'], 'warning_days': 0}",
     "B.4 c 2021-Q1#2"},
  };
  tthc_plan *plan = case_plan(PLAN, FACTS);
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    tthc_assessment *a = assess(plan, AS_OF, rows[i].options);
    failures += check_text(rows[i].options, kept(a), rows[i].wanted);
    tthc_assessment_free(a);
  }
  tthc_plan_free(plan);
  CHECK_NONE_FAILED(failures);
}

/* Roll-ups count what is kept; a section of which nothing is kept tracks nothing; units that owe nothing have no row. */
static void test_rollups(void **state) {
  tthc_assessment *a = case_assess(PLAN, FACTS, AS_OF, "{'units': ['a'], 'sections': ['A']}");
  (void)state;
  assert_int_equal(tthc_rollup_assignments(a, 0, 0), 5);
  assert_int_equal(tthc_rollup_assignments(a, tthc_rollup_find(a, TTHC_OF_SECTION, "A"), 0), 5);
  assert_int_equal(tthc_rollup_assignments(a, tthc_rollup_find(a, TTHC_OF_SECTION, "B"), 0), 0);
  assert_int_equal(tthc_rollup_state(a, tthc_rollup_find(a, TTHC_OF_SECTION, "B")), 0);
  assert_int_equal(tthc_rollup_assignments(a, tthc_rollup_find(a, TTHC_OF_TASK, "A.1"), 0), 2);
  assert_int_equal(tthc_rollup_units_obliged(a, 0), 1);
  assert_int_equal(tthc_rollup_assignments(a, tthc_rollup_find(a, TTHC_OF_UNIT, "a"), 0), 5);
  assert_int_equal(tthc_rollup_find(a, TTHC_OF_UNIT, "b"), TTHC_NONE);
  assert_int_equal(tthc_rollup_reports_missing(a, tthc_rollup_find(a, TTHC_OF_PERIOD, "kstt:2021-Q1")), 1);
  tthc_assessment_free(a);
}

/* Values are those of the units, in whatever role, and their sum; other filters leave them alone. */
static void test_values(void **state) {
  static const struct {
    const char *options;
    int32_t rows, expected, reported;
    int64_t numerator, denominator;
  } rows[] = {
    {"{}", 4, 2, 2, 12, 18}, /* b is not asked any more, but reported */
    {"{'units': ['a']}", 2, 1, 1, 1, 4},
    {"{'units': ['b']}", 2, 0, 0, 9, 10},
    {"{'units': ['g']}", 3, 2, 2, 3, 8},
    {"{'units': ['g'], 'roles': ['coordinator']}", 3, 2, 2, 3, 8},
    {"{'units': ['h']}", 1, 0, 0, TTHC_NO_NUMBER, TTHC_NO_NUMBER},
    {"{'sections': ['B'], 'states': ['waiting']}", 4, 2, 2, 12, 18},
  };
  tthc_plan *plan = case_plan(PLAN, FACTS);
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    tthc_assessment *a = assess(plan, AS_OF, rows[i].options);
    failures += check_int(rows[i].options, tthc_value_count(a), rows[i].rows);
    failures += check_int(rows[i].options, tthc_value_units_expected(a, 0), rows[i].expected);
    failures += check_int(rows[i].options, tthc_value_units_reported(a, 0), rows[i].reported);
    failures += check_int(rows[i].options, tthc_value_numerator(a, 0), rows[i].numerator);
    failures += check_int(rows[i].options, tthc_value_denominator(a, 0), rows[i].denominator);
    tthc_assessment_free(a);
  }
  tthc_plan_free(plan);
  CHECK_NONE_FAILED(failures);
}

/* A fact that matches no assignment is reported whatever is kept, and one that matches what is not kept is none. */
static void test_findings(void **state) {
  static const char *const options[] = {"{}", "{'sections': ['B']}", "{'units': ['h'], 'states': ['waiting']}"};
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(options); i++) {
    tthc_assessment *a = case_assess(PLAN, FACTS, AS_OF, options[i]);
    tthc_findings *findings = tthc_assessment_findings(a, NULL);
    failures += check_int(options[i], tthc_findings_count(findings), 1); /* b does not lead A.2 */
    failures += check_text(options[i], tthc_findings_path(findings, 0), "/facts/5");
    tthc_findings_free(findings);
    tthc_assessment_free(a);
  }
  CHECK_NONE_FAILED(failures);
}

/* How much of a state (0: all) is kept by a filter of one. */
static int32_t kept_with(const tthc_plan *plan, const char *filter, const char *id, int32_t state) {
  char options[256];
  tthc_assessment *a;
  int32_t count;
  snprintf(options, sizeof options, "{'%s': ['%s']}", filter, id);
  a = assess(plan, AS_OF, options);
  count = tthc_rollup_assignments(a, 0, state);
  tthc_assessment_free(a);
  return count;
}

/* The parts add up to the whole. */
static void test_parts(void **state) {
  tthc_plan *plan = example_plan();
  tthc_assessment *whole = assess(plan, AS_OF, NULL);
  int32_t i, units = 0, overdue = 0, sections = 0, states = 0, periods = 0;
  (void)state;
  for (i = 0; i < tthc_rollup_count(whole); i++) {
    const int32_t kind = tthc_rollup_kind(whole, i);
    const char *id = tthc_rollup_id(whole, i);
    if (kind == TTHC_OF_UNIT) units += kept_with(plan, "units", id, 0);
    if (kind == TTHC_OF_UNIT) overdue += kept_with(plan, "units", id, TTHC_OVERDUE);
    if (kind == TTHC_OF_SECTION) sections += kept_with(plan, "sections", id, 0);
    if (kind == TTHC_OF_PERIOD)
      periods += kept_with(plan, "periods", id, 0) - tthc_rollup_assignments(whole, i, 0);
  }
  for (i = 1; i < TTHC_DONE; i++) states += kept_with(plan, "states", tthc_state_word(i), i);
  assert_int_equal(units, tthc_assignment_count(whole));
  assert_int_equal(overdue, tthc_rollup_open_overdue(whole, 0));
  assert_int_equal(sections, tthc_assignment_count(whole));
  assert_int_equal(states, tthc_assignment_count(whole));
  assert_int_equal(periods, 0);
  tthc_assessment_free(whole);
  tthc_plan_free(plan);
}

/* A document of a part of the plan says so. */
static void test_document(void **state) {
  tthc_assessment *part = case_assess(PLAN, FACTS, AS_OF, "{'periods': ['2021-Q1'], 'units': ['g', 'b']}");
  tthc_assessment *whole = case_assess(PLAN, FACTS, AS_OF, NULL);
  tthc_text *of_part = assessment_text(part), *of_whole = assessment_text(whole);
  (void)state;
  assert_non_null(strstr(tthc_text_data(of_part),
                         "\n  \"warning_days\": 7,\n  \"selection\": {\"units\": [\"g\", \"b\"], \"periods\": "
                         "[\"2021-Q1\"]},\n"));
  assert_null(strstr(tthc_text_data(of_whole), "selection"));
  tthc_text_free(of_part);
  tthc_text_free(of_whole);
  tthc_assessment_free(part);
  tthc_assessment_free(whole);
}

static void test_bad_filters(void **state) {
  static const struct {
    const char *options;
    int32_t code;
    const char *path;
    int32_t column;
  } rows[] = {
    {"{\"units\": [\"x\"]}", TTHC_E_UNKNOWN_ID, "/units/0", 12},
    {"{\"units\": [\"a\", \"A\"]}", TTHC_E_UNKNOWN_ID, "/units/1", 17},
    {"{\"units\": [\"A.1\"]}", TTHC_E_UNKNOWN_ID, "/units/0", 12},
    {"{\"units\": \"a\"}", TTHC_E_TYPE, "/units", 11},
    {"{\"units\": [1]}", TTHC_E_TYPE, "/units/0", 12},
    {"{\"units\": []}", TTHC_E_MISSING, "/units", 11},
    {"{\"units\": [\"\"]}", TTHC_E_MISSING, "/units/0", 12},
    {"{\"sections\": [\"A\", \"C\"]}", TTHC_E_UNKNOWN_ID, "/sections/1", 20},
    {"{\"sections\": []}", TTHC_E_MISSING, "/sections", 14},
    {"{\"tasks\": [\"1\"]}", TTHC_E_UNKNOWN_ID, "/tasks/0", 12},
    {"{\"roles\": [\"leader\"]}", TTHC_E_VALUE, "/roles/0", 12},
    {"{\"states\": [\"overdue\", \"late\"]}", TTHC_E_VALUE, "/states/1", 24},
    {"{\"states\": [\"done\"]}", TTHC_E_VALUE, "/states/0", 13}, /* of a parent only */
    {"{\"periods\": [\"2021-Q5\"]}", TTHC_E_PERIOD, "/periods/0", 14},
    {"{\"periods\": [\"events\"]}", TTHC_E_PERIOD, "/periods/0", 14},
    {"{\"unit\": [\"a\"]}", TTHC_E_UNKNOWN_MEMBER, "/unit", 10},
    {"{\"units\": [\"a\"], \"warning_days\": -1}", TTHC_E_VALUE, "/warning_days", 34},
  };
  tthc_plan *plan = case_plan(PLAN, NULL);
  tthc_error *err = tthc_error_new();
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    failures += check_int(rows[i].options, tthc_assessment_new(plan, NULL, 0, rows[i].options, err) == NULL, 1);
    failures += check_error(rows[i].options, err, rows[i].code, rows[i].path, 1, rows[i].column);
  }
  assert_null(tthc_assessment_new(plan, NULL, 0, rows[0].options, NULL));
  tthc_error_free(err);
  tthc_plan_free(plan);
  CHECK_NONE_FAILED(failures);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_each_filter), cmocka_unit_test(test_together), cmocka_unit_test(test_rollups),
    cmocka_unit_test(test_values),      cmocka_unit_test(test_findings), cmocka_unit_test(test_parts),
    cmocka_unit_test(test_document),    cmocka_unit_test(test_bad_filters),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
