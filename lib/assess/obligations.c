/*
 * Assignments: which unit owes what, by when. A deadline's clauses give obligations (a period, a window, a due day);
 * each falls to every unit that leads the task on the day that decides.
 */
#include "assess/assessment.h"

#include "base/buffer.h"
#include "base/error.h"
#include "calendar/occurrence.h"

#include <stdlib.h>
#include <string.h>

/* One time at which a task falls due. */
struct obligation {
  const char *period; /* its name; the key has a number too where a period comes again */
  int32_t repeat;
  int32_t start;
  int32_t due;             /* TTHC_NO_DAY: none, or by the unit's level */
  int32_t decides;         /* the day on which groups are resolved */
  struct period reporting; /* with a regime: due on its sending day for the unit's level */
};

/* A task whose obligations are being laid to its units. */
struct assigning {
  int32_t task;
  const struct deadline *deadline;
  struct obligation obligation; /* the one at hand */
  const char *key;              /* and its key */
  int32_t count;
  struct index seen; /* with several clauses: what is laid already, as two may mean the same */
  struct index keys; /* with several clauses: the keys in use, and the number that each was given last */
};

/* --- units -------------------------------------------------------------------------------------------------------- */

void tthc__new_round(struct assessing *a) { a->round++; }

int tthc__first_seen(struct assessing *a, int32_t unit) {
  if (a->stamps[unit] == a->round) return 0;
  a->stamps[unit] = a->round;
  return 1;
}

/*
 * Calls `each` for whoever stands for a unit, and sets *any when there is somebody, also when that one was called
 * before; a stamp of the round's negative says that there is nobody. A group all of whose members have ended has ended
 * too; it is opened once, and groups may share members.
 */
static int32_t expand(struct assessing *a, int32_t unit, int32_t day, each_unit *each, void *context, int *any) {
  const struct unit *units = a->plan->units.items, *row = &units[unit];
  const int ended = tthc__has_ended(row, day);
  int32_t i, rc = TTHC_OK;
  int found = 0, itself = !ended;
  if (a->stamps[unit] == a->round) *any = 1;
  if (a->stamps[unit] == a->round || a->stamps[unit] == -a->round) return TTHC_OK;
  for (i = 0; rc == TTHC_OK && ended && i < row->successor_count; i++)
    if (!tthc__is_to_come(&units[row->successors[i].unit], day))
      rc = expand(a, row->successors[i].unit, day, each, context, &found);
  for (i = 0; rc == TTHC_OK && !ended && i < row->member_count; i++) {
    const struct member *member = &row->members[i];
    if (!tthc__is_between(day, member->first_day, member->last_day) || tthc__is_to_come(&units[member->unit], day)) continue;
    itself = 0;
    rc = expand(a, member->unit, day, each, context, &found);
  }
  a->stamps[unit] = found || itself ? a->round : -a->round;
  if (found || itself) *any = 1;
  return rc == TTHC_OK && itself ? each(a, unit, context) : rc;
}

int32_t tthc__expand(struct assessing *a, int32_t unit, int32_t day, each_unit *each, void *context) {
  int any = 0;
  const int32_t rc = expand(a, unit, day, each, context, &any);
  a->left_alone = rc == TTHC_OK && !any;
  if (!a->left_alone) return rc;
  a->stamps[unit] = a->round;
  return each(a, unit, context);
}

int32_t tthc__expand_leads(struct assessing *a, int32_t task, int32_t day, each_unit *each, void *context) {
  const struct cell *lead = &a->plan->tasks.items[task].lead;
  int32_t i, rc = TTHC_OK;
  tthc__new_round(a);
  for (i = 0; rc == TTHC_OK && i < lead->count; i++) rc = tthc__expand(a, lead->units[i], day, each, context);
  return rc;
}

/* --- assignments -------------------------------------------------------------------------------------------------- */

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
  assignment.start = assignment.due = assignment.effective = TTHC_NO_DAY;
  assignment.done_day = assignment.returned = TTHC_NO_DAY;
  assignment.percent = TTHC_NO_NUMBER;
  return assignment;
}

static int32_t assign_unit(struct assessing *a, int32_t unit, void *context) {
  const struct assigning *assigning = context;
  const struct obligation *obligation = &assigning->obligation;
  struct assignment assignment = new_assignment(assigning->task, unit, assigning->key);
  assignment.start = obligation->start;
  if (obligation->reporting.regime != NULL) { /* the regime says whether a sending day moves */
    assignment.due = tthc__sending_day(a->calendar, &obligation->reporting, a->plan->units.items[unit].level);
    assignment.effective = assignment.due;
    assignment.is_report = 1;
  } else {
    assignment.due = obligation->due;
    assignment.effective = tthc__effective_day(a->calendar, obligation->due, a->plan->rolls);
  }
  return add_assignment(a, &assignment);
}

/* Once for a task and unit, however often the task falls due. */
static int32_t tell_ended(struct assessing *a, int32_t task, int32_t unit) {
  struct buffer path = {0};
  int32_t rc;
  if (a->told[unit] == task + 1) return TTHC_OK;
  a->told[unit] = task + 1;
  tthc__put(&path, "/tasks/");
  tthc__put_int(&path, task);
  tthc__put(&path, "/lead");
  rc = path.failed ? TTHC_E_MEMORY
                   : tthc__findings_add(a->result->findings, TTHC_F_UNIT_ENDED, path.data, a->result->units[unit].name);
  tthc__buffer_free(&path);
  return rc == TTHC_OK ? rc : tthc__fail_memory(a->err);
}

static int32_t assign_leads(struct assessing *a, int32_t task, int32_t day, each_unit *each, void *context) {
  const struct cell *lead = &a->plan->tasks.items[task].lead;
  int32_t i, rc = TTHC_OK;
  tthc__new_round(a);
  for (i = 0; rc == TTHC_OK && i < lead->count; i++) {
    rc = tthc__expand(a, lead->units[i], day, each, context);
    if (rc == TTHC_OK && a->left_alone) rc = tell_ended(a, task, lead->units[i]);
  }
  return rc;
}

/* --- obligations -------------------------------------------------------------------------------------------------- */

/* The keys of what comes more than once: "event", "event#2", … NULL when memory is out. */
static const char *repeated_key(struct assessing *a, const char *name, int32_t n) {
  struct buffer key = {0};
  tthc__put(&key, name);
  if (n > 1) {
    tthc__put_char(&key, '#');
    tthc__put_int(&key, n);
  }
  return tthc__buffer_keep(&key, &a->result->arena);
}

/* Whether an earlier clause has the same period, day and repeat; 1 is yes, 0 no. */
static int32_t is_seen(struct assessing *a, struct assigning *assigning, const struct obligation *obligation) {
  struct buffer what = {0};
  const char *copy;
  int32_t rc;
  tthc__put_int(&what, obligation->due);
  tthc__put_char(&what, ' ');
  tthc__put_int(&what, obligation->repeat);
  tthc__put_char(&what, ' ');
  tthc__put(&what, obligation->period);
  rc = what.failed ? TTHC_E_MEMORY : tthc__index_get(&assigning->seen, what.data) != TTHC_NONE;
  if (rc == 0) {
    copy = tthc__arena_copy(&a->result->arena, what.data, (size_t)what.size);
    rc = copy == NULL ? TTHC_E_MEMORY : tthc__index_put(&assigning->seen, copy, 0);
  }
  tthc__buffer_free(&what);
  return rc;
}

/* A period that clauses repeat on other days gets the next number. */
static const char *free_key(struct assessing *a, struct assigning *assigning, const char *period) {
  const int32_t last = tthc__index_get(&assigning->keys, period);
  int32_t n = last == TTHC_NONE ? 1 : last + 1;
  const char *key = repeated_key(a, period, n);
  while (key != NULL && tthc__index_get(&assigning->keys, key) != TTHC_NONE) key = repeated_key(a, period, ++n);
  if (key == NULL || tthc__index_put(&assigning->keys, key, 1) != TTHC_OK) return NULL;
  if (n == 1) return key;
  period = repeated_key(a, period, 1); /* a copy that lasts */
  return period == NULL || tthc__index_put(&assigning->keys, period, n) != TTHC_OK ? NULL : key;
}

static int32_t lay(struct assessing *a, struct assigning *assigning, const struct obligation *obligation) {
  int32_t rc = 0;
  if (++assigning->count > OCCURRENCES_MAX)
    return tthc__fail(a->err, TTHC_E_LIMIT, a->plan->tasks.items[assigning->task].id,
                      WORDS("không quá 100.000 kỳ cho một nhiệm vụ", "at most 100,000 periods of one task"));
  assigning->obligation = *obligation;
  if (assigning->deadline->count > 1) {
    rc = is_seen(a, assigning, obligation);
    if (rc == 0) assigning->key = free_key(a, assigning, obligation->period);
  } else {
    assigning->key = repeated_key(a, obligation->period, obligation->repeat);
  }
  if (rc == 1) return TTHC_OK;
  if (rc != 0 || assigning->key == NULL) return tthc__fail_memory(a->err);
  return assign_leads(a, assigning->task, obligation->decides, assign_unit, assigning);
}

static int32_t lay_single(struct assessing *a, struct assigning *assigning, const char *period, int32_t start,
                          int32_t due) {
  const struct obligation single = {period, 1, start, due, due != TTHC_NO_DAY ? due : a->plan->first_day, {0}};
  return lay(a, assigning, &single);
}

static int32_t lay_occurrence(struct assessing *a, struct assigning *assigning, const struct occurrence *occurrence) {
  const int reports = occurrence->period.regime != NULL;
  struct obligation obligation = {NULL, occurrence->repeat, occurrence->start, occurrence->due, occurrence->due,
                                  occurrence->period};
  struct buffer period = {0};
  int32_t rc;
  tthc__put_period(&period, &occurrence->period);
  obligation.period = period.data;
  if (reports) obligation.due = TTHC_NO_DAY;
  rc = period.failed ? tthc__fail_memory(a->err) : lay(a, assigning, &obligation);
  tthc__buffer_free(&period);
  return rc;
}

/* Those that fall due, or whose cut-off lies, in the plan's span. */
static int32_t lay_recurrences(struct assessing *a, struct assigning *assigning, const struct clause *clause) {
  const struct rule rule = tthc__rule(clause, a->regime, a->plan->first_day, a->plan->last_day);
  struct occurrence occurrence;
  int32_t n, rc = TTHC_OK;
  for (n = 0; rc == TTHC_OK && tthc__occurrence_at(&rule, n, &occurrence); n++)
    rc = lay_occurrence(a, assigning, &occurrence);
  return rc;
}

static int32_t lay_clause(struct assessing *a, struct assigning *assigning, const struct clause *clause) {
  switch (clause->kind) {
  case TTHC_ONCE: return lay_single(a, assigning, clause->key, clause->start, clause->due);
  case TTHC_RECURRING:
  case TTHC_ONGOING: return lay_recurrences(a, assigning, clause);
  case TTHC_UNKNOWN: return lay_single(a, assigning, "plan", TTHC_NO_DAY, TTHC_NO_DAY);
  default: return TTHC_OK; /* events are laid to each unit apart */
  }
}

/* --- events ------------------------------------------------------------------------------------------------------- */

/* The events of a task that count, in order, and how many of them each unit has met so far. */
struct events {
  int32_t task;
  struct after after; /* when they are due, if they do not say so themselves */
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
  struct fact_ref *facts = tthc__facts_of_task(a, events->task, &count);
  events->items = tthc__arena_alloc(&a->result->arena, (size_t)count * sizeof *events->items);
  events->met = tthc__arena_alloc(&a->result->arena, (size_t)a->plan->units.count * sizeof *events->met);
  if (events->items == NULL || events->met == NULL) return tthc__fail_memory(a->err);
  for (i = 0; i < count; i++) {
    if (facts[i].fact->kind != TTHC_EVENT || !tthc__counts_now(a, &facts[i])) continue;
    events->items[events->count++] = &facts[i];
    if (facts[i].fact->unit == TTHC_NONE) events->any_of_all = 1;
  }
  if (events->count > 1) qsort(events->items, (size_t)events->count, sizeof *events->items, compare_events);
  return TTHC_OK;
}

static int32_t assign_event(struct assessing *a, int32_t unit, void *context) {
  const struct events *events = context;
  struct fact_ref *event = events->items[events->current];
  int32_t due = event->fact->due;
  struct assignment assignment;
  if (event->fact->unit != TTHC_NONE && event->fact->unit != unit) return TTHC_OK; /* it speaks of another unit */
  event->matched = 1;
  assignment = new_assignment(events->task, unit, repeated_key(a, "event", ++events->met[unit]));
  if (assignment.period == NULL) return tthc__fail_memory(a->err);
  assignment.start = event->fact->day;
  if (due == TTHC_NO_DAY) due = tthc__day_after(a->calendar, &events->after, event->fact->day);
  assignment.due = due;
  assignment.effective = tthc__effective_day(a->calendar, due, a->plan->rolls);
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

static struct after after_of(const struct deadline *deadline) {
  const struct after none = {0, 0, NULL};
  int32_t i;
  for (i = 0; i < deadline->count; i++)
    if (deadline->clauses[i].after.days > 0) return deadline->clauses[i].after;
  return none;
}

static int32_t assign_events(struct assessing *a, int32_t task, int waits) {
  struct events events = {task, after_of(&a->plan->tasks.items[task].deadline), NULL, 0, 0, NULL, 0};
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

int tthc__has_events(const struct task *task) {
  return has_clause(&task->deadline, TTHC_ON_EVENT) || has_clause(&task->deadline, TTHC_AD_HOC);
}

int32_t tthc__assign_task(struct assessing *a, int32_t task) {
  const struct deadline *deadline = &a->plan->tasks.items[task].deadline;
  const int waits = has_clause(deadline, TTHC_ON_EVENT);
  struct assigning assigning;
  int32_t i, rc = TTHC_OK;
  memset(&assigning, 0, sizeof assigning);
  assigning.task = task;
  assigning.deadline = deadline;
  for (i = 0; rc == TTHC_OK && i < deadline->count; i++) rc = lay_clause(a, &assigning, &deadline->clauses[i]);
  if (rc == TTHC_OK && deadline->count == 0) rc = lay_single(a, &assigning, "plan", TTHC_NO_DAY, TTHC_NO_DAY);
  tthc__index_free(&assigning.seen);
  tthc__index_free(&assigning.keys);
  if (rc == TTHC_OK && tthc__has_events(&a->plan->tasks.items[task])) rc = assign_events(a, task, waits);
  return rc;
}

int32_t tthc__assign(struct assessing *a) {
  tthc_assessment *result = a->result;
  int32_t task, rc = TTHC_OK;
  for (task = 0; rc == TTHC_OK && task < a->plan->tasks.count; task++) {
    result->task_starts[task] = result->assignments.count;
    if (a->plan->tasks.items[task].lead.count > 0) rc = tthc__assign_task(a, task);
  }
  result->task_starts[a->plan->tasks.count] = result->assignments.count;
  return rc;
}
