/* SHA-256, as hexadecimal text. */
#ifndef TTHC_BASE_DIGEST_H
#define TTHC_BASE_DIGEST_H

#include <stdint.h>

enum { DIGEST_HEX = 64 };

/* Fills 64 hex digits and a NUL. */
void tthc__digest(const char *bytes, int64_t size, char hex[DIGEST_HEX + 1]);

#endif
