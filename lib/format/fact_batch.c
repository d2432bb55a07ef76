/* Many facts of one document, added together. */
#include "format/fact_batch.h"

int32_t tthc__batch_begin(struct fact_batch *batch, tthc_plan *plan, tthc_error *err) {
  *batch = (struct fact_batch){plan, plan->facts.count, TTHC_OK, tthc_error_new(), err};
  if (batch->row_err == NULL) return tthc__fail_memory(err);
  tthc__error_clear(err);
  return TTHC_OK;
}

void tthc__batch_fail(struct fact_batch *batch, int32_t code) {
  if (batch->failure == TTHC_OK) batch->failure = code;
  tthc__error_append(batch->all, batch->row_err);
  tthc__error_clear(batch->row_err);
}

int tthc__batch_goes_on(const struct fact_batch *batch) {
  return batch->failure != TTHC_E_MEMORY && tthc_error_problem_count(batch->all) < PROBLEMS_MAX;
}

int32_t tthc__batch_end(struct fact_batch *batch) {
  tthc_error_free(batch->row_err);
  if (batch->failure == TTHC_OK) return batch->plan->facts.count - batch->before;
  tthc__drop_facts(batch->plan, batch->before);
  return batch->failure;
}
