/*
 * What changed its place in an order. Rows that moved least are kept first, as long as they do not stand crosswise to
 * one that is kept; what remains was moved.
 */
#include "cascade/order.h"

#include <stdlib.h>
#include <string.h>

/* A row that both lists have: its rank among these rows before and after. */
struct shared {
  int32_t before;
  int32_t after;
  int32_t place; /* in the list before */
  const char *key;
};

/* The largest number that was put at one of the places below a given one: a binary indexed tree. */
struct peaks {
  int32_t *tree; /* from 1 */
  int32_t count;
};

static void raise_peak(struct peaks *peaks, int32_t place, int32_t number) {
  int32_t i;
  for (i = place + 1; i <= peaks->count; i += i & -i)
    if (peaks->tree[i] < number) peaks->tree[i] = number;
}

/* 0 when nothing was put there. */
static int32_t peak_below(const struct peaks *peaks, int32_t place) {
  int32_t i, peak = 0;
  for (i = place; i > 0; i -= i & -i)
    if (peaks->tree[i] > peak) peak = peaks->tree[i];
  return peak;
}

static int compare_distances(const void *left, const void *right) {
  const struct shared *a = left, *b = right;
  const int32_t x = abs(a->before - a->after), y = abs(b->before - b->after);
  return x != y ? (x < y ? -1 : 1) : strcmp(a->key, b->key);
}

static int compare_after(const void *left, const void *right) {
  const int32_t a = ((const struct shared *)left)->after, b = ((const struct shared *)right)->after;
  return (a > b) - (a < b);
}

/* Fills in the rows that both lists have; gives how many. */
static int32_t list_shared(const struct row_list *before, const struct row_list *after, struct shared *rows) {
  int32_t i, count = 0;
  for (i = 0; i < before->count; i++) {
    const int32_t place = before->keys[i] == NULL ? TTHC_NONE : tthc__index_get(&after->by_key, before->keys[i]);
    const struct shared row = {count, place, i, before->keys[i]};
    if (place != TTHC_NONE) rows[count++] = row;
  }
  qsort(rows, (size_t)count, sizeof *rows, compare_after);
  for (i = 0; i < count; i++) rows[i].after = i;
  return count;
}

static int is_in_order(const struct shared *rows, int32_t count) {
  int32_t i;
  for (i = 0; i < count; i++)
    if (rows[i].before != rows[i].after) return 0;
  return 1;
}

int32_t tthc__mark_moved(const struct row_list *before, const struct row_list *after, char *moved) {
  struct shared *rows = malloc(((size_t)before->count + 1) * sizeof *rows);
  const int32_t count = rows == NULL ? 0 : list_shared(before, after, rows);
  struct peaks below = {calloc((size_t)count + 1, sizeof(int32_t)), count};
  struct peaks above = {calloc((size_t)count + 1, sizeof(int32_t)), count}; /* counted from the other end */
  const int has_memory = rows != NULL && below.tree != NULL && above.tree != NULL;
  int32_t i;
  if (has_memory && !is_in_order(rows, count)) {
    qsort(rows, (size_t)count, sizeof *rows, compare_distances);
    for (i = 0; i < count; i++) {
      const struct shared *row = &rows[i];
      if (peak_below(&below, row->before) > row->after ||
          peak_below(&above, count - 1 - row->before) > count - 1 - row->after) {
        moved[row->place] = 1;
        continue;
      }
      raise_peak(&below, row->before, row->after + 1);
      raise_peak(&above, count - 1 - row->before, count - row->after);
    }
  }
  free(above.tree);
  free(below.tree);
  free(rows);
  return has_memory ? TTHC_OK : TTHC_E_MEMORY;
}
