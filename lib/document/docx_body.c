/* The body of a Word document. Paragraphs may stand in each other, through text boxes, and tables in cells. */
#include "document/docx_body.h"

#include "base/unicode.h"

#include <stdlib.h>
#include <string.h>

/* --- what is being read ------------------------------------------------------------------------------------------- */

struct paragraph {
  int64_t start; /* of its text */
  int in_cell;
};

/* The row of the outermost table. */
struct row {
  int32_t depth; /* in the XML; 0: none is open */
  int added;     /* as a block */
  int deleted;
  int32_t before; /* columns of the grid that are left out */
  int32_t after;
  int32_t column; /* of the last piece */
};

struct cell {
  int32_t depth; /* in the XML; 0: none is open */
  int32_t span;
  int goes_on;
  int has_paragraph;
  struct buffer text;
};

struct body {
  struct blocks *blocks;
  struct docx_numbering *numbering;
  tthc_error *err;
  int32_t skipped;                   /* the depth of the element that is left out with all that is in it; 0: none */
  uint8_t chosen[XML_DEPTH_MAX + 1]; /* of the alternatives at this depth, one was read */
  int in_text;
  struct buffer text; /* of the paragraphs that are open, one after the other */
  struct paragraph *open;
  int32_t open_count, open_capacity;
  /* Of the paragraph whose properties are being read. */
  struct buffer style, list;
  int32_t level;
  int mark_deleted;
  /* Where it has come to. */
  int32_t paragraph, table, table_row, table_depth, pieces;
  struct row row;
  struct cell cell;
};

enum {
  E_DOCUMENT = 1,
  E_P,
  E_P_PR,
  E_P_STYLE,
  E_NUM_PR,
  E_ILVL,
  E_NUM_ID,
  E_R_PR,
  E_T,
  E_TAB,
  E_TABS,
  E_BREAK,
  E_HYPHEN,
  E_SYM,
  E_TBL,
  E_TR,
  E_TR_PR,
  E_TC,
  E_GRID_SPAN,
  E_GRID_BEFORE,
  E_GRID_AFTER,
  E_V_MERGE,
  E_DELETED,
  E_SKIPPED,
  E_ALTERNATIVES,
  E_CHOICE,
  ELEMENTS
};

static const struct xml_name names[] = {
  {SPACE_WORD, "p", E_P},
  {SPACE_WORD, "pPr", E_P_PR},
  {SPACE_WORD, "rPr", E_R_PR},
  {SPACE_WORD, "t", E_T},
  {SPACE_WORD, "tab", E_TAB},
  {SPACE_WORD, "ptab", E_TAB},
  {SPACE_WORD, "tabs", E_TABS},
  {SPACE_WORD, "br", E_BREAK},
  {SPACE_WORD, "cr", E_BREAK},
  {SPACE_WORD, "noBreakHyphen", E_HYPHEN},
  {SPACE_WORD, "sym", E_SYM},
  {SPACE_WORD, "pStyle", E_P_STYLE},
  {SPACE_WORD, "numPr", E_NUM_PR},
  {SPACE_WORD, "ilvl", E_ILVL},
  {SPACE_WORD, "numId", E_NUM_ID},
  {SPACE_WORD, "tbl", E_TBL},
  {SPACE_WORD, "tr", E_TR},
  {SPACE_WORD, "trPr", E_TR_PR},
  {SPACE_WORD, "tc", E_TC},
  {SPACE_WORD, "gridSpan", E_GRID_SPAN},
  {SPACE_WORD, "gridBefore", E_GRID_BEFORE},
  {SPACE_WORD, "gridAfter", E_GRID_AFTER},
  {SPACE_WORD, "vMerge", E_V_MERGE},
  {SPACE_WORD, "del", E_DELETED},
  {SPACE_WORD, "moveFrom", E_DELETED},
  {SPACE_WORD, "delText", E_SKIPPED},
  {SPACE_WORD, "instrText", E_SKIPPED},
  {SPACE_WORD, "delInstrText", E_SKIPPED},
  {SPACE_WORD, "rt", E_SKIPPED}, /* how a word is said */
  /* What properties were before a tracked change. */
  {SPACE_WORD, "pPrChange", E_SKIPPED},
  {SPACE_WORD, "rPrChange", E_SKIPPED},
  {SPACE_WORD, "tblPrChange", E_SKIPPED},
  {SPACE_WORD, "tblPrExChange", E_SKIPPED},
  {SPACE_WORD, "trPrChange", E_SKIPPED},
  {SPACE_WORD, "tcPrChange", E_SKIPPED},
  {SPACE_WORD, "sectPrChange", E_SKIPPED},
  {SPACE_MARKUP, "AlternateContent", E_ALTERNATIVES},
  {SPACE_MARKUP, "Choice", E_CHOICE},
  {SPACE_MARKUP, "Fallback", E_CHOICE},
  {SPACE_WORD, "document", E_DOCUMENT},
  {0},
};

static int parent(const struct xml_stack *stack) { return stack->open[stack->depth - 1]; }

/* --- pieces ------------------------------------------------------------------------------------------------------- */

static int32_t fail_nested(struct body *body) {
  return tthc__fail(body->err, TTHC_E_FORMAT, NULL,
                    WORDS("bảng có mọi đoạn nằm trong ô", "tables that have all paragraphs in cells"));
}

static int32_t add_piece(struct body *body, const char *text, int64_t size, struct place place) {
  if (body->pieces++ >= DOCX_PIECES_MAX)
    return tthc__fail(body->err, TTHC_E_LIMIT, NULL,
                      WORDS("không quá 2.000.000 đoạn và ô", "at most 2,000,000 paragraphs and cells"));
  if (!tthc__utf8_valid(text, size)) /* expat lets through a half of a UTF-16 pair */
    return tthc__fail(body->err, TTHC_E_FORMAT, NULL, WORDS("XML đúng bảng mã", "XML in valid encoding"));
  return tthc__blocks_add_piece(body->blocks, text, size, place, 0, body->err);
}

static int32_t add_cell(struct body *body, const char *text, int64_t size) {
  const struct place place = {.table = body->table, .row = body->table_row, .cell = ++body->row.column};
  return add_piece(body, text, size, place);
}

/* Empty cells, as many as the row has room for. */
static int32_t fill(struct body *body, int32_t count) {
  int32_t rc = TTHC_OK;
  for (; count > 0 && body->row.column < COLUMNS_MAX && rc == TTHC_OK; count--) rc = add_cell(body, "", 0);
  return rc;
}

static int32_t add_paragraph(struct body *body, const char *text, int64_t size) {
  const struct place place = {.paragraph = body->paragraph};
  const int32_t rc = tthc__blocks_add(body->blocks, BLOCK_PARAGRAPH, body->err);
  return rc != TTHC_OK ? rc : add_piece(body, text, size, place);
}

static int32_t check(const struct body *body, const struct buffer *buffer) {
  return buffer->failed ? tthc__fail_memory(body->err) : TTHC_OK;
}

/* --- paragraphs --------------------------------------------------------------------------------------------------- */

typedef int32_t opening(struct body *body, const struct xml_stack *stack, const char **attributes);
typedef int32_t closing(struct body *body, const struct xml_stack *stack);

static int32_t open_paragraph(struct body *body, const struct xml_stack *stack, const char **attributes) {
  struct paragraph *grown;
  (void)stack, (void)attributes;
  if (body->table_depth > 0 && body->cell.depth == 0) return fail_nested(body);
  grown = tthc__grow(body->open, body->open_count, &body->open_capacity, sizeof *grown);
  if (grown == NULL) return tthc__fail_memory(body->err);
  body->open = grown;
  /* A paragraph of a text box has the place of the one that the box hangs on. */
  if (body->open_count == 0 && body->cell.depth == 0) body->paragraph++;
  grown[body->open_count].start = body->text.size;
  grown[body->open_count].in_cell = body->cell.depth > 0;
  body->open_count++;
  return TTHC_OK;
}

static int32_t add_to_cell(struct body *body, const char *text, int64_t size) {
  if (body->cell.has_paragraph) tthc__put_char(&body->cell.text, '\n');
  body->cell.has_paragraph = 1;
  tthc__put_bytes(&body->cell.text, text, size);
  return check(body, &body->cell.text);
}

static int32_t close_paragraph(struct body *body, const struct xml_stack *stack) {
  const struct paragraph *paragraph = &body->open[--body->open_count];
  const char *text = body->text.data == NULL ? "" : body->text.data + paragraph->start;
  const int64_t size = body->text.size - paragraph->start;
  int32_t rc;
  (void)stack;
  if (body->text.failed) return tthc__fail_memory(body->err);
  rc = paragraph->in_cell ? add_to_cell(body, text, size) : add_paragraph(body, text, size);
  body->text.size = paragraph->start;
  return rc;
}

static int32_t open_properties(struct body *body, const struct xml_stack *stack, const char **attributes) {
  (void)stack, (void)attributes;
  body->style.size = body->list.size = 0;
  body->level = -1;
  body->mark_deleted = 0;
  return TTHC_OK;
}

static const char *text_or_null(const struct buffer *buffer) { return buffer->size == 0 ? NULL : buffer->data; }

/* Word shows and counts no number of a deleted paragraph, nor of a cell that is merged into the one above. */
static int32_t close_properties(struct body *body, const struct xml_stack *stack) {
  if (parent(stack) != E_P || body->mark_deleted || (body->cell.depth > 0 && body->cell.goes_on)) return TTHC_OK;
  if (body->style.failed || body->list.failed) return tthc__fail_memory(body->err);
  return tthc__docx_put_number(body->numbering, text_or_null(&body->style), text_or_null(&body->list), body->level,
                               &body->text, body->err);
}

static int32_t keep_value(struct buffer *out, const char **attributes) {
  const char *value = tthc__xml_attribute(attributes, "val");
  out->size = 0;
  if (value != NULL) tthc__put(out, value);
  return TTHC_OK;
}

static int32_t open_style(struct body *body, const struct xml_stack *stack, const char **attributes) {
  return parent(stack) == E_P_PR ? keep_value(&body->style, attributes) : TTHC_OK;
}

static int32_t open_list(struct body *body, const struct xml_stack *stack, const char **attributes) {
  return parent(stack) == E_NUM_PR ? keep_value(&body->list, attributes) : TTHC_OK;
}

static int32_t open_level(struct body *body, const struct xml_stack *stack, const char **attributes) {
  if (parent(stack) == E_NUM_PR) body->level = tthc__xml_number(attributes, "val", 0, LEVELS - 1, -1);
  return TTHC_OK;
}

/* --- text --------------------------------------------------------------------------------------------------------- */

static int32_t put(struct body *body, char c) {
  if (body->open_count > 0) tthc__put_char(&body->text, c);
  return check(body, &body->text);
}

static int32_t open_text(struct body *body, const struct xml_stack *stack, const char **attributes) {
  (void)stack, (void)attributes;
  body->in_text = body->open_count > 0;
  return TTHC_OK;
}

static int32_t close_text(struct body *body, const struct xml_stack *stack) {
  (void)stack;
  body->in_text = 0;
  return TTHC_OK;
}

static int32_t open_tab(struct body *body, const struct xml_stack *stack, const char **attributes) {
  (void)attributes;
  return parent(stack) == E_TABS ? TTHC_OK : put(body, ' '); /* else where a tab stops */
}

static int32_t open_break(struct body *body, const struct xml_stack *stack, const char **attributes) {
  (void)stack, (void)attributes;
  return put(body, '\n');
}

static int32_t open_hyphen(struct body *body, const struct xml_stack *stack, const char **attributes) {
  (void)stack, (void)attributes;
  return put(body, '-');
}

/* A sign of a font: in the private use area it is the font's own, and of those only bullets mean something. */
static int32_t open_sign(struct body *body, const struct xml_stack *stack, const char **attributes) {
  const char *code = tthc__xml_attribute(attributes, "char");
  const unsigned long c = code == NULL ? 0 : strtoul(code, NULL, 16);
  (void)stack;
  if (body->open_count == 0) return TTHC_OK;
  if (c == 0xf0b7 || c == 0xf0a7)
    tthc__put(&body->text, "•");
  else if (c > ' ' && c <= 0x10ffff && (c < 0xe000 || c > 0xf8ff))
    tthc__put_code_point(&body->text, (int32_t)c);
  return check(body, &body->text);
}

/* Lines of the XML are no lines of the text. */
static int32_t on_text(void *context, const char *text, int64_t size) {
  struct body *body = context;
  int64_t from = 0, to;
  if (!body->in_text || body->skipped > 0) return TTHC_OK;
  while (from < size) {
    for (to = from; to < size && (unsigned char)text[to] >= ' ';) to++;
    tthc__put_bytes(&body->text, text + from, to - from);
    if (to < size) tthc__put_char(&body->text, ' ');
    from = to + 1;
  }
  return check(body, &body->text);
}

/* --- tables ------------------------------------------------------------------------------------------------------- */

static int32_t open_table(struct body *body, const struct xml_stack *stack, const char **attributes) {
  (void)stack, (void)attributes;
  if (body->table_depth++ > 0) return TTHC_OK;
  body->table++;
  body->table_row = 0;
  return TTHC_OK;
}

static int32_t close_table(struct body *body, const struct xml_stack *stack) {
  (void)stack;
  body->table_depth--;
  return TTHC_OK;
}

static int32_t open_row(struct body *body, const struct xml_stack *stack, const char **attributes) {
  (void)attributes;
  if (body->table_depth == 0 || body->row.depth > 0) return TTHC_OK;
  memset(&body->row, 0, sizeof body->row);
  body->row.depth = stack->depth;
  body->table_row++;
  return TTHC_OK;
}

static int32_t close_row(struct body *body, const struct xml_stack *stack) {
  if (body->row.depth != stack->depth) return TTHC_OK;
  body->row.depth = 0;
  return body->row.added ? fill(body, body->row.after) : TTHC_OK;
}

/* A row is a block once it has a cell. */
static int32_t add_row(struct body *body) {
  const int32_t rc = tthc__blocks_add(body->blocks, BLOCK_ROW, body->err);
  if (rc != TTHC_OK) return rc;
  body->row.added = 1;
  return fill(body, body->row.before);
}

static int32_t open_cell(struct body *body, const struct xml_stack *stack, const char **attributes) {
  (void)attributes;
  if (body->row.depth == 0 || body->cell.depth > 0) return TTHC_OK;
  if (body->row.deleted) {
    body->skipped = stack->depth;
    return TTHC_OK;
  }
  body->cell.depth = stack->depth;
  body->cell.span = 1;
  body->cell.goes_on = body->cell.has_paragraph = 0;
  body->cell.text.size = 0;
  return body->row.added ? TTHC_OK : add_row(body);
}

static int32_t close_cell(struct body *body, const struct xml_stack *stack) {
  struct cell *cell = &body->cell;
  struct piece *piece;
  int32_t rc;
  if (cell->depth != stack->depth) return TTHC_OK;
  cell->depth = 0;
  rc = add_cell(body, cell->text.data == NULL ? "" : cell->text.data, cell->text.size);
  if (rc != TTHC_OK) return rc;
  piece = &body->blocks->pieces[body->blocks->piece_count - 1];
  piece->goes_on = cell->goes_on && *piece->text == '\0';
  return fill(body, cell->span - 1);
}

/* Whether the properties are those of the row or cell that counts, and not of one in a table within. */
static int is_of_row(const struct body *body) { return body->row.depth > 0 && body->cell.depth == 0; }

static int is_of_cell(const struct body *body, const struct xml_stack *stack) {
  return body->cell.depth > 0 && stack->depth == body->cell.depth + 2;
}

static int32_t open_grid_before(struct body *body, const struct xml_stack *stack, const char **attributes) {
  (void)stack;
  if (is_of_row(body)) body->row.before = tthc__xml_number(attributes, "val", 0, COLUMNS_MAX, 0);
  return TTHC_OK;
}

static int32_t open_grid_after(struct body *body, const struct xml_stack *stack, const char **attributes) {
  (void)stack;
  if (is_of_row(body)) body->row.after = tthc__xml_number(attributes, "val", 0, COLUMNS_MAX, 0);
  return TTHC_OK;
}

static int32_t open_grid_span(struct body *body, const struct xml_stack *stack, const char **attributes) {
  if (is_of_cell(body, stack)) body->cell.span = tthc__xml_number(attributes, "val", 1, COLUMNS_MAX, 1);
  return TTHC_OK;
}

static int32_t open_merge(struct body *body, const struct xml_stack *stack, const char **attributes) {
  const char *value = tthc__xml_attribute(attributes, "val");
  if (is_of_cell(body, stack)) body->cell.goes_on = value == NULL || strcmp(value, "continue") == 0;
  return TTHC_OK;
}

/* --- what is left out --------------------------------------------------------------------------------------------- */

static int32_t open_skipped(struct body *body, const struct xml_stack *stack, const char **attributes) {
  (void)attributes;
  body->skipped = stack->depth;
  return TTHC_OK;
}

/* Around runs it holds them; in the properties of a row, or of a paragraph's mark, it says that those are deleted. */
static int32_t open_deleted(struct body *body, const struct xml_stack *stack, const char **attributes) {
  if (parent(stack) == E_TR_PR && is_of_row(body)) body->row.deleted = 1;
  if (parent(stack) == E_R_PR && stack->depth > 2 && stack->open[stack->depth - 2] == E_P_PR) body->mark_deleted = 1;
  return open_skipped(body, stack, attributes);
}

static int32_t open_alternatives(struct body *body, const struct xml_stack *stack, const char **attributes) {
  (void)attributes;
  body->chosen[stack->depth] = 0;
  return TTHC_OK;
}

/* Each says the same in another way: a text box would come twice. */
static int32_t open_choice(struct body *body, const struct xml_stack *stack, const char **attributes) {
  uint8_t *chosen = &body->chosen[stack->depth - 1];
  if (*chosen) return open_skipped(body, stack, attributes);
  *chosen = 1;
  return TTHC_OK;
}

/* --- the document ------------------------------------------------------------------------------------------------- */

static const struct {
  opening *open;
  closing *close;
} acts[ELEMENTS] = {
  [E_P] = {open_paragraph, close_paragraph},
  [E_P_PR] = {open_properties, close_properties},
  [E_P_STYLE] = {open_style, NULL},
  [E_NUM_ID] = {open_list, NULL},
  [E_ILVL] = {open_level, NULL},
  [E_T] = {open_text, close_text},
  [E_TAB] = {open_tab, NULL},
  [E_BREAK] = {open_break, NULL},
  [E_HYPHEN] = {open_hyphen, NULL},
  [E_SYM] = {open_sign, NULL},
  [E_TBL] = {open_table, close_table},
  [E_TR] = {open_row, close_row},
  [E_TC] = {open_cell, close_cell},
  [E_GRID_SPAN] = {open_grid_span, NULL},
  [E_GRID_BEFORE] = {open_grid_before, NULL},
  [E_GRID_AFTER] = {open_grid_after, NULL},
  [E_V_MERGE] = {open_merge, NULL},
  [E_DELETED] = {open_deleted, NULL},
  [E_SKIPPED] = {open_skipped, NULL},
  [E_ALTERNATIVES] = {open_alternatives, NULL},
  [E_CHOICE] = {open_choice, NULL},
};

static int32_t on_open(void *context, const struct xml_stack *stack, const char **attributes) {
  struct body *body = context;
  const int element = stack->open[stack->depth];
  if (stack->depth == 1 && element != E_DOCUMENT)
    return tthc__fail(body->err, TTHC_E_FORMAT, NULL,
                      WORDS("tệp .docx; phần chính của tệp này không phải văn bản Word",
                            "a .docx; the main part of this file is no Word document"));
  if (body->skipped > 0 || acts[element].open == NULL) return TTHC_OK;
  return acts[element].open(body, stack, attributes);
}

static int32_t on_close(void *context, const struct xml_stack *stack) {
  struct body *body = context;
  const int element = stack->open[stack->depth];
  if (body->skipped > 0) {
    if (body->skipped == stack->depth) body->skipped = 0;
    return TTHC_OK;
  }
  return acts[element].close == NULL ? TTHC_OK : acts[element].close(body, stack);
}

int32_t tthc__docx_read_body(struct docx_package *package, const char *part, struct docx_numbering *numbering,
                             struct blocks *out, tthc_error *err) {
  static const struct xml_form form = {names, on_open, on_close, on_text};
  struct body body = {.blocks = out, .numbering = numbering, .err = err, .level = -1};
  const int32_t rc = tthc__docx_read_part(package, part, &form, &body, err);
  tthc__buffer_free(&body.text);
  tthc__buffer_free(&body.style);
  tthc__buffer_free(&body.list);
  tthc__buffer_free(&body.cell.text);
  free(body.open);
  return rc;
}
