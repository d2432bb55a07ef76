/* The trail: what leaves a row in it, and that whatever is done to the file behind the library's back shows. */
#include "tthcplan/trail.h"

#include "store/history.h"
#include "store/plan_rows.h"
#include "store/store.h"
#include "store/trail.h"

enum { LONG_TRAIL = 200 };

/* --- what leaves a row -------------------------------------------------------------------------------------------- */

struct wanted_row {
  int32_t action;
  const char *plan;
  int32_t revision;
  int64_t first_fact;
  int64_t last_fact;
  int64_t at;
  const char *actor;
  const char *reason;
};

static int check_row(const tthc_trail *trail, int32_t row, const struct wanted_row *wanted) {
  char label[16];
  snprintf(label, sizeof label, "row %d", (int)row);
  return check_int(label, tthc_trail_seq(trail, row), row + 1) +
         check_int(label, tthc_trail_action(trail, row), wanted->action) +
         check_text(label, tthc_trail_plan(trail, row), wanted->plan) +
         check_int(label, tthc_trail_revision(trail, row), wanted->revision) +
         check_int(label, tthc_trail_first_fact(trail, row), wanted->first_fact) +
         check_int(label, tthc_trail_last_fact(trail, row), wanted->last_fact) +
         check_int(label, tthc_trail_at(trail, row), wanted->at) +
         check_text(label, tthc_trail_actor(trail, row), wanted->actor) +
         check_text(label, tthc_trail_reason(trail, row), wanted->reason) +
         check_int(label, (int64_t)strlen(tthc_trail_hash(trail, row)), 64);
}

static void test_rows(void **state) {
  static const struct wanted_row wanted[] = {
    {TTHC_TRAIL_SAVED, "nho", 1, 0, 0, TTHC_NO_NUMBER, NULL, NULL},
    {TTHC_TRAIL_SAVED, "nho", 2, 0, 0, 1770000000, "Lan", "sửa tên"},
    {TTHC_TRAIL_APPENDED, "nho", 2, 1, 1, 1770000000, "Lan", "sửa tên"},
    {TTHC_TRAIL_APPENDED, "nho", 2, 2, 2, TTHC_NO_NUMBER, "Minh", NULL},
    {TTHC_TRAIL_APPENDED, "nho", 2, 0, 0, TTHC_NO_NUMBER, "Minh", NULL},
    {TTHC_TRAIL_REMOVED, "nho", 2, 0, 0, TTHC_NO_NUMBER, "Minh", "nhập nhầm"},
    {TTHC_TRAIL_RESTORED, "nho", 2, 0, 0, TTHC_NO_NUMBER, NULL, NULL},
    {TTHC_TRAIL_SAVED, "nho", 3, 0, 0, TTHC_NO_NUMBER, NULL, NULL},
    {TTHC_TRAIL_SAVED, "q", 1, 0, 0, TTHC_NO_NUMBER, NULL, NULL},
  };
  tthc_store *store = open_store(in_folder("rows.db"));
  tthc_trail *trail;
  tthc_text *head, *text;
  int32_t row;
  int failures = 0;
  (void)state;
  head = tthc_store_head(store, NULL);
  failures += check_text("empty", tthc_text_data(head), "0:" EMPTY_TRAIL);
  failures += check_verified("empty", store, tthc_text_data(head));
  tthc_text_free(head);
  make_history(store);
  trail = tthc_store_trail(store, NULL, NULL);
  assert_int_equal(tthc_trail_count(trail), COUNT(wanted));
  for (row = 0; row < (int32_t)COUNT(wanted); row++) failures += check_row(trail, row, &wanted[row]);
  /* the digests lead from one to the next */
  assert_null(tthc_trail_digest_before(trail, 0));
  failures += check_text("before", tthc_trail_digest_before(trail, 1), tthc_trail_digest_after(trail, 0));
  assert_null(tthc_trail_digest_before(trail, 2));
  failures += check_text("facts", tthc_trail_digest_before(trail, 3), tthc_trail_digest_after(trail, 2));
  failures += check_text("x-", tthc_trail_digest_after(trail, 4), tthc_trail_digest_after(trail, 3));
  assert_null(tthc_trail_digest_after(trail, 5));
  head = tthc_store_head(store, NULL);
  assert_memory_equal(tthc_text_data(head), "9:", 2);
  failures += check_text("head", tthc_text_data(head) + 2, tthc_trail_hash(trail, 8));
  failures += check_verified("head", store, tthc_text_data(head));
  failures += check_verified("no head", store, NULL);
  text = tthc_trail_json(trail, NULL);
  assert_non_null(strstr(tthc_text_data(text), "\"action\": \"removed\", \"plan\": \"nho\", \"revision\": 2"));
  assert_non_null(strstr(tthc_text_data(text), "\"facts_extra\": {\"x-from\": 1}"));
  tthc_text_free(text);
  tthc_text_free(head);
  tthc_trail_free(trail);
  tthc_store_free(store);
  empty_folder();
  CHECK_NONE_FAILED(failures);
}

static void test_asking(void **state) {
  static const struct {
    const char *options;
    int32_t count;
    int64_t first;
  } cases[] = {{"{}", 9, 1}, {"{\"after\": 4}", 5, 5}, {"{\"after\": 4, \"limit\": 2}", 2, 5}, {"{\"after\": 9}", 0, 0},
               {"{\"plan\": \"q\"}", 1, 9}, {"{\"plan\": \"nho\", \"after\": 6}", 2, 7},
               {"{\"plan\": \"khac\"}", 0, 0}};
  static const char *const bad[] = {"{\"plan\": \"N\"}", "{\"limit\": 0}", "{\"limit\": 100001}", "{\"after\": -1}",
                                    "{\"from\": 1}", "[]"};
  tthc_store *store = open_store(in_folder("asking.db"));
  tthc_error *err = tthc_error_new();
  tthc_trail *trail;
  int failures = 0;
  size_t i;
  (void)state;
  make_history(store);
  for (i = 0; i < COUNT(cases); i++) {
    trail = tthc_store_trail(store, cases[i].options, NULL);
    failures += check_int(cases[i].options, tthc_trail_count(trail), cases[i].count);
    failures += check_int(cases[i].options, tthc_trail_seq(trail, 0), cases[i].first);
    tthc_trail_free(trail);
  }
  for (i = 0; i < COUNT(bad); i++) {
    assert_null(tthc_store_trail(store, bad[i], err));
    failures += check_int(bad[i], tthc_error_code(err) < 0, 1);
  }
  trail = tthc_store_revisions(store, "nho", NULL);
  assert_int_equal(tthc_trail_count(trail), 3);
  for (i = 0; i < 3; i++) failures += check_int("revision", tthc_trail_revision(trail, (int32_t)i), (int64_t)i + 1);
  failures += check_text("actor", tthc_trail_actor(trail, 1), "Lan");
  /* a wrong row */
  assert_int_equal(tthc_trail_seq(trail, 3), 0);
  assert_int_equal(tthc_trail_at(trail, -1), TTHC_NO_NUMBER);
  assert_int_equal(tthc_trail_action(NULL, 0), 0);
  assert_null(tthc_trail_plan(trail, 3));
  assert_int_equal(tthc_trail_first_fact(trail, 3) + tthc_trail_last_fact(trail, 3) + tthc_trail_revision(trail, 3), 0);
  assert_null(tthc_trail_json(NULL, err));
  tthc_trail_free(trail);
  tthc_trail_free(NULL);
  assert_null(tthc_store_revisions(store, "khong-co", err));
  assert_int_equal(tthc_error_code(err), TTHC_E_NOT_FOUND);
  assert_null(tthc_store_revisions(store, NULL, err));
  assert_int_equal(tthc_error_code(err), TTHC_E_ARGUMENT);
  failures += check_text("word", tthc_trail_action_word(TTHC_TRAIL_RESTORED), "restored");
  assert_null(tthc_trail_action_word(0));
  assert_null(tthc_trail_action_word(6));
  tthc_store_free(store);
  tthc_error_free(err);
  empty_folder();
  CHECK_NONE_FAILED(failures);
}

/* What a revision changed is a diff of two that are loaded. */
static void test_diff_of_revisions(void **state) {
  tthc_store *store = open_store(":memory:");
  tthc_plan *before, *after;
  tthc_plan_diff *diff;
  (void)state;
  make_history(store);
  before = tthc_store_load(store, "nho", 2, NULL);
  after = tthc_store_load(store, "nho", 3, NULL);
  diff = tthc_plan_diff_new(before, after, NULL);
  assert_int_equal(tthc_plan_diff_count(diff), 1);
  CHECK_NONE_FAILED(check_text("member", tthc_plan_diff_member(diff, 0), "subject") +
                    check_text("before", tthc_plan_diff_before(diff, 0), "Kế hoạch sửa") +
                    check_text("after", tthc_plan_diff_after(diff, 0), "Lần ba"));
  tthc_plan_diff_free(diff);
  tthc_plan_free(before);
  tthc_plan_free(after);
  tthc_store_free(store);
}

static void test_who_acts(void **state) {
  static const char *const bad[] = {"{\"actor\": 1}", "{\"actor\": \"\"}", "{\"at\": -1}", "{\"at\": \"2026\"}",
                                    "{\"at\": 1.5}", "{\"who\": \"a\"}", "{", "{\"reason\": null}"};
  tthc_store *store = open_store(":memory:");
  tthc_error *err = tthc_error_new();
  tthc_plan *plan = small_plan();
  tthc_trail *trail;
  int failures = 0;
  size_t i;
  (void)state;
  assert_int_equal(tthc_store_act_as(store, "{\"actor\": \"Lan\"}", NULL), TTHC_OK);
  for (i = 0; i < COUNT(bad); i++) failures += check_int(bad[i], tthc_store_act_as(store, bad[i], err) < 0, 1);
  assert_int_equal(tthc_store_save(store, plan, NULL), 1);
  trail = tthc_store_trail(store, NULL, NULL);
  failures += check_text("stays", tthc_trail_actor(trail, 0), "Lan");
  tthc_trail_free(trail);
  assert_int_equal(tthc_store_act_as(NULL, NULL, err), TTHC_E_HANDLE);
  tthc_plan_free(plan);
  tthc_store_free(store);
  tthc_error_free(err);
  CHECK_NONE_FAILED(failures);
}

/* --- removing, conflicts ------------------------------------------------------------------------------------------ */

static void test_removed(void **state) {
  tthc_store *store = open_store(":memory:");
  tthc_error *err = tthc_error_new();
  tthc_plan *plan = small_plan(), *old, *fresh = small_plan();
  tthc_plan_list *list;
  (void)state;
  assert_int_equal(tthc_store_remove(store, "nho", 1, "x", err), TTHC_E_NOT_FOUND);
  assert_int_equal(tthc_store_save(store, plan, NULL), 1);
  assert_int_equal(tthc_plan_set_subject(plan, "Hai", NULL), TTHC_OK);
  assert_int_equal(tthc_store_save(store, plan, NULL), 2);
  assert_int_equal(tthc_store_remove(store, "nho", 1, "x", err), TTHC_E_CONFLICT);
  CHECK_NONE_FAILED(check_text("conflict", tthc_error_path(err), "/plans/nho/revisions/2"));
  assert_non_null(strstr(tthc_error_message(err, "en"), "“1 ≠ 2”"));
  assert_int_equal(tthc_store_remove(store, "nho", 2, NULL, err), TTHC_E_MISSING);
  assert_int_equal(tthc_store_remove(store, "nho", 2, "", err), TTHC_E_MISSING);
  assert_int_equal(tthc_store_remove(store, "nho", 2, "\xff", err), TTHC_E_ENCODING);
  assert_int_equal(tthc_store_remove(store, "N", 2, "x", err), TTHC_E_ARGUMENT);
  assert_int_equal(tthc_store_remove(store, "nho", 2, "trùng với kế hoạch khác", err), TTHC_OK);
  assert_int_equal(tthc_store_remove(store, "nho", 2, "x", err), TTHC_E_NOT_FOUND);
  assert_null(tthc_store_load(store, "nho", 0, err));
  assert_int_equal(tthc_error_code(err), TTHC_E_NOT_FOUND);
  assert_non_null(strstr(tthc_error_message(err, "vi"), "“nho: trùng với kế hoạch khác”"));
  assert_non_null(strstr(tthc_error_expected(err, "en"), "removed"));
  assert_int_equal(tthc_store_append_facts(store, facts_of(1), -1, err), TTHC_E_NOT_FOUND);
  list = tthc_store_list_plans(store, NULL);
  assert_int_equal(tthc_plan_list_count(list), 0);
  tthc_plan_list_free(list);
  /* what was is still there, and comes back to those who had it only */
  old = tthc_store_load(store, "nho", 2, NULL);
  CHECK_NONE_FAILED(check_same_text("look back", whole_text(old), whole_text(plan)));
  assert_int_equal(tthc_store_save(store, fresh, err), TTHC_E_CONFLICT);
  assert_int_equal(tthc_store_save(store, old, err), 2);
  list = tthc_store_list_plans(store, NULL);
  assert_int_equal(tthc_plan_list_count(list), 1);
  tthc_plan_list_free(list);
  /* the reason may be told of all changes */
  assert_int_equal(tthc_store_act_as(store, "{\"reason\": \"hết năm\"}", NULL), TTHC_OK);
  assert_int_equal(tthc_store_remove(store, "nho", 2, NULL, err), TTHC_OK);
  assert_null(tthc_store_load(store, "nho", 0, err));
  assert_non_null(strstr(tthc_error_message(err, "vi"), "“nho: hết năm”"));
  CHECK_NONE_FAILED(check_verified("removed", store, NULL));
  tthc_plan_free(old);
  tthc_plan_free(fresh);
  tthc_plan_free(plan);
  tthc_store_free(store);
  tthc_error_free(err);
}

/* --- behind the library's back ------------------------------------------------------------------------------------ */

static tthc_store *tampered; /* the store, opened before somebody else came */
static sqlite3 *attacker;
static char kept_head[128];

static void sql(const char *text) {
  char *message = NULL;
  if (sqlite3_exec(attacker, text, NULL, NULL, &message) != SQLITE_OK) print_error("%s: %s\n", text, message);
  assert_null(message);
}

/* Formatted. */
static void sql_with(const char *format, ...) {
  va_list arguments;
  char *text;
  va_start(arguments, format);
  text = sqlite3_vmprintf(format, arguments);
  va_end(arguments);
  sql(text);
  sqlite3_free(text);
}

static void keep_table(const char *table) { sql_with("CREATE TABLE kept.\"%w\" AS SELECT * FROM \"%w\"", table, table); }

static void put_back(const char *table) {
  sql_with("DELETE FROM \"%w\"; INSERT INTO \"%w\" SELECT * FROM kept.\"%w\"", table, table, table);
}

static void begin_attack(const char *path) {
  tthc_text *head = tthc_store_head(tampered, NULL);
  snprintf(kept_head, sizeof kept_head, "%s", tthc_text_data(head));
  tthc_text_free(head);
  assert_int_equal(sqlite3_open(path, &attacker), SQLITE_OK);
  sql("PRAGMA foreign_keys=OFF; PRAGMA synchronous=OFF; PRAGMA journal_mode=MEMORY; ATTACH ':memory:' AS kept;"
      "DROP TRIGGER trail_update; DROP TRIGGER trail_delete; DROP TRIGGER trail_insert;"
      "DROP TRIGGER fact_update; DROP TRIGGER fact_delete; DROP TRIGGER fact_insert");
}

static void end_attack(void) {
  sqlite3_close(attacker);
  tthc_store_free(tampered);
  empty_folder();
}

/* Code 0: any. */
static int is_told(const tthc_findings *findings, int32_t code, const char *path) {
  int32_t i;
  for (i = 0; i < tthc_findings_count(findings); i++)
    if ((code == 0 || tthc_findings_code(findings, i) == code) && check_same(tthc_findings_path(findings, i), path))
      return 1;
  return 0;
}

/* Whether something is found, at that place if one is named. */
static int is_found(const char *head, const char *path) {
  tthc_error *err = tthc_error_new();
  tthc_findings *findings = tthc_store_verify(tampered, head, err);
  const int found = tthc_findings_count(findings) > 0 && (path == NULL || is_told(findings, 0, path));
  if (findings == NULL) print_error("verify: %s\n", check_show(tthc_error_message(err, "en")));
  assert_non_null(findings);
  tthc_findings_free(findings);
  tthc_error_free(err);
  return found;
}

/* The file is written once, and copied. */
static void make_long_trail(void) {
  static char bytes[1 << 20];
  static size_t size;
  int day;
  if (size == 0) {
    tampered = open_store(in_folder("long.db"));
    make_history(tampered);
    for (day = 2; day < 2 + LONG_TRAIL - 9; day++)
      assert_int_equal(tthc_store_append_facts(tampered, facts_of(day), -1, NULL), 1);
    tthc_store_free(tampered);
    size = read_file(in_folder("long.db"), bytes, sizeof bytes);
    assert_true(size < sizeof bytes);
  }
  write_file(in_folder("long.db"), bytes, size);
  tampered = open_store(in_folder("long.db"));
  begin_attack(in_folder("long.db"));
  assert_memory_equal(kept_head, "200:", 4);
  keep_table("trail");
}

static void change_field(const struct column *column, const char *rows) {
  if (column->kind == COLUMN_TEXT || column->kind == COLUMN_EXTRA)
    sql_with("UPDATE trail SET %s = COALESCE(%s, '') || '0' WHERE %s", column->name, column->name, rows);
  else
    sql_with("UPDATE trail SET %s = COALESCE(%s, -1) + 1 WHERE %s", column->name, column->name, rows);
}

/* A field of each tenth row, one row at a time. */
static int check_one_field(const struct column *column) {
  char rows[32], path[32], label[64];
  int seq, failures = 0;
  for (seq = 1; seq <= LONG_TRAIL; seq += seq == LONG_TRAIL - 9 ? 9 : 10) {
    snprintf(rows, sizeof rows, "seq = %d", seq);
    snprintf(path, sizeof path, "/trail/%d", seq);
    snprintf(label, sizeof label, "%s of %d", column->name, seq);
    change_field(column, rows);
    failures += check_int(label, is_found(NULL, path), 1) + check_int(label, is_found(kept_head, path), 1);
    put_back("trail");
  }
  return failures;
}

/* The field of every other row at once: each of them is told. */
static int check_field_of_all(const struct column *column) {
  char rows[32], path[32], label[64];
  int seq, odd, failures = 0;
  for (odd = 0; odd < 2; odd++) {
    tthc_findings *findings;
    snprintf(rows, sizeof rows, "seq %% 2 = %d", odd);
    change_field(column, rows);
    findings = tthc_store_verify(tampered, NULL, NULL);
    for (seq = odd == 1 ? 1 : 2; seq <= LONG_TRAIL; seq += 2) {
      snprintf(path, sizeof path, "/trail/%d", seq);
      snprintf(label, sizeof label, "%s of all, %d", column->name, seq);
      failures += check_int(label, is_told(findings, TTHC_F_TRAIL_BROKEN, path), 1);
    }
    tthc_findings_free(findings);
    put_back("trail");
  }
  return failures;
}

/* Every field of every row; what has another seq is as if it were deleted, which comes below. */
static void test_edited_rows(void **state) {
  const struct column *column;
  int failures = 0;
  (void)state;
  make_long_trail();
  failures += check_verified("before", tampered, kept_head);
  for (column = tthc__trail_columns + 1; column->name != NULL; column++)
    failures += check_one_field(column) + check_field_of_all(column);
  failures += check_verified("after", tampered, kept_head);
  end_attack();
  CHECK_NONE_FAILED(failures);
}

/* Every row deleted, moved, doubled; every length of the tail cut. */
static void test_moved_rows(void **state) {
  char label[64];
  int seq, failures = 0;
  (void)state;
  make_long_trail();
  for (seq = 1; seq <= LONG_TRAIL; seq++) {
    snprintf(label, sizeof label, "row %d", seq);
    sql_with("DELETE FROM trail WHERE seq = %d", seq);
    failures += check_int(label, is_found(NULL, NULL), 1) + check_int(label, is_found(kept_head, NULL), 1);
    sql_with("INSERT INTO trail SELECT %d, at, actor, action, plan, revision, first_fact, last_fact, facts_extra,"
             " digest_before, digest_after, reason, previous, hash FROM kept.trail WHERE seq = %d", seq + 1000, seq);
    failures += check_int(label, is_found(NULL, NULL), 1); /* it has another seq */
    sql_with("DELETE FROM trail WHERE seq = %d", seq + 1000);
    /* and the gap closed */
    sql_with("UPDATE trail SET seq = -seq WHERE seq > %d; UPDATE trail SET seq = -seq - 1 WHERE seq < 0", seq);
    failures += check_int(label, is_found(NULL, NULL), 1) + check_int(label, is_found(kept_head, NULL), 1);
    put_back("trail");
    sql_with("UPDATE trail SET seq = -1 WHERE seq = %d; UPDATE trail SET seq = %d WHERE seq = %d;"
             "UPDATE trail SET seq = %d WHERE seq = -1", seq, seq, seq % LONG_TRAIL + 1, seq % LONG_TRAIL + 1);
    failures += check_int(label, is_found(NULL, NULL), 1);
    put_back("trail");
    sql_with("INSERT INTO trail SELECT %d, at, actor, action, plan, revision, first_fact, last_fact, facts_extra,"
             " digest_before, digest_after, reason, previous, hash FROM kept.trail WHERE seq = %d", LONG_TRAIL + 1, seq);
    failures += check_int(label, is_found(NULL, "/trail/201"), 1);
    put_back("trail");
    sql_with("DELETE FROM trail WHERE seq > %d", seq - 1);
    failures += check_int(label, is_found(kept_head, "/trail/200"), 1) + check_int(label, is_found(NULL, NULL), 1);
    put_back("trail");
  }
  failures += check_verified("after", tampered, kept_head);
  end_attack();
  CHECK_NONE_FAILED(failures);
}

/* Hashes every row again, as who owns the file can. */
static void rebuild_chain(int from) {
  struct database database = {.handle = attacker};
  struct statement statement;
  char hash[DIGEST_HEX + 1];
  int seq;
  for (seq = from; seq <= LONG_TRAIL; seq++) {
    struct trail_row row;
    sql_with("UPDATE trail SET previous = (SELECT hash FROM trail WHERE seq = %d) WHERE seq = %d", seq - 1, seq);
    assert_int_equal(tthc__trail_select(&statement, &database, "WHERE seq = $1"), TTHC_OK);
    tthc__bind_number(&statement, 1, seq);
    if (tthc__step(&statement) == 1) {
      assert_int_equal(tthc__read_row(&statement, 0, tthc__trail_columns, &row), TTHC_OK);
      assert_int_equal(tthc__trail_hash(&row, hash, NULL), TTHC_OK);
      tthc__finish(&statement);
      sql_with("UPDATE trail SET hash = '%s' WHERE seq = %d", hash, seq);
    }
    tthc__finish(&statement);
  }
  tthc__drop_kept(&database);
}

static void test_rebuilt_chain(void **state) {
  char cut_head[128];
  int failures = 0;
  (void)state;
  make_long_trail();
  /* another name in a row, and all hashes made anew: only the head knows */
  sql("UPDATE trail SET actor = 'Kẻ khác' WHERE seq = 5");
  rebuild_chain(5);
  failures += check_int("name, no head", is_found(NULL, NULL), 0);
  failures += check_int("name, head", is_found(kept_head, "/trail/200"), 1);
  put_back("trail");
  /* a row moved so that it fits: what it did before the change no more fits */
  sql("UPDATE trail SET seq = -1 WHERE seq = 100; UPDATE trail SET seq = 100 WHERE seq = 101;"
      "UPDATE trail SET seq = 101 WHERE seq = -1");
  rebuild_chain(100);
  failures += check_int("moved, no head", is_found(NULL, "/trail/100"), 1);
  put_back("trail");
  /* the last fact taken away with its row and digest: only the head knows; an earlier head does not */
  sql("UPDATE plan SET facts_digest = (SELECT digest_before FROM trail WHERE seq = 200) WHERE id = 'nho';"
      "DELETE FROM fact WHERE seq = (SELECT last_fact FROM trail WHERE seq = 200); DELETE FROM trail WHERE seq = 200");
  failures += check_int("cut off, no head", is_found(NULL, NULL), 0);
  failures += check_int("cut off, head", is_found(kept_head, "/trail/200"), 1);
  {
    tthc_text *head = tthc_store_head(tampered, NULL);
    snprintf(cut_head, sizeof cut_head, "%s", tthc_text_data(head));
    tthc_text_free(head);
  }
  failures += check_int("cut off, earlier head", is_found(cut_head, NULL), 0);
  end_attack();
  CHECK_NONE_FAILED(failures);
}

static void test_heads(void **state) {
  static const char *const bad[] = {"", "9", "9:", ":" EMPTY_TRAIL, "9:" EMPTY_TRAIL "0", "-1:" EMPTY_TRAIL,
                                    "9x:" EMPTY_TRAIL,
                                    "0:1" "000000000000000000000000000000000000000000000000000000000000000",
                                    "99999999999999999999:" EMPTY_TRAIL, "9:G"};
  tthc_error *err = tthc_error_new();
  tthc_trail *trail;
  char head[128];
  int32_t row;
  size_t i;
  int failures = 0;
  (void)state;
  tampered = open_store(":memory:");
  make_history(tampered);
  for (i = 0; i < COUNT(bad); i++) {
    assert_null(tthc_store_verify(tampered, bad[i], err));
    failures += check_int(bad[i], tthc_error_code(err), TTHC_E_VALUE);
  }
  trail = tthc_store_trail(tampered, NULL, NULL);
  for (row = 0; row < tthc_trail_count(trail); row++) { /* a head of any time since */
    snprintf(head, sizeof head, "%d:%s", (int)row + 1, tthc_trail_hash(trail, row));
    failures += check_int(head, is_found(head, NULL), 0);
    snprintf(head, sizeof head, "%d:%s", (int)row + 1, tthc_trail_hash(trail, (row + 1) % 9));
    failures += check_int(head, is_found(head, NULL), 1);
  }
  failures += check_int("nothing yet", is_found("0:" EMPTY_TRAIL, NULL), 0);
  snprintf(head, sizeof head, "10:%s", tthc_trail_hash(trail, 8));
  failures += check_int(head, is_found(head, "/trail/10"), 1);
  assert_null(tthc_store_verify(NULL, NULL, err));
  tthc_trail_free(trail);
  tthc_store_free(tampered);
  tthc_error_free(err);
  CHECK_NONE_FAILED(failures);
}

/* --- what is stored, against the trail ---------------------------------------------------------------------------- */

/* Changes each column of a table. */
static int change_columns(const char *table) {
  sqlite3_stmt *columns;
  int failures = 0, rows;
  assert_int_equal(sqlite3_prepare_v2(attacker, "SELECT name, type FROM pragma_table_info($1)", -1, &columns, NULL), 0);
  sqlite3_bind_text(columns, 1, table, -1, SQLITE_STATIC);
  keep_table(table);
  while (sqlite3_step(columns) == SQLITE_ROW) {
    const char *name = (const char *)sqlite3_column_text(columns, 0);
    const int is_text = strcmp((const char *)sqlite3_column_text(columns, 1), "TEXT") == 0;
    char label[64];
    if (strcmp(name, "calendar") == 0) continue; /* as the assignments, it follows from the rest */
    snprintf(label, sizeof label, "%s.%s", table, name);
    if (is_text)
      sql_with("UPDATE OR IGNORE \"%w\" SET \"%w\" = COALESCE(\"%w\", 'x') || 'z'", table, name, name);
    else
      sql_with("UPDATE OR IGNORE \"%w\" SET \"%w\" = COALESCE(\"%w\", 0) + 1", table, name, name);
    rows = sqlite3_changes(attacker);
    failures += check_int(label, rows > 0, 1);
    failures += check_int(label, is_found(kept_head, NULL), 1);
    failures += check_int(label, is_found(NULL, NULL), 1);
    put_back(table);
  }
  sqlite3_finalize(columns);
  sql_with("DROP TABLE kept.\"%w\"", table);
  return failures;
}

/* Takes each row of a table away. */
static int change_rows(const char *table) {
  char label[64];
  int failures = 0, row, rows;
  sqlite3_stmt *count;
  char *text = sqlite3_mprintf("SELECT COUNT(*) FROM \"%w\"", table);
  assert_int_equal(sqlite3_prepare_v2(attacker, text, -1, &count, NULL), SQLITE_OK);
  sqlite3_free(text);
  assert_int_equal(sqlite3_step(count), SQLITE_ROW);
  rows = sqlite3_column_int(count, 0);
  sqlite3_finalize(count);
  failures += check_int(table, rows > 0, 1); /* or nothing would be tested */
  keep_table(table);
  for (row = 0; row < rows; row++) {
    snprintf(label, sizeof label, "%s, row %d", table, row);
    sql_with("DELETE FROM \"%w\"; INSERT INTO \"%w\" SELECT * FROM kept.\"%w\" WHERE rowid <> %d", table, table, table,
             row + 1);
    failures += check_int(label, is_found(NULL, NULL), 1);
    put_back(table);
  }
  sql_with("DROP TABLE kept.\"%w\"", table);
  return failures;
}

static void test_stored_rows(void **state) {
  const char *table;
  int32_t i;
  int failures = 0;
  (void)state;
  tampered = open_store(in_folder("stored.db"));
  make_history(tampered);
  save_more(tampered);
  begin_attack(in_folder("stored.db"));
  failures += check_verified("before", tampered, kept_head);
  for (i = 0; (table = tthc__revision_table(i)) != NULL; i++) failures += change_columns(table) + change_rows(table);
  failures += change_columns("plan") + change_rows("plan");
  failures += change_columns("revision") + change_rows("revision");
  failures += change_columns("fact") + change_rows("fact");
  failures += check_verified("after", tampered, kept_head);
  end_attack();
  CHECK_NONE_FAILED(failures);
}

/* The places are told. */
static void test_places(void **state) {
  static const struct {
    const char *change;
    const char *back;
    int32_t code;
    const char *path;
  } cases[] = {
    {"UPDATE task SET title = 'Khác' WHERE revision = 2", "UPDATE task SET title = 'Việc một' WHERE revision = 2",
     TTHC_F_REVISION_DIFFERS, "/plans/nho/revisions/2"},
    {"UPDATE task SET n = 7 WHERE revision = 2", "UPDATE task SET n = 0 WHERE revision = 2",
     TTHC_F_REVISION_DIFFERS, "/plans/nho/revisions/2"},
    {"UPDATE fact SET day = day + 1 WHERE seq = 2", "UPDATE fact SET day = day - 1 WHERE seq = 2",
     TTHC_F_FACTS_DIFFER, "/plans/nho/facts/2"},
    {"UPDATE fact SET note = CAST(x'6100' AS TEXT) WHERE seq = 1", "UPDATE fact SET note = NULL WHERE seq = 1",
     TTHC_F_FACTS_DIFFER, "/plans/nho/facts/1"},
    {"INSERT INTO fact (plan, seq, id, kind, day) VALUES (1, 3, 'x', 3, 1)", "DELETE FROM fact WHERE seq = 3",
     TTHC_F_FACTS_DIFFER, "/plans/nho/facts/3"},
    {"UPDATE plan SET revision = 2 WHERE id = 'nho'", "UPDATE plan SET revision = 3 WHERE id = 'nho'",
     TTHC_F_PLAN_DIFFERS, "/plans/nho"},
    {"UPDATE plan SET removed = 6 WHERE id = 'nho'", "UPDATE plan SET removed = NULL", TTHC_F_PLAN_DIFFERS,
     "/plans/nho"},
    {"UPDATE plan SET id = 'to' WHERE id = 'nho'", "UPDATE plan SET id = 'nho' WHERE id = 'to'",
     TTHC_F_PLAN_DIFFERS, "/plans/nho"},
    {"INSERT INTO plan (plan, id, revision) VALUES (9, 'Ở đâu', 1)", "DELETE FROM plan WHERE plan = 9",
     TTHC_F_PLAN_DIFFERS, "/plans/?"},
    {"INSERT INTO recipient VALUES (1, 4, 0, 'x')", "DELETE FROM recipient WHERE revision = 4",
     TTHC_F_PLAN_DIFFERS, "/tables/recipient"},
    {"UPDATE trail SET actor = CAST(x'6100' AS TEXT) WHERE seq = 4", "UPDATE trail SET actor = 'Minh' WHERE seq = 4",
     TTHC_F_TRAIL_BROKEN, "/trail/4"},
    {"UPDATE trail SET revision = 99999999999 WHERE seq = 4", "UPDATE trail SET revision = 2 WHERE seq = 4",
     TTHC_F_TRAIL_BROKEN, "/trail/4"},
  };
  int failures = 0;
  size_t i;
  (void)state;
  tampered = open_store(in_folder("places.db"));
  make_history(tampered);
  begin_attack(in_folder("places.db"));
  for (i = 0; i < COUNT(cases); i++) {
    tthc_findings *findings;
    tthc_text *text;
    sql(cases[i].change);
    findings = tthc_store_verify(tampered, NULL, NULL);
    failures += check_int(cases[i].change, is_told(findings, cases[i].code, cases[i].path), 1);
    text = tthc_findings_json(findings, "vi", NULL);
    failures += check_int(cases[i].change, text == NULL, 0);
    tthc_text_free(text);
    tthc_findings_free(findings);
    sql(cases[i].back);
    failures += check_verified(cases[i].change, tampered, kept_head);
  }
  end_attack();
  CHECK_NONE_FAILED(failures);
}

/* A plan that is marked as removed without a row that tells of it is no plan, and no removed one. */
static void test_removed_by_nobody(void **state) {
  tthc_error *err = tthc_error_new();
  (void)state;
  tampered = open_store(in_folder("removed.db"));
  make_history(tampered);
  assert_int_equal(sqlite3_open(in_folder("removed.db"), &attacker), SQLITE_OK);
  sql("UPDATE plan SET removed = 999 WHERE id = 'nho'");
  assert_null(tthc_store_load(tampered, "nho", 0, err));
  assert_int_equal(tthc_error_code(err), TTHC_E_DATABASE);
  tthc_error_free(err);
  end_attack();
}

/* The triggers stop mistakes; who takes them off and puts them on again is found by verifying. */
static void test_appended_only(void **state) {
  static const char *const refused[] = {
    "UPDATE trail SET actor = 'x' WHERE seq = 1", "DELETE FROM trail WHERE seq = 9",
    "INSERT INTO trail (seq, action, plan, revision, hash) VALUES (11, 1, 'x', 1, 'h')",
    "INSERT INTO trail (action, plan, revision, hash) VALUES (1, 'x', 1, 'h')",
    "REPLACE INTO trail (seq, action, plan, revision, hash) VALUES (9, 1, 'x', 1, 'h')",
  };
  char update[512];
  sqlite3_stmt *trigger;
  size_t i;
  (void)state;
  tampered = open_store(in_folder("triggers.db"));
  make_history(tampered);
  tthc_store_free(tampered);
  assert_int_equal(sqlite3_open(in_folder("triggers.db"), &attacker), SQLITE_OK);
  for (i = 0; i < COUNT(refused); i++)
    assert_int_equal(sqlite3_exec(attacker, refused[i], NULL, NULL, NULL), SQLITE_CONSTRAINT);
  assert_int_equal(sqlite3_prepare_v2(attacker, "SELECT sql FROM sqlite_schema WHERE name = 'trail_update'", -1,
                                      &trigger, NULL), SQLITE_OK);
  assert_int_equal(sqlite3_step(trigger), SQLITE_ROW);
  snprintf(update, sizeof update, "%s", (const char *)sqlite3_column_text(trigger, 0));
  sqlite3_finalize(trigger);
  sql("DROP TRIGGER trail_update; UPDATE trail SET actor = 'x' WHERE seq = 1");
  sql(update);
  tampered = open_store(in_folder("triggers.db"));
  assert_true(is_found(NULL, "/trail/1"));
  end_attack();
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_rows),
    cmocka_unit_test(test_asking),
    cmocka_unit_test(test_diff_of_revisions),
    cmocka_unit_test(test_who_acts),
    cmocka_unit_test(test_removed),
    cmocka_unit_test(test_edited_rows),
    cmocka_unit_test(test_moved_rows),
    cmocka_unit_test(test_rebuilt_chain),
    cmocka_unit_test(test_heads),
    cmocka_unit_test(test_stored_rows),
    cmocka_unit_test(test_places),
    cmocka_unit_test(test_removed_by_nobody),
    cmocka_unit_test(test_appended_only),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
