/* A text that grows. */
#include "base/buffer.h"

#include "base/unicode.h"

#include <stdlib.h>
#include <string.h>

static int grow(struct buffer *buffer, int64_t more) {
  int64_t capacity = buffer->capacity;
  char *data;
  if (more > INT64_MAX / 4 - buffer->size) {
    buffer->failed = 1;
    return 0;
  }
  while (more >= capacity - buffer->size) capacity = capacity == 0 ? 256 : capacity * 2;
  data = realloc(buffer->data, (size_t)capacity);
  if (data == NULL) {
    buffer->failed = 1;
    return 0;
  }
  buffer->data = data;
  buffer->capacity = capacity;
  return 1;
}

static int make_room(struct buffer *buffer, int64_t more) {
  if (buffer->failed) return 0;
  return more < buffer->capacity - buffer->size || grow(buffer, more);
}

void tthc__put_bytes(struct buffer *buffer, const char *bytes, int64_t size) {
  if (!make_room(buffer, size)) return;
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

/* Copies what stands in a string as it is, and gives how much that was. */
static int64_t copy_plain(char *to, const char *text, int64_t size) {
  int64_t at = 0, plain = 8;
  for (; at + 8 <= size && plain == 8; at += plain) {
    plain = tthc__plain_bytes(tthc__eight_bytes(text + at));
    memcpy(to + at, text + at, 8);
  }
  if (plain == 8 && at > 0 && tthc__plain_bytes(tthc__eight_bytes(text + size - 8)) == 8) {
    memcpy(to + size - 8, text + size - 8, 8); /* the rest, and some of it again */
    return size;
  }
  for (; plain == 8 && at < size && !tthc__is_special(text[at]); at++) to[at] = text[at];
  return at;
}

void tthc__put_json(struct buffer *buffer, const char *text) {
  int64_t left = (int64_t)strlen(text);
  tthc__put_char(buffer, '"');
  for (; make_room(buffer, left); left--) {
    const int64_t plain = copy_plain(buffer->data + buffer->size, text, left);
    buffer->size += plain;
    text += plain;
    left -= plain;
    if (left == 0) break;
    put_escaped(buffer, *text++);
  }
  tthc__put_char(buffer, '"');
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
