/* Rows of a plan, told member by member as texts. */
#include "cascade/members.h"

#include "base/error.h"
#include "base/json.h"
#include "model/words.h"

#include <string.h>

/* --- pieces ------------------------------------------------------------------------------------------------------- */

static void put_text(struct buffer *out, const char *text) {
  if (text != NULL) tthc__put(out, text);
}

/* A word before a text that is there, after what was put already. */
static void put_named(struct buffer *out, const char *name, const char *text) {
  if (text == NULL) return;
  if (out->size > 0) tthc__put_char(out, ' ');
  tthc__put(out, name);
  tthc__put_char(out, ' ');
  tthc__put(out, text);
}

/* The same for a text of somebody's, in quotes. */
static void put_quoted(struct buffer *out, const char *name, const char *text) {
  if (text == NULL) return;
  put_named(out, name, "");
  tthc__put_json(out, text);
}

/* What parts the elements of a list. */
static void put_between(struct buffer *out, const char *mark, int is_first) {
  if (!is_first) tthc__put(out, mark);
}

static void put_day(struct buffer *out, int32_t day) {
  if (day != TTHC_NO_DAY) tthc__put_day(out, day);
}

/* "2021-02-01..2021-09-30", either end open; nothing when both are. */
static void put_days(struct buffer *out, int32_t first_day, int32_t last_day) {
  if (first_day == TTHC_NO_DAY && last_day == TTHC_NO_DAY) return;
  if (out->size > 0) tthc__put_char(out, ' ');
  put_day(out, first_day);
  tthc__put(out, "..");
  put_day(out, last_day);
}

static void put_named_day(struct buffer *out, const char *name, int32_t day) {
  if (day == TTHC_NO_DAY) return;
  put_named(out, name, "");
  put_day(out, day);
}

static void put_named_int(struct buffer *out, const char *name, int32_t number) {
  if (number == 0) return;
  put_named(out, name, "");
  tthc__put_int(out, number);
}

static void put_unit(struct buffer *out, const tthc_plan *plan, int32_t unit) {
  put_text(out, tthc_unit_id(plan, unit));
}

/* --- tasks -------------------------------------------------------------------------------------------------------- */

static const struct task *task_at(const tthc_plan *plan, int32_t row) { return &plan->tasks.items[row]; }

static void put_task_place(struct buffer *out, const tthc_plan *plan, int32_t row) {
  const struct task *task = task_at(plan, row);
  put_text(out, tthc_section_id(plan, task->section));
  if (task->part != TTHC_NONE) put_text(out, plan->parts.items[task->part].path);
  if (task->parent != TTHC_NONE) put_named(out, ">", tthc_task_id(plan, task->parent));
}

static void put_task_label(struct buffer *out, const tthc_plan *plan, int32_t row) {
  put_text(out, task_at(plan, row)->label);
}

static void put_task_title(struct buffer *out, const tthc_plan *plan, int32_t row) {
  put_text(out, task_at(plan, row)->title);
}

/* "Phòng Nội vụ [phong-noi-vu]" */
static void put_cell(struct buffer *out, const tthc_plan *plan, const struct cell *cell) {
  int32_t i;
  put_text(out, cell->text);
  if (cell->count == 0) return;
  put_between(out, " ", out->size == 0);
  tthc__put_char(out, '[');
  for (i = 0; i < cell->count; i++) {
    put_between(out, ", ", i == 0);
    put_unit(out, plan, cell->units[i]);
  }
  tthc__put_char(out, ']');
}

static void put_lead(struct buffer *out, const tthc_plan *plan, int32_t row) {
  put_cell(out, plan, &task_at(plan, row)->lead);
}

static void put_coordinator(struct buffer *out, const tthc_plan *plan, int32_t row) {
  put_cell(out, plan, &task_at(plan, row)->coordinator);
}

static void put_deliverable(struct buffer *out, const tthc_plan *plan, int32_t row) {
  put_text(out, task_at(plan, row)->deliverable);
}

static void put_months(struct buffer *out, int32_t months) {
  int32_t month, first = 1;
  if (months == 0) return;
  put_named(out, "months", "");
  for (month = 1; month <= 12; month++) {
    if ((months >> month & 1) == 0) continue;
    put_between(out, ",", first);
    tthc__put_int(out, month);
    first = 0;
  }
}

/* "once 2021-04-01..2021-06-30 key 2021-Q2" */
static void put_clause(struct buffer *out, const struct clause *clause) {
  struct buffer text = {0};
  tthc__put(&text, tthc_clause_kind_word(clause->kind));
  put_days(&text, clause->start, clause->due);
  put_named(&text, "every", tthc__word(&tthc__everies, clause->every));
  put_named_int(&text, "times", clause->times);
  put_months(&text, clause->months);
  put_named_int(&text, "day", clause->day);
  put_named_day(&text, "until", clause->until);
  put_quoted(&text, "event", clause->event);
  put_named_int(&text, clause->after.working ? "after working days" : "after days", clause->after.days);
  put_quoted(&text, "of", clause->after.event);
  put_named(&text, "key", clause->key);
  if (text.failed) out->failed = 1;
  put_text(out, text.data);
  tthc__buffer_free(&text);
}

/* "Quý II/2021 [once …; ongoing]" */
static void put_deadline(struct buffer *out, const tthc_plan *plan, int32_t row) {
  const struct deadline *deadline = &task_at(plan, row)->deadline;
  int32_t i;
  put_text(out, deadline->text);
  if (deadline->count == 0) return;
  put_between(out, " ", out->size == 0);
  tthc__put_char(out, '[');
  for (i = 0; i < deadline->count; i++) {
    put_between(out, "; ", i == 0);
    put_clause(out, &deadline->clauses[i]);
  }
  tthc__put_char(out, ']');
}

/* "vinh-cuu-2021 3 A.1": of a plan's source the unit, of a task's the task. */
static void put_source(struct buffer *out, const struct source *source) {
  put_text(out, source->plan);
  put_named_int(out, "revision", source->revision);
  put_named(out, "task", source->task);
  put_named(out, "unit", source->unit);
}

static void put_task_source(struct buffer *out, const tthc_plan *plan, int32_t row) {
  put_source(out, &task_at(plan, row)->source);
}

static void put_task_extra(struct buffer *out, const tthc_plan *plan, int32_t row) {
  put_text(out, task_at(plan, row)->extra);
}

/* --- sections ----------------------------------------------------------------------------------------------------- */

static void put_section_label(struct buffer *out, const tthc_plan *plan, int32_t row) {
  put_text(out, plan->sections.items[row].label);
}

static void put_section_title(struct buffer *out, const tthc_plan *plan, int32_t row) {
  put_text(out, plan->sections.items[row].title);
}

static void put_section_extra(struct buffer *out, const tthc_plan *plan, int32_t row) {
  put_text(out, plan->sections.items[row].extra);
}

/* --- parts -------------------------------------------------------------------------------------------------------- */

static void put_part_title(struct buffer *out, const tthc_plan *plan, int32_t row) {
  put_text(out, plan->parts.items[row].title);
}

static void put_part_text(struct buffer *out, const tthc_plan *plan, int32_t row) {
  put_text(out, plan->parts.items[row].text);
}

static void put_holds_sections(struct buffer *out, const tthc_plan *plan, int32_t row) {
  if (plan->parts.items[row].holds_sections) tthc__put(out, "true");
}

static void put_part_extra(struct buffer *out, const tthc_plan *plan, int32_t row) {
  put_text(out, plan->parts.items[row].extra);
}

/* --- units -------------------------------------------------------------------------------------------------------- */

static const struct unit *unit_at(const tthc_plan *plan, int32_t row) { return &plan->units.items[row]; }

static void put_unit_name(struct buffer *out, const tthc_plan *plan, int32_t row) {
  put_text(out, unit_at(plan, row)->name);
}

static void put_unit_kind(struct buffer *out, const tthc_plan *plan, int32_t row) {
  put_text(out, tthc_unit_kind_word(unit_at(plan, row)->kind));
}

static void put_unit_level(struct buffer *out, const tthc_plan *plan, int32_t row) {
  put_text(out, unit_at(plan, row)->level);
}

static void put_unit_code(struct buffer *out, const tthc_plan *plan, int32_t row) {
  put_text(out, unit_at(plan, row)->code);
}

static void put_superior(struct buffer *out, const tthc_plan *plan, int32_t row) {
  put_unit(out, plan, unit_at(plan, row)->superior);
}

static void put_unit_days(struct buffer *out, const tthc_plan *plan, int32_t row) {
  put_days(out, unit_at(plan, row)->first_day, unit_at(plan, row)->last_day);
}

static void put_aliases(struct buffer *out, const tthc_plan *plan, int32_t row) {
  const struct unit *unit = unit_at(plan, row);
  int32_t i;
  for (i = 0; i < unit->alias_count; i++) {
    put_between(out, "; ", i == 0);
    tthc__put_json(out, unit->aliases[i]);
  }
}

static void put_members(struct buffer *out, const tthc_plan *plan, int32_t row) {
  const struct unit *unit = unit_at(plan, row);
  int32_t i;
  for (i = 0; i < unit->member_count; i++) {
    put_between(out, ", ", i == 0);
    put_unit(out, plan, unit->members[i].unit);
    put_days(out, unit->members[i].first_day, unit->members[i].last_day);
  }
}

static void put_contacts(struct buffer *out, const tthc_plan *plan, int32_t row) {
  const struct unit *unit = unit_at(plan, row);
  int32_t i;
  for (i = 0; i < unit->contact_count; i++) {
    const struct contact *contact = &unit->contacts[i];
    put_between(out, "; ", i == 0);
    tthc__put(out, contact->name);
    put_quoted(out, "position", contact->position);
    put_quoted(out, "email", contact->email);
    put_quoted(out, "phone", contact->phone);
    put_days(out, contact->first_day, contact->last_day);
  }
}

static void put_successors(struct buffer *out, const tthc_plan *plan, int32_t row) {
  const struct unit *unit = unit_at(plan, row);
  int32_t i;
  for (i = 0; i < unit->successor_count; i++) {
    put_between(out, ", ", i == 0);
    put_unit(out, plan, unit->successors[i].unit);
    put_named(out, "by", tthc_succession_word(unit->successors[i].kind));
    put_quoted(out, "reference", unit->successors[i].reference);
  }
}

static void put_unit_extra(struct buffer *out, const tthc_plan *plan, int32_t row) {
  put_text(out, unit_at(plan, row)->extra);
}

/* --- indicators --------------------------------------------------------------------------------------------------- */

static const struct indicator *indicator_at(const tthc_plan *plan, int32_t row) { return &plan->indicators.items[row]; }

static void put_indicator_title(struct buffer *out, const tthc_plan *plan, int32_t row) {
  put_text(out, indicator_at(plan, row)->title);
}

static void put_indicator_kind(struct buffer *out, const tthc_plan *plan, int32_t row) {
  put_text(out, tthc_indicator_kind_word(indicator_at(plan, row)->kind));
}

static void put_series(struct buffer *out, const tthc_plan *plan, int32_t row) {
  put_text(out, tthc_series_word(indicator_at(plan, row)->series));
}

static void put_indicator_task(struct buffer *out, const tthc_plan *plan, int32_t row) {
  put_text(out, tthc_task_id(plan, indicator_at(plan, row)->task));
}

static void put_numerator(struct buffer *out, const tthc_plan *plan, int32_t row) {
  put_text(out, indicator_at(plan, row)->numerator_name);
}

static void put_denominator(struct buffer *out, const tthc_plan *plan, int32_t row) {
  put_text(out, indicator_at(plan, row)->denominator_name);
}

static void put_measure(struct buffer *out, const tthc_plan *plan, int32_t row) {
  put_text(out, indicator_at(plan, row)->measure);
}

static void put_baselines(struct buffer *out, const tthc_plan *plan, int32_t row) {
  const struct indicator *indicator = indicator_at(plan, row);
  int32_t i;
  for (i = 0; i < indicator->baseline_count; i++) {
    put_between(out, "; ", i == 0);
    tthc__put(out, indicator->baselines[i].amount);
    put_named(out, "unit", tthc_unit_id(plan, indicator->baselines[i].unit));
  }
}

static void put_targets(struct buffer *out, const tthc_plan *plan, int32_t row) {
  const struct indicator *indicator = indicator_at(plan, row);
  int32_t i;
  for (i = 0; i < indicator->target_count; i++) {
    const struct target *target = &indicator->targets[i];
    put_between(out, "; ", i == 0);
    if (target->reduction) tthc__put(out, "reduction ");
    tthc__put(out, tthc_comparator_word(target->comparator));
    tthc__put_char(out, ' ');
    tthc__put(out, target->amount);
    if (target->high != NULL) tthc__put(out, "..");
    put_text(out, target->high);
    put_named(out, "unit", tthc_unit_id(plan, target->unit));
    put_named(out, "period", target->period);
  }
}

static void put_indicator_extra(struct buffer *out, const tthc_plan *plan, int32_t row) {
  put_text(out, indicator_at(plan, row)->extra);
}

/* --- the header --------------------------------------------------------------------------------------------------- */

#define PUT_OF_HEADER(function, member) \
  static void function(struct buffer *out, const tthc_plan *plan, int32_t row) { \
    (void)row; \
    put_text(out, plan->member); \
  }

PUT_OF_HEADER(put_id, id)
PUT_OF_HEADER(put_subject, subject)
PUT_OF_HEADER(put_authority, authority)
PUT_OF_HEADER(put_number, number)
PUT_OF_HEADER(put_place, place)
PUT_OF_HEADER(put_regime, regime)
PUT_OF_HEADER(put_preamble, preamble)
PUT_OF_HEADER(put_plan_extra, extra)

static void put_issued(struct buffer *out, const tthc_plan *plan, int32_t row) {
  (void)row;
  put_day(out, plan->issued);
}

static void put_year(struct buffer *out, const tthc_plan *plan, int32_t row) {
  (void)row;
  tthc__put_int(out, plan->year);
}

static void put_span(struct buffer *out, const tthc_plan *plan, int32_t row) {
  (void)row;
  put_days(out, plan->first_day, plan->last_day);
}

static void put_rolls(struct buffer *out, const tthc_plan *plan, int32_t row) {
  (void)row;
  if (!plan->rolls) tthc__put(out, "false");
}

static void put_plan_source(struct buffer *out, const tthc_plan *plan, int32_t row) {
  (void)row;
  put_source(out, &plan->source);
}

static void put_signatory(struct buffer *out, const tthc_plan *plan, int32_t row) {
  (void)row;
  put_text(out, plan->signatory.name);
  put_quoted(out, "position", plan->signatory.position);
}

static void put_bases(struct buffer *out, const tthc_plan *plan, int32_t row) {
  int32_t i;
  (void)row;
  for (i = 0; i < plan->bases.count; i++) {
    const struct basis *basis = &plan->bases.items[i];
    put_between(out, "; ", i == 0);
    tthc__put(out, basis->number);
    put_named_day(out, "day", basis->day);
    put_quoted(out, "issuer", basis->issuer);
    put_quoted(out, "title", basis->title);
    put_named(out, "x-", basis->extra);
  }
}

static void put_recipients(struct buffer *out, const tthc_plan *plan, int32_t row) {
  int32_t i;
  (void)row;
  for (i = 0; i < plan->recipients.count; i++) {
    put_between(out, " ", i == 0);
    tthc__put_json(out, plan->recipients.items[i]);
  }
}

/* --- the tables --------------------------------------------------------------------------------------------------- */

static const struct member_text header_members[] = {{"id", TTHC_CHANGED_OTHER, put_id},
                                                    {"subject", TTHC_REWORDED, put_subject},
                                                    {"preamble", TTHC_REWORDED, put_preamble},
                                                    {"authority", TTHC_CHANGED_OTHER, put_authority},
                                                    {"number", TTHC_CHANGED_OTHER, put_number},
                                                    {"place", TTHC_CHANGED_OTHER, put_place},
                                                    {"issued", TTHC_CHANGED_OTHER, put_issued},
                                                    {"year", TTHC_CHANGED_OTHER, put_year},
                                                    {"span", TTHC_CHANGED_OTHER, put_span},
                                                    {"regime", TTHC_CHANGED_OTHER, put_regime},
                                                    {"rolls", TTHC_CHANGED_OTHER, put_rolls},
                                                    {"source", TTHC_CHANGED_OTHER, put_plan_source},
                                                    {"bases", TTHC_CHANGED_OTHER, put_bases},
                                                    {"signatory", TTHC_CHANGED_OTHER, put_signatory},
                                                    {"recipients", TTHC_CHANGED_OTHER, put_recipients},
                                                    {"x-", TTHC_CHANGED_OTHER, put_plan_extra},
                                                    {0}};

static const struct member_text part_members[] = {{"title", TTHC_REWORDED, put_part_title},
                                                  {"text", TTHC_REWORDED, put_part_text},
                                                  {"holds_sections", TTHC_CHANGED_OTHER, put_holds_sections},
                                                  {"x-", TTHC_CHANGED_OTHER, put_part_extra},
                                                  {0}};

static const struct member_text unit_members[] = {
  {"name", TTHC_REWORDED, put_unit_name},         {"kind", TTHC_CHANGED_OTHER, put_unit_kind},
  {"level", TTHC_CHANGED_OTHER, put_unit_level},  {"code", TTHC_CHANGED_OTHER, put_unit_code},
  {"superior", TTHC_CHANGED_OTHER, put_superior}, {"days", TTHC_CHANGED_OTHER, put_unit_days},
  {"aliases", TTHC_CHANGED_OTHER, put_aliases},   {"members", TTHC_CHANGED_OTHER, put_members},
  {"contacts", TTHC_CHANGED_OTHER, put_contacts}, {"successors", TTHC_CHANGED_OTHER, put_successors},
  {"x-", TTHC_CHANGED_OTHER, put_unit_extra},     {0}};

static const struct member_text section_members[] = {{"label", TTHC_REWORDED, put_section_label},
                                                     {"title", TTHC_REWORDED, put_section_title},
                                                     {"x-", TTHC_CHANGED_OTHER, put_section_extra},
                                                     {0}};

static const struct member_text task_members[] = {{"place", TTHC_MOVED, put_task_place},
                                                  {"label", TTHC_REWORDED, put_task_label},
                                                  {"title", TTHC_REWORDED, put_task_title},
                                                  {"lead", TTHC_CHANGED_LEAD, put_lead},
                                                  {"coordinator", TTHC_CHANGED_COORDINATOR, put_coordinator},
                                                  {"deliverable", TTHC_CHANGED_DELIVERABLE, put_deliverable},
                                                  {"deadline", TTHC_CHANGED_DEADLINE, put_deadline},
                                                  {"x-", TTHC_CHANGED_OTHER, put_task_extra},
                                                  {"source", TTHC_CHANGED_OTHER, put_task_source},
                                                  {0}};

static const struct member_text indicator_members[] = {{"title", TTHC_REWORDED, put_indicator_title},
                                                       {"kind", TTHC_CHANGED_OTHER, put_indicator_kind},
                                                       {"series", TTHC_CHANGED_OTHER, put_series},
                                                       {"task", TTHC_CHANGED_OTHER, put_indicator_task},
                                                       {"numerator", TTHC_REWORDED, put_numerator},
                                                       {"denominator", TTHC_REWORDED, put_denominator},
                                                       {"measure", TTHC_REWORDED, put_measure},
                                                       {"baselines", TTHC_CHANGED_TARGET, put_baselines},
                                                       {"targets", TTHC_CHANGED_TARGET, put_targets},
                                                       {"x-", TTHC_CHANGED_OTHER, put_indicator_extra},
                                                       {0}};

const struct member_text *tthc__members_of(int32_t kind) {
  static const struct member_text *const tables[] = {
    [TTHC_ROW_HEADER] = header_members,   [TTHC_ROW_PART] = part_members, [TTHC_ROW_UNIT] = unit_members,
    [TTHC_ROW_SECTION] = section_members, [TTHC_ROW_TASK] = task_members, [TTHC_ROW_INDICATOR] = indicator_members,
  };
  return tables[kind];
}

const char *tthc__member_text(const struct member_text *member, const tthc_plan *plan, int32_t row, struct arena *arena,
                              int32_t *rc) {
  struct buffer text = {0};
  const char *copy = NULL;
  member->put(&text, plan, row);
  if (!text.failed && text.size > 0) copy = tthc__arena_copy(arena, text.data, (size_t)text.size);
  if (text.failed || (text.size > 0 && copy == NULL)) *rc = TTHC_E_MEMORY;
  tthc__buffer_free(&text);
  return copy;
}

const char *tthc__row_title(int32_t kind, const tthc_plan *plan, int32_t row) {
  switch (kind) {
  case TTHC_ROW_HEADER: return plan->subject;
  case TTHC_ROW_PART:
    return plan->parts.items[row].title != NULL ? plan->parts.items[row].title : plan->parts.items[row].text;
  case TTHC_ROW_UNIT: return plan->units.items[row].name;
  case TTHC_ROW_SECTION: return plan->sections.items[row].title;
  case TTHC_ROW_TASK: return plan->tasks.items[row].title;
  default: return plan->indicators.items[row].title;
  }
}

/* --- lists -------------------------------------------------------------------------------------------------------- */

static int32_t count_of(const tthc_plan *plan, int32_t kind) {
  switch (kind) {
  case TTHC_ROW_HEADER: return 1;
  case TTHC_ROW_PART: return plan->parts.count;
  case TTHC_ROW_UNIT: return plan->units.count;
  case TTHC_ROW_SECTION: return plan->sections.count;
  case TTHC_ROW_TASK: return plan->tasks.count;
  default: return plan->indicators.count;
  }
}

/* The part printed after another: below it, beside it, or beside one above it. */
static int32_t next_part(const tthc_plan *plan, int32_t part) {
  const struct part *row = &plan->parts.items[part];
  if (row->first_child != TTHC_NONE) return row->first_child;
  while (row->next == TTHC_NONE && row->parent != TTHC_NONE) row = &plan->parts.items[row->parent];
  return row->next;
}

/* "I.1.-", "I.1.- # 2": the labels, and of siblings with the same one a number. A part's parent stands before it. */
static int32_t make_part_key(struct row_list *list, const tthc_plan *plan, int32_t place, const int32_t *places) {
  const struct part *part = &plan->parts.items[list->rows[place]];
  struct buffer key = {0};
  int32_t n = 1, rc = TTHC_OK;
  do {
    key.size = 0;
    if (part->parent != TTHC_NONE) tthc__put(&key, list->keys[places[part->parent]]);
    if (part->parent != TTHC_NONE) tthc__put_char(&key, '.');
    tthc__put(&key, part->label == NULL ? "_" : part->label);
    if (n > 1) put_named_int(&key, "#", n);
    n++;
  } while (!key.failed && tthc__index_get(&list->by_key, key.data) != TTHC_NONE);
  list->keys[place] = key.failed ? NULL : tthc__arena_copy(&list->arena, key.data, (size_t)key.size);
  if (list->keys[place] == NULL) rc = TTHC_E_MEMORY;
  tthc__buffer_free(&key);
  return rc;
}

static int32_t list_parts(struct row_list *list, const tthc_plan *plan) {
  int32_t *places = tthc__arena_alloc(&list->arena, (size_t)list->count * sizeof *places);
  int32_t place, part = plan->first_part, rc = places == NULL ? TTHC_E_MEMORY : TTHC_OK;
  for (place = 0; rc == TTHC_OK && part != TTHC_NONE; place++) {
    list->rows[place] = part;
    places[part] = place;
    rc = make_part_key(list, plan, place, places);
    if (rc == TTHC_OK) rc = tthc__index_put(&list->by_key, list->keys[place], place);
    part = next_part(plan, part);
  }
  return rc;
}

static const char *key_of(const tthc_plan *plan, int32_t kind, int32_t row, const char *source) {
  switch (kind) {
  case TTHC_ROW_HEADER: return "";
  case TTHC_ROW_UNIT: return plan->units.items[row].id;
  case TTHC_ROW_SECTION: return plan->sections.items[row].id;
  case TTHC_ROW_TASK:
    if (source == NULL) return plan->tasks.items[row].id;
    return tthc__same(plan->tasks.items[row].source.plan, source) ? plan->tasks.items[row].source.task : NULL;
  default: return plan->indicators.items[row].id;
  }
}

/* A second row with the same source is a row of the unit's own. */
static int32_t list_others(struct row_list *list, const tthc_plan *plan, int32_t kind, const char *source) {
  int32_t i, rc = TTHC_OK;
  for (i = 0; rc == TTHC_OK && i < list->count; i++) {
    const char *key = key_of(plan, kind, i, source);
    list->rows[i] = i;
    if (key == NULL || tthc__index_get(&list->by_key, key) != TTHC_NONE) continue;
    list->keys[i] = key;
    rc = tthc__index_put(&list->by_key, key, i);
  }
  return rc;
}

int32_t tthc__list_rows(struct row_list *list, const tthc_plan *plan, int32_t kind, const char *source,
                        tthc_error *err) {
  int32_t rc = TTHC_E_MEMORY;
  memset(list, 0, sizeof *list);
  list->count = count_of(plan, kind);
  list->rows = tthc__arena_alloc(&list->arena, (size_t)list->count * sizeof *list->rows);
  list->keys = tthc__arena_alloc(&list->arena, (size_t)list->count * sizeof *list->keys);
  if (list->rows != NULL && list->keys != NULL)
    rc = kind == TTHC_ROW_PART ? list_parts(list, plan) : list_others(list, plan, kind, source);
  return rc == TTHC_OK ? rc : tthc__fail_memory(err);
}

void tthc__free_rows(struct row_list *list) {
  tthc__index_free(&list->by_key);
  tthc__arena_free(&list->arena);
}

int32_t tthc__row_of_key(const struct row_list *list, const char *key) {
  const int32_t place = tthc__index_get(&list->by_key, key);
  return place == TTHC_NONE ? TTHC_NONE : list->rows[place];
}
