/*
 * A document being read into a plan. Each step takes blocks that it understands and marks their pieces; what is left at
 * the end becomes a finding, so that nothing is dropped in silence. The first failure is kept in `rc`, and every step
 * leaves at once when there is one.
 */
#ifndef TTHC_DOCUMENT_READING_H
#define TTHC_DOCUMENT_READING_H

#include "document/blocks.h"
#include "document/field.h"
#include "document/label.h"
#include "model/plan.h"

enum { TASK_DEPTH_MAX = 16, PART_DEPTH_MAX = 16 };

/* A task that is open: later rows may be below it. */
struct open_task {
  int32_t task;
  int32_t scheme;
  int32_t rank;
};

struct open_part {
  int32_t part;
  int32_t rank;
};

/* What is known of a task beside the plan's row: its deadline waits for the plan's year. */
struct read_task {
  const char *deadline;
  struct place place;
};

struct reading {
  const struct blocks *blocks;
  tthc_plan *plan;
  tthc_findings *findings;
  tthc_error *err;
  int32_t rc;
  char *taken;           /* by piece: 1 when it went into the plan or a finding */
  char *looks;           /* by piece: what it looks like, for columns.c */
  int32_t at;            /* the block to read next */
  struct buffer scratch; /* of tthc__folded() */
  struct arena arena;    /* of joined texts */
  struct index slugs;    /* of made ids: how often each came */

  /* the narrative */
  struct open_part parts[PART_DEPTH_MAX];
  int32_t part_depth;
  int32_t top_scheme;    /* the outermost numbering */
  char last_capital;     /* its last one-letter label, to tell "I" after "H" from a Roman one */
  int32_t after_closing; /* the signature has been read: what follows are annexes */

  /* sections and tasks */
  int32_t section;
  int32_t section_scheme; /* the numbering of sections: what else heads rows stands inside them */
  char last_section_capital;
  int32_t loose_tasks; /* tasks that stand in no section, and the part that they stand in */
  int32_t loose_part;
  int32_t heads[SCHEME_PLUS + 1]; /* how many heading rows each numbering of paragraphs stands before */
  int32_t made_labels;            /* in the section */
  int32_t letters_first;          /* "a)" stands above "1" in the section */
  int32_t made_sections;          /* labels made for sections */
  struct open_task tasks[TASK_DEPTH_MAX];
  int32_t task_depth;
  struct read_task *read_tasks; /* by task */
  int32_t read_task_capacity;

  /* the table */
  int32_t fields[COLUMNS_MAX]; /* of each column */
  const char *headings[COLUMNS_MAX];
  const char *members[COLUMNS_MAX]; /* the names of x- members that columns become, all different; NULL: of no such */
  struct buffer cells[COLUMNS_MAX]; /* of the row at hand, with what it goes on in */
  const char *above[COLUMNS_MAX];   /* of the row before, for merged cells */
  int32_t columns;                  /* 0: no table yet */
  int32_t in_other_table;           /* the block before was a row of a table that holds no tasks */
  int32_t in_table;                 /* the block before was a row of it */

  /* labelled prose */
  char *prose_parts; /* by block: the top part that begins there holds tasks in labelled prose */
  int32_t in_prose;
  int32_t prose_task;         /* the task at hand; TTHC_NONE */
  int32_t prose_field;        /* a label without a value: its value is in the list below it */
  struct buffer detail;       /* further text of the task at hand */
  struct label prose_heading; /* of the section to come, and its words */
  const char *prose_label;
  const char *prose_title;
  struct place prose_place;
};

/* Keeps the code of a call when it is the first failure. Gives it. */
int32_t tthc__keep(struct reading *r, int32_t rc);

/* --- blocks and pieces -------------------------------------------------------------------------------------------- */

const struct block *tthc__block(const struct reading *r, int32_t at);
const struct piece *tthc__piece(const struct reading *r, int32_t at, int32_t n);

/* The text of a paragraph, or of a row's only cell that is not blank, with line ends made blanks; NULL otherwise. */
const char *tthc__line_text(struct reading *r, int32_t at);

/* Marks a piece, or all of a block, as having gone into the plan. */
void tthc__take(struct reading *r, int32_t at, int32_t n);
void tthc__take_block(struct reading *r, int32_t at);

/* Takes a block that says nothing: the motto, lines of dashes, page numbers. 1 when it was one. */
int tthc__take_furniture(struct reading *r, int32_t at);

/* The next block that is not blank and no furniture; the count of blocks when there is none. */
int32_t tthc__next_block(struct reading *r, int32_t at);

/* --- text --------------------------------------------------------------------------------------------------------- */

/* The text as small words without marks; lives until the next call. */
const char *tthc__folded(struct reading *r, const char *text);

/* A copy of bytes of a text, trimmed, with line ends made blanks; "" without memory. */
const char *tthc__copy(struct reading *r, const char *text, int64_t from, int64_t to);

/* Two texts with a blank between them; either may be NULL or "". */
const char *tthc__joined(struct reading *r, const char *a, const char *b);

/* An id made of a name, free among those of the index; `otherwise` where the name has no letters for one. */
const char *tthc__free_slug(struct reading *r, const struct index *ids, const char *name, const char *otherwise);

/* Whether the text begins with a small letter, and so goes on with what is before it; whether it is all capitals. */
int tthc__begins_small(const char *text);
int tthc__is_capitals(const char *text);

/* Whether a text ends as a sentence or an item of a list does. */
int tthc__is_closed(const char *text);

/* --- findings ----------------------------------------------------------------------------------------------------- */

/* What to show is words in both languages, or a name (NULL for none). */
void tthc__find_words(struct reading *r, int32_t code, struct place place, struct words about);
void tthc__find(struct reading *r, int32_t code, struct place place, const char *about);

/* The same with at most 160 bytes of the text. */
void tthc__find_text(struct reading *r, int32_t code, struct place place, const char *text);

/* --- the steps ---------------------------------------------------------------------------------------------------- */

/* The document's header up to the first part: who, number, place, day, subject, preamble (header.c). */
void tthc__read_header(struct reading *r);

/* The year that the header tells; 0 for none, with what it was taken from, where that is worth a finding. */
int32_t tthc__year_of_header(struct reading *r, struct words *source);

/* Recipients and signature, where the block at hand begins them (closing.c). 1 when it did. */
int tthc__read_closing(struct reading *r);

/* A paragraph of the narrative; `text` is the whole of it (outline.c). */
void tthc__read_part(struct reading *r, const char *text, struct place place);

/* The annex that begins at the block at hand. 1 when one does. */
int tthc__read_annex(struct reading *r);

/* Says that the sections stand in the part that is open at the top, if no part says so yet. */
void tthc__hold_sections(struct reading *r);

/* A one-letter label that may be both, by the capital before it: a Roman number when it does not follow on that. */
void tthc__settle_label(struct label *label, const char *text, char *last_capital);

/* How deep a numbering stands, outermost first; capitals and Roman numbers are the caller's. */
int32_t tthc__rank_of_label(const struct label *label);

/* A row of a task table at the block at hand, with those that it goes on in (table.c). 1 when it was one. */
int tthc__read_table_row(struct reading *r);

/* The columns told from the rows at hand, where there is no heading row (columns.c). 1 when they could be. */
int tthc__guess_columns(struct reading *r, int32_t at);

/* The columns of the heading rows at the block at hand, which are taken. */
void tthc__read_columns(struct reading *r);

/* Whether a block is a heading row of a task table; whether it is a row that the table at hand may go on with. */
int tthc__is_heading_row(struct reading *r, int32_t at);
int tthc__is_other_heading_row(struct reading *r, int32_t at); /* of a table that is none of tasks */
int tthc__is_column_numbers(struct reading *r, int32_t at);    /* "(1) (2) (3)", "A B 1 2" */
int tthc__is_table_row(struct reading *r, int32_t at);

/* Counts which paragraphs head tables; then makes a section of a paragraph that does. 1 when it was one (tasks.c). */
void tthc__count_heads(struct reading *r);
int tthc__read_section_line(struct reading *r, const char *text);

/* Where tasks stand in labelled prose; then a paragraph of it: 1 when it belongs to such; the end of it (prose.c). */
void tthc__find_prose(struct reading *r);
int tthc__read_prose(struct reading *r, const char *text, struct place place);
void tthc__end_prose(struct reading *r);

/* Adds a section, or a heading inside one; a section that has no label; a task below what is open. */
void tthc__open_group(struct reading *r, struct label label, const char *printed, const char *title,
                      struct place place);
void tthc__open_unlabelled(struct reading *r, const char *title, struct place place);
int32_t tthc__open_task(struct reading *r, struct label label, const char *printed, const char *title,
                        struct place place);

/* Sets a cell or line of a task. */
void tthc__set_field(struct reading *r, int32_t task, int32_t field, const char *text);

/* Puts "x-name": "text" behind the members that are there; then sets them all, once for each task. */
void tthc__put_extra_text(struct buffer *members, const char *name, const char *text);
void tthc__set_extra_texts(struct reading *r, int32_t task, const struct buffer *members);

/* Documents cited anywhere in the plan (cites.c); units of the cells (units.c); indicators (targets). */
void tthc__read_cites(struct reading *r);
void tthc__read_units(struct reading *r, const tthc_plan *known);
void tthc__read_targets(struct reading *r);

#endif
