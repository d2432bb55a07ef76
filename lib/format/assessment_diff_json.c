/* What differs between two assessments as JSON. */
#include "assess/assessment_diff.h"
#include "base/error.h"

static void write_side(struct json_writer *writer, const char *name, const struct difference_of *side) {
  tthc__json_write_name(writer, name);
  tthc__json_write_open(writer, '{');
  tthc__json_write_day(writer, "as_of", side->as_of);
  if (side->known_at != TTHC_NO_NUMBER) tthc__json_write_int(writer, "known_at", side->known_at);
  tthc__json_write_close(writer);
}

/* Every change that occurs. */
static void write_counts(struct json_writer *writer, const tthc_assessment_diff *diff) {
  int32_t counts[TTHC_STATE_CHANGED + 1] = {0}, i;
  for (i = 0; i < diff->rows.count; i++) counts[diff->rows.items[i].change]++;
  tthc__json_write_name(writer, "counts");
  tthc__json_write_open(writer, '{');
  for (i = 1; i <= TTHC_STATE_CHANGED; i++)
    if (counts[i] > 0) tthc__json_write_int(writer, tthc_assessment_change_word(i), counts[i]);
  tthc__json_write_close(writer);
}

static void write_row(struct json_writer *writer, const tthc_assessment_diff *diff, const struct difference *row) {
  tthc__json_write_open(writer, '{');
  tthc__json_write_text(writer, "task", row->task_id);
  tthc__json_write_text(writer, "unit", row->unit_id);
  tthc__json_write_text(writer, "unit_name", row->unit_name);
  tthc__json_write_text(writer, "period", row->period);
  tthc__json_write_text(writer, "change", tthc_assessment_change_word(row->change));
  tthc__json_write_text(writer, "before_state", tthc_state_word(row->before.state));
  tthc__json_write_text(writer, "after_state", tthc_state_word(row->after.state));
  tthc__json_write_text(writer, "before_due", tthc__day_text(&diff->days, row->before.due));
  tthc__json_write_text(writer, "after_due", tthc__day_text(&diff->days, row->after.due));
  tthc__json_write_text(writer, "before_effective", tthc__day_text(&diff->days, row->before.effective));
  tthc__json_write_text(writer, "after_effective", tthc__day_text(&diff->days, row->after.effective));
  tthc__json_write_close(writer);
}

static void write_diff(struct json_writer *writer, const tthc_assessment_diff *diff) {
  int32_t i;
  tthc__json_write_open(writer, '{');
  tthc__json_write_text(writer, "format", "tthcplan-assessment-diff/1");
  tthc__json_write_text(writer, "plan", diff->plan_id);
  write_side(writer, "before", &diff->before);
  write_side(writer, "after", &diff->after);
  write_counts(writer, diff);
  tthc__json_write_name(writer, "changes");
  tthc__json_write_open(writer, '[');
  for (i = 0; i < diff->rows.count; i++) {
    tthc__json_write_item(writer);
    write_row(writer, diff, &diff->rows.items[i]);
  }
  tthc__json_write_close(writer);
  tthc__json_write_close(writer);
}

tthc_text *tthc_assessment_diff_json(const tthc_assessment_diff *diff, const char *options_json, tthc_error *err) {
  static const struct json_field no_options[] = {{0}};
  struct json_writer writer;
  if (!tthc__is(diff, MARK_ASSESSMENT_DIFF)) {
    tthc__fail_handle(err, "tthc_assessment_diff");
    return NULL;
  }
  if (tthc__json_options(options_json, no_options, NULL, NULL, err) != TTHC_OK) return NULL;
  tthc__json_begin(&writer, 2, NULL);
  write_diff(&writer, diff);
  return tthc__json_end(&writer, err);
}
