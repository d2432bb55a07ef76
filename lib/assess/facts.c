/*
 * Which facts count as of a day and an instant, in the order in which they speak: day, recorded_at, id. They are sorted
 * by counting, and found by numbers: a plan has many facts of few tasks, units and periods.
 */
#include "assess/assessment.h"

#include "base/error.h"
#include "base/order.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

static int counts(const struct assessing *a, const struct fact *fact) {
  const int64_t known_at = a->result->known_at;
  if (fact->day > a->result->as_of) return 0;
  return known_at == TTHC_NO_NUMBER || fact->recorded_at == TTHC_NO_NUMBER || fact->recorded_at <= known_at;
}

int tthc__compare_times(const struct fact *x, const struct fact *y) {
  COMPARE(x->day, y->day);
  COMPARE(x->recorded_at, y->recorded_at); /* none is a large negative number: it has always been known */
  return strcmp(x->id, y->id);
}

/* --- numbers of subjects ------------------------------------------------------------------------------------------ */

struct named_period {
  const char *name;
  int32_t number; /* of the plan */
};

static int compare_names(const void *left, const void *right) {
  return strcmp(((const struct named_period *)left)->name, ((const struct named_period *)right)->name);
}

/* The plan numbers periods as they come; their rank by name does not depend on that. Facts without one are rank 0. */
static int32_t rank_periods(struct assessing *a, struct fact_refs *facts) {
  const int32_t count = a->plan->periods.count;
  struct named_period *periods = malloc(((size_t)count + 1) * sizeof *periods);
  int32_t i;
  facts->ranks = malloc(((size_t)count + 1) * sizeof *facts->ranks);
  if (periods == NULL || facts->ranks == NULL) {
    free(periods);
    return tthc__fail_memory(a->err);
  }
  for (i = 0; i < count; i++) periods[i] = (struct named_period){a->plan->periods.items[i], i};
  qsort(periods, (size_t)count, sizeof *periods, compare_names);
  for (i = 0; i < count; i++) facts->ranks[periods[i].number] = i + 1;
  free(periods);
  return TTHC_OK;
}

/* Assignments stand by task, period and unit; what is measured is asked for by unit. */
static struct fact_ref refer(const struct assessing *a, const struct fact_refs *facts, const struct fact *fact) {
  const int32_t rank = fact->period == NULL ? 0 : facts->ranks[fact->period_number], unit = fact->unit + 1;
  if (fact->task != TTHC_NONE) return (struct fact_ref){fact, fact->task, rank, unit, 0, 0};
  return (struct fact_ref){fact, a->plan->tasks.count + fact->indicator, unit, rank, 0, 0};
}

/* --- sorting ------------------------------------------------------------------------------------------------------ */

/* The first day on which one that corrects it counts, by the plan's facts. */
static void find_corrected(const struct assessing *a, int32_t *until) {
  int32_t i, target;
  for (i = 0; i < a->plan->facts.count; i++) until[i] = NEVER;
  for (i = 0; i < a->plan->facts.count; i++) {
    const struct fact *fact = &a->plan->facts.items[i];
    if (fact->corrects == NULL || !counts(a, fact)) continue;
    target = tthc__index_get(&a->plan->fact_ids, fact->corrects);
    if (target != TTHC_NONE && fact->day < until[target]) until[target] = fact->day;
  }
}

static int32_t find_counting(struct assessing *a, struct fact_refs *facts) {
  int32_t *until = malloc(((size_t)a->plan->facts.count + 1) * sizeof *until);
  int32_t i;
  if (until == NULL) return tthc__fail_memory(a->err);
  find_corrected(a, until);
  for (i = 0; i < a->plan->facts.count; i++)
    if ((a->every_day || until[i] == NEVER) && counts(a, &a->plan->facts.items[i]))
      facts->items[facts->count++] = refer(a, facts, &a->plan->facts.items[i]);
  if (a->every_day)
    facts->until = until;
  else
    free(until);
  return TTHC_OK;
}

static int32_t key_of(const struct fact_ref *ref, size_t offset) {
  int32_t key;
  memcpy(&key, (const char *)ref + offset, sizeof key);
  return key;
}

/* Stable. `starts` has room for one more than there are keys, and ends up with the place of each key's first. */
static void sort_by(const struct fact_ref *from, struct fact_ref *to, int32_t count, size_t offset, int32_t *starts,
                    int32_t keys) {
  int32_t i, place = 0;
  memset(starts, 0, ((size_t)keys + 1) * sizeof *starts);
  for (i = 0; i < count; i++) starts[key_of(&from[i], offset)]++;
  for (i = 0; i <= keys; i++) {
    const int32_t here = starts[i];
    starts[i] = place;
    place += here;
  }
  for (i = 0; i < count; i++) to[starts[key_of(&from[i], offset)]++] = from[i];
  for (i = keys; i > 0; i--) starts[i] = starts[i - 1]; /* each stands where the next one begins */
  starts[0] = 0;
}

static int same_subject(const struct fact_ref *x, const struct fact_ref *y) {
  return x->subject == y->subject && x->major == y->major && x->minor == y->minor;
}

static int compare_refs(const void *left, const void *right) {
  return tthc__compare_times(((const struct fact_ref *)left)->fact, ((const struct fact_ref *)right)->fact);
}

static void sort_runs(struct fact_refs *facts) {
  int32_t first, last;
  for (first = 0; first < facts->count; first = last) {
    for (last = first + 1; last < facts->count && same_subject(&facts->items[first], &facts->items[last]);) last++;
    if (last - first > 1) qsort(&facts->items[first], (size_t)(last - first), sizeof *facts->items, compare_refs);
  }
}

static int32_t greatest(int32_t a, int32_t b) { return a > b ? a : b; }

static int32_t sort(struct assessing *a, struct fact_refs *facts) {
  const int32_t subjects = a->plan->tasks.count + a->plan->indicators.count;
  const int32_t keys = greatest(subjects, greatest(a->plan->units.count, a->plan->periods.count) + 1);
  struct fact_ref *other = malloc(((size_t)facts->count + 1) * sizeof *other), *sorted = facts->items;
  facts->starts = malloc(((size_t)keys + 1) * sizeof *facts->starts);
  if (other == NULL || facts->starts == NULL) {
    free(other);
    return tthc__fail_memory(a->err);
  }
  sort_by(facts->items, other, facts->count, offsetof(struct fact_ref, minor), facts->starts, keys);
  sort_by(other, facts->items, facts->count, offsetof(struct fact_ref, major), facts->starts, keys);
  sort_by(facts->items, other, facts->count, offsetof(struct fact_ref, subject), facts->starts, keys);
  facts->items = other;
  free(sorted);
  sort_runs(facts);
  return TTHC_OK;
}

int32_t tthc__sort_facts(struct assessing *a) {
  struct fact_refs *facts = calloc(1, sizeof *facts);
  int32_t rc;
  a->facts = facts;
  if (facts != NULL) facts->items = malloc(((size_t)a->plan->facts.count + 1) * sizeof *facts->items);
  if (facts == NULL || facts->items == NULL) return tthc__fail_memory(a->err);
  facts->group_task = TTHC_NONE;
  rc = rank_periods(a, facts);
  if (rc == TTHC_OK) rc = find_counting(a, facts);
  return rc == TTHC_OK ? sort(a, facts) : rc;
}

void tthc__free_facts(struct fact_refs *facts) {
  if (facts == NULL) return;
  free(facts->items);
  free(facts->ranks);
  free(facts->starts);
  free(facts->until);
  free(facts);
}

/* --- the day at hand ---------------------------------------------------------------------------------------------- */

int32_t tthc__counts_until(const struct assessing *a, const struct fact_ref *ref) {
  return a->facts->until == NULL ? NEVER : a->facts->until[ref->fact - a->plan->facts.items];
}

int tthc__counts_now(const struct assessing *a, const struct fact_ref *ref) {
  return !a->every_day || (ref->fact->day <= a->result->as_of && a->result->as_of < tthc__counts_until(a, ref));
}

/* --- finding ------------------------------------------------------------------------------------------------------ */

/* The first from `low` up to `high` whose key at `offset`, by which they stand in order, is not below this one. */
static int32_t lower_bound(const struct fact_refs *facts, int32_t low, int32_t high, size_t offset, int32_t key) {
  while (low < high) {
    const int32_t middle = low + (high - low) / 2;
    if (key_of(&facts->items[middle], offset) < key)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/* Assignments of one task and period come together, and share the period's name. */
static void open_group(const struct assessing *a, int32_t task, const char *period) {
  struct fact_refs *facts = a->facts;
  const size_t major = offsetof(struct fact_ref, major);
  const int32_t number = tthc__index_get(&a->plan->period_numbers, period), end = facts->starts[task + 1];
  facts->group_task = task;
  facts->group_period = period;
  facts->group_first = facts->group_end = end;
  if (number != TTHC_NONE) {
    facts->group_first = lower_bound(facts, facts->starts[task], end, major, facts->ranks[number]);
    facts->group_end = lower_bound(facts, facts->group_first, end, major, facts->ranks[number] + 1);
  }
  facts->next = facts->group_first;
}

/* The facts of a group stand by unit, those about every unit first; mostly units are asked for in order. */
static int32_t find_unit(const struct fact_refs *facts, int32_t unit) {
  const int32_t next = facts->next, minor = unit + 1;
  if (minor == 0) return facts->group_first;
  if (next < facts->group_end && facts->items[next].minor == minor &&
      (next == facts->group_first || facts->items[next - 1].minor < minor))
    return next;
  return lower_bound(facts, facts->group_first, facts->group_end, offsetof(struct fact_ref, minor), minor);
}

struct fact_ref *tthc__facts_of(const struct assessing *a, int32_t task, int32_t unit, const char *period,
                                int32_t *count) {
  struct fact_refs *facts = a->facts;
  int32_t first, last;
  if (facts->group_task != task || facts->group_period != period) open_group(a, task, period);
  first = last = find_unit(facts, unit);
  while (last < facts->group_end && facts->items[last].minor == unit + 1) last++;
  facts->next = last;
  *count = last - first;
  return &facts->items[first];
}

static struct fact_ref *facts_of_subject(const struct fact_refs *facts, int32_t subject, int32_t *count) {
  *count = facts->starts[subject + 1] - facts->starts[subject];
  return &facts->items[facts->starts[subject]];
}

struct fact_ref *tthc__facts_of_task(const struct assessing *a, int32_t task, int32_t *count) {
  return facts_of_subject(a->facts, task, count);
}

struct fact_ref *tthc__facts_of_indicator(const struct assessing *a, int32_t indicator, int32_t *count) {
  return facts_of_subject(a->facts, a->plan->tasks.count + indicator, count);
}
