/* What the tests of assessments share: small plans written in the tables, and results printed as text to compare. */
#ifndef TTHC_ASSESS_CASES_H
#define TTHC_ASSESS_CASES_H

#include "support/check.h"
#include "tthcplan/assignment.h"
#include "tthcplan/rollup.h"
#include "tthcplan/value.h"

#include <stdio.h>

enum { CASE_MAX = 1 << 16 };

/* A text that grows at its end; static ones start empty. */
struct lines {
  char text[CASE_MAX];
  size_t size;
};

static inline void put_line(struct lines *out, const char *format, ...) __attribute__((format(printf, 2, 3)));
static inline void put_line(struct lines *out, const char *format, ...) {
  va_list arguments;
  int size;
  va_start(arguments, format);
  size = vsnprintf(out->text + out->size, sizeof out->text - out->size, format, arguments);
  va_end(arguments);
  assert_true(size >= 0 && out->size + (size_t)size < sizeof out->text);
  out->size += (size_t)size;
}

static inline int32_t day_of(const char *text) {
  const int32_t day = tthc_day_from_text(text, NULL);
  assert_int_not_equal(day, TTHC_NO_DAY);
  return day;
}

/* ISO 8601 of a day, "-" for none; in `out`, of at least 16 bytes. */
static inline const char *show_day(int32_t day, char *out) {
  tthc_text *text = tthc_day_text(day, NULL);
  snprintf(out, 16, "%s", text == NULL ? "-" : tthc_text_data(text));
  tthc_text_free(text);
  return out;
}

/* The tables write ' for ", as JSON in C is hard to read otherwise. */
static inline void quote(char *text) {
  for (; *text != '\0'; text++)
    if (*text == '\'') *text = '"';
}

/* A plan "p" of 2021 with these members and facts, both as JSON; NULL for none. */
static inline tthc_plan *case_plan(const char *members, const char *facts) {
  static struct lines json;
  tthc_error *err = tthc_error_new();
  tthc_plan *plan;
  json.size = 0;
  put_line(&json, "{'format': 'tthcplan/1', 'id': 'p', 'year': 2021, %s%s%s%s}", members,
           facts == NULL ? "" : ", 'facts': [", facts == NULL ? "" : facts, facts == NULL ? "" : "]");
  quote(json.text);
  plan = tthc_plan_read(json.text, -1, NULL, err);
  if (plan == NULL)
    print_error("%s: %s at %s\n", json.text, tthc_error_message(err, "en"), check_show(tthc_error_path(err)));
  assert_non_null(plan);
  tthc_error_free(err);
  return plan;
}

/* One for all: making it takes longer than assessing a small plan. */
static inline const tthc_calendar *shared_calendar(void) {
  static tthc_calendar *calendar;
  if (calendar == NULL) calendar = tthc_calendar_new(NULL, NULL);
  assert_non_null(calendar);
  return calendar;
}

static inline tthc_assessment *assess(const tthc_plan *plan, const char *as_of, const char *options) {
  char written[256];
  tthc_assessment *a;
  snprintf(written, sizeof written, "%s", options == NULL ? "{}" : options);
  quote(written);
  a = tthc_assessment_new(plan, shared_calendar(), day_of(as_of), written, NULL);
  assert_non_null(a);
  return a;
}

static inline tthc_assessment *case_assess(const char *members, const char *facts, const char *as_of,
                                           const char *options) {
  tthc_plan *plan = case_plan(members, facts);
  tthc_assessment *a = assess(plan, as_of, options);
  tthc_plan_free(plan); /* a result outlives its plan */
  return a;
}

static inline tthc_text *assessment_text(const tthc_assessment *a) {
  tthc_text *text = tthc_assessment_json(a, NULL, NULL);
  assert_non_null(text);
  return text;
}

/* The plan and facts of examples/data. */
static inline tthc_plan *example_plan(void) {
  const char *folder = getenv("TTHC_TEST_SOURCE_DIR");
  char path[1024];
  tthc_text *text;
  tthc_plan *plan;
  snprintf(path, sizeof path, "%s/examples/data/vinh-cuu-2021.json", folder == NULL ? "." : folder);
  text = tthc_text_from_file(path, NULL);
  assert_non_null(text);
  plan = tthc_plan_read(tthc_text_data(text), tthc_text_size(text), NULL, NULL);
  assert_non_null(plan);
  tthc_text_free(text);
  snprintf(path, sizeof path, "%s/examples/data/vinh-cuu-2021-facts.json", folder == NULL ? "." : folder);
  text = tthc_text_from_file(path, NULL);
  assert_non_null(text);
  assert_true(tthc_plan_read_facts(plan, tthc_text_data(text), tthc_text_size(text), NULL, NULL) > 0);
  tthc_text_free(text);
  return plan;
}

#endif
