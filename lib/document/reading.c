/* What the steps of reading a document share. */
#include "document/reading.h"

#include "base/text.h"
#include "base/unicode.h"

#include <string.h>

int32_t tthc__keep(struct reading *r, int32_t rc) {
  if (rc < 0 && r->rc == TTHC_OK) r->rc = rc;
  return rc;
}

const struct block *tthc__block(const struct reading *r, int32_t at) { return &r->blocks->items[at]; }

const struct piece *tthc__piece(const struct reading *r, int32_t at, int32_t n) {
  return tthc__block_piece(r->blocks, tthc__block(r, at), n);
}

void tthc__take(struct reading *r, int32_t at, int32_t n) { r->taken[tthc__block(r, at)->first + n] = 1; }

void tthc__take_block(struct reading *r, int32_t at) {
  int32_t n;
  for (n = 0; n < tthc__block(r, at)->count; n++) tthc__take(r, at, n);
}

const char *tthc__line_text(struct reading *r, int32_t at) {
  const struct block *block = tthc__block(r, at);
  const char *found = NULL;
  int32_t n;
  for (n = 0; n < block->count; n++) {
    const char *text = tthc__piece(r, at, n)->text;
    if (*text == '\0') continue;
    if (found != NULL) return NULL;
    found = text;
  }
  return found == NULL || strchr(found, '\n') == NULL ? found : tthc__copy(r, found, 0, (int64_t)strlen(found));
}

/* --- furniture ---------------------------------------------------------------------------------------------------- */

/* Blocks that say nothing of the plan. */
enum furniture {
  FURNITURE_NONE,
  FURNITURE_BLANK,
  FURNITURE_RULE, /* dashes and the like */
  FURNITURE_DOTS, /* dots, as where rows were left out */
  FURNITURE_WORDS /* page numbers, the motto, "(đã ký)" */
};

/* Whether a text is only dashes, dots and the like, at least three; of which most may be dots. */
static int32_t rule_of(const char *text) {
  static const struct {
    const char *mark;
    int32_t strokes;
    int32_t dots;
  } marks[] = {{"-", 1, 0},
               {"_", 1, 0},
               {"=", 1, 0},
               {"*", 1, 0},
               {"~", 1, 0},
               {"\xe2\x80\x93", 1, 0},
               {"\xe2\x80\x94", 1, 0},
               {".", 1, 1},
               {" ", 0, 0},
               {"\xe2\x80\xa6", 3, 3}};
  int32_t strokes = 0, dots = 0;
  while (*text != '\0') {
    size_t i;
    for (i = 0; i < sizeof marks / sizeof *marks; i++)
      if (strncmp(text, marks[i].mark, strlen(marks[i].mark)) == 0) break;
    if (i == sizeof marks / sizeof *marks) return FURNITURE_NONE;
    text += strlen(marks[i].mark);
    strokes += marks[i].strokes;
    dots += marks[i].dots;
  }
  return strokes < 3 ? FURNITURE_NONE : dots * 2 > strokes ? FURNITURE_DOTS : FURNITURE_RULE;
}

/* A row of rules: "---|--|---". One cell of two dashes is ruled too when others are. */
static int32_t rule_of_row(const struct reading *r, int32_t at) {
  int32_t n, found = FURNITURE_NONE;
  for (n = 0; n < tthc__block(r, at)->count; n++) {
    const char *text = tthc__piece(r, at, n)->text;
    const int32_t rule = rule_of(text);
    if (rule == FURNITURE_NONE && strspn(text, "-_. ") != strlen(text)) return FURNITURE_NONE;
    if (rule > found) found = rule;
  }
  return found;
}

/* "2", "- 2 -", "Trang 2/5". */
static int is_page_number(const char *folded) {
  if (strncmp(folded, "trang ", 6) == 0) folded += 6;
  return *folded != '\0' && strlen(folded) <= 7 && strspn(folded, "0123456789 ") == strlen(folded);
}

static int is_passed_over(const char *folded) {
  static const char *const words[] = {
    "doc lap tu do hanh phuc", "da ky",         "daky", "ky ten dong dau", "cong hoa xa hoi chu", "cong hoa xa hoi",
    "chu nghia viet nam",      "nghia viet nam"};
  size_t i;
  for (i = 0; i < sizeof words / sizeof *words; i++)
    if (strcmp(folded, words[i]) == 0) return 1;
  /* A cell that holds more than the motto is read line by line. */
  return strstr(folded, "cong hoa xa hoi chu nghia viet nam") != NULL && strlen(folded) < 70;
}

/* The head of a page of a gazette, which may have the page's number beside it: "Công báo/Số 12", "20". */
static int is_page_head(struct reading *r, int32_t at) {
  int32_t n, heads = 0;
  for (n = 0; n < tthc__block(r, at)->count; n++) {
    const char *folded = tthc__folded(r, tthc__piece(r, at, n)->text);
    if (strncmp(folded, "cong bao so ", 12) == 0)
      heads++;
    else if (*folded != '\0' && !is_page_number(folded))
      return 0;
  }
  return heads > 0;
}

static int32_t furniture_of(struct reading *r, int32_t at) {
  const struct block *block = tthc__block(r, at);
  const char *text, *folded;
  int32_t rule;
  if (tthc__block_is_blank(r->blocks, block)) return FURNITURE_BLANK;
  rule = rule_of_row(r, at);
  if (rule != FURNITURE_NONE) return rule;
  if (block->count <= 3 && is_page_head(r, at)) return FURNITURE_WORDS;
  text = tthc__line_text(r, at);
  if (text == NULL) return FURNITURE_NONE;
  folded = tthc__folded(r, text);
  /* A number alone in a row is a label whose row is empty otherwise. */
  return (block->kind == BLOCK_PARAGRAPH && is_page_number(folded)) || is_passed_over(folded) ? FURNITURE_WORDS
                                                                                              : FURNITURE_NONE;
}

int tthc__take_furniture(struct reading *r, int32_t at) {
  const int32_t furniture = furniture_of(r, at);
  int32_t n;
  if (furniture == FURNITURE_NONE) return 0;
  tthc__take_block(r, at);
  for (n = 0; n < tthc__block(r, at)->count; n++) {
    const struct piece *piece = tthc__piece(r, at, n);
    if (*piece->text == '\0') continue;
    tthc__find_text(r, furniture == FURNITURE_DOTS ? TTHC_F_ROWS_CUT_OUT : TTHC_F_TEXT_PASSED_OVER, piece->place,
                    piece->text);
    break; /* one finding is enough for a ruled row */
  }
  return 1;
}

int32_t tthc__next_block(struct reading *r, int32_t at) {
  do at++;
  while (at < r->blocks->count && furniture_of(r, at) != FURNITURE_NONE);
  return at;
}

/* --- text --------------------------------------------------------------------------------------------------------- */

const char *tthc__folded(struct reading *r, const char *text) {
  r->scratch.size = 0;
  tthc__put_folded(&r->scratch, text, FOLD_PLAIN);
  if (r->scratch.failed && r->rc == TTHC_OK) r->rc = tthc__fail_memory(r->err);
  return r->scratch.failed || r->scratch.size == 0 ? "" : r->scratch.data;
}

const char *tthc__copy(struct reading *r, const char *text, int64_t from, int64_t to) {
  char *copy, *c;
  while (from < to && (text[from] == ' ' || text[from] == '\n')) from++;
  while (to > from && (text[to - 1] == ' ' || text[to - 1] == '\n')) to--;
  copy = tthc__arena_copy(&r->arena, text + from, (size_t)(to - from));
  if (copy == NULL) {
    if (r->rc == TTHC_OK) r->rc = tthc__fail_memory(r->err);
    return "";
  }
  for (c = copy; *c != '\0'; c++)
    if (*c == '\n') *c = ' ';
  return copy;
}

const char *tthc__joined(struct reading *r, const char *a, const char *b) {
  const size_t first = a == NULL ? 0 : strlen(a), second = b == NULL ? 0 : strlen(b);
  char *joined;
  if (first == 0) return b == NULL ? "" : b;
  if (second == 0) return a;
  joined = tthc__arena_alloc(&r->arena, first + second + 2);
  if (joined == NULL) {
    if (r->rc == TTHC_OK) r->rc = tthc__fail_memory(r->err);
    return "";
  }
  memcpy(joined, a, first);
  joined[first] = ' ';
  memcpy(joined + first + 1, b, second);
  return joined;
}

const char *tthc__free_slug(struct reading *r, const struct index *ids, const char *name, const char *otherwise) {
  struct buffer slug = {0};
  const char *made = "";
  int64_t size;
  int32_t n;
  tthc__put_slug(&slug, name, ID_MAX - 16);
  if (slug.size == 0) tthc__put(&slug, otherwise);
  size = slug.size;
  if (!slug.failed) made = tthc__copy(r, slug.data, 0, size);
  n = tthc__index_get(&r->slugs, made);
  if (n == TTHC_NONE) n = 1;
  for (;; n++) {
    slug.size = size;
    if (n > 1) {
      tthc__put_char(&slug, '-');
      tthc__put_int(&slug, n);
    }
    if (slug.failed || tthc__index_get(ids, slug.data) == TTHC_NONE) break;
  }
  if (slug.failed || tthc__index_put(&r->slugs, made, n) != TTHC_OK) {
    if (r->rc == TTHC_OK) r->rc = tthc__fail_memory(r->err);
  } else
    made = tthc__copy(r, slug.data, 0, slug.size);
  tthc__buffer_free(&slug);
  return made;
}

int tthc__begins_small(const char *text) {
  int64_t step;
  char letter;
  while ((letter = tthc__letter_at(text, &step)) == ' ') text += step;
  return letter == 'l';
}

/* Fonts of the past have no capitals with tones, so some words may look small: "CHủ TịCH". */
int tthc__is_capitals(const char *text) {
  int32_t words = 0, capitals = 0, large = 0, letters = 0;
  int64_t step;
  char letter;
  do {
    letter = tthc__letter_at(text, &step);
    text += step;
    large += letter == 'u';
    letters += letter == 'u' || letter == 'l';
    if (letter != ' ' && letter != '\0') continue;
    words += letters > 0;
    capitals += large > 1 || (large == 1 && letters == 1);
    large = letters = 0;
  } while (letter != '\0');
  return words > 0 && capitals * 10 >= words * 7;
}

int tthc__is_closed(const char *text) {
  const size_t size = strlen(text);
  return size == 0 || strchr(".;:!?/", text[size - 1]) != NULL;
}

/* --- findings ----------------------------------------------------------------------------------------------------- */

void tthc__find_words(struct reading *r, int32_t code, struct place place, struct words about) {
  if (r->rc == TTHC_OK && tthc__findings_add_words(r->findings, code, place, NULL, about) != TTHC_OK)
    r->rc = tthc__fail_memory(r->err);
}

void tthc__find(struct reading *r, int32_t code, struct place place, const char *about) {
  tthc__find_words(r, code, place, WORDS(about, about));
}

void tthc__find_text(struct reading *r, int32_t code, struct place place, const char *text) {
  enum { SHOWN = 160 };
  char shown[SHOWN + 4];
  size_t size = strlen(text);
  if (size <= SHOWN) {
    tthc__find(r, code, place, text);
    return;
  }
  size = SHOWN;
  while (size > 0 && ((unsigned char)text[size] & 0xc0) == 0x80) size--;
  memcpy(shown, text, size);
  memcpy(shown + size, "\xe2\x80\xa6", 4);
  tthc__find(r, code, place, shown);
}
