/*
 * As much of a stored plan as a document of facts names: the rows with these ids, and the facts about the same
 * assignments, as a plan that the document can be read into and checked against.
 */
#ifndef TTHC_STORE_EXCERPT_H
#define TTHC_STORE_EXCERPT_H

#include "base/json.h"
#include "store/fact_rows.h"

struct excerpt {
  struct fact_finder finder; /* first: facts that are loaded bring the rows that they name */
  struct database *database;
  int64_t key;
  int32_t revision;
  tthc_plan *plan;
  ROWS(int32_t) tasks; /* the numbers in the store of the plan's tasks and units */
  ROWS(int32_t) units;
  struct statement rows[3];   /* single rows: units, tasks, indicators */
  struct statement member;    /* one that a group has */
  struct statement facts[2];  /* by id; about an assignment, and what corrects such */
  struct index taken;         /* of which assignments the facts are there */
  struct index renewed;       /* which assignments have their standings written anew */
  int needs_plan;             /* it takes more than an excerpt to know what the facts come to */
};

/* The header alone. It is to be ended also when it failed. */
int32_t tthc__begin_excerpt(struct excerpt *excerpt, struct database *database, int64_t key, const char *id,
                            int32_t revision);
void tthc__end_excerpt(struct excerpt *excerpt);

/* Takes in what the rows of "facts" name, up to what needs the plan itself. What is wrong with them is not told. */
int32_t tthc__take_excerpt(struct excerpt *excerpt, const struct json_at *document);

/* Takes in the rows that a fact names, and the fact that it corrects. A group with members needs the plan. */
int32_t tthc__take_named(struct excerpt *excerpt, const struct fact_row *row);

/* 1 when the index has an assignment, 0 when not, and it does from now on. */
int32_t tthc__index_assignment(struct excerpt *excerpt, struct index *index, const char *task, const char *period,
                               const char *unit);

#endif
