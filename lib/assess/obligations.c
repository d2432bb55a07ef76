/*
 * Assignments: which unit owes what, by when. A deadline's clauses give occurrences (a period key, a window, a due day);
 * each occurrence falls to every unit that leads the task on the day that decides.
 */
#include "assess/assessment.h"

#include "base/buffer.h"
#include "base/error.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

/* One time at which a task falls due. */
struct occurrence {
  const char *key;
  int32_t start;
  int32_t due;             /* TTHC_NO_DAY: none, or by the unit's level */
  int32_t decides;         /* the day on which groups are resolved */
  struct period reporting; /* with a regime: due on its sending day for the unit's level */
};

struct occurrences {
  struct occurrence *items;
  int32_t count;
  int32_t earlier; /* those of earlier clauses; a clause's own never meet */
};

/* --- units -------------------------------------------------------------------------------------------------------- */

void tthc__new_round(struct assessing *a) { a->round++; }

int tthc__first_seen(struct assessing *a, int32_t unit) {
  if (a->stamps[unit] == a->round) return 0;
  a->stamps[unit] = a->round;
  return 1;
}

static int is_between(int32_t day, int32_t first, int32_t last) {
  return (first == TTHC_NO_DAY || day >= first) && (last == TTHC_NO_DAY || day <= last);
}

int32_t tthc__expand(struct assessing *a, int32_t unit, int32_t day, each_unit *each, void *context) {
  const struct unit *row = &a->plan->units.items[unit];
  int32_t i, any = 0, rc = TTHC_OK;
  if (!tthc__first_seen(a, unit)) return TTHC_OK; /* groups may share members, and a group is opened once */
  for (i = 0; rc == TTHC_OK && i < row->member_count; i++) {
    const struct member *member = &row->members[i];
    const struct unit *whom = &a->plan->units.items[member->unit];
    if (!is_between(day, member->first_day, member->last_day) || !is_between(day, whom->first_day, whom->last_day))
      continue;
    any = 1;
    rc = tthc__expand(a, member->unit, day, each, context);
  }
  return any ? rc : each(a, unit, context);
}

/* --- occurrences -------------------------------------------------------------------------------------------------- */

/* The keys of what comes more than once: "event", "event#2", … NULL when memory is out. */
static const char *repeated_key(struct assessing *a, const char *name, int32_t n) {
  struct buffer key = {0};
  const char *copy;
  tthc__put(&key, name);
  if (n > 1) {
    tthc__put_char(&key, '#');
    tthc__put_int(&key, n);
  }
  copy = key.failed ? NULL : tthc__arena_copy(&a->result->arena, key.data, (size_t)key.size);
  tthc__buffer_free(&key);
  return copy;
}

static const struct occurrence *find_earlier(const struct occurrences *list, const char *key) {
  int32_t i;
  for (i = 0; i < list->earlier; i++)
    if (strcmp(list->items[i].key, key) == 0) return &list->items[i];
  return NULL;
}

static int32_t add_occurrence(struct assessing *a, struct occurrences *list, const struct occurrence *occurrence) {
  const struct occurrence *earlier;
  struct occurrence *grown;
  const char *key;
  int32_t n = 0;
  do { /* a period that two clauses repeat gets a number, unless they mean the same day */
    key = repeated_key(a, occurrence->key, ++n);
    if (key == NULL) return tthc__fail_memory(a->err);
    earlier = find_earlier(list, key);
    if (earlier != NULL && earlier->due == occurrence->due) return TTHC_OK;
  } while (earlier != NULL);
  grown = tthc__arena_grow(&a->result->arena, list->items, list->count, sizeof *grown);
  if (grown == NULL) return tthc__fail_memory(a->err);
  list->items = grown;
  grown[list->count] = *occurrence;
  grown[list->count++].key = key;
  return TTHC_OK;
}

static int32_t add_period(struct assessing *a, struct occurrences *list, const struct period *period, int32_t due) {
  struct occurrence occurrence = {NULL, period->first_day, due, period->last_day, *period};
  struct buffer key = {0};
  int32_t rc;
  tthc__put_period(&key, period);
  occurrence.key = key.data;
  if (due != TTHC_NO_DAY) occurrence.decides = due;
  rc = key.failed ? tthc__fail_memory(a->err) : add_occurrence(a, list, &occurrence);
  tthc__buffer_free(&key);
  return rc;
}

static int32_t add_single(struct assessing *a, struct occurrences *list, const char *key, int32_t start, int32_t due) {
  const struct occurrence occurrence = {key, start, due, due != TTHC_NO_DAY ? due : a->plan->first_day, {0}};
  return add_occurrence(a, list, &occurrence);
}

/* Periods by index from the plan's first year, never from the one before. */
static int32_t first_year(const struct assessing *a) { return tthc_day_year(a->plan->first_day) - 1; }

static int32_t last_year(const struct assessing *a) { return tthc_day_year(a->plan->last_day) + 1; }

/* Reports of the plan's regime: those whose cut-off lies in the plan's span, and not before the clause's start. */
static int32_t add_reports(struct assessing *a, struct occurrences *list, const struct clause *clause) {
  int32_t n, rc = TTHC_OK;
  for (n = 0; rc == TTHC_OK; n++) {
    const struct period period = tthc__period_nth(a->regime, a->regime->usual, first_year(a), n);
    if (period.year > last_year(a)) break;
    if (is_between(period.last_day, a->plan->first_day, a->plan->last_day) &&
        is_between(period.last_day, clause->start, clause->until))
      rc = add_period(a, list, &period, TTHC_NO_DAY);
  }
  return rc;
}

static const int32_t period_of_every[] = {[EVERY_MONTH] = PERIOD_MONTH,
                                          [EVERY_QUARTER] = PERIOD_QUARTER,
                                          [EVERY_HALF_YEAR] = PERIOD_HALF_YEAR,
                                          [EVERY_YEAR] = PERIOD_YEAR};

static int32_t due_in(const struct period *period, int32_t day_of_month) {
  const int32_t last = period->last_day;
  return day_of_month == 0 ? last : tthc__day_in_month(tthc_day_year(last), tthc_day_month(last), day_of_month);
}

/* Recurrences whose due day lies in the plan's span and in the clause's. */
static int32_t add_recurrences(struct assessing *a, struct occurrences *list, const struct clause *clause) {
  int32_t n, rc = TTHC_OK;
  if (clause->every == EVERY_BY_REGIME) return add_reports(a, list, clause);
  for (n = 0; rc == TTHC_OK; n++) {
    const struct period period = tthc__period_nth(NULL, period_of_every[clause->every], first_year(a), n);
    const int32_t due = due_in(&period, clause->day);
    if (period.year > last_year(a)) break;
    if (is_between(due, a->plan->first_day, a->plan->last_day) && is_between(due, clause->start, clause->until))
      rc = add_period(a, list, &period, due);
  }
  return rc;
}

static int32_t add_clause(struct assessing *a, struct occurrences *list, const struct clause *clause) {
  switch (clause->kind) {
  case TTHC_ONCE: return add_single(a, list, clause->key, clause->start, clause->due);
  case TTHC_RECURRING: return add_recurrences(a, list, clause);
  case TTHC_ONGOING: return add_reports(a, list, clause);
  case TTHC_UNKNOWN: return add_single(a, list, "plan", TTHC_NO_DAY, TTHC_NO_DAY);
  default: return TTHC_OK; /* events are laid to each unit apart */
  }
}

/* --- assignments -------------------------------------------------------------------------------------------------- */

struct assigning {
  int32_t task;
  const struct occurrence *occurrence;
};

static int32_t add_assignment(struct assessing *a, const struct assignment *assignment) {
  tthc_assessment *result = a->result;
  void *grown;
  if (result->assignments.count == ASSIGNMENTS_MAX)
    return tthc__fail(a->err, TTHC_E_LIMIT, NULL,
                      WORDS("không quá 5.000.000 phần việc", "at most 5,000,000 assignments"));
  if (!MAKE_ROOM(result->assignments, grown)) return tthc__fail_memory(a->err);
  result->assignments.items[result->assignments.count++] = *assignment;
  return TTHC_OK;
}

static struct assignment new_assignment(int32_t task, int32_t unit, const char *period) {
  struct assignment assignment;
  memset(&assignment, 0, sizeof assignment);
  assignment.task = task;
  assignment.unit = unit;
  assignment.period = period;
  assignment.start = assignment.due = assignment.effective = assignment.done_day = TTHC_NO_DAY;
  assignment.percent = TTHC_NO_NUMBER;
  return assignment;
}

static int32_t assign_unit(struct assessing *a, int32_t unit, void *context) {
  const struct assigning *assigning = context;
  const struct occurrence *occurrence = assigning->occurrence;
  struct assignment assignment = new_assignment(assigning->task, unit, occurrence->key);
  assignment.start = occurrence->start;
  if (occurrence->reporting.regime != NULL) { /* the regime says whether a sending day moves */
    assignment.due = tthc__sending_day(a->calendar, &occurrence->reporting, a->plan->units.items[unit].level);
    assignment.effective = assignment.due;
    assignment.is_report = 1;
  } else {
    assignment.due = occurrence->due;
    assignment.effective = tthc__effective_day(a->calendar, occurrence->due, a->plan->rolls);
  }
  return add_assignment(a, &assignment);
}

static int32_t assign_leads(struct assessing *a, int32_t task, int32_t day, each_unit *each, void *context) {
  const struct cell *lead = &a->plan->tasks.items[task].lead;
  int32_t i, rc = TTHC_OK;
  tthc__new_round(a);
  for (i = 0; rc == TTHC_OK && i < lead->count; i++) rc = tthc__expand(a, lead->units[i], day, each, context);
  return rc;
}

/* --- events ------------------------------------------------------------------------------------------------------- */

/* The events of a task that count, in order, and how many of them each unit has met so far. */
struct events {
  int32_t task;
  struct fact_ref **items;
  int32_t count;
  int32_t current;
  int32_t *met;
  int any_of_all; /* one of them speaks of every unit */
};

static int compare_events(const void *left, const void *right) {
  return tthc__compare_times((*(struct fact_ref *const *)left)->fact, (*(struct fact_ref *const *)right)->fact);
}

static int32_t find_events(struct assessing *a, struct events *events) {
  int32_t i, count;
  struct fact_ref *facts = tthc__facts_of_task(a->facts, events->task, &count);
  events->items = tthc__arena_alloc(&a->result->arena, (size_t)count * sizeof *events->items);
  events->met = tthc__arena_alloc(&a->result->arena, (size_t)a->plan->units.count * sizeof *events->met);
  if (events->items == NULL || events->met == NULL) return tthc__fail_memory(a->err);
  for (i = 0; i < count; i++) {
    if (facts[i].fact->kind != TTHC_EVENT) continue;
    events->items[events->count++] = &facts[i];
    if (facts[i].fact->unit == TTHC_NONE) events->any_of_all = 1;
  }
  if (events->count > 1) qsort(events->items, (size_t)events->count, sizeof *events->items, compare_events);
  return TTHC_OK;
}

static int32_t assign_event(struct assessing *a, int32_t unit, void *context) {
  const struct events *events = context;
  struct fact_ref *event = events->items[events->current];
  struct assignment assignment;
  if (event->fact->unit != TTHC_NONE && event->fact->unit != unit) return TTHC_OK; /* it speaks of another unit */
  event->matched = 1;
  assignment = new_assignment(events->task, unit, repeated_key(a, "event", ++events->met[unit]));
  if (assignment.period == NULL) return tthc__fail_memory(a->err);
  assignment.start = event->fact->day;
  assignment.due = event->fact->due;
  assignment.effective = tthc__effective_day(a->calendar, event->fact->due, a->plan->rolls);
  return add_assignment(a, &assignment);
}

static int32_t assign_waiting(struct assessing *a, int32_t unit, void *context) {
  const struct events *events = context;
  struct assignment assignment;
  if (events->met[unit] > 0 || events->any_of_all) return TTHC_OK; /* who had left by then waits for nothing */
  assignment = new_assignment(events->task, unit, repeated_key(a, "event", 1));
  if (assignment.period == NULL) return tthc__fail_memory(a->err);
  assignment.state = TTHC_WAITING;
  return add_assignment(a, &assignment);
}

static int32_t assign_events(struct assessing *a, int32_t task, int waits) {
  struct events events = {task, NULL, 0, 0, NULL, 0};
  int32_t rc = find_events(a, &events);
  for (; rc == TTHC_OK && events.current < events.count; events.current++)
    rc = assign_leads(a, task, events.items[events.current]->fact->day, assign_event, &events);
  return rc == TTHC_OK && waits ? assign_leads(a, task, a->plan->first_day, assign_waiting, &events) : rc;
}

/* --- tasks -------------------------------------------------------------------------------------------------------- */

static int has_clause(const struct deadline *deadline, int32_t kind) {
  int32_t i;
  for (i = 0; i < deadline->count; i++)
    if (deadline->clauses[i].kind == kind) return 1;
  return 0;
}

static int32_t assign_task(struct assessing *a, int32_t task) {
  const struct deadline *deadline = &a->plan->tasks.items[task].deadline;
  const int waits = has_clause(deadline, TTHC_ON_EVENT);
  struct occurrences list = {NULL, 0, 0};
  struct assigning assigning = {task, NULL};
  int32_t i, rc = TTHC_OK;
  for (i = 0; rc == TTHC_OK && i < deadline->count; i++) {
    list.earlier = list.count;
    rc = add_clause(a, &list, &deadline->clauses[i]);
  }
  if (rc == TTHC_OK && deadline->count == 0) rc = add_single(a, &list, "plan", TTHC_NO_DAY, TTHC_NO_DAY);
  for (i = 0; rc == TTHC_OK && i < list.count; i++) {
    assigning.occurrence = &list.items[i];
    rc = assign_leads(a, task, list.items[i].decides, assign_unit, &assigning);
  }
  if (rc == TTHC_OK && (waits || has_clause(deadline, TTHC_AD_HOC))) rc = assign_events(a, task, waits);
  return rc;
}

int32_t tthc__assign(struct assessing *a) {
  tthc_assessment *result = a->result;
  int32_t task, rc = TTHC_OK;
  for (task = 0; rc == TTHC_OK && task < a->plan->tasks.count; task++) {
    result->task_starts[task] = result->assignments.count;
    if (a->plan->tasks.items[task].lead.count > 0) rc = assign_task(a, task);
  }
  result->task_starts[a->plan->tasks.count] = result->assignments.count;
  return rc;
}
