/* What is noticed about the facts that count, where the calendar decides. */
#include "assess/assessment.h"

#include "base/error.h"

/* The day on which the first reporting period begins that is cut off in the plan's span. */
static int32_t first_reporting_day(const struct assessing *a) {
  const int32_t year = tthc_day_year(a->plan->first_day);
  struct period period;
  int32_t n = 0;
  do period = tthc__period_nth(a->regime, a->regime->usual, year, n++);
  while (period.last_day < a->plan->first_day);
  return period.first_day;
}

/* Calendar periods are looked at with the plan itself. */
static int is_before_its_period(const struct assessing *a, const struct fact *fact) {
  struct period period;
  return fact->kind == TTHC_MEASUREMENT && tthc__period_read(a->calendar, fact->period, &period, NULL) == TTHC_OK &&
         period.regime != NULL && fact->day < period.first_day;
}

int32_t tthc__notice_facts(struct assessing *a) {
  const int32_t reporting = first_reporting_day(a), first = a->plan->first_day;
  const int32_t earliest = reporting < first ? reporting : first;
  tthc_findings *findings = a->result->findings;
  int32_t i, rc = TTHC_OK;
  for (i = 0; rc == TTHC_OK && i < a->facts->count; i++) {
    const struct fact *fact = a->facts->items[i].fact;
    if (fact->day < earliest) rc = tthc__notice_fact(findings, TTHC_F_FACT_OUTSIDE_PLAN, a->plan, fact);
    if (rc == TTHC_OK && a->facts->items[i].early)
      rc = tthc__notice_fact(findings, TTHC_F_DONE_BEFORE_START, a->plan, fact);
    if (rc == TTHC_OK && is_before_its_period(a, fact))
      rc = tthc__notice_fact(findings, TTHC_F_FIGURE_OUTSIDE_PERIOD, a->plan, fact);
  }
  return rc == TTHC_OK ? rc : tthc__fail_memory(a->err);
}
