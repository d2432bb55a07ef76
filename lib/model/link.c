/*
 * Links from unit to unit that must not lead back: a group's members, a unit's successors. Each unit has a level above
 * those of the units that link to it. There are few levels, so that whoever follows links may do so by recursion.
 */
#include "base/error.h"
#include "model/plan.h"

#include <stdlib.h>

enum { LINK_LEVELS = 32 };

/* The n-th unit that a unit links to; TTHC_NONE behind the last. */
static int32_t linked(const struct unit *unit, enum link_kind kind, int32_t n) {
  if (kind == LINK_MEMBER) return n < unit->member_count ? unit->members[n].unit : TTHC_NONE;
  return n < unit->successor_count ? unit->successors[n].unit : TTHC_NONE;
}

/*
 * Raises a unit to a level, and what it links to above it; 0 where that comes back to `from` or goes too high. Levels are
 * then at worst higher than need be.
 */
static int raise_level(tthc_plan *plan, enum link_kind kind, int32_t from, int32_t unit, int32_t level) {
  struct unit *row = &plan->units.items[unit];
  const int32_t before = row->levels[kind];
  int32_t i, next;
  int done = 1;
  if (unit == from || level > LINK_LEVELS) return 0;
  if (before >= level) return 1;
  row->levels[kind] = level;
  for (i = 0; done && (next = linked(row, kind, i)) != TTHC_NONE; i++)
    done = raise_level(plan, kind, from, next, level + 1);
  if (!done) row->levels[kind] = before;
  return done;
}

static int leads_to(const tthc_plan *plan, enum link_kind kind, int32_t unit, int32_t wanted, char *seen) {
  int32_t i, next;
  if (unit == wanted) return 1;
  if (seen[unit]) return 0;
  seen[unit] = 1;
  for (i = 0; (next = linked(&plan->units.items[unit], kind, i)) != TTHC_NONE; i++)
    if (leads_to(plan, kind, next, wanted, seen)) return 1;
  return 0;
}

int32_t tthc__check_link(tthc_plan *plan, enum link_kind kind, int32_t from, int32_t to, tthc_error *err) {
  static const struct words not_back[] = {{"đơn vị không chứa nhóm này", "a unit that does not contain this group"},
                                          {"đơn vị không phải là đơn vị này hoặc đơn vị trước nó",
                                           "neither this unit nor one before it"}};
  static const struct words not_deep[] = {{"nhóm lồng nhau không quá 32 cấp", "groups nested at most 32 deep"},
                                          {"không quá 32 lần kế thừa liên tiếp", "at most 32 successions in a row"}};
  char *seen;
  int back;
  if (raise_level(plan, kind, from, to, plan->units.items[from].levels[kind] + 1)) return TTHC_OK;
  seen = calloc((size_t)plan->units.count, 1);
  if (seen == NULL) return tthc__fail_memory(err);
  back = leads_to(plan, kind, to, from, seen);
  free(seen);
  return tthc__fail_at(err, back ? TTHC_E_CYCLE : TTHC_E_LIMIT, "unit", plan->units.items[to].id,
                       back ? not_back[kind] : not_deep[kind]);
}
