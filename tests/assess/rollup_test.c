/* Roll-ups: counts, states, units, percents, on-time rates and reports of the plan and of what is below it. */
#include "assess/cases.h"
#include "support/random.h"

/* On this day each period of the task stands in a state of its own, some by what its facts say. */
#define AS_OF "2021-07-15"

/* Letters: overdue, due-soon, not-started, upcoming, in-progress, done in time, late, cancelled, waiting. */
static void put_clauses(struct lines *out, const char *kept) {
  static const struct {
    const char *letter, *clause;
  } clauses[] = {
    {"o", "{'kind': 'once', 'start': '2021-06-01', 'due': '2021-06-30', 'key': '2021-06'}"},
    {"d", "{'kind': 'once', 'start': '2021-07-01', 'due': '2021-07-20', 'key': '2021-07'}"},
    {"n", "{'kind': 'once', 'start': '2021-07-01', 'due': '2021-09-30', 'key': '2021-09'}"},
    {"u", "{'kind': 'once', 'start': '2021-08-01', 'due': '2022-01-31', 'key': '2022-01'}"},
    {"i", "{'kind': 'once', 'due': '2021-10-29', 'key': '2021-10'}"},
    {"t", "{'kind': 'once', 'due': '2021-11-30', 'key': '2021-11'}"},
    {"l", "{'kind': 'once', 'due': '2021-03-31', 'key': '2021-03'}"},
    {"c", "{'kind': 'once', 'due': '2021-12-31', 'key': '2021-12'}"},
    {"w", "{'kind': 'on-event', 'event': 'x'}"},
  };
  const char *separator = "";
  size_t i;
  for (i = 0; i < COUNT(clauses); i++) {
    if (strchr(kept, clauses[i].letter[0]) == NULL) continue;
    put_line(out, "%s%s", separator, clauses[i].clause);
    separator = ", ";
  }
}

#define SAYS(unit, period, state, more)                                                                  \
  "{'kind': 'progress', 'task': '1', 'unit': '" unit "', 'period': '" period "', 'state': '" state "', " \
  "'day': '2021-07-01'" more "}"
#define FACTS_OF_STATES                                                                          \
  SAYS("a", "2021-10", "in-progress", "") ", " SAYS("a", "2021-11", "done", "") ", "             \
  SAYS("a", "2021-03", "done", "") ", " SAYS("a", "2021-12", "cancelled", ", 'percent': 5")

static void test_parent_states(void **state) {
  static const struct {
    const char *children, *wanted;
  } rows[] = {
    {"o", "overdue"},      {"d", "due-soon"},        {"n", "not-started"},   {"u", "upcoming"},
    {"i", "in-progress"},  {"t", "done"},            {"l", "done"},          {"c", "cancelled"},
    {"w", "waiting"},      {"tl", "done"},           {"tc", "done"},         {"lc", "done"},
    {"oc", "overdue"},     {"wc", "waiting"},        {"uc", "upcoming"},     {"nc", "not-started"},
    {"odiuwntc", "overdue"}, {"diuwntlc", "due-soon"}, {"iuwntlc", "in-progress"}, {"iuwn", "in-progress"},
    {"nt", "in-progress"}, {"ut", "in-progress"},    {"wt", "in-progress"},  {"wl", "in-progress"},
    {"uwn", "not-started"}, {"uw", "upcoming"},      {"nw", "not-started"},  {"dt", "due-soon"},
    {"ot", "overdue"},     {"it", "in-progress"},
  };
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    static struct lines members;
    tthc_assessment *a;
    int32_t row;
    members.size = 0;
    put_line(&members, "'units': [{'id': 'a', 'name': 'A'}], 'tasks': [{'label': '1', 'title': 'T', "
                       "'lead': {'units': ['a']}, 'deadline': {'clauses': [");
    put_clauses(&members, rows[i].children);
    put_line(&members, "]}}]");
    a = case_assess(members.text, FACTS_OF_STATES, AS_OF, NULL);
    failures += check_int(rows[i].children, tthc_assignment_count(a), (int64_t)strlen(rows[i].children));
    for (row = 0; row < 2; row++) /* the plan and its task */
      failures += check_text(rows[i].children, tthc_state_word(tthc_rollup_state(a, row)), rows[i].wanted);
    tthc_assessment_free(a);
  }
  CHECK_NONE_FAILED(failures);
}

/* "in-progress 3: units 1/2, percent 40 of 2, on time 1/2" */
static void put_rollup(struct lines *out, const tthc_assessment *a, int32_t row) {
  const char *state = tthc_state_word(tthc_rollup_state(a, row));
  put_line(out, "%s %d: units %d/%d, ", state == NULL ? "-" : state, (int)tthc_rollup_assignments(a, row, 0),
           (int)tthc_rollup_units_done(a, row), (int)tthc_rollup_units_obliged(a, row));
  if (tthc_rollup_percent(a, row) == TTHC_NO_NUMBER)
    put_line(out, "no percent");
  else
    put_line(out, "percent %d", (int)tthc_rollup_percent(a, row));
  put_line(out, " of %d, on time %d/%d", (int)tthc_rollup_percent_given(a, row), (int)tthc_rollup_on_time(a, row),
           (int)tthc_rollup_fallen_due(a, row));
}

/* Units a, b, c each owe 2021-06 and 2021-09. */
static void test_numbers(void **state) {
  static const struct {
    const char *label, *facts, *wanted;
  } rows[] = {
    {"silence", NULL, "overdue 6: units 0/3, no percent of 0, on time 0/3"},
    {"one half done", SAYS("a", "2021-06", "done", ", 'done_day': '2021-06-30'"),
     "overdue 6: units 0/3, percent 99 of 1, on time 1/3"},
    {"one done", SAYS("a", "2021-06", "done", ", 'done_day': '2021-06-30'") ", " SAYS("a", "2021-09", "done", ""),
     "overdue 6: units 1/3, percent 99 of 2, on time 2/4"},
    {"late", SAYS("a", "2021-06", "done", ""), "overdue 6: units 0/3, percent 99 of 1, on time 0/3"},
    {"a mean, rounded down", SAYS("a", "2021-06", "in-progress", ", 'percent': 99") ", "
     SAYS("b", "2021-06", "in-progress", ", 'percent': 0") ", " SAYS("c", "2021-06", "in-progress", ", 'percent': 99"),
     "overdue 6: units 0/3, percent 66 of 3, on time 0/3"},
    {"not given is not 0", SAYS("a", "2021-06", "in-progress", ", 'percent': 50") ", "
     SAYS("b", "2021-06", "in-progress", ""), "overdue 6: units 0/3, percent 50 of 1, on time 0/3"},
    {"a unit with nothing but cancelled work", SAYS("a", "2021-06", "cancelled", ", 'percent': 10") ", "
     SAYS("a", "2021-09", "cancelled", ""), "overdue 6: units 0/2, no percent of 0, on time 0/2"},
    {"a unit with all done but cancelled work", SAYS("a", "2021-06", "cancelled", "") ", "
     SAYS("a", "2021-09", "done", ""), "overdue 6: units 1/3, percent 99 of 1, on time 1/3"},
    {"all done but one", SAYS("a", "2021-06", "done", "") ", " SAYS("a", "2021-09", "done", "") ", "
     SAYS("b", "2021-06", "done", "") ", " SAYS("b", "2021-09", "done", "") ", "
     SAYS("c", "2021-06", "done", "") ", " SAYS("c", "2021-09", "in-progress", ""),
     "in-progress 6: units 2/3, percent 99 of 5, on time 2/5"},
    {"all done or cancelled", SAYS("a", "2021-06", "done", "") ", " SAYS("a", "2021-09", "done", "") ", "
     SAYS("b", "2021-06", "done", "") ", " SAYS("b", "2021-09", "done", "") ", "
     SAYS("c", "2021-06", "done", "") ", " SAYS("c", "2021-09", "cancelled", ", 'percent': 10"),
     "done 6: units 3/3, percent 100 of 5, on time 2/5"},
  };
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    static struct lines members, got;
    tthc_assessment *a;
    int32_t row;
    members.size = 0;
    put_line(&members, "'units': [{'id': 'a', 'name': 'A'}, {'id': 'b', 'name': 'B'}, {'id': 'c', 'name': 'C'}, "
                       "{'id': 'g', 'name': 'G', 'kind': 'group', 'members': [{'unit': 'a'}, {'unit': 'b'}, "
                       "{'unit': 'c'}]}], 'tasks': [{'label': '1', 'title': 'T', 'lead': {'units': ['g']}, "
                       "'deadline': {'clauses': [");
    put_clauses(&members, "on");
    put_line(&members, "]}}]");
    a = case_assess(members.text, rows[i].facts, AS_OF, NULL);
    for (row = 0; row < 2; row++) {
      got.size = 0;
      put_rollup(&got, a, row);
      failures += check_text(rows[i].label, got.text, rows[i].wanted);
    }
    tthc_assessment_free(a);
  }
  CHECK_NONE_FAILED(failures);
}

/* --- the tree ----------------------------------------------------------------------------------------------------- */

#define TASK(section, label, more) "{'section': '" section "', 'label': '" label "', 'title': 'T" label "'" more "}"
#define SUB(section, parent, label, more) TASK(section, label, ", 'parent': '" parent "'" more)
#define LEAD(unit) ", 'lead': {'units': ['" unit "']}"
#define JUNE ", 'deadline': {'clauses': [{'kind': 'once', 'due': '2021-06-30', 'key': '2021-06'}]}"
#define OCTOBER ", 'deadline': {'clauses': [{'kind': 'once', 'due': '2021-10-29', 'key': '2021-10'}]}"
#define TREE                                                                                                   \
  "'subject': 'S', 'units': [{'id': 'a', 'name': 'A'}, {'id': 'b', 'name': 'B'}], 'sections': "                \
  "[{'label': 'A', 'title': 'SA'}, {'label': 'B', 'title': 'SB'}, {'label': 'C', 'title': 'SC'}], 'tasks': ["  \
  TASK("A", "1", "") ", " SUB("A", "A.1", "1.1", LEAD("a") JUNE) ", " SUB("A", "A.1", "1.2", "") ", "          \
  SUB("A", "A.1.2", "1.2.1", LEAD("b") OCTOBER) ", " SUB("A", "A.1", "1.3", LEAD("a") OCTOBER) ", "            \
  TASK("A", "2", LEAD("a") OCTOBER) ", " SUB("A", "A.2", "2.1", LEAD("b") OCTOBER) ", "                        \
  TASK("B", "1", LEAD("b") OCTOBER) ", " TASK("B", "2", "") "]"
#define DONE(task, unit, period)                                                                                 \
  "{'kind': 'progress', 'task': '" task "', 'unit': '" unit "', 'period': '" period "', 'state': 'done', "       \
  "'day': '2021-06-30'}"

static void test_tree(void **state) {
  static const struct {
    int32_t kind;
    const char *id, *title, *wanted;
  } rows[] = {
    {TTHC_OF_PLAN, "p", "S", "in-progress 6: units 0/2, percent 99 of 2, on time 2/2"},
    {TTHC_OF_SECTION, "A", "SA", "in-progress 5: units 0/2, percent 99 of 1, on time 1/1"},
    {TTHC_OF_SECTION, "B", "SB", "done 1: units 1/1, percent 100 of 1, on time 1/1"},
    {TTHC_OF_SECTION, "C", "SC", "- 0: units 0/0, no percent of 0, on time 0/0"},
    {TTHC_OF_TASK, "A.1", "T1", "in-progress 3: units 0/2, percent 99 of 1, on time 1/1"},
    {TTHC_OF_TASK, "A.1.1", "T1.1", "done 1: units 1/1, percent 100 of 1, on time 1/1"},
    {TTHC_OF_TASK, "A.1.2", "T1.2", "not-started 1: units 0/1, no percent of 0, on time 0/0"},
    {TTHC_OF_TASK, "A.1.2.1", "T1.2.1", "not-started 1: units 0/1, no percent of 0, on time 0/0"},
    {TTHC_OF_TASK, "A.1.3", "T1.3", "not-started 1: units 0/1, no percent of 0, on time 0/0"},
    {TTHC_OF_TASK, "A.2", "T2", "not-started 2: units 0/2, no percent of 0, on time 0/0"}, /* its own and below it */
    {TTHC_OF_TASK, "A.2.1", "T2.1", "not-started 1: units 0/1, no percent of 0, on time 0/0"},
    {TTHC_OF_TASK, "B.1", "T1", "done 1: units 1/1, percent 100 of 1, on time 1/1"},
    {TTHC_OF_TASK, "B.2", "T2", "- 0: units 0/0, no percent of 0, on time 0/0"}, /* a heading of nothing */
    {TTHC_OF_UNIT, "a", "A", "in-progress 3: units 0/1, percent 99 of 1, on time 1/1"},
    {TTHC_OF_UNIT, "b", "B", "in-progress 3: units 0/1, percent 99 of 1, on time 1/1"},
  };
  tthc_assessment *a = case_assess(TREE, DONE("A.1.1", "a", "2021-06") ", " DONE("B.1", "b", "2021-10"), AS_OF, NULL);
  int failures = 0;
  size_t i;
  (void)state;
  failures += check_int("rows", tthc_rollup_count(a), COUNT(rows));
  for (i = 0; i < COUNT(rows); i++) {
    static struct lines got;
    const int32_t row = (int32_t)i;
    got.size = 0;
    failures += check_int(rows[i].id, tthc_rollup_find(a, rows[i].kind, rows[i].id), row);
    failures += check_int(rows[i].id, tthc_rollup_kind(a, row), rows[i].kind);
    failures += check_text(rows[i].id, tthc_rollup_id(a, row), rows[i].id);
    failures += check_text(rows[i].id, tthc_rollup_title(a, row), rows[i].title);
    put_rollup(&got, a, row);
    failures += check_text(rows[i].id, got.text, rows[i].wanted);
  }
  assert_int_equal(tthc_rollup_find(a, TTHC_OF_PLAN, NULL), 0);
  assert_int_equal(tthc_rollup_find(a, TTHC_OF_TASK, "A"), TTHC_NONE);
  assert_int_equal(tthc_rollup_find(a, TTHC_OF_SECTION, NULL), TTHC_NONE);
  assert_int_equal(tthc_rollup_find(a, 0, "A"), TTHC_NONE);
  assert_int_equal(tthc_rollup_find(NULL, TTHC_OF_PLAN, NULL), TTHC_NONE);
  tthc_assessment_free(a);
  CHECK_NONE_FAILED(failures);
}

static void test_wrong_rows(void **state) {
  tthc_assessment *a = case_assess(TREE, NULL, AS_OF, NULL);
  const int32_t wrong[] = {-1, tthc_rollup_count(a)};
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(wrong); i++) {
    assert_int_equal(tthc_rollup_kind(a, wrong[i]), 0);
    assert_null(tthc_rollup_id(a, wrong[i]));
    assert_null(tthc_rollup_title(a, wrong[i]));
    assert_int_equal(tthc_rollup_state(a, wrong[i]), 0);
    assert_int_equal(tthc_rollup_assignments(a, wrong[i], 0), 0);
    assert_int_equal(tthc_rollup_units_done(a, wrong[i]), 0);
    assert_int_equal(tthc_rollup_units_obliged(a, wrong[i]), 0);
    assert_int_equal(tthc_rollup_percent(a, wrong[i]), TTHC_NO_NUMBER);
    assert_int_equal(tthc_rollup_percent_given(a, wrong[i]), 0);
    assert_int_equal(tthc_rollup_on_time(a, wrong[i]), 0);
    assert_int_equal(tthc_rollup_fallen_due(a, wrong[i]), 0);
    assert_int_equal(tthc_rollup_open_in_time(a, wrong[i]), 0);
    assert_int_equal(tthc_rollup_open_overdue(a, wrong[i]), 0);
    assert_int_equal(tthc_rollup_reports_expected(a, wrong[i]), 0);
    assert_int_equal(tthc_rollup_reports_received(a, wrong[i]), 0);
    assert_int_equal(tthc_rollup_reports_on_time(a, wrong[i]), 0);
    assert_int_equal(tthc_rollup_reports_late(a, wrong[i]), 0);
    assert_int_equal(tthc_rollup_reports_missing(a, wrong[i]), 0);
  }
  assert_int_equal(tthc_rollup_assignments(a, 0, -1), 0);
  assert_int_equal(tthc_rollup_assignments(a, 0, TTHC_DONE + 1), 0);
  assert_int_equal(tthc_rollup_count(NULL), 0);
  assert_int_equal(tthc_rollup_state(NULL, 0), 0);
  tthc_assessment_free(a);
}

/* --- units, reporting periods, reports ---------------------------------------------------------------------------- */

/* Continuous work of a and b until June, and work of d that no report tells of; c and e owe nothing. */
#define REPORTING                                                                                               \
  "'units': [{'id': 'd', 'name': 'D'}, {'id': 'c', 'name': 'C'}, {'id': 'b', 'name': 'B'}, {'id': 'a', 'name': " \
  "'A'}, {'id': 'e', 'name': 'E'}], 'sections': [{'label': 'A', 'title': 'SA'}], 'tasks': ["                    \
  TASK("A", "1", ", 'lead': {'units': ['a', 'b']}, 'deadline': {'clauses': [{'kind': 'ongoing', "               \
                 "'until': '2021-06-14'}]}") ", "                                                               \
  TASK("A", "2", LEAD("b") ", 'deadline': {'clauses': [{'kind': 'ongoing', 'until': '2021-06-14'}]}") ", "      \
  TASK("A", "3", LEAD("d") OCTOBER) "]"
#define REPORTED(task, unit, period, state, day)                                                                \
  "{'kind': 'progress', 'task': '" task "', 'unit': '" unit "', 'period': 'kstt:2021-" period "', 'state': '"   \
  state "', 'day': '" day "'}"

/* "kstt:2021-Q1 2: 2 expected, 1 received, 1 on time, 0 late, 1 missing; open 0 in time, 1 overdue" */
static void put_reports(struct lines *out, const tthc_assessment *a, int32_t row) {
  put_line(out, "%s %d: %d expected, %d received, %d on time, %d late, %d missing; open %d in time, %d overdue\n",
           tthc_rollup_id(a, row), (int)tthc_rollup_assignments(a, row, 0), (int)tthc_rollup_reports_expected(a, row),
           (int)tthc_rollup_reports_received(a, row), (int)tthc_rollup_reports_on_time(a, row),
           (int)tthc_rollup_reports_late(a, row), (int)tthc_rollup_reports_missing(a, row),
           (int)tthc_rollup_open_in_time(a, row), (int)tthc_rollup_open_overdue(a, row));
}

static void test_reports(void **state) {
  static const struct {
    const char *label, *facts, *as_of, *wanted;
  } rows[] = {
    {"nothing is due yet", NULL, "2021-01-01",
     "p 7: 0 expected, 0 received, 0 on time, 0 late, 0 missing; open 7 in time, 0 overdue\n"
     "A 7: 0 expected, 0 received, 0 on time, 0 late, 0 missing; open 7 in time, 0 overdue\n"
     "A.1 4: 0 expected, 0 received, 0 on time, 0 late, 0 missing; open 4 in time, 0 overdue\n"
     "A.2 2: 0 expected, 0 received, 0 on time, 0 late, 0 missing; open 2 in time, 0 overdue\n"
     "A.3 1: 0 expected, 0 received, 0 on time, 0 late, 0 missing; open 1 in time, 0 overdue\n"
     "d 1: 0 expected, 0 received, 0 on time, 0 late, 0 missing; open 1 in time, 0 overdue\n"
     "b 4: 0 expected, 0 received, 0 on time, 0 late, 0 missing; open 4 in time, 0 overdue\n"
     "a 2: 0 expected, 0 received, 0 on time, 0 late, 0 missing; open 2 in time, 0 overdue\n"
     "kstt:2021-Q1 3: 0 expected, 0 received, 0 on time, 0 late, 0 missing; open 3 in time, 0 overdue\n"
     "kstt:2021-Q2 3: 0 expected, 0 received, 0 on time, 0 late, 0 missing; open 3 in time, 0 overdue\n"},
    {"on time, late, missing, cancelled, before it is due",
     REPORTED("A.1", "a", "Q1", "done", "2021-03-10") ", " REPORTED("A.1", "b", "Q1", "done", "2021-03-20") ", "
     REPORTED("A.1", "b", "Q2", "cancelled", "2021-03-20") ", " REPORTED("A.2", "b", "Q2", "done", "2021-04-01"),
     "2021-04-15",
     "p 7: 4 expected, 3 received, 2 on time, 1 late, 1 missing; open 2 in time, 1 overdue\n"
     "A 7: 4 expected, 3 received, 2 on time, 1 late, 1 missing; open 2 in time, 1 overdue\n"
     "A.1 4: 2 expected, 2 received, 1 on time, 1 late, 0 missing; open 1 in time, 0 overdue\n"
     "A.2 2: 2 expected, 1 received, 1 on time, 0 late, 1 missing; open 0 in time, 1 overdue\n"
     "A.3 1: 0 expected, 0 received, 0 on time, 0 late, 0 missing; open 1 in time, 0 overdue\n"
     "d 1: 0 expected, 0 received, 0 on time, 0 late, 0 missing; open 1 in time, 0 overdue\n"
     "b 4: 3 expected, 2 received, 1 on time, 1 late, 1 missing; open 0 in time, 1 overdue\n"
     "a 2: 1 expected, 1 received, 1 on time, 0 late, 0 missing; open 1 in time, 0 overdue\n"
     "kstt:2021-Q1 3: 3 expected, 2 received, 1 on time, 1 late, 1 missing; open 0 in time, 1 overdue\n"
     "kstt:2021-Q2 3: 1 expected, 1 received, 1 on time, 0 late, 0 missing; open 1 in time, 0 overdue\n"},
    {"the work of d is late, and no report", NULL, "2021-11-01",
     "p 7: 6 expected, 0 received, 0 on time, 0 late, 6 missing; open 0 in time, 7 overdue\n"
     "A 7: 6 expected, 0 received, 0 on time, 0 late, 6 missing; open 0 in time, 7 overdue\n"
     "A.1 4: 4 expected, 0 received, 0 on time, 0 late, 4 missing; open 0 in time, 4 overdue\n"
     "A.2 2: 2 expected, 0 received, 0 on time, 0 late, 2 missing; open 0 in time, 2 overdue\n"
     "A.3 1: 0 expected, 0 received, 0 on time, 0 late, 0 missing; open 0 in time, 1 overdue\n"
     "d 1: 0 expected, 0 received, 0 on time, 0 late, 0 missing; open 0 in time, 1 overdue\n"
     "b 4: 4 expected, 0 received, 0 on time, 0 late, 4 missing; open 0 in time, 4 overdue\n"
     "a 2: 2 expected, 0 received, 0 on time, 0 late, 2 missing; open 0 in time, 2 overdue\n"
     "kstt:2021-Q1 3: 3 expected, 0 received, 0 on time, 0 late, 3 missing; open 0 in time, 3 overdue\n"
     "kstt:2021-Q2 3: 3 expected, 0 received, 0 on time, 0 late, 3 missing; open 0 in time, 3 overdue\n"},
  };
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    static struct lines got;
    tthc_assessment *a = case_assess(REPORTING, rows[i].facts, rows[i].as_of, NULL);
    int32_t row;
    got.size = 0;
    for (row = 0; row < tthc_rollup_count(a); row++) put_reports(&got, a, row);
    failures += check_text(rows[i].label, got.text, rows[i].wanted);
    tthc_assessment_free(a);
  }
  CHECK_NONE_FAILED(failures);
}

/* What waits and what is cancelled is in none of the four cells. */
static void test_four_cells(void **state) {
  static struct lines members;
  tthc_assessment *a;
  (void)state;
  members.size = 0;
  put_line(&members, "'units': [{'id': 'a', 'name': 'A'}], 'tasks': [{'label': '1', 'title': 'T', "
                     "'lead': {'units': ['a']}, 'deadline': {'clauses': [");
  put_clauses(&members, "odnuilcw"); /* at most eight clauses */
  put_line(&members, "]}}]");
  a = case_assess(members.text, FACTS_OF_STATES, AS_OF, NULL);
  assert_int_equal(tthc_rollup_assignments(a, 0, 0), 8);
  assert_int_equal(tthc_rollup_open_in_time(a, 0), 4);
  assert_int_equal(tthc_rollup_open_overdue(a, 0), 1);
  assert_int_equal(tthc_rollup_on_time(a, 0), 0);
  assert_int_equal(tthc_rollup_assignments(a, 0, TTHC_DONE_LATE), 1);
  tthc_assessment_free(a);
}

/* Periods stand in the order of their cut-offs, whatever is the first task that reports. */
static void test_order_of_periods(void **state) {
  static const char *const wanted[] = {"kstt:2021-Q1", "kstt:2021-Q2", "kstt:2021-Q3", "kstt:2021-Q4"};
  tthc_assessment *a = case_assess(
    "'units': [{'id': 'a', 'name': 'A'}], 'sections': [{'label': 'A', 'title': 'SA'}], 'tasks': ["
    TASK("A", "1", LEAD("a") ", 'deadline': {'clauses': [{'kind': 'ongoing', 'start': '2021-07-01'}]}") ", "
    TASK("A", "2", LEAD("a") ", 'deadline': {'clauses': [{'kind': 'ongoing'}]}") "]", NULL, AS_OF, NULL);
  const int32_t first = tthc_rollup_count(a) - (int32_t)COUNT(wanted);
  int failures = 0;
  size_t i;
  (void)state;
  assert_int_equal(tthc_rollup_kind(a, first - 1), TTHC_OF_UNIT);
  for (i = 0; i < COUNT(wanted); i++) {
    const int32_t row = first + (int32_t)i;
    failures += check_int(wanted[i], tthc_rollup_kind(a, row), TTHC_OF_PERIOD);
    failures += check_text(wanted[i], tthc_rollup_id(a, row), wanted[i]);
    failures += check_text(wanted[i], tthc_rollup_title(a, row), NULL);
    failures += check_int(wanted[i], tthc_rollup_find(a, TTHC_OF_PERIOD, wanted[i]), row);
    failures += check_int(wanted[i], tthc_rollup_assignments(a, row, 0), i < 2 ? 1 : 2);
  }
  tthc_assessment_free(a);
  CHECK_NONE_FAILED(failures);
}

/* The members of the document: of reports only where some are owed. */
static void test_document(void **state) {
  tthc_assessment *a = case_assess(REPORTING, REPORTED("A.1", "a", "Q1", "done", "2021-03-10"), "2021-04-15", NULL);
  tthc_text *text = assessment_text(a);
  (void)state;
  assert_non_null(strstr(tthc_text_data(text),
                         "{\"kind\": \"unit\", \"id\": \"d\", \"title\": \"D\", \"state\": \"not-started\", "
                         "\"assignments\": 1, \"counts\": {\"not-started\": 1}, \"units_done\": 0, "
                         "\"units_obliged\": 1, \"percent_given\": 0, \"on_time\": 0, \"fallen_due\": 0, "
                         "\"open_in_time\": 1, \"open_overdue\": 0},"));
  assert_non_null(strstr(tthc_text_data(text),
                         "{\"kind\": \"period\", \"id\": \"kstt:2021-Q1\", \"state\": \"overdue\", "
                         "\"assignments\": 3, \"counts\": {\"done-on-time\": 1, \"overdue\": 2}, "
                         "\"units_done\": 1, \"units_obliged\": 2, \"percent\": 99, \"percent_given\": 1, "
                         "\"on_time\": 1, \"fallen_due\": 3, \"open_in_time\": 0, \"open_overdue\": 2, "
                         "\"reports\": {\"expected\": 3, \"received\": 1, \"on_time\": 1, \"late\": 0, "
                         "\"missing\": 2}},"));
  tthc_text_free(text);
  tthc_assessment_free(a);
}

/* --- random plans ------------------------------------------------------------------------------------------------- */

enum { RANDOM_UNITS = 6, FACTS_MAX = 60, FACT_SIZE = 512 };

static void put_random_task(struct lines *out, int section, int task) {
  static const char *const clauses[] = {
    "{'kind': 'ongoing'}", "{'kind': 'recurring', 'every': 'month'}", "{'kind': 'recurring', 'every': 'quarter'}",
    "{'kind': 'on-event', 'event': 'x'}", "{'kind': 'unknown'}", "{'kind': 'recurring'}, {'kind': 'ad-hoc'}",
    "{'kind': 'once', 'start': '2021-04-01', 'due': '2021-06-30', 'key': '2021-Q2'}",
    "{'kind': 'once', 'due': '2021-09-30', 'key': '2021-Q3'}",
  };
  put_line(out, "%s{'id': '%c.%d', 'section': '%c', 'label': '%d', 'title': 'T'", section + task > 0 ? ", " : "",
           'A' + section, task, 'A' + section, task);
  if (task > 0 && pick(3) == 0) put_line(out, ", 'parent': '%c.%d'", 'A' + section, pick(task));
  if (pick(4) > 0) put_line(out, ", 'lead': {'units': ['%s', 'u%d']}", pick(2) ? "g" : "h", pick(RANDOM_UNITS));
  if (pick(6) > 0) put_line(out, ", 'deadline': {'clauses': [%s]}", clauses[pick(COUNT(clauses))]);
  put_line(out, "}");
}

static const char *random_members(void) {
  static struct lines out;
  const int tasks = 1 + pick(6);
  int i, section;
  out.size = 0;
  put_line(&out, "'units': [");
  for (i = 0; i < RANDOM_UNITS; i++)
    put_line(&out, "{'id': 'u%d', 'name': 'U%d', 'level': '%s'}, ", i, i, pick(2) ? "commune" : "district");
  put_line(&out,
           "{'id': 'g', 'name': 'G', 'kind': 'group', 'members': "
           "[{'unit': 'u0'}, {'unit': 'u1', 'last_day': '2021-05-31'}, {'unit': 'u2'}]}, "
           "{'id': 'h', 'name': 'H', 'kind': 'group', 'members': [{'unit': 'g'}, {'unit': 'u3'}]}], 'sections': [");
  for (section = 0; section < 3; section++)
    put_line(&out, "%s{'label': '%c', 'title': 'S'}", section > 0 ? ", " : "", 'A' + section);
  put_line(&out, "], 'tasks': [");
  for (section = 0; section < 3; section++)
    for (i = 0; i < tasks; i++) put_random_task(&out, section, i);
  put_line(&out, "]");
  return out.text;
}

/* Facts about assignments that are there, about some that are not, and events. */
static void random_fact(char *out, const tthc_plan *plan, const tthc_assessment *a, int n) {
  static const char *const states[] = {"not-started", "in-progress", "done", "cancelled", "done"};
  const int32_t count = tthc_assignment_count(a), tasks = tthc_plan_task_count(plan);
  const int32_t row = count == 0 ? -1 : pick(count);
  const int kind = pick(8), month = 1 + pick(12), day = 1 + pick(28);
  char unit[64] = "";
  if (row < 0 || kind == 0) {
    snprintf(out, FACT_SIZE,
             "{\"kind\": \"event\", \"task\": \"%s\", \"day\": \"2021-%02d-%02d\", \"recorded_at\": %d}",
             tthc_task_id(plan, pick(tasks)), month, day, n % 3);
    return;
  }
  if (kind != 1 || pick(2)) snprintf(unit, sizeof unit, "\"unit\": \"%s\", ", tthc_assignment_unit_id(a, row));
  snprintf(out, FACT_SIZE,
           "{\"kind\": \"%s\", \"task\": \"%s\", %s\"period\": \"%s\", %s%s%s\"day\": \"2021-%02d-%02d\"%s, "
           "\"recorded_at\": %d}",
           kind == 1 ? "extension" : kind == 2 ? "return" : "progress", tthc_assignment_task_id(a, row), unit,
           tthc_assignment_period(a, row), kind > 2 ? "\"state\": \"" : "", kind > 2 ? states[pick(COUNT(states))] : "",
           kind > 2 ? "\", " : "", month, day, kind == 1 ? ", \"due\": \"2021-10-31\"" : "", n % 3);
}

static void add_facts(tthc_plan *plan, char (*facts)[FACT_SIZE], const int *order, int count) {
  tthc_error *err = tthc_error_new();
  int i;
  for (i = 0; i < count; i++)
    if (tthc_plan_add_fact(plan, facts[order[i]], -1, err) < 0)
      fail_msg("%s: %s", facts[order[i]], tthc_error_message(err, "en"));
  tthc_error_free(err);
}

/* Everything but the findings, whose paths tell the place of a fact in the document. */
static char *results_of(const tthc_plan *plan, const char *as_of) {
  tthc_assessment *a = assess(plan, as_of, NULL);
  tthc_text *text = assessment_text(a);
  char *copy = check_exact_copy(tthc_text_data(text), (size_t)tthc_text_size(text) + 1);
  char *findings = strstr(copy, "\"findings\"");
  assert_non_null(findings);
  *findings = '\0';
  tthc_text_free(text);
  tthc_assessment_free(a);
  return copy;
}

/* Over the rows of a kind. */
static int32_t sum_of(const tthc_assessment *a, int32_t kind, int32_t (*number)(const tthc_assessment *, int32_t)) {
  int32_t row, sum = 0;
  for (row = 0; row < tthc_rollup_count(a); row++)
    if (tthc_rollup_kind(a, row) == kind) sum += number(a, row);
  return sum;
}

/* Reports are the same from every side, and what is expected is what came and what did not. */
static int check_reports(const char *label, const tthc_assessment *a) {
  int32_t (*const numbers[])(const tthc_assessment *, int32_t) = {
    tthc_rollup_reports_expected, tthc_rollup_reports_received, tthc_rollup_reports_on_time, tthc_rollup_reports_late,
    tthc_rollup_reports_missing};
  int failures = 0;
  int32_t row, expected = 0;
  size_t i;
  for (i = 0; i < COUNT(numbers); i++) {
    failures += check_int(label, sum_of(a, TTHC_OF_SECTION, numbers[i]), numbers[i](a, 0));
    failures += check_int(label, sum_of(a, TTHC_OF_UNIT, numbers[i]), numbers[i](a, 0));
    failures += check_int(label, sum_of(a, TTHC_OF_PERIOD, numbers[i]), numbers[i](a, 0));
  }
  for (row = 0; row < tthc_rollup_count(a); row++) {
    const int32_t received = tthc_rollup_reports_received(a, row);
    failures += check_int(label, tthc_rollup_reports_expected(a, row), received + tthc_rollup_reports_missing(a, row));
    failures +=
      check_int(label, received, tthc_rollup_reports_on_time(a, row) + tthc_rollup_reports_late(a, row));
  }
  for (row = 0; row < tthc_assignment_count(a); row++) {
    const int32_t state = tthc_assignment_state(a, row);
    expected += strchr(tthc_assignment_period(a, row), ':') != NULL &&
                (state == TTHC_DONE_ON_TIME || state == TTHC_DONE_LATE || state == TTHC_OVERDUE);
  }
  return failures + check_int(label, tthc_rollup_reports_expected(a, 0), expected);
}

/* Counts of the plan are the sums over its sections, its units, and the assignments themselves; no count is lost. */
static int check_sums(const char *label, const tthc_assessment *a) {
  int failures = check_reports(label, a);
  int32_t state, row;
  for (state = 0; state <= TTHC_DONE; state++) {
    int32_t sections = 0, units = 0, assignments = 0;
    for (row = 0; row < tthc_rollup_count(a); row++) {
      if (tthc_rollup_kind(a, row) == TTHC_OF_SECTION) sections += tthc_rollup_assignments(a, row, state);
      if (tthc_rollup_kind(a, row) == TTHC_OF_UNIT) units += tthc_rollup_assignments(a, row, state);
    }
    for (row = 0; row < tthc_assignment_count(a); row++)
      assignments += state == 0 || tthc_assignment_state(a, row) == state;
    failures += check_int(label, sections, tthc_rollup_assignments(a, 0, state));
    failures += check_int(label, units, tthc_rollup_assignments(a, 0, state));
    failures += check_int(label, assignments, tthc_rollup_assignments(a, 0, state));
  }
  failures += check_int(label, sum_of(a, TTHC_OF_UNIT, tthc_rollup_units_obliged), tthc_rollup_units_obliged(a, 0));
  failures += check_int(label, sum_of(a, TTHC_OF_UNIT, tthc_rollup_units_done), tthc_rollup_units_done(a, 0));
  for (row = 0; row < tthc_rollup_count(a); row++) {
    const int32_t done =
      tthc_rollup_assignments(a, row, TTHC_DONE_ON_TIME) + tthc_rollup_assignments(a, row, TTHC_DONE_LATE);
    const int32_t cancelled = tthc_rollup_assignments(a, row, TTHC_CANCELLED);
    const int32_t all = tthc_rollup_assignments(a, row, 0);
    int32_t sum = 0;
    for (state = 1; state <= TTHC_DONE; state++) sum += tthc_rollup_assignments(a, row, state);
    failures += check_int(label, sum, all);
    failures += check_int(label, tthc_rollup_state(a, row) == TTHC_DONE, done > 0 && done + cancelled == all);
    failures += check_int(label, tthc_rollup_state(a, row) == TTHC_CANCELLED, all > 0 && cancelled == all);
    failures += check_int(label, tthc_rollup_percent(a, row) == 100, done > 0 && done + cancelled == all);
    failures += check_int(label, tthc_rollup_units_done(a, row) <= tthc_rollup_units_obliged(a, row), 1);
    failures += check_int(label, tthc_rollup_fallen_due(a, row), done + tthc_rollup_assignments(a, row, TTHC_OVERDUE));
    failures += check_int(label, all, done + cancelled + tthc_rollup_open_in_time(a, row) +
                                        tthc_rollup_open_overdue(a, row) +
                                        tthc_rollup_assignments(a, row, TTHC_WAITING));
  }
  return failures;
}

static int check_random_plan(int n) {
  static const char *const days[] = {"2021-01-01", "2021-06-30", "2021-09-20", "2022-01-10"};
  static char facts[FACTS_MAX][FACT_SIZE];
  const char *members = random_members();
  tthc_plan *plan = case_plan(members, NULL), *shuffled = case_plan(members, NULL);
  tthc_assessment *before = assess(plan, "2021-12-31", NULL);
  int order[FACTS_MAX] = {0}, count = pick(FACTS_MAX), failures = 0, i;
  char label[64];
  size_t d;
  for (i = 0; i < count; i++) {
    random_fact(facts[i], plan, before, i);
    order[i] = i;
  }
  tthc_assessment_free(before);
  add_facts(plan, facts, order, count);
  for (i = count - 1; i > 0; i--) {
    const int j = pick(i + 1), kept = order[i];
    order[i] = order[j];
    order[j] = kept;
  }
  add_facts(shuffled, facts, order, count);
  for (d = 0; d < COUNT(days); d++) {
    tthc_assessment *a = assess(plan, days[d], NULL);
    char *results = results_of(plan, days[d]), *others = results_of(shuffled, days[d]), *twice;
    snprintf(label, sizeof label, "plan %d, %s", n, days[d]);
    failures += check_sums(label, a);
    failures += check_text(label, others, results);
    add_facts(plan, facts, order, count);
    twice = results_of(plan, days[d]);
    failures += check_text(label, twice, results);
    free(results);
    free(others);
    free(twice);
    tthc_assessment_free(a);
  }
  failures += check_int("facts", tthc_plan_fact_count(plan), tthc_plan_fact_count(shuffled));
  tthc_plan_free(plan);
  tthc_plan_free(shuffled);
  return failures;
}

static void test_random_plans(void **state) {
  int failures = 0, n;
  (void)state;
  seed = UINT64_C(20211231);
  for (n = 0; n < 40 && failures == 0; n++) failures += check_random_plan(n);
  CHECK_NONE_FAILED(failures);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_parent_states), cmocka_unit_test(test_numbers),      cmocka_unit_test(test_tree),
    cmocka_unit_test(test_wrong_rows),    cmocka_unit_test(test_reports),      cmocka_unit_test(test_four_cells),
    cmocka_unit_test(test_order_of_periods), cmocka_unit_test(test_document),  cmocka_unit_test(test_random_plans),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
