/* Values of indicators over many plans: a page of them, by the spans of days for which they are stored. */
#include "tthcplan/value_list.h"

#include "assess/values.h"
#include "model/words.h"
#include "store/page.h"
#include "store/value_rows.h"

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
  struct page page;
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
static int32_t write_text(struct page *page, struct value_row *row, tthc_error *err) {
  const int128 times = row->kind == TTHC_RATIO ? 100 : 1;
  if (row->denominator == TTHC_NO_NUMBER || row->denominator == 0) return TTHC_OK;
  return tthc__ratio_texts(&page->arena, (struct ratio){row->numerator * times, row->denominator}, ROUND_HALF_AWAY,
                           row->text, err);
}

static int32_t write_target(struct page *page, struct value_row *row, tthc_error *err) {
  struct buffer text = {0};
  if (row->target.comparator == 0) return TTHC_OK;
  if (row->target.unit != TTHC_NONE) row->target_unit_id = row->unit_id;
  tthc__put_target(&text, &row->target);
  row->target_text = tthc__buffer_keep(&text, &page->arena);
  return row->target_text == NULL ? tthc__fail_memory(err) : TTHC_OK;
}

/* Numbers that the library has not saved would be divided by, or looked up as words. */
static int is_sound(const struct value_row *row) {
  return row->verdict <= TTHC_NO_BASELINE &&
         (row->denominator >= 0 || row->denominator == TTHC_NO_NUMBER) && row->target.comparator >= 0 &&
         row->target.comparator <= TTHC_RANGE && (row->target.comparator == 0) == (row->target.amount == NULL);
}

static int32_t complete(struct page *page, void *row, struct statement *statement) {
  int32_t rc;
  if (!is_sound(row)) return tthc__fail_damaged(statement->database, "indicator_value");
  rc = write_text(page, row, statement->database->err);
  return rc == TTHC_OK ? write_target(page, row, statement->database->err) : rc;
}

static struct cursor cursor_of(const void *place) {
  const struct value_row *row = place;
  return (struct cursor){{row->verdict, row->plan, row->indicator, row->unit}, {NULL}};
}

/* Plans that have a sum with too many digits as of the day, so that an assessment of them fails. */
static int32_t count_beyond(struct database *database, const struct filters *filters, int32_t *count) {
  struct question question = {0};
  tthc__begin_question_of_day(&question, filters);
  tthc__put(&question.sql, "SELECT COUNT(DISTINCT s.plan) FROM indicator_value s WHERE s.from_day <= $1 "
                           "AND s.last_day >= $1 AND s.verdict = 0");
  tthc__put_plans(&question, filters, "s.plan");
  return tthc__ask_count(database, &question, count);
}

static int32_t fill(struct page *page, struct database *database, const struct filters *filters) {
  struct question question = {0};
  const int32_t rc = count_beyond(database, filters, &page->left_out);
  if (rc != TTHC_OK) return rc;
  put_question(&question, filters);
  return tthc__read_rows(page, &question, database, filters);
}

static const struct page_kind values = {
  .mark = MARK_VALUE_LIST, .size = sizeof(tthc_value_list), .row_size = sizeof(struct value_row),
  .columns = row_columns, .complete = complete,
  .options = option_fields, .fill = fill, .cursor_of = cursor_of,
  .cursor = {4, 0, {"tthc_value_list_next() của trang trước, với cùng các lựa chọn",
                    "what tthc_value_list_next() gave, with the same options"}}};

tthc_value_list *tthc_store_values(tthc_store *store, const char *options_json, tthc_error *err) {
  struct filters filters = tthc__new_filters();
  filters.order = BY_PLAN;
  return tthc__ask_page(store, options_json, &values, &filters, err);
}

void tthc_value_list_free(tthc_value_list *list) { tthc__free_page(list, MARK_VALUE_LIST); }

/* --- getters ------------------------------------------------------------------------------------------------------ */

static const struct value_row *row_of(const tthc_value_list *list, int32_t row) {
  return tthc__page_row(list, MARK_VALUE_LIST, row);
}

int32_t tthc_value_list_count(const tthc_value_list *list) { return tthc__page_count(list, MARK_VALUE_LIST); }

const char *tthc_value_list_next(const tthc_value_list *list) { return tthc__page_next(list, MARK_VALUE_LIST); }

int32_t tthc_value_list_left_out(const tthc_value_list *list) { return tthc__page_left_out(list, MARK_VALUE_LIST); }

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
  tthc__begin_page_json(&writer, &list->page, "tthcplan-value-list/1");
  for (i = 0; i < list->page.count; i++) {
    tthc__json_write_item(&writer);
    tthc__json_write_row(&writer, row_fields, row_of(list, i));
  }
  return tthc__end_page_json(&writer, err);
}
