/* Clauses in the making, and those that come again: "hàng quý, 6 tháng, năm", "2 lần/tháng", "theo từng năm đến 2025". */
#include "calendar/recurrence.h"

#include <string.h>

/* --- clauses in the making ---------------------------------------------------------------------------------------- */

struct clause *tthc__add_clause(struct phrase *phrase, int32_t kind) {
  struct clause *clause;
  if (phrase->clause_count == CLAUSES_MAX) {
    phrase->failed = 1;
    return NULL;
  }
  phrase->event_from[phrase->clause_count] = -1;
  clause = &phrase->clauses[phrase->clause_count++];
  *clause = tthc__clause(kind);
  return clause;
}

struct clause *tthc__last_clause(struct phrase *phrase) {
  return phrase->clause_count == 0 ? NULL : &phrase->clauses[phrase->clause_count - 1];
}

/* A recurring clause that says only how often, or, by the regime, not even that. */
int tthc__is_bare(const struct clause *clause) {
  return clause != NULL && clause->kind == TTHC_RECURRING && clause->day == 0 && clause->months == 0 &&
         clause->times == 0 && clause->until == TTHC_NO_DAY;
}

/* "Hàng tháng (trước ngày 16 hàng tháng)" is one clause: what is said more exactly replaces what stood bare. */
int tthc__add_recurring(struct phrase *phrase, int32_t every, int32_t months, int32_t day, int32_t times) {
  struct clause *clause = tthc__last_clause(phrase);
  const int replaces = tthc__is_bare(clause) && (clause->every == every || clause->every == EVERY_BY_REGIME);
  if (!replaces) clause = tthc__add_clause(phrase, TTHC_RECURRING);
  if (clause == NULL) return 1; /* read, but too many */
  clause->every = every;
  clause->months = months;
  clause->day = day;
  clause->times = times > 1 ? times : 0;
  return 1;
}

/* --- how often ---------------------------------------------------------------------------------------------------- */

/* "tháng", "quý", "năm", "6 tháng", "9 tháng" as the length of a recurrence; sets months for those that have no name. */
int tthc__accept_unit_of_time(struct phrase *phrase, int32_t *every, int32_t *months) {
  static const struct {
    const char *words;
    int32_t every;
  } units[] = {
    {"ngay", EVERY_DAY}, {"tuan", EVERY_WEEK}, {"thang", EVERY_MONTH}, {"quy|qui", EVERY_QUARTER}, {"nam", EVERY_YEAR}};
  const int32_t start = phrase->at;
  int32_t number;
  size_t i;
  *months = 0;
  for (i = 0; i < sizeof units / sizeof *units; i++) {
    if (!tthc__accept(phrase, units[i].words)) continue;
    *every = units[i].every;
    return 1;
  }
  if (!tthc__accept_number(phrase, 1, 12, &number)) return 0;
  for (i = 1; number == 1 && i < sizeof units / sizeof *units; i++) { /* "01 năm/lần" */
    if (!tthc__accept(phrase, units[i].words)) continue;
    *every = units[i].every;
    return 1;
  }
  if (tthc__accept(phrase, "thang") && (number == 3 || number == 6 || number == 9 || number == 12)) {
    *every = number == 3 ? EVERY_QUARTER : number == 6 ? EVERY_HALF_YEAR : EVERY_YEAR;
    if (number == 9) *months = 1 << 9;
    return 1;
  }
  phrase->at = start;
  return 0;
}

/* "hàng tháng", "hằng năm", "mỗi quý", "theo từng năm"; not "hàng" of goods. */
int tthc__accept_every(struct phrase *phrase, int32_t *every, int32_t *months) {
  const int32_t start = phrase->at;
  if (tthc__accept(phrase, "theo tung|hang|moi") || tthc__accept(phrase, "hang|moi|tung"))
    if (tthc__accept_unit_of_time(phrase, every, months)) return 1;
  phrase->at = start;
  return 0;
}

/* "đến 2025", "đến hết năm 2025" behind a recurrence. */
int tthc__accept_until(struct phrase *phrase, int32_t *until) {
  const int32_t start = phrase->at;
  struct named_time time;
  struct window window;
  if (tthc__accept(phrase, "den|toi") && (tthc__accept(phrase, "het") || 1) && tthc__accept_time(phrase, &time) &&
      time.year > 0 && tthc__window_of(&time, 0, &window)) {
    *until = window.last_day;
    return 1;
  }
  phrase->at = start;
  return 0;
}

/* Nothing but marks and joining words follow, or the end. */
int tthc__is_boundary(const struct phrase *phrase) {
  return tthc__is_phrase_end(phrase) || tthc__stands(phrase, ",|;|.|:|)|(|va|&|hoac|dot");
}

/* "…, 6 tháng, năm", "…/hàng quý": a list goes on, with or without saying "hàng" again. Gives how many it added. */
static int32_t read_more_units(struct phrase *phrase) {
  const int32_t count = phrase->clause_count;
  int32_t every, months, behind = phrase->at;
  while (!phrase->failed) {
    while (tthc__accept(phrase, ",|va|&|/")) continue;
    if (phrase->at == behind) break;
    tthc__accept(phrase, "hang|moi");
    if (!tthc__accept_unit_of_time(phrase, &every, &months) ||
        !(tthc__is_boundary(phrase) || tthc__stands(phrase, "/")))
      break;
    behind = phrase->at;
    if (tthc__is_bare(tthc__last_clause(phrase)) && tthc__last_clause(phrase)->every == every && months == 0)
      continue; /* said twice */
    if (tthc__add_clause(phrase, TTHC_RECURRING) == NULL) break;
    tthc__last_clause(phrase)->every = every;
    tthc__last_clause(phrase)->months = months;
  }
  phrase->at = behind;
  return phrase->clause_count - count;
}

/* "6 tháng, năm": a length alone is none that comes again, a list of them is. */
int tthc__read_list_of_units(struct phrase *phrase) {
  const int32_t start = phrase->at, count = phrase->clause_count;
  int32_t every, months;
  if (phrase->tokens[start].kind == TOKEN_NUMBER && tthc__accept_unit_of_time(phrase, &every, &months) &&
      tthc__is_boundary(phrase) && tthc__add_clause(phrase, TTHC_RECURRING) != NULL) {
    tthc__last_clause(phrase)->every = every;
    tthc__last_clause(phrase)->months = months;
    if (read_more_units(phrase) > 0) return 1;
  }
  phrase->clause_count = count;
  phrase->at = start;
  return 0;
}

/* "2026-2030, hằng năm": the years before say how long it goes on. */
static void take_bounds(struct phrase *phrase) {
  const int32_t count = phrase->clause_count;
  const struct clause *before = count < 2 ? NULL : &phrase->clauses[count - 2];
  if (before == NULL || before->kind != TTHC_ONCE || before->start == TTHC_NO_DAY || before->due - before->start <= 366)
    return;
  phrase->clauses[count - 1].start = before->start;
  phrase->clauses[count - 1].until = before->due;
  phrase->clauses[count - 2] = phrase->clauses[count - 1];
  phrase->clause_count--;
}

/* "báo cáo năm trước ngày 15/12"; "năm trước" alone is last year. */
static int leads_to_day(const struct phrase *phrase) {
  return tthc__stands(phrase, "truoc|vao ngay") || tthc__stands(phrase, "cham nhat");
}

/* "Hàng tháng", "Định kỳ hàng quý, 6 tháng, năm", "Theo từng năm đến 2025", "Theo quý" */
int tthc__read_every(struct phrase *phrase) {
  const int32_t start = phrase->at;
  const int periodic =
    tthc__accept(phrase, "dinh ky|ki") || tthc__accept(phrase, "bao cao") || tthc__accept(phrase, "theo");
  int32_t every, months;
  if (!tthc__accept_every(phrase, &every, &months) &&
      !(periodic && tthc__accept_unit_of_time(phrase, &every, &months) &&
        (tthc__is_boundary(phrase) || leads_to_day(phrase)))) {
    phrase->at = start;
    return 0;
  }
  tthc__add_recurring(phrase, every, months, 0, 0);
  if (phrase->failed) return 1;
  take_bounds(phrase);
  tthc__accept_until(phrase, &tthc__last_clause(phrase)->until);
  read_more_units(phrase);
  return 1;
}

/* "6 tháng (trước ngày 16/6)" in a list of recurrences: the bracket says when. "Sơ kết 6 tháng, tổng kết năm" */
int tthc__read_unit_with_bracket(struct phrase *phrase) {
  const int32_t start = phrase->at;
  int32_t every, months;
  const int in_list = phrase->clause_count > 0 || (start > 0 && strcmp(phrase->tokens[start - 1].word, "ket") == 0);
  if (in_list && tthc__accept_unit_of_time(phrase, &every, &months) &&
      (tthc__stands(phrase, "(") ||
       (start > 0 && tthc__is_boundary(phrase) && strcmp(phrase->tokens[start - 1].word, "ket") == 0))) {
    if (tthc__add_clause(phrase, TTHC_RECURRING) != NULL) tthc__last_clause(phrase)->every = every;
    if (!phrase->failed) tthc__last_clause(phrase)->months = months;
    return 1;
  }
  phrase->at = start;
  return 0;
}

/* "2 lần/tháng", "tối thiểu một lần mỗi năm", "6 tháng một lần", "mỗi năm 02 lần" */
int tthc__read_times(struct phrase *phrase) {
  const int32_t start = phrase->at;
  int32_t every = 0, months = 0, times = 1, first = 0;
  first = tthc__accept_every(phrase, &every, &months) || tthc__accept_unit_of_time(phrase, &every, &months);
  if (first) {
    while (tthc__accept(phrase, "/|it|nhat|toi|thieu")) continue;
    if ((tthc__accept_number(phrase, 1, 366, &times) || 1) && tthc__accept(phrase, "lan"))
      return tthc__add_recurring(phrase, every, months, 0, times);
  } else if (tthc__accept_number(phrase, 1, 366, &times) && tthc__accept(phrase, "lan")) {
    while (tthc__accept(phrase, "/|trong|mot|moi|hang|tren")) continue;
    if (tthc__accept_unit_of_time(phrase, &every, &months)) return tthc__add_recurring(phrase, every, months, 0, times);
  }
  phrase->at = start;
  return 0;
}
