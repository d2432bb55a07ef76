/*
 * How fast a plan is assessed: growth from 10^4 to 10^6 assignments with a fact each, beside a plain pass over an array
 * that counts the same states, and the memory of the result. Trust the ratios of one run, not the times of two.
 */
#include "assess/assessment.h"
#include "tthcplan/assignment.h"

#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { ROUNDS = 5, MONTHS = 12, TASKS = 40 };

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static int compare_doubles(const void *left, const void *right) {
  const double x = *(const double *)left, y = *(const double *)right;
  return (x > y) - (x < y);
}

static double median(double *seconds) {
  qsort(seconds, ROUNDS, sizeof *seconds, compare_doubles);
  return seconds[ROUNDS / 2];
}

static size_t bytes_in_use(void) {
  const struct mallinfo2 info = mallinfo2();
  return info.uordblks + info.hblkhd;
}

static void need(int ok, const char *what) {
  if (ok) return;
  fprintf(stderr, "assess_bench: %s\n", what);
  exit(1);
}

/* --- the plan: monthly tasks that a group leads, and what each unit said of each month ------------------------------ */

static void add_units(tthc_plan *plan, int32_t count) {
  int32_t i, unit;
  char name[32];
  need(tthc_plan_add_unit(plan, "all", "Các đơn vị", TTHC_UNIT_GROUP, NULL) == 0, "group");
  for (i = 0; i < count; i++) {
    snprintf(name, sizeof name, "unit-%d", (int)i);
    unit = tthc_plan_add_unit(plan, name, name, TTHC_UNIT_SINGLE, NULL);
    need(unit > 0 && tthc_unit_add_member(plan, 0, unit, TTHC_NO_DAY, TTHC_NO_DAY, NULL) == i, "unit");
  }
}

/* Two of three are done, of these every fifth late; in the order in which such reports come in: month by month. */
static void add_facts(tthc_plan *plan, int32_t units) {
  int32_t month, task, unit, n = 0;
  char period[16], options[64];
  for (month = 1; month <= MONTHS; month++)
    for (unit = 1; unit <= units; unit++)
      for (task = 0; task < TASKS; task++, n++) {
        const int32_t end = tthc_day_from_civil(2021, month, 28, NULL), says = n % 3 == 0 ? TTHC_SAYS_IN_PROGRESS : TTHC_SAYS_DONE;
        snprintf(period, sizeof period, "2021-%02d", (int)month);
        snprintf(options, sizeof options, "{\"id\": \"f%d\"}", (int)n);
        need(tthc_plan_add_progress(plan, task, unit, period, says, n % 5 == 0 ? end + 9 : end, options, NULL) == n, "fact");
      }
}

static tthc_plan *make_plan(int32_t units) {
  tthc_plan *plan = tthc_plan_new("bench", 2021, NULL);
  int32_t task;
  char label[16];
  add_units(plan, units);
  for (task = 0; task < TASKS; task++) {
    snprintf(label, sizeof label, "%d", (int)task + 1);
    need(tthc_plan_add_task(plan, TTHC_NONE, TTHC_NONE, label, label, NULL) == task, "task");
    need(tthc_task_add_lead(plan, task, 0, NULL) == 0, "lead");
    need(tthc_task_set_deadline(plan, task, "Hàng tháng", NULL) == TTHC_OK, "deadline");
  }
  add_facts(plan, units);
  return plan;
}

/* --- the plain pass ------------------------------------------------------------------------------------------------- */

struct plain {
  int32_t unit;
  int32_t start;
  int32_t due;
  int32_t done;
  int32_t says;
};

static struct plain *flatten(const tthc_assessment *a) {
  const int32_t count = tthc_assignment_count(a);
  struct plain *rows = malloc((size_t)count * sizeof *rows);
  int32_t i;
  need(rows != NULL, "memory");
  for (i = 0; i < count; i++) {
    rows[i].unit = a->assignments.items[i].unit;
    rows[i].start = tthc_assignment_start_day(a, i);
    rows[i].due = tthc_assignment_effective_day(a, i);
    rows[i].done = tthc_assignment_done_day(a, i);
    rows[i].says = tthc_assignment_percent(a, i);
  }
  return rows;
}

static void count_states(const struct plain *rows, int32_t count, int32_t day, int64_t *counts) {
  int32_t i;
  memset(counts, 0, STATES * sizeof *counts);
  for (i = 0; i < count; i++) {
    const struct plain *row = &rows[i];
    if (row->done != TTHC_NO_DAY)
      counts[row->done <= row->due ? TTHC_DONE_ON_TIME : TTHC_DONE_LATE]++;
    else if (day > row->due)
      counts[TTHC_OVERDUE]++;
    else if (row->due - day <= 7)
      counts[TTHC_DUE_SOON]++;
    else
      counts[row->start > day ? TTHC_UPCOMING : TTHC_NOT_STARTED]++;
  }
}

/* --- measuring ------------------------------------------------------------------------------------------------------ */

static double time_assessing(const tthc_plan *plan, const tthc_calendar *calendar, int32_t day) {
  double seconds[ROUNDS];
  int i;
  for (i = 0; i < ROUNDS; i++) {
    const double start = now();
    tthc_assessment *a = tthc_assessment_new(plan, calendar, day, NULL, NULL);
    seconds[i] = now() - start;
    need(a != NULL, "assessment");
    tthc_assessment_free(a);
  }
  return median(seconds);
}

static double time_pass(const tthc_assessment *a, int32_t day) {
  struct plain *rows = flatten(a);
  const int32_t count = tthc_assignment_count(a);
  int64_t counts[STATES];
  double seconds[ROUNDS];
  int32_t i, state;
  for (i = 0; i < ROUNDS; i++) {
    const double start = now();
    count_states(rows, count, day, counts);
    seconds[i] = now() - start;
  }
  for (state = TTHC_DONE_ON_TIME; state <= TTHC_DONE_LATE; state++)
    need(counts[state] == tthc_rollup_assignments(a, 0, state), "the two count other states");
  free(rows);
  return median(seconds);
}

static void bench(int32_t units, const tthc_calendar *calendar, double *each) {
  const int32_t day = tthc_day_from_civil(2021, 12, 20, NULL);
  tthc_plan *plan = make_plan(units);
  const double assessing = time_assessing(plan, calendar, day);
  const size_t before = bytes_in_use();
  tthc_assessment *a = tthc_assessment_new(plan, calendar, day, NULL, NULL);
  const size_t bytes = bytes_in_use() - before;
  const int32_t count = tthc_assignment_count(a);
  const double pass = time_pass(a, day);
  printf("%9d assignments  %8.2f ms assessed  %7.1f ns each  %6.1f times a plain pass (%.1f ns)  %5.1f bytes each\n",
         (int)count, assessing * 1e3, assessing / count * 1e9, assessing / pass, pass / count * 1e9,
         (double)bytes / count);
  *each = assessing / count;
  tthc_assessment_free(a);
  tthc_plan_free(plan);
}

int main(void) {
  static const int32_t units[] = {21, 209, 2084}; /* 10^4, 10^5, 10^6 assignments */
  tthc_calendar *calendar = tthc_calendar_new(NULL, NULL);
  double each[3];
  int i;
  for (i = 0; i < 3; i++) bench(units[i], calendar, &each[i]);
  printf("an assignment of 10^6 takes %.2f times one of 10^4\n", each[2] / each[0]);
  tthc_calendar_free(calendar);
  return 0;
}
