/* The days of a result as text. */
#include "assess/day_texts.h"

#include "calendar/day.h"

#include <string.h>

void tthc__day_texts_expect(struct day_texts *texts, int32_t day) {
  if (day == TTHC_NO_DAY) return;
  if (texts->count == 0) texts->first_day = day;
  if (day < texts->first_day) {
    texts->count += texts->first_day - day;
    texts->first_day = day;
  }
  if (day - texts->first_day >= texts->count) texts->count = day - texts->first_day + 1;
}

/* The days of a plan lie close together, and all days that there are would take a megabyte. */
int32_t tthc__day_texts_write(struct day_texts *texts, struct arena *arena) {
  struct buffer text = {0};
  int32_t i;
  texts->items = tthc__arena_alloc(arena, (size_t)texts->count * sizeof *texts->items);
  for (i = 0; texts->items != NULL && i < texts->count; i++) {
    text.size = 0;
    tthc__put_day(&text, texts->first_day + i);
    if (text.failed) texts->items = NULL;
    if (!text.failed) memcpy(texts->items[i], text.data, DAY_TEXT_SIZE);
  }
  tthc__buffer_free(&text);
  return texts->items == NULL ? TTHC_E_MEMORY : TTHC_OK;
}

const char *tthc__day_text(const struct day_texts *texts, int32_t day) {
  return day == TTHC_NO_DAY ? NULL : texts->items[day - texts->first_day];
}
