/* SPDX-License-Identifier: MIT */
/* Parts: the narrative of a plan, with its own numbering and order. */
#ifndef TTHCPLAN_PART_H
#define TTHCPLAN_PART_H

#include "version.h"
#include "plan.h"

#if defined(__cplusplus) && !defined(TTHC_FFI)
extern "C" {
#endif

/**
 * Adds a part after those that are there.
 * @param parent the part that it stands in, TTHC_NONE at the top
 * @param label as printed, "I", "1", "-"; NULL for none
 * @param title NULL for none
 * @param text NULL for none; title or text must be there
 * @return its index; a negative code on failure
 */
TTHC_API int32_t tthc_plan_add_part(tthc_plan *plan, int32_t parent, const char *label, const char *title,
                                    const char *text, tthc_error *err);

/** How many parts there are, at every depth. */
TTHC_API int32_t tthc_plan_part_count(const tthc_plan *plan);

/** The part that it stands in; TTHC_NONE at the top or for a wrong index. */
TTHC_API int32_t tthc_part_parent(const tthc_plan *plan, int32_t part);

/** The label as printed; NULL for none. */
TTHC_API const char *tthc_part_label(const tthc_plan *plan, int32_t part);

/** The title; NULL for none. */
TTHC_API const char *tthc_part_title(const tthc_plan *plan, int32_t part);

/** The text; NULL for none. */
TTHC_API const char *tthc_part_text(const tthc_plan *plan, int32_t part);

/** Whether the sections and tasks stand in this part: 1 or 0. At most one part says so. */
TTHC_API int32_t tthc_part_holds_sections(const tthc_plan *plan, int32_t part);

/** Says so (1) or takes it back (0). TTHC_E_VALUE when another part says so. */
TTHC_API int32_t tthc_part_set_holds_sections(tthc_plan *plan, int32_t part, int32_t holds, tthc_error *err);

#if defined(__cplusplus) && !defined(TTHC_FFI)
}
#endif

#endif
