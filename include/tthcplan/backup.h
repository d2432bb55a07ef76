/* SPDX-License-Identifier: MIT */
/* Backups: copies of a store into a file, made in steps while others go on writing. */
#ifndef TTHCPLAN_BACKUP_H
#define TTHCPLAN_BACKUP_H

#include "version.h"
#include "store.h"

#if defined(__cplusplus) && !defined(TTHC_FFI)
extern "C" {
#endif

/*
 * The copy is a store, and one state of the source: that of its last step. Between steps anybody may write; what this
 * store writes is copied too, and after a write of another handle the copy begins anew. A backup belongs to one thread at
 * a time, but for tthc_backup_permille(). It holds its store, which may be freed before it.
 *
 * The file is "PATH-partial" until the last step, which syncs it and gives it its name: at PATH there is a whole backup or
 * none, also after the process was killed or the power failed. What is at "PATH-partial" is replaced, so of two backups to
 * one path under way the later one comes about. Open a backup with "create": false to check it.
 */

/** A backup under way. */
typedef struct tthc_backup tthc_backup;

/**
 * Begins a backup.
 * @param path of a file that is not there yet; it is made, readable by its owner only. Nor may there be a "-journal" or
 *        "-wal" that is left of an earlier file of this name, and not empty
 * @param options_json {"restarts": 100}: how often it may begin anew before a step gives up, 0..1000000
 * @return the backup; NULL with TTHC_E_IO, …
 */
TTHC_API tthc_backup *tthc_store_backup_start(tthc_store *store, const char *path, const char *options_json,
                                             tthc_error *err);

/**
 * Copies some pages more.
 * @param pages how many; 0: all that are left, while writers wait
 * @return TTHC_OK: the backup is done; 1: more is left; TTHC_E_BUSY when a writer is in the way for too long, or others
 *         wrote too often: the step may be repeated, in larger ones too; any other failure ends it, as TTHC_E_IO when
 *         something has come to the path meanwhile, or the file was removed or replaced
 */
TTHC_API int32_t tthc_backup_step(tthc_backup *backup, int32_t pages, tthc_error *err);

/** How much is copied, in thousandths: 1000 once it is done. It falls when the copy begins anew. 0 for a wrong handle. */
TTHC_API int32_t tthc_backup_permille(const tthc_backup *backup);

/** Frees the backup; one that is not done is called off, and its file removed. NULL is fine. */
TTHC_API void tthc_backup_free(tthc_backup *backup);

#if defined(__cplusplus) && !defined(TTHC_FFI)
}
#endif

#endif
