/* A map from text to a row number: ids and names are found in one step. Keys are borrowed and must outlive the map. */
#ifndef TTHC_BASE_INDEX_H
#define TTHC_BASE_INDEX_H

#include <stddef.h>
#include <stdint.h>

struct index_slot;

/* Zeroed is empty. */
struct index {
  struct index_slot *slots;
  int32_t count;
  int32_t capacity; /* a power of two */
};

/* Puts or replaces; gives 0, or TTHC_E_MEMORY with the map as it was. */
int32_t tthc__index_put(struct index *index, const char *key, int32_t row);

/* Puts a key that is not there; gives the row, or that which the key has, or TTHC_E_MEMORY with the map as it was. */
int32_t tthc__index_add(struct index *index, const char *key, int32_t row);

/* The row, or TTHC_NONE. */
int32_t tthc__index_get(const struct index *index, const char *key);

/* Takes a key out, if it is in. */
void tthc__index_remove(struct index *index, const char *key);

void tthc__index_free(struct index *index);

/* The hash of a key. */
uint32_t tthc__hash(const char *key, size_t size);

#endif
