/* SPDX-License-Identifier: MIT */
/* Successors: who goes on with the work of a unit that is no more. */
#ifndef TTHCPLAN_SUCCESSOR_H
#define TTHCPLAN_SUCCESSOR_H

#include "version.h"
#include "unit.h"

#if defined(__cplusplus) && !defined(TTHC_FFI)
extern "C" {
#endif

/*
 * A unit that ends (tthc_unit_set_span()) may have successors, from the day after its last day: the unit that it was
 * merged into, those that it was split into, itself under another name. A unit that ends without one was abolished.
 * What falls due later falls to the successors that exist then, or to theirs, once each; what fell due before stays the
 * old unit's, so that reports of that time stay as they were. Who must be written to about it is the successor. A group
 * leaves out a member that was abolished; what an abolished unit leads by itself stays with it, and
 * tthc_assessment_findings() tells so.
 */

/** How a unit gives way to another. In JSON: merge, split, rename, transfer. */
enum tthc_succession {
  TTHC_MERGED = 1,     /**< sáp nhập */
  TTHC_SPLIT = 2,      /**< chia, tách */
  TTHC_RENAMED = 3,    /**< đổi tên, also a new type */
  TTHC_TRANSFERRED = 4 /**< chuyển giao nhiệm vụ */
};

/**
 * Adds a successor of a unit.
 * @param kind `enum tthc_succession`
 * @param reference the law or decision that says so; NULL for none
 * @return its index among the unit's successors; TTHC_E_CYCLE when the unit would follow itself, TTHC_E_LIMIT beyond 64
 *         of one unit or 32 in a row, TTHC_E_DUPLICATE_ID, …
 */
TTHC_API int32_t tthc_unit_add_successor(tthc_plan *plan, int32_t unit, int32_t successor, int32_t kind,
                                         const char *reference, tthc_error *err);

/** How many successors a unit has; 0 for a wrong index. */
TTHC_API int32_t tthc_unit_successor_count(const tthc_plan *plan, int32_t unit);

/** The unit that is the n-th successor; TTHC_NONE for a wrong index. */
TTHC_API int32_t tthc_successor_unit(const tthc_plan *plan, int32_t unit, int32_t successor);

/** `enum tthc_succession`; 0 for a wrong index. */
TTHC_API int32_t tthc_successor_kind(const tthc_plan *plan, int32_t unit, int32_t successor);

/** The law or decision; NULL when not known. */
TTHC_API const char *tthc_successor_reference(const tthc_plan *plan, int32_t unit, int32_t successor);

/** The word of a kind, "merge"; NULL for an unknown number. A constant. */
TTHC_API const char *tthc_succession_word(int32_t kind);

#if defined(__cplusplus) && !defined(TTHC_FFI)
}
#endif

#endif
