/* A unit's own plan, derived from its superior's. */
#include "cascade/derive.h"

#include "base/error.h"
#include "cascade/copying.h"
#include "cascade/roles.h"
#include "tthcplan/cascade.h"

#include <stdlib.h>
#include <string.h>

const struct vocabulary tthc__coordinates = {"include, exclude", {"include", "exclude"}};

static const struct json_field option_fields[] = {
  {FIELD("id", JSON_SLUG, struct deriving_options, id)},
  {FIELD("subject", JSON_TEXT, struct deriving_options, subject)},
  {FIELD("authority", JSON_TEXT, struct deriving_options, authority)},
  {FIELD("coordinates", JSON_WORD, struct deriving_options, coordinates), .vocabulary = &tthc__coordinates},
  {0}};

struct deriving {
  struct copying c;
  int32_t unit;
  struct cell lead;   /* the unit alone */
  const char *stands; /* what stands for the unit */
  int coordinates;
};

/* --- tasks -------------------------------------------------------------------------------------------------------- */

static int leads(const struct deriving *d, const struct task *task) { return tthc__names(&task->lead, d->stands); }

/* A task as it stands in the unit's plan. Who leads what the unit only coordinates is told, but not tracked there. */
static struct task row_of(const struct deriving *d, int32_t task) {
  const tthc_plan *superior = d->c.from;
  const struct task *from = &superior->tasks.items[task];
  const struct source source = {superior->id, superior->revision, from->id, NULL};
  struct task row = d->c.wants_task[task] == AS_HEADING ? tthc__heading_of(from) : *from;
  if (d->c.wants_task[task] == WHOLE) {
    if (leads(d, from)) {
      row.lead = d->lead;
    } else {
      row.lead.units = NULL;
      row.lead.count = 0;
    }
  }
  row.source = source;
  return row;
}

static int32_t want_tasks(struct deriving *d) {
  const tthc_plan *superior = d->c.from;
  int32_t i, rc = TTHC_OK;
  for (i = 0; rc == TTHC_OK && i < superior->tasks.count; i++) {
    const struct task *task = &superior->tasks.items[i];
    struct task row;
    if (!leads(d, task) && !(d->coordinates && tthc__names(&task->coordinator, d->stands))) continue;
    d->c.wants_task[i] = WHOLE;
    row = row_of(d, i);
    rc = tthc__want_task(&d->c, i, &row);
  }
  return rc;
}

static int32_t want_units(struct deriving *d) {
  int32_t unit, rc = TTHC_OK;
  for (unit = d->unit; rc == TTHC_OK && unit != TTHC_NONE; unit = d->c.from->units.items[unit].superior)
    rc = tthc__want_unit(&d->c, unit);
  return rc;
}

static int32_t copy_tasks(struct deriving *d) {
  int32_t i, rc = TTHC_OK;
  for (i = 0; rc == TTHC_OK && i < d->c.from->tasks.count; i++) {
    struct task row;
    if (d->c.wants_task[i] == LEFT_OUT) continue;
    row = row_of(d, i);
    rc = tthc__copy_task(&d->c, i, &row);
  }
  return rc;
}

/* --- indicators --------------------------------------------------------------------------------------------------- */

/* The unit's own target comes before the general one: of the same period, or of every period if it names none. */
static int is_beaten(const struct deriving *d, const struct indicator *indicator, const struct target *target) {
  int32_t i;
  for (i = 0; i < indicator->target_count; i++) {
    const struct target *own = &indicator->targets[i];
    if (own->unit == d->unit && (own->period == NULL || tthc__same(own->period, target->period))) return 1;
  }
  return 0;
}

/* The plan as a whole is the unit's: its own targets, and its baseline, become those of the plan. */
static int32_t choose_targets(struct deriving *d, const struct indicator *from, struct indicator *row) {
  struct target *targets = tthc__arena_alloc(&d->c.arena, (size_t)from->target_count * sizeof *targets);
  struct baseline *baselines = tthc__arena_alloc(&d->c.arena, 2 * sizeof *baselines);
  int32_t i;
  if (targets == NULL || baselines == NULL) return tthc__fail_memory(d->c.err);
  row->targets = targets;
  row->baselines = baselines;
  row->target_count = row->baseline_count = 0;
  for (i = 0; i < from->target_count; i++) {
    if (from->targets[i].unit != d->unit) continue;
    targets[row->target_count] = from->targets[i];
    targets[row->target_count++].unit = TTHC_NONE;
  }
  for (i = 0; i < from->target_count; i++)
    if (from->targets[i].unit == TTHC_NONE && !is_beaten(d, from, &from->targets[i]))
      targets[row->target_count++] = from->targets[i];
  for (i = 0; i < from->baseline_count; i++) {
    if (from->baselines[i].unit != d->unit) continue;
    baselines[row->baseline_count] = from->baselines[i];
    baselines[row->baseline_count++].unit = TTHC_NONE;
    baselines[row->baseline_count++] = from->baselines[i];
  }
  return TTHC_OK;
}

/* The unit measures what stands in a task that it leads, and what it has a target of its own for. */
static int is_measured(const struct deriving *d, const struct indicator *indicator) {
  int32_t i;
  if (indicator->task != TTHC_NONE)
    return d->c.wants_task[indicator->task] == WHOLE && leads(d, &d->c.from->tasks.items[indicator->task]);
  for (i = 0; i < indicator->target_count; i++)
    if (indicator->targets[i].unit == d->unit) return 1;
  return 0;
}

static int32_t copy_indicators(struct deriving *d) {
  int32_t i, rc = TTHC_OK;
  for (i = 0; rc == TTHC_OK && i < d->c.from->indicators.count; i++) {
    const struct indicator *from = &d->c.from->indicators.items[i];
    struct indicator row = *from;
    if (!is_measured(d, from)) continue;
    rc = choose_targets(d, from, &row);
    if (rc == TTHC_OK) rc = tthc__copy_indicator(&d->c, i, &row);
  }
  return rc;
}

/* --- the plan ----------------------------------------------------------------------------------------------------- */

static int32_t set_header(const struct deriving *d, const struct deriving_options *options) {
  const tthc_plan *from = d->c.from;
  tthc_plan *to = d->c.to;
  const struct unit *unit = &from->units.items[d->unit];
  const struct source source = {from->id, from->revision, NULL, unit->id};
  int32_t rc = tthc_plan_set_span(to, from->first_day, from->last_day, d->c.err);
  if (rc == TTHC_OK) rc = tthc_plan_set_regime(to, from->regime, d->c.err);
  if (rc == TTHC_OK) rc = tthc_plan_set_rolls(to, from->rolls, d->c.err);
  if (rc == TTHC_OK)
    rc = tthc_plan_set_subject(to, options->subject == NULL ? from->subject : options->subject, d->c.err);
  if (rc == TTHC_OK)
    rc = tthc_plan_set_authority(to, options->authority == NULL ? unit->name : options->authority, d->c.err);
  return rc == TTHC_OK ? tthc__set_source(to, &to->source, &source, d->c.err) : rc;
}

static int32_t tell_of_nothing(const struct deriving *d) {
  tthc_plan *to = d->c.to;
  if (to->tasks.count > 0) return TTHC_OK;
  to->findings = tthc__findings_new(d->c.err);
  if (to->findings == NULL) return TTHC_E_MEMORY;
  if (tthc__findings_add(to->findings, TTHC_F_NOTHING_TO_DERIVE, "/tasks", d->lead.text) == TTHC_OK) return TTHC_OK;
  return tthc__fail_memory(d->c.err);
}

static int32_t fill(struct deriving *d, const struct deriving_options *options) {
  int32_t rc;
  d->stands = tthc__stands_for(d->c.from, d->unit, &d->c.arena, d->c.err);
  if (d->stands == NULL) return TTHC_E_MEMORY;
  rc = set_header(d, options);
  if (rc == TTHC_OK) rc = tthc__copy_as_basis(&d->c);
  if (rc == TTHC_OK) rc = want_tasks(d);
  if (rc == TTHC_OK) rc = want_units(d);
  if (rc == TTHC_OK) rc = tthc__copy_frame(&d->c);
  if (rc == TTHC_OK) rc = copy_tasks(d);
  if (rc == TTHC_OK) rc = copy_indicators(d);
  return rc == TTHC_OK ? tell_of_nothing(d) : rc;
}

static tthc_plan *new_plan(const tthc_plan *superior, const char *unit_id, const char *id, tthc_error *err) {
  struct buffer made = {0};
  tthc_plan *plan;
  if (id != NULL) return tthc_plan_new(id, superior->year, err);
  tthc__put(&made, superior->id);
  tthc__put_char(&made, '-');
  tthc__put(&made, unit_id);
  plan = made.failed ? NULL : tthc_plan_new(made.data, superior->year, err);
  if (made.failed) tthc__fail_memory(err);
  tthc__buffer_free(&made);
  return plan;
}

tthc_plan *tthc__derive(const tthc_plan *superior, const char *unit_id, const struct deriving_options *options,
                        tthc_error *err) {
  struct deriving d;
  tthc_plan *plan;
  int32_t rc = tthc__find_single(superior, unit_id, err);
  if (rc < 0) {
    tthc__error_set_path(err, "/%s", "unit");
    return NULL;
  }
  memset(&d, 0, sizeof d);
  d.unit = rc;
  d.lead.text = superior->units.items[d.unit].name;
  d.lead.units = &d.unit;
  d.lead.count = 1;
  d.coordinates = options->coordinates != COORDINATES_EXCLUDE;
  plan = new_plan(superior, unit_id, options->id, err);
  if (plan == NULL) return NULL;
  rc = tthc__copying_begin(&d.c, superior, plan, err);
  if (rc == TTHC_OK) rc = fill(&d, options);
  tthc__copying_end(&d.c);
  if (rc == TTHC_OK) return plan;
  tthc_plan_free(plan);
  return NULL;
}

tthc_plan *tthc_plan_derive(const tthc_plan *superior, const char *unit_id, const char *options_json, tthc_error *err) {
  struct deriving_options options = {NULL, NULL, NULL, COORDINATES_INCLUDE};
  struct arena strings = {NULL};
  tthc_plan *plan = NULL;
  if (tthc__need_plan(superior, err) == TTHC_OK &&
      tthc__json_options(options_json, option_fields, &options, &strings, err) == TTHC_OK)
    plan = tthc__derive(superior, unit_id, &options, err);
  tthc__arena_free(&strings);
  return plan;
}
