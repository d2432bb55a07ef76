/*
 * Links from unit to unit that must not lead back: from a group to its members, from a unit to its successors. Each
 * unit stands deeper than those that link to it. Depth has a bound, so that links may be followed by recursion.
 */
#include "base/error.h"
#include "model/plan.h"

#include <stdlib.h>

enum { LINK_DEPTH_MAX = 32 };

/* The n-th unit that a unit links to; TTHC_NONE behind the last. */
static int32_t linked(const struct unit *unit, int32_t n) {
  if (n < unit->member_count) return unit->members[n].unit;
  n -= unit->member_count;
  return n < unit->successor_count ? unit->successors[n].unit : TTHC_NONE;
}

/*
 * Sets a unit at least that deep, and what it links to deeper; 0 where that comes back to `from` or goes too deep. Some
 * are then at worst deeper than need be.
 */
static int deepen(tthc_plan *plan, int32_t from, int32_t unit, int32_t depth) {
  struct unit *row = &plan->units.items[unit];
  const int32_t before = row->depth;
  int32_t i, next;
  int done = 1;
  if (unit == from || depth > LINK_DEPTH_MAX) return 0;
  if (before >= depth) return 1;
  row->depth = depth;
  for (i = 0; done && (next = linked(row, i)) != TTHC_NONE; i++) done = deepen(plan, from, next, depth + 1);
  if (!done) row->depth = before;
  return done;
}

static int leads_to(const tthc_plan *plan, int32_t unit, int32_t wanted, char *seen) {
  int32_t i, next;
  if (unit == wanted) return 1;
  if (seen[unit]) return 0;
  seen[unit] = 1;
  for (i = 0; (next = linked(&plan->units.items[unit], i)) != TTHC_NONE; i++)
    if (leads_to(plan, next, wanted, seen)) return 1;
  return 0;
}

int32_t tthc__check_link(tthc_plan *plan, int32_t from, int32_t to, struct words not_back, tthc_error *err) {
  char *seen;
  int back;
  if (deepen(plan, from, to, plan->units.items[from].depth + 1)) return TTHC_OK;
  seen = calloc((size_t)plan->units.count, 1);
  if (seen == NULL) return tthc__fail_memory(err);
  back = leads_to(plan, to, from, seen);
  free(seen);
  return tthc__fail_at(err, back ? TTHC_E_CYCLE : TTHC_E_LIMIT, "unit", plan->units.items[to].id,
                       back ? not_back
                            : WORDS("không quá 32 lần lồng nhau hoặc kế thừa liên tiếp",
                                    "at most 32 groups or successions, one after another"));
}
