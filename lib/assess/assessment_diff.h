/* What differs between two assessments. Rows show what they share; it is copied from the assessments. */
#ifndef TTHC_ASSESS_ASSESSMENT_DIFF_H
#define TTHC_ASSESS_ASSESSMENT_DIFF_H

#include "assess/assessment.h"
#include "tthcplan/assessment_diff.h"

/* An assignment on one side; the state is 0 where there is none. */
struct difference_side {
  int32_t state;
  int32_t due;
  int32_t effective;
};

struct difference {
  const char *task_id;
  const char *unit_id;
  const char *unit_name;
  const char *period;
  int32_t change;
  struct difference_side before;
  struct difference_side after;
};

/* What was compared. */
struct difference_of {
  int32_t as_of;
  int64_t known_at;
};

struct tthc_assessment_diff {
  uint32_t mark;
  struct arena arena;
  const char *plan_id;
  struct difference_of before;
  struct difference_of after;
  struct day_texts days;
  ROWS(struct difference) rows;
};

#endif
