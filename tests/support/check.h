/* What the test programs share: cmocka, and checks that name the case that failed. */
#ifndef TTHC_SUPPORT_CHECK_H
#define TTHC_SUPPORT_CHECK_H

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tthcplan/error.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* The last line of a test that runs through a table. */
#define CHECK_NONE_FAILED(failures) assert_int_equal(failures, 0)

static inline int check_same(const char *a, const char *b) {
  return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

static inline const char *check_show(const char *text) { return text == NULL ? "(NULL)" : text; }

/* 0 when the texts are the same (NULL is only NULL); otherwise 1, and says which case it was. */
static inline int check_text(const char *label, const char *got, const char *wanted) {
  if (check_same(got, wanted)) return 0;
  print_error("%s: got <%s>, wanted <%s>\n", label, check_show(got), check_show(wanted));
  return 1;
}

static inline int check_int(const char *label, int64_t got, int64_t wanted) {
  if (got == wanted) return 0;
  print_error("%s: got %lld, wanted %lld\n", label, (long long)got, (long long)wanted);
  return 1;
}

/* 0 when the error has this code, path and place; otherwise 1, and says what it has. */
static inline int check_error(const char *label, const tthc_error *err, int32_t code, const char *path, int32_t line,
                              int32_t column) {
  if (tthc_error_code(err) == code && check_same(tthc_error_path(err), path) && tthc_error_line(err) == line &&
      tthc_error_column(err) == column)
    return 0;
  print_error("%s: got %s at <%s> %d:%d, wanted %s at <%s> %d:%d\n", label,
              check_show(tthc_status_name(tthc_error_code(err))), check_show(tthc_error_path(err)),
              (int)tthc_error_line(err), (int)tthc_error_column(err), check_show(tthc_status_name(code)),
              check_show(path), (int)line, (int)column);
  return 1;
}

/* A copy on the heap that ends where the text ends, so that a sanitizer sees one byte too many being read. */
static inline char *check_exact_copy(const char *text, size_t size) {
  char *copy = malloc(size == 0 ? 1 : size);
  assert_non_null(copy);
  if (size > 0) memcpy(copy, text, size);
  return copy;
}

#endif
