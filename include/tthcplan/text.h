/* SPDX-License-Identifier: MIT */
/* Text that the library made and the caller owns: documents, reports. */
#ifndef TTHCPLAN_TEXT_H
#define TTHCPLAN_TEXT_H

#include "version.h"
#include "error.h"

#if defined(__cplusplus) && !defined(TTHC_FFI)
extern "C" {
#endif

/** Text of a known size, NUL-terminated as well. Never changes. */
typedef struct tthc_text tthc_text;

/** The bytes, NUL-terminated; NULL for a wrong handle. */
TTHC_API const char *tthc_text_data(const tthc_text *text);

/** The size in bytes without the NUL; 0 for a wrong handle. */
TTHC_API int64_t tthc_text_size(const tthc_text *text);

/** Frees a text; NULL is fine. */
TTHC_API void tthc_text_free(tthc_text *text);

/**
 * Reads a whole regular file, at most 64 MiB.
 * @return the text; NULL with TTHC_E_NOT_FOUND, TTHC_E_IO (a directory, not readable), TTHC_E_LIMIT, TTHC_E_MEMORY
 */
TTHC_API tthc_text *tthc_text_from_file(const char *path, tthc_error *err);

#if defined(__cplusplus) && !defined(TTHC_FFI)
}
#endif

#endif
