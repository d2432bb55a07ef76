/*
 * Any bytes as facts documents, parted by NULs, for a plan in memory and the same one in a store: each is refused at a
 * place by both, with nothing added, or adds the same to both, once.
 */
#include "fuzz/plans.h"

/* The plan, and a store that has it. */
struct pair {
  tthc_plan *plan;
  tthc_store *store;
  tthc_store *pattern;
};

static void make_pair(struct pair *pair) {
  if (pair->store == NULL) {
    pair->plan = new_plan();
    pair->store = new_kept_store();
    pair->pattern = new_kept_store();
    MUST(tthc_store_save(pair->pattern, pair->plan, NULL) == 1);
  }
  tthc_plan_free(pair->plan);
  pair->plan = new_plan();
  make_like(pair->store, pair->pattern);
}

static tthc_text *facts_of(const tthc_plan *plan) { return tthc_plan_facts_json(plan, NULL, NULL); }

/* Refused by both with the same words; but that a store may have the other plan that the document names. */
static void must_be_refused(const tthc_error *err, const tthc_error *stored, const char *text, size_t size) {
  must_be_told(err, text, size);
  if (tthc_error_code(stored) == TTHC_E_NOT_FOUND)
    MUST(tthc_error_code(err) == TTHC_E_UNKNOWN_ID);
  else
    MUST(same_text(tthc_error_problems_json(err, "en"), tthc_error_problems_json(stored, "en")));
}

/* Gives whether it was taken. */
static int try_document(tthc_plan *plan, tthc_store *store, const char *text, size_t size) {
  tthc_error *err = tthc_error_new(), *stored = tthc_error_new();
  tthc_text *head = tthc_store_head(store, NULL);
  const int32_t count = tthc_plan_fact_count(plan), rc = tthc_plan_read_facts(plan, text, (int64_t)size, NULL, err);
  MUST(tthc_store_append_facts(store, text, (int64_t)size, stored) == (rc < 0 ? tthc_error_code(stored) : rc));
  MUST(tthc_plan_fact_count(plan) == count + (rc < 0 ? 0 : rc));
  if (rc < 0) {
    must_be_refused(err, stored, text, size);
    must_be_same(head, tthc_store_head(store, NULL));
  } else {
    MUST(tthc_plan_read_facts(plan, text, (int64_t)size, NULL, NULL) == 0);
    MUST(tthc_store_append_facts(store, text, (int64_t)size, NULL) == 0);
    tthc_text_free(head);
  }
  tthc_error_free(err);
  tthc_error_free(stored);
  return rc >= 0;
}

static void must_be_said_again(const tthc_plan *plan) {
  tthc_text *facts = facts_of(plan);
  tthc_plan *copy = new_plan();
  const int32_t lacking = tthc_plan_fact_count(plan) - tthc_plan_fact_count(copy);
  MUST(facts != NULL);
  MUST(tthc_plan_read_facts(copy, tthc_text_data(facts), tthc_text_size(facts), NULL, NULL) == lacking);
  must_be_same(facts_of(copy), facts);
  tthc_plan_free(copy);
}

static void must_be_kept(tthc_store *store, const tthc_plan *plan, uint32_t number) {
  tthc_plan *loaded = tthc_store_load(store, "p", 0, NULL);
  MUST(loaded != NULL && tthc_plan_revision(loaded) == 1);
  must_be_same(facts_of(loaded), facts_of(plan));
  tthc_plan_free(loaded);
  must_answer_alike(store, plan, tthc_plan_first_day(plan) + (int32_t)(number % 400));
  if (number % 32 > 0) return;
  must_be_none(tthc_store_verify(store, NULL, NULL));
  must_be_none(tthc_store_check(store, NULL, NULL));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static struct pair pair;
  static int taken = 1;
  char *text = fuzz_text(data, size), *part = text;
  if (taken) make_pair(&pair); /* what is refused leaves them as they are */
  for (taken = 0; part <= text + size; part += strlen(part) + 1)
    taken |= try_document(pair.plan, pair.store, part, strlen(part));
  if (taken) {
    findings_must_speak(tthc_plan_findings(pair.plan, NULL));
    must_be_said_again(pair.plan);
    must_be_kept(pair.store, pair.plan, number_of(data, size));
  }
  free(text);
  return 0;
}
