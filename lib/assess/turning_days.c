/* The days on which something changes. */
#include "assess/turning_days.h"

#include "base/error.h"
#include "calendar/day.h"

#include <stdlib.h>

int32_t tthc__add_turning_day(struct turning_days *days, int32_t day, tthc_error *err) {
  void *grown;
  if (!MAKE_ROOM(days->rows, grown)) return tthc__fail_memory(err);
  days->rows.items[days->rows.count++] = day;
  return TTHC_OK;
}

int32_t tthc__add_span_days(struct turning_days *days, int32_t first_day, int32_t last_day, tthc_error *err) {
  int32_t rc = first_day == TTHC_NO_DAY ? TTHC_OK : tthc__add_turning_day(days, first_day, err);
  if (rc == TTHC_OK && last_day != TTHC_NO_DAY && last_day < DAY_MAX)
    rc = tthc__add_turning_day(days, last_day + 1, err);
  return rc;
}

int32_t tthc__add_fact_days(struct assessing *a, struct turning_days *days, const struct fact_ref *facts, int32_t count,
                            int32_t kind) {
  int32_t i, rc = TTHC_OK;
  for (i = 0; rc == TTHC_OK && i < count; i++) {
    const int32_t until = tthc__counts_until(a, &facts[i]);
    if (kind != 0 && facts[i].fact->kind != kind) continue;
    rc = tthc__add_turning_day(days, facts[i].fact->day, a->err);
    if (rc == TTHC_OK && until != NEVER) rc = tthc__add_turning_day(days, until, a->err);
  }
  return rc;
}

static int compare_days(const void *left, const void *right) {
  const int32_t x = *(const int32_t *)left, y = *(const int32_t *)right;
  return (x > y) - (x < y);
}

void tthc__sort_turning_days(struct turning_days *days, int32_t first) {
  int32_t *items = days->rows.items;
  int32_t i, count = first;
  if (days->rows.count - first < 2) return;
  qsort(items + first, (size_t)(days->rows.count - first), sizeof *items, compare_days);
  for (i = first; i < days->rows.count; i++)
    if (count == first || items[count - 1] != items[i]) items[count++] = items[i];
  days->rows.count = count;
}
