/* What the bad ones of many rows failed with. */
#include "base/row_errors.h"

#include <stddef.h>

int32_t tthc__row_errors_begin(struct row_errors *errors, tthc_error *all) {
  *errors = (struct row_errors){TTHC_OK, tthc_error_new(), all};
  if (errors->row == NULL) return tthc__fail_memory(all);
  tthc__error_clear(all);
  return TTHC_OK;
}

void tthc__row_errors_keep(struct row_errors *errors, int32_t code) {
  if (errors->failure == TTHC_OK) errors->failure = code;
  tthc__error_append(errors->all, errors->row);
  tthc__error_clear(errors->row);
}

int tthc__row_errors_go_on(const struct row_errors *errors) {
  return errors->failure != TTHC_E_MEMORY && tthc_error_problem_count(errors->all) < PROBLEMS_MAX;
}

int32_t tthc__row_errors_end(struct row_errors *errors) {
  tthc_error_free(errors->row);
  return errors->failure;
}
