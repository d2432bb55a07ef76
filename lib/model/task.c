/* Tasks: the rows of a plan. */
#include "base/buffer.h"
#include "base/error.h"
#include "base/unicode.h"
#include "model/plan.h"

#include <string.h>

const struct task *tthc__task(const tthc_plan *plan, int32_t task) {
  if (!tthc__is(plan, MARK_PLAN) || task < 0 || task >= plan->tasks.count) return NULL;
  return &plan->tasks.items[task];
}

struct task tthc__new_task(void) {
  struct task task;
  memset(&task, 0, sizeof task);
  task.section = task.part = task.parent = TTHC_NONE;
  return task;
}

/* --- identity ----------------------------------------------------------------------------------------------------- */

/* "3.1" continues "3"; "10" does not continue "1". */
static int continues(const char *label, const char *parent_label) {
  const size_t length = strlen(parent_label);
  const char next = strncmp(label, parent_label, length) == 0 ? label[length] : '\0';
  return next != '\0' && strchr("0123456789", next) == NULL;
}

static void put_made_id(struct buffer *out, const tthc_plan *plan, const struct task *task) {
  const struct task *parent = tthc__task(plan, task->parent);
  const struct section *section = tthc__section(plan, task->section);
  const struct part *part = tthc__part(plan, task->part);
  const char *before = section != NULL ? section->id : part != NULL ? part->path : NULL;
  if (parent != NULL && !continues(task->label, parent->label)) before = parent->id;
  if (before != NULL) {
    tthc__put(out, before);
    tthc__put_char(out, '.');
  }
  tthc__put(out, task->label);
}

static int32_t make_id(tthc_plan *plan, const char *given, struct task *task, tthc_error *err) {
  struct buffer made = {0};
  int32_t rc;
  put_made_id(&made, plan, task);
  rc = made.failed ? tthc__fail_memory(err)
                   : tthc__make_row_id(plan, &plan->task_ids, given, made.data, &task->id, err);
  tthc__buffer_free(&made);
  return rc;
}

static int32_t check_part(const tthc_plan *plan, int32_t part, tthc_error *err) {
  const int32_t rc = tthc__need_index(part, plan->parts.count, "part", err);
  if (rc != TTHC_OK || plan->parts.items[part].path != NULL) return rc;
  return tthc__fail_at(err, TTHC_E_VALUE, "part", plan->parts.items[part].label,
                       WORDS("phần có số thứ tự riêng", "a part with a label of its own"));
}

static int32_t check_place(const tthc_plan *plan, const struct task *task, tthc_error *err) {
  const struct task *parent = tthc__task(plan, task->parent);
  int32_t rc = TTHC_OK;
  if (task->section == TTHC_NONE && task->part == TTHC_NONE && plan->sections.count > 0)
    return tthc__fail_at(err, TTHC_E_MISSING, "section", NULL, WORDS("mục của kế hoạch", "a section of the plan"));
  if (task->section != TTHC_NONE && task->part != TTHC_NONE)
    return tthc__fail_at(err, TTHC_E_VALUE, "part", NULL,
                         WORDS("mục hoặc phần, không phải cả hai", "a section or a part, not both"));
  if (task->section != TTHC_NONE) rc = tthc__need_index(task->section, plan->sections.count, "section", err);
  if (rc == TTHC_OK && task->part != TTHC_NONE) rc = check_part(plan, task->part, err);
  if (rc == TTHC_OK && task->parent != TTHC_NONE) rc = tthc__need_index(task->parent, plan->tasks.count, "parent", err);
  if (rc == TTHC_OK && parent != NULL && (parent->section != task->section || parent->part != task->part))
    return tthc__fail_at(err, TTHC_E_VALUE, "parent", parent->id,
                         WORDS("nhiệm vụ trong cùng mục hoặc phần", "a task of the same section or part"));
  return rc;
}

int32_t tthc__add_task(tthc_plan *plan, const struct task *task, tthc_error *err) {
  struct task copy = tthc__new_task();
  void *grown;
  int32_t rc = tthc__need_plan(plan, err);
  copy.section = task->section;
  copy.part = task->part;
  copy.parent = task->parent;
  if (rc == TTHC_OK) rc = check_place(plan, task, err);
  if (rc == TTHC_OK) rc = tthc__text_in(&plan->arena, task->label, LABEL_MAX, "label", &copy.label, err);
  if (rc == TTHC_OK) rc = tthc__text_in(&plan->arena, task->title, STRING_MAX, "title", &copy.title, err);
  if (rc == TTHC_OK) rc = tthc__set_text(plan, &copy.lead.text, task->lead.text, STRING_MAX, "lead/text", err);
  if (rc == TTHC_OK)
    rc = tthc__set_text(plan, &copy.coordinator.text, task->coordinator.text, STRING_MAX, "coordinator/text", err);
  if (rc == TTHC_OK) rc = tthc__set_text(plan, &copy.deliverable, task->deliverable, STRING_MAX, "deliverable", err);
  if (rc == TTHC_OK) rc = tthc__set_extra(plan, &copy.extra, task->extra, err);
  if (rc == TTHC_OK) rc = make_id(plan, task->id, &copy, err);
  if (rc != TTHC_OK) return rc;
  if (!MAKE_ROOM(plan->tasks, grown)) return tthc__fail_memory(err);
  if (tthc__index_put(&plan->task_ids, copy.id, plan->tasks.count) != TTHC_OK) return tthc__fail_memory(err);
  plan->tasks.items[plan->tasks.count] = copy;
  return plan->tasks.count++;
}

int32_t tthc_plan_add_task(tthc_plan *plan, int32_t section, int32_t parent, const char *label, const char *title,
                           tthc_error *err) {
  struct task task = tthc__new_task();
  task.section = section;
  task.parent = parent;
  task.label = label;
  task.title = title;
  return tthc__add_task(plan, &task, err);
}

int32_t tthc_plan_add_part_task(tthc_plan *plan, int32_t part, int32_t parent, const char *label, const char *title,
                                tthc_error *err) {
  struct task task = tthc__new_task();
  const int32_t rc = tthc__need_plan(plan, err);
  if (rc == TTHC_OK && part == TTHC_NONE)
    return tthc__fail_at(err, TTHC_E_ARGUMENT, "part", NULL, WORDS("một phần của kế hoạch", "a part of the plan"));
  task.part = part;
  task.parent = parent;
  task.label = label;
  task.title = title;
  return tthc__add_task(plan, &task, err);
}

int32_t tthc_plan_task_count(const tthc_plan *plan) { return tthc__is(plan, MARK_PLAN) ? plan->tasks.count : 0; }

int32_t tthc_plan_find_task(const tthc_plan *plan, const char *id) {
  return tthc__is(plan, MARK_PLAN) ? tthc__index_get(&plan->task_ids, id) : TTHC_NONE;
}

const char *tthc_task_id(const tthc_plan *plan, int32_t task) {
  const struct task *row = tthc__task(plan, task);
  return row == NULL ? NULL : row->id;
}

const char *tthc_task_label(const tthc_plan *plan, int32_t task) {
  const struct task *row = tthc__task(plan, task);
  return row == NULL ? NULL : row->label;
}

const char *tthc_task_title(const tthc_plan *plan, int32_t task) {
  const struct task *row = tthc__task(plan, task);
  return row == NULL ? NULL : row->title;
}

int32_t tthc_task_section(const tthc_plan *plan, int32_t task) {
  const struct task *row = tthc__task(plan, task);
  return row == NULL ? TTHC_NONE : row->section;
}

int32_t tthc_task_part(const tthc_plan *plan, int32_t task) {
  const struct task *row = tthc__task(plan, task);
  return row == NULL ? TTHC_NONE : row->part;
}

int32_t tthc_task_parent(const tthc_plan *plan, int32_t task) {
  const struct task *row = tthc__task(plan, task);
  return row == NULL ? TTHC_NONE : row->parent;
}

int32_t tthc_task_is_heading(const tthc_plan *plan, int32_t task) {
  const struct task *row = tthc__task(plan, task);
  return row != NULL && row->lead.count == 0 && row->deadline.count == 0;
}

const char *tthc_task_source_plan(const tthc_plan *plan, int32_t task) {
  const struct task *row = tthc__task(plan, task);
  return row == NULL ? NULL : row->source.plan;
}

int32_t tthc_task_source_revision(const tthc_plan *plan, int32_t task) {
  const struct task *row = tthc__task(plan, task);
  return row == NULL ? 0 : row->source.revision;
}

const char *tthc_task_source_task(const tthc_plan *plan, int32_t task) {
  const struct task *row = tthc__task(plan, task);
  return row == NULL ? NULL : row->source.task;
}

int32_t tthc_task_set_source(tthc_plan *plan, int32_t task, const char *source_plan, int32_t source_revision,
                             const char *source_task, tthc_error *err) {
  const struct source source = {source_plan, source_revision, source_task, NULL};
  int32_t rc = tthc__need_plan(plan, err);
  if (rc == TTHC_OK) rc = tthc__need_index(task, plan->tasks.count, "task", err);
  return rc != TTHC_OK ? rc : tthc__set_source(plan, &plan->tasks.items[task].source, &source, err);
}

/* --- cells -------------------------------------------------------------------------------------------------------- */

static int32_t need_task(const tthc_plan *plan, int32_t task, tthc_error *err) {
  const int32_t rc = tthc__need_plan(plan, err);
  return rc != TTHC_OK ? rc : tthc__need_index(task, plan->tasks.count, "task", err);
}

static int32_t add_to_cell(tthc_plan *plan, struct cell *cell, int32_t unit, tthc_error *err) {
  int32_t *grown;
  int32_t i;
  const int32_t rc = tthc__need_index(unit, plan->units.count, "unit", err);
  if (rc != TTHC_OK) return rc;
  for (i = 0; i < cell->count; i++)
    if (cell->units[i] == unit)
      return tthc__fail_at(err, TTHC_E_DUPLICATE_ID, "unit", plan->units.items[unit].id,
                           WORDS("mỗi đơn vị một lần", "each unit once"));
  grown = tthc__arena_grow(&plan->arena, cell->units, cell->count, sizeof *grown);
  if (grown == NULL) return tthc__fail_memory(err);
  cell->units = grown;
  grown[cell->count] = unit;
  return cell->count++;
}

const char *tthc_task_lead_text(const tthc_plan *plan, int32_t task) {
  const struct task *row = tthc__task(plan, task);
  return row == NULL ? NULL : row->lead.text;
}

int32_t tthc_task_set_lead_text(tthc_plan *plan, int32_t task, const char *text, tthc_error *err) {
  const int32_t rc = need_task(plan, task, err);
  return rc != TTHC_OK ? rc : tthc__set_text(plan, &plan->tasks.items[task].lead.text, text, STRING_MAX, "text", err);
}

int32_t tthc_task_add_lead(tthc_plan *plan, int32_t task, int32_t unit, tthc_error *err) {
  const int32_t rc = need_task(plan, task, err);
  return rc != TTHC_OK ? rc : add_to_cell(plan, &plan->tasks.items[task].lead, unit, err);
}

int32_t tthc_task_lead_count(const tthc_plan *plan, int32_t task) {
  const struct task *row = tthc__task(plan, task);
  return row == NULL ? 0 : row->lead.count;
}

static int32_t cell_unit(const struct cell *cell, int32_t index) {
  return index < 0 || index >= cell->count ? TTHC_NONE : cell->units[index];
}

int32_t tthc_task_lead(const tthc_plan *plan, int32_t task, int32_t lead) {
  const struct task *row = tthc__task(plan, task);
  return row == NULL ? TTHC_NONE : cell_unit(&row->lead, lead);
}

const char *tthc_task_coordinator_text(const tthc_plan *plan, int32_t task) {
  const struct task *row = tthc__task(plan, task);
  return row == NULL ? NULL : row->coordinator.text;
}

int32_t tthc_task_set_coordinator_text(tthc_plan *plan, int32_t task, const char *text, tthc_error *err) {
  const int32_t rc = need_task(plan, task, err);
  if (rc != TTHC_OK) return rc;
  return tthc__set_text(plan, &plan->tasks.items[task].coordinator.text, text, STRING_MAX, "text", err);
}

int32_t tthc_task_add_coordinator(tthc_plan *plan, int32_t task, int32_t unit, tthc_error *err) {
  const int32_t rc = need_task(plan, task, err);
  return rc != TTHC_OK ? rc : add_to_cell(plan, &plan->tasks.items[task].coordinator, unit, err);
}

int32_t tthc_task_coordinator_count(const tthc_plan *plan, int32_t task) {
  const struct task *row = tthc__task(plan, task);
  return row == NULL ? 0 : row->coordinator.count;
}

int32_t tthc_task_coordinator(const tthc_plan *plan, int32_t task, int32_t coordinator) {
  const struct task *row = tthc__task(plan, task);
  return row == NULL ? TTHC_NONE : cell_unit(&row->coordinator, coordinator);
}

const char *tthc_task_deliverable(const tthc_plan *plan, int32_t task) {
  const struct task *row = tthc__task(plan, task);
  return row == NULL ? NULL : row->deliverable;
}

int32_t tthc_task_set_deliverable(tthc_plan *plan, int32_t task, const char *deliverable, tthc_error *err) {
  const int32_t rc = need_task(plan, task, err);
  if (rc != TTHC_OK) return rc;
  return tthc__set_text(plan, &plan->tasks.items[task].deliverable, deliverable, STRING_MAX, "deliverable", err);
}

/* --- deadlines ---------------------------------------------------------------------------------------------------- */

static int32_t copy_clause(tthc_plan *plan, struct clause *clause, tthc_error *err) {
  const struct words fault = tthc__clause_fault(clause);
  int32_t rc;
  if (fault.en != NULL) return tthc__fail(err, TTHC_E_DEADLINE, NULL, fault);
  rc = tthc__set_text(plan, &clause->event, clause->event, STRING_MAX, "event", err);
  if (rc == TTHC_OK)
    rc = tthc__set_text(plan, &clause->after.event, clause->after.event, STRING_MAX, "after/event", err);
  if (rc == TTHC_OK) rc = tthc__set_text(plan, &clause->key, clause->key, LABEL_MAX, "key", err);
  return rc == TTHC_OK ? tthc__clause_make_key(clause, &plan->arena, err) : rc;
}

int32_t tthc__set_deadline(tthc_plan *plan, int32_t task, const struct deadline *deadline, tthc_error *err) {
  struct deadline copy = {NULL, NULL, deadline->count, NULL, 0};
  int32_t i;
  int32_t rc = need_task(plan, task, err);
  if (rc == TTHC_OK) rc = tthc__set_text(plan, &copy.text, deadline->text, PHRASE_MAX, "text", err);
  if (rc != TTHC_OK) return rc;
  copy.clauses = tthc__arena_alloc(&plan->arena, (size_t)copy.count * sizeof *copy.clauses);
  if (copy.clauses == NULL) return tthc__fail_memory(err);
  for (i = 0; i < copy.count; i++) {
    copy.clauses[i] = deadline->clauses[i];
    rc = copy_clause(plan, &copy.clauses[i], err);
    if (rc != TTHC_OK) return rc;
  }
  plan->tasks.items[task].deadline = copy;
  return TTHC_OK;
}

int32_t tthc_task_set_deadline(tthc_plan *plan, int32_t task, const char *phrase, tthc_error *err) {
  struct deadline deadline = {NULL, NULL, 0, NULL, 0};
  int32_t rc = need_task(plan, task, err);
  if (rc != TTHC_OK) return rc;
  if (phrase != NULL) {
    rc = tthc__text_in(&plan->arena, phrase, PHRASE_MAX, "text", &deadline.text, err);
    if (rc == TTHC_OK) rc = tthc__deadline_read(deadline.text, plan->year, plan->issued, &plan->arena, &deadline, err);
  }
  if (rc == TTHC_OK) plan->tasks.items[task].deadline = deadline;
  return rc;
}

const char *tthc_task_deadline_text(const tthc_plan *plan, int32_t task) {
  const struct task *row = tthc__task(plan, task);
  return row == NULL ? NULL : row->deadline.text;
}

static const struct clause *clause_at(const tthc_plan *plan, int32_t task, int32_t clause) {
  const struct task *row = tthc__task(plan, task);
  return row == NULL || clause < 0 || clause >= row->deadline.count ? NULL : &row->deadline.clauses[clause];
}

int32_t tthc_task_clause_count(const tthc_plan *plan, int32_t task) {
  const struct task *row = tthc__task(plan, task);
  return row == NULL ? 0 : row->deadline.count;
}

int32_t tthc_task_clause_kind(const tthc_plan *plan, int32_t task, int32_t clause) {
  const struct clause *row = clause_at(plan, task, clause);
  return row == NULL ? 0 : row->kind;
}

int32_t tthc_task_clause_start_day(const tthc_plan *plan, int32_t task, int32_t clause) {
  const struct clause *row = clause_at(plan, task, clause);
  return row == NULL ? TTHC_NO_DAY : row->start;
}

int32_t tthc_task_clause_due_day(const tthc_plan *plan, int32_t task, int32_t clause) {
  const struct clause *row = clause_at(plan, task, clause);
  return row == NULL ? TTHC_NO_DAY : row->due;
}
