/* The encodings that documents come in, and any of them made UTF-8. */
#ifndef TTHC_BASE_ENCODING_H
#define TTHC_BASE_ENCODING_H

#include "base/buffer.h"
#include "base/error.h"
#include "base/json.h"

enum encoding {
  ENCODING_TOLD = 0, /* by what is in the document: a byte order mark, the NULs of UTF-16, else UTF-8 */
  ENCODING_UTF_8,
  ENCODING_UTF_16LE,
  ENCODING_UTF_16BE,
  ENCODING_WINDOWS_1258,
  ENCODING_TCVN3
};

extern const struct vocabulary tthc__encodings;

/*
 * Puts the document as valid UTF-8 without byte order mark or NUL, not yet in NFC; `out` then has data, if only "".
 * TTHC_OK, TTHC_E_MEMORY, or TTHC_E_ENCODING at the line and column (in code points, which are bytes in the encodings of
 * one byte) of the first byte that cannot be read. What was put until then is the caller's to free.
 */
int32_t tthc__decode(const char *bytes, int64_t size, int32_t encoding, struct buffer *out, tthc_error *err);

#endif
