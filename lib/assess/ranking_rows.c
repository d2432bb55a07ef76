/* The scheme, the rows and the scores of a ranking. */
#include "assess/ranking.h"

#include "base/error.h"

/* --- what was ranked, and by what --------------------------------------------------------------------------------- */

int32_t tthc_ranking_as_of(const tthc_ranking *ranking) {
  return tthc__is(ranking, MARK_RANKING) ? ranking->as_of : TTHC_NO_DAY;
}

int64_t tthc_ranking_known_at(const tthc_ranking *ranking) {
  return tthc__is(ranking, MARK_RANKING) ? ranking->known_at : TTHC_NO_NUMBER;
}

const char *tthc_ranking_plan_id(const tthc_ranking *ranking) {
  return tthc__is(ranking, MARK_RANKING) ? ranking->plan_id : NULL;
}

const char *tthc_ranking_subject(const tthc_ranking *ranking) {
  return tthc__is(ranking, MARK_RANKING) ? ranking->subject : NULL;
}

const char *tthc_ranking_scheme_id(const tthc_ranking *ranking) {
  return tthc__is(ranking, MARK_RANKING) ? ranking->scheme.id : NULL;
}

const char *tthc_ranking_scheme_name(const tthc_ranking *ranking) {
  return tthc__is(ranking, MARK_RANKING) ? ranking->scheme.name : NULL;
}

const char *tthc_ranking_scheme_version(const tthc_ranking *ranking) {
  return tthc__is(ranking, MARK_RANKING) ? ranking->scheme.version : NULL;
}

const char *tthc_ranking_scheme_basis(const tthc_ranking *ranking) {
  return tthc__is(ranking, MARK_RANKING) ? ranking->scheme.basis : NULL;
}

static const struct criterion *criterion_of(const tthc_ranking *ranking, int32_t criterion) {
  if (!tthc__is(ranking, MARK_RANKING) || criterion < 0 || criterion >= ranking->scheme.criteria.count) return NULL;
  return &ranking->scheme.criteria.items[criterion];
}

int32_t tthc_ranking_criterion_count(const tthc_ranking *ranking) {
  return tthc__is(ranking, MARK_RANKING) ? ranking->scheme.criteria.count : 0;
}

int32_t tthc_ranking_find_criterion(const tthc_ranking *ranking, const char *id) {
  int32_t i;
  for (i = 0; i < tthc_ranking_criterion_count(ranking); i++)
    if (tthc__same(ranking->scheme.criteria.items[i].id, id)) return i;
  return TTHC_NONE;
}

const char *tthc_ranking_criterion_id(const tthc_ranking *ranking, int32_t criterion) {
  const struct criterion *found = criterion_of(ranking, criterion);
  return found == NULL ? NULL : found->id;
}

const char *tthc_ranking_criterion_name(const tthc_ranking *ranking, int32_t criterion) {
  const struct criterion *found = criterion_of(ranking, criterion);
  return found == NULL ? NULL : found->name;
}

const char *tthc_ranking_criterion_measure(const tthc_ranking *ranking, int32_t criterion) {
  const struct criterion *found = criterion_of(ranking, criterion);
  return found == NULL ? NULL : tthc__word(&tthc__measures, found->measure);
}

int64_t tthc_ranking_criterion_points(const tthc_ranking *ranking, int32_t criterion) {
  const struct criterion *found = criterion_of(ranking, criterion);
  return found == NULL ? TTHC_NO_NUMBER : found->points;
}

/* --- rows --------------------------------------------------------------------------------------------------------- */

static const struct ranked *row_of(const tthc_ranking *ranking, int32_t row) {
  if (!tthc__is(ranking, MARK_RANKING) || row < 0 || row >= ranking->rows.count) return NULL;
  return &ranking->rows.items[row];
}

int32_t tthc_ranking_count(const tthc_ranking *ranking) {
  return tthc__is(ranking, MARK_RANKING) ? ranking->rows.count : 0;
}

int32_t tthc_ranking_find_unit(const tthc_ranking *ranking, const char *unit_id) {
  int32_t row;
  for (row = 0; row < tthc_ranking_count(ranking); row++)
    if (tthc__same(ranking->rows.items[row].unit_id, unit_id)) return row;
  return TTHC_NONE;
}

const char *tthc_ranking_block_id(const tthc_ranking *ranking, int32_t row) {
  const struct ranked *found = row_of(ranking, row);
  return found == NULL ? NULL : ranking->scheme.blocks.items[found->block].id;
}

const char *tthc_ranking_block_name(const tthc_ranking *ranking, int32_t row) {
  const struct ranked *found = row_of(ranking, row);
  return found == NULL ? NULL : ranking->scheme.blocks.items[found->block].name;
}

int32_t tthc_ranking_rank(const tthc_ranking *ranking, int32_t row) {
  const struct ranked *found = row_of(ranking, row);
  return found == NULL ? 0 : found->rank;
}

const char *tthc_ranking_unit_id(const tthc_ranking *ranking, int32_t row) {
  const struct ranked *found = row_of(ranking, row);
  return found == NULL ? NULL : found->unit_id;
}

const char *tthc_ranking_unit_name(const tthc_ranking *ranking, int32_t row) {
  const struct ranked *found = row_of(ranking, row);
  return found == NULL ? NULL : found->unit_name;
}

int64_t tthc_ranking_points(const tthc_ranking *ranking, int32_t row) {
  const struct ranked *found = row_of(ranking, row);
  return found == NULL || found->reason != 0 ? TTHC_NO_NUMBER : found->points;
}

int64_t tthc_ranking_attainable(const tthc_ranking *ranking, int32_t row) {
  const struct ranked *found = row_of(ranking, row);
  return found == NULL || found->reason != 0 ? TTHC_NO_NUMBER : found->attainable;
}

const char *tthc_ranking_total(const tthc_ranking *ranking, int32_t row, const char *language) {
  const struct ranked *found = row_of(ranking, row);
  return found == NULL ? NULL : found->total[tthc__is_english(language)];
}

static const struct rating_class *class_of(const tthc_ranking *ranking, int32_t row) {
  const struct ranked *found = row_of(ranking, row);
  return found == NULL || found->rating == TTHC_NONE ? NULL : &ranking->scheme.classes.items[found->rating];
}

const char *tthc_ranking_class_id(const tthc_ranking *ranking, int32_t row) {
  const struct rating_class *found = class_of(ranking, row);
  return found == NULL ? NULL : found->id;
}

const char *tthc_ranking_class_name(const tthc_ranking *ranking, int32_t row) {
  const struct rating_class *found = class_of(ranking, row);
  return found == NULL ? NULL : found->name;
}

int32_t tthc_ranking_reason(const tthc_ranking *ranking, int32_t row) {
  const struct ranked *found = row_of(ranking, row);
  return found == NULL ? 0 : found->reason;
}

const char *tthc_ranking_reason_text(const tthc_ranking *ranking, int32_t row, const char *language) {
  const struct ranked *found = row_of(ranking, row);
  return found == NULL ? NULL : found->reason_text[tthc__is_english(language)];
}

int32_t tthc_ranking_ranks(const tthc_ranking *ranking, int32_t *ranks, int32_t capacity) {
  int32_t i;
  if (!tthc__is(ranking, MARK_RANKING)) return TTHC_E_HANDLE;
  if (capacity < 0 || (capacity > 0 && ranks == NULL)) return TTHC_E_ARGUMENT;
  for (i = 0; i < ranking->rows.count && i < capacity; i++) ranks[i] = ranking->rows.items[i].rank;
  return ranking->rows.count;
}

/* --- scores ------------------------------------------------------------------------------------------------------- */

static const struct score *score_of(const tthc_ranking *ranking, int32_t row, int32_t criterion) {
  const struct ranked *found = row_of(ranking, row);
  return found == NULL || criterion_of(ranking, criterion) == NULL ? NULL : &found->scores[criterion];
}

int64_t tthc_ranking_score(const tthc_ranking *ranking, int32_t row, int32_t criterion) {
  const struct score *found = score_of(ranking, row, criterion);
  return found == NULL ? TTHC_NO_NUMBER : found->points;
}

const char *tthc_ranking_score_text(const tthc_ranking *ranking, int32_t row, int32_t criterion, const char *language) {
  const struct score *found = score_of(ranking, row, criterion);
  return found == NULL ? NULL : found->text[tthc__is_english(language)];
}

int64_t tthc_ranking_score_numerator(const tthc_ranking *ranking, int32_t row, int32_t criterion) {
  const struct score *found = score_of(ranking, row, criterion);
  return found == NULL ? TTHC_NO_NUMBER : found->numerator;
}

int64_t tthc_ranking_score_denominator(const tthc_ranking *ranking, int32_t row, int32_t criterion) {
  const struct score *found = score_of(ranking, row, criterion);
  return found == NULL ? TTHC_NO_NUMBER : found->denominator;
}

const char *tthc_ranking_explanation(const tthc_ranking *ranking, int32_t row, int32_t criterion,
                                     const char *language) {
  const struct score *found = score_of(ranking, row, criterion);
  return found == NULL ? NULL : found->explanation[tthc__is_english(language)];
}
