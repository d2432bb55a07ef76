/* Tables as text: the encoding, the separator, and one row of cells after the other. */
#include "base/csv.h"

#include "base/json_scan.h"
#include "base/text.h"
#include "base/unicode.h"

#include <stdlib.h>
#include <string.h>

const struct vocabulary tthc__separators = {"\";\", \",\", \"\\t\"", {";", ",", "\t"}};

/* --- opening ------------------------------------------------------------------------------------------------------ */

static int begins_with(const char *bytes, int64_t size, const char *mark) {
  const size_t length = strlen(mark);
  return size >= (int64_t)length && memcmp(bytes, mark, length) == 0;
}

/* What people send in place of a table as text. */
static int32_t check_bytes(const char *bytes, int64_t size, tthc_error *err) {
  if (size > DOCUMENT_MAX)
    return tthc__fail(err, TTHC_E_LIMIT, NULL, WORDS("tài liệu không quá 64 MiB", "a document of at most 64 MiB"));
  if (!begins_with(bytes, size, "PK\x03\x04") && !begins_with(bytes, size, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"))
    return TTHC_OK;
  return tthc__fail(err, TTHC_E_FORMAT, "Excel",
                    WORDS("văn bản CSV: hãy mở tệp bằng Excel rồi lưu ở dạng \"CSV UTF-8\"",
                          "CSV text: open the file in Excel and save it as \"CSV UTF-8\""));
}

/* "sep=;" in a line of its own, which Excel obeys. */
static void read_separator_line(struct csv *csv) {
  const char *text = csv->text.data;
  size_t size;
  if (strncmp(text, "sep=", 4) != 0 || text[4] == '\0' || strchr(";,\t", text[4]) == NULL) return;
  size = strspn(text + 5, "\r");
  if (text[5 + size] != '\n') return;
  csv->separator = text[4];
  csv->at = (int64_t)(6 + size);
  csv->line = 2;
}

/* The one that the first row has most of; of as many, the one that is rarer in a heading's own words. */
static char told_by_row(const char *text) {
  static const char candidates[] = "\t;,";
  int32_t counts[3] = {0, 0, 0}, best = 0, i;
  int quoted = 0;
  while (*text == '\n' || *text == '\r') text++;
  for (; *text != '\0' && (quoted || (*text != '\n' && *text != '\r')); text++) {
    const char *candidate = strchr(candidates, *text);
    if (*text == '"')
      quoted = !quoted;
    else if (!quoted && candidate != NULL)
      counts[candidate - candidates]++;
  }
  for (i = 1; i < 3; i++)
    if (counts[i] > counts[best]) best = i;
  return counts[best] == 0 ? '\0' : candidates[best];
}

int32_t tthc__csv_open(struct csv *csv, const char *bytes, int64_t size, struct csv_form form, tthc_error *err) {
  int32_t rc;
  memset(csv, 0, sizeof *csv);
  if (bytes == NULL || size < -1)
    return tthc__fail(err, TTHC_E_ARGUMENT, NULL, WORDS("văn bản CSV và cỡ của nó", "a CSV text and its size"));
  if (size == -1) size = (int64_t)strlen(bytes);
  rc = check_bytes(bytes, size, err);
  if (rc == TTHC_OK) rc = tthc__decode(bytes, size, form.encoding, &csv->text, err);
  if (rc != TTHC_OK) {
    tthc__csv_close(csv);
    return rc;
  }
  csv->line = csv->column = 1;
  read_separator_line(csv);
  if (form.separator > 0)
    csv->separator = *tthc__word(&tthc__separators, form.separator);
  else if (csv->separator == '\0')
    csv->separator = told_by_row(csv->text.data + csv->at);
  return TTHC_OK;
}

void tthc__csv_close(struct csv *csv) {
  tthc__buffer_free(&csv->text);
  tthc__arena_free(&csv->strings);
  free(csv->cells);
  csv->cells = NULL;
  csv->count = csv->capacity = 0;
}

/* --- failures ----------------------------------------------------------------------------------------------------- */

int32_t tthc__csv_fail(const struct csv_cell *cell, int32_t code, const char *found, struct words expected,
                       tthc_error *err) {
  tthc__fail(err, code, found, expected);
  tthc__error_set_place(err, cell->line, cell->column);
  return code;
}

/* --- cells -------------------------------------------------------------------------------------------------------- */

static char *here(const struct csv *csv) { return csv->text.data + csv->at; }

/* Goes on by one byte, and keeps count of where that is. A line ends with LF, CR LF or CR. */
static void step(struct csv *csv) {
  const char c = *here(csv);
  csv->at++;
  if (c == '\n' || (c == '\r' && *here(csv) != '\n')) {
    csv->line++;
    csv->column = 1;
  } else if (((unsigned char)c & 0xc0) != 0x80) {
    csv->column++;
  }
}

static int ends_row(char c) { return c == '\0' || c == '\n' || c == '\r'; }

static int ends_cell(const struct csv *csv, char c) { return ends_row(c) || c == csv->separator; }

/* The bytes of a blank, the one that does not break too; 0 for what is none. */
static int blank_at(const char *text) {
  if (*text != '\0' && strchr(" \t\n\r", *text) != NULL) return 1;
  return (unsigned char)text[0] == 0xc2 && (unsigned char)text[1] == 0xa0 ? 2 : 0;
}

/* Ends the text at `end`, without blanks at either end. */
static const char *trim(char *text, char *end) {
  *end = '\0';
  while (blank_at(text) > 0) text += blank_at(text);
  while (end > text) {
    const int blank = blank_at(end - 1) == 1 ? 1 : end - text >= 2 && blank_at(end - 2) == 2 ? 2 : 0;
    if (blank == 0) break;
    end -= blank;
    *end = '\0';
  }
  return text;
}

/* Goes over blanks that are no separator. */
static void skip_blanks(struct csv *csv) {
  while (*here(csv) == ' ' || (*here(csv) == '\t' && csv->separator != '\t')) step(csv);
}

/* A doubled quote is one, a line end is LF: the text only shrinks, and stays where it is. Its end goes to *end. */
static int32_t read_quoted(struct csv *csv, const struct csv_cell *cell, char **end, tthc_error *err) {
  char *to = here(csv) + 1;
  for (step(csv);; step(csv)) {
    if (*here(csv) == '\0')
      return tthc__csv_fail(cell, TTHC_E_SYNTAX, NULL,
                            WORDS("dấu nháy kép đóng ô này", "the quote that closes this cell"), err);
    if (*here(csv) == '"') {
      step(csv);
      if (*here(csv) != '"') break;
    }
    if (*here(csv) != '\r')
      *to++ = *here(csv);
    else if (here(csv)[1] != '\n')
      *to++ = '\n';
  }
  *end = to;
  skip_blanks(csv);
  if (!ends_cell(csv, *here(csv))) {
    const struct csv_cell place = {"", csv->line, csv->column};
    return tthc__csv_fail(&place, TTHC_E_SYNTAX, NULL,
                          WORDS("dấu ngăn ô hoặc hết dòng sau dấu nháy kép đóng ô; dấu nháy trong ô phải viết đôi",
                                "a separator or a line end behind the closing quote; a quote within is doubled"),
                          err);
  }
  return TTHC_OK;
}

/* Texts are in NFC, as in every document. */
static int32_t compose(struct csv *csv, struct csv_cell *cell, tthc_error *err) {
  const int64_t size = (int64_t)strlen(cell->text);
  int32_t rc;
  if (size <= STRING_MAX && tthc__is_ascii(cell->text)) return TTHC_OK;
  rc = tthc__nfc(&csv->strings, cell->text, size, STRING_MAX, &cell->text, err);
  tthc__error_set_place(rc == TTHC_OK ? NULL : err, cell->line, cell->column);
  return rc;
}

/* A cell with what ends it; *last tells whether it is the last of its row. Quotes within a plain cell are text. */
static int32_t read_cell(struct csv *csv, struct csv_cell *cell, int *last, tthc_error *err) {
  char *from, *end;
  skip_blanks(csv);
  cell->line = csv->line;
  cell->column = csv->column;
  from = here(csv);
  if (*from == '"') {
    const int32_t rc = read_quoted(csv, cell, &end, err);
    if (rc != TTHC_OK) return rc;
    from++;
  } else {
    while (!ends_cell(csv, *here(csv))) step(csv);
    end = here(csv);
  }
  *last = ends_row(*here(csv));
  if (here(csv)[0] == '\r' && here(csv)[1] == '\n') step(csv);
  if (*here(csv) != '\0') step(csv);
  cell->text = trim(from, end);
  return compose(csv, cell, err);
}

/* --- rows --------------------------------------------------------------------------------------------------------- */

static int32_t read_row(struct csv *csv, tthc_error *err) {
  int last = 0;
  tthc__arena_free(&csv->strings);
  for (csv->count = 0; !last; csv->count++) {
    struct csv_cell *grown, place = {"", csv->line, csv->column};
    int32_t rc;
    if (csv->count == CSV_CELLS_MAX)
      return tthc__csv_fail(&place, TTHC_E_LIMIT, NULL,
                            WORDS("không quá 16.384 ô một hàng", "at most 16,384 cells a row"), err);
    grown = tthc__grow(csv->cells, csv->count, &csv->capacity, sizeof *grown);
    if (grown == NULL) return tthc__fail_memory(err);
    csv->cells = grown;
    rc = read_cell(csv, &grown[csv->count], &last, err);
    if (rc != TTHC_OK) return rc;
  }
  return TTHC_OK;
}

static int is_empty(const struct csv *csv) {
  int32_t i;
  for (i = 0; i < csv->count; i++)
    if (*csv->cells[i].text != '\0') return 0;
  return 1;
}

int32_t tthc__csv_next(struct csv *csv, tthc_error *err) {
  do {
    int32_t rc;
    if (*here(csv) == '\0') return 0;
    rc = read_row(csv, err);
    if (rc != TTHC_OK) return rc;
  } while (is_empty(csv));
  if (csv->rows > CSV_ROWS_MAX)
    return tthc__csv_fail(&csv->cells[0], TTHC_E_LIMIT, NULL,
                          WORDS("không quá 1.000.000 hàng", "at most 1,000,000 rows"), err);
  csv->rows++;
  return 1;
}
