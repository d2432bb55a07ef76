/*
 * The grammar of deadline phrases. Each rule reads from where it stands and leaves clauses; words that name no time are
 * passed over, but a time that no rule can read makes the whole phrase unknown: never a guess.
 */
#include "calendar/recurrence.h"

#include <string.h>

static int is_closing_mark(const struct token *token) {
  return token->kind == TOKEN_MARK && strchr(".,;:", token->word[0]) != NULL;
}

/* The text of an event: from here to the end of the sentence, a bracket or a choice. May be empty: "kể từ ngày." */
static void take_event(struct phrase *phrase) {
  const int32_t from = phrase->at;
  int32_t to;
  while (!tthc__is_phrase_end(phrase) && !tthc__stands(phrase, ";|)|(") && !tthc__stands(phrase, "hoac")) phrase->at++;
  to = phrase->at;
  while (to > from && is_closing_mark(&phrase->tokens[to - 1])) to--;
  phrase->event_from[phrase->clause_count - 1] = from;
  phrase->event_to[phrase->clause_count - 1] = to;
}

/* Gives whether "hoặc" is among them. */
static int skip_joints(struct phrase *phrase) {
  int choice = 0;
  while (tthc__stands(phrase, ",|;|.|(|)|:|-|va|&|hoac|+|*")) {
    choice |= tthc__stands(phrase, "hoac");
    phrase->at++;
  }
  return choice;
}

/* --- named times -------------------------------------------------------------------------------------------------- */

/* "15h00 ngày 30/6/2021", "trước 16 giờ 30 phút, ngày …": the hour of a day is not kept. */
static int skip_hour(struct phrase *phrase) {
  const int32_t start = phrase->at;
  int32_t number;
  tthc__accept(phrase, "luc");
  if (tthc__accept_number(phrase, 0, 24, &number) && tthc__accept(phrase, "h|gio|:")) {
    if (tthc__accept_number(phrase, 0, 59, &number)) tthc__accept(phrase, "phut|p");
    tthc__accept(phrase, ",");
    if (tthc__stands(phrase, "ngay")) return 1;
  }
  phrase->at = start;
  return 0;
}

/* What stands before a named time. */
struct limits {
  int excludes;   /* "trước": its day is not included */
  int is_limit;   /* "đến", "chậm nhất", "hết": only an end */
  int from_issue; /* "từ nay đến" */
  int32_t at;
};

static struct limits accept_limits(struct phrase *phrase) {
  struct limits limits = {0, 0, 0, phrase->at};
  for (;;) {
    if (skip_hour(phrase)) { /* "trước 17 giờ 00, ngày 30/6": on that day */
      limits.is_limit |= limits.excludes;
      limits.excludes = 0;
    } else if (tthc__accept(phrase, "tu nay")) {
      limits.from_issue = 1;
    } else if (tthc__accept(phrase, "truoc")) {
      limits.excludes = 1;
    } else if (tthc__accept(phrase, "den|toi|het") || tthc__accept(phrase, "cham|muon nhat") ||
               (tthc__accept(phrase, "khong qua|muon") && (tthc__accept(phrase, "hon") || 1)) ||
               tthc__accept(phrase, "han cuoi|chot")) {
      limits.is_limit = 1;
    } else if (tthc__stands(phrase, "phan dau") || tthc__stands(phrase, "du kien")) {
      tthc__note(phrase, PHRASE_AIM, phrase->at, phrase->at + 2);
      phrase->at += 2;
    } else if (!tthc__accept(phrase, "trong|vao|la") && !tthc__accept(phrase, "thoi diem")) {
      return limits;
    }
  }
}

enum { TIMES_MAX = CLAUSES_MAX };

/* Named times that belong together: "quý I, II", "trước ngày 01/6 và 15/11". */
struct times {
  struct named_time items[TIMES_MAX];
  int32_t count;
};

static int accept_times(struct phrase *phrase, struct times *times) {
  times->count = 0;
  if (!tthc__accept_time(phrase, &times->items[times->count])) return 0;
  times->count++;
  while (times->count < TIMES_MAX && times->items[times->count - 1].edge == 0 &&
         tthc__accept_more(phrase, &times->items[times->count - 1], &times->items[times->count]))
    times->count++;
  return 1;
}

static int is_day_alone(const struct named_time *time) { return time->kind == NAMED_DAY && time->month == 0; }

static void fail_at(struct phrase *phrase, int32_t code, const struct named_time *time) {
  tthc__note(phrase, code, time->from, time->to);
  phrase->failed = 1;
}

/* The days of a named time; its year, or else the one that a later time of the list says, or else the plan's. */
static int find_window(struct phrase *phrase, const struct named_time *time, int32_t said_later,
                       struct window *window) {
  const int32_t year = said_later > 0 ? said_later : phrase->year;
  if (time->year == 0 && year == 0) {
    fail_at(phrase, PHRASE_NO_YEAR, time);
  } else if (is_day_alone(time) || !tthc__window_of(time, year, window)) {
    fail_at(phrase, is_day_alone(time) ? PHRASE_UNREAD : PHRASE_NO_SUCH_DAY, time);
  } else {
    if (time->year == 0 && said_later == 0) tthc__note(phrase, PHRASE_YEAR_TAKEN, time->from, time->to);
    return 1;
  }
  return 0;
}

static void add_once(struct phrase *phrase, const struct window *window, const struct limits *limits) {
  struct clause *clause = tthc__add_clause(phrase, TTHC_ONCE);
  if (clause == NULL) return;
  clause->due = window->last_day;
  if (limits->excludes) {
    clause->due = window->first_day - 1;
    tthc__note(phrase, PHRASE_DAY_EXCLUDED, limits->at, phrase->at);
  } else if (limits->from_issue) {
    clause->start = phrase->issued;
  } else if (!limits->is_limit && window->first_day < window->last_day) {
    clause->start = window->first_day;
  }
  if (clause->start != TTHC_NO_DAY && clause->start > clause->due) clause->start = TTHC_NO_DAY;
  if (!tthc__is_day(clause->due)) phrase->failed = 1; /* before the first day of the calendar */
  if (phrase->issued != TTHC_NO_DAY && clause->due < phrase->issued)
    tthc__note(phrase, PHRASE_PAST, limits->at, phrase->at);
}

/* --- named times that come again ---------------------------------------------------------------------------------- */

/* The day before the one named: "trước ngày 01/6" is 31 May; day 31 stands for a month's end, as 0 does. */
static void exclude_day(int32_t *month, int32_t *day) {
  if (*day > 1) {
    --*day;
    return;
  }
  *day = 0;
  if (*month > 0) *month = *month == 1 ? 12 : *month - 1;
}

/* The month and day in which a named time of every year is due; day 0 is the month's end. */
static int yearly_point(const struct named_time *time, int32_t *month, int32_t *day) {
  struct window window;
  if (time->kind == NAMED_DAY && time->month == 2 && time->number == 29) {
    *month = 2;
    *day = 29;
    return 1;
  }
  if (time->year > 0 || is_day_alone(time) || !tthc__window_of(time, 2023, &window)) return 0; /* a common year */
  *month = tthc_day_month(window.last_day);
  *day = time->kind == NAMED_DAY || time->edge != 0 ? tthc_day_of_month(window.last_day) : 0;
  return 1;
}

static void add_yearly(struct phrase *phrase, const struct times *times, const struct limits *limits) {
  int32_t i, month, day;
  for (i = 0; i < times->count && !phrase->failed; i++) {
    const struct clause *before = tthc__last_clause(phrase);
    if (!yearly_point(&times->items[i], &month, &day)) {
      fail_at(phrase, PHRASE_NO_SUCH_DAY, &times->items[i]);
      return;
    }
    if (limits->excludes) {
      struct window window = {0, 0};
      if (times->items[i].kind != NAMED_DAY && tthc__window_of(&times->items[i], 2023, &window)) {
        month = tthc_day_month(window.first_day);
        day = 1;
      }
      exclude_day(&month, &day);
      tthc__note(phrase, PHRASE_DAY_EXCLUDED, limits->at, phrase->at);
    }
    if (i > 0 && before != NULL && before->day == day)
      tthc__last_clause(phrase)->months |= 1 << month;
    else
      tthc__add_recurring(phrase, EVERY_YEAR, 1 << month, day, 0);
  }
}

/* Days of each month, or of each quarter's last month. */
static void add_days(struct phrase *phrase, const struct times *times, const struct limits *limits, int32_t every) {
  int32_t i;
  for (i = 0; i < times->count && !phrase->failed; i++) {
    int32_t month = 0, day = times->items[i].number;
    if (!is_day_alone(&times->items[i]) || day < 1 || day > 31 ||
        (limits->excludes && day == 1 && every != EVERY_MONTH)) {
      fail_at(phrase, PHRASE_NO_SUCH_DAY, &times->items[i]);
      return;
    }
    if (limits->excludes) {
      exclude_day(&month, &day);
      tthc__note(phrase, PHRASE_DAY_EXCLUDED, limits->at, phrase->at);
    }
    tthc__add_recurring(phrase, every, 0, day, 0);
  }
}

/* "của tháng cuối quý", "tháng cuối mỗi quý" */
static int accept_quarter_end(struct phrase *phrase) {
  const int32_t start = phrase->at;
  int32_t every, months;
  tthc__accept(phrase, "cua|vao|trong");
  if (tthc__accept(phrase, "thang cuoi")) {
    tthc__accept(phrase, "cung");
    tthc__accept(phrase, "cua");
    if (tthc__accept(phrase, "quy|qui") && (tthc__accept(phrase, "hang|moi quy|qui") || 1)) return 1;
    if (tthc__accept_every(phrase, &every, &months) && every == EVERY_QUARTER) return 1;
  }
  phrase->at = start;
  return 0;
}

/* "ngày 25 của tháng", "ngày 10 tháng sau"; not "của tháng đầu quý sau" */
static int accept_of_month(struct phrase *phrase) {
  const int32_t start = phrase->at;
  if (tthc__accept(phrase, "cua|trong thang") && tthc__is_boundary(phrase)) return 1;
  phrase->at = start;
  tthc__accept(phrase, "cua");
  if (tthc__accept(phrase, "thang sau") || tthc__accept(phrase, "thang tiep|ke|lien theo|tiep|ke")) return 1;
  phrase->at = start;
  return 0;
}

/* What makes named times come again: how often, said behind them or by a bare recurrence before. */
static int32_t accept_recurrence(struct phrase *phrase, const struct times *times) {
  const struct clause *before = tthc__last_clause(phrase);
  const struct named_time *first = &times->items[0];
  int32_t every, months;
  if (accept_quarter_end(phrase)) return EVERY_QUARTER;
  if (tthc__accept_every(phrase, &every, &months)) return every;
  if (is_day_alone(first) && accept_of_month(phrase)) return EVERY_MONTH;
  if (!tthc__is_bare(before) || first->year > 0) return EVERY_BY_REGIME;
  if (is_day_alone(first))
    return before->every == EVERY_MONTH || before->every == EVERY_QUARTER ? before->every : EVERY_BY_REGIME;
  return before->every == EVERY_YEAR || before->every == EVERY_HALF_YEAR ? EVERY_YEAR : EVERY_BY_REGIME;
}

/* What was bare is said again more exactly, in other words. */
static void drop_refined(struct phrase *phrase, int32_t every) {
  const struct clause *before = tthc__last_clause(phrase);
  if (tthc__is_bare(before) && before->every == EVERY_HALF_YEAR && every == EVERY_YEAR) phrase->clause_count--;
}

static void add_recurrences(struct phrase *phrase, const struct times *times, const struct limits *limits,
                            int32_t every) {
  drop_refined(phrase, every);
  if (every == EVERY_YEAR)
    add_yearly(phrase, times, limits);
  else if (every == EVERY_MONTH || every == EVERY_QUARTER)
    add_days(phrase, times, limits, every);
  else
    fail_at(phrase, PHRASE_UNREAD, &times->items[0]);
  if (!phrase->failed) tthc__accept_until(phrase, &tthc__last_clause(phrase)->until);
}

/* --- named times, as they stand ----------------------------------------------------------------------------------- */

/* "… và các năm tiếp theo", "… trở đi" */
static int accept_and_later(struct phrase *phrase) {
  const int32_t start = phrase->at;
  if (tthc__accept(phrase, "tro di") || tthc__accept(phrase, "tro ve sau")) return 1;
  while (tthc__accept(phrase, ",|va|cac|nhung|trong")) continue;
  if (tthc__accept(phrase, "nam") &&
      (tthc__accept(phrase, "tiep theo") || tthc__accept(phrase, "ke|sau tiep") || tthc__accept(phrase, "sau|toi")))
    return 1;
  phrase->at = start;
  return 0;
}

static void add_from(struct phrase *phrase, int32_t day) {
  struct clause *before = tthc__last_clause(phrase);
  struct clause *clause;
  if (before != NULL && (before->kind == TTHC_ONGOING || before->kind == TTHC_RECURRING) &&
      before->start == TTHC_NO_DAY) {
    before->start = day; /* "thường xuyên, bắt đầu từ Quý I/2021" */
    return;
  }
  clause = tthc__add_clause(phrase, TTHC_ONGOING);
  if (clause != NULL) clause->start = day;
}

/* The first of a range takes from the second what it does not say. */
static void inherit(struct named_time *first, const struct named_time *second) {
  if (first->kind == NAMED_DAY && first->month == 0 && second->kind == NAMED_DAY) first->month = second->month;
  if (first->year == 0) first->year = second->year;
}

/* A range of more than a year behind a bare recurrence says how long it goes on. */
static int bounds_recurrence(const struct clause *before, const struct window *window) {
  return tthc__is_bare(before) && before->every != EVERY_BY_REGIME && before->start == TTHC_NO_DAY &&
         window->last_day - window->first_day > 366;
}

static void add_range(struct phrase *phrase, struct named_time first, const struct named_time *second,
                      const struct limits *limits) {
  struct window from, to;
  struct window window;
  int32_t every, months, month, day;
  inherit(&first, second);
  if (first.year == 0 && tthc__accept_every(phrase, &every, &months) && every == EVERY_YEAR &&
      yearly_point(second, &month, &day)) {
    tthc__add_recurring(phrase, EVERY_YEAR, 1 << month, day, 0);
    return;
  }
  if (!find_window(phrase, &first, second->year, &from) || !find_window(phrase, second, first.year, &to)) return;
  window.first_day = from.first_day;
  window.last_day = limits->excludes ? to.first_day - 1 : to.last_day;
  if (window.first_day > window.last_day) {
    tthc__note(phrase, PHRASE_REVERSED, first.from, second->to);
    phrase->failed = 1;
  } else if (accept_and_later(phrase)) {
    add_from(phrase, window.first_day);
  } else if (bounds_recurrence(tthc__last_clause(phrase), &window)) {
    tthc__last_clause(phrase)->start = window.first_day; /* "hằng năm, giai đoạn 2026-2030" */
    tthc__last_clause(phrase)->until = window.last_day;
  } else {
    const struct limits inside = {0, 0, 0, limits->at};
    add_once(phrase, &window, &inside);
    if (!phrase->failed && tthc__last_clause(phrase)->start == TTHC_NO_DAY)
      tthc__last_clause(phrase)->start = window.first_day;
  }
}

/* A second time behind "-" or "đến": "Quý II - IV/2025", "2025-2026", "tháng 3 đến tháng 10". */
static int accept_second(struct phrase *phrase, const struct named_time *first, struct named_time *second) {
  const int32_t start = phrase->at;
  if (tthc__accept(phrase, "-|den|toi")) {
    tthc__accept(phrase, "het|truoc");
    if (tthc__accept_same(phrase, first, second)) return 1;
    if (first->kind != NAMED_YEAR && tthc__accept_time(phrase, second)) return 1;
  }
  phrase->at = start;
  return 0;
}

/* Times as they stand, one after the other, or a range of two. */
static int read_named_times(struct phrase *phrase) {
  const int32_t start = phrase->at, notes = phrase->note_count;
  const struct limits limits = accept_limits(phrase);
  struct named_time second;
  struct times times;
  struct window window;
  int32_t i, every, said_later = 0;
  if (!accept_times(phrase, &times)) {
    phrase->at = start;
    phrase->note_count = notes;
    return 0;
  }
  every = accept_recurrence(phrase, &times);
  if (every != EVERY_BY_REGIME) {
    add_recurrences(phrase, &times, &limits, every);
    return 1;
  }
  if (times.count == 1 && accept_second(phrase, &times.items[0], &second)) {
    add_range(phrase, times.items[0], &second, &limits);
    return 1;
  }
  for (i = times.count; i-- > 0;) {
    if (times.items[i].year > 0) said_later = times.items[i].year;
    if (times.items[i].year == 0) times.items[i].year = said_later;
  }
  for (i = 0; i < times.count && !phrase->failed; i++) {
    if (!find_window(phrase, &times.items[i], 0, &window)) return 1;
    if (i + 1 == times.count && accept_and_later(phrase))
      add_from(phrase, window.first_day);
    else
      add_once(phrase, &window, &limits);
  }
  return 1;
}

/* "Từ tháng 02 đến tháng 9/2021", "từ năm 2025 trở đi", "bắt đầu từ Quý I/2021", "từ tháng 10/2025 đến khi …" */
static int read_from(struct phrase *phrase) {
  const int32_t start = phrase->at;
  const struct limits limits = {0, 0, 0, start};
  struct named_time first, second;
  struct window window;
  tthc__accept(phrase, "bat dau");
  if ((!tthc__accept(phrase, "ke tu") && !tthc__accept(phrase, "tu")) || !tthc__accept_time(phrase, &first)) {
    phrase->at = start;
    return 0;
  }
  if (accept_second(phrase, &first, &second)) {
    struct limits range = limits;
    range.excludes = phrase->at > 0 && second.from > 0 && strcmp(phrase->tokens[second.from - 1].word, "truoc") == 0;
    add_range(phrase, first, &second, &range);
    return 1;
  }
  if (!find_window(phrase, &first, 0, &window)) return 1;
  if (tthc__accept(phrase, "den khi") || tthc__accept(phrase, "cho den khi")) {
    if (tthc__add_clause(phrase, TTHC_ON_EVENT) == NULL) return 1;
    tthc__last_clause(phrase)->start = window.first_day;
    take_event(phrase);
    return 1;
  }
  if (tthc__stands(phrase, "den|toi|-")) { /* until a time that cannot be read */
    fail_at(phrase, PHRASE_UNREAD, &first);
    return 1;
  }
  accept_and_later(phrase);
  add_from(phrase, window.first_day);
  return 1;
}

/* --- lengths of time ---------------------------------------------------------------------------------------------- */

/* "30 ngày làm việc", "24-48 giờ": as days. */
static int accept_length(struct phrase *phrase, struct after *after) {
  const int32_t start = phrase->at;
  int32_t number, more;
  if (tthc__accept_number(phrase, 1, 3660, &number)) {
    if (tthc__accept(phrase, "-|den") && tthc__accept_number(phrase, number, 3660, &more)) number = more;
    if (tthc__accept(phrase, "gio|h"))
      number = (number + 23) / 24;
    else if (tthc__accept(phrase, "tuan"))
      number *= 7;
    else if (!tthc__accept(phrase, "ngay"))
      number = 0;
    if (number > 0) {
      after->days = number;
      after->working = tthc__accept(phrase, "lam viec");
      return 1;
    }
  }
  phrase->at = start;
  return 0;
}

static void add_length_from(struct phrase *phrase, const struct after *after, int32_t day) {
  struct clause *clause = tthc__add_clause(phrase, TTHC_ONCE);
  tthc_calendar *calendar;
  if (clause == NULL) return;
  clause->start = day;
  clause->due = day + after->days; /* the first day is not counted: Civil Code 2015, art. 147 */
  if (after->working) {
    calendar = tthc_calendar_new(NULL, NULL);
    clause->due = calendar == NULL ? TTHC_NO_DAY : tthc_calendar_add_working_days(calendar, day, after->days);
    tthc_calendar_free(calendar);
  }
  if (!tthc__is_day(clause->due)) phrase->failed = 1;
}

/* "08 tháng (từ tháng 3 đến tháng 10)": the bracket says the same in days that can be dated. */
static int read_bracket(struct phrase *phrase) {
  const int32_t start = phrase->at;
  if (tthc__accept(phrase, "(") && (read_from(phrase) || read_named_times(phrase))) return 1;
  phrase->at = start;
  return 0;
}

/* "30 ngày làm việc kể từ ngày 01/02/2025", "trong 24-48 giờ sau khi nước rút", "chậm nhất 05 ngày sau khi …" */
static int read_length(struct phrase *phrase) {
  const int32_t start = phrase->at, notes = phrase->note_count;
  struct after after = {0, 0, NULL};
  struct named_time time;
  struct window window;
  int32_t length, months;
  int anchored;
  accept_limits(phrase);
  while (tthc__accept(phrase, "vong|thoi|han|gian|giai|doan|sau")) continue;
  length = phrase->at;
  if (tthc__accept_number(phrase, 1, 120, &months) && tthc__accept(phrase, "thang") && read_bracket(phrase)) return 1;
  phrase->at = length;
  if (!accept_length(phrase, &after)) {
    phrase->at = start;
    phrase->note_count = notes;
    return 0;
  }
  if (read_bracket(phrase)) return 1;
  while (tthc__accept(phrase, ",")) continue;
  anchored = tthc__accept(phrase, "ke tu") || tthc__accept(phrase, "tinh tu") || tthc__accept(phrase, "tu|sau");
  if (anchored && tthc__accept_time(phrase, &time) && !is_day_alone(&time)) {
    if (find_window(phrase, &time, 0, &window)) add_length_from(phrase, &after, window.last_day);
    return 1;
  }
  tthc__accept(phrase, "khi|ngay");
  if (tthc__add_clause(phrase, TTHC_ON_EVENT) == NULL) return 1;
  tthc__last_clause(phrase)->after = after;
  if (anchored && !tthc__is_phrase_end(phrase)) take_event(phrase);
  return 1;
}

/* --- events ------------------------------------------------------------------------------------------------------- */

/* "Ngày cuối cùng của quý", "ngày cuối tháng" */
static int read_last_day(struct phrase *phrase) {
  const int32_t start = phrase->at;
  int32_t every, months;
  accept_limits(phrase);
  if (tthc__accept(phrase, "ngay cuoi") && (tthc__accept(phrase, "cung") || 1) && (tthc__accept(phrase, "cua") || 1) &&
      (tthc__accept(phrase, "hang|moi|tung") || 1) && tthc__accept_unit_of_time(phrase, &every, &months) &&
      tthc__is_boundary(phrase) && every != EVERY_DAY)
    return tthc__add_recurring(phrase, every, months, 0, 0);
  phrase->at = start;
  return 0;
}

/* "Đột xuất", "khi có yêu cầu", "theo đề nghị" */
static int read_ad_hoc(struct phrase *phrase) {
  const int32_t start = phrase->at;
  tthc__accept(phrase, "ngay");
  if (!tthc__accept(phrase, "dot xuat") && !tthc__accept(phrase, "theo yeu|de cau|nghi") &&
      !tthc__accept(phrase, "khi|neu co yeu|de cau|nghi") && !tthc__accept(phrase, "khi duoc yeu|de cau|nghi") &&
      !tthc__accept(phrase, "khi can") && !tthc__accept(phrase, "theo chi dao")) {
    phrase->at = start;
    return 0;
  }
  while (!tthc__is_phrase_end(phrase) && !tthc__is_boundary(phrase)) phrase->at++; /* "… báo cáo" */
  if (tthc__last_clause(phrase) == NULL || tthc__last_clause(phrase)->kind != TTHC_AD_HOC)
    tthc__add_clause(phrase, TTHC_AD_HOC);
  return 1;
}

/* An event's text may say how often it comes: "Theo Kế hoạch … hàng năm". */
static void add_recurrence_of_event(struct phrase *phrase) {
  const int32_t end = phrase->at;
  int32_t every, months;
  if (end < 2) return;
  phrase->at = end - 2;
  if (tthc__accept_every(phrase, &every, &months) && phrase->at == end &&
      tthc__add_clause(phrase, TTHC_RECURRING) != NULL)
    tthc__last_clause(phrase)->every = every;
  phrase->at = end;
}

static int add_event(struct phrase *phrase) {
  const int32_t event = phrase->clause_count;
  if (tthc__add_clause(phrase, TTHC_ON_EVENT) == NULL) return 1;
  take_event(phrase);
  if (phrase->event_to[event] > phrase->event_from[event]) add_recurrence_of_event(phrase);
  return 1;
}

/* "Sau khi … ban hành", "theo tiến độ phê duyệt", "theo Kế hoạch riêng" */
static int read_event(struct phrase *phrase) {
  const int32_t start = phrase->at;
  if (tthc__accept(phrase, "sau khi") || tthc__accept(phrase, "ngay sau khi") || tthc__accept(phrase, "ngay khi") ||
      tthc__accept(phrase, "ngay sau") || tthc__accept(phrase, "khi") || tthc__accept(phrase, "theo tien do"))
    if (!tthc__is_boundary(phrase)) return add_event(phrase);
  phrase->at = start;
  if (tthc__stands(phrase, "theo dinh") || phrase->clause_count > 0 || !tthc__accept(phrase, "theo") ||
      tthc__is_boundary(phrase)) {
    phrase->at = start;
    return 0;
  }
  return add_event(phrase);
}

/* --- throughout --------------------------------------------------------------------------------------------------- */

/* "… trong năm 2021", "… đến hết năm 2025", "suốt năm 2021": the bounds of what is ongoing. */
static void read_bounds(struct phrase *phrase, struct clause *clause, int is_whole) {
  const int32_t start = phrase->at;
  const int is_inside = is_whole || tthc__accept(phrase, "trong") || tthc__accept(phrase, ", trong");
  struct named_time time;
  struct window window;
  if (!is_inside && !tthc__accept(phrase, ", den") && !tthc__accept(phrase, "den")) return;
  if (!is_inside) tthc__accept(phrase, "het");
  if (is_inside) tthc__accept(phrase, "suot|ca");
  if (!tthc__accept_time(phrase, &time)) {
    phrase->at = start;
    if (is_inside && (tthc__accept(phrase, "trong") || tthc__accept(phrase, ", trong")))
      tthc__accept(phrase, "suot|ca");
    if (is_inside && tthc__accept(phrase, "nam")) return; /* "trong năm": all of the plan */
    phrase->at = start;
    return;
  }
  if (!find_window(phrase, &time, 0, &window)) return;
  if (is_inside) clause->start = window.first_day;
  clause->until = window.last_day;
}

/* "Thường xuyên", "liên tục", "suốt năm" */
static int read_ongoing(struct phrase *phrase) {
  const int32_t start = phrase->at;
  struct clause *clause;
  int is_whole = 0;
  tthc__accept(phrase, "trong");
  if (tthc__stands(phrase, "quanh|suot nam")) {
    phrase->at++; /* the noun belongs to the time */
    is_whole = 1;
  } else {
    phrase->at = start;
    if (!tthc__accept(phrase, "thuong xuyen") && !tthc__accept(phrase, "thuongxuyen") &&
        !tthc__accept(phrase, "lien tuc"))
      return 0;
  }
  clause = tthc__last_clause(phrase);
  if (clause == NULL || clause->kind != TTHC_ONGOING) clause = tthc__add_clause(phrase, TTHC_ONGOING);
  if (clause != NULL) read_bounds(phrase, clause, is_whole);
  return 1;
}

/* "Theo định kỳ", "định kỳ" alone: as the plan's regime has it. */
static int read_periodical(struct phrase *phrase) {
  const int32_t start = phrase->at;
  tthc__accept(phrase, "theo");
  if (tthc__accept(phrase, "dinh ky|ki") && tthc__is_boundary(phrase)) {
    if (!tthc__is_bare(tthc__last_clause(phrase))) tthc__add_clause(phrase, TTHC_RECURRING);
    return 1;
  }
  phrase->at = start;
  return 0;
}

/* "Trong năm", "cả năm", "đến hết năm" without a number: the plan's year. */
static int read_plan_year(struct phrase *phrase) {
  const int32_t start = phrase->at;
  struct limits limits = {0, 0, 0, start};
  struct window window;
  limits.from_issue = tthc__accept(phrase, "tu nay");
  if (tthc__accept(phrase, "den|toi het nam") || tthc__accept(phrase, "het nam")) limits.is_limit = 1;
  if ((limits.is_limit || tthc__accept(phrase, "trong|ca nam")) && tthc__is_boundary(phrase) && phrase->year > 0) {
    window.first_day = tthc__day(phrase->year, 1, 1);
    window.last_day = tthc__day(phrase->year, 12, 31);
    tthc__note(phrase, PHRASE_YEAR_TAKEN, start, phrase->at);
    add_once(phrase, &window, &limits);
    return 1;
  }
  phrase->at = start;
  return 0;
}

/* --- the whole ---------------------------------------------------------------------------------------------------- */

/* "…, tầm nhìn đến năm 2045" is no deadline. */
static int skip_vision(struct phrase *phrase) {
  const int32_t start = phrase->at;
  int32_t year;
  if (tthc__accept(phrase, "tam nhin")) {
    tthc__accept(phrase, "den");
    tthc__accept(phrase, "nam");
    if (tthc__accept_number(phrase, YEAR_MIN, YEAR_MAX, &year)) {
      tthc__note(phrase, PHRASE_AIM, start, phrase->at);
      return 1;
    }
  }
  phrase->at = start;
  return 0;
}

/* "đến", "từ", "trước" lead to a time; at the end of a phrase that time is missing. */
static int is_lead(const struct token *token) {
  return token->kind == TOKEN_WORD && (strcmp(token->word, "den") == 0 || strcmp(token->word, "tu") == 0 ||
                                       strcmp(token->word, "truoc") == 0 || strcmp(token->word, "toi") == 0);
}

/* A word that names no time is passed over; a number, or a noun of time that no rule could read, is not. */
static int skip_word(struct phrase *phrase) {
  const int32_t at = phrase->at, notes = phrase->note_count;
  int32_t quarter;
  if (skip_vision(phrase)) return 1;
  if (tthc__stands(phrase, "khong")) return 0; /* "không thường xuyên" */
  accept_limits(phrase); /* all of them at once: each has been tried with what stands behind */
  tthc__accept(phrase, "tu");
  if (phrase->at > at) {
    phrase->note_count = notes;
    if (!is_lead(&phrase->tokens[phrase->at - 1]) || !tthc__is_boundary(phrase)) return 1;
    phrase->at = at;
    return 0;
  }
  if (tthc__accept(phrase, "viet nam") || tthc__accept(phrase, "mien|phia nam")) return 1;
  if (phrase->tokens[at].kind == TOKEN_NUMBER || tthc__stands(phrase, "thang|nam|ngay|tuan|gio|phut|/")) return 0;
  if (tthc__accept(phrase, "quy|qui|q")) {
    tthc__accept(phrase, ".");
    if (tthc__is_boundary(phrase) || tthc__accept_number(phrase, 0, 999999, &quarter) ||
        tthc__accept(phrase, "i|ii|iii|iv|v|vi|vii|x")) {
      phrase->at = at;
      return 0;
    }
    return 1;
  }
  phrase->at++;
  return 1;
}

typedef int read_rule(struct phrase *phrase);

void tthc__read_clauses(struct phrase *phrase) {
  static read_rule *const rules[] = {skip_hour,        read_ad_hoc,
                                     read_ongoing,     read_from,
                                     tthc__read_times, tthc__read_unit_with_bracket,
                                     read_last_day,    tthc__read_list_of_units,
                                     read_length,      tthc__read_every,
                                     read_periodical,  read_plan_year,
                                     read_named_times, read_event};
  int choice = 0; /* "hoặc" since the last clause */
  while (!phrase->failed) {
    const int said_or = skip_joints(phrase);
    const int32_t start = phrase->at, count = phrase->clause_count;
    size_t i;
    choice |= said_or;
    if (tthc__is_phrase_end(phrase)) break;
    for (i = 0; i < sizeof rules / sizeof *rules && !rules[i](phrase); i++) continue;
    if (i == sizeof rules / sizeof *rules && !skip_word(phrase)) phrase->failed = 1;
    /* Of two times only one is meant, and the phrase does not say which; "hoặc đột xuất" adds to what there is. */
    if (choice && count > 0 && phrase->clause_count > count && tthc__last_clause(phrase)->kind != TTHC_AD_HOC &&
        tthc__last_clause(phrase)->kind != TTHC_ON_EVENT)
      phrase->failed = 1;
    if (phrase->clause_count > count) choice = 0;
    if (phrase->failed) tthc__note(phrase, PHRASE_UNREAD, start, phrase->count);
  }
  if (phrase->clause_count == 0 && !phrase->failed) {
    tthc__note(phrase, PHRASE_UNREAD, 0, phrase->count);
    phrase->failed = 1;
  }
}
