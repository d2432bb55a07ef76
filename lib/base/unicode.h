/* UTF-8, normalisation, and the folding by which Vietnamese names are looked up. */
#ifndef TTHC_BASE_UNICODE_H
#define TTHC_BASE_UNICODE_H

#include "base/buffer.h"
#include "base/memory.h"

/* Combining marks in a row that are taken: normalising them is quadratic, and Vietnamese has two. */
enum { MARKS_MAX = 8 };

/* The length of the code point at the start of the text, 0 when it is not well-formed UTF-8 (RFC 3629). */
int64_t tthc__utf8_step(const char *text, int64_t size);

/* Whether all of it is well-formed UTF-8 without NUL. */
int tthc__utf8_valid(const char *text, int64_t size);

/* Eight bytes as one number, the first lowest, which compilers make one load of; and eight times a byte. */
static inline uint64_t tthc__eight_bytes(const char *text) {
  const unsigned char *p = (const unsigned char *)text;
  return (uint64_t)p[0] | (uint64_t)p[1] << 8 | (uint64_t)p[2] << 16 | (uint64_t)p[3] << 24 | (uint64_t)p[4] << 32 |
         (uint64_t)p[5] << 40 | (uint64_t)p[6] << 48 | (uint64_t)p[7] << 56;
}

#define EIGHT(byte) ((uint64_t)0x0101010101010101 * (byte))

/* What does not stand in a string of JSON as it is: controls, '"' and '\\'. */
static inline int tthc__is_special(char c) { return (unsigned char)c < 0x20 || c == '"' || c == '\\'; }

/* Marks the top bit of the first of eight bytes that is special; what it marks behind that one means nothing. */
static inline uint64_t tthc__special_marks(uint64_t bytes) {
  const uint64_t controls = bytes - EIGHT(0x20), quotes = (bytes ^ EIGHT('"')) - EIGHT(1),
                 backslashes = (bytes ^ EIGHT('\\')) - EIGHT(1);
  return (controls | quotes | backslashes) & ~bytes & EIGHT(0x80);
}

/* How many of eight bytes come before the first that is special. */
static inline int64_t tthc__plain_bytes(uint64_t bytes) {
  const uint64_t marks = tthc__special_marks(bytes);
  if (marks == 0) return 8;
  return (int64_t)((((marks & (0 - marks)) - 1) & EIGHT(1)) * EIGHT(1) >> 56) - 1; /* bytes that begin below the mark */
}

/* How many bytes of a text come before the first that is special. */
static inline int64_t tthc__plain_run(const char *text, int64_t size) {
  int64_t at = 0, plain = 8;
  for (; at + 8 <= size && plain == 8; at += plain) plain = tthc__plain_bytes(tthc__eight_bytes(text + at));
  while (plain == 8 && at < size && !tthc__is_special(text[at])) at++;
  return at;
}

int tthc__is_ascii(const char *text);

/* The case of the code point at the start of valid UTF-8: 'u' a capital, 'l' a small letter, 'o' another letter or a
 * mark, '0' a digit, ' ' what parts words; '\0' at the end. Its bytes go to *step. */
char tthc__letter_at(const char *text, int64_t *step);

/* Puts one code point as UTF-8; of a surrogate, and of what is beyond U+10FFFF, nothing. */
void tthc__put_code_point(struct buffer *out, int32_t c);

/* Puts a text as it goes on within a sentence: a capital that begins it becomes small, unless another capital follows. */
void tthc__put_within_sentence(struct buffer *out, const char *text);

/*
 * A copy of valid UTF-8 in NFC. TTHC_OK, TTHC_E_MEMORY, or TTHC_E_LIMIT: too many combining marks in a row, or more than
 * `max` bytes once composed.
 */
int32_t tthc__nfc(struct arena *arena, const char *text, int64_t size, int64_t max, const char **out, tthc_error *err);

/* The same, but a text that is in NFC is not copied. */
int32_t tthc__composed(struct arena *arena, const char *text, int64_t size, int64_t max, const char **out,
                       tthc_error *err);

enum fold {
  FOLD_MARKED, /* đ, ê and tones are kept; a tone stands at its syllable's end, so that "hoà" is "hòa" */
  FOLD_PLAIN   /* đ is d, ê is e, no tones */
};

/*
 * Puts the key under which a name is looked up: small letters and digits, words parted by one blank; what is neither
 * ("&", "-", ",") and the word "và" only part words.
 */
void tthc__put_folded(struct buffer *out, const char *text, enum fold fold);

/* Puts one word in small letters without marks, "và" too; what is no letter or digit is left out. */
void tthc__put_folded_word(struct buffer *out, const char *text);

/*
 * Finds the next word from *text on, and sets *text behind it. 0: there is none. Unlike above, "và" is one.
 */
int tthc__next_word(const char **text, const char **word, int64_t *size);

/*
 * Puts a word as it is searched for, with its marks but for the tone, and without any: "hoà" gives "hoa" and "hoa", "đồng",
 * and "ðồng" with an eth, gives "đông" and "dong". Gives the tone, 1 to 5, or 0. Of a long word the first letters count.
 */
int32_t tthc__put_search_word(struct buffer *marked, struct buffer *plain, const char *word, int64_t size);

/* Puts the ASCII id made of a name: "Phòng Nội vụ" gives "phong-noi-vu". At most `max` bytes, cut at a word. */
void tthc__put_slug(struct buffer *out, const char *name, int64_t max);

#endif
