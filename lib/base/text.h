/* Owned text, and what every function does with text that comes in. */
#ifndef TTHC_BASE_TEXT_H
#define TTHC_BASE_TEXT_H

#include "base/memory.h"
#include "tthcplan/text.h"

/* Byte limits of names given one by one; a document's own limits are in base/json_scan.h. */
enum { ID_MAX = 128, LABEL_MAX = 512, STRING_MAX = 64 * 1024 };

/* Takes over `data` (of malloc, NUL-terminated at `size`), also on failure. */
tthc_text *tthc__text_own(char *data, int64_t size, tthc_error *err);

/*
 * Checks that a text of a caller is UTF-8, not empty, of at most `max` bytes, and copies it in NFC into the arena.
 * A failure has "/member" as its path, and leaves *out alone.
 */
int32_t tthc__text_in(struct arena *arena, const char *text, int64_t max, const char *member, const char **out,
                      tthc_error *err);

/* The same where NULL is fine and means "none". */
int32_t tthc__text_in_or_none(struct arena *arena, const char *text, int64_t max, const char *member,
                              const char **out, tthc_error *err);

/* A copy in the arena for what has a text; NULL for NULL. */
int32_t tthc__copy_text(struct arena *arena, const char *text, const char **out, tthc_error *err);

/* Whether an id is a-z, 0-9 and single hyphens between. */
int tthc__is_slug(const char *id);

int tthc__same(const char *a, const char *b);

#endif
