/* Differences of two revisions of a plan: rows that copy what they show. */
#ifndef TTHC_CASCADE_PLAN_DIFF_H
#define TTHC_CASCADE_PLAN_DIFF_H

#include "model/plan.h"
#include "tthcplan/plan_diff.h"

struct difference {
  int32_t kind;
  const char *id;
  int32_t change;
  const char *member;
  const char *before;
  const char *after;
};

struct tthc_plan_diff {
  uint32_t mark;
  struct arena arena;
  const char *plan_id;
  int32_t before_revision;
  int32_t after_revision;
  ROWS(struct difference) rows;
};

#endif
