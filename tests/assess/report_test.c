/* Reports: what is counted for a period. */
#include "assess/reports.h"

/* --- the header --------------------------------------------------------------------------------------------------- */

static void test_header(void **state) {
  static const struct {
    const char *period, *options;
    const char *id, *vi, *en;
    const char *other, *other_first, *other_last; /* NULL, "-": none */
    const char *sending;
  } cases[] = {
    {"kstt:Quý II/2021", NULL, "kstt:2021-Q2", "Quý II năm 2021 (từ 15/03/2021 đến 14/06/2021)",
     "Quarter II of 2021 (2021-03-15 to 2021-06-14)", "2021-Q2", "2021-04-01", "2021-06-30", "2021-06-19"},
    {"Quý II/2021", NULL, "2021-Q2", "Quý II năm 2021 theo lịch (từ 01/04/2021 đến 30/06/2021)",
     "Calendar quarter II of 2021 (2021-04-01 to 2021-06-30)", "kstt:2021-Q2", "2021-03-15", "2021-06-14", "-"},
    {"kstt:2021-06", "{'level': 'commune'}", "kstt:2021-06", "Tháng 6 năm 2021 (từ 15/05/2021 đến 14/06/2021)",
     "Month 6 of 2021 (2021-05-15 to 2021-06-14)", "2021-06", "2021-06-01", "2021-06-30", "2021-06-16"},
    {"kstt:2021-H2", NULL, "kstt:2021-H2", "6 tháng cuối năm 2021 (từ 15/06/2021 đến 14/12/2021)",
     "Second half of 2021 (2021-06-15 to 2021-12-14)", "2021-H2", "2021-07-01", "2021-12-31", "2021-12-19"},
    {"kstt:2021-9M", "{'unit': 'b'}", "kstt:2021-9M", "9 tháng đầu năm 2021 (từ 15/12/2020 đến 14/09/2021)",
     "First nine months of 2021 (2020-12-15 to 2021-09-14)", "2021-9M", "2021-01-01", "2021-09-30", "2021-09-16"},
    {"kstt:2021", "{'level': 'x'}", "kstt:2021", "Năm 2021 (từ 15/12/2020 đến 14/12/2021)",
     "2021 (2020-12-15 to 2021-12-14)", "2021", "2021-01-01", "2021-12-31", "2021-12-15"},
    {"2021-W05", NULL, "2021-W05", "Tuần 5 năm 2021 theo lịch (từ 01/02/2021 đến 07/02/2021)",
     "Calendar week 5 of 2021 (2021-02-01 to 2021-02-07)", NULL, "-", "-", "-"},
    {"2021-04-01..2021-06-30", NULL, "2021-Q2", "Quý II năm 2021 theo lịch (từ 01/04/2021 đến 30/06/2021)",
     "Calendar quarter II of 2021 (2021-04-01 to 2021-06-30)", "kstt:2021-Q2", "2021-03-15", "2021-06-14", "-"},
    {"2021-03-15..2021-06-14", NULL, "2021-03-15..2021-06-14", "Từ 15/03/2021 đến 14/06/2021",
     "2021-03-15 to 2021-06-14", NULL, "-", "-", "-"},
    {"2021-06-30", NULL, "2021-06-30", "Ngày 30/06/2021", "2021-06-30", NULL, "-", "-", "-"},
  };
  size_t i;
  int failures = 0;
  (void)state;
  for (i = 0; i < COUNT(cases); i++) {
    tthc_report *report = case_report(NULL, cases[i].period, cases[i].options);
    char day[16];
    failures += check_text(cases[i].period, tthc_report_period(report), cases[i].id);
    failures += check_text(cases[i].period, tthc_report_name(report, NULL), cases[i].vi);
    failures += check_text(cases[i].period, tthc_report_name(report, "en"), cases[i].en);
    failures += check_text(cases[i].period, tthc_report_other_period(report), cases[i].other);
    failures += check_text(cases[i].period, show_day(tthc_report_other_first_day(report), day), cases[i].other_first);
    failures += check_text(cases[i].period, show_day(tthc_report_other_last_day(report), day), cases[i].other_last);
    failures += check_text(cases[i].period, show_day(tthc_report_sending_day(report), day), cases[i].sending);
    failures += check_int(cases[i].period, tthc_report_as_of(report), tthc_report_last_day(report));
    failures += check_int(cases[i].period, tthc_report_other_name(report, "en") != NULL, cases[i].other != NULL);
    tthc_report_free(report);
  }
  CHECK_NONE_FAILED(failures);
}

static void test_header_of_options(void **state) {
  tthc_report *report = case_report(FACTS, "kstt:2021-Q2", "{'as_of': '2021-06-01', 'known_at': 1617600000}");
  (void)state;
  assert_string_equal(tthc_report_plan_id(report), "p");
  assert_string_equal(tthc_report_subject(report), "Kiểm soát thủ tục hành chính năm 2021");
  assert_string_equal(tthc_report_authority(report), "UBND huyện A");
  assert_null(tthc_report_unit_id(report));
  assert_null(tthc_report_unit_name(report));
  assert_int_equal(tthc_report_first_day(report), day_of("2021-03-15"));
  assert_int_equal(tthc_report_as_of(report), day_of("2021-06-01"));
  assert_int_equal(tthc_report_known_at(report), 1617600000);
  assert_int_equal(tthc_report_is_provisional(report), 1); /* before the cut-off */
  tthc_report_free(report);
  report = case_report(FACTS, "kstt:2021-Q2", "{'unit': 'g'}");
  assert_string_equal(tthc_report_unit_id(report), "g");
  assert_string_equal(tthc_report_unit_name(report), "Các đơn vị");
  assert_int_equal(tthc_report_known_at(report), TTHC_NO_NUMBER);
  assert_int_equal(tthc_report_is_provisional(report), 0);
  tthc_report_free(report);
  report = case_report(FACTS, "kstt:2021-Q2", "{'provisional': true}");
  assert_int_equal(tthc_report_is_provisional(report), 1);
  tthc_report_free(report);
}

static void test_bad(void **state) {
  static const struct {
    const char *period, *options;
    int32_t code;
    const char *path;
  } cases[] = {
    {"2021-Q5", NULL, TTHC_E_PERIOD, NULL},
    {NULL, NULL, TTHC_E_PERIOD, NULL},
    {"2021-06-30..2021-06-01", NULL, TTHC_E_PERIOD, NULL},
    {"cchc:2021-Q2", NULL, TTHC_E_UNKNOWN_ID, NULL},
    {"2021-Q2", "{'unit': 'z'}", TTHC_E_UNKNOWN_ID, "/unit"},
    {"2021-Q2", "{'as_of': '2021-03-31'}", TTHC_E_DAY, "/as_of"},
    {"2021-Q2", "{'as_of': '2021-02-30'}", TTHC_E_DAY, "/as_of"},
    {"2021-Q2", "{'warning_days': 367}", TTHC_E_VALUE, "/warning_days"},
    {"2021-Q2", "{'known_at': -1}", TTHC_E_VALUE, "/known_at"},
    {"2021-Q2", "{'per_unit': 1}", TTHC_E_TYPE, "/per_unit"},
    {"2021-Q2", "{'units': ['a']}", TTHC_E_UNKNOWN_MEMBER, "/units"},
    {"1900-01-01", "{'compare': true}", TTHC_E_DAY, "/as_of"},
  };
  tthc_plan *plan = case_plan(PLAN, FACTS);
  tthc_error *err = tthc_error_new();
  size_t i;
  int failures = 0;
  (void)state;
  for (i = 0; i < COUNT(cases); i++) {
    char options[128];
    snprintf(options, sizeof options, "%s", cases[i].options == NULL ? "{}" : cases[i].options);
    quote(options);
    assert_null(tthc_report_new(plan, NULL, cases[i].period, options, err));
    failures += check_int(check_show(cases[i].options), tthc_error_code(err), cases[i].code);
    failures += check_text(check_show(cases[i].options), tthc_error_path(err), cases[i].path);
  }
  assert_null(tthc_report_new(NULL, NULL, "2021-Q2", NULL, err));
  assert_int_equal(tthc_error_code(err), TTHC_E_HANDLE);
  assert_null(tthc_report_new(plan, (const tthc_calendar *)(const void *)plan, "2021-Q2", NULL, err));
  assert_int_equal(tthc_error_code(err), TTHC_E_HANDLE);
  assert_null(tthc_report_json(NULL, NULL, err));
  assert_null(tthc_report_text(NULL, NULL, err));
  tthc_error_free(err);
  tthc_plan_free(plan);
  CHECK_NONE_FAILED(failures);
}

/* --- counts ------------------------------------------------------------------------------------------------------- */

/* "kind unit/id: to date; due in the period; done in it; reports", each as its cells. */
static void print_line_of(struct lines *out, const tthc_report *report, int32_t line) {
  const char *unit = tthc_report_line_unit_id(report, line);
  int32_t scope, cell;
  put_line(out, "%s %s%s%s:", tthc_rollup_kind_word(tthc_report_line_kind(report, line)), unit == NULL ? "" : unit,
           unit == NULL ? "" : "/", tthc_report_line_id(report, line));
  for (scope = TTHC_TO_DATE; scope <= TTHC_DONE_IN_PERIOD; scope++) {
    put_line(out, " %d=", (int)tthc_report_line_cell(report, line, scope, 0));
    for (cell = 1; cell <= (scope == TTHC_DONE_IN_PERIOD ? 2 : 6); cell++)
      put_line(out, "%s%d", cell == 1 ? "" : "+", (int)tthc_report_line_cell(report, line, scope, cell));
  }
  put_line(out, " reports %d=%d+%d, %d=%d+%d\n", (int)tthc_report_line_reports_expected(report, line),
           (int)tthc_report_line_reports_received(report, line), (int)tthc_report_line_reports_missing(report, line),
           (int)tthc_report_line_reports_received(report, line), (int)tthc_report_line_reports_on_time(report, line),
           (int)tthc_report_line_reports_late(report, line));
}

static void test_counts(void **state) {
  /* As of 19 June: the reports of the second quarter were due on the 16th, and none came. */
  static const char wanted[] =
    "plan p: 25=3+1+13+6+1+1 7=3+1+0+2+0+1 4=3+1 reports 2=0+2, 0=0+0\n"
    "section A: 8=1+1+4+2+0+0 2=1+1+0+0+0+0 2=1+1 reports 2=0+2, 0=0+0\n"
    "section B: 17=2+0+9+4+1+1 5=2+0+0+2+0+1 2=2+0 reports 0=0+0, 0=0+0\n"
    "task A.1: 8=1+1+4+2+0+0 2=1+1+0+0+0+0 2=1+1 reports 2=0+2, 0=0+0\n"
    "task B.1: 4=1+0+2+1+0+0 2=1+0+0+1+0+0 1=1+0 reports 0=0+0, 0=0+0\n"
    "task B.1.1: 2=1+0+0+1+0+0 2=1+0+0+1+0+0 1=1+0 reports 0=0+0, 0=0+0\n"
    "task B.1.2: 2=0+0+2+0+0+0 0=0+0+0+0+0+0 0=0+0 reports 0=0+0, 0=0+0\n"
    "task B.2: 12=1+0+7+3+0+1 3=1+0+0+1+0+1 1=1+0 reports 0=0+0, 0=0+0\n"
    "task B.3: 1=0+0+0+0+1+0 0=0+0+0+0+0+0 0=0+0 reports 0=0+0, 0=0+0\n"
    "unit a: 6=2+0+3+1+0+0 2=2+0+0+0+0+0 2=2+0 reports 1=0+1, 0=0+0\n"
    "unit b: 6=0+1+3+2+0+0 2=0+1+0+1+0+0 1=0+1 reports 1=0+1, 0=0+0\n"
    "unit o: 13=1+0+7+3+1+1 3=1+0+0+1+0+1 1=1+0 reports 0=0+0, 0=0+0\n"
    "period kstt:2021-Q2: 2=0+0+0+2+0+0 0=0+0+0+0+0+0 0=0+0 reports 2=0+2, 0=0+0\n"
    "task a/A.1: 4=1+0+2+1+0+0 1=1+0+0+0+0+0 1=1+0 reports 1=0+1, 0=0+0\n"
    "task a/B.1.1: 1=1+0+0+0+0+0 1=1+0+0+0+0+0 1=1+0 reports 0=0+0, 0=0+0\n"
    "task a/B.1.2: 1=0+0+1+0+0+0 0=0+0+0+0+0+0 0=0+0 reports 0=0+0, 0=0+0\n"
    "task b/A.1: 4=0+1+2+1+0+0 1=0+1+0+0+0+0 1=0+1 reports 1=0+1, 0=0+0\n"
    "task b/B.1.1: 1=0+0+0+1+0+0 1=0+0+0+1+0+0 0=0+0 reports 0=0+0, 0=0+0\n"
    "task b/B.1.2: 1=0+0+1+0+0+0 0=0+0+0+0+0+0 0=0+0 reports 0=0+0, 0=0+0\n"
    "task o/B.2: 12=1+0+7+3+0+1 3=1+0+0+1+0+1 1=1+0 reports 0=0+0, 0=0+0\n"
    "task o/B.3: 1=0+0+0+0+1+0 0=0+0+0+0+0+0 0=0+0 reports 0=0+0, 0=0+0\n";
  tthc_report *report = case_report(FACTS, "kstt:2021-Q2", "{'as_of': '2021-06-19', 'per_unit': true}");
  static struct lines got;
  int32_t i;
  (void)state;
  got.size = 0;
  for (i = 0; i < tthc_report_line_count(report); i++) print_line_of(&got, report, i);
  assert_string_equal(got.text, wanted);
  tthc_report_free(report);
}

/* A line of all together, TTHC_NONE for none. */
static int32_t line_of(const tthc_report *report, int32_t kind, const char *id) {
  return tthc_report_line_find(report, NULL, kind, id);
}

/* The sums of lines of one kind, or of a unit's parts, against a line. */
static int check_sum(const char *label, const tthc_report *report, int32_t kind, const char *unit, int32_t whole) {
  int32_t scope, cell, i;
  int failures = 0;
  for (scope = TTHC_TO_DATE; scope <= TTHC_DONE_IN_PERIOD; scope++)
    for (cell = 0; cell <= TTHC_CELL_CANCELLED; cell++) {
      int32_t sum = 0;
      for (i = 0; i < tthc_report_line_count(report); i++)
        if (tthc_report_line_kind(report, i) == kind && check_same(tthc_report_line_unit_id(report, i), unit))
          sum += tthc_report_line_cell(report, i, scope, cell);
      failures += check_int(label, sum, tthc_report_line_cell(report, whole, scope, cell));
    }
  return failures;
}

static int check_cells(const char *label, const tthc_report *report, int32_t line) {
  int32_t scope, cell;
  int failures = 0;
  for (scope = TTHC_TO_DATE; scope <= TTHC_DONE_IN_PERIOD; scope++) {
    int32_t sum = 0;
    for (cell = 1; cell <= TTHC_CELL_CANCELLED; cell++) {
      const int32_t count = tthc_report_line_cell(report, line, scope, cell);
      sum += count;
      failures += check_int(label, count <= tthc_report_line_cell(report, line, TTHC_TO_DATE, cell), 1);
    }
    failures += check_int(label, sum, tthc_report_line_cell(report, line, scope, 0));
  }
  return failures;
}

static void test_sums(void **state) {
  static const struct {
    const char *period, *options;
  } cases[] = {{"kstt:2021-Q1", "{'per_unit': true}"},
               {"kstt:2021-Q2", "{'per_unit': true, 'as_of': '2021-06-19'}"},
               {"2021-Q2", "{'per_unit': true, 'as_of': '2021-07-15'}"},
               {"2021", "{'per_unit': true}"},
               {"kstt:2021-Q2", "{'per_unit': true, 'unit': 'ubnd-cap-xa'}"}};
  tthc_plan *plan = example_plan();
  size_t i;
  int failures = 0;
  (void)state;
  for (i = 0; i < COUNT(cases); i++) {
    tthc_report *report = report_of(plan, cases[i].period, cases[i].options);
    int32_t line;
    assert_int_equal(line_of(report, TTHC_OF_PLAN, NULL), 0);
    assert_true(tthc_report_line_cell(report, 0, TTHC_TO_DATE, 0) > 800);
    failures += check_sum("sections", report, TTHC_OF_SECTION, NULL, 0);
    failures += check_sum("units", report, TTHC_OF_UNIT, NULL, 0);
    for (line = 0; line < tthc_report_line_count(report); line++) {
      const char *id = tthc_report_line_id(report, line);
      failures += check_cells(id, report, line);
      if (tthc_report_line_kind(report, line) == TTHC_OF_UNIT)
        failures += check_sum(id, report, TTHC_OF_TASK, id, line);
    }
    tthc_report_free(report);
  }
  tthc_plan_free(plan);
  CHECK_NONE_FAILED(failures);
}

/* The calendar's quarter counts what is due by the end of June; the reporting quarter does not. */
static void test_quarters(void **state) {
  tthc_plan *plan = example_plan();
  tthc_report *by_regime = report_of(plan, "kstt:2021-Q2", "{'as_of': '2021-07-15'}");
  tthc_report *by_calendar = report_of(plan, "2021-Q2", "{'as_of': '2021-07-15'}");
  const int32_t cells[] = {line_of(by_regime, TTHC_OF_TASK, "D.7"), line_of(by_calendar, TTHC_OF_TASK, "D.7")};
  (void)state;
  assert_int_equal(tthc_report_line_cell(by_regime, cells[0], TTHC_DUE_IN_PERIOD, 0), 0);
  assert_int_equal(tthc_report_line_cell(by_calendar, cells[1], TTHC_DUE_IN_PERIOD, 0), 24); /* one was extended */
  assert_int_equal(tthc_report_line_cell(by_regime, 0, TTHC_TO_DATE, 0),
                   tthc_report_line_cell(by_calendar, 0, TTHC_TO_DATE, 0));
  assert_int_equal(tthc_report_line_reports_expected(by_regime, 0), tthc_report_line_reports_expected(by_calendar, 0));
  assert_true(tthc_report_line_reports_expected(by_regime, 0) > 400); /* the cut-off, 14 June, lies in both */
  assert_string_equal(tthc_report_figure_period(by_regime, 1, 0), "kstt:2021-Q2");
  assert_int_equal(tthc_report_figure_period_count(by_calendar, 1), 0); /* nobody measured by the calendar */
  tthc_report_free(by_regime);
  tthc_report_free(by_calendar);
  tthc_plan_free(plan);
}

/* January's meeting was due on Sunday the 31st: in law on 1 February. Of reports on time and late each is counted. */
static void test_days_in_law(void **state) {
  tthc_report *january = case_report(NULL, "2021-01", NULL), *february = case_report(NULL, "2021-02", NULL);
  tthc_report *reports = case_report(FACTS, "kstt:2021-Q1", "{'as_of': '2021-03-20'}");
  (void)state;
  assert_int_equal(tthc_report_line_cell(january, 0, TTHC_DUE_IN_PERIOD, 0), 0);
  assert_int_equal(tthc_report_line_cell(february, 0, TTHC_DUE_IN_PERIOD, 0), 1); /* and February's on 1 March */
  assert_int_equal(tthc_report_line_reports_expected(reports, 0), 2);
  assert_int_equal(tthc_report_line_reports_on_time(reports, 0), 1);
  assert_int_equal(tthc_report_line_reports_late(reports, 0), 1);
  assert_int_equal(tthc_report_line_reports_late(reports, line_of(reports, TTHC_OF_UNIT, "a")), 0);
  assert_int_equal(tthc_report_line_reports_late(reports, line_of(reports, TTHC_OF_UNIT, "b")), 1);
  tthc_report_free(january);
  tthc_report_free(february);
  tthc_report_free(reports);
}

static void test_column(void **state) {
  tthc_report *report = case_report(FACTS, "kstt:2021-Q2", "{'as_of': '2021-06-19'}");
  int32_t counts[32], days[32], i;
  const int32_t lines = tthc_report_line_count(report), late = tthc_report_late_count(report);
  (void)state;
  assert_int_equal(tthc_report_line_cells(report, TTHC_TO_DATE, TTHC_CELL_OPEN_OVERDUE, counts, 32), lines);
  for (i = 0; i < lines; i++)
    assert_int_equal(counts[i], tthc_report_line_cell(report, i, TTHC_TO_DATE, TTHC_CELL_OPEN_OVERDUE));
  assert_int_equal(tthc_report_late_days_lates(report, days, 32), late);
  for (i = 0; i < late; i++) assert_int_equal(days[i], tthc_report_late_days_late(report, i));
  assert_int_equal(tthc_report_line_cells(report, TTHC_TO_DATE, 0, NULL, 0), lines);
  assert_int_equal(tthc_report_line_cells(report, 4, 0, counts, 32), TTHC_E_ARGUMENT);
  assert_int_equal(tthc_report_line_cells(report, TTHC_TO_DATE, 7, counts, 32), TTHC_E_ARGUMENT);
  assert_int_equal(tthc_report_line_cells(report, TTHC_TO_DATE, 0, NULL, 1), TTHC_E_ARGUMENT);
  assert_int_equal(tthc_report_late_days_lates(report, days, -1), TTHC_E_ARGUMENT);
  assert_int_equal(tthc_report_late_days_lates(NULL, days, 32), TTHC_E_HANDLE);
  tthc_report_free(report);
}

/* --- rows --------------------------------------------------------------------------------------------------------- */

static void test_tasks(void **state) {
  tthc_report *report = case_report(FACTS, "kstt:2021-Q2", NULL);
  const int32_t task = tthc_report_task_find(report, "B.2"), heading = tthc_report_task_find(report, "B.1");
  (void)state;
  assert_int_equal(tthc_report_task_count(report), 6);
  assert_string_equal(tthc_report_task_id(report, 0), "A.1");
  assert_string_equal(tthc_report_task_label(report, 0), "1");
  assert_string_equal(tthc_report_task_title(report, 0), "Triển khai kế hoạch");
  assert_string_equal(tthc_report_task_section_id(report, 0), "A");
  assert_string_equal(tthc_report_task_lead(report, 0), "Các đơn vị");
  assert_string_equal(tthc_report_task_coordinator(report, 0), "UBND huyện A"); /* no text: the names of the units */
  assert_string_equal(tthc_report_task_deliverable(report, 0), "Văn bản");
  assert_string_equal(tthc_report_task_deadline(report, 0), "Thường xuyên");
  assert_string_equal(tthc_report_task_note(report, 0), "Đã báo cáo.");
  assert_int_equal(tthc_report_task_state(report, 0), TTHC_DUE_SOON); /* as of the cut-off, two days before */
  assert_string_equal(tthc_report_line_label(report, line_of(report, TTHC_OF_SECTION, "B")), "B");
  assert_string_equal(tthc_report_line_title(report, line_of(report, TTHC_OF_UNIT, "b")), "UBND xã B");
  assert_int_equal(tthc_report_task_percent(report, 0), 99); /* both that spoke are done, others are open */
  assert_int_equal(tthc_report_task_percent_given(report, 0), 2);
  assert_int_equal(tthc_report_task_units_done(report, heading), 0);
  assert_int_equal(tthc_report_task_units_obliged(report, heading), 2);
  assert_null(tthc_report_task_lead(report, heading));
  assert_string_equal(tthc_report_task_note(report, task), "Họp trực tuyến.");
  assert_null(tthc_report_task_note(report, tthc_report_task_find(report, "B.1.1"))); /* an explanation is no note */
  assert_null(tthc_report_task_deadline(report, tthc_report_task_find(report, "B.3")));
  tthc_report_free(report);
}

/* The last note of all units, and of all periods, in time; of a unit's report the last of its own. */
static void test_notes(void **state) {
#define NOTE(unit, key, day, note)                                                                           \
  "{'kind': 'progress', 'task': 'A.1', 'unit': '" unit "', 'period': '" key "', 'state': 'in-progress', 'day': '" day \
  "', 'note': '" note "'}"
  static const char facts[] = NOTE("a", "kstt:2021-Q1", "2021-05-03", "last") ", "
                              NOTE("a", "kstt:2021-Q2", "2021-05-01", "first") ", "
                              NOTE("b", "kstt:2021-Q1", "2021-05-02", "of b") ", "
                              NOTE("b", "kstt:2021-Q3", "2021-07-01", "of another period");
  tthc_report *whole = case_report(facts, "kstt:2021-Q2", "{'as_of': '2021-07-15'}");
  tthc_report *unit = case_report(facts, "kstt:2021-Q2", "{'as_of': '2021-07-15', 'unit': 'b'}");
  (void)state;
  assert_string_equal(tthc_report_task_note(whole, 0), "last");
  assert_string_equal(tthc_report_task_note(unit, 0), "of b");
  tthc_report_free(whole);
  tthc_report_free(unit);
}

static void test_facts_of_the_period(void **state) {
  static const char wanted[] =
    "evidence A.1 a kstt:2021-Q1 01/BC-A 2021-03-15 - -\n"
    "evidence A.1 b kstt:2021-Q1 - - Thư điện tử https://x.vn/1\n"
    "1 A.1 - b UBND xã B kstt:2021-Q1 2021-03-20 Thiếu\n  người. -\n"
    "2 B.1.1 - b UBND xã B 2021-Q1 2021-05-10 Dịch bệnh. 12/UBND-VP\n"
    "1 - i a Phòng A kstt:2021-Q2 2021-06-14 Mạng yếu. -\n";
  tthc_report *report = case_report(FACTS, "kstt:2021-Q2", NULL);
  static struct lines got;
  char day[16];
  int32_t i;
  (void)state;
#define SHOW(text) ((text) == NULL ? "-" : (text))
  got.size = 0;
  for (i = 0; i < tthc_report_evidence_count(report); i++)
    put_line(&got, "evidence %s %s %s %s %s %s %s\n", tthc_report_evidence_task_id(report, i),
             tthc_report_evidence_unit_id(report, i), tthc_report_evidence_period(report, i),
             SHOW(tthc_report_evidence_number(report, i)), show_day(tthc_report_evidence_day(report, i), day),
             SHOW(tthc_report_evidence_text(report, i)), SHOW(tthc_report_evidence_link(report, i)));
  for (i = 0; i < tthc_report_remark_count(report); i++)
    put_line(&got, "%d %s %s %s %s %s %s %s %s\n", (int)tthc_report_remark_kind(report, i),
             SHOW(tthc_report_remark_task_id(report, i)), SHOW(tthc_report_remark_indicator_id(report, i)),
             tthc_report_remark_unit_id(report, i), tthc_report_remark_unit_name(report, i),
             tthc_report_remark_period(report, i), show_day(tthc_report_remark_day(report, i), day),
             tthc_report_remark_text(report, i), SHOW(tthc_report_remark_reference(report, i)));
  assert_string_equal(got.text, wanted);
  tthc_report_free(report);
  report = case_report(FACTS, "kstt:2021-Q3", NULL);
  assert_int_equal(tthc_report_evidence_count(report) + tthc_report_remark_count(report), 0);
  assert_null(tthc_report_task_note(report, 0));
  tthc_report_free(report);
}

/* "indicator unit: value target verdict reported/expected; figure, as above, of its periods" */
static void print_values(struct lines *out, const tthc_report *report) {
  int32_t i, j;
  out->size = 0;
  for (i = 0; i < tthc_report_value_count(report); i++) {
    put_line(out, "%s %s: %s %s %s %d/%d;", tthc_report_value_indicator_id(report, i),
             SHOW(tthc_report_value_unit_id(report, i)), SHOW(tthc_report_value_text(report, i, "en")),
             SHOW(tthc_report_value_target(report, i)), tthc_verdict_word(tthc_report_value_verdict(report, i)),
             (int)tthc_report_value_units_reported(report, i), (int)tthc_report_value_units_expected(report, i));
    put_line(out, " %s %s %s %d/%d", SHOW(tthc_report_figure_text(report, i, "vi")),
             SHOW(tthc_report_figure_target(report, i)), tthc_verdict_word(tthc_report_figure_verdict(report, i)),
             (int)tthc_report_figure_units_reported(report, i), (int)tthc_report_figure_units_expected(report, i));
    for (j = 0; j < tthc_report_figure_period_count(report, i); j++)
      put_line(out, " %s", tthc_report_figure_period(report, i, j));
    put_line(out, "\n");
  }
}

static void test_values(void **state) {
  static const struct {
    const char *period, *options, *wanted;
  } cases[] = {
    {"kstt:2021-Q2", NULL,
     "i -: 22.00 >= 20 met 2/2; 40,00 >= 20 met 1/2 kstt:2021-Q2\n"
     "c -: 2.25 - no-target 1/2; - - no-value 0/2\n"},
    {"kstt:2021-Q1", NULL, /* on the cut-off nothing had been measured */
     "i -: - >= 20 no-value 0/2; - - no-value 0/2\nc -: - - no-value 0/2; - - no-value 0/2\n"},
    {"kstt:2021-H1", "{'per_unit': true}", /* the sum of its quarters, by each unit of what it measured */
     "i -: 22.00 >= 20 met 2/2; 22,00 >= 20 met 2/2 kstt:2021-Q1 kstt:2021-Q2\n"
     "i a: 25.00 >= 20 met 1/1; 25,00 >= 20 met 1/1 kstt:2021-Q1 kstt:2021-Q2\n"
     "i b: 10.00 >= 20 missed 1/1; 10,00 >= 20 missed 1/1 kstt:2021-Q1\n"
     "c -: 2.25 - no-target 1/2; - - no-value 0/2\n"
     "c a: 2.25 - no-target 1/1; - - no-value 0/1\n"
     "c b: - - no-value 0/1; - - no-value 0/1\n"},
    {"2021-Q2", NULL, /* nothing of a regime's; of a cumulative series the last month */
     "i -: 22.00 >= 20 met 2/2; - - no-value 0/2\n"
     "c -: 2.25 - no-target 1/2; 2,25 - no-target 1/2 2021-05\n"},
    {"2021-03-01..2021-06-20", NULL, /* in a span, whatever lies in it */
     "i -: 22.00 >= 20 met 2/2; 40,00 >= 20 met 1/2 kstt:2021-Q2\n"
     "c -: 2.25 - no-target 1/2; 2,25 - no-target 1/2 2021-05\n"},
    {"kstt:2021-Q2", "{'unit': 'b'}",
     "i b: 10.00 >= 20 missed 1/1; - - no-value 0/1\nc b: - - no-value 0/1; - - no-value 0/1\n"},
    {"kstt:2021-H1", "{'unit': 'g'}",
     "i -: 22.00 >= 20 met 2/2; 22,00 >= 20 met 2/2 kstt:2021-Q1 kstt:2021-Q2\n"
     "c -: 2.25 - no-target 1/2; - - no-value 0/2\n"},
  };
  static struct lines got;
  tthc_report *report;
  size_t i;
  int failures = 0;
  (void)state;
  for (i = 0; i < COUNT(cases); i++) {
    report = case_report(FACTS, cases[i].period, cases[i].options);
    print_values(&got, report);
    failures += check_text(cases[i].period, got.text, cases[i].wanted);
    tthc_report_free(report);
  }
  report = case_report(FACTS, "kstt:2021-H1", NULL);
  assert_string_equal(tthc_report_value_title(report, 0), "Hồ sơ trực tuyến");
  assert_string_equal(tthc_report_value_measure(report, 0), "%");
  assert_int_equal(tthc_report_value_numerator(report, 0), 55);
  assert_int_equal(tthc_report_value_denominator(report, 0), 250);
  assert_int_equal(tthc_report_figure_numerator(report, 0), 55);
  assert_int_equal(tthc_report_figure_denominator(report, 0), 250);
  tthc_report_free(report);
  CHECK_NONE_FAILED(failures);
}

/* A value by period adds up with its decimals: 1.5 and 2.25 over a half-year that nobody measured as such. */
static void test_sum_of_values(void **state) {
  tthc_report *report;
  tthc_plan *plan = case_plan(
    "'units': [{'id': 'a', 'name': 'A'}], 'tasks': [], 'indicators': [{'id': 'c', 'title': 'C', 'kind': 'value', "
    "'series': 'per-period', 'targets': [{'comparator': '<=', 'amount': 3.75}]}]",
    "{'kind': 'measurement', 'indicator': 'c', 'unit': 'a', 'period': '2021-04', 'amount': 1.5, 'day': '2021-05-01'}, "
    "{'kind': 'measurement', 'indicator': 'c', 'unit': 'a', 'period': '2021-05', 'amount': 2.25, 'day': '2021-06-01'}");
  (void)state;
  report = report_of(plan, "2021-Q2", NULL);
  assert_int_equal(tthc_report_figure_numerator(report, 0), 375);
  assert_int_equal(tthc_report_figure_denominator(report, 0), 100);
  assert_int_equal(tthc_report_figure_verdict(report, 0), TTHC_MET);
  tthc_report_free(report);
  tthc_plan_free(plan);
}

static void test_late(void **state) {
  static const char wanted[] =
    "B.2 o UBND huyện A 2021-01 2021-02-01 138 91\nB.2 o UBND huyện A 2021-02 2021-03-01 110 76\n"
    "B.1.1 b UBND xã B 2021-Q1 2021-03-31 80 54\nB.2 o UBND huyện A 2021-05 2021-05-31 19 14\n"
    "A.1 a Phòng A kstt:2021-Q2 2021-06-16 3 2\nA.1 b UBND xã B kstt:2021-Q2 2021-06-16 3 2\n";
  tthc_report *report = case_report(FACTS, "kstt:2021-Q2", "{'as_of': '2021-06-19'}");
  static struct lines got;
  tthc_text *sentence = tthc_report_late_sentence(report, 4, NULL, NULL);
  tthc_error *err = tthc_error_new();
  char day[16];
  int32_t i;
  (void)state;
  got.size = 0;
  for (i = 0; i < tthc_report_late_count(report); i++)
    put_line(&got, "%s %s %s %s %s %d %d\n", tthc_report_late_task_id(report, i), tthc_report_late_unit_id(report, i),
             tthc_report_late_unit_name(report, i), tthc_report_late_period(report, i),
             show_day(tthc_report_late_due_day(report, i), day), (int)tthc_report_late_days_late(report, i),
             (int)tthc_report_late_working_days_late(report, i));
  assert_string_equal(got.text, wanted);
  assert_string_equal(tthc_text_data(sentence),
                      "Quá hạn 3 ngày (2 ngày làm việc) kể từ ngày 16/06/2021; chưa có báo cáo.");
  tthc_text_free(sentence);
  assert_null(tthc_report_late_sentence(report, 6, NULL, err));
  assert_int_equal(tthc_error_code(err), TTHC_E_ARGUMENT);
  assert_null(tthc_report_late_sentence(NULL, 0, NULL, err));
  assert_int_equal(tthc_error_code(err), TTHC_E_HANDLE);
  tthc_error_free(err);
  tthc_report_free(report);
}

/* Against 14 March: what was overdue then is January's and February's meeting, and it still is. */
static void test_changes(void **state) {
  static const char wanted[] =
    "entered-overdue A.1 a Phòng A kstt:2021-Q2 overdue\nentered-overdue A.1 b UBND xã B kstt:2021-Q2 overdue\n"
    "entered-overdue B.1.1 b UBND xã B 2021-Q1 overdue\nleft-overdue B.2 o UBND huyện A 2021-01 done-late\n"
    "entered-overdue B.2 o UBND huyện A 2021-05 overdue\n";
  tthc_report *report = case_report(
    FACTS ", {'kind': 'progress', 'task': 'B.2', 'unit': 'o', 'period': '2021-01', 'state': 'done', 'day': '2021-04-01'}",
    "kstt:2021-Q2", "{'as_of': '2021-06-19', 'compare': true}");
  static struct lines got;
  int32_t i;
  (void)state;
  got.size = 0;
  for (i = 0; i < tthc_report_change_count(report); i++)
    put_line(&got, "%s %s %s %s %s %s\n", tthc_assessment_change_word(tthc_report_change_kind(report, i)),
             tthc_report_change_task_id(report, i), tthc_report_change_unit_id(report, i),
             tthc_report_change_unit_name(report, i), tthc_report_change_period(report, i),
             tthc_state_word(tthc_report_change_state(report, i)));
  assert_string_equal(got.text, wanted);
  tthc_report_free(report);
  report = case_report(FACTS, "kstt:2021-Q2", NULL);
  assert_int_equal(tthc_report_change_count(report), 0); /* not asked for */
  tthc_report_free(report);
}

/* --- a unit's report is that part of the whole -------------------------------------------------------------------- */

/* The lines, remarks and late rows of one unit; of the whole report those that are about it. */
static void print_part(struct lines *out, const tthc_report *report, const char *unit) {
  int32_t i, scope, cell;
  out->size = 0;
  for (i = 0; i < tthc_report_line_count(report); i++) {
    if (!check_same(tthc_report_line_unit_id(report, i), unit) &&
        !(tthc_report_line_kind(report, i) == TTHC_OF_UNIT && check_same(tthc_report_line_id(report, i), unit)))
      continue;
    put_line(out, "%s", tthc_report_line_id(report, i));
    for (scope = 1; scope <= 3; scope++)
      for (cell = 0; cell <= 6; cell++) put_line(out, " %d", (int)tthc_report_line_cell(report, i, scope, cell));
    put_line(out, " %d %d\n", (int)tthc_report_line_reports_expected(report, i),
             (int)tthc_report_line_reports_late(report, i));
  }
  for (i = 0; i < tthc_report_remark_count(report); i++)
    if (check_same(tthc_report_remark_unit_id(report, i), unit))
      put_line(out, "%s %s\n", tthc_report_remark_task_id(report, i), tthc_report_remark_text(report, i));
  for (i = 0; i < tthc_report_late_count(report); i++)
    if (check_same(tthc_report_late_unit_id(report, i), unit))
      put_line(out, "%s %s %d\n", tthc_report_late_task_id(report, i), tthc_report_late_period(report, i),
               (int)tthc_report_late_days_late(report, i));
  for (i = 0; i < tthc_report_evidence_count(report); i++)
    if (check_same(tthc_report_evidence_unit_id(report, i), unit))
      put_line(out, "%s %s\n", tthc_report_evidence_task_id(report, i), tthc_report_evidence_number(report, i));
  for (i = 0; i < tthc_report_value_count(report); i++)
    if (check_same(tthc_report_value_unit_id(report, i), unit))
      put_line(out, "%s %s %s\n", tthc_report_value_indicator_id(report, i),
               SHOW(tthc_report_value_text(report, i, NULL)), SHOW(tthc_report_figure_text(report, i, NULL)));
}

static void test_units(void **state) {
  static struct lines of_whole, of_unit;
  tthc_plan *plan = example_plan();
  tthc_report *whole = report_of(plan, "kstt:2021-Q2", "{'as_of': '2021-06-19', 'per_unit': true}");
  int32_t i;
  int failures = 0;
  (void)state;
  for (i = 0; i < tthc_plan_unit_count(plan); i++) {
    const char *id = tthc_unit_id(plan, i);
    char options[256];
    tthc_report *report;
    if (tthc_unit_kind(plan, i) != TTHC_UNIT_SINGLE) continue;
    snprintf(options, sizeof options, "{'as_of': '2021-06-19', 'per_unit': true, 'unit': '%s'}", id);
    report = report_of(plan, "kstt:2021-Q2", options);
    print_part(&of_whole, whole, id);
    print_part(&of_unit, report, id);
    failures += check_text(id, of_unit.text, of_whole.text);
    assert_true(of_unit.size > 100);
    tthc_report_free(report);
  }
  tthc_report_free(whole);
  tthc_plan_free(plan);
  CHECK_NONE_FAILED(failures);
}

/* --- the same for ever -------------------------------------------------------------------------------------------- */

static const char *const past_periods[] = {"kstt:2021-Q1", "kstt:2021-Q2", "2021-Q2", "2021-03-01..2021-05-31"};
#define PAST_OPTIONS "{'known_at': 1624000000, 'per_unit': true, 'compare': true}"

static void test_order_of_facts(void **state) {
  const char *folder = getenv("TTHC_TEST_SOURCE_DIR");
  static char rows[2000][2048];
  static char document[4 << 20];
  char path[1024], line[2048];
  tthc_plan *plan = example_plan(), *other;
  size_t i, size = 0, count = 0;
  tthc_text *text;
  FILE *file;
  (void)state;
  snprintf(path, sizeof path, "%s/examples/data/vinh-cuu-2021-facts.json", folder == NULL ? "." : folder);
  file = fopen(path, "r");
  assert_non_null(file);
  while (fgets(line, sizeof line, file) != NULL) {
    if (strncmp(line, "    {", 5) != 0) continue;
    line[strcspn(line, "\n")] = '\0';
    if (line[strlen(line) - 1] == ',') line[strlen(line) - 1] = '\0';
    assert_true(count < COUNT(rows));
    snprintf(rows[count++], sizeof *rows, "%s", line);
  }
  fclose(file);
  assert_int_equal(count, tthc_plan_fact_count(plan));
  size += (size_t)snprintf(document, sizeof document,
                           "{\"format\": \"tthcplan-facts/1\", \"plan\": \"vinh-cuu-2021\", \"facts\": [");
  for (i = 0; i < count; i++) /* 5 and the count have no divisor in common: each row comes once */
    size += (size_t)snprintf(document + size, sizeof document - size, "%s%s", i > 0 ? "," : "",
                             rows[(count - 1 - i) * 5 % count]);
  snprintf(document + size, sizeof document - size, "]}");
  snprintf(path, sizeof path, "%s/examples/data/vinh-cuu-2021.json", folder == NULL ? "." : folder);
  text = tthc_text_from_file(path, NULL);
  other = tthc_plan_read(tthc_text_data(text), tthc_text_size(text), NULL, NULL);
  assert_int_equal(tthc_plan_read_facts(other, document, -1, NULL, NULL), count);
  tthc_text_free(text);
  for (i = 0; i < COUNT(past_periods); i++) {
    tthc_text *one = json_of(plan, past_periods[i], PAST_OPTIONS);
    tthc_text *same = json_of(other, past_periods[i], PAST_OPTIONS);
    assert_true(tthc_text_size(one) > 10000);
    assert_true(tthc_text_size(one) == tthc_text_size(same) &&
                memcmp(tthc_text_data(one), tthc_text_data(same), (size_t)tthc_text_size(one)) == 0);
    tthc_text_free(one);
    tthc_text_free(same);
  }
  tthc_plan_free(other);
  tthc_plan_free(plan);
}

/* What is recorded later, and what happens later, does not touch a past report. */
static void test_later_facts(void **state) {
  static const char *const later[] = {
    "{'kind': 'progress', 'task': 'A.1', 'unit': 'ubnd-xa-ma-da', 'period': 'kstt:2021-Q2', 'state': 'done', 'day': "
    "'2021-12-01', 'recorded_at': 1600000000, 'note': 'x', 'difficulties': 'x'}",
    "{'kind': 'progress', 'task': 'A.1', 'unit': 'ubnd-xa-ma-da', 'period': 'kstt:2021-Q1', 'state': 'cancelled', "
    "'day': '2021-03-12', 'recorded_at': 1624000001, 'difficulties': 'x', 'evidence': {'number': '1'}}",
    "{'kind': 'progress', 'task': 'I.2', 'unit': 'van-phong-hdnd-ubnd', 'period': '2021-01', 'state': 'not-started', "
    "'day': '2021-01-29', 'recorded_at': 1624000001, 'corrects': 'p-i2-van-phong-hdnd-ubnd-m01'}",
    "{'kind': 'measurement', 'indicator': 'ty-le-ho-so-truc-tuyen', 'unit': 'ubnd-xa-ma-da', 'period': "
    "'kstt:2021-Q2', 'numerator': 1, 'denominator': 9, 'day': '2021-06-14', 'recorded_at': 1624000001}"};
  tthc_plan *plan = example_plan();
  tthc_text *before[COUNT(past_periods)];
  size_t i;
  int failures = 0;
  (void)state;
  for (i = 0; i < COUNT(past_periods); i++) before[i] = json_of(plan, past_periods[i], PAST_OPTIONS);
  for (i = 0; i < COUNT(later); i++) {
    char json[512];
    snprintf(json, sizeof json, "%s", later[i]);
    quote(json);
    assert_true(tthc_plan_add_fact(plan, json, -1, NULL) >= 0);
  }
  for (i = 0; i < COUNT(past_periods); i++) {
    tthc_text *now = json_of(plan, past_periods[i], PAST_OPTIONS);
    tthc_text *all = json_of(plan, past_periods[i], "{'known_at': 1624000001, 'per_unit': true, 'compare': true}");
    failures += strcmp(tthc_text_data(now), tthc_text_data(before[i])) != 0;
    failures += strcmp(tthc_text_data(all), tthc_text_data(now)) == 0; /* a second later it is another */
    tthc_text_free(now);
    tthc_text_free(all);
    tthc_text_free(before[i]);
  }
  tthc_plan_free(plan);
  CHECK_NONE_FAILED(failures);
}

/* A plan of nothing, and rows that there are not. */
static void test_empty(void **state) {
  tthc_plan *plan = case_plan("'units': []", NULL);
  tthc_report *report = report_of(plan, "kstt:2021-Q2", "{'per_unit': true, 'compare': true}");
  tthc_text *text = tthc_report_text(report, "en", NULL), *json = tthc_report_json(report, NULL, NULL);
  (void)state;
  assert_int_equal(tthc_report_line_count(report), 1);
  assert_int_equal(tthc_report_line_kind(report, 1), 0);
  assert_null(tthc_report_line_id(report, -1));
  assert_int_equal(tthc_report_task_find(report, "A"), TTHC_NONE);
  assert_int_equal(tthc_report_line_find(report, NULL, TTHC_OF_TASK, "A"), TTHC_NONE);
  assert_int_equal(tthc_report_evidence_day(report, 0), TTHC_NO_DAY);
  assert_int_equal(tthc_report_task_percent(report, 0), TTHC_NO_NUMBER);
  assert_int_equal(tthc_report_line_reports_received(report, 5) + tthc_report_line_reports_on_time(report, 5) +
                     tthc_report_line_reports_missing(report, 5), 0);
  assert_int_equal(tthc_report_value_count(report), 0);
  assert_non_null(strstr(tthc_text_data(text), "V. OVERDUE\n\nNone.\n"));
  assert_non_null(strstr(tthc_text_data(json), "\"late\": []"));
  tthc_text_free(text);
  tthc_text_free(json);
  tthc_report_free(report);
  tthc_report_free(NULL);
  tthc_plan_free(plan);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_header),      cmocka_unit_test(test_header_of_options),
    cmocka_unit_test(test_bad),         cmocka_unit_test(test_counts),
    cmocka_unit_test(test_sums),        cmocka_unit_test(test_quarters),
    cmocka_unit_test(test_column),      cmocka_unit_test(test_tasks),
    cmocka_unit_test(test_facts_of_the_period),
    cmocka_unit_test(test_values),      cmocka_unit_test(test_sum_of_values),
    cmocka_unit_test(test_late),        cmocka_unit_test(test_changes),
    cmocka_unit_test(test_units),       cmocka_unit_test(test_order_of_facts),
    cmocka_unit_test(test_later_facts), cmocka_unit_test(test_empty),
    cmocka_unit_test(test_days_in_law), cmocka_unit_test(test_notes),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
