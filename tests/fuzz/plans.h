/* What the fuzzers of documents and stores share: errors that say where, and plans that are the same wherever they are. */
#ifndef TTHC_FUZZ_PLANS_H
#define TTHC_FUZZ_PLANS_H

#include "fuzz/fuzz.h"

#include "base/json.h"
#include "store/store.h"
#include "store/stored_plan.h"

#include <sqlite3.h>
#include <tthcplan.h>

/* A number that the input's bytes alone decide, for what takes too long to be done each time, or for each day. */
static inline uint32_t number_of(const uint8_t *data, size_t size) {
  uint32_t hash = 2166136261u;
  size_t i;
  for (i = 0; i < size; i++) hash = (hash ^ data[i]) * 16777619u;
  return hash >> 8;
}

static inline const tthc_calendar *shipped_calendar(void) {
  static tthc_calendar *calendar;
  if (calendar == NULL) calendar = tthc_calendar_new(NULL, NULL);
  MUST(calendar != NULL);
  return calendar;
}

/* --- errors ------------------------------------------------------------------------------------------------------- */

static inline int is_spoken(const char *text) { return text != NULL && *text != '\0'; }

static inline void must_be_json(const char *text, int64_t size) {
  struct json_doc doc;
  MUST(tthc__json_open(&doc, text, size, NULL, NULL) == TTHC_OK);
  tthc__json_close(&doc);
}

/* The error of a call that gave this code, in words and as JSON. */
static inline void must_speak(const tthc_error *err, int32_t code) {
  MUST(code < TTHC_OK && tthc_error_code(err) == code && tthc_status_name(code) != NULL);
  MUST(is_spoken(tthc_error_message(err, "vi")) && is_spoken(tthc_error_message(err, "en")));
  MUST(tthc_error_problem_count(err) > 0);
  must_be_json(tthc_error_problems_json(err, "en"), -1);
}

/* Of a text that was refused: it is about the text, and says where. */
static inline void must_be_told(const tthc_error *err, const char *text, size_t size) {
  const int32_t code = tthc_error_code(err);
  int32_t lines = 1;
  size_t i;
  for (i = 0; i < size; i++) lines += text[i] == '\n' || text[i] == '\r';
  must_speak(err, code);
  if (code > TTHC_E_ENCODING || code < TTHC_E_DEADLINE || tthc_error_path(err) == NULL)
    fprintf(stderr, "%s\n", tthc_error_problems_json(err, "en"));
  MUST(code <= TTHC_E_ENCODING && code >= TTHC_E_DEADLINE);
  MUST(tthc_error_line(err) > 0 && tthc_error_line(err) <= lines && tthc_error_column(err) > 0);
  MUST(tthc_error_path(err) != NULL || code == TTHC_E_ENCODING || code == TTHC_E_SYNTAX);
}

static inline void must_be_same(tthc_text *a, tthc_text *b) {
  MUST(a != NULL && b != NULL);
  if (strcmp(tthc_text_data(a), tthc_text_data(b)) != 0)
    fprintf(stderr, "%s\n---\n%s\n", tthc_text_data(a), tthc_text_data(b));
  MUST(strcmp(tthc_text_data(a), tthc_text_data(b)) == 0);
  tthc_text_free(a);
  tthc_text_free(b);
}

static inline void findings_must_speak(tthc_findings *findings) {
  tthc_text *json;
  int32_t i;
  MUST(findings != NULL);
  for (i = 0; i < tthc_findings_count(findings); i++) {
    MUST(is_spoken(tthc_findings_message(findings, i, "vi")) && is_spoken(tthc_findings_message(findings, i, "en")));
    MUST(tthc_finding_name(tthc_findings_code(findings, i)) != NULL && tthc_findings_severity(findings, i) > 0);
  }
  json = tthc_findings_json(findings, "en", NULL);
  MUST(json != NULL);
  must_be_json(tthc_text_data(json), tthc_text_size(json));
  tthc_text_free(json);
  tthc_findings_free(findings);
}

static inline void must_be_none(tthc_findings *findings) {
  MUST(findings != NULL);
  if (tthc_findings_count(findings) > 0)
    fprintf(stderr, "%s: %s\n", tthc_findings_path(findings, 0), tthc_findings_message(findings, 0, "en"));
  MUST(tthc_findings_count(findings) == 0);
  tthc_findings_free(findings);
}

/* --- plans -------------------------------------------------------------------------------------------------------- */

/* With units, tasks, indicators and facts of every kind. */
static const char plan_json[] =
  "{\"format\": \"tthcplan/1\", \"id\": \"p\", \"year\": 2021, \"units\": ["
  "{\"id\": \"g\", \"name\": \"G\", \"kind\": \"group\", \"members\": [{\"unit\": \"a\", \"last_day\": \"2021-06-30\"},"
  " {\"unit\": \"b\"}]}, {\"id\": \"s\", \"name\": \"S\"},"
  "{\"id\": \"a\", \"name\": \"A\", \"superior\": \"s\", \"last_day\": \"2021-08-31\", \"successors\": [{\"unit\": \"b\","
  " \"kind\": \"merge\"}]}, {\"id\": \"b\", \"name\": \"B\"}, {\"id\": \"o\", \"name\": \"O\", \"kind\": \"open\"}],"
  "\"sections\": [{\"label\": \"A\", \"title\": \"S\"}], \"tasks\": ["
  "{\"section\": \"A\", \"label\": \"1\", \"title\": \"H\"},"
  "{\"section\": \"A\", \"parent\": \"A.1\", \"label\": \"1.1\", \"title\": \"T\", \"lead\": {\"units\": [\"a\"]},"
  " \"deadline\": {\"text\": \"Quý II\"}},"
  "{\"section\": \"A\", \"parent\": \"A.1\", \"label\": \"1.2\", \"title\": \"T\", \"lead\": {\"units\": [\"g\", \"s\"]},"
  " \"deadline\": {\"text\": \"Hàng quý\"}},"
  "{\"section\": \"A\", \"label\": \"2\", \"title\": \"T\", \"lead\": {\"units\": [\"g\", \"o\"]}, \"deadline\": {\"text\":"
  " \"Thường xuyên\"}},"
  "{\"section\": \"A\", \"label\": \"3\", \"title\": \"T\", \"lead\": {\"units\": [\"b\"]}, \"coordinator\": {\"units\":"
  " [\"a\"]}, \"deadline\": {\"text\": \"5 ngày làm việc kể từ ngày nhận được văn bản\"}},"
  "{\"section\": \"A\", \"label\": \"4\", \"title\": \"T\", \"lead\": {\"units\": [\"b\"]}, \"deadline\": {\"text\":"
  " \"Đột xuất\"}},"
  "{\"section\": \"A\", \"label\": \"5\", \"title\": \"T\", \"lead\": {\"units\": [\"b\"]}}], \"indicators\": ["
  "{\"id\": \"r\", \"title\": \"R\", \"kind\": \"ratio\", \"series\": \"per-period\", \"task\": \"A.2\", \"targets\":"
  " [{\"comparator\": \">=\", \"amount\": 20}]},"
  "{\"id\": \"n\", \"title\": \"N\", \"kind\": \"value\", \"series\": \"cumulative\", \"baselines\": [{\"amount\": 12.5}],"
  " \"targets\": [{\"comparator\": \"range\", \"amount\": 1, \"high\": 5.5, \"reduction\": true}]}], \"facts\": ["
  "{\"id\": \"a\", \"kind\": \"progress\", \"task\": \"A.1.1\", \"unit\": \"a\", \"period\": \"2021-Q2\", \"state\":"
  " \"in-progress\", \"percent\": 40, \"day\": \"2021-05-01\", \"recorded_at\": 1620000000},"
  "{\"id\": \"m\", \"kind\": \"measurement\", \"indicator\": \"r\", \"unit\": \"a\", \"period\": \"2021-Q1\","
  " \"numerator\": 1, \"denominator\": 3, \"day\": \"2021-03-31\"}]}";

static inline tthc_plan *new_plan(void) {
  tthc_plan *plan = tthc_plan_read(plan_json, -1, NULL, NULL);
  MUST(plan != NULL);
  return plan;
}

static inline tthc_text *whole(const tthc_plan *plan) { return tthc_plan_json(plan, "{\"facts\": true}", NULL); }

/* What is written is read again, and is the same then. */
static inline void must_read_back(const tthc_plan *plan) {
  tthc_error *err = tthc_error_new();
  tthc_text *json = whole(plan);
  char before[DIGEST_HEX + 1], after[DIGEST_HEX + 1];
  tthc_plan *copy;
  MUST(json != NULL);
  copy = tthc_plan_read(tthc_text_data(json), tthc_text_size(json), NULL, err);
  if (copy == NULL) fprintf(stderr, "%s\n%s\n", tthc_error_problems_json(err, "en"), tthc_text_data(json));
  MUST(copy != NULL);
  must_be_same(whole(copy), json);
  MUST(tthc__digest_plan(plan, before, NULL) == TTHC_OK && tthc__digest_plan(copy, after, NULL) == TTHC_OK);
  MUST(strcmp(before, after) == 0);
  tthc_plan_free(copy);
  tthc_error_free(err);
}

/* The same of a plan from a store, where a fact may correct one that has no place in this revision: it cannot be read alone. */
static inline void must_read_back_loaded(const tthc_plan *plan) {
  int32_t i;
  for (i = 0; i < tthc_plan_fact_count(plan); i++)
    if (tthc_fact_corrects(plan, i) != NULL && tthc_plan_find_fact(plan, tthc_fact_corrects(plan, i)) == TTHC_NONE) return;
  must_read_back(plan);
}

/* NULL where it says why: the shipped calendar lacks the plan's regime, or figures add up to too much. */
static inline tthc_assessment *assess(const tthc_plan *plan, int32_t day) {
  tthc_error *err = tthc_error_new();
  tthc_assessment *assessment = tthc_assessment_new(plan, shipped_calendar(), day, NULL, err);
  tthc_text *json = tthc_assessment_json(assessment, "{\"sentences\": \"vi\"}", NULL);
  if (assessment != NULL) {
    MUST(json != NULL);
    must_be_json(tthc_text_data(json), tthc_text_size(json));
    findings_must_speak(tthc_assessment_findings(assessment, NULL));
  } else {
    must_speak(err, tthc_error_code(err));
    MUST(tthc_error_code(err) == TTHC_E_UNKNOWN_ID || tthc_error_code(err) == TTHC_E_NUMBER);
  }
  tthc_text_free(json);
  tthc_error_free(err);
  return assessment;
}

/* --- stores ------------------------------------------------------------------------------------------------------- */

/* The store at hand is made to hold what the pattern does, which takes less time than to make a new one. */
static inline void make_like(tthc_store *store, tthc_store *pattern) {
  sqlite3_backup *copying = sqlite3_backup_init(store->database.handle, "main", pattern->database.handle, "main");
  MUST(copying != NULL && sqlite3_backup_step(copying, -1) == SQLITE_DONE && sqlite3_backup_finish(copying) == SQLITE_OK);
}

/* Stores that serve all inputs, closed at the end: SQLite points into the middle of blocks, which would look like leaks. */
static struct {
  tthc_store *items[4];
  int count;
} kept_stores;

static inline void free_kept_stores(void) {
  while (kept_stores.count > 0) tthc_store_free(kept_stores.items[--kept_stores.count]);
}

static inline tthc_store *new_kept_store(void) {
  tthc_store *store = tthc_store_open(":memory:", NULL, NULL);
  MUST(store != NULL && kept_stores.count < 4);
  if (kept_stores.count == 0) MUST(atexit(free_kept_stores) == 0);
  kept_stores.items[kept_stores.count++] = store;
  return store;
}

static inline void must_be_stored(tthc_store *store, const tthc_plan *plan) {
  tthc_plan *loaded = tthc_store_load(store, tthc_plan_id(plan), 0, NULL);
  MUST(loaded != NULL);
  must_be_same(whole(loaded), whole(plan));
  tthc_plan_free(loaded);
}

static inline int same_text(const char *a, const char *b) {
  return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

static inline int is_same_row(const tthc_query *query, int32_t i, const tthc_assessment *a, int32_t row) {
  return same_text(tthc_query_task_id(query, i), tthc_assignment_task_id(a, row)) &&
         same_text(tthc_query_unit_id(query, i), tthc_assignment_unit_id(a, row)) &&
         same_text(tthc_query_period(query, i), tthc_assignment_period(a, row));
}

static inline void must_have_row(const tthc_query *query, const tthc_assessment *a, int32_t row) {
  int32_t i = 0;
  while (i < tthc_query_count(query) && !is_same_row(query, i, a, row)) i++;
  MUST(i < tthc_query_count(query));
  MUST(tthc_query_state(query, i) == tthc_assignment_state(a, row));
  MUST(tthc_query_start_day(query, i) == tthc_assignment_start_day(a, row));
  MUST(tthc_query_due_day(query, i) == tthc_assignment_due_day(a, row));
  MUST(tthc_query_effective_day(query, i) == tthc_assignment_effective_day(a, row));
  MUST(tthc_query_done_day(query, i) == tthc_assignment_done_day(a, row));
  MUST(tthc_query_percent(query, i) == tthc_assignment_percent(a, row));
  MUST(tthc_query_days_late(query, i) == tthc_assignment_days_late(a, row));
}

static inline void must_have_value(const tthc_value_list *list, const tthc_assessment *a, int32_t row) {
  int32_t i = 0;
  while (i < tthc_value_list_count(list) &&
         !(same_text(tthc_value_list_indicator_id(list, i), tthc_value_indicator_id(a, row)) &&
           same_text(tthc_value_list_unit_id(list, i), tthc_value_unit_id(a, row))))
    i++;
  MUST(i < tthc_value_list_count(list));
  MUST(tthc_value_list_verdict(list, i) == tthc_value_verdict(a, row));
  MUST(tthc_value_list_numerator(list, i) == tthc_value_numerator(a, row));
  MUST(tthc_value_list_denominator(list, i) == tthc_value_denominator(a, row));
  MUST(same_text(tthc_value_list_target(list, i), tthc_value_target(a, row)));
  MUST(same_text(tthc_value_list_text(list, i, "vi"), tthc_value_text(a, row, "vi")));
}

enum { ROWS_MAX = 10000 }; /* of a page */

/* Questions over all plans are answered, of the only plan of the store, as an assessment in memory does. */
static inline void must_answer_alike(tthc_store *store, const tthc_plan *plan, int32_t day) {
  tthc_assessment *a = assess(plan, day);
  tthc_text *text = tthc_day_text(day, NULL);
  char options[80];
  tthc_query *query;
  tthc_value_list *values;
  int32_t i;
  snprintf(options, sizeof options, "{\"as_of\": \"%s\", \"limit\": %d}", tthc_text_data(text), (int)ROWS_MAX);
  query = tthc_store_query(store, options, NULL);
  values = tthc_store_values(store, options, NULL);
  MUST(query != NULL && values != NULL);
  if (a == NULL) {
    MUST(tthc_query_left_out(query) + tthc_value_list_left_out(values) > 0);
  } else if (tthc_assignment_count(a) <= ROWS_MAX && tthc_value_count(a) <= ROWS_MAX) {
    MUST(tthc_query_left_out(query) == 0 && tthc_value_list_left_out(values) == 0);
    MUST(tthc_query_count(query) == tthc_assignment_count(a));
    MUST(tthc_value_list_count(values) == tthc_value_count(a));
    for (i = 0; i < tthc_assignment_count(a); i++) must_have_row(query, a, i);
    for (i = 0; i < tthc_value_count(a); i++) must_have_value(values, a, i);
  }
  tthc_value_list_free(values);
  tthc_query_free(query);
  tthc_text_free(text);
  tthc_assessment_free(a);
}

#endif
