/* What the facts of one assignment say beside its state. */
#include "assess/hearing.h"

void tthc__hear(struct hearing *hearing, struct fact_ref *ref) {
  const struct fact *fact = ref->fact;
  if (fact->kind == TTHC_PROGRESS) hearing->done = fact->state == TTHC_SAYS_DONE ? ref : NULL;
  if (fact->kind == TTHC_ACCEPTANCE) hearing->acceptance = fact;
  if (fact->kind == TTHC_EXPLANATION) hearing->explained = 1;
  if (fact->kind != TTHC_RETURN) return;
  hearing->done = NULL;
  hearing->acceptance = NULL;
}

/* On one day an acceptance comes behind what it accepts, however their ids are ordered. */
static int is_accepted(const struct fact *done, const struct fact *acceptance) {
  if (acceptance == NULL) return 0;
  if (acceptance->day != done->day) return acceptance->day > done->day;
  return acceptance->recorded_at == TTHC_NO_NUMBER || acceptance->recorded_at >= done->recorded_at;
}

void tthc__end_hearing(const struct hearing *hearing, struct assignment *assignment) {
  assignment->explained = (int8_t)hearing->explained;
  if (hearing->done == NULL) return;
  assignment->accepted = (int8_t)is_accepted(hearing->done->fact, hearing->acceptance);
  if (assignment->start != TTHC_NO_DAY && tthc__done_day(hearing->done->fact) < assignment->start)
    hearing->done->early = 1;
}
