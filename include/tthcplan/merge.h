/* SPDX-License-Identifier: MIT */
/* Merges: a unit's plan brought up to its superior's amended one, with what changed above, below and on both sides. */
#ifndef TTHCPLAN_MERGE_H
#define TTHCPLAN_MERGE_H

#include "version.h"
#include "plan_diff.h"

#if defined(__cplusplus) && !defined(TTHC_FFI)
extern "C" {
#endif

/**
 * What became of a row or a member. In JSON: added-above, withdrawn-above, changed-above, kept-local-edit,
 * kept-local-deletion, conflict, kept-withdrawn, restored.
 */
enum tthc_merge_kind {
  TTHC_ADDED_ABOVE = 1,
  TTHC_WITHDRAWN_ABOVE = 2,     /**< the superior took it out, the unit had not touched it: it is gone */
  TTHC_CHANGED_ABOVE = 3,       /**< taken over */
  TTHC_KEPT_LOCAL_EDIT = 4,     /**< only the unit changed it */
  TTHC_KEPT_LOCAL_DELETION = 5, /**< the unit took it out: it does not come back */
  TTHC_CONFLICT = 6,            /**< both changed it, otherwise: the unit's stays, a person decides */
  TTHC_KEPT_WITHDRAWN = 7,      /**< the superior took it out, but the unit edited it, uses it, or has facts about it */
  TTHC_RESTORED = 8             /**< taken out by the unit, and asked for again */
};

/** A merged plan and what was done. Never changes; needs none of the plans any more. */
typedef struct tthc_merge tthc_merge;

/**
 * Derives a unit's plan anew after its superior's was amended, and merges it with what the unit made of the one
 * before. Units, sections, tasks and indicators are merged member by member: what only the superior changed is taken
 * over, what only the unit changed stays. Tasks are told by where they come from, so that labels and ids may change.
 * The header, the narrative and all facts are the unit's. The plans given stay as they are: looking at the merge is a
 * dry run.
 * @param before the superior's plan from which `local` was derived
 * @param now the same plan as it is now
 * @param local the unit's plan
 * @param options_json {"coordinates": "include" or "exclude", "restore": ["A.1"]}: the first as for
 *        tthc_plan_derive(); ids of tasks above, or of indicators, that the unit took out and wants again
 * @return the merge; NULL with TTHC_E_UNKNOWN_ID (`local` was not derived from these plans, which lack its unit;
 *         nothing of that id to restore), …
 */
TTHC_API tthc_merge *tthc_plan_rederive(const tthc_plan *before, const tthc_plan *now, const tthc_plan *local,
                                        const char *options_json, tthc_error *err);

/** Frees a merge; NULL is fine. */
TTHC_API void tthc_merge_free(tthc_merge *merge);

/** The merged plan, a new copy each time, which has never been stored. @return owned plan; NULL on failure */
TTHC_API tthc_plan *tthc_merge_plan(const tthc_merge *merge, tthc_error *err);

/** How many rows there are; 0 for a wrong handle. */
TTHC_API int32_t tthc_merge_count(const tthc_merge *merge);

/** How many of them are conflicts; 0 for a wrong handle. */
TTHC_API int32_t tthc_merge_conflicts(const tthc_merge *merge);

/** `enum tthc_merge_kind`; 0 for a wrong row. */
TTHC_API int32_t tthc_merge_kind(const tthc_merge *merge, int32_t row);

/** `enum tthc_row_kind` of what it is about; 0 for a wrong row. */
TTHC_API int32_t tthc_merge_what(const tthc_merge *merge, int32_t row);

/** The id of what it is about, in the unit's plan, else in the superior's; NULL for a wrong row. */
TTHC_API const char *tthc_merge_id(const tthc_merge *merge, int32_t row);

/** The member, as documents name it, or "place"; NULL for the whole row. */
TTHC_API const char *tthc_merge_member(const tthc_merge *merge, int32_t row);

/** What it was when the unit's plan was derived, to be shown, as in tthc_plan_diff_before(); NULL for nothing. */
TTHC_API const char *tthc_merge_before(const tthc_merge *merge, int32_t row);

/** What the superior makes of it now; NULL for nothing. */
TTHC_API const char *tthc_merge_theirs(const tthc_merge *merge, int32_t row);

/** What the unit made of it; NULL for nothing. */
TTHC_API const char *tthc_merge_ours(const tthc_merge *merge, int32_t row);

/** Fills in the kinds of at most `capacity` rows. @return how many rows there are; TTHC_E_HANDLE or TTHC_E_ARGUMENT */
TTHC_API int32_t tthc_merge_kinds(const tthc_merge *merge, int32_t *kinds, int32_t capacity);

/**
 * All rows as {"format": "tthcplan-merge/1", …} (docs/formats.md); the plan apart. @return owned text; NULL on
 * failure
 */
TTHC_API tthc_text *tthc_merge_json(const tthc_merge *merge, const char *options_json, tthc_error *err);

/** The word of a kind, "added-above"; NULL for an unknown number. A constant. */
TTHC_API const char *tthc_merge_kind_word(int32_t kind);

/** The name of a kind for people, "cấp trên thêm"; NULL for an unknown number. A constant. */
TTHC_API const char *tthc_merge_kind_name(int32_t kind, const char *language);

#if defined(__cplusplus) && !defined(TTHC_FFI)
}
#endif

#endif
