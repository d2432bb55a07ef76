/* Queries: a page of assignments, in an order that appended facts do not change, from behind the last page's last row. */
#include "tthcplan/query.h"

#include "calendar/day.h"
#include "store/columns.h"
#include "store/filters.h"
#include "store/store.h"

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

enum { LIMIT = 100, LIMIT_MAX = 10000 };

static const struct json_field option_fields[] = {
  FILTER_FIELDS,
  {FIELD("order", JSON_WORD, struct filters, order), .vocabulary = &orders},
  {FIELD("limit", JSON_INT32, struct filters, limit), .range = {1, LIMIT_MAX},
   .expected = {"1 đến 10000", "1 to 10000"}},
  {FIELD("after", JSON_LABEL, struct filters, after)},
  {0}};

/* --- cursors: "1:18900:3:12:5:noi-vu:kstt:2021-Q2" ------------------------------------------------------------------ */

static void put_cursor(struct buffer *out, int32_t order, const struct spot *place) {
  const int64_t numbers[] = {order, place->order_day, place->plan, place->task, place->unit};
  size_t i;
  for (i = 0; i < sizeof numbers / sizeof *numbers; i++) {
    tthc__put_int(out, numbers[i]);
    tthc__put_char(out, ':');
  }
  tthc__put(out, place->unit_id);
  tthc__put_char(out, ':');
  tthc__put(out, place->period);
}

/* One number and its colon; NULL when there is none. */
static const char *read_number(const char *text, int64_t max, int64_t *out) {
  const int is_negative = *text == '-';
  int64_t number = 0;
  if (is_negative) text++;
  if (*text < '0' || *text > '9') return NULL;
  for (; *text >= '0' && *text <= '9'; text++) {
    if (number > (max - (*text - '0')) / 10) return NULL;
    number = number * 10 + (*text - '0');
  }
  *out = is_negative ? -number : number;
  return *text == ':' ? text + 1 : NULL;
}

/* 0 for a text that is no cursor of this order. The unit's id is copied. */
static int read_cursor(const char *text, int32_t order, char unit_id[ID_MAX + 1], struct spot *place) {
  int64_t numbers[5];
  const char *colon;
  size_t i;
  for (i = 0; text != NULL && i < sizeof numbers / sizeof *numbers; i++)
    text = read_number(text, i == 2 ? INT64_MAX : INT32_MAX, &numbers[i]);
  colon = text == NULL ? NULL : strchr(text, ':');
  if (colon == NULL || colon - text > ID_MAX || numbers[0] != order) return 0;
  memcpy(unit_id, text, (size_t)(colon - text));
  unit_id[colon - text] = '\0';
  *place = (struct spot){(int32_t)numbers[1], numbers[2], (int32_t)numbers[3], (int32_t)numbers[4], unit_id, colon + 1};
  return 1;
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
  [BY_UNIT] = "u.id, a.plan, a.task, a.period",
  [BY_TASK] = "a.plan, a.task, a.period, a.unit"};

static void put_place(struct question *question, int32_t order, const struct spot *place) {
  tthc__put(&question->sql, " AND (");
  tthc__put(&question->sql, order_columns[order]);
  tthc__put(&question->sql, ") > (");
  if (order == BY_DUE) tthc__put_number_parameter(question, place->order_day);
  if (order == BY_UNIT) tthc__put_text_parameter(question, place->unit_id);
  if (order != BY_TASK) tthc__put(&question->sql, ", ");
  tthc__put_number_parameter(question, place->plan);
  tthc__put(&question->sql, ", ");
  tthc__put_number_parameter(question, place->task);
  tthc__put(&question->sql, ", ");
  tthc__put_text_parameter(question, place->period);
  if (order != BY_UNIT) {
    tthc__put(&question->sql, ", ");
    tthc__put_number_parameter(question, place->unit);
  }
  tthc__put(&question->sql, ")");
}

/* One row more than the page has tells whether there is a next one. */
static void put_question(struct question *question, const struct filters *filters, const struct spot *after) {
  tthc__begin_question(question, filters);
  tthc__put(&question->sql, "SELECT " STATE_SQL " AS ");
  tthc__put_columns(&question->sql, row_columns);
  tthc__put(&question->sql,
            " FROM assignment a JOIN standing s ON s.plan = a.plan AND s.task = a.task AND s.period = a.period "
            "AND s.unit = a.unit JOIN plan p ON p.plan = a.plan "
            "JOIN task t ON t.plan = a.plan AND t.revision = p.revision AND t.n = a.task "
            "JOIN unit u ON u.plan = a.plan AND u.revision = p.revision AND u.n = a.unit WHERE 1 = 1");
  tthc__put_conditions(question, filters);
  if (after != NULL) put_place(question, filters->order, after);
  tthc__put(&question->sql, " ORDER BY ");
  tthc__put(&question->sql, order_columns[filters->order]);
  tthc__put(&question->sql, " LIMIT ");
  tthc__put_number_parameter(question, filters->limit + 1);
}

/* --- rows --------------------------------------------------------------------------------------------------------- */

static int32_t copy_text(tthc_query *query, const char **text) {
  if (*text == NULL) return TTHC_OK;
  *text = tthc__arena_copy(&query->arena, *text, strlen(*text));
  return *text == NULL ? TTHC_E_MEMORY : TTHC_OK;
}

static int32_t write_day(tthc_query *query, int32_t day, const char **out) {
  struct buffer text = {0};
  if (day == TTHC_NO_DAY) return TTHC_OK;
  tthc__put_day(&text, day);
  if (!text.failed) *out = tthc__arena_copy(&query->arena, text.data, (size_t)text.size);
  tthc__buffer_free(&text);
  return *out == NULL ? TTHC_E_MEMORY : TTHC_OK;
}

static int32_t add_row(tthc_query *query, struct statement *statement) {
  struct query_row row;
  const char **const texts[] = {&row.place.unit_id, &row.place.period, &row.plan_id,
                                &row.task_id,       &row.title,        &row.unit_name};
  void *grown;
  size_t i;
  int32_t rc;
  memset(&row, 0, sizeof row);
  rc = tthc__read_row(statement, 0, row_columns, &row);
  if (rc != TTHC_OK) return rc;
  for (i = 0; rc == TTHC_OK && i < sizeof texts / sizeof *texts; i++) rc = copy_text(query, texts[i]);
  if (rc == TTHC_OK) rc = write_day(query, row.due, &row.due_text);
  if (rc == TTHC_OK) rc = write_day(query, row.effective, &row.effective_text);
  if (rc != TTHC_OK || !MAKE_ROOM(query->rows, grown)) return tthc__fail_memory(statement->database->err);
  query->rows.items[query->rows.count++] = row;
  return TTHC_OK;
}

static int32_t write_next(tthc_query *query, const struct filters *filters, tthc_error *err) {
  struct buffer cursor = {0};
  put_cursor(&cursor, filters->order, &query->rows.items[filters->limit - 1].place);
  if (!cursor.failed) query->next = tthc__arena_copy(&query->arena, cursor.data, (size_t)cursor.size);
  tthc__buffer_free(&cursor);
  return query->next == NULL ? tthc__fail_memory(err) : TTHC_OK;
}

static int32_t fill(tthc_query *query, struct database *database, const struct filters *filters,
                    const struct spot *after) {
  struct question question = {0};
  struct statement statement;
  int32_t rc;
  put_question(&question, filters, after);
  rc = tthc__ask(&statement, database, &question);
  if (rc == TTHC_OK) rc = tthc__step(&statement);
  while (rc == 1 && query->rows.count < filters->limit) {
    rc = add_row(query, &statement);
    if (rc == TTHC_OK) rc = tthc__step(&statement);
  }
  if (rc == 1) rc = write_next(query, filters, database->err);
  tthc__finish(&statement);
  tthc__free_question(&question);
  return rc;
}

static int32_t fill_at_once(tthc_query *query, struct database *database, const struct filters *filters,
                            const struct spot *after) {
  int32_t rc = tthc__begin_reading(database);
  if (rc != TTHC_OK) return rc;
  rc = fill(query, database, filters, after);
  if (rc == TTHC_OK) rc = tthc__count_left_out(database, filters, &query->left_out);
  return tthc__end(database, rc);
}

static tthc_query *find(tthc_store *store, const struct filters *filters, const struct spot *after, tthc_error *err) {
  tthc_query *query = calloc(1, sizeof *query);
  int32_t rc;
  if (query == NULL) {
    tthc__fail_memory(err);
    return NULL;
  }
  query->mark = MARK_QUERY;
  query->as_of = filters->as_of;
  rc = tthc__enter_store(store, err);
  if (rc == TTHC_OK) {
    rc = fill_at_once(query, &store->database, filters, after);
    tthc__leave_store(store);
  }
  if (rc == TTHC_OK) return query;
  tthc_query_free(query);
  return NULL;
}

tthc_query *tthc_store_query(tthc_store *store, const char *options_json, tthc_error *err) {
  struct filters filters = tthc__new_filters();
  struct spot after;
  char unit_id[ID_MAX + 1];
  tthc_query *query = NULL;
  int32_t rc;
  filters.order = BY_DUE;
  filters.limit = LIMIT;
  rc = tthc__read_filters(options_json, option_fields, &filters, err);
  if (rc == TTHC_OK && filters.after != NULL && !read_cursor(filters.after, filters.order, unit_id, &after))
    rc = tthc__fail_at(err, TTHC_E_VALUE, "after", filters.after,
                       WORDS("tthc_query_next() của trang trước, cùng thứ tự",
                             "what tthc_query_next() gave, in the same order"));
  if (rc == TTHC_OK) query = find(store, &filters, filters.after == NULL ? NULL : &after, err);
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
