/* Text documents: plain, with tabs, or Markdown. */
#include "document/lines.h"

#include "base/buffer.h"

#include <string.h>

/* Marks of Markdown that say how a text looks, not what it says. */
static int is_escapable(char c) { return c != '\0' && strchr("\\`*_{}[]()#+-.!|~>", c) != NULL; }

/* Where the last star stands that may close emphasis; -1 when none does. */
static int64_t last_closing_star(const char *text, int64_t size) {
  int64_t at = size - 1;
  while (at > 0 && !(text[at] == '*' && text[at - 1] != ' ')) at--;
  return at > 0 ? at : -1;
}

/* Whether a star opens or closes emphasis: "*Nơi nhận:* …". */
static int is_emphasis(const char *text, int64_t size, int64_t at, int open, int64_t last_closing) {
  if (text[at] != '*') return 0;
  if (open) return at > 0 && text[at - 1] != ' ';
  return at + 1 < size && strchr(" *", text[at + 1]) == NULL && last_closing >= at + 2;
}

/* The bytes of "<br>", "<BR/>" or "<br />"; 0 for what is none. */
static int64_t line_break_at(const char *text, int64_t left) {
  int64_t at = 3;
  if (left < 4 || text[0] != '<' || (text[1] | 32) != 'b' || (text[2] | 32) != 'r') return 0;
  while (at < left && text[at] == ' ') at++;
  if (at < left && text[at] == '/') at++;
  return at < left && text[at] == '>' ? at + 1 : 0;
}

/* Puts a text without them: "**bold**", "\-", "<br>", and "# " before a heading. */
static void put_plain(struct buffer *out, const char *text, int64_t size) {
  const int64_t last_closing = last_closing_star(text, size);
  int64_t at = 0, marks = 0;
  int open = 0;
  while (marks < size && marks < 6 && text[marks] == '#') marks++;
  if (marks > 0 && marks < size && text[marks] == ' ') at = marks + 1;
  while (at < size) {
    const int64_t left = size - at;
    if (left > 1 && text[at] == '\\' && is_escapable(text[at + 1])) {
      tthc__put_char(out, text[at + 1]);
      at += 2;
    } else if (left > 1 &&
               ((text[at] == '*' && text[at + 1] == '*') ||
                (text[at] == '_' && text[at + 1] == '_' && (left == 2 || text[at + 2] != '_'))) &&
               !(at > 0 && text[at - 1] == text[at])) {
      at += 2;
    } else if (line_break_at(text + at, left) > 0) {
      tthc__put_char(out, '\n');
      at += line_break_at(text + at, left);
    } else if (is_emphasis(text, size, at, open, last_closing)) {
      open = !open;
      at++;
    } else
      tthc__put_char(out, text[at++]);
  }
}

static int32_t add_piece(struct blocks *out, const char *text, int64_t size, int32_t line, int32_t cell,
                         struct buffer *scratch, tthc_error *err) {
  const struct place place = {line, 0, 0, 0, cell};
  scratch->size = 0;
  while (size > 0 && (*text == ' ' || *text == '\t')) {
    text++;
    size--;
  }
  while (size > 0 && (text[size - 1] == ' ' || text[size - 1] == '\t')) size--;
  put_plain(scratch, text, size);
  if (scratch->failed) return tthc__fail_memory(err);
  return tthc__blocks_add_piece(out, scratch->size > 0 ? scratch->data : "", scratch->size, place, 0, err);
}

/* Where the cell that begins at `at` ends. */
static int64_t cell_end(const char *text, int64_t size, int64_t at, char mark) {
  while (at < size && text[at] != mark) at += mark == '|' && text[at] == '\\' && at + 1 < size ? 2 : 1;
  return at < size ? at : size;
}

static int32_t add_row(struct blocks *out, const char *text, int64_t size, char mark, int32_t line,
                       struct buffer *scratch, tthc_error *err) {
  int64_t at = 0;
  int32_t cell = 0, rc = tthc__blocks_add(out, BLOCK_ROW, err);
  while (rc == TTHC_OK && at <= size) {
    const int64_t end = cell_end(text, size, at, mark);
    rc = add_piece(out, text + at, end - at, line, ++cell, scratch, err);
    at = end + 1;
  }
  return rc;
}

/* Columns of a header are at times parted by blanks alone, as in text out of a PDF. */
enum { GAP_BLANKS = 5 };

/* The blanks at a place of a text. */
static int64_t blanks_at(const char *text, int64_t size, int64_t at) {
  int64_t end = at;
  while (end < size && text[end] == ' ') end++;
  return end - at;
}

/* Blanks that part columns, and are none to be filled in: "Số:      /KH-UBND", "ngày      tháng      năm 2024". */
static int is_gap(const char *text, int64_t size, int64_t at, int64_t blanks) {
  const char *next = text + at + blanks;
  const int64_t left = size - at - blanks;
  if (blanks < GAP_BLANKS || at == 0 || left < 2) return 0;
  if (text[at - 1] == '/' || *next == '/') return 0;
  return !(strchr("yY", text[at - 1]) != NULL && (memcmp(next, "th", 2) == 0 || memcmp(next, "TH", 2) == 0)) &&
         !(strchr("gG", text[at - 1]) != NULL && (*next == 'n' || memcmp(next, "NA", 2) == 0));
}

static int has_gap(const char *text, int64_t size) {
  int64_t at = blanks_at(text, size, 0), blanks;
  for (; at<size; at += blanks> 0 ? blanks : 1) {
    blanks = blanks_at(text, size, at);
    if (is_gap(text, size, at, blanks)) return 1;
  }
  return 0;
}

static int32_t add_gapped_row(struct blocks *out, const char *text, int64_t size, int32_t line, struct buffer *scratch,
                              tthc_error *err) {
  struct buffer row = {0};
  int64_t at = blanks_at(text, size, 0);
  int32_t rc;
  while (at < size) {
    const int64_t blanks = blanks_at(text, size, at);
    if (is_gap(text, size, at, blanks))
      tthc__put_char(&row, '\t');
    else
      tthc__put_bytes(&row, text + at, blanks > 0 ? blanks : 1);
    at += blanks > 0 ? blanks : 1;
  }
  rc = row.failed ? tthc__fail_memory(err) : add_row(out, row.data, row.size, '\t', line, scratch, err);
  tthc__buffer_free(&row);
  return rc;
}

/* "|---|:--|": the line between the heading row and the others. */
static int is_markdown_rule(const char *text, int64_t size) {
  int64_t at;
  int dashes = 0;
  for (at = 0; at < size; at++) {
    if (strchr("|-: \t", text[at]) == NULL) return 0;
    dashes |= text[at] == '-';
  }
  return dashes;
}

static int32_t read_line(const char *text, int64_t size, int32_t line, struct blocks *out, struct buffer *scratch,
                         tthc_error *err) {
  int64_t start = 0, end = size;
  int32_t rc;
  while (start < size && text[start] == ' ') start++;
  while (end > start && (text[end - 1] == ' ' || text[end - 1] == '\r')) end--;
  if (start == end) return TTHC_OK;
  if (text[start] == '|') {
    if (is_markdown_rule(text + start, end - start)) return TTHC_OK;
    start++;
    if (end > start && text[end - 1] == '|' && text[end - 2] != '\\') end--;
    return add_row(out, text + start, end - start, '|', line, scratch, err);
  }
  end = size;
  while (end > 0 && (text[end - 1] == '\r' || text[end - 1] == ' ')) end--;
  if (end > 0 && memchr(text, '\t', (size_t)end) != NULL) return add_row(out, text, end, '\t', line, scratch, err);
  if (has_gap(text, end)) return add_gapped_row(out, text, end, line, scratch, err);
  rc = tthc__blocks_add(out, BLOCK_PARAGRAPH, err);
  return rc != TTHC_OK ? rc : add_piece(out, text, end, line, 0, scratch, err);
}

int32_t tthc__read_lines(const char *text, int64_t size, struct blocks *out, tthc_error *err) {
  struct buffer scratch = {0};
  int64_t at = 0;
  int32_t line = 1, rc = TTHC_OK;
  for (; rc == TTHC_OK && at < size; line++) {
    int64_t end = at;
    while (end < size && text[end] != '\n' && text[end] != '\r') end++;
    rc = read_line(text + at, end - at, line, out, &scratch, err);
    if (rc != TTHC_OK) tthc__error_set_place(err, line, 0);
    at = end + 1;
    if (end + 1 < size && text[end] == '\r' && text[end + 1] == '\n') at++;
  }
  tthc__buffer_free(&scratch);
  return rc;
}
