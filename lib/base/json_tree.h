/* A value of a scanned document as cJSON's tree, in an arena: a row's nodes are made and freed together. */
#ifndef TTHC_BASE_JSON_TREE_H
#define TTHC_BASE_JSON_TREE_H

#include "base/memory.h"

struct cJSON;

/*
 * The tree of the value at the start of a text of `size` bytes that passed the scan, whatever stands behind it; NULL when
 * memory is out. It is for reading, not for cJSON_Delete().
 */
struct cJSON *tthc__json_tree(struct arena *arena, const char *text, int64_t size);

#endif
