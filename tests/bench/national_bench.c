/*
 * A store for the whole country: the plans of 63 provinces, 705 districts and 10,600 communes, each with 45 tasks in 12
 * periods and a fact for every assignment, loaded as documents. It tells how loading and single reads grow from 10^4 facts
 * on, what a fact takes on the disk, and how long roll-ups take; and it sets loading beside bare inserts of the same rows
 * into the same tables. Trust the ratios of one run, not the times of two.
 *
 * national_bench [PLANS [FOLDER]]
 */
#include "tthcplan.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum {
  PROVINCES = 63,
  DISTRICTS = 705,
  COMMUNES = 10600,
  TASKS = 45,
  PERIODS = 12,
  UNITS = 5,
  STEP = 50,     /* documents */
  SAMPLE = 100,  /* plans, of which the rows are inserted again */
  ROUNDS = 3,
  READS = 200
};

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static void need(int ok, const char *what) {
  if (ok) return;
  fprintf(stderr, "national_bench: %s\n", what);
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

/* --- the documents -------------------------------------------------------------------------------------------------- */

static const char *const titles[] = {
  "Rà soát, công khai thủ tục hành chính tại Bộ phận tiếp nhận và trả kết quả",
  "Cập nhật cơ sở dữ liệu quốc gia về thủ tục hành chính",
  "Niêm yết bộ thủ tục hành chính thuộc thẩm quyền giải quyết",
  "Tiếp nhận, xử lý phản ánh, kiến nghị của cá nhân, tổ chức về quy định hành chính",
  "Số hóa hồ sơ, kết quả giải quyết thủ tục hành chính còn hiệu lực",
  "Tuyên truyền, hướng dẫn nộp hồ sơ qua dịch vụ công trực tuyến",
  "Kiểm tra việc giải quyết hồ sơ tại các phòng, ban chuyên môn",
  "Báo cáo kết quả kiểm soát thủ tục hành chính định kỳ",
  "Đánh giá mức độ hài lòng của người dân, doanh nghiệp",
};

static const char *level_of(int n) {
  return n < PROVINCES ? "tinh" : n < PROVINCES + DISTRICTS ? "huyen" : "xa";
}

static void add_facts(tthc_plan *plan, int32_t task) {
  char period[16], options[64];
  int32_t month;
  for (month = 1; month <= PERIODS; month++) {
    const int32_t end = tthc_day_from_civil(2021, month, 28, NULL);
    snprintf(period, sizeof period, "2021-%02d", (int)month);
    snprintf(options, sizeof options, "{\"id\": \"f%d-%d\"}", (int)task, (int)month);
    need(tthc_plan_add_progress(plan, task, task % UNITS, period, (task + month) % 3 == 0 ? 2 : 3,
                                (task + month) % 5 == 0 ? end + 9 : end, options, NULL) >= 0, "fact");
  }
}

static tthc_text *make_document(int n) {
  char text[128];
  tthc_plan *plan;
  tthc_text *document;
  int32_t i;
  snprintf(text, sizeof text, "%s-%05d", level_of(n), n);
  plan = tthc_plan_new(text, 2021, NULL);
  need(plan != NULL, "plan");
  for (i = 0; i < UNITS; i++) {
    snprintf(text, sizeof text, "%s-%05d-%d", level_of(n), n, (int)i);
    need(tthc_plan_add_unit(plan, text, i == 0 ? "Văn phòng HĐND và UBND" : "Bộ phận Một cửa", TTHC_UNIT_SINGLE, NULL) == i,
         "unit");
    need(tthc_unit_set_level(plan, i, level_of(n), NULL) == TTHC_OK, "level");
  }
  for (i = 0; i < 9; i++) {
    snprintf(text, sizeof text, "%c", 'A' + (char)i);
    need(tthc_plan_add_section(plan, text, "Nội dung", NULL) == i, "section");
  }
  for (i = 0; i < TASKS; i++) {
    snprintf(text, sizeof text, "%d", (int)(i / 9) + 1);
    need(tthc_plan_add_task(plan, i % 9, TTHC_NONE, text, titles[i % 9], NULL) == i, "task");
    need(tthc_task_add_lead(plan, i, i % UNITS, NULL) == 0, "lead");
    need(tthc_task_set_deadline(plan, i, "Hàng tháng", NULL) == TTHC_OK, "deadline");
    add_facts(plan, i);
  }
  document = tthc_plan_json(plan, "{\"facts\": true}", NULL);
  need(document != NULL, "document");
  tthc_plan_free(plan);
  return document;
}

/* So many documents one behind the other. */
static char *make_text(int first, int count, int64_t *size) {
  char *all = NULL;
  int n;
  for (*size = 0, n = first; n < first + count; n++) {
    tthc_text *document = make_document(n);
    all = realloc(all, (size_t)(*size + tthc_text_size(document)));
    need(all != NULL, "memory");
    memcpy(all + *size, tthc_text_data(document), (size_t)tthc_text_size(document));
    *size += tthc_text_size(document);
    tthc_text_free(document);
  }
  return all;
}

/* --- loading beside bare inserts ------------------------------------------------------------------------------------ */

static tthc_store *open_new(const char *path) {
  tthc_store *store;
  unlink(path);
  store = tthc_store_open(path, NULL, NULL);
  need(store != NULL, "store");
  return store;
}

static double time_loading(tthc_store *store, const char *text, int64_t size) {
  const double start = now();
  tthc_bulk *bulk = tthc_store_bulk_start(store, text, size, NULL);
  int32_t rc;
  do rc = tthc_bulk_step(bulk, STEP, NULL);
  while (rc == 1);
  need(rc == TTHC_OK && tthc_bulk_permille(bulk) == 1000, "load");
  tthc_bulk_free(bulk);
  return now() - start;
}

static void run(sqlite3 *database, const char *sql) {
  need(sqlite3_exec(database, sql, NULL, NULL, NULL) == SQLITE_OK, sql);
}

static sqlite3 *open_bare(const char *path) {
  sqlite3 *database;
  need(sqlite3_open(path, &database) == SQLITE_OK, "open");
  run(database, "PRAGMA journal_mode=TRUNCATE");
  run(database, "PRAGMA synchronous=FULL");
  run(database, "PRAGMA foreign_keys=ON");
  return database;
}

/* The rows of a table, held in memory, and the statement that inserts them. */
struct table {
  char name[64];
  int columns;
  int64_t count;
  int64_t capacity;
  sqlite3_value **values;
};

static void read_table(sqlite3 *database, struct table *table) {
  char sql[128];
  sqlite3_stmt *rows;
  int column;
  snprintf(sql, sizeof sql, "SELECT * FROM %.63s", table->name); /* in the order of its key */
  need(sqlite3_prepare_v2(database, sql, -1, &rows, NULL) == SQLITE_OK, sql);
  table->columns = sqlite3_column_count(rows);
  while (sqlite3_step(rows) == SQLITE_ROW) {
    if (table->count + table->columns > table->capacity) {
      table->capacity = 2 * table->capacity + 1024;
      table->values = realloc(table->values, (size_t)table->capacity * sizeof *table->values);
      need(table->values != NULL, "memory");
    }
    for (column = 0; column < table->columns; column++)
      table->values[table->count++] = sqlite3_value_dup(sqlite3_column_value(rows, column));
  }
  sqlite3_finalize(rows);
}

static void insert_table(sqlite3 *database, const struct table *table) {
  char sql[512];
  sqlite3_stmt *insert;
  int64_t i;
  int column, size = snprintf(sql, sizeof sql, "INSERT INTO %.63s VALUES (?", table->name);
  for (column = 1; column < table->columns; column++) size += snprintf(sql + size, sizeof sql - (size_t)size, ", ?");
  snprintf(sql + size, sizeof sql - (size_t)size, ")");
  need(sqlite3_prepare_v2(database, sql, -1, &insert, NULL) == SQLITE_OK, sql);
  for (i = 0; i < table->count; i += table->columns) {
    for (column = 0; column < table->columns; column++)
      sqlite3_bind_value(insert, column + 1, table->values[i + column]);
    need(sqlite3_step(insert) == SQLITE_DONE && sqlite3_reset(insert) == SQLITE_OK, sqlite3_errmsg(database));
  }
  sqlite3_finalize(insert);
}

static int read_tables(const char *path, struct table *tables, int room) {
  sqlite3 *database = open_bare(path);
  sqlite3_stmt *names;
  int count = 0;
  need(sqlite3_prepare_v2(database, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' "
                          "ORDER BY rowid", -1, &names, NULL) == SQLITE_OK, "tables"); /* as they refer to each other */
  while (sqlite3_step(names) == SQLITE_ROW) {
    need(count < room, "tables");
    memset(&tables[count], 0, sizeof tables[count]);
    snprintf(tables[count].name, sizeof tables[count].name, "%s", (const char *)sqlite3_column_text(names, 0));
    read_table(database, &tables[count++]);
  }
  sqlite3_finalize(names);
  sqlite3_close(database);
  return count;
}

static double time_inserts(const char *path, const struct table *tables, int count) {
  sqlite3 *database;
  double start, seconds;
  int i;
  tthc_store_free(open_new(path)); /* the same tables, indexes and triggers */
  database = open_bare(path);
  start = now();
  run(database, "BEGIN IMMEDIATE");
  for (i = 0; i < count; i++) insert_table(database, &tables[i]);
  run(database, "COMMIT");
  seconds = now() - start;
  sqlite3_close(database);
  return seconds;
}

static void free_tables(struct table *tables, int count) {
  int64_t i;
  int t;
  for (t = 0; t < count; t++) {
    for (i = 0; i < tables[t].count; i++) sqlite3_value_free(tables[t].values[i]);
    free(tables[t].values);
  }
}

static double time_reading(const char *text, int64_t size) {
  const double start = now();
  int64_t at = 0;
  while (at < size) { /* each document ends with a line of its bracket */
    const char *end = strstr(text + at, "\n}\n") + 3;
    tthc_plan *plan = tthc_plan_read(text + at, end - (text + at), NULL, NULL);
    need(plan != NULL, "read");
    tthc_plan_free(plan);
    at = end - text;
  }
  return now() - start;
}

static void compare_loading(const char *path) {
  struct table tables[64];
  double loading[ROUNDS], inserting[ROUNDS], reading[ROUNDS], load, insert, read;
  int64_t size;
  char *text = make_text(0, SAMPLE, &size);
  int round, count = 0;
  text = realloc(text, (size_t)size + 1);
  need(text != NULL, "memory");
  text[size] = '\0';
  for (round = 0; round < ROUNDS; round++) {
    tthc_store *store = open_new(path);
    loading[round] = time_loading(store, text, size);
    tthc_store_free(store);
    if (round == 0) count = read_tables(path, tables, 64);
    inserting[round] = time_inserts(path, tables, count);
    reading[round] = time_reading(text, size);
  }
  load = median(loading, ROUNDS);
  insert = median(inserting, ROUNDS);
  read = median(reading, ROUNDS);
  printf("%d plans, %d facts: load %.2f s, bare inserts of the same rows %.2f s, ratio %.2f; reading the documents alone "
         "%.2f s, so that saving is %.2f\n", SAMPLE, SAMPLE * TASKS * PERIODS, load, insert, load / insert, read,
         (load - read) / insert);
  free_tables(tables, count);
  free(text);
}

/* --- growth --------------------------------------------------------------------------------------------------------- */

static double time_point_reads(tthc_store *store, int plans) {
  double seconds[READS];
  char id[32];
  int i;
  for (i = 0; i < READS; i++) {
    const int n = (int)((int64_t)i * 7919 % plans);
    double start;
    tthc_plan *plan;
    snprintf(id, sizeof id, "%s-%05d", level_of(n), n);
    start = now();
    plan = tthc_store_load(store, id, 0, NULL);
    seconds[i] = now() - start;
    need(plan != NULL, "load");
    tthc_plan_free(plan);
  }
  return median(seconds, READS);
}

static double time_pages(tthc_store *store, int plans) {
  double seconds[READS];
  char options[128];
  int i;
  for (i = 0; i < READS; i++) {
    const int n = (int)((int64_t)i * 7919 % plans);
    double start;
    tthc_query *query;
    snprintf(options, sizeof options, "{\"as_of\": \"2021-07-15\", \"plans\": [\"%s-%05d\"], \"states\": [\"overdue\"]}",
             level_of(n), n);
    start = now();
    query = tthc_store_query(store, options, NULL);
    seconds[i] = now() - start;
    need(tthc_query_count(query) > 0, "query");
    tthc_query_free(query);
  }
  return median(seconds, READS);
}

static double time_appends(tthc_store *store, int plans, int *serial) {
  double seconds[READS];
  char json[512];
  int i;
  for (i = 0; i < READS; i++) {
    const int n = (int)((int64_t)i * 7919 % plans);
    double start;
    snprintf(json, sizeof json, "{\"format\": \"tthcplan-facts/1\", \"plan\": \"%s-%05d\", \"facts\": [{\"id\": \"n%d\", "
             "\"kind\": \"progress\", \"task\": \"A.1\", \"unit\": \"%s-%05d-0\", \"period\": \"2021-05\", "
             "\"state\": \"done\", \"day\": \"2021-06-01\"}]}", level_of(n), n, (*serial)++, level_of(n), n);
    start = now();
    need(tthc_store_append_facts(store, json, -1, NULL) == 1, "append");
    seconds[i] = now() - start;
  }
  return median(seconds, READS);
}

static void measure(tthc_store *store, const char *path, int plans, double loading, int *serial) {
  const int64_t facts = (int64_t)plans * TASKS * PERIODS;
  struct stat status;
  need(stat(path, &status) == 0, "stat");
  printf("%8lld facts  %7.2f us a fact  %6.0f bytes a fact  plan read %6.2f ms  page of a plan %6.2f ms  append %6.2f ms\n",
         (long long)facts, loading / (double)facts * 1e6, (double)status.st_size / (double)facts,
         time_point_reads(store, plans) * 1e3, time_pages(store, plans) * 1e3,
         time_appends(store, plans, serial) * 1e3);
  fflush(stdout);
}

static void time_rollups(tthc_store *store) {
  static const char *const ways[] = {"level", "section", "plan", "unit"};
  char options[128];
  size_t i;
  for (i = 0; i < sizeof ways / sizeof *ways; i++) {
    double start;
    tthc_rollup_list *list;
    snprintf(options, sizeof options, "{\"by\": \"%s\", \"as_of\": \"2021-07-15\"}", ways[i]);
    start = now();
    list = tthc_store_rollup(store, options, NULL);
    need(list != NULL, "roll-up");
    printf("roll-up by %-8s %8.2f s, %d rows\n", ways[i], now() - start, (int)tthc_rollup_list_count(list));
    tthc_rollup_list_free(list);
  }
}

int main(int argc, char **argv) {
  const int plans = argc > 1 ? atoi(argv[1]) : PROVINCES + DISTRICTS + COMMUNES;
  const char *folder = argc > 2 ? argv[2] : ".";
  char path[512];
  tthc_store *store;
  double loading = 0;
  int64_t next = 10000, size;
  int n, count, serial = 0;
  snprintf(path, sizeof path, "%s/national_bench.db", folder);
  compare_loading(path);
  store = open_new(path);
  for (n = 0; n < plans; n += count) {
    char *text;
    count = plans - n < STEP ? plans - n : STEP;
    text = make_text(n, count, &size);
    loading += time_loading(store, text, size);
    free(text);
    if ((int64_t)(n + count) * TASKS * PERIODS < next && n + count < plans) continue;
    measure(store, path, n + count, loading, &serial);
    while (next <= (int64_t)(n + count) * TASKS * PERIODS) next *= 10;
  }
  time_rollups(store);
  tthc_store_free(store);
  unlink(path);
  return 0;
}
