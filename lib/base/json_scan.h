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

/*
 * Where the value of a JSON Pointer stands in a document that passed the scan.
 * Leaves line and column alone when the pointer leads nowhere.
 */
void tthc__json_locate(const char *json, int64_t size, const char *pointer, int32_t *line, int32_t *column);

#endif
