/*
 * Preloaded between the library and SQLite, this writes down what statements are prepared and run, and the rows that they
 * give, for portable_test.py. Every line has fields parted by tabs, in which a tab is \t, a new line \n, a backslash \\:
 *
 *   P  sql                        prepared
 *   X  connection  run  sql  sql  begins to run: as it was prepared, and with the values of its parameters
 *   R  run  value…                gives a row; values are "i5", "t" and the text, "n", or "?" for what rows cannot hold
 *   D  run                        is done
 *   F  run                        has failed
 *
 * Connections to databases in memory are numbered from 1; those to files are 0, as others may write into them, too.
 *
 * environment: TTHC_STATEMENT_LOG (the file; of each process another, with its id behind)
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { STATEMENTS_MAX = 16384, CONNECTIONS_MAX = 4096 };

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static FILE *out;
static pid_t owner; /* of the file: a forked child needs one of its own */

static struct {
  sqlite3_stmt *handle;
  long run; /* 0: not under way */
} statements[STATEMENTS_MAX]; /* of the library: SQLite prepares and runs some for itself */
static int statement_count;
static long last_run;

static struct {
  sqlite3 *handle;
  long number;
} connections[CONNECTIONS_MAX];
static int connection_count;
static long last_connection;

static void *next(const char *name) {
  void *found = dlsym(RTLD_NEXT, name);
  if (found == NULL) abort();
  return found;
}

/* A pointer to a function out of one to data, which C has no cast for. */
#define NEXT(function, variable) \
  do { \
    void *found = next(function); \
    memcpy(&(variable), &found, sizeof found); \
  } while (0)

static void open_file(void) {
  char path[4096];
  snprintf(path, sizeof path, "%s.%ld", getenv("TTHC_STATEMENT_LOG"), (long)getpid());
  out = fopen(path, "we");
  if (out == NULL) abort();
  setvbuf(out, NULL, _IOLBF, 1 << 16); /* what a child inherits is no part of a line */
  owner = getpid();
}

static void begin(void) {
  pthread_mutex_lock(&mutex);
  if (out == NULL || owner != getpid()) open_file();
}

static void end(void) { pthread_mutex_unlock(&mutex); }

static void put_text(const char *text, int size) {
  int i;
  for (i = 0; i < size; i++) {
    switch (text[i]) {
    case '\t': fputs("\\t", out); break;
    case '\n': fputs("\\n", out); break;
    case '\\': fputs("\\\\", out); break;
    default: putc(text[i], out); break;
    }
  }
}

static void put_value(sqlite3_stmt *statement, int column) {
  switch (sqlite3_column_type(statement, column)) {
  case SQLITE_INTEGER: fprintf(out, "\ti%lld", (long long)sqlite3_column_int64(statement, column)); break;
  case SQLITE_NULL: fputs("\tn", out); break;
  case SQLITE_TEXT:
    fputs("\tt", out);
    put_text((const char *)sqlite3_column_text(statement, column), sqlite3_column_bytes(statement, column));
    break;
  default: fputs("\t?", out); break;
  }
}

/* --- what is under way -------------------------------------------------------------------------------------------- */

static int find(sqlite3_stmt *handle) {
  int i = statement_count;
  while (--i >= 0 && statements[i].handle != handle) continue;
  return i;
}

static void stop(sqlite3_stmt *handle) {
  const int i = find(handle);
  if (i >= 0) statements[i].run = 0;
}

static long number_of(sqlite3 *handle) {
  const char *path = sqlite3_db_filename(handle, "main");
  int i = connection_count;
  if (path != NULL && *path != '\0') return 0;
  while (--i >= 0 && connections[i].handle != handle) continue;
  return i < 0 ? 0 : connections[i].number;
}

/* The number of its run; 0 for a statement of SQLite's. */
static long begin_run(sqlite3_stmt *handle) {
  const int i = find(handle);
  char *sql;
  if (i < 0 || statements[i].run != 0) return i < 0 ? 0 : statements[i].run;
  statements[i].run = ++last_run;
  sql = sqlite3_expanded_sql(handle);
  fprintf(out, "X\t%ld\t%ld\t", number_of(sqlite3_db_handle(handle)), last_run);
  put_text(sqlite3_sql(handle), (int)strlen(sqlite3_sql(handle)));
  putc('\t', out);
  if (sql != NULL) put_text(sql, (int)strlen(sql));
  putc('\n', out);
  sqlite3_free(sql);
  return last_run;
}

/* --- instead of SQLite's ------------------------------------------------------------------------------------------ */

int sqlite3_open_v2(const char *path, sqlite3 **handle, int flags, const char *vfs) {
  int (*real)(const char *, sqlite3 **, int, const char *);
  int result, i;
  NEXT("sqlite3_open_v2", real);
  result = real(path, handle, flags, vfs);
  begin();
  for (i = connection_count; --i >= 0;)
    if (connections[i].handle == *handle) connections[i] = connections[--connection_count];
  if (connection_count < CONNECTIONS_MAX) {
    connections[connection_count].handle = *handle;
    connections[connection_count++].number = ++last_connection;
  }
  end();
  return result;
}

int sqlite3_prepare_v3(sqlite3 *handle, const char *sql, int size, unsigned flags, sqlite3_stmt **statement,
                       const char **tail) {
  int (*real)(sqlite3 *, const char *, int, unsigned, sqlite3_stmt **, const char **);
  int result;
  NEXT("sqlite3_prepare_v3", real);
  result = real(handle, sql, size, flags, statement, tail);
  begin();
  fputs("P\t", out);
  put_text(sql, (int)strlen(sql));
  putc('\n', out);
  if (*statement != NULL) {
    if (statement_count == STATEMENTS_MAX) abort();
    statements[statement_count].handle = *statement;
    statements[statement_count++].run = 0;
  }
  end();
  return result;
}

int sqlite3_step(sqlite3_stmt *statement) {
  int (*real)(sqlite3_stmt *);
  int result, column;
  long run;
  NEXT("sqlite3_step", real);
  begin();
  run = begin_run(statement);
  end();
  result = real(statement);
  if (run == 0) return result;
  begin();
  if (result == SQLITE_ROW) {
    fprintf(out, "R\t%ld", run);
    for (column = 0; column < sqlite3_column_count(statement); column++) put_value(statement, column);
    putc('\n', out);
  } else {
    fprintf(out, "%c\t%ld\n", result == SQLITE_DONE ? 'D' : 'F', run);
    stop(statement);
  }
  end();
  return result;
}

int sqlite3_reset(sqlite3_stmt *statement) {
  int (*real)(sqlite3_stmt *);
  NEXT("sqlite3_reset", real);
  begin();
  stop(statement);
  end();
  return real(statement);
}

int sqlite3_finalize(sqlite3_stmt *statement) {
  int (*real)(sqlite3_stmt *);
  int i;
  NEXT("sqlite3_finalize", real);
  begin();
  i = find(statement);
  if (i >= 0) statements[i] = statements[--statement_count];
  end();
  return real(statement);
}
