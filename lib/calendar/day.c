/* Civil days: the proleptic Gregorian calendar, counted from 1970-01-01. */
#include "calendar/day.h"

#include "base/text.h"

#include <string.h>

static const int month_days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

static int is_leap(int32_t year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

static int32_t days_in_month(int32_t year, int32_t month) {
  return month_days[month - 1] + (month == 2 && is_leap(year));
}

/* Days before a year, counted from year 1. */
static int32_t days_before_year(int32_t year) {
  const int32_t past = year - 1;
  return past * 365 + past / 4 - past / 100 + past / 400;
}

int32_t tthc__day(int32_t year, int32_t month, int32_t day_of_month) {
  static const int32_t before[] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
  return days_before_year(year) - days_before_year(1970) + before[month - 1] + (month > 2 && is_leap(year)) +
         day_of_month - 1;
}

int tthc__is_day(int32_t day) { return day >= DAY_MIN && day <= DAY_MAX; }

static void normalise_month(int32_t *year, int32_t *month) {
  const int32_t months = *year * 12 + *month - 1;
  *year = months / 12;
  *month = months % 12 + 1;
}

int32_t tthc__day_in_month(int32_t year, int32_t month, int32_t day_of_month) {
  int32_t last;
  normalise_month(&year, &month);
  last = days_in_month(year, month);
  return tthc__day(year, month, day_of_month < last ? day_of_month : last);
}

int32_t tthc__month_end(int32_t year, int32_t month) { return tthc__day_in_month(year, month, 31); }

struct civil {
  int32_t year;
  int32_t month;
  int32_t day;
};

/* Counts years from March on, so that a leap day is the last of its year, and (153 m + 2) / 5 days go before month m. */
static struct civil civil_of(int32_t day) {
  enum { CENTURIES = 146097, SINCE_MARCH_0000 = 719468 }; /* days of four centuries, and of those up to 1970 */
  struct civil civil = {0, 0, 0};
  int32_t rest, year, month;
  if (!tthc__is_day(day)) return civil;
  rest = (day + SINCE_MARCH_0000) % CENTURIES;
  year = (rest - rest / 1460 + rest / 36524 - rest / (CENTURIES - 1)) / 365;
  rest -= year * 365 + year / 4 - year / 100;
  month = (rest * 5 + 2) / 153;
  civil.day = rest - (month * 153 + 2) / 5 + 1;
  civil.month = month < 10 ? month + 3 : month - 9;
  civil.year = (day + SINCE_MARCH_0000) / CENTURIES * 400 + year + (month >= 10);
  return civil;
}

int32_t tthc_day_year(int32_t day) { return civil_of(day).year; }

int32_t tthc_day_month(int32_t day) { return civil_of(day).month; }

int32_t tthc_day_of_month(int32_t day) { return civil_of(day).day; }

int32_t tthc_day_of_week(int32_t day) {
  if (!tthc__is_day(day)) return 0;
  return ((day + 3) % 7 + 7) % 7 + 1; /* 1970-01-01 was a Thursday */
}

static int is_civil(int32_t year, int32_t month, int32_t day) {
  return year >= YEAR_MIN && year <= YEAR_MAX && month >= 1 && month <= 12 && day >= 1 &&
         day <= days_in_month(year, month);
}

int tthc__day_parse(const char *text, int32_t *day) {
  static const char shape[] = "dddd-dd-dd";
  int32_t numbers[3] = {0, 0, 0};
  int part = 0;
  size_t i;
  if (strlen(text) != sizeof shape - 1) return 0;
  for (i = 0; shape[i] != '\0'; i++) {
    if (shape[i] == '-') {
      if (text[i] != '-') return 0;
      part++;
    } else {
      if (text[i] < '0' || text[i] > '9') return 0;
      numbers[part] = numbers[part] * 10 + (text[i] - '0');
    }
  }
  if (!is_civil(numbers[0], numbers[1], numbers[2])) return 0;
  *day = tthc__day(numbers[0], numbers[1], numbers[2]);
  return 1;
}

/* One or two digits, and the sign behind them. */
static int read_part(const char **p, int32_t *number) {
  const size_t digits = strspn(*p, "0123456789");
  const char *end = *p + digits;
  if (digits < 1 || digits > 2 || *end == '\0' || strchr("/-.", *end) == NULL) return 0;
  for (*number = 0; *p < end; ++*p) *number = *number * 10 + (**p - '0');
  ++*p;
  return 1;
}

int tthc__day_parse_written(const char *text, int32_t *day) {
  int32_t civil[3] = {0, 0, 0}; /* day, month, year */
  if (tthc__day_parse(text, day)) return 1;
  if (!read_part(&text, &civil[0]) || !read_part(&text, &civil[1])) return 0;
  if (strlen(text) != 4 || strspn(text, "0123456789") != 4) return 0;
  for (; *text != '\0'; text++) civil[2] = civil[2] * 10 + (*text - '0');
  if (!is_civil(civil[2], civil[1], civil[0])) return 0;
  *day = tthc__day(civil[2], civil[1], civil[0]);
  return 1;
}

static void write_two(char *to, int32_t number) {
  to[0] = (char)('0' + number / 10);
  to[1] = (char)('0' + number % 10);
}

void tthc__put_day(struct buffer *out, int32_t day) {
  const struct civil civil = civil_of(day);
  char *to = tthc__room(out, 10);
  if (to == NULL) return;
  write_two(to, civil.year / 100);
  write_two(to + 2, civil.year % 100);
  to[4] = to[7] = '-';
  write_two(to + 5, civil.month);
  write_two(to + 8, civil.day);
  tthc__put_until(out, to + 10);
}

void tthc__put_short_day(struct buffer *out, int32_t day) {
  tthc__put_padded(out, tthc_day_of_month(day), 2);
  tthc__put_char(out, '/');
  tthc__put_padded(out, tthc_day_month(day), 2);
  tthc__put_char(out, '/');
  tthc__put_padded(out, tthc_day_year(day), 4);
}

const struct json_coding tthc__day_coding = {
  tthc__day_parse, tthc__put_day, TTHC_E_DAY,
  {"một ngày như \"2021-07-15\", từ năm 1900 đến năm 2200", "a day such as \"2021-07-15\", 1900 to 2200"}};

void tthc__json_write_day(struct json_writer *writer, const char *name, int32_t day) {
  if (!tthc__is_day(day)) return;
  tthc__json_write_name(writer, name);
  tthc__put_char(&writer->out, '"');
  tthc__put_day(&writer->out, day);
  tthc__put_char(&writer->out, '"');
}

int32_t tthc_day_from_text(const char *text, tthc_error *err) {
  int32_t day = TTHC_NO_DAY;
  if (text == NULL || !tthc__day_parse(text, &day)) tthc__fail(err, TTHC_E_DAY, text, tthc__day_coding.expected);
  return day;
}

int32_t tthc_day_from_civil(int32_t year, int32_t month, int32_t day_of_month, tthc_error *err) {
  if (is_civil(year, month, day_of_month)) return tthc__day(year, month, day_of_month);
  tthc__fail(err, TTHC_E_DAY, NULL, tthc__day_coding.expected);
  return TTHC_NO_DAY;
}

tthc_text *tthc_day_text(int32_t day, tthc_error *err) {
  struct buffer out = {0};
  if (!tthc__is_day(day)) {
    tthc__fail(err, TTHC_E_DAY, NULL, tthc__day_coding.expected);
    return NULL;
  }
  tthc__put_day(&out, day);
  return tthc__buffer_to_text(&out, err);
}
