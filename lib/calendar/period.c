/* Periods: named spans of days, by the calendar or by a reporting regime. */
#include "calendar/period.h"

#include "base/error.h"
#include "base/text.h"
#include "base/unicode.h"

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

int tthc__regime_cuts(const struct regime *regime, int32_t kind) {
  for (; regime != NULL; regime = regime->earlier)
    if (cut_day(regime, kind) > 0) return 1;
  return 0;
}

/* A week belongs to the year of its Thursday. */
static struct period week_nth(const struct regime *regime, int32_t year, int32_t n) {
  const int32_t monday = first_of_week(year, n + 1), thursday = monday + 3;
  struct period period = {regime, PERIOD_WEEK, tthc_day_year(thursday), 0, monday, monday + 6};
  if (period.year > 0) period.number = (thursday - tthc__day(period.year, 1, 1)) / 7 + 1;
  return period;
}

static struct period day_nth(int32_t year, int32_t n) {
  const int32_t day = tthc__day(year, 1, 1) + n;
  return (struct period){NULL, PERIOD_DAY, tthc_day_year(day), 1, day, day};
}

/* By one version of a regime: from the day after one cut-off to the next (Decree 09/2019/NĐ-CP, art. 12). */
static struct period version_nth(const struct regime *regime, int32_t kind, int32_t year, int32_t n) {
  const struct division *division = &divisions[kind];
  struct period period = {regime, kind, year + n / division->count, n % division->count + 1, 0, 0};
  const int32_t first_month = (period.number - 1) * division->months + 1;
  const int32_t last_month = first_month + division->months - 1;
  if (kind == PERIOD_WEEK) return week_nth(regime, year, n);
  if (regime == NULL) {
    period.first_day = tthc__day(period.year, first_month, 1);
    period.last_day = tthc__month_end(period.year, last_month);
  } else {
    period.first_day = tthc__day_in_month(period.year, first_month - 1, cut_day(regime, kind)) + 1;
    period.last_day = tthc__day_in_month(period.year, last_month, cut_day(regime, kind));
  }
  return period;
}

static int is_in_force(const struct regime *regime, int32_t day) {
  return regime->first_day <= day && (regime->last_day == TTHC_NO_DAY || day <= regime->last_day);
}

struct period tthc__period_nth(const struct regime *regime, int32_t kind, int32_t year, int32_t n) {
  const struct regime *version;
  if (kind == PERIOD_DAY) return day_nth(year, n);
  for (version = regime; version != NULL; version = version->earlier) {
    struct period period;
    if (cut_day(version, kind) == 0) continue;
    period = version_nth(version, kind, year, n);
    if (is_in_force(version, period.last_day)) return period;
  }
  return version_nth(regime, kind, year, n);
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

static int read_day(const char *id, struct period *out) {
  int32_t day;
  if (!tthc__day_parse(id, &day)) return 0;
  *out = day_nth(tthc_day_year(day), day - tthc__day(tthc_day_year(day), 1, 1));
  return 1;
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

/* The n-th division (from 1) of a year, if there is one and, for a regime, a version of it was in force. */
static int make_period(const struct regime *regime, int32_t kind, int32_t year, int32_t number, struct period *out) {
  if (year < YEAR_MIN || year > YEAR_MAX || number < 1 || number > divisions[kind].count) return 0;
  if (regime != NULL && !tthc__regime_cuts(regime, kind)) return 0;
  *out = tthc__period_nth(regime, kind, year, number - 1);
  if (out->year != year || !tthc__is_day(out->first_day) || !tthc__is_day(out->last_day)) return 0;
  return regime == NULL || is_in_force(out->regime, out->last_day);
}

static int read_calendar_period(const struct regime *regime, const char *id, struct period *out) {
  const char *p = id;
  int32_t year, kind = PERIOD_YEAR, number = 1;
  memset(out, 0, sizeof *out);
  if (regime == NULL && (read_span(id, out) || read_day(id, out))) return 1;
  if (!read_digits(&p, 4, &year)) return 0;
  if (*p != '\0' && (*p != '-' || !read_division(p + 1, &kind, &number))) return 0;
  return make_period(regime, kind, year, number, out);
}

/* --- the forms that people use ------------------------------------------------------------------------------------ */

/* Words of small ASCII letters: Y is a year, N a digit or Roman numeral, M one or two digits, D two digits. */
static const struct form {
  const char *pattern;
  int32_t kind;
  int32_t number; /* of a pattern without N, M, D */
} forms[] = {
  {"nam Y", PERIOD_YEAR, 1},
  {"Y hN", PERIOD_HALF_YEAR, 0},
  {"YhN", PERIOD_HALF_YEAR, 0},
  {"6 thang dau nam Y", PERIOD_HALF_YEAR, 1},
  {"6 thang cuoi nam Y", PERIOD_HALF_YEAR, 2},
  {"Y 9m", PERIOD_NINE_MONTHS, 1},
  {"Y9m", PERIOD_NINE_MONTHS, 1},
  {"9 thang dau nam Y", PERIOD_NINE_MONTHS, 1},
  {"Y qN", PERIOD_QUARTER, 0},
  {"YqN", PERIOD_QUARTER, 0},
  {"qN Y", PERIOD_QUARTER, 0},
  {"q N Y", PERIOD_QUARTER, 0},
  {"quy N Y", PERIOD_QUARTER, 0},
  {"quy N nam Y", PERIOD_QUARTER, 0},
  {"qui N Y", PERIOD_QUARTER, 0},
  {"qui N nam Y", PERIOD_QUARTER, 0},
  {"thang M Y", PERIOD_MONTH, 0},
  {"thang M nam Y", PERIOD_MONTH, 0},
  {"M Y", PERIOD_MONTH, 0},
  {"Y wD", PERIOD_WEEK, 0},
  {"YwD", PERIOD_WEEK, 0},
  /* EDTF (ISO 8601-2) numbers quarters and half-years on from the months */
  {"Y 33", PERIOD_QUARTER, 1},
  {"Y 34", PERIOD_QUARTER, 2},
  {"Y 35", PERIOD_QUARTER, 3},
  {"Y 36", PERIOD_QUARTER, 4},
  {"Y 40", PERIOD_HALF_YEAR, 1},
  {"Y 41", PERIOD_HALF_YEAR, 2},
  {"Y D", PERIOD_MONTH, 0},
};

static int read_numeral(const char **p, int32_t *number) {
  static const char *const numerals[] = {"i", "ii", "iii", "iv"};
  const size_t size = strspn(*p, "iv");
  if (size == 0) return read_digits(p, 1, number);
  for (*number = 1; *number <= 4; ++*number) {
    const char *numeral = numerals[*number - 1];
    if (strlen(numeral) != size || strncmp(*p, numeral, size) != 0) continue;
    *p += size;
    return 1;
  }
  return 0;
}

static int read_form(const char *pattern, const char *p, int32_t *year, int32_t *number) {
  for (; *pattern != '\0'; pattern++) {
    int ok;
    switch (*pattern) {
    case 'Y': ok = read_digits(&p, 4, year); break;
    case 'N': ok = read_numeral(&p, number); break;
    case 'M': ok = read_digits(&p, strspn(p, "0123456789") == 1 ? 1 : 2, number); break;
    case 'D': ok = read_digits(&p, 2, number); break;
    default: ok = *p++ == *pattern; break;
    }
    if (!ok) return 0;
  }
  return *p == '\0';
}

/* Whether there are only words, blanks, and marks of dates. Beyond ASCII, other characters begin with the bytes C2, E2. */
static int is_plain(const char *text) {
  const unsigned char *p;
  for (p = (const unsigned char *)text; *p != '\0'; p++) {
    const int letter = (*p | 0x20) >= 'a' && (*p | 0x20) <= 'z', digit = *p >= '0' && *p <= '9';
    if (*p == 0xc2 || *p == 0xe2 || (*p < 0x80 && !letter && !digit && strchr(" /-.", *p) == NULL)) return 0;
  }
  return tthc__utf8_valid(text, (int64_t)strlen(text));
}

/* Puts "Quý I/2021" as "quy i 2021"; 0 when blanks or marks stand at an end, or two marks together. */
static int put_words(struct buffer *out, const char *text) {
  for (;;) {
    const size_t size = strcspn(text, " /-.");
    char word[ID_MAX + 1];
    if (size == 0 || size >= sizeof word) return 0;
    memcpy(word, text, size);
    word[size] = '\0';
    tthc__put_folded_word(out, word);
    text += size;
    if (*text == '\0') return out->size > 0 && !out->failed;
    tthc__put_char(out, ' ');
    text += strspn(text, " ");
    if (*text == '/' || *text == '-' || *text == '.') text++;
    text += strspn(text, " ");
  }
}

static int read_loose_words(const struct regime *regime, const char *words, struct period *out) {
  size_t i;
  for (i = 0; i < sizeof forms / sizeof *forms; i++) {
    int32_t year = 0, number = forms[i].number;
    if (!read_form(forms[i].pattern, words, &year, &number)) continue;
    return make_period(regime, forms[i].kind, year, number, out);
  }
  return 0;
}

static int read_loose(const struct regime *regime, const char *id, struct period *out) {
  struct buffer words = {0};
  int ok;
  if (read_calendar_period(regime, id, out)) return 1;
  ok = strlen(id) <= ID_MAX && is_plain(id) && put_words(&words, id) && read_loose_words(regime, words.data, out);
  tthc__buffer_free(&words);
  return ok;
}

/* --- reading and writing ------------------------------------------------------------------------------------------ */

/* The regime before the colon, NULL without one; *id becomes what is behind it. */
static int32_t read_regime(const tthc_calendar *calendar, const char **id, const struct regime **out, tthc_error *err) {
  const char *colon = strchr(*id, ':');
  char name[ID_MAX + 1];
  *out = NULL;
  if (colon == NULL) return TTHC_OK;
  if ((size_t)(colon - *id) < sizeof name && calendar != NULL) {
    memcpy(name, *id, (size_t)(colon - *id));
    name[colon - *id] = '\0';
    *out = tthc__calendar_regime(calendar, name);
  }
  if (*out == NULL)
    return tthc__fail(err, TTHC_E_UNKNOWN_ID, *id, WORDS("chế độ báo cáo có trong lịch", "a regime of the calendar"));
  *id = colon + 1;
  return TTHC_OK;
}

static int32_t read_by(int (*read)(const struct regime *regime, const char *id, struct period *out),
                       const tthc_calendar *calendar, const char *id, struct period *out, tthc_error *err) {
  const struct regime *regime = NULL;
  const char *rest = id;
  if (id != NULL) {
    const int32_t rc = read_regime(calendar, &rest, &regime, err);
    if (rc != TTHC_OK) return rc;
    if (read(regime, rest, out)) return TTHC_OK;
  }
  return tthc__fail(err, TTHC_E_PERIOD, id,
                    WORDS("kỳ như 2021, 2021-Q2, 2021-06, 2021-02-01..2021-09-30 hoặc kstt:2021-Q2",
                          "a period such as 2021, 2021-Q2, 2021-06, 2021-02-01..2021-09-30 or kstt:2021-Q2"));
}

int32_t tthc__period_read(const tthc_calendar *calendar, const char *id, struct period *out, tthc_error *err) {
  return read_by(read_calendar_period, calendar, id, out, err);
}

int32_t tthc__period_read_loose(const tthc_calendar *calendar, const char *id, struct period *out, tthc_error *err) {
  return read_by(read_loose, calendar, id, out, err);
}

void tthc__put_period(struct buffer *out, const struct period *period) {
  if (period->regime != NULL) {
    tthc__put(out, period->regime->id);
    tthc__put_char(out, ':');
  }
  if (period->kind == PERIOD_SPAN || period->kind == PERIOD_DAY) {
    tthc__put_day(out, period->first_day);
    if (period->kind == PERIOD_DAY) return;
    tthc__put(out, "..");
    tthc__put_day(out, period->last_day);
    return;
  }
  tthc__put_padded(out, period->year, 4);
  if (period->kind == PERIOD_YEAR) return;
  tthc__put_char(out, '-');
  tthc__put(out, divisions[period->kind].letter);
  if (divisions[period->kind].digits > 0) tthc__put_padded(out, period->number, divisions[period->kind].digits);
}

/* What goes before "năm 2021"; # is the number. */
static const struct words *name_of(const struct period *period) {
  static const struct words names[] = {
    [PERIOD_YEAR] = {"", ""},
    [PERIOD_NINE_MONTHS] = {"9 tháng đầu ", "first nine months of "},
    [PERIOD_QUARTER] = {"quý # ", "quarter # of "},
    [PERIOD_MONTH] = {"tháng # ", "month # of "},
    [PERIOD_WEEK] = {"tuần # ", "week # of "},
  };
  static const struct words halves[] = {{"6 tháng đầu ", "first half of "}, {"6 tháng cuối ", "second half of "}};
  return period->kind == PERIOD_HALF_YEAR ? &halves[period->number - 1] : &names[period->kind];
}

void tthc__put_period_name(struct buffer *out, const struct period *period, int is_english) {
  static const char *const romans[] = {"", "I", "II", "III", "IV"};
  const struct words *name = name_of(period);
  const char *p;
  for (p = is_english ? name->en : name->vi; *p != '\0'; p++) {
    if (*p != '#')
      tthc__put_char(out, *p);
    else if (period->kind == PERIOD_QUARTER)
      tthc__put(out, romans[period->number]);
    else
      tthc__put_int(out, period->number);
  }
  if (!is_english) tthc__put(out, "năm ");
  tthc__put_int(out, period->year);
}

void tthc__put_window(struct buffer *out, int32_t first_day, int32_t last_day) {
  const int32_t year = tthc_day_year(first_day);
  struct period span = {NULL, first_day == last_day ? PERIOD_DAY : PERIOD_SPAN, year, 1, first_day, last_day};
  int32_t kind, n;
  for (kind = PERIOD_YEAR; kind <= PERIOD_WEEK; kind++) {
    for (n = 0; n < divisions[kind].count; n++) {
      const int32_t named_year = kind == PERIOD_WEEK ? tthc_day_year(first_day + 3) : year;
      const struct period period = tthc__period_nth(NULL, kind, named_year, n);
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
  return tthc__period_read_loose(calendar, id, out, err) == TTHC_OK;
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
    tthc__fail(err, TTHC_E_PERIOD, period,
               WORDS("kỳ báo cáo như kstt:2021-Q2", "a reporting period such as kstt:2021-Q2"));
    return TTHC_NO_DAY;
  }
  return tthc__sending_day(calendar, &read, level);
}

tthc_text *tthc_period_canonical(const tthc_calendar *calendar, const char *id, tthc_error *err) {
  struct buffer out = {0};
  struct period read;
  if (!read_checked(calendar, id, &read, err)) return NULL;
  if (read.kind == PERIOD_SPAN)
    tthc__put_window(&out, read.first_day, read.last_day);
  else
    tthc__put_period(&out, &read);
  return tthc__buffer_to_text(&out, err);
}
