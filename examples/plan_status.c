/*
 * plan_status: prints the state of a plan as of a day, in Vietnamese.
 *
 *   plan_status [--as-of DAY] [--unit ID] [--json] PLAN.json|STORE.db
 *
 * A plan document may embed its facts. Of a store the first plan is shown. The day is today unless given.
 */
#include <tthcplan.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static void fail(const tthc_error *err) {
  fprintf(stderr, "%s\n", tthc_error_message(err, "vi"));
  if (tthc_error_line(err) > 0)
    fprintf(stderr, "  tại %s, dòng %d, cột %d\n", tthc_error_path(err), tthc_error_line(err), tthc_error_column(err));
  exit(1);
}

static tthc_plan *load_document(const char *path, tthc_error *err) {
  tthc_text *text = tthc_text_from_file(path, err);
  tthc_plan *plan = text == NULL ? NULL : tthc_plan_read(tthc_text_data(text), tthc_text_size(text), NULL, err);
  tthc_text_free(text);
  return plan;
}

static tthc_plan *load_first_of_store(const char *path, tthc_error *err) {
  tthc_store *store = tthc_store_open(path, "{\"create\": false}", err);
  tthc_plan_list *list = store == NULL ? NULL : tthc_store_list_plans(store, err);
  tthc_plan *plan = NULL;
  if (list != NULL && tthc_plan_list_count(list) == 0) {
    fprintf(stderr, "Kho chưa có kế hoạch nào: %s\n", path);
    exit(1);
  }
  if (list != NULL) plan = tthc_store_load(store, tthc_plan_list_id(list, 0), 0, err);
  tthc_plan_list_free(list);
  tthc_store_free(store);
  return plan;
}

static int is_document(const char *path) {
  const size_t length = strlen(path);
  return length > 5 && strcmp(path + length - 5, ".json") == 0;
}

/* The library never reads the clock: the program does. Vietnam is seven hours ahead of UTC. */
static int32_t today_in_vietnam(void) { return (int32_t)((time(NULL) + 7 * 3600) / 86400); }

/* 15/07/2021 */
static const char *day(int32_t number, char out[16]) {
  if (number == TTHC_NO_DAY) return "—";
  snprintf(out, 16, "%02d/%02d/%04d", tthc_day_of_month(number), tthc_day_month(number), tthc_day_year(number));
  return out;
}

static void print_line(const tthc_assessment *a, int32_t row) {
  const int32_t done =
    tthc_rollup_assignments(a, row, TTHC_DONE_ON_TIME) + tthc_rollup_assignments(a, row, TTHC_DONE_LATE);
  const char *state = tthc_state_name(tthc_rollup_state(a, row), "vi");
  printf("%s. %s: %s; xong %d/%d phần việc, quá hạn %d; đúng hạn %d/%d đã đến hạn; %d/%d đơn vị xong\n",
         tthc_rollup_id(a, row), tthc_rollup_title(a, row), state == NULL ? "không theo dõi" : state, done,
         tthc_rollup_assignments(a, row, 0) - tthc_rollup_assignments(a, row, TTHC_CANCELLED),
         tthc_rollup_assignments(a, row, TTHC_OVERDUE), tthc_rollup_on_time(a, row), tthc_rollup_fallen_due(a, row),
         tthc_rollup_units_done(a, row), tthc_rollup_units_obliged(a, row));
}

static void print_sections(const tthc_assessment *a) {
  int32_t row;
  for (row = 0; row < tthc_rollup_count(a); row++)
    if (tthc_rollup_kind(a, row) == TTHC_OF_SECTION) print_line(a, row);
}

/* Whether a row is late or due soon, and this unit's. */
static int is_pressing(const tthc_assessment *a, int32_t row, const char *unit) {
  const int32_t state = tthc_assignment_state(a, row);
  return (state == TTHC_OVERDUE || state == TTHC_DUE_SOON) && strcmp(tthc_assignment_unit_id(a, row), unit) == 0;
}

static int same_deadline(const tthc_assessment *a, int32_t row, int32_t other) {
  return tthc_assignment_effective_day(a, row) == tthc_assignment_effective_day(a, other) &&
         strcmp(tthc_assignment_period(a, row), tthc_assignment_period(a, other)) == 0;
}

/* One line a deadline: the first pressing row of a deadline prints the tasks of all of them. */
static void print_deadline(const tthc_assessment *a, int32_t first, const char *unit) {
  char due[16];
  int32_t row;
  for (row = 0; row < first; row++)
    if (is_pressing(a, row, unit) && same_deadline(a, row, first)) return;
  printf("  kỳ %s, hạn %s, %s", tthc_assignment_period(a, first), day(tthc_assignment_effective_day(a, first), due),
         tthc_state_name(tthc_assignment_state(a, first), "vi"));
  if (tthc_assignment_days_late(a, first) > 0)
    printf(" %d ngày (%d ngày làm việc)", tthc_assignment_days_late(a, first),
           tthc_assignment_working_days_late(a, first));
  for (row = first; row < tthc_assignment_count(a); row++)
    if (is_pressing(a, row, unit) && same_deadline(a, row, first))
      printf("%s%s", row == first ? ": " : ", ", tthc_assignment_task_id(a, row));
  printf("\n");
}

/* What a unit must be written to about; nothing when there is nothing. */
static void print_unit(const tthc_assessment *a, const char *id, const char *name) {
  int32_t row, overdue = 0, due_soon = 0;
  for (row = 0; row < tthc_assignment_count(a); row++) {
    if (!is_pressing(a, row, id)) continue;
    overdue += tthc_assignment_state(a, row) == TTHC_OVERDUE;
    due_soon += tthc_assignment_state(a, row) == TTHC_DUE_SOON;
  }
  if (overdue + due_soon == 0) return;
  printf("%s: %d quá hạn, %d sắp đến hạn\n", name, overdue, due_soon);
  for (row = 0; row < tthc_assignment_count(a); row++)
    if (is_pressing(a, row, id)) print_deadline(a, row, id);
}

static void print_values(const tthc_assessment *a, const char *unit) {
  int32_t row;
  for (row = 0; row < tthc_value_count(a); row++) {
    const char *whose = tthc_value_unit_id(a, row);
    const char *text = tthc_value_text(a, row, "vi"), *measure = tthc_value_measure(a, row);
    const char *target = tthc_value_target(a, row);
    if (unit == NULL ? whose != NULL : whose == NULL || strcmp(whose, unit) != 0) continue;
    printf("%s: %s%s%s, chỉ tiêu %s, %s; số liệu của %d/%d đơn vị\n", tthc_value_title(a, row),
           text == NULL ? "—" : text, measure == NULL || text == NULL ? "" : " ",
           measure == NULL || text == NULL ? "" : measure, target == NULL ? "—" : target,
           tthc_verdict_name(tthc_value_verdict(a, row), "vi"), tthc_value_units_reported(a, row),
           tthc_value_units_expected(a, row));
  }
}

static void print_status(const tthc_plan *plan, const tthc_assessment *a, const char *unit) {
  char as_of[16];
  int32_t i;
  printf("%s\nTình hình đến ngày %s\n\n", tthc_assessment_subject(a), day(tthc_assessment_as_of(a), as_of));
  print_sections(a);
  printf("\nViệc quá hạn, sắp đến hạn theo đơn vị\n");
  for (i = 0; i < tthc_plan_unit_count(plan); i++)
    if (unit == NULL || strcmp(unit, tthc_unit_id(plan, i)) == 0)
      print_unit(a, tthc_unit_id(plan, i), tthc_unit_name(plan, i));
  printf("\nChỉ tiêu\n");
  print_values(a, unit);
}

int main(int argc, char **argv) {
  const char *as_of = NULL, *unit = NULL, *path = NULL;
  tthc_error *err = tthc_error_new();
  tthc_plan *plan;
  tthc_assessment *a;
  int32_t today;
  int json = 0, i;
  for (i = 1; i < argc; i++) {
    if (strcmp(argv[i], "--as-of") == 0 && i + 1 < argc)
      as_of = argv[++i];
    else if (strcmp(argv[i], "--unit") == 0 && i + 1 < argc)
      unit = argv[++i];
    else if (strcmp(argv[i], "--json") == 0)
      json = 1;
    else if (argv[i][0] != '-' && path == NULL)
      path = argv[i];
    else
      path = NULL, i = argc;
  }
  if (path == NULL) {
    fprintf(stderr, "plan_status [--as-of DAY] [--unit ID] [--json] PLAN.json|STORE.db\n");
    return 2;
  }
  today = as_of == NULL ? today_in_vietnam() : tthc_day_from_text(as_of, err);
  if (today == TTHC_NO_DAY) fail(err);
  plan = is_document(path) ? load_document(path, err) : load_first_of_store(path, err);
  if (plan == NULL) fail(err);
  if (unit != NULL && tthc_plan_find_unit(plan, unit) == TTHC_NONE) {
    fprintf(stderr, "Kế hoạch không có đơn vị: %s\n", unit);
    return 1;
  }
  a = tthc_assessment_new(plan, NULL, today, NULL, err);
  if (a == NULL) fail(err);
  if (json) {
    tthc_text *text = tthc_assessment_json(a, NULL, err);
    if (text == NULL) fail(err);
    fputs(tthc_text_data(text), stdout);
    tthc_text_free(text);
  } else {
    print_status(plan, a, unit);
  }
  tthc_assessment_free(a);
  tthc_plan_free(plan);
  tthc_error_free(err);
  return 0;
}
