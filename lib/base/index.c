/* A map from text to a row number, over uthash. */
#include "base/index.h"

#include "tthcplan/error.h"

#include <stdlib.h>
#include <string.h>

#define HASH_NONFATAL_OOM 1
#define uthash_nonfatal_oom(element) (out_of_memory = 1)
#include <uthash.h>

struct index_entry {
  const char *key;
  int32_t row;
  UT_hash_handle hh;
};

static struct index_entry *find(const struct index *index, const char *key) {
  struct index_entry *entry = NULL;
  HASH_FIND(hh, index->entries, key, strlen(key), entry);
  return entry;
}

int32_t tthc__index_put(struct index *index, const char *key, int32_t row) {
  struct index_entry *entry = find(index, key);
  int out_of_memory = 0;
  if (entry != NULL) {
    entry->row = row;
    return TTHC_OK;
  }
  entry = calloc(1, sizeof *entry);
  if (entry == NULL) return TTHC_E_MEMORY;
  entry->key = key;
  entry->row = row;
  HASH_ADD_KEYPTR(hh, index->entries, entry->key, strlen(entry->key), entry);
  if (out_of_memory) {
    free(entry);
    return TTHC_E_MEMORY;
  }
  return TTHC_OK;
}

int32_t tthc__index_get(const struct index *index, const char *key) {
  const struct index_entry *entry = key == NULL ? NULL : find(index, key);
  return entry == NULL ? TTHC_NONE : entry->row;
}

void tthc__index_remove(struct index *index, const char *key) {
  struct index_entry *entry = find(index, key);
  if (entry == NULL) return;
  HASH_DEL(index->entries, entry);
  free(entry);
}

void tthc__index_free(struct index *index) {
  struct index_entry *entry, *next;
  HASH_ITER(hh, index->entries, entry, next) {
    HASH_DEL(index->entries, entry);
    free(entry);
  }
}
