/* Follow-ups: the handle, and which assignments have reached a level that was not given yet. */
#include "assess/follow_up.h"

#include "base/error.h"

#include <stdlib.h>
#include <string.h>

static const struct vocabulary roles = {"owing, superior, copy", {"owing", "superior", "copy"}};

const char *tthc_recipient_role_word(int32_t role) { return tthc__word(&roles, role); }

/* --- names -------------------------------------------------------------------------------------------------------- */

int32_t tthc__keep_text(struct following *f, const char *text, const char **out) {
  return tthc__copy_text(&f->result->arena, text, out, f->err);
}

static int32_t copy_header(struct following *f) {
  int32_t rc = tthc__keep_text(f, f->plan->id, &f->result->plan_id);
  if (rc == TTHC_OK) rc = tthc__keep_text(f, f->plan->subject, &f->result->subject);
  if (rc == TTHC_OK) rc = tthc__keep_text(f, f->plan->authority, &f->result->authority);
  if (rc == TTHC_OK) rc = tthc__keep_text(f, f->plan->number, &f->result->number);
  f->result->issued = f->plan->issued;
  return rc;
}

static int recurs(const struct deadline *deadline) {
  int32_t i;
  for (i = 0; i < deadline->count; i++)
    if (deadline->clauses[i].kind == TTHC_RECURRING) return 1;
  return 0;
}

static int32_t copy_task(struct following *f, const struct task *task, struct followed_task *out) {
  int32_t rc = tthc__keep_text(f, task->id, &out->id);
  if (rc == TTHC_OK) rc = tthc__keep_text(f, task->label, &out->label);
  if (rc == TTHC_OK) rc = tthc__keep_text(f, task->title, &out->title);
  out->recurs = recurs(&task->deadline);
  return rc == TTHC_OK ? tthc__keep_text(f, task->deadline.text, &out->deadline) : rc;
}

static int32_t copy_names(struct following *f) {
  const tthc_plan *plan = f->plan;
  int32_t i, rc = copy_header(f);
  for (i = 0; rc == TTHC_OK && i < plan->tasks.count; i++)
    rc = copy_task(f, &plan->tasks.items[i], &f->result->tasks[i]);
  for (i = 0; rc == TTHC_OK && i < plan->units.count; i++) {
    rc = tthc__keep_text(f, plan->units.items[i].id, &f->result->units[i].id);
    if (rc == TTHC_OK) rc = tthc__keep_text(f, plan->units.items[i].name, &f->result->units[i].name);
  }
  return rc;
}

/* --- items -------------------------------------------------------------------------------------------------------- */

static int is_open(const struct assignment *assignment) {
  switch (assignment->state) {
  case TTHC_CANCELLED:
  case TTHC_DONE_ON_TIME:
  case TTHC_DONE_LATE:
  case TTHC_WAITING: return 0;
  default: return assignment->effective != TTHC_NO_DAY;
  }
}

static struct follow_up_item new_item(const tthc_assessment *assessment, int32_t row) {
  const struct assignment *assignment = &assessment->assignments.items[row];
  struct follow_up_item item;
  memset(&item, 0, sizeof item);
  item.row = row;
  item.task = assignment->task;
  item.unit = assignment->unit;
  item.period = assignment->period;
  item.state = assignment->state;
  item.due = assignment->due;
  item.effective = assignment->effective;
  item.days_late = assignment->days_late;
  item.working_days_late = assignment->working_days_late;
  item.promised = TTHC_NO_DAY;
  item.is_report = assignment->is_report;
  return item;
}

static int32_t give(struct following *f, struct follow_up_item *item) {
  const struct assignment *assignment = &f->assessment->assignments.items[item->row];
  int32_t rc = tthc__keep_text(f, assignment->period, &item->period);
  if (rc == TTHC_OK) rc = tthc__keep_text(f, tthc__day_text(&f->assessment->days, assignment->due), &item->due_text);
  if (rc == TTHC_OK) rc = tthc__keep_text(f, tthc__day_text(&f->assessment->days, assignment->effective), &item->effective_text);
  if (rc == TTHC_OK) rc = tthc__log_item(f, item);
  return rc == TTHC_OK ? tthc__address(f, item) : rc;
}

/* Indexes of the assessment are those of the plan, which only grows. */
static int32_t check_row(struct following *f, const struct assignment *assignment) {
  const tthc_assessment *a = f->assessment;
  if (assignment->task < f->plan->tasks.count && assignment->unit < f->plan->units.count &&
      tthc__same(a->tasks[assignment->task].id, f->result->tasks[assignment->task].id) &&
      tthc__same(a->units[assignment->unit].id, f->result->units[assignment->unit].id))
    return TTHC_OK;
  return tthc__fail_at(f->err, TTHC_E_UNKNOWN_ID, "assessment", a->tasks[assignment->task].id,
                       WORDS("đánh giá của chính kế hoạch này", "an assessment of this plan"));
}

static int32_t follow(struct following *f, int32_t row) {
  struct follow_up_item item = new_item(f->assessment, row);
  const uint32_t reached = tthc__levels_reached(f->result, f->calendar, item.effective);
  const struct answer *answer = NULL;
  uint32_t sent = 0;
  int32_t rc;
  if (reached == 0) return TTHC_OK;
  rc = check_row(f, &f->assessment->assignments.items[row]);
  if (rc == TTHC_OK) rc = tthc__levels_sent(f, &item, &sent, &answer);
  item.level = tthc__highest_level(reached);
  if (rc != TTHC_OK || item.level <= tthc__highest_level(sent)) return rc;
  if (answer != NULL && f->result->as_of <= answer->held_until) {
    f->result->held++;
    return TTHC_OK;
  }
  if (answer != NULL) item.promised = answer->promised;
  item.passed_over = reached & ~sent & ~(1u << item.level);
  return give(f, &item);
}

static int32_t follow_all(struct following *f) {
  int32_t row, rc = TTHC_OK;
  for (row = 0; rc == TTHC_OK && row < f->assessment->assignments.count; row++)
    if (is_open(&f->assessment->assignments.items[row])) rc = follow(f, row);
  return rc;
}

/* --- making ------------------------------------------------------------------------------------------------------- */

static int32_t check_handles(const tthc_plan *plan, const tthc_assessment *assessment, const tthc_calendar *calendar,
                             tthc_error *err) {
  const int32_t rc = tthc__need_plan(plan, err);
  if (rc != TTHC_OK) return rc;
  if (!tthc__is(assessment, MARK_ASSESSMENT)) return tthc__fail_handle(err, "tthc_assessment");
  if (calendar != NULL && !tthc__is(calendar, MARK_CALENDAR)) return tthc__fail_handle(err, "tthc_calendar");
  if (tthc__same(plan->id, assessment->plan_id)) return TTHC_OK;
  return tthc__fail_at(err, TTHC_E_UNKNOWN_ID, "assessment", assessment->plan_id,
                       WORDS("đánh giá của chính kế hoạch này", "an assessment of this plan"));
}

static int32_t make_room(struct following *f) {
  tthc_follow_up *result = f->result;
  const size_t tasks = (size_t)f->plan->tasks.count, units = (size_t)f->plan->units.count;
  result->tasks = tthc__arena_alloc(&result->arena, tasks * sizeof *result->tasks);
  result->units = tthc__arena_alloc(&result->arena, units * sizeof *result->units);
  result->findings = tthc__findings_new(f->err);
  f->stamps = calloc(units + 1, sizeof *f->stamps);
  f->told = calloc(units + 1, sizeof *f->told);
  if (result->tasks == NULL || result->units == NULL || result->findings == NULL || f->stamps == NULL ||
      f->told == NULL)
    return tthc__fail_memory(f->err);
  return TTHC_OK;
}

static int32_t make(struct following *f, const char *sent_json, int64_t size, const char *options_json) {
  tthc_follow_up *result = f->result;
  int32_t rc = tthc__read_levels(result, options_json, f->err);
  if (rc == TTHC_OK) rc = make_room(f);
  if (rc == TTHC_OK) rc = copy_names(f);
  if (rc == TTHC_OK) rc = tthc__read_log(f, sent_json, size);
  if (rc == TTHC_OK) rc = follow_all(f);
  if (rc == TTHC_OK) rc = tthc__make_digests(f);
  if (rc == TTHC_OK) tthc__sort_log(result);
  if (result->reply_by == TTHC_NO_DAY)
    result->reply_by = tthc_calendar_add_working_days(f->calendar, result->as_of, result->reply_working_days);
  return rc;
}

static void free_following(struct following *f) {
  tthc__index_free(&f->sent);
  tthc__index_free(&f->answers);
  tthc__buffer_free(&f->key);
  free(f->said.items);
  free(f->whom.items);
  free(f->stamps);
  free(f->told);
}

tthc_follow_up *tthc__new_follow_up(int32_t as_of, tthc_error *err) {
  tthc_follow_up *result = calloc(1, sizeof *result);
  if (result == NULL) {
    tthc__fail_memory(err);
    return NULL;
  }
  result->mark = MARK_FOLLOW_UP;
  result->as_of = as_of;
  result->reply_by = result->issued = TTHC_NO_DAY;
  return result;
}

tthc_follow_up *tthc_follow_up_new(const tthc_plan *plan, const tthc_assessment *assessment,
                                   const tthc_calendar *calendar, const char *sent_json, int64_t size,
                                   const char *options_json, tthc_error *err) {
  struct following f;
  tthc_calendar *shipped = NULL;
  memset(&f, 0, sizeof f);
  f.plan = plan;
  f.assessment = assessment;
  f.calendar = calendar;
  f.err = err;
  if (check_handles(plan, assessment, calendar, err) != TTHC_OK) return NULL;
  if (calendar == NULL) f.calendar = shipped = tthc_calendar_new(NULL, err);
  if (f.calendar == NULL) return NULL;
  f.result = tthc__new_follow_up(assessment->as_of, err);
  if (f.result != NULL && make(&f, sent_json, size, options_json) != TTHC_OK) {
    tthc_follow_up_free(f.result);
    f.result = NULL;
  }
  free_following(&f);
  tthc_calendar_free(shipped);
  return f.result;
}

void tthc_follow_up_free(tthc_follow_up *follow_up) {
  int i;
  if (!tthc__is(follow_up, MARK_FOLLOW_UP)) return;
  follow_up->mark = 0;
  tthc_findings_free(follow_up->findings);
  free(follow_up->levels.items);
  free(follow_up->log.items);
  free(follow_up->items.items);
  free(follow_up->digests.items);
  for (i = 0; i < 3; i++) tthc__arena_free(&follow_up->strings[i]);
  tthc__arena_free(&follow_up->arena);
  free(follow_up);
}

tthc_findings *tthc_follow_up_findings(const tthc_follow_up *follow_up, tthc_error *err) {
  if (tthc__is(follow_up, MARK_FOLLOW_UP)) return tthc__findings_copy(follow_up->findings, err);
  tthc__fail_handle(err, "tthc_follow_up");
  return NULL;
}
