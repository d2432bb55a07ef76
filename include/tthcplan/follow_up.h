/* SPDX-License-Identifier: MIT */
/* Follow-ups (đôn đốc): what must be written to whom, as of a day, and the log by which nothing is sent twice. */
#ifndef TTHCPLAN_FOLLOW_UP_H
#define TTHCPLAN_FOLLOW_UP_H

#include "version.h"
#include "assessment.h"

#if defined(__cplusplus) && !defined(TTHC_FFI)
extern "C" {
#endif

/*
 * Levels say from which day on, counted from the due day that holds in law, an open assignment is followed up, and
 * whether that goes to the unit or to its superior. They are data: the library ships "reminder" (7 calendar days
 * before), "urging" (the first day late), "second-urging" (10 working days late) and "escalation" (20 working days
 * late, to the superior). Each assignment with a due day is given the highest level that it has reached, once; lower
 * ones that were never given are passed over. What is done, cancelled or waits for an event is left alone.
 *
 * An entry of the log is told by task, unit, period, due day and level. The due day (as written, or as extended) is one
 * of these: an extension that moves it begins the levels anew. Keep tthc_follow_up_log_json() and give it to the next
 * follow-up: given again it sends nothing.
 *
 * Whoever keeps the log may put "acknowledged", a day, into an entry, and "promised", the day by which the unit wants
 * to be done. Then nothing more is given for that assignment and due day up to and including the day promised, or
 * without one the fifth working day after the acknowledgement ("hold_working_days"); the last acknowledgement counts.
 *
 * A digest gathers what goes to one unit; of a unit that exists no more, to its successors, or, when it has none, to
 * its superior. What a level takes to the superior goes to the unit as well, as a copy.
 */

/** Why an item stands in a recipient's digest. In JSON: owing, superior, copy. */
enum tthc_recipient_role {
  TTHC_TO_OWING = 1,    /**< it owes the work, or follows the unit that did */
  TTHC_TO_SUPERIOR = 2, /**< a unit below it owes the work */
  TTHC_TO_COPIED = 3    /**< it owes the work, and its superior was told */
};

/** What goes to whom. Never changes; needs none of what it was made from any more. */
typedef struct tthc_follow_up tthc_follow_up;

/**
 * What is to be sent on the day of an assessment.
 * @param plan the plan that was assessed: its units, their contacts, superiors and successors
 * @param calendar NULL for the one that the library ships
 * @param sent_json the log of what was sent ("tthcplan-follow-up-log/1"); NULL for nothing. Its order does not matter;
 *        every bad entry is reported
 * @param options_json {"levels": [...], "hold_working_days": 5, "reply_by": day, "reply_working_days": 3};
 *        docs/formats.md, "Follow-ups". Letters ask for an answer by `reply_by`, or so many working days after the day
 * @return the follow-up; NULL with TTHC_E_HANDLE, TTHC_E_UNKNOWN_ID (an assessment or a log of another plan),
 *         TTHC_E_DUPLICATE_ID (an entry that is there twice), TTHC_E_MEMORY, or what bad documents give
 */
TTHC_API tthc_follow_up *tthc_follow_up_new(const tthc_plan *plan, const tthc_assessment *assessment,
                                            const tthc_calendar *calendar, const char *sent_json, int64_t size,
                                            const char *options_json, tthc_error *err);

/** Frees a follow-up; NULL is fine. */
TTHC_API void tthc_follow_up_free(tthc_follow_up *follow_up);

/** The day; TTHC_NO_DAY for a wrong handle. */
TTHC_API int32_t tthc_follow_up_as_of(const tthc_follow_up *follow_up);

/** The plan's id; NULL for a wrong handle. */
TTHC_API const char *tthc_follow_up_plan_id(const tthc_follow_up *follow_up);

/** The day by which letters ask for an answer; TTHC_NO_DAY for a wrong handle. */
TTHC_API int32_t tthc_follow_up_reply_by(const tthc_follow_up *follow_up);

/** How many assignments have reached a new level that an acknowledgement holds back; 0 for a wrong handle. */
TTHC_API int32_t tthc_follow_up_held_count(const tthc_follow_up *follow_up);

/** The whole of it: digests with their items and contacts. @return owned text; NULL on failure */
TTHC_API tthc_text *tthc_follow_up_json(const tthc_follow_up *follow_up, const char *options_json, tthc_error *err);

/** The log to keep: the entries given in, and those of this follow-up, by day. @return owned text; NULL on failure */
TTHC_API tthc_text *tthc_follow_up_log_json(const tthc_follow_up *follow_up, tthc_error *err);

/**
 * The text of the letter (công văn đôn đốc) to one recipient: subject, addressee, the tasks by level with their
 * deadlines, what is asked, and by when. Without letterhead and signature.
 * @return owned text; NULL with TTHC_E_HANDLE, TTHC_E_ARGUMENT (a wrong row) or TTHC_E_MEMORY
 */
TTHC_API tthc_text *tthc_follow_up_text(const tthc_follow_up *follow_up, int32_t digest, const char *language,
                                        tthc_error *err);

/** What was noticed: recipients without a contact, units without a superior, … @return owned; NULL on failure */
TTHC_API tthc_findings *tthc_follow_up_findings(const tthc_follow_up *follow_up, tthc_error *err);

/* Digests, in the order of the plan's units. Getters give NULL, 0 or TTHC_NONE for a wrong row. */

/** How many recipients there are; 0 when there is nothing to send. */
TTHC_API int32_t tthc_follow_up_digest_count(const tthc_follow_up *follow_up);

/** The id of the unit to write to. */
TTHC_API const char *tthc_follow_up_digest_unit_id(const tthc_follow_up *follow_up, int32_t digest);

/** The name of the unit to write to. */
TTHC_API const char *tthc_follow_up_digest_unit_name(const tthc_follow_up *follow_up, int32_t digest);

/** The row of its first item; its items stand together. */
TTHC_API int32_t tthc_follow_up_digest_first_item(const tthc_follow_up *follow_up, int32_t digest);

/** How many items it has. */
TTHC_API int32_t tthc_follow_up_digest_item_count(const tthc_follow_up *follow_up, int32_t digest);

/** How many contacts the unit has on the day. */
TTHC_API int32_t tthc_follow_up_contact_count(const tthc_follow_up *follow_up, int32_t digest);

/** The name of a contact; NULL for a wrong row. */
TTHC_API const char *tthc_follow_up_contact_name(const tthc_follow_up *follow_up, int32_t digest, int32_t contact);

/** The position; NULL when not known. */
TTHC_API const char *tthc_follow_up_contact_position(const tthc_follow_up *follow_up, int32_t digest, int32_t contact);

/** The e-mail address; NULL when not known. */
TTHC_API const char *tthc_follow_up_contact_email(const tthc_follow_up *follow_up, int32_t digest, int32_t contact);

/** The telephone number; NULL when not known. */
TTHC_API const char *tthc_follow_up_contact_phone(const tthc_follow_up *follow_up, int32_t digest, int32_t contact);

/*
 * Items: by digest, then the highest level first, by role, due day, task. What a unit owes that was split stands in the
 * digest of each successor. Getters give NULL, 0, TTHC_NONE or TTHC_NO_DAY for a wrong row.
 */

/** How many items all digests have together. */
TTHC_API int32_t tthc_follow_up_item_count(const tthc_follow_up *follow_up);

/** The digest that it belongs to. */
TTHC_API int32_t tthc_follow_up_item_digest(const tthc_follow_up *follow_up, int32_t item);

/** `enum tthc_recipient_role`. */
TTHC_API int32_t tthc_follow_up_item_role(const tthc_follow_up *follow_up, int32_t item);

/** The id of the level, "second-urging". */
TTHC_API const char *tthc_follow_up_item_level(const tthc_follow_up *follow_up, int32_t item);

/** The name of the level, "Đôn đốc lần 2". */
TTHC_API const char *tthc_follow_up_item_level_name(const tthc_follow_up *follow_up, int32_t item,
                                                    const char *language);

/** How many lower levels were passed over, as they were never given. */
TTHC_API int32_t tthc_follow_up_item_passed_count(const tthc_follow_up *follow_up, int32_t item);

/** The id of the n-th level passed over. */
TTHC_API const char *tthc_follow_up_item_passed(const tthc_follow_up *follow_up, int32_t item, int32_t passed);

/** The id of the task. */
TTHC_API const char *tthc_follow_up_item_task_id(const tthc_follow_up *follow_up, int32_t item);

/** The task's label as printed. */
TTHC_API const char *tthc_follow_up_item_label(const tthc_follow_up *follow_up, int32_t item);

/** The task's title. */
TTHC_API const char *tthc_follow_up_item_title(const tthc_follow_up *follow_up, int32_t item);

/** The deadline as written in the plan; NULL for none. */
TTHC_API const char *tthc_follow_up_item_deadline(const tthc_follow_up *follow_up, int32_t item);

/** The period key of the assignment. */
TTHC_API const char *tthc_follow_up_item_period(const tthc_follow_up *follow_up, int32_t item);

/** 1 when a report of a reporting period is missing, 0 when the work itself is. */
TTHC_API int32_t tthc_follow_up_item_is_report(const tthc_follow_up *follow_up, int32_t item);

/** The id of the unit that owes it. */
TTHC_API const char *tthc_follow_up_item_unit_id(const tthc_follow_up *follow_up, int32_t item);

/** The name of the unit that owes it. */
TTHC_API const char *tthc_follow_up_item_unit_name(const tthc_follow_up *follow_up, int32_t item);

/** `enum tthc_state`. */
TTHC_API int32_t tthc_follow_up_item_state(const tthc_follow_up *follow_up, int32_t item);

/** The due day as written, or as extended. */
TTHC_API int32_t tthc_follow_up_item_due_day(const tthc_follow_up *follow_up, int32_t item);

/** The due day that holds in law. */
TTHC_API int32_t tthc_follow_up_item_effective_day(const tthc_follow_up *follow_up, int32_t item);

/** The due day as ISO 8601 text. */
TTHC_API const char *tthc_follow_up_item_due(const tthc_follow_up *follow_up, int32_t item);

/** The due day that holds in law as ISO 8601 text. */
TTHC_API const char *tthc_follow_up_item_effective(const tthc_follow_up *follow_up, int32_t item);

/** How late it is in calendar days; 0 when it is not late. */
TTHC_API int32_t tthc_follow_up_item_days_late(const tthc_follow_up *follow_up, int32_t item);

/** The same in working days. */
TTHC_API int32_t tthc_follow_up_item_working_days_late(const tthc_follow_up *follow_up, int32_t item);

/** The day by which the unit promised to be done; TTHC_NO_DAY when it promised none. */
TTHC_API int32_t tthc_follow_up_item_promised_day(const tthc_follow_up *follow_up, int32_t item);

/** The word of a role, "superior"; NULL for an unknown number. A constant. */
TTHC_API const char *tthc_recipient_role_word(int32_t role);

#if defined(__cplusplus) && !defined(TTHC_FFI)
}
#endif

#endif
