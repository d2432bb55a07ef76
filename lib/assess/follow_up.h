/*
 * A follow-up: items (an assignment that has reached a level, for one recipient) gathered into digests, and the log of
 * all that was ever given. It copies what it shows, and outlives the plan and the assessment.
 */
#ifndef TTHC_ASSESS_FOLLOW_UP_H
#define TTHC_ASSESS_FOLLOW_UP_H

#include "assess/assessment.h"
#include "tthcplan/follow_up.h"

enum { LEVELS_MAX = 16 };

enum level_to { TO_UNIT = 1, TO_SUPERIOR = 2 };

/* From which day on an assignment is followed up, to whom, and in what words. Texts: Vietnamese, English. */
struct level {
  const char *id;
  const char *name[2];
  int32_t from; /* days after the due day, before it when negative */
  int32_t working;
  int32_t to;               /* enum level_to */
  const char *request[2];   /* what the recipient is asked to do */
  const char *unit_name[2]; /* where the level goes to the superior: what it is for the unit itself */
  const char *unit_request[2];
  int32_t reply; /* whether it asks for an answer */
};

/* An entry of the log: a level that was given, or passed over, for an assignment and due day. */
struct sent {
  const char *task;
  const char *unit;
  const char *period;
  int32_t due;
  const char *level;
  int32_t day;
  int32_t passed_over;
  int32_t acknowledged;
  int32_t promised;
  const char *note;
  const char *extra;
};

struct follow_up_item {
  int32_t digest; /* the recipient's index in the plan while digests are made */
  int32_t row;    /* of the assessment */
  int32_t task;
  int32_t unit;
  int32_t level;
  int32_t role;
  uint32_t passed_over; /* a bit for each level */
  const char *period;
  int32_t state;
  int32_t due;
  int32_t effective;
  const char *due_text;
  const char *effective_text;
  int32_t days_late;
  int32_t working_days_late;
  int32_t promised;
  int32_t is_report;
};

struct digest {
  int32_t unit;
  int32_t first_item;
  int32_t item_count;
  struct contact *contacts; /* those of the day */
  int32_t contact_count;
};

/* A task as letters show it. */
struct followed_task {
  const char *id;
  const char *label;
  const char *title;
  const char *deadline;
  int32_t recurs; /* so that its period must be told */
};

struct tthc_follow_up {
  uint32_t mark;
  struct arena arena;
  struct arena strings[3]; /* of the documents: shipped levels, options, log */
  int32_t as_of;
  int32_t hold_working_days;
  int32_t reply_working_days;
  int32_t reply_by;
  int32_t held;
  const char *plan_id;
  const char *subject;
  const char *authority;
  const char *number;
  int32_t issued;
  struct followed_task *tasks; /* by the plan's indexes */
  struct named *units;
  ROWS(struct level) levels;
  ROWS(struct sent) log;
  ROWS(struct follow_up_item) items;
  ROWS(struct digest) digests;
  const char *log_extra;
  tthc_findings *findings;
};

/* What acknowledgements say about an assignment and due day. */
struct answer {
  int32_t acknowledged;
  int32_t held_until;
  int32_t promised;
};

/* What the steps of a follow-up share. */
struct following {
  const tthc_plan *plan;
  const tthc_assessment *assessment;
  const tthc_calendar *calendar;
  tthc_follow_up *result;
  struct index sent;    /* keys of the log to their rows */
  struct index answers; /* keys without the level */
  ROWS(struct answer) said;
  struct buffer key;
  ROWS(int32_t) whom; /* units that stand in for another, as a stack */
  int32_t *stamps;    /* one a unit: the last round in which it was seen */
  int32_t round;
  unsigned char *told; /* one a unit: what was noticed of it already */
  tthc_error *err;
};

/* An empty follow-up as of a day; NULL without memory. */
tthc_follow_up *tthc__new_follow_up(int32_t as_of, tthc_error *err);

/* Copies a text (NULL: none) into the result. */
int32_t tthc__keep_text(struct following *f, const char *text, const char **out);

/* A contact as results show it. */
extern const struct json_field tthc__contact_fields[];

/* --- levels ------------------------------------------------------------------------------------------------------- */

extern const struct json_field tthc__level_fields[];

/* Reads the shipped levels, then the options, which may replace them. */
int32_t tthc__read_levels(tthc_follow_up *follow_up, const char *options_json, tthc_error *err);

/* The rows of levels alone, which replace those that the follow-up has; the row is that. */
int32_t tthc__read_level_rows(const struct json_at *at, void *row);

/* A level's words in a language; in Vietnamese where it has no others, NULL where it has none. */
const char *tthc__level_words(const char *const words[2], const char *language);

/* The last due day for which the day of a level has come, and of all before; below all days when it came for none. */
int32_t tthc__level_reaches(const tthc_follow_up *follow_up, int32_t level, const tthc_calendar *calendar);

/* A bit for each level whose day has come for a due day. */
uint32_t tthc__levels_reached(const tthc_follow_up *follow_up, const tthc_calendar *calendar, int32_t effective);

/* The highest level of a set; TTHC_NONE of none. */
int32_t tthc__highest_level(uint32_t levels);

/* --- the log ------------------------------------------------------------------------------------------------------ */

extern const struct json_field tthc__sent_fields[];

/* Reads what was sent; NULL: nothing. */
int32_t tthc__read_log(struct following *f, const char *sent_json, int64_t size);

/* A bit for each level that the log has for an assignment; what was answered to it, NULL for nothing. */
int32_t tthc__levels_sent(struct following *f, const struct follow_up_item *item, uint32_t *levels,
                          const struct answer **answer);

/* Adds what an item gives and passes over. */
int32_t tthc__log_item(struct following *f, const struct follow_up_item *item);

/* By day, then by what tells entries apart. */
void tthc__sort_log(tthc_follow_up *follow_up);

/* --- recipients --------------------------------------------------------------------------------------------------- */

/* Adds an item to the digest of everyone whom it goes to. */
int32_t tthc__address(struct following *f, const struct follow_up_item *item);

/* Gathers the items into digests, with the contacts of the day. */
int32_t tthc__make_digests(struct following *f);

#endif
