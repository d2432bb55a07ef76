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

int tthc__utf8_valid(const char *text, int64_t size) {
  int64_t at = 0;
  while (at < size) {
    const int64_t step = text[at] == '\0' ? 0 : tthc__utf8_step(text + at, size - at);
    if (step == 0) return 0;
    at += step;
  }
  return 1;
}

int tthc__is_ascii(const char *text) {
  while (*text != '\0')
    if ((unsigned char)*text++ >= 0x80) return 0;
  return 1;
}

static int is_mark(utf8proc_int32_t c) { return utf8proc_category(c) == UTF8PROC_CATEGORY_MN; }

/* Blocks in which every code point stands in NFC as it is, whatever its neighbours: all of Vietnamese, composed. */
static int is_plainly_composed(utf8proc_int32_t c) {
  return c < 0x300 || (c >= 0x1e00 && c < 0x1f00) || (c >= 0x2010 && c < 0x2028);
}

/* 1 when the text may need composing, 0 when not, -1 when a run of marks is too long. */
static int needs_composing(const char *text, int64_t size) {
  int64_t at = 0;
  int marks = 0, needs = 0;
  while (at < size) {
    utf8proc_int32_t c;
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

int32_t tthc__nfc(struct arena *arena, const char *text, int64_t size, int64_t max, const char **out,
                  tthc_error *err) {
  utf8proc_uint8_t *composed = NULL;
  const int needs = needs_composing(text, size);
  const char *copy;
  if (needs < 0)
    return tthc__fail(err, TTHC_E_LIMIT, NULL,
                      WORDS("không quá 8 dấu tổ hợp liền nhau", "at most 8 combining marks in a row"));
  if (needs) {
    const utf8proc_ssize_t length =
      utf8proc_map((const utf8proc_uint8_t *)text, size, &composed, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
    if (length < 0) return tthc__fail_memory(err); /* the text is valid: nothing else can fail */
    text = (const char *)composed;
    size = length;
  }
  if (size > max) {
    free(composed);
    return tthc__fail(err, TTHC_E_LIMIT, NULL, WORDS("văn bản ngắn hơn", "a shorter text"));
  }
  copy = tthc__arena_copy(arena, text, (size_t)size);
  free(composed);
  if (copy == NULL) return tthc__fail_memory(err);
  *out = copy;
  return TTHC_OK;
}

static int is_tone(utf8proc_int32_t c) {
  return c == 0x300 || c == 0x301 || c == 0x303 || c == 0x309 || c == 0x323; /* huyền sắc ngã hỏi nặng */
}

static int is_word_char(utf8proc_int32_t c) {
  const utf8proc_category_t category = utf8proc_category(c);
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

int32_t tthc__put_search_word(struct buffer *marked, struct buffer *plain, const char *word, int64_t size) {
  struct word state = {0, 0};
  int64_t step;
  int letters = 0;
  for (; size > 0; word += step, size -= step) {
    const utf8proc_int32_t c = code_point_at(word, size, &step);
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
