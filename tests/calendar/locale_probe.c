/*
 * The library in a program that has a locale: "probe" prints how the locale writes 1.5, "probe phrases" explains the
 * phrases of its standard input, "probe PLAN.json" assesses a plan.
 */
#include <tthcplan.h>

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int print(tthc_text *text, const char *end) {
  if (text == NULL) return 1;
  printf("%s%s", tthc_text_data(text), end);
  tthc_text_free(text);
  return 0;
}

static int explain_phrases(void) {
  static const char options[] = "{\"year\": 2026, \"issued\": \"2026-01-05\", \"span\": {\"from\": \"2025-10-01\", "
                                "\"to\": \"2027-02-28\"}}";
  tthc_calendar *calendar = tthc_calendar_new(NULL, NULL);
  char line[4096];
  int failed = 0;
  while (fgets(line, sizeof line, stdin) != NULL) {
    line[strcspn(line, "\n")] = '\0';
    failed |= print(tthc_deadline_explain(calendar, line, options, NULL), "\n");
  }
  tthc_calendar_free(calendar);
  return failed;
}

static int assess(const char *path) {
  tthc_text *text = tthc_text_from_file(path, NULL);
  tthc_plan *plan = tthc_plan_read(tthc_text_data(text), tthc_text_size(text), NULL, NULL);
  tthc_assessment *a = tthc_assessment_new(plan, NULL, tthc_day_from_text("2021-07-15", NULL), NULL, NULL);
  const int failed = print(tthc_assessment_json(a, NULL, NULL), "");
  tthc_assessment_free(a);
  tthc_plan_free(plan);
  tthc_text_free(text);
  return failed;
}

int main(int argc, char **argv) {
  if (setlocale(LC_ALL, "") == NULL) {
    fprintf(stderr, "no such locale\n");
    return 1;
  }
  if (argc < 2) return printf("%.1f\n", 1.5) < 0;
  return strcmp(argv[1], "phrases") == 0 ? explain_phrases() : assess(argv[1]);
}
