/* The facts of a plan as rows. They name tasks, indicators and units by id, which hold in every revision. */
#include "store/fact_rows.h"

#include "store/columns.h"

#include <string.h>

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
  EXTRA(struct fact_row, fact.extra),
  {0}};

/* --- saving ------------------------------------------------------------------------------------------------------- */

static int32_t prepare_find(struct fact_saving *saving) {
  struct buffer sql = {0};
  tthc__put(&sql, "SELECT ");
  tthc__put_columns(&sql, columns);
  tthc__put(&sql, " FROM fact WHERE plan = $1 AND id = $2");
  return tthc__prepare_made(&saving->find, saving->database, &sql);
}

static int32_t prepare_insert(struct fact_saving *saving) {
  struct buffer sql = {0};
  tthc__put(&sql, "INSERT INTO fact (plan, seq, ");
  tthc__put_columns(&sql, columns);
  tthc__put(&sql, ") VALUES (");
  tthc__put_parameters(&sql, 2 + tthc__column_count(columns));
  tthc__put(&sql, ")");
  return tthc__prepare_made(&saving->insert, saving->database, &sql);
}

static int32_t find_last(struct fact_saving *saving) {
  struct statement statement;
  int32_t rc = tthc__prepare(&statement, saving->database, "SELECT COALESCE(MAX(seq), 0) FROM fact WHERE plan = $1");
  if (rc == TTHC_OK) {
    tthc__bind_number(&statement, 1, saving->key);
    rc = tthc__step(&statement);
    if (rc == 1) saving->seq = tthc__column_number(&statement, 0);
    if (rc == 1) rc = tthc__row_status(&statement);
    if (rc == TTHC_OK && (saving->seq < 0 || saving->seq >= INT32_MAX)) /* a plan has room for no more facts */
      rc = tthc__fail_damaged(saving->database, "fact");
  }
  tthc__finish(&statement);
  return rc < 0 ? rc : TTHC_OK;
}

int32_t tthc__begin_facts(struct fact_saving *saving, struct database *database, int64_t key, const char *digest) {
  int32_t rc;
  memset(saving, 0, sizeof *saving);
  saving->database = database;
  saving->key = key;
  memcpy(saving->digest, digest, sizeof saving->digest);
  rc = prepare_find(saving);
  if (rc == TTHC_OK) rc = prepare_insert(saving);
  if (rc == TTHC_OK) rc = find_last(saving);
  if (rc != TTHC_OK) return rc;
  tthc__bind_number(&saving->find, 1, key);
  tthc__bind_number(&saving->insert, 1, key);
  return TTHC_OK;
}

void tthc__end_facts(struct fact_saving *saving) {
  tthc__finish(&saving->find);
  tthc__finish(&saving->insert);
}

static struct fact_row row_of(const tthc_plan *plan, const struct fact *fact) {
  const struct fact_row row = {*fact, tthc_task_id(plan, fact->task), tthc_indicator_id(plan, fact->indicator),
                               tthc_unit_id(plan, fact->unit)};
  return row;
}

/* 1 when the store has the fact, 0 when not; a negative code when it has another one of that id, … */
static int32_t is_stored(struct fact_saving *saving, const struct fact_row *row) {
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

/* What stands before the columns: what the fact goes behind. */
static void put_link(struct buffer *content, const char *digest, int64_t seq) {
  tthc__put_content_text(content, FACT_TAG);
  tthc__put_content_text(content, *digest == '\0' ? NULL : digest);
  tthc__put_content_number(content, seq);
}

/* Makes the digest that of the row behind those before. */
static int32_t chain_row(char digest[DIGEST_HEX + 1], int64_t seq, const struct fact_row *row, tthc_error *err) {
  struct buffer content = {0};
  put_link(&content, digest, seq);
  tthc__put_content(&content, columns, row);
  return tthc__digest_content(&content, digest, err);
}

static int32_t insert(struct fact_saving *saving, const struct fact_row *row) {
  const int32_t rc = chain_row(saving->digest, ++saving->seq, row, saving->database->err);
  if (rc != TTHC_OK) return rc;
  tthc__bind_number(&saving->insert, 2, saving->seq);
  tthc__bind_row(&saving->insert, 3, columns, row);
  return tthc__step(&saving->insert);
}

int32_t tthc__save_fact(struct fact_saving *saving, const struct fact_row *row) {
  int32_t rc = is_stored(saving, row);
  if (rc != 0) return rc == 1 ? 0 : rc;
  rc = insert(saving, row);
  return rc == TTHC_OK ? 1 : rc;
}

int32_t tthc__lacks_fact(struct fact_saving *saving, const tthc_plan *plan, int32_t fact) {
  const struct fact_row row = row_of(plan, &plan->facts.items[fact]);
  const int32_t rc = is_stored(saving, &row);
  return rc < 0 ? rc : rc == 0;
}

int32_t tthc__save_facts(struct fact_saving *saving, const tthc_plan *plan, int32_t first, char *marks) {
  int32_t i, added = 0;
  for (i = first; i < plan->facts.count; i++) {
    const struct fact_row row = row_of(plan, &plan->facts.items[i]);
    const int32_t rc = tthc__save_fact(saving, &row);
    if (rc < 0) return rc;
    marks[i] = rc == 1;
    added += rc;
  }
  return added;
}

/* --- loading ------------------------------------------------------------------------------------------------------ */

typedef int32_t find_row(const tthc_plan *plan, const char *id);

/* 0 when the id is of another revision. */
static int resolve(const tthc_plan *plan, find_row *find, const char *id, int32_t *out) {
  *out = id == NULL ? TTHC_NONE : find(plan, id);
  return id == NULL || *out != TTHC_NONE;
}

/* Of another revision: what is a group now, or an indicator of another kind. What else is wrong, nobody has saved. */
static int is_out_of_place(const tthc_plan *plan, const struct fact *fact) {
  if (fact->unit != TTHC_NONE && plan->units.items[fact->unit].kind == TTHC_UNIT_GROUP &&
      plan->units.items[fact->unit].member_count > 0)
    return 1;
  return fact->kind == TTHC_MEASUREMENT && fact->indicator != TTHC_NONE &&
         (plan->indicators.items[fact->indicator].kind == TTHC_RATIO) == (fact->amount != NULL);
}

static int32_t read_row(struct statement *statement, struct fact_row *row) {
  memset(row, 0, sizeof *row);
  return tthc__read_row(statement, 1, columns, row);
}

/* 1 when it is in the plan now, 0 when the revision has no place for it. */
static int32_t add_row(struct database *database, tthc_plan *plan, struct fact_row *row) {
  int32_t rc;
  if (!resolve(plan, tthc_plan_find_task, row->task, &row->fact.task) ||
      !resolve(plan, tthc_plan_find_indicator, row->indicator, &row->fact.indicator) ||
      !resolve(plan, tthc_plan_find_unit, row->unit, &row->fact.unit))
    return 0;
  rc = tthc__add_fact(plan, &row->fact, NULL);
  if (rc == TTHC_E_MEMORY) return tthc__fail_memory(database->err);
  if (rc < 0 && !is_out_of_place(plan, &row->fact)) return tthc__fail_damaged(database, "fact");
  return rc >= 0;
}

/* A corrected fact may have no place in this revision; facts that correct each other in a circle nobody has saved. */
static int32_t check_corrections(struct database *database, const tthc_plan *plan) {
  int32_t i;
  for (i = 0; i < plan->facts.count; i++) {
    const struct fact *fact = &plan->facts.items[i];
    if (fact->corrects == NULL) continue;
    if (strcmp(fact->corrects, fact->id) == 0 || tthc__check_correction(plan, i, NULL) == TTHC_E_CYCLE)
      return tthc__fail_damaged(database, "fact");
  }
  return TTHC_OK;
}

int32_t tthc__prepare_facts(struct statement *statement, struct database *database, const char *tables) {
  struct buffer sql = {0};
  tthc__put(&sql, "SELECT seq, ");
  tthc__put_columns(&sql, columns);
  tthc__put(&sql, " FROM ");
  tthc__put(&sql, tables);
  return tthc__prepare_made(statement, database, &sql);
}

/* Of an excerpt, in which what a fact names may not be yet, and in which it may be already. */
static int32_t add_found(struct statement *statement, tthc_plan *plan, struct fact_finder *finder) {
  struct fact_row row;
  int32_t rc = read_row(statement, &row);
  if (rc == TTHC_OK) rc = finder->find(finder, row.task, row.indicator, row.unit);
  if (rc != TTHC_OK || tthc_plan_find_fact(plan, row.fact.id) != TTHC_NONE) return rc;
  return add_row(statement->database, plan, &row);
}

int32_t tthc__add_facts(struct statement *statement, tthc_plan *plan, struct fact_finder *finder) {
  int32_t rc = tthc__step(statement);
  while (rc == 1) {
    rc = add_found(statement, plan, finder);
    if (rc >= 0) rc = tthc__step(statement);
  }
  return rc;
}

/* --- one by one --------------------------------------------------------------------------------------------------- */

int32_t tthc__walk_facts(struct fact_walk *walk, struct database *database, int64_t key, int64_t after) {
  int32_t rc;
  memset(walk, 0, sizeof *walk);
  rc = tthc__prepare_facts(&walk->statement, database, "fact WHERE plan = $1 AND seq > $2 ORDER BY seq");
  if (rc != TTHC_OK) return rc;
  tthc__bind_number(&walk->statement, 1, key);
  tthc__bind_number(&walk->statement, 2, after);
  return TTHC_OK;
}

void tthc__end_walk(struct fact_walk *walk) { tthc__finish(&walk->statement); }

int32_t tthc__next_fact(struct fact_walk *walk) {
  const int32_t rc = tthc__step(&walk->statement);
  if (rc == 1) walk->seq = tthc__column_number(&walk->statement, 0);
  return rc;
}

int32_t tthc__chain_fact(struct fact_walk *walk) {
  struct buffer content = {0};
  put_link(&content, walk->digest, walk->seq);
  tthc__put_stored_content(&content, &walk->statement, 1, tthc__column_count(columns));
  if (walk->statement.failure == 0) return tthc__digest_content(&content, walk->digest, walk->statement.database->err);
  tthc__buffer_free(&content);
  return tthc__row_status(&walk->statement);
}

int32_t tthc__read_fact(struct fact_walk *walk, struct fact_row *row) { return read_row(&walk->statement, row); }

/* --- all of a plan ------------------------------------------------------------------------------------------------ */

/* Adds the fact at hand, and chains it. */
static int32_t load_fact(struct fact_walk *walk, tthc_plan *plan) {
  struct database *database = walk->statement.database;
  struct fact_row row;
  int32_t rc = read_row(&walk->statement, &row);
  if (rc == TTHC_OK) rc = chain_row(walk->digest, walk->seq, &row, database->err);
  if (rc == TTHC_OK) rc = add_row(database, plan, &row);
  return rc < 0 ? rc : TTHC_OK;
}

int32_t tthc__load_facts(struct database *database, int64_t key, tthc_plan *plan, const char *digest) {
  struct fact_walk walk;
  int64_t seq = 0;
  int32_t rc = tthc__walk_facts(&walk, database, key, 0);
  if (rc == TTHC_OK) rc = tthc__next_fact(&walk);
  while (rc == 1) { /* numbered without gaps: a gap is a fact that was lost */
    rc = walk.seq == ++seq ? load_fact(&walk, plan) : tthc__fail_damaged(database, "fact");
    if (rc == TTHC_OK) rc = tthc__next_fact(&walk);
  }
  if (rc == TTHC_OK && strcmp(walk.digest, digest) != 0) rc = tthc__fail_damaged(database, "fact");
  tthc__end_walk(&walk);
  return rc == TTHC_OK ? check_corrections(database, plan) : rc;
}

/* --- facts without a place ---------------------------------------------------------------------------------------- */

/* A row that cannot even be read has no place. */
static int32_t fits(struct statement *statement, tthc_plan *plan) {
  struct fact_row row;
  int32_t rc = read_row(statement, &row);
  if (rc == TTHC_OK) rc = add_row(statement->database, plan, &row);
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
  struct fact_walk walk;
  int32_t rc = tthc__walk_facts(&walk, database, key, 0);
  if (rc == TTHC_OK) rc = tthc__next_fact(&walk);
  while (rc == 1) {
    rc = fits(&walk.statement, plan);
    if (rc == 0) rc = add_number(out, walk.seq, database->err);
    if (rc >= 0) rc = tthc__next_fact(&walk);
  }
  tthc__end_walk(&walk);
  return rc;
}

int32_t tthc__refit(struct database *database, int64_t key, tthc_plan *plan, struct fact_numbers *numbers) {
  struct statement statement;
  int32_t rc = tthc__prepare_facts(&statement, database, "fact WHERE plan = $1 AND seq = $2"), i, left = 0;
  if (rc == TTHC_OK) tthc__bind_number(&statement, 1, key);
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
