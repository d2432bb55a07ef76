/*
 * Assignments and their standings as rows, and with them values of indicators and addressees of follow-ups. They are
 * found by the code that assesses plans (assess/standing.h), and only written here: for a whole plan, for tasks of
 * it, or, out of an excerpt, for single assignments that stand there already.
 */
#include "store/standing_rows.h"

#include "assess/standing.h"
#include "calendar/calendar.h"
#include "store/addressee_rows.h"
#include "store/columns.h"
#include "store/excerpt.h"
#include "store/load.h"
#include "store/value_rows.h"
#include "tthcplan/task.h"
#include "tthcplan/unit.h"

#include <stdlib.h>
#include <string.h>

/* --- columns ------------------------------------------------------------------------------------------------------ */

/* Beside what they have in common: plan, task, period, unit. */
struct assignment_row {
  struct assignment laid;
  int32_t order;
  int32_t is_report;
};

enum { LAST_ORDER = DAY_MAX + 1 }; /* of what has no day */

static const struct column assignment_columns[] = {
  INT32("start_day", struct assignment_row, laid.start, TTHC_NO_DAY),
  INT32("due_day", struct assignment_row, laid.due, TTHC_NO_DAY),
  INT32("effective_day", struct assignment_row, laid.effective, TTHC_NO_DAY),
  INT32("order_day", struct assignment_row, order, ALWAYS),
  INT32("is_report", struct assignment_row, is_report, ALWAYS),
  {0}};

struct standing_row {
  struct standing standing;
  int32_t waits;
};

static const struct column standing_columns[] = {
  INT32("from_day", struct standing_row, standing.from, ALWAYS),
  INT32("last_day", struct standing_row, standing.last, ALWAYS),
  INT32("waits", struct standing_row, waits, ALWAYS),
  INT32("said", struct standing_row, standing.said, ALWAYS),
  INT32("done_day", struct standing_row, standing.done_day, TTHC_NO_DAY),
  INT32("effective_day", struct standing_row, standing.effective, TTHC_NO_DAY),
  INT32("start_day", struct standing_row, standing.laid.start, TTHC_NO_DAY),
  INT32("due_day", struct standing_row, standing.due, TTHC_NO_DAY),
  INT32("percent", struct standing_row, standing.percent, TTHC_NO_NUMBER),
  INT32("returned_day", struct standing_row, standing.returned, TTHC_NO_DAY),
  {0}};

/* --- writing ------------------------------------------------------------------------------------------------------ */

struct writing {
  struct database *database;
  int64_t key;
  struct statement assignment;
  struct statement standing;
  struct statement first; /* standing of an assignment */
  struct statement drop;  /* one */
  struct standings found;
};

static int32_t prepare_insert(struct writing *writing, struct statement *statement, const char *table,
                              const struct column *columns) {
  struct buffer sql = {0};
  int32_t rc;
  tthc__put(&sql, "INSERT INTO ");
  tthc__put(&sql, table);
  tthc__put(&sql, " (plan, task, period, unit, ");
  tthc__put_columns(&sql, columns);
  tthc__put(&sql, ") VALUES (");
  tthc__put_parameters(&sql, 4 + tthc__column_count(columns));
  tthc__put(&sql, ")");
  rc = tthc__prepare_made(statement, writing->database, &sql);
  if (rc == TTHC_OK) tthc__bind_number(statement, 1, writing->key);
  return rc;
}

static int32_t begin_writing(struct writing *writing, struct database *database, int64_t key) {
  int32_t rc;
  memset(writing, 0, sizeof *writing);
  writing->database = database;
  writing->key = key;
  rc = prepare_insert(writing, &writing->assignment, "assignment", assignment_columns);
  return rc == TTHC_OK ? prepare_insert(writing, &writing->standing, "standing", standing_columns) : rc;
}

static void end_writing(struct writing *writing) {
  tthc__finish(&writing->assignment);
  tthc__finish(&writing->standing);
  tthc__finish(&writing->first);
  tthc__finish(&writing->drop);
  tthc__free_standings(&writing->found);
}

static void bind_key(struct statement *statement, int32_t task, const char *period, int32_t unit) {
  tthc__bind_number(statement, 2, task);
  tthc__bind_text(statement, 3, period);
  tthc__bind_number(statement, 4, unit);
}

static int32_t write_assignment(struct writing *writing, const struct assignment *laid) {
  const struct assignment_row row = {*laid, laid->effective == TTHC_NO_DAY ? LAST_ORDER : laid->effective,
                                     laid->is_report};
  bind_key(&writing->assignment, laid->task, laid->period, laid->unit);
  tthc__bind_row(&writing->assignment, 5, assignment_columns, &row);
  return tthc__step(&writing->assignment);
}

static int32_t write_standing(struct writing *writing, const struct standing *standing, int32_t task, int32_t unit) {
  const struct standing_row row = {*standing, standing->laid.state == TTHC_WAITING};
  bind_key(&writing->standing, task, standing->laid.period, unit);
  tthc__bind_row(&writing->standing, 5, standing_columns, &row);
  return tthc__step(&writing->standing);
}

static int same_assignment(const struct standing *x, const struct standing *y) {
  return x->laid.unit == y->laid.unit && strcmp(x->laid.period, y->laid.period) == 0;
}

/* Those of one task. An assignment that was laid anew has the days that it was given last. */
static int32_t write_found(struct writing *writing) {
  const struct standing *rows = writing->found.rows.items;
  const int32_t count = writing->found.rows.count;
  int32_t first, last, i, rc = TTHC_OK;
  for (first = 0; rc == TTHC_OK && first < count; first = last) {
    for (last = first + 1; last < count && same_assignment(&rows[first], &rows[last]);) last++;
    rc = write_assignment(writing, &rows[last - 1].laid);
    for (i = first; rc == TTHC_OK && i < last; i++)
      rc = write_standing(writing, &rows[i], rows[i].laid.task, rows[i].laid.unit);
  }
  return rc;
}

/* --- plans and tasks ---------------------------------------------------------------------------------------------- */

int32_t tthc__shipped_calendar(struct database *database) {
  if (database->calendar == NULL) database->calendar = tthc_calendar_new(NULL, database->err);
  return database->calendar == NULL ? TTHC_E_MEMORY : TTHC_OK;
}

/* It is the same as long as the library is. */
static const char *shipped_digest(struct database *database) {
  if (*database->calendar_digest == '\0') tthc__calendar_digest(database->calendar_digest);
  return database->calendar_digest;
}

/* With what calendar the plan was assessed; none when that is not possible. */
static int32_t note_calendar(struct database *database, int64_t key, int was_assessed) {
  struct statement statement;
  int32_t rc = tthc__prepare(&statement, database, "UPDATE plan SET calendar = $1 WHERE plan = $2");
  if (rc == TTHC_OK) {
    tthc__bind_text(&statement, 1, was_assessed ? shipped_digest(database) : NULL);
    tthc__bind_number(&statement, 2, key);
    rc = tthc__step(&statement);
  }
  tthc__finish(&statement);
  return rc;
}

static int32_t write_task(struct writing *writing, struct assessing *a, int32_t task) {
  int32_t rc = tthc__standings_of_task(a, task, &writing->found);
  return rc == TTHC_OK ? write_found(writing) : rc;
}

/* What of a plan is to be written. */
struct marks {
  char *tasks;
  char *indicators;
};

/* NULL: all of it. TTHC_E_UNKNOWN_ID, TTHC_E_LIMIT: the plan cannot be assessed. */
static int32_t write_marked(struct writing *writing, const tthc_plan *plan, const struct marks *marks) {
  struct assessing a;
  int32_t task, rc = tthc__begin_standings(&a, plan, writing->database->calendar, NULL);
  for (task = 0; rc == TTHC_OK && task < plan->tasks.count; task++)
    if (marks == NULL || marks->tasks[task]) rc = write_task(writing, &a, task);
  if (rc == TTHC_OK)
    rc = tthc__write_values(writing->database, writing->key, &a, marks == NULL ? NULL : marks->indicators);
  tthc__end_standings(&a);
  return rc == TTHC_E_MEMORY ? tthc__fail_memory(writing->database->err) : rc;
}

static int32_t drop_all(struct database *database, int64_t key) {
  static const char *const statements[] = {
    "DELETE FROM standing WHERE plan = $1", "DELETE FROM assignment WHERE plan = $1",
    "DELETE FROM indicator_value WHERE plan = $1", "DELETE FROM addressee WHERE plan = $1"};
  const struct parameter with = {NULL, key};
  int32_t rc = TTHC_OK;
  size_t i;
  for (i = 0; rc == TTHC_OK && i < sizeof statements / sizeof *statements; i++)
    rc = tthc__run_with(database, statements[i], &with, 1, NULL);
  return rc;
}

int32_t tthc__drop_standings(struct database *database, int64_t key) {
  const int32_t rc = drop_all(database, key);
  return rc == TTHC_OK ? note_calendar(database, key, 0) : rc;
}

int32_t tthc__save_standings(struct database *database, int64_t key, const tthc_plan *plan) {
  struct writing writing;
  int32_t rc = tthc__shipped_calendar(database), assessed;
  if (rc == TTHC_OK) rc = drop_all(database, key);
  if (rc != TTHC_OK) return rc;
  rc = begin_writing(&writing, database, key);
  if (rc == TTHC_OK) rc = write_marked(&writing, plan, NULL);
  end_writing(&writing);
  if (rc == TTHC_OK) rc = tthc__write_addressees(database, key, plan);
  assessed = rc == TTHC_OK;
  if (rc == TTHC_E_UNKNOWN_ID || rc == TTHC_E_LIMIT) rc = drop_all(database, key);
  return rc == TTHC_OK ? note_calendar(database, key, assessed) : rc;
}

static void mark(const struct fact *fact, struct marks *marks) {
  if (fact == NULL) return;
  if (fact->task != TTHC_NONE) marks->tasks[fact->task] = 1;
  if (fact->indicator != TTHC_NONE) marks->indicators[fact->indicator] = 1;
}

/* What facts are about, or what they correct is about. */
static void mark_all(const tthc_plan *plan, const char *added, struct marks *marks) {
  int32_t i;
  for (i = 0; i < plan->facts.count; i++) {
    if (!added[i]) continue;
    mark(&plan->facts.items[i], marks);
    mark(tthc__fact(plan, tthc_plan_find_fact(plan, plan->facts.items[i].corrects)), marks);
  }
}

static int32_t drop_tasks(struct database *database, int64_t key, const char *tasks, int32_t count) {
  int32_t task, rc = TTHC_OK;
  for (task = 0; rc == TTHC_OK && task < count; task++) {
    const struct parameter with[] = {{NULL, key}, {NULL, task}};
    if (!tasks[task]) continue;
    rc = tthc__run_with(database, "DELETE FROM standing WHERE plan = $1 AND task = $2", with, 2, NULL);
    if (rc == TTHC_OK)
      rc = tthc__run_with(database, "DELETE FROM assignment WHERE plan = $1 AND task = $2", with, 2, NULL);
  }
  return rc;
}

static int32_t save_marked(struct database *database, int64_t key, const tthc_plan *plan, const struct marks *marks) {
  struct writing writing;
  int32_t rc = tthc__shipped_calendar(database);
  if (rc == TTHC_OK) rc = drop_tasks(database, key, marks->tasks, plan->tasks.count);
  if (rc != TTHC_OK) return rc;
  rc = begin_writing(&writing, database, key);
  if (rc == TTHC_OK) rc = write_marked(&writing, plan, marks);
  end_writing(&writing);
  if (rc != TTHC_E_UNKNOWN_ID && rc != TTHC_E_LIMIT) return rc;
  return tthc__drop_standings(database, key);
}

int32_t tthc__save_standings_about(struct database *database, int64_t key, const tthc_plan *plan, const char *added) {
  struct marks marks;
  int current;
  int32_t rc = tthc__standings_are_current(database, key, &current);
  if (rc != TTHC_OK) return rc;
  if (!current) return tthc__save_standings(database, key, plan);
  marks.tasks = calloc((size_t)plan->tasks.count + (size_t)plan->indicators.count + 1, 1);
  if (marks.tasks == NULL) return tthc__fail_memory(database->err);
  marks.indicators = marks.tasks + plan->tasks.count;
  mark_all(plan, added, &marks);
  rc = save_marked(database, key, plan, &marks);
  free(marks.tasks);
  return rc;
}

/* Whether a plan has a calendar of which a condition holds: $2 is the one that is shipped. */
static int32_t find_calendar(struct database *database, int64_t key, const char *sql, int *found) {
  const struct parameter with[] = {{NULL, key}, {shipped_digest(database), 0}};
  const int32_t rc = tthc__run_with(database, sql, with, 2, NULL);
  *found = rc == 1;
  return rc < 0 ? rc : TTHC_OK;
}

int32_t tthc__standings_are_current(struct database *database, int64_t key, int *current) {
  return find_calendar(database, key, "SELECT plan FROM plan WHERE plan = $1 AND calendar = $2", current);
}

int32_t tthc__standings_are_old(struct database *database, int64_t key, int *old) {
  return find_calendar(database, key, "SELECT plan FROM plan WHERE plan = $1 AND calendar <> $2", old);
}

/* --- single assignments ------------------------------------------------------------------------------------------- */

/* TTHC_OK with *there 0 when the plan has no such assignment. */
static int32_t read_assignment(struct excerpt *excerpt, struct statement *find, struct assignment *laid, int *there) {
  struct assignment_row row;
  int32_t rc;
  bind_key(find, excerpt->tasks.items[laid->task], laid->period, excerpt->units.items[laid->unit]);
  rc = tthc__step(find);
  *there = rc == 1;
  if (rc != 1) return rc;
  row.laid = *laid;
  rc = tthc__read_row(find, 0, assignment_columns, &row);
  tthc__reset(find);
  *laid = row.laid;
  laid->is_report = (int8_t)row.is_report;
  return rc;
}

#define OF_ASSIGNMENT "FROM standing WHERE plan = $1 AND task = $2 AND period = $3 AND unit = $4"

static int32_t prepare_drop(struct writing *writing) {
  int32_t rc = tthc__prepare(&writing->first, writing->database,
                             "SELECT from_day " OF_ASSIGNMENT " ORDER BY from_day LIMIT 1");
  if (rc == TTHC_OK) rc = tthc__prepare(&writing->drop, writing->database, "DELETE " OF_ASSIGNMENT " AND from_day = $5");
  if (rc != TTHC_OK) return rc;
  tthc__bind_number(&writing->first, 1, writing->key);
  tthc__bind_number(&writing->drop, 1, writing->key);
  return TTHC_OK;
}

/* One by one: to delete several rows at once SQLite makes a table of them, which takes longer than all the rest. */
static int32_t drop_standings(struct writing *writing, int32_t task, const char *period, int32_t unit) {
  int32_t rc;
  bind_key(&writing->first, task, period, unit);
  bind_key(&writing->drop, task, period, unit);
  rc = tthc__step(&writing->first);
  while (rc == 1) {
    tthc__bind_number(&writing->drop, 5, tthc__column_number(&writing->first, 0));
    rc = tthc__row_status(&writing->first);
    tthc__reset(&writing->first);
    if (rc == TTHC_OK) rc = tthc__step(&writing->drop);
    if (rc == TTHC_OK) rc = tthc__step(&writing->first);
  }
  return rc;
}

static int32_t renew(struct writing *writing, struct assessing *a, struct excerpt *excerpt,
                     const struct assignment *laid) {
  const int32_t task = excerpt->tasks.items[laid->task], unit = excerpt->units.items[laid->unit];
  int32_t i, rc;
  writing->found.rows.count = writing->found.days.rows.count = 0;
  rc = tthc__standings_of(a, laid, &writing->found);
  if (rc != TTHC_OK) return rc;
  rc = drop_standings(writing, task, laid->period, unit);
  for (i = 0; rc == TTHC_OK && i < writing->found.rows.count; i++)
    rc = write_standing(writing, &writing->found.rows.items[i], task, unit);
  return rc;
}

static int32_t renew_about(struct writing *writing, struct assessing *a, struct excerpt *excerpt,
                           struct statement *find, const struct fact *fact) {
  struct assignment laid;
  int there;
  int32_t rc;
  if (fact == NULL || fact->task == TTHC_NONE || fact->unit == TTHC_NONE) return TTHC_OK;
  rc = tthc__index_assignment(excerpt, &excerpt->renewed, tthc_task_id(excerpt->plan, fact->task), fact->period,
                              tthc_unit_id(excerpt->plan, fact->unit));
  if (rc != 0) return rc < 0 ? rc : TTHC_OK;
  memset(&laid, 0, sizeof laid);
  laid.task = fact->task;
  laid.unit = fact->unit;
  laid.period = fact->period;
  rc = read_assignment(excerpt, find, &laid, &there);
  return rc == TTHC_OK && there ? renew(writing, a, excerpt, &laid) : rc;
}

static int32_t renew_all(struct writing *writing, struct assessing *a, struct excerpt *excerpt, const char *added) {
  const tthc_plan *plan = excerpt->plan;
  struct statement find;
  struct buffer sql = {0};
  int32_t i, rc;
  tthc__put(&sql, "SELECT ");
  tthc__put_columns(&sql, assignment_columns);
  tthc__put(&sql, " FROM assignment WHERE plan = $1 AND task = $2 AND period = $3 AND unit = $4");
  rc = tthc__prepare_made(&find, excerpt->database, &sql);
  if (rc == TTHC_OK) tthc__bind_number(&find, 1, excerpt->key);
  for (i = 0; rc == TTHC_OK && i < plan->facts.count; i++) {
    const struct fact *fact = &plan->facts.items[i];
    if (!added[i]) continue;
    rc = renew_about(writing, a, excerpt, &find, fact);
    if (rc == TTHC_OK && fact->corrects != NULL)
      rc = renew_about(writing, a, excerpt, &find, tthc__fact(plan, tthc_plan_find_fact(plan, fact->corrects)));
  }
  tthc__finish(&find);
  return rc;
}

static int has_kind(const struct excerpt *excerpt, int32_t kind) {
  int32_t i;
  for (i = 0; i < excerpt->plan->facts.count; i++)
    if (excerpt->plan->facts.items[i].kind == kind) return 1;
  return 0;
}

/* Only extensions and figures take counting days, and reading a calendar takes longer than all the rest. */
static int32_t calendar_for(struct excerpt *excerpt) {
  if (!has_kind(excerpt, TTHC_EXTENSION) && !has_kind(excerpt, TTHC_MEASUREMENT)) return TTHC_OK;
  return tthc__shipped_calendar(excerpt->database);
}

int32_t tthc__save_excerpt_standings(struct excerpt *excerpt, const char *added) {
  struct writing writing;
  struct assessing a;
  int32_t rc = calendar_for(excerpt);
  if (rc != TTHC_OK) return rc;
  rc = begin_writing(&writing, excerpt->database, excerpt->key);
  if (rc == TTHC_OK) rc = prepare_drop(&writing);
  if (rc == TTHC_OK) {
    rc = tthc__begin_standings(&a, excerpt->plan, excerpt->database->calendar, excerpt->database->err);
    if (rc == TTHC_OK) rc = renew_all(&writing, &a, excerpt, added);
    tthc__end_standings(&a);
  }
  end_writing(&writing);
  return rc == TTHC_OK && has_kind(excerpt, TTHC_MEASUREMENT) ? tthc__save_excerpt_values(excerpt, added) : rc;
}

/* --- all plans ---------------------------------------------------------------------------------------------------- */

static int32_t write_anew(struct database *database, const char *id) {
  struct stored_plan stored;
  tthc_plan *plan;
  int32_t rc = tthc__need_stored_plan(database, id, &stored);
  if (rc != TTHC_OK) return rc;
  plan = tthc__load_stored(database, &stored, id, stored.revision, &rc);
  if (rc == TTHC_OK) rc = tthc__save_standings(database, stored.key, plan);
  tthc_plan_free(plan);
  return rc;
}

/* A plan with a damaged row is as one that cannot be assessed: it is not to keep the others from being migrated. */
static int32_t fill_plan(struct database *database, int64_t key, const char *id) {
  const int32_t damages = database->damages;
  const int32_t rc = write_anew(database, id);
  if (rc != TTHC_E_DATABASE || database->damages == damages) return rc;
  tthc__error_clear(database->err);
  return tthc__drop_standings(database, key);
}

int32_t tthc__fill_standings(struct database *database) {
  struct statement plans;
  int32_t rc = tthc__prepare(&plans, database,
                             "SELECT plan, id FROM plan WHERE calendar IS NULL AND removed IS NULL "
                             "ORDER BY plan");
  if (rc == TTHC_OK) rc = tthc__step(&plans);
  while (rc == 1) {
    const char *id = tthc__column_text(&plans, 1);
    rc = tthc__row_status(&plans);
    if (rc == TTHC_OK) rc = fill_plan(database, tthc__column_number(&plans, 0), id);
    if (rc == TTHC_OK) rc = tthc__step(&plans);
  }
  tthc__finish(&plans);
  return rc;
}
