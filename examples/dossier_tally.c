/*
 * dossier_tally: form II.06a of a reporting period, from the dossiers that a one-stop-shop system exports.
 *
 *   dossier_tally [--facts|--json] PLAN.json DOSSIERS.csv PERIOD
 *   dossier_tally vinh-cuu-2021.json ho-so-2021.csv kstt:2021-Q2
 *
 * Prints the form for every unit with figures and for all together, then what was noticed; with --facts the share of
 * dossiers online as measurements of the plan's indicator, with --json the whole tally. A bad row stops it.
 */
#include <tthcplan.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void fail(const char *what, const tthc_error *err) {
  fprintf(stderr, "%s: %s\n", what, tthc_error_message(err, "vi"));
  if (tthc_error_line(err) > 0)
    fprintf(stderr, "  tại dòng %d, cột %d\n", tthc_error_line(err), tthc_error_column(err));
  if (tthc_error_problem_count(err) > 1) fprintf(stderr, "  và %d lỗi nữa\n", tthc_error_problem_count(err) - 1);
  exit(1);
}

static tthc_text *load(const char *path, tthc_error *err) {
  tthc_text *text = tthc_text_from_file(path, err);
  if (text == NULL) fail(path, err);
  return text;
}

static tthc_plan *load_plan(const char *path, tthc_error *err) {
  tthc_text *text = load(path, err);
  tthc_plan *plan = tthc_plan_read(tthc_text_data(text), tthc_text_size(text), NULL, err);
  if (plan == NULL) fail(path, err);
  tthc_text_free(text);
  return plan;
}

/* The reporting quarters of the plan up to the one asked for: what is known later says nothing of it. */
static tthc_tally *new_tally(const tthc_plan *plan, const tthc_calendar *calendar, const char *period,
                             tthc_error *err) {
  const int32_t last = tthc_period_last_day(calendar, period, err);
  tthc_text *first_day = tthc_day_text(tthc_plan_first_day(plan), err);
  tthc_text *last_day = last == TTHC_NO_DAY ? NULL : tthc_day_text(last, err);
  tthc_tally *tally;
  char options[128];
  if (last_day == NULL) fail(period, err);
  if (last < tthc_plan_first_day(plan)) {
    fprintf(stderr, "Kỳ %s trước thời gian của kế hoạch, từ %s\n", period, tthc_text_data(first_day));
    exit(1);
  }
  snprintf(options, sizeof options, "{\"first_day\": \"%s\", \"last_day\": \"%s\"}", tthc_text_data(first_day),
           tthc_text_data(last_day));
  tally = tthc_tally_new(calendar, options, err);
  if (tally == NULL) fail(period, err);
  tthc_text_free(first_day);
  tthc_text_free(last_day);
  return tally;
}

static void print_row(const tthc_tally *tally, int32_t row, const char *name) {
  printf("%s\n", name);
  printf("  Tiếp nhận %lld = trực tuyến %lld + trực tiếp, bưu chính %lld + kỳ trước chuyển sang %lld\n",
         (long long)tthc_tally_received(tally, row), (long long)tthc_tally_received_online(tally, row),
         (long long)tthc_tally_received_direct(tally, row), (long long)tthc_tally_carried_over(tally, row));
  printf("  Đã giải quyết %lld = trước hạn %lld + đúng hạn %lld + quá hạn %lld\n",
         (long long)tthc_tally_done(tally, row), (long long)tthc_tally_done_early(tally, row),
         (long long)tthc_tally_done_on_time(tally, row), (long long)tthc_tally_done_late(tally, row));
  printf("  Đang giải quyết %lld = trong hạn %lld + quá hạn %lld\n", (long long)tthc_tally_pending(tally, row),
         (long long)tthc_tally_pending_in_time(tally, row), (long long)tthc_tally_pending_overdue(tally, row));
}

static void print_form(const tthc_plan *plan, const tthc_tally *tally, const char *period) {
  int32_t i, row, total = tthc_tally_find_row(tally, NULL, period);
  if (total == TTHC_NONE) {
    fprintf(stderr, "Không phải kỳ báo cáo: %s; cần một kỳ như %s\n", period,
            tthc_tally_period(tally, tthc_tally_row_count(tally) - 1));
    exit(1);
  }
  printf("Biểu số II.06a, kỳ %s; %d/%d đơn vị có số liệu\n", period, tthc_tally_units_reported(tally, total),
         tthc_tally_unit_count(tally));
  for (i = 0; i < tthc_plan_unit_count(plan); i++) {
    row = tthc_tally_find_row(tally, tthc_unit_id(plan, i), period);
    if (tthc_tally_units_reported(tally, row) > 0) print_row(tally, row, tthc_unit_name(plan, i));
  }
  if (tthc_tally_units_reported(tally, total) > 0) print_row(tally, total, "TỔNG CỘNG");
}

static void print_findings(const tthc_tally *tally, tthc_error *err) {
  tthc_findings *findings = tthc_tally_findings(tally, err);
  int32_t i;
  if (findings == NULL) fail("nhận xét", err);
  for (i = 0; i < tthc_findings_count(findings); i++)
    printf("%s: %s\n", tthc_finding_name(tthc_findings_code(findings, i)), tthc_findings_message(findings, i, "vi"));
  tthc_findings_free(findings);
}

static void print_text(tthc_text *text, const tthc_error *err) {
  if (text == NULL) fail("biểu", err);
  fputs(tthc_text_data(text), stdout);
  tthc_text_free(text);
}

int main(int argc, char **argv) {
  static const char measures[] = "{\"measures\": {\"ty-le-ho-so-truc-tuyen\": \"online-share\"}, "
                                 "\"levels\": [\"Mức độ 3\", \"Mức độ 4\"]}";
  tthc_error *err = tthc_error_new();
  const char *form = argc == 5 ? argv[1] : "";
  tthc_calendar *calendar;
  tthc_plan *plan;
  tthc_tally *tally;
  tthc_text *table;
  if ((argc != 4 && argc != 5) || (argc == 5 && strcmp(form, "--facts") != 0 && strcmp(form, "--json") != 0)) {
    fprintf(stderr, "dossier_tally [--facts|--json] PLAN.json DOSSIERS.csv PERIOD\n");
    return 2;
  }
  argv += argc - 4;
  calendar = tthc_calendar_new(NULL, err);
  plan = load_plan(argv[1], err);
  table = load(argv[2], err);
  tally = new_tally(plan, calendar, argv[3], err);
  if (tthc_tally_read_csv(tally, plan, tthc_text_data(table), tthc_text_size(table), NULL, err) < 0)
    fail(argv[2], err);
  if (strcmp(form, "--facts") == 0) {
    print_text(tthc_tally_facts_json(tally, plan, measures, err), err);
  } else if (strcmp(form, "--json") == 0) {
    print_text(tthc_tally_json(tally, NULL, err), err);
  } else {
    print_form(plan, tally, argv[3]);
    print_findings(tally, err);
  }
  tthc_text_free(table);
  tthc_tally_free(tally);
  tthc_plan_free(plan);
  tthc_calendar_free(calendar);
  tthc_error_free(err);
  return 0;
}
