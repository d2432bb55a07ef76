/* A text as other hands write it: decomposed, in capitals, without marks. */
#ifndef TTHC_SUPPORT_SPELLING_H
#define TTHC_SUPPORT_SPELLING_H

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

static inline utf8proc_int32_t without_stroke(utf8proc_int32_t c) { return c == 0x111 ? 'd' : c == 0x110 ? 'D' : c; }

static inline utf8proc_int32_t capital(utf8proc_int32_t c) { return utf8proc_toupper(c); }

/* A copy in which each code point is mapped, after decomposing; `marks` keeps what combines. */
static inline char *rewritten(const char *text, utf8proc_int32_t (*map)(utf8proc_int32_t), int marks) {
  utf8proc_uint8_t *taken_apart = utf8proc_NFD((const utf8proc_uint8_t *)text);
  char *out = malloc(strlen((char *)taken_apart) * 2 + 1);
  const utf8proc_uint8_t *p = taken_apart;
  utf8proc_ssize_t size = 0;
  while (*p != 0) {
    utf8proc_int32_t c;
    p += utf8proc_iterate(p, -1, &c);
    if (marks || utf8proc_category(c) != UTF8PROC_CATEGORY_MN)
      size += utf8proc_encode_char(map == NULL ? c : map(c), (utf8proc_uint8_t *)out + size);
  }
  out[size] = '\0';
  free(taken_apart);
  return out;
}

#endif
