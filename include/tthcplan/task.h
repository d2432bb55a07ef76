/* SPDX-License-Identifier: MIT */
/* Tasks: the rows of a plan. Who leads, who coordinates, what must come out, by when. */
#ifndef TTHCPLAN_TASK_H
#define TTHCPLAN_TASK_H

#include "version.h"
#include "section.h"
#include "unit.h"
#include "deadline.h"

#if defined(__cplusplus) && !defined(TTHC_FFI)
extern "C" {
#endif

/**
 * Adds a task after those that are there. Its id is its section's id and its label, "C.3"; where the label does not
 * begin with its parent's, the parent's id goes before it: "II.3.1.a".
 * @param section TTHC_NONE in a plan without sections
 * @param parent the task that it is a subtask of, in the same section; TTHC_NONE for none
 * @param label as printed, "3.1"; opaque
 * @return its index; a negative code on failure
 */
TTHC_API int32_t tthc_plan_add_task(tthc_plan *plan, int32_t section, int32_t parent, const char *label,
                                    const char *title, tthc_error *err);

/**
 * Adds a task that stands in the narrative ("V. TỔ CHỨC THỰC HIỆN", 1.) and is to be tracked like the others. Its id is
 * the labels of the part and its own: "V.1".
 * @param part the part that orders it, which has a label of its own, as all above it have; not its section
 * @param parent as above, a task of the same part
 */
TTHC_API int32_t tthc_plan_add_part_task(tthc_plan *plan, int32_t part, int32_t parent, const char *label,
                                         const char *title, tthc_error *err);

/** How many tasks there are, headings included; 0 for a wrong handle. */
TTHC_API int32_t tthc_plan_task_count(const tthc_plan *plan);

/** The task of an id; TTHC_NONE when there is none. */
TTHC_API int32_t tthc_plan_find_task(const tthc_plan *plan, const char *id);

/** The id, "C.3.1"; NULL for a wrong index. */
TTHC_API const char *tthc_task_id(const tthc_plan *plan, int32_t task);

/** The label as printed, "3.1"; NULL for a wrong index. */
TTHC_API const char *tthc_task_label(const tthc_plan *plan, int32_t task);

/** The title; NULL for a wrong index. */
TTHC_API const char *tthc_task_title(const tthc_plan *plan, int32_t task);

/** The section that it stands in; TTHC_NONE in a plan without sections, and for a task of a part. */
TTHC_API int32_t tthc_task_section(const tthc_plan *plan, int32_t task);

/** The narrative part that orders it; TTHC_NONE for a task of a section. */
TTHC_API int32_t tthc_task_part(const tthc_plan *plan, int32_t task);

/** The task that it is a subtask of; TTHC_NONE for none. */
TTHC_API int32_t tthc_task_parent(const tthc_plan *plan, int32_t task);

/** 1 for a row with no lead and no deadline, whose state is that of its subtasks; else 0. */
TTHC_API int32_t tthc_task_is_heading(const tthc_plan *plan, int32_t task);

/** The plan that the task was taken over from: the superior's, or last year's. NULL for a task of the plan's own. */
TTHC_API const char *tthc_task_source_plan(const tthc_plan *plan, int32_t task);

/** The revision of that plan; 0 when not known. */
TTHC_API int32_t tthc_task_source_revision(const tthc_plan *plan, int32_t task);

/** The task's id there; NULL when not known. */
TTHC_API const char *tthc_task_source_task(const tthc_plan *plan, int32_t task);

/** Sets these three; a plan of NULL for none. */
TTHC_API int32_t tthc_task_set_source(tthc_plan *plan, int32_t task, const char *source_plan, int32_t source_revision,
                                      const char *source_task, tthc_error *err);

/** The cell "Cơ quan chủ trì" as written; NULL when empty. */
TTHC_API const char *tthc_task_lead_text(const tthc_plan *plan, int32_t task);

/** Sets that cell; NULL for an empty one. Adds no unit. */
TTHC_API int32_t tthc_task_set_lead_text(tthc_plan *plan, int32_t task, const char *text, tthc_error *err);

/** Adds a unit that leads, after the others. @return its place among them; TTHC_E_DUPLICATE_ID when it is there, … */
TTHC_API int32_t tthc_task_add_lead(tthc_plan *plan, int32_t task, int32_t unit, tthc_error *err);

/** How many units lead, a group counting as one; 0 for a wrong index. */
TTHC_API int32_t tthc_task_lead_count(const tthc_plan *plan, int32_t task);

/** The n-th unit that leads; TTHC_NONE for a wrong index. */
TTHC_API int32_t tthc_task_lead(const tthc_plan *plan, int32_t task, int32_t lead);

/** The cell "Cơ quan phối hợp" as written; NULL when empty. */
TTHC_API const char *tthc_task_coordinator_text(const tthc_plan *plan, int32_t task);

/** Sets that cell; NULL for an empty one. Adds no unit. */
TTHC_API int32_t tthc_task_set_coordinator_text(tthc_plan *plan, int32_t task, const char *text, tthc_error *err);

/** Adds a unit that coordinates, after the others. @return its place among them; a negative code as above */
TTHC_API int32_t tthc_task_add_coordinator(tthc_plan *plan, int32_t task, int32_t unit, tthc_error *err);

/** How many units coordinate, a group counting as one; 0 for a wrong index. */
TTHC_API int32_t tthc_task_coordinator_count(const tthc_plan *plan, int32_t task);

/** The n-th unit that coordinates; TTHC_NONE for a wrong index. */
TTHC_API int32_t tthc_task_coordinator(const tthc_plan *plan, int32_t task, int32_t coordinator);

/** The cell "Kết quả" as written; NULL when empty. */
TTHC_API const char *tthc_task_deliverable(const tthc_plan *plan, int32_t task);

/** Sets that cell; NULL for an empty one. */
TTHC_API int32_t tthc_task_set_deliverable(tthc_plan *plan, int32_t task, const char *deliverable, tthc_error *err);

/** The cell "Thời gian thực hiện" as written; NULL when empty. */
TTHC_API const char *tthc_task_deadline_text(const tthc_plan *plan, int32_t task);

/** Sets the deadline from its phrase, read with the plan's year. A phrase that cannot be read is kept, as unknown. */
TTHC_API int32_t tthc_task_set_deadline(tthc_plan *plan, int32_t task, const char *phrase, tthc_error *err);

/** Sets the deadline from {"text", "clauses"} as in a plan document: for a phrase that people have read better. */
TTHC_API int32_t tthc_task_set_deadline_json(tthc_plan *plan, int32_t task, const char *json, int64_t size,
                                             tthc_error *err);

/** The deadline as {"text", "clauses"}. @return owned text; NULL when there is none (err untouched) or on failure */
TTHC_API tthc_text *tthc_task_deadline_json(const tthc_plan *plan, int32_t task, tthc_error *err);

/**
 * A clause as RFC 5545 says it, for the days on which it is due, as written, in the plan's span:
 * "DTSTART;VALUE=DATE:20210131\nRRULE:FREQ=MONTHLY;BYMONTHDAY=-1;UNTIL=20211231"; what is due once has a DTSTART only.
 * @return owned text; NULL with TTHC_E_UNSUPPORTED where there is no such rule (reports, several times a period,
 *         events, what is unknown, what is not due in the span), TTHC_E_ARGUMENT for a wrong index
 */
TTHC_API tthc_text *tthc_task_rrule(const tthc_plan *plan, int32_t task, int32_t clause, tthc_error *err);

/** How many clauses the deadline has; 0 when there is no deadline. */
TTHC_API int32_t tthc_task_clause_count(const tthc_plan *plan, int32_t task);

/** `enum tthc_clause_kind` of a clause; 0 for a wrong index. */
TTHC_API int32_t tthc_task_clause_kind(const tthc_plan *plan, int32_t task, int32_t clause);

/** The first day of a clause; TTHC_NO_DAY when it is open. */
TTHC_API int32_t tthc_task_clause_start_day(const tthc_plan *plan, int32_t task, int32_t clause);

/** The last day, as written, of a clause of kind once; TTHC_NO_DAY for the other kinds. */
TTHC_API int32_t tthc_task_clause_due_day(const tthc_plan *plan, int32_t task, int32_t clause);

#if defined(__cplusplus) && !defined(TTHC_FFI)
}
#endif

#endif
