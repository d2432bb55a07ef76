/* A text that grows. The first failed allocation is remembered, so that a writer can check once at the end. */
#ifndef TTHC_BASE_BUFFER_H
#define TTHC_BASE_BUFFER_H

#include "base/memory.h"
#include "tthcplan/text.h"

#include <stddef.h>

/* Zeroed is empty. */
struct buffer {
  char *data; /* NUL-terminated once something was put */
  int64_t size;
  int64_t capacity;
  int failed;
};

/* Makes room for so many bytes more and a NUL behind them; 0 when there is none. */
int tthc__grow_buffer(struct buffer *buffer, int64_t more);
static inline int tthc__make_room(struct buffer *buffer, int64_t more) {
  return more < buffer->capacity - buffer->size || tthc__grow_buffer(buffer, more);
}

/* The end of the text, to write that many bytes at most behind it; NULL when there is no room. */
static inline char *tthc__room(struct buffer *buffer, int64_t more) {
  return tthc__make_room(buffer, more) ? buffer->data + buffer->size : NULL;
}

/* Ends the text behind what was written there. */
static inline void tthc__put_until(struct buffer *buffer, char *end) {
  *end = '\0';
  buffer->size = end - buffer->data;
}

void tthc__put_bytes(struct buffer *buffer, const char *bytes, int64_t size);
void tthc__put(struct buffer *buffer, const char *text);
static inline void tthc__put_char(struct buffer *buffer, char c) {
  if (!tthc__make_room(buffer, 1)) return;
  buffer->data[buffer->size++] = c;
  buffer->data[buffer->size] = '\0';
}

void tthc__put_int(struct buffer *buffer, int64_t number);

/* A number with leading zeros, at least `width` digits. */
void tthc__put_padded(struct buffer *buffer, int64_t number, int width);

/* A string literal of JSON, with its quotes. */
void tthc__put_json(struct buffer *buffer, const char *text);

void tthc__buffer_free(struct buffer *buffer);

/* Copies the text into the arena and empties the buffer; NULL when memory is out, or any put failed. */
char *tthc__buffer_keep(struct buffer *buffer, struct arena *arena);

/* Turns the buffer into an owned text and empties it; NULL with TTHC_E_MEMORY when any put failed. */
tthc_text *tthc__buffer_to_text(struct buffer *buffer, tthc_error *err);

#endif
