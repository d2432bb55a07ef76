/* The map from text to a row number, beside an array of the same keys. */
#include "base/index.h"

#include "support/check.h"
#include "tthcplan/error.h"

#include <stdio.h>

enum { KEYS = 3000, STEPS = 200000 };

static char keys[KEYS][24];
static int32_t rows[KEYS]; /* what the map should have; TTHC_NONE: nothing */

/* Of all lengths to 20; many differ in one character only. */
static void make_keys(void) {
  int i;
  for (i = 0; i < KEYS; i++) {
    snprintf(keys[i], sizeof keys[i], "%0*d", i % 17 + 4, i);
    rows[i] = TTHC_NONE;
  }
}

static int count_wrong(const struct index *index) {
  int i, wrong = 0;
  for (i = 0; i < KEYS; i++) wrong += tthc__index_get(index, keys[i]) != rows[i];
  return wrong;
}

static void test_beside_an_array(void **state) {
  struct index index = {0};
  uint32_t random = 1;
  int32_t step, count = 0;
  int i;
  (void)state;
  make_keys();
  for (step = 0; step < STEPS; step++) {
    random = random * 1664525u + 1013904223u;
    i = (int)(random >> 8) % KEYS;
    count -= rows[i] != TTHC_NONE;
    switch ((random >> 4) % 4) {
    case 0: assert_int_equal(tthc__index_put(&index, keys[i], step), TTHC_OK); rows[i] = step; break;
    case 1:
      assert_int_equal(tthc__index_add(&index, keys[i], step), rows[i] == TTHC_NONE ? step : rows[i]);
      if (rows[i] == TTHC_NONE) rows[i] = step;
      break;
    default: tthc__index_remove(&index, keys[i]); rows[i] = TTHC_NONE;
    }
    count += rows[i] != TTHC_NONE;
    assert_int_equal(index.count, count);
    if (step % 5000 == 0) assert_int_equal(count_wrong(&index), 0);
  }
  assert_true(count > KEYS / 4);
  assert_int_equal(count_wrong(&index), 0);
  tthc__index_free(&index);
  assert_int_equal(tthc__index_get(&index, keys[0]), TTHC_NONE);
}

static void test_empty(void **state) {
  struct index index = {0};
  (void)state;
  assert_int_equal(tthc__index_get(&index, "a"), TTHC_NONE);
  assert_int_equal(tthc__index_get(&index, NULL), TTHC_NONE);
  tthc__index_remove(&index, "a");
  assert_int_equal(tthc__index_put(&index, "", 7), TTHC_OK);
  assert_int_equal(tthc__index_put(&index, "a", -1000), TTHC_OK); /* rows may have meanings of the caller's own */
  assert_int_equal(tthc__index_get(&index, ""), 7);
  assert_int_equal(tthc__index_get(&index, "a"), -1000);
  assert_int_equal(tthc__index_put(&index, "a", 3), TTHC_OK);
  assert_int_equal(tthc__index_get(&index, "a"), 3);
  tthc__index_free(&index);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_beside_an_array), cmocka_unit_test(test_empty)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
