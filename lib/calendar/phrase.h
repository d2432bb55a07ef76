/*
 * A deadline phrase as words: the tokens, and the reading of numbers and of named days, months, quarters and years.
 * The clauses that they make are grammar.c's.
 */
#ifndef TTHC_CALENDAR_PHRASE_H
#define TTHC_CALENDAR_PHRASE_H

#include "calendar/deadline.h"

enum { WORD_MAX = 20 };

enum token_kind { TOKEN_WORD, TOKEN_NUMBER, TOKEN_MARK };

/* A word as small letters without marks, a number, or a mark ("/", "-", ",", "(", …). */
struct token {
  int32_t kind;
  int32_t value;         /* of a number; -1 when it is too long to be one */
  int32_t digits;        /* of a number, zeros included */
  char word[WORD_MAX];   /* of a word or a mark; "?" for a word too long to matter */
  int32_t from;          /* bytes of the phrase */
  int32_t to;
};

struct phrase {
  const char *text;
  struct token *tokens;
  int32_t count;
  int32_t at;
  int32_t year;   /* the plan's; 0 when there is none */
  int32_t issued; /* TTHC_NO_DAY when not known */
  struct clause clauses[CLAUSES_MAX];
  int32_t clause_count;
  int32_t failed;           /* something in it is a time, but none that can be read */
  int32_t event_from[CLAUSES_MAX]; /* the words of an event, as tokens; -1: none */
  int32_t event_to[CLAUSES_MAX];
  struct phrase_note *notes;
  int32_t note_count;
  int32_t note_capacity;
};

enum named_kind { NAMED_DAY, NAMED_MONTH, NAMED_QUARTER, NAMED_YEAR, NAMED_MONTHS };

/* A named time, before its year is known: "15/11", "tháng 9", "quý II/2021", "6 tháng đầu năm". */
struct named_time {
  int32_t kind;
  int32_t year;    /* 0: not said */
  int32_t month;   /* of a day (0: not said) or a month; first of a span of months */
  int32_t last_month;
  int32_t number;  /* the day of the month, or the quarter */
  int32_t edge;    /* 0, or 'd', 'g', 'c': its beginning, middle, end ("đầu", "giữa", "cuối") */
  int32_t from;    /* tokens */
  int32_t to;
};

struct window {
  int32_t first_day;
  int32_t last_day;
};

/* Cuts the text; 0 without memory. */
int tthc__phrase_split(struct phrase *phrase, const char *text);

/* Goes past these words (parted by blanks; "a|b" is either) if they stand here. */
int tthc__accept(struct phrase *phrase, const char *words);
int tthc__stands(const struct phrase *phrase, const char *words);
int tthc__is_phrase_end(const struct phrase *phrase);

/* A number in these bounds, in digits or, for small ones, in words. */
int tthc__accept_number(struct phrase *phrase, int32_t low, int32_t high, int32_t *number);

/* Notes what was not sure about the tokens from `from` up to `to`. */
void tthc__note(struct phrase *phrase, int32_t code, int32_t from, int32_t to);

int tthc__accept_time(struct phrase *phrase, struct named_time *time);

/*
 * A further time of the kind of the one before, its noun or not: "IV" of "quý II - IV"; with a comma or "và" before it:
 * "6" of "các tháng 3, 6".
 */
int tthc__accept_same(struct phrase *phrase, const struct named_time *before, struct named_time *time);
int tthc__accept_more(struct phrase *phrase, const struct named_time *before, struct named_time *time);

/* Reads the whole phrase into clauses; `failed` when something in it is a time that cannot be read (grammar.c). */
void tthc__read_clauses(struct phrase *phrase);

/* Its days, with this year where it says none. 0 when there is no such day. */
int tthc__window_of(const struct named_time *time, int32_t year, struct window *window);

#endif
