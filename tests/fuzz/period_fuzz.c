/* Any bytes as a period id: refused, or a span of days with one canonical id that says the same. */
#include "fuzz/fuzz.h"

#include <tthcplan.h>

/* A calendar of NULL knows no regimes. */
static const tthc_calendar *shipped(void) {
  static tthc_calendar *calendar;
  if (calendar == NULL) calendar = tthc_calendar_new(NULL, NULL);
  MUST(calendar != NULL);
  return calendar;
}

static void must_be_refused(const tthc_error *err) {
  const int32_t code = tthc_error_code(err);
  MUST(code == TTHC_E_PERIOD || code == TTHC_E_UNKNOWN_ID);
}

static void must_say_the_same(const tthc_calendar *calendar, const char *id, int32_t first, int32_t last) {
  tthc_text *text = tthc_period_canonical(calendar, id, NULL), *again;
  MUST(text != NULL);
  MUST(tthc_period_first_day(calendar, tthc_text_data(text), NULL) == first);
  MUST(tthc_period_last_day(calendar, tthc_text_data(text), NULL) == last);
  again = tthc_period_canonical(calendar, tthc_text_data(text), NULL);
  MUST(again != NULL && strcmp(tthc_text_data(text), tthc_text_data(again)) == 0);
  tthc_text_free(again);
  tthc_text_free(text);
}

static void try_period(const tthc_calendar *calendar, const char *id, tthc_error *err) {
  const int32_t first = tthc_period_first_day(calendar, id, err), last = tthc_period_last_day(calendar, id, err);
  int32_t sent;
  MUST((first == TTHC_NO_DAY) == (last == TTHC_NO_DAY));
  if (first == TTHC_NO_DAY) {
    must_be_refused(err);
    MUST(tthc_period_canonical(calendar, id, NULL) == NULL);
    return;
  }
  MUST(first <= last);
  must_say_the_same(calendar, id, first, last);
  sent = tthc_period_sending_day(calendar, id, NULL, err);
  MUST(sent == TTHC_NO_DAY || sent > last);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  char *id = fuzz_text(data, size);
  tthc_error *err = tthc_error_new();
  try_period(shipped(), id, err);
  try_period(NULL, id, err);
  tthc_error_free(err);
  free(id);
  return 0;
}
