/*
 * A value as cJSON's tree. cJSON allocates each node and each string alone, and can do otherwise for a whole process only;
 * for many rows that costs more than all else. The scan has seen to the grammar, so that nothing is checked here again.
 */
#include "base/json_tree.h"

#include "base/json_scan.h"
#include "base/unicode.h"

#include <cjson/cJSON.h>
#include <string.h>

/* The text is a copy, in which strings end where their closing quotes were. */
struct making {
  struct arena *arena;
  char *p;
  const char *end;
};

static void skip_blanks(struct making *m) {
  while (*m->p == ' ' || *m->p == '\n' || *m->p == '\r' || *m->p == '\t') m->p++;
}

/* At the opening quote; leaves m->p behind the closing one. */
static char *take_string(struct making *m) {
  char *string = ++m->p;
  int64_t size = tthc__plain_run(string, m->end - string);
  const int is_plain = string[size] == '"';
  while (string[size] != '"') {
    size += 2; /* an escape, or the beginning of one */
    size += tthc__plain_run(string + size, m->end - string - size);
  }
  m->p += size + 1;
  if (!is_plain) size = tthc__json_unescape(string, size, string); /* is no longer than it was */
  string[size] = '\0';
  return string;
}

/* Integers of up to 15 digits; cJSON takes the others, whose decimal mark is not the locale's. */
static int make_number(struct making *m, cJSON *node) {
  const char *start = m->p;
  const int negative = *m->p == '-';
  int64_t digits = 0;
  cJSON *number;
  for (m->p += negative; *m->p >= '0' && *m->p <= '9'; m->p++)
    if (m->p - start < 16) digits = digits * 10 + (*m->p - '0');
  node->type = cJSON_Number;
  node->valuedouble = (double)(negative ? -digits : digits);
  if (m->p - start < 16 && strchr(".eE", *m->p) == NULL) return 1;
  number = cJSON_ParseWithLength(start, (size_t)(m->end - start));
  if (number == NULL) return 0;
  node->valuedouble = number->valuedouble;
  cJSON_Delete(number);
  m->p += strspn(m->p, "0123456789.eE+-");
  return 1;
}

static cJSON *make_node(struct making *m);

static int make_children(struct making *m, cJSON *parent) {
  const char close = *m->p++ == '{' ? '}' : ']';
  cJSON **link = &parent->child;
  parent->type = close == '}' ? cJSON_Object : cJSON_Array;
  for (skip_blanks(m); *m->p != close; skip_blanks(m)) {
    char *name = NULL;
    if (*m->p == ',') {
      m->p++;
      skip_blanks(m);
    }
    if (close == '}') {
      name = take_string(m);
      skip_blanks(m);
      m->p++; /* the colon */
      skip_blanks(m);
    }
    *link = make_node(m);
    if (*link == NULL) return 0;
    (*link)->string = name;
    link = &(*link)->next;
  }
  m->p++;
  return 1;
}

/* As deep as the scan lets through. */
static cJSON *make_node(struct making *m) {
  static const cJSON empty = {0};
  cJSON *node = tthc__arena_take(m->arena, sizeof *node);
  if (node == NULL) return NULL;
  *node = empty;
  switch (*m->p) {
  case '{':
  case '[': return make_children(m, node) ? node : NULL;
  case '"':
    node->type = cJSON_String;
    node->valuestring = take_string(m);
    return node;
  case 't':
  case 'n': node->type = *m->p == 't' ? cJSON_True : cJSON_NULL; m->p += 4; return node;
  case 'f': node->type = cJSON_False; m->p += 5; return node;
  default: return make_number(m, node) ? node : NULL;
  }
}

cJSON *tthc__json_tree(struct arena *arena, const char *text, int64_t size) {
  char *copy = tthc__arena_copy(arena, text, (size_t)size);
  struct making m = {arena, copy, copy};
  if (copy == NULL) return NULL;
  m.end += size;
  return make_node(&m);
}
