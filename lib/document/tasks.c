/* Sections and tasks as they are come by, in tables and in prose: what stands below what, by the kinds of labels. */
#include "document/reading.h"

#include "base/text.h"
#include "base/unicode.h"

#include <string.h>

/* The letters before those that are Roman numbers too, in the order of Vietnamese lists. */
void tthc__settle_label(struct label *label, const char *text, char *last_capital) {
  static const char before[][3] = {"IH", "LK", "ML", "VU", "XV", "CB", "DC"};
  size_t i;
  if (label->scheme != SCHEME_CAPITAL) return;
  for (i = 0; label->either && i < sizeof before / sizeof *before; i++)
    if (text[label->from] == before[i][0] && *last_capital != before[i][1] && before[i][0] != 'C' &&
        before[i][0] != 'D') {
      label->scheme = SCHEME_ROMAN;
      return;
    }
  *last_capital = text[label->from];
}

/* --- sections ----------------------------------------------------------------------------------------------------- */

static void begin_section(struct reading *r, const char *label, const char *title) {
  r->section = tthc__keep(r, tthc_plan_add_section(r->plan, label, title, r->err));
  r->task_depth = r->made_labels = r->letters_first = 0;
}

static int32_t top_part(const struct reading *r) {
  int32_t i, part = TTHC_NONE;
  for (i = 0; i < r->part_depth && r->parts[i].rank <= 3; i++) part = r->parts[i].part;
  return part;
}

/* A section named like the part that the tasks stand in, where the document gives none. */
static void make_section(struct reading *r, int32_t part) {
  const struct part *row = tthc__part(r->plan, part);
  const char *label = row == NULL || row->label == NULL ? "*" : row->label;
  const char *title = row == NULL ? NULL : row->title;
  begin_section(r, label, title != NULL ? title : label);
}

/* Tasks without a section get one as soon as others have: a plan's tasks all stand in sections, or none does. */
static void house_loose_tasks(struct reading *r) {
  const int32_t section = r->section;
  int32_t i;
  if (r->loose_tasks == 0) return;
  make_section(r, r->loose_part);
  for (i = 0; i < r->plan->tasks.count && r->rc == TTHC_OK; i++)
    if (r->plan->tasks.items[i].section == TTHC_NONE) r->plan->tasks.items[i].section = r->section;
  r->loose_tasks = 0;
  r->section = section;
}

void tthc__open_group(struct reading *r, struct label label, const char *printed, const char *title,
                      struct place place) {
  tthc__settle_label(&label, printed, &r->last_section_capital);
  if (r->section != TTHC_NONE && r->section_scheme != SCHEME_NONE && label.scheme != r->section_scheme &&
      label.scheme != SCHEME_NAMED) {
    tthc__open_task(r, label, printed, title, place);
    return;
  }
  house_loose_tasks(r);
  if (r->rc != TTHC_OK) return;
  begin_section(r, printed, title);
  r->section_scheme = label.scheme;
  tthc__hold_sections(r);
}

/* "(1)", "(2)": labels that no document has. */
void tthc__open_unlabelled(struct reading *r, const char *title, struct place place) {
  struct buffer label = {0};
  house_loose_tasks(r);
  tthc__put_char(&label, '(');
  tthc__put_int(&label, ++r->made_sections);
  tthc__put_char(&label, ')');
  if (label.failed) r->rc = tthc__fail_memory(r->err);
  if (r->rc == TTHC_OK) tthc__find_text(r, TTHC_F_LABEL_MADE, place, title);
  if (r->rc == TTHC_OK) begin_section(r, tthc__copy(r, label.data, 0, label.size), title);
  if (r->rc == TTHC_OK) tthc__hold_sections(r);
  tthc__buffer_free(&label);
}

/* --- tasks -------------------------------------------------------------------------------------------------------- */

int32_t tthc__rank_of_label(const struct label *label) {
  switch (label->scheme) {
  case SCHEME_NUMBER: return label->inner ? 19 : 4;
  case SCHEME_DOTTED: return 4 + label->dots;
  case SCHEME_SMALL: return 20;
  case SCHEME_DASH: return 21;
  case SCHEME_PLUS: return 22;
  case SCHEME_NONE: return 30;
  default: return label->scheme;
  }
}

/* "3.1" is below "3", not below "2". */
static int is_prefix(const char *label, const char *parent) {
  const size_t size = strlen(parent);
  return strncmp(label, parent, size) == 0 && label[size] == '.';
}

/* The open task that a new one stands below; what does not hold it is closed. */
static int32_t parent_of(struct reading *r, const struct open_task *task, const char *label) {
  while (r->task_depth > 0) {
    const struct open_task *above = &r->tasks[r->task_depth - 1];
    const int numbered = above->scheme == SCHEME_NUMBER || above->scheme == SCHEME_DOTTED;
    if (above->rank < task->rank &&
        !(task->scheme == SCHEME_DOTTED && numbered && !is_prefix(label, r->plan->tasks.items[above->task].label)))
      return above->task;
    r->task_depth--;
  }
  return TTHC_NONE;
}

static void settle_section(struct reading *r) {
  const int32_t part = top_part(r);
  if (r->section != TTHC_NONE) return;
  if (r->plan->sections.count == 0 && (r->loose_tasks == 0 || r->loose_part == part)) {
    if (r->loose_tasks == 0) tthc__hold_sections(r);
    r->loose_tasks++;
    r->loose_part = part;
    return;
  }
  house_loose_tasks(r);
  if (r->rc == TTHC_OK) make_section(r, part);
}

int32_t tthc__open_task(struct reading *r, struct label label, const char *printed, const char *title,
                        struct place place) {
  struct open_task open = {TTHC_NONE, label.scheme, tthc__rank_of_label(&label)};
  struct read_task *grown;
  int32_t parent;
  settle_section(r);
  if (r->rc != TTHC_OK) return TTHC_NONE;
  if (r->task_depth == 0 && label.scheme == SCHEME_SMALL) r->letters_first = 1;
  if (r->letters_first && label.scheme == SCHEME_SMALL) open.rank = SCHEME_ROMAN; /* above the numbers below it */
  parent = parent_of(r, &open, printed);
  open.task = tthc__keep(r, tthc_plan_add_task(r->plan, r->section, parent, printed, title, r->err));
  if (open.task < 0) {
    tthc__error_set_place(r->err, place.line, 0);
    return TTHC_NONE;
  }
  r->plan->tasks.items[open.task].place = place;
  grown = tthc__grow(r->read_tasks, open.task, &r->read_task_capacity, sizeof *grown);
  if (grown == NULL) {
    r->rc = tthc__fail_memory(r->err);
    return TTHC_NONE;
  }
  r->read_tasks = grown;
  if (r->task_depth < TASK_DEPTH_MAX) r->tasks[r->task_depth++] = open;
  return open.task;
}

/* --- cells -------------------------------------------------------------------------------------------------------- */

void tthc__set_field(struct reading *r, int32_t task, int32_t field, const char *text) {
  const struct task *row = tthc__task(r->plan, task);
  if (r->rc != TTHC_OK || row == NULL || text == NULL || *text == '\0') return;
  switch (field) {
  case FIELD_LEAD:
    tthc__keep(r, tthc_task_set_lead_text(r->plan, task, tthc__joined(r, row->lead.text, text), r->err));
    break;
  case FIELD_COORDINATOR:
    text = tthc__joined(r, row->coordinator.text, text);
    tthc__keep(r, tthc_task_set_coordinator_text(r->plan, task, text, r->err));
    break;
  case FIELD_DELIVERABLE:
    tthc__keep(r, tthc_task_set_deliverable(r->plan, task, tthc__joined(r, row->deliverable, text), r->err));
    break;
  case FIELD_DEADLINE: r->read_tasks[task].deadline = tthc__joined(r, r->read_tasks[task].deadline, text); break;
  default: break;
  }
  if (r->rc != TTHC_OK) tthc__error_set_place(r->err, row->place.line, 0);
}

void tthc__put_extra_text(struct buffer *members, const char *name, const char *text) {
  if (members->size > 0) tthc__put(members, ", ");
  tthc__put(members, "\"x-");
  tthc__put(members, name);
  tthc__put(members, "\": ");
  tthc__put_json(members, text);
}

void tthc__set_extra_texts(struct reading *r, int32_t task, const struct buffer *members) {
  if (r->rc != TTHC_OK) return;
  if (members->failed)
    r->rc = tthc__fail_memory(r->err);
  else if (members->size > 0)
    tthc__keep(r, tthc__set_extra(r->plan, &r->plan->tasks.items[task].extra, members->data, r->err));
}

/* --- paragraphs that head tables ---------------------------------------------------------------------------------- */

void tthc__count_heads(struct reading *r) {
  int32_t at, next;
  char last_capital = '\0';
  for (at = 0; at < r->blocks->count && r->rc == TTHC_OK; at = next) {
    struct label label;
    const char *text = tthc__block(r, at)->kind == BLOCK_PARAGRAPH ? tthc__line_text(r, at) : NULL;
    next = tthc__next_block(r, at);
    if (text == NULL || next >= r->blocks->count || !tthc__is_heading_row(r, next)) continue;
    label = tthc__label_at_start(text);
    tthc__settle_label(&label, text, &last_capital);
    if (label.scheme != SCHEME_NONE || tthc__is_capitals(text)) r->heads[label.scheme]++;
  }
}

/* The rows that a paragraph stands before, past remarks where several of its numbering head tables. */
static int32_t rows_below(struct reading *r, const struct label *label) {
  int32_t at = tthc__next_block(r, r->at);
  while (r->heads[label->scheme] > 1 && at < r->blocks->count && tthc__block(r, at)->kind == BLOCK_PARAGRAPH &&
         tthc__label_at_start(tthc__line_text(r, at)).scheme == SCHEME_NONE)
    at = tthc__next_block(r, at);
  return at < r->blocks->count && tthc__block(r, at)->kind == BLOCK_ROW ? at : TTHC_NONE;
}

/*
 * A paragraph before rows is their section's heading: inside a table always, before a heading row where it is a capital or
 * where several paragraphs of that numbering stand so. A Roman number before a heading row is a part of the narrative too.
 */
int tthc__read_section_line(struct reading *r, const char *text) {
  struct label label = tthc__label_at_start(text);
  const struct place place = tthc__piece(r, r->at, 0)->place;
  char last_capital = r->last_section_capital; /* tthc__open_group() will note it */
  int heads_table, several;
  int32_t rows;
  tthc__settle_label(&label, text, &last_capital);
  if (label.scheme == SCHEME_NONE && tthc__is_capitals(text)) {
    rows = tthc__next_block(r, r->at);
    several = r->heads[SCHEME_NONE] > 1;
    if (rows >= r->blocks->count || tthc__block(r, rows)->kind != BLOCK_ROW ||
        !(several || (r->in_table && tthc__is_table_row(r, rows))))
      return 0;
    tthc__open_unlabelled(r, text, place);
    tthc__take_block(r, r->at++);
    return 1;
  }
  if (label.scheme == SCHEME_NONE || label.scheme >= SCHEME_SMALL || text[label.rest] == '\0') return 0;
  rows = rows_below(r, &label);
  if (rows == TTHC_NONE) return 0;
  several = r->heads[label.scheme] > 1;
  heads_table = tthc__is_heading_row(r, rows);
  if (!heads_table && !(r->columns > 0 && (r->in_table || several) && tthc__is_table_row(r, rows))) return 0;
  if (heads_table && label.scheme != SCHEME_CAPITAL && !several) return 0;
  if (heads_table && label.scheme == SCHEME_ROMAN && !r->after_closing) tthc__read_part(r, text, place);
  tthc__open_group(r, label, tthc__copy(r, text, label.from, label.to), text + label.rest, place);
  tthc__take_block(r, r->at++);
  return 1;
}
