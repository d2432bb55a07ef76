/*
 * A VFS of SQLite's between it and the system's, for tests: it makes the n-th call fail, waits where writers would meet,
 * and keeps a log of what is written and synced, from which it makes the files that a cut of the power may leave.
 */
#ifndef TTHC_FAULTS_FAULTY_VFS_H
#define TTHC_FAULTS_FAULTY_VFS_H

#include <stdint.h>

/* Makes it the default one, which the library opens; the system's stays as "unix". Once in a process. */
void faulty_vfs_install(void);

/* --- calls that fail ---------------------------------------------------------------------------------------------- */

enum faulty_kind {
  FAULTY_NONE,
  FAULTY_IOERR, /* any call: nothing is done */
  FAULTY_FULL,  /* a write: half of it is done */
  FAULTY_SHORT, /* a read: half of it is done. (SQLite's own "short read" says that the file ends, which it trusts) */
  FAULTY_OPEN,  /* opening is refused */
  FAULTY_KINDS
};

extern const char *const faulty_kind_names[FAULTY_KINDS];

/* From now on the n-th call (from 1) that the kind is about fails, and with `for_ever` each one behind it. */
void faulty_vfs_arm(enum faulty_kind kind, int64_t n, int for_ever);

/* Ends that; gives how many calls failed. */
int64_t faulty_vfs_disarm(void);

/* How many files are open through it. */
int faulty_vfs_open_files(void);

/* --- waiting ------------------------------------------------------------------------------------------------------ */

/* After every unlock, for up to so many microseconds; 0: never. */
void faulty_vfs_delay(uint32_t microseconds, uint64_t seed);

/* --- cuts of the power -------------------------------------------------------------------------------------------- */

/*
 * Begins a log. What is in the folder is taken for safely on the disk. With `swallow` the syncs do nothing: a planted
 * fault, which tests must find.
 */
void faulty_vfs_record(const char *folder, int swallow);

/* A place in the log: how many operations it has. */
int64_t faulty_vfs_position(void);

/* Ends the log, which can be used until the next one begins. */
void faulty_vfs_stop(void);

/*
 * Makes the files, in an empty folder, that may be there when the power is cut before the operation at `position`. What was
 * synced is there. Of the rest each write, truncation, and each making or unlinking of a file in a folder that was not
 * synced, happened or not, and writes by sectors or as garbage. Seed 0: nothing happened; 1: everything; 2 and 3: only
 * what concerns the folder, or only the rest; from 4: at random.
 */
void faulty_vfs_cut(int64_t position, uint64_t seed, const char *folder);

#endif
