/*
 * The grammar of deadline phrases. A phrase is cut into words, folded; each rule reads from where it stands, and a
 * phrase counts as read only when the rules have used up every word. What cannot be read stays unknown: never a guess.
 */
#include "calendar/deadline.h"

#include "base/error.h"
#include "base/unicode.h"
#include "calendar/period.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

enum { WORDS_MAX = 64, WORD_MAX = 24 };

/* A word of the phrase: small letters without marks, and where it stands in the text as written. */
struct word {
  char folded[WORD_MAX];
  const char *start;
  const char *end;
};

struct phrase {
  struct word words[WORDS_MAX];
  int count;
  int at;
  int32_t year; /* of the plan; 0 when there is none */
  struct clause clauses[CLAUSES_MAX];
  int32_t clause_count;
  int event_word; /* an on-event clause's words begin here; -1 for none */
};

const struct vocabulary tthc__clause_kinds = {"once, recurring, ongoing, on-event, ad-hoc, unknown",
                                              {"once", "recurring", "ongoing", "on-event", "ad-hoc", "unknown"}};

const struct vocabulary tthc__everies = {"month, quarter, half-year, year",
                                         {"month", "quarter", "half-year", "year"}};

const char *tthc_clause_kind_word(int32_t kind) { return tthc__word(&tthc__clause_kinds, kind); }

struct clause tthc__clause(int32_t kind) {
  struct clause clause = {kind, TTHC_NO_DAY, TTHC_NO_DAY, EVERY_BY_REGIME, 0, TTHC_NO_DAY, NULL, NULL};
  return clause;
}

/* --- words -------------------------------------------------------------------------------------------------------- */

static int is_word_byte(char c) {
  return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') || (unsigned char)c >= 0x80;
}

/* Gives 0 when the phrase has too many words, or too long ones, to be a deadline. */
static int split(struct phrase *phrase, const char *text) {
  const char *p = text;
  while (*p != '\0') {
    const char *start = p;
    struct buffer piece = {0}, folded = {0};
    int fits;
    if (!is_word_byte(*p)) {
      p++;
      continue;
    }
    while (is_word_byte(*p)) p++;
    tthc__put_bytes(&piece, start, p - start);
    if (!piece.failed) tthc__put_folded(&folded, piece.data, FOLD_PLAIN);
    fits = !piece.failed && !folded.failed && folded.size < WORD_MAX && phrase->count < WORDS_MAX;
    if (fits && folded.size > 0) { /* "và" folds to nothing */
      struct word *word = &phrase->words[phrase->count++];
      memcpy(word->folded, folded.data, (size_t)folded.size + 1);
      word->start = start;
      word->end = p;
    }
    tthc__buffer_free(&piece);
    tthc__buffer_free(&folded);
    if (!fits) return 0;
  }
  return 1;
}

static const char *word_at(const struct phrase *phrase, int ahead) {
  return phrase->at + ahead < phrase->count ? phrase->words[phrase->at + ahead].folded : "";
}

/* Goes past these words, if they stand here. `words` is one text, parted by blanks. */
static int accept(struct phrase *phrase, const char *words) {
  int taken = 0;
  while (*words != '\0') {
    const size_t length = strcspn(words, " ");
    const char *here = word_at(phrase, taken);
    if (strlen(here) != length || memcmp(here, words, length) != 0) return 0;
    taken++;
    words += length;
    words += *words == ' ';
  }
  phrase->at += taken;
  return 1;
}

static int is_end(const struct phrase *phrase) { return phrase->at == phrase->count; }

/* --- numbers and periods ------------------------------------------------------------------------------------------ */

static int accept_number(struct phrase *phrase, int32_t low, int32_t high, int32_t *number) {
  const char *word = word_at(phrase, 0);
  int32_t value = 0;
  if (*word == '\0' || strlen(word) > 4 || strspn(word, "0123456789") != strlen(word)) return 0;
  while (*word != '\0') value = value * 10 + (*word++ - '0');
  if (value < low || value > high) return 0;
  *number = value;
  phrase->at++;
  return 1;
}

static int accept_quarter_number(struct phrase *phrase, int32_t *number) {
  static const char *const roman[] = {"i", "ii", "iii", "iv"};
  int32_t i;
  for (i = 0; i < 4; i++) {
    if (!accept(phrase, roman[i])) continue;
    *number = i + 1;
    return 1;
  }
  return accept_number(phrase, 1, 4, number);
}

/* "2021", "năm 2021", or nothing: the plan's year. */
static int accept_year(struct phrase *phrase, int32_t *year) {
  const int start = phrase->at;
  accept(phrase, "nam");
  if (accept_number(phrase, YEAR_MIN, YEAR_MAX, year)) return 1;
  phrase->at = start;
  return 0;
}

/* "Quý II/2021", "tháng 9/2021", "năm 2021", "2021". Leaves the year 0 when the period names none. */
static int accept_named_period(struct phrase *phrase, int32_t *kind, int32_t *year, int32_t *number) {
  const int start = phrase->at;
  *year = 0;
  *number = 1;
  if (accept(phrase, "quy") && accept_quarter_number(phrase, number)) {
    *kind = PERIOD_QUARTER;
    accept_year(phrase, year);
    return 1;
  }
  phrase->at = start;
  if (accept(phrase, "thang") && accept_number(phrase, 1, 12, number)) {
    *kind = PERIOD_MONTH;
    accept_year(phrase, year);
    return 1;
  }
  phrase->at = start;
  *kind = PERIOD_YEAR;
  return accept_year(phrase, year);
}

/* A period as days; `year` stands in where it names none. */
static int accept_period(struct phrase *phrase, int32_t year, struct period *period) {
  const int start = phrase->at;
  int32_t kind, named, number;
  if (accept_named_period(phrase, &kind, &named, &number) && (named > 0 || year > 0)) {
    *period = tthc__period_nth(NULL, kind, named > 0 ? named : year, number - 1);
    return 1;
  }
  phrase->at = start;
  return 0;
}

/* --- clauses ------------------------------------------------------------------------------------------------------ */

static struct clause *add(struct phrase *phrase, int32_t kind) {
  struct clause *clause;
  if (phrase->clause_count == CLAUSES_MAX) return NULL;
  clause = &phrase->clauses[phrase->clause_count++];
  *clause = tthc__clause(kind);
  return clause;
}

/* "Quý II/2021" */
static int read_once(struct phrase *phrase) {
  struct period period;
  struct clause *clause;
  if (!accept_period(phrase, phrase->year, &period)) return 0;
  clause = add(phrase, TTHC_ONCE);
  if (clause == NULL) return 0;
  clause->start = period.first_day;
  clause->due = period.last_day;
  return 1;
}

/* "Từ tháng 02 đến tháng 9/2021": the first may take its year from the second. */
static int read_range(struct phrase *phrase) {
  const int start = phrase->at;
  struct period first, last;
  struct clause *clause;
  int32_t kind, year, number;
  if (accept(phrase, "tu") && accept_named_period(phrase, &kind, &year, &number) && accept(phrase, "den") &&
      accept_period(phrase, phrase->year, &last)) {
    first = tthc__period_nth(NULL, kind, year > 0 ? year : last.year, number - 1);
    clause = first.first_day <= last.last_day ? add(phrase, TTHC_ONCE) : NULL;
    if (clause != NULL) {
      clause->start = first.first_day;
      clause->due = last.last_day;
      return 1;
    }
  }
  phrase->at = start;
  return 0;
}

/* "Hàng tháng", "hằng quý", "hàng năm" */
static int read_every(struct phrase *phrase) {
  static const struct {
    const char *words;
    int32_t every;
  } forms[] = {{"hang thang", EVERY_MONTH}, {"hang quy", EVERY_QUARTER}, {"hang nam", EVERY_YEAR}};
  size_t i;
  for (i = 0; i < sizeof forms / sizeof *forms; i++) {
    struct clause *clause;
    if (!accept(phrase, forms[i].words)) continue;
    clause = add(phrase, TTHC_RECURRING);
    if (clause != NULL) clause->every = forms[i].every;
    return clause != NULL;
  }
  return 0;
}

/* "Theo từng năm đến 2025" */
static int read_yearly_until(struct phrase *phrase) {
  const int start = phrase->at;
  struct period last;
  struct clause *clause;
  if (accept(phrase, "theo tung nam")) {
    clause = add(phrase, TTHC_RECURRING);
    if (clause == NULL) return 0;
    clause->every = EVERY_YEAR;
    if (is_end(phrase)) return 1;
    if (accept(phrase, "den") && (accept(phrase, "het") || 1) && accept_period(phrase, 0, &last)) {
      clause->until = last.last_day;
      return 1;
    }
    phrase->clause_count--;
  }
  phrase->at = start;
  return 0;
}

/* "Thường xuyên", after any words that name what is done and no time; "…, bắt đầu từ Quý I/2021" */
static int read_ongoing(struct phrase *phrase) {
  const int start = phrase->at;
  struct period first;
  struct clause *clause;
  while (!is_end(phrase) && !accept(phrase, "thuong xuyen")) {
    static const char *const times[] = {"quy", "thang", "nam", "ngay", "tu", "den", "truoc", "dinh", "hang", "khong"};
    size_t i;
    for (i = 0; i < sizeof times / sizeof *times; i++)
      if (strcmp(word_at(phrase, 0), times[i]) == 0) break;
    if (i < sizeof times / sizeof *times || strpbrk(word_at(phrase, 0), "0123456789") != NULL) break;
    phrase->at++;
    if (is_end(phrase)) break;
  }
  if (phrase->at >= 2 && strcmp(phrase->words[phrase->at - 1].folded, "xuyen") == 0) {
    clause = add(phrase, TTHC_ONGOING);
    if (clause == NULL) return 0;
    if (!accept(phrase, "bat dau tu")) return 1;
    if (accept_period(phrase, phrase->year, &first)) {
      clause->start = first.first_day;
      return 1;
    }
    phrase->clause_count--;
  }
  phrase->at = start;
  return 0;
}

/* "Theo định kỳ", "đột xuất" */
static int read_periodical(struct phrase *phrase) {
  if (accept(phrase, "theo dinh ky") || accept(phrase, "dinh ky")) return add(phrase, TTHC_RECURRING) != NULL;
  if (accept(phrase, "dot xuat")) return add(phrase, TTHC_AD_HOC) != NULL;
  return 0;
}

/* "Theo tiến độ phê duyệt": the rest of the phrase names the event. */
static int read_event(struct phrase *phrase) {
  if (!accept(phrase, "theo tien do") || is_end(phrase)) return 0;
  phrase->event_word = phrase->at;
  phrase->at = phrase->count;
  return add(phrase, TTHC_ON_EVENT) != NULL;
}

/* A comma or "và" parts clauses; side by side ("Tháng 12 hằng năm") or with a dash ("2026 - 2030") they are one. */
static int is_parted(const struct phrase *phrase) {
  const struct word *here = &phrase->words[phrase->at];
  const char *p = here[-1].end;
  int parted = 0;
  for (; p < here->start; p++) {
    if (strchr("-/~", *p) != NULL || *p == '\xe2') return 0; /* U+2010 and the other dashes begin with E2 */
    parted |= strchr(" \t\r\n", *p) == NULL;
  }
  return parted;
}

static int read_clauses(struct phrase *phrase) {
  while (!is_end(phrase)) {
    if (phrase->clause_count > 0 && !is_parted(phrase)) return 0;
    if (!read_range(phrase) && !read_once(phrase) && !read_every(phrase) && !read_yearly_until(phrase) &&
        !read_periodical(phrase) && !read_event(phrase) && !read_ongoing(phrase))
      return 0;
  }
  return phrase->clause_count > 0;
}

/* --- the whole ---------------------------------------------------------------------------------------------------- */

static const char *event_text(const struct phrase *phrase, struct arena *arena) {
  const char *start = phrase->words[phrase->event_word].start;
  size_t size = strlen(start);
  while (size > 0 && !is_word_byte(start[size - 1])) size--;
  return tthc__arena_copy(arena, start, size);
}

int32_t tthc__clause_make_key(struct clause *clause, struct arena *arena, tthc_error *err) {
  const int32_t first = clause->start == TTHC_NO_DAY ? clause->due : clause->start;
  struct buffer key = {0};
  if (clause->kind != TTHC_ONCE || clause->key != NULL) return TTHC_OK;
  tthc__put_window(&key, first, clause->due);
  clause->key = key.failed ? NULL : tthc__arena_copy(arena, key.data, (size_t)key.size);
  tthc__buffer_free(&key);
  return clause->key == NULL ? tthc__fail_memory(err) : TTHC_OK;
}

static int32_t finish(struct phrase *phrase, struct arena *arena, struct deadline *out, tthc_error *err) {
  int32_t i;
  out->clauses = tthc__arena_alloc(arena, (size_t)phrase->clause_count * sizeof *out->clauses);
  if (out->clauses == NULL) return tthc__fail_memory(err);
  out->count = phrase->clause_count;
  for (i = 0; i < out->count; i++) {
    struct clause *clause = &out->clauses[i];
    *clause = phrase->clauses[i];
    if (clause->kind == TTHC_ON_EVENT) {
      clause->event = event_text(phrase, arena);
      if (clause->event == NULL) return tthc__fail_memory(err);
    }
    if (tthc__clause_make_key(clause, arena, err) != TTHC_OK) return TTHC_E_MEMORY;
  }
  return TTHC_OK;
}

int32_t tthc__deadline_read(const char *phrase, int32_t year, struct arena *arena, struct deadline *out,
                            tthc_error *err) {
  struct phrase *reading = calloc(1, sizeof *reading);
  int32_t rc;
  if (reading == NULL) return tthc__fail_memory(err);
  reading->year = year;
  reading->event_word = -1;
  if (!split(reading, phrase) || !read_clauses(reading)) {
    reading->clause_count = 0;
    add(reading, TTHC_UNKNOWN);
  }
  rc = finish(reading, arena, out, err);
  free(reading);
  return rc;
}

/* --- what a clause may hold --------------------------------------------------------------------------------------- */

enum { HAS_START = 1, HAS_DUE = 2, HAS_EVERY = 4, HAS_DAY = 8, HAS_UNTIL = 16, HAS_EVENT = 32, HAS_KEY = 64 };

static const int allowed_members[] = {
  [TTHC_ONCE] = HAS_START | HAS_DUE | HAS_KEY,
  [TTHC_RECURRING] = HAS_START | HAS_EVERY | HAS_DAY | HAS_UNTIL,
  [TTHC_ONGOING] = HAS_START | HAS_UNTIL,
  [TTHC_ON_EVENT] = HAS_EVENT,
  [TTHC_AD_HOC] = 0,
  [TTHC_UNKNOWN] = 0,
};

struct words tthc__clause_fault(const struct clause *clause) {
  const int members = (clause->start != TTHC_NO_DAY ? HAS_START : 0) | (clause->due != TTHC_NO_DAY ? HAS_DUE : 0) |
                      (clause->every != EVERY_BY_REGIME ? HAS_EVERY : 0) | (clause->day != 0 ? HAS_DAY : 0) |
                      (clause->until != TTHC_NO_DAY ? HAS_UNTIL : 0) | (clause->event != NULL ? HAS_EVENT : 0) |
                      (clause->key != NULL ? HAS_KEY : 0);
  if (tthc_clause_kind_word(clause->kind) == NULL)
    return WORDS(tthc__clause_kinds.listed, tthc__clause_kinds.listed);
  if (members & ~allowed_members[clause->kind])
    return WORDS("chỉ những thành phần mà loại thời hạn này có", "only members that this kind of clause has");
  if (clause->kind == TTHC_ONCE && clause->due == TTHC_NO_DAY)
    return WORDS("\"due\" khi \"kind\" là \"once\"", "\"due\" when \"kind\" is \"once\"");
  if (clause->kind == TTHC_ONCE && clause->start != TTHC_NO_DAY && clause->start > clause->due)
    return WORDS("\"start\" không sau \"due\"", "a \"start\" not after \"due\"");
  if (clause->until != TTHC_NO_DAY && clause->start != TTHC_NO_DAY && clause->start > clause->until)
    return WORDS("\"start\" không sau \"until\"", "a \"start\" not after \"until\"");
  if (clause->day != 0 && clause->every == EVERY_BY_REGIME)
    return WORDS("\"every\" cùng với \"day\"", "\"every\" together with \"day\"");
  return NOTHING;
}
