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
#include "store/standing_rows.h"
#include "store/trail.h"
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

/* Every change leaves a row in the trail, which holds on to what was there: the documents of plans and, by the digest that
   chains them, their facts. Plans may be removed; the rows stay. */
static const char *const trail_3[] = {
  "ALTER TABLE plan ADD COLUMN facts_digest TEXT", /* SHA-256 over the content of the facts, each with the one before */
  "ALTER TABLE plan ADD COLUMN removed INTEGER",   /* the trail's row that tells of it; NULL: not removed */

  "CREATE TABLE trail (seq INTEGER PRIMARY KEY, at INTEGER, actor TEXT, action INTEGER NOT NULL, plan TEXT NOT NULL, "
  "revision INTEGER NOT NULL, first_fact INTEGER, last_fact INTEGER, facts_extra TEXT, digest_before TEXT, "
  "digest_after TEXT, reason TEXT, previous TEXT, hash TEXT NOT NULL) STRICT",
  "CREATE INDEX trail_of_plan ON trail (plan, seq)",

  /* The third also stops REPLACE. */
  "CREATE TRIGGER trail_update BEFORE UPDATE ON trail BEGIN SELECT RAISE(ABORT, 'the trail is appended only'); END",
  "CREATE TRIGGER trail_delete BEFORE DELETE ON trail BEGIN SELECT RAISE(ABORT, 'the trail is appended only'); END",
  "CREATE TRIGGER trail_insert BEFORE INSERT ON trail WHEN NEW.seq <> (SELECT COALESCE(MAX(seq), 0) + 1 FROM trail) "
  "BEGIN SELECT RAISE(ABORT, 'the trail is appended only'); END",

  NULL,
};

/*
 * The assignments of each plan's latest revision, and what each comes to from day to day (assess/standing.h): `task` and
 * `unit` are rows of that revision. Both follow from the plan and its facts, and are written anew with them.
 */
#define OF_ASSIGNMENT "plan INTEGER NOT NULL, task INTEGER NOT NULL, period TEXT NOT NULL, unit INTEGER NOT NULL, "

static const char *const assignments_3[] = {
  "ALTER TABLE plan ADD COLUMN calendar TEXT", /* SHA-256 of that which days were counted by; none: not assessed */

  "CREATE TABLE assignment (" OF_ASSIGNMENT
  "start_day INTEGER, due_day INTEGER, effective_day INTEGER, " /* as laid, before any extension */
  "order_day INTEGER NOT NULL, " /* the effective day, or one behind all days */
  "is_report INTEGER NOT NULL, PRIMARY KEY (plan, task, period, unit), "
  "FOREIGN KEY (plan) REFERENCES plan (plan)) STRICT, WITHOUT ROWID",

  "CREATE INDEX assignment_order ON assignment (order_day, plan, task, period, unit)",
  "CREATE INDEX assignment_unit ON assignment (plan, unit, task, period)",

  "CREATE TABLE standing (" OF_ASSIGNMENT "from_day INTEGER NOT NULL, last_day INTEGER NOT NULL, "
  "waits INTEGER NOT NULL, said INTEGER NOT NULL, done_day INTEGER, effective_day INTEGER, start_day INTEGER, "
  "due_day INTEGER, percent INTEGER, returned_day INTEGER, PRIMARY KEY (plan, task, period, unit, from_day), "
  "FOREIGN KEY (plan, task, period, unit) REFERENCES assignment (plan, task, period, unit)) STRICT, WITHOUT ROWID",

  /* All that the states of a unit's assignments are counted by. */
  "CREATE INDEX standing_unit ON standing (plan, unit, from_day, last_day, waits, said, done_day, effective_day, "
  "start_day)",

  "CREATE INDEX fact_about ON fact (plan, task, period, unit, id)",
  "CREATE INDEX fact_corrects ON fact (plan, corrects) WHERE corrects IS NOT NULL",
  "CREATE INDEX unit_id ON unit (id, plan, revision)",
  NULL,
};

/*
 * Views for other tools, which keep their columns: ids and words in place of numbers, days as ISO 8601 text. The library's
 * own connections have views switched off.
 */
#define ISO(column) "date('1970-01-01', " column " || ' days')"
#define LATEST(alias, table, number)                                                                          \
  " JOIN " table " " alias " ON " alias ".plan = p.plan AND " alias ".revision = p.revision AND " alias ".n = " number
#define SAID(column) \
  "CASE " column " WHEN 1 THEN 'not-started' WHEN 2 THEN 'in-progress' WHEN 3 THEN 'done' WHEN 4 THEN 'cancelled' END"

#define STANDING_VIEW(name, condition)                                                                              \
  "CREATE VIEW " name " AS SELECT p.id AS plan_id, t.id AS task_id, t.title AS title, "                             \
  "(SELECT c.id FROM section c WHERE c.plan = p.plan AND c.revision = p.revision AND c.n = t.section) "             \
  "AS section_id, u.id AS unit_id, u.name AS unit_name, u.level AS level, s.period AS period, "                     \
  "CASE s.waits WHEN 1 THEN 'yes' ELSE 'no' END AS waits, " SAID("s.said") " AS said, "                             \
  ISO("s.start_day") " AS start_day, " ISO("s.due_day") " AS due_day, " ISO("s.effective_day") " AS effective_day, " \
  ISO("s.done_day") " AS done_day, s.percent AS percent, " ISO("s.returned_day") " AS returned_day, "               \
  ISO("s.from_day") " AS from_day, " ISO("s.last_day") " AS last_day "                                              \
  "FROM standing s JOIN plan p ON p.plan = s.plan" LATEST("t", "task", "s.task") LATEST("u", "unit", "s.unit") \
  " WHERE p.removed IS NULL" condition

static const char *const views_3[] = {
  "CREATE VIEW v_plan AS SELECT p.id AS plan_id, p.revision AS revision, r.year AS year, " ISO("r.first_day")
  " AS first_day, " ISO("r.last_day") " AS last_day, r.regime AS regime, r.subject AS subject, "
  "r.authority AS authority, r.number AS number, " ISO("r.issued_day") " AS issued_day, "
  "CASE WHEN p.calendar IS NULL THEN 'no' ELSE 'yes' END AS is_assessed "
  "FROM plan p JOIN revision r ON r.plan = p.plan AND r.revision = p.revision WHERE p.removed IS NULL",

  STANDING_VIEW("v_assignment", " AND s.last_day = 84370"), /* DAY_MAX: which holds when everything counts */
  STANDING_VIEW("v_standing", ""),

  "CREATE VIEW v_fact AS SELECT p.id AS plan_id, f.seq AS seq, f.id AS fact_id, CASE f.kind WHEN 1 THEN 'progress' "
  "WHEN 2 THEN 'measurement' WHEN 3 THEN 'event' WHEN 4 THEN 'extension' WHEN 5 THEN 'return' "
  "WHEN 6 THEN 'acceptance' WHEN 7 THEN 'explanation' END AS kind, f.task AS task_id, f.indicator AS indicator_id, "
  "f.unit AS unit_id, f.period AS period, " SAID("f.state") " AS state, f.percent AS percent, "
  "f.numerator AS numerator, f.denominator AS denominator, f.amount AS amount, " ISO("f.day") " AS day, "
  ISO("f.done_day") " AS done_day, " ISO("f.due_day") " AS due_day, f.recorded_at AS recorded_at, "
  "f.evidence_number AS evidence_number, " ISO("f.evidence_day") " AS evidence_day, f.evidence_text AS evidence_text, "
  "f.evidence_link AS evidence_link, f.difficulties AS difficulties, f.note AS note, f.author AS author, "
  "f.reference AS reference, f.corrects AS corrects FROM fact f JOIN plan p ON p.plan = f.plan "
  "WHERE p.removed IS NULL",

  "CREATE VIEW v_indicator AS SELECT p.id AS plan_id, i.id AS indicator_id, i.title AS title, "
  "CASE i.kind WHEN 1 THEN 'ratio' WHEN 2 THEN 'value' END AS kind, "
  "CASE i.series WHEN 1 THEN 'per-period' WHEN 2 THEN 'cumulative' END AS series, "
  "(SELECT t.id FROM task t WHERE t.plan = i.plan AND t.revision = i.revision AND t.n = i.task) AS task_id, "
  "i.numerator AS numerator, i.denominator AS denominator, i.measure AS measure "
  "FROM indicator i JOIN plan p ON p.plan = i.plan AND p.revision = i.revision WHERE p.removed IS NULL",
  NULL,
};

static const char *const version_3[] = {
  "PRAGMA user_version=3",
  NULL,
};

/*
 * What the indicators of each plan's latest revision come to from day to day (assess/value_spans.h): `indicator` and `unit`
 * are rows of that revision, -1 is all units together; `target` is a row of the indicator's targets. Written anew with the
 * assignments; those of plans that are there are written again, and the values with them.
 */
static const char *const values_4[] = {
  "CREATE TABLE indicator_value (plan INTEGER NOT NULL, indicator INTEGER NOT NULL, unit INTEGER NOT NULL, "
  "from_day INTEGER NOT NULL, last_day INTEGER NOT NULL, "
  "verdict INTEGER NOT NULL, " /* 0: a sum has too many digits */
  "numerator INTEGER, denominator INTEGER, target INTEGER, units_reported INTEGER NOT NULL, "
  "units_expected INTEGER NOT NULL, PRIMARY KEY (plan, indicator, unit, from_day), "
  "FOREIGN KEY (plan) REFERENCES plan (plan)) STRICT, WITHOUT ROWID",

  "CREATE INDEX indicator_value_verdict ON indicator_value (verdict, plan, indicator, unit, from_day, last_day)",

  "CREATE INDEX fact_indicator ON fact (plan, indicator) WHERE indicator IS NOT NULL",
  "UPDATE plan SET calendar = NULL",

  "CREATE VIEW v_indicator_value AS SELECT p.id AS plan_id, i.id AS indicator_id, i.title AS title, u.id AS unit_id, "
  "u.name AS unit_name, CASE v.verdict WHEN 1 THEN 'met' WHEN 2 THEN 'missed' WHEN 3 THEN 'no-value' "
  "WHEN 4 THEN 'no-activity' WHEN 5 THEN 'no-target' WHEN 6 THEN 'no-baseline' END AS verdict, "
  "v.numerator AS numerator, v.denominator AS denominator, "
  "CASE t.comparator WHEN 1 THEN '>=' WHEN 2 THEN '>' WHEN 3 THEN '<=' WHEN 4 THEN '<' WHEN 5 THEN '=' "
  "WHEN 6 THEN 'range' END AS comparator, t.amount AS target, t.high AS high, "
  "CASE t.reduction WHEN 1 THEN 'yes' ELSE 'no' END AS is_reduction, t.period AS target_period, "
  "v.units_reported AS units_reported, v.units_expected AS units_expected, " ISO("v.from_day") " AS from_day, "
  ISO("v.last_day") " AS last_day "
  "FROM indicator_value v JOIN plan p ON p.plan = v.plan" LATEST("i", "indicator", "v.indicator")
  " LEFT" LATEST("u", "unit", "v.unit") " LEFT" LATEST("t", "target", "v.target") " AND t.indicator = v.indicator "
  "WHERE p.removed IS NULL AND v.verdict > 0",
  NULL,
};

/*
 * What is searched: the words of the latest revisions, each once, with its marks but for the tone, and without any; and the
 * tasks (1) and units (2) in which they stand, found from a plan and from a word.
 */
static const char *const words_4[] = {
  "CREATE TABLE word (word INTEGER PRIMARY KEY, marked TEXT NOT NULL, tone INTEGER NOT NULL, plain TEXT NOT NULL, "
  "UNIQUE (marked, tone)) STRICT",
  "CREATE INDEX word_plain ON word (plain)",
  "CREATE TABLE word_place (plan INTEGER NOT NULL, word INTEGER NOT NULL, kind INTEGER NOT NULL, n INTEGER NOT NULL, "
  "PRIMARY KEY (plan, word, kind, n)) STRICT, WITHOUT ROWID",
  "CREATE INDEX word_place_word ON word_place (word, plan, kind, n)",
  NULL,
};

/*
 * Whom follow-ups of a unit's work go to in its place, from day to day (assess/addressees.h): by a level to the unit (1), or
 * to its superior (2). `unit` and `recipient` are rows of the latest revision; written anew with the assignments.
 */
static const char *const addressees_4[] = {
  "CREATE TABLE addressee (plan INTEGER NOT NULL, unit INTEGER NOT NULL, goes_to INTEGER NOT NULL, "
  "recipient INTEGER NOT NULL, role INTEGER NOT NULL, from_day INTEGER NOT NULL, last_day INTEGER NOT NULL, "
  "PRIMARY KEY (plan, recipient, unit, goes_to, from_day), "
  "FOREIGN KEY (plan) REFERENCES plan (plan)) STRICT, WITHOUT ROWID",
  NULL,
};

static const char *const version_4[] = {
  "PRAGMA user_version=4",
  NULL,
};

/* A version may have several lists of statements, and code that fills its tables for the plans that are there. */
static const struct {
  const char *const *lists[6];
  int32_t (*fill[4])(struct database *database);
} versions[STORE_VERSION] = {
  {{version_1}, {NULL}},
  {{version_2}, {NULL}},
  {{trail_3, assignments_3, views_3, version_3}, {tthc__migrate_trail, tthc__fill_standings}},
  {{words_4, values_4, addressees_4, version_4}, {tthc__migrate_words, tthc__fill_standings}},
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

/* What ANALYZE leaves, by which SQLite chooses between indexes, is no matter of ours. */
#define STATISTICS(name, columns) \
  "(type = 'table' AND name = '" name "' AND sql IS 'CREATE TABLE " name "(" columns ")')"

static int32_t fingerprint(struct database *database, char hex[DIGEST_HEX + 1]) {
  struct statement statement;
  struct buffer rows = {0};
  int column;
  int32_t rc = tthc__prepare(&statement, database,
                             "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE NOT "
                             STATISTICS("sqlite_stat1", "tbl,idx,stat") " AND NOT "
                             STATISTICS("sqlite_stat4", "tbl,idx,neq,nlt,ndlt,sample") " ORDER BY type, name");
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
  const struct database_options options = {.path = ":memory:", .create = 1};
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
             WORDS("cấu trúc kho phiên bản 4", "store version 4"));
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
  if (application != STORE_APPLICATION && (application != 0 || *version != 0 || entries != 0))
    return tthc__fail(database->err, TTHC_E_FOREIGN_STORE, path,
                      WORDS("kho của thư viện này", "a store of this library"));
  rc = tthc__check_size(database, path);
  if (rc != TTHC_OK) return rc;
  if (application != STORE_APPLICATION) return IS_EMPTY;
  if (*version > STORE_VERSION) return fail_newer(*version, database->err);
  if (*version < 1)
    return tthc__fail(database->err, TTHC_E_SCHEMA, path, WORDS("phiên bản kho từ 1", "a store version from 1 on"));
  rc = compare_fingerprints(database, *version, path);
  if (rc != TTHC_OK) return rc;
  return *version == STORE_VERSION ? IS_STORE : IS_OLD;
}

int32_t tthc__schema_check(struct database *database) {
  int64_t version;
  const int32_t rc = inspect(database, NULL, &version);
  if (rc == IS_STORE || rc < 0) return rc;
  return tthc__fail(database->err, TTHC_E_SCHEMA, NULL, WORDS("kho còn nguyên các bảng", "a store that has its tables"));
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
  if (rc == IS_STORE) rc = tthc__watch_tables(database, tthc__schema_check);
  rc = tthc__end(database, rc);
  if (rc < 0 && !database->poisoned) tthc__database_drop_backup(&backup); /* or every further try would leave one */
  tthc__buffer_free(&backup);
  return rc;
}

int32_t tthc__schema_prepare(struct database *database, const char *path, int may_create, int may_migrate) {
  int64_t version;
  int32_t rc = tthc__begin_reading(database);
  if (rc != TTHC_OK) return rc;
  rc = inspect(database, path, &version);
  if (rc == IS_STORE) rc = tthc__watch_tables(database, tthc__schema_check);
  rc = tthc__end(database, rc);
  if ((rc == IS_EMPTY && may_create) || (rc == IS_OLD && may_migrate)) rc = write_tables(database, path);
  if (rc == IS_EMPTY)
    return tthc__fail(database->err, TTHC_E_NOT_STORE, path, WORDS("một kho có sẵn", "a store that is there"));
  if (rc == IS_OLD)
    return tthc__fail(database->err, TTHC_E_READ_ONLY, path,
                      WORDS("mở để ghi một lần, vì kho ở phiên bản cũ và phải được nâng cấp",
                            "opening for writing once, as the store is of an older version and must be migrated"));
  return rc;
}
