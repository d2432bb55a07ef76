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
  struct page page;
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
  struct page *page;
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
  struct arena *arena = &counting->page->arena;
  tthc_error *err = counting->database->err;
  const int32_t number = counting->page->count;
  struct rollup_row *row = tthc__add_row(counting->page, err);
  if (row == NULL || tthc__copy_text(arena, id, &row->id, err) != TTHC_OK ||
      tthc__copy_text(arena, title, &row->title, err) != TTHC_OK)
    return TTHC_E_MEMORY;
  if (id == NULL)
    counting->without_id = number;
  else if (tthc__index_put(&counting->ids, row->id, number) != TTHC_OK)
    return tthc__fail_memory(err);
  return number;
}

/* The row of an id, which may be new. Of several titles the first is as good as any. */
static int32_t row_of_id(struct counting *counting, struct statement *naming) {
  const char *id = tthc__column_text(naming, 0), *title = tthc__column_text(naming, 1);
  int32_t row = tthc__row_status(naming);
  if (row != TTHC_OK) return row;
  row = id == NULL ? counting->without_id : tthc__index_get(&counting->ids, id);
  return row == TTHC_NONE ? add_row(counting, id, title) : row;
}

/* Adds what was counted of the part at hand to the row that it belongs to. */
static int32_t put_together(struct counting *counting) {
  struct rollup_row *rows;
  int32_t state, row;
  if (counting->counts[0] == 0) return TTHC_OK;
  tthc__bind_number(&counting->naming, 1, counting->plan);
  tthc__bind_number(&counting->naming, 2, counting->part);
  row = tthc__step(&counting->naming);
  if (row == 0) row = tthc__fail_damaged(counting->database, "standing");
  if (row == 1) row = row_of_id(counting, &counting->naming);
  tthc__reset(&counting->naming);
  if (row < 0) return row;
  rows = counting->page->rows;
  for (state = 0; state < STATES; state++) rows[row].counts[state] += counting->counts[state];
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

static int32_t fill(struct page *page, struct database *database, const struct filters *filters) {
  struct counting counting = {.page = page, .database = database, .without_id = TTHC_NONE};
  int32_t rc = tthc__prepare(&counting.naming, database, shapes[filters->by].naming);
  if (rc == TTHC_OK) rc = count_all(&counting, filters);
  tthc__finish(&counting.naming);
  tthc__index_free(&counting.ids);
  if (page->count > 1) qsort(page->rows, (size_t)page->count, sizeof(struct rollup_row), compare_rows);
  return rc;
}

static const struct page_kind rollups = {
  .mark = MARK_ROLLUP_LIST, .size = sizeof(tthc_rollup_list), .row_size = sizeof(struct rollup_row),
  .options = option_fields, .fill = fill};

tthc_rollup_list *tthc_store_rollup(tthc_store *store, const char *options_json, tthc_error *err) {
  struct filters filters = tthc__new_filters();
  return tthc__ask_page(store, options_json, &rollups, &filters, err);
}

void tthc_rollup_list_free(tthc_rollup_list *list) { tthc__free_page(list, MARK_ROLLUP_LIST); }

/* --- getters ------------------------------------------------------------------------------------------------------ */

static const struct rollup_row *row_of(const tthc_rollup_list *list, int32_t row) {
  return tthc__page_row(list, MARK_ROLLUP_LIST, row);
}

int32_t tthc_rollup_list_count(const tthc_rollup_list *list) { return tthc__page_count(list, MARK_ROLLUP_LIST); }

int32_t tthc_rollup_list_left_out(const tthc_rollup_list *list) { return tthc__page_left_out(list, MARK_ROLLUP_LIST); }

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
