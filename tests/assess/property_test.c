/*
 * What holds of all assessments, on plans at random with units that end, tasks of parts, corrections and figures: what
 * comes later changes nothing, the order of adding says nothing, sums are exact, and silence raises no coverage.
 */
#include "assess/cases.h"
#include "support/random.h"
#include "tthcplan/follow_up.h"
#include "tthcplan/ranking.h"

enum { PLANS = 16, UNITS = 8, TASKS = 9, FACTS_MAX = 70, FACT_SIZE = 512, RESULTS_MAX = 1 << 20 };

/* --- plans -------------------------------------------------------------------------------------------------------- */

/* u0 is merged into u1, u2 split into u3 and u4, u5 abolished; `more` is a unit that nobody hears of. */
static void put_units(struct lines *out, int more) {
  static const char *const changes[UNITS] = {
    [0] = ", 'last_day': '2021-05-31', 'successors': [{'unit': 'u1', 'kind': 'merge'}]",
    [2] = ", 'last_day': '2021-08-31', 'successors': [{'unit': 'u3', 'kind': 'split'}, "
          "{'unit': 'u4', 'kind': 'split'}]",
    [4] = ", 'first_day': '2021-09-01'",
    [5] = ", 'last_day': '2021-06-30'"};
  int i;
  put_line(out, "'units': [{'id': 'top', 'name': 'T', 'level': 'district'}, {'id': 'more', 'name': 'M'}");
  for (i = 0; i < UNITS; i++)
    put_line(out, ", {'id': 'u%d', 'name': 'U%d', 'level': '%s', 'superior': 'top'%s}", i, i,
             i % 3 ? "commune" : "division", changes[i] == NULL ? "" : changes[i]);
  put_line(out,
           ", {'id': 'g', 'name': 'G', 'kind': 'group', 'members': [{'unit': 'u0'}, {'unit': 'u2'}, "
           "{'unit': 'u5'}, {'unit': 'u6'}%s]}, {'id': 'h', 'name': 'H', 'kind': 'group', 'members': "
           "[{'unit': 'g'}, {'unit': 'u1'}, {'unit': 'u7', 'first_day': '2021-04-01'}]}]",
           more ? ", {'unit': 'more'}" : "");
}

/* The first six stand in the sections A and B, the others in part I; each may stand below an earlier one of its own. */
static void put_task(struct lines *out, int n) {
  static const char *const clauses[] = {
    "{'kind': 'ongoing'}",
    "{'kind': 'ongoing'}",
    "{'kind': 'recurring', 'every': 'quarter'}",
    "{'kind': 'on-event', 'event': 'x'}",
    "{'kind': 'recurring'}, {'kind': 'ad-hoc'}",
    "{'kind': 'once', 'start': '2021-04-01', 'due': '2021-06-30', 'key': '2021-Q2'}",
    "{'kind': 'once', 'due': '2021-10-31', 'key': '2021-10'}"};
  put_line(out, "%s{'id': 't%d', '%s': '%s', 'label': '%d', 'title': 'T'", n > 0 ? ", " : "", n,
           n < 6 ? "section" : "part",
           n < 3   ? "A"
           : n < 6 ? "B"
                   : "I",
           n + 1);
  if (n % 3 > 0 && pick(2)) put_line(out, ", 'parent': 't%d'", n - 1 - pick(n % 3));
  if (pick(5) > 0)
    put_line(out, ", 'lead': {'units': ['u%d'%s]}", pick(UNITS), pick(2) ? ", 'g'" : pick(2) ? ", 'h'" : "");
  put_line(out, ", 'deadline': {'text': 'D', 'clauses': [%s]}}", clauses[pick(COUNT(clauses))]);
}

static void put_members(struct lines *out, uint64_t number, int more) {
  int i;
  seed = number;
  out->size = 0;
  put_units(out, more);
  put_line(out, ", 'parts': [{'label': 'I', 'title': 'P'}, {'label': 'II', 'title': 'Q', 'holds_sections': true}], "
                "'sections': [{'label': 'A', 'title': 'S'}, {'label': 'B', 'title': 'S'}], 'tasks': [");
  for (i = 0; i < TASKS; i++) put_task(out, i);
  put_line(out, "], 'indicators': [{'id': 'i', 'title': 'I', 'kind': 'ratio', 'series': 'per-period', 'task': 't0', "
                "'targets': [{'comparator': '>=', 'amount': 40}]}, {'id': 'j', 'title': 'J', 'kind': 'value', "
                "'series': 'cumulative', 'task': 't7'}]");
}

static tthc_plan *random_plan(uint64_t number, int more) {
  static struct lines members;
  put_members(&members, number, more);
  return case_plan(members.text, NULL);
}

/* --- facts -------------------------------------------------------------------------------------------------------- */

/* A fact, and what tells when it counts. */
struct said {
  char json[FACT_SIZE], subject[FACT_SIZE / 2];
  int row; /* of its assignment; half of them are among the first, so that some work is done in full */
  int day; /* of the year */
  int recorded_at;
};

static void put_subject(struct said *fact, const tthc_assessment *a) {
  static const char *const done = "'progress', 'state': 'done'";
  const char *const kinds[] = {done,
                               done,
                               done,
                               "'progress', 'state': 'in-progress', 'percent': 40",
                               "'progress', 'state': 'cancelled'",
                               "'return'",
                               "'acceptance'",
                               "'explanation'",
                               "'extension', 'due': '2021-11-14'"};
  const int what = pick(10);
  char *out = fact->subject;
  if (what == 0 || tthc_assignment_count(a) == 0)
    snprintf(out, sizeof fact->subject, "'kind': 'event', 'task': 't%d'", pick(TASKS));
  else if (what < 3)
    snprintf(out, sizeof fact->subject,
             "'kind': 'measurement', 'indicator': '%s', 'unit': 'u%d', 'period': '2021-Q%d', %s", what == 1 ? "i" : "j",
             pick(UNITS), 1 + pick(4), what == 1 ? "'numerator': 3, 'denominator': 9" : "'amount': 2.5");
  else
    snprintf(out, sizeof fact->subject, "'task': '%s', 'unit': '%s', 'period': '%s', 'kind': %s",
             tthc_assignment_task_id(a, fact->row), tthc_assignment_unit_id(a, fact->row),
             tthc_assignment_period(a, fact->row), kinds[pick(COUNT(kinds))]);
}

/* A correction is recorded no earlier than what it corrects; an echo speaks at the same time, and its id decides. */
static void make_fact(struct said *facts, int n, const tthc_assessment *a) {
  struct said *fact = &facts[n];
  const struct said *other = n == 0 ? NULL : &facts[pick(n)];
  const int is_echo = other != NULL && pick(3) == 0, corrects = other != NULL && !is_echo && pick(6) == 0;
  const int rows = tthc_assignment_count(a);
  char more[64] = "", text[16];
  fact->row = is_echo ? other->row : rows == 0 ? 0 : pick(pick(2) && rows > 8 ? 8 : rows);
  fact->day = is_echo ? other->day : corrects ? other->day + pick(20) : pick(365);
  fact->recorded_at = is_echo ? other->recorded_at : corrects ? other->recorded_at + pick(10) : pick(40);
  put_subject(fact, a);
  if (corrects) {
    memcpy(fact->subject, other->subject, sizeof fact->subject);
    snprintf(more, sizeof more, ", 'corrects': 'f%d', 'note': 'N'", (int)(other - facts));
  }
  snprintf(fact->json, sizeof fact->json, "{'id': 'f%d', %s, 'day': '%s', 'recorded_at': %d%s}", n, fact->subject,
           show_day(day_of("2021-01-01") + fact->day, text), fact->recorded_at, more);
  quote(fact->json);
}

/* Adds as one document those that `wanted` picks, in an order. */
static void add_facts(tthc_plan *plan, const struct said *facts, const int *order, const char *wanted, int count) {
  static struct lines json;
  tthc_error *err = tthc_error_new();
  const char *separator = "";
  int i;
  json.size = 0;
  put_line(&json, "{\"format\": \"tthcplan-facts/1\", \"plan\": \"p\", \"facts\": [");
  for (i = 0; i < count; i++) {
    if (wanted != NULL && !wanted[order[i]]) continue;
    put_line(&json, "%s%s", separator, facts[order[i]].json);
    separator = ", ";
  }
  put_line(&json, "]}");
  if (tthc_plan_read_facts(plan, json.text, -1, NULL, err) < 0)
    fail_msg("%s: %s", json.text, tthc_error_message(err, "en"));
  tthc_error_free(err);
}

/* --- results ------------------------------------------------------------------------------------------------------ */

struct results {
  char text[RESULTS_MAX];
  size_t size;
};

static void put_text(struct results *out, tthc_text *text) {
  assert_non_null(text);
  assert_true(out->size + (size_t)tthc_text_size(text) < sizeof out->text);
  memcpy(out->text + out->size, tthc_text_data(text), (size_t)tthc_text_size(text) + 1);
  out->size += (size_t)tthc_text_size(text);
  tthc_text_free(text);
}

/* All that is told of a day, cut off before an assessment's findings unless they too are asked for. */
static void put_results(struct results *out, const tthc_plan *plan, const char *as_of, const char *options,
                        int findings) {
  tthc_assessment *a = assess(plan, as_of, options);
  tthc_follow_up *follow_up = tthc_follow_up_new(plan, a, NULL, NULL, 0, NULL, NULL);
  tthc_ranking *ranking = tthc_ranking_new(plan, a, NULL, -1, NULL, NULL);
  char *end;
  out->size = 0;
  put_text(out, assessment_text(a));
  end = strstr(out->text, "\"findings\"");
  assert_non_null(end);
  if (!findings) out->size = (size_t)(end - out->text);
  put_text(out, tthc_follow_up_json(follow_up, NULL, NULL));
  put_text(out, tthc_ranking_json(ranking, NULL, NULL));
  tthc_ranking_free(ranking);
  tthc_follow_up_free(follow_up);
  tthc_assessment_free(a);
}

static struct results before, after;

/* --- what holds --------------------------------------------------------------------------------------------------- */

/* What is known of a day, or at a time, is known still when more is: to the byte, as facts are only appended. */
static int check_what_it_sees(uint64_t number, const struct said *facts, const int *order, int count) {
  static const char *const days[] = {"2021-03-16", "2021-06-30", "2021-09-20", "2021-12-31"};
  char counts[FACTS_MAX], options[32], label[64];
  int failures = 0, i, d, by_day;
  for (by_day = 0; by_day < 2; by_day++)
    for (d = 0; d < (int)COUNT(days); d++) {
      tthc_plan *plan = random_plan(number, 0);
      const int last = by_day ? day_of(days[d]) - day_of("2021-01-01") : 10 * d;
      for (i = 0; i < count; i++) counts[i] = (by_day ? facts[i].day : facts[i].recorded_at) <= last;
      snprintf(options, sizeof options, by_day ? "{}" : "{'known_at': %d}", last);
      snprintf(label, sizeof label, "plan %d as of %s, %s", (int)number, days[d], options);
      add_facts(plan, facts, order, counts, count);
      put_results(&before, plan, days[d], options, 1);
      add_facts(plan, facts, order, NULL, count);
      put_results(&after, plan, days[d], options, 1);
      failures += check_text(label, after.text, before.text);
      tthc_plan_free(plan);
    }
  return failures;
}

static int check_order(uint64_t number, const tthc_plan *plan, const struct said *facts, int *order, int count) {
  tthc_plan *shuffled = random_plan(number, 0);
  int failures, i;
  for (i = count - 1; i > 0; i--) {
    const int j = pick(i + 1), kept = order[i];
    order[i] = order[j];
    order[j] = kept;
  }
  add_facts(shuffled, facts, order, NULL, count);
  put_results(&before, plan, "2021-11-30", NULL, 0);
  put_results(&after, shuffled, "2021-11-30", NULL, 0);
  failures = check_text("another order", after.text, before.text);
  tthc_plan_free(shuffled);
  return failures;
}

/* The plan is its sections and the tasks of its parts, or its units, or its tasks that stand below none. */
static int check_sums(const tthc_plan *plan, const tthc_assessment *a) {
  int failures = 0;
  int32_t state, row;
  for (state = 0; state <= TTHC_DONE; state++) {
    int32_t sections = 0, parts = 0, tops = 0, units = 0;
    for (row = 0; row < tthc_rollup_count(a); row++) {
      const int32_t kind = tthc_rollup_kind(a, row), count = tthc_rollup_assignments(a, row, state);
      const int32_t task = kind == TTHC_OF_TASK ? tthc_plan_find_task(plan, tthc_rollup_id(a, row)) : TTHC_NONE;
      const int is_top = task != TTHC_NONE && tthc_task_parent(plan, task) == TTHC_NONE;
      if (kind == TTHC_OF_SECTION) sections += count;
      if (kind == TTHC_OF_UNIT) units += count;
      if (is_top) tops += count;
      if (is_top && tthc_task_section(plan, task) == TTHC_NONE) parts += count;
    }
    failures += check_int("sections and parts", sections + parts, tthc_rollup_assignments(a, 0, state));
    failures += check_int("units", units, tthc_rollup_assignments(a, 0, state));
    failures += check_int("tasks below none", tops, tthc_rollup_assignments(a, 0, state));
  }
  return failures;
}

/* A task is done exactly when what it is made of is: its own assignments and its subtasks; cancelled left out. */
static int check_parents(const tthc_plan *plan, const tthc_assessment *a) {
  int failures = 0;
  int32_t task, i;
  for (task = 0; task < tthc_plan_task_count(plan); task++) {
    int done = 0, open = 0;
    for (i = 0; i < tthc_assignment_count(a); i++) {
      const int32_t state = tthc_assignment_state(a, i);
      const int is_done = state == TTHC_DONE_ON_TIME || state == TTHC_DONE_LATE;
      if (strcmp(tthc_assignment_task_id(a, i), tthc_task_id(plan, task)) != 0) continue;
      done += is_done;
      open += !is_done && state != TTHC_CANCELLED;
    }
    for (i = 0; i < tthc_plan_task_count(plan); i++) {
      const int32_t state = tthc_rollup_state(a, tthc_rollup_find(a, TTHC_OF_TASK, tthc_task_id(plan, i)));
      if (tthc_task_parent(plan, i) != task) continue;
      done += state == TTHC_DONE;
      open += state != 0 && state != TTHC_DONE && state != TTHC_CANCELLED;
    }
    i = tthc_rollup_find(a, TTHC_OF_TASK, tthc_task_id(plan, task));
    failures += check_int(tthc_task_id(plan, task), tthc_rollup_state(a, i) == TTHC_DONE, done > 0 && open == 0);
  }
  return failures;
}

/* Of two tasks in three all that they are made of is done or cancelled. */
static int check_finished(tthc_plan *plan, const tthc_assessment *a) {
  tthc_assessment *finished;
  int failures, kept[TASKS];
  int32_t i;
  for (i = 0; i < TASKS; i++) kept[i] = pick(3) > 0;
  for (i = 0; i < tthc_assignment_count(a); i++) {
    const int32_t task = tthc_plan_find_task(plan, tthc_assignment_task_id(a, i));
    const int32_t unit = tthc_plan_find_unit(plan, tthc_assignment_unit_id(a, i));
    if (kept[task])
      assert_true(tthc_plan_add_progress(plan, task, unit, tthc_assignment_period(a, i),
                                         pick(4) ? TTHC_SAYS_DONE : TTHC_SAYS_CANCELLED, day_of("2021-12-31"),
                                         "{\"recorded_at\": 100}", NULL) >= 0);
  }
  finished = assess(plan, "2021-12-31", NULL);
  failures = check_sums(plan, finished) + check_parents(plan, finished);
  tthc_assessment_free(finished);
  return failures;
}

/* A unit more in a group, which says nothing: nothing that was told of figures changes but that more are asked. */
static int check_silence(uint64_t number, const tthc_assessment *a, const struct said *facts, const int *order,
                         int count) {
  tthc_plan *larger = random_plan(number, 1);
  tthc_assessment *more;
  int failures = 0;
  int32_t row;
  add_facts(larger, facts, order, NULL, count);
  more = assess(larger, "2021-11-30", NULL);
  for (row = 0; row < tthc_value_count(a); row++) {
    const int32_t other = tthc_value_find(more, tthc_value_indicator_id(a, row), tthc_value_unit_id(a, row));
    failures += check_int("reported", tthc_value_units_reported(more, other), tthc_value_units_reported(a, row));
    failures += check_int("numerator", tthc_value_numerator(more, other), tthc_value_numerator(a, row));
    if (tthc_value_units_expected(more, other) < tthc_value_units_expected(a, row))
      failures += check_text("fewer are asked", tthc_value_indicator_id(a, row), "");
  }
  tthc_assessment_free(more);
  tthc_plan_free(larger);
  return failures;
}

static int check_plan(uint64_t number) {
  static struct said facts[FACTS_MAX];
  tthc_plan *plan = random_plan(number, 0);
  tthc_assessment *a = assess(plan, "2021-12-31", NULL);
  int order[FACTS_MAX] = {0}, failures, i;
  const int count = 1 + pick(FACTS_MAX);
  for (i = 0; i < count; i++) {
    make_fact(facts, i, a);
    order[i] = i;
  }
  tthc_assessment_free(a);
  failures = check_what_it_sees(number, facts, order, count);
  add_facts(plan, facts, order, NULL, count);
  a = assess(plan, "2021-11-30", NULL);
  failures += check_order(number, plan, facts, order, count) + check_sums(plan, a) + check_parents(plan, a) +
              check_silence(number, a, facts, order, count);
  tthc_assessment_free(a);
  a = assess(plan, "2021-12-31", NULL);
  failures += check_finished(plan, a);
  tthc_assessment_free(a);
  tthc_plan_free(plan);
  return failures;
}

static void test_random_plans(void **state) {
  int failures = 0;
  uint64_t n;
  (void)state;
  for (n = 1; n <= PLANS && failures == 0; n++) failures += check_plan(n);
  CHECK_NONE_FAILED(failures);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_random_plans)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
