/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include <tthcplan.h>

int main(void) {
  tthc_error *err = tthc_error_new();
  tthc_plan *plan = tthc_plan_new("vinh-cuu-2021", 2021, err);
  if (!plan) {
    fprintf(stderr, "%s\n", tthc_error_message(err, "en"));
    tthc_error_free(err);
    return 1;
  }
  printf("%s\n", tthc_version());
  tthc_plan_free(plan);
  tthc_error_free(err);
  return 0;
}
