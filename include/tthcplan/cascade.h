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
 * A unit's own plan, from its superior's: the tasks that it leads or coordinates on any day of the plan's span,
 * itself, through groups at any depth, or in place of a unit that it followed; with the same ids and labels, what
 * stands above them, and where they come from (tthc_task_source_plan() and the next). What the unit leads is led by
 * the unit alone. What it coordinates has the lead's cell as written, but no unit that leads: nothing is tracked
 * there. Indicators are those of tasks that it leads, with its own targets and baseline, else the general targets.
 * The span, regime and subject are the superior's, and its number, if known, is what the plan rests on; the rest of
 * the header and the narrative are the unit's to write.
 * @param unit_id a single unit of the superior's plan
 * @param options_json {"id": "<plan>-<unit>", "subject": …, "authority": the unit's name, "coordinates": "include" or
 *        "exclude"}: whether tasks are wanted that the unit only coordinates
 * @return a plan; without any task it has the finding TTHC_F_NOTHING_TO_DERIVE. NULL with TTHC_E_UNKNOWN_ID,
 *         TTHC_E_VALUE (a group, an id that is none), …
 */
TTHC_API tthc_plan *tthc_plan_derive(const tthc_plan *superior, const char *unit_id, const char *options_json,
                                     tthc_error *err);

/**
 * Brings what a unit reports in its own plan back into its superior's, as that unit's facts: progress, events and
 * explanations of the tasks that come from there, measurements of the indicators with the same id. A fact keeps its
 * id, so that sending again adds nothing; what the unit added itself stays below, and so do extensions, returns and
 * acceptances, which are the superior's to give.
 *
 * Facts about other units are taken as theirs where the superior's plan obliges them. Figures of units that it does
 * not know are summed into the unit's, by indicator and period: a fact that the library makes ("+…"), corrected when
 * the sum changes, but not by a file with older figures. Where the unit has a figure of its own for that time, that
 * one counts alone, and the finding TTHC_F_FIGURE_COUNTED_TWICE tells so. Of progress only the unit's own word
 * counts.
 * @param derived a plan that tthc_plan_derive() made of `superior`, with its facts
 * @param options_json {} or NULL
 * @return how many facts were new; TTHC_E_UNKNOWN_ID for another plan's, TTHC_E_DUPLICATE_ID where a fact's id is
 *         there with other content, at "/facts/3/id" of the unit's plan, …; then nothing is added
 */
TTHC_API int32_t tthc_plan_roll_up(tthc_plan *superior, const tthc_plan *derived, const char *options_json,
                                   tthc_error *err);

/**
 * Who has sent anything: each unit that leads a task, itself or through groups, on any day of the plan's span, with how
 * many facts it reported (progress, measurements, events, explanations) and the last day of these.
 * @param options_json {"from": "2021-03-15", "to": "2021-06-14"}: only facts that speak of these days
 * @return {"format": "tthcplan-senders/1", …} (docs/formats.md), those with 0 facts sent nothing; NULL on failure
 */
TTHC_API tthc_text *tthc_plan_senders_json(const tthc_plan *plan, const char *options_json, tthc_error *err);

/**
 * The beginning of a later year's plan: unfinished work and work that goes on for years, with what stands above it,
 * its units, and the indicators of these tasks or with targets for a later time; each task with where it comes from.
 *
 * Unfinished is what is due once, on an event or without a day and is open in the assessment. It has its deadline as
 * written, with its key: overdue until it is done. It is led by the units that have not finished it. What goes on has
 * a clause with a last day beyond the plan's span, and its leads as they were. What is cancelled is not carried over,
 * nor what comes again within the year or goes on without an end: that is for the new plan to say anew.
 * @param assessment one of this plan, as of the day on which the new plan is made
 * @param options_json {"id": …, "year": the next one}: without an id that of the plan, with its year replaced or
 *        appended
 * @return a plan; NULL with TTHC_E_VALUE (an assessment of another plan, a year that is no later one), TTHC_E_HANDLE,
 *         …
 */
TTHC_API tthc_plan *tthc_plan_carry_over(const tthc_plan *plan, const tthc_assessment *assessment,
                                         const char *options_json, tthc_error *err);

#if defined(__cplusplus) && !defined(TTHC_FFI)
}
#endif

#endif
