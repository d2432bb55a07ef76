/* What the tests of tallies share: tallies of 2021, and rows printed as text to compare. */
#ifndef TTHC_ASSESS_TALLY_CASES_H
#define TTHC_ASSESS_TALLY_CASES_H

#include "assess/cases.h"
#include "tthcplan/tally.h"

/* A tally of the reporting quarters of 2021, but for these options, whose first may be NULL. */
static inline tthc_tally *tally_of(const char *more) {
  static struct lines options;
  tthc_tally *tally;
  options.size = 0;
  put_line(&options, "{'first_day': '2021-01-01', 'last_day': '2021-12-31'%s%s}", more == NULL ? "" : ", ",
           more == NULL ? "" : more);
  quote(options.text);
  tally = tthc_tally_new(NULL, options.text, NULL);
  assert_non_null(tally);
  return tally;
}

static inline int32_t day_or_none(const char *text) { return text == NULL ? TTHC_NO_DAY : day_of(text); }

/* Days as text, NULL for none; options with ' for ". */
static inline int32_t add_dossier(tthc_tally *tally, const char *unit, const char *id, const char *received,
                                  const char *due, const char *finished, const char *options, tthc_error *err) {
  char written[512];
  snprintf(written, sizeof written, "%s", options == NULL ? "{}" : options);
  quote(written);
  return tthc_tally_add_dossier(tally, unit, id, day_or_none(received), day_or_none(due), day_or_none(finished),
                                written, err);
}

static inline int32_t add_counts(tthc_tally *tally, const char *unit, const char *period, const char *counts,
                                 tthc_error *err) {
  static struct lines written;
  written.size = 0;
  put_line(&written, "%s", counts);
  quote(written.text);
  return tthc_tally_add_counts(tally, unit, period, written.text, err);
}

/* "9=4+2+3 7=1+5+1 2=1+1", the columns 3 to 13; "-" for silence. Valid until the next call but one. */
static inline const char *show_row(const tthc_tally *tally, int32_t row) {
  static char texts[2][256];
  static int turn;
  char *text = texts[turn = 1 - turn];
  if (tthc_tally_received(tally, row) == TTHC_NO_NUMBER) return "-";
  snprintf(text, sizeof texts[0], "%lld=%lld+%lld+%lld %lld=%lld+%lld+%lld %lld=%lld+%lld",
           (long long)tthc_tally_received(tally, row), (long long)tthc_tally_received_online(tally, row),
           (long long)tthc_tally_received_direct(tally, row), (long long)tthc_tally_carried_over(tally, row),
           (long long)tthc_tally_done(tally, row), (long long)tthc_tally_done_early(tally, row),
           (long long)tthc_tally_done_on_time(tally, row), (long long)tthc_tally_done_late(tally, row),
           (long long)tthc_tally_pending(tally, row), (long long)tthc_tally_pending_in_time(tally, row),
           (long long)tthc_tally_pending_overdue(tally, row));
  return text;
}

static inline const char *show_unit(const tthc_tally *tally, const char *unit, const char *period) {
  return show_row(tally, tthc_tally_find_row(tally, unit, period));
}

/* The whole tally as text, which is the caller's to free. */
static inline tthc_text *whole_tally(const tthc_tally *tally) {
  tthc_text *text = tthc_tally_json(tally, NULL, NULL);
  assert_non_null(text);
  return text;
}

/* 0 when the tally is as it was; frees the text. */
static inline int check_unchanged(const char *label, const tthc_tally *tally, tthc_text *before) {
  tthc_text *now = whole_tally(tally);
  const int failed = check_text(label, tthc_text_data(now), tthc_text_data(before));
  tthc_text_free(now);
  tthc_text_free(before);
  return failed;
}

#endif
