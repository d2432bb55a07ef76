/* Facts: what is recorded while a plan runs. */
#include "base/decimal.h"
#include "base/error.h"
#include "calendar/period.h"
#include "model/plan.h"
#include "model/words.h"

#include <stddef.h>
#include <string.h>

const struct vocabulary tthc__fact_kinds = {
  "progress, measurement, event, extension, return, acceptance, explanation",
  {"progress", "measurement", "event", "extension", "return", "acceptance", "explanation"}};
const struct vocabulary tthc__progress_states = {"not-started, in-progress, done, cancelled",
                                                 {"not-started", "in-progress", "done", "cancelled"}};

const char *tthc_fact_kind_word(int32_t kind) { return tthc__word(&tthc__fact_kinds, kind); }

const char *tthc_progress_state_word(int32_t state) { return tthc__word(&tthc__progress_states, state); }

const struct fact *tthc__fact(const tthc_plan *plan, int32_t fact) {
  if (!tthc__is(plan, MARK_PLAN) || fact < 0 || fact >= plan->facts.count) return NULL;
  return &plan->facts.items[fact];
}

struct fact tthc__new_fact(void) {
  struct fact fact;
  memset(&fact, 0, sizeof fact);
  fact.task = fact.indicator = fact.unit = TTHC_NONE;
  fact.percent = TTHC_NO_NUMBER;
  fact.numerator = fact.denominator = fact.recorded_at = TTHC_NO_NUMBER;
  fact.day = fact.done_day = fact.due = fact.evidence.day = TTHC_NO_DAY;
  return fact;
}

int32_t tthc__done_day(const struct fact *fact) {
  if (fact->kind != TTHC_PROGRESS || fact->state != TTHC_SAYS_DONE) return TTHC_NO_DAY;
  return fact->done_day != TTHC_NO_DAY ? fact->done_day : fact->day;
}

/* --- what each kind of fact holds --------------------------------------------------------------------------------- */

/* The members that depend on the kind. */
enum {
  HAS_TASK = 1,
  HAS_INDICATOR = 2,
  HAS_UNIT = 4,
  HAS_PERIOD = 8,
  HAS_STATE = 16,
  HAS_PERCENT = 32,
  HAS_FIGURE = 64,
  HAS_DONE_DAY = 128,
  HAS_DUE = 256
};

static const struct {
  int required;
  int allowed; /* beside those */
} shapes[] = {
  [TTHC_PROGRESS] = {HAS_TASK | HAS_UNIT | HAS_PERIOD | HAS_STATE, HAS_PERCENT | HAS_DONE_DAY},
  [TTHC_MEASUREMENT] = {HAS_INDICATOR | HAS_UNIT | HAS_PERIOD | HAS_FIGURE, 0},
  [TTHC_EVENT] = {HAS_TASK, HAS_UNIT | HAS_PERIOD | HAS_DUE},
  [TTHC_EXTENSION] = {HAS_TASK | HAS_PERIOD | HAS_DUE, HAS_UNIT},
  [TTHC_RETURN] = {HAS_TASK | HAS_UNIT | HAS_PERIOD, 0},
  [TTHC_ACCEPTANCE] = {HAS_TASK | HAS_UNIT | HAS_PERIOD, 0},
  [TTHC_EXPLANATION] = {HAS_TASK | HAS_UNIT | HAS_PERIOD, 0},
};

static int shape_of(const struct fact *fact) {
  const int has_figure =
    fact->amount != NULL || fact->numerator != TTHC_NO_NUMBER || fact->denominator != TTHC_NO_NUMBER;
  return (fact->task != TTHC_NONE ? HAS_TASK : 0) | (fact->indicator != TTHC_NONE ? HAS_INDICATOR : 0) |
         (fact->unit != TTHC_NONE ? HAS_UNIT : 0) | (fact->period != NULL ? HAS_PERIOD : 0) |
         (fact->state != 0 ? HAS_STATE : 0) | (fact->percent != TTHC_NO_NUMBER ? HAS_PERCENT : 0) |
         (has_figure ? HAS_FIGURE : 0) | (fact->done_day != TTHC_NO_DAY ? HAS_DONE_DAY : 0) |
         (fact->due != TTHC_NO_DAY ? HAS_DUE : 0);
}

static int32_t check_shape(const struct fact *fact, tthc_error *err) {
  static const struct {
    int member;
    const char *name;
  } members[] = {{HAS_TASK, "task"},       {HAS_INDICATOR, "indicator"}, {HAS_UNIT, "unit"},
                 {HAS_PERIOD, "period"},   {HAS_STATE, "state"},         {HAS_PERCENT, "percent"},
                 {HAS_FIGURE, "numerator"}, {HAS_DONE_DAY, "done_day"},   {HAS_DUE, "due"}};
  const int shape = shape_of(fact);
  size_t i;
  for (i = 0; i < sizeof members / sizeof *members; i++) {
    const int member = members[i].member;
    if ((shapes[fact->kind].required & member) && !(shape & member))
      return tthc__fail_at(err, TTHC_E_MISSING, members[i].name, members[i].name, NOTHING);
    if (!((shapes[fact->kind].required | shapes[fact->kind].allowed) & member) && (shape & member))
      return tthc__fail_at(
        err, TTHC_E_VALUE, members[i].name, members[i].name,
        WORDS("không có thành phần này trong loại số liệu đó", "no such member in a fact of that kind"));
  }
  return TTHC_OK;
}

/* --- the checks of single members --------------------------------------------------------------------------------- */

static int32_t check_references(const tthc_plan *plan, const struct fact *fact, tthc_error *err) {
  int32_t rc = TTHC_OK;
  if (fact->task != TTHC_NONE) rc = tthc__need_index(fact->task, plan->tasks.count, "task", err);
  if (rc == TTHC_OK && fact->indicator != TTHC_NONE)
    rc = tthc__need_index(fact->indicator, plan->indicators.count, "indicator", err);
  if (rc == TTHC_OK && fact->unit != TTHC_NONE) rc = tthc__need_index(fact->unit, plan->units.count, "unit", err);
  if (rc != TTHC_OK || fact->unit == TTHC_NONE) return rc;
  if (plan->units.items[fact->unit].kind == TTHC_UNIT_GROUP && plan->units.items[fact->unit].member_count > 0)
    return tthc__fail_at(err, TTHC_E_VALUE, "unit", plan->units.items[fact->unit].id,
                         WORDS("một đơn vị, không phải nhóm", "a single unit, not a group"));
  return TTHC_OK;
}

static int names_regime(const char *key, const char *colon) {
  char regime[ID_MAX + 1];
  if (colon - key >= (ptrdiff_t)sizeof regime) return 0;
  memcpy(regime, key, (size_t)(colon - key));
  regime[colon - key] = '\0';
  return tthc__is_slug(regime) && strstr(colon, "..") == NULL; /* a regime cuts no spans */
}

int tthc__is_period_key(const char *key) {
  const char *colon = strchr(key, ':'), *hash = strchr(key, '#');
  const char *name = colon == NULL ? key : colon + 1;
  const size_t length = hash == NULL ? strlen(name) : (size_t)(hash - name);
  struct period period;
  char id[32];
  if (hash != NULL &&
      (hash < name || hash[1] < '1' || hash[1] > '9' || strspn(hash + 1, "0123456789") != strlen(hash + 1)))
    return 0;
  if (length >= sizeof id || (colon != NULL && !names_regime(key, colon))) return 0;
  memcpy(id, name, length);
  id[length] = '\0';
  if (colon == NULL && (strcmp(id, "event") == 0 || strcmp(key, "plan") == 0)) return 1;
  return tthc__period_read(NULL, id, &period, NULL) == TTHC_OK;
}

static int32_t check_period(const struct fact *fact, tthc_error *err) {
  struct period period;
  if (fact->period == NULL) return TTHC_OK;
  if (fact->kind == TTHC_MEASUREMENT && strchr(fact->period, ':') == NULL) {
    const int32_t rc = tthc__period_read(NULL, fact->period, &period, err);
    if (rc != TTHC_OK) tthc__error_set_path(err, "/%s", "period");
    return rc;
  }
  if (fact->period_number != TTHC_NONE || tthc__is_period_key(fact->period)) return TTHC_OK;
  return tthc__fail_at(
    err, TTHC_E_PERIOD, "period", fact->period,
    WORDS("kỳ như 2021-Q2, kstt:2021-Q2, event hoặc plan", "a key such as 2021-Q2, kstt:2021-Q2, event or plan"));
}

static int32_t check_days(const struct fact *fact, tthc_error *err) {
  const struct {
    const char *member;
    int32_t day;
  } days[] = {
    {"day", fact->day}, {"done_day", fact->done_day}, {"due", fact->due}, {"evidence/day", fact->evidence.day}};
  size_t i;
  if (fact->day == TTHC_NO_DAY) return tthc__fail_at(err, TTHC_E_MISSING, "day", "day", NOTHING);
  for (i = 0; i < sizeof days / sizeof *days; i++)
    if (days[i].day != TTHC_NO_DAY && !tthc__is_day(days[i].day))
      return tthc__fail_at(err, TTHC_E_DAY, days[i].member, NULL, tthc__day_coding.expected);
  if (fact->done_day != TTHC_NO_DAY && fact->state != TTHC_SAYS_DONE)
    return tthc__fail_at(err, TTHC_E_VALUE, "done_day", NULL, WORDS("chỉ khi \"done\"", "only with \"done\""));
  if (fact->done_day != TTHC_NO_DAY && fact->done_day > fact->day)
    return tthc__fail_at(err, TTHC_E_VALUE, "done_day", NULL, WORDS("không sau \"day\"", "not after \"day\""));
  return TTHC_OK;
}

static int32_t check_progress(const struct fact *fact, tthc_error *err) {
  if (fact->kind != TTHC_PROGRESS) return TTHC_OK;
  if (tthc_progress_state_word(fact->state) == NULL)
    return tthc__fail_at(err, TTHC_E_VALUE, "state", NULL,
                         WORDS(tthc__progress_states.listed, tthc__progress_states.listed));
  if (fact->percent == TTHC_NO_NUMBER) return TTHC_OK;
  if (fact->percent < 0 || fact->percent > 100)
    return tthc__fail_at(err, TTHC_E_VALUE, "percent", NULL, WORDS("0 đến 100", "0 to 100"));
  if (fact->percent == 100 && fact->state != TTHC_SAYS_DONE)
    return tthc__fail_at(err, TTHC_E_VALUE, "percent", NULL, WORDS("100 chỉ khi \"done\"", "100 only with \"done\""));
  return TTHC_OK;
}

static int32_t check_count(int64_t count, const char *member, tthc_error *err) {
  if (count == TTHC_NO_NUMBER) return tthc__fail_at(err, TTHC_E_MISSING, member, member, NOTHING);
  if (count >= 0 && count <= EXACT_MAX) return TTHC_OK;
  return tthc__fail_at(err, TTHC_E_VALUE, member, NULL, WORDS("0 đến 2^53−1", "0 to 2^53−1"));
}

static int32_t check_figure(const tthc_plan *plan, const struct fact *fact, tthc_error *err) {
  struct decimal amount;
  int32_t rc;
  if (fact->kind != TTHC_MEASUREMENT) return TTHC_OK;
  if (plan->indicators.items[fact->indicator].kind == TTHC_RATIO) {
    if (fact->amount != NULL)
      return tthc__fail_at(err, TTHC_E_VALUE, "amount", fact->amount,
                           WORDS("\"numerator\" và \"denominator\"", "\"numerator\" and \"denominator\""));
    rc = check_count(fact->numerator, "numerator", err);
    if (rc == TTHC_OK) rc = check_count(fact->denominator, "denominator", err);
    if (rc == TTHC_OK && fact->denominator == 0 && fact->numerator > 0)
      rc =
        tthc__fail_at(err, TTHC_E_VALUE, "denominator", NULL,
                      WORDS("mẫu số khác 0, trừ khi tử số cũng là 0", "a denominator other than 0, but for 0 over 0"));
    return rc;
  }
  if (fact->amount == NULL || fact->numerator != TTHC_NO_NUMBER || fact->denominator != TTHC_NO_NUMBER)
    return tthc__fail_at(err, TTHC_E_MISSING, "amount", NULL, WORDS("chỉ \"amount\"", "\"amount\" alone"));
  if (!tthc__decimal_read(fact->amount, &amount))
    return tthc__fail_at(err, TTHC_E_NUMBER, "amount", fact->amount,
                         WORDS("số không quá 15 chữ số", "a number of at most 15 digits"));
  return TTHC_OK;
}

static int32_t check(const tthc_plan *plan, const struct fact *fact, tthc_error *err) {
  int32_t rc = TTHC_OK;
  if (tthc_fact_kind_word(fact->kind) == NULL)
    rc = tthc__fail_at(err, TTHC_E_VALUE, "kind", NULL, WORDS(tthc__fact_kinds.listed, tthc__fact_kinds.listed));
  if (rc == TTHC_OK) rc = check_shape(fact, err);
  if (rc == TTHC_OK) rc = check_references(plan, fact, err);
  if (rc == TTHC_OK) rc = check_period(fact, err);
  if (rc == TTHC_OK) rc = check_days(fact, err);
  if (rc == TTHC_OK) rc = check_progress(fact, err);
  if (rc == TTHC_OK) rc = check_figure(plan, fact, err);
  if (rc != TTHC_OK || fact->recorded_at == TTHC_NO_NUMBER) return rc;
  if (fact->recorded_at < 0 || fact->recorded_at > EXACT_MAX)
    return tthc__fail_at(err, TTHC_E_VALUE, "recorded_at", NULL,
                         WORDS("số giây UTC từ 1970", "UTC seconds since 1970"));
  return TTHC_OK;
}

/* --- adding ------------------------------------------------------------------------------------------------------- */

static int32_t copy_texts(tthc_plan *plan, const struct fact *fact, struct fact *copy, tthc_error *err) {
  const struct {
    const char **target;
    const char *text;
    int64_t max;
    const char *member;
  } texts[] = {
    {&copy->id, fact->id, ID_MAX, "id"},
    {&copy->amount, fact->amount, LABEL_MAX, "amount"},
    {&copy->evidence.number, fact->evidence.number, LABEL_MAX, "evidence/number"},
    {&copy->evidence.text, fact->evidence.text, STRING_MAX, "evidence/text"},
    {&copy->evidence.link, fact->evidence.link, STRING_MAX, "evidence/link"},
    {&copy->difficulties, fact->difficulties, STRING_MAX, "difficulties"},
    {&copy->note, fact->note, STRING_MAX, "note"},
    {&copy->author, fact->author, STRING_MAX, "author"},
    {&copy->reference, fact->reference, STRING_MAX, "reference"},
    {&copy->corrects, fact->corrects, ID_MAX, "corrects"},
  };
  size_t i;
  for (i = 0; i < sizeof texts / sizeof *texts; i++) {
    int32_t rc;
    if (texts[i].text == NULL) continue; /* as most are */
    rc = tthc__text_in(&plan->arena, texts[i].text, texts[i].max, texts[i].member, texts[i].target, err);
    if (rc != TTHC_OK) return rc;
  }
  return TTHC_OK;
}

/* Facts share the texts of their periods, and have them as numbers: of one that is new, the text is kept. */
static int32_t take_period(tthc_plan *plan, const char *period, struct fact *copy, tthc_error *err) {
  void *grown;
  int32_t rc;
  if (period == NULL) return TTHC_OK;
  if (copy->period_number == TTHC_NONE) {
    rc = tthc__set_text(plan, &copy->period, period, LABEL_MAX, "period", err);
    if (rc != TTHC_OK) return rc;
    copy->period_number = plan->periods.count;
    if (!MAKE_ROOM(plan->periods, grown) ||
        tthc__index_put(&plan->period_numbers, copy->period, copy->period_number) != TTHC_OK)
      return tthc__fail_memory(err);
    plan->periods.items[plan->periods.count++] = copy->period;
  }
  copy->period = plan->periods.items[copy->period_number];
  return TTHC_OK;
}

int32_t tthc__add_fact(tthc_plan *plan, const struct fact *fact, tthc_error *err) {
  struct fact copy = *fact;
  void *grown;
  int32_t rc = tthc__need_plan(plan, err);
  if (rc != TTHC_OK) return rc;
  copy.period_number = tthc__index_get(&plan->period_numbers, fact->period); /* one that is there has been checked */
  rc = check(plan, &copy, err);
  if (rc == TTHC_OK) rc = copy_texts(plan, fact, &copy, err);
  if (rc == TTHC_OK) rc = take_period(plan, fact->period, &copy, err);
  if (rc == TTHC_OK) rc = tthc__set_extra(plan, &copy.extra, fact->extra, err);
  if (rc != TTHC_OK) return rc;
  if (!MAKE_ROOM(plan->facts, grown)) return tthc__fail_memory(err);
  rc = tthc__index_add(&plan->fact_ids, copy.id, plan->facts.count);
  if (rc < 0) return tthc__fail_memory(err);
  if (rc != plan->facts.count)
    return tthc__fail_at(err, TTHC_E_DUPLICATE_ID, "id", copy.id,
                         WORDS("mã chưa dùng cho số liệu khác", "an id that no other fact has"));
  plan->facts.items[plan->facts.count] = copy;
  return plan->facts.count++;
}

/* Facts that correct each other in a circle would all be gone. A chain is no longer than there are facts. */
static int32_t check_circle(const tthc_plan *plan, int32_t fact, int32_t corrected, tthc_error *err) {
  int32_t steps;
  for (steps = 0; corrected != TTHC_NONE && corrected != fact && steps < plan->facts.count; steps++)
    corrected = tthc__index_get(&plan->fact_ids, plan->facts.items[corrected].corrects);
  if (corrected == TTHC_NONE) return TTHC_OK;
  return tthc__fail_at(
    err, TTHC_E_CYCLE, "corrects", plan->facts.items[fact].corrects,
    WORDS("số liệu không được sửa bởi chính số liệu này", "a fact that this one is not corrected by"));
}

int32_t tthc__check_correction(const tthc_plan *plan, int32_t fact, tthc_error *err) {
  const struct fact *row = &plan->facts.items[fact];
  int32_t corrected;
  if (row->corrects == NULL) return TTHC_OK;
  corrected = tthc__index_get(&plan->fact_ids, row->corrects);
  if (corrected == TTHC_NONE || corrected == fact)
    return tthc__fail_at(err, TTHC_E_UNKNOWN_ID, "corrects", row->corrects,
                         WORDS("mã của một số liệu khác trong kế hoạch", "the id of another fact of the plan"));
  if (plan->facts.items[corrected].kind != row->kind)
    return tthc__fail_at(err, TTHC_E_VALUE, "corrects", row->corrects,
                         WORDS("số liệu cùng loại", "a fact of the same kind"));
  return check_circle(plan, fact, corrected, err);
}

void tthc__drop_facts(tthc_plan *plan, int32_t count) {
  while (plan->facts.count > count) tthc__index_remove(&plan->fact_ids, plan->facts.items[--plan->facts.count].id);
}

/* --- getters ------------------------------------------------------------------------------------------------------ */

int32_t tthc_plan_fact_count(const tthc_plan *plan) { return tthc__is(plan, MARK_PLAN) ? plan->facts.count : 0; }

int32_t tthc_plan_find_fact(const tthc_plan *plan, const char *id) {
  return tthc__is(plan, MARK_PLAN) ? tthc__index_get(&plan->fact_ids, id) : TTHC_NONE;
}

const char *tthc_fact_id(const tthc_plan *plan, int32_t fact) {
  const struct fact *row = tthc__fact(plan, fact);
  return row == NULL ? NULL : row->id;
}

int32_t tthc_fact_kind(const tthc_plan *plan, int32_t fact) {
  const struct fact *row = tthc__fact(plan, fact);
  return row == NULL ? 0 : row->kind;
}

int32_t tthc_fact_task(const tthc_plan *plan, int32_t fact) {
  const struct fact *row = tthc__fact(plan, fact);
  return row == NULL ? TTHC_NONE : row->task;
}

int32_t tthc_fact_indicator(const tthc_plan *plan, int32_t fact) {
  const struct fact *row = tthc__fact(plan, fact);
  return row == NULL ? TTHC_NONE : row->indicator;
}

int32_t tthc_fact_unit(const tthc_plan *plan, int32_t fact) {
  const struct fact *row = tthc__fact(plan, fact);
  return row == NULL ? TTHC_NONE : row->unit;
}

const char *tthc_fact_period(const tthc_plan *plan, int32_t fact) {
  const struct fact *row = tthc__fact(plan, fact);
  return row == NULL ? NULL : row->period;
}

int32_t tthc_fact_state(const tthc_plan *plan, int32_t fact) {
  const struct fact *row = tthc__fact(plan, fact);
  return row == NULL ? 0 : row->state;
}

int32_t tthc_fact_percent(const tthc_plan *plan, int32_t fact) {
  const struct fact *row = tthc__fact(plan, fact);
  return row == NULL ? TTHC_NO_NUMBER : row->percent;
}

int64_t tthc_fact_numerator(const tthc_plan *plan, int32_t fact) {
  const struct fact *row = tthc__fact(plan, fact);
  return row == NULL ? TTHC_NO_NUMBER : row->numerator;
}

int64_t tthc_fact_denominator(const tthc_plan *plan, int32_t fact) {
  const struct fact *row = tthc__fact(plan, fact);
  return row == NULL ? TTHC_NO_NUMBER : row->denominator;
}

const char *tthc_fact_amount(const tthc_plan *plan, int32_t fact) {
  const struct fact *row = tthc__fact(plan, fact);
  return row == NULL ? NULL : row->amount;
}

int32_t tthc_fact_day(const tthc_plan *plan, int32_t fact) {
  const struct fact *row = tthc__fact(plan, fact);
  return row == NULL ? TTHC_NO_DAY : row->day;
}

int32_t tthc_fact_done_day(const tthc_plan *plan, int32_t fact) {
  const struct fact *row = tthc__fact(plan, fact);
  return row == NULL ? TTHC_NO_DAY : tthc__done_day(row);
}

int32_t tthc_fact_due_day(const tthc_plan *plan, int32_t fact) {
  const struct fact *row = tthc__fact(plan, fact);
  return row == NULL ? TTHC_NO_DAY : row->due;
}

int64_t tthc_fact_recorded_at(const tthc_plan *plan, int32_t fact) {
  const struct fact *row = tthc__fact(plan, fact);
  return row == NULL ? TTHC_NO_NUMBER : row->recorded_at;
}

const char *tthc_fact_evidence_number(const tthc_plan *plan, int32_t fact) {
  const struct fact *row = tthc__fact(plan, fact);
  return row == NULL ? NULL : row->evidence.number;
}

int32_t tthc_fact_evidence_day(const tthc_plan *plan, int32_t fact) {
  const struct fact *row = tthc__fact(plan, fact);
  return row == NULL ? TTHC_NO_DAY : row->evidence.day;
}

const char *tthc_fact_evidence_text(const tthc_plan *plan, int32_t fact) {
  const struct fact *row = tthc__fact(plan, fact);
  return row == NULL ? NULL : row->evidence.text;
}

const char *tthc_fact_evidence_link(const tthc_plan *plan, int32_t fact) {
  const struct fact *row = tthc__fact(plan, fact);
  return row == NULL ? NULL : row->evidence.link;
}

const char *tthc_fact_difficulties(const tthc_plan *plan, int32_t fact) {
  const struct fact *row = tthc__fact(plan, fact);
  return row == NULL ? NULL : row->difficulties;
}

const char *tthc_fact_note(const tthc_plan *plan, int32_t fact) {
  const struct fact *row = tthc__fact(plan, fact);
  return row == NULL ? NULL : row->note;
}

const char *tthc_fact_author(const tthc_plan *plan, int32_t fact) {
  const struct fact *row = tthc__fact(plan, fact);
  return row == NULL ? NULL : row->author;
}

const char *tthc_fact_reference(const tthc_plan *plan, int32_t fact) {
  const struct fact *row = tthc__fact(plan, fact);
  return row == NULL ? NULL : row->reference;
}

const char *tthc_fact_corrects(const tthc_plan *plan, int32_t fact) {
  const struct fact *row = tthc__fact(plan, fact);
  return row == NULL ? NULL : row->corrects;
}
