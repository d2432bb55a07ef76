/* Any bytes as a plan document: refused at a place, or a plan that is the same read again, stored, and in questions. */
#include "fuzz/plans.h"

/* What a unit is to do by it, and what another revision of it would differ in. */
static void must_go_on(const tthc_plan *plan) {
  tthc_plan_diff *diff = tthc_plan_diff_new(plan, plan, NULL);
  tthc_plan *derived = tthc_plan_derive(plan, tthc_unit_id(plan, 0), NULL, NULL);
  tthc_text *senders = tthc_plan_senders_json(plan, NULL, NULL);
  MUST(diff != NULL && tthc_plan_diff_count(diff) == 0 && senders != NULL);
  must_be_json(tthc_text_data(senders), tthc_text_size(senders));
  if (derived != NULL) must_read_back(derived);
  tthc_text_free(senders);
  tthc_plan_free(derived);
  tthc_plan_diff_free(diff);
}

static void must_be_kept(tthc_plan *plan, uint32_t number) {
  static tthc_store *store, *nothing;
  if (store == NULL) {
    store = new_kept_store();
    nothing = new_kept_store();
  }
  make_like(store, nothing);
  MUST(tthc_store_save(store, plan, NULL) == 1);
  must_be_stored(store, plan);
  MUST(tthc_store_save(store, plan, NULL) == 1);
  must_answer_alike(store, plan, tthc_plan_first_day(plan) + (int32_t)(number % 400));
  must_be_none(tthc_store_verify(store, NULL, NULL));
  if (number % 16 == 0) must_be_none(tthc_store_check(store, NULL, NULL));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  char *text = fuzz_text(data, size);
  tthc_error *err = tthc_error_new();
  tthc_plan *plan = tthc_plan_read(text, (int64_t)size, NULL, err);
  if (plan == NULL) {
    must_be_told(err, text, size);
  } else {
    must_read_back(plan);
    findings_must_speak(tthc_plan_findings(plan, NULL));
    tthc_assessment_free(assess(plan, tthc_plan_last_day(plan)));
    must_go_on(plan);
    must_be_kept(plan, number_of(data, size));
  }
  tthc_plan_free(plan);
  tthc_error_free(err);
  free(text);
  return 0;
}
