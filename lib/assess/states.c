/* The state of each assignment as of the day: from its days, and from what its facts say, the last word counting. */
#include "assess/assessment.h"

#include "assess/hearing.h"
#include "base/buffer.h"
#include "base/error.h"

#include <string.h>

/* What the facts of one assignment come to. */
struct said {
  int32_t state; /* enum tthc_progress_state; 0: silence */
  int32_t done_day;
  int32_t percent;
  const struct fact *extension; /* the one with the last word, for this unit or for all */
  struct hearing hearing;
};

static void hear_progress(struct said *said, const struct fact *fact, int is_report) {
  if (said->state == TTHC_SAYS_DONE) said->percent = TTHC_NO_NUMBER; /* what is no longer done is not 100 % */
  said->state = fact->state;
  said->done_day = is_report ? fact->day : tthc__done_day(fact);
  if (fact->percent != TTHC_NO_NUMBER) said->percent = fact->percent;
}

/* A returned report is not done, however often it said so. */
static void hear_return(struct said *said) {
  if (said->state != TTHC_SAYS_DONE) return;
  said->state = TTHC_SAYS_IN_PROGRESS;
  said->done_day = TTHC_NO_DAY;
  said->percent = TTHC_NO_NUMBER;
}

static void hear_extension(struct said *said, const struct fact *fact) {
  if (said->extension == NULL || tthc__compare_times(said->extension, fact) < 0) said->extension = fact;
}

/* Only extensions speak to every unit; the other facts name theirs. */
static struct said hear(struct assessing *a, const struct assignment *assignment) {
  const int32_t whose[] = {TTHC_NONE, assignment->unit};
  struct said said = {0, TTHC_NO_DAY, TTHC_NO_NUMBER, NULL, {NULL, NULL, 0}};
  int32_t i, j, count;
  for (i = 0; i < 2; i++) {
    struct fact_ref *facts = tthc__facts_of(a->facts, assignment->task, whose[i], assignment->period, &count);
    for (j = 0; j < count; j++) {
      const struct fact *fact = facts[j].fact;
      if (fact->kind == TTHC_PROGRESS) hear_progress(&said, fact, assignment->is_report);
      if (fact->kind == TTHC_RETURN) hear_return(&said);
      if (fact->kind == TTHC_EXTENSION) hear_extension(&said, fact);
      tthc__hear(&said.hearing, &facts[j]);
      facts[j].matched = 1;
    }
  }
  return said;
}

/* The day of a report moves only where the regime says so. */
static void extend(struct assessing *a, struct assignment *assignment, const struct fact *extension) {
  const int rolls = assignment->is_report ? a->regime->rolls : a->plan->rolls;
  if (extension == NULL) return;
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

static int32_t copy_day(struct assessing *a, int32_t day, const char **out) {
  struct buffer text = {0};
  *out = NULL;
  if (day == TTHC_NO_DAY) return TTHC_OK;
  tthc__put_day(&text, day);
  if (!text.failed) *out = tthc__arena_copy(&a->result->arena, text.data, (size_t)text.size);
  tthc__buffer_free(&text);
  return *out == NULL ? tthc__fail_memory(a->err) : TTHC_OK;
}

static int32_t judge(struct assessing *a, struct assignment *assignment) {
  const struct said said = hear(a, assignment);
  int32_t ended = TTHC_NO_DAY, rc;
  extend(a, assignment, said.extension);
  assignment->state = state_of(a, assignment, &said);
  assignment->percent = said.state == TTHC_SAYS_DONE ? 100 : said.percent;
  assignment->done_day = said.state == TTHC_SAYS_DONE ? said.done_day : TTHC_NO_DAY;
  tthc__end_hearing(&said.hearing, assignment);
  if (assignment->state == TTHC_DONE_LATE) ended = assignment->done_day;
  if (assignment->state == TTHC_OVERDUE) ended = a->result->as_of;
  if (ended != TTHC_NO_DAY) {
    assignment->days_late = ended - assignment->effective;
    assignment->working_days_late = tthc_calendar_working_days_between(a->calendar, assignment->effective, ended);
  }
  rc = copy_day(a, assignment->due, &assignment->due_text);
  return rc != TTHC_OK ? rc : copy_day(a, assignment->effective, &assignment->effective_text);
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
  for (i = 0; rc == TTHC_OK && i < a->result->assignments.count; i++)
    rc = judge(a, &a->result->assignments.items[i]);
  for (i = 0; rc == TTHC_OK && i < a->facts->count; i++)
    if (!a->facts->items[i].matched && a->facts->items[i].fact->kind != TTHC_MEASUREMENT)
      rc = report(a, a->facts->items[i].fact);
  return rc;
}
