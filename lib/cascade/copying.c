/* Rows of one plan copied into another. */
#include "cascade/copying.h"

#include "base/error.h"

#include <stdlib.h>
#include <string.h>

static int32_t *new_map(struct copying *c, int32_t count) {
  int32_t *map = tthc__arena_alloc(&c->arena, (size_t)count * sizeof *map);
  int32_t i;
  for (i = 0; map != NULL && i < count; i++) map[i] = TTHC_NONE;
  return map;
}

static char *new_marks(struct copying *c, int32_t count) { return tthc__arena_alloc(&c->arena, (size_t)count); }

int32_t tthc__copying_begin(struct copying *c, const tthc_plan *from, tthc_plan *to, tthc_error *err) {
  memset(c, 0, sizeof *c);
  c->from = from;
  c->to = to;
  c->err = err;
  c->parts = new_map(c, from->parts.count);
  c->units = new_map(c, from->units.count);
  c->sections = new_map(c, from->sections.count);
  c->tasks = new_map(c, from->tasks.count);
  c->indicators = new_map(c, from->indicators.count);
  c->wants_part = new_marks(c, from->parts.count);
  c->wants_unit = new_marks(c, from->units.count);
  c->wants_section = new_marks(c, from->sections.count);
  c->wants_task = new_marks(c, from->tasks.count);
  if (c->parts == NULL || c->units == NULL || c->sections == NULL || c->tasks == NULL || c->indicators == NULL ||
      c->wants_part == NULL || c->wants_unit == NULL || c->wants_section == NULL || c->wants_task == NULL)
    return tthc__fail_memory(err);
  return TTHC_OK;
}

void tthc__copying_end(struct copying *c) { tthc__arena_free(&c->arena); }

int32_t tthc__mapped(const int32_t *map, int32_t row) { return row == TTHC_NONE ? TTHC_NONE : map[row]; }

/* Adders give an index. */
static int32_t done(int32_t rc) { return rc < 0 ? rc : TTHC_OK; }

/* --- what is wanted ----------------------------------------------------------------------------------------------- */

void tthc__want_part(struct copying *c, int32_t part) {
  for (; part != TTHC_NONE && !c->wants_part[part]; part = c->from->parts.items[part].parent) c->wants_part[part] = 1;
}

int32_t tthc__want_unit(struct copying *c, int32_t unit) {
  int32_t *waiting = c->wants_unit[unit] ? NULL : malloc((size_t)c->from->units.count * sizeof *waiting);
  int32_t count = 0, i;
  if (c->wants_unit[unit]) return TTHC_OK;
  if (waiting == NULL) return tthc__fail_memory(c->err);
  c->wants_unit[unit] = 1;
  waiting[count++] = unit;
  while (count > 0) { /* each unit waits once at most */
    const struct unit *row = &c->from->units.items[waiting[--count]];
    for (i = 0; i < row->member_count + row->successor_count; i++) {
      const int32_t next = i < row->member_count ? row->members[i].unit : row->successors[i - row->member_count].unit;
      if (c->wants_unit[next]) continue;
      c->wants_unit[next] = 1;
      waiting[count++] = next;
    }
  }
  free(waiting);
  return TTHC_OK;
}

static int32_t want_cell(struct copying *c, const struct cell *cell) {
  int32_t i, rc = TTHC_OK;
  for (i = 0; rc == TTHC_OK && i < cell->count; i++) rc = tthc__want_unit(c, cell->units[i]);
  return rc;
}

int32_t tthc__want_task(struct copying *c, int32_t task, const struct task *as) {
  int32_t above, rc;
  c->wants_task[task] = WHOLE;
  if (as->section != TTHC_NONE) c->wants_section[as->section] = 1;
  if (as->part != TTHC_NONE) tthc__want_part(c, as->part);
  for (above = as->parent; above != TTHC_NONE && c->wants_task[above] == LEFT_OUT;
       above = c->from->tasks.items[above].parent)
    c->wants_task[above] = AS_HEADING;
  rc = want_cell(c, &as->lead);
  return rc == TTHC_OK ? want_cell(c, &as->coordinator) : rc;
}

/* --- parts and sections ------------------------------------------------------------------------------------------- */

int32_t tthc__copy_part(struct copying *c, int32_t part, int32_t holds_sections) {
  const struct part *row = &c->from->parts.items[part];
  struct part copy = tthc__new_part(tthc__mapped(c->parts, row->parent));
  int32_t rc;
  copy.label = row->label;
  copy.title = row->title;
  copy.text = row->text;
  copy.holds_sections = holds_sections;
  copy.extra = row->extra;
  rc = tthc__add_part(c->to, &copy, c->err);
  if (rc >= 0) c->parts[part] = rc;
  return done(rc);
}

static int32_t copy_section(struct copying *c, int32_t section) {
  const struct section *row = &c->from->sections.items[section];
  int32_t into = tthc__index_get(&c->to->section_ids, row->id);
  if (into == TTHC_NONE) into = tthc__add_section(c->to, row, c->err);
  if (into >= 0) c->sections[section] = into;
  return done(into);
}

/* --- units -------------------------------------------------------------------------------------------------------- */

int32_t tthc__copy_aliases(struct copying *c, const struct unit *row, int32_t into) {
  int32_t i, rc = TTHC_OK;
  for (i = 0; rc == TTHC_OK && i < row->alias_count; i++)
    rc = done(tthc_unit_add_alias(c->to, into, row->aliases[i], c->err));
  return rc;
}

int32_t tthc__copy_contacts(struct copying *c, const struct unit *row, int32_t into) {
  int32_t i, rc = TTHC_OK;
  for (i = 0; rc == TTHC_OK && i < row->contact_count; i++)
    rc = done(tthc__add_contact(c->to, into, &row->contacts[i], c->err));
  return rc;
}

int32_t tthc__copy_members(struct copying *c, const struct unit *row, int32_t into) {
  int32_t i, rc = TTHC_OK;
  for (i = 0; rc == TTHC_OK && i < row->member_count; i++) {
    const struct member *member = &row->members[i];
    if (c->units[member->unit] != TTHC_NONE)
      rc = done(tthc_unit_add_member(c->to, into, c->units[member->unit], member->first_day, member->last_day, c->err));
  }
  return rc;
}

int32_t tthc__copy_successors(struct copying *c, const struct unit *row, int32_t into) {
  int32_t i, rc = TTHC_OK;
  for (i = 0; rc == TTHC_OK && i < row->successor_count; i++) {
    const struct successor *successor = &row->successors[i];
    if (c->units[successor->unit] != TTHC_NONE)
      rc = done(
        tthc_unit_add_successor(c->to, into, c->units[successor->unit], successor->kind, successor->reference, c->err));
  }
  return rc;
}

int32_t tthc__copy_superior(struct copying *c, const struct unit *row, int32_t into) {
  return tthc_unit_set_superior(c->to, into, tthc__mapped(c->units, row->superior), c->err);
}

/* Gives 1 when the unit was there already. */
static int32_t copy_unit(struct copying *c, int32_t unit) {
  const struct unit *row = &c->from->units.items[unit];
  int32_t rc, into = tthc__index_get(&c->to->unit_ids, row->id);
  if (into != TTHC_NONE) {
    c->units[unit] = into;
    return 1;
  }
  into = tthc__add_unit(c->to, row, c->err);
  if (into < 0) return into;
  c->units[unit] = into;
  rc = tthc__copy_aliases(c, row, into);
  return rc == TTHC_OK ? tthc__copy_contacts(c, row, into) : rc;
}

static int32_t link_unit(struct copying *c, int32_t unit) {
  const struct unit *row = &c->from->units.items[unit];
  const int32_t into = c->units[unit];
  int32_t rc = tthc__copy_superior(c, row, into);
  if (rc == TTHC_OK) rc = tthc__copy_members(c, row, into);
  return rc == TTHC_OK ? tthc__copy_successors(c, row, into) : rc;
}

static int32_t copy_units(struct copying *c) {
  const int32_t before = c->to->units.count;
  int32_t i, rc = TTHC_OK;
  for (i = 0; rc >= 0 && i < c->from->units.count; i++)
    if (c->wants_unit[i]) rc = copy_unit(c, i);
  for (i = 0; rc >= 0 && i < c->from->units.count; i++)
    if (c->units[i] >= before) rc = link_unit(c, i); /* what was there keeps its own */
  return done(rc);
}

int32_t tthc__copy_frame(struct copying *c) {
  int32_t i, rc = TTHC_OK;
  for (i = 0; rc == TTHC_OK && i < c->from->parts.count; i++)
    if (c->wants_part[i]) rc = tthc__copy_part(c, i, c->from->parts.items[i].holds_sections);
  if (rc == TTHC_OK) rc = copy_units(c);
  for (i = 0; rc == TTHC_OK && i < c->from->sections.count; i++)
    if (c->wants_section[i]) rc = copy_section(c, i);
  return rc;
}

/* --- tasks -------------------------------------------------------------------------------------------------------- */

struct task tthc__heading_of(const struct task *task) {
  struct task heading = tthc__new_task();
  heading.id = task->id;
  heading.section = task->section;
  heading.part = task->part;
  heading.parent = task->parent;
  heading.label = task->label;
  heading.title = task->title;
  heading.source = task->source;
  heading.extra = task->extra;
  return heading;
}

int32_t tthc__copy_cell(struct copying *c, const struct cell *cell, int32_t into, add_to_task *add) {
  int32_t i, rc = TTHC_OK;
  for (i = 0; rc == TTHC_OK && i < cell->count; i++)
    if (c->units[cell->units[i]] != TTHC_NONE) rc = done(add(c->to, into, c->units[cell->units[i]], c->err));
  return rc;
}

int32_t tthc__copy_deadline(struct copying *c, const struct deadline *deadline, int32_t into) {
  return deadline->count == 0 ? TTHC_OK : tthc__set_deadline(c->to, into, deadline, c->err);
}

int32_t tthc__copy_task(struct copying *c, int32_t task, const struct task *as) {
  struct task copy = *as;
  int32_t into, rc;
  copy.section = tthc__mapped(c->sections, as->section);
  copy.part = tthc__mapped(c->parts, as->part);
  copy.parent = tthc__mapped(c->tasks, as->parent);
  into = tthc__add_task(c->to, &copy, c->err);
  if (into < 0) return into;
  c->tasks[task] = into;
  rc = tthc__copy_cell(c, &as->lead, into, tthc_task_add_lead);
  if (rc == TTHC_OK) rc = tthc__copy_cell(c, &as->coordinator, into, tthc_task_add_coordinator);
  if (rc == TTHC_OK) rc = tthc__copy_deadline(c, &as->deadline, into);
  return rc == TTHC_OK ? tthc__set_source(c->to, &c->to->tasks.items[into].source, &as->source, c->err) : rc;
}

/* --- indicators and facts ----------------------------------------------------------------------------------------- */

int32_t tthc__copy_baselines(struct copying *c, const struct indicator *row, int32_t into) {
  int32_t i, rc = TTHC_OK;
  for (i = 0; rc == TTHC_OK && i < row->baseline_count; i++) {
    struct baseline baseline = row->baselines[i];
    baseline.unit = tthc__mapped(c->units, baseline.unit);
    if (baseline.unit != TTHC_NONE || row->baselines[i].unit == TTHC_NONE)
      rc = done(tthc__add_baseline(c->to, into, &baseline, c->err));
  }
  return rc;
}

int32_t tthc__copy_targets(struct copying *c, const struct indicator *row, int32_t into) {
  int32_t i, rc = TTHC_OK;
  for (i = 0; rc == TTHC_OK && i < row->target_count; i++) {
    struct target target = row->targets[i];
    target.unit = tthc__mapped(c->units, target.unit);
    if (target.unit != TTHC_NONE || row->targets[i].unit == TTHC_NONE)
      rc = done(tthc__add_target(c->to, into, &target, c->err));
  }
  return rc;
}

int32_t tthc__copy_indicator(struct copying *c, int32_t indicator, const struct indicator *as) {
  struct indicator copy = *as;
  int32_t into, rc;
  copy.task = tthc__mapped(c->tasks, as->task);
  into = tthc__add_indicator(c->to, &copy, c->err);
  if (into < 0) return into;
  c->indicators[indicator] = into;
  rc = tthc__copy_baselines(c, as, into);
  return rc == TTHC_OK ? tthc__copy_targets(c, as, into) : rc;
}

int32_t tthc__copy_fact(struct copying *c, const struct fact *fact) {
  struct fact copy = *fact;
  copy.task = tthc__mapped(c->tasks, fact->task);
  copy.indicator = tthc__mapped(c->indicators, fact->indicator);
  copy.unit = tthc__mapped(c->units, fact->unit);
  return done(tthc__add_fact(c->to, &copy, c->err));
}

/* --- the header --------------------------------------------------------------------------------------------------- */

static int32_t copy_lists(struct copying *c) {
  int32_t i, rc = TTHC_OK;
  for (i = 0; rc == TTHC_OK && i < c->from->bases.count; i++)
    rc = done(tthc__add_basis(c->to, &c->from->bases.items[i], c->err));
  for (i = 0; rc == TTHC_OK && i < c->from->recipients.count; i++)
    rc = done(tthc_plan_add_recipient(c->to, c->from->recipients.items[i], c->err));
  return rc;
}

int32_t tthc__copy_header(struct copying *c) {
  const tthc_plan *from = c->from;
  tthc_plan *to = c->to;
  int32_t rc = tthc_plan_set_span(to, from->first_day, from->last_day, c->err);
  if (rc == TTHC_OK) rc = tthc_plan_set_regime(to, from->regime, c->err);
  if (rc == TTHC_OK) rc = tthc_plan_set_rolls(to, from->rolls, c->err);
  if (rc == TTHC_OK) rc = tthc_plan_set_subject(to, from->subject, c->err);
  if (rc == TTHC_OK) rc = tthc_plan_set_authority(to, from->authority, c->err);
  if (rc == TTHC_OK) rc = tthc_plan_set_number(to, from->number, c->err);
  if (rc == TTHC_OK) rc = tthc_plan_set_place(to, from->place, c->err);
  if (rc == TTHC_OK) rc = tthc_plan_set_issued_day(to, from->issued, c->err);
  if (rc == TTHC_OK) rc = tthc_plan_set_preamble(to, from->preamble, c->err);
  if (rc == TTHC_OK) rc = tthc_plan_set_signatory(to, from->signatory.name, from->signatory.position, c->err);
  if (rc == TTHC_OK) rc = tthc__set_source(to, &to->source, &from->source, c->err);
  if (rc == TTHC_OK) rc = tthc__set_extra(to, &to->extra, from->extra, c->err);
  if (rc == TTHC_OK) rc = tthc__set_extra(to, &to->facts_extra, from->facts_extra, c->err);
  if (rc == TTHC_OK) rc = copy_lists(c);
  if (rc != TTHC_OK || from->findings == NULL) return rc;
  to->findings = tthc__findings_copy(from->findings, c->err);
  return to->findings == NULL ? TTHC_E_MEMORY : TTHC_OK;
}

int32_t tthc__copy_as_basis(struct copying *c) {
  const tthc_plan *from = c->from;
  const char *issuer = from->authority != NULL && strlen(from->authority) <= LABEL_MAX ? from->authority : NULL;
  if (from->number == NULL) return TTHC_OK;
  return done(tthc_plan_add_basis(c->to, from->number, from->issued, issuer, from->subject, c->err));
}

/* --- whole plans -------------------------------------------------------------------------------------------------- */

static int32_t copy_all(struct copying *c) {
  const tthc_plan *from = c->from;
  int32_t i, rc = tthc__copy_header(c);
  memset(c->wants_part, 1, (size_t)from->parts.count);
  memset(c->wants_unit, 1, (size_t)from->units.count);
  memset(c->wants_section, 1, (size_t)from->sections.count);
  if (rc == TTHC_OK) rc = tthc__copy_frame(c);
  for (i = 0; rc == TTHC_OK && i < from->tasks.count; i++) rc = tthc__copy_task(c, i, &from->tasks.items[i]);
  for (i = 0; rc == TTHC_OK && i < from->indicators.count; i++)
    rc = tthc__copy_indicator(c, i, &from->indicators.items[i]);
  for (i = 0; rc == TTHC_OK && i < from->facts.count; i++) rc = tthc__copy_fact(c, &from->facts.items[i]);
  return rc;
}

tthc_plan *tthc__plan_copy(const tthc_plan *plan, tthc_error *err) {
  struct copying c;
  tthc_plan *copy = tthc_plan_new(plan->id, plan->year, err);
  int32_t rc;
  if (copy == NULL) return NULL;
  rc = tthc__copying_begin(&c, plan, copy, err);
  if (rc == TTHC_OK) rc = copy_all(&c);
  tthc__copying_end(&c);
  if (rc == TTHC_OK) return copy;
  tthc_plan_free(copy);
  return NULL;
}
