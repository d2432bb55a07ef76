/* The row of a plan in the store, and what is changed with it. */
#ifndef TTHC_STORE_STORED_PLAN_H
#define TTHC_STORE_STORED_PLAN_H

#include "base/digest.h"
#include "model/plan.h"
#include "store/sqlite.h"

/* A plan's row; revision 0: no such plan. */
struct stored_plan {
  int64_t key;
  int32_t revision; /* the latest */
  int64_t removed;  /* the trail's row that tells of it; 0: not removed */
  char digest[DIGEST_HEX + 1]; /* of the latest revision; empty: none */
  char facts_digest[DIGEST_HEX + 1]; /* empty: no facts */
};

int32_t tthc__find_plan(struct database *database, const char *id, struct stored_plan *out);

/* The same; TTHC_E_NOT_FOUND when there is no such plan, or it was removed. */
int32_t tthc__need_stored_plan(struct database *database, const char *id, struct stored_plan *out);

/* Both revisions are told: the path names the latest, and “1 ≠ 2” is shown. */
int32_t tthc__fail_conflict(const char *id, int32_t revision, int32_t latest, tthc_error *err);

/* These write no trail. The first makes the plan's row when there is none; all bring `stored` up to date. */
int32_t tthc__insert_revision(struct database *database, struct stored_plan *stored, const char *digest,
                              const tthc_plan *plan);
int32_t tthc__set_facts_digest(struct database *database, struct stored_plan *stored, const char *digest);
int32_t tthc__set_facts_extra(struct database *database, const struct stored_plan *stored, const char *extra);
int32_t tthc__set_removed(struct database *database, struct stored_plan *stored, int64_t seq);

/* The digest that was saved with a revision; empty when there is none. */
int32_t tthc__find_digest(struct database *database, int64_t key, int32_t revision, char hex[DIGEST_HEX + 1]);

/* The digest of the plan document. */
int32_t tthc__digest_plan(const tthc_plan *plan, char hex[DIGEST_HEX + 1], tthc_error *err);

/* What callers name a plan by: an id, and a revision from 0. */
int32_t tthc__check_request(const char *plan_id, int32_t revision, tthc_error *err);

int32_t tthc__fail_no_plan(const char *id, tthc_error *err);

#endif
