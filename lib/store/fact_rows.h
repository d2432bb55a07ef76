/* The facts of a plan as rows, in the order of adding, chained by digests. */
#ifndef TTHC_STORE_FACT_ROWS_H
#define TTHC_STORE_FACT_ROWS_H

#include "base/digest.h"
#include "format/fact_json.h"
#include "model/plan.h"
#include "store/sqlite.h"

/* What the content of a fact begins with, before the digest of the one before it, its seq and its columns. */
#define FACT_TAG "tthcplan-fact/1"

/* Saving facts: the statements, and the last fact in the store with the digest that chains all up to it. */
struct fact_saving {
  struct database *database;
  struct statement find;
  struct statement insert;
  int64_t key; /* of the plan in the store */
  int64_t seq;
  char digest[DIGEST_HEX + 1]; /* empty: no facts */
};

/* Begins behind the facts that are there, whose digest is given. To be ended also on failure. */
int32_t tthc__begin_facts(struct fact_saving *saving, struct database *database, int64_t key, const char *digest);

/* 1 when the fact was inserted, 0 when it was there; TTHC_E_DUPLICATE_ID when its id is another fact's, … */
int32_t tthc__save_fact(struct fact_saving *saving, const struct fact_row *row);
void tthc__end_facts(struct fact_saving *saving);

/* 1 when the store lacks a fact of the plan, 0 when it has it, or a negative code as above. */
int32_t tthc__lacks_fact(struct fact_saving *saving, const tthc_plan *plan, int32_t fact);

/*
 * Inserts the facts, from the `first` on, that the store lacks, and marks them in `added`, by fact. Gives how many, or a
 * negative code.
 */
int32_t tthc__save_facts(struct fact_saving *saving, const tthc_plan *plan, int32_t first, char *added);

/* What finds the rows that a fact names, where they may not all be in the plan yet: TTHC_OK, or a negative code. */
struct fact_finder {
  int32_t (*find)(struct fact_finder *finder, const char *task, const char *indicator, const char *unit);
};

/* Adds the stored facts, which must have the digest together, but for those that have no place in this revision. */
int32_t tthc__load_facts(struct database *database, int64_t key, tthc_plan *plan, const char *digest);

/* The stored facts one by one, from behind a seq on. To be ended also on failure. */
struct fact_walk {
  struct statement statement;
  int64_t seq;                 /* of the fact at hand */
  char digest[DIGEST_HEX + 1]; /* of those that were chained; the caller may set it */
};

int32_t tthc__walk_facts(struct fact_walk *walk, struct database *database, int64_t key, int64_t after);
void tthc__end_walk(struct fact_walk *walk);

/* 1: a fact, 0: no more, or a negative code. */
int32_t tthc__next_fact(struct fact_walk *walk);

/* Makes the digest that of the fact at hand behind those before, as it is stored; reads the fact. */
int32_t tthc__chain_fact(struct fact_walk *walk);
int32_t tthc__read_fact(struct fact_walk *walk, struct fact_row *row);

/*
 * Of the plan $1, facts whose numbers are found in an index: SQLite would rather read all facts of the plan than look up a
 * few, or make a table of what IN gives. NUMBERS_OF gives those of the facts for which `where` holds, and of those that
 * correct one of them.
 */
#define NUMBERED(numbers) "(" numbers ") AS found CROSS JOIN fact WHERE plan = $1 AND seq = found.number ORDER BY seq"
#define NUMBERS_OF(where)                                                                             \
  "SELECT seq AS number FROM fact WHERE plan = $1 AND " where                                         \
  " UNION ALL SELECT c.seq AS number FROM (SELECT seq AS number FROM fact WHERE plan = $1 AND " where \
  ") AS told CROSS JOIN fact AS t CROSS JOIN fact AS c "                                              \
  "WHERE t.plan = $1 AND t.seq = told.number AND c.plan = $1 AND c.corrects = t.id"

/* Some of them: prepares a select from `tables`, and adds what it gives once it has its parameters. */
int32_t tthc__prepare_facts(struct statement *statement, struct database *database, const char *tables);
int32_t tthc__add_facts(struct statement *statement, tthc_plan *plan, struct fact_finder *finder);

/* Numbers of facts. */
struct fact_numbers {
  int64_t *items;
  int32_t count;
  int32_t capacity;
};

/* Adds to `out` the numbers of the stored facts that have no place in this revision of the plan. */
int32_t tthc__find_misfits(struct database *database, int64_t key, tthc_plan *plan, struct fact_numbers *out);

/* Takes from them those that have one in this. */
int32_t tthc__refit(struct database *database, int64_t key, tthc_plan *plan, struct fact_numbers *numbers);

#endif
