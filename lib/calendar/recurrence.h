/* Clauses in the making, and the rules for those that come again; the other rules are grammar.c's. */
#ifndef TTHC_CALENDAR_RECURRENCE_H
#define TTHC_CALENDAR_RECURRENCE_H

#include "calendar/phrase.h"

/* A new clause; NULL, and the phrase failed, when it has too many. */
struct clause *tthc__add_clause(struct phrase *phrase, int32_t kind);

/* The clause added last; NULL for none. */
struct clause *tthc__last_clause(struct phrase *phrase);

/* Whether a clause says only how often it comes again, or, by the regime, not even that. */
int tthc__is_bare(const struct clause *clause);

/* Adds a recurring clause, in the place of a bare one that it says more exactly. Gives 1. */
int tthc__add_recurring(struct phrase *phrase, int32_t every, int32_t months, int32_t day, int32_t times);

/* Nothing but marks and joining words follow, or the end. */
int tthc__is_boundary(const struct phrase *phrase);

/* "tháng", "quý", "6 tháng"; with "hàng", "mỗi", "theo từng" before it; "đến hết năm 2025" behind it. */
int tthc__accept_unit_of_time(struct phrase *phrase, int32_t *every, int32_t *months);
int tthc__accept_every(struct phrase *phrase, int32_t *every, int32_t *months);
int tthc__accept_until(struct phrase *phrase, int32_t *until);

/* Rules of the grammar: 1 when they have read something, else 0 and nothing has moved. */
int tthc__read_every(struct phrase *phrase);
int tthc__read_times(struct phrase *phrase);
int tthc__read_list_of_units(struct phrase *phrase);
int tthc__read_unit_with_bracket(struct phrase *phrase);

#endif
