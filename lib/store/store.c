/* Stores: how the handle is opened, entered, held, closed. */
#include "store/store.h"

#include "base/json.h"
#include "base/unicode.h"
#include "store/modes.h"
#include "store/schema.h"

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
