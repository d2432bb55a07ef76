/*
 * Checks of a store: what SQLite says of the file; rules of ours that are statements; the revisions, each loaded through
 * the checks of the model and compared with its digest; and what follows from the latest ones, which is made once more. What
 * is found is a finding, and the check goes on.
 */
#include "base/findings.h"
#include "base/json.h"
#include "base/text.h"
#include "store/fact_rows.h"
#include "store/plan_rows.h"
#include "store/remake.h"
#include "store/schema.h"
#include "store/store.h"
#include "store/stored_plan.h"
#include "store/words.h"

#include <stdlib.h>
#include <string.h>

enum { LISTED_MAX = 1000, KEY_MAX = 4 };

/* A plan of the store. */
struct checked_plan {
  int64_t key;
  int32_t revision;
  int removed;
  char id[ID_MAX + 1]; /* empty: not one */
};

struct checking {
  struct database *database;
  tthc_error *problem; /* takes the errors of what is loaded */
  tthc_findings *findings;
  int32_t quick;
  ROWS(struct checked_plan) plans;
  int32_t before; /* findings before the plan at hand */
  struct database memory; /* where what follows from a plan is made once more */
};

/* --- findings ----------------------------------------------------------------------------------------------------- */

static int is_full(const struct checking *checking) { return tthc_findings_count(checking->findings) >= LISTED_MAX; }

static int32_t add_words(struct checking *checking, int32_t code, const char *path, struct words about) {
  const struct place nowhere = {0};
  if (is_full(checking)) return TTHC_OK;
  return tthc__findings_add_words(checking->findings, code, nowhere, path, about) == TTHC_OK ? TTHC_OK : TTHC_E_MEMORY;
}

/* About a row: its table, and the numbers of its key. */
static int32_t add_row(struct checking *checking, int32_t code, const char *table, const int64_t *key, int count,
                       struct words about) {
  struct buffer path = {0};
  int32_t rc;
  int i;
  tthc__put_char(&path, '/');
  tthc__put(&path, table);
  for (i = 0; i < count; i++) {
    tthc__put_char(&path, '/');
    tthc__put_int(&path, key[i]);
  }
  rc = path.failed ? TTHC_E_MEMORY : add_words(checking, code, path.data, about);
  tthc__buffer_free(&path);
  return rc;
}

static int32_t take_damage(void *context, const char *problem) {
  return add_words(context, TTHC_F_STORE_DAMAGED, NULL, WORDS(problem, problem));
}

/* --- rules that are statements ------------------------------------------------------------------------------------ */

/* A statement gives the keys of the rows that break a rule. */
struct rule {
  const char *table;
  int key_count;
  const char *sql;
  struct words about;
};

#define HAS_NO_OWNER {"không thuộc bản nào", "it belongs to nothing"}
#define HAS_GAP {"số thứ tự bị ngắt quãng", "there is a gap in the numbers before it"}

static const struct rule rules[] = {
  {"plan", 1, "SELECT plan FROM plan WHERE NOT EXISTS (SELECT 1 FROM revision WHERE revision.plan = plan.plan "
              "AND revision.revision = plan.revision) ORDER BY plan",
   {"bản mới nhất không có trong kho", "its latest revision is not there"}},
  {"revision", 2, "SELECT plan, revision FROM revision WHERE NOT EXISTS (SELECT 1 FROM plan "
                  "WHERE plan.plan = revision.plan AND plan.revision >= revision.revision) ORDER BY plan, revision",
   HAS_NO_OWNER},
  {"revision", 2, "SELECT plan, revision FROM revision WHERE revision < 1 OR (revision > 1 AND NOT EXISTS (SELECT 1 "
                  "FROM revision AS before WHERE before.plan = revision.plan "
                  "AND before.revision = revision.revision - 1)) ORDER BY plan, revision", HAS_GAP},
  {"fact", 2, "SELECT plan, seq FROM fact WHERE NOT EXISTS (SELECT 1 FROM plan WHERE plan.plan = fact.plan) "
              "ORDER BY plan, seq", HAS_NO_OWNER},
  {"fact", 2, "SELECT plan, seq FROM fact WHERE seq < 1 OR (seq > 1 AND NOT EXISTS (SELECT 1 FROM fact AS before "
              "WHERE before.plan = fact.plan AND before.seq = fact.seq - 1)) ORDER BY plan, seq", HAS_GAP},
};

/* Of what follows: a plan's own words are compared with those of its latest revision. */
static const struct rule word_place_rule = {
  "word_place", 1, "SELECT DISTINCT plan FROM word_place WHERE NOT EXISTS (SELECT 1 FROM plan "
                   "WHERE plan.plan = word_place.plan) ORDER BY plan", HAS_NO_OWNER};

static int32_t run_rule(struct checking *checking, const struct rule *rule) {
  struct statement statement;
  int64_t key[KEY_MAX];
  int i;
  int32_t rc = tthc__prepare(&statement, checking->database, rule->sql);
  if (rc == TTHC_OK) rc = tthc__step(&statement);
  while (rc == 1 && !is_full(checking)) {
    for (i = 0; i < rule->key_count; i++) key[i] = tthc__column_number(&statement, i);
    rc = add_row(checking, TTHC_F_STORE_ROWS, rule->table, key, rule->key_count, rule->about);
    if (rc == TTHC_OK) rc = tthc__step(&statement);
  }
  tthc__finish(&statement);
  return rc < 0 ? rc : TTHC_OK;
}

/* Puts "plan, revision, unit, n" or what else the key of such a table is. */
static void put_key(struct buffer *sql, const char *owner) {
  tthc__put(sql, "plan, revision, ");
  if (owner != NULL) {
    tthc__put(sql, owner);
    tthc__put(sql, ", ");
  }
  tthc__put(sql, "n");
}

static void put_select(struct buffer *sql, const char *table, const char *owner) {
  tthc__put(sql, "SELECT ");
  put_key(sql, owner);
  tthc__put(sql, " FROM ");
  tthc__put(sql, table);
  tthc__put(sql, " AS x WHERE ");
}

static void put_order(struct buffer *sql, const char *owner) {
  tthc__put(sql, ") ORDER BY ");
  put_key(sql, owner);
}

/* Rows of no revision, or of no row of the table that owns them. */
static void put_orphans(struct buffer *sql, const char *table, const char *owner) {
  put_select(sql, table, owner);
  tthc__put(sql, "NOT EXISTS (SELECT 1 FROM ");
  tthc__put(sql, owner == NULL ? "revision" : owner);
  tthc__put(sql, " AS y WHERE y.plan = x.plan AND y.revision = x.revision");
  if (owner != NULL) {
    tthc__put(sql, " AND y.n = x.");
    tthc__put(sql, owner);
  }
  put_order(sql, owner);
}

static void put_gaps(struct buffer *sql, const char *table, const char *owner) {
  put_select(sql, table, owner);
  tthc__put(sql, "n < 0 OR (n > 0 AND NOT EXISTS (SELECT 1 FROM ");
  tthc__put(sql, table);
  tthc__put(sql, " AS y WHERE y.plan = x.plan AND y.revision = x.revision AND y.n = x.n - 1");
  if (owner != NULL) {
    tthc__put(sql, " AND y.");
    tthc__put(sql, owner);
    tthc__put(sql, " = x.");
    tthc__put(sql, owner);
  }
  tthc__put(sql, ")");
  put_order(sql, owner);
}

typedef void put_rule(struct buffer *sql, const char *table, const char *owner);

static int32_t run_made_rule(struct checking *checking, size_t table, put_rule *put, struct words about) {
  const char *owner = tthc__table_owner(table);
  struct rule rule = {tthc__table_name(table), owner == NULL ? 3 : 4, NULL, about};
  struct buffer sql = {0};
  int32_t rc;
  put(&sql, rule.table, owner);
  rule.sql = sql.data;
  rc = sql.failed ? TTHC_E_MEMORY : run_rule(checking, &rule);
  tthc__buffer_free(&sql);
  return rc;
}

static int32_t run_rules(struct checking *checking) {
  const struct words no_owner = HAS_NO_OWNER, gap = HAS_GAP;
  int32_t rc = TTHC_OK;
  size_t i;
  for (i = 0; rc == TTHC_OK && i < sizeof rules / sizeof *rules; i++) rc = run_rule(checking, &rules[i]);
  for (i = 0; rc == TTHC_OK && tthc__table_name(i) != NULL; i++) {
    rc = run_made_rule(checking, i, put_orphans, no_owner);
    if (rc == TTHC_OK) rc = run_made_rule(checking, i, put_gaps, gap);
  }
  return rc;
}

/* --- revisions ---------------------------------------------------------------------------------------------------- */

static int32_t compare_digests(struct checking *checking, int64_t key, const tthc_plan *plan) {
  const int64_t row[2] = {key, plan->revision};
  char saved[DIGEST_HEX + 1], now[DIGEST_HEX + 1];
  int32_t rc = tthc__find_digest(checking->database, key, plan->revision, saved);
  if (rc == TTHC_OK) rc = tthc__digest_plan(plan, now, checking->problem);
  if (rc != TTHC_OK || strcmp(saved, now) == 0) return rc;
  return add_row(checking, TTHC_F_STORE_DIGEST, "revision", row, 2, NOTHING);
}

/* Whether a rule has told of the row. */
static int is_listed(const struct checking *checking, const char *path) {
  int32_t i;
  for (i = 0; i < tthc_findings_count(checking->findings); i++)
    if (tthc__same(tthc_findings_path(checking->findings, i), path)) return 1;
  return 0;
}

/* What a revision could not be loaded for: a row, whose place is the path. */
static int32_t take_bad_row(struct checking *checking, int32_t rc) {
  const char *path = tthc_error_path(checking->problem);
  if (rc == TTHC_E_NOT_FOUND) return TTHC_OK; /* a gap, which a rule tells of */
  if (rc != TTHC_E_DATABASE || path == NULL || *path == '\0') return rc;
  return is_listed(checking, path) ? TTHC_OK : add_words(checking, TTHC_F_STORE_ROWS, path, NOTHING);
}

/*
 * Of the latest revision, with the facts that have a place in it; of a removed plan nothing is to be there. Where these are
 * not as they were saved, what follows from them is not looked at.
 */
static int32_t check_derived(struct checking *checking, const struct checked_plan *at, const tthc_plan *plan) {
  const char *table;
  int32_t rc;
  if (tthc_findings_count(checking->findings) > checking->before) return TTHC_OK;
  rc = tthc__compare_remade(&checking->memory, checking->database, at->key, at->removed ? NULL : plan, &table);
  if (rc != TTHC_OK || table == NULL) return rc;
  return add_row(checking, TTHC_F_STORE_ROWS, table, &at->key, 1,
                 WORDS("khác với những gì suy ra từ kế hoạch và số liệu", "not what follows from the plan and its facts"));
}

/* Of the latest revision all facts are looked at, of the others those that are left over. */
static int32_t check_facts(struct checking *checking, const struct checked_plan *at, tthc_plan *plan,
                           struct fact_numbers *misfits) {
  int32_t rc;
  if (plan->revision != at->revision) return tthc__refit(checking->database, at->key, plan, misfits);
  rc = tthc__find_misfits(checking->database, at->key, plan, misfits);
  return rc == TTHC_OK ? check_derived(checking, at, plan) : rc;
}

/* Loads a revision, and sees which facts have their place in it. */
static int32_t check_revision(struct checking *checking, const struct checked_plan *at, int32_t revision,
                              struct fact_numbers *misfits) {
  int32_t rc = TTHC_OK;
  tthc_plan *plan;
  tthc__error_clear(checking->problem);
  plan = tthc__load_rows(checking->database, at->key, at->id, revision, &rc);
  if (plan == NULL) return take_bad_row(checking, rc);
  rc = compare_digests(checking, at->key, plan);
  if (rc == TTHC_OK && !checking->quick) rc = check_facts(checking, at, plan, misfits);
  tthc_plan_free(plan);
  return rc;
}

/* The spellings, which plans share. */
static int32_t take_word_row(void *context, int64_t word) {
  return add_row(context, TTHC_F_STORE_ROWS, "word", &word, 1,
                 WORDS("dạng không dấu của từ không khớp với dạng có dấu",
                       "the spelling without marks is not that of the one with marks"));
}

static int32_t check_words(struct checking *checking, int64_t key) {
  const int32_t rc = tthc__has_words(checking->database, key);
  if (rc != 0) return rc < 0 ? rc : TTHC_OK;
  return add_row(checking, TTHC_F_STORE_ROWS, "word_place", &key, 1,
                 WORDS("từ để tìm kiếm khác với bản mới nhất", "the words to search by are not those of the latest revision"));
}

static int32_t check_revisions(struct checking *checking, const struct checked_plan *at) {
  static const struct words homeless = {"không khớp với bản nào của kế hoạch",
                                        "no revision of the plan has a place for it"};
  struct fact_numbers misfits = {0};
  const int32_t first = checking->quick ? at->revision : 1;
  int32_t revision, i, rc = TTHC_OK;
  checking->before = tthc_findings_count(checking->findings);
  for (revision = at->revision; rc == TTHC_OK && revision >= first && !is_full(checking); revision--)
    rc = check_revision(checking, at, revision, &misfits);
  for (i = 0; rc == TTHC_OK && i < misfits.count; i++) {
    const int64_t row[2] = {at->key, misfits.items[i]};
    rc = add_row(checking, TTHC_F_STORE_ROWS, "fact", row, 2, homeless);
  }
  free(misfits.items);
  return rc == TTHC_OK && !checking->quick ? check_words(checking, at->key) : rc;
}

/* --- plans -------------------------------------------------------------------------------------------------------- */

static int32_t add_plan(struct checking *checking, struct statement *statement) {
  const int64_t key = tthc__column_number(statement, 0), revision = tthc__column_number(statement, 1);
  const char *id = tthc__column_text(statement, 2);
  const int removed = !tthc__column_is_null(statement, 3);
  const int is_known = id != NULL && tthc__row_status(statement) == TTHC_OK && tthc__is_slug(id);
  struct checked_plan *plan;
  void *grown;
  if (!is_known || revision < 1 || revision > INT32_MAX) {
    statement->failure = 0;
    return add_row(checking, TTHC_F_STORE_ROWS, "plan", &key, 1, NOTHING);
  }
  if (!MAKE_ROOM(checking->plans, grown)) return TTHC_E_MEMORY;
  plan = &checking->plans.items[checking->plans.count++];
  plan->key = key;
  plan->revision = (int32_t)revision;
  plan->removed = removed;
  memcpy(plan->id, id, strlen(id) + 1);
  return TTHC_OK;
}

static int32_t list_plans(struct checking *checking) {
  struct statement statement;
  int32_t rc = tthc__prepare(&statement, checking->database, "SELECT plan, revision, id, removed FROM plan ORDER BY plan");
  if (rc == TTHC_OK) rc = tthc__step(&statement);
  while (rc == 1) {
    rc = add_plan(checking, &statement);
    if (rc == TTHC_OK) rc = tthc__step(&statement);
  }
  tthc__finish(&statement);
  return rc;
}

/* --- the whole ---------------------------------------------------------------------------------------------------- */

/* What another program did to them since the store was opened. */
static int32_t check_tables(struct checking *checking) {
  const int32_t rc = tthc__schema_check(checking->database);
  if (rc != TTHC_E_SCHEMA && rc != TTHC_E_NEWER_STORE) return rc;
  tthc__error_clear(checking->problem);
  return add_words(checking, TTHC_F_STORE_DAMAGED, NULL,
                   WORDS("các bảng không như thư viện tạo ra", "the tables are not those that the library makes"));
}

static int32_t check_all(struct checking *checking) {
  int32_t i, rc = tthc__database_check(checking->database, checking->quick, take_damage, checking);
  if (rc == TTHC_OK) rc = check_tables(checking);
  if (rc == TTHC_OK) rc = run_rules(checking);
  if (rc == TTHC_OK) rc = list_plans(checking);
  for (i = 0; rc == TTHC_OK && i < checking->plans.count; i++)
    rc = check_revisions(checking, &checking->plans.items[i]);
  if (rc == TTHC_OK && !checking->quick) rc = run_rule(checking, &word_place_rule);
  if (rc == TTHC_OK && !checking->quick) rc = tthc__check_words(checking->database, take_word_row, checking);
  return rc;
}

/*
 * A file that is damaged where the check looks ends it, with what was found so far. Nothing was written, and of a damaged
 * file SQLite commits not even that.
 */
static int32_t check_store(struct checking *checking) {
  int32_t rc = tthc__begin_inspecting(checking->database);
  if (rc != TTHC_OK) return rc;
  rc = check_all(checking);
  if (rc == TTHC_E_DATABASE && checking->database->corrupt) {
    rc = TTHC_OK;
    if (tthc_findings_count(checking->findings) == 0) rc = add_words(checking, TTHC_F_STORE_DAMAGED, NULL, NOTHING);
  }
  tthc__end(checking->database, TTHC_E_DATABASE);
  return rc;
}

/* The errors of what is loaded are findings, and only what ends the check is the caller's error. */
static int32_t check_with_error(struct checking *checking, tthc_error *err) {
  int32_t rc;
  checking->problem = tthc_error_new();
  if (checking->problem == NULL) return tthc__fail_memory(err);
  rc = tthc__begin_remaking(&checking->memory, checking->problem);
  if (rc == TTHC_OK) {
    checking->database->err = checking->problem;
    rc = check_store(checking);
    checking->database->err = err;
    tthc__database_close(&checking->memory);
  }
  if (rc == TTHC_E_MEMORY)
    tthc__fail_memory(err);
  else if (rc < 0) {
    tthc__error_clear(err);
    tthc__error_append(err, checking->problem);
  }
  tthc_error_free(checking->problem);
  free(checking->plans.items);
  return rc;
}

struct check_options {
  int32_t quick;
};

static const struct json_field option_fields[] = {{FIELD("quick", JSON_FLAG, struct check_options, quick)}, {0}};

static tthc_findings *make_findings(tthc_store *store, const char *options_json, tthc_error *err) {
  struct check_options options = {0};
  struct checking checking = {0};
  if (tthc__json_options(options_json, option_fields, &options, NULL, err) != TTHC_OK) return NULL;
  checking.quick = options.quick;
  checking.database = &store->database;
  checking.findings = tthc__findings_new(err);
  if (checking.findings == NULL || check_with_error(&checking, err) == TTHC_OK) return checking.findings;
  tthc_findings_free(checking.findings);
  return NULL;
}

tthc_findings *tthc_store_check(tthc_store *store, const char *options_json, tthc_error *err) {
  tthc_findings *findings;
  if (tthc__enter_store(store, err) != TTHC_OK) return NULL;
  findings = make_findings(store, options_json, err);
  tthc__leave_store(store);
  return findings;
}
