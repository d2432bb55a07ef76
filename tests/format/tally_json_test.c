/* A tally as a document, and as measurements that a plan takes. */
#include "assess/tally_cases.h"

#define Q1 "kstt:2021-Q1"
#define Q2 "kstt:2021-Q2"

static const char members[] =
  "'units': [{'id': 'a', 'name': 'A'}, {'id': 'b', 'name': 'B'}, {'id': 'g', 'name': 'G', 'kind': 'group', "
  "'members': [{'unit': 'a'}]}], 'indicators': [{'id': 'r', 'title': 'R', 'kind': 'ratio', 'series': 'per-period'}, "
  "{'id': 'v', 'title': 'V', 'kind': 'value', 'series': 'per-period'}]";

static tthc_text *facts_of(const tthc_tally *tally, const tthc_plan *plan, const char *options, tthc_error *err) {
  char written[256];
  snprintf(written, sizeof written, "%s", options);
  quote(written);
  return tthc_tally_facts_json(tally, plan, written, err);
}

/* Unit a: 3 online (levels 3, 4, none) and 1 direct, one done early, on time and late, one pending; b is silent. */
static tthc_tally *small_tally(void) {
  tthc_tally *tally = tally_of("'units': ['a']");
  add_dossier(tally, "a", "1", "2021-01-04", "2021-01-09", "2021-01-08", "{'channel': 'online', 'level': '3'}", NULL);
  add_dossier(tally, "a", "2", "2021-01-04", "2021-01-08", "2021-01-08", "{'channel': 'online', 'level': '4'}", NULL);
  add_dossier(tally, "a", "3", "2021-01-04", "2021-01-08", "2021-01-09", "{'channel': 'online'}", NULL);
  add_dossier(tally, "a", "4", "2021-01-04", "2021-01-08", NULL, NULL, NULL);
  return tally;
}

static void test_document(void **state) {
  tthc_tally *tally = small_tally();
  tthc_text *text = whole_tally(tally);
  (void)state;
  add_counts(tally, "b", Q2, "{'received_online': 1, 'received_direct': 0, 'carried_over': 0, 'done_early': 0, "
             "'done_on_time': 0, 'done_late': 1, 'pending_in_time': 0, 'pending_overdue': 0}", NULL);
  tthc_text_free(text);
  text = whole_tally(tally);
  assert_string_equal(tthc_text_data(text),
    "{\n"
    "  \"format\": \"tthcplan-tally/1\",\n"
    "  \"regime\": \"kstt\",\n"
    "  \"period\": \"quarter\",\n"
    "  \"first_day\": \"2021-01-01\",\n"
    "  \"last_day\": \"2021-12-31\",\n"
    "  \"units\": 2,\n"
    "  \"dossiers\": 4,\n"
    "  \"rows\": [\n"
    "    {\"unit\": \"a\", \"period\": \"kstt:2021-Q1\", \"source\": \"dossiers\", \"received\": 4, \"received_online\": 3, "
    "\"received_direct\": 1, \"carried_over\": 0, \"done\": 3, \"done_early\": 1, \"done_on_time\": 1, \"done_late\": 1, "
    "\"pending\": 1, \"pending_in_time\": 0, \"pending_overdue\": 1},\n"
    "    {\"unit\": \"a\", \"period\": \"kstt:2021-Q2\", \"source\": \"dossiers\", \"received\": 1, \"received_online\": 0, "
    "\"received_direct\": 0, \"carried_over\": 1, \"done\": 0, \"done_early\": 0, \"done_on_time\": 0, \"done_late\": 0, "
    "\"pending\": 1, \"pending_in_time\": 0, \"pending_overdue\": 1},\n"
    "    {\"unit\": \"a\", \"period\": \"kstt:2021-Q3\", \"source\": \"dossiers\", \"received\": 1, \"received_online\": 0, "
    "\"received_direct\": 0, \"carried_over\": 1, \"done\": 0, \"done_early\": 0, \"done_on_time\": 0, \"done_late\": 0, "
    "\"pending\": 1, \"pending_in_time\": 0, \"pending_overdue\": 1},\n"
    "    {\"unit\": \"a\", \"period\": \"kstt:2021-Q4\", \"source\": \"dossiers\", \"received\": 1, \"received_online\": 0, "
    "\"received_direct\": 0, \"carried_over\": 1, \"done\": 0, \"done_early\": 0, \"done_on_time\": 0, \"done_late\": 0, "
    "\"pending\": 1, \"pending_in_time\": 0, \"pending_overdue\": 1},\n"
    "    {\"unit\": \"b\", \"period\": \"kstt:2021-Q1\"},\n"
    "    {\"unit\": \"b\", \"period\": \"kstt:2021-Q2\", \"source\": \"counts\", \"received\": 1, \"received_online\": 1, "
    "\"received_direct\": 0, \"carried_over\": 0, \"done\": 1, \"done_early\": 0, \"done_on_time\": 0, \"done_late\": 1, "
    "\"pending\": 0, \"pending_in_time\": 0, \"pending_overdue\": 0},\n"
    "    {\"unit\": \"b\", \"period\": \"kstt:2021-Q3\"},\n"
    "    {\"unit\": \"b\", \"period\": \"kstt:2021-Q4\"},\n"
    "    {\"period\": \"kstt:2021-Q1\", \"first_day\": \"2020-12-15\", \"last_day\": \"2021-03-14\", "
    "\"units_reported\": 1, \"received\": 4, \"received_online\": 3, \"received_direct\": 1, \"carried_over\": 0, "
    "\"done\": 3, \"done_early\": 1, \"done_on_time\": 1, \"done_late\": 1, \"pending\": 1, \"pending_in_time\": 0, "
    "\"pending_overdue\": 1},\n"
    "    {\"period\": \"kstt:2021-Q2\", \"first_day\": \"2021-03-15\", \"last_day\": \"2021-06-14\", "
    "\"units_reported\": 2, \"received\": 2, \"received_online\": 1, \"received_direct\": 0, \"carried_over\": 1, "
    "\"done\": 1, \"done_early\": 0, \"done_on_time\": 0, \"done_late\": 1, \"pending\": 1, \"pending_in_time\": 0, "
    "\"pending_overdue\": 1},\n"
    "    {\"period\": \"kstt:2021-Q3\", \"first_day\": \"2021-06-15\", \"last_day\": \"2021-09-14\", "
    "\"units_reported\": 1, \"received\": 1, \"received_online\": 0, \"received_direct\": 0, \"carried_over\": 1, "
    "\"done\": 0, \"done_early\": 0, \"done_on_time\": 0, \"done_late\": 0, \"pending\": 1, \"pending_in_time\": 0, "
    "\"pending_overdue\": 1},\n"
    "    {\"period\": \"kstt:2021-Q4\", \"first_day\": \"2021-09-15\", \"last_day\": \"2021-12-14\", "
    "\"units_reported\": 1, \"received\": 1, \"received_online\": 0, \"received_direct\": 0, \"carried_over\": 1, "
    "\"done\": 0, \"done_early\": 0, \"done_on_time\": 0, \"done_late\": 0, \"pending\": 1, \"pending_in_time\": 0, "
    "\"pending_overdue\": 1}\n"
    "  ]\n"
    "}\n");
  assert_null(tthc_tally_json(tally, "{\"x\": 1}", NULL));
  assert_null(tthc_tally_json(NULL, NULL, NULL));
  tthc_text_free(text);
  tthc_tally_free(tally);
}

/* Every measure, as the plan has it after reading the facts: of the first quarter, then of the second. */
static void test_measures(void **state) {
  static const struct {
    const char *indicator, *measure, *first, *second;
  } rows[] = {
    {"r", "online-share", "3/4", "0/0"},          {"r", "on-time-share", "2/3", "0/0"},
    {"r", "early-share", "1/3", "0/0"},           {"r", "late-share", "1/3", "0/0"},
    {"r", "done-share", "3/4", "0/1"},            {"r", "overdue-share", "1/1", "1/1"},
    {"r", "late-or-overdue-share", "2/4", "1/1"}, {"v", "received", "4", "1"},
    {"v", "received-online", "3", "0"},           {"v", "received-direct", "1", "0"},
    {"v", "received-in-period", "4", "0"},        {"v", "carried-over", "0", "1"},
    {"v", "done", "3", "0"},                      {"v", "done-early", "1", "0"},
    {"v", "done-on-time", "1", "0"},              {"v", "done-late", "1", "0"},
    {"v", "pending", "1", "1"},                   {"v", "pending-in-time", "0", "0"},
    {"v", "pending-overdue", "1", "1"},
  };
  tthc_tally *tally = small_tally();
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    tthc_plan *plan = case_plan(members, NULL);
    char options[128];
    tthc_text *facts;
    int32_t fact;
    snprintf(options, sizeof options, "{'measures': {'%s': '%s'}}", rows[i].indicator, rows[i].measure);
    facts = facts_of(tally, plan, options, NULL);
    assert_non_null(facts);
    failures += check_int(rows[i].measure, tthc_plan_read_facts(plan, tthc_text_data(facts), -1, NULL, NULL), 4);
    failures += check_int(rows[i].measure, tthc_plan_read_facts(plan, tthc_text_data(facts), -1, NULL, NULL), 0);
    for (fact = 0; fact < 2; fact++) {
      char got[64];
      if (tthc_fact_amount(plan, fact) != NULL)
        snprintf(got, sizeof got, "%s", tthc_fact_amount(plan, fact));
      else
        snprintf(got, sizeof got, "%d/%d", (int)tthc_fact_numerator(plan, fact), (int)tthc_fact_denominator(plan, fact));
      failures += check_text(rows[i].measure, got, fact == 0 ? rows[i].first : rows[i].second);
      failures += check_text(rows[i].measure, tthc_fact_period(plan, fact), fact == 0 ? Q1 : Q2);
      failures += check_int(rows[i].measure, tthc_fact_day(plan, fact), day_of(fact == 0 ? "2021-03-14" : "2021-06-14"));
    }
    tthc_text_free(facts);
    tthc_plan_free(plan);
  }
  tthc_tally_free(tally);
  CHECK_NONE_FAILED(failures);
}

/* Levels narrow what is online, not what was received; counts tell no levels; a silent unit makes no fact. */
static void test_levels(void **state) {
  tthc_plan *plan = case_plan(members, NULL);
  tthc_tally *tally = small_tally();
  tthc_text *facts;
  (void)state;
  add_counts(tally, "a", Q2, "{'received_online': 1, 'received_direct': 0, 'carried_over': 1, 'done_early': 2, "
             "'done_on_time': 0, 'done_late': 0, 'pending_in_time': 0, 'pending_overdue': 0}", NULL);
  add_counts(tally, "b", Q2, "{'received_online': 1, 'received_direct': 0, 'carried_over': 0, 'done_early': 1, "
             "'done_on_time': 0, 'done_late': 0, 'pending_in_time': 0, 'pending_overdue': 0}", NULL);
  facts = facts_of(tally, plan, "{'measures': {'r': 'online-share', 'v': 'done'}, 'levels': ['3', '4', '5'], "
                   "'recorded_at': 7, 'author': 'Một cửa'}", NULL);
  assert_int_equal(tthc_plan_read_facts(plan, tthc_text_data(facts), -1, NULL, NULL), 8);
  assert_int_equal(tthc_fact_numerator(plan, 0), 2);
  assert_int_equal(tthc_fact_denominator(plan, 0), 4);
  assert_string_equal(tthc_fact_period(plan, 1), "kstt:2021-Q3");
  assert_string_equal(tthc_fact_author(plan, 0), "Một cửa");
  assert_int_equal(tthc_fact_recorded_at(plan, 7), 7);
  assert_string_equal(tthc_fact_amount(plan, 7), "1");
  assert_string_equal(tthc_unit_id(plan, tthc_fact_unit(plan, 7)), "b");
  tthc_text_free(facts);
  tthc_tally_free(tally);
  tthc_plan_free(plan);
}

static void test_bad_measures(void **state) {
  static const struct {
    const char *unit, *options;
    int32_t code;
    const char *path;
  } rows[] = {
    {"a", "{}", TTHC_E_MISSING, "/measures"},
    {"a", "{'measures': []}", TTHC_E_TYPE, "/measures"},
    {"a", "{'measures': {'r': 'online'}}", TTHC_E_VALUE, "/measures/r"},
    {"a", "{'measures': {'r': 1}}", TTHC_E_TYPE, "/measures/r"},
    {"a", "{'measures': {'x': 'online-share'}}", TTHC_E_UNKNOWN_ID, "/measures/x"},
    {"a", "{'measures': {'r': 'received'}}", TTHC_E_VALUE, "/measures/r"},
    {"a", "{'measures': {'v': 'online-share'}}", TTHC_E_VALUE, "/measures/v"},
    {"a", "{'measures': {'r': 'online-share'}, 'recorded_at': -1}", TTHC_E_VALUE, "/recorded_at"},
    {"c", "{'measures': {'r': 'online-share'}}", TTHC_E_UNKNOWN_ID, NULL},
    {"g", "{'measures': {'r': 'online-share'}}", TTHC_E_VALUE, NULL},
  };
  tthc_plan *plan = case_plan(members, NULL);
  tthc_error *err = tthc_error_new();
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    tthc_tally *tally = tally_of(NULL);
    add_dossier(tally, rows[i].unit, "1", "2021-01-04", NULL, NULL, NULL, NULL);
    failures += check_int(rows[i].options, facts_of(tally, plan, rows[i].options, err) != NULL, 0);
    failures += check_int(rows[i].options, tthc_error_code(err), rows[i].code);
    failures += check_text(rows[i].options, tthc_error_path(err), rows[i].path);
    if (i == 0) {
      assert_null(tthc_tally_facts_json(tally, plan, NULL, err));
      assert_null(tthc_tally_facts_json(tally, NULL, "{}", err));
      assert_null(tthc_tally_facts_json(NULL, plan, "{}", err));
    }
    tthc_tally_free(tally);
  }
  tthc_error_free(err);
  tthc_plan_free(plan);
  CHECK_NONE_FAILED(failures);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_document), cmocka_unit_test(test_measures),
                                     cmocka_unit_test(test_levels), cmocka_unit_test(test_bad_measures)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
