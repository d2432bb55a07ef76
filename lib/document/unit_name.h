/* Names of units: the key under which spellings of one body meet, and what kind of body a name tells. */
#ifndef TTHC_DOCUMENT_UNIT_NAME_H
#define TTHC_DOCUMENT_UNIT_NAME_H

#include "base/buffer.h"

/*
 * Puts the key of a name: without marks, case, blanks and signs, and with words that are often shortened shortened, so
 * that "Sở Khoa học và Công nghệ" meets "Sở KH&CN". `level` 0 leaves out a level at the end: "huyện" of "… huyện".
 */
void tthc__put_unit_key(struct buffer *out, const char *name, int level);

/* Whether two keys differ by a slip of one letter, or two in a long one. Numbers never slip. */
int tthc__is_slip(const char *key, const char *other);

/* Whether a text begins like the name of a body: "Sở …", "phòng …", "UBND …", "Các …"; -1 without memory. */
int tthc__begins_unit(const char *text);

/* Whether a folded text begins with a noun for bodies of a kind: "ban", "nganh", "don vi", "phuong", "cap xa". */
int tthc__begins_generic(const char *folded);

/* `enum tthc_unit_kind` that a folded name tells: liên quan: open; các …, UBND cấp xã: group. */
int32_t tthc__kind_of_unit(const char *folded);

/* A commune or ward by its own name: one letter makes it another. */
int tthc__is_place_name(const char *folded);

#endif
