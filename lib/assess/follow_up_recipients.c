/* To whom a follow-up goes: the unit, or who follows it, or who stands above it; one digest each. */
#include "assess/follow_up.h"

#include "base/error.h"
#include "base/order.h"

#include <stdlib.h>
#include <string.h>

/* What was noticed of a unit already. */
enum told { TOLD_NO_SUPERIOR = 1, TOLD_NO_SUCCESSOR = 2 };

static int32_t notice(struct following *f, int32_t unit, int32_t code) {
  struct buffer path = {0};
  int32_t rc;
  tthc__put(&path, "/units/");
  tthc__put_int(&path, unit);
  rc =
    path.failed ? TTHC_E_MEMORY : tthc__findings_add(f->result->findings, code, path.data, f->result->units[unit].name);
  tthc__buffer_free(&path);
  return rc == TTHC_OK ? rc : tthc__fail_memory(f->err);
}

static int32_t notice_once(struct following *f, int32_t unit, enum told what, int32_t code) {
  if (f->told[unit] & what) return TTHC_OK;
  f->told[unit] |= (unsigned char)what;
  return notice(f, unit, code);
}

/* --- who stands in for a unit ------------------------------------------------------------------------------------- */

static int32_t push(struct following *f, int32_t unit) {
  void *grown;
  if (!MAKE_ROOM(f->whom, grown)) return tthc__fail_memory(f->err);
  f->whom.items[f->whom.count++] = unit;
  return TTHC_OK;
}

/* Pushes the unit, or those that follow it and exist; each once a round. */
static int32_t push_living(struct following *f, int32_t unit) {
  const struct unit *units = f->plan->units.items, *row = &units[unit];
  int32_t i, rc = TTHC_OK;
  if (f->stamps[unit] == f->round) return TTHC_OK;
  f->stamps[unit] = f->round;
  if (!tthc__has_ended(row, f->result->as_of)) return push(f, unit);
  for (i = 0; rc == TTHC_OK && i < row->successor_count; i++)
    if (!tthc__is_to_come(&units[row->successors[i].unit], f->result->as_of))
      rc = push_living(f, row->successors[i].unit);
  return rc;
}

/* Pushes who is written to in place of a unit: at least one. */
static int32_t push_addressees(struct following *f, int32_t unit) {
  const int32_t before = f->whom.count, superior = f->plan->units.items[unit].superior;
  int32_t rc;
  f->round++;
  rc = push_living(f, unit);
  if (rc != TTHC_OK || f->whom.count > before) return rc;
  rc = notice_once(f, unit, TOLD_NO_SUCCESSOR, TTHC_F_NO_SUCCESSOR);
  if (rc == TTHC_OK && superior != TTHC_NONE) rc = push_living(f, superior);
  return rc != TTHC_OK || f->whom.count > before ? rc : push(f, unit);
}

/* --- items -------------------------------------------------------------------------------------------------------- */

/* Adds an item, which a recipient gets once: not as a copy where it has it for another reason. */
static int32_t add_item(struct following *f, const struct follow_up_item *item, int32_t recipient, int32_t role) {
  struct follow_up_item *added;
  void *grown;
  int32_t i;
  for (i = f->result->items.count - 1; i >= 0 && f->result->items.items[i].row == item->row; i--)
    if (f->result->items.items[i].digest == recipient) {
      if (role < f->result->items.items[i].role) f->result->items.items[i].role = role;
      return TTHC_OK;
    }
  if (!MAKE_ROOM(f->result->items, grown)) return tthc__fail_memory(f->err);
  added = &f->result->items.items[f->result->items.count++];
  *added = *item;
  added->digest = recipient;
  added->role = role;
  return TTHC_OK;
}

/* To the superior, with a copy for the unit; without a superior to the unit alone. */
static int32_t escalate(struct following *f, const struct follow_up_item *item, int32_t unit) {
  const int32_t before = f->whom.count, superior = f->plan->units.items[unit].superior;
  int32_t rc;
  if (superior == TTHC_NONE) {
    rc = notice_once(f, unit, TOLD_NO_SUPERIOR, TTHC_F_NO_SUPERIOR);
    return rc == TTHC_OK ? add_item(f, item, unit, TTHC_TO_OWING) : rc;
  }
  rc = push_addressees(f, superior);
  while (rc == TTHC_OK && f->whom.count > before)
    rc = add_item(f, item, f->whom.items[--f->whom.count], TTHC_TO_SUPERIOR);
  return rc == TTHC_OK ? add_item(f, item, unit, TTHC_TO_COPIED) : rc;
}

int32_t tthc__address(struct following *f, const struct follow_up_item *item) {
  const int32_t to = f->result->levels.items[item->level].to;
  int32_t rc;
  f->whom.count = 0;
  rc = push_addressees(f, item->unit);
  while (rc == TTHC_OK && f->whom.count > 0) {
    const int32_t unit = f->whom.items[--f->whom.count];
    rc = to == TO_SUPERIOR ? escalate(f, item, unit) : add_item(f, item, unit, TTHC_TO_OWING);
  }
  return rc;
}

/* --- digests ------------------------------------------------------------------------------------------------------ */

/* By recipient; the highest level first, then what it owes itself, what has been due for longest, the plan's order. */
static int compare_items(const void *left, const void *right) {
  const struct follow_up_item *x = left, *y = right;
  COMPARE(x->digest, y->digest);
  COMPARE(y->level, x->level);
  COMPARE(x->role, y->role);
  COMPARE(x->effective, y->effective);
  COMPARE(x->row, y->row);
  return 0;
}

static int32_t copy_contact(struct following *f, const struct contact *contact, struct contact *out) {
  int32_t rc = tthc__keep_text(f, contact->name, &out->name);
  if (rc == TTHC_OK) rc = tthc__keep_text(f, contact->position, &out->position);
  if (rc == TTHC_OK) rc = tthc__keep_text(f, contact->email, &out->email);
  return rc == TTHC_OK ? tthc__keep_text(f, contact->phone, &out->phone) : rc;
}

static int32_t add_contacts(struct following *f, struct digest *digest) {
  const struct unit *unit = &f->plan->units.items[digest->unit];
  int32_t i, rc = TTHC_OK;
  digest->contacts = tthc__arena_alloc(&f->result->arena, (size_t)unit->contact_count * sizeof *digest->contacts);
  if (digest->contacts == NULL) return tthc__fail_memory(f->err);
  for (i = 0; rc == TTHC_OK && i < unit->contact_count; i++)
    if (tthc__is_between(f->result->as_of, unit->contacts[i].first_day, unit->contacts[i].last_day))
      rc = copy_contact(f, &unit->contacts[i], &digest->contacts[digest->contact_count++]);
  return rc != TTHC_OK || digest->contact_count > 0 ? rc : notice(f, digest->unit, TTHC_F_NO_CONTACT);
}

static int32_t begin_digest(struct following *f, int32_t unit, int32_t first_item) {
  struct digest *digest;
  void *grown;
  if (!MAKE_ROOM(f->result->digests, grown)) return tthc__fail_memory(f->err);
  digest = &f->result->digests.items[f->result->digests.count++];
  digest->unit = unit;
  digest->first_item = first_item;
  return add_contacts(f, digest);
}

int32_t tthc__make_digests(struct following *f) {
  tthc_follow_up *result = f->result;
  int32_t i, unit = TTHC_NONE, rc = TTHC_OK;
  if (result->items.count > 1)
    qsort(result->items.items, (size_t)result->items.count, sizeof *result->items.items, compare_items);
  for (i = 0; rc == TTHC_OK && i < result->items.count; i++) {
    struct follow_up_item *item = &result->items.items[i];
    if (item->digest != unit) {
      unit = item->digest;
      rc = begin_digest(f, unit, i);
      if (rc != TTHC_OK) break;
    }
    item->digest = result->digests.count - 1;
    result->digests.items[item->digest].item_count++;
  }
  return rc;
}
