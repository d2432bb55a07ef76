/*
 * Ranking: a scheme as it was read, what is counted of each unit, and the result. Points are integers, in
 * ten-thousandths of a point, so that sums are exact.
 */
#ifndef TTHC_ASSESS_RANKING_H
#define TTHC_ASSESS_RANKING_H

#include "assess/assessment.h"
#include "base/decimal.h"
#include "base/json.h"
#include "tthcplan/ranking.h"

enum { POINT = 10000, POINT_DECIMALS = 4, POINTS_MAX = 1000, CRITERIA_MAX = 64, CLASSES_MAX = 32, BLOCKS_MAX = 256 };

enum measure {
  ON_TIME_SHARE = 1,
  DONE_SHARE = 2,
  REPORTS_ON_TIME_SHARE = 3,
  INDICATOR_ACHIEVEMENT = 4,
  INDICATORS_MET_SHARE = 5,
  OVERDUE_DEDUCTION = 6,
  LATE_DAYS_DEDUCTION = 7,
  RETURNED_DEDUCTION = 8,
  UNEXPLAINED_DEDUCTION = 9,
  MANUAL = 10,
  MEASURES = 11
};

/* What becomes of a criterion that a unit has nothing to be judged by. */
enum missing { MISSING_ZERO = 1, MISSING_LEAVE_OUT = 2, MISSING_NOT_RANKED = 3 };

enum late_days { CALENDAR_DAYS = 1, WORKING_DAYS = 2 };

struct criterion {
  const char *id;
  const char *name;
  const char *points_text; /* decimals, as text */
  const char *per_text;
  const char *cap_text;
  const char *indicator_id;
  int64_t points;
  int64_t per; /* deducted for each */
  int64_t cap; /* deducted at most */
  int32_t measure;
  int32_t indicator; /* TTHC_NONE: all of the unit's */
  int32_t days;
  int32_t decimals;
  int32_t missing;
};

struct rating_class {
  const char *id;
  const char *name;
  const char *from_text;
  struct decimal from; /* percent of the points that could be had */
};

struct block {
  const char *id;
  const char *name;
};

struct scheme {
  struct arena arena;
  const char *id;
  const char *name;
  const char *version;
  const char *basis;
  int32_t missing; /* of criteria that do not say */
  int32_t min_due;
  ROWS(struct criterion) criteria;
  ROWS(struct rating_class) classes;
  ROWS(struct block) blocks;
  ROWS(int32_t) ties; /* criteria */
  int64_t points;     /* of all criteria */
  int32_t decimals;   /* the most that a criterion has */
};

/* The points of one criterion, and where they come from. */
struct score {
  int64_t points; /* TTHC_NO_NUMBER: left out, or missing */
  int64_t numerator;
  int64_t denominator;
  int32_t silent;      /* how many figures should have been reported and were not */
  const char *text[2]; /* Vietnamese, English */
  const char *explanation[2];
};

struct ranked {
  const tthc_ranking *ranking;
  int32_t block;
  int32_t unit;
  const char *unit_id;
  const char *unit_name;
  int32_t rank; /* 0: not ranked */
  int32_t reason;
  int32_t rating;  /* TTHC_NONE: none */
  int32_t missing; /* the criterion that must not be; TTHC_NONE */
  int32_t fallen_due;
  int64_t points;
  int64_t attainable;
  struct score *scores; /* one a criterion */
  const char *total[2];
  const char *reason_text[2];
};

struct tthc_ranking {
  uint32_t mark;
  struct arena arena;
  struct scheme scheme;
  int32_t as_of;
  int64_t known_at;
  const char *plan_id;
  const char *subject;
  ROWS(struct ranked) rows;
};

/* What is counted of one unit; cancelled work is left out everywhere. */
struct unit_counts {
  int64_t owed;
  int64_t on_time;
  int64_t late;
  int64_t overdue;
  int64_t reports_on_time;
  int64_t reports_due;
  int64_t late_days[WORKING_DAYS + 1]; /* by enum late_days */
  int64_t handed_in;
  int64_t returned;    /* of these, how many were sent back at least once */
  int64_t unexplained; /* late or overdue, without an explanation */
  int64_t figures;     /* values that it reported */
};

/* What the steps of a ranking share. */
struct scoring {
  const tthc_plan *plan;
  const tthc_assessment *assessment;
  tthc_ranking *result;
  int32_t *block_of;          /* by unit; TTHC_NONE: none */
  char *listed;               /* by unit: a block names it */
  struct unit_counts *counts; /* by unit */
  struct score *scores;       /* by unit, then criterion: numerator, denominator, silent */
  tthc_error *err;
};

extern const struct vocabulary tthc__measures;

/* Reads a scheme (NULL: the shipped one) into the result, and which unit is in which block. */
int32_t tthc__read_scheme(struct scoring *s, const char *json, int64_t size);

/* Reads the points that people gave into the scores. */
int32_t tthc__read_given_scores(struct scoring *s, const char *options_json);

/* Counts assignments and values into counts and scores. */
int32_t tthc__count_units(struct scoring *s);

/* Gives the points of a row's scores, its sum, class and reason. */
void tthc__score_unit(const struct scoring *s, struct ranked *row);

/* Whether there is nothing to judge a unit by, or figures are missing that it should have reported. */
int tthc__is_missing(const struct criterion *criterion, const struct score *score);

/* Fills in the texts of a row. */
int32_t tthc__write_row_texts(tthc_ranking *ranking, struct ranked *row, tthc_error *err);

/* Points with some decimals (more, when they have more) and the mark of the language. */
void tthc__put_points(struct buffer *out, int64_t points, int32_t decimals, int is_english);

#endif
