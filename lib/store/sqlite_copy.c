/* The SQLite driver: copies in steps, between which others may write. */
#include "store/sqlite.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The new file, which nobody else may have made. */
static int32_t create(struct copy *copy, const char *path, tthc_error *err) {
  int file;
  if (path[0] != '/') tthc__put(&copy->path, "./");
  tthc__put(&copy->path, path);
  if (copy->path.failed) return tthc__fail_memory(err);
  file = open(copy->path.data, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file >= 0) {
    close(file);
    return TTHC_OK;
  }
  copy->path.size = 0;
  if (errno == EEXIST)
    return tthc__fail(err, TTHC_E_IO, path, WORDS("đường dẫn chưa có tệp nào", "a path at which there is nothing yet"));
  return tthc__fail(err, TTHC_E_IO, path, WORDS("thư mục ghi được", "a folder in which a file can be made"));
}

/* Where the file is found also when the process has changed its folder. */
static int32_t keep_whole_path(struct copy *copy, tthc_error *err) {
  struct buffer path = {0};
  tthc__put(&path, sqlite3_db_filename(copy->to.handle, "main"));
  if (path.failed) {
    tthc__buffer_free(&path);
    return tthc__fail_memory(err);
  }
  tthc__buffer_free(&copy->path);
  copy->path = path;
  return TTHC_OK;
}

static int32_t begin(struct copy *copy, struct database *from, const char *path) {
  int32_t rc = create(copy, path, from->err);
  int result;
  if (rc != TTHC_OK) return rc;
  copy->to.err = from->err;
  copy->to.path = path;
  result = tthc__open_handle(&copy->to, copy->path.data, 0);
  if (result != SQLITE_OK) return tthc__fail_sqlite(&copy->to, result);
  rc = keep_whole_path(copy, from->err);
  if (rc == TTHC_OK) rc = tthc__run(&copy->to, "PRAGMA synchronous=FULL");
  if (rc != TTHC_OK) return rc;
  copy->backup = sqlite3_backup_init(copy->to.handle, "main", from->handle, "main");
  return copy->backup != NULL ? TTHC_OK : tthc__fail_sqlite(&copy->to, sqlite3_extended_errcode(copy->to.handle));
}

int32_t tthc__copy_begin(struct copy *copy, struct database *from, const char *path) {
  int32_t rc;
  memset(copy, 0, sizeof *copy);
  rc = begin(copy, from, path);
  copy->to.err = NULL;
  copy->to.path = NULL;
  if (rc != TTHC_OK) tthc__copy_end(copy);
  return rc;
}

/* A step that copied anew from the first page is not where it would be. */
static int count_pages(struct copy *copy, int32_t pages, int32_t before) {
  copy->total = sqlite3_backup_pagecount(copy->backup);
  copy->pages = copy->total - sqlite3_backup_remaining(copy->backup);
  return pages > 0 && copy->pages != before + pages;
}

/* The copy of a database in WAL mode would be one too. */
static int32_t finish(struct copy *copy) {
  int result = sqlite3_backup_finish(copy->backup);
  int32_t rc;
  copy->backup = NULL;
  rc = result == SQLITE_OK ? tthc__run(&copy->to, "PRAGMA journal_mode=DELETE") : tthc__fail_sqlite(&copy->to, result);
  if (rc == TTHC_OK) rc = tthc__database_close(&copy->to);
  if (rc == TTHC_OK) copy->path.size = 0;
  return rc;
}

static int32_t step(struct copy *copy, int32_t pages, int *restarted) {
  const int32_t before = copy->pages;
  int result;
  if (copy->backup == NULL) /* it failed as it was finished */
    return tthc__fail_sqlite(&copy->to, SQLITE_ERROR);
  result = sqlite3_backup_step(copy->backup, pages == 0 ? -1 : pages);
  if (result == SQLITE_DONE) return finish(copy);
  if (result != SQLITE_OK) return tthc__fail_sqlite(&copy->to, result);
  *restarted = count_pages(copy, pages, before);
  return 1;
}

int32_t tthc__copy_step(struct copy *copy, int32_t pages, int *restarted, tthc_error *err) {
  int32_t rc;
  *restarted = 0;
  copy->to.err = err;
  rc = step(copy, pages, restarted);
  copy->to.err = NULL;
  return rc;
}

void tthc__copy_end(struct copy *copy) {
  sqlite3_backup_finish(copy->backup);
  copy->backup = NULL;
  if (copy->to.handle != NULL) tthc__database_close(&copy->to);
  if (copy->path.size > 0) unlink(copy->path.data);
  tthc__buffer_free(&copy->path);
}
