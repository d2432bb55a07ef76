/*
 * How fast documents are read, and with how much memory: generated plans of a thousand to a hundred thousand rows, each
 * in a process of its own. Trust the ratios of one run, not the times of two.
 */
#include "base/buffer.h"
#include "tthcplan/plan.h"
#include "tthcplan/task.h"
#include "tthcplan/unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

enum { ROUNDS = 3, FEWEST = 1000, MOST = 100000, ROWS_OF_SECTION = 200 };

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

/* Most of its cells come again, as in plans; titles, and one unit in a hundred rows, do not. */
static void generate(struct buffer *out, int32_t rows) {
  static const char *const leads[] = {"Phòng Nội vụ", "Văn phòng HĐND và UBND huyện", "Phòng Tư pháp; Phòng Y tế",
                                      "Phòng Văn hóa và Thông tin", "Các cơ quan chuyên môn"};
  static const char *const coordinators[] = {"UBND các xã, thị trấn", "Các phòng, ban và UBND các xã",
                                             "Phòng Nội vụ, Văn hóa & Thông tin", ""};
  static const char *const deadlines[] = {"Quý I/2026", "Thường xuyên", "Trước ngày 30/6/2026", "Hàng tháng",
                                          "Ngày 15 của tháng cuối quý"};
  int32_t i;
  tthc__put(out, "STT\tNội dung công việc\tCơ quan chủ trì\tCơ quan phối hợp\tThời gian\tKết quả\n");
  for (i = 0; i < rows; i++) {
    if (i % ROWS_OF_SECTION == 0) {
      tthc__put(out, "PHẦN ");
      tthc__put_int(out, 1 + i / ROWS_OF_SECTION);
      tthc__put(out, "\tCẢI CÁCH THỦ TỤC HÀNH CHÍNH\t\t\t\t\n");
    }
    tthc__put_int(out, 1 + i % ROWS_OF_SECTION);
    tthc__put(out, "\tRà soát, đơn giản hóa thủ tục hành chính nhóm ");
    tthc__put_int(out, i);
    tthc__put(out, " thuộc phạm vi quản lý\t");
    if (i % 100 == 99) {
      tthc__put(out, "Tổ công tác số ");
      tthc__put_int(out, i);
    } else
      tthc__put(out, leads[(size_t)i % COUNT(leads)]);
    tthc__put_char(out, '\t');
    tthc__put(out, coordinators[(size_t)i % COUNT(coordinators)]);
    tthc__put_char(out, '\t');
    tthc__put(out, deadlines[(size_t)i % COUNT(deadlines)]);
    tthc__put(out, i % 10 == 0 ? "\tTối thiểu 20% thủ tục được rà soát\n" : "\tBáo cáo\n");
  }
}

static int64_t peak_bytes(void) {
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  return (int64_t)usage.ru_maxrss * 1024;
}

/* What one size came to. */
struct result {
  double seconds; /* of a row */
  double bytes;   /* of memory, for each of the input */
};

static int measure(int32_t rows, struct result *result) {
  struct buffer text = {0};
  double best = 0;
  int64_t before;
  int i;
  generate(&text, rows);
  if (text.failed) return 1;
  before = peak_bytes();
  for (i = 0; i < ROUNDS; i++) {
    const double start = now();
    tthc_error *err = tthc_error_new();
    tthc_plan *plan = tthc_plan_read_document(text.data, text.size, NULL, "{\"year\": 2026}", err);
    const double seconds = now() - start;
    if (tthc_plan_task_count(plan) != rows) {
      fprintf(stderr, "%d rows: %d tasks, %s\n", (int)rows, (int)tthc_plan_task_count(plan),
              plan == NULL ? tthc_error_message(err, "en") : "no error");
      return 1;
    }
    if (i == 0 || seconds < best) best = seconds;
    if (i == 0) result->bytes = (double)(peak_bytes() - before) / (double)text.size;
    tthc_plan_free(plan);
    tthc_error_free(err);
  }
  result->seconds = best / (double)rows;
  printf("%8d rows, %9lld bytes %12.0f rows a second %8.1f bytes of memory for each of the document\n", (int)rows,
         (long long)text.size, 1 / result->seconds, result->bytes);
  tthc__buffer_free(&text);
  return 0;
}

/* In a process of its own, whose peak is this size's. */
static int measure_apart(int32_t rows, struct result *result) {
  int ends[2], status = 1;
  pid_t child;
  if (pipe(ends) != 0) return 1;
  fflush(stdout);
  child = fork();
  if (child == 0) {
    const int failed = measure(rows, result);
    fflush(stdout);
    _exit(failed || write(ends[1], result, sizeof *result) != (ssize_t)sizeof *result);
  }
  close(ends[1]);
  if (child < 0 || read(ends[0], result, sizeof *result) != (ssize_t)sizeof *result ||
      waitpid(child, &status, 0) != child)
    status = 1;
  close(ends[0]);
  return status != 0;
}

int main(void) {
  struct result results[3];
  int32_t rows;
  int n = 0;
  for (rows = FEWEST; rows <= MOST; rows *= 10, n++)
    if (measure_apart(rows, &results[n]) != 0) return 1;
  printf("  a row of the largest takes %.2f times one of the smallest, and %.2f times the memory\n",
         results[n - 1].seconds / results[0].seconds, results[n - 1].bytes / results[0].bytes);
  return 0;
}
