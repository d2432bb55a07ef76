/*
 * Addressees of follow-ups from day to day. Whom the work of a unit is written to about changes only when a unit that
 * may stand in for it, or stand above it, begins or ends; on these days it is asked as a follow-up asks.
 */
#include "assess/addressees.h"

#include "assess/turning_days.h"
#include "base/error.h"
#include "base/order.h"
#include "calendar/day.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

struct addressing {
  struct following f;
  tthc_follow_up asked; /* a follow-up of two levels, one to the unit and one to its superior */
  struct level levels[TO_SUPERIOR];
  struct turning_days days;
  int32_t *seen; /* one a unit: the last one whose days were collected with its own, from 1 */
  struct addressees *out;
};

void tthc__free_addressees(struct addressees *addressees) {
  free(addressees->rows.items);
  memset(addressees, 0, sizeof *addressees);
}

/* --- beginning and ending ----------------------------------------------------------------------------------------- */

static int32_t begin(struct addressing *addressing, const tthc_plan *plan, struct addressees *out, tthc_error *err) {
  struct following *f = &addressing->f;
  const size_t units = (size_t)plan->units.count + 1;
  memset(addressing, 0, sizeof *addressing);
  addressing->out = out;
  addressing->levels[0].to = TO_UNIT;
  addressing->levels[1].to = TO_SUPERIOR;
  addressing->asked.levels.items = addressing->levels;
  f->plan = plan;
  f->result = &addressing->asked;
  f->err = err;
  f->stamps = calloc(units, sizeof *f->stamps);
  f->told = malloc(units * sizeof *f->told);
  addressing->seen = calloc(units, sizeof *addressing->seen);
  if (f->stamps == NULL || f->told == NULL || addressing->seen == NULL) return tthc__fail_memory(err);
  memset(f->told, UCHAR_MAX, units * sizeof *f->told); /* nothing is noticed here */
  return TTHC_OK;
}

static void end(struct addressing *addressing) {
  free(addressing->asked.items.items);
  free(addressing->f.whom.items);
  free(addressing->f.stamps);
  free(addressing->f.told);
  free(addressing->days.rows.items);
  free(addressing->seen);
}

/* --- one unit ----------------------------------------------------------------------------------------------------- */

/* Of a unit, of those that follow it, and of those above them; of the unit with the number `whose`, from 1. */
static int32_t add_unit_days(struct addressing *addressing, int32_t unit, int32_t whose) {
  const struct unit *row = &addressing->f.plan->units.items[unit];
  int32_t i, rc;
  if (addressing->seen[unit] == whose) return TTHC_OK;
  addressing->seen[unit] = whose;
  rc = tthc__add_span_days(&addressing->days, row->first_day, row->last_day, addressing->f.err);
  for (i = 0; rc == TTHC_OK && i < row->successor_count; i++)
    rc = add_unit_days(addressing, row->successors[i].unit, whose);
  return rc == TTHC_OK && row->superior != TTHC_NONE ? add_unit_days(addressing, row->superior, whose) : rc;
}

static int32_t ask(struct addressing *addressing, int32_t unit, int32_t level, int32_t first, int32_t last) {
  const struct follow_up_item item = {.unit = unit, .level = level};
  int32_t i, rc;
  addressing->asked.as_of = first;
  addressing->asked.items.count = 0;
  rc = tthc__address(&addressing->f, &item);
  for (i = 0; rc == TTHC_OK && i < addressing->asked.items.count; i++) {
    const struct follow_up_item *asked = &addressing->asked.items.items[i];
    void *grown;
    if (!MAKE_ROOM(addressing->out->rows, grown)) return tthc__fail_memory(addressing->f.err);
    addressing->out->rows.items[addressing->out->rows.count++] =
      (struct addressee){unit, addressing->levels[level].to, asked->digest, asked->role, first, last};
  }
  return rc;
}

static int32_t find_of_unit(struct addressing *addressing, int32_t unit) {
  const int32_t *days;
  int32_t i, level, rc;
  addressing->days.rows.count = 0;
  rc = tthc__add_turning_day(&addressing->days, DAY_MIN, addressing->f.err);
  if (rc == TTHC_OK) rc = add_unit_days(addressing, unit, unit + 1);
  tthc__sort_turning_days(&addressing->days, 0);
  days = addressing->days.rows.items;
  for (i = 0; rc == TTHC_OK && i < addressing->days.rows.count; i++) {
    const int32_t last = i + 1 < addressing->days.rows.count ? days[i + 1] - 1 : DAY_MAX;
    for (level = 0; rc == TTHC_OK && level < TO_SUPERIOR; level++) rc = ask(addressing, unit, level, days[i], last);
  }
  return rc;
}

/* --- all of them -------------------------------------------------------------------------------------------------- */

static int compare_addressees(const void *left, const void *right) {
  const struct addressee *x = left, *y = right;
  COMPARE(x->unit, y->unit);
  COMPARE(x->to, y->to);
  COMPARE(x->recipient, y->recipient);
  COMPARE(x->from, y->from);
  return 0;
}

static int goes_on(const struct addressee *x, const struct addressee *y) {
  return x->unit == y->unit && x->to == y->to && x->recipient == y->recipient && x->role == y->role &&
         x->last + 1 == y->from;
}

/* What stayed the same is one. */
static void join(struct addressees *out) {
  struct addressee *rows = out->rows.items;
  int32_t i, count = 0;
  if (out->rows.count == 0) return;
  qsort(rows, (size_t)out->rows.count, sizeof *rows, compare_addressees);
  for (i = 0; i < out->rows.count; i++) {
    if (count > 0 && goes_on(&rows[count - 1], &rows[i]))
      rows[count - 1].last = rows[i].last;
    else
      rows[count++] = rows[i];
  }
  out->rows.count = count;
}

int32_t tthc__find_addressees(const tthc_plan *plan, struct addressees *out, tthc_error *err) {
  struct addressing addressing;
  int32_t unit, rc = begin(&addressing, plan, out, err);
  out->rows.count = 0;
  for (unit = 0; rc == TTHC_OK && unit < plan->units.count; unit++) rc = find_of_unit(&addressing, unit);
  if (rc == TTHC_OK) join(out);
  end(&addressing);
  return rc;
}
