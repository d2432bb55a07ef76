/* The tables of a store: how they are made, and how a file is known to have them. */
#ifndef TTHC_STORE_SCHEMA_H
#define TTHC_STORE_SCHEMA_H

#include "store/sqlite.h"

enum {
  STORE_APPLICATION = 0x74746863, /* "tthc", in the header of the file */
  STORE_VERSION = 4
};

/*
 * Makes sure that the database is a store; an empty one becomes one where it may, and one of an older version is brought
 * to this one where it may, after a backup beside it. A refused one is not touched.
 */
int32_t tthc__schema_prepare(struct database *database, const char *path, int may_create, int may_migrate);

/* Whether the database, open as a store and in a transaction, still has the tables of one. */
int32_t tthc__schema_check(struct database *database);

#endif
