/*
 * Verifying: the trail's chain row by row, and then that the store follows from it. A row that is broken is told once; what
 * comes behind it is judged by what the row says, so that every disagreement has a place of its own.
 */
#include "base/decimal.h"
#include "base/findings.h"
#include "base/text.h"
#include "store/fact_rows.h"
#include "store/plan_rows.h"
#include "store/store.h"
#include "store/stored_plan.h"
#include "store/trail.h"

#include <string.h>

struct verifying {
  struct database *database;
  tthc_error *err; /* of the call; the database has it only where a failure is no finding */
  tthc_findings *findings;
  struct trail_head kept; /* count -1: none */
  int kept_seen;
};

/* --- findings ----------------------------------------------------------------------------------------------------- */

/* About "/place/number"; number 0: none. */
static int32_t notice(struct verifying *verifying, int32_t code, const char *place, int64_t number,
                      struct words about) {
  struct buffer path = {0};
  int32_t rc;
  tthc__put(&path, place);
  if (number != 0) tthc__put_char(&path, '/');
  if (number != 0) tthc__put_int(&path, number);
  rc = path.failed ? TTHC_E_MEMORY
                   : tthc__findings_add_words(verifying->findings, code, (struct place){0}, path.data, about);
  tthc__buffer_free(&path);
  return rc == TTHC_OK ? rc : tthc__fail_memory(verifying->err);
}

/* About "/plans/x/part/number"; an id that cannot be one is not shown. */
static int32_t notice_plan(struct verifying *verifying, int32_t code, const char *id, const char *part, int64_t number,
                           struct words about) {
  struct buffer place = {0};
  int32_t rc;
  tthc__put(&place, "/plans/");
  tthc__put(&place, tthc__is_slug(id) ? id : "?");
  tthc__put(&place, part);
  rc = place.failed ? tthc__fail_memory(verifying->err) : notice(verifying, code, place.data, number, about);
  tthc__buffer_free(&place);
  return rc;
}

static int is_text(const char *stored, const char *wanted) {
  return tthc__same(stored, wanted == NULL || *wanted == '\0' ? NULL : wanted);
}

/* --- the chain ---------------------------------------------------------------------------------------------------- */

/* The hash of a row as it is stored, whatever it holds. */
static int32_t hash_stored(struct statement *statement, char hex[DIGEST_HEX + 1]) {
  struct buffer content = {0};
  tthc__put_content_text(&content, TRAIL_TAG);
  tthc__put_stored_content(&content, statement, 0, tthc__column_count(tthc__trail_content));
  if (statement->failure == 0) return tthc__digest_content(&content, hex, statement->database->err);
  tthc__buffer_free(&content);
  return tthc__row_status(statement);
}

/* A digest as it is stored: empty for NULL, and for what cannot be one something that equals none. */
static void read_stored_digest(struct statement *statement, int column, char digest[DIGEST_HEX + 1]) {
  int64_t size = 0;
  const char *bytes = tthc__column_bytes(statement, column, &size);
  memset(digest, 0, DIGEST_HEX + 1);
  if (bytes != NULL && size == DIGEST_HEX)
    memcpy(digest, bytes, DIGEST_HEX);
  else if (tthc__column_kind(statement, column) != STORED_NULL)
    digest[0] = '?';
}

static int32_t notice_link(struct verifying *verifying, int64_t seq, struct words about) {
  return notice(verifying, TTHC_F_TRAIL_BROKEN, "/trail", seq, about);
}

/* What comes behind is judged by the hash that the row has. */
static int32_t check_link(struct verifying *verifying, struct statement *statement, struct trail_head *last) {
  const int columns = tthc__column_count(tthc__trail_content);
  char made[DIGEST_HEX + 1], hash[DIGEST_HEX + 1], previous[DIGEST_HEX + 1];
  const int64_t seq = tthc__column_number(statement, 0);
  int32_t rc = hash_stored(statement, made);
  read_stored_digest(statement, columns - 1, previous);
  read_stored_digest(statement, columns, hash);
  if (rc == TTHC_OK && seq != last->count + 1)
    rc = notice_link(verifying, last->count + 1, WORDS("thiếu dòng", "the row is missing"));
  if (rc == TTHC_OK && strcmp(previous, last->hash) != 0)
    rc = notice_link(verifying, seq, WORDS("không nối tiếp dòng trước", "it does not follow the row before"));
  if (rc == TTHC_OK && strcmp(hash, made) != 0)
    rc = notice_link(verifying, seq, WORDS("nội dung khác mã băm", "its hash is another's"));
  if (seq == verifying->kept.count) verifying->kept_seen = strcmp(hash, verifying->kept.hash) == 0;
  last->count = seq;
  memcpy(last->hash, hash, sizeof hash);
  return rc == TTHC_OK ? tthc__row_status(statement) : rc;
}

static int32_t check_chain(struct verifying *verifying) {
  struct trail_head last = {0};
  struct statement statement;
  int32_t rc = tthc__trail_select(&statement, verifying->database, "ORDER BY seq");
  if (rc == TTHC_OK) rc = tthc__step(&statement);
  while (rc == 1) {
    rc = check_link(verifying, &statement, &last);
    if (rc == TTHC_OK) rc = tthc__step(&statement);
  }
  tthc__finish(&statement);
  if (rc != TTHC_OK || verifying->kept.count < 0 || verifying->kept_seen) return rc;
  return notice(verifying, TTHC_F_TRAIL_NOT_AS_KEPT, "/trail", verifying->kept.count,
                last.count < verifying->kept.count ? WORDS("không còn dòng này", "this row is there no more")
                                                   : WORDS("dòng này khác", "this row is another"));
}

/* --- a plan against its rows of the trail ------------------------------------------------------------------------- */

struct replay {
  struct verifying *verifying;
  const char *id;
  struct stored_plan stored; /* as the plan's row has it, but for the next two */
  int64_t stored_revision;
  const char *stored_extra;
  int32_t revision; /* so far, by the trail */
  int64_t removed;
  int64_t facts;
  char digest[DIGEST_HEX + 1];
  char facts_digest[DIGEST_HEX + 1];
  struct buffer extra;
  struct fact_walk walk;
  int has_fact; /* the walk stands at one that is not dealt with yet */
};

/* The digest of a stored revision's document; empty when it cannot be loaded, which is for the caller to tell. */
static int32_t digest_revision(struct replay *replay, int32_t revision, char hex[DIGEST_HEX + 1]) {
  struct database *database = replay->verifying->database;
  tthc_error *err = database->err;
  tthc_plan *plan;
  int32_t rc;
  hex[0] = '\0';
  database->err = NULL;
  plan = tthc__load_rows(database, replay->stored.key, replay->id, revision, &rc);
  if (plan != NULL) rc = tthc__digest_plan(plan, hex, NULL);
  tthc_plan_free(plan);
  database->err = err;
  if (rc == TTHC_E_MEMORY) return tthc__fail_memory(err);
  return TTHC_OK;
}

/* What the revision's own row says that it is. */
static int32_t read_digest(struct replay *replay, int32_t revision, char hex[DIGEST_HEX + 1]) {
  struct statement statement;
  int32_t rc = tthc__prepare(&statement, replay->verifying->database,
                             "SELECT digest FROM revision WHERE plan = $1 AND revision = $2");
  hex[0] = '\0';
  if (rc == TTHC_OK) {
    tthc__bind_number(&statement, 1, replay->stored.key);
    tthc__bind_number(&statement, 2, revision);
    rc = tthc__step(&statement);
  }
  if (rc == 1) {
    read_stored_digest(&statement, 0, hex);
    rc = tthc__row_status(&statement);
  }
  tthc__finish(&statement);
  return rc;
}

static int32_t notice_row(struct replay *replay, int32_t code, const char *part, int64_t number, struct words about) {
  return notice_plan(replay->verifying, code, replay->id, part, number, about);
}

/* The row follows from those before it. */
static int32_t check_before(struct replay *replay, const struct trail_row *row, const char *wanted) {
  if (is_text(row->before, wanted)) return TTHC_OK;
  return notice(replay->verifying, TTHC_F_TRAIL_BROKEN, "/trail", row->seq,
                WORDS("mã trước thay đổi khác", "the digest before the change is another's"));
}

static void keep_digest(char target[DIGEST_HEX + 1], const char *digest) {
  memset(target, 0, DIGEST_HEX + 1);
  if (digest != NULL && strlen(digest) == DIGEST_HEX) memcpy(target, digest, DIGEST_HEX);
}

static int32_t replay_revision(struct replay *replay, const struct trail_row *row) {
  char loaded[DIGEST_HEX + 1], written[DIGEST_HEX + 1];
  int32_t rc = check_before(replay, row, replay->digest);
  if (rc == TTHC_OK) rc = digest_revision(replay, row->revision, loaded);
  if (rc == TTHC_OK) rc = read_digest(replay, row->revision, written);
  if (rc != TTHC_OK) return rc;
  if (row->revision != replay->revision + 1)
    rc = notice_row(replay, TTHC_F_REVISION_DIFFERS, "/revisions", replay->revision + 1,
                    WORDS("không có trong nhật ký", "not in the trail"));
  if (rc == TTHC_OK && *loaded == '\0')
    rc = notice_row(replay, TTHC_F_REVISION_DIFFERS, "/revisions", row->revision,
                    WORDS("không đọc được", "it cannot be loaded"));
  else if (rc == TTHC_OK && (!is_text(row->after, loaded) || !is_text(row->after, written)))
    rc = notice_row(replay, TTHC_F_REVISION_DIFFERS, "/revisions", row->revision,
                    WORDS("văn bản khác", "another document"));
  replay->revision = row->revision;
  keep_digest(replay->digest, row->after);
  return rc;
}

static int32_t next_fact(struct replay *replay) {
  const int32_t rc = tthc__next_fact(&replay->walk);
  replay->has_fact = rc == 1;
  return rc < 0 ? rc : TTHC_OK;
}

/* Chains the facts of one row, from the digest that stood before them. */
static int32_t replay_facts(struct replay *replay, const struct trail_row *row) {
  int64_t count = 0;
  int32_t rc = check_before(replay, row, replay->facts_digest);
  keep_digest(replay->walk.digest, row->before);
  while (rc == TTHC_OK && replay->has_fact && row->last_fact != 0 && replay->walk.seq <= row->last_fact) {
    rc = tthc__chain_fact(&replay->walk);
    count++;
    if (rc == TTHC_OK) rc = next_fact(replay);
  }
  if (rc != TTHC_OK) return rc;
  if (!is_text(row->after, replay->walk.digest) ||
      (row->last_fact != 0 && (row->first_fact != replay->facts + 1 || count != row->last_fact - replay->facts)))
    rc = notice_row(replay, TTHC_F_FACTS_DIFFER, "/facts", replay->facts + 1, NOTHING);
  if (row->facts_extra != NULL) {
    replay->extra.size = 0;
    tthc__put(&replay->extra, row->facts_extra);
  }
  if (row->last_fact != 0) replay->facts = row->last_fact;
  keep_digest(replay->facts_digest, row->after);
  return rc;
}

/* Removed, and there again. */
static int32_t replay_removal(struct replay *replay, const struct trail_row *row) {
  const int32_t rc = check_before(replay, row, replay->digest);
  replay->removed = row->action == TTHC_TRAIL_REMOVED ? row->seq : 0;
  return rc;
}

static int32_t replay_row(struct replay *replay, const struct trail_row *row) {
  int32_t rc;
  if (tthc__brings_revision(row))
    rc = replay_revision(replay, row);
  else if (tthc__is_about_facts(row))
    rc = replay_facts(replay, row);
  else
    rc = replay_removal(replay, row);
  if (rc != TTHC_OK || row->revision == replay->revision) return rc;
  return notice(replay->verifying, TTHC_F_TRAIL_BROKEN, "/trail", row->seq,
                WORDS("số bản khác", "the revision is another"));
}

/* A row that cannot be read was told of with the chain: what the plan should be is then not known any more. */
static int32_t replay_rows(struct replay *replay) {
  struct database *database = replay->verifying->database;
  struct statement statement;
  struct trail_row row;
  int32_t rc = tthc__trail_select(&statement, database, "WHERE plan = $1 ORDER BY seq");
  if (rc == TTHC_OK) {
    tthc__bind_text(&statement, 1, replay->id);
    rc = tthc__step(&statement);
  }
  while (rc == 1) {
    database->err = NULL;
    rc = tthc__read_row(&statement, 0, tthc__trail_columns, &row);
    database->err = replay->verifying->err;
    if (rc != TTHC_OK) {
      rc = rc == TTHC_E_MEMORY ? tthc__fail_memory(database->err) : TTHC_OK;
      break;
    }
    rc = replay_row(replay, &row);
    if (rc == TTHC_OK) rc = tthc__step(&statement);
  }
  tthc__finish(&statement);
  return rc;
}

/* What is stored beyond what the trail tells. */
static int32_t check_end(struct replay *replay) {
  const struct stored_plan *stored = &replay->stored;
  const char *extra = replay->extra.size == 0 ? NULL : replay->extra.data;
  int32_t rc = TTHC_OK;
  if (replay->has_fact)
    rc = notice_row(replay, TTHC_F_FACTS_DIFFER, "/facts", replay->walk.seq,
                    WORDS("không có trong nhật ký", "not in the trail"));
  if (rc == TTHC_OK && replay->stored_revision != (int64_t)replay->revision)
    rc = notice_row(replay, TTHC_F_PLAN_DIFFERS, "", 0, WORDS("bản mới nhất", "its latest revision"));
  if (rc == TTHC_OK && stored->removed != replay->removed)
    rc = notice_row(replay, TTHC_F_PLAN_DIFFERS, "", 0, WORDS("việc gỡ bỏ", "whether it was removed"));
  if (rc == TTHC_OK && strcmp(stored->facts_digest, replay->facts_digest) != 0)
    rc = notice_row(replay, TTHC_F_PLAN_DIFFERS, "", 0, WORDS("mã của số liệu", "the digest of its facts"));
  if (rc == TTHC_OK && !tthc__same(replay->stored_extra, extra))
    rc = notice_row(replay, TTHC_F_PLAN_DIFFERS, "", 0, WORDS("thành phần x-", "its x- members"));
  return rc;
}

/* From 1; 0 for NULL, and for what cannot be one -1. */
static int64_t read_stored_number(struct statement *statement, int column) {
  const enum stored_kind kind = tthc__column_kind(statement, column);
  const int64_t number = kind == STORED_NUMBER ? tthc__column_number(statement, column) : 0;
  return kind == STORED_NULL || number > 0 ? number : -1;
}

/* What the plan's row says. */
static int32_t read_plan(struct replay *replay, struct statement *plan) {
  int64_t size;
  replay->stored.key = tthc__column_number(plan, 0);
  replay->id = tthc__column_bytes(plan, 1, &size);
  replay->stored_revision = read_stored_number(plan, 2);
  replay->stored_extra = tthc__column_bytes(plan, 3, &size);
  read_stored_digest(plan, 4, replay->stored.facts_digest);
  replay->stored.removed = read_stored_number(plan, 5);
  return tthc__row_status(plan);
}

static int32_t check_plan(struct verifying *verifying, struct statement *plan) {
  struct replay replay = {.verifying = verifying};
  int32_t rc = read_plan(&replay, plan);
  if (rc == TTHC_OK) rc = tthc__walk_facts(&replay.walk, verifying->database, replay.stored.key, INT64_MIN);
  if (rc == TTHC_OK) rc = next_fact(&replay);
  if (rc == TTHC_OK) rc = replay_rows(&replay);
  if (rc == TTHC_OK && replay.extra.failed) rc = tthc__fail_memory(verifying->err);
  if (rc == TTHC_OK) rc = check_end(&replay);
  tthc__end_walk(&replay.walk);
  tthc__buffer_free(&replay.extra);
  return rc;
}

static int32_t check_plans(struct verifying *verifying) {
  struct statement statement;
  int32_t rc = tthc__prepare(&statement, verifying->database,
                             "SELECT plan, id, revision, facts_extra, facts_digest, removed FROM plan ORDER BY id");
  if (rc == TTHC_OK) rc = tthc__step(&statement);
  while (rc == 1) {
    rc = check_plan(verifying, &statement);
    if (rc == TTHC_OK) rc = tthc__step(&statement);
  }
  tthc__finish(&statement);
  return rc;
}

/* Plans that the trail tells of and the store has not. */
static int32_t check_missing(struct verifying *verifying) {
  struct statement statement;
  int32_t rc = tthc__prepare(&statement, verifying->database,
                             "SELECT DISTINCT plan FROM trail WHERE plan NOT IN (SELECT id FROM plan) ORDER BY plan");
  if (rc == TTHC_OK) rc = tthc__step(&statement);
  while (rc == 1) {
    int64_t size;
    const char *id = tthc__column_bytes(&statement, 0, &size);
    rc = tthc__row_status(&statement);
    if (rc == TTHC_OK)
      rc = notice_plan(verifying, TTHC_F_PLAN_DIFFERS, id, "", 0, WORDS("không còn trong kho", "it is not in the store"));
    if (rc == TTHC_OK) rc = tthc__step(&statement);
  }
  tthc__finish(&statement);
  return rc;
}

/* --- rows that belong to nothing ---------------------------------------------------------------------------------- */

static int32_t check_strays_of(struct verifying *verifying, const char *table, const char *owner) {
  struct statement statement;
  struct buffer sql = {0}, path = {0};
  int32_t rc;
  tthc__put(&sql, "SELECT 1 FROM ");
  tthc__put(&sql, table);
  tthc__put(&sql, " AS t WHERE NOT EXISTS (SELECT 1 FROM ");
  tthc__put(&sql, owner);
  tthc__put(&sql, " AS o WHERE o.plan = t.plan");
  if (strcmp(owner, "revision") == 0) tthc__put(&sql, " AND o.revision = t.revision");
  if (strcmp(table, "revision") == 0) tthc__put(&sql, " AND o.revision >= t.revision");
  tthc__put(&sql, ") LIMIT 1");
  rc = tthc__prepare_made(&statement, verifying->database, &sql);
  if (rc == TTHC_OK) rc = tthc__step(&statement);
  tthc__finish(&statement);
  if (rc != 1) return rc;
  tthc__put(&path, "/tables/");
  tthc__put(&path, table);
  rc = path.failed ? tthc__fail_memory(verifying->err)
                   : notice(verifying, TTHC_F_PLAN_DIFFERS, path.data, 0,
                            WORDS("có dòng không thuộc bản nào", "it has rows that belong to nothing"));
  tthc__buffer_free(&path);
  return rc;
}

static int32_t check_strays(struct verifying *verifying) {
  const char *table;
  int32_t i, rc = check_strays_of(verifying, "revision", "plan");
  if (rc == TTHC_OK) rc = check_strays_of(verifying, "fact", "plan");
  for (i = 0; rc == TTHC_OK && (table = tthc__revision_table(i)) != NULL; i++)
    rc = check_strays_of(verifying, table, "revision");
  return rc;
}

/* --- the call ----------------------------------------------------------------------------------------------------- */

/* "200:5d1f…" */
static int32_t read_head(const char *text, struct trail_head *head, tthc_error *err) {
  const char *p = text;
  head->count = -1;
  if (text == NULL) return TTHC_OK;
  head->count = 0;
  while (*p >= '0' && *p <= '9' && head->count <= EXACT_MAX / 10) head->count = head->count * 10 + (*p++ - '0');
  if (p > text && *p == ':' && strspn(p + 1, "0123456789abcdef") == DIGEST_HEX && p[1 + DIGEST_HEX] == '\0' &&
      (head->count > 0 || strcmp(p + 1, EMPTY_TRAIL) == 0)) {
    memcpy(head->hash, p + 1, DIGEST_HEX);
    return TTHC_OK;
  }
  return tthc__fail_at(err, TTHC_E_VALUE, "head", text,
                       WORDS("văn bản mà tthc_store_head() đã cho, như “200:5d1f…”",
                             "a text that tthc_store_head() gave, as “200:5d1f…”"));
}

static int32_t verify(struct verifying *verifying) {
  int32_t rc;
  verifying->findings = tthc__findings_new(verifying->err);
  if (verifying->findings == NULL) return TTHC_E_MEMORY;
  rc = check_chain(verifying);
  if (rc == TTHC_OK) rc = check_plans(verifying);
  if (rc == TTHC_OK) rc = check_missing(verifying);
  if (rc == TTHC_OK) rc = check_strays(verifying);
  return rc;
}

tthc_findings *tthc_store_verify(tthc_store *store, const char *head, tthc_error *err) {
  struct verifying verifying = {0};
  int32_t rc = tthc__enter_store(store, err);
  if (rc != TTHC_OK) return NULL;
  verifying.database = &store->database;
  verifying.err = err;
  rc = read_head(head, &verifying.kept, err);
  verifying.kept_seen = verifying.kept.count == 0; /* every trail begins with nothing */
  if (rc == TTHC_OK) rc = tthc__begin_inspecting(&store->database);
  if (rc == TTHC_OK) rc = tthc__end(&store->database, verify(&verifying));
  tthc__leave_store(store);
  if (rc == TTHC_OK) return verifying.findings;
  tthc_findings_free(verifying.findings);
  return NULL;
}
