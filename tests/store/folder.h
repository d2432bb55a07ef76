/* What the tests of stores share: a folder that is thrown away, files in it, and plans to store. */
#ifndef TTHC_STORE_FOLDER_H
#define TTHC_STORE_FOLDER_H

#include "support/check.h"
#include "tthcplan.h"

#include <dirent.h>
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

static inline tthc_text *read_example(const char *name) {
  const char *root = getenv("TTHC_TEST_SOURCE_DIR");
  char path[PATH_BYTES];
  tthc_text *text;
  snprintf(path, sizeof path, "%s/examples/data/%s", root == NULL ? "." : root, name);
  text = tthc_text_from_file(path, NULL);
  assert_non_null(text);
  return text;
}

/* The plan of the examples, without facts. */
static inline tthc_plan *example_plan(void) {
  tthc_text *text = read_example("vinh-cuu-2021.json");
  tthc_plan *plan = tthc_plan_read(tthc_text_data(text), tthc_text_size(text), NULL, NULL);
  assert_non_null(plan);
  tthc_text_free(text);
  return plan;
}

static inline tthc_plan *small_plan(void) {
  static const char json[] =
    "{\"format\": \"tthcplan/1\", \"id\": \"nho\", \"year\": 2026, \"subject\": \"Kế hoạch nhỏ\","
    " \"units\": [{\"id\": \"mot\", \"name\": \"Đơn vị một\"}, {\"id\": \"hai\", \"name\": \"Đơn vị hai\"}],"
    " \"tasks\": [{\"label\": \"1\", \"title\": \"Việc một\", \"lead\": {\"units\": [\"mot\"]},"
    " \"deadline\": {\"text\": \"Quý II/2026\"}}]}";
  tthc_plan *plan = tthc_plan_read(json, -1, NULL, NULL);
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
