/* SPDX-License-Identifier: MIT */
/* Contacts: the focal officers (cán bộ đầu mối) of units, to whom follow-ups go. */
#ifndef TTHCPLAN_CONTACT_H
#define TTHCPLAN_CONTACT_H

#include "version.h"
#include "unit.h"

#if defined(__cplusplus) && !defined(TTHC_FFI)
extern "C" {
#endif

/**
 * Adds a focal officer of a unit, for a span of days (TTHC_NO_DAY for an open end). NULL for what is not known but the name.
 * @return its index among the unit's contacts; a negative code on failure
 */
TTHC_API int32_t tthc_unit_add_contact(tthc_plan *plan, int32_t unit, const char *name, const char *position,
                                       const char *email, const char *phone, int32_t first_day, int32_t last_day,
                                       tthc_error *err);

/** How many contacts a unit has, for whatever span; 0 for a wrong index. */
TTHC_API int32_t tthc_unit_contact_count(const tthc_plan *plan, int32_t unit);

/** The name of a contact; NULL for a wrong index. */
TTHC_API const char *tthc_contact_name(const tthc_plan *plan, int32_t unit, int32_t contact);

/** The position (chức vụ); NULL when not known. */
TTHC_API const char *tthc_contact_position(const tthc_plan *plan, int32_t unit, int32_t contact);

/** The e-mail address, opaque; NULL when not known. */
TTHC_API const char *tthc_contact_email(const tthc_plan *plan, int32_t unit, int32_t contact);

/** The telephone number, opaque; NULL when not known. */
TTHC_API const char *tthc_contact_phone(const tthc_plan *plan, int32_t unit, int32_t contact);

/** The first day on which it is the contact; TTHC_NO_DAY: open. */
TTHC_API int32_t tthc_contact_first_day(const tthc_plan *plan, int32_t unit, int32_t contact);

/** The last day on which it is the contact; TTHC_NO_DAY: open. */
TTHC_API int32_t tthc_contact_last_day(const tthc_plan *plan, int32_t unit, int32_t contact);

#if defined(__cplusplus) && !defined(TTHC_FFI)
}
#endif

#endif
