/*
 * The result of assessing a plan: rows in arrays of small structs that refer to each other by index; the texts that
 * they show are copies in the result's own arena, so that it outlives the plan.
 */
#ifndef TTHC_ASSESS_ASSESSMENT_H
#define TTHC_ASSESS_ASSESSMENT_H

#include "assess/day_texts.h"
#include "base/findings.h"
#include "calendar/period.h"
#include "model/plan.h"
#include "tthcplan/assignment.h"
#include "tthcplan/figure.h"
#include "tthcplan/rollup.h"
#include "tthcplan/value.h"

enum { STATES = TTHC_DONE + 1, ASSIGNMENTS_MAX = 5000000 };

/* How an extension moved the due day. */
enum moved { NOT_MOVED, MOVED_LATER, MOVED_EARLIER, MOVED_FROM_NONE };

/* Small, as there may be millions: what several show is shared, and sentences are made when they are asked for. */
struct assignment {
  int32_t task;
  int32_t unit;
  const char *period; /* shared by the assignments of one task and period */
  int32_t state;
  int32_t start;
  int32_t due;
  int32_t effective;
  int32_t done_day;
  int32_t percent;
  int32_t days_late;
  int32_t working_days_late;
  int32_t returned; /* the day on which what was handed in was last sent back; TTHC_NO_DAY: never */
  int8_t reason;    /* enum tthc_reason */
  int8_t is_report; /* of a reporting period: what counts is the day on which the report is in */
  int8_t moved;     /* enum moved */
  int8_t accepted;
  int8_t explained;
};

struct rollup {
  int32_t kind;
  const char *id;
  const char *title;
  int32_t state;
  int32_t counts[STATES]; /* by state; 0: all */
  int32_t units_done;
  int32_t units_obliged;
  int64_t percent_sum;
  int32_t percent_given;
  int32_t reports; /* assignments of reporting periods, whatever their state */
  int32_t reports_on_time;
  int32_t reports_late;
  int32_t reports_missing;
};

/* What figures add up to, and how that stands to the target. */
struct reached {
  int32_t verdict;
  int64_t numerator;
  int64_t denominator;
  const char *text[2]; /* Vietnamese, English */
  const char *target;
};

struct value {
  int32_t indicator;
  int32_t unit; /* TTHC_NONE: all together */
  struct reached reached;
  int32_t units_reported;
  int32_t units_expected;
  const char *baseline;
  const char *reduction[2];
  int32_t periods_measured;
  int32_t periods_left;
  const char *needed[2];
  int32_t reachable;
};

/* The same of one period. */
struct figure {
  int32_t indicator;
  int32_t unit;
  const char *period;
  struct reached reached;
  int32_t units_reported;
  int32_t units_expected;
};

/* A row of the plan, as far as results name it. */
struct named {
  const char *id;
  const char *name;
  const char *measure; /* of an indicator */
};

/* Texts of a filter; none: everything passes. */
struct id_list {
  const char **items;
  int32_t count;
};

/* The filters of an assessment, as given; an assignment must pass them all. */
struct selection {
  struct arena arena;
  struct id_list units;
  struct id_list sections;
  struct id_list tasks;
  struct id_list roles;
  struct id_list states;
  struct id_list periods;
};

struct tthc_assessment {
  uint32_t mark;
  struct arena arena;
  int32_t as_of;
  int64_t known_at; /* TTHC_NO_NUMBER: everything */
  int32_t warning_days;
  struct selection selection;
  const char *plan_id;
  const char *subject;
  struct named *tasks; /* by the plan's indexes */
  struct named *units;
  struct named *indicators;
  int32_t task_count;
  int32_t unit_count;
  int32_t indicator_count;
  ROWS(struct assignment) assignments;
  ROWS(struct rollup) rollups;
  ROWS(struct value) values;
  ROWS(struct figure) figures;
  int32_t *task_starts;  /* the assignments of task t are those from [t] up to [t + 1] */
  struct day_texts days; /* of the days that are due */
  tthc_findings *findings;
};

/* What the steps of an assessment share. */
struct assessing {
  const tthc_plan *plan;
  const tthc_calendar *calendar;
  const struct regime *regime;
  tthc_assessment *result;
  struct fact_refs *facts; /* those that count, in order */
  int every_day;           /* facts are kept that count on any day, and asked for by the day at hand */
  int32_t *stamps;         /* one a unit: the last round in which it was seen */
  int32_t round;
  char *selected_units; /* by unit; NULL: all are */
  int left_alone; /* the unit expanded last has ended, and nobody stands for it */
  int32_t *told;  /* one a unit: the last task, and 1, of which it was told that its lead has ended */
  tthc_error *err;
};

/* --- options ------------------------------------------------------------------------------------------------------ */

struct assess_options {
  const tthc_plan *plan; /* which the filters speak of */
  int32_t warning_days;
  int64_t known_at;
  struct selection selection;
};

/* Reads one list of the selection, the one that the member is called after. */
int32_t tthc__read_selected(const struct json_at *at, void *row);

/* --- the steps, in their order ------------------------------------------------------------------------------------ */

/* Which facts count as of the day and instant; corrected ones do not. */
int32_t tthc__sort_facts(struct assessing *a);
void tthc__free_facts(struct fact_refs *facts);

/* Makes the assignments of every task, with their days; or those of one that somebody leads. */
int32_t tthc__assign(struct assessing *a);
int32_t tthc__assign_task(struct assessing *a, int32_t task);

/* Whether facts about events make assignments of a task. */
int tthc__has_events(const struct task *task);

/* Gives each assignment its state and reason; reports facts that match none. */
int32_t tthc__judge(struct assessing *a);

/* Reports facts that count, but are of a day outside what they are about. */
int32_t tthc__notice_facts(struct assessing *a);

/* Drops the assignments that the filters do not let pass. */
int32_t tthc__select(struct assessing *a);

int32_t tthc__roll_up(struct assessing *a);
int32_t tthc__evaluate(struct assessing *a);

/* What goes before the steps: an empty result, its regime and its room; and what is freed behind them. */
tthc_assessment *tthc__new_result(int32_t as_of, struct assess_options *options, tthc_error *err);
int32_t tthc__begin_assessing(struct assessing *a);
void tthc__end_assessing(struct assessing *a);

/* Percent done of a roll-up, TTHC_NO_NUMBER when nobody gave one. */
int32_t tthc__rollup_percent(const struct rollup *row);

/* How many are open and not overdue; those that wait for an event count apart. */
int32_t tthc__open_in_time(const struct rollup *row);

/* Why an assignment is in its state, as one sentence. */
void tthc__put_sentence(struct buffer *out, const tthc_assessment *a, const struct assignment *row, int is_english);

/* --- facts in order ----------------------------------------------------------------------------------------------- */

/* A fact and what it is about, as numbers. */
struct fact_ref {
  const struct fact *fact;
  int32_t subject; /* the task; behind all tasks, the indicator */
  int32_t major;   /* of a task the rank of the period, of an indicator the unit from 1 */
  int32_t minor;   /* the other one; unit 0 is every unit, rank 0 no period */
  int8_t matched;
  int8_t early; /* it says that work was done before its window opened */
};

/* Sorted by subject, major, minor, and then by time. */
struct fact_refs {
  struct fact_ref *items;
  int32_t count;
  int32_t *ranks;  /* of the plan's periods, by name */
  int32_t *starts; /* those of subject s are from [s] up to [s + 1] */
  int32_t *until;  /* by the plan's facts: the day from which a correction counts; NULL: all that are kept count */
  int32_t group_task; /* the task and period asked for last, and their facts */
  const char *group_period;
  int32_t group_first;
  int32_t group_end;
  int32_t next; /* behind the unit asked for last */
};

/* Runs of facts: about a task, unit (TTHC_NONE: every unit) and period; about a task; of an indicator, by unit. */
struct fact_ref *tthc__facts_of(const struct assessing *a, int32_t task, int32_t unit, const char *period,
                                int32_t *count);
struct fact_ref *tthc__facts_of_task(const struct assessing *a, int32_t task, int32_t *count);
struct fact_ref *tthc__facts_of_indicator(const struct assessing *a, int32_t indicator, int32_t *count);

/* Whether a fact counts as of the day at hand, and the day from which it no longer does; NEVER: it always will. */
enum { NEVER = INT32_MAX };
int tthc__counts_now(const struct assessing *a, const struct fact_ref *ref);
int32_t tthc__counts_until(const struct assessing *a, const struct fact_ref *ref);

/* By day, then recorded_at, then id: the later one has the last word. */
int tthc__compare_times(const struct fact *x, const struct fact *y);

/* --- units -------------------------------------------------------------------------------------------------------- */

/* A new round of seeing units; whether a unit is seen in it for the first time. */
void tthc__new_round(struct assessing *a);
int tthc__first_seen(struct assessing *a, int32_t unit);

/*
 * Calls `each` for every unit that stands for `unit` on a day: itself, or a group's members then, at every depth, each
 * once a round. For a unit that has ended stand its successors of that day; a member without any falls out, `unit`
 * itself stays, which a->left_alone tells. Stops at a result that is not TTHC_OK.
 */
typedef int32_t each_unit(struct assessing *a, int32_t unit, void *context);
int32_t tthc__expand(struct assessing *a, int32_t unit, int32_t day, each_unit *each, void *context);

/* The same, in a new round, for every unit that leads a task. */
int32_t tthc__expand_leads(struct assessing *a, int32_t task, int32_t day, each_unit *each, void *context);

/* Marks the units that the filters let pass, as of the day; and whether one is. */
int32_t tthc__select_units(struct assessing *a);
int tthc__is_selected(const struct assessing *a, int32_t unit);

#endif
