/* Pages of answers to questions over plans. */
#include "store/page.h"

#include "base/digest.h"
#include "calendar/day.h"

#include <string.h>

/* --- asking ------------------------------------------------------------------------------------------------------- */

static int32_t fill_at_once(fill_result *fill, void *result, struct database *database, const struct filters *filters,
                            int32_t *left_out) {
  int32_t count = 0, rc = tthc__begin_reading(database);
  if (rc != TTHC_OK) return rc;
  rc = fill(result, database, filters);
  if (rc == TTHC_OK) rc = tthc__count_left_out(database, filters, &count);
  *left_out += count;
  return tthc__end(database, rc);
}

int32_t tthc__ask_store(tthc_store *store, fill_result *fill, void *result, const struct filters *filters,
                        int32_t *left_out, tthc_error *err) {
  int32_t rc = tthc__enter_store(store, err);
  if (rc != TTHC_OK) return rc;
  rc = fill_at_once(fill, result, &store->database, filters, left_out);
  tthc__leave_store(store);
  return rc;
}

int32_t tthc__read_page(struct question *question, struct database *database, int32_t limit, add_to_result *add,
                        void *result) {
  struct statement statement;
  int32_t count = 0, rc;
  tthc__put(&question->sql, " LIMIT ");
  tthc__put_number_parameter(question, limit + 1); /* the row behind the page tells whether there is a next one */
  rc = tthc__ask(&statement, database, question);
  if (rc == TTHC_OK) rc = tthc__step(&statement);
  while (rc == 1 && count++ < limit) {
    rc = add(result, &statement);
    if (rc == TTHC_OK) rc = tthc__step(&statement);
  }
  tthc__finish(&statement);
  tthc__free_question(question);
  return rc;
}

int32_t tthc__keep_row_text(struct arena *arena, const char **text) {
  if (*text == NULL) return TTHC_OK;
  *text = tthc__arena_copy(arena, *text, strlen(*text));
  return *text == NULL ? TTHC_E_MEMORY : TTHC_OK;
}

int32_t tthc__keep_row_day(struct arena *arena, int32_t day, const char **out) {
  struct buffer text = {0};
  if (day == TTHC_NO_DAY) return TTHC_OK;
  tthc__put_day(&text, day);
  if (!text.failed) *out = tthc__arena_copy(arena, text.data, (size_t)text.size);
  tthc__buffer_free(&text);
  return *out == NULL ? TTHC_E_MEMORY : TTHC_OK;
}

/* --- cursors ------------------------------------------------------------------------------------------------------ */

enum { CHECK = 8 }; /* digits of the digest */

static int32_t check_of(const struct cursor_form *form, const char *body, char digest[DIGEST_HEX + 1]) {
  struct buffer text = {0};
  tthc__put(&text, form->of);
  tthc__put_char(&text, ':');
  tthc__put(&text, body);
  if (!text.failed) tthc__digest(text.data, text.size, digest);
  tthc__buffer_free(&text);
  digest[CHECK] = '\0';
  return text.failed ? TTHC_E_MEMORY : TTHC_OK;
}

static void put_body(struct buffer *out, const struct filters *filters, const struct cursor_form *form,
                     const struct cursor *at) {
  int i;
  tthc__put_int(out, filters->order);
  tthc__put_char(out, ':');
  tthc__put_int(out, filters->as_of);
  for (i = 0; i < form->numbers; i++) {
    tthc__put_char(out, ':');
    tthc__put_int(out, at->numbers[i]);
  }
  for (i = 0; i < form->texts; i++) {
    tthc__put_char(out, ':');
    tthc__put(out, at->texts[i]);
  }
}

const char *tthc__write_cursor(struct arena *arena, const struct filters *filters, const struct cursor_form *form,
                               const struct cursor *at) {
  struct buffer body = {0}, text = {0};
  char digest[DIGEST_HEX + 1];
  const char *cursor = NULL;
  put_body(&body, filters, form, at);
  if (!body.failed && check_of(form, body.data, digest) == TTHC_OK) {
    tthc__put(&text, digest);
    tthc__put_char(&text, ':');
    tthc__put(&text, body.data);
    if (!text.failed) cursor = tthc__arena_copy(arena, text.data, (size_t)text.size);
  }
  tthc__buffer_free(&text);
  tthc__buffer_free(&body);
  return cursor;
}

/* What stands before the next colon, or all that is left for the last part; NULL when nothing is left. */
static const char *next_part(struct arena *arena, const char **text, int is_last) {
  const char *start = *text, *end;
  if (start == NULL) return NULL;
  end = is_last ? NULL : strchr(start, ':');
  *text = end == NULL ? NULL : end + 1;
  return end == NULL ? start : tthc__arena_copy(arena, start, (size_t)(end - start));
}

/* 0 for what is no number of 64 bits. */
static int read_number(const char *text, int64_t *out) {
  const int is_negative = text != NULL && *text == '-';
  int64_t number = 0;
  if (text == NULL || text[is_negative] == '\0') return 0;
  for (text += is_negative; *text >= '0' && *text <= '9'; text++) {
    if (number > (INT64_MAX - (*text - '0')) / 10) return 0;
    number = number * 10 + (*text - '0');
  }
  *out = is_negative ? -number : number;
  return *text == '\0';
}

/* 0 for a text that was not written so. */
static int read_body(struct filters *filters, const struct cursor_form *form, const char *body) {
  const int parts = form->numbers + form->texts;
  int64_t order, day;
  int i, is_good = read_number(next_part(&filters->strings, &body, 0), &order) &&
                   read_number(next_part(&filters->strings, &body, parts == 0), &day) && order == filters->order &&
                   day == filters->as_of;
  for (i = 0; is_good && i < parts; i++) {
    const char *part = next_part(&filters->strings, &body, i == parts - 1);
    if (i >= form->numbers)
      filters->behind.texts[i - form->numbers] = part;
    is_good = i >= form->numbers ? part != NULL : read_number(part, &filters->behind.numbers[i]);
  }
  return is_good;
}

int32_t tthc__read_after(struct filters *filters, const struct cursor_form *form, tthc_error *err) {
  const char *text = filters->after;
  char digest[DIGEST_HEX + 1];
  if (text == NULL) return TTHC_OK;
  if (strlen(text) > CHECK && text[CHECK] == ':') {
    if (check_of(form, text + CHECK + 1, digest) != TTHC_OK) return tthc__fail_memory(err);
    if (strncmp(text, digest, CHECK) == 0 && read_body(filters, form, text + CHECK + 1)) return TTHC_OK;
  }
  return tthc__fail_at(err, TTHC_E_VALUE, "after", text, form->expected);
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
