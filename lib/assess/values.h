/* An indicator being evaluated: its figures by unit and by period, their sums, and what these are held against. */
#ifndef TTHC_ASSESS_VALUES_H
#define TTHC_ASSESS_VALUES_H

#include "assess/assessment.h"
#include "base/decimal.h"
#include "base/ratio.h"

/* What one unit, or all together, reached. */
struct sum {
  int reported;
  int64_t numerator;
  int64_t denominator;   /* of a ratio */
  struct decimal amount; /* of a value */
};

/* A figure that counts: the last word of a unit on a period. */
struct point {
  const struct fact *fact;
  struct period period; /* kind 0: of a regime that the calendar lacks */
  int32_t end;          /* its last day; of a period that cannot be read the day of the fact */
  const char *name;     /* of the period, a copy that lasts */
  int32_t expected;     /* the unit is one of those that should report in the period */
};

/* All that was measured in one period. */
struct measured_period {
  struct point **points; /* by unit */
  int32_t count;
  int32_t end;
};

struct evaluating {
  int32_t index;
  const struct indicator *indicator;
  struct arena scratch;
  const char **target_texts; /* by target, as results show them */
  struct point *points;      /* by unit and time */
  int32_t count;
  struct measured_period *periods; /* in time */
  int32_t period_count;
  struct sum total;
  int32_t expected; /* whether the units at hand should report */
  int32_t units_expected;
  int32_t units_reported; /* of those that should */
};

/* --- figures (points.c) ------------------------------------------------------------------------------------------- */

/* Collects the figures of an indicator, and tells of those that do not go together. */
int32_t tthc__collect_points(struct assessing *a, struct evaluating *e);

/*
 * Makes `e->points`, which has room, those of facts that count as of the day at hand: the last of each unit and
 * period has the last word. The figures of a unit stand together, by period.
 */
void tthc__keep_last_words(const struct assessing *a, struct evaluating *e, const struct fact_ref *facts,
                           int32_t count);

/* Those of one unit, in time. */
struct point *tthc__points_of(const struct evaluating *e, int32_t unit, int32_t *count);

struct sum tthc__figure_of(const struct point *point);
int32_t tthc__add_sum(struct assessing *a, struct sum *sum, const struct sum *more);

/* What the figures of one unit come to: all of a series by period, the last of a cumulative one. */
int32_t tthc__sum_points(struct assessing *a, const struct evaluating *e, const struct point *points, int32_t count,
                         struct sum *sum);

/* --- targets (targets.c) ------------------------------------------------------------------------------------------ */

/* Where the values that meet a target end: included, or open. */
struct bound {
  int is_set;
  int is_open;
  struct ratio at;
};

struct bounds {
  struct bound low;
  struct bound high;
};

/* How results show a target, ">= 20". */
void tthc__put_target(struct buffer *out, const struct target *target);
int32_t tthc__make_target_texts(struct assessing *a, struct evaluating *e);

/*
 * The target that holds for a unit on a day: the one that names the unit, then the one that names the period, of these
 * the one that names the very period that is judged (NULL: none). TTHC_NONE when no target holds.
 */
int32_t tthc__find_target(const struct indicator *indicator, int32_t unit, int32_t day, const char *period);

/* The baseline of a unit, or of all units; NULL when it has none. */
const char *tthc__find_baseline(const struct indicator *indicator, int32_t unit);

/* The values that meet a target; 0 for a reduction from no baseline, or from 0. */
int tthc__find_bounds(const struct indicator *indicator, int32_t unit, int32_t target, struct bounds *bounds);

/* Where a value is: -1 too low, 1 too high, 0 within the bounds. */
int tthc__side_of(const struct bounds *bounds, struct ratio value);

/* A sum as what targets speak of, percent or an amount; 0 without a value. */
int tthc__value_of(const struct indicator *indicator, const struct sum *sum, struct ratio *value);

/* Judges a sum by the target with this index; and the same, with the texts that show it. */
void tthc__judge_sum(const struct evaluating *e, int32_t unit, int32_t target, const struct sum *sum,
                     struct reached *out);
int32_t tthc__reach(struct assessing *a, const struct evaluating *e, int32_t unit, int32_t target,
                    const struct sum *sum, struct reached *out);

/* The baseline of a value's row, and by how much it was undercut. */
int32_t tthc__set_reduction(struct assessing *a, const struct evaluating *e, const struct sum *sum,
                            struct value *value);

/* A ratio in both languages. */
int32_t tthc__ratio_texts(struct arena *arena, struct ratio ratio, enum rounding rounding, const char *out[2],
                          tthc_error *err);

/* --- rows by period (figures.c) ----------------------------------------------------------------------------------- */

/* For all units together; this also tells each figure whether its unit should have reported it. */
int32_t tthc__add_total_figures(struct assessing *a, struct evaluating *e);
int32_t tthc__add_unit_figures(struct assessing *a, const struct evaluating *e, const struct point *points,
                               int32_t count);

/* The day on which the units are resolved that should report as of a day: a plan that is over stays as it was. */
int32_t tthc__asking_day(const struct assessing *a, int32_t day);

/* --- trend (trend.c) ---------------------------------------------------------------------------------------------- */

/* The periods that were measured, one after the other. */
struct course {
  int32_t count;
  int32_t mixed; /* they are not all of one kind */
  const struct period *last;
};

void tthc__add_to_course(struct course *course, const struct point *point);

/* What is needed in the periods that are left. The value's row was judged before. */
int32_t tthc__set_trend(struct assessing *a, const struct evaluating *e, int32_t target, const struct sum *sum,
                        const struct course *course, struct value *value);

#endif
