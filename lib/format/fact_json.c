/* Facts as JSON: the rows of a facts document, the ids made of their content, and the calls that add facts. */
#include "format/fact_json.h"

#include "base/decimal.h"
#include "base/digest.h"
#include "base/error.h"
#include "format/fact_batch.h"
#include "model/words.h"

#include <stdlib.h>
#include <string.h>

/* --- members that refer to rows of the plan ----------------------------------------------------------------------- */

typedef int32_t find_row(const tthc_plan *plan, const char *id);

static int32_t read_reference(const struct json_at *at, find_row *find, int32_t *out, struct words expected) {
  const char *id;
  const int32_t rc = tthc__json_text(at, JSON_TEXT, &id);
  if (rc != TTHC_OK) return rc;
  *out = find(at->doc->context, id);
  return *out == TTHC_NONE ? tthc__json_fail(at, TTHC_E_UNKNOWN_ID, id, expected) : TTHC_OK;
}

static int32_t read_task(const struct json_at *at, void *row) {
  return read_reference(at, tthc_plan_find_task, &((struct fact *)row)->task,
                        WORDS("mã nhiệm vụ của kế hoạch", "the id of a task of the plan"));
}

static int32_t read_indicator(const struct json_at *at, void *row) {
  return read_reference(at, tthc_plan_find_indicator, &((struct fact *)row)->indicator,
                        WORDS("mã chỉ tiêu của kế hoạch", "the id of an indicator of the plan"));
}

static int32_t read_unit(const struct json_at *at, void *row) {
  return read_reference(at, tthc_plan_find_unit, &((struct fact *)row)->unit,
                        WORDS("mã đơn vị của kế hoạch", "the id of a unit of the plan"));
}

static void write_task(struct json_writer *writer, const struct json_field *field, const void *row) {
  tthc__json_write_field_text(writer, field, tthc_task_id(writer->context, ((const struct fact *)row)->task));
}

static void write_indicator(struct json_writer *writer, const struct json_field *field, const void *row) {
  tthc__json_write_field_text(writer, field, tthc_indicator_id(writer->context, ((const struct fact *)row)->indicator));
}

static void write_unit(struct json_writer *writer, const struct json_field *field, const void *row) {
  tthc__json_write_field_text(writer, field, tthc_unit_id(writer->context, ((const struct fact *)row)->unit));
}

/* --- evidence ----------------------------------------------------------------------------------------------------- */

static const struct json_field evidence_fields[] = {
  {FIELD("number", JSON_LABEL, struct evidence, number)},
  {DAY_FIELD("day", struct evidence, day)},
  {FIELD("text", JSON_TEXT, struct evidence, text)},
  {FIELD("link", JSON_TEXT, struct evidence, link)},
  {0}};

static int is_empty(const struct evidence *evidence) {
  return evidence->number == NULL && evidence->day == TTHC_NO_DAY && evidence->text == NULL && evidence->link == NULL;
}

static int32_t read_evidence(const struct json_at *at, void *row) {
  struct evidence *evidence = &((struct fact *)row)->evidence;
  const int32_t rc = tthc__json_read(at, evidence_fields, evidence);
  if (rc != TTHC_OK || !is_empty(evidence)) return rc;
  return tthc__json_fail(at, TTHC_E_MISSING, NULL, WORDS("ít nhất một thành phần", "at least one member"));
}

static void write_evidence(struct json_writer *writer, const struct json_field *field, const void *row) {
  const struct evidence *evidence = &((const struct fact *)row)->evidence;
  if (is_empty(evidence)) return;
  tthc__json_write_name(writer, field->name);
  tthc__json_write_row(writer, evidence_fields, evidence);
}

/* --- the rows ----------------------------------------------------------------------------------------------------- */

#define COUNT_FIELD(name, member)                                                                      \
  FIELD(name, JSON_INT64, struct fact, member), .absent = TTHC_NO_NUMBER, .range = {0, EXACT_MAX}, \
                                                .expected = {"0 đến 2^53−1", "0 to 2^53−1"}
#define PERCENT_FIELD                                                                                   \
  FIELD("percent", JSON_INT32, struct fact, percent), .absent = TTHC_NO_NUMBER, .range = {0, 100},      \
                                                      .expected = {"0 đến 100", "0 to 100"}

/* The members that any fact may have, and that the calls take as options. */
#define COMMON_FIELDS                                                                                      \
  {COUNT_FIELD("recorded_at", recorded_at)},                                                               \
    {.name = "evidence", .kind = JSON_CUSTOM, .read = read_evidence, .write = write_evidence},             \
    {FIELD("difficulties", JSON_TEXT, struct fact, difficulties)}, {FIELD("note", JSON_TEXT, struct fact, note)}, \
    {FIELD("author", JSON_TEXT, struct fact, author)}, {FIELD("reference", JSON_TEXT, struct fact, reference)},  \
    {FIELD("corrects", JSON_LABEL, struct fact, corrects)}, {FIELD("x-", JSON_EXTRA, struct fact, extra)}

/* A fact, before and behind what it refers to. */
#define FIRST_FIELDS                             \
  {FIELD("id", JSON_LABEL, struct fact, id)},    \
    {FIELD("kind", JSON_WORD, struct fact, kind), .required = 1, .vocabulary = &tthc__fact_kinds}
#define FURTHER_FIELDS                                                                             \
  {FIELD("period", JSON_LABEL, struct fact, period)},                                              \
    {FIELD("state", JSON_WORD, struct fact, state), .vocabulary = &tthc__progress_states},         \
    {PERCENT_FIELD}, {COUNT_FIELD("numerator", numerator)}, {COUNT_FIELD("denominator", denominator)}, \
    {FIELD("amount", JSON_DECIMAL, struct fact, amount)},                                          \
    {DAY_FIELD("day", struct fact, day), .required = 1}, {DAY_FIELD("done_day", struct fact, done_day)}, \
    {DAY_FIELD("due", struct fact, due)}, COMMON_FIELDS

static const struct json_field fact_fields[] = {
  FIRST_FIELDS,
  {NAMED("task"), .kind = JSON_CUSTOM, .read = read_task, .write = write_task},
  {NAMED("indicator"), .kind = JSON_CUSTOM, .read = read_indicator, .write = write_indicator},
  {NAMED("unit"), .kind = JSON_CUSTOM, .read = read_unit, .write = write_unit},
  FURTHER_FIELDS,
  {0}};

const struct json_field tthc__fact_row_fields[] = {
  FIRST_FIELDS,
  {FIELD("task", JSON_TEXT, struct fact_row, task)},
  {FIELD("indicator", JSON_TEXT, struct fact_row, indicator)},
  {FIELD("unit", JSON_TEXT, struct fact_row, unit)},
  FURTHER_FIELDS,
  {0}};

static const struct json_field option_fields[] = {{FIELD("id", JSON_LABEL, struct fact, id)}, COMMON_FIELDS, {0}};

static const struct json_field progress_option_fields[] = {{FIELD("id", JSON_LABEL, struct fact, id)},
                                                           {PERCENT_FIELD},
                                                           {DAY_FIELD("done_day", struct fact, done_day)},
                                                           COMMON_FIELDS,
                                                           {0}};

/* One fact as it stands in a document. */
static tthc_text *fact_text(const tthc_plan *plan, const struct fact *fact, tthc_error *err) {
  struct json_writer writer;
  tthc__json_begin(&writer, 0, plan);
  tthc__json_write_row(&writer, fact_fields, fact);
  return tthc__json_end(&writer, err);
}

void tthc__write_fact(struct json_writer *writer, const struct fact *fact) {
  tthc__json_write_row(writer, fact_fields, fact);
}

void tthc__write_facts(struct json_writer *writer, const tthc_plan *plan) {
  int32_t i;
  tthc__json_write_name(writer, "facts");
  tthc__json_write_open(writer, '[');
  for (i = 0; i < plan->facts.count; i++) {
    tthc__json_write_item(writer);
    tthc__write_fact(writer, &plan->facts.items[i]);
  }
  tthc__json_write_close(writer);
}

/* --- identity ----------------------------------------------------------------------------------------------------- */

enum { MADE_ID_HEX = 32 };

static int32_t make_id(const tthc_plan *plan, const struct fact *fact, char id[MADE_ID_HEX + 3], tthc_error *err) {
  char hex[DIGEST_HEX + 1];
  tthc_text *text = fact_text(plan, fact, err);
  if (text == NULL) return TTHC_E_MEMORY;
  tthc__digest(tthc_text_data(text), tthc_text_size(text), hex);
  tthc_text_free(text);
  memcpy(id, "f-", 2);
  memcpy(id + 2, hex, MADE_ID_HEX);
  id[MADE_ID_HEX + 2] = '\0';
  return TTHC_OK;
}

/* 1 when two facts say the same, 0 when not, a negative code without memory. */
static int32_t same_content(const tthc_plan *plan, const struct fact *a, const struct fact *b, tthc_error *err) {
  tthc_text *x = fact_text(plan, a, err), *y = fact_text(plan, b, err);
  int32_t same = TTHC_E_MEMORY;
  if (x != NULL && y != NULL) same = strcmp(tthc_text_data(x), tthc_text_data(y)) == 0;
  tthc_text_free(x);
  tthc_text_free(y);
  return same;
}

int32_t tthc__add_or_find_fact(tthc_plan *plan, const struct fact *fact, tthc_error *err) {
  struct fact named;
  char made[MADE_ID_HEX + 3];
  int32_t there, rc;
  if (fact->id == NULL) {
    rc = make_id(plan, fact, made, err);
    if (rc != TTHC_OK) return rc;
    named = *fact;
    named.id = made;
    fact = &named;
  }
  there = tthc__index_get(&plan->fact_ids, fact->id);
  if (there == TTHC_NONE) return tthc__add_fact(plan, fact, err);
  rc = same_content(plan, fact, &plan->facts.items[there], err);
  if (rc == 1) return there;
  return rc < 0 ? rc : tthc__add_fact(plan, fact, err); /* says that the id is taken */
}

/* --- reading documents -------------------------------------------------------------------------------------------- */

static int32_t fact_from_json(const struct json_at *at) {
  struct fact fact = tthc__new_fact();
  int32_t rc = tthc__json_read(at, fact_fields, &fact);
  if (rc != TTHC_OK) return rc;
  rc = tthc__add_or_find_fact(at->doc->context, &fact, at->doc->err);
  return rc < 0 ? tthc__json_place(at, rc) : rc;
}

/* A row whose fact corrects another: whether it may is checked once all are there. */
struct correcting {
  int32_t fact;
  int32_t index;
  const char *text;
};

struct reading {
  struct fact_batch batch;
  ROWS(struct correcting) correcting;
};

static int32_t read_row(const struct json_at *at, void *target) {
  struct reading *reading = target;
  const struct tthc_plan *plan = at->doc->context;
  const int32_t fact = fact_from_json(at);
  void *grown;
  if (fact < 0) {
    tthc__row_errors_keep(&reading->batch.errors, fact);
  } else if (plan->facts.items[fact].corrects != NULL) {
    const struct correcting row = {fact, at->index, at->text};
    if (!MAKE_ROOM(reading->correcting, grown)) return tthc__fail_memory(at->doc->err);
    reading->correcting.items[reading->correcting.count++] = row;
  }
  return tthc__row_errors_go_on(&reading->batch.errors) ? TTHC_OK : reading->batch.errors.failure;
}

static int32_t check_corrections(const struct json_at *rows, struct reading *reading) {
  struct row_errors *errors = &reading->batch.errors;
  int32_t i;
  for (i = 0; i < reading->correcting.count && tthc__row_errors_go_on(errors); i++) {
    const struct correcting *row = &reading->correcting.items[i];
    const struct json_at at = {rows->doc, NULL, rows, NULL, row->index, row->text};
    const int32_t rc = tthc__check_correction(rows->doc->context, row->fact, rows->doc->err);
    if (rc != TTHC_OK) tthc__row_errors_keep(errors, tthc__json_place(&at, rc));
  }
  return errors->failure;
}

int32_t tthc__facts_from_json(const struct json_at *rows) {
  struct reading reading = {0};
  int32_t rc = tthc__batch_begin(&reading.batch, rows->doc->context, rows->doc->err);
  if (rc != TTHC_OK) return rc;
  rows->doc->err = reading.batch.errors.row;
  rc = tthc__json_each_row(rows, read_row, &reading);
  if (rc == TTHC_OK) rc = check_corrections(rows, &reading);
  if (rc != TTHC_OK && reading.batch.errors.failure == TTHC_OK) tthc__row_errors_keep(&reading.batch.errors, rc);
  rows->doc->err = reading.batch.errors.all;
  free(reading.correcting.items);
  return tthc__batch_end(&reading.batch);
}

struct facts_form {
  const char *plan;
  const char *extra;
};

static int32_t read_format(const struct json_at *at, void *row) {
  (void)row;
  return tthc__json_format(at, "\"tthcplan-facts/1\"");
}

static const struct json_field document_fields[] = {
  {.name = "format", .kind = JSON_CUSTOM, .required = 1, .read = read_format},
  {FIELD("plan", JSON_SLUG, struct facts_form, plan), .required = 1},
  {.name = "facts", .kind = JSON_CUSTOM, .required = 1, .read = tthc__json_later},
  {FIELD("x-", JSON_EXTRA, struct facts_form, extra)},
  {0}};

int tthc__is_facts_document(struct json_doc *doc) {
  const struct json_at root = tthc__json_root(doc);
  struct json_at format;
  return tthc__json_member(&root, "format", &format) && tthc__json_is_text(&format, "tthcplan-facts/1");
}

int32_t tthc__read_facts_plan(struct json_doc *doc, const char **plan) {
  const struct json_at root = tthc__json_root(doc);
  struct facts_form form = {NULL, NULL};
  const int32_t rc = tthc__json_read(&root, document_fields, &form);
  *plan = form.plan;
  return rc;
}

int32_t tthc__read_facts_document(struct json_doc *doc, tthc_plan *plan) {
  const struct json_at root = tthc__json_root(doc);
  struct json_at rows, id;
  struct facts_form form = {NULL, NULL};
  const char *extra = NULL;
  int32_t rc;
  doc->context = plan;
  rc = tthc__json_read(&root, document_fields, &form);
  if (rc != TTHC_OK) return rc;
  if (strcmp(form.plan, plan->id) != 0) {
    tthc__json_member(&root, "plan", &id);
    return tthc__json_fail(&id, TTHC_E_UNKNOWN_ID, form.plan, WORDS("mã của kế hoạch này", "the id of this plan"));
  }
  rc = tthc__set_extra(plan, &extra, form.extra, doc->err);
  if (rc != TTHC_OK) return rc;
  tthc__json_member(&root, "facts", &rows);
  rc = tthc__facts_from_json(&rows);
  if (rc >= 0 && extra != NULL) plan->facts_extra = extra;
  return rc;
}

int32_t tthc_plan_read_facts(tthc_plan *plan, const char *json, int64_t size, const char *options_json,
                             tthc_error *err) {
  static const struct json_field no_options[] = {{0}};
  struct json_doc doc;
  int32_t rc = tthc__need_plan(plan, err);
  if (rc == TTHC_OK) rc = tthc__json_options(options_json, no_options, NULL, NULL, err);
  if (rc == TTHC_OK) rc = tthc__json_open(&doc, json, size, NULL, err);
  if (rc != TTHC_OK) return rc;
  rc = tthc__read_facts_document(&doc, plan);
  tthc__json_close(&doc);
  return rc;
}

void tthc__open_facts_document(struct json_writer *writer) {
  tthc__json_write_open(writer, '{');
  tthc__json_write_text(writer, "format", "tthcplan-facts/1");
  tthc__json_write_text(writer, "plan", tthc_plan_id(writer->context));
}

tthc_text *tthc_plan_facts_json(const tthc_plan *plan, const char *options_json, tthc_error *err) {
  static const struct json_field no_options[] = {{0}};
  struct json_writer writer;
  if (tthc__need_plan(plan, err) != TTHC_OK) return NULL;
  if (tthc__json_options(options_json, no_options, NULL, NULL, err) != TTHC_OK) return NULL;
  tthc__json_begin(&writer, 2, plan);
  tthc__open_facts_document(&writer);
  tthc__write_facts(&writer, plan);
  tthc__json_write_extra(&writer, plan->facts_extra);
  tthc__json_write_close(&writer);
  return tthc__json_end(&writer, err);
}

/* --- the calls that add one fact ---------------------------------------------------------------------------------- */

/* Adds a fact, and takes it away again when it corrects what is not there. */
static int32_t add_checked(tthc_plan *plan, struct fact *fact, tthc_error *err) {
  const int32_t before = plan->facts.count;
  const int32_t index = tthc__add_or_find_fact(plan, fact, err);
  const int32_t rc = index < 0 ? index : tthc__check_correction(plan, index, err);
  if (rc == TTHC_OK) return index;
  tthc__drop_facts(plan, before);
  return rc;
}

/* What the caller's finder did not find: a finder gives TTHC_NONE for an id that is not there. */
static const char *absent_reference(const struct fact *fact) {
  if (fact->kind == TTHC_PROGRESS && fact->task == TTHC_NONE) return "task";
  if (fact->kind == TTHC_MEASUREMENT && fact->indicator == TTHC_NONE) return "indicator";
  return fact->unit == TTHC_NONE ? "unit" : NULL;
}

static int32_t add_with_options(tthc_plan *plan, struct fact *fact, const struct json_field *options,
                                const char *options_json, tthc_error *err) {
  struct arena strings = {NULL};
  const char *absent = absent_reference(fact);
  int32_t rc = tthc__need_plan(plan, err);
  if (rc == TTHC_OK && absent != NULL)
    rc = tthc__fail_at(err, TTHC_E_UNKNOWN_ID, absent, NULL, WORDS("có trong kế hoạch", "one of the plan"));
  if (rc == TTHC_OK) rc = tthc__json_options(options_json, options, fact, &strings, err);
  if (rc == TTHC_OK) rc = add_checked(plan, fact, err);
  tthc__arena_free(&strings);
  return rc;
}

int32_t tthc_plan_add_progress(tthc_plan *plan, int32_t task, int32_t unit, const char *period, int32_t state,
                               int32_t day, const char *options_json, tthc_error *err) {
  struct fact fact = tthc__new_fact();
  fact.kind = TTHC_PROGRESS;
  fact.task = task;
  fact.unit = unit;
  fact.period = period;
  fact.state = state;
  fact.day = day;
  return add_with_options(plan, &fact, progress_option_fields, options_json, err);
}

int32_t tthc_plan_add_ratio(tthc_plan *plan, int32_t indicator, int32_t unit, const char *period, int64_t numerator,
                            int64_t denominator, int32_t day, const char *options_json, tthc_error *err) {
  struct fact fact = tthc__new_fact();
  fact.kind = TTHC_MEASUREMENT;
  fact.indicator = indicator;
  fact.unit = unit;
  fact.period = period;
  fact.numerator = numerator;
  fact.denominator = denominator;
  fact.day = day;
  return add_with_options(plan, &fact, option_fields, options_json, err);
}

int32_t tthc_plan_add_value(tthc_plan *plan, int32_t indicator, int32_t unit, const char *period, const char *amount,
                            int32_t day, const char *options_json, tthc_error *err) {
  struct fact fact = tthc__new_fact();
  struct buffer canonical = {0};
  struct decimal number;
  int32_t rc;
  fact.kind = TTHC_MEASUREMENT;
  fact.indicator = indicator;
  fact.unit = unit;
  fact.period = period;
  fact.amount = amount;
  fact.day = day;
  if (amount != NULL && tthc__decimal_read(amount, &number)) { /* as a document has it: the id is made of it */
    tthc__put_decimal(&canonical, number);
    fact.amount = canonical.data;
  }
  rc = canonical.failed ? tthc__fail_memory(err) : add_with_options(plan, &fact, option_fields, options_json, err);
  tthc__buffer_free(&canonical);
  return rc;
}

int32_t tthc_plan_add_fact(tthc_plan *plan, const char *json, int64_t size, tthc_error *err) {
  struct fact fact = tthc__new_fact();
  struct json_doc doc;
  struct json_at root;
  int32_t rc = tthc__need_plan(plan, err);
  if (rc == TTHC_OK) rc = tthc__json_open(&doc, json, size, plan, err);
  if (rc != TTHC_OK) return rc;
  root = tthc__json_root(&doc);
  rc = tthc__json_read(&root, fact_fields, &fact);
  if (rc == TTHC_OK) {
    rc = add_checked(plan, &fact, doc.err);
    if (rc < 0) tthc__json_place(&root, rc);
  }
  tthc__json_close(&doc);
  return rc;
}
