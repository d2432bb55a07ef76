/* The words that are searched for. */
#include "store/sought.h"

#include "base/text.h"
#include "base/unicode.h"

#include <string.h>

enum { TEXT_MAX = 2000 };

/* --- reading ------------------------------------------------------------------------------------------------------ */

static int32_t fail_words(tthc_error *err, int32_t code) {
  return tthc__fail_at(err, code, "text", NULL, WORDS("từ 1 đến 32 từ", "from 1 to 32 words"));
}

/* Makes a word the one at hand; gives its tone, -1 without memory. */
static int32_t take_word(struct sought_words *words, const char *text, int64_t size) {
  int32_t tone;
  words->marked.size = words->plain.size = 0;
  tone = tthc__put_search_word(&words->marked, &words->plain, text, size);
  return words->marked.failed || words->plain.failed ? -1 : tone;
}

/* A mark that stands alone is no word. */
static int32_t add_word(struct sought_words *words, const char *text, int64_t size, tthc_error *err) {
  const int32_t tone = take_word(words, text, size);
  struct sought *word;
  const struct buffer *form;
  if (tone < 0) return tthc__fail_memory(err);
  if (words->plain.size == 0) return TTHC_OK;
  if (words->count == SOUGHT_MAX) return fail_words(err, TTHC_E_LIMIT);
  word = &words->items[words->count++];
  word->tone = tone;
  word->initial = words->plain.data[0];
  word->is_marked = word->has_tone = tone != 0 || strcmp(words->marked.data, words->plain.data) != 0;
  form = word->is_marked ? &words->marked : &words->plain;
  word->form = tthc__arena_copy(&words->arena, form->data, (size_t)form->size);
  return word->form == NULL ? tthc__fail_memory(err) : TTHC_OK;
}

/* The last word may go on; where no vowel was typed, its tone cannot have been either: "đ" is a beginning of "Đà". */
static int32_t expect_more(struct sought_words *words, tthc_error *err) {
  static const char last[] = "\xf4\x8f\xbf\xbf"; /* U+10FFFF */
  struct sought *word = &words->items[words->count - 1];
  const size_t size = strlen(word->form);
  char *end = tthc__arena_alloc(&words->arena, size + sizeof last);
  if (end == NULL) return tthc__fail_memory(err);
  memcpy(end, word->form, size);
  memcpy(end + size, last, sizeof last);
  word->end = end;
  if (word->tone == 0 && strpbrk(word->form, "aeiouy") == NULL) word->has_tone = 0;
  return TTHC_OK;
}

int32_t tthc__read_sought(struct sought_words *words, const char *text, tthc_error *err) {
  const char *copy = NULL, *word;
  int64_t size;
  int32_t rc = tthc__text_in(&words->arena, text, TEXT_MAX, "text", &copy, err);
  while (rc == TTHC_OK && tthc__next_word(&copy, &word, &size)) rc = add_word(words, word, size, err);
  if (rc != TTHC_OK) return rc;
  return words->count == 0 ? fail_words(err, TTHC_E_VALUE) : expect_more(words, err);
}

void tthc__free_sought(struct sought_words *words) {
  tthc__arena_free(&words->arena);
  tthc__buffer_free(&words->marked);
  tthc__buffer_free(&words->plain);
}

/* --- knowing again ------------------------------------------------------------------------------------------------ */

/* Most words differ in their first letter, which is told sooner than the whole. */
static int begins_otherwise(struct sought_words *words, const char *text, int64_t size) {
  int64_t first = 1;
  int i;
  while (first < size && ((unsigned char)text[first] & 0xc0) == 0x80) first++;
  if (take_word(words, text, first) < 0 || words->plain.size == 0) return 0;
  for (i = 0; i < words->count; i++)
    if (words->items[i].initial == words->plain.data[0]) return 0;
  return 1;
}

static int is_match(const struct sought_words *words, const struct sought *word, int32_t tone) {
  const char *form = word->is_marked ? words->marked.data : words->plain.data;
  if (word->has_tone && word->tone != tone) return 0;
  return word->end != NULL ? strncmp(form, word->form, strlen(word->form)) == 0 : strcmp(form, word->form) == 0;
}

int tthc__is_sought(struct sought_words *words, const char *text, int64_t size) {
  int32_t tone;
  int i;
  if (begins_otherwise(words, text, size)) return 0;
  tone = take_word(words, text, size);
  if (tone < 0) return -1;
  for (i = 0; words->plain.size > 0 && i < words->count; i++)
    if (is_match(words, &words->items[i], tone)) return 1;
  return 0;
}
