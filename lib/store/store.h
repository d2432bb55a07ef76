/*
 * The handle of a store, for those that make calls on it. What looks into a store after its making holds it: a store that
 * is freed meanwhile lives on until the last holder lets go, and no call but theirs gets in.
 */
#ifndef TTHC_STORE_STORE_H
#define TTHC_STORE_STORE_H

#include "base/digest.h"
#include "base/json.h"
#include "base/memory.h"
#include "model/plan.h"
#include "store/sqlite.h"
#include "tthcplan/store.h"

#include <pthread.h>
#include <stdatomic.h>
#include <sys/types.h>

/* Who acts, when and why, as the trail says it of the changes that follow. */
struct acting {
  int64_t at; /* TTHC_NO_NUMBER: not told; the others NULL */
  const char *actor;
  const char *reason;
  struct arena texts;
};

struct tthc_store {
  uint32_t mark;
  pid_t process; /* that opened it */
  pthread_mutex_t mutex;
  struct database database;
  struct acting acting;
  atomic_int_least32_t holders; /* the caller's handle, and what holds the store */
};

/* Begins a call on an open store that has not failed; one that gives TTHC_OK is to be left. */
int32_t tthc__enter_store(tthc_store *store, tthc_error *err);
void tthc__leave_store(tthc_store *store);

/* The same for a holder, whose store may have been freed by its caller. */
int32_t tthc__enter_held_store(tthc_store *store, tthc_error *err);

/* Holding is begun within a call, and ended outside of any: the last to let go closes and frees. */
void tthc__hold_store(tthc_store *store);
void tthc__release_store(tthc_store *store);

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

/* A save, and an append, within a transaction; they give what the calls give. */
int32_t tthc__save_plan(tthc_store *store, const tthc_plan *plan);
int32_t tthc__append_document(tthc_store *store, struct json_doc *doc);

/* The digest of the plan document. */
int32_t tthc__digest_plan(const tthc_plan *plan, char hex[DIGEST_HEX + 1], tthc_error *err);

#endif
