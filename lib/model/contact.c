/* Contacts: the focal officers of units, to whom follow-ups go. */
#include "base/error.h"
#include "model/plan.h"

int32_t tthc__add_contact(tthc_plan *plan, int32_t unit, const struct contact *contact, tthc_error *err) {
  struct contact copy = *contact;
  struct contact *grown;
  struct unit *row;
  int32_t rc = tthc__need_plan(plan, err);
  if (rc == TTHC_OK) rc = tthc__need_index(unit, plan->units.count, "unit", err);
  if (rc == TTHC_OK) rc = tthc__check_span(contact->first_day, contact->last_day, err);
  if (rc == TTHC_OK) rc = tthc__text_in(&plan->arena, contact->name, LABEL_MAX, "name", &copy.name, err);
  if (rc == TTHC_OK) rc = tthc__set_text(plan, &copy.position, contact->position, LABEL_MAX, "position", err);
  if (rc == TTHC_OK) rc = tthc__set_text(plan, &copy.email, contact->email, LABEL_MAX, "email", err);
  if (rc == TTHC_OK) rc = tthc__set_text(plan, &copy.phone, contact->phone, LABEL_MAX, "phone", err);
  if (rc != TTHC_OK) return rc;
  row = &plan->units.items[unit];
  grown = tthc__arena_grow(&plan->arena, row->contacts, row->contact_count, sizeof *grown);
  if (grown == NULL) return tthc__fail_memory(err);
  row->contacts = grown;
  grown[row->contact_count] = copy;
  return row->contact_count++;
}

int32_t tthc_unit_add_contact(tthc_plan *plan, int32_t unit, const char *name, const char *position, const char *email,
                              const char *phone, int32_t first_day, int32_t last_day, tthc_error *err) {
  const struct contact contact = {name, position, email, phone, first_day, last_day};
  return tthc__add_contact(plan, unit, &contact, err);
}

static const struct contact *contact_at(const tthc_plan *plan, int32_t unit, int32_t contact) {
  const struct unit *row = tthc__unit(plan, unit);
  return row == NULL || contact < 0 || contact >= row->contact_count ? NULL : &row->contacts[contact];
}

int32_t tthc_unit_contact_count(const tthc_plan *plan, int32_t unit) {
  const struct unit *row = tthc__unit(plan, unit);
  return row == NULL ? 0 : row->contact_count;
}

const char *tthc_contact_name(const tthc_plan *plan, int32_t unit, int32_t contact) {
  const struct contact *row = contact_at(plan, unit, contact);
  return row == NULL ? NULL : row->name;
}

const char *tthc_contact_position(const tthc_plan *plan, int32_t unit, int32_t contact) {
  const struct contact *row = contact_at(plan, unit, contact);
  return row == NULL ? NULL : row->position;
}

const char *tthc_contact_email(const tthc_plan *plan, int32_t unit, int32_t contact) {
  const struct contact *row = contact_at(plan, unit, contact);
  return row == NULL ? NULL : row->email;
}

const char *tthc_contact_phone(const tthc_plan *plan, int32_t unit, int32_t contact) {
  const struct contact *row = contact_at(plan, unit, contact);
  return row == NULL ? NULL : row->phone;
}

int32_t tthc_contact_first_day(const tthc_plan *plan, int32_t unit, int32_t contact) {
  const struct contact *row = contact_at(plan, unit, contact);
  return row == NULL ? TTHC_NO_DAY : row->first_day;
}

int32_t tthc_contact_last_day(const tthc_plan *plan, int32_t unit, int32_t contact) {
  const struct contact *row = contact_at(plan, unit, contact);
  return row == NULL ? TTHC_NO_DAY : row->last_day;
}
