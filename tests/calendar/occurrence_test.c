/* Occurrences: the days of each kind of clause, and for random clauses those that a scan of all days finds. */
#include "calendar/occurrence.h"

#include "support/check.h"

#include <stdio.h>

static int set_up(void **state) {
  *state = tthc_calendar_new(NULL, NULL);
  return *state == NULL;
}

static int tear_down(void **state) {
  tthc_calendar_free(*state);
  return 0;
}

static int32_t day_of(const char *text) { return text == NULL ? TTHC_NO_DAY : tthc_day_from_text(text, NULL); }

static struct clause recurring(int32_t every) {
  struct clause clause = tthc__clause(TTHC_RECURRING);
  clause.every = every;
  return clause;
}

/* "2021-01 2021-01-01..2021-01-31\n" for each. */
static void list(const struct rule *rule, char *out, size_t size) {
  struct occurrence occurrence;
  struct buffer text = {0};
  int32_t n;
  for (n = 0; tthc__occurrence_at(rule, n, &occurrence); n++) {
    tthc__put_occurrence_key(&text, rule, &occurrence);
    tthc__put_char(&text, ' ');
    if (occurrence.start != TTHC_NO_DAY) tthc__put_day(&text, occurrence.start);
    tthc__put(&text, "..");
    tthc__put_day(&text, occurrence.due);
    tthc__put_char(&text, '\n');
  }
  snprintf(out, size, "%s", text.data == NULL ? "" : text.data);
  tthc__buffer_free(&text);
}

/* --- a table ------------------------------------------------------------------------------------------------------ */

/* What libical, dateutil and Taskwarrior get wrong: they lose the short months, or stay on the 28th for good. */
static void test_the_31st_of_every_month(void **state) {
  static const int32_t ends[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  struct clause clause = recurring(EVERY_MONTH);
  struct occurrence occurrence;
  struct rule rule;
  int32_t n;
  (void)state;
  clause.day = 31;
  clause.start = day_of("2021-01-31");
  rule = tthc__rule(&clause, NULL, day_of("2021-01-01"), day_of("2021-12-31"));
  assert_int_equal(tthc__occurrence_count(&rule), 12);
  for (n = 0; n < 12; n++) {
    assert_true(tthc__occurrence_at(&rule, n, &occurrence));
    assert_int_equal(occurrence.due, tthc__day(2021, n + 1, ends[n]));
  }
}

#define MONTHS(a, b) (1 << (a) | 1 << (b))

static void test_each_kind(void **state) {
  static const struct {
    const char *label;
    int32_t kind, every, times, months, day;
    const char *start, *due, *until, *from, *to, *wanted;
  } rows[] = {
    {"once", TTHC_ONCE, 0, 0, 0, 0, "2021-04-01", "2021-06-30", NULL, "2021-06-30", "2021-06-30",
     "2021-04-01..2021-06-30 2021-04-01..2021-06-30\n"},
    {"once, before the span", TTHC_ONCE, 0, 0, 0, 0, NULL, "2021-06-30", NULL, "2021-07-01", "2021-12-31", ""},
    {"once, after the span", TTHC_ONCE, 0, 0, 0, 0, "2021-04-01", "2021-06-30", NULL, "2021-04-01", "2021-06-29", ""},
    {"every day over 29 February", TTHC_RECURRING, EVERY_DAY, 0, 0, 0, NULL, NULL, NULL, "2024-02-28", "2024-03-01",
     "2024-02-28 2024-02-28..2024-02-28\n2024-02-29 2024-02-29..2024-02-29\n2024-03-01 2024-03-01..2024-03-01\n"},
    {"every week over a new year", TTHC_RECURRING, EVERY_WEEK, 0, 0, 0, NULL, NULL, NULL, "2020-12-21", "2021-01-10",
     "2020-W52 2020-12-21..2020-12-27\n2020-W53 2020-12-28..2021-01-03\n2021-W01 2021-01-04..2021-01-10\n"},
    {"every month in a leap year", TTHC_RECURRING, EVERY_MONTH, 0, 0, 0, NULL, NULL, NULL, "2024-01-31", "2024-03-30",
     "2024-01 2024-01-01..2024-01-31\n2024-02 2024-02-01..2024-02-29\n"},
    {"every month, 30, in another", TTHC_RECURRING, EVERY_MONTH, 0, 0, 30, NULL, NULL, NULL, "2023-02-01", "2023-03-31",
     "2023-02 2023-02-01..2023-02-28\n2023-03 2023-03-01..2023-03-30\n"},
    {"every month, 29, of a century", TTHC_RECURRING, EVERY_MONTH, 0, 0, 29, NULL, NULL, NULL, "2100-02-01",
     "2100-02-28", "2100-02 2100-02-01..2100-02-28\n"},
    {"every month, 29, of the fourth", TTHC_RECURRING, EVERY_MONTH, 0, 0, 29, NULL, NULL, NULL, "2000-02-01",
     "2000-02-29", "2000-02 2000-02-01..2000-02-29\n"},
    {"every quarter, 14", TTHC_RECURRING, EVERY_QUARTER, 0, 0, 14, NULL, NULL, NULL, "2024-03-14", "2024-12-13",
     "2024-Q1 2024-01-01..2024-03-14\n2024-Q2 2024-04-01..2024-06-14\n2024-Q3 2024-07-01..2024-09-14\n"},
    {"twice every quarter", TTHC_RECURRING, EVERY_QUARTER, 2, 0, 0, NULL, NULL, NULL, "2021-04-01", "2021-09-30",
     "2021-Q2 2021-04-01..2021-06-30\n2021-Q2#2 2021-04-01..2021-06-30\n"
     "2021-Q3 2021-07-01..2021-09-30\n2021-Q3#2 2021-07-01..2021-09-30\n"},
    {"every half-year within the clause", TTHC_RECURRING, EVERY_HALF_YEAR, 0, 0, 0, "2021-06-30", NULL, "2022-06-29",
     "2020-01-01", "2030-12-31", "2021-H1 2021-01-01..2021-06-30\n2021-H2 2021-07-01..2021-12-31\n"},
    {"every year until 2025", TTHC_RECURRING, EVERY_YEAR, 0, 0, 0, NULL, NULL, "2025-12-31", "2023-01-01", "2030-12-31",
     "2023 2023-01-01..2023-12-31\n2024 2024-01-01..2024-12-31\n2025 2025-01-01..2025-12-31\n"},
    {"every February and November", TTHC_RECURRING, EVERY_YEAR, 0, MONTHS(2, 11), 0, NULL, NULL, NULL, "2023-01-01",
     "2024-12-31",
     "2023-02 2023-02-01..2023-02-28\n2023-11 2023-11-01..2023-11-30\n"
     "2024-02 2024-02-01..2024-02-29\n2024-11 2024-11-01..2024-11-30\n"},
    {"every 14 June and December, thrice", TTHC_RECURRING, EVERY_YEAR, 3, MONTHS(6, 12), 14, NULL, NULL, NULL,
     "2021-06-15", "2022-06-13",
     "2021-12 2021-12-01..2021-12-14\n2021-12#2 2021-12-01..2021-12-14\n2021-12#3 2021-12-01..2021-12-14\n"},
    {"by regime", TTHC_RECURRING, EVERY_BY_REGIME, 0, 0, 0, NULL, NULL, NULL, "2021-03-14", "2021-09-13",
     "kstt:2021-Q1 2020-12-15..2021-03-14\nkstt:2021-Q2 2021-03-15..2021-06-14\n"},
    {"ongoing", TTHC_ONGOING, 0, 0, 0, 0, "2021-03-15", NULL, "2021-09-14", "2021-01-01", "2021-12-31",
     "kstt:2021-Q2 2021-03-15..2021-06-14\nkstt:2021-Q3 2021-06-15..2021-09-14\n"},
    {"on an event", TTHC_ON_EVENT, 0, 0, 0, 0, NULL, NULL, NULL, "2021-01-01", "2021-12-31", ""},
    {"ad hoc", TTHC_AD_HOC, 0, 0, 0, 0, NULL, NULL, NULL, "2021-01-01", "2021-12-31", ""},
    {"unknown", TTHC_UNKNOWN, 0, 0, 0, 0, NULL, NULL, NULL, "2021-01-01", "2021-12-31", ""},
  };
  const struct regime *regime = tthc__calendar_regime(*state, "kstt");
  int failures = 0;
  size_t i;
  assert_non_null(regime);
  for (i = 0; i < COUNT(rows); i++) {
    struct clause clause = tthc__clause(rows[i].kind);
    struct rule rule;
    char got[1024];
    clause.every = rows[i].every;
    clause.times = rows[i].times;
    clause.months = rows[i].months;
    clause.day = rows[i].day;
    clause.start = day_of(rows[i].start);
    clause.due = day_of(rows[i].due);
    clause.until = day_of(rows[i].until);
    if (clause.kind == TTHC_ONCE) clause.key = "2021-04-01..2021-06-30";
    failures += check_text(rows[i].label, tthc__clause_fault(&clause).en, NULL);
    rule = tthc__rule(&clause, regime, day_of(rows[i].from), day_of(rows[i].to));
    list(&rule, got, sizeof got);
    failures += check_text(rows[i].label, got, rows[i].wanted);
  }
  CHECK_NONE_FAILED(failures);
}

static void test_edges(void **state) {
  struct clause clause = recurring(EVERY_DAY);
  struct occurrence occurrence;
  struct rule rule = tthc__rule(&clause, NULL, INT32_MIN, INT32_MAX);
  (void)state;
  assert_int_equal(tthc__occurrence_count(&rule), DAYS_IN_ALL);
  assert_true(tthc__occurrence_at(&rule, DAYS_IN_ALL - 1, &occurrence));
  assert_int_equal(occurrence.due, DAY_MAX);
  assert_false(tthc__occurrence_at(&rule, DAYS_IN_ALL, &occurrence));
  assert_false(tthc__occurrence_at(&rule, -1, &occurrence));
  assert_false(tthc__occurrence_at(&rule, INT32_MAX, &occurrence));
  assert_false(tthc__occurrence_at(&rule, INT32_MIN, &occurrence));
  clause.times = REPEATS_MAX;
  rule = tthc__rule(&clause, NULL, INT32_MIN, INT32_MAX);
  assert_int_equal(tthc__occurrence_count(&rule), DAYS_IN_ALL * REPEATS_MAX);
  assert_true(tthc__occurrence_at(&rule, DAYS_IN_ALL * REPEATS_MAX - 1, &occurrence));
  assert_int_equal(occurrence.repeat, REPEATS_MAX);
  rule = tthc__rule(&clause, NULL, 10, 9);
  assert_int_equal(tthc__occurrence_count(&rule), 0);
  clause = recurring(EVERY_WEEK);
  rule = tthc__rule(&clause, NULL, DAY_MIN, DAY_MAX);
  assert_true(tthc__occurrence_at(&rule, tthc__occurrence_count(&rule) - 1, &occurrence));
  assert_in_range(occurrence.due, DAY_MAX - 6, DAY_MAX);
  clause = tthc__clause(TTHC_ONGOING); /* by no regime */
  rule = tthc__rule(&clause, NULL, DAY_MIN, DAY_MAX);
  assert_int_equal(tthc__occurrence_count(&rule), 0);
}

/* --- random rules against a scan of all days ---------------------------------------------------------------------- */

static uint32_t seed;

static int32_t random_below(int32_t bound) {
  seed ^= seed << 13;
  seed ^= seed >> 17;
  seed ^= seed << 5;
  return (int32_t)(seed % (uint32_t)bound);
}

/* Every day from 1900 to 2200, counted up by hand. */
struct civil {
  int32_t year, month, day, is_last;
};

static struct civil days[DAYS_IN_ALL];

static int is_leap(int32_t year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

static void count_days(void) {
  static const int32_t lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  struct civil civil = {1900, 1, 1, 0};
  int32_t i;
  for (i = 0; i < DAYS_IN_ALL; i++) {
    civil.is_last = civil.day == lengths[civil.month - 1] + (civil.month == 2 && is_leap(civil.year));
    days[i] = civil;
    civil.day++;
    if (!civil.is_last) continue;
    civil.day = 1;
    if (++civil.month <= 12) continue;
    civil.month = 1;
    civil.year++;
  }
}

static int32_t months_due(const struct clause *clause, const struct regime *regime) {
  static const int32_t by_kind[] = {[PERIOD_YEAR] = 1 << 12, [PERIOD_HALF_YEAR] = MONTHS(6, 12),
                                    [PERIOD_NINE_MONTHS] = 1 << 9,
                                    [PERIOD_QUARTER] = MONTHS(3, 6) | MONTHS(9, 12), [PERIOD_MONTH] = 0x1ffe};
  static const int32_t by_every[] = {[EVERY_MONTH] = PERIOD_MONTH, [EVERY_QUARTER] = PERIOD_QUARTER,
                                     [EVERY_HALF_YEAR] = PERIOD_HALF_YEAR, [EVERY_YEAR] = PERIOD_YEAR};
  if (clause->months != 0) return clause->months;
  return by_kind[clause->every == EVERY_BY_REGIME ? regime->usual : by_every[clause->every]];
}

/* Whether something is due on the day: said of the day alone. */
static int is_due(const struct clause *clause, const struct regime *regime, int32_t day) {
  const struct civil *civil = &days[day - DAY_MIN];
  int32_t wanted = clause->day == 0 ? 31 : clause->day;
  if (clause->every == EVERY_BY_REGIME) wanted = regime->cuts[0].cut_day;
  if (clause->every == EVERY_DAY) return 1;
  if (clause->every == EVERY_WEEK) return (day - DAY_MIN) % 7 == 6; /* 1900 began on a Monday */
  if ((months_due(clause, regime) >> civil->month & 1) == 0) return 0;
  return civil->day == wanted || (civil->is_last && civil->day < wanted);
}

static struct clause random_clause(void) {
  struct clause clause = recurring(random_below(7));
  if (clause.every == EVERY_BY_REGIME && random_below(2)) clause.kind = TTHC_ONGOING;
  if (clause.every != EVERY_BY_REGIME && random_below(3) == 0) clause.times = 2 + random_below(4);
  if (clause.every == EVERY_YEAR && random_below(2)) clause.months = 2 * (1 + random_below(0xfff));
  if (clause.every >= EVERY_MONTH && clause.every <= EVERY_YEAR && random_below(3)) clause.day = 1 + random_below(31);
  if (random_below(2)) clause.start = DAY_MIN + random_below(DAYS_IN_ALL);
  if (random_below(2)) clause.until = DAY_MIN + random_below(DAYS_IN_ALL);
  if (clause.start != TTHC_NO_DAY && clause.until != TTHC_NO_DAY && clause.start > clause.until)
    clause.until = TTHC_NO_DAY;
  return clause;
}

static struct regime random_regime(struct cut *cut) {
  static const int32_t kinds[] = {PERIOD_YEAR, PERIOD_HALF_YEAR, PERIOD_NINE_MONTHS, PERIOD_QUARTER, PERIOD_MONTH};
  struct regime regime;
  memset(&regime, 0, sizeof regime);
  cut->kind = kinds[random_below(COUNT(kinds))];
  cut->cut_day = 1 + random_below(31);
  regime.id = "r";
  regime.first_day = regime.last_day = TTHC_NO_DAY;
  regime.usual = cut->kind;
  regime.cuts = cut;
  regime.cut_count = 1;
  return regime;
}

struct found {
  int32_t *dues; /* in all years, within the clause */
  int32_t count;
};

static struct found scan(const struct clause *clause, const struct regime *regime) {
  struct found found = {malloc(DAYS_IN_ALL * sizeof(int32_t)), 0};
  int32_t day;
  assert_non_null(found.dues);
  for (day = DAY_MIN; day <= DAY_MAX; day++) {
    if (clause->start != TTHC_NO_DAY && day < clause->start) continue;
    if (clause->until != TTHC_NO_DAY && day > clause->until) continue;
    if (is_due(clause, regime, day)) found.dues[found.count++] = day;
  }
  return found;
}

/* The rule of a span gives what the scan found in it, and the same wherever the span begins. */
static int check_span(const struct clause *clause, const struct regime *regime, const struct found *found,
                      int32_t first_day, int32_t last_day) {
  const struct rule rule = tthc__rule(clause, regime, first_day, last_day);
  const int32_t times = clause->times > 1 ? clause->times : 1;
  int32_t first = 0, last, n, failures = 0, end = INT32_MIN;
  while (first < found->count && found->dues[first] < first_day) first++;
  for (last = first; last < found->count && found->dues[last] <= last_day; last++) continue;
  failures += check_int("count", tthc__occurrence_count(&rule), (last - first) * times);
  for (n = 0; failures == 0 && n < (last - first) * times; n++) {
    struct occurrence occurrence;
    failures += check_int("there", tthc__occurrence_at(&rule, n, &occurrence), 1);
    failures += check_int("due", occurrence.due, found->dues[first + n / times]);
    failures += check_int("repeat", occurrence.repeat, n % times + 1);
    failures += check_int("in its period", occurrence.start <= occurrence.due &&
                                             occurrence.due <= occurrence.period.last_day, 1);
    failures += check_int("start", occurrence.start, occurrence.period.first_day);
    if (occurrence.repeat == 1) failures += check_int("behind the one before", occurrence.start > end, 1);
    end = occurrence.period.last_day;
  }
  return failures;
}

static void test_random_rules(void **state) {
  int i, j, failures = 0;
  (void)state;
  seed = 20210115;
  count_days();
  for (i = 0; i < 300 && failures == 0; i++) {
    const struct clause clause = random_clause();
    struct cut cut;
    const struct regime regime = random_regime(&cut);
    const struct found found = scan(&clause, &regime);
    assert_null(tthc__clause_fault(&clause).en);
    for (j = 0; j < 4 && failures == 0; j++) { /* 200 years, then shorter spans */
      const int32_t length = j == 0 ? 73048 : random_below(4000);
      const int32_t first_day = DAY_MIN + random_below(DAYS_IN_ALL - length);
      failures += check_span(&clause, &regime, &found, first_day, first_day + length);
    }
    if (failures > 0)
      print_error("rule %d: every %d times %d months %x day %d, regime kind %d cut %d\n", i, (int)clause.every,
                  (int)clause.times, (unsigned)clause.months, (int)clause.day, (int)cut.kind, (int)cut.cut_day);
    free(found.dues);
  }
  CHECK_NONE_FAILED(failures);
}

/* --- after an event ----------------------------------------------------------------------------------------------- */

static void test_days_after_an_event(void **state) {
  static const struct {
    const char *event;
    int32_t days, working;
    const char *due; /* NULL: none */
  } rows[] = {
    {"2021-04-12", 30, 0, "2021-05-12"}, {"2021-04-12", 1, 0, "2021-04-13"}, {"2024-02-28", 2, 0, "2024-03-01"},
    {"2021-04-28", 1, 1, "2021-04-29"},  {"2021-04-29", 1, 1, "2021-05-04"}, /* a holiday, a weekend, one in lieu */
    {"2021-05-01", 1, 1, "2021-05-04"},  {"2021-02-09", 3, 1, "2021-02-19"}, /* Tết */
    {"2021-04-12", 0, 0, NULL},          {"2200-12-31", 1, 0, NULL},         {"2200-12-31", 1, 1, NULL},
  };
  int failures = 0;
  size_t i;
  for (i = 0; i < COUNT(rows); i++) {
    const struct after after = {rows[i].days, rows[i].working, NULL};
    failures += check_int(rows[i].event, tthc__day_after(*state, &after, day_of(rows[i].event)), day_of(rows[i].due));
  }
  CHECK_NONE_FAILED(failures);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_the_31st_of_every_month),
    cmocka_unit_test(test_each_kind),
    cmocka_unit_test(test_edges),
    cmocka_unit_test(test_random_rules),
    cmocka_unit_test(test_days_after_an_event),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
