/*
 * Units over time: those that were merged, split, renamed or abolished, and who owes what before and after. The
 * reorganisation of Vĩnh Cửu's communes of November 2024 and July 2025 stands in tests/data/reorganisation-2025.json.
 */
#include "assess/cases.h"
#include "tthcplan/findings.h"
#include "tthcplan/successor.h"

/* --- Vĩnh Cửu ----------------------------------------------------------------------------------------------------- */

static tthc_plan *reorganised_plan(void) {
  const char *folder = getenv("TTHC_TEST_SOURCE_DIR");
  char path[1024];
  tthc_text *text;
  tthc_plan *plan;
  snprintf(path, sizeof path, "%s/tests/data/reorganisation-2025.json", folder == NULL ? "." : folder);
  text = tthc_text_from_file(path, NULL);
  assert_non_null(text);
  plan = tthc_plan_read(tthc_text_data(text), tthc_text_size(text), NULL, NULL);
  assert_non_null(plan);
  tthc_text_free(text);
  return plan;
}

/* The unit of another plan that has the id of this one's, made if need be. */
static int32_t same_unit(tthc_plan *plan, const tthc_plan *from, int32_t unit) {
  int32_t there = tthc_plan_find_unit(plan, tthc_unit_id(from, unit));
  if (there != TTHC_NONE) return there;
  there = tthc_plan_add_unit(plan, tthc_unit_id(from, unit), tthc_unit_name(from, unit), tthc_unit_kind(from, unit), NULL);
  assert_true(there >= 0);
  assert_int_equal(tthc_unit_set_level(plan, there, tthc_unit_level(from, unit), NULL), TTHC_OK);
  return there;
}

/* Enters what became of the units, as an office would do years later. */
static void reorganise(tthc_plan *plan, const tthc_plan *from) {
  int32_t i, j;
  for (i = 0; i < tthc_plan_unit_count(from); i++)
    assert_int_equal(tthc_unit_set_span(plan, same_unit(plan, from, i), tthc_unit_first_day(from, i),
                                        tthc_unit_last_day(from, i), NULL), TTHC_OK);
  for (i = 0; i < tthc_plan_unit_count(from); i++)
    for (j = 0; j < tthc_unit_successor_count(from, i); j++)
      assert_int_equal(tthc_unit_add_successor(plan, same_unit(plan, from, i),
                                               same_unit(plan, from, tthc_successor_unit(from, i, j)),
                                               tthc_successor_kind(from, i, j), tthc_successor_reference(from, i, j),
                                               NULL), j);
}

/* Reports of 2021 are what they were, byte for byte. */
static void test_the_past_stays(void **state) {
  static const char *const days[] = {"2021-01-31", "2021-02-28", "2021-03-31", "2021-04-30", "2021-05-31",
                                     "2021-06-30", "2021-07-31", "2021-08-31", "2021-09-30", "2021-10-31",
                                     "2021-11-30", "2021-12-31", "2022-01-31"};
  tthc_text *before[COUNT(days)], *after;
  tthc_plan *plan = example_plan(), *reorganised = reorganised_plan();
  tthc_assessment *a;
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(days); i++) {
    a = assess(plan, days[i], NULL);
    before[i] = assessment_text(a);
    tthc_assessment_free(a);
  }
  reorganise(plan, reorganised);
  assert_int_equal(tthc_unit_successor_count(plan, tthc_plan_find_unit(plan, "ubnd-xa-thien-tan")), 1);
  for (i = 0; i < COUNT(days); i++) {
    a = assess(plan, days[i], NULL);
    after = assessment_text(a);
    failures += check_text(days[i], tthc_text_data(after), tthc_text_data(before[i]));
    tthc_assessment_free(a);
    tthc_text_free(after);
    tthc_text_free(before[i]);
  }
  tthc_plan_free(reorganised);
  tthc_plan_free(plan);
  CHECK_NONE_FAILED(failures);
}

/* Also who should have reported figures, when the plan is looked at years later. */
static void test_the_past_seen_from_later(void **state) {
  tthc_plan *plan = example_plan(), *reorganised = reorganised_plan();
  tthc_assessment *a;
  int32_t row, expected = 0;
  (void)state;
  reorganise(plan, reorganised);
  a = assess(plan, "2026-01-31", NULL);
  row = tthc_value_find(a, "ty-le-ho-so-truc-tuyen", NULL);
  expected = tthc_value_units_expected(a, row);
  assert_int_equal(expected, 25); /* 13 divisions and 12 communes */
  assert_int_not_equal(tthc_value_find(a, "ty-le-ho-so-truc-tuyen", "ubnd-xa-hieu-liem"), TTHC_NONE);
  assert_int_equal(tthc_value_find(a, "ty-le-ho-so-truc-tuyen", "ubnd-phuong-trang-dai"), TTHC_NONE);
  tthc_assessment_free(a);
  tthc_plan_free(reorganised);
  tthc_plan_free(plan);
}

/* "1 2021-Q1: a b\n" for every task and period. */
static void put_owed(struct lines *out, const tthc_assessment *a) {
  const char *task = "", *period = "";
  int32_t i;
  out->size = 0;
  out->text[0] = '\0';
  for (i = 0; i < tthc_assignment_count(a); i++) {
    if (strcmp(task, tthc_assignment_task_id(a, i)) != 0 || strcmp(period, tthc_assignment_period(a, i)) != 0) {
      task = tthc_assignment_task_id(a, i);
      period = tthc_assignment_period(a, i);
      put_line(out, "%s%s %s:", i == 0 ? "" : "\n", task, period);
    }
    put_line(out, " %s", tthc_assignment_unit_id(a, i));
  }
}

#define OLD_COMMUNES                                                                                         \
  " ubnd-thi-tran-vinh-an ubnd-xa-phu-ly ubnd-xa-tri-an ubnd-xa-tan-an ubnd-xa-vinh-tan ubnd-xa-binh-loi"    \
  " ubnd-xa-thanh-phu ubnd-xa-thien-tan ubnd-xa-tan-binh ubnd-xa-ma-da"
#define NEW_COMMUNES " ubnd-xa-tri-an-2025 ubnd-xa-phu-ly ubnd-xa-tan-an-2025 ubnd-phuong-tan-trieu ubnd-phuong-trang-dai"
#define DIVISIONS                                                                                                  \
  " van-phong-hdnd-ubnd phong-noi-vu phong-tu-phap phong-tai-chinh-ke-hoach phong-tai-nguyen-va-moi-truong"        \
  " phong-lao-dong-thuong-binh-va-xa-hoi phong-van-hoa-thong-tin phong-giao-duc-va-dao-tao phong-y-te"             \
  " thanh-tra-huyen phong-kinh-te-va-ha-tang phong-nong-nghiep-va-phat-trien-nong-thon"                            \
  " trung-tam-van-hoa-thong-tin-the-thao"

static void test_the_year_of_the_reorganisation(void **state) {
  static const char wanted[] =
    "1 kstt:2025-Q1:" OLD_COMMUNES "\n1 kstt:2025-Q2:" OLD_COMMUNES "\n1 kstt:2025-Q3:" NEW_COMMUNES
    "\n1 kstt:2025-Q4:" NEW_COMMUNES
    "\n2 2025-Q2:" OLD_COMMUNES /* due on their last day */
    "\n3 2025-Q3:" NEW_COMMUNES
    "\n4 2025-Q1: van-phong-hdnd-ubnd\n4 2025-Q3: van-phong-hdnd-ubnd" /* abolished, and leads by itself */
    "\n5 2025-Q2: ubnd-xa-tri-an\n5 2025-Q4: ubnd-xa-tri-an-2025"      /* Hiếu Liêm, Trị An, the new Trị An */
    "\n6 2025-Q2:" DIVISIONS " ubnd-xa-phu-ly\n6 2025-Q4: cac-co-quan-don-vi ubnd-xa-phu-ly";
  static struct lines got;
  tthc_plan *plan = reorganised_plan();
  tthc_assessment *a = assess(plan, "2025-12-31", NULL);
  tthc_findings *findings = tthc_assessment_findings(a, NULL);
  int32_t i, told = 0;
  (void)state;
  put_owed(&got, a);
  assert_string_equal(got.text, wanted);
  for (i = 0; i < tthc_findings_count(findings); i++) {
    if (tthc_findings_code(findings, i) != TTHC_F_UNIT_ENDED) continue;
    assert_string_equal(tthc_findings_path(findings, i), told++ == 0 ? "/tasks/3/lead" : "/tasks/5/lead");
    assert_non_null(strstr(tthc_findings_message(findings, i, "vi"), "không có đơn vị kế thừa"));
  }
  assert_int_equal(told, 2);
  /* coverage of the indicator: those who are there on the day */
  assert_int_equal(tthc_value_units_expected(a, tthc_value_find(a, "truc-tuyen", NULL)), 5);
  tthc_findings_free(findings);
  tthc_assessment_free(a);
  a = assess(plan, "2025-06-30", NULL);
  assert_int_equal(tthc_value_units_expected(a, tthc_value_find(a, "truc-tuyen", NULL)), 10);
  tthc_assessment_free(a);
  tthc_plan_free(plan);
}

/* --- kinds of succession ------------------------------------------------------------------------------------------ */

#define ENDED(id, last, next) \
  "{'id': '" id "', 'name': '" id "', 'last_day': '" last "', 'successors': [" next "]}, "
#define GONE(id, last) "{'id': '" id "', 'name': '" id "', 'last_day': '" last "'}, "
#define UNIT(id) "{'id': '" id "', 'name': '" id "'}, "
#define FROM(id, first) "{'id': '" id "', 'name': '" id "', 'first_day': '" first "'}, "
#define TO(id, kind) "{'unit': '" id "', 'kind': '" kind "'}"
#define GROUP(id, members) "{'id': '" id "', 'name': '" id "', 'kind': 'group', 'members': [" members "]}"
#define IN(id) "{'unit': '" id "'}"

/* Two tasks, due on 31 March and 30 September 2021. */
static void test_who_takes_over(void **state) {
  static const struct {
    const char *label, *units, *leads, *before, *after;
    int told; /* how often it is told that nobody took over */
  } rows[] = {
    {"renamed", ENDED("a", "2021-06-30", TO("b", "rename")) FROM("b", "2021-07-01") GROUP("g", IN("a")), "'g'", "a", "b", 0},
    {"split in two", ENDED("a", "2021-06-30", TO("b", "split") ", " TO("c", "split")) FROM("b", "2021-07-01")
     FROM("c", "2021-07-01") GROUP("g", IN("a")), "'g'", "a", "b c", 0},
    {"two merged, and once only", ENDED("a", "2021-06-30", TO("c", "merge")) ENDED("b", "2021-06-30", TO("c", "merge"))
     UNIT("c") GROUP("g", IN("a") ", " IN("b") ", " IN("c")), "'g'", "a b c", "c", 0},
    {"a lead's work transferred", ENDED("a", "2021-06-30", TO("b", "transfer")) UNIT("b") GROUP("g", ""), "'a'", "a", "b",
     0},
    {"who leads already is not asked twice", ENDED("a", "2021-06-30", TO("b", "merge")) UNIT("b") GROUP("g", ""),
     "'b', 'a'", "b a", "b", 0},
    {"a chain", ENDED("a", "2021-04-30", TO("b", "rename")) ENDED("b", "2021-05-31", TO("c", "merge")) UNIT("c")
     GROUP("g", IN("a")), "'g'", "a", "c", 0},
    {"a chain that ends in nothing", ENDED("a", "2021-04-30", TO("b", "rename")) GONE("b", "2021-05-31") UNIT("c")
     GROUP("g", IN("a") ", " IN("c")), "'g'", "a c", "c", 0},
    {"split and merged again", ENDED("a", "2021-04-30", TO("b", "split") ", " TO("c", "split"))
     ENDED("b", "2021-05-31", TO("d", "merge")) ENDED("c", "2021-05-31", TO("d", "merge")) UNIT("d") GROUP("g", IN("a")),
     "'g'", "a", "d", 0},
    {"a successor that is still to come", ENDED("a", "2021-06-30", TO("b", "rename") ", " TO("c", "transfer"))
     FROM("b", "2021-10-01") UNIT("c") GROUP("g", IN("a")), "'g'", "a", "c", 0},
    {"a group takes over", ENDED("a", "2021-06-30", TO("h", "split")) UNIT("b") UNIT("c")
     GROUP("h", IN("b") ", " IN("c")) ", " GROUP("g", IN("a")), "'g'", "a", "b c", 0},
    {"a member abolished", GONE("a", "2021-06-30") UNIT("b") GROUP("g", IN("a") ", " IN("b")), "'g'", "a b", "b", 0},
    {"a lead abolished", GONE("a", "2021-06-30") GROUP("g", ""), "'a'", "a", "a", 1},
    {"a lead and a member abolished", GONE("a", "2021-06-30") UNIT("b") GROUP("g", IN("a") ", " IN("b")), "'g', 'a'",
     "a b", "b a", 1},
    {"a member that had left before", ENDED("a", "2021-06-30", TO("b", "merge")) UNIT("b") UNIT("c")
     GROUP("g", "{'unit': 'a', 'last_day': '2021-06-30'}, " IN("c")), "'g'", "a c", "c", 0},
    {"a member for some time longer", ENDED("a", "2021-06-30", TO("b", "merge")) UNIT("b") UNIT("c")
     GROUP("g", "{'unit': 'a', 'last_day': '2021-12-31'}, " IN("c")), "'g'", "a c", "b c", 0},
    {"a group whose members are no more", GONE("a", "2021-06-30") GROUP("g", IN("a")), "'g'", "a", "g", 1},
    {"within another group it owes nothing", GONE("a", "2021-06-30") UNIT("b") GROUP("h", IN("a")) ", "
     GROUP("g", IN("h") ", " IN("b")), "'g'", "a b", "b", 0},
    {"one successor of two groups' members", ENDED("a", "2021-06-30", TO("c", "merge"))
     ENDED("b", "2021-06-30", TO("c", "merge")) UNIT("c") GROUP("h", IN("b")) ", " GROUP("g", IN("a")), "'g', 'h'", "a b",
     "c", 0},
    {"one member of two groups", ENDED("a", "2021-06-30", TO("c", "merge")) UNIT("c") GROUP("h", IN("a")) ", "
     GROUP("g", IN("a")), "'g', 'h'", "a", "c", 0},
    {"no last day: nothing is taken over", "{'id': 'a', 'name': 'a', 'successors': [" TO("b", "transfer") "]}, " UNIT("b")
     GROUP("g", IN("a")), "'g'", "a", "a", 0},
  };
  static struct lines got;
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    char members[4096], wanted[128];
    tthc_assessment *a;
    tthc_findings *findings;
    tthc_plan *plan;
    int32_t f, told = 0;
    snprintf(members, sizeof members,
             "'units': [%s], 'tasks': [{'label': '1', 'title': 'T', 'lead': {'units': [%s]}, 'deadline': "
             "{'text': 'Quý I'}}, {'label': '2', 'title': 'T', 'lead': {'units': [%s]}, 'deadline': {'text': 'Quý III'}}]",
             rows[i].units, rows[i].leads, rows[i].leads);
    snprintf(wanted, sizeof wanted, "1 2021-Q1: %s\n2 2021-Q3: %s", rows[i].before, rows[i].after);
    plan = case_plan(members, NULL);
    a = assess(plan, "2021-12-31", NULL);
    put_owed(&got, a);
    failures += check_text(rows[i].label, got.text, wanted);
    findings = tthc_assessment_findings(a, NULL);
    for (f = 0; f < tthc_findings_count(findings); f++)
      told += tthc_findings_code(findings, f) == TTHC_F_UNIT_ENDED;
    failures += check_int(rows[i].label, told, rows[i].told);
    tthc_findings_free(findings);
    tthc_assessment_free(a);
    tthc_plan_free(plan);
  }
  CHECK_NONE_FAILED(failures);
}

/* A regular duty of an abolished lead: told once, however often it falls due. */
static void test_told_once(void **state) {
  tthc_plan *plan = case_plan("'units': [" GONE("a", "2021-01-31") UNIT("b") GROUP("g", "") "], 'tasks': [{'label': '1', "
                              "'title': 'T', 'lead': {'units': ['a', 'b']}, 'deadline': {'text': 'Hàng tháng'}}]", NULL);
  tthc_assessment *a = assess(plan, "2021-12-31", NULL);
  tthc_findings *findings = tthc_assessment_findings(a, NULL);
  int32_t i, told = 0;
  (void)state;
  assert_int_equal(tthc_assignment_count(a), 24);
  for (i = 0; i < tthc_findings_count(findings); i++)
    told += tthc_findings_code(findings, i) == TTHC_F_UNIT_ENDED;
  assert_int_equal(told, 1);
  tthc_findings_free(findings);
  tthc_assessment_free(a);
  tthc_plan_free(plan);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_the_past_stays),
    cmocka_unit_test(test_the_past_seen_from_later),
    cmocka_unit_test(test_the_year_of_the_reorganisation),
    cmocka_unit_test(test_who_takes_over),
    cmocka_unit_test(test_told_once),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
