/* A store as lines: what is imported is the same store; of a text with a bad line nothing is imported. */
#include "tthcplan/exchange.h"

#include "store/fact_rows.h"
#include "store/history.h"
#include "store/store.h"
#include "store/stored_plan.h"
#include "store/trail.h"

/* The whole export, in steps of so many rows; owned by the caller. */
static char *export_all(tthc_store *store, int32_t rows) {
  char *all = calloc(1, 1);
  size_t size = 0;
  int64_t after = 0;
  for (;; after += rows) {
    tthc_error *err = tthc_error_new();
    tthc_text *text = tthc_store_export(store, after, rows, err);
    if (text == NULL) print_error("%s\n", check_show(tthc_error_message(err, "en")));
    assert_non_null(text);
    tthc_error_free(err);
    if (tthc_text_size(text) == 0) {
      tthc_text_free(text);
      return all;
    }
    all = realloc(all, size + (size_t)tthc_text_size(text) + 1);
    memcpy(all + size, tthc_text_data(text), (size_t)tthc_text_size(text) + 1);
    size += (size_t)tthc_text_size(text);
    tthc_text_free(text);
  }
}

static char *head_of(tthc_store *store) {
  tthc_text *text = tthc_store_head(store, NULL);
  char *head = strdup(tthc_text_data(text));
  tthc_text_free(text);
  return head;
}

static int check_import(const char *label, tthc_store *store, const char *text, int32_t wanted) {
  tthc_error *err = tthc_error_new();
  const int32_t got = tthc_store_import(store, text, -1, err);
  const int failures = check_int(label, got, wanted);
  if (failures > 0)
    print_error("%d: %s %s\n", (int)tthc_error_line(err), check_show(tthc_error_path(err)),
                check_show(tthc_error_message(err, "en")));
  tthc_error_free(err);
  return failures;
}

static void test_comes_back(void **state) {
  tthc_store *source = full_store(), *target = open_store(":memory:");
  char *text = export_all(source, 100000), *stepwise = export_all(source, 1), *again, *head = head_of(source), *other;
  tthc_plan *a = tthc_store_load(source, "nho", 0, NULL), *b;
  int failures = check_text("steps", stepwise, text);
  (void)state;
  failures += check_import("import", target, text, 14);
  again = export_all(target, 3);
  other = head_of(target);
  failures += check_text("export", again, text) + check_text("head", other, head);
  failures += check_verified("verify", target, head);
  b = tthc_store_load(target, "nho", 0, NULL);
  failures += check_same_text("plan", whole_text(b), whole_text(a));
  failures += check_same_text("x-", tthc_plan_facts_json(b, NULL, NULL), tthc_plan_facts_json(a, NULL, NULL));
  /* and goes on as a store of its own */
  failures += check_int("goes on", tthc_store_append_facts(target, facts_of(100), -1, NULL), 1);
  failures += check_verified("goes on", target, head);
  tthc_plan_free(a);
  tthc_plan_free(b);
  free(text);
  free(stepwise);
  free(again);
  free(head);
  free(other);
  tthc_store_free(source);
  tthc_store_free(target);
  CHECK_NONE_FAILED(failures);
}

/* Step by step, behind what is there; never twice, and never behind another's. */
static void test_steps(void **state) {
  tthc_store *source = open_store(":memory:"), *target = open_store(":memory:"), *other = open_store(":memory:");
  tthc_plan *plan = small_plan();
  tthc_text *first, *second, *none;
  tthc_error *err = tthc_error_new();
  int failures = 0;
  (void)state;
  none = tthc_store_export(source, 0, 10, NULL);
  failures += check_int("empty", tthc_text_size(none), 0) + check_import("empty", target, "", 0);
  make_history(source);
  first = tthc_store_export(source, 0, 4, NULL);
  second = tthc_store_export(source, 4, 100, NULL);
  failures += check_int("early", tthc_store_import(target, tthc_text_data(second), -1, err), TTHC_E_UNKNOWN_MEMBER);
  failures += check_import("first", target, tthc_text_data(first), 4);
  failures += check_verified("first", target, NULL);
  failures += check_int("twice", tthc_store_import(target, tthc_text_data(first), -1, err), TTHC_E_UNKNOWN_MEMBER);
  failures += check_text("twice", tthc_error_expected(err, "en"),
                         "an empty store and this line first, or the rows behind the store's last one");
  failures += check_import("second", target, tthc_text_data(second), 5);
  failures += check_int("twice", tthc_store_import(target, tthc_text_data(second), -1, err), TTHC_E_VALUE);
  failures += check_error("twice", err, TTHC_E_VALUE, "/seq", 1, 0);
  failures += check_verified("second", target, NULL);
  assert_int_equal(tthc_store_save(other, plan, NULL), 1);
  assert_int_equal(tthc_store_append_facts(other, facts_of(3), -1, NULL), 1);
  assert_int_equal(tthc_store_append_facts(other, facts_of(4), -1, NULL), 1);
  assert_int_equal(tthc_store_append_facts(other, facts_of(5), -1, NULL), 1);
  failures += check_int("another's", tthc_store_import(other, tthc_text_data(second), -1, err), TTHC_E_VALUE);
  failures += check_error("another's", err, TTHC_E_VALUE, "/previous", 1, 0);
  assert_null(tthc_store_export(source, -1, 1, err));
  assert_null(tthc_store_export(source, (int64_t)1 << 62, 1, err));
  failures += check_text("after", tthc_error_expected(err, "en"), "a seq, 0 to 2^53−1");
  assert_null(tthc_store_export(source, 0, 0, err));
  assert_null(tthc_store_export(source, 0, 100001, err));
  assert_null(tthc_store_export(NULL, 0, 1, err));
  failures += check_int("NULL", tthc_store_import(target, NULL, 0, err), TTHC_E_ARGUMENT);
  tthc_text_free(none);
  tthc_text_free(first);
  tthc_text_free(second);
  tthc_plan_free(plan);
  tthc_store_free(source);
  tthc_store_free(target);
  tthc_store_free(other);
  tthc_error_free(err);
  CHECK_NONE_FAILED(failures);
}

/* --- bad lines ---------------------------------------------------------------------------------------------------- */

/* Refused, with nothing imported; or else it meant the same. */
static int check_refused(const char *label, const char *text, const char *original, int32_t line) {
  tthc_store *store = open_store(":memory:");
  tthc_error *err = tthc_error_new();
  const int32_t rc = tthc_store_import(store, text, -1, err);
  tthc_plan_list *list = tthc_store_list_plans(store, NULL);
  char *head = head_of(store), *again = export_all(store, 1000);
  int failures = 0;
  if (rc < 0) {
    failures += check_int(label, tthc_error_code(err), rc) + check_int(label, tthc_plan_list_count(list), 0);
    failures += check_int(label, head[0], '0');
    if (line > 0) failures += check_int(label, tthc_error_line(err), line);
    failures += check_int(label, tthc_error_line(err) > 0, 1);
  } else {
    failures += check_text(label, again, original);
  }
  free(head);
  free(again);
  tthc_plan_list_free(list);
  tthc_error_free(err);
  tthc_store_free(store);
  return failures;
}

enum { LINES_MAX = 64 };

static int split(char *text, char *lines[LINES_MAX]) {
  int count = 0;
  char *p = text;
  while (*p != '\0') {
    assert_true(count < LINES_MAX);
    lines[count++] = p;
    p = strchr(p, '\n');
    *p++ = '\0';
  }
  return count;
}

/* The lines, with one of them so many times. */
static char *join(char *const *lines, int count, int at, int times) {
  size_t room = 1;
  char *text;
  int i, n;
  for (i = 0; i < count; i++) room += 2 * (strlen(lines[i]) + 1);
  text = calloc(1, room);
  for (i = 0; i < count; i++)
    for (n = 0; n < (i == at ? times : 1); n++) strcat(strcat(text, lines[i]), "\n");
  return text;
}

static void test_bad_lines(void **state) {
  tthc_store *source = open_store(":memory:");
  char *original, *copy, *text, *lines[LINES_MAX] = {NULL}, label[64];
  int count, i, failures = 0;
  size_t at;
  (void)state;
  make_history(source);
  original = export_all(source, 1000);
  copy = strdup(original);
  count = split(copy, lines);
  failures += check_int("lines", count, 1 + 9 + 4 + 2);
  for (i = 0; i < count; i++) {
    snprintf(label, sizeof label, "line %d taken out", i + 1);
    text = join(lines, count, i, 0);
    if (i < count - 2) failures += check_refused(label, text, original, 0); /* without the last row: an earlier store */
    free(text);
    snprintf(label, sizeof label, "line %d twice", i + 1);
    text = join(lines, count, i, 2);
    failures += check_refused(label, text, original, i + 2);
    free(text);
  }
  text = join(lines, count, count - 1, 0);
  failures += check_refused("the last line taken out", text, original, count);
  free(text);
  /* a byte changed in every line */
  text = strdup(original);
  for (at = 0; at < strlen(original); at += 13) {
    if (original[at] == '\n') continue;
    snprintf(label, sizeof label, "byte %zu", at);
    text[at] = (char)(original[at] ^ 1);
    failures += check_refused(label, text, original, 0);
    text[at] = original[at];
  }
  /* what a line tells of where it fails */
  for (i = 0; i < count; i++) {
    char *kept = lines[i], broken[] = "{";
    lines[i] = broken;
    free(text);
    text = join(lines, count, -1, 1);
    snprintf(label, sizeof label, "line %d broken", i + 1);
    failures += check_refused(label, text, original, i + 1);
    lines[i] = kept;
  }
  free(text);
  free(copy);
  free(original);
  tthc_store_free(source);
  CHECK_NONE_FAILED(failures);
}

/* --- facts that no call takes, with the right digests -------------------------------------------------------------- */

struct planted {
  const char *label;
  struct {
    const char *id, *task, *unit, *period, *corrects;
  } facts[2];
  int32_t action, code;
  const char *path;
};

#define LONG_ID                                                                                                     \
  "a123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901" \
  "234567890123456789"

static const struct planted planted[] = {
  {"nothing wrong", {{"a", "1", "mot", "2026-Q2", NULL}, {"b", "1", "mot", "2026-Q2", "a"}}, TTHC_TRAIL_APPENDED, 0, NULL},
  {"corrects one behind it", {{"a", "1", "mot", "2026-Q2", "b"}, {"b", "1", "mot", "2026-Q2", NULL}}, TTHC_TRAIL_APPENDED,
   0, NULL},
  {"period", {{"a", "1", "mot", "20.6-Q2", NULL}}, TTHC_TRAIL_APPENDED, TTHC_E_PERIOD, "/facts/0/period"},
  {"no period", {{"a", "1", "mot", "2026-Q2", NULL}, {"b", "1", "mot", NULL, NULL}}, TTHC_TRAIL_APPENDED, TTHC_E_MISSING,
   "/facts/1/period"},
  {"task", {{"a", "2", "mot", "2026-Q2", NULL}}, TTHC_TRAIL_APPENDED, TTHC_E_UNKNOWN_ID, "/facts/0/task"},
  {"unit", {{"a", "1", "ba", "2026-Q2", NULL}}, TTHC_TRAIL_APPENDED, TTHC_E_UNKNOWN_ID, "/facts/0/unit"},
  {"group", {{"a", "1", "nhom", "2026-Q2", NULL}}, TTHC_TRAIL_APPENDED, TTHC_E_VALUE, "/facts/0/unit"},
  {"id", {{LONG_ID, "1", "mot", "2026-Q2", NULL}}, TTHC_TRAIL_APPENDED, TTHC_E_LIMIT, "/facts/0/id"},
  {"corrects nothing", {{"a", "1", "mot", "2026-Q2", "x"}}, TTHC_TRAIL_APPENDED, TTHC_E_UNKNOWN_ID, "/facts"},
  {"circle", {{"a", "1", "mot", "2026-Q2", "b"}, {"b", "1", "mot", "2026-Q2", "a"}}, TTHC_TRAIL_APPENDED, TTHC_E_CYCLE,
   "/facts"},
  {"older than the trail", {{"a", "1", "mot", "2026-Q2", NULL}}, TTHC_TRAIL_MIGRATED, 0, NULL},
  {"period, older", {{"a", "1", "mot", "20.6-Q2", NULL}}, TTHC_TRAIL_MIGRATED, TTHC_E_VALUE, "/facts"},
  {"task, older", {{"a", "2", "mot", "2026-Q2", NULL}}, TTHC_TRAIL_MIGRATED, TTHC_E_VALUE, "/facts"},
  {"circle, older", {{"a", "1", "mot", "2026-Q2", "b"}, {"b", "1", "mot", "2026-Q2", "a"}}, TTHC_TRAIL_MIGRATED,
   TTHC_E_VALUE, "/facts"},
};

/* Behind the model's back. */
static void plant(tthc_store *store, const struct planted *row) {
  struct trail_row told = {.at = TTHC_NO_NUMBER, .action = row->action, .plan = "nho", .revision = 1, .first_fact = 1};
  struct stored_plan stored;
  struct fact_saving saving;
  size_t i;
  assert_int_equal(tthc__enter_store(store, NULL), TTHC_OK);
  assert_int_equal(tthc__begin_writing(&store->database), TTHC_OK);
  assert_int_equal(tthc__find_plan(&store->database, "nho", &stored), TTHC_OK);
  assert_int_equal(tthc__begin_facts(&saving, &store->database, stored.key, stored.facts_digest), TTHC_OK);
  for (i = 0; i < COUNT(row->facts) && row->facts[i].id != NULL; i++) {
    struct fact_row fact = {.fact = tthc__new_fact(), .task = row->facts[i].task, .unit = row->facts[i].unit};
    fact.fact.id = row->facts[i].id;
    fact.fact.kind = TTHC_EXPLANATION;
    fact.fact.period = row->facts[i].period;
    fact.fact.corrects = row->facts[i].corrects;
    fact.fact.day = tthc_day_from_civil(2026, 6, 1, NULL);
    assert_int_equal(tthc__save_fact(&saving, &fact), 1);
  }
  told.last_fact = saving.seq;
  told.after = saving.digest;
  assert_int_equal(tthc__set_facts_digest(&store->database, &stored, saving.digest), TTHC_OK);
  assert_int_equal(tthc__trail_append(&store->database, &told), TTHC_OK);
  tthc__end_facts(&saving);
  assert_int_equal(tthc__end(&store->database, TTHC_OK), TTHC_OK);
  tthc__leave_store(store);
}

static int check_planted(const struct planted *row) {
  tthc_store *source = open_store(":memory:"), *target = open_store(":memory:");
  tthc_plan *plan = small_plan();
  tthc_error *err = tthc_error_new();
  char *text;
  int failures;
  assert_int_equal(tthc_plan_add_unit(plan, "nhom", "Nhóm", TTHC_UNIT_GROUP, NULL), 2);
  assert_true(tthc_unit_add_member(plan, 2, 0, TTHC_NO_DAY, TTHC_NO_DAY, NULL) >= 0);
  assert_int_equal(tthc_store_save(source, plan, NULL), 1);
  plant(source, row);
  text = export_all(source, 10);
  failures = check_int(row->label, tthc_store_import(target, text, -1, err), row->code == 0 ? 2 : row->code);
  if (row->code != 0)
    failures += check_error(row->label, err, row->code, row->path, 5, tthc_error_column(err));
  else
    failures += check_verified(row->label, target, NULL);
  free(text);
  tthc_error_free(err);
  tthc_plan_free(plan);
  tthc_store_free(source);
  tthc_store_free(target);
  return failures;
}

/* What is corrected may be a correction itself, of a fact that the row does not name. */
static void test_corrections_of_corrections(void **state) {
  static const char *const facts[] = {"\"id\": \"a\"", "\"id\": \"b\", \"corrects\": \"a\"",
                                      "\"id\": \"c\", \"corrects\": \"b\""};
  tthc_store *source = open_store(":memory:"), *target = open_store(":memory:");
  tthc_plan *plan = small_plan();
  char json[256], *text, *head;
  int failures = 0;
  size_t i;
  (void)state;
  assert_int_equal(tthc_store_save(source, plan, NULL), 1);
  for (i = 0; i < COUNT(facts); i++) {
    snprintf(json, sizeof json,
             "{\"format\": \"tthcplan-facts/1\", \"plan\": \"nho\", \"facts\": [{%s, \"kind\": \"event\", \"task\": \"1\","
             " \"day\": \"2026-06-01\"}]}", facts[i]);
    assert_int_equal(tthc_store_append_facts(source, json, -1, NULL), 1);
  }
  text = export_all(source, 10);
  head = head_of(source);
  failures += check_import("corrections", target, text, 4) + check_verified("corrections", target, head);
  free(head);
  free(text);
  tthc_plan_free(plan);
  tthc_store_free(source);
  tthc_store_free(target);
  CHECK_NONE_FAILED(failures);
}

static void test_facts_are_checked(void **state) {
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(planted); i++) failures += check_planted(&planted[i]);
  CHECK_NONE_FAILED(failures);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_comes_back),
    cmocka_unit_test(test_steps),
    cmocka_unit_test(test_bad_lines),
    cmocka_unit_test(test_facts_are_checked),
    cmocka_unit_test(test_corrections_of_corrections),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
