/*
 * Roll-ups: the plan, every section, task, unit and reporting period, counted over the assignments below, never over
 * other roll-ups.
 */
#include "assess/assessment.h"

#include "base/error.h"

#include <stdlib.h>
#include <string.h>

/* The tasks below each task, so that a heading can be walked. */
struct children {
  int32_t *first;
  int32_t *next;
};

/* --- counting ----------------------------------------------------------------------------------------------------- */

static int is_done(int32_t state) { return state == TTHC_DONE_ON_TIME || state == TTHC_DONE_LATE; }

/* What was not sent is missing from the day after it was due; what is not due yet is neither expected nor missing. */
static void count_report(struct rollup *row, int32_t state) {
  row->reports++;
  row->reports_on_time += state == TTHC_DONE_ON_TIME;
  row->reports_late += state == TTHC_DONE_LATE;
  row->reports_missing += state == TTHC_OVERDUE;
}

static void count_assignment(struct rollup *row, const struct assignment *assignment) {
  if (assignment->is_report) count_report(row, assignment->state);
  row->counts[0]++;
  row->counts[assignment->state]++;
  if (assignment->state == TTHC_CANCELLED || assignment->percent == TTHC_NO_NUMBER) return;
  row->percent_sum += assignment->percent;
  row->percent_given++;
}

/* Per unit in the round at hand: seen, and whether something of it is open. */
struct unit_marks {
  int32_t *seen;
  int32_t *open;
  int32_t round;
};

static void mark_unit(struct rollup *row, struct unit_marks *marks, const struct assignment *assignment) {
  const int32_t unit = assignment->unit;
  if (assignment->state == TTHC_CANCELLED) return;
  if (marks->seen[unit] != marks->round) {
    marks->seen[unit] = marks->round;
    row->units_obliged++;
    row->units_done++;
  }
  if (is_done(assignment->state) || marks->open[unit] == marks->round) return;
  marks->open[unit] = marks->round;
  row->units_done--;
}

static void count(const struct assessing *a, struct rollup *row, struct unit_marks *marks, int32_t assignment) {
  count_assignment(row, &a->result->assignments.items[assignment]);
  mark_unit(row, marks, &a->result->assignments.items[assignment]);
}

static void count_task(const struct assessing *a, struct rollup *row, struct unit_marks *marks, int32_t task) {
  int32_t i;
  for (i = a->result->task_starts[task]; i < a->result->task_starts[task + 1]; i++) count(a, row, marks, i);
}

/* A task and all below it, without recursion: tasks may be nested as deep as a document likes. */
static void count_tree(const struct assessing *a, const struct children *children, struct rollup *row,
                       struct unit_marks *marks, int32_t top) {
  int32_t task = top;
  for (;;) {
    count_task(a, row, marks, task);
    if (children->first[task] != TTHC_NONE) {
      task = children->first[task];
      continue;
    }
    while (task != top && children->next[task] == TTHC_NONE) task = a->plan->tasks.items[task].parent;
    if (task == top) return;
    task = children->next[task];
  }
}

/* --- states ------------------------------------------------------------------------------------------------------- */

/* Cancelled work is left out and blocks nothing; done only when all the rest is. */
static int32_t parent_state(const struct rollup *row) {
  static const int32_t open_states[] = {TTHC_NOT_STARTED, TTHC_UPCOMING, TTHC_WAITING};
  const int32_t done = row->counts[TTHC_DONE_ON_TIME] + row->counts[TTHC_DONE_LATE];
  size_t i;
  if (row->counts[0] == 0) return 0;
  if (row->counts[TTHC_CANCELLED] == row->counts[0]) return TTHC_CANCELLED;
  if (done + row->counts[TTHC_CANCELLED] == row->counts[0]) return TTHC_DONE;
  if (row->counts[TTHC_OVERDUE] > 0) return TTHC_OVERDUE;
  if (row->counts[TTHC_DUE_SOON] > 0) return TTHC_DUE_SOON;
  if (row->counts[TTHC_IN_PROGRESS] > 0 || done > 0) return TTHC_IN_PROGRESS;
  for (i = 0; i < sizeof open_states / sizeof *open_states; i++)
    if (row->counts[open_states[i]] > 0) return open_states[i];
  return 0;
}

/* --- rows --------------------------------------------------------------------------------------------------------- */

static struct rollup *add_row(struct assessing *a, int32_t kind, const char *id, const char *title) {
  struct rollup *row;
  void *grown;
  if (!MAKE_ROOM(a->result->rollups, grown)) {
    tthc__fail_memory(a->err);
    return NULL;
  }
  row = &a->result->rollups.items[a->result->rollups.count++];
  row->kind = kind;
  row->id = id;
  row->title = title;
  return row;
}

static const char *copy(struct assessing *a, const char *text) {
  return text == NULL ? NULL : tthc__arena_copy(&a->result->arena, text, strlen(text));
}

static int32_t add_plan(struct assessing *a, struct unit_marks *marks) {
  struct rollup *row = add_row(a, TTHC_OF_PLAN, a->result->plan_id, a->result->subject);
  int32_t task;
  if (row == NULL) return TTHC_E_MEMORY;
  marks->round++;
  for (task = 0; task < a->plan->tasks.count; task++) count_task(a, row, marks, task);
  row->state = parent_state(row);
  return TTHC_OK;
}

static int32_t add_section(struct assessing *a, struct unit_marks *marks, const int32_t *first, const int32_t *next,
                           int32_t section) {
  const struct section *named = &a->plan->sections.items[section];
  struct rollup *row = add_row(a, TTHC_OF_SECTION, copy(a, named->id), copy(a, named->title));
  int32_t task;
  if (row == NULL) return TTHC_E_MEMORY;
  if (row->id == NULL || row->title == NULL) return tthc__fail_memory(a->err);
  marks->round++;
  for (task = first[section]; task != TTHC_NONE; task = next[task]) count_task(a, row, marks, task);
  row->state = parent_state(row);
  return TTHC_OK;
}

static int32_t add_task(struct assessing *a, struct unit_marks *marks, const struct children *children, int32_t task) {
  struct rollup *row = add_row(a, TTHC_OF_TASK, a->result->tasks[task].id, a->result->tasks[task].name);
  if (row == NULL) return TTHC_E_MEMORY;
  marks->round++;
  count_tree(a, children, row, marks, task);
  row->state = parent_state(row);
  return TTHC_OK;
}

/* --- units and reporting periods ---------------------------------------------------------------------------------- */

/* The assignments by a group that each is in, or in none: those of group g are order[starts[g]] to order[starts[g + 1]]. */
struct groups {
  int32_t count;
  int32_t *of; /* by assignment; TTHC_NONE */
  int32_t *starts;
  int32_t *order;
};

static int32_t open_groups(struct assessing *a, struct groups *groups) {
  const size_t count = (size_t)a->result->assignments.count;
  memset(groups, 0, sizeof *groups);
  groups->of = malloc((count + 1) * sizeof *groups->of);
  groups->order = malloc((count + 1) * sizeof *groups->order);
  return groups->of == NULL || groups->order == NULL ? tthc__fail_memory(a->err) : TTHC_OK;
}

static void close_groups(struct groups *groups) {
  free(groups->of);
  free(groups->starts);
  free(groups->order);
}

/* One pass counts, the other places: the order of the assignments is kept within each group. */
static int32_t sort_into_groups(struct assessing *a, struct groups *groups) {
  const int32_t count = a->result->assignments.count;
  int32_t i;
  groups->starts = calloc((size_t)groups->count + 2, sizeof *groups->starts);
  if (groups->starts == NULL) return tthc__fail_memory(a->err);
  for (i = 0; i < count; i++)
    if (groups->of[i] != TTHC_NONE) groups->starts[groups->of[i] + 2]++;
  for (i = 2; i <= groups->count; i++) groups->starts[i] += groups->starts[i - 1];
  for (i = 0; i < count; i++)
    if (groups->of[i] != TTHC_NONE) groups->order[groups->starts[groups->of[i] + 1]++] = i;
  return TTHC_OK;
}

static int32_t add_group(struct assessing *a, struct unit_marks *marks, const struct groups *groups, int32_t group,
                         struct rollup named) {
  struct rollup *row;
  int32_t i;
  if (groups->starts[group] == groups->starts[group + 1]) return TTHC_OK;
  row = add_row(a, named.kind, named.id, named.title);
  if (row == NULL) return TTHC_E_MEMORY;
  marks->round++;
  for (i = groups->starts[group]; i < groups->starts[group + 1]; i++) count(a, row, marks, groups->order[i]);
  row->state = parent_state(row);
  return TTHC_OK;
}

static int32_t add_units(struct assessing *a, struct unit_marks *marks) {
  struct groups groups;
  int32_t i, rc = open_groups(a, &groups);
  groups.count = a->plan->units.count;
  for (i = 0; rc == TTHC_OK && i < a->result->assignments.count; i++)
    groups.of[i] = a->result->assignments.items[i].unit;
  if (rc == TTHC_OK) rc = sort_into_groups(a, &groups);
  for (i = 0; rc == TTHC_OK && i < groups.count; i++) {
    const struct named *unit = &a->result->units[i];
    rc = add_group(a, marks, &groups, i, (struct rollup){.kind = TTHC_OF_UNIT, .id = unit->id, .title = unit->name});
  }
  close_groups(&groups);
  return rc;
}

/* The reporting periods in which something is owed, numbered as they are met, and then in the order of their days. */
struct reporting {
  const char *id;
  struct period period;
  int32_t number;
};

struct reportings {
  ROWS(struct reporting) rows;
  struct index numbers;
  int32_t *places; /* by number */
};

/* A key without the number of a repeat; NULL when memory is out. */
static const char *period_of(struct assessing *a, const char *key) {
  const char *hash = strchr(key, '#');
  return hash == NULL ? key : tthc__arena_copy(&a->result->arena, key, (size_t)(hash - key));
}

static int32_t number_of(struct assessing *a, struct reportings *found, const char *key, int32_t *number) {
  const char *id = period_of(a, key);
  struct reporting *row;
  void *grown;
  *number = id == NULL ? TTHC_NONE : tthc__index_get(&found->numbers, id);
  if (*number != TTHC_NONE) return TTHC_OK;
  if (id == NULL || !MAKE_ROOM(found->rows, grown)) return tthc__fail_memory(a->err);
  row = &found->rows.items[found->rows.count];
  row->id = id;
  row->number = *number = found->rows.count++;
  tthc__period_read(a->calendar, id, &row->period, NULL); /* the library's own, made of this calendar */
  return tthc__index_put(&found->numbers, id, *number) == TTHC_OK ? TTHC_OK : tthc__fail_memory(a->err);
}

static int compare_reportings(const void *left, const void *right) {
  const struct reporting *x = left, *y = right;
  if (x->period.last_day != y->period.last_day) return x->period.last_day < y->period.last_day ? -1 : 1;
  if (x->period.first_day != y->period.first_day) return x->period.first_day < y->period.first_day ? -1 : 1;
  return strcmp(x->id, y->id);
}

static int32_t order_reportings(struct assessing *a, struct reportings *found, struct groups *groups) {
  int32_t i;
  groups->count = found->rows.count;
  found->places = malloc(((size_t)groups->count + 1) * sizeof *found->places);
  if (found->places == NULL) return tthc__fail_memory(a->err);
  if (groups->count > 1) qsort(found->rows.items, (size_t)groups->count, sizeof *found->rows.items, compare_reportings);
  for (i = 0; i < groups->count; i++) found->places[found->rows.items[i].number] = i;
  for (i = 0; i < a->result->assignments.count; i++)
    if (groups->of[i] != TTHC_NONE) groups->of[i] = found->places[groups->of[i]];
  return sort_into_groups(a, groups);
}

/* Assignments of one task and period share their key and stand together. */
static int32_t find_reportings(struct assessing *a, struct reportings *found, struct groups *groups) {
  const char *key = NULL;
  int32_t i, number = TTHC_NONE, rc = TTHC_OK;
  for (i = 0; rc == TTHC_OK && i < a->result->assignments.count; i++) {
    const struct assignment *assignment = &a->result->assignments.items[i];
    groups->of[i] = TTHC_NONE;
    if (!assignment->is_report) continue;
    if (assignment->period != key) rc = number_of(a, found, assignment->period, &number);
    key = assignment->period;
    groups->of[i] = number;
  }
  return rc;
}

static int32_t add_periods(struct assessing *a, struct unit_marks *marks) {
  struct reportings found;
  struct groups groups;
  int32_t i, rc = open_groups(a, &groups);
  memset(&found, 0, sizeof found);
  if (rc == TTHC_OK) rc = find_reportings(a, &found, &groups);
  if (rc == TTHC_OK) rc = order_reportings(a, &found, &groups);
  for (i = 0; rc == TTHC_OK && i < groups.count; i++)
    rc = add_group(a, marks, &groups, i, (struct rollup){.kind = TTHC_OF_PERIOD, .id = found.rows.items[i].id});
  free(found.rows.items);
  free(found.places);
  tthc__index_free(&found.numbers);
  close_groups(&groups);
  return rc;
}

/* --- all together ------------------------------------------------------------------------------------------------- */

/* Lists of tasks by what they stand in; heads and links are TTHC_NONE at first. */
static void link_tasks(const struct assessing *a, struct children *by_parent, struct children *by_section) {
  int32_t task;
  for (task = a->plan->tasks.count - 1; task >= 0; task--) {
    const struct task *row = &a->plan->tasks.items[task];
    by_parent->next[task] = by_section->next[task] = TTHC_NONE;
    if (row->parent != TTHC_NONE) {
      by_parent->next[task] = by_parent->first[row->parent];
      by_parent->first[row->parent] = task;
    }
    if (row->section != TTHC_NONE) {
      by_section->next[task] = by_section->first[row->section];
      by_section->first[row->section] = task;
    }
  }
}

static int32_t add_rows(struct assessing *a, struct unit_marks *marks, const struct children *by_parent,
                        const struct children *by_section) {
  int32_t i, rc = add_plan(a, marks);
  for (i = 0; rc == TTHC_OK && i < a->plan->sections.count; i++)
    rc = add_section(a, marks, by_section->first, by_section->next, i);
  for (i = 0; rc == TTHC_OK && i < a->plan->tasks.count; i++) rc = add_task(a, marks, by_parent, i);
  if (rc == TTHC_OK) rc = add_units(a, marks);
  return rc == TTHC_OK ? add_periods(a, marks) : rc;
}

static int32_t *new_links(int32_t count) {
  int32_t *links = malloc(((size_t)count + 1) * sizeof *links);
  int32_t i;
  for (i = 0; links != NULL && i <= count; i++) links[i] = TTHC_NONE;
  return links;
}

int32_t tthc__roll_up(struct assessing *a) {
  struct children by_parent = {new_links(a->plan->tasks.count), new_links(a->plan->tasks.count)};
  struct children by_section = {new_links(a->plan->sections.count), new_links(a->plan->tasks.count)};
  struct unit_marks marks = {new_links(a->plan->units.count), new_links(a->plan->units.count), 0};
  int32_t rc;
  if (by_parent.first == NULL || by_parent.next == NULL || by_section.first == NULL || by_section.next == NULL ||
      marks.seen == NULL || marks.open == NULL) {
    rc = tthc__fail_memory(a->err);
  } else {
    link_tasks(a, &by_parent, &by_section);
    rc = add_rows(a, &marks, &by_parent, &by_section);
  }
  free(by_parent.first);
  free(by_parent.next);
  free(by_section.first);
  free(by_section.next);
  free(marks.seen);
  free(marks.open);
  return rc;
}
