/*
 * Values of indicators as rows. They are found by the code that assesses plans (assess/value_spans.h), and only written
 * here: for a whole plan, for some of its indicators, or, behind an excerpt, for the indicators that its facts are
 * about, for which the definitions are loaded with no more than their figures.
 */
#include "store/value_rows.h"

#include "assess/standing.h"
#include "assess/value_spans.h"
#include "store/columns.h"
#include "store/excerpt.h"
#include "store/plan_rows.h"
#include "tthcplan/indicator.h"

#include <stdlib.h>
#include <string.h>

/* Beside what all have: plan, indicator, unit. The verdict of a sum that has too many digits is 0. */
static const struct column columns[] = {
  INT32("from_day", struct value_span, from, ALWAYS),
  INT32("last_day", struct value_span, last, ALWAYS),
  INT32("verdict", struct value_span, reached.verdict, ALWAYS),
  INT64("numerator", struct value_span, reached.numerator, TTHC_NO_NUMBER),
  INT64("denominator", struct value_span, reached.denominator, TTHC_NO_NUMBER),
  INT32("target", struct value_span, target, TTHC_NONE),
  INT32("units_reported", struct value_span, units_reported, ALWAYS),
  INT32("units_expected", struct value_span, units_expected, ALWAYS),
  {0}};

/* --- writing ------------------------------------------------------------------------------------------------------ */

struct value_writing {
  struct statement insert;
  struct statement drop; /* those of an indicator */
  struct value_spans found;
};

static int32_t begin_writing(struct value_writing *writing, struct database *database, int64_t key) {
  struct buffer sql = {0};
  int32_t rc;
  memset(writing, 0, sizeof *writing);
  tthc__put(&sql, "INSERT INTO indicator_value (plan, indicator, unit, ");
  tthc__put_columns(&sql, columns);
  tthc__put(&sql, ") VALUES (");
  tthc__put_parameters(&sql, 3 + tthc__column_count(columns));
  tthc__put(&sql, ")");
  rc = tthc__prepare_made(&writing->insert, database, &sql);
  if (rc == TTHC_OK)
    rc = tthc__prepare(&writing->drop, database, "DELETE FROM indicator_value WHERE plan = $1 AND indicator = $2");
  if (rc != TTHC_OK) return rc;
  tthc__bind_number(&writing->insert, 1, key);
  tthc__bind_number(&writing->drop, 1, key);
  return TTHC_OK;
}

static void end_writing(struct value_writing *writing) {
  tthc__finish(&writing->insert);
  tthc__finish(&writing->drop);
  tthc__free_value_spans(&writing->found);
}

static int32_t write_indicator(struct value_writing *writing, struct assessing *a, int32_t indicator) {
  int32_t i, rc = tthc__value_spans_of(a, indicator, &writing->found);
  if (rc != TTHC_OK) return rc;
  tthc__bind_number(&writing->drop, 2, indicator);
  rc = tthc__step(&writing->drop);
  for (i = 0; rc == TTHC_OK && i < writing->found.rows.count; i++) {
    const struct value_span *span = &writing->found.rows.items[i];
    tthc__bind_number(&writing->insert, 2, indicator);
    tthc__bind_number(&writing->insert, 3, span->unit == TTHC_NONE ? ALL_UNITS : span->unit);
    tthc__bind_row(&writing->insert, 4, columns, span);
    rc = tthc__step(&writing->insert);
  }
  return rc;
}

int32_t tthc__write_values(struct database *database, int64_t key, struct assessing *a, const char *indicators) {
  struct value_writing writing;
  int32_t i, rc;
  if (a->plan->indicators.count == 0) return TTHC_OK;
  rc = begin_writing(&writing, database, key);
  for (i = 0; rc == TTHC_OK && i < a->plan->indicators.count; i++)
    if (indicators == NULL || indicators[i]) rc = write_indicator(&writing, a, i);
  end_writing(&writing);
  return rc;
}

/* --- behind an excerpt -------------------------------------------------------------------------------------------- */

static void mark(const tthc_plan *from, const struct fact *fact, const tthc_plan *plan, char *indicators) {
  int32_t indicator;
  if (fact == NULL || fact->kind != TTHC_MEASUREMENT) return;
  indicator = tthc_plan_find_indicator(plan, tthc_indicator_id(from, fact->indicator));
  if (indicator != TTHC_NONE) indicators[indicator] = 1;
}

static void mark_all(const tthc_plan *from, const char *added, const tthc_plan *plan, char *indicators) {
  int32_t i;
  for (i = 0; i < from->facts.count; i++) {
    const struct fact *fact = &from->facts.items[i];
    if (!added[i]) continue;
    mark(from, fact, plan, indicators);
    mark(from, tthc__fact(from, tthc_plan_find_fact(from, fact->corrects)), plan, indicators);
  }
}

/* All rows that the facts name are in the plan; only facts that are there twice are to be left out. */
static int32_t find_nothing(struct fact_finder *finder, const char *task, const char *indicator, const char *unit) {
  (void)finder, (void)task, (void)indicator, (void)unit;
  return TTHC_OK;
}

/* The figures of an indicator, and those that correct one of them. */
static int32_t load_figures(struct excerpt *excerpt, tthc_plan *plan, int32_t indicator) {
  struct fact_finder finder = {find_nothing};
  struct statement statement;
  int32_t rc = tthc__prepare_facts(&statement, excerpt->database, NUMBERED(NUMBERS_OF("indicator = $2")));
  if (rc == TTHC_OK) {
    tthc__bind_number(&statement, 1, excerpt->key);
    tthc__bind_text(&statement, 2, tthc_indicator_id(plan, indicator));
    rc = tthc__add_facts(&statement, plan, &finder);
  }
  tthc__finish(&statement);
  return rc;
}

static int32_t save_marked(struct excerpt *excerpt, tthc_plan *plan, const char *indicators) {
  struct assessing a;
  int32_t i, rc = TTHC_OK;
  for (i = 0; rc == TTHC_OK && i < plan->indicators.count; i++)
    if (indicators[i]) rc = load_figures(excerpt, plan, i);
  if (rc != TTHC_OK) return rc;
  rc = tthc__begin_standings(&a, plan, excerpt->database->calendar, NULL);
  if (rc == TTHC_OK) rc = tthc__write_values(excerpt->database, excerpt->key, &a, indicators);
  tthc__end_standings(&a);
  return rc == TTHC_E_MEMORY ? tthc__fail_memory(excerpt->database->err) : rc;
}

int32_t tthc__save_excerpt_values(struct excerpt *excerpt, const char *added) {
  char *indicators = NULL;
  int32_t rc;
  tthc_plan *plan =
    tthc__load_rows(excerpt->database, excerpt->key, tthc_plan_id(excerpt->plan), excerpt->revision, &rc);
  if (rc == TTHC_OK) {
    indicators = calloc((size_t)plan->indicators.count + 1, 1);
    rc = indicators == NULL ? tthc__fail_memory(excerpt->database->err) : TTHC_OK;
  }
  if (rc == TTHC_OK) {
    mark_all(excerpt->plan, added, plan, indicators);
    rc = save_marked(excerpt, plan, indicators);
  }
  free(indicators);
  tthc_plan_free(plan);
  return rc;
}
