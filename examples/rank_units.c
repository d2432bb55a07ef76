/*
 * rank_units: ranks the units of a plan as of a day, in Vietnamese, by the shipped rating scheme or by one of your own.
 *
 *   rank_units [--as-of DAY] [--scheme FILE] [--explain UNIT] [--json] PLAN.json [FACTS.json]
 *   rank_units --as-of 2021-12-31 vinh-cuu-2021.json vinh-cuu-2021-facts.json
 *   rank_units --as-of 2021-12-31 --explain ubnd-xa-ma-da vinh-cuu-2021.json vinh-cuu-2021-facts.json
 *
 * The day is today unless given.
 */
#include <tthcplan.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

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

static tthc_plan *load(const char *plan_path, const char *facts_path, tthc_error *err) {
  tthc_text *text = read_file(plan_path, err);
  tthc_plan *plan = tthc_plan_read(tthc_text_data(text), tthc_text_size(text), NULL, err);
  tthc_text_free(text);
  if (plan == NULL) fail(plan_path, err);
  if (facts_path == NULL) return plan;
  text = read_file(facts_path, err);
  if (tthc_plan_read_facts(plan, tthc_text_data(text), tthc_text_size(text), NULL, err) < 0)
    fail(facts_path, err);
  tthc_text_free(text);
  return plan;
}

/* The library never reads the clock: the program does. Vietnam is seven hours ahead of UTC. */
static int32_t today_in_vietnam(void) { return (int32_t)((time(NULL) + 7 * 3600) / 86400); }

static tthc_ranking *rank(const tthc_plan *plan, int32_t day, const char *scheme_path, tthc_error *err) {
  tthc_text *scheme = scheme_path == NULL ? NULL : read_file(scheme_path, err);
  tthc_assessment *assessment = tthc_assessment_new(plan, NULL, day, NULL, err);
  tthc_ranking *ranking;
  if (assessment == NULL) fail("đánh giá", err);
  ranking =
    tthc_ranking_new(plan, assessment, tthc_text_data(scheme), scheme == NULL ? -1 : tthc_text_size(scheme), NULL, err);
  if (ranking == NULL) fail(scheme_path == NULL ? "xếp hạng" : scheme_path, err);
  tthc_assessment_free(assessment);
  tthc_text_free(scheme);
  return ranking;
}

/* Where every point of a unit comes from. */
static int explain(const tthc_ranking *ranking, const char *unit) {
  const int32_t row = tthc_ranking_find_unit(ranking, unit);
  int32_t i;
  if (row == TTHC_NONE) {
    fprintf(stderr, "Bảng xếp hạng không có đơn vị: %s\n", unit);
    return 1;
  }
  printf("%s (%s)\n", tthc_ranking_unit_name(ranking, row), tthc_ranking_block_name(ranking, row));
  if (tthc_ranking_rank(ranking, row) == 0)
    printf("Chưa xếp hạng: %s\n", tthc_ranking_reason_text(ranking, row, "vi"));
  else
    printf("Hạng %d, %s điểm, xếp loại %s\n", tthc_ranking_rank(ranking, row), tthc_ranking_total(ranking, row, "vi"),
           tthc_ranking_class_name(ranking, row) == NULL ? "—" : tthc_ranking_class_name(ranking, row));
  for (i = 0; i < tthc_ranking_criterion_count(ranking); i++)
    printf("- %s: %s\n", tthc_ranking_criterion_name(ranking, i), tthc_ranking_explanation(ranking, row, i, "vi"));
  return 0;
}

static void print(tthc_text *text, const tthc_error *err) {
  if (text == NULL) fail("xếp hạng", err);
  fputs(tthc_text_data(text), stdout);
  tthc_text_free(text);
}

/* What the command line says; `paths` is 0 when it cannot be understood. */
struct wanted {
  const char *as_of, *scheme, *unit, *path[2];
  int json, paths;
};

static struct wanted read_arguments(int argc, char **argv) {
  struct wanted wanted = {NULL, NULL, NULL, {NULL, NULL}, 0, 0};
  int i;
  for (i = 1; i < argc; i++) {
    const char *next = i + 1 < argc ? argv[i + 1] : NULL;
    if (strcmp(argv[i], "--json") == 0)
      wanted.json = 1;
    else if (strcmp(argv[i], "--as-of") == 0 && next != NULL)
      wanted.as_of = argv[++i];
    else if (strcmp(argv[i], "--scheme") == 0 && next != NULL)
      wanted.scheme = argv[++i];
    else if (strcmp(argv[i], "--explain") == 0 && next != NULL)
      wanted.unit = argv[++i];
    else if (argv[i][0] != '-' && wanted.paths < 2)
      wanted.path[wanted.paths++] = argv[i];
    else
      return (struct wanted){NULL, NULL, NULL, {NULL, NULL}, 0, 0};
  }
  return wanted;
}

int main(int argc, char **argv) {
  const struct wanted wanted = read_arguments(argc, argv);
  tthc_error *err = tthc_error_new();
  tthc_plan *plan;
  tthc_ranking *ranking;
  int32_t day;
  int status = 0;
  if (wanted.paths == 0) {
    fprintf(stderr, "rank_units [--as-of DAY] [--scheme FILE] [--explain UNIT] [--json] PLAN.json [FACTS.json]\n");
    return 2;
  }
  day = wanted.as_of == NULL ? today_in_vietnam() : tthc_day_from_text(wanted.as_of, err);
  if (day == TTHC_NO_DAY) fail(wanted.as_of, err);
  plan = load(wanted.path[0], wanted.path[1], err);
  ranking = rank(plan, day, wanted.scheme, err);
  if (wanted.json)
    print(tthc_ranking_json(ranking, "vi", err), err);
  else if (wanted.unit != NULL)
    status = explain(ranking, wanted.unit);
  else
    print(tthc_ranking_text(ranking, "vi", err), err);
  tthc_ranking_free(ranking);
  tthc_plan_free(plan);
  tthc_error_free(err);
  return status;
}
