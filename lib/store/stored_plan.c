/* The row of a plan in the store: found, made and changed. */
#include "store/stored_plan.h"

#include "base/text.h"
#include "store/plan_rows.h"
#include "store/words.h"

#include <string.h>

/* --- finding -------------------------------------------------------------------------------------------------------- */

int32_t tthc__check_request(const char *plan_id, int32_t revision, tthc_error *err) {
  if (!tthc__is_slug(plan_id))
    return tthc__fail_at(err, TTHC_E_ARGUMENT, "plan", NULL, WORDS("mã kế hoạch", "the id of a plan"));
  if (revision < 0)
    return tthc__fail_at(err, TTHC_E_ARGUMENT, "revision", NULL, WORDS("từ 1, hoặc 0", "from 1, or 0"));
  return TTHC_OK;
}

/* A digest of the store, NULL for none; 0 when it cannot be one. */
static int copy_digest(const char *stored, char digest[DIGEST_HEX + 1]) {
  if (stored != NULL && strlen(stored) != DIGEST_HEX) return 0;
  memset(digest, 0, DIGEST_HEX + 1);
  if (stored != NULL) memcpy(digest, stored, DIGEST_HEX);
  return 1;
}

static int32_t read_plan_row(struct statement *statement, struct stored_plan *out) {
  const char *digest = tthc__column_text(statement, 3), *facts_digest = tthc__column_text(statement, 4);
  const int64_t revision = tthc__column_number(statement, 1);
  const int32_t rc = tthc__row_status(statement);
  if (rc != TTHC_OK) return rc;
  if (digest == NULL || !copy_digest(digest, out->digest) || revision < 1 || revision >= INT32_MAX) /* one more has room */
    return tthc__fail_damaged(statement->database, "revision");
  if (!copy_digest(facts_digest, out->facts_digest)) return tthc__fail_damaged(statement->database, "plan");
  out->key = tthc__column_number(statement, 0);
  out->revision = (int32_t)revision;
  out->removed = tthc__column_is_null(statement, 2) ? 0 : tthc__column_number(statement, 2);
  return tthc__row_status(statement);
}

int32_t tthc__find_plan(struct database *database, const char *id, struct stored_plan *out) {
  struct statement statement;
  int32_t rc = tthc__prepare(&statement, database,
                             "SELECT plan.plan, plan.revision, plan.removed, revision.digest, plan.facts_digest "
                             "FROM plan LEFT JOIN revision ON revision.plan = plan.plan "
                             "AND revision.revision = plan.revision WHERE plan.id = $1");
  memset(out, 0, sizeof *out);
  if (rc == TTHC_OK) {
    tthc__bind_text(&statement, 1, id);
    rc = tthc__step(&statement);
  }
  if (rc == 1) rc = read_plan_row(&statement, out);
  tthc__finish(&statement);
  return rc;
}

/* Shows why it was removed. */
static int32_t fail_removed(struct database *database, const char *id, int64_t seq) {
  struct statement statement;
  struct buffer found = {0};
  const char *reason = NULL;
  int32_t rc = tthc__prepare(&statement, database, "SELECT reason FROM trail WHERE seq = $1");
  if (rc == TTHC_OK) {
    tthc__bind_number(&statement, 1, seq);
    rc = tthc__step(&statement);
  }
  if (rc == 0) rc = tthc__fail_damaged(database, "plan"); /* the trail does not tell of it */
  if (rc == 1) {
    reason = tthc__column_text(&statement, 0);
    rc = tthc__row_status(&statement);
  }
  if (rc == TTHC_OK) {
    tthc__put(&found, id);
    if (reason != NULL) tthc__put(&found, ": ");
    if (reason != NULL) tthc__put(&found, reason);
    rc = tthc__fail_at(database->err, TTHC_E_NOT_FOUND, "plan", found.failed ? id : found.data,
                       WORDS("kế hoạch chưa bị gỡ khỏi kho", "a plan that was not removed from the store"));
  }
  tthc__buffer_free(&found);
  tthc__finish(&statement);
  return rc;
}

int32_t tthc__fail_no_plan(const char *id, tthc_error *err) {
  return tthc__fail_at(err, TTHC_E_NOT_FOUND, "plan", id, WORDS("kế hoạch có trong kho", "a plan of the store"));
}

int32_t tthc__need_stored_plan(struct database *database, const char *id, struct stored_plan *out) {
  const int32_t rc = tthc__find_plan(database, id, out);
  if (rc != TTHC_OK) return rc;
  if (out->revision == 0) return tthc__fail_no_plan(id, database->err);
  return out->removed == 0 ? TTHC_OK : fail_removed(database, id, out->removed);
}

/* The key that the store gave to a new plan. */
static int32_t find_key(struct database *database, const char *id, int64_t *key) {
  const struct parameter with = {id, 0};
  const int32_t rc = tthc__run_with(database, "SELECT plan FROM plan WHERE id = $1", &with, 1, key);
  return rc < 0 ? rc : TTHC_OK;
}

int32_t tthc__find_digest(struct database *database, int64_t key, int32_t revision, char hex[DIGEST_HEX + 1]) {
  struct statement statement;
  int32_t rc = tthc__prepare(&statement, database,
                             "SELECT digest FROM revision WHERE plan = $1 AND revision = $2");
  *hex = '\0';
  if (rc == TTHC_OK) {
    tthc__bind_number(&statement, 1, key);
    tthc__bind_number(&statement, 2, revision);
    rc = tthc__step(&statement);
  }
  if (rc == 1) {
    const char *digest = tthc__column_text(&statement, 0);
    rc = TTHC_OK;
    if (digest != NULL && strlen(digest) == DIGEST_HEX) memcpy(hex, digest, DIGEST_HEX + 1);
  }
  tthc__finish(&statement);
  return rc;
}

/* --- changing ------------------------------------------------------------------------------------------------------- */

int32_t tthc__digest_plan(const tthc_plan *plan, char hex[DIGEST_HEX + 1], tthc_error *err) {
  tthc_text *text = tthc_plan_json(plan, NULL, err);
  if (text == NULL) return TTHC_E_MEMORY;
  tthc__digest(tthc_text_data(text), tthc_text_size(text), hex);
  tthc_text_free(text);
  return TTHC_OK;
}

/* A plan without a revision is another one of that id; one that is ahead is of another store, or of what this one was. */
static struct words expected_revision(int32_t revision, int32_t latest) {
  if (revision == 0)
    return WORDS("mã chưa có trong kho, hoặc kế hoạch tải từ bản mới nhất của kho (số sau)",
                 "an id that the store does not have yet, or a plan loaded from its latest revision (the second number)");
  if (revision > latest)
    return WORDS("kế hoạch tải từ kho này, mà bản mới nhất là số sau (0: chưa có)",
                 "a plan loaded from this store, whose latest revision is the second number (0: none)");
  return WORDS("kế hoạch tải từ bản mới nhất của kho (số sau), được lưu sau bản này",
               "a plan loaded from the store's latest revision (the second number), which was saved since");
}

int32_t tthc__fail_conflict(const char *id, int32_t revision, int32_t latest, tthc_error *err) {
  struct buffer path = {0}, found = {0};
  tthc__put(&path, id);
  tthc__put(&path, "/revisions/");
  tthc__put_int(&path, latest);
  tthc__put_int(&found, revision);
  tthc__put(&found, " ≠ ");
  tthc__put_int(&found, latest);
  tthc__fail(err, TTHC_E_CONFLICT, found.failed ? NULL : found.data, expected_revision(revision, latest));
  if (!path.failed) tthc__error_set_path(err, "/plans/%s", path.data);
  tthc__buffer_free(&path);
  tthc__buffer_free(&found);
  return TTHC_E_CONFLICT;
}

static int32_t run_with(struct database *database, const char *sql, const char *text, int64_t number) {
  const struct parameter with[] = {{text, 0}, {NULL, number}};
  return tthc__run_with(database, sql, with, 2, NULL);
}

int32_t tthc__insert_revision(struct database *database, struct stored_plan *stored, const char *digest,
                              const tthc_plan *plan) {
  const int32_t revision = stored->revision + 1;
  int32_t rc =
    run_with(database,
             stored->revision == 0 ? "INSERT INTO plan (id, revision) VALUES ($1, $2)"
                                   : "UPDATE plan SET revision = revision + 1 WHERE id = $1 AND revision = $2",
             plan->id, stored->revision == 0 ? revision : stored->revision);
  if (rc == TTHC_OK && stored->revision == 0) rc = find_key(database, plan->id, &stored->key);
  if (rc == TTHC_OK) rc = tthc__save_rows(database, stored->key, revision, digest, plan);
  if (rc == TTHC_OK) rc = tthc__save_words(database, stored->key);
  stored->revision = revision;
  memcpy(stored->digest, digest, sizeof stored->digest);
  return rc;
}

int32_t tthc__set_facts_digest(struct database *database, struct stored_plan *stored, const char *digest) {
  memcpy(stored->facts_digest, digest, sizeof stored->facts_digest);
  return run_with(database, "UPDATE plan SET facts_digest = $1 WHERE plan = $2", digest, stored->key);
}

int32_t tthc__set_facts_extra(struct database *database, const struct stored_plan *stored, const char *extra) {
  return run_with(database, "UPDATE plan SET facts_extra = $1 WHERE plan = $2", extra, stored->key);
}

int32_t tthc__set_removed(struct database *database, struct stored_plan *stored, int64_t seq) {
  struct statement statement;
  int32_t rc = tthc__prepare(&statement, database, "UPDATE plan SET removed = $1 WHERE plan = $2");
  stored->removed = seq;
  if (rc == TTHC_OK) {
    if (seq == 0)
      tthc__bind_null(&statement, 1);
    else
      tthc__bind_number(&statement, 1, seq);
    tthc__bind_number(&statement, 2, stored->key);
    rc = tthc__step(&statement);
  }
  tthc__finish(&statement);
  return rc == TTHC_OK ? tthc__save_words(database, stored->key) : rc;
}
