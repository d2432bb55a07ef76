/* Many facts of one document, added together: every bad row is reported, and then none is added. */
#ifndef TTHC_FORMAT_FACT_BATCH_H
#define TTHC_FORMAT_FACT_BATCH_H

#include "base/error.h"
#include "model/plan.h"

struct fact_batch {
  tthc_plan *plan;
  int32_t before;      /* facts that the plan had */
  int32_t failure;     /* the first code; TTHC_OK while all is well */
  tthc_error *row_err; /* for the row at hand */
  tthc_error *all;     /* the caller's */
};

/* TTHC_OK with the caller's error emptied, or TTHC_E_MEMORY; then there is nothing to end. */
int32_t tthc__batch_begin(struct fact_batch *batch, tthc_plan *plan, tthc_error *err);

/* Keeps what the row at hand failed with, which stands in `row_err` with its place. */
void tthc__batch_fail(struct fact_batch *batch, int32_t code);

/* Whether a further row is worth reading: there is memory, and room for what it may fail with. */
int tthc__batch_goes_on(const struct fact_batch *batch);

/* Gives how many facts were new; with a failure takes all away again and gives its code. */
int32_t tthc__batch_end(struct fact_batch *batch);

#endif
