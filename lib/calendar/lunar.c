/*
 * The lunar calendar by the rules that Hồ Ngọc Đức gives, over the astronomy of J. Meeus, Astronomical Algorithms: a
 * month begins on the day of the new moon, month 11 holds the winter solstice, and of 13 months between two months 11
 * the first without a major solar term is the leap one.
 */
#include "calendar/lunar.h"

#include "base/error.h"
#include "calendar/day.h"

#include <math.h>

#define DEGREE 0.017453292519943295
#define UNIX_EPOCH 2440587.5 /* as a Julian date */
#define ZONE (7.0 / 24.0)
#define MONTH 29.530588861

/* --- the moon and the sun ----------------------------------------------------------------------------------------- */

/* Earth's rotation lags behind: within 10 seconds of what was measured since 1900. In days. */
static double delta_t(double centuries) { return (64.0 + 60.0 * centuries) / 86400.0; }

/*
 * Periodical terms of the new moon (Meeus, chapter 49), greatest first: multiples of the sun's anomaly, the moon's, and
 * the moon's argument of latitude.
 */
static const struct term {
  double days;
  int sun;
  int moon;
  int latitude;
} terms[] = {
  {-0.40720, 0, 1, 0},  {0.17241, 1, 0, 0},   {0.01608, 0, 2, 0},   {0.01039, 0, 0, 2},   {0.00739, -1, 1, 0},
  {-0.00514, 1, 1, 0},  {0.00208, 2, 0, 0},   {-0.00111, 0, 1, -2}, {-0.00057, 0, 1, 2},  {0.00056, 1, 2, 0},
  {-0.00042, 0, 3, 0},  {0.00042, 1, 0, 2},   {0.00038, 1, 0, -2},  {-0.00024, -1, 2, 0}, {-0.00007, 2, 1, 0},
  {0.00004, 0, 2, -2},  {0.00004, 3, 0, 0},   {0.00003, 1, 1, -2},  {0.00003, 0, 2, 2},   {-0.00003, 1, 1, 2},
  {0.00003, -1, 1, 2},  {-0.00002, -1, 1, -2}, {-0.00002, 1, 3, 0}, {0.00002, 0, 4, 0},
};

/* What the planets add: days, degrees at the first new moon of 2000, degrees a month. */
static const double planets[][3] = {
  {0.000325, 299.77, 0.107408},  {0.000165, 251.88, 0.016321},  {0.000164, 251.83, 26.651886},
  {0.000126, 349.42, 36.412478}, {0.000110, 84.66, 18.206239},  {0.000062, 141.74, 53.303771},
  {0.000060, 207.14, 2.453732},  {0.000056, 154.84, 7.306860},  {0.000047, 34.52, 27.261239},
  {0.000042, 207.19, 0.121824},  {0.000040, 291.34, 1.844379},  {0.000037, 161.72, 24.198154},
  {0.000035, 239.56, 25.513099}, {0.000023, 331.55, 3.592518},
};

/* The day in Vietnam of the k-th new moon after that of 2000-01-06. */
static int32_t new_moon(int32_t k) {
  const double t = k / 1236.85, eccentricity = 1 - 0.002516 * t - 0.0000074 * t * t;
  const double sun = 2.5534 + 29.10535670 * k - 0.0000014 * t * t;
  const double moon = 201.5643 + 385.81693528 * k + 0.0107582 * t * t + 0.00001238 * t * t * t;
  const double latitude = 160.7108 + 390.67050284 * k - 0.0016118 * t * t - 0.00000227 * t * t * t;
  double at = 2451550.09766 + MONTH * k + 0.00015437 * t * t - 0.00000015 * t * t * t;
  size_t i;
  for (i = 0; i < sizeof terms / sizeof *terms; i++) {
    const struct term *term = &terms[i];
    const double angle = (term->sun * sun + term->moon * moon + term->latitude * latitude) * DEGREE;
    double days = term->days * sin(angle);
    int n;
    for (n = term->sun; n != 0; n += n < 0 ? 1 : -1) days *= eccentricity;
    at += days;
  }
  for (i = 0; i < sizeof planets / sizeof *planets; i++)
    at += planets[i][0] * sin((planets[i][1] + planets[i][2] * k) * DEGREE);
  at -= 0.00017 * sin((124.7746 - 1.56375588 * k) * DEGREE);
  return (int32_t)floor(at - delta_t(t) + ZONE - UNIX_EPOCH);
}

/*
 * Where the sun stands when a day begins in Vietnam (Meeus, chapter 25): 0..11, by the major term (trung khí) that it
 * passed last; 0 from the spring equinox on, 9 from the winter solstice on.
 */
static int sun_sector(int32_t day) {
  const double universal = (day - ZONE + UNIX_EPOCH - 2451545.0) / 36525.0;
  const double t = universal + delta_t(universal) / 36525.0;
  const double m = (357.52911 + 35999.05029 * t - 0.0001537 * t * t) * DEGREE;
  const double centre =
    (1.914602 - 0.004817 * t) * sin(m) + (0.019993 - 0.000101 * t) * sin(2 * m) + 0.000289 * sin(3 * m);
  const double apparent = -0.00569 - 0.00478 * sin((125.04 - 1934.136 * t) * DEGREE);
  const double longitude = 280.46646 + 36000.76983 * t + 0.0003032 * t * t + centre + apparent;
  return (int)floor((longitude - 360 * floor(longitude / 360)) / 30);
}

/* --- months and years --------------------------------------------------------------------------------------------- */

/* The last new moon on or before a day: its number, and its day. */
static int32_t moon_before(int32_t day, int32_t *moon) {
  int32_t k = (int32_t)floor((day - 10961) / MONTH); /* or one more, as the moon is late or early */
  while ((*moon = new_moon(k)) > day) k--;
  return k;
}

/* The new moon that begins the month with the winter solstice of a year. */
static int32_t month_11(int32_t year) {
  int32_t moon;
  const int32_t k = moon_before(tthc__day(year, 12, 31), &moon);
  return sun_sector(moon) >= 9 ? k - 1 : k;
}

/* The months from month 11 of the year before up to the next month 11. */
struct round {
  int32_t year;
  int32_t first; /* the new moon of month 11 */
  int32_t leap;  /* which month of the round, counted from 0, is the leap one; 0: none */
};

static struct round round_of(int32_t year, int32_t first, int32_t next) {
  struct round round = {year, first, 0};
  int32_t i;
  if (next - first == 12) return round;
  for (i = 1; i < 13; i++) {
    if (sun_sector(new_moon(first + i)) != sun_sector(new_moon(first + i + 1))) continue;
    round.leap = i;
    break;
  }
  return round;
}

int32_t tthc__lunar_day(int32_t year, int32_t month, int32_t day_of_month, int leap) {
  struct round round;
  int32_t n, k, first;
  if (year < LUNAR_YEAR_MIN || year > LUNAR_YEAR_MAX || month < 1 || month > 12 || day_of_month < 1) return TTHC_NO_DAY;
  n = (month + 1) % 12;
  if (n < 2) year++;
  round = round_of(year, month_11(year - 1), month_11(year));
  if (leap && (round.leap == 0 || n != round.leap - 1)) return TTHC_NO_DAY;
  k = round.first + n + (leap || (round.leap > 0 && n >= round.leap));
  first = new_moon(k);
  return day_of_month <= new_moon(k + 1) - first ? first + day_of_month - 1 : TTHC_NO_DAY;
}

struct lunar {
  int32_t year;
  int32_t month;
  int32_t day;
  int leap;
};

static struct lunar lunar_of(int32_t day) {
  const struct lunar none = {0, 0, 0, 0};
  struct lunar lunar = none;
  struct round round;
  int32_t k, moon, year, eleventh, n;
  if (!tthc__is_day(day)) return none;
  k = moon_before(day, &moon);
  year = tthc_day_year(day);
  eleventh = month_11(year);
  if (k < eleventh)
    round = round_of(year, month_11(year - 1), eleventh);
  else
    round = round_of(year + 1, eleventh, month_11(year + 1));
  n = k - round.first;
  lunar.leap = n > 0 && n == round.leap;
  if (round.leap > 0 && n >= round.leap) n--;
  lunar.year = n < 2 ? round.year - 1 : round.year;
  lunar.month = n < 2 ? n + 11 : n - 1;
  lunar.day = day - moon + 1;
  return lunar.year < LUNAR_YEAR_MIN || lunar.year > LUNAR_YEAR_MAX ? none : lunar;
}

/* --- the public calls --------------------------------------------------------------------------------------------- */

int32_t tthc_lunar_year(int32_t day) { return lunar_of(day).year; }

int32_t tthc_lunar_month(int32_t day) { return lunar_of(day).month; }

int32_t tthc_lunar_day_of_month(int32_t day) { return lunar_of(day).day; }

int32_t tthc_lunar_is_leap(int32_t day) { return lunar_of(day).leap; }

int32_t tthc_day_from_lunar(int32_t year, int32_t month, int32_t day_of_month, int32_t leap, tthc_error *err) {
  const int32_t day = leap == 0 || leap == 1 ? tthc__lunar_day(year, month, day_of_month, leap) : TTHC_NO_DAY;
  if (day == TTHC_NO_DAY)
    tthc__fail(err, TTHC_E_DAY, NULL,
               WORDS("một ngày âm lịch, từ năm 1900 đến năm 2100", "a day of the lunar calendar, 1900 to 2100"));
  return day;
}
