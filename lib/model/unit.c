/* Units: offices, departments, communes, and groups of them; their names and spellings. */
#include "base/buffer.h"
#include "base/error.h"
#include "base/unicode.h"
#include "model/plan.h"
#include "model/words.h"

#include <string.h>

enum { AMBIGUOUS = -1000 }; /* in the indexes of names: more than one unit; no status */

const struct vocabulary tthc__unit_kinds = {"single, group, open", {"single", "group", "open"}};

const char *tthc_unit_kind_word(int32_t kind) { return tthc__word(&tthc__unit_kinds, kind); }

const struct unit *tthc__unit(const tthc_plan *plan, int32_t unit) {
  if (!tthc__is(plan, MARK_PLAN) || unit < 0 || unit >= plan->units.count) return NULL;
  return &plan->units.items[unit];
}

struct unit tthc__new_unit(void) {
  struct unit unit;
  memset(&unit, 0, sizeof unit);
  unit.kind = TTHC_UNIT_SINGLE;
  unit.superior = TTHC_NONE;
  unit.first_day = unit.last_day = TTHC_NO_DAY;
  return unit;
}

/* --- names -------------------------------------------------------------------------------------------------------- */

static int32_t index_name(tthc_plan *plan, struct index *index, const char *name, enum fold fold, int32_t unit,
                          tthc_error *err) {
  struct buffer key = {0};
  const char *copy = NULL;
  int32_t rc = TTHC_OK, known;
  tthc__put_folded(&key, name, fold);
  if (!key.failed && key.size > 0) copy = tthc__arena_copy(&plan->arena, key.data, (size_t)key.size);
  if (key.failed || (key.size > 0 && copy == NULL)) rc = tthc__fail_memory(err);
  if (copy != NULL) {
    known = tthc__index_get(index, copy);
    if (known != unit && tthc__index_put(index, copy, known == TTHC_NONE ? unit : AMBIGUOUS) != TTHC_OK)
      rc = tthc__fail_memory(err);
  }
  tthc__buffer_free(&key);
  return rc;
}

static int32_t index_spelling(tthc_plan *plan, const char *name, int32_t unit, tthc_error *err) {
  const int32_t rc = index_name(plan, &plan->unit_names, name, FOLD_MARKED, unit, err);
  return rc != TTHC_OK ? rc : index_name(plan, &plan->unit_plain_names, name, FOLD_PLAIN, unit, err);
}

static int32_t find_folded(const struct index *index, const char *name, enum fold fold) {
  struct buffer key = {0};
  int32_t unit = TTHC_NONE;
  tthc__put_folded(&key, name, fold);
  if (key.failed)
    unit = TTHC_E_MEMORY;
  else if (key.size > 0)
    unit = tthc__index_get(index, key.data);
  tthc__buffer_free(&key);
  return unit;
}

int32_t tthc__find_unit_named(const tthc_plan *plan, const char *name) {
  int32_t unit = find_folded(&plan->unit_names, name, FOLD_MARKED);
  if (unit == TTHC_NONE && tthc__is_ascii(name)) unit = find_folded(&plan->unit_plain_names, name, FOLD_PLAIN);
  return unit == AMBIGUOUS ? TTHC_NONE : unit;
}

int32_t tthc_plan_find_unit_named(const tthc_plan *plan, const char *name) {
  int32_t unit;
  if (!tthc__is(plan, MARK_PLAN) || name == NULL || !tthc__utf8_valid(name, (int64_t)strlen(name))) return TTHC_NONE;
  unit = tthc__find_unit_named(plan, name);
  return unit < 0 ? TTHC_NONE : unit;
}

/* --- rows --------------------------------------------------------------------------------------------------------- */

int32_t tthc__add_unit(tthc_plan *plan, const struct unit *unit, tthc_error *err) {
  struct unit copy = *unit;
  void *grown;
  int32_t rc = tthc__need_plan(plan, err);
  if (rc == TTHC_OK && tthc_unit_kind_word(unit->kind) == NULL)
    rc = tthc__fail_at(err, TTHC_E_VALUE, "kind", NULL, WORDS(tthc__unit_kinds.listed, tthc__unit_kinds.listed));
  if (rc == TTHC_OK) rc = tthc__check_span(unit->first_day, unit->last_day, err);
  if (rc == TTHC_OK) rc = tthc__text_in(&plan->arena, unit->name, LABEL_MAX, "name", &copy.name, err);
  if (rc == TTHC_OK) rc = tthc__set_text(plan, &copy.level, unit->level, LABEL_MAX, "level", err);
  if (rc == TTHC_OK) rc = tthc__set_text(plan, &copy.code, unit->code, LABEL_MAX, "code", err);
  if (rc == TTHC_OK) rc = tthc__set_extra(plan, &copy.extra, unit->extra, err);
  if (rc == TTHC_OK) rc = tthc__make_slug(plan, &plan->unit_ids, unit->id, copy.name, &copy.id, err);
  if (rc != TTHC_OK) return rc;
  if (!MAKE_ROOM(plan->units, grown)) return tthc__fail_memory(err);
  rc = index_spelling(plan, copy.name, plan->units.count, err);
  if (rc != TTHC_OK) return rc;
  if (tthc__index_put(&plan->unit_ids, copy.id, plan->units.count) != TTHC_OK) return tthc__fail_memory(err);
  copy.superior = TTHC_NONE; /* set once all units are there, as the lists are */
  copy.aliases = NULL;
  copy.members = NULL;
  copy.contacts = NULL;
  copy.successors = NULL;
  copy.alias_count = copy.member_count = copy.contact_count = copy.successor_count = copy.depth = 0;
  plan->units.items[plan->units.count] = copy;
  return plan->units.count++;
}

int32_t tthc_plan_add_unit(tthc_plan *plan, const char *id, const char *name, int32_t kind, tthc_error *err) {
  struct unit unit = tthc__new_unit();
  unit.id = id;
  unit.name = name;
  unit.kind = kind;
  return tthc__add_unit(plan, &unit, err);
}

int32_t tthc_plan_unit_count(const tthc_plan *plan) { return tthc__is(plan, MARK_PLAN) ? plan->units.count : 0; }

int32_t tthc_plan_find_unit(const tthc_plan *plan, const char *id) {
  return tthc__is(plan, MARK_PLAN) ? tthc__index_get(&plan->unit_ids, id) : TTHC_NONE;
}

const char *tthc_unit_id(const tthc_plan *plan, int32_t unit) {
  const struct unit *row = tthc__unit(plan, unit);
  return row == NULL ? NULL : row->id;
}

const char *tthc_unit_name(const tthc_plan *plan, int32_t unit) {
  const struct unit *row = tthc__unit(plan, unit);
  return row == NULL ? NULL : row->name;
}

int32_t tthc_unit_kind(const tthc_plan *plan, int32_t unit) {
  const struct unit *row = tthc__unit(plan, unit);
  return row == NULL ? 0 : row->kind;
}

static int32_t need_unit(const tthc_plan *plan, int32_t unit, const char *member, tthc_error *err) {
  const int32_t rc = tthc__need_plan(plan, err);
  return rc != TTHC_OK ? rc : tthc__need_index(unit, plan->units.count, member, err);
}

const char *tthc_unit_level(const tthc_plan *plan, int32_t unit) {
  const struct unit *row = tthc__unit(plan, unit);
  return row == NULL ? NULL : row->level;
}

int32_t tthc_unit_set_level(tthc_plan *plan, int32_t unit, const char *level, tthc_error *err) {
  const int32_t rc = need_unit(plan, unit, "unit", err);
  return rc != TTHC_OK ? rc : tthc__set_text(plan, &plan->units.items[unit].level, level, LABEL_MAX, "level", err);
}

const char *tthc_unit_code(const tthc_plan *plan, int32_t unit) {
  const struct unit *row = tthc__unit(plan, unit);
  return row == NULL ? NULL : row->code;
}

int32_t tthc_unit_set_code(tthc_plan *plan, int32_t unit, const char *code, tthc_error *err) {
  const int32_t rc = need_unit(plan, unit, "unit", err);
  return rc != TTHC_OK ? rc : tthc__set_text(plan, &plan->units.items[unit].code, code, LABEL_MAX, "code", err);
}

int32_t tthc_unit_first_day(const tthc_plan *plan, int32_t unit) {
  const struct unit *row = tthc__unit(plan, unit);
  return row == NULL ? TTHC_NO_DAY : row->first_day;
}

int32_t tthc_unit_last_day(const tthc_plan *plan, int32_t unit) {
  const struct unit *row = tthc__unit(plan, unit);
  return row == NULL ? TTHC_NO_DAY : row->last_day;
}

int32_t tthc_unit_set_span(tthc_plan *plan, int32_t unit, int32_t first_day, int32_t last_day, tthc_error *err) {
  int32_t rc = need_unit(plan, unit, "unit", err);
  if (rc == TTHC_OK) rc = tthc__check_span(first_day, last_day, err);
  if (rc != TTHC_OK) return rc;
  plan->units.items[unit].first_day = first_day;
  plan->units.items[unit].last_day = last_day;
  return TTHC_OK;
}

int32_t tthc_unit_superior(const tthc_plan *plan, int32_t unit) {
  const struct unit *row = tthc__unit(plan, unit);
  return row == NULL ? TTHC_NONE : row->superior;
}

int32_t tthc_unit_set_superior(tthc_plan *plan, int32_t unit, int32_t superior, tthc_error *err) {
  int32_t above = superior, levels, rc = need_unit(plan, unit, "unit", err);
  if (rc == TTHC_OK && superior != TTHC_NONE) rc = need_unit(plan, superior, "superior", err);
  if (rc != TTHC_OK) return rc;
  for (levels = 0; above != TTHC_NONE && above != unit && levels < SUPERIORS_MAX; levels++)
    above = plan->units.items[above].superior;
  if (above == unit)
    return tthc__fail_at(err, TTHC_E_CYCLE, "superior", plan->units.items[superior].id,
                         WORDS("đơn vị không ở dưới đơn vị này", "a unit that does not stand below this one"));
  if (above != TTHC_NONE)
    return tthc__fail_at(err, TTHC_E_LIMIT, "superior", plan->units.items[superior].id,
                         WORDS("không quá 32 cấp trên", "at most 32 levels above"));
  plan->units.items[unit].superior = superior;
  return TTHC_OK;
}

/* --- aliases ------------------------------------------------------------------------------------------------------ */

int32_t tthc_unit_add_alias(tthc_plan *plan, int32_t unit, const char *alias, tthc_error *err) {
  const char *copy;
  const char **grown;
  struct unit *row;
  int32_t rc = need_unit(plan, unit, "unit", err);
  if (rc == TTHC_OK) rc = tthc__text_in(&plan->arena, alias, LABEL_MAX, "alias", &copy, err);
  if (rc == TTHC_OK) rc = index_spelling(plan, copy, unit, err);
  if (rc != TTHC_OK) return rc;
  row = &plan->units.items[unit];
  grown = tthc__arena_grow(&plan->arena, row->aliases, row->alias_count, sizeof *grown);
  if (grown == NULL) return tthc__fail_memory(err);
  row->aliases = grown;
  grown[row->alias_count] = copy;
  return row->alias_count++;
}

int32_t tthc_unit_alias_count(const tthc_plan *plan, int32_t unit) {
  const struct unit *row = tthc__unit(plan, unit);
  return row == NULL ? 0 : row->alias_count;
}

const char *tthc_unit_alias(const tthc_plan *plan, int32_t unit, int32_t alias) {
  const struct unit *row = tthc__unit(plan, unit);
  return row == NULL || alias < 0 || alias >= row->alias_count ? NULL : row->aliases[alias];
}

/* --- members ------------------------------------------------------------------------------------------------------ */

/* Facts are about single units: a group that has some stays without members. */
static int32_t check_facts(const tthc_plan *plan, int32_t group, tthc_error *err) {
  int32_t i;
  if (plan->units.items[group].member_count > 0) return TTHC_OK;
  for (i = 0; i < plan->facts.count; i++)
    if (plan->facts.items[i].unit == group)
      return tthc__fail_at(err, TTHC_E_VALUE, "members", plan->units.items[group].id,
                           WORDS("nhóm chưa có số liệu", "a group that has no facts of its own"));
  return TTHC_OK;
}

int32_t tthc_unit_add_member(tthc_plan *plan, int32_t group, int32_t member, int32_t first_day, int32_t last_day,
                             tthc_error *err) {
  static const struct words not_back = {"đơn vị không chứa nhóm này", "a unit that does not contain this group"};
  const struct member added = {member, first_day, last_day};
  struct member *grown;
  struct unit *row;
  int32_t rc = need_unit(plan, group, "group", err);
  if (rc == TTHC_OK) rc = need_unit(plan, member, "unit", err);
  if (rc == TTHC_OK) rc = tthc__check_span(first_day, last_day, err);
  if (rc != TTHC_OK) return rc;
  row = &plan->units.items[group];
  if (row->kind != TTHC_UNIT_GROUP)
    return tthc__fail_at(err, TTHC_E_VALUE, "members", row->id,
                         WORDS("đơn vị loại \"group\"", "a unit of kind \"group\""));
  rc = check_facts(plan, group, err);
  if (rc == TTHC_OK) rc = tthc__check_link(plan, group, member, not_back, err);
  if (rc != TTHC_OK) return rc;
  grown = tthc__arena_grow(&plan->arena, row->members, row->member_count, sizeof *grown);
  if (grown == NULL) return tthc__fail_memory(err);
  row->members = grown;
  grown[row->member_count] = added;
  return row->member_count++;
}

static const struct member *member_at(const tthc_plan *plan, int32_t group, int32_t member) {
  const struct unit *row = tthc__unit(plan, group);
  return row == NULL || member < 0 || member >= row->member_count ? NULL : &row->members[member];
}

int32_t tthc_unit_member_count(const tthc_plan *plan, int32_t group) {
  const struct unit *row = tthc__unit(plan, group);
  return row == NULL ? 0 : row->member_count;
}

int32_t tthc_unit_member(const tthc_plan *plan, int32_t group, int32_t member) {
  const struct member *row = member_at(plan, group, member);
  return row == NULL ? TTHC_NONE : row->unit;
}

int32_t tthc_unit_member_first_day(const tthc_plan *plan, int32_t group, int32_t member) {
  const struct member *row = member_at(plan, group, member);
  return row == NULL ? TTHC_NO_DAY : row->first_day;
}

int32_t tthc_unit_member_last_day(const tthc_plan *plan, int32_t group, int32_t member) {
  const struct member *row = member_at(plan, group, member);
  return row == NULL ? TTHC_NO_DAY : row->last_day;
}
