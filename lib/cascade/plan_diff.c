/* Differences of two revisions of a plan. */
#include "cascade/plan_diff.h"

#include "base/error.h"
#include "base/json.h"
#include "cascade/members.h"
#include "cascade/order.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

static const struct vocabulary row_kinds = {"header, part, unit, section, task, indicator, fact",
                                            {"header", "part", "unit", "section", "task", "indicator", "fact"}};

static const struct vocabulary changes = {
  "added, removed, moved, reworded, deadline, lead, coordinator, deliverable, target, other, orphaned",
  {"added", "removed", "moved", "reworded", "deadline", "lead", "coordinator", "deliverable", "target", "other",
   "orphaned"}};

static const struct vocabulary change_names[] = {
  {NULL,
   {"thêm", "bỏ", "chuyển vị trí", "sửa câu chữ", "đổi thời gian thực hiện", "đổi cơ quan chủ trì",
    "đổi cơ quan phối hợp", "đổi kết quả", "đổi chỉ tiêu", "đổi nội dung khác",
    "số liệu không còn nhiệm vụ, chỉ tiêu hoặc đơn vị"}},
  {NULL,
   {"added", "removed", "moved", "reworded", "deadline changed", "lead changed", "coordinator changed",
    "deliverable changed", "target changed", "other change", "fact whose task, indicator or unit is gone"}}};

const char *tthc_row_kind_word(int32_t kind) { return tthc__word(&row_kinds, kind); }

const char *tthc_change_word(int32_t change) { return tthc__word(&changes, change); }

const char *tthc_change_name(int32_t change, const char *language) {
  return tthc__word(&change_names[tthc__is_english(language)], change);
}

/* --- comparing ---------------------------------------------------------------------------------------------------- */

/* The rows of one kind in both plans. */
struct comparing {
  tthc_plan_diff *diff;
  const tthc_plan *plans[2];
  int32_t kind;
  struct row_list lists[2];
};

static int32_t add(tthc_plan_diff *diff, const struct difference *difference) {
  struct difference copy = *difference;
  void *grown;
  int32_t rc = tthc__copy_text(&diff->arena, difference->id, &copy.id, NULL);
  if (rc == TTHC_OK) rc = tthc__copy_text(&diff->arena, difference->before, &copy.before, NULL);
  if (rc == TTHC_OK) rc = tthc__copy_text(&diff->arena, difference->after, &copy.after, NULL);
  if (rc != TTHC_OK || !MAKE_ROOM(diff->rows, grown)) return TTHC_E_MEMORY;
  diff->rows.items[diff->rows.count++] = copy;
  return TTHC_OK;
}

static const char *id_of(const struct comparing *c, const char *key) { return c->kind == TTHC_ROW_HEADER ? NULL : key; }

static int32_t compare_members(struct comparing *c, const char *key, int32_t row, int32_t other) {
  const struct member_text *member;
  int32_t rc = TTHC_OK;
  for (member = tthc__members_of(c->kind); rc == TTHC_OK && member->name != NULL; member++) {
    struct arena texts = {NULL};
    const char *before = tthc__member_text(member, c->plans[0], row, &texts, &rc);
    const char *after = tthc__member_text(member, c->plans[1], other, &texts, &rc);
    const struct difference found = {c->kind, id_of(c, key), member->change, member->name, before, after};
    if (rc == TTHC_OK && !tthc__same(before, after)) rc = add(c->diff, &found);
    tthc__arena_free(&texts);
  }
  return rc;
}

/* Rows of one plan that the other lacks. */
static int32_t list_lacking(struct comparing *c, int which, int32_t change) {
  const struct row_list *list = &c->lists[which];
  int32_t i, rc = TTHC_OK;
  for (i = 0; rc == TTHC_OK && i < list->count; i++) {
    const char *title = tthc__row_title(c->kind, c->plans[which], list->rows[i]);
    const struct difference found = {c->kind, id_of(c, list->keys[i]),   change,
                                     NULL,    which == 0 ? title : NULL, which == 1 ? title : NULL};
    if (tthc__row_of_key(&c->lists[!which], list->keys[i]) == TTHC_NONE) rc = add(c->diff, &found);
  }
  return rc;
}

static int32_t compare_shared(struct comparing *c) {
  const struct row_list *list = &c->lists[0];
  int32_t i, rc = TTHC_OK;
  for (i = 0; rc == TTHC_OK && i < list->count; i++) {
    const int32_t other = tthc__row_of_key(&c->lists[1], list->keys[i]);
    if (other != TTHC_NONE) rc = compare_members(c, list->keys[i], list->rows[i], other);
  }
  return rc;
}

/* What stands before a row. */
static const char *key_before(const struct row_list *list, const char *key) {
  const int32_t place = tthc__index_get(&list->by_key, key);
  return place == 0 ? NULL : list->keys[place - 1];
}

static int32_t compare_order(struct comparing *c) {
  const struct row_list *list = &c->lists[0];
  char *moved = calloc((size_t)list->count + 1, 1);
  int32_t i, rc = moved == NULL ? TTHC_E_MEMORY : tthc__mark_moved(list, &c->lists[1], moved);
  for (i = 0; rc == TTHC_OK && i < list->count; i++) {
    const struct difference found = {c->kind,
                                     list->keys[i],
                                     TTHC_MOVED,
                                     "order",
                                     key_before(list, list->keys[i]),
                                     moved[i] ? key_before(&c->lists[1], list->keys[i]) : NULL};
    if (moved[i]) rc = add(c->diff, &found);
  }
  free(moved);
  return rc;
}

static int32_t compare_kind(tthc_plan_diff *diff, const tthc_plan *before, const tthc_plan *after, int32_t kind) {
  struct comparing c;
  int32_t rc, second;
  memset(&c, 0, sizeof c);
  c.diff = diff;
  c.plans[0] = before;
  c.plans[1] = after;
  c.kind = kind;
  rc = tthc__list_rows(&c.lists[0], before, kind, NULL, NULL);
  second = tthc__list_rows(&c.lists[1], after, kind, NULL, NULL);
  if (rc == TTHC_OK) rc = second;
  if (rc == TTHC_OK) rc = list_lacking(&c, 0, TTHC_REMOVED);
  if (rc == TTHC_OK) rc = compare_shared(&c);
  if (rc == TTHC_OK) rc = compare_order(&c);
  if (rc == TTHC_OK) rc = list_lacking(&c, 1, TTHC_ADDED);
  tthc__free_rows(&c.lists[0]);
  tthc__free_rows(&c.lists[1]);
  return rc;
}

static const char *what_is_gone(const tthc_plan *before, const tthc_plan *after, const struct fact *fact) {
  const char *task = tthc_task_id(before, fact->task), *unit = tthc_unit_id(before, fact->unit);
  const char *indicator = tthc_indicator_id(before, fact->indicator);
  if (task != NULL && tthc_plan_find_task(after, task) == TTHC_NONE) return task;
  if (indicator != NULL && tthc_plan_find_indicator(after, indicator) == TTHC_NONE) return indicator;
  return unit != NULL && tthc_plan_find_unit(after, unit) == TTHC_NONE ? unit : NULL;
}

static int32_t list_orphans(tthc_plan_diff *diff, const tthc_plan *before, const tthc_plan *after) {
  int32_t i, rc = TTHC_OK;
  for (i = 0; rc == TTHC_OK && i < before->facts.count; i++) {
    const struct fact *fact = &before->facts.items[i];
    const struct difference found = {TTHC_ROW_FACT, fact->id, TTHC_ORPHANED, NULL, what_is_gone(before, after, fact),
                                     NULL};
    if (found.before != NULL) rc = add(diff, &found);
  }
  return rc;
}

static int32_t compare(tthc_plan_diff *diff, const tthc_plan *before, const tthc_plan *after) {
  int32_t kind, rc = tthc__copy_text(&diff->arena, after->id, &diff->plan_id, NULL);
  for (kind = TTHC_ROW_HEADER; rc == TTHC_OK && kind < TTHC_ROW_FACT; kind++)
    rc = compare_kind(diff, before, after, kind);
  return rc == TTHC_OK ? list_orphans(diff, before, after) : rc;
}

tthc_plan_diff *tthc_plan_diff_new(const tthc_plan *before, const tthc_plan *after, tthc_error *err) {
  tthc_plan_diff *diff;
  if (tthc__need_plan(before, err) != TTHC_OK || tthc__need_plan(after, err) != TTHC_OK) return NULL;
  diff = calloc(1, sizeof *diff);
  if (diff != NULL) {
    diff->mark = MARK_PLAN_DIFF;
    diff->before_revision = before->revision;
    diff->after_revision = after->revision;
    if (compare(diff, before, after) == TTHC_OK) return diff;
  }
  tthc_plan_diff_free(diff);
  tthc__fail_memory(err);
  return NULL;
}

void tthc_plan_diff_free(tthc_plan_diff *diff) {
  if (!tthc__is(diff, MARK_PLAN_DIFF)) return;
  diff->mark = 0;
  free(diff->rows.items);
  tthc__arena_free(&diff->arena);
  free(diff);
}

/* --- rows --------------------------------------------------------------------------------------------------------- */

static const struct difference *row_of(const tthc_plan_diff *diff, int32_t row) {
  if (!tthc__is(diff, MARK_PLAN_DIFF) || row < 0 || row >= diff->rows.count) return NULL;
  return &diff->rows.items[row];
}

int32_t tthc_plan_diff_count(const tthc_plan_diff *diff) {
  return tthc__is(diff, MARK_PLAN_DIFF) ? diff->rows.count : 0;
}

int32_t tthc_plan_diff_kind(const tthc_plan_diff *diff, int32_t row) {
  const struct difference *found = row_of(diff, row);
  return found == NULL ? 0 : found->kind;
}

const char *tthc_plan_diff_id(const tthc_plan_diff *diff, int32_t row) {
  const struct difference *found = row_of(diff, row);
  return found == NULL ? NULL : found->id;
}

int32_t tthc_plan_diff_change(const tthc_plan_diff *diff, int32_t row) {
  const struct difference *found = row_of(diff, row);
  return found == NULL ? 0 : found->change;
}

const char *tthc_plan_diff_member(const tthc_plan_diff *diff, int32_t row) {
  const struct difference *found = row_of(diff, row);
  return found == NULL ? NULL : found->member;
}

const char *tthc_plan_diff_before(const tthc_plan_diff *diff, int32_t row) {
  const struct difference *found = row_of(diff, row);
  return found == NULL ? NULL : found->before;
}

const char *tthc_plan_diff_after(const tthc_plan_diff *diff, int32_t row) {
  const struct difference *found = row_of(diff, row);
  return found == NULL ? NULL : found->after;
}

/* --- columns ------------------------------------------------------------------------------------------------------ */

static int32_t fill(const tthc_plan_diff *diff, size_t offset, int32_t *out, int32_t capacity) {
  int32_t i;
  if (!tthc__is(diff, MARK_PLAN_DIFF)) return TTHC_E_HANDLE;
  if (capacity < 0 || (capacity > 0 && out == NULL)) return TTHC_E_ARGUMENT;
  for (i = 0; i < diff->rows.count && i < capacity; i++)
    memcpy(&out[i], (const char *)&diff->rows.items[i] + offset, sizeof *out);
  return diff->rows.count;
}

int32_t tthc_plan_diff_kinds(const tthc_plan_diff *diff, int32_t *kinds, int32_t capacity) {
  return fill(diff, offsetof(struct difference, kind), kinds, capacity);
}

int32_t tthc_plan_diff_changes(const tthc_plan_diff *diff, int32_t *out, int32_t capacity) {
  return fill(diff, offsetof(struct difference, change), out, capacity);
}
