/* Two plan documents, parted by a NUL, as revisions of one plan: what differs, what a unit makes of it, and both in a store. */
#include "fuzz/plans.h"

static int is_json(tthc_text *json) {
  if (json == NULL) return 0;
  must_be_json(tthc_text_data(json), tthc_text_size(json));
  tthc_text_free(json);
  return 1;
}

/* All that a document has shows in the differences. */
static void must_differ_rightly(const tthc_plan *a, const tthc_plan *b) {
  tthc_plan_diff *there = tthc_plan_diff_new(a, b, NULL), *back = tthc_plan_diff_new(b, a, NULL);
  MUST(there != NULL && back != NULL);
  MUST(is_json(tthc_plan_diff_json(there, NULL, NULL)) && is_json(tthc_plan_diff_json(back, NULL, NULL)));
  if (tthc_plan_diff_count(there) == 0) must_be_same(tthc_plan_json(a, NULL, NULL), tthc_plan_json(b, NULL, NULL));
  tthc_plan_diff_free(there);
  tthc_plan_diff_free(back);
}

/* A unit that changed nothing of its own takes over what its superior changed. */
static void must_be_merged(const tthc_plan *a, const tthc_plan *b, const tthc_plan *local) {
  tthc_merge *none = tthc_plan_rederive(a, a, local, NULL, NULL), *merge = tthc_plan_rederive(a, b, local, NULL, NULL);
  tthc_plan *merged = tthc_merge_plan(merge, NULL);
  MUST(none != NULL && tthc_merge_count(none) == 0);
  if (merge != NULL) {
    MUST(merged != NULL && tthc_merge_conflicts(merge) == 0 && is_json(tthc_merge_json(merge, NULL, NULL)));
    must_read_back(merged);
  }
  tthc_plan_free(merged);
  tthc_merge_free(merge);
  tthc_merge_free(none);
}

static void must_be_derived(const tthc_plan *a, const tthc_plan *b, uint32_t number) {
  const int32_t count = tthc_plan_unit_count(a);
  tthc_plan *local = count == 0 ? NULL : tthc_plan_derive(a, tthc_unit_id(a, (int32_t)(number % (uint32_t)count)), NULL, NULL);
  if (local != NULL) must_be_merged(a, b, local);
  tthc_plan_free(local);
}

static void must_be_loaded(tthc_store *store, const tthc_plan *plan, int32_t revision) {
  tthc_plan *loaded = tthc_store_load(store, tthc_plan_id(plan), revision, NULL);
  MUST(loaded != NULL && tthc_plan_revision(loaded) == revision);
  must_be_same(tthc_plan_json(loaded, NULL, NULL), tthc_plan_json(plan, NULL, NULL));
  must_read_back_loaded(loaded);
  tthc_plan_free(loaded);
}

static void must_be_kept(tthc_plan *a, tthc_plan *b, uint32_t number) {
  static tthc_store *store, *nothing;
  tthc_error *err = tthc_error_new();
  tthc_plan *latest;
  int32_t rc;
  if (store == NULL) {
    store = new_kept_store();
    nothing = new_kept_store();
  }
  make_like(store, nothing);
  MUST(tthc_store_save(store, a, NULL) == 1);
  rc = tthc_store_save(store, b, err);
  MUST(rc == 1 || rc == 2 || tthc_error_code(err) == TTHC_E_DUPLICATE_ID);
  must_be_loaded(store, a, 1);
  if (rc > 0) must_be_loaded(store, b, rc);
  latest = tthc_store_load(store, tthc_plan_id(a), 0, NULL);
  MUST(latest != NULL);
  must_answer_alike(store, latest, tthc_plan_first_day(latest) + (int32_t)(number % 400));
  must_be_none(tthc_store_verify(store, NULL, NULL));
  if (number % 16 == 0) must_be_none(tthc_store_check(store, NULL, NULL));
  tthc_plan_free(latest);
  tthc_error_free(err);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  char *text = fuzz_text(data, size);
  const size_t first = strlen(text);
  tthc_plan *a = tthc_plan_read(text, -1, NULL, NULL);
  tthc_plan *b = a == NULL || first == size ? NULL : tthc_plan_read(text + first + 1, -1, "{\"revision\": 1}", NULL);
  if (b != NULL && strcmp(tthc_plan_id(a), tthc_plan_id(b)) == 0) {
    must_differ_rightly(a, b);
    must_be_derived(a, b, number_of(data, size));
    must_be_kept(a, b, number_of(data, size));
  }
  tthc_plan_free(a);
  tthc_plan_free(b);
  free(text);
  return 0;
}
