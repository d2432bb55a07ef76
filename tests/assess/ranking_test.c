/* Rankings: points by hand for each measure, what is missing, ranks and ties, classes, blocks, order of input, schemes. */
#include "assess/cases.h"
#include "tthcplan/ranking.h"

#define ONCE(label) \
  "{'label': '" label "', 'title': 'T', 'lead': {'units': ['g']}, 'deadline': {'clauses': [{'kind': 'once', 'due': " \
  "'2021-06-30', 'key': '2021-06'}]}}"
#define UNIT(id) "{'id': '" id "', 'name': '" id "', 'level': 'commune'}"
/* As of AS_OF six of a commune's eight assignments have fallen due: four of June and two reports. */
#define PLAN \
  "'units': [" UNIT("d") ", " UNIT("a") ", " UNIT("b") ", " UNIT( \
    "c") ", {'id': 'e', 'name': 'E', 'level': 'x'}, " \
         "{'id': 'old', 'name': 'O', 'level': 'commune', 'last_day': '2020-12-31'}, {'id': 'g', 'name': 'G', 'kind': " \
         "'group', 'members': [{'unit': 'a'}, {'unit': 'b'}, {'unit': 'c'}, {'unit': 'd'}]}], 'tasks': [" ONCE( \
           "1") ", " ONCE("2") ", " ONCE("3") ", " ONCE("4") ", {'label': '5', 'title': 'T', 'lead': {'units': " \
                                                             "['g']}, 'deadline': " \
                                                             "{'clauses': [{'kind': 'ongoing'}]}}], 'indicators': " \
                                                             "[" INDICATORS "]"
#define INDICATORS \
  "{'id': 'i', 'title': 'I', 'kind': 'ratio', 'series': 'per-period', 'task': '1', 'targets': [{'comparator': '>=', " \
  "'amount': 20}]}, {'id': 'j', 'title': 'J', 'kind': 'value', 'series': 'cumulative', 'targets': [{'comparator': " \
  "'<=', 'amount': 10, 'unit': 'a'}, {'comparator': 'range', 'amount': 10, 'high': 20, 'unit': 'b'}, " \
  "{'comparator': '=', 'amount': 8, 'unit': 'c'}]}"
#define AS_OF "2021-07-31"

#define SAID(kind, task, unit, period, day, more) \
  "{'kind': '" kind "', 'task': '" task "', 'unit': '" unit "', 'period': '" period "', 'day': '" day "'" more "}"
#define DONE(task, unit, day) SAID("progress", task, unit, "2021-06", day, ", 'state': 'done'")
#define SENT(unit, period, day) SAID("progress", "5", unit, period, day, ", 'state': 'done'")
#define RATIO(unit, n, d) \
  "{'kind': 'measurement', 'indicator': 'i', 'unit': '" unit "', 'period': '2021-Q1', 'numerator': " #n \
  ", 'denominator': " #d ", 'day': '2021-04-01'}"
#define AMOUNT(unit, amount) \
  "{'kind': 'measurement', 'indicator': 'j', 'unit': '" unit "', 'period': '2021-Q1', 'amount': " #amount \
  ", 'day': '2021-04-01'}"
#define NEXT ", "

#define SCHEME(criteria, more) \
  "{'format': 'tthcplan-rating/1', 'id': 's', 'name': 'S', 'version': '1', 'criteria': [" criteria "], " \
  "'classes': [{'id': 'high', 'name': 'Cao', 'from': 90}, {'id': 'low', 'name': 'Thấp', 'from': 0}]" more "}"
#define CRITERION(id, points, measure, more) \
  "{'id': '" id "', 'name': 'N " id "', 'points': " #points ", 'measure': '" measure "'" more "}"

static tthc_ranking *rank_plan(const tthc_plan *plan, const char *as_of, const char *scheme, const char *options) {
  static char texts[2][CASE_MAX];
  tthc_assessment *a = assess(plan, as_of, NULL);
  tthc_error *err = tthc_error_new();
  tthc_ranking *ranking;
  snprintf(texts[0], CASE_MAX, "%s", scheme == NULL ? "" : scheme);
  snprintf(texts[1], CASE_MAX, "%s", options == NULL ? "{}" : options);
  quote(texts[0]);
  quote(texts[1]);
  ranking = tthc_ranking_new(plan, a, scheme == NULL ? NULL : texts[0], -1, texts[1], err);
  if (ranking == NULL) print_error("%s at %s\n", tthc_error_message(err, "en"), check_show(tthc_error_path(err)));
  assert_non_null(ranking);
  tthc_error_free(err);
  tthc_assessment_free(a);
  return ranking;
}

static tthc_ranking *rank_case(const char *facts, const char *scheme, const char *options) {
  tthc_plan *plan = case_plan(PLAN, facts);
  tthc_ranking *ranking = rank_plan(plan, AS_OF, scheme, options);
  tthc_plan_free(plan); /* a result outlives its plan */
  return ranking;
}

/* --- measures ----------------------------------------------------------------------------------------------------- */

struct measure_case {
  const char *label, *scheme, *facts, *unit, *vi, *en;
};

static int check_measures(const struct measure_case *cases, size_t count) {
  int failures = 0;
  size_t i;
  for (i = 0; i < count; i++) {
    tthc_ranking *ranking = rank_case(cases[i].facts, cases[i].scheme, NULL);
    const int32_t row = tthc_ranking_find_unit(ranking, cases[i].unit);
    failures += check_text(cases[i].label, tthc_ranking_explanation(ranking, row, 0, NULL), cases[i].vi);
    failures += check_text(cases[i].label, tthc_ranking_explanation(ranking, row, 0, "en"), cases[i].en);
    tthc_ranking_free(ranking);
  }
  return failures;
}

#define WORK \
  DONE("1", "a", "2021-06-30") \
  NEXT DONE("2", "a", "2021-07-05") NEXT SENT("a", "kstt:2021-Q1", "2021-03-16") \
    NEXT SAID("return", "2", "a", "2021-06", "2021-07-10", "") NEXT DONE("2", "a", "2021-07-12")
/* Of a: 1 and a report on time, 2 late by 12 days (8 of work) after a return, 3 and 4 overdue by 31, a report by 45. */

static void test_measures_of_work(void **state) {
  static const struct measure_case cases[] = {
    {"on time", SCHEME(CRITERION("k", 40, "on-time-share", ""), ""), WORK, "a",
     "13,33/40: 2 trên 6 phần việc đến hạn đã hoàn thành đúng hạn",
     "13.33/40: 2 of 6 assignments fallen due were done on time"},
    {"done", SCHEME(CRITERION("k", 20, "done-share", ", 'decimals': 1"), ""), WORK, "a",
     "10,0/20: 3 trên 6 phần việc đến hạn đã hoàn thành", "10.0/20: 3 of 6 assignments fallen due are done"},
    {"reports", SCHEME(CRITERION("k", 7.5, "reports-on-time-share", ", 'decimals': 0"), ""), WORK, "a",
     "4/7,5: 1 trên 2 báo cáo đến hạn đã gửi đúng hạn", "4/7.5: 1 of 2 reports fallen due came in on time"},
    {"never more than it has", SCHEME(CRITERION("k", 7.5, "reports-on-time-share", ", 'decimals': 0"), ""),
     WORK NEXT SENT("a", "kstt:2021-Q2", "2021-06-16"), "a", "7,5/7,5: 2 trên 2 báo cáo đến hạn đã gửi đúng hạn",
     "7.5/7.5: 2 of 2 reports fallen due came in on time"},
    {"nothing off, never more than it has", SCHEME(CRITERION("k", 2.5, "returned-deduction", ", 'per': 1, 'decimals': 0"), ""),
     DONE("1", "a", "2021-06-30"), "a", "2,5/2,5: 0 trên 1 phần việc đã gửi bị trả lại; trừ 1 điểm mỗi phần việc",
     "2.5/2.5: 0 of 1 assignments handed in were sent back; 1 points off each"},
    {"overdue", SCHEME(CRITERION("k", 10, "overdue-deduction", ", 'per': 0.5"), ""), WORK, "a",
     "8,50/10: 3 trên 6 phần việc đến hạn còn quá hạn; trừ 0,5 điểm mỗi phần việc",
     "8.50/10: 3 of 6 assignments fallen due are overdue; 0.5 points off each"},
    {"late days, all of them", SCHEME(CRITERION("k", 100, "late-days-deduction", ", 'per': 0.01"), ""), WORK, "a",
     "98,81/100: chậm tổng cộng 119 ngày trên 6 phần việc đến hạn; trừ 0,01 điểm mỗi ngày",
     "98.81/100: 119 days late in all over 6 assignments fallen due; 0.01 points off a day"},
    {"late days of work, up to a cap",
     SCHEME(CRITERION("k", 10, "late-days-deduction", ", 'per': 1, 'cap': 6, 'days': 'working'"), ""), WORK, "a",
     "4,00/10: chậm tổng cộng 84 ngày làm việc trên 6 phần việc đến hạn; trừ 1 điểm mỗi ngày, tối đa 6 điểm",
     "4.00/10: 84 working days late in all over 6 assignments fallen due; 1 points off a day, at most 6"},
    {"returned", SCHEME(CRITERION("k", 5, "returned-deduction", ", 'per': 2"), ""), WORK, "a",
     "3,00/5: 1 trên 3 phần việc đã gửi bị trả lại; trừ 2 điểm mỗi phần việc",
     "3.00/5: 1 of 3 assignments handed in were sent back; 2 points off each"},
    {"unexplained", SCHEME(CRITERION("k", 10, "unexplained-deduction", ", 'per': 1"), ""),
     WORK NEXT SAID("explanation", "3", "a", "2021-06", "2021-07-10", ", 'note': 'N'"), "a",
     "7,00/10: 3 trên 6 phần việc đến hạn bị chậm mà chưa giải trình; trừ 1 điểm mỗi phần việc",
     "7.00/10: 3 of 6 assignments fallen due are late without an explanation; 1 points off each"},
    {"explained too late to be known", SCHEME(CRITERION("k", 10, "unexplained-deduction", ", 'per': 1"), ""),
     WORK NEXT SAID("explanation", "3", "a", "2021-06", "2021-08-10", ", 'note': 'N'"), "a",
     "6,00/10: 4 trên 6 phần việc đến hạn bị chậm mà chưa giải trình; trừ 1 điểm mỗi phần việc",
     "6.00/10: 4 of 6 assignments fallen due are late without an explanation; 1 points off each"},
    {"cancelled work is left out", SCHEME(CRITERION("k", 40, "on-time-share", ""), ""),
     WORK NEXT SAID("progress", "3", "a", "2021-06", "2021-07-01", ", 'state': 'cancelled'"), "a",
     "16,00/40: 2 trên 5 phần việc đến hạn đã hoàn thành đúng hạn",
     "16.00/40: 2 of 5 assignments fallen due were done on time"},
    {"half up", SCHEME(CRITERION("k", 0.03, "on-time-share", ""), ""), WORK NEXT DONE("3", "a", "2021-06-30"), "a",
     "0,02/0,03: 3 trên 6 phần việc đến hạn đã hoàn thành đúng hạn",
     "0.02/0.03: 3 of 6 assignments fallen due were done on time"}};
  (void)state;
  CHECK_NONE_FAILED(check_measures(cases, COUNT(cases)));
}

#define ACHIEVED(more) SCHEME(CRITERION("k", 20, "indicator-achievement", more), "")
#define MET(more) SCHEME(CRITERION("k", 20, "indicators-met-share", more), "")
#define A_TENTH RATIO("a", 1, 10)

static void test_measures_of_indicators(void **state) {
  static const struct measure_case cases[] = {
    {"half of one, four fifths of another", ACHIEVED(""), A_TENTH NEXT AMOUNT("a", 12.5), "a",
     "13,00/20: mức đạt bình quân 65,00% trên 2 chỉ tiêu",
     "13.00/20: 65.00% of the target on average over 2 indicators"},
    {"met is full, and no more", ACHIEVED(", 'indicator': 'i'"), RATIO("a", 10, 10), "a",
     "20,00/20: mức đạt bình quân 100,00% trên 1 chỉ tiêu",
     "20.00/20: 100.00% of the target on average over 1 indicators"},
    {"a range from below", ACHIEVED(", 'indicator': 'j'"), AMOUNT("b", 7.5), "b",
     "15,00/20: mức đạt bình quân 75,00% trên 1 chỉ tiêu",
     "15.00/20: 75.00% of the target on average over 1 indicators"},
    {"a range from above", ACHIEVED(", 'indicator': 'j'"), AMOUNT("b", 40), "b",
     "10,00/20: mức đạt bình quân 50,00% trên 1 chỉ tiêu",
     "10.00/20: 50.00% of the target on average over 1 indicators"},
    {"an exact target from above", ACHIEVED(", 'indicator': 'j'"), AMOUNT("c", 10), "c",
     "16,00/20: mức đạt bình quân 80,00% trên 1 chỉ tiêu",
     "16.00/20: 80.00% of the target on average over 1 indicators"},
    {"an exact target from below", ACHIEVED(", 'indicator': 'j'"), AMOUNT("c", -1), "c",
     "0,00/20: mức đạt bình quân 0,00% trên 1 chỉ tiêu", "0.00/20: 0.00% of the target on average over 1 indicators"},
    {"a third is cut off", ACHIEVED(", 'indicator': 'i', 'decimals': 4"), RATIO("a", 1, 15), "a",
     "6,6667/20: mức đạt bình quân 33,33% trên 1 chỉ tiêu",
     "6.6667/20: 33.33% of the target on average over 1 indicators"},
    {"met", MET(""), A_TENTH NEXT AMOUNT("a", 10), "a", "10,00/20: 1 trên 2 chỉ tiêu đạt",
     "10.00/20: 1 of 2 indicators are met"},
    {"silence, left out", MET(""), NULL, "a", "không tính: chưa có số liệu của 1 chỉ tiêu",
     "left out: no figures of 1 indicators"},
    {"silence beside a figure, left out", MET(""), AMOUNT("a", 10), "a",
     "20,00/20: 1 trên 1 chỉ tiêu đạt; chưa có số liệu của 1 chỉ tiêu",
     "20.00/20: 1 of 1 indicators are met; no figures of 1 indicators"},
    {"silence is zero", MET(", 'missing': 'zero'"), AMOUNT("a", 10), "a",
     "10,00/20: 1 trên 2 chỉ tiêu đạt; chưa có số liệu của 1 chỉ tiêu",
     "10.00/20: 1 of 2 indicators are met; no figures of 1 indicators"},
    {"silence is not ranked", MET(", 'missing': 'not-ranked'"), AMOUNT("a", 10), "a",
     "thiếu: 1 trên 1 chỉ tiêu đạt; chưa có số liệu của 1 chỉ tiêu",
     "missing: 1 of 1 indicators are met; no figures of 1 indicators"},
    {"what did not occur is no silence", ACHIEVED(", 'missing': 'zero'"), RATIO("a", 0, 0), "a",
     "không tính: không có chỉ tiêu nào để tính", "left out: there is no indicator to judge by"},
    {"nobody asked for it", ACHIEVED(", 'missing': 'not-ranked', 'indicator': 'j'"), NULL, "a",
     "không tính: không có chỉ tiêu nào để tính", "left out: there is no indicator to judge by"},
    {"no target", ACHIEVED(", 'missing': 'zero', 'indicator': 'j'"), AMOUNT("d", 4), "d",
     "không tính: không có chỉ tiêu nào để tính", "left out: there is no indicator to judge by"}};
  (void)state;
  CHECK_NONE_FAILED(check_measures(cases, COUNT(cases)));
}

/* --- ranks -------------------------------------------------------------------------------------------------------- */

/* "1 b 92.50 high; - e (too-few-due); " */
static void put_rows(struct lines *out, const tthc_ranking *ranking) {
  const char *block = NULL;
  int32_t row;
  out->size = 0;
  out->text[0] = '\0';
  for (row = 0; row < tthc_ranking_count(ranking); row++) {
    const char *now = tthc_ranking_block_id(ranking, row);
    if (!check_same(block, now)) put_line(out, "[%s] ", now);
    block = now;
    if (tthc_ranking_rank(ranking, row) == 0)
      put_line(out, "- %s (%s); ", tthc_ranking_unit_id(ranking, row),
               tthc_unranked_word(tthc_ranking_reason(ranking, row)));
    else
      put_line(out, "%d %s %s %s; ", (int)tthc_ranking_rank(ranking, row), tthc_ranking_unit_id(ranking, row),
               tthc_ranking_total(ranking, row, "en"), check_show(tthc_ranking_class_id(ranking, row)));
  }
}

struct rank_case {
  const char *label, *scheme, *facts, *scores, *wanted;
};

static int check_ranks(const struct rank_case *cases, size_t count) {
  int failures = 0;
  size_t i;
  for (i = 0; i < count; i++) {
    static struct lines got;
    tthc_ranking *ranking = rank_case(cases[i].facts, cases[i].scheme, cases[i].scores);
    put_rows(&got, ranking);
    failures += check_text(cases[i].label, got.text, cases[i].wanted);
    tthc_ranking_free(ranking);
  }
  return failures;
}

#define GIVEN(unit, criterion, points) "{'unit': '" unit "', 'criterion': '" criterion "', 'points': " #points "}"
#define TWO CRITERION("x", 50, "manual", "") NEXT CRITERION("y", 50, "manual", "")
#define BOTH(unit, x, y) GIVEN(unit, "x", x) NEXT GIVEN(unit, "y", y)
#define COMMUNES ", 'blocks': [{'id': 'k', 'name': 'K', 'levels': ['commune']}]"

static void test_ranks_and_ties(void **state) {
  static const struct rank_case cases[] = {
    {"1, 2, 2, 4, equal ones in the order of the plan", SCHEME(TWO, COMMUNES), NULL,
     "{'scores': [" BOTH("a", 40, 40) NEXT BOTH("b", 50, 45) NEXT BOTH("c", 30, 12.5) NEXT BOTH("d", 30, 50) "]}",
     "[k] 1 b 95.00 high; 2 d 80.00 low; 2 a 80.00 low; 4 c 42.50 low; "},
    {"a tie that a criterion breaks", SCHEME(TWO, COMMUNES ", 'ties': ['x']"), NULL,
     "{'scores': [" BOTH("a", 40, 40) NEXT BOTH("b", 50, 45) NEXT BOTH("c", 30, 12.5) NEXT BOTH("d", 30, 50) "]}",
     "[k] 1 b 95.00 high; 2 a 80.00 low; 3 d 80.00 low; 4 c 42.50 low; "},
    {"a tie that the second one breaks",
     SCHEME(TWO NEXT CRITERION("z", 10, "on-time-share", ""), COMMUNES ", 'ties': ['z', 'y']"), NULL,
     "{'scores': [" BOTH("a", 40, 40) NEXT BOTH("b", 41, 39) NEXT BOTH("c", 40, 40) NEXT BOTH("d", 39, 41) "]}",
     "[k] 1 d 80.00 low; 2 a 80.00 low; 2 c 80.00 low; 4 b 80.00 low; "},
    {"all equal", SCHEME(TWO, COMMUNES), NULL,
     "{'scores': [" BOTH("a", 1, 1) NEXT BOTH("b", 1, 1) NEXT BOTH("c", 1, 1) NEXT BOTH("d", 1, 1) "]}",
     "[k] 1 d 2.00 low; 1 a 2.00 low; 1 b 2.00 low; 1 c 2.00 low; "},
    {"a bound is in the class; what is left out weighs on the rest", SCHEME(TWO, COMMUNES), NULL,
     "{'scores': [" GIVEN("a", "x", 45) NEXT GIVEN("b", "x", 44.99) NEXT GIVEN("c", "y", 15) "]}",
     "[k] 1 a 90.00 high; 2 b 89.98 low; 3 c 30.00 low; - d (nothing-to-judge); "},
    {"one that is left out loses the tie", SCHEME(TWO, COMMUNES ", 'ties': ['x']"), NULL,
     "{'scores': [" BOTH("a", 40, 40) NEXT GIVEN("d", "y", 40) NEXT GIVEN("b", "x", 40) "]}",
     "[k] 1 a 80.00 low; 1 b 80.00 low; 3 d 80.00 low; - c (nothing-to-judge); "},
    {"missing is zero", SCHEME(TWO, COMMUNES ", 'missing': 'zero'"), NULL, "{'scores': [" GIVEN("a", "x", 45) "]}",
     "[k] 1 a 45.00 low; 2 d 0.00 low; 2 b 0.00 low; 2 c 0.00 low; "},
    {"missing is not ranked, but where the criterion says so",
     SCHEME(CRITERION("x", 50, "manual", ", 'missing': 'zero'") NEXT CRITERION("y", 50, "manual", ""),
            COMMUNES ", 'missing': 'not-ranked'"),
     NULL, "{'scores': [" GIVEN("a", "x", 45) NEXT GIVEN("b", "y", 45) "]}",
     "[k] 1 b 45.00 low; - d (score-missing); - a (score-missing); - c (score-missing); "},
    {"below all classes, with one decimal",
     "{'format': 'tthcplan-rating/1', 'id': 's', 'name': 'S', 'version': '1', 'criteria': [" CRITERION(
       "x", 50, "manual", ", 'decimals': 1") "], 'classes': []" COMMUNES "}",
     NULL, "{'scores': [" GIVEN("a", "x", 0.05) "]}",
     "[k] 1 a 0.1 (NULL); - d (nothing-to-judge); - b (nothing-to-judge); - c (nothing-to-judge); "}};
  (void)state;
  CHECK_NONE_FAILED(check_ranks(cases, COUNT(cases)));
}

#define DUE SCHEME(CRITERION("k", 40, "on-time-share", ""), "")
#define DUE_IN(blocks, more) SCHEME(CRITERION("k", 40, "on-time-share", ""), ", 'blocks': [" blocks "]" more)

static void test_blocks(void **state) {
  static const struct rank_case cases[] = {
    {"no blocks: all together; who owes nothing, and not the one that is gone", DUE, WORK, NULL,
     "[all] 1 a 13.33 low; 2 d 0.00 low; 2 b 0.00 low; 2 c 0.00 low; - e (owes-nothing); "},
    {"levels, units and the rest",
     DUE_IN("{'id': 'r', 'name': 'R'}, {'id': 'l', 'name': 'L', 'levels': ['x', 'district']}", ""), WORK, NULL,
     "[r] 1 a 13.33 low; 2 d 0.00 low; 2 b 0.00 low; 2 c 0.00 low; [l] - e (owes-nothing); "},
    {"units that are listed have a row",
     DUE_IN("{'id': 'u', 'name': 'U', 'units': ['old', 'c']}, {'id': 'v', 'name': 'V', "
            "'units': ['a']}",
            ""),
     WORK, NULL, "[u] 1 c 0.00 low; - old (owes-nothing); [v] 1 a 13.33 low; "},
    {"too few have fallen due", DUE_IN("{'id': 'u', 'name': 'U', 'units': ['a', 'b']}", ", 'min_due': 6"),
     SAID("progress", "3", "a", "2021-06", "2021-07-01", ", 'state': 'cancelled'"), NULL,
     "[u] 1 b 0.00 low; - a (too-few-due); "},
    {"a level without units", DUE_IN("{'id': 'l', 'name': 'L', 'levels': ['province']}", ""), WORK, NULL, ""}};
  (void)state;
  CHECK_NONE_FAILED(check_ranks(cases, COUNT(cases)));
}

static void test_reasons(void **state) {
  tthc_ranking *ranking =
    rank_case(NULL, SCHEME(TWO, ", 'missing': 'not-ranked', 'min_due': 6"), "{'scores': [" BOTH("a", 1, 1) "]}");
  const int32_t e = tthc_ranking_find_unit(ranking, "e"), b = tthc_ranking_find_unit(ranking, "b");
  (void)state;
  assert_string_equal(tthc_ranking_reason_text(ranking, e, "vi"),
                      "không được giao phần việc nào và không có số liệu chỉ tiêu");
  assert_string_equal(tthc_ranking_reason_text(ranking, e, "en"),
                      "no work was given to it, and it reported no figures");
  assert_string_equal(tthc_ranking_reason_text(ranking, b, "vi"), "thiếu tiêu chí: N x");
  assert_string_equal(tthc_ranking_reason_text(ranking, b, "en"), "a criterion is missing: N x");
  assert_int_equal(tthc_ranking_points(ranking, b), TTHC_NO_NUMBER);
  assert_null(tthc_ranking_total(ranking, b, NULL));
  assert_null(tthc_ranking_class_name(ranking, b));
  tthc_ranking_free(ranking);
  ranking = rank_case(NULL, SCHEME(TWO, ", 'min_due': 7"), NULL);
  assert_string_equal(tthc_ranking_reason_text(ranking, 0, "vi"), "mới có 6 phần việc đến hạn, cần ít nhất 7");
  assert_string_equal(tthc_ranking_reason_text(ranking, 0, "en"),
                      "6 assignments have fallen due, at least 7 are needed");
  tthc_ranking_free(ranking);
  ranking = rank_case(NULL, SCHEME(TWO, ""), NULL);
  assert_string_equal(tthc_ranking_reason_text(ranking, 0, "vi"), "không có tiêu chí nào tính được");
  assert_string_equal(tthc_ranking_reason_text(ranking, 0, "en"), "no criterion could be judged");
  assert_string_equal(tthc_ranking_explanation(ranking, 0, 1, "vi"), "không tính: chưa được chấm điểm");
  tthc_ranking_free(ranking);
}

/* --- the example, and the rows' other getters --------------------------------------------------------------------- */

static void test_getters(void **state) {
  tthc_plan *plan = example_plan();
  tthc_ranking *ranking = rank_plan(plan, "2021-07-15", NULL, NULL);
  int32_t ranks[30], row, i;
  (void)state;
  tthc_plan_free(plan);
  assert_int_equal(tthc_ranking_as_of(ranking), day_of("2021-07-15"));
  assert_int_equal(tthc_ranking_known_at(ranking), TTHC_NO_NUMBER);
  assert_string_equal(tthc_ranking_plan_id(ranking), "vinh-cuu-2021");
  assert_string_equal(tthc_ranking_subject(ranking), "Kiểm soát thủ tục hành chính huyện Vĩnh Cửu năm 2021");
  assert_string_equal(tthc_ranking_scheme_id(ranking), "kstt");
  assert_string_equal(tthc_ranking_scheme_version(ranking), "1");
  assert_non_null(strstr(tthc_ranking_scheme_basis(ranking), "766/QĐ-TTg"));
  assert_non_null(strstr(tthc_ranking_scheme_name(ranking), "Xếp hạng"));
  assert_int_equal(tthc_ranking_criterion_count(ranking), 4);
  assert_int_equal(tthc_ranking_find_criterion(ranking, "reports"), 2);
  assert_int_equal(tthc_ranking_find_criterion(ranking, "none"), TTHC_NONE);
  assert_string_equal(tthc_ranking_criterion_id(ranking, 3), "indicators");
  assert_string_equal(tthc_ranking_criterion_name(ranking, 2), "Báo cáo đúng hạn");
  assert_string_equal(tthc_ranking_criterion_measure(ranking, 2), "reports-on-time-share");
  assert_int_equal(tthc_ranking_criterion_points(ranking, 0), 400000);
  assert_int_equal(tthc_ranking_count(ranking), 25);
  row = tthc_ranking_find_unit(ranking, "ubnd-thi-tran-vinh-an");
  assert_int_equal(row, 0);
  assert_string_equal(tthc_ranking_unit_name(ranking, row), "UBND thị trấn Vĩnh An");
  assert_string_equal(tthc_ranking_block_name(ranking, row), "UBND cấp xã");
  assert_string_equal(tthc_ranking_total(ranking, row, "vi"), "98,95");
  assert_int_equal(tthc_ranking_points(ranking, row), 989500);
  assert_int_equal(tthc_ranking_attainable(ranking, row), 1000000);
  assert_string_equal(tthc_ranking_class_name(ranking, row), "Xuất sắc");
  assert_int_equal(tthc_ranking_score(ranking, row, 0), 389500);
  assert_string_equal(tthc_ranking_score_text(ranking, row, 0, "vi"), "38,95");
  assert_int_equal(tthc_ranking_score_numerator(ranking, row, 0), 37);
  assert_int_equal(tthc_ranking_score_denominator(ranking, row, 0), 38);
  assert_int_equal(tthc_ranking_ranks(ranking, ranks, 30), 25);
  for (i = 0; i < 25; i++) assert_int_equal(ranks[i], tthc_ranking_rank(ranking, i));
  assert_int_equal(tthc_ranking_ranks(ranking, NULL, 1), TTHC_E_ARGUMENT);
  assert_int_equal(tthc_ranking_ranks(NULL, ranks, 1), TTHC_E_HANDLE);
  tthc_ranking_free(ranking);
}

static void test_wrong_rows(void **state) {
  tthc_ranking *ranking = rank_case(NULL, SCHEME(TWO, ""), NULL);
  const int32_t wrong[] = {-1, tthc_ranking_count(ranking), INT32_MAX};
  size_t i;
  (void)state;
  for (i = 0; i <= COUNT(wrong); i++) {
    const tthc_ranking *handle = i == COUNT(wrong) ? NULL : ranking;
    const int32_t row = i == COUNT(wrong) ? 0 : wrong[i];
    assert_null(tthc_ranking_block_id(handle, row));
    assert_null(tthc_ranking_block_name(handle, row));
    assert_int_equal(tthc_ranking_rank(handle, row), 0);
    assert_null(tthc_ranking_unit_id(handle, row));
    assert_null(tthc_ranking_unit_name(handle, row));
    assert_int_equal(tthc_ranking_points(handle, row), TTHC_NO_NUMBER);
    assert_int_equal(tthc_ranking_attainable(handle, row), TTHC_NO_NUMBER);
    assert_null(tthc_ranking_total(handle, row, NULL));
    assert_null(tthc_ranking_class_id(handle, row));
    assert_int_equal(tthc_ranking_reason(handle, row), 0);
    assert_null(tthc_ranking_reason_text(handle, row, NULL));
    assert_int_equal(tthc_ranking_score(handle, row, 0), TTHC_NO_NUMBER);
    assert_int_equal(tthc_ranking_score(handle, 0, row - (handle == NULL)), TTHC_NO_NUMBER);
    assert_null(tthc_ranking_score_text(handle, row, 0, NULL));
    assert_int_equal(tthc_ranking_score_numerator(handle, row, 0), TTHC_NO_NUMBER);
    assert_int_equal(tthc_ranking_score_denominator(handle, row, 0), TTHC_NO_NUMBER);
    assert_null(tthc_ranking_explanation(handle, row, 0, NULL));
    assert_null(tthc_ranking_criterion_id(handle, row));
    assert_null(tthc_ranking_criterion_name(handle, row));
    assert_null(tthc_ranking_criterion_measure(handle, row));
    assert_int_equal(tthc_ranking_criterion_points(handle, row), TTHC_NO_NUMBER);
  }
  assert_int_equal(tthc_ranking_count(NULL), 0);
  assert_int_equal(tthc_ranking_criterion_count(NULL), 0);
  assert_int_equal(tthc_ranking_find_unit(NULL, "a"), TTHC_NONE);
  assert_int_equal(tthc_ranking_as_of(NULL), TTHC_NO_DAY);
  assert_int_equal(tthc_ranking_known_at(NULL), TTHC_NO_NUMBER);
  assert_null(tthc_ranking_plan_id(NULL));
  assert_null(tthc_ranking_subject(NULL));
  assert_null(tthc_ranking_scheme_id(NULL));
  assert_null(tthc_ranking_scheme_name(NULL));
  assert_null(tthc_ranking_scheme_version(NULL));
  assert_null(tthc_ranking_scheme_basis(NULL));
  assert_null(tthc_ranking_json(NULL, NULL, NULL));
  assert_null(tthc_ranking_text(NULL, NULL, NULL));
  assert_null(tthc_unranked_word(0));
  assert_null(tthc_unranked_word(5));
  tthc_ranking_free(ranking);
  tthc_ranking_free(NULL);
}

static void test_wrong_arguments(void **state) {
  tthc_plan *plan = case_plan(PLAN, NULL), *other = example_plan(), *smaller = case_plan("'tasks': []", NULL);
  tthc_assessment *a = assess(plan, AS_OF, NULL);
  tthc_error *err = tthc_error_new();
  (void)state;
  assert_null(tthc_ranking_new(NULL, a, NULL, -1, NULL, err));
  assert_int_equal(tthc_error_code(err), TTHC_E_HANDLE);
  assert_null(tthc_ranking_new(plan, NULL, NULL, -1, NULL, err));
  assert_int_equal(tthc_error_code(err), TTHC_E_HANDLE);
  assert_null(tthc_ranking_new(other, a, NULL, -1, NULL, err));
  CHECK_NONE_FAILED(check_error("another plan", err, TTHC_E_ARGUMENT, "/assessment", 0, 0));
  assert_null(tthc_ranking_new(smaller, a, NULL, -1, NULL, err));
  CHECK_NONE_FAILED(check_error("a plan of the same id", err, TTHC_E_ARGUMENT, "/assessment", 0, 0));
  assert_null(tthc_ranking_new(plan, a, NULL, -1, "{\"score\": []}", err));
  CHECK_NONE_FAILED(check_error("an option", err, TTHC_E_UNKNOWN_MEMBER, "/score", 1, 11));
  tthc_error_free(err);
  tthc_assessment_free(a);
  tthc_plan_free(smaller);
  tthc_plan_free(other);
  tthc_plan_free(plan);
}

/* --- texts -------------------------------------------------------------------------------------------------------- */

static void test_text(void **state) {
  tthc_ranking *ranking =
    rank_case(WORK, SCHEME(CRITERION("k", 40, "on-time-share", "") NEXT CRITERION("m", 2.5, "manual", ""), ""),
              "{'scores': [" GIVEN("a", "m", 2) "]}");
  tthc_text *vi = tthc_ranking_text(ranking, NULL, NULL), *en = tthc_ranking_text(ranking, "en", NULL);
  (void)state;
  assert_string_equal(tthc_text_data(vi),
                      "S\nKế hoạch: p\nSố liệu đến ngày 31/07/2021; thang điểm s, bản 1\n(1) N k: tối đa 40 điểm\n"
                      "(2) N m: tối đa 2,5 điểm\n\nCác cơ quan, đơn vị\n"
                      " Hạng  Đơn vị      Tổng  Xếp loại       (1)       (2)\n"
                      "    1  a          15,33  Thấp         13,33      2,00\n"
                      "    2  d           0,00  Thấp          0,00         —\n"
                      "    2  b           0,00  Thấp          0,00         —\n"
                      "    2  c           0,00  Thấp          0,00         —\n"
                      "    —  E       chưa xếp hạng: không được giao phần việc nào và không có số liệu chỉ tiêu\n");
  assert_non_null(strstr(tthc_text_data(en), "As of 2021-07-31; scheme s, version 1\n(1) N k: at most 40 points\n"));
  assert_non_null(strstr(tthc_text_data(en), "    1  a        15.33  Thấp      13.33      2.00\n"));
  assert_non_null(strstr(tthc_text_data(en), "not ranked: no work was given to it"));
  tthc_text_free(vi);
  tthc_text_free(en);
  tthc_ranking_free(ranking);
}

static void test_json(void **state) {
  tthc_plan *plan = case_plan(PLAN, WORK);
  tthc_assessment *a = assess(plan, AS_OF, "{'known_at': 7}");
  char scheme[] = SCHEME(CRITERION("k", 40, "on-time-share", ""),
                         ", 'basis': 'B', 'blocks': [{'id': 'u', 'name': 'U', 'units': ['a', 'e']}]");
  tthc_ranking *ranking;
  tthc_text *json;
  (void)state;
  quote(scheme);
  ranking = tthc_ranking_new(plan, a, scheme, -1, NULL, NULL);
  assert_int_equal(tthc_ranking_known_at(ranking), 7);
  json = tthc_ranking_json(ranking, "en", NULL);
  assert_string_equal(
    tthc_text_data(json),
    "{\n  \"format\": \"tthcplan-ranking/1\",\n  \"plan\": \"p\",\n  \"as_of\": \"2021-07-31\",\n  \"known_at\": 7,\n"
    "  \"scheme\": {\"id\": \"s\", \"name\": \"S\", \"version\": \"1\", \"basis\": \"B\", \"points\": \"40\"},\n"
    "  \"criteria\": [\n    {\"id\": \"k\", \"name\": \"N k\", \"measure\": \"on-time-share\", \"points\": \"40\"}\n  "
    "],\n"
    "  \"blocks\": [\n    {\"id\": \"u\", \"name\": \"U\"}\n  ],\n  \"rows\": [\n"
    "    {\"block\": \"u\", \"rank\": 1, \"unit\": \"a\", \"name\": \"a\", \"total\": \"13.33\", \"points\": "
    "\"13.33\", "
    "\"attainable\": \"40\", \"class\": \"low\", \"class_name\": \"Thấp\", \"scores\": [{\"criterion\": \"k\", "
    "\"points\": "
    "\"13.33\", \"numerator\": 2, \"denominator\": 6, \"explanation\": \"13.33/40: 2 of 6 assignments fallen due were "
    "done on time\"}]},\n"
    "    {\"block\": \"u\", \"unit\": \"e\", \"name\": \"E\", \"not_ranked\": \"owes-nothing\", \"reason\": \"no work "
    "was "
    "given to it, and it reported no figures\", \"scores\": [{\"criterion\": \"k\", \"numerator\": 0, \"denominator\": "
    "0, "
    "\"explanation\": \"left out: nothing has fallen due\"}]}\n  ]\n}\n");
  tthc_text_free(json);
  tthc_ranking_free(ranking);
  tthc_assessment_free(a);
  tthc_plan_free(plan);
}

/* --- the order of input, and sums --------------------------------------------------------------------------------- */

static uint32_t seed = 1;

static uint32_t random_below(uint32_t bound) {
  seed = seed * 1664525u + 1013904223u;
  return (seed >> 8) % bound;
}

static void shuffle(int *order, int count) {
  int i;
  for (i = 0; i < count; i++) order[i] = i;
  for (i = count - 1; i > 0; i--) {
    const int other = (int)random_below((uint32_t)i + 1), kept = order[i];
    order[i] = order[other];
    order[other] = kept;
  }
}

enum { RANDOM_FACTS = 60, RANDOM_TASKS = 6, FACT_SIZE = 256 };

static void make_fact(char *out, int number) {
  static const char *const kinds[] = {"'kind': 'progress', 'state': 'done'", "'kind': 'progress', 'state': 'done'",
                                      "'kind': 'return'", "'kind': 'explanation', 'note': 'N'"};
  const char unit = (char)('a' + random_below(4));
  const uint32_t day = 10 + random_below(19), month = 5 + random_below(3);
  if (random_below(4) == 0)
    snprintf(out, FACT_SIZE,
             "{'id': 'f%d', 'kind': 'measurement', 'indicator': 'i%d', 'unit': '%c', 'period': '2021-Q1', "
             "'numerator': %d, 'denominator': 9, 'day': '2021-%02d-%02d'}",
             number, (int)random_below(2), unit, (int)random_below(10), (int)month, (int)day);
  else
    snprintf(out, FACT_SIZE,
             "{'id': 'f%d', %s, 'task': '%d', 'unit': '%c', 'period': '2021-06', 'day': '2021-%02d-%02d'}", number,
             kinds[random_below(4)], (int)random_below(RANDOM_TASKS), unit, (int)month, (int)day);
}

/* The ranking of one set of facts, with facts, tasks and indicators in a random order. */
static tthc_ranking *rank_shuffled(char facts[RANDOM_FACTS][FACT_SIZE], int as_they_are) {
  static const char scheme[] =
    SCHEME(CRITERION("o", 30, "on-time-share", ", 'decimals': 1") NEXT CRITERION("i", 30, "indicator-achievement", "")
             NEXT CRITERION("r", 20, "returned-deduction", ", 'per': 3")
               NEXT CRITERION("e", 20, "unexplained-deduction", ", 'per': 2.5"),
           ", 'ties': ['i']");
  static struct lines members, listed;
  int order[RANDOM_FACTS], i;
  tthc_plan *plan;
  tthc_ranking *ranking;
  members.size = listed.size = 0;
  put_line(&members, "'units': [" UNIT("c") ", " UNIT("a") ", " UNIT("d") ", " UNIT("b") "], 'tasks': [");
  shuffle(order, RANDOM_TASKS);
  for (i = 0; i < RANDOM_TASKS; i++)
    put_line(&members,
             "%s{'label': '%d', 'title': 'T', 'lead': {'units': ['a', 'b', 'c', 'd']}, 'deadline': {'clauses': "
             "[{'kind': 'once', 'due': '2021-06-30', 'key': '2021-06'}]}}",
             i == 0 ? "" : ", ", as_they_are ? i : order[i]);
  shuffle(order, 2);
  put_line(&members, "], 'indicators': [");
  for (i = 0; i < 2; i++)
    put_line(&members,
             "%s{'id': 'i%d', 'title': 'I', 'kind': 'ratio', 'series': 'per-period', 'targets': [{'comparator': "
             "'>=', 'amount': 70}]}",
             i == 0 ? "" : ", ", as_they_are ? i : order[i]);
  put_line(&members, "]");
  shuffle(order, RANDOM_FACTS);
  for (i = 0; i < RANDOM_FACTS; i++) put_line(&listed, "%s%s", i == 0 ? "" : ", ", facts[as_they_are ? i : order[i]]);
  plan = case_plan(members.text, listed.text);
  ranking = rank_plan(plan, AS_OF, scheme, NULL);
  tthc_plan_free(plan);
  return ranking;
}

static int check_sums(const tthc_ranking *ranking) {
  int failures = 0;
  int32_t row, i;
  for (row = 0; row < tthc_ranking_count(ranking); row++) {
    int64_t sum = 0;
    for (i = 0; i < tthc_ranking_criterion_count(ranking); i++)
      if (tthc_ranking_score(ranking, row, i) != TTHC_NO_NUMBER) sum += tthc_ranking_score(ranking, row, i);
    failures += check_int(tthc_ranking_unit_id(ranking, row), tthc_ranking_points(ranking, row), sum);
  }
  return failures;
}

static void test_order_of_input(void **state) {
  int failures = 0, set, again, i;
  (void)state;
  for (set = 0; set < 20; set++) {
    static char facts[RANDOM_FACTS][FACT_SIZE];
    tthc_ranking *ranking;
    tthc_text *wanted;
    for (i = 0; i < RANDOM_FACTS; i++) make_fact(facts[i], i);
    ranking = rank_shuffled(facts, 1);
    wanted = tthc_ranking_json(ranking, NULL, NULL);
    failures += check_sums(ranking);
    tthc_ranking_free(ranking);
    for (again = 0; again < 5; again++) {
      tthc_ranking *other = rank_shuffled(facts, 0);
      tthc_text *got = tthc_ranking_json(other, NULL, NULL);
      failures += check_text("shuffled", tthc_text_data(got), tthc_text_data(wanted));
      tthc_text_free(got);
      tthc_ranking_free(other);
    }
    tthc_text_free(wanted);
  }
  CHECK_NONE_FAILED(failures);
}

/* --- schemes ------------------------------------------------------------------------------------------------------ */

struct bad_case {
  const char *label, *scheme, *options;
  int32_t code;
  const char *path;
};

#define ONE CRITERION("k", 40, "on-time-share", "")
#define BAD_CRITERION(label, criterion, code, path) \
  { label, SCHEME(criterion, ""), NULL, code, "/criteria/0" path }
#define BAD_BLOCKS(label, blocks, code, path) \
  { label, DUE_IN(blocks, ""), NULL, code, "/blocks" path }
#define BAD_SCORES(label, scores, code, path) \
  { label, SCHEME(TWO NEXT ONE, ""), "{'scores': [" scores "]}", code, "/scores" path }
#define BAD_CLASSES(label, classes, code, path) \
  { \
    label, \
      "{'format': 'tthcplan-rating/1', 'id': 's', 'name': 'S', 'version': '1', 'criteria': [" ONE \
      "], 'classes': [" classes "]}", \
      NULL, code, "/classes" path \
  }
#define CLASS(id, from) "{'id': '" id "', 'name': 'N', 'from': " #from "}"

static const struct bad_case bad_cases[] = {
  {"no scheme", "[]", NULL, TTHC_E_TYPE, ""},
  {"another format", "{'format': 'tthcplan/1'}", NULL, TTHC_E_FORMAT, "/format"},
  {"no criteria", SCHEME("", ""), NULL, TTHC_E_MISSING, "/criteria"},
  {"no version", "{'format': 'tthcplan-rating/1', 'id': 's', 'name': 'S', 'criteria': [], 'classes': []}", NULL,
   TTHC_E_MISSING, "/version"},
  {"an unknown member", SCHEME(ONE, ", 'weight': 1"), NULL, TTHC_E_UNKNOWN_MEMBER, "/weight"},
  {"an unknown policy", SCHEME(ONE, ", 'missing': 'nil'"), NULL, TTHC_E_VALUE, "/missing"},
  {"less than nothing due", SCHEME(ONE, ", 'min_due': -1"), NULL, TTHC_E_VALUE, "/min_due"},
  BAD_CRITERION("an unknown measure", CRITERION("k", 1, "on-time", ""), TTHC_E_VALUE, "/measure"),
  BAD_CRITERION("no points", CRITERION("k", 0, "manual", ""), TTHC_E_VALUE, "/points"),
  BAD_CRITERION("less than no points", CRITERION("k", -999999999999999, "manual", ""), TTHC_E_VALUE, "/points"),
  BAD_CRITERION("too many points", CRITERION("k", 1000.5, "manual", ""), TTHC_E_VALUE, "/points"),
  BAD_CRITERION("far too many points", CRITERION("k", 999999999999999, "manual", ""), TTHC_E_VALUE, "/points"),
  BAD_CRITERION("too fine", CRITERION("k", 1.00001, "manual", ""), TTHC_E_VALUE, "/points"),
  BAD_CRITERION("points as text", CRITERION("k", '1', "manual", ""), TTHC_E_TYPE, "/points"),
  BAD_CRITERION("too many decimals", CRITERION("k", 1, "manual", ", 'decimals': 5"), TTHC_E_VALUE, "/decimals"),
  BAD_CRITERION("an unknown indicator", CRITERION("k", 1, "indicator-achievement", ", 'indicator': 'z'"),
                TTHC_E_UNKNOWN_ID, "/indicator"),
  BAD_CRITERION("an indicator for nothing", CRITERION("k", 1, "manual", ", 'indicator': 'i'"), TTHC_E_VALUE,
                "/indicator"),
  BAD_CRITERION("a deduction of nothing", CRITERION("k", 1, "overdue-deduction", ""), TTHC_E_MISSING, "/per"),
  BAD_CRITERION("a deduction of more than there is", CRITERION("k", 1, "overdue-deduction", ", 'per': 2"), TTHC_E_VALUE,
                "/per"),
  BAD_CRITERION("a deduction for nothing", CRITERION("k", 1, "done-share", ", 'per': 1"), TTHC_E_VALUE, "/per"),
  BAD_CRITERION("a cap for nothing", CRITERION("k", 1, "done-share", ", 'cap': 1"), TTHC_E_VALUE, "/cap"),
  BAD_CRITERION("a cap of more than there is", CRITERION("k", 1, "overdue-deduction", ", 'per': 1, 'cap': 2"),
                TTHC_E_VALUE, "/cap"),
  BAD_CRITERION("days for nothing", CRITERION("k", 1, "overdue-deduction", ", 'per': 1, 'days': 'working'"),
                TTHC_E_VALUE, "/days"),
  {"a criterion twice", SCHEME(ONE NEXT ONE, ""), NULL, TTHC_E_DUPLICATE_ID, "/criteria/1/id"},
  {"a tie by nothing", SCHEME(ONE, ", 'ties': ['k', 'z']"), NULL, TTHC_E_UNKNOWN_ID, "/ties/1"},
  {"a tie twice", SCHEME(ONE, ", 'ties': ['k', 'k']"), NULL, TTHC_E_DUPLICATE_ID, "/ties/1"},
  BAD_CLASSES("classes ascend", CLASS("x", 50) NEXT CLASS("y", 80), TTHC_E_VALUE, "/1/from"),
  BAD_CLASSES("classes at one bound", CLASS("x", 50) NEXT CLASS("y", 50.0), TTHC_E_VALUE, "/1/from"),
  BAD_CLASSES("a class above all", CLASS("x", 100.5), TTHC_E_VALUE, "/0/from"),
  BAD_CLASSES("a class below all", CLASS("x", -1), TTHC_E_VALUE, "/0/from"),
  BAD_CLASSES("a class twice", CLASS("x", 50) NEXT CLASS("x", 20), TTHC_E_DUPLICATE_ID, "/1/id"),
  BAD_BLOCKS("an unknown level", "{'id': 'l', 'name': 'L', 'levels': ['comune']}", TTHC_E_UNKNOWN_ID, "/0/levels/0"),
  BAD_BLOCKS("an unknown unit", "{'id': 'l', 'name': 'L', 'units': ['a', 'z']}", TTHC_E_UNKNOWN_ID, "/0/units/1"),
  BAD_BLOCKS("a group", "{'id': 'l', 'name': 'L', 'units': ['g']}", TTHC_E_VALUE, "/0/units/0"),
  BAD_BLOCKS("a level in two blocks",
             "{'id': 'l', 'name': 'L', 'levels': ['x']}, {'id': 'm', 'name': 'M', 'levels': ['x']}",
             TTHC_E_DUPLICATE_ID, "/1/levels/0"),
  BAD_BLOCKS("a unit in two blocks",
             "{'id': 'l', 'name': 'L', 'units': ['a']}, {'id': 'm', 'name': 'M', 'units': ['b', 'a']}",
             TTHC_E_DUPLICATE_ID, "/1/units/1"),
  BAD_BLOCKS("a unit in the block of its level",
             "{'id': 'l', 'name': 'L', 'units': ['e']}, {'id': 'm', 'name': 'M', 'levels': ['x']}", TTHC_E_DUPLICATE_ID,
             "/0/units/0"),
  BAD_BLOCKS("levels and units", "{'id': 'l', 'name': 'L', 'units': ['a'], 'levels': ['x']}", TTHC_E_VALUE, "/0"),
  BAD_BLOCKS("two of the rest", "{'id': 'l', 'name': 'L'}, {'id': 'm', 'name': 'M'}", TTHC_E_VALUE, "/1"),
  BAD_BLOCKS("a block twice", "{'id': 'l', 'name': 'L'}, {'id': 'l', 'name': 'M', 'units': ['a']}", TTHC_E_DUPLICATE_ID,
             "/1/id"),
  BAD_SCORES("points of nobody", GIVEN("z", "x", 1), TTHC_E_UNKNOWN_ID, "/0/unit"),
  BAD_SCORES("points of nothing", GIVEN("a", "z", 1), TTHC_E_UNKNOWN_ID, "/0/criterion"),
  BAD_SCORES("points of what is counted", GIVEN("a", "k", 1), TTHC_E_VALUE, "/0/criterion"),
  BAD_SCORES("more points than there are", GIVEN("a", "x", 50.1), TTHC_E_VALUE, "/0/points"),
  BAD_SCORES("fewer than none", GIVEN("a", "x", -0.1), TTHC_E_VALUE, "/0/points"),
  BAD_SCORES("points twice", GIVEN("a", "x", 0) NEXT GIVEN("a", "x", 0), TTHC_E_DUPLICATE_ID, "/1/criterion")};

static void test_bad_schemes(void **state) {
  tthc_plan *plan = case_plan(PLAN, NULL);
  tthc_assessment *a = assess(plan, AS_OF, NULL);
  tthc_error *err = tthc_error_new();
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(bad_cases); i++) {
    const struct bad_case *row = &bad_cases[i];
    static char scheme[CASE_MAX], options[CASE_MAX];
    tthc_ranking *ranking;
    snprintf(scheme, sizeof scheme, "%s", row->scheme);
    snprintf(options, sizeof options, "%s", row->options == NULL ? "{}" : row->options);
    quote(scheme);
    quote(options);
    ranking = tthc_ranking_new(plan, a, scheme, -1, options, err);
    failures += check_int(row->label, ranking == NULL, 1);
    failures += check_error(row->label, err, row->code, row->path, 1, tthc_error_column(err));
    failures += check_int(row->label, tthc_error_column(err) > 0, 1);
    tthc_ranking_free(ranking);
  }
  assert_null(tthc_ranking_new(plan, a, "{\n  \"format\": \"tthcplan-rating/1\",\n  \"naem\": 1}", -1, NULL, err));
  failures += check_error("the place", err, TTHC_E_UNKNOWN_MEMBER, "/naem", 3, 11);
  assert_null(tthc_ranking_new(plan, a, "{\"naem\": 1}", -1, NULL, NULL));
  tthc_error_free(err);
  tthc_assessment_free(a);
  tthc_plan_free(plan);
  CHECK_NONE_FAILED(failures);
}

/* What is shipped is a document that a user can begin with. */
static void test_shipped_scheme(void **state) {
  tthc_plan *plan = example_plan();
  tthc_assessment *a = assess(plan, "2021-12-31", NULL);
  tthc_ranking *given = tthc_ranking_new(plan, a, tthc_rating_scheme(), -1, NULL, NULL);
  tthc_ranking *shipped = tthc_ranking_new(plan, a, NULL, -1, NULL, NULL);
  tthc_text *texts[] = {tthc_ranking_json(given, NULL, NULL), tthc_ranking_json(shipped, NULL, NULL)};
  (void)state;
  assert_string_equal(tthc_text_data(texts[0]), tthc_text_data(texts[1]));
  tthc_text_free(texts[0]);
  tthc_text_free(texts[1]);
  tthc_ranking_free(given);
  tthc_ranking_free(shipped);
  tthc_assessment_free(a);
  tthc_plan_free(plan);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_measures_of_work),
                                     cmocka_unit_test(test_measures_of_indicators),
                                     cmocka_unit_test(test_ranks_and_ties),
                                     cmocka_unit_test(test_blocks),
                                     cmocka_unit_test(test_reasons),
                                     cmocka_unit_test(test_getters),
                                     cmocka_unit_test(test_wrong_rows),
                                     cmocka_unit_test(test_wrong_arguments),
                                     cmocka_unit_test(test_text),
                                     cmocka_unit_test(test_json),
                                     cmocka_unit_test(test_order_of_input),
                                     cmocka_unit_test(test_bad_schemes),
                                     cmocka_unit_test(test_shipped_scheme)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
