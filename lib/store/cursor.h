/* Cursors: where a page ends, as a text that only the same question goes on behind. */
#ifndef TTHC_STORE_CURSOR_H
#define TTHC_STORE_CURSOR_H

#include "base/buffer.h"
#include "base/error.h"
#include "base/memory.h"

/* A row by what its order goes by. */
enum { CURSOR_NUMBERS = 4, CURSOR_TEXTS = 2 };
struct cursor {
  int64_t numbers[CURSOR_NUMBERS];
  const char *texts[CURSOR_TEXTS];
};

/* How it is written: "5f0c93ab:18900:3:noi-vu:kstt:2021-Q2", numbers and texts. Texts but the last one are ids. */
struct cursor_form {
  int numbers;
  int texts;
  struct words expected;
};

/* The cursor of a row, whose digits at the front tell of it and of all that was asked; NULL without memory. */
const char *tthc__write_cursor(struct arena *arena, const struct cursor_form *form, struct buffer *question,
                               const struct cursor *at);

/* TTHC_E_VALUE at "after" for what is no cursor of this form and question. Both free the question. */
int32_t tthc__read_cursor(const char *text, const struct cursor_form *form, struct buffer *question, struct arena *arena,
                          struct cursor *out, tthc_error *err);

#endif
