/* Queries: a page of assignments, in an order that appended facts do not change, from behind the last page's last row. */
#include "tthcplan/query.h"

#include "store/page.h"

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
  struct page page;
};

/* --- options ------------------------------------------------------------------------------------------------------ */

enum query_order { BY_DUE = 1, BY_UNIT, BY_TASK };

static const struct vocabulary orders = {"due, unit, task", {"due", "unit", "task"}};

static const struct json_field option_fields[] = {
  FILTER_FIELDS,
  {FIELD("order", JSON_WORD, struct filters, order), .vocabulary = &orders},
  PAGE_FIELDS,
  {0}};

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

static int32_t complete(struct page *page, void *place, struct statement *statement) {
  struct query_row *row = place;
  const int32_t rc = tthc__keep_day(page, row->due, &row->due_text, statement->database->err);
  return rc == TTHC_OK ? tthc__keep_day(page, row->effective, &row->effective_text, statement->database->err) : rc;
}

static struct cursor cursor_of(const void *row) {
  const struct spot *at = &((const struct query_row *)row)->place;
  return (struct cursor){{at->order_day, at->plan, at->task, at->unit}, {at->unit_id, at->period}};
}

static int32_t fill(struct page *page, struct database *database, const struct filters *filters) {
  struct question question = {0};
  put_question(&question, filters);
  return tthc__read_rows(page, &question, database, filters);
}

static const struct page_kind assignments = {
  .mark = MARK_QUERY, .size = sizeof(tthc_query), .row_size = sizeof(struct query_row),
  .columns = row_columns, .complete = complete,
  .options = option_fields, .fill = fill, .cursor_of = cursor_of,
  .cursor = {4, 2, {"tthc_query_next() của trang trước, với cùng các lựa chọn",
                    "what tthc_query_next() gave, with the same options"}}};

tthc_query *tthc_store_query(tthc_store *store, const char *options_json, tthc_error *err) {
  struct filters filters = tthc__new_filters();
  filters.order = BY_DUE;
  return tthc__ask_page(store, options_json, &assignments, &filters, err);
}

void tthc_query_free(tthc_query *query) { tthc__free_page(query, MARK_QUERY); }

/* --- getters ------------------------------------------------------------------------------------------------------ */

static const struct query_row *row_of(const tthc_query *query, int32_t row) {
  return tthc__page_row(query, MARK_QUERY, row);
}

int32_t tthc_query_count(const tthc_query *query) { return tthc__page_count(query, MARK_QUERY); }

const char *tthc_query_next(const tthc_query *query) { return tthc__page_next(query, MARK_QUERY); }

int32_t tthc_query_left_out(const tthc_query *query) { return tthc__page_left_out(query, MARK_QUERY); }

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
  return found->state == TTHC_OVERDUE ? query->page.as_of - found->effective : 0;
}
