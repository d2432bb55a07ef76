/* Any bytes as many documents in one text, loaded in steps into a store that has a plan: each step wholly or not at all. */
#include "fuzz/plans.h"

static int32_t count_plans(tthc_store *store) {
  tthc_plan_list *list = tthc_store_list_plans(store, NULL);
  int32_t i;
  const int32_t count = tthc_plan_list_count(list);
  MUST(list != NULL);
  for (i = 0; i < count; i++) {
    tthc_plan *plan = tthc_store_load(store, tthc_plan_list_id(list, i), 0, NULL);
    MUST(plan != NULL && tthc_plan_revision(plan) == tthc_plan_list_revision(list, i));
    must_read_back_loaded(plan);
    tthc_plan_free(plan);
  }
  tthc_plan_list_free(list);
  return count;
}

/* What is wrong is told by its place in the whole text; tried again it is wrong again, and the store is as it was. */
static void must_be_refused(tthc_bulk *bulk, tthc_store *store, int32_t documents, const tthc_error *err, const char *text,
                            size_t size) {
  tthc_error *again = tthc_error_new();
  tthc_text *head = tthc_store_head(store, NULL);
  const int32_t code = tthc_error_code(err), loaded = tthc_bulk_documents(bulk);
  if (code == TTHC_E_NOT_FOUND || code == TTHC_E_CONFLICT)
    must_speak(err, code);
  else
    must_be_told(err, text, size);
  MUST(tthc_error_line(err) > 0);
  MUST(tthc_bulk_step(bulk, documents, again) == code && tthc_bulk_documents(bulk) == loaded);
  MUST(same_text(tthc_error_problems_json(err, "en"), tthc_error_problems_json(again, "en")));
  must_be_same(head, tthc_store_head(store, NULL));
  tthc_error_free(again);
}

/* Gives how many documents were loaded. */
static int32_t load(tthc_store *store, const char *text, size_t size, int32_t documents) {
  tthc_error *err = tthc_error_new();
  tthc_bulk *bulk = tthc_store_bulk_start(store, text, (int64_t)size, err);
  int32_t rc, loaded = 0;
  MUST(bulk != NULL);
  while ((rc = tthc_bulk_step(bulk, documents, err)) == 1) {
    MUST(tthc_bulk_documents(bulk) == loaded + documents);
    loaded += documents;
  }
  if (rc < 0)
    must_be_refused(bulk, store, documents, err, text, size);
  else
    MUST(tthc_bulk_permille(bulk) == 1000 && tthc_bulk_documents(bulk) <= loaded + documents);
  loaded = tthc_bulk_documents(bulk);
  tthc_bulk_free(bulk);
  tthc_error_free(err);
  return loaded;
}

static void make_store(tthc_store **store, tthc_store **pattern) {
  tthc_plan *plan;
  if (*store == NULL) {
    *store = new_kept_store();
    *pattern = new_kept_store();
    plan = new_plan();
    MUST(tthc_store_save(*pattern, plan, NULL) == 1);
    tthc_plan_free(plan);
  }
  make_like(*store, *pattern);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static tthc_store *store, *pattern;
  static int32_t loaded = 1;
  const uint32_t number = number_of(data, size);
  char *text = fuzz_text(data, size);
  if (loaded > 0) make_store(&store, &pattern);
  loaded = load(store, text, size, 1 + (int32_t)(number % 3));
  if (loaded > 0) {
    MUST(count_plans(store) <= 1 + loaded);
    must_be_none(tthc_store_verify(store, NULL, NULL));
    if (number % 16 == 0) must_be_none(tthc_store_check(store, NULL, NULL));
  }
  free(text);
  return 0;
}
