/* Searches: a page of the tasks and units in which all words stand, with the places of the words in their texts. */
#include "tthcplan/search.h"

#include "base/json.h"
#include "base/text.h"
#include "base/unicode.h"
#include "store/hits.h"
#include "store/page.h"
#include "store/store.h"
#include "store/words.h"

#include <stdlib.h>
#include <string.h>

struct match {
  int32_t start;
  int32_t size;
};

struct found_row {
  const char *plan;
  int32_t kind;
  const char *id;
  const char *text;
  const struct match *matches;
  int32_t match_count;
};

struct tthc_search {
  struct page page;
};

static const struct page_kind searches = {
  .mark = MARK_SEARCH, .size = sizeof(tthc_search), .row_size = sizeof(struct found_row)};

/* --- options ------------------------------------------------------------------------------------------------------ */

static const struct vocabulary kinds = {"task, unit", {"task", "unit"}};

const char *tthc_search_kind_word(int32_t kind) { return tthc__word(&kinds, kind); }

static int32_t read_plan(const struct json_at *at, void *row) {
  struct id_list *plans = &((struct searching *)row)->plans;
  const char *id, **grown;
  int32_t rc = tthc__json_text(at, JSON_SLUG, &id);
  if (rc != TTHC_OK) return rc;
  if (plans->count == FILTER_IDS_MAX)
    return tthc__json_fail(at, TTHC_E_LIMIT, NULL, WORDS("không quá 500 kế hoạch", "at most 500 plans"));
  grown = tthc__arena_grow(&at->doc->arena, plans->items, plans->count, sizeof *grown);
  if (grown == NULL) return tthc__fail_memory(at->doc->err);
  plans->items = grown;
  plans->items[plans->count++] = id;
  return TTHC_OK;
}

/* An empty list could be meant for all or for nothing. */
static int32_t read_plans(const struct json_at *at, void *row) {
  const int32_t rc = tthc__json_each(at, read_plan, row);
  if (rc != TTHC_OK || ((const struct searching *)row)->plans.count > 0) return rc;
  return tthc__json_fail(at, TTHC_E_MISSING, NULL, WORDS("ít nhất một phần tử", "at least one element"));
}

static const struct json_field option_fields[] = {
  {.name = "plans", .kind = JSON_CUSTOM, .read = read_plans},
  {FIELD("kind", JSON_WORD, struct searching, kind), .vocabulary = &kinds},
  {FIELD("limit", JSON_INT32, struct searching, limit),
   .range = {1, HITS_MAX}, .expected = {"1 đến 1000", "1 to 1000"}},
  {FIELD("after", JSON_LABEL, struct searching, cursor)},
  {0}};

/* --- cursors ------------------------------------------------------------------------------------------------------ */

static const struct cursor_form form = {3, 0, {"tthc_search_next() của trang trước, với cùng các từ và lựa chọn",
                                               "what tthc_search_next() gave, with the same words and options"}};

static struct buffer question_of(const struct searching *searching) {
  struct buffer question = {0};
  int32_t i;
  tthc__put_json(&question, searching->text);
  tthc__put_int(&question, searching->kind);
  for (i = 0; i < searching->plans.count; i++) tthc__put_json(&question, searching->plans.items[i]);
  return question;
}

static int32_t read_cursor(struct searching *searching, struct arena *arena, tthc_error *err) {
  struct buffer question;
  struct cursor at = {{0}, {NULL}};
  int32_t rc;
  if (searching->cursor == NULL) return TTHC_OK;
  question = question_of(searching);
  rc = tthc__read_cursor(searching->cursor, &form, &question, arena, &at, err);
  if (rc == TTHC_OK) searching->after = (struct hit){at.numbers[0], at.numbers[1], at.numbers[2]};
  return rc;
}

/* --- rows --------------------------------------------------------------------------------------------------------- */

static int32_t find_matches(tthc_search *search, struct searching *searching, struct found_row *row) {
  const char *text = row->text, *word;
  struct match *matches = NULL, *grown;
  int64_t size;
  while (tthc__next_word(&text, &word, &size)) {
    const int is_match = tthc__is_sought(&searching->words, word, size);
    if (is_match == 0) continue;
    grown = is_match < 0 ? NULL : tthc__arena_grow(&search->page.arena, matches, row->match_count, sizeof *matches);
    if (grown == NULL) return tthc__fail_memory(searching->database->err);
    matches = grown;
    matches[row->match_count++] = (struct match){(int32_t)(word - row->text), (int32_t)size};
  }
  row->matches = matches;
  return TTHC_OK;
}

static int32_t copy_row(struct arena *arena, struct statement *statement, struct found_row *row) {
  const char *plan = tthc__column_text(statement, 0), *id = tthc__column_text(statement, 1);
  const char *text = tthc__column_text(statement, 2);
  int32_t rc = tthc__row_status(statement);
  if (rc != TTHC_OK) return rc;
  rc = tthc__text_in(arena, plan, ID_MAX, "plan", &row->plan, NULL);
  if (rc == TTHC_OK) rc = tthc__text_in(arena, id, STRING_MAX, "id", &row->id, NULL);
  if (rc == TTHC_OK) rc = tthc__text_in(arena, text, STRING_MAX, "text", &row->text, NULL);
  if (rc == TTHC_E_MEMORY) return tthc__fail_memory(statement->database->err);
  return rc == TTHC_OK ? rc : tthc__fail_damaged(statement->database, row->kind == PLACE_TASK ? "task" : "unit");
}

/* A place without a row is damage that a check tells of; here it is none. */
static int32_t add_row(tthc_search *search, struct searching *searching, struct statement *statement,
                       const struct hit *hit) {
  struct found_row *row;
  int32_t rc;
  tthc__bind_number(statement, 1, hit->plan);
  tthc__bind_number(statement, 2, hit->n);
  rc = tthc__step(statement);
  if (rc == 1) {
    row = tthc__add_row(&search->page, searching->database->err);
    if (row != NULL) row->kind = (int32_t)hit->kind;
    rc = row == NULL ? TTHC_E_MEMORY : copy_row(&search->page.arena, statement, row);
    if (rc == TTHC_OK) rc = find_matches(search, searching, row);
  }
  tthc__reset(statement);
  return rc;
}

static int32_t add_rows(tthc_search *search, struct searching *searching) {
  static const char *const texts[] = {
    "SELECT plan.id, task.id, task.title FROM plan JOIN task ON task.plan = plan.plan AND task.revision = plan.revision "
    "WHERE plan.plan = $1 AND task.n = $2",
    "SELECT plan.id, unit.id, unit.name FROM plan JOIN unit ON unit.plan = plan.plan AND unit.revision = plan.revision "
    "WHERE plan.plan = $1 AND unit.n = $2"};
  struct statement tasks = {0}, units = {0};
  int32_t i, rc = tthc__prepare(&tasks, searching->database, texts[0]);
  if (rc == TTHC_OK) rc = tthc__prepare(&units, searching->database, texts[1]);
  for (i = 0; rc == TTHC_OK && i < searching->hits.count && i < searching->limit; i++) {
    const struct hit *hit = &searching->hits.items[i];
    rc = add_row(search, searching, hit->kind == PLACE_TASK ? &tasks : &units, hit);
  }
  tthc__finish(&tasks);
  tthc__finish(&units);
  return rc;
}

/* Where the last of the rows that are shown stands. */
static int32_t make_next(tthc_search *search, const struct searching *searching) {
  const struct hit *last = &searching->hits.items[searching->limit - 1];
  const struct cursor at = {{last->plan, last->kind, last->n}, {NULL}};
  struct buffer question = question_of(searching);
  search->page.next = tthc__write_cursor(&search->page.arena, &form, &question, &at);
  return search->page.next == NULL ? tthc__fail_memory(searching->database->err) : TTHC_OK;
}

static int32_t fill(tthc_search *search, struct searching *searching) {
  int32_t is_full, rc = tthc__begin_reading(searching->database);
  if (rc != TTHC_OK) return rc;
  rc = is_full = tthc__find_hits(searching);
  if (rc >= 0) rc = add_rows(search, searching);
  if (rc == TTHC_OK && is_full) rc = make_next(search, searching);
  return tthc__end(searching->database, rc);
}

static tthc_search *find(struct searching *searching) {
  tthc_search *search = tthc__new_page(&searches, searching->database->err);
  if (search == NULL || fill(search, searching) == TTHC_OK) return search;
  tthc_search_free(search);
  return NULL;
}

tthc_search *tthc_store_search(tthc_store *store, const char *text, const char *options_json, tthc_error *err) {
  struct searching searching = {.text = text, .limit = 50, .after = {INT64_MIN, 0, 0}};
  struct arena strings = {NULL};
  tthc_search *search = NULL;
  int32_t rc = tthc__enter_store(store, err);
  if (rc != TTHC_OK) return NULL;
  searching.database = &store->database;
  rc = tthc__json_options(options_json, option_fields, &searching, &strings, err);
  if (rc == TTHC_OK) rc = tthc__read_sought(&searching.words, text, err);
  if (rc == TTHC_OK) rc = read_cursor(&searching, &strings, err);
  if (rc == TTHC_OK) search = find(&searching);
  tthc__leave_store(store);
  tthc__free_sought(&searching.words);
  tthc__arena_free(&strings);
  free(searching.hits.items);
  return search;
}

void tthc_search_free(tthc_search *search) { tthc__free_page(search, MARK_SEARCH); }

/* --- getters ------------------------------------------------------------------------------------------------------ */

static const struct found_row *row_of(const tthc_search *search, int32_t row) {
  return tthc__page_row(search, MARK_SEARCH, row);
}

static const struct match *match_of(const tthc_search *search, int32_t row, int32_t nth) {
  const struct found_row *found = row_of(search, row);
  return found == NULL || nth < 0 || nth >= found->match_count ? NULL : &found->matches[nth];
}

int32_t tthc_search_count(const tthc_search *search) { return tthc__page_count(search, MARK_SEARCH); }

const char *tthc_search_next(const tthc_search *search) { return tthc__page_next(search, MARK_SEARCH); }

#define GETTER(type, name, member, none)                            \
  type tthc_search_##name(const tthc_search *search, int32_t row) { \
    const struct found_row *found = row_of(search, row);            \
    return found == NULL ? (none) : found->member;                  \
  }

GETTER(const char *, plan_id, plan, NULL)
GETTER(int32_t, kind, kind, 0)
GETTER(const char *, id, id, NULL)
GETTER(const char *, text, text, NULL)
GETTER(int32_t, match_count, match_count, 0)

int32_t tthc_search_match_start(const tthc_search *search, int32_t row, int32_t nth) {
  const struct match *found = match_of(search, row, nth);
  return found == NULL ? TTHC_NONE : found->start;
}

int32_t tthc_search_match_size(const tthc_search *search, int32_t row, int32_t nth) {
  const struct match *found = match_of(search, row, nth);
  return found == NULL ? 0 : found->size;
}

int32_t tthc_search_kinds(const tthc_search *search, int32_t *numbers, int32_t capacity) {
  int32_t i;
  if (!tthc__is(search, MARK_SEARCH)) return TTHC_E_HANDLE;
  if (capacity < 0 || (capacity > 0 && numbers == NULL)) return TTHC_E_ARGUMENT;
  for (i = 0; i < search->page.count && i < capacity; i++) numbers[i] = row_of(search, i)->kind;
  return search->page.count;
}

/* --- JSON --------------------------------------------------------------------------------------------------------- */

static const struct json_field match_fields[] = {
  {FIELD("start", JSON_INT32, struct match, start), .absent = TTHC_NONE},
  {FIELD("size", JSON_INT32, struct match, size), .absent = 0},
  {0}};

static void write_matches(struct json_writer *writer, const struct json_field *field, const void *row) {
  const struct found_row *found = row;
  tthc__json_write_rows(writer, field->name, match_fields, found->matches, found->match_count,
                        sizeof *found->matches);
}

static const struct json_field row_fields[] = {
  {FIELD("plan", JSON_SLUG, struct found_row, plan)},
  {FIELD("kind", JSON_WORD, struct found_row, kind), .vocabulary = &kinds},
  {FIELD("id", JSON_LABEL, struct found_row, id)},
  {FIELD("text", JSON_TEXT, struct found_row, text)},
  {.name = "matches", .kind = JSON_CUSTOM, .write = write_matches},
  {0}};

tthc_text *tthc_search_json(const tthc_search *search, tthc_error *err) {
  struct json_writer writer;
  int32_t i;
  if (!tthc__is(search, MARK_SEARCH)) {
    tthc__fail_handle(err, "tthc_search");
    return NULL;
  }
  tthc__json_begin(&writer, 2, NULL);
  tthc__json_write_open(&writer, '{');
  tthc__json_write_text(&writer, "format", "tthcplan-search/1");
  tthc__json_write_text(&writer, "next", search->page.next);
  tthc__json_write_name(&writer, "rows");
  tthc__json_write_open(&writer, '[');
  for (i = 0; i < search->page.count; i++) {
    tthc__json_write_item(&writer);
    tthc__json_write_row(&writer, row_fields, row_of(search, i));
  }
  return tthc__end_page_json(&writer, err);
}
