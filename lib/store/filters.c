/* Questions about the assignments and indicators of many plans: options and conditions. */
#include "store/filters.h"

#include <stdlib.h>
#include <string.h>

enum { WARNING_DAYS = 7, LIMIT = 100 };

/* --- options ------------------------------------------------------------------------------------------------------ */

struct filters tthc__new_filters(void) {
  struct filters filters;
  memset(&filters, 0, sizeof filters);
  filters.as_of = filters.due_from = filters.due_to = TTHC_NO_DAY;
  filters.warning_days = WARNING_DAYS;
  filters.limit = LIMIT;
  return filters;
}

#define STATE_WORDS \
  "cancelled, done-on-time, done-late, waiting, overdue, due-soon, in-progress, upcoming, not-started"
#define VERDICT_WORDS "met, missed, no-value, no-activity, no-target, no-baseline"

/* 0 for what is no state of an assignment. */
static int32_t state_of_word(const char *word) {
  int32_t state;
  for (state = 1; state < TTHC_DONE; state++)
    if (strcmp(word, tthc_state_word(state)) == 0) return state;
  return 0;
}

static int32_t verdict_of_word(const char *word) {
  int32_t verdict;
  for (verdict = TTHC_NO_BASELINE; verdict > 0; verdict--)
    if (strcmp(word, tthc_verdict_word(verdict)) == 0) break;
  return verdict;
}

/* Lists of ids, and of words, which have numbers. */
static const struct list_field {
  const char *name;
  size_t offset;
  int32_t (*number)(const char *word);
  struct words expected;
} lists[] = {
  {"plans", offsetof(struct filters, plans), NULL, {NULL, NULL}},
  {"units", offsetof(struct filters, units), NULL, {NULL, NULL}},
  {"levels", offsetof(struct filters, levels), NULL, {NULL, NULL}},
  {"sections", offsetof(struct filters, sections), NULL, {NULL, NULL}},
  {"tasks", offsetof(struct filters, tasks), NULL, {NULL, NULL}},
  {"states", offsetof(struct filters, states), state_of_word, {STATE_WORDS, STATE_WORDS}},
  {"indicators", offsetof(struct filters, indicators), NULL, {NULL, NULL}},
  {"results", offsetof(struct filters, results), verdict_of_word, {VERDICT_WORDS, VERDICT_WORDS}},
  {"recipients", offsetof(struct filters, recipients), NULL, {NULL, NULL}},
  {"reached", offsetof(struct filters, reached), NULL, {NULL, NULL}},
};

enum { LISTS = sizeof lists / sizeof *lists };

static struct id_list *list_at(struct filters *filters, size_t i) {
  return (struct id_list *)(void *)((char *)filters + lists[i].offset);
}

static size_t find_list(const char *name) {
  size_t i = 0;
  while (strcmp(lists[i].name, name) != 0) i++;
  return i;
}

static int32_t read_id(const struct json_at *at, void *row) {
  const size_t field = find_list(at->up->name);
  struct id_list *list = list_at(row, field);
  const char *text, **grown;
  const int32_t rc = tthc__json_text(at, JSON_LABEL, &text);
  if (rc != TTHC_OK) return rc;
  if (lists[field].number != NULL && lists[field].number(text) == 0)
    return tthc__json_fail(at, TTHC_E_VALUE, text, lists[field].expected);
  grown = tthc__arena_grow(&at->doc->arena, list->items, list->count, sizeof *list->items);
  if (grown == NULL) return tthc__fail_memory(at->doc->err);
  list->items = grown;
  list->items[list->count++] = text;
  return TTHC_OK;
}

/* An empty list could be meant for all or for nothing. */
int32_t tthc__read_ids(const struct json_at *at, void *row) {
  const int32_t rc = tthc__json_each(at, read_id, row);
  size_t i;
  int32_t count = 0;
  if (rc != TTHC_OK) return rc;
  if (list_at(row, find_list(at->name))->count == 0)
    return tthc__json_fail(at, TTHC_E_MISSING, NULL, WORDS("ít nhất một phần tử", "at least one element"));
  for (i = 0; i < LISTS; i++) count += list_at(row, i)->count;
  if (count <= FILTER_IDS_MAX) return TTHC_OK;
  return tthc__json_fail(at, TTHC_E_LIMIT, NULL, WORDS("không quá 500 mã trong các danh sách", "at most 500 ids in all"));
}

int32_t tthc__read_filters(const char *options_json, const struct json_field *fields, struct filters *filters,
                           tthc_error *err) {
  if (options_json == NULL)
    return tthc__fail_at(err, TTHC_E_MISSING, "as_of", NULL, WORDS("ngày đánh giá", "the day to assess as of"));
  return tthc__json_options(options_json, fields, filters, &filters->strings, err);
}

void tthc__put_filters(struct buffer *out, const struct filters *filters) {
  const int32_t numbers[] = {filters->as_of, filters->warning_days, filters->due_from, filters->due_to,
                             filters->order, filters->by,           filters->of};
  size_t i;
  int32_t j;
  for (i = 0; i < sizeof numbers / sizeof *numbers; i++) {
    tthc__put_int(out, numbers[i]);
    tthc__put_char(out, '\n');
  }
  for (i = 0; i < LISTS; i++) {
    const struct id_list *list = (const void *)((const char *)filters + lists[i].offset);
    tthc__put(out, lists[i].name);
    for (j = 0; j < list->count; j++) tthc__put_json(out, list->items[j]);
    tthc__put_char(out, '\n');
  }
  if (filters->also != NULL) tthc__put(out, filters->also);
}

/* --- parameters --------------------------------------------------------------------------------------------------- */

void tthc__free_question(struct question *question) {
  tthc__buffer_free(&question->sql);
  free(question->parameters.items);
  memset(question, 0, sizeof *question);
}

static void add_parameter(struct question *question, const char *text, int64_t number) {
  void *grown;
  if (question->failed || !MAKE_ROOM(question->parameters, grown)) {
    question->failed = 1;
    return;
  }
  question->parameters.items[question->parameters.count++] = (struct parameter){text, number};
}

static void put_last_parameter(struct question *question) {
  tthc__put_char(&question->sql, '$');
  tthc__put_int(&question->sql, question->parameters.count);
}

void tthc__put_text_parameter(struct question *question, const char *text) {
  add_parameter(question, text, 0);
  put_last_parameter(question);
}

void tthc__put_number_parameter(struct question *question, int64_t number) {
  add_parameter(question, NULL, number);
  put_last_parameter(question);
}

void tthc__begin_question_of_day(struct question *question, const struct filters *filters) {
  add_parameter(question, NULL, filters->as_of);
}

void tthc__begin_question(struct question *question, const struct filters *filters) {
  tthc__begin_question_of_day(question, filters);
  add_parameter(question, NULL, filters->warning_days);
}

int32_t tthc__ask(struct statement *statement, struct database *database, struct question *question) {
  int32_t i, rc;
  statement->handle = NULL;
  if (question->failed || question->sql.failed) return tthc__fail_memory(database->err);
  rc = tthc__prepare(statement, database, question->sql.data);
  for (i = 0; rc == TTHC_OK && i < question->parameters.count; i++)
    tthc__bind(statement, (int)i + 1, &question->parameters.items[i]);
  return rc;
}

int32_t tthc__ask_count(struct database *database, struct question *question, int32_t *count) {
  struct statement statement;
  int32_t rc = tthc__ask(&statement, database, question);
  if (rc == TTHC_OK) rc = tthc__step(&statement);
  if (rc == 1) *count = (int32_t)tthc__column_number(&statement, 0);
  tthc__finish(&statement);
  tthc__free_question(question);
  return rc < 0 ? rc : TTHC_OK;
}

/* --- conditions --------------------------------------------------------------------------------------------------- */

void tthc__put_ids(struct question *question, const struct id_list *list) {
  int32_t i;
  tthc__put(&question->sql, " IN (");
  for (i = 0; i < list->count; i++) {
    if (i > 0) tthc__put(&question->sql, ", ");
    tthc__put_text_parameter(question, list->items[i]);
  }
  tthc__put(&question->sql, ")");
}

/* Rows of a plan's latest revision with one of these ids: " AND (s.plan, s.unit) IN (SELECT …)". */
static void put_rows(struct question *question, const struct id_list *list, const char *columns, const char *rows) {
  if (list->count == 0) return;
  tthc__put(&question->sql, " AND (s.plan, s.");
  tthc__put(&question->sql, columns);
  tthc__put(&question->sql, ") IN (SELECT r.plan, r.n FROM ");
  tthc__put(&question->sql, rows);
  tthc__put_ids(question, list);
  tthc__put(&question->sql, ")");
}

#define LATEST "JOIN plan q ON q.plan = r.plan AND q.revision = r.revision "

void tthc__put_plans(struct question *question, const struct filters *filters, const char *column) {
  if (filters->plans.count == 0) return;
  tthc__put(&question->sql, " AND ");
  tthc__put(&question->sql, column);
  tthc__put(&question->sql, " IN (SELECT plan FROM plan WHERE id");
  tthc__put_ids(question, &filters->plans);
  tthc__put(&question->sql, ")");
}

static void put_words(struct question *question, const struct id_list *list, const char *sql,
                      int32_t (*number)(const char *word)) {
  int32_t i;
  if (list->count == 0) return;
  tthc__put(&question->sql, " AND ");
  tthc__put(&question->sql, sql);
  tthc__put(&question->sql, " IN (");
  for (i = 0; i < list->count; i++) {
    if (i > 0) tthc__put(&question->sql, ", ");
    tthc__put_number_parameter(question, number(list->items[i]));
  }
  tthc__put(&question->sql, ")");
}

void tthc__put_conditions(struct question *question, const struct filters *filters) {
  tthc__put(&question->sql, " AND s.from_day <= $1 AND s.last_day >= $1");
  tthc__put_plans(question, filters, "s.plan");
  put_rows(question, &filters->units, "unit", "unit r " LATEST "WHERE r.id");
  put_rows(question, &filters->levels, "unit", "unit r " LATEST "WHERE r.level");
  put_rows(question, &filters->tasks, "task", "task r " LATEST "WHERE r.id");
  put_rows(question, &filters->sections, "task",
           "task r " LATEST "JOIN section c ON c.plan = r.plan AND c.revision = r.revision AND c.n = r.section "
           "WHERE c.id");
  if (filters->due_from != TTHC_NO_DAY) {
    tthc__put(&question->sql, " AND s.effective_day >= ");
    tthc__put_number_parameter(question, filters->due_from);
  }
  if (filters->due_to != TTHC_NO_DAY) {
    tthc__put(&question->sql, " AND s.effective_day <= ");
    tthc__put_number_parameter(question, filters->due_to);
  }
  put_rows(question, &filters->indicators, "indicator", "indicator r " LATEST "WHERE r.id");
  put_words(question, &filters->states, STATE_SQL, state_of_word);
  put_words(question, &filters->results, "s.verdict", verdict_of_word);
}

int32_t tthc__count_left_out(struct database *database, const struct filters *filters, int32_t *count) {
  struct question question = {0};
  tthc__put(&question.sql, "SELECT COUNT(*) FROM plan WHERE removed IS NULL AND calendar IS NULL");
  tthc__put_plans(&question, filters, "plan");
  return tthc__ask_count(database, &question, count);
}
