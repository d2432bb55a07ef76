/* A document read into a plan: what form it has, then its blocks in order, then what is made of all of them. */
#include "base/encoding.h"
#include "base/text.h"
#include "base/unicode.h"
#include "base/json.h"
#include "base/json_scan.h"
#include "calendar/day.h"
#include "calendar/deadline.h"
#include "document/docx.h"
#include "document/lines.h"
#include "document/mend.h"
#include "document/reading.h"

#include <stdlib.h>
#include <string.h>

struct document_options {
  const char *id;
  int32_t year;
  int32_t encoding;
};

static const struct json_field option_fields[] = {
  {FIELD("id", JSON_SLUG, struct document_options, id)},
  {FIELD("year", JSON_INT32, struct document_options, year), .range = {1900, 2200},
   .expected = {"năm từ 1900 đến 2200", "a year from 1900 to 2200"}},
  {FIELD("encoding", JSON_WORD, struct document_options, encoding), .vocabulary = &tthc__encodings},
  {0}};

/* --- the blocks in order ------------------------------------------------------------------------------------------ */

/* The paragraph that is next, where it goes on with one that a page's end has cut; NULL otherwise. */
static const char *rest_of_paragraph(struct reading *r, int32_t next, const char *text) {
  const char *rest =
    next < r->blocks->count && tthc__block(r, next)->kind == BLOCK_PARAGRAPH ? tthc__line_text(r, next) : NULL;
  return rest != NULL && !tthc__is_closed(text) && tthc__begins_small(rest) &&
             tthc__label_at_start(rest).scheme == SCHEME_NONE
           ? rest
           : NULL;
}

/* A paragraph with those that a page's end has cut off it. Leaves r->at at the last of them. */
static const char *read_whole_paragraph(struct reading *r, const char *text) {
  struct buffer whole = {0};
  int32_t next = tthc__next_block(r, r->at);
  const char *rest = rest_of_paragraph(r, next, text);
  tthc__take_block(r, r->at);
  if (rest == NULL) return text;
  tthc__put(&whole, text);
  while (rest != NULL && whole.size + (int64_t)strlen(rest) < STRING_MAX) {
    for (r->at++; r->at < next; r->at++) tthc__take_furniture(r, r->at);
    tthc__take_block(r, next);
    tthc__find_text(r, TTHC_F_ROW_JOINED, tthc__piece(r, next, 0)->place, rest);
    tthc__put_char(&whole, ' ');
    tthc__put(&whole, rest);
    if (whole.failed) break;
    next = tthc__next_block(r, r->at);
    rest = rest_of_paragraph(r, next, rest);
  }
  if (whole.failed)
    tthc__keep(r, tthc__fail_memory(r->err));
  else
    text = tthc__copy(r, whole.data, 0, whole.size);
  tthc__buffer_free(&whole);
  return text;
}

/* A row outside any table that is a paragraph all the same: one cell, or a list mark and its text. */
static const char *paragraph_of_row(struct reading *r) {
  const struct block *block = tthc__block(r, r->at);
  const char *text = tthc__line_text(r, r->at);
  if (text != NULL) return text;
  if (block->count == 2 && tthc__label_of_cell(tthc__piece(r, r->at, 0)->text).scheme != SCHEME_NONE)
    return tthc__joined(r, tthc__piece(r, r->at, 0)->text, tthc__piece(r, r->at, 1)->text);
  return NULL;
}

static void read_block(struct reading *r) {
  const struct place place = tthc__piece(r, r->at, 0)->place;
  const char *text;
  if (tthc__take_furniture(r, r->at)) {
    r->at++;
    return;
  }
  if (tthc__read_closing(r) || tthc__read_annex(r)) return;
  if (!r->in_prose && tthc__read_table_row(r)) return;
  text = paragraph_of_row(r);
  if (text == NULL) { /* a row that is no task: the findings will have it */
    r->at++;
    return;
  }
  if (tthc__read_section_line(r, text)) return;
  r->in_table = r->in_other_table = 0;
  if (r->after_closing && r->plan->parts.count == 0) {
    r->at++;
    return;
  }
  {
    const int32_t first = r->at;
    const char *whole = read_whole_paragraph(r, text);
    const int32_t last = r->at;
    r->at = first; /* where prose looks around itself */
    if (r->rc == TTHC_OK && !tthc__read_prose(r, whole, place)) tthc__read_part(r, whole, place);
    r->at = last + 1;
  }
}

static void find_left_over(struct reading *r) {
  int32_t i;
  for (i = 0; i < r->blocks->piece_count && r->rc == TTHC_OK; i++)
    if (!r->taken[i] && *r->blocks->pieces[i].text != '\0')
      tthc__find_text(r, TTHC_F_TEXT_NOT_PLACED, r->blocks->pieces[i].place, r->blocks->pieces[i].text);
}

/* Whether the text has letters, and of those that mostly bear marks hardly any that does. */
static void find_missing_marks(struct reading *r) {
  const struct place nowhere = {0};
  int64_t letters = 0, marked = 0;
  int32_t i;
  for (i = 0; i < r->blocks->piece_count; i++) {
    const char *text = r->blocks->pieces[i].text;
    for (; *text != '\0'; text++) {
      letters += (*text >= 'a' && *text <= 'z') || (*text >= 'A' && *text <= 'Z');
      marked += (unsigned char)*text >= 0xc3 && (unsigned char)*text < 0xe2;
    }
  }
  if (letters > 200 && marked * 100 < letters) tthc__find(r, TTHC_F_MARKS_MISSING, nowhere, NULL);
}

/* --- the year and what waits for it ------------------------------------------------------------------------------- */

/* "giai đoạn 2021-2025" of the subject: its years; 0 when there are none. */
static int span_of_subject(struct reading *r, int32_t *first, int32_t *last) {
  const char *folded = r->plan->subject == NULL ? "" : tthc__folded(r, r->plan->subject);
  const char *at = strstr(folded, "giai doan ");
  char *end;
  if (at == NULL) return 0;
  *first = (int32_t)strtol(at + 10, &end, 10);
  *last = (int32_t)strtol(end, NULL, 10);
  return *first >= 1900 && *last <= 2200 && *first < *last && *last - *first < 100;
}

/* The year that most deadlines name; 0 when none does. */
static int32_t year_of_deadlines(const struct reading *r) {
  int32_t counts[301] = {0}, best = 0, i;
  for (i = 0; i < r->plan->tasks.count; i++) {
    const char *text = r->read_tasks[i].deadline;
    for (; text != NULL && *text != '\0'; text++) {
      const long year = *text >= '1' && *text <= '2' ? strtol(text, (char **)&text, 10) : 0;
      if (year >= 1900 && year <= 2200) counts[year - 1900]++;
      if (*text == '\0') break;
    }
  }
  for (i = 0; i < 301; i++)
    if (counts[i] > counts[best]) best = i;
  return counts[best] > 0 ? 1900 + best : 0;
}

static void settle_year(struct reading *r, int32_t given) {
  const struct place nowhere = {0};
  struct words source = NOTHING;
  int32_t first = 0, last = 0, year = given;
  const int spans = span_of_subject(r, &first, &last);
  if (year == 0 && spans) year = first;
  if (year == 0) year = tthc__year_of_header(r, &source);
  if (year == 0) {
    year = year_of_deadlines(r);
    source = WORDS("thời gian thực hiện", "the deadlines");
  }
  if (year < 1900 || year > 2200) {
    r->rc = tthc__fail_at(r->err, TTHC_E_MISSING, "year", NULL,
                          WORDS("năm của kế hoạch: không có trong văn bản, cần cho biết ở tùy chọn \"year\"",
                                "the plan's year: the document has none, give it in the option \"year\""));
    return;
  }
  r->plan->year = year;
  r->plan->first_day = tthc__day(year, 1, 1);
  r->plan->last_day = tthc__day(spans && first == year ? last : year, 12, 31);
  if (source.vi != NULL) tthc__find_words(r, TTHC_F_YEAR_TAKEN, nowhere, source);
}

static void read_deadlines(struct reading *r) {
  int32_t i;
  for (i = 0; i < r->plan->tasks.count && r->rc == TTHC_OK; i++)
    if (r->read_tasks[i].deadline != NULL) {
      tthc__keep(r, tthc_task_set_deadline(r->plan, i, r->read_tasks[i].deadline, r->err));
      if (r->rc != TTHC_OK) tthc__error_set_place(r->err, r->plan->tasks.items[i].place.line, 0);
    }
}

/* The given id, or one made of the number and the year, or of the subject. */
static void settle_id(struct reading *r, const char *given) {
  struct buffer id = {0};
  if (given == NULL && r->plan->number != NULL) {
    tthc__put_slug(&id, r->plan->number, 64);
    tthc__put_char(&id, '-');
    tthc__put_int(&id, r->plan->year);
  } else if (given == NULL && r->plan->subject != NULL)
    tthc__put_slug(&id, r->plan->subject, ID_MAX);
  else
    tthc__put(&id, given == NULL ? "ke-hoach" : given);
  if (id.failed)
    r->rc = tthc__fail_memory(r->err);
  else if (id.size == 0 || !tthc__is_slug(id.data))
    r->plan->id = "ke-hoach";
  else
    r->rc = tthc__text_in(&r->plan->arena, id.data, ID_MAX, "id", &r->plan->id, r->err);
  tthc__buffer_free(&id);
}

/* --- the whole ---------------------------------------------------------------------------------------------------- */

static void read_blocks(struct reading *r, const tthc_plan *known, const struct document_options *options) {
  tthc__count_heads(r);
  tthc__find_prose(r);
  if (r->rc == TTHC_OK) tthc__read_header(r);
  while (r->rc == TTHC_OK && r->at < r->blocks->count) read_block(r);
  if (r->rc == TTHC_OK) tthc__end_prose(r);
  if (r->rc == TTHC_OK && r->plan->tasks.count == 0)
    r->rc = tthc__fail(r->err, TTHC_E_FORMAT, NULL,
                       WORDS("văn bản có bảng nhiệm vụ, hoặc nhiệm vụ ghi rõ \"Cơ quan chủ trì: …\"",
                             "a document with a table of tasks, or with tasks labelled \"Cơ quan chủ trì: …\""));
  if (r->rc == TTHC_OK) settle_year(r, options->year);
  if (r->rc == TTHC_OK) read_deadlines(r);
  if (r->rc == TTHC_OK) settle_id(r, options->id);
  if (r->rc == TTHC_OK) tthc__read_units(r, known);
  if (r->rc == TTHC_OK) tthc__read_cites(r);
  if (r->rc == TTHC_OK) tthc__read_targets(r);
  if (r->rc == TTHC_OK) find_missing_marks(r);
  find_left_over(r);
}

static void free_reading(struct reading *r) {
  int32_t i;
  for (i = 0; i < COLUMNS_MAX; i++) tthc__buffer_free(&r->cells[i]);
  tthc__buffer_free(&r->scratch);
  tthc__buffer_free(&r->detail);
  tthc__index_free(&r->slugs);
  tthc__arena_free(&r->arena);
  free(r->read_tasks);
  free(r->prose_parts);
  free(r->looks);
  free(r->taken);
  free(r);
}

/* A reading with an empty plan; NULL without memory. */
static struct reading *begin_reading(const struct blocks *blocks, tthc_error *err) {
  struct reading *r = calloc(1, sizeof *r);
  if (r != NULL) {
    r->blocks = blocks;
    r->err = err;
    r->section = r->loose_part = r->prose_task = TTHC_NONE;
    r->taken = calloc((size_t)blocks->piece_count + 1, 1);
    r->looks = calloc((size_t)blocks->piece_count + 1, 1);
    r->prose_parts = calloc((size_t)blocks->count + 1, 1);
    r->plan = tthc_plan_new("ke-hoach", 2000, err);
    r->findings = tthc__findings_new(err);
    if (r->taken != NULL && r->looks != NULL && r->prose_parts != NULL && r->plan != NULL && r->findings != NULL)
      return r;
    tthc_plan_free(r->plan);
    tthc_findings_free(r->findings);
    free_reading(r);
  }
  tthc__fail_memory(err);
  return NULL;
}

static tthc_plan *read_plan(const struct blocks *blocks, const tthc_plan *known, const struct document_options *options,
                            tthc_error *err) {
  struct reading *r = begin_reading(blocks, err);
  tthc_plan *plan;
  if (r == NULL) return NULL;
  read_blocks(r, known, options);
  plan = r->plan;
  plan->findings = r->findings;
  if (r->rc == TTHC_E_MEMORY) tthc__fail_memory(err); /* whatever came of it later */
  if (r->rc != TTHC_OK) {
    tthc_plan_free(plan);
    plan = NULL;
  }
  free_reading(r);
  return plan;
}

static int32_t check_size(int64_t size, tthc_error *err) {
  return size <= DOCUMENT_MAX
           ? TTHC_OK
           : tthc__fail(err, TTHC_E_LIMIT, NULL, WORDS("tài liệu không quá 64 MiB", "a document of at most 64 MiB"));
}

/* A zip is a .docx; what is no other known form is text. */
static int32_t read_form(const char *document, int64_t size, int32_t encoding, struct blocks *blocks, tthc_error *err) {
  struct buffer text = {0};
  int32_t rc;
  if (tthc__is_zip(document, size)) return tthc__read_docx(document, size, blocks, err);
  rc = tthc__refuse_known_form(document, size, err);
  if (rc == TTHC_OK) rc = tthc__decode(document, size, encoding, &text, err);
  if (rc == TTHC_OK) rc = tthc__read_lines(text.data, text.size, blocks, err);
  if (rc == TTHC_OK) rc = tthc__mend_lines(blocks, err);
  tthc__buffer_free(&text);
  return rc;
}

tthc_plan *tthc_plan_read_document(const char *document, int64_t size, const tthc_plan *known, const char *options_json,
                                   tthc_error *err) {
  struct document_options options = {0};
  struct arena keep = {0};
  struct blocks blocks = {0};
  tthc_plan *plan = NULL;
  if (document != NULL && size == -1) size = (int64_t)strlen(document);
  if (document == NULL || size < 0) {
    tthc__fail_at(err, TTHC_E_ARGUMENT, document == NULL ? "document" : "size", NULL,
                  WORDS("nội dung văn bản và số byte", "the bytes of a document and how many"));
    return NULL;
  }
  if (known != NULL && tthc__need_plan(known, err) != TTHC_OK) return NULL;
  if (tthc__json_options(options_json, option_fields, &options, &keep, err) == TTHC_OK &&
      check_size(size, err) == TTHC_OK && read_form(document, size, options.encoding, &blocks, err) == TTHC_OK)
    plan = read_plan(&blocks, known, &options, err);
  tthc__blocks_free(&blocks);
  tthc__arena_free(&keep);
  return plan;
}
