/* Any bytes as prose: the targets found in it lie in it, in order, and are such as an indicator takes. */
#include "fuzz/fuzz.h"

#include "base/unicode.h"
#include "document/targets.h"

#include <tthcplan.h>

static void must_be_sound(const struct found_target *target, const char *text, int32_t before) {
  MUST(target->from >= before && target->from < target->to);
  MUST(target->clause_from >= 0 && target->clause_from <= target->from && target->to <= target->clause_to);
  MUST(target->clause_to <= (int32_t)strlen(text));
  MUST(tthc__utf8_valid(text + target->clause_from, target->clause_to - target->clause_from));
  MUST(tthc__utf8_valid(text + target->from, target->to - target->from));
  MUST(target->change >= -1 && target->change <= 1);
  MUST(target->year == 0 || (target->year >= 1900 && target->year < 2200));
  MUST(target->measure == NULL || tthc__utf8_valid(target->measure, (int64_t)strlen(target->measure)));
}

static void must_fit_an_indicator(const struct found_target *target) {
  tthc_plan *plan = tthc_plan_new("p", 2024, NULL);
  const int32_t kind = target->is_percent ? TTHC_RATIO : TTHC_VALUE;
  const int32_t indicator = tthc_plan_add_indicator(plan, "i", "I", kind, TTHC_PER_PERIOD, NULL);
  MUST(indicator == 0);
  MUST(tthc_indicator_add_target(plan, indicator, target->comparator, target->amount, target->high, TTHC_NONE, NULL,
                                 NULL) == 0);
  tthc_plan_free(plan);
}

static void try_text(const char *text) {
  struct arena arena = {0};
  struct found_target *targets;
  int32_t count, i, before = 0;
  MUST(tthc__find_targets(text, &arena, &targets, &count, NULL) == TTHC_OK);
  for (i = 0; i < count; i++) {
    must_be_sound(&targets[i], text, before);
    if (i < 8) must_fit_an_indicator(&targets[i]);
    before = targets[i].to;
  }
  tthc__arena_free(&arena);
}

/* Bytes that are no UTF-8 only must not do harm. */
static void try_bytes(const char *text) {
  struct arena arena = {0};
  struct found_target *targets;
  int32_t count;
  MUST(tthc__find_targets(text, &arena, &targets, &count, NULL) == TTHC_OK);
  tthc__arena_free(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  char *text;
  if (size > TARGETS_TEXT_MAX) return 0;
  text = fuzz_text(data, size);
  if (tthc__utf8_valid(text, (int64_t)strlen(text)))
    try_text(text);
  else
    try_bytes(text);
  free(text);
  return 0;
}
