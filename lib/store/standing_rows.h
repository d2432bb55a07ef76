/* The assignments of a plan's latest revision and their standings as rows, which follow from the plan and its facts. */
#ifndef TTHC_STORE_STANDING_ROWS_H
#define TTHC_STORE_STANDING_ROWS_H

#include "model/plan.h"
#include "store/sqlite.h"

struct excerpt;

/* Has the database keep the calendar that the library ships. */
int32_t tthc__shipped_calendar(struct database *database);

/* Writes anew those of the whole plan, which has all facts of the store. One that cannot be assessed has none. */
int32_t tthc__save_standings(struct database *database, int64_t key, const tthc_plan *plan);

/* Those of the tasks that the facts marked in `added` are about, or that a fact which they correct is about. */
int32_t tthc__save_standings_about(struct database *database, int64_t key, const tthc_plan *plan, const char *added);

/* Those of the single assignments that the facts marked in `added` are about; the plan is an excerpt's. */
int32_t tthc__save_excerpt_standings(struct excerpt *excerpt, const char *added);

/* Drops those of a plan that is no more, or not whole yet: it is as if it could not be assessed. */
int32_t tthc__drop_standings(struct database *database, int64_t key);

/* Whether they were made with the calendar that the library ships now. */
int32_t tthc__standings_are_current(struct database *database, int64_t key, int *current);

/* Whether they were made with another one. */
int32_t tthc__standings_are_old(struct database *database, int64_t key, int *old);

/* Writes those of all plans that have none and are not removed. */
int32_t tthc__fill_standings(struct database *database);

#endif
