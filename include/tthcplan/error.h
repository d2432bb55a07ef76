/* SPDX-License-Identifier: MIT */
/* Status codes, and the error object that a caller hands to every call that can fail. */
#ifndef TTHCPLAN_ERROR_H
#define TTHCPLAN_ERROR_H

#include "version.h"

#if defined(__cplusplus) && !defined(TTHC_FFI)
extern "C" {
#endif

/** What a call came to. 0 is done; failures are negative. Numbers are never reused. */
enum tthc_status {
  TTHC_OK = 0,
  TTHC_E_MEMORY = -2,           /**< out of memory */
  TTHC_E_HANDLE = -3,           /**< NULL, or a handle of another kind */
  TTHC_E_ARGUMENT = -4,         /**< an argument out of its range */
  TTHC_E_ENCODING = -6,         /**< not valid UTF-8, or a NUL in the text */
  TTHC_E_SYNTAX = -7,           /**< not JSON (RFC 8259), or not CSV (RFC 4180) */
  TTHC_E_DUPLICATE_MEMBER = -8, /**< an object, or a heading row, names a member twice */
  TTHC_E_LIMIT = -9,            /**< larger, deeper or more than the library takes */
  TTHC_E_FORMAT = -10,          /**< not a document of the kind or version asked for */
  TTHC_E_TYPE = -11,            /**< a value of the wrong JSON type */
  TTHC_E_MISSING = -12,         /**< a required member or text is absent */
  TTHC_E_UNKNOWN_MEMBER = -13,  /**< a member that the format does not know */
  TTHC_E_VALUE = -14,           /**< a value outside its domain */
  TTHC_E_NUMBER = -15,          /**< a number that would lose precision */
  TTHC_E_DAY = -16,             /**< not a day of the calendar */
  TTHC_E_PERIOD = -17,          /**< not a period */
  TTHC_E_UNKNOWN_ID = -18,      /**< a reference to something that is not there */
  TTHC_E_DUPLICATE_ID = -19,    /**< an id that is taken */
  TTHC_E_CYCLE = -20,           /**< something that contains itself */
  TTHC_E_DEADLINE = -21,        /**< a deadline that contradicts itself */
  TTHC_E_IO = -30,              /**< a file could not be read or written, or the disk is full */
  TTHC_E_NOT_STORE = -31,       /**< the file is not a database */
  TTHC_E_FOREIGN_STORE = -32,   /**< a database of another program */
  TTHC_E_NEWER_STORE = -33,     /**< a store of a newer library */
  TTHC_E_SCHEMA = -34,          /**< a store whose tables are not those that the library makes */
  TTHC_E_READ_ONLY = -35,       /**< the store cannot be written */
  TTHC_E_BUSY = -36,            /**< the store is held: by another writer for too long, or by a backup or loading */
  TTHC_E_CONFLICT = -37,        /**< the plan does not rest on the store's latest revision */
  TTHC_E_NOT_FOUND = -38,       /**< no such plan, revision or file */
  TTHC_E_FORKED = -39,          /**< a store opened before fork(), used in the child */
  TTHC_E_UNSUPPORTED = -40,     /**< a component that was not built in, or what cannot be expressed */
  TTHC_E_DATABASE = -41         /**< the database failed; close the store */
};

/** What went wrong, filled by a failing call. Belongs to one thread at a time. */
typedef struct tthc_error tthc_error;

/** A new, empty error. NULL when memory is out. */
TTHC_API tthc_error *tthc_error_new(void);

/** Frees an error; NULL is fine. */
TTHC_API void tthc_error_free(tthc_error *err);

/** The code of the first problem, `enum tthc_status`; TTHC_OK when nothing has failed yet. */
TTHC_API int32_t tthc_error_code(const tthc_error *err);

/** One sentence for people: what is wrong and what was expected. NULL when nothing has failed. */
TTHC_API const char *tthc_error_message(const tthc_error *err, const char *language);

/** What was expected in place of what was found, NULL when that goes without saying. */
TTHC_API const char *tthc_error_expected(const tthc_error *err, const char *language);

/** Where in the document: a JSON Pointer (RFC 6901), "" for the whole, NULL when no document is meant. */
TTHC_API const char *tthc_error_path(const tthc_error *err);

/** The line of the document, from 1; 0 when unknown. */
TTHC_API int32_t tthc_error_line(const tthc_error *err);

/** The column in code points, from 1; 0 when unknown. */
TTHC_API int32_t tthc_error_column(const tthc_error *err);

/** How many problems the call met: calls that read independent rows report every bad one (at most 100). */
TTHC_API int32_t tthc_error_problem_count(const tthc_error *err);

/** All problems: a JSON array of {code, name, path, line, column, message, expected}; NULL when nothing has failed. */
TTHC_API const char *tthc_error_problems_json(const tthc_error *err, const char *language);

/** The name of a status, "TTHC_E_SYNTAX"; NULL for an unknown number. A constant. */
TTHC_API const char *tthc_status_name(int32_t status);

/** The sentence of a status; NULL for an unknown number. A constant. */
TTHC_API const char *tthc_status_sentence(int32_t status, const char *language);

#if defined(__cplusplus) && !defined(TTHC_FFI)
}
#endif

#endif
