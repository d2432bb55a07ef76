/*
 * Follow-ups over many plans. Which day each level reaches back to is found once; the database then picks the level by
 * comparing days, and the recipients out of the stored addressees. What else a row shows is found for the page only.
 */
#include "tthcplan/follow_up_list.h"

#include "assess/follow_up.h"
#include "store/page.h"
#include "store/plan_rows.h"
#include "store/standing_rows.h"

#include <string.h>

struct list_row {
  int64_t plan;
  int32_t task;
  int32_t unit;
  int32_t recipient;
  int32_t revision;
  int32_t state;
  int32_t level;
  int32_t role;
  const char *recipient_id;
  const char *recipient_name;
  const char *plan_id;
  const char *task_id;
  const char *label;
  const char *title;
  const char *deadline;
  const char *period;
  int32_t is_report;
  const char *unit_id;
  const char *unit_name;
  int32_t due;
  int32_t effective;
  const char *due_text;
  const char *effective_text;
  int32_t days_late;
  int32_t working_days_late;
  int32_t first_contact;
  int32_t contact_count;
};

struct tthc_follow_up_list {
  struct page page;
  tthc_follow_up *levels;   /* a follow-up with levels and nothing else */
  struct contact *contacts; /* rows that follow each other share those of their recipient */
  int32_t contact_count;
};

/* --- options ------------------------------------------------------------------------------------------------------ */

struct list_options {
  struct filters filters; /* first: it is read by the table of all such options */
  tthc_follow_up *levels;
};

static int32_t read_levels(const struct json_at *at, void *row) {
  struct list_options *options = row;
  struct json_writer writer;
  const int32_t rc = tthc__read_level_rows(at, options->levels);
  if (rc != TTHC_OK) return rc;
  tthc__json_begin(&writer, 0, NULL);
  tthc__json_write_rows(&writer, at->name, tthc__level_fields, options->levels->levels.items,
                        options->levels->levels.count, sizeof *options->levels->levels.items);
  options->filters.also = tthc__buffer_keep(&writer.out, &at->doc->arena);
  return options->filters.also == NULL ? tthc__fail_memory(at->doc->err) : TTHC_OK;
}

static const struct json_field option_fields[] = {
  FILTER_FIELDS,
  ID_LIST_FIELD("recipients"),
  ID_LIST_FIELD("reached"),
  {.name = "follow_up_levels", .kind = JSON_CUSTOM, .read = read_levels},
  PAGE_FIELDS,
  {0}};

/* TTHC_NONE for no level. */
static int32_t level_of_id(const tthc_follow_up *levels, const char *id) {
  int32_t level = levels->levels.count - 1;
  while (level >= 0 && strcmp(levels->levels.items[level].id, id) != 0) level--;
  return level;
}

static int32_t check_reached(const struct list_options *options, tthc_error *err) {
  const struct id_list *reached = &options->filters.reached;
  int32_t i;
  for (i = 0; i < reached->count; i++)
    if (level_of_id(options->levels, reached->items[i]) == TTHC_NONE)
      return tthc__fail_at(err, TTHC_E_VALUE, "reached", reached->items[i],
                           WORDS("mã của một mức đôn đốc", "the id of a level of follow-ups"));
  return TTHC_OK;
}

/* --- the statement ------------------------------------------------------------------------------------------------ */

/* Behind the state and the level. */
static const struct column row_columns[] = {
  TEXT("r.id", struct list_row, recipient_id),
  TEXT("r.name", struct list_row, recipient_name),
  INT32("r.n", struct list_row, recipient, ALWAYS),
  INT64("r.plan", struct list_row, plan, ALWAYS),
  INT32("r.revision", struct list_row, revision, ALWAYS),
  TEXT("p.id", struct list_row, plan_id),
  INT32("d.role", struct list_row, role, ALWAYS),
  INT32("s.task", struct list_row, task, ALWAYS),
  TEXT("t.id", struct list_row, task_id),
  TEXT("t.label", struct list_row, label),
  TEXT("t.title", struct list_row, title),
  TEXT("t.deadline_text", struct list_row, deadline),
  TEXT("s.period", struct list_row, period),
  INT32("a.is_report", struct list_row, is_report, ALWAYS),
  INT32("s.unit", struct list_row, unit, ALWAYS),
  TEXT("u.id", struct list_row, unit_id),
  TEXT("u.name", struct list_row, unit_name),
  INT32("w.due_day", struct list_row, due, TTHC_NO_DAY),
  INT32("s.effective_day", struct list_row, effective, TTHC_NO_DAY),
  {0}};

#define ORDER "r.id, r.plan, s.task, s.period, s.unit"

/* The last due days of the levels, from the highest on, which are parameters from `first` on. */
struct reach {
  int32_t days[LEVELS_MAX];
  int32_t first;
  int32_t mildest; /* the last of these days */
};

static struct reach reach_of(const tthc_follow_up *levels, const tthc_calendar *calendar) {
  struct reach reach = {{0}, 0, DAY_MIN - 1};
  int32_t level;
  for (level = 0; level < levels->levels.count; level++) {
    reach.days[level] = tthc__level_reaches(levels, level, calendar);
    if (reach.days[level] > reach.mildest) reach.mildest = reach.days[level];
  }
  return reach;
}

/* Puts "CASE WHEN s.effective_day <= $3 THEN 4 …": the highest level that is reached, or whom it goes to. */
static void put_level(struct question *question, const tthc_follow_up *levels, struct reach *reach, int is_whom) {
  const int is_first = reach->first == 0;
  int32_t level, parameter = reach->first;
  if (is_first) reach->first = question->parameters.count + 1;
  tthc__put(&question->sql, "CASE");
  for (level = levels->levels.count - 1; level >= 0; level--) {
    tthc__put(&question->sql, " WHEN s.effective_day <= ");
    if (is_first)
      tthc__put_number_parameter(question, reach->days[level]);
    else {
      tthc__put_char(&question->sql, '$');
      tthc__put_int(&question->sql, parameter++);
    }
    tthc__put(&question->sql, " THEN ");
    tthc__put_int(&question->sql, is_whom ? levels->levels.items[level].to : level);
  }
  tthc__put(&question->sql, " END");
}

static void put_filters(struct question *question, const struct list_options *options, struct reach *reach) {
  const struct id_list *reached = &options->filters.reached;
  int32_t i;
  if (options->filters.recipients.count > 0) {
    tthc__put(&question->sql, " AND r.id");
    tthc__put_ids(question, &options->filters.recipients);
  }
  if (reached->count == 0) return;
  tthc__put(&question->sql, " AND ");
  put_level(question, options->levels, reach, 0);
  for (i = 0; i < reached->count; i++) {
    tthc__put(&question->sql, i == 0 ? " IN (" : ", ");
    tthc__put_number_parameter(question, level_of_id(options->levels, reached->items[i]));
  }
  tthc__put(&question->sql, ")");
}

static void put_behind(struct question *question, const struct cursor *at) {
  const struct parameter values[] = {
    {at->texts[0], 0}, {NULL, at->numbers[0]}, {NULL, at->numbers[1]}, {at->texts[1], 0}, {NULL, at->numbers[2]}};
  tthc__put_behind(question, ORDER, values, sizeof values / sizeof *values);
}

/* Puts a table that is joined by conditions behind. Of a fixed order SQLite knows by CROSS. */
static void put_join(struct question *question, int is_fixed, const char *table) {
  tthc__put(&question->sql, is_fixed ? " CROSS JOIN " : " JOIN ");
  tthc__put(&question->sql, table);
  if (!is_fixed) tthc__put(&question->sql, " ON 1 = 1");
}

/*
 * Units are gone through by id, out of an index, so that a page ends where it is full; but where the plans are named,
 * from these to their units. Standings are picked out of an index that has all that decides, and only then looked up
 * (`w`).
 */
static void put_question(struct question *question, const struct list_options *options, struct reach *reach) {
  const int is_fixed = options->filters.plans.count == 0;
  tthc__begin_question(question, &options->filters);
  tthc__put(&question->sql, "SELECT " STATE_SQL ", ");
  put_level(question, options->levels, reach, 0);
  tthc__put(&question->sql, ", ");
  tthc__put_columns(&question->sql, row_columns);
  tthc__put(&question->sql, " FROM unit r");
  put_join(question, is_fixed, "plan p");
  put_join(question, is_fixed, "addressee d");
  put_join(question, is_fixed, "standing s");
  tthc__put(&question->sql,
            " JOIN standing w ON w.plan = s.plan AND w.task = s.task AND w.period = s.period AND w.unit = s.unit "
            "AND w.from_day = s.from_day "
            "JOIN assignment a ON a.plan = s.plan AND a.task = s.task AND a.period = s.period AND a.unit = s.unit "
            "JOIN task t ON t.plan = s.plan AND t.revision = p.revision AND t.n = s.task "
            "JOIN unit u ON u.plan = s.plan AND u.revision = p.revision AND u.n = s.unit "
            "WHERE p.plan = r.plan AND p.revision = r.revision AND d.plan = r.plan AND d.recipient = r.n "
            "AND s.plan = d.plan AND s.unit = d.unit "
            "AND d.from_day <= $1 AND d.last_day >= $1 AND s.said <> 3 AND s.said <> 4 AND s.waits = 0 "
            "AND s.effective_day <= ");
  tthc__put_number_parameter(question, reach->mildest);
  tthc__put(&question->sql, " AND d.goes_to = ");
  put_level(question, options->levels, reach, 1);
  tthc__put_conditions(question, &options->filters);
  put_filters(question, options, reach);
  if (options->filters.after != NULL) put_behind(question, &options->filters.behind);
  tthc__put(&question->sql, " ORDER BY " ORDER);
}

/* --- rows --------------------------------------------------------------------------------------------------------- */

static int32_t complete(struct page *page, void *place, struct statement *statement) {
  const tthc_follow_up_list *list = (const tthc_follow_up_list *)(const void *)page;
  struct database *database = statement->database;
  struct list_row *row = place;
  int32_t rc;
  row->state = (int32_t)tthc__column_number(statement, 0);
  row->level = (int32_t)tthc__column_number(statement, 1);
  if (row->effective == TTHC_NO_DAY || row->level < 0 || row->level >= list->levels->levels.count)
    return tthc__fail_damaged(database, "standing");
  if (row->state == TTHC_OVERDUE) {
    row->days_late = page->as_of - row->effective;
    row->working_days_late = tthc_calendar_working_days_between(database->calendar, row->effective, page->as_of);
  }
  rc = tthc__keep_day(page, row->due, &row->due_text, database->err);
  return rc == TTHC_OK ? tthc__keep_day(page, row->effective, &row->effective_text, database->err) : rc;
}

static struct cursor cursor_of(const void *place) {
  const struct list_row *row = place;
  return (struct cursor){{row->plan, row->task, row->unit}, {row->recipient_id, row->period}};
}

static int32_t add_contact(tthc_follow_up_list *list, struct statement *statement) {
  struct contact contact, *grown;
  int32_t rc;
  memset(&contact, 0, sizeof contact);
  rc = tthc__read_row(statement, 0, tthc__contact_columns, &contact);
  if (rc != TTHC_OK || !tthc__is_between(list->page.as_of, contact.first_day, contact.last_day)) return rc;
  rc = tthc__keep_texts(&list->page.arena, tthc__contact_columns, &contact, statement->database);
  if (rc != TTHC_OK) return rc;
  grown = tthc__arena_grow(&list->page.arena, list->contacts, list->contact_count, sizeof *grown);
  if (grown == NULL) return tthc__fail_memory(statement->database->err);
  list->contacts = grown;
  list->contacts[list->contact_count++] = contact;
  return TTHC_OK;
}

static int32_t find_contacts(tthc_follow_up_list *list, struct list_row *row, struct statement *statement) {
  int32_t rc;
  row->first_contact = list->contact_count;
  tthc__bind_number(statement, 1, row->plan);
  tthc__bind_number(statement, 2, row->revision);
  tthc__bind_number(statement, 3, row->recipient);
  rc = tthc__step(statement);
  while (rc == 1) {
    rc = add_contact(list, statement);
    if (rc == TTHC_OK) rc = tthc__step(statement);
  }
  row->contact_count = list->contact_count - row->first_contact;
  return rc;
}

/* Those of the day, once for all rows of a recipient and plan. */
static int32_t find_all_contacts(tthc_follow_up_list *list, struct database *database) {
  struct list_row *rows = list->page.rows;
  struct statement statement;
  struct buffer sql = {0};
  int32_t i, rc;
  tthc__put(&sql, "SELECT ");
  tthc__put_columns(&sql, tthc__contact_columns);
  tthc__put(&sql, " FROM unit_contact WHERE plan = $1 AND revision = $2 AND unit = $3 ORDER BY n");
  rc = tthc__prepare_made(&statement, database, &sql);
  for (i = 0; rc == TTHC_OK && i < list->page.count; i++) {
    if (i > 0 && rows[i].plan == rows[i - 1].plan && rows[i].recipient == rows[i - 1].recipient) {
      rows[i].first_contact = rows[i - 1].first_contact;
      rows[i].contact_count = rows[i - 1].contact_count;
    } else {
      rc = find_contacts(list, &rows[i], &statement);
    }
  }
  tthc__finish(&statement);
  return rc;
}

static int32_t fill(struct page *page, struct database *database, const struct filters *filters) {
  const struct list_options *options = (const struct list_options *)(const void *)filters;
  tthc_follow_up_list *list = (tthc_follow_up_list *)(void *)page;
  struct question question = {0};
  struct reach reach;
  int32_t rc = tthc__shipped_calendar(database);
  if (rc != TTHC_OK) return rc;
  list->levels = options->levels; /* lent until the page is there */
  reach = reach_of(options->levels, database->calendar);
  put_question(&question, options, &reach);
  rc = tthc__read_rows(page, &question, database, filters);
  return rc == TTHC_OK ? find_all_contacts(list, database) : rc;
}

static const struct page_kind follow_ups = {
  .mark = MARK_FOLLOW_UP_LIST, .size = sizeof(tthc_follow_up_list), .row_size = sizeof(struct list_row),
  .columns = row_columns, .first = 2, .complete = complete,
  .options = option_fields, .fill = fill, .cursor_of = cursor_of,
  .cursor = {3, 2, {"tthc_follow_up_list_next() của trang trước, với cùng các lựa chọn",
                    "what tthc_follow_up_list_next() gave, with the same options"}}};

static int32_t read_options(const char *options_json, struct list_options *options, tthc_error *err) {
  int32_t rc;
  options->filters = tthc__new_filters();
  options->levels = tthc__new_follow_up(TTHC_NO_DAY, err);
  if (options->levels == NULL) return TTHC_E_MEMORY;
  rc = tthc__read_levels(options->levels, NULL, err);
  if (rc == TTHC_OK) rc = tthc__read_page_options(options_json, &follow_ups, &options->filters, err);
  options->levels->as_of = options->filters.as_of;
  return rc == TTHC_OK ? check_reached(options, err) : rc;
}

/* The levels go to the list, with the texts of those that were given. */
tthc_follow_up_list *tthc_store_follow_ups(tthc_store *store, const char *options_json, tthc_error *err) {
  struct list_options options;
  tthc_follow_up_list *list = NULL;
  if (read_options(options_json, &options, err) == TTHC_OK)
    list = tthc__find_page(store, &follow_ups, &options.filters, err);
  if (list != NULL) {
    options.levels->strings[1] = options.filters.strings;
    return list;
  }
  tthc_follow_up_free(options.levels);
  tthc__arena_free(&options.filters.strings);
  return NULL;
}

void tthc_follow_up_list_free(tthc_follow_up_list *list) {
  if (!tthc__is(list, MARK_FOLLOW_UP_LIST)) return;
  tthc_follow_up_free(list->levels);
  tthc__free_page(list, MARK_FOLLOW_UP_LIST);
}

/* --- getters ------------------------------------------------------------------------------------------------------ */

static const struct list_row *row_of(const tthc_follow_up_list *list, int32_t row) {
  return tthc__page_row(list, MARK_FOLLOW_UP_LIST, row);
}

int32_t tthc_follow_up_list_count(const tthc_follow_up_list *list) {
  return tthc__page_count(list, MARK_FOLLOW_UP_LIST);
}

const char *tthc_follow_up_list_next(const tthc_follow_up_list *list) {
  return tthc__page_next(list, MARK_FOLLOW_UP_LIST);
}

int32_t tthc_follow_up_list_left_out(const tthc_follow_up_list *list) {
  return tthc__page_left_out(list, MARK_FOLLOW_UP_LIST);
}

#define GETTER(type, name, member, none)                                          \
  type tthc_follow_up_list_##name(const tthc_follow_up_list *list, int32_t row) { \
    const struct list_row *found = row_of(list, row);                             \
    return found == NULL ? (none) : found->member;                                \
  }

GETTER(const char *, recipient_id, recipient_id, NULL)
GETTER(const char *, recipient_name, recipient_name, NULL)
GETTER(int32_t, contact_count, contact_count, 0)
GETTER(int32_t, role, role, 0)
GETTER(const char *, plan_id, plan_id, NULL)
GETTER(const char *, task_id, task_id, NULL)
GETTER(const char *, label, label, NULL)
GETTER(const char *, title, title, NULL)
GETTER(const char *, deadline, deadline, NULL)
GETTER(const char *, period, period, NULL)
GETTER(int32_t, is_report, is_report, 0)
GETTER(const char *, unit_id, unit_id, NULL)
GETTER(const char *, unit_name, unit_name, NULL)
GETTER(int32_t, state, state, 0)
GETTER(int32_t, due_day, due, TTHC_NO_DAY)
GETTER(int32_t, effective_day, effective, TTHC_NO_DAY)
GETTER(const char *, due, due_text, NULL)
GETTER(const char *, effective, effective_text, NULL)
GETTER(int32_t, days_late, days_late, 0)
GETTER(int32_t, working_days_late, working_days_late, 0)

static const struct level *level_of(const tthc_follow_up_list *list, int32_t row) {
  const struct list_row *found = row_of(list, row);
  return found == NULL ? NULL : &list->levels->levels.items[found->level];
}

const char *tthc_follow_up_list_level(const tthc_follow_up_list *list, int32_t row) {
  const struct level *level = level_of(list, row);
  return level == NULL ? NULL : level->id;
}

const char *tthc_follow_up_list_level_name(const tthc_follow_up_list *list, int32_t row, const char *language) {
  const struct level *level = level_of(list, row);
  return level == NULL ? NULL : tthc__level_words(level->name, language);
}

static const struct contact *contact_of(const tthc_follow_up_list *list, int32_t row, int32_t contact) {
  const struct list_row *found = row_of(list, row);
  if (found == NULL || contact < 0 || contact >= found->contact_count) return NULL;
  return &list->contacts[found->first_contact + contact];
}

#define CONTACT_GETTER(name)                                                                                      \
  const char *tthc_follow_up_list_contact_##name(const tthc_follow_up_list *list, int32_t row, int32_t contact) { \
    const struct contact *found = contact_of(list, row, contact);                                                 \
    return found == NULL ? NULL : found->name;                                                                    \
  }

CONTACT_GETTER(name)
CONTACT_GETTER(position)
CONTACT_GETTER(email)
CONTACT_GETTER(phone)

/* --- JSON --------------------------------------------------------------------------------------------------------- */

static void write_row(struct json_writer *writer, const tthc_follow_up_list *list, int32_t number) {
  const struct list_row *row = row_of(list, number);
  tthc__json_write_open(writer, '{');
  tthc__json_write_text(writer, "recipient", row->recipient_id);
  tthc__json_write_text(writer, "recipient_name", row->recipient_name);
  if (row->contact_count > 0)
    tthc__json_write_rows(writer, "contacts", tthc__contact_fields, &list->contacts[row->first_contact],
                          row->contact_count, sizeof *list->contacts);
  tthc__json_write_text(writer, "level", tthc_follow_up_list_level(list, number));
  tthc__json_write_text(writer, "role", tthc_recipient_role_word(row->role));
  tthc__json_write_text(writer, "plan", row->plan_id);
  tthc__json_write_text(writer, "task", row->task_id);
  tthc__json_write_text(writer, "label", row->label);
  tthc__json_write_text(writer, "title", row->title);
  tthc__json_write_text(writer, "unit", row->unit_id);
  tthc__json_write_text(writer, "unit_name", row->unit_name);
  tthc__json_write_text(writer, "period", row->period);
  tthc__json_write_text(writer, "kind", row->is_report ? "report" : "work");
  tthc__json_write_text(writer, "deadline", row->deadline);
  tthc__json_write_text(writer, "due", row->due_text);
  tthc__json_write_text(writer, "effective", row->effective_text);
  tthc__json_write_text(writer, "state", tthc_state_word(row->state));
  if (row->days_late > 0) {
    tthc__json_write_int(writer, "days_late", row->days_late);
    tthc__json_write_int(writer, "working_days_late", row->working_days_late);
  }
  tthc__json_write_close(writer);
}

tthc_text *tthc_follow_up_list_json(const tthc_follow_up_list *list, tthc_error *err) {
  struct json_writer writer;
  int32_t i;
  if (!tthc__is(list, MARK_FOLLOW_UP_LIST)) {
    tthc__fail_handle(err, "tthc_follow_up_list");
    return NULL;
  }
  tthc__begin_page_json(&writer, &list->page, "tthcplan-follow-up-list/1");
  for (i = 0; i < list->page.count; i++) {
    tthc__json_write_item(&writer);
    write_row(&writer, list, i);
  }
  return tthc__end_page_json(&writer, err);
}
