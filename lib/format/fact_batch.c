/* Many facts of one document, added together. */
#include "format/fact_batch.h"

int32_t tthc__batch_begin(struct fact_batch *batch, tthc_plan *plan, tthc_error *err) {
  batch->plan = plan;
  batch->before = plan->facts.count;
  return tthc__row_errors_begin(&batch->errors, err);
}

int32_t tthc__batch_end(struct fact_batch *batch) {
  const int32_t rc = tthc__row_errors_end(&batch->errors);
  if (rc == TTHC_OK) return batch->plan->facts.count - batch->before;
  tthc__drop_facts(batch->plan, batch->before);
  return rc;
}
