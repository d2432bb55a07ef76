/* Which assignments an assessment keeps: its filters, read from the options and applied when each one has its state. */
#include "assess/assessment.h"

#include "base/text.h"

#include <stdlib.h>
#include <string.h>

/* --- options ------------------------------------------------------------------------------------------------------ */

static int has_unit(const tthc_plan *plan, const char *id) { return tthc_plan_find_unit(plan, id) != TTHC_NONE; }

static int has_section(const tthc_plan *plan, const char *id) { return tthc_plan_find_section(plan, id) != TTHC_NONE; }

static int has_task(const tthc_plan *plan, const char *id) { return tthc_plan_find_task(plan, id) != TTHC_NONE; }

#define LEAD "lead"
#define COORDINATOR "coordinator"

static int is_role(const tthc_plan *plan, const char *word) {
  (void)plan;
  return strcmp(word, LEAD) == 0 || strcmp(word, COORDINATOR) == 0;
}

/* The state of an assignment, which is none of a parent; 0 for another word. */
static int32_t state_of_word(const char *word) {
  int32_t state;
  for (state = 1; state < TTHC_DONE; state++)
    if (strcmp(word, tthc_state_word(state)) == 0) return state;
  return 0;
}

static int is_state(const tthc_plan *plan, const char *word) {
  (void)plan;
  return state_of_word(word) != 0;
}

static int is_period(const tthc_plan *plan, const char *key) {
  (void)plan;
  return tthc__is_period_key(key);
}

#define STATE_WORDS \
  "cancelled, done-on-time, done-late, waiting, overdue, due-soon, in-progress, upcoming, not-started"

static const struct filter {
  const char *name;
  size_t offset;
  int (*knows)(const tthc_plan *plan, const char *text);
  int32_t code;
  struct words expected;
} filters[] = {
  {"units", offsetof(struct selection, units), has_unit, TTHC_E_UNKNOWN_ID,
   {"mã đơn vị của kế hoạch", "the id of a unit of the plan"}},
  {"sections", offsetof(struct selection, sections), has_section, TTHC_E_UNKNOWN_ID,
   {"mã mục của kế hoạch", "the id of a section of the plan"}},
  {"tasks", offsetof(struct selection, tasks), has_task, TTHC_E_UNKNOWN_ID,
   {"mã nhiệm vụ của kế hoạch", "the id of a task of the plan"}},
  {"roles", offsetof(struct selection, roles), is_role, TTHC_E_VALUE, {LEAD ", " COORDINATOR, LEAD ", " COORDINATOR}},
  {"states", offsetof(struct selection, states), is_state, TTHC_E_VALUE, {STATE_WORDS, STATE_WORDS}},
  {"periods", offsetof(struct selection, periods), is_period, TTHC_E_PERIOD,
   {"kỳ như 2021-Q2, kstt:2021-Q2, event hoặc plan", "a key such as 2021-Q2, kstt:2021-Q2, event or plan"}},
};

static const struct filter *filter_named(const char *name) {
  const struct filter *filter = filters;
  while (strcmp(filter->name, name) != 0) filter++;
  return filter;
}

static struct id_list *list_of(struct selection *selection, const struct filter *filter) {
  return (struct id_list *)(void *)((char *)selection + filter->offset);
}

static int32_t read_item(const struct json_at *at, void *row) {
  struct assess_options *options = row;
  const struct filter *filter = filter_named(at->up->name);
  struct selection *selection = &options->selection;
  struct id_list *list = list_of(selection, filter);
  const char *text, **grown;
  const int32_t rc = tthc__json_text(at, JSON_LABEL, &text);
  if (rc != TTHC_OK) return rc;
  if (!filter->knows(options->plan, text)) return tthc__json_fail(at, filter->code, text, filter->expected);
  grown = tthc__arena_grow(&selection->arena, list->items, list->count, sizeof *list->items);
  text = tthc__arena_copy(&selection->arena, text, strlen(text));
  if (grown == NULL || text == NULL) return tthc__fail_memory(at->doc->err);
  list->items = grown;
  list->items[list->count++] = text;
  return TTHC_OK;
}

/* An empty list could be meant for all or for nothing. */
int32_t tthc__read_selected(const struct json_at *at, void *row) {
  struct assess_options *options = row;
  const int32_t rc = tthc__json_each(at, read_item, row);
  if (rc != TTHC_OK || list_of(&options->selection, filter_named(at->name))->count > 0) return rc;
  return tthc__json_fail(at, TTHC_E_MISSING, NULL, WORDS("ít nhất một phần tử", "at least one element"));
}

/* --- what the filters come to ------------------------------------------------------------------------------------- */

struct selecting {
  int leads;
  int coordinates;
  char *tasks;          /* by task: in the sections and below the tasks that are wanted */
  char *coordinated;    /* by task: one of the units coordinates it */
  int states[STATES];   /* by state: wanted */
  struct index periods; /* wanted */
  const char *last;     /* the key asked for last, shared by many, and the answer */
  int last_is_wanted;
};

int tthc__is_selected(const struct assessing *a, int32_t unit) {
  return a->selected_units == NULL || a->selected_units[unit];
}

static int32_t mark_unit(struct assessing *a, int32_t unit, void *context) {
  (void)context;
  a->selected_units[unit] = 1;
  return TTHC_OK;
}

/* A group is meant itself too: it owes what fell due when it had no members. */
int32_t tthc__select_units(struct assessing *a) {
  const struct id_list *units = &a->result->selection.units;
  int32_t i, unit, rc = TTHC_OK;
  if (units->count == 0) return TTHC_OK;
  a->selected_units = calloc((size_t)a->plan->units.count + 1, 1);
  if (a->selected_units == NULL) return tthc__fail_memory(a->err);
  tthc__new_round(a);
  for (i = 0; rc == TTHC_OK && i < units->count; i++) {
    unit = tthc_plan_find_unit(a->plan, units->items[i]);
    a->selected_units[unit] = 1;
    rc = tthc__expand(a, unit, a->result->as_of, mark_unit, NULL);
  }
  return rc;
}

/* Parents stand before what is below them. */
static int32_t mark_tasks(struct assessing *a, struct selecting *selecting) {
  const struct selection *selection = &a->result->selection;
  char *sections = calloc((size_t)a->plan->sections.count + 1, 1);
  int32_t i;
  if (sections == NULL) return tthc__fail_memory(a->err);
  for (i = 0; i < selection->sections.count; i++)
    sections[tthc_plan_find_section(a->plan, selection->sections.items[i])] = 1;
  for (i = 0; i < selection->tasks.count; i++)
    selecting->tasks[tthc_plan_find_task(a->plan, selection->tasks.items[i])] = 1;
  for (i = 0; i < a->plan->tasks.count; i++) {
    const int32_t parent = a->plan->tasks.items[i].parent;
    if (selection->tasks.count == 0 || (parent != TTHC_NONE && selecting->tasks[parent])) selecting->tasks[i] = 1;
  }
  for (i = 0; selection->sections.count > 0 && i < a->plan->tasks.count; i++) {
    const int32_t section = a->plan->tasks.items[i].section;
    selecting->tasks[i] &= section != TTHC_NONE && sections[section];
  }
  free(sections);
  return TTHC_OK;
}

static int32_t pass_over(struct assessing *a, int32_t unit, void *context) {
  (void)a, (void)unit, (void)context;
  return TTHC_OK;
}

static int32_t find_selected(struct assessing *a, int32_t unit, void *context) {
  char *found = context;
  if (tthc__is_selected(a, unit)) *found = 1;
  return TTHC_OK;
}

/* As of the day. Whoever leads a task does not coordinate it: in a round a unit is seen once, and leads come first. */
static int32_t mark_coordinated(struct assessing *a, char *coordinated) {
  const int32_t day = a->result->as_of;
  int32_t i, task, rc = TTHC_OK;
  for (task = 0; rc == TTHC_OK && task < a->plan->tasks.count; task++) {
    const struct cell *lead = &a->plan->tasks.items[task].lead, *more = &a->plan->tasks.items[task].coordinator;
    tthc__new_round(a);
    for (i = 0; rc == TTHC_OK && more->count > 0 && i < lead->count; i++)
      rc = tthc__expand(a, lead->units[i], day, pass_over, NULL);
    for (i = 0; rc == TTHC_OK && i < more->count; i++)
      rc = tthc__expand(a, more->units[i], day, find_selected, &coordinated[task]);
  }
  return rc;
}

static int has(const struct id_list *list, const char *text) {
  int32_t i;
  for (i = 0; i < list->count; i++)
    if (strcmp(list->items[i], text) == 0) return 1;
  return 0;
}

static int32_t prepare(struct assessing *a, struct selecting *selecting) {
  const struct selection *selection = &a->result->selection;
  int32_t i, rc;
  selecting->coordinates = has(&selection->roles, COORDINATOR);
  selecting->leads = has(&selection->roles, LEAD) || selection->roles.count == 0;
  selecting->tasks = calloc((size_t)a->plan->tasks.count + 1, 1);
  selecting->coordinated = calloc((size_t)a->plan->tasks.count + 1, 1);
  if (selecting->tasks == NULL || selecting->coordinated == NULL) return tthc__fail_memory(a->err);
  rc = tthc__select_units(a);
  if (rc == TTHC_OK) rc = mark_tasks(a, selecting);
  if (rc == TTHC_OK && selecting->coordinates) rc = mark_coordinated(a, selecting->coordinated);
  for (i = 0; i < STATES; i++) selecting->states[i] = selection->states.count == 0;
  for (i = 0; i < selection->states.count; i++) selecting->states[state_of_word(selection->states.items[i])] = 1;
  for (i = 0; rc == TTHC_OK && i < selection->periods.count; i++)
    if (tthc__index_put(&selecting->periods, selection->periods.items[i], i) != TTHC_OK) rc = tthc__fail_memory(a->err);
  return rc;
}

/* --- selecting ---------------------------------------------------------------------------------------------------- */

/* A key itself, or the period that it repeats: "2021-Q2" is for "2021-Q2#2" too. The key is one of the library's own. */
static int is_wanted(const struct selecting *selecting, const char *key) {
  const char *hash = strchr(key, '#');
  char period[LABEL_MAX + 1];
  if (tthc__index_get(&selecting->periods, key) != TTHC_NONE) return 1;
  if (hash == NULL || hash - key > LABEL_MAX) return 0;
  memcpy(period, key, (size_t)(hash - key));
  period[hash - key] = '\0';
  return tthc__index_get(&selecting->periods, period) != TTHC_NONE;
}

static int is_in_period(struct selecting *selecting, const char *key) {
  if (selecting->periods.count == 0) return 1;
  if (key != selecting->last) selecting->last_is_wanted = is_wanted(selecting, key);
  selecting->last = key;
  return selecting->last_is_wanted;
}

static int passes(const struct assessing *a, struct selecting *selecting, const struct assignment *row) {
  const int is_led = selecting->leads && tthc__is_selected(a, row->unit);
  const int is_coordinated = selecting->coordinates && selecting->coordinated[row->task];
  return selecting->tasks[row->task] && (is_led || is_coordinated) && selecting->states[row->state] &&
         is_in_period(selecting, row->period);
}

static void keep(struct assessing *a, struct selecting *selecting) {
  tthc_assessment *result = a->result;
  struct assignment *items = result->assignments.items;
  int32_t task, i, kept = 0;
  for (task = 0; task < a->plan->tasks.count; task++) {
    const int32_t first = result->task_starts[task], end = result->task_starts[task + 1];
    result->task_starts[task] = kept;
    for (i = first; i < end; i++)
      if (passes(a, selecting, &items[i])) items[kept++] = items[i];
  }
  result->task_starts[task] = result->assignments.count = kept;
}

static int selects_all(struct selection *selection) {
  size_t i;
  for (i = 0; i < sizeof filters / sizeof *filters; i++)
    if (list_of(selection, &filters[i])->count > 0) return 0;
  return 1;
}

int32_t tthc__select(struct assessing *a) {
  struct selecting selecting;
  int32_t rc;
  if (selects_all(&a->result->selection)) return TTHC_OK;
  memset(&selecting, 0, sizeof selecting);
  rc = prepare(a, &selecting);
  if (rc == TTHC_OK) keep(a, &selecting);
  free(selecting.tasks);
  free(selecting.coordinated);
  tthc__index_free(&selecting.periods);
  return rc;
}
