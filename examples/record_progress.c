/*
 * record_progress: records that a unit is done with its share of a task, and tells what that makes of it.
 *
 *   record_progress STORE.db PLAN TASK UNIT PERIOD DAY [NUMBER-OF-THE-REPORT]
 *   record_progress plans.db vinh-cuu-2021 A.1 ubnd-xa-ma-da kstt:2021-Q2 2021-07-14 31/BC-UBND
 */
#include <tthcplan.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void fail(const tthc_error *err) {
  fprintf(stderr, "%s\n", tthc_error_message(err, "vi"));
  exit(1);
}

/* Options are JSON; a number such as 31/BC-UBND needs no escapes. */
static const char *evidence(const char *number, char *out, size_t size) {
  if (number == NULL) return NULL;
  if (strlen(number) > 200 || strpbrk(number, "\"\\") != NULL) {
    fprintf(stderr, "Số văn bản không hợp lệ: %s\n", number);
    exit(1);
  }
  snprintf(out, size, "{\"evidence\": {\"number\": \"%s\"}}", number);
  return out;
}

/* Prints the state; 0 when there is no such assignment: a fact about none would stay in the store and count for nothing. */
static int print_state(const tthc_plan *plan, const char *task, const char *unit, const char *period, int32_t day,
                       tthc_error *err) {
  tthc_assessment *a = tthc_assessment_new(plan, NULL, day, NULL, err);
  int32_t row;
  int found = 0;
  if (a == NULL) fail(err);
  for (row = 0; !found && row < tthc_assignment_count(a); row++) {
    found = strcmp(tthc_assignment_task_id(a, row), task) == 0 && strcmp(tthc_assignment_unit_id(a, row), unit) == 0 &&
            strcmp(tthc_assignment_period(a, row), period) == 0;
    if (found)
      printf("%s, %s, kỳ %s: %s\n", task, tthc_assignment_unit_name(a, row), period,
             tthc_state_name(tthc_assignment_state(a, row), "vi"));
  }
  tthc_assessment_free(a);
  return found;
}

int main(int argc, char **argv) {
  tthc_error *err = tthc_error_new();
  tthc_store *store;
  tthc_plan *plan;
  char options[256];
  int32_t day, task, unit;
  if (argc < 7 || argc > 8) {
    fprintf(stderr, "record_progress STORE.db PLAN TASK UNIT PERIOD DAY [NUMBER-OF-THE-REPORT]\n");
    return 2;
  }
  day = tthc_day_from_text(argv[6], err);
  if (day == TTHC_NO_DAY) fail(err);
  store = tthc_store_open(argv[1], "{\"create\": false}", err);
  if (store == NULL) fail(err);
  plan = tthc_store_load(store, argv[2], 0, err);
  if (plan == NULL) fail(err);

  task = tthc_plan_find_task(plan, argv[3]);
  unit = tthc_plan_find_unit(plan, argv[4]);
  if (task == TTHC_NONE || unit == TTHC_NONE) {
    fprintf(stderr, "Kế hoạch không có %s: %s\n", task == TTHC_NONE ? "nhiệm vụ" : "đơn vị",
            task == TTHC_NONE ? argv[3] : argv[4]);
    return 1;
  }
  if (tthc_plan_add_progress(plan, task, unit, argv[5], TTHC_SAYS_DONE, day,
                             evidence(argc == 8 ? argv[7] : NULL, options, sizeof options), err) < 0)
    fail(err);
  if (!print_state(plan, argv[3], argv[4], argv[5], day, err)) {
    fprintf(stderr, "%s không có phần việc %s trong kỳ %s\n", argv[4], argv[3], argv[5]);
    return 1;
  }
  if (tthc_store_save(store, plan, err) < 0) fail(err);

  tthc_plan_free(plan);
  tthc_store_free(store);
  tthc_error_free(err);
  return 0;
}
