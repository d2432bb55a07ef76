/* Each allocation of each call fails in turn: it says so, leaks nothing, and changes nothing. */
#include "support/failing.h"

#include "cascade/random_plan.h"

/* The plans that the calls are given. */
struct given {
  tthc_plan *before;
  tthc_plan *now;
  tthc_plan *local; /* of before, edited, with figures of a unit below */
  tthc_assessment *assessment;
};

/* What a call makes, as text; NULL with the error. The allocation that fails is set around the call alone. */
typedef tthc_text *trial(const struct given *given, int64_t call, tthc_error *err);

static void begin(int64_t call) {
  calls = 0;
  failing = call;
}

static tthc_text *text_of(tthc_plan *plan) {
  tthc_text *text = NULL;
  failing = 0;
  if (plan != NULL) text = write_plan(plan);
  tthc_plan_free(plan);
  return text;
}

static tthc_text *try_derive(const struct given *given, int64_t call, tthc_error *err) {
  begin(call);
  return text_of(tthc_plan_derive(given->before, "huyen-a", NULL, err));
}

static tthc_text *try_diff(const struct given *given, int64_t call, tthc_error *err) {
  tthc_plan_diff *diff;
  tthc_text *text = NULL;
  begin(call);
  diff = tthc_plan_diff_new(given->before, given->now, err);
  if (diff != NULL) text = tthc_plan_diff_json(diff, NULL, err);
  failing = 0;
  tthc_plan_diff_free(diff);
  return text;
}

static tthc_text *try_rederive(const struct given *given, int64_t call, tthc_error *err) {
  tthc_merge *merge;
  tthc_text *text = NULL;
  tthc_plan *plan = NULL;
  begin(call);
  merge = tthc_plan_rederive(given->before, given->now, given->local, NULL, err);
  if (merge != NULL) text = tthc_merge_json(merge, NULL, err);
  if (text != NULL) plan = tthc_merge_plan(merge, err);
  tthc_text_free(text);
  text = text_of(plan);
  tthc_merge_free(merge);
  return text;
}

static tthc_text *try_roll_up(const struct given *given, int64_t call, tthc_error *err) {
  tthc_plan *superior = read_plan(province_json);
  tthc_text *before, *after;
  int32_t rc;
  before = write_plan(superior);
  begin(call);
  rc = tthc_plan_roll_up(superior, given->local, NULL, err);
  failing = 0;
  after = write_plan(superior);
  if (rc < 0) {
    assert_int_equal(rc, TTHC_E_MEMORY);
    assert_string_equal(tthc_text_data(after), tthc_text_data(before)); /* nothing half-applied */
    tthc_text_free(after);
    after = NULL;
  }
  tthc_text_free(before);
  tthc_plan_free(superior);
  return after;
}

static tthc_text *try_senders(const struct given *given, int64_t call, tthc_error *err) {
  tthc_text *text;
  begin(call);
  text = tthc_plan_senders_json(given->before, NULL, err);
  failing = 0;
  return text;
}

static tthc_text *try_carry_over(const struct given *given, int64_t call, tthc_error *err) {
  begin(call);
  return text_of(tthc_plan_carry_over(given->before, given->assessment, NULL, err));
}

static int check_trial(const char *name, trial *attempt) {
  struct given given = {read_plan(province_json), NULL, NULL, NULL};
  tthc_plan *derived = derive(given.before, "huyen-a", NULL);
  tthc_error *err = tthc_error_new();
  tthc_text *whole;
  int64_t call, count;
  int32_t below;
  int failures = 0;
  given.now = amended(given.before, 5);
  given.local = amended(derived, 3);
  below = tthc_plan_add_unit(given.local, "xa", "Xã", TTHC_UNIT_SINGLE, NULL);
  assert_true(tthc_plan_add_value(given.local, tthc_plan_find_indicator(given.local, "ho-so"), below, "2021-05", "2",
                                  day("2021-06-01"), NULL, NULL) >= 0);
  assert_true(tthc_plan_add_progress(given.local, 0, tthc_plan_find_unit(given.local, "huyen-a"), "plan",
                                     TTHC_SAYS_IN_PROGRESS, day("2021-06-01"), NULL, NULL) >= 0);
  given.assessment = tthc_assessment_new(given.before, NULL, day("2021-12-31"), NULL, NULL);
  whole = attempt(&given, 0, err);
  count = calls;
  assert_non_null(whole);
  assert_true(count > 5);
  for (call = 1; call <= count && failures < 5; call++) {
    tthc_text *text = attempt(&given, call, err);
    if (text == NULL)
      failures += check_int(name, tthc_error_code(err), TTHC_E_MEMORY);
    else
      failures += check_text(name, tthc_text_data(text), tthc_text_data(whole));
    tthc_text_free(text);
  }
  tthc_text_free(whole);
  tthc_error_free(err);
  tthc_assessment_free(given.assessment);
  tthc_plan_free(derived);
  tthc_plan_free(given.before);
  tthc_plan_free(given.now);
  tthc_plan_free(given.local);
  return failures;
}

static void test_memory(void **state) {
  static const struct {
    const char *name;
    trial *attempt;
  } rows[] = {{"derive", try_derive},   {"diff", try_diff},       {"rederive", try_rederive},
              {"roll up", try_roll_up}, {"senders", try_senders}, {"carry over", try_carry_over}};
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) failures += check_trial(rows[i].name, rows[i].attempt);
  CHECK_NONE_FAILED(failures);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_memory)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
