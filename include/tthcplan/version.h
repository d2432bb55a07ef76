/* SPDX-License-Identifier: MIT */
/* What every header needs (types, export mark, constants), and the version. */
#ifndef TTHCPLAN_VERSION_H
#define TTHCPLAN_VERSION_H

/* Parsers of foreign-function interfaces read the text that `cc -E -P
   -DTTHC_FFI` makes of these headers: no attributes, no system headers. */
#ifndef TTHC_FFI
#include <stdint.h>
#define TTHC_API __attribute__((visibility("default")))
#else
#define TTHC_API
#endif

#if defined(__cplusplus) && !defined(TTHC_FFI)
extern "C" {
#endif

/** Values that mean "there is none". */
enum tthc_constant {
  TTHC_NONE = -1,              /**< no such index */
  TTHC_NO_DAY = -2147483647,   /**< no day */
  TTHC_NO_NUMBER = -2147483647 /**< no number */
};

/** The version as text, "1.2.3". A constant. */
TTHC_API const char *tthc_version(void);

/** The version as a number: 1002003 for 1.2.3. A wrapper refuses another major. */
TTHC_API int32_t tthc_version_number(void);

/** Whether an optional component was built in: 1 or 0. @param feature "docx" (reads Word documents); others give 0 */
TTHC_API int32_t tthc_has(const char *feature);

/** The declarations of this library as plain text, for FFI::cdef, cffi and the like. A constant. */
TTHC_API const char *tthc_ffi_cdef(void);

#if defined(__cplusplus) && !defined(TTHC_FFI)
}
#endif

#endif
