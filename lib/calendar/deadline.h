/* Deadlines inside the library: a phrase and its clauses. */
#ifndef TTHC_CALENDAR_DEADLINE_H
#define TTHC_CALENDAR_DEADLINE_H

#include "calendar/calendar.h"
#include "tthcplan/deadline.h"

enum { CLAUSES_MAX = 8, PHRASE_MAX = 4096, REPEATS_MAX = 366, AFTER_MAX = 36500 };

/* How often a recurring clause is due. In JSON: month, quarter, half-year, year, week, day. */
enum every {
  EVERY_BY_REGIME = 0,
  EVERY_MONTH = 1,
  EVERY_QUARTER = 2,
  EVERY_HALF_YEAR = 3,
  EVERY_YEAR = 4,
  EVERY_WEEK = 5,
  EVERY_DAY = 6
};

extern const struct vocabulary tthc__clause_kinds;
extern const struct vocabulary tthc__everies;

/* A length of time that begins with an event, which need not have a day yet. */
struct after {
  int32_t days; /* 0: none; hours are rounded up to days */
  int32_t working;
  const char *event;
};

struct clause {
  int32_t kind;      /* enum tthc_clause_kind */
  int32_t start;     /* TTHC_NO_DAY: open */
  int32_t due;       /* once: the last day as written */
  int32_t every;     /* recurring: enum every */
  int32_t times;     /* recurring: how often in each; 0: once */
  int32_t months;    /* recurring every year: bit m for month m; 0: the last */
  int32_t day;       /* recurring: day of the due month; 0: its last day */
  int32_t until;     /* TTHC_NO_DAY: open */
  const char *event; /* on-event: what is waited for */
  struct after after; /* on-event: when it is due once that has happened */
  const char *key;   /* once: the period key as first saved */
};

/* What the reader of a phrase was not sure of. */
enum phrase_finding {
  PHRASE_UNREAD = 1,      /* part of the phrase was not read: the whole is unknown */
  PHRASE_YEAR_TAKEN = 2,  /* no year: the plan's was taken */
  PHRASE_DAY_EXCLUDED = 3, /* "trước ngày X": the day before X is the last one */
  PHRASE_NO_SUCH_DAY = 4, /* "30/02/2021" */
  PHRASE_REVERSED = 5,    /* it ends before it begins */
  PHRASE_SPELLING = 6,    /* a word read as another that it is likely to be */
  PHRASE_NO_YEAR = 7,     /* no year, and none is given */
  PHRASE_PAST = 8,        /* due before the document was issued */
  PHRASE_AIM = 9          /* "phấn đấu": an aim, read as a deadline */
};

struct phrase_note {
  int32_t code; /* enum phrase_finding */
  int32_t from; /* bytes of the phrase */
  int32_t to;
};

struct deadline {
  const char *text;
  struct clause *clauses;
  int32_t count;
  struct phrase_note *notes; /* of a phrase that was read; not kept with a plan */
  int32_t note_count;
};

/* An empty clause of a kind. */
struct clause tthc__clause(int32_t kind);

/* What contradicts itself in a clause, or NOTHING. */
struct words tthc__clause_fault(const struct clause *clause);

/*
 * Reads a phrase (NFC) into clauses that live in the arena; one clause of kind unknown when it cannot be read.
 * A year of 0 and an issue day of TTHC_NO_DAY are none. TTHC_OK or TTHC_E_MEMORY.
 */
int32_t tthc__deadline_read(const char *phrase, int32_t year, int32_t issued, struct arena *arena, struct deadline *out,
                            tthc_error *err);

/* Gives a once clause without a key the one that its window makes. */
int32_t tthc__clause_make_key(struct clause *clause, struct arena *arena, tthc_error *err);

#endif
