/*
 * JSON by tables, reading: the strict scan, then cJSON's tree, then the fields of a row. The tree is that of the document
 * without its rows, or of one row: it stays small, however large the document is.
 */
#include "base/json.h"

#include "base/decimal.h"
#include "base/json_tree.h"
#include "base/text.h"
#include "base/unicode.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *tthc__word(const struct vocabulary *vocabulary, int32_t number) {
  const int32_t room = (int32_t)(sizeof vocabulary->words / sizeof *vocabulary->words);
  return number < 1 || number > room ? NULL : vocabulary->words[number - 1];
}

/* --- the document ------------------------------------------------------------------------------------------------- */

/* The arrays that were found stay in the tree as empty ones, in their order. */
static cJSON *parse_without_arrays(const struct json_doc *doc) {
  struct buffer rest = {0};
  int64_t at = 0;
  cJSON *root;
  int32_t i;
  for (i = 0; i < doc->arrays.count; i++) {
    tthc__put_bytes(&rest, doc->text + at, doc->arrays.items[i].start - at);
    tthc__put(&rest, "[]");
    at = doc->arrays.items[i].end;
  }
  tthc__put_bytes(&rest, doc->text + at, doc->size - at);
  root = rest.failed ? NULL : cJSON_ParseWithLength(rest.data, (size_t)rest.size);
  tthc__buffer_free(&rest);
  return root;
}

/* The array of a value that was left empty in the tree; NULL for any other value. */
static const struct json_array *find_array(const struct json_at *at) {
  const struct json_array *array = at->doc->arrays.items;
  const cJSON *child;
  if (array == NULL || at->up == NULL || at->up->node != at->doc->root) return NULL;
  cJSON_ArrayForEach(child, at->doc->root) {
    if (!cJSON_IsArray(child) || strncmp(child->string, "x-", 2) == 0) continue;
    if (child == at->node) return array;
    array++;
  }
  return NULL;
}

int32_t tthc__json_open(struct json_doc *doc, const char *json, int64_t size, void *context, tthc_error *err) {
  int32_t rc;
  memset(doc, 0, sizeof *doc);
  if (json == NULL || size < -1)
    return tthc__fail(err, TTHC_E_ARGUMENT, NULL, WORDS("văn bản JSON và cỡ của nó", "a JSON text and its size"));
  if (size == -1) size = (int64_t)strlen(json);
  if (size >= 3 && memcmp(json, "\xef\xbb\xbf", 3) == 0) {
    json += 3;
    size -= 3;
  }
  doc->text = json;
  doc->size = size;
  doc->context = context;
  rc = tthc__json_scan_arrays(json, size, &doc->arrays, err);
  if (rc != TTHC_OK) {
    tthc__json_arrays_free(&doc->arrays);
    return rc;
  }
  if (err == NULL) doc->own_err = tthc_error_new();
  doc->err = err != NULL ? err : doc->own_err;
  doc->root = parse_without_arrays(doc);
  if (doc->root != NULL && doc->err != NULL) return TTHC_OK;
  tthc__json_close(doc);
  return tthc__fail_memory(err); /* the scan has passed: nothing else can fail */
}

void tthc__json_close(struct json_doc *doc) {
  cJSON_Delete(doc->root);
  tthc__json_arrays_free(&doc->arrays);
  tthc__arena_free(&doc->nodes);
  tthc__arena_free(&doc->arena);
  tthc_error_free(doc->own_err);
  doc->root = NULL;
  doc->own_err = NULL;
}

struct json_at tthc__json_root(struct json_doc *doc) {
  const struct json_at at = {doc, doc->root, NULL, NULL, 0, NULL};
  return at;
}

/* --- failures ----------------------------------------------------------------------------------------------------- */

static void put_pointer(struct buffer *out, const struct json_at *at) {
  const char *p;
  if (at->up == NULL) {
    tthc__put(out, "");
    return;
  }
  put_pointer(out, at->up);
  tthc__put_char(out, '/');
  if (at->name == NULL) tthc__put_int(out, at->index);
  for (p = at->name; p != NULL && *p != '\0'; p++) {
    if (*p == '~')
      tthc__put(out, "~0");
    else if (*p == '/')
      tthc__put(out, "~1");
    else
      tthc__put_char(out, *p);
  }
}

/* A pointer that begins with that of `row` is looked up from the row's text on: documents may be large. */
static void locate(const struct json_at *row, const char *pointer, int32_t *line, int32_t *column) {
  const struct json_doc *doc = row->doc;
  struct buffer way = {0};
  while (row->text == NULL && row->up != NULL) row = row->up;
  put_pointer(&way, row);
  if (!way.failed)
    tthc__json_locate_from(doc->text, doc->size, row->text == NULL ? doc->text : row->text, pointer + way.size, line,
                           column);
  tthc__buffer_free(&way);
}

int32_t tthc__json_place(const struct json_at *at, int32_t code) {
  struct buffer pointer = {0};
  int32_t line = 0, column = 0;
  if (at->doc->err == NULL) return code;
  put_pointer(&pointer, at);
  if (!pointer.failed) {
    locate(at, pointer.data, &line, &column);
    tthc__error_prefix_path(at->doc->err, pointer.data);
    /* The member that a function named is a better place than the row, if the document has it. */
    if (tthc_error_path(at->doc->err) != NULL) locate(at, tthc_error_path(at->doc->err), &line, &column);
    tthc__error_set_place(at->doc->err, line, column);
  }
  tthc__buffer_free(&pointer);
  return code;
}

int32_t tthc__json_place_value(const struct json_at *at, int32_t code) {
  tthc__error_set_path(at->doc->err, "", "");
  return tthc__json_place(at, code);
}

int32_t tthc__json_fail(const struct json_at *at, int32_t code, const char *found, struct words expected) {
  tthc__fail(at->doc->err, code, found, expected);
  return tthc__json_place(at, code);
}

int32_t tthc__json_fail_member(const struct json_at *at, int32_t code, const char *member, struct words expected) {
  tthc__fail_at(at->doc->err, code, member, member, expected);
  return tthc__json_place(at, code);
}

static int32_t fail_type(const struct json_at *at, struct words expected) {
  return tthc__json_fail(at, TTHC_E_TYPE, NULL, expected);
}

/* --- values ------------------------------------------------------------------------------------------------------- */

int32_t tthc__json_text(const struct json_at *at, enum json_kind kind, const char **out) {
  const char *text = at->node->valuestring;
  int64_t size;
  int32_t rc;
  if (!cJSON_IsString(at->node)) return fail_type(at, WORDS("một chuỗi", "a string"));
  size = (int64_t)strlen(text);
  if (size == 0)
    return tthc__json_fail(at, TTHC_E_MISSING, NULL, WORDS("một văn bản không rỗng", "a text that is not empty"));
  if (kind == JSON_LABEL && size > LABEL_MAX)
    return tthc__json_fail(at, TTHC_E_LIMIT, text, WORDS("không quá 512 byte", "at most 512 bytes"));
  if (kind == JSON_SLUG && !tthc__is_slug(text))
    return tthc__json_fail(at, TTHC_E_VALUE, text,
                           WORDS("a-z, 0-9 và gạch nối đơn ở giữa, không quá 128 byte",
                                 "a-z, 0-9 and single hyphens between, at most 128 bytes"));
  rc = (at->doc->in_rows ? tthc__composed : tthc__nfc)(&at->doc->arena, text, size,
                                                      kind == JSON_LABEL ? LABEL_MAX : STRING_MAX, out, at->doc->err);
  return rc == TTHC_OK ? rc : tthc__json_place(at, rc);
}

int32_t tthc__json_format(const struct json_at *at, const char *quoted) {
  const char *format;
  const int32_t rc = tthc__json_text(at, JSON_TEXT, &format);
  if (rc != TTHC_OK) return rc;
  if (strlen(format) + 2 == strlen(quoted) && strncmp(format, quoted + 1, strlen(format)) == 0) return TTHC_OK;
  return tthc__json_fail(at, TTHC_E_FORMAT, format, WORDS(quoted, quoted));
}

static int32_t read_integer(const struct json_at *at, const struct json_field *field, int64_t *out) {
  const double number = at->node->valuedouble;
  if (!cJSON_IsNumber(at->node)) return fail_type(at, WORDS("một số nguyên", "an integer"));
  if (number < -(double)EXACT_MAX || number > (double)EXACT_MAX || number != (double)(int64_t)number)
    return fail_type(at, WORDS("một số nguyên", "an integer"));
  *out = (int64_t)number;
  if (*out < field->range[0] || *out > field->range[1])
    return tthc__json_fail(at, TTHC_E_VALUE, NULL, field->expected);
  return TTHC_OK;
}

int32_t tthc__json_int32(const struct json_at *at, const struct json_field *field, int32_t *out) {
  int64_t number = 0;
  const int32_t rc = read_integer(at, field, &number);
  if (rc == TTHC_OK) *out = (int32_t)number;
  return rc;
}

static int32_t read_coded(const struct json_at *at, const struct json_field *field, int32_t *out) {
  if (!cJSON_IsString(at->node)) return fail_type(at, field->coding->expected);
  if (!field->coding->parse(at->node->valuestring, out))
    return tthc__json_fail(at, field->coding->code, at->node->valuestring, field->coding->expected);
  return TTHC_OK;
}

static int32_t read_flag(const struct json_at *at, int32_t *out) {
  if (!cJSON_IsBool(at->node)) return fail_type(at, WORDS("true hoặc false", "true or false"));
  *out = cJSON_IsTrue(at->node) != 0;
  return TTHC_OK;
}

static int32_t read_word(const struct json_at *at, const struct json_field *field, int32_t *out) {
  const char *listed = field->vocabulary->listed;
  const char *word;
  int32_t i;
  if (!cJSON_IsString(at->node)) return fail_type(at, WORDS("một chuỗi", "a string"));
  for (i = 1; (word = tthc__word(field->vocabulary, i)) != NULL; i++) {
    if (strcmp(word, at->node->valuestring) == 0) {
      *out = i;
      return TTHC_OK;
    }
  }
  return tthc__json_fail(at, TTHC_E_VALUE, at->node->valuestring, WORDS(listed, listed));
}

/* A number of at most 15 digits, as the scan has seen to, in this shape comes back from a double as it went in. */
static void put_number(struct buffer *out, double number) {
  char text[32], *p;
  struct decimal decimal;
  snprintf(text, sizeof text, number == (double)(int64_t)number ? "%.0f" : "%.15g", number);
  for (p = text; *p != '\0'; p++)
    if (strchr("+-0123456789e", *p) == NULL) *p = '.'; /* the decimal mark of the host's locale */
  if (tthc__decimal_read(text, &decimal))
    tthc__put_decimal(out, decimal);
  else
    tthc__put(out, text);
}

static int32_t read_decimal(const struct json_at *at, const char **out) {
  struct buffer text = {0};
  struct decimal decimal;
  int32_t rc = TTHC_OK;
  if (!cJSON_IsNumber(at->node)) return fail_type(at, WORDS("một số", "a number"));
  put_number(&text, at->node->valuedouble);
  *out = text.failed ? NULL : tthc__arena_copy(&at->doc->arena, text.data, (size_t)text.size);
  if (*out == NULL)
    rc = tthc__fail_memory(at->doc->err);
  else if (!tthc__decimal_read(*out, &decimal))
    rc = tthc__json_fail(at, TTHC_E_NUMBER, *out, WORDS("số không quá 15 chữ số", "a number of at most 15 digits"));
  tthc__buffer_free(&text);
  return rc;
}

/* --- extension members -------------------------------------------------------------------------------------------- */

/* Writes a value as the library writes everything. The scan has bounded the depth. */
static void put_value(struct buffer *out, const cJSON *node) {
  const cJSON *child;
  if (cJSON_IsString(node)) {
    tthc__put_json(out, node->valuestring);
  } else if (cJSON_IsNumber(node)) {
    put_number(out, node->valuedouble);
  } else if (cJSON_IsObject(node) || cJSON_IsArray(node)) {
    tthc__put_char(out, cJSON_IsObject(node) ? '{' : '[');
    cJSON_ArrayForEach(child, node) {
      if (child != node->child) tthc__put(out, ", ");
      if (cJSON_IsObject(node)) {
        tthc__put_json(out, child->string);
        tthc__put(out, ": ");
      }
      put_value(out, child);
    }
    tthc__put_char(out, cJSON_IsObject(node) ? '}' : ']');
  } else {
    tthc__put(out, cJSON_IsNull(node) ? "null" : cJSON_IsTrue(node) ? "true" : "false");
  }
}

/* Kept as given, not composed: two names that differ only by composition must not become one. */
static int32_t add_extra(const struct json_at *at, const char **extra) {
  struct buffer text = {0};
  if (*extra != NULL) {
    tthc__put(&text, *extra);
    tthc__put(&text, ", ");
  }
  tthc__put_json(&text, at->name);
  tthc__put(&text, ": ");
  put_value(&text, at->node);
  *extra = text.failed ? NULL : tthc__arena_copy(&at->doc->arena, text.data, (size_t)text.size);
  tthc__buffer_free(&text);
  return *extra == NULL ? tthc__fail_memory(at->doc->err) : TTHC_OK;
}

/* --- rows --------------------------------------------------------------------------------------------------------- */

static int32_t read_field(const struct json_at *at, const struct json_field *field, void *row) {
  /* There may be no row where all fields are custom. */
  void *target = field->kind == JSON_CUSTOM ? NULL : (char *)row + field->offset;
  switch (field->kind) {
  case JSON_TEXT:
  case JSON_LABEL:
  case JSON_SLUG: return tthc__json_text(at, field->kind, target);
  case JSON_CODED: return read_coded(at, field, target);
  case JSON_INT32: return tthc__json_int32(at, field, target);
  case JSON_INT64: return read_integer(at, field, target);
  case JSON_FLAG: return read_flag(at, target);
  case JSON_WORD: return read_word(at, field, target);
  case JSON_DECIMAL: return read_decimal(at, target);
  case JSON_EXTRA: return add_extra(at, target);
  case JSON_CUSTOM: break;
  }
  return field->read(at, row);
}

static int is_of(const struct json_field *field, const char *name) {
  if (field->kind == JSON_EXTRA) return strncmp(name, "x-", 2) == 0;
  return *name == *field->name && strcmp(name, field->name) == 0;
}

/* Documents mostly have the order of the table: from where the last member's field was, and then from the beginning. */
static const struct json_field *find_field(const struct json_field *fields, const struct json_field *next,
                                           const char *name) {
  const struct json_field *field;
  for (field = next; field->name != NULL; field++)
    if (is_of(field, name)) return field;
  for (field = fields; field < next; field++)
    if (is_of(field, name)) return field;
  return NULL;
}

/* No member is there twice: when as many required ones were read as there are, none is missing. */
static int32_t check_required(const struct json_at *at, const struct json_field *fields, int read) {
  const struct json_field *field;
  for (field = fields; field->name != NULL; field++) read -= field->required;
  for (field = fields; read < 0 && field->name != NULL; field++) {
    if (!field->required || cJSON_GetObjectItemCaseSensitive(at->node, field->name) != NULL) continue;
    return tthc__json_fail_member(at, TTHC_E_MISSING, field->name, NOTHING);
  }
  return TTHC_OK;
}

int32_t tthc__json_read(const struct json_at *at, const struct json_field *fields, void *row) {
  const struct json_field *field = fields;
  const cJSON *child;
  int required = 0;
  if (!cJSON_IsObject(at->node)) return fail_type(at, WORDS("một đối tượng { }", "an object { }"));
  cJSON_ArrayForEach(child, at->node) {
    const struct json_at member = {at->doc, child, at, child->string, 0, NULL};
    int32_t rc;
    field = find_field(fields, field, child->string);
    if (field == NULL) return tthc__json_fail(&member, TTHC_E_UNKNOWN_MEMBER, child->string, NOTHING);
    rc = read_field(&member, field, row);
    if (rc != TTHC_OK) return rc;
    required += field->required;
    if (field->kind != JSON_EXTRA) field++;
  }
  return check_required(at, fields, required);
}

int32_t tthc__json_options(const char *json, const struct json_field *fields, void *row, struct arena *keep,
                           tthc_error *err) {
  struct json_doc doc;
  struct json_at root;
  int32_t rc;
  if (json == NULL) return TTHC_OK;
  rc = tthc__json_open(&doc, json, -1, NULL, err);
  if (rc != TTHC_OK) return rc;
  root = tthc__json_root(&doc);
  rc = tthc__json_read(&root, fields, row);
  if (rc == TTHC_OK && keep != NULL) {
    *keep = doc.arena;
    doc.arena.blocks = NULL;
  }
  tthc__json_close(&doc);
  return rc;
}

/* What is done for each element of an array. */
struct each {
  int32_t (*read)(const struct json_at *at, void *row);
  void *row;
  int forgets; /* its strings */
};

static int32_t read_element(const struct json_at *element, const struct each *each) {
  const int32_t rc = each->read(element, each->row);
  if (each->forgets) tthc__arena_empty(&element->doc->arena);
  return rc;
}

/* Where no array has elements there is no list of them to point into. */
static int32_t parse_each(const struct json_at *at, const struct json_array *array, const struct each *each) {
  int32_t i, rc = TTHC_OK;
  for (i = 0; rc == TTHC_OK && i < array->count; i++) {
    const int32_t *start = &at->doc->arrays.elements[array->first + i];
    const int32_t end = i + 1 < array->count ? start[1] : array->end;
    const cJSON *node = tthc__json_tree(&at->doc->nodes, at->doc->text + *start, end - *start);
    const struct json_at element = {at->doc, node, at, NULL, i, at->doc->text + *start};
    rc = node == NULL ? tthc__fail_memory(at->doc->err) : read_element(&element, each);
    tthc__arena_empty(&at->doc->nodes);
  }
  return rc;
}

static int32_t read_each(const struct json_at *at, const struct each *each) {
  const struct json_array *array = find_array(at);
  const cJSON *child;
  int32_t index = 0;
  if (!cJSON_IsArray(at->node)) return fail_type(at, WORDS("một mảng [ ]", "an array [ ]"));
  if (array != NULL) return parse_each(at, array, each);
  cJSON_ArrayForEach(child, at->node) {
    const struct json_at element = {at->doc, child, at, NULL, index++, NULL};
    const int32_t rc = read_element(&element, each);
    if (rc != TTHC_OK) return rc;
  }
  return TTHC_OK;
}

int32_t tthc__json_each(const struct json_at *at, int32_t (*read)(const struct json_at *at, void *row), void *row) {
  const struct each each = {read, row, 0};
  return read_each(at, &each);
}

int32_t tthc__json_each_row(const struct json_at *at, int32_t (*read)(const struct json_at *at, void *row), void *row) {
  const struct each each = {read, row, 1};
  const struct arena kept = at->doc->arena;
  const int in_rows = at->doc->in_rows;
  int32_t rc;
  at->doc->arena.blocks = NULL;
  at->doc->in_rows = 1;
  rc = read_each(at, &each);
  at->doc->in_rows = in_rows;
  tthc__arena_free(&at->doc->arena);
  at->doc->arena = kept;
  return rc;
}

int32_t tthc__json_each_member(const struct json_at *at, int32_t (*read)(const struct json_at *at, void *row),
                               void *row) {
  const cJSON *child;
  if (!cJSON_IsObject(at->node)) return fail_type(at, WORDS("một đối tượng { }", "an object { }"));
  cJSON_ArrayForEach(child, at->node) {
    const struct json_at member = {at->doc, child, at, child->string, 0, NULL};
    const int32_t rc = read(&member, row);
    if (rc != TTHC_OK) return rc;
  }
  return TTHC_OK;
}

int tthc__json_is_null(const struct json_at *at) { return cJSON_IsNull(at->node); }

int tthc__json_is_text(const struct json_at *at, const char *text) {
  return cJSON_IsString(at->node) && strcmp(at->node->valuestring, text) == 0;
}

int tthc__json_member(const struct json_at *at, const char *name, struct json_at *member) {
  const cJSON *node = cJSON_GetObjectItemCaseSensitive(at->node, name);
  const struct json_at found = {at->doc, node, at, name, 0, NULL};
  *member = found;
  return node != NULL;
}

int32_t tthc__json_later(const struct json_at *at, void *row) {
  (void)at, (void)row;
  return TTHC_OK;
}
