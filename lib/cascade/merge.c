/* Re-deriving: a unit's plan merged with what its superior's amended plan gives. */
#include "cascade/merge.h"

#include "base/error.h"
#include "base/json.h"
#include "cascade/copying.h"
#include "cascade/derive.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

static const struct vocabulary merge_kinds = {"added-above, withdrawn-above, changed-above, kept-local-edit, "
                                              "kept-local-deletion, conflict, kept-withdrawn, restored",
                                              {"added-above", "withdrawn-above", "changed-above", "kept-local-edit",
                                               "kept-local-deletion", "conflict", "kept-withdrawn", "restored"}};

static const struct vocabulary merge_kind_names[] = {
  {NULL,
   {"cấp trên thêm", "cấp trên bỏ", "cấp trên sửa", "giữ nội dung đơn vị đã sửa", "giữ việc đơn vị đã bỏ",
    "xung đột, giữ nội dung của đơn vị", "cấp trên bỏ, đơn vị giữ lại", "khôi phục theo yêu cầu"}},
  {NULL,
   {"added above", "withdrawn above", "changed above", "local edit kept", "local deletion kept",
    "conflict, the local one kept", "withdrawn above, kept here", "restored as asked for"}}};

const char *tthc_merge_kind_word(int32_t kind) { return tthc__word(&merge_kinds, kind); }

const char *tthc_merge_kind_name(int32_t kind, const char *language) {
  return tthc__word(&merge_kind_names[tthc__is_english(language)], kind);
}

/* --- options ------------------------------------------------------------------------------------------------------ */

struct options {
  int32_t coordinates;
  const char **restore;
  int32_t restore_count;
};

static int32_t read_id(const struct json_at *at, void *row) {
  struct options *options = row;
  const char *id;
  const char **grown;
  const int32_t rc = tthc__json_text(at, JSON_LABEL, &id);
  if (rc != TTHC_OK) return rc;
  grown = tthc__arena_grow(&at->doc->arena, options->restore, options->restore_count, sizeof *grown);
  if (grown == NULL) return tthc__fail_memory(at->doc->err);
  options->restore = grown;
  grown[options->restore_count++] = id;
  return TTHC_OK;
}

static int32_t read_restore(const struct json_at *at, void *row) { return tthc__json_each(at, read_id, row); }

static const struct json_field option_fields[] = {
  {FIELD("coordinates", JSON_WORD, struct options, coordinates), .vocabulary = &tthc__coordinates},
  {.name = "restore", .kind = JSON_CUSTOM, .read = read_restore},
  {0}};

/* --- merging ------------------------------------------------------------------------------------------------------ */

int32_t tthc__tell_merge(struct merging *m, const struct merged *row) {
  tthc_merge *merge = m->result;
  struct merged copy = *row; /* the member's name is a constant */
  void *grown;
  int32_t rc = tthc__copy_text(&merge->arena, row->id, &copy.id, NULL);
  if (rc == TTHC_OK) rc = tthc__copy_text(&merge->arena, row->before, &copy.before, NULL);
  if (rc == TTHC_OK) rc = tthc__copy_text(&merge->arena, row->theirs, &copy.theirs, NULL);
  if (rc == TTHC_OK) rc = tthc__copy_text(&merge->arena, row->ours, &copy.ours, NULL);
  if (rc != TTHC_OK || !MAKE_ROOM(merge->rows, grown)) return tthc__fail_memory(m->err);
  merge->rows.items[merge->rows.count++] = copy;
  merge->conflicts += row->kind == TTHC_CONFLICT;
  return TTHC_OK;
}

static int32_t index_restore(struct merging *m, const struct options *options) {
  int32_t i;
  for (i = 0; i < options->restore_count; i++)
    if (tthc__index_put(&m->restore, options->restore[i], 0) != TTHC_OK) return tthc__fail_memory(m->err);
  return TTHC_OK;
}

static int32_t check_restored(const struct merging *m, const struct options *options) {
  int32_t i;
  for (i = 0; i < options->restore_count; i++)
    if (tthc__index_get(&m->restore, options->restore[i]) == 0)
      return tthc__fail_at(m->err, TTHC_E_UNKNOWN_ID, "restore", options->restore[i],
                           WORDS("mã của việc hoặc chỉ tiêu mà đơn vị đã bỏ, cấp trên vẫn còn",
                                 "the id of a task or indicator that the unit took out and the superior still has"));
  return TTHC_OK;
}

static int32_t merge_plans(struct merging *m, const struct options *options) {
  int32_t rc = index_restore(m, options);
  if (rc == TTHC_OK) rc = tthc__join(&m->units, TTHC_ROW_UNIT, m->plans, m->superior, m->err);
  if (rc == TTHC_OK) rc = tthc__join(&m->sections, TTHC_ROW_SECTION, m->plans, m->superior, m->err);
  if (rc == TTHC_OK) rc = tthc__join(&m->tasks, TTHC_ROW_TASK, m->plans, m->superior, m->err);
  if (rc == TTHC_OK) rc = tthc__join(&m->indicators, TTHC_ROW_INDICATOR, m->plans, m->superior, m->err);
  if (rc == TTHC_OK) rc = tthc__decide(m);
  if (rc == TTHC_OK) rc = check_restored(m, options);
  if (rc == TTHC_OK) rc = tthc__build(m);
  tthc__joint_free(&m->units);
  tthc__joint_free(&m->sections);
  tthc__joint_free(&m->tasks);
  tthc__joint_free(&m->indicators);
  tthc__index_free(&m->restore);
  return rc;
}

static int32_t check_plans(const tthc_plan *before, const tthc_plan *now, const tthc_plan *local, tthc_error *err) {
  int32_t rc = tthc__need_plan(before, err);
  if (rc == TTHC_OK) rc = tthc__need_plan(now, err);
  if (rc == TTHC_OK) rc = tthc__need_plan(local, err);
  if (rc != TTHC_OK) return rc;
  if (strcmp(before->id, now->id) != 0)
    return tthc__fail_at(err, TTHC_E_VALUE, "id", now->id,
                         WORDS("hai bản của cùng một kế hoạch", "two revisions of the same plan"));
  if (!tthc__same(local->source.plan, now->id) || local->source.unit == NULL)
    return tthc__fail_at(err, TTHC_E_UNKNOWN_ID, "source/plan", local->source.plan,
                         WORDS("mã của kế hoạch cấp trên", "the id of the superior's plan"));
  return TTHC_OK;
}

static tthc_merge *new_merge(const tthc_plan *before, const tthc_plan *now, tthc_error *err) {
  tthc_merge *merge = calloc(1, sizeof *merge);
  if (merge != NULL) {
    merge->mark = MARK_MERGE;
    merge->before_revision = before->revision;
    merge->now_revision = now->revision;
    if (tthc__copy_text(&merge->arena, now->id, &merge->superior, NULL) == TTHC_OK) return merge;
  }
  tthc_merge_free(merge);
  tthc__fail_memory(err);
  return NULL;
}

static tthc_merge *rederive(const tthc_plan *before, const tthc_plan *now, const tthc_plan *local,
                            const struct options *options, tthc_error *err) {
  const struct deriving_options deriving = {local->id, NULL, NULL, options->coordinates};
  tthc_plan *base = tthc__derive(before, local->source.unit, &deriving, err);
  tthc_plan *theirs = base == NULL ? NULL : tthc__derive(now, local->source.unit, &deriving, err);
  struct merging m;
  memset(&m, 0, sizeof m);
  m.plans[BASE] = base;
  m.plans[THEIRS] = theirs;
  m.plans[OURS] = local;
  m.superior = now->id;
  m.revision = now->revision;
  m.err = err;
  m.result = theirs == NULL ? NULL : new_merge(before, now, err);
  if (m.result != NULL && merge_plans(&m, options) != TTHC_OK) {
    tthc_merge_free(m.result);
    m.result = NULL;
  }
  tthc_plan_free(theirs);
  tthc_plan_free(base);
  return m.result;
}

tthc_merge *tthc_plan_rederive(const tthc_plan *before, const tthc_plan *now, const tthc_plan *local,
                               const char *options_json, tthc_error *err) {
  struct options options = {COORDINATES_INCLUDE, NULL, 0};
  struct arena strings = {NULL};
  tthc_merge *merge = NULL;
  if (check_plans(before, now, local, err) == TTHC_OK &&
      tthc__json_options(options_json, option_fields, &options, &strings, err) == TTHC_OK)
    merge = rederive(before, now, local, &options, err);
  tthc__arena_free(&strings);
  return merge;
}

void tthc_merge_free(tthc_merge *merge) {
  if (!tthc__is(merge, MARK_MERGE)) return;
  merge->mark = 0;
  tthc_plan_free(merge->plan);
  free(merge->rows.items);
  tthc__arena_free(&merge->arena);
  free(merge);
}

tthc_plan *tthc_merge_plan(const tthc_merge *merge, tthc_error *err) {
  if (tthc__is(merge, MARK_MERGE)) return tthc__plan_copy(merge->plan, err);
  tthc__fail_handle(err, "tthc_merge");
  return NULL;
}

/* --- rows --------------------------------------------------------------------------------------------------------- */

static const struct merged *row_of(const tthc_merge *merge, int32_t row) {
  if (!tthc__is(merge, MARK_MERGE) || row < 0 || row >= merge->rows.count) return NULL;
  return &merge->rows.items[row];
}

int32_t tthc_merge_count(const tthc_merge *merge) { return tthc__is(merge, MARK_MERGE) ? merge->rows.count : 0; }

int32_t tthc_merge_conflicts(const tthc_merge *merge) { return tthc__is(merge, MARK_MERGE) ? merge->conflicts : 0; }

int32_t tthc_merge_kind(const tthc_merge *merge, int32_t row) {
  const struct merged *found = row_of(merge, row);
  return found == NULL ? 0 : found->kind;
}

int32_t tthc_merge_what(const tthc_merge *merge, int32_t row) {
  const struct merged *found = row_of(merge, row);
  return found == NULL ? 0 : found->what;
}

const char *tthc_merge_id(const tthc_merge *merge, int32_t row) {
  const struct merged *found = row_of(merge, row);
  return found == NULL ? NULL : found->id;
}

const char *tthc_merge_member(const tthc_merge *merge, int32_t row) {
  const struct merged *found = row_of(merge, row);
  return found == NULL ? NULL : found->member;
}

const char *tthc_merge_before(const tthc_merge *merge, int32_t row) {
  const struct merged *found = row_of(merge, row);
  return found == NULL ? NULL : found->before;
}

const char *tthc_merge_theirs(const tthc_merge *merge, int32_t row) {
  const struct merged *found = row_of(merge, row);
  return found == NULL ? NULL : found->theirs;
}

const char *tthc_merge_ours(const tthc_merge *merge, int32_t row) {
  const struct merged *found = row_of(merge, row);
  return found == NULL ? NULL : found->ours;
}

int32_t tthc_merge_kinds(const tthc_merge *merge, int32_t *kinds, int32_t capacity) {
  int32_t i;
  if (!tthc__is(merge, MARK_MERGE)) return TTHC_E_HANDLE;
  if (capacity < 0 || (capacity > 0 && kinds == NULL)) return TTHC_E_ARGUMENT;
  for (i = 0; i < merge->rows.count && i < capacity; i++) kinds[i] = merge->rows.items[i].kind;
  return merge->rows.count;
}
