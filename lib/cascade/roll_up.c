/* What a unit reports in its own plan, brought back into its superior's as that unit's facts. */
#include "cascade/roll_up.h"

#include "base/error.h"
#include "base/json.h"
#include "cascade/roles.h"
#include "tthcplan/cascade.h"

#include <string.h>

/* Extensions, returns and acceptances are the superior's to give, not the unit's. */
int tthc__is_reported(int32_t kind) {
  return kind == TTHC_PROGRESS || kind == TTHC_MEASUREMENT || kind == TTHC_EVENT || kind == TTHC_EXPLANATION;
}

/* --- whose facts -------------------------------------------------------------------------------------------------- */

static int is_obliged(struct rolling *r, int32_t unit, const struct cell *lead, int32_t *rc) {
  if (lead == NULL) return 1;
  if (r->stands[unit] == NULL) r->stands[unit] = tthc__stands_for(r->to, unit, &r->arena, r->err);
  if (r->stands[unit] != NULL) return tthc__names(lead, r->stands[unit]);
  *rc = TTHC_E_MEMORY;
  return 0;
}

int32_t tthc__whose(struct rolling *r, int32_t unit, const struct cell *lead) {
  const char *id = unit == TTHC_NONE ? NULL : r->from->units.items[unit].id;
  const int32_t above = tthc__index_get(&r->to->unit_ids, id);
  int32_t rc = TTHC_NONE;
  if (id == NULL || tthc__same(id, r->from->source.unit)) return r->unit; /* "every unit" below is that unit */
  if (above == TTHC_NONE || r->to->units.items[above].member_count > 0) return TTHC_NONE;
  return is_obliged(r, above, lead, &rc) ? above : rc;
}

int32_t tthc__indicator_above(const struct rolling *r, int32_t indicator, const struct cell **lead) {
  const int32_t above = tthc__index_get(&r->to->indicator_ids, r->from->indicators.items[indicator].id);
  const int32_t task = above == TTHC_NONE ? TTHC_NONE : r->to->indicators.items[above].task;
  *lead = task == TTHC_NONE ? NULL : &r->to->tasks.items[task].lead;
  return above;
}

/* --- facts as they stand above ------------------------------------------------------------------------------------ */

static int32_t task_above(const struct rolling *r, int32_t task) {
  const struct source *source = &r->from->tasks.items[task].source;
  return tthc__same(source->plan, r->to->id) ? tthc__index_get(&r->to->task_ids, source->task) : TTHC_NONE;
}

static int has_key(const struct deadline *deadline, const char *key) {
  int32_t i;
  for (i = 0; i < deadline->count; i++)
    if (tthc__same(deadline->clauses[i].key, key)) return 1;
  return 0;
}

/* A unit that sets itself an earlier day has another key for the same obligation. */
static const char *period_above(const struct deadline *below, const struct deadline *above, const char *period) {
  int32_t i;
  if (below->count != above->count || has_key(above, period)) return period;
  for (i = 0; i < below->count; i++)
    if (below->clauses[i].kind == TTHC_ONCE && above->clauses[i].kind == TTHC_ONCE &&
        tthc__same(below->clauses[i].key, period))
      return above->clauses[i].key;
  return period;
}

/* Makes of a fact what it is above: 1; 0 when it stays below; a negative code. */
static int32_t raise_fact(struct rolling *r, const struct fact *fact, struct fact *above) {
  const struct cell *lead = NULL;
  *above = *fact;
  if (!tthc__is_reported(fact->kind)) return 0;
  if (fact->kind == TTHC_MEASUREMENT) {
    above->indicator = tthc__indicator_above(r, fact->indicator, &lead);
    if (above->indicator == TTHC_NONE) return 0;
  } else {
    above->task = task_above(r, fact->task);
    if (above->task == TTHC_NONE) return 0;
    lead = &r->to->tasks.items[above->task].lead;
    above->period =
      period_above(&r->from->tasks.items[fact->task].deadline, &r->to->tasks.items[above->task].deadline, fact->period);
  }
  above->unit = tthc__whose(r, fact->unit, lead);
  if (above->unit == TTHC_NONE) return 0;
  return above->unit < 0 ? above->unit : 1;
}

/* A correction of what stays below stands by itself above. */
static int32_t check_corrected(struct rolling *r, struct fact *above) {
  const int32_t corrected = tthc__index_get(&r->from->fact_ids, above->corrects);
  struct fact other;
  int32_t rc;
  if (corrected == TTHC_NONE) return TTHC_OK;
  rc = raise_fact(r, &r->from->facts.items[corrected], &other);
  if (rc == 0) above->corrects = NULL;
  return rc < 0 ? rc : TTHC_OK;
}

static int same_facts(const struct fact *a, const struct fact *b) {
  return a->kind == b->kind && a->task == b->task && a->indicator == b->indicator && a->unit == b->unit &&
         tthc__same(a->period, b->period) && a->state == b->state && a->percent == b->percent &&
         a->numerator == b->numerator && a->denominator == b->denominator && tthc__same(a->amount, b->amount) &&
         a->day == b->day && a->done_day == b->done_day && a->due == b->due && a->recorded_at == b->recorded_at &&
         tthc__same(a->evidence.number, b->evidence.number) && a->evidence.day == b->evidence.day &&
         tthc__same(a->evidence.text, b->evidence.text) && tthc__same(a->evidence.link, b->evidence.link) &&
         tthc__same(a->difficulties, b->difficulties) && tthc__same(a->note, b->note) &&
         tthc__same(a->author, b->author) && tthc__same(a->reference, b->reference) &&
         tthc__same(a->corrects, b->corrects) && tthc__same(a->extra, b->extra);
}

static int32_t bring(struct rolling *r, const struct fact *fact) {
  struct fact above;
  int32_t there, rc = raise_fact(r, fact, &above);
  if (rc <= 0) return rc;
  rc = check_corrected(r, &above);
  if (rc != TTHC_OK) return rc;
  there = tthc__index_get(&r->to->fact_ids, fact->id);
  if (there != TTHC_NONE) {
    const struct fact *known = &r->to->facts.items[there];
    /* the key may have been another one when it was sent before */
    if (known->task == above.task && above.task != TTHC_NONE &&
        !has_key(&r->to->tasks.items[above.task].deadline, above.period))
      above.period = known->period;
    if (known->corrects == NULL) above.corrects = NULL; /* what it corrects stayed below then */
    if (same_facts(known, &above)) return TTHC_OK;
  }
  rc = tthc__add_fact(r->to, &above, r->err); /* says so when the id is another fact's */
  return rc < 0 ? rc : TTHC_OK;
}

/* Puts "/facts/12" before the path of what went wrong with a fact of the unit's plan. */
static int32_t place(struct rolling *r, int32_t row, int32_t rc) {
  struct buffer path = {0};
  tthc__put(&path, "/facts/");
  tthc__put_int(&path, row);
  if (!path.failed && rc != TTHC_E_MEMORY) tthc__error_prefix_path(r->err, path.data);
  tthc__buffer_free(&path);
  return rc;
}

static int32_t bring_all(struct rolling *r) {
  int32_t i, rc = TTHC_OK;
  for (i = 0; rc == TTHC_OK && i < r->from->facts.count; i++) {
    rc = bring(r, &r->from->facts.items[i]);
    if (rc != TTHC_OK) rc = place(r, i, rc);
  }
  return rc;
}

/* --- the call ----------------------------------------------------------------------------------------------------- */

static int32_t check_plans(struct rolling *r) {
  int32_t rc;
  if (!tthc__same(r->from->source.plan, r->to->id))
    return tthc__fail_at(r->err, TTHC_E_UNKNOWN_ID, "source/plan", r->from->source.plan,
                         WORDS("mã của kế hoạch cấp trên", "the id of the superior's plan"));
  rc = tthc__find_single(r->to, r->from->source.unit, r->err);
  if (rc < 0) {
    tthc__error_set_path(r->err, "/%s", "source/unit");
    return rc;
  }
  r->unit = rc;
  return TTHC_OK;
}

static int32_t prepare(struct rolling *r) {
  r->stands = tthc__arena_alloc(&r->arena, (size_t)r->to->units.count * sizeof *r->stands);
  r->findings = tthc__findings_new(r->err);
  if (r->stands == NULL || r->findings == NULL || tthc__findings_append(r->findings, r->to->findings) != TTHC_OK)
    return tthc__fail_memory(r->err);
  return TTHC_OK;
}

static int32_t check_corrections(struct rolling *r, int32_t first) {
  int32_t i, rc = TTHC_OK;
  for (i = first; rc == TTHC_OK && i < r->to->facts.count; i++) rc = tthc__check_correction(r->to, i, r->err);
  return rc;
}

int32_t tthc_plan_roll_up(tthc_plan *superior, const tthc_plan *derived, const char *options_json, tthc_error *err) {
  static const struct json_field no_options[] = {{0}};
  struct rolling r = {superior, derived, TTHC_NONE, {NULL}, NULL, NULL, err};
  int32_t before, rc = tthc__need_plan(superior, err);
  if (rc == TTHC_OK) rc = tthc__need_plan(derived, err);
  if (rc == TTHC_OK) rc = tthc__json_options(options_json, no_options, NULL, NULL, err);
  if (rc == TTHC_OK) rc = check_plans(&r);
  if (rc != TTHC_OK) return rc;
  before = superior->facts.count;
  rc = prepare(&r);
  if (rc == TTHC_OK) rc = bring_all(&r);
  if (rc == TTHC_OK) rc = tthc__sum_below(&r);
  if (rc == TTHC_OK) rc = check_corrections(&r, before);
  if (rc == TTHC_OK) {
    tthc_findings_free(superior->findings);
    superior->findings = r.findings;
    rc = superior->facts.count - before;
  } else {
    tthc_findings_free(r.findings);
    tthc__drop_facts(superior, before);
  }
  tthc__arena_free(&r.arena);
  return rc;
}
