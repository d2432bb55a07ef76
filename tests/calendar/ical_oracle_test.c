/* libical as an oracle: from the RFC 5545 text of a clause it must find the days that the library finds. */
#include "calendar/occurrence.h"
#include "model/plan.h"
#include "tthcplan/task.h"

#include "support/check.h"

#include <libical/ical.h>
#include <stdio.h>

static uint32_t seed = 20210131;

static int32_t random_below(int32_t bound) {
  seed ^= seed << 13;
  seed ^= seed >> 17;
  seed ^= seed << 5;
  return (int32_t)(seed % (uint32_t)bound);
}

static int32_t day_of(icaltimetype time) { return tthc__day(time.year, time.month, time.day); }

/* Up to `room` days of a rule, "FREQ=…", that begins on a day, "20210131". */
static int32_t ask(const char *rule, const char *start, int32_t *days, int32_t room) {
  icalrecur_iterator *iterator =
    icalrecur_iterator_new(icalrecurrencetype_from_string(rule), icaltime_from_string(start));
  icaltimetype next;
  int32_t count = 0;
  assert_non_null(iterator);
  for (next = icalrecur_iterator_next(iterator); count < room && !icaltime_is_null_time(next);
       next = icalrecur_iterator_next(iterator))
    days[count++] = day_of(next);
  icalrecur_iterator_free(iterator);
  return count;
}

static struct clause random_clause(void) {
  struct clause clause = tthc__clause(TTHC_RECURRING);
  clause.every = 1 + random_below(6);
  if (clause.every == EVERY_YEAR && random_below(2)) clause.months = 2 * (1 + random_below(0xfff));
  if (clause.every <= EVERY_YEAR && random_below(4)) /* the month's end is where it is hard */
    clause.day = random_below(2) ? 28 + random_below(4) : 1 + random_below(31);
  if (random_below(2)) clause.start = tthc__day(1990, 1, 1) + random_below(15000);
  if (random_below(2)) clause.until = tthc__day(2031, 1, 1) + random_below(15000);
  return clause;
}

/* How many differ. */
static int compare(const struct clause *clause, const char *text, int32_t first_day, int32_t last_day) {
  enum { ROOM = 8000 };
  static int32_t days[ROOM];
  const struct rule rule = tthc__rule(clause, NULL, first_day, last_day);
  const int32_t wanted = tthc__occurrence_count(&rule);
  struct occurrence occurrence;
  char start[9];
  int32_t n, failures;
  snprintf(start, sizeof start, "%.8s", text + strlen("DTSTART;VALUE=DATE:"));
  failures = check_int(text, ask(strstr(text, "RRULE:") + strlen("RRULE:"), start, days, ROOM), wanted);
  for (n = 0; failures == 0 && tthc__occurrence_at(&rule, n, &occurrence); n++)
    failures += check_int(text, days[n], occurrence.due);
  return failures;
}

static void test_random_clauses(void **state) {
  tthc_plan *plan = tthc_plan_new("a", 2021, NULL);
  int i, failures = 0, made = 0;
  (void)state;
  assert_int_equal(tthc_plan_add_task(plan, TTHC_NONE, TTHC_NONE, "1", "T", NULL), 0);
  for (i = 0; i < 400 && failures == 0; i++) {
    struct clause clause = random_clause();
    const struct deadline deadline = {NULL, &clause, 1, NULL, 0};
    const int32_t first_day = tthc__day(2000 + random_below(20), 1, 1) + random_below(366);
    tthc_text *text;
    assert_int_equal(tthc_plan_set_span(plan, first_day, first_day + random_below(7000), NULL), TTHC_OK);
    assert_int_equal(tthc__set_deadline(plan, 0, &deadline, NULL), TTHC_OK);
    text = tthc_task_rrule(plan, 0, 0, NULL);
    if (text == NULL) continue; /* nothing is due in the span */
    failures += compare(&clause, tthc_text_data(text), plan->first_day, plan->last_day);
    tthc_text_free(text);
    made++;
  }
  CHECK_NONE_FAILED(failures);
  assert_true(made > 300);
  tthc_plan_free(plan);
}

/*
 * Where the two differ by design: "ngày 31 hằng tháng" means the month's last day in every month, while RFC 5545 skips
 * the months that have no 31st. That is why the library never writes BYMONTHDAY=31 (or 29, 30 by themselves).
 */
static void test_the_31st(void **state) {
  struct clause clause = tthc__clause(TTHC_RECURRING);
  struct rule rule;
  int32_t days[13];
  (void)state;
  clause.every = EVERY_MONTH;
  clause.day = 31;
  rule = tthc__rule(&clause, NULL, tthc__day(2021, 1, 1), tthc__day(2021, 12, 31));
  assert_int_equal(tthc__occurrence_count(&rule), 12);
  assert_int_equal(ask("FREQ=MONTHLY;UNTIL=20211231", "20210131", days, 13), 7);
  assert_int_equal(ask("FREQ=MONTHLY;BYMONTHDAY=31;UNTIL=20211231", "20210131", days, 13), 7);
  assert_int_equal(ask("FREQ=MONTHLY;BYMONTHDAY=30;UNTIL=20211231", "20210130", days, 13), 11);
  assert_int_equal(ask("FREQ=MONTHLY;BYMONTHDAY=-1;UNTIL=20211231", "20210131", days, 13), 12);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_random_clauses),
    cmocka_unit_test(test_the_31st),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
