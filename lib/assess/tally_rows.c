/* The figures of a tally as rows: every unit's periods, then the totals of the periods. */
#include "assess/tally.h"

#include "base/text.h"
#include "calendar/day.h"

int32_t tthc__tally_find_period(const tthc_tally *tally, const char *id) {
  int32_t i;
  for (i = 0; i < tally->period_count; i++)
    if (tthc__same(tally->periods[i].id, id)) return i;
  return TTHC_NONE;
}

static int is_row(const tthc_tally *tally, int32_t row) { return row >= 0 && row < tthc_tally_row_count(tally); }

static const struct tally_period *period_of(const tthc_tally *tally, int32_t row) {
  return is_row(tally, row) ? &tally->periods[row % tally->period_count] : NULL;
}

static int64_t column_of(const tthc_tally *tally, int32_t row, int32_t column) {
  const int64_t *parts =
    is_row(tally, row) ? tthc__tally_parts(tally, row / tally->period_count, row % tally->period_count) : NULL;
  return parts == NULL ? TTHC_NO_NUMBER : tthc__tally_sum(parts, tthc__tally_columns[column].parts);
}

int32_t tthc_tally_row_count(const tthc_tally *tally) {
  return tthc__is(tally, MARK_TALLY) ? (tally->unit_count + 1) * tally->period_count : 0;
}

int32_t tthc_tally_find_row(const tthc_tally *tally, const char *unit_id, const char *period) {
  int32_t unit, at;
  if (!tthc__is(tally, MARK_TALLY)) return TTHC_NONE;
  unit = unit_id == NULL ? tally->unit_count : tthc__index_get(&tally->unit_ids, unit_id);
  at = tthc__tally_find_period(tally, period);
  return unit == TTHC_NONE || at == TTHC_NONE ? TTHC_NONE : unit * tally->period_count + at;
}

const char *tthc_tally_unit_id(const tthc_tally *tally, int32_t row) {
  if (!is_row(tally, row) || row / tally->period_count == tally->unit_count) return NULL;
  return tally->units[row / tally->period_count].id;
}

const char *tthc_tally_period(const tthc_tally *tally, int32_t row) {
  const struct tally_period *period = period_of(tally, row);
  return period == NULL ? NULL : period->id;
}

int32_t tthc_tally_first_day(const tthc_tally *tally, int32_t row) {
  const struct tally_period *period = period_of(tally, row);
  return period == NULL ? TTHC_NO_DAY : period->first_day;
}

int32_t tthc_tally_last_day(const tthc_tally *tally, int32_t row) {
  const struct tally_period *period = period_of(tally, row);
  return period == NULL ? TTHC_NO_DAY : period->last_day;
}

int32_t tthc_tally_units_reported(const tthc_tally *tally, int32_t row) {
  if (!is_row(tally, row)) return 0;
  if (row / tally->period_count == tally->unit_count) return tally->totals[row % tally->period_count].units_reported;
  return tthc_tally_received(tally, row) != TTHC_NO_NUMBER;
}

int32_t tthc_tally_unit_count(const tthc_tally *tally) { return tthc__is(tally, MARK_TALLY) ? tally->unit_count : 0; }

int32_t tthc_tally_dossier_count(const tthc_tally *tally) {
  return tthc__is(tally, MARK_TALLY) ? tally->dossier_count : 0;
}

int64_t tthc_tally_received(const tthc_tally *tally, int32_t row) { return column_of(tally, row, 3); }

int64_t tthc_tally_received_online(const tthc_tally *tally, int32_t row) { return column_of(tally, row, 4); }

int64_t tthc_tally_received_direct(const tthc_tally *tally, int32_t row) { return column_of(tally, row, 5); }

int64_t tthc_tally_carried_over(const tthc_tally *tally, int32_t row) { return column_of(tally, row, 6); }

int64_t tthc_tally_done(const tthc_tally *tally, int32_t row) { return column_of(tally, row, 7); }

int64_t tthc_tally_done_early(const tthc_tally *tally, int32_t row) { return column_of(tally, row, 8); }

int64_t tthc_tally_done_on_time(const tthc_tally *tally, int32_t row) { return column_of(tally, row, 9); }

int64_t tthc_tally_done_late(const tthc_tally *tally, int32_t row) { return column_of(tally, row, 10); }

int64_t tthc_tally_pending(const tthc_tally *tally, int32_t row) { return column_of(tally, row, 11); }

int64_t tthc_tally_pending_in_time(const tthc_tally *tally, int32_t row) { return column_of(tally, row, 12); }

int64_t tthc_tally_pending_overdue(const tthc_tally *tally, int32_t row) { return column_of(tally, row, 13); }

int32_t tthc_tally_column(const tthc_tally *tally, int32_t column, int64_t *numbers, int32_t capacity) {
  int32_t row, rows;
  if (!tthc__is(tally, MARK_TALLY)) return TTHC_E_HANDLE;
  if (column < COLUMN_FIRST || column > COLUMN_LAST || capacity < 0 || (numbers == NULL && capacity > 0))
    return TTHC_E_ARGUMENT;
  rows = tthc_tally_row_count(tally);
  for (row = 0; row < rows && row < capacity; row++) numbers[row] = column_of(tally, row, column);
  return rows;
}
