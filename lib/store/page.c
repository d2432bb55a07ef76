/* Results that are rows, and pages of answers to questions over plans. */
#include "store/page.h"

#include "base/text.h"
#include "calendar/day.h"

#include <stdlib.h>
#include <string.h>

/* --- results that are rows ---------------------------------------------------------------------------------------- */

void *tthc__new_page(const struct page_kind *kind, tthc_error *err) {
  struct page *page = calloc(1, kind->size);
  if (page == NULL) {
    tthc__fail_memory(err);
    return NULL;
  }
  page->mark = kind->mark;
  page->kind = kind;
  return page;
}

void *tthc__add_row(struct page *page, tthc_error *err) {
  void *grown = tthc__grow(page->rows, page->count, &page->capacity, page->kind->row_size);
  if (grown == NULL) {
    tthc__fail_memory(err);
    return NULL;
  }
  page->rows = grown;
  return (char *)grown + (size_t)page->count++ * page->kind->row_size;
}

int32_t tthc__read_page_row(struct page *page, struct statement *statement) {
  const struct page_kind *kind = page->kind;
  void *row = tthc__add_row(page, statement->database->err);
  int32_t rc;
  if (row == NULL) return TTHC_E_MEMORY;
  rc = tthc__read_row(statement, kind->first, kind->columns, row);
  if (rc == TTHC_OK) rc = tthc__keep_texts(&page->arena, kind->columns, row, statement->database);
  return rc == TTHC_OK && kind->complete != NULL ? kind->complete(page, row, statement) : rc;
}

int32_t tthc__keep_day(struct page *page, int32_t day, const char **out, tthc_error *err) {
  struct buffer text = {0};
  if (day == TTHC_NO_DAY) return TTHC_OK;
  tthc__put_day(&text, day);
  *out = tthc__buffer_keep(&text, &page->arena);
  return *out == NULL ? tthc__fail_memory(err) : TTHC_OK;
}

void tthc__free_page(void *handle, enum handle_mark mark) {
  struct page *page = handle;
  if (!tthc__is(handle, mark)) return;
  page->mark = 0;
  tthc__arena_free(&page->arena);
  free(page->rows);
  free(page);
}

static const struct page *page_of(const void *handle, enum handle_mark mark) {
  return tthc__is(handle, mark) ? handle : NULL;
}

int32_t tthc__page_count(const void *handle, enum handle_mark mark) {
  const struct page *page = page_of(handle, mark);
  return page == NULL ? 0 : page->count;
}

int32_t tthc__page_left_out(const void *handle, enum handle_mark mark) {
  const struct page *page = page_of(handle, mark);
  return page == NULL ? 0 : page->left_out;
}

const char *tthc__page_next(const void *handle, enum handle_mark mark) {
  const struct page *page = page_of(handle, mark);
  return page == NULL ? NULL : page->next;
}

const void *tthc__page_row(const void *handle, enum handle_mark mark, int32_t row) {
  const struct page *page = page_of(handle, mark);
  if (page == NULL || row < 0 || row >= page->count) return NULL;
  return (const char *)page->rows + (size_t)row * page->kind->row_size;
}

void tthc__begin_page_json(struct json_writer *writer, const struct page *page, const char *format) {
  tthc__json_begin(writer, 2, NULL);
  tthc__json_write_open(writer, '{');
  tthc__json_write_text(writer, "format", format);
  tthc__json_write_day(writer, "as_of", page->as_of);
  tthc__json_write_int(writer, "left_out", page->left_out);
  tthc__json_write_text(writer, "next", page->next);
  tthc__json_write_name(writer, "rows");
  tthc__json_write_open(writer, '[');
}

tthc_text *tthc__end_page_json(struct json_writer *writer, tthc_error *err) {
  tthc__json_write_close(writer);
  tthc__json_write_close(writer);
  return tthc__json_end(writer, err);
}

/* --- pages -------------------------------------------------------------------------------------------------------- */

static struct buffer question_of(const struct page_kind *kind, const struct filters *filters) {
  struct buffer question = {0};
  tthc__put_int(&question, kind->mark);
  tthc__put_char(&question, '\n');
  tthc__put_filters(&question, filters);
  return question;
}

int32_t tthc__read_page_options(const char *options_json, const struct page_kind *kind, struct filters *filters,
                                tthc_error *err) {
  struct buffer question;
  const int32_t rc = tthc__read_filters(options_json, kind->options, filters, err);
  if (rc != TTHC_OK || filters->after == NULL) return rc;
  question = question_of(kind, filters);
  return tthc__read_cursor(filters->after, &kind->cursor, &question, &filters->strings, &filters->behind, err);
}

static int32_t fill_at_once(struct page *page, struct database *database, const struct filters *filters) {
  int32_t count = 0, rc = tthc__begin_reading(database);
  if (rc != TTHC_OK) return rc;
  rc = page->kind->fill(page, database, filters);
  if (rc == TTHC_OK) rc = tthc__count_left_out(database, filters, &count);
  page->left_out += count;
  return tthc__end(database, rc);
}

void *tthc__find_page(tthc_store *store, const struct page_kind *kind, const struct filters *filters, tthc_error *err) {
  struct page *page = tthc__new_page(kind, err);
  int32_t rc;
  if (page == NULL) return NULL;
  page->as_of = filters->as_of;
  rc = tthc__enter_store(store, err);
  if (rc == TTHC_OK) {
    rc = fill_at_once(page, &store->database, filters);
    tthc__leave_store(store);
  }
  if (rc == TTHC_OK) return page;
  tthc__free_page(page, kind->mark);
  return NULL;
}

void *tthc__ask_page(tthc_store *store, const char *options_json, const struct page_kind *kind, struct filters *filters,
                     tthc_error *err) {
  void *page = NULL;
  if (tthc__read_page_options(options_json, kind, filters, err) == TTHC_OK)
    page = tthc__find_page(store, kind, filters, err);
  tthc__arena_free(&filters->strings);
  return page;
}

static int32_t write_next(struct page *page, const struct filters *filters, tthc_error *err) {
  const struct page_kind *kind = page->kind;
  const struct cursor at = kind->cursor_of(tthc__page_row(page, kind->mark, page->count - 1));
  struct buffer question = question_of(kind, filters);
  page->next = tthc__write_cursor(&page->arena, &kind->cursor, &question, &at);
  return page->next == NULL ? tthc__fail_memory(err) : TTHC_OK;
}

int32_t tthc__read_rows(struct page *page, struct question *question, struct database *database,
                        const struct filters *filters) {
  struct statement statement;
  int32_t rc;
  tthc__put(&question->sql, " LIMIT ");
  tthc__put_number_parameter(question, filters->limit + 1); /* the row behind the page tells of a next one */
  rc = tthc__ask(&statement, database, question);
  if (rc == TTHC_OK) rc = tthc__step(&statement);
  while (rc == 1 && page->count < filters->limit) {
    rc = tthc__read_page_row(page, &statement);
    if (rc == TTHC_OK) rc = tthc__step(&statement);
  }
  tthc__finish(&statement);
  tthc__free_question(question);
  return rc == 1 ? write_next(page, filters, database->err) : rc;
}

void tthc__put_behind(struct question *question, const char *columns, const struct parameter *values, int count) {
  int i;
  tthc__put(&question->sql, " AND (");
  tthc__put(&question->sql, columns);
  tthc__put(&question->sql, ") > (");
  for (i = 0; i < count; i++) {
    if (i > 0) tthc__put(&question->sql, ", ");
    if (values[i].text != NULL)
      tthc__put_text_parameter(question, values[i].text);
    else
      tthc__put_number_parameter(question, values[i].number);
  }
  tthc__put(&question->sql, ")");
}
