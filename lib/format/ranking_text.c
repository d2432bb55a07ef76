/* Rankings as plain text: a table for each block, columns aligned by characters. */
#include "assess/ranking.h"
#include "base/error.h"
#include "format/text_table.h"

enum { RANK_WIDTH = 5, SCORE_WIDTH = 8, GAP = 2 };

static const char *say(const char *vi, const char *en, int is_english) { return is_english ? en : vi; }

/* In NFC a character of Vietnamese is one code point. */
static int32_t width_of(const char *text) {
  int32_t width = 0;
  for (; *text != '\0'; text++) width += ((unsigned char)*text & 0xc0) != 0x80;
  return width;
}

static void put_left(struct buffer *out, const char *text, int32_t width) {
  tthc__put(out, text);
  tthc__put_blanks(out, width - width_of(text) + GAP);
}

static void put_right(struct buffer *out, const char *text, int32_t width) {
  tthc__put_blanks(out, width - width_of(text));
  tthc__put(out, text);
  tthc__put_blanks(out, GAP);
}

static void put_number(struct buffer *out, const char *before, int32_t number, const char *after, int32_t width) {
  struct buffer text = {0};
  tthc__put(&text, before);
  tthc__put_int(&text, number);
  tthc__put(&text, after);
  if (text.failed)
    out->failed = 1;
  else
    put_right(out, text.data, width);
  tthc__buffer_free(&text);
}

/* 15/07/2021; in English ISO 8601. */
static void put_day(struct buffer *out, int32_t day, int is_english) {
  if (is_english)
    tthc__put_day(out, day);
  else
    tthc__put_short_day(out, day);
}

static void put_head(struct buffer *out, const tthc_ranking *ranking, int is_english) {
  const struct scheme *scheme = &ranking->scheme;
  int32_t i;
  tthc__put_in_one_line(out, scheme->name);
  tthc__put(out, say("\nKế hoạch: ", "\nPlan: ", is_english));
  tthc__put_in_one_line(out, ranking->subject == NULL ? ranking->plan_id : ranking->subject);
  tthc__put(out, say("\nSố liệu đến ngày ", "\nAs of ", is_english));
  put_day(out, ranking->as_of, is_english);
  tthc__put(out, say("; thang điểm ", "; scheme ", is_english));
  tthc__put(out, scheme->id);
  tthc__put(out, say(", bản ", ", version ", is_english));
  tthc__put(out, scheme->version);
  tthc__put_char(out, '\n');
  for (i = 0; i < scheme->criteria.count; i++) {
    tthc__put_char(out, '(');
    tthc__put_int(out, i + 1);
    tthc__put(out, ") ");
    tthc__put(out, scheme->criteria.items[i].name);
    tthc__put(out, say(": tối đa ", ": at most ", is_english));
    tthc__put_points(out, scheme->criteria.items[i].points, 0, is_english);
    tthc__put(out, say(" điểm\n", " points\n", is_english));
  }
}

/* --- the table of a block ----------------------------------------------------------------------------------------- */

/* The rows of a block, and how wide its columns of texts are. */
struct table {
  const tthc_ranking *ranking;
  int32_t first;
  int32_t last; /* behind it */
  int32_t unit_width;
  int32_t class_width;
  int is_english;
};

static const char *class_name(const tthc_ranking *ranking, const struct ranked *row) {
  return row->rating == TTHC_NONE ? "—" : ranking->scheme.classes.items[row->rating].name;
}

static void widen(int32_t *width, const char *text) {
  const int32_t wanted = width_of(text);
  if (wanted > *width) *width = wanted;
}

static struct table measure(const tthc_ranking *ranking, int32_t first, int is_english) {
  struct table table = {ranking, first, first, 0, 0, is_english};
  widen(&table.unit_width, say("Đơn vị", "Unit", is_english));
  widen(&table.class_width, say("Xếp loại", "Class", is_english));
  while (table.last < ranking->rows.count &&
         ranking->rows.items[table.last].block == ranking->rows.items[first].block) {
    const struct ranked *row = &ranking->rows.items[table.last++];
    widen(&table.unit_width, row->unit_name);
    widen(&table.class_width, class_name(ranking, row));
  }
  return table;
}

static void put_columns(struct buffer *out, const struct table *table) {
  const struct scheme *scheme = &table->ranking->scheme;
  int32_t i;
  put_right(out, say("Hạng", "Rank", table->is_english), RANK_WIDTH);
  put_left(out, say("Đơn vị", "Unit", table->is_english), table->unit_width);
  put_right(out, say("Tổng", "Total", table->is_english), SCORE_WIDTH);
  put_left(out, say("Xếp loại", "Class", table->is_english), table->class_width);
  for (i = 0; i < scheme->criteria.count; i++) put_number(out, "(", i + 1, ")", SCORE_WIDTH);
}

static void put_row(struct buffer *out, const struct table *table, const struct ranked *row) {
  int32_t i;
  if (row->rank == 0) {
    put_right(out, "—", RANK_WIDTH);
    put_left(out, row->unit_name, table->unit_width);
    tthc__put(out, say("chưa xếp hạng: ", "not ranked: ", table->is_english));
    tthc__put(out, row->reason_text[table->is_english]);
    return;
  }
  put_number(out, "", row->rank, "", RANK_WIDTH);
  put_left(out, row->unit_name, table->unit_width);
  put_right(out, row->total[table->is_english], SCORE_WIDTH);
  put_left(out, class_name(table->ranking, row), table->class_width);
  for (i = 0; i < table->ranking->scheme.criteria.count; i++) {
    const char *text = row->scores[i].text[table->is_english];
    put_right(out, text == NULL ? "—" : text, SCORE_WIDTH);
  }
}

static void put_table(struct buffer *out, const struct table *table) {
  const struct ranked *rows = table->ranking->rows.items;
  int32_t i;
  tthc__put_char(out, '\n');
  tthc__put(out, table->ranking->scheme.blocks.items[rows[table->first].block].name);
  tthc__put_char(out, '\n');
  put_columns(out, table);
  tthc__end_line(out);
  for (i = table->first; i < table->last; i++) {
    put_row(out, table, &rows[i]);
    tthc__end_line(out);
  }
}

tthc_text *tthc_ranking_text(const tthc_ranking *ranking, const char *language, tthc_error *err) {
  const int is_english = tthc__is_english(language);
  struct buffer out = {0};
  struct table table;
  if (!tthc__is(ranking, MARK_RANKING)) {
    tthc__fail_handle(err, "tthc_ranking");
    return NULL;
  }
  put_head(&out, ranking, is_english);
  for (table.last = 0; table.last < ranking->rows.count;) {
    table = measure(ranking, table.last, is_english);
    put_table(&out, &table);
  }
  return tthc__buffer_to_text(&out, err);
}
