/* Follow-ups: levels, the log by which nothing is given twice or lost, and recipients. */
#include "assess/follow_ups.h"

/* "a: urging 1/b (reminder) | h: superior escalation 1/b": the digests with their items, and what was noticed. */
static void put_follow_up(struct lines *out, const tthc_follow_up *f) {
  tthc_findings *findings = tthc_follow_up_findings(f, NULL);
  int32_t i, j, digest = TTHC_NONE;
  for (i = 0; i < tthc_follow_up_item_count(f); i++) {
    if (tthc_follow_up_item_digest(f, i) != digest) {
      digest = tthc_follow_up_item_digest(f, i);
      put_line(out, "%s%s:", i == 0 ? "" : " | ", tthc_follow_up_digest_unit_id(f, digest));
    } else {
      put_line(out, ",");
    }
    if (tthc_follow_up_item_role(f, i) != TTHC_TO_OWING)
      put_line(out, " %s", tthc_recipient_role_word(tthc_follow_up_item_role(f, i)));
    put_line(out, " %s %s/%s", tthc_follow_up_item_level(f, i), tthc_follow_up_item_task_id(f, i),
             tthc_follow_up_item_unit_id(f, i));
    for (j = 0; j < tthc_follow_up_item_passed_count(f, i); j++)
      put_line(out, "%s%s", j == 0 ? " (" : ", ", tthc_follow_up_item_passed(f, i, j));
    if (j > 0) put_line(out, ")");
  }
  for (i = 0; i < tthc_findings_count(findings); i++)
    if (tthc_findings_code(findings, i) != TTHC_F_NO_CONTACT)
      put_line(out, "; %s %s", tthc_finding_name(tthc_findings_code(findings, i)), tthc_findings_path(findings, i));
  tthc_findings_free(findings);
}

static const char *shown(const tthc_follow_up *f) {
  static struct lines out;
  out.size = 0;
  put_line(&out, "%s", "");
  put_follow_up(&out, f);
  return out.text;
}

struct row {
  const char *label, *members, *facts, *as_of, *entries, *options, *wanted;
};

static int check_rows(const struct row *rows, size_t count) {
  int failures = 0;
  size_t i;
  for (i = 0; i < count; i++) {
    tthc_follow_up *f = case_follow_up(rows[i].members, rows[i].facts, rows[i].as_of, rows[i].entries, rows[i].options);
    char label[128];
    snprintf(label, sizeof label, "%s, %s", rows[i].label, rows[i].as_of);
    failures += check_text(label, shown(f), rows[i].wanted);
    tthc_follow_up_free(f);
  }
  return failures;
}

/* --- levels ------------------------------------------------------------------------------------------------------- */

static void test_edges(void **state) {
  static const struct row rows[] = {
    {"8 days before", PLAN, NULL, "2021-06-22", NULL, NULL, ""},
    {"7 days before", PLAN, NULL, "2021-06-23", NULL, NULL, "a: reminder 1/a"},
    {"due", PLAN, NULL, "2021-06-30", NULL, NULL, "a: reminder 1/a"},
    {"first day late", PLAN, NULL, "2021-07-01", NULL, NULL, "a: urging 1/a (reminder)"},
    {"9 working days late", PLAN, NULL, "2021-07-13", NULL, NULL, "a: urging 1/a (reminder)"},
    {"10 working days late", PLAN, NULL, "2021-07-14", NULL, NULL, "a: second-urging 1/a (reminder, urging)"},
    {"19 working days late", PLAN, NULL, "2021-07-27", ENTRY("second-urging", "2021-07-14", ""), NULL, ""},
    {"20 working days late", PLAN, NULL, "2021-07-28", NULL, NULL,
     "h: superior escalation 1/a (reminder, urging, second-urging) | "
     "a: copy escalation 1/a (reminder, urging, second-urging)"},
  };
  (void)state;
  CHECK_NONE_FAILED(check_rows(rows, COUNT(rows)));
}

static void test_settled(void **state) {
  static const struct row rows[] = {
    {"done", PLAN, FACT("f", "progress", ", 'state': 'done', 'day': '2021-07-02'"), "2021-07-28", NULL, NULL, ""},
    {"done a day later", PLAN, FACT("f", "progress", ", 'state': 'done', 'day': '2021-07-02'"), "2021-07-01", NULL,
     NULL, "a: urging 1/a (reminder)"},
    {"returned: what was sent is not sent again", PLAN,
     FACT("f", "progress", ", 'state': 'done', 'day': '2021-07-02'") ", " FACT("g", "return", ", 'day': '2021-07-05'"),
     "2021-07-06", ENTRY("urging", "2021-07-01", ""), NULL, ""},
    {"returned", PLAN,
     FACT("f", "progress", ", 'state': 'done', 'day': '2021-06-20'") ", " FACT("g", "return", ", 'day': '2021-07-05'"),
     "2021-07-06", NULL, NULL, "a: urging 1/a (reminder)"},
    {"cancelled", PLAN, FACT("f", "progress", ", 'state': 'cancelled', 'day': '2021-06-02'"), "2021-07-28", NULL, NULL,
     ""},
    {"waiting", UNITS "'tasks': [" TASK("1", "'a'", "{'kind': 'on-event'}") "]", NULL, "2021-12-31", NULL, NULL, ""},
    {"no due day", UNITS "'tasks': [" TASK("1", "'a'", "{'kind': 'unknown'}") "]", NULL, "2021-12-31", NULL, NULL, ""},
    {"a missing report", UNITS "'tasks': [" TASK("1", "'a'", "{'kind': 'ongoing'}") "]", NULL, "2021-03-16", NULL, NULL,
     "a: urging 1/a (reminder)"},
  };
  (void)state;
  CHECK_NONE_FAILED(check_rows(rows, COUNT(rows)));
}

#define EXTENDED FACT("e", "extension", ", 'day': '2021-07-02', 'due': '2021-07-20'")

/* The due day belongs to the key: levels begin anew for a new one. */
static void test_extensions(void **state) {
  static const struct row rows[] = {
    {"extended", PLAN, EXTENDED, "2021-07-12", ENTRY("urging", "2021-07-01", ""), NULL, ""},
    {"reminded again", PLAN, EXTENDED, "2021-07-13", ENTRY("urging", "2021-07-01", ""), NULL, "a: reminder 1/a"},
    {"urged again", PLAN, EXTENDED, "2021-07-21",
     ENTRY("urging", "2021-07-01", "") ", {'task': '1', 'unit': 'a', 'period': '2021-Q2', 'due': '2021-07-20', "
                                       "'level': 'reminder', 'day': '2021-07-13'}",
     NULL, "a: urging 1/a"},
  };
  (void)state;
  CHECK_NONE_FAILED(check_rows(rows, COUNT(rows)));
}

static void test_levels(void **state) {
  static const struct row rows[] = {
    {"working days before: Friday", PLAN, NULL, "2021-06-25", NULL, OWN_LEVELS, "a: early 1/a"},
    {"working days before: Thursday", PLAN, NULL, "2021-06-24", NULL, OWN_LEVELS, ""},
    {"the due day itself", PLAN, NULL, "2021-06-30", NULL, OWN_LEVELS, "a: now 1/a (early)"},
    {"a lower level after a higher one", PLAN, NULL, "2021-06-30", ENTRY("now", "2021-06-30", ""), OWN_LEVELS, ""},
    {"a day before the last one", PLAN, NULL, "2021-07-01", ENTRY("second-urging", "2021-07-14", ""), NULL, ""},
    {"levels that are no more", PLAN, NULL, "2021-06-30", ENTRY("urging", "2021-06-30", ""), OWN_LEVELS,
     "a: now 1/a (early)"},
  };
  (void)state;
  CHECK_NONE_FAILED(check_rows(rows, COUNT(rows)));
}

/* --- acknowledgements --------------------------------------------------------------------------------------------- */

#define ACKNOWLEDGED(more) ENTRY("urging", "2021-07-01", ", 'acknowledged': '2021-07-12'" more)

static void test_acknowledged(void **state) {
  static const struct {
    const char *label, *as_of, *entries, *options, *wanted;
    int32_t held;
    const char *promised;
  } rows[] = {
    {"nothing new", "2021-07-13", ACKNOWLEDGED(""), NULL, "", 0, NULL},
    {"held", "2021-07-14", ACKNOWLEDGED(""), NULL, "", 1, NULL},
    {"held to the fifth working day", "2021-07-19", ACKNOWLEDGED(""), NULL, "", 1, NULL},
    {"no longer", "2021-07-20", ACKNOWLEDGED(""), NULL, "a: second-urging 1/a (reminder)", 0, "-"},
    {"held for less", "2021-07-14", ACKNOWLEDGED(""), "{'hold_working_days': 1}", "a: second-urging 1/a (reminder)", 0,
     "-"},
    {"held to the promise", "2021-08-02", ACKNOWLEDGED(", 'promised': '2021-08-02'"), NULL, "", 1, NULL},
    {"a broken promise", "2021-07-17", ACKNOWLEDGED(", 'promised': '2021-07-16'"), NULL,
     "a: second-urging 1/a (reminder)", 0, "2021-07-16"},
    {"the last one counts", "2021-07-20",
     ACKNOWLEDGED(", 'promised': '2021-08-30'") ", " ENTRY("reminder", "2021-06-23",
                                                           ", 'acknowledged': '2021-07-13', 'promised': '2021-07-15'"),
     NULL, "a: second-urging 1/a", 0, "2021-07-15"},
    {"acknowledged later", "2021-07-14", ENTRY("urging", "2021-07-01", ", 'acknowledged': '2021-07-15'"), NULL,
     "a: second-urging 1/a (reminder)", 0, "-"},
  };
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    tthc_follow_up *f = case_follow_up(PLAN, NULL, rows[i].as_of, rows[i].entries, rows[i].options);
    char day[16];
    failures += check_text(rows[i].label, shown(f), rows[i].wanted);
    failures += check_int(rows[i].label, tthc_follow_up_held_count(f), rows[i].held);
    if (rows[i].promised != NULL)
      failures += check_text(rows[i].label, show_day(tthc_follow_up_item_promised_day(f, 0), day), rows[i].promised);
    tthc_follow_up_free(f);
  }
  CHECK_NONE_FAILED(failures);
}

/* --- recipients --------------------------------------------------------------------------------------------------- */

#define ENDED(id, more) "{'id': '" id "', 'name': '" id "', 'last_day': '2021-06-30'" more "}"
#define UNIT(id, more) "{'id': '" id "', 'name': '" id "'" more "}"
#define OWED_BY(lead, units) "'units': [" units "], 'tasks': [" TASK("1", lead, ONCE) "]"
#define SUCCESSORS(unit) ", 'successors': [" unit "]"
#define MERGED(id) "{'unit': '" id "', 'kind': 'merge'}"

static void test_recipients(void **state) {
  static const struct row rows[] = {
    {"its last day", OWED_BY("'a'", ENDED("a", SUCCESSORS(MERGED("b"))) ", " UNIT("b", "")), NULL, "2021-06-30", NULL,
     NULL, "a: reminder 1/a"},
    {"merged", OWED_BY("'a'", ENDED("a", SUCCESSORS(MERGED("b"))) ", " UNIT("b", "")), NULL, "2021-07-01", NULL, NULL,
     "b: urging 1/a (reminder)"},
    {"merged into what is not there yet",
     OWED_BY("'a'", UNIT("h", "") ", " ENDED("a", ", 'superior': 'h'" SUCCESSORS(MERGED("b"))) ", " UNIT(
                      "b", ", 'first_day': '2021-07-05'")),
     NULL, "2021-07-01", NULL, NULL, "h: urging 1/a (reminder); no-successor /units/1"},
    {"merged, nothing twice", OWED_BY("'a'", ENDED("a", SUCCESSORS(MERGED("b"))) ", " UNIT("b", "")), NULL,
     "2021-07-01", ENTRY("urging", "2021-07-01", ""), NULL, ""},
    {"merged, and that one too",
     OWED_BY("'a'", ENDED("a", SUCCESSORS(MERGED("b"))) ", " ENDED("b", SUCCESSORS(MERGED("c"))) ", " UNIT("c", "")),
     NULL, "2021-07-01", NULL, NULL, "c: urging 1/a (reminder)"},
    {"split",
     OWED_BY("'a'", ENDED("a", SUCCESSORS(MERGED("c") ", " MERGED("b"))) ", " UNIT("b", "") ", " UNIT("c", "")), NULL,
     "2021-07-01", NULL, NULL, "b: urging 1/a (reminder) | c: urging 1/a (reminder)"},
    {"both owe it, and one follows the other",
     OWED_BY("'a', 'b'", ENDED("a", SUCCESSORS(MERGED("b"))) ", " UNIT("b", "")), NULL, "2021-07-01", NULL, NULL,
     "b: urging 1/a (reminder), urging 1/b (reminder)"},
    {"abolished", OWED_BY("'a'", UNIT("h", "") ", " ENDED("a", ", 'superior': 'h'")), NULL, "2021-07-01", NULL, NULL,
     "h: urging 1/a (reminder); no-successor /units/1"},
    {"abolished without anybody", OWED_BY("'a'", ENDED("a", "")), NULL, "2021-07-01", NULL, NULL,
     "a: urging 1/a (reminder); no-successor /units/0"},
    {"no superior", OWED_BY("'a'", UNIT("a", "")), NULL, "2021-07-28", ENTRY("second-urging", "2021-07-14", ""), NULL,
     "a: escalation 1/a (reminder, urging); no-superior /units/0"},
    {"a superior that was merged",
     OWED_BY("'a'", UNIT("a", ", 'superior': 'h'") ", " ENDED("h", SUCCESSORS(MERGED("i"))) ", " UNIT("i", "")), NULL,
     "2021-07-28", ENTRY("second-urging", "2021-07-14", ""), NULL,
     "a: copy escalation 1/a (reminder, urging) | i: superior escalation 1/a (reminder, urging)"},
    {"split below one superior, which is told once",
     OWED_BY("'a'", ENDED("a", SUCCESSORS(MERGED("b") ", " MERGED("c"))) ", " UNIT("b", ", 'superior': 'h'") ", " UNIT(
                      "c", ", 'superior': 'h'") ", " UNIT("h", "")),
     NULL, "2021-07-28", ENTRY("second-urging", "2021-07-14", ""), NULL,
     "b: copy escalation 1/a (reminder, urging) | c: copy escalation 1/a (reminder, urging) | "
     "h: superior escalation 1/a (reminder, urging)"},
    {"followed by its superior's own superior",
     OWED_BY("'a'", ENDED("a", SUCCESSORS(MERGED("b") ", " MERGED("h"))) ", " UNIT("b", ", 'superior': 'h'") ", " UNIT(
                      "h", ", 'superior': 'i'") ", " UNIT("i", "")),
     NULL, "2021-07-28", ENTRY("second-urging", "2021-07-14", ""), NULL,
     "b: copy escalation 1/a (reminder, urging) | h: superior escalation 1/a (reminder, urging) | "
     "i: superior escalation 1/a (reminder, urging)"},
  };
  (void)state;
  CHECK_NONE_FAILED(check_rows(rows, COUNT(rows)));
}

#define EARLIER "{'kind': 'once', 'start': '2021-04-01', 'due': '2021-06-28', 'key': '2021-Q2'}"

/* The highest level first; then what it owes, what has been due for longest, the order of tasks. */
static void test_order(void **state) {
  static const char *const members = UNITS "'tasks': [" TASK("1", "'a', 'h'", ONCE) ", " TASK(
    "2", "'a'", EARLIER) ", " TASK("3", "'h'", ONCE) ", " TASK("4", "'h'", "{'kind': 'once', 'due': '2021-08-02'}") "]";
  static const struct row rows[] = {
    {"order", members, NULL, "2021-07-28",
     ENTRY("second-urging", "2021-07-14", "") ", {'task': '2', 'unit': 'a', 'period': '2021-Q2', 'due': '2021-06-28', "
                                              "'level': 'second-urging', 'day': '2021-07-14'}",
     NULL,
     "h: escalation 1/h (reminder, urging, second-urging), escalation 3/h (reminder, urging, second-urging), "
     "superior escalation 2/a (reminder, urging), superior escalation 1/a (reminder, urging), reminder 4/h | "
     "a: copy escalation 2/a (reminder, urging), copy escalation 1/a (reminder, urging); no-superior /units/0"},
  };
  (void)state;
  CHECK_NONE_FAILED(check_rows(rows, COUNT(rows)));
}

static void test_contacts(void **state) {
  static const struct {
    const char *as_of, *wanted;
  } rows[] = {{"2021-06-30", "Nguyễn Văn A"}, {"2021-07-01", "Nguyễn Văn A, Trần Thị B"}, {"2021-07-02", "Trần Thị B"}};
  tthc_follow_up *f = case_follow_up(CONTACTS, NULL, "2021-07-01", NULL, NULL);
  tthc_findings *findings = tthc_follow_up_findings(f, NULL);
  int failures = 0;
  int32_t i, j;
  (void)state;
  assert_int_equal(tthc_findings_count(findings), 0);
  tthc_findings_free(findings);
  assert_string_equal(tthc_follow_up_contact_position(f, 0, 0), "Công chức");
  assert_string_equal(tthc_follow_up_contact_email(f, 0, 0), "a@example.vn");
  assert_string_equal(tthc_follow_up_contact_phone(f, 0, 0), "0251");
  assert_null(tthc_follow_up_contact_position(f, 0, 1));
  tthc_follow_up_free(f);
  for (i = 0; i < (int32_t)COUNT(rows); i++) {
    struct lines got = {"", 0};
    f = case_follow_up(CONTACTS, NULL, rows[i].as_of, NULL, NULL);
    for (j = 0; j < tthc_follow_up_contact_count(f, 0); j++)
      put_line(&got, "%s%s", j == 0 ? "" : ", ", tthc_follow_up_contact_name(f, 0, j));
    failures += check_text(rows[i].as_of, got.text, rows[i].wanted);
    tthc_follow_up_free(f);
  }
  CHECK_NONE_FAILED(failures);
  f = case_follow_up(PLAN, NULL, "2021-07-01", NULL, NULL);
  findings = tthc_follow_up_findings(f, NULL);
  assert_int_equal(tthc_findings_count(findings), 1);
  assert_int_equal(tthc_findings_code(findings, 0), TTHC_F_NO_CONTACT);
  assert_string_equal(tthc_findings_path(findings, 0), "/units/1");
  assert_string_equal(tthc_findings_message(findings, 0, "vi"), "Đơn vị cần gửi văn bản chưa có cán bộ đầu mối: Xã A");
  tthc_findings_free(findings);
  tthc_follow_up_free(f);
}

/* --- a quarter, day by day ---------------------------------------------------------------------------------------- */

enum { KEYS_MAX = 8192 };

/* Entries without day and passing: `{"task": … "level": …`; sorted. */
struct keys {
  char *items[KEYS_MAX];
  int32_t count;
};

static int compare_keys(const void *left, const void *right) {
  return strcmp(*(char *const *)left, *(char *const *)right);
}

/* The keys of a log; those that were given only, or passed over too. */
static void read_keys(struct keys *keys, const char *log, int passed_too) {
  const char *line = log;
  keys->count = 0;
  for (; line != NULL && *line != '\0'; line = strchr(line, '\n'), line += line != NULL) {
    const char *end = strchr(line, '\n'), *day = strstr(line, ", \"day\""), *passed = strstr(line, "\"passed_over\"");
    if (strncmp(line, "    {\"task\"", 10) != 0 || (!passed_too && passed != NULL && passed < end)) continue;
    assert_true(keys->count < KEYS_MAX && day != NULL && day < end);
    keys->items[keys->count] = check_exact_copy(line, (size_t)(day - line) + 1);
    keys->items[keys->count++][day - line] = '\0';
  }
  qsort(keys->items, (size_t)keys->count, sizeof *keys->items, compare_keys);
}

static void free_keys(struct keys *keys) {
  while (keys->count > 0) free(keys->items[--keys->count]);
}

/* Follows up from one day to another in steps; gives the last log. `given` counts what was given, copies left out. */
static tthc_text *run(const tthc_plan *plan, const char *first, const char *last, int32_t step, int32_t *given) {
  tthc_text *log = NULL;
  int32_t day = day_of(first), i;
  char text[16];
  for (*given = 0; day <= day_of(last); day += step) {
    tthc_follow_up *f = follow_up(plan, show_day(day, text), tthc_text_data(log), NULL), *again;
    for (i = 0; i < tthc_follow_up_item_count(f); i++) *given += tthc_follow_up_item_role(f, i) != TTHC_TO_COPIED;
    tthc_text_free(log);
    log = log_text(f);
    tthc_follow_up_free(f);
    again = follow_up(plan, text, tthc_text_data(log), NULL); /* twice on a day: nothing the second time */
    assert_int_equal(tthc_follow_up_item_count(again), 0);
    tthc_follow_up_free(again);
  }
  return log;
}

static int check_keys(const char *label, const struct keys *got, const struct keys *wanted) {
  int failures = check_int(label, got->count, wanted->count);
  int32_t i;
  for (i = 0; failures == 0 && i < got->count; i++) failures += check_text(label, got->items[i], wanted->items[i]);
  return failures;
}

/* What the days of a quarter must give, told from the rows alone: each level on its day, if the row is open then. */
static void expect_keys(const tthc_plan *plan, const char *first, const char *last, struct keys *keys) {
  static const struct {
    const char *level;
    int32_t from, working;
  } levels[] = {{"reminder", -7, 0}, {"urging", 1, 0}, {"second-urging", 10, 1}, {"escalation", 20, 1}};
  int32_t day, row, i;
  keys->count = 0;
  for (day = day_of(first); day <= day_of(last); day++) {
    tthc_assessment *a = tthc_assessment_new(plan, shared_calendar(), day, NULL, NULL);
    for (row = 0; row < tthc_assignment_count(a); row++) {
      const int32_t due = tthc_assignment_effective_day(a, row), state = tthc_assignment_state(a, row);
      if (due == TTHC_NO_DAY || state == TTHC_DONE_ON_TIME || state == TTHC_DONE_LATE || state == TTHC_CANCELLED)
        continue;
      for (i = 0; i < (int32_t)COUNT(levels); i++) {
        const int32_t from = levels[i].from;
        const int32_t on = levels[i].working ? tthc_calendar_add_working_days(shared_calendar(), due, from) : due + from;
        char key[512];
        if (on != day) continue;
        snprintf(key, sizeof key,
                 "    {\"task\": \"%s\", \"unit\": \"%s\", \"period\": \"%s\", \"due\": \"%s\", \"level\": \"%s\"",
                 tthc_assignment_task_id(a, row), tthc_assignment_unit_id(a, row), tthc_assignment_period(a, row),
                 tthc_assignment_due(a, row), levels[i].level);
        assert_true(keys->count < KEYS_MAX);
        keys->items[keys->count++] = check_exact_copy(key, strlen(key) + 1);
      }
    }
    tthc_assessment_free(a);
  }
  qsort(keys->items, (size_t)keys->count, sizeof *keys->items, compare_keys);
}

#define QUARTER \
  "'units': [{'id': 'h', 'name': 'H'}, {'id': 'a', 'name': 'A', 'superior': 'h'}, {'id': 'b', 'name': 'B', " \
  "'level': 'commune'}], 'tasks': [" TASK("1", "'a'", ONCE) ", " TASK( \
    "2", "'a', 'b'", "{'kind': 'recurring', 'every': 'month'}") ", " TASK("3", "'b'", "{'kind': 'ongoing'}") "]"

#define QUARTER_FACTS \
  EXTENDED ", {'id': 'd', 'kind': 'progress', 'task': '2', 'unit': 'a', 'period': '2021-06', 'state': 'done', 'day': " \
           "'2021-07-05'}, {'id': 'r', 'kind': 'progress', 'task': '3', 'unit': 'b', 'period': 'kstt:2021-Q2', " \
           "'state': 'done', 'day': '2021-06-10'}"

/* From New Year's day on, so that nothing is passed over on the first day. */
static void test_quarter(void **state) {
  static struct keys got, wanted;
  tthc_plan *plan = case_plan(QUARTER, QUARTER_FACTS);
  int32_t given;
  tthc_text *log = run(plan, "2021-01-01", "2021-09-30", 1, &given);
  (void)state;
  read_keys(&got, tthc_text_data(log), 0);
  expect_keys(plan, "2021-01-01", "2021-09-30", &wanted);
  assert_true(wanted.count > 60);
  CHECK_NONE_FAILED(check_keys("given", &got, &wanted));
  assert_int_equal(given, wanted.count);
  assert_null(strstr(tthc_text_data(log), "passed_over"));
  free_keys(&got);
  free_keys(&wanted);
  tthc_text_free(log);
  tthc_plan_free(plan);
}

/* After days of silence nothing is lost and nothing sent twice: in the end the log has the same keys. */
static void test_gaps(void **state) {
  static struct keys daily, sparse;
  static const int32_t steps[] = {3, 10, 45};
  tthc_plan *plan = case_plan(QUARTER, NULL);
  int32_t given, fewer;
  tthc_text *log = run(plan, "2021-01-01", "2021-09-28", 1, &given), *other;
  int failures = 0;
  size_t i;
  (void)state;
  read_keys(&daily, tthc_text_data(log), 1);
  for (i = 0; i < COUNT(steps); i++) {
    other = run(plan, "2021-01-01", "2021-09-28", steps[i], &fewer);
    read_keys(&sparse, tthc_text_data(other), 1);
    failures += check_keys("after gaps", &sparse, &daily); /* 270 days: all steps end on the same one */
    failures += check_int("one message, not three", steps[i] < 4 || fewer < given, 1);
    free_keys(&sparse);
    tthc_text_free(other);
  }
  free_keys(&daily);
  tthc_text_free(log);
  tthc_plan_free(plan);
  CHECK_NONE_FAILED(failures);
}

/* The example plan over a quarter: each key once, as the rows say. */
static void test_example(void **state) {
  static struct keys before, got, wanted;
  tthc_plan *plan = example_plan();
  int32_t given, late;
  tthc_text *first = run(plan, "2021-03-31", "2021-03-31", 1, &late), *log;
  int32_t i, j, kept = 0;
  (void)state;
  log = run(plan, "2021-03-31", "2021-06-30", 1, &given);
  read_keys(&before, tthc_text_data(first), 1);
  read_keys(&got, tthc_text_data(log), 0);
  expect_keys(plan, "2021-04-01", "2021-06-30", &wanted);
  for (i = 0; i < got.count; i++) { /* leave out what was given on the first day */
    for (j = 0; j < before.count && strcmp(before.items[j], got.items[i]) != 0;) j++;
    if (j < before.count)
      free(got.items[i]);
    else
      got.items[kept++] = got.items[i];
  }
  got.count = kept;
  assert_true(wanted.count > 100 && late > 0);
  CHECK_NONE_FAILED(check_keys("given", &got, &wanted));
  free_keys(&before);
  free_keys(&got);
  free_keys(&wanted);
  tthc_text_free(first);
  tthc_text_free(log);
  tthc_plan_free(plan);
}

/* --- what is wrong ------------------------------------------------------------------------------------------------ */

static tthc_follow_up *refused(const char *log, const char *options, tthc_error *err) {
  tthc_plan *plan = case_plan(PLAN, NULL);
  tthc_assessment *a = assess(plan, "2021-07-14", NULL);
  tthc_follow_up *f = tthc_follow_up_new(plan, a, NULL, log, -1, options, err);
  tthc_assessment_free(a);
  tthc_plan_free(plan);
  return f;
}

static void test_bad_logs(void **state) {
  static const struct {
    const char *label, *log;
    int32_t code;
    const char *path;
  } rows[] = {
    {"no JSON", "{", TTHC_E_SYNTAX, ""},
    {"another format", "{'format': 'tthcplan-facts/1', 'plan': 'p', 'entries': []}", TTHC_E_FORMAT, "/format"},
    {"another plan", "{'format': 'tthcplan-follow-up-log/1', 'plan': 'q', 'entries': []}", TTHC_E_UNKNOWN_ID, "/plan"},
    {"no entries", "{'format': 'tthcplan-follow-up-log/1', 'plan': 'p'}", TTHC_E_MISSING, "/entries"},
    {"no array", "{'format': 'tthcplan-follow-up-log/1', 'plan': 'p', 'entries': {}}", TTHC_E_TYPE, "/entries"},
  };
  static const struct {
    const char *label, *entries;
    int32_t code;
    const char *path;
  } entries[] = {
    {"no object", "1", TTHC_E_TYPE, "/entries/0"},
    {"no day", "{'task': '1', 'unit': 'a', 'period': 'x', 'due': '2021-06-30', 'level': 'u'}", TTHC_E_MISSING,
     "/entries/0/day"},
    {"a wrong day", ENTRY("u", "2021-02-30", ""), TTHC_E_DAY, "/entries/0/day"},
    {"a misspelt member", ENTRY("u", "2021-02-03", ", 'acknowleged': '2021-07-01'"), TTHC_E_UNKNOWN_MEMBER,
     "/entries/0/acknowleged"},
    {"acknowledged before", ENTRY("u", "2021-07-03", ", 'acknowledged': '2021-07-02'"), TTHC_E_VALUE,
     "/entries/0/acknowledged"},
    {"promised alone", ENTRY("u", "2021-07-03", ", 'promised': '2021-07-12'"), TTHC_E_MISSING,
     "/entries/0/acknowledged"},
    {"promised before", ENTRY("u", "2021-07-03", ", 'acknowledged': '2021-07-04', 'promised': '2021-07-03'"),
     TTHC_E_VALUE, "/entries/0/promised"},
    {"there twice", ENTRY("u", "2021-07-03", "") ", " ENTRY("u", "2021-07-04", ""), TTHC_E_DUPLICATE_ID,
     "/entries/1/level"},
  };
  tthc_error *err = tthc_error_new();
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    char log[256];
    snprintf(log, sizeof log, "%s", rows[i].log);
    quote(log);
    assert_null(refused(log, NULL, err));
    failures += check_int(rows[i].label, tthc_error_code(err), rows[i].code);
    failures += check_text(rows[i].label, tthc_error_path(err), rows[i].path);
  }
  for (i = 0; i < COUNT(entries); i++) {
    assert_null(refused(log_of(entries[i].entries), NULL, err));
    failures += check_int(entries[i].label, tthc_error_code(err), entries[i].code);
    failures += check_text(entries[i].label, tthc_error_path(err), entries[i].path);
    assert_null(refused(log_of(entries[i].entries), NULL, NULL));
  }
  assert_null(refused(log_of("1, " ENTRY("u", "2021-07-03", "") ", {}, " ENTRY("u", "2021-07-03", "")), NULL, err));
  assert_int_equal(tthc_error_problem_count(err), 3); /* every bad one */
  assert_non_null(strstr(tthc_error_problems_json(err, "en"), "\"/entries/3/level\""));
  tthc_error_free(err);
  CHECK_NONE_FAILED(failures);
}

#define LEVEL(id, more) "{'id': '" id "', 'name': 'n'" more "}"

static void test_bad_options(void **state) {
  static const struct {
    const char *options;
    int32_t code;
    const char *path;
  } rows[] = {
    {"{'level': []}", TTHC_E_UNKNOWN_MEMBER, "/level"},
    {"{'levels': []}", TTHC_E_MISSING, "/levels"},
    {"{'levels': [" LEVEL("a", "") "]}", TTHC_E_MISSING, "/levels/0/from"},
    {"{'levels': [" LEVEL("a", ", 'from': 4000") "]}", TTHC_E_VALUE, "/levels/0/from"},
    {"{'levels': [" LEVEL("a", ", 'from': 1, 'to': 'all'") "]}", TTHC_E_VALUE, "/levels/0/to"},
    {"{'levels': [" LEVEL("a", ", 'from': 1") ", " LEVEL("a", ", 'from': 2") "]}", TTHC_E_DUPLICATE_ID, "/levels/1/id"},
    {"{'levels': [" LEVEL("a", ", 'from': 1") ", " LEVEL("b", ", 'from': 1") "]}", TTHC_E_VALUE, "/levels/1/from"},
    {"{'hold_working_days': -1}", TTHC_E_VALUE, "/hold_working_days"},
    {"{'reply_working_days': 366}", TTHC_E_VALUE, "/reply_working_days"},
    {"{'reply_by': '2021-07-13'}", TTHC_E_VALUE, "/reply_by"},
  };
  tthc_error *err = tthc_error_new();
  struct lines many = {"", 0};
  int failures = 0, level;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    char options[256];
    snprintf(options, sizeof options, "%s", rows[i].options);
    quote(options);
    assert_null(refused(NULL, options, err));
    failures += check_int(rows[i].options, tthc_error_code(err), rows[i].code);
    failures += check_text(rows[i].options, tthc_error_path(err), rows[i].path);
  }
  for (level = 0; level < 17; level++)
    put_line(&many, "%s{'id': 'l%d', 'name': 'n', 'from': %d}", level == 0 ? "{'levels': [" : ", ", level, level);
  put_line(&many, "]}");
  quote(many.text);
  assert_null(refused(NULL, many.text, err));
  failures += check_int("17 levels", tthc_error_code(err), TTHC_E_LIMIT);
  tthc_error_free(err);
  CHECK_NONE_FAILED(failures);
}

static void test_wrong_handles(void **state) {
  tthc_plan *plan = case_plan(PLAN, NULL), *other = tthc_plan_new("q", 2021, NULL);
  tthc_plan *amended = case_plan(UNITS "'tasks': [" TASK("2", "'a'", ONCE) "]", NULL);
  tthc_assessment *a = assess(plan, "2021-07-14", NULL);
  tthc_error *err = tthc_error_new();
  (void)state;
  assert_null(tthc_follow_up_new(NULL, a, NULL, NULL, -1, NULL, err));
  assert_int_equal(tthc_error_code(err), TTHC_E_HANDLE);
  assert_null(tthc_follow_up_new(plan, NULL, NULL, NULL, -1, NULL, err));
  assert_int_equal(tthc_error_code(err), TTHC_E_HANDLE);
  assert_null(tthc_follow_up_new(plan, a, (const tthc_calendar *)(const void *)a, NULL, -1, NULL, err));
  assert_int_equal(tthc_error_code(err), TTHC_E_HANDLE);
  assert_null(tthc_follow_up_new(other, a, NULL, NULL, -1, NULL, err));
  assert_int_equal(tthc_error_code(err), TTHC_E_UNKNOWN_ID);
  assert_null(tthc_follow_up_new(amended, a, NULL, NULL, -1, NULL, err));
  assert_int_equal(tthc_error_code(err), TTHC_E_UNKNOWN_ID);
  assert_string_equal(tthc_error_path(err), "/assessment");
  assert_null(tthc_follow_up_new(plan, a, NULL, "{}", -2, NULL, err));
  assert_int_equal(tthc_error_code(err), TTHC_E_ARGUMENT);
  assert_null(tthc_follow_up_json(NULL, NULL, err));
  assert_null(tthc_follow_up_log_json(NULL, err));
  assert_null(tthc_follow_up_findings(NULL, err));
  assert_null(tthc_follow_up_text(NULL, 0, NULL, err));
  assert_int_equal(tthc_error_code(err), TTHC_E_HANDLE);
  tthc_follow_up_free(NULL);
  tthc_error_free(err);
  tthc_assessment_free(a);
  tthc_plan_free(amended);
  tthc_plan_free(other);
  tthc_plan_free(plan);
}

static void test_getters(void **state) {
  tthc_follow_up *f = case_follow_up(LETTER, NULL, "2021-07-28", NULL, NULL);
  const int32_t item = tthc_follow_up_digest_first_item(f, 1);
  (void)state;
  assert_int_equal(tthc_follow_up_as_of(f), day_of("2021-07-28"));
  assert_int_equal(tthc_follow_up_reply_by(f), day_of("2021-08-02"));
  assert_string_equal(tthc_follow_up_plan_id(f), "p");
  assert_int_equal(tthc_follow_up_digest_count(f), 2);
  assert_string_equal(tthc_follow_up_digest_unit_name(f, 1), "UBND xã A");
  assert_int_equal(item, 2);
  assert_int_equal(tthc_follow_up_digest_item_count(f, 1), 3);
  assert_string_equal(tthc_follow_up_item_level_name(f, item, "vi"), "Báo cáo cấp trên");
  assert_string_equal(tthc_follow_up_item_level_name(f, item, "en"), "Escalation");
  assert_string_equal(tthc_follow_up_item_label(f, item), "2");
  assert_string_equal(tthc_follow_up_item_title(f, item), "Công khai");
  assert_string_equal(tthc_follow_up_item_deadline(f, item), "Thường xuyên");
  assert_string_equal(tthc_follow_up_item_period(f, item), "kstt:2021-Q2");
  assert_int_equal(tthc_follow_up_item_is_report(f, item), 1);
  assert_string_equal(tthc_follow_up_item_unit_name(f, item), "UBND xã A");
  assert_int_equal(tthc_follow_up_item_state(f, item), TTHC_OVERDUE);
  assert_int_equal(tthc_follow_up_item_due_day(f, item), day_of("2021-06-16"));
  assert_int_equal(tthc_follow_up_item_days_late(f, item), 42);
  assert_int_equal(tthc_follow_up_item_working_days_late(f, item), 30);
  assert_string_equal(tthc_follow_up_item_due(f, item + 2), "2021-07-31");
  assert_string_equal(tthc_follow_up_item_effective(f, item + 2), "2021-08-02");
  assert_int_equal(tthc_follow_up_item_effective_day(f, item + 2), day_of("2021-08-02"));
  assert_string_equal(tthc_recipient_role_word(TTHC_TO_COPIED), "copy");
  assert_null(tthc_recipient_role_word(0));
  assert_null(tthc_recipient_role_word(4));
  tthc_follow_up_free(f);
}

typedef const char *item_text(const tthc_follow_up *follow_up, int32_t item);
typedef int32_t item_number(const tthc_follow_up *follow_up, int32_t item);

/* Rows that are not there, and no handle. */
static void test_wrong_rows(void **state) {
  static item_text *const texts[] = {
    tthc_follow_up_digest_unit_id, tthc_follow_up_digest_unit_name, tthc_follow_up_item_level,
    tthc_follow_up_item_task_id,   tthc_follow_up_item_label,       tthc_follow_up_item_title,
    tthc_follow_up_item_deadline,  tthc_follow_up_item_period,      tthc_follow_up_item_unit_id,
    tthc_follow_up_item_unit_name, tthc_follow_up_item_due,         tthc_follow_up_item_effective};
  static const struct {
    item_number *get;
    int32_t none;
  } numbers[] = {{tthc_follow_up_digest_first_item, TTHC_NONE},
                 {tthc_follow_up_digest_item_count, 0},
                 {tthc_follow_up_contact_count, 0},
                 {tthc_follow_up_item_digest, TTHC_NONE},
                 {tthc_follow_up_item_role, 0},
                 {tthc_follow_up_item_passed_count, 0},
                 {tthc_follow_up_item_is_report, 0},
                 {tthc_follow_up_item_state, 0},
                 {tthc_follow_up_item_due_day, TTHC_NO_DAY},
                 {tthc_follow_up_item_effective_day, TTHC_NO_DAY},
                 {tthc_follow_up_item_days_late, 0},
                 {tthc_follow_up_item_working_days_late, 0},
                 {tthc_follow_up_item_promised_day, TTHC_NO_DAY}};
  static const int32_t rows[] = {-1, 7, INT32_MAX, INT32_MIN};
  tthc_follow_up *f = case_follow_up(PLAN, NULL, "2021-07-01", NULL, NULL);
  tthc_error *err = tthc_error_new();
  size_t i, j;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    for (j = 0; j < COUNT(texts); j++) assert_null(texts[j](f, rows[i]));
    for (j = 0; j < COUNT(numbers); j++) assert_int_equal(numbers[j].get(f, rows[i]), numbers[j].none);
    assert_null(tthc_follow_up_item_level_name(f, rows[i], NULL));
    assert_null(tthc_follow_up_item_passed(f, rows[i], 0));
    assert_null(tthc_follow_up_item_passed(f, 0, rows[i]));
    assert_null(tthc_follow_up_contact_name(f, 0, rows[i]));
    assert_null(tthc_follow_up_contact_name(f, rows[i], 0));
    assert_null(tthc_follow_up_text(f, rows[i], NULL, err));
    assert_int_equal(tthc_error_code(err), TTHC_E_ARGUMENT);
  }
  for (j = 0; j < COUNT(texts); j++) assert_null(texts[j](NULL, 0));
  for (j = 0; j < COUNT(numbers); j++) assert_int_equal(numbers[j].get(NULL, 0), numbers[j].none);
  assert_int_equal(tthc_follow_up_as_of(NULL), TTHC_NO_DAY);
  assert_int_equal(tthc_follow_up_reply_by(NULL), TTHC_NO_DAY);
  assert_null(tthc_follow_up_plan_id(NULL));
  assert_int_equal(
    tthc_follow_up_held_count(NULL) + tthc_follow_up_digest_count(NULL) + tthc_follow_up_item_count(NULL), 0);
  tthc_error_free(err);
  tthc_follow_up_free(f);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_edges),    cmocka_unit_test(test_settled),      cmocka_unit_test(test_extensions),
    cmocka_unit_test(test_levels),   cmocka_unit_test(test_acknowledged), cmocka_unit_test(test_recipients),
    cmocka_unit_test(test_order),    cmocka_unit_test(test_contacts),     cmocka_unit_test(test_quarter),
    cmocka_unit_test(test_gaps),     cmocka_unit_test(test_example),      cmocka_unit_test(test_bad_logs),
    cmocka_unit_test(test_bad_options), cmocka_unit_test(test_wrong_handles), cmocka_unit_test(test_getters),
    cmocka_unit_test(test_wrong_rows)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
