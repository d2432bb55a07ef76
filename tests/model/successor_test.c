/* Successors: who goes on with the work of a unit that is no more, and never itself. */
#include "tthcplan/successor.h"

#include "support/check.h"
#include "tthcplan/findings.h"

#include <stdio.h>

static tthc_plan *new_plan(int32_t units) {
  tthc_plan *plan = tthc_plan_new("a", 2021, NULL);
  int32_t i;
  assert_non_null(plan);
  for (i = 0; i < units; i++) {
    char id[16];
    snprintf(id, sizeof id, "u%d", (int)i);
    assert_int_equal(tthc_plan_add_unit(plan, id, id, TTHC_UNIT_GROUP, NULL), i);
  }
  return plan;
}

static int32_t add(tthc_plan *plan, int32_t unit, int32_t successor, tthc_error *err) {
  return tthc_unit_add_successor(plan, unit, successor, TTHC_MERGED, NULL, err);
}

static void test_rows(void **state) {
  tthc_plan *plan = new_plan(3);
  (void)state;
  assert_int_equal(tthc_unit_successor_count(plan, 0), 0);
  assert_int_equal(tthc_unit_add_successor(plan, 0, 2, TTHC_SPLIT, "Nghị quyết số 1662", NULL), 0);
  assert_int_equal(tthc_unit_add_successor(plan, 0, 1, TTHC_TRANSFERRED, NULL, NULL), 1);
  assert_int_equal(tthc_unit_successor_count(plan, 0), 2);
  assert_int_equal(tthc_successor_unit(plan, 0, 0), 2);
  assert_int_equal(tthc_successor_kind(plan, 0, 0), TTHC_SPLIT);
  assert_string_equal(tthc_successor_reference(plan, 0, 0), "Nghị quyết số 1662");
  assert_int_equal(tthc_successor_unit(plan, 0, 1), 1);
  assert_int_equal(tthc_successor_kind(plan, 0, 1), TTHC_TRANSFERRED);
  assert_null(tthc_successor_reference(plan, 0, 1));
  /* wrong rows */
  assert_int_equal(tthc_unit_successor_count(plan, 3), 0);
  assert_int_equal(tthc_unit_successor_count(NULL, 0), 0);
  assert_int_equal(tthc_successor_unit(plan, 0, 2), TTHC_NONE);
  assert_int_equal(tthc_successor_unit(plan, 0, -1), TTHC_NONE);
  assert_int_equal(tthc_successor_kind(plan, 3, 0), 0);
  assert_null(tthc_successor_reference(NULL, 0, 0));
  tthc_plan_free(plan);
}

static void test_what_is_refused(void **state) {
  tthc_plan *plan = new_plan(70);
  tthc_error *err = tthc_error_new();
  int32_t i;
  (void)state;
  assert_int_equal(tthc_unit_add_successor(plan, 0, 1, 0, NULL, err), TTHC_E_VALUE);
  assert_false(check_error("kind", err, TTHC_E_VALUE, "/kind", 0, 0));
  assert_int_equal(tthc_unit_add_successor(plan, 0, 1, 5, NULL, err), TTHC_E_VALUE);
  assert_int_equal(tthc_unit_add_successor(plan, 0, 1, TTHC_MERGED, "", err), TTHC_E_MISSING);
  assert_false(check_error("reference", err, TTHC_E_MISSING, "/reference", 0, 0));
  assert_int_equal(add(plan, 70, 1, err), TTHC_E_ARGUMENT);
  assert_int_equal(add(plan, 0, 70, err), TTHC_E_ARGUMENT);
  assert_int_equal(add(plan, 0, TTHC_NONE, err), TTHC_E_ARGUMENT);
  assert_int_equal(add(NULL, 0, 1, err), TTHC_E_HANDLE);
  assert_int_equal(tthc_unit_successor_count(plan, 0), 0);
  for (i = 1; i <= 64; i++) assert_int_equal(add(plan, 0, i, err), i - 1);
  assert_int_equal(add(plan, 0, 7, err), TTHC_E_DUPLICATE_ID);
  assert_int_equal(add(plan, 0, 65, err), TTHC_E_LIMIT);
  assert_int_equal(tthc_unit_successor_count(plan, 0), 64);
  tthc_error_free(err);
  tthc_plan_free(plan);
}

static void test_circles(void **state) {
  tthc_plan *plan = new_plan(5);
  tthc_error *err = tthc_error_new();
  (void)state;
  assert_int_equal(add(plan, 0, 0, err), TTHC_E_CYCLE);
  assert_int_equal(add(plan, 1, 2, err), 0);
  assert_int_equal(add(plan, 2, 3, err), 0);
  assert_int_equal(add(plan, 0, 1, err), 0);
  assert_int_equal(add(plan, 0, 3, err), 1); /* by two ways: no circle */
  assert_int_equal(add(plan, 3, 0, err), TTHC_E_CYCLE);
  assert_false(check_error("circle", err, TTHC_E_CYCLE, "/unit", 0, 0));
  assert_int_equal(add(plan, 2, 1, err), TTHC_E_CYCLE);
  /* nor by way of a group: what a group contains does not give way to it */
  assert_int_equal(tthc_unit_add_member(plan, 4, 0, TTHC_NO_DAY, TTHC_NO_DAY, err), 0);
  assert_int_equal(add(plan, 3, 4, err), TTHC_E_CYCLE);
  assert_int_equal(tthc_unit_successor_count(plan, 3), 0);
  /* a refusal leaves nothing behind */
  assert_int_equal(add(plan, 4, 3, err), 0);
  tthc_error_free(err);
  tthc_plan_free(plan);
}

/* As many as there may be, in whatever order they are told. */
static void test_chains(void **state) {
  int32_t i, backwards;
  (void)state;
  for (backwards = 0; backwards < 2; backwards++) {
    tthc_plan *plan = new_plan(40);
    tthc_error *err = tthc_error_new();
    for (i = 0; i < 32; i++) {
      const int32_t unit = backwards ? 31 - i : i;
      assert_int_equal(add(plan, unit, unit + 1, err), 0);
    }
    assert_int_equal(backwards ? add(plan, 33, 0, err) : add(plan, 32, 33, err), TTHC_E_LIMIT);
    assert_false(check_error("chain", err, TTHC_E_LIMIT, "/unit", 0, 0));
    assert_int_equal(add(plan, 32, 0, err), TTHC_E_CYCLE);
    tthc_error_free(err);
    tthc_plan_free(plan);
  }
}

static void test_without_an_end(void **state) {
  tthc_plan *plan = new_plan(2);
  tthc_findings *findings;
  int32_t i, told = 0;
  (void)state;
  assert_int_equal(add(plan, 1, 0, NULL), 0);
  findings = tthc_plan_findings(plan, NULL);
  for (i = 0; i < tthc_findings_count(findings); i++)
    if (tthc_findings_code(findings, i) == TTHC_F_SUCCESSOR_WITHOUT_END) {
      assert_string_equal(tthc_findings_path(findings, i), "/units/1/successors");
      told++;
    }
  assert_int_equal(told, 1);
  tthc_findings_free(findings);
  assert_int_equal(tthc_unit_set_span(plan, 1, TTHC_NO_DAY, tthc_day_from_text("2025-06-30", NULL), NULL), TTHC_OK);
  findings = tthc_plan_findings(plan, NULL);
  for (i = 0; i < tthc_findings_count(findings); i++)
    assert_int_not_equal(tthc_findings_code(findings, i), TTHC_F_SUCCESSOR_WITHOUT_END);
  tthc_findings_free(findings);
  tthc_plan_free(plan);
}

static void test_words(void **state) {
  static const char *const words[] = {"merge", "split", "rename", "transfer"};
  int32_t i;
  (void)state;
  for (i = 0; i < (int32_t)COUNT(words); i++) assert_string_equal(tthc_succession_word(TTHC_MERGED + i), words[i]);
  assert_null(tthc_succession_word(0));
  assert_null(tthc_succession_word(5));
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_rows),
    cmocka_unit_test(test_what_is_refused),
    cmocka_unit_test(test_circles),
    cmocka_unit_test(test_chains),
    cmocka_unit_test(test_without_an_end),
    cmocka_unit_test(test_words),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
