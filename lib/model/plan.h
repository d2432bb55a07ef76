/*
 * The plan in memory: rows in arrays, addressed by index, their texts and small lists in one arena. Each noun's checks
 * stand where it is added (unit.c, task.c, …), and every way in, by call or by document, goes through them.
 */
#ifndef TTHC_MODEL_PLAN_H
#define TTHC_MODEL_PLAN_H

#include "base/findings.h"
#include "base/index.h"
#include "base/memory.h"
#include "base/text.h"
#include "calendar/deadline.h"
#include "tthcplan/fact.h"
#include "tthcplan/contact.h"
#include "tthcplan/part.h"
#include "tthcplan/successor.h"

/* An array of rows. `extra` of a row: its x- members, as they are written back. */
#define ROWS(type)    \
  struct {            \
    type *items;      \
    int32_t count;    \
    int32_t capacity; \
  }

struct basis {
  const char *number;
  int32_t day;
  const char *issuer;
  const char *title;
  const char *extra;
};

struct part {
  int32_t parent;
  const char *label;
  const char *title;
  const char *text;
  int32_t holds_sections;
  const char *extra;
  const char *path;    /* its labels from the top, "V.1"; NULL where one is missing, or an earlier part has the same */
  int32_t first_child; /* these four are kept by tthc__add_part() */
  int32_t last_child;
  int32_t next; /* sibling */
  struct place place; /* in the document that it was read from */
};

struct member {
  int32_t unit;
  int32_t first_day;
  int32_t last_day;
};

/* A focal officer, for a span of days. */
struct contact {
  const char *name;
  const char *position;
  const char *email;
  const char *phone;
  int32_t first_day;
  int32_t last_day;
};

/* A unit that goes on with another's work from the day after that one's last day. */
struct successor {
  int32_t unit;
  int32_t kind; /* enum tthc_succession */
  const char *reference;
};

struct unit {
  const char *id;
  const char *name;
  int32_t kind;
  const char *level;
  const char *code;
  int32_t superior;
  int32_t first_day;
  int32_t last_day;
  const char **aliases;
  int32_t alias_count;
  struct member *members;
  int32_t member_count;
  struct contact *contacts;
  int32_t contact_count;
  struct successor *successors;
  int32_t successor_count;
  int32_t depth; /* kept by tthc__check_link() */
  const char *extra;
};

struct section {
  const char *id;
  const char *label;
  const char *title;
  const char *extra;
};

/* A cell that names units: as written, and whom it means. */
struct cell {
  const char *text;
  int32_t *units;
  int32_t count;
};

/* Where a plan or a task comes from: a plan, its revision (0: not known), and of these a task or the unit derived for. */
struct source {
  const char *plan;
  int32_t revision;
  const char *task;
  const char *unit;
};

struct task {
  const char *id;
  int32_t section;
  int32_t part; /* the narrative part that orders it, in place of a section */
  int32_t parent;
  const char *label;
  const char *title;
  struct cell lead;
  struct cell coordinator;
  const char *deliverable;
  struct deadline deadline; /* no clauses: no deadline */
  struct source source;
  const char *extra;
  struct place place; /* in the document that it was read from */
};

struct target {
  int32_t comparator;
  const char *amount; /* decimals, as text */
  const char *high;
  int32_t unit;
  const char *period;
  int32_t reduction; /* percent below the baseline, in place of the value itself */
};

/* What the value was before: of all units together, or of one. */
struct baseline {
  const char *amount;
  int32_t unit;
};

struct indicator {
  const char *id;
  const char *title;
  int32_t kind;
  int32_t series;
  int32_t task;
  const char *numerator_name;
  const char *denominator_name;
  const char *measure;
  struct baseline *baselines;
  int32_t baseline_count;
  struct target *targets;
  int32_t target_count;
  const char *extra;
};

struct evidence {
  const char *number;
  int32_t day;
  const char *text;
  const char *link;
};

struct fact {
  const char *id;
  int32_t kind;
  int32_t task;
  int32_t indicator;
  int32_t unit; /* TTHC_NONE: every unit */
  const char *period;
  int32_t period_number; /* among the plan's periods */
  int32_t state;
  int32_t percent;
  int64_t numerator;
  int64_t denominator;
  const char *amount;
  int32_t day;
  int32_t done_day;
  int32_t due;
  int64_t recorded_at;
  struct evidence evidence;
  const char *difficulties;
  const char *note;
  const char *author;
  const char *reference;
  const char *corrects;
  const char *extra;
};

struct signatory {
  const char *name;
  const char *position;
};

struct tthc_plan {
  uint32_t mark;
  struct arena arena;
  const char *id;
  int32_t revision;
  int32_t year;
  int32_t first_day;
  int32_t last_day;
  const char *regime;
  int32_t rolls;
  const char *subject;
  const char *authority;
  const char *number;
  const char *place;
  int32_t issued;
  const char *preamble;
  struct signatory signatory;
  struct source source;
  const char *extra;
  const char *facts_extra; /* of the facts document read last */
  tthc_findings *findings; /* of what it was made from, and of what was rolled up into it; NULL: none */
  ROWS(struct basis) bases;
  ROWS(struct part) parts;
  int32_t first_part; /* at the top */
  int32_t last_part;
  ROWS(struct unit) units;
  ROWS(struct section) sections;
  ROWS(struct task) tasks;
  ROWS(struct indicator) indicators;
  ROWS(struct fact) facts;
  ROWS(const char *) recipients;
  ROWS(const char *) periods; /* the keys that facts name, each once */
  struct index period_numbers;
  struct index unit_ids;
  struct index unit_names;       /* folded with marks */
  struct index unit_plain_names; /* folded without */
  struct index section_ids;
  struct index task_ids;
  struct index indicator_ids;
  struct index fact_ids;
  struct index part_paths;       /* labels from the top */
  struct index suffixes; /* of made ids: the number that was given last */
};

enum { SUPERIORS_MAX = 32, SUCCESSORS_MAX = 64 }; /* above one another; of one unit */

/* The regime of a plan that names none. */
#define USUAL_REGIME "kstt"

/* --- rows --------------------------------------------------------------------------------------------------------- */

/* The row of an index; NULL for a wrong handle or index. */
const struct part *tthc__part(const tthc_plan *plan, int32_t part);
const struct unit *tthc__unit(const tthc_plan *plan, int32_t unit);
const struct section *tthc__section(const tthc_plan *plan, int32_t section);
const struct task *tthc__task(const tthc_plan *plan, int32_t task);
const struct indicator *tthc__indicator(const tthc_plan *plan, int32_t indicator);
const struct fact *tthc__fact(const tthc_plan *plan, int32_t fact);

/* Defaults of a row: no days, no numbers, no references. */
struct part tthc__new_part(int32_t parent);
struct unit tthc__new_unit(void);
struct task tthc__new_task(void);
struct indicator tthc__new_indicator(void);
struct fact tthc__new_fact(void);

/*
 * These check a row, copy its own texts, and give its index or a negative code, with the member at fault as the path.
 * Lists (aliases, members, units of a cell, targets) are added afterwards, one by one. Without an id a unit and an
 * indicator get one from the name, a section and a task one from the labels.
 */
int32_t tthc__add_basis(tthc_plan *plan, const struct basis *basis, tthc_error *err);
int32_t tthc__add_part(tthc_plan *plan, const struct part *part, tthc_error *err);
int32_t tthc__add_unit(tthc_plan *plan, const struct unit *unit, tthc_error *err);
int32_t tthc__add_section(tthc_plan *plan, const struct section *section, tthc_error *err);
int32_t tthc__add_task(tthc_plan *plan, const struct task *task, tthc_error *err);
int32_t tthc__add_indicator(tthc_plan *plan, const struct indicator *indicator, tthc_error *err);
int32_t tthc__add_baseline(tthc_plan *plan, int32_t indicator, const struct baseline *baseline, tthc_error *err);
int32_t tthc__add_target(tthc_plan *plan, int32_t indicator, const struct target *target, tthc_error *err);
int32_t tthc__add_contact(tthc_plan *plan, int32_t unit, const struct contact *contact, tthc_error *err);

/* The id must be given and free; what it corrects is checked apart, as it may come later in a document. */
int32_t tthc__add_fact(tthc_plan *plan, const struct fact *fact, tthc_error *err);
int32_t tthc__check_correction(const tthc_plan *plan, int32_t fact, tthc_error *err);

/* "event", "event#2", "plan", or a period, of whatever regime, with or without "#n". */
int tthc__is_period_key(const char *key);

/* When a progress fact says that the work was done: its day, if it tells no other; TTHC_NO_DAY if it does not say so. */
int32_t tthc__done_day(const struct fact *fact);

/*
 * Adds a finding about a fact's member at fault, which shows what the fact is about ("B.1, noi-vu, 2021-Q2") and the
 * member's value. Gives 0, or TTHC_E_MEMORY.
 */
int32_t tthc__notice_fact(tthc_findings *findings, int32_t code, const tthc_plan *plan, const struct fact *fact);

/* Takes the last facts away again, down to `count`. */
void tthc__drop_facts(tthc_plan *plan, int32_t count);

/* Checks and copies where the plan, or one of its tasks, comes from. */
int32_t tthc__set_source(tthc_plan *plan, struct source *target, const struct source *source, tthc_error *err);

/* The unit of a name or alias, valid UTF-8; TTHC_NONE when there is none or more than one, TTHC_E_MEMORY. */
int32_t tthc__find_unit_named(const tthc_plan *plan, const char *name);

/* Sets a deadline whose texts are checked and copied; its clauses too. */
int32_t tthc__set_deadline(tthc_plan *plan, int32_t task, const struct deadline *deadline, tthc_error *err);

/* --- helpers of the nouns ----------------------------------------------------------------------------------------- */

int32_t tthc__need_plan(const tthc_plan *plan, tthc_error *err);
int32_t tthc__need_index(int32_t index, int32_t count, const char *member, tthc_error *err);

/* Copies a text into one of the plan's own members. */
int32_t tthc__set_text(tthc_plan *plan, const char **target, const char *text, int64_t max, const char *member,
                       tthc_error *err);

/* Copies x- members as they are written back. */
int32_t tthc__set_extra(tthc_plan *plan, const char **target, const char *extra, tthc_error *err);

/* Whether a day lies in a span, either end of which may be open. */
int tthc__is_between(int32_t day, int32_t first_day, int32_t last_day);

/* A unit before and behind its days. */
int tthc__is_to_come(const struct unit *unit, int32_t day);
int tthc__has_ended(const struct unit *unit, int32_t day);

/*
 * Before a member or successor is added: that none leads back, for which `not_back` is told, and that they do not
 * follow each other too often. One that is then not added for want of memory does no harm.
 */
int32_t tthc__check_link(tthc_plan *plan, int32_t from, int32_t to, struct words not_back, tthc_error *err);

/* Checks two days: open, or in order. */
int32_t tthc__check_span(int32_t first_day, int32_t last_day, tthc_error *err);

/* Checks an id of a unit or indicator, or makes one of a name; and that it is free in the index. */
int32_t tthc__make_slug(tthc_plan *plan, const struct index *ids, const char *id, const char *name, const char **out,
                        tthc_error *err);

/* Checks a given id of a section or task, or makes one free by "~2", "~3", … */
int32_t tthc__make_row_id(tthc_plan *plan, const struct index *ids, const char *id, const char *made,
                          const char **out, tthc_error *err);

/* A new, zeroed row behind those that count, in `rows.items[rows.count]`; 0 when memory is out. */
#define MAKE_ROOM(rows, scratch)                                                                           \
  (((scratch) = tthc__grow((rows).items, (rows).count, &(rows).capacity, sizeof *(rows).items)) == NULL \
     ? 0                                                                                                   \
     : ((rows).items = (scratch), 1))

#endif
