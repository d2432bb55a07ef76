/* When a clause falls due: its occurrences in a span of days, each by index from the rule and never from another. */
#ifndef TTHC_CALENDAR_OCCURRENCE_H
#define TTHC_CALENDAR_OCCURRENCE_H

#include "calendar/deadline.h"
#include "calendar/period.h"

enum { OCCURRENCES_MAX = 100000 }; /* of one deadline, where they are listed */

struct occurrence {
  int32_t start;
  int32_t due;          /* of a report: its cut-off */
  struct period period; /* with a regime: a report; tthc__sending_day() tells when it is due */
  int32_t repeat;       /* 1, 2, …: which one in its period */
};

/* A clause made ready for a span. Whatever they are, making it and each call takes a short, bounded time. */
struct rule {
  const struct clause *clause;
  const struct regime *regime; /* of reports, else NULL */
  int32_t kind;                /* enum period_kind; 0: not by periods */
  int32_t in_year;             /* how many of its periods a year has; days and weeks have none */
  int32_t first;               /* the first period that counts, since 1900 */
  int32_t count;               /* of periods that count */
};

/*
 * The rule of a clause. What recurs counts when its due day lies in the span and within the clause's own bounds, a
 * report when its cut-off does. By a regime of NULL there are no reports.
 */
struct rule tthc__rule(const struct clause *clause, const struct regime *regime, int32_t first_day, int32_t last_day);

int32_t tthc__occurrence_count(const struct rule *rule);

/* The n-th occurrence, from 0, in the order of their due days; 0 when there are not so many. */
int tthc__occurrence_at(const struct rule *rule, int32_t n, struct occurrence *out);

/* The key of an occurrence: "2021-Q2", "2021-Q2#2". */
void tthc__put_occurrence_key(struct buffer *out, const struct rule *rule, const struct occurrence *occurrence);

/* When it is due that begins with an event of that day; TTHC_NO_DAY when nothing says so. */
int32_t tthc__day_after(const tthc_calendar *calendar, const struct after *after, int32_t event);

#endif
