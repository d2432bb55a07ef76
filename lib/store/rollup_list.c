/* Roll-ups over many plans: the states of assignments counted plan by plan, out of an index, and then put together by id. */
#include "tthcplan/rollup_list.h"

#include "store/filters.h"
#include "store/store.h"

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

/* --- the statement ------------------------------------------------------------------------------------------------ */

/* What is counted within a plan, and what that is put together by. */
static const struct {
  const char *within;
  const char *id;
  const char *title;
  const char *rows;
} shapes[] = {
  [OF_UNIT] = {"s.plan, s.unit", "u.id", "u.name",
               "JOIN unit u ON u.plan = g.plan AND u.revision = p.revision AND u.n = g.unit"},
  [OF_LEVEL] = {"s.plan, s.unit", "u.level", "NULL",
                "JOIN unit u ON u.plan = g.plan AND u.revision = p.revision AND u.n = g.unit"},
  [OF_SECTION] = {"s.plan, s.task", "c.id", "c.title",
                  "JOIN task t ON t.plan = g.plan AND t.revision = p.revision AND t.n = g.task "
                  "LEFT JOIN section c ON c.plan = g.plan AND c.revision = p.revision AND c.n = t.section"},
  [OF_ONE_PLAN] = {"s.plan", "p.id", "r.subject",
                   "JOIN revision r ON r.plan = g.plan AND r.revision = p.revision"},
};

static void put_question(struct question *question, const struct filters *filters) {
  struct buffer *sql = &question->sql;
  tthc__begin_question(question, filters);
  tthc__put(sql, "SELECT ");
  tthc__put(sql, shapes[filters->by].id);
  tthc__put(sql, " AS id, MIN(");
  tthc__put(sql, shapes[filters->by].title);
  tthc__put(sql, "), g.state, SUM(g.number) FROM (SELECT ");
  tthc__put(sql, shapes[filters->by].within);
  tthc__put(sql, ", " STATE_SQL " AS state, COUNT(*) AS number FROM standing s WHERE 1 = 1");
  tthc__put_conditions(question, filters);
  tthc__put(sql, " GROUP BY ");
  tthc__put(sql, shapes[filters->by].within);
  tthc__put(sql, ", " STATE_SQL ") g JOIN plan p ON p.plan = g.plan ");
  tthc__put(sql, shapes[filters->by].rows);
  tthc__put(sql, " GROUP BY ");
  tthc__put(sql, shapes[filters->by].id);
  tthc__put(sql, ", g.state ORDER BY id, g.state");
}

/* --- rows --------------------------------------------------------------------------------------------------------- */

static int32_t add_row(tthc_rollup_list *list, const char *id, const char *title) {
  struct rollup_row row;
  void *grown;
  memset(&row, 0, sizeof row);
  if (id != NULL) row.id = tthc__arena_copy(&list->arena, id, strlen(id));
  if (title != NULL) row.title = tthc__arena_copy(&list->arena, title, strlen(title));
  if ((row.id == NULL && id != NULL) || (row.title == NULL && title != NULL) || !MAKE_ROOM(list->rows, grown))
    return TTHC_E_MEMORY;
  list->rows.items[list->rows.count++] = row;
  return TTHC_OK;
}

static int is_of_last(const tthc_rollup_list *list, const char *id) {
  return list->rows.count > 0 && tthc__same(list->rows.items[list->rows.count - 1].id, id);
}

/* The states of one id come together; of several titles the first is as good as any. */
static int32_t add_count(tthc_rollup_list *list, struct statement *statement) {
  const char *id = tthc__column_text(statement, 0), *title = tthc__column_text(statement, 1);
  const int64_t state = tthc__column_number(statement, 2), number = tthc__column_number(statement, 3);
  struct rollup_row *row;
  int32_t rc = tthc__row_status(statement);
  if (rc != TTHC_OK) return rc;
  if (state < 1 || state >= TTHC_DONE) return tthc__fail_damaged(statement->database, "standing");
  if (!is_of_last(list, id) && add_row(list, id, title) != TTHC_OK) return tthc__fail_memory(statement->database->err);
  row = &list->rows.items[list->rows.count - 1];
  row->counts[state] += number;
  row->counts[0] += number;
  return TTHC_OK;
}

static int32_t fill(tthc_rollup_list *list, struct database *database, const struct filters *filters) {
  struct question question = {0};
  struct statement statement;
  int32_t rc;
  put_question(&question, filters);
  rc = tthc__ask(&statement, database, &question);
  if (rc == TTHC_OK) rc = tthc__step(&statement);
  while (rc == 1) {
    rc = add_count(list, &statement);
    if (rc == TTHC_OK) rc = tthc__step(&statement);
  }
  tthc__finish(&statement);
  tthc__free_question(&question);
  return rc;
}

static int32_t fill_at_once(tthc_rollup_list *list, struct database *database, const struct filters *filters) {
  int32_t rc = tthc__begin_reading(database);
  if (rc != TTHC_OK) return rc;
  rc = fill(list, database, filters);
  if (rc == TTHC_OK) rc = tthc__count_left_out(database, filters, &list->left_out);
  return tthc__end(database, rc);
}

static tthc_rollup_list *count(tthc_store *store, const struct filters *filters, tthc_error *err) {
  tthc_rollup_list *list = calloc(1, sizeof *list);
  int32_t rc;
  if (list == NULL) {
    tthc__fail_memory(err);
    return NULL;
  }
  list->mark = MARK_ROLLUP_LIST;
  rc = tthc__enter_store(store, err);
  if (rc == TTHC_OK) {
    rc = fill_at_once(list, &store->database, filters);
    tthc__leave_store(store);
  }
  if (rc == TTHC_OK) return list;
  tthc_rollup_list_free(list);
  return NULL;
}

tthc_rollup_list *tthc_store_rollup(tthc_store *store, const char *options_json, tthc_error *err) {
  struct filters filters = tthc__new_filters();
  tthc_rollup_list *list = NULL;
  if (tthc__read_filters(options_json, option_fields, &filters, err) == TTHC_OK) list = count(store, &filters, err);
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
