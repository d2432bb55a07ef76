/* Backups: a copy in steps, each a call on the store, and how often it may begin anew. */
#include "tthcplan/backup.h"

#include "base/json.h"
#include "base/unicode.h"
#include "store/store.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct tthc_backup {
  uint32_t mark;
  pid_t process;     /* of the store */
  tthc_store *store; /* held; NULL once the copy is done */
  struct copy copy;
  int32_t restarts;
  int32_t restarts_max;
  atomic_int_least32_t permille;
};

/* --- beginning ---------------------------------------------------------------------------------------------------- */

static const struct json_field option_fields[] = {
  {FIELD("restarts", JSON_INT32, struct tthc_backup, restarts_max),
   .range = {0, 1000000}, .expected = {"0 đến 1000000", "0 to 1000000"}},
  {0}};

static int32_t begin(tthc_backup *backup, tthc_store *store, const char *path, tthc_error *err) {
  int32_t rc = tthc__enter_store(store, err);
  if (rc != TTHC_OK) return rc;
  rc = tthc__copy_begin(&backup->copy, &store->database, path);
  if (rc == TTHC_OK) {
    tthc__hold_store(store);
    backup->store = store;
    backup->process = store->process;
  }
  tthc__leave_store(store);
  return rc;
}

static int is_path(const char *path) {
  return path != NULL && *path != '\0' && tthc__utf8_valid(path, (int64_t)strlen(path)) &&
         strcmp(path, ":memory:") != 0;
}

tthc_backup *tthc_store_backup_start(tthc_store *store, const char *path, const char *options_json, tthc_error *err) {
  tthc_backup *backup;
  int32_t rc;
  if (!is_path(path)) {
    tthc__fail_at(err, TTHC_E_ARGUMENT, "path", NULL, WORDS("đường dẫn của tệp", "the path of a file"));
    return NULL;
  }
  backup = calloc(1, sizeof *backup);
  if (backup == NULL) {
    tthc__fail_memory(err);
    return NULL;
  }
  backup->restarts_max = 100;
  rc = tthc__json_options(options_json, option_fields, backup, NULL, err);
  if (rc == TTHC_OK) rc = begin(backup, store, path, err);
  if (rc == TTHC_OK) {
    backup->mark = MARK_BACKUP;
    return backup;
  }
  free(backup);
  return NULL;
}

/* --- going on ----------------------------------------------------------------------------------------------------- */

static void let_go(tthc_backup *backup) {
  tthc_store *store = backup->store;
  backup->store = NULL;
  tthc__release_store(store);
}

/* 1000 is left to what is done. */
static int32_t permille_of(const struct copy *copy) {
  const int64_t permille = copy->total == 0 ? 0 : (int64_t)copy->pages * 1000 / copy->total;
  return permille > 999 ? 999 : (int32_t)permille;
}

static int32_t count_restart(tthc_backup *backup, tthc_error *err) {
  if (++backup->restarts <= backup->restarts_max) return 1;
  backup->restarts = 0;
  return tthc__fail(err, TTHC_E_BUSY, NULL,
                    WORDS("bước lớn hơn, hoặc 0 trang: chép hết một lần",
                          "larger steps, or one of 0 pages, which copies all at once"));
}

int32_t tthc_backup_step(tthc_backup *backup, int32_t pages, tthc_error *err) {
  int restarted;
  int32_t rc;
  if (!tthc__is(backup, MARK_BACKUP)) return tthc__fail_handle(err, "tthc_backup");
  if (pages < 0)
    return tthc__fail_at(err, TTHC_E_ARGUMENT, "pages", NULL, WORDS("số trang từ 0", "a number of pages from 0"));
  if (backup->store == NULL) return TTHC_OK;
  rc = tthc__enter_held_store(backup->store, err);
  if (rc != TTHC_OK) return rc;
  rc = tthc__copy_step(&backup->copy, pages, &restarted, err);
  tthc__leave_store(backup->store);
  if (rc == TTHC_OK) let_go(backup);
  if (rc >= 0) atomic_store(&backup->permille, rc == TTHC_OK ? 1000 : permille_of(&backup->copy));
  return restarted ? count_restart(backup, err) : rc;
}

int32_t tthc_backup_permille(const tthc_backup *backup) {
  return tthc__is(backup, MARK_BACKUP) ? atomic_load(&((tthc_backup *)backup)->permille) : 0;
}

/* --- ending ------------------------------------------------------------------------------------------------------- */

/* Ending the copy is work on the source's connection, too. */
static void call_off(tthc_backup *backup) {
  tthc_store *store = backup->store;
  pthread_mutex_lock(&store->mutex);
  tthc__copy_end(&backup->copy);
  pthread_mutex_unlock(&store->mutex);
  let_go(backup);
}

void tthc_backup_free(tthc_backup *backup) {
  if (!tthc__is(backup, MARK_BACKUP)) return;
  backup->mark = 0;
  if (backup->store == NULL)
    tthc__copy_end(&backup->copy);
  else if (backup->process == getpid())
    call_off(backup);
  else { /* in a forked child, where the file and SQLite's memory are the parent's */
    tthc__buffer_free(&backup->copy.path);
    let_go(backup);
  }
  free(backup);
}
