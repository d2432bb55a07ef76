/* SPDX-License-Identifier: MIT */
/* Tallies: dossiers, or ready counts, as the figures of form II.06a and as measurements of indicators. */
#ifndef TTHCPLAN_TALLY_H
#define TTHCPLAN_TALLY_H

#include "version.h"
#include "plan.h"
#include "calendar.h"

#if defined(__cplusplus) && !defined(TTHC_FFI)
extern "C" {
#endif

/*
 * The columns of form II.06a/VPCP/KSTT, for a unit and a period:
 *
 *    3 received = 4 + 5 + 6     4 online, 5 direct or by post: received in the period; 6 carried over from before it
 *    7 done = 8 + 9 + 10        8 early, 9 on time, 10 late
 *   11 pending = 12 + 13       12 in time, 13 overdue
 *    3 = 7 + 11
 *
 * A dossier is received in the period that holds its received day; it is carried over into each period that begins
 * later and before it is finished. It is done in the period that holds its finished day: early before its due day, late
 * after it. On time is its due day, as is every dossier returned, withdrawn or awaiting supplement, as the form says,
 * and one that has no due day. What is not finished by the period's last day is pending: overdue when its due day is
 * before that day. A finished day before the received day counts as the received day.
 */

/** Dossiers and counts, by unit and period. Has many readers or one writer, never both at once, as a plan. */
typedef struct tthc_tally tthc_tally;

/**
 * A new tally. It has figures for the periods whose last day lies in a span of days.
 * @param calendar that knows the regime; NULL for the one that the library ships
 * @param options_json {"first_day": "2021-01-01", "last_day": "2021-12-31"}, both required: the span, which should
 *        end on the day of the data, as what is not finished is pending in every later period; "regime": its reporting
 *        periods, "kstt" when absent, calendar periods when null; "period": their kind, "year", "half-year",
 *        "nine-months", "quarter", "month", "week", when absent the regime's usual one, of calendar periods "quarter";
 *        "units": ids of units that report in every period. A period in which one of these has nothing is 0, "không
 *        phát sinh"; of any other unit it is silence, and no figure
 * @return the tally; NULL with TTHC_E_MISSING, TTHC_E_UNKNOWN_ID (the regime), TTHC_E_VALUE (the regime has no such
 *         periods, or none ends in the span), TTHC_E_LIMIT (more than 600 periods), …
 */
TTHC_API tthc_tally *tthc_tally_new(const tthc_calendar *calendar, const char *options_json, tthc_error *err);

/** Frees a tally; NULL is fine. */
TTHC_API void tthc_tally_free(tthc_tally *tally);

/* --- feeding ----------------------------------------------------------------------------------------------------- */

/**
 * Adds a dossier. The same id of the same unit with the same content adds nothing.
 * @param unit_id as a plan's units have; a new one joins the tally
 * @param due_day TTHC_NO_DAY for none
 * @param finished_day when it was done, returned, withdrawn, or its supplement was asked for; TTHC_NO_DAY: not yet
 * @param options_json {"channel": "online", "direct" (when absent) or "post"; "result": "done", "returned",
 *        "withdrawn", "in-progress", "awaiting-supplement", when absent "done" or "in-progress" by the finished day;
 *        "level": of the service, any words; "update": true takes other content for an id that is there}. "done",
 *        "returned" and "withdrawn" need a finished day, "in-progress" has none; "awaiting-supplement" without one is
 *        pending in time
 * @return the dossier's index, in the order of adding, also when it was there; TTHC_E_DUPLICATE_ID (other content),
 *         TTHC_E_VALUE, TTHC_E_MISSING, TTHC_E_DAY, …
 */
TTHC_API int32_t tthc_tally_add_dossier(tthc_tally *tally, const char *unit_id, const char *dossier_id,
                                        int32_t received_day, int32_t due_day, int32_t finished_day,
                                        const char *options_json, tthc_error *err);

/**
 * Adds the dossiers of a table as one-stop-shop systems export it: CSV with a heading row; docs/formats.md, "Tables of
 * dossiers".
 * @param plan whose units the cells name, by id, name or alias; NULL: cells have ids
 * @param csv the table, size -1 for "up to the NUL"
 * @param options_json {"columns": {"Mã HS": "dossier"}: headings that the library does not know, for "unit",
 *        "dossier", "received", "due", "finished", "channel", "result", "level"; "units": {"UBND xã A": "an id"};
 *        "words": {"Đã cấp": "done"}: cells of channels and results; "unit", "channel": of all dossiers, where there is
 *        no such column; "update": true as above; "separator", "encoding", when absent told from the table}
 * @return how many rows added or changed a dossier; a negative code with every bad row's line and column, and then
 *         nothing was added
 */
TTHC_API int32_t tthc_tally_read_csv(tthc_tally *tally, const tthc_plan *plan, const char *csv, int64_t size,
                                     const char *options_json, tthc_error *err);

/**
 * Adds the ready counts of a unit and period; the same ones again add nothing. Counts stand in for the unit's dossiers
 * in that period.
 * @param period one of the tally's, by its id
 * @param counts_json {"received_online", "received_direct", "carried_over", "done_early", "done_on_time", "done_late",
 *        "pending_in_time", "pending_overdue"}, each required, 0 to 10^9; "received", "done", "pending" are checked when
 *        given; "update": true takes other counts
 * @return the row; TTHC_E_VALUE when an identity of the form does not hold, with it and the numbers, TTHC_E_PERIOD,
 *         TTHC_E_DUPLICATE_ID (other counts were given), …
 */
TTHC_API int32_t tthc_tally_add_counts(tthc_tally *tally, const char *unit_id, const char *period,
                                       const char *counts_json, tthc_error *err);

/* --- figures ------------------------------------------------------------------------------------------------------ */

/*
 * Rows: for each unit, listed ones first, then in the order of adding, every period; then for every period the total of
 * all units. A new unit moves the totals, and no other row. The columns of a row without figures, as of a wrong row, are
 * TTHC_NO_NUMBER: a unit that said nothing is not zero.
 */

/** How many rows there are; 0 for a wrong handle. */
TTHC_API int32_t tthc_tally_row_count(const tthc_tally *tally);

/** The row of a unit (NULL for the total) and a period; TTHC_NONE when there is none. */
TTHC_API int32_t tthc_tally_find_row(const tthc_tally *tally, const char *unit_id, const char *period);

/** NULL for a total. */
TTHC_API const char *tthc_tally_unit_id(const tthc_tally *tally, int32_t row);

/** The period's id, "kstt:2021-Q2"; NULL for a wrong row. */
TTHC_API const char *tthc_tally_period(const tthc_tally *tally, int32_t row);

/** The period's first day; TTHC_NO_DAY for a wrong row. */
TTHC_API int32_t tthc_tally_first_day(const tthc_tally *tally, int32_t row);

/** The period's last day, of a reporting period its cut-off; TTHC_NO_DAY for a wrong row. */
TTHC_API int32_t tthc_tally_last_day(const tthc_tally *tally, int32_t row);

/** Coverage: how many units have figures; of a unit's row 1, or 0 for silence. */
TTHC_API int32_t tthc_tally_units_reported(const tthc_tally *tally, int32_t row);

/** How many units the tally knows; 0 for a wrong handle. */
TTHC_API int32_t tthc_tally_unit_count(const tthc_tally *tally);

/** How many dossiers were added; 0 for a wrong handle. */
TTHC_API int32_t tthc_tally_dossier_count(const tthc_tally *tally);

/** Column 3: received in the period or carried over. */
TTHC_API int64_t tthc_tally_received(const tthc_tally *tally, int32_t row);

/** Column 4: received in the period online. */
TTHC_API int64_t tthc_tally_received_online(const tthc_tally *tally, int32_t row);

/** Column 5: received in the period directly or by post. */
TTHC_API int64_t tthc_tally_received_direct(const tthc_tally *tally, int32_t row);

/** Column 6: carried over from before the period. */
TTHC_API int64_t tthc_tally_carried_over(const tthc_tally *tally, int32_t row);

/** Column 7: done. */
TTHC_API int64_t tthc_tally_done(const tthc_tally *tally, int32_t row);

/** Column 8: done before the due day. */
TTHC_API int64_t tthc_tally_done_early(const tthc_tally *tally, int32_t row);

/** Column 9: done on the due day; and returned, withdrawn, awaiting supplement. */
TTHC_API int64_t tthc_tally_done_on_time(const tthc_tally *tally, int32_t row);

/** Column 10: done after the due day. */
TTHC_API int64_t tthc_tally_done_late(const tthc_tally *tally, int32_t row);

/** Column 11: pending at the end of the period. */
TTHC_API int64_t tthc_tally_pending(const tthc_tally *tally, int32_t row);

/** Column 12: pending, and not overdue on the period's last day. */
TTHC_API int64_t tthc_tally_pending_in_time(const tthc_tally *tally, int32_t row);

/** Column 13: pending, and overdue on the period's last day. */
TTHC_API int64_t tthc_tally_pending_overdue(const tthc_tally *tally, int32_t row);

/**
 * Fills in a column of the form for at most `capacity` rows.
 * @param column 3..13
 * @return how many rows there are; TTHC_E_HANDLE or TTHC_E_ARGUMENT
 */
TTHC_API int32_t tthc_tally_column(const tthc_tally *tally, int32_t column, int64_t *numbers, int32_t capacity);

/** The whole tally, its rows in their order; docs/formats.md, "Tallies". @return owned text; NULL on failure */
TTHC_API tthc_text *tthc_tally_json(const tthc_tally *tally, const char *options_json, tthc_error *err);

/**
 * What was noticed: what a period carries over differs from what was pending before it, counts of a unit that has
 * dossiers in the period too, dossiers due or finished before they were received, dossiers received after the last
 * period.
 * @return owned; NULL on failure
 */
TTHC_API tthc_findings *tthc_tally_findings(const tthc_tally *tally, tthc_error *err);

/* --- measurements ------------------------------------------------------------------------------------------------- */

/**
 * A facts document with measurements of a plan's indicators, for tthc_plan_read_facts(): one for each indicator, unit
 * and period with figures, of the period's last day. The same tally gives the same facts, whose ids are made of their
 * content. Where other figures may have been read before, give `recorded_at`: of facts of one day the later has the
 * last word.
 * @param options_json {"measures": {"an indicator's id": "a measure"}, required; "levels": ["Mức độ 3", "Mức độ 4"]:
 *        of what is online "online-share" counts only dossiers of these levels, and ready counts, which tell none, make
 *        no such fact; "recorded_at": UTC seconds; "author"}.
 *        Of indicators that are ratios: "online-share" (4 of 4 + 5), "on-time-share" (8 + 9 of 7), "early-share" (8 of
 *        7), "late-share" (10 of 7), "done-share" (7 of 3), "overdue-share" (13 of 11), "late-or-overdue-share" (10 + 13
 *        of 3); of values the columns: "received", "received-online", "received-direct", "received-in-period" (4 + 5),
 *        "carried-over", "done", "done-early", "done-on-time", "done-late", "pending", "pending-in-time",
 *        "pending-overdue"
 * @return owned text; NULL with TTHC_E_UNKNOWN_ID (an indicator, or a unit of the tally, that the plan does not have),
 *         TTHC_E_VALUE (a measure that the library or the kind of indicator does not have), …
 */
TTHC_API tthc_text *tthc_tally_facts_json(const tthc_tally *tally, const tthc_plan *plan, const char *options_json,
                                          tthc_error *err);

#if defined(__cplusplus) && !defined(TTHC_FFI)
}
#endif

#endif
