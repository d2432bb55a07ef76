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

/* An array in a document: its brackets and what is between. */
struct json_array {
  const char *start;
  const char *end;
};

/* Zeroed is none. */
struct json_arrays {
  struct json_array *items; /* of malloc, the caller's to free */
  int32_t count;
  int32_t capacity;
};

/* Scans, and gives the members of the outermost object that are arrays, but for the "x-" ones. */
int32_t tthc__json_scan_arrays(const char *json, int64_t size, struct json_arrays *arrays, tthc_error *err);

/*
 * The next element of an array that passed the scan: from the bracket, or from the end of the last element. Gives where
 * it begins, and where it ends in *end; NULL behind the last.
 */
const char *tthc__json_next(const struct json_array *array, const char **end);

/*
 * Where the value of a JSON Pointer stands in a document that passed the scan.
 * Leaves line and column alone when the pointer leads nowhere.
 */
void tthc__json_locate(const char *json, int64_t size, const char *pointer, int32_t *line, int32_t *column);

/* The same for a pointer that leads on from the value at `from`. */
void tthc__json_locate_from(const char *json, int64_t size, const char *from, const char *pointer, int32_t *line,
                            int32_t *column);

#endif
