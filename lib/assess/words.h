/* The words of the results' enumerations, as documents write them, and their names for people. */
#ifndef TTHC_ASSESS_WORDS_H
#define TTHC_ASSESS_WORDS_H

#include "base/json.h"

extern const struct vocabulary tthc__rollup_kinds;

#endif
