/* Deriving inside the library: what re-deriving shares with it. */
#ifndef TTHC_CASCADE_DERIVE_H
#define TTHC_CASCADE_DERIVE_H

#include "base/json.h"
#include "model/plan.h"

/* Whether a unit's plan has the tasks that it only coordinates. In JSON: include, exclude. */
enum coordinates { COORDINATES_INCLUDE = 1, COORDINATES_EXCLUDE = 2 };

extern const struct vocabulary tthc__coordinates;

/* NULL where the default holds: the plan's id and the unit's, the superior's subject, the unit's name. */
struct deriving_options {
  const char *id;
  const char *subject;
  const char *authority;
  int32_t coordinates;
};

tthc_plan *tthc__derive(const tthc_plan *superior, const char *unit_id, const struct deriving_options *options,
                        tthc_error *err);

#endif
