/* The parts of a target in prose: leads, numbers, what is counted, "trở lên"; and what speaks against it. */
#ifndef TTHC_DOCUMENT_TARGET_WORDS_H
#define TTHC_DOCUMENT_TARGET_WORDS_H

#include "document/words.h"

#define LENGTH(table) ((int32_t)(sizeof(table) / sizeof *(table)))

/* Words that may stand between the parts of a target. */
enum { GAP_MAX = 6 };

/* A target as words: indices from `from` up to `to`, its number at `number`. */
struct target_words {
  int32_t from;
  int32_t to;
  int32_t number;
  int32_t comparator; /* 0: not said; -1: one that a range contradicts */
  int32_t traits;     /* enum trait, of all leads */
  int32_t change;
  int32_t is_percent;
  struct decimal amount;
  struct decimal high;
  int32_t unit_from; /* words of what is counted, beside "%"; none when they are the same */
  int32_t unit_to;
};

/* What a run of leads says beside the comparator. */
enum trait {
  SAYS_SO = 1,      /* a number without "%" may be a target: a comparator or "đạt" */
  LOOSE = 2,        /* "trên", "dưới", "hơn": as often in what a rule applies to as in a target */
  REACHES = 4,      /* "đạt" */
  ABOUT = 8,        /* "khoảng" */
  FROM = 16,        /* "từ" */
  PERCENT_ONLY = 32 /* "đạt mức 20%", but "đạt mức 3" is the third level */
};

int tthc__stands_any(const struct words_of *words, int32_t at, const char *const *patterns, int32_t count);
int tthc__is_letters_at(const struct words_of *words, int32_t at);

/* How many words say percent there. */
int32_t tthc__match_percent(const struct words_of *words, int32_t at);

/* Whether a number is a part of something longer: "5G", "1/3", "45/2020/NĐ-CP". */
int tthc__is_part_of_code(const struct words_of *words, int32_t at);

/* These read on from `at` and give the word behind. Leads: `at` when there are none. */
int32_t tthc__read_leads(const struct words_of *words, int32_t at, struct target_words *reading);

/* The number at `reading->number`, its percent, the other end of a range; 0 when it cannot be read (`to` is behind). */
int32_t tthc__read_numbers(const struct words_of *words, struct target_words *reading);

/* What is counted, and per what. */
int32_t tthc__read_unit(const struct words_of *words, int32_t at, struct target_words *reading);

/* "trở lên", a few words between; `at` when it does not follow. */
int32_t tthc__read_suffix(const struct words_of *words, int32_t at, struct target_words *reading);

/* "từ 10 ngày còn 09 ngày", "từ 50% năm 2020 lên 80%": goes on to the level that is wanted; 0 when none follows. */
int32_t tthc__read_from_to(const struct words_of *words, int32_t at, struct target_words *reading);

/* Whether it only says where something starts: "từ 20%". */
int tthc__is_open_target(const struct target_words *reading);

/* Whether the words around it say that it is none. */
int tthc__is_refused_target(const struct words_of *words, const struct target_words *reading);

#endif
