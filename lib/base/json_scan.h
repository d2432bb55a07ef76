/*
 * The strict scan that goes before cJSON, which lets through what RFC 8259 forbids: it checks the grammar, UTF-8,
 * duplicate members, numbers that would lose precision, and the limits.
 */
#ifndef TTHC_BASE_JSON_SCAN_H
#define TTHC_BASE_JSON_SCAN_H

#include "base/error.h"

/* What one document may hold. */
enum {
  DOCUMENT_MAX = 64 * 1024 * 1024,
  DEPTH_MAX = 32,
  MEMBERS_MAX = 256,
  ELEMENTS_MAX = 1000000,
  VALUES_MAX = 4000000,
  NAME_MAX_BYTES = 128,
  STRING_MAX_BYTES = 64 * 1024,
  NUMBER_MAX_BYTES = 40
};

/* TTHC_OK, or the code with the JSON Pointer, line and column of the fault. */
int32_t tthc__json_scan(const char *json, int64_t size, tthc_error *err);

/* An array in a document. Places are counted in bytes from the start. */
struct json_array {
  int32_t start; /* its bracket */
  int32_t end;   /* behind the closing one */
  int32_t first; /* of its elements, among those of all arrays */
  int32_t count;
};

/* The members of a document's object that are arrays, but for the "x-" ones. Zeroed is none. */
struct json_arrays {
  struct json_array *items;
  int32_t count;
  int32_t capacity;
  int32_t *elements; /* where each begins */
  int32_t element_count;
  int32_t element_capacity;
};

/* Scans, and finds these; they are to be freed in any case. */
int32_t tthc__json_scan_arrays(const char *json, int64_t size, struct json_arrays *arrays, tthc_error *err);
void tthc__json_arrays_free(struct json_arrays *arrays);

/* Puts what the body of a string says; gives its size, which is no more than the body's. `out` may be the body. */
int64_t tthc__json_unescape(const char *body, int64_t size, char *out);

/*
 * Where the value of a JSON Pointer stands in a document that passed the scan.
 * Leaves line and column alone when the pointer leads nowhere.
 */
void tthc__json_locate(const char *json, int64_t size, const char *pointer, int32_t *line, int32_t *column);

/* The same for a pointer that leads on from the value at `from`. */
void tthc__json_locate_from(const char *json, int64_t size, const char *from, const char *pointer, int32_t *line,
                            int32_t *column);

#endif
