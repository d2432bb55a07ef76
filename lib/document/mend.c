/* Lines of a text put right. */
#include "document/mend.h"

#include "base/buffer.h"
#include "base/unicode.h"
#include "document/label.h"
#include "document/reading.h"

#include <string.h>

/* --- tabs that part no columns ------------------------------------------------------------------------------------ */

enum { TABLE_CELLS_MIN = 4 };

static int is_table_row(const struct blocks *blocks, int32_t at) {
  return at >= 0 && at < blocks->count && blocks->items[at].kind == BLOCK_ROW &&
         blocks->items[at].count >= TABLE_CELLS_MIN;
}

static int ends_with_colon(const char *text) {
  const size_t size = strlen(text);
  return size > 0 && text[size - 1] == ':';
}

/* A label with its mark, as a list has it: "1.", "a)", "-". A number alone is a table's. */
static int is_list_mark(const char *text) {
  const struct label label = tthc__label_of_cell(text);
  return label.scheme >= SCHEME_DASH || (label.scheme != SCHEME_NONE && text[label.to] != '\0');
}

/*
 * Word's automatic lists are pasted with a tab behind the mark, indented paragraphs with one before them, and labels with
 * one before the value. Beside the rows of a table it is a column.
 */
static int parts_no_columns(const struct blocks *blocks, int32_t at) {
  const struct block *block = &blocks->items[at];
  const char *first;
  if (block->kind != BLOCK_ROW || block->count >= TABLE_CELLS_MIN || is_table_row(blocks, at - 1) ||
      is_table_row(blocks, at + 1))
    return 0;
  first = tthc__block_piece(blocks, block, 0)->text;
  if (strncmp(first, "Số", strlen("Số")) == 0 || strncmp(first, "Nơi nhận", strlen("Nơi nhận")) == 0) return 0;
  return *first == '\0' || is_list_mark(first) || ends_with_colon(first);
}

static int32_t join_cells(struct blocks *blocks, struct block *block, tthc_error *err) {
  struct piece *pieces = &blocks->pieces[block->first];
  struct buffer joined = {0};
  int32_t n;
  tthc__put(&joined, "");
  for (n = 0; n < block->count; n++) {
    if (joined.size > 0 && *pieces[n].text != '\0') tthc__put_char(&joined, ' ');
    tthc__put(&joined, pieces[n].text);
    pieces[n].text = "";
  }
  pieces[0].text = joined.failed ? NULL : tthc__arena_copy(&blocks->arena, joined.data, (size_t)joined.size);
  tthc__buffer_free(&joined);
  if (pieces[0].text == NULL) {
    pieces[0].text = "";
    return tthc__fail_memory(err);
  }
  pieces[0].place.cell = 0;
  block->kind = BLOCK_PARAGRAPH;
  block->count = 1;
  return TTHC_OK;
}

/* --- wrapped paragraphs ------------------------------------------------------------------------------------------- */

static int32_t count_words(const char *text) {
  int32_t count = *text != '\0';
  for (; *text != '\0'; text++) count += *text == ' ';
  return count;
}

/* A heading that was wrapped in its middle: "I. MỤC", "ĐÍCH, YÊU CẦU". Longer ones may well have a heading below them. */
static int is_cut_heading(const char *text, const char *next) {
  const struct label label = tthc__label_at_start(text);
  if ((label.scheme != SCHEME_CAPITAL && label.scheme != SCHEME_ROMAN) || !tthc__is_capitals(text) ||
      !tthc__is_capitals(next))
    return 0;
  return text[strlen(text) - 1] == ',' || (count_words(text + label.rest) <= 2 && count_words(next) <= 3);
}

/* "A" alone in its line, and its title in the next. */
static int is_lone_label(const struct piece *line) {
  const struct label label = tthc__label_of_cell(line->text);
  return label.scheme == SCHEME_CAPITAL || label.scheme == SCHEME_ROMAN ||
         (label.scheme == SCHEME_NAMED && !label.inner && label.from > 0); /* "Phần I", not "Phụ lục I" */
}

/* Whether the next line belongs to the paragraph that begins at `first` and has come to `line`. */
static int goes_on(const struct piece *first, const struct piece *line, const struct piece *next) {
  if (line == first && is_lone_label(first) && next->place.line <= line->place.line + 2 &&
      tthc__label_at_start(next->text).scheme == SCHEME_NONE)
    return 1;
  if (next->place.line != line->place.line + 1 || tthc__label_at_start(next->text).scheme != SCHEME_NONE ||
      tthc__is_closed(line->text))
    return 0;
  return tthc__begins_small(next->text) || (line == first && is_cut_heading(first->text, next->text));
}

/* Joins the lines from `at` on that are one paragraph. Gives how many, or TTHC_E_MEMORY. */
static int32_t join_lines(struct blocks *blocks, int32_t at, tthc_error *err) {
  struct buffer joined = {0};
  struct piece *first = &blocks->pieces[blocks->items[at].first], *line = first;
  int32_t lines = 1;
  while (blocks->items[at].kind == BLOCK_PARAGRAPH && at + lines < blocks->count &&
         blocks->items[at + lines].kind == BLOCK_PARAGRAPH) {
    struct piece *next = &blocks->pieces[blocks->items[at + lines].first];
    if (!goes_on(first, line, next) || joined.size + (int64_t)strlen(next->text) + 1 > PIECE_MAX) break;
    if (joined.size == 0) tthc__put(&joined, first->text);
    tthc__put(&joined, lines == 1 && is_lone_label(first) && !tthc__is_closed(first->text) ? ". " : " ");
    tthc__put(&joined, next->text);
    line = next;
    lines++;
  }
  if (lines > 1) {
    int32_t n;
    const char *text = joined.failed ? NULL : tthc__arena_copy(&blocks->arena, joined.data, (size_t)joined.size);
    for (n = 1; n < lines; n++) blocks->pieces[blocks->items[at + n].first].text = "";
    if (text == NULL) lines = tthc__fail_memory(err);
    if (text != NULL) first->text = text;
  }
  tthc__buffer_free(&joined);
  return lines;
}

int32_t tthc__mend_lines(struct blocks *blocks, tthc_error *err) {
  int32_t at, kept = 0, rc = TTHC_OK, lines;
  for (at = 0; at < blocks->count && rc == TTHC_OK; at++)
    if (parts_no_columns(blocks, at)) rc = join_cells(blocks, &blocks->items[at], err);
  for (at = 0; at < blocks->count && rc == TTHC_OK; at += lines) {
    lines = join_lines(blocks, at, err);
    if (lines < 0) return lines;
    blocks->items[kept++] = blocks->items[at];
  }
  if (rc == TTHC_OK) blocks->count = kept;
  return rc;
}
