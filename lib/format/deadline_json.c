/* Deadlines as JSON. */
#include "format/deadline_json.h"

#include "base/error.h"
#include "base/text.h"
#include "model/plan.h"

#include <string.h>

/* --- clauses ------------------------------------------------------------------------------------------------------ */

static int32_t read_month(const struct json_at *at, void *target) {
  static const struct json_field field = {.range = {1, 12}, .expected = {"1 đến 12", "1 to 12"}};
  struct clause *clause = target;
  int32_t month = 0;
  const int32_t rc = tthc__json_int32(at, &field, &month);
  if (rc != TTHC_OK) return rc;
  if (clause->months >> month != 0)
    return tthc__json_fail(at, TTHC_E_VALUE, NULL, WORDS("các tháng tăng dần", "months in ascending order"));
  clause->months |= (int32_t)1 << month;
  return TTHC_OK;
}

static int32_t read_months(const struct json_at *at, void *target) {
  struct clause *clause = target;
  const int32_t rc = tthc__json_each(at, read_month, clause);
  if (rc != TTHC_OK || clause->months != 0) return rc;
  return tthc__json_fail(at, TTHC_E_VALUE, NULL, WORDS("ít nhất một tháng", "at least one month"));
}

static void write_months(struct json_writer *writer, const struct json_field *field, const void *row) {
  const struct clause *clause = row;
  int32_t month;
  if (clause->months == 0) return;
  tthc__json_write_name(writer, field->name);
  tthc__json_write_open(writer, '[');
  for (month = 1; month <= 12; month++) {
    if ((clause->months >> month & 1) == 0) continue;
    tthc__json_write_item(writer);
    tthc__put_int(&writer->out, month);
  }
  tthc__json_write_close(writer);
}

static const struct json_field after_fields[] = {
  {FIELD("days", JSON_INT32, struct after, days),
   .required = 1, .range = {1, AFTER_MAX}, .expected = {"1 đến 36500 ngày", "1 to 36500 days"}},
  {FIELD("working", JSON_FLAG, struct after, working)},
  {FIELD("event", JSON_TEXT, struct after, event)},
  {0}};

static int32_t read_after(const struct json_at *at, void *target) {
  struct clause *clause = target;
  return tthc__json_read(at, after_fields, &clause->after);
}

static void write_after(struct json_writer *writer, const struct json_field *field, const void *row) {
  const struct clause *clause = row;
  if (clause->after.days == 0) return;
  tthc__json_write_name(writer, field->name);
  tthc__json_write_row(writer, after_fields, &clause->after);
}

static const struct json_field clause_fields[] = {
  {FIELD("kind", JSON_WORD, struct clause, kind), .required = 1, .vocabulary = &tthc__clause_kinds},
  {DAY_FIELD("start", struct clause, start)},
  {DAY_FIELD("due", struct clause, due)},
  {FIELD("every", JSON_WORD, struct clause, every), .vocabulary = &tthc__everies},
  {FIELD("times", JSON_INT32, struct clause, times),
   .range = {2, REPEATS_MAX}, .expected = {"2 đến 366 lần", "2 to 366 times"}},
  {.name = "months", .kind = JSON_CUSTOM, .read = read_months, .write = write_months},
  {FIELD("day", JSON_INT32, struct clause, day), .range = {1, 31}, .expected = {"1 đến 31", "1 to 31"}},
  {DAY_FIELD("until", struct clause, until)},
  {FIELD("event", JSON_TEXT, struct clause, event)},
  {.name = "after", .kind = JSON_CUSTOM, .read = read_after, .write = write_after},
  {FIELD("key", JSON_LABEL, struct clause, key)},
  {0}};

static int32_t read_clause(const struct json_at *at, void *target) {
  struct deadline *deadline = target;
  struct clause *grown, clause = tthc__clause(TTHC_UNKNOWN);
  struct words fault;
  const int32_t rc = tthc__json_read(at, clause_fields, &clause);
  if (rc != TTHC_OK) return rc;
  fault = tthc__clause_fault(&clause);
  if (fault.en != NULL) return tthc__json_fail(at, TTHC_E_DEADLINE, NULL, fault);
  if (deadline->count == CLAUSES_MAX)
    return tthc__json_fail(at, TTHC_E_LIMIT, NULL, WORDS("không quá 8 phần", "at most 8 clauses"));
  grown = tthc__arena_grow(&at->doc->arena, deadline->clauses, deadline->count, sizeof *grown);
  if (grown == NULL) return tthc__fail_memory(at->doc->err);
  deadline->clauses = grown;
  grown[deadline->count++] = clause;
  return TTHC_OK;
}

static int32_t read_clauses(const struct json_at *at, void *target) { return tthc__json_each(at, read_clause, target); }

static void write_clauses(struct json_writer *writer, const struct json_field *field, const void *row) {
  const struct deadline *deadline = row;
  tthc__json_write_rows(writer, field->name, clause_fields, deadline->clauses, deadline->count,
                        sizeof *deadline->clauses);
}

/* --- deadlines ---------------------------------------------------------------------------------------------------- */

static const struct json_field deadline_fields[] = {
  {FIELD("text", JSON_TEXT, struct deadline, text)},
  {.name = "clauses", .kind = JSON_CUSTOM, .read = read_clauses, .write = write_clauses},
  {0}};

int32_t tthc__deadline_from_json(const struct json_at *at, int32_t year, int32_t issued, struct deadline *out) {
  int32_t rc;
  memset(out, 0, sizeof *out);
  rc = tthc__json_read(at, deadline_fields, out);
  if (rc != TTHC_OK || out->count > 0) return rc;
  if (out->text == NULL)
    return tthc__json_fail_member(at, TTHC_E_MISSING, "text",
                                  WORDS("\"text\" hoặc \"clauses\"", "\"text\" or \"clauses\""));
  return tthc__deadline_read(out->text, year, issued, &at->doc->arena, out, at->doc->err);
}

void tthc__write_deadline_members(struct json_writer *writer, const struct deadline *deadline) {
  tthc__json_write_members(writer, deadline_fields, deadline);
}

void tthc__write_deadline(struct json_writer *writer, const struct deadline *deadline) {
  tthc__json_write_row(writer, deadline_fields, deadline);
}

/* --- the public calls --------------------------------------------------------------------------------------------- */

static tthc_text *deadline_text(const struct deadline *deadline, tthc_error *err) {
  struct json_writer writer;
  tthc__json_begin(&writer, 0, NULL);
  tthc__write_deadline(&writer, deadline);
  return tthc__json_end(&writer, err);
}

int32_t tthc__phrase_in(struct arena *arena, const char *phrase, const struct phrase_options *options,
                        struct deadline *out, tthc_error *err) {
  int32_t rc;
  memset(out, 0, sizeof *out);
  rc = tthc__text_in(arena, phrase, PHRASE_MAX, "phrase", &out->text, err);
  return rc == TTHC_OK ? tthc__deadline_read(out->text, options->year, options->issued, arena, out, err) : rc;
}

struct options {
  struct phrase_options phrase;
};

static const struct json_field option_fields[] = {PHRASE_FIELDS(struct options, phrase), {0}};

tthc_text *tthc_deadline_json(const char *phrase, const char *options_json, tthc_error *err) {
  struct options options = {NO_PHRASE_OPTIONS};
  struct deadline deadline;
  struct arena arena = {NULL};
  tthc_text *text = NULL;
  if (tthc__json_options(options_json, option_fields, &options, NULL, err) == TTHC_OK &&
      tthc__phrase_in(&arena, phrase, &options.phrase, &deadline, err) == TTHC_OK)
    text = deadline_text(&deadline, err);
  tthc__arena_free(&arena);
  return text;
}

int32_t tthc_task_set_deadline_json(tthc_plan *plan, int32_t task, const char *json, int64_t size, tthc_error *err) {
  struct deadline deadline;
  struct json_doc doc;
  struct json_at root;
  int32_t rc = tthc__need_plan(plan, err);
  if (rc == TTHC_OK) rc = tthc__json_open(&doc, json, size, NULL, err);
  if (rc != TTHC_OK) return rc;
  root = tthc__json_root(&doc);
  rc = tthc__deadline_from_json(&root, plan->year, plan->issued, &deadline);
  if (rc == TTHC_OK) rc = tthc__set_deadline(plan, task, &deadline, err);
  tthc__json_close(&doc);
  return rc;
}

tthc_text *tthc_task_deadline_json(const tthc_plan *plan, int32_t task, tthc_error *err) {
  const struct task *row = tthc__task(plan, task);
  if (row == NULL) {
    if (tthc__need_plan(plan, err) == TTHC_OK) tthc__need_index(task, plan->tasks.count, "task", err);
    return NULL;
  }
  return row->deadline.count == 0 ? NULL : deadline_text(&row->deadline, err);
}
