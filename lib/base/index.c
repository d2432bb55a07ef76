/*
 * A map from text to a row number: open addressing with linear probing. A slot has the hash beside the key, so that a
 * look-up among many ids reads one place of memory, and a second for a key that is there.
 */
#include "base/index.h"

#include "tthcplan/error.h"

#include <stdlib.h>
#include <string.h>

struct index_slot {
  const char *key; /* NULL: empty */
  uint32_t hash;
  int32_t row;
};

static uint64_t mix(uint64_t hash, const char *bytes, size_t size) {
  uint64_t word = 0;
  memcpy(&word, bytes, size);
  hash = (hash ^ word) * 0x9e3779b97f4a7c15;
  return hash ^ hash >> 32;
}

/* Of eight bytes at a time; the last eight, or the last four, may be read in part before. */
uint32_t tthc__hash(const char *key, size_t size) {
  uint64_t hash = size;
  size_t at;
  if (size < 4) {
    for (at = 0; at < size; at++) hash = mix(hash, key + at, 1);
  } else if (size < 8) {
    hash = mix(mix(hash, key, 4), key + size - 4, 4);
  } else {
    for (at = 0; at + 8 < size; at += 8) hash = mix(hash, key + at, 8);
    hash = mix(hash, key + size - 8, 8);
  }
  return (uint32_t)hash;
}

static uint32_t hash_of(const char *key) { return tthc__hash(key, strlen(key)); }

/* The slot of a key, or the empty one that it would have. */
static struct index_slot *find(const struct index *index, const char *key, uint32_t hash) {
  const uint32_t mask = (uint32_t)index->capacity - 1;
  uint32_t i;
  for (i = hash & mask; index->slots[i].key != NULL; i = (i + 1) & mask)
    if (index->slots[i].hash == hash && strcmp(index->slots[i].key, key) == 0) break;
  return &index->slots[i];
}

/* Sees to it that one more key leaves a quarter of the slots empty. */
static int32_t make_room(struct index *index) {
  struct index larger = {NULL, index->count, index->capacity == 0 ? 16 : index->capacity * 2};
  int32_t i;
  if (index->count < index->capacity / 4 * 3) return TTHC_OK;
  if (index->capacity > INT32_MAX / 2) return TTHC_E_MEMORY;
  larger.slots = calloc((size_t)larger.capacity, sizeof *larger.slots);
  if (larger.slots == NULL) return TTHC_E_MEMORY;
  for (i = 0; i < index->capacity; i++)
    if (index->slots[i].key != NULL) *find(&larger, index->slots[i].key, index->slots[i].hash) = index->slots[i];
  free(index->slots);
  *index = larger;
  return TTHC_OK;
}

int32_t tthc__index_add(struct index *index, const char *key, int32_t row) {
  const uint32_t hash = hash_of(key);
  struct index_slot *slot;
  if (make_room(index) != TTHC_OK) return TTHC_E_MEMORY;
  slot = find(index, key, hash);
  if (slot->key != NULL) return slot->row;
  *slot = (struct index_slot){key, hash, row};
  index->count++;
  return row;
}

int32_t tthc__index_put(struct index *index, const char *key, int32_t row) {
  if (make_room(index) != TTHC_OK) return TTHC_E_MEMORY;
  if (tthc__index_add(index, key, row) != row) find(index, key, hash_of(key))->row = row;
  return TTHC_OK;
}

int32_t tthc__index_get(const struct index *index, const char *key) {
  const struct index_slot *slot = key == NULL || index->count == 0 ? NULL : find(index, key, hash_of(key));
  return slot == NULL || slot->key == NULL ? TTHC_NONE : slot->row;
}

/* The slots behind one that becomes empty move up, as far as each would be looked for there. */
void tthc__index_remove(struct index *index, const char *key) {
  const uint32_t mask = (uint32_t)index->capacity - 1;
  struct index_slot *slot = index->count == 0 ? NULL : find(index, key, hash_of(key));
  uint32_t gap, i;
  if (slot == NULL || slot->key == NULL) return;
  gap = (uint32_t)(slot - index->slots);
  for (i = (gap + 1) & mask; index->slots[i].key != NULL; i = (i + 1) & mask) {
    if (((i - index->slots[i].hash) & mask) < ((i - gap) & mask)) continue;
    index->slots[gap] = index->slots[i];
    gap = i;
  }
  index->slots[gap].key = NULL;
  index->count--;
}

void tthc__index_free(struct index *index) {
  free(index->slots);
  memset(index, 0, sizeof *index);
}
