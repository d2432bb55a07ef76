/*
 * Searching the task titles of many plans, beside FTS5 of SQLite over the same titles: one table of it without tone marks
 * (đ written as d, as FTS5 itself folds it never) and one with them; first pages of 50, in the order of saving. Trust the
 * ratios of one run, not the times of two.
 *
 * search_bench [PLANS]
 */
#include "tthcplan.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { TASKS = 42, WORDS_OF_TITLE = 18, PAGE = 50, REPEATS = 21, TITLE_BYTES = 512 };

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static void need(int ok, const char *what) {
  if (ok) return;
  fprintf(stderr, "search_bench: %s\n", what);
  exit(1);
}

static int compare_doubles(const void *left, const void *right) {
  const double x = *(const double *)left, y = *(const double *)right;
  return (x > y) - (x < y);
}

/* --- titles: words of the field, in any order ------------------------------------------------------------------------ */

static const char *const words[] = {
  "rà", "soát", "công", "khai", "thủ", "tục", "hành", "chính", "tại", "bộ", "phận", "tiếp", "nhận", "trả", "kết", "quả",
  "cập", "nhật", "cơ", "sở", "dữ", "liệu", "quốc", "gia", "niêm", "yết", "thẩm", "quyền", "giải", "quyết", "xử", "lý",
  "phản", "ánh", "kiến", "nghị", "cá", "nhân", "tổ", "chức", "quy", "định", "số", "hóa", "hồ", "sơ", "hiệu", "lực",
  "tuyên", "truyền", "hướng", "dẫn", "nộp", "dịch", "vụ", "trực", "tuyến", "kiểm", "tra", "việc", "phòng", "ban", "báo",
  "cáo", "đánh", "giá", "mức", "độ", "hài", "lòng", "người", "dân", "doanh", "nghiệp", "đôn", "đốc", "chỉ", "đạo", "đơn",
};

static uint32_t seed = 1;

static size_t pick(size_t below) {
  seed = seed * 1664525u + 1013904223u;
  return (seed >> 8) % below;
}

static void make_title(char *title, int plan, int task) {
  size_t size = 0;
  int i;
  for (i = 0; i < WORDS_OF_TITLE; i++)
    size += (size_t)snprintf(title + size, TITLE_BYTES - size, "%s%s", i == 0 ? "" : " ",
                             words[pick(sizeof words / sizeof *words)]);
  if (task == 0) snprintf(title + size, TITLE_BYTES - size, " hiếm%d", plan % 1000);
}

/* đ as d: the only letter that FTS5 does not fold. */
static void fold(const char *title, char *plain) {
  for (; *title != '\0'; title++) {
    if ((unsigned char)title[0] == 0xc4 && ((unsigned char)title[1] | 1) == 0x91) {
      *plain++ = 'd';
      title++;
    } else {
      *plain++ = *title;
    }
  }
  *plain = '\0';
}

/* --- the two sides ---------------------------------------------------------------------------------------------------- */

static sqlite3 *make_fts(void) {
  sqlite3 *database;
  need(sqlite3_open(":memory:", &database) == SQLITE_OK, "open");
  need(sqlite3_exec(database, "CREATE VIRTUAL TABLE marked USING fts5(title, tokenize='unicode61 remove_diacritics 0');"
                    "CREATE VIRTUAL TABLE plain USING fts5(title, tokenize='unicode61 remove_diacritics 2'); BEGIN",
                    NULL, NULL, NULL) == SQLITE_OK, "fts5");
  return database;
}

static void add_fts(sqlite3_stmt *insert, const char *title) {
  sqlite3_bind_text(insert, 1, title, -1, SQLITE_TRANSIENT);
  need(sqlite3_step(insert) == SQLITE_DONE && sqlite3_reset(insert) == SQLITE_OK, "insert");
}

static void fill(tthc_store *store, sqlite3 *fts, int plans) {
  char title[TITLE_BYTES], plain[TITLE_BYTES], text[32];
  sqlite3_stmt *marked, *unmarked;
  int n, i;
  need(sqlite3_prepare_v2(fts, "INSERT INTO marked (title) VALUES (?)", -1, &marked, NULL) == SQLITE_OK, "insert");
  need(sqlite3_prepare_v2(fts, "INSERT INTO plain (title) VALUES (?)", -1, &unmarked, NULL) == SQLITE_OK, "insert");
  for (n = 0; n < plans; n++) {
    tthc_plan *plan;
    snprintf(text, sizeof text, "plan-%d", n);
    plan = tthc_plan_new(text, 2021, NULL);
    for (i = 0; i < TASKS; i++) {
      make_title(title, n, i);
      fold(title, plain);
      snprintf(text, sizeof text, "%d", i + 1);
      need(tthc_plan_add_task(plan, TTHC_NONE, TTHC_NONE, text, title, NULL) == i, "task");
      add_fts(marked, title);
      add_fts(unmarked, plain);
    }
    need(tthc_store_save(store, plan, NULL) == 1, "save");
    tthc_plan_free(plan);
  }
  sqlite3_finalize(marked);
  sqlite3_finalize(unmarked);
  need(sqlite3_exec(fts, "COMMIT", NULL, NULL, NULL) == SQLITE_OK, "commit");
}

static double time_search(tthc_store *store, const char *text, int *count) {
  double seconds[REPEATS];
  int i;
  for (i = 0; i < REPEATS; i++) {
    const double start = now();
    tthc_search *search = tthc_store_search(store, text, "{\"kind\": \"task\", \"limit\": 50}", NULL);
    seconds[i] = now() - start;
    need(search != NULL, "search");
    *count = tthc_search_count(search);
    tthc_search_free(search);
  }
  qsort(seconds, REPEATS, sizeof *seconds, compare_doubles);
  return seconds[REPEATS / 2];
}

static double time_fts(sqlite3 *fts, const char *sql, const char *match, int *count) {
  double seconds[REPEATS];
  sqlite3_stmt *statement;
  int i;
  for (i = 0; i < REPEATS; i++) {
    const double start = now();
    need(sqlite3_prepare_v2(fts, sql, -1, &statement, NULL) == SQLITE_OK, "select");
    sqlite3_bind_text(statement, 1, match, -1, SQLITE_STATIC);
    sqlite3_bind_int(statement, 2, PAGE);
    for (*count = 0; sqlite3_step(statement) == SQLITE_ROW; (*count)++) sqlite3_column_text(statement, 1);
    sqlite3_finalize(statement);
    seconds[i] = now() - start;
  }
  qsort(seconds, REPEATS, sizeof *seconds, compare_doubles);
  return seconds[REPEATS / 2];
}

int main(int argc, char **argv) {
  static const struct {
    const char *text;
    const char *match; /* the same to FTS5 */
    int is_marked;
  } searches[] = {
    {"thu tuc", "thu AND tuc*", 0},
    {"thủ tục hành chính", "thủ AND tục AND hành AND chính*", 1},
    {"kiem tra ho so", "kiem AND tra AND ho AND so*", 0},
    {"đôn đốc", "đôn AND đốc*", 1},
    {"don doc", "don AND doc*", 0},
    {"hiếm7", "hiếm7*", 1},
    {"thu tuc hiem999", "thu AND tuc AND hiem999*", 0},
    {"t", "t*", 0},
    {"hanh d", "hanh AND d*", 0},
    {"khongco", "khongco*", 0},
  };
  const int plans = argc > 1 ? atoi(argv[1]) : 3000;
  tthc_store *store = tthc_store_open(":memory:", NULL, NULL);
  sqlite3 *fts = make_fts();
  size_t i;
  need(store != NULL && plans > 0, "store");
  fill(store, fts, plans);
  printf("%d titles of %d plans\n", plans * TASKS, plans);
  for (i = 0; i < sizeof searches / sizeof *searches; i++) {
    int mine, theirs;
    const double ours = time_search(store, searches[i].text, &mine);
    const double bare = time_fts(fts, searches[i].is_marked
                                        ? "SELECT rowid, title FROM marked WHERE marked MATCH ? ORDER BY rowid LIMIT ?"
                                        : "SELECT rowid, title FROM plain WHERE plain MATCH ? ORDER BY rowid LIMIT ?",
                                 searches[i].match, &theirs);
    printf("%-20s %3d of ours %8.3f ms   %3d of FTS5 %8.3f ms   ratio %.2f\n", searches[i].text, mine, ours * 1e3, theirs,
           bare * 1e3, ours / bare);
  }
  sqlite3_close(fts);
  tthc_store_free(store);
  return 0;
}
