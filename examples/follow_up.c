/*
 * follow_up: prints the letters that a plan's state calls for (công văn đôn đốc), one for each unit to write to.
 *
 *   follow_up [--as-of DAY] [--log LOG.json] PLAN.json [FACTS.json]
 *
 * With a log nothing is printed twice: it is read, and replaced by the one to keep. The day is today unless given.
 */
#define _POSIX_C_SOURCE 200809L /* fsync */
#include <tthcplan.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static void fail(const char *what, const tthc_error *err) {
  fprintf(stderr, "%s: %s\n", what, tthc_error_message(err, "vi"));
  if (tthc_error_line(err) > 0)
    fprintf(stderr, "  tại %s, dòng %d, cột %d\n", tthc_error_path(err), tthc_error_line(err), tthc_error_column(err));
  exit(1);
}

static tthc_text *read_file(const char *path, tthc_error *err) {
  tthc_text *text = tthc_text_from_file(path, err);
  if (text == NULL) fail(path, err);
  return text;
}

/* The library never reads the clock: the program does. Vietnam is seven hours ahead of UTC. */
static int32_t today_in_vietnam(void) { return (int32_t)((time(NULL) + 7 * 3600) / 86400); }

static tthc_plan *read_plan(const char *path, const char *facts, tthc_error *err) {
  tthc_text *text = read_file(path, err);
  tthc_plan *plan = tthc_plan_read(tthc_text_data(text), tthc_text_size(text), NULL, err);
  if (plan == NULL) fail(path, err);
  tthc_text_free(text);
  if (facts == NULL) return plan;
  text = read_file(facts, err);
  if (tthc_plan_read_facts(plan, tthc_text_data(text), tthc_text_size(text), NULL, err) < 0) fail(facts, err);
  tthc_text_free(text);
  return plan;
}

/* A log that is not there yet says that nothing was sent. */
static tthc_follow_up *follow_up(const tthc_plan *plan, int32_t day, const char *log, tthc_error *err) {
  tthc_assessment *a = tthc_assessment_new(plan, NULL, day, NULL, err);
  tthc_text *sent = log == NULL ? NULL : tthc_text_from_file(log, err);
  tthc_follow_up *f;
  if (a == NULL) fail("đánh giá", err);
  if (log != NULL && sent == NULL && tthc_error_code(err) != TTHC_E_NOT_FOUND) fail(log, err);
  f = tthc_follow_up_new(plan, a, NULL, tthc_text_data(sent), tthc_text_size(sent), NULL, err);
  if (f == NULL) fail(log == NULL ? "đôn đốc" : log, err);
  tthc_text_free(sent);
  tthc_assessment_free(a);
  return f;
}

static void print_letters(const tthc_follow_up *f, tthc_error *err) {
  int32_t digest, i;
  for (digest = 0; digest < tthc_follow_up_digest_count(f); digest++) {
    tthc_text *letter = tthc_follow_up_text(f, digest, "vi", err);
    if (letter == NULL) fail("văn bản", err);
    printf("=== %s", tthc_follow_up_digest_unit_name(f, digest));
    for (i = 0; i < tthc_follow_up_contact_count(f, digest); i++) {
      const char *email = tthc_follow_up_contact_email(f, digest, i);
      printf("; %s%s%s", tthc_follow_up_contact_name(f, digest, i), email == NULL ? "" : ", ",
             email == NULL ? "" : email);
    }
    printf("\n\n%s\n", tthc_text_data(letter));
    tthc_text_free(letter);
  }
}

static void print_findings(const tthc_follow_up *f, tthc_error *err) {
  tthc_findings *findings = tthc_follow_up_findings(f, err);
  int32_t row;
  if (findings == NULL) fail("nhận xét", err);
  for (row = 0; row < tthc_findings_count(findings); row++)
    fprintf(stderr, "%s\n", tthc_findings_message(findings, row, "vi"));
  tthc_findings_free(findings);
}

static void fail_log(const char *path) {
  fprintf(stderr, "%s: không ghi được nhật ký\n", path);
  exit(1);
}

/* Writes the new log beside the old one, before any letter goes out that could not be noted. */
static void write_log(const tthc_follow_up *f, const char *path, const char *fresh, tthc_error *err) {
  tthc_text *log = tthc_follow_up_log_json(f, err);
  FILE *file;
  int written;
  if (log == NULL) fail(path, err);
  file = fopen(fresh, "wb");
  written = file != NULL && fputs(tthc_text_data(log), file) >= 0 && fflush(file) == 0 && fsync(fileno(file)) == 0;
  if (file != NULL) written = fclose(file) == 0 && written;
  if (!written) fail_log(path);
  tthc_text_free(log);
}

int main(int argc, char **argv) {
  const char *as_of = NULL, *log = NULL, *paths[2] = {NULL, NULL};
  char fresh[4096];
  tthc_error *err = tthc_error_new();
  tthc_plan *plan;
  tthc_follow_up *f;
  int32_t day;
  int i, count = 0;
  for (i = 1; i < argc && count >= 0; i++) {
    if (strcmp(argv[i], "--as-of") == 0 && i + 1 < argc)
      as_of = argv[++i];
    else if (strcmp(argv[i], "--log") == 0 && i + 1 < argc)
      log = argv[++i];
    else if (argv[i][0] != '-' && count < 2)
      paths[count++] = argv[i];
    else
      count = -1;
  }
  if (count < 1) {
    fprintf(stderr, "follow_up [--as-of DAY] [--log LOG.json] PLAN.json [FACTS.json]\n");
    return 2;
  }
  day = as_of == NULL ? today_in_vietnam() : tthc_day_from_text(as_of, err);
  if (day == TTHC_NO_DAY) fail(as_of, err);
  plan = read_plan(paths[0], paths[1], err);
  f = follow_up(plan, day, log, err);
  snprintf(fresh, sizeof fresh, "%s.new", log == NULL ? "" : log);
  if (log != NULL) write_log(f, log, fresh, err);
  print_letters(f, err);
  print_findings(f, err);
  if (log != NULL && rename(fresh, log) != 0) fail_log(log); /* whatever happens, the file is the old log or the new one */
  printf("%d đơn vị cần gửi văn bản, %d nội dung\n", tthc_follow_up_digest_count(f), tthc_follow_up_item_count(f));
  tthc_follow_up_free(f);
  tthc_plan_free(plan);
  tthc_error_free(err);
  return 0;
}
