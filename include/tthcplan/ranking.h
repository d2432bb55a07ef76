/* SPDX-License-Identifier: MIT */
/* Rankings: units scored by the criteria of a scheme, classed, and ordered within their blocks. */
#ifndef TTHCPLAN_RANKING_H
#define TTHCPLAN_RANKING_H

#include "version.h"
#include "assessment.h"

#if defined(__cplusplus) && !defined(TTHC_FFI)
extern "C" {
#endif

/** Why a unit is not ranked. In JSON: hyphenated words, "owes-nothing". */
enum tthc_unranked {
  TTHC_OWES_NOTHING = 1,    /**< no work was given to it, and it reported no figures */
  TTHC_TOO_FEW_DUE = 2,     /**< less of its work has fallen due than the scheme's "min_due" */
  TTHC_SCORE_MISSING = 3,   /**< a criterion that must not be missing is */
  TTHC_NOTHING_TO_JUDGE = 4 /**< every criterion was left out */
};

/** Scores, classes and ranks. Never changes; needs neither plan nor assessment any more. */
typedef struct tthc_ranking tthc_ranking;

/**
 * Ranks the units of a plan by what an assessment says of them.
 *
 * A scheme (`docs/formats.md`, "Rating schemes") has criteria, each with points and a measure; classes by the share of
 * the points that could be had; blocks, within which units are ranked; and the criteria that break ties. Points of a
 * criterion are rounded half up to its decimals, so that their sum is exact; nothing else is rounded before it is
 * compared. Where a criterion is left out of a unit, the others weigh more. Units that are equal in the sum and in all
 * criteria that break ties share a rank, and the next rank is passed over: 1, 2, 2, 4.
 * @param plan the one that was assessed, as it was then
 * @param scheme_json the scheme; NULL for the one that the library ships
 * @param size of the scheme in bytes; -1: up to the NUL
 * @param options_json {"scores": [{"unit": id, "criterion": id, "points": 12.5}, …]}: the points of "manual" criteria
 * @return the ranking; NULL with TTHC_E_HANDLE, TTHC_E_ARGUMENT (the assessment is of another plan), TTHC_E_FORMAT,
 *         TTHC_E_VALUE, TTHC_E_UNKNOWN_ID (a criterion, unit, level or indicator that is not there),
 *         TTHC_E_DUPLICATE_ID (an id that is taken, a unit or level in two blocks, two scores for one), TTHC_E_NUMBER, …
 */
TTHC_API tthc_ranking *tthc_ranking_new(const tthc_plan *plan, const tthc_assessment *assessment,
                                        const char *scheme_json, int64_t size, const char *options_json,
                                        tthc_error *err);

/** Frees a ranking; NULL is fine. */
TTHC_API void tthc_ranking_free(tthc_ranking *ranking);

/** The scheme that the library ships, as a document to begin an own one with. A constant. */
TTHC_API const char *tthc_rating_scheme(void);

/* --- what was ranked, and by what --------------------------------------------------------------------------------- */

/** The day of the assessment; TTHC_NO_DAY for a wrong handle. */
TTHC_API int32_t tthc_ranking_as_of(const tthc_ranking *ranking);

/** Only facts recorded by then count, UTC seconds; TTHC_NO_NUMBER: everything. */
TTHC_API int64_t tthc_ranking_known_at(const tthc_ranking *ranking);

/** The plan's id; NULL for a wrong handle. */
TTHC_API const char *tthc_ranking_plan_id(const tthc_ranking *ranking);

/** The plan's subject; NULL when it has none. */
TTHC_API const char *tthc_ranking_subject(const tthc_ranking *ranking);

/** The scheme's id; NULL for a wrong handle. */
TTHC_API const char *tthc_ranking_scheme_id(const tthc_ranking *ranking);

/** The scheme's name. */
TTHC_API const char *tthc_ranking_scheme_name(const tthc_ranking *ranking);

/** The scheme's version. */
TTHC_API const char *tthc_ranking_scheme_version(const tthc_ranking *ranking);

/** The scheme's legal basis; NULL for none. */
TTHC_API const char *tthc_ranking_scheme_basis(const tthc_ranking *ranking);

/** How many criteria the scheme has; 0 for a wrong handle. */
TTHC_API int32_t tthc_ranking_criterion_count(const tthc_ranking *ranking);

/** The index of a criterion by its id; TTHC_NONE when there is none. */
TTHC_API int32_t tthc_ranking_find_criterion(const tthc_ranking *ranking, const char *id);

/** A criterion's id; NULL for a wrong index. */
TTHC_API const char *tthc_ranking_criterion_id(const tthc_ranking *ranking, int32_t criterion);

/** A criterion's name; NULL for a wrong index. */
TTHC_API const char *tthc_ranking_criterion_name(const tthc_ranking *ranking, int32_t criterion);

/** A criterion's measure, "on-time-share"; NULL for a wrong index. */
TTHC_API const char *tthc_ranking_criterion_measure(const tthc_ranking *ranking, int32_t criterion);

/** The most points that a criterion gives, in ten-thousandths of a point; TTHC_NO_NUMBER for a wrong index. */
TTHC_API int64_t tthc_ranking_criterion_points(const tthc_ranking *ranking, int32_t criterion);

/* --- rows --------------------------------------------------------------------------------------------------------- */

/*
 * Rows stand in the order of blocks, then of ranks, those that share one in the order of the plan's units; units that
 * are not ranked stand at the end of their block. A block has the single units that exist on the day, those that were
 * listed, and every other unit of it that owes something or reported figures; groups with members have no row.
 */

/** How many rows there are; 0 for a wrong handle. */
TTHC_API int32_t tthc_ranking_count(const tthc_ranking *ranking);

/** The row of a unit; TTHC_NONE when there is none. */
TTHC_API int32_t tthc_ranking_find_unit(const tthc_ranking *ranking, const char *unit_id);

/** The id of the row's block; NULL for a wrong row. */
TTHC_API const char *tthc_ranking_block_id(const tthc_ranking *ranking, int32_t row);

/** The name of the row's block; NULL for a wrong row. */
TTHC_API const char *tthc_ranking_block_name(const tthc_ranking *ranking, int32_t row);

/** The rank in the block, from 1; 0 when the unit is not ranked. */
TTHC_API int32_t tthc_ranking_rank(const tthc_ranking *ranking, int32_t row);

/** The unit's id; NULL for a wrong row. */
TTHC_API const char *tthc_ranking_unit_id(const tthc_ranking *ranking, int32_t row);

/** The unit's name; NULL for a wrong row. */
TTHC_API const char *tthc_ranking_unit_name(const tthc_ranking *ranking, int32_t row);

/** The sum of points, in ten-thousandths of a point; TTHC_NO_NUMBER when the unit is not ranked. */
TTHC_API int64_t tthc_ranking_points(const tthc_ranking *ranking, int32_t row);

/** The most that it could be, with what was left out left out, in ten-thousandths; TTHC_NO_NUMBER as above. */
TTHC_API int64_t tthc_ranking_attainable(const tthc_ranking *ranking, int32_t row);

/**
 * The total for people, "87,25", for "vi" with a comma: the sum of points, scaled up to all of the scheme's points where
 * criteria were left out. NULL when the unit is not ranked.
 */
TTHC_API const char *tthc_ranking_total(const tthc_ranking *ranking, int32_t row, const char *language);

/** The id of the class; NULL when the unit is not ranked, or below all classes. */
TTHC_API const char *tthc_ranking_class_id(const tthc_ranking *ranking, int32_t row);

/** The name of the class; NULL as above. */
TTHC_API const char *tthc_ranking_class_name(const tthc_ranking *ranking, int32_t row);

/** `enum tthc_unranked`; 0 for a unit that is ranked. */
TTHC_API int32_t tthc_ranking_reason(const tthc_ranking *ranking, int32_t row);

/** Why the unit is not ranked, for people; NULL for a unit that is. */
TTHC_API const char *tthc_ranking_reason_text(const tthc_ranking *ranking, int32_t row, const char *language);

/** Fills in the ranks of at most `capacity` rows. @return how many rows there are; TTHC_E_HANDLE or TTHC_E_ARGUMENT */
TTHC_API int32_t tthc_ranking_ranks(const tthc_ranking *ranking, int32_t *ranks, int32_t capacity);

/* --- the scores of a row ------------------------------------------------------------------------------------------ */

/** The points of a criterion, in ten-thousandths of a point; TTHC_NO_NUMBER when it is left out or missing. */
TTHC_API int64_t tthc_ranking_score(const tthc_ranking *ranking, int32_t row, int32_t criterion);

/** The same for people, "36,50"; NULL when it is left out or missing. */
TTHC_API const char *tthc_ranking_score_text(const tthc_ranking *ranking, int32_t row, int32_t criterion,
                                             const char *language);

/**
 * What was counted: how much was on time, done, met, deducted for, as the measure says (docs/formats.md). Of
 * "indicator-achievement" millionths, of "manual" ten-thousandths of a point. TTHC_NO_NUMBER for a wrong row.
 */
TTHC_API int64_t tthc_ranking_score_numerator(const tthc_ranking *ranking, int32_t row, int32_t criterion);

/** Out of how much; 0: there is nothing to judge by. TTHC_NO_NUMBER for a wrong row. */
TTHC_API int64_t tthc_ranking_score_denominator(const tthc_ranking *ranking, int32_t row, int32_t criterion);

/** Where the points come from: "36,50/40: 146 trên 160 phần việc đến hạn đã hoàn thành đúng hạn". */
TTHC_API const char *tthc_ranking_explanation(const tthc_ranking *ranking, int32_t row, int32_t criterion,
                                              const char *language);

/* --- the whole ---------------------------------------------------------------------------------------------------- */

/** The whole ranking, "tthcplan-ranking/1", with its sentences in a language. @return owned text; NULL on failure */
TTHC_API tthc_text *tthc_ranking_json(const tthc_ranking *ranking, const char *language, tthc_error *err);

/** A table for people as plain text, one a block. @return owned text; NULL on failure */
TTHC_API tthc_text *tthc_ranking_text(const tthc_ranking *ranking, const char *language, tthc_error *err);

/** The word of a reason, "owes-nothing"; NULL for an unknown number. A constant. */
TTHC_API const char *tthc_unranked_word(int32_t reason);

#if defined(__cplusplus) && !defined(TTHC_FFI)
}
#endif

#endif
