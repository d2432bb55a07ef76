/* Days off and working days: the official ones of 2021, the roll to a working day, and counting in both directions. */
#include "tthcplan/calendar.h"

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

static int32_t day_of(const char *text) {
  const int32_t day = tthc_day_from_text(text, NULL);
  assert_int_not_equal(day, TTHC_NO_DAY);
  return day;
}

/* The weekdays off of 2021 in the public sector: Labour Code 2019, art. 111 and 112, and the days announced for Tết. */
static const struct {
  const char *day;
  int32_t kind;
} off_2021[] = {
  {"2021-01-01", TTHC_DAY_HOLIDAY}, {"2021-02-10", TTHC_DAY_HOLIDAY}, {"2021-02-11", TTHC_DAY_HOLIDAY},
  {"2021-02-12", TTHC_DAY_HOLIDAY}, {"2021-02-15", TTHC_DAY_IN_LIEU}, {"2021-02-16", TTHC_DAY_IN_LIEU},
  {"2021-04-21", TTHC_DAY_HOLIDAY}, {"2021-04-30", TTHC_DAY_HOLIDAY}, {"2021-05-03", TTHC_DAY_IN_LIEU},
  {"2021-09-02", TTHC_DAY_HOLIDAY}, {"2021-09-03", TTHC_DAY_HOLIDAY},
};

static int is_off_2021(int32_t day) {
  size_t i;
  for (i = 0; i < COUNT(off_2021); i++)
    if (day_of(off_2021[i].day) == day) return 1;
  return 0;
}

static void test_2021(void **state) {
  const tthc_calendar *calendar = *state;
  int32_t day;
  int working = 0, failures = 0;
  size_t i;
  for (day = day_of("2021-01-01"); day <= day_of("2021-12-31"); day++) {
    const int wanted = tthc_day_of_week(day) <= 5 && !is_off_2021(day);
    char label[32];
    snprintf(label, sizeof label, "2021-%02d-%02d", (int)tthc_day_month(day), (int)tthc_day_of_month(day));
    failures += check_int(label, tthc_calendar_is_working_day(calendar, day), wanted);
    working += wanted;
  }
  CHECK_NONE_FAILED(failures);
  assert_int_equal(working, 261 - 11); /* 2021 has 261 weekdays */
  for (i = 0; i < COUNT(off_2021); i++) {
    const int32_t off = day_of(off_2021[i].day);
    failures += check_int(off_2021[i].day, tthc_calendar_day_kind(calendar, off), off_2021[i].kind);
    failures += check_int(off_2021[i].day, tthc_calendar_day_reference(calendar, off) != NULL, 1);
  }
  CHECK_NONE_FAILED(failures);
}

static void test_kinds(void **state) {
  const tthc_calendar *calendar = *state;
  const int32_t monday = day_of("2021-06-28"), saturday = day_of("2021-06-26");
  assert_int_equal(tthc_calendar_day_kind(calendar, monday), TTHC_DAY_WORKING);
  assert_null(tthc_calendar_day_reference(calendar, monday));
  assert_int_equal(tthc_calendar_day_kind(calendar, saturday), TTHC_DAY_WEEKEND);
  assert_null(tthc_calendar_day_reference(calendar, saturday));
  assert_int_equal(tthc_calendar_is_working_day(calendar, saturday), 0);
  assert_int_equal(tthc_calendar_knows_year(calendar, 2021), 1);
  assert_int_equal(tthc_calendar_knows_year(calendar, 1999), 0);
  assert_int_equal(tthc_calendar_knows_year(calendar, 0), 0);
  /* a year that is not known has its weekends */
  assert_int_equal(tthc_calendar_day_kind(calendar, day_of("1999-12-31")), TTHC_DAY_WORKING);
  assert_int_equal(tthc_calendar_day_kind(calendar, day_of("2000-01-01")), TTHC_DAY_WEEKEND);
}

static void test_next_working_day(void **state) {
  static const struct {
    const char *day;
    const char *next;
  } rows[] = {
    {"2021-06-30", "2021-06-30"}, /* a Wednesday */
    {"2021-02-28", "2021-03-01"}, /* a Sunday */
    {"2021-01-31", "2021-02-01"}, /* a Sunday: the monthly reports of January */
    {"2021-07-31", "2021-08-02"}, /* a Saturday */
    {"2021-02-10", "2021-02-17"}, /* Tết */
    {"2021-04-21", "2021-04-22"}, /* Giỗ Tổ, a Wednesday */
    {"2021-04-30", "2021-05-04"}, /* two holidays, a weekend and a day in lieu */
    {"2021-09-02", "2021-09-06"},
  };
  int failures = 0;
  size_t i;
  for (i = 0; i < COUNT(rows); i++)
    failures += check_int(rows[i].day, tthc_calendar_next_working_day(*state, day_of(rows[i].day)),
      day_of(rows[i].next));
  CHECK_NONE_FAILED(failures);
}

static void test_adding(void **state) {
  static const struct {
    const char *day;
    int32_t count;
    const char *sum;
  } rows[] = {
    {"2021-06-30", 0, "2021-06-30"},   {"2021-06-26", 0, "2021-06-26"}, /* none: the day itself, off or not */
    {"2021-06-30", 1, "2021-07-01"},   {"2021-07-02", 1, "2021-07-05"},
    {"2021-03-14", 1, "2021-03-15"}, /* the cut-off of a quarter, a Sunday */
    {"2021-02-09", 1, "2021-02-17"},   {"2021-02-17", -1, "2021-02-09"},
    {"2021-04-29", 2, "2021-05-05"},   {"2021-05-05", -2, "2021-04-29"},
    {"2021-06-27", -1, "2021-06-25"},  {"2021-06-27", 5, "2021-07-02"},
    {"2020-12-31", 250, "2021-12-31"}, {"2022-01-01", -250, "2021-01-04"},
  };
  int failures = 0;
  size_t i;
  for (i = 0; i < COUNT(rows); i++)
    failures += check_int(rows[i].day, tthc_calendar_add_working_days(*state, day_of(rows[i].day), rows[i].count),
                          day_of(rows[i].sum));
  CHECK_NONE_FAILED(failures);
}

/* From every day of two years: what adding gives, counting finds again, and the way back leads to the same day. */
static void test_adding_and_counting_are_inverse(void **state) {
  const tthc_calendar *calendar = *state;
  int32_t day, count;
  int failures = 0;
  for (day = day_of("2020-07-01"); day <= day_of("2022-06-30"); day++) {
    for (count = 1; count <= 60; count += count < 8 ? 1 : 13) {
      const int32_t later = tthc_calendar_add_working_days(calendar, day, count);
      const int32_t earlier = tthc_calendar_add_working_days(calendar, day, -count);
      failures += check_int("after", tthc_calendar_working_days_between(calendar, day, later), count);
      failures += check_int("works", tthc_calendar_is_working_day(calendar, later), 1);
      failures += check_int("works", tthc_calendar_is_working_day(calendar, earlier), 1);
      failures += check_int("before", tthc_calendar_working_days_between(calendar, earlier - 1, day - 1), count);
      if (tthc_calendar_is_working_day(calendar, day)) {
        failures += check_int("back", tthc_calendar_add_working_days(calendar, later, -count), day);
        failures += check_int("forth", tthc_calendar_add_working_days(calendar, earlier, count), day);
      }
      if (failures > 10) fail();
    }
  }
  CHECK_NONE_FAILED(failures);
}

static void test_counting(void **state) {
  const int32_t day = day_of("2021-06-30");
  assert_int_equal(tthc_calendar_working_days_between(*state, day, day), 0);
  assert_int_equal(tthc_calendar_working_days_between(*state, day, day - 1), 0);
  assert_int_equal(tthc_calendar_working_days_between(*state, day_of("2020-12-31"), day_of("2021-12-31")), 250);
  assert_int_equal(tthc_calendar_working_days_between(*state, day, TTHC_NO_DAY), 0);
  assert_int_equal(tthc_calendar_working_days_between(*state, TTHC_NO_DAY, day), 0);
}

static void test_out_of_range(void **state) {
  const tthc_calendar *calendar = *state;
  const int32_t last = day_of("2200-12-31");
  assert_int_equal(tthc_calendar_day_kind(calendar, last + 1), 0);
  assert_int_equal(tthc_calendar_day_kind(calendar, TTHC_NO_DAY), 0);
  assert_int_equal(tthc_calendar_is_working_day(calendar, INT32_MAX), 0);
  assert_int_equal(tthc_calendar_next_working_day(calendar, TTHC_NO_DAY), TTHC_NO_DAY);
  assert_int_equal(tthc_calendar_next_working_day(calendar, last + 1), TTHC_NO_DAY);
  assert_int_equal(tthc_calendar_add_working_days(calendar, last, 1), TTHC_NO_DAY);
  assert_int_equal(tthc_calendar_add_working_days(calendar, day_of("1900-01-01"), -1), TTHC_NO_DAY);
  assert_int_equal(tthc_calendar_add_working_days(calendar, last, 100001), TTHC_NO_DAY);
  assert_int_equal(tthc_calendar_add_working_days(calendar, last, INT32_MIN), TTHC_NO_DAY);
  assert_int_equal(tthc_calendar_add_working_days(calendar, TTHC_NO_DAY, 0), TTHC_NO_DAY);
}

static void test_wrong_handles(void **state) {
  tthc_error *err = tthc_error_new();
  const tthc_calendar *wrong = (const tthc_calendar *)(const void *)err;
  const int32_t day = day_of("2021-06-30");
  (void)state;
  assert_int_equal(tthc_calendar_day_kind(wrong, day), 0);
  assert_int_equal(tthc_calendar_day_kind(NULL, day), 0);
  assert_null(tthc_calendar_day_reference(wrong, day));
  assert_int_equal(tthc_calendar_knows_year(NULL, 2021), 0);
  assert_int_equal(tthc_calendar_is_working_day(wrong, day), 0);
  assert_int_equal(tthc_calendar_next_working_day(wrong, day), TTHC_NO_DAY);
  assert_int_equal(tthc_calendar_next_working_day(NULL, day), TTHC_NO_DAY);
  assert_int_equal(tthc_calendar_add_working_days(NULL, day, 1), TTHC_NO_DAY);
  assert_int_equal(tthc_calendar_working_days_between(wrong, day, day + 10), 0);
  tthc_calendar_free(NULL);
  tthc_calendar_free((tthc_calendar *)(void *)err); /* of another kind: left alone */
  assert_null(tthc_calendar_new("{\"years\": []}", err));
  assert_false(check_error("options", err, TTHC_E_UNKNOWN_MEMBER, "/years", 1, 11));
  tthc_error_free(err);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_2021),
    cmocka_unit_test(test_kinds),
    cmocka_unit_test(test_next_working_day),
    cmocka_unit_test(test_adding),
    cmocka_unit_test(test_adding_and_counting_are_inverse),
    cmocka_unit_test(test_counting),
    cmocka_unit_test(test_out_of_range),
    cmocka_unit_test(test_wrong_handles),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
