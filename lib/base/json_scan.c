/* The strict scan that goes before cJSON. One pass, no recursion; the stack of open objects and arrays is the pointer. */
#include "base/json_scan.h"

#include "base/buffer.h"
#include "base/decimal.h"
#include "base/index.h"
#include "base/unicode.h"

#include <stdlib.h>
#include <string.h>

/* A member's name as it stands in the text, escapes and all. */
struct name {
  const char *start;
  int64_t size;
  int is_escaped;
  uint32_t hash; /* of the name decoded */
};

struct level {
  int is_object;
  int in_name;         /* reading a member's name: a fault there is the object's */
  int32_t count;       /* members or elements so far; the current one is count - 1 */
  int32_t first_name;  /* where this object's names begin in the pile */
  int32_t name;        /* and its current member's stands there */
};

struct scan {
  const char *start;
  const char *end;
  const char *p;
  struct level levels[DEPTH_MAX];
  int depth;
  int is_valid; /* UTF-8, all of it: else the fault is told when the scan comes to it */
  int32_t values;
  struct name *names; /* a pile: those of the innermost object on top */
  int32_t name_count;
  int32_t name_capacity;
  const char *wanted; /* a JSON Pointer to look for, or NULL */
  int wanted_depth;
  const char *found;
  struct json_arrays *arrays; /* to fill, or NULL */
  tthc_error *err;
};

/* --- where we are ------------------------------------------------------------------------------------------------- */

static void place_of(const struct scan *s, const char *at, int32_t *line, int32_t *column) {
  const char *p = s->start, *newline;
  *line = *column = 1;
  for (; (newline = memchr(p, '\n', (size_t)(at - p))) != NULL; p = newline + 1) ++*line;
  for (; p < at; p++) *column += ((unsigned char)*p & 0xc0) != 0x80;
}

static int hex4(const char *p, uint32_t *out) {
  int i;
  *out = 0;
  for (i = 0; i < 4; i++) {
    const char c = p[i];
    uint32_t digit;
    if (c >= '0' && c <= '9')
      digit = (uint32_t)(c - '0');
    else if ((c | 32) >= 'a' && (c | 32) <= 'f')
      digit = (uint32_t)((c | 32) - 'a' + 10);
    else
      return 0;
    *out = *out * 16 + digit;
  }
  return 1;
}

static int put_utf8(uint32_t c, char out[4]) {
  if (c < 0x80) {
    out[0] = (char)c;
    return 1;
  }
  if (c < 0x800) {
    out[0] = (char)(0xc0 | c >> 6);
    out[1] = (char)(0x80 | (c & 63));
    return 2;
  }
  if (c < 0x10000) {
    out[0] = (char)(0xe0 | c >> 12);
    out[1] = (char)(0x80 | (c >> 6 & 63));
    out[2] = (char)(0x80 | (c & 63));
    return 3;
  }
  out[0] = (char)(0xf0 | c >> 18);
  out[1] = (char)(0x80 | (c >> 12 & 63));
  out[2] = (char)(0x80 | (c >> 6 & 63));
  out[3] = (char)(0x80 | (c & 63));
  return 4;
}

/* Decodes the next character of a checked string body; gives how many bytes it took in the text. */
static int64_t decode(const char *p, char out[4], int *out_size) {
  static const char from[] = "bfnrt\"\\/", to[] = "\b\f\n\r\t\"\\/";
  uint32_t high, low;
  if (*p != '\\') {
    out[0] = *p;
    *out_size = 1;
    return 1;
  }
  if (p[1] != 'u') {
    out[0] = to[strchr(from, p[1]) - from];
    *out_size = 1;
    return 2;
  }
  hex4(p + 2, &high);
  if (high < 0xd800 || high > 0xdbff) {
    *out_size = put_utf8(high, out);
    return 6;
  }
  hex4(p + 8, &low);
  *out_size = put_utf8(0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00), out);
  return 12;
}

int64_t tthc__json_unescape(const char *body, int64_t size, char *out) {
  int64_t at = 0, written = 0;
  while (at < size) {
    char bytes[4];
    int count;
    at += decode(body + at, bytes, &count);
    memcpy(out + written, bytes, (size_t)count);
    written += count;
  }
  return written;
}

/* A name as it is meant: in the text, or put into `room`. */
static const char *decode_name(const struct name *name, char room[NAME_MAX_BYTES], int64_t *size) {
  *size = name->is_escaped ? tthc__json_unescape(name->start, name->size, room) : name->size;
  return name->is_escaped ? room : name->start;
}

static void put_pointer_token(struct buffer *out, const struct name *name) {
  char room[NAME_MAX_BYTES];
  int64_t size, i;
  const char *p = decode_name(name, room, &size);
  for (i = 0; i < size; i++) {
    if (p[i] == '~')
      tthc__put(out, "~0");
    else if (p[i] == '/')
      tthc__put(out, "~1");
    else
      tthc__put_char(out, p[i]);
  }
}

static void put_pointer(const struct scan *s, struct buffer *out) {
  int i;
  tthc__put(out, "");
  for (i = 0; i < s->depth; i++) {
    const struct level *level = &s->levels[i];
    if (level->count == 0 || level->in_name) break;
    tthc__put_char(out, '/');
    if (level->is_object)
      put_pointer_token(out, &s->names[level->name]);
    else
      tthc__put_int(out, level->count - 1);
  }
}

static int32_t fail(struct scan *s, int32_t code, const char *at, const char *found, struct words expected) {
  struct buffer pointer = {0};
  int32_t line, column;
  put_pointer(s, &pointer);
  place_of(s, at, &line, &column);
  tthc__fail(s->err, code, found, expected);
  if (!pointer.failed) tthc__error_set_path(s->err, "%s", pointer.data);
  tthc__error_set_place(s->err, line, column);
  tthc__buffer_free(&pointer);
  return code;
}

static int32_t fail_syntax(struct scan *s, const char *at, struct words expected) {
  return fail(s, TTHC_E_SYNTAX, at, NULL, expected);
}

/* --- strings ------------------------------------------------------------------------------------------------------ */

static int32_t check_escape(struct scan *s) {
  const char *at = s->p;
  uint32_t high, low;
  if (s->end - s->p < 2 || strchr("bfnrt\"\\/u", s->p[1]) == NULL || s->p[1] == '\0')
    return fail_syntax(
      s, at, WORDS("một trong \\b \\f \\n \\r \\t \\\" \\\\ \\/ \\u", "one of \\b \\f \\n \\r \\t \\\" \\\\ \\/ \\u"));
  s->p += 2;
  if (s->p[-1] != 'u') return TTHC_OK;
  if (s->end - s->p < 4 || !hex4(s->p, &high))
    return fail_syntax(s, at, WORDS("\\u và bốn chữ số thập lục phân", "\\u and four hexadecimal digits"));
  s->p += 4;
  if (high == 0) return fail(s, TTHC_E_ENCODING, at, NULL, WORDS("văn bản không có NUL", "a text without NUL"));
  if (high < 0xd800 || high > 0xdfff) return TTHC_OK;
  if (high > 0xdbff || s->end - s->p < 6 || s->p[0] != '\\' || s->p[1] != 'u' || !hex4(s->p + 2, &low) ||
      low < 0xdc00 || low > 0xdfff)
    return fail(s, TTHC_E_ENCODING, at, NULL, WORDS("một cặp surrogate", "a pair of surrogates"));
  s->p += 6;
  return TTHC_OK;
}

enum { ESCAPE_MAX = 6 }; /* bytes of the longest escape of a byte: \u001f */

/* Limits are on what a string says, not on how it is escaped. */
static int64_t decoded_size(const struct name *body) {
  int64_t at = 0, decoded = 0;
  if (!body->is_escaped) return body->size;
  while (at < body->size) {
    char bytes[4];
    int size;
    at += decode(body->start + at, bytes, &size);
    decoded += size;
  }
  return decoded;
}

/* Character by character; a string with escapes, or with a fault. */
static int32_t scan_special_string(struct scan *s, int64_t max, struct name *body) {
  const char *open = s->p++;
  for (;;) {
    int64_t step;
    int32_t rc;
    if (s->p == s->end) return fail_syntax(s, open, WORDS("dấu nháy đóng chuỗi", "the string's closing quote"));
    if (*s->p == '"') break;
    if (s->p - body->start > max * ESCAPE_MAX)
      return fail(s, TTHC_E_LIMIT, open, NULL, WORDS("chuỗi ngắn hơn", "a shorter string"));
    if ((unsigned char)*s->p < 0x20) {
      if (*s->p == '\0')
        return fail(s, TTHC_E_ENCODING, s->p, NULL, WORDS("văn bản không có NUL", "a text without NUL"));
      return fail_syntax(s, s->p, WORDS("ký tự điều khiển viết dạng \\u00XX", "control characters escaped as \\u00XX"));
    }
    if (*s->p == '\\') {
      body->is_escaped = 1;
      rc = check_escape(s);
      if (rc != TTHC_OK) return rc;
      continue;
    }
    step = tthc__utf8_step(s->p, s->end - s->p);
    if (step == 0) return fail(s, TTHC_E_ENCODING, s->p, NULL, WORDS("UTF-8", "UTF-8"));
    s->p += step;
  }
  body->size = s->p++ - body->start;
  if (decoded_size(body) > max) return fail(s, TTHC_E_LIMIT, open, NULL, WORDS("chuỗi ngắn hơn", "a shorter string"));
  return TTHC_OK;
}

/* At the opening quote; leaves s->p behind the closing one. */
static int32_t scan_string(struct scan *s, int64_t max, struct name *body) {
  body->start = s->p + 1;
  body->size = s->is_valid ? tthc__plain_run(body->start, s->end - body->start) : 0;
  body->is_escaped = 0;
  if (body->size > max || body->start + body->size == s->end || body->start[body->size] != '"')
    return scan_special_string(s, max, body);
  s->p = body->start + body->size + 1;
  return TTHC_OK;
}

static uint32_t hash_name(const struct name *name) {
  char room[NAME_MAX_BYTES];
  int64_t size;
  const char *p = decode_name(name, room, &size);
  return tthc__hash(p, (size_t)size);
}

static int same_name(const struct name *a, const struct name *b) {
  char room[2][NAME_MAX_BYTES];
  int64_t x_size, y_size;
  const char *x = decode_name(a, room[0], &x_size), *y = decode_name(b, room[1], &y_size);
  return x_size == y_size && memcmp(x, y, (size_t)x_size) == 0;
}

/* Files the name that has just been read behind those of the pile; fails when the object has it already. */
static int32_t add_name(struct scan *s, struct level *level, const char *at) {
  struct name *name = &s->names[s->name_count];
  int32_t i;
  name->hash = hash_name(name);
  for (i = level->first_name; i < s->name_count; i++)
    if (s->names[i].hash == name->hash && same_name(&s->names[i], name))
      return fail(s, TTHC_E_DUPLICATE_MEMBER, at, NULL, WORDS("mỗi thành phần một lần", "each member once"));
  s->name_count++;
  return TTHC_OK;
}

/* --- numbers and words -------------------------------------------------------------------------------------------- */

static int is_digit(const struct scan *s) { return s->p < s->end && *s->p >= '0' && *s->p <= '9'; }

static int skip_digits(struct scan *s) {
  if (!is_digit(s)) return 0;
  while (is_digit(s)) s->p++;
  return 1;
}

static int skip_number(struct scan *s) {
  if (*s->p == '-') s->p++;
  if (s->p < s->end && *s->p == '0')
    s->p++;
  else if (!skip_digits(s))
    return 0;
  if (s->p < s->end && *s->p == '.') {
    s->p++;
    if (!skip_digits(s)) return 0;
  }
  if (s->p < s->end && (*s->p | 32) == 'e') {
    s->p++;
    if (s->p < s->end && (*s->p == '+' || *s->p == '-')) s->p++;
    if (!skip_digits(s)) return 0;
  }
  return !is_digit(s);
}

/* Integers to 2^53 - 1, other numbers to 15 digits: what survives any reader that keeps numbers as doubles. */
static int keeps_precision(const char *number) {
  struct decimal decimal;
  const char *digits = number + (*number == '-');
  if (strspn(digits, "0123456789") == strlen(digits)) {
    const size_t length = strlen(digits);
    return length < 16 || (length == 16 && strcmp(digits, "9007199254740991") <= 0);
  }
  return tthc__decimal_read(number, &decimal);
}

static int32_t scan_number(struct scan *s) {
  const char *at = s->p;
  char number[NUMBER_MAX_BYTES + 1];
  if (!skip_number(s))
    return fail_syntax(s, at, WORDS("một số JSON, ví dụ 20 hoặc 99.5", "a JSON number, such as 20 or 99.5"));
  if (s->p - at > NUMBER_MAX_BYTES)
    return fail(s, TTHC_E_LIMIT, at, NULL, WORDS("số không quá 40 ký tự", "a number of at most 40 characters"));
  memcpy(number, at, (size_t)(s->p - at));
  number[s->p - at] = '\0';
  if (!keeps_precision(number))
    return fail(s, TTHC_E_NUMBER, at, number,
                WORDS("số nguyên trong ±(2^53−1), hoặc số không quá 15 chữ số",
                      "an integer within ±(2^53−1), or a number of at most 15 digits"));
  return TTHC_OK;
}

static int32_t scan_word(struct scan *s) {
  static const char *const words[] = {"true", "false", "null"};
  size_t i;
  for (i = 0; i < sizeof words / sizeof *words; i++) {
    const size_t length = strlen(words[i]);
    if ((size_t)(s->end - s->p) >= length && memcmp(s->p, words[i], length) == 0) {
      s->p += length;
      return TTHC_OK;
    }
  }
  if (s->p < s->end && *s->p == '\0')
    return fail(s, TTHC_E_ENCODING, s->p, NULL, WORDS("văn bản không có NUL", "a text without NUL"));
  return fail_syntax(s, s->p, WORDS("một giá trị JSON", "a JSON value"));
}

/* --- the arrays of the outermost object ---------------------------------------------------------------------------- */

/* The one that the scan is in; NULL elsewhere. */
static struct json_array *open_array(const struct scan *s) {
  if (s->arrays == NULL || s->arrays->count == 0 || s->arrays->items[s->arrays->count - 1].end != 0) return NULL;
  return &s->arrays->items[s->arrays->count - 1];
}

/* At an opening bracket. */
static int32_t begin_array(struct scan *s) {
  char room[NAME_MAX_BYTES];
  struct json_array *grown;
  const char *name;
  int64_t size;
  if (s->arrays == NULL || s->depth != 1 || !s->levels[0].is_object || *s->p != '[') return TTHC_OK;
  name = decode_name(&s->names[s->levels[0].name], room, &size);
  if (size >= 2 && memcmp(name, "x-", 2) == 0) return TTHC_OK;
  grown = tthc__grow(s->arrays->items, s->arrays->count, &s->arrays->capacity, sizeof *grown);
  if (grown == NULL) return tthc__fail_memory(s->err);
  s->arrays->items = grown;
  grown[s->arrays->count].start = (int32_t)(s->p - s->start);
  grown[s->arrays->count++].first = s->arrays->element_count;
  return TTHC_OK;
}

static int32_t add_element(struct scan *s) {
  struct json_array *array = s->depth == 2 ? open_array(s) : NULL;
  int32_t *grown;
  if (array == NULL) return TTHC_OK;
  grown = tthc__grow(s->arrays->elements, s->arrays->element_count, &s->arrays->element_capacity, sizeof *grown);
  if (grown == NULL) return tthc__fail_memory(s->err);
  s->arrays->elements = grown;
  grown[s->arrays->element_count++] = (int32_t)(s->p - s->start);
  array->count++;
  return TTHC_OK;
}

/* Behind a closing bracket. */
static void end_array(struct scan *s) {
  struct json_array *array = s->depth == 1 ? open_array(s) : NULL;
  if (array != NULL) array->end = (int32_t)(s->p - s->start);
}

/* --- structure ---------------------------------------------------------------------------------------------------- */

static void skip_blanks(struct scan *s) {
  while (s->p < s->end && (*s->p == ' ' || *s->p == '\n' || *s->p == '\r' || *s->p == '\t')) s->p++;
}

static int32_t open_level(struct scan *s) {
  struct level *level;
  if (s->depth == DEPTH_MAX)
    return fail(s, TTHC_E_LIMIT, s->p, NULL, WORDS("độ sâu không quá 32", "a depth of at most 32"));
  level = &s->levels[s->depth++];
  memset(level, 0, sizeof *level);
  level->is_object = *s->p++ == '{';
  level->first_name = s->name_count;
  return TTHC_OK;
}

static int32_t scan_member_name(struct scan *s, struct level *level) {
  const char *at = s->p;
  struct name *names;
  int32_t rc;
  if (s->p == s->end || *s->p != '"')
    return fail_syntax(s, at, WORDS("tên thành phần trong dấu nháy kép", "a member's name in double quotes"));
  if (s->name_count == s->name_capacity) {
    names = tthc__grow(s->names, s->name_count, &s->name_capacity, sizeof *names);
    if (names == NULL) return tthc__fail_memory(s->err);
    s->names = names;
  }
  rc = scan_string(s, NAME_MAX_BYTES, &s->names[s->name_count]);
  if (rc != TTHC_OK) return rc;
  level->in_name = 0;
  level->name = s->name_count;
  rc = add_name(s, level, at);
  if (rc != TTHC_OK) return rc;
  skip_blanks(s);
  if (s->p == s->end || *s->p != ':') return fail_syntax(s, s->p, WORDS("dấu hai chấm", "a colon"));
  s->p++;
  skip_blanks(s);
  return TTHC_OK;
}

/* Stands before a member or an element: counts it, and reads the name. */
static int32_t begin_item(struct scan *s) {
  struct level *level = &s->levels[s->depth - 1];
  level->count++;
  level->in_name = level->is_object;
  if (level->count > (level->is_object ? MEMBERS_MAX : ELEMENTS_MAX))
    return fail(s, TTHC_E_LIMIT, s->p, NULL,
                level->is_object ? WORDS("không quá 256 thành phần", "at most 256 members")
                                 : WORDS("không quá 1.000.000 phần tử", "at most 1,000,000 elements"));
  return level->is_object ? scan_member_name(s, level) : add_element(s);
}

static void note_wanted(struct scan *s) {
  struct buffer pointer = {0};
  if (s->wanted == NULL || s->found != NULL || s->depth != s->wanted_depth) return;
  put_pointer(s, &pointer);
  if (!pointer.failed && strcmp(pointer.data, s->wanted) == 0) s->found = s->p;
  tthc__buffer_free(&pointer);
}

/* After a value: closes what ends here, or goes to the next item. Sets *more when an item follows. */
static int32_t end_items(struct scan *s, int *more) {
  *more = 0;
  while (s->depth > 0) {
    struct level *level = &s->levels[s->depth - 1];
    skip_blanks(s);
    if (s->p < s->end && *s->p == ',') {
      s->p++;
      skip_blanks(s);
      *more = 1;
      return begin_item(s);
    }
    if (s->p == s->end || *s->p != (level->is_object ? '}' : ']'))
      return fail_syntax(s, s->p,
                         level->is_object ? WORDS("\",\" hoặc \"}\"", "\",\" or \"}\"")
                                          : WORDS("\",\" hoặc \"]\"", "\",\" or \"]\""));
    s->p++;
    s->name_count = level->first_name;
    s->depth--;
    end_array(s);
  }
  return TTHC_OK;
}

/* Opens an object or array; an empty one is closed at once. Sets *more when its first item follows. */
static int32_t scan_container(struct scan *s, int *more) {
  const struct level *level = &s->levels[s->depth];
  int32_t rc = begin_array(s);
  if (rc == TTHC_OK) rc = open_level(s);
  if (rc != TTHC_OK) return rc;
  skip_blanks(s);
  if (s->p < s->end && *s->p == (level->is_object ? '}' : ']')) {
    s->p++;
    s->depth--;
    end_array(s);
    return end_items(s, more);
  }
  *more = 1;
  return begin_item(s);
}

/* One value, and what follows it. Sets *more when another value follows. */
static int32_t scan_value(struct scan *s, int *more) {
  struct name string;
  int32_t rc;
  *more = 0;
  note_wanted(s);
  if (++s->values > VALUES_MAX)
    return fail(s, TTHC_E_LIMIT, s->p, NULL, WORDS("không quá 4.000.000 giá trị", "at most 4,000,000 values"));
  if (s->p == s->end) return fail_syntax(s, s->p, WORDS("một giá trị JSON", "a JSON value"));
  switch (*s->p) {
  case '{':
  case '[': return scan_container(s, more);
  case '"': rc = scan_string(s, STRING_MAX_BYTES, &string); break;
  default: rc = *s->p == '-' || is_digit(s) ? scan_number(s) : scan_word(s);
  }
  return rc != TTHC_OK ? rc : end_items(s, more);
}

static int32_t scan_document(struct scan *s) {
  int32_t rc = TTHC_OK;
  int more = 1;
  skip_blanks(s);
  while (more && rc == TTHC_OK) rc = scan_value(s, &more);
  if (rc != TTHC_OK) return rc;
  skip_blanks(s);
  if (s->p < s->end) {
    if (*s->p == '\0') return fail(s, TTHC_E_ENCODING, s->p, NULL, WORDS("văn bản không có NUL", "a text without NUL"));
    return fail_syntax(s, s->p, WORDS("hết văn bản", "the end of the text"));
  }
  return TTHC_OK;
}

int32_t tthc__json_scan(const char *json, int64_t size, tthc_error *err) {
  return tthc__json_scan_arrays(json, size, NULL, err);
}

int32_t tthc__json_scan_arrays(const char *json, int64_t size, struct json_arrays *arrays, tthc_error *err) {
  struct scan *s;
  int32_t rc;
  if (size > DOCUMENT_MAX)
    return tthc__fail(err, TTHC_E_LIMIT, NULL, WORDS("tài liệu không quá 64 MiB", "a document of at most 64 MiB"));
  s = calloc(1, sizeof *s); /* too large for the small stacks of some hosts' threads */
  if (s == NULL) return tthc__fail_memory(err);
  s->start = s->p = json;
  s->end = json + size;
  s->is_valid = tthc__utf8_valid(json, size);
  s->arrays = arrays;
  s->err = err;
  rc = scan_document(s);
  free(s->names);
  free(s);
  return rc;
}

void tthc__json_arrays_free(struct json_arrays *arrays) {
  free(arrays->items);
  free(arrays->elements);
  memset(arrays, 0, sizeof *arrays);
}

void tthc__json_locate(const char *json, int64_t size, const char *pointer, int32_t *line, int32_t *column) {
  tthc__json_locate_from(json, size, json, pointer, line, column);
}

void tthc__json_locate_from(const char *json, int64_t size, const char *from, const char *pointer, int32_t *line,
                            int32_t *column) {
  struct scan *s = calloc(1, sizeof *s);
  const char *p;
  if (s == NULL) return;
  s->start = json;
  s->p = from;
  s->end = json + size;
  s->is_valid = 1;
  s->wanted = pointer;
  for (p = pointer; *p != '\0'; p++) s->wanted_depth += *p == '/';
  scan_document(s);
  if (s->found != NULL) place_of(s, s->found, line, column);
  free(s->names);
  free(s);
}
