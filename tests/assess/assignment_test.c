/* Assignments: who owes what in which period, by when; their order, identity and columns. */
#include "assess/cases.h"

/* --- periods and days --------------------------------------------------------------------------------------------- */

/* "2021-Q2 2021-04-01..2021-06-30", and ">" the day that holds in law when it is another. */
static void put_days(struct lines *out, const tthc_assessment *a, int32_t row) {
  char start[16], due[16], effective[16];
  put_line(out, "%s", tthc_assignment_period(a, row));
  if (tthc_assignment_start_day(a, row) != TTHC_NO_DAY || tthc_assignment_due_day(a, row) != TTHC_NO_DAY)
    put_line(out, " %s..%s", show_day(tthc_assignment_start_day(a, row), start),
             show_day(tthc_assignment_due_day(a, row), due));
  if (tthc_assignment_effective_day(a, row) != tthc_assignment_due_day(a, row))
    put_line(out, ">%s", show_day(tthc_assignment_effective_day(a, row), effective));
}

#define UNIT_A "'units': [{'id': 'a', 'name': 'A', 'level': 'division'}], "
#define LEAD_A "'lead': {'units': ['a']}"
#define TASKS_OF_A(deadline) UNIT_A "'tasks': [{'label': '1', 'title': 'T', " LEAD_A deadline "}]"
#define SPAN(first, last) "'first_day': '" first "', 'last_day': '" last "', "

#define REPORTS                                                                          \
  "kstt:2021-Q1 2020-12-15..2021-03-16\nkstt:2021-Q2 2021-03-15..2021-06-16\n"           \
  "kstt:2021-Q3 2021-06-15..2021-09-16\nkstt:2021-Q4 2021-09-15..2021-12-16\n"

static void test_deadlines(void **state) {
  static const struct {
    const char *label, *span, *clauses, *wanted;
  } rows[] = {
    {"once", "", "{'kind': 'once', 'start': '2021-04-01', 'due': '2021-06-30'}", "2021-Q2 2021-04-01..2021-06-30\n"},
    {"once, of no named period", "", "{'kind': 'once', 'start': '2021-02-01', 'due': '2021-09-30'}",
     "2021-02-01..2021-09-30 2021-02-01..2021-09-30\n"},
    {"once, moved: the key stays", "",
     "{'kind': 'once', 'start': '2021-04-01', 'due': '2021-08-31', 'key': '2021-Q2'}",
     "2021-Q2 2021-04-01..2021-08-31\n"},
    {"once, after the plan's span", "", "{'kind': 'once', 'start': '2022-01-01', 'due': '2022-03-31'}",
     "2022-Q1 2022-01-01..2022-03-31\n"},
    {"once, twice", "",
     "{'kind': 'once', 'start': '2021-01-01', 'due': '2021-03-31'}, "
     "{'kind': 'once', 'start': '2021-07-01', 'due': '2021-09-30'}",
     "2021-Q1 2021-01-01..2021-03-31\n2021-Q3 2021-07-01..2021-09-30\n"},
    {"every month", "", "{'kind': 'recurring', 'every': 'month'}",
     "2021-01 2021-01-01..2021-01-31>2021-02-01\n2021-02 2021-02-01..2021-02-28>2021-03-01\n"
     "2021-03 2021-03-01..2021-03-31\n2021-04 2021-04-01..2021-04-30>2021-05-04\n2021-05 2021-05-01..2021-05-31\n"
     "2021-06 2021-06-01..2021-06-30\n2021-07 2021-07-01..2021-07-31>2021-08-02\n2021-08 2021-08-01..2021-08-31\n"
     "2021-09 2021-09-01..2021-09-30\n2021-10 2021-10-01..2021-10-31>2021-11-01\n2021-11 2021-11-01..2021-11-30\n"
     "2021-12 2021-12-01..2021-12-31\n"},
    {"every month, 31", SPAN("2024-01-01", "2024-06-30"), "{'kind': 'recurring', 'every': 'month', 'day': 31}",
     "2024-01 2024-01-01..2024-01-31\n2024-02 2024-02-01..2024-02-29\n2024-03 2024-03-01..2024-03-31>2024-04-01\n"
     "2024-04 2024-04-01..2024-04-30>2024-05-02\n"
     "2024-05 2024-05-01..2024-05-31\n2024-06 2024-06-01..2024-06-30>2024-07-01\n"},
    {"every month, 30", SPAN("2021-01-01", "2021-03-31"), "{'kind': 'recurring', 'every': 'month', 'day': 30}",
     "2021-01 2021-01-01..2021-01-30>2021-02-01\n2021-02 2021-02-01..2021-02-28>2021-03-01\n"
     "2021-03 2021-03-01..2021-03-30\n"},
    {"every month, bounds of the clause", "",
     "{'kind': 'recurring', 'every': 'month', 'day': 15, 'start': '2021-03-15', 'until': '2021-06-15'}",
     "2021-03 2021-03-01..2021-03-15\n2021-04 2021-04-01..2021-04-15\n2021-05 2021-05-01..2021-05-15>2021-05-17\n"
     "2021-06 2021-06-01..2021-06-15\n"},
    {"every month, just within the clause", "",
     "{'kind': 'recurring', 'every': 'month', 'day': 15, 'start': '2021-03-16', 'until': '2021-06-14'}",
     "2021-04 2021-04-01..2021-04-15\n2021-05 2021-05-01..2021-05-15>2021-05-17\n"},
    {"every month, bounds of the plan", SPAN("2021-01-31", "2021-03-30"), "{'kind': 'recurring', 'every': 'month'}",
     "2021-01 2021-01-01..2021-01-31>2021-02-01\n2021-02 2021-02-01..2021-02-28>2021-03-01\n"},
    {"every quarter", "", "{'kind': 'recurring', 'every': 'quarter'}",
     "2021-Q1 2021-01-01..2021-03-31\n2021-Q2 2021-04-01..2021-06-30\n2021-Q3 2021-07-01..2021-09-30\n"
     "2021-Q4 2021-10-01..2021-12-31\n"},
    {"every quarter, 10", "", "{'kind': 'recurring', 'every': 'quarter', 'day': 10}",
     "2021-Q1 2021-01-01..2021-03-10\n2021-Q2 2021-04-01..2021-06-10\n2021-Q3 2021-07-01..2021-09-10\n"
     "2021-Q4 2021-10-01..2021-12-10\n"},
    {"every quarter, 31", "", "{'kind': 'recurring', 'every': 'quarter', 'day': 31}",
     "2021-Q1 2021-01-01..2021-03-31\n2021-Q2 2021-04-01..2021-06-30\n2021-Q3 2021-07-01..2021-09-30\n"
     "2021-Q4 2021-10-01..2021-12-31\n"},
    {"every half-year", "", "{'kind': 'recurring', 'every': 'half-year'}",
     "2021-H1 2021-01-01..2021-06-30\n2021-H2 2021-07-01..2021-12-31\n"},
    {"every half-year, 20", "", "{'kind': 'recurring', 'every': 'half-year', 'day': 20}",
     "2021-H1 2021-01-01..2021-06-20>2021-06-21\n2021-H2 2021-07-01..2021-12-20\n"},
    {"every year", "", "{'kind': 'recurring', 'every': 'year'}", "2021 2021-01-01..2021-12-31\n"},
    {"every year, 15", "", "{'kind': 'recurring', 'every': 'year', 'day': 15}", "2021 2021-01-01..2021-12-15\n"},
    {"every year of a longer plan", SPAN("2021-01-01", "2025-12-31"),
     "{'kind': 'recurring', 'every': 'year', 'until': '2023-12-31'}",
     "2021 2021-01-01..2021-12-31\n2022 2022-01-01..2022-12-31>2023-01-03\n2023 2023-01-01..2023-12-31>2024-01-02\n"},
    {"every year to 2025, in one year's plan", "", "{'kind': 'recurring', 'every': 'year', 'until': '2025-12-31'}",
     "2021 2021-01-01..2021-12-31\n"},
    {"never within the plan", SPAN("2021-02-01", "2021-02-27"), "{'kind': 'recurring', 'every': 'month'}", ""},
    {"by regime", "", "{'kind': 'recurring'}", REPORTS},
    {"ongoing", "", "{'kind': 'ongoing'}", REPORTS},
    {"ongoing from the cut-off", "", "{'kind': 'ongoing', 'start': '2021-03-14'}", REPORTS},
    {"ongoing from the day after the cut-off", "", "{'kind': 'ongoing', 'start': '2021-03-15', 'until': '2021-09-14'}",
     "kstt:2021-Q2 2021-03-15..2021-06-16\nkstt:2021-Q3 2021-06-15..2021-09-16\n"},
    {"ongoing in a shorter plan", SPAN("2021-03-15", "2021-12-13"), "{'kind': 'ongoing'}",
     "kstt:2021-Q2 2021-03-15..2021-06-16\nkstt:2021-Q3 2021-06-15..2021-09-16\n"},
    {"ongoing over a new year", SPAN("2021-12-14", "2022-03-14"), "{'kind': 'ongoing'}",
     "kstt:2021-Q4 2021-09-15..2021-12-16\nkstt:2022-Q1 2021-12-15..2022-03-16\n"},
    {"ongoing and by regime: the same reports", "", "{'kind': 'ongoing'}, {'kind': 'recurring'}", REPORTS},
    {"twice in a period", "",
     "{'kind': 'recurring', 'every': 'half-year', 'day': 10}, {'kind': 'recurring', 'every': 'half-year', 'day': 25}",
     "2021-H1 2021-01-01..2021-06-10\n2021-H2 2021-07-01..2021-12-10\n"
     "2021-H1#2 2021-01-01..2021-06-25\n2021-H2#2 2021-07-01..2021-12-25>2021-12-27\n"},
    {"thrice in a period, one of them said twice", "",
     "{'kind': 'recurring', 'every': 'year', 'day': 1}, {'kind': 'recurring', 'every': 'year', 'day': 10}, "
     "{'kind': 'recurring', 'every': 'year', 'day': 20}, {'kind': 'recurring', 'every': 'year', 'day': 10}",
     "2021 2021-01-01..2021-12-01\n2021#2 2021-01-01..2021-12-10\n2021#3 2021-01-01..2021-12-20\n"},
    {"once and its quarter, on the same day", "",
     "{'kind': 'once', 'start': '2021-04-01', 'due': '2021-06-30'}, "
     "{'kind': 'recurring', 'every': 'quarter', 'start': '2021-06-01', 'until': '2021-06-30'}",
     "2021-Q2 2021-04-01..2021-06-30\n"},
    {"ad hoc", "", "{'kind': 'ad-hoc'}", ""},
    {"by regime and ad hoc", "", "{'kind': 'recurring'}, {'kind': 'ad-hoc'}", REPORTS},
    {"on an event", "", "{'kind': 'on-event', 'event': 'phê duyệt'}", "event\n"},
    {"unknown", "", "{'kind': 'unknown'}", "plan\n"},
    {"once and on an event", "",
     "{'kind': 'once', 'start': '2021-04-01', 'due': '2021-06-30'}, {'kind': 'on-event', 'event': 'x'}",
     "2021-Q2 2021-04-01..2021-06-30\nevent\n"},
  };
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    static struct lines members, got;
    tthc_assessment *a;
    int32_t row;
    members.size = got.size = 0;
    put_line(&members, "%s" TASKS_OF_A(", 'deadline': {'text': 'x', 'clauses': [%s]}"), rows[i].span, rows[i].clauses);
    a = case_assess(members.text, NULL, "2021-01-01", NULL);
    got.text[0] = '\0';
    for (row = 0; row < tthc_assignment_count(a); row++) {
      put_days(&got, a, row);
      put_line(&got, "\n");
    }
    failures += check_text(rows[i].label, got.text, rows[i].wanted);
    tthc_assessment_free(a);
  }
  CHECK_NONE_FAILED(failures);
}

static void test_sending_days(void **state) {
  static const struct {
    const char *level, *wanted; /* none of them rolls, although some are a Saturday or Sunday */
  } rows[] = {
    {"'level': 'commune'", "2021-03-16 2021-06-16 2021-09-16 2021-12-16 "},
    {"'level': 'division'", "2021-03-16 2021-06-16 2021-09-16 2021-12-16 "},
    {"'level': 'department'", "2021-03-18 2021-06-18 2021-09-18 2021-12-18 "},
    {"'level': 'district'", "2021-03-19 2021-06-19 2021-09-19 2021-12-19 "},
    {"'level': 'province'", "2021-03-25 2021-06-25 2021-09-25 2021-12-25 "},
    {"'level': 'village'", "2021-03-15 2021-06-15 2021-09-15 2021-12-15 "}, /* no rule: the next working day */
    {"'code': '1'", "2021-03-15 2021-06-15 2021-09-15 2021-12-15 "},        /* no level */
  };
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    static struct lines members, got;
    tthc_assessment *a;
    int32_t row;
    members.size = got.size = 0;
    put_line(&members,
             "'units': [{'id': 'a', 'name': 'A', %s}], 'tasks': [{'label': '1', 'title': 'T', " LEAD_A
             ", 'deadline': {'clauses': [{'kind': 'ongoing'}]}}]",
             rows[i].level);
    a = case_assess(members.text, NULL, "2021-01-01", NULL);
    for (row = 0; row < tthc_assignment_count(a); row++) {
      put_line(&got, "%s ", tthc_assignment_due(a, row));
      failures += check_text(rows[i].level, tthc_assignment_effective(a, row), tthc_assignment_due(a, row));
    }
    failures += check_text(rows[i].level, got.text, rows[i].wanted);
    tthc_assessment_free(a);
  }
  CHECK_NONE_FAILED(failures);
}

static void test_rolling(void **state) {
  static const struct {
    const char *due, *effective; /* NULL: the same day */
  } rows[] = {
    {"2021-04-29", NULL},         {"2021-04-30", "2021-05-04"}, /* a holiday, a weekend, a day in lieu */
    {"2021-05-01", "2021-05-04"}, {"2021-05-02", "2021-05-04"}, {"2021-05-03", "2021-05-04"}, {"2021-05-04", NULL},
    {"2021-02-09", NULL},         {"2021-02-10", "2021-02-17"}, /* Tết */
    {"2021-02-13", "2021-02-17"}, {"2021-02-16", "2021-02-17"}, {"2021-02-17", NULL},
    {"2021-01-01", "2021-01-04"}, {"2021-04-21", "2021-04-22"}, {"2021-09-02", "2021-09-06"},
    {"2021-07-03", "2021-07-05"}, {"2021-12-31", NULL},
  };
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    int rolls;
    for (rolls = 0; rolls < 2; rolls++) {
      static struct lines members;
      tthc_assessment *a;
      members.size = 0;
      put_line(&members, "%s" TASKS_OF_A(", 'deadline': {'clauses': [{'kind': 'once', 'due': '%s', 'key': '2021'}]}"),
               rolls ? "" : "'rolls': false, ", rows[i].due);
      a = case_assess(members.text, NULL, "2021-01-01", NULL);
      failures += check_text(rows[i].due, tthc_assignment_due(a, 0), rows[i].due);
      failures += check_text(rows[i].due, tthc_assignment_effective(a, 0),
                             rolls && rows[i].effective != NULL ? rows[i].effective : rows[i].due);
      tthc_assessment_free(a);
    }
  }
  CHECK_NONE_FAILED(failures);
}

/* --- units -------------------------------------------------------------------------------------------------------- */

#define Q2 "'deadline': {'clauses': [{'kind': 'once', 'start': '2021-04-01', 'due': '2021-06-30', 'key': '2021-Q2'}]}"
#define SATURDAY "'deadline': {'clauses': [{'kind': 'once', 'due': '2021-05-01', 'key': '2021-Q2'}]}"
#define QUARTERS "'deadline': {'clauses': [{'kind': 'recurring', 'every': 'quarter'}]}"
#define ONGOING "'deadline': {'clauses': [{'kind': 'ongoing'}]}"
#define UNKNOWN "'deadline': {'clauses': [{'kind': 'unknown'}]}"
#define SINGLES "{'id': 'a', 'name': 'A'}, {'id': 'b', 'name': 'B'}, {'id': 'c', 'name': 'C'}"
#define GROUP(id, members) ", {'id': '" id "', 'name': '" id "', 'kind': 'group', 'members': [" members "]}"

/* "a:2021-Q2 b:2021-Q2 " */
static void put_units(struct lines *out, const tthc_assessment *a) {
  int32_t row;
  for (row = 0; row < tthc_assignment_count(a); row++)
    put_line(out, "%s:%s ", tthc_assignment_unit_id(a, row), tthc_assignment_period(a, row));
}

static void test_units(void **state) {
  static const struct {
    const char *label, *units, *roles, *deadline, *wanted;
  } rows[] = {
    {"two leads", SINGLES, "'lead': {'units': ['b', 'a']}", Q2, "b:2021-Q2 a:2021-Q2 "},
    {"coordinators owe nothing", SINGLES, "'lead': {'units': ['a']}, 'coordinator': {'units': ['b', 'c']}", Q2,
     "a:2021-Q2 "},
    {"lead and coordinator", SINGLES, "'lead': {'units': ['a']}, 'coordinator': {'units': ['a']}", Q2, "a:2021-Q2 "},
    {"a group", SINGLES GROUP("g", "{'unit': 'c'}, {'unit': 'a'}"), "'lead': {'units': ['g']}", Q2,
     "c:2021-Q2 a:2021-Q2 "},
    {"a group whose member coordinates", SINGLES GROUP("g", "{'unit': 'a'}, {'unit': 'b'}"),
     "'lead': {'units': ['g']}, 'coordinator': {'units': ['b']}", Q2, "a:2021-Q2 b:2021-Q2 "},
    {"a group and its member", SINGLES GROUP("g", "{'unit': 'a'}, {'unit': 'b'}"), "'lead': {'units': ['b', 'g']}", Q2,
     "b:2021-Q2 a:2021-Q2 "},
    {"groups in groups", SINGLES GROUP("g", "{'unit': 'a'}") GROUP("h", "{'unit': 'g'}, {'unit': 'b'}")
       GROUP("i", "{'unit': 'h'}, {'unit': 'c'}"),
     "'lead': {'units': ['i']}", Q2, "a:2021-Q2 b:2021-Q2 c:2021-Q2 "},
    {"groups that share members", SINGLES GROUP("g", "{'unit': 'a'}, {'unit': 'b'}")
       GROUP("h", "{'unit': 'b'}, {'unit': 'c'}"),
     "'lead': {'units': ['g', 'h']}", Q2, "a:2021-Q2 b:2021-Q2 c:2021-Q2 "},
    {"groups that share a group", SINGLES GROUP("g", "{'unit': 'a'}") GROUP("h", "{'unit': 'g'}")
       GROUP("i", "{'unit': 'g'}, {'unit': 'h'}"),
     "'lead': {'units': ['i']}", Q2, "a:2021-Q2 "},
    {"an empty group", SINGLES ", {'id': 'g', 'name': 'g', 'kind': 'group'}", "'lead': {'units': ['g', 'a']}", Q2,
     "g:2021-Q2 a:2021-Q2 "},
    {"an empty group in a group", SINGLES ", {'id': 'g', 'name': 'g', 'kind': 'group'}"
       GROUP("h", "{'unit': 'g'}, {'unit': 'a'}"),
     "'lead': {'units': ['h']}", Q2, "g:2021-Q2 a:2021-Q2 "},
    {"an open set", SINGLES ", {'id': 'o', 'name': 'o', 'kind': 'open'}", "'lead': {'units': ['o', 'a']}", Q2,
     "o:2021-Q2 a:2021-Q2 "},
    {"a member from the due day", SINGLES GROUP("g", "{'unit': 'a', 'first_day': '2021-06-30'}, {'unit': 'b'}"),
     "'lead': {'units': ['g']}", Q2, "a:2021-Q2 b:2021-Q2 "},
    {"a member from the next day", SINGLES GROUP("g", "{'unit': 'a', 'first_day': '2021-07-01'}, {'unit': 'b'}"),
     "'lead': {'units': ['g']}", Q2, "b:2021-Q2 "},
    {"a member to the due day", SINGLES GROUP("g", "{'unit': 'a', 'last_day': '2021-06-30'}, {'unit': 'b'}"),
     "'lead': {'units': ['g']}", Q2, "a:2021-Q2 b:2021-Q2 "},
    {"a member to the day before", SINGLES GROUP("g", "{'unit': 'a', 'last_day': '2021-06-29'}, {'unit': 'b'}"),
     "'lead': {'units': ['g']}", Q2, "b:2021-Q2 "},
    {"nominal, not effective", SINGLES GROUP("g", "{'unit': 'a', 'last_day': '2021-05-01'}, "
                                                  "{'unit': 'b', 'first_day': '2021-05-02'}"),
     "'lead': {'units': ['g']}", SATURDAY, "a:2021-Q2 "},
    {"no member that day", SINGLES GROUP("g", "{'unit': 'a', 'last_day': '2021-06-29'}"), "'lead': {'units': ['g']}",
     Q2, "g:2021-Q2 "},
    {"each recurrence on its day", SINGLES GROUP("g", "{'unit': 'a', 'last_day': '2021-08-15'}, "
                                                      "{'unit': 'b', 'first_day': '2021-08-16'}, {'unit': 'c'}"),
     "'lead': {'units': ['g']}", QUARTERS,
     "a:2021-Q1 c:2021-Q1 a:2021-Q2 c:2021-Q2 b:2021-Q3 c:2021-Q3 b:2021-Q4 c:2021-Q4 "},
    {"each report on its cut-off", SINGLES GROUP("g", "{'unit': 'a', 'last_day': '2021-06-13'}, "
                                                      "{'unit': 'b', 'first_day': '2021-09-14'}, {'unit': 'c'}"),
     "'lead': {'units': ['g']}", ONGOING,
     "a:kstt:2021-Q1 c:kstt:2021-Q1 c:kstt:2021-Q2 b:kstt:2021-Q3 c:kstt:2021-Q3 b:kstt:2021-Q4 c:kstt:2021-Q4 "},
    {"no day: the plan's first", SINGLES GROUP("g", "{'unit': 'a', 'first_day': '2021-01-02'}, "
                                                    "{'unit': 'b', 'last_day': '2021-01-01'}"),
     "'lead': {'units': ['g']}", UNKNOWN, "b:plan "},
    {"a unit that ends", "{'id': 'a', 'name': 'A', 'last_day': '2021-06-29'}, {'id': 'b', 'name': 'B'}"
       GROUP("g", "{'unit': 'a'}, {'unit': 'b'}"),
     "'lead': {'units': ['g']}", Q2, "b:2021-Q2 "},
    {"a unit that begins", "{'id': 'a', 'name': 'A', 'first_day': '2021-06-30'}, {'id': 'b', 'name': 'B'}"
       GROUP("g", "{'unit': 'a'}, {'unit': 'b'}"),
     "'lead': {'units': ['g']}", Q2, "a:2021-Q2 b:2021-Q2 "},
    {"a group that ends", "{'id': 'a', 'name': 'A'}, {'id': 'b', 'name': 'B'}, {'id': 'g', 'name': 'g', "
                          "'kind': 'group', 'last_day': '2021-03-31', 'members': [{'unit': 'a'}]}"
       GROUP("h", "{'unit': 'g'}, {'unit': 'b'}"),
     "'lead': {'units': ['h']}", Q2, "b:2021-Q2 "},
    {"no lead", SINGLES, "'coordinator': {'units': ['a']}", Q2, ""},
    {"no deadline", SINGLES, "'lead': {'units': ['a', 'b']}", "'deliverable': 'D'", "a:plan b:plan "},
    {"a deadline of blanks", SINGLES, "'lead': {'units': ['a']}", "'deadline': {'text': ' '}", "a:plan "},
    {"a heading", SINGLES, "'deliverable': 'D'", "'x-y': 1", ""},
  };
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    static struct lines members, got;
    tthc_assessment *a;
    members.size = got.size = 0;
    got.text[0] = '\0';
    put_line(&members, "'units': [%s], 'tasks': [{'label': '1', 'title': 'T', %s, %s}]", rows[i].units, rows[i].roles,
             rows[i].deadline);
    a = case_assess(members.text, NULL, "2021-01-01", NULL);
    put_units(&got, a);
    failures += check_text(rows[i].label, got.text, rows[i].wanted);
    tthc_assessment_free(a);
  }
  CHECK_NONE_FAILED(failures);
}

/* What makes no assignment, or one that can never be late, is said. */
static void test_findings(void **state) {
  static const struct {
    const char *task;
    int32_t count, code;
  } rows[] = {
    {"'lead': {'units': ['a']}, " Q2, 0, 0},
    {"'deliverable': 'D'", 0, 0}, /* a heading */
    {Q2, 1, TTHC_F_DEADLINE_WITHOUT_LEAD},
    {"'lead': {'units': ['a']}", 1, TTHC_F_LEAD_WITHOUT_DEADLINE},
    {"'lead': {'units': ['a']}, " UNKNOWN, 1, TTHC_F_DEADLINE_UNKNOWN},
    {"'lead': {'units': ['a']}, 'deadline': {'text': 'chưa xác định'}", 1, TTHC_F_DEADLINE_UNKNOWN},
  };
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    static struct lines members;
    tthc_plan *plan;
    tthc_findings *findings;
    members.size = 0;
    put_line(&members, "'units': [" SINGLES "], 'tasks': [{'label': '1', 'title': 'T', %s}]", rows[i].task);
    plan = case_plan(members.text, NULL);
    findings = tthc_plan_findings(plan, NULL);
    failures += check_int(rows[i].task, tthc_findings_count(findings), rows[i].count);
    failures += check_int(rows[i].task, tthc_findings_code(findings, 0), rows[i].code);
    tthc_findings_free(findings);
    tthc_plan_free(plan);
  }
  CHECK_NONE_FAILED(failures);
}

/* --- events ------------------------------------------------------------------------------------------------------- */

#define EVENT(id, day, more) "{'id': '" id "', 'kind': 'event', 'task': '1', 'day': '" day "'" more "}"
#define ON_EVENT "{'kind': 'on-event', 'event': 'x'}"
#define LED_BY(units) "'lead': {'units': [" units "]}"

static void test_events(void **state) {
  static const struct {
    const char *label, *units, *lead, *clauses, *facts, *as_of, *wanted;
  } rows[] = {
    {"none yet", SINGLES, LED_BY("'a', 'b'"), ON_EVENT, NULL, "2021-12-31", "a event waiting\nb event waiting\n"},
    {"not yet by that day", SINGLES, LED_BY("'a'"), ON_EVENT, EVENT("e", "2021-04-12", ", 'due': '2021-05-14'"),
     "2021-04-11", "a event waiting\n"},
    {"filled", SINGLES, LED_BY("'a', 'b'"), ON_EVENT, EVENT("e", "2021-04-12", ", 'due': '2021-05-14'"), "2021-04-12",
     "a event 2021-04-12..2021-05-14 not-started\nb event 2021-04-12..2021-05-14 not-started\n"},
    {"filled, due on a day off", SINGLES, LED_BY("'a'"), ON_EVENT, EVENT("e", "2021-04-12", ", 'due': '2021-05-01'"),
     "2021-05-05", "a event 2021-04-12..2021-05-01>2021-05-04 overdue\n"},
    {"filled without a due day", SINGLES, LED_BY("'a'"), ON_EVENT, EVENT("e", "2021-04-12", ""), "2021-12-31",
     "a event 2021-04-12..- not-started\n"},
    {"a second event", SINGLES, LED_BY("'a'"), ON_EVENT,
     EVENT("e2", "2021-06-01", ", 'due': '2021-06-15'") ", " EVENT("e1", "2021-04-12", ", 'due': '2021-05-14'"),
     "2021-06-01", "a event 2021-04-12..2021-05-14 overdue\na event#2 2021-06-01..2021-06-15 not-started\n"},
    {"two on one day: by when they were recorded", SINGLES, LED_BY("'a'"), ON_EVENT,
     EVENT("e1", "2021-04-12", ", 'recorded_at': 20, 'due': '2021-07-01'") ", "
     EVENT("e2", "2021-04-12", ", 'recorded_at': 10, 'due': '2021-08-02'"),
     "2021-04-12",
     "a event 2021-04-12..2021-08-02 not-started\na event#2 2021-04-12..2021-07-01 not-started\n"},
    {"for one unit", SINGLES, LED_BY("'a', 'b'"), ON_EVENT, EVENT("e", "2021-04-12", ", 'unit': 'b'"), "2021-04-12",
     "b event 2021-04-12..- not-started\na event waiting\n"},
    {"for one unit, then for all", SINGLES, LED_BY("'a', 'b'"), ON_EVENT,
     EVENT("e1", "2021-04-12", ", 'unit': 'b'") ", " EVENT("e2", "2021-06-01", ""), "2021-06-01",
     "b event 2021-04-12..- not-started\na event 2021-06-01..- not-started\nb event#2 2021-06-01..- not-started\n"},
    {"of whom it is not", SINGLES, LED_BY("'a'"), ON_EVENT, EVENT("e", "2021-04-12", ", 'unit': 'c'"), "2021-04-12",
     "a event waiting\n"},
    {"a group on the event's day", SINGLES GROUP("g", "{'unit': 'b', 'first_day': '2021-04-12'}, {'unit': 'c'}"),
     LED_BY("'g'"), ON_EVENT, EVENT("e", "2021-04-12", ""), "2021-04-12",
     "b event 2021-04-12..- not-started\nc event 2021-04-12..- not-started\n"},
    {"a group before any event", SINGLES GROUP("g", "{'unit': 'b', 'first_day': '2021-01-02'}, {'unit': 'c'}"),
     LED_BY("'g'"), ON_EVENT, NULL, "2021-12-31", "c event waiting\n"},
    {"a unit that had left by then", SINGLES GROUP("g", "{'unit': 'b', 'last_day': '2021-04-11'}, {'unit': 'c'}"),
     LED_BY("'g'"), ON_EVENT, EVENT("e", "2021-04-12", ""), "2021-04-12", "c event 2021-04-12..- not-started\n"},
    {"corrected", SINGLES, LED_BY("'a'"), ON_EVENT,
     EVENT("e1", "2021-04-12", ", 'due': '2021-05-14'") ", " EVENT("e2", "2021-04-20", ", 'corrects': 'e1'"),
     "2021-04-20", "a event 2021-04-20..- not-started\n"},
    {"ad hoc", SINGLES, LED_BY("'a'"), "{'kind': 'ad-hoc'}",
     EVENT("e1", "2021-04-12", ", 'due': '2021-07-01'") ", " EVENT("e2", "2021-05-12", ", 'due': '2021-08-02'"),
     "2021-05-12", "a event 2021-04-12..2021-07-01 not-started\na event#2 2021-05-12..2021-08-02 not-started\n"},
    {"ad hoc, before", SINGLES, LED_BY("'a'"), "{'kind': 'ad-hoc'}", EVENT("e1", "2021-04-12", ""), "2021-04-11", ""},
    {"on a task that waits for none", SINGLES, LED_BY("'a'"), "{'kind': 'unknown'}", EVENT("e1", "2021-04-12", ""),
     "2021-12-31", "a plan not-started\n"},
  };
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    static struct lines members, got;
    tthc_assessment *a;
    int32_t row;
    members.size = got.size = 0;
    got.text[0] = '\0';
    put_line(&members, "'units': [%s], 'tasks': [{'label': '1', 'title': 'T', %s, 'deadline': {'clauses': [%s]}}]",
             rows[i].units, rows[i].lead, rows[i].clauses);
    a = case_assess(members.text, rows[i].facts, rows[i].as_of, NULL);
    for (row = 0; row < tthc_assignment_count(a); row++) {
      put_line(&got, "%s ", tthc_assignment_unit_id(a, row));
      put_days(&got, a, row);
      put_line(&got, " %s\n", tthc_state_word(tthc_assignment_state(a, row)));
    }
    failures += check_text(rows[i].label, got.text, rows[i].wanted);
    tthc_assessment_free(a);
  }
  CHECK_NONE_FAILED(failures);
}

/* --- rows --------------------------------------------------------------------------------------------------------- */

static void test_order(void **state) {
  static struct lines got;
  tthc_assessment *a = case_assess(
    "'units': [" SINGLES "], 'tasks': [{'label': '2', 'title': 'T', 'lead': {'units': ['c', 'a']}, " QUARTERS "}, "
    "{'label': '1', 'title': 'T', 'lead': {'units': ['b']}, " Q2 "}]",
    NULL, "2021-01-01", NULL);
  int32_t row;
  (void)state;
  for (row = 0; row < tthc_assignment_count(a); row++)
    put_line(&got, "%s %s %s\n", tthc_assignment_task_id(a, row), tthc_assignment_period(a, row),
             tthc_assignment_unit_id(a, row));
  assert_string_equal(got.text, "2 2021-Q1 c\n2 2021-Q1 a\n2 2021-Q2 c\n2 2021-Q2 a\n2 2021-Q3 c\n2 2021-Q3 a\n"
                                "2 2021-Q4 c\n2 2021-Q4 a\n1 2021-Q2 b\n");
  assert_string_equal(tthc_assignment_unit_name(a, 0), "C");
  tthc_assessment_free(a);
}

static int compare_lines(const void *left, const void *right) {
  return strcmp(*(char *const *)left, *(char *const *)right);
}

/* Task, unit and period are an assignment's identity: no two rows have the same. */
static void test_identity(void **state) {
  tthc_plan *plan = example_plan();
  tthc_assessment *a = assess(plan, "2021-12-31", NULL), *again = assess(plan, "2021-12-31", NULL);
  tthc_text *text = assessment_text(a), *same = assessment_text(again);
  const int32_t count = tthc_assignment_count(a);
  char **ids = malloc((size_t)count * sizeof *ids);
  int32_t i;
  (void)state;
  assert_non_null(ids);
  assert_string_equal(tthc_text_data(text), tthc_text_data(same));
  for (i = 0; i < count; i++) {
    ids[i] = malloc(256);
    assert_non_null(ids[i]);
    snprintf(ids[i], 256, "%s|%s|%s", tthc_assignment_task_id(a, i), tthc_assignment_unit_id(a, i),
             tthc_assignment_period(a, i));
  }
  qsort(ids, (size_t)count, sizeof *ids, compare_lines);
  for (i = 1; i < count; i++) assert_string_not_equal(ids[i - 1], ids[i]);
  for (i = 0; i < count; i++) free(ids[i]);
  free(ids);
  tthc_text_free(text);
  tthc_text_free(same);
  tthc_assessment_free(a);
  tthc_assessment_free(again);
  tthc_plan_free(plan);
}

typedef int32_t get_number(const tthc_assessment *assessment, int32_t row);
typedef int32_t get_column(const tthc_assessment *assessment, int32_t *out, int32_t capacity);

static const struct {
  const char *label;
  get_column *column;
  get_number *number;
} columns[] = {
  {"states", tthc_assignment_states, tthc_assignment_state},
  {"due days", tthc_assignment_due_days, tthc_assignment_due_day},
  {"effective days", tthc_assignment_effective_days, tthc_assignment_effective_day},
  {"days late", tthc_assignment_days_lates, tthc_assignment_days_late},
  {"percents", tthc_assignment_percents, tthc_assignment_percent},
};

static void test_columns(void **state) {
  enum { BEFORE = 123456789 };
  tthc_plan *plan = example_plan();
  tthc_assessment *a = assess(plan, "2021-07-15", NULL);
  const int32_t count = tthc_assignment_count(a);
  int32_t *out = malloc(((size_t)count + 1) * sizeof *out);
  int failures = 0;
  size_t i;
  (void)state;
  assert_non_null(out);
  for (i = 0; i < COUNT(columns); i++) {
    int32_t row;
    for (row = 0; row <= count; row++) out[row] = BEFORE;
    failures += check_int(columns[i].label, columns[i].column(a, NULL, 0), count);
    failures += check_int(columns[i].label, columns[i].column(a, out, 0), count);
    failures += check_int(columns[i].label, columns[i].column(a, out, 2), count);
    failures += check_int(columns[i].label, out[1], columns[i].number(a, 1));
    failures += check_int(columns[i].label, out[2], BEFORE);
    failures += check_int(columns[i].label, columns[i].column(a, out, count + 1), count);
    for (row = 0; row < count; row++) failures += check_int(columns[i].label, out[row], columns[i].number(a, row));
    failures += check_int(columns[i].label, out[count], BEFORE);
    failures += check_int(columns[i].label, columns[i].column(NULL, out, 1), TTHC_E_HANDLE);
    failures += check_int(columns[i].label, columns[i].column((tthc_assessment *)(void *)plan, out, 1), TTHC_E_HANDLE);
    failures += check_int(columns[i].label, columns[i].column(a, NULL, 1), TTHC_E_ARGUMENT);
    failures += check_int(columns[i].label, columns[i].column(a, out, -1), TTHC_E_ARGUMENT);
  }
  free(out);
  tthc_assessment_free(a);
  tthc_plan_free(plan);
  CHECK_NONE_FAILED(failures);
}

static void test_wrong_rows(void **state) {
  static const struct {
    const char *label;
    get_number *number;
    int32_t none;
  } rows[] = {
    {"state", tthc_assignment_state, 0},
    {"start", tthc_assignment_start_day, TTHC_NO_DAY},
    {"due", tthc_assignment_due_day, TTHC_NO_DAY},
    {"effective", tthc_assignment_effective_day, TTHC_NO_DAY},
    {"done", tthc_assignment_done_day, TTHC_NO_DAY},
    {"late", tthc_assignment_days_late, 0},
    {"working days late", tthc_assignment_working_days_late, 0},
    {"percent", tthc_assignment_percent, TTHC_NO_NUMBER},
  };
  static const char *(*const texts[])(const tthc_assessment *, int32_t) = {
    tthc_assignment_task_id, tthc_assignment_unit_id, tthc_assignment_unit_name, tthc_assignment_period,
    tthc_assignment_due,     tthc_assignment_effective,
  };
  tthc_plan *plan = example_plan();
  tthc_assessment *a = assess(plan, "2021-07-15", NULL);
  const tthc_assessment *const handles[] = {NULL, (const tthc_assessment *)(const void *)plan, a, a};
  const int32_t wrong[] = {0, 0, -1, tthc_assignment_count(a)};
  int failures = 0;
  size_t i, j;
  (void)state;
  for (j = 0; j < COUNT(handles); j++) {
    for (i = 0; i < COUNT(rows); i++)
      failures += check_int(rows[i].label, rows[i].number(handles[j], wrong[j]), rows[i].none);
    for (i = 0; i < COUNT(texts); i++) failures += check_text("text", texts[i](handles[j], wrong[j]), NULL);
  }
  assert_int_equal(tthc_assignment_count(NULL), 0);
  tthc_assessment_free(a);
  tthc_plan_free(plan);
  CHECK_NONE_FAILED(failures);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_deadlines), cmocka_unit_test(test_sending_days), cmocka_unit_test(test_rolling),
    cmocka_unit_test(test_units),     cmocka_unit_test(test_findings),     cmocka_unit_test(test_events),
    cmocka_unit_test(test_order),     cmocka_unit_test(test_identity),     cmocka_unit_test(test_columns),
    cmocka_unit_test(test_wrong_rows),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
