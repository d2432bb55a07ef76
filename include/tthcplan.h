/* SPDX-License-Identifier: MIT */
/*
 * libtthcplan: plans to control administrative procedures (TTHC), from the
 * issued document to the state of every task as of any day.
 *
 * THE CONTRACT FOR CALLERS
 *
 * Handles    Every `tthc_x *` is opaque. `_free` takes NULL, never
 *            fails and may be called in any order and on any thread; what was
 *            made from a handle keeps what it needs of it. A NULL handle or one
 *            of another kind gives TTHC_E_HANDLE, or the getter's "none".
 * Errors     Every function that can fail takes `tthc_error *err` last: made
 *            once with tthc_error_new(), reusable, one per thread, NULL allowed.
 *            It is written only on failure; the return value alone says whether
 *            the call failed. Status functions give 0 when done, a positive
 *            number for a normal other outcome, a negative `enum tthc_status`
 *            for failure. Functions that make something give it, NULL on
 *            failure. Adders give an index >= 0, finders TTHC_NONE when there is
 *            none. A failed call changes nothing.
 * Getters    cannot fail. A wrong index or handle gives NULL, TTHC_NONE,
 *            TTHC_NO_DAY, TTHC_NO_NUMBER or 0, as each one says.
 * Text       is UTF-8, in and out, and checked. Every `const char *` returned is
 *            borrowed from the handle in the first parameter and lives as long
 *            as that handle (an error's text: until its next use); functions
 *            whose first parameter is no handle return constants. Absent text is
 *            NULL, never "". Names, ids and paths come in NUL-terminated,
 *            documents as pointer and size, where -1 means "up to the NUL".
 *            Every text parameter that is a document is `json` or `text`, or
 *            `…_json`, with a `size`; a NUL byte inside one is an error.
 * Days       are int32_t days since 1970-01-01, or ISO 8601 text; there are no
 *            instants but `recorded_at` of a fact (UTC seconds). The library
 *            never reads the clock, the locale or the environment.
 * Options    are one JSON object as text, NULL for the defaults; they are read
 *            as strictly as a document, with the same codes. Values are passed as
 *            int32_t even where an enum names them, and every one is checked; the
 *            words of an enum's numbers (`tthc_…_word`) begin at 1 without gaps.
 * Languages  a `language` parameter is "vi" or "en"; NULL means "vi".
 * Threads    Different handles are independent. A plan has many readers or one
 *            writer, never both at once. Calendars, assessments and all other
 *            results never change and may be shared. A store is serialised by a
 *            mutex of its own. An error belongs to one thread at a time.
 * Process    The library prints nothing, keeps no global state, starts no
 *            thread and never ends the process.
 * Stability  Within a major version no function is changed or removed.
 */
#ifndef TTHCPLAN_H
#define TTHCPLAN_H

#include "tthcplan/version.h"
#include "tthcplan/error.h"
#include "tthcplan/text.h"
#include "tthcplan/findings.h"
#include "tthcplan/day.h"
#include "tthcplan/lunar.h"
#include "tthcplan/calendar.h"
#include "tthcplan/period.h"
#include "tthcplan/deadline.h"
#include "tthcplan/plan.h"
#include "tthcplan/part.h"
#include "tthcplan/unit.h"
#include "tthcplan/contact.h"
#include "tthcplan/successor.h"
#include "tthcplan/section.h"
#include "tthcplan/task.h"
#include "tthcplan/indicator.h"
#include "tthcplan/fact.h"
#include "tthcplan/assessment.h"
#include "tthcplan/assignment.h"
#include "tthcplan/rollup.h"
#include "tthcplan/value.h"
#include "tthcplan/figure.h"
#include "tthcplan/ranking.h"
#include "tthcplan/assessment_diff.h"
#include "tthcplan/report.h"
#include "tthcplan/follow_up.h"
#include "tthcplan/tally.h"
#include "tthcplan/cascade.h"
#include "tthcplan/plan_diff.h"
#include "tthcplan/merge.h"
#include "tthcplan/store.h"
#include "tthcplan/trail.h"
#include "tthcplan/exchange.h"
#include "tthcplan/query.h"
#include "tthcplan/rollup_list.h"
#include "tthcplan/value_list.h"
#include "tthcplan/follow_up_list.h"
#include "tthcplan/bulk.h"
#include "tthcplan/backup.h"
#include "tthcplan/search.h"

#endif
