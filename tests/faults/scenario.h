/* What the tests of faults share: typical changes of a store, what a store holds as one text, and files beside files. */
#ifndef TTHC_FAULTS_SCENARIO_H
#define TTHC_FAULTS_SCENARIO_H

#include "store/folder.h"

#include "base/buffer.h"

#include <sys/stat.h>

enum { STEPS_MAX = 4, FILE_ROOM = 4 << 20, KNOWN_MAX = 4000 };

/* A step gives a negative code when it fails; a step that is done is done for good. */
typedef int32_t step_of(tthc_store *store, tthc_error *err);

/* Opening a store comes before the steps. What it begins as is a file of the source; "made", with plans; or no file. */
struct scenario {
  const char *name;
  const char *from;
  step_of *steps[STEPS_MAX];   /* NULL ends them */
  char *states[STEPS_MAX + 1]; /* what is there before the first step, and after each; filled by scenario_prepare */
  char *bytes;                 /* of the file before */
  size_t size;
  struct {
    uint64_t hash;
    int state;
  } known[KNOWN_MAX]; /* what files were found to hold */
  int known_count;
};

/* --- the folder --------------------------------------------------------------------------------------------------- */

/* In memory where that can be: the tests write much, and look at no real disk. */
static inline int make_fast_folder(void **state) {
  if (getenv("TMPDIR") == NULL && access("/dev/shm", W_OK) == 0) setenv("TMPDIR", "/dev/shm", 1);
  return make_folder(state) || mkdir(in_folder("work"), 0700) != 0 || mkdir(in_folder("copy"), 0700) != 0;
}

static inline void empty(const char *path) {
  DIR *dir = opendir(path);
  struct dirent *entry;
  char name[PATH_BYTES * 2];
  while (dir != NULL && (entry = readdir(dir)) != NULL) {
    if (entry->d_name[0] == '.') continue;
    snprintf(name, sizeof name, "%s/%s", path, entry->d_name);
    unlink(name);
  }
  if (dir != NULL) closedir(dir);
}

static inline int remove_fast_folder(void **state) {
  empty(in_folder("work"));
  empty(in_folder("copy"));
  return remove_folder(state);
}

/* The files of work/ as a process that dies now leaves them. */
static inline void copy_work(void) {
  static char bytes[FILE_ROOM];
  DIR *dir = opendir(in_folder("work"));
  struct dirent *entry;
  char from[PATH_BYTES], to[PATH_BYTES];
  empty(in_folder("copy"));
  while (dir != NULL && (entry = readdir(dir)) != NULL) {
    if (entry->d_name[0] == '.') continue;
    snprintf(from, sizeof from, "%s/work/%.200s", folder, entry->d_name);
    snprintf(to, sizeof to, "%s/copy/%.200s", folder, entry->d_name);
    write_file(to, bytes, read_file(from, bytes, sizeof bytes));
  }
  if (dir != NULL) closedir(dir);
}

/* --- steps -------------------------------------------------------------------------------------------------------- */

static inline int32_t save_and_free(tthc_store *store, tthc_plan *plan, tthc_error *err) {
  const int32_t rc = tthc_store_save(store, plan, err);
  tthc_plan_free(plan);
  return rc;
}

static inline int32_t step_save_small(tthc_store *store, tthc_error *err) {
  tthc_plan *plan = small_plan_or(err);
  return plan == NULL ? tthc_error_code(err) : save_and_free(store, plan, err);
}

static inline int32_t step_save_tracked(tthc_store *store, tthc_error *err) {
  return save_and_free(store, tracked_plan(), err);
}

/* A new revision with a unit, a task and another subject. */
static inline int32_t step_revise(tthc_store *store, tthc_error *err) {
  tthc_plan *plan = tthc_store_load(store, "nho", 0, err);
  if (plan == NULL) return tthc_error_code(err);
  if (tthc_plan_set_subject(plan, "Kế hoạch nhỏ, sửa đổi", err) == TTHC_OK &&
      tthc_unit_add_alias(plan, 0, "Đơn vị thứ nhất", err) >= 0)
    return save_and_free(store, plan, err);
  tthc_plan_free(plan);
  return tthc_error_code(err);
}

/* `count` facts of the small plan, whose ids begin with `name`. What is made here does not count as the library's. */
static inline int32_t append(tthc_store *store, const char *name, int32_t first, int32_t count, tthc_error *err) {
  static char json[16 << 10];
  int32_t i, size = snprintf(json, sizeof json, "{\"format\": \"tthcplan-facts/1\", \"plan\": \"nho\", \"facts\": [");
  for (i = first; i < first + count; i++)
    size += snprintf(json + size, sizeof json - (size_t)size,
                     "%s{\"id\": \"%s-%d\", \"kind\": \"progress\", \"task\": \"1\", \"unit\": \"mot\", \"period\": "
                     "\"2026-Q2\", \"state\": \"in-progress\", \"percent\": %d, \"day\": \"2026-05-01\"}",
                     i == first ? "" : ", ", name, (int)i, (int)(i % 100));
  snprintf(json + size, sizeof json - (size_t)size, "]}");
  return tthc_store_append_facts(store, json, -1, err);
}

static inline int32_t step_append(tthc_store *store, tthc_error *err) { return append(store, "a", 1, 3, err); }

static inline int32_t step_append_more(tthc_store *store, tthc_error *err) { return append(store, "b", 1, 40, err); }

/* Plans and facts, one of the plans amended. */
static inline int fill_store(tthc_store *store) {
  return step_save_small(store, NULL) == 1 && step_save_tracked(store, NULL) == 1 && step_append_more(store, NULL) >= 0 &&
         step_revise(store, NULL) == 2;
}

/* Two plans and facts, in one step. */
static inline int32_t step_bulk(tthc_store *store, tthc_error *err) {
  static const char documents[] =
    "{\"format\": \"tthcplan/1\", \"id\": \"xa-a\", \"year\": 2026, \"subject\": \"Kế hoạch xã A\"}\n"
    "{\"format\": \"tthcplan/1\", \"id\": \"xa-b\", \"year\": 2026, \"units\": [{\"id\": \"u\", \"name\": \"U\"}],"
    " \"tasks\": [{\"label\": \"1\", \"title\": \"Rà soát\", \"lead\": {\"units\": [\"u\"]},"
    " \"deadline\": {\"text\": \"Hàng quý\"}}]}\n"
    "{\"format\": \"tthcplan-facts/1\", \"plan\": \"xa-b\", \"facts\": [{\"id\": \"f\", \"kind\": \"progress\","
    " \"task\": \"1\", \"unit\": \"u\", \"period\": \"2026-Q1\", \"state\": \"done\", \"day\": \"2026-03-30\"}]}";
  tthc_bulk *bulk = tthc_store_bulk_start(store, documents, -1, err);
  const int32_t rc = bulk == NULL ? tthc_error_code(err) : tthc_bulk_step(bulk, 10, err);
  tthc_bulk_free(bulk);
  return rc;
}

static inline int32_t step_remove(tthc_store *store, tthc_error *err) {
  return tthc_store_remove(store, "nho", 1, "lập nhầm", err);
}

/* --- what a store holds ------------------------------------------------------------------------------------------- */

/* All plans with their revisions, definitions and facts, in the caller's hands; NULL with the error. */
static inline char *contents(tthc_store *store, tthc_error *err) {
  struct buffer out = {0};
  tthc_plan_list *list = tthc_store_list_plans(store, err);
  int32_t i, failed = list == NULL;
  tthc__put(&out, "");
  for (i = 0; !failed && i < tthc_plan_list_count(list); i++) {
    tthc_plan *plan = tthc_store_load(store, tthc_plan_list_id(list, i), 0, err);
    tthc_text *text = plan == NULL ? NULL : tthc_plan_json(plan, "{\"facts\": true}", err);
    failed = text == NULL;
    tthc__put_int(&out, tthc_plan_revision(plan));
    tthc__put_char(&out, ' ');
    tthc__put_int(&out, tthc_plan_list_facts(list, i));
    tthc__put_char(&out, ' ');
    if (text != NULL) tthc__put_bytes(&out, tthc_text_data(text), tthc_text_size(text));
    tthc_text_free(text);
    tthc_plan_free(plan);
  }
  tthc_plan_list_free(list);
  if (!failed && !out.failed) return out.data;
  tthc__buffer_free(&out);
  return NULL;
}

/* "ok", or what SQLite says is wrong with a file. */
static inline void check_integrity(const char *path, char *out, size_t room) {
  sqlite3 *database;
  sqlite3_stmt *statement = NULL;
  snprintf(out, room, "cannot be checked");
  if (sqlite3_open_v2(path, &database, SQLITE_OPEN_READWRITE, "unix") == SQLITE_OK &&
      sqlite3_prepare_v2(database, "PRAGMA integrity_check", -1, &statement, NULL) == SQLITE_OK &&
      sqlite3_step(statement) == SQLITE_ROW)
    snprintf(out, room, "%s", (const char *)sqlite3_column_text(statement, 0));
  sqlite3_finalize(statement);
  sqlite3_close(database);
}

/*
 * Which state of the scenario a store holds, opened without faults; -1, with a line that says what is wrong, when it does
 * not open, or holds none of them.
 */
static inline int read_state(const char *label, const char *path, const struct scenario *scenario) {
  tthc_error *err = tthc_error_new();
  tthc_store *store = tthc_store_open(path, NULL, err);
  char *found = store == NULL ? NULL : contents(store, err);
  char integrity[256];
  int i, state = -1;
  tthc_store_free(store);
  for (i = STEPS_MAX; found != NULL && state < 0 && i >= 0; i--)
    if (check_same(found, scenario->states[i])) state = i;
  check_integrity(path, integrity, sizeof integrity);
  if (found == NULL)
    print_error("%s: %s\n", label, check_show(tthc_error_message(err, "en")));
  else if (state < 0)
    print_error("%s: none of the states: %.400s\n", label, found);
  if (check_text(label, integrity, "ok") != 0) state = -1;
  free(found);
  tthc_error_free(err);
  return state;
}

/* FNV-1a over a file; one that is not there is another one than an empty one. */
static inline uint64_t hash_file(const char *path, uint64_t hash) {
  static char bytes[FILE_ROOM];
  size_t size, i;
  if (access(path, F_OK) != 0) return (hash ^ 0x100) * 0x100000001b3u;
  size = read_file(path, bytes, sizeof bytes);
  for (i = 0; i < size; i++) hash = (hash ^ (unsigned char)bytes[i]) * 0x100000001b3u;
  return (hash ^ 0x200) * 0x100000001b3u;
}

/*
 * The same, and that it is one of the states from `first` to `last`. Faults leave the same files again and again: what was
 * found in files is kept, and looked up by their hash.
 */
static inline int state_of(const char *label, const char *path, struct scenario *scenario, int first, int last) {
  char journal[PATH_BYTES + 8];
  uint64_t hash;
  int state, i = 0;
  snprintf(journal, sizeof journal, "%s-journal", path);
  hash = hash_file(journal, hash_file(path, 0xcbf29ce484222325u));
  while (i < scenario->known_count && scenario->known[i].hash != hash) i++;
  state = i < scenario->known_count ? scenario->known[i].state : read_state(label, path, scenario);
  if (i == scenario->known_count && i < KNOWN_MAX) {
    scenario->known[i].hash = hash;
    scenario->known[scenario->known_count++].state = state;
  }
  if (state >= first && state <= last) return state;
  print_error("%s: state %d, wanted %d to %d\n", label, state, first, last);
  return -1;
}

/* --- scenarios ---------------------------------------------------------------------------------------------------- */

#define SCENARIOS \
  { \
    {.name = "new store", .from = NULL, .steps = {step_save_small, step_append}}, \
      {.name = "new plan", .from = "made", .steps = {step_save_tracked}}, \
      {.name = "new revision", .from = "made", .steps = {step_revise, step_append}}, \
      {.name = "facts", .from = "made", .steps = {step_append, step_append_more}}, \
      {.name = "many documents, removal", .from = "made", .steps = {step_bulk, step_remove}}, \
      {.name = "migration", .from = "tests/data/stores/v1.db", .steps = {step_save_small}}, \
  }

static inline int step_count(const struct scenario *scenario) {
  int count = 0;
  while (count < STEPS_MAX && scenario->steps[count] != NULL) count++;
  return count;
}

/* The store, in work/, as it is before. */
static inline const char *scenario_begin(const struct scenario *scenario) {
  static char path[PATH_BYTES];
  snprintf(path, sizeof path, "%s", in_folder("work/store.db"));
  empty(in_folder("work"));
  if (scenario->bytes != NULL) write_file(path, scenario->bytes, scenario->size);
  return path;
}

static inline void read_before(struct scenario *scenario) {
  static char bytes[FILE_ROOM];
  const char *path = in_folder("work/made.db");
  tthc_store *store;
  if (scenario->from == NULL) return;
  empty(in_folder("work"));
  if (strcmp(scenario->from, "made") == 0) {
    store = open_store(path);
    assert_int_equal(step_save_small(store, NULL), 1);
    assert_int_equal(append(store, "before", 1, 5, NULL), 5);
    tthc_store_free(store);
  } else {
    path = in_source(scenario->from);
  }
  scenario->size = read_file(path, bytes, sizeof bytes);
  assert_true(scenario->size < sizeof bytes);
  scenario->bytes = check_exact_copy(bytes, scenario->size);
}

/* Runs it once without faults, and keeps what is there after each step. */
static inline void scenario_prepare(struct scenario *scenario) {
  tthc_store *store;
  int i;
  read_before(scenario);
  store = open_store(scenario_begin(scenario));
  scenario->states[0] = contents(store, NULL);
  for (i = 0; i < step_count(scenario); i++) {
    assert_true(scenario->steps[i](store, NULL) >= 0);
    scenario->states[i + 1] = contents(store, NULL);
    assert_non_null(scenario->states[i + 1]);
    assert_string_not_equal(scenario->states[i], scenario->states[i + 1]);
  }
  tthc_store_free(store);
}

static inline void scenario_free(struct scenario *scenario) {
  int i;
  for (i = 0; i <= STEPS_MAX; i++) free(scenario->states[i]);
  free(scenario->bytes);
}

/* TTHC_FAULTS_THIN: only one of so many faults, kills and writes is tried. */
static inline int faults_thin(void) {
  const char *text = getenv("TTHC_FAULTS_THIN");
  const int thin = text == NULL ? 1 : atoi(text);
  return thin < 1 ? 1 : thin;
}

#endif
