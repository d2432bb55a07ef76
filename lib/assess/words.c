/* The words of the results' enumerations, as documents write them, and their names for people. */
#include "assess/words.h"

#include "base/error.h"
#include "tthcplan/assessment.h"
#include "tthcplan/assessment_diff.h"
#include "tthcplan/assignment.h"
#include "tthcplan/rollup.h"
#include "tthcplan/value.h"

static const struct vocabulary states = {
  "cancelled, done-on-time, done-late, waiting, overdue, due-soon, in-progress, upcoming, not-started, done",
  {"cancelled", "done-on-time", "done-late", "waiting", "overdue", "due-soon", "in-progress", "upcoming", "not-started",
   "done"}};

static const struct vocabulary state_names[] = {
  {NULL,
   {"đã hủy", "đã hoàn thành đúng hạn", "đã hoàn thành quá hạn", "chờ sự kiện", "quá hạn", "sắp đến hạn",
    "đang thực hiện", "chưa đến kỳ", "chưa thực hiện", "đã hoàn thành"}},
  {NULL,
   {"cancelled", "done on time", "done late", "waiting for an event", "overdue", "due soon", "in progress", "upcoming",
    "not started", "done"}}};

const struct vocabulary tthc__rollup_kinds = {"plan, section, task, unit, period",
                                              {"plan", "section", "task", "unit", "period"}};

static const struct vocabulary reasons = {
  NULL,
  {"said-cancelled", "done-by-due", "done-after-due", "done-without-due", "event-not-recorded", "past-due-silent",
   "past-due-not-started", "past-due-started", "past-due-returned", "due-soon-silent", "due-soon-not-started",
   "due-soon-started", "due-soon-returned", "started", "returned", "window-not-open", "silent", "said-not-started",
   "no-due-day"}};

static const struct vocabulary changes = {
  NULL, {"entered-overdue", "left-overdue", "appeared", "vanished", "due-moved", "state-changed"}};

static const struct vocabulary verdicts = {"met, missed, no-value, no-activity, no-target, no-baseline",
                                           {"met", "missed", "no-value", "no-activity", "no-target", "no-baseline"}};

static const struct vocabulary verdict_names[] = {
  {NULL,
   {"đạt", "chưa đạt", "chưa có số liệu", "không phát sinh", "chưa có chỉ tiêu cho thời điểm này",
    "chưa có giá trị gốc để so sánh"}},
  {NULL,
   {"met", "missed", "no figures yet", "nothing occurred", "no target for this day", "no baseline to compare with"}}};

const char *tthc_state_word(int32_t state) { return tthc__word(&states, state); }

const char *tthc_state_name(int32_t state, const char *language) {
  return tthc__word(&state_names[tthc__is_english(language)], state);
}

const char *tthc_reason_word(int32_t reason) { return tthc__word(&reasons, reason); }

const char *tthc_assessment_change_word(int32_t change) { return tthc__word(&changes, change); }

const char *tthc_rollup_kind_word(int32_t kind) { return tthc__word(&tthc__rollup_kinds, kind); }

const char *tthc_verdict_word(int32_t verdict) { return tthc__word(&verdicts, verdict); }

const char *tthc_verdict_name(int32_t verdict, const char *language) {
  return tthc__word(&verdict_names[tthc__is_english(language)], verdict);
}
