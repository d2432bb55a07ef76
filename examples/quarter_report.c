/*
 * quarter_report: prints the report of a reporting period, in Vietnamese.
 *
 *   quarter_report [--period P] [--as-of DAY] [--known-at SECONDS] [--unit ID] [--json] PLAN.json FACTS.json
 *   quarter_report --period kstt:2021-Q2 --as-of 2021-06-19 vinh-cuu-2021.json vinh-cuu-2021-facts.json
 *
 * The period is the second reporting quarter of 2021 unless given; "Quý II/2021" would be that of the calendar. The report
 * is as of the period's last day unless another is given; then and known at the same second, it is the same for ever.
 */
#include <tthcplan.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { OPTIONS_MAX = 512 };

static void fail(const char *what, const tthc_error *err) {
  fprintf(stderr, "%s: %s\n", what, tthc_error_message(err, "vi"));
  if (tthc_error_line(err) > 0)
    fprintf(stderr, "  tại %s, dòng %d, cột %d\n", tthc_error_path(err), tthc_error_line(err), tthc_error_column(err));
  exit(1);
}

static tthc_text *load(const char *path, tthc_error *err) {
  tthc_text *text = tthc_text_from_file(path, err);
  if (text == NULL) fail(path, err);
  return text;
}

static tthc_plan *load_plan(const char *plan_path, const char *facts_path, tthc_error *err) {
  tthc_text *text = load(plan_path, err), *facts = load(facts_path, err);
  tthc_plan *plan = tthc_plan_read(tthc_text_data(text), tthc_text_size(text), NULL, err);
  if (plan == NULL) fail(plan_path, err);
  if (tthc_plan_read_facts(plan, tthc_text_data(facts), tthc_text_size(facts), NULL, err) < 0) fail(facts_path, err);
  tthc_text_free(facts);
  tthc_text_free(text);
  return plan;
}

/* One more member of the options; days and ids need no escapes, and the library checks what comes in. */
static void add_option(char *options, const char *name, const char *value, const char *quote) {
  const size_t length = strlen(options);
  if (value == NULL) return;
  snprintf(options + length, OPTIONS_MAX - length, "%s\"%s\": %s%s%s", length > 1 ? ", " : "", name, quote, value,
           quote);
}

int main(int argc, char **argv) {
  const char *period = "kstt:2021-Q2", *as_of = NULL, *known_at = NULL, *unit = NULL, *paths[2] = {NULL, NULL};
  const struct {
    const char *name;
    const char **value;
  } known[] = {{"--period", &period}, {"--as-of", &as_of}, {"--known-at", &known_at}, {"--unit", &unit}};
  char options[OPTIONS_MAX] = "{";
  tthc_error *err = tthc_error_new();
  tthc_plan *plan;
  tthc_report *report;
  tthc_text *text;
  int i, json = 0, count = 0, wrong = 0;
  size_t k;
  for (i = 1; i < argc; i++) {
    for (k = 0; k < 4 && strcmp(argv[i], known[k].name) != 0; k++) continue;
    if (k < 4 && i + 1 < argc)
      *known[k].value = argv[++i];
    else if (strcmp(argv[i], "--json") == 0)
      json = 1;
    else if (argv[i][0] != '-' && count < 2)
      paths[count++] = argv[i];
    else
      wrong = 1;
  }
  if (known_at != NULL && (*known_at == '\0' || known_at[strspn(known_at, "0123456789")] != '\0')) wrong = 1;
  if (wrong || count < 2) {
    fprintf(stderr, "quarter_report [--period P] [--as-of DAY] [--known-at SECONDS] [--unit ID] [--json] PLAN.json "
                    "FACTS.json\n");
    return 2;
  }
  add_option(options, "as_of", as_of, "\"");
  add_option(options, "known_at", known_at, "");
  add_option(options, "unit", unit, "\"");
  strncat(options, "}", OPTIONS_MAX - strlen(options) - 1);

  plan = load_plan(paths[0], paths[1], err);
  report = tthc_report_new(plan, NULL, period, options, err);
  tthc_plan_free(plan); /* a report outlives its plan */
  if (report == NULL) fail("báo cáo", err);
  text = json ? tthc_report_json(report, NULL, err) : tthc_report_text(report, "vi", err);
  if (text == NULL) fail("báo cáo", err);
  fputs(tthc_text_data(text), stdout);
  tthc_text_free(text);
  tthc_report_free(report);
  tthc_error_free(err);
  return 0;
}
