/* The error object: problems, each with its sentence in both languages. */
#include "base/error.h"

#include "base/buffer.h"
#include "base/memory.h"
#include "base/status.h"
#include "base/unicode.h"

#include <stdlib.h>
#include <string.h>

enum { VI, EN, LANGUAGES };

enum { FOUND_MAX = 80 }; /* bytes of an offending text that are shown */

struct problem {
  int32_t code;
  int32_t line;
  int32_t column;
  char *path;
  char *message[LANGUAGES];
  struct words expected;
};

struct tthc_error {
  uint32_t mark;
  int32_t count;
  struct problem *problems;
  int32_t capacity;
  struct buffer json[LANGUAGES];
};

int tthc__is_english(const char *language) { return language != NULL && strcmp(language, "en") == 0; }

const char *tthc_status_name(int32_t status) {
  switch (status) {
#define NAME(code, vi, en) \
  case code: return #code;
    STATUS_LIST(NAME)
#undef NAME
  default: return NULL;
  }
}

const char *tthc_status_sentence(int32_t status, const char *language) {
  switch (status) {
#define SENTENCE(code, vi, en) \
  case code: return tthc__is_english(language) ? (en) : (vi);
    STATUS_LIST(SENTENCE)
#undef SENTENCE
  default: return NULL;
  }
}

tthc_error *tthc_error_new(void) {
  tthc_error *err = calloc(1, sizeof *err);
  if (err == NULL) return NULL;
  err->mark = MARK_ERROR;
  err->problems = calloc(1, sizeof *err->problems); /* or a first failure for want of memory would show no code */
  err->capacity = 1;
  if (err->problems != NULL) return err;
  free(err);
  return NULL;
}

void tthc__error_clear(tthc_error *err) {
  int32_t i;
  if (!tthc__is(err, MARK_ERROR)) return;
  for (i = 0; i < err->count; i++) {
    free(err->problems[i].path);
    free(err->problems[i].message[VI]);
    free(err->problems[i].message[EN]);
  }
  err->count = 0;
  tthc__buffer_free(&err->json[VI]);
  tthc__buffer_free(&err->json[EN]);
}

void tthc_error_free(tthc_error *err) {
  if (!tthc__is(err, MARK_ERROR)) return;
  tthc__error_clear(err);
  err->mark = 0;
  free(err->problems);
  free(err);
}

/* C0, DEL and C1: a terminal obeys U+009B as it does ESC [. */
static int is_control(const char *text) {
  const unsigned char *p = (const unsigned char *)text;
  return p[0] < 0x20 || p[0] == 0x7f || (p[0] == 0xc2 && p[1] < 0xa0);
}

/* Input is shown without control characters, cut at a code point. */
static void put_found(struct buffer *out, const char *found) {
  const int64_t size = (int64_t)strlen(found);
  int64_t at = 0;
  tthc__put(out, ": “");
  while (at < size && at < FOUND_MAX) {
    const int64_t step = tthc__utf8_step(found + at, size - at);
    if (step > 0 && !is_control(found + at))
      tthc__put_bytes(out, found + at, step);
    else
      tthc__put_char(out, '?');
    at += step > 0 ? step : 1;
  }
  tthc__put(out, at < size ? "…”" : "”");
}

static char *make_message(int32_t code, const char *found, const char *expected, const char *language) {
  struct buffer out = {0};
  tthc__put(&out, tthc_status_sentence(code, language));
  if (found != NULL) put_found(&out, found);
  if (expected != NULL) {
    tthc__put(&out, tthc__is_english(language) ? "; expected: " : "; cần: ");
    tthc__put(&out, expected);
  }
  if (out.failed) tthc__buffer_free(&out); /* the status sentence stands in */
  return out.data;
}

static struct problem *add_problem(tthc_error *err) {
  struct problem *grown;
  if (err->count == PROBLEMS_MAX) return NULL;
  grown = tthc__grow(err->problems, err->count, &err->capacity, sizeof *grown);
  if (grown == NULL) return NULL;
  err->problems = grown;
  return &grown[err->count++];
}

int32_t tthc__fail(tthc_error *err, int32_t code, const char *found, struct words expected) {
  struct problem *problem;
  if (!tthc__is(err, MARK_ERROR)) return code;
  tthc__error_clear(err);
  problem = add_problem(err);
  if (problem == NULL) return code;
  problem->code = code;
  problem->expected = expected;
  problem->message[VI] = make_message(code, found, expected.vi, "vi");
  problem->message[EN] = make_message(code, found, expected.en, "en");
  return code;
}

int32_t tthc__fail_memory(tthc_error *err) { return tthc__fail(err, TTHC_E_MEMORY, NULL, NOTHING); }

int32_t tthc__fail_handle(tthc_error *err, const char *kind) {
  return tthc__fail(err, TTHC_E_HANDLE, kind, NOTHING);
}

int32_t tthc__fail_at(tthc_error *err, int32_t code, const char *member, const char *found, struct words expected) {
  tthc__fail(err, code, found, expected);
  tthc__error_set_path(err, "/%s", member);
  return code;
}

static struct problem *first(const tthc_error *err) {
  return tthc__is(err, MARK_ERROR) && err->count > 0 ? &err->problems[0] : NULL;
}

static void replace_path(struct problem *problem, struct buffer *path) {
  if (path->failed) tthc__buffer_free(path);
  free(problem->path);
  problem->path = path->data;
}

void tthc__error_set_path(tthc_error *err, const char *format, const char *argument) {
  struct problem *problem = first(err);
  const char *hole = strstr(format, "%s");
  struct buffer path = {0};
  if (problem == NULL) return;
  tthc__put_bytes(&path, format, hole == NULL ? (int64_t)strlen(format) : hole - format);
  if (hole != NULL) {
    tthc__put(&path, argument);
    tthc__put(&path, hole + 2);
  }
  replace_path(problem, &path);
}

void tthc__error_prefix_path(tthc_error *err, const char *prefix) {
  struct problem *problem = first(err);
  struct buffer path = {0};
  if (problem == NULL) return;
  tthc__put(&path, prefix);
  if (problem->path != NULL) tthc__put(&path, problem->path);
  replace_path(problem, &path);
}

void tthc__error_set_place(tthc_error *err, int32_t line, int32_t column) {
  struct problem *problem = first(err);
  if (problem == NULL) return;
  problem->line = line;
  problem->column = column;
}

void tthc__error_move(tthc_error *err, int32_t line, int32_t column) {
  int32_t i;
  if (!tthc__is(err, MARK_ERROR)) return;
  for (i = 0; i < err->count; i++) {
    struct problem *problem = &err->problems[i];
    if (problem->line <= 1) problem->column += column - (problem->line == 1);
    problem->line += line - (problem->line >= 1);
  }
}

static char *copy_text(const char *text) {
  struct buffer out = {0};
  if (text == NULL) return NULL;
  tthc__put(&out, text);
  if (out.failed) tthc__buffer_free(&out);
  return out.data;
}

void tthc__error_append(tthc_error *err, const tthc_error *more) {
  int32_t i;
  if (!tthc__is(err, MARK_ERROR) || !tthc__is(more, MARK_ERROR)) return;
  for (i = 0; i < more->count; i++) {
    struct problem *problem = add_problem(err);
    if (problem == NULL) return;
    *problem = more->problems[i];
    problem->path = copy_text(problem->path);
    problem->message[VI] = copy_text(problem->message[VI]);
    problem->message[EN] = copy_text(problem->message[EN]);
  }
}

int32_t tthc_error_code(const tthc_error *err) {
  const struct problem *problem = first(err);
  return problem == NULL ? TTHC_OK : problem->code;
}

static const char *message_of(const struct problem *problem, const char *language) {
  const char *message = problem->message[tthc__is_english(language) ? EN : VI];
  return message != NULL ? message : tthc_status_sentence(problem->code, language);
}

const char *tthc_error_message(const tthc_error *err, const char *language) {
  const struct problem *problem = first(err);
  return problem == NULL ? NULL : message_of(problem, language);
}

static const char *expected_of(const struct problem *problem, const char *language) {
  return tthc__is_english(language) ? problem->expected.en : problem->expected.vi;
}

const char *tthc_error_expected(const tthc_error *err, const char *language) {
  const struct problem *problem = first(err);
  return problem == NULL ? NULL : expected_of(problem, language);
}

const char *tthc_error_path(const tthc_error *err) {
  const struct problem *problem = first(err);
  return problem == NULL ? NULL : problem->path;
}

int32_t tthc_error_line(const tthc_error *err) {
  const struct problem *problem = first(err);
  return problem == NULL ? 0 : problem->line;
}

int32_t tthc_error_column(const tthc_error *err) {
  const struct problem *problem = first(err);
  return problem == NULL ? 0 : problem->column;
}

int32_t tthc_error_problem_count(const tthc_error *err) { return tthc__is(err, MARK_ERROR) ? err->count : 0; }

static void put_member(struct buffer *out, const char *name, const char *text) {
  if (text == NULL) return;
  tthc__put(out, ", \"");
  tthc__put(out, name);
  tthc__put(out, "\": ");
  tthc__put_json(out, text);
}

static void put_problem(struct buffer *out, const struct problem *problem, const char *language) {
  tthc__put(out, "{\"code\": ");
  tthc__put_int(out, problem->code);
  put_member(out, "name", tthc_status_name(problem->code));
  put_member(out, "path", problem->path);
  if (problem->line > 0) {
    tthc__put(out, ", \"line\": ");
    tthc__put_int(out, problem->line);
    tthc__put(out, ", \"column\": ");
    tthc__put_int(out, problem->column);
  }
  put_member(out, "message", message_of(problem, language));
  put_member(out, "expected", expected_of(problem, language));
  tthc__put_char(out, '}');
}

const char *tthc_error_problems_json(const tthc_error *err, const char *language) {
  tthc_error *mine = (tthc_error *)err; /* the text is made when asked for, and kept in the error */
  struct buffer *out;
  int32_t i;
  if (first(err) == NULL) return NULL;
  out = &mine->json[tthc__is_english(language) ? EN : VI];
  if (out->size > 0) return out->data;
  tthc__put_char(out, '[');
  for (i = 0; i < err->count; i++) {
    if (i > 0) tthc__put(out, ", ");
    put_problem(out, &err->problems[i], language);
  }
  tthc__put_char(out, ']');
  if (out->failed) tthc__buffer_free(out);
  return out->data;
}
