/*
 * A store in memory with rows in every table is asked what stores are asked. store/portable runs these statements again on
 * another database; what no program that it watches prepares belongs here.
 */
#include "tthcplan/query.h"

#include "store/history.h"

static int check_more(const char *label, int64_t got, int64_t than) {
  if (got > than) return 0;
  print_error("%s: got %lld, wanted more than %lld\n", label, (long long)got, (long long)than);
  return 1;
}

#define ALL_FILTERS \
  "\"as_of\": \"2021-07-01\", \"due_from\": \"2021-01-01\", \"due_to\": \"2021-12-31\", \"warning_days\": 10"

static int check_findings(const char *label, tthc_findings *findings) {
  const int failures = check_int(label, findings == NULL, 0) + check_int(label, tthc_findings_count(findings), 0);
  tthc_findings_free(findings);
  return failures;
}

/* Loads every revision that there is. */
static int load_all(tthc_store *store) {
  tthc_plan_list *list = tthc_store_list_plans(store, NULL);
  int32_t row, revision;
  int failures = check_int("plans", tthc_plan_list_count(list), 5);
  for (row = 0; row < tthc_plan_list_count(list); row++) {
    const char *id = tthc_plan_list_id(list, row);
    tthc_trail *revisions = tthc_store_revisions(store, id, NULL);
    failures += check_int(id, tthc_trail_count(revisions), tthc_plan_list_revision(list, row));
    tthc_trail_free(revisions);
    for (revision = 0; revision <= tthc_plan_list_revision(list, row); revision++) {
      tthc_plan *plan = tthc_store_load(store, id, revision, NULL);
      failures += check_int(id, plan == NULL, 0);
      tthc_plan_free(plan);
    }
  }
  tthc_plan_list_free(list);
  return failures;
}

/* All pages; gives how many rows they have, or -1. */
static int32_t query_all(tthc_store *store, const char *options) {
  char json[1024], after[256] = "";
  int32_t rows = 0;
  do {
    tthc_query *query;
    snprintf(json, sizeof json, "{%s%s%s%s, \"limit\": 100}", options, *after == '\0' ? "" : ", \"after\": \"", after,
             *after == '\0' ? "" : "\"");
    query = tthc_store_query(store, json, NULL);
    if (query == NULL) return -1;
    rows += tthc_query_count(query);
    snprintf(after, sizeof after, "%s", tthc_query_next(query) == NULL ? "" : tthc_query_next(query));
    tthc_query_free(query);
  } while (*after != '\0');
  return rows;
}

static int check_queries(tthc_store *store) {
  static const char *const orders[] = {"due", "unit", "task"};
  char options[512];
  size_t i;
  int failures = 0;
  for (i = 0; i < COUNT(orders); i++) {
    snprintf(options, sizeof options, "\"order\": \"%s\", \"as_of\": \"2021-07-01\"", orders[i]);
    failures += check_more(orders[i], query_all(store, options), 1000);
    snprintf(options, sizeof options, ALL_FILTERS ", \"order\": \"%s\", \"plans\": [\"vinh-cuu-2021\", \"nho\"],"
             " \"states\": [\"overdue\", \"done-on-time\", \"done-late\"], \"sections\": [\"A\", \"B\", \"C\"]", orders[i]);
    failures += check_more(orders[i], query_all(store, options), 100);
  }
  failures += check_more("units, tasks", query_all(store, ALL_FILTERS ", \"units\": [\"phong-noi-vu\","
                                                   " \"van-phong-hdnd-ubnd\"], \"tasks\": [\"A.1\", \"B.1\"]"), 0);
  return failures + check_int("levels", query_all(store, ALL_FILTERS ", \"levels\": [\"none\"]"), 0);
}

static int check_rollups(tthc_store *store) {
  static const char *const kinds[] = {"unit", "section", "level", "plan"};
  char options[512];
  size_t i;
  int failures = 0;
  for (i = 0; i < COUNT(kinds); i++) {
    tthc_rollup_list *list;
    snprintf(options, sizeof options, "{\"by\": \"%s\", " ALL_FILTERS "}", kinds[i]);
    list = tthc_store_rollup(store, options, NULL);
    failures += check_more(kinds[i], tthc_rollup_list_count(list), 0);
    tthc_rollup_list_free(list);
  }
  return failures;
}

static int check_next_page(tthc_store *store, const char *text, const char *after) {
  char options[128];
  tthc_search *search;
  int failures;
  snprintf(options, sizeof options, "{\"limit\": 3, \"after\": \"%s\"}", after);
  search = tthc_store_search(store, text, options, NULL);
  failures = check_more(text, tthc_search_count(search), 0);
  tthc_search_free(search);
  return failures;
}

static int check_searches(tthc_store *store) {
  static const struct {
    const char *text;
    const char *options;
  } cases[] = {
    {"thu tuc hanh chinh", NULL}, {"thủ tục", "{\"limit\": 3}"}, {"kiểm so", "{\"kind\": \"task\"}"}, {"đo", NULL},
    {"van phong", "{\"kind\": \"unit\", \"plans\": [\"vinh-cuu-2021\"]}"},
  };
  size_t i;
  int failures = 0;
  for (i = 0; i < COUNT(cases); i++) {
    tthc_search *search = tthc_store_search(store, cases[i].text, cases[i].options, NULL);
    failures += check_more(cases[i].text, tthc_search_count(search), 0);
    if (tthc_search_next(search) != NULL) failures += check_next_page(store, cases[i].text, tthc_search_next(search));
    tthc_search_free(search);
  }
  return failures;
}

static int check_trail(tthc_store *store) {
  tthc_text *head = tthc_store_head(store, NULL);
  tthc_trail *all = tthc_store_trail(store, NULL, NULL), *some;
  int failures = check_verified("verify", store, tthc_text_data(head)) + check_more("trail", tthc_trail_count(all), 10);
  some = tthc_store_trail(store, "{\"plan\": \"nho\", \"after\": 2, \"limit\": 5}", NULL);
  failures += check_int("of a plan", tthc_trail_count(some), 5);
  tthc_trail_free(all);
  tthc_trail_free(some);
  tthc_text_free(head);
  return failures;
}

static int check_import(tthc_store *store) {
  tthc_text *lines = tthc_store_export(store, 0, 100, NULL);
  tthc_store *other = open_store(":memory:");
  int failures = check_more("import", tthc_store_import(other, tthc_text_data(lines), -1, NULL), 10);
  failures += check_verified("import", other, NULL) + check_queries(other);
  tthc_store_free(other);
  tthc_text_free(lines);
  return failures;
}

/* About an assignment that has several facts, one of which is corrected. */
static int check_append(tthc_store *store) {
  static const char facts[] =
    "{\"format\": \"tthcplan-facts/1\", \"plan\": \"vinh-cuu-2021\", \"facts\": [{\"kind\": \"progress\","
    " \"task\": \"E.1\", \"unit\": \"ubnd-xa-binh-loi\", \"period\": \"kstt:2021-Q1\", \"state\": \"in-progress\","
    " \"day\": \"2021-03-19\", \"corrects\": \"p-e1-ubnd-xa-binh-loi-q1-2\"}]}";
  static const char again[] =
    "{\"format\": \"tthcplan-facts/1\", \"plan\": \"vinh-cuu-2021\", \"facts\": [{\"kind\": \"progress\","
    " \"task\": \"E.1\", \"unit\": \"ubnd-xa-binh-loi\", \"period\": \"kstt:2021-Q1\", \"state\": \"done\","
    " \"day\": \"2021-03-22\"}]}";
  return check_int("correction", tthc_store_append_facts(store, facts, -1, NULL), 1) +
         check_int("behind it", tthc_store_append_facts(store, again, -1, NULL), 1);
}

/* Why a plan was removed is told whoever asks for it. */
static int check_removed(tthc_store *store) {
  tthc_error *err = tthc_error_new();
  int failures = check_int("remove", tthc_store_remove(store, "con-lai", 1, "nhập nhầm", NULL), TTHC_OK);
  failures += check_int("load", tthc_store_load(store, "con-lai", 0, err) == NULL, 1);
  failures += check_int("reason", strstr(tthc_error_message(err, "en"), "nhập nhầm") == NULL, 0);
  tthc_error_free(err);
  return failures;
}

static void test_everything(void **state) {
  tthc_store *store = full_store();
  int failures = load_all(store) + check_queries(store) + check_rollups(store) + check_searches(store);
  (void)state;
  failures += check_append(store) + check_trail(store) + check_import(store) + check_removed(store);
  failures += check_findings("check", tthc_store_check(store, NULL, NULL));
  tthc_store_free(store);
  CHECK_NONE_FAILED(failures);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_everything)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
