/* What the tests of the trail share: a store with a history that has every action but migrating. */
#ifndef TTHC_STORE_HISTORY_H
#define TTHC_STORE_HISTORY_H

#include "store/folder.h"

static const char an_event[] = "{\"kind\": \"event\", \"task\": \"1\", \"day\": \"2026-12-31\"}";

/* One fact of a day in 2026. */
static inline const char *facts_of(int day) {
  static char json[256];
  snprintf(json, sizeof json,
           "{\"format\": \"tthcplan-facts/1\", \"plan\": \"nho\", \"facts\": [{\"kind\": \"event\", \"task\": \"1\","
           " \"day\": \"2026-%02d-%02d\"}]}", 1 + day / 28, 1 + day % 28);
  return json;
}

static inline int check_verified(const char *label, tthc_store *store, const char *head) {
  tthc_error *err = tthc_error_new();
  tthc_findings *findings = tthc_store_verify(store, head, err);
  int32_t i;
  int failures = check_int(label, findings == NULL, 0) + check_int(label, tthc_findings_count(findings), 0);
  if (findings == NULL) print_error("%s: %s\n", label, check_show(tthc_error_message(err, "en")));
  for (i = 0; i < tthc_findings_count(findings); i++)
    print_error("  %s %s\n", tthc_findings_path(findings, i), tthc_findings_message(findings, i, "en"));
  tthc_findings_free(findings);
  tthc_error_free(err);
  return failures;
}

/* A history with every action but migrating: 9 rows. */
static inline void make_history(tthc_store *store) {
  static const char lan[] = "{\"actor\": \"Lan\", \"at\": 1770000000, \"reason\": \"sửa tên\"}";
  static const char only_x[] =
    "{\"format\": \"tthcplan-facts/1\", \"plan\": \"nho\", \"facts\": [], \"x-from\": 1}";
  tthc_plan *plan = small_plan();
  assert_int_equal(tthc_store_save(store, plan, NULL), 1);
  assert_int_equal(tthc_store_act_as(store, lan, NULL), 0);
  assert_int_equal(tthc_plan_set_subject(plan, "Kế hoạch sửa", NULL), TTHC_OK);
  assert_int_equal(tthc_plan_add_fact(plan, an_event, -1, NULL), 0);
  assert_int_equal(tthc_store_save(store, plan, NULL), 2); /* both: two rows */
  assert_int_equal(tthc_store_save(store, plan, NULL), 2); /* nothing: none */
  assert_int_equal(tthc_store_act_as(store, "{\"actor\": \"Minh\"}", NULL), 0);
  assert_int_equal(tthc_store_append_facts(store, facts_of(1), -1, NULL), 1);
  assert_int_equal(tthc_store_append_facts(store, facts_of(1), -1, NULL), 0);
  assert_int_equal(tthc_store_append_facts(store, only_x, -1, NULL), 0);
  assert_int_equal(tthc_store_remove(store, "nho", 2, "nhập nhầm", NULL), TTHC_OK);
  assert_int_equal(tthc_store_act_as(store, NULL, NULL), 0);
  assert_int_equal(tthc_plan_set_subject(plan, "Lần ba", NULL), TTHC_OK);
  assert_int_equal(tthc_store_save(store, plan, NULL), 3); /* restored, and saved */
  tthc_plan_free(plan);
  plan = tracked_plan();
  assert_int_equal(tthc_store_save(store, plan, NULL), 1);
  tthc_plan_free(plan);
}

/* Rows that the other plans have not. */
static const char rest_of_rows[] =
  "{\"format\": \"tthcplan/1\", \"id\": \"con-lai\", \"year\": 2026, \"bases\": [{\"number\": \"1/NQ\"}],"
  " \"units\": [{\"id\": \"a\", \"name\": \"A\", \"aliases\": [\"P. A\"]}],"
  " \"tasks\": [{\"label\": \"1\", \"title\": \"T\", \"coordinator\": {\"units\": [\"a\"]}}],"
  " \"recipients\": [\"Như trên\"]}";

static inline void save_more(tthc_store *store) {
  tthc_plan *plan = tthc_plan_read(rest_of_rows, -1, NULL, NULL);
  tthc_text *facts = read_source("tests/data/good/facts.json");
  assert_int_equal(tthc_store_save(store, plan, NULL), 1);
  tthc_plan_free(plan);
  plan = plan_of_source("tests/data/good/plan.json");
  assert_int_equal(tthc_store_save(store, plan, NULL), 1);
  assert_int_equal(tthc_store_append_facts(store, tthc_text_data(facts), -1, NULL), 2);
  tthc_text_free(facts);
  tthc_plan_free(plan);
}

/* All of these and a year of facts: there are rows in every table. */
static inline tthc_store *full_store(void) {
  tthc_store *store = open_store(":memory:");
  tthc_plan *plan = example_plan();
  tthc_text *facts = read_source("examples/data/vinh-cuu-2021-facts.json");
  make_history(store);
  save_more(store);
  assert_int_equal(tthc_store_save(store, plan, NULL), 1);
  assert_true(tthc_store_append_facts(store, tthc_text_data(facts), -1, NULL) > 900); /* more than a line */
  tthc_text_free(facts);
  tthc_plan_free(plan);
  return store;
}
#endif
