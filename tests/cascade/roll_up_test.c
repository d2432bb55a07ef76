/* Rolling up: what units report comes back as theirs, once, over three levels that exchange files. */
#include "tthcplan/cascade.h"

#include "cascade/cases.h"
#include "model/plan.h"

static int32_t unit_of(const tthc_plan *plan, const char *id) {
  const int32_t unit = tthc_plan_find_unit(plan, id);
  assert_int_not_equal(unit, TTHC_NONE);
  return unit;
}

/* One fact of a plan, as an object of a facts document. */
static void add_fact(tthc_plan *plan, const char *json) {
  tthc_error *err = tthc_error_new();
  if (tthc_plan_add_fact(plan, json, -1, err) < 0) print_error("%s\n", check_show(tthc_error_problems_json(err, "en")));
  assert_int_equal(tthc_error_code(err), TTHC_OK);
  tthc_error_free(err);
}

static int32_t roll_up(tthc_plan *superior, const tthc_plan *derived) {
  tthc_error *err = tthc_error_new();
  const int32_t count = tthc_plan_roll_up(superior, derived, NULL, err);
  if (count < 0) print_error("%s\n", check_show(tthc_error_problems_json(err, "en")));
  assert_true(count >= 0);
  tthc_error_free(err);
  return count;
}

/* "30/200" of an indicator, for a unit or (NULL) all together, as of the year's end. */
static int check_value(const char *label, const tthc_plan *plan, const char *unit, int64_t numerator,
                       int64_t denominator) {
  tthc_assessment *a = tthc_assessment_new(plan, NULL, day("2021-12-31"), NULL, NULL);
  const int32_t row = tthc_value_find(a, "truc-tuyen", unit);
  const int failures = check_int(label, tthc_value_numerator(a, row), numerator) +
                       check_int(label, tthc_value_denominator(a, row), denominator);
  tthc_assessment_free(a);
  return failures;
}

#define RATIO(id, unit, period, numerator, denominator, more) \
  "{\"id\": \"" id "\", \"kind\": \"measurement\", \"indicator\": \"truc-tuyen\", \"unit\": \"" unit \
  "\", \"period\": \"" period "\", \"numerator\": " #numerator ", \"denominator\": " #denominator \
  ", \"day\": \"2021-07-01\"" more "}"
#define DONE(id, task, unit, period, on) \
  "{\"id\": \"" id "\", \"kind\": \"progress\", \"task\": \"" task "\", \"unit\": \"" unit "\", \"period\": \"" period \
  "\", \"state\": \"done\", \"day\": \"" on "\"}"

static void test_what_comes_back(void **state) {
  tthc_plan *province = read_plan(province_json), *district = derive(province, "huyen-a", NULL);
  const int32_t own = tthc_plan_add_task(district, 0, TTHC_NONE, "9", "Việc riêng của huyện", NULL);
  int32_t fact;
  (void)state;
  assert_true(tthc_task_add_lead(district, own, unit_of(district, "huyen-a"), NULL) >= 0);
  add_fact(district, DONE("p1", "A.1.1", "huyen-a", "2021-Q2", "2021-05-20"));
  add_fact(district, DONE("p2", "A.9", "huyen-a", "plan", "2021-05-20")); /* its own task: stays below */
  add_fact(district, DONE("p3", "V.1", "huyen-a", "2021-Q1", "2021-02-10"));
  add_fact(district, RATIO("m1", "huyen-a", "2021-Q2", 15, 100, ""));
  add_fact(district, "{\"id\": \"e1\", \"kind\": \"event\", \"task\": \"B.1\", \"day\": \"2021-03-01\"}");
  add_fact(district,
           "{\"id\": \"x1\", \"kind\": \"extension\", \"task\": \"A.1.1\", \"unit\": \"huyen-a\", \"period\": "
           "\"2021-Q2\", \"day\": \"2021-05-01\", \"due\": \"2021-09-30\"}"); /* not the district's to give */
  add_fact(district,
           "{\"id\": \"g1\", \"kind\": \"explanation\", \"task\": \"B.1\", \"unit\": \"huyen-a\", \"period\": "
           "\"kstt:2021-Q1\", \"day\": \"2021-03-20\", \"note\": \"Giải trình\"}");
  district = sent(district);
  assert_int_equal(roll_up(province, district), 5);
  assert_int_equal(tthc_plan_find_fact(province, "p2"), TTHC_NONE);
  assert_int_equal(tthc_plan_find_fact(province, "x1"), TTHC_NONE);
  fact = tthc_plan_find_fact(province, "p1");
  assert_string_equal(tthc_task_id(province, tthc_fact_task(province, fact)), "A.1.1");
  assert_string_equal(tthc_unit_id(province, tthc_fact_unit(province, fact)), "huyen-a");
  fact = tthc_plan_find_fact(province, "e1"); /* every unit of the district's plan is the district */
  assert_string_equal(tthc_unit_id(province, tthc_fact_unit(province, fact)), "huyen-a");
  assert_int_equal(roll_up(province, district), 0); /* the same file once more */
  assert_int_equal(tthc_plan_fact_count(province), 5);
  tthc_plan_free(district);
  tthc_plan_free(sent(province));
}

/* The state of each of a unit's assignments and its value are the same below and above. */
static void test_nothing_is_lost(void **state) {
  tthc_plan *district = read_example(1), *whole = read_example(0), *commune;
  const char *const units[] = {"ubnd-xa-binh-loi", "ubnd-xa-ma-da", "van-phong-hdnd-ubnd", "phong-noi-vu"};
  tthc_assessment *above, *below;
  int32_t i, row, found, seen;
  size_t unit;
  (void)state;
  for (unit = 0; unit < COUNT(units); unit++) {
    commune = derive(whole, units[unit], NULL);
    for (i = 0; i < tthc_plan_fact_count(district); i++) { /* what the unit recorded, in its own plan */
      const int32_t task = tthc_plan_find_task(commune, tthc_task_id(district, tthc_fact_task(district, i)));
      const int32_t indicator =
        tthc_plan_find_indicator(commune, tthc_indicator_id(district, tthc_fact_indicator(district, i)));
      char id[160];
      if (tthc_fact_unit(district, i) != unit_of(district, units[unit])) continue;
      snprintf(id, sizeof id, "{\"id\": \"%s\"}", tthc_fact_id(district, i));
      if (tthc_fact_kind(district, i) == TTHC_PROGRESS && task != TTHC_NONE)
        assert_true(tthc_plan_add_progress(commune, task, unit_of(commune, units[unit]), tthc_fact_period(district, i),
                                           tthc_fact_state(district, i), tthc_fact_day(district, i), id, NULL) >= 0);
      else if (indicator != TTHC_NONE)
        assert_true(tthc_plan_add_ratio(commune, indicator, unit_of(commune, units[unit]),
                                        tthc_fact_period(district, i), tthc_fact_numerator(district, i),
                                        tthc_fact_denominator(district, i), tthc_fact_day(district, i), id, NULL) >= 0);
    }
    commune = sent(commune);
    assert_int_equal(roll_up(whole, commune), tthc_plan_fact_count(commune));
    assert_int_equal(roll_up(whole, commune), 0);
    above = tthc_assessment_new(whole, NULL, day("2021-09-30"), NULL, NULL);
    below = tthc_assessment_new(commune, NULL, day("2021-09-30"), NULL, NULL);
    for (row = 0, seen = 0; row < tthc_assignment_count(above); row++) {
      if (strcmp(tthc_assignment_unit_id(above, row), units[unit]) != 0) continue;
      for (found = 0; found < tthc_assignment_count(below); found++)
        if (check_same(tthc_assignment_task_id(above, row), tthc_assignment_task_id(below, found)) &&
            check_same(tthc_assignment_period(above, row), tthc_assignment_period(below, found)))
          break;
      assert_true(found < tthc_assignment_count(below));
      assert_int_equal(tthc_assignment_state(above, row), tthc_assignment_state(below, found));
      assert_int_equal(tthc_assignment_effective_day(above, row), tthc_assignment_effective_day(below, found));
      seen++;
    }
    assert_int_equal(seen, tthc_assignment_count(below));
    tthc_assessment_free(above);
    tthc_assessment_free(below);
    tthc_plan_free(commune);
  }
  assert_true(tthc_plan_fact_count(whole) > 20);
  tthc_plan_free(district);
  tthc_plan_free(whole);
}

/* A district hands a task on to its communes, which it adds to its plan. */
static tthc_plan *with_communes(tthc_plan *district) {
  const int32_t task = task_of(district, "B.1");
  int32_t x = tthc_plan_add_unit(district, "xa-x", "UBND xã X", TTHC_UNIT_SINGLE, NULL);
  int32_t y = tthc_plan_add_unit(district, "xa-y", "UBND xã Y", TTHC_UNIT_SINGLE, NULL);
  const int32_t group = tthc_plan_add_unit(district, "cap-xa", "UBND cấp xã", TTHC_UNIT_GROUP, NULL);
  assert_true(tthc_unit_add_member(district, group, x, TTHC_NO_DAY, TTHC_NO_DAY, NULL) >= 0);
  assert_true(tthc_unit_add_member(district, group, y, TTHC_NO_DAY, TTHC_NO_DAY, NULL) >= 0);
  assert_true(tthc_task_add_lead(district, task, group, NULL) >= 0);
  return district;
}

static void test_three_levels_and_back(void **state) {
  tthc_plan *province = read_plan(province_json);
  tthc_plan *district = sent(with_communes(derive(province, "huyen-a", "{\"id\": \"huyen-a-2021\"}")));
  tthc_plan *x = sent(derive(district, "xa-x", NULL)), *y = sent(derive(district, "xa-y", NULL));
  (void)state;
  assert_string_equal(tthc_plan_id(x), "huyen-a-2021-xa-x");
  assert_string_equal(tthc_plan_source_plan(x), "huyen-a-2021");
  assert_int_equal(tthc_plan_task_count(x), 1);
  assert_string_equal(tthc_indicator_target_amount(x, 0, 0), "15"); /* the district's target, of each commune */
  add_fact(x, RATIO("x-q2", "xa-x", "2021-Q2", 15, 100, ""));
  add_fact(y, RATIO("y-q2", "xa-y", "2021-Q2", 15, 100, ""));
  add_fact(x, DONE("x-b1", "B.1", "xa-x", "kstt:2021-Q2", "2021-06-15"));
  x = sent(x);
  y = sent(y);
  assert_int_equal(roll_up(district, x), 2);
  assert_int_equal(roll_up(district, y), 1);
  add_fact(district, DONE("a-b1", "B.1", "huyen-a", "kstt:2021-Q2", "2021-06-15"));
  district = sent(district);
  assert_false(check_value("district", district, NULL, 30, 200));
  assert_int_equal(roll_up(province, district),
                   2); /* the district's progress, and one sum: the communes are not known */
  assert_int_equal(roll_up(province, district), 0);
  province = sent(province);
  assert_int_equal(roll_up(province, district), 0);
  assert_false(check_value("of the district", province, "huyen-a", 30, 200));
  assert_false(check_value("of all", province, NULL, 30, 200));
  tthc_plan_free(x);
  tthc_plan_free(y);
  tthc_plan_free(district);
  tthc_plan_free(province);
}

/* Where the province knows the communes and obliges them, their facts are theirs: nothing is summed. */
static void test_units_that_the_superior_obliges(void **state) {
  tthc_plan *province = read_plan(province_json), *district = derive(province, "huyen-a", NULL);
  const int32_t x = tthc_plan_add_unit(province, "xa-x", "UBND xã X", TTHC_UNIT_SINGLE, NULL);
  const int32_t y = tthc_plan_add_unit(province, "xa-y", "UBND xã Y", TTHC_UNIT_SINGLE, NULL);
  (void)state;
  assert_true(tthc_task_add_lead(province, task_of(province, "B.1"), x, NULL) >= 0);
  assert_true(tthc_task_add_coordinator(province, task_of(province, "B.1"), y, NULL) >= 0);
  with_communes(district);
  add_fact(district, RATIO("x-q2", "xa-x", "2021-Q2", 15, 100, ""));
  add_fact(district, RATIO("y-q2", "xa-y", "2021-Q2", 7, 50, ""));
  add_fact(district, DONE("x-b1", "B.1", "xa-x", "kstt:2021-Q2", "2021-06-15"));
  add_fact(district, DONE("y-b1", "B.1", "xa-y", "kstt:2021-Q2", "2021-06-15")); /* Y only coordinates above */
  assert_int_equal(roll_up(province, district), 3);
  assert_int_equal(tthc_plan_find_fact(province, "y-b1"), TTHC_NONE);
  assert_false(check_value("of X", province, "xa-x", 15, 100));
  assert_false(check_value("of the district: Y's", province, "huyen-a", 7, 50));
  assert_false(check_value("of all", province, NULL, 22, 150));
  tthc_plan_free(district);
  tthc_plan_free(province);
}

/* akvo-rsr #3729: a figure of the parent's own while those of its children are summed. */
static void test_own_figure_and_sum_never_both(void **state) {
  static const struct {
    const char *label;
    const char *first; /* what the district measured itself, before the communes' figures come */
    const char *then;  /* and after */
    int64_t numerator;
    int64_t denominator;
    int told;
  } rows[] = {
    {"no own figure", NULL, NULL, 30, 200, 0},
    {"own figure first", RATIO("own", "huyen-a", "2021-Q2", 50, 300, ""), NULL, 50, 300, 1},
    {"own figure after the sum", NULL, RATIO("own", "huyen-a", "2021-Q2", 50, 300, ""), 50, 300, 1},
    {"own figure of the half-year", NULL, RATIO("own", "huyen-a", "2021-H1", 50, 300, ""), 50, 300, 1},
    {"own figure of a month of it", RATIO("own", "huyen-a", "2021-05", 5, 30, ""), NULL, 5, 30, 1},
    {"own figure of a reporting period", RATIO("own", "huyen-a", "kstt:2021-Q2", 5, 30, ""), NULL, 5, 30, 1},
    {"own figure of another quarter", RATIO("own", "huyen-a", "2021-Q1", 50, 300, ""), NULL, 80, 500, 0},
    {"own figure corrected", RATIO("old", "huyen-a", "2021-Q2", 9, 9, ""),
     RATIO("own", "huyen-a", "2021-Q2", 50, 300, ", \"corrects\": \"old\""), 50, 300, 1},
  };
  int failures = 0, again;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    tthc_plan *province = read_plan(province_json), *district = with_communes(derive(province, "huyen-a", NULL));
    if (rows[i].first != NULL) add_fact(district, rows[i].first);
    add_fact(district, RATIO("x-q2", "xa-x", "2021-Q2", 15, 100, ""));
    add_fact(district, RATIO("y-q2", "xa-y", "2021-Q2", 15, 100, ""));
    roll_up(province, district);
    if (rows[i].then != NULL) add_fact(district, rows[i].then);
    roll_up(province, district);
    for (again = 0; again < 2; again++) failures += check_int(rows[i].label, roll_up(province, district), 0);
    failures += check_value(rows[i].label, province, "huyen-a", rows[i].numerator, rows[i].denominator);
    failures += check_int(rows[i].label, has_finding(province, TTHC_F_FIGURE_COUNTED_TWICE), rows[i].told);
    tthc_plan_free(district);
    tthc_plan_free(province);
  }
  CHECK_NONE_FAILED(failures);
}

/* The figure that the province recorded for the district itself counts before the sum as well. */
static void test_figure_entered_above(void **state) {
  tthc_plan *province = read_plan(province_json), *district = with_communes(derive(province, "huyen-a", NULL));
  (void)state;
  add_fact(province, RATIO("by-hand", "huyen-a", "2021-Q2", 40, 400, ""));
  add_fact(district, RATIO("x-q2", "xa-x", "2021-Q2", 15, 100, ""));
  assert_int_equal(roll_up(province, district), 0);
  assert_false(check_value("by hand", province, "huyen-a", 40, 400));
  assert_int_equal(has_finding(province, TTHC_F_FIGURE_COUNTED_TWICE), 1);
  tthc_plan_free(district);
  tthc_plan_free(province);
}

static void test_sums_change_by_corrections(void **state) {
  tthc_plan *province = read_plan(province_json), *district = with_communes(derive(province, "huyen-a", NULL));
  tthc_text *old;
  tthc_plan *stale;
  int32_t first, second;
  (void)state;
  add_fact(district, RATIO("x-q2", "xa-x", "2021-Q2", 15, 100, ""));
  old = write_plan(district);
  assert_int_equal(roll_up(province, district), 1);
  first = tthc_plan_fact_count(province) - 1;
  assert_string_equal(tthc_fact_note(province, first), "Tổng số liệu của 1 đơn vị cấp dưới");
  add_fact(district, "{\"id\": \"y-q2\", \"kind\": \"measurement\", \"indicator\": \"truc-tuyen\", \"unit\": \"xa-y\","
                     " \"period\": \"2021-Q2\", \"numerator\": 5, \"denominator\": 10, \"day\": \"2021-07-09\"}");
  assert_int_equal(roll_up(province, district), 1);
  second = tthc_plan_fact_count(province) - 1;
  assert_string_equal(tthc_fact_corrects(province, second), tthc_fact_id(province, first));
  assert_false(check_value("both", province, "huyen-a", 20, 110));
  stale = read_plan(tthc_text_data(old)); /* the older file once more */
  assert_int_equal(roll_up(province, stale), 0);
  assert_false(check_value("still both", province, "huyen-a", 20, 110));
  add_fact(district, "{\"id\": \"x-q2b\", \"kind\": \"measurement\", \"indicator\": \"truc-tuyen\", \"unit\": \"xa-x\","
                     " \"period\": \"2021-Q2\", \"numerator\": 1, \"denominator\": 100, \"day\": \"2021-07-10\","
                     " \"corrects\": \"x-q2\"}");
  assert_int_equal(roll_up(province, district), 1);
  assert_false(check_value("corrected", province, "huyen-a", 6, 110));
  tthc_text_free(old);
  tthc_plan_free(stale);
  tthc_plan_free(district);
  tthc_plan_free(province);
}

/* The superior lists the communes later on: what it knows as theirs leaves the sum. */
static void test_units_that_become_known(void **state) {
  tthc_plan *province = read_plan(province_json), *district = with_communes(derive(province, "huyen-a", NULL));
  const char *const communes[] = {"xa-x", "xa-y"};
  const int64_t left[] = {7, 0};
  size_t i;
  (void)state;
  add_fact(district, RATIO("x-q2", "xa-x", "2021-Q2", 15, 100, ""));
  add_fact(district, RATIO("y-q2", "xa-y", "2021-Q2", 7, 50, ""));
  assert_int_equal(roll_up(province, district), 1);
  for (i = 0; i < COUNT(communes); i++) {
    const int32_t unit = tthc_plan_add_unit(province, communes[i], communes[i], TTHC_UNIT_SINGLE, NULL);
    assert_true(tthc_task_add_lead(province, task_of(province, "B.1"), unit, NULL) >= 0);
    assert_int_equal(roll_up(province, district), 2); /* the commune's own, and the sum without it */
    assert_int_equal(roll_up(province, district), 0);
    assert_false(check_value(communes[i], province, "huyen-a", left[i], left[i] == 0 ? 0 : 50));
    assert_false(check_value("of all", province, NULL, 22, 150));
  }
  tthc_plan_free(district);
  tthc_plan_free(province);
}

/* The same id for what is counted in two ways. */
static void test_indicators_of_two_kinds(void **state) {
  tthc_plan *province = read_plan(province_json), *district = with_communes(derive(province, "huyen-a", NULL));
  tthc_error *err = tthc_error_new();
  (void)state;
  district->indicators.items[tthc_plan_find_indicator(district, "ho-so")].kind = TTHC_RATIO;
  assert_true(tthc_plan_add_ratio(district, tthc_plan_find_indicator(district, "ho-so"), unit_of(district, "xa-x"),
                                  "2021-05", 1, 2, day("2021-06-01"), NULL, NULL) >= 0);
  assert_int_equal(tthc_plan_roll_up(province, district, NULL, err), TTHC_E_VALUE);
  assert_int_equal(tthc_plan_fact_count(province), 0);
  tthc_error_free(err);
  tthc_plan_free(district);
  tthc_plan_free(province);
}

/* Values are summed as decimals, and each unit's last word counts once. */
static void test_sums_of_values(void **state) {
  tthc_plan *province = read_plan(province_json), *district = with_communes(derive(province, "huyen-a", NULL));
  const int32_t indicator = tthc_plan_find_indicator(district, "ho-so"), x = unit_of(district, "xa-x");
  (void)state;
  assert_true(tthc_plan_add_value(district, indicator, x, "2021-05", "1.5", day("2021-06-01"), NULL, NULL) >= 0);
  assert_true(tthc_plan_add_value(district, indicator, x, "2021-05", "2.25", day("2021-06-02"), NULL, NULL) >= 0);
  assert_true(tthc_plan_add_value(district, indicator, unit_of(district, "xa-y"), "2021-05", "10", day("2021-06-01"),
                                  NULL, NULL) >= 0);
  assert_int_equal(roll_up(province, district), 1);
  assert_string_equal(tthc_fact_amount(province, 0), "12.25");
  assert_int_equal(tthc_fact_day(province, 0), day("2021-06-02"));
  tthc_plan_free(district);
  tthc_plan_free(province);
}

/* A unit that sets itself an earlier day reports on the same obligation. */
static void test_keys_of_a_stricter_deadline(void **state) {
  tthc_plan *province = read_plan(province_json), *district = derive(province, "huyen-a", NULL);
  (void)state;
  assert_int_equal(tthc_task_set_deadline(district, task_of(district, "A.1.1"), "Tháng 5/2021", NULL), TTHC_OK);
  add_fact(district, DONE("p1", "A.1.1", "huyen-a", "2021-05", "2021-05-20"));
  assert_int_equal(roll_up(province, district), 1);
  assert_string_equal(tthc_fact_period(province, 0), "2021-Q2");
  assert_int_equal(tthc_task_set_deadline(district, task_of(district, "A.1.1"), "Tháng 4/2021", NULL), TTHC_OK);
  assert_int_equal(roll_up(province, district), 0); /* the fact that was sent is still the same */
  tthc_plan_free(district);
  tthc_plan_free(province);
}

static void test_corrections_of_what_stays_below(void **state) {
  tthc_plan *province = read_plan(province_json), *district = with_communes(derive(province, "huyen-a", NULL));
  int32_t fact;
  (void)state;
  add_fact(district, RATIO("wrong", "xa-x", "2021-Q2", 15, 100, ""));
  add_fact(district, RATIO("right", "huyen-a", "2021-Q2", 15, 100, ", \"corrects\": \"wrong\""));
  add_fact(district, RATIO("righter", "huyen-a", "2021-Q2", 16, 100, ", \"corrects\": \"right\""));
  assert_int_equal(roll_up(province, district), 2);
  fact = tthc_plan_find_fact(province, "right");
  assert_null(tthc_fact_corrects(province, fact));
  assert_string_equal(tthc_fact_corrects(province, tthc_plan_find_fact(province, "righter")), "right");
  assert_int_equal(roll_up(province, district), 0);
  tthc_plan_free(district);
  tthc_plan_free(province);
}

static void test_a_task_withdrawn_above(void **state) {
  tthc_plan *province = read_plan(province_json), *district = derive(province, "huyen-a", NULL);
  tthc_plan *amended = tthc_plan_new("tinh-2021", 2021, NULL);
  (void)state;
  assert_int_equal(tthc_plan_add_unit(amended, "huyen-a", "UBND huyện A", TTHC_UNIT_SINGLE, NULL), 0);
  add_fact(district, DONE("p1", "A.1.1", "huyen-a", "2021-Q2", "2021-05-20"));
  assert_int_equal(roll_up(amended, district), 0); /* stays below, where nothing is lost */
  tthc_plan_free(amended);
  tthc_plan_free(district);
  tthc_plan_free(province);
}

static void test_bad_input(void **state) {
  tthc_plan *province = read_plan(province_json), *district = derive(province, "huyen-a", NULL);
  tthc_plan *other = derive(province, "huyen-a", NULL);
  tthc_error *err = tthc_error_new();
  (void)state;
  add_fact(district, DONE("a", "A.1.1", "huyen-a", "2021-Q2", "2021-05-20"));
  add_fact(district, RATIO("b", "huyen-a", "2021-Q2", 15, 100, ""));
  add_fact(province, RATIO("b", "huyen-a", "2021-Q2", 16, 100, ""));
  assert_int_equal(tthc_plan_roll_up(province, district, NULL, err), TTHC_E_DUPLICATE_ID);
  assert_false(check_error("same id", err, TTHC_E_DUPLICATE_ID, "/facts/1/id", 0, 0));
  assert_int_equal(tthc_plan_fact_count(province), 1); /* nothing half-applied */
  assert_int_equal(tthc_plan_roll_up(district, district, NULL, err), TTHC_E_UNKNOWN_ID);
  assert_false(check_error("no plan of ours", err, TTHC_E_UNKNOWN_ID, "/source/plan", 0, 0));
  assert_int_equal(tthc_plan_set_source(other, "tinh-2021", 0, "huyen-z", NULL), TTHC_OK);
  assert_int_equal(tthc_plan_roll_up(province, other, NULL, err), TTHC_E_UNKNOWN_ID);
  assert_false(check_error("no unit of ours", err, TTHC_E_UNKNOWN_ID, "/source/unit", 0, 0));
  assert_int_equal(tthc_plan_roll_up(province, district, "{\"all\": true}", err), TTHC_E_UNKNOWN_MEMBER);
  assert_int_equal(tthc_plan_roll_up(NULL, district, NULL, err), TTHC_E_HANDLE);
  assert_int_equal(tthc_plan_roll_up(province, NULL, NULL, err), TTHC_E_HANDLE);
  tthc_error_free(err);
  tthc_plan_free(other);
  tthc_plan_free(district);
  tthc_plan_free(province);
}

/* A sum beyond what can be counted exactly is an error, and nothing is half-applied. */
static void test_a_sum_too_large(void **state) {
  tthc_plan *province = read_plan(province_json), *district = with_communes(derive(province, "huyen-a", NULL));
  (void)state;
  add_fact(district, DONE("p1", "A.1.1", "huyen-a", "2021-Q2", "2021-05-20"));
  add_fact(district, RATIO("x-q2", "xa-x", "2021-Q2", 1, 9007199254740991, ""));
  add_fact(district, RATIO("y-q2", "xa-y", "2021-Q2", 1, 1, ""));
  assert_int_equal(tthc_plan_roll_up(province, district, NULL, NULL), TTHC_E_NUMBER);
  assert_int_equal(tthc_plan_fact_count(province), 0);
  tthc_plan_free(district);
  tthc_plan_free(province);
}

static void test_who_sent_nothing(void **state) {
  tthc_plan *province = read_plan(province_json), *district = derive(province, "huyen-a", NULL);
  tthc_error *err = tthc_error_new();
  tthc_text *json;
  (void)state;
  add_fact(district, DONE("a", "A.1.1", "huyen-a", "2021-Q2", "2021-05-20"));
  add_fact(district, RATIO("b", "huyen-a", "2021-Q2", 15, 100, ""));
  assert_int_equal(roll_up(province, district), 2);
  json = tthc_plan_senders_json(province, NULL, err);
  assert_string_equal(
    tthc_text_data(json),
    "{\n  \"format\": \"tthcplan-senders/1\",\n  \"plan\": \"tinh-2021\",\n  \"units_obliged\": 3,\n"
    "  \"units_sent\": 1,\n  \"units\": [\n"
    "    {\"unit\": \"so-noi-vu\", \"name\": \"Sở Nội vụ\", \"facts\": 0},\n"
    "    {\"unit\": \"huyen-a\", \"name\": \"UBND huyện A\", \"facts\": 2, \"last_day\": \"2021-07-01\"},\n"
    "    {\"unit\": \"huyen-b\", \"name\": \"UBND huyện B\", \"facts\": 0}\n  ]\n}\n");
  tthc_text_free(json);
  json = tthc_plan_senders_json(province, "{\"from\": \"2021-01-01\", \"to\": \"2021-05-20\"}", err);
  assert_non_null(strstr(tthc_text_data(json), "\"facts\": 1, \"last_day\": \"2021-05-20\""));
  tthc_text_free(json);
  assert_null(tthc_plan_senders_json(province, "{\"from\": \"2021-05-21\", \"to\": \"2021-05-20\"}", err));
  assert_false(check_error("span", err, TTHC_E_VALUE, "/to", 0, 0));
  assert_null(tthc_plan_senders_json(province, "{\"unit\": \"huyen-a\"}", err));
  assert_null(tthc_plan_senders_json(NULL, NULL, err));
  assert_int_equal(tthc_error_code(err), TTHC_E_HANDLE);
  tthc_error_free(err);
  tthc_plan_free(district);
  tthc_plan_free(province);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_what_comes_back),
    cmocka_unit_test(test_nothing_is_lost),
    cmocka_unit_test(test_three_levels_and_back),
    cmocka_unit_test(test_units_that_the_superior_obliges),
    cmocka_unit_test(test_own_figure_and_sum_never_both),
    cmocka_unit_test(test_figure_entered_above),
    cmocka_unit_test(test_sums_change_by_corrections),
    cmocka_unit_test(test_units_that_become_known),
    cmocka_unit_test(test_indicators_of_two_kinds),
    cmocka_unit_test(test_sums_of_values),
    cmocka_unit_test(test_keys_of_a_stricter_deadline),
    cmocka_unit_test(test_corrections_of_what_stays_below),
    cmocka_unit_test(test_a_task_withdrawn_above),
    cmocka_unit_test(test_bad_input),
    cmocka_unit_test(test_a_sum_too_large),
    cmocka_unit_test(test_who_sent_nothing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
