/*
 * Numeric targets in prose. A clause is read from left to right; a target is a run of leads ("đạt", "ít nhất",
 * "tăng thêm"), a number, what it counts, and "trở lên". What the words around it make of it is in tables.
 */
#include "document/targets.h"

#include "document/target_words.h"
#include "tthcplan/indicator.h"

#include <stdlib.h>
#include <string.h>

struct year_said {
  int32_t at; /* a word */
  int32_t year;
};

struct finder {
  struct words_of words;
  struct arena *arena;
  struct found_target *found;
  struct target_words *readings; /* of the clause */
  int32_t reading_count;
  int32_t reading_capacity;
  struct year_said *years; /* of the clause */
  int32_t year_count;
  int32_t year_capacity;
  int32_t count;
  int32_t failed;     /* memory */
  int32_t is_report;  /* the clause tells what is, or sets a condition */
  int32_t is_negated; /* "không để", until a comma */
  int32_t is_lowered; /* "giảm", until a comma or a target */
  int32_t is_rule;    /* "đối với", until a comma: loose counts tell whom it is for */
};

/* --- a target ----------------------------------------------------------------------------------------------------- */

/* "không quá 01 tập thể, 03 cá nhân", "giảm ít nhất 10% số vụ, 5% số người chết": the same leads for both. */
static void take_over_leads(const struct finder *finder, struct target_words *reading) {
  const struct words_of *words = &finder->words;
  const struct target_words *before;
  int32_t at = reading->number - 1, gap;
  if (finder->reading_count == 0 || tthc__match(words, at, ",|va") == 0) return;
  before = &finder->readings[finder->reading_count - 1];
  if (before->is_percent ? before->change == 0 : (before->traits & SAYS_SO) == 0) return;
  for (gap = 0; at > before->to && gap < GAP_MAX; gap++)
    if (!tthc__is_letters_at(words, --at)) return;
  if (at > before->to || before->is_percent != (tthc__match_percent(words, reading->number + 1) > 0)) return;
  reading->comparator = before->comparator == TTHC_RANGE ? 0 : before->comparator;
  reading->change = before->change;
  reading->traits = before->traits & ~(LOOSE | FROM);
}

/* "không để tỷ lệ trễ hạn trên 2%": at most 2%. */
static void turn_around(struct target_words *reading) {
  static const int32_t turned[] = {0,          TTHC_LESS_THAN, TTHC_AT_MOST, TTHC_MORE_THAN, TTHC_AT_LEAST,
                                   TTHC_EQUAL, TTHC_RANGE};
  reading->comparator = turned[reading->comparator];
}

static void settle(struct finder *finder, struct target_words *reading) {
  if (finder->is_negated) turn_around(reading);
  /* "giảm thời gian giải quyết ít nhất 30%": by as much; "giảm tỷ lệ trễ hạn dưới 2%" is a level */
  if (finder->is_lowered && reading->change == 0 && reading->comparator == TTHC_AT_LEAST) reading->change = -1;
  /* "tốc độ tăng 5%/năm" is the level of a rate */
  if (tthc__match_before(&finder->words, reading->from, "do|le|muc") > 0) reading->change = 0;
  if (reading->comparator == 0) reading->comparator = TTHC_EQUAL;
}

static void keep(struct finder *finder, const struct target_words *reading) {
  struct target_words *grown =
    tthc__grow(finder->readings, finder->reading_count, &finder->reading_capacity, sizeof *grown);
  finder->failed |= grown == NULL;
  if (grown == NULL) return;
  finder->readings = grown;
  grown[finder->reading_count++] = *reading;
  finder->is_lowered = 0;
}

/* A listed count is one only with a unit: "ít nhất 02 hội nghị, 01 lớp tập huấn", but no "…, 2025". */
static int is_listed_without_unit(const struct target_words *reading) {
  return reading->from == reading->number && !reading->is_percent && reading->unit_to == reading->unit_from;
}

/* Reads the target whose number was found; gives the word to go on at. */
static int32_t read_target(struct finder *finder, struct target_words *reading) {
  const struct words_of *words = &finder->words;
  int32_t at, level;
  if (tthc__is_part_of_code(words, reading->number)) return reading->number + 1;
  if (reading->from == reading->number) take_over_leads(finder, reading);
  at = tthc__read_numbers(words, reading);
  if (at == 0) return reading->to;
  at = tthc__read_unit(words, at, reading);
  level = (reading->traits & FROM) != 0 ? tthc__read_from_to(words, at, reading) : 0;
  reading->to = level > 0 ? level : tthc__read_suffix(words, at, reading);
  if (tthc__is_open_target(reading) || is_listed_without_unit(reading) || finder->is_report) return at;
  if (finder->is_rule && !reading->is_percent && (reading->traits & LOOSE) != 0) return at;
  if (tthc__is_refused_target(words, reading)) return at;
  settle(finder, reading);
  keep(finder, reading);
  return reading->to;
}

/* "- ", "a) ", "1) " at the beginning of a clause are no part of a title. */
static int32_t skip_label(const struct words_of *words, int32_t at) {
  for (;;) {
    const struct word *word = tthc__word_at(words, at);
    if (word == NULL) return at;
    if (word->kind == WORD_MARK && strchr("(<>~=", word->letters[0]) == NULL)
      at++;
    else if (word->kind != WORD_MARK && tthc__match(words, at + 1, ")") > 0)
      at += 2;
    else
      return at;
  }
}

/* --- years -------------------------------------------------------------------------------------------------------- */

static void add_year(struct finder *finder, int32_t at) {
  struct year_said *grown = tthc__grow(finder->years, finder->year_count, &finder->year_capacity, sizeof *grown);
  finder->failed |= grown == NULL;
  if (grown == NULL) return;
  finder->years = grown;
  grown[finder->year_count].at = at;
  grown[finder->year_count++].year = tthc__year_at(&finder->words, at);
}

/* The first word of "31/12/2025", "quý IV/2025", "ngày 31 tháng 12 năm 2025". */
static int32_t date_start(const struct words_of *words, int32_t year) {
  int32_t at = year;
  while (year - at < GAP_MAX && (tthc__match(words, at - 1, "/|nam|thang|ngay|quy|i|ii|iii|iv") > 0 ||
                                 (at < year && tthc__is_number_at(words, at - 1))))
    at--;
  return at;
}

/* Whether the year at `at` is one by which or in which something holds, not of a period or of another document. */
static int is_year_of_target(const struct words_of *words, int32_t at) {
  static const char preposition[] = "den|toi|het|vao|trong|cuoi|truoc|tu";
  const int32_t start = date_start(words, at);
  if (tthc__match(words, at - 1, "-") > 0 || (tthc__match(words, at + 1, "-") > 0 && tthc__year_at(words, at + 2) > 0))
    return 0;
  if (tthc__match_before(words, start, preposition) > 0)
    return start < at || tthc__match(words, at - 1, "den|toi|het") > 0;
  if (tthc__match(words, at - 1, "nam") == 0 || start != at - 1) return 0;
  return start <= skip_label(words, words->first) || tthc__match(words, start - 1, "%") > 0 ||
         tthc__match(words, at + 1, "dat|tang|giam|phan|:") > 0;
}

static int is_joined(const struct words_of *words, int32_t a, int32_t b) {
  return words->items[a].joints == words->items[b].joints;
}

/*
 * The year behind the number, when no comma or "và" stands between; else the one before it; else the one at the end of
 * the clause, behind its last target. `next` walks over the years as the numbers do.
 */
static int32_t year_for(const struct finder *finder, int32_t number, int32_t *next) {
  const int32_t last = finder->readings[finder->reading_count - 1].number;
  while (*next < finder->year_count && finder->years[*next].at < number) ++*next;
  if (*next < finder->year_count && is_joined(&finder->words, number, finder->years[*next].at))
    return finder->years[*next].year;
  if (*next > 0) return finder->years[*next - 1].year;
  return *next < finder->year_count && finder->years[*next].at > last ? finder->years[*next].year : 0;
}

/* --- clauses ------------------------------------------------------------------------------------------------------ */

/* With a comma before them these begin a clause that can stand by itself. */
static const char *const openers[] = {"dam bao",  "bao dam", "phan dau",    "trong do", "dong thoi", "huong toi",
                                      "gop phan", "nham",    "?qua|qua do", "tu do",    "de"};

static const char abbreviations[] = "tp|q|p|tx|ts|ths|gs|pgs|th|h|x";

static int is_full_stop(const struct words_of *words, int32_t at) {
  return tthc__match(words, at, ".") > 0 && !tthc__is_glued(words, at + 1) &&
         !(tthc__is_glued(words, at) && tthc__match(words, at - 1, abbreviations) > 0);
}

/* Where the clause that begins here ends. */
static int32_t clause_end(const struct words_of *words, int32_t at) {
  int32_t depth = 0;
  for (; at < words->count; at++) {
    const struct word *word = &words->items[at];
    if (word->kind != WORD_MARK) continue;
    if (word->letters[0] == '\n') return at;
    depth += word->letters[0] == '(';
    depth -= word->letters[0] == ')' && depth > 0;
    if (depth > 0) continue;
    if (tthc__match(words, at, ";|!|?") > 0 && word->to - word->from == 1) return at;
    if (is_full_stop(words, at)) return at;
    if (word->letters[0] == ',' && tthc__stands_any(words, at + 1, openers, LENGTH(openers))) return at;
  }
  return at;
}

static int32_t skip_end(const struct words_of *words, int32_t end) {
  while (end > words->first && words->items[end - 1].kind == WORD_MARK &&
         strchr(")%", words->items[end - 1].letters[0]) == NULL)
    end--;
  return end;
}

/* "Hiện có" and the like at the beginning, so that "thực hiện tại" is none; "nếu" anywhere. */
static int begins_report(const struct words_of *words, int32_t at) {
  static const char *const beginnings[] = {"hien tai|co|dat|dang", "truong hop", "thuc trang", "thoi gian ?qua|qua"};
  static const char *const anywhere[] = {"hien nay", "neu", "doi voi truong hop", "tinh den nay|thoi"};
  if (tthc__stands_any(words, at, anywhere, LENGTH(anywhere))) return 1;
  if (words->is_marked && tthc__match(words, at, "tinh den") > 0) return 1; /* without marks "tỉnh đến" is the same */
  return (tthc__word_at(words, at - 1) == NULL || tthc__match(words, at - 1, ",|-|(") > 0) &&
         tthc__stands_any(words, at, beginnings, LENGTH(beginnings));
}

/* What the words tell about the targets behind them. */
static void note_word(struct finder *finder, int32_t at) {
  const struct words_of *words = &finder->words;
  if (tthc__match(words, at, ",") > 0) finder->is_negated = finder->is_lowered = finder->is_rule = 0;
  if (tthc__match(words, at, "khong de") > 0) finder->is_negated = 1;
  if (tthc__match(words, at, "giam") > 0 || tthc__match(words, at, "rut ngan") > 0) finder->is_lowered = 1;
  if (tthc__match(words, at, "doi voi") > 0) finder->is_rule = 1;
  if (begins_report(words, at)) finder->is_report = 1;
}

/* Reads what begins at this word; gives the word to go on at. */
static int32_t read_word(struct finder *finder, int32_t at) {
  struct target_words reading = {0};
  reading.from = at;
  reading.number = tthc__read_leads(&finder->words, at, &reading);
  if (tthc__is_number_at(&finder->words, reading.number)) return read_target(finder, &reading);
  note_word(finder, at);
  return at + 1;
}

static void note_years(struct finder *finder, int32_t from, int32_t to) {
  int32_t at;
  for (at = from; at < to; at++)
    if (tthc__year_at(&finder->words, at) > 0 && is_year_of_target(&finder->words, at)) add_year(finder, at);
}

/* --- the answer --------------------------------------------------------------------------------------------------- */

static const char *copy_decimal(struct finder *finder, struct decimal number) {
  struct buffer out = {0};
  const char *copy;
  tthc__put_decimal(&out, number);
  copy = out.failed ? NULL : tthc__arena_copy(finder->arena, out.data, (size_t)out.size);
  tthc__buffer_free(&out);
  finder->failed |= copy == NULL;
  return copy;
}

/* As written, with one blank for many and none around a slash. */
static void put_unit(const struct words_of *words, struct buffer *out, int32_t from, int32_t to) {
  int32_t at;
  for (at = from; at < to; at++) {
    const struct word *word = &words->items[at];
    const int is_slashed = word->letters[0] == '/' || words->items[at - 1].letters[0] == '/';
    if (at > from && !is_slashed && !tthc__is_glued(words, at)) tthc__put_char(out, ' ');
    tthc__put_bytes(out, words->text + word->from, word->to - word->from);
  }
}

static const char *copy_measure(struct finder *finder, const struct target_words *reading) {
  struct buffer out = {0};
  const char *copy = NULL;
  if (!reading->is_percent && reading->unit_to == reading->unit_from) return NULL;
  if (reading->is_percent) tthc__put_char(&out, '%');
  put_unit(&finder->words, &out, reading->unit_from, reading->unit_to);
  if (!out.failed) copy = tthc__arena_copy(finder->arena, out.data, (size_t)out.size);
  tthc__buffer_free(&out);
  finder->failed |= copy == NULL;
  return copy;
}

static void add_target(struct finder *finder, const struct target_words *reading, int32_t year) {
  const struct words_of *words = &finder->words;
  struct found_target *grown = tthc__arena_grow(finder->arena, finder->found, finder->count, sizeof *grown), *target;
  int32_t from = skip_label(words, words->first), to = skip_end(words, words->end);
  finder->failed |= grown == NULL;
  if (grown == NULL) return;
  if (from > reading->from) from = reading->from;
  if (to < reading->to) to = reading->to;
  finder->found = grown;
  target = &grown[finder->count++];
  target->from = words->items[reading->from].from;
  target->to = words->items[reading->to - 1].to;
  target->clause_from = words->items[from].from;
  target->clause_to = words->items[to - 1].to;
  target->comparator = reading->comparator;
  target->amount = copy_decimal(finder, reading->amount);
  target->high = reading->comparator == TTHC_RANGE ? copy_decimal(finder, reading->high) : NULL;
  target->is_percent = reading->is_percent;
  target->measure = copy_measure(finder, reading);
  target->year = year;
  target->approximate = (reading->traits & ABOUT) != 0;
  target->change = reading->change;
}

static void read_clause(struct finder *finder) {
  int32_t at = finder->words.first, from, next = 0, i;
  finder->reading_count = finder->year_count = 0;
  finder->is_report = finder->is_negated = finder->is_lowered = finder->is_rule = 0;
  while ((from = at) < finder->words.end) {
    at = read_word(finder, from);
    note_years(finder, from, at);
  }
  for (i = 0; !finder->failed && i < finder->reading_count; i++)
    add_target(finder, &finder->readings[i], year_for(finder, finder->readings[i].number, &next));
}

static void read_text(struct finder *finder) {
  struct words_of *words = &finder->words;
  int32_t at = 0;
  while (!finder->failed && at < words->count) {
    words->first = 0;
    words->end = words->count;
    words->end = clause_end(words, at);
    words->first = at;
    at = words->end + 1;
    read_clause(finder);
  }
}

int32_t tthc__find_targets(const char *text, struct arena *arena, struct found_target **out, int32_t *count,
                           tthc_error *err) {
  struct finder finder = {0};
  int32_t rc;
  *out = NULL;
  *count = 0;
  if (strlen(text) > TARGETS_TEXT_MAX)
    return tthc__fail(err, TTHC_E_LIMIT, NULL, WORDS("không quá 64 KiB", "at most 64 KiB"));
  finder.arena = arena;
  rc = tthc__words_split(&finder.words, text, err);
  if (rc == TTHC_OK) read_text(&finder);
  tthc__words_free(&finder.words);
  free(finder.readings);
  free(finder.years);
  if (rc != TTHC_OK || finder.failed) return rc != TTHC_OK ? rc : tthc__fail_memory(err);
  *out = finder.found;
  *count = finder.count;
  return TTHC_OK;
}
