/* The state of each assignment as of the day: from its days, and from what its facts say, the last word counting. */
#include "assess/assessment.h"

#include "assess/hearing.h"
#include "assess/standing.h"
#include "base/buffer.h"
#include "base/error.h"

#include <string.h>

/* What the facts of one assignment come to. */
struct said {
  int32_t state; /* enum tthc_progress_state; 0: silence */
  int32_t done_day;
  int32_t percent;
  int32_t returned;             /* the day on which it was sent back last; TTHC_NO_DAY: never */
  int is_returned;              /* and nothing was said since */
  const struct fact *extension; /* the one with the last word, for this unit or for all */
  struct hearing hearing;
};

static void hear_progress(struct said *said, const struct fact *fact, int is_report) {
  if (said->state == TTHC_SAYS_DONE) said->percent = TTHC_NO_NUMBER; /* what is no longer done is not 100 % */
  said->state = fact->state;
  said->is_returned = 0;
  said->done_day = is_report ? fact->day : tthc__done_day(fact);
  if (fact->percent != TTHC_NO_NUMBER) said->percent = fact->percent;
}

/* A returned report is not done, however often it said so. */
static void hear_return(struct said *said, const struct fact *fact) {
  if (said->state != TTHC_SAYS_DONE) return;
  said->state = TTHC_SAYS_IN_PROGRESS;
  said->returned = fact->day;
  said->is_returned = 1;
  said->done_day = TTHC_NO_DAY;
  said->percent = TTHC_NO_NUMBER;
}

static void hear_extension(struct said *said, const struct fact *fact) {
  if (said->extension == NULL || tthc__compare_times(said->extension, fact) < 0) said->extension = fact;
}

/* Only extensions speak to every unit; the other facts name theirs. */
static struct said hear(struct assessing *a, const struct assignment *assignment) {
  const int32_t whose[] = {TTHC_NONE, assignment->unit};
  struct said said = {0, TTHC_NO_DAY, TTHC_NO_NUMBER, TTHC_NO_DAY, 0, NULL, {NULL, NULL, 0}};
  int32_t i, j, count;
  for (i = 0; i < 2; i++) {
    struct fact_ref *facts = tthc__facts_of(a, assignment->task, whose[i], assignment->period, &count);
    for (j = 0; j < count; j++) {
      const struct fact *fact = facts[j].fact;
      if (!tthc__counts_now(a, &facts[j])) continue;
      if (fact->kind == TTHC_PROGRESS) hear_progress(&said, fact, assignment->is_report);
      if (fact->kind == TTHC_RETURN) hear_return(&said, fact);
      if (fact->kind == TTHC_EXTENSION) hear_extension(&said, fact);
      tthc__hear(&said.hearing, &facts[j]);
      facts[j].matched = 1;
    }
  }
  return said;
}

static int8_t how_moved(int32_t from, int32_t to) {
  if (from == TTHC_NO_DAY) return MOVED_FROM_NONE;
  return to > from ? MOVED_LATER : to < from ? MOVED_EARLIER : NOT_MOVED;
}

/* The day of a report moves only where the regime says so. */
static void extend(struct assessing *a, struct assignment *assignment, const struct fact *extension) {
  const int rolls = assignment->is_report ? a->regime->rolls : a->plan->rolls;
  if (extension == NULL) return;
  assignment->moved = how_moved(assignment->due, extension->due);
  assignment->due = extension->due;
  assignment->effective = tthc__effective_day(a->calendar, extension->due, rolls);
}

static int32_t state_of(const struct assessing *a, const struct assignment *assignment, const struct said *said) {
  const int32_t day = a->result->as_of, due = assignment->effective;
  if (said->state == TTHC_SAYS_CANCELLED) return TTHC_CANCELLED;
  if (said->state == TTHC_SAYS_DONE)
    return due == TTHC_NO_DAY || said->done_day <= due ? TTHC_DONE_ON_TIME : TTHC_DONE_LATE;
  if (assignment->state == TTHC_WAITING) return TTHC_WAITING;
  if (due != TTHC_NO_DAY && day > due) return TTHC_OVERDUE;
  if (due != TTHC_NO_DAY && due - day <= a->result->warning_days) return TTHC_DUE_SOON;
  if (said->state == TTHC_SAYS_IN_PROGRESS) return TTHC_IN_PROGRESS;
  if (assignment->start != TTHC_NO_DAY && assignment->start > day) return TTHC_UPCOMING;
  return TTHC_NOT_STARTED;
}

/* The last word on open work, as the reasons of being overdue and due soon are counted on from silence. */
enum word { SILENCE, WORD_NOT_STARTED, WORD_STARTED, WORD_RETURNED };

_Static_assert((int)WORD_NOT_STARTED == TTHC_SAYS_NOT_STARTED && (int)WORD_STARTED == TTHC_SAYS_IN_PROGRESS,
               "what a fact says is a word");
_Static_assert(TTHC_R_PAST_DUE_SILENT + (int)WORD_RETURNED == TTHC_R_PAST_DUE_RETURNED &&
                 TTHC_R_DUE_SOON_SILENT + (int)WORD_RETURNED == TTHC_R_DUE_SOON_RETURNED,
               "reasons stand in the order of words");

static int32_t reason_of(const struct assignment *assignment, const struct said *said) {
  const int32_t word = said->is_returned ? WORD_RETURNED : said->state;
  const int has_due = assignment->effective != TTHC_NO_DAY;
  switch (assignment->state) {
  case TTHC_CANCELLED: return TTHC_R_SAID_CANCELLED;
  case TTHC_DONE_ON_TIME: return has_due ? TTHC_R_DONE_BY_DUE : TTHC_R_DONE_WITHOUT_DUE;
  case TTHC_DONE_LATE: return TTHC_R_DONE_AFTER_DUE;
  case TTHC_WAITING: return TTHC_R_EVENT_NOT_RECORDED;
  case TTHC_OVERDUE: return TTHC_R_PAST_DUE_SILENT + word;
  case TTHC_DUE_SOON: return TTHC_R_DUE_SOON_SILENT + word;
  case TTHC_IN_PROGRESS: return word == WORD_RETURNED ? TTHC_R_RETURNED : TTHC_R_STARTED;
  case TTHC_UPCOMING: return TTHC_R_WINDOW_NOT_OPEN;
  default: break;
  }
  if (word == WORD_NOT_STARTED) return TTHC_R_SAID_NOT_STARTED;
  return has_due ? TTHC_R_SILENT : TTHC_R_NO_DUE_DAY;
}

/* Takes over what does not depend on the day as of which it is asked. */
static struct said settle(struct assessing *a, struct assignment *assignment) {
  const struct said said = hear(a, assignment);
  extend(a, assignment, said.extension);
  assignment->returned = said.returned;
  assignment->percent = said.state == TTHC_SAYS_DONE ? 100 : said.percent;
  assignment->done_day = said.state == TTHC_SAYS_DONE ? said.done_day : TTHC_NO_DAY;
  return said;
}

struct standing tthc__stand(struct assessing *a, const struct assignment *assignment) {
  struct assignment settled = *assignment;
  const struct said said = settle(a, &settled);
  return (struct standing){*assignment, TTHC_NO_DAY, TTHC_NO_DAY, settled.due, settled.effective, said.state,
                           settled.done_day, settled.percent, settled.returned};
}

static void judge(struct assessing *a, struct assignment *assignment) {
  const struct said said = settle(a, assignment);
  int32_t ended = TTHC_NO_DAY;
  assignment->state = state_of(a, assignment, &said);
  assignment->reason = (int8_t)reason_of(assignment, &said);
  tthc__end_hearing(&said.hearing, assignment);
  if (assignment->state == TTHC_DONE_LATE) ended = assignment->done_day;
  if (assignment->state == TTHC_OVERDUE) ended = a->result->as_of;
  if (ended != TTHC_NO_DAY) {
    assignment->days_late = ended - assignment->effective;
    assignment->working_days_late = tthc_calendar_working_days_between(a->calendar, assignment->effective, ended);
  }
  tthc__day_texts_expect(&a->result->days, assignment->due);
  tthc__day_texts_expect(&a->result->days, assignment->effective);
}

/* --- facts that match no assignment ------------------------------------------------------------------------------- */

static int32_t report(struct assessing *a, const struct fact *fact) {
  struct buffer path = {0};
  int32_t rc;
  tthc__put(&path, "/facts/");
  tthc__put_int(&path, fact - a->plan->facts.items);
  rc = path.failed ? TTHC_E_MEMORY
                   : tthc__findings_add(a->result->findings, TTHC_F_FACT_WITHOUT_ASSIGNMENT, path.data, fact->id);
  tthc__buffer_free(&path);
  return rc == TTHC_OK ? rc : tthc__fail_memory(a->err);
}

int32_t tthc__judge(struct assessing *a) {
  int32_t i, rc = TTHC_OK;
  for (i = 0; i < a->result->assignments.count; i++) judge(a, &a->result->assignments.items[i]);
  if (tthc__day_texts_write(&a->result->days, &a->result->arena) != TTHC_OK) return tthc__fail_memory(a->err);
  for (i = 0; rc == TTHC_OK && i < a->facts->count; i++)
    if (!a->facts->items[i].matched && a->facts->items[i].fact->kind != TTHC_MEASUREMENT)
      rc = report(a, a->facts->items[i].fact);
  return rc;
}
