/* Successors: who goes on with the work of a unit that was merged, split, renamed or whose work was transferred. */
#include "base/error.h"
#include "model/plan.h"
#include "model/words.h"

const struct vocabulary tthc__successions = {"merge, split, rename, transfer", {"merge", "split", "rename", "transfer"}};

const char *tthc_succession_word(int32_t kind) { return tthc__word(&tthc__successions, kind); }

static int32_t check_new(const struct unit *unit, int32_t successor, tthc_error *err) {
  int32_t i;
  for (i = 0; i < unit->successor_count; i++)
    if (unit->successors[i].unit == successor)
      return tthc__fail_at(err, TTHC_E_DUPLICATE_ID, "unit", NULL, WORDS("mỗi đơn vị một lần", "each unit once"));
  return unit->successor_count < SUCCESSORS_MAX
           ? TTHC_OK
           : tthc__fail_at(err, TTHC_E_LIMIT, "unit", NULL,
                           WORDS("không quá 64 đơn vị kế thừa", "at most 64 successors"));
}

int32_t tthc_unit_add_successor(tthc_plan *plan, int32_t unit, int32_t successor, int32_t kind, const char *reference,
                                tthc_error *err) {
  static const struct words not_back = {"đơn vị không phải là đơn vị này hoặc đơn vị trước nó",
                                        "neither this unit nor one before it"};
  struct successor added = {successor, kind, NULL};
  struct successor *grown;
  struct unit *row;
  int32_t rc = tthc__need_plan(plan, err);
  if (rc == TTHC_OK) rc = tthc__need_index(unit, plan->units.count, "unit", err);
  if (rc == TTHC_OK) rc = tthc__need_index(successor, plan->units.count, "unit", err);
  if (rc == TTHC_OK && tthc_succession_word(kind) == NULL)
    rc = tthc__fail_at(err, TTHC_E_VALUE, "kind", NULL, WORDS(tthc__successions.listed, tthc__successions.listed));
  if (rc == TTHC_OK) rc = check_new(&plan->units.items[unit], successor, err);
  if (rc == TTHC_OK) rc = tthc__set_text(plan, &added.reference, reference, STRING_MAX, "reference", err);
  if (rc == TTHC_OK) rc = tthc__check_link(plan, unit, successor, not_back, err);
  if (rc != TTHC_OK) return rc;
  row = &plan->units.items[unit];
  grown = tthc__arena_grow(&plan->arena, row->successors, row->successor_count, sizeof *grown);
  if (grown == NULL) return tthc__fail_memory(err);
  row->successors = grown;
  grown[row->successor_count] = added;
  return row->successor_count++;
}

static const struct successor *successor_at(const tthc_plan *plan, int32_t unit, int32_t successor) {
  const struct unit *row = tthc__unit(plan, unit);
  return row == NULL || successor < 0 || successor >= row->successor_count ? NULL : &row->successors[successor];
}

int32_t tthc_unit_successor_count(const tthc_plan *plan, int32_t unit) {
  const struct unit *row = tthc__unit(plan, unit);
  return row == NULL ? 0 : row->successor_count;
}

int32_t tthc_successor_unit(const tthc_plan *plan, int32_t unit, int32_t successor) {
  const struct successor *row = successor_at(plan, unit, successor);
  return row == NULL ? TTHC_NONE : row->unit;
}

int32_t tthc_successor_kind(const tthc_plan *plan, int32_t unit, int32_t successor) {
  const struct successor *row = successor_at(plan, unit, successor);
  return row == NULL ? 0 : row->kind;
}

const char *tthc_successor_reference(const tthc_plan *plan, int32_t unit, int32_t successor) {
  const struct successor *row = successor_at(plan, unit, successor);
  return row == NULL ? NULL : row->reference;
}
