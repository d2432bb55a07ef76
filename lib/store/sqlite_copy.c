/* The SQLite driver: copies in steps, between which others may write, and the name that a whole one gets. */
#include "store/sqlite.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* What marks the file while it is copied into: one that is cut short has never had the name of a whole one. */
#define PARTIAL "-partial"

/* SQLite would play these back into any file of the name before them. */
static const char *const journals[] = {"-journal", "-wal"};

enum { JOURNALS = sizeof journals / sizeof *journals };

/* --- names -------------------------------------------------------------------------------------------------------- */

static int32_t fail_taken(const char *path, tthc_error *err) {
  return tthc__fail(err, TTHC_E_IO, path, WORDS("đường dẫn chưa có tệp nào", "a path at which there is nothing yet"));
}

static int32_t fail_folder(const char *path, tthc_error *err) {
  return tthc__fail(err, TTHC_E_IO, path, WORDS("thư mục ghi được", "a folder in which a file can be made"));
}

static void cut(struct buffer *path, int64_t size) { path->data[path->size = size] = '\0'; }

/* Neither a file, which is shown as the caller names it, nor a journal of one that was there, unless it is empty. */
static int32_t need_free_name(struct buffer *path, const char *shown, tthc_error *err) {
  const int64_t size = path->size;
  struct stat status;
  int i, is_taken;
  if (lstat(path->data, &status) == 0) return fail_taken(shown, err);
  for (i = 0; i < JOURNALS; i++) {
    tthc__put(path, journals[i]);
    if (path->failed) return tthc__fail_memory(err);
    is_taken = lstat(path->data, &status) == 0 && status.st_size > 0;
    if (is_taken) fail_taken(path->data, err);
    cut(path, size);
    if (is_taken) return TTHC_E_IO;
  }
  return TTHC_OK;
}

/* SQLite tells whether the way to a file has links, also when the file is not there. */
static int32_t need_way(struct copy *copy) {
  const int result = tthc__open_handle(&copy->to, copy->path.data, 0);
  if (result == SQLITE_CANTOPEN_SYMLINK || result == SQLITE_NOMEM) return tthc__fail_sqlite(&copy->to, result);
  if (result != SQLITE_OK) return TTHC_OK;
  tthc__database_close(&copy->to);
  return fail_taken(copy->to.path, copy->to.err);
}

/* --- beginning ---------------------------------------------------------------------------------------------------- */

static int is_source(const char *path, struct database *from) {
  const char *source = sqlite3_db_filename(from->handle, "main");
  struct stat x, y;
  return source != NULL && lstat(path, &x) == 0 && stat(source, &y) == 0 && x.st_dev == y.st_dev && x.st_ino == y.st_ino;
}

/* What is left of a copy whose process was killed. */
static int32_t remove_leftover(struct buffer *path, tthc_error *err) {
  const int64_t size = path->size;
  int i;
  unlink(path->data);
  for (i = 0; i < JOURNALS; i++) {
    tthc__put(path, journals[i]);
    if (path->failed) return tthc__fail_memory(err);
    unlink(path->data);
    cut(path, size);
  }
  return TTHC_OK;
}

/* Which file it is, as another may come to its name. */
static int32_t create(struct copy *copy, tthc_error *err) {
  const int file = open(copy->path.data, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  struct stat status;
  if (file < 0) return errno == EEXIST ? fail_taken(copy->path.data, err) : fail_folder(copy->to.path, err);
  if (fstat(file, &status) == 0) {
    copy->device = status.st_dev;
    copy->inode = status.st_ino;
  }
  close(file);
  return TTHC_OK;
}

static int32_t make_file(struct copy *copy, struct database *from, const char *path) {
  tthc_error *err = from->err;
  int32_t rc;
  if (path[0] != '/') tthc__put(&copy->path, "./");
  tthc__put(&copy->path, path);
  rc = copy->path.failed ? tthc__fail_memory(err) : need_free_name(&copy->path, path, err);
  if (rc == TTHC_OK) rc = need_way(copy);
  if (rc != TTHC_OK) return rc;
  tthc__put(&copy->path, PARTIAL);
  if (copy->path.failed) return tthc__fail_memory(err);
  if (is_source(copy->path.data, from)) return fail_taken(copy->path.data, err);
  rc = remove_leftover(&copy->path, err);
  return rc == TTHC_OK ? create(copy, err) : rc;
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
  int32_t rc;
  int result;
  copy->to.err = from->err;
  copy->to.path = path;
  rc = make_file(copy, from, path);
  if (rc != TTHC_OK) {
    copy->path.size = 0; /* nothing was made */
    return rc;
  }
  result = tthc__open_handle(&copy->to, copy->path.data, 0);
  if (result != SQLITE_OK) return tthc__fail_sqlite(&copy->to, result);
  rc = keep_whole_path(copy, from->err);
  if (rc == TTHC_OK) rc = tthc__run(&copy->to, "PRAGMA synchronous=FULL");
  if (rc == TTHC_OK) rc = tthc__run(&copy->to, "PRAGMA journal_mode=MEMORY"); /* a file cut short is of no use */
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

/* --- going on ----------------------------------------------------------------------------------------------------- */

/* A step that copied anew from the first page is not where it would be. */
static int count_pages(struct copy *copy, int32_t pages, int32_t before) {
  copy->total = sqlite3_backup_pagecount(copy->backup);
  copy->pages = copy->total - sqlite3_backup_remaining(copy->backup);
  return pages > 0 && copy->pages != before + pages;
}

/* Whether the file of this name is the one that was made. */
static int is_own(const struct copy *copy, const char *path) {
  struct stat status;
  return lstat(path, &status) == 0 && status.st_dev == copy->device && status.st_ino == copy->inode;
}

/* Never onto a file that has come there, where the file system has links. */
static int rename_file(const char *from, const char *to) {
  if (link(from, to) == 0) return unlink(from);
  return errno == EEXIST || errno == ENOENT ? -1 : rename(from, to);
}

/* A folder that cannot be opened, and a file system that syncs none, are no failure to SQLite either. */
static int sync_folder(struct buffer *path) {
  char *slash = strrchr(path->data, '/');
  const char kept = slash[1];
  int folder, failed;
  slash[1] = '\0';
  folder = open(path->data, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  slash[1] = kept;
  if (folder < 0) return 0;
  failed = fsync(folder) != 0 && errno != EINVAL && errno != ENOTSUP;
  close(folder);
  return failed;
}

static int32_t fail_lost(const struct copy *copy) {
  return tthc__fail(copy->to.err, TTHC_E_IO, copy->path.data,
                    WORDS("tệp đang chép không bị xóa hay thay bằng tệp khác",
                          "the file that is copied into to be neither removed nor replaced"));
}

static int32_t give_name(struct copy *copy, struct buffer *name) {
  int32_t rc = need_free_name(name, name->data, copy->to.err);
  if (rc != TTHC_OK) return rc;
  if (!is_own(copy, copy->path.data)) return fail_lost(copy);
  if (rename_file(copy->path.data, name->data) != 0)
    return errno == EEXIST ? fail_taken(name->data, copy->to.err) : fail_folder(name->data, copy->to.err);
  if (!is_own(copy, name->data)) /* replaced at the last moment */
    rc = fail_lost(copy);
  else if (sync_folder(name))
    rc = fail_folder(name->data, copy->to.err);
  if (rc != TTHC_OK) unlink(name->data);
  return rc;
}

static int32_t give_whole_file_its_name(struct copy *copy) {
  struct buffer name = {0};
  int32_t rc;
  tthc__put_bytes(&name, copy->path.data, copy->path.size - (int64_t)strlen(PARTIAL));
  rc = name.failed ? tthc__fail_memory(copy->to.err) : give_name(copy, &name);
  tthc__buffer_free(&name);
  return rc;
}

/* The copy of a database in WAL mode would be one too. Which file it is can be told for sure as long as it is open. */
static int32_t finish(struct copy *copy) {
  int result = sqlite3_backup_finish(copy->backup);
  int32_t rc;
  copy->backup = NULL;
  rc = result == SQLITE_OK ? tthc__run(&copy->to, "PRAGMA journal_mode=DELETE") : tthc__fail_sqlite(&copy->to, result);
  if (rc == TTHC_OK) rc = give_whole_file_its_name(copy);
  if (rc != TTHC_OK) return rc;
  copy->path.size = 0;
  return tthc__database_close(&copy->to);
}

static int32_t step(struct copy *copy, int32_t pages, int *restarted) {
  const int32_t before = copy->pages;
  int result;
  if (copy->backup == NULL) /* it failed as it was finished */
    return tthc__fail(copy->to.err, TTHC_E_IO, copy->path.data,
                      WORDS("bắt đầu lại việc sao lưu", "the backup to be begun anew"));
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
  if (copy->path.size > 0 && is_own(copy, copy->path.data)) unlink(copy->path.data);
  if (copy->to.handle != NULL) tthc__database_close(&copy->to);
  tthc__buffer_free(&copy->path);
}

/* --- before a migration ------------------------------------------------------------------------------------------- */

enum { BACKUPS_MAX = 99 };

static void put_backup_path(struct buffer *out, const char *path, int64_t version, int n) {
  tthc__put(out, path);
  tthc__put(out, ".v");
  tthc__put_int(out, version);
  if (n > 1) {
    tthc__put_char(out, '-');
    tthc__put_int(out, n);
  }
  tthc__put(out, ".bak");
}

/* The first name that is free. */
static int32_t find_name(struct buffer *name, const char *path, int64_t version, tthc_error *err) {
  int32_t rc = TTHC_E_IO;
  int n;
  for (n = 1; rc == TTHC_E_IO && n <= BACKUPS_MAX; n++) {
    name->size = 0;
    put_backup_path(name, path, version, n);
    rc = name->failed ? tthc__fail_memory(err) : need_free_name(name, name->data, err);
  }
  if (rc == TTHC_OK) tthc__error_clear(err);
  return rc;
}

/* Through a connection of its own: SQLite copies nothing from one that may write, as this one may by now. */
static int32_t copy_to(const char *name, struct database *database) {
  struct database from = {.err = database->err};
  struct copy copy;
  int restarted;
  const int result = tthc__open_handle(&from, sqlite3_db_filename(database->handle, "main"), 1);
  int32_t rc = result == SQLITE_OK ? tthc__copy_begin(&copy, &from, name) : tthc__fail_sqlite(&from, result);
  if (rc == TTHC_OK) {
    rc = tthc__copy_step(&copy, 0, &restarted, database->err);
    tthc__copy_end(&copy);
  }
  sqlite3_close(from.handle);
  return rc;
}

int32_t tthc__database_backup(struct database *database, const char *path, int64_t version, struct buffer *made) {
  int32_t rc;
  if (strcmp(path, ":memory:") == 0) return TTHC_OK;
  rc = find_name(made, path, version, database->err);
  if (rc == TTHC_OK) rc = copy_to(made->data, database);
  if (rc != TTHC_OK) made->size = 0;
  return rc;
}

void tthc__database_drop_backup(struct buffer *made) {
  if (made->size > 0) unlink(made->data);
  made->size = 0;
}
