/*
 * Results that are rows, and pages of answers to questions over plans: the transaction in which all is of one state of the
 * store, the rows up to a limit, and the cursor that the next page goes on behind.
 */
#ifndef TTHC_STORE_PAGE_H
#define TTHC_STORE_PAGE_H

#include "base/json.h"
#include "store/columns.h"
#include "store/filters.h"
#include "store/store.h"

/* --- results that are rows ---------------------------------------------------------------------------------------- */

struct page;

/* What is particular to one kind of results. */
struct page_kind {
  enum handle_mark mark;
  size_t size; /* of the handle */
  size_t row_size;
  /* What is read of a row, from the first column on, and what else belongs to it, if anything does. */
  const struct column *columns;
  int first;
  int32_t (*complete)(struct page *page, void *row, struct statement *statement);
  /* What is asked as a page. */
  const struct json_field *options;
  int32_t (*fill)(struct page *page, struct database *database, const struct filters *filters);
  struct cursor (*cursor_of)(const void *row);
  struct cursor_form cursor;
};

/* What the handle of a result begins with. */
struct page {
  uint32_t mark;
  int32_t as_of;
  int32_t left_out;
  int32_t count;
  int32_t capacity;
  const struct page_kind *kind;
  void *rows;
  const char *next; /* NULL: no page comes behind this one */
  struct arena arena;
};

/* A handle without rows; one more row, zeroed. NULL when memory is out. */
void *tthc__new_page(const struct page_kind *kind, tthc_error *err);
void *tthc__add_row(struct page *page, tthc_error *err);

/* Adds the row that a statement stands at. */
int32_t tthc__read_page_row(struct page *page, struct statement *statement);

/* A day as a text that the page keeps; none for no day. */
int32_t tthc__keep_day(struct page *page, int32_t day, const char **out, tthc_error *err);

void tthc__free_page(void *handle, enum handle_mark mark);

/* What getters give: 0 or NULL for what is no handle with that mark, and for a row that it has not. */
int32_t tthc__page_count(const void *handle, enum handle_mark mark);
int32_t tthc__page_left_out(const void *handle, enum handle_mark mark);
const char *tthc__page_next(const void *handle, enum handle_mark mark);
const void *tthc__page_row(const void *handle, enum handle_mark mark, int32_t row);

/* Begins the document of a page, up to its first row; ends it behind the last one. */
void tthc__begin_page_json(struct json_writer *writer, const struct page *page, const char *format);
tthc_text *tthc__end_page_json(struct json_writer *writer, tthc_error *err);

/* --- pages -------------------------------------------------------------------------------------------------------- */

/* Reads options into filters that hold the defaults, and where the page goes on. */
int32_t tthc__read_page_options(const char *options_json, const struct page_kind *kind, struct filters *filters,
                                tthc_error *err);

/* Fills a page within one call on a store, and adds how many plans are left out. NULL on failure. */
void *tthc__find_page(tthc_store *store, const struct page_kind *kind, const struct filters *filters, tthc_error *err);

/* Both; frees the texts of the filters. */
void *tthc__ask_page(tthc_store *store, const char *options_json, const struct page_kind *kind, struct filters *filters,
                     tthc_error *err);

/* Adds the rows that a question gives up to the limit, and says what comes next, if anything. Frees the question. */
int32_t tthc__read_rows(struct page *page, struct question *question, struct database *database,
                        const struct filters *filters);

/* Puts " AND (a, b) > ($3, $4)": the columns of an order are behind those values. */
void tthc__put_behind(struct question *question, const char *columns, const struct parameter *values, int count);

/* Options of pages, beside the order. */
enum { LIMIT_MAX = 10000 };
#define PAGE_FIELDS                                                                     \
  {FIELD("limit", JSON_INT32, struct filters, limit), .range = {1, LIMIT_MAX},          \
   .expected = {"1 đến 10000", "1 to 10000"}},                                          \
    {FIELD("after", JSON_LABEL, struct filters, after)}

#endif
