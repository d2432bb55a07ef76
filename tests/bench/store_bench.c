/*
 * How fast a store is, beside SQLite itself on the same file system: one durable fact appended to a plan beside one bare
 * durable insert of it; plans saved; a page and a roll-up over all assignments beside the best statement over the same
 * tables. Trust the ratios of one run, not the times of two.
 *
 * store_bench [PLANS [FOLDER]]
 */
#include "tthcplan.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { ROUNDS = 200, REPEATS = 5, UNITS = 12, TASKS = 45 };

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static void need(int ok, const char *what) {
  if (ok) return;
  fprintf(stderr, "store_bench: %s\n", what);
  exit(1);
}

static int compare_doubles(const void *left, const void *right) {
  const double x = *(const double *)left, y = *(const double *)right;
  return (x > y) - (x < y);
}

static double median(double *seconds, int count) {
  qsort(seconds, (size_t)count, sizeof *seconds, compare_doubles);
  return seconds[count / 2];
}

/* --- plans: monthly tasks, each of one unit, with a fact for every assignment ---------------------------------------- */

static tthc_plan *make_plan(int n) {
  char text[64], options[64];
  tthc_plan *plan;
  int32_t i, month, end;
  snprintf(text, sizeof text, "plan-%d", n);
  plan = tthc_plan_new(text, 2021, NULL);
  need(plan != NULL, "plan");
  for (i = 0; i < UNITS; i++) {
    snprintf(text, sizeof text, "unit-%d", n % 100 * UNITS + (int)i);
    need(tthc_plan_add_unit(plan, text, text, TTHC_UNIT_SINGLE, NULL) == i, "unit");
  }
  need(tthc_plan_add_section(plan, "A", "A", NULL) == 0, "section");
  for (i = 0; i < TASKS; i++) {
    snprintf(text, sizeof text, "%d", (int)i + 1);
    need(tthc_plan_add_task(plan, 0, TTHC_NONE, text, "Rà soát, công khai thủ tục hành chính", NULL) == i, "task");
    need(tthc_task_add_lead(plan, i, i % UNITS, NULL) == 0, "lead");
    need(tthc_task_set_deadline(plan, i, "Hàng tháng", NULL) == TTHC_OK, "deadline");
    for (month = 1; month <= 12; month++) {
      end = tthc_day_from_civil(2021, month, 28, NULL);
      snprintf(text, sizeof text, "2021-%02d", (int)month);
      snprintf(options, sizeof options, "{\"id\": \"f%d-%d\"}", (int)i, (int)month);
      need(tthc_plan_add_progress(plan, i, i % UNITS, text, (i + month) % 3 == 0 ? 2 : 3,
                                  (i + month) % 5 == 0 ? end + 9 : end, options, NULL) >= 0, "fact");
    }
  }
  return plan;
}

/* --- one durable fact ----------------------------------------------------------------------------------------------- */

static void append_fact(tthc_store *store, int i) {
  char json[512];
  snprintf(json, sizeof json, "{\"format\": \"tthcplan-facts/1\", \"plan\": \"plan-0\", \"facts\": [{\"id\": \"n%d\", "
           "\"kind\": \"progress\", \"task\": \"A.%d\", \"unit\": \"unit-%d\", \"period\": \"2021-%02d\", "
           "\"state\": \"done\", \"day\": \"2021-12-30\"}]}", i, i % TASKS + 1, i % TASKS % UNITS, i % 12 + 1);
  need(tthc_store_append_facts(store, json, -1, NULL) == 1, "append");
}

static sqlite3 *open_bare(const char *path) {
  sqlite3 *database;
  need(sqlite3_open(path, &database) == SQLITE_OK, "open");
  need(sqlite3_exec(database, "PRAGMA journal_mode=TRUNCATE; PRAGMA synchronous=FULL", NULL, NULL, NULL) == SQLITE_OK,
       "pragma");
  return database;
}

static void insert_fact(sqlite3_stmt *statement, int i) {
  char id[32], task[32], unit[32], period[32];
  snprintf(id, sizeof id, "n%d", i);
  snprintf(task, sizeof task, "A.%d", i % TASKS + 1);
  snprintf(unit, sizeof unit, "unit-%d", i % TASKS % UNITS);
  snprintf(period, sizeof period, "2021-%02d", i % 12 + 1);
  sqlite3_bind_text(statement, 1, id, -1, SQLITE_STATIC);
  sqlite3_bind_text(statement, 2, task, -1, SQLITE_STATIC);
  sqlite3_bind_text(statement, 3, unit, -1, SQLITE_STATIC);
  sqlite3_bind_text(statement, 4, period, -1, SQLITE_STATIC);
  need(sqlite3_step(statement) == SQLITE_DONE && sqlite3_reset(statement) == SQLITE_OK, "insert");
}

static void back_up(tthc_store *store, const char *path) {
  tthc_backup *backup = tthc_store_backup_start(store, path, NULL, NULL);
  need(tthc_backup_step(backup, 0, NULL) == TTHC_OK, "backup");
  tthc_backup_free(backup);
}

/*
 * In turns, as a disk has slow seconds, with bare inserts into the same table of a copy, with its indexes and triggers.
 */
static void time_appending(tthc_store *store, const char *copy, double *appending, double *bare) {
  double ours[ROUNDS], theirs[ROUNDS], start, between;
  sqlite3 *database;
  sqlite3_stmt *statement;
  int i;
  unlink(copy);
  back_up(store, copy);
  database = open_bare(copy);
  need(sqlite3_prepare_v2(database, "INSERT INTO fact (plan, seq, id, kind, task, unit, period, state, day) VALUES (1, "
                          "(SELECT MAX(seq) + 1 FROM fact WHERE plan = 1), ?1, 1, ?2, ?3, ?4, 3, 18991)",
                          -1, &statement, NULL) == SQLITE_OK, "prepare");
  for (i = 0; i < ROUNDS; i++) {
    start = now();
    append_fact(store, i);
    between = now();
    insert_fact(statement, i);
    theirs[i] = now() - between;
    ours[i] = between - start;
  }
  sqlite3_finalize(statement);
  sqlite3_close(database);
  unlink(copy);
  *appending = median(ours, ROUNDS);
  *bare = median(theirs, ROUNDS);
}

/* --- reading -------------------------------------------------------------------------------------------------------- */

static double time_rollup(tthc_store *store, const char *by) {
  double seconds[REPEATS];
  char options[128];
  int i;
  snprintf(options, sizeof options, "{\"by\": \"%s\", \"as_of\": \"2021-07-15\"}", by);
  for (i = 0; i < REPEATS; i++) {
    const double start = now();
    tthc_rollup_list *list = tthc_store_rollup(store, options, NULL);
    seconds[i] = now() - start;
    need(tthc_rollup_list_count(list) > 0, "roll-up");
    tthc_rollup_list_free(list);
  }
  return median(seconds, REPEATS);
}

/* Written for this one question: nothing is grouped by state, only counted. */
static double time_bare_rollup(const char *path) {
  static const char sql[] =
    "SELECT u.id, SUM(number), SUM(overdue), SUM(done), SUM(late) FROM (SELECT s.plan, s.unit, COUNT(*) AS number, "
    "SUM(s.said < 3 AND s.effective_day < 18823) AS overdue, SUM(s.said = 3 AND s.done_day <= s.effective_day) AS done, "
    "SUM(s.said = 3 AND s.done_day > s.effective_day) AS late FROM standing s "
    "WHERE s.from_day <= 18823 AND s.last_day >= 18823 GROUP BY s.plan, s.unit) g JOIN plan p ON p.plan = g.plan "
    "JOIN unit u ON u.plan = g.plan AND u.revision = p.revision AND u.n = g.unit GROUP BY u.id";
  sqlite3 *database = open_bare(path);
  double seconds[REPEATS];
  int i;
  for (i = 0; i < REPEATS; i++) {
    const double start = now();
    need(sqlite3_exec(database, sql, NULL, NULL, NULL) == SQLITE_OK, "roll-up");
    seconds[i] = now() - start;
  }
  sqlite3_close(database);
  return median(seconds, REPEATS);
}

static double time_query(tthc_store *store, const char *options) {
  double seconds[REPEATS];
  int i;
  for (i = 0; i < REPEATS; i++) {
    const double start = now();
    tthc_query *query = tthc_store_query(store, options, NULL);
    seconds[i] = now() - start;
    need(tthc_query_count(query) > 0, "query");
    tthc_query_free(query);
  }
  return median(seconds, REPEATS);
}

int main(int argc, char **argv) {
  static const char *const queries[] = {
    "{\"as_of\": \"2021-07-15\", \"states\": [\"overdue\"]}",
    "{\"as_of\": \"2021-07-15\", \"units\": [\"unit-7\"], \"states\": [\"overdue\", \"due-soon\"]}",
    "{\"as_of\": \"2021-07-15\", \"plans\": [\"plan-1\"], \"order\": \"task\"}",
    "{\"as_of\": \"2021-07-15\", \"order\": \"unit\", \"states\": [\"overdue\"]}",
  };
  const int plans = argc > 1 ? atoi(argv[1]) : 200;
  const char *folder = argc > 2 ? argv[2] : ".";
  char path[512], copy[520];
  double start, saving = 0, appending, bare;
  tthc_store *store;
  size_t i;
  int n;
  snprintf(path, sizeof path, "%s/store_bench.db", folder);
  snprintf(copy, sizeof copy, "%s-copy", path);
  unlink(path);
  store = tthc_store_open(path, NULL, NULL);
  need(store != NULL && plans > 1, "store");
  for (n = 0; n < plans; n++) {
    tthc_plan *plan = make_plan(n);
    start = now();
    need(tthc_store_save(store, plan, NULL) == 1, "save");
    saving += now() - start;
    tthc_plan_free(plan);
  }
  printf("plans %d, assignments %d, facts %d\n", plans, plans * TASKS * 12, plans * TASKS * 12);
  printf("save one plan              %8.2f ms\n", saving / plans * 1e3);
  time_appending(store, copy, &appending, &bare);
  printf("append one fact            %8.2f ms   bare insert %8.2f ms   ratio %.2f\n", appending * 1e3, bare * 1e3,
         appending / bare);
  bare = time_bare_rollup(path);
  printf("roll-up by unit            %8.2f ms   bare SQL    %8.2f ms   ratio %.2f\n", time_rollup(store, "unit") * 1e3,
         bare * 1e3, time_rollup(store, "unit") / bare);
  printf("roll-up by section         %8.2f ms\n", time_rollup(store, "section") * 1e3);
  printf("roll-up by plan            %8.2f ms\n", time_rollup(store, "plan") * 1e3);
  for (i = 0; i < sizeof queries / sizeof *queries; i++)
    printf("page %8.2f ms   %s\n", time_query(store, queries[i]) * 1e3, queries[i]);
  tthc_store_free(store);
  unlink(path);
  return 0;
}
