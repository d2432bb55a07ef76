/* SPDX-License-Identifier: MIT */
/* Stores: where plans and facts are kept. SQLite, in a file of the library's own. */
#ifndef TTHCPLAN_STORE_H
#define TTHCPLAN_STORE_H

#include "version.h"
#include "fact.h"
#include "findings.h"

#if defined(__cplusplus) && !defined(TTHC_FFI)
extern "C" {
#endif

/*
 * Threads    A store serialises its calls by a mutex of its own, so threads may share it; two stores are independent, also
 *            on the same file, in one process or in several. A store is freed once, when no thread is in a call on it.
 * Processes  Open a store after fork(), not before. In a child every call on a store of its parent gives TTHC_E_FORKED;
 *            tthc_store_free() gives back memory alone there, and the parent goes on undisturbed. Where other threads
 *            used stores as the process forked, the child opens none before it has become another program by exec().
 * Writes     are one transaction each, synced to the disk before the call gives TTHC_OK, or not there at all. A writer
 *            waits for others as long as "busy_ms" says, or somewhat longer on a busy machine, and then gives
 *            TTHC_E_BUSY; the call may be repeated. A store whose write failed on a full disk is to be opened again.
 * Others     may read the file. Where another program has added a table, a view or a trigger, or a newer library has
 *            migrated it, every call that reads or writes plans and facts gives TTHC_E_SCHEMA or TTHC_E_NEWER_STORE from
 *            then on; the trail, checks and compaction do not. What ANALYZE leaves is fine.
 * Files      belong on a disk of the machine. The journal is truncated after each write ("truncate"), which loses
 *            nothing when the power fails. In "wal" readers and a writer do not wait for each other; most versions of
 *            SQLite may lose acknowledged writes in that mode, so it is to be had with 3.51.3 and later, and from
 *            3.50.7 and 3.44.6 on in their branches only. The others refuse a file in that mode, and these do unless
 *            "journal" says which mode it is to have.
 */

/** An open store. */
typedef struct tthc_store tthc_store;

/** The plans of a store at one moment. Never changes. */
typedef struct tthc_plan_list tthc_plan_list;

/**
 * Opens a store.
 * @param path a file; ":memory:" for one that lives as long as the handle. Links are refused.
 * @param options_json {"create": true, "read_only": false, "busy_ms": 5000, "journal": "truncate", "allow_network":
 *        false}: make the file when it is missing (readable by its owner only); how long to wait for another writer,
 *        0..600000; "truncate" or "wal"; whether the file may lie on NFS, SMB and the like, at one's own risk. A store of
 *        an older version is brought to this library's, after a copy "PATH.v1.bak" (1: its version; where that is taken
 *        "PATH.v1-2.bak", …) beside it; opened to be read only it is refused, and so is one that a writer left in the
 *        middle of a write, TTHC_E_READ_ONLY, until somebody opens it for writing
 * @return the store; NULL with TTHC_E_NOT_FOUND, TTHC_E_IO, TTHC_E_NOT_STORE, TTHC_E_FOREIGN_STORE, TTHC_E_NEWER_STORE,
 *         TTHC_E_SCHEMA, TTHC_E_READ_ONLY, TTHC_E_BUSY, TTHC_E_UNSUPPORTED, …; a file that is refused is left as it was
 */
TTHC_API tthc_store *tthc_store_open(const char *path, const char *options_json, tthc_error *err);

/**
 * Closes a store and tells whether that worked; later calls give TTHC_E_HANDLE. The handle is still to be freed.
 * @return TTHC_OK; TTHC_E_BUSY while a backup of it is under way or a loading is not freed, …
 */
TTHC_API int32_t tthc_store_close(tthc_store *store, tthc_error *err);

/** Closes if need be, and frees; NULL is fine. In a forked child it leaves the file alone. */
TTHC_API void tthc_store_free(tthc_store *store);

/**
 * Saves a plan: its definitions as a new revision when they differ from the stored ones, and the facts that the store
 * lacks. Deletes nothing. Sets the plan's revision.
 * A plan whose definitions are still those of the revision that it was loaded as has facts to add only. Where others have
 * saved another revision since, the facts, and nothing else of it, are added to that one as tthc_store_append_facts()
 * would: TTHC_E_UNKNOWN_ID for what is not there any more, …, and none is added. The plan stays on its own revision, which is also what is given.
 * A plan that was removed comes back when it is saved with its latest revision.
 * @return the plan's revision, from 1; a negative code: TTHC_E_CONFLICT when the plan was changed on the grounds of a
 *         revision that is not the store's latest, …: the error's path is "/plans/ID/revisions/LATEST", and its message
 *         shows both revisions, “1 ≠ 2”
 */
TTHC_API int32_t tthc_store_save(tthc_store *store, tthc_plan *plan, tthc_error *err);

/**
 * Loads a plan with its facts. A fact that this revision has no place for (its task came later, say) stays in the store
 * and is not loaded.
 * @param revision from 1; 0 for the latest, which a removed plan has no more (its revisions can still be loaded)
 * @return the plan; NULL with TTHC_E_NOT_FOUND, which shows the reason when the plan was removed, …
 */
TTHC_API tthc_plan *tthc_store_load(tthc_store *store, const char *plan_id, int32_t revision, tthc_error *err);

/**
 * Appends the facts of a facts document to the plan that it names, checked against the plan's latest revision. The
 * revision stays. Facts that are there already are passed over; one bad fact, and none is appended.
 * @return how many were new; a negative code: TTHC_E_NOT_FOUND (no such plan, or it was removed), …
 */
TTHC_API int32_t tthc_store_append_facts(tthc_store *store, const char *json, int64_t size, tthc_error *err);

/**
 * Removes a plan: it is listed no more and has no latest revision. Nothing is deleted: revisions and facts stay, and the
 * trail tells who removed it and why. Saving it with its latest revision brings it back.
 * @param revision the latest, as the caller knows it
 * @param reason why; NULL when tthc_store_act_as() has told a reason
 * @return TTHC_OK; TTHC_E_CONFLICT as when saving, TTHC_E_NOT_FOUND, TTHC_E_MISSING (no reason), …
 */
TTHC_API int32_t tthc_store_remove(tthc_store *store, const char *plan_id, int32_t revision, const char *reason,
                                   tthc_error *err);

/**
 * Checks a store: by SQLite's own check of the file; that rows belong to something, without gaps in their order; that each
 * revision loads, and has the digest that was saved with it; that each fact has a place in one of them; that what questions are
 * answered from (assignments, values, words, …) is what follows from the plan and its facts. Changes nothing.
 * @param options_json {"quick": false}: leaves out what SQLite does to indexes, earlier revisions, facts, and what follows
 * @return TTHC_F_STORE_DAMAGED, TTHC_F_STORE_ROWS and TTHC_F_STORE_DIGEST, at most 1,000; none when all is well. Paths
 *         are of rows, by table and key, "/fact/1/3"; what is only to follow has the plan's number, "/standing/1". NULL
 *         when it could not be checked
 */
TTHC_API tthc_findings *tthc_store_check(tthc_store *store, const char *options_json, tthc_error *err);

/**
 * Gives the room that is free inside the file back. It needs the file for itself, and as much room beside it meanwhile.
 * @return TTHC_OK; TTHC_E_BUSY when others hold the store for too long, and as when closing; TTHC_E_READ_ONLY, …
 */
TTHC_API int32_t tthc_store_compact(tthc_store *store, tthc_error *err);

/** The plans of the store that were not removed, by id. @return the list; NULL on failure */
TTHC_API tthc_plan_list *tthc_store_list_plans(tthc_store *store, tthc_error *err);

/** How many plans there are; 0 for a wrong handle. */
TTHC_API int32_t tthc_plan_list_count(const tthc_plan_list *list);

/** A plan's id; NULL for a wrong row. */
TTHC_API const char *tthc_plan_list_id(const tthc_plan_list *list, int32_t row);

/** Its subject; NULL when it has none. */
TTHC_API const char *tthc_plan_list_subject(const tthc_plan_list *list, int32_t row);

/** Its year; 0 for a wrong row. */
TTHC_API int32_t tthc_plan_list_year(const tthc_plan_list *list, int32_t row);

/** Its latest revision, from 1; 0 for a wrong row. */
TTHC_API int32_t tthc_plan_list_revision(const tthc_plan_list *list, int32_t row);

/** How many facts of the plan are stored; 0 for a wrong row. */
TTHC_API int32_t tthc_plan_list_facts(const tthc_plan_list *list, int32_t row);

/** Frees the list; NULL is fine. */
TTHC_API void tthc_plan_list_free(tthc_plan_list *list);

#if defined(__cplusplus) && !defined(TTHC_FFI)
}
#endif

#endif
