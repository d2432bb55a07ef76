/*
 * Pages of answers to questions over plans: the transaction in which all is of one state of the store, the rows up to a
 * limit, and the cursor that the next page goes on behind.
 */
#ifndef TTHC_STORE_PAGE_H
#define TTHC_STORE_PAGE_H

#include "store/filters.h"
#include "store/store.h"

/* Asks within one call on a store; adds how many plans are left out. */
typedef int32_t fill_result(void *result, struct database *database, const struct filters *filters);
int32_t tthc__ask_store(tthc_store *store, fill_result *fill, void *result, const struct filters *filters,
                        int32_t *left_out, tthc_error *err);

/* Adds the rows that a question gives up to the limit, which it asks one more than for. Frees it. 1: there are more. */
typedef int32_t add_to_result(void *result, struct statement *statement);
int32_t tthc__read_page(struct question *question, struct database *database, int32_t limit, add_to_result *add,
                        void *result);

/* A row's text, NULL for none, made one of the arena's; a day as such a text. TTHC_E_MEMORY without memory. */
int32_t tthc__keep_row_text(struct arena *arena, const char **text);
int32_t tthc__keep_row_day(struct arena *arena, int32_t day, const char **out);

/* Options of pages, beside the order. */
enum { LIMIT_MAX = 10000 };
#define PAGE_FIELDS                                                                     \
  {FIELD("limit", JSON_INT32, struct filters, limit), .range = {1, LIMIT_MAX},          \
   .expected = {"1 đến 10000", "1 to 10000"}},                                          \
    {FIELD("after", JSON_LABEL, struct filters, after)}

/* --- cursors ------------------------------------------------------------------------------------------------------ */

/*
 * Where a page ends: "5f0c93ab:1:18808:18900:3:noi-vu:kstt:2021-Q2", numbers and texts behind the order and the day,
 * all of which a digest holds on to. Texts but the last one are ids.
 */
struct cursor_form {
  const char *of; /* what is asked for */
  int numbers;
  int texts;
  struct words expected;
};

/* Reads what the page goes behind, if anything. TTHC_E_VALUE for what is no cursor of this form, order and day. */
int32_t tthc__read_after(struct filters *filters, const struct cursor_form *form, tthc_error *err);

/* NULL when memory is out. */
const char *tthc__write_cursor(struct arena *arena, const struct filters *filters, const struct cursor_form *form,
                               const struct cursor *at);

/* Puts " AND (a, b) > ($3, $4)": the columns of an order are behind those values. */
void tthc__put_behind(struct question *question, const char *columns, const struct parameter *values, int count);

#endif
