/* The state of an assignment as of each day around the edges, from its days and from what its facts say. */
#include "assess/cases.h"

/* One task and unit: due on a Wednesday that is no day off, or on a Saturday before a Sunday and a day in lieu. */
#define PLAN(deadline)                                                                                      \
  "'units': [{'id': 'a', 'name': 'A', 'level': 'commune'}, {'id': 'b', 'name': 'B', 'level': 'commune'}], " \
  "'tasks': [{'label': '1', 'title': 'T', 'lead': {'units': ['a', 'b']}, 'deadline': {'clauses': [" deadline "]}}]"
#define WEDNESDAY "{'kind': 'once', 'start': '2021-04-01', 'due': '2021-06-30', 'key': '2021-Q2'}"
#define SATURDAY "{'kind': 'once', 'start': '2021-04-01', 'due': '2021-05-01', 'key': '2021-Q2'}"

/* Facts about unit a in 2021-Q2. */
#define ABOUT(kind, id, day) \
  "{'id': '" id "', 'kind': '" kind "', 'task': '1', 'unit': 'a', 'period': '2021-Q2', 'day': '" day "'"
#define SAYS(what, id, day, more) ABOUT("progress", id, day) ", 'state': '" what "'" more "}"
#define RETURN(id, day, more) ABOUT("return", id, day) more "}"
#define EXTENSION(id, day, due, more) ABOUT("extension", id, day) ", 'due': '" due "'" more "}"
#define EXTENSION_OF_ALL(id, day, due) \
  "{'id': '" id "', 'kind': 'extension', 'task': '1', 'period': '2021-Q2', 'day': '" day "', 'due': '" due "'}"

struct row {
  const char *label, *facts, *as_of, *wanted;
};

/* "overdue, 4 days late, 3 working, 60 %, done 2021-06-30, due 2021-07-15": what there is of it. */
static void put_state(struct lines *out, const tthc_assessment *a, int32_t row) {
  char day[16];
  put_line(out, "%s", tthc_state_word(tthc_assignment_state(a, row)));
  if (tthc_assignment_days_late(a, row) != 0 || tthc_assignment_working_days_late(a, row) != 0)
    put_line(out, ", %d days late, %d working", (int)tthc_assignment_days_late(a, row),
             (int)tthc_assignment_working_days_late(a, row));
  if (tthc_assignment_percent(a, row) != TTHC_NO_NUMBER) put_line(out, ", %d %%", (int)tthc_assignment_percent(a, row));
  if (tthc_assignment_done_day(a, row) != TTHC_NO_DAY)
    put_line(out, ", done %s", show_day(tthc_assignment_done_day(a, row), day));
}

static int check_states(const char *members, const char *options, const struct row *rows, size_t count) {
  int failures = 0;
  size_t i;
  for (i = 0; i < count; i++) {
    static struct lines got;
    tthc_assessment *a = case_assess(members, rows[i].facts, rows[i].as_of, options);
    char label[256];
    got.size = 0;
    put_state(&got, a, 0);
    snprintf(label, sizeof label, "%s, %s", rows[i].label, rows[i].as_of);
    failures += check_text(label, got.text, rows[i].wanted);
    tthc_assessment_free(a);
  }
  return failures;
}

static void test_edges(void **state) {
  static const struct row rows[] = {
    {"silence", NULL, "2021-01-01", "upcoming"},
    {"silence", NULL, "2021-03-31", "upcoming"}, /* start - 1 */
    {"silence", NULL, "2021-04-01", "not-started"},
    {"silence", NULL, "2021-06-22", "not-started"}, /* due - 8 */
    {"silence", NULL, "2021-06-23", "due-soon"},
    {"silence", NULL, "2021-06-30", "due-soon"},
    {"silence", NULL, "2021-07-01", "overdue, 1 days late, 1 working"},
    {"silence", NULL, "2021-07-03", "overdue, 3 days late, 2 working"}, /* a Saturday */
    {"silence", NULL, "2021-07-04", "overdue, 4 days late, 2 working"},
    {"silence", NULL, "2021-07-05", "overdue, 5 days late, 3 working"},
    {"begun", SAYS("in-progress", "f", "2021-02-01", ""), "2021-01-31", "upcoming"}, /* the day before it is said */
    {"begun", SAYS("in-progress", "f", "2021-02-01", ""), "2021-02-01", "in-progress"},
    {"begun", SAYS("in-progress", "f", "2021-02-01", ""), "2021-06-22", "in-progress"},
    {"begun", SAYS("in-progress", "f", "2021-02-01", ""), "2021-06-23", "due-soon"},
    {"begun", SAYS("in-progress", "f", "2021-02-01", ""), "2021-07-01", "overdue, 1 days late, 1 working"},
    {"not begun", SAYS("not-started", "f", "2021-02-01", ""), "2021-03-31", "upcoming"},
    {"not begun", SAYS("not-started", "f", "2021-02-01", ""), "2021-04-01", "not-started"},
    {"not begun", SAYS("not-started", "f", "2021-02-01", ""), "2021-07-01", "overdue, 1 days late, 1 working"},
  };
  (void)state;
  CHECK_NONE_FAILED(check_states(PLAN(WEDNESDAY), NULL, rows, COUNT(rows)));
}

/* The day that holds in law decides: Tuesday 2021-05-04. */
static void test_edges_of_a_day_off(void **state) {
  static const struct row rows[] = {
    {"silence", NULL, "2021-04-26", "not-started"},
    {"silence", NULL, "2021-04-27", "due-soon"},
    {"silence", NULL, "2021-05-01", "due-soon"},
    {"silence", NULL, "2021-05-04", "due-soon"},
    {"silence", NULL, "2021-05-05", "overdue, 1 days late, 1 working"},
    {"done", SAYS("done", "f", "2021-05-04", ""), "2021-05-04", "done-on-time, 100 %, done 2021-05-04"},
    {"done", SAYS("done", "f", "2021-05-05", ""), "2021-05-05",
     "done-late, 1 days late, 1 working, 100 %, done 2021-05-05"},
  };
  static const struct row unmoved[] = {
    {"silence", NULL, "2021-05-01", "due-soon"},
    {"silence", NULL, "2021-05-02", "overdue, 1 days late, 0 working"}, /* none of these days is worked */
    {"silence", NULL, "2021-05-04", "overdue, 3 days late, 1 working"},
  };
  (void)state;
  CHECK_NONE_FAILED(check_states(PLAN(SATURDAY), NULL, rows, COUNT(rows)) +
                    check_states("'rolls': false, " PLAN(SATURDAY), NULL, unmoved, COUNT(unmoved)));
}

static void test_warning_days(void **state) {
  static const struct row none[] = {
    {"0 days", NULL, "2021-06-29", "not-started"},
    {"0 days", NULL, "2021-06-30", "due-soon"},
    {"0 days", NULL, "2021-07-01", "overdue, 1 days late, 1 working"},
  };
  static const struct row many[] = {
    {"100 days", NULL, "2021-03-21", "upcoming"},
    {"100 days", NULL, "2021-03-22", "due-soon"}, /* although the window is not open */
    {"100 days", SAYS("in-progress", "f", "2021-02-01", ""), "2021-03-22", "due-soon"},
  };
  (void)state;
  CHECK_NONE_FAILED(check_states(PLAN(WEDNESDAY), "{'warning_days': 0}", none, COUNT(none)) +
                    check_states(PLAN(WEDNESDAY), "{'warning_days': 100}", many, COUNT(many)));
}

static void test_done(void **state) {
  static const struct row rows[] = {
    {"before the window", SAYS("done", "f", "2021-02-01", ""), "2021-02-01", "done-on-time, 100 %, done 2021-02-01"},
    {"on the due day", SAYS("done", "f", "2021-06-30", ""), "2021-12-31", "done-on-time, 100 %, done 2021-06-30"},
    {"not yet said", SAYS("done", "f", "2021-06-30", ""), "2021-06-29", "due-soon"},
    {"the day after", SAYS("done", "f", "2021-07-01", ""), "2021-12-31",
     "done-late, 1 days late, 1 working, 100 %, done 2021-07-01"},
    {"on a Sunday", SAYS("done", "f", "2021-07-04", ""), "2021-12-31",
     "done-late, 4 days late, 2 working, 100 %, done 2021-07-04"},
    {"said late, done in time", SAYS("done", "f", "2021-07-09", ", 'done_day': '2021-06-30'"), "2021-07-09",
     "done-on-time, 100 %, done 2021-06-30"},
    {"said late, done in time, before it is said", SAYS("done", "f", "2021-07-09", ", 'done_day': '2021-06-30'"),
     "2021-07-08", "overdue, 8 days late, 6 working"},
    {"said later, done late", SAYS("done", "f", "2021-07-09", ", 'done_day': '2021-07-02'"), "2021-07-09",
     "done-late, 2 days late, 2 working, 100 %, done 2021-07-02"},
    {"done again: the last word", SAYS("done", "f", "2021-06-28", "") ", " SAYS("done", "g", "2021-07-01", ""),
     "2021-07-01", "done-late, 1 days late, 1 working, 100 %, done 2021-07-01"},
    {"taken back", SAYS("done", "f", "2021-05-03", ", 'percent': 100") ", " SAYS("in-progress", "g", "2021-05-10", ""),
     "2021-05-10", "in-progress"},
    {"taken back, not begun", SAYS("done", "f", "2021-05-03", "") ", " SAYS("not-started", "g", "2021-05-10", ""),
     "2021-05-10", "not-started"},
  };
  (void)state;
  CHECK_NONE_FAILED(check_states(PLAN(WEDNESDAY), NULL, rows, COUNT(rows)));
}

static void test_order_of_facts(void **state) {
  static const struct row rows[] = {
    {"by day", SAYS("done", "f", "2021-05-05", "") ", " SAYS("in-progress", "g", "2021-05-04", ""), "2021-05-05",
     "done-on-time, 100 %, done 2021-05-05"},
    {"by day before recorded_at", SAYS("done", "f", "2021-05-05", ", 'recorded_at': 1") ", "
     SAYS("in-progress", "g", "2021-05-04", ", 'recorded_at': 2"), "2021-05-05",
     "done-on-time, 100 %, done 2021-05-05"},
    {"by recorded_at", SAYS("in-progress", "f", "2021-05-05", ", 'recorded_at': 2") ", "
     SAYS("done", "g", "2021-05-05", ", 'recorded_at': 1"), "2021-05-05", "in-progress"},
    {"recorded before not recorded", SAYS("in-progress", "f", "2021-05-05", ", 'recorded_at': 0") ", "
     SAYS("done", "g", "2021-05-05", ""), "2021-05-05", "in-progress"},
    {"by id", SAYS("in-progress", "g", "2021-05-05", "") ", " SAYS("done", "f", "2021-05-05", ""), "2021-05-05",
     "in-progress"},
    {"of another unit", "{'kind': 'progress', 'task': '1', 'unit': 'b', 'period': '2021-Q2', 'state': 'done', "
                        "'day': '2021-05-05'}", "2021-05-05", "not-started"},
    {"of another period", "{'kind': 'progress', 'task': '1', 'unit': 'a', 'period': '2021-Q1', 'state': 'done', "
                          "'day': '2021-05-05'}", "2021-05-05", "not-started"},
  };
  (void)state;
  CHECK_NONE_FAILED(check_states(PLAN(WEDNESDAY), NULL, rows, COUNT(rows)));
}

static void test_returns(void **state) {
  static const struct row rows[] = {
    {"returned", SAYS("done", "f", "2021-05-05", "") ", " RETURN("r", "2021-05-10", ""), "2021-05-09",
     "done-on-time, 100 %, done 2021-05-05"},
    {"returned", SAYS("done", "f", "2021-05-05", "") ", " RETURN("r", "2021-05-10", ""), "2021-05-10", "in-progress"},
    {"returned", SAYS("done", "f", "2021-05-05", "") ", " RETURN("r", "2021-05-10", ""), "2021-07-01",
     "overdue, 1 days late, 1 working"},
    {"returned, done again late", SAYS("done", "f", "2021-06-29", "") ", " RETURN("r", "2021-06-30", "") ", "
     SAYS("done", "g", "2021-07-01", ""), "2021-07-01", "done-late, 1 days late, 1 working, 100 %, done 2021-07-01"},
    {"returned, accepted for all that", SAYS("done", "f", "2021-05-05", "") ", " RETURN("r", "2021-05-10", "") ", "
     ABOUT("acceptance", "c", "2021-05-11") "}", "2021-05-11", "in-progress"},
    {"the return was recorded first", SAYS("done", "f", "2021-05-10", ", 'recorded_at': 2") ", "
     RETURN("r", "2021-05-10", ", 'recorded_at': 1"), "2021-05-10", "done-on-time, 100 %, done 2021-05-10"},
    {"accepted", SAYS("done", "f", "2021-05-05", "") ", " ABOUT("acceptance", "c", "2021-05-11") "}", "2021-05-11",
     "done-on-time, 100 %, done 2021-05-05"},
    {"accepted without a word", ABOUT("acceptance", "c", "2021-05-11") "}", "2021-05-11", "not-started"},
    {"explained", ABOUT("explanation", "x", "2021-07-01") "}", "2021-07-01", "overdue, 1 days late, 1 working"},
  };
  (void)state;
  CHECK_NONE_FAILED(check_states(PLAN(WEDNESDAY), NULL, rows, COUNT(rows)));
}

static void test_extensions(void **state) {
  static const struct row rows[] = {
    {"of one", EXTENSION("x", "2021-06-25", "2021-07-15", ""), "2021-06-24", "due-soon"}, /* not granted yet */
    {"of one", EXTENSION("x", "2021-06-25", "2021-07-15", ""), "2021-06-25", "not-started"},
    {"of one", EXTENSION("x", "2021-06-25", "2021-07-15", ""), "2021-07-15", "due-soon"},
    {"of one", EXTENSION("x", "2021-06-25", "2021-07-15", ""), "2021-07-16", "overdue, 1 days late, 1 working"},
    {"of one, onto a Saturday", EXTENSION("x", "2021-06-25", "2021-07-17", ""), "2021-07-19", "due-soon"},
    {"of one, onto a Saturday", EXTENSION("x", "2021-06-25", "2021-07-17", ""), "2021-07-20",
     "overdue, 1 days late, 1 working"},
    {"of all", EXTENSION_OF_ALL("x", "2021-06-25", "2021-07-15"), "2021-07-15", "due-soon"},
    {"of all", EXTENSION_OF_ALL("x", "2021-06-25", "2021-07-15"), "2021-07-16", "overdue, 1 days late, 1 working"},
    {"of all, then of one", EXTENSION_OF_ALL("x", "2021-06-25", "2021-07-15") ", "
     EXTENSION("y", "2021-06-26", "2021-07-20", ""), "2021-07-20", "due-soon"},
    {"of one, then of all", EXTENSION("x", "2021-06-25", "2021-07-15", "") ", "
     EXTENSION_OF_ALL("y", "2021-06-26", "2021-07-20"), "2021-07-20", "due-soon"},
    {"twice: the last word", EXTENSION("x", "2021-06-25", "2021-07-30", "") ", "
     EXTENSION("y", "2021-06-26", "2021-07-15", ""), "2021-07-16", "overdue, 1 days late, 1 working"},
    {"of another", "{'kind': 'extension', 'task': '1', 'unit': 'b', 'period': '2021-Q2', 'day': '2021-06-25', "
                   "'due': '2021-07-15'}", "2021-07-01", "overdue, 1 days late, 1 working"},
    {"backwards", EXTENSION("x", "2021-05-03", "2021-05-31", ""), "2021-06-01", "overdue, 1 days late, 1 working"},
    {"after it was late", EXTENSION("x", "2021-07-05", "2021-07-15", ""), "2021-07-04",
     "overdue, 4 days late, 2 working"},
    {"after it was late", EXTENSION("x", "2021-07-05", "2021-07-15", ""), "2021-07-05", "not-started"},
    {"after it was done late", SAYS("done", "f", "2021-07-02", "") ", " EXTENSION("x", "2021-07-05", "2021-07-15", ""),
     "2021-07-04", "done-late, 2 days late, 2 working, 100 %, done 2021-07-02"},
    {"after it was done late", SAYS("done", "f", "2021-07-02", "") ", " EXTENSION("x", "2021-07-05", "2021-07-15", ""),
     "2021-07-05", "done-on-time, 100 %, done 2021-07-02"},
  };
  (void)state;
  CHECK_NONE_FAILED(check_states(PLAN(WEDNESDAY), NULL, rows, COUNT(rows)));
}

/* What counts for a report is the day on which it is in; its day, extended or not, moves only if the regime says so. */
static void test_reports(void **state) {
#define REPORT(id, day, more) \
  "{'id': '" id \
  "', 'kind': 'progress', 'task': '1', 'unit': 'a', 'period': 'kstt:2021-Q1', 'state': 'done', 'day': '" day "'" more \
  "}"
#define LATER_REPORT \
  "{'id': 'x', 'kind': 'extension', 'task': '1', 'period': 'kstt:2021-Q1', 'day': '2021-03-10', 'due': '2021-03-20'}"
  static const struct row rows[] = {
    {"in time", REPORT("f", "2021-03-15", ""), "2021-03-31", "done-on-time, 100 %, done 2021-03-15"},
    {"done in time, in late", REPORT("f", "2021-03-22", ", 'done_day': '2021-03-10'"), "2021-03-31",
     "done-late, 6 days late, 4 working, 100 %, done 2021-03-22"},
    {"extended onto a Saturday", LATER_REPORT, "2021-03-21", "overdue, 1 days late, 0 working"},
  };
  (void)state;
  CHECK_NONE_FAILED(check_states(PLAN("{'kind': 'ongoing'}"), NULL, rows, COUNT(rows)));
}

/* An extension moves the due day, never the key; the day as extended and the one that holds in law are both kept. */
static void test_days_of_an_extension(void **state) {
  tthc_assessment *a = case_assess(PLAN(WEDNESDAY), EXTENSION("x", "2021-06-25", "2021-07-17", ""), "2021-06-25", NULL);
  (void)state;
  assert_string_equal(tthc_assignment_period(a, 0), "2021-Q2");
  assert_string_equal(tthc_assignment_due(a, 0), "2021-07-17");
  assert_string_equal(tthc_assignment_effective(a, 0), "2021-07-19");
  assert_string_equal(tthc_assignment_due(a, 1), "2021-06-30"); /* unit b */
  tthc_assessment_free(a);
}

static void test_cancelled(void **state) {
  static const struct row rows[] = {
    {"cancelled", SAYS("cancelled", "f", "2021-05-05", ""), "2021-05-04", "not-started"},
    {"cancelled", SAYS("cancelled", "f", "2021-05-05", ""), "2021-05-05", "cancelled"},
    {"cancelled", SAYS("cancelled", "f", "2021-05-05", ""), "2021-12-31", "cancelled"},
    {"cancelled after it was late", SAYS("cancelled", "f", "2021-07-05", ""), "2021-07-05", "cancelled"},
    {"cancelled after it was done", SAYS("done", "f", "2021-05-05", "") ", " SAYS("cancelled", "g", "2021-05-06", ""),
     "2021-05-06", "cancelled"},
    {"taken up again", SAYS("cancelled", "f", "2021-05-05", "") ", " SAYS("in-progress", "g", "2021-05-06", ""),
     "2021-05-06", "in-progress"},
  };
  (void)state;
  CHECK_NONE_FAILED(check_states(PLAN(WEDNESDAY), NULL, rows, COUNT(rows)));
}

static void test_percent(void **state) {
  static const struct row rows[] = {
    {"not given is not 0", SAYS("in-progress", "f", "2021-05-05", ""), "2021-05-05", "in-progress"},
    {"0", SAYS("in-progress", "f", "2021-05-05", ", 'percent': 0"), "2021-05-05", "in-progress, 0 %"},
    {"99", SAYS("in-progress", "f", "2021-05-05", ", 'percent': 99"), "2021-05-05", "in-progress, 99 %"},
    {"of a task that is due", SAYS("in-progress", "f", "2021-05-05", ", 'percent': 60"), "2021-07-01",
     "overdue, 1 days late, 1 working, 60 %"},
    {"the last one", SAYS("in-progress", "f", "2021-05-05", ", 'percent': 60") ", "
     SAYS("in-progress", "g", "2021-05-06", ", 'percent': 40"), "2021-05-06", "in-progress, 40 %"},
    {"done is 100, whatever it says", SAYS("done", "f", "2021-05-05", ", 'percent': 80"), "2021-05-05",
     "done-on-time, 100 %, done 2021-05-05"},
    {"returned", SAYS("done", "f", "2021-05-05", ", 'percent': 100") ", " RETURN("r", "2021-05-06", ""), "2021-05-06",
     "in-progress"},
  };
  (void)state;
  CHECK_NONE_FAILED(check_states(PLAN(WEDNESDAY), NULL, rows, COUNT(rows)));
}

#define CORRECTED                           \
  SAYS("done", "f", "2021-06-30", "") ", " \
  SAYS("done", "g", "2021-07-05", ", 'done_day': '2021-07-02', 'corrects': 'f'")

static void test_corrections(void **state) {
  static const struct row rows[] = {
    {"not yet", CORRECTED, "2021-07-04", "done-on-time, 100 %, done 2021-06-30"},
    {"corrected", CORRECTED, "2021-07-05", "done-late, 2 days late, 2 working, 100 %, done 2021-07-02"},
    {"by an earlier day", SAYS("done", "f", "2021-06-30", "") ", "
     SAYS("in-progress", "g", "2021-05-05", ", 'corrects': 'f'"), "2021-06-30", "due-soon"},
    {"a correction corrected", SAYS("done", "f", "2021-05-05", "") ", "
     SAYS("in-progress", "g", "2021-05-06", ", 'corrects': 'f'") ", "
     SAYS("done", "h", "2021-05-07", ", 'done_day': '2021-05-04', 'corrects': 'g'"), "2021-05-07",
     "done-on-time, 100 %, done 2021-05-04"},
    {"a correction before its fact in the document", SAYS("in-progress", "g", "2021-05-06", ", 'corrects': 'f'") ", "
     SAYS("done", "f", "2021-05-05", ""), "2021-05-06", "in-progress"},
    {"an extension", EXTENSION("x", "2021-06-25", "2021-07-30", "") ", "
     EXTENSION("y", "2021-06-26", "2021-07-01", ", 'corrects': 'x'"), "2021-07-02", "overdue, 1 days late, 1 working"},
    {"a return", SAYS("done", "f", "2021-05-05", "") ", " RETURN("r", "2021-05-06", "") ", "
     RETURN("s", "2021-05-04", ", 'corrects': 'r'"), "2021-05-06", "done-on-time, 100 %, done 2021-05-05"},
  };
  (void)state;
  CHECK_NONE_FAILED(check_states(PLAN(WEDNESDAY), NULL, rows, COUNT(rows)));
}

/* What was known at 1000: a fact without an instant has always been known. */
static void test_known_at(void **state) {
  static const struct row rows[] = {
    {"known", SAYS("done", "f", "2021-05-05", ", 'recorded_at': 1000"), "2021-05-05",
     "done-on-time, 100 %, done 2021-05-05"},
    {"not known", SAYS("done", "f", "2021-05-05", ", 'recorded_at': 1001"), "2021-05-05", "not-started"},
    {"always known", SAYS("done", "f", "2021-05-05", ""), "2021-05-05", "done-on-time, 100 %, done 2021-05-05"},
    {"known, of a later day", SAYS("done", "f", "2021-05-05", ", 'recorded_at': 0"), "2021-05-04", "not-started"},
    {"a correction not known", SAYS("done", "f", "2021-05-05", "") ", "
     SAYS("in-progress", "g", "2021-05-05", ", 'recorded_at': 1001, 'corrects': 'f'"), "2021-05-05",
     "done-on-time, 100 %, done 2021-05-05"},
    {"a return not known", SAYS("done", "f", "2021-05-05", "") ", " RETURN("r", "2021-05-05", ", 'recorded_at': 1001"),
     "2021-05-05", "done-on-time, 100 %, done 2021-05-05"},
    {"an extension not known", EXTENSION("x", "2021-06-25", "2021-07-15", ", 'recorded_at': 1001"), "2021-07-01",
     "overdue, 1 days late, 1 working"},
  };
  (void)state;
  CHECK_NONE_FAILED(check_states(PLAN(WEDNESDAY), "{'known_at': 1000}", rows, COUNT(rows)));
}

#define OF_EVENT(what, id, day)                                                                               \
  "{'id': '" id "', 'kind': 'progress', 'task': '1', 'unit': 'a', 'period': 'event', 'state': '" what "', " \
  "'day': '" day "'}"
#define HAPPENED "{'id': 'e', 'kind': 'event', 'task': '1', 'day': '2021-04-12', 'due': '2021-05-14'}"

static void test_waiting(void **state) {
  static const struct row rows[] = {
    {"silence", NULL, "2021-12-31", "waiting"},
    {"begun", OF_EVENT("in-progress", "f", "2021-03-01"), "2021-03-01", "waiting"},
    {"done before", OF_EVENT("done", "f", "2021-03-01"), "2021-03-01", "done-on-time, 100 %, done 2021-03-01"},
    {"cancelled", OF_EVENT("cancelled", "f", "2021-03-01"), "2021-03-01", "cancelled"},
    {"happened", HAPPENED, "2021-04-11", "waiting"},
    {"happened", HAPPENED, "2021-04-12", "not-started"},
    {"happened", HAPPENED, "2021-05-14", "due-soon"},
    {"happened", HAPPENED, "2021-05-15", "overdue, 1 days late, 0 working"},
    {"happened", HAPPENED ", " OF_EVENT("done", "f", "2021-05-14"), "2021-05-14",
     "done-on-time, 100 %, done 2021-05-14"},
    {"happened", HAPPENED ", " OF_EVENT("done", "f", "2021-05-17"), "2021-05-17",
     "done-late, 3 days late, 1 working, 100 %, done 2021-05-17"},
  };
  (void)state;
  CHECK_NONE_FAILED(check_states(PLAN("{'kind': 'on-event', 'event': 'x'}"), NULL, rows, COUNT(rows)));
}

#define OF_REPORT(what, id, day)                                                                                     \
  "{'id': '" id "', 'kind': 'progress', 'task': '1', 'unit': 'a', 'period': 'kstt:2021-Q1', 'state': '" what "', "  \
  "'day': '" day "'}"

/* Only "done", that this period's report is in, settles a period; its sending day does not move. */
static void test_ongoing(void **state) {
  static const struct row rows[] = {
    {"silence", NULL, "2020-12-14", "upcoming"},
    {"silence", NULL, "2020-12-15", "not-started"},
    {"silence", NULL, "2021-03-08", "not-started"},
    {"silence", NULL, "2021-03-09", "due-soon"},
    {"silence", NULL, "2021-03-16", "due-soon"},
    {"silence", NULL, "2021-03-17", "overdue, 1 days late, 1 working"},
    {"at work", OF_REPORT("in-progress", "f", "2021-02-01"), "2021-03-08", "in-progress"},
    {"at work", OF_REPORT("in-progress", "f", "2021-02-01"), "2021-03-17", "overdue, 1 days late, 1 working"},
    {"reported", OF_REPORT("done", "f", "2021-03-16"), "2021-03-17", "done-on-time, 100 %, done 2021-03-16"},
    {"reported late", OF_REPORT("done", "f", "2021-03-17"), "2021-03-17",
     "done-late, 1 days late, 1 working, 100 %, done 2021-03-17"},
  };
  (void)state;
  CHECK_NONE_FAILED(check_states(PLAN("{'kind': 'ongoing'}"), NULL, rows, COUNT(rows)));
}

static void test_without_a_due_day(void **state) {
  static const struct row rows[] = {
    {"silence", NULL, "2022-12-31", "not-started"},
    {"done", "{'kind': 'progress', 'task': '1', 'unit': 'a', 'period': 'plan', 'state': 'done', 'day': '2022-12-31'}",
     "2022-12-31", "done-on-time, 100 %, done 2022-12-31"},
    {"given one", "{'kind': 'extension', 'task': '1', 'period': 'plan', 'due': '2021-06-30', 'day': '2021-05-31'}",
     "2021-07-01", "overdue, 1 days late, 1 working"},
  };
  (void)state;
  CHECK_NONE_FAILED(check_states(PLAN("{'kind': 'unknown'}"), NULL, rows, COUNT(rows)));
}

/* A fact that matches no assignment is kept and reported, once its day has come. */
static void test_facts_without_assignment(void **state) {
  static const struct {
    const char *facts, *as_of;
    int32_t count;
  } rows[] = {
    {SAYS("done", "f", "2021-05-05", ""), "2021-05-05", 0},
    {EXTENSION_OF_ALL("x", "2021-05-05", "2021-07-15"), "2021-05-05", 0},
    {"{'kind': 'progress', 'task': '1', 'unit': 'a', 'period': '2021-Q1', 'state': 'done', 'day': '2021-05-05'}",
     "2021-05-04", 0},
    {"{'kind': 'progress', 'task': '1', 'unit': 'a', 'period': '2021-Q1', 'state': 'done', 'day': '2021-05-05'}",
     "2021-05-05", 1},
    {"{'kind': 'extension', 'task': '1', 'period': '2021-Q1', 'due': '2021-06-30', 'day': '2021-05-05'}", "2021-05-05",
     1},
    {"{'kind': 'event', 'task': '1', 'day': '2021-05-05'}", "2021-05-05", 1},
    {"{'kind': 'acceptance', 'task': '1', 'unit': 'b', 'period': '2021-Q3', 'day': '2021-05-05'}, "
     "{'kind': 'explanation', 'task': '1', 'unit': 'b', 'period': '2021-Q3', 'day': '2021-05-05'}", "2021-05-05", 2},
  };
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    tthc_assessment *a = case_assess(PLAN(WEDNESDAY), rows[i].facts, rows[i].as_of, NULL);
    tthc_findings *findings = tthc_assessment_findings(a, NULL);
    failures += check_int(rows[i].facts, tthc_findings_count(findings), rows[i].count);
    if (rows[i].count > 0)
      failures += check_int(rows[i].facts, tthc_findings_code(findings, 0), TTHC_F_FACT_WITHOUT_ASSIGNMENT);
    tthc_findings_free(findings);
    tthc_assessment_free(a);
  }
  CHECK_NONE_FAILED(failures);
}

static void test_bad_calls(void **state) {
  static const struct {
    const char *options;
    int32_t code;
    const char *path;
  } rows[] = {
    {"{\"warning_days\": -1}", TTHC_E_VALUE, "/warning_days"},
    {"{\"warning_days\": 367}", TTHC_E_VALUE, "/warning_days"},
    {"{\"known_at\": -1}", TTHC_E_VALUE, "/known_at"},
    {"{\"as_of\": 1}", TTHC_E_UNKNOWN_MEMBER, "/as_of"},
  };
  tthc_plan *plan = case_plan(PLAN(WEDNESDAY), NULL), *other = case_plan("'regime': 'x', " PLAN(WEDNESDAY), NULL);
  tthc_error *err = tthc_error_new();
  const int32_t day = day_of("2021-01-01");
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    failures += check_int(rows[i].options, tthc_assessment_new(plan, NULL, day, rows[i].options, err) == NULL, 1);
    failures += check_int(rows[i].options, tthc_error_code(err), rows[i].code);
    failures += check_text(rows[i].options, tthc_error_path(err), rows[i].path);
  }
  assert_null(tthc_assessment_new(NULL, NULL, day, NULL, err));
  assert_int_equal(tthc_error_code(err), TTHC_E_HANDLE);
  assert_null(tthc_assessment_new(plan, (tthc_calendar *)(void *)plan, day, NULL, err));
  assert_int_equal(tthc_error_code(err), TTHC_E_HANDLE);
  assert_null(tthc_assessment_new(plan, NULL, TTHC_NO_DAY, NULL, err));
  assert_int_equal(tthc_error_code(err), TTHC_E_DAY);
  assert_null(tthc_assessment_new(other, NULL, day, NULL, err));
  assert_int_equal(tthc_error_code(err), TTHC_E_UNKNOWN_ID);
  assert_null(tthc_assessment_new(other, NULL, day, NULL, NULL));
  tthc_error_free(err);
  tthc_plan_free(plan);
  tthc_plan_free(other);
  CHECK_NONE_FAILED(failures);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_edges),
    cmocka_unit_test(test_edges_of_a_day_off),
    cmocka_unit_test(test_warning_days),
    cmocka_unit_test(test_done),
    cmocka_unit_test(test_order_of_facts),
    cmocka_unit_test(test_returns),
    cmocka_unit_test(test_reports),
    cmocka_unit_test(test_extensions),
    cmocka_unit_test(test_days_of_an_extension),
    cmocka_unit_test(test_cancelled),
    cmocka_unit_test(test_percent),
    cmocka_unit_test(test_corrections),
    cmocka_unit_test(test_known_at),
    cmocka_unit_test(test_waiting),
    cmocka_unit_test(test_ongoing),
    cmocka_unit_test(test_without_a_due_day),
    cmocka_unit_test(test_facts_without_assignment),
    cmocka_unit_test(test_bad_calls),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
