/* Values of indicators over many plans: a page of them, by the spans of days for which they are stored. */
#include "tthcplan/value_list.h"

#include "assess/values.h"
#include "model/words.h"
#include "store/columns.h"
#include "store/page.h"
#include "store/value_rows.h"

#include <stdlib.h>
#include <string.h>

struct value_row {
  int64_t plan;
  int32_t indicator;
  int32_t unit; /* ALL_UNITS: all together */
  int32_t verdict;
  const char *plan_id;
  const char *indicator_id;
  const char *title;
  const char *unit_id;
  const char *unit_name;
  int32_t kind;
  int64_t numerator;
  int64_t denominator;
  const char *text[2]; /* Vietnamese, English */
  const char *measure;
  struct target target;
  const char *target_text;
  const char *target_unit_id;
  int32_t units_reported;
  int32_t units_expected;
};

struct tthc_value_list {
  uint32_t mark;
  struct arena arena;
  int32_t as_of;
  int32_t left_out;
  const char *next;
  ROWS(struct value_row) rows;
};

/* --- options ------------------------------------------------------------------------------------------------------ */

enum value_order { BY_PLAN = 1, BY_RESULT };
enum value_of { OF_PLAN = 1, OF_UNIT };

static const struct vocabulary orders = {"plan, result", {"plan", "result"}};
static const struct vocabulary wholes = {"plan, unit", {"plan", "unit"}};

static const struct json_field option_fields[] = {
  {DAY_FIELD("as_of", struct filters, as_of), .required = 1},
  {FIELD("of", JSON_WORD, struct filters, of), .vocabulary = &wholes},
  ID_LIST_FIELD("plans"),
  ID_LIST_FIELD("units"),
  ID_LIST_FIELD("levels"),
  ID_LIST_FIELD("indicators"),
  ID_LIST_FIELD("results"),
  {FIELD("order", JSON_WORD, struct filters, order), .vocabulary = &orders},
  PAGE_FIELDS,
  {0}};

static const struct cursor_form cursor_form = {
  "values", 4, 0,
  {"tthc_value_list_next() của trang trước, cùng thứ tự và ngày",
   "what tthc_value_list_next() gave, in the same order and as of the same day"}};

/* --- the statement ------------------------------------------------------------------------------------------------ */

static const struct column row_columns[] = {
  INT32("s.verdict", struct value_row, verdict, ALWAYS),
  INT64("s.plan", struct value_row, plan, ALWAYS),
  INT32("s.indicator", struct value_row, indicator, ALWAYS),
  INT32("s.unit", struct value_row, unit, ALWAYS),
  TEXT("p.id", struct value_row, plan_id),
  TEXT("i.id", struct value_row, indicator_id),
  TEXT("i.title", struct value_row, title),
  INT32("i.kind", struct value_row, kind, ALWAYS),
  TEXT("i.measure", struct value_row, measure),
  TEXT("u.id", struct value_row, unit_id),
  TEXT("u.name", struct value_row, unit_name),
  INT64("s.numerator", struct value_row, numerator, TTHC_NO_NUMBER),
  INT64("s.denominator", struct value_row, denominator, TTHC_NO_NUMBER),
  INT32("t.comparator", struct value_row, target.comparator, 0),
  TEXT("t.amount", struct value_row, target.amount),
  TEXT("t.high", struct value_row, target.high),
  INT32("t.unit", struct value_row, target.unit, TTHC_NONE),
  TEXT("t.period", struct value_row, target.period),
  INT32("t.reduction", struct value_row, target.reduction, 0),
  INT32("s.units_reported", struct value_row, units_reported, ALWAYS),
  INT32("s.units_expected", struct value_row, units_expected, ALWAYS),
  {0}};

static const char *const order_columns[] = {
  [BY_PLAN] = "s.plan, s.indicator, s.unit", [BY_RESULT] = "s.verdict, s.plan, s.indicator, s.unit"};

static struct cursor cursor_of(const struct value_row *row) {
  return (struct cursor){{row->verdict, row->plan, row->indicator, row->unit}, {NULL}};
}

static void put_behind(struct question *question, const struct filters *filters) {
  struct parameter at[CURSOR_NUMBERS];
  const int first = filters->order == BY_RESULT ? 0 : 1;
  int i;
  for (i = 0; i < CURSOR_NUMBERS; i++) at[i] = (struct parameter){NULL, filters->behind.numbers[i]};
  tthc__put_behind(question, order_columns[filters->order], at + first, CURSOR_NUMBERS - first);
}

static void put_question(struct question *question, const struct filters *filters) {
  static const char *const wholes_sql[] = {"", " AND s.unit < 0", " AND s.unit >= 0"};
  tthc__begin_question_of_day(question, filters);
  tthc__put(&question->sql, "SELECT ");
  tthc__put_columns(&question->sql, row_columns);
  tthc__put(&question->sql,
            " FROM indicator_value s JOIN plan p ON p.plan = s.plan "
            "JOIN indicator i ON i.plan = s.plan AND i.revision = p.revision AND i.n = s.indicator "
            "LEFT JOIN unit u ON u.plan = s.plan AND u.revision = p.revision AND u.n = s.unit "
            "LEFT JOIN target t ON t.plan = s.plan AND t.revision = p.revision AND t.indicator = s.indicator "
            "AND t.n = s.target WHERE s.verdict > 0");
  tthc__put(&question->sql, wholes_sql[filters->of]);
  tthc__put_conditions(question, filters);
  if (filters->after != NULL) put_behind(question, filters);
  tthc__put(&question->sql, " ORDER BY ");
  tthc__put(&question->sql, order_columns[filters->order]);
}

/* --- rows --------------------------------------------------------------------------------------------------------- */

/* What assessments show of such a value; none without one. */
static int32_t write_text(tthc_value_list *list, struct value_row *row) {
  static const char *const marks[] = {",", "."};
  const int128 times = row->kind == TTHC_RATIO ? 100 : 1;
  int i;
  if (row->denominator == TTHC_NO_NUMBER || row->denominator == 0) return TTHC_OK;
  for (i = 0; i < 2; i++) {
    struct buffer text = {0};
    tthc__put_ratio(&text, (struct ratio){row->numerator * times, row->denominator}, ROUND_HALF_AWAY, marks[i]);
    row->text[i] = text.failed ? NULL : tthc__arena_copy(&list->arena, text.data, (size_t)text.size);
    tthc__buffer_free(&text);
    if (row->text[i] == NULL) return TTHC_E_MEMORY;
  }
  return TTHC_OK;
}

static int32_t write_target(tthc_value_list *list, struct value_row *row) {
  struct buffer text = {0};
  if (row->target.comparator == 0) return TTHC_OK;
  if (row->target.unit != TTHC_NONE) row->target_unit_id = row->unit_id;
  tthc__put_target(&text, &row->target);
  row->target_text = text.failed ? NULL : tthc__arena_copy(&list->arena, text.data, (size_t)text.size);
  tthc__buffer_free(&text);
  return row->target_text == NULL ? TTHC_E_MEMORY : TTHC_OK;
}

/* Numbers that the library has not saved would be divided by, or looked up as words. */
static int is_sound(const struct value_row *row) {
  return row->verdict <= TTHC_NO_BASELINE &&
         (row->denominator >= 0 || row->denominator == TTHC_NO_NUMBER) && row->target.comparator >= 0 &&
         row->target.comparator <= TTHC_RANGE && (row->target.comparator == 0) == (row->target.amount == NULL);
}

static int32_t add_row(void *result, struct statement *statement) {
  tthc_value_list *list = result;
  struct value_row row;
  const char **const texts[] = {&row.plan_id, &row.indicator_id,  &row.title,       &row.measure,      &row.unit_id,
                                &row.unit_name, &row.target.amount, &row.target.high, &row.target.period};
  void *grown;
  size_t i;
  int32_t rc;
  memset(&row, 0, sizeof row);
  rc = tthc__read_row(statement, 0, row_columns, &row);
  if (rc != TTHC_OK) return rc;
  if (!is_sound(&row)) return tthc__fail_damaged(statement->database, "indicator_value");
  for (i = 0; rc == TTHC_OK && i < sizeof texts / sizeof *texts; i++) rc = tthc__keep_row_text(&list->arena, texts[i]);
  if (rc == TTHC_OK) rc = write_text(list, &row);
  if (rc == TTHC_OK) rc = write_target(list, &row);
  if (rc != TTHC_OK || !MAKE_ROOM(list->rows, grown)) return tthc__fail_memory(statement->database->err);
  list->rows.items[list->rows.count++] = row;
  return TTHC_OK;
}

/* Plans that have a sum with too many digits as of the day, so that an assessment of them fails. */
static int32_t count_beyond(struct database *database, const struct filters *filters, int32_t *count) {
  struct question question = {0};
  struct statement statement;
  int32_t rc;
  tthc__begin_question_of_day(&question, filters);
  tthc__put(&question.sql, "SELECT COUNT(DISTINCT s.plan) FROM indicator_value s WHERE s.from_day <= $1 "
                           "AND s.last_day >= $1 AND s.verdict = 0");
  tthc__put_plans(&question, filters, "s.plan");
  rc = tthc__ask(&statement, database, &question);
  if (rc == TTHC_OK) rc = tthc__step(&statement);
  if (rc == 1) *count = (int32_t)tthc__column_number(&statement, 0);
  tthc__finish(&statement);
  tthc__free_question(&question);
  return rc < 0 ? rc : TTHC_OK;
}

static int32_t fill(void *result, struct database *database, const struct filters *filters) {
  tthc_value_list *list = result;
  struct question question = {0};
  struct cursor last;
  int32_t rc = count_beyond(database, filters, &list->left_out);
  if (rc != TTHC_OK) return rc;
  put_question(&question, filters);
  rc = tthc__read_page(&question, database, filters->limit, add_row, list);
  if (rc != 1) return rc;
  last = cursor_of(&list->rows.items[list->rows.count - 1]);
  list->next = tthc__write_cursor(&list->arena, filters, &cursor_form, &last);
  return list->next == NULL ? tthc__fail_memory(database->err) : TTHC_OK;
}

static tthc_value_list *find(tthc_store *store, const struct filters *filters, tthc_error *err) {
  tthc_value_list *list = calloc(1, sizeof *list);
  if (list == NULL) {
    tthc__fail_memory(err);
    return NULL;
  }
  list->mark = MARK_VALUE_LIST;
  list->as_of = filters->as_of;
  if (tthc__ask_store(store, fill, list, filters, &list->left_out, err) == TTHC_OK) return list;
  tthc_value_list_free(list);
  return NULL;
}

tthc_value_list *tthc_store_values(tthc_store *store, const char *options_json, tthc_error *err) {
  struct filters filters = tthc__new_filters();
  tthc_value_list *list = NULL;
  int32_t rc;
  filters.order = BY_PLAN;
  rc = tthc__read_filters(options_json, option_fields, &filters, err);
  if (rc == TTHC_OK) rc = tthc__read_after(&filters, &cursor_form, err);
  if (rc == TTHC_OK) list = find(store, &filters, err);
  tthc__arena_free(&filters.strings);
  return list;
}

void tthc_value_list_free(tthc_value_list *list) {
  if (!tthc__is(list, MARK_VALUE_LIST)) return;
  list->mark = 0;
  tthc__arena_free(&list->arena);
  free(list->rows.items);
  free(list);
}

/* --- getters ------------------------------------------------------------------------------------------------------ */

static const struct value_row *row_of(const tthc_value_list *list, int32_t row) {
  if (!tthc__is(list, MARK_VALUE_LIST) || row < 0 || row >= list->rows.count) return NULL;
  return &list->rows.items[row];
}

int32_t tthc_value_list_count(const tthc_value_list *list) {
  return tthc__is(list, MARK_VALUE_LIST) ? list->rows.count : 0;
}

const char *tthc_value_list_next(const tthc_value_list *list) {
  return tthc__is(list, MARK_VALUE_LIST) ? list->next : NULL;
}

int32_t tthc_value_list_left_out(const tthc_value_list *list) {
  return tthc__is(list, MARK_VALUE_LIST) ? list->left_out : 0;
}

#define GETTER(type, name, member, none)                                  \
  type tthc_value_list_##name(const tthc_value_list *list, int32_t row) { \
    const struct value_row *found = row_of(list, row);                    \
    return found == NULL ? (none) : found->member;                        \
  }

GETTER(const char *, plan_id, plan_id, NULL)
GETTER(const char *, indicator_id, indicator_id, NULL)
GETTER(const char *, title, title, NULL)
GETTER(const char *, unit_id, unit_id, NULL)
GETTER(const char *, unit_name, unit_name, NULL)
GETTER(int32_t, verdict, verdict, 0)
GETTER(int64_t, numerator, numerator, TTHC_NO_NUMBER)
GETTER(int64_t, denominator, denominator, TTHC_NO_NUMBER)
GETTER(const char *, measure, measure, NULL)
GETTER(const char *, target, target_text, NULL)
GETTER(int32_t, target_comparator, target.comparator, 0)
GETTER(const char *, target_amount, target.amount, NULL)
GETTER(const char *, target_high, target.high, NULL)
GETTER(int32_t, target_is_reduction, target.reduction, 0)
GETTER(const char *, target_unit_id, target_unit_id, NULL)
GETTER(const char *, target_period, target.period, NULL)
GETTER(int32_t, units_reported, units_reported, 0)
GETTER(int32_t, units_expected, units_expected, 0)

const char *tthc_value_list_text(const tthc_value_list *list, int32_t row, const char *language) {
  const struct value_row *found = row_of(list, row);
  return found == NULL ? NULL : found->text[tthc__is_english(language)];
}

/* --- JSON --------------------------------------------------------------------------------------------------------- */

static void write_verdict(struct json_writer *writer, const struct json_field *field, const void *row) {
  tthc__json_write_text(writer, field->name, tthc_verdict_word(((const struct value_row *)row)->verdict));
}

static const struct json_field row_fields[] = {
  {FIELD("plan", JSON_TEXT, struct value_row, plan_id)},
  {FIELD("indicator", JSON_TEXT, struct value_row, indicator_id)},
  {FIELD("title", JSON_TEXT, struct value_row, title)},
  {FIELD("unit", JSON_TEXT, struct value_row, unit_id)},
  {FIELD("name", JSON_TEXT, struct value_row, unit_name)},
  {.name = "verdict", .kind = JSON_CUSTOM, .write = write_verdict},
  {FIELD("numerator", JSON_INT64, struct value_row, numerator), .absent = TTHC_NO_NUMBER},
  {FIELD("denominator", JSON_INT64, struct value_row, denominator), .absent = TTHC_NO_NUMBER},
  {FIELD("text", JSON_TEXT, struct value_row, text[1])},
  {FIELD("measure", JSON_TEXT, struct value_row, measure)},
  {FIELD("target", JSON_TEXT, struct value_row, target_text)},
  {FIELD("comparator", JSON_WORD, struct value_row, target.comparator), .vocabulary = &tthc__comparators},
  {FIELD("amount", JSON_DECIMAL, struct value_row, target.amount)},
  {FIELD("high", JSON_DECIMAL, struct value_row, target.high)},
  {FIELD("reduction", JSON_FLAG, struct value_row, target.reduction)},
  {FIELD("target_unit", JSON_TEXT, struct value_row, target_unit_id)},
  {FIELD("target_period", JSON_TEXT, struct value_row, target.period)},
  {FIELD("units_reported", JSON_INT32, struct value_row, units_reported), .absent = TTHC_NO_NUMBER},
  {FIELD("units_expected", JSON_INT32, struct value_row, units_expected), .absent = TTHC_NO_NUMBER},
  {0}};

tthc_text *tthc_value_list_json(const tthc_value_list *list, tthc_error *err) {
  struct json_writer writer;
  int32_t i;
  if (!tthc__is(list, MARK_VALUE_LIST)) {
    tthc__fail_handle(err, "tthc_value_list");
    return NULL;
  }
  tthc__json_begin(&writer, 2, NULL);
  tthc__json_write_open(&writer, '{');
  tthc__json_write_text(&writer, "format", "tthcplan-value-list/1");
  tthc__json_write_day(&writer, "as_of", list->as_of);
  tthc__json_write_int(&writer, "left_out", list->left_out);
  tthc__json_write_text(&writer, "next", list->next);
  tthc__json_write_name(&writer, "rows");
  tthc__json_write_open(&writer, '[');
  for (i = 0; i < list->rows.count; i++) {
    tthc__json_write_item(&writer);
    tthc__json_write_row(&writer, row_fields, &list->rows.items[i]);
  }
  tthc__json_write_close(&writer);
  tthc__json_write_close(&writer);
  return tthc__json_end(&writer, err);
}
