/* Where and how a database may be kept: journal modes by the version of SQLite, and file systems. */
#ifndef TTHC_STORE_MODES_H
#define TTHC_STORE_MODES_H

#include <stdint.h>

/* Numbers of the option "journal". */
enum { JOURNAL_AS_IS = 0, JOURNAL_TRUNCATE = 1, JOURNAL_WAL = 2 };

/*
 * Whether a SQLite of this version number (3051003 for 3.51.3) is without the WAL-reset bug, by which every other one from
 * 3.7.0 on may lose commits that were acknowledged.
 */
int tthc__wal_is_safe(int version);

/* Whether the number that statfs() gives for a file system is that of one on another machine. */
int tthc__is_network(int64_t type);

/* Whether a file, or where there is none the folder in which it would be, lies on such a one; 0 when that is not known. */
int tthc__lies_on_network(const char *path);

#endif
