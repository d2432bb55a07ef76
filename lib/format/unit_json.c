/* Units as JSON: the rows of a plan document's units, and members that name a unit. */
#include "format/unit_json.h"

#include "base/error.h"
#include "model/words.h"

static const struct words a_unit = {"mã đơn vị của kế hoạch", "the id of a unit of the plan"};

int32_t tthc__json_find_unit(const struct json_at *at, const char *id) {
  const int32_t unit = tthc_plan_find_unit(at->doc->context, id);
  return unit == TTHC_NONE ? tthc__json_fail(at, TTHC_E_UNKNOWN_ID, id, a_unit) : unit;
}

int32_t tthc__json_read_unit_id(const struct json_at *at, int32_t *unit) {
  const char *id;
  const int32_t rc = tthc__json_text(at, JSON_SLUG, &id);
  if (rc != TTHC_OK) return rc;
  *unit = tthc__json_find_unit(at, id);
  return *unit < 0 ? *unit : TTHC_OK;
}

void tthc__json_write_unit_id(struct json_writer *writer, const struct json_field *field, int32_t unit) {
  tthc__json_write_text(writer, field->name, tthc_unit_id(writer->context, unit));
}

static void write_aliases(struct json_writer *writer, const struct json_field *field, const void *row) {
  const struct unit *unit = row;
  tthc__json_write_texts(writer, field->name, unit->aliases, unit->alias_count);
}

static int32_t read_member_unit(const struct json_at *at, void *row) {
  return tthc__json_read_unit_id(at, &((struct member *)row)->unit);
}

static void write_member_unit(struct json_writer *writer, const struct json_field *field, const void *row) {
  tthc__json_write_unit_id(writer, field, ((const struct member *)row)->unit);
}

static const struct json_field member_fields[] = {
  {.name = "unit", .kind = JSON_CUSTOM, .required = 1, .read = read_member_unit, .write = write_member_unit},
  {DAY_FIELD("first_day", struct member, first_day)},
  {DAY_FIELD("last_day", struct member, last_day)},
  {0}};

static void write_members(struct json_writer *writer, const struct json_field *field, const void *row) {
  const struct unit *unit = row;
  tthc__json_write_rows(writer, field->name, member_fields, unit->members, unit->member_count, sizeof *unit->members);
}

static const struct json_field contact_fields[] = {
  {FIELD("name", JSON_LABEL, struct contact, name), .required = 1},
  {FIELD("position", JSON_LABEL, struct contact, position)},
  {FIELD("email", JSON_LABEL, struct contact, email)},
  {FIELD("phone", JSON_LABEL, struct contact, phone)},
  {DAY_FIELD("first_day", struct contact, first_day)},
  {DAY_FIELD("last_day", struct contact, last_day)},
  {0}};

static void write_contacts(struct json_writer *writer, const struct json_field *field, const void *row) {
  const struct unit *unit = row;
  tthc__json_write_rows(writer, field->name, contact_fields, unit->contacts, unit->contact_count,
                        sizeof *unit->contacts);
}

static int32_t read_successor_unit(const struct json_at *at, void *row) {
  return tthc__json_read_unit_id(at, &((struct successor *)row)->unit);
}

static void write_successor_unit(struct json_writer *writer, const struct json_field *field, const void *row) {
  tthc__json_write_unit_id(writer, field, ((const struct successor *)row)->unit);
}

static const struct json_field successor_fields[] = {
  {.name = "unit", .kind = JSON_CUSTOM, .required = 1, .read = read_successor_unit, .write = write_successor_unit},
  {FIELD("kind", JSON_WORD, struct successor, kind), .required = 1, .vocabulary = &tthc__successions},
  {FIELD("reference", JSON_TEXT, struct successor, reference)},
  {0}};

static void write_successors(struct json_writer *writer, const struct json_field *field, const void *row) {
  const struct unit *unit = row;
  tthc__json_write_rows(writer, field->name, successor_fields, unit->successors, unit->successor_count,
                        sizeof *unit->successors);
}

static void write_superior(struct json_writer *writer, const struct json_field *field, const void *row) {
  tthc__json_write_unit_id(writer, field, ((const struct unit *)row)->superior);
}

const struct json_field tthc__unit_fields[] = {
  {FIELD("id", JSON_SLUG, struct unit, id), .required = 1},
  {FIELD("name", JSON_LABEL, struct unit, name), .required = 1},
  {FIELD("kind", JSON_WORD, struct unit, kind), .absent = TTHC_UNIT_SINGLE, .vocabulary = &tthc__unit_kinds},
  {FIELD("level", JSON_LABEL, struct unit, level)},
  {FIELD("code", JSON_LABEL, struct unit, code)},
  LATER("superior", write_superior),
  {DAY_FIELD("first_day", struct unit, first_day)},
  {DAY_FIELD("last_day", struct unit, last_day)},
  LATER("aliases", write_aliases),
  LATER("members", write_members),
  LATER("contacts", write_contacts),
  LATER("successors", write_successors),
  {FIELD("x-", JSON_EXTRA, struct unit, extra)},
  {0}};

static int32_t read_alias(const struct json_at *at, void *target) {
  const struct owner *owner = target;
  const char *alias;
  int32_t rc = tthc__json_text(at, JSON_LABEL, &alias);
  if (rc != TTHC_OK) return rc;
  rc = tthc_unit_add_alias(owner->plan, owner->row, alias, at->doc->err);
  return rc < 0 ? tthc__json_place_value(at, rc) : TTHC_OK;
}

int32_t tthc__unit_from_json(const struct json_at *at, void *plan) {
  struct unit unit = tthc__new_unit();
  struct owner owner = {plan, TTHC_NONE};
  struct json_at aliases;
  const int32_t rc = tthc__json_read(at, tthc__unit_fields, &unit);
  if (rc != TTHC_OK) return rc;
  owner.row = tthc__add_unit(plan, &unit, at->doc->err);
  if (owner.row < 0) return tthc__json_place(at, owner.row);
  return tthc__json_member(at, "aliases", &aliases) ? tthc__json_each(&aliases, read_alias, &owner) : TTHC_OK;
}

static int32_t read_member(const struct json_at *at, void *target) {
  const struct owner *group = target;
  struct member member = {TTHC_NONE, TTHC_NO_DAY, TTHC_NO_DAY};
  int32_t rc = tthc__json_read(at, member_fields, &member);
  if (rc != TTHC_OK) return rc;
  rc = tthc_unit_add_member(group->plan, group->row, member.unit, member.first_day, member.last_day, at->doc->err);
  return rc < 0 ? tthc__json_place(at, rc) : TTHC_OK;
}

static int32_t read_contact(const struct json_at *at, void *target) {
  const struct owner *unit = target;
  struct contact contact = {NULL, NULL, NULL, NULL, TTHC_NO_DAY, TTHC_NO_DAY};
  int32_t rc = tthc__json_read(at, contact_fields, &contact);
  if (rc != TTHC_OK) return rc;
  rc = tthc__add_contact(unit->plan, unit->row, &contact, at->doc->err);
  return rc < 0 ? tthc__json_place(at, rc) : TTHC_OK;
}

static int32_t read_successor(const struct json_at *at, void *target) {
  const struct owner *unit = target;
  struct successor successor = {TTHC_NONE, 0, NULL};
  int32_t rc = tthc__json_read(at, successor_fields, &successor);
  if (rc != TTHC_OK) return rc;
  rc = tthc_unit_add_successor(unit->plan, unit->row, successor.unit, successor.kind, successor.reference, at->doc->err);
  return rc < 0 ? tthc__json_place(at, rc) : TTHC_OK;
}

static int32_t read_superior(const struct json_at *at, const struct owner *unit) {
  int32_t superior, rc = tthc__json_read_unit_id(at, &superior);
  if (rc != TTHC_OK) return rc;
  rc = tthc_unit_set_superior(unit->plan, unit->row, superior, at->doc->err);
  return rc == TTHC_OK ? rc : tthc__json_place_value(at, rc);
}

int32_t tthc__unit_links_from_json(const struct json_at *at, void *plan) {
  struct owner unit = {plan, at->index};
  struct json_at member;
  int32_t rc = TTHC_OK;
  if (tthc__json_member(at, "superior", &member)) rc = read_superior(&member, &unit);
  if (rc == TTHC_OK && tthc__json_member(at, "members", &member)) rc = tthc__json_each(&member, read_member, &unit);
  if (rc == TTHC_OK && tthc__json_member(at, "contacts", &member)) rc = tthc__json_each(&member, read_contact, &unit);
  if (rc == TTHC_OK && tthc__json_member(at, "successors", &member))
    rc = tthc__json_each(&member, read_successor, &unit);
  return rc;
}
