/* The arena, arrays that grow, and the index. */
#include "base/memory.h"

#include "base/index.h"
#include "support/check.h"
#include "tthcplan/version.h"

#include <stdio.h>

static void test_mark(void **state) {
  const uint32_t handle = MARK_TEXT;
  (void)state;
  assert_true(tthc__is(&handle, MARK_TEXT));
  assert_false(tthc__is(&handle, MARK_ERROR));
  assert_false(tthc__is(NULL, MARK_TEXT));
}

static void test_arena_gives_zeroed_and_aligned_memory(void **state) {
  static const size_t sizes[] = {1, 2, 3, 7, 8, 15, 16, 17, 31, 33, 100, 5000, 16383, 16384, 16385, 100000, 1};
  struct arena arena = {0};
  char *given[COUNT(sizes) * 20];
  size_t i, k, n = 0;
  (void)state;
  for (k = 0; k < 20; k++) {
    for (i = 0; i < COUNT(sizes); i++) {
      char *memory = tthc__arena_alloc(&arena, sizes[i]);
      size_t at;
      assert_non_null(memory);
      assert_int_equal((uintptr_t)memory % sizeof(void *), 0);
      assert_int_equal((uintptr_t)memory % _Alignof(max_align_t), 0);
      for (at = 0; at < sizes[i]; at++)
        if (memory[at] != 0) fail_msg("byte %zu of %zu", at, sizes[i]);
      memset(memory, (int)n % 200 + 1, sizes[i]); /* so that a piece given twice shows */
      given[n++] = memory;
    }
  }
  for (n = 0; n < COUNT(given); n++) {
    const size_t size = sizes[n % COUNT(sizes)];
    if (given[n][0] != (char)(n % 200 + 1) || given[n][size - 1] != (char)(n % 200 + 1)) fail_msg("piece %zu", n);
  }
  tthc__arena_free(&arena);
  assert_null(arena.blocks);
  tthc__arena_free(&arena); /* again is fine */
}

static void test_arena_refuses_what_overflows(void **state) {
  struct arena arena = {0};
  (void)state;
  assert_null(tthc__arena_alloc(&arena, SIZE_MAX));
  assert_null(tthc__arena_alloc(&arena, SIZE_MAX - sizeof(max_align_t)));
  assert_non_null(tthc__arena_alloc(&arena, 1)); /* and works on */
  tthc__arena_free(&arena);
}

static void test_arena_copy(void **state) {
  struct arena arena = {0};
  char *whole = check_exact_copy("abc", 3);
  (void)state;
  assert_string_equal(tthc__arena_copy(&arena, whole, 3), "abc");
  assert_string_equal(tthc__arena_copy(&arena, whole, 2), "ab");
  assert_string_equal(tthc__arena_copy(&arena, NULL, 0), "");
  free(whole);
  tthc__arena_free(&arena);
}

struct row {
  int32_t number;
  char rest[9];
};

static void test_grow(void **state) {
  struct row *rows = NULL;
  int32_t capacity = 0, count;
  (void)state;
  for (count = 0; count < 1000; count++) {
    struct row *grown = tthc__grow(rows, count, &capacity, sizeof *rows);
    assert_non_null(grown);
    rows = grown;
    assert_true(capacity > count);
    assert_int_equal(rows[count].number, 0);
    assert_int_equal(rows[count].rest[8], 0);
    memset(&rows[count], 0xff, sizeof *rows);
    rows[count].number = count;
  }
  for (count = 0; count < 1000; count++) assert_int_equal(rows[count].number, count);
  /* Only the room that is used anew is emptied. */
  rows = tthc__grow(rows, 5, &capacity, sizeof *rows);
  assert_int_equal(rows[5].number, 0);
  assert_int_equal(rows[5].rest[0], 0);
  assert_int_equal(rows[4].number, 4);
  assert_int_equal(rows[6].number, 6);
  free(rows);
}

static void test_grow_refuses_what_overflows(void **state) {
  int32_t capacity = INT32_MAX / 2 + 1;
  (void)state;
  assert_null(tthc__grow(NULL, capacity, &capacity, 1));
  assert_int_equal(capacity, INT32_MAX / 2 + 1);
  capacity = 8;
  assert_null(tthc__grow(NULL, 8, &capacity, SIZE_MAX / 8));
  assert_int_equal(capacity, 8);
}

static void test_arena_grow(void **state) {
  struct arena arena = {0};
  struct row *rows = NULL;
  int32_t count;
  (void)state;
  for (count = 0; count < 300; count++) {
    rows = tthc__arena_grow(&arena, rows, count, sizeof *rows);
    assert_non_null(rows);
    assert_int_equal(rows[count].number, 0);
    assert_int_equal(rows[count].rest[8], 0);
    memset(&rows[count], 0xff, sizeof *rows);
    rows[count].number = count;
  }
  for (count = 0; count < 300; count++) assert_int_equal(rows[count].number, count);
  tthc__arena_free(&arena);
}

static void test_index(void **state) {
  struct index index = {0};
  static char keys[2000][8];
  int32_t i;
  (void)state;
  assert_int_equal(tthc__index_get(&index, "a"), TTHC_NONE);
  assert_int_equal(tthc__index_get(&index, NULL), TTHC_NONE);
  tthc__index_free(&index); /* of an empty one */
  for (i = 0; i < 2000; i++) {
    snprintf(keys[i], sizeof keys[i], "k%d", (int)i);
    assert_int_equal(tthc__index_put(&index, keys[i], i), 0);
  }
  for (i = 0; i < 2000; i++) {
    char key[8]; /* the text counts, not where it stands */
    snprintf(key, sizeof key, "k%d", (int)i);
    assert_int_equal(tthc__index_get(&index, key), i);
  }
  assert_int_equal(tthc__index_get(&index, "k2000"), TTHC_NONE);
  assert_int_equal(tthc__index_get(&index, "k"), TTHC_NONE);
  assert_int_equal(tthc__index_get(&index, "K1"), TTHC_NONE);
  assert_int_equal(tthc__index_get(&index, ""), TTHC_NONE);
  assert_int_equal(tthc__index_get(&index, NULL), TTHC_NONE);
  tthc__index_free(&index);
}

static void test_index_replaces(void **state) {
  struct index index = {0};
  (void)state;
  assert_int_equal(tthc__index_put(&index, "Đảng ủy", 1), 0);
  assert_int_equal(tthc__index_put(&index, "", 2), 0);
  assert_int_equal(tthc__index_put(&index, "Đảng ủy", 3), 0);
  assert_int_equal(tthc__index_get(&index, "Đảng ủy"), 3);
  assert_int_equal(tthc__index_get(&index, ""), 2);
  tthc__index_free(&index);
  assert_int_equal(tthc__index_get(&index, ""), TTHC_NONE);
}

static void test_index_removes(void **state) {
  struct index index = {0};
  (void)state;
  tthc__index_remove(&index, "a"); /* of an empty one */
  assert_int_equal(tthc__index_put(&index, "a", 1), 0);
  assert_int_equal(tthc__index_put(&index, "b", 2), 0);
  tthc__index_remove(&index, "c");
  tthc__index_remove(&index, "a");
  assert_int_equal(tthc__index_get(&index, "a"), TTHC_NONE);
  assert_int_equal(tthc__index_get(&index, "b"), 2);
  assert_int_equal(tthc__index_put(&index, "a", 3), 0);
  assert_int_equal(tthc__index_get(&index, "a"), 3);
  tthc__index_free(&index);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_mark),
    cmocka_unit_test(test_arena_gives_zeroed_and_aligned_memory),
    cmocka_unit_test(test_arena_refuses_what_overflows),
    cmocka_unit_test(test_arena_copy),
    cmocka_unit_test(test_grow),
    cmocka_unit_test(test_grow_refuses_what_overflows),
    cmocka_unit_test(test_arena_grow),
    cmocka_unit_test(test_index),
    cmocka_unit_test(test_index_replaces),
    cmocka_unit_test(test_index_removes),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
