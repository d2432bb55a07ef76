/* Numeric targets (chỉ tiêu) in the prose of plans, as proposals. What only looks like a target is left out. */
#ifndef TTHC_DOCUMENT_TARGETS_H
#define TTHC_DOCUMENT_TARGETS_H

#include "base/error.h"
#include "base/memory.h"

/* Bytes of a text in which targets are looked for. */
enum { TARGETS_TEXT_MAX = 64 * 1024 };

/* A target that stands in a text. */
struct found_target {
  int32_t from, to;               /* bytes of the text: the words that say it, "đạt 20% trở lên" */
  int32_t clause_from, clause_to; /* bytes: the clause of the sentence that it stands in, trimmed, for a title */
  int32_t comparator;             /* enum tthc_comparator */
  const char *amount;             /* a decimal as in the model: "20", "2.1", "99.5" */
  const char *high;               /* of a range; NULL */
  int32_t is_percent;             /* a ratio; else a count or an amount */
  const char *measure;            /* "%", "%/năm", "tập dữ liệu", "triệu USD"; NULL when none can be told */
  int32_t year;                   /* by which or in which it holds, when the clause says so; 0: none */
  int32_t approximate;            /* "khoảng" */
  int32_t change;                 /* an increase (+1) or decrease (-1) of something; 0: a level */
};

/*
 * Finds the targets of a text in NFC, in their order. They and their texts live in the arena.
 * TTHC_OK, TTHC_E_LIMIT for a text beyond TARGETS_TEXT_MAX, or TTHC_E_MEMORY.
 */
int32_t tthc__find_targets(const char *text, struct arena *arena, struct found_target **out, int32_t *count,
                           tthc_error *err);

#endif
