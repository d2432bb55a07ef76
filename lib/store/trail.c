/* The trail: its rows, their hashes, and the calls that tell who acts and how long the trail is. */
#include "store/trail.h"

#include "base/decimal.h"
#include "store/fact_rows.h"
#include "store/store.h"
#include "store/stored_plan.h"

#include <string.h>

const struct vocabulary tthc__actions = {"saved, appended, removed, restored, migrated",
                                         {"saved", "appended", "removed", "restored", "migrated"}};

const char *tthc_trail_action_word(int32_t action) { return tthc__word(&tthc__actions, action); }

/* --- rows --------------------------------------------------------------------------------------------------------- */

#define CONTENT_COLUMNS                                                \
  INT64("seq", struct trail_row, seq, ALWAYS),                         \
    INT64("at", struct trail_row, at, TTHC_NO_NUMBER),                 \
    TEXT("actor", struct trail_row, actor),                            \
    INT32("action", struct trail_row, action, ALWAYS),                 \
    TEXT("plan", struct trail_row, plan),                              \
    INT32("revision", struct trail_row, revision, ALWAYS),             \
    INT64("first_fact", struct trail_row, first_fact, 0),              \
    INT64("last_fact", struct trail_row, last_fact, 0),                \
    {"facts_extra", COLUMN_EXTRA, offsetof(struct trail_row, facts_extra), 0}, \
    TEXT("digest_before", struct trail_row, before),                   \
    TEXT("digest_after", struct trail_row, after),                     \
    TEXT("reason", struct trail_row, reason),                          \
    TEXT("previous", struct trail_row, previous)

const struct column tthc__trail_content[] = {CONTENT_COLUMNS, {0}};
const struct column tthc__trail_columns[] = {CONTENT_COLUMNS, TEXT("hash", struct trail_row, hash), {0}};

static const struct json_field extra_fields[] = {{FIELD("x-", JSON_EXTRA, struct trail_row, facts_extra)}, {0}};

static int32_t read_extra(const struct json_at *at, void *row) {
  const int32_t rc = tthc__json_read(at, extra_fields, row);
  if (rc != TTHC_OK || ((struct trail_row *)row)->facts_extra != NULL) return rc;
  return tthc__json_fail(at, TTHC_E_MISSING, NULL, WORDS("ít nhất một thành phần", "at least one member"));
}

static void write_extra(struct json_writer *writer, const struct json_field *field, const void *row) {
  if (((const struct trail_row *)row)->facts_extra == NULL) return;
  tthc__json_write_name(writer, field->name);
  tthc__json_write_row(writer, extra_fields, row);
}

#define WHOLE_NUMBERS {"một số nguyên không âm", "an integer that is not negative"}
#define NUMBER(name, kind, member, none, from, to) \
  {FIELD(name, kind, struct trail_row, member), .absent = (none), .range = {(from), (to)}, .expected = WHOLE_NUMBERS}

const struct json_field tthc__trail_fields[] = {
  {FIELD("seq", JSON_INT64, struct trail_row, seq), .required = 1, .range = {1, EXACT_MAX},
   .expected = WHOLE_NUMBERS},
  NUMBER("at", JSON_INT64, at, TTHC_NO_NUMBER, 0, EXACT_MAX),
  {FIELD("actor", JSON_LABEL, struct trail_row, actor)},
  {FIELD("action", JSON_WORD, struct trail_row, action), .required = 1, .vocabulary = &tthc__actions},
  {FIELD("plan", JSON_SLUG, struct trail_row, plan), .required = 1},
  {FIELD("revision", JSON_INT32, struct trail_row, revision), .required = 1, .range = {1, INT32_MAX},
   .expected = WHOLE_NUMBERS},
  NUMBER("first_fact", JSON_INT64, first_fact, 0, 1, EXACT_MAX),
  NUMBER("last_fact", JSON_INT64, last_fact, 0, 1, EXACT_MAX),
  {.name = "facts_extra", .kind = JSON_CUSTOM, .read = read_extra, .write = write_extra},
  {FIELD("digest_before", JSON_LABEL, struct trail_row, before)},
  {FIELD("digest_after", JSON_LABEL, struct trail_row, after)},
  {FIELD("reason", JSON_TEXT, struct trail_row, reason)},
  {FIELD("previous", JSON_LABEL, struct trail_row, previous)},
  {FIELD("hash", JSON_LABEL, struct trail_row, hash), .required = 1},
  {0}};

int tthc__is_about_facts(const struct trail_row *row) {
  return row->action == TTHC_TRAIL_APPENDED ||
         (row->action == TTHC_TRAIL_MIGRATED && (row->first_fact != 0 || row->facts_extra != NULL));
}

int tthc__brings_revision(const struct trail_row *row) {
  return row->action == TTHC_TRAIL_SAVED || (row->action == TTHC_TRAIL_MIGRATED && !tthc__is_about_facts(row));
}

/* --- the chain ---------------------------------------------------------------------------------------------------- */

int32_t tthc__trail_hash(const struct trail_row *row, char hex[DIGEST_HEX + 1], tthc_error *err) {
  struct buffer content = {0};
  tthc__put_content_text(&content, TRAIL_TAG);
  tthc__put_content(&content, tthc__trail_content, row);
  return tthc__digest_content(&content, hex, err);
}

int32_t tthc__trail_head(struct database *database, struct trail_head *head) {
  struct statement statement;
  int32_t rc = tthc__prepare(&statement, database, "SELECT seq, hash FROM trail ORDER BY seq DESC LIMIT 1");
  memset(head, 0, sizeof *head);
  if (rc == TTHC_OK) rc = tthc__step(&statement);
  if (rc == 1) {
    const char *hash = tthc__column_text(&statement, 1);
    head->count = tthc__column_number(&statement, 0);
    rc = tthc__row_status(&statement);
    if (rc == TTHC_OK && (hash == NULL || strlen(hash) != DIGEST_HEX)) rc = tthc__fail_damaged(database, "trail");
    if (rc == TTHC_OK) memcpy(head->hash, hash, DIGEST_HEX);
  }
  tthc__finish(&statement);
  return rc;
}

int32_t tthc__trail_insert(struct database *database, const struct trail_row *row) {
  struct statement statement;
  struct buffer sql = {0};
  int32_t rc;
  tthc__put(&sql, "INSERT INTO trail (");
  tthc__put_columns(&sql, tthc__trail_columns);
  tthc__put(&sql, ") VALUES (");
  tthc__put_parameters(&sql, tthc__column_count(tthc__trail_columns));
  tthc__put(&sql, ")");
  rc = tthc__prepare_made(&statement, database, &sql);
  if (rc == TTHC_OK) {
    tthc__bind_row(&statement, 1, tthc__trail_columns, row);
    rc = tthc__step(&statement);
  }
  tthc__finish(&statement);
  return rc;
}

int32_t tthc__trail_append(struct database *database, struct trail_row *row) {
  char hash[DIGEST_HEX + 1];
  struct trail_head head;
  int32_t rc = tthc__trail_head(database, &head);
  if (rc != TTHC_OK) return rc;
  row->seq = head.count + 1;
  row->previous = head.count == 0 ? NULL : head.hash;
  row->hash = hash;
  rc = tthc__trail_hash(row, hash, database->err);
  if (rc == TTHC_OK) rc = tthc__trail_insert(database, row);
  row->previous = row->hash = NULL;
  return rc;
}

int32_t tthc__trail_tell(tthc_store *store, struct trail_row *row) {
  row->at = store->acting.at;
  row->actor = store->acting.actor;
  if (row->reason == NULL) row->reason = store->acting.reason;
  return tthc__trail_append(&store->database, row);
}

int32_t tthc__trail_select(struct statement *statement, struct database *database, const char *rest) {
  struct buffer sql = {0};
  tthc__put(&sql, "SELECT ");
  tthc__put_columns(&sql, tthc__trail_columns);
  tthc__put(&sql, " FROM trail ");
  tthc__put(&sql, rest);
  return tthc__prepare_made(statement, database, &sql);
}

/* --- plans that are older than the trail -------------------------------------------------------------------------- */

/* A row for each revision, which says what it was digested as when it was saved. */
static int32_t migrate_revisions(struct database *database, int64_t key, struct trail_row *row) {
  char before[DIGEST_HEX + 1] = "", after[DIGEST_HEX + 1] = "";
  struct statement statement;
  int32_t rc = tthc__prepare(&statement, database,
                             "SELECT revision, digest FROM revision WHERE plan = $1 ORDER BY revision");
  if (rc == TTHC_OK) {
    tthc__bind_number(&statement, 1, key);
    rc = tthc__step(&statement);
  }
  while (rc == 1) {
    const char *digest = tthc__column_text(&statement, 1);
    row->revision = (int32_t)tthc__column_number(&statement, 0);
    rc = tthc__row_status(&statement);
    if (rc == TTHC_OK && (digest == NULL || strlen(digest) != DIGEST_HEX))
      rc = tthc__fail_damaged(database, "revision");
    if (rc != TTHC_OK) break;
    memcpy(after, digest, DIGEST_HEX);
    row->before = *before == '\0' ? NULL : before;
    row->after = after;
    rc = tthc__trail_append(database, row);
    memcpy(before, after, sizeof before);
    if (rc == TTHC_OK) rc = tthc__step(&statement);
  }
  tthc__finish(&statement);
  return rc;
}

/* One row for the facts and their x- members, if there are any. */
static int32_t migrate_facts(struct database *database, struct stored_plan *stored, struct trail_row *row) {
  struct fact_walk walk;
  int32_t rc = tthc__walk_facts(&walk, database, stored->key, 0);
  while (rc == TTHC_OK && (rc = tthc__next_fact(&walk)) == 1) rc = tthc__chain_fact(&walk);
  if (rc == TTHC_OK && walk.seq > 0) rc = tthc__set_facts_digest(database, stored, walk.digest);
  row->before = NULL;
  row->after = walk.seq > 0 ? walk.digest : NULL;
  row->first_fact = walk.seq > 0;
  row->last_fact = walk.seq;
  if (rc == TTHC_OK && (walk.seq > 0 || row->facts_extra != NULL)) rc = tthc__trail_append(database, row);
  tthc__end_walk(&walk);
  return rc;
}

static int32_t migrate_plan(struct database *database, struct statement *plan) {
  struct trail_row row = {.at = TTHC_NO_NUMBER, .action = TTHC_TRAIL_MIGRATED};
  const char *facts_extra = tthc__column_text(plan, 1);
  struct stored_plan stored;
  int32_t rc;
  row.plan = tthc__column_text(plan, 0);
  rc = tthc__row_status(plan);
  if (rc == TTHC_OK) rc = tthc__find_plan(database, row.plan, &stored);
  if (rc == TTHC_OK) rc = migrate_revisions(database, stored.key, &row);
  if (rc != TTHC_OK) return rc;
  row.facts_extra = facts_extra;
  row.revision = stored.revision;
  return migrate_facts(database, &stored, &row);
}

int32_t tthc__migrate_trail(struct database *database) {
  struct statement statement;
  int32_t rc = tthc__prepare(&statement, database, "SELECT id, facts_extra FROM plan ORDER BY plan");
  if (rc == TTHC_OK) rc = tthc__step(&statement);
  while (rc == 1) {
    rc = migrate_plan(database, &statement);
    if (rc == TTHC_OK) rc = tthc__step(&statement);
  }
  tthc__finish(&statement);
  return rc;
}

/* --- calls -------------------------------------------------------------------------------------------------------- */

static const struct json_field acting_fields[] = {
  {FIELD("actor", JSON_LABEL, struct acting, actor)},
  {FIELD("at", JSON_INT64, struct acting, at),
   .range = {0, EXACT_MAX}, .expected = {"số giây UTC từ 1970, từ 0", "UTC seconds since 1970, from 0"}},
  {FIELD("reason", JSON_TEXT, struct acting, reason)},
  {0}};

int32_t tthc_store_act_as(tthc_store *store, const char *acting_json, tthc_error *err) {
  struct acting acting = {.at = TTHC_NO_NUMBER};
  int32_t rc = tthc__enter_store(store, err);
  if (rc != TTHC_OK) return rc;
  rc = tthc__json_options(acting_json, acting_fields, &acting, &acting.texts, err);
  if (rc == TTHC_OK) {
    tthc__arena_free(&store->acting.texts);
    store->acting = acting;
  }
  tthc__leave_store(store);
  return rc;
}

tthc_text *tthc_store_head(tthc_store *store, tthc_error *err) {
  struct buffer text = {0};
  struct trail_head head;
  int32_t rc = tthc__enter_store(store, err);
  if (rc != TTHC_OK) return NULL;
  rc = tthc__trail_head(&store->database, &head);
  tthc__leave_store(store);
  if (rc != TTHC_OK) return NULL;
  tthc__put_int(&text, head.count);
  tthc__put_char(&text, ':');
  tthc__put(&text, head.count == 0 ? EMPTY_TRAIL : head.hash);
  return tthc__buffer_to_text(&text, err);
}
