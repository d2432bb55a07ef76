/*
 * Follow-ups over many plans. Which day each level reaches back to is found once; the database then picks the level by
 * comparing days, and the recipients out of the stored addressees. What else a row shows is found for the page only.
 */
#include "tthcplan/follow_up_list.h"

#include "assess/follow_up.h"
#include "store/columns.h"
#include "store/page.h"
#include "store/plan_rows.h"
#include "store/standing_rows.h"

#include <stdlib.h>
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
  uint32_t mark;
  struct arena arena;
  int32_t as_of;
  int32_t left_out;
  const char *next;
  tthc_follow_up *levels; /* a follow-up with levels and nothing else */
  ROWS(struct list_row) rows;
  ROWS(struct contact) contacts; /* rows that follow each other share those of their recipient */
};

/* --- options ------------------------------------------------------------------------------------------------------ */

struct list_options {
  struct filters filters; /* first: it is read by the table of all such options */
  tthc_follow_up *levels;
};

static int32_t read_levels(const struct json_at *at, void *row) {
  const struct list_options *options = row;
  return tthc__read_level_rows(at, options->levels);
}

static const struct json_field option_fields[] = {
  FILTER_FIELDS,
  ID_LIST_FIELD("recipients"),
  ID_LIST_FIELD("reached"),
  {.name = "follow_up_levels", .kind = JSON_CUSTOM, .read = read_levels},
  PAGE_FIELDS,
  {0}};

static const struct cursor_form cursor_form = {
  "follow-ups", 3, 2,
  {"tthc_follow_up_list_next() của trang trước, cùng ngày",
   "what tthc_follow_up_list_next() gave, as of the same day"}};

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

static int32_t read_options(const char *options_json, struct list_options *options, tthc_error *err) {
  int32_t rc;
  options->filters = tthc__new_filters();
  options->levels = tthc__new_follow_up(TTHC_NO_DAY, err);
  if (options->levels == NULL) return TTHC_E_MEMORY;
  rc = tthc__read_levels(options->levels, NULL, err);
  if (rc == TTHC_OK) rc = tthc__read_filters(options_json, option_fields, &options->filters, err);
  if (rc == TTHC_OK) rc = check_reached(options, err);
  options->levels->as_of = options->filters.as_of;
  return rc == TTHC_OK ? tthc__read_after(&options->filters, &cursor_form, err) : rc;
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

/* A page in the making. */
struct listing {
  tthc_follow_up_list *list;
  struct database *database;
  struct statement contacts;
};

static int32_t add_row(void *result, struct statement *statement) {
  struct listing *listing = result;
  tthc_follow_up_list *list = listing->list;
  struct list_row row;
  const char **const texts[] = {&row.recipient_id, &row.recipient_name, &row.plan_id, &row.task_id, &row.label,
                                &row.title,        &row.deadline,       &row.period,  &row.unit_id, &row.unit_name};
  void *grown;
  size_t i;
  int32_t rc;
  memset(&row, 0, sizeof row);
  row.state = (int32_t)tthc__column_number(statement, 0);
  row.level = (int32_t)tthc__column_number(statement, 1);
  rc = tthc__read_row(statement, 2, row_columns, &row);
  if (rc != TTHC_OK) return rc;
  if (row.effective == TTHC_NO_DAY || row.level < 0 || row.level >= list->levels->levels.count)
    return tthc__fail_damaged(listing->database, "standing");
  for (i = 0; rc == TTHC_OK && i < sizeof texts / sizeof *texts; i++) rc = tthc__keep_row_text(&list->arena, texts[i]);
  if (rc == TTHC_OK) rc = tthc__keep_row_day(&list->arena, row.due, &row.due_text);
  if (rc == TTHC_OK) rc = tthc__keep_row_day(&list->arena, row.effective, &row.effective_text);
  if (rc != TTHC_OK || !MAKE_ROOM(list->rows, grown)) return tthc__fail_memory(listing->database->err);
  if (row.state == TTHC_OVERDUE) {
    row.days_late = list->as_of - row.effective;
    row.working_days_late =
      tthc_calendar_working_days_between(listing->database->calendar, row.effective, list->as_of);
  }
  list->rows.items[list->rows.count++] = row;
  return TTHC_OK;
}

static int32_t add_contact(struct listing *listing) {
  tthc_follow_up_list *list = listing->list;
  struct contact contact;
  const char **const texts[] = {&contact.name, &contact.position, &contact.email, &contact.phone};
  void *grown;
  size_t i;
  int32_t rc;
  memset(&contact, 0, sizeof contact);
  rc = tthc__read_row(&listing->contacts, 0, tthc__contact_columns, &contact);
  if (rc != TTHC_OK || !tthc__is_between(list->as_of, contact.first_day, contact.last_day)) return rc;
  for (i = 0; rc == TTHC_OK && i < sizeof texts / sizeof *texts; i++) rc = tthc__keep_row_text(&list->arena, texts[i]);
  if (rc != TTHC_OK || !MAKE_ROOM(list->contacts, grown)) return tthc__fail_memory(listing->database->err);
  list->contacts.items[list->contacts.count++] = contact;
  return TTHC_OK;
}

static int32_t find_contacts(struct listing *listing, struct list_row *row) {
  int32_t rc;
  row->first_contact = listing->list->contacts.count;
  tthc__bind_number(&listing->contacts, 1, row->plan);
  tthc__bind_number(&listing->contacts, 2, row->revision);
  tthc__bind_number(&listing->contacts, 3, row->recipient);
  rc = tthc__step(&listing->contacts);
  while (rc == 1) {
    rc = add_contact(listing);
    if (rc == TTHC_OK) rc = tthc__step(&listing->contacts);
  }
  row->contact_count = listing->list->contacts.count - row->first_contact;
  return rc;
}

/* Those of the day, once for all rows of a recipient and plan. */
static int32_t find_all_contacts(struct listing *listing) {
  struct list_row *rows = listing->list->rows.items;
  struct buffer sql = {0};
  int32_t i, rc;
  tthc__put(&sql, "SELECT ");
  tthc__put_columns(&sql, tthc__contact_columns);
  tthc__put(&sql, " FROM unit_contact WHERE plan = $1 AND revision = $2 AND unit = $3 ORDER BY n");
  rc = tthc__prepare_made(&listing->contacts, listing->database, &sql);
  for (i = 0; rc == TTHC_OK && i < listing->list->rows.count; i++) {
    if (i > 0 && rows[i].plan == rows[i - 1].plan && rows[i].recipient == rows[i - 1].recipient) {
      rows[i].first_contact = rows[i - 1].first_contact;
      rows[i].contact_count = rows[i - 1].contact_count;
    } else {
      rc = find_contacts(listing, &rows[i]);
    }
  }
  tthc__finish(&listing->contacts);
  return rc;
}

static int32_t write_next(tthc_follow_up_list *list, const struct filters *filters, tthc_error *err) {
  const struct list_row *row = &list->rows.items[list->rows.count - 1];
  const struct cursor at = {{row->plan, row->task, row->unit}, {row->recipient_id, row->period}};
  list->next = tthc__write_cursor(&list->arena, filters, &cursor_form, &at);
  return list->next == NULL ? tthc__fail_memory(err) : TTHC_OK;
}

static int32_t fill(void *result, struct database *database, const struct filters *filters) {
  const struct list_options *options = (const struct list_options *)(const void *)filters;
  struct listing listing = {result, database, {NULL, database, 0}};
  struct question question = {0};
  struct reach reach;
  int32_t rc = tthc__shipped_calendar(database);
  if (rc != TTHC_OK) return rc;
  reach = reach_of(options->levels, database->calendar);
  put_question(&question, options, &reach);
  rc = tthc__read_page(&question, database, filters->limit, add_row, &listing);
  if (rc == 1) rc = write_next(listing.list, filters, database->err);
  return rc == TTHC_OK ? find_all_contacts(&listing) : rc;
}

/* The levels go to the list, with the texts of those that were given. */
static tthc_follow_up_list *find(tthc_store *store, struct list_options *options, tthc_error *err) {
  tthc_follow_up_list *list = calloc(1, sizeof *list);
  if (list == NULL) {
    tthc__fail_memory(err);
    return NULL;
  }
  list->mark = MARK_FOLLOW_UP_LIST;
  list->as_of = options->filters.as_of;
  list->levels = options->levels;
  if (tthc__ask_store(store, fill, list, &options->filters, &list->left_out, err) == TTHC_OK) {
    options->levels->strings[1] = options->filters.strings;
    options->filters.strings.blocks = NULL;
    options->levels = NULL;
    return list;
  }
  list->levels = NULL;
  tthc_follow_up_list_free(list);
  return NULL;
}

tthc_follow_up_list *tthc_store_follow_ups(tthc_store *store, const char *options_json, tthc_error *err) {
  struct list_options options;
  tthc_follow_up_list *list = NULL;
  if (read_options(options_json, &options, err) == TTHC_OK) list = find(store, &options, err);
  tthc_follow_up_free(options.levels);
  tthc__arena_free(&options.filters.strings);
  return list;
}

void tthc_follow_up_list_free(tthc_follow_up_list *list) {
  if (!tthc__is(list, MARK_FOLLOW_UP_LIST)) return;
  list->mark = 0;
  tthc_follow_up_free(list->levels);
  tthc__arena_free(&list->arena);
  free(list->rows.items);
  free(list->contacts.items);
  free(list);
}

/* --- getters ------------------------------------------------------------------------------------------------------ */

static const struct list_row *row_of(const tthc_follow_up_list *list, int32_t row) {
  if (!tthc__is(list, MARK_FOLLOW_UP_LIST) || row < 0 || row >= list->rows.count) return NULL;
  return &list->rows.items[row];
}

int32_t tthc_follow_up_list_count(const tthc_follow_up_list *list) {
  return tthc__is(list, MARK_FOLLOW_UP_LIST) ? list->rows.count : 0;
}

const char *tthc_follow_up_list_next(const tthc_follow_up_list *list) {
  return tthc__is(list, MARK_FOLLOW_UP_LIST) ? list->next : NULL;
}

int32_t tthc_follow_up_list_left_out(const tthc_follow_up_list *list) {
  return tthc__is(list, MARK_FOLLOW_UP_LIST) ? list->left_out : 0;
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
  return &list->contacts.items[found->first_contact + contact];
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
  const struct list_row *row = &list->rows.items[number];
  tthc__json_write_open(writer, '{');
  tthc__json_write_text(writer, "recipient", row->recipient_id);
  tthc__json_write_text(writer, "recipient_name", row->recipient_name);
  if (row->contact_count > 0)
    tthc__json_write_rows(writer, "contacts", tthc__contact_fields, &list->contacts.items[row->first_contact],
                          row->contact_count, sizeof *list->contacts.items);
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
  tthc__json_begin(&writer, 2, NULL);
  tthc__json_write_open(&writer, '{');
  tthc__json_write_text(&writer, "format", "tthcplan-follow-up-list/1");
  tthc__json_write_day(&writer, "as_of", list->as_of);
  tthc__json_write_int(&writer, "left_out", list->left_out);
  tthc__json_write_text(&writer, "next", list->next);
  tthc__json_write_name(&writer, "rows");
  tthc__json_write_open(&writer, '[');
  for (i = 0; i < list->rows.count; i++) {
    tthc__json_write_item(&writer);
    write_row(&writer, list, i);
  }
  tthc__json_write_close(&writer);
  tthc__json_write_close(&writer);
  return tthc__json_end(&writer, err);
}
