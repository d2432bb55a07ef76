/*
 * Plans as JSON. Each noun's row has a table of fields and a form: the row itself and, for reading, the ids by which it
 * refers to other rows. Rows are read in the order in which they refer to each other, whatever the document's order.
 */
#include "base/error.h"
#include "format/deadline_json.h"
#include "format/fact_json.h"
#include "format/plan_json.h"
#include "format/unit_json.h"
#include "model/words.h"

#include <string.h>

static const struct words a_section = {"mã mục của kế hoạch", "the id of a section of the plan"};
static const struct words a_part = {"số thứ tự của một phần, ví dụ \"V\"", "the labels of a part, such as \"V\""};
static const struct words a_task = {"mã nhiệm vụ đứng trước", "the id of an earlier task"};

/* --- bases -------------------------------------------------------------------------------------------------------- */

static const struct json_field basis_fields[] = {
  {FIELD("number", JSON_LABEL, struct basis, number), .required = 1},
  {DAY_FIELD("day", struct basis, day)},
  {FIELD("issuer", JSON_LABEL, struct basis, issuer)},
  {FIELD("title", JSON_TEXT, struct basis, title)},
  {FIELD("x-", JSON_EXTRA, struct basis, extra)},
  {0}};

static int32_t read_basis(const struct json_at *at, void *plan) {
  struct basis basis = {NULL, TTHC_NO_DAY, NULL, NULL, NULL};
  int32_t rc = tthc__json_read(at, basis_fields, &basis);
  if (rc != TTHC_OK) return rc;
  rc = tthc__add_basis(plan, &basis, at->doc->err);
  return rc < 0 ? tthc__json_place(at, rc) : TTHC_OK;
}

/* --- parts: a tree in the document, rows with parents in the plan ------------------------------------------------- */

static void write_subparts(struct json_writer *writer, const struct json_field *field, const void *row);

static const struct json_field part_fields[] = {
  {FIELD("label", JSON_LABEL, struct part, label)},
  {FIELD("title", JSON_TEXT, struct part, title)},
  {FIELD("text", JSON_TEXT, struct part, text)},
  {FIELD("holds_sections", JSON_FLAG, struct part, holds_sections)},
  LATER("parts", write_subparts),
  {FIELD("x-", JSON_EXTRA, struct part, extra)},
  {0}};

static int32_t read_part_below(const struct json_at *at, tthc_plan *plan, int32_t parent);

static int32_t read_subpart(const struct json_at *at, void *target) {
  const struct owner *owner = target;
  return read_part_below(at, owner->plan, owner->row);
}

static int32_t read_part_below(const struct json_at *at, tthc_plan *plan, int32_t parent) {
  struct part part = tthc__new_part(parent);
  struct json_at parts;
  struct owner owner = {plan, TTHC_NONE};
  const int32_t rc = tthc__json_read(at, part_fields, &part);
  if (rc != TTHC_OK) return rc;
  owner.row = tthc__add_part(plan, &part, at->doc->err);
  if (owner.row < 0) return tthc__json_place(at, owner.row);
  return tthc__json_member(at, "parts", &parts) ? tthc__json_each(&parts, read_subpart, &owner) : TTHC_OK;
}

static int32_t read_part(const struct json_at *at, void *plan) { return read_part_below(at, plan, TTHC_NONE); }

static void write_siblings(struct json_writer *writer, int32_t first) {
  const tthc_plan *plan = writer->context;
  int32_t part;
  if (first == TTHC_NONE) return;
  tthc__json_write_name(writer, "parts");
  tthc__json_write_open(writer, '[');
  for (part = first; part != TTHC_NONE; part = plan->parts.items[part].next) {
    tthc__json_write_item(writer);
    tthc__json_write_row(writer, part_fields, &plan->parts.items[part]);
  }
  tthc__json_write_close(writer);
}

static void write_subparts(struct json_writer *writer, const struct json_field *field, const void *row) {
  (void)field;
  write_siblings(writer, ((const struct part *)row)->first_child);
}

/* --- sections ----------------------------------------------------------------------------------------------------- */

static const struct json_field section_fields[] = {
  {FIELD("id", JSON_LABEL, struct section, id)},
  {FIELD("label", JSON_LABEL, struct section, label), .required = 1},
  {FIELD("title", JSON_TEXT, struct section, title), .required = 1},
  {FIELD("x-", JSON_EXTRA, struct section, extra)},
  {0}};

static int32_t read_section(const struct json_at *at, void *plan) {
  struct section section = {NULL, NULL, NULL, NULL};
  int32_t rc = tthc__json_read(at, section_fields, &section);
  if (rc != TTHC_OK) return rc;
  rc = tthc__add_section(plan, &section, at->doc->err);
  return rc < 0 ? tthc__json_place(at, rc) : TTHC_OK;
}

/* --- where plans and tasks come from ------------------------------------------------------------------------------ */

#define SOURCE_REVISION_FIELD                                                       \
  FIELD("revision", JSON_INT32, struct source, revision), .range = {0, INT32_MAX}, \
    .expected = {"số bản, từ 0", "a revision, from 0"}

/* --- tasks -------------------------------------------------------------------------------------------------------- */

static void write_cell_units(struct json_writer *writer, const struct json_field *field, const void *row) {
  const struct cell *cell = row;
  int32_t i;
  if (cell->count == 0) return;
  tthc__json_write_name(writer, field->name);
  tthc__json_write_open(writer, '[');
  for (i = 0; i < cell->count; i++) {
    tthc__json_write_item(writer);
    tthc__put_json(&writer->out, tthc_unit_id(writer->context, cell->units[i]));
  }
  tthc__json_write_close(writer);
}

static const struct json_field cell_fields[] = {
  {FIELD("text", JSON_TEXT, struct cell, text)}, LATER("units", write_cell_units), {0}};

static int32_t read_cell(const struct json_at *at, struct cell *cell) {
  struct json_at units;
  const int32_t rc = tthc__json_read(at, cell_fields, cell);
  if (rc != TTHC_OK || cell->text != NULL || tthc__json_member(at, "units", &units)) return rc;
  return tthc__json_fail(at, TTHC_E_MISSING, NULL, WORDS("\"text\" hoặc \"units\"", "\"text\" or \"units\""));
}

static int32_t read_lead(const struct json_at *at, void *row) { return read_cell(at, &((struct task *)row)->lead); }

static int32_t read_coordinator(const struct json_at *at, void *row) {
  return read_cell(at, &((struct task *)row)->coordinator);
}

static void write_cell(struct json_writer *writer, const char *name, const struct cell *cell) {
  if (cell->text == NULL && cell->count == 0) return;
  tthc__json_write_name(writer, name);
  tthc__json_write_row(writer, cell_fields, cell);
}

static void write_lead(struct json_writer *writer, const struct json_field *field, const void *row) {
  write_cell(writer, field->name, &((const struct task *)row)->lead);
}

static void write_coordinator(struct json_writer *writer, const struct json_field *field, const void *row) {
  write_cell(writer, field->name, &((const struct task *)row)->coordinator);
}

static int32_t read_task_section(const struct json_at *at, void *row) {
  const char *id;
  const int32_t rc = tthc__json_text(at, JSON_LABEL, &id);
  if (rc != TTHC_OK) return rc;
  ((struct task *)row)->section = tthc_plan_find_section(at->doc->context, id);
  return ((struct task *)row)->section == TTHC_NONE ? tthc__json_fail(at, TTHC_E_UNKNOWN_ID, id, a_section) : TTHC_OK;
}

static void write_task_section(struct json_writer *writer, const struct json_field *field, const void *row) {
  tthc__json_write_field_text(writer, field, tthc_section_id(writer->context, ((const struct task *)row)->section));
}

static int32_t read_task_part(const struct json_at *at, void *row) {
  const tthc_plan *plan = at->doc->context;
  const char *path;
  const int32_t rc = tthc__json_text(at, JSON_LABEL, &path);
  if (rc != TTHC_OK) return rc;
  ((struct task *)row)->part = tthc__index_get(&plan->part_paths, path);
  return ((struct task *)row)->part == TTHC_NONE ? tthc__json_fail(at, TTHC_E_UNKNOWN_ID, path, a_part) : TTHC_OK;
}

static void write_task_part(struct json_writer *writer, const struct json_field *field, const void *row) {
  const struct part *part = tthc__part(writer->context, ((const struct task *)row)->part);
  if (part != NULL) tthc__json_write_field_text(writer, field, part->path);
}

static int32_t read_task_parent(const struct json_at *at, void *row) {
  const char *id;
  const int32_t rc = tthc__json_text(at, JSON_LABEL, &id);
  if (rc != TTHC_OK) return rc;
  ((struct task *)row)->parent = tthc_plan_find_task(at->doc->context, id);
  return ((struct task *)row)->parent == TTHC_NONE ? tthc__json_fail(at, TTHC_E_UNKNOWN_ID, id, a_task) : TTHC_OK;
}

static void write_task_parent(struct json_writer *writer, const struct json_field *field, const void *row) {
  tthc__json_write_field_text(writer, field, tthc_task_id(writer->context, ((const struct task *)row)->parent));
}

static int32_t read_deadline(const struct json_at *at, void *row) {
  const tthc_plan *plan = at->doc->context;
  return tthc__deadline_from_json(at, plan->year, plan->issued, &((struct task *)row)->deadline);
}

static void write_deadline(struct json_writer *writer, const struct json_field *field, const void *row) {
  const struct task *task = row;
  if (task->deadline.count == 0) return;
  tthc__json_write_name(writer, field->name);
  tthc__write_deadline(writer, &task->deadline);
}

static const struct json_field task_source_fields[] = {
  {FIELD("plan", JSON_SLUG, struct source, plan), .required = 1},
  {SOURCE_REVISION_FIELD},
  {FIELD("task", JSON_LABEL, struct source, task)},
  {0}};

static int32_t read_task_source(const struct json_at *at, void *row) {
  return tthc__json_read(at, task_source_fields, &((struct task *)row)->source);
}

static void write_source(struct json_writer *writer, const struct json_field *fields, const struct source *source) {
  if (source->plan == NULL) return;
  tthc__json_write_name(writer, "source");
  tthc__json_write_row(writer, fields, source);
}

static void write_task_source(struct json_writer *writer, const struct json_field *field, const void *row) {
  (void)field;
  write_source(writer, task_source_fields, &((const struct task *)row)->source);
}

static const struct json_field task_fields[] = {
  {FIELD("id", JSON_LABEL, struct task, id)},
  {NAMED("section"), .kind = JSON_CUSTOM, .read = read_task_section, .write = write_task_section},
  {NAMED("part"), .kind = JSON_CUSTOM, .read = read_task_part, .write = write_task_part},
  {NAMED("parent"), .kind = JSON_CUSTOM, .read = read_task_parent, .write = write_task_parent},
  {FIELD("label", JSON_LABEL, struct task, label), .required = 1},
  {FIELD("title", JSON_TEXT, struct task, title), .required = 1},
  {.name = "lead", .kind = JSON_CUSTOM, .read = read_lead, .write = write_lead},
  {.name = "coordinator", .kind = JSON_CUSTOM, .read = read_coordinator, .write = write_coordinator},
  {FIELD("deliverable", JSON_TEXT, struct task, deliverable)},
  {.name = "deadline", .kind = JSON_CUSTOM, .read = read_deadline, .write = write_deadline},
  {.name = "source", .kind = JSON_CUSTOM, .read = read_task_source, .write = write_task_source},
  {FIELD("x-", JSON_EXTRA, struct task, extra)},
  {0}};

typedef int32_t add_unit_to_task(tthc_plan *plan, int32_t task, int32_t unit, tthc_error *err);

struct filling {
  tthc_plan *plan;
  int32_t task;
  add_unit_to_task *add;
};

static int32_t read_cell_unit(const struct json_at *at, void *target) {
  const struct filling *filling = target;
  const char *id;
  int32_t unit, rc = tthc__json_text(at, JSON_SLUG, &id);
  if (rc != TTHC_OK) return rc;
  unit = tthc__json_find_unit(at, id);
  if (unit < 0) return unit;
  rc = filling->add(filling->plan, filling->task, unit, at->doc->err);
  return rc < 0 ? tthc__json_place_value(at, rc) : TTHC_OK;
}

static int32_t read_cell_units(const struct json_at *task, const char *name, struct filling filling) {
  struct json_at cell, units;
  if (!tthc__json_member(task, name, &cell) || !tthc__json_member(&cell, "units", &units)) return TTHC_OK;
  return tthc__json_each(&units, read_cell_unit, &filling);
}

static int32_t read_task(const struct json_at *at, void *plan) {
  struct task task = tthc__new_task();
  struct filling lead = {plan, TTHC_NONE, tthc_task_add_lead},
                 coordinator = {plan, TTHC_NONE, tthc_task_add_coordinator};
  int32_t rc = tthc__json_read(at, task_fields, &task);
  if (rc != TTHC_OK) return rc;
  lead.task = coordinator.task = tthc__add_task(plan, &task, at->doc->err);
  if (lead.task < 0) return tthc__json_place(at, lead.task);
  rc = read_cell_units(at, "lead", lead);
  if (rc == TTHC_OK) rc = read_cell_units(at, "coordinator", coordinator);
  if (rc != TTHC_OK) return rc;
  rc = tthc_task_set_source(plan, lead.task, task.source.plan, task.source.revision, task.source.task, at->doc->err);
  if (rc == TTHC_OK && task.deadline.count > 0)
    rc = tthc__set_deadline(plan, lead.task, &task.deadline, at->doc->err);
  return rc == TTHC_OK ? rc : tthc__json_place(at, rc);
}

/* --- indicators --------------------------------------------------------------------------------------------------- */

static int32_t read_target_unit(const struct json_at *at, void *row) {
  return tthc__json_read_unit_id(at, &((struct target *)row)->unit);
}

static void write_target_unit(struct json_writer *writer, const struct json_field *field, const void *row) {
  tthc__json_write_unit_id(writer, field, ((const struct target *)row)->unit);
}

static int32_t read_baseline_unit(const struct json_at *at, void *row) {
  return tthc__json_read_unit_id(at, &((struct baseline *)row)->unit);
}

static void write_baseline_unit(struct json_writer *writer, const struct json_field *field, const void *row) {
  tthc__json_write_unit_id(writer, field, ((const struct baseline *)row)->unit);
}

static const struct json_field baseline_fields[] = {
  {FIELD("amount", JSON_DECIMAL, struct baseline, amount), .required = 1},
  {.name = "unit", .kind = JSON_CUSTOM, .read = read_baseline_unit, .write = write_baseline_unit},
  {0}};

static void write_baselines(struct json_writer *writer, const struct json_field *field, const void *row) {
  const struct indicator *indicator = row;
  tthc__json_write_rows(writer, field->name, baseline_fields, indicator->baselines, indicator->baseline_count,
                        sizeof *indicator->baselines);
}

static const struct json_field target_fields[] = {
  {FIELD("comparator", JSON_WORD, struct target, comparator), .required = 1, .vocabulary = &tthc__comparators},
  {FIELD("amount", JSON_DECIMAL, struct target, amount), .required = 1},
  {FIELD("high", JSON_DECIMAL, struct target, high)},
  {.name = "unit", .kind = JSON_CUSTOM, .read = read_target_unit, .write = write_target_unit},
  {FIELD("period", JSON_LABEL, struct target, period)},
  {FIELD("reduction", JSON_FLAG, struct target, reduction)},
  {0}};

static void write_targets(struct json_writer *writer, const struct json_field *field, const void *row) {
  const struct indicator *indicator = row;
  tthc__json_write_rows(writer, field->name, target_fields, indicator->targets, indicator->target_count,
                        sizeof *indicator->targets);
}

static int32_t read_indicator_task(const struct json_at *at, void *row) {
  const char *id;
  const int32_t rc = tthc__json_text(at, JSON_LABEL, &id);
  if (rc != TTHC_OK) return rc;
  ((struct indicator *)row)->task = tthc_plan_find_task(at->doc->context, id);
  if (((struct indicator *)row)->task != TTHC_NONE) return TTHC_OK;
  return tthc__json_fail(at, TTHC_E_UNKNOWN_ID, id, WORDS("mã nhiệm vụ của kế hoạch", "the id of a task of the plan"));
}

static void write_indicator_task(struct json_writer *writer, const struct json_field *field, const void *row) {
  tthc__json_write_field_text(writer, field, tthc_task_id(writer->context, ((const struct indicator *)row)->task));
}

static const struct json_field indicator_fields[] = {
  {FIELD("id", JSON_SLUG, struct indicator, id), .required = 1},
  {FIELD("title", JSON_TEXT, struct indicator, title), .required = 1},
  {FIELD("kind", JSON_WORD, struct indicator, kind), .required = 1, .vocabulary = &tthc__indicator_kinds},
  {FIELD("series", JSON_WORD, struct indicator, series), .required = 1, .vocabulary = &tthc__series},
  {NAMED("task"), .kind = JSON_CUSTOM, .read = read_indicator_task, .write = write_indicator_task},
  {FIELD("numerator", JSON_TEXT, struct indicator, numerator_name)},
  {FIELD("denominator", JSON_TEXT, struct indicator, denominator_name)},
  {FIELD("measure", JSON_LABEL, struct indicator, measure)},
  LATER("baselines", write_baselines),
  LATER("targets", write_targets),
  {FIELD("x-", JSON_EXTRA, struct indicator, extra)},
  {0}};

static int32_t read_target(const struct json_at *at, void *target) {
  const struct owner *owner = target;
  struct target row = {0, NULL, NULL, TTHC_NONE, NULL, 0};
  int32_t rc = tthc__json_read(at, target_fields, &row);
  if (rc != TTHC_OK) return rc;
  rc = tthc__add_target(owner->plan, owner->row, &row, at->doc->err);
  return rc < 0 ? tthc__json_place(at, rc) : TTHC_OK;
}

static int32_t read_baseline(const struct json_at *at, void *target) {
  const struct owner *owner = target;
  struct baseline row = {NULL, TTHC_NONE};
  int32_t rc = tthc__json_read(at, baseline_fields, &row);
  if (rc != TTHC_OK) return rc;
  rc = tthc__add_baseline(owner->plan, owner->row, &row, at->doc->err);
  return rc < 0 ? tthc__json_place(at, rc) : TTHC_OK;
}

static int32_t read_indicator(const struct json_at *at, void *plan) {
  struct indicator indicator = tthc__new_indicator();
  struct owner owner = {plan, TTHC_NONE};
  struct json_at rows;
  int32_t rc = tthc__json_read(at, indicator_fields, &indicator);
  if (rc != TTHC_OK) return rc;
  owner.row = tthc__add_indicator(plan, &indicator, at->doc->err);
  if (owner.row < 0) return tthc__json_place(at, owner.row);
  if (tthc__json_member(at, "baselines", &rows)) rc = tthc__json_each(&rows, read_baseline, &owner);
  return rc == TTHC_OK && tthc__json_member(at, "targets", &rows) ? tthc__json_each(&rows, read_target, &owner) : rc;
}

/* --- the document ------------------------------------------------------------------------------------------------- */

/* The members of a plan document that are no rows. */
struct header {
  const char *id;
  const char *subject;
  const char *authority;
  const char *number;
  const char *place;
  int32_t issued;
  int32_t year;
  int32_t first_day;
  int32_t last_day;
  const char *regime;
  int32_t rolls;
  const char *preamble;
  struct signatory signatory;
  struct source source;
  const char *extra;
};

static int32_t read_format(const struct json_at *at, void *row) {
  (void)row;
  return tthc__json_format(at, "\"tthcplan/1\"");
}

static void write_format(struct json_writer *writer, const struct json_field *field, const void *row) {
  (void)row;
  tthc__json_write_text(writer, field->name, "tthcplan/1");
}

static const struct json_field signatory_fields[] = {
  {FIELD("name", JSON_LABEL, struct signatory, name), .required = 1},
  {FIELD("position", JSON_LABEL, struct signatory, position)},
  {0}};

static int32_t read_signatory(const struct json_at *at, void *row) {
  return tthc__json_read(at, signatory_fields, &((struct header *)row)->signatory);
}

static void write_signatory(struct json_writer *writer, const struct json_field *field, const void *row) {
  const struct header *header = row;
  if (header->signatory.name == NULL) return;
  tthc__json_write_name(writer, field->name);
  tthc__json_write_row(writer, signatory_fields, &header->signatory);
}

static const struct json_field plan_source_fields[] = {
  {FIELD("plan", JSON_SLUG, struct source, plan), .required = 1},
  {SOURCE_REVISION_FIELD},
  {FIELD("unit", JSON_SLUG, struct source, unit)},
  {0}};

static int32_t read_plan_source(const struct json_at *at, void *row) {
  return tthc__json_read(at, plan_source_fields, &((struct header *)row)->source);
}

static void write_plan_source(struct json_writer *writer, const struct json_field *field, const void *row) {
  (void)field;
  write_source(writer, plan_source_fields, &((const struct header *)row)->source);
}

/* Writes one of the plan's arrays of rows; the plan is the writer's context. */
#define ROWS_WRITER(function, rows, fields)                                                                     \
  static void function(struct json_writer *writer, const struct json_field *field, const void *row) {           \
    const tthc_plan *plan = writer->context;                                                                    \
    (void)row;                                                                                                  \
    tthc__json_write_rows(writer, field->name, fields, plan->rows.items, plan->rows.count, sizeof *plan->rows.items); \
  }

ROWS_WRITER(write_bases, bases, basis_fields)
ROWS_WRITER(write_units, units, tthc__unit_fields)
ROWS_WRITER(write_sections, sections, section_fields)
ROWS_WRITER(write_tasks, tasks, task_fields)
ROWS_WRITER(write_indicators, indicators, indicator_fields)

static void write_parts(struct json_writer *writer, const struct json_field *field, const void *row) {
  (void)field, (void)row;
  write_siblings(writer, ((const tthc_plan *)writer->context)->first_part);
}

static void write_recipients(struct json_writer *writer, const struct json_field *field, const void *row) {
  const tthc_plan *plan = writer->context;
  (void)row;
  tthc__json_write_texts(writer, field->name, plan->recipients.items, plan->recipients.count);
}

static void write_nothing(struct json_writer *writer, const struct json_field *field, const void *row) {
  (void)writer, (void)field, (void)row;
}

static const struct json_field plan_fields[] = {
  {.name = "format", .kind = JSON_CUSTOM, .required = 1, .read = read_format, .write = write_format},
  {FIELD("id", JSON_SLUG, struct header, id), .required = 1},
  {FIELD("subject", JSON_TEXT, struct header, subject)},
  {FIELD("authority", JSON_TEXT, struct header, authority)},
  {FIELD("number", JSON_LABEL, struct header, number)},
  {FIELD("place", JSON_LABEL, struct header, place)},
  {DAY_FIELD("issued", struct header, issued)},
  {FIELD("year", JSON_INT32, struct header, year),
   .required = 1, .range = {YEAR_MIN, YEAR_MAX}, .expected = {"năm từ 1900 đến 2200", "a year from 1900 to 2200"}},
  {DAY_FIELD("first_day", struct header, first_day)},
  {DAY_FIELD("last_day", struct header, last_day)},
  {FIELD("regime", JSON_SLUG, struct header, regime)},
  {FIELD("rolls", JSON_FLAG, struct header, rolls), .absent = 1},
  {.name = "source", .kind = JSON_CUSTOM, .read = read_plan_source, .write = write_plan_source},
  {FIELD("preamble", JSON_TEXT, struct header, preamble)},
  LATER("bases", write_bases),
  LATER("parts", write_parts),
  LATER("units", write_units),
  LATER("sections", write_sections),
  LATER("tasks", write_tasks),
  LATER("indicators", write_indicators),
  {.name = "signatory", .kind = JSON_CUSTOM, .read = read_signatory, .write = write_signatory},
  LATER("recipients", write_recipients),
  LATER("facts", write_nothing), /* written only where an option asks for them */
  {FIELD("x-", JSON_EXTRA, struct header, extra)},
  {0}};

static int32_t read_recipient(const struct json_at *at, void *plan) {
  const char *recipient;
  int32_t rc = tthc__json_text(at, JSON_TEXT, &recipient);
  if (rc != TTHC_OK) return rc;
  rc = tthc_plan_add_recipient(plan, recipient, at->doc->err);
  return rc < 0 ? tthc__json_place_value(at, rc) : TTHC_OK;
}

/* The span and the regime are written only where they are not the usual ones. */
static struct header header_of(const tthc_plan *plan) {
  const int is_year = plan->first_day == tthc__day(plan->year, 1, 1) && plan->last_day == tthc__day(plan->year, 12, 31);
  const struct header header = {
    .id = plan->id,
    .subject = plan->subject,
    .authority = plan->authority,
    .number = plan->number,
    .place = plan->place,
    .issued = plan->issued,
    .year = plan->year,
    .first_day = is_year ? TTHC_NO_DAY : plan->first_day,
    .last_day = is_year ? TTHC_NO_DAY : plan->last_day,
    .regime = tthc__same(plan->regime, USUAL_REGIME) ? NULL : plan->regime,
    .rolls = plan->rolls,
    .preamble = plan->preamble,
    .signatory = plan->signatory,
    .source = plan->source,
  };
  return header;
}

/* In the order in which rows refer to each other. */
static const struct {
  const char *name;
  int32_t (*read)(const struct json_at *at, void *plan);
} row_readers[] = {
  {"bases", read_basis},     {"parts", read_part},           {"units", tthc__unit_from_json}, {"units", tthc__unit_links_from_json},
  {"sections", read_section}, {"tasks", read_task},           {"indicators", read_indicator},
  {"recipients", read_recipient},
};

static int32_t set_header(tthc_plan *plan, const struct header *header, tthc_error *err) {
  int32_t rc = TTHC_OK;
  if (header->first_day != TTHC_NO_DAY || header->last_day != TTHC_NO_DAY)
    rc = tthc_plan_set_span(plan, header->first_day, header->last_day, err);
  if (rc == TTHC_OK) rc = tthc_plan_set_subject(plan, header->subject, err);
  if (rc == TTHC_OK) rc = tthc_plan_set_authority(plan, header->authority, err);
  if (rc == TTHC_OK) rc = tthc_plan_set_number(plan, header->number, err);
  if (rc == TTHC_OK) rc = tthc_plan_set_place(plan, header->place, err);
  if (rc == TTHC_OK) rc = tthc_plan_set_issued_day(plan, header->issued, err);
  if (rc == TTHC_OK) rc = tthc_plan_set_regime(plan, header->regime, err);
  if (rc == TTHC_OK) rc = tthc_plan_set_rolls(plan, header->rolls, err);
  if (rc == TTHC_OK) rc = tthc_plan_set_preamble(plan, header->preamble, err);
  if (rc == TTHC_OK) rc = tthc_plan_set_signatory(plan, header->signatory.name, header->signatory.position, err);
  if (rc == TTHC_OK) rc = tthc__set_source(plan, &plan->source, &header->source, err);
  if (rc == TTHC_OK) rc = tthc__set_extra(plan, &plan->extra, header->extra, err);
  return rc;
}

static int32_t read_rows(const struct json_at *root, tthc_plan *plan) {
  struct json_at rows;
  int32_t rc = TTHC_OK;
  size_t i;
  for (i = 0; rc == TTHC_OK && i < sizeof row_readers / sizeof *row_readers; i++)
    if (tthc__json_member(root, row_readers[i].name, &rows)) rc = tthc__json_each_row(&rows, row_readers[i].read, plan);
  if (rc != TTHC_OK || !tthc__json_member(root, "facts", &rows)) return rc;
  rc = tthc__facts_from_json(&rows);
  return rc < 0 ? rc : TTHC_OK;
}

tthc_plan *tthc__plan_from_json(struct json_doc *doc, int32_t *rc) {
  const struct json_at root = tthc__json_root(doc);
  struct header header;
  tthc_plan *plan;
  memset(&header, 0, sizeof header);
  header.issued = header.first_day = header.last_day = TTHC_NO_DAY;
  header.rolls = 1;
  *rc = tthc__json_read(&root, plan_fields, &header);
  if (*rc != TTHC_OK) return NULL;
  plan = tthc_plan_new(header.id, header.year, doc->err); /* both were checked, so that only memory may be missing */
  if (plan == NULL) {
    *rc = TTHC_E_MEMORY;
    return NULL;
  }
  doc->context = plan;
  *rc = set_header(plan, &header, doc->err);
  *rc = *rc != TTHC_OK ? tthc__json_place(&root, *rc) : read_rows(&root, plan);
  if (*rc == TTHC_OK) return plan;
  tthc_plan_free(plan);
  return NULL;
}

struct read_options {
  int32_t revision;
};

static const struct json_field read_option_fields[] = {
  {FIELD("revision", JSON_INT32, struct read_options, revision),
   .range = {0, INT32_MAX}, .expected = {"số bản, từ 0", "a revision, from 0"}},
  {0}};

tthc_plan *tthc_plan_read(const char *json, int64_t size, const char *options_json, tthc_error *err) {
  struct read_options options = {0};
  struct json_doc doc;
  tthc_plan *plan;
  int32_t rc;
  if (tthc__json_options(options_json, read_option_fields, &options, NULL, err) != TTHC_OK) return NULL;
  if (tthc__json_open(&doc, json, size, NULL, err) != TTHC_OK) return NULL;
  plan = tthc__plan_from_json(&doc, &rc);
  if (plan != NULL) plan->revision = options.revision;
  tthc__json_close(&doc);
  return plan;
}

struct write_options {
  int32_t facts;
};

static const struct json_field write_option_fields[] = {
  {FIELD("facts", JSON_FLAG, struct write_options, facts)}, {0}};

tthc_text *tthc_plan_json(const tthc_plan *plan, const char *options_json, tthc_error *err) {
  struct write_options options = {0};
  struct json_writer writer;
  struct header header;
  if (tthc__need_plan(plan, err) != TTHC_OK) return NULL;
  if (tthc__json_options(options_json, write_option_fields, &options, NULL, err) != TTHC_OK) return NULL;
  header = header_of(plan); /* without its x- members, which stand behind the facts */
  tthc__json_begin(&writer, 2, plan);
  tthc__json_write_open(&writer, '{');
  tthc__json_write_members(&writer, plan_fields, &header);
  if (options.facts && plan->facts.count > 0) tthc__write_facts(&writer, plan);
  tthc__json_write_extra(&writer, plan->extra);
  tthc__json_write_close(&writer);
  return tthc__json_end(&writer, err);
}
