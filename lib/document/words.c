/* Prose as words, numbers and marks. */
#include "document/words.h"

#include "base/memory.h"
#include "base/unicode.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

/* --- cutting ------------------------------------------------------------------------------------------------------ */

static int is_digit(char c) { return c >= '0' && c <= '9'; }

/* Marks of several bytes, and of two characters. Quotation marks part words as a blank does. */
static const struct {
  const char *bytes;
  const char *mark;
} wide_marks[] = {{"–", "-"},   {"—", "-"},  {"−", "-"},  {"‑", "-"},        {"‐", "-"},           {"≥", ">="},
                  {"⩾", ">="},  {"≧", ">="}, {"≤", "<="}, {"⩽", "<="},       {"≦", "<="},          {">=", ">="},
                  {"<=", "<="}, {"≈", "~"},  {"％", "%"}, {"‰", "‰"},        {"⁄", "/"},           {"“", " "},
                  {"”", " "},   {"‘", " "},  {"’", " "},  {"\xc2\xa0", " "}, {"\xe2\x80\x8b", " "}};

/* The bytes of the mark that begins here, and what it is; 0 when it is one like any other. */
static int32_t wide_mark(const char *p, const char **mark) {
  size_t i;
  for (i = 0; i < sizeof wide_marks / sizeof *wide_marks; i++) {
    const size_t size = strlen(wide_marks[i].bytes);
    if (strncmp(p, wide_marks[i].bytes, size) != 0) continue;
    *mark = wide_marks[i].mark;
    return (int32_t)size;
  }
  return 0;
}

/* The bytes of the letter that begins here, with the marks that are a code point of their own; 0 for no letter. */
static int32_t letter_size(const char *p, int64_t left) {
  utf8proc_int32_t c;
  utf8proc_category_t category;
  const int64_t step = tthc__utf8_step(p, left);
  if (step <= 1) return step == 1 && ((*p | 32) >= 'a' && (*p | 32) <= 'z');
  utf8proc_iterate((const utf8proc_uint8_t *)p, step, &c);
  category = utf8proc_category(c);
  return (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO) || category == UTF8PROC_CATEGORY_MN
           ? (int32_t)step
           : 0;
}

static int32_t letters_size(const char *p, int64_t left) {
  int32_t size = 0, step;
  while ((step = letter_size(p + size, left - size)) > 0) size += step;
  return size;
}

/* Digits, with a point or comma between them: "1.000", "2,1", "01.12.2025". */
static int32_t digits_size(const char *p) {
  int32_t size = 0;
  while (is_digit(p[size]) || (size > 0 && (p[size] == '.' || p[size] == ',') && is_digit(p[size + 1]))) size++;
  return size;
}

static int32_t mark_size(struct word *word, const char *p, int64_t left) {
  const char *mark = NULL;
  const int64_t step = tthc__utf8_step(p, left);
  int32_t size = wide_mark(p, &mark);
  word->kind = WORD_MARK;
  if (size > 0) {
    memcpy(word->letters, mark, strlen(mark) + 1);
    return size;
  }
  word->letters[0] = step != 1 ? '?' : *p == '\t' ? '\n' : *p == '\r' || *p == '"' ? ' ' : *p;
  return step > 1 ? (int32_t)step : 1;
}

/* Room for one word as it is being read, used for all of them. */
struct scratch {
  struct buffer piece;
  struct buffer folded;
};

static void fold(struct word *word, const char *p, int32_t size, struct scratch *scratch) {
  word->kind = WORD_LETTERS;
  memcpy(word->letters, "?", 2);
  if (size >= 4 * WORD_SIZE) return; /* longer than any word that matters */
  scratch->piece.size = scratch->folded.size = 0;
  tthc__put_bytes(&scratch->piece, p, size);
  if (scratch->piece.failed) return;
  tthc__put_folded_word(&scratch->folded, scratch->piece.data);
  if (scratch->folded.failed || scratch->folded.size == 0 || scratch->folded.size >= WORD_SIZE - 1) return;
  memcpy(word->letters, scratch->folded.data, (size_t)scratch->folded.size + 1);
}

static int32_t read_word(struct word *word, const char *p, int64_t left, struct scratch *scratch) {
  int32_t size = digits_size(p);
  if (size > 0) {
    word->kind = WORD_NUMBER;
    return size;
  }
  size = letters_size(p, left);
  if (size == 0) return mark_size(word, p, left);
  fold(word, p, size, scratch);
  return size;
}

static int is_blank(const struct word *word) { return word->kind == WORD_MARK && word->letters[0] == ' '; }

static int is_joint(const struct word *word) {
  return strcmp(word->letters, "va") == 0 || (word->kind == WORD_MARK && word->letters[0] == ',');
}

static int split(struct words_of *words, int64_t size, struct scratch *scratch) {
  int32_t at = 0, joints = 0;
  while (at < size) {
    struct word *grown = tthc__grow(words->items, words->count, &words->capacity, sizeof *grown), *word;
    if (grown == NULL) return 0;
    words->items = grown;
    word = &grown[words->count];
    word->from = at;
    at += read_word(word, words->text + at, size - at, scratch);
    word->to = at;
    word->joints = joints;
    joints += is_joint(word);
    words->count += !is_blank(word);
  }
  return !scratch->piece.failed && !scratch->folded.failed;
}

/* --- words that look alike without their marks -------------------------------------------------------------------- */

/* What is meant by a word of the patterns, so that "đất", "đặt" are no "đạt". Sorted. */
static const struct {
  const char *letters;
  const char *meant; /* "a|b": either */
} alike[] = {{"bang", "bằng"},   {"cap", "cấp"},     {"chi", "chỉ|chí"}, {"chua", "chưa"},      {"co", "có|cơ"},
             {"con", "còn"},     {"da", "đa|đã"},    {"dang", "đang"},   {"dat", "đạt"},        {"de", "để"},
             {"den", "đến"},     {"dong", "đồng"},   {"duoi", "dưới"},   {"gan", "gần"},        {"giam", "giảm"},
             {"gio", "giờ"},     {"hien", "hiện"},   {"hon", "hơn"},     {"khoang", "khoảng"},  {"la", "là"},
             {"len", "lên"},     {"moi", "mới|mỗi"}, {"nam", "năm|nắm"}, {"nang", "nâng|năng"}, {"neu", "nếu"},
             {"ngan", "ngàn"},   {"ngay", "ngày"},   {"phut", "phút"},   {"qua", "quá|qúa"},    {"tang", "tăng"},
             {"thang", "tháng"}, {"tinh", "tính"},   {"toi", "tối|tới"}, {"tram", "trăm"},      {"tren", "trên"},
             {"tu", "từ"},       {"tuan", "tuần"},   {"tuoi", "tuổi"},   {"uoc", "ước"},        {"van", "vạn"},
             {"vuot", "vượt"}};

static int compare_alike(const void *letters, const void *entry) {
  return strcmp(letters, *(const char *const *)entry);
}

static void put_small(struct buffer *out, const char *p, int64_t size) {
  while (size > 0) {
    utf8proc_uint8_t bytes[4];
    utf8proc_int32_t c;
    const utf8proc_ssize_t step = utf8proc_iterate((const utf8proc_uint8_t *)p, size, &c);
    if (step <= 0) return;
    tthc__put_bytes(out, (const char *)bytes, utf8proc_encode_char(utf8proc_tolower(c), bytes));
    p += step;
    size -= step;
  }
}

static int is_one_of(const char *word, const char *words, size_t size) {
  const char *p = words, *const end = words + size;
  while (p < end) {
    const char *w = word;
    while (p < end && *w != '\0' && *w == *p) {
      w++;
      p++;
    }
    if (*w == '\0' && (p == end || *p == '|')) return 1;
    while (p < end && *p++ != '|') continue;
  }
  return 0;
}

static void tell_apart(const struct words_of *words, struct word *word, struct buffer *small) {
  const char *meant;
  const void *entry = bsearch(word->letters, alike, sizeof alike / sizeof *alike, sizeof *alike, compare_alike);
  if (entry == NULL) return;
  meant = ((const char *const *)entry)[1];
  small->size = 0;
  put_small(small, words->text + word->from, word->to - word->from);
  if (small->failed || is_one_of(small->data, meant, strlen(meant))) return;
  memmove(word->letters + 1, word->letters, strlen(word->letters) + 1);
  word->letters[0] = '?';
}

/* A text without any marks does not tell the words apart; there the patterns take what looks like theirs. */
static int has_marks(const struct words_of *words) {
  int32_t i, at;
  for (i = 0; i < words->count; i++) {
    const struct word *word = &words->items[i];
    for (at = word->from; word->kind == WORD_LETTERS && at < word->to; at++)
      if ((unsigned char)words->text[at] >= 0x80) return 1;
  }
  return 0;
}

int32_t tthc__words_split(struct words_of *words, const char *text, tthc_error *err) {
  struct scratch scratch = {{0}, {0}};
  int32_t i;
  int fits;
  words->text = text;
  fits = split(words, (int64_t)strlen(text), &scratch);
  words->is_marked = has_marks(words);
  for (i = 0; fits && words->is_marked && i < words->count; i++)
    if (words->items[i].kind == WORD_LETTERS) tell_apart(words, &words->items[i], &scratch.folded);
  fits = fits && !scratch.folded.failed;
  tthc__buffer_free(&scratch.piece);
  tthc__buffer_free(&scratch.folded);
  words->end = words->count;
  return fits ? TTHC_OK : tthc__fail_memory(err);
}

void tthc__words_free(struct words_of *words) {
  free(words->items);
  memset(words, 0, sizeof *words);
}

/* --- matching ----------------------------------------------------------------------------------------------------- */

const struct word *tthc__word_at(const struct words_of *words, int32_t at) {
  return at >= words->first && at < words->end ? &words->items[at] : NULL;
}

int tthc__is_number_at(const struct words_of *words, int32_t at) {
  const struct word *word = tthc__word_at(words, at);
  return word != NULL && word->kind == WORD_NUMBER;
}

int tthc__is_glued(const struct words_of *words, int32_t at) {
  return tthc__word_at(words, at) != NULL && tthc__word_at(words, at - 1) != NULL &&
         words->items[at - 1].to == words->items[at].from;
}

int32_t tthc__match(const struct words_of *words, int32_t at, const char *pattern) {
  int32_t taken = 0;
  while (*pattern != '\0') {
    const size_t size = strcspn(pattern, " ");
    const struct word *word = tthc__word_at(words, at + taken);
    if (word == NULL || word->kind == WORD_NUMBER || !is_one_of(word->letters, pattern, size)) return 0;
    taken++;
    pattern += size;
    pattern += *pattern == ' ';
  }
  return taken;
}

int32_t tthc__match_before(const struct words_of *words, int32_t at, const char *pattern) {
  int32_t size = 1;
  const char *p;
  for (p = pattern; *p != '\0'; p++) size += *p == ' ';
  return tthc__match(words, at - size, pattern);
}

int32_t tthc__match_any(const struct words_of *words, int32_t at, const char *const *patterns, int32_t count,
                        int32_t *taken) {
  int32_t i;
  for (i = 0; i < count; i++) {
    *taken = tthc__match(words, at, patterns[i]);
    if (*taken > 0) return i;
  }
  return -1;
}

/* --- numbers ------------------------------------------------------------------------------------------------------ */

enum { YEAR_LOW = 1900, YEAR_HIGH = 2199, NUMBER_SIZE = 24 };

int32_t tthc__year_at(const struct words_of *words, int32_t at) {
  const struct word *word = tthc__word_at(words, at);
  int32_t year = 0, i;
  if (word == NULL || word->kind != WORD_NUMBER || word->to - word->from != 4) return 0;
  for (i = word->from; i < word->to; i++) {
    if (!is_digit(words->text[i])) return 0;
    year = year * 10 + (words->text[i] - '0');
  }
  return year >= YEAR_LOW && year <= YEAR_HIGH ? year : 0;
}

/* The shape of a number: its points and comma, and the lengths of what they part. */
struct shape {
  int32_t points;
  int32_t commas;
  int32_t first; /* digits before the first of them */
  int32_t last;  /* digits behind the last of them */
  int32_t even;  /* between points, and behind each, stand three digits */
  int32_t comma_is_last;
};

static void end_group(struct shape *shape, int32_t group) {
  if (shape->points + shape->commas == 0)
    shape->first = group;
  else if (shape->commas == 0)
    shape->even &= group == 3;
  shape->last = group;
}

static struct shape shape_of(const char *p, int32_t size) {
  struct shape shape = {0, 0, 0, 0, 1, 0};
  int32_t group = 0, i;
  for (i = 0; i < size; i++) {
    if (is_digit(p[i])) {
      group++;
      continue;
    }
    end_group(&shape, group);
    group = 0;
    shape.points += p[i] == '.';
    shape.commas += p[i] == ',';
    shape.comma_is_last = p[i] == ',';
  }
  end_group(&shape, group);
  return shape;
}

/* Whether the points part thousands: "1.000", "12.345,6"; "0.125" is a decimal. */
static int parts_thousands(const struct shape *shape, const char *p) {
  return shape->points > 0 && shape->even && shape->first <= 3 && *p != '0';
}

/* AMOUNT_UNREAD, or the form and, in `decimal_mark`, what stands before the decimals (0: nothing). */
static int32_t form_of(const struct shape *shape, const char *p, int is_percent, char *decimal_mark) {
  const int thousands = parts_thousands(shape, p);
  *decimal_mark = '\0';
  if (shape->commas > 1 || (shape->commas == 1 && !shape->comma_is_last)) return AMOUNT_UNREAD;
  if (shape->commas == 1) {
    *decimal_mark = ',';
    if (shape->points > 0) return thousands ? AMOUNT_PLAIN : AMOUNT_UNREAD;
    return shape->last == 3 && !is_percent ? AMOUNT_UNREAD : AMOUNT_PLAIN; /* "1,000" may be a thousand */
  }
  if (shape->points == 0) return AMOUNT_PLAIN;
  if (thousands) return is_percent ? AMOUNT_UNREAD : AMOUNT_PLAIN;
  *decimal_mark = '.';
  return shape->points == 1 && shape->last <= 3 ? AMOUNT_POINTED : AMOUNT_UNREAD;
}

int32_t tthc__amount_at(const struct words_of *words, int32_t at, int is_percent, struct decimal *out) {
  const struct word *word = tthc__word_at(words, at);
  const char *p;
  char digits[NUMBER_SIZE + 1], decimal_mark;
  struct shape shape;
  int32_t size, i, count = 0, form;
  if (word == NULL || word->kind != WORD_NUMBER || word->to - word->from > NUMBER_SIZE) return AMOUNT_UNREAD;
  p = words->text + word->from;
  size = word->to - word->from;
  shape = shape_of(p, size);
  form = form_of(&shape, p, is_percent, &decimal_mark);
  for (i = 0; i < size; i++) {
    if (is_digit(p[i]))
      digits[count++] = p[i];
    else if (p[i] == decimal_mark)
      digits[count++] = '.';
  }
  digits[count] = '\0';
  return form != AMOUNT_UNREAD && tthc__decimal_read(digits, out) ? form : AMOUNT_UNREAD;
}
