/* The days of a result as ISO 8601 text: each stands there once, however many rows show it. */
#ifndef TTHC_ASSESS_DAY_TEXTS_H
#define TTHC_ASSESS_DAY_TEXTS_H

#include "base/memory.h"

enum { DAY_TEXT_SIZE = 11 };

/* Zeroed is empty. */
struct day_texts {
  int32_t first_day;
  int32_t count;
  char (*items)[DAY_TEXT_SIZE];
};

/* Says that a day will be asked for; TTHC_NO_DAY is none. */
void tthc__day_texts_expect(struct day_texts *texts, int32_t day);

/* Writes the texts of all days from the first expected to the last; TTHC_OK or TTHC_E_MEMORY. */
int32_t tthc__day_texts_write(struct day_texts *texts, struct arena *arena);

/* The text of a day that was expected; NULL for TTHC_NO_DAY. */
const char *tthc__day_text(const struct day_texts *texts, int32_t day);

#endif
