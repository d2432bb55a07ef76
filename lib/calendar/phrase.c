/* A deadline phrase as words, and the named times in it. */
#include "calendar/phrase.h"

#include "base/unicode.h"
#include "calendar/period.h"

#include <stdlib.h>
#include <string.h>

/* --- tokens ------------------------------------------------------------------------------------------------------- */

static int is_digit(char c) { return c >= '0' && c <= '9'; }

static int is_letter(char c) { return ((c | 32) >= 'a' && (c | 32) <= 'z') || (unsigned char)c >= 0x80; }

/* Dashes and an ellipsis are marks of several bytes: gives how many, and the mark that stands for them. */
static int32_t wide_mark(const char *p, char *mark) {
  static const struct {
    const char *bytes;
    char mark;
  } marks[] = {{"–", '-'}, {"—", '-'}, {"−", '-'}, {"‑", '-'},       {"…", '.'},
               {"“", '"'}, {"”", '"'}, {"≥", '>'}, {"\xc2\xa0", ' '}};
  size_t i;
  for (i = 0; i < sizeof marks / sizeof *marks; i++) {
    const size_t length = strlen(marks[i].bytes);
    if (strncmp(p, marks[i].bytes, length) != 0) continue;
    *mark = marks[i].mark;
    return (int32_t)length;
  }
  return 0;
}

static int fold_word(struct token *token, const char *start, int32_t size) {
  struct buffer piece = {0}, folded = {0};
  int fits;
  tthc__put_bytes(&piece, start, size);
  if (!piece.failed) tthc__put_folded_word(&folded, piece.data);
  fits = !piece.failed && !folded.failed;
  if (fits && folded.size > 0 && folded.size < WORD_MAX)
    memcpy(token->word, folded.data, (size_t)folded.size + 1);
  else
    memcpy(token->word, "?", 2);
  tthc__buffer_free(&piece);
  tthc__buffer_free(&folded);
  return fits;
}

static void read_number(struct token *token, const char *start, int32_t size) {
  int32_t i;
  token->digits = size;
  token->value = size > 6 ? -1 : 0;
  for (i = 0; token->value >= 0 && i < size; i++) token->value = token->value * 10 + (start[i] - '0');
}

/* The bytes of the token that begins here; a run of letters ends at a digit, so that "Q2" is two. */
static int32_t token_size(const char *p, int32_t *kind, char *mark) {
  const char *end = p;
  const int32_t wide = wide_mark(p, mark);
  *kind = TOKEN_MARK;
  if (wide > 0) return wide;
  if (is_digit(*p)) {
    *kind = TOKEN_NUMBER;
    while (is_digit(*end)) end++;
    return (int32_t)(end - p);
  }
  if (!is_letter(*p)) {
    *mark = *p;
    return 1;
  }
  *kind = TOKEN_WORD;
  while (is_letter(*end) && wide_mark(end, mark) == 0) end++;
  return (int32_t)(end - p);
}

int tthc__phrase_split(struct phrase *phrase, const char *text) {
  const char *p = text;
  phrase->text = text;
  phrase->tokens = calloc(strlen(text) + 1, sizeof *phrase->tokens);
  if (phrase->tokens == NULL) return 0;
  while (*p != '\0') {
    struct token *token = &phrase->tokens[phrase->count];
    char mark = ' ';
    const int32_t size = token_size(p, &token->kind, &mark);
    token->from = (int32_t)(p - text);
    token->to = token->from + size;
    if (token->kind == TOKEN_WORD && !fold_word(token, p, size)) return 0;
    if (token->kind == TOKEN_NUMBER) read_number(token, p, size);
    token->word[0] = token->kind == TOKEN_MARK ? mark : token->word[0];
    p += size;
    if (token->kind != TOKEN_MARK || strchr(" \t\r\n\"", mark) == NULL)
      phrase->count++;
    else
      memset(token, 0, sizeof *token);
  }
  return 1;
}

/* --- words -------------------------------------------------------------------------------------------------------- */

int tthc__is_phrase_end(const struct phrase *phrase) { return phrase->at >= phrase->count; }

static const struct token *token_at(const struct phrase *phrase, int32_t at) {
  return at >= 0 && at < phrase->count ? &phrase->tokens[at] : NULL;
}

/* Whether a token is one of the words up to the next blank. */
static int is_one_of(const struct token *token, const char *words, size_t size) {
  const char *p = words;
  if (token == NULL || token->kind == TOKEN_NUMBER) return 0;
  while (p < words + size) {
    const size_t length = strcspn(p, "| ");
    if (strlen(token->word) == length && memcmp(token->word, p, length) == 0) return 1;
    p += length + 1;
  }
  return 0;
}

/* How many tokens the words take here; 0 when they do not stand here. */
static int32_t match(const struct phrase *phrase, const char *words) {
  int32_t taken = 0;
  while (*words != '\0') {
    const size_t size = strcspn(words, " ");
    if (!is_one_of(token_at(phrase, phrase->at + taken), words, size)) return 0;
    taken++;
    words += size;
    words += *words == ' ';
  }
  return taken;
}

int tthc__stands(const struct phrase *phrase, const char *words) { return match(phrase, words) > 0; }

int tthc__accept(struct phrase *phrase, const char *words) {
  const int32_t taken = match(phrase, words);
  phrase->at += taken;
  return taken > 0;
}

static int32_t number_in_words(const struct token *token) {
  /* "năm" is left out: it is nearly always a year. */
  static const char *const names[] = {"mot", "hai", "ba", "bon", "", "sau", "bay", "tam", "chin", "muoi"};
  int32_t i;
  for (i = 0; token != NULL && token->kind == TOKEN_WORD && i < 10; i++)
    if (strcmp(token->word, names[i]) == 0) return i + 1;
  return -1;
}

int tthc__accept_number(struct phrase *phrase, int32_t low, int32_t high, int32_t *number) {
  const struct token *token = token_at(phrase, phrase->at);
  const int32_t value = token == NULL ? -1 : token->kind == TOKEN_NUMBER ? token->value : number_in_words(token);
  if (value < low || value > high || value < 0) return 0;
  *number = value;
  phrase->at++;
  return 1;
}

/* Digits only: a month or a day is not written in words. */
static int accept_digits(struct phrase *phrase, int32_t low, int32_t high, int32_t most_digits, int32_t *number) {
  const struct token *token = token_at(phrase, phrase->at);
  if (token == NULL || token->kind != TOKEN_NUMBER || token->digits > most_digits) return 0;
  return tthc__accept_number(phrase, low, high, number);
}

void tthc__note(struct phrase *phrase, int32_t code, int32_t from, int32_t to) {
  struct phrase_note *grown;
  if (phrase->note_count >= 32) return;
  grown = tthc__grow(phrase->notes, phrase->note_count, &phrase->note_capacity, sizeof *grown);
  if (grown == NULL) return; /* a note is a courtesy; what it is about stands in the clauses */
  phrase->notes = grown;
  grown[phrase->note_count].code = code;
  grown[phrase->note_count].from = from < phrase->count ? phrase->tokens[from].from : (int32_t)strlen(phrase->text);
  grown[phrase->note_count].to =
    to > from && to <= phrase->count ? phrase->tokens[to - 1].to : (int32_t)strlen(phrase->text);
  phrase->note_count++;
}

/* --- named times -------------------------------------------------------------------------------------------------- */

/* "2021" behind "/", "-", ".", ",", "năm", "của năm", "trong năm", or nothing. */
static int accept_year(struct phrase *phrase, int32_t *year) {
  const int32_t start = phrase->at;
  const struct token *token;
  if (tthc__accept(phrase, "/|-|.|,") || !tthc__accept(phrase, "cua|trong nam")) tthc__accept(phrase, "nam");
  token = token_at(phrase, phrase->at);
  if (token != NULL && token->digits == 4 && accept_digits(phrase, YEAR_MIN, YEAR_MAX, 4, year)) return 1;
  phrase->at = start;
  return 0;
}

/* Roman or Arabic; a scanner may take I for l. */
static int accept_quarter_number(struct phrase *phrase, int32_t *number) {
  static const char *const roman[] = {"i", "ii", "iii", "iv"};
  const struct token *token = token_at(phrase, phrase->at);
  char word[WORD_MAX];
  int32_t i;
  if (token == NULL) return 0;
  if (token->kind == TOKEN_NUMBER) return accept_digits(phrase, 1, 4, 2, number);
  memcpy(word, token->word, sizeof word);
  for (i = 0; word[i] != '\0'; i++)
    if (word[i] == 'l') word[i] = 'i';
  for (i = 0; i < 4; i++) {
    if (strcmp(word, roman[i]) != 0) continue;
    if (strcmp(word, token->word) != 0) tthc__note(phrase, PHRASE_SPELLING, phrase->at, phrase->at + 1);
    *number = i + 1;
    phrase->at++;
    return 1;
  }
  return 0;
}

static int accept_quarter(struct phrase *phrase, struct named_time *time) {
  if (!tthc__accept(phrase, "quy|qui|q")) return 0;
  tthc__accept(phrase, ".");
  if (!accept_quarter_number(phrase, &time->number)) return 0;
  time->kind = NAMED_QUARTER;
  accept_year(phrase, &time->year);
  return 1;
}

static int accept_month(struct phrase *phrase, struct named_time *time) {
  tthc__accept(phrase, "cac");
  if (!tthc__accept(phrase, "thang|t") || !accept_digits(phrase, 1, 12, 2, &time->month)) return 0;
  time->kind = NAMED_MONTH;
  accept_year(phrase, &time->year);
  return 1;
}

/* A bare number is a time only behind a word that leads to one: "Đợt 2/2021" is no February. */
static int may_stand_bare(const struct phrase *phrase) {
  static const char leads[] =
    "truoc|den|toi|trong|tu|het|va|vao|la|nhat|qua|thanh|xong|hoac|hanh|hien|doan|ky|ki|cuoi|dau|giua|han|kien";
  const struct token *before = token_at(phrase, phrase->at - 1);
  return before == NULL || before->kind == TOKEN_MARK || is_one_of(before, leads, sizeof leads - 1);
}

/* "01/2025" */
static int accept_bare_month(struct phrase *phrase, struct named_time *time) {
  if (!may_stand_bare(phrase) || !accept_digits(phrase, 1, 12, 2, &time->month) || !tthc__accept(phrase, "/|-|."))
    return 0;
  time->kind = NAMED_MONTH;
  return token_at(phrase, phrase->at) != NULL && token_at(phrase, phrase->at)->digits == 4 &&
         accept_digits(phrase, YEAR_MIN, YEAR_MAX, 4, &time->year);
}

/* "30/11/2025", "30-11-2025", "30/11"; a day that no month has is one all the same, and said to be none. */
static int accept_numeric_day(struct phrase *phrase, struct named_time *time) {
  const struct token *mark;
  time->kind = NAMED_DAY;
  if (!accept_digits(phrase, 0, 99, 2, &time->number)) return 0;
  mark = token_at(phrase, phrase->at);
  if (!tthc__accept(phrase, "/|-|.") || !accept_digits(phrase, 0, 99, 2, &time->month)) return 0;
  if (tthc__stands(phrase, mark->word)) { /* the same mark again */
    const int32_t start = phrase->at++;
    if (token_at(phrase, phrase->at) != NULL && token_at(phrase, phrase->at)->digits == 4 &&
        accept_digits(phrase, YEAR_MIN, YEAR_MAX, 4, &time->year))
      return 1;
    phrase->at = start;
  } else {
    accept_year(phrase, &time->year);
  }
  return mark->word[0] == '/' || time->year > 0; /* "24-48" and "2.1" are no days */
}

/* "ngày 15 tháng 12 năm 2025", "ngày 15", "ngày 15/12" */
static int accept_worded_day(struct phrase *phrase, struct named_time *time) {
  int32_t start;
  if (!tthc__accept(phrase, "ngay")) return 0;
  tthc__accept(phrase, "mung");
  start = phrase->at;
  if (accept_numeric_day(phrase, time)) return 1;
  phrase->at = start;
  time->month = time->year = 0;
  if (!accept_digits(phrase, 0, 99, 2, &time->number)) return 0;
  start = phrase->at;
  if (tthc__accept(phrase, "thang") && accept_digits(phrase, 1, 12, 2, &time->month))
    accept_year(phrase, &time->year);
  else
    phrase->at = start;
  return 1;
}

/* "15 tháng 12 năm 2025" without "ngày"; "08 tháng (…)" is a length, not a day. */
static int accept_day_of_month(struct phrase *phrase, struct named_time *time) {
  time->kind = NAMED_DAY;
  if (!accept_digits(phrase, 1, 31, 2, &time->number) || !tthc__accept(phrase, "thang") ||
      !accept_digits(phrase, 1, 12, 2, &time->month))
    return 0;
  accept_year(phrase, &time->year);
  return 1;
}

/* "6 tháng đầu năm 2021", "9 tháng năm 2021", "3 tháng cuối năm", "nửa đầu năm" */
static int accept_months(struct phrase *phrase, struct named_time *time) {
  int32_t months = 6, is_last;
  if (!tthc__accept(phrase, "nua") &&
      !(tthc__accept_number(phrase, 1, 11, &months) && tthc__accept(phrase, "thang")))
    return 0;
  is_last = tthc__stands(phrase, "cuoi");
  if (!tthc__accept(phrase, "dau|cuoi nam") && !tthc__accept(phrase, "dau|cuoi cua nam") &&
      !(tthc__stands(phrase, "nam") && token_at(phrase, phrase->at + 1) != NULL &&
        token_at(phrase, phrase->at + 1)->kind == TOKEN_NUMBER))
    return 0;
  time->kind = NAMED_MONTHS;
  time->month = is_last ? 13 - months : 1;
  time->last_month = is_last ? 12 : months;
  accept_year(phrase, &time->year);
  return 1;
}

static int accept_named_year(struct phrase *phrase, struct named_time *time) {
  const struct token *token;
  if (!tthc__accept(phrase, "nam") && !may_stand_bare(phrase)) return 0;
  token = token_at(phrase, phrase->at);
  time->kind = NAMED_YEAR;
  return token != NULL && token->digits == 4 && accept_digits(phrase, YEAR_MIN, YEAR_MAX, 4, &time->year);
}

/* "cuối năm", "đầu quý", "giữa tháng": of the plan's year; a quarter or month of its own must be named. */
static int accept_edge(struct phrase *phrase) {
  const int32_t start = phrase->at;
  int32_t edge = 0;
  if (tthc__accept(phrase, "dau"))
    edge = 'd';
  else if (tthc__accept(phrase, "giua"))
    edge = 'g';
  else if (tthc__accept(phrase, "cuoi"))
    edge = 'c';
  if (edge != 0 && tthc__stands(phrase, "nam|quy|qui|q|thang")) return edge;
  phrase->at = start;
  return 0;
}

/* "30/11/2025" without "ngày" */
static int accept_bare_day(struct phrase *phrase, struct named_time *time) {
  return may_stand_bare(phrase) && accept_numeric_day(phrase, time);
}

/* "2021-Q2" */
static int accept_period_id(struct phrase *phrase, struct named_time *time) {
  time->kind = NAMED_QUARTER;
  return accept_digits(phrase, YEAR_MIN, YEAR_MAX, 4, &time->year) && tthc__accept(phrase, "-") &&
         tthc__accept(phrase, "q") && accept_quarter_number(phrase, &time->number);
}

typedef int accept_form(struct phrase *phrase, struct named_time *time);

int tthc__accept_time(struct phrase *phrase, struct named_time *time) {
  static accept_form *const forms[] = {accept_quarter,    accept_worded_day, accept_bare_day,
                                       accept_bare_month, accept_period_id,  accept_day_of_month,
                                       accept_months,     accept_month,      accept_named_year};
  const int32_t start = phrase->at, notes = phrase->note_count;
  const int32_t edge = accept_edge(phrase), behind = phrase->at;
  size_t i;
  for (i = 0; i < sizeof forms / sizeof *forms; i++) {
    memset(time, 0, sizeof *time);
    time->edge = edge;
    time->from = start;
    if (forms[i](phrase, time)) {
      time->to = phrase->at;
      return 1;
    }
    phrase->at = behind;
    phrase->note_count = notes;
  }
  /* "cuối năm", without a year */
  memset(time, 0, sizeof *time);
  if (edge != 0 && tthc__accept(phrase, "nam")) {
    time->kind = NAMED_YEAR;
    time->edge = edge;
    time->from = start;
    time->to = phrase->at;
    return 1;
  }
  phrase->at = start;
  return 0;
}

int tthc__accept_same(struct phrase *phrase, const struct named_time *before, struct named_time *time) {
  const int32_t start = phrase->at;
  memset(time, 0, sizeof *time);
  time->kind = before->kind;
  time->from = start;
  if ((before->kind == NAMED_QUARTER && accept_quarter_number(phrase, &time->number)) ||
      (before->kind == NAMED_MONTH && accept_digits(phrase, 1, 12, 2, &time->month) &&
       !tthc__stands(phrase, "/|lan|thang|ngay|tuan|gio"))) {
    accept_year(phrase, &time->year);
    time->to = phrase->at;
    return 1;
  }
  phrase->at = start;
  if (tthc__accept_time(phrase, time) && time->kind == before->kind) return 1;
  phrase->at = start;
  return 0;
}

int tthc__accept_more(struct phrase *phrase, const struct named_time *before, struct named_time *time) {
  const int32_t start = phrase->at, notes = phrase->note_count;
  while (tthc__accept(phrase, ",|va|&|;|+")) continue;
  if (phrase->at > start && tthc__accept_same(phrase, before, time)) return 1;
  phrase->at = start;
  phrase->note_count = notes;
  return 0;
}

/* --- days --------------------------------------------------------------------------------------------------------- */

/* Civil Code 2015, art. 146.2 and 146.3; a quarter's middle is that of its second month. */
static int32_t edge_day(const struct named_time *time, const struct window *window) {
  if (time->edge == 'd') return window->first_day;
  if (time->edge == 'c') return window->last_day;
  if (time->kind == NAMED_YEAR) return tthc__month_end(tthc_day_year(window->first_day), 6);
  return tthc__day_in_month(tthc_day_year(window->first_day),
                            tthc_day_month(window->first_day) + (time->kind == NAMED_QUARTER), 15);
}

static struct window months_window(int32_t year, int32_t first, int32_t last) {
  const struct window window = {tthc__day_in_month(year, first, 1), tthc__month_end(year, last)};
  return window;
}

int tthc__window_of(const struct named_time *time, int32_t year, struct window *window) {
  if (time->year > 0) year = time->year;
  if (year < YEAR_MIN || year > YEAR_MAX) return 0;
  switch (time->kind) {
  case NAMED_DAY:
    if (time->month < 1 || time->month > 12 || time->number < 1 ||
        tthc_day_of_month(tthc__day_in_month(year, time->month, time->number)) != time->number)
      return 0;
    window->first_day = window->last_day = tthc__day(year, time->month, time->number);
    return 1;
  case NAMED_MONTH: *window = months_window(year, time->month, time->month); break;
  case NAMED_QUARTER: *window = months_window(year, time->number * 3 - 2, time->number * 3); break;
  case NAMED_MONTHS: *window = months_window(year, time->month, time->last_month); break;
  default: *window = months_window(year, 1, 12);
  }
  if (time->edge != 0) window->first_day = window->last_day = edge_day(time, window);
  return 1;
}
