/* The words of the model's enumerations, as documents write them. */
#ifndef TTHC_MODEL_WORDS_H
#define TTHC_MODEL_WORDS_H

#include "base/json.h"

extern const struct vocabulary tthc__unit_kinds;
extern const struct vocabulary tthc__successions;
extern const struct vocabulary tthc__indicator_kinds;
extern const struct vocabulary tthc__series;
extern const struct vocabulary tthc__comparators;
extern const struct vocabulary tthc__fact_kinds;
extern const struct vocabulary tthc__progress_states;

#endif
