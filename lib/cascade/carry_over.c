/* The beginning of next year's plan: what is unfinished in this year's, and what goes on for years. */
#include "base/error.h"
#include "base/json.h"
#include "calendar/period.h"
#include "cascade/copying.h"
#include "tthcplan/assignment.h"
#include "tthcplan/cascade.h"

#include <stdlib.h>
#include <string.h>

/* Which clauses of a task are carried over: bit c for clause c, and one for work without a deadline. */
enum { WITHOUT_DEADLINE = 1 << CLAUSES_MAX };

struct carried {
  int32_t clauses;
  int32_t first; /* of the assessment's assignments of the task */
  int32_t last;  /* behind them */
};

struct carrying {
  struct copying c;
  const tthc_assessment *assessment;
  struct carried *tasks;
};

/* --- what goes on ------------------------------------------------------------------------------------------------- */

static int is_open(int32_t state) {
  return state != TTHC_CANCELLED && state != TTHC_DONE_ON_TIME && state != TTHC_DONE_LATE && state != TTHC_DONE;
}

/* Whether a key is a name, with or without "#2". */
static int is_key_of(const char *key, const char *name) {
  const size_t length = name == NULL ? 0 : strlen(name);
  return length > 0 && strncmp(key, name, length) == 0 && (key[length] == '\0' || key[length] == '#');
}

/* The clauses of which an assignment is. What comes again in the year, reports above all, is of none of these. */
static int32_t clauses_of(const struct deadline *deadline, const char *key) {
  int32_t i, clauses = 0;
  if (deadline->count == 0) return WITHOUT_DEADLINE;
  for (i = 0; i < deadline->count; i++) {
    const struct clause *clause = &deadline->clauses[i];
    const int is_event = clause->kind == TTHC_ON_EVENT || clause->kind == TTHC_AD_HOC;
    if ((clause->kind == TTHC_ONCE && is_key_of(key, clause->key)) || (is_event && is_key_of(key, "event")) ||
        (clause->kind == TTHC_UNKNOWN && is_key_of(key, "plan")))
      clauses |= (int32_t)1 << i;
  }
  return clauses;
}

static int32_t clauses_for_years(const struct carrying *y, const struct deadline *deadline) {
  int32_t i, clauses = 0;
  for (i = 0; i < deadline->count; i++)
    if (deadline->clauses[i].until != TTHC_NO_DAY && deadline->clauses[i].until > y->c.from->last_day)
      clauses |= (int32_t)1 << i;
  return clauses;
}

/* The assignments of a task stand together. */
static void look_at_assignments(struct carrying *y) {
  const tthc_plan *plan = y->c.from;
  const int32_t count = tthc_assignment_count(y->assessment);
  int32_t row;
  for (row = 0; row < count; row++) {
    const int32_t task = tthc__index_get(&plan->task_ids, tthc_assignment_task_id(y->assessment, row));
    struct carried *carried = task == TTHC_NONE ? NULL : &y->tasks[task];
    if (carried == NULL) continue;
    if (carried->last == 0) carried->first = row;
    carried->last = row + 1;
    if (is_open(tthc_assignment_state(y->assessment, row)))
      carried->clauses |= clauses_of(&plan->tasks.items[task].deadline, tthc_assignment_period(y->assessment, row));
  }
}

/* --- tasks -------------------------------------------------------------------------------------------------------- */

/* Lists the units that have not finished what is carried over, in *units; whether that is all of them. */
static int list_unfinished(const struct carrying *y, const struct task *task, const struct carried *carried,
                           struct cell *units, char *seen) {
  int32_t row;
  int all = 1;
  for (row = carried->first; row < carried->last; row++) {
    const int32_t clauses = clauses_of(&task->deadline, tthc_assignment_period(y->assessment, row));
    const int32_t unit = tthc__index_get(&y->c.from->unit_ids, tthc_assignment_unit_id(y->assessment, row));
    if ((clauses & carried->clauses) == 0 || unit == TTHC_NONE) continue;
    if (!is_open(tthc_assignment_state(y->assessment, row))) {
      all = 0;
    } else if (!seen[unit]) {
      seen[unit] = 1;
      units->units[units->count++] = unit;
    }
  }
  return all;
}

/* "Phòng Nội vụ; UBND xã Mã Đà" */
static int32_t name_units(struct carrying *y, struct cell *cell) {
  struct buffer names = {0};
  int32_t i;
  for (i = 0; i < cell->count; i++) {
    if (i > 0) tthc__put(&names, "; ");
    tthc__put(&names, y->c.from->units.items[cell->units[i]].name);
  }
  cell->text = names.failed ? NULL : tthc__arena_copy(&y->c.arena, names.data, (size_t)names.size);
  tthc__buffer_free(&names);
  return cell->text == NULL ? tthc__fail_memory(y->c.err) : TTHC_OK;
}

/* What some have finished is led by the others alone. */
static int32_t choose_lead(struct carrying *y, const struct carried *carried, struct task *row) {
  const int32_t units = y->c.from->units.count;
  struct cell lead = {NULL, tthc__arena_alloc(&y->c.arena, (size_t)units * sizeof(int32_t)), 0};
  char *seen = calloc((size_t)units + 1, 1);
  int32_t rc = TTHC_OK;
  if (lead.units == NULL || seen == NULL)
    rc = tthc__fail_memory(y->c.err);
  else if (!list_unfinished(y, row, carried, &lead, seen) && lead.count > 0)
    rc = name_units(y, &lead);
  free(seen);
  if (rc == TTHC_OK && lead.text != NULL) row->lead = lead;
  return rc;
}

static int32_t choose_clauses(struct carrying *y, int32_t clauses, struct task *row) {
  struct clause *kept = tthc__arena_alloc(&y->c.arena, (size_t)row->deadline.count * sizeof *kept);
  int32_t i, count = 0;
  if (kept == NULL) return tthc__fail_memory(y->c.err);
  for (i = 0; i < row->deadline.count; i++)
    if (clauses >> i & 1) kept[count++] = row->deadline.clauses[i];
  row->deadline.clauses = kept;
  row->deadline.count = count;
  return TTHC_OK;
}

/* A task as it stands in the new plan. What goes on for years is led by all, as before. */
static int32_t make_row(struct carrying *y, int32_t task, struct task *row) {
  const tthc_plan *plan = y->c.from;
  const struct source source = {plan->id, plan->revision, plan->tasks.items[task].id, NULL};
  const struct carried *carried = &y->tasks[task];
  const int32_t for_years = clauses_for_years(y, &plan->tasks.items[task].deadline);
  int32_t rc = TTHC_OK;
  *row = plan->tasks.items[task];
  if (y->c.wants_task[task] == AS_HEADING) {
    *row = tthc__heading_of(&plan->tasks.items[task]);
  } else {
    if (for_years == 0) rc = choose_lead(y, carried, row);
    if (rc == TTHC_OK) rc = choose_clauses(y, carried->clauses | for_years, row);
  }
  row->source = source;
  return rc;
}

static int32_t want_tasks(struct carrying *y) {
  const tthc_plan *plan = y->c.from;
  int32_t i, rc = TTHC_OK;
  for (i = 0; rc == TTHC_OK && i < plan->tasks.count; i++) {
    struct task row;
    if (y->tasks[i].clauses == 0 && clauses_for_years(y, &plan->tasks.items[i].deadline) == 0) continue;
    y->c.wants_task[i] = WHOLE;
    rc = make_row(y, i, &row);
    if (rc == TTHC_OK) rc = tthc__want_task(&y->c, i, &row);
  }
  return rc;
}

static int32_t copy_tasks(struct carrying *y) {
  int32_t i, rc = TTHC_OK;
  for (i = 0; rc == TTHC_OK && i < y->c.from->tasks.count; i++) {
    struct task row;
    if (y->c.wants_task[i] == LEFT_OUT) continue;
    rc = make_row(y, i, &row);
    if (rc == TTHC_OK) rc = tthc__copy_task(&y->c, i, &row);
  }
  return rc;
}

/* --- indicators --------------------------------------------------------------------------------------------------- */

/* Whether a target still holds in the new plan: always, or in a period that has not ended. */
static int is_of_later(const struct carrying *y, const struct target *target) {
  struct period period;
  if (tthc__period_read(NULL, target->period, &period, NULL) != TTHC_OK) return 0;
  return period.last_day > y->c.from->last_day;
}

static int is_carried(const struct carrying *y, const struct indicator *indicator) {
  int32_t i;
  if (indicator->task != TTHC_NONE && y->c.wants_task[indicator->task] == WHOLE) return 1;
  for (i = 0; i < indicator->target_count; i++)
    if (indicator->targets[i].period != NULL && is_of_later(y, &indicator->targets[i])) return 1;
  return 0;
}

static int32_t choose_targets(struct carrying *y, struct indicator *row) {
  struct target *kept = tthc__arena_alloc(&y->c.arena, (size_t)row->target_count * sizeof *kept);
  int32_t i, count = 0;
  if (kept == NULL) return tthc__fail_memory(y->c.err);
  for (i = 0; i < row->target_count; i++)
    if (row->targets[i].period == NULL || is_of_later(y, &row->targets[i])) kept[count++] = row->targets[i];
  row->targets = kept;
  row->target_count = count;
  return TTHC_OK;
}

static int32_t want_units_of(struct carrying *y, const struct indicator *row) {
  int32_t i, rc = TTHC_OK;
  for (i = 0; rc == TTHC_OK && i < row->target_count; i++)
    if (row->targets[i].unit != TTHC_NONE) rc = tthc__want_unit(&y->c, row->targets[i].unit);
  for (i = 0; rc == TTHC_OK && i < row->baseline_count; i++)
    if (row->baselines[i].unit != TTHC_NONE) rc = tthc__want_unit(&y->c, row->baselines[i].unit);
  return rc;
}

/* Calls a function for each indicator that is carried over, with its row as it is to be. */
typedef int32_t with_indicator(struct carrying *y, int32_t indicator, const struct indicator *row);

static int32_t each_indicator(struct carrying *y, with_indicator *with) {
  int32_t i, rc = TTHC_OK;
  for (i = 0; rc == TTHC_OK && i < y->c.from->indicators.count; i++) {
    struct indicator row = y->c.from->indicators.items[i];
    if (!is_carried(y, &row)) continue;
    rc = choose_targets(y, &row);
    if (rc == TTHC_OK) rc = with(y, i, &row);
  }
  return rc;
}

static int32_t want_indicator(struct carrying *y, int32_t indicator, const struct indicator *row) {
  (void)indicator;
  return want_units_of(y, row);
}

static int32_t copy_indicator(struct carrying *y, int32_t indicator, const struct indicator *row) {
  return tthc__copy_indicator(&y->c, indicator, row);
}

/* --- the plan ----------------------------------------------------------------------------------------------------- */

struct options {
  const char *id;
  int32_t year;
};

static const struct json_field option_fields[] = {{FIELD("id", JSON_SLUG, struct options, id)},
                                                  {FIELD("year", JSON_INT32, struct options, year),
                                                   .range = {YEAR_MIN, YEAR_MAX},
                                                   .expected = {"năm từ 1900 đến 2200", "a year from 1900 to 2200"}},
                                                  {0}};

static int is_digit(char c) { return c >= '0' && c <= '9'; }

/* Puts a text with one year in place of another, where it stands by itself; whether it did. */
static int put_other_year(struct buffer *out, const char *text, int32_t year, int32_t other) {
  struct buffer old = {0};
  const char *p;
  int any = 0;
  tthc__put_int(&old, year);
  if (old.failed) out->failed = 1;
  for (p = text; !out->failed && *p != '\0'; p++) {
    const size_t length = (size_t)old.size;
    if (strncmp(p, old.data, length) == 0 && !is_digit(p[length]) && (p == text || !is_digit(p[-1]))) {
      tthc__put_int(out, other);
      p += length - 1;
      any = 1;
    } else {
      tthc__put_char(out, *p);
    }
  }
  tthc__buffer_free(&old);
  return any;
}

static tthc_plan *new_plan(const tthc_plan *plan, const struct options *options, tthc_error *err) {
  struct buffer id = {0};
  tthc_plan *made;
  if (options->id != NULL) return tthc_plan_new(options->id, options->year, err);
  if (!put_other_year(&id, plan->id, plan->year, options->year)) {
    tthc__put_char(&id, '-');
    tthc__put_int(&id, options->year);
  }
  made = id.failed ? NULL : tthc_plan_new(id.data, options->year, err);
  if (id.failed) tthc__fail_memory(err);
  tthc__buffer_free(&id);
  return made;
}

static int32_t set_header(struct carrying *y) {
  const tthc_plan *from = y->c.from;
  tthc_plan *to = y->c.to;
  const struct source source = {from->id, from->revision, NULL, NULL};
  struct buffer subject = {0};
  int32_t i, rc = tthc_plan_set_regime(to, from->regime, y->c.err);
  if (from->subject != NULL) put_other_year(&subject, from->subject, from->year, to->year);
  if (rc == TTHC_OK && subject.failed) rc = tthc__fail_memory(y->c.err);
  if (rc == TTHC_OK) rc = tthc_plan_set_subject(to, subject.data, y->c.err);
  if (rc == TTHC_OK) rc = tthc_plan_set_rolls(to, from->rolls, y->c.err);
  if (rc == TTHC_OK) rc = tthc_plan_set_authority(to, from->authority, y->c.err);
  if (rc == TTHC_OK) rc = tthc_plan_set_place(to, from->place, y->c.err);
  if (rc == TTHC_OK) rc = tthc__set_source(to, &to->source, &source, y->c.err);
  if (rc == TTHC_OK) rc = tthc__copy_as_basis(&y->c);
  for (i = 0; rc >= 0 && i < from->recipients.count; i++)
    rc = tthc_plan_add_recipient(to, from->recipients.items[i], y->c.err);
  tthc__buffer_free(&subject);
  return rc < 0 ? rc : TTHC_OK;
}

static int32_t fill(struct carrying *y) {
  int32_t rc;
  y->tasks = tthc__arena_alloc(&y->c.arena, (size_t)y->c.from->tasks.count * sizeof *y->tasks);
  if (y->tasks == NULL) return tthc__fail_memory(y->c.err);
  look_at_assignments(y);
  rc = set_header(y);
  if (rc == TTHC_OK) rc = want_tasks(y);
  if (rc == TTHC_OK) rc = each_indicator(y, want_indicator);
  if (rc == TTHC_OK) rc = tthc__copy_frame(&y->c);
  if (rc == TTHC_OK) rc = copy_tasks(y);
  return rc == TTHC_OK ? each_indicator(y, copy_indicator) : rc;
}

static int32_t check(const tthc_plan *plan, const tthc_assessment *assessment, const struct options *options,
                     tthc_error *err) {
  if (!tthc__same(tthc_assessment_plan_id(assessment), plan->id))
    return tthc__fail_at(err, TTHC_E_VALUE, "assessment", tthc_assessment_plan_id(assessment),
                         WORDS("đánh giá của kế hoạch này", "an assessment of this plan"));
  if (options->year > plan->year) return TTHC_OK;
  return tthc__fail_at(err, TTHC_E_VALUE, "year", NULL,
                       WORDS("năm sau năm của kế hoạch", "a year after that of the plan"));
}

tthc_plan *tthc_plan_carry_over(const tthc_plan *plan, const tthc_assessment *assessment, const char *options_json,
                                tthc_error *err) {
  struct options options = {NULL, 0};
  struct arena strings = {NULL};
  struct carrying y;
  int32_t rc = tthc__need_plan(plan, err);
  memset(&y, 0, sizeof y);
  y.assessment = assessment;
  if (rc == TTHC_OK && !tthc__is(assessment, MARK_ASSESSMENT)) rc = tthc__fail_handle(err, "tthc_assessment");
  if (rc != TTHC_OK) return NULL;
  options.year = plan->year + 1;
  rc = tthc__json_options(options_json, option_fields, &options, &strings, err);
  if (rc == TTHC_OK) rc = check(plan, assessment, &options, err);
  if (rc == TTHC_OK) y.c.to = new_plan(plan, &options, err);
  tthc__arena_free(&strings);
  if (y.c.to == NULL) return NULL;
  rc = tthc__copying_begin(&y.c, plan, y.c.to, err);
  if (rc == TTHC_OK) rc = fill(&y);
  tthc__copying_end(&y.c);
  if (rc == TTHC_OK) return y.c.to;
  tthc_plan_free(y.c.to);
  return NULL;
}
