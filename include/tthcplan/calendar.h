/* SPDX-License-Identifier: MIT */
/* Working days and days off in Vietnam, and the reporting regimes: data that the library ships. */
#ifndef TTHCPLAN_CALENDAR_H
#define TTHCPLAN_CALENDAR_H

#include "version.h"
#include "day.h"

#if defined(__cplusplus) && !defined(TTHC_FFI)
extern "C" {
#endif

/** What kind of day a day is. */
enum tthc_day_kind {
  TTHC_DAY_WORKING = 1,
  TTHC_DAY_WEEKEND = 2,  /**< Saturday or Sunday (Decision 188/1999/QĐ-TTg, art. 1) */
  TTHC_DAY_HOLIDAY = 3,  /**< a public holiday (Labour Code 2019, art. 112) */
  TTHC_DAY_IN_LIEU = 4,  /**< off because the holiday fell on a weekend (art. 111.3) */
  TTHC_DAY_SWAPPED = 5,  /**< off in exchange for a Saturday that is worked */
  TTHC_DAY_MAKE_UP = 6   /**< a Saturday worked in exchange */
};

/** Where it is known from that a day is off or made up for. */
enum tthc_day_status {
  TTHC_DAY_STATUS_OFFICIAL = 1, /**< law, or the year's notice */
  TTHC_DAY_STATUS_PROPOSED = 2, /**< proposed, not decided */
  TTHC_DAY_STATUS_COMPUTED = 3, /**< by the law alone; the year's notice may choose and swap other days */
  TTHC_DAY_STATUS_ADDED = 4     /**< by the options */
};

/** Days off and regimes. Never changes; may be shared by threads. */
typedef struct tthc_calendar tthc_calendar;

/**
 * A calendar with the data that the library ships: weekends; the official days off of 2020 to 2026; those that the law
 * gives in the other years from 2014 on, computed (of the lunar calendar up to 2100); the default reporting regime
 * "kstt". Making one takes a millisecond or two: keep it.
 * @param options_json days off of one's own and regimes, NULL for none; docs/formats.md, "Calendars":
 *        {"days_off": {"add": [{"day", "kind", "name", "reference", "status"}...], "remove": ["2026-11-24"...]},
 *        "regimes": [...]}. A day that is added replaces what the library has for it. Rows of status "official" make
 *        their year known, so that nothing is computed in it. A regime replaces all versions of the shipped one.
 * @return the calendar; NULL with TTHC_E_MEMORY, or what a bad option gives
 */
TTHC_API tthc_calendar *tthc_calendar_new(const char *options_json, tthc_error *err);

/** Frees a calendar; NULL is fine. */
TTHC_API void tthc_calendar_free(tthc_calendar *calendar);

/** `enum tthc_day_kind` of a day; 0 for no day or a wrong handle. */
TTHC_API int32_t tthc_calendar_day_kind(const tthc_calendar *calendar, int32_t day);

/** `enum tthc_day_status` of a day; 0 for a working day or a weekend, for no day or a wrong handle. */
TTHC_API int32_t tthc_calendar_day_status(const tthc_calendar *calendar, int32_t day);

/** The Vietnamese name, "Giỗ Tổ Hùng Vương"; NULL for a working day or a weekend, or when the options gave none. */
TTHC_API const char *tthc_calendar_day_name(const tthc_calendar *calendar, int32_t day);

/** The legal reference that makes the day what it is; NULL for a working day or a weekend. */
TTHC_API const char *tthc_calendar_day_reference(const tthc_calendar *calendar, int32_t day);

/** 1 when the official days off of that year are known, 0 when they are computed or only weekends are known. */
TTHC_API int32_t tthc_calendar_knows_year(const tthc_calendar *calendar, int32_t year);

/** 1 for a working day, make-up Saturdays included; else 0. */
TTHC_API int32_t tthc_calendar_is_working_day(const tthc_calendar *calendar, int32_t day);

/** The day itself when it is a working day, else the next one (Civil Code 2015, art. 148.5); TTHC_NO_DAY for no day. */
TTHC_API int32_t tthc_calendar_next_working_day(const tthc_calendar *calendar, int32_t day);

/**
 * The n-th working day after a day, which is not counted itself (Civil Code 2015, art. 147); before it for n < 0.
 * @param count -100000..100000; 0 gives the day
 * @return the day; TTHC_NO_DAY for no day, a count out of range, or a sum beyond 1900..2200
 */
TTHC_API int32_t tthc_calendar_add_working_days(const tthc_calendar *calendar, int32_t day, int32_t count);

/** How many working days lie after the day `after` up to and including `until`; 0 when `until` is not later. */
TTHC_API int32_t tthc_calendar_working_days_between(const tthc_calendar *calendar, int32_t after, int32_t until);

#if defined(__cplusplus) && !defined(TTHC_FFI)
}
#endif

#endif
