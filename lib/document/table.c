/* Rows of a task table: sections, tasks, and what a page's end has cut off them. */
#include "document/reading.h"

#include "base/text.h"

#include <string.h>

enum { LABEL_BYTES_MAX = 100 };

/* --- what a row is ------------------------------------------------------------------------------------------------ */

static const char *cell_of(const struct reading *r, int32_t at, int32_t n) {
  return n < tthc__block(r, at)->count ? tthc__piece(r, at, n)->text : "";
}

/* The text of the first column of a field. */
static const char *field_text(const struct reading *r, int32_t at, int32_t field) {
  int32_t n;
  for (n = 0; n < r->columns; n++)
    if (r->fields[n] == field && *cell_of(r, at, n) != '\0') return cell_of(r, at, n);
  return "";
}

static int32_t filled_cells(const struct reading *r, int32_t at, int32_t *only) {
  int32_t n, filled = 0;
  for (n = 0; n < tthc__block(r, at)->count; n++)
    if (*cell_of(r, at, n) != '\0') {
      filled++;
      *only = n;
    }
  return filled;
}

static int has_goes_on(const struct reading *r, int32_t at) {
  int32_t n;
  for (n = 0; n < tthc__block(r, at)->count; n++)
    if (tthc__piece(r, at, n)->goes_on) return 1;
  return 0;
}

int tthc__is_table_row(struct reading *r, int32_t at) {
  const struct block *block = tthc__block(r, at);
  if (block->kind != BLOCK_ROW || r->columns == 0) return 0;
  return block->count >= 3 || block->count == r->columns || (r->in_table && *tthc__piece(r, at, 0)->text == '\0') ||
         tthc__label_of_cell(tthc__piece(r, at, 0)->text).scheme != SCHEME_NONE;
}

static int same_headings(struct reading *r, int32_t at) {
  int32_t n;
  for (n = 0; n < r->columns; n++) {
    const char *text = cell_of(r, at, n);
    if (*text != '\0' &&
        (r->headings[n] == NULL || strcmp(tthc__copy(r, text, 0, (int64_t)strlen(text)), r->headings[n]) != 0))
      return 0;
  }
  return 1;
}

static int begins_large(const char *text) { return *text != '\0' && !tthc__begins_small(text); }

/* What a new page prints again. */
static int is_repeated_head(struct reading *r, int32_t at) {
  return tthc__is_column_numbers(r, at) || (tthc__is_heading_row(r, at) && same_headings(r, at));
}

/* "Tổng cộng": a sum, no task. */
static int is_sum_row(struct reading *r, int32_t at) {
  int32_t n;
  if (tthc__label_of_cell(field_text(r, at, FIELD_LABEL)).scheme != SCHEME_NONE) return 0;
  for (n = 0; n < r->columns; n++) {
    const char *folded = tthc__folded(r, cell_of(r, at, n));
    if (strncmp(folded, "tong cong", 9) == 0 || strcmp(folded, "tong so") == 0 || strcmp(folded, "cong") == 0) return 1;
  }
  return 0;
}

/*
 * Whether a row goes on with the one before: no label, and its text begins small or has nothing of its own beside it. A
 * title or label that Word merges with the row above goes on too.
 */
static int is_rest_of_row(struct reading *r, int32_t at) {
  const char *title = field_text(r, at, FIELD_TITLE);
  int32_t n, only = 0;
  if (*field_text(r, at, FIELD_LABEL) != '\0' || filled_cells(r, at, &only) == 0) return 0;
  if (is_sum_row(r, at) || (*title != '\0' && tthc__label_at_start(title).scheme != SCHEME_NONE)) return 0;
  if (*title != '\0') {
    if (tthc__begins_small(title)) return 1;
    if (filled_cells(r, at, &only) == 1) return r->fields[only] == FIELD_TITLE && !tthc__is_capitals(title);
    for (n = 0; n < r->columns; n++) /* every other cell goes on too */
      if (r->fields[n] != FIELD_TITLE && *cell_of(r, at, n) != '\0' && !tthc__begins_small(cell_of(r, at, n))) return 0;
    return 1;
  }
  /* Without a title, but with who and when of its own, it shares the title above. */
  return !(begins_large(field_text(r, at, FIELD_LEAD)) && begins_large(field_text(r, at, FIELD_DEADLINE)));
}

/* --- sections ----------------------------------------------------------------------------------------------------- */

/* Whether the rows below count anew from one, so that a number above them heads a group. */
static int counts_anew(struct reading *r, int32_t at) {
  const int32_t next = tthc__next_block(r, at);
  const char *label;
  if (next >= r->blocks->count || !tthc__is_table_row(r, next)) return 0;
  label = field_text(r, next, FIELD_LABEL);
  return strcmp(label, "1") == 0 || strcmp(label, "1.") == 0 || strcmp(label, "01") == 0;
}

/* A row with one filled cell, merged across the table: a section's heading, or a task that only heads others. */
static int read_merged_row(struct reading *r, int32_t n) {
  const char *text = tthc__line_text(r, r->at);
  const struct place place = tthc__piece(r, r->at, n)->place;
  struct label label;
  if (n < r->columns && r->fields[n] != FIELD_LABEL && r->fields[n] != FIELD_TITLE && n > 1) return 0;
  label = tthc__label_at_start(text);
  if (label.scheme == SCHEME_NONE || text[label.rest] == '\0') {
    if (tthc__label_of_cell(text).scheme != SCHEME_NONE) return 0; /* a number without anything */
    tthc__open_unlabelled(r, text, place);
  } else if (label.scheme <= SCHEME_ROMAN ||
             (label.scheme == SCHEME_NUMBER && n == 0 && counts_anew(r, r->at) && r->section_scheme != SCHEME_ROMAN &&
              r->section_scheme != SCHEME_CAPITAL && r->section_scheme != SCHEME_NAMED))
    tthc__open_group(r, label, tthc__copy(r, text, label.from, label.to), text + label.rest, place);
  else
    tthc__open_task(r, label, tthc__copy(r, text, label.from, label.to), text + label.rest, place);
  tthc__take_block(r, r->at++);
  return 1;
}

/* A capital or Roman number and a title, with nothing beside them. */
static int read_section_row(struct reading *r) {
  const char *label_text = field_text(r, r->at, FIELD_LABEL), *title;
  const struct label label = tthc__label_of_cell(label_text);
  int32_t last = 0;
  if (label.scheme < SCHEME_NAMED || label.scheme > SCHEME_ROMAN || filled_cells(r, r->at, &last) != 2) return 0;
  title = cell_of(r, r->at, last);
  if (title == label_text || (last < r->columns && r->fields[last] >= FIELD_LEAD && r->fields[last] <= FIELD_DEADLINE))
    return 0;
  tthc__open_group(r, label, tthc__copy(r, label_text, label.from, label.to),
                   tthc__copy(r, title, 0, (int64_t)strlen(title)), tthc__piece(r, r->at, 0)->place);
  tthc__take_block(r, r->at++);
  return 1;
}

/* --- tasks -------------------------------------------------------------------------------------------------------- */

static void put_cells(struct reading *r, int32_t at) {
  int32_t n;
  for (n = 0; n < r->columns && n < tthc__block(r, at)->count; n++) {
    const char *text = cell_of(r, at, n);
    tthc__take(r, at, n);
    if (*text == '\0') continue;
    if (r->cells[n].size > 0) tthc__put_char(&r->cells[n], ' ');
    tthc__put(&r->cells[n], text);
    if (r->cells[n].failed) r->rc = tthc__fail_memory(r->err);
  }
}

/* Joins the rows that go on with the one at hand, past page numbers and repeated headings. */
static void put_rest_of_rows(struct reading *r) {
  int32_t at = r->at, past;
  while (r->rc == TTHC_OK) {
    past = tthc__next_block(r, at - 1);
    while (past < r->blocks->count && is_repeated_head(r, past)) past = tthc__next_block(r, past);
    if (past >= r->blocks->count || !tthc__is_table_row(r, past) || !is_rest_of_row(r, past)) break;
    for (; at < past; at++)
      if (!tthc__take_furniture(r, at)) {
        tthc__take_block(r, at);
        tthc__find_text(r, TTHC_F_TEXT_PASSED_OVER, tthc__piece(r, at, 0)->place, tthc__piece(r, at, 0)->text);
      }
    put_cells(r, at);
    tthc__find_text(r, TTHC_F_ROW_JOINED, tthc__piece(r, at, 0)->place, field_text(r, at, FIELD_TITLE));
    r->at = ++at;
  }
}

/* The cells of a field put together; NULL when there is nothing. */
static const char *joined_field(struct reading *r, int32_t field) {
  const char *text = NULL;
  int32_t n;
  for (n = 0; n < r->columns; n++)
    if (r->fields[n] == field && r->cells[n].size > 0)
      text = tthc__joined(r, text, tthc__copy(r, r->cells[n].data, 0, r->cells[n].size));
  return text;
}

/* Cells that Word merges with those above have their value. */
static void put_merged_cells(struct reading *r, int32_t at) {
  int32_t n;
  for (n = 0; n < r->columns; n++) {
    const int goes_on = n < tthc__block(r, at)->count && tthc__piece(r, at, n)->goes_on;
    if (goes_on && r->above[n] != NULL && r->cells[n].size == 0 && r->fields[n] != FIELD_LABEL &&
        r->fields[n] != FIELD_TITLE)
      tthc__put(&r->cells[n], r->above[n]);
    r->above[n] = r->cells[n].size > 0 ? tthc__copy(r, r->cells[n].data, 0, r->cells[n].size) : NULL;
  }
}

static void say_missing_cells(struct reading *r, int32_t at) {
  struct buffer names = {0};
  int32_t n;
  for (n = tthc__block(r, at)->count; n < r->columns; n++) {
    if (names.size > 0) tthc__put(&names, ", ");
    tthc__put(&names, r->headings[n] != NULL ? r->headings[n] : tthc__field_name(r->fields[n]).vi);
  }
  if (names.failed) r->rc = tthc__fail_memory(r->err);
  if (r->rc == TTHC_OK && names.size > 0) tthc__find(r, TTHC_F_CELL_MISSING, tthc__piece(r, at, 0)->place, names.data);
  tthc__buffer_free(&names);
}

static int has_labels(const struct reading *r) {
  int32_t n;
  for (n = 0; n < r->columns; n++)
    if (r->fields[n] == FIELD_LABEL) return 1;
  return 0;
}

/* The next number of a section whose tasks have none. */
static const char *make_number(struct reading *r) {
  struct buffer number = {0};
  const char *made = "-";
  tthc__put_int(&number, ++r->made_labels);
  if (!number.failed) made = tthc__copy(r, number.data, 0, number.size);
  tthc__buffer_free(&number);
  return made;
}

/* A row without a number is beside the one above where that has who and when of its own, else below it. */
static int32_t sibling_scheme(const struct reading *r, int32_t *dots) {
  const struct open_task *above = &r->tasks[r->task_depth - 1];
  const struct task *task = &r->plan->tasks.items[above->task];
  if (task->lead.text == NULL && r->read_tasks[above->task].deadline == NULL) return SCHEME_DASH;
  *dots = above->scheme == SCHEME_DOTTED ? above->rank - 4 : 0;
  return above->scheme;
}

/* The label of a row: its own, or that before its title, or one that is made. */
static struct label row_label(struct reading *r, const char **printed, const char **title, struct place place) {
  const char *cell = joined_field(r, FIELD_LABEL);
  struct label label = {0};
  if (cell != NULL && strlen(cell) <= LABEL_BYTES_MAX) {
    label = tthc__label_of_cell(cell);
    *printed = label.scheme == SCHEME_NONE ? cell : tthc__copy(r, cell, label.from, label.to);
    tthc__settle_label(&label, cell, &r->last_section_capital);
    if (label.scheme == SCHEME_NONE) label.scheme = SCHEME_NUMBER;
    return label;
  }
  *title = tthc__joined(r, cell, *title);
  label = tthc__label_at_start(*title);
  if (label.scheme != SCHEME_NONE && (*title)[label.rest] != '\0') {
    *printed = tthc__copy(r, *title, label.from, label.to);
    *title += label.rest;
    return label;
  }
  if (r->task_depth > 0 && r->made_labels == 0 && has_labels(r)) {
    label.scheme = sibling_scheme(r, &label.dots);
    *printed = "-";
  } else {
    label.scheme = SCHEME_NUMBER;
    *printed = make_number(r);
  }
  tthc__find_text(r, TTHC_F_LABEL_MADE, place, *title);
  return label;
}

/* The title of the row above; NULL where none is open. */
static const char *above_title(const struct reading *r) {
  int32_t n;
  for (n = 0; r->task_depth > 0 && n < r->columns; n++)
    if (r->fields[n] == FIELD_TITLE && r->above[n] != NULL) return r->above[n];
  return NULL;
}

/* "Chủ trì: Phòng Nội vụ; Phối hợp: Văn phòng Sở" in one cell: a cell for each. 1 when it is so. */
static int set_both_roles(struct reading *r, int32_t task, const char *text) {
  const char *coordinator, *end;
  int32_t value = 0, field;
  if (text == NULL || strncmp(tthc__folded(r, text), "chu tri ", 8) != 0) return 0;
  field = tthc__keep(r, tthc__field_of_line(text, &value));
  coordinator = strstr(text, "hối hợp:");
  if (field != FIELD_LEAD || coordinator == NULL || coordinator < text + value) return 0;
  end = coordinator - 1; /* the "p" */
  while (end > text + value && strchr(" ;,.-", end[-1]) != NULL) end--;
  tthc__set_field(r, task, FIELD_LEAD, tthc__copy(r, text, value, end - text));
  tthc__set_field(r, task, FIELD_COORDINATOR,
                  tthc__copy(r, coordinator, (int64_t)strlen("hối hợp:"), (int64_t)strlen(coordinator)));
  return 1;
}

static void read_task_row(struct reading *r) {
  const int32_t first = r->at;
  const struct place place = tthc__piece(r, first, 0)->place;
  const char *title_above = *field_text(r, first, FIELD_LABEL) != '\0' ? NULL : above_title(r);
  const char *title, *printed = NULL;
  struct buffer members = {0};
  struct label label;
  int32_t task, n;
  for (n = 0; n < r->columns; n++) r->cells[n].size = 0;
  put_cells(r, r->at++);
  put_rest_of_rows(r);
  put_merged_cells(r, first);
  if (r->rc != TTHC_OK) return;
  title = joined_field(r, FIELD_TITLE);
  if (title == NULL) title = title_above;
  if (title == NULL) { /* nothing to call it by: its cells are left for the findings */
    for (n = 0; n < tthc__block(r, first)->count; n++) r->taken[tthc__block(r, first)->first + n] = 0;
    return;
  }
  if (tthc__block(r, first)->count < r->columns) say_missing_cells(r, first);
  label = row_label(r, &printed, &title, place);
  task = tthc__open_task(r, label, printed, title, place);
  if (r->rc != TTHC_OK) return;
  if (!set_both_roles(r, task, joined_field(r, FIELD_LEAD)))
    tthc__set_field(r, task, FIELD_LEAD, joined_field(r, FIELD_LEAD));
  for (n = FIELD_COORDINATOR; n <= FIELD_DEADLINE; n++) tthc__set_field(r, task, n, joined_field(r, n));
  for (n = 0; n < r->columns; n++)
    if (r->fields[n] == FIELD_OTHER && r->cells[n].size > 0)
      tthc__put_extra_text(&members, r->members[n], tthc__copy(r, r->cells[n].data, 0, r->cells[n].size));
  tthc__set_extra_texts(r, task, &members);
  tthc__buffer_free(&members);
}

int tthc__read_table_row(struct reading *r) {
  int32_t only = 0, filled;
  if (tthc__block(r, r->at)->kind != BLOCK_ROW) return 0;
  if (r->columns > 0 && r->in_table && is_repeated_head(r, r->at)) {
    tthc__find_text(r, TTHC_F_TEXT_PASSED_OVER, tthc__piece(r, r->at, 0)->place, tthc__piece(r, r->at, 0)->text);
    tthc__take_block(r, r->at++);
    return 1;
  }
  if (tthc__is_heading_row(r, r->at)) {
    tthc__read_columns(r);
    r->in_table = 1;
    r->in_other_table = 0;
    return 1;
  }
  if (tthc__is_other_heading_row(r, r->at)) r->in_other_table = 1;
  if (r->in_other_table) { /* the findings will have it */
    r->in_table = 0;
    r->at++;
    return 1;
  }
  if (!r->in_table && tthc__block(r, r->at)->count != r->columns && tthc__block(r, r->at)->count > 3 &&
      !tthc__guess_columns(r, r->at))
    return 0;
  if (!tthc__is_table_row(r, r->at)) return 0;
  r->in_table = 1;
  filled = filled_cells(r, r->at, &only);
  if (is_sum_row(r, r->at)) { /* the findings will have it */
    r->at++;
    return 1;
  }
  if (filled == 1 && !has_goes_on(r, r->at)) return read_merged_row(r, only);
  if (read_section_row(r)) return 1;
  read_task_row(r);
  return 1;
}
