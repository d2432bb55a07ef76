/* Cursors: written, and read back. */
#include "store/cursor.h"

#include "base/text.h"
#include "store/columns.h"

#include <string.h>

enum { CHECK = 8 }; /* digits of the digest */

/* Frees the question. */
static int32_t check_of(struct buffer *question, const char *body, char digest[DIGEST_HEX + 1]) {
  int32_t rc;
  tthc__put(question, body);
  rc = tthc__digest_content(question, digest, NULL);
  digest[CHECK] = '\0';
  return rc;
}

/* --- writing ------------------------------------------------------------------------------------------------------ */

static void put_body(struct buffer *out, const struct cursor_form *form, const struct cursor *at) {
  int i;
  for (i = 0; i < form->numbers; i++) {
    if (i > 0) tthc__put_char(out, ':');
    tthc__put_int(out, at->numbers[i]);
  }
  for (i = 0; i < form->texts; i++) {
    tthc__put_char(out, ':');
    tthc__put(out, at->texts[i]);
  }
}

const char *tthc__write_cursor(struct arena *arena, const struct cursor_form *form, struct buffer *question,
                               const struct cursor *at) {
  struct buffer body = {0}, text = {0};
  char digest[DIGEST_HEX + 1];
  put_body(&body, form, at);
  if (!body.failed && check_of(question, body.data, digest) == TTHC_OK) {
    tthc__put(&text, digest);
    tthc__put_char(&text, ':');
    tthc__put(&text, body.data);
  } else {
    text.failed = 1;
  }
  tthc__buffer_free(question);
  tthc__buffer_free(&body);
  return tthc__buffer_keep(&text, arena);
}

/* --- reading ------------------------------------------------------------------------------------------------------ */

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
static int read_body(const char *body, const struct cursor_form *form, struct arena *arena, struct cursor *out) {
  const int parts = form->numbers + form->texts;
  int i, is_good = 1;
  for (i = 0; is_good && i < parts; i++) {
    const char *part = next_part(arena, &body, i == parts - 1);
    if (i >= form->numbers) out->texts[i - form->numbers] = part;
    is_good = i >= form->numbers ? part != NULL : read_number(part, &out->numbers[i]);
  }
  return is_good;
}

int32_t tthc__read_cursor(const char *text, const struct cursor_form *form, struct buffer *question, struct arena *arena,
                          struct cursor *out, tthc_error *err) {
  char digest[DIGEST_HEX + 1] = "";
  const int has_check = strlen(text) > CHECK && text[CHECK] == ':';
  const int32_t rc = check_of(question, has_check ? text + CHECK + 1 : "", digest);
  if (rc != TTHC_OK) return tthc__fail_memory(err);
  if (has_check && strncmp(text, digest, CHECK) == 0 && read_body(text + CHECK + 1, form, arena, out)) return TTHC_OK;
  return tthc__fail_at(err, TTHC_E_VALUE, "after", text, form->expected);
}
