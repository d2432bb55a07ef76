/* Deadlines inside the library: a phrase and its clauses. */
#ifndef TTHC_CALENDAR_DEADLINE_H
#define TTHC_CALENDAR_DEADLINE_H

#include "calendar/calendar.h"
#include "tthcplan/deadline.h"

enum { CLAUSES_MAX = 8, PHRASE_MAX = 4096 };

/* How often a recurring clause is due. In JSON: month, quarter, half-year, year. */
enum every { EVERY_BY_REGIME = 0, EVERY_MONTH = 1, EVERY_QUARTER = 2, EVERY_HALF_YEAR = 3, EVERY_YEAR = 4 };

extern const struct vocabulary tthc__clause_kinds;
extern const struct vocabulary tthc__everies;

struct clause {
  int32_t kind;      /* enum tthc_clause_kind */
  int32_t start;     /* TTHC_NO_DAY: open */
  int32_t due;       /* once: the last day as written */
  int32_t every;     /* recurring: enum every */
  int32_t day;       /* recurring: day of the due month; 0: its last day */
  int32_t until;     /* TTHC_NO_DAY: open */
  const char *event; /* on-event: what is waited for */
  const char *key;   /* once: the period key as first saved */
};

struct deadline {
  const char *text;
  struct clause *clauses;
  int32_t count;
};

/* An empty clause of a kind. */
struct clause tthc__clause(int32_t kind);

/* What contradicts itself in a clause, or NOTHING. */
struct words tthc__clause_fault(const struct clause *clause);

/*
 * Reads a phrase (NFC) into clauses that live in the arena; one clause of kind unknown when it cannot be read.
 * A year of 0 is none. TTHC_OK or TTHC_E_MEMORY.
 */
int32_t tthc__deadline_read(const char *phrase, int32_t year, struct arena *arena, struct deadline *out,
                            tthc_error *err);

/* Gives a once clause without a key the one that its window makes. */
int32_t tthc__clause_make_key(struct clause *clause, struct arena *arena, tthc_error *err);

#endif
