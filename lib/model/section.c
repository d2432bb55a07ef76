/* Sections: lettered groups of tasks. */
#include "base/error.h"
#include "model/plan.h"

const struct section *tthc__section(const tthc_plan *plan, int32_t section) {
  if (!tthc__is(plan, MARK_PLAN) || section < 0 || section >= plan->sections.count) return NULL;
  return &plan->sections.items[section];
}

int32_t tthc__add_section(tthc_plan *plan, const struct section *section, tthc_error *err) {
  struct section copy = *section;
  void *grown;
  int32_t rc = tthc__need_plan(plan, err);
  if (rc == TTHC_OK) rc = tthc__text_in(&plan->arena, section->label, LABEL_MAX, "label", &copy.label, err);
  if (rc == TTHC_OK) rc = tthc__text_in(&plan->arena, section->title, STRING_MAX, "title", &copy.title, err);
  if (rc == TTHC_OK) rc = tthc__set_extra(plan, &copy.extra, section->extra, err);
  if (rc == TTHC_OK) rc = tthc__make_row_id(plan, &plan->section_ids, section->id, copy.label, &copy.id, err);
  if (rc != TTHC_OK) return rc;
  if (!MAKE_ROOM(plan->sections, grown)) return tthc__fail_memory(err);
  if (tthc__index_put(&plan->section_ids, copy.id, plan->sections.count) != TTHC_OK) return tthc__fail_memory(err);
  plan->sections.items[plan->sections.count] = copy;
  return plan->sections.count++;
}

int32_t tthc_plan_add_section(tthc_plan *plan, const char *label, const char *title, tthc_error *err) {
  const struct section section = {NULL, label, title, NULL};
  return tthc__add_section(plan, &section, err);
}

int32_t tthc_plan_section_count(const tthc_plan *plan) {
  return tthc__is(plan, MARK_PLAN) ? plan->sections.count : 0;
}

int32_t tthc_plan_find_section(const tthc_plan *plan, const char *id) {
  return tthc__is(plan, MARK_PLAN) ? tthc__index_get(&plan->section_ids, id) : TTHC_NONE;
}

const char *tthc_section_id(const tthc_plan *plan, int32_t section) {
  const struct section *row = tthc__section(plan, section);
  return row == NULL ? NULL : row->id;
}

const char *tthc_section_label(const tthc_plan *plan, int32_t section) {
  const struct section *row = tthc__section(plan, section);
  return row == NULL ? NULL : row->label;
}

const char *tthc_section_title(const tthc_plan *plan, int32_t section) {
  const struct section *row = tthc__section(plan, section);
  return row == NULL ? NULL : row->title;
}
