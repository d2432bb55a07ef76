/* States in SQL are states in memory: on random plans, at random days, however the facts got into the store. */
#include "tthcplan/exchange.h"
#include "tthcplan/follow_up_list.h"
#include "tthcplan/query.h"
#include "tthcplan/rollup_list.h"
#include "tthcplan/trail.h"
#include "tthcplan/value_list.h"

#include "model/plan.h"
#include "store/random_plans.h"

enum { DAYS_TRIED = 6 };

/* --- comparing ---------------------------------------------------------------------------------------------------- */

static int32_t find_row(const tthc_query *query, const tthc_assessment *a, int32_t row) {
  int32_t i;
  for (i = 0; i < tthc_query_count(query); i++)
    if (strcmp(tthc_query_task_id(query, i), tthc_assignment_task_id(a, row)) == 0 &&
        strcmp(tthc_query_unit_id(query, i), tthc_assignment_unit_id(a, row)) == 0 &&
        strcmp(tthc_query_period(query, i), tthc_assignment_period(a, row)) == 0)
      return i;
  return TTHC_NONE;
}

static int compare_row(const char *label, const tthc_query *query, const tthc_assessment *a, int32_t row) {
  const int32_t found = find_row(query, a, row);
  int failures = check_int(label, found == TTHC_NONE, 0);
  if (found == TTHC_NONE) return failures;
  failures += check_int(label, tthc_query_state(query, found), tthc_assignment_state(a, row));
  failures += check_int(label, tthc_query_start_day(query, found), tthc_assignment_start_day(a, row));
  failures += check_int(label, tthc_query_due_day(query, found), tthc_assignment_due_day(a, row));
  failures += check_int(label, tthc_query_effective_day(query, found), tthc_assignment_effective_day(a, row));
  failures += check_int(label, tthc_query_done_day(query, found), tthc_assignment_done_day(a, row));
  failures += check_int(label, tthc_query_percent(query, found), tthc_assignment_percent(a, row));
  failures += check_int(label, tthc_query_days_late(query, found), tthc_assignment_days_late(a, row));
  failures += check_text(label, tthc_query_due(query, found), tthc_assignment_due(a, row));
  failures += check_text(label, tthc_query_effective(query, found), tthc_assignment_effective(a, row));
  failures += check_text(label, tthc_query_plan_id(query, found), tthc_assessment_plan_id(a));
  failures += check_text(label, tthc_query_unit_name(query, found), tthc_assignment_unit_name(a, row));
  if (failures > 0)
    print_error("%s: %s %s %s\n", label, tthc_assignment_task_id(a, row), tthc_assignment_unit_id(a, row),
                tthc_assignment_period(a, row));
  return failures;
}

static int compare_rollups(const char *label, tthc_store *store, const tthc_assessment *a, const char *by,
                           int32_t kind, const char *options) {
  char written[256];
  tthc_rollup_list *list;
  int failures = 0;
  int32_t i, state;
  snprintf(written, sizeof written, "{\"by\": \"%s\", %s", by, options + 1);
  list = tthc_store_rollup(store, written, NULL);
  assert_non_null(list);
  for (i = 0; i < tthc_rollup_list_count(list); i++) {
    const char *id = tthc_rollup_list_id(list, i);
    const int32_t row = tthc_rollup_find(a, kind, id);
    if (id == NULL) continue; /* tasks of no section */
    failures += check_int(label, row == TTHC_NONE, 0);
    for (state = 0; state < TTHC_DONE; state++)
      failures += check_int(id, tthc_rollup_list_assignments(list, i, state), tthc_rollup_assignments(a, row, state));
  }
  failures += check_int(label, tthc_rollup_list_left_out(list), 0);
  tthc_rollup_list_free(list);
  return failures;
}

static int32_t find_value(const tthc_value_list *list, const tthc_assessment *a, int32_t row) {
  const char *unit = tthc_value_unit_id(a, row);
  int32_t i;
  for (i = 0; i < tthc_value_list_count(list); i++) {
    const char *other = tthc_value_list_unit_id(list, i);
    if (strcmp(tthc_value_list_indicator_id(list, i), tthc_value_indicator_id(a, row)) == 0 &&
        (unit == NULL ? other == NULL : other != NULL && strcmp(unit, other) == 0))
      return i;
  }
  return TTHC_NONE;
}

static int compare_value(const char *label, const tthc_value_list *list, const tthc_assessment *a, int32_t row) {
  const int32_t found = find_value(list, a, row);
  int failures = check_int(label, found == TTHC_NONE, 0);
  if (found == TTHC_NONE) return failures;
  failures += check_int(label, tthc_value_list_verdict(list, found), tthc_value_verdict(a, row));
  failures += check_int(label, tthc_value_list_numerator(list, found), tthc_value_numerator(a, row));
  failures += check_int(label, tthc_value_list_denominator(list, found), tthc_value_denominator(a, row));
  failures += check_text(label, tthc_value_list_text(list, found, "vi"), tthc_value_text(a, row, "vi"));
  failures += check_text(label, tthc_value_list_text(list, found, "en"), tthc_value_text(a, row, "en"));
  failures += check_text(label, tthc_value_list_target(list, found), tthc_value_target(a, row));
  failures += check_text(label, tthc_value_list_title(list, found), tthc_value_title(a, row));
  failures += check_text(label, tthc_value_list_measure(list, found), tthc_value_measure(a, row));
  failures += check_int(label, tthc_value_list_units_reported(list, found), tthc_value_units_reported(a, row));
  failures += check_int(label, tthc_value_list_units_expected(list, found), tthc_value_units_expected(a, row));
  if (failures > 0)
    print_error("%s: %s %s\n", label, tthc_value_indicator_id(a, row), check_show(tthc_value_unit_id(a, row)));
  return failures;
}

static int compare_values(const char *label, tthc_store *store, const tthc_assessment *a, int32_t day) {
  char options[160];
  tthc_value_list *list;
  int32_t i;
  int failures;
  snprintf(options, sizeof options, "{\"as_of\": \"%s\", \"plans\": [\"%s\"], \"limit\": 10000}", day_text(day),
           tthc_assessment_plan_id(a));
  list = tthc_store_values(store, options, NULL);
  assert_non_null(list);
  failures = check_int(label, tthc_value_list_count(list), tthc_value_count(a));
  failures += check_int(label, tthc_value_list_left_out(list), 0);
  for (i = 0; failures == 0 && i < tthc_value_count(a); i++) failures += compare_value(label, list, a, i);
  tthc_value_list_free(list);
  return failures;
}

static const char *recipient_of(const tthc_follow_up *f, int32_t item) {
  return tthc_follow_up_digest_unit_id(f, tthc_follow_up_item_digest(f, item));
}

static int32_t find_item(const tthc_follow_up_list *list, const tthc_follow_up *f, int32_t item) {
  int32_t i;
  for (i = 0; i < tthc_follow_up_list_count(list); i++)
    if (strcmp(tthc_follow_up_list_recipient_id(list, i), recipient_of(f, item)) == 0 &&
        strcmp(tthc_follow_up_list_task_id(list, i), tthc_follow_up_item_task_id(f, item)) == 0 &&
        strcmp(tthc_follow_up_list_unit_id(list, i), tthc_follow_up_item_unit_id(f, item)) == 0 &&
        strcmp(tthc_follow_up_list_period(list, i), tthc_follow_up_item_period(f, item)) == 0)
      return i;
  return TTHC_NONE;
}

static int compare_contacts(const char *label, const tthc_follow_up_list *list, int32_t row, const tthc_follow_up *f,
                            int32_t digest) {
  int32_t i;
  int failures = check_int(label, tthc_follow_up_list_contact_count(list, row), tthc_follow_up_contact_count(f, digest));
  for (i = 0; failures == 0 && i < tthc_follow_up_contact_count(f, digest); i++) {
    failures += check_text(label, tthc_follow_up_list_contact_name(list, row, i), tthc_follow_up_contact_name(f, digest, i));
    failures +=
      check_text(label, tthc_follow_up_list_contact_position(list, row, i), tthc_follow_up_contact_position(f, digest, i));
    failures += check_text(label, tthc_follow_up_list_contact_email(list, row, i), tthc_follow_up_contact_email(f, digest, i));
    failures += check_text(label, tthc_follow_up_list_contact_phone(list, row, i), tthc_follow_up_contact_phone(f, digest, i));
  }
  return failures;
}

static int compare_item(const char *label, const tthc_follow_up_list *list, const tthc_follow_up *f, int32_t item) {
  const int32_t found = find_item(list, f, item), digest = tthc_follow_up_item_digest(f, item);
  int failures = check_int(label, found == TTHC_NONE, 0);
  if (found == TTHC_NONE) return failures;
  failures += check_text(label, tthc_follow_up_list_level(list, found), tthc_follow_up_item_level(f, item));
  failures += check_text(label, tthc_follow_up_list_level_name(list, found, "en"), tthc_follow_up_item_level_name(f, item, "en"));
  failures += check_int(label, tthc_follow_up_list_role(list, found), tthc_follow_up_item_role(f, item));
  failures += check_int(label, tthc_follow_up_list_state(list, found), tthc_follow_up_item_state(f, item));
  failures += check_int(label, tthc_follow_up_list_due_day(list, found), tthc_follow_up_item_due_day(f, item));
  failures += check_int(label, tthc_follow_up_list_effective_day(list, found), tthc_follow_up_item_effective_day(f, item));
  failures += check_int(label, tthc_follow_up_list_days_late(list, found), tthc_follow_up_item_days_late(f, item));
  failures += check_int(label, tthc_follow_up_list_working_days_late(list, found),
                        tthc_follow_up_item_working_days_late(f, item));
  failures += check_int(label, tthc_follow_up_list_is_report(list, found), tthc_follow_up_item_is_report(f, item));
  failures += check_text(label, tthc_follow_up_list_label(list, found), tthc_follow_up_item_label(f, item));
  failures += check_text(label, tthc_follow_up_list_title(list, found), tthc_follow_up_item_title(f, item));
  failures += check_text(label, tthc_follow_up_list_deadline(list, found), tthc_follow_up_item_deadline(f, item));
  failures += check_text(label, tthc_follow_up_list_due(list, found), tthc_follow_up_item_due(f, item));
  failures += check_text(label, tthc_follow_up_list_effective(list, found), tthc_follow_up_item_effective(f, item));
  failures += check_text(label, tthc_follow_up_list_unit_name(list, found), tthc_follow_up_item_unit_name(f, item));
  failures += check_text(label, tthc_follow_up_list_recipient_name(list, found), tthc_follow_up_digest_unit_name(f, digest));
  failures += compare_contacts(label, list, found, f, digest);
  if (failures > 0)
    print_error("%s: %s %s %s to %s\n", label, tthc_follow_up_item_task_id(f, item), tthc_follow_up_item_unit_id(f, item),
                tthc_follow_up_item_period(f, item), recipient_of(f, item));
  return failures;
}

/* By the shipped levels, or by others, of which a later one may be reached before. */
static int compare_follow_ups(const char *label, tthc_store *store, const tthc_plan *plan, const tthc_assessment *a,
                              int32_t warning) {
  static const char levels[] = "[{\"id\": \"a\", \"name\": \"A\", \"from\": -30}, {\"id\": \"b\", \"name\": \"B\", \"from\": 3,"
                               " \"working\": true}, {\"id\": \"c\", \"name\": \"C\", \"from\": 0, \"to\": \"superior\"}]";
  const int own_levels = one_in(3);
  char options[512], own[300] = "";
  tthc_follow_up *f;
  tthc_follow_up_list *list;
  int32_t i;
  int failures;
  if (own_levels) snprintf(own, sizeof own, "{\"levels\": %s}", levels);
  f = tthc_follow_up_new(plan, a, calendar, NULL, 0, own_levels ? own : NULL, NULL);
  snprintf(options, sizeof options, "{\"as_of\": \"%s\", \"plans\": [\"%s\"], \"limit\": 10000, \"warning_days\": %d%s%s}",
           day_text(tthc_assessment_as_of(a)), tthc_assessment_plan_id(a), (int)warning,
           own_levels ? ", \"follow_up_levels\": " : "", own_levels ? levels : "");
  list = tthc_store_follow_ups(store, options, NULL);
  assert_non_null(f);
  assert_non_null(list);
  failures = check_int(label, tthc_follow_up_list_count(list), tthc_follow_up_item_count(f));
  for (i = 0; failures == 0 && i < tthc_follow_up_item_count(f); i++) failures += compare_item(label, list, f, i);
  tthc_follow_up_list_free(list);
  tthc_follow_up_free(f);
  return failures;
}

/* The whole plan as of a day. */
static int compare_day(const char *label, tthc_store *store, const tthc_plan *plan, int32_t day) {
  char options[160], filters[100];
  tthc_assessment *a;
  tthc_query *query;
  const int32_t warning = below(30);
  int failures;
  int32_t i;
  snprintf(filters, sizeof filters, "{\"warning_days\": %d}", (int)warning);
  snprintf(options, sizeof options, "{\"as_of\": \"%s\", \"warning_days\": %d, \"plans\": [\"%s\"]}", day_text(day),
           (int)warning, tthc_plan_id(plan));
  a = tthc_assessment_new(plan, calendar, day, filters, NULL);
  assert_non_null(a);
  failures = compare_rollups(label, store, a, "unit", TTHC_OF_UNIT, options);
  failures += compare_rollups(label, store, a, "section", TTHC_OF_SECTION, options);
  failures += compare_rollups(label, store, a, "plan", TTHC_OF_PLAN, options);
  options[strlen(options) - 1] = '\0';
  strcat(options, ", \"limit\": 10000}");
  query = tthc_store_query(store, options, NULL);
  assert_non_null(query);
  failures += check_int(label, tthc_query_count(query), tthc_assignment_count(a));
  for (i = 0; failures == 0 && i < tthc_assignment_count(a); i++) failures += compare_row(label, query, a, i);
  failures += compare_values(label, store, a, day);
  failures += compare_follow_ups(label, store, plan, a, warning);
  if (failures > 0) print_error("%s: as of %s\n", label, day_text(day));
  tthc_query_free(query);
  tthc_assessment_free(a);
  return failures;
}

static int compare(const char *label, tthc_store *store, const char *plan_id) {
  tthc_plan *plan = tthc_store_load(store, plan_id, 0, NULL);
  int failures = 0;
  int i;
  assert_non_null(plan);
  for (i = 0; failures == 0 && i < DAYS_TRIED; i++) failures += compare_day(label, store, plan, random_day());
  tthc_plan_free(plan);
  return failures;
}

/* --- tests -------------------------------------------------------------------------------------------------------- */

static int append_some(const char *label, tthc_store *store, tthc_plan *plan, struct facts *facts, int32_t documents) {
  tthc_error *err = tthc_error_new();
  int failures = 0;
  int32_t i;
  for (i = 0; failures == 0 && i < documents; i++) {
    make_facts(facts, plan, 1 + below(i % 3 == 0 ? 12 : 1));
    failures += check_int(label, tthc_store_append_facts(store, facts->text, -1, err) < 0, 0);
    if (failures > 0) print_error("%s\n%s\n", facts->text, check_show(tthc_error_message(err, "en")));
    failures += compare(label, store, tthc_plan_id(plan));
  }
  tthc_error_free(err);
  return failures;
}

/* Another plan of the same id, in which the rows have other numbers, as the next revision. */
static int revise(const char *label, tthc_store *store, const char *id, struct facts *facts) {
  tthc_plan *plan = random_plan(id), *late = tthc_store_load(store, id, 0, NULL);
  int failures;
  plan->revision = late->revision;
  failures = check_int(label, tthc_store_save(store, plan, NULL), late->revision + 1);
  failures += compare(label, store, id);
  tthc_plan_free(plan);
  plan = tthc_store_load(store, id, 0, NULL);
  failures += append_some(label, store, plan, facts, 8);
  /* a save that does not know the facts of others */
  make_facts(facts, late, 10);
  tthc_plan_free(late);
  late = tthc_store_load(store, id, 0, NULL);
  if (failures == 0) failures += append_some(label, store, plan, facts, 2);
  make_facts(facts, late, 10);
  failures += check_int(label, tthc_store_save(store, late, NULL) < 0, 0);
  failures += compare(label, store, id);
  tthc_plan_free(late);
  tthc_plan_free(plan);
  return failures;
}

static int32_t count_rows(tthc_store *store, const char *id) {
  char options[100];
  tthc_query *query;
  int32_t count;
  snprintf(options, sizeof options, "{\"as_of\": \"2021-06-30\", \"plans\": [\"%s\"], \"limit\": 10000}", id);
  query = tthc_store_query(store, options, NULL);
  count = query == NULL ? -1 : tthc_query_count(query);
  if (query != NULL) assert_int_equal(tthc_query_left_out(query), 0);
  tthc_query_free(query);
  return count;
}

/* A removed plan is in no answer, and comes back as it was. */
static int remove_and_restore(tthc_store *store, const char *id) {
  tthc_plan *plan = tthc_store_load(store, id, 0, NULL);
  int failures = check_int(id, tthc_store_remove(store, id, plan->revision, "thử", NULL), TTHC_OK);
  failures += check_int(id, count_rows(store, id), 0);
  failures += check_int(id, tthc_store_save(store, plan, NULL), plan->revision);
  tthc_plan_free(plan);
  return failures + compare("restored", store, id);
}

/* A store that is made of another's lines gives the same answers. */
static int import_all(tthc_store *store, int plans) {
  tthc_store *copy = open_store(":memory:");
  tthc_text *lines = tthc_store_export(store, 0, 100000, NULL);
  char id[16];
  int failures, i;
  assert_non_null(lines);
  failures = check_int("imported", tthc_store_import(copy, tthc_text_data(lines), -1, NULL) > 0, 1);
  for (i = 0; failures == 0 && i < plans; i++) {
    snprintf(id, sizeof id, "p%d", i);
    failures += compare("imported", copy, id);
  }
  tthc_text_free(lines);
  tthc_store_free(copy);
  return failures;
}

/* Saved with some facts; more appended, one or several at a time; a new revision; and more of both. */
static int try_plan(tthc_store *store, const char *id) {
  static struct facts facts;
  tthc_plan *plan = random_plan(id);
  int failures;
  memset(&facts, 0, sizeof facts);
  make_facts(&facts, plan, below(30));
  failures = check_int(id, tthc_store_save(store, plan, NULL), 1);
  failures += compare("saved", store, id);
  if (failures == 0) failures += append_some("appended", store, plan, &facts, 12);
  if (failures == 0) failures += revise("revised", store, id, &facts);
  if (failures == 0) failures += remove_and_restore(store, id);
  tthc_plan_free(plan);
  return failures;
}

static void test_random_plans(void **state) {
  tthc_store *store = open_store(":memory:");
  char id[16];
  int failures = 0, i;
  (void)state;
  calendar = tthc_calendar_new(NULL, NULL);
  for (i = 0; failures == 0 && i < 30; i++) {
    chance = (uint64_t)i + 1;
    snprintf(id, sizeof id, "p%d", i);
    failures += try_plan(store, id);
    if (failures > 0) print_error("seed %d\n", i + 1);
  }
  if (failures == 0) failures += import_all(store, i);
  tthc_calendar_free(calendar);
  tthc_store_free(store);
  CHECK_NONE_FAILED(failures);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_random_plans),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
