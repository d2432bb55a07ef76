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

TTHC_API int32_t tthc_plan_task_count(const tthc_plan *plan);

/** The task of an id; TTHC_NONE when there is none. */
TTHC_API int32_t tthc_plan_find_task(const tthc_plan *plan, const char *id);

TTHC_API const char *tthc_task_id(const tthc_plan *plan, int32_t task);
TTHC_API const char *tthc_task_label(const tthc_plan *plan, int32_t task);
TTHC_API const char *tthc_task_title(const tthc_plan *plan, int32_t task);
TTHC_API int32_t tthc_task_section(const tthc_plan *plan, int32_t task);
TTHC_API int32_t tthc_task_parent(const tthc_plan *plan, int32_t task);

/** 1 for a row with no lead and no deadline, whose state is that of its subtasks; else 0. */
TTHC_API int32_t tthc_task_is_heading(const tthc_plan *plan, int32_t task);

/** The cell "Cơ quan chủ trì" as written; NULL when empty. */
TTHC_API const char *tthc_task_lead_text(const tthc_plan *plan, int32_t task);
TTHC_API int32_t tthc_task_set_lead_text(tthc_plan *plan, int32_t task, const char *text, tthc_error *err);

/** The units that lead, in order. Adding one twice is TTHC_E_DUPLICATE_ID. */
TTHC_API int32_t tthc_task_add_lead(tthc_plan *plan, int32_t task, int32_t unit, tthc_error *err);
TTHC_API int32_t tthc_task_lead_count(const tthc_plan *plan, int32_t task);
TTHC_API int32_t tthc_task_lead(const tthc_plan *plan, int32_t task, int32_t lead);

/** The cell "Cơ quan phối hợp" as written; NULL when empty. */
TTHC_API const char *tthc_task_coordinator_text(const tthc_plan *plan, int32_t task);
TTHC_API int32_t tthc_task_set_coordinator_text(tthc_plan *plan, int32_t task, const char *text, tthc_error *err);

/** The units that coordinate, in order. */
TTHC_API int32_t tthc_task_add_coordinator(tthc_plan *plan, int32_t task, int32_t unit, tthc_error *err);
TTHC_API int32_t tthc_task_coordinator_count(const tthc_plan *plan, int32_t task);
TTHC_API int32_t tthc_task_coordinator(const tthc_plan *plan, int32_t task, int32_t coordinator);

/** The cell "Kết quả" as written; NULL when empty. */
TTHC_API const char *tthc_task_deliverable(const tthc_plan *plan, int32_t task);
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

/** The clauses of the deadline: `enum tthc_clause_kind`, first day and last day as written; TTHC_NO_DAY for an open end. */
TTHC_API int32_t tthc_task_clause_count(const tthc_plan *plan, int32_t task);
TTHC_API int32_t tthc_task_clause_kind(const tthc_plan *plan, int32_t task, int32_t clause);
TTHC_API int32_t tthc_task_clause_start_day(const tthc_plan *plan, int32_t task, int32_t clause);
TTHC_API int32_t tthc_task_clause_due_day(const tthc_plan *plan, int32_t task, int32_t clause);

#if defined(__cplusplus) && !defined(TTHC_FFI)
}
#endif

#endif
