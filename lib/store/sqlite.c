/*
 * The SQLite driver. An existing file is never opened but through SQLite: closing another descriptor of it would drop
 * the locks that this process holds on it.
 */
#include "store/sqlite.h"

#include "base/buffer.h"
#include "base/json_scan.h"
#include "store/modes.h"
#include "tthcplan/calendar.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char memory_path[] = ":memory:";

/* --- failures ----------------------------------------------------------------------------------------------------- */

static int32_t code_of(int result) {
  switch (result & 0xff) {
  case SQLITE_NOMEM: return TTHC_E_MEMORY;
  case SQLITE_BUSY:
  case SQLITE_LOCKED: return TTHC_E_BUSY;
  case SQLITE_READONLY: return TTHC_E_READ_ONLY;
  case SQLITE_NOTADB: return TTHC_E_NOT_STORE;
  case SQLITE_CANTOPEN:
  case SQLITE_FULL:
  case SQLITE_PERM: return TTHC_E_IO;
  case SQLITE_TOOBIG: return TTHC_E_LIMIT;
  default: return result == SQLITE_IOERR_NOMEM ? TTHC_E_MEMORY : TTHC_E_DATABASE;
  }
}

/* What SQLite says more than our codes; NOTHING where it does not. */
static struct words details_of(int result) {
  switch (result) {
  case SQLITE_CANTOPEN_SYMLINK: return WORDS("đường dẫn không có liên kết", "a path without symbolic links");
  case SQLITE_CORRUPT: return WORDS("tệp không bị hỏng", "a file that is not damaged");
  case SQLITE_FULL: return WORDS("còn chỗ trống trên đĩa", "free room on the disk");
  case SQLITE_READONLY_ROLLBACK:
    return WORDS("mở để ghi một lần, vì lần ghi trước bị ngắt giữa chừng",
                 "opening for writing once, as the last writer was interrupted");
  default: return NOTHING;
  }
}

static struct words expected_of(int result) {
  const struct words details = details_of(result);
  if (details.vi != NULL) return details;
  switch (code_of(result)) {
  case TTHC_E_BUSY: return WORDS("thử lại sau", "to be tried again later");
  case TTHC_E_IO: return WORDS("tệp và thư mục đọc và ghi được", "a file and a folder that can be read and written");
  case TTHC_E_LIMIT: return WORDS("văn bản ngắn hơn", "a shorter text");
  case TTHC_E_READ_ONLY:
    return WORDS("tệp ghi được, kho không mở chỉ để đọc",
                 "a file that can be written, and a store not opened to be read only");
  default: return NOTHING;
  }
}

/* SQLite's words are English: they are told where ours do not say as much. */
static const char *words_of(const struct database *database, int result) {
  if (database->path != NULL) return database->path;
  return expected_of(result).vi != NULL ? NULL : sqlite3_errstr(result);
}

int32_t tthc__fail_sqlite(struct database *database, int result) {
  const int32_t code = code_of(result);
  database->corrupt = (result & 0xff) == SQLITE_CORRUPT || code == TTHC_E_NOT_STORE;
  if (result == SQLITE_IOERR_FSYNC || result == SQLITE_IOERR_DIR_FSYNC) database->poisoned = 1;
  if (code == TTHC_E_MEMORY) return tthc__fail_memory(database->err);
  return tthc__fail(database->err, code, words_of(database, result), expected_of(result));
}

int32_t tthc__fail_damaged(struct database *database, const char *table) {
  database->damages++;
  return tthc__fail(database->err, TTHC_E_DATABASE, table,
                    WORDS("các dòng như thư viện đã lưu", "rows as the library saved them"));
}

/* --- transactions ------------------------------------------------------------------------------------------------- */

/* Leaves the error of the call as it is. */
static void roll_back(struct database *database) {
  tthc_error *err = database->err;
  if (database->poisoned || sqlite3_get_autocommit(database->handle)) return;
  database->err = NULL;
  if (tthc__run(database, "ROLLBACK") != TTHC_OK) database->poisoned = 1;
  database->err = err;
}

int32_t tthc__end(struct database *database, int32_t code) {
  if (code >= 0) {
    const int has_written = sqlite3_txn_state(database->handle, "main") == SQLITE_TXN_WRITE;
    const int32_t rc = tthc__run(database, "COMMIT");
    if (rc == TTHC_OK) return code;
    /* Busy with readers, a commit has not begun; after any other failure a second sync may lie about the first. */
    if (has_written && rc != TTHC_E_BUSY) database->poisoned = 1;
    code = rc;
  }
  roll_back(database);
  return code;
}

int32_t tthc__watch_tables(struct database *database, tables_check *check) {
  database->check_tables = check;
  return tthc__run_for_number(database, "PRAGMA schema_version", &database->tables_checked);
}

static int32_t check_changed_tables(struct database *database) {
  int64_t now;
  int32_t rc;
  if (database->check_tables == NULL) return TTHC_OK;
  rc = tthc__run_for_number(database, "PRAGMA schema_version", &now);
  if (rc != TTHC_OK || now == database->tables_checked) return rc;
  rc = database->check_tables(database);
  if (rc == TTHC_OK) database->tables_checked = now;
  return rc;
}

static int32_t begin(struct database *database, const char *sql) {
  int32_t rc = tthc__run(database, sql);
  if (rc == TTHC_OK) rc = check_changed_tables(database);
  if (rc < 0) roll_back(database);
  return rc;
}

int32_t tthc__begin_reading(struct database *database) { return begin(database, "BEGIN"); }

int32_t tthc__begin_inspecting(struct database *database) { return tthc__run(database, "BEGIN"); }

int32_t tthc__begin_writing(struct database *database) {
  /* On a read-only database SQLite begins a reading transaction instead, and says nothing. */
  if (sqlite3_db_readonly(database->handle, "main") == 1) return tthc__fail_sqlite(database, SQLITE_READONLY);
  return begin(database, "BEGIN IMMEDIATE");
}

/* --- settings ----------------------------------------------------------------------------------------------------- */

static int32_t fail_setting(struct database *database, const char *name) {
  return tthc__fail(database->err, TTHC_E_DATABASE, name,
                    WORDS("SQLite nhận thiết lập này", "SQLite to take this setting"));
}

static int32_t set_switches(struct database *database) {
  static const struct {
    int option;
    int value;
    const char *name;
  } switches[] = {
    {SQLITE_DBCONFIG_DEFENSIVE, 1, "defensive"},
    {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, "trusted_schema"},
    {SQLITE_DBCONFIG_ENABLE_VIEW, 0, "enable_view"},
    {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, "load_extension"},
    {SQLITE_DBCONFIG_DQS_DML, 0, "dqs_dml"},
    {SQLITE_DBCONFIG_DQS_DDL, 0, "dqs_ddl"},
    {SQLITE_DBCONFIG_ENABLE_FKEY, 1, "enable_fkey"},
    {SQLITE_DBCONFIG_ENABLE_TRIGGER, 1, "enable_trigger"},
  };
  size_t i;
  for (i = 0; i < sizeof switches / sizeof *switches; i++) {
    int now = -1;
    const int result = sqlite3_db_config(database->handle, switches[i].option, switches[i].value, &now);
    if (result != SQLITE_OK || now != switches[i].value) return fail_setting(database, switches[i].name);
  }
  return TTHC_OK;
}

static void set_limits(struct database *database) {
  static const struct {
    int limit;
    int value;
  } limits[] = {
    {SQLITE_LIMIT_LENGTH, DOCUMENT_MAX},   {SQLITE_LIMIT_SQL_LENGTH, 100000}, {SQLITE_LIMIT_COLUMN, 100},
    {SQLITE_LIMIT_EXPR_DEPTH, 50},         {SQLITE_LIMIT_ATTACHED, 0},        {SQLITE_LIMIT_TRIGGER_DEPTH, 10},
    {SQLITE_LIMIT_VARIABLE_NUMBER, 600},   {SQLITE_LIMIT_COMPOUND_SELECT, 33}, {SQLITE_LIMIT_WORKER_THREADS, 0},
  };
  size_t i;
  for (i = 0; i < sizeof limits / sizeof *limits; i++)
    sqlite3_limit(database->handle, limits[i].limit, limits[i].value);
}

/* A database in memory keeps its journal there. */
static int32_t set_journal(struct database *database, int32_t journal, int in_memory) {
  const char *wanted = in_memory ? "memory" : journal == JOURNAL_WAL ? "wal" : "truncate";
  struct statement statement;
  const char *mode;
  int32_t rc = tthc__prepare(&statement, database,
                             journal == JOURNAL_WAL ? "PRAGMA journal_mode=WAL" : "PRAGMA journal_mode=TRUNCATE");
  if (rc == TTHC_OK) rc = tthc__step(&statement);
  if (rc == 1) {
    mode = tthc__column_text(&statement, 0);
    rc = mode != NULL && strcmp(mode, wanted) == 0 ? TTHC_OK : fail_setting(database, "journal_mode");
  }
  tthc__finish(&statement);
  return rc;
}

/* A setting may be refused without an error, so each is read back. */
static int32_t set_pragmas(struct database *database, int32_t journal, int in_memory) {
  static const struct {
    const char *set;
    const char *get;
    int64_t wanted;
  } pragmas[] = {
    {"PRAGMA mmap_size=0", "PRAGMA mmap_size", 0},
    {"PRAGMA cell_size_check=ON", "PRAGMA cell_size_check", 1},
    {"PRAGMA recursive_triggers=ON", "PRAGMA recursive_triggers", 1},
    {"PRAGMA foreign_keys=ON", "PRAGMA foreign_keys", 1},
    {"PRAGMA synchronous=FULL", "PRAGMA synchronous", 2},
  };
  size_t i;
  for (i = 0; i < sizeof pragmas / sizeof *pragmas; i++) {
    int64_t now;
    int32_t rc = tthc__run(database, pragmas[i].set);
    if (rc == TTHC_OK) rc = tthc__run_for_number(database, pragmas[i].get, &now);
    if (rc != TTHC_OK) return rc;
    if (now != pragmas[i].wanted) return fail_setting(database, pragmas[i].set);
  }
  return set_journal(database, journal, in_memory);
}

/* SQLite's own; NULL for a database in memory. */
static sqlite3_file *file_of(struct database *database) {
  sqlite3_file *file = NULL;
  if (sqlite3_file_control(database->handle, "main", SQLITE_FCNTL_FILE_POINTER, &file) != SQLITE_OK) return NULL;
  return file == NULL || file->pMethods == NULL ? NULL : file;
}

int32_t tthc__check_size(struct database *database, const char *path) {
  sqlite3_file *file = file_of(database);
  sqlite3_int64 size = 0;
  char byte;
  int64_t page;
  int result;
  int32_t rc = tthc__run_for_number(database, "PRAGMA page_size", &page);
  if (rc != TTHC_OK || file == NULL) return rc;
  result = file->pMethods->xFileSize(file, &size);
  if (result != SQLITE_OK) return tthc__fail_sqlite(database, result);
  /* SQLite calls a file of one byte empty. */
  if (size == 0 && file->pMethods->xRead(file, &byte, 1, 0) == SQLITE_OK) size = 1;
  if (page > 0 && size % page == 0) return TTHC_OK;
  return tthc__fail(database->err, TTHC_E_DATABASE, path, WORDS("tệp không bị cắt ngắn", "a file that was not cut short"));
}

/* The header is read through SQLite's own descriptor, before SQLite looks at it and opens the log. 1, 0, or a code. */
static int32_t is_wal(struct database *database) {
  static const char magic[] = "SQLite format 3";
  sqlite3_file *file = file_of(database);
  char header[20];
  int result;
  if (file == NULL) return 0;
  result = file->pMethods->xRead(file, header, sizeof header, 0);
  if (result == SQLITE_IOERR_SHORT_READ) return 0; /* shorter than a header */
  if (result != SQLITE_OK) return tthc__fail_sqlite(database, result);
  return memcmp(header, magic, sizeof magic) == 0 && (header[18] == 2 || header[19] == 2);
}

/*
 * Most versions of SQLite may lose commits in WAL mode. It is chosen, never met with: a file in that mode is refused also
 * by the others, unless the mode that it is to have is named.
 */
static int32_t check_journal(struct database *database, int32_t journal) {
  static const struct words safe = {"SQLite từ 3.51.3, hoặc từ 3.50.7, 3.44.6 trong nhánh đó",
                                    "SQLite from 3.51.3, or from 3.50.7 or 3.44.6 in their branches"};
  const int is_safe = tthc__wal_is_safe(sqlite3_libversion_number());
  int32_t rc;
  if (journal == JOURNAL_WAL && !is_safe)
    return tthc__fail_at(database->err, TTHC_E_UNSUPPORTED, "journal", sqlite3_libversion(), safe);
  rc = is_wal(database);
  if (rc <= 0 || (is_safe && journal != JOURNAL_AS_IS)) return rc < 0 ? rc : TTHC_OK;
  return tthc__fail(database->err, TTHC_E_UNSUPPORTED, "journal_mode=WAL",
                    is_safe ? WORDS("lựa chọn \"journal\"", "the option \"journal\"")
                            : WORDS("tệp không ở chế độ WAL", "a file that is not in WAL mode"));
}

/*
 * SQLite's own handler comes to look every 100 ms only: one of many writers may find the store taken each time, until it
 * gives up. `times` counts the waits.
 */
static int wait_for_others(void *waiting, int times) {
  const struct database *database = waiting;
  if (times >= database->busy_ms) return 0;
  sqlite3_sleep(1);
  return 1;
}

static int32_t configure(struct database *database, const struct database_options *options, int in_memory) {
  int32_t rc;
  if (sqlite3_db_mutex(database->handle) == NULL) /* the host has set SQLite to a single thread */
    return tthc__fail(database->err, TTHC_E_UNSUPPORTED, NULL, WORDS("SQLite cho nhiều luồng", "SQLite with threads"));
  rc = check_journal(database, options->journal);
  if (rc != TTHC_OK) return rc;
  if (!options->read_only && sqlite3_db_readonly(database->handle, "main") == 1)
    return tthc__fail_sqlite(database, SQLITE_READONLY);
  database->busy_ms = options->busy_ms;
  sqlite3_busy_handler(database->handle, wait_for_others, database);
  set_limits(database);
  rc = set_switches(database);
  return rc == TTHC_OK ? set_pragmas(database, options->journal, in_memory) : rc;
}

/* --- opening and closing ------------------------------------------------------------------------------------------ */

int tthc__open_handle(struct database *database, const char *path, int read_only) {
  const int flags = (read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE) | SQLITE_OPEN_FULLMUTEX |
                    SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_NOFOLLOW;
  const int result = sqlite3_open_v2(path, &database->handle, flags, NULL);
  if (result == SQLITE_OK) return result;
  sqlite3_close(database->handle);
  database->handle = NULL;
  return result;
}

/* SQLite would let others read it. */
static int32_t create_file(struct database *database, const char *path) {
  const int file = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file >= 0) close(file);
  if (file >= 0 || errno == EEXIST) return TTHC_OK;
  return tthc__fail(database->err, TTHC_E_IO, database->path,
                    WORDS("thư mục ghi được", "a folder in which a file can be made"));
}

/* Locks of other machines are not to be relied on, and the memory of a WAL is not shared with them. */
static int32_t check_file_system(struct database *database, const char *path, const struct database_options *options) {
  if ((options->allow_network && options->journal != JOURNAL_WAL) || !tthc__lies_on_network(path)) return TTHC_OK;
  return tthc__fail(database->err, TTHC_E_UNSUPPORTED, database->path,
                    WORDS("tệp trên ổ đĩa của máy này, không phải ổ mạng", "a file on a disk of this machine"));
}

static int32_t open_file(struct database *database, const char *path, const struct database_options *options) {
  struct stat status;
  const int known = lstat(path, &status) == 0;
  const int missing = !known && errno == ENOENT;
  int32_t rc;
  int result;
  if (known && !S_ISREG(status.st_mode))
    return tthc__fail(database->err, TTHC_E_IO, database->path,
                      WORDS("tệp thường, không phải thư mục hay liên kết", "a regular file, no folder and no link"));
  rc = check_file_system(database, path, options);
  if (rc != TTHC_OK) return rc;
  /* Before a file is made: SQLite tells whether the way to it has links. */
  result = tthc__open_handle(database, path, options->read_only);
  if (result == SQLITE_OK && missing) { /* made meanwhile: SQLite may have missed it once and then opened it to read */
    sqlite3_close(database->handle);
    result = tthc__open_handle(database, path, options->read_only);
  }
  if (result == SQLITE_CANTOPEN && missing) {
    if (!options->create || options->read_only)
      return tthc__fail(database->err, TTHC_E_NOT_FOUND, database->path, WORDS("tệp có sẵn", "a file that is there"));
    rc = create_file(database, path);
    if (rc != TTHC_OK) return rc;
    result = tthc__open_handle(database, path, 0);
  }
  return result == SQLITE_OK ? TTHC_OK : tthc__fail_sqlite(database, result);
}

/* A name that begins with "file:" would be obeyed as a URI, which may switch locks off. */
static int32_t open_named(struct database *database, const struct database_options *options) {
  struct buffer path = {0};
  int32_t rc;
  if (options->path[0] != '/') tthc__put(&path, "./");
  tthc__put(&path, options->path);
  rc = path.failed ? tthc__fail_memory(database->err) : open_file(database, path.data, options);
  tthc__buffer_free(&path);
  return rc;
}

static int32_t open_in_memory(struct database *database) {
  const int result = tthc__open_handle(database, memory_path, 0);
  return result == SQLITE_OK ? TTHC_OK : tthc__fail_sqlite(database, result);
}

int32_t tthc__database_open(struct database *database, const struct database_options *options, tthc_error *err) {
  const int in_memory = strcmp(options->path, memory_path) == 0;
  int32_t rc;
  memset(database, 0, sizeof *database);
  database->err = err;
  database->path = options->path;
  if (sqlite3_threadsafe() == 0)
    return tthc__fail(err, TTHC_E_UNSUPPORTED, NULL, WORDS("SQLite cho nhiều luồng", "SQLite with threads"));
  rc = in_memory ? open_in_memory(database) : open_named(database, options);
  if (rc != TTHC_OK) return rc;
  rc = configure(database, options, in_memory);
  database->path = NULL;
  if (rc == TTHC_OK) return rc;
  database->err = NULL;
  tthc__database_close(database);
  return rc;
}

int32_t tthc__database_close(struct database *database) {
  struct sqlite3 *handle = database->handle;
  int result;
  tthc__drop_kept(database);
  result = sqlite3_close(handle);
  database->handle = NULL;
  tthc_calendar_free(database->calendar);
  database->calendar = NULL;
  if (result == SQLITE_OK) return TTHC_OK;
  sqlite3_close_v2(handle);
  return tthc__fail_sqlite(database, result);
}
