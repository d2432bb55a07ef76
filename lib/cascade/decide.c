/* What stays in a merge, and from which plan each member is taken. */
#include "cascade/merge.h"

#include "base/error.h"

#include <stdlib.h>
#include <string.h>

const char *tthc__joined_id(const struct merging *m, const struct joint *joint, const struct joined *row) {
  const enum side side = row->rows[OURS] != TTHC_NONE ? OURS : row->rows[THEIRS] != TTHC_NONE ? THEIRS : BASE;
  const tthc_plan *plan = m->plans[side];
  switch (joint->kind) {
  case TTHC_ROW_UNIT: return plan->units.items[row->rows[side]].id;
  case TTHC_ROW_SECTION: return plan->sections.items[row->rows[side]].id;
  case TTHC_ROW_TASK: return plan->tasks.items[row->rows[side]].id;
  default: return plan->indicators.items[row->rows[side]].id;
  }
}

/* --- members ------------------------------------------------------------------------------------------------------ */

/* What became of a member: nothing to tell (0), or a kind. Without a base, what both have is compared with nothing. */
static int32_t judge(const char *before, const char *theirs, const char *ours) {
  if (tthc__same(theirs, ours)) return 0;
  if (tthc__same(before, ours)) return TTHC_CHANGED_ABOVE;
  return tthc__same(before, theirs) ? TTHC_KEPT_LOCAL_EDIT : TTHC_CONFLICT;
}

static int is_source(const struct member_text *member) { return strcmp(member->name, "source") == 0; }

static const char *text_of(struct merging *m, const struct joined *row, enum side side,
                           const struct member_text *member, struct arena *texts, int32_t *rc) {
  if (row->rows[side] == TTHC_NONE) return NULL;
  return tthc__member_text(member, m->plans[side], row->rows[side], texts, rc);
}

/* A row that both plans have. Where it comes from is told by the superior's plan. */
static int32_t merge_member(struct merging *m, const struct joint *joint, struct joined *row, int32_t number) {
  const struct member_text *member = &tthc__members_of(joint->kind)[number];
  struct arena texts = {NULL};
  int32_t rc = TTHC_OK;
  const char *before = text_of(m, row, BASE, member, &texts, &rc);
  const char *theirs = text_of(m, row, THEIRS, member, &texts, &rc);
  const char *ours = text_of(m, row, OURS, member, &texts, &rc);
  const struct merged told = {
    judge(before, theirs, ours), joint->kind, tthc__joined_id(m, joint, row), member->name, before, theirs, ours};
  if (is_source(member) || told.kind == TTHC_CHANGED_ABOVE) row->takes |= (int32_t)1 << number;
  if (rc == TTHC_OK && !is_source(member) && told.kind != 0) rc = tthc__tell_merge(m, &told);
  tthc__arena_free(&texts);
  return rc == TTHC_OK ? rc : tthc__fail_memory(m->err);
}

static int32_t merge_members(struct merging *m, const struct joint *joint, struct joined *row) {
  int32_t i, rc = TTHC_OK;
  for (i = 0; rc == TTHC_OK && tthc__members_of(joint->kind)[i].name != NULL; i++) rc = merge_member(m, joint, row, i);
  return rc;
}

/* Whether the unit changed anything in a row that it was given. */
static int32_t mark_edited(struct merging *m, const struct joint *joint, struct joined *row) {
  const struct member_text *member;
  struct arena texts = {NULL};
  int32_t rc = TTHC_OK;
  for (member = tthc__members_of(joint->kind); rc == TTHC_OK && member->name != NULL; member++) {
    const char *before = text_of(m, row, BASE, member, &texts, &rc);
    const char *ours = text_of(m, row, OURS, member, &texts, &rc);
    if (!is_source(member) && !tthc__same(before, ours)) row->is_edited = 1;
  }
  tthc__arena_free(&texts);
  return rc == TTHC_OK ? rc : tthc__fail_memory(m->err);
}

/* --- what is wanted again ----------------------------------------------------------------------------------------- */

/* Whether a row that the unit took out is asked for; asking once is enough. */
static int is_restored(struct merging *m, const struct joint *joint, const struct joined *row) {
  const char *key = tthc__joined_id(m, joint, row); /* what was derived has the superior's ids */
  if (joint->kind != TTHC_ROW_TASK && joint->kind != TTHC_ROW_INDICATOR) return 0;
  if (tthc__index_get(&m->restore, key) == TTHC_NONE) return 0;
  return tthc__index_put(&m->restore, key, 1) == TTHC_OK;
}

/* --- rows --------------------------------------------------------------------------------------------------------- */

/* What is plain from who has a row. Withdrawn rows stay only if they are edited or used, which is seen next. */
static int32_t sort_row(struct merging *m, const struct joint *joint, struct joined *row) {
  const int base = row->rows[BASE] != TTHC_NONE, theirs = row->rows[THEIRS] != TTHC_NONE;
  const int ours = row->rows[OURS] != TTHC_NONE;
  row->is_withdrawn = base && ours && !theirs;
  row->is_deleted = base && theirs && !ours;
  row->stays = !row->is_withdrawn && !row->is_deleted;
  if (row->is_deleted && is_restored(m, joint, row)) row->stays = 1;
  if (!row->is_withdrawn) return TTHC_OK;
  return mark_edited(m, joint, row);
}

static int32_t sort_rows(struct merging *m, struct joint *joint) {
  int32_t i, rc = TTHC_OK;
  for (i = 0; rc == TTHC_OK && i < joint->count; i++) {
    rc = sort_row(m, joint, &joint->rows[i]);
    if (joint->rows[i].is_edited) joint->rows[i].stays = 1;
  }
  return rc;
}

static void use(struct joint *joint, int32_t joined) {
  if (joined == TTHC_NONE) return;
  joint->rows[joined].stays = 1;
}

static void use_row(struct joint *joint, enum side side, int32_t row) {
  if (row != TTHC_NONE) use(joint, joint->joined[side][row]);
}

static void use_facts(struct merging *m) {
  const tthc_plan *ours = m->plans[OURS];
  int32_t i;
  for (i = 0; i < ours->facts.count; i++) {
    use_row(&m->tasks, OURS, ours->facts.items[i].task);
    use_row(&m->units, OURS, ours->facts.items[i].unit);
    use_row(&m->indicators, OURS, ours->facts.items[i].indicator);
  }
}

/* What stays keeps the tasks above it that the unit's plan has: below come first, as parents stand before them. */
static void use_parents(struct merging *m) {
  const tthc_plan *ours = m->plans[OURS];
  int32_t i;
  for (i = ours->tasks.count - 1; i >= 0; i--) {
    const struct joined *row = &m->tasks.rows[m->tasks.joined[OURS][i]];
    const int32_t parent = ours->tasks.items[i].parent;
    if (parent == TTHC_NONE || !row->stays || tthc__taken_from(&m->tasks, row, "place") != OURS) continue;
    if (m->tasks.rows[m->tasks.joined[OURS][parent]].is_withdrawn) use_row(&m->tasks, OURS, parent);
  }
}

/* --- what rows name ----------------------------------------------------------------------------------------------- */

static void use_cell(struct merging *m, enum side side, const struct cell *cell) {
  int32_t i;
  for (i = 0; i < cell->count; i++) use_row(&m->units, side, cell->units[i]);
}

static void use_names_of_task(struct merging *m, const struct joined *row) {
  enum side side = tthc__taken_from(&m->tasks, row, "lead");
  use_cell(m, side, &m->plans[side]->tasks.items[row->rows[side]].lead);
  side = tthc__taken_from(&m->tasks, row, "coordinator");
  use_cell(m, side, &m->plans[side]->tasks.items[row->rows[side]].coordinator);
  side = tthc__taken_from(&m->tasks, row, "place");
  use_row(&m->sections, side, m->plans[side]->tasks.items[row->rows[side]].section);
}

static void use_names_of_indicator(struct merging *m, const struct joined *row) {
  const struct indicator *indicator;
  enum side side = tthc__taken_from(&m->indicators, row, "targets");
  int32_t i;
  indicator = &m->plans[side]->indicators.items[row->rows[side]];
  for (i = 0; i < indicator->target_count; i++) use_row(&m->units, side, indicator->targets[i].unit);
  side = tthc__taken_from(&m->indicators, row, "baselines");
  indicator = &m->plans[side]->indicators.items[row->rows[side]];
  for (i = 0; i < indicator->baseline_count; i++) use_row(&m->units, side, indicator->baselines[i].unit);
}

/* A unit that was withdrawn stays where another needs it; one that the unit took out is left out of groups. */
static int use_link(struct merging *m, enum side side, int32_t unit) {
  struct joined *row = unit == TTHC_NONE ? NULL : &m->units.rows[m->units.joined[side][unit]];
  if (row == NULL || row->stays || !row->is_withdrawn) return 0;
  row->stays = 1;
  return 1;
}

static int use_links_of(struct merging *m, const struct joined *row) {
  const struct unit *unit;
  enum side side = tthc__taken_from(&m->units, row, "members");
  int32_t i;
  int any = 0;
  unit = &m->plans[side]->units.items[row->rows[side]];
  for (i = 0; i < unit->member_count; i++) any |= use_link(m, side, unit->members[i].unit);
  side = tthc__taken_from(&m->units, row, "successors");
  unit = &m->plans[side]->units.items[row->rows[side]];
  for (i = 0; i < unit->successor_count; i++) any |= use_link(m, side, unit->successors[i].unit);
  side = tthc__taken_from(&m->units, row, "superior");
  return any | use_link(m, side, m->plans[side]->units.items[row->rows[side]].superior);
}

static void use_links(struct merging *m) {
  int32_t i;
  int any = 1;
  while (any) {
    any = 0;
    for (i = 0; i < m->units.count; i++)
      if (m->units.rows[i].stays) any |= use_links_of(m, &m->units.rows[i]);
  }
}

/* --- telling ------------------------------------------------------------------------------------------------------ */

/* The kind of a row that is told as a whole; 0 for one that both have, or that the unit added. */
static int32_t kind_of(const struct joined *row) {
  if (row->is_withdrawn) return row->stays ? TTHC_KEPT_WITHDRAWN : TTHC_WITHDRAWN_ABOVE;
  if (row->is_deleted) return row->stays ? TTHC_RESTORED : TTHC_KEPT_LOCAL_DELETION;
  return row->rows[OURS] == TTHC_NONE ? TTHC_ADDED_ABOVE : 0;
}

static const char *title_of(const struct merging *m, const struct joint *joint, const struct joined *row,
                            enum side side) {
  return row->rows[side] == TTHC_NONE ? NULL : tthc__row_title(joint->kind, m->plans[side], row->rows[side]);
}

static int32_t tell_row(struct merging *m, const struct joint *joint, const struct joined *row) {
  const struct merged told = {kind_of(row),
                              joint->kind,
                              tthc__joined_id(m, joint, row),
                              NULL,
                              title_of(m, joint, row, BASE),
                              title_of(m, joint, row, THEIRS),
                              title_of(m, joint, row, OURS)};
  return told.kind == 0 ? TTHC_OK : tthc__tell_merge(m, &told);
}

static int32_t tell_rows(struct merging *m, const struct joint *joint) {
  int32_t i, rc = TTHC_OK;
  for (i = joint->first; rc == TTHC_OK && i != TTHC_NONE; i = joint->rows[i].next)
    rc = tell_row(m, joint, &joint->rows[i]);
  return rc;
}

/* --- deciding ----------------------------------------------------------------------------------------------------- */

static int32_t merge_shared(struct merging *m, struct joint *joint) {
  int32_t i, rc = TTHC_OK;
  for (i = joint->first; rc == TTHC_OK && i != TTHC_NONE; i = joint->rows[i].next)
    if (joint->rows[i].rows[THEIRS] != TTHC_NONE && joint->rows[i].rows[OURS] != TTHC_NONE)
      rc = merge_members(m, joint, &joint->rows[i]);
  return rc;
}

static void use_all(struct merging *m) {
  int32_t i;
  use_facts(m);
  use_parents(m);
  use(&m->units, tthc__joined_of(&m->units, m->plans[OURS]->source.unit));
  for (i = 0; i < m->tasks.count; i++)
    if (m->tasks.rows[i].stays) use_names_of_task(m, &m->tasks.rows[i]);
  for (i = 0; i < m->indicators.count; i++)
    if (m->indicators.rows[i].stays) use_names_of_indicator(m, &m->indicators.rows[i]);
  use_links(m);
}

int32_t tthc__decide(struct merging *m) {
  struct joint *const joints[] = {&m->units, &m->sections, &m->tasks, &m->indicators};
  const size_t count = sizeof joints / sizeof *joints;
  int32_t rc = TTHC_OK;
  size_t i;
  for (i = 0; rc == TTHC_OK && i < count; i++) rc = sort_rows(m, joints[i]);
  for (i = 0; rc == TTHC_OK && i < count; i++) rc = merge_shared(m, joints[i]);
  if (rc == TTHC_OK) use_all(m);
  for (i = 0; rc == TTHC_OK && i < count; i++) rc = tell_rows(m, joints[i]);
  return rc;
}
