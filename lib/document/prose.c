/*
 * Tasks in labelled prose, where there is no table: numbered items, and below them "Cơ quan chủ trì: …", "Thời gian thực
 * hiện: …". The part that holds them is their section.
 */
#include "document/reading.h"

#include "base/text.h"

#include <string.h>

enum { VALUE_MAX = 8 * 1024 };

/* --- where it is -------------------------------------------------------------------------------------------------- */

/* The text behind a list mark; all of it where there is none. */
static const char *behind_label(const char *text, struct label *label) {
  *label = tthc__label_at_start(text);
  return text + label->rest;
}

/* The field that a text is labelled with. */
static int32_t line_field(struct reading *r, const char *text, int32_t *value) {
  const int32_t field = tthc__field_of_line(text, value);
  if (field < 0) tthc__keep(r, tthc__fail_memory(r->err));
  return field < 0 ? FIELD_NONE : field;
}

/* The field that a paragraph is labelled with. A number heads a task, unless what it is labelled with is no text of one. */
static int32_t field_of(struct reading *r, const char *text, struct label *label, int32_t *value) {
  const char *rest = behind_label(text, label);
  int32_t field = line_field(r, rest, value);
  *value += label->rest;
  if ((label->scheme == SCHEME_NUMBER || label->scheme == SCHEME_DOTTED) && field == FIELD_TITLE) return FIELD_NONE;
  return label->scheme != SCHEME_NONE && label->scheme <= SCHEME_ROMAN ? FIELD_NONE : field;
}

static int tells_who_or_when(int32_t field) { return field == FIELD_LEAD || field == FIELD_DEADLINE; }

/* A label within a text, behind a mark that ends what is before it. */
struct inline_label {
  int32_t from;  /* the mark: "(", ";", ".", "," */
  int32_t value; /* where the value begins */
  int32_t field; /* FIELD_NONE: there is none */
};

/* The first label in a text: "… (Chủ trì: Sở Nội vụ; thời hạn: Quý I)", "…; phối hợp: Sở B". */
static struct inline_label inline_label_of(struct reading *r, const char *text, const char *marks) {
  struct inline_label found = {0, 0, FIELD_NONE};
  const char *at = text, *colon = text;
  while ((at = strpbrk(at, marks)) != NULL) {
    const char *label = ++at;
    while (*label == ' ') label++;
    if (colon < label) colon = strchr(label, ':');
    if (colon == NULL) return found;
    if (strcspn(label, marks) < (size_t)(colon - label)) continue; /* another mark stands before the colon */
    found.field = line_field(r, label, &found.value);
    found.from = (int32_t)(at - 1 - text);
    found.value += (int32_t)(label - text);
    if (found.field >= FIELD_LEAD && found.field <= FIELD_DEADLINE && colon < text + found.value) return found;
    found.field = FIELD_NONE;
  }
  return found;
}

/* Whether a heading is of the outermost numbering: that of the first one, but numbers are below Roman ones and capitals. */
static int is_outermost(const struct label *label, int32_t *top) {
  if (label->scheme == SCHEME_NONE || label->scheme > SCHEME_NUMBER || (label->scheme == SCHEME_NAMED && label->inner))
    return 0;
  if (*top == SCHEME_NONE || (*top == SCHEME_NUMBER && label->scheme < SCHEME_NUMBER)) *top = label->scheme;
  return label->scheme == *top;
}

/* What a part of the narrative may tell who and when of that is no task: when an event is held, when reports are due. */
static int is_of_no_tasks(struct reading *r, const char *title) {
  static const char *const words[] = {"thoi gian", "dia diem", "che do"};
  const char *folded = tthc__folded(r, title);
  size_t i;
  for (i = 0; i < sizeof words / sizeof *words; i++)
    if (strncmp(folded, words[i], strlen(words[i])) == 0) return 1;
  return 0;
}

/* Which parts have at least two paragraphs in them that tell who or when, and one of them who. */
void tthc__find_prose(struct reading *r) {
  int32_t at, start = -1, top = SCHEME_NONE, told = 0, leads = 0;
  char last_capital = '\0';
  for (at = 0; at < r->blocks->count && r->rc == TTHC_OK; at++) {
    const char *text = tthc__block(r, at)->kind == BLOCK_PARAGRAPH ? tthc__line_text(r, at) : NULL;
    struct label label = {0};
    int32_t value, field;
    if (text == NULL) continue;
    field = field_of(r, text, &label, &value);
    tthc__settle_label(&label, text, &last_capital);
    if (field == FIELD_NONE && is_outermost(&label, &top)) {
      start = is_of_no_tasks(r, text + label.rest) ? -1 : at;
      told = leads = 0;
    }
    if (!tells_who_or_when(field)) field = inline_label_of(r, text, "(;.").field;
    told += tells_who_or_when(field);
    leads += field == FIELD_LEAD;
    if (start >= 0 && told >= 2 && leads > 0) r->prose_parts[start] = 1;
  }
}

/* --- the task at hand --------------------------------------------------------------------------------------------- */

static void end_task(struct reading *r) {
  if (r->detail.failed) tthc__keep(r, tthc__fail_memory(r->err));
  if (r->rc == TTHC_OK && r->prose_task != TTHC_NONE && r->detail.size > 0) {
    struct buffer members = {0};
    tthc__put_extra_text(&members, "detail", r->detail.data);
    tthc__set_extra_texts(r, r->prose_task, &members);
    tthc__buffer_free(&members);
  }
  r->detail.size = 0;
  r->prose_task = TTHC_NONE;
  r->prose_field = FIELD_NONE;
}

void tthc__end_prose(struct reading *r) {
  end_task(r);
  r->in_prose = 0;
  r->prose_label = NULL;
}

static void add_detail(struct reading *r, const char *text) {
  if (*text == '\0') return;
  if (r->detail.size > 0) tthc__put_char(&r->detail, ' ');
  tthc__put(&r->detail, text);
}

static int64_t field_size(const struct reading *r, int32_t task, int32_t field) {
  const struct task *row = &r->plan->tasks.items[task];
  const char *text = field == FIELD_LEAD          ? row->lead.text
                     : field == FIELD_COORDINATOR ? row->coordinator.text
                     : field == FIELD_DELIVERABLE ? row->deliverable
                                                  : r->read_tasks[task].deadline;
  return text == NULL ? 0 : (int64_t)strlen(text);
}

/* What a task has no member for, or no more room, is its further text. */
static void add_value(struct reading *r, int32_t field, const char *value) {
  if (field < FIELD_LEAD || field > FIELD_DEADLINE ||
      (field_size(r, r->prose_task, field) > 0 &&
       field_size(r, r->prose_task, field) + (int64_t)strlen(value) > VALUE_MAX))
    add_detail(r, value);
  else
    tthc__set_field(r, r->prose_task, field, value);
}

/* Where the value of a label ends: in brackets, before the one that closes. */
static int64_t value_end(const char *text, int in_brackets) {
  int64_t end = (int64_t)strlen(text);
  while (in_brackets && end > 0 && strchr(".; )", text[end - 1]) != NULL) end--;
  return end;
}

/* The value of a label, and those of further labels in its line. */
static void read_values(struct reading *r, int32_t field, const char *value) {
  while (r->rc == TTHC_OK && *value != '\0') {
    const struct inline_label next = inline_label_of(r, value, ";.,");
    add_value(r, field, tthc__copy(r, value, 0, next.field == FIELD_NONE ? (int64_t)strlen(value) : next.from));
    if (next.field == FIELD_NONE) break;
    value += next.value;
    field = next.field;
  }
}

/* Text that is no field's, up to a label in its line: "Thời gian bắt đầu: …; thời gian hoàn thành: …". */
static void read_remark(struct reading *r, const char *text) {
  const struct inline_label next = inline_label_of(r, text, ";.");
  if (next.field == FIELD_NONE) {
    add_detail(r, text);
    return;
  }
  add_detail(r, tthc__copy(r, text, 0, next.from));
  read_values(r, next.field, text + next.value);
}

/* --- paragraphs --------------------------------------------------------------------------------------------------- */

/* Whether lettered or dashed items have labelled lines of their own below them, which makes them tasks. */
static int has_own_fields(struct reading *r, const struct label *item) {
  int32_t at = tthc__next_block(r, r->at), value;
  struct label label;
  for (; at < r->blocks->count; at = tthc__next_block(r, at)) {
    const char *text = tthc__line_text(r, at);
    if (text == NULL || tthc__block(r, at)->kind == BLOCK_ROW) return 0;
    if (field_of(r, text, &label, &value) >= FIELD_LEAD)
      return label.scheme == SCHEME_NONE || label.scheme > item->scheme;
    if (label.scheme != SCHEME_NONE && label.scheme <= item->scheme) return 0;
  }
  return 0;
}

static void open_prose_section(struct reading *r) {
  if (r->prose_label == NULL) return;
  r->section_scheme = r->prose_heading.scheme; /* each heading that has tasks is a section */
  tthc__open_group(r, r->prose_heading, r->prose_label, r->prose_title, r->prose_place);
  r->section_scheme = SCHEME_NONE;
  r->prose_label = NULL;
}

static void read_task(struct reading *r, const char *text, const struct label *label, struct place place) {
  const struct inline_label first = inline_label_of(r, text, "(;.");
  const char *title = first.field == FIELD_NONE || first.from <= label->rest
                        ? text + label->rest /* "1. (Chủ trì: Sở Nội vụ)" has nothing else to be called by */
                        : tthc__copy(r, text, label->rest, first.from + (text[first.from] == '.'));
  end_task(r);
  open_prose_section(r);
  if (r->rc != TTHC_OK) return;
  r->prose_task = tthc__open_task(r, *label, tthc__copy(r, text, label->from, label->to), title, place);
  if (r->rc == TTHC_OK && first.field != FIELD_NONE) {
    const int64_t end = value_end(text, text[first.from] == '(' || text[label->rest] == '(');
    read_values(r, first.field, tthc__copy(r, text, first.value, end));
  }
}

/* A heading of the narrative that may become a section, once a task stands below it. */
static void note_heading(struct reading *r, const char *text, const struct label *label, struct place place) {
  end_task(r);
  r->task_depth = 0;
  r->prose_heading = *label;
  r->prose_label = tthc__copy(r, text, label->from, label->to);
  r->prose_title = text[label->rest] == '\0' ? r->prose_label : text + label->rest;
  r->prose_place = place;
}

int tthc__read_prose(struct reading *r, const char *text, struct place place) {
  struct label label;
  int32_t value, field;
  const int begins = r->prose_parts[r->at];
  char last_capital = r->last_capital; /* tthc__read_part() will note it */
  if (!r->in_prose && !begins) return 0;
  field = field_of(r, text, &label, &value);
  tthc__settle_label(&label, text, &last_capital);
  if (begins || (label.scheme != SCHEME_NONE && label.scheme <= SCHEME_ROMAN && text[label.rest] != '\0')) {
    if (!begins && (label.scheme == r->top_scheme || r->top_scheme == SCHEME_NONE)) {
      tthc__end_prose(r);
      return 0;
    }
    tthc__read_part(r, text, place);
    note_heading(r, text, &label, place);
    if (begins) tthc__hold_sections(r);
    r->in_prose = 1;
    return 1;
  }
  if (r->top_scheme == SCHEME_NUMBER && label.scheme == SCHEME_NUMBER && field == FIELD_NONE) {
    tthc__end_prose(r);
    return 0;
  }
  if (field != FIELD_NONE && r->prose_task != TTHC_NONE) {
    r->prose_field = text[value] == '\0' ? field : FIELD_NONE;
    if (field == FIELD_TITLE || field == FIELD_OTHER)
      read_remark(r, label.scheme == SCHEME_SMALL ? text + value : text + label.rest);
    else
      read_values(r, field, tthc__copy(r, text, value, value_end(text, text[label.rest] == '(')));
    return 1;
  }
  if (text[label.rest] != '\0' &&
      (label.scheme == SCHEME_NUMBER || label.scheme == SCHEME_DOTTED ||
       (label.scheme != SCHEME_NONE &&
        (inline_label_of(r, text, "(;.").field != FIELD_NONE ||
         ((label.scheme < SCHEME_DASH || r->detail.size == 0) && has_own_fields(r, &label)))))) {
    read_task(r, text, &label, place);
    return 1;
  }
  if (r->prose_task == TTHC_NONE) return 0;
  if (r->prose_field >= FIELD_LEAD && r->prose_field <= FIELD_DEADLINE &&
      (label.scheme >= SCHEME_DASH || label.scheme == SCHEME_NONE)) {
    add_value(r, r->prose_field, text + label.rest);
    if (label.scheme == SCHEME_NONE) r->prose_field = FIELD_NONE; /* one line; a list goes on */
  } else
    add_detail(r, label.scheme == SCHEME_DASH ? text + label.rest : text);
  return 1;
}
