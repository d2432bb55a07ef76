/*
 * What differs between two assessments. The assignments of `before` are sorted by the numbers that their tasks and units
 * have there; those of `after` are looked up one by one, by the same numbers.
 */
#include "assess/assessment_diff.h"

#include "base/error.h"
#include "base/index.h"

#include <stdlib.h>
#include <string.h>

/* --- matching ----------------------------------------------------------------------------------------------------- */

struct key {
  int32_t task;
  int32_t unit;
  const char *period;
  int32_t row;
};

struct comparing {
  const tthc_assessment *before;
  const tthc_assessment *after;
  tthc_assessment_diff *diff;
  int32_t *tasks; /* by task of `after`: the one of `before`, TTHC_NONE for none */
  int32_t *units;
  struct key *keys;         /* of `before`, sorted */
  char *matched;            /* by row of `before` */
  const char **task_ids[2]; /* by task of before, after: copies, once a row shows them */
  struct named *unit_names[2];
  const char *period[2]; /* the key copied last, of many that share it, and its copy */
  tthc_error *err;
};

static int compare_keys(const void *left, const void *right) {
  const struct key *x = left, *y = right;
  if (x->task != y->task) return x->task < y->task ? -1 : 1;
  if (x->unit != y->unit) return x->unit < y->unit ? -1 : 1;
  return strcmp(x->period, y->period);
}

static int32_t map_rows(const struct named *before, int32_t before_count, const struct named *after,
                        int32_t after_count, int32_t *map) {
  struct index ids = {0};
  int32_t i, rc = TTHC_OK;
  for (i = 0; rc == TTHC_OK && i < before_count; i++) rc = tthc__index_put(&ids, before[i].id, i);
  for (i = 0; i < after_count; i++) map[i] = tthc__index_get(&ids, after[i].id);
  tthc__index_free(&ids);
  return rc;
}

static int32_t map_all(struct comparing *to) {
  const tthc_assessment *before = to->before, *after = to->after;
  int32_t i, rc = map_rows(before->tasks, before->task_count, after->tasks, after->task_count, to->tasks);
  if (rc == TTHC_OK) rc = map_rows(before->units, before->unit_count, after->units, after->unit_count, to->units);
  for (i = 0; i < before->assignments.count; i++) {
    const struct assignment *row = &before->assignments.items[i];
    to->keys[i] = (struct key){row->task, row->unit, row->period, i};
  }
  if (i > 1) qsort(to->keys, (size_t)i, sizeof *to->keys, compare_keys);
  return rc == TTHC_OK ? rc : tthc__fail_memory(to->err);
}

/* The same assignment before; NULL when there was none. */
static const struct assignment *match(struct comparing *to, const struct assignment *row) {
  const struct key key = {to->tasks[row->task], to->units[row->unit], row->period, 0};
  const size_t count = (size_t)to->before->assignments.count;
  const struct key *found = count == 0 ? NULL : bsearch(&key, to->keys, count, sizeof key, compare_keys);
  if (found == NULL) return NULL;
  to->matched[found->row] = 1;
  return &to->before->assignments.items[found->row];
}

/* --- rows --------------------------------------------------------------------------------------------------------- */

static const char *copy(struct comparing *to, const char *text) {
  return tthc__arena_copy(&to->diff->arena, text, strlen(text));
}

static struct difference_side side_of(struct comparing *to, const struct assignment *row) {
  struct difference_side side = {0, TTHC_NO_DAY, TTHC_NO_DAY};
  if (row == NULL) return side;
  side = (struct difference_side){row->state, row->due, row->effective};
  tthc__day_texts_expect(&to->diff->days, row->due);
  tthc__day_texts_expect(&to->diff->days, row->effective);
  return side;
}

static int32_t change_of(const struct difference_side *before, const struct difference_side *after) {
  if ((before->state == TTHC_OVERDUE) != (after->state == TTHC_OVERDUE))
    return after->state == TTHC_OVERDUE ? TTHC_ENTERED_OVERDUE : TTHC_LEFT_OVERDUE;
  if (before->state == 0) return TTHC_APPEARED;
  if (after->state == 0) return TTHC_VANISHED;
  if (before->due != after->due || before->effective != after->effective) return TTHC_DUE_MOVED;
  return before->state != after->state ? TTHC_STATE_CHANGED : 0;
}

/* Names are copied when a row shows them first, and shared by those that follow. */
static int32_t name_row(struct comparing *to, struct difference *row, const struct assignment *assignment,
                        int is_after) {
  const tthc_assessment *from = is_after ? to->after : to->before;
  const char **task_id = &to->task_ids[is_after][assignment->task];
  struct named *unit = &to->unit_names[is_after][assignment->unit];
  if (*task_id == NULL) *task_id = copy(to, from->tasks[assignment->task].id);
  if (unit->id == NULL) unit->id = copy(to, from->units[assignment->unit].id);
  if (unit->name == NULL) unit->name = copy(to, from->units[assignment->unit].name);
  if (to->period[0] != assignment->period) to->period[1] = copy(to, assignment->period);
  to->period[0] = assignment->period;
  row->task_id = *task_id;
  row->unit_id = unit->id;
  row->unit_name = unit->name;
  row->period = to->period[1];
  return row->task_id == NULL || row->unit_id == NULL || row->unit_name == NULL || row->period == NULL
           ? tthc__fail_memory(to->err)
           : TTHC_OK;
}

static int32_t add(struct comparing *to, const struct assignment *before, const struct assignment *after) {
  const struct difference_side sides[] = {side_of(to, before), side_of(to, after)};
  const int32_t change = change_of(&sides[0], &sides[1]);
  struct difference *row;
  void *grown;
  if (change == 0) return TTHC_OK;
  if (!MAKE_ROOM(to->diff->rows, grown)) return tthc__fail_memory(to->err);
  row = &to->diff->rows.items[to->diff->rows.count++];
  row->change = change;
  row->before = sides[0];
  row->after = sides[1];
  return name_row(to, row, after != NULL ? after : before, after != NULL);
}

static int32_t compare(struct comparing *to) {
  const tthc_assessment *before = to->before, *after = to->after;
  int32_t i, rc = TTHC_OK;
  for (i = 0; rc == TTHC_OK && i < after->assignments.count; i++)
    rc = add(to, match(to, &after->assignments.items[i]), &after->assignments.items[i]);
  for (i = 0; rc == TTHC_OK && i < before->assignments.count; i++)
    if (!to->matched[i]) rc = add(to, &before->assignments.items[i], NULL);
  if (rc == TTHC_OK && tthc__day_texts_write(&to->diff->days, &to->diff->arena) != TTHC_OK)
    rc = tthc__fail_memory(to->err);
  return rc;
}

/* --- the call ----------------------------------------------------------------------------------------------------- */

static int32_t make_room(struct comparing *to) {
  const tthc_assessment *sides[] = {to->before, to->after};
  struct arena *arena = &to->diff->arena;
  int i;
  to->diff->plan_id = copy(to, to->after->plan_id);
  to->tasks = calloc((size_t)to->after->task_count + 1, sizeof *to->tasks);
  to->units = calloc((size_t)to->after->unit_count + 1, sizeof *to->units);
  to->keys = calloc((size_t)to->before->assignments.count + 1, sizeof *to->keys);
  to->matched = calloc((size_t)to->before->assignments.count + 1, sizeof *to->matched);
  for (i = 0; i < 2; i++) {
    to->task_ids[i] = tthc__arena_alloc(arena, (size_t)sides[i]->task_count * sizeof *to->task_ids[i]);
    to->unit_names[i] = tthc__arena_alloc(arena, (size_t)sides[i]->unit_count * sizeof *to->unit_names[i]);
    if (to->task_ids[i] == NULL || to->unit_names[i] == NULL) return tthc__fail_memory(to->err);
  }
  if (to->diff->plan_id == NULL || to->tasks == NULL || to->units == NULL || to->keys == NULL || to->matched == NULL)
    return tthc__fail_memory(to->err);
  return TTHC_OK;
}

static int32_t compare_all(struct comparing *to) {
  int32_t rc = make_room(to);
  if (rc == TTHC_OK) rc = map_all(to);
  if (rc == TTHC_OK) rc = compare(to);
  free(to->tasks);
  free(to->units);
  free(to->keys);
  free(to->matched);
  return rc;
}

tthc_assessment_diff *tthc_assessment_diff_new(const tthc_assessment *before, const tthc_assessment *after,
                                               tthc_error *err) {
  struct comparing to = {.before = before, .after = after, .err = err};
  if (!tthc__is(before, MARK_ASSESSMENT) || !tthc__is(after, MARK_ASSESSMENT)) {
    tthc__fail_handle(err, "tthc_assessment");
    return NULL;
  }
  if (strcmp(before->plan_id, after->plan_id) != 0) {
    tthc__fail_at(err, TTHC_E_VALUE, "after", after->plan_id,
                  WORDS("hai đánh giá của cùng một kế hoạch", "two assessments of one plan"));
    return NULL;
  }
  to.diff = calloc(1, sizeof *to.diff);
  if (to.diff == NULL) {
    tthc__fail_memory(err);
    return NULL;
  }
  to.diff->mark = MARK_ASSESSMENT_DIFF;
  to.diff->before = (struct difference_of){before->as_of, before->known_at};
  to.diff->after = (struct difference_of){after->as_of, after->known_at};
  if (compare_all(&to) == TTHC_OK) return to.diff;
  tthc_assessment_diff_free(to.diff);
  return NULL;
}

void tthc_assessment_diff_free(tthc_assessment_diff *diff) {
  if (!tthc__is(diff, MARK_ASSESSMENT_DIFF)) return;
  diff->mark = 0;
  free(diff->rows.items);
  tthc__arena_free(&diff->arena);
  free(diff);
}

/* --- getters ------------------------------------------------------------------------------------------------------ */

static const struct difference *row_of(const tthc_assessment_diff *diff, int32_t row) {
  if (!tthc__is(diff, MARK_ASSESSMENT_DIFF) || row < 0 || row >= diff->rows.count) return NULL;
  return &diff->rows.items[row];
}

int32_t tthc_assessment_diff_count(const tthc_assessment_diff *diff) {
  return tthc__is(diff, MARK_ASSESSMENT_DIFF) ? diff->rows.count : 0;
}

const char *tthc_assessment_diff_task_id(const tthc_assessment_diff *diff, int32_t row) {
  const struct difference *found = row_of(diff, row);
  return found == NULL ? NULL : found->task_id;
}

const char *tthc_assessment_diff_unit_id(const tthc_assessment_diff *diff, int32_t row) {
  const struct difference *found = row_of(diff, row);
  return found == NULL ? NULL : found->unit_id;
}

const char *tthc_assessment_diff_unit_name(const tthc_assessment_diff *diff, int32_t row) {
  const struct difference *found = row_of(diff, row);
  return found == NULL ? NULL : found->unit_name;
}

const char *tthc_assessment_diff_period(const tthc_assessment_diff *diff, int32_t row) {
  const struct difference *found = row_of(diff, row);
  return found == NULL ? NULL : found->period;
}

int32_t tthc_assessment_diff_change(const tthc_assessment_diff *diff, int32_t row) {
  const struct difference *found = row_of(diff, row);
  return found == NULL ? 0 : found->change;
}

int32_t tthc_assessment_diff_before_state(const tthc_assessment_diff *diff, int32_t row) {
  const struct difference *found = row_of(diff, row);
  return found == NULL ? 0 : found->before.state;
}

int32_t tthc_assessment_diff_after_state(const tthc_assessment_diff *diff, int32_t row) {
  const struct difference *found = row_of(diff, row);
  return found == NULL ? 0 : found->after.state;
}

const char *tthc_assessment_diff_before_due(const tthc_assessment_diff *diff, int32_t row) {
  const struct difference *found = row_of(diff, row);
  return found == NULL ? NULL : tthc__day_text(&diff->days, found->before.due);
}

const char *tthc_assessment_diff_after_due(const tthc_assessment_diff *diff, int32_t row) {
  const struct difference *found = row_of(diff, row);
  return found == NULL ? NULL : tthc__day_text(&diff->days, found->after.due);
}

const char *tthc_assessment_diff_before_effective(const tthc_assessment_diff *diff, int32_t row) {
  const struct difference *found = row_of(diff, row);
  return found == NULL ? NULL : tthc__day_text(&diff->days, found->before.effective);
}

const char *tthc_assessment_diff_after_effective(const tthc_assessment_diff *diff, int32_t row) {
  const struct difference *found = row_of(diff, row);
  return found == NULL ? NULL : tthc__day_text(&diff->days, found->after.effective);
}
