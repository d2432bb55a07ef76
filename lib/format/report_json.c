/* Reports as JSON. */
#include "assess/report.h"
#include "base/error.h"

/* --- options ------------------------------------------------------------------------------------------------------ */

enum { IN_VIETNAMESE = 1, IN_ENGLISH };

struct options {
  int32_t language;
};

static const struct vocabulary languages = {"vi, en", {"vi", "en"}};

static const struct json_field option_fields[] = {
  {FIELD("language", JSON_WORD, struct options, language), .vocabulary = &languages}, {0}};

struct writing {
  struct json_writer out;
  const tthc_report *report;
  int is_english;
  int32_t part; /* the line that is the next unit's first */
};

/* --- the header --------------------------------------------------------------------------------------------------- */

static void write_other(struct writing *w) {
  const struct report_period *other = &w->report->other;
  if (other->id == NULL) return;
  tthc__json_write_name(&w->out, "other_period");
  tthc__json_write_open(&w->out, '{');
  tthc__json_write_text(&w->out, "period", other->id);
  tthc__json_write_text(&w->out, "name", other->names[w->is_english]);
  tthc__json_write_day(&w->out, "first_day", other->first_day);
  tthc__json_write_day(&w->out, "last_day", other->last_day);
  tthc__json_write_close(&w->out);
}

static void write_header(struct writing *w) {
  const tthc_report *report = w->report;
  tthc__json_write_text(&w->out, "format", "tthcplan-report/1");
  tthc__json_write_text(&w->out, "plan", tthc_report_plan_id(report));
  tthc__json_write_text(&w->out, "subject", tthc_report_subject(report));
  tthc__json_write_text(&w->out, "authority", report->authority);
  tthc__json_write_text(&w->out, "unit", tthc_report_unit_id(report));
  tthc__json_write_text(&w->out, "unit_name", tthc_report_unit_name(report));
  tthc__json_write_text(&w->out, "period", report->period.id);
  tthc__json_write_text(&w->out, "name", report->period.names[w->is_english]);
  tthc__json_write_day(&w->out, "first_day", report->period.first_day);
  tthc__json_write_day(&w->out, "last_day", report->period.last_day);
  write_other(w);
  tthc__json_write_day(&w->out, "sending_day", report->sending_day);
  tthc__json_write_day(&w->out, "as_of", report->options.as_of);
  if (report->options.known_at != TTHC_NO_NUMBER)
    tthc__json_write_int(&w->out, "known_at", report->options.known_at);
  tthc__json_write_int(&w->out, "warning_days", report->options.warning_days);
}

static const struct json_field flag_fields[] = {
  {FIELD("provisional", JSON_FLAG, struct report_options, provisional), .absent = TTHC_NO_NUMBER}, {0}};

/* --- counts ------------------------------------------------------------------------------------------------------- */

static void write_cells(struct writing *w, const char *name, const int32_t *cells, int32_t last) {
  static const char *const names[CELLS] = {"all",          "done_on_time", "done_late", "open_in_time",
                                           "open_overdue", "waiting",      "cancelled"};
  int32_t cell;
  tthc__json_write_name(&w->out, name);
  tthc__json_write_open(&w->out, '{');
  for (cell = 0; cell <= last; cell++) tthc__json_write_int(&w->out, names[cell], cells[cell]);
  tthc__json_write_close(&w->out);
}

/* Where nobody owes reports there is nothing to say of them. */
static void write_reports(struct writing *w, const struct report_line *line) {
  const int32_t received = line->reports_on_time + line->reports_late;
  if (line->reports == 0) return;
  tthc__json_write_name(&w->out, "reports");
  tthc__json_write_open(&w->out, '{');
  tthc__json_write_int(&w->out, "expected", received + line->reports_missing);
  tthc__json_write_int(&w->out, "received", received);
  tthc__json_write_int(&w->out, "on_time", line->reports_on_time);
  tthc__json_write_int(&w->out, "late", line->reports_late);
  tthc__json_write_int(&w->out, "missing", line->reports_missing);
  tthc__json_write_close(&w->out);
}

static void write_counts(struct writing *w, const struct report_line *line) {
  write_cells(w, "to_date", line->cells[TTHC_TO_DATE], TTHC_CELL_CANCELLED);
  write_cells(w, "due_in_period", line->cells[TTHC_DUE_IN_PERIOD], TTHC_CELL_CANCELLED);
  write_cells(w, "done_in_period", line->cells[TTHC_DONE_IN_PERIOD], TTHC_CELL_DONE_LATE);
  write_reports(w, line);
}

static void begin_rows(struct writing *w, const char *name) {
  tthc__json_write_name(&w->out, name);
  tthc__json_write_open(&w->out, '[');
}

static void begin_row(struct writing *w) {
  tthc__json_write_item(&w->out);
  tthc__json_write_open(&w->out, '{');
}

/* The parts of the units stand behind all other lines, in the order of the units' own lines. */
static void write_parts(struct writing *w, const char *unit) {
  const tthc_report *report = w->report;
  if (!report->options.per_unit) return;
  begin_rows(w, "tasks");
  for (; w->part < report->lines.count && tthc_report_line_unit_id(report, w->part) == unit; w->part++) {
    begin_row(w);
    tthc__json_write_text(&w->out, "task", report->lines.items[w->part].id);
    write_counts(w, &report->lines.items[w->part]);
    tthc__json_write_close(&w->out);
  }
  tthc__json_write_close(&w->out);
}

/* The lines of one kind as rows. */
static void write_lines(struct writing *w, const char *name, int32_t kind) {
  const tthc_report *report = w->report;
  int32_t i;
  begin_rows(w, name);
  for (i = 0; i < report->lines.count; i++) {
    const struct report_line *line = &report->lines.items[i];
    if (line->kind != kind || line->unit != TTHC_NONE) continue;
    begin_row(w);
    tthc__json_write_text(&w->out, "id", line->id);
    tthc__json_write_text(&w->out, "label", line->label);
    tthc__json_write_text(&w->out, kind == TTHC_OF_UNIT ? "name" : "title", line->title);
    write_counts(w, line);
    if (kind == TTHC_OF_UNIT) write_parts(w, line->id);
    tthc__json_write_close(&w->out);
  }
  tthc__json_write_close(&w->out);
}

static void write_totals(struct writing *w) {
  tthc__json_write_name(&w->out, "counts");
  tthc__json_write_open(&w->out, '{');
  write_counts(w, &w->report->lines.items[0]);
  tthc__json_write_close(&w->out);
}

/* --- tasks -------------------------------------------------------------------------------------------------------- */

static void write_evidence(struct writing *w, int32_t task, int32_t *next) {
  const tthc_report *report = w->report;
  int32_t i = *next;
  if (i == report->evidence.count || report->evidence.items[i].task != task) return;
  begin_rows(w, "evidence");
  for (; i < report->evidence.count && report->evidence.items[i].task == task; i++) {
    const struct report_evidence *row = &report->evidence.items[i];
    begin_row(w);
    tthc__json_write_text(&w->out, "unit", tthc__report_unit(report, row->unit));
    tthc__json_write_text(&w->out, "period", row->period);
    tthc__json_write_text(&w->out, "number", row->number);
    tthc__json_write_day(&w->out, "day", row->day);
    tthc__json_write_text(&w->out, "text", row->text);
    tthc__json_write_text(&w->out, "link", row->link);
    tthc__json_write_close(&w->out);
  }
  tthc__json_write_close(&w->out);
  *next = i;
}

static void write_task(struct writing *w, int32_t i, int32_t *evidence) {
  const tthc_report *report = w->report;
  const struct report_task *row = &report->tasks.items[i];
  const int32_t percent = tthc__rollup_percent(row->rollup);
  begin_row(w);
  tthc__json_write_text(&w->out, "id", tthc_report_task_id(report, i));
  tthc__json_write_text(&w->out, "section", row->section);
  tthc__json_write_text(&w->out, "label", tthc_report_task_label(report, i));
  tthc__json_write_text(&w->out, "title", tthc_report_task_title(report, i));
  tthc__json_write_text(&w->out, "lead", row->lead);
  tthc__json_write_text(&w->out, "coordinator", row->coordinator);
  tthc__json_write_text(&w->out, "deliverable", row->deliverable);
  tthc__json_write_text(&w->out, "deadline", row->deadline);
  tthc__json_write_text(&w->out, "state", tthc_state_word(row->rollup->state));
  tthc__json_write_int(&w->out, "units_done", row->rollup->units_done);
  tthc__json_write_int(&w->out, "units_obliged", row->rollup->units_obliged);
  if (percent != TTHC_NO_NUMBER) tthc__json_write_int(&w->out, "percent", percent);
  tthc__json_write_int(&w->out, "percent_given", row->rollup->percent_given);
  write_counts(w, &report->lines.items[row->line]);
  write_evidence(w, row->task, evidence);
  tthc__json_write_text(&w->out, "note", row->note);
  tthc__json_write_close(&w->out);
}

/* Evidence stands in the order of tasks; each task with evidence is in the table. */
static void write_tasks(struct writing *w) {
  int32_t i, evidence = 0;
  begin_rows(w, "tasks");
  for (i = 0; i < w->report->tasks.count; i++) write_task(w, i, &evidence);
  tthc__json_write_close(&w->out);
}

/* --- indicators --------------------------------------------------------------------------------------------------- */

static void write_reached(struct writing *w, const char *name, const struct reached *reached) {
  tthc__json_write_name(&w->out, name);
  tthc__json_write_open(&w->out, '{');
  tthc__json_write_text(&w->out, "verdict", tthc_verdict_word(reached->verdict));
  if (reached->numerator != TTHC_NO_NUMBER) {
    tthc__json_write_int(&w->out, "numerator", reached->numerator);
    tthc__json_write_int(&w->out, "denominator", reached->denominator);
  }
  tthc__json_write_text(&w->out, "text", reached->text[1]);
  tthc__json_write_text(&w->out, "target", reached->target);
}

static void close_reached(struct writing *w, int32_t units_reported, int32_t units_expected) {
  tthc__json_write_int(&w->out, "units_reported", units_reported);
  tthc__json_write_int(&w->out, "units_expected", units_expected);
  tthc__json_write_close(&w->out);
}

static void write_values(struct writing *w) {
  const tthc_report *report = w->report;
  int32_t i;
  begin_rows(w, "indicators");
  for (i = 0; i < report->values.count; i++) {
    const struct report_value *row = &report->values.items[i];
    const struct value *value = &report->assessment->values.items[row->value];
    begin_row(w);
    tthc__json_write_text(&w->out, "indicator", tthc_report_value_indicator_id(report, i));
    tthc__json_write_text(&w->out, "unit", tthc_report_value_unit_id(report, i));
    tthc__json_write_text(&w->out, "title", tthc_report_value_title(report, i));
    tthc__json_write_text(&w->out, "measure", tthc_report_value_measure(report, i));
    write_reached(w, "to_date", &value->reached);
    close_reached(w, value->units_reported, value->units_expected);
    write_reached(w, "in_period", &row->figure);
    tthc__json_write_texts(&w->out, "periods", row->periods, row->period_count);
    close_reached(w, row->units_reported, row->units_expected);
    tthc__json_write_close(&w->out);
  }
  tthc__json_write_close(&w->out);
}

/* --- remarks, what is overdue, what changed ----------------------------------------------------------------------- */

static void write_remarks(struct writing *w, const char *name, int32_t kind) {
  const tthc_report *report = w->report;
  int32_t i;
  begin_rows(w, name);
  for (i = 0; i < report->remarks.count; i++) {
    const struct report_remark *row = &report->remarks.items[i];
    if (row->kind != kind) continue;
    begin_row(w);
    tthc__json_write_text(&w->out, "task", tthc__report_task(report, row->task));
    tthc__json_write_text(&w->out, "indicator", tthc_report_remark_indicator_id(report, i));
    tthc__json_write_text(&w->out, "unit", tthc__report_unit(report, row->unit));
    tthc__json_write_text(&w->out, "unit_name", tthc__report_unit_name(report, row->unit));
    tthc__json_write_text(&w->out, "period", row->period);
    tthc__json_write_day(&w->out, "day", row->day);
    tthc__json_write_text(&w->out, "text", row->text);
    tthc__json_write_text(&w->out, "reference", row->reference);
    tthc__json_write_close(&w->out);
  }
  tthc__json_write_close(&w->out);
}

static void write_sentence(struct writing *w, const struct assignment *row) {
  struct buffer sentence = {0};
  tthc__put_sentence(&sentence, w->report->assessment, row, w->is_english);
  if (sentence.failed)
    w->out.out.failed = 1;
  else
    tthc__json_write_text(&w->out, "sentence", sentence.data);
  tthc__buffer_free(&sentence);
}

static void write_late(struct writing *w) {
  const tthc_report *report = w->report;
  int32_t i;
  begin_rows(w, "late");
  for (i = 0; i < report->late.count; i++) {
    const struct assignment *row = &report->assessment->assignments.items[report->late.items[i]];
    begin_row(w);
    tthc__json_write_text(&w->out, "task", tthc__report_task(report, row->task));
    tthc__json_write_text(&w->out, "unit", tthc__report_unit(report, row->unit));
    tthc__json_write_text(&w->out, "unit_name", tthc__report_unit_name(report, row->unit));
    tthc__json_write_text(&w->out, "period", row->period);
    tthc__json_write_day(&w->out, "due", row->effective);
    tthc__json_write_int(&w->out, "days_late", row->days_late);
    tthc__json_write_int(&w->out, "working_days_late", row->working_days_late);
    write_sentence(w, row);
    tthc__json_write_close(&w->out);
  }
  tthc__json_write_close(&w->out);
}

static void write_changes(struct writing *w) {
  const tthc_report *report = w->report;
  int32_t i;
  if (report->diff == NULL) return;
  begin_rows(w, "changes");
  for (i = 0; i < report->changes.count; i++) {
    begin_row(w);
    tthc__json_write_text(&w->out, "change", tthc_assessment_change_word(tthc_report_change_kind(report, i)));
    tthc__json_write_text(&w->out, "task", tthc_report_change_task_id(report, i));
    tthc__json_write_text(&w->out, "unit", tthc_report_change_unit_id(report, i));
    tthc__json_write_text(&w->out, "unit_name", tthc_report_change_unit_name(report, i));
    tthc__json_write_text(&w->out, "period", tthc_report_change_period(report, i));
    tthc__json_write_text(&w->out, "state", tthc_state_word(tthc_report_change_state(report, i)));
    tthc__json_write_close(&w->out);
  }
  tthc__json_write_close(&w->out);
}

/* --- the document ------------------------------------------------------------------------------------------------- */

static void write_report(struct writing *w) {
  tthc__json_write_open(&w->out, '{');
  write_header(w);
  tthc__json_write_members(&w->out, flag_fields, &w->report->options);
  write_totals(w);
  write_lines(w, "sections", TTHC_OF_SECTION);
  write_tasks(w);
  write_lines(w, "units", TTHC_OF_UNIT);
  write_lines(w, "reporting_periods", TTHC_OF_PERIOD);
  write_values(w);
  write_remarks(w, "difficulties", TTHC_REMARK_DIFFICULTY);
  write_remarks(w, "explanations", TTHC_REMARK_EXPLANATION);
  write_late(w);
  write_changes(w);
  tthc__json_write_close(&w->out);
}

tthc_text *tthc_report_json(const tthc_report *report, const char *options_json, tthc_error *err) {
  struct options options = {IN_VIETNAMESE};
  struct writing w = {.report = report};
  if (!tthc__is(report, MARK_REPORT)) {
    tthc__fail_handle(err, "tthc_report");
    return NULL;
  }
  if (tthc__json_options(options_json, option_fields, &options, NULL, err) != TTHC_OK) return NULL;
  w.is_english = options.language == IN_ENGLISH;
  while (w.part < report->lines.count && report->lines.items[w.part].unit == TTHC_NONE) w.part++;
  tthc__json_begin(&w.out, 2, NULL);
  write_report(&w);
  return tthc__json_end(&w.out, err);
}
