/*
 * explain_deadline: tells what deadline phrases mean, one JSON object a line.
 *
 *   explain_deadline [--year Y] [--issued DAY] [--span FROM..TO] PHRASE…
 *   explain_deadline --year 2021 --span 2021-01-01..2021-12-31 "Thường xuyên, định kỳ hàng quý"
 *
 * Without phrases it reads them from standard input, one a line. The year is that of phrases that name none, DAY is when
 * the document was issued; with a span the days on which the phrase falls due in it are told too.
 */
#define _POSIX_C_SOURCE 200809L /* getline */

#include <tthcplan.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>

static int usage(void) {
  fprintf(stderr, "explain_deadline [--year Y] [--issued DAY] [--span FROM..TO] [PHRASE…] (từ đầu vào chuẩn, nếu không có)\n");
  return 2;
}

static int is_year(const char *text) {
  return strlen(text) == 4 && strspn(text, "0123456789") == 4 && atoi(text) >= 1900 && atoi(text) <= 2200;
}

static int is_day(const char *text) { return tthc_day_from_text(text, NULL) != TTHC_NO_DAY; }

/* 2021-01-01..2021-12-31 */
static int split_span(const char *text, char from[11], char to[11]) {
  if (strlen(text) != 22 || memcmp(text + 10, "..", 2) != 0) return 0;
  snprintf(from, 11, "%.10s", text);
  snprintf(to, 11, "%s", text + 12);
  return is_day(from) && is_day(to) && strcmp(from, to) <= 0;
}

/* The library's options are JSON. Gives 0 for what is no option, or comes twice. */
static int add_option(char *options, size_t size, const char *name, const char *value) {
  const size_t length = strlen(options);
  const char *comma = length == 1 ? "" : ", ";
  char *end = options + length, from[11], to[11];
  size -= length;
  if (strstr(options, name + 2) != NULL) return 0;
  if (strcmp(name, "--year") == 0 && is_year(value))
    snprintf(end, size, "%s\"year\": %s", comma, value);
  else if (strcmp(name, "--issued") == 0 && is_day(value))
    snprintf(end, size, "%s\"issued\": \"%s\"", comma, value);
  else if (strcmp(name, "--span") == 0 && split_span(value, from, to))
    snprintf(end, size, "%s\"span\": {\"from\": \"%s\", \"to\": \"%s\"}", comma, from, to);
  else
    return 0;
  return 1;
}

/* Gives 1 when the phrase is no text that can be explained. */
static int explain(const tthc_calendar *calendar, const char *phrase, const char *options, tthc_error *err) {
  tthc_text *text = tthc_deadline_explain(calendar, phrase, options, err);
  if (text == NULL) {
    fprintf(stderr, "%s\n", tthc_error_message(err, "vi"));
    return 1;
  }
  printf("%s\n", tthc_text_data(text));
  tthc_text_free(text);
  return 0;
}

static int explain_lines(const tthc_calendar *calendar, const char *options, tthc_error *err) {
  char *line = NULL;
  size_t room = 0;
  ssize_t length;
  int failed = 0;
  while ((length = getline(&line, &room, stdin)) >= 0) {
    while (length > 0 && strchr("\r\n", line[length - 1]) != NULL) line[--length] = '\0';
    if (length == 0) continue;
    if (strlen(line) != (size_t)length) {
      fprintf(stderr, "Dòng có ký tự NUL\n");
      failed = 1;
    } else {
      failed |= explain(calendar, line, options, err);
    }
  }
  free(line);
  return failed;
}

int main(int argc, char **argv) {
  char options[256] = "{";
  tthc_error *err;
  tthc_calendar *calendar;
  int i, failed = 0;
  for (i = 1; i < argc && argv[i][0] == '-' && argv[i][1] == '-'; i += 2) {
    if (strcmp(argv[i], "--") == 0) {
      i++;
      break;
    }
    if (i + 1 == argc || !add_option(options, sizeof options, argv[i], argv[i + 1])) return usage();
  }
  strcat(options, "}");
  err = tthc_error_new();
  calendar = tthc_calendar_new(NULL, err);
  if (calendar == NULL) {
    fprintf(stderr, "%s\n", tthc_error_message(err, "vi"));
    return 1;
  }
  if (i >= argc) failed = explain_lines(calendar, options, err);
  for (; i < argc; i++) failed |= explain(calendar, argv[i], options, err);
  tthc_calendar_free(calendar);
  tthc_error_free(err);
  return failed;
}
