/* The units of a plan from the cells of its tasks: each body once, however it is spelled. */
#include "document/reading.h"
#include "document/unit_list.h"
#include "document/unit_name.h"

#include "base/text.h"
#include "base/unicode.h"

#include <stdlib.h>
#include <string.h>

extern const char tthc__data_standard_units[];

enum { TWO_UNITS = -2, SLIP_UNITS_MAX = 1000 };

/* What finds the unit of a name. */
struct register_of {
  struct reading *r;
  struct unit_names names; /* for cutting cells */
  struct index keys;       /* with levels: of the plan's units and their aliases */
  struct index short_keys; /* without levels */
  struct index said;       /* what was said of names already */
  struct index learnt;     /* texts of cells whose names are known */
  struct index cells;      /* texts of cells that were read: twice the task, and one for a coordinator */
  struct arena arena;
  ROWS(const char *) slip_keys; /* by row: a key, and its unit */
  ROWS(int32_t) slip_units;
  int registered; /* a register was given */
};

static void fail_memory(struct reading *r) {
  if (r->rc == TTHC_OK) r->rc = tthc__fail_memory(r->err);
}

static const char *key_of(struct register_of *reg, const char *name, int level) {
  struct buffer key = {0};
  const char *copy;
  tthc__put_unit_key(&key, name, level);
  copy = key.failed ? NULL : tthc__arena_copy(&reg->arena, key.size > 0 ? key.data : "", (size_t)key.size);
  tthc__buffer_free(&key);
  if (copy == NULL) fail_memory(reg->r);
  return copy == NULL ? "" : copy;
}

static void put_key(struct register_of *reg, struct index *index, const char *key, int32_t unit) {
  const int32_t there = tthc__index_get(index, key);
  if (*key == '\0' || there == unit) return;
  if (tthc__index_put(index, key, there == TTHC_NONE ? unit : TWO_UNITS) != TTHC_OK) fail_memory(reg->r);
}

/* Makes a spelling of a unit known. */
static void know(struct register_of *reg, const char *name, int32_t unit) {
  const char *key = key_of(reg, name, 1);
  const char **keys;
  int32_t *units;
  put_key(reg, &reg->keys, key, unit);
  put_key(reg, &reg->short_keys, key_of(reg, name, 0), unit);
  if (reg->r->rc == TTHC_OK) tthc__keep(reg->r, tthc__unit_names_add(&reg->names, name, reg->r->err));
  keys = tthc__grow(reg->slip_keys.items, reg->slip_keys.count, &reg->slip_keys.capacity, sizeof *keys);
  if (keys != NULL) reg->slip_keys.items = keys;
  units = tthc__grow(reg->slip_units.items, reg->slip_units.count, &reg->slip_units.capacity, sizeof *units);
  if (units != NULL) reg->slip_units.items = units;
  if (keys == NULL || units == NULL) {
    fail_memory(reg->r);
    return;
  }
  keys[reg->slip_keys.count++] = key;
  units[reg->slip_units.count++] = unit;
}

/* --- the register ------------------------------------------------------------------------------------------------- */

static void copy_unit(struct register_of *reg, const struct unit *unit) {
  struct reading *r = reg->r;
  const int32_t index = tthc__keep(r, tthc__add_unit(r->plan, unit, r->err));
  int32_t i;
  know(reg, unit->name, index);
  for (i = 0; i < unit->alias_count && r->rc == TTHC_OK; i++) {
    tthc__keep(r, tthc_unit_add_alias(r->plan, index, unit->aliases[i], r->err));
    know(reg, unit->aliases[i], index);
  }
}

static void copy_links(struct reading *r, const struct unit *unit, int32_t index) {
  int32_t i;
  if (unit->superior != TTHC_NONE) tthc__keep(r, tthc_unit_set_superior(r->plan, index, unit->superior, r->err));
  for (i = 0; i < unit->member_count && r->rc == TTHC_OK; i++) {
    const struct member *member = &unit->members[i];
    tthc__keep(r, tthc_unit_add_member(r->plan, index, member->unit, member->first_day, member->last_day, r->err));
  }
  for (i = 0; i < unit->contact_count && r->rc == TTHC_OK; i++)
    tthc__keep(r, tthc__add_contact(r->plan, index, &unit->contacts[i], r->err));
  for (i = 0; i < unit->successor_count && r->rc == TTHC_OK; i++) {
    const struct successor *next = &unit->successors[i];
    tthc__keep(r, tthc_unit_add_successor(r->plan, index, next->unit, next->kind, next->reference, r->err));
  }
}

/* The units of another plan, in their order: a unit's index is the same in both. */
static void copy_register(struct register_of *reg, const tthc_plan *known) {
  struct reading *r = reg->r;
  int32_t i;
  for (i = 0; known != NULL && i < known->units.count && r->rc == TTHC_OK; i++) copy_unit(reg, &known->units.items[i]);
  for (i = 0; known != NULL && i < known->units.count && r->rc == TTHC_OK; i++)
    copy_links(r, &known->units.items[i], i);
}

static void learn_standard_names(struct register_of *reg) {
  tthc_plan *standard = tthc_plan_read(tthc__data_standard_units, -1, NULL, reg->r->err);
  int32_t i;
  if (standard == NULL) {
    tthc__keep(reg->r, TTHC_E_MEMORY); /* it is the library's own: nothing else can fail */
    return;
  }
  for (i = 0; i < standard->units.count && reg->r->rc == TTHC_OK; i++)
    tthc__keep(reg->r, tthc__unit_names_add(&reg->names, standard->units.items[i].name, reg->r->err));
  tthc_plan_free(standard);
}

/* --- finding a unit ----------------------------------------------------------------------------------------------- */

/* The unit whose key is a slip away; TWO_UNITS when there are several. */
static int32_t find_slip(const struct register_of *reg, const char *key, const char *folded) {
  int32_t i, found = TTHC_NONE;
  if (reg->slip_keys.count > SLIP_UNITS_MAX || tthc__is_place_name(folded)) return TTHC_NONE;
  for (i = 0; i < reg->slip_keys.count; i++)
    if (tthc__is_slip(key, reg->slip_keys.items[i]) && found != reg->slip_units.items[i])
      found = found == TTHC_NONE ? reg->slip_units.items[i] : TWO_UNITS;
  return found;
}

static int has_marks(const char *text) {
  for (; *text != '\0'; text++)
    if ((unsigned char)*text >= 0x80) return 1;
  return 0;
}

/* "UBND xã Tân An" is not "UBND xã Tân Ân", unless it is written without marks. */
static int same_place(struct register_of *reg, const char *name, int32_t unit) {
  struct reading *r = reg->r;
  struct buffer a = {0}, b = {0};
  int same;
  if (!tthc__is_place_name(tthc__folded(r, name)) || !has_marks(name)) return 1;
  tthc__put_folded(&a, name, FOLD_MARKED);
  tthc__put_folded(&b, r->plan->units.items[unit].name, FOLD_MARKED);
  if (a.failed || b.failed) fail_memory(r);
  same = !a.failed && !b.failed && a.size == b.size && (a.size == 0 || memcmp(a.data, b.data, (size_t)a.size) == 0);
  tthc__buffer_free(&a);
  tthc__buffer_free(&b);
  return same;
}

/* The unit of this very name, or alias, but for case, tone places, blanks and "&"/"và"/"-". */
static int32_t find_exactly(struct register_of *reg, const char *name) {
  struct reading *r = reg->r;
  struct buffer key = {0};
  int32_t unit = TTHC_NONE;
  tthc__put_folded(&key, name, FOLD_MARKED);
  if (key.failed)
    fail_memory(r);
  else if (key.size > 0)
    unit = tthc__index_get(&r->plan->unit_names, key.data);
  tthc__buffer_free(&key);
  return unit >= 0 ? unit : TTHC_NONE;
}

/* The unit that a name means; TTHC_NONE for a new one, TWO_UNITS when it may be several. */
static int32_t find_unit(struct register_of *reg, const char *name) {
  const char *key = key_of(reg, name, 1);
  int32_t unit = find_exactly(reg, name);
  if (unit != TTHC_NONE) return unit;
  unit = tthc__index_get(&reg->keys, key);
  if (unit == TTHC_NONE) unit = tthc__index_get(&reg->short_keys, key_of(reg, name, 0));
  if (unit >= 0 && !same_place(reg, name, unit)) return TTHC_NONE;
  return unit != TTHC_NONE ? unit : find_slip(reg, key, tthc__folded(reg->r, name));
}

/* "phòng Nội vụ" is called "Phòng Nội vụ", and "Sở Sở Công Thương" has its noun once. */
static const char *proper_name(struct reading *r, const char *name) {
  const size_t noun = strcspn(name, " ");
  char *copy;
  if (name[noun] == ' ' && strncmp(name, name + noun + 1, noun + 1) == 0) name += noun + 1;
  copy = tthc__arena_copy(&r->arena, name, strlen(name));
  if (copy == NULL) {
    fail_memory(r);
    return name;
  }
  if (*copy >= 'a' && *copy <= 'z')
    *copy = (char)(*copy - 'a' + 'A');
  else if (strncmp(copy, "\xc4\x91", 2) == 0)
    copy[1] = '\x90';
  return copy;
}

static int32_t add_unit(struct register_of *reg, const char *name, struct place place) {
  struct reading *r = reg->r;
  struct unit unit = tthc__new_unit();
  int32_t index;
  unit.name = proper_name(r, name);
  unit.id = tthc__free_slug(r, &r->plan->unit_ids, unit.name, "don-vi");
  unit.kind = tthc__kind_of_unit(tthc__folded(r, name));
  if (*tthc__folded(r, name) == '\0') return TTHC_NONE;
  if (r->rc != TTHC_OK) return TTHC_NONE;
  index = tthc__keep(r, tthc__add_unit(r->plan, &unit, r->err));
  if (index < 0) {
    tthc__error_set_place(r->err, place.line, 0);
    return TTHC_NONE;
  }
  know(reg, unit.name, index);
  if (reg->registered) tthc__find(r, TTHC_F_UNIT_NOT_REGISTERED, place, unit.name);
  return index;
}

/* Says something once of each text, where it stands first. */
static void find_once(struct register_of *reg, int32_t code, struct place place, struct buffer *about) {
  struct reading *r = reg->r;
  const char *copy = about->failed ? NULL : tthc__arena_copy(&reg->arena, about->data, (size_t)about->size);
  tthc__buffer_free(about);
  if (copy == NULL)
    fail_memory(r);
  else if (tthc__index_get(&reg->said, copy) == TTHC_NONE) {
    if (tthc__index_put(&reg->said, copy, code) != TTHC_OK) fail_memory(r);
    tthc__find_text(r, code, place, copy);
  }
}

/* A spelling that is taken for a unit which is called otherwise. */
static void note_spelling(struct register_of *reg, const char *name, int32_t unit, struct place place) {
  struct buffer about = {0};
  if (strcmp(name, reg->r->plan->units.items[unit].name) == 0) return;
  tthc__put(&about, name);
  tthc__put(&about, " \xe2\x86\x92 ");
  tthc__put(&about, reg->r->plan->units.items[unit].name);
  find_once(reg, TTHC_F_UNIT_SPELLING, place, &about);
}

/* --- cells -------------------------------------------------------------------------------------------------------- */

typedef int32_t add_to_task(tthc_plan *plan, int32_t task, int32_t unit, tthc_error *err);

/* Adds a unit to a task's cell, once. */
static void put_unit(struct reading *r, int32_t task, int32_t unit, add_to_task *add) {
  const struct task *row = &r->plan->tasks.items[task];
  const struct cell *cell = add == tthc_task_add_lead ? &row->lead : &row->coordinator;
  int32_t i;
  for (i = 0; i < cell->count; i++)
    if (cell->units[i] == unit) return;
  tthc__keep(r, add(r->plan, task, unit, r->err));
}

static void note_doubt(struct register_of *reg, const struct body *body, struct place place) {
  struct buffer about = {0};
  if (body->doubt == BODY_REMARK) tthc__find_text(reg->r, TTHC_F_UNIT_REMARK, place, body->about);
  if (body->doubt == BODY_SURE || body->doubt == BODY_REMARK || body->name == NULL) return;
  tthc__put(&about, body->about);
  tthc__put(&about, " \xe2\x86\x92 [");
  tthc__put(&about, body->name);
  tthc__put(&about, "]");
  if (body->doubt == BODY_AMBIGUOUS) { /* the other reading */
    const char *comma = strrchr(body->name, ',');
    if (comma != NULL) {
      tthc__put(&about, " | [");
      tthc__put_bytes(&about, body->name, comma - body->name);
      tthc__put(&about, "] [");
      tthc__put(&about, comma + 1 + (comma[1] == ' '));
      tthc__put(&about, "]");
    }
  }
  find_once(reg, body->doubt == BODY_ELLIPSIS ? TTHC_F_UNIT_SPELLING : TTHC_F_UNIT_AMBIGUOUS, place, &about);
}

static void note_two_units(struct register_of *reg, const char *name, struct place place) {
  struct reading *r = reg->r;
  const char *key = key_of(reg, name, 0);
  struct buffer about = {0};
  int32_t i, last = TTHC_NONE;
  tthc__put(&about, name);
  tthc__put(&about, " \xe2\x86\x92");
  for (i = 0; i < reg->slip_keys.count; i++) {
    const int32_t unit = reg->slip_units.items[i];
    if (unit == last || (strcmp(key_of(reg, r->plan->units.items[unit].name, 0), key) != 0 &&
                         !tthc__is_slip(key, reg->slip_keys.items[i])))
      continue;
    tthc__put(&about, last == TTHC_NONE ? " [" : " | [");
    tthc__put(&about, r->plan->units.items[unit].name);
    tthc__put(&about, "]");
    last = unit;
  }
  find_once(reg, TTHC_F_UNIT_AMBIGUOUS, place, &about);
}

static void read_body(struct register_of *reg, const struct body *body, int32_t task, add_to_task *add) {
  struct reading *r = reg->r;
  const struct place place = r->plan->tasks.items[task].place;
  int32_t unit;
  note_doubt(reg, body, place);
  if (body->name == NULL || r->rc != TTHC_OK) return;
  unit = find_unit(reg, body->name);
  if (unit == TWO_UNITS) note_two_units(reg, body->name, place);
  if (unit < 0)
    unit = add_unit(reg, body->name, place);
  else
    note_spelling(reg, body->name, unit, place);
  if (unit >= 0 && r->rc == TTHC_OK) put_unit(r, task, unit, add);
}

/* "nt": the same units as in the row above. */
static int is_ditto(struct reading *r, const char *text) {
  const char *folded = tthc__folded(r, text);
  return strcmp(folded, "nt") == 0 || strcmp(folded, "nhu tren") == 0 || (*folded == '\0' && strchr(text, '"') != NULL);
}

static void copy_units(struct reading *r, int32_t task, const struct cell *above, add_to_task *add) {
  int32_t i;
  for (i = 0; i < above->count && r->rc == TTHC_OK; i++) put_unit(r, task, above->units[i], add);
}

static void read_cell(struct register_of *reg, int32_t task, const struct cell *cell, const struct cell *above,
                      add_to_task *add) {
  struct reading *r = reg->r;
  struct arena arena = {0};
  struct bodies bodies;
  const struct task *row = &r->plan->tasks.items[task];
  const int is_whole = cell == &row->lead || cell == &row->coordinator; /* not one role's share of a cell */
  int32_t i, seen;
  if (cell->text == NULL || r->rc != TTHC_OK) return;
  if (above != NULL && is_ditto(r, cell->text)) {
    copy_units(r, task, above, add);
    return;
  }
  seen = is_whole ? tthc__index_get(&reg->cells, cell->text) : TTHC_NONE;
  if (seen != TTHC_NONE) { /* most cells say what others have said */
    const struct task *like = &r->plan->tasks.items[seen / 2];
    copy_units(r, task, seen % 2 ? &like->coordinator : &like->lead, add);
    return;
  }
  if (is_whole && tthc__index_put(&reg->cells, cell->text, 2 * task + (add == tthc_task_add_coordinator)) != TTHC_OK) {
    fail_memory(r);
    return;
  }
  tthc__keep(r, tthc__split_units(cell->text, &reg->names, &arena, &bodies, r->err));
  for (i = 0; r->rc == TTHC_OK && i < bodies.count; i++) read_body(reg, &bodies.items[i], task, add);
  tthc__arena_free(&arena);
}

/* "Sở Nội vụ phối hợp với Sở Tài chính, …": who leads, then who coordinates. 1 when the cell says so. */
static int read_both_roles(struct register_of *reg, int32_t task) {
  static const char *const words[] = {" phối hợp với ", " phối hợp cùng ", " phoi hop voi "};
  struct reading *r = reg->r;
  const char *text = r->plan->tasks.items[task].lead.text;
  struct cell lead = {NULL, NULL, 0}, coordinator = {NULL, NULL, 0};
  size_t i;
  for (i = 0; text != NULL && i < sizeof words / sizeof *words; i++) {
    const char *at = strstr(text, words[i]);
    if (at == NULL) continue;
    lead.text = tthc__copy(r, text, 0, at - text);
    coordinator.text = tthc__copy(r, at, (int64_t)strlen(words[i]), (int64_t)strlen(at));
    read_cell(reg, task, &lead, NULL, tthc_task_add_lead);
    read_cell(reg, task, &coordinator, NULL, tthc_task_add_coordinator);
    return 1;
  }
  return 0;
}

/* "Sở Tài chính (phối hợp)", "các sở, ngành phối hợp". */
static int only_coordinates(const char *folded) {
  static const char role[] = " phoi hop";
  const size_t size = strlen(folded);
  return size >= sizeof role && strcmp(folded + size - (sizeof role - 1), role) == 0 &&
         strstr(folded, "chu tri") == NULL;
}

/* "Sở Nội vụ chủ trì; các sở, ngành phối hợp": a role told behind its bodies. 1 when the cell tells both. */
static int read_told_roles(struct register_of *reg, int32_t task) {
  struct reading *r = reg->r;
  const char *text = r->plan->tasks.items[task].lead.text;
  struct buffer leads = {0}, coordinators = {0};
  int told;
  if (text == NULL || strstr(tthc__folded(r, text), "phoi hop") == NULL) return 0;
  while (*text != '\0') {
    const int64_t size = (int64_t)strcspn(text, ";\n");
    const char *share = tthc__copy(r, text, 0, size);
    struct buffer *role = only_coordinates(tthc__folded(r, share)) ? &coordinators : &leads;
    if (role->size > 0) tthc__put(role, "; ");
    tthc__put(role, share);
    text += size + (text[size] != '\0');
  }
  if (leads.failed || coordinators.failed) fail_memory(r);
  told = leads.size > 0 && coordinators.size > 0;
  if (r->rc == TTHC_OK && told) {
    const struct cell lead = {leads.data, NULL, 0}, coordinator = {coordinators.data, NULL, 0};
    read_cell(reg, task, &lead, NULL, tthc_task_add_lead);
    read_cell(reg, task, &coordinator, NULL, tthc_task_add_coordinator);
  }
  tthc__buffer_free(&leads);
  tthc__buffer_free(&coordinators);
  return told;
}

/* Learns the names of a cell that reads otherwise than those before. */
static void learn_cell(struct register_of *reg, const struct cell *cell) {
  struct reading *r = reg->r;
  if (cell->text == NULL || r->rc != TTHC_OK || tthc__index_get(&reg->learnt, cell->text) != TTHC_NONE) return;
  tthc__keep(r, tthc__learn_units(cell->text, &reg->names, r->err));
  if (r->rc == TTHC_OK && tthc__index_put(&reg->learnt, cell->text, 0) != TTHC_OK) fail_memory(r);
}

static void read_cells(struct register_of *reg) {
  struct reading *r = reg->r;
  int32_t i;
  for (i = 0; i < r->plan->tasks.count && r->rc == TTHC_OK; i++) {
    const struct task *task = &r->plan->tasks.items[i];
    learn_cell(reg, &task->lead);
    learn_cell(reg, &task->coordinator);
  }
  for (i = 0; i < r->plan->tasks.count && r->rc == TTHC_OK; i++) {
    const struct task *task = &r->plan->tasks.items[i], *above = i > 0 ? task - 1 : NULL;
    if (!read_both_roles(reg, i) && !read_told_roles(reg, i))
      read_cell(reg, i, &task->lead, above == NULL ? NULL : &above->lead, tthc_task_add_lead);
    read_cell(reg, i, &task->coordinator, above == NULL ? NULL : &above->coordinator, tthc_task_add_coordinator);
  }
}

void tthc__read_units(struct reading *r, const tthc_plan *known) {
  struct register_of reg;
  memset(&reg, 0, sizeof reg);
  reg.r = r;
  reg.registered = known != NULL;
  learn_standard_names(&reg);
  copy_register(&reg, known);
  read_cells(&reg);
  tthc__unit_names_free(&reg.names);
  tthc__index_free(&reg.keys);
  tthc__index_free(&reg.short_keys);
  tthc__index_free(&reg.said);
  tthc__index_free(&reg.learnt);
  tthc__index_free(&reg.cells);
  tthc__arena_free(&reg.arena);
  free(reg.slip_keys.items);
  free(reg.slip_units.items);
}
