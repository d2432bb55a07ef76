/* Each allocation of a follow-up fails in turn: it says so, leaks nothing, and never gives another log or letter. */
#include "assess/cases.h"

#include "support/failing.h"
#include "tthcplan/follow_up.h"

static const char members[] =
  "'subject': 'Rà soát', 'units': [{'id': 'h', 'name': 'H', 'last_day': '2021-07-01', 'successors': [{'unit': 'i', "
  "'kind': 'merge'}]}, {'id': 'i', 'name': 'I'}, {'id': 'a', 'name': 'A', 'superior': 'h', 'contacts': [{'name': 'N', "
  "'email': 'n@example.vn'}]}], 'tasks': [{'label': '1', 'title': 'T', 'lead': {'units': ['a', 'i']}, 'deadline': "
  "{'clauses': [{'kind': 'recurring', 'every': 'month'}]}}]";

static char sent[] =
  "{'format': 'tthcplan-follow-up-log/1', 'plan': 'p', 'entries': [{'task': '1', 'unit': 'a', 'period': '2021-06', "
  "'due': '2021-06-30', 'level': 'urging', 'day': '2021-07-01', 'acknowledged': '2021-07-02', 'x-a': [1]}, {'task': "
  "'1', 'unit': 'i', 'period': '2021-06', 'due': '2021-06-30', 'level': 'urging', 'day': '2021-07-01'}]}";

static const char options[] =
  "{\"levels\": [{\"id\": \"first\", \"name\": \"F\", \"from\": 1}, {\"id\": \"last\", \"name\": "
  "\"L\", \"from\": 20, \"working\": true, \"to\": \"superior\"}]}";

/* All documents of a follow-up, one behind the other; 0 when one of them could not be made. */
static int put_documents(struct lines *out, const tthc_follow_up *f, tthc_error *err) {
  tthc_text *texts[3] = {tthc_follow_up_log_json(f, err), NULL, NULL};
  tthc_findings *findings = NULL;
  int i, whole;
  if (texts[0] != NULL) texts[1] = tthc_follow_up_json(f, NULL, err);
  if (texts[1] != NULL) texts[2] = tthc_follow_up_text(f, 0, "vi", err);
  if (texts[2] != NULL) findings = tthc_follow_up_findings(f, err);
  whole = findings != NULL;
  out->size = 0;
  for (i = 0; i < 3; i++) {
    if (whole) put_line(out, "%s", tthc_text_data(texts[i]));
    tthc_text_free(texts[i]);
  }
  tthc_findings_free(findings);
  return whole;
}

/* Makes a follow-up and its documents, with the call that fails; 0 with the error. */
static int make_failing(const tthc_plan *plan, const tthc_assessment *a, int64_t call, struct lines *out,
                        tthc_error *err) {
  tthc_follow_up *f;
  int whole;
  calls = 0;
  failing = call;
  f = tthc_follow_up_new(plan, a, NULL, sent, -1, options, err);
  whole = f != NULL && put_documents(out, f, err);
  failing = 0;
  tthc_follow_up_free(f);
  return whole;
}

static void test_every_allocation(void **state) {
  static struct lines wanted, got;
  tthc_plan *plan = case_plan(members, NULL);
  tthc_assessment *a = assess(plan, "2021-12-31", NULL);
  tthc_error *err = tthc_error_new();
  int64_t count, call;
  int failures = 0;
  (void)state;
  quote(sent);
  assert_true(make_failing(plan, a, 0, &wanted, err));
  count = calls;
  assert_true(count > 80);
  for (call = 1; call <= count && failures < 5; call++) {
    char label[32];
    snprintf(label, sizeof label, "call %d", (int)call);
    if (make_failing(plan, a, call, &got, err))
      failures += check_text(label, got.text, wanted.text); /* an allocation that nothing depended on */
    else
      failures += check_int(label, tthc_error_code(err), TTHC_E_MEMORY);
  }
  CHECK_NONE_FAILED(failures);
  tthc_error_free(err);
  tthc_assessment_free(a);
  tthc_plan_free(plan);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_every_allocation)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
