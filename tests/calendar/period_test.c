/* Periods: their ids, their days by the calendar and by the reporting regime, and what is no period. */
#include "calendar/period.h"

#include "support/check.h"

#include <stdio.h>

static int set_up(void **state) {
  *state = tthc_calendar_new(NULL, NULL);
  return *state == NULL;
}

static int tear_down(void **state) {
  tthc_calendar_free(*state);
  return 0;
}

struct row {
  const char *id;
  const char *first;
  const char *last;
};

static int check_period(const tthc_calendar *calendar, const struct row *row) {
  tthc_error *err = tthc_error_new();
  int failures = check_int(row->id, tthc_period_first_day(calendar, row->id, err), tthc_day_from_text(row->first,
    NULL));
  failures += check_int(row->id, tthc_period_last_day(calendar, row->id, err), tthc_day_from_text(row->last, NULL));
  failures += check_int(row->id, tthc_error_code(err), TTHC_OK);
  tthc_error_free(err);
  return failures;
}

static void test_calendar_periods(void **state) {
  static const struct row rows[] = {
    {"2021", "2021-01-01", "2021-12-31"},
    {"1900", "1900-01-01", "1900-12-31"},
    {"2200", "2200-01-01", "2200-12-31"},
    {"2021-H1", "2021-01-01", "2021-06-30"},
    {"2021-H2", "2021-07-01", "2021-12-31"},
    {"2021-9M", "2021-01-01", "2021-09-30"},
    {"2021-Q1", "2021-01-01", "2021-03-31"},
    {"2021-Q2", "2021-04-01", "2021-06-30"},
    {"2021-Q3", "2021-07-01", "2021-09-30"},
    {"2021-Q4", "2021-10-01", "2021-12-31"},
    {"2021-01", "2021-01-01", "2021-01-31"},
    {"2021-02", "2021-02-01", "2021-02-28"},
    {"2024-02", "2024-02-01", "2024-02-29"},
    {"2100-02", "2100-02-01", "2100-02-28"},
    {"2021-12", "2021-12-01", "2021-12-31"},
    {"2021-02-01..2021-09-30", "2021-02-01", "2021-09-30"},
    {"2021-06-30..2021-06-30", "2021-06-30", "2021-06-30"},
    {"2021-06-30", "2021-06-30", "2021-06-30"},
    {"2024-02-29", "2024-02-29", "2024-02-29"},
    {"2200-12-31", "2200-12-31", "2200-12-31"},
    {"1900-01-01..2200-12-31", "1900-01-01", "2200-12-31"},
  };
  int failures = 0;
  size_t i;
  for (i = 0; i < COUNT(rows); i++) {
    failures += check_period(*state, &rows[i]);
    failures += check_period(NULL, &rows[i]); /* a calendar is only needed for regimes */
  }
  CHECK_NONE_FAILED(failures);
}

/* ISO 8601 weeks at the turns of years, and a year of 53. */
static void test_weeks(void **state) {
  static const struct row rows[] = {
    {"2021-W01", "2021-01-04", "2021-01-10"}, {"2021-W05", "2021-02-01", "2021-02-07"},
    {"2021-W52", "2021-12-27", "2022-01-02"}, {"2020-W01", "2019-12-30", "2020-01-05"},
    {"2020-W53", "2020-12-28", "2021-01-03"}, {"2015-W53", "2015-12-28", "2016-01-03"},
    {"2016-W01", "2016-01-04", "2016-01-10"}, {"2009-W53", "2009-12-28", "2010-01-03"},
    {"2005-W52", "2005-12-26", "2006-01-01"}, {"2008-W01", "2007-12-31", "2008-01-06"},
  };
  int failures = 0;
  size_t i;
  for (i = 0; i < COUNT(rows); i++) failures += check_period(*state, &rows[i]);
  CHECK_NONE_FAILED(failures);
}

/* Weeks follow each other without a gap, from the first of 1990 to the last of 2060. */
static void test_weeks_follow_each_other(void **state) {
  int32_t year, week, expected = tthc_day_from_text("1990-01-01", NULL);
  int failures = 0, long_years = 0;
  for (year = 1990; year <= 2060; year++) {
    for (week = 1; week <= 53; week++) {
      char id[32];
      int32_t first;
      snprintf(id, sizeof id, "%d-W%02d", (int)year, (int)week);
      first = tthc_period_first_day(*state, id, NULL);
      if (week == 53 && first == TTHC_NO_DAY) break;
      long_years += week == 53;
      failures += check_int(id, first, expected);
      failures += check_int(id, tthc_period_last_day(*state, id, NULL), expected + 6);
      expected += 7;
    }
  }
  CHECK_NONE_FAILED(failures);
  assert_int_equal(long_years, 13); /* 1992 98 2004 09 15 20 26 32 37 43 48 54 60 */
}

/* Decree 09/2019/NĐ-CP, art. 12: from the 15th to the 14th. */
static void test_reporting_periods_of_2021(void **state) {
  static const struct row rows[] = {
    {"kstt:2021-01", "2020-12-15", "2021-01-14"}, {"kstt:2021-02", "2021-01-15", "2021-02-14"},
    {"kstt:2021-03", "2021-02-15", "2021-03-14"}, {"kstt:2021-12", "2021-11-15", "2021-12-14"},
    {"kstt:2021-Q1", "2020-12-15", "2021-03-14"}, {"kstt:2021-Q2", "2021-03-15", "2021-06-14"},
    {"kstt:2021-Q3", "2021-06-15", "2021-09-14"}, {"kstt:2021-Q4", "2021-09-15", "2021-12-14"},
    {"kstt:2021-H1", "2020-12-15", "2021-06-14"}, {"kstt:2021-H2", "2021-06-15", "2021-12-14"},
    {"kstt:2021-9M", "2020-12-15", "2021-09-14"}, {"kstt:2021", "2020-12-15", "2021-12-14"},
  };
  int failures = 0;
  size_t i;
  for (i = 0; i < COUNT(rows); i++) failures += check_period(*state, &rows[i]);
  CHECK_NONE_FAILED(failures);
}

/* Whatever divides a year, a period begins the day after the one before it. */
static void test_periods_leave_no_gap(void **state) {
  static const char *const prefixes[] = {"", "kstt:"};
  static const struct {
    const char *format;
    int count;
  } divisions[] = {{"%s%d", 1}, {"%s%d-H%d", 2}, {"%s%d-Q%d", 4}, {"%s%d-%02d", 12}};
  int failures = 0;
  size_t p, d;
  for (p = 0; p < COUNT(prefixes); p++) {
    for (d = 0; d < COUNT(divisions); d++) {
      int32_t expected = TTHC_NO_DAY;
      int year, n;
      for (year = 2015; year <= 2030; year++) {
        for (n = 1; n <= divisions[d].count; n++) {
          char id[32];
          int32_t first;
          if (d == 0)
            snprintf(id, sizeof id, "%s%d", prefixes[p], year);
          else if (d == 3)
            snprintf(id, sizeof id, "%s%d-%02d", prefixes[p], year, n);
          else
            snprintf(id, sizeof id, "%s%d-%c%d", prefixes[p], year, d == 1 ? 'H' : 'Q', n);
          first = tthc_period_first_day(*state, id, NULL);
          if (expected != TTHC_NO_DAY) failures += check_int(id, first, expected);
          expected = tthc_period_last_day(*state, id, NULL) + 1;
        }
      }
    }
  }
  CHECK_NONE_FAILED(failures);
}

static void test_sending_days(void **state) {
  static const struct {
    const char *period;
    const char *level;
    const char *day;
  } rows[] = {
    /* as a province set them for quarter 3: communes and divisions 16, departments 18, districts 19, the province 25 */
    {"kstt:2021-Q3", "commune", "2021-09-16"}, {"kstt:2021-Q3", "division", "2021-09-16"},
    {"kstt:2021-Q3", "department", "2021-09-18"}, /* a Saturday: these days never move */
    {"kstt:2021-Q3", "district", "2021-09-19"},   {"kstt:2021-Q3", "province", "2021-09-25"},
    {"kstt:2021-Q1", "commune", "2021-03-16"},    {"kstt:2021-Q4", "commune", "2021-12-16"},
    {"kstt:2021", "commune", "2021-12-16"},       {"kstt:2021-02", "commune", "2021-02-16"}, /* in Tết */
    /* no rule of its own: one working day after the cut-off */
    {"kstt:2021-Q1", NULL, "2021-03-15"},         {"kstt:2021-Q2", NULL, "2021-06-15"},
    {"kstt:2021-Q2", "school", "2021-06-15"},     {"kstt:2021-02", NULL, "2021-02-17"}, /* cut off in Tết */
    {"kstt:2021-08", "", "2021-08-16"},           /* cut off on a Saturday */
  };
  tthc_error *err = tthc_error_new();
  int failures = 0;
  size_t i;
  for (i = 0; i < COUNT(rows); i++)
    failures += check_int(rows[i].period, tthc_period_sending_day(*state, rows[i].period, rows[i].level, err),
                          tthc_day_from_text(rows[i].day, NULL));
  CHECK_NONE_FAILED(failures);
  assert_int_equal(tthc_error_code(err), TTHC_OK);
  assert_int_equal(tthc_period_sending_day(*state, "2021-Q1", "commune", err), TTHC_NO_DAY);
  assert_int_equal(tthc_error_code(err), TTHC_E_PERIOD);
  assert_non_null(strstr(tthc_error_expected(err, "en"), "kstt:2021-Q2"));
  assert_int_equal(tthc_period_sending_day(*state, "cchc:2021-Q1", "commune", err), TTHC_NO_DAY);
  assert_int_equal(tthc_error_code(err), TTHC_E_UNKNOWN_ID);
  tthc_error_free(err);
}

static void test_forms_that_people_use(void **state) {
  static const struct {
    const char *id;
    const char *canonical;
  } rows[] = {
    {"2021", "2021"}, {"năm 2021", "2021"}, {"Năm 2021", "2021"}, {"NĂM 2021", "2021"}, {"nam 2021", "2021"},
    {"2021-H1", "2021-H1"}, {"2021-h2", "2021-H2"}, {"2021H1", "2021-H1"}, {"6 tháng đầu năm 2021", "2021-H1"},
    {"6 tháng cuối năm 2021", "2021-H2"}, {"2021-40", "2021-H1"}, {"2021-41", "2021-H2"},
    {"2021-9M", "2021-9M"}, {"2021-9m", "2021-9M"}, {"9 tháng đầu năm 2021", "2021-9M"},
    {"2021-Q1", "2021-Q1"}, {"2021Q1", "2021-Q1"}, {"2021q4", "2021-Q4"}, {"2021-QI", "2021-Q1"},
    {"Quý I/2021", "2021-Q1"}, {"Quý 1/2021", "2021-Q1"}, {"Quý I năm 2021", "2021-Q1"}, {"Q1/2021", "2021-Q1"},
    {"Quý II/2021", "2021-Q2"}, {"Quý III/2021", "2021-Q3"}, {"Quý IV/2021", "2021-Q4"}, {"QUÝ IV/2021", "2021-Q4"},
    {"quý iv - 2021", "2021-Q4"}, {"Quí III/2021", "2021-Q3"}, {"Q.II/2021", "2021-Q2"}, {"QII/2021", "2021-Q2"},
    {"Quy\xcc\x81 I/2021", "2021-Q1"}, {"Quy I/2021", "2021-Q1"}, {"Quý  I / 2021", "2021-Q1"},
    {"2021-33", "2021-Q1"}, {"2021-34", "2021-Q2"}, {"2021-35", "2021-Q3"}, {"2021-36", "2021-Q4"},
    {"2021-06", "2021-06"}, {"tháng 6/2021", "2021-06"}, {"Tháng 06/2021", "2021-06"}, {"06/2021", "2021-06"},
    {"6/2021", "2021-06"}, {"tháng 6 năm 2021", "2021-06"}, {"THÁNG 12/2021", "2021-12"}, {"thang 1/2021", "2021-01"},
    {"tha\xcc\x81ng 6/2021", "2021-06"}, {"2021/06", "2021-06"}, {"12-2021", "2021-12"},
    {"2021-W05", "2021-W05"}, {"2021W05", "2021-W05"}, {"2020-w53", "2020-W53"},
    {"2021-06-30", "2021-06-30"}, {"2021-06-30..2021-06-30", "2021-06-30"},
    {"2021-02-01..2021-09-30", "2021-02-01..2021-09-30"}, {"2021-04-01..2021-06-30", "2021-Q2"},
    {"2021-01-01..2021-12-31", "2021"}, {"2021-06-01..2021-06-30", "2021-06"}, {"2021-02-01..2021-02-07", "2021-W05"},
    {"2021-12-27..2022-01-02", "2021-W52"}, {"2019-12-30..2020-01-05", "2020-W01"},
    {"kstt:2021-Q2", "kstt:2021-Q2"}, {"kstt:Quý II/2021", "kstt:2021-Q2"}, {"kstt:6/2021", "kstt:2021-06"},
    {"kstt:9 tháng đầu năm 2021", "kstt:2021-9M"}, {"kstt:2021-41", "kstt:2021-H2"}, {"kstt:năm 2021", "kstt:2021"},
  };
  tthc_error *err = tthc_error_new();
  int failures = 0;
  size_t i;
  for (i = 0; i < COUNT(rows); i++) {
    tthc_text *text = tthc_period_canonical(*state, rows[i].id, err);
    failures += check_text(rows[i].id, tthc_text_data(text), rows[i].canonical);
    failures += check_int(rows[i].id, tthc_period_first_day(*state, rows[i].id, err),
                          tthc_period_first_day(*state, rows[i].canonical, NULL));
    failures += check_int(rows[i].id, tthc_period_last_day(*state, rows[i].id, err),
                          tthc_period_last_day(*state, rows[i].canonical, NULL));
    tthc_text_free(text);
  }
  CHECK_NONE_FAILED(failures);
  assert_int_equal(tthc_error_code(err), TTHC_OK);
  tthc_error_free(err);
}

/* Weeks and days go on past the end of their year by number, and no id is given twice. */
static void test_weeks_and_days_by_number(void **state) {
  int32_t n;
  int failures = 0;
  (void)state;
  for (n = 0; n < 5000; n++) {
    const struct period week = tthc__period_nth(NULL, PERIOD_WEEK, 2015, n);
    const struct period day = tthc__period_nth(NULL, PERIOD_DAY, 2015, n);
    struct period read;
    struct buffer id = {0};
    tthc__put_period(&id, &week);
    failures += check_int(id.data, week.first_day, tthc_day_from_text("2014-12-29", NULL) + 7 * n);
    failures += check_int(id.data, tthc__period_read(NULL, id.data, &read, NULL), TTHC_OK);
    failures += check_int(id.data, read.first_day, week.first_day);
    tthc__buffer_free(&id);
    tthc__put_period(&id, &day);
    failures += check_int(id.data, day.first_day, tthc_day_from_text("2015-01-01", NULL) + n);
    failures += check_int(id.data, tthc__period_read(NULL, id.data, &read, NULL), TTHC_OK);
    failures += check_int(id.data, read.kind == PERIOD_DAY && read.last_day == day.last_day, 1);
    tthc__buffer_free(&id);
  }
  CHECK_NONE_FAILED(failures);
}

/* What documents hold is read strictly. */
static void test_strict_ids(void **state) {
  static const char *const loose[] = {"2021Q1", "Quý I/2021", "2021-q1", "6/2021", "2021-34", "năm 2021", "2021-40"};
  struct period read;
  int failures = 0;
  size_t i;
  for (i = 0; i < COUNT(loose); i++)
    failures += check_int(loose[i], tthc__period_read(*state, loose[i], &read, NULL), TTHC_E_PERIOD);
  CHECK_NONE_FAILED(failures);
}

static void test_what_is_no_period(void **state) {
  static const struct {
    const char *id;
    int32_t code;
  } rows[] = {
    {NULL, TTHC_E_PERIOD}, {"", TTHC_E_PERIOD}, {" ", TTHC_E_PERIOD}, {"2021 ", TTHC_E_PERIOD},
    {" 2021", TTHC_E_PERIOD}, {"1899", TTHC_E_PERIOD}, {"2201", TTHC_E_PERIOD}, {"21", TTHC_E_PERIOD},
    {"02021", TTHC_E_PERIOD}, {"2021-", TTHC_E_PERIOD}, {"2021-H", TTHC_E_PERIOD}, {"2021-H0", TTHC_E_PERIOD},
    {"2021-H3", TTHC_E_PERIOD}, {"2021-H01", TTHC_E_PERIOD}, {"2021-Q0", TTHC_E_PERIOD},
    {"2021-Q5", TTHC_E_PERIOD},
    {"2021-Q11", TTHC_E_PERIOD}, {"2021-6M", TTHC_E_PERIOD}, {"2021-9", TTHC_E_PERIOD},
    {"2021-00", TTHC_E_PERIOD}, {"2021-13", TTHC_E_PERIOD}, {"2021-1", TTHC_E_PERIOD}, {"2021-001", TTHC_E_PERIOD},
    {"2021-W00", TTHC_E_PERIOD}, {"2021-W5", TTHC_E_PERIOD}, {"2021-W53", TTHC_E_PERIOD}, {"2019-W53", TTHC_E_PERIOD},
    {"2020-W54", TTHC_E_PERIOD}, {"2021-W05-1", TTHC_E_PERIOD},
    {"2021-06-30..", TTHC_E_PERIOD}, {"..2021-06-30", TTHC_E_PERIOD}, {"2021-06-30..2021-06-29", TTHC_E_PERIOD},
    {"2021-02-01..2021-02-29", TTHC_E_PERIOD}, {"2021-02-01...2021-02-28", TTHC_E_PERIOD},
    {"2021-02-01..2021-02-28 ", TTHC_E_PERIOD}, {"2021..2022", TTHC_E_PERIOD}, {"2021-01..2021-02", TTHC_E_PERIOD},
    {"2021-02-01--2021-09-30", TTHC_E_PERIOD}, {"event", TTHC_E_PERIOD}, {"plan", TTHC_E_PERIOD},
    {"2021-Q2#2", TTHC_E_PERIOD}, {"kstt:", TTHC_E_PERIOD}, {"kstt:2021-Q5", TTHC_E_PERIOD},
    {"kstt:2021-W05", TTHC_E_PERIOD}, /* a regime has no weeks unless it cuts them */
    {"kstt:2021-02-01..2021-09-30", TTHC_E_PERIOD}, {"kstt:kstt:2021", TTHC_E_PERIOD}, {"kstt: 2021", TTHC_E_PERIOD},
    {":2021", TTHC_E_UNKNOWN_ID}, {"KSTT:2021", TTHC_E_UNKNOWN_ID}, {"cchc:2021-Q1", TTHC_E_UNKNOWN_ID},
    {"\xff", TTHC_E_PERIOD}, {"\xff:2021", TTHC_E_UNKNOWN_ID},
    /* not among the forms that people use either */
    {"Quý V/2021", TTHC_E_PERIOD}, {"Quý 0/2021", TTHC_E_PERIOD}, {"Quý 5/2021", TTHC_E_PERIOD},
    {"Quý IIII/2021", TTHC_E_PERIOD}, {"Quý VI/2021", TTHC_E_PERIOD}, {"Quý II", TTHC_E_PERIOD},
    {"Quý/2021", TTHC_E_PERIOD}, {"Quý I/21", TTHC_E_PERIOD}, {"Quý I/0000", TTHC_E_PERIOD},
    {"Quý I/1899", TTHC_E_PERIOD}, {"Quý I/99999", TTHC_E_PERIOD}, {"Quý I và II/2021", TTHC_E_PERIOD},
    {"Quý I và năm 2021", TTHC_E_PERIOD}, {"Quý I, 2021", TTHC_E_PERIOD}, {"Quý I//2021", TTHC_E_PERIOD},
    {"Quý I/2021.", TTHC_E_PERIOD}, {"-Quý I/2021", TTHC_E_PERIOD}, {"Quý I/2021\n", TTHC_E_PERIOD},
    {"Quý\tI/2021", TTHC_E_PERIOD}, {"Quý I/2021\x7f", TTHC_E_PERIOD}, {"Quý\xc2\x85I/2021", TTHC_E_PERIOD},
    {"Quý\xc2\xa0I/2021", TTHC_E_PERIOD}, {"Qu\xc3 I/2021", TTHC_E_PERIOD}, {"Qu\xbd I/2021", TTHC_E_PERIOD},
    {"Quý I/2021\xc3", TTHC_E_PERIOD}, {"\xcc\x81", TTHC_E_PERIOD}, {"tháng 0/2021", TTHC_E_PERIOD},
    {"tháng 13/2021", TTHC_E_PERIOD}, {"tháng 006/2021", TTHC_E_PERIOD}, {"13/2021", TTHC_E_PERIOD},
    {"0/2021", TTHC_E_PERIOD}, {"2021-6", TTHC_E_PERIOD}, {"30/6/2021", TTHC_E_PERIOD}, {"6/21", TTHC_E_PERIOD},
    {"năm 21", TTHC_E_PERIOD}, {"năm 0", TTHC_E_PERIOD}, {"năm 0000", TTHC_E_PERIOD}, {"năm 99999", TTHC_E_PERIOD},
    {"99999", TTHC_E_PERIOD}, {"0000", TTHC_E_PERIOD}, {"6 tháng năm 2021", TTHC_E_PERIOD},
    {"9 tháng cuối năm 2021", TTHC_E_PERIOD}, {"3 tháng đầu năm 2021", TTHC_E_PERIOD},
    {"6 tháng đầu năm", TTHC_E_PERIOD}, {"2021-32", TTHC_E_PERIOD}, {"2021-37", TTHC_E_PERIOD},
    {"2021-39", TTHC_E_PERIOD}, {"2021-42", TTHC_E_PERIOD}, {"2021-W54", TTHC_E_PERIOD}, {"2021W53", TTHC_E_PERIOD},
    {"2021-02-29", TTHC_E_PERIOD}, {"2201-01-01", TTHC_E_PERIOD}, {"kstt:2021-06-30", TTHC_E_PERIOD},
    {"kstt:tháng 13/2021", TTHC_E_PERIOD}, {"kstt:Quý V/2021", TTHC_E_PERIOD}, {"cchc:Quý I/2021", TTHC_E_UNKNOWN_ID},
    {"kstt:1900-Q1", TTHC_E_PERIOD}, /* would begin in 1899 */
  };
  tthc_error *err = tthc_error_new();
  int failures = 0;
  size_t i;
  for (i = 0; i < COUNT(rows); i++) {
    const char *label = check_show(rows[i].id);
    failures += check_int(label, tthc_period_first_day(*state, rows[i].id, err), TTHC_NO_DAY);
    failures += check_int(label, tthc_error_code(err), rows[i].code);
    failures += check_int(label, tthc_period_last_day(*state, rows[i].id, NULL), TTHC_NO_DAY);
    failures += check_int(label, tthc_error_expected(err, "vi") != NULL, 1);
    failures += check_int(label, tthc_period_canonical(*state, rows[i].id, NULL) == NULL, 1);
  }
  CHECK_NONE_FAILED(failures);
  tthc_error_free(err);
}

static void test_regimes_need_a_calendar(void **state) {
  tthc_error *err = tthc_error_new();
  char id[700];
  (void)state;
  assert_int_equal(tthc_period_first_day(NULL, "kstt:2021-Q2", err), TTHC_NO_DAY);
  assert_int_equal(tthc_error_code(err), TTHC_E_UNKNOWN_ID);
  assert_int_equal(tthc_period_first_day((const tthc_calendar *)(const void *)err, "2021", err), TTHC_NO_DAY);
  assert_int_equal(tthc_error_code(err), TTHC_E_HANDLE);
  memset(id, 'k', sizeof id);
  memcpy(id + sizeof id - 6, ":2021", 6);
  assert_int_equal(tthc_period_first_day(*state, id, err), TTHC_NO_DAY);
  assert_int_equal(tthc_error_code(err), TTHC_E_UNKNOWN_ID);
  tthc_error_free(err);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_calendar_periods),
    cmocka_unit_test(test_weeks),
    cmocka_unit_test(test_weeks_follow_each_other),
    cmocka_unit_test(test_reporting_periods_of_2021),
    cmocka_unit_test(test_periods_leave_no_gap),
    cmocka_unit_test(test_sending_days),
    cmocka_unit_test(test_forms_that_people_use),
    cmocka_unit_test(test_weeks_and_days_by_number),
    cmocka_unit_test(test_strict_ids),
    cmocka_unit_test(test_what_is_no_period),
    cmocka_unit_test(test_regimes_need_a_calendar),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
