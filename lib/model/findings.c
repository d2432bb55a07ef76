/* What is noticed in a plan as it stands. */
#include "base/findings.h"

#include "base/buffer.h"
#include "calendar/period.h"
#include "model/plan.h"

#include <stdlib.h>
#include <string.h>

/* "/tasks/3/deadline" */
static int32_t add_at(tthc_findings *findings, int32_t code, struct place place, const char *rows, int32_t row,
                      const char *member, const char *about) {
  struct buffer path = {0};
  int32_t rc;
  tthc__put_char(&path, '/');
  tthc__put(&path, rows);
  tthc__put_char(&path, '/');
  tthc__put_int(&path, row);
  tthc__put(&path, member);
  rc = path.failed ? TTHC_E_MEMORY : tthc__findings_add_at(findings, code, place, path.data, about);
  tthc__buffer_free(&path);
  return rc;
}

static int32_t add(tthc_findings *findings, int32_t code, const char *rows, int32_t row, const char *member,
                   const char *about) {
  const struct place nowhere = {0};
  return add_at(findings, code, nowhere, rows, row, member, about);
}

/* An id that the library made free: "A.1~2". */
static int has_suffix(const char *id) {
  const char *tilde = strrchr(id, '~');
  return tilde != NULL && tilde[1] != '\0' && strspn(tilde + 1, "0123456789") == strlen(tilde + 1);
}

/* In a derived plan who leads what the unit only coordinates is told, but not tracked. */
static int is_only_coordinated(const tthc_plan *plan, const struct task *task) {
  return plan->source.unit != NULL && tthc__same(task->source.plan, plan->source.plan) && task->coordinator.count > 0;
}

static int32_t check_deadline(tthc_findings *findings, const tthc_plan *plan, const struct task *task, int32_t row) {
  int32_t i, rc = TTHC_OK;
  for (i = 0; rc == TTHC_OK && i < task->deadline.count; i++)
    if (task->deadline.clauses[i].kind == TTHC_UNKNOWN)
      rc = add_at(findings, TTHC_F_DEADLINE_UNKNOWN, task->place, "tasks", row, "/deadline", task->deadline.text);
  if (rc == TTHC_OK && task->deadline.count > 0 && task->lead.count == 0 && !is_only_coordinated(plan, task))
    rc = add_at(findings, TTHC_F_DEADLINE_WITHOUT_LEAD, task->place, "tasks", row, "/deadline", task->id);
  if (rc == TTHC_OK && task->deadline.count == 0 && task->lead.count > 0)
    rc = add_at(findings, TTHC_F_LEAD_WITHOUT_DEADLINE, task->place, "tasks", row, "/lead", task->id);
  return rc;
}

static int32_t check_roles(tthc_findings *findings, const tthc_plan *plan, const struct task *task, int32_t row) {
  int32_t i, j, rc = TTHC_OK;
  for (i = 0; i < task->lead.count; i++)
    for (j = 0; rc == TTHC_OK && j < task->coordinator.count; j++)
      if (task->lead.units[i] == task->coordinator.units[j])
        rc = add_at(findings, TTHC_F_UNIT_IN_BOTH_ROLES, task->place, "tasks", row, "/coordinator",
                 plan->units.items[task->lead.units[i]].name);
  return rc;
}

/* Tells of a target whose unit and period an earlier one has; of the others the key is kept. */
static int32_t check_target(tthc_findings *findings, struct index *seen, struct arena *keys,
                            const struct indicator *indicator, int32_t row, int32_t n) {
  const struct target *target = &indicator->targets[n];
  struct buffer key = {0}, member = {0};
  const char *copy;
  int32_t rc;
  tthc__put_int(&key, target->unit);
  tthc__put_char(&key, ' ');
  tthc__put(&key, target->period == NULL ? "" : target->period);
  tthc__put(&member, "/targets/");
  tthc__put_int(&member, n);
  if (key.failed || member.failed) {
    rc = TTHC_E_MEMORY;
  } else if (tthc__index_get(seen, key.data) != TTHC_NONE) {
    rc = add(findings, TTHC_F_TARGETS_COLLIDE, "indicators", row, member.data, indicator->title);
  } else {
    copy = tthc__arena_copy(keys, key.data, (size_t)key.size);
    rc = copy == NULL ? TTHC_E_MEMORY : tthc__index_put(seen, copy, n);
  }
  tthc__buffer_free(&key);
  tthc__buffer_free(&member);
  return rc;
}

static int32_t check_targets(tthc_findings *findings, const struct indicator *indicator, int32_t row) {
  struct index seen = {0};
  struct arena keys = {0};
  int32_t i, rc = TTHC_OK;
  for (i = 0; rc == TTHC_OK && i < indicator->target_count; i++)
    rc = check_target(findings, &seen, &keys, indicator, row, i);
  tthc__index_free(&seen);
  tthc__arena_free(&keys);
  return rc;
}

/* What a target on a reduction is compared with: the baseline of its unit, or of all units. */
static int has_baseline(const struct indicator *indicator, const struct target *target) {
  int32_t i;
  for (i = 0; i < indicator->baseline_count; i++)
    if (indicator->baselines[i].unit == target->unit) return strcmp(indicator->baselines[i].amount, "0") != 0;
  return 0;
}

/* Targets for later years are common in plans of several; one that is over before the plan begins is a slip. */
static int is_over(const tthc_plan *plan, const struct target *target) {
  struct period period;
  return target->period != NULL && tthc__period_read(NULL, target->period, &period, NULL) == TTHC_OK &&
         period.last_day < plan->first_day;
}

static int32_t check_each_target(tthc_findings *findings, const tthc_plan *plan, int32_t row) {
  const struct indicator *indicator = &plan->indicators.items[row];
  int32_t i, rc = TTHC_OK;
  for (i = 0; rc == TTHC_OK && i < indicator->target_count; i++) {
    const struct target *target = &indicator->targets[i];
    struct buffer member = {0};
    tthc__put(&member, "/targets/");
    tthc__put_int(&member, i);
    if (member.failed) rc = TTHC_E_MEMORY;
    if (rc == TTHC_OK && target->reduction && !has_baseline(indicator, target))
      rc = add(findings, TTHC_F_NO_BASELINE, "indicators", row, member.data, indicator->title);
    if (rc == TTHC_OK && is_over(plan, target))
      rc = add(findings, TTHC_F_TARGET_OUTSIDE_PLAN, "indicators", row, member.data, target->period);
    tthc__buffer_free(&member);
  }
  return rc;
}

static int32_t check_unit(tthc_findings *findings, const struct unit *unit, int32_t row) {
  int32_t rc = TTHC_OK;
  if (unit->kind == TTHC_UNIT_GROUP && unit->member_count == 0)
    rc = add(findings, TTHC_F_GROUP_WITHOUT_MEMBERS, "units", row, "", unit->name);
  if (rc == TTHC_OK && unit->successor_count > 0 && unit->last_day == TTHC_NO_DAY)
    rc = add(findings, TTHC_F_SUCCESSOR_WITHOUT_END, "units", row, "/successors", unit->name);
  return rc;
}

/* --- facts -------------------------------------------------------------------------------------------------------- */

static void put_about(struct buffer *out, const tthc_plan *plan, const struct fact *fact) {
  const char *const parts[] = {fact->task != TTHC_NONE ? tthc_task_id(plan, fact->task)
                                                       : tthc_indicator_id(plan, fact->indicator),
                               tthc_unit_id(plan, fact->unit), fact->period};
  size_t i;
  for (i = 0; i < sizeof parts / sizeof *parts; i++) {
    if (parts[i] == NULL) continue;
    if (i > 0) tthc__put(out, ", ");
    tthc__put(out, parts[i]);
  }
  tthc__put(out, ": ");
}

/* The member at fault, and its value. */
static const char *put_fault(struct buffer *out, int32_t code, const struct fact *fact) {
  if (code == TTHC_F_NUMERATOR_ABOVE_DENOMINATOR) {
    tthc__put_int(out, fact->numerator);
    tthc__put_char(out, '/');
    tthc__put_int(out, fact->denominator);
    return "/numerator";
  }
  if (code == TTHC_F_DONE_BEFORE_START && fact->done_day != TTHC_NO_DAY) {
    tthc__put_day(out, fact->done_day);
    return "/done_day";
  }
  tthc__put_day(out, fact->day);
  return "/day";
}

int32_t tthc__notice_fact(tthc_findings *findings, int32_t code, const tthc_plan *plan, const struct fact *fact) {
  struct buffer about = {0};
  const char *member;
  int32_t rc;
  put_about(&about, plan, fact);
  member = put_fault(&about, code, fact);
  rc = about.failed ? TTHC_E_MEMORY
                    : add(findings, code, "facts", (int32_t)(fact - plan->facts.items), member, about.data);
  tthc__buffer_free(&about);
  return rc;
}

/* Years of work may be told of a year late, but 2201 is a slip of the pen. */
enum { DAYS_AFTER_PLAN = 366 };

/* What calendar and regime do not matter for. */
static int32_t check_fact(tthc_findings *findings, const tthc_plan *plan, const struct fact *fact) {
  struct period period;
  int32_t rc = TTHC_OK;
  if (fact->day - plan->last_day > DAYS_AFTER_PLAN)
    rc = tthc__notice_fact(findings, TTHC_F_FACT_OUTSIDE_PLAN, plan, fact);
  if (rc != TTHC_OK || fact->kind != TTHC_MEASUREMENT) return rc;
  if (tthc__period_read(NULL, fact->period, &period, NULL) == TTHC_OK && fact->day < period.first_day)
    rc = tthc__notice_fact(findings, TTHC_F_FIGURE_OUTSIDE_PERIOD, plan, fact);
  if (rc == TTHC_OK && fact->numerator != TTHC_NO_NUMBER && fact->numerator > fact->denominator)
    rc = tthc__notice_fact(findings, TTHC_F_NUMERATOR_ABOVE_DENOMINATOR, plan, fact);
  return rc;
}

/* Which facts another one corrects, to be freed; NULL without memory. */
static char *find_corrected(const tthc_plan *plan) {
  char *corrected = calloc((size_t)plan->facts.count + 1, 1);
  int32_t i, target;
  for (i = 0; corrected != NULL && i < plan->facts.count; i++) {
    if (plan->facts.items[i].corrects == NULL) continue;
    target = tthc__index_get(&plan->fact_ids, plan->facts.items[i].corrects);
    if (target != TTHC_NONE) corrected[target] = 1;
  }
  return corrected;
}

static int32_t check_facts(tthc_findings *findings, const tthc_plan *plan) {
  char *corrected = find_corrected(plan);
  int32_t i, rc = corrected == NULL ? TTHC_E_MEMORY : TTHC_OK;
  for (i = 0; rc == TTHC_OK && i < plan->facts.count; i++)
    if (!corrected[i]) rc = check_fact(findings, plan, &plan->facts.items[i]);
  free(corrected);
  return rc;
}

/* --- all of it ---------------------------------------------------------------------------------------------------- */

static int32_t check_plan(tthc_findings *findings, const tthc_plan *plan) {
  int32_t i, rc = TTHC_OK;
  for (i = 0; rc == TTHC_OK && i < plan->units.count; i++) rc = check_unit(findings, &plan->units.items[i], i);
  for (i = 0; rc == TTHC_OK && i < plan->indicators.count; i++) {
    rc = check_targets(findings, &plan->indicators.items[i], i);
    if (rc == TTHC_OK) rc = check_each_target(findings, plan, i);
  }
  for (i = 0; rc == TTHC_OK && i < plan->sections.count; i++)
    if (has_suffix(plan->sections.items[i].id))
      rc = add(findings, TTHC_F_ID_TAKEN, "sections", i, "/id", plan->sections.items[i].id);
  for (i = 0; rc == TTHC_OK && i < plan->tasks.count; i++) {
    const struct task *task = &plan->tasks.items[i];
    if (has_suffix(task->id)) rc = add_at(findings, TTHC_F_ID_TAKEN, task->place, "tasks", i, "/id", task->id);
    if (rc == TTHC_OK) rc = check_deadline(findings, plan, task, i);
    if (rc == TTHC_OK) rc = check_roles(findings, plan, task, i);
  }
  return rc == TTHC_OK ? check_facts(findings, plan) : rc;
}

tthc_findings *tthc_plan_findings(const tthc_plan *plan, tthc_error *err) {
  tthc_findings *findings;
  if (tthc__need_plan(plan, err) != TTHC_OK) return NULL;
  findings = tthc__findings_new(err);
  if (findings == NULL ||
      (tthc__findings_append(findings, plan->findings) == TTHC_OK && check_plan(findings, plan) == TTHC_OK))
    return findings;
  tthc_findings_free(findings);
  tthc__fail_memory(err);
  return NULL;
}
