/*
 * What an assignment comes to by itself, and from when to when: its days, and what its facts say. Its state as of any
 * day then takes no more than comparing days.
 */
#ifndef TTHC_ASSESS_STANDING_H
#define TTHC_ASSESS_STANDING_H

#include "assess/assessment.h"
#include "assess/turning_days.h"

struct standing {
  struct assignment laid; /* as it was laid, before any extension; it waits when that is its state */
  int32_t from;           /* the first day of which this holds */
  int32_t last;           /* and the last one */
  int32_t due;            /* as extended */
  int32_t effective;
  int32_t said;           /* enum tthc_progress_state; 0: silence */
  int32_t done_day;
  int32_t percent;
  int32_t returned;
};

/* By period, unit and day; of the days between two of an assignment there is no assignment. */
struct standings {
  ROWS(struct standing) rows;
  struct turning_days days; /* scratch */
};

void tthc__free_standings(struct standings *standings);

/* As of the day at hand. */
struct standing tthc__stand(struct assessing *a, const struct assignment *assignment);

/*
 * What the standings of a plan's assignments are found with, everything being known. TTHC_E_UNKNOWN_ID: the calendar has
 * no such regime; without a calendar nothing can be laid or extended. It is to be ended also when it failed.
 */
int32_t tthc__begin_standings(struct assessing *a, const tthc_plan *plan, const tthc_calendar *calendar,
                              tthc_error *err);
void tthc__end_standings(struct assessing *a);

/* Those of all assignments of a task, in place of what `out` held; or of one that is known, behind it. */
int32_t tthc__standings_of_task(struct assessing *a, int32_t task, struct standings *out);
int32_t tthc__standings_of(struct assessing *a, const struct assignment *assignment, struct standings *out);

#endif
