/* SPDX-License-Identifier: MIT */
/* What a reader or checker noticed without failing: a list that never changes. */
#ifndef TTHCPLAN_FINDINGS_H
#define TTHCPLAN_FINDINGS_H

#include "version.h"
#include "text.h"

#if defined(__cplusplus) && !defined(TTHC_FFI)
extern "C" {
#endif

/** How serious a finding is. */
enum tthc_severity { TTHC_INFO = 1, TTHC_WARNING = 2 };

/** What was noticed. Numbers are never reused. */
enum tthc_finding {
  TTHC_F_DEADLINE_UNKNOWN = 1,        /**< a deadline phrase that could not be read; never overdue */
  TTHC_F_DEADLINE_WITHOUT_LEAD = 2,   /**< a deadline, but nobody leads: nothing is tracked */
  TTHC_F_LEAD_WITHOUT_DEADLINE = 3,   /**< a lead, but no deadline: tracked, never overdue */
  TTHC_F_UNIT_IN_BOTH_ROLES = 4,      /**< a unit leads and coordinates the same task; lead counts */
  TTHC_F_GROUP_WITHOUT_MEMBERS = 5,   /**< a group that stands for itself as it has no members that day */
  TTHC_F_ID_TAKEN = 6,                /**< two rows would have the same id; the second got a suffix */
  TTHC_F_FACT_WITHOUT_ASSIGNMENT = 7, /**< a fact about an assignment that the plan does not hold; kept, not counted */
  TTHC_F_CALENDAR_INCOMPLETE = 8      /**< a year whose official days off are not known: computed ones count */
};

/** A list of findings. Never changes. */
typedef struct tthc_findings tthc_findings;

/** How many there are; 0 for a wrong handle. */
TTHC_API int32_t tthc_findings_count(const tthc_findings *findings);

/** `enum tthc_severity`; 0 for a wrong row. */
TTHC_API int32_t tthc_findings_severity(const tthc_findings *findings, int32_t row);

/** `enum tthc_finding`; 0 for a wrong row. */
TTHC_API int32_t tthc_findings_code(const tthc_findings *findings, int32_t row);

/** What the finding is about: a JSON Pointer into the plan document, as "/tasks/3/deadline"; NULL for a wrong row. */
TTHC_API const char *tthc_findings_path(const tthc_findings *findings, int32_t row);

/** One sentence for people. NULL for a wrong row. */
TTHC_API const char *tthc_findings_message(const tthc_findings *findings, int32_t row, const char *language);

/** Frees the list; NULL is fine. */
TTHC_API void tthc_findings_free(tthc_findings *findings);

/** The name of a finding, "deadline-unknown"; NULL for an unknown number. A constant. */
TTHC_API const char *tthc_finding_name(int32_t code);

#if defined(__cplusplus) && !defined(TTHC_FFI)
}
#endif

#endif
