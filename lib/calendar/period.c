/* Periods: named spans of days, by the calendar or by a reporting regime. */
#include "calendar/period.h"

#include "base/error.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

/* How each kind divides a year: its letter in ids, how many there are, and their months. Weeks have no months. */
static const struct division {
  const char *letter;
  int digits;
  int32_t count;
  int32_t months;
} divisions[] = {
  [PERIOD_YEAR] = {"", 0, 1, 12},  [PERIOD_HALF_YEAR] = {"H", 1, 2, 6}, [PERIOD_NINE_MONTHS] = {"9M", 0, 1, 9},
  [PERIOD_QUARTER] = {"Q", 1, 4, 3}, [PERIOD_MONTH] = {"", 2, 12, 1},     [PERIOD_WEEK] = {"W", 2, 53, 0},
};

/* ISO 8601: week 1 holds 4 January. */
static int32_t first_of_week(int32_t year, int32_t week) {
  const int32_t fourth = tthc__day(year, 1, 4);
  return fourth - (tthc_day_of_week(fourth) - 1) + (week - 1) * 7;
}

static int32_t cut_day(const struct regime *regime, int32_t kind) {
  int32_t i;
  for (i = 0; i < regime->cut_count; i++)
    if (regime->cuts[i].kind == kind) return regime->cuts[i].cut_day;
  return 0;
}

int tthc__regime_cuts(const struct regime *regime, int32_t kind) { return cut_day(regime, kind) > 0; }

struct period tthc__period_nth(const struct regime *regime, int32_t kind, int32_t year, int32_t n) {
  const struct division *division = &divisions[kind];
  struct period period = {regime, kind, year + n / division->count, n % division->count + 1, 0, 0};
  const int32_t first_month = (period.number - 1) * division->months + 1;
  const int32_t last_month = first_month + division->months - 1;
  if (kind == PERIOD_WEEK) {
    period.first_day = first_of_week(period.year, period.number);
    period.last_day = period.first_day + 6;
  } else if (regime == NULL) {
    period.first_day = tthc__day(period.year, first_month, 1);
    period.last_day = tthc__month_end(period.year, last_month);
  } else { /* from the day after one cut-off to the next: Decree 09/2019/NĐ-CP, art. 12 */
    period.first_day = tthc__day_in_month(period.year, first_month - 1, cut_day(regime, kind)) + 1;
    period.last_day = tthc__day_in_month(period.year, last_month, cut_day(regime, kind));
  }
  return period;
}

static int read_digits(const char **p, int digits, int32_t *number) {
  int i;
  *number = 0;
  for (i = 0; i < digits; i++, ++*p) {
    if (**p < '0' || **p > '9') return 0;
    *number = *number * 10 + (**p - '0');
  }
  return 1;
}

/* Behind "2021-": H1, 9M, Q2, W05, 06. */
static int read_division(const char *p, int32_t *kind, int32_t *number) {
  for (*kind = PERIOD_HALF_YEAR; *kind <= PERIOD_WEEK; ++*kind) {
    const struct division *division = &divisions[*kind];
    const char *rest = p + strlen(division->letter);
    *number = 1;
    if (strncmp(p, division->letter, strlen(division->letter)) != 0) continue;
    if (division->digits > 0 && !read_digits(&rest, division->digits, number)) continue;
    if (*rest == '\0') return *number >= 1 && *number <= division->count;
  }
  return 0;
}

static int read_span(const char *id, struct period *out) {
  char first[11];
  if (strlen(id) != 22 || memcmp(id + 10, "..", 2) != 0) return 0;
  memcpy(first, id, 10);
  first[10] = '\0';
  out->kind = PERIOD_SPAN;
  out->number = 1;
  return tthc__day_parse(first, &out->first_day) && tthc__day_parse(id + 12, &out->last_day) &&
         out->first_day <= out->last_day;
}

static int read_calendar_period(const struct regime *regime, const char *id, struct period *out) {
  const char *p = id;
  int32_t year, kind = PERIOD_YEAR, number = 1;
  memset(out, 0, sizeof *out);
  if (regime == NULL && read_span(id, out)) return 1;
  if (!read_digits(&p, 4, &year) || year < YEAR_MIN || year > YEAR_MAX) return 0;
  if (*p != '\0' && (*p != '-' || !read_division(p + 1, &kind, &number))) return 0;
  if (regime != NULL && !tthc__regime_cuts(regime, kind)) return 0;
  *out = tthc__period_nth(regime, kind, year, number - 1);
  if (!tthc__is_day(out->first_day) || !tthc__is_day(out->last_day)) return 0; /* at the ends of the calendar */
  /* A year has a 53rd week only when 4 January of the next one lies beyond it. */
  return kind != PERIOD_WEEK || number < 53 || out->first_day < first_of_week(year + 1, 1);
}

int32_t tthc__period_read(const tthc_calendar *calendar, const char *id, struct period *out, tthc_error *err) {
  const char *colon = id == NULL ? NULL : strchr(id, ':');
  const struct regime *regime = NULL;
  if (colon != NULL) {
    char name[ID_MAX + 1];
    if ((size_t)(colon - id) < sizeof name && calendar != NULL) {
      memcpy(name, id, (size_t)(colon - id));
      name[colon - id] = '\0';
      regime = tthc__calendar_regime(calendar, name);
    }
    if (regime == NULL)
      return tthc__fail(err, TTHC_E_UNKNOWN_ID, id, WORDS("chế độ báo cáo có trong lịch", "a regime of the calendar"));
  }
  if (id != NULL && read_calendar_period(regime, colon == NULL ? id : colon + 1, out)) return TTHC_OK;
  return tthc__fail(err, TTHC_E_PERIOD, id,
                    WORDS("kỳ như 2021, 2021-Q2, 2021-06, 2021-02-01..2021-09-30 hoặc kstt:2021-Q2",
                          "a period such as 2021, 2021-Q2, 2021-06, 2021-02-01..2021-09-30 or kstt:2021-Q2"));
}

void tthc__put_period(struct buffer *out, const struct period *period) {
  const struct division *division = &divisions[period->kind];
  if (period->regime != NULL) {
    tthc__put(out, period->regime->id);
    tthc__put_char(out, ':');
  }
  if (period->kind == PERIOD_SPAN) {
    tthc__put_day(out, period->first_day);
    tthc__put(out, "..");
    tthc__put_day(out, period->last_day);
    return;
  }
  tthc__put_padded(out, period->year, 4);
  if (period->kind == PERIOD_YEAR) return;
  tthc__put_char(out, '-');
  tthc__put(out, division->letter);
  if (division->digits > 0) tthc__put_padded(out, period->number, division->digits);
}

void tthc__put_window(struct buffer *out, int32_t first_day, int32_t last_day) {
  const int32_t year = tthc_day_year(first_day);
  struct period span = {NULL, PERIOD_SPAN, year, 1, first_day, last_day};
  int32_t kind, n;
  for (kind = PERIOD_YEAR; kind <= PERIOD_MONTH; kind++) {
    for (n = 0; n < divisions[kind].count; n++) {
      const struct period period = tthc__period_nth(NULL, kind, year, n);
      if (period.first_day != first_day || period.last_day != last_day) continue;
      tthc__put_period(out, &period);
      return;
    }
  }
  tthc__put_period(out, &span);
}

int32_t tthc__sending_day(const tthc_calendar *calendar, const struct period *period, const char *level) {
  const struct regime *regime = period->regime;
  int32_t i, day;
  for (i = 0; i < regime->sending_count && !tthc__same(regime->sendings[i].level, level); i++) continue;
  if (i == regime->sending_count) /* at least one working day: Decree 09/2019/NĐ-CP, art. 8.5 */
    return tthc_calendar_add_working_days(calendar, period->last_day, regime->default_working_days);
  day = tthc__day_in_month(tthc_day_year(period->last_day), tthc_day_month(period->last_day), regime->sendings[i].day);
  return tthc__effective_day(calendar, day, regime->rolls);
}

/* --- the public calls --------------------------------------------------------------------------------------------- */

static int read_checked(const tthc_calendar *calendar, const char *id, struct period *out, tthc_error *err) {
  if (calendar != NULL && !tthc__is(calendar, MARK_CALENDAR)) {
    tthc__fail_handle(err, "tthc_calendar");
    return 0;
  }
  return tthc__period_read(calendar, id, out, err) == TTHC_OK;
}

int32_t tthc_period_first_day(const tthc_calendar *calendar, const char *period, tthc_error *err) {
  struct period read;
  return read_checked(calendar, period, &read, err) ? read.first_day : TTHC_NO_DAY;
}

int32_t tthc_period_last_day(const tthc_calendar *calendar, const char *period, tthc_error *err) {
  struct period read;
  return read_checked(calendar, period, &read, err) ? read.last_day : TTHC_NO_DAY;
}

int32_t tthc_period_sending_day(const tthc_calendar *calendar, const char *period, const char *level,
                                tthc_error *err) {
  struct period read;
  if (!read_checked(calendar, period, &read, err)) return TTHC_NO_DAY;
  if (read.regime == NULL) {
    tthc__fail(err, TTHC_E_PERIOD, period, WORDS("kỳ báo cáo như kstt:2021-Q2", "a reporting period such as kstt:2021-Q2"));
    return TTHC_NO_DAY;
  }
  return tthc__sending_day(calendar, &read, level);
}
