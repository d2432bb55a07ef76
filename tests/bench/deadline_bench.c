/*
 * How fast deadlines are: phrases read, occurrences beside libical's, working days stepped over, a million tasks
 * expanded. Trust the ratios of one run, not the times of two.
 */
#include "calendar/occurrence.h"
#include "tthcplan/text.h"

#ifdef TTHC_BENCH_LIBICAL
#include <libical/ical.h>
#endif
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

enum { ROUNDS = 7, TASKS = 1000000 };

static int64_t sink; /* keeps results in use, so that no call is left out */

/* --- measuring ---------------------------------------------------------------------------------------------------- */

typedef int64_t measured(void); /* does its work once, and tells of how many things */

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static int compare_doubles(const void *left, const void *right) {
  const double x = *(const double *)left, y = *(const double *)right;
  return (x > y) - (x < y);
}

/* The median of the seconds that one thing takes. */
static double measure(const char *label, measured *work, int rounds) {
  double seconds[ROUNDS];
  int i;
  work(); /* caches and pages are warm after it */
  for (i = 0; i < rounds; i++) {
    const double start = now();
    const int64_t things = work();
    seconds[i] = (now() - start) / (double)things;
  }
  qsort(seconds, (size_t)rounds, sizeof *seconds, compare_doubles);
  printf("%-52s %12.0f a second %12.1f ns each\n", label, 1 / seconds[rounds / 2], seconds[rounds / 2] * 1e9);
  return seconds[rounds / 2];
}

/* --- phrases ------------------------------------------------------------------------------------------------------ */

static const char *const phrases[] = {
  "Quý II/2026", "Thường xuyên", "Hàng tháng", "Tháng 6, tháng 12 hằng năm", "Từ tháng 02 đến tháng 9/2026",
  "trước ngày 15 của tháng cuối quý", "Trước ngày 30/11/2026", "Thường xuyên, định kỳ hàng quý",
  "30 ngày làm việc kể từ ngày ban hành", "Theo định kỳ và đột xuất"};

static int64_t read_phrases(void) {
  struct arena arena = {NULL};
  struct deadline deadline;
  int i;
  for (i = 0; i < 20000; i++) {
    tthc__deadline_read(phrases[i % (int)COUNT(phrases)], 2026, TTHC_NO_DAY, &arena, &deadline, NULL);
    sink += deadline.count;
    tthc__arena_free(&arena);
  }
  return i;
}

static int64_t phrases_to_json(void) {
  int i;
  for (i = 0; i < 20000; i++) {
    tthc_text *text = tthc_deadline_json(phrases[i % (int)COUNT(phrases)], "{\"year\": 2026}", NULL);
    sink += tthc_text_size(text);
    tthc_text_free(text);
  }
  return i;
}

/* --- occurrences -------------------------------------------------------------------------------------------------- */

/* The 20th of each month from 1926 to 2125, which RFC 5545 and the library mean alike. */
enum { FIRST_YEAR = 1926, YEARS = 200 };

static int64_t monthly(void) {
  struct clause clause = tthc__clause(TTHC_RECURRING);
  struct occurrence occurrence;
  struct rule rule;
  int64_t count = 0;
  int32_t n, round;
  clause.every = EVERY_MONTH;
  clause.day = 20;
  for (round = 0; round < 500; round++) {
    rule = tthc__rule(&clause, NULL, tthc__day(FIRST_YEAR, 1, 1), tthc__day(FIRST_YEAR + YEARS - 1, 12, 31));
    for (n = 0; tthc__occurrence_at(&rule, n, &occurrence); n++) sink += occurrence.due;
    count += n;
  }
  return count;
}

#ifdef TTHC_BENCH_LIBICAL
static int64_t monthly_by_libical(void) {
  struct icalrecurrencetype rule = icalrecurrencetype_from_string("FREQ=MONTHLY;BYMONTHDAY=20;COUNT=2400");
  icalrecur_iterator *iterator = icalrecur_iterator_new(rule, icaltime_from_string("19260120"));
  icaltimetype next = icalrecur_iterator_next(iterator);
  int64_t count = 0;
  for (; !icaltime_is_null_time(next); next = icalrecur_iterator_next(iterator), count++) sink += next.day;
  icalrecur_iterator_free(iterator);
  return count;
}
#endif

/* --- working days ------------------------------------------------------------------------------------------------- */

static tthc_calendar *calendar;

static int64_t next_working_days(void) {
  const int32_t first = tthc__day(2020, 1, 1);
  int32_t i;
  for (i = 0; i < 2000000; i++) sink += tthc_calendar_next_working_day(calendar, first + i % 2500);
  return i;
}

static int64_t thirty_working_days(void) {
  const int32_t first = tthc__day(2020, 1, 1);
  int32_t i;
  for (i = 0; i < 1000000; i++) sink += tthc_calendar_add_working_days(calendar, first + i % 2500, 30);
  return i;
}

/* The same, asking day by day. */
static int64_t thirty_single_days(void) {
  const int32_t first = tthc__day(2020, 1, 1);
  int32_t i, day, left;
  for (i = 0; i < 100000; i++) {
    for (day = first + i % 2500, left = 30; left > 0;) left -= tthc_calendar_is_working_day(calendar, ++day);
    sink += day;
  }
  return i;
}

/* --- a million tasks ---------------------------------------------------------------------------------------------- */

static struct deadline deadlines[COUNT(phrases)];

/* Every due day of the year of a million tasks, moved to working days. */
static int64_t expand_tasks(void) {
  const struct regime *regime = tthc__calendar_regime(calendar, "kstt");
  const int32_t first_day = tthc__day(2026, 1, 1), last_day = tthc__day(2026, 12, 31);
  struct occurrence occurrence;
  int32_t task, i, n;
  for (task = 0; task < TASKS; task++) {
    const struct deadline *deadline = &deadlines[task % (int)COUNT(phrases)];
    for (i = 0; i < deadline->count; i++) {
      const struct rule rule = tthc__rule(&deadline->clauses[i], regime, first_day, last_day);
      for (n = 0; tthc__occurrence_at(&rule, n, &occurrence); n++)
        sink += tthc__effective_day(calendar, occurrence.due, 1);
    }
  }
  return TASKS;
}

int main(void) {
  struct arena arena = {NULL};
  double each, slow;
  size_t i;
  calendar = tthc_calendar_new(NULL, NULL);
  for (i = 0; i < COUNT(phrases); i++)
    tthc__deadline_read(phrases[i], 2026, TTHC_NO_DAY, &arena, &deadlines[i], NULL);

  each = measure("phrases read", read_phrases, ROUNDS);
  slow = measure("phrases read and written as JSON", phrases_to_json, ROUNDS);
  printf("  written as JSON: %.2f times reading\n", slow / each);

  each = measure("occurrences of a monthly rule", monthly, ROUNDS);
#ifdef TTHC_BENCH_LIBICAL
  slow = measure("occurrences of a monthly rule, libical", monthly_by_libical, ROUNDS);
  printf("  libical: %.0f times the library\n", slow / each);
#else
  printf("  libical is not there: install the Debian package libical-dev\n");
#endif

  each = measure("next working days", next_working_days, ROUNDS);
  each = measure("steps of 30 working days", thirty_working_days, ROUNDS);
  slow = measure("steps of 30 working days, day by day", thirty_single_days, ROUNDS);
  printf("  day by day: %.0f times the library\n", slow / each);

  each = measure("tasks expanded over a year, of a million", expand_tasks, 3);
  printf("  a million tasks: %.3f s\n", each * TASKS);

  tthc__arena_free(&arena);
  tthc_calendar_free(calendar);
  return sink == 0;
}
