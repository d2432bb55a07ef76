/* A text that grows. */
#include "base/buffer.h"

#include <stdlib.h>
#include <string.h>

static int make_room(struct buffer *buffer, int64_t more) {
  int64_t capacity = buffer->capacity;
  char *data;
  if (buffer->failed) return 0;
  if (more < capacity - buffer->size) return 1;
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

void tthc__put_bytes(struct buffer *buffer, const char *bytes, int64_t size) {
  if (!make_room(buffer, size)) return;
  if (size > 0) memcpy(buffer->data + buffer->size, bytes, (size_t)size);
  buffer->size += size;
  buffer->data[buffer->size] = '\0';
}

void tthc__put(struct buffer *buffer, const char *text) { tthc__put_bytes(buffer, text, (int64_t)strlen(text)); }

void tthc__put_char(struct buffer *buffer, char c) { tthc__put_bytes(buffer, &c, 1); }

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

void tthc__put_json(struct buffer *buffer, const char *text) {
  static const char hex[] = "0123456789abcdef";
  const char *p = text;
  tthc__put_char(buffer, '"');
  while (*p != '\0') {
    const char *plain = p;
    while ((unsigned char)*p >= 0x20 && *p != '"' && *p != '\\') p++;
    tthc__put_bytes(buffer, plain, p - plain);
    if (*p == '\0') break;
    tthc__put_char(buffer, '\\');
    switch (*p) {
    case '\b': tthc__put_char(buffer, 'b'); break;
    case '\f': tthc__put_char(buffer, 'f'); break;
    case '\n': tthc__put_char(buffer, 'n'); break;
    case '\t': tthc__put_char(buffer, 't'); break;
    case '\r': tthc__put_char(buffer, 'r'); break;
    case '"':
    case '\\': tthc__put_char(buffer, *p); break;
    default:
      tthc__put(buffer, "u00");
      tthc__put_char(buffer, hex[(unsigned char)*p >> 4]);
      tthc__put_char(buffer, hex[*p & 15]);
    }
    p++;
  }
  tthc__put_char(buffer, '"');
}

void tthc__buffer_free(struct buffer *buffer) {
  free(buffer->data);
  memset(buffer, 0, sizeof *buffer);
}
