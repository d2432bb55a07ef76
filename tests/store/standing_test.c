/* States in SQL are states in memory: on random plans, at random days, however the facts got into the store. */
#include "tthcplan/exchange.h"
#include "tthcplan/query.h"
#include "tthcplan/rollup_list.h"
#include "tthcplan/trail.h"

#include "model/plan.h"
#include "store/folder.h"

enum { UNITS_MAX = 9, TASKS_MAX = 12, TEXT_ROOM = 1 << 14, DAYS_TRIED = 6 };

/* --- chance ------------------------------------------------------------------------------------------------------- */

static uint64_t chance;
static tthc_calendar *calendar; /* the shipped one, read once */

static int32_t below(int32_t bound) {
  chance = chance * 6364136223846793005u + 1442695040888963407u;
  return (int32_t)((chance >> 33) % (uint64_t)bound);
}

static int one_in(int32_t n) { return below(n) == 0; }

static int32_t random_day(void) { return tthc_day_from_civil(2020, 12, 1, NULL) + below(430); }

static const char *day_text(int32_t day) {
  static char texts[4][16];
  static int next;
  char *out = texts[next++ % 4];
  tthc_text *text = tthc_day_text(day, NULL);
  snprintf(out, 16, "%s", tthc_text_data(text));
  tthc_text_free(text);
  return out;
}

/* --- plans -------------------------------------------------------------------------------------------------------- */

static const char *const phrases[] = {
  "Quý II/2021", "Trước ngày 30/6/2021", "Hàng tháng", "Hàng quý", "Thường xuyên", "Khi có phát sinh", "Đột xuất",
  "Từ tháng 02 đến tháng 9/2021", "6 tháng, năm", "Theo định kỳ và đột xuất", "lúc nào đó", "Năm 2021"};

static void add_units(tthc_plan *plan) {
  static const char *const levels[] = {"province", "district", "commune", NULL};
  const int32_t count = 3 + below(UNITS_MAX - 3), step = one_in(2) ? 1 : 7;
  char id[16];
  int32_t i;
  for (i = 0; i < count; i++) {
    const int is_group = i < 2;
    const char *level = levels[below(4)];
    snprintf(id, sizeof id, "u%d", (int)(i * step % 11));
    assert_int_equal(tthc_plan_add_unit(plan, id, id, is_group ? TTHC_UNIT_GROUP : TTHC_UNIT_SINGLE, NULL), i);
    if (level != NULL) assert_int_equal(tthc_unit_set_level(plan, i, level, NULL), TTHC_OK);
    if (!is_group && one_in(4)) tthc_unit_set_span(plan, i, TTHC_NO_DAY, random_day(), NULL);
    if (!is_group && one_in(6)) tthc_unit_set_span(plan, i, random_day(), TTHC_NO_DAY, NULL);
  }
  for (i = 2; i < count; i++) {
    if (one_in(3)) continue;
    tthc_unit_add_member(plan, below(2), i, one_in(3) ? random_day() - 200 : TTHC_NO_DAY,
                         one_in(3) ? random_day() + 100 : TTHC_NO_DAY, NULL);
    if (one_in(4)) tthc_unit_add_successor(plan, i, 2 + below(count - 2), 1, NULL, NULL);
  }
}

static void add_tasks(tthc_plan *plan) {
  const int32_t count = 2 + below(TASKS_MAX - 2);
  char label[16];
  int32_t i, n;
  assert_int_equal(tthc_plan_add_section(plan, "A", "Mục A", NULL), 0);
  assert_int_equal(tthc_plan_add_section(plan, "B", "Mục B", NULL), 1);
  for (i = 0; i < count; i++) {
    snprintf(label, sizeof label, "%d", (int)i + 1);
    assert_int_equal(tthc_plan_add_task(plan, below(2), TTHC_NONE, label, label, NULL), i);
    for (n = 1 + below(2); n > 0; n--) tthc_task_add_lead(plan, i, below(tthc_plan_unit_count(plan)), NULL);
    if (!one_in(8))
      assert_int_equal(tthc_task_set_deadline(plan, i, phrases[below(COUNT(phrases))], NULL), TTHC_OK);
  }
}

static tthc_plan *random_plan(const char *id) {
  tthc_plan *plan = tthc_plan_new(id, 2021, NULL);
  assert_non_null(plan);
  add_units(plan);
  add_tasks(plan);
  return plan;
}

/* --- facts -------------------------------------------------------------------------------------------------------- */

struct facts {
  char text[TEXT_ROOM];
  size_t size;
  int32_t made; /* of this plan, in all documents */
};

static void put(struct facts *out, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void put(struct facts *out, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  out->size += (size_t)vsnprintf(out->text + out->size, sizeof out->text - out->size, format, arguments);
  va_end(arguments);
  assert_true(out->size < sizeof out->text);
}

static const char *const kinds[] = {"progress", "progress", "progress", "return", "extension", "event", "acceptance"};

/* About one of the assignments that there are or may be, often about the same. */
static void put_fact(struct facts *out, const tthc_plan *plan, const tthc_assessment *a) {
  static const char *const states[] = {"not-started", "in-progress", "done", "done", "cancelled"};
  const char *kind = kinds[below(COUNT(kinds))];
  const int is_event = strcmp(kind, "event") == 0, is_extension = strcmp(kind, "extension") == 0;
  const int32_t row = below(tthc_assignment_count(a)), day = random_day();
  const char *task = tthc_assignment_task_id(a, row);
  if (is_event || one_in(20)) task = tthc_task_id(plan, below(tthc_plan_task_count(plan)));
  put(out, "{\"id\": \"f%d\", \"kind\": \"%s\", \"task\": \"%s\", \"day\": \"%s\"", (int)out->made, kind, task,
      day_text(day));
  if (!is_event) put(out, ", \"period\": \"%s\"", one_in(8) ? "event#2" : tthc_assignment_period(a, row));
  if (is_event || is_extension ? one_in(2) : 1) put(out, ", \"unit\": \"%s\"", tthc_assignment_unit_id(a, row));
  if (is_extension || (is_event && one_in(3))) put(out, ", \"due\": \"%s\"", day_text(random_day()));
  if (strcmp(kind, "progress") == 0) {
    const char *state = states[below(COUNT(states))];
    put(out, ", \"state\": \"%s\"", state);
    if (strcmp(state, "in-progress") == 0 && one_in(2)) put(out, ", \"percent\": %d", (int)below(100));
    if (strcmp(state, "done") == 0 && one_in(3)) put(out, ", \"done_day\": \"%s\"", day_text(day - below(40)));
  }
  if (one_in(3)) put(out, ", \"recorded_at\": %d", 1600000000 + (int)below(1000));
  if (out->made > 0 && one_in(4)) put(out, ", \"corrects\": \"f%d\"", (int)below(out->made));
  put(out, "}");
  out->made++;
}

static void begin_facts(struct facts *out, const tthc_plan *plan) {
  out->size = 0;
  put(out, "{\"format\": \"tthcplan-facts/1\", \"plan\": \"%s\", \"facts\": [", tthc_plan_id(plan));
}

/* A document of some facts; those that the plan refuses (they correct one of another kind, say) are left out. */
static void make_facts(struct facts *out, tthc_plan *plan, int32_t count) {
  tthc_assessment *a = tthc_assessment_new(plan, calendar, random_day() + 60, NULL, NULL);
  size_t before;
  int32_t i, first = 1;
  assert_non_null(a);
  begin_facts(out, plan);
  for (i = 0; i < count && tthc_assignment_count(a) > 0; i++) {
    before = out->size;
    if (!first) put(out, ", ");
    {
      const size_t start = out->size;
      put_fact(out, plan, a);
      if (tthc_plan_add_fact(plan, out->text + start, -1, NULL) < 0) {
        out->size = before;
        out->text[before] = '\0';
        continue;
      }
    }
    first = 0;
  }
  put(out, "]}");
  tthc_assessment_free(a);
}

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
