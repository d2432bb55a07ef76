/*
 * Days off by the law alone. Each year's notice settles what the law leaves open; here it is taken as is usual: Tết is
 * the day before mùng 1 and the four from it on, Quốc khánh has the day after it, or, when that is at a weekend, the one
 * before; nothing is swapped. 2014 is the first whole year of the Labour Code 2012.
 */
#include "calendar/statutory.h"

#include "calendar/lunar.h"

#define FEAST(month, day, lunar, length, first_year, name) \
  {month, day, lunar, length, first_year, name, "Nghỉ bù " name}

static const struct feast {
  int32_t month;
  int32_t day; /* of a lunar month also 0: the last of the month before */
  int lunar;
  int32_t length;
  int32_t first_year;
  const char *name;
  const char *in_lieu;
} feasts[] = {
  FEAST(1, 1, 0, 1, 2014, "Tết Dương lịch"),       FEAST(1, 0, 1, 5, 2014, "Tết Âm lịch"),
  FEAST(3, 10, 1, 1, 2014, "Giỗ Tổ Hùng Vương"),   FEAST(4, 30, 0, 1, 2014, "Ngày Chiến thắng"),
  FEAST(5, 1, 0, 1, 2014, "Ngày Quốc tế lao động"), FEAST(9, 2, 0, 1, 2014, "Quốc khánh"),
  FEAST(9, 3, 0, 1, 2021, "Quốc khánh"),           FEAST(11, 24, 0, 1, 2026, "Ngày Văn hóa Việt Nam"),
};

enum { FEASTS = sizeof feasts / sizeof *feasts };

static int is_weekend(int32_t day) { return tthc_day_of_week(day) > 5; }

static int32_t first_day_of(const struct feast *feast, int32_t year) {
  int32_t day;
  if (year < feast->first_year) return TTHC_NO_DAY;
  if (feast->lunar) {
    day = tthc__lunar_day(year, feast->month, 1, 0);
    return day == TTHC_NO_DAY ? day : day + feast->day - 1;
  }
  day = tthc__day(year, feast->month, feast->day);
  return feast->month == 9 && feast->day == 3 && is_weekend(day) ? day - 2 : day;
}

static const char *reference(const struct feast *feast, int32_t year, int32_t kind) {
  if (year < 2021) return "Bộ luật Lao động 2012, Điều 115";
  if (kind == TTHC_DAY_IN_LIEU) return "Bộ luật Lao động 2019, Điều 111 khoản 3";
  return feast->month == 11 ? "Nghị quyết số 28/2026/QH16" : "Bộ luật Lao động 2019, Điều 112";
}

static int is_among(const struct special_day *days, int32_t count, int32_t day) {
  int32_t i;
  for (i = 0; i < count; i++)
    if (days[i].day == day) return 1;
  return 0;
}

static int32_t put(struct special_day *days, int32_t count, const struct feast *feast, int32_t day, int32_t kind) {
  const char *name = kind == TTHC_DAY_IN_LIEU ? feast->in_lieu : feast->name;
  const struct special_day special = {day, kind, TTHC_DAY_STATUS_COMPUTED, name,
                                      reference(feast, tthc_day_year(day), kind)};
  days[count] = special;
  return count + 1;
}

int32_t tthc__statutory_days(int32_t year, struct special_day days[STATUTORY_MAX]) {
  int32_t first[FEASTS], i, day, count = 0;
  for (i = 0; i < FEASTS; i++) {
    first[i] = first_day_of(&feasts[i], year);
    if (first[i] == TTHC_NO_DAY) continue;
    for (day = first[i]; day < first[i] + feasts[i].length; day++)
      if (!is_weekend(day)) count = put(days, count, &feasts[i], day, TTHC_DAY_HOLIDAY);
  }
  for (i = 0; i < FEASTS; i++) {
    if (first[i] == TTHC_NO_DAY) continue;
    for (day = first[i]; day < first[i] + feasts[i].length; day++) {
      int32_t next = day;
      if (!is_weekend(day)) continue;
      while (is_weekend(next) || is_among(days, count, next)) next++;
      count = put(days, count, &feasts[i], next, TTHC_DAY_IN_LIEU);
    }
  }
  return count;
}
