/*
 * Any bytes as the lines of a store: nothing of them is imported, or a store that holds what its trail says. Few texts have
 * the right digests and hashes; so each is tried as it is, and once more with those that are told put right as they are read.
 */
#include "fuzz/plans.h"

#include "store/fact_rows.h"
#include "store/trail.h"

/* --- putting right ------------------------------------------------------------------------------------------------ */

static int puts_right;
static struct trail_row *at_hand; /* until it is imported; NULL: nothing is put right */
static struct {
  char before[DIGEST_HEX + 1];
  char after[DIGEST_HEX + 1];
  char previous[DIGEST_HEX + 1];
  char checked[DIGEST_HEX + 1]; /* the hash of the row with the digests that it told */
  char last[DIGEST_HEX + 1];    /* the hash of the row as it was imported */
} right;

static const char *keep(char kept[DIGEST_HEX + 1], const char *hex) {
  memmove(kept, hex, strlen(hex) + 1);
  return *kept == '\0' ? NULL : kept;
}

/* The linker has the library call these in place of its own. */
#define REPLACE(type, function, parameters) \
  type __real_##function parameters;        \
  type __wrap_##function parameters;        \
  type __wrap_##function parameters

REPLACE(int32_t, tthc__json_read, (const struct json_at *at, const struct json_field *fields, void *row)) {
  const int32_t rc = __real_tthc__json_read(at, fields, row);
  if (!puts_right || fields != tthc__trail_fields || rc != TTHC_OK) return rc;
  at_hand = row;
  at_hand->previous = *right.checked == '\0' ? NULL : right.checked;
  return rc;
}

REPLACE(int32_t, tthc__trail_hash, (const struct trail_row *row, char hex[DIGEST_HEX + 1], tthc_error *err)) {
  const int32_t rc = __real_tthc__trail_hash(row, hex, err);
  if (at_hand != NULL && rc == TTHC_OK) at_hand->hash = keep(right.checked, hex);
  return rc;
}

REPLACE(int32_t, tthc__find_plan, (struct database *database, const char *id, struct stored_plan *stored)) {
  const int32_t rc = __real_tthc__find_plan(database, id, stored);
  if (at_hand == NULL || rc != TTHC_OK) return rc;
  at_hand->before = keep(right.before, stored->digest);
  at_hand->after = at_hand->action == TTHC_TRAIL_RESTORED ? at_hand->before : NULL;
  return rc;
}

REPLACE(int32_t, tthc__digest_plan, (const tthc_plan *plan, char hex[DIGEST_HEX + 1], tthc_error *err)) {
  const int32_t rc = __real_tthc__digest_plan(plan, hex, err);
  if (at_hand != NULL && rc == TTHC_OK) at_hand->after = keep(right.after, hex);
  return rc;
}

REPLACE(int32_t, tthc__begin_facts,
        (struct fact_saving *saving, struct database *database, int64_t key, const char *digest)) {
  const int32_t rc = __real_tthc__begin_facts(saving, database, key, digest);
  if (at_hand == NULL || rc != TTHC_OK) return rc;
  at_hand->before = keep(right.before, saving->digest);
  at_hand->after = keep(right.after, saving->digest);
  return rc;
}

REPLACE(int32_t, tthc__save_fact, (struct fact_saving *saving, const struct fact_row *row)) {
  const int32_t rc = __real_tthc__save_fact(saving, row);
  if (at_hand != NULL && rc == 1) at_hand->after = keep(right.after, saving->digest);
  return rc;
}

/* The digests are right now, and so is the hash. */
REPLACE(int32_t, tthc__trail_insert, (struct database *database, const struct trail_row *row)) {
  if (at_hand != NULL) {
    at_hand->previous = keep(right.previous, right.last);
    MUST(__real_tthc__trail_hash(row, right.last, NULL) == TTHC_OK);
    at_hand->hash = right.last;
    at_hand = NULL;
  }
  return __real_tthc__trail_insert(database, row);
}

/* --- importing ---------------------------------------------------------------------------------------------------- */

static tthc_text *all_lines(tthc_store *store) {
  tthc_text *text = tthc_store_export(store, 0, 100000, NULL);
  MUST(text != NULL);
  return text;
}

/* Nothing was imported, and the error says of which line it is; it may be the one that is missing. */
static void must_be_refused(tthc_store *store, int32_t rc, const tthc_error *err, const char *text, size_t size) {
  tthc_text *lines = all_lines(store);
  int32_t count = 1;
  size_t i;
  for (i = 0; i < size; i++) count += text[i] == '\n';
  if (rc > TTHC_E_ENCODING || rc < TTHC_E_DEADLINE) fprintf(stderr, "%s\n", tthc_error_problems_json(err, "en"));
  must_speak(err, rc);
  MUST(rc <= TTHC_E_ENCODING && rc >= TTHC_E_DEADLINE);
  MUST(tthc_error_line(err) > 0 && tthc_error_line(err) <= count + 1);
  MUST(tthc_text_size(lines) == 0);
  tthc_text_free(lines);
}

static void must_be_whole(tthc_store *store, uint32_t number) {
  tthc_plan_list *list = tthc_store_list_plans(store, NULL);
  int32_t i;
  MUST(list != NULL);
  must_be_none(tthc_store_verify(store, NULL, NULL));
  for (i = 0; i < tthc_plan_list_count(list); i++) {
    tthc_plan *plan = tthc_store_load(store, tthc_plan_list_id(list, i), 0, NULL);
    MUST(plan != NULL && tthc_plan_fact_count(plan) <= tthc_plan_list_facts(list, i));
    must_read_back_loaded(plan);
    if (tthc_plan_list_count(list) == 1)
      must_answer_alike(store, plan, tthc_plan_first_day(plan) + (int32_t)(number % 400));
    tthc_plan_free(plan);
  }
  if (number % 32 == 0) must_be_none(tthc_store_check(store, NULL, NULL));
  tthc_plan_list_free(list);
}

/* What is exported of it makes the same store, row by row. */
static void must_come_back(tthc_store *store, tthc_store *other, int32_t rows) {
  tthc_text *lines = all_lines(store);
  int32_t row;
  for (row = 0; row < rows; row++) {
    tthc_text *line = tthc_store_export(store, row, 1, NULL);
    MUST(line != NULL && tthc_store_import(other, tthc_text_data(line), tthc_text_size(line), NULL) == 1);
    tthc_text_free(line);
  }
  must_be_same(lines, all_lines(other));
  must_be_same(tthc_store_head(store, NULL), tthc_store_head(other, NULL));
}

/* Gives whether anything was imported. */
static int try_lines(tthc_store *store, tthc_store *other, const char *text, size_t size, int right_or_not) {
  tthc_error *err = tthc_error_new();
  int32_t rc;
  memset(&right, 0, sizeof right);
  puts_right = right_or_not;
  rc = tthc_store_import(store, text, (int64_t)size, err);
  puts_right = 0;
  at_hand = NULL;
  if (rc < 0) {
    must_be_refused(store, rc, err, text, size);
  } else if (rc > 0) {
    must_be_whole(store, number_of((const uint8_t *)text, size));
    must_come_back(store, other, rc);
  }
  tthc_error_free(err);
  return rc > 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static tthc_store *store, *other, *nothing;
  char *text = fuzz_text(data, size);
  if (store == NULL) {
    store = new_kept_store();
    other = new_kept_store();
    nothing = new_kept_store();
  }
  if (try_lines(store, other, text, size, 0) || try_lines(store, other, text, size, 1)) {
    make_like(store, nothing);
    make_like(other, nothing);
  }
  free(text);
  return 0;
}
