/* The indicators of a report: the values of the assessment, and of its figures those that are the period's. */
#include "assess/report.h"

#include "base/error.h"
#include "base/text.h"

/* The figures of one indicator and unit that lie in the period. */
struct found {
  int32_t exact; /* the one of this very period; TTHC_NONE */
  int32_t last;  /* the last in time */
  int32_t count;
};

/* --- which figures are the period's ------------------------------------------------------------------------------- */

/* A quarter that a regime cuts is no part of the calendar's half-year; a span of days takes what lies in it. */
static int lies_in(const struct reporting *r, const char *name) {
  const int is_span = r->period.kind == PERIOD_SPAN || r->period.kind == PERIOD_DAY;
  struct period period;
  if (tthc__period_read(r->calendar, name, &period, NULL) != TTHC_OK) return 0;
  if (!tthc__is_of_period(r, period.first_day) || !tthc__is_of_period(r, period.last_day)) return 0;
  if (is_span || period.regime == NULL || r->period.regime == NULL) return is_span || period.regime == r->period.regime;
  return tthc__same(period.regime->id, r->period.regime->id); /* versions of a regime go together */
}

static struct found find_figures(const struct reporting *r, int32_t first, int32_t end) {
  const struct figure *figures = r->result->assessment->figures.items;
  struct found found = {TTHC_NONE, TTHC_NONE, 0};
  int32_t i;
  for (i = first; i < end; i++) {
    if (tthc__same(figures[i].period, r->result->period.id)) found.exact = i;
    if (!lies_in(r, figures[i].period)) continue;
    found.last = i;
    found.count++;
  }
  return found;
}

/* --- what they come to -------------------------------------------------------------------------------------------- */

static int32_t add_name(struct reporting *r, struct report_value *row, const char *name) {
  const char **grown = tthc__arena_grow(&r->result->arena, row->periods, row->period_count, sizeof *row->periods);
  if (grown == NULL) return tthc__fail_memory(r->err);
  row->periods = grown;
  row->periods[row->period_count++] = name;
  return TTHC_OK;
}

static int32_t take_one(struct reporting *r, struct report_value *row, const struct figure *figure) {
  row->figure = figure->reached;
  row->units_reported = figure->units_reported;
  row->units_expected = figure->units_expected;
  return add_name(r, row, figure->period);
}

/* A figure as a sum again; of a value the denominator is a power of ten. */
static struct sum sum_of(const struct evaluating *e, const struct reached *reached) {
  struct sum sum = {1, 0, 0, {0, 0}};
  if (e->indicator->kind == TTHC_RATIO) {
    sum.numerator = reached->numerator;
    sum.denominator = reached->denominator;
  } else {
    sum.amount.digits = reached->numerator;
    while (tthc__power_of_ten(sum.amount.scale) < reached->denominator) sum.amount.scale++;
  }
  return sum;
}

/* A sum is judged as a figure is: by the target that holds on the last day. */
static int32_t take_sum(struct reporting *r, struct report_value *row, struct evaluating *e, int32_t first,
                        int32_t end) {
  const struct figure *figures = r->result->assessment->figures.items;
  struct assessing *a = &r->assessing;
  struct sum sum = {0, 0, 0, {0, 0}};
  const int32_t unit = a->result->values.items[row->value].unit;
  int32_t i, rc = tthc__make_target_texts(a, e);
  for (i = first; rc == TTHC_OK && i < end; i++) {
    struct sum more;
    if (!lies_in(r, figures[i].period)) continue;
    more = sum_of(e, &figures[i].reached);
    rc = tthc__add_sum(a, &sum, &more);
    if (rc == TTHC_OK) rc = add_name(r, row, figures[i].period);
    row->units_expected = figures[i].units_expected;
    row->units_reported |= figures[i].units_reported > 0; /* of a unit; of all together they are counted afterwards */
  }
  if (rc != TTHC_OK) return rc;
  return tthc__reach(a, e, unit, tthc__find_target(e->indicator, unit, r->period.last_day, r->result->period.id), &sum,
                     &row->figure);
}

static int32_t set_figure(struct reporting *r, struct report_value *row, int32_t first, int32_t end, int *is_sum) {
  const tthc_assessment *a = r->result->assessment;
  const struct value *value = &a->values.items[row->value];
  struct evaluating e = {.index = value->indicator, .indicator = &r->plan->indicators.items[value->indicator]};
  const struct found found = find_figures(r, first, end);
  int32_t one = found.exact, rc;
  if (one == TTHC_NONE && (found.count == 1 || e.indicator->series == TTHC_CUMULATIVE)) one = found.last;
  row->figure.numerator = row->figure.denominator = TTHC_NO_NUMBER;
  row->figure.verdict = TTHC_NO_VALUE;
  row->units_expected = value->units_expected;
  *is_sum = one == TTHC_NONE && found.count > 1;
  if (found.count == 0 && one == TTHC_NONE) return TTHC_OK;
  if (one != TTHC_NONE) return take_one(r, row, &a->figures.items[one]);
  rc = take_sum(r, row, &e, first, end);
  tthc__arena_free(&e.scratch);
  return rc;
}

/* --- rows --------------------------------------------------------------------------------------------------------- */

/* Of one unit's report its own row, which its own target judges; of others that of all together. */
static int is_shown(const struct reporting *r, const struct value *value) {
  const int32_t unit = r->result->unit;
  const int is_single = unit != TTHC_NONE && r->plan->units.items[unit].member_count == 0;
  return value->unit == TTHC_NONE ? !is_single : is_single || r->result->options.per_unit;
}

static int32_t add_value(struct reporting *r, const struct report_value *row) {
  void *grown;
  if (!MAKE_ROOM(r->result->values, grown)) return tthc__fail_memory(r->err);
  r->result->values.items[r->result->values.count++] = *row;
  return TTHC_OK;
}

/*
 * Values and figures stand in the same order: an indicator's of all together, then unit by unit. Over several periods
 * the units that reported are not the sum of those that did in each: they are counted from their own rows.
 */
int32_t tthc__report_values(struct reporting *r) {
  const tthc_assessment *a = r->result->assessment;
  int32_t i, end, first = 0, total = TTHC_NONE, total_is_sum = 0, rc = TTHC_OK;
  for (i = 0; rc == TTHC_OK && i < a->values.count; i++, first = end) {
    const struct value *value = &a->values.items[i];
    struct report_value row = {.value = i};
    int is_sum = 0;
    for (end = first; end < a->figures.count; end++)
      if (a->figures.items[end].indicator != value->indicator || a->figures.items[end].unit != value->unit) break;
    rc = set_figure(r, &row, first, end, &is_sum);
    if (value->unit == TTHC_NONE) {
      total = is_shown(r, value) ? r->result->values.count : TTHC_NONE;
      total_is_sum = is_sum;
      if (is_sum) row.units_reported = 0;
    } else if (total != TTHC_NONE && total_is_sum) {
      r->result->values.items[total].units_reported += row.units_reported;
    }
    if (rc == TTHC_OK && is_shown(r, value)) rc = add_value(r, &row);
  }
  return rc;
}

/* --- getters ------------------------------------------------------------------------------------------------------ */

static const struct report_value *row_of(const tthc_report *report, int32_t row) {
  if (!tthc__is(report, MARK_REPORT) || row < 0 || row >= report->values.count) return NULL;
  return &report->values.items[row];
}

/* The row of the assessment. */
static int32_t value_of(const tthc_report *report, int32_t row) {
  const struct report_value *found = row_of(report, row);
  return found == NULL ? TTHC_NONE : found->value;
}

static const tthc_assessment *assessment_of(const tthc_report *report) {
  return tthc__is(report, MARK_REPORT) ? report->assessment : NULL;
}

int32_t tthc_report_value_count(const tthc_report *report) {
  return tthc__is(report, MARK_REPORT) ? report->values.count : 0;
}

const char *tthc_report_value_indicator_id(const tthc_report *report, int32_t row) {
  return tthc_value_indicator_id(assessment_of(report), value_of(report, row));
}

const char *tthc_report_value_title(const tthc_report *report, int32_t row) {
  return tthc_value_title(assessment_of(report), value_of(report, row));
}

const char *tthc_report_value_unit_id(const tthc_report *report, int32_t row) {
  return tthc_value_unit_id(assessment_of(report), value_of(report, row));
}

const char *tthc_report_value_measure(const tthc_report *report, int32_t row) {
  return tthc_value_measure(assessment_of(report), value_of(report, row));
}

int32_t tthc_report_value_verdict(const tthc_report *report, int32_t row) {
  return tthc_value_verdict(assessment_of(report), value_of(report, row));
}

int64_t tthc_report_value_numerator(const tthc_report *report, int32_t row) {
  return tthc_value_numerator(assessment_of(report), value_of(report, row));
}

int64_t tthc_report_value_denominator(const tthc_report *report, int32_t row) {
  return tthc_value_denominator(assessment_of(report), value_of(report, row));
}

const char *tthc_report_value_text(const tthc_report *report, int32_t row, const char *language) {
  return tthc_value_text(assessment_of(report), value_of(report, row), language);
}

const char *tthc_report_value_target(const tthc_report *report, int32_t row) {
  return tthc_value_target(assessment_of(report), value_of(report, row));
}

int32_t tthc_report_value_units_reported(const tthc_report *report, int32_t row) {
  return tthc_value_units_reported(assessment_of(report), value_of(report, row));
}

int32_t tthc_report_value_units_expected(const tthc_report *report, int32_t row) {
  return tthc_value_units_expected(assessment_of(report), value_of(report, row));
}

int32_t tthc_report_figure_verdict(const tthc_report *report, int32_t row) {
  const struct report_value *found = row_of(report, row);
  return found == NULL ? 0 : found->figure.verdict;
}

int64_t tthc_report_figure_numerator(const tthc_report *report, int32_t row) {
  const struct report_value *found = row_of(report, row);
  return found == NULL ? TTHC_NO_NUMBER : found->figure.numerator;
}

int64_t tthc_report_figure_denominator(const tthc_report *report, int32_t row) {
  const struct report_value *found = row_of(report, row);
  return found == NULL ? TTHC_NO_NUMBER : found->figure.denominator;
}

const char *tthc_report_figure_text(const tthc_report *report, int32_t row, const char *language) {
  const struct report_value *found = row_of(report, row);
  return found == NULL ? NULL : found->figure.text[tthc__is_english(language)];
}

const char *tthc_report_figure_target(const tthc_report *report, int32_t row) {
  const struct report_value *found = row_of(report, row);
  return found == NULL ? NULL : found->figure.target;
}

int32_t tthc_report_figure_units_reported(const tthc_report *report, int32_t row) {
  const struct report_value *found = row_of(report, row);
  return found == NULL ? 0 : found->units_reported;
}

int32_t tthc_report_figure_units_expected(const tthc_report *report, int32_t row) {
  const struct report_value *found = row_of(report, row);
  return found == NULL ? 0 : found->units_expected;
}

int32_t tthc_report_figure_period_count(const tthc_report *report, int32_t row) {
  const struct report_value *found = row_of(report, row);
  return found == NULL ? 0 : found->period_count;
}

const char *tthc_report_figure_period(const tthc_report *report, int32_t row, int32_t place) {
  const struct report_value *found = row_of(report, row);
  return found == NULL || place < 0 || place >= found->period_count ? NULL : found->periods[place];
}
