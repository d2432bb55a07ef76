/* Reports: the handle, its header, and the order of the steps. */
#include "assess/report.h"

#include "base/error.h"

#include <stdlib.h>

enum { WARNING_DAYS = 7 };

/* --- options ------------------------------------------------------------------------------------------------------ */

static const struct json_field option_fields[] = {
  {DAY_FIELD("as_of", struct report_options, as_of)},
  {FIELD("known_at", JSON_INT64, struct report_options, known_at), .absent = TTHC_NO_NUMBER,
   .range = {0, EXACT_MAX}, .expected = {"số giây UTC từ 1970", "UTC seconds since 1970"}},
  {FIELD("warning_days", JSON_INT32, struct report_options, warning_days),
   .range = {0, 366}, .expected = {"0 đến 366 ngày", "0 to 366 days"}},
  {FIELD("unit", JSON_LABEL, struct report_options, unit)},
  {FIELD("level", JSON_LABEL, struct report_options, level)},
  {FIELD("per_unit", JSON_FLAG, struct report_options, per_unit)},
  {FIELD("compare", JSON_FLAG, struct report_options, compare)},
  {FIELD("provisional", JSON_FLAG, struct report_options, provisional)},
  {0}};

static int32_t read_options(struct reporting *r, const char *options_json) {
  struct report_options *options = &r->result->options;
  int32_t rc;
  *options = (struct report_options){.as_of = TTHC_NO_DAY, .known_at = TTHC_NO_NUMBER, .warning_days = WARNING_DAYS};
  rc = tthc__json_options(options_json, option_fields, options, &r->result->arena, r->err);
  if (rc != TTHC_OK) return rc;
  if (options->as_of == TTHC_NO_DAY) options->as_of = r->period.last_day;
  if (options->as_of < r->period.last_day) options->provisional = 1;
  if (options->as_of < r->period.first_day)
    return tthc__fail_at(r->err, TTHC_E_DAY, "as_of", NULL,
                         WORDS("không trước ngày đầu của kỳ", "not before the first day of the period"));
  if (options->unit == NULL) return TTHC_OK;
  r->result->unit = tthc_plan_find_unit(r->plan, options->unit);
  if (r->result->unit != TTHC_NONE) return TTHC_OK;
  return tthc__fail_at(r->err, TTHC_E_UNKNOWN_ID, "unit", options->unit,
                       WORDS("mã đơn vị của kế hoạch", "the id of a unit of the plan"));
}

/* --- periods ------------------------------------------------------------------------------------------------------ */

int tthc__is_of_period(const struct reporting *r, int32_t day) {
  return day >= r->period.first_day && day <= r->period.last_day;
}

/* Two spans with the same days are the same period: the one that has a name. */
static int32_t read_period(struct reporting *r, const char *id) {
  struct buffer window = {0};
  int32_t rc = tthc__period_read_loose(r->calendar, id, &r->period, r->err);
  if (rc != TTHC_OK || r->period.kind != PERIOD_SPAN) return rc;
  tthc__put_window(&window, r->period.first_day, r->period.last_day);
  rc = window.failed ? tthc__fail_memory(r->err) : tthc__period_read(NULL, window.data, &r->period, r->err);
  tthc__buffer_free(&window);
  return rc;
}

static int32_t keep(struct reporting *r, struct buffer *text, const char **out) {
  *out = tthc__buffer_keep(text, &r->result->arena);
  return *out == NULL ? tthc__fail_memory(r->err) : TTHC_OK;
}

static void put_days(struct buffer *out, const struct period *period, int is_english) {
  void (*const put)(struct buffer *, int32_t) = is_english ? tthc__put_day : tthc__put_short_day;
  if (period->kind == PERIOD_DAY) {
    put(out, period->first_day);
    return;
  }
  if (!is_english) tthc__put(out, "từ ");
  put(out, period->first_day);
  tthc__put(out, is_english ? " to " : " đến ");
  put(out, period->last_day);
}

/* A quarter of the calendar and one of a regime are never told by the same name. */
static void put_name(struct buffer *out, const struct period *period, int is_english) {
  const int is_calendar = period->regime == NULL;
  if (period->kind == PERIOD_SPAN || period->kind == PERIOD_DAY) {
    if (period->kind == PERIOD_DAY && !is_english) tthc__put(out, "ngày ");
    put_days(out, period, is_english);
  } else {
    if (is_calendar && is_english) tthc__put(out, "calendar ");
    tthc__put_period_name(out, period, is_english);
    tthc__put(out, is_calendar && !is_english ? " theo lịch (" : " (");
    put_days(out, period, is_english);
    tthc__put_char(out, ')');
  }
  if (!out->failed && out->data[0] >= 'a' && out->data[0] <= 'z') out->data[0] ^= 0x20;
}

static int32_t show_period(struct reporting *r, const struct period *period, struct report_period *out) {
  struct buffer id = {0};
  int32_t i, rc;
  tthc__put_period(&id, period);
  rc = keep(r, &id, &out->id);
  for (i = 0; rc == TTHC_OK && i < 2; i++) {
    struct buffer name = {0};
    put_name(&name, period, i);
    rc = keep(r, &name, &out->names[i]);
  }
  out->first_day = period->first_day;
  out->last_day = period->last_day;
  return rc;
}

/* The one of the same name: of a regime's period the calendar's, of a calendar period that of the plan's regime. */
static int32_t show_other(struct reporting *r) {
  struct period named = r->period, other;
  struct buffer id = {0};
  int32_t rc;
  named.regime = NULL;
  if (r->period.regime == NULL) {
    tthc__put(&id, r->plan->regime);
    tthc__put_char(&id, ':');
  }
  tthc__put_period(&id, &named);
  if (id.failed)
    rc = tthc__fail_memory(r->err);
  else if (tthc__period_read(r->calendar, id.data, &other, NULL) == TTHC_OK)
    rc = show_period(r, &other, &r->result->other);
  else
    rc = TTHC_OK;
  tthc__buffer_free(&id);
  return rc;
}

/* The level of who reports: as given, the unit's, or that of the unit that the plan's authority is. */
static const char *level_of(const struct reporting *r) {
  int32_t unit = r->result->unit;
  if (r->result->options.level != NULL) return r->result->options.level;
  if (unit == TTHC_NONE && r->plan->authority != NULL) unit = tthc_plan_find_unit_named(r->plan, r->plan->authority);
  return unit == TTHC_NONE ? NULL : r->plan->units.items[unit].level;
}

static int32_t show_header(struct reporting *r) {
  const char *level = level_of(r);
  int32_t rc = tthc__report_copy(r, r->plan->authority, &r->result->authority);
  if (rc == TTHC_OK) rc = show_period(r, &r->period, &r->result->period);
  if (rc == TTHC_OK) rc = show_other(r);
  if (r->period.regime != NULL && level != NULL)
    r->result->sending_day = tthc__sending_day(r->calendar, &r->period, level);
  return rc;
}

/* --- assessing ---------------------------------------------------------------------------------------------------- */

/* As of a day, with the options and for the unit of the report; NULL on failure. */
static tthc_assessment *assess(struct reporting *r, int32_t as_of) {
  const struct report_options *options = &r->result->options;
  tthc_assessment *result = NULL;
  struct buffer json = {0};
  tthc__put(&json, "{\"warning_days\": ");
  tthc__put_int(&json, options->warning_days);
  if (options->known_at != TTHC_NO_NUMBER) {
    tthc__put(&json, ", \"known_at\": ");
    tthc__put_int(&json, options->known_at);
  }
  if (options->unit != NULL) {
    tthc__put(&json, ", \"units\": [");
    tthc__put_json(&json, options->unit);
    tthc__put_char(&json, ']');
  }
  tthc__put_char(&json, '}');
  if (json.failed)
    tthc__fail_memory(r->err);
  else
    result = tthc_assessment_new(r->plan, r->calendar, as_of, json.data, r->err);
  tthc__buffer_free(&json);
  return result;
}

/* What the assessment was made of, for the steps that go on from there. */
static int32_t assess_again(struct reporting *r) {
  struct assessing *a = &r->assessing;
  int32_t rc = TTHC_OK;
  r->result->assessment = assess(r, r->result->options.as_of);
  if (r->result->assessment == NULL) return TTHC_E_MEMORY; /* the error says which it is */
  *a = (struct assessing){.plan = r->plan, .calendar = r->calendar, .result = r->result->assessment, .err = r->err};
  a->stamps = calloc((size_t)r->plan->units.count + 1, sizeof *a->stamps);
  r->notes = calloc((size_t)r->plan->tasks.count + 1, sizeof *r->notes);
  if (a->stamps == NULL || r->notes == NULL) return tthc__fail_memory(r->err);
  rc = tthc__sort_facts(a);
  return rc == TTHC_OK ? tthc__select_units(a) : rc;
}

/* The report before was as of the day before this period. */
int32_t tthc__report_changes(struct reporting *r) {
  tthc_report *result = r->result;
  tthc_assessment *before;
  int32_t i;
  void *grown;
  if (!result->options.compare) return TTHC_OK;
  before = assess(r, r->period.first_day - 1);
  if (before == NULL) return TTHC_E_MEMORY;
  result->diff = tthc_assessment_diff_new(before, result->assessment, r->err);
  tthc_assessment_free(before);
  if (result->diff == NULL) return TTHC_E_MEMORY;
  for (i = 0; i < tthc_assessment_diff_count(result->diff); i++) {
    const int32_t change = tthc_assessment_diff_change(result->diff, i);
    if (change != TTHC_ENTERED_OVERDUE && change != TTHC_LEFT_OVERDUE) continue;
    if (!MAKE_ROOM(result->changes, grown)) return tthc__fail_memory(r->err);
    result->changes.items[result->changes.count++] = i;
  }
  return TTHC_OK;
}

/* Roll-ups begin with the plan, the sections and the tasks, all of them. */
const struct rollup *tthc__task_rollup(const struct assessing *a, int32_t task) {
  return &a->result->rollups.items[1 + a->plan->sections.count + task];
}

int32_t tthc__report_copy(struct reporting *r, const char *text, const char **out) {
  return tthc__copy_text(&r->result->arena, text, out, r->err);
}

/* --- making ------------------------------------------------------------------------------------------------------- */

static int32_t make(struct reporting *r, const char *period, const char *options_json) {
  static int32_t (*const steps[])(struct reporting *) = {show_header, assess_again, tthc__report_facts,
                                                         tthc__report_lines, tthc__report_tasks, tthc__report_values,
                                                         tthc__report_late, tthc__report_changes};
  int32_t rc = read_period(r, period);
  size_t i;
  if (rc == TTHC_OK) rc = read_options(r, options_json);
  for (i = 0; rc == TTHC_OK && i < sizeof steps / sizeof *steps; i++) rc = steps[i](r);
  free(r->assessing.stamps);
  free(r->assessing.selected_units);
  tthc__free_facts(r->assessing.facts);
  free(r->notes);
  return rc;
}

static tthc_report *new_result(tthc_error *err) {
  tthc_report *result = calloc(1, sizeof *result);
  if (result == NULL) {
    tthc__fail_memory(err);
    return NULL;
  }
  result->mark = MARK_REPORT;
  result->unit = TTHC_NONE;
  result->sending_day = result->other.first_day = result->other.last_day = TTHC_NO_DAY;
  return result;
}

tthc_report *tthc_report_new(const tthc_plan *plan, const tthc_calendar *calendar, const char *period,
                             const char *options_json, tthc_error *err) {
  struct reporting r = {.plan = plan, .calendar = calendar, .err = err};
  tthc_calendar *shipped = NULL;
  if (tthc__need_plan(plan, err) != TTHC_OK) return NULL;
  if (calendar != NULL && !tthc__is(calendar, MARK_CALENDAR)) {
    tthc__fail_handle(err, "tthc_calendar");
    return NULL;
  }
  if (calendar == NULL) r.calendar = shipped = tthc_calendar_new(NULL, err);
  if (r.calendar != NULL) r.result = new_result(err);
  if (r.result != NULL && make(&r, period, options_json) != TTHC_OK) {
    tthc_report_free(r.result);
    r.result = NULL;
  }
  tthc_calendar_free(shipped);
  return r.result;
}

void tthc_report_free(tthc_report *report) {
  if (!tthc__is(report, MARK_REPORT)) return;
  report->mark = 0;
  free(report->lines.items);
  free(report->tasks.items);
  free(report->evidence.items);
  free(report->values.items);
  free(report->remarks.items);
  free(report->late.items);
  free(report->changes.items);
  tthc_assessment_diff_free(report->diff);
  tthc_assessment_free(report->assessment);
  tthc__arena_free(&report->arena);
  free(report);
}

/* --- the header as getters ---------------------------------------------------------------------------------------- */

static int is_report(const tthc_report *report) { return tthc__is(report, MARK_REPORT); }

const char *tthc_report_plan_id(const tthc_report *report) {
  return is_report(report) ? report->assessment->plan_id : NULL;
}

const char *tthc_report_subject(const tthc_report *report) {
  return is_report(report) ? report->assessment->subject : NULL;
}

const char *tthc_report_authority(const tthc_report *report) { return is_report(report) ? report->authority : NULL; }

const char *tthc_report_unit_id(const tthc_report *report) {
  return is_report(report) ? tthc__report_unit(report, report->unit) : NULL;
}

const char *tthc_report_unit_name(const tthc_report *report) {
  return is_report(report) ? tthc__report_unit_name(report, report->unit) : NULL;
}

const char *tthc_report_period(const tthc_report *report) { return is_report(report) ? report->period.id : NULL; }

const char *tthc_report_name(const tthc_report *report, const char *language) {
  return is_report(report) ? report->period.names[tthc__is_english(language)] : NULL;
}

int32_t tthc_report_first_day(const tthc_report *report) {
  return is_report(report) ? report->period.first_day : TTHC_NO_DAY;
}

int32_t tthc_report_last_day(const tthc_report *report) {
  return is_report(report) ? report->period.last_day : TTHC_NO_DAY;
}

const char *tthc_report_other_period(const tthc_report *report) { return is_report(report) ? report->other.id : NULL; }

const char *tthc_report_other_name(const tthc_report *report, const char *language) {
  return is_report(report) ? report->other.names[tthc__is_english(language)] : NULL;
}

int32_t tthc_report_other_first_day(const tthc_report *report) {
  return is_report(report) ? report->other.first_day : TTHC_NO_DAY;
}

int32_t tthc_report_other_last_day(const tthc_report *report) {
  return is_report(report) ? report->other.last_day : TTHC_NO_DAY;
}

int32_t tthc_report_sending_day(const tthc_report *report) {
  return is_report(report) ? report->sending_day : TTHC_NO_DAY;
}

int32_t tthc_report_as_of(const tthc_report *report) {
  return is_report(report) ? report->options.as_of : TTHC_NO_DAY;
}

int64_t tthc_report_known_at(const tthc_report *report) {
  return is_report(report) ? report->options.known_at : TTHC_NO_NUMBER;
}

int32_t tthc_report_is_provisional(const tthc_report *report) {
  return is_report(report) ? report->options.provisional : 0;
}

/* --- names -------------------------------------------------------------------------------------------------------- */

const char *tthc__report_task(const tthc_report *report, int32_t task) {
  return task == TTHC_NONE ? NULL : report->assessment->tasks[task].id;
}

const char *tthc__report_unit(const tthc_report *report, int32_t unit) {
  return unit == TTHC_NONE ? NULL : report->assessment->units[unit].id;
}

const char *tthc__report_unit_name(const tthc_report *report, int32_t unit) {
  return unit == TTHC_NONE ? NULL : report->assessment->units[unit].name;
}
