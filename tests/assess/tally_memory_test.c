/* Each allocation of the calls of a tally fails in turn: they say so, leak nothing, and leave the tally as it was. */
#include "assess/tally_cases.h"
#include "support/failing.h"

static const char members[] = "'units': [{'id': 'a', 'name': 'UBND xã A'}, {'id': 'b', 'name': 'UBND xã B'}], "
                              "'indicators': [{'id': 'r', 'title': 'R', 'kind': 'ratio', 'series': 'per-period'}, "
                              "{'id': 'v', 'title': 'V', 'kind': 'value', 'series': 'per-period'}]";

static const char options[] = "{\"first_day\": \"2021-01-01\", \"last_day\": \"2021-12-31\", \"units\": [\"a\"]}";
static const char table[] = "Mã hồ sơ;Đơn vị;Hình thức nộp;Mức;Ngày tiếp nhận;Ngày hẹn trả;Ngày kết thúc;Trạng thái\n"
                            "H0;UBND xã A;online;4;04/01/2021;05/01/2021;03/01/2021;Đã giải quyết\n"
                            "H1;UBND xã B;Trực tuyến;4;04/01/2021;05/01/2021;;Đang xử lý\n"
                            "H2;UBND xã B;Zalo;3;04/01/2021;05/01/2021;;\n";
static const char table_options[] = "{\"columns\": {\"Mức\": \"level\"}, \"words\": {\"Zalo\": \"online\"}, \"units\": "
                                    "{\"Xã B\": \"b\"}, \"update\": true}";
static const char counts[] =
  "{\"received_online\": 1, \"received_direct\": 0, \"carried_over\": 0, \"done_early\": 0, \"done_on_time\": 0, "
  "\"done_late\": 1, \"pending_in_time\": 0, \"pending_overdue\": 0}";
static const char measures[] =
  "{\"measures\": {\"r\": \"online-share\", \"v\": \"done\"}, \"levels\": [\"4\"], \"author\": \"X\"}";

/* One call on a tally; whether it was done. */
typedef int do_call(tthc_tally *tally, const tthc_plan *plan, tthc_error *err);

static int make(tthc_tally *tally, const tthc_plan *plan, tthc_error *err) {
  tthc_tally *made = tthc_tally_new(NULL, options, err);
  (void)tally, (void)plan;
  tthc_tally_free(made);
  return made != NULL;
}

static int read_table(tthc_tally *tally, const tthc_plan *plan, tthc_error *err) {
  return tthc_tally_read_csv(tally, plan, table, -1, table_options, err) >= 0;
}

static int add_one(tthc_tally *tally, const tthc_plan *plan, tthc_error *err) {
  (void)plan;
  return tthc_tally_add_dossier(tally, "c", "1", 18700, 18710, 18720, "{\"level\": \"4\"}", err) >= 0;
}

static int change_one(tthc_tally *tally, const tthc_plan *plan, tthc_error *err) {
  (void)plan;
  return tthc_tally_add_dossier(tally, "a", "H0", 18700, 18710, 18720, "{\"level\": \"3\", \"update\": true}", err) >=
         0;
}

static int count(tthc_tally *tally, const tthc_plan *plan, tthc_error *err) {
  (void)plan;
  return tthc_tally_add_counts(tally, "b", "kstt:2021-Q2", counts, err) >= 0;
}

static int find(tthc_tally *tally, const tthc_plan *plan, tthc_error *err) {
  tthc_findings *findings = tthc_tally_findings(tally, err);
  (void)plan;
  tthc_findings_free(findings);
  return findings != NULL;
}

static int measure(tthc_tally *tally, const tthc_plan *plan, tthc_error *err) {
  tthc_text *facts = tthc_tally_facts_json(tally, plan, measures, err);
  tthc_text_free(facts);
  return facts != NULL;
}

static tthc_tally *tally_with_one(void) {
  tthc_tally *tally = tthc_tally_new(NULL, options, NULL);
  assert_non_null(tally);
  assert_int_equal(tthc_tally_add_dossier(tally, "a", "H0", 18631, 18632, TTHC_NO_DAY, NULL, NULL), 0);
  assert_int_equal(tthc_tally_add_counts(tally, "a", "kstt:2021-Q1", counts, NULL), 0);
  return tally;
}

/* The call that fails goes further until none does. A call may be done all the same, as without an error's text. */
static int check_call(const char *name, do_call *run, const tthc_plan *plan) {
  tthc_error *err = tthc_error_new();
  int64_t call = 0;
  int failures = 0;
  do {
    tthc_tally *tally = tally_with_one();
    tthc_text *before = whole_tally(tally);
    char label[64];
    int done;
    snprintf(label, sizeof label, "%s, call %d", name, (int)++call);
    calls = 0;
    failing = call;
    done = run(tally, plan, err);
    failing = 0;
    if (done) {
      tthc_text_free(before);
    } else {
      failures += check_int(label, tthc_error_code(err), TTHC_E_MEMORY);
      failures += check_unchanged(label, tally, before);
    }
    tthc_tally_free(tally);
  } while (calls >= call && failures < 5);
  assert_true(call > 3);
  tthc_error_free(err);
  return failures;
}

static void test_calls(void **state) {
  tthc_plan *plan = case_plan(members, NULL);
  (void)state;
  CHECK_NONE_FAILED(check_call("new", make, plan) + check_call("read_csv", read_table, plan) +
                    check_call("add_dossier", add_one, plan) + check_call("update", change_one, plan) +
                    check_call("add_counts", count, plan) + check_call("findings", find, plan) +
                    check_call("facts_json", measure, plan));
  tthc_plan_free(plan);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_calls)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
