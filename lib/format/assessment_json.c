/* Assessments as JSON. */
#include "assess/assessment.h"
#include "assess/words.h"
#include "base/error.h"

/* --- options ------------------------------------------------------------------------------------------------------ */

enum { NO_SENTENCES, IN_VIETNAMESE, IN_ENGLISH };

struct options {
  int32_t sentences;
};

static const struct vocabulary languages = {"vi, en", {"vi", "en"}};

static const struct json_field option_fields[] = {
  {FIELD("sentences", JSON_WORD, struct options, sentences), .vocabulary = &languages}, {0}};

/* --- the document ------------------------------------------------------------------------------------------------- */

/* "counts": every state that occurs. */
static void write_counts(struct json_writer *writer, const struct rollup *row) {
  int32_t state;
  tthc__json_write_name(writer, "counts");
  tthc__json_write_open(writer, '{');
  for (state = 1; state < STATES; state++)
    if (row->counts[state] > 0) tthc__json_write_int(writer, tthc_state_word(state), row->counts[state]);
  tthc__json_write_close(writer);
}

/* Where nobody owes reports there is nothing to say of them. */
static void write_reports(struct json_writer *writer, const struct rollup *row) {
  const int32_t received = row->reports_on_time + row->reports_late;
  tthc__json_write_name(writer, "reports");
  tthc__json_write_open(writer, '{');
  tthc__json_write_int(writer, "expected", received + row->reports_missing);
  tthc__json_write_int(writer, "received", received);
  tthc__json_write_int(writer, "on_time", row->reports_on_time);
  tthc__json_write_int(writer, "late", row->reports_late);
  tthc__json_write_int(writer, "missing", row->reports_missing);
  tthc__json_write_close(writer);
}

static void write_rollup(struct json_writer *writer, const struct rollup *row) {
  const int32_t percent = tthc__rollup_percent(row);
  tthc__json_write_open(writer, '{');
  tthc__json_write_text(writer, "kind", tthc__word(&tthc__rollup_kinds, row->kind));
  tthc__json_write_text(writer, "id", row->id);
  tthc__json_write_text(writer, "title", row->title);
  tthc__json_write_text(writer, "state", tthc_state_word(row->state));
  tthc__json_write_int(writer, "assignments", row->counts[0]);
  write_counts(writer, row);
  tthc__json_write_int(writer, "units_done", row->units_done);
  tthc__json_write_int(writer, "units_obliged", row->units_obliged);
  if (percent != TTHC_NO_NUMBER) tthc__json_write_int(writer, "percent", percent);
  tthc__json_write_int(writer, "percent_given", row->percent_given);
  tthc__json_write_int(writer, "on_time", row->counts[TTHC_DONE_ON_TIME]);
  tthc__json_write_int(writer, "fallen_due",
                       row->counts[TTHC_DONE_ON_TIME] + row->counts[TTHC_DONE_LATE] + row->counts[TTHC_OVERDUE]);
  tthc__json_write_int(writer, "open_in_time", tthc__open_in_time(row));
  tthc__json_write_int(writer, "open_overdue", row->counts[TTHC_OVERDUE]);
  if (row->reports > 0) write_reports(writer, row);
  tthc__json_write_close(writer);
}

static void write_sentence(struct json_writer *writer, const tthc_assessment *a, const struct assignment *row,
                           int32_t language) {
  struct buffer sentence = {0};
  if (language == NO_SENTENCES) return;
  tthc__put_sentence(&sentence, a, row, language == IN_ENGLISH);
  if (sentence.failed)
    writer->out.failed = 1;
  else
    tthc__json_write_text(writer, "sentence", sentence.data);
  tthc__buffer_free(&sentence);
}

static void write_assignment(struct json_writer *writer, const tthc_assessment *a, const struct assignment *row,
                             int32_t language) {
  tthc__json_write_open(writer, '{');
  tthc__json_write_text(writer, "task", a->tasks[row->task].id);
  tthc__json_write_text(writer, "unit", a->units[row->unit].id);
  tthc__json_write_text(writer, "period", row->period);
  tthc__json_write_text(writer, "state", tthc_state_word(row->state));
  tthc__json_write_text(writer, "reason", tthc_reason_word(row->reason));
  tthc__json_write_day(writer, "start", row->start);
  tthc__json_write_text(writer, "due", tthc__day_text(&a->days, row->due));
  tthc__json_write_text(writer, "effective", tthc__day_text(&a->days, row->effective));
  tthc__json_write_day(writer, "done_day", row->done_day);
  if (row->percent != TTHC_NO_NUMBER) tthc__json_write_int(writer, "percent", row->percent);
  if (row->days_late > 0) {
    tthc__json_write_int(writer, "days_late", row->days_late);
    tthc__json_write_int(writer, "working_days_late", row->working_days_late);
  }
  if (row->accepted) tthc__json_write_flag(writer, "accepted", 1);
  if (row->explained) tthc__json_write_flag(writer, "explained", 1);
  write_sentence(writer, a, row, language);
  tthc__json_write_close(writer);
}

static void write_reached(struct json_writer *writer, const struct reached *reached) {
  tthc__json_write_text(writer, "verdict", tthc_verdict_word(reached->verdict));
  if (reached->numerator != TTHC_NO_NUMBER) {
    tthc__json_write_int(writer, "numerator", reached->numerator);
    tthc__json_write_int(writer, "denominator", reached->denominator);
  }
  tthc__json_write_text(writer, "text", reached->text[1]);
  tthc__json_write_text(writer, "target", reached->target);
}

static const struct json_field value_fields[] = {
  {FIELD("units_reported", JSON_INT32, struct value, units_reported), .absent = TTHC_NO_NUMBER},
  {FIELD("units_expected", JSON_INT32, struct value, units_expected), .absent = TTHC_NO_NUMBER},
  {FIELD("baseline", JSON_DECIMAL, struct value, baseline)},
  {FIELD("reduction", JSON_TEXT, struct value, reduction[1])},
  {FIELD("periods_measured", JSON_INT32, struct value, periods_measured), .absent = TTHC_NO_NUMBER},
  {FIELD("periods_left", JSON_INT32, struct value, periods_left), .absent = TTHC_NO_NUMBER},
  {FIELD("needed", JSON_TEXT, struct value, needed[1])},
  {FIELD("reachable", JSON_FLAG, struct value, reachable), .absent = TTHC_NO_NUMBER},
  {0}};

static void write_value(struct json_writer *writer, const tthc_assessment *a, const struct value *row) {
  tthc__json_write_open(writer, '{');
  tthc__json_write_text(writer, "indicator", a->indicators[row->indicator].id);
  if (row->unit != TTHC_NONE) tthc__json_write_text(writer, "unit", a->units[row->unit].id);
  write_reached(writer, &row->reached);
  tthc__json_write_members(writer, value_fields, row);
  tthc__json_write_close(writer);
}

static void write_figure(struct json_writer *writer, const tthc_assessment *a, const struct figure *row) {
  tthc__json_write_open(writer, '{');
  tthc__json_write_text(writer, "indicator", a->indicators[row->indicator].id);
  if (row->unit != TTHC_NONE) tthc__json_write_text(writer, "unit", a->units[row->unit].id);
  tthc__json_write_text(writer, "period", row->period);
  write_reached(writer, &row->reached);
  tthc__json_write_int(writer, "units_reported", row->units_reported);
  tthc__json_write_int(writer, "units_expected", row->units_expected);
  tthc__json_write_close(writer);
}

static void write_finding(struct json_writer *writer, const tthc_findings *findings, int32_t row) {
  tthc__json_write_open(writer, '{');
  tthc__json_write_text(writer, "finding", tthc_finding_name(tthc_findings_code(findings, row)));
  tthc__json_write_text(writer, "path", tthc_findings_path(findings, row));
  tthc__json_write_text(writer, "message", tthc_findings_message(findings, row, NULL));
  tthc__json_write_close(writer);
}

/* The filters, as given; a document without them tells of the whole plan. */
static void write_selection(struct json_writer *writer, const struct selection *selection) {
  const struct {
    const char *name;
    const struct id_list *list;
  } lists[] = {{"units", &selection->units}, {"sections", &selection->sections}, {"tasks", &selection->tasks},
               {"roles", &selection->roles}, {"states", &selection->states},     {"periods", &selection->periods}};
  size_t i;
  if (selection->arena.blocks == NULL) return;
  tthc__json_write_name(writer, "selection");
  tthc__json_write_open(writer, '{');
  for (i = 0; i < sizeof lists / sizeof *lists; i++)
    tthc__json_write_texts(writer, lists[i].name, lists[i].list->items, lists[i].list->count);
  tthc__json_write_close(writer);
}

static void begin_rows(struct json_writer *writer, const char *name) {
  tthc__json_write_name(writer, name);
  tthc__json_write_open(writer, '[');
}

static void write_assessment(struct json_writer *writer, const tthc_assessment *a, int32_t language) {
  int32_t i;
  tthc__json_write_open(writer, '{');
  tthc__json_write_text(writer, "format", "tthcplan-assessment/1");
  tthc__json_write_text(writer, "plan", a->plan_id);
  tthc__json_write_text(writer, "subject", a->subject);
  tthc__json_write_day(writer, "as_of", a->as_of);
  if (a->known_at != TTHC_NO_NUMBER) tthc__json_write_int(writer, "known_at", a->known_at);
  tthc__json_write_int(writer, "warning_days", a->warning_days);
  write_selection(writer, &a->selection);
  begin_rows(writer, "rollups");
  for (i = 0; i < a->rollups.count; i++) {
    tthc__json_write_item(writer);
    write_rollup(writer, &a->rollups.items[i]);
  }
  tthc__json_write_close(writer);
  begin_rows(writer, "assignments");
  for (i = 0; i < a->assignments.count; i++) {
    tthc__json_write_item(writer);
    write_assignment(writer, a, &a->assignments.items[i], language);
  }
  tthc__json_write_close(writer);
  begin_rows(writer, "values");
  for (i = 0; i < a->values.count; i++) {
    tthc__json_write_item(writer);
    write_value(writer, a, &a->values.items[i]);
  }
  tthc__json_write_close(writer);
  begin_rows(writer, "figures");
  for (i = 0; i < a->figures.count; i++) {
    tthc__json_write_item(writer);
    write_figure(writer, a, &a->figures.items[i]);
  }
  tthc__json_write_close(writer);
  begin_rows(writer, "findings");
  for (i = 0; i < tthc_findings_count(a->findings); i++) {
    tthc__json_write_item(writer);
    write_finding(writer, a->findings, i);
  }
  tthc__json_write_close(writer);
  tthc__json_write_close(writer);
}

tthc_text *tthc_assessment_json(const tthc_assessment *assessment, const char *options_json, tthc_error *err) {
  struct options options = {NO_SENTENCES};
  struct json_writer writer;
  if (!tthc__is(assessment, MARK_ASSESSMENT)) {
    tthc__fail_handle(err, "tthc_assessment");
    return NULL;
  }
  if (tthc__json_options(options_json, option_fields, &options, NULL, err) != TTHC_OK) return NULL;
  tthc__json_begin(&writer, 2, NULL);
  write_assessment(&writer, assessment, options.sentences);
  return tthc__json_end(&writer, err);
}
