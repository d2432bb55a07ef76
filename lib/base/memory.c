/* Memory: an arena that is freed in one go, arrays that grow, and handle marks. */
#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

enum { BLOCK_SIZE = 16 * 1024 };

struct arena_block {
  struct arena_block *next;
  size_t used;
  size_t size;
  max_align_t bytes[];
};

int tthc__is(const void *handle, enum handle_mark mark) {
  uint32_t found;
  if (handle == NULL) return 0;
  memcpy(&found, handle, sizeof found);
  return found == (uint32_t)mark;
}

static struct arena_block *add_block(struct arena *arena, size_t size) {
  struct arena_block *block;
  if (size > SIZE_MAX - sizeof *block) return NULL;
  block = malloc(sizeof *block + size);
  if (block == NULL) return NULL;
  block->used = 0;
  block->size = size;
  block->next = arena->blocks;
  arena->blocks = block;
  return block;
}

static size_t whole_units(size_t size) {
  const size_t unit = sizeof(max_align_t);
  return (size + unit - 1) / unit * unit;
}

void *tthc__arena_take(struct arena *arena, size_t size) {
  struct arena_block *block = arena->blocks;
  void *memory;
  if (size > SIZE_MAX - sizeof(max_align_t)) return NULL;
  size = whole_units(size);
  if (block == NULL || size > block->size - block->used) {
    block = add_block(arena, size > BLOCK_SIZE ? size : BLOCK_SIZE);
    if (block == NULL) return NULL;
  }
  memory = (char *)block->bytes + block->used;
  block->used += size;
  return memory;
}

void *tthc__arena_alloc(struct arena *arena, size_t size) {
  void *memory = tthc__arena_take(arena, size);
  return memory == NULL ? NULL : memset(memory, 0, whole_units(size));
}

char *tthc__arena_copy(struct arena *arena, const char *text, size_t size) {
  char *copy = tthc__arena_take(arena, size + 1);
  if (copy == NULL) return NULL;
  if (size > 0) memcpy(copy, text, size);
  copy[size] = '\0';
  return copy;
}

void tthc__arena_empty(struct arena *arena) {
  struct arena rest = {NULL};
  if (arena->blocks == NULL) return;
  rest.blocks = arena->blocks->next;
  arena->blocks->next = NULL;
  arena->blocks->used = 0;
  tthc__arena_free(&rest);
}

void tthc__arena_free(struct arena *arena) {
  while (arena->blocks != NULL) {
    struct arena_block *next = arena->blocks->next;
    free(arena->blocks);
    arena->blocks = next;
  }
}

void *tthc__grow(void *items, int32_t count, int32_t *capacity, size_t item_size) {
  if (count == *capacity) {
    const int32_t wanted = *capacity < 8 ? 8 : *capacity > INT32_MAX / 2 ? -1 : *capacity * 2;
    if (wanted < 0 || (size_t)wanted > SIZE_MAX / item_size) return NULL;
    items = realloc(items, (size_t)wanted * item_size);
    if (items == NULL) return NULL;
    *capacity = wanted;
  }
  memset((char *)items + (size_t)count * item_size, 0, item_size);
  return items;
}

void *tthc__arena_grow(struct arena *arena, void *items, int32_t count, size_t item_size) {
  /* The capacity is the power of two not below the count: only at such a count is a larger copy needed. */
  const int full = (count & (count - 1)) == 0;
  void *larger;
  if (!full) return items;
  if (count > INT32_MAX / 2) return NULL;
  larger = tthc__arena_alloc(arena, (size_t)(count == 0 ? 1 : count * 2) * item_size);
  if (larger != NULL && count > 0) memcpy(larger, items, (size_t)count * item_size);
  return larger;
}
