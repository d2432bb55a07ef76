/*
 * The definitions of a plan as rows. A table is described by its columns, by the rows of a plan that go into it, and by
 * how one is added again; tables stand in the order in which rows refer to each other.
 */
#include "store/plan_rows.h"

#include "calendar/day.h"
#include "store/columns.h"
#include "tthcplan/task.h"
#include "tthcplan/unit.h"

#include <string.h>

/* --- columns ------------------------------------------------------------------------------------------------------ */

static const struct column header_columns[] = {
  INT32("year", tthc_plan, year, ALWAYS),
  INT32("first_day", tthc_plan, first_day, ALWAYS),
  INT32("last_day", tthc_plan, last_day, ALWAYS),
  TEXT("regime", tthc_plan, regime),
  INT32("rolls", tthc_plan, rolls, ALWAYS),
  TEXT("subject", tthc_plan, subject),
  TEXT("authority", tthc_plan, authority),
  TEXT("number", tthc_plan, number),
  TEXT("place", tthc_plan, place),
  INT32("issued_day", tthc_plan, issued, TTHC_NO_DAY),
  TEXT("preamble", tthc_plan, preamble),
  TEXT("signatory", tthc_plan, signatory.name),
  TEXT("signatory_position", tthc_plan, signatory.position),
  TEXT("source_plan", tthc_plan, source.plan),
  INT32("source_revision", tthc_plan, source.revision, 0),
  TEXT("source_unit", tthc_plan, source.unit),
  EXTRA(tthc_plan, extra),
  {0}};

static const struct column basis_columns[] = {
  TEXT("number", struct basis, number),
  INT32("day", struct basis, day, TTHC_NO_DAY),
  TEXT("issuer", struct basis, issuer),
  TEXT("title", struct basis, title),
  EXTRA(struct basis, extra),
  {0}};

static const struct column recipient_columns[] = {{"text", COLUMN_TEXT, 0, 0}, {0}};

static const struct column part_columns[] = {
  INT32("parent", struct part, parent, TTHC_NONE),
  TEXT("label", struct part, label),
  TEXT("title", struct part, title),
  TEXT("text", struct part, text),
  INT32("holds_sections", struct part, holds_sections, ALWAYS),
  EXTRA(struct part, extra),
  {0}};

static const struct column unit_columns[] = {
  TEXT("id", struct unit, id),
  TEXT("name", struct unit, name),
  INT32("kind", struct unit, kind, ALWAYS),
  TEXT("level", struct unit, level),
  TEXT("code", struct unit, code),
  INT32("first_day", struct unit, first_day, TTHC_NO_DAY),
  INT32("last_day", struct unit, last_day, TTHC_NO_DAY),
  EXTRA(struct unit, extra),
  {0}};

static const struct column alias_columns[] = {{"alias", COLUMN_TEXT, 0, 0}, {0}};

static const struct column member_columns[] = {
  INT32("member", struct member, unit, ALWAYS),
  INT32("first_day", struct member, first_day, TTHC_NO_DAY),
  INT32("last_day", struct member, last_day, TTHC_NO_DAY),
  {0}};

static const struct column superior_columns[] = {{"superior", COLUMN_INT32, 0, ALWAYS}, {0}};

const struct column tthc__contact_columns[] = {
  TEXT("name", struct contact, name),
  TEXT("position", struct contact, position),
  TEXT("email", struct contact, email),
  TEXT("phone", struct contact, phone),
  INT32("first_day", struct contact, first_day, TTHC_NO_DAY),
  INT32("last_day", struct contact, last_day, TTHC_NO_DAY),
  {0}};

static const struct column successor_columns[] = {
  INT32("successor", struct successor, unit, ALWAYS),
  INT32("kind", struct successor, kind, ALWAYS),
  TEXT("reference", struct successor, reference),
  {0}};

static const struct column section_columns[] = {
  TEXT("id", struct section, id),
  TEXT("label", struct section, label),
  TEXT("title", struct section, title),
  EXTRA(struct section, extra),
  {0}};

static const struct column task_columns[] = {
  TEXT("id", struct task, id),
  INT32("section", struct task, section, TTHC_NONE),
  INT32("part", struct task, part, TTHC_NONE),
  INT32("parent", struct task, parent, TTHC_NONE),
  TEXT("label", struct task, label),
  TEXT("title", struct task, title),
  TEXT("lead_text", struct task, lead.text),
  TEXT("coordinator_text", struct task, coordinator.text),
  TEXT("deliverable", struct task, deliverable),
  TEXT("deadline_text", struct task, deadline.text),
  TEXT("source_plan", struct task, source.plan),
  INT32("source_revision", struct task, source.revision, 0),
  TEXT("source_task", struct task, source.task),
  EXTRA(struct task, extra),
  {0}};

static const struct column cell_columns[] = {{"unit", COLUMN_INT32, 0, ALWAYS}, {0}};

static const struct column clause_columns[] = {
  INT32("kind", struct clause, kind, ALWAYS),
  INT32("start_day", struct clause, start, TTHC_NO_DAY),
  INT32("due_day", struct clause, due, TTHC_NO_DAY),
  INT32("every", struct clause, every, EVERY_BY_REGIME),
  INT32("times", struct clause, times, 0),
  INT32("months", struct clause, months, 0),
  INT32("day_of_month", struct clause, day, 0),
  INT32("until_day", struct clause, until, TTHC_NO_DAY),
  TEXT("event", struct clause, event),
  INT32("after_days", struct clause, after.days, 0),
  INT32("after_working", struct clause, after.working, 0),
  TEXT("after_event", struct clause, after.event),
  TEXT("period", struct clause, key),
  {0}};

static const struct column indicator_columns[] = {
  TEXT("id", struct indicator, id),
  TEXT("title", struct indicator, title),
  INT32("kind", struct indicator, kind, ALWAYS),
  INT32("series", struct indicator, series, ALWAYS),
  INT32("task", struct indicator, task, TTHC_NONE),
  TEXT("numerator", struct indicator, numerator_name),
  TEXT("denominator", struct indicator, denominator_name),
  TEXT("measure", struct indicator, measure),
  EXTRA(struct indicator, extra),
  {0}};

static const struct column baseline_columns[] = {
  TEXT("amount", struct baseline, amount),
  INT32("unit", struct baseline, unit, TTHC_NONE),
  {0}};

static const struct column target_columns[] = {
  INT32("comparator", struct target, comparator, ALWAYS),
  TEXT("amount", struct target, amount),
  TEXT("high", struct target, high),
  INT32("unit", struct target, unit, TTHC_NONE),
  TEXT("period", struct target, period),
  INT32("reduction", struct target, reduction, 0),
  {0}};

/* --- the rows of a plan ------------------------------------------------------------------------------------------- */

struct rows {
  const void *items;
  int32_t count;
  size_t size;
};

/* The rows of the plan, or those that belong to one row `owner` of it. */
typedef struct rows rows_of(const tthc_plan *plan, int32_t owner);

#define PLAN_ROWS(function, array)                                                         \
  static struct rows function(const tthc_plan *plan, int32_t owner) {                      \
    (void)owner;                                                                           \
    return (struct rows){plan->array.items, plan->array.count, sizeof *plan->array.items}; \
  }
#define OWNED_ROWS(function, array, list, list_count)                                         \
  static struct rows function(const tthc_plan *plan, int32_t owner) {                         \
    return (struct rows){plan->array.items[owner].list, plan->array.items[owner].list_count,  \
                         sizeof *plan->array.items[owner].list};                              \
  }

PLAN_ROWS(bases, bases)
PLAN_ROWS(recipients, recipients)
PLAN_ROWS(parts, parts)
PLAN_ROWS(units, units)
OWNED_ROWS(aliases, units, aliases, alias_count)
OWNED_ROWS(members, units, members, member_count)
OWNED_ROWS(contacts, units, contacts, contact_count)
OWNED_ROWS(successors, units, successors, successor_count)

static struct rows superiors(const tthc_plan *plan, int32_t owner) {
  const struct unit *unit = &plan->units.items[owner];
  return (struct rows){&unit->superior, unit->superior != TTHC_NONE, sizeof unit->superior};
}

PLAN_ROWS(sections, sections)
PLAN_ROWS(tasks, tasks)
OWNED_ROWS(leads, tasks, lead.units, lead.count)
OWNED_ROWS(coordinators, tasks, coordinator.units, coordinator.count)
OWNED_ROWS(clauses, tasks, deadline.clauses, deadline.count)
PLAN_ROWS(indicators, indicators)
OWNED_ROWS(baselines, indicators, baselines, baseline_count)
OWNED_ROWS(targets, indicators, targets, target_count)

/* --- adding a row that was read ----------------------------------------------------------------------------------- */

/* Gives the index of the row among its likes, or a negative code. */
typedef int32_t add_row(tthc_plan *plan, int32_t owner, const void *row);

static int32_t add_basis(tthc_plan *plan, int32_t owner, const void *row) {
  (void)owner;
  return tthc__add_basis(plan, row, NULL);
}

static int32_t add_recipient(tthc_plan *plan, int32_t owner, const void *row) {
  (void)owner;
  return tthc_plan_add_recipient(plan, *(const char *const *)row, NULL);
}

static int32_t add_part(tthc_plan *plan, int32_t owner, const void *row) {
  struct part part = *(const struct part *)row;
  (void)owner;
  part.first_child = part.last_child = part.next = TTHC_NONE;
  return tthc__add_part(plan, &part, NULL);
}

static int32_t add_unit(tthc_plan *plan, int32_t owner, const void *row) {
  (void)owner;
  return tthc__add_unit(plan, row, NULL);
}

static int32_t add_alias(tthc_plan *plan, int32_t owner, const void *row) {
  return tthc_unit_add_alias(plan, owner, *(const char *const *)row, NULL);
}

static int32_t add_member(tthc_plan *plan, int32_t owner, const void *row) {
  const struct member *member = row;
  return tthc_unit_add_member(plan, owner, member->unit, member->first_day, member->last_day, NULL);
}

static int32_t add_superior(tthc_plan *plan, int32_t owner, const void *row) {
  return tthc_unit_set_superior(plan, owner, *(const int32_t *)row, NULL);
}

static int32_t add_contact(tthc_plan *plan, int32_t owner, const void *row) {
  return tthc__add_contact(plan, owner, row, NULL);
}

static int32_t add_successor(tthc_plan *plan, int32_t owner, const void *row) {
  const struct successor *successor = row;
  return tthc_unit_add_successor(plan, owner, successor->unit, successor->kind, successor->reference, NULL);
}

static int32_t add_section(tthc_plan *plan, int32_t owner, const void *row) {
  (void)owner;
  return tthc__add_section(plan, row, NULL);
}

static int32_t add_task(tthc_plan *plan, int32_t owner, const void *row) {
  const struct deadline words = {((const struct task *)row)->deadline.text, NULL, 0, NULL, 0}; /* clauses: later */
  const int32_t task = tthc__add_task(plan, row, NULL);
  int32_t rc = task;
  (void)owner;
  if (task >= 0 && words.text != NULL) rc = tthc__set_deadline(plan, task, &words, NULL);
  if (rc >= 0) rc = tthc__set_source(plan, &plan->tasks.items[task].source, &((const struct task *)row)->source, NULL);
  return rc < 0 ? rc : task;
}

static int32_t add_lead(tthc_plan *plan, int32_t owner, const void *row) {
  return tthc_task_add_lead(plan, owner, *(const int32_t *)row, NULL);
}

static int32_t add_coordinator(tthc_plan *plan, int32_t owner, const void *row) {
  return tthc_task_add_coordinator(plan, owner, *(const int32_t *)row, NULL);
}

static int32_t add_clause(tthc_plan *plan, int32_t owner, const void *row) {
  const struct task *task = tthc__task(plan, owner);
  struct clause clauses[CLAUSES_MAX];
  struct deadline deadline;
  int32_t rc;
  if (task == NULL || task->deadline.count >= CLAUSES_MAX) return TTHC_E_LIMIT;
  if (tthc_clause_kind_word(((const struct clause *)row)->kind) == NULL) return TTHC_E_VALUE;
  deadline = task->deadline;
  if (deadline.count > 0) memcpy(clauses, deadline.clauses, (size_t)deadline.count * sizeof *clauses);
  clauses[deadline.count++] = *(const struct clause *)row;
  deadline.clauses = clauses;
  rc = tthc__set_deadline(plan, owner, &deadline, NULL);
  return rc < 0 ? rc : deadline.count - 1;
}

static int32_t add_indicator(tthc_plan *plan, int32_t owner, const void *row) {
  (void)owner;
  return tthc__add_indicator(plan, row, NULL);
}

static int32_t add_baseline(tthc_plan *plan, int32_t owner, const void *row) {
  return tthc__add_baseline(plan, owner, row, NULL);
}

static int32_t add_target(tthc_plan *plan, int32_t owner, const void *row) {
  return tthc__add_target(plan, owner, row, NULL);
}

/* --- the tables --------------------------------------------------------------------------------------------------- */

struct table {
  const char *name;
  const struct column *columns;
  rows_of *rows;
  add_row *add;
  const char *owner; /* the table to whose rows they belong, and the column that says to which; NULL for the plan */
  rows_of *owners;
};

static const struct table tables[] = {
  {"basis", basis_columns, bases, add_basis, NULL, NULL},
  {"recipient", recipient_columns, recipients, add_recipient, NULL, NULL},
  {"part", part_columns, parts, add_part, NULL, NULL},
  {"unit", unit_columns, units, add_unit, NULL, NULL},
  {"unit_alias", alias_columns, aliases, add_alias, "unit", units},
  {"unit_member", member_columns, members, add_member, "unit", units},
  {"unit_superior", superior_columns, superiors, add_superior, "unit", units},
  {"unit_contact", tthc__contact_columns, contacts, add_contact, "unit", units},
  {"unit_successor", successor_columns, successors, add_successor, "unit", units},
  {"section", section_columns, sections, add_section, NULL, NULL},
  {"task", task_columns, tasks, add_task, NULL, NULL},
  {"task_lead", cell_columns, leads, add_lead, "task", tasks},
  {"task_coordinator", cell_columns, coordinators, add_coordinator, "task", tasks},
  {"clause", clause_columns, clauses, add_clause, "task", tasks},
  {"indicator", indicator_columns, indicators, add_indicator, NULL, NULL},
  {"baseline", baseline_columns, baselines, add_baseline, "indicator", indicators},
  {"target", target_columns, targets, add_target, "indicator", indicators},
};

const char *tthc__table_name(size_t table) {
  return table < sizeof tables / sizeof *tables ? tables[table].name : NULL;
}

const char *tthc__table_owner(size_t table) {
  return table < sizeof tables / sizeof *tables ? tables[table].owner : NULL;
}

/* What stands before the columns: plan, revision, owner if there is one, n. */
static int key_count(const struct table *table) { return table->owner == NULL ? 3 : 4; }

static void put_place(struct buffer *out, const struct table *table) {
  if (table->owner != NULL) {
    tthc__put(out, table->owner);
    tthc__put(out, ", ");
  }
  tthc__put(out, "n");
}

/* --- saving ------------------------------------------------------------------------------------------------------- */

static int32_t prepare_insert(struct statement *statement, struct database *database, const struct table *table) {
  struct buffer sql = {0};
  tthc__put(&sql, "INSERT INTO ");
  tthc__put(&sql, table->name);
  tthc__put(&sql, " (plan, revision, ");
  put_place(&sql, table);
  tthc__put(&sql, ", ");
  tthc__put_columns(&sql, table->columns);
  tthc__put(&sql, ") VALUES (");
  tthc__put_parameters(&sql, key_count(table) + tthc__column_count(table->columns));
  tthc__put(&sql, ")");
  return tthc__prepare_made(statement, database, &sql);
}

static int32_t insert(struct statement *statement, const struct table *table, const tthc_plan *plan) {
  const int32_t owner_count = table->owner == NULL ? 1 : table->owners(plan, 0).count;
  const int keys = key_count(table);
  int32_t owner, n, rc;
  for (owner = 0; owner < owner_count; owner++) {
    const struct rows rows = table->rows(plan, owner);
    for (n = 0; n < rows.count; n++) {
      if (table->owner != NULL) tthc__bind_number(statement, 3, owner);
      tthc__bind_number(statement, keys, n);
      tthc__bind_row(statement, keys + 1, table->columns, (const char *)rows.items + (size_t)n * rows.size);
      rc = tthc__step(statement);
      if (rc != TTHC_OK) return rc;
    }
  }
  return TTHC_OK;
}

static int32_t save_table(struct database *database, int64_t key, int32_t revision, const struct table *table,
                          const tthc_plan *plan) {
  struct statement statement;
  int32_t rc = prepare_insert(&statement, database, table);
  if (rc == TTHC_OK) {
    tthc__bind_number(&statement, 1, key);
    tthc__bind_number(&statement, 2, revision);
    rc = insert(&statement, table, plan);
  }
  tthc__finish(&statement);
  return rc;
}

static int32_t save_header(struct database *database, int64_t key, int32_t revision, const char *digest,
                           const tthc_plan *plan) {
  struct statement statement;
  struct buffer sql = {0};
  int32_t rc;
  tthc__put(&sql, "INSERT INTO revision (plan, revision, digest, ");
  tthc__put_columns(&sql, header_columns);
  tthc__put(&sql, ") VALUES (");
  tthc__put_parameters(&sql, 3 + tthc__column_count(header_columns));
  tthc__put(&sql, ")");
  rc = tthc__prepare_made(&statement, database, &sql);
  if (rc == TTHC_OK) {
    tthc__bind_number(&statement, 1, key);
    tthc__bind_number(&statement, 2, revision);
    tthc__bind_text(&statement, 3, digest);
    tthc__bind_row(&statement, 4, header_columns, plan);
    rc = tthc__step(&statement);
  }
  tthc__finish(&statement);
  return rc;
}

int32_t tthc__save_rows(struct database *database, int64_t key, int32_t revision, const char *digest,
                        const tthc_plan *plan) {
  int32_t rc = save_header(database, key, revision, digest, plan);
  size_t i;
  for (i = 0; rc == TTHC_OK && i < sizeof tables / sizeof *tables; i++)
    rc = save_table(database, key, revision, &tables[i], plan);
  return rc;
}

/* --- loading ------------------------------------------------------------------------------------------------------ */

/* Room for a row of any table. */
union any_row {
  const char *text;
  int32_t unit_index;
  struct basis basis;
  struct part part;
  struct unit unit;
  struct member member;
  struct contact contact;
  struct successor successor;
  struct section section;
  struct task task;
  struct clause clause;
  struct indicator indicator;
  struct baseline baseline;
  struct target target;
};

static int32_t prepare_select(struct statement *statement, struct database *database, const struct table *table) {
  struct buffer sql = {0};
  tthc__put(&sql, "SELECT ");
  put_place(&sql, table);
  tthc__put(&sql, ", ");
  tthc__put_columns(&sql, table->columns);
  tthc__put(&sql, " FROM ");
  tthc__put(&sql, table->name);
  tthc__put(&sql, " WHERE plan = $1 AND revision = $2 ORDER BY ");
  put_place(&sql, table);
  return tthc__prepare_made(statement, database, &sql);
}

/* "/clause/1/2/0/3": the table, and the key as its numbers. */
static void place_row(struct statement *statement, const char *table, const int64_t *key, int count) {
  tthc_error *err = statement->database->err;
  struct buffer path = {0};
  int i;
  for (i = 0; i < count; i++) {
    tthc__put_char(&path, '/');
    tthc__put_int(&path, key[i]);
  }
  if (!path.failed) tthc__error_set_path(err, "%s", path.data);
  tthc__error_prefix_path(err, table);
  tthc__error_prefix_path(err, "/");
  tthc__buffer_free(&path);
}

static int32_t add_read_row(struct statement *statement, const struct table *table, tthc_plan *plan) {
  const int keys = key_count(table) - 2;
  const int64_t owner = table->owner == NULL ? 0 : tthc__column_number(statement, 0);
  const int64_t n = tthc__column_number(statement, keys - 1);
  union any_row row;
  int32_t rc;
  memset(&row, 0, sizeof row);
  rc = tthc__read_row(statement, keys, table->columns, &row);
  if (rc != TTHC_OK) return rc;
  rc = owner < 0 || owner > INT32_MAX ? TTHC_E_VALUE : table->add(plan, (int32_t)owner, &row);
  if (rc == TTHC_E_MEMORY) return tthc__fail_memory(statement->database->err);
  return rc < 0 || rc != n ? tthc__fail_damaged(statement->database, table->name) : TTHC_OK;
}

static void place_read_row(struct statement *statement, const struct table *table, int64_t key, int32_t revision) {
  const int64_t numbers[4] = {key, revision, tthc__column_number(statement, 0), tthc__column_number(statement, 1)};
  place_row(statement, table->name, numbers, key_count(table));
}

static int32_t load_table(struct database *database, int64_t key, const struct table *table, tthc_plan *plan) {
  struct statement statement;
  int32_t rc = prepare_select(&statement, database, table);
  if (rc == TTHC_OK) {
    tthc__bind_number(&statement, 1, key);
    tthc__bind_number(&statement, 2, plan->revision);
    rc = tthc__step(&statement);
  }
  while (rc == 1) {
    rc = add_read_row(&statement, table, plan);
    if (rc == TTHC_E_DATABASE) place_read_row(&statement, table, key, plan->revision);
    if (rc == TTHC_OK) rc = tthc__step(&statement);
  }
  tthc__finish(&statement);
  return rc;
}

/* Gives the plan of a header that was read. */
static int32_t make_plan(const char *id, const tthc_plan *header, tthc_plan **out) {
  tthc_plan *plan;
  int32_t rc;
  if (header->year < YEAR_MIN || header->year > YEAR_MAX) return TTHC_E_VALUE;
  plan = *out = tthc_plan_new(id, header->year, NULL); /* the id was found in the store, and is a slug */
  if (plan == NULL) return TTHC_E_MEMORY;
  rc = tthc_plan_set_span(plan, header->first_day, header->last_day, NULL);
  if (rc == TTHC_OK) rc = tthc_plan_set_regime(plan, header->regime, NULL);
  if (rc == TTHC_OK) rc = tthc_plan_set_rolls(plan, header->rolls, NULL);
  if (rc == TTHC_OK) rc = tthc_plan_set_subject(plan, header->subject, NULL);
  if (rc == TTHC_OK) rc = tthc_plan_set_authority(plan, header->authority, NULL);
  if (rc == TTHC_OK) rc = tthc_plan_set_number(plan, header->number, NULL);
  if (rc == TTHC_OK) rc = tthc_plan_set_place(plan, header->place, NULL);
  if (rc == TTHC_OK) rc = tthc_plan_set_issued_day(plan, header->issued, NULL);
  if (rc == TTHC_OK) rc = tthc_plan_set_preamble(plan, header->preamble, NULL);
  if (rc == TTHC_OK) rc = tthc_plan_set_signatory(plan, header->signatory.name, header->signatory.position, NULL);
  if (rc == TTHC_OK) rc = tthc__set_source(plan, &plan->source, &header->source, NULL);
  if (rc == TTHC_OK) rc = tthc__set_extra(plan, &plan->extra, header->extra, NULL);
  return rc;
}

static int32_t fail_no_revision(int32_t revision, tthc_error *err) {
  struct buffer number = {0};
  tthc__put_int(&number, revision);
  tthc__fail_at(err, TTHC_E_NOT_FOUND, "revision", number.failed ? NULL : number.data,
                WORDS("bản có trong kho", "a revision of the store"));
  tthc__buffer_free(&number);
  return TTHC_E_NOT_FOUND;
}

static int32_t read_header(struct statement *statement, const char *id, tthc_plan **plan) {
  tthc_plan header;
  int32_t rc;
  memset(&header, 0, sizeof header);
  rc = tthc__read_row(statement, 0, header_columns, &header);
  if (rc != TTHC_OK) return rc;
  rc = make_plan(id, &header, plan);
  if (rc == TTHC_E_MEMORY) return tthc__fail_memory(statement->database->err);
  return rc == TTHC_OK ? rc : tthc__fail_damaged(statement->database, "revision");
}

static int32_t load_header(struct database *database, int64_t key, const char *id, int32_t revision, tthc_plan **plan) {
  const int64_t numbers[2] = {key, revision};
  struct statement statement;
  struct buffer sql = {0};
  int32_t rc;
  tthc__put(&sql, "SELECT ");
  tthc__put_columns(&sql, header_columns);
  tthc__put(&sql, " FROM revision WHERE plan = $1 AND revision = $2");
  rc = tthc__prepare_made(&statement, database, &sql);
  if (rc == TTHC_OK) {
    tthc__bind_number(&statement, 1, key);
    tthc__bind_number(&statement, 2, revision);
    rc = tthc__step(&statement);
    if (rc == 0)
      rc = fail_no_revision(revision, database->err);
    else if (rc == 1)
      rc = read_header(&statement, id, plan);
    if (rc == TTHC_E_DATABASE) place_row(&statement, "revision", numbers, 2);
  }
  tthc__finish(&statement);
  return rc;
}

tthc_plan *tthc__load_header(struct database *database, int64_t key, const char *id, int32_t revision, int32_t *rc) {
  tthc_plan *plan = NULL;
  *rc = load_header(database, key, id, revision, &plan);
  if (*rc == TTHC_OK) {
    plan->revision = revision;
    return plan;
  }
  tthc_plan_free(plan);
  return NULL;
}

tthc_plan *tthc__load_rows(struct database *database, int64_t key, const char *id, int32_t revision, int32_t *rc) {
  tthc_plan *plan = tthc__load_header(database, key, id, revision, rc);
  size_t i;
  for (i = 0; *rc == TTHC_OK && i < sizeof tables / sizeof *tables; i++)
    *rc = load_table(database, key, &tables[i], plan);
  if (*rc == TTHC_OK) return plan;
  tthc_plan_free(plan);
  return NULL;
}

const char *tthc__revision_table(int32_t number) {
  return number < (int32_t)(sizeof tables / sizeof *tables) ? tables[number].name : NULL;
}

/* --- single rows -------------------------------------------------------------------------------------------------- */

static const struct table *table_named(const char *name) {
  const struct table *table = tables;
  while (strcmp(table->name, name) != 0) table++;
  return table;
}

int32_t tthc__prepare_row(struct statement *statement, struct database *database, const char *table) {
  struct buffer sql = {0};
  tthc__put(&sql, "SELECT n, ");
  tthc__put_columns(&sql, table_named(table)->columns);
  tthc__put(&sql, " FROM ");
  tthc__put(&sql, table);
  tthc__put(&sql, " WHERE plan = $1 AND revision = $2 AND id = $3");
  return tthc__prepare_made(statement, database, &sql);
}

int32_t tthc__add_row_alone(struct statement *statement, const char *table, tthc_plan *plan, int32_t *number) {
  const struct table *described = table_named(table);
  union any_row row;
  int32_t rc;
  memset(&row, 0, sizeof row);
  *number = (int32_t)tthc__column_number(statement, 0);
  rc = tthc__read_row(statement, 1, described->columns, &row);
  if (rc != TTHC_OK) return rc;
  if (described->add == add_task) row.task.section = row.task.part = row.task.parent = TTHC_NONE;
  if (described->add == add_indicator) row.indicator.task = TTHC_NONE;
  rc = described->add(plan, 0, &row);
  if (rc == TTHC_E_MEMORY) return tthc__fail_memory(statement->database->err);
  return rc < 0 ? tthc__fail_damaged(statement->database, table) : rc;
}
