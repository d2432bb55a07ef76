/* How the library's own code fills an error: one sentence per status, what was found, what was expected, and where. */
#ifndef TTHC_BASE_ERROR_H
#define TTHC_BASE_ERROR_H

#include "tthcplan/error.h"

/* One text in both languages of the library. */
struct words {
  const char *vi;
  const char *en;
};

#define WORDS(vi, en) ((struct words){(vi), (en)})
#define NOTHING ((struct words){NULL, NULL})

enum { PROBLEMS_MAX = 100 };

/* 1 for "en", 0 for Vietnamese. */
int tthc__is_english(const char *language);

/*
 * These fill the error (NULL is fine) with one problem and give its code, so that a function can return them.
 * `found` is the offending text, shortened and made safe to show; NULL when there is none to show.
 */
int32_t tthc__fail(tthc_error *err, int32_t code, const char *found, struct words expected);
int32_t tthc__fail_memory(tthc_error *err);
int32_t tthc__fail_handle(tthc_error *err, const char *kind);

/* The same for one member or parameter; its path becomes "/member". */
int32_t tthc__fail_at(tthc_error *err, int32_t code, const char *member, const char *found, struct words expected);

/* Sets the path (printf-like; the only conversion is %s), or puts a prefix before it, or the place in the text. */
void tthc__error_set_path(tthc_error *err, const char *format, const char *argument);
void tthc__error_prefix_path(tthc_error *err, const char *prefix);
void tthc__error_set_place(tthc_error *err, int32_t line, int32_t column);

/* Of a text that begins at this place of a larger one: all problems are placed in the larger one, the whole at its beginning. */
void tthc__error_move(tthc_error *err, int32_t line, int32_t column);

/* Empties an error; adds the problems of another one (`err` may be NULL), up to PROBLEMS_MAX. */
void tthc__error_clear(tthc_error *err);
void tthc__error_append(tthc_error *err, const tthc_error *more);

#endif
