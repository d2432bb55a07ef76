/* Re-deriving: what comes from above, what stays, what is listed; the traps of other tools, by name; laws of merging. */
#include "tthcplan/merge.h"

#include "cascade/random_plan.h"

static tthc_merge *merge(const tthc_plan *before, const tthc_plan *now, const tthc_plan *local, const char *options) {
  tthc_error *err = tthc_error_new();
  tthc_merge *result = tthc_plan_rederive(before, now, local, options, err);
  if (result == NULL) print_error("%s\n", check_show(tthc_error_problems_json(err, "en")));
  assert_non_null(result);
  tthc_error_free(err);
  return result;
}

static tthc_plan *merged_plan(const tthc_merge *result) {
  tthc_plan *plan = tthc_merge_plan(result, NULL);
  assert_non_null(plan);
  return sent(plan); /* what was merged is a document that can be read */
}

/* The row of a kind about an id and a member; TTHC_NONE when there is none. */
static int32_t find_row(const tthc_merge *result, int32_t kind, const char *id, const char *member) {
  int32_t i;
  for (i = 0; i < tthc_merge_count(result); i++)
    if (tthc_merge_kind(result, i) == kind && check_same(tthc_merge_id(result, i), id) &&
        check_same(tthc_merge_member(result, i), member))
      return i;
  return TTHC_NONE;
}

static int has_row(const tthc_merge *result, int32_t kind, const char *id, const char *member) {
  return find_row(result, kind, id, member) != TTHC_NONE;
}

/* --- small plans -------------------------------------------------------------------------------------------------- */

/* A superior's plan: one unit, which leads every task. A task is "SECTION LABEL PARENT TITLE", the parent "-" for none. */
static tthc_plan *superior_of(int32_t revision, const char *const *tasks) {
  char options[40];
  tthc_plan *made = tthc_plan_new("cap-tren", 2021, NULL), *plan;
  tthc_text *text;
  assert_int_equal(tthc_plan_add_unit(made, "xa", "UBND xã", TTHC_UNIT_SINGLE, NULL), 0);
  assert_int_equal(tthc_plan_add_section(made, "A", "Một", NULL), 0);
  assert_int_equal(tthc_plan_add_section(made, "B", "Hai", NULL), 1);
  for (; *tasks != NULL; tasks++) {
    char section[8], label[8], parent[16], title[32];
    int32_t task;
    assert_int_equal(sscanf(*tasks, "%7s %7s %15s %31s", section, label, parent, title), 4);
    task = tthc_plan_add_task(made, tthc_plan_find_section(made, section), tthc_plan_find_task(made, parent), label,
                              title, NULL);
    assert_true(task >= 0);
    assert_int_equal(tthc_task_add_lead(made, task, 0, NULL), 0);
  }
  text = write_plan(made);
  snprintf(options, sizeof options, "{\"revision\": %d}", (int)revision);
  plan = tthc_plan_read(tthc_text_data(text), -1, options, NULL);
  assert_non_null(plan);
  tthc_text_free(text);
  tthc_plan_free(made);
  return plan;
}

/* The unit's plan as it was derived, without some tasks (ids parted by blanks; NULL: all stay) and with other titles. */
static tthc_plan *local_of(const tthc_plan *before, const char *without, const char *retitled) {
  tthc_plan *derived = derive(before, "xa", NULL), *local;
  struct copying c;
  int32_t i;
  local = tthc_plan_new(derived->id, 2021, NULL);
  assert_int_equal(tthc__copying_begin(&c, derived, local, NULL), TTHC_OK);
  assert_int_equal(tthc__copy_header(&c), TTHC_OK);
  memset(c.wants_unit, 1, (size_t)derived->units.count);
  memset(c.wants_section, 1, (size_t)derived->sections.count);
  assert_int_equal(tthc__copy_frame(&c), TTHC_OK);
  for (i = 0; i < derived->tasks.count; i++) {
    struct task row = derived->tasks.items[i];
    if (without != NULL && strstr(without, row.id) != NULL) continue;
    if (retitled != NULL && strstr(retitled, row.id) != NULL) row.title = "sửa";
    assert_int_equal(tthc__copy_task(&c, i, &row), TTHC_OK);
  }
  tthc__copying_end(&c);
  tthc_plan_free(derived);
  return local;
}

/* A case of its own: before, now, what the unit took out and retitled; freed by done(). */
struct scene {
  tthc_plan *before;
  tthc_plan *now;
  tthc_plan *local;
  tthc_merge *result;
  tthc_plan *plan;
};

static void play(struct scene *scene, const char *options) {
  scene->result = merge(scene->before, scene->now, scene->local, options);
  scene->plan = merged_plan(scene->result);
}

static struct scene stage(const char *const *before, const char *const *now, const char *without,
                          const char *retitled) {
  struct scene scene = {superior_of(1, before), superior_of(2, now), NULL, NULL, NULL};
  scene.local = local_of(scene.before, without, retitled);
  return scene;
}

static void clear(struct scene *scene) {
  tthc_plan_free(scene->before);
  tthc_plan_free(scene->now);
  tthc_plan_free(scene->local);
  tthc_plan_free(scene->plan);
  tthc_merge_free(scene->result);
}

/* The superior's plan as it is now: that of before with one text in its document replaced. */
static void amend(struct scene *scene, const char *text, const char *by) {
  tthc_text *document = write_plan(scene->before);
  const char *data = tthc_text_data(document), *found = strstr(data, text);
  struct buffer now = {0};
  assert_non_null(found);
  tthc__put_bytes(&now, data, found - data);
  tthc__put(&now, by);
  tthc__put(&now, found + strlen(text));
  tthc_plan_free(scene->now);
  scene->now = read_plan(now.data);
  tthc__buffer_free(&now);
  tthc_text_free(document);
}

static const char *const two[] = {"A 1 - a", "A 2 - b", NULL};

static void test_added_changed_and_withdrawn_above(void **state) {
  static const char *const now[] = {"A 1 - đổi", "A 3 - c", NULL};
  struct scene s = stage(two, now, NULL, NULL);
  (void)state;
  play(&s, NULL);
  assert_int_equal(tthc_merge_conflicts(s.result), 0);
  assert_int_equal(tthc_merge_count(s.result), 3);
  assert_true(has_row(s.result, TTHC_CHANGED_ABOVE, "A.1", "title"));
  assert_true(has_row(s.result, TTHC_WITHDRAWN_ABOVE, "A.2", NULL));
  assert_true(has_row(s.result, TTHC_ADDED_ABOVE, "A.3", NULL));
  assert_string_equal(tthc_task_title(s.plan, task_of(s.plan, "A.1")), "đổi");
  assert_int_equal(tthc_plan_find_task(s.plan, "A.2"), TTHC_NONE);
  assert_int_equal(tthc_task_source_revision(s.plan, task_of(s.plan, "A.1")), 2);
  assert_int_equal(tthc_plan_source_revision(s.plan), 2);
  clear(&s);
}

static void test_local_edits_and_conflicts(void **state) {
  static const char *const now[] = {"A 1 - đổi", "A 2 - b", NULL};
  struct scene s = stage(two, now, NULL, "A.1 A.2");
  int32_t row;
  (void)state;
  play(&s, NULL);
  assert_int_equal(tthc_merge_conflicts(s.result), 1);
  row = find_row(s.result, TTHC_CONFLICT, "A.1", "title");
  assert_string_equal(tthc_merge_before(s.result, row), "a");
  assert_string_equal(tthc_merge_theirs(s.result, row), "đổi");
  assert_string_equal(tthc_merge_ours(s.result, row), "sửa");
  assert_int_equal(tthc_merge_what(s.result, row), TTHC_ROW_TASK);
  assert_string_equal(tthc_task_title(s.plan, task_of(s.plan, "A.1")), "sửa"); /* the unit's stays */
  assert_true(has_row(s.result, TTHC_KEPT_LOCAL_EDIT, "A.2", "title"));
  assert_string_equal(tthc_task_title(s.plan, task_of(s.plan, "A.2")), "sửa");
  clear(&s);
}

static void test_both_changed_alike(void **state) {
  static const char *const now[] = {"A 1 - sửa", "A 2 - b", NULL};
  struct scene s = stage(two, now, NULL, "A.1");
  (void)state;
  play(&s, NULL);
  assert_int_equal(tthc_merge_count(s.result), 0);
  clear(&s);
}

/* akvo-rsr #3258: editing the parent resurrects what the child deleted. */
static void test_a_deleted_task_does_not_come_back_3258(void **state) {
  static const char *const now[] = {"A 1 - đổi", "A 2 - b", NULL};
  struct scene s = stage(two, now, "A.1", NULL);
  (void)state;
  play(&s, NULL);
  assert_int_equal(tthc_plan_find_task(s.plan, "A.1"), TTHC_NONE);
  assert_int_equal(tthc_merge_count(s.result), 1);
  assert_true(has_row(s.result, TTHC_KEPT_LOCAL_DELETION, "A.1", NULL));
  clear(&s);
}

/* akvo-rsr #3732: one deleted item is wanted again. */
static void test_one_deleted_task_is_restored_3732(void **state) {
  static const char *const now[] = {"A 1 - đổi", "A 2 - b", NULL};
  struct scene s = stage(two, now, "A.1 A.2", NULL);
  tthc_error *err = tthc_error_new();
  (void)state;
  play(&s, "{\"restore\": [\"A.1\"]}");
  assert_string_equal(tthc_task_title(s.plan, task_of(s.plan, "A.1")), "đổi"); /* as the superior has it now */
  assert_int_equal(tthc_plan_find_task(s.plan, "A.2"), TTHC_NONE);
  assert_true(has_row(s.result, TTHC_RESTORED, "A.1", NULL));
  assert_true(has_row(s.result, TTHC_KEPT_LOCAL_DELETION, "A.2", NULL));
  assert_null(tthc_plan_rederive(s.before, s.now, s.local, "{\"restore\": [\"A.1\", \"A.9\"]}", err));
  assert_false(check_error("restore", err, TTHC_E_UNKNOWN_ID, "/restore", 0, 0));
  tthc_error_free(err);
  clear(&s);
}

/* akvo-rsr #3389: the parent changed after the import, and links are wrong. */
static void test_a_changed_parent_is_taken_over_3389(void **state) {
  static const char *const before[] = {"A 1 - a", "A 2 - b", "A 1.1 A.1 con", NULL};
  struct scene s = stage(before, before, NULL, NULL);
  (void)state;
  amend(&s, "\"parent\": \"A.1\"", "\"parent\": \"A.2\"");
  assert_int_equal(tthc_plan_add_task(s.local, 0, task_of(s.local, "A.1.1"), "x", "riêng", NULL), 3);
  play(&s, NULL);
  assert_string_equal(tthc_task_id(s.plan, tthc_task_parent(s.plan, task_of(s.plan, "A.1.1"))), "A.2");
  assert_string_equal(tthc_task_source_task(s.plan, task_of(s.plan, "A.1.1")), "A.1.1");
  assert_string_equal(tthc_task_title(s.plan, tthc_task_parent(s.plan, tthc_plan_find_task(s.plan, "A.1.1.x"))), "con");
  assert_true(has_row(s.result, TTHC_CHANGED_ABOVE, "A.1.1", "place"));
  clear(&s);
}

/* A task that the superior moves to another section takes along what the unit put below it. */
static void test_a_section_changed_above_takes_local_subtasks_along(void **state) {
  static const char *const before[] = {"A 1 - a", NULL};
  struct scene s = stage(before, before, NULL, NULL);
  (void)state;
  amend(&s, "\"section\": \"A\"", "\"section\": \"B\"");
  assert_int_equal(tthc_plan_add_task(s.local, 0, 0, "x", "riêng", NULL), 1);
  play(&s, NULL);
  assert_string_equal(tthc_section_id(s.plan, tthc_task_section(s.plan, task_of(s.plan, "A.1"))), "B");
  assert_int_equal(tthc_task_parent(s.plan, task_of(s.plan, "A.1.x")), task_of(s.plan, "A.1"));
  assert_int_equal(tthc_task_section(s.plan, task_of(s.plan, "A.1.x")),
                   tthc_task_section(s.plan, task_of(s.plan, "A.1")));
  clear(&s);
}

/* akvo-rsr PR #2952: what is propagated and what is not, member by member. */
static void test_what_is_propagated_2952(void **state) {
  static const struct {
    const char *member;
    const char *now; /* in the superior's row of A.1 */
    int taken;
  } rows[] = {
    {"title", "\"title\": \"đổi\"", 1},
    {"deliverable", "\"title\": \"a\", \"deliverable\": \"báo cáo\"", 1},
    {"deadline", "\"title\": \"a\", \"deadline\": {\"text\": \"Quý I\"}", 1},
    {"coordinator", "\"title\": \"a\", \"coordinator\": {\"text\": \"Sở Y\"}", 1},
    {"x-", "\"title\": \"a\", \"x-ghi-chu\": \"gấp\"", 1},
    {"lead", "\"title\": \"a\"", 0}, /* the unit leads as before */
  };
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    char json[1024];
    struct scene s = {NULL, NULL, NULL, NULL, NULL};
    s.before = superior_of(1, two);
    s.local = local_of(s.before, NULL, NULL);
    snprintf(
      json, sizeof json,
      "{\"format\": \"tthcplan/1\", \"id\": \"cap-tren\", \"year\": 2021, \"subject\": \"khác\", \"units\": [{\"id\": "
      "\"xa\", \"name\": \"UBND xã\"}], \"sections\": [{\"label\": \"A\", \"title\": \"Một\"}], \"tasks\": "
      "[{\"section\": \"A\", \"label\": \"1\", \"lead\": {\"units\": [\"xa\"]}, %s}, {\"section\": \"A\", \"label\": "
      "\"2\","
      " \"title\": \"b\", \"lead\": {\"units\": [\"xa\"]}}]}",
      rows[i].now);
    s.now = read_plan(json);
    play(&s, NULL);
    failures += check_int(rows[i].member, has_row(s.result, TTHC_CHANGED_ABOVE, "A.1", rows[i].member), rows[i].taken);
    failures += check_int(rows[i].member, tthc_merge_count(s.result), rows[i].taken);
    failures += check_text(rows[i].member, tthc_plan_subject(s.plan), NULL); /* the header is the unit's */
    clear(&s);
  }
  CHECK_NONE_FAILED(failures);
}

static void test_withdrawn_above_but_in_use(void **state) {
  static const char *const before[] = {"A 1 - sửa", "A 2 - số-liệu", "A 3 - mục", "A 4 - bỏ", NULL};
  static const char *const now[] = {"B 1 - mới", NULL};
  struct scene s = stage(before, now, NULL, "A.1");
  tthc_text *facts;
  (void)state;
  s.local->tasks.items[0].title = "đơn vị sửa";
  assert_int_equal(tthc_plan_add_task(s.local, 0, task_of(s.local, "A.3"), "x", "riêng", NULL), 4);
  assert_int_equal(tthc_plan_add_progress(s.local, task_of(s.local, "A.2"), 0, "plan", TTHC_SAYS_DONE,
                                          day("2021-05-01"), "{\"id\": \"f\"}", NULL),
                   0);
  play(&s, NULL);
  assert_true(has_row(s.result, TTHC_KEPT_WITHDRAWN, "A.1", NULL)); /* edited */
  assert_true(has_row(s.result, TTHC_KEPT_WITHDRAWN, "A.2", NULL)); /* has a fact */
  assert_true(has_row(s.result, TTHC_KEPT_WITHDRAWN, "A.3", NULL)); /* stands above a task of the unit's own */
  assert_true(has_row(s.result, TTHC_WITHDRAWN_ABOVE, "A.4", NULL));
  assert_int_equal(tthc_plan_find_task(s.plan, "A.4"), TTHC_NONE);
  assert_string_equal(tthc_task_source_task(s.plan, task_of(s.plan, "A.2")), "A.2"); /* with its source */
  assert_int_equal(tthc_task_source_revision(s.plan, task_of(s.plan, "A.2")), 1);
  facts = tthc_plan_facts_json(s.plan, NULL, NULL);
  assert_non_null(strstr(tthc_text_data(facts), "\"id\": \"f\""));
  tthc_text_free(facts);
  clear(&s);
}

/* The superior adds a task with the id that the unit has given to one of its own. */
static void test_an_id_that_both_gave(void **state) {
  static const char *const now[] = {"A 1 - a", "A 2 - b", "A 3 - của-trên", NULL};
  struct scene s = stage(two, now, NULL, NULL);
  int32_t theirs;
  (void)state;
  assert_true(tthc_plan_add_task(s.local, 0, TTHC_NONE, "3", "của xã", NULL) >= 0);
  play(&s, NULL);
  assert_string_equal(tthc_task_title(s.plan, task_of(s.plan, "A.3")), "của xã"); /* ids never change */
  theirs = task_of(s.plan, "A.3~2");
  assert_string_equal(tthc_task_title(s.plan, theirs), "của-trên");
  assert_string_equal(tthc_task_source_task(s.plan, theirs), "A.3");
  tthc_plan_free(s.local); /* and once more: it is known by its source */
  tthc_merge_free(s.result);
  s.local = s.plan;
  play(&s, NULL);
  assert_true(same_plans(s.plan, s.local));
  clear(&s);
}

/* Each turns one of two tasks round: neither order can hold, and it is told. */
static void test_a_circle_of_parents(void **state) {
  static const char *const before[] = {"A 1 - a", "A 2 - b", NULL};
  static const char *const now[] = {"A 1 - a", "A 2 A.1 b", NULL};
  struct scene s = stage(before, now, NULL, NULL);
  struct task *tasks = s.local->tasks.items;
  const struct task first = tasks[0];
  (void)state;
  tthc_plan_free(s.now);
  s.now = read_plan(
    "{\"format\": \"tthcplan/1\", \"id\": \"cap-tren\", \"year\": 2021, \"units\": [{\"id\": \"xa\", \"name\": \"UBND "
    "xã\"}],"
    " \"sections\": [{\"label\": \"A\", \"title\": \"Một\"}, {\"label\": \"B\", \"title\": \"Hai\"}], \"tasks\": ["
    "{\"section\": \"A\", \"label\": \"1\", \"title\": \"a\", \"lead\": {\"units\": [\"xa\"]}},"
    "{\"id\": \"A.2\", \"section\": \"A\", \"parent\": \"A.1\", \"label\": \"2\", \"title\": \"b\", \"lead\": "
    "{\"units\": "
    "[\"xa\"]}}]}");
  tasks[0] = tasks[1]; /* below, A.1 stands under A.2 */
  tasks[1] = first;
  tasks[1].parent = 0;
  tthc__index_put(&s.local->task_ids, tasks[0].id, 0);
  tthc__index_put(&s.local->task_ids, tasks[1].id, 1);
  play(&s, NULL);
  assert_true(tthc_merge_conflicts(s.result) > 0);
  assert_int_equal(tthc_plan_task_count(s.plan), 2);
  clear(&s);
}

static void test_targets(void **state) {
  tthc_plan *before = read_plan(province_json), *now = read_plan(province_json), *plan;
  tthc_plan *local = derive(before, "huyen-b", NULL);
  tthc_merge *result;
  (void)state;
  assert_true(tthc_indicator_add_target(now, 0, TTHC_AT_LEAST, "40", NULL, tthc_plan_find_unit(now, "huyen-b"),
                                        "2021-Q3", NULL) >= 0);
  assert_int_equal(tthc_indicator_set_names(local, 1, "hồ sơ", NULL, NULL, NULL), TTHC_OK);
  result = merge(before, now, local, NULL);
  plan = merged_plan(result);
  assert_int_equal(tthc_indicator_target_count(plan, 0), 3);
  assert_string_equal(tthc_indicator_numerator_name(plan, 1), "hồ sơ");
  assert_true(has_row(result, TTHC_CHANGED_ABOVE, "truc-tuyen", "targets"));
  assert_true(has_row(result, TTHC_KEPT_LOCAL_EDIT, "ho-so", "numerator"));
  assert_int_equal(tthc_merge_count(result), 2);
  tthc_merge_free(result);
  tthc_plan_free(plan);
  tthc_plan_free(local);
  tthc_plan_free(now);
  tthc_plan_free(before);
}

/* A task of the narrative that the superior adds brings along the part that orders it. */
static void test_a_task_of_a_part(void **state) {
  tthc_plan *before = read_plan(province_json), *now = read_plan(province_json), *local, *plan;
  tthc_merge *result;
  int32_t part, task;
  (void)state;
  local = derive(before, "huyen-a", NULL);
  part = tthc_plan_add_part(now, 1, "2", "Kinh phí", NULL, NULL);
  task = tthc_plan_add_part_task(now, part, TTHC_NONE, "a", "Bố trí kinh phí", NULL);
  assert_true(tthc_task_add_lead(now, task, tthc_plan_find_unit(now, "huyen-a"), NULL) >= 0);
  result = merge(before, now, local, NULL);
  plan = merged_plan(result);
  assert_int_equal(tthc_plan_part_count(plan), 2);
  assert_string_equal(tthc_part_title(plan, tthc_task_part(plan, task_of(plan, "V.2.a"))), "Kinh phí");
  tthc_merge_free(result);
  tthc_plan_free(plan);
  tthc_plan_free(local);
  tthc_plan_free(now);
  tthc_plan_free(before);
}

/* G43: a commune merged into another in mid-year. Its successor's plan gets the tasks; nothing is attributed anew. */
static void test_units_merged_in_mid_year(void **state) {
  static const char before_json[] =
    "{\"format\": \"tthcplan/1\", \"id\": \"huyen\", \"year\": 2025, \"units\": [{\"id\": \"x\", \"name\": \"Xã X\"},"
    " {\"id\": \"y\", \"name\": \"Xã Y\"}, {\"id\": \"cap-xa\", \"name\": \"UBND cấp xã\", \"kind\": \"group\", "
    "\"members\":"
    " [{\"unit\": \"x\"}]}], \"tasks\": [{\"label\": \"1\", \"title\": \"Việc\", \"lead\": {\"units\": [\"cap-xa\"]},"
    " \"deadline\": {\"text\": \"Quý IV\"}}, {\"label\": \"2\", \"title\": \"Khác\", \"lead\": {\"units\": [\"y\"]}}]}";
  static const char now_json[] =
    "{\"format\": \"tthcplan/1\", \"id\": \"huyen\", \"year\": 2025, \"units\": [{\"id\": \"x\", \"name\": \"Xã X\","
    " \"last_day\": \"2025-06-30\", \"successors\": [{\"unit\": \"y\", \"kind\": \"merge\"}]},"
    " {\"id\": \"y\", \"name\": \"Xã Y\"}, {\"id\": \"cap-xa\", \"name\": \"UBND cấp xã\", \"kind\": \"group\", "
    "\"members\":"
    " [{\"unit\": \"x\"}]}], \"tasks\": [{\"label\": \"1\", \"title\": \"Việc\", \"lead\": {\"units\": [\"cap-xa\"]},"
    " \"deadline\": {\"text\": \"Quý IV\"}}, {\"label\": \"2\", \"title\": \"Khác\", \"lead\": {\"units\": [\"y\"]}}]}";
  tthc_plan *before = read_plan(before_json), *now = read_plan(now_json), *local = derive(before, "y", NULL), *plan;
  tthc_merge *result;
  (void)state;
  assert_int_equal(tthc_plan_task_count(local), 1);
  result = merge(before, now, local, NULL);
  plan = merged_plan(result);
  assert_int_equal(tthc_plan_task_count(plan), 2);
  assert_true(has_row(result, TTHC_ADDED_ABOVE, "1", NULL));
  assert_string_equal(tthc_unit_id(plan, tthc_task_lead(plan, task_of(plan, "1"), 0)), "y");
  tthc_merge_free(result);
  tthc_plan_free(plan);
  tthc_plan_free(local);
  tthc_plan_free(now);
  tthc_plan_free(before);
}

static void test_coordinated_tasks_can_be_left_out(void **state) {
  tthc_plan *before = read_plan(province_json), *now = read_plan(province_json), *plan;
  tthc_plan *local = derive(before, "huyen-a", "{\"coordinates\": \"exclude\"}");
  tthc_merge *result = merge(before, now, local, "{\"coordinates\": \"exclude\"}");
  (void)state;
  assert_int_equal(tthc_merge_count(result), 0);
  plan = merged_plan(result);
  assert_true(same_plans(plan, local));
  tthc_merge_free(result);
  tthc_plan_free(plan);
  tthc_plan_free(local);
  tthc_plan_free(now);
  tthc_plan_free(before);
}

/* --- laws --------------------------------------------------------------------------------------------------------- */

/* Some progress, where the plan has a task and its unit. */
static void add_some_facts(tthc_plan *plan, uint32_t seed) {
  struct luck luck = {seed};
  const int32_t unit = tthc_plan_find_unit(plan, tthc_plan_source_unit(plan));
  int32_t i;
  for (i = 0; i < tthc_plan_task_count(plan); i++)
    if (pick(&luck, 4) == 0)
      assert_true(tthc_plan_add_progress(plan, i, unit, "plan", TTHC_SAYS_IN_PROGRESS, day("2021-05-01"), NULL, NULL) >=
                  0);
}

static int is_kept(int32_t kind) { return kind == TTHC_KEPT_LOCAL_EDIT || kind == TTHC_KEPT_LOCAL_DELETION; }

static void test_no_change_above_gives_the_local_plan(void **state) {
  uint32_t seed;
  int32_t row;
  (void)state;
  for (seed = 1; seed <= 200; seed++) {
    tthc_plan *before = random_plan(seed), *derived = derive(before, seed % 2 ? "u4" : "u0", NULL), *plan;
    tthc_plan *local = amended(derived, seed + 7);
    tthc_merge *result;
    add_some_facts(local, seed);
    result = merge(before, before, local, NULL);
    plan = merged_plan(result);
    assert_true(same_plans(plan, local));
    for (row = 0; row < tthc_merge_count(result); row++) assert_true(is_kept(tthc_merge_kind(result, row)));
    tthc_merge_free(result);
    tthc_plan_free(plan);
    tthc_plan_free(local);
    tthc_plan_free(derived);
    tthc_plan_free(before);
  }
}

static void test_no_change_below_gives_what_is_derived_now(void **state) {
  uint32_t seed;
  (void)state;
  for (seed = 1; seed <= 200; seed++) {
    tthc_plan *before = random_plan(seed), *now = amended(before, seed + 11);
    tthc_plan *local = derive(before, "u4", NULL), *wanted = derive(now, "u4", NULL), *plan;
    tthc_merge *result = merge(before, now, local, NULL);
    assert_int_equal(tthc_merge_conflicts(result), 0);
    plan = merged_plan(result);
    assert_true(same_plans(plan, wanted));
    tthc_merge_free(result);
    tthc_plan_free(plan);
    tthc_plan_free(wanted);
    tthc_plan_free(local);
    tthc_plan_free(now);
    tthc_plan_free(before);
  }
}

/* Both sides change: nothing of the unit's is lost, a deleted task stays so, and merging again changes nothing. */
static void test_laws_of_both_changed(void **state) {
  uint32_t seed;
  int32_t i, conflicts = 0;
  (void)state;
  for (seed = 1; seed <= 300; seed++) {
    tthc_plan *before = random_plan(seed), *now = amended(before, seed + 11), *derived = derive(before, "u4", NULL);
    tthc_plan *local = amended(derived, seed + 13), *plan, *again;
    tthc_merge *result, *second;
    add_some_facts(local, seed);
    result = merge(before, now, local, NULL);
    plan = merged_plan(result);
    assert_int_equal(tthc_plan_fact_count(plan), tthc_plan_fact_count(local));
    for (i = 0; i < tthc_plan_task_count(local); i++) /* the unit's own tasks stay, under their ids */
      if (tthc_task_source_plan(local, i) == NULL) task_of(plan, tthc_task_id(local, i));
    for (i = 0; i < tthc_plan_task_count(derived); i++) /* what it took out is out */
      if (tthc_plan_find_task(local, tthc_task_id(derived, i)) == TTHC_NONE) {
        const int32_t task = tthc_plan_find_task(plan, tthc_task_id(derived, i));
        assert_true(task == TTHC_NONE || tthc_task_source_plan(plan, task) == NULL ||
                    strcmp(tthc_task_source_task(plan, task), tthc_task_id(derived, i)) != 0);
      }
    conflicts += tthc_merge_conflicts(result);
    second = merge(now, now, plan, NULL);
    again = merged_plan(second);
    assert_true(same_plans(again, plan));
    tthc_merge_free(second);
    tthc_plan_free(again);
    tthc_merge_free(result);
    tthc_plan_free(plan);
    tthc_plan_free(local);
    tthc_plan_free(derived);
    tthc_plan_free(now);
    tthc_plan_free(before);
  }
  assert_true(conflicts > 20);
}

/* --- the rest ----------------------------------------------------------------------------------------------------- */

static void test_bad_input(void **state) {
  static const struct {
    const char *options;
    int32_t code;
    const char *path;
  } rows[] = {
    {"{\"restore\": \"A.1\"}", TTHC_E_TYPE, "/restore"},         {"{\"restore\": [1]}", TTHC_E_TYPE, "/restore/0"},
    {"{\"restore\": [\"A.1\"]}", TTHC_E_UNKNOWN_ID, "/restore"}, /* which is there */
    {"{\"coordinates\": \"no\"}", TTHC_E_VALUE, "/coordinates"}, {"{\"dry\": true}", TTHC_E_UNKNOWN_MEMBER, "/dry"},
  };
  struct scene s = stage(two, two, NULL, NULL);
  tthc_plan *other = tthc_plan_new("khac", 2021, NULL);
  tthc_error *err = tthc_error_new();
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    assert_null(tthc_plan_rederive(s.before, s.now, s.local, rows[i].options, err));
    failures += check_int(rows[i].options, tthc_error_code(err), rows[i].code);
    failures += check_text(rows[i].options, tthc_error_path(err), rows[i].path);
  }
  CHECK_NONE_FAILED(failures);
  assert_null(tthc_plan_rederive(s.before, other, s.local, NULL, err));
  assert_false(check_error("another plan", err, TTHC_E_VALUE, "/id", 0, 0));
  assert_null(tthc_plan_rederive(s.before, s.now, other, NULL, err));
  assert_false(check_error("not derived", err, TTHC_E_UNKNOWN_ID, "/source/plan", 0, 0));
  assert_int_equal(tthc_plan_set_source(s.local, "cap-tren", 1, "mat", NULL), TTHC_OK);
  assert_null(tthc_plan_rederive(s.before, s.now, s.local, NULL, err));
  assert_false(check_error("no such unit", err, TTHC_E_UNKNOWN_ID, "/unit", 0, 0));
  assert_null(tthc_plan_rederive(NULL, s.now, s.local, NULL, err));
  assert_int_equal(tthc_error_code(err), TTHC_E_HANDLE);
  assert_null(tthc_merge_plan(NULL, err));
  assert_int_equal(tthc_error_code(err), TTHC_E_HANDLE);
  assert_null(tthc_merge_json(NULL, NULL, NULL));
  tthc_error_free(err);
  tthc_plan_free(other);
  clear(&s);
}

static void test_rows_and_document(void **state) {
  static const char *const now[] = {"A 1 - đổi", "A 2 - b", NULL};
  struct scene s = stage(two, now, "A.2", "A.1");
  int32_t kinds[2] = {0, 0};
  tthc_text *json;
  (void)state;
  play(&s, NULL);
  json = tthc_merge_json(s.result, NULL, NULL);
  assert_string_equal(
    tthc_text_data(json),
    "{\n  \"format\": \"tthcplan-merge/1\",\n  \"plan\": \"cap-tren-xa\",\n  \"superior\": \"cap-tren\",\n"
    "  \"before\": 1,\n  \"now\": 2,\n  \"conflicts\": 1,\n  \"rows\": [\n"
    "    {\"kind\": \"conflict\", \"what\": \"task\", \"id\": \"A.1\", \"member\": \"title\", \"before\": \"a\","
    " \"theirs\": \"đổi\", \"ours\": \"sửa\"},\n"
    "    {\"kind\": \"kept-local-deletion\", \"what\": \"task\", \"id\": \"A.2\", \"before\": \"b\","
    " \"theirs\": \"b\"}\n  ]\n}\n");
  tthc_text_free(json);
  assert_null(tthc_merge_json(s.result, "{\"a\": 1}", NULL));
  assert_int_equal(tthc_merge_kinds(s.result, kinds, 1), 2);
  assert_int_equal(kinds[0], TTHC_CONFLICT);
  assert_int_equal(kinds[1], 0);
  assert_int_equal(tthc_merge_kinds(s.result, NULL, 2), TTHC_E_ARGUMENT);
  assert_int_equal(tthc_merge_kinds(NULL, kinds, 2), TTHC_E_HANDLE);
  assert_int_equal(tthc_merge_kind(s.result, 2), 0);
  assert_int_equal(tthc_merge_what(s.result, -1), 0);
  assert_null(tthc_merge_id(s.result, 2));
  assert_null(tthc_merge_member(s.result, 2));
  assert_null(tthc_merge_before(s.result, 2));
  assert_null(tthc_merge_theirs(s.result, 2));
  assert_null(tthc_merge_ours(NULL, 0));
  assert_int_equal(tthc_merge_count(NULL), 0);
  assert_int_equal(tthc_merge_conflicts(NULL), 0);
  tthc_merge_free(NULL);
  clear(&s);
}

static void test_words(void **state) {
  int32_t i;
  (void)state;
  for (i = TTHC_ADDED_ABOVE; i <= TTHC_RESTORED; i++) {
    assert_non_null(tthc_merge_kind_word(i));
    assert_string_not_equal(tthc_merge_kind_name(i, "vi"), tthc_merge_kind_name(i, "en"));
  }
  assert_null(tthc_merge_kind_word(0));
  assert_null(tthc_merge_kind_name(TTHC_RESTORED + 1, NULL));
  assert_string_equal(tthc_merge_kind_word(TTHC_CONFLICT), "conflict");
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_added_changed_and_withdrawn_above),
    cmocka_unit_test(test_local_edits_and_conflicts),
    cmocka_unit_test(test_both_changed_alike),
    cmocka_unit_test(test_a_deleted_task_does_not_come_back_3258),
    cmocka_unit_test(test_one_deleted_task_is_restored_3732),
    cmocka_unit_test(test_a_changed_parent_is_taken_over_3389),
    cmocka_unit_test(test_a_section_changed_above_takes_local_subtasks_along),
    cmocka_unit_test(test_what_is_propagated_2952),
    cmocka_unit_test(test_withdrawn_above_but_in_use),
    cmocka_unit_test(test_an_id_that_both_gave),
    cmocka_unit_test(test_a_circle_of_parents),
    cmocka_unit_test(test_targets),
    cmocka_unit_test(test_a_task_of_a_part),
    cmocka_unit_test(test_units_merged_in_mid_year),
    cmocka_unit_test(test_coordinated_tasks_can_be_left_out),
    cmocka_unit_test(test_no_change_above_gives_the_local_plan),
    cmocka_unit_test(test_no_change_below_gives_what_is_derived_now),
    cmocka_unit_test(test_laws_of_both_changed),
    cmocka_unit_test(test_bad_input),
    cmocka_unit_test(test_rows_and_document),
    cmocka_unit_test(test_words),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
