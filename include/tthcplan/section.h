/* SPDX-License-Identifier: MIT */
/* Sections: lettered groups of tasks. */
#ifndef TTHCPLAN_SECTION_H
#define TTHCPLAN_SECTION_H

#include "version.h"
#include "plan.h"

#if defined(__cplusplus) && !defined(TTHC_FFI)
extern "C" {
#endif

/**
 * Adds a section after those that are there. Its id is its label.
 * @param label as printed, "A"; opaque, gaps are kept
 * @return its index; a negative code on failure
 */
TTHC_API int32_t tthc_plan_add_section(tthc_plan *plan, const char *label, const char *title, tthc_error *err);

/** How many sections there are; 0 for a wrong handle. */
TTHC_API int32_t tthc_plan_section_count(const tthc_plan *plan);

/** The section of an id; TTHC_NONE when there is none. */
TTHC_API int32_t tthc_plan_find_section(const tthc_plan *plan, const char *id);

/** The id, "A"; NULL for a wrong index. */
TTHC_API const char *tthc_section_id(const tthc_plan *plan, int32_t section);

/** The label as printed; NULL for a wrong index. */
TTHC_API const char *tthc_section_label(const tthc_plan *plan, int32_t section);

/** The title; NULL for a wrong index. */
TTHC_API const char *tthc_section_title(const tthc_plan *plan, int32_t section);

#if defined(__cplusplus) && !defined(TTHC_FFI)
}
#endif

#endif
