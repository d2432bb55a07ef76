/* SPDX-License-Identifier: MIT */
/* Differences of two revisions of a plan: what was added, removed, moved, reworded, and what else changed. */
#ifndef TTHCPLAN_PLAN_DIFF_H
#define TTHCPLAN_PLAN_DIFF_H

#include "version.h"
#include "plan.h"

#if defined(__cplusplus) && !defined(TTHC_FFI)
extern "C" {
#endif

/** What a row of a plan is. In JSON: header, part, unit, section, task, indicator, fact. */
enum tthc_row_kind {
  TTHC_ROW_HEADER = 1,
  TTHC_ROW_PART = 2,
  TTHC_ROW_UNIT = 3,
  TTHC_ROW_SECTION = 4,
  TTHC_ROW_TASK = 5,
  TTHC_ROW_INDICATOR = 6,
  TTHC_ROW_FACT = 7
};

/**
 * How a row changed. In JSON: added, removed, moved, reworded, deadline, lead, coordinator, deliverable, target,
 * other, orphaned.
 */
enum tthc_change {
  TTHC_ADDED = 1,
  TTHC_REMOVED = 2,
  TTHC_MOVED = 3,    /**< elsewhere in the order, or in another section, part or task */
  TTHC_REWORDED = 4, /**< a title, label, name or text */
  TTHC_CHANGED_DEADLINE = 5,
  TTHC_CHANGED_LEAD = 6,
  TTHC_CHANGED_COORDINATOR = 7,
  TTHC_CHANGED_DELIVERABLE = 8,
  TTHC_CHANGED_TARGET = 9, /**< targets or baselines of an indicator */
  TTHC_CHANGED_OTHER = 10, /**< another member */
  TTHC_ORPHANED = 11       /**< a fact of the plan before, whose task, indicator or unit is gone after */
};

/** A list of differences. Never changes; needs neither plan any more. */
typedef struct tthc_plan_diff tthc_plan_diff;

/**
 * Compares two plans. Rows are told by their ids, parts by their labels, facts not at all: they are only looked
 * through for what is gone. A row is given once for each member that differs; those of the one plan and the other
 * change places when the plans do, but for facts.
 * @return the differences, none for plans that are the same; NULL with TTHC_E_HANDLE or TTHC_E_MEMORY
 */
TTHC_API tthc_plan_diff *tthc_plan_diff_new(const tthc_plan *before, const tthc_plan *after, tthc_error *err);

/** Frees a list of differences; NULL is fine. */
TTHC_API void tthc_plan_diff_free(tthc_plan_diff *diff);

/** How many differences there are; 0 for a wrong handle. */
TTHC_API int32_t tthc_plan_diff_count(const tthc_plan_diff *diff);

/** `enum tthc_row_kind`; 0 for a wrong row. */
TTHC_API int32_t tthc_plan_diff_kind(const tthc_plan_diff *diff, int32_t row);

/** The id of what changed, of a part its labels, "V.1"; NULL for the header and for a wrong row. */
TTHC_API const char *tthc_plan_diff_id(const tthc_plan_diff *diff, int32_t row);

/** `enum tthc_change`; 0 for a wrong row. */
TTHC_API int32_t tthc_plan_diff_change(const tthc_plan_diff *diff, int32_t row);

/** The member that differs, as documents name it, "place" or "order" for what was moved; NULL for the whole row. */
TTHC_API const char *tthc_plan_diff_member(const tthc_plan_diff *diff, int32_t row);

/**
 * What was there before, to be shown: of a removed row its title, of a cell its text and units, of a deadline its
 * phrase and clauses, of what changed its place in the order what stood before it, of a fact what is gone; NULL for
 * nothing.
 */
TTHC_API const char *tthc_plan_diff_before(const tthc_plan_diff *diff, int32_t row);

/** The same of what is there after; NULL for nothing. */
TTHC_API const char *tthc_plan_diff_after(const tthc_plan_diff *diff, int32_t row);

/** Fills in the kinds of at most `capacity` rows. @return how many rows there are; TTHC_E_HANDLE or TTHC_E_ARGUMENT */
TTHC_API int32_t tthc_plan_diff_kinds(const tthc_plan_diff *diff, int32_t *kinds, int32_t capacity);

/** Fills in the changes, as above. */
TTHC_API int32_t tthc_plan_diff_changes(const tthc_plan_diff *diff, int32_t *changes, int32_t capacity);

/** All of it as {"format": "tthcplan-diff/1", …} (docs/formats.md). @return owned text; NULL on failure */
TTHC_API tthc_text *tthc_plan_diff_json(const tthc_plan_diff *diff, const char *options_json, tthc_error *err);

/** The word of a kind of row, "task"; NULL for an unknown number. A constant. */
TTHC_API const char *tthc_row_kind_word(int32_t kind);

/** The word of a change, "reworded"; NULL for an unknown number. A constant. */
TTHC_API const char *tthc_change_word(int32_t change);

/** The name of a change for people, "sửa câu chữ"; NULL for an unknown number. A constant. */
TTHC_API const char *tthc_change_name(int32_t change, const char *language);

#if defined(__cplusplus) && !defined(TTHC_FFI)
}
#endif

#endif
