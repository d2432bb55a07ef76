/* Tasks: how ids are made of labels, headings, cells, deadlines, and what the plan notices about them. */
#include "tthcplan/task.h"

#include "support/check.h"
#include "tthcplan/findings.h"
#include "tthcplan/part.h"

#include <stdio.h>

static void test_made_ids(void **state) {
  /* In order: each row's section and parent are earlier ones. */
  static const struct {
    int32_t section;
    int32_t parent;
    const char *label;
    const char *id;
  } rows[] = {
    /* 0 */ {0, TTHC_NONE, "3", "C.3"},
    /* 1 */ {0, 0, "3.1", "C.3.1"}, /* begins with its parent's label */
    /* 2 */ {0, 0, "a", "C.3.a"},
    /* 3 */ {0, 1, "-", "C.3.1.-"},
    /* 4 */ {1, TTHC_NONE, "3", "II.3"},
    /* 5 */ {1, 4, "3.1", "II.3.1"},
    /* 6 */ {1, 5, "a", "II.3.1.a"},
    /* 7 */ {1, 5, "3.1.b", "II.3.1.b"},
    /* 8 */ {1, TTHC_NONE, "1", "II.1"},
    /* 9 */ {1, 8, "10", "II.1.10"}, /* "10" is not below "1" */
    /* 10 */ {1, 8, "1", "II.1.1"},
    /* collisions */
    /* 11 */ {0, TTHC_NONE, "3", "C.3~2"},
    /* 12 */ {0, TTHC_NONE, "3", "C.3~3"},
    /* 13 */ {0, TTHC_NONE, "3.1", "C.3.1~2"},
    /* 14 */ {0, 11, "a", "C.3~2.a"},
    /* letters with marks are their own */
    /* 15 */ {2, TTHC_NONE, "1", "Đ.1"},
    /* 16 */ {3, TTHC_NONE, "1", "D.1"},
    /* 17 */ {3, TTHC_NONE, "đ", "D.đ"},
    /* 18 */ {3, TTHC_NONE, "d", "D.d"},
    /* 19 */ {3, TTHC_NONE, " 1 ", "D. 1 "}, /* opaque */
  };
  static const char *const sections[] = {"C", "II", "Đ", "D", "C", "D\u0323"};
  tthc_plan *plan = tthc_plan_new("a", 2021, NULL);
  tthc_error *err = tthc_error_new();
  int failures = 0;
  int32_t i;
  (void)state;
  for (i = 0; i < (int32_t)COUNT(sections); i++)
    assert_int_equal(tthc_plan_add_section(plan, sections[i], "Mục", err), i);
  assert_string_equal(tthc_section_id(plan, 2), "Đ");
  assert_string_equal(tthc_section_id(plan, 3), "D");
  assert_string_equal(tthc_section_id(plan, 4), "C~2");
  assert_string_equal(tthc_section_label(plan, 4), "C");
  assert_string_equal(tthc_section_id(plan, 5), "Ḍ"); /* NFC, and not D either */
  assert_int_equal(tthc_plan_find_section(plan, "Đ"), 2);
  assert_int_equal(tthc_plan_find_section(plan, "D"), 3);
  assert_int_equal(tthc_plan_find_section(plan, "d"), TTHC_NONE);
  for (i = 0; i < (int32_t)COUNT(rows); i++) {
    failures += check_int(rows[i].id, tthc_plan_add_task(plan, rows[i].section, rows[i].parent, rows[i].label, "T",
      err), i);
    failures += check_text(rows[i].id, tthc_task_id(plan, i), rows[i].id);
    failures += check_text(rows[i].id, tthc_task_label(plan, i), rows[i].label);
    failures += check_int(rows[i].id, tthc_plan_find_task(plan, rows[i].id), i);
    failures += check_int(rows[i].id, tthc_task_section(plan, i), rows[i].section);
    failures += check_int(rows[i].id, tthc_task_parent(plan, i), rows[i].parent);
  }
  CHECK_NONE_FAILED(failures);
  assert_int_equal(tthc_plan_add_task(plan, 3, 0, "9", "T", err), TTHC_E_VALUE); /* its parent is in another section */
  assert_false(check_error("parent", err, TTHC_E_VALUE, "/parent", 0, 0));
  assert_int_equal(tthc_plan_task_count(plan), (int)COUNT(rows));
  tthc_error_free(err);
  tthc_plan_free(plan);
}

static void test_a_plan_without_sections(void **state) {
  tthc_plan *plan = tthc_plan_new("a", 2021, NULL);
  (void)state;
  assert_int_equal(tthc_plan_add_task(plan, TTHC_NONE, TTHC_NONE, "1", "T", NULL), 0);
  assert_int_equal(tthc_plan_add_task(plan, TTHC_NONE, 0, "a", "T", NULL), 1);
  assert_int_equal(tthc_plan_add_task(plan, 0, TTHC_NONE, "2", "T", NULL), TTHC_E_ARGUMENT);
  assert_string_equal(tthc_task_id(plan, 0), "1");
  assert_string_equal(tthc_task_id(plan, 1), "1.a");
  assert_int_equal(tthc_task_section(plan, 0), TTHC_NONE);
  tthc_plan_free(plan);
}

/* Tasks that stand in the narrative, beside those of the sections. */
static void test_part_tasks(void **state) {
  static const struct {
    int32_t parent;
    const char *label; /* NULL: none */
    const char *path;  /* as tasks in it are called; NULL: no task may stand in it */
  } parts[] = {
    /* 0 */ {TTHC_NONE, "I", "I"},  /* 1 */ {TTHC_NONE, "V", "V"},  /* 2 */ {1, "1", "V.1"},
    /* 3 */ {1, NULL, NULL},        /* 4 */ {3, "1", NULL},         /* 5 */ {1, "1", NULL}, /* the second of these labels */
    /* 6 */ {2, "1.1", "V.1.1"},    /* 7 */ {2, "a", "V.1.a"},      /* 8 */ {0, "II", "I.II"},
    /* 9 */ {TTHC_NONE, "V", NULL}, /* 10 */ {TTHC_NONE, "1", "1"}, /* 11 */ {TTHC_NONE, "1.1", "1.1"},
  };
  tthc_plan *plan = tthc_plan_new("a", 2021, NULL);
  tthc_error *err = tthc_error_new();
  char id[64];
  int32_t i, task, tasks = 1;
  int failures = 0;
  (void)state;
  assert_int_equal(tthc_plan_add_section(plan, "A", "Mục", err), 0);
  assert_int_equal(tthc_plan_add_task(plan, 0, TTHC_NONE, "1", "T", err), 0);
  for (i = 0; i < (int32_t)COUNT(parts); i++) {
    assert_int_equal(tthc_plan_add_part(plan, parts[i].parent, parts[i].label, "P", NULL, err), i);
    task = tthc_plan_add_part_task(plan, i, TTHC_NONE, "9", "T", err);
    failures += check_int("task", task, parts[i].path == NULL ? TTHC_E_VALUE : tasks);
    if (parts[i].path == NULL) {
      failures += check_error("part", err, TTHC_E_VALUE, "/part", 0, 0);
      continue;
    }
    tasks++;
    snprintf(id, sizeof id, "%s.9", parts[i].path);
    failures += check_text(id, tthc_task_id(plan, task), id);
    failures += check_int(id, tthc_task_part(plan, task), i);
    failures += check_int(id, tthc_task_section(plan, task), TTHC_NONE);
  }
  CHECK_NONE_FAILED(failures);
  assert_int_equal(tthc_task_part(plan, 0), TTHC_NONE);
  assert_int_equal(tthc_task_part(plan, tasks), TTHC_NONE);
  /* subtasks, in the same part only */
  task = tthc_plan_find_task(plan, "V.9");
  assert_int_equal(tthc_plan_add_part_task(plan, 1, task, "a", "T", err), tasks);
  assert_string_equal(tthc_task_id(plan, tasks), "V.9.a");
  assert_int_equal(tthc_plan_add_part_task(plan, 0, task, "b", "T", err), TTHC_E_VALUE);
  assert_false(check_error("parent", err, TTHC_E_VALUE, "/parent", 0, 0));
  assert_int_equal(tthc_plan_add_part_task(plan, 1, 0, "b", "T", err), TTHC_E_VALUE);
  assert_int_equal(tthc_plan_add_task(plan, 0, task, "b", "T", err), TTHC_E_VALUE);
  assert_int_equal(tthc_plan_add_part_task(plan, TTHC_NONE, TTHC_NONE, "b", "T", err), TTHC_E_ARGUMENT);
  assert_int_equal(tthc_plan_add_part_task(plan, (int32_t)COUNT(parts), TTHC_NONE, "b", "T", err), TTHC_E_ARGUMENT);
  assert_int_equal(tthc_plan_add_part_task(NULL, 0, TTHC_NONE, "b", "T", err), TTHC_E_HANDLE);
  assert_int_equal(tthc_plan_add_part_task(plan, 1, TTHC_NONE, NULL, "T", err), TTHC_E_MISSING);
  assert_int_equal(tthc_plan_task_count(plan), tasks + 1);
  tthc_error_free(err);
  tthc_plan_free(plan);
}

static void test_sources(void **state) {
  tthc_plan *plan = tthc_plan_new("a", 2021, NULL);
  tthc_error *err = tthc_error_new();
  (void)state;
  assert_int_equal(tthc_plan_add_task(plan, TTHC_NONE, TTHC_NONE, "1", "T", err), 0);
  assert_null(tthc_task_source_plan(plan, 0));
  assert_int_equal(tthc_task_source_revision(plan, 0), 0);
  assert_null(tthc_task_source_task(plan, 0));
  assert_int_equal(tthc_task_set_source(plan, 0, "vinh-cuu-2021", 3, "C.3.1", err), TTHC_OK);
  assert_string_equal(tthc_task_source_plan(plan, 0), "vinh-cuu-2021");
  assert_int_equal(tthc_task_source_revision(plan, 0), 3);
  assert_string_equal(tthc_task_source_task(plan, 0), "C.3.1");
  assert_int_equal(tthc_task_set_source(plan, 0, NULL, 0, "C.4", err), TTHC_E_MISSING);
  assert_false(check_error("plan", err, TTHC_E_MISSING, "/source/plan", 0, 0));
  assert_int_equal(tthc_task_set_source(plan, 0, NULL, 1, NULL, err), TTHC_E_MISSING);
  assert_int_equal(tthc_task_set_source(plan, 0, "Kế hoạch", 1, NULL, err), TTHC_E_VALUE);
  assert_int_equal(tthc_task_set_source(plan, 0, "b", -1, NULL, err), TTHC_E_VALUE);
  assert_false(check_error("revision", err, TTHC_E_VALUE, "/source/revision", 0, 0));
  assert_int_equal(tthc_task_set_source(plan, 0, "b", 1, "", err), TTHC_E_MISSING);
  assert_false(check_error("task", err, TTHC_E_MISSING, "/source/task", 0, 0));
  assert_int_equal(tthc_task_set_source(plan, 1, "b", 1, NULL, err), TTHC_E_ARGUMENT);
  assert_string_equal(tthc_task_source_task(plan, 0), "C.3.1"); /* as it was */
  assert_int_equal(tthc_task_set_source(plan, 0, "b", 0, NULL, err), TTHC_OK);
  assert_null(tthc_task_source_task(plan, 0));
  assert_int_equal(tthc_task_set_source(plan, 0, NULL, 0, NULL, err), TTHC_OK);
  assert_null(tthc_task_source_plan(plan, 0));
  assert_null(tthc_task_source_plan(plan, 1));
  assert_int_equal(tthc_task_source_revision(plan, 1), 0);
  assert_null(tthc_task_source_task(plan, -1));
  tthc_error_free(err);
  tthc_plan_free(plan);
}

static void test_headings(void **state) {
  tthc_plan *plan = tthc_plan_new("a", 2021, NULL);
  (void)state;
  assert_int_equal(tthc_plan_add_unit(plan, "u", "U", TTHC_UNIT_SINGLE, NULL), 0);
  assert_int_equal(tthc_plan_add_task(plan, TTHC_NONE, TTHC_NONE, "1", "T", NULL), 0);
  assert_int_equal(tthc_task_is_heading(plan, 0), 1);
  assert_int_equal(tthc_task_set_deliverable(plan, 0, "Báo cáo", NULL), TTHC_OK);
  assert_int_equal(tthc_task_add_coordinator(plan, 0, 0, NULL), 0);
  assert_int_equal(tthc_task_is_heading(plan, 0), 1);
  assert_int_equal(tthc_task_set_deadline(plan, 0, "Kịp thời", NULL), TTHC_OK); /* not understood, but there */
  assert_int_equal(tthc_task_is_heading(plan, 0), 0);
  assert_int_equal(tthc_task_set_deadline(plan, 0, NULL, NULL), TTHC_OK);
  assert_int_equal(tthc_task_is_heading(plan, 0), 1);
  assert_int_equal(tthc_task_add_lead(plan, 0, 0, NULL), 0);
  assert_int_equal(tthc_task_is_heading(plan, 0), 0);
  assert_int_equal(tthc_task_is_heading(plan, 1), 0);
  tthc_plan_free(plan);
}

static void test_cells(void **state) {
  tthc_plan *plan = tthc_plan_new("a", 2021, NULL);
  (void)state;
  assert_int_equal(tthc_plan_add_unit(plan, "u", "U", TTHC_UNIT_SINGLE, NULL), 0);
  assert_int_equal(tthc_plan_add_unit(plan, "v", "V", TTHC_UNIT_SINGLE, NULL), 1);
  assert_int_equal(tthc_plan_add_task(plan, TTHC_NONE, TTHC_NONE, "1", "T", NULL), 0);
  assert_null(tthc_task_lead_text(plan, 0));
  assert_null(tthc_task_deliverable(plan, 0));
  assert_int_equal(tthc_task_lead_count(plan, 0), 0);
  assert_int_equal(tthc_task_add_lead(plan, 0, 1, NULL), 0);
  assert_int_equal(tthc_task_add_lead(plan, 0, 0, NULL), 1);
  assert_int_equal(tthc_task_lead(plan, 0, 0), 1); /* in order of adding */
  assert_int_equal(tthc_task_lead(plan, 0, 1), 0);
  assert_int_equal(tthc_task_lead(plan, 0, 2), TTHC_NONE);
  assert_int_equal(tthc_task_lead(plan, 1, 0), TTHC_NONE);
  assert_int_equal(tthc_task_add_coordinator(plan, 0, 0, NULL), 0); /* in both roles: a finding, no error */
  assert_int_equal(tthc_task_coordinator_count(plan, 0), 1);
  assert_int_equal(tthc_task_coordinator(plan, 0, 0), 0);
  assert_int_equal(tthc_task_coordinator(plan, 0, -1), TTHC_NONE);
  assert_int_equal(tthc_task_set_lead_text(plan, 0, "V, U", NULL), TTHC_OK);
  assert_string_equal(tthc_task_lead_text(plan, 0), "V, U");
  assert_int_equal(tthc_task_set_lead_text(plan, 0, NULL, NULL), TTHC_OK);
  assert_null(tthc_task_lead_text(plan, 0));
  tthc_plan_free(plan);
}

static void test_deadlines(void **state) {
  tthc_plan *plan = tthc_plan_new("a", 2021, NULL);
  tthc_error *err = tthc_error_new();
  tthc_text *json;
  (void)state;
  assert_int_equal(tthc_plan_add_task(plan, TTHC_NONE, TTHC_NONE, "1", "T", err), 0);
  assert_null(tthc_task_deadline_json(plan, 0, err));
  assert_int_equal(tthc_error_code(err), TTHC_OK); /* there is none: no failure */
  assert_null(tthc_task_deadline_json(plan, 1, err));
  assert_int_equal(tthc_error_code(err), TTHC_E_ARGUMENT);
  assert_int_equal(tthc_task_set_deadline(plan, 0, "Quý II", err), TTHC_OK); /* of the plan's year */
  assert_string_equal(tthc_task_deadline_text(plan, 0), "Quý II");
  assert_int_equal(tthc_task_clause_count(plan, 0), 1);
  assert_int_equal(tthc_task_clause_kind(plan, 0, 0), TTHC_ONCE);
  assert_int_equal(tthc_task_clause_start_day(plan, 0, 0), tthc_day_from_text("2021-04-01", NULL));
  assert_int_equal(tthc_task_clause_due_day(plan, 0, 0), tthc_day_from_text("2021-06-30", NULL));
  assert_int_equal(tthc_task_clause_kind(plan, 0, 1), 0);
  assert_int_equal(tthc_task_clause_due_day(plan, 0, 1), TTHC_NO_DAY);
  /* as people have read it better: the text stays as written */
  assert_int_equal(tthc_task_set_deadline_json(plan, 0,
                                               "{\"text\": \"Trước ngày 15\", \"clauses\": [{\"kind\": \"recurring\", "
                                               "\"every\": \"month\", \"day\": 14}, {\"kind\": \"ad-hoc\"}]}",
                                               -1, err),
                   TTHC_OK);
  assert_int_equal(tthc_task_clause_count(plan, 0), 2);
  assert_int_equal(tthc_task_clause_start_day(plan, 0, 0), TTHC_NO_DAY);
  json = tthc_task_deadline_json(plan, 0, err);
  assert_string_equal(tthc_text_data(json), "{\"text\": \"Trước ngày 15\", \"clauses\": [{\"kind\": \"recurring\", "
                                            "\"every\": \"month\", \"day\": 14}, {\"kind\": \"ad-hoc\"}]}");
  tthc_text_free(json);
  assert_int_equal(tthc_task_set_deadline(plan, 0, NULL, err), TTHC_OK);
  assert_int_equal(tthc_task_clause_count(plan, 0), 0);
  assert_null(tthc_task_deadline_text(plan, 0));
  tthc_error_free(err);
  tthc_plan_free(plan);
}

/* What is contradictory in a clause, told with its place. */
static void test_contradictory_deadlines(void **state) {
  static const char *const clauses[] = {
    "{\"kind\": \"once\"}",
    "{\"kind\": \"once\", \"due\": \"2021-06-30\", \"start\": \"2021-07-01\"}",
    "{\"kind\": \"once\", \"due\": \"2021-06-30\", \"every\": \"month\"}",
    "{\"kind\": \"once\", \"due\": \"2021-06-30\", \"until\": \"2021-06-30\"}",
    "{\"kind\": \"recurring\", \"due\": \"2021-06-30\"}",
    "{\"kind\": \"recurring\", \"day\": 5}",
    "{\"kind\": \"recurring\", \"every\": \"month\", \"key\": \"2021-06\"}",
    "{\"kind\": \"recurring\", \"start\": \"2022-01-01\", \"until\": \"2021-01-01\"}",
    "{\"kind\": \"ongoing\", \"due\": \"2021-06-30\"}",
    "{\"kind\": \"ongoing\", \"every\": \"month\"}",
    "{\"kind\": \"on-event\", \"until\": \"2021-06-30\"}",
    "{\"kind\": \"ad-hoc\", \"event\": \"x\"}",
    "{\"kind\": \"unknown\", \"due\": \"2021-06-30\"}",
  };
  tthc_plan *plan = tthc_plan_new("a", 2021, NULL);
  tthc_error *err = tthc_error_new();
  int failures = 0;
  size_t i;
  (void)state;
  assert_int_equal(tthc_plan_add_task(plan, TTHC_NONE, TTHC_NONE, "1", "T", err), 0);
  assert_int_equal(tthc_task_set_deadline(plan, 0, "Thường xuyên", err), TTHC_OK);
  for (i = 0; i < COUNT(clauses); i++) {
    char json[256] = "{\"clauses\": [{\"kind\": \"ad-hoc\"}, ";
    strcat(strcat(json, clauses[i]), "]}");
    failures += check_int(clauses[i], tthc_task_set_deadline_json(plan, 0, json, -1, err), TTHC_E_DEADLINE);
    failures += check_error(clauses[i], err, TTHC_E_DEADLINE, "/clauses/1", 1, 34);
    failures += check_int(clauses[i], tthc_error_expected(err, "en") != NULL, 1);
  }
  CHECK_NONE_FAILED(failures);
  assert_int_equal(tthc_task_clause_kind(plan, 0, 0), TTHC_ONGOING); /* as it was */
  tthc_error_free(err);
  tthc_plan_free(plan);
}

static void test_findings(void **state) {
  static const struct {
    int32_t code;
    const char *path;
  } wanted[] = {
    {TTHC_F_GROUP_WITHOUT_MEMBERS, "/units/1"},
    {TTHC_F_ID_TAKEN, "/sections/1/id"},
    {TTHC_F_DEADLINE_UNKNOWN, "/tasks/0/deadline"},
    {TTHC_F_UNIT_IN_BOTH_ROLES, "/tasks/0/coordinator"},
    {TTHC_F_ID_TAKEN, "/tasks/1/id"},
    {TTHC_F_DEADLINE_WITHOUT_LEAD, "/tasks/1/deadline"},
    {TTHC_F_LEAD_WITHOUT_DEADLINE, "/tasks/2/lead"},
  };
  tthc_plan *plan = tthc_plan_new("a", 2021, NULL);
  tthc_findings *findings;
  int failures = 0;
  int32_t i;
  (void)state;
  tthc_plan_add_unit(plan, "u", "U", TTHC_UNIT_SINGLE, NULL);
  tthc_plan_add_unit(plan, "g", "G", TTHC_UNIT_GROUP, NULL);
  tthc_plan_add_section(plan, "A", "S", NULL);
  tthc_plan_add_section(plan, "A", "S", NULL);
  for (i = 0; i < 3; i++) tthc_plan_add_task(plan, 0, TTHC_NONE, i < 2 ? "1" : "2", "T", NULL);
  tthc_plan_add_task(plan, 0, TTHC_NONE, "3", "a heading", NULL);
  tthc_task_set_deadline(plan, 0, "Kịp thời", NULL);
  tthc_task_add_lead(plan, 0, 0, NULL);
  tthc_task_add_coordinator(plan, 0, 0, NULL);
  tthc_task_set_deadline(plan, 1, "Thường xuyên", NULL);
  tthc_task_add_lead(plan, 2, 0, NULL);
  findings = tthc_plan_findings(plan, NULL);
  tthc_plan_free(plan); /* findings stand by themselves */
  assert_int_equal(tthc_findings_count(findings), (int)COUNT(wanted));
  for (i = 0; i < (int32_t)COUNT(wanted); i++) {
    failures += check_int(wanted[i].path, tthc_findings_code(findings, i), wanted[i].code);
    failures += check_text(wanted[i].path, tthc_findings_path(findings, i), wanted[i].path);
    failures += check_int(wanted[i].path, tthc_findings_message(findings, i, "vi") != NULL, 1);
    failures += check_int(wanted[i].path, tthc_findings_message(findings, i, "en") != NULL, 1);
  }
  tthc_findings_free(findings);
  CHECK_NONE_FAILED(failures);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_made_ids),
    cmocka_unit_test(test_a_plan_without_sections),
    cmocka_unit_test(test_part_tasks),
    cmocka_unit_test(test_sources),
    cmocka_unit_test(test_headings),
    cmocka_unit_test(test_cells),
    cmocka_unit_test(test_deadlines),
    cmocka_unit_test(test_contradictory_deadlines),
    cmocka_unit_test(test_findings),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
