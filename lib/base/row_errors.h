/* Reading many rows that do not depend on each other: what every bad one failed with is kept, up to PROBLEMS_MAX. */
#ifndef TTHC_BASE_ROW_ERRORS_H
#define TTHC_BASE_ROW_ERRORS_H

#include "base/error.h"

struct row_errors {
  int32_t failure; /* the first code; TTHC_OK while all is well */
  tthc_error *row; /* for the row at hand */
  tthc_error *all; /* the caller's; NULL is fine */
};

/* TTHC_OK with the caller's error emptied, or TTHC_E_MEMORY; then there is nothing to end. */
int32_t tthc__row_errors_begin(struct row_errors *errors, tthc_error *all);

/* Keeps what the row at hand failed with, which stands in `row` with its place. */
void tthc__row_errors_keep(struct row_errors *errors, int32_t code);

/* Whether a further row is worth reading: there is memory, and room for what it may fail with. */
int tthc__row_errors_go_on(const struct row_errors *errors);

/* Gives the first code, TTHC_OK when no row failed. */
int32_t tthc__row_errors_end(struct row_errors *errors);

#endif
