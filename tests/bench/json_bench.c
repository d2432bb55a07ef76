/*
 * How fast documents are read and written, and with how much memory, beside cJSON on the same bytes: a plan of 45 tasks,
 * and 200,000 facts. Our call and the floor take turns in one process; the memory of each is that of a process of its own.
 * Trust the ratios of one run, not the times of two.
 *
 * json_bench [FACTS]
 */
#include "tthcplan.h"

#include <cjson/cJSON.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

enum { ROUNDS = 7, REPEATS = 400, FACTS = 200000, SECTIONS = 9, TASKS = 45, UNITS = 12 };

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static void need(int ok, const char *what) {
  if (ok) return;
  fprintf(stderr, "json_bench: %s\n", what);
  exit(1);
}

static int compare_doubles(const void *left, const void *right) {
  const double x = *(const double *)left, y = *(const double *)right;
  return (x > y) - (x < y);
}

static double median(double *seconds) {
  qsort(seconds, ROUNDS, sizeof *seconds, compare_doubles);
  return seconds[ROUNDS / 2];
}

/* --- the documents: a plan, and what its units said of its tasks, quarter by quarter --------------------------------- */

static void add_task(tthc_plan *plan, int32_t n) {
  static const char *const titles[] = {
    "Rà soát, đơn giản hóa thủ tục hành chính thuộc phạm vi quản lý, đề xuất cắt giảm thời gian giải quyết",
    "Công khai kịp thời, đầy đủ thủ tục hành chính tại trụ sở và trên Trang thông tin điện tử",
    "Tiếp nhận, xử lý phản ánh, kiến nghị của cá nhân, tổ chức về quy định hành chính"};
  static const char *const deliverables[] = {"Báo cáo kết quả rà soát", "Quyết định công bố được ban hành",
                                             "Văn bản trả lời của cơ quan có thẩm quyền"};
  static const char *const deadlines[] = {"Thường xuyên", "Quý II/2021", "Trước ngày 30/11/2021", "Hàng quý"};
  char label[16];
  snprintf(label, sizeof label, "%d", (int)n + 1);
  need(tthc_plan_add_task(plan, n % SECTIONS, TTHC_NONE, label, titles[(size_t)n % COUNT(titles)], NULL) == n, "task");
  need(tthc_task_add_lead(plan, n, n % UNITS, NULL) == 0, "lead");
  need(tthc_task_set_coordinator_text(plan, n, "Các cơ quan, đơn vị có liên quan", NULL) == TTHC_OK, "coordinator");
  need(tthc_task_set_deliverable(plan, n, deliverables[(size_t)n % COUNT(deliverables)], NULL) == TTHC_OK, "result");
  need(tthc_task_set_deadline(plan, n, deadlines[(size_t)n % COUNT(deadlines)], NULL) == TTHC_OK, "deadline");
}

static tthc_plan *make_plan(void) {
  tthc_plan *plan = tthc_plan_new("vinh-cuu-2021", 2021, NULL);
  char id[16], name[64];
  int32_t i;
  need(plan != NULL, "plan");
  for (i = 0; i < UNITS; i++) {
    snprintf(id, sizeof id, "don-vi-%d", (int)i + 1);
    snprintf(name, sizeof name, "Ủy ban nhân dân xã Bình Lợi %d", (int)i + 1);
    need(tthc_plan_add_unit(plan, id, name, TTHC_UNIT_SINGLE, NULL) == i, "unit");
  }
  for (i = 0; i < SECTIONS; i++) {
    snprintf(id, sizeof id, "%c", 'A' + (int)i);
    need(tthc_plan_add_section(plan, id, "CÔNG TÁC KIỂM SOÁT THỦ TỤC HÀNH CHÍNH", NULL) == i, "section");
  }
  for (i = 0; i < TASKS; i++) add_task(plan, i);
  need(tthc_plan_add_indicator(plan, "ho-so-truc-tuyen", "Tỷ lệ hồ sơ trực tuyến", TTHC_RATIO, TTHC_PER_PERIOD, NULL) ==
         0, "indicator");
  return plan;
}

/* Of four facts one is a figure, and one of three has a note in Vietnamese. */
static void add_facts(tthc_plan *plan, int32_t count) {
  static const char *const options[] = {"{\"id\": \"bc-%d\"}",
                                        "{\"id\": \"bc-%d\", \"recorded_at\": 1625000000}",
                                        "{\"id\": \"bc-%d\", \"note\": \"Đã hoàn thành, có báo cáo gửi kèm\"}"};
  const int32_t first = tthc_day_from_civil(2021, 1, 1, NULL);
  char period[24], text[160];
  int32_t i, fact;
  for (i = 0; i < count; i++) {
    const int32_t day = first + i % 365, unit = i % UNITS;
    snprintf(period, sizeof period, "2021-Q%d", (int)(tthc_day_month(day) + 2) / 3);
    snprintf(text, sizeof text, options[(size_t)i % COUNT(options)], (int)i);
    fact = i % 4 == 0 ? tthc_plan_add_ratio(plan, 0, unit, period, i % 1000, 1000, day, text, NULL)
                      : tthc_plan_add_progress(plan, i % TASKS, unit, period, i % 3 + 1, day, text, NULL);
    need(fact == i, "fact");
  }
}

/* --- what is measured ------------------------------------------------------------------------------------------------ */

/* A document, and the plan that it is of. */
struct sample {
  const char *name;
  tthc_text *plan_json;
  tthc_text *json; /* of the plan, or of its facts */
  int has_facts;
  int repeats; /* in one round */
  tthc_plan *plan;
  cJSON *tree;
};

static tthc_plan *read_plan(const struct sample *sample) {
  tthc_plan *plan = tthc_plan_read(tthc_text_data(sample->plan_json), tthc_text_size(sample->plan_json), NULL, NULL);
  need(plan != NULL, "read plan");
  return plan;
}

static tthc_text *write_ours(const struct sample *sample) {
  tthc_text *text =
    sample->has_facts ? tthc_plan_facts_json(sample->plan, NULL, NULL) : tthc_plan_json(sample->plan, NULL, NULL);
  need(text != NULL, "write");
  return text;
}

/* The seconds of one call; what it made is freed outside. */
static double read_ours(const struct sample *sample, tthc_plan **made) {
  double start;
  *made = sample->has_facts ? read_plan(sample) : NULL;
  start = now();
  if (sample->has_facts)
    need(tthc_plan_read_facts(*made, tthc_text_data(sample->json), tthc_text_size(sample->json), NULL, NULL) > 0,
         "read facts");
  else
    *made = read_plan(sample);
  return now() - start;
}

static double time_reading(const struct sample *sample) {
  double seconds = 0;
  int i;
  for (i = 0; i < sample->repeats; i++) {
    tthc_plan *plan;
    seconds += read_ours(sample, &plan);
    tthc_plan_free(plan);
  }
  return seconds;
}

static double time_floor_of_reading(const struct sample *sample) {
  const double start = now();
  int i;
  for (i = 0; i < sample->repeats; i++) {
    cJSON *tree = cJSON_Parse(tthc_text_data(sample->json));
    need(tree != NULL, "parse");
    cJSON_Delete(tree);
  }
  return now() - start;
}

static double time_writing(const struct sample *sample) {
  const double start = now();
  int i;
  for (i = 0; i < sample->repeats; i++) tthc_text_free(write_ours(sample));
  return now() - start;
}

static double time_floor_of_writing(const struct sample *sample) {
  const double start = now();
  int i;
  for (i = 0; i < sample->repeats; i++) {
    char *text = cJSON_PrintUnformatted(sample->tree);
    need(text != NULL, "print");
    cJSON_free(text);
  }
  return now() - start;
}

/* --- memory ---------------------------------------------------------------------------------------------------------- */

struct memory {
  int64_t peak; /* above what there was before */
  int64_t kept; /* of it, by what the call made */
};

static int64_t resident_bytes(void) {
  long pages = 0;
  FILE *file = fopen("/proc/self/statm", "r");
  need(file != NULL && fscanf(file, "%*d %ld", &pages) == 1, "/proc/self/statm");
  fclose(file);
  return (int64_t)pages * sysconf(_SC_PAGESIZE);
}

static int64_t peak_bytes(void) {
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  return (int64_t)usage.ru_maxrss * 1024;
}

static void make_ours(const struct sample *sample) {
  tthc_plan *plan;
  read_ours(sample, &plan);
}

static void make_tree(const struct sample *sample) { need(cJSON_Parse(tthc_text_data(sample->json)) != NULL, "parse"); }

static void make_text(const struct sample *sample) { write_ours(sample); }

static void make_print(const struct sample *sample) { need(cJSON_PrintUnformatted(sample->tree) != NULL, "print"); }

/* In a process of its own, which ends with what the call made: the memory that is left then is what that needs. */
static struct memory measure_memory(void make(const struct sample *sample), const struct sample *sample) {
  struct memory memory = {0, 0};
  int ends[2], status = 1;
  pid_t child;
  need(pipe(ends) == 0, "pipe");
  malloc_trim(0);
  fflush(stdout);
  child = fork();
  if (child == 0) {
    const int64_t before = resident_bytes();
    make(sample);
    memory.peak = peak_bytes() - before;
    malloc_trim(0);
    memory.kept = resident_bytes() - before;
    _exit(write(ends[1], &memory, sizeof memory) != (ssize_t)sizeof memory);
  }
  close(ends[1]);
  need(child > 0 && read(ends[0], &memory, sizeof memory) == (ssize_t)sizeof memory &&
         waitpid(child, &status, 0) == child && status == 0, "child");
  close(ends[0]);
  return memory;
}

/* --- the table ------------------------------------------------------------------------------------------------------- */

typedef double timed(const struct sample *sample);

static void compare_times(const char *what, const struct sample *sample, timed *ours, timed *floor) {
  double seconds[2][ROUNDS], mean[2];
  int i;
  for (i = 0; i < ROUNDS; i++) {
    seconds[0][i] = floor(sample) / sample->repeats;
    seconds[1][i] = ours(sample) / sample->repeats;
  }
  mean[0] = median(seconds[0]);
  mean[1] = median(seconds[1]);
  printf("%s %-6s %10lld bytes %10.3f ms %10.3f ms of cJSON   ratio %.2f\n", what, sample->name,
         (long long)tthc_text_size(sample->json), mean[1] * 1e3, mean[0] * 1e3, mean[1] / mean[0]);
}

static void compare_memory_of_reading(const struct sample *sample) {
  const struct memory tree = measure_memory(make_tree, sample), ours = measure_memory(make_ours, sample);
  const double mib = 1024 * 1024, beside = (double)(ours.peak - ours.kept);
  printf("read  %-6s %10.1f MiB at most, %.1f beside the result; cJSON's tree %.1f MiB   ratio %.3f, beside %.3f\n",
         sample->name, (double)ours.peak / mib, beside / mib, (double)tree.peak / mib,
         (double)ours.peak / (double)tree.peak, beside / (double)tree.peak);
}

static void compare_memory_of_writing(const struct sample *sample) {
  const struct memory print = measure_memory(make_print, sample), text = measure_memory(make_text, sample);
  const double mib = 1024 * 1024;
  printf("write %-6s %10.1f MiB at most; cJSON's text %.1f MiB, beside its tree   ratio %.2f\n", sample->name,
         (double)text.peak / mib, (double)print.peak / mib, (double)text.peak / (double)print.peak);
}

/* The memory of a plan is lost in what a process has anyway. */
static void measure(struct sample *sample) {
  if (sample->has_facts) compare_memory_of_reading(sample);
  compare_times("read ", sample, time_reading, time_floor_of_reading);
  sample->tree = cJSON_Parse(tthc_text_data(sample->json));
  need(sample->tree != NULL, "parse");
  if (sample->has_facts) compare_memory_of_writing(sample);
  compare_times("write", sample, time_writing, time_floor_of_writing);
  cJSON_Delete(sample->tree);
}

int main(int argc, char **argv) {
  const int32_t count = argc > 1 ? (int32_t)strtol(argv[1], NULL, 10) : FACTS;
  struct sample plan = {.name = "plan", .repeats = REPEATS}, facts = {.name = "facts", .repeats = 1, .has_facts = 1};
  plan.plan = make_plan();
  plan.json = plan.plan_json = facts.plan_json = tthc_plan_json(plan.plan, NULL, NULL);
  need(plan.json != NULL, "write plan");
  facts.plan = make_plan();
  add_facts(facts.plan, count);
  facts.json = tthc_plan_facts_json(facts.plan, NULL, NULL);
  need(facts.json != NULL, "write facts");
  measure(&plan);
  measure(&facts);
  tthc_plan_free(plan.plan);
  tthc_plan_free(facts.plan);
  tthc_text_free(plan.json);
  tthc_text_free(facts.json);
  return 0;
}
