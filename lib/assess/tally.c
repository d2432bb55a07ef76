/* Tallies: the handle, its periods and units, and the cells that dossiers and counts are added up in. */
#include "assess/tally.h"

#include "base/text.h"
#include "calendar/period.h"

#include <stdlib.h>
#include <string.h>

int32_t tthc__need_tally(const tthc_tally *tally, tthc_error *err) {
  return tthc__is(tally, MARK_TALLY) ? TTHC_OK : tthc__fail_handle(err, "tthc_tally");
}

/* --- options ------------------------------------------------------------------------------------------------------ */

struct options {
  int32_t first_day;
  int32_t last_day;
  const char *regime; /* NULL: calendar periods */
  int32_t kind;       /* enum period_kind; 0: the usual one */
  const char **units;
  int32_t unit_count;
};

static int32_t read_regime(const struct json_at *at, void *row) {
  struct options *options = row;
  options->regime = NULL;
  return tthc__json_is_null(at) ? TTHC_OK : tthc__json_text(at, JSON_SLUG, &options->regime);
}

static int32_t read_unit(const struct json_at *at, void *row) {
  struct options *options = row;
  const char **grown = tthc__arena_grow(&at->doc->arena, options->units, options->unit_count, sizeof *grown);
  if (grown == NULL) return tthc__fail_memory(at->doc->err);
  options->units = grown;
  return tthc__json_text(at, JSON_SLUG, &grown[options->unit_count++]);
}

static int32_t read_units(const struct json_at *at, void *row) { return tthc__json_each(at, read_unit, row); }

static const struct json_field option_fields[] = {
  {DAY_FIELD("first_day", struct options, first_day), .required = 1},
  {DAY_FIELD("last_day", struct options, last_day), .required = 1},
  {.name = "regime", .kind = JSON_CUSTOM, .read = read_regime},
  {FIELD("period", JSON_WORD, struct options, kind), .vocabulary = &tthc__period_kinds},
  {.name = "units", .kind = JSON_CUSTOM, .read = read_units},
  {0}};

/* --- periods ------------------------------------------------------------------------------------------------------ */

static int32_t add_period(tthc_tally *tally, const struct period *period, tthc_error *err) {
  struct tally_period *grown, *row;
  struct buffer id = {0};
  if (tally->period_count == TALLY_PERIODS_MAX)
    return tthc__fail_at(err, TTHC_E_LIMIT, "last_day", NULL, WORDS("không quá 600 kỳ", "at most 600 periods"));
  grown = tthc__arena_grow(&tally->arena, tally->periods, tally->period_count, sizeof *grown);
  if (grown == NULL) return tthc__fail_memory(err);
  tally->periods = grown;
  row = &grown[tally->period_count];
  tthc__put_period(&id, period);
  row->id = tthc__buffer_keep(&id, &tally->arena);
  if (row->id == NULL) return tthc__fail_memory(err);
  row->first_day = period->first_day;
  row->last_day = period->last_day;
  tally->period_count++;
  return TTHC_OK;
}

/* Whether a version of the regime was in force for the period: its id can be read then. */
static int is_known(const tthc_calendar *calendar, const char *id) {
  struct period period;
  return tthc__period_read(calendar, id, &period, NULL) == TTHC_OK;
}

/* Every period that ends in the span; they begin a year before it, for weeks of the turn of the year. */
static int32_t make_periods(tthc_tally *tally, const tthc_calendar *calendar, const struct regime *regime,
                            tthc_error *err) {
  const int32_t year = tthc_day_year(tally->first_day) - 1;
  int32_t n, rc = TTHC_OK;
  for (n = 0; rc == TTHC_OK; n++) {
    const struct period period = tthc__period_nth(regime, tally->kind, year, n);
    if (period.last_day > tally->last_day) break;
    if (period.last_day < tally->first_day || !tthc__is_day(period.first_day)) continue;
    rc = add_period(tally, &period, err);
    if (rc == TTHC_OK && !is_known(calendar, tally->periods[tally->period_count - 1].id)) tally->period_count--;
  }
  if (rc == TTHC_OK && tally->period_count == 0)
    rc = tthc__fail_at(err, TTHC_E_VALUE, "last_day", NULL,
                       WORDS("khoảng ngày có ít nhất một kỳ kết thúc trong đó", "a span in which a period ends"));
  return rc;
}

static int32_t find_regime(const tthc_calendar *calendar, const struct options *options, const struct regime **out,
                           tthc_error *err) {
  *out = options->regime == NULL ? NULL : tthc__calendar_regime(calendar, options->regime);
  if (options->regime != NULL && *out == NULL)
    return tthc__fail_at(err, TTHC_E_UNKNOWN_ID, "regime", options->regime,
                         WORDS("chế độ báo cáo có trong lịch", "a regime of the calendar"));
  if (*out != NULL && options->kind != 0 && !tthc__regime_cuts(*out, options->kind))
    return tthc__fail_at(err, TTHC_E_VALUE, "period", tthc__word(&tthc__period_kinds, options->kind),
                         WORDS("loại kỳ mà chế độ báo cáo có", "a kind of period that the regime has"));
  return TTHC_OK;
}

/* --- units and cells ---------------------------------------------------------------------------------------------- */

static int32_t check_unit_id(const char *id, tthc_error *err) {
  if (tthc__is_slug(id)) return TTHC_OK;
  return tthc__fail_at(err, id == NULL ? TTHC_E_MISSING : TTHC_E_VALUE, "unit", id,
                       WORDS("mã đơn vị: a-z, 0-9 và gạch nối đơn ở giữa, không quá 128 byte",
                             "a unit's id: a-z, 0-9 and single hyphens between, at most 128 bytes"));
}

static int32_t add_unit(tthc_tally *tally, const char *id, tthc_error *err) {
  struct tally_unit *grown, *row;
  if (tally->unit_count == TALLY_UNITS_MAX)
    return tthc__fail_at(err, TTHC_E_LIMIT, "unit", id, WORDS("không quá 1.000.000 đơn vị", "at most 1,000,000 units"));
  grown = tthc__grow(tally->units, tally->unit_count, &tally->unit_capacity, sizeof *grown);
  if (grown == NULL) return tthc__fail_memory(err);
  tally->units = grown;
  row = &grown[tally->unit_count];
  row->id = tthc__arena_copy(&tally->arena, id, strlen(id));
  row->cells = calloc((size_t)tally->period_count, sizeof *row->cells);
  if (row->id == NULL || row->cells == NULL ||
      tthc__index_put(&tally->unit_ids, row->id, tally->unit_count) != TTHC_OK) {
    free(row->cells);
    return tthc__fail_memory(err);
  }
  return tally->unit_count++;
}

int32_t tthc__tally_unit(tthc_tally *tally, const char *id, tthc_error *err) {
  const int32_t rc = check_unit_id(id, err);
  const int32_t unit = rc != TTHC_OK ? rc : tthc__index_get(&tally->unit_ids, id);
  return unit != TTHC_NONE ? unit : add_unit(tally, id, err);
}

void tthc__tally_drop_units(tthc_tally *tally, int32_t count) {
  while (tally->unit_count > count) {
    struct tally_unit *last = &tally->units[--tally->unit_count];
    tthc__index_remove(&tally->unit_ids, last->id);
    free(last->cells);
  }
}

int64_t tthc__tally_sum(const int64_t *parts, struct tally_run run) {
  int64_t sum = 0;
  int part;
  for (part = run.first; part <= run.last; part++) sum += parts[part];
  return sum;
}

const int64_t *tthc__tally_parts(const tthc_tally *tally, int32_t unit, int32_t period) {
  const struct tally_cell *cell;
  if (unit == tally->unit_count) return tally->totals[period].units_reported > 0 ? tally->totals[period].parts : NULL;
  cell = &tally->units[unit].cells[period];
  if (cell->is_counted) return cell->counts;
  return tally->units[unit].is_listed || tthc__tally_sum(cell->dossiers, tthc__tally_columns[COLUMN_FIRST].parts) > 0
           ? cell->dossiers
           : NULL;
}

static void change_total(tthc_tally *tally, int32_t unit, int32_t period, int sign) {
  const int64_t *parts = tthc__tally_parts(tally, unit, period);
  struct tally_total *total = &tally->totals[period];
  int part;
  if (parts == NULL) return;
  for (part = 0; part < PARTS; part++) total->parts[part] += sign * parts[part];
  total->units_reported += sign;
}

void tthc__tally_take(tthc_tally *tally, int32_t unit, int32_t period) { change_total(tally, unit, period, -1); }

void tthc__tally_put_back(tthc_tally *tally, int32_t unit, int32_t period) { change_total(tally, unit, period, 1); }

static int32_t list_units(tthc_tally *tally, const struct options *options, tthc_error *err) {
  int32_t i, period;
  for (i = 0; i < options->unit_count; i++) {
    const int32_t unit = tthc__tally_unit(tally, options->units[i], err);
    if (unit < 0) return unit;
    if (tally->units[unit].is_listed) continue;
    tally->units[unit].is_listed = 1;
    for (period = 0; period < tally->period_count; period++) tthc__tally_put_back(tally, unit, period);
  }
  return TTHC_OK;
}

/* --- the handle --------------------------------------------------------------------------------------------------- */

static int32_t fill(tthc_tally *tally, const tthc_calendar *calendar, const struct options *options, tthc_error *err) {
  const struct regime *regime;
  int32_t rc = find_regime(calendar, options, &regime, err);
  if (rc != TTHC_OK) return rc;
  tally->kind = options->kind != 0 ? options->kind : regime != NULL ? regime->usual : PERIOD_QUARTER;
  tally->first_day = options->first_day;
  tally->last_day = options->last_day;
  if (regime != NULL) {
    tally->regime = tthc__arena_copy(&tally->arena, regime->id, strlen(regime->id));
    if (tally->regime == NULL) return tthc__fail_memory(err);
  }
  rc = make_periods(tally, calendar, regime, err);
  if (rc != TTHC_OK) return rc;
  tally->totals = calloc((size_t)tally->period_count, sizeof *tally->totals);
  return tally->totals == NULL ? tthc__fail_memory(err) : list_units(tally, options, err);
}

static tthc_tally *make(const tthc_calendar *calendar, const struct options *options, tthc_error *err) {
  tthc_tally *tally = calloc(1, sizeof *tally);
  if (tally == NULL) {
    tthc__fail_memory(err);
    return NULL;
  }
  tally->mark = MARK_TALLY;
  if (fill(tally, calendar, options, err) == TTHC_OK) return tally;
  tthc_tally_free(tally);
  return NULL;
}

tthc_tally *tthc_tally_new(const tthc_calendar *calendar, const char *options_json, tthc_error *err) {
  struct options options = {TTHC_NO_DAY, TTHC_NO_DAY, "kstt", 0, NULL, 0};
  struct arena strings = {NULL};
  tthc_calendar *shipped = NULL;
  tthc_tally *tally = NULL;
  int32_t rc = TTHC_OK;
  if (calendar != NULL && !tthc__is(calendar, MARK_CALENDAR)) rc = tthc__fail_handle(err, "tthc_calendar");
  if (rc == TTHC_OK)
    rc = tthc__json_options(options_json == NULL ? "{}" : options_json, option_fields, &options, &strings, err);
  if (rc == TTHC_OK && options.last_day < options.first_day)
    rc = tthc__fail_at(err, TTHC_E_VALUE, "last_day", NULL,
                       WORDS("không trước \"first_day\"", "not before \"first_day\""));
  if (rc == TTHC_OK && calendar == NULL) calendar = shipped = tthc_calendar_new(NULL, err);
  if (rc == TTHC_OK && calendar != NULL) tally = make(calendar, &options, err);
  tthc_calendar_free(shipped);
  tthc__arena_free(&strings);
  return tally;
}

void tthc_tally_free(tthc_tally *tally) {
  if (!tthc__is(tally, MARK_TALLY)) return;
  tally->mark = 0;
  tthc__index_free(&tally->dossier_keys);
  free(tally->dossiers);
  while (tally->unit_count > 0) free(tally->units[--tally->unit_count].cells);
  tthc__index_free(&tally->unit_ids);
  free(tally->units);
  free(tally->totals);
  tthc__arena_free(&tally->arena);
  free(tally);
}
