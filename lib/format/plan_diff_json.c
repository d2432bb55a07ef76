/* Differences of two revisions of a plan as JSON. */
#include "base/error.h"
#include "base/json.h"
#include "cascade/plan_diff.h"

static void write_difference(struct json_writer *writer, const struct difference *row) {
  tthc__json_write_open(writer, '{');
  tthc__json_write_text(writer, "kind", tthc_row_kind_word(row->kind));
  tthc__json_write_text(writer, "id", row->id);
  tthc__json_write_text(writer, "change", tthc_change_word(row->change));
  tthc__json_write_text(writer, "member", row->member);
  tthc__json_write_text(writer, "before", row->before);
  tthc__json_write_text(writer, "after", row->after);
  tthc__json_write_close(writer);
}

static void write_diff(struct json_writer *writer, const tthc_plan_diff *diff) {
  int32_t i;
  tthc__json_write_open(writer, '{');
  tthc__json_write_text(writer, "format", "tthcplan-diff/1");
  tthc__json_write_text(writer, "plan", diff->plan_id);
  tthc__json_write_int(writer, "before", diff->before_revision);
  tthc__json_write_int(writer, "after", diff->after_revision);
  tthc__json_write_name(writer, "differences");
  tthc__json_write_open(writer, '[');
  for (i = 0; i < diff->rows.count; i++) {
    tthc__json_write_item(writer);
    write_difference(writer, &diff->rows.items[i]);
  }
  tthc__json_write_close(writer);
  tthc__json_write_close(writer);
}

tthc_text *tthc_plan_diff_json(const tthc_plan_diff *diff, const char *options_json, tthc_error *err) {
  static const struct json_field no_options[] = {{0}};
  struct json_writer writer;
  if (!tthc__is(diff, MARK_PLAN_DIFF)) {
    tthc__fail_handle(err, "tthc_plan_diff");
    return NULL;
  }
  if (tthc__json_options(options_json, no_options, NULL, NULL, err) != TTHC_OK) return NULL;
  tthc__json_begin(&writer, 2, NULL);
  write_diff(&writer, diff);
  return tthc__json_end(&writer, err);
}
