/* Assessments: the handle and the order of the steps. */
#include "assess/assessment.h"

#include "base/buffer.h"
#include "base/error.h"

#include <stdlib.h>

enum { WARNING_DAYS = 7 };

/* --- options ------------------------------------------------------------------------------------------------------ */

#define SELECTION_FIELD(field_name) {.name = (field_name), .kind = JSON_CUSTOM, .read = tthc__read_selected}

static const struct json_field option_fields[] = {
  {FIELD("warning_days", JSON_INT32, struct assess_options, warning_days),
   .range = {0, 366}, .expected = {"0 đến 366 ngày", "0 to 366 days"}},
  {FIELD("known_at", JSON_INT64, struct assess_options, known_at),
   .range = {0, 9007199254740991}, .expected = {"số giây UTC từ 1970", "UTC seconds since 1970"}},
  SELECTION_FIELD("units"),
  SELECTION_FIELD("sections"),
  SELECTION_FIELD("tasks"),
  SELECTION_FIELD("roles"),
  SELECTION_FIELD("states"),
  SELECTION_FIELD("periods"),
  {0}};

/* --- names -------------------------------------------------------------------------------------------------------- */

static int32_t copy_name(struct assessing *a, const char *text, const char **out) {
  return tthc__copy_text(&a->result->arena, text, out, a->err);
}

static int32_t copy_row(struct assessing *a, struct named *named, const char *id, const char *name,
                        const char *measure) {
  int32_t rc = copy_name(a, id, &named->id);
  if (rc == TTHC_OK) rc = copy_name(a, name, &named->name);
  return rc == TTHC_OK ? copy_name(a, measure, &named->measure) : rc;
}

static int32_t copy_names(struct assessing *a) {
  const tthc_plan *plan = a->plan;
  tthc_assessment *result = a->result;
  int32_t i, rc = copy_name(a, plan->id, &result->plan_id);
  if (rc == TTHC_OK) rc = copy_name(a, plan->subject, &result->subject);
  for (i = 0; rc == TTHC_OK && i < plan->tasks.count; i++)
    rc = copy_row(a, &result->tasks[i], plan->tasks.items[i].id, plan->tasks.items[i].title, NULL);
  for (i = 0; rc == TTHC_OK && i < plan->units.count; i++)
    rc = copy_row(a, &result->units[i], plan->units.items[i].id, plan->units.items[i].name, NULL);
  for (i = 0; rc == TTHC_OK && i < plan->indicators.count; i++)
    rc = copy_row(a, &result->indicators[i], plan->indicators.items[i].id, plan->indicators.items[i].title,
                  plan->indicators.items[i].measure);
  return rc;
}

/* --- findings ----------------------------------------------------------------------------------------------------- */

/* Only the years in which something falls due need days off. */
static int32_t check_calendar(struct assessing *a) {
  const int32_t last = tthc_day_year(a->plan->last_day);
  int32_t year, rc = TTHC_OK;
  for (year = tthc_day_year(a->plan->first_day); rc == TTHC_OK && year <= last; year++) {
    struct buffer text = {0};
    if (tthc_calendar_knows_year(a->calendar, year)) continue;
    tthc__put_int(&text, year);
    rc = text.failed ? TTHC_E_MEMORY
                     : tthc__findings_add(a->result->findings, TTHC_F_CALENDAR_INCOMPLETE, "/year", text.data);
    tthc__buffer_free(&text);
  }
  return rc == TTHC_OK ? rc : tthc__fail_memory(a->err);
}

tthc_findings *tthc_assessment_findings(const tthc_assessment *assessment, tthc_error *err) {
  if (tthc__is(assessment, MARK_ASSESSMENT)) return tthc__findings_copy(assessment->findings, err);
  tthc__fail_handle(err, "tthc_assessment");
  return NULL;
}

/* --- assessing ---------------------------------------------------------------------------------------------------- */

static int32_t find_regime(struct assessing *a) {
  a->regime = tthc__calendar_regime(a->calendar, a->plan->regime);
  if (a->regime != NULL && tthc__regime_cuts(a->regime, a->regime->usual)) return TTHC_OK;
  return tthc__fail_at(a->err, TTHC_E_UNKNOWN_ID, "regime", a->plan->regime,
                       WORDS("chế độ báo cáo có trong lịch", "a regime of the calendar"));
}

static int32_t make_room(struct assessing *a) {
  tthc_assessment *result = a->result;
  const size_t tasks = (size_t)a->plan->tasks.count, units = (size_t)a->plan->units.count;
  result->tasks = tthc__arena_alloc(&result->arena, tasks * sizeof *result->tasks);
  result->units = tthc__arena_alloc(&result->arena, units * sizeof *result->units);
  result->indicators =
    tthc__arena_alloc(&result->arena, (size_t)a->plan->indicators.count * sizeof *result->indicators);
  result->task_starts = tthc__arena_alloc(&result->arena, (tasks + 1) * sizeof *result->task_starts);
  result->task_count = a->plan->tasks.count;
  result->unit_count = a->plan->units.count;
  result->indicator_count = a->plan->indicators.count;
  result->findings = tthc__findings_new(a->err);
  a->stamps = calloc(units + 1, sizeof *a->stamps);
  a->told = calloc(units + 1, sizeof *a->told);
  if (result->tasks == NULL || result->units == NULL || result->indicators == NULL || result->task_starts == NULL ||
      result->findings == NULL || a->stamps == NULL || a->told == NULL)
    return tthc__fail_memory(a->err);
  return TTHC_OK;
}

int32_t tthc__begin_assessing(struct assessing *a) {
  int32_t rc = a->calendar == NULL ? TTHC_OK : find_regime(a);
  if (rc == TTHC_OK) rc = make_room(a);
  return rc == TTHC_OK ? copy_names(a) : rc;
}

void tthc__end_assessing(struct assessing *a) {
  free(a->stamps);
  free(a->selected_units);
  free(a->told);
  tthc__free_facts(a->facts);
}

static int32_t assess(struct assessing *a) {
  static int32_t (*const steps[])(struct assessing *) = {tthc__begin_assessing, check_calendar, tthc__sort_facts,
                                                         tthc__assign, tthc__judge, tthc__notice_facts, tthc__select,
                                                         tthc__roll_up, tthc__evaluate};
  int32_t rc = TTHC_OK;
  size_t i;
  for (i = 0; rc == TTHC_OK && i < sizeof steps / sizeof *steps; i++) rc = steps[i](a);
  tthc__end_assessing(a);
  return rc;
}

/* Takes over the selection, also on failure. */
tthc_assessment *tthc__new_result(int32_t as_of, struct assess_options *options, tthc_error *err) {
  tthc_assessment *result = calloc(1, sizeof *result);
  if (result == NULL) {
    tthc__arena_free(&options->selection.arena);
    tthc__fail_memory(err);
    return NULL;
  }
  result->mark = MARK_ASSESSMENT;
  result->as_of = as_of;
  result->known_at = options->known_at;
  result->warning_days = options->warning_days;
  result->selection = options->selection;
  return result;
}

tthc_assessment *tthc_assessment_new(const tthc_plan *plan, const tthc_calendar *calendar, int32_t as_of,
                                     const char *options_json, tthc_error *err) {
  struct assessing a = {.plan = plan, .calendar = calendar, .err = err};
  struct assess_options options = {.plan = plan, .warning_days = WARNING_DAYS, .known_at = TTHC_NO_NUMBER};
  tthc_calendar *shipped = NULL;
  int32_t rc = tthc__need_plan(plan, err);
  if (rc == TTHC_OK && calendar != NULL && !tthc__is(calendar, MARK_CALENDAR))
    rc = tthc__fail_handle(err, "tthc_calendar");
  if (rc == TTHC_OK && !tthc__is_day(as_of))
    rc = tthc__fail_at(err, TTHC_E_DAY, "as_of", NULL, tthc__day_coding.expected);
  if (rc == TTHC_OK) rc = tthc__json_options(options_json, option_fields, &options, NULL, err);
  if (rc == TTHC_OK && calendar == NULL) a.calendar = shipped = tthc_calendar_new(NULL, err);
  if (rc != TTHC_OK || a.calendar == NULL) {
    tthc__arena_free(&options.selection.arena);
    return NULL;
  }
  a.result = tthc__new_result(as_of, &options, err);
  if (a.result != NULL && assess(&a) != TTHC_OK) {
    tthc_assessment_free(a.result);
    a.result = NULL;
  }
  tthc_calendar_free(shipped);
  return a.result;
}

void tthc_assessment_free(tthc_assessment *assessment) {
  if (!tthc__is(assessment, MARK_ASSESSMENT)) return;
  assessment->mark = 0;
  tthc_findings_free(assessment->findings);
  free(assessment->assignments.items);
  free(assessment->rollups.items);
  free(assessment->values.items);
  free(assessment->figures.items);
  tthc__arena_free(&assessment->selection.arena);
  tthc__arena_free(&assessment->arena);
  free(assessment);
}

int32_t tthc_assessment_as_of(const tthc_assessment *assessment) {
  return tthc__is(assessment, MARK_ASSESSMENT) ? assessment->as_of : TTHC_NO_DAY;
}

const char *tthc_assessment_plan_id(const tthc_assessment *assessment) {
  return tthc__is(assessment, MARK_ASSESSMENT) ? assessment->plan_id : NULL;
}

const char *tthc_assessment_subject(const tthc_assessment *assessment) {
  return tthc__is(assessment, MARK_ASSESSMENT) ? assessment->subject : NULL;
}
