/* Civil days: every one of them against a count by hand, their text, and what is no day. */
#include "tthcplan/day.h"

#include "support/check.h"

#include <stdio.h>

/* A calendar that only knows how to go on to the next day. */
struct walk {
  int year;
  int month;
  int day;
  int weekday; /* 1 Monday .. 7 Sunday */
};

static int last_day(int year, int month) {
  if (month == 2) return year % 400 == 0 || (year % 4 == 0 && year % 100 != 0) ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

static void step(struct walk *walk) {
  walk->weekday = walk->weekday % 7 + 1;
  if (++walk->day <= last_day(walk->year, walk->month)) return;
  walk->day = 1;
  if (++walk->month <= 12) return;
  walk->month = 1;
  walk->year++;
}

static int check_day(const struct walk *walk, int32_t day, tthc_error *err) {
  char iso[32];
  tthc_text *text = tthc_day_text(day, err);
  int failures = 0;
  snprintf(iso, sizeof iso, "%04d-%02d-%02d", walk->year, walk->month, walk->day);
  failures += check_text(iso, tthc_text_data(text), iso);
  failures += check_int(iso, tthc_text_size(text), 10);
  failures += check_int(iso, tthc_day_from_text(iso, err), day);
  failures += check_int(iso, tthc_day_from_civil(walk->year, walk->month, walk->day, err), day);
  failures += check_int(iso, tthc_day_year(day), walk->year);
  failures += check_int(iso, tthc_day_month(day), walk->month);
  failures += check_int(iso, tthc_day_of_month(day), walk->day);
  failures += check_int(iso, tthc_day_of_week(day), walk->weekday);
  tthc_text_free(text);
  return failures;
}

static void test_every_day(void **state) {
  struct walk walk = {1900, 1, 1, 1}; /* a Monday */
  const int32_t first = -25567;       /* 70 years of 365 days and 17 leap days before 1970 */
  int32_t day = first;
  tthc_error *err = tthc_error_new();
  int failures = 0;
  (void)state;
  for (; walk.year <= 2200 && failures < 10; step(&walk), day++) failures += check_day(&walk, day, err);
  CHECK_NONE_FAILED(failures);
  assert_int_equal(day - first, 301 * 365 + 73); /* 73 leap years, as 1900, 2100 and 2200 are none */
  assert_int_equal(tthc_error_code(err), TTHC_OK);
  tthc_error_free(err);
}

static void test_known_days(void **state) {
  static const struct {
    const char *text;
    int32_t day;
    int32_t weekday;
  } rows[] = {
    {"1969-12-31", -1, 3}, {"1970-01-01", 0, 4}, {"1975-04-30", 1945, 3}, {"2000-02-29", 11016, 2},
    {"2021-06-30", 18808, 3}, {"2038-01-19", 24855, 2},
  };
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    failures += check_int(rows[i].text, tthc_day_from_text(rows[i].text, NULL), rows[i].day);
    failures += check_int(rows[i].text, tthc_day_of_week(rows[i].day), rows[i].weekday);
  }
  CHECK_NONE_FAILED(failures);
}

static void test_text_that_is_no_day(void **state) {
  static const char *const rows[] = {
    NULL, "", "2021", "2021-06", "2021-6-30", "2021-06-3", "21-06-30", "2021/06/30", "30-06-2021", "30/06/2021",
    "2021-00-10", "2021-13-01", "2021-06-00", "2021-06-31", "2021-02-29", "2100-02-29", "1900-02-29", "2021-01-32",
    "1899-12-31", "2201-01-01", "0000-00-00", "9999-12-31", " 2021-06-30", "2021-06-30 ", "2021-06-30T00:00:00",
    "2021-06-30Z", "+021-06-30", "-021-06-30", "2021-+6-30", "2021-06- 1", "2O21-06-30", "2021-W26-3", "2021-181",
    "20210630", "2021\xe2\x88\x92" "06\xe2\x88\x92" "30", "\xd9\xa2\xd9\xa0\xd9\xa2\xd9\xa1-06-30",
  };
  tthc_error *err = tthc_error_new();
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    failures += check_int(check_show(rows[i]), tthc_day_from_text(rows[i], err), TTHC_NO_DAY);
    failures += check_int(check_show(rows[i]), tthc_error_code(err), TTHC_E_DAY);
    failures += check_int(check_show(rows[i]), tthc_day_from_text(rows[i], NULL), TTHC_NO_DAY);
  }
  assert_non_null(tthc_error_expected(err, "vi"));
  assert_non_null(strstr(tthc_error_expected(err, "en"), "1900 to 2200"));
  tthc_error_free(err);
  CHECK_NONE_FAILED(failures);
}

static void test_numbers_that_are_no_day(void **state) {
  static const int32_t parts[][3] = {
    {1899, 12, 31}, {2201, 1, 1}, {2021, 0, 1}, {2021, 13, 1}, {2021, 2, 29}, {2021, 4, 31}, {2021, 1, 0},
    {2021, 1, -1}, {2021, INT32_MAX, 1}, {2021, 1, INT32_MAX}, {INT32_MIN, 1, 1}, {INT32_MAX, 12, 31},
  };
  static const int32_t days[] = {-25568, 84371, INT32_MIN, INT32_MAX, TTHC_NO_DAY};
  tthc_error *err = tthc_error_new();
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(parts); i++) {
    failures += check_int("civil", tthc_day_from_civil(parts[i][0], parts[i][1], parts[i][2], err), TTHC_NO_DAY);
    failures += check_int("code", tthc_error_code(err), TTHC_E_DAY);
  }
  for (i = 0; i < COUNT(days); i++) {
    failures += check_int("text", tthc_day_text(days[i], err) != NULL, 0);
    failures += check_int("code", tthc_error_code(err), TTHC_E_DAY);
    failures += check_int("year", tthc_day_year(days[i]), 0);
    failures += check_int("month", tthc_day_month(days[i]), 0);
    failures += check_int("day of month", tthc_day_of_month(days[i]), 0);
    failures += check_int("day of week", tthc_day_of_week(days[i]), 0);
  }
  tthc_error_free(err);
  CHECK_NONE_FAILED(failures);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_every_day),
    cmocka_unit_test(test_known_days),
    cmocka_unit_test(test_text_that_is_no_day),
    cmocka_unit_test(test_numbers_that_are_no_day),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
