/* Excerpts of stored plans: what a document of facts names. */
#include "store/excerpt.h"

#include "store/plan_rows.h"
#include "tthcplan/task.h"
#include "tthcplan/unit.h"

#include <stdlib.h>
#include <string.h>

/* --- the header, and the statements ------------------------------------------------------------------------------- */

static const char *const row_tables[] = {"unit", "task", "indicator"};
enum { UNITS, TASKS, INDICATORS };

enum { BY_ID, ABOUT };

/* Facts that name every unit are about this one too. */
#define ABOUT_WHERE(whose) "task = $2 AND period = $3 AND " whose

static const char *const fact_tables[] = {
  "fact WHERE plan = $1 AND id = $2",
  NUMBERED(NUMBERS_OF(ABOUT_WHERE("unit = $4")) " UNION ALL " NUMBERS_OF(ABOUT_WHERE("unit IS NULL")))};

static int32_t find_named(struct fact_finder *finder, const char *task, const char *indicator, const char *unit);

static int32_t prepare(struct excerpt *excerpt) {
  int32_t rc = TTHC_OK;
  size_t i;
  for (i = 0; rc == TTHC_OK && i < sizeof row_tables / sizeof *row_tables; i++) {
    rc = tthc__prepare_row(&excerpt->rows[i], excerpt->database, row_tables[i]);
    if (rc != TTHC_OK) break;
    tthc__bind_number(&excerpt->rows[i], 1, excerpt->key);
    tthc__bind_number(&excerpt->rows[i], 2, excerpt->revision);
  }
  for (i = 0; rc == TTHC_OK && i < sizeof fact_tables / sizeof *fact_tables; i++) {
    rc = tthc__prepare_facts(&excerpt->facts[i], excerpt->database, fact_tables[i]);
    if (rc == TTHC_OK) tthc__bind_number(&excerpt->facts[i], 1, excerpt->key);
  }
  return rc;
}

int32_t tthc__begin_excerpt(struct excerpt *excerpt, struct database *database, int64_t key, const char *id,
                            int32_t revision) {
  int32_t rc;
  memset(excerpt, 0, sizeof *excerpt);
  excerpt->finder.find = find_named;
  excerpt->database = database;
  excerpt->key = key;
  excerpt->revision = revision;
  excerpt->plan = tthc__load_header(database, key, id, revision, &rc);
  return rc == TTHC_OK ? prepare(excerpt) : rc;
}

void tthc__end_excerpt(struct excerpt *excerpt) {
  size_t i;
  for (i = 0; i < sizeof excerpt->rows / sizeof *excerpt->rows; i++) tthc__finish(&excerpt->rows[i]);
  for (i = 0; i < sizeof excerpt->facts / sizeof *excerpt->facts; i++) tthc__finish(&excerpt->facts[i]);
  tthc__finish(&excerpt->member);
  tthc__index_free(&excerpt->taken);
  tthc__index_free(&excerpt->renewed);
  tthc_plan_free(excerpt->plan);
  free(excerpt->tasks.items);
  free(excerpt->units.items);
  memset(excerpt, 0, sizeof *excerpt);
}

/* --- rows --------------------------------------------------------------------------------------------------------- */

static int32_t find_in(const tthc_plan *plan, int table, const char *id) {
  if (table == UNITS) return tthc_plan_find_unit(plan, id);
  return table == TASKS ? tthc_plan_find_task(plan, id) : tthc_plan_find_indicator(plan, id);
}

static int32_t keep_number(struct excerpt *excerpt, int table, int32_t number) {
  void *grown;
  if (table == INDICATORS) return TTHC_OK;
  if (table == UNITS ? !MAKE_ROOM(excerpt->units, grown) : !MAKE_ROOM(excerpt->tasks, grown))
    return tthc__fail_memory(excerpt->database->err);
  if (table == UNITS)
    excerpt->units.items[excerpt->units.count++] = number;
  else
    excerpt->tasks.items[excerpt->tasks.count++] = number;
  return TTHC_OK;
}

/* TTHC_NONE when the revision has none. */
static int32_t take_row(struct excerpt *excerpt, int table, const char *id) {
  struct statement *statement = &excerpt->rows[table];
  int32_t number = TTHC_NONE, index = find_in(excerpt->plan, table, id), rc;
  if (index != TTHC_NONE) return index;
  tthc__bind_text(statement, 3, id);
  rc = tthc__step(statement);
  if (rc != 1) return rc < 0 ? rc : TTHC_NONE;
  index = tthc__add_row_alone(statement, row_tables[table], excerpt->plan, &number);
  tthc__reset(statement);
  if (index < TTHC_NONE) return index;
  rc = keep_number(excerpt, table, number);
  return rc == TTHC_OK ? index : rc;
}

/* Whether a group may be named depends on its members, which only the plan has. */
static int32_t check_members(struct excerpt *excerpt, int32_t unit) {
  int32_t rc = TTHC_OK;
  if (excerpt->plan->units.items[unit].kind != TTHC_UNIT_GROUP) return TTHC_OK;
  if (excerpt->member.handle == NULL)
    rc = tthc__prepare(&excerpt->member, excerpt->database,
                       "SELECT member FROM unit_member WHERE plan = $1 AND revision = $2 AND unit = $3");
  if (rc != TTHC_OK) return rc;
  tthc__bind_number(&excerpt->member, 1, excerpt->key);
  tthc__bind_number(&excerpt->member, 2, excerpt->revision);
  tthc__bind_number(&excerpt->member, 3, excerpt->units.items[unit]);
  rc = tthc__step(&excerpt->member);
  tthc__reset(&excerpt->member);
  if (rc == 1) excerpt->needs_plan = 1;
  return rc < 0 ? rc : TTHC_OK;
}

static int32_t take_rows(struct excerpt *excerpt, const char *task, const char *indicator, const char *unit) {
  int32_t rc = task == NULL ? TTHC_OK : take_row(excerpt, TASKS, task);
  if (rc >= TTHC_NONE && indicator != NULL) rc = take_row(excerpt, INDICATORS, indicator);
  if (rc >= TTHC_NONE && unit != NULL) rc = take_row(excerpt, UNITS, unit);
  if (rc < TTHC_NONE || unit == NULL || rc == TTHC_NONE) return rc < TTHC_NONE ? rc : TTHC_OK;
  return check_members(excerpt, rc);
}

static int32_t find_named(struct fact_finder *finder, const char *task, const char *indicator, const char *unit) {
  return take_rows((struct excerpt *)(void *)finder, task, indicator, unit);
}

/* --- facts -------------------------------------------------------------------------------------------------------- */

int32_t tthc__index_assignment(struct excerpt *excerpt, struct index *index, const char *task, const char *period,
                               const char *unit) {
  struct buffer key = {0};
  const char *copy;
  int32_t rc;
  tthc__put(&key, period);
  tthc__put_char(&key, ' '); /* which neither periods nor ids of units have */
  tthc__put(&key, unit);
  tthc__put_char(&key, ' ');
  tthc__put(&key, task);
  rc = key.failed ? TTHC_E_MEMORY : tthc__index_get(index, key.data) != TTHC_NONE;
  if (rc == 0) {
    copy = tthc__arena_copy(&excerpt->plan->arena, key.data, (size_t)key.size);
    rc = copy == NULL ? TTHC_E_MEMORY : tthc__index_put(index, copy, 0);
  }
  tthc__buffer_free(&key);
  return rc == TTHC_E_MEMORY ? tthc__fail_memory(excerpt->database->err) : rc;
}

/* Events make assignments, and what extends the work of all is about many. */
static int needs_plan(int32_t kind, const char *period, int has_unit) {
  return kind == TTHC_EVENT || (period != NULL && strncmp(period, "event", 5) == 0) ||
         (kind == TTHC_EXTENSION && !has_unit);
}

/* All that was recorded about an assignment. */
static int32_t take_about(struct excerpt *excerpt, const char *task, const char *period, const char *unit) {
  struct statement *statement = &excerpt->facts[ABOUT];
  int32_t rc;
  if (task == NULL || period == NULL || unit == NULL) return TTHC_OK;
  rc = tthc__index_assignment(excerpt, &excerpt->taken, task, period, unit);
  if (rc != 0) return rc < 0 ? rc : TTHC_OK;
  tthc__bind_text(statement, 2, task);
  tthc__bind_text(statement, 3, period);
  tthc__bind_text(statement, 4, unit);
  return tthc__add_facts(statement, excerpt->plan, &excerpt->finder);
}

static int32_t take_fact(struct excerpt *excerpt, const char *id) {
  struct statement *statement = &excerpt->facts[BY_ID];
  tthc__bind_text(statement, 2, id);
  return tthc__add_facts(statement, excerpt->plan, &excerpt->finder);
}

int32_t tthc__take_named(struct excerpt *excerpt, const struct fact_row *row) {
  const int32_t rc = take_rows(excerpt, row->task, row->indicator, row->unit);
  return rc == TTHC_OK && row->fact.corrects != NULL ? take_fact(excerpt, row->fact.corrects) : rc;
}

/* What a correction takes away is about an assignment of its own. */
static int32_t take_corrected(struct excerpt *excerpt, const char *id) {
  const struct fact *fact;
  int32_t rc = take_fact(excerpt, id);
  if (rc != TTHC_OK) return rc;
  fact = tthc__fact(excerpt->plan, tthc_plan_find_fact(excerpt->plan, id));
  if (fact == NULL) return TTHC_OK;
  if (needs_plan(fact->kind, fact->period, fact->unit != TTHC_NONE)) excerpt->needs_plan = 1;
  return take_about(excerpt, tthc_task_id(excerpt->plan, fact->task), fact->period,
                    tthc_unit_id(excerpt->plan, fact->unit));
}

/* --- documents ---------------------------------------------------------------------------------------------------- */

/* NULL when there is none, or one that is wrong: the reader says so better, and need not be told where it stands. */
static int32_t text_of(const struct json_at *row, const char *name, const char **out) {
  tthc_error *err = row->doc->err;
  struct json_at member;
  int32_t rc;
  *out = NULL;
  if (!tthc__json_member(row, name, &member)) return TTHC_OK;
  row->doc->err = NULL;
  rc = tthc__json_text(&member, JSON_LABEL, out);
  row->doc->err = err;
  return rc == TTHC_E_MEMORY ? tthc__fail_memory(err) : TTHC_OK;
}

static int32_t take_document_row(const struct json_at *at, void *target) {
  static const char *const names[] = {"kind", "task", "indicator", "unit", "period", "id", "corrects"};
  enum { KIND, TASK, INDICATOR, UNIT, PERIOD, ID, CORRECTED, MEMBERS };
  struct excerpt *excerpt = target;
  const char *texts[MEMBERS];
  int32_t kind, rc = TTHC_OK;
  int i;
  for (i = 0; rc == TTHC_OK && i < MEMBERS; i++) rc = text_of(at, names[i], &texts[i]);
  if (rc != TTHC_OK) return rc;
  for (kind = TTHC_EXPLANATION; kind > 0; kind--)
    if (texts[KIND] != NULL && strcmp(texts[KIND], tthc_fact_kind_word(kind)) == 0) break;
  if (needs_plan(kind, texts[PERIOD], texts[UNIT] != NULL)) excerpt->needs_plan = 1;
  if (excerpt->needs_plan) return TTHC_OK;
  rc = take_rows(excerpt, texts[TASK], texts[INDICATOR], texts[UNIT]);
  if (rc == TTHC_OK && texts[ID] != NULL) rc = take_fact(excerpt, texts[ID]);
  if (rc == TTHC_OK && texts[CORRECTED] != NULL) rc = take_corrected(excerpt, texts[CORRECTED]);
  return rc == TTHC_OK ? take_about(excerpt, texts[TASK], texts[PERIOD], texts[UNIT]) : rc;
}

int32_t tthc__take_excerpt(struct excerpt *excerpt, const struct json_at *document) {
  struct json_at rows;
  int32_t rc;
  if (!tthc__json_member(document, "facts", &rows)) return TTHC_OK;
  rc = tthc__json_each_row(&rows, take_document_row, excerpt);
  if (rc != TTHC_E_TYPE) return rc;
  tthc__error_clear(document->doc->err); /* the reader says so better */
  return TTHC_OK;
}
