/*
 * Who stands for whom. Membership changes only on the first day of something: of the span, of a membership, of a
 * unit, or the day after a unit's last. What stands for a unit on some day does so on one of these.
 */
#include "cascade/roles.h"

#include "base/error.h"

#include <stdlib.h>
#include <string.h>

enum { NOT_SEEN = 0, STANDS = 1, DOES_NOT = 2 };

struct standing {
  const tthc_plan *plan;
  int32_t day;
  char *leads_to; /* the unit, and those gone whose work it goes on with */
  char *seen;     /* NOT_SEEN, STANDS or DOES_NOT on that day */
};

static int compare_days(const void *left, const void *right) {
  const int32_t a = *(const int32_t *)left, b = *(const int32_t *)right;
  return (a > b) - (a < b);
}

static void add_day(const tthc_plan *plan, int32_t day, int32_t *days, int32_t *count) {
  if (day != TTHC_NO_DAY && day > plan->first_day && day <= plan->last_day) days[(*count)++] = day;
}

/* Fills in the days on which something begins, each once; gives how many. */
static int32_t list_days(const tthc_plan *plan, int32_t *days) {
  int32_t count = 0, kept = 1, i, j;
  days[count++] = plan->first_day;
  for (i = 0; i < plan->units.count; i++) {
    const struct unit *unit = &plan->units.items[i];
    add_day(plan, unit->first_day, days, &count);
    if (unit->last_day != TTHC_NO_DAY) add_day(plan, unit->last_day + 1, days, &count);
    for (j = 0; j < unit->member_count; j++) add_day(plan, unit->members[j].first_day, days, &count);
  }
  qsort(days, (size_t)count, sizeof *days, compare_days);
  for (i = 1; i < count; i++)
    if (days[i] != days[kept - 1]) days[kept++] = days[i];
  return kept;
}

static int32_t *room_for_days(const tthc_plan *plan) {
  size_t count = 1;
  int32_t i;
  for (i = 0; i < plan->units.count; i++) count += 2 + (size_t)plan->units.items[i].member_count;
  return malloc(count * sizeof(int32_t));
}

static int has_successor_marked(const struct unit *unit, const char *marks) {
  int32_t i;
  for (i = 0; i < unit->successor_count; i++)
    if (marks[unit->successors[i].unit]) return 1;
  return 0;
}

/* Marks the unit and, backwards along successors, those that are gone by that day. */
static void mark_predecessors(const struct standing *s, int32_t unit) {
  int32_t i;
  int changed = 1;
  memset(s->leads_to, 0, (size_t)s->plan->units.count);
  s->leads_to[unit] = 1;
  while (changed) {
    changed = 0;
    for (i = 0; i < s->plan->units.count; i++) {
      const struct unit *row = &s->plan->units.items[i];
      if (s->leads_to[i] || !tthc__has_ended(row, s->day) || !has_successor_marked(row, s->leads_to)) continue;
      s->leads_to[i] = 1;
      changed = 1;
    }
  }
}

/* Recursion is as deep as groups are, at most GROUP_DEPTH_MAX. */
static int stands(const struct standing *s, int32_t unit) {
  const struct unit *row = &s->plan->units.items[unit];
  int32_t i;
  if (s->seen[unit] != NOT_SEEN) return s->seen[unit] == STANDS;
  s->seen[unit] = s->leads_to[unit] ? STANDS : DOES_NOT;
  for (i = 0; s->seen[unit] == DOES_NOT && i < row->member_count; i++) {
    const struct member *member = &row->members[i];
    const struct unit *whom = &s->plan->units.items[member->unit];
    const int is_there = tthc__is_between(s->day, whom->first_day, whom->last_day);
    if (!tthc__is_between(s->day, member->first_day, member->last_day)) continue;
    if ((is_there || (tthc__has_ended(whom, s->day) && s->leads_to[member->unit])) && stands(s, member->unit))
      s->seen[unit] = STANDS;
  }
  return s->seen[unit] == STANDS;
}

static void mark_day(const struct standing *s, int32_t unit, char *marks) {
  int32_t i;
  mark_predecessors(s, unit);
  memset(s->seen, NOT_SEEN, (size_t)s->plan->units.count);
  for (i = 0; i < s->plan->units.count; i++)
    if (stands(s, i)) marks[i] = 1;
}

char *tthc__stands_for(const tthc_plan *plan, int32_t unit, struct arena *arena, tthc_error *err) {
  const size_t units = (size_t)plan->units.count;
  char *marks = tthc__arena_alloc(arena, units);
  struct standing s = {plan, 0, malloc(units + 1), malloc(units + 1)};
  int32_t *days = room_for_days(plan);
  int32_t count, i;
  if (marks != NULL && s.leads_to != NULL && s.seen != NULL && days != NULL) {
    count = list_days(plan, days);
    for (i = 0; i < count; i++) {
      s.day = days[i];
      mark_day(&s, unit, marks);
    }
  } else {
    tthc__fail_memory(err);
    marks = NULL;
  }
  free(days);
  free(s.seen);
  free(s.leads_to);
  return marks;
}

int tthc__names(const struct cell *cell, const char *stands_for) {
  int32_t i;
  for (i = 0; i < cell->count; i++)
    if (stands_for[cell->units[i]]) return 1;
  return 0;
}

int32_t tthc__find_single(const tthc_plan *plan, const char *id, tthc_error *err) {
  const int32_t unit = tthc__index_get(&plan->unit_ids, id);
  if (unit == TTHC_NONE)
    return tthc__fail(err, TTHC_E_UNKNOWN_ID, id, WORDS("mã đơn vị của kế hoạch", "the id of a unit of the plan"));
  if (plan->units.items[unit].member_count > 0)
    return tthc__fail(err, TTHC_E_VALUE, id, WORDS("một đơn vị, không phải nhóm", "a single unit, not a group"));
  return unit;
}
