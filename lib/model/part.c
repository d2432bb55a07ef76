/* Parts: the narrative of a plan. */
#include "base/buffer.h"
#include "base/error.h"
#include "model/plan.h"

#include <string.h>

const struct part *tthc__part(const tthc_plan *plan, int32_t part) {
  if (!tthc__is(plan, MARK_PLAN) || part < 0 || part >= plan->parts.count) return NULL;
  return &plan->parts.items[part];
}

struct part tthc__new_part(int32_t parent) {
  struct part part;
  memset(&part, 0, sizeof part);
  part.parent = parent;
  part.first_child = part.last_child = part.next = TTHC_NONE;
  return part;
}

/* Hangs the newest part behind its siblings. */
static void link_part(tthc_plan *plan, int32_t part) {
  const int32_t parent = plan->parts.items[part].parent;
  int32_t *first = parent == TTHC_NONE ? &plan->first_part : &plan->parts.items[parent].first_child;
  int32_t *last = parent == TTHC_NONE ? &plan->last_part : &plan->parts.items[parent].last_child;
  if (*first == TTHC_NONE)
    *first = part;
  else
    plan->parts.items[*last].next = part;
  *last = part;
}

static int32_t check_holds(const tthc_plan *plan, int32_t part, int32_t holds, tthc_error *err) {
  int32_t i;
  if (holds != 0 && holds != 1)
    return tthc__fail_at(err, TTHC_E_VALUE, "holds_sections", NULL, WORDS("0 hoặc 1", "0 or 1"));
  for (i = 0; holds && i < plan->parts.count; i++)
    if (i != part && plan->parts.items[i].holds_sections)
      return tthc__fail_at(err, TTHC_E_VALUE, "holds_sections", NULL,
                           WORDS("nhiều nhất một phần chứa các mục", "at most one part that holds the sections"));
  return TTHC_OK;
}

static int begins_with(const char *label, const char *above) {
  const size_t length = strlen(above);
  return strncmp(label, above, length) == 0 && label[length] == '.';
}

/* Below "1" a label "1.1" stands for both. Of parts that share their labels the first has the path. */
static int32_t make_path(tthc_plan *plan, struct part *part) {
  const struct part *above = tthc__part(plan, part->parent);
  struct buffer path = {0};
  int32_t rc = TTHC_OK;
  part->path = NULL;
  if (part->label == NULL || (above != NULL && above->path == NULL)) return TTHC_OK;
  while (above != NULL && begins_with(part->label, above->label)) above = tthc__part(plan, above->parent);
  if (above != NULL) {
    tthc__put(&path, above->path);
    tthc__put_char(&path, '.');
  }
  tthc__put(&path, part->label);
  if (path.failed) {
    rc = TTHC_E_MEMORY;
  } else if (path.size <= LABEL_MAX && tthc__index_get(&plan->part_paths, path.data) == TTHC_NONE) {
    part->path = tthc__arena_copy(&plan->arena, path.data, (size_t)path.size);
    if (part->path == NULL) rc = TTHC_E_MEMORY;
  }
  tthc__buffer_free(&path);
  return rc;
}

int32_t tthc__add_part(tthc_plan *plan, const struct part *part, tthc_error *err) {
  struct part copy = *part;
  void *grown;
  int32_t rc = tthc__need_plan(plan, err);
  if (rc == TTHC_OK && part->parent != TTHC_NONE) rc = tthc__need_index(part->parent, plan->parts.count, "parent", err);
  if (rc == TTHC_OK) rc = tthc__set_text(plan, &copy.label, part->label, LABEL_MAX, "label", err);
  if (rc == TTHC_OK) rc = tthc__set_text(plan, &copy.title, part->title, STRING_MAX, "title", err);
  if (rc == TTHC_OK) rc = tthc__set_text(plan, &copy.text, part->text, STRING_MAX, "text", err);
  if (rc == TTHC_OK) rc = tthc__set_extra(plan, &copy.extra, part->extra, err);
  if (rc == TTHC_OK) rc = check_holds(plan, TTHC_NONE, part->holds_sections, err);
  if (rc != TTHC_OK) return rc;
  if (copy.title == NULL && copy.text == NULL)
    return tthc__fail_at(err, TTHC_E_MISSING, "text", NULL, WORDS("\"title\" hoặc \"text\"", "\"title\" or \"text\""));
  if (make_path(plan, &copy) != TTHC_OK || !MAKE_ROOM(plan->parts, grown) ||
      (copy.path != NULL && tthc__index_put(&plan->part_paths, copy.path, plan->parts.count) != TTHC_OK))
    return tthc__fail_memory(err);
  plan->parts.items[plan->parts.count] = copy;
  link_part(plan, plan->parts.count);
  return plan->parts.count++;
}

int32_t tthc_plan_add_part(tthc_plan *plan, int32_t parent, const char *label, const char *title, const char *text,
                           tthc_error *err) {
  struct part part = tthc__new_part(parent);
  part.label = label;
  part.title = title;
  part.text = text;
  return tthc__add_part(plan, &part, err);
}

int32_t tthc_plan_part_count(const tthc_plan *plan) { return tthc__is(plan, MARK_PLAN) ? plan->parts.count : 0; }

int32_t tthc_part_parent(const tthc_plan *plan, int32_t part) {
  const struct part *row = tthc__part(plan, part);
  return row == NULL ? TTHC_NONE : row->parent;
}

const char *tthc_part_label(const tthc_plan *plan, int32_t part) {
  const struct part *row = tthc__part(plan, part);
  return row == NULL ? NULL : row->label;
}

const char *tthc_part_title(const tthc_plan *plan, int32_t part) {
  const struct part *row = tthc__part(plan, part);
  return row == NULL ? NULL : row->title;
}

const char *tthc_part_text(const tthc_plan *plan, int32_t part) {
  const struct part *row = tthc__part(plan, part);
  return row == NULL ? NULL : row->text;
}

int32_t tthc_part_holds_sections(const tthc_plan *plan, int32_t part) {
  const struct part *row = tthc__part(plan, part);
  return row == NULL ? 0 : row->holds_sections;
}

int32_t tthc_part_set_holds_sections(tthc_plan *plan, int32_t part, int32_t holds, tthc_error *err) {
  int32_t rc = tthc__need_plan(plan, err);
  if (rc == TTHC_OK) rc = tthc__need_index(part, plan->parts.count, "part", err);
  if (rc == TTHC_OK) rc = check_holds(plan, part, holds, err);
  if (rc == TTHC_OK) plan->parts.items[part].holds_sections = holds;
  return rc;
}
