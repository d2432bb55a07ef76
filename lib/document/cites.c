/* The documents that a plan rests on or cites: "Nghị định số 45/2020/NĐ-CP ngày 08/4/2020 của Chính phủ về …". */
#include "document/reading.h"

#include "base/text.h"
#include "base/unicode.h"
#include "calendar/day.h"

#include <string.h>

enum { NUMBER_BYTES_MAX = 60, ISSUER_MAX = 160, TITLE_MAX = 400 };

/* --- the number and symbol ---------------------------------------------------------------------------------------- */

static int is_digit(char c) { return c >= '0' && c <= '9'; }

/* The bytes of "45/2020/NĐ-CP", "214/NQ-CP", "57-NQ/TW", "QH" with its figures; 0 when there is no number here. */
static int32_t number_size(const char *text) {
  int32_t at = 0, slashes = 0, capitals = 0;
  int64_t step;
  while (is_digit(text[at])) at++;
  if (at == 0 || at > 6 || (text[at] != '/' && text[at] != '-')) return 0;
  while (at < NUMBER_BYTES_MAX) {
    const char letter = tthc__letter_at(text + at, &step);
    if (letter == 'u' || letter == 'l' || letter == '0')
      capitals += letter == 'u';
    else if (text[at] == '/')
      slashes++;
    else if (text[at] == '-' && text[at + 1] == ' ' && tthc__letter_at(text + at + 2, &step) == 'u' && capitals > 0)
      step = 2; /* "TT- BTC" */
    else if (text[at] != '-' && text[at] != '&')
      break;
    at += (int32_t)step;
  }
  while (at > 0 && strchr("-/&", text[at - 1]) != NULL) at--;
  return slashes > 0 && capitals >= 2 ? at : 0;
}

/* --- what stands behind it ---------------------------------------------------------------------------------------- */

static const char *skip_blanks(const char *text) {
  while (*text == ' ' || *text == '\n') text++;
  return text;
}

static const char *behind_word(const char *text, const char *word) {
  const size_t size = strlen(word);
  return strncmp(text, word, size) == 0 && (text[size] == ' ' || text[size] == '\0') ? skip_blanks(text + size) : NULL;
}

static const char *accept_number(const char *text, int32_t *number) {
  *number = 0;
  if (!is_digit(*text)) return NULL;
  while (is_digit(*text) && *number < 100000) *number = *number * 10 + (*text++ - '0');
  return text;
}

/* "ngày 08/4/2020", "ngày 26 tháng 8 năm 2013"; NULL when no day stands here. */
static const char *accept_day(const char *text, int32_t *day) {
  int32_t number[3], i;
  const char *at = behind_word(text, "ngày");
  if (at == NULL) at = behind_word(text, "ngay");
  for (i = 0; at != NULL && i < 3; i++) {
    at = accept_number(at, &number[i]);
    if (at == NULL || i == 2) break;
    if (*at == '/' || *at == '-' || *at == '.')
      at++;
    else {
      static const char *const words[2][2] = {{"tháng", "thang"}, {"năm", "nam"}};
      const char *next = behind_word(skip_blanks(at), words[i][0]);
      at = next != NULL ? next : behind_word(skip_blanks(at), words[i][1]);
    }
  }
  if (at == NULL) return NULL;
  *day = tthc_day_from_civil(number[2], number[1], number[0], NULL);
  return *day == TTHC_NO_DAY ? NULL : skip_blanks(at);
}

/* The words up to what ends them; the bytes. */
static int64_t words_until(const char *text, const char *const *ends, size_t count, const char *marks, int64_t max) {
  int64_t at = 0;
  for (; text[at] != '\0' && at < max; at++) {
    size_t i;
    if (strchr(marks, text[at]) != NULL && (text[at] != '.' || text[at + 1] == ' ' || text[at + 1] == '\0')) break;
    for (i = 0; text[at] == ' ' && i < count; i++)
      if (strncmp(text + at + 1, ends[i], strlen(ends[i])) == 0) return at;
  }
  return at < max ? at : 0;
}

static void read_cite(struct reading *r, const char *text, int32_t size) {
  static const char *const issuer_ends[] = {"về ",     "ve ",       "ban hành ", "quy định ", "phê duyệt ",
                                            "sửa đổi", "hướng dẫn", "quy định",  "và ",       "khi ",
                                            "thì ",    "để ",       "tại ",      "đã ",       "được "};
  struct basis basis = {tthc__copy(r, text, 0, size), TTHC_NO_DAY, NULL, NULL, NULL};
  const char *at = skip_blanks(text + size), *next;
  int64_t end;
  if ((next = accept_day(at, &basis.day)) != NULL) at = next;
  if ((next = behind_word(at, "của")) != NULL || (next = behind_word(at, "cua")) != NULL) {
    end = words_until(next, issuer_ends, sizeof issuer_ends / sizeof *issuer_ends, ",;.:()\n", ISSUER_MAX);
    if (end > 0) basis.issuer = tthc__copy(r, next, 0, end);
    at = skip_blanks(next + end);
  }
  if ((next = behind_word(at, "về")) != NULL || (next = behind_word(at, "ve")) != NULL) {
    at = next;
    if ((next = behind_word(at, "việc")) != NULL || (next = behind_word(at, "viec")) != NULL) at = next;
    end = words_until(at, NULL, 0, ";.:()\n", TITLE_MAX);
    if (end > 0) basis.title = tthc__copy(r, at, 0, end);
  }
  tthc__keep(r, tthc__add_basis(r->plan, &basis, r->err));
}

/* --- the texts ---------------------------------------------------------------------------------------------------- */

struct cites {
  struct reading *r;
  struct index seen;
};

/* Every number in a text that is no part of a longer one; each document once. */
static void read_text(struct cites *cites, const char *text) {
  const char *at = text;
  while (at != NULL && *at != '\0' && cites->r->rc == TTHC_OK) {
    const int32_t size = is_digit(*at) && (at == text || strchr(" (\n", at[-1]) != NULL) ? number_size(at) : 0;
    if (size > 0) {
      const char *number = tthc__copy(cites->r, at, 0, size);
      if (tthc__index_get(&cites->seen, number) == TTHC_NONE) {
        if (tthc__index_put(&cites->seen, number, 0) != TTHC_OK) cites->r->rc = tthc__fail_memory(cites->r->err);
        if (cites->r->rc == TTHC_OK) read_cite(cites->r, at, size);
      }
    }
    at += size > 0 ? size : 1;
  }
}

static void read_tasks(struct cites *cites) {
  const tthc_plan *plan = cites->r->plan;
  int32_t i;
  for (i = 0; i < plan->sections.count; i++) read_text(cites, plan->sections.items[i].title);
  for (i = 0; i < plan->tasks.count; i++) read_text(cites, plan->tasks.items[i].title);
}

void tthc__read_cites(struct reading *r) {
  struct cites cites = {r, {0}};
  int32_t i;
  /* The document's own number is no basis of it. */
  if (r->plan->number != NULL && tthc__index_put(&cites.seen, r->plan->number, 0) != TTHC_OK)
    r->rc = tthc__fail_memory(r->err);
  read_text(&cites, r->plan->preamble);
  for (i = 0; i < r->plan->parts.count; i++) {
    const struct part *part = &r->plan->parts.items[i];
    read_text(&cites, part->title);
    read_text(&cites, part->text);
    if (part->holds_sections) read_tasks(&cites); /* they stand there */
  }
  read_tasks(&cites);
  read_text(&cites, r->plan->subject); /* in capitals, which tell less */
  tthc__index_free(&cites.seen);
}
