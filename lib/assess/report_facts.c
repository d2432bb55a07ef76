/* What the facts of the period say beside states: evidence, notes, difficulties, explanations. */
#include "assess/report.h"

#include "base/error.h"

/* --- collecting --------------------------------------------------------------------------------------------------- */

/* Of a fact that several rows show: the texts that they share. */
struct shown {
  const struct fact *fact;
  const char *period;
};

static int32_t add_evidence(struct reporting *r, const struct shown *shown) {
  const struct evidence *evidence = &shown->fact->evidence;
  struct report_evidence *row;
  void *grown;
  int32_t rc;
  if (!MAKE_ROOM(r->result->evidence, grown)) return tthc__fail_memory(r->err);
  row = &r->result->evidence.items[r->result->evidence.count++];
  row->task = shown->fact->task;
  row->unit = shown->fact->unit;
  row->period = shown->period;
  row->day = evidence->day;
  rc = tthc__report_copy(r, evidence->number, &row->number);
  if (rc == TTHC_OK) rc = tthc__report_copy(r, evidence->text, &row->text);
  return rc == TTHC_OK ? tthc__report_copy(r, evidence->link, &row->link) : rc;
}

static int32_t add_remark(struct reporting *r, const struct shown *shown, int32_t kind, const char *text) {
  struct report_remark *row;
  void *grown;
  int32_t rc;
  if (!MAKE_ROOM(r->result->remarks, grown)) return tthc__fail_memory(r->err);
  row = &r->result->remarks.items[r->result->remarks.count++];
  row->kind = kind;
  row->task = shown->fact->task;
  row->indicator = shown->fact->indicator;
  row->unit = shown->fact->unit;
  row->period = shown->period;
  row->day = shown->fact->day;
  rc = tthc__report_copy(r, text, &row->text);
  return rc == TTHC_OK ? tthc__report_copy(r, shown->fact->reference, &row->reference) : rc;
}

static int has_evidence(const struct fact *fact) {
  const struct evidence *evidence = &fact->evidence;
  return evidence->number != NULL || evidence->day != TTHC_NO_DAY || evidence->text != NULL || evidence->link != NULL;
}

static int32_t add_fact(struct reporting *r, const struct fact *fact) {
  struct shown shown = {fact, NULL};
  int32_t rc = tthc__report_copy(r, fact->period, &shown.period);
  if (rc == TTHC_OK && fact->task != TTHC_NONE && has_evidence(fact)) rc = add_evidence(r, &shown);
  if (rc == TTHC_OK && fact->difficulties != NULL)
    rc = add_remark(r, &shown, TTHC_REMARK_DIFFICULTY, fact->difficulties);
  if (rc == TTHC_OK && fact->kind == TTHC_EXPLANATION) rc = add_remark(r, &shown, TTHC_REMARK_EXPLANATION, fact->note);
  return rc;
}

/* --- notes -------------------------------------------------------------------------------------------------------- */

/* The facts of a task stand together, but not in time. */
static int32_t note(struct reporting *r, const struct fact **last, const struct fact *fact) {
  if (fact->task == TTHC_NONE || fact->note == NULL || fact->kind == TTHC_EXPLANATION) return TTHC_OK;
  if (*last != NULL && (*last)->task == fact->task && tthc__compare_times(*last, fact) > 0) return TTHC_OK;
  *last = fact;
  return tthc__report_copy(r, fact->note, &r->notes[fact->task]);
}

/* --- the step ----------------------------------------------------------------------------------------------------- */

/* Of a unit's report what is said of it, or of every unit, where it owes something. */
static int is_shown(const struct reporting *r, const struct fact *fact) {
  const int32_t *starts = r->result->assessment->task_starts;
  if (!tthc__is_of_period(r, fact->day)) return 0;
  if (fact->unit != TTHC_NONE && !tthc__is_selected(&r->assessing, fact->unit)) return 0;
  return r->result->unit == TTHC_NONE || fact->task == TTHC_NONE || starts[fact->task] < starts[fact->task + 1];
}

/* In their order: by task, period, unit and time, and then those of indicators. */
int32_t tthc__report_facts(struct reporting *r) {
  const struct fact_refs *facts = r->assessing.facts;
  const struct fact *last_note = NULL;
  int32_t i, rc = TTHC_OK;
  for (i = 0; rc == TTHC_OK && i < facts->count; i++) {
    const struct fact *fact = facts->items[i].fact;
    if (!is_shown(r, fact)) continue;
    rc = add_fact(r, fact);
    if (rc == TTHC_OK) rc = note(r, &last_note, fact);
  }
  return rc;
}

/* --- evidence as getters ------------------------------------------------------------------------------------------ */

static const struct report_evidence *evidence_of(const tthc_report *report, int32_t row) {
  if (!tthc__is(report, MARK_REPORT) || row < 0 || row >= report->evidence.count) return NULL;
  return &report->evidence.items[row];
}

int32_t tthc_report_evidence_count(const tthc_report *report) {
  return tthc__is(report, MARK_REPORT) ? report->evidence.count : 0;
}

const char *tthc_report_evidence_task_id(const tthc_report *report, int32_t row) {
  const struct report_evidence *found = evidence_of(report, row);
  return found == NULL ? NULL : tthc__report_task(report, found->task);
}

const char *tthc_report_evidence_unit_id(const tthc_report *report, int32_t row) {
  const struct report_evidence *found = evidence_of(report, row);
  return found == NULL ? NULL : tthc__report_unit(report, found->unit);
}

const char *tthc_report_evidence_period(const tthc_report *report, int32_t row) {
  const struct report_evidence *found = evidence_of(report, row);
  return found == NULL ? NULL : found->period;
}

const char *tthc_report_evidence_number(const tthc_report *report, int32_t row) {
  const struct report_evidence *found = evidence_of(report, row);
  return found == NULL ? NULL : found->number;
}

int32_t tthc_report_evidence_day(const tthc_report *report, int32_t row) {
  const struct report_evidence *found = evidence_of(report, row);
  return found == NULL ? TTHC_NO_DAY : found->day;
}

const char *tthc_report_evidence_text(const tthc_report *report, int32_t row) {
  const struct report_evidence *found = evidence_of(report, row);
  return found == NULL ? NULL : found->text;
}

const char *tthc_report_evidence_link(const tthc_report *report, int32_t row) {
  const struct report_evidence *found = evidence_of(report, row);
  return found == NULL ? NULL : found->link;
}

/* --- remarks as getters ------------------------------------------------------------------------------------------- */

static const struct report_remark *remark_of(const tthc_report *report, int32_t row) {
  if (!tthc__is(report, MARK_REPORT) || row < 0 || row >= report->remarks.count) return NULL;
  return &report->remarks.items[row];
}

int32_t tthc_report_remark_count(const tthc_report *report) {
  return tthc__is(report, MARK_REPORT) ? report->remarks.count : 0;
}

int32_t tthc_report_remark_kind(const tthc_report *report, int32_t row) {
  const struct report_remark *found = remark_of(report, row);
  return found == NULL ? 0 : found->kind;
}

const char *tthc_report_remark_task_id(const tthc_report *report, int32_t row) {
  const struct report_remark *found = remark_of(report, row);
  return found == NULL ? NULL : tthc__report_task(report, found->task);
}

const char *tthc_report_remark_indicator_id(const tthc_report *report, int32_t row) {
  const struct report_remark *found = remark_of(report, row);
  if (found == NULL || found->indicator == TTHC_NONE) return NULL;
  return report->assessment->indicators[found->indicator].id;
}

const char *tthc_report_remark_unit_id(const tthc_report *report, int32_t row) {
  const struct report_remark *found = remark_of(report, row);
  return found == NULL ? NULL : tthc__report_unit(report, found->unit);
}

const char *tthc_report_remark_unit_name(const tthc_report *report, int32_t row) {
  const struct report_remark *found = remark_of(report, row);
  return found == NULL ? NULL : tthc__report_unit_name(report, found->unit);
}

const char *tthc_report_remark_period(const tthc_report *report, int32_t row) {
  const struct report_remark *found = remark_of(report, row);
  return found == NULL ? NULL : found->period;
}

int32_t tthc_report_remark_day(const tthc_report *report, int32_t row) {
  const struct report_remark *found = remark_of(report, row);
  return found == NULL ? TTHC_NO_DAY : found->day;
}

const char *tthc_report_remark_text(const tthc_report *report, int32_t row) {
  const struct report_remark *found = remark_of(report, row);
  return found == NULL ? NULL : found->text;
}

const char *tthc_report_remark_reference(const tthc_report *report, int32_t row) {
  const struct report_remark *found = remark_of(report, row);
  return found == NULL ? NULL : found->reference;
}
