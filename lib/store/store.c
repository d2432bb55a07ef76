/* Stores: the handle, and its calls, each one transaction under the handle's mutex. */
#include "store/store.h"

#include "base/json.h"
#include "base/unicode.h"
#include "store/columns.h"
#include "store/fact_rows.h"
#include "store/modes.h"
#include "store/plan_rows.h"
#include "store/schema.h"
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
  atomic_init(&store->holders, 1);
  if (open_database(store, options, err) == TTHC_OK) return store;
  tthc_store_free(store);
  return NULL;
}

tthc_store *tthc_store_open(const char *path, const char *options_json, tthc_error *err) {
  struct database_options options = {path, 1, 0, 5000, JOURNAL_AS_IS, 0};
  if (path == NULL || *path == '\0' || !tthc__utf8_valid(path, (int64_t)strlen(path))) {
    tthc__fail_at(err, TTHC_E_ARGUMENT, "path", NULL, WORDS("đường dẫn của tệp", "the path of a file"));
    return NULL;
  }
  if (tthc__json_options(options_json, option_fields, &options, NULL, err) != TTHC_OK) return NULL;
  return make_store(&options, err);
}

static int32_t need_no_backup(tthc_store *store, tthc_error *err) {
  if (atomic_load(&store->holders) == 1) return TTHC_OK;
  return tthc__fail(err, TTHC_E_BUSY, NULL,
                    WORDS("giải phóng bản sao lưu đang thực hiện trước", "the backup under way to be freed first"));
}

int32_t tthc_store_close(tthc_store *store, tthc_error *err) {
  int32_t rc = enter(store, err);
  if (rc != TTHC_OK) return rc;
  rc = need_no_backup(store, err);
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
  free(store);
}

/* --- compaction --------------------------------------------------------------------------------------------------- */

int32_t tthc_store_compact(tthc_store *store, tthc_error *err) {
  int32_t rc = tthc__enter_store(store, err);
  if (rc != TTHC_OK) return rc;
  rc = need_no_backup(store, err);
  if (rc == TTHC_OK) rc = tthc__database_compact(&store->database);
  tthc__leave_store(store);
  return rc;
}

/* --- plans in the store ------------------------------------------------------------------------------------------- */

/* A plan's row; no revision, no plan. */
struct stored_plan {
  int64_t key;
  int32_t revision;
  char digest[DIGEST_HEX + 1]; /* of the latest revision */
};

static int32_t find_plan(struct database *database, const char *id, struct stored_plan *out) {
  struct statement statement;
  const char *digest;
  int32_t rc = tthc__prepare(&statement, database,
                             "SELECT plan.plan, plan.revision, revision.digest FROM plan JOIN revision "
                             "ON revision.plan = plan.plan AND revision.revision = plan.revision WHERE plan.id = $1");
  memset(out, 0, sizeof *out);
  if (rc == TTHC_OK) {
    tthc__bind_text(&statement, 1, id);
    rc = tthc__step(&statement);
  }
  if (rc == 1) {
    out->key = tthc__column_number(&statement, 0);
    out->revision = (int32_t)tthc__column_number(&statement, 1);
    digest = tthc__column_text(&statement, 2);
    rc = tthc__row_status(&statement);
    if (rc == TTHC_OK && (digest == NULL || strlen(digest) != DIGEST_HEX || out->revision < 1))
      rc = tthc__fail_damaged(database, "revision");
    if (rc == TTHC_OK) memcpy(out->digest, digest, DIGEST_HEX);
  }
  tthc__finish(&statement);
  return rc;
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

static int32_t fail_conflict(int32_t revision, int32_t latest, tthc_error *err) {
  struct buffer found = {0};
  tthc__put_int(&found, revision);
  tthc__put(&found, " ≠ ");
  tthc__put_int(&found, latest);
  tthc__fail(err, TTHC_E_CONFLICT, found.failed ? NULL : found.data,
             WORDS("kế hoạch tải từ bản mới nhất của kho (số sau)",
                   "a plan loaded from the store's latest revision (the second number)"));
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

static int32_t save_revision(struct database *database, struct stored_plan *stored, const char *digest,
                             const tthc_plan *plan) {
  const int32_t revision = stored->revision + 1;
  int32_t rc;
  if (plan->revision != stored->revision) return fail_conflict(plan->revision, stored->revision, database->err);
  rc = run_with(database,
                stored->revision == 0 ? "INSERT INTO plan (id, revision) VALUES ($1, $2)"
                                      : "UPDATE plan SET revision = revision + 1 WHERE id = $1 AND revision = $2",
                plan->id, stored->revision == 0 ? revision : stored->revision);
  if (rc == TTHC_OK && stored->revision == 0) rc = find_key(database, plan->id, &stored->key);
  if (rc == TTHC_OK) rc = tthc__save_rows(database, stored->key, revision, digest, plan);
  if (rc == TTHC_OK) rc = tthc__save_words(database, stored->key);
  stored->revision = revision;
  return rc;
}

/* The x- members of facts documents belong to no revision. */
static int32_t save_facts(struct database *database, int64_t key, const tthc_plan *plan) {
  int32_t rc = TTHC_OK;
  if (plan->facts_extra != NULL)
    rc = run_with(database, "UPDATE plan SET facts_extra = $1 WHERE plan = $2", plan->facts_extra, key);
  return rc == TTHC_OK ? tthc__save_facts(database, key, plan) : rc;
}

/* Gives the revision. */
static int32_t save_plan(struct database *database, const tthc_plan *plan, const char *digest) {
  struct stored_plan stored;
  int32_t rc = find_plan(database, plan->id, &stored);
  if (rc == TTHC_OK && strcmp(stored.digest, digest) != 0) rc = save_revision(database, &stored, digest, plan);
  if (rc == TTHC_OK) rc = save_facts(database, stored.key, plan);
  return rc < 0 ? rc : stored.revision;
}

int32_t tthc_store_save(tthc_store *store, tthc_plan *plan, tthc_error *err) {
  char digest[DIGEST_HEX + 1];
  int32_t rc = tthc__enter_store(store, err);
  if (rc != TTHC_OK) return rc;
  rc = tthc__need_plan(plan, err);
  if (rc == TTHC_OK) rc = tthc__digest_plan(plan, digest, err);
  if (rc == TTHC_OK) rc = tthc__begin_writing(&store->database);
  if (rc == TTHC_OK) rc = tthc__end(&store->database, save_plan(&store->database, plan, digest));
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
    if (rc == TTHC_OK) rc = tthc__set_extra(plan, &plan->facts_extra, extra, database->err);
  }
  tthc__finish(&statement);
  return rc;
}

/* The plan with its facts, and its key; revision 0 is the latest. */
static tthc_plan *load_plan(struct database *database, const char *id, int32_t revision, int64_t *key, int32_t *rc) {
  struct stored_plan stored;
  tthc_plan *plan = NULL;
  *rc = find_plan(database, id, &stored);
  if (*rc == TTHC_OK && stored.revision == 0)
    *rc = tthc__fail_at(database->err, TTHC_E_NOT_FOUND, "plan", id,
                        WORDS("kế hoạch có trong kho", "a plan of the store"));
  if (*rc == TTHC_OK)
    plan = tthc__load_rows(database, stored.key, id, revision == 0 ? stored.revision : revision, rc);
  if (*rc == TTHC_OK) *rc = load_facts_extra(database, stored.key, plan);
  if (*rc == TTHC_OK) *rc = tthc__load_facts(database, stored.key, plan);
  *key = stored.key;
  if (*rc == TTHC_OK) return plan;
  tthc_plan_free(plan);
  return NULL;
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
  int64_t key;
  int32_t rc = tthc__enter_store(store, err);
  if (rc != TTHC_OK) return NULL;
  rc = check_request(plan_id, revision, err);
  if (rc == TTHC_OK) rc = tthc__begin_reading(&store->database);
  if (rc == TTHC_OK) {
    plan = load_plan(&store->database, plan_id, revision, &key, &rc);
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

/* Reads the plan's id. */
static int32_t read_plan_id(const char *json, int64_t size, char id[ID_MAX + 1], tthc_error *err) {
  struct facts_form form = {NULL, NULL};
  struct json_doc doc;
  struct json_at root;
  int32_t rc = tthc__json_open(&doc, json, size, NULL, err);
  if (rc != TTHC_OK) return rc;
  root = tthc__json_root(&doc);
  rc = tthc__json_read(&root, form_fields, &form);
  if (rc == TTHC_OK) memcpy(id, form.plan, strlen(form.plan) + 1);
  tthc__json_close(&doc);
  return rc;
}

static int32_t append_facts(struct database *database, const char *id, const char *json, int64_t size) {
  int64_t key;
  int32_t rc;
  tthc_plan *plan = load_plan(database, id, 0, &key, &rc);
  if (plan == NULL) return rc;
  rc = tthc_plan_read_facts(plan, json, size, NULL, database->err);
  if (rc >= 0) rc = save_facts(database, key, plan);
  tthc_plan_free(plan);
  return rc;
}

int32_t tthc_store_append_facts(tthc_store *store, const char *json, int64_t size, tthc_error *err) {
  char id[ID_MAX + 1];
  int32_t rc = tthc__enter_store(store, err);
  if (rc != TTHC_OK) return rc;
  rc = read_plan_id(json, size, id, err);
  if (rc == TTHC_OK) rc = tthc__begin_writing(&store->database);
  if (rc == TTHC_OK) rc = tthc__end(&store->database, append_facts(&store->database, id, json, size));
  tthc__leave_store(store);
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
                             "(SELECT COUNT(*) FROM fact WHERE fact.plan = plan.plan) FROM plan JOIN revision "
                             "ON revision.plan = plan.plan AND revision.revision = plan.revision ORDER BY plan.id");
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
