/* Owned text, and what every function does with text that comes in. */
#include "base/text.h"

#include "base/buffer.h"
#include "base/error.h"
#include "base/json_scan.h"
#include "base/unicode.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct tthc_text {
  uint32_t mark;
  int64_t size;
  char *data;
};

tthc_text *tthc__text_own(char *data, int64_t size, tthc_error *err) {
  tthc_text *text = malloc(sizeof *text);
  if (text == NULL) {
    free(data);
    tthc__fail_memory(err);
    return NULL;
  }
  text->mark = MARK_TEXT;
  text->size = size;
  text->data = data;
  return text;
}

tthc_text *tthc__buffer_to_text(struct buffer *buffer, tthc_error *err) {
  tthc_text *text;
  if (buffer->size == 0) tthc__put(buffer, "");
  if (buffer->failed) {
    tthc__buffer_free(buffer);
    tthc__fail_memory(err);
    return NULL;
  }
  text = tthc__text_own(buffer->data, buffer->size, err);
  memset(buffer, 0, sizeof *buffer);
  return text;
}

const char *tthc_text_data(const tthc_text *text) { return tthc__is(text, MARK_TEXT) ? text->data : NULL; }

int64_t tthc_text_size(const tthc_text *text) { return tthc__is(text, MARK_TEXT) ? text->size : 0; }

void tthc_text_free(tthc_text *text) {
  if (!tthc__is(text, MARK_TEXT)) return;
  text->mark = 0;
  free(text->data);
  free(text);
}

static int32_t read_all(FILE *file, const char *path, struct buffer *buffer, tthc_error *err) {
  char chunk[16 * 1024];
  size_t got;
  while ((got = fread(chunk, 1, sizeof chunk, file)) > 0) {
    tthc__put_bytes(buffer, chunk, (int64_t)got);
    if (buffer->size > DOCUMENT_MAX)
      return tthc__fail(err, TTHC_E_LIMIT, path, WORDS("tệp không quá 64 MiB", "a file of at most 64 MiB"));
  }
  if (ferror(file)) return tthc__fail(err, TTHC_E_IO, path, WORDS("tệp đọc được", "a readable file"));
  return TTHC_OK;
}

tthc_text *tthc_text_from_file(const char *path, tthc_error *err) {
  struct buffer buffer = {0};
  struct stat status;
  FILE *file;
  int32_t rc;
  if (path == NULL || !tthc__utf8_valid(path, (int64_t)strlen(path))) {
    tthc__fail(err, TTHC_E_ARGUMENT, NULL, WORDS("đường dẫn của tệp", "the path of a file"));
    return NULL;
  }
  if (stat(path, &status) == 0 && !S_ISREG(status.st_mode)) {
    tthc__fail(err, TTHC_E_IO, path, WORDS("tệp thường, không phải thư mục", "a regular file, not a folder"));
    return NULL;
  }
  file = fopen(path, "rbe");
  if (file == NULL) {
    tthc__fail(err, errno == ENOENT ? TTHC_E_NOT_FOUND : TTHC_E_IO, path, WORDS("tệp đọc được", "a readable file"));
    return NULL;
  }
  rc = read_all(file, path, &buffer, err);
  fclose(file);
  if (rc != TTHC_OK) {
    tthc__buffer_free(&buffer);
    return NULL;
  }
  return tthc__buffer_to_text(&buffer, err);
}

int32_t tthc__text_in(struct arena *arena, const char *text, int64_t max, const char *member, const char **out,
                      tthc_error *err) {
  const int64_t size = text == NULL ? 0 : (int64_t)strlen(text);
  int32_t rc;
  if (size == 0)
    return tthc__fail_at(err, TTHC_E_MISSING, member, NULL,
                         WORDS("một văn bản không rỗng", "a text that is not empty"));
  if (size > max)
    return tthc__fail_at(err, TTHC_E_LIMIT, member, text, WORDS("văn bản ngắn hơn", "a shorter text"));
  if (!tthc__utf8_valid(text, size)) return tthc__fail_at(err, TTHC_E_ENCODING, member, text, WORDS("UTF-8", "UTF-8"));
  rc = tthc__nfc(arena, text, size, max, out, err);
  if (rc != TTHC_OK) tthc__error_set_path(err, "/%s", member);
  return rc;
}

int32_t tthc__text_in_or_none(struct arena *arena, const char *text, int64_t max, const char *member,
                              const char **out, tthc_error *err) {
  if (text != NULL) return tthc__text_in(arena, text, max, member, out, err);
  *out = NULL;
  return TTHC_OK;
}

int32_t tthc__copy_text(struct arena *arena, const char *text, const char **out, tthc_error *err) {
  *out = text == NULL ? NULL : tthc__arena_copy(arena, text, strlen(text));
  return *out == NULL && text != NULL ? tthc__fail_memory(err) : TTHC_OK;
}

int tthc__is_slug(const char *id) {
  const char *p = id;
  if (id == NULL || strlen(id) > ID_MAX) return 0;
  for (; *p != '\0'; p++) {
    const int alnum = (*p >= 'a' && *p <= 'z') || (*p >= '0' && *p <= '9');
    if (!alnum && !(*p == '-' && p > id && p[-1] != '-' && p[1] != '\0')) return 0;
  }
  return p > id;
}

int tthc__same(const char *a, const char *b) {
  if (a == NULL || b == NULL) return a == b;
  return strcmp(a, b) == 0;
}
