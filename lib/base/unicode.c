/* UTF-8, normalisation (utf8proc), and the folding by which Vietnamese names are looked up. */
#include "base/unicode.h"

#include "base/error.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

static int is_tail(unsigned char c) { return (c & 0xc0) == 0x80; }

int64_t tthc__utf8_step(const char *text, int64_t size) {
  const unsigned char *p = (const unsigned char *)text;
  if (size < 1) return 0;
  if (p[0] < 0x80) return 1;
  if (p[0] < 0xc2) return 0; /* a tail, or an overlong form */
  if (p[0] < 0xe0) return size > 1 && is_tail(p[1]) ? 2 : 0;
  if (p[0] < 0xf0) {
    if (size < 3 || !is_tail(p[1]) || !is_tail(p[2])) return 0;
    if (p[0] == 0xe0 && p[1] < 0xa0) return 0; /* overlong */
    if (p[0] == 0xed && p[1] > 0x9f) return 0; /* a surrogate */
    return 3;
  }
  if (p[0] > 0xf4 || size < 4 || !is_tail(p[1]) || !is_tail(p[2]) || !is_tail(p[3])) return 0;
  if (p[0] == 0xf0 && p[1] < 0x90) return 0; /* overlong */
  if (p[0] == 0xf4 && p[1] > 0x8f) return 0; /* beyond U+10FFFF */
  return 4;
}

/* Loops over so many bytes at once, without branches, are made of vector instructions by compilers. */
enum { BLOCK = 16 };

/* Eight bytes are 0x01 to 0x7f: none has its top bit, nor gets it by borrowing. */
static int is_ascii_word(uint64_t bytes) { return ((bytes | (bytes - EIGHT(1))) & EIGHT(0x80)) == 0; }

/* The same of a block inside a text, for which the three bytes before it are looked at. */
static int is_valid_block(const unsigned char *p) {
  unsigned char bad = 0;
  int i;
  for (i = 0; i < BLOCK; i++) {
    const unsigned char c = p[i], last = p[i - 1];
    const unsigned char is_due = (last >= 0xc0) | (p[i - 2] >= 0xe0) | (p[i - 3] >= 0xf0);
    bad |= ((c & 0xc0) == 0x80) ^ is_due;
    bad |= (c == 0) | (c == 0xc0) | (c == 0xc1) | (c > 0xf4);
    bad |= ((last == 0xe0) & (c < 0xa0)) | ((last == 0xed) & (c > 0x9f));
    bad |= ((last == 0xf0) & (c < 0x90)) | ((last == 0xf4) & (c > 0x8f));
  }
  return !bad;
}

static int64_t valid_step(const char *text, int64_t size) { return *text == '\0' ? 0 : tthc__utf8_step(text, size); }

int tthc__utf8_valid(const char *text, int64_t size) {
  int64_t at = 0, step = 1;
  for (; at < 3 && at < size && step > 0; at += step) step = valid_step(text + at, size - at);
  if (at + BLOCK <= size && step > 0) {
    for (; at + BLOCK <= size; at += BLOCK) {
      if ((unsigned char)text[at - 1] < 0x80 && is_ascii_word(tthc__eight_bytes(text + at)) &&
          is_ascii_word(tthc__eight_bytes(text + at + 8)))
        continue;
      if (!is_valid_block((const unsigned char *)text + at)) return 0;
    }
    do at--;
    while (is_tail((unsigned char)text[at])); /* the last code point may go on behind the blocks */
  }
  for (; at < size && step > 0; at += step) step = valid_step(text + at, size - at);
  return step > 0;
}

int tthc__is_ascii(const char *text) {
  while (*text != '\0')
    if ((unsigned char)*text++ >= 0x80) return 0;
  return 1;
}

static int is_mark(utf8proc_int32_t c) { return utf8proc_category(c) == UTF8PROC_CATEGORY_MN; }

/* Ranges in which every code point stands in NFC as it is, whatever its neighbours: all of Vietnamese, composed. */
static int is_plainly_composed(utf8proc_int32_t c) {
  return c < 0x300 || (c >= 0x1e00 && c < 0x1f00) || (c >= 0x2010 && c < 0x2028);
}

/* The same of the code points that begin in a block; the two bytes behind it are looked at. */
static int is_plainly_composed_block(const unsigned char *p) {
  unsigned char bad = 0;
  int i;
  for (i = 0; i < BLOCK; i++) {
    const unsigned char c = p[i], next = p[i + 1], third = p[i + 2];
    const unsigned char is_latin = (c == 0xe1) & ((next & 0xfc) == 0xb8);
    const unsigned char is_quote = (c == 0xe2) & (next == 0x80) & (third >= 0x90) & (third < 0xa8); /* or a dash */
    bad |= (c >= 0xcc) & !(is_latin | is_quote);
  }
  return !bad;
}

/* 1 when the text may need composing, 0 when not, -1 when a run of marks is too long. */
static int needs_composing(const char *text, int64_t size) {
  int64_t at = 0;
  int marks = 0, needs = 0;
  while (at + BLOCK + 2 <= size && is_plainly_composed_block((const unsigned char *)text + at)) at += BLOCK;
  while (at > 0 && at < size && is_tail((unsigned char)text[at])) at++;
  while (at < size) {
    utf8proc_int32_t c;
    if ((unsigned char)text[at] < 0x80) {
      marks = 0;
      at++;
      continue;
    }
    at += utf8proc_iterate((const utf8proc_uint8_t *)text + at, size - at, &c);
    if (is_plainly_composed(c)) {
      marks = 0;
      continue;
    }
    needs = 1;
    marks = is_mark(c) || utf8proc_get_property(c)->combining_class > 0 ? marks + 1 : 0;
    if (marks > MARKS_MAX) return -1;
  }
  return needs;
}

/* Copies into the arena, within `max` bytes. */
static int32_t keep(struct arena *arena, const char *text, int64_t size, int64_t max, const char **out,
                    tthc_error *err) {
  const char *copy;
  if (size > max) return tthc__fail(err, TTHC_E_LIMIT, NULL, WORDS("văn bản ngắn hơn", "a shorter text"));
  copy = tthc__arena_copy(arena, text, (size_t)size);
  if (copy == NULL) return tthc__fail_memory(err);
  *out = copy;
  return TTHC_OK;
}

static int32_t compose(struct arena *arena, const char *text, int64_t size, int64_t max, const char **out,
                       tthc_error *err) {
  utf8proc_uint8_t *composed = NULL;
  const utf8proc_ssize_t length =
    utf8proc_map((const utf8proc_uint8_t *)text, size, &composed, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
  int32_t rc;
  if (length < 0) return tthc__fail_memory(err); /* the text is valid: nothing else can fail */
  rc = keep(arena, (const char *)composed, length, max, out, err);
  free(composed);
  return rc;
}

int32_t tthc__composed(struct arena *arena, const char *text, int64_t size, int64_t max, const char **out,
                       tthc_error *err) {
  const int needs = needs_composing(text, size);
  if (needs < 0)
    return tthc__fail(err, TTHC_E_LIMIT, NULL,
                      WORDS("không quá 8 dấu tổ hợp liền nhau", "at most 8 combining marks in a row"));
  if (needs) return compose(arena, text, size, max, out, err);
  if (size > max) return tthc__fail(err, TTHC_E_LIMIT, NULL, WORDS("văn bản ngắn hơn", "a shorter text"));
  *out = text;
  return TTHC_OK;
}

int32_t tthc__nfc(struct arena *arena, const char *text, int64_t size, int64_t max, const char **out,
                  tthc_error *err) {
  const char *composed;
  const int32_t rc = tthc__composed(arena, text, size, max, &composed, err);
  if (rc != TTHC_OK) return rc;
  if (composed == text) return keep(arena, text, size, max, out, err);
  *out = composed;
  return TTHC_OK;
}

static int is_tone(utf8proc_int32_t c) {
  return c == 0x300 || c == 0x301 || c == 0x303 || c == 0x309 || c == 0x323; /* huyền sắc ngã hỏi nặng */
}

static int is_word_char(utf8proc_int32_t c) {
  utf8proc_category_t category;
  if (c < 0x80) return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z');
  category = utf8proc_category(c);
  return (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO) ||
         category == UTF8PROC_CATEGORY_ND || category == UTF8PROC_CATEGORY_MN;
}

char tthc__letter_at(const char *text, int64_t *step) {
  utf8proc_int32_t c;
  *step = 0;
  if (*text == '\0') return '\0';
  *step = utf8proc_iterate((const utf8proc_uint8_t *)text, -1, &c);
  if (*step <= 0) { /* callers hand in checked UTF-8 */
    *step = 1;
    return ' ';
  }
  if (utf8proc_tolower(c) != c) return 'u';
  if (utf8proc_toupper(c) != c) return 'l';
  if (utf8proc_category(c) == UTF8PROC_CATEGORY_ND) return '0';
  return is_word_char(c) ? 'o' : ' ';
}

void tthc__put_code_point(struct buffer *out, int32_t c) {
  utf8proc_uint8_t bytes[4];
  if (utf8proc_codepoint_valid(c)) tthc__put_bytes(out, (const char *)bytes, utf8proc_encode_char(c, bytes));
}

void tthc__put_within_sentence(struct buffer *out, const char *text) {
  int64_t step, next;
  utf8proc_int32_t c;
  if (tthc__letter_at(text, &step) == 'u' && tthc__letter_at(text + step, &next) != 'u') {
    utf8proc_iterate((const utf8proc_uint8_t *)text, -1, &c);
    tthc__put_code_point(out, utf8proc_tolower(c));
    text += step;
  }
  tthc__put(out, text);
}

/* The word being folded: where it began in the output, and the tone that it has carried so far. */
struct word {
  int64_t start;
  utf8proc_int32_t tone;
};

static void end_word(struct buffer *out, struct word *word, enum fold fold) {
  static const char and_marked[] = "va\xcc\x80", and_plain[] = "va";
  const char *and = fold == FOLD_MARKED ? and_marked : and_plain;
  const utf8proc_int32_t tone = word->tone;
  word->tone = 0;
  if (out->failed || out->size == word->start) return;
  if (tone != 0 && fold == FOLD_MARKED) tthc__put_code_point(out, tone);
  if (out->failed) return;
  if (out->size - word->start == (int64_t)strlen(and) && memcmp(out->data + word->start, and, strlen(and)) == 0)
    out->data[out->size = word->start] = '\0';
  else
    tthc__put_char(out, ' ');
  word->start = out->size;
}

static void fold_code_point(struct buffer *out, struct word *word, utf8proc_int32_t c, enum fold fold) {
  if (is_tone(c))
    word->tone = c;
  else if (fold == FOLD_MARKED)
    tthc__put_code_point(out, c);
  else if (c == 0x111 || c == 0xf0) /* đ, and ð for which a scanner may take it */
    tthc__put_char(out, 'd');
  else if (!is_mark(c))
    tthc__put_code_point(out, c);
}

/* A letter as small letters, taken apart. */
static void fold_letter(struct buffer *out, struct word *word, utf8proc_int32_t c, enum fold fold) {
  utf8proc_int32_t parts[32];
  utf8proc_ssize_t count, i;
  int boundary = 0;
  if (c < 0x80) {
    tthc__put_char(out, (char)(c >= 'A' && c <= 'Z' ? c + 'a' - 'A' : c));
    return;
  }
  count = utf8proc_decompose_char(utf8proc_tolower(c), parts, 32, UTF8PROC_DECOMPOSE | UTF8PROC_STABLE, &boundary);
  for (i = 0; i < count && i < 32; i++) fold_code_point(out, word, parts[i], fold);
}

void tthc__put_folded(struct buffer *out, const char *text, enum fold fold) {
  const utf8proc_uint8_t *p = (const utf8proc_uint8_t *)text;
  utf8proc_ssize_t left = (utf8proc_ssize_t)strlen(text);
  struct word word = {out->size, 0};
  const int64_t start = out->size;
  while (left > 0) {
    utf8proc_int32_t c;
    const utf8proc_ssize_t step = utf8proc_iterate(p, left, &c);
    if (step <= 0) break; /* callers hand in checked UTF-8 */
    p += step;
    left -= step;
    if (!is_word_char(c)) {
      end_word(out, &word, fold);
      continue;
    }
    fold_letter(out, &word, c, fold);
  }
  end_word(out, &word, fold);
  if (!out->failed && out->size > start) out->data[--out->size] = '\0';
}

void tthc__put_folded_word(struct buffer *out, const char *text) {
  const utf8proc_uint8_t *p = (const utf8proc_uint8_t *)text;
  utf8proc_ssize_t left = (utf8proc_ssize_t)strlen(text);
  struct word word = {out->size, 0};
  while (left > 0) {
    utf8proc_int32_t c;
    const utf8proc_ssize_t step = utf8proc_iterate(p, left, &c);
    if (step <= 0) break; /* callers hand in checked UTF-8 */
    p += step;
    left -= step;
    if (is_word_char(c)) fold_letter(out, &word, c, FOLD_PLAIN);
  }
}

/* --- words that are searched for ---------------------------------------------------------------------------------- */

enum { SEARCH_LETTERS = 32 };

/* The code point at the start of checked UTF-8; 0 at the end. */
static utf8proc_int32_t code_point_at(const char *text, int64_t left, int64_t *step) {
  utf8proc_int32_t c = 0;
  *step = left == 0 ? 0 : utf8proc_iterate((const utf8proc_uint8_t *)text, left, &c);
  if (left > 0 && *step <= 0) *step = left; /* callers hand in checked UTF-8: nothing is after it */
  return c > 0 ? c : 0;
}

int tthc__next_word(const char **text, const char **word, int64_t *size) {
  int64_t left = (int64_t)strlen(*text), step;
  const char *p = *text;
  while (left > 0 && !is_word_char(code_point_at(p, left, &step))) p += step, left -= step;
  *word = p;
  while (left > 0 && is_word_char(code_point_at(p, left, &step))) p += step, left -= step;
  *text = p;
  *size = p - *word;
  return *size > 0;
}

static int32_t tone_number(utf8proc_int32_t tone) {
  static const utf8proc_int32_t tones[] = {0x300, 0x301, 0x303, 0x309, 0x323};
  int32_t i;
  for (i = 0; i < 5; i++)
    if (tones[i] == tone) return i + 1;
  return 0;
}

/* Files converted from old encodings have Ð and ð, of Icelandic, which look like Đ and đ. */
static utf8proc_int32_t search_letter(utf8proc_int32_t c) {
  return c == 0xd0 || c == 0xf0 ? 0x111 : c;
}

int32_t tthc__put_search_word(struct buffer *marked, struct buffer *plain, const char *word, int64_t size) {
  struct word state = {0, 0};
  int64_t step;
  int letters = 0;
  for (; size > 0; word += step, size -= step) {
    const utf8proc_int32_t c = search_letter(code_point_at(word, size, &step));
    if (!is_mark(c) && ++letters > SEARCH_LETTERS) break;
    fold_letter(marked, &state, c, FOLD_MARKED);
    fold_letter(plain, &state, c, FOLD_PLAIN);
  }
  return tone_number(state.tone);
}

void tthc__put_slug(struct buffer *out, const char *name, int64_t max) {
  const int64_t start = out->size;
  int64_t from, to;
  tthc__put_folded(out, name, FOLD_PLAIN);
  if (out->failed || out->size == start) return;
  for (from = to = start; from < out->size; from++) {
    const char c = out->data[from];
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
      out->data[to++] = c;
    else if (to > start && out->data[to - 1] != '-')
      out->data[to++] = '-';
  }
  while (to - start > max || (to > start && out->data[to - 1] == '-')) {
    do to--;
    while (to > start && out->data[to] != '-');
  }
  out->size = to;
  out->data[to] = '\0';
}
