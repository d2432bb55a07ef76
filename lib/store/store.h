/*
 * The handle of a store, for those that make calls on it. What looks into a store after its making holds it: a store that
 * is freed meanwhile lives on until the last holder lets go, and no call but theirs gets in.
 */
#ifndef TTHC_STORE_STORE_H
#define TTHC_STORE_STORE_H

#include "base/memory.h"
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

#endif
