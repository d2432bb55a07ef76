/* Roll-ups over many plans: states are counted plan by plan in the order of an index, and put together by id. */
#include "tthcplan/rollup_list.h"

#include "store/page.h"

#include <stdlib.h>
#include <string.h>

struct rollup_row {
  const char *id;
  const char *title;
  int64_t counts[STATES]; /* by state; 0: all */
};

struct tthc_rollup_list {
  uint32_t mark;
  struct arena arena;
  int32_t left_out;
  ROWS(struct rollup_row) rows;
};

/* --- options ------------------------------------------------------------------------------------------------------ */

enum rollup_by { OF_UNIT = 1, OF_SECTION, OF_LEVEL, OF_ONE_PLAN };

static const struct vocabulary kinds = {"unit, section, level, plan", {"unit", "section", "level", "plan"}};

static const struct json_field option_fields[] = {
  {FIELD("by", JSON_WORD, struct filters, by), .required = 1, .vocabulary = &kinds}, FILTER_FIELDS, {0}};

/* --- counting ----------------------------------------------------------------------------------------------------- */

/* What is counted within a plan, and the row that it is put together by: its id and title. */
static const struct {
  const char *part;
  const char *naming;
} shapes[] = {
  [OF_UNIT] = {"s.unit", "SELECT u.id, u.name FROM plan p JOIN unit u ON u.plan = p.plan AND u.revision = p.revision "
                         "WHERE p.plan = $1 AND u.n = $2"},
  [OF_SECTION] = {"s.task", "SELECT c.id, c.title FROM plan p JOIN task t ON t.plan = p.plan "
                            "AND t.revision = p.revision LEFT JOIN section c ON c.plan = p.plan "
                            "AND c.revision = p.revision AND c.n = t.section WHERE p.plan = $1 AND t.n = $2"},
  [OF_LEVEL] = {"s.unit", "SELECT u.level, NULL FROM plan p JOIN unit u ON u.plan = p.plan "
                          "AND u.revision = p.revision WHERE p.plan = $1 AND u.n = $2"},
  [OF_ONE_PLAN] = {"0", "SELECT p.id, r.subject FROM plan p JOIN revision r ON r.plan = p.plan "
                        "AND r.revision = p.revision WHERE p.plan = $1 AND 0 = $2"},
};

struct counting {
  tthc_rollup_list *list;
  struct database *database;
  struct statement naming;
  struct index ids;   /* the rows of the list */
  int32_t without_id; /* the row of what has none */
  int64_t plan;       /* the part at hand, and what was counted of it */
  int64_t part;
  int64_t counts[STATES];
};

/* SQLite gives the rows out of an index in this order, and counting them here takes half the time of grouping there. */
static void put_question(struct question *question, const struct filters *filters) {
  struct buffer *sql = &question->sql;
  tthc__begin_question(question, filters);
  tthc__put(sql, "SELECT " STATE_SQL ", s.plan, ");
  tthc__put(sql, shapes[filters->by].part);
  tthc__put(sql, " FROM standing s WHERE 1 = 1");
  tthc__put_conditions(question, filters);
  tthc__put(sql, " ORDER BY s.plan");
  if (filters->by == OF_ONE_PLAN) return;
  tthc__put(sql, ", ");
  tthc__put(sql, shapes[filters->by].part);
}

/* --- rows --------------------------------------------------------------------------------------------------------- */

static int32_t add_row(struct counting *counting, const char *id, const char *title) {
  tthc_rollup_list *list = counting->list;
  struct rollup_row row;
  void *grown;
  memset(&row, 0, sizeof row);
  if (id != NULL) row.id = tthc__arena_copy(&list->arena, id, strlen(id));
  if (title != NULL) row.title = tthc__arena_copy(&list->arena, title, strlen(title));
  if ((row.id == NULL && id != NULL) || (row.title == NULL && title != NULL) || !MAKE_ROOM(list->rows, grown))
    return TTHC_E_MEMORY;
  if (id == NULL)
    counting->without_id = list->rows.count;
  else if (tthc__index_put(&counting->ids, row.id, list->rows.count) != TTHC_OK)
    return TTHC_E_MEMORY;
  list->rows.items[list->rows.count] = row;
  return list->rows.count++;
}

/* The row of an id, which may be new. Of several titles the first is as good as any. */
static int32_t row_of_id(struct counting *counting, struct statement *naming) {
  const char *id = tthc__column_text(naming, 0), *title = tthc__column_text(naming, 1);
  int32_t row = tthc__row_status(naming);
  if (row != TTHC_OK) return row;
  row = id == NULL ? counting->without_id : tthc__index_get(&counting->ids, id);
  if (row == TTHC_NONE) row = add_row(counting, id, title);
  return row == TTHC_E_MEMORY ? tthc__fail_memory(counting->database->err) : row;
}

/* Adds what was counted of the part at hand to the row that it belongs to. */
static int32_t put_together(struct counting *counting) {
  int32_t state, row;
  if (counting->counts[0] == 0) return TTHC_OK;
  tthc__bind_number(&counting->naming, 1, counting->plan);
  tthc__bind_number(&counting->naming, 2, counting->part);
  row = tthc__step(&counting->naming);
  if (row == 0) row = tthc__fail_damaged(counting->database, "standing");
  if (row == 1) row = row_of_id(counting, &counting->naming);
  tthc__reset(&counting->naming);
  if (row < 0) return row;
  for (state = 0; state < STATES; state++) counting->list->rows.items[row].counts[state] += counting->counts[state];
  memset(counting->counts, 0, sizeof counting->counts);
  return TTHC_OK;
}

static int32_t count_row(struct counting *counting, struct statement *statement) {
  const int64_t state = tthc__column_number(statement, 0), plan = tthc__column_number(statement, 1);
  const int64_t part = tthc__column_number(statement, 2);
  int32_t rc = TTHC_OK;
  if (state < 1 || state >= TTHC_DONE) return tthc__fail_damaged(counting->database, "standing");
  if (plan != counting->plan || part != counting->part) rc = put_together(counting);
  counting->plan = plan;
  counting->part = part;
  counting->counts[state]++;
  counting->counts[0]++;
  return rc;
}

static int32_t count_all(struct counting *counting, const struct filters *filters) {
  struct question question = {0};
  struct statement statement;
  int32_t rc;
  put_question(&question, filters);
  rc = tthc__ask(&statement, counting->database, &question);
  if (rc == TTHC_OK) rc = tthc__step(&statement);
  while (rc == 1) {
    rc = count_row(counting, &statement);
    if (rc == TTHC_OK) rc = tthc__step(&statement);
  }
  if (rc == TTHC_OK) rc = put_together(counting);
  tthc__finish(&statement);
  tthc__free_question(&question);
  return rc;
}

static int compare_rows(const void *left, const void *right) {
  const char *x = ((const struct rollup_row *)left)->id, *y = ((const struct rollup_row *)right)->id;
  if (x == NULL || y == NULL) return (x != NULL) - (y != NULL);
  return strcmp(x, y);
}

static int32_t fill(void *result, struct database *database, const struct filters *filters) {
  tthc_rollup_list *list = result;
  struct counting counting = {.list = list, .database = database, .without_id = TTHC_NONE};
  int32_t rc = tthc__prepare(&counting.naming, database, shapes[filters->by].naming);
  if (rc == TTHC_OK) rc = count_all(&counting, filters);
  tthc__finish(&counting.naming);
  tthc__index_free(&counting.ids);
  if (list->rows.count > 1) qsort(list->rows.items, (size_t)list->rows.count, sizeof *list->rows.items, compare_rows);
  return rc;
}

static tthc_rollup_list *ask(tthc_store *store, const struct filters *filters, tthc_error *err) {
  tthc_rollup_list *list = calloc(1, sizeof *list);
  if (list == NULL) {
    tthc__fail_memory(err);
    return NULL;
  }
  list->mark = MARK_ROLLUP_LIST;
  if (tthc__ask_store(store, fill, list, filters, &list->left_out, err) == TTHC_OK) return list;
  tthc_rollup_list_free(list);
  return NULL;
}

tthc_rollup_list *tthc_store_rollup(tthc_store *store, const char *options_json, tthc_error *err) {
  struct filters filters = tthc__new_filters();
  tthc_rollup_list *list = NULL;
  if (tthc__read_filters(options_json, option_fields, &filters, err) == TTHC_OK) list = ask(store, &filters, err);
  tthc__arena_free(&filters.strings);
  return list;
}

void tthc_rollup_list_free(tthc_rollup_list *list) {
  if (!tthc__is(list, MARK_ROLLUP_LIST)) return;
  list->mark = 0;
  tthc__arena_free(&list->arena);
  free(list->rows.items);
  free(list);
}

/* --- getters ------------------------------------------------------------------------------------------------------ */

static const struct rollup_row *row_of(const tthc_rollup_list *list, int32_t row) {
  if (!tthc__is(list, MARK_ROLLUP_LIST) || row < 0 || row >= list->rows.count) return NULL;
  return &list->rows.items[row];
}

int32_t tthc_rollup_list_count(const tthc_rollup_list *list) {
  return tthc__is(list, MARK_ROLLUP_LIST) ? list->rows.count : 0;
}

int32_t tthc_rollup_list_left_out(const tthc_rollup_list *list) {
  return tthc__is(list, MARK_ROLLUP_LIST) ? list->left_out : 0;
}

const char *tthc_rollup_list_id(const tthc_rollup_list *list, int32_t row) {
  const struct rollup_row *found = row_of(list, row);
  return found == NULL ? NULL : found->id;
}

const char *tthc_rollup_list_title(const tthc_rollup_list *list, int32_t row) {
  const struct rollup_row *found = row_of(list, row);
  return found == NULL ? NULL : found->title;
}

int64_t tthc_rollup_list_assignments(const tthc_rollup_list *list, int32_t row, int32_t state) {
  const struct rollup_row *found = row_of(list, row);
  return found == NULL || state < 0 || state >= TTHC_DONE ? 0 : found->counts[state];
}
