/* Tables as plain text: columns aligned by code points, cells wrapped at words. */
#include "format/text_table.h"

#include <string.h>

/* --- cells -------------------------------------------------------------------------------------------------------- */

static void end_cell(struct text_table *table, char kind) {
  tthc__put_bytes(&table->text, "", 1);
  tthc__put_char(&table->layout, kind);
}

void tthc__table_text(struct text_table *table, const char *text) {
  if (text != NULL) tthc__put(&table->text, text);
  end_cell(table, 'c');
}

void tthc__table_int(struct text_table *table, int64_t number) {
  tthc__put_int(&table->text, number);
  end_cell(table, 'c');
}

void tthc__table_heading(struct text_table *table, const char *text) {
  tthc__put(&table->text, text);
  end_cell(table, 'h');
}

/* --- words -------------------------------------------------------------------------------------------------------- */

/* Line breaks, tabs and other control characters part words as blanks do. */
static int is_blank(char c) { return (unsigned char)c <= ' ' || c == 0x7f; }

static int begins_code_point(char c) { return ((unsigned char)c & 0xc0) != 0x80; }

static const char *skip_blanks(const char *p) {
  while (*p != '\0' && is_blank(*p)) p++;
  return p;
}

/* Behind a word, or behind as many of its code points as there is room for; *width is how many these are. */
static const char *skip_word(const char *p, int32_t room, int32_t *width) {
  for (*width = 0; *p != '\0' && !is_blank(*p); p++) {
    if (begins_code_point(*p) && ++*width > room) break;
  }
  if (*width > room) *width = room;
  return p;
}

static int32_t width_of(const char *text) {
  int32_t width = 0, word;
  for (text = skip_blanks(text); *text != '\0'; text = skip_blanks(text)) {
    text = skip_word(text, INT32_MAX, &word);
    width += word + (width > 0);
  }
  return width;
}

/* Puts the words of a cell that fit into one line; gives what is left, and in *width what they took. */
static const char *put_words(struct buffer *out, const char *text, int32_t room, int32_t *width) {
  *width = 0;
  for (text = skip_blanks(text); *text != '\0'; text = skip_blanks(text)) {
    int32_t word;
    const char *end = skip_word(text, INT32_MAX, &word);
    if (*width > 0 && *width + 1 + word > room) break;
    if (word > room) end = skip_word(text, room, &word); /* longer than the column */
    if (*width > 0) tthc__put_char(out, ' ');
    tthc__put_bytes(out, text, end - text);
    *width += word + (*width > 0);
    text = end;
  }
  return text;
}

/* --- rows --------------------------------------------------------------------------------------------------------- */

void tthc__put_blanks(struct buffer *out, int32_t count) {
  while (count-- > 0) tthc__put_char(out, ' ');
}

void tthc__end_line(struct buffer *out) {
  while (out->size > 0 && out->data[out->size - 1] == ' ') out->size--;
  tthc__put_char(out, '\n');
}

static void put_cell(const struct text_table *table, struct buffer *out, const int32_t *widths, int32_t column,
                     const char **rest) {
  struct buffer line = {0};
  int32_t width;
  *rest = put_words(&line, *rest, widths[column], &width);
  if (column > 0) tthc__put(out, " | ");
  if (table->columns[column].is_number) tthc__put_blanks(out, widths[column] - width);
  if (line.size > 0) tthc__put(out, line.data);
  if (!table->columns[column].is_number) tthc__put_blanks(out, widths[column] - width);
  out->failed |= line.failed;
  tthc__buffer_free(&line);
}

/* As many lines as the cell needs that has the most. */
static void put_row(const struct text_table *table, struct buffer *out, const int32_t *widths, const char **cells) {
  int32_t i, left = 1;
  while (left && !out->failed) {
    for (i = 0; i < table->count; i++) put_cell(table, out, widths, i, &cells[i]);
    tthc__end_line(out);
    for (i = left = 0; i < table->count; i++) left |= *cells[i] != '\0';
  }
}

static void put_rule(const struct text_table *table, struct buffer *out, const int32_t *widths) {
  int32_t i, n;
  for (i = 0; i < table->count; i++) {
    if (i > 0) tthc__put(out, "-+-");
    for (n = 0; n < widths[i]; n++) tthc__put_char(out, '-');
  }
  tthc__put_char(out, '\n');
}

/* --- the table ---------------------------------------------------------------------------------------------------- */

static const char *head_of(const struct text_table *table, int32_t column) {
  const struct words *head = &table->columns[column].head;
  return table->is_english ? head->en : head->vi;
}

/* Each column is as wide as its widest cell, but no wider than it may be. */
static void measure(const struct text_table *table, int32_t *widths) {
  const char *text = table->text.data;
  int64_t i;
  int32_t column;
  for (column = 0; column < table->count; column++) widths[column] = width_of(head_of(table, column));
  for (i = column = 0; i < table->layout.size; i++, text += strlen(text) + 1) {
    const int32_t width = width_of(text);
    if (table->layout.data[i] == 'h') continue;
    if (width > widths[column]) widths[column] = width;
    column = (column + 1) % table->count;
  }
  for (column = 0; column < table->count; column++)
    if (widths[column] > table->columns[column].width) widths[column] = table->columns[column].width;
}

void tthc__put_in_one_line(struct buffer *out, const char *text) {
  int32_t width;
  put_words(out, text, INT32_MAX, &width);
}

static void put_table(const struct text_table *table, struct buffer *out) {
  const char *text = table->text.data, *cells[TEXT_COLUMNS_MAX];
  int32_t widths[TEXT_COLUMNS_MAX], column;
  int64_t i;
  measure(table, widths);
  for (column = 0; column < table->count; column++) cells[column] = head_of(table, column);
  put_row(table, out, widths, cells);
  put_rule(table, out, widths);
  for (i = column = 0; i < table->layout.size; i++, text += strlen(text) + 1) {
    if (table->layout.data[i] == 'h') {
      tthc__put_in_one_line(out, text);
      tthc__put_char(out, '\n');
      continue;
    }
    cells[column++] = skip_blanks(text);
    if (column < table->count) continue;
    put_row(table, out, widths, cells);
    column = 0;
  }
}

void tthc__table_end(struct text_table *table, struct buffer *out) {
  if (table->text.failed || table->layout.failed)
    out->failed = 1;
  else if (table->layout.size > 0)
    put_table(table, out);
  tthc__buffer_free(&table->text);
  tthc__buffer_free(&table->layout);
}
