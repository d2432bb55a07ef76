/* What the tests of stores share: a folder that is thrown away, files in it, and plans to store. */
#ifndef TTHC_STORE_FOLDER_H
#define TTHC_STORE_FOLDER_H

#include "support/check.h"
#include "tthcplan.h"

#include <dirent.h>
#include <sqlite3.h>
#include <stdio.h>
#include <unistd.h>

enum { PATH_BYTES = 512 };

static char folder[PATH_BYTES / 2];

/* The path of a file in the folder; four of them at a time. */
static inline const char *in_folder(const char *name) {
  static char paths[4][PATH_BYTES];
  static int next;
  char *path = paths[next++ % 4];
  snprintf(path, PATH_BYTES, "%s/%s", folder, name);
  return path;
}

static inline void empty_folder(void) {
  DIR *dir = opendir(folder);
  struct dirent *entry;
  while (dir != NULL && (entry = readdir(dir)) != NULL) {
    if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) continue;
    if (unlink(in_folder(entry->d_name)) != 0) rmdir(in_folder(entry->d_name));
  }
  if (dir != NULL) closedir(dir);
}

static inline int make_folder(void **state) {
  const char *parent = getenv("TMPDIR");
  (void)state;
  snprintf(folder, sizeof folder, "%s/tthcplan-XXXXXX", parent == NULL ? "/tmp" : parent);
  return mkdtemp(folder) == NULL;
}

static inline int remove_folder(void **state) {
  (void)state;
  empty_folder();
  return rmdir(folder);
}

static inline void write_file(const char *path, const char *bytes, size_t size) {
  FILE *file = fopen(path, "wb");
  assert_non_null(file);
  assert_int_equal(fwrite(bytes, 1, size, file), size);
  fclose(file);
}

static inline size_t read_file(const char *path, char *bytes, size_t room) {
  FILE *file = fopen(path, "rb");
  size_t size;
  assert_non_null(file);
  size = fread(bytes, 1, room, file);
  fclose(file);
  return size;
}

/* As somebody else would, with SQLite's own means. */
static inline void run_sql(const char *path, const char *sql) {
  sqlite3 *database;
  char *message = NULL;
  assert_int_equal(sqlite3_open(path, &database), SQLITE_OK);
  if (sqlite3_exec(database, sql, NULL, NULL, &message) != SQLITE_OK) print_error("%s\n", message);
  assert_null(message);
  sqlite3_close(database);
}

/* The path of a file of the source tree. */
static inline const char *in_source(const char *name) {
  static char path[PATH_BYTES];
  const char *root = getenv("TTHC_TEST_SOURCE_DIR");
  snprintf(path, sizeof path, "%s/%s", root == NULL ? "." : root, name);
  return path;
}

static inline tthc_text *read_source(const char *name) {
  tthc_text *text = tthc_text_from_file(in_source(name), NULL);
  assert_non_null(text);
  return text;
}

static inline tthc_plan *plan_of_source(const char *name) {
  tthc_text *text = read_source(name);
  tthc_plan *plan = tthc_plan_read(tthc_text_data(text), tthc_text_size(text), NULL, NULL);
  assert_non_null(plan);
  tthc_text_free(text);
  return plan;
}

/* The plan of the examples, without facts. */
static inline tthc_plan *example_plan(void) { return plan_of_source("examples/data/vinh-cuu-2021.json"); }

/* One with a superior, contacts, successors, sources, tasks of parts, baselines. */
static inline tthc_plan *tracked_plan(void) { return plan_of_source("tests/data/good/tracked.json"); }

static inline tthc_plan *small_plan_or(tthc_error *err) {
  static const char json[] =
    "{\"format\": \"tthcplan/1\", \"id\": \"nho\", \"year\": 2026, \"subject\": \"Kế hoạch nhỏ\","
    " \"units\": [{\"id\": \"mot\", \"name\": \"Đơn vị một\"}, {\"id\": \"hai\", \"name\": \"Đơn vị hai\"}],"
    " \"tasks\": [{\"label\": \"1\", \"title\": \"Việc một\", \"lead\": {\"units\": [\"mot\"]},"
    " \"deadline\": {\"text\": \"Quý II/2026\"}}]}";
  return tthc_plan_read(json, -1, NULL, err);
}

static inline tthc_plan *small_plan(void) {
  tthc_plan *plan = small_plan_or(NULL);
  assert_non_null(plan);
  return plan;
}

static inline tthc_store *open_store(const char *path) {
  tthc_error *err = tthc_error_new();
  tthc_store *store = tthc_store_open(path, NULL, err);
  if (store == NULL) print_error("%s: %s\n", path, check_show(tthc_error_message(err, "en")));
  assert_non_null(store);
  tthc_error_free(err);
  return store;
}

/* Plan and facts as one document, owned by the caller. */
static inline tthc_text *whole_text(const tthc_plan *plan) {
  tthc_text *text = tthc_plan_json(plan, "{\"facts\": true}", NULL);
  assert_non_null(text);
  return text;
}

static inline int check_same_text(const char *label, tthc_text *got, tthc_text *wanted) {
  const int failed = check_text(label, tthc_text_data(got), tthc_text_data(wanted));
  tthc_text_free(got);
  tthc_text_free(wanted);
  return failed;
}

#endif
