/*
 * Tallies inside the library: a cell for each unit and period, kept up to date as dossiers and counts come in, so that
 * reading one costs nothing.
 */
#ifndef TTHC_ASSESS_TALLY_H
#define TTHC_ASSESS_TALLY_H

#include "base/error.h"
#include "base/index.h"
#include "base/json.h"
#include "base/memory.h"
#include "tthcplan/tally.h"

enum { TALLY_PERIODS_MAX = 600, TALLY_UNITS_MAX = 1000000, TALLY_COUNT_MAX = 1000000000 };

/* What the columns of the form are sums of; each column is a run of these. */
enum tally_part {
  PART_ONLINE,
  PART_DIRECT,
  PART_CARRIED_OVER,
  PART_EARLY,
  PART_ON_TIME,
  PART_LATE,
  PART_OVERDUE,
  PART_IN_TIME,
  PARTS
};

/* From one part to another. */
struct tally_run {
  int first;
  int last;
};

enum { COLUMN_FIRST = 3, COLUMN_LAST = 13 };

/* The parts of the columns 3 to 13, and their words in documents. */
struct tally_column {
  const char *name;
  struct tally_run parts;
};
extern const struct tally_column tthc__tally_columns[COLUMN_LAST + 1];

struct tally_period {
  const char *id;
  int32_t first_day;
  int32_t last_day;
};

/* A unit's figures in a period. */
struct tally_cell {
  int64_t dossiers[PARTS];
  int64_t counts[PARTS];
  int32_t is_counted; /* counts were given, which stand in for the dossiers */
};

struct tally_unit {
  const char *id;
  int32_t is_listed;        /* reports in every period */
  struct tally_cell *cells; /* one a period */
};

struct tally_total {
  int64_t parts[PARTS];
  int32_t units_reported;
};

enum tally_channel { CHANNEL_ONLINE = 1, CHANNEL_DIRECT = 2, CHANNEL_POST = 3 };

enum tally_result {
  RESULT_DONE = 1,
  RESULT_RETURNED = 2,
  RESULT_WITHDRAWN = 3,
  RESULT_IN_PROGRESS = 4,
  RESULT_AWAITING_SUPPLEMENT = 5
};

extern const struct vocabulary tthc__tally_channels;
extern const struct vocabulary tthc__tally_results;

struct dossier {
  const char *key; /* in the index: the unit's number, a slash, the id */
  int32_t unit;
  int32_t received;
  int32_t due;
  int32_t finished;
  int32_t channel;
  int32_t result;
  const char *level;
};

struct tthc_tally {
  uint32_t mark;
  struct arena arena;
  const char *regime; /* NULL: calendar periods */
  int32_t kind;       /* enum period_kind */
  int32_t first_day;
  int32_t last_day;
  struct tally_period *periods;
  int32_t period_count;
  struct tally_total *totals; /* one a period */
  struct tally_unit *units;
  int32_t unit_count;
  int32_t unit_capacity;
  struct index unit_ids;
  struct dossier *dossiers;
  int32_t dossier_count;
  int32_t dossier_capacity;
  struct index dossier_keys;
};

int32_t tthc__need_tally(const tthc_tally *tally, tthc_error *err);

/* --- units and cells ---------------------------------------------------------------------------------------------- */

/* The unit of an id, which joins the tally if it is new; a negative code. */
int32_t tthc__tally_unit(tthc_tally *tally, const char *id, tthc_error *err);

/* Takes the last units away again, which must have no figures, down to `count`. */
void tthc__tally_drop_units(tthc_tally *tally, int32_t count);

/* The period of an id; TTHC_NONE when the tally has none. */
int32_t tthc__tally_find_period(const tthc_tally *tally, const char *id);

/* The parts of a unit (`unit_count`: the total) in a period; NULL for silence. */
const int64_t *tthc__tally_parts(const tthc_tally *tally, int32_t unit, int32_t period);

/* What a unit has in a period is taken from the total before it changes, and put back after. */
void tthc__tally_take(tthc_tally *tally, int32_t unit, int32_t period);
void tthc__tally_put_back(tthc_tally *tally, int32_t unit, int32_t period);

int64_t tthc__tally_sum(const int64_t *parts, struct tally_run run);

/* --- dossiers ----------------------------------------------------------------------------------------------------- */

/* What changed dossiers were before, so that a failed call changes nothing. */
struct tally_change {
  int32_t index;
  struct dossier before;
};

struct tally_undo {
  int32_t units; /* how many there were */
  int32_t dossiers;
  struct tally_change *changes;
  int32_t change_count;
  int32_t change_capacity;
};

struct tally_undo tthc__tally_mark(const tthc_tally *tally);
void tthc__tally_roll_back(tthc_tally *tally, const struct tally_undo *undo);
void tthc__tally_forget(struct tally_undo *undo);

/*
 * Adds a dossier, finds the same one there, or with `update` changes it; `dossier` has neither key nor unit, and a
 * result of 0 when it follows from the finished day. Gives its index or a negative code; what it did before it failed is
 * for tthc__tally_roll_back().
 */
int32_t tthc__tally_add(tthc_tally *tally, const char *unit_id, const char *id, const struct dossier *dossier,
                        int update, struct tally_undo *undo, tthc_error *err);

/* The id, as the caller gave it. */
const char *tthc__dossier_id(const struct dossier *dossier);

#endif
