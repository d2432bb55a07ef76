/*
 * JSON by tables. A row (an object of a document) is described once, by a table of fields; the table reads it strictly
 * into a struct and writes it again in that order.
 */
#ifndef TTHC_BASE_JSON_H
#define TTHC_BASE_JSON_H

#include "base/buffer.h"
#include "base/error.h"
#include "base/json_scan.h"
#include "base/memory.h"

struct cJSON;

/* A document being read: scanned, parsed, and the error to fill. */
struct json_doc {
  const char *text;
  int64_t size;
  struct cJSON *root; /* in which the arrays that are members of the document are empty: */
  struct json_arrays arrays; /* their elements are parsed one by one, when they are read */
  struct arena arena; /* strings of the rows, in NFC, while the document is open */
  struct arena nodes; /* of the element at hand */
  int in_rows;        /* whose strings are needed only until the row is read: they may be those of the nodes */
  void *context;      /* the caller's, for the reading functions of a table */
  tthc_error *err;
  tthc_error *own_err; /* stands in when the caller gave none: codes are read from it */
};

/* A value in the document, and the way to it. */
struct json_at {
  struct json_doc *doc;
  const struct cJSON *node;
  const struct json_at *up;
  const char *name; /* of the member; NULL for an element */
  int32_t index;    /* of the element */
  const char *text; /* of an element that was parsed alone; NULL for others */
};

struct json_writer {
  struct buffer out;
  const void *context; /* the caller's, for the writing functions of a table */
  int depth;
  int fresh;      /* nothing written yet in the innermost object or array */
  int in_lines;   /* how many of the outermost levels have each item on a line of its own */
  char open[34];  /* the brackets that are open */
};

enum json_kind {
  JSON_TEXT,    /* const char *: up to 64 KiB */
  JSON_LABEL,   /* const char *: up to 512 bytes */
  JSON_SLUG,    /* const char *: an ASCII id */
  JSON_CODED,   /* int32_t, written as a text by its `coding`; `absent` is absent */
  JSON_INT32,   /* int32_t, within `range`; `absent` is absent */
  JSON_INT64,   /* int64_t, within `range`; `absent` is absent */
  JSON_FLAG,    /* int32_t 0 or 1; `absent` is absent */
  JSON_WORD,    /* int32_t, a number of `vocabulary`; `absent` is absent */
  JSON_DECIMAL, /* const char *: a decimal as text */
  JSON_CUSTOM,  /* read and write */
  JSON_EXTRA    /* const char *: all members that begin with "x-", as they are written back; last in the table */
};

/* The words of an enumeration, from number 1, and the list of them to show. */
struct vocabulary {
  const char *listed;
  const char *words[24];
};

/* The word of a number; NULL for a number that has none. */
const char *tthc__word(const struct vocabulary *vocabulary, int32_t number);

/* How a number is written as text: a day. */
struct json_coding {
  int (*parse)(const char *text, int32_t *number); /* 1 when the text is one */
  void (*put)(struct buffer *out, int32_t number);
  int32_t code; /* of the failure */
  struct words expected;
};

struct json_field {
  const char *name;
  enum json_kind kind;
  size_t offset;
  int required;
  int64_t absent;
  int64_t range[2];
  const struct vocabulary *vocabulary;
  const struct json_coding *coding;
  struct words expected; /* what the range means */
  int32_t (*read)(const struct json_at *at, void *row);
  void (*write)(struct json_writer *writer, const struct json_field *field, const void *row);
  int32_t written_size; /* the name as it stands before a value; every field without `write` that is written has it */
  char written[32];
};

/* For the initialisers of a table: a field's name, also as it is written. */
#define NAMED(field_name) \
  .name = (field_name), .written = "\"" field_name "\": ", .written_size = sizeof(field_name) + 3

/* Its name, kind and place. {0} ends a table. */
#define FIELD(field_name, field_kind, type, member) \
  NAMED(field_name), .kind = (field_kind), .offset = offsetof(type, member)

/* --- reading ------------------------------------------------------------------------------------------------------ */

/* Scans and parses; NULL context is fine. On failure nothing is to be closed. */
int32_t tthc__json_open(struct json_doc *doc, const char *json, int64_t size, void *context, tthc_error *err);
void tthc__json_close(struct json_doc *doc);
struct json_at tthc__json_root(struct json_doc *doc);

/* Reads an object into a row that holds the defaults. Its strings live in the document's arena. */
int32_t tthc__json_read(const struct json_at *at, const struct json_field *fields, void *row);

/* Reads options (NULL: leaves the row as it is). `keep` is for their strings, which outlive the reading. */
int32_t tthc__json_options(const char *json, const struct json_field *fields, void *row, struct arena *keep,
                           tthc_error *err);

/* Calls `read` for each element of an array. */
int32_t tthc__json_each(const struct json_at *at, int32_t (*read)(const struct json_at *at, void *row), void *row);

/* The same for rows of which nothing is needed once they are read: their strings are gone then. */
int32_t tthc__json_each_row(const struct json_at *at, int32_t (*read)(const struct json_at *at, void *row), void *row);

/* Calls `read` for each member of an object whose names are the caller's own. */
int32_t tthc__json_each_member(const struct json_at *at, int32_t (*read)(const struct json_at *at, void *row),
                               void *row);

int tthc__json_is_null(const struct json_at *at);
int tthc__json_is_text(const struct json_at *at, const char *text);

/* Finds a member; 0 when the object has none. */
int tthc__json_member(const struct json_at *at, const char *name, struct json_at *member);

/* A custom reading function for members that are read later, in an order of the caller's. */
int32_t tthc__json_later(const struct json_at *at, void *row);

/* One string, of JSON_TEXT, JSON_LABEL or JSON_SLUG. */
int32_t tthc__json_text(const struct json_at *at, enum json_kind kind, const char **out);

/* The member "format" of a document: this text, given in quotes as it is shown, and no other. */
int32_t tthc__json_format(const struct json_at *at, const char *quoted);

/* An element that is an integer within the range of the field. */
int32_t tthc__json_int32(const struct json_at *at, const struct json_field *field, int32_t *out);

/* A failure of the value at hand; and what another function failed with gets the place of the value at hand. */
int32_t tthc__json_fail(const struct json_at *at, int32_t code, const char *found, struct words expected);
int32_t tthc__json_fail_member(const struct json_at *at, int32_t code, const char *member, struct words expected);
int32_t tthc__json_place(const struct json_at *at, int32_t code);
int32_t tthc__json_place_value(const struct json_at *at, int32_t code); /* for a value that is no object */

/* --- writing ------------------------------------------------------------------------------------------------------ */

/* `in_lines` 2 writes a document: each member and each row on a line of its own; 0 writes all on one line. */
void tthc__json_begin(struct json_writer *writer, int in_lines, const void *context);

void tthc__json_write_open(struct json_writer *writer, char bracket);
void tthc__json_write_close(struct json_writer *writer);

/* What goes before a member's value, and before an element. */
void tthc__json_write_name(struct json_writer *writer, const char *name);
void tthc__json_write_item(struct json_writer *writer);

/* Members of the object that is open; a NULL text writes nothing. */
void tthc__json_write_text(struct json_writer *writer, const char *name, const char *text);
void tthc__json_write_flag(struct json_writer *writer, const char *name, int flag);
void tthc__json_write_int(struct json_writer *writer, const char *name, int64_t number);
void tthc__json_write_extra(struct json_writer *writer, const char *extra);

/* The same for a field with NAMED() or FIELD(), faster. */
void tthc__json_write_field_text(struct json_writer *writer, const struct json_field *field, const char *text);

/* The members of a row, or the whole row with its braces. */
void tthc__json_write_members(struct json_writer *writer, const struct json_field *fields, const void *row);
void tthc__json_write_row(struct json_writer *writer, const struct json_field *fields, const void *row);

/* A member that is an array of rows, or of texts; nothing when it is empty. */
void tthc__json_write_rows(struct json_writer *writer, const char *name, const struct json_field *fields,
                           const void *rows, int32_t count, size_t row_size);
void tthc__json_write_texts(struct json_writer *writer, const char *name, const char *const *texts, int32_t count);

/* The text, with a closing newline for a document in lines. */
tthc_text *tthc__json_end(struct json_writer *writer, tthc_error *err);

#endif
