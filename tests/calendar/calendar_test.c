/* Days off and working days: official, computed, one's own; the roll to a working day; counting; one's own regimes. */
#include "tthcplan/period.h"

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

/* Public sector, weekdays off and Saturdays worked: the notices of each year, and the law where they leave it alone. */
static const struct {
  int32_t year;
  const char *off; /* day/month */
  const char *worked;
} official[] = {
  {2020, "1/1 23/1 24/1 27/1 28/1 29/1 2/4 30/4 1/5 2/9", ""},
  {2021, "1/1 10/2 11/2 12/2 15/2 16/2 21/4 30/4 3/5 2/9 3/9", ""},
  {2022, "3/1 31/1 1/2 2/2 3/2 4/2 11/4 2/5 3/5 1/9 2/9", ""},
  {2023, "2/1 20/1 23/1 24/1 25/1 26/1 1/5 2/5 3/5 1/9 4/9", ""},
  {2024, "1/1 8/2 9/2 12/2 13/2 14/2 18/4 29/4 30/4 1/5 2/9 3/9", "4/5"},
  {2025, "1/1 27/1 28/1 29/1 30/1 31/1 7/4 30/4 1/5 2/5 1/9 2/9", "26/4"},
  {2026, "1/1 2/1 16/2 17/2 18/2 19/2 20/2 27/4 30/4 1/5 31/8 1/9 2/9 24/11", "10/1 22/8"},
};

/* Whether a list such as "1/1 23/1" has the day. */
static int lists(const char *list, int32_t day) {
  char wanted[16], padded[128];
  snprintf(wanted, sizeof wanted, " %d/%d ", (int)tthc_day_of_month(day), (int)tthc_day_month(day));
  snprintf(padded, sizeof padded, " %s ", list);
  return strstr(padded, wanted) != NULL;
}

static void test_official_years(void **state) {
  const tthc_calendar *calendar = *state;
  int failures = 0;
  size_t i;
  for (i = 0; i < COUNT(official); i++) {
    const int32_t end = tthc_day_from_civil(official[i].year, 12, 31, NULL);
    int32_t day = tthc_day_from_civil(official[i].year, 1, 1, NULL);
    failures += check_int("known", tthc_calendar_knows_year(calendar, official[i].year), 1);
    for (; day <= end; day++) {
      const int off = lists(official[i].off, day), worked = lists(official[i].worked, day);
      const int32_t kind = tthc_calendar_day_kind(calendar, day);
      char label[32];
      snprintf(label, sizeof label, "%d-%02d-%02d", (int)official[i].year, (int)tthc_day_month(day),
               (int)tthc_day_of_month(day));
      failures += check_int(label, tthc_calendar_is_working_day(calendar, day),
                            worked || (tthc_day_of_week(day) <= 5 && !off));
      failures += check_int(label, kind == TTHC_DAY_MAKE_UP, worked);
      failures += check_int(label, tthc_calendar_day_status(calendar, day),
                            off || worked ? TTHC_DAY_STATUS_OFFICIAL : 0);
      failures += check_int(label, tthc_calendar_day_name(calendar, day) != NULL, off || worked);
      failures += check_int(label, tthc_calendar_day_reference(calendar, day) != NULL, off || worked);
    }
  }
  CHECK_NONE_FAILED(failures);
  assert_int_equal(tthc_calendar_knows_year(calendar, 2019), 0);
  assert_int_equal(tthc_calendar_knows_year(calendar, 2027), 0);
}

static void test_what_days_are(void **state) {
  static const struct {
    const char *day;
    int32_t kind;
    const char *name;
    const char *reference;
  } rows[] = {
    {"2020-01-28", TTHC_DAY_IN_LIEU, "Nghỉ bù Tết Âm lịch", "Bộ luật Lao động 2012, Điều 115 khoản 3"},
    {"2023-05-02", TTHC_DAY_IN_LIEU, "Nghỉ bù Giỗ Tổ Hùng Vương", "Bộ luật Lao động 2019, Điều 111 khoản 3"},
    {"2024-04-29", TTHC_DAY_SWAPPED, "Hoán đổi với thứ Bảy 04/5/2024", "Công văn số 2450/VPCP-KGVX"},
    {"2024-05-04", TTHC_DAY_MAKE_UP, "Làm bù cho thứ Hai 29/4/2024", "Công văn số 2450/VPCP-KGVX"},
    {"2026-01-02", TTHC_DAY_SWAPPED, "Hoán đổi với thứ Bảy 10/01/2026", "Công văn số 12729/VPCP-KGVX"},
    {"2026-11-24", TTHC_DAY_HOLIDAY, "Ngày Văn hóa Việt Nam", "Nghị quyết số 28/2026/QH16"},
  };
  int failures = 0;
  size_t i;
  for (i = 0; i < COUNT(rows); i++) {
    const int32_t day = day_of(rows[i].day);
    failures += check_int(rows[i].day, tthc_calendar_day_kind(*state, day), rows[i].kind);
    failures += check_text(rows[i].day, tthc_calendar_day_name(*state, day), rows[i].name);
    failures += check_text(rows[i].day, tthc_calendar_day_reference(*state, day), rows[i].reference);
  }
  CHECK_NONE_FAILED(failures);
}

/* Years without a notice: by the law alone. */
static void test_computed_years(void **state) {
  static const struct {
    int32_t year;
    const char *off;
  } rows[] = {
    {2013, ""}, /* before the first computed year: weekends only */
    {2019, "1/1 4/2 5/2 6/2 7/2 8/2 15/4 30/4 1/5 2/9"},
    {2027, "1/1 5/2 8/2 9/2 10/2 11/2 16/4 30/4 3/5 2/9 3/9 24/11"},
    {2028, "3/1 25/1 26/1 27/1 28/1 31/1 4/4 1/5 2/5 1/9 4/9 24/11"}, /* 2 September is a Saturday */
    {2029, "1/1 12/2 13/2 14/2 15/2 16/2 23/4 30/4 1/5 3/9 4/9 26/11"}, /* a Sunday */
    {2101, "3/1 2/5 3/5 1/9 2/9 24/11"}, /* beyond the lunar calendar; a Friday */
  };
  const tthc_calendar *calendar = *state;
  int failures = 0;
  size_t i;
  for (i = 0; i < COUNT(rows); i++) {
    const int32_t end = tthc_day_from_civil(rows[i].year, 12, 31, NULL);
    int32_t day = tthc_day_from_civil(rows[i].year, 1, 1, NULL);
    for (; day <= end; day++) {
      const int off = lists(rows[i].off, day);
      char label[32];
      snprintf(label, sizeof label, "%d-%02d-%02d", (int)rows[i].year, (int)tthc_day_month(day),
               (int)tthc_day_of_month(day));
      failures += check_int(label, tthc_calendar_is_working_day(calendar, day), tthc_day_of_week(day) <= 5 && !off);
      failures += check_int(label, tthc_calendar_day_status(calendar, day), off ? TTHC_DAY_STATUS_COMPUTED : 0);
    }
  }
  CHECK_NONE_FAILED(failures);
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
    /* Civil Code 2015, art. 148.5, on the ends of quarters */
    {"2021-03-31", "2021-03-31"}, {"2021-09-30", "2021-09-30"}, {"2021-12-31", "2021-12-31"},
    {"2022-12-31", "2023-01-03"}, {"2023-09-30", "2023-10-02"}, {"2023-12-31", "2024-01-02"},
    {"2024-03-31", "2024-04-01"}, {"2024-06-30", "2024-07-01"},
    /* Saturdays that are worked */
    {"2025-04-26", "2025-04-26"}, {"2024-05-04", "2024-05-04"}, {"2026-01-10", "2026-01-10"},
    {"2026-08-22", "2026-08-22"},
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
  const int32_t first = day_of("1900-01-01"), last = day_of("2200-12-31");
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
  assert_int_equal(tthc_calendar_add_working_days(calendar, last - 1, 1), last); /* a Wednesday */
  assert_int_equal(tthc_calendar_add_working_days(calendar, first + 1, -1), first); /* a Tuesday */
  assert_int_equal(tthc_calendar_add_working_days(calendar, first, 100000), TTHC_NO_DAY);
  assert_int_equal(tthc_calendar_add_working_days(calendar, last, -100000), TTHC_NO_DAY);
  assert_int_equal(tthc_calendar_working_days_between(calendar, first, last),
                   tthc_calendar_working_days_between(calendar, first, first + 50000) +
                     tthc_calendar_working_days_between(calendar, first + 50000, last));
  assert_int_equal(tthc_calendar_day_status(calendar, last + 1), 0);
  assert_null(tthc_calendar_day_name(calendar, first - 1));
  assert_null(tthc_calendar_day_reference(calendar, last + 1));
  assert_int_equal(tthc_calendar_knows_year(calendar, 2201), 0);
}

/* The same in one step as day by day, through every year. */
static void test_against_steps(void **state) {
  const tthc_calendar *calendar = *state;
  const int32_t first = day_of("1900-01-01"), last = day_of("2200-12-31");
  int32_t day, steps = 0;
  int failures = 0;
  for (day = first + 1; day <= last && failures < 10; day++) {
    steps += tthc_calendar_is_working_day(calendar, day);
    failures += check_int("between", tthc_calendar_working_days_between(calendar, first, day), steps);
    if (tthc_calendar_is_working_day(calendar, day))
      failures += check_int("add", tthc_calendar_add_working_days(calendar, first, steps), day);
    failures += check_int("next", tthc_calendar_next_working_day(calendar, day),
                          tthc_calendar_add_working_days(calendar, day - 1, 1));
  }
  CHECK_NONE_FAILED(failures);
}

/* --- options ------------------------------------------------------------------------------------------------------ */

static tthc_calendar *calendar_with(const char *options) {
  tthc_error *err = tthc_error_new();
  tthc_calendar *calendar = tthc_calendar_new(options, err);
  if (calendar == NULL) print_error("%s: %s at %s\n", options, tthc_error_message(err, "en"), tthc_error_path(err));
  assert_non_null(calendar);
  tthc_error_free(err);
  return calendar;
}

#define SWAP_OF_NOVEMBER \
  "{\"day\": \"2026-11-23\", \"kind\": \"swapped\", \"reference\": \"R\", \"status\": \"proposed\"}, " \
  "{\"day\": \"2026-11-28\", \"kind\": \"make-up\", \"name\": \"N\", \"reference\": \"R\"}"

static void test_added_and_removed_days(void **state) {
  tthc_calendar *calendar = calendar_with(
    "{\"days_off\": {\"remove\": [\"2026-11-24\", \"2026-06-17\", \"2026-09-02\", \"2027-02-05\", \"2026-08-22\"],"
    " \"add\": [" SWAP_OF_NOVEMBER ","
    " {\"day\": \"2026-09-02\", \"kind\": \"holiday\", \"name\": \"Của tôi\", \"reference\": \"R\"},"
    " {\"day\": \"2026-09-01\", \"kind\": \"in-lieu\", \"reference\": \"R\"},"
    " {\"day\": \"2027-02-12\", \"kind\": \"holiday\", \"reference\": \"R\"}]}}");
  static const struct {
    const char *day;
    int32_t kind;
    int32_t status;
    const char *name;
  } rows[] = {
    {"2026-11-23", TTHC_DAY_SWAPPED, TTHC_DAY_STATUS_PROPOSED, NULL},
    {"2026-11-28", TTHC_DAY_MAKE_UP, TTHC_DAY_STATUS_ADDED, "N"},
    {"2026-11-24", TTHC_DAY_WORKING, 0, NULL}, /* removed */
    {"2026-06-17", TTHC_DAY_WORKING, 0, NULL}, /* was none */
    {"2026-08-22", TTHC_DAY_WEEKEND, 0, NULL}, /* a Saturday that was worked */
    {"2026-09-02", TTHC_DAY_HOLIDAY, TTHC_DAY_STATUS_ADDED, "Của tôi"}, /* removed and added */
    {"2026-09-01", TTHC_DAY_IN_LIEU, TTHC_DAY_STATUS_ADDED, NULL}, /* replaced */
    {"2026-08-31", TTHC_DAY_SWAPPED, TTHC_DAY_STATUS_OFFICIAL, "Hoán đổi với thứ Bảy 22/8/2026"},
    {"2027-02-05", TTHC_DAY_WORKING, 0, NULL}, /* computed, and removed */
    {"2027-02-12", TTHC_DAY_HOLIDAY, TTHC_DAY_STATUS_ADDED, NULL},
    {"2027-02-08", TTHC_DAY_HOLIDAY, TTHC_DAY_STATUS_COMPUTED, "Tết Âm lịch"},
  };
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    const int32_t day = day_of(rows[i].day);
    const int works = rows[i].kind == TTHC_DAY_WORKING || rows[i].kind == TTHC_DAY_MAKE_UP;
    failures += check_int(rows[i].day, tthc_calendar_day_kind(calendar, day), rows[i].kind);
    failures += check_int(rows[i].day, tthc_calendar_day_status(calendar, day), rows[i].status);
    failures += check_text(rows[i].day, tthc_calendar_day_name(calendar, day), rows[i].name);
    failures += check_int(rows[i].day, tthc_calendar_is_working_day(calendar, day), works);
  }
  CHECK_NONE_FAILED(failures);
  assert_int_equal(tthc_calendar_knows_year(calendar, 2027), 0);
  tthc_calendar_free(calendar);
}

/* Official rows of one's own make their year known: nothing is computed in it. */
static void test_a_year_of_ones_own(void **state) {
  tthc_calendar *calendar = calendar_with(
    "{\"days_off\": {\"add\": [{\"day\": \"2027-01-01\", \"kind\": \"holiday\", \"reference\": \"R\","
    " \"status\": \"official\"}]}}");
  (void)state;
  assert_int_equal(tthc_calendar_knows_year(calendar, 2027), 1);
  assert_int_equal(tthc_calendar_day_status(calendar, day_of("2027-01-01")), TTHC_DAY_STATUS_OFFICIAL);
  assert_int_equal(tthc_calendar_is_working_day(calendar, day_of("2027-02-08")), 1);
  assert_int_equal(tthc_calendar_is_working_day(calendar, day_of("2028-01-26")), 0);
  tthc_calendar_free(calendar);
}

#define VERSION(first, last, day) \
  "{\"id\": \"r\", \"name\": \"R\", " first last "\"usual\": \"quarter\", \"default_working_days\": 1, " \
  "\"cuts\": [{\"kind\": \"quarter\", \"cut_day\": " day "}]}"
#define FROM(day) "\"first_day\": \"" day "\", "
#define TO(day) "\"last_day\": \"" day "\", "

/* The version in force on the cut-off counts, in whatever order they come. */
static void test_versions_of_a_regime(void **state) {
  tthc_calendar *calendar = calendar_with("{\"regimes\": [" VERSION(FROM("2021-07-01"), TO("2023-12-31"), "20") ", "
                                          VERSION(FROM("2019-01-01"), TO("2021-06-30"), "14") "]}");
  static const struct {
    const char *period;
    const char *first;
    const char *last;
  } rows[] = {
    {"r:2019-Q1", "2018-12-15", "2019-03-14"}, {"r:2021-Q2", "2021-03-15", "2021-06-14"},
    {"r:2021-Q3", "2021-06-21", "2021-09-20"}, {"r:2023-Q4", "2023-09-21", "2023-12-20"},
    {"r:Quý II/2021", "2021-03-15", "2021-06-14"}, {"kstt:2021-Q2", "2021-03-15", "2021-06-14"},
  };
  tthc_error *err = tthc_error_new();
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    failures += check_int(rows[i].period, tthc_period_first_day(calendar, rows[i].period, err), day_of(rows[i].first));
    failures += check_int(rows[i].period, tthc_period_last_day(calendar, rows[i].period, err), day_of(rows[i].last));
  }
  CHECK_NONE_FAILED(failures);
  /* none in force */
  assert_int_equal(tthc_period_first_day(calendar, "r:2018-Q4", err), TTHC_NO_DAY);
  assert_int_equal(tthc_error_code(err), TTHC_E_PERIOD);
  assert_int_equal(tthc_period_first_day(calendar, "r:2024-Q1", err), TTHC_NO_DAY);
  assert_int_equal(tthc_error_code(err), TTHC_E_PERIOD);
  assert_int_equal(tthc_period_first_day(calendar, "r:2021-H1", err), TTHC_NO_DAY); /* not cut */
  tthc_error_free(err);
  tthc_calendar_free(calendar);
}

static void test_a_regime_replaces_the_shipped_one(void **state) {
  tthc_calendar *calendar = calendar_with(
    "{\"regimes\": [{\"id\": \"kstt\", \"name\": \"N\", \"usual\": \"month\", \"default_working_days\": 2,"
    " \"cuts\": [{\"kind\": \"month\", \"cut_day\": 31}], \"sendings\": [{\"level\": \"commune\", \"day\": 5}]}]}");
  (void)state;
  assert_int_equal(tthc_period_last_day(calendar, "kstt:2021-02", NULL), day_of("2021-02-28"));
  assert_int_equal(tthc_period_sending_day(calendar, "kstt:2021-02", NULL, NULL), day_of("2021-03-02"));
  assert_int_equal(tthc_period_last_day(calendar, "kstt:2021-Q2", NULL), TTHC_NO_DAY);
  tthc_calendar_free(calendar);
}

static void test_bad_options(void **state) {
#define ADDED(row) "{\"days_off\": {\"add\": [" row "]}}"
  static const struct {
    const char *options;
    int32_t code;
    const char *path;
  } rows[] = {
    {"[]", TTHC_E_TYPE, ""},
    {"{\"days\": []}", TTHC_E_UNKNOWN_MEMBER, "/days"},
    {"{\"days_off\": []}", TTHC_E_TYPE, "/days_off"},
    {"{\"days_off\": {\"added\": []}}", TTHC_E_UNKNOWN_MEMBER, "/days_off/added"},
    {"{\"days_off\": {\"remove\": \"2026-11-24\"}}", TTHC_E_TYPE, "/days_off/remove"},
    {"{\"days_off\": {\"remove\": [\"2026-11-24\", \"24/11/2026\"]}}", TTHC_E_DAY, "/days_off/remove/1"},
    {"{\"days_off\": {\"remove\": [\"2026-02-29\"]}}", TTHC_E_DAY, "/days_off/remove/0"},
    {"{\"days_off\": {\"remove\": [\"2201-01-01\"]}}", TTHC_E_DAY, "/days_off/remove/0"},
    {"{\"days_off\": {\"remove\": [20261124]}}", TTHC_E_TYPE, "/days_off/remove/0"},
    {ADDED("{\"kind\": \"holiday\", \"reference\": \"R\"}"), TTHC_E_MISSING, "/days_off/add/0/day"},
    {ADDED("{\"day\": \"2026-06-17\", \"reference\": \"R\"}"), TTHC_E_MISSING, "/days_off/add/0/kind"},
    {ADDED("{\"day\": \"2026-06-17\", \"kind\": \"holiday\"}"), TTHC_E_MISSING, "/days_off/add/0/reference"},
    {ADDED("{\"day\": \"2026-6-17\", \"kind\": \"holiday\", \"reference\": \"R\"}"), TTHC_E_DAY,
     "/days_off/add/0/day"},
    {ADDED("{\"day\": \"2026-06-17\", \"kind\": \"working\", \"reference\": \"R\"}"), TTHC_E_VALUE,
     "/days_off/add/0/kind"},
    {ADDED("{\"day\": \"2026-06-17\", \"kind\": \"holiday\", \"reference\": \"R\", \"status\": \"added\"}"),
     TTHC_E_VALUE, "/days_off/add/0/status"},
    {ADDED("{\"day\": \"2026-06-17\", \"kind\": \"make-up\", \"reference\": \"R\"}"), TTHC_E_VALUE,
     "/days_off/add/0/day"}, /* a Wednesday */
    {ADDED(SWAP_OF_NOVEMBER ", {\"day\": \"2026-11-23\", \"kind\": \"holiday\", \"reference\": \"R\"}"),
     TTHC_E_VALUE, "/days_off/add/2/day"}, /* twice */
    {"{\"regimes\": {}}", TTHC_E_TYPE, "/regimes"},
    {"{\"regimes\": [{\"id\": \"r\"}]}", TTHC_E_MISSING, "/regimes/0/name"},
    {"{\"regimes\": [" VERSION("", "", "32") "]}", TTHC_E_VALUE, "/regimes/0/cuts/0/cut_day"},
    {"{\"regimes\": [" VERSION(FROM("2021-13-01"), "", "14") "]}", TTHC_E_DAY, "/regimes/0/first_day"},
    {"{\"regimes\": [" VERSION(FROM("2021-02-01"), TO("2021-01-31"), "14") "]}", TTHC_E_VALUE, "/regimes/0/last_day"},
    {"{\"regimes\": [" VERSION("", TO("2021-06-30"), "14") ", " VERSION(FROM("2021-06-30"), "", "14") "]}",
     TTHC_E_VALUE, "/regimes/1"},
    {"{\"regimes\": [" VERSION("", "", "14") ", " VERSION(FROM("2021-07-01"), "", "14") "]}", TTHC_E_VALUE,
     "/regimes/1"},
    {"{\"regimes\": [{\"id\": \"r\", \"name\": \"R\", \"usual\": \"month\", \"default_working_days\": 1,"
     " \"cuts\": [{\"kind\": \"quarter\", \"cut_day\": 14}]}]}", TTHC_E_VALUE, "/regimes/0/usual"},
    {"{\"regimes\": [{\"id\": \"R:1\", \"name\": \"R\"}]}", TTHC_E_VALUE, "/regimes/0/id"},
  };
  tthc_error *err = tthc_error_new();
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    failures += check_int(rows[i].options, tthc_calendar_new(rows[i].options, err) == NULL, 1);
    failures += check_int(rows[i].options, tthc_error_code(err), rows[i].code);
    failures += check_text(rows[i].options, tthc_error_path(err), rows[i].path);
  }
  CHECK_NONE_FAILED(failures);
  assert_null(tthc_calendar_new("{\"days_off\": {\"remove\": [\"x\"]}}", NULL));
  tthc_error_free(err);
}

static void test_wrong_handles(void **state) {
  tthc_error *err = tthc_error_new();
  const tthc_calendar *wrong = (const tthc_calendar *)(const void *)err;
  const int32_t day = day_of("2021-06-30");
  (void)state;
  assert_int_equal(tthc_calendar_day_kind(wrong, day), 0);
  assert_int_equal(tthc_calendar_day_kind(NULL, day), 0);
  assert_null(tthc_calendar_day_reference(wrong, day));
  assert_null(tthc_calendar_day_name(wrong, day));
  assert_int_equal(tthc_calendar_day_status(NULL, day), 0);
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
    cmocka_unit_test(test_official_years),
    cmocka_unit_test(test_what_days_are),
    cmocka_unit_test(test_computed_years),
    cmocka_unit_test(test_next_working_day),
    cmocka_unit_test(test_adding),
    cmocka_unit_test(test_adding_and_counting_are_inverse),
    cmocka_unit_test(test_counting),
    cmocka_unit_test(test_out_of_range),
    cmocka_unit_test(test_against_steps),
    cmocka_unit_test(test_added_and_removed_days),
    cmocka_unit_test(test_a_year_of_ones_own),
    cmocka_unit_test(test_versions_of_a_regime),
    cmocka_unit_test(test_a_regime_replaces_the_shipped_one),
    cmocka_unit_test(test_bad_options),
    cmocka_unit_test(test_wrong_handles),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
