/* Which facts count as of a day and an instant, in the order in which they speak: day, recorded_at, id. */
#include "assess/assessment.h"

#include "base/error.h"

#include <stdlib.h>
#include <string.h>

static int counts(const struct assessing *a, const struct fact *fact) {
  const int64_t known_at = a->result->known_at;
  if (fact->day > a->result->as_of) return 0;
  return known_at == TTHC_NO_NUMBER || fact->recorded_at == TTHC_NO_NUMBER || fact->recorded_at <= known_at;
}

#define COMPARE(a, b) \
  if ((a) != (b)) return (a) < (b) ? -1 : 1

static int compare_text(const char *a, const char *b) { return strcmp(a == NULL ? "" : a, b == NULL ? "" : b); }

static int compare_subject(const struct fact *x, const struct fact *y) {
  COMPARE(x->task, y->task);
  COMPARE(x->indicator, y->indicator);
  COMPARE(x->unit, y->unit);
  return compare_text(x->period, y->period);
}

int tthc__compare_times(const struct fact *x, const struct fact *y) {
  COMPARE(x->day, y->day);
  COMPARE(x->recorded_at, y->recorded_at); /* none is a large negative number: it has always been known */
  return strcmp(x->id, y->id);
}

static int compare_facts(const void *left, const void *right) {
  const struct fact *x = ((const struct fact_ref *)left)->fact, *y = ((const struct fact_ref *)right)->fact;
  const int subject = compare_subject(x, y);
  return subject != 0 ? subject : tthc__compare_times(x, y);
}

static void mark_corrected(const struct assessing *a, char *corrected) {
  int32_t i, target;
  for (i = 0; i < a->plan->facts.count; i++) {
    const struct fact *fact = &a->plan->facts.items[i];
    if (fact->corrects == NULL || !counts(a, fact)) continue;
    target = tthc__index_get(&a->plan->fact_ids, fact->corrects);
    if (target != TTHC_NONE) corrected[target] = 1;
  }
}

int32_t tthc__sort_facts(struct assessing *a) {
  const size_t count = (size_t)a->plan->facts.count;
  char *corrected = calloc(count + 1, 1);
  struct fact_refs *facts = calloc(1, sizeof *facts);
  int32_t i;
  if (facts != NULL) facts->items = calloc(count + 1, sizeof *facts->items);
  a->facts = facts;
  if (corrected == NULL || facts == NULL || facts->items == NULL) {
    free(corrected);
    return tthc__fail_memory(a->err);
  }
  mark_corrected(a, corrected);
  for (i = 0; i < a->plan->facts.count; i++)
    if (!corrected[i] && counts(a, &a->plan->facts.items[i]))
      facts->items[facts->count++].fact = &a->plan->facts.items[i];
  free(corrected);
  qsort(facts->items, (size_t)facts->count, sizeof *facts->items, compare_facts);
  return TTHC_OK;
}

void tthc__free_facts(struct fact_refs *facts) {
  if (facts == NULL) return;
  free(facts->items);
  free(facts);
}

/* The first fact that does not come before the subject. */
static int32_t lower_bound(const struct fact_refs *facts, const struct fact *subject) {
  int32_t low = 0, high = facts->count;
  while (low < high) {
    const int32_t middle = low + (high - low) / 2;
    if (compare_subject(facts->items[middle].fact, subject) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

struct fact_ref *tthc__facts_of(const struct fact_refs *facts, int32_t task, int32_t unit, const char *period,
                                int32_t *count) {
  struct fact subject;
  int32_t first, last;
  memset(&subject, 0, sizeof subject);
  subject.task = task;
  subject.indicator = TTHC_NONE;
  subject.unit = unit;
  subject.period = period;
  first = last = lower_bound(facts, &subject);
  while (last < facts->count && compare_subject(facts->items[last].fact, &subject) == 0) last++;
  *count = last - first;
  return &facts->items[first];
}

struct fact_ref *tthc__facts_of_indicator(const struct fact_refs *facts, int32_t indicator, int32_t *count) {
  struct fact subject;
  int32_t first, last;
  memset(&subject, 0, sizeof subject);
  subject.task = TTHC_NONE;
  subject.indicator = indicator;
  subject.unit = INT32_MIN;
  first = last = lower_bound(facts, &subject);
  while (last < facts->count && facts->items[last].fact->indicator == indicator) last++;
  *count = last - first;
  return &facts->items[first];
}

struct fact_ref *tthc__facts_of_task(const struct fact_refs *facts, int32_t task, int32_t *count) {
  struct fact subject;
  int32_t first, last;
  memset(&subject, 0, sizeof subject);
  subject.task = task;
  subject.indicator = subject.unit = INT32_MIN;
  first = last = lower_bound(facts, &subject);
  while (last < facts->count && facts->items[last].fact->task == task) last++;
  *count = last - first;
  return &facts->items[first];
}
