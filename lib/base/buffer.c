/* A text that grows. */
#include "base/buffer.h"

#include "base/unicode.h"

#include <stdlib.h>
#include <string.h>

/* Without memory there is no room from then on. */
static int fail(struct buffer *buffer) {
  buffer->failed = 1;
  buffer->capacity = buffer->size;
  return 0;
}

int tthc__grow_buffer(struct buffer *buffer, int64_t more) {
  int64_t capacity = buffer->capacity;
  char *data;
  if (buffer->failed || more > INT64_MAX / 4 - buffer->size) return fail(buffer);
  while (more >= capacity - buffer->size) capacity = capacity == 0 ? 256 : capacity * 2;
  data = realloc(buffer->data, (size_t)capacity);
  if (data == NULL) return fail(buffer);
  buffer->data = data;
  buffer->capacity = capacity;
  return 1;
}

void tthc__put_bytes(struct buffer *buffer, const char *bytes, int64_t size) {
  if (!tthc__make_room(buffer, size)) return;
  if (size > 0) memcpy(buffer->data + buffer->size, bytes, (size_t)size);
  buffer->size += size;
  buffer->data[buffer->size] = '\0';
}

void tthc__put(struct buffer *buffer, const char *text) { tthc__put_bytes(buffer, text, (int64_t)strlen(text)); }

void tthc__put_padded(struct buffer *buffer, int64_t number, int width) {
  char digits[24];
  int at = (int)sizeof digits;
  uint64_t rest = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
  do {
    digits[--at] = (char)('0' + rest % 10);
    rest /= 10;
  } while (rest > 0);
  while ((int)sizeof digits - at < width && at > 1) digits[--at] = '0';
  if (number < 0) digits[--at] = '-';
  tthc__put_bytes(buffer, digits + at, (int)sizeof digits - at);
}

void tthc__put_int(struct buffer *buffer, int64_t number) { tthc__put_padded(buffer, number, 1); }

static void put_escaped(struct buffer *buffer, char c) {
  static const char hex[] = "0123456789abcdef";
  tthc__put_char(buffer, '\\');
  switch (c) {
  case '\b': tthc__put_char(buffer, 'b'); break;
  case '\f': tthc__put_char(buffer, 'f'); break;
  case '\n': tthc__put_char(buffer, 'n'); break;
  case '\t': tthc__put_char(buffer, 't'); break;
  case '\r': tthc__put_char(buffer, 'r'); break;
  case '"':
  case '\\': tthc__put_char(buffer, c); break;
  default:
    tthc__put(buffer, "u00");
    tthc__put_char(buffer, hex[(unsigned char)c >> 4]);
    tthc__put_char(buffer, hex[c & 15]);
  }
}

static void put_with_escapes(struct buffer *buffer, const char *text, int64_t size) {
  const char *end = text + size;
  for (;; text++) {
    const int64_t plain = tthc__plain_run(text, end - text);
    tthc__put_bytes(buffer, text, plain);
    text += plain;
    if (text == end) return;
    put_escaped(buffer, *text);
  }
}

/* Copies eight bytes; 0 when each stands in a string as it is. */
static uint64_t copy_eight(char *to, const char *text) {
  const uint64_t bytes = tthc__eight_bytes(text);
  memcpy(to, text, 8);
  return tthc__special_marks(bytes);
}

/* The same for four to seven, some of them twice. */
static uint64_t copy_some(char *to, const char *text, int64_t size) {
  char eight[8];
  memcpy(eight, text, 4);
  memcpy(eight + 4, text + size - 4, 4);
  memcpy(to, eight, 4);
  memcpy(to + size - 4, eight + 4, 4);
  return tthc__special_marks(tthc__eight_bytes(eight));
}

/* Copies a text of which nothing has to be escaped; 0 when something has, and then the copy means nothing. */
static int copy_plain(char *to, const char *text, int64_t size) {
  uint64_t marks = 0;
  int64_t at = 0;
  if (size >= 8) {
    for (; at < size - 8; at += 8) marks |= copy_eight(to + at, text + at);
    marks |= copy_eight(to + size - 8, text + size - 8);
  } else if (size >= 4) {
    marks = copy_some(to, text, size);
  } else {
    for (; at < size; at++) {
      to[at] = text[at];
      marks |= (uint64_t)tthc__is_special(text[at]);
    }
  }
  return marks == 0;
}

void tthc__put_json(struct buffer *buffer, const char *text) {
  const int64_t size = (int64_t)strlen(text);
  char *to = tthc__room(buffer, size + 2);
  if (to == NULL) return;
  *to++ = '"';
  if (copy_plain(to, text, size)) {
    to[size] = '"';
    tthc__put_until(buffer, to + size + 1);
  } else {
    tthc__put_until(buffer, to);
    put_with_escapes(buffer, text, size);
    tthc__put_char(buffer, '"');
  }
}

void tthc__buffer_free(struct buffer *buffer) {
  free(buffer->data);
  memset(buffer, 0, sizeof *buffer);
}

char *tthc__buffer_keep(struct buffer *buffer, struct arena *arena) {
  char *text = buffer->failed ? NULL : tthc__arena_copy(arena, buffer->data, (size_t)buffer->size);
  tthc__buffer_free(buffer);
  return text;
}
