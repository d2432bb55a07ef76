/* The facts of a plan as rows. They name tasks, indicators and units by id, which hold in every revision. */
#include "store/fact_rows.h"

#include "store/columns.h"

#include <string.h>

/* A fact, and the ids of the rows that it refers to. */
struct fact_row {
  struct fact fact;
  const char *task;
  const char *indicator;
  const char *unit;
};

static const struct column columns[] = {
  TEXT("id", struct fact_row, fact.id),
  INT32("kind", struct fact_row, fact.kind, ALWAYS),
  TEXT("task", struct fact_row, task),
  TEXT("indicator", struct fact_row, indicator),
  TEXT("unit", struct fact_row, unit),
  TEXT("period", struct fact_row, fact.period),
  INT32("state", struct fact_row, fact.state, 0),
  INT32("percent", struct fact_row, fact.percent, TTHC_NO_NUMBER),
  INT64("numerator", struct fact_row, fact.numerator, TTHC_NO_NUMBER),
  INT64("denominator", struct fact_row, fact.denominator, TTHC_NO_NUMBER),
  TEXT("amount", struct fact_row, fact.amount),
  INT32("day", struct fact_row, fact.day, ALWAYS),
  INT32("done_day", struct fact_row, fact.done_day, TTHC_NO_DAY),
  INT32("due_day", struct fact_row, fact.due, TTHC_NO_DAY),
  INT64("recorded_at", struct fact_row, fact.recorded_at, TTHC_NO_NUMBER),
  TEXT("evidence_number", struct fact_row, fact.evidence.number),
  INT32("evidence_day", struct fact_row, fact.evidence.day, TTHC_NO_DAY),
  TEXT("evidence_text", struct fact_row, fact.evidence.text),
  TEXT("evidence_link", struct fact_row, fact.evidence.link),
  TEXT("difficulties", struct fact_row, fact.difficulties),
  TEXT("note", struct fact_row, fact.note),
  TEXT("author", struct fact_row, fact.author),
  TEXT("reference", struct fact_row, fact.reference),
  TEXT("corrects", struct fact_row, fact.corrects),
  TEXT("extra", struct fact_row, fact.extra),
  {0}};

/* --- saving ------------------------------------------------------------------------------------------------------- */

/* The statements of a save. */
struct saving {
  struct database *database;
  struct statement find;
  struct statement insert;
  int64_t seq; /* of the last fact in the store */
};

static int32_t prepare_find(struct saving *saving) {
  struct buffer sql = {0};
  tthc__put(&sql, "SELECT ");
  tthc__put_columns(&sql, columns);
  tthc__put(&sql, " FROM fact WHERE plan = $1 AND id = $2");
  return tthc__prepare_made(&saving->find, saving->database, &sql);
}

static int32_t prepare_insert(struct saving *saving) {
  struct buffer sql = {0};
  tthc__put(&sql, "INSERT INTO fact (plan, seq, ");
  tthc__put_columns(&sql, columns);
  tthc__put(&sql, ") VALUES (");
  tthc__put_parameters(&sql, 2 + tthc__column_count(columns));
  tthc__put(&sql, ")");
  return tthc__prepare_made(&saving->insert, saving->database, &sql);
}

static int32_t find_last(struct saving *saving, int64_t key) {
  struct statement statement;
  int32_t rc = tthc__prepare(&statement, saving->database, "SELECT COALESCE(MAX(seq), 0) FROM fact WHERE plan = $1");
  if (rc == TTHC_OK) {
    tthc__bind_number(&statement, 1, key);
    rc = tthc__step(&statement);
    if (rc == 1) saving->seq = tthc__column_number(&statement, 0);
  }
  tthc__finish(&statement);
  return rc < 0 ? rc : TTHC_OK;
}

static struct fact_row row_of(const tthc_plan *plan, const struct fact *fact) {
  const struct fact_row row = {*fact, tthc_task_id(plan, fact->task), tthc_indicator_id(plan, fact->indicator),
                               tthc_unit_id(plan, fact->unit)};
  return row;
}

/* 1 when the store has the fact, 0 when not; a negative code when it has another one of that id, … */
static int32_t is_stored(struct saving *saving, const struct fact_row *row) {
  struct fact_row stored;
  int32_t rc;
  tthc__bind_text(&saving->find, 2, row->fact.id);
  rc = tthc__step(&saving->find);
  if (rc != 1) return rc;
  memset(&stored, 0, sizeof stored);
  rc = tthc__read_row(&saving->find, 0, columns, &stored);
  if (rc == TTHC_OK) {
    rc = 1;
    if (!tthc__same_row(columns, row, &stored))
      rc = tthc__fail_at(saving->database->err, TTHC_E_DUPLICATE_ID, "id", row->fact.id,
                         WORDS("mã chưa dùng cho số liệu khác trong kho", "an id that no other fact of the store has"));
  }
  tthc__reset(&saving->find);
  return rc;
}

static int32_t insert(struct saving *saving, const struct fact_row *row) {
  tthc__bind_number(&saving->insert, 2, ++saving->seq);
  tthc__bind_row(&saving->insert, 3, columns, row);
  return tthc__step(&saving->insert);
}

static int32_t save_all(struct saving *saving, const tthc_plan *plan) {
  int32_t i, added = 0;
  for (i = 0; i < plan->facts.count; i++) {
    const struct fact_row row = row_of(plan, &plan->facts.items[i]);
    int32_t rc = is_stored(saving, &row);
    if (rc == 1) continue;
    if (rc == 0) rc = insert(saving, &row);
    if (rc != TTHC_OK) return rc;
    added++;
  }
  return added;
}

int32_t tthc__save_facts(struct database *database, int64_t key, const tthc_plan *plan) {
  struct saving saving = {database, {NULL, NULL, 0}, {NULL, NULL, 0}, 0};
  int32_t rc = prepare_find(&saving);
  if (rc == TTHC_OK) rc = prepare_insert(&saving);
  if (rc == TTHC_OK) rc = find_last(&saving, key);
  if (rc == TTHC_OK) {
    tthc__bind_number(&saving.find, 1, key);
    tthc__bind_number(&saving.insert, 1, key);
    rc = save_all(&saving, plan);
  }
  tthc__finish(&saving.find);
  tthc__finish(&saving.insert);
  return rc;
}

/* --- loading ------------------------------------------------------------------------------------------------------ */

typedef int32_t find_row(const tthc_plan *plan, const char *id);

/* 0 when the id is of another revision. */
static int resolve(const tthc_plan *plan, find_row *find, const char *id, int32_t *out) {
  *out = id == NULL ? TTHC_NONE : find(plan, id);
  return id == NULL || *out != TTHC_NONE;
}

/* 1 when it was added, 0 when the revision has no place for it. */
static int32_t add_read_row(struct statement *statement, int first, tthc_plan *plan) {
  struct fact_row row;
  int32_t rc;
  memset(&row, 0, sizeof row);
  rc = tthc__read_row(statement, first, columns, &row);
  if (rc != TTHC_OK) return rc;
  if (!resolve(plan, tthc_plan_find_task, row.task, &row.fact.task) ||
      !resolve(plan, tthc_plan_find_indicator, row.indicator, &row.fact.indicator) ||
      !resolve(plan, tthc_plan_find_unit, row.unit, &row.fact.unit))
    return 0;
  rc = tthc__add_fact(plan, &row.fact, NULL);
  return rc == TTHC_E_MEMORY ? tthc__fail_memory(statement->database->err) : rc >= 0;
}

/* The facts of a plan, in order: seq, and the columns. `also` is a further condition. */
static int32_t prepare_select(struct statement *statement, struct database *database, int64_t key, const char *also) {
  struct buffer sql = {0};
  int32_t rc;
  tthc__put(&sql, "SELECT seq, ");
  tthc__put_columns(&sql, columns);
  tthc__put(&sql, " FROM fact WHERE plan = $1");
  tthc__put(&sql, also);
  tthc__put(&sql, " ORDER BY seq");
  rc = tthc__prepare_made(statement, database, &sql);
  if (rc == TTHC_OK) tthc__bind_number(statement, 1, key);
  return rc;
}

int32_t tthc__load_facts(struct database *database, int64_t key, tthc_plan *plan) {
  struct statement statement;
  int32_t rc = prepare_select(&statement, database, key, "");
  if (rc == TTHC_OK) rc = tthc__step(&statement);
  while (rc == 1) {
    rc = add_read_row(&statement, 1, plan);
    if (rc >= 0) rc = tthc__step(&statement);
  }
  tthc__finish(&statement);
  return rc;
}

/* --- facts without a place ---------------------------------------------------------------------------------------- */

/* A row that cannot even be read has no place. */
static int32_t fits(struct statement *statement, tthc_plan *plan) {
  const int32_t rc = add_read_row(statement, 1, plan);
  if (rc != TTHC_E_DATABASE) return rc;
  statement->failure = 0;
  return 0;
}

static int32_t add_number(struct fact_numbers *numbers, int64_t number, tthc_error *err) {
  int64_t *grown = tthc__grow(numbers->items, numbers->count, &numbers->capacity, sizeof *grown);
  if (grown == NULL) return tthc__fail_memory(err);
  numbers->items = grown;
  grown[numbers->count++] = number;
  return TTHC_OK;
}

int32_t tthc__find_misfits(struct database *database, int64_t key, tthc_plan *plan, struct fact_numbers *out) {
  struct statement statement;
  int32_t rc = prepare_select(&statement, database, key, "");
  if (rc == TTHC_OK) rc = tthc__step(&statement);
  while (rc == 1) {
    rc = fits(&statement, plan);
    if (rc == 0) rc = add_number(out, tthc__column_number(&statement, 0), database->err);
    if (rc >= 0) rc = tthc__step(&statement);
  }
  tthc__finish(&statement);
  return rc;
}

int32_t tthc__refit(struct database *database, int64_t key, tthc_plan *plan, struct fact_numbers *numbers) {
  struct statement statement;
  int32_t rc = prepare_select(&statement, database, key, " AND seq = $2"), i, left = 0;
  for (i = 0; rc >= 0 && i < numbers->count; i++) {
    tthc__bind_number(&statement, 2, numbers->items[i]);
    rc = tthc__step(&statement);
    if (rc == 1) rc = fits(&statement, plan);
    if (rc == 0) numbers->items[left++] = numbers->items[i];
    tthc__reset(&statement);
  }
  if (rc >= 0) numbers->count = left;
  tthc__finish(&statement);
  return rc < 0 ? rc : TTHC_OK;
}
