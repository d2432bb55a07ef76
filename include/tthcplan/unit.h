/* SPDX-License-Identifier: MIT */
/* Units: offices, departments, communes, and groups of them. */
#ifndef TTHCPLAN_UNIT_H
#define TTHCPLAN_UNIT_H

#include "version.h"
#include "plan.h"

#if defined(__cplusplus) && !defined(TTHC_FFI)
extern "C" {
#endif

/** The kinds of unit. In JSON: single, group, open. */
enum tthc_unit_kind {
  TTHC_UNIT_SINGLE = 1,
  TTHC_UNIT_GROUP = 2, /**< its members stand in for it: "Các cơ quan, đơn vị, UBND cấp xã" */
  TTHC_UNIT_OPEN = 3   /**< a set that nobody can list: "các đơn vị liên quan"; stands for itself */
};

/**
 * Adds a unit.
 * @param id as a plan's id; NULL makes one from the name ("Phòng Nội vụ" gives "phong-noi-vu")
 * @param name the name to print
 * @param kind `enum tthc_unit_kind`
 * @return its index; a negative code: TTHC_E_DUPLICATE_ID, TTHC_E_VALUE, …
 */
TTHC_API int32_t tthc_plan_add_unit(tthc_plan *plan, const char *id, const char *name, int32_t kind, tthc_error *err);

/** How many units there are, groups included; 0 for a wrong handle. */
TTHC_API int32_t tthc_plan_unit_count(const tthc_plan *plan);

/** The unit of an id; TTHC_NONE when there is none. */
TTHC_API int32_t tthc_plan_find_unit(const tthc_plan *plan, const char *id);

/**
 * The unit of a name or an alias, whatever its case, tone marks' place, blanks and "&"/"và"/"-"; "đ" is "d" only where
 * the text given has no marks at all. TTHC_NONE when there is none or more than one.
 */
TTHC_API int32_t tthc_plan_find_unit_named(const tthc_plan *plan, const char *name);

/** The id; NULL for a wrong index. */
TTHC_API const char *tthc_unit_id(const tthc_plan *plan, int32_t unit);

/** The name to print; NULL for a wrong index. */
TTHC_API const char *tthc_unit_name(const tthc_plan *plan, int32_t unit);

/** `enum tthc_unit_kind`; 0 for a wrong index. */
TTHC_API int32_t tthc_unit_kind(const tthc_plan *plan, int32_t unit);

/** The level that a regime's sending days speak of: "commune", "division", …; NULL when not set. */
TTHC_API const char *tthc_unit_level(const tthc_plan *plan, int32_t unit);

/** Sets the level; NULL for none. */
TTHC_API int32_t tthc_unit_set_level(tthc_plan *plan, int32_t unit, const char *level, tthc_error *err);

/** An official code, opaque: a statistics code, an identifier of Decision 20/2020/QĐ-TTg; NULL when not set. */
TTHC_API const char *tthc_unit_code(const tthc_plan *plan, int32_t unit);

/** Sets the code; NULL for none. */
TTHC_API int32_t tthc_unit_set_code(tthc_plan *plan, int32_t unit, const char *code, tthc_error *err);

/** The unit above it, to which what stays undone is taken; TTHC_NONE when not set. */
TTHC_API int32_t tthc_unit_superior(const tthc_plan *plan, int32_t unit);

/** Sets the unit above it; TTHC_NONE for none. TTHC_E_CYCLE when it would stand above itself; at most 32 levels. */
TTHC_API int32_t tthc_unit_set_superior(tthc_plan *plan, int32_t unit, int32_t superior, tthc_error *err);

/**
 * The first day on which the unit exists; TTHC_NO_DAY: open. A group leaves out members that do not exist; for those
 * that have ended stand their successors (successor.h).
 */
TTHC_API int32_t tthc_unit_first_day(const tthc_plan *plan, int32_t unit);

/** The last day on which the unit exists; TTHC_NO_DAY: open. */
TTHC_API int32_t tthc_unit_last_day(const tthc_plan *plan, int32_t unit);

/** Sets both days; TTHC_NO_DAY for an open end. TTHC_E_DAY, or TTHC_E_VALUE when it ends before it begins. */
TTHC_API int32_t tthc_unit_set_span(tthc_plan *plan, int32_t unit, int32_t first_day, int32_t last_day,
                                    tthc_error *err);

/** Adds another spelling. @return its index among the unit's aliases */
TTHC_API int32_t tthc_unit_add_alias(tthc_plan *plan, int32_t unit, const char *alias, tthc_error *err);

/** How many other spellings there are; 0 for a wrong index. */
TTHC_API int32_t tthc_unit_alias_count(const tthc_plan *plan, int32_t unit);

/** One of them; NULL for a wrong index. */
TTHC_API const char *tthc_unit_alias(const tthc_plan *plan, int32_t unit, int32_t alias);

/**
 * Adds a member to a group, for a span of days (TTHC_NO_DAY for an open end).
 * @return its index among the members; TTHC_E_CYCLE when the group would contain itself
 */
TTHC_API int32_t tthc_unit_add_member(tthc_plan *plan, int32_t group, int32_t member, int32_t first_day,
                                      int32_t last_day, tthc_error *err);

/** How many members a group has, for whatever span; 0 for a wrong index. */
TTHC_API int32_t tthc_unit_member_count(const tthc_plan *plan, int32_t group);

/** The unit that is the group's n-th member; TTHC_NONE for a wrong index. */
TTHC_API int32_t tthc_unit_member(const tthc_plan *plan, int32_t group, int32_t member);

/** The first day of that membership; TTHC_NO_DAY: open. */
TTHC_API int32_t tthc_unit_member_first_day(const tthc_plan *plan, int32_t group, int32_t member);

/** The last day of that membership; TTHC_NO_DAY: open. */
TTHC_API int32_t tthc_unit_member_last_day(const tthc_plan *plan, int32_t group, int32_t member);

/** The word of a unit kind, "group"; NULL for an unknown number. A constant. */
TTHC_API const char *tthc_unit_kind_word(int32_t kind);

#if defined(__cplusplus) && !defined(TTHC_FFI)
}
#endif

#endif
