/* The values of a plan's indicators from day to day as rows, which follow from the plan and its facts. */
#ifndef TTHC_STORE_VALUE_ROWS_H
#define TTHC_STORE_VALUE_ROWS_H

#include "assess/assessment.h"
#include "store/sqlite.h"

struct excerpt;

enum { ALL_UNITS = -1 }; /* in place of a unit's number: all together */

/* Writes anew those of the indicators that are marked (NULL: of all), of a plan with all facts about them. */
int32_t tthc__write_values(struct database *database, int64_t key, struct assessing *a, const char *indicators);

/* Those of the indicators that the measurements marked in `added` are about, or what they correct is about. */
int32_t tthc__save_excerpt_values(struct excerpt *excerpt, const char *added);

#endif
