/*
 * The header of a document (Decree 30/2020/NĐ-CP, annex I): issuing body, number and symbol, place and day, the kind of
 * document and its subject, then the opening paragraphs up to the first part.
 */
#include "document/reading.h"

#include "base/text.h"
#include "calendar/day.h"

#include <stdlib.h>
#include <string.h>

enum { HEADER_BLOCKS_MAX = 60, DECISION_BLOCKS_MAX = 200, SUBJECT_LINE_MAX = 700, SUBJECT_LINES_MAX = 8 };

/* --- where it is -------------------------------------------------------------------------------------------------- */

/* What a document may call itself, folded. */
static const char *const kinds[] = {"ke hoach",   "chuong trinh", "chuong trinh hanh dong",
                                    "de an",      "phuong an",    "ke hoach hanh dong",
                                    "quyet dinh", "chi thi"};

/* The length of the kind at the start of a folded text; 0 when there is none. */
static size_t kind_size(const char *folded) {
  size_t i, longest = 0;
  for (i = 0; i < sizeof kinds / sizeof *kinds; i++) {
    const size_t size = strlen(kinds[i]);
    if (strncmp(folded, kinds[i], size) == 0 && (folded[size] == '\0' || folded[size] == ' ') && size > longest)
      longest = size;
  }
  return longest;
}

/* "KẾ HOẠCH", or "KẾ HOẠCH" with its subject behind it in capitals or on the next line. */
static int is_kind_line(struct reading *r, const char *text) {
  const char *folded = tthc__folded(r, text);
  const size_t size = kind_size(folded);
  if (size == 0) return 0;
  return folded[size] == '\0' || tthc__is_capitals(text) || strncmp(text, "KẾ HOẠCH", strlen("KẾ HOẠCH")) == 0 ||
         strncmp(text, "KE HOACH", strlen("KE HOACH")) == 0;
}

static int begins_part(const char *text) {
  const struct label label = tthc__label_at_start(text);
  return label.scheme == SCHEME_NAMED || label.scheme == SCHEME_CAPITAL || label.scheme == SCHEME_ROMAN ||
         label.scheme == SCHEME_NUMBER;
}

/* The block that names the kind of document; -1 when there is none before the first part. */
static int32_t find_kind(struct reading *r) {
  int32_t at;
  for (at = 0; at < r->blocks->count && at < HEADER_BLOCKS_MAX; at++) {
    const char *text = tthc__line_text(r, at);
    if (text == NULL) continue;
    if (is_kind_line(r, text)) return at;
    if (tthc__block(r, at)->kind == BLOCK_PARAGRAPH && begins_part(text) && tthc__is_capitals(text)) break;
  }
  return -1;
}

/* --- what stands before the title --------------------------------------------------------------------------------- */

/* The number that stands at `*at` of a text, past what is no digit; -1 when a letter or the end comes first. */
static int32_t next_number(const char *text, size_t *at) {
  int32_t number = 0, digits = 0;
  while (text[*at] == ' ') ++*at;
  while (text[*at] >= '0' && text[*at] <= '9' && digits < 5) {
    number = number * 10 + (text[*at] - '0');
    ++*at;
    digits++;
  }
  return digits > 0 ? number : -1;
}

/* "ngày 05 tháng 01 năm 2021" or "ngày 5/1/2021" in a folded text; TTHC_NO_DAY when it is not filled in. */
static int32_t day_of(const char *folded) {
  const char *start = strstr(folded, "ngay ");
  size_t at = 5;
  int32_t day, month, year;
  if (start == NULL) return TTHC_NO_DAY;
  day = next_number(start, &at);
  while (start[at] == ' ') at++;
  if (strncmp(start + at, "thang ", 6) == 0) at += 6;
  month = next_number(start, &at);
  while (start[at] == ' ') at++;
  if (strncmp(start + at, "nam ", 4) == 0) at += 4;
  year = next_number(start, &at);
  return day < 0 || month < 0 || year < 0 ? TTHC_NO_DAY : tthc_day_from_civil(year, month, day, NULL);
}

static void read_place_and_day(struct reading *r, const char *line, struct place place) {
  const char *day = strstr(line, "ngày"), *plain = strstr(line, "ngay");
  const int32_t issued = day_of(tthc__folded(r, line));
  const char *end = day != NULL ? day : plain;
  int64_t size = end == NULL ? 0 : end - line;
  while (size > 0 && strchr(" ,", line[size - 1]) != NULL) size--;
  if (r->plan->place == NULL && size > 0)
    tthc__keep(r, tthc_plan_set_place(r->plan, tthc__copy(r, line, 0, size), r->err));
  if (r->rc != TTHC_OK) return;
  if (issued != TTHC_NO_DAY && r->plan->issued == TTHC_NO_DAY)
    r->plan->issued = issued;
  else
    tthc__find_text(r, TTHC_F_HEADER_MISSING, place, line);
}

/* "Số: 617/KH-UBND": what stands behind "Số", without blanks; NULL when it is not filled in. */
static const char *number_of(struct reading *r, const char *line) {
  const char *slash = strchr(line, '/');
  char *copy, *to;
  const char *from;
  if (slash == NULL) return NULL;
  from = strchr(line, ':');
  from = from != NULL && from < slash ? from + 1 : strchr(line, ' ');
  if (from == NULL || from > slash) return NULL;
  copy = tthc__arena_alloc(&r->arena, strlen(from) + 1);
  if (copy == NULL) {
    r->rc = tthc__fail_memory(r->err);
    return NULL;
  }
  for (to = copy; *from != '\0'; from++)
    if (*from != ' ') *to++ = *from;
  return *copy >= '0' && *copy <= '9' ? copy : NULL;
}

static void read_number(struct reading *r, const char *line, struct place place) {
  const char *number = number_of(r, line);
  if (number != NULL && r->plan->number == NULL)
    tthc__keep(r, tthc_plan_set_number(r->plan, number, r->err));
  else
    tthc__find_text(r, TTHC_F_HEADER_MISSING, place, line);
}

static int says_day(const char *folded) { return strstr(folded, "ngay ") != NULL && strstr(folded, "thang") != NULL; }

/* "Số: 617/KH-UBND", "Số 12", "Số:"; not "Sở Nội vụ". */
static int says_number(const char *line, const char *folded) {
  const char *mark = strpbrk(line, ": ");
  if (strncmp(folded, "so", 2) != 0 || (folded[2] != ' ' && folded[2] != '\0') || strlen(folded) > 60) return 0;
  return mark != NULL && (*mark == ':' || (folded[3] >= '0' && folded[3] <= '9'));
}

static int says_motto(const char *folded) {
  return strstr(folded, "cong hoa xa hoi") != NULL || strstr(folded, "doc lap tu do") != NULL ||
         strcmp(folded, "chu nghia viet nam") == 0 || strcmp(folded, "nghia viet nam") == 0;
}

/* A line above the title. The lines that are nothing else name the issuing body. */
static void read_head_line(struct reading *r, const char *line, struct place place, const char **authority) {
  const char *folded = tthc__folded(r, line);
  if (*folded == '\0' || says_motto(folded) || strncmp(folded, "du thao", 7) == 0)
    tthc__find_text(r, TTHC_F_TEXT_PASSED_OVER, place, line);
  else if (says_number(line, folded))
    read_number(r, line, place);
  else if (says_day(folded))
    read_place_and_day(r, line, place);
  else
    *authority = tthc__joined(r, *authority, line);
}

/* Where the issuing body begins behind the one above it: "UBND TỈNH PHÚ YÊN SỞ TƯ PHÁP"; 0 where there is one body. */
static int64_t issuing_body(const char *authority) {
  static const char *const openings[] = {"SỞ ",        "ỦY BAN ",      "UỶ BAN ",    "UBND ",       "PHÒNG ",
                                         "VĂN PHÒNG ", "BAN QUẢN LÝ ", "CỤC ",       "CHI CỤC ",    "TRUNG TÂM ",
                                         "Sở ",        "Phòng ",       "Trung tâm ", "BAN CHỈ ĐẠO "};
  static const char *const within[] = {"VĂN ", "QUỐC ", "CHI ", "VÀ ", "& ", "ĐẢNG "};
  const char *at = authority;
  int64_t body = 0;
  int32_t words = 1;
  size_t i, j;
  while ((at = strchr(at, ' ')) != NULL) {
    at++;
    if (words++ < 2) continue;
    for (i = 0; i < sizeof openings / sizeof *openings; i++) {
      if (strncmp(at, openings[i], strlen(openings[i])) != 0) continue;
      for (j = 0; j < sizeof within / sizeof *within; j++) {
        const int64_t size = (int64_t)strlen(within[j]);
        if (at - authority >= size && memcmp(at - size, within[j], (size_t)size) == 0) break;
      }
      if (j == sizeof within / sizeof *within) body = at - authority;
    }
  }
  return body;
}

static void set_authority(struct reading *r, const char *authority) {
  const int64_t body = issuing_body(authority);
  struct buffer extra = {0};
  tthc__keep(r, tthc_plan_set_authority(r->plan, authority + body, r->err));
  if (body == 0 || r->rc != TTHC_OK) return;
  tthc__put(&extra, "\"x-superior\": ");
  tthc__put_json(&extra, tthc__copy(r, authority, 0, body));
  r->rc = extra.failed ? tthc__fail_memory(r->err) : tthc__set_extra(r->plan, &r->plan->extra, extra.data, r->err);
  tthc__buffer_free(&extra);
}

/* The lines of a piece, one by one. */
static void read_head_piece(struct reading *r, const struct piece *piece, const char **authority) {
  const char *from = piece->text;
  while (r->rc == TTHC_OK && *from != '\0') {
    const char *end = strchr(from, '\n');
    const int64_t size = end == NULL ? (int64_t)strlen(from) : end - from;
    int64_t text = size;
    while (text > 0 && strchr("-_ ", from[text - 1]) != NULL) text--; /* the rule below a name */
    if (text > 0) read_head_line(r, tthc__copy(r, from, 0, text), piece->place, authority);
    from += size + (end != NULL);
  }
}

static void read_head(struct reading *r, int32_t end) {
  const char *authority = NULL;
  int32_t at, n;
  for (at = 0; at < end && r->rc == TTHC_OK; at++) {
    if (tthc__take_furniture(r, at)) continue;
    for (n = 0; n < tthc__block(r, at)->count; n++) read_head_piece(r, tthc__piece(r, at, n), &authority);
    tthc__take_block(r, at);
  }
  if (r->rc == TTHC_OK && authority != NULL) set_authority(r, authority);
}

/* --- the title and what follows ----------------------------------------------------------------------------------- */

/* Openings of the preamble, folded; a subject in capitals may begin so too. */
static int opens_preamble(const char *folded) {
  static const char *const openings[] = {"can cu ",          "thuc hien ", "nham ",     "de ",         "tren co so ",
                                         "trien khai ",      "thi hanh ",  "tiep tuc ", "xet de nghi", "theo de nghi",
                                         "uy ban nhan dan ", "ubnd ",      "tai "};
  size_t i;
  for (i = 0; i < sizeof openings / sizeof *openings; i++)
    if (strncmp(folded, openings[i], strlen(openings[i])) == 0) return 1;
  return 0;
}

/* Whether a line goes on with the subject: capitals, or a short line that is no sentence. */
static int is_subject(struct reading *r, const char *text, int32_t lines) {
  const size_t size = strlen(text);
  if (text[0] == '(') return 0;
  if (tthc__is_capitals(text))
    return !begins_part(text) && strncmp(tthc__folded(r, text), "can cu ", 7) != 0 && text[size - 1] != ';';
  if (begins_part(text) || size > SUBJECT_LINE_MAX || strchr(".;:,", text[size - 1]) != NULL) return 0;
  return lines == 0 || tthc__begins_small(text) || !opens_preamble(tthc__folded(r, text));
}

/* What stands behind the kind on its own line: "KẾ HOẠCH Kiểm soát …". */
static const char *behind_kind(struct reading *r, const char *text) {
  size_t words = 1, size = kind_size(tthc__folded(r, text)), i;
  for (i = 0; i < size; i++) words += r->scratch.data[i] == ' ';
  for (; *text != '\0' && words > 0; text++) words -= *text == ' ';
  while (*text != '\0' && strchr(" :-", *text) != NULL) text++;
  return *text == '\0' ? NULL : text;
}

static void read_subject(struct reading *r) {
  const char *subject = behind_kind(r, tthc__line_text(r, r->at));
  int32_t lines = subject != NULL;
  for (tthc__take_block(r, r->at++); r->rc == TTHC_OK && r->at < r->blocks->count; r->at++) {
    const char *text = tthc__line_text(r, r->at);
    if (tthc__take_furniture(r, r->at)) continue;
    if (text == NULL || lines >= SUBJECT_LINES_MAX || !is_subject(r, text, lines)) break;
    subject = tthc__joined(r, subject, text);
    tthc__take_block(r, r->at);
    lines++;
  }
  if (r->rc == TTHC_OK && subject != NULL) tthc__keep(r, tthc_plan_set_subject(r->plan, subject, r->err));
}

/* Paragraphs up to the first part or table. */
static void read_preamble(struct reading *r) {
  struct buffer text = {0};
  for (; r->rc == TTHC_OK && r->at < r->blocks->count; r->at++) {
    const char *line = tthc__line_text(r, r->at);
    if (tthc__take_furniture(r, r->at)) continue;
    if (line == NULL || tthc__block(r, r->at)->kind != BLOCK_PARAGRAPH || begins_part(line) ||
        text.size + (int64_t)strlen(line) > STRING_MAX)
      break;
    if (tthc__label_at_start(line).scheme == SCHEME_NONE && text.size > 0 && tthc__begins_small(line) &&
        !tthc__is_closed(text.data))
      tthc__put_char(&text, ' ');
    else if (text.size > 0)
      tthc__put_char(&text, '\n');
    tthc__put(&text, line);
    tthc__take_block(r, r->at);
  }
  if (text.failed) r->rc = tthc__fail_memory(r->err);
  if (r->rc == TTHC_OK && text.size > 0) tthc__keep(r, tthc_plan_set_preamble(r->plan, text.data, r->err));
  tthc__buffer_free(&text);
}

static void find_missing(struct reading *r) {
  const struct place nowhere = {0};
  if (r->plan->authority == NULL)
    tthc__find_words(r, TTHC_F_HEADER_MISSING, nowhere, WORDS("cơ quan ban hành", "who issued it"));
  if (r->plan->number == NULL)
    tthc__find_words(r, TTHC_F_HEADER_MISSING, nowhere, WORDS("số, ký hiệu", "its number and symbol"));
  if (r->plan->issued == TTHC_NO_DAY)
    tthc__find_words(r, TTHC_F_HEADER_MISSING, nowhere, WORDS("ngày ban hành", "its day of issue"));
  if (r->plan->subject == NULL)
    tthc__find_words(r, TTHC_F_HEADER_MISSING, nowhere, WORDS("tên loại và trích yếu", "what it is and is about"));
}

/* The plan that a decision at a block issues: the line that names it; -1 when there is none. */
static int32_t find_issued_plan(struct reading *r, int32_t at) {
  static const char *const issuing[] = {"quyet dinh", "chi thi", "nghi quyet"};
  const char *folded = tthc__folded(r, tthc__line_text(r, at));
  size_t i;
  for (i = 0; i < sizeof issuing / sizeof *issuing; i++)
    if (strncmp(folded, issuing[i], strlen(issuing[i])) == 0) break;
  if (i == sizeof issuing / sizeof *issuing) return -1;
  for (at++; at < r->blocks->count && at < DECISION_BLOCKS_MAX; at++) {
    const char *text = tthc__line_text(r, at);
    folded = text == NULL ? "" : tthc__folded(r, text);
    if (kind_size(folded) > 0 && folded[kind_size(folded)] == '\0' && strncmp(folded, "quyet dinh", 10) != 0) return at;
  }
  return -1;
}

/* The decision that a plan was issued with: a part before the others, and who signed it to whom. */
static void read_decision(struct reading *r, int32_t plan) {
  while (r->rc == TTHC_OK && r->at < plan) {
    const char *text = tthc__line_text(r, r->at);
    const struct place place = tthc__piece(r, r->at, 0)->place;
    if (tthc__read_closing(r)) continue;
    if (text != NULL && !tthc__take_furniture(r, r->at)) {
      tthc__take_block(r, r->at);
      tthc__read_part(r, text, place);
    }
    r->at++;
  }
  r->part_depth = r->after_closing = 0;
  r->top_scheme = SCHEME_NONE;
  r->at = plan;
}

void tthc__read_header(struct reading *r) {
  const int32_t kind = find_kind(r), plan = kind < 0 ? -1 : find_issued_plan(r, kind);
  if (kind >= 0) {
    read_head(r, kind);
    r->at = kind;
    if (plan >= 0) read_decision(r, plan);
    if (r->rc == TTHC_OK) read_subject(r);
    if (r->rc == TTHC_OK) read_preamble(r);
  }
  if (r->rc == TTHC_OK) find_missing(r);
}

/* --- the year ----------------------------------------------------------------------------------------------------- */

/* "… năm 2021" in a text: the year; 0 for none. */
static int32_t year_in(struct reading *r, const char *text) {
  const char *folded = text == NULL ? "" : tthc__folded(r, text), *at = folded;
  while ((at = strstr(at, "nam ")) != NULL) {
    const long year = strtol(at + 4, NULL, 10);
    if ((at == folded || at[-1] == ' ') && year >= 1900 && year <= 2200) return (int32_t)year;
    at += 4;
  }
  return 0;
}

int32_t tthc__year_of_header(struct reading *r, struct words *source) {
  const int32_t year = year_in(r, r->plan->subject);
  if (year != 0 || r->plan->issued == TTHC_NO_DAY) return year;
  *source = WORDS("ngày ban hành", "the day of issue");
  return tthc_day_year(r->plan->issued);
}
