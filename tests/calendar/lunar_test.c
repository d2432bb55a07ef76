/* The lunar calendar: Tết, Giỗ Tổ, leap months and lengths by tables, official statements, every day there and back. */
#include "tthcplan/lunar.h"

#include "support/check.h"

#include <stdio.h>

static int32_t day_of(const char *text) {
  const int32_t day = tthc_day_from_text(text, NULL);
  assert_int_not_equal(day, TTHC_NO_DAY);
  return day;
}

/* A day of a year written as "05/02". */
static int32_t day_in(int32_t year, const char *text) {
  return tthc_day_from_civil(year, atoi(text + 3), atoi(text), NULL);
}

static int check_lunar(int32_t day, int32_t year, int32_t month, int32_t day_of_month, int32_t leap) {
  char label[32];
  int failures;
  snprintf(label, sizeof label, "%d/%d/%d", (int)day_of_month, (int)month, (int)year);
  failures = check_int(label, tthc_day_from_lunar(year, month, day_of_month, leap, NULL), day);
  failures += check_int(label, tthc_lunar_year(day), year);
  failures += check_int(label, tthc_lunar_month(day), month);
  failures += check_int(label, tthc_lunar_day_of_month(day), day_of_month);
  return failures + check_int(label, tthc_lunar_is_leap(day), leap);
}

/* Mùng 1 Tết, 2000 to 2050. */
static const char *const new_years[] = {
  "05/02", "24/01", "12/02", "01/02", "22/01", "09/02", "29/01", "17/02", "07/02", "26/01",
  "14/02", "03/02", "23/01", "10/02", "31/01", "19/02", "08/02", "28/01", "16/02", "05/02",
  "25/01", "12/02", "01/02", "22/01", "10/02", "29/01", "17/02", "06/02", "26/01", "13/02",
  "02/02", "23/01", "11/02", "31/01", "19/02", "08/02", "28/01", "15/02", "04/02", "24/01",
  "12/02", "01/02", "22/01", "10/02", "30/01", "17/02", "06/02", "26/01", "14/02", "02/02",
  "23/01",
};

static void test_new_years(void **state) {
  int failures = 0;
  size_t i;
  (void)state;
  assert_int_equal(COUNT(new_years), 51);
  for (i = 0; i < COUNT(new_years); i++) {
    const int32_t year = 2000 + (int32_t)i;
    failures += check_lunar(day_in(year, new_years[i]), year, 1, 1, 0);
  }
  CHECK_NONE_FAILED(failures);
}

/* 10/3, 2018 to 2040. */
static void test_hung_kings(void **state) {
  static const char *const days[] = {"25/04", "14/04", "02/04", "21/04", "10/04", "29/04", "18/04", "07/04",
                                     "26/04", "16/04", "04/04", "23/04", "12/04", "01/04", "19/04", "09/04",
                                     "28/04", "17/04", "06/04", "24/04", "13/04", "03/04", "20/04"};
  int failures = 0;
  size_t i;
  (void)state;
  assert_int_equal(COUNT(days), 23);
  for (i = 0; i < COUNT(days); i++) {
    const int32_t year = 2018 + (int32_t)i;
    failures += check_lunar(day_in(year, days[i]), year, 3, 10, 0);
  }
  failures += check_lunar(day_of("2009-04-04"), 2009, 3, 10, 0); /* not China's day */
  CHECK_NONE_FAILED(failures);
}

static void test_leap_months(void **state) {
  static const int32_t leaps[][2] = {{2001, 4}, {2004, 2}, {2006, 7},  {2009, 5}, {2012, 4}, {2014, 9}, {2017, 6},
                                     {2020, 4}, {2023, 2}, {2025, 6},  {2028, 5}, {2031, 3}, {2033, 11}, {2036, 6},
                                     {2039, 5}, {2042, 2}, {2044, 7},  {2047, 5}, {2050, 3}};
  int32_t year, month;
  int failures = 0;
  size_t next = 0;
  (void)state;
  for (year = 2000; year <= 2050; year++) {
    for (month = 1; month <= 12; month++) {
      const int leap = next < COUNT(leaps) && leaps[next][0] == year && leaps[next][1] == month;
      const int32_t day = tthc_day_from_lunar(year, month, 1, 1, NULL);
      char label[32];
      snprintf(label, sizeof label, "%d/%d", (int)month, (int)year);
      failures += check_int(label, day != TTHC_NO_DAY, leap);
      if (!leap) continue;
      failures += check_lunar(day, year, month, 1, 1);
      failures += check_int(label, tthc_lunar_month(day - 1), month);
      failures += check_int(label, tthc_lunar_is_leap(day - 1), 0);
      next++;
    }
  }
  CHECK_NONE_FAILED(failures);
  assert_int_equal(next, COUNT(leaps));
}

/* The last day before Tết: the 30th of Chạp, or the 29th. */
static void test_lengths_of_the_last_month(void **state) {
  static const int32_t with_30[] = {2020, 2021, 2023, 2024};
  int failures = 0;
  int32_t year;
  (void)state;
  for (year = 2020; year <= 2032; year++) {
    const int32_t eve = tthc_day_from_lunar(year, 1, 1, 0, NULL) - 1;
    int32_t days = 29;
    char label[32];
    size_t i;
    for (i = 0; i < COUNT(with_30); i++)
      if (with_30[i] == year) days = 30;
    snprintf(label, sizeof label, "%d", (int)year);
    failures += check_lunar(eve, year - 1, 12, days, 0);
    failures += check_int(label, tthc_day_from_lunar(year - 1, 12, days + 1, 0, NULL), TTHC_NO_DAY);
  }
  CHECK_NONE_FAILED(failures);
}

/* What notices of days off say in both calendars. */
static void test_official_statements(void **state) {
  int failures = 0;
  (void)state;
  failures += check_lunar(day_of("2020-01-23"), 2019, 12, 29, 0);
  failures += check_lunar(day_of("2021-02-10"), 2020, 12, 29, 0);
  failures += check_lunar(day_of("2022-01-31"), 2021, 12, 29, 0);
  failures += check_lunar(day_of("2023-01-20"), 2022, 12, 29, 0);
  failures += check_lunar(day_of("2025-01-25"), 2024, 12, 26, 0);
  failures += check_lunar(day_of("2026-02-14"), 2025, 12, 27, 0);
  failures += check_lunar(day_of("2026-02-22"), 2026, 1, 6, 0);
  CHECK_NONE_FAILED(failures);
}

/* Years in which Tết is not China's New Year. */
static void test_not_chinas_new_year(void **state) {
  static const struct {
    int32_t year;
    const char *vietnam;
    const char *china;
  } rows[] = {
    {1968, "29/01", "30/01"}, {1969, "16/02", "17/02"}, {1985, "21/01", "20/02"},
    {2007, "17/02", "18/02"}, {2030, "02/02", "03/02"}, {2053, "18/02", "19/02"},
  };
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    failures += check_lunar(day_in(rows[i].year, rows[i].vietnam), rows[i].year, 1, 1, 0);
    failures += check_int("china", tthc_lunar_day_of_month(day_in(rows[i].year, rows[i].china)) == 1 &&
                                     tthc_lunar_month(day_in(rows[i].year, rows[i].china)) == 1, 0);
  }
  CHECK_NONE_FAILED(failures);
}

/* Every day of all years follows the one before, and leads back to itself. */
static void test_every_day(void **state) {
  const int32_t first = day_of("1900-01-31"), last = day_of("2101-01-28");
  int32_t day, previous = 0, year = 0, month = 0, leap = 0;
  int failures = 0;
  (void)state;
  for (day = first; day <= last && failures < 10; day++) {
    const int32_t number = tthc_lunar_day_of_month(day);
    if (number == 1) {
      failures += check_int("length", day == first || previous == 29 || previous == 30, 1);
      year = tthc_lunar_year(day);
      month = tthc_lunar_month(day);
      leap = tthc_lunar_is_leap(day);
    } else {
      failures += check_int("follows", number, previous + 1);
    }
    failures += check_int("back", tthc_day_from_lunar(year, month, number, leap, NULL), day);
    if (number > 28) failures += check_lunar(day, year, month, number, leap);
    previous = number;
  }
  CHECK_NONE_FAILED(failures);
  assert_int_equal(tthc_lunar_year(first), 1900);
  assert_int_equal(tthc_lunar_year(last), 2100);
  assert_int_equal(tthc_lunar_month(last), 12);
}

static void test_what_is_no_day(void **state) {
  static const int32_t rows[][4] = {
    {1899, 12, 1, 0}, {2101, 1, 1, 0},  {0, 1, 1, 0},     {99999, 1, 1, 0},  {2021, 0, 1, 0}, {2021, 13, 1, 0},
    {2021, 1, 0, 0},  {2021, 1, 31, 0}, {2021, 12, 30, 0}, {2021, 4, 1, 1},   {2020, 4, 1, 2}, {2020, 4, 1, -1},
    {2020, 5, 1, 1},  {2020, 4, 30, 1}, {INT32_MAX, INT32_MAX, INT32_MAX, 0}, {INT32_MIN, INT32_MIN, INT32_MIN, 1},
  };
  tthc_error *err = tthc_error_new();
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    char label[32];
    snprintf(label, sizeof label, "row %d", (int)i);
    failures += check_int(label, tthc_day_from_lunar(rows[i][0], rows[i][1], rows[i][2], rows[i][3], err), TTHC_NO_DAY);
    failures += check_int(label, tthc_error_code(err), TTHC_E_DAY);
  }
  CHECK_NONE_FAILED(failures);
  tthc_error_free(err);
  assert_int_equal(tthc_lunar_year(day_of("1900-01-30")), 0);
  assert_int_equal(tthc_lunar_month(day_of("2101-01-29")), 0);
  assert_int_equal(tthc_lunar_day_of_month(TTHC_NO_DAY), 0);
  assert_int_equal(tthc_lunar_is_leap(INT32_MAX), 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_new_years),
    cmocka_unit_test(test_hung_kings),
    cmocka_unit_test(test_leap_months),
    cmocka_unit_test(test_lengths_of_the_last_month),
    cmocka_unit_test(test_official_statements),
    cmocka_unit_test(test_not_chinas_new_year),
    cmocka_unit_test(test_every_day),
    cmocka_unit_test(test_what_is_no_day),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
