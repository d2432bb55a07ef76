/* Random plans, and random amendments of a plan, for laws that hold of all of them. The same seed gives the same. */
#ifndef TTHC_TESTS_CASCADE_RANDOM_PLAN_H
#define TTHC_TESTS_CASCADE_RANDOM_PLAN_H

#include "cascade/cases.h"
#include "cascade/copying.h"

struct luck {
  uint32_t state;
};

static inline int32_t pick(struct luck *luck, int32_t count) {
  luck->state = luck->state * 1664525u + 1013904223u;
  return (int32_t)((luck->state >> 8) % (uint32_t)count);
}

static const char *const phrases[] = {
  "Quý I", "Quý II", "Thường xuyên", "Trước ngày 15/10/2021", "Định kỳ hằng quý", "Khi có yêu cầu"};
static const char *const wordings[] = {"Rà soát", "Báo cáo", "Niêm yết", "Tập huấn", "Kiểm tra"};
static const char *const labels[] = {"1", "2", "3", "4", "5", "6", "7", "8"};

/* Communes u0..u5, of which the last two stand in a group within a group. */
static inline void add_random_units(tthc_plan *plan) {
  int32_t i, inner, outer;
  for (i = 0; i < 6; i++) {
    const char id[] = {'u', (char)('0' + i), '\0'};
    assert_int_equal(tthc_plan_add_unit(plan, id, id, TTHC_UNIT_SINGLE, NULL), i);
  }
  inner = tthc_plan_add_unit(plan, "inner", "Inner", TTHC_UNIT_GROUP, NULL);
  outer = tthc_plan_add_unit(plan, "outer", "Outer", TTHC_UNIT_GROUP, NULL);
  for (i = 4; i < 6; i++) assert_true(tthc_unit_add_member(plan, inner, i, TTHC_NO_DAY, TTHC_NO_DAY, NULL) >= 0);
  assert_true(tthc_unit_add_member(plan, outer, inner, TTHC_NO_DAY, TTHC_NO_DAY, NULL) >= 0);
  for (i = 0; i < 3; i++) assert_true(tthc_unit_add_member(plan, outer, i, TTHC_NO_DAY, TTHC_NO_DAY, NULL) >= 0);
}

/* Cells, deadline and deliverable of a task, at random. */
static inline void fill_random_task(tthc_plan *plan, int32_t task, struct luck *luck) {
  int32_t i;
  for (i = pick(luck, 3); i > 0; i--) tthc_task_add_lead(plan, task, pick(luck, 8), NULL);
  for (i = pick(luck, 3); i > 0; i--) tthc_task_add_coordinator(plan, task, pick(luck, 8), NULL);
  if (pick(luck, 4) > 0) tthc_task_set_deadline(plan, task, phrases[pick(luck, COUNT(phrases))], NULL);
  if (pick(luck, 2)) tthc_task_set_deliverable(plan, task, wordings[pick(luck, COUNT(wordings))], NULL);
}

/* A task of a section, at times below the one added last there. */
static inline void add_random_task(tthc_plan *plan, struct luck *luck) {
  const int32_t section = pick(luck, tthc_plan_section_count(plan)), last = tthc_plan_task_count(plan) - 1;
  const int32_t parent = last >= 0 && pick(luck, 3) == 0 && tthc_task_section(plan, last) == section ? last : TTHC_NONE;
  const int32_t task = tthc_plan_add_task(plan, section, parent, labels[pick(luck, COUNT(labels))],
                                          wordings[pick(luck, COUNT(wordings))], NULL);
  assert_true(task >= 0);
  fill_random_task(plan, task, luck);
}

static inline void add_random_indicator(tthc_plan *plan, struct luck *luck) {
  const char id[] = {'i', (char)('a' + pick(luck, 20)), '\0'};
  const int32_t indicator = tthc_plan_add_indicator(plan, id, id, TTHC_RATIO, TTHC_PER_PERIOD, NULL);
  if (indicator < 0) return; /* there is one of that id */
  tthc_indicator_set_task(plan, indicator, pick(luck, tthc_plan_task_count(plan)), NULL);
  tthc_indicator_add_target(plan, indicator, TTHC_AT_LEAST, labels[pick(luck, COUNT(labels))], NULL, TTHC_NONE, NULL,
                            NULL);
  if (pick(luck, 2))
    tthc_indicator_add_target(plan, indicator, TTHC_AT_LEAST, labels[pick(luck, COUNT(labels))], NULL, pick(luck, 6),
                              NULL, NULL);
}

static inline tthc_plan *random_plan(uint32_t seed) {
  struct luck luck = {seed};
  tthc_plan *plan = tthc_plan_new("p", 2021, NULL);
  int32_t i;
  add_random_units(plan);
  assert_int_equal(tthc_plan_add_section(plan, "A", "Một", NULL), 0);
  assert_int_equal(tthc_plan_add_section(plan, "B", "Hai", NULL), 1);
  for (i = 4 + pick(&luck, 10); i > 0; i--) add_random_task(plan, &luck);
  for (i = pick(&luck, 4); i > 0; i--) add_random_indicator(plan, &luck);
  return plan;
}

static inline void amend_task(struct copying *c, int32_t task, struct luck *luck) {
  struct task row = c->from->tasks.items[task];
  const int32_t how = pick(luck, 12);
  int32_t into;
  if (how == 0) return; /* removed */
  if (how == 1) row.title = wordings[pick(luck, COUNT(wordings))];
  if (how == 2) row.deliverable = wordings[pick(luck, COUNT(wordings))];
  if (how == 3) row.lead.count = 0;
  if (how == 4) row.coordinator.count = 0;
  if (how == 5 && row.section != TTHC_NONE) row.section = !row.section;
  if (row.parent != TTHC_NONE &&
      (c->tasks[row.parent] == TTHC_NONE || c->to->tasks.items[c->tasks[row.parent]].section != row.section))
    row.parent = TTHC_NONE;
  assert_int_equal(tthc__copy_task(c, task, &row), TTHC_OK);
  into = c->tasks[task];
  if (how == 6) tthc_task_set_deadline(c->to, into, phrases[pick(luck, COUNT(phrases))], NULL);
  if (how == 7 && c->to->units.count > 0) tthc_task_add_lead(c->to, into, pick(luck, c->to->units.count), NULL);
}

static inline void amend_indicator(struct copying *c, int32_t indicator, struct luck *luck) {
  struct indicator row = c->from->indicators.items[indicator];
  const int32_t how = pick(luck, 6);
  if (how == 0) return; /* removed */
  if (how == 1) row.title = wordings[pick(luck, COUNT(wordings))];
  if (how == 2) row.target_count = 0;
  assert_int_equal(tthc__copy_indicator(c, indicator, &row), TTHC_OK);
}

/* Another revision of a plan: tasks removed, changed, moved in the order and added; the rest as it was. Without its facts. */
static inline tthc_plan *amended(const tthc_plan *plan, uint32_t seed) {
  struct luck luck = {seed};
  tthc_plan *to = tthc_plan_new(tthc_plan_id(plan), tthc_plan_year(plan), NULL);
  struct copying c;
  int32_t i;
  const int32_t last = plan->tasks.count == 0 || pick(&luck, 2) ? TTHC_NONE : pick(&luck, plan->tasks.count);
  assert_int_equal(tthc__copying_begin(&c, plan, to, NULL), TTHC_OK);
  assert_int_equal(tthc__copy_header(&c), TTHC_OK);
  memset(c.wants_part, 1, (size_t)plan->parts.count);
  memset(c.wants_unit, 1, (size_t)plan->units.count);
  memset(c.wants_section, 1, (size_t)plan->sections.count);
  assert_int_equal(tthc__copy_frame(&c), TTHC_OK);
  for (i = 0; i < plan->tasks.count; i++)
    if (i != last) amend_task(&c, i, &luck);
  if (last != TTHC_NONE) amend_task(&c, last, &luck); /* behind all others */
  for (i = 0; i < plan->indicators.count; i++) amend_indicator(&c, i, &luck);
  for (i = tthc_plan_section_count(to) == 2 ? pick(&luck, 3) : 0; i > 0; i--) add_random_task(to, &luck);
  tthc__copying_end(&c);
  return to;
}

#endif
