/*
 * The SQLite driver: a connection with every lax setting off, statements, transactions, and SQLite's result codes as
 * ours. Nothing else in the library calls SQLite.
 */
#ifndef TTHC_STORE_SQLITE_H
#define TTHC_STORE_SQLITE_H

#include "base/buffer.h"
#include "base/digest.h"
#include "base/error.h"

#include <sys/types.h>

struct sqlite3;
struct sqlite3_stmt;

enum { KEPT_MAX = 160 }; /* statements: somewhat more than a save and appending run */

struct database;
typedef int32_t tables_check(struct database *database);

struct database {
  struct sqlite3 *handle; /* NULL: closed */
  int corrupt;            /* the last failure of SQLite's was that the file is damaged */
  int32_t damages;        /* how often rows were met that are not as the library saves them */
  int poisoned;           /* a commit or a sync failed: what is on the disk is unknown, and only closing is left */
  int32_t busy_ms;        /* how long it waits for others */
  tables_check *check_tables; /* NULL: they are not watched */
  int64_t tables_checked;     /* as of which change of them */
  const char *path;       /* while it is being opened: what errors show */
  tthc_error *err;        /* of the call under way */
  struct tthc_calendar *calendar; /* the shipped one, once it was asked for; closing frees it */
  char calendar_digest[DIGEST_HEX + 1]; /* of that; empty until it was asked for */
  struct sqlite3_stmt *kept[KEPT_MAX];  /* statements that are not in use, the last used one last */
  int kept_count;
};

struct database_options {
  const char *path;
  int32_t create;
  int32_t read_only;
  int32_t busy_ms;
  int32_t journal;       /* JOURNAL_TRUNCATE, … */
  int32_t allow_network;
};

/* Opens, and writes nothing. On failure nothing is to be closed. */
int32_t tthc__database_open(struct database *database, const struct database_options *options, tthc_error *err);

/* The handle is gone also when this fails. */
int32_t tthc__database_close(struct database *database);

/* In a transaction that has read: SQLite takes the rest of a last page that was cut for zeros. */
int32_t tthc__check_size(struct database *database, const char *path);

/*
 * Copies the database into a new file beside it, "PATH.v1.bak" or, where that is taken, "PATH.v1-2.bak", …; readable by its
 * owner only. Gives its path, which is empty when there is none: on failure, and of a database in memory.
 */
int32_t tthc__database_backup(struct database *database, const char *path, int64_t version, struct buffer *made);
void tthc__database_drop_backup(struct buffer *made);

/*
 * From now on each transaction begins with this check where the tables were changed since: a newer library may have
 * migrated them, another program have added a trigger. Called in a transaction in which they are as they should be.
 */
int32_t tthc__watch_tables(struct database *database, tables_check *check);

/* A transaction that sees one state of the store, and one that may write. */
int32_t tthc__begin_reading(struct database *database);
int32_t tthc__begin_writing(struct database *database);

/* As reading, whatever became of the tables: what looks for damage is not kept from telling of it. */
int32_t tthc__begin_inspecting(struct database *database);

/* Commits when `code` is no failure, and rolls back otherwise or when that fails. Gives `code`, or why not. */
int32_t tthc__end(struct database *database, int32_t code);

/* Runs a statement that gives no rows; or one that gives a number (0 when it gives no row). */
int32_t tthc__run(struct database *database, const char *sql);
int32_t tthc__run_for_number(struct database *database, const char *sql, int64_t *number);

/* What the rows hold is not what the library saved. `table` is named. */
int32_t tthc__fail_damaged(struct database *database, const char *table);

/* --- statements --------------------------------------------------------------------------------------------------- */

struct statement {
  struct sqlite3_stmt *handle;
  struct database *database;
  int failure; /* the first result of SQLite's with which a parameter or a column failed */
};

/* Parameters are $1, $2, … in the order in which they appear. */
int32_t tthc__prepare(struct statement *statement, struct database *database, const char *sql);
void tthc__finish(struct statement *statement);

/* Texts must stay until the step. A failure is told by the step. */
void tthc__bind_text(struct statement *statement, int parameter, const char *text);
void tthc__bind_number(struct statement *statement, int parameter, int64_t number);
void tthc__bind_null(struct statement *statement, int parameter);

struct parameter {
  const char *text; /* NULL: the number */
  int64_t number;
};

void tthc__bind(struct statement *statement, int parameter, const struct parameter *value);

/* Runs a statement with its parameters. 1: it gives a row, whose first column is then in *number (NULL: not wanted). */
int32_t tthc__run_with(struct database *database, const char *sql, const struct parameter *parameters, int count,
                       int64_t *number);

/* 1: a row, 0: no more, and ready to be run again; a negative code. */
int32_t tthc__step(struct statement *statement);

/* Ready to be run again before the last row. */
void tthc__reset(struct statement *statement);

int tthc__columns_of_row(struct statement *statement);

/* Columns from 0; a text lives until the next step and is NULL for NULL. A value of another type is damage. */
int tthc__column_is_null(struct statement *statement, int column);
const char *tthc__column_text(struct statement *statement, int column);
int64_t tthc__column_number(struct statement *statement, int column);

/* What is stored, whatever the column is for: no type of another's fails the row. */
enum stored_kind { STORED_NULL, STORED_NUMBER, STORED_TEXT, STORED_OTHER };
enum stored_kind tthc__column_kind(struct statement *statement, int column);

/* A text as it is stored, which may hold a NUL; NULL for no text, and without memory, which the row's status tells. */
const char *tthc__column_bytes(struct statement *statement, int column, int64_t *size);

/* TTHC_OK, or why a column of this row could not be had. */
int32_t tthc__row_status(struct statement *statement);

/* --- copies ------------------------------------------------------------------------------------------------------- */

struct sqlite3_backup;

/* A copy under way of a database into a new file. */
struct copy {
  struct sqlite3_backup *backup; /* NULL: done, or not begun */
  struct database to;
  struct buffer path; /* of the new file while it is not whole, from the root; empty when there is none */
  dev_t device;       /* which file it is */
  ino_t inode;
  int32_t pages;      /* that are copied, and that are to be copied in all; 0 before the first step */
  int32_t total;
};

/*
 * Makes the file "PATH-partial", readable by its owner only, in place of one that is left of a copy that was killed. At
 * PATH, which it gets once it is whole, nothing may be. On failure nothing is to be ended.
 */
int32_t tthc__copy_begin(struct copy *copy, struct database *from, const char *path);

/*
 * Copies some pages more, 0: all that are left. 1: more are left, 0: done, and the file is whole. *restarted: another
 * connection wrote, and the copy began anew. Busy, it may be tried again; after any other failure it is to be ended.
 */
int32_t tthc__copy_step(struct copy *copy, int32_t pages, int *restarted, tthc_error *err);

/* Gives the memory back; of a copy that is not done the file is removed, unless another has come to its name. */
void tthc__copy_end(struct copy *copy);

/* --- upkeep ------------------------------------------------------------------------------------------------------- */

/* Takes what SQLite's own check finds, one sentence each; a negative code ends it. */
typedef int32_t take_problem(void *context, const char *problem);
int32_t tthc__database_check(struct database *database, int quick, take_problem *take, void *context);

/* Writes the file anew without the room that is free in it. */
int32_t tthc__database_compact(struct database *database);

/* --- within the driver -------------------------------------------------------------------------------------------- */

/* Fills the error by a result of SQLite's. */
int32_t tthc__fail_sqlite(struct database *database, int result);

/* Before a database is closed. */
void tthc__drop_kept(struct database *database);

/* Opens a file that is there; gives SQLite's result, and on failure no handle. */
int tthc__open_handle(struct database *database, const char *path, int read_only);

#endif
