/* Many facts of one document, added together: every bad row is reported, and then none is added. */
#ifndef TTHC_FORMAT_FACT_BATCH_H
#define TTHC_FORMAT_FACT_BATCH_H

#include "base/row_errors.h"
#include "model/plan.h"

struct fact_batch {
  tthc_plan *plan;
  int32_t before; /* facts that the plan had */
  struct row_errors errors;
};

/* TTHC_OK with the caller's error emptied, or TTHC_E_MEMORY; then there is nothing to end. */
int32_t tthc__batch_begin(struct fact_batch *batch, tthc_plan *plan, tthc_error *err);

/* Gives how many facts were new; with a failure takes all away again and gives its code. */
int32_t tthc__batch_end(struct fact_batch *batch);

#endif
