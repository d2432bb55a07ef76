/*
 * The tables of a store. Definitions are rows of a revision and never change; facts outlive revisions, so they name
 * tasks, indicators and units by id. Kinds and the like are the numbers of the public headers, days are days since
 * 1970-01-01, `n` is the order of rows, `extra` the x- members as JSON.
 *
 * A version of the tables is what its statements make of the version before; a landed one never changes, and a new file
 * goes through all of them. A file is a store when what SQLite keeps of its schema equals what they make: no table,
 * trigger or view of another's ever runs.
 */
#include "store/schema.h"

#include "base/buffer.h"
#include "base/digest.h"
#include "store/words.h"

#include <string.h>

#define OF_REVISION "FOREIGN KEY (plan, revision) REFERENCES revision (plan, revision)"
#define OF_ROW(column, table) "FOREIGN KEY (plan, revision, " column ") REFERENCES " table " (plan, revision, n)"

/* The beginning and the end of a table whose rows belong to a revision, or to a row of one of its tables. */
#define ROWS_OF_REVISION(table) \
  "CREATE TABLE " table " (plan INTEGER NOT NULL, revision INTEGER NOT NULL, n INTEGER NOT NULL, "
#define END_OF_REVISION ", PRIMARY KEY (plan, revision, n), " OF_REVISION ") STRICT, WITHOUT ROWID"
#define ROWS_OF_ROW(table, owner)                                                                          \
  "CREATE TABLE " table " (plan INTEGER NOT NULL, revision INTEGER NOT NULL, " owner " INTEGER NOT NULL, " \
  "n INTEGER NOT NULL, "
#define END_OF_ROW(owner) \
  ", PRIMARY KEY (plan, revision, " owner ", n), " OF_ROW(owner, owner) ") STRICT, WITHOUT ROWID"

static const char *const version_1[] = {
  "CREATE TABLE plan (plan INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, "
  "revision INTEGER NOT NULL, " /* the latest */
  "facts_extra TEXT) STRICT",

  "CREATE TABLE revision (plan INTEGER NOT NULL REFERENCES plan (plan), revision INTEGER NOT NULL, "
  "digest TEXT NOT NULL, " /* SHA-256 of the plan document */
  "year INTEGER NOT NULL, first_day INTEGER NOT NULL, last_day INTEGER NOT NULL, regime TEXT NOT NULL, "
  "rolls INTEGER NOT NULL, subject TEXT, authority TEXT, number TEXT, place TEXT, issued_day INTEGER, preamble TEXT, "
  "signatory TEXT, signatory_position TEXT, extra TEXT, PRIMARY KEY (plan, revision)) STRICT, WITHOUT ROWID",

  ROWS_OF_REVISION("basis") "number TEXT NOT NULL, day INTEGER, issuer TEXT, title TEXT, extra TEXT" END_OF_REVISION,

  ROWS_OF_REVISION("recipient") "text TEXT NOT NULL" END_OF_REVISION,

  ROWS_OF_REVISION("part") "parent INTEGER, label TEXT, title TEXT, text TEXT, holds_sections INTEGER NOT NULL, "
  "extra TEXT, " OF_ROW("parent", "part") END_OF_REVISION,

  ROWS_OF_REVISION("unit") "id TEXT NOT NULL, name TEXT NOT NULL, kind INTEGER NOT NULL, level TEXT, code TEXT, "
  "first_day INTEGER, last_day INTEGER, extra TEXT, UNIQUE (plan, revision, id)" END_OF_REVISION,

  ROWS_OF_ROW("unit_alias", "unit") "alias TEXT NOT NULL" END_OF_ROW("unit"),

  ROWS_OF_ROW("unit_member", "unit") "member INTEGER NOT NULL, first_day INTEGER, last_day INTEGER, "
  OF_ROW("member", "unit") END_OF_ROW("unit"),

  ROWS_OF_REVISION("section") "id TEXT NOT NULL, label TEXT NOT NULL, title TEXT NOT NULL, extra TEXT, "
  "UNIQUE (plan, revision, id)" END_OF_REVISION,

  ROWS_OF_REVISION("task") "id TEXT NOT NULL, section INTEGER, parent INTEGER, label TEXT NOT NULL, "
  "title TEXT NOT NULL, lead_text TEXT, coordinator_text TEXT, deliverable TEXT, deadline_text TEXT, extra TEXT, "
  "UNIQUE (plan, revision, id), " OF_ROW("section", "section") ", " OF_ROW("parent", "task") END_OF_REVISION,

  ROWS_OF_ROW("task_lead", "task") "unit INTEGER NOT NULL, " OF_ROW("unit", "unit") END_OF_ROW("task"),

  ROWS_OF_ROW("task_coordinator", "task") "unit INTEGER NOT NULL, " OF_ROW("unit", "unit") END_OF_ROW("task"),

  ROWS_OF_ROW("clause", "task") "kind INTEGER NOT NULL, start_day INTEGER, due_day INTEGER, every INTEGER, "
  "times INTEGER, months INTEGER, " /* bit m for month m */
  "day_of_month INTEGER, until_day INTEGER, event TEXT, after_days INTEGER, after_working INTEGER, after_event TEXT, "
  "period TEXT" END_OF_ROW("task"),

  ROWS_OF_REVISION("indicator") "id TEXT NOT NULL, title TEXT NOT NULL, kind INTEGER NOT NULL, "
  "series INTEGER NOT NULL, task INTEGER, "
  "numerator TEXT, denominator TEXT, measure TEXT, extra TEXT, UNIQUE (plan, revision, id), "
  OF_ROW("task", "task") END_OF_REVISION,

  ROWS_OF_ROW("target", "indicator") "comparator INTEGER NOT NULL, amount TEXT NOT NULL, high TEXT, unit INTEGER, "
  "period TEXT, " OF_ROW("unit", "unit") END_OF_ROW("indicator"),

  "CREATE TABLE fact (plan INTEGER NOT NULL REFERENCES plan (plan), seq INTEGER NOT NULL, id TEXT NOT NULL, "
  "kind INTEGER NOT NULL, task TEXT, indicator TEXT, unit TEXT, period TEXT, state INTEGER, percent INTEGER, "
  "numerator INTEGER, denominator INTEGER, amount TEXT, day INTEGER NOT NULL, done_day INTEGER, due_day INTEGER, "
  "recorded_at INTEGER, evidence_number TEXT, evidence_day INTEGER, evidence_text TEXT, evidence_link TEXT, "
  "difficulties TEXT, note TEXT, author TEXT, reference TEXT, corrects TEXT, extra TEXT, "
  "PRIMARY KEY (plan, seq), UNIQUE (plan, id)) STRICT, WITHOUT ROWID",

  /* The third also stops REPLACE, which on most connections deletes without asking the second. */
  "CREATE TRIGGER fact_update BEFORE UPDATE ON fact BEGIN SELECT RAISE(ABORT, 'facts are appended only'); END",
  "CREATE TRIGGER fact_delete BEFORE DELETE ON fact BEGIN SELECT RAISE(ABORT, 'facts are appended only'); END",
  "CREATE TRIGGER fact_insert BEFORE INSERT ON fact "
  "WHEN NEW.seq <> (SELECT COALESCE(MAX(seq), 0) + 1 FROM fact WHERE plan = NEW.plan) "
  "OR EXISTS (SELECT 1 FROM fact WHERE plan = NEW.plan AND id = NEW.id) "
  "BEGIN SELECT RAISE(ABORT, 'facts are appended only'); END",

  "PRAGMA application_id=1953785955", /* STORE_APPLICATION */
  "PRAGMA user_version=1",
  NULL,
};

/* Units have superiors, contacts and successors; plans and tasks sources; tasks may stand in parts; targets may be on the
   reduction from a baseline. What refers to a row of its own revision is checked when the plan is loaded. */
static const char *const version_2[] = {
  "ALTER TABLE revision ADD COLUMN source_plan TEXT",
  "ALTER TABLE revision ADD COLUMN source_revision INTEGER",
  "ALTER TABLE revision ADD COLUMN source_unit TEXT",
  "ALTER TABLE task ADD COLUMN part INTEGER",
  "ALTER TABLE task ADD COLUMN source_plan TEXT",
  "ALTER TABLE task ADD COLUMN source_revision INTEGER",
  "ALTER TABLE task ADD COLUMN source_task TEXT",
  "ALTER TABLE target ADD COLUMN reduction INTEGER", /* 1, or NULL */

  ROWS_OF_ROW("unit_superior", "unit") "superior INTEGER NOT NULL, " OF_ROW("superior", "unit") END_OF_ROW("unit"),

  ROWS_OF_ROW("unit_contact", "unit") "name TEXT NOT NULL, position TEXT, email TEXT, phone TEXT, first_day INTEGER, "
  "last_day INTEGER" END_OF_ROW("unit"),

  ROWS_OF_ROW("unit_successor", "unit") "successor INTEGER NOT NULL, kind INTEGER NOT NULL, reference TEXT, "
  OF_ROW("successor", "unit") END_OF_ROW("unit"),

  ROWS_OF_ROW("baseline", "indicator") "amount TEXT NOT NULL, unit INTEGER, "
  OF_ROW("unit", "unit") END_OF_ROW("indicator"),

  "PRAGMA user_version=2",
  NULL,
};

/*
 * What is searched: the words of the latest revisions, each once, with its marks but for the tone, and without any; and the
 * tasks (1) and units (2) in which they stand, found from a plan and from a word.
 */
static const char *const words_3[] = {
  "CREATE TABLE word (word INTEGER PRIMARY KEY, marked TEXT NOT NULL, tone INTEGER NOT NULL, plain TEXT NOT NULL, "
  "UNIQUE (marked, tone)) STRICT",
  "CREATE INDEX word_plain ON word (plain)",
  "CREATE TABLE word_place (plan INTEGER NOT NULL, word INTEGER NOT NULL, kind INTEGER NOT NULL, n INTEGER NOT NULL, "
  "PRIMARY KEY (plan, word, kind, n)) STRICT, WITHOUT ROWID",
  "CREATE INDEX word_place_word ON word_place (word, plan, kind, n)",
  NULL,
};

static const char *const version_3[] = {
  "PRAGMA user_version=3",
  NULL,
};

/* A version may have several lists of statements, and code that fills its tables for the plans that are there. */
static const struct {
  const char *const *lists[6];
  int32_t (*fill[4])(struct database *database);
} versions[STORE_VERSION] = {
  {{version_1}, {NULL}},
  {{version_2}, {NULL}},
  {{words_3, version_3}, {tthc__migrate_words}},
};

static int32_t make_version(struct database *database, int64_t version) {
  const char *const *const *list = versions[version - 1].lists;
  const char *const *statement;
  int32_t rc = TTHC_OK;
  for (; rc == TTHC_OK && *list != NULL; list++)
    for (statement = *list; rc == TTHC_OK && *statement != NULL; statement++) rc = tthc__run(database, *statement);
  return rc;
}

static int32_t fill_version(struct database *database, int64_t version) {
  int32_t (*const *fill)(struct database *) = versions[version - 1].fill;
  int32_t rc = TTHC_OK;
  for (; rc == TTHC_OK && *fill != NULL; fill++) rc = (*fill)(database);
  return rc;
}

/* Brings a database from one version (0: empty) to another; plans are read only when all tables are there. */
static int32_t make_tables(struct database *database, int64_t from, int64_t to) {
  int64_t version;
  int32_t rc = TTHC_OK;
  for (version = from + 1; rc == TTHC_OK && version <= to; version++) rc = make_version(database, version);
  for (version = from + 1; rc == TTHC_OK && from > 0 && version <= to; version++) rc = fill_version(database, version);
  return rc;
}

/* --- the fingerprint ---------------------------------------------------------------------------------------------- */

static void put_column(struct buffer *out, struct statement *statement, int column) {
  const char *text = tthc__column_text(statement, column);
  tthc__put(out, text == NULL ? "" : text);
  tthc__put_char(out, '\0');
}

static int32_t fingerprint(struct database *database, char hex[DIGEST_HEX + 1]) {
  struct statement statement;
  struct buffer rows = {0};
  int column;
  int32_t rc = tthc__prepare(&statement, database,
                             "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name");
  if (rc == TTHC_OK) rc = tthc__step(&statement);
  while (rc == 1) {
    for (column = 0; column < 4; column++) put_column(&rows, &statement, column);
    rc = tthc__row_status(&statement);
    if (rc == TTHC_OK) rc = tthc__step(&statement);
  }
  if (rc == TTHC_OK && rows.failed) rc = tthc__fail_memory(database->err);
  if (rc == TTHC_OK) tthc__digest(rows.data, rows.size, hex);
  tthc__buffer_free(&rows);
  tthc__finish(&statement);
  return rc;
}

/* Of the tables of a version as this SQLite writes them down. */
static int32_t wanted_fingerprint(int64_t version, char hex[DIGEST_HEX + 1], tthc_error *err) {
  const struct database_options options = {":memory:", 1, 0, 0, 0, 0};
  struct database fresh;
  int32_t rc = tthc__database_open(&fresh, &options, err);
  if (rc != TTHC_OK) return rc;
  rc = make_tables(&fresh, 0, version);
  if (rc == TTHC_OK) rc = fingerprint(&fresh, hex);
  fresh.err = NULL;
  tthc__database_close(&fresh);
  return rc;
}

static int32_t compare_fingerprints(struct database *database, int64_t version, const char *path) {
  char found[DIGEST_HEX + 1], wanted[DIGEST_HEX + 1];
  int32_t rc = fingerprint(database, found);
  if (rc == TTHC_OK) rc = wanted_fingerprint(version, wanted, database->err);
  if (rc != TTHC_OK || strcmp(found, wanted) == 0) return rc;
  return tthc__fail(database->err, TTHC_E_SCHEMA, path,
                    WORDS("đúng các bảng mà thư viện tạo ra, không thêm bớt", "the library's tables and nothing else"));
}

/* --- what a database is ------------------------------------------------------------------------------------------- */

enum { IS_STORE = 0, IS_EMPTY = 1, IS_OLD = 2 };

static int32_t fail_newer(int64_t version, tthc_error *err) {
  struct buffer number = {0};
  tthc__put_int(&number, version);
  tthc__fail(err, TTHC_E_NEWER_STORE, number.failed ? NULL : number.data,
             WORDS("cấu trúc kho phiên bản 3", "store version 3"));
  tthc__buffer_free(&number);
  return TTHC_E_NEWER_STORE;
}

/* IS_STORE, IS_EMPTY, IS_OLD with its version, or a negative code. */
static int32_t inspect(struct database *database, const char *path, int64_t *version) {
  int64_t application, entries;
  int32_t rc = tthc__run_for_number(database, "PRAGMA application_id", &application);
  if (rc == TTHC_OK) rc = tthc__run_for_number(database, "PRAGMA user_version", version);
  if (rc == TTHC_OK) rc = tthc__run_for_number(database, "SELECT COUNT(*) FROM sqlite_schema", &entries);
  if (rc != TTHC_OK) return rc;
  if (application == 0 && *version == 0 && entries == 0) return IS_EMPTY;
  if (application != STORE_APPLICATION)
    return tthc__fail(database->err, TTHC_E_FOREIGN_STORE, path,
                      WORDS("kho của thư viện này", "a store of this library"));
  if (*version > STORE_VERSION) return fail_newer(*version, database->err);
  if (*version < 1) *version = STORE_VERSION; /* no version that ever was: it cannot have the tables */
  rc = compare_fingerprints(database, *version, path);
  if (rc != TTHC_OK) return rc;
  return *version == STORE_VERSION ? IS_STORE : IS_OLD;
}

/* Under the lock: another process may have made or migrated the store in the meantime. */
static int32_t write_tables(struct database *database, const char *path) {
  struct buffer backup = {0};
  int64_t version;
  int32_t rc = tthc__begin_writing(database);
  if (rc != TTHC_OK) return rc;
  rc = inspect(database, path, &version);
  if (rc == IS_OLD) {
    rc = tthc__database_backup(database, path, version, &backup);
    if (rc == TTHC_OK) rc = make_tables(database, version, STORE_VERSION);
  } else if (rc == IS_EMPTY) {
    rc = make_tables(database, 0, STORE_VERSION);
  }
  rc = tthc__end(database, rc);
  if (rc < 0 && !database->poisoned) tthc__database_drop_backup(&backup); /* or every further try would leave one */
  tthc__buffer_free(&backup);
  return rc;
}

int32_t tthc__schema_prepare(struct database *database, const char *path, int may_create, int may_migrate) {
  int64_t version;
  int32_t rc = tthc__begin_reading(database);
  if (rc != TTHC_OK) return rc;
  rc = tthc__end(database, inspect(database, path, &version));
  if ((rc == IS_EMPTY && may_create) || (rc == IS_OLD && may_migrate)) return write_tables(database, path);
  if (rc == IS_EMPTY)
    return tthc__fail(database->err, TTHC_E_NOT_STORE, path, WORDS("một kho có sẵn", "a store that is there"));
  if (rc == IS_OLD)
    return tthc__fail(database->err, TTHC_E_READ_ONLY, path,
                      WORDS("mở để ghi một lần, vì kho ở phiên bản cũ và phải được nâng cấp",
                            "opening for writing once, as the store is of an older version and must be migrated"));
  return rc;
}
