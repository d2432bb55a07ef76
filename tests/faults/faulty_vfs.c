/* A VFS that fails, waits, and forgets what was not synced. */
#include "faults/faulty_vfs.h"

#include <dirent.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

enum { NAME_BYTES = 320, SECTOR = 512 };

const char *const faulty_kind_names[FAULTY_KINDS] = {"none", "ioerr", "full", "short", "open"};

static sqlite3_vfs *system_vfs;

static void *must(void *memory) {
  if (memory == NULL) abort();
  return memory;
}

static uint64_t next_random(uint64_t *state) { /* splitmix64 */
  uint64_t z = *state += 0x9e3779b97f4a7c15u;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return z ^ (z >> 31);
}

/* --- the log ------------------------------------------------------------------------------------------------------ */

enum operation_kind { WRITE, TRUNCATE, SYNC, CREATE, LINK, DELETE, SYNC_FOLDER };

struct operation {
  enum operation_kind kind;
  int file;
  int64_t offset; /* of a truncation: the size */
  int64_t size;
  char *bytes;
};

/* One that had a name for a while; a later file of the same name is another one. */
struct logged_file {
  char name[NAME_BYTES];
  char link[NAME_BYTES]; /* another one that it got */
  int gone;      /* now */
  int was_there; /* when the log began */
  char *bytes;   /* which it had then */
  int64_t size;
};

static struct {
  int recording;
  int swallow;
  char folder[NAME_BYTES];
  struct operation *operations;
  int64_t count, room;
  struct logged_file *files;
  int file_count;
} record;

static const char *name_of(const char *path) {
  const char *slash = strrchr(path, '/');
  return slash == NULL ? path : slash + 1;
}

static void forget(void) {
  int64_t i;
  for (i = 0; i < record.count; i++) free(record.operations[i].bytes);
  for (i = 0; i < record.file_count; i++) free(record.files[i].bytes);
  free(record.operations);
  free(record.files);
  memset(&record, 0, sizeof record);
}

static void add_operation(enum operation_kind kind, int file, int64_t offset, const void *bytes, int64_t size) {
  struct operation *operation;
  if (!record.recording || file < 0) return;
  if (record.count == record.room) {
    record.room = record.room * 2 + 64;
    record.operations = must(realloc(record.operations, (size_t)record.room * sizeof *record.operations));
  }
  operation = &record.operations[record.count++];
  *operation = (struct operation){kind, file, offset, size, NULL};
  if (bytes == NULL) return;
  operation->bytes = must(malloc((size_t)size + 1));
  memcpy(operation->bytes, bytes, (size_t)size);
}

static int find_file(const char *name) {
  int i;
  for (i = record.file_count - 1; i >= 0; i--)
    if (!record.files[i].gone && strcmp(record.files[i].name, name) == 0) return i;
  return -1;
}

static int add_file(const char *name) {
  struct logged_file *file;
  record.files = must(realloc(record.files, (size_t)(record.file_count + 1) * sizeof *record.files));
  file = &record.files[record.file_count];
  memset(file, 0, sizeof *file);
  snprintf(file->name, sizeof file->name, "%s", name);
  return record.file_count++;
}

static void add_present(const char *name) {
  char path[NAME_BYTES * 2];
  const int added = add_file(name);
  struct logged_file *file = &record.files[added];
  FILE *stream;
  snprintf(path, sizeof path, "%s/%s", record.folder, name);
  stream = must(fopen(path, "rb"));
  fseek(stream, 0, SEEK_END);
  file->size = ftell(stream);
  file->bytes = must(malloc((size_t)file->size + 1));
  rewind(stream);
  if (fread(file->bytes, 1, (size_t)file->size, stream) != (size_t)file->size) abort();
  fclose(stream);
  file->was_there = 1;
}

void faulty_vfs_record(const char *folder, int swallow) {
  DIR *dir = must(opendir(folder));
  struct dirent *entry;
  forget();
  snprintf(record.folder, sizeof record.folder, "%s", folder);
  while ((entry = readdir(dir)) != NULL)
    if (entry->d_name[0] != '.') add_present(entry->d_name);
  closedir(dir);
  record.recording = 1;
  record.swallow = swallow;
}

int64_t faulty_vfs_position(void) { return record.count; }

void faulty_vfs_stop(void) { record.recording = 0; }

/* --- the disk after a cut ----------------------------------------------------------------------------------------- */

/* A file as it is being put together. */
struct image {
  int there;
  int linked; /* there under its other name */
  char *bytes;
  int64_t size;
  int64_t synced; /* the last sync before the cut; what is before that is safe */
};

/* What is to happen to an operation that was not synced. */
enum fate { DROPPED, KEPT, TORN };

static int is_of_folder(enum operation_kind kind) { return kind == CREATE || kind == LINK || kind == DELETE; }

static enum fate fate_of(enum operation_kind kind, uint64_t seed, uint64_t *random) {
  const int of_folder = is_of_folder(kind);
  switch (seed) {
  case 0: return DROPPED;
  case 1: return KEPT;
  case 2: return of_folder ? KEPT : DROPPED;
  case 3: return of_folder ? DROPPED : KEPT;
  default: return (enum fate)(next_random(random) % (kind == WRITE ? 3 : 2));
  }
}

static void resize(struct image *image, int64_t size) {
  if (size > image->size) {
    image->bytes = must(realloc(image->bytes, (size_t)size));
    memset(image->bytes + image->size, 0, (size_t)(size - image->size));
  }
  image->size = size;
}

/* Each sector is written, or not, or as garbage. */
static void tear(struct image *image, const struct operation *operation, uint64_t *random) {
  int64_t at, i;
  for (at = 0; at < operation->size; at += SECTOR) {
    const int64_t size = operation->size - at < SECTOR ? operation->size - at : SECTOR;
    const uint64_t choice = next_random(random) % 3;
    if (choice == DROPPED) continue;
    if (operation->offset + at + size > image->size) resize(image, operation->offset + at + size);
    for (i = at; i < at + size; i++)
      image->bytes[operation->offset + i] = choice == KEPT ? operation->bytes[i] : (char)next_random(random);
  }
}

static void apply(struct image *image, const struct operation *operation, enum fate fate, uint64_t *random) {
  if (fate == DROPPED) return;
  switch (operation->kind) {
  case WRITE:
    if (fate == TORN) {
      tear(image, operation, random);
      break;
    }
    if (operation->offset + operation->size > image->size) resize(image, operation->offset + operation->size);
    memcpy(image->bytes + operation->offset, operation->bytes, (size_t)operation->size);
    break;
  case TRUNCATE: resize(image, operation->offset); break;
  case CREATE: image->there = 1; break;
  case LINK: image->linked = 1; break;
  case DELETE: image->there = 0; break;
  case SYNC:
  case SYNC_FOLDER: break;
  }
}

static void write_image(const struct image *image, const char *folder, const char *name) {
  char path[NAME_BYTES * 2];
  FILE *stream;
  snprintf(path, sizeof path, "%s/%s", folder, name);
  stream = must(fopen(path, "wb"));
  if (image->size > 0 && fwrite(image->bytes, 1, (size_t)image->size, stream) != (size_t)image->size) abort();
  fclose(stream);
}

/* The files as they were when the log began; gives the last sync of the folder before the cut. */
static int64_t prepare_images(struct image *images, int64_t position) {
  int64_t i, folder_synced = -1;
  for (i = 0; i < record.file_count; i++) {
    images[i].there = record.files[i].was_there;
    images[i].synced = -1;
    resize(&images[i], record.files[i].size);
    if (record.files[i].size > 0) memcpy(images[i].bytes, record.files[i].bytes, (size_t)record.files[i].size);
  }
  for (i = 0; i < position; i++) {
    if (record.operations[i].kind == SYNC) images[record.operations[i].file].synced = i;
    if (record.operations[i].kind == SYNC_FOLDER) folder_synced = i;
  }
  return folder_synced;
}

void faulty_vfs_cut(int64_t position, uint64_t seed, const char *folder) {
  struct image *images = must(calloc((size_t)record.file_count + 1, sizeof *images));
  const int64_t folder_synced = prepare_images(images, position);
  uint64_t random = seed * 1000003u + (uint64_t)position;
  int64_t i;
  for (i = 0; i < position; i++) {
    const struct operation *operation = &record.operations[i];
    struct image *image = &images[operation->file];
    const int safe = i < (is_of_folder(operation->kind) ? folder_synced : image->synced);
    apply(image, operation, safe ? KEPT : fate_of(operation->kind, seed, &random), &random);
  }
  for (i = 0; i < record.file_count; i++) { /* of two that bear one name the later one stays */
    if (images[i].there) write_image(&images[i], folder, record.files[i].name);
    if (images[i].linked) write_image(&images[i], folder, record.files[i].link);
    free(images[i].bytes);
  }
  free(images);
}

/* --- calls that fail ---------------------------------------------------------------------------------------------- */

static struct {
  enum faulty_kind kind;
  int64_t n, calls, failed;
  int for_ever;
} fault;

static int open_files;

static struct {
  uint32_t unlocked, syncing; /* microseconds */
  uint64_t random;
} delay;

void faulty_vfs_arm(enum faulty_kind kind, int64_t n, int for_ever) {
  fault.kind = kind;
  fault.n = n;
  fault.calls = fault.failed = 0;
  fault.for_ever = for_ever;
}

int64_t faulty_vfs_disarm(void) {
  fault.kind = FAULTY_NONE;
  return fault.failed;
}

int faulty_vfs_open_files(void) { return open_files; }

void faulty_vfs_delay(uint32_t unlocked, uint32_t syncing, uint64_t seed) {
  delay.unlocked = unlocked;
  delay.syncing = syncing;
  delay.random = seed;
}

static int fails_as(enum faulty_kind kind) {
  if (fault.kind != kind) return 0;
  fault.calls++;
  if (fault.calls != fault.n && !(fault.for_ever && fault.calls > fault.n)) return 0;
  fault.failed++;
  return 1;
}

static void wait_a_while(uint32_t microseconds) {
  struct timespec time = {0, 0};
  if (microseconds == 0) return;
  time.tv_nsec = (long)(next_random(&delay.random) % microseconds) * 1000;
  nanosleep(&time, NULL);
}

/* --- files -------------------------------------------------------------------------------------------------------- */

struct faulty_file {
  sqlite3_file base;
  sqlite3_file *real; /* behind this */
  int logged;         /* which one in the log; -1: none */
  int syncs_folder;   /* the next sync does, too: the system's VFS does so for a journal that it makes */
};

static struct faulty_file *of(sqlite3_file *file) { return (struct faulty_file *)(void *)file; }

static int file_close(sqlite3_file *file) {
  const int result = of(file)->real->pMethods->xClose(of(file)->real);
  file->pMethods = NULL;
  open_files--;
  return result;
}

static int file_read(sqlite3_file *file, void *bytes, int size, sqlite3_int64 offset) {
  if (fails_as(FAULTY_IOERR)) return SQLITE_IOERR_READ;
  if (fails_as(FAULTY_SHORT)) {
    of(file)->real->pMethods->xRead(of(file)->real, bytes, size / 2, offset);
    return SQLITE_IOERR_READ;
  }
  return of(file)->real->pMethods->xRead(of(file)->real, bytes, size, offset);
}

static int file_write(sqlite3_file *file, const void *bytes, int size, sqlite3_int64 offset) {
  int result;
  if (fails_as(FAULTY_IOERR)) return SQLITE_IOERR_WRITE;
  if (fails_as(FAULTY_FULL)) {
    of(file)->real->pMethods->xWrite(of(file)->real, bytes, size / 2, offset);
    return SQLITE_FULL;
  }
  result = of(file)->real->pMethods->xWrite(of(file)->real, bytes, size, offset);
  if (result == SQLITE_OK) add_operation(WRITE, of(file)->logged, offset, bytes, size);
  return result;
}

static int file_truncate(sqlite3_file *file, sqlite3_int64 size) {
  int result;
  if (fails_as(FAULTY_IOERR)) return SQLITE_IOERR_TRUNCATE;
  result = of(file)->real->pMethods->xTruncate(of(file)->real, size);
  if (result == SQLITE_OK) add_operation(TRUNCATE, of(file)->logged, size, NULL, 0);
  return result;
}

static int file_sync(sqlite3_file *file, int flags) {
  int result;
  if (fails_as(FAULTY_IOERR)) return SQLITE_IOERR_FSYNC;
  if (record.recording && record.swallow) return SQLITE_OK;
  wait_a_while(delay.syncing);
  result = of(file)->real->pMethods->xSync(of(file)->real, flags);
  if (result != SQLITE_OK) return result;
  add_operation(SYNC, of(file)->logged, 0, NULL, 0);
  if (of(file)->syncs_folder) add_operation(SYNC_FOLDER, of(file)->logged, 0, NULL, 0);
  of(file)->syncs_folder = 0;
  return result;
}

static int file_size(sqlite3_file *file, sqlite3_int64 *size) {
  if (fails_as(FAULTY_IOERR)) return SQLITE_IOERR_FSTAT;
  return of(file)->real->pMethods->xFileSize(of(file)->real, size);
}

static int file_lock(sqlite3_file *file, int level) {
  if (fails_as(FAULTY_IOERR)) return SQLITE_IOERR_LOCK;
  return of(file)->real->pMethods->xLock(of(file)->real, level);
}

static int file_unlock(sqlite3_file *file, int level) {
  const int result = of(file)->real->pMethods->xUnlock(of(file)->real, level);
  wait_a_while(delay.unlocked);
  return result;
}

static int file_check_lock(sqlite3_file *file, int *held) {
  if (fails_as(FAULTY_IOERR)) return SQLITE_IOERR_CHECKRESERVEDLOCK;
  return of(file)->real->pMethods->xCheckReservedLock(of(file)->real, held);
}

static int file_control(sqlite3_file *file, int what, void *argument) {
  return of(file)->real->pMethods->xFileControl(of(file)->real, what, argument);
}

static int file_sector(sqlite3_file *file) { return of(file)->real->pMethods->xSectorSize(of(file)->real); }

static int file_traits(sqlite3_file *file) { return of(file)->real->pMethods->xDeviceCharacteristics(of(file)->real); }

/* WAL's, which the library is to keep away from. */
static int file_share(sqlite3_file *file, int page, int size, int extend, void volatile **memory) {
  return of(file)->real->pMethods->xShmMap(of(file)->real, page, size, extend, memory);
}

static int file_share_lock(sqlite3_file *file, int offset, int count, int flags) {
  return of(file)->real->pMethods->xShmLock(of(file)->real, offset, count, flags);
}

static void file_share_barrier(sqlite3_file *file) { of(file)->real->pMethods->xShmBarrier(of(file)->real); }

static int file_unshare(sqlite3_file *file, int remove) {
  return of(file)->real->pMethods->xShmUnmap(of(file)->real, remove);
}

/* Version 2: without the mapping of files. */
static const sqlite3_io_methods methods = {
  .iVersion = 2,
  .xClose = file_close,
  .xRead = file_read,
  .xWrite = file_write,
  .xTruncate = file_truncate,
  .xSync = file_sync,
  .xFileSize = file_size,
  .xLock = file_lock,
  .xUnlock = file_unlock,
  .xCheckReservedLock = file_check_lock,
  .xFileControl = file_control,
  .xSectorSize = file_sector,
  .xDeviceCharacteristics = file_traits,
  .xShmMap = file_share,
  .xShmLock = file_share_lock,
  .xShmBarrier = file_share_barrier,
  .xShmUnmap = file_unshare,
};

/* --- what the library does to files itself ------------------------------------------------------------------------ */

int __real_link(const char *from, const char *to);
int __wrap_link(const char *from, const char *to);
int __real_unlink(const char *path);
int __wrap_unlink(const char *path);
int __real_fsync(int file);
int __wrap_fsync(int file);

int __wrap_link(const char *from, const char *to) {
  const int result = __real_link(from, to), logged = record.recording ? find_file(name_of(from)) : -1;
  if (result != 0 || logged < 0) return result;
  snprintf(record.files[logged].link, sizeof record.files[logged].link, "%s", name_of(to));
  add_operation(LINK, logged, 0, NULL, 0);
  return result;
}

int __wrap_unlink(const char *path) {
  const int result = __real_unlink(path), logged = record.recording ? find_file(name_of(path)) : -1;
  if (result != 0 || logged < 0) return result;
  add_operation(DELETE, logged, 0, NULL, 0);
  record.files[logged].gone = 1;
  return result;
}

/* It syncs nothing but folders. */
int __wrap_fsync(int file) {
  if (!record.swallow) add_operation(SYNC_FOLDER, 0, 0, NULL, 0);
  return record.swallow ? 0 : __real_fsync(file);
}

/* --- the VFS ------------------------------------------------------------------------------------------------------ */

/* The library makes databases itself, so that they are there when they are first opened. */
static void log_opening(struct faulty_file *file, const char *path, int flags) {
  file->logged = -1;
  file->syncs_folder = (flags & SQLITE_OPEN_CREATE) != 0 && (flags & SQLITE_OPEN_MAIN_JOURNAL) != 0;
  if (!record.recording || path == NULL) return;
  file->logged = find_file(name_of(path));
  if (file->logged >= 0) return;
  file->logged = add_file(name_of(path));
  add_operation(CREATE, file->logged, 0, NULL, 0);
}

static int vfs_open(sqlite3_vfs *vfs, const char *path, sqlite3_file *file, int flags, int *flags_out) {
  int result;
  (void)vfs;
  file->pMethods = NULL;
  if (fails_as(FAULTY_OPEN) || fails_as(FAULTY_IOERR)) return SQLITE_CANTOPEN;
  of(file)->real = (sqlite3_file *)(void *)(of(file) + 1);
  of(file)->real->pMethods = NULL;
  result = system_vfs->xOpen(system_vfs, path, of(file)->real, flags, flags_out);
  if (result != SQLITE_OK) {
    if (of(file)->real->pMethods != NULL) of(file)->real->pMethods->xClose(of(file)->real);
    return result;
  }
  log_opening(of(file), path, flags);
  file->pMethods = &methods;
  open_files++;
  return result;
}

static int vfs_delete(sqlite3_vfs *vfs, const char *path, int sync_folder) {
  int result, logged;
  (void)vfs;
  if (fails_as(FAULTY_IOERR)) return SQLITE_IOERR_DELETE;
  result = system_vfs->xDelete(system_vfs, path, sync_folder);
  logged = find_file(name_of(path));
  if (result != SQLITE_OK || !record.recording || logged < 0) return result;
  add_operation(DELETE, logged, 0, NULL, 0);
  record.files[logged].gone = 1;
  if (sync_folder && !record.swallow) add_operation(SYNC_FOLDER, logged, 0, NULL, 0);
  return result;
}

static int vfs_access(sqlite3_vfs *vfs, const char *path, int flags, int *out) {
  (void)vfs;
  if (fails_as(FAULTY_IOERR)) return SQLITE_IOERR_ACCESS;
  return system_vfs->xAccess(system_vfs, path, flags, out);
}

static int vfs_full_path(sqlite3_vfs *vfs, const char *path, int size, char *out) {
  (void)vfs;
  if (fails_as(FAULTY_IOERR)) return SQLITE_CANTOPEN;
  return system_vfs->xFullPathname(system_vfs, path, size, out);
}

static int vfs_randomness(sqlite3_vfs *vfs, int size, char *out) {
  (void)vfs;
  return system_vfs->xRandomness(system_vfs, size, out);
}

static int vfs_sleep(sqlite3_vfs *vfs, int microseconds) {
  (void)vfs;
  return system_vfs->xSleep(system_vfs, microseconds);
}

static int vfs_time(sqlite3_vfs *vfs, double *time) {
  (void)vfs;
  return system_vfs->xCurrentTime(system_vfs, time);
}

static int vfs_last_error(sqlite3_vfs *vfs, int size, char *out) {
  (void)vfs;
  return system_vfs->xGetLastError(system_vfs, size, out);
}

void faulty_vfs_install(void) {
  static sqlite3_vfs vfs = {
    .iVersion = 1,
    .zName = "faulty",
    .xOpen = vfs_open,
    .xDelete = vfs_delete,
    .xAccess = vfs_access,
    .xFullPathname = vfs_full_path,
    .xRandomness = vfs_randomness,
    .xSleep = vfs_sleep,
    .xCurrentTime = vfs_time,
    .xGetLastError = vfs_last_error,
  };
  system_vfs = must(sqlite3_vfs_find("unix"));
  vfs.szOsFile = (int)sizeof(struct faulty_file) + system_vfs->szOsFile;
  vfs.mxPathname = system_vfs->mxPathname;
  if (sqlite3_vfs_register(&vfs, 1) != SQLITE_OK) abort();
}
