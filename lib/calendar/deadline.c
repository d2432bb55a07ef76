/*
 * Deadlines: what a clause is and may hold, and a phrase made into clauses. The rules by which phrases are read are
 * grammar.c's.
 */
#include "calendar/deadline.h"

#include "base/error.h"
#include "calendar/period.h"
#include "calendar/phrase.h"

#include <stdlib.h>
#include <string.h>

const struct vocabulary tthc__clause_kinds = {"once, recurring, ongoing, on-event, ad-hoc, unknown",
                                              {"once", "recurring", "ongoing", "on-event", "ad-hoc", "unknown"}};

const struct vocabulary tthc__everies = {"month, quarter, half-year, year, week, day",
                                         {"month", "quarter", "half-year", "year", "week", "day"}};

const char *tthc_clause_kind_word(int32_t kind) { return tthc__word(&tthc__clause_kinds, kind); }

struct clause tthc__clause(int32_t kind) {
  struct clause clause;
  memset(&clause, 0, sizeof clause);
  clause.kind = kind;
  clause.start = clause.due = clause.until = TTHC_NO_DAY;
  return clause;
}

/* --- from a phrase to a deadline ---------------------------------------------------------------------------------- */

/* "Định kỳ" beside a recurrence that says how often adds nothing. */
static void drop_vague(struct phrase *phrase) {
  int32_t i, explicit_ones = 0, kept = 0;
  for (i = 0; i < phrase->clause_count; i++)
    explicit_ones += phrase->clauses[i].kind == TTHC_RECURRING && phrase->clauses[i].every != EVERY_BY_REGIME;
  for (i = 0; i < phrase->clause_count; i++) {
    if (explicit_ones > 0 && phrase->clauses[i].kind == TTHC_RECURRING && phrase->clauses[i].every == EVERY_BY_REGIME)
      continue;
    phrase->clauses[kept] = phrase->clauses[i];
    phrase->event_from[kept] = phrase->event_from[i];
    phrase->event_to[kept++] = phrase->event_to[i];
  }
  phrase->clause_count = kept;
}

/* The event's words as written. */
static const char *event_text(const struct phrase *phrase, int32_t clause, struct arena *arena) {
  const int32_t from = phrase->tokens[phrase->event_from[clause]].from;
  const int32_t to = phrase->tokens[phrase->event_to[clause] - 1].to;
  return tthc__arena_copy(arena, phrase->text + from, (size_t)(to - from));
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
  out->count = phrase->clause_count;
  out->note_count = phrase->note_count;
  out->clauses = tthc__arena_alloc(arena, (size_t)out->count * sizeof *out->clauses);
  out->notes = tthc__arena_alloc(arena, (size_t)out->note_count * sizeof *out->notes);
  if (out->clauses == NULL || out->notes == NULL) return tthc__fail_memory(err);
  if (out->note_count > 0) memcpy(out->notes, phrase->notes, (size_t)out->note_count * sizeof *out->notes);
  for (i = 0; i < out->count; i++) {
    struct clause *clause = &out->clauses[i];
    *clause = phrase->clauses[i];
    if (phrase->event_from[i] >= 0 && phrase->event_to[i] > phrase->event_from[i]) {
      const char **event = clause->after.days > 0 ? &clause->after.event : &clause->event;
      *event = event_text(phrase, i, arena);
      if (*event == NULL) return tthc__fail_memory(err);
    }
    if (tthc__clause_make_key(clause, arena, err) != TTHC_OK) return TTHC_E_MEMORY;
  }
  return TTHC_OK;
}

int32_t tthc__deadline_read(const char *phrase, int32_t year, int32_t issued, struct arena *arena, struct deadline *out,
                            tthc_error *err) {
  struct phrase *reading = calloc(1, sizeof *reading);
  int32_t rc = TTHC_E_MEMORY;
  if (reading == NULL) return tthc__fail_memory(err);
  reading->year = year;
  reading->issued = issued;
  if (tthc__phrase_split(reading, phrase)) {
    tthc__read_clauses(reading);
    if (reading->failed) {
      reading->clause_count = 1;
      reading->clauses[0] = tthc__clause(TTHC_UNKNOWN);
      reading->event_from[0] = -1;
    }
    drop_vague(reading);
    rc = finish(reading, arena, out, err);
  } else {
    tthc__fail_memory(err);
  }
  free(reading->tokens);
  free(reading->notes);
  free(reading);
  return rc;
}

/* --- what a clause may hold --------------------------------------------------------------------------------------- */

enum {
  HAS_START = 1, HAS_DUE = 2, HAS_EVERY = 4, HAS_TIMES = 8, HAS_MONTHS = 16, HAS_DAY = 32, HAS_UNTIL = 64,
  HAS_EVENT = 128, HAS_AFTER = 256, HAS_KEY = 512
};

static const int allowed_members[] = {
  [TTHC_ONCE] = HAS_START | HAS_DUE | HAS_KEY,
  [TTHC_RECURRING] = HAS_START | HAS_EVERY | HAS_TIMES | HAS_MONTHS | HAS_DAY | HAS_UNTIL,
  [TTHC_ONGOING] = HAS_START | HAS_UNTIL,
  [TTHC_ON_EVENT] = HAS_START | HAS_EVENT | HAS_AFTER,
  [TTHC_AD_HOC] = 0,
  [TTHC_UNKNOWN] = 0,
};

static int has_after(const struct after *after) {
  return after->days != 0 || after->working != 0 || after->event != NULL;
}

static int members_of(const struct clause *clause) {
  return (clause->start != TTHC_NO_DAY ? HAS_START : 0) | (clause->due != TTHC_NO_DAY ? HAS_DUE : 0) |
         (clause->every != EVERY_BY_REGIME ? HAS_EVERY : 0) | (clause->times != 0 ? HAS_TIMES : 0) |
         (clause->months != 0 ? HAS_MONTHS : 0) | (clause->day != 0 ? HAS_DAY : 0) |
         (clause->until != TTHC_NO_DAY ? HAS_UNTIL : 0) | (clause->event != NULL ? HAS_EVENT : 0) |
         (has_after(&clause->after) ? HAS_AFTER : 0) | (clause->key != NULL ? HAS_KEY : 0);
}

static int is_between(int32_t number, int32_t low, int32_t high) { return number >= low && number <= high; }

static int is_day_or_none(int32_t day) { return day == TTHC_NO_DAY || tthc__is_day(day); }

/* Numbers that a document cannot give, but a store that another program changed. */
static int is_in_range(const struct clause *clause) {
  return is_between(clause->kind, TTHC_ONCE, TTHC_UNKNOWN) && is_between(clause->every, EVERY_BY_REGIME, EVERY_DAY) &&
         (clause->times == 0 || is_between(clause->times, 2, REPEATS_MAX)) && (clause->months & ~0x1ffe) == 0 &&
         is_between(clause->day, 0, 31) && is_between(clause->after.days, has_after(&clause->after), AFTER_MAX) &&
         is_between(clause->after.working, 0, 1) && is_day_or_none(clause->start) && is_day_or_none(clause->due) &&
         is_day_or_none(clause->until);
}

static struct words recurrence_fault(const struct clause *clause) {
  if (clause->day != 0 && !is_between(clause->every, EVERY_MONTH, EVERY_YEAR))
    return WORDS("\"every\" theo tháng, quý, sáu tháng hoặc năm cùng với \"day\"",
                 "\"every\" month, quarter, half-year or year together with \"day\"");
  if (clause->months != 0 && clause->every != EVERY_YEAR)
    return WORDS("\"every\" là \"year\" cùng với \"months\"", "\"every\" \"year\" together with \"months\"");
  if (clause->times != 0 && clause->every == EVERY_BY_REGIME)
    return WORDS("\"every\" cùng với \"times\"", "\"every\" together with \"times\"");
  return NOTHING;
}

struct words tthc__clause_fault(const struct clause *clause) {
  if (!is_in_range(clause)) return WORDS("các số trong giới hạn của chúng", "numbers within their limits");
  if (members_of(clause) & ~allowed_members[clause->kind])
    return WORDS("chỉ những thành phần mà loại thời hạn này có", "only members that this kind of clause has");
  if (clause->kind == TTHC_ONCE && clause->due == TTHC_NO_DAY)
    return WORDS("\"due\" khi \"kind\" là \"once\"", "\"due\" when \"kind\" is \"once\"");
  if (clause->kind == TTHC_ONCE && clause->start != TTHC_NO_DAY && clause->start > clause->due)
    return WORDS("\"start\" không sau \"due\"", "a \"start\" not after \"due\"");
  if (clause->until != TTHC_NO_DAY && clause->start != TTHC_NO_DAY && clause->start > clause->until)
    return WORDS("\"start\" không sau \"until\"", "a \"start\" not after \"until\"");
  return recurrence_fault(clause);
}
