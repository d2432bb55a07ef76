/* Printed labels. */
#include "document/label.h"

#include "base/unicode.h"

#include <string.h>

static const struct label no_label = {SCHEME_NONE, 0, 0, 0, 0, 0, 0};

static int is_digit(char c) { return c >= '0' && c <= '9'; }

static int32_t skip_blanks(const char *text, int32_t at) {
  while (text[at] == ' ' || text[at] == '\n') at++;
  return at;
}

/* The bytes of a Roman number below 90 at `text`; 0 when there is none. */
static int32_t roman_size(const char *text) {
  static const char *const tens[] = {"LXXX", "LXX", "LX", "L", "XL", "XXX", "XX", "X"};
  static const char *const ones[] = {"VIII", "VII", "VI", "IX", "IV", "V", "III", "II", "I"};
  int32_t size = 0;
  size_t i;
  for (i = 0; i < sizeof tens / sizeof *tens && size == 0; i++)
    if (strncmp(text, tens[i], strlen(tens[i])) == 0) size = (int32_t)strlen(tens[i]);
  for (i = 0; i < sizeof ones / sizeof *ones; i++)
    if (strncmp(text + size, ones[i], strlen(ones[i])) == 0) return size + (int32_t)strlen(ones[i]);
  return size;
}

/* The same as scanned, "Ill" for "III": an "l" among its letters, and a dot behind it. */
static int32_t scanned_roman_size(const char *text) {
  const size_t size = strspn(text, "IVXl");
  return size >= 2 && size <= 5 && text[size] == '.' && memchr(text, 'l', size) != NULL && strcspn(text, "IVX") < size
           ? (int32_t)size : 0;
}

/* "3" or "3.1.2": groups of at most three digits, two behind a dot ("1.000" is an amount). */
static struct label number_at(const char *text, int32_t at) {
  struct label label = {SCHEME_NUMBER, 0, 0, 0, at, at, 0};
  int32_t digits = 0;
  while (is_digit(text[label.to])) label.to++;
  if (label.to == at || label.to - at > 3) return no_label;
  for (;;) {
    digits = 0;
    if (text[label.to] != '.') break;
    while (is_digit(text[label.to + 1 + digits])) digits++;
    if (digits == 0) break;
    if (digits > 2) return no_label;
    label.to += 1 + digits;
    label.dots++;
  }
  if (label.dots > 0) label.scheme = SCHEME_DOTTED;
  return label;
}

/* Lists go by the letters of the alphabet, which has đ and ê, but none with a tone. */
static int is_list_letter(const char *text, int64_t size) {
  static const char letters[] = "đĐăĂâÂêÊôÔơƠưƯ";
  const char *at;
  if (size == 1) return 1;
  for (at = letters; size == 2 && *at != '\0'; at += 2)
    if (memcmp(text, at, 2) == 0) return 1;
  return 0;
}

static struct label letters_at(const char *text, int32_t at) {
  struct label label = {SCHEME_CAPITAL, 0, 0, 0, at, at, 0};
  const int32_t scanned = scanned_roman_size(text + at);
  const int32_t roman = scanned > 0 ? scanned : roman_size(text + at);
  int64_t step, next;
  const char letter = tthc__letter_at(text + at, &step);
  if (roman > 1 && tthc__letter_at(text + at + roman, &next) == ' ') {
    label.scheme = SCHEME_ROMAN;
    label.to = at + roman;
    return label;
  }
  if (roman > 1 && text[at + roman] == '\0') {
    label.scheme = SCHEME_ROMAN;
    label.to = at + roman;
    return label;
  }
  if ((letter != 'u' && letter != 'l') || !is_list_letter(text + at, step)) return no_label;
  label.to = at + (int32_t)step;
  label.either = roman == 1 || text[at] == 'C' || text[at] == 'D';
  if (letter == 'l') label.scheme = SCHEME_SMALL;
  return label;
}

static struct label symbol_at(const char *text, int32_t at) {
  static const struct {
    const char *mark;
    int32_t scheme;
  } symbols[] = {{"-", SCHEME_DASH},
                 {"\xe2\x80\x93", SCHEME_DASH},
                 {"\xe2\x80\x94", SCHEME_DASH},
                 {"\xe2\x80\xa2", SCHEME_DASH},
                 {"\xe2\x97\x8f", SCHEME_DASH},
                 {"\xe2\x96\xaa", SCHEME_DASH},
                 {"\xef\x82\xb7", SCHEME_DASH},
                 {"\xc2\xb7", SCHEME_DASH},
                 {"*", SCHEME_DASH},
                 {"+", SCHEME_PLUS},
                 {"\xe2\x97\x8b", SCHEME_PLUS}};
  struct label label = no_label;
  size_t i;
  for (i = 0; i < sizeof symbols / sizeof *symbols; i++) {
    const size_t size = strlen(symbols[i].mark);
    if (strncmp(text + at, symbols[i].mark, size) != 0) continue;
    label.scheme = symbols[i].scheme;
    label.from = at;
    label.to = label.rest = at + (int32_t)size;
    return label;
  }
  return label;
}

/* Nouns before a number. That of an annex belongs to its label; the inner ones stand below Roman numbers. */
enum noun { NOUN_PART, NOUN_ANNEX, NOUN_GROUP };

static const struct {
  const char *word;
  int32_t noun;
} nouns[] = {{"Phần", NOUN_PART},     {"PHẦN", NOUN_PART},     {"Phan", NOUN_PART},     {"PHAN", NOUN_PART},
             {"Chương", NOUN_PART},   {"CHƯƠNG", NOUN_PART},   {"Phụ lục", NOUN_ANNEX}, {"PHỤ LỤC", NOUN_ANNEX},
             {"Phu luc", NOUN_ANNEX}, {"PHU LUC", NOUN_ANNEX}, {"Nhóm", NOUN_GROUP},    {"NHÓM", NOUN_GROUP},
             {"Mục", NOUN_GROUP},     {"MỤC", NOUN_GROUP}};

/* "số 01", "thứ nhất": what may stand between noun and number, and ordinals that are written out. */
static int32_t ordinal_size(const char *text) {
  static const char *const ordinals[] = {"thứ nhất", "thứ hai", "thứ ba", "thứ tư", "thứ năm",
                                         "THỨ NHẤT", "THỨ HAI", "THỨ BA", "THỨ TƯ", "THỨ NĂM"};
  size_t i;
  for (i = 0; i < sizeof ordinals / sizeof *ordinals; i++)
    if (strncmp(text, ordinals[i], strlen(ordinals[i])) == 0) return (int32_t)strlen(ordinals[i]);
  return 0;
}

static int32_t skip_number_sign(const char *text, int32_t at) {
  static const char *const signs[] = {"số ", "SỐ ", "so ", "SO "};
  size_t i;
  for (i = 0; i < sizeof signs / sizeof *signs; i++)
    if (strncmp(text + at, signs[i], strlen(signs[i])) == 0) return skip_blanks(text, at + (int32_t)strlen(signs[i]));
  return at;
}

/* "Phần I", "PHẦN THỨ NHẤT", "Chương 2", "Phụ lục số 01", "Nhóm 1:". */
static struct label named_at(const char *text) {
  struct label label = no_label, number;
  int32_t at = 0, noun = NOUN_PART;
  size_t i;
  for (i = 0; i < sizeof nouns / sizeof *nouns && at == 0; i++)
    if (strncmp(text, nouns[i].word, strlen(nouns[i].word)) == 0) {
      at = (int32_t)strlen(nouns[i].word);
      noun = nouns[i].noun;
    }
  if (at == 0 || (text[at] != ' ' && text[at] != '\0')) return label;
  at = skip_number_sign(text, skip_blanks(text, at));
  label.to = at + ordinal_size(text + at);
  if (label.to == at) {
    number = is_digit(text[at]) ? number_at(text, at) : letters_at(text, at);
    if (number.scheme == SCHEME_NONE || number.scheme == SCHEME_SMALL) return no_label;
    if (noun != NOUN_ANNEX) label.from = at; /* "Phần I" is number I */
    label.to = number.to;
  }
  /* "Mục 1 và mục 2 …" is a sentence. */
  if (noun == NOUN_GROUP && (text[label.to] == '\0' || strchr(".:", text[label.to]) == NULL)) return no_label;
  label.inner = noun == NOUN_GROUP;
  label.scheme = SCHEME_NAMED;
  return label;
}

/* What closes a label: ".", ")", ":", "/", "-". Bytes, blanks behind it included; -1 when nothing does. */
static int32_t closing(const char *text, const struct label *label, int bracketed) {
  int32_t at = label->to;
  int64_t step;
  char next;
  if (bracketed) return text[at] == ')' ? skip_blanks(text, at + 1) - at : -1;
  if (text[at] == '\0') return label->scheme == SCHEME_NAMED ? 0 : -1;
  if (text[at] == ' ' && (label->scheme == SCHEME_DOTTED || label->scheme == SCHEME_NAMED)) {
    at = skip_blanks(text, at);
    if (strchr(".):/-", text[at]) != NULL && text[at] != '\0') at = skip_blanks(text, at + 1);
    return at - label->to;
  }
  if (strchr(".):/-", text[at]) == NULL) return -1;
  next = text[at + 1];
  if (next == ' ' || next == '\n' || next == '\0') return skip_blanks(text, at + 1) - label->to;
  if (text[at] != '.' && text[at] != ')') return -1;
  next = tthc__letter_at(text + at + 1, &step);
  if (label->scheme == SCHEME_CAPITAL && (text[at + 1 + step] == '.' || text[at + 1 + step] == '\0')) return -1;
  /* "1.Mục đích", "I.MỤC ĐÍCH", but not "V.I.P", not "a.b" and not "1.5" */
  return next == 'u' || (next == 'l' && text[at] == ')') ? 1 : -1;
}

struct label tthc__label_at_start(const char *text) {
  struct label label = symbol_at(text, 0);
  const int bracketed = text[0] == '(';
  int32_t size;
  if (label.scheme != SCHEME_NONE) {
    int64_t step;
    const char next = tthc__letter_at(text + label.rest, &step);
    if (next == '0' || (next == ' ' && text[label.rest] != ' ' && text[label.rest] != '\n'))
      return no_label; /* "-5", "--" */
    label.rest = skip_blanks(text, label.rest);
    return text[label.rest] == '\0' ? no_label : label;
  }
  label = named_at(text);
  if (label.scheme == SCHEME_NONE)
    label = is_digit(text[bracketed]) ? number_at(text, bracketed) : letters_at(text, bracketed);
  if (label.scheme == SCHEME_NONE) return no_label;
  size = closing(text, &label, bracketed);
  if (size < 0) return no_label;
  label.inner |= text[label.to] == ')';
  label.rest = label.to + size;
  return label;
}

struct label tthc__label_of_cell(const char *cell) {
  struct label label = symbol_at(cell, 0);
  int32_t end;
  const int bracketed = cell[0] == '(';
  if (label.scheme != SCHEME_NONE) return cell[label.rest] == '\0' ? label : no_label;
  label = named_at(cell);
  if (label.scheme == SCHEME_NONE)
    label = is_digit(cell[bracketed]) ? number_at(cell, bracketed) : letters_at(cell, bracketed);
  end = label.to;
  while (cell[end] != '\0' && strchr(".):;/- ", cell[end]) != NULL) end++;
  if (label.scheme == SCHEME_NONE || cell[end] != '\0') return no_label;
  label.inner |= cell[label.to] == ')';
  label.rest = end;
  return label;
}
