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
  TTHC_F_CALENDAR_INCOMPLETE = 8,     /**< a year whose official days off are not known: computed ones count */

  /* of reading a document */
  TTHC_F_TEXT_NOT_PLACED = 9,     /**< a paragraph or cell that found no place in the plan */
  TTHC_F_TEXT_PASSED_OVER = 10,   /**< layout that says nothing: the motto, a line of dashes, column numbers */
  TTHC_F_COLUMNS_FOUND = 11,      /**< a heading row, and what its columns were taken for */
  TTHC_F_COLUMNS_GUESSED = 12,    /**< a table without a heading row: the columns were told from what is in them */
  TTHC_F_COLUMN_UNKNOWN = 13,     /**< a column that a plan has no member for: its cells became x- members */
  TTHC_F_CELL_MISSING = 14,       /**< a row that ends before its last column */
  TTHC_F_ROW_JOINED = 15,         /**< a row or paragraph that goes on with the text before it, as at a page's end */
  TTHC_F_ROWS_CUT_OUT = 16,       /**< a line of dots where rows seem to have been left out */
  TTHC_F_LABEL_MADE = 17,         /**< a task without a number, which got one to be told by */
  TTHC_F_UNIT_SPELLING = 18,      /**< a name taken for a unit that is spelled otherwise */
  TTHC_F_UNIT_AMBIGUOUS = 19,     /**< a name that can be read in more ways than one, with the candidates */
  TTHC_F_UNIT_NOT_REGISTERED = 20, /**< a unit that the register given does not know: it was added */
  TTHC_F_UNIT_REMARK = 21,        /**< words in a cell of units that name no unit; they stay in the cell's text */
  TTHC_F_TARGET_PROPOSED = 22,    /**< an indicator made of a target in the text: to be confirmed */
  TTHC_F_MARKS_MISSING = 23,      /**< the document is written without Vietnamese marks */
  TTHC_F_YEAR_TAKEN = 24,         /**< the plan's year was taken from the day of issue or the deadlines */
  TTHC_F_HEADER_MISSING = 25,     /**< something that a document's header has was not found: its number, its day, … */

  /* of facts, but for those that a later one corrects; they count as they stand */
  TTHC_F_FACT_OUTSIDE_PLAN = 26,   /**< a day before the plan and its first reporting period (found by an assessment), or
                                        more than 366 days after the plan (found in the plan) */
  TTHC_F_DONE_BEFORE_START = 27,   /**< done before the assignment's window opened (found by an assessment) */
  TTHC_F_FIGURE_OUTSIDE_PERIOD = 28, /**< a measurement of a day before its period began (found in the plan; for a
                                          reporting period, by an assessment) */
  TTHC_F_NUMERATOR_ABOVE_DENOMINATOR = 29, /**< a ratio above 100 %: the indicator tells whether that can be */

  /* of tracking a plan */
  TTHC_F_TARGETS_COLLIDE = 30,       /**< two targets of an indicator for the same unit and period: the first counts */
  TTHC_F_PERIODS_OVERLAP = 31,       /**< two periods that a unit measured share days, which a sum counts twice */
  TTHC_F_CUMULATIVE_FALLS = 32,      /**< a cumulative figure is below that of an earlier period, and corrects nothing */
  TTHC_F_NO_BASELINE = 33,           /**< a target on a reduction, without a baseline above 0 */
  TTHC_F_TARGET_OUTSIDE_PLAN = 34,   /**< a target for a period that is over before the plan begins */
  TTHC_F_UNIT_ENDED = 35,            /**< a unit leads a task that falls due after its last day, and has no successor */
  TTHC_F_SUCCESSOR_WITHOUT_END = 36, /**< a unit has successors but no last day: they take nothing over */
  TTHC_F_NO_CONTACT = 37,            /**< a unit must be written to that has no contact on the day */
  TTHC_F_NO_SUPERIOR = 38,           /**< a unit without a superior to go to: the follow-up goes to the unit again */
  TTHC_F_NO_SUCCESSOR = 39,          /**< a unit that exists no more, and has no successor, owes something */

  /* of plans made from others */
  TTHC_F_NOTHING_TO_DERIVE = 40,    /**< a unit's plan without a task: it neither leads nor coordinates any */
  TTHC_F_FIGURE_COUNTED_TWICE = 41, /**< a unit's own figure, and those of units below it: its own counts alone */

  /* of a tally */
  TTHC_F_CARRY_OVER_DIFFERS = 45,       /**< carried over into a period is other than what was pending before it */
  TTHC_F_FINISHED_BEFORE_RECEIVED = 46, /**< a dossier's finished day is before its received day, on which it counts */
  TTHC_F_DUE_BEFORE_RECEIVED = 47,      /**< a dossier's due day is before its received day */
  TTHC_F_RECEIVED_AFTER_SPAN = 48,      /**< dossiers received after the tally's last period, which do not count */
  TTHC_F_COUNTS_AND_DOSSIERS = 49,     /**< a unit's ready counts, which stand in for its dossiers in the period */

  /* of verifying a store */
  TTHC_F_TRAIL_BROKEN = 50,      /**< a row of the trail is not what was hashed, or does not follow the one before */
  TTHC_F_TRAIL_NOT_AS_KEPT = 51, /**< the trail does not go through the head that was kept: it was cut off or made anew */
  TTHC_F_REVISION_DIFFERS = 52,  /**< a revision is not the one that the trail tells of, or is missing, or too many */
  TTHC_F_FACTS_DIFFER = 53,      /**< facts are not those that the trail tells of, or are missing, or too many */
  TTHC_F_PLAN_DIFFERS = 54,      /**< which plans there are, their latest revisions or removals are not as in the trail */

  /* of checking a store; the path is a table and the key of a row, "/task/1/2/0": its plan, revision, place */
  TTHC_F_STORE_DAMAGED = 55, /**< what SQLite's own check says of the file; or its tables are not the library's */
  TTHC_F_STORE_ROWS = 56,    /**< a row that is not as the library saves it */
  TTHC_F_STORE_DIGEST = 57   /**< a revision that differs from the digest saved with it */
};

/** A list of findings. Never changes. */
typedef struct tthc_findings tthc_findings;

/** How many there are; 0 for a wrong handle. */
TTHC_API int32_t tthc_findings_count(const tthc_findings *findings);

/** `enum tthc_severity`; 0 for a wrong row. */
TTHC_API int32_t tthc_findings_severity(const tthc_findings *findings, int32_t row);

/** `enum tthc_finding`; 0 for a wrong row. */
TTHC_API int32_t tthc_findings_code(const tthc_findings *findings, int32_t row);

/**
 * What the finding is about: a JSON Pointer into the plan document, as "/tasks/3/deadline" (of verifying a store: a place
 * in the store, as "/trail/17"); NULL when there is none.
 */
TTHC_API const char *tthc_findings_path(const tthc_findings *findings, int32_t row);

/**
 * Where it stands in the document that was read, in words: "dòng 57, ô 4", "bảng 2, hàng 5, ô 3"; NULL when it was not
 * read from a document.
 */
TTHC_API const char *tthc_findings_place(const tthc_findings *findings, int32_t row, const char *language);

/** The line of a text document, from 1; 0: none. */
TTHC_API int32_t tthc_findings_line(const tthc_findings *findings, int32_t row);

/** The paragraph of a .docx outside its tables, from 1; 0: none. */
TTHC_API int32_t tthc_findings_paragraph(const tthc_findings *findings, int32_t row);

/** The table of a .docx, from 1; 0: none. */
TTHC_API int32_t tthc_findings_table(const tthc_findings *findings, int32_t row);

/** The row of that table, from 1; 0: none. */
TTHC_API int32_t tthc_findings_table_row(const tthc_findings *findings, int32_t row);

/** The cell of the row, or of the line, from 1; 0: the whole of it. */
TTHC_API int32_t tthc_findings_cell(const tthc_findings *findings, int32_t row);

/** One sentence for people. NULL for a wrong row. */
TTHC_API const char *tthc_findings_message(const tthc_findings *findings, int32_t row, const char *language);

/**
 * All of them as a JSON array, worst first, else in their order: [{"severity": "warning", "code": "deadline-unknown",
 * "path": …, "place": …, "line": …, "message": …}, …].
 * @return owned text; NULL with TTHC_E_HANDLE or TTHC_E_MEMORY
 */
TTHC_API tthc_text *tthc_findings_json(const tthc_findings *findings, const char *language, tthc_error *err);

/** Frees the list; NULL is fine. */
TTHC_API void tthc_findings_free(tthc_findings *findings);

/** The name of a finding, "deadline-unknown"; NULL for an unknown number. A constant. */
TTHC_API const char *tthc_finding_name(int32_t code);

#if defined(__cplusplus) && !defined(TTHC_FFI)
}
#endif

#endif
