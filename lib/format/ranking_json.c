/* Rankings as JSON. */
#include "assess/ranking.h"
#include "base/error.h"

/* A member of points: text, as a decimal would be a double to many who read it. */
static void write_points(struct json_writer *writer, const char *name, int64_t points, int32_t decimals) {
  struct buffer text = {0};
  tthc__put_points(&text, points, decimals, 1);
  if (text.failed)
    writer->out.failed = 1;
  else
    tthc__json_write_text(writer, name, text.data);
  tthc__buffer_free(&text);
}

static void begin_rows(struct json_writer *writer, const char *name) {
  tthc__json_write_name(writer, name);
  tthc__json_write_open(writer, '[');
}

static void write_scheme(struct json_writer *writer, const struct scheme *scheme) {
  int32_t i;
  tthc__json_write_name(writer, "scheme");
  tthc__json_write_open(writer, '{');
  tthc__json_write_text(writer, "id", scheme->id);
  tthc__json_write_text(writer, "name", scheme->name);
  tthc__json_write_text(writer, "version", scheme->version);
  tthc__json_write_text(writer, "basis", scheme->basis);
  write_points(writer, "points", scheme->points, 0);
  tthc__json_write_close(writer);
  begin_rows(writer, "criteria");
  for (i = 0; i < scheme->criteria.count; i++) {
    const struct criterion *criterion = &scheme->criteria.items[i];
    tthc__json_write_item(writer);
    tthc__json_write_open(writer, '{');
    tthc__json_write_text(writer, "id", criterion->id);
    tthc__json_write_text(writer, "name", criterion->name);
    tthc__json_write_text(writer, "measure", tthc__word(&tthc__measures, criterion->measure));
    write_points(writer, "points", criterion->points, 0);
    tthc__json_write_close(writer);
  }
  tthc__json_write_close(writer);
}

static void write_score(struct json_writer *writer, const struct criterion *criterion, const struct score *score,
                        int is_english) {
  tthc__json_write_open(writer, '{');
  tthc__json_write_text(writer, "criterion", criterion->id);
  tthc__json_write_text(writer, "points", score->text[1]);
  tthc__json_write_int(writer, "numerator", score->numerator);
  tthc__json_write_int(writer, "denominator", score->denominator);
  tthc__json_write_text(writer, "explanation", score->explanation[is_english]);
  tthc__json_write_close(writer);
}

static void write_row(struct json_writer *writer, const tthc_ranking *ranking, const struct ranked *row,
                      int is_english) {
  const struct scheme *scheme = &ranking->scheme;
  int32_t i;
  tthc__json_write_open(writer, '{');
  tthc__json_write_text(writer, "block", scheme->blocks.items[row->block].id);
  if (row->rank > 0) tthc__json_write_int(writer, "rank", row->rank);
  tthc__json_write_text(writer, "unit", row->unit_id);
  tthc__json_write_text(writer, "name", row->unit_name);
  if (row->reason == 0) {
    tthc__json_write_text(writer, "total", row->total[1]);
    write_points(writer, "points", row->points, scheme->decimals);
    write_points(writer, "attainable", row->attainable, 0);
  }
  if (row->rating != TTHC_NONE) {
    tthc__json_write_text(writer, "class", scheme->classes.items[row->rating].id);
    tthc__json_write_text(writer, "class_name", scheme->classes.items[row->rating].name);
  }
  tthc__json_write_text(writer, "not_ranked", tthc_unranked_word(row->reason));
  tthc__json_write_text(writer, "reason", row->reason_text[is_english]);
  begin_rows(writer, "scores");
  for (i = 0; i < scheme->criteria.count; i++) {
    tthc__json_write_item(writer);
    write_score(writer, &scheme->criteria.items[i], &row->scores[i], is_english);
  }
  tthc__json_write_close(writer);
  tthc__json_write_close(writer);
}

static void write_blocks(struct json_writer *writer, const struct scheme *scheme) {
  int32_t i;
  begin_rows(writer, "blocks");
  for (i = 0; i < scheme->blocks.count; i++) {
    tthc__json_write_item(writer);
    tthc__json_write_open(writer, '{');
    tthc__json_write_text(writer, "id", scheme->blocks.items[i].id);
    tthc__json_write_text(writer, "name", scheme->blocks.items[i].name);
    tthc__json_write_close(writer);
  }
  tthc__json_write_close(writer);
}

tthc_text *tthc_ranking_json(const tthc_ranking *ranking, const char *language, tthc_error *err) {
  struct json_writer writer;
  int32_t i;
  if (!tthc__is(ranking, MARK_RANKING)) {
    tthc__fail_handle(err, "tthc_ranking");
    return NULL;
  }
  tthc__json_begin(&writer, 2, NULL);
  tthc__json_write_open(&writer, '{');
  tthc__json_write_text(&writer, "format", "tthcplan-ranking/1");
  tthc__json_write_text(&writer, "plan", ranking->plan_id);
  tthc__json_write_text(&writer, "subject", ranking->subject);
  tthc__json_write_day(&writer, "as_of", ranking->as_of);
  if (ranking->known_at != TTHC_NO_NUMBER) tthc__json_write_int(&writer, "known_at", ranking->known_at);
  write_scheme(&writer, &ranking->scheme);
  write_blocks(&writer, &ranking->scheme);
  begin_rows(&writer, "rows");
  for (i = 0; i < ranking->rows.count; i++) {
    tthc__json_write_item(&writer);
    write_row(&writer, ranking, &ranking->rows.items[i], tthc__is_english(language));
  }
  tthc__json_write_close(&writer);
  tthc__json_write_close(&writer);
  return tthc__json_end(&writer, err);
}
