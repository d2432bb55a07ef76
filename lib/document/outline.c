/* The narrative of a document: parts within parts, by the kinds of their numbering; and annexes. */
#include "document/reading.h"

#include "base/text.h"

#include <string.h>

enum { TITLE_MAX = 250, ANNEX_LINES_MAX = 6 };

/* How deep a numbering stands, outermost first. Whether capitals stand above Roman numbers, the document tells. */
static int32_t rank_of(const struct reading *r, const struct label *label) {
  switch (label->scheme) {
  case SCHEME_NAMED: return label->inner ? 3 : 0;
  case SCHEME_CAPITAL: return r->top_scheme == SCHEME_CAPITAL ? 1 : 3;
  case SCHEME_ROMAN: return 2;
  default: return tthc__rank_of_label(label);
  }
}

static void settle(struct reading *r, struct label *label, const char *text) {
  tthc__settle_label(label, text, &r->last_capital);
  if (r->top_scheme == SCHEME_NONE && label->scheme < SCHEME_SMALL) r->top_scheme = label->scheme;
}

/* A heading rather than a text: outer numbering, or a short line that no mark closes. */
static int is_title(const struct label *label, const char *text) {
  const size_t size = strlen(text);
  if (size == 0) return 0;
  if (label->scheme <= SCHEME_ROMAN) return size <= 2 * TITLE_MAX;
  if (label->scheme == SCHEME_DASH || label->scheme == SCHEME_PLUS) return 0;
  return size <= TITLE_MAX && strchr(".;,/", text[size - 1]) == NULL;
}

static void close_parts(struct reading *r, int32_t rank) {
  while (r->part_depth > 0 && r->parts[r->part_depth - 1].rank >= rank) r->part_depth--;
}

static int32_t open_part(struct reading *r, const struct part *part, int32_t rank) {
  const int32_t index = tthc__keep(r, tthc__add_part(r->plan, part, r->err));
  if (index < 0) return index;
  if (r->part_depth < PART_DEPTH_MAX) {
    r->parts[r->part_depth].part = index;
    r->parts[r->part_depth++].rank = rank;
  }
  return index;
}

/* Text without a label: that of the heading before it, or a part of its own in it. */
static void add_paragraph(struct reading *r, const char *text, struct place place) {
  struct part part = tthc__new_part(TTHC_NONE);
  struct part *above;
  close_parts(r, 19); /* it does not belong to an item of a list */
  if (r->part_depth > 0) {
    part.parent = r->parts[r->part_depth - 1].part;
    above = &r->plan->parts.items[part.parent];
    if (above->text == NULL && above->first_child == TTHC_NONE) {
      tthc__keep(r, tthc__text_in(&r->plan->arena, text, STRING_MAX, "text", &above->text, r->err));
      return;
    }
  }
  part.text = text;
  part.place = place;
  part.parent = r->part_depth > 0 ? r->parts[r->part_depth - 1].part : TTHC_NONE;
  tthc__keep(r, tthc__add_part(r->plan, &part, r->err));
}

void tthc__read_part(struct reading *r, const char *text, struct place place) {
  struct label label = tthc__label_at_start(text);
  struct part part = tthc__new_part(TTHC_NONE);
  int32_t rank;
  if (label.scheme == SCHEME_NONE || text[label.rest] == '\0') {
    add_paragraph(r, text, place);
    return;
  }
  part.place = place;
  settle(r, &label, text);
  rank = rank_of(r, &label);
  close_parts(r, rank);
  part.parent = r->part_depth > 0 ? r->parts[r->part_depth - 1].part : TTHC_NONE;
  part.label = tthc__copy(r, text, label.from, label.to);
  if (is_title(&label, text + label.rest))
    part.title = text + label.rest;
  else
    part.text = text + label.rest;
  open_part(r, &part, rank);
}

void tthc__hold_sections(struct reading *r) {
  int32_t i, part = TTHC_NONE;
  for (i = 0; i < r->plan->parts.count; i++)
    if (r->plan->parts.items[i].holds_sections) return;
  for (i = 0; i < r->part_depth && r->parts[i].rank <= 3; i++) part = r->parts[i].part;
  if (part != TTHC_NONE) r->plan->parts.items[part].holds_sections = 1;
}

/* --- annexes ------------------------------------------------------------------------------------------------------ */

/* "PHỤ LỤC", "Phụ lục II": short, and what follows the number is its title. */
static int begins_annex(struct reading *r, const char *text) {
  const char *folded = tthc__folded(r, text);
  if (strncmp(folded, "phu luc", 7) != 0 || strlen(text) > 2 * TITLE_MAX) return 0;
  return folded[7] == '\0' || tthc__is_capitals(text) || tthc__label_at_start(text).scheme == SCHEME_NAMED;
}

/* The lines below an annex's number: its title, and in brackets what it was issued with. */
static void read_annex_lines(struct reading *r, struct part *part) {
  int32_t lines = 0;
  for (; r->rc == TTHC_OK && r->at < r->blocks->count && lines < ANNEX_LINES_MAX; r->at++) {
    const char *text = tthc__line_text(r, r->at);
    if (tthc__take_furniture(r, r->at)) continue;
    if (text == NULL || tthc__block(r, r->at)->kind == BLOCK_ROW) break;
    if (text[0] == '(')
      part->text = tthc__joined(r, part->text, text);
    else if (tthc__label_at_start(text).scheme == SCHEME_NONE && part->text == NULL &&
             (lines == 0 || tthc__is_capitals(text)) && strlen(text) <= 2 * TITLE_MAX)
      part->title = tthc__joined(r, part->title, text);
    else
      break;
    tthc__take_block(r, r->at);
    lines++;
  }
}

int tthc__read_annex(struct reading *r) {
  const char *text = tthc__line_text(r, r->at);
  struct part part = tthc__new_part(TTHC_NONE);
  struct label label;
  if (text == NULL || !begins_annex(r, text)) return 0;
  label = tthc__label_at_start(text);
  if (label.scheme == SCHEME_NAMED) {
    part.label = tthc__copy(r, text, label.from, label.to);
    if (text[label.rest] != '\0') part.title = text + label.rest;
  } else
    part.label = tthc__copy(r, text, 0, (int64_t)strlen(text));
  tthc__take_block(r, r->at++);
  read_annex_lines(r, &part);
  if (r->rc != TTHC_OK) return 1;
  if (part.title == NULL && part.text == NULL) {
    part.title = part.label;
    part.label = NULL;
  }
  tthc__end_prose(r);
  r->part_depth = 0;
  r->section = TTHC_NONE;
  r->section_scheme = SCHEME_NONE;
  r->task_depth = 0;
  r->in_table = r->columns = 0;
  r->after_closing = 1;
  open_part(r, &part, 0);
  return 1;
}
