/* The merged plan, made of what was decided: each member from its plan, and all that rows refer to translated. */
#include "cascade/copying.h"
#include "cascade/merge.h"

#include "base/error.h"

#include <stdlib.h>
#include <string.h>

/* Where a task stands in the merged plan. */
struct spot {
  int32_t parent; /* joined */
  int32_t section;
  enum side part_side;
  int32_t part; /* of that side */
  int state;    /* UNKNOWN, LOOKED_AT or KNOWN */
};

enum { UNKNOWN = 0, LOOKED_AT = 1, KNOWN = 2 };

struct building {
  struct merging *m;
  tthc_plan *to;
  struct copying copies[SIDES]; /* from theirs, from ours; from the base nothing is copied */
  struct spot *spots;           /* by joined task */
  int32_t *stack;               /* of tasks whose parents come first */
};

static int32_t done(int32_t rc) { return rc < 0 ? rc : TTHC_OK; }

/* The map of a kind of row in one of the copyings. */
static int32_t *map_of(struct copying *c, int32_t kind) {
  switch (kind) {
  case TTHC_ROW_UNIT: return c->units;
  case TTHC_ROW_SECTION: return c->sections;
  case TTHC_ROW_TASK: return c->tasks;
  default: return c->indicators;
  }
}

/* A joined row was made: whatever refers to it, from either plan, finds it. */
static void note_made(struct building *b, struct joint *joint, struct joined *row, int32_t into) {
  row->into = into;
  if (row->rows[THEIRS] != TTHC_NONE) map_of(&b->copies[THEIRS], joint->kind)[row->rows[THEIRS]] = into;
  if (row->rows[OURS] != TTHC_NONE) map_of(&b->copies[OURS], joint->kind)[row->rows[OURS]] = into;
}

/* Calls a function for each row that stays, in their order. */
typedef int32_t build_row(struct building *b, struct joint *joint, struct joined *row);

static int32_t each_row(struct building *b, struct joint *joint, build_row *build) {
  int32_t i, rc = TTHC_OK;
  for (i = joint->first; rc == TTHC_OK && i != TTHC_NONE; i = joint->rows[i].next)
    if (joint->rows[i].stays) rc = build(b, joint, &joint->rows[i]);
  return rc;
}

/* --- units and sections ------------------------------------------------------------------------------------------- */

static const struct unit *unit_from(struct building *b, const struct joint *joint, const struct joined *row,
                                    const char *member, struct copying **copying) {
  const enum side side = tthc__taken_from(joint, row, member);
  *copying = &b->copies[side];
  return &b->m->plans[side]->units.items[row->rows[side]];
}

static int32_t build_unit(struct building *b, struct joint *joint, struct joined *row) {
  struct copying *from;
  struct unit unit = tthc__new_unit();
  const struct unit *side = unit_from(b, joint, row, "days", &from);
  int32_t into, rc;
  unit.id = side->id;
  unit.name = unit_from(b, joint, row, "name", &from)->name;
  unit.kind = unit_from(b, joint, row, "kind", &from)->kind;
  unit.level = unit_from(b, joint, row, "level", &from)->level;
  unit.code = unit_from(b, joint, row, "code", &from)->code;
  unit.first_day = side->first_day;
  unit.last_day = side->last_day;
  unit.extra = unit_from(b, joint, row, "x-", &from)->extra;
  into = tthc__add_unit(b->to, &unit, b->m->err);
  if (into < 0) return into;
  note_made(b, joint, row, into);
  side = unit_from(b, joint, row, "aliases", &from);
  rc = tthc__copy_aliases(from, side, into);
  side = unit_from(b, joint, row, "contacts", &from);
  return rc == TTHC_OK ? tthc__copy_contacts(from, side, into) : rc;
}

static int32_t link_unit(struct building *b, struct joint *joint, struct joined *row) {
  struct copying *from;
  const struct unit *unit = unit_from(b, joint, row, "members", &from);
  int32_t rc =
    b->to->units.items[row->into].kind == TTHC_UNIT_GROUP ? tthc__copy_members(from, unit, row->into) : TTHC_OK;
  unit = unit_from(b, joint, row, "superior", &from);
  if (rc == TTHC_OK) rc = tthc__copy_superior(from, unit, row->into);
  unit = unit_from(b, joint, row, "successors", &from);
  return rc == TTHC_OK ? tthc__copy_successors(from, unit, row->into) : rc;
}

static const struct section *section_from(struct building *b, const struct joint *joint, const struct joined *row,
                                          const char *member) {
  const enum side side = tthc__taken_from(joint, row, member);
  return &b->m->plans[side]->sections.items[row->rows[side]];
}

static int32_t build_section(struct building *b, struct joint *joint, struct joined *row) {
  struct section section;
  int32_t into;
  section.label = section_from(b, joint, row, "label")->label;
  section.title = section_from(b, joint, row, "title")->title;
  section.extra = section_from(b, joint, row, "x-")->extra;
  section.id = section_from(b, joint, row, "label")->id;
  into = tthc__add_section(b->to, &section, b->m->err);
  if (into >= 0) note_made(b, joint, row, into);
  return done(into);
}

/* --- where tasks stand -------------------------------------------------------------------------------------------- */

/* The joined task above another: where the plan that tells its place has it, or the next one above that stays. */
static int32_t parent_of(const struct building *b, const struct joined *row) {
  const struct joint *tasks = &b->m->tasks;
  const enum side side = tthc__taken_from(tasks, row, "place");
  const tthc_plan *plan = b->m->plans[side];
  int32_t parent = plan->tasks.items[row->rows[side]].parent;
  while (parent != TTHC_NONE && !tasks->rows[tasks->joined[side][parent]].stays)
    parent = plan->tasks.items[parent].parent;
  return parent == TTHC_NONE ? TTHC_NONE : tasks->joined[side][parent];
}

/*
 * Above and below cannot both hold when each side turned one of two tasks round: the second one comes to stand by
 * itself.
 */
static int32_t tell_circle(struct building *b, const struct joined *row) {
  const struct joint *tasks = &b->m->tasks;
  const enum side side = tthc__taken_from(tasks, row, "place");
  const char *parent = tthc_task_id(b->m->plans[side], b->m->plans[side]->tasks.items[row->rows[side]].parent);
  const struct merged told = {TTHC_CONFLICT,
                              TTHC_ROW_TASK,
                              tthc__joined_id(b->m, tasks, row),
                              "place",
                              NULL,
                              side == THEIRS ? parent : NULL,
                              side == OURS ? parent : NULL};
  return tthc__tell_merge(b->m, &told);
}

/* A task stands in the section or part of the one above it, whatever its own plan says. */
static void settle(struct building *b, int32_t joined) {
  const struct joint *tasks = &b->m->tasks;
  const struct joined *row = &tasks->rows[joined];
  const enum side side = tthc__taken_from(tasks, row, "place");
  const struct task *task = &b->m->plans[side]->tasks.items[row->rows[side]];
  struct spot *spot = &b->spots[joined];
  spot->state = KNOWN;
  if (spot->parent != TTHC_NONE) {
    const struct spot *above = &b->spots[spot->parent];
    spot->section = above->section;
    spot->part_side = above->part_side;
    spot->part = above->part;
    return;
  }
  spot->section = task->section == TTHC_NONE ? TTHC_NONE : b->copies[side].sections[task->section];
  spot->part_side = side;
  spot->part = task->part;
  /* a plan that has got sections has none for what the unit added without one */
  if (spot->section == TTHC_NONE && spot->part == TTHC_NONE && b->to->sections.count > 0) spot->section = 0;
}

/* Settles a task after those above it. */
static int32_t find_spot(struct building *b, int32_t joined) {
  int32_t depth = 0, rc = TTHC_OK;
  while (rc == TTHC_OK && joined != TTHC_NONE && b->spots[joined].state == UNKNOWN) {
    struct spot *spot = &b->spots[joined];
    spot->parent = parent_of(b, &b->m->tasks.rows[joined]);
    spot->state = LOOKED_AT;
    if (spot->parent != TTHC_NONE && b->spots[spot->parent].state == LOOKED_AT) {
      spot->parent = TTHC_NONE;
      rc = tell_circle(b, &b->m->tasks.rows[joined]);
    }
    b->stack[depth++] = joined;
    joined = spot->parent;
  }
  while (depth > 0) settle(b, b->stack[--depth]);
  return rc;
}

/*
 * The part of theirs that has the same labels here, or a copy of it; where the sections stand is ours to say. Labels are
 * few, so the recursion is not deep.
 */
static int32_t find_part(struct building *b, int32_t part) {
  struct copying *c = &b->copies[THEIRS];
  const struct part *row = &c->from->parts.items[part];
  int32_t rc = TTHC_OK;
  if (c->parts[part] == TTHC_NONE) c->parts[part] = tthc__index_get(&b->to->part_paths, row->path);
  if (c->parts[part] != TTHC_NONE) return TTHC_OK;
  if (row->parent != TTHC_NONE) rc = find_part(b, row->parent);
  return rc == TTHC_OK ? tthc__copy_part(c, part, 0) : rc;
}

/* --- tasks -------------------------------------------------------------------------------------------------------- */

static const struct task *task_from(struct building *b, const struct joined *row, const char *member,
                                    struct copying **copying) {
  const enum side side = tthc__taken_from(&b->m->tasks, row, member);
  *copying = &b->copies[side];
  return &b->m->plans[side]->tasks.items[row->rows[side]];
}

/* An id of theirs that the unit has given to another task gets a number. */
static int32_t put_free_id(const struct building *b, const char *id, struct buffer *out) {
  const tthc_plan *ours = b->m->plans[OURS];
  int32_t n = 1;
  do {
    out->size = 0;
    tthc__put(out, id);
    if (n > 1) tthc__put_char(out, '~');
    if (n > 1) tthc__put_int(out, n);
    n++;
  } while (!out->failed && (tthc__index_get(&ours->task_ids, out->data) != TTHC_NONE ||
                            tthc__index_get(&b->to->task_ids, out->data) != TTHC_NONE));
  return out->failed ? tthc__fail_memory(b->m->err) : TTHC_OK;
}

static int32_t fill_task(struct building *b, const struct joined *row) {
  struct copying *from;
  const struct task *task = task_from(b, row, "lead", &from);
  int32_t rc = tthc__copy_cell(from, &task->lead, row->into, tthc_task_add_lead);
  task = task_from(b, row, "coordinator", &from);
  if (rc == TTHC_OK) rc = tthc__copy_cell(from, &task->coordinator, row->into, tthc_task_add_coordinator);
  task = task_from(b, row, "deadline", &from);
  if (rc == TTHC_OK) rc = tthc__copy_deadline(from, &task->deadline, row->into);
  task = task_from(b, row, "source", &from);
  if (rc != TTHC_OK) return rc;
  return tthc__set_source(b->to, &b->to->tasks.items[row->into].source, &task->source, b->m->err);
}

static int32_t add_task(struct building *b, struct joined *row, const struct spot *spot) {
  struct copying *from;
  struct task task = tthc__new_task();
  struct buffer id = {0};
  int32_t rc = TTHC_OK;
  task.section = spot->section;
  task.part = spot->part == TTHC_NONE ? TTHC_NONE : b->copies[spot->part_side].parts[spot->part];
  task.parent = spot->parent == TTHC_NONE ? TTHC_NONE : b->m->tasks.rows[spot->parent].into;
  task.label = task_from(b, row, "label", &from)->label;
  task.title = task_from(b, row, "title", &from)->title;
  task.lead.text = task_from(b, row, "lead", &from)->lead.text;
  task.coordinator.text = task_from(b, row, "coordinator", &from)->coordinator.text;
  task.deliverable = task_from(b, row, "deliverable", &from)->deliverable;
  task.extra = task_from(b, row, "x-", &from)->extra;
  task.id = tthc__joined_id(b->m, &b->m->tasks, row);
  if (row->rows[OURS] == TTHC_NONE) {
    rc = put_free_id(b, task.id, &id);
    task.id = id.data;
  }
  if (rc == TTHC_OK) rc = tthc__add_task(b->to, &task, b->m->err);
  tthc__buffer_free(&id);
  if (rc < 0) return rc;
  note_made(b, &b->m->tasks, row, rc);
  return fill_task(b, row);
}

/* Adds a task after those above it. */
static int32_t build_task(struct building *b, struct joint *tasks, struct joined *row) {
  int32_t joined = (int32_t)(row - tasks->rows), depth = 0, rc = find_spot(b, joined);
  while (rc == TTHC_OK && joined != TTHC_NONE && tasks->rows[joined].into == TTHC_NONE) {
    b->stack[depth++] = joined;
    joined = b->spots[joined].parent;
  }
  while (rc == TTHC_OK && depth > 0) {
    const struct spot *spot = &b->spots[b->stack[--depth]];
    if (spot->part != TTHC_NONE && spot->part_side == THEIRS) rc = find_part(b, spot->part);
    if (rc == TTHC_OK) rc = add_task(b, &tasks->rows[b->stack[depth]], spot);
  }
  return rc;
}

/* --- indicators --------------------------------------------------------------------------------------------------- */

static const struct indicator *indicator_from(struct building *b, const struct joined *row, const char *member,
                                              struct copying **copying) {
  const enum side side = tthc__taken_from(&b->m->indicators, row, member);
  *copying = &b->copies[side];
  return &b->m->plans[side]->indicators.items[row->rows[side]];
}

static int32_t build_indicator(struct building *b, struct joint *joint, struct joined *row) {
  struct copying *from;
  struct indicator indicator = tthc__new_indicator();
  const struct indicator *side;
  int32_t into, rc;
  indicator.id = tthc__joined_id(b->m, joint, row);
  indicator.title = indicator_from(b, row, "title", &from)->title;
  indicator.kind = indicator_from(b, row, "kind", &from)->kind;
  indicator.series = indicator_from(b, row, "series", &from)->series;
  indicator.numerator_name = indicator_from(b, row, "numerator", &from)->numerator_name;
  indicator.denominator_name = indicator_from(b, row, "denominator", &from)->denominator_name;
  indicator.measure = indicator_from(b, row, "measure", &from)->measure;
  indicator.extra = indicator_from(b, row, "x-", &from)->extra;
  side = indicator_from(b, row, "task", &from);
  indicator.task = tthc__mapped(from->tasks, side->task);
  into = tthc__add_indicator(b->to, &indicator, b->m->err);
  if (into < 0) return into;
  note_made(b, joint, row, into);
  side = indicator_from(b, row, "baselines", &from);
  rc = tthc__copy_baselines(from, side, into);
  side = indicator_from(b, row, "targets", &from);
  return rc == TTHC_OK ? tthc__copy_targets(from, side, into) : rc;
}

/* --- the plan ----------------------------------------------------------------------------------------------------- */

static int32_t build_header(struct building *b) {
  const tthc_plan *ours = b->m->plans[OURS];
  const struct source source = {b->m->superior, b->m->revision, NULL, ours->source.unit};
  int32_t i, rc = tthc__copy_header(&b->copies[OURS]);
  if (rc == TTHC_OK) rc = tthc__set_source(b->to, &b->to->source, &source, b->m->err);
  for (i = 0; rc == TTHC_OK && i < ours->parts.count; i++)
    rc = tthc__copy_part(&b->copies[OURS], i, ours->parts.items[i].holds_sections);
  return rc;
}

static int32_t build_facts(struct building *b) {
  const tthc_plan *ours = b->m->plans[OURS];
  int32_t i, rc = TTHC_OK;
  for (i = 0; rc == TTHC_OK && i < ours->facts.count; i++)
    rc = tthc__copy_fact(&b->copies[OURS], &ours->facts.items[i]);
  return rc;
}

static int32_t build(struct building *b) {
  struct merging *m = b->m;
  int32_t rc = build_header(b);
  if (rc == TTHC_OK) rc = each_row(b, &m->units, build_unit);
  if (rc == TTHC_OK) rc = each_row(b, &m->units, link_unit);
  if (rc == TTHC_OK) rc = each_row(b, &m->sections, build_section);
  if (rc == TTHC_OK) rc = each_row(b, &m->tasks, build_task);
  if (rc == TTHC_OK) rc = each_row(b, &m->indicators, build_indicator);
  return rc == TTHC_OK ? build_facts(b) : rc;
}

int32_t tthc__build(struct merging *m) {
  struct building b;
  int32_t rc, second;
  memset(&b, 0, sizeof b);
  b.m = m;
  b.to = m->result->plan = tthc_plan_new(m->plans[OURS]->id, m->plans[OURS]->year, m->err);
  if (b.to == NULL) return TTHC_E_MEMORY;
  rc = tthc__copying_begin(&b.copies[THEIRS], m->plans[THEIRS], b.to, m->err);
  second = tthc__copying_begin(&b.copies[OURS], m->plans[OURS], b.to, m->err);
  b.spots = calloc((size_t)m->tasks.count + 1, sizeof *b.spots);
  b.stack = malloc(((size_t)m->tasks.count + 1) * sizeof *b.stack);
  if (rc == TTHC_OK) rc = second;
  if (rc == TTHC_OK && (b.spots == NULL || b.stack == NULL)) rc = tthc__fail_memory(m->err);
  if (rc == TTHC_OK) rc = build(&b);
  free(b.stack);
  free(b.spots);
  tthc__copying_end(&b.copies[THEIRS]);
  tthc__copying_end(&b.copies[OURS]);
  return rc;
}
