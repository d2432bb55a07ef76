/* SPDX-License-Identifier: MIT */
/* Cascade: plans made from a superior's plan or from last year's, and what units report brought back. */
#ifndef TTHCPLAN_CASCADE_H
#define TTHCPLAN_CASCADE_H

#include "version.h"
#include "assessment.h"
#include "indicator.h"

#if defined(__cplusplus) && !defined(TTHC_FFI)
extern "C" {
#endif

/**
 * A unit's own plan, from its superior's: the tasks that it leads or coordinates on any day of the plan's span, itself,
 * through groups at any depth, or in place of a unit that it followed; with the same ids and labels, what stands above
 * them, and where they come from (tthc_task_source_plan() and the next). What the unit leads is led by the unit alone. What it
 * coordinates has the lead's cell as written, but no unit that leads: nothing is tracked there. Indicators are those of
 * tasks that it leads, with its own targets and baseline, else the general targets. The span, regime and subject are the
 * superior's, and its number, if known, is what the plan rests on; the rest of the header and the narrative are the
 * unit's to write.
 * @param unit_id a single unit of the superior's plan
 * @param options_json {"id": "<plan>-<unit>", "subject": …, "authority": the unit's name, "coordinates": "include" or "exclude"}:
 *        whether tasks are wanted that the unit only coordinates
 * @return a plan; without any task it has the finding TTHC_F_NOTHING_TO_DERIVE. NULL with TTHC_E_UNKNOWN_ID, TTHC_E_VALUE (a
 *         group, an id that is none), …
 */
TTHC_API tthc_plan *tthc_plan_derive(const tthc_plan *superior, const char *unit_id, const char *options_json,
                                     tthc_error *err);

#if defined(__cplusplus) && !defined(TTHC_FFI)
}
#endif

#endif
