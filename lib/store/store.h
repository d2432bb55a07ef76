/* The handle of a store, and how a call begins and ends. */
#ifndef TTHC_STORE_STORE_H
#define TTHC_STORE_STORE_H

#include "base/memory.h"
#include "store/sqlite.h"
#include "tthcplan/store.h"

#include <pthread.h>
#include <sys/types.h>

struct tthc_store {
  uint32_t mark;
  pid_t process; /* that opened it */
  pthread_mutex_t mutex;
  struct database database;
};

/* Begins a call on an open store that has not failed; one that gives TTHC_OK is to be left. */
int32_t tthc__enter_store(tthc_store *store, tthc_error *err);
void tthc__leave_store(tthc_store *store);

#endif
