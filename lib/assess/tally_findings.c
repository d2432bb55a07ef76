/* What is noticed in a tally. */
#include "assess/tally.h"

#include "base/findings.h"
#include "calendar/day.h"

#include <string.h>

/* A list in the making, and the sentence's subject. */
struct noticing {
  const tthc_tally *tally;
  tthc_findings *findings;
  struct buffer about;
};

/* Adds a finding with what was put into `about`. */
static int32_t notice(struct noticing *n, int32_t code, const char *path) {
  const int32_t rc = n->about.failed ? TTHC_E_MEMORY : tthc__findings_add(n->findings, code, path, n->about.data);
  tthc__buffer_free(&n->about);
  return rc;
}

/* --- units and periods -------------------------------------------------------------------------------------------- */

/* About a row: its path in the document, "/rows/3", and "unit, period" begin the sentence. */
static int32_t notice_row(struct noticing *n, int32_t code, int32_t unit, int32_t period, struct buffer *more) {
  struct buffer path = {0};
  int32_t rc;
  tthc__put(&path, "/rows/");
  tthc__put_int(&path, unit * n->tally->period_count + period);
  tthc__put(&n->about, n->tally->units[unit].id);
  tthc__put(&n->about, ", ");
  tthc__put(&n->about, n->tally->periods[period].id);
  if (more != NULL && more->size > 0) tthc__put(&n->about, more->data);
  n->about.failed |= more != NULL && more->failed;
  rc = path.failed ? TTHC_E_MEMORY : notice(n, code, path.data);
  tthc__buffer_free(&path);
  return rc;
}

/* Column 6 is column 11 of the period before, where that was told and the one begins where the other ends. */
static int32_t check_carry_over(struct noticing *n, int32_t unit, int32_t period) {
  const struct tally_period *now = &n->tally->periods[period];
  const int64_t *parts = tthc__tally_parts(n->tally, unit, period), *before;
  struct buffer numbers = {0};
  int64_t pending;
  int32_t rc;
  if (parts == NULL || period == 0 || now[-1].last_day + 1 != now->first_day) return TTHC_OK;
  before = tthc__tally_parts(n->tally, unit, period - 1);
  if (before == NULL) return TTHC_OK;
  pending = tthc__tally_sum(before, tthc__tally_columns[11].parts);
  if (parts[PART_CARRIED_OVER] == pending) return TTHC_OK;
  tthc__put(&numbers, ": ");
  tthc__put_int(&numbers, parts[PART_CARRIED_OVER]);
  tthc__put(&numbers, " ≠ ");
  tthc__put_int(&numbers, pending);
  rc = notice_row(n, TTHC_F_CARRY_OVER_DIFFERS, unit, period, &numbers);
  tthc__buffer_free(&numbers);
  return rc;
}

static int32_t check_sources(struct noticing *n, int32_t unit, int32_t period) {
  const struct tally_cell *cell = &n->tally->units[unit].cells[period];
  if (!cell->is_counted || tthc__tally_sum(cell->dossiers, tthc__tally_columns[COLUMN_FIRST].parts) == 0)
    return TTHC_OK;
  return notice_row(n, TTHC_F_COUNTS_AND_DOSSIERS, unit, period, NULL);
}

static int32_t check_rows(struct noticing *n) {
  int32_t unit, period, rc = TTHC_OK;
  for (unit = 0; rc == TTHC_OK && unit < n->tally->unit_count; unit++) {
    for (period = 0; rc == TTHC_OK && period < n->tally->period_count; period++) {
      rc = check_carry_over(n, unit, period);
      if (rc == TTHC_OK) rc = check_sources(n, unit, period);
    }
  }
  return rc;
}

/* --- dossiers ----------------------------------------------------------------------------------------------------- */

/* "unit, dossier: 2021-02-01 < 2021-02-03" */
static int32_t check_order(struct noticing *n, const struct dossier *dossier, int32_t day, int32_t code) {
  if (day == TTHC_NO_DAY || day >= dossier->received) return TTHC_OK;
  tthc__put(&n->about, n->tally->units[dossier->unit].id);
  tthc__put(&n->about, ", ");
  tthc__put(&n->about, tthc__dossier_id(dossier));
  tthc__put(&n->about, ": ");
  tthc__put_day(&n->about, day);
  tthc__put(&n->about, " < ");
  tthc__put_day(&n->about, dossier->received);
  return notice(n, code, NULL);
}

static int32_t check_dossiers(struct noticing *n) {
  int32_t i, rc = TTHC_OK;
  for (i = 0; rc == TTHC_OK && i < n->tally->dossier_count; i++) {
    const struct dossier *dossier = &n->tally->dossiers[i];
    rc = check_order(n, dossier, dossier->finished, TTHC_F_FINISHED_BEFORE_RECEIVED);
    if (rc == TTHC_OK) rc = check_order(n, dossier, dossier->due, TTHC_F_DUE_BEFORE_RECEIVED);
  }
  return rc;
}

/* An export goes on after the last cut-off as a rule: how many there are, in one finding. */
static int32_t check_span(struct noticing *n) {
  const int32_t last_day = n->tally->periods[n->tally->period_count - 1].last_day;
  int32_t i, after = 0;
  for (i = 0; i < n->tally->dossier_count; i++) after += n->tally->dossiers[i].received > last_day;
  if (after == 0) return TTHC_OK;
  tthc__put_int(&n->about, after);
  tthc__put(&n->about, " > ");
  tthc__put_day(&n->about, last_day);
  return notice(n, TTHC_F_RECEIVED_AFTER_SPAN, NULL);
}

tthc_findings *tthc_tally_findings(const tthc_tally *tally, tthc_error *err) {
  struct noticing n = {tally, NULL, {0}};
  int32_t rc;
  if (tthc__need_tally(tally, err) != TTHC_OK) return NULL;
  n.findings = tthc__findings_new(err);
  if (n.findings == NULL) return NULL;
  rc = check_rows(&n);
  if (rc == TTHC_OK) rc = check_dossiers(&n);
  if (rc == TTHC_OK) rc = check_span(&n);
  tthc__buffer_free(&n.about);
  if (rc == TTHC_OK) return n.findings;
  tthc_findings_free(n.findings);
  tthc__fail_memory(err);
  return NULL;
}
