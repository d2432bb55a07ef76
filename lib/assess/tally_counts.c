/* Ready counts of a tally, checked by the identities of form II.06a. */
#include "assess/tally.h"

#include "base/buffer.h"

#include <string.h>

/* clang-format off */
const struct tally_column tthc__tally_columns[COLUMN_LAST + 1] = {
  [3] = {"received", {PART_ONLINE, PART_CARRIED_OVER}},
  [4] = {"received_online", {PART_ONLINE, PART_ONLINE}},
  [5] = {"received_direct", {PART_DIRECT, PART_DIRECT}},
  [6] = {"carried_over", {PART_CARRIED_OVER, PART_CARRIED_OVER}},
  [7] = {"done", {PART_EARLY, PART_LATE}},
  [8] = {"done_early", {PART_EARLY, PART_EARLY}},
  [9] = {"done_on_time", {PART_ON_TIME, PART_ON_TIME}},
  [10] = {"done_late", {PART_LATE, PART_LATE}},
  [11] = {"pending", {PART_OVERDUE, PART_IN_TIME}},
  [12] = {"pending_in_time", {PART_IN_TIME, PART_IN_TIME}},
  [13] = {"pending_overdue", {PART_OVERDUE, PART_OVERDUE}},
};
/* clang-format on */

struct counts {
  int64_t parts[PARTS];
  int64_t received; /* these three may be given to be checked */
  int64_t done;
  int64_t pending;
  int32_t update;
};

#define COUNT_FIELD(name, member)                                                                              \
  FIELD(name, JSON_INT64, struct counts, member), .range = {0, TALLY_COUNT_MAX},                               \
                                                  .expected = {"số hồ sơ từ 0 đến 10^9", "0 to 10^9 dossiers"}
#define SUM_FIELD(name, member)                                                                                \
  FIELD(name, JSON_INT64, struct counts, member), .absent = TTHC_NO_NUMBER,                                    \
                                                  .range = {0, 3 * (int64_t)TALLY_COUNT_MAX},                  \
                                                  .expected = {"số hồ sơ từ 0 đến 3×10^9", "0 to 3×10^9 dossiers"}

static const struct json_field count_fields[] = {
  {SUM_FIELD("received", received)},
  {COUNT_FIELD("received_online", parts[PART_ONLINE]), .required = 1},
  {COUNT_FIELD("received_direct", parts[PART_DIRECT]), .required = 1},
  {COUNT_FIELD("carried_over", parts[PART_CARRIED_OVER]), .required = 1},
  {SUM_FIELD("done", done)},
  {COUNT_FIELD("done_early", parts[PART_EARLY]), .required = 1},
  {COUNT_FIELD("done_on_time", parts[PART_ON_TIME]), .required = 1},
  {COUNT_FIELD("done_late", parts[PART_LATE]), .required = 1},
  {SUM_FIELD("pending", pending)},
  {COUNT_FIELD("pending_in_time", parts[PART_IN_TIME]), .required = 1},
  {COUNT_FIELD("pending_overdue", parts[PART_OVERDUE]), .required = 1},
  {FIELD("update", JSON_FLAG, struct counts, update)},
  {0}};

/* --- identities --------------------------------------------------------------------------------------------------- */

/* A column, the columns that add up to it, and how to say so. */
struct identity {
  int32_t column;
  int32_t terms[4]; /* 0 ends them */
  struct words expected;
};

static const struct identity identities[] = {
  {3, {4, 5, 6}, {"cột 3 = 4 + 5 + 6", "column 3 = 4 + 5 + 6"}},
  {7, {8, 9, 10}, {"cột 7 = 8 + 9 + 10", "column 7 = 8 + 9 + 10"}},
  {11, {12, 13}, {"cột 11 = 12 + 13", "column 11 = 12 + 13"}},
  {3, {7, 11}, {"cột 3 = 7 + 11", "column 3 = 7 + 11"}},
};

/* A column as it was given, or as its parts make it. */
static int64_t column_of(const struct counts *counts, int32_t column) {
  const int64_t given = column == 3    ? counts->received
                        : column == 7  ? counts->done
                        : column == 11 ? counts->pending
                                       : TTHC_NO_NUMBER;
  return given != TTHC_NO_NUMBER ? given : tthc__tally_sum(counts->parts, tthc__tally_columns[column].parts);
}

/* Says both sides: "12 ≠ 7 + 4". */
static int32_t check_identity(const struct counts *counts, const struct identity *identity, tthc_error *err) {
  struct buffer numbers = {0};
  int64_t sum = 0;
  int32_t i, rc = TTHC_OK;
  tthc__put_int(&numbers, column_of(counts, identity->column));
  for (i = 0; identity->terms[i] != 0; i++) {
    tthc__put(&numbers, i == 0 ? " ≠ " : " + ");
    tthc__put_int(&numbers, column_of(counts, identity->terms[i]));
    sum += column_of(counts, identity->terms[i]);
  }
  if (numbers.failed)
    rc = tthc__fail_memory(err);
  else if (sum != column_of(counts, identity->column))
    rc = tthc__fail_at(err, TTHC_E_VALUE, tthc__tally_columns[identity->column].name, numbers.data, identity->expected);
  tthc__buffer_free(&numbers);
  return rc;
}

/* --- the call ----------------------------------------------------------------------------------------------------- */

static int32_t read_counts(const char *json, struct counts *counts, tthc_error *err) {
  size_t i;
  int32_t rc = tthc__json_options(json == NULL ? "{}" : json, count_fields, counts, NULL, err);
  for (i = 0; rc == TTHC_OK && i < sizeof identities / sizeof *identities; i++)
    rc = check_identity(counts, &identities[i], err);
  return rc;
}

/* The cell in which they may be put; NULL with the error filled. */
static struct tally_cell *open_cell(tthc_tally *tally, int32_t unit, int32_t period, const struct counts *counts,
                                    tthc_error *err) {
  struct tally_cell *cell = &tally->units[unit].cells[period];
  if (!cell->is_counted || counts->update || memcmp(cell->counts, counts->parts, sizeof cell->counts) == 0) return cell;
  tthc__fail_at(err, TTHC_E_DUPLICATE_ID, "period", tally->periods[period].id,
                WORDS("kỳ chưa có số liệu của đơn vị, hoặc \"update\": true",
                      "a period without counts of the unit, or \"update\": true"));
  return NULL;
}

int32_t tthc_tally_add_counts(tthc_tally *tally, const char *unit_id, const char *period, const char *counts_json,
                              tthc_error *err) {
  struct counts counts = {{0}, TTHC_NO_NUMBER, TTHC_NO_NUMBER, TTHC_NO_NUMBER, 0};
  struct tally_cell *cell;
  int32_t unit, at, rc = tthc__need_tally(tally, err);
  if (rc == TTHC_OK) rc = read_counts(counts_json, &counts, err);
  if (rc != TTHC_OK) return rc;
  at = tthc__tally_find_period(tally, period);
  if (at == TTHC_NONE)
    return tthc__fail_at(err, TTHC_E_PERIOD, "period", period,
                         WORDS("mã của một kỳ trong bảng tổng hợp", "the id of a period of the tally"));
  unit = tthc__tally_unit(tally, unit_id, err);
  if (unit < 0) return unit;
  cell = open_cell(tally, unit, at, &counts, err);
  if (cell == NULL) return TTHC_E_DUPLICATE_ID;
  tthc__tally_take(tally, unit, at);
  memcpy(cell->counts, counts.parts, sizeof cell->counts);
  cell->is_counted = 1;
  tthc__tally_put_back(tally, unit, at);
  return unit * tally->period_count + at;
}
