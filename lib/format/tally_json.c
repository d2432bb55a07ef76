/* Tallies as JSON: the whole of one, and its figures as a facts document. */
#include "assess/tally.h"
#include "base/decimal.h"
#include "base/text.h"
#include "calendar/calendar.h"
#include "cascade/roles.h"
#include "format/fact_json.h"

#include <stdlib.h>
#include <string.h>

/* --- the tally ---------------------------------------------------------------------------------------------------- */

static void write_row(struct json_writer *writer, const tthc_tally *tally, int32_t unit, int32_t period) {
  const int64_t *parts = tthc__tally_parts(tally, unit, period);
  const int is_total = unit == tally->unit_count;
  int32_t column;
  tthc__json_write_item(writer);
  tthc__json_write_open(writer, '{');
  if (!is_total) tthc__json_write_text(writer, "unit", tally->units[unit].id);
  tthc__json_write_text(writer, "period", tally->periods[period].id);
  if (is_total) {
    tthc__json_write_day(writer, "first_day", tally->periods[period].first_day);
    tthc__json_write_day(writer, "last_day", tally->periods[period].last_day);
    tthc__json_write_int(writer, "units_reported", tally->totals[period].units_reported);
  } else if (parts != NULL) {
    tthc__json_write_text(writer, "source", parts == tally->units[unit].cells[period].counts ? "counts" : "dossiers");
  }
  for (column = COLUMN_FIRST; parts != NULL && column <= COLUMN_LAST; column++)
    tthc__json_write_int(writer, tthc__tally_columns[column].name,
                         tthc__tally_sum(parts, tthc__tally_columns[column].parts));
  tthc__json_write_close(writer);
}

static void write_tally(struct json_writer *writer, const tthc_tally *tally) {
  int32_t unit, period;
  tthc__json_write_open(writer, '{');
  tthc__json_write_text(writer, "format", "tthcplan-tally/1");
  tthc__json_write_text(writer, "regime", tally->regime);
  tthc__json_write_text(writer, "period", tthc__word(&tthc__period_kinds, tally->kind));
  tthc__json_write_day(writer, "first_day", tally->first_day);
  tthc__json_write_day(writer, "last_day", tally->last_day);
  tthc__json_write_int(writer, "units", tally->unit_count);
  tthc__json_write_int(writer, "dossiers", tally->dossier_count);
  tthc__json_write_name(writer, "rows");
  tthc__json_write_open(writer, '[');
  for (unit = 0; unit <= tally->unit_count; unit++)
    for (period = 0; period < tally->period_count; period++) write_row(writer, tally, unit, period);
  tthc__json_write_close(writer);
  tthc__json_write_close(writer);
}

tthc_text *tthc_tally_json(const tthc_tally *tally, const char *options_json, tthc_error *err) {
  static const struct json_field no_options[] = {{0}};
  struct json_writer writer;
  if (tthc__need_tally(tally, err) != TTHC_OK) return NULL;
  if (tthc__json_options(options_json, no_options, NULL, NULL, err) != TTHC_OK) return NULL;
  tthc__json_begin(&writer, 2, NULL);
  write_tally(&writer, tally);
  return tthc__json_end(&writer, err);
}

/* --- measures ----------------------------------------------------------------------------------------------------- */

/* What is counted, of what: a value when that is nothing. */
struct measure {
  const char *name;
  struct tally_run counted;
  int is_ratio;
  struct tally_run of;
};

/* clang-format off */
static const struct measure measures[] = {
  /* the first one goes by levels too */
  {"online-share", {PART_ONLINE, PART_ONLINE}, 1, {PART_ONLINE, PART_DIRECT}},
  {"on-time-share", {PART_EARLY, PART_ON_TIME}, 1, {PART_EARLY, PART_LATE}},
  {"early-share", {PART_EARLY, PART_EARLY}, 1, {PART_EARLY, PART_LATE}},
  {"late-share", {PART_LATE, PART_LATE}, 1, {PART_EARLY, PART_LATE}},
  {"done-share", {PART_EARLY, PART_LATE}, 1, {PART_ONLINE, PART_CARRIED_OVER}},
  {"overdue-share", {PART_OVERDUE, PART_OVERDUE}, 1, {PART_OVERDUE, PART_IN_TIME}},
  {"late-or-overdue-share", {PART_LATE, PART_OVERDUE}, 1, {PART_ONLINE, PART_CARRIED_OVER}},
  {"received", {PART_ONLINE, PART_CARRIED_OVER}, 0, {0}},
  {"received-online", {PART_ONLINE, PART_ONLINE}, 0, {0}},
  {"received-direct", {PART_DIRECT, PART_DIRECT}, 0, {0}},
  {"received-in-period", {PART_ONLINE, PART_DIRECT}, 0, {0}},
  {"carried-over", {PART_CARRIED_OVER, PART_CARRIED_OVER}, 0, {0}},
  {"done", {PART_EARLY, PART_LATE}, 0, {0}},
  {"done-early", {PART_EARLY, PART_EARLY}, 0, {0}},
  {"done-on-time", {PART_ON_TIME, PART_ON_TIME}, 0, {0}},
  {"done-late", {PART_LATE, PART_LATE}, 0, {0}},
  {"pending", {PART_OVERDUE, PART_IN_TIME}, 0, {0}},
  {"pending-in-time", {PART_IN_TIME, PART_IN_TIME}, 0, {0}},
  {"pending-overdue", {PART_OVERDUE, PART_OVERDUE}, 0, {0}},
};
/* clang-format on */

static const char ratio_measures[] =
  "online-share, on-time-share, early-share, late-share, done-share, overdue-share, late-or-overdue-share";
static const char value_measures[] =
  "received, received-online, received-direct, received-in-period, carried-over, done, done-early, done-on-time, "
  "done-late, pending, pending-in-time, pending-overdue";

static const struct measure *find_measure(const char *name) {
  size_t i;
  for (i = 0; i < sizeof measures / sizeof *measures; i++)
    if (strcmp(measures[i].name, name) == 0) return &measures[i];
  return NULL;
}

/* --- options ------------------------------------------------------------------------------------------------------ */

struct measuring {
  const char *indicator;
  const struct measure *measure;
};

struct fact_options {
  struct measuring *measures;
  int32_t count;
  const char **levels; /* of the service, whose dossiers alone count as online; none: all */
  int32_t level_count;
  int64_t recorded_at;
  const char *author;
};

static int32_t read_measure(const struct json_at *at, void *row) {
  struct fact_options *options = row;
  struct measuring *grown = tthc__arena_grow(&at->doc->arena, options->measures, options->count, sizeof *grown);
  const char *name;
  int32_t rc;
  if (grown == NULL) return tthc__fail_memory(at->doc->err);
  options->measures = grown;
  rc = tthc__json_text(at, JSON_LABEL, &name);
  if (rc != TTHC_OK) return rc;
  grown[options->count].measure = find_measure(name);
  grown[options->count].indicator = tthc__arena_copy(&at->doc->arena, at->name, strlen(at->name));
  if (grown[options->count].indicator == NULL) return tthc__fail_memory(at->doc->err);
  if (grown[options->count++].measure != NULL) return TTHC_OK;
  return tthc__json_fail(
    at, TTHC_E_VALUE, name,
    WORDS("thước đo như \"online-share\" hoặc \"received\"", "a measure such as \"online-share\" or \"received\""));
}

static int32_t read_measures(const struct json_at *at, void *row) {
  return tthc__json_each_member(at, read_measure, row);
}

static int32_t read_level(const struct json_at *at, void *row) {
  struct fact_options *options = row;
  const char **grown = tthc__arena_grow(&at->doc->arena, options->levels, options->level_count, sizeof *grown);
  if (grown == NULL) return tthc__fail_memory(at->doc->err);
  options->levels = grown;
  return tthc__json_text(at, JSON_LABEL, &grown[options->level_count++]);
}

static int32_t read_levels(const struct json_at *at, void *row) { return tthc__json_each(at, read_level, row); }

static const struct json_field fact_option_fields[] = {
  {.name = "measures", .kind = JSON_CUSTOM, .required = 1, .read = read_measures},
  {.name = "levels", .kind = JSON_CUSTOM, .read = read_levels},
  {FIELD("recorded_at", JSON_INT64, struct fact_options, recorded_at), .range = {0, EXACT_MAX},
   .expected = {"số giây UTC từ 1970", "UTC seconds since 1970"}},
  {FIELD("author", JSON_TEXT, struct fact_options, author)},
  {0}};

/* --- online at a level of the service ----------------------------------------------------------------------------- */

static int is_of_levels(const struct fact_options *options, const char *level) {
  int32_t i;
  for (i = 0; i < options->level_count; i++)
    if (tthc__same(options->levels[i], level)) return 1;
  return 0;
}

/* How many dossiers were received online at the levels, one number a row of the tally; NULL without memory. */
static int64_t *count_levels(const tthc_tally *tally, const struct fact_options *options) {
  int64_t *counts = calloc((size_t)(tally->unit_count + 1) * (size_t)tally->period_count, sizeof *counts);
  int32_t i, period;
  for (i = 0; counts != NULL && i < tally->dossier_count; i++) {
    const struct dossier *dossier = &tally->dossiers[i];
    if (dossier->channel != CHANNEL_ONLINE || !is_of_levels(options, dossier->level)) continue;
    for (period = 0; period < tally->period_count; period++)
      counts[dossier->unit * tally->period_count + period] +=
        dossier->received >= tally->periods[period].first_day && dossier->received <= tally->periods[period].last_day;
  }
  return counts;
}

/* --- facts -------------------------------------------------------------------------------------------------------- */

/* The plan's indicator of an option, of the kind that the measure needs; a negative code. */
static int32_t find_indicator(const tthc_plan *plan, const struct measuring *measuring, tthc_error *err) {
  const int32_t indicator = tthc_plan_find_indicator(plan, measuring->indicator);
  const int is_ratio = indicator != TTHC_NONE && plan->indicators.items[indicator].kind == TTHC_RATIO;
  int32_t rc = indicator;
  if (indicator == TTHC_NONE)
    rc = tthc__fail_at(err, TTHC_E_UNKNOWN_ID, measuring->indicator, measuring->indicator,
                       WORDS("mã chỉ tiêu của kế hoạch", "the id of an indicator of the plan"));
  else if (is_ratio != measuring->measure->is_ratio)
    rc = tthc__fail_at(err, TTHC_E_VALUE, measuring->indicator, measuring->measure->name,
                       is_ratio ? WORDS(ratio_measures, ratio_measures) : WORDS(value_measures, value_measures));
  if (rc < 0) tthc__error_prefix_path(err, "/measures");
  return rc;
}

/* `online` takes the place of what is counted; TTHC_NO_NUMBER: nothing does. */
static void write_fact(struct json_writer *writer, struct fact *fact, const struct measure *measure,
                       const int64_t *parts, int64_t online) {
  struct buffer amount = {0};
  if (measure->is_ratio) {
    fact->numerator = online != TTHC_NO_NUMBER ? online : tthc__tally_sum(parts, measure->counted);
    fact->denominator = tthc__tally_sum(parts, measure->of);
  } else {
    tthc__put_int(&amount, tthc__tally_sum(parts, measure->counted));
    fact->amount = amount.data;
    writer->out.failed |= amount.failed;
  }
  tthc__json_write_item(writer);
  tthc__write_fact(writer, fact);
  tthc__buffer_free(&amount);
}

/* The facts of a unit. Counts do not tell levels: where these are asked for, they make no fact. */
static void write_unit(struct json_writer *writer, const tthc_tally *tally, int32_t unit, struct fact *fact,
                       const struct measure *measure, const int64_t *online) {
  int32_t period;
  for (period = 0; period < tally->period_count; period++) {
    const int64_t *parts = tthc__tally_parts(tally, unit, period);
    if (parts == NULL || (online != NULL && tally->units[unit].cells[period].is_counted)) continue;
    fact->period = tally->periods[period].id;
    fact->day = tally->periods[period].last_day;
    write_fact(writer, fact, measure, parts,
               online == NULL ? TTHC_NO_NUMBER : online[unit * tally->period_count + period]);
  }
}

static int32_t write_measure(struct json_writer *writer, const tthc_tally *tally, const struct fact_options *options,
                             const struct measuring *measuring, tthc_error *err) {
  const tthc_plan *plan = writer->context;
  const int has_levels = options->level_count > 0 && measuring->measure == &measures[0];
  struct fact fact = tthc__new_fact();
  int64_t *online;
  int32_t unit;
  fact.kind = TTHC_MEASUREMENT;
  fact.indicator = find_indicator(plan, measuring, err);
  fact.recorded_at = options->recorded_at;
  fact.author = options->author;
  if (fact.indicator < 0) return fact.indicator;
  online = has_levels ? count_levels(tally, options) : NULL;
  if (has_levels && online == NULL) return tthc__fail_memory(err);
  for (unit = 0; unit < tally->unit_count; unit++) {
    fact.unit = tthc__find_single(plan, tally->units[unit].id, err);
    if (fact.unit < 0) break;
    write_unit(writer, tally, unit, &fact, measuring->measure, online);
  }
  free(online);
  return unit < tally->unit_count ? fact.unit : TTHC_OK;
}

static int32_t write_facts(struct json_writer *writer, const tthc_tally *tally, const struct fact_options *options,
                           tthc_error *err) {
  int32_t i, rc = TTHC_OK;
  tthc__open_facts_document(writer);
  tthc__json_write_name(writer, "facts");
  tthc__json_write_open(writer, '[');
  for (i = 0; rc == TTHC_OK && i < options->count; i++)
    rc = write_measure(writer, tally, options, &options->measures[i], err);
  tthc__json_write_close(writer);
  tthc__json_write_close(writer);
  return rc;
}

tthc_text *tthc_tally_facts_json(const tthc_tally *tally, const tthc_plan *plan, const char *options_json,
                                 tthc_error *err) {
  struct fact_options options = {NULL, 0, NULL, 0, TTHC_NO_NUMBER, NULL};
  struct arena strings = {NULL};
  struct json_writer writer;
  tthc_text *text = NULL;
  int32_t rc = tthc__need_tally(tally, err);
  if (rc == TTHC_OK) rc = tthc__need_plan(plan, err);
  if (rc == TTHC_OK)
    rc = tthc__json_options(options_json == NULL ? "{}" : options_json, fact_option_fields, &options, &strings, err);
  if (rc == TTHC_OK) {
    tthc__json_begin(&writer, 2, plan);
    if (write_facts(&writer, tally, &options, err) == TTHC_OK)
      text = tthc__json_end(&writer, err);
    else
      tthc__buffer_free(&writer.out);
  }
  tthc__arena_free(&strings);
  return text;
}
