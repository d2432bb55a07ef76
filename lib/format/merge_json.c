/* What a merge did, as JSON. */
#include "base/error.h"
#include "base/json.h"
#include "cascade/merge.h"

static void write_row(struct json_writer *writer, const struct merged *row) {
  tthc__json_write_open(writer, '{');
  tthc__json_write_text(writer, "kind", tthc_merge_kind_word(row->kind));
  tthc__json_write_text(writer, "what", tthc_row_kind_word(row->what));
  tthc__json_write_text(writer, "id", row->id);
  tthc__json_write_text(writer, "member", row->member);
  tthc__json_write_text(writer, "before", row->before);
  tthc__json_write_text(writer, "theirs", row->theirs);
  tthc__json_write_text(writer, "ours", row->ours);
  tthc__json_write_close(writer);
}

static void write_merge(struct json_writer *writer, const tthc_merge *merge) {
  int32_t i;
  tthc__json_write_open(writer, '{');
  tthc__json_write_text(writer, "format", "tthcplan-merge/1");
  tthc__json_write_text(writer, "plan", merge->plan->id);
  tthc__json_write_text(writer, "superior", merge->superior);
  tthc__json_write_int(writer, "before", merge->before_revision);
  tthc__json_write_int(writer, "now", merge->now_revision);
  tthc__json_write_int(writer, "conflicts", merge->conflicts);
  tthc__json_write_name(writer, "rows");
  tthc__json_write_open(writer, '[');
  for (i = 0; i < merge->rows.count; i++) {
    tthc__json_write_item(writer);
    write_row(writer, &merge->rows.items[i]);
  }
  tthc__json_write_close(writer);
  tthc__json_write_close(writer);
}

tthc_text *tthc_merge_json(const tthc_merge *merge, const char *options_json, tthc_error *err) {
  static const struct json_field no_options[] = {{0}};
  struct json_writer writer;
  if (!tthc__is(merge, MARK_MERGE)) {
    tthc__fail_handle(err, "tthc_merge");
    return NULL;
  }
  if (tthc__json_options(options_json, no_options, NULL, NULL, err) != TTHC_OK) return NULL;
  tthc__json_begin(&writer, 2, NULL);
  write_merge(&writer, merge);
  return tthc__json_end(&writer, err);
}
