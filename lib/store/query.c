/* Queries: a page of assignments, in an order that appended facts do not change, from behind the last page's last row. */
#include "tthcplan/query.h"

#include "calendar/day.h"
#include "store/columns.h"
#include "store/page.h"

#include <stdlib.h>
#include <string.h>

/* Where a row stands, in whatever order. */
struct spot {
  int32_t order_day;
  int64_t plan;
  int32_t task;
  int32_t unit;
  const char *unit_id;
  const char *period;
};

struct query_row {
  struct spot place;
  int32_t state;
  const char *plan_id;
  const char *task_id;
  const char *title;
  const char *unit_name;
  int32_t start;
  int32_t due;
  int32_t effective;
  int32_t done_day;
  int32_t percent;
  const char *due_text;
  const char *effective_text;
};

struct tthc_query {
  uint32_t mark;
  struct arena arena;
  int32_t as_of;
  int32_t left_out;
  const char *next;
  ROWS(struct query_row) rows;
};

/* --- options ------------------------------------------------------------------------------------------------------ */

enum query_order { BY_DUE = 1, BY_UNIT, BY_TASK };

static const struct vocabulary orders = {"due, unit, task", {"due", "unit", "task"}};

static const struct json_field option_fields[] = {
  FILTER_FIELDS,
  {FIELD("order", JSON_WORD, struct filters, order), .vocabulary = &orders},
  PAGE_FIELDS,
  {0}};

static const struct cursor_form cursor_form = {
  "assignments", 4, 2,
  {"tthc_query_next() của trang trước, cùng thứ tự và ngày",
   "what tthc_query_next() gave, in the same order and as of the same day"}};

static struct cursor cursor_of(const struct spot *at) {
  return (struct cursor){{at->order_day, at->plan, at->task, at->unit}, {at->unit_id, at->period}};
}

/* --- the statement ------------------------------------------------------------------------------------------------ */

static const struct column row_columns[] = {
  INT32("state", struct query_row, state, ALWAYS),
  INT32("a.order_day", struct query_row, place.order_day, ALWAYS),
  INT64("a.plan", struct query_row, place.plan, ALWAYS),
  INT32("a.task", struct query_row, place.task, ALWAYS),
  INT32("a.unit", struct query_row, place.unit, ALWAYS),
  TEXT("u.id", struct query_row, place.unit_id),
  TEXT("a.period", struct query_row, place.period),
  TEXT("p.id", struct query_row, plan_id),
  TEXT("t.id", struct query_row, task_id),
  TEXT("t.title", struct query_row, title),
  TEXT("u.name", struct query_row, unit_name),
  INT32("s.start_day", struct query_row, start, TTHC_NO_DAY),
  INT32("s.due_day", struct query_row, due, TTHC_NO_DAY),
  INT32("s.effective_day", struct query_row, effective, TTHC_NO_DAY),
  INT32("s.done_day", struct query_row, done_day, TTHC_NO_DAY),
  INT32("s.percent", struct query_row, percent, TTHC_NO_NUMBER),
  {0}};

static const char *const order_columns[] = {
  [BY_DUE] = "a.order_day, a.plan, a.task, a.period, a.unit",
  [BY_UNIT] = "u.id, u.plan, a.task, a.period",
  [BY_TASK] = "a.plan, a.task, a.period, a.unit"};

static void put_behind(struct question *question, const struct filters *filters) {
  const struct cursor *at = &filters->behind;
  const struct parameter day = {NULL, at->numbers[0]}, plan = {NULL, at->numbers[1]}, task = {NULL, at->numbers[2]};
  const struct parameter unit = {NULL, at->numbers[3]}, unit_id = {at->texts[0], 0}, period = {at->texts[1], 0};
  const struct parameter by_due[] = {day, plan, task, period, unit}, by_unit[] = {unit_id, plan, task, period};
  const char *columns = order_columns[filters->order];
  switch (filters->order) {
  case BY_DUE: tthc__put_behind(question, columns, by_due, 5); break;
  case BY_UNIT: tthc__put_behind(question, columns, by_unit, 4); break;
  default: tthc__put_behind(question, columns, by_due + 1, 4); break;
  }
}

/* Units of all plans are gone through by their index, in the order that is asked for: sorting would take all assignments. */
static const char *tables_of(const struct filters *filters) {
  if (filters->order == BY_UNIT && filters->plans.count == 0)
    return "unit u CROSS JOIN plan p CROSS JOIN assignment a CROSS JOIN standing s CROSS JOIN task t";
  return "assignment a, standing s, plan p, task t, unit u";
}

static void put_question(struct question *question, const struct filters *filters) {
  tthc__begin_question(question, filters);
  tthc__put(&question->sql, "SELECT " STATE_SQL " AS ");
  tthc__put_columns(&question->sql, row_columns);
  tthc__put(&question->sql, " FROM ");
  tthc__put(&question->sql, tables_of(filters));
  tthc__put(&question->sql,
            " WHERE p.plan = u.plan AND p.revision = u.revision AND a.plan = u.plan AND a.unit = u.n "
            "AND s.plan = a.plan AND s.task = a.task AND s.period = a.period AND s.unit = a.unit "
            "AND t.plan = a.plan AND t.revision = p.revision AND t.n = a.task");
  tthc__put_conditions(question, filters);
  if (filters->after != NULL) put_behind(question, filters);
  tthc__put(&question->sql, " ORDER BY ");
  tthc__put(&question->sql, order_columns[filters->order]);
}

/* --- rows --------------------------------------------------------------------------------------------------------- */

static int32_t add_row(void *result, struct statement *statement) {
  tthc_query *query = result;
  struct query_row row;
  const char **const texts[] = {&row.place.unit_id, &row.place.period, &row.plan_id,
                                &row.task_id,       &row.title,        &row.unit_name};
  void *grown;
  size_t i;
  int32_t rc;
  memset(&row, 0, sizeof row);
  rc = tthc__read_row(statement, 0, row_columns, &row);
  if (rc != TTHC_OK) return rc;
  for (i = 0; rc == TTHC_OK && i < sizeof texts / sizeof *texts; i++) rc = tthc__keep_row_text(&query->arena, texts[i]);
  if (rc == TTHC_OK) rc = tthc__keep_row_day(&query->arena, row.due, &row.due_text);
  if (rc == TTHC_OK) rc = tthc__keep_row_day(&query->arena, row.effective, &row.effective_text);
  if (rc != TTHC_OK || !MAKE_ROOM(query->rows, grown)) return tthc__fail_memory(statement->database->err);
  query->rows.items[query->rows.count++] = row;
  return TTHC_OK;
}

static int32_t fill(void *result, struct database *database, const struct filters *filters) {
  tthc_query *query = result;
  struct question question = {0};
  struct cursor last;
  int32_t rc;
  put_question(&question, filters);
  rc = tthc__read_page(&question, database, filters->limit, add_row, query);
  if (rc != 1) return rc;
  last = cursor_of(&query->rows.items[query->rows.count - 1].place);
  query->next = tthc__write_cursor(&query->arena, filters, &cursor_form, &last);
  return query->next == NULL ? tthc__fail_memory(database->err) : TTHC_OK;
}

static tthc_query *find(tthc_store *store, const struct filters *filters, tthc_error *err) {
  tthc_query *query = calloc(1, sizeof *query);
  if (query == NULL) {
    tthc__fail_memory(err);
    return NULL;
  }
  query->mark = MARK_QUERY;
  query->as_of = filters->as_of;
  if (tthc__ask_store(store, fill, query, filters, &query->left_out, err) == TTHC_OK) return query;
  tthc_query_free(query);
  return NULL;
}

tthc_query *tthc_store_query(tthc_store *store, const char *options_json, tthc_error *err) {
  struct filters filters = tthc__new_filters();
  tthc_query *query = NULL;
  int32_t rc;
  filters.order = BY_DUE;
  rc = tthc__read_filters(options_json, option_fields, &filters, err);
  if (rc == TTHC_OK) rc = tthc__read_after(&filters, &cursor_form, err);
  if (rc == TTHC_OK) query = find(store, &filters, err);
  tthc__arena_free(&filters.strings);
  return query;
}

void tthc_query_free(tthc_query *query) {
  if (!tthc__is(query, MARK_QUERY)) return;
  query->mark = 0;
  tthc__arena_free(&query->arena);
  free(query->rows.items);
  free(query);
}

/* --- getters ------------------------------------------------------------------------------------------------------ */

static const struct query_row *row_of(const tthc_query *query, int32_t row) {
  if (!tthc__is(query, MARK_QUERY) || row < 0 || row >= query->rows.count) return NULL;
  return &query->rows.items[row];
}

int32_t tthc_query_count(const tthc_query *query) { return tthc__is(query, MARK_QUERY) ? query->rows.count : 0; }

const char *tthc_query_next(const tthc_query *query) { return tthc__is(query, MARK_QUERY) ? query->next : NULL; }

int32_t tthc_query_left_out(const tthc_query *query) { return tthc__is(query, MARK_QUERY) ? query->left_out : 0; }

#define GETTER(type, name, member, none)                         \
  type tthc_query_##name(const tthc_query *query, int32_t row) { \
    const struct query_row *found = row_of(query, row);          \
    return found == NULL ? (none) : found->member;               \
  }

GETTER(const char *, plan_id, plan_id, NULL)
GETTER(const char *, task_id, task_id, NULL)
GETTER(const char *, title, title, NULL)
GETTER(const char *, unit_id, place.unit_id, NULL)
GETTER(const char *, unit_name, unit_name, NULL)
GETTER(const char *, period, place.period, NULL)
GETTER(int32_t, state, state, 0)
GETTER(int32_t, start_day, start, TTHC_NO_DAY)
GETTER(int32_t, due_day, due, TTHC_NO_DAY)
GETTER(int32_t, effective_day, effective, TTHC_NO_DAY)
GETTER(const char *, due, due_text, NULL)
GETTER(const char *, effective, effective_text, NULL)
GETTER(int32_t, done_day, done_day, TTHC_NO_DAY)
GETTER(int32_t, percent, percent, TTHC_NO_NUMBER)

int32_t tthc_query_days_late(const tthc_query *query, int32_t row) {
  const struct query_row *found = row_of(query, row);
  if (found == NULL) return 0;
  if (found->state == TTHC_DONE_LATE) return found->done_day - found->effective;
  return found->state == TTHC_OVERDUE ? query->as_of - found->effective : 0;
}
