/* The numeric targets in a plan's texts, proposed as indicators: a person confirms them. */
#include "document/reading.h"
#include "document/targets.h"

#include "base/text.h"

#include <string.h>

/* An increase is no share of a whole: it is a figure of its own. */
static int32_t kind_of(const struct found_target *target) {
  return target->is_percent && target->change == 0 ? TTHC_RATIO : TTHC_VALUE;
}

static const char *measure_of(struct reading *r, const struct found_target *target) {
  if (!target->is_percent || target->change == 0) return target->measure;
  return tthc__joined(r, target->measure, target->change > 0 ? "tăng thêm" : "giảm");
}

static void say_proposed(struct reading *r, const char *text, const struct found_target *target, struct place place) {
  const char *words = tthc__copy(r, text, target->from, target->to);
  const char *clause = tthc__copy(r, text, target->clause_from, target->clause_to);
  tthc__find_text(r, TTHC_F_TARGET_PROPOSED, place,
                  tthc__joined(r, words, strcmp(words, clause) == 0 ? NULL : tthc__joined(r, "\xe2\x86\x90", clause)));
}

static void add_indicator(struct reading *r, const char *text, const struct found_target *found, int32_t task,
                          struct place place) {
  struct indicator indicator = tthc__new_indicator();
  struct target target = {found->comparator, found->amount, found->high, TTHC_NONE, NULL, 0};
  struct buffer year = {0};
  int32_t index;
  indicator.title = tthc__copy(r, text, found->clause_from, found->clause_to);
  indicator.id = tthc__free_slug(r, &r->plan->indicator_ids, indicator.title, "chi-tieu");
  indicator.kind = kind_of(found);
  indicator.series = TTHC_PER_PERIOD;
  indicator.task = task;
  indicator.measure = measure_of(r, found);
  tthc__put_int(&year, found->year);
  if (year.failed) tthc__keep(r, tthc__fail_memory(r->err));
  if (found->year >= 1900 && found->year <= 2200 && !year.failed) target.period = year.data;
  if (r->rc == TTHC_OK) {
    index = tthc__keep(r, tthc__add_indicator(r->plan, &indicator, r->err));
    if (index >= 0) tthc__keep(r, tthc__add_target(r->plan, index, &target, r->err));
  }
  if (r->rc == TTHC_OK) say_proposed(r, text, found, place);
  tthc__buffer_free(&year);
}

static void read_text(struct reading *r, const char *text, int32_t task, struct place place) {
  struct arena arena = {0};
  struct found_target *targets = NULL;
  int32_t count = 0, i;
  if (text == NULL || r->rc != TTHC_OK) return;
  tthc__keep(r, tthc__find_targets(text, &arena, &targets, &count, r->err));
  for (i = 0; i < count && r->rc == TTHC_OK; i++) add_indicator(r, text, &targets[i], task, place);
  tthc__arena_free(&arena);
}

void tthc__read_targets(struct reading *r) {
  int32_t i;
  for (i = 0; i < r->plan->parts.count; i++) {
    const struct part *part = &r->plan->parts.items[i];
    read_text(r, part->title, TTHC_NONE, part->place);
    read_text(r, part->text, TTHC_NONE, part->place);
  }
  for (i = 0; i < r->plan->tasks.count; i++) {
    const struct task *task = &r->plan->tasks.items[i];
    read_text(r, task->title, i, task->place);
    read_text(r, task->deliverable, i, task->place);
  }
}
