/*
 * read_document: reads a plan from the document itself and prints it as JSON, with what was not sure on standard error.
 *
 *   read_document [--year Y] [--id ID] [--encoding NAME] [--units UNITS.json] [--language vi|en] [--findings] FILE
 *   read_document --units examples/data/vinh-cuu-2021.json examples/data/vinh-cuu-2021.txt > plan.json
 *
 * UNITS.json is a plan document whose units are known. Warnings are listed first, each with its place; --findings lists
 * what was understood without doubt too. Exit status: 0 clean, 1 with warnings, 2 failed.
 */
#include <tthcplan.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CLEAN = 0, WARNINGS = 1, FAILED = 2 };

struct arguments {
  const char *year;
  const char *id;
  const char *encoding;
  const char *units;
  const char *language;
  const char *file;
  int findings;
};

static int usage(void) {
  fprintf(stderr, "read_document [--year Y] [--id ID] [--encoding NAME] [--units UNITS.json] [--language vi|en] "
                  "[--findings] FILE\n");
  return FAILED;
}

/* 0 for what is no option, or lacks its value. */
static int parse(int argc, char **argv, struct arguments *arguments) {
  int i;
  for (i = 1; i < argc; i++) {
    const char **value = strcmp(argv[i], "--year") == 0       ? &arguments->year
                         : strcmp(argv[i], "--id") == 0       ? &arguments->id
                         : strcmp(argv[i], "--encoding") == 0 ? &arguments->encoding
                         : strcmp(argv[i], "--units") == 0    ? &arguments->units
                         : strcmp(argv[i], "--language") == 0 ? &arguments->language
                                                              : NULL;
    if (strcmp(argv[i], "--findings") == 0)
      arguments->findings = 1;
    else if (value != NULL && i + 1 < argc)
      *value = argv[++i];
    else if (argv[i][0] != '-' && arguments->file == NULL)
      arguments->file = argv[i];
    else
      return 0;
  }
  return arguments->file != NULL &&
         (arguments->year == NULL || strspn(arguments->year, "0123456789") == strlen(arguments->year));
}

static int fail(const char *file, const tthc_error *err, const char *language) {
  fprintf(stderr, "%s: ", file);
  if (tthc_error_line(err) > 0) fprintf(stderr, "%d:%d: ", (int)tthc_error_line(err), (int)tthc_error_column(err));
  fprintf(stderr, "%s\n", tthc_error_message(err, language));
  return FAILED;
}

/* The library's options are JSON; what was given is put in as it is, and the library refuses what is not right. */
static void make_options(char *options, size_t size, const struct arguments *arguments) {
  const char *comma = "";
  size_t used = (size_t)snprintf(options, size, "{");
  const char *const names[] = {"id", "encoding"}, *const values[] = {arguments->id, arguments->encoding};
  int i;
  if (arguments->year != NULL && used < size) {
    used += (size_t)snprintf(options + used, size - used, "\"year\": %s", arguments->year);
    comma = ", ";
  }
  for (i = 0; i < 2; i++)
    if (values[i] != NULL && used < size) {
      used += (size_t)snprintf(options + used, size - used, "%s\"%s\": \"%s\"", comma, names[i], values[i]);
      comma = ", ";
    }
  if (used < size) snprintf(options + used, size - used, "}");
}

static tthc_plan *read_units(const char *file, tthc_error *err) {
  tthc_text *text = tthc_text_from_file(file, err);
  tthc_plan *known = text == NULL ? NULL : tthc_plan_read(tthc_text_data(text), tthc_text_size(text), NULL, err);
  tthc_text_free(text);
  return known;
}

/* Worst first. Gives whether there were warnings. */
static int print_findings(const tthc_findings *findings, const struct arguments *arguments) {
  int32_t severity, row;
  int warnings = 0;
  for (severity = TTHC_WARNING; severity >= (arguments->findings ? TTHC_INFO : TTHC_WARNING); severity--)
    for (row = 0; row < tthc_findings_count(findings); row++) {
      const char *place = tthc_findings_place(findings, row, arguments->language);
      if (tthc_findings_severity(findings, row) != severity) continue;
      warnings |= severity == TTHC_WARNING;
      if (place == NULL) place = tthc_findings_path(findings, row);
      fprintf(stderr, "%s: %s%s%s\n", tthc_finding_name(tthc_findings_code(findings, row)), place == NULL ? "" : place,
              place == NULL ? "" : ": ", tthc_findings_message(findings, row, arguments->language));
    }
  return warnings;
}

static int print_plan(const tthc_plan *plan, const struct arguments *arguments, tthc_error *err) {
  tthc_text *json = tthc_plan_json(plan, NULL, err);
  tthc_findings *findings = json == NULL ? NULL : tthc_plan_findings(plan, err);
  int status = FAILED;
  if (findings != NULL) {
    fwrite(tthc_text_data(json), 1, (size_t)tthc_text_size(json), stdout);
    status = print_findings(findings, arguments) ? WARNINGS : CLEAN;
  } else
    fail(arguments->file, err, arguments->language);
  tthc_findings_free(findings);
  tthc_text_free(json);
  return fflush(stdout) == 0 ? status : FAILED;
}

static int read_file(const struct arguments *arguments, tthc_error *err) {
  char options[512];
  tthc_text *document;
  tthc_plan *plan = NULL, *known = NULL;
  int status;
  make_options(options, sizeof options, arguments);
  if (arguments->units != NULL && (known = read_units(arguments->units, err)) == NULL)
    return fail(arguments->units, err, arguments->language);
  document = tthc_text_from_file(arguments->file, err);
  if (document != NULL)
    plan = tthc_plan_read_document(tthc_text_data(document), tthc_text_size(document), known, options, err);
  status = plan == NULL ? fail(arguments->file, err, arguments->language) : print_plan(plan, arguments, err);
  tthc_plan_free(plan);
  tthc_plan_free(known);
  tthc_text_free(document);
  return status;
}

int main(int argc, char **argv) {
  struct arguments arguments = {NULL, NULL, NULL, NULL, "vi", NULL, 0};
  tthc_error *err = tthc_error_new();
  int status = err != NULL && parse(argc, argv, &arguments) ? read_file(&arguments, err) : usage();
  tthc_error_free(err);
  return status;
}
