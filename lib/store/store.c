/* Stores: the handle, and its calls, each one transaction under the handle's mutex. */
#include "store/store.h"

#include "base/json.h"
#include "base/unicode.h"
#include "format/fact_json.h"
#include "store/columns.h"
#include "store/excerpt.h"
#include "store/modes.h"
#include "store/plan_rows.h"
#include "store/schema.h"
#include "store/standing_rows.h"
#include "store/trail.h"
#include "store/words.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* --- calls -------------------------------------------------------------------------------------------------------- */

static int32_t lock(tthc_store *store, tthc_error *err) {
  /* Before the mutex, which a thread of the parent may have held as the process forked. */
  if (store->process != getpid())
    return tthc__fail(err, TTHC_E_FORKED, NULL,
                      WORDS("kho được mở trong tiến trình này", "a store opened in this process"));
  pthread_mutex_lock(&store->mutex);
  store->database.err = err;
  if (store->database.handle != NULL) return TTHC_OK;
  pthread_mutex_unlock(&store->mutex);
  return tthc__fail_handle(err, "tthc_store");
}

/* Begins a call, also that of closing. */
static int32_t enter(tthc_store *store, tthc_error *err) {
  return tthc__is(store, MARK_STORE) ? lock(store, err) : tthc__fail_handle(err, "tthc_store");
}

void tthc__leave_store(tthc_store *store) {
  store->database.err = NULL;
  pthread_mutex_unlock(&store->mutex);
}

int32_t tthc__enter_held_store(tthc_store *store, tthc_error *err) {
  const int32_t rc = lock(store, err);
  if (rc != TTHC_OK || !store->database.poisoned) return rc;
  tthc__leave_store(store);
  return tthc__fail(err, TTHC_E_DATABASE, NULL,
                    WORDS("đóng kho rồi mở lại", "the store to be closed and opened again"));
}

int32_t tthc__enter_store(tthc_store *store, tthc_error *err) {
  return tthc__is(store, MARK_STORE) ? tthc__enter_held_store(store, err) : tthc__fail_handle(err, "tthc_store");
}

/* --- opening and closing ------------------------------------------------------------------------------------------ */

static const struct vocabulary journals = {"truncate, wal", {"truncate", "wal"}};

static const struct json_field option_fields[] = {
  {FIELD("create", JSON_FLAG, struct database_options, create)},
  {FIELD("read_only", JSON_FLAG, struct database_options, read_only)},
  {FIELD("busy_ms", JSON_INT32, struct database_options, busy_ms),
   .range = {0, 600000}, .expected = {"0 đến 600000", "0 to 600000"}},
  {FIELD("journal", JSON_WORD, struct database_options, journal), .vocabulary = &journals},
  {FIELD("allow_network", JSON_FLAG, struct database_options, allow_network)},
  {0}};

static int32_t open_database(tthc_store *store, const struct database_options *options, tthc_error *err) {
  const int may_create = !options->read_only && (options->create || strcmp(options->path, ":memory:") == 0);
  int32_t rc = tthc__database_open(&store->database, options, err);
  if (rc != TTHC_OK) return rc;
  rc = tthc__schema_prepare(&store->database, options->path, may_create, !options->read_only);
  store->database.err = NULL;
  if (rc != TTHC_OK) tthc__database_close(&store->database);
  return rc;
}

static tthc_store *make_store(const struct database_options *options, tthc_error *err) {
  tthc_store *store = calloc(1, sizeof *store);
  if (store == NULL || pthread_mutex_init(&store->mutex, NULL) != 0) {
    free(store);
    tthc__fail_memory(err);
    return NULL;
  }
  store->mark = MARK_STORE;
  store->process = getpid();
  store->acting.at = TTHC_NO_NUMBER;
  atomic_init(&store->holders, 1);
  if (open_database(store, options, err) == TTHC_OK) return store;
  tthc_store_free(store);
  return NULL;
}

tthc_store *tthc_store_open(const char *path, const char *options_json, tthc_error *err) {
  struct database_options options = {.path = path, .create = 1, .busy_ms = 5000};
  if (path == NULL || *path == '\0' || !tthc__utf8_valid(path, (int64_t)strlen(path))) {
    tthc__fail_at(err, TTHC_E_ARGUMENT, "path", NULL, WORDS("đường dẫn của tệp", "the path of a file"));
    return NULL;
  }
  if (tthc__json_options(options_json, option_fields, &options, NULL, err) != TTHC_OK) return NULL;
  return make_store(&options, err);
}

static int32_t need_no_holder(tthc_store *store, tthc_error *err) {
  if (atomic_load(&store->holders) == 1) return TTHC_OK;
  return tthc__fail(err, TTHC_E_BUSY, NULL,
                    WORDS("giải phóng trước bản sao lưu hay việc nạp đang thực hiện",
                          "the backup or loading under way to be freed first"));
}

int32_t tthc_store_close(tthc_store *store, tthc_error *err) {
  int32_t rc = enter(store, err);
  if (rc != TTHC_OK) return rc;
  rc = need_no_holder(store, err);
  if (rc == TTHC_OK) rc = tthc__database_close(&store->database);
  tthc__leave_store(store);
  return rc;
}

void tthc_store_free(tthc_store *store) {
  if (!tthc__is(store, MARK_STORE)) return;
  store->mark = 0;
  tthc__release_store(store);
}

void tthc__hold_store(tthc_store *store) { atomic_fetch_add(&store->holders, 1); }

void tthc__release_store(tthc_store *store) {
  if (atomic_fetch_sub(&store->holders, 1) > 1) return;
  /* In a forked child, closing could harm the parent's locks and journal; what SQLite holds ends with the child. */
  if (store->process == getpid()) {
    if (store->database.handle != NULL) tthc__database_close(&store->database);
    pthread_mutex_destroy(&store->mutex);
  }
  tthc__arena_free(&store->acting.texts);
  free(store);
}

/* --- compaction --------------------------------------------------------------------------------------------------- */

int32_t tthc_store_compact(tthc_store *store, tthc_error *err) {
  int32_t rc = tthc__enter_store(store, err);
  if (rc != TTHC_OK) return rc;
  rc = need_no_holder(store, err);
  if (rc == TTHC_OK) rc = tthc__database_compact(&store->database);
  tthc__leave_store(store);
  return rc;
}

/* --- plans in the store ------------------------------------------------------------------------------------------- */

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

static int32_t fail_no_plan(const char *id, tthc_error *err) {
  return tthc__fail_at(err, TTHC_E_NOT_FOUND, "plan", id, WORDS("kế hoạch có trong kho", "a plan of the store"));
}

int32_t tthc__need_stored_plan(struct database *database, const char *id, struct stored_plan *out) {
  const int32_t rc = tthc__find_plan(database, id, out);
  if (rc != TTHC_OK) return rc;
  if (out->revision == 0) return fail_no_plan(id, database->err);
  return out->removed == 0 ? TTHC_OK : fail_removed(database, id, out->removed);
}

/* The key that the store gave to a new plan. */
static int32_t find_key(struct database *database, const char *id, int64_t *key) {
  struct statement statement;
  int32_t rc = tthc__prepare(&statement, database, "SELECT plan FROM plan WHERE id = $1");
  if (rc == TTHC_OK) {
    tthc__bind_text(&statement, 1, id);
    rc = tthc__step(&statement);
    if (rc == 1) *key = tthc__column_number(&statement, 0);
  }
  tthc__finish(&statement);
  return rc < 0 ? rc : TTHC_OK;
}

/* --- saving ------------------------------------------------------------------------------------------------------- */

int32_t tthc__digest_plan(const tthc_plan *plan, char hex[DIGEST_HEX + 1], tthc_error *err) {
  tthc_text *text = tthc_plan_json(plan, NULL, err);
  if (text == NULL) return TTHC_E_MEMORY;
  tthc__digest(tthc_text_data(text), tthc_text_size(text), hex);
  tthc_text_free(text);
  return TTHC_OK;
}

int32_t tthc__fail_conflict(const char *id, int32_t revision, int32_t latest, tthc_error *err) {
  struct buffer path = {0}, found = {0};
  tthc__put(&path, id);
  tthc__put(&path, "/revisions/");
  tthc__put_int(&path, latest);
  tthc__put_int(&found, revision);
  tthc__put(&found, " ≠ ");
  tthc__put_int(&found, latest);
  tthc__fail(err, TTHC_E_CONFLICT, found.failed ? NULL : found.data,
             WORDS("kế hoạch tải từ bản mới nhất của kho (số sau)",
                   "a plan loaded from the store's latest revision (the second number)"));
  if (!path.failed) tthc__error_set_path(err, "/plans/%s", path.data);
  tthc__buffer_free(&path);
  tthc__buffer_free(&found);
  return TTHC_E_CONFLICT;
}

/* Runs a statement with a text and a number. */
static int32_t run_with(struct database *database, const char *sql, const char *text, int64_t number) {
  struct statement statement;
  int32_t rc = tthc__prepare(&statement, database, sql);
  if (rc == TTHC_OK) {
    tthc__bind_text(&statement, 1, text);
    tthc__bind_number(&statement, 2, number);
    rc = tthc__step(&statement);
  }
  tthc__finish(&statement);
  return rc;
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

static const char *text_or_null(const char *text) { return *text == '\0' ? NULL : text; }

static int32_t save_revision(tthc_store *store, struct stored_plan *stored, const char *digest,
                             const tthc_plan *plan) {
  char before[DIGEST_HEX + 1];
  struct trail_row row = {.action = TTHC_TRAIL_SAVED, .plan = plan->id};
  int32_t rc;
  if (plan->revision != stored->revision)
    return tthc__fail_conflict(plan->id, plan->revision, stored->revision, store->database.err);
  memcpy(before, stored->digest, sizeof before);
  rc = tthc__insert_revision(&store->database, stored, digest, plan);
  row.revision = stored->revision;
  row.before = text_or_null(before);
  row.after = digest;
  return rc == TTHC_OK ? tthc__trail_tell(store, &row) : rc;
}

/* The x- members of facts documents belong to no revision. */
static int32_t is_new_extra(struct database *database, int64_t key, const char *extra) {
  struct statement statement;
  int32_t rc;
  if (extra == NULL) return 0;
  rc = tthc__prepare(&statement, database, "SELECT 1 FROM plan WHERE facts_extra = $1 AND plan = $2");
  if (rc == TTHC_OK) {
    tthc__bind_text(&statement, 1, extra);
    tthc__bind_number(&statement, 2, key);
    rc = tthc__step(&statement);
  }
  tthc__finish(&statement);
  return rc < 0 ? rc : rc == 0;
}

/* Inserts the facts from the first on that are new, and marks them; their places are then in the row. Gives how many. */
static int32_t insert_facts(struct database *database, struct stored_plan *stored, const tthc_plan *plan,
                            int32_t first, char *marks, struct trail_row *row) {
  struct fact_saving saving;
  int32_t added = tthc__begin_facts(&saving, database, stored->key, stored->facts_digest), rc;
  if (added == TTHC_OK) added = tthc__save_facts(&saving, plan, first, marks);
  tthc__end_facts(&saving);
  if (added <= 0) return added;
  row->first_fact = saving.seq - added + 1;
  row->last_fact = saving.seq;
  rc = tthc__set_facts_digest(database, stored, saving.digest);
  return rc == TTHC_OK ? added : rc;
}

/* Gives how many facts were new. */
static int32_t save_facts(tthc_store *store, struct stored_plan *stored, const tthc_plan *plan, int32_t first,
                          char *marks) {
  char before[DIGEST_HEX + 1];
  struct trail_row row = {.action = TTHC_TRAIL_APPENDED, .plan = plan->id, .revision = stored->revision};
  int32_t added, rc = is_new_extra(&store->database, stored->key, plan->facts_extra);
  if (rc < 0) return rc;
  if (rc == 1) row.facts_extra = plan->facts_extra;
  memcpy(before, stored->facts_digest, sizeof before);
  added = insert_facts(&store->database, stored, plan, first, marks, &row);
  if (added < 0 || (added == 0 && row.facts_extra == NULL)) return added;
  rc = row.facts_extra == NULL ? TTHC_OK : tthc__set_facts_extra(&store->database, stored, row.facts_extra);
  row.before = text_or_null(before);
  row.after = text_or_null(stored->facts_digest);
  if (rc == TTHC_OK) rc = tthc__trail_tell(store, &row);
  return rc == TTHC_OK ? added : rc;
}

static char *new_marks(const tthc_plan *plan, tthc_error *err) {
  char *marks = calloc((size_t)plan->facts.count + 1, 1);
  if (marks == NULL) tthc__fail_memory(err);
  return marks;
}

static int32_t count_facts(struct database *database, int64_t key, int64_t *count) {
  struct statement statement;
  int32_t rc = tthc__prepare(&statement, database, "SELECT COUNT(*) FROM fact WHERE plan = $1");
  if (rc == TTHC_OK) {
    tthc__bind_number(&statement, 1, key);
    rc = tthc__step(&statement);
    *count = rc == 1 ? tthc__column_number(&statement, 0) : 0;
  }
  tthc__finish(&statement);
  return rc < 0 ? rc : TTHC_OK;
}

/* Of the plan as it is now stored, which may have facts that this one does not know. */
static int32_t save_standings(struct database *database, const struct stored_plan *stored, const tthc_plan *plan,
                              const char *added, int is_new) {
  tthc_plan *whole = NULL;
  int64_t count;
  int32_t rc = count_facts(database, stored->key, &count);
  if (rc == TTHC_OK && count != plan->facts.count) {
    whole = tthc__load_rows(database, stored->key, plan->id, stored->revision, &rc);
    if (rc == TTHC_OK) rc = tthc__load_facts(database, stored->key, whole);
    is_new = 1; /* facts are marked in the other plan */
  }
  if (rc == TTHC_OK)
    rc = is_new ? tthc__save_standings(database, stored->key, whole == NULL ? plan : whole)
                : tthc__save_standings_about(database, stored->key, plan, added);
  tthc_plan_free(whole);
  return rc;
}

/* A removed plan comes back only to whom had its latest revision. */
static int32_t restore(tthc_store *store, struct stored_plan *stored, const tthc_plan *plan) {
  struct trail_row row = {.action = TTHC_TRAIL_RESTORED, .plan = plan->id, .revision = stored->revision,
                          .before = stored->digest, .after = stored->digest};
  int32_t rc;
  if (plan->revision != stored->revision)
    return tthc__fail_conflict(plan->id, plan->revision, stored->revision, store->database.err);
  rc = tthc__set_removed(&store->database, stored, 0);
  return rc == TTHC_OK ? tthc__trail_tell(store, &row) : rc;
}

/* Gives the revision. */
static int32_t save_plan(tthc_store *store, const tthc_plan *plan, const char *digest, char *marks) {
  struct stored_plan stored;
  int is_new;
  int32_t rc = tthc__find_plan(&store->database, plan->id, &stored);
  if (rc != TTHC_OK) return rc;
  is_new = stored.removed != 0 || strcmp(stored.digest, digest) != 0;
  if (stored.removed != 0) rc = restore(store, &stored, plan);
  if (rc == TTHC_OK && strcmp(stored.digest, digest) != 0) rc = save_revision(store, &stored, digest, plan);
  if (rc == TTHC_OK) rc = save_facts(store, &stored, plan, 0, marks);
  if (rc > 0 || (rc == TTHC_OK && is_new)) rc = save_standings(&store->database, &stored, plan, marks, is_new);
  return rc < 0 ? rc : stored.revision;
}

int32_t tthc__save_plan(tthc_store *store, const tthc_plan *plan) {
  char digest[DIGEST_HEX + 1], *marks = new_marks(plan, store->database.err);
  int32_t rc = marks == NULL ? TTHC_E_MEMORY : tthc__digest_plan(plan, digest, store->database.err);
  if (rc == TTHC_OK) rc = save_plan(store, plan, digest, marks);
  free(marks);
  return rc;
}

int32_t tthc_store_save(tthc_store *store, tthc_plan *plan, tthc_error *err) {
  int32_t rc = tthc__enter_store(store, err);
  if (rc != TTHC_OK) return rc;
  rc = tthc__need_plan(plan, err);
  if (rc == TTHC_OK) rc = tthc__begin_writing(&store->database);
  if (rc == TTHC_OK) rc = tthc__end(&store->database, tthc__save_plan(store, plan));
  if (rc > 0) plan->revision = rc;
  tthc__leave_store(store);
  return rc;
}

/* --- loading ------------------------------------------------------------------------------------------------------ */

static int32_t load_facts_extra(struct database *database, int64_t key, tthc_plan *plan) {
  struct statement statement;
  int32_t rc = tthc__prepare(&statement, database, "SELECT facts_extra FROM plan WHERE plan = $1");
  if (rc == TTHC_OK) {
    tthc__bind_number(&statement, 1, key);
    rc = tthc__step(&statement);
  }
  if (rc == 1) {
    const char *extra = tthc__column_text(&statement, 0);
    rc = tthc__row_status(&statement);
    if (rc == TTHC_OK) rc = tthc__check_extra(database, extra);
    if (rc == TTHC_OK) rc = tthc__set_extra(plan, &plan->facts_extra, extra, database->err);
  }
  tthc__finish(&statement);
  return rc;
}

/* The plan with its facts. */
static tthc_plan *load_stored(struct database *database, const struct stored_plan *stored, const char *id,
                              int32_t revision, int32_t *rc) {
  tthc_plan *plan = tthc__load_rows(database, stored->key, id, revision, rc);
  if (*rc == TTHC_OK) *rc = load_facts_extra(database, stored->key, plan);
  if (*rc == TTHC_OK) *rc = tthc__load_facts(database, stored->key, plan);
  if (*rc == TTHC_OK) return plan;
  tthc_plan_free(plan);
  return NULL;
}

/* Revision 0 is the latest, which a removed plan has no more; one that is named is a look back. */
static tthc_plan *load_plan(struct database *database, const char *id, int32_t revision, int32_t *rc) {
  struct stored_plan stored;
  if (revision == 0) {
    *rc = tthc__need_stored_plan(database, id, &stored);
  } else {
    *rc = tthc__find_plan(database, id, &stored);
    if (*rc == TTHC_OK && stored.revision == 0) *rc = fail_no_plan(id, database->err);
  }
  if (*rc != TTHC_OK) return NULL;
  return load_stored(database, &stored, id, revision == 0 ? stored.revision : revision, rc);
}

static int32_t check_request(const char *plan_id, int32_t revision, tthc_error *err) {
  if (!tthc__is_slug(plan_id))
    return tthc__fail_at(err, TTHC_E_ARGUMENT, "plan", NULL, WORDS("mã kế hoạch", "the id of a plan"));
  if (revision < 0)
    return tthc__fail_at(err, TTHC_E_ARGUMENT, "revision", NULL, WORDS("từ 1, hoặc 0", "from 1, or 0"));
  return TTHC_OK;
}

tthc_plan *tthc_store_load(tthc_store *store, const char *plan_id, int32_t revision, tthc_error *err) {
  tthc_plan *plan = NULL;
  int32_t rc = tthc__enter_store(store, err);
  if (rc != TTHC_OK) return NULL;
  rc = check_request(plan_id, revision, err);
  if (rc == TTHC_OK) rc = tthc__begin_reading(&store->database);
  if (rc == TTHC_OK) {
    plan = load_plan(&store->database, plan_id, revision, &rc);
    rc = tthc__end(&store->database, rc);
  }
  tthc__leave_store(store);
  if (rc == TTHC_OK) return plan;
  tthc_plan_free(plan);
  return NULL;
}

/* --- appending facts ---------------------------------------------------------------------------------------------- */

struct facts_form {
  const char *plan;
  const char *extra;
};

/* Only what names the plan; the rest is read against the plan. */
static const struct json_field form_fields[] = {
  {.name = "format", .kind = JSON_CUSTOM, .read = tthc__json_later},
  {FIELD("plan", JSON_SLUG, struct facts_form, plan), .required = 1},
  {.name = "facts", .kind = JSON_CUSTOM, .read = tthc__json_later},
  {FIELD("x-", JSON_EXTRA, struct facts_form, extra)},
  {0}};

/* A document of facts for a plan of the store. */
struct appending {
  tthc_store *store;
  struct json_doc *doc;
  struct stored_plan stored;
};

static int32_t read_and_save(struct appending *appending, tthc_plan *plan, struct excerpt *excerpt) {
  struct database *database = &appending->store->database;
  const int32_t first = plan->facts.count;
  int32_t added, rc = tthc__read_facts_document(appending->doc, plan);
  char *marks;
  if (rc < 0) return rc;
  marks = new_marks(plan, database->err);
  if (marks == NULL) return TTHC_E_MEMORY;
  rc = added = save_facts(appending->store, &appending->stored, plan, first, marks);
  if (rc > 0)
    rc = excerpt != NULL ? tthc__save_excerpt_standings(excerpt, marks)
                         : tthc__save_standings_about(database, appending->stored.key, plan, marks);
  free(marks);
  return rc < 0 ? rc : added;
}

static int32_t append_to_plan(struct appending *appending, const char *id) {
  int32_t rc;
  tthc_plan *plan = load_stored(&appending->store->database, &appending->stored, id, appending->stored.revision, &rc);
  if (plan == NULL) return rc;
  rc = read_and_save(appending, plan, NULL);
  tthc_plan_free(plan);
  return rc;
}

/* The plan is loaded only where it takes more than what the document names. */
static int32_t append_facts(struct appending *appending, const char *id) {
  const struct json_at root = tthc__json_root(appending->doc);
  struct excerpt excerpt;
  int current, needs_plan = 0;
  int32_t rc = tthc__need_stored_plan(&appending->store->database, id, &appending->stored);
  if (rc == TTHC_OK) rc = tthc__standings_are_current(&appending->store->database, appending->stored.key, &current);
  if (rc != TTHC_OK) return rc;
  if (!current) return append_to_plan(appending, id);
  rc = tthc__begin_excerpt(&excerpt, &appending->store->database, appending->stored.key, id, appending->stored.revision);
  if (rc == TTHC_OK) rc = tthc__take_excerpt(&excerpt, &root);
  needs_plan = excerpt.needs_plan;
  if (rc == TTHC_OK && !needs_plan) rc = read_and_save(appending, excerpt.plan, &excerpt);
  tthc__end_excerpt(&excerpt);
  return rc == TTHC_OK && needs_plan ? append_to_plan(appending, id) : rc;
}

int32_t tthc__append_document(tthc_store *store, struct json_doc *doc) {
  struct appending appending = {.store = store, .doc = doc};
  struct facts_form form = {NULL, NULL};
  const struct json_at root = tthc__json_root(doc);
  const int32_t rc = tthc__json_read(&root, form_fields, &form);
  return rc == TTHC_OK ? append_facts(&appending, form.plan) : rc;
}

int32_t tthc_store_append_facts(tthc_store *store, const char *json, int64_t size, tthc_error *err) {
  struct json_doc doc;
  int32_t rc = tthc__enter_store(store, err);
  if (rc != TTHC_OK) return rc;
  rc = tthc__json_open(&doc, json, size, NULL, err);
  if (rc == TTHC_OK) {
    rc = tthc__begin_writing(&store->database);
    if (rc == TTHC_OK) rc = tthc__end(&store->database, tthc__append_document(store, &doc));
    tthc__json_close(&doc);
  }
  tthc__leave_store(store);
  return rc;
}

/* --- removing ----------------------------------------------------------------------------------------------------- */

static int32_t remove_plan(tthc_store *store, const char *id, int32_t revision, const char *reason) {
  struct trail_row row = {.action = TTHC_TRAIL_REMOVED, .plan = id, .revision = revision, .reason = reason};
  struct stored_plan stored;
  int32_t rc = tthc__need_stored_plan(&store->database, id, &stored);
  if (rc == TTHC_OK && stored.revision != revision)
    rc = tthc__fail_conflict(id, revision, stored.revision, store->database.err);
  if (rc != TTHC_OK) return rc;
  row.before = stored.digest;
  rc = tthc__trail_tell(store, &row);
  if (rc == TTHC_OK) rc = tthc__set_removed(&store->database, &stored, row.seq);
  return rc == TTHC_OK ? tthc__drop_standings(&store->database, stored.key) : rc;
}

/* A reason of the call's own, or that which was told of all changes. */
static int32_t check_reason(tthc_store *store, struct arena *texts, const char **reason) {
  if (*reason == NULL && store->acting.reason != NULL) return TTHC_OK;
  return tthc__text_in(texts, *reason, STRING_MAX, "reason", reason, store->database.err);
}

int32_t tthc_store_remove(tthc_store *store, const char *plan_id, int32_t revision, const char *reason,
                          tthc_error *err) {
  struct arena texts = {NULL};
  int32_t rc = tthc__enter_store(store, err);
  if (rc != TTHC_OK) return rc;
  rc = check_request(plan_id, revision, err);
  if (rc == TTHC_OK) rc = check_reason(store, &texts, &reason);
  if (rc == TTHC_OK) rc = tthc__begin_writing(&store->database);
  if (rc == TTHC_OK) rc = tthc__end(&store->database, remove_plan(store, plan_id, revision, reason));
  tthc__leave_store(store);
  tthc__arena_free(&texts);
  return rc;
}

/* --- the list of plans -------------------------------------------------------------------------------------------- */

struct plan_row {
  const char *id;
  const char *subject;
  int32_t year;
  int32_t revision;
  int32_t facts;
};

struct tthc_plan_list {
  uint32_t mark;
  struct arena arena;
  ROWS(struct plan_row) rows;
};

static const struct column list_columns[] = {
  TEXT("id", struct plan_row, id),
  TEXT("subject", struct plan_row, subject),
  INT32("year", struct plan_row, year, ALWAYS),
  INT32("revision", struct plan_row, revision, ALWAYS),
  INT32("facts", struct plan_row, facts, ALWAYS),
  {0}};

static int32_t add_listed(tthc_plan_list *list, struct statement *statement) {
  struct plan_row row, copy;
  void *grown;
  int32_t rc = tthc__read_row(statement, 0, list_columns, &row);
  if (rc != TTHC_OK) return rc;
  copy = row;
  rc = tthc__text_in(&list->arena, row.id, ID_MAX, "id", &copy.id, NULL);
  if (rc == TTHC_OK) rc = tthc__text_in_or_none(&list->arena, row.subject, STRING_MAX, "subject", &copy.subject, NULL);
  if (rc == TTHC_E_MEMORY || !MAKE_ROOM(list->rows, grown)) return tthc__fail_memory(statement->database->err);
  if (rc != TTHC_OK) return tthc__fail_damaged(statement->database, "plan");
  list->rows.items[list->rows.count++] = copy;
  return TTHC_OK;
}

static int32_t fill_list(tthc_plan_list *list, struct database *database) {
  struct statement statement;
  int32_t rc = tthc__prepare(&statement, database,
                             "SELECT plan.id, revision.subject, revision.year, plan.revision, "
                             "(SELECT COUNT(*) FROM fact WHERE fact.plan = plan.plan) FROM plan LEFT JOIN revision "
                             "ON revision.plan = plan.plan AND revision.revision = plan.revision "
                             "WHERE plan.removed IS NULL ORDER BY plan.id");
  if (rc == TTHC_OK) rc = tthc__step(&statement);
  while (rc == 1) {
    rc = add_listed(list, &statement);
    if (rc == TTHC_OK) rc = tthc__step(&statement);
  }
  tthc__finish(&statement);
  return rc;
}

tthc_plan_list *tthc_store_list_plans(tthc_store *store, tthc_error *err) {
  tthc_plan_list *list;
  int32_t rc = tthc__enter_store(store, err);
  if (rc != TTHC_OK) return NULL;
  list = calloc(1, sizeof *list);
  if (list == NULL) {
    rc = tthc__fail_memory(err);
  } else {
    list->mark = MARK_PLAN_LIST;
    rc = fill_list(list, &store->database);
  }
  tthc__leave_store(store);
  if (rc == TTHC_OK) return list;
  tthc_plan_list_free(list);
  return NULL;
}

static const struct plan_row *row_of(const tthc_plan_list *list, int32_t row) {
  if (!tthc__is(list, MARK_PLAN_LIST) || row < 0 || row >= list->rows.count) return NULL;
  return &list->rows.items[row];
}

int32_t tthc_plan_list_count(const tthc_plan_list *list) {
  return tthc__is(list, MARK_PLAN_LIST) ? list->rows.count : 0;
}

const char *tthc_plan_list_id(const tthc_plan_list *list, int32_t row) {
  const struct plan_row *plan = row_of(list, row);
  return plan == NULL ? NULL : plan->id;
}

const char *tthc_plan_list_subject(const tthc_plan_list *list, int32_t row) {
  const struct plan_row *plan = row_of(list, row);
  return plan == NULL ? NULL : plan->subject;
}

int32_t tthc_plan_list_year(const tthc_plan_list *list, int32_t row) {
  const struct plan_row *plan = row_of(list, row);
  return plan == NULL ? 0 : plan->year;
}

int32_t tthc_plan_list_revision(const tthc_plan_list *list, int32_t row) {
  const struct plan_row *plan = row_of(list, row);
  return plan == NULL ? 0 : plan->revision;
}

int32_t tthc_plan_list_facts(const tthc_plan_list *list, int32_t row) {
  const struct plan_row *plan = row_of(list, row);
  return plan == NULL ? 0 : plan->facts;
}

void tthc_plan_list_free(tthc_plan_list *list) {
  if (!tthc__is(list, MARK_PLAN_LIST)) return;
  list->mark = 0;
  tthc__arena_free(&list->arena);
  free(list->rows.items);
  free(list);
}
