/* The end of a document: "Nơi nhận" with its lines, and who signed (Decree 30/2020/NĐ-CP, annex I). */
#include "document/reading.h"

#include "base/text.h"
#include "base/unicode.h"

#include <string.h>

/* What has been read of it; lines come from paragraphs, from cells, or run together in one cell. */
struct closing {
  int32_t listing;       /* "Nơi nhận" has been read, and its list goes on */
  const char *recipient; /* the last one, until it is closed */
  const char *position;
  const char *name;
  int32_t understood; /* of the block at hand: lines that were */
};

/* --- lines -------------------------------------------------------------------------------------------------------- */

static int begins_list(const char *folded) { return strncmp(folded, "noi nhan", 8) == 0; }

/* "TM. ỦY BAN NHÂN DÂN", "PHÓ CHỦ TỊCH": capitals, with a word that tells a position. */
static int is_position(struct reading *r, const char *line) {
  static const char *const words[] = {"tm ",    "kt ",        "tl ",       "tuq ",      "chu tich", "giam doc",
                                      "truong", "pho ",       "chanh",     "uy ban",    "ubnd",     "thu truong",
                                      "bi thu", "cuc truong", "chu nhiem", "thong doc", "q "};
  const char *folded = tthc__folded(r, line);
  size_t i;
  if (strlen(line) > 160 || !tthc__is_capitals(line)) return 0;
  for (i = 0; i < sizeof words / sizeof *words; i++)
    if (strstr(folded, words[i]) != NULL) return 1;
  return 0;
}

/* "Phạm Minh Phước", "Y Bhăm Niê": two to six words with one capital each, the first letter; no figures. */
static int is_name(const char *line) {
  int32_t words = 0, fresh = 1;
  int64_t step;
  char letter;
  for (; (letter = tthc__letter_at(line, &step)) != '\0'; line += step) {
    if (letter == '0') return 0;
    if (letter == ' ') {
      if (*line != ' ' && *line != '.' && *line != '-') return 0;
      fresh = 1;
      continue;
    }
    if (fresh != (letter == 'u')) return 0;
    words += fresh;
    fresh = 0;
  }
  return words >= 2 && words <= 6;
}

/* "PHẠM MINH PHƯỚC", where a position stands above it. */
static int is_name_in_capitals(const char *line) {
  int32_t words = 1;
  const char *at;
  for (at = line; *at != '\0'; at++) words += *at == ' ';
  return tthc__is_capitals(line) && words >= 2 && words <= 5 && strpbrk(line, "0123456789.,:;") == NULL;
}

/* A line in which the position and the name run together: where the name begins; -1 when it is not such a line. */
static int32_t name_within(struct reading *r, const char *line) {
  int32_t best = -1;
  const char *at = line;
  while ((at = strchr(at, ' ')) != NULL) {
    const char *rest = ++at;
    if (!is_name(rest)) continue;
    if (is_position(r, tthc__copy(r, line, 0, rest - 1 - line))) {
      best = (int32_t)(rest - line);
      break;
    }
  }
  return best;
}

/* Takes "(Đã ký)" out of a line, and says so. */
static const char *without_signed_mark(struct reading *r, const char *line, struct place place) {
  static const char *const marks[] = {"(Đã ký)", "(đã ký)", "(ĐÃ KÝ)", "(Da ky)", "[Đã ký]"};
  size_t i;
  for (i = 0; i < sizeof marks / sizeof *marks; i++) {
    const char *at = strstr(line, marks[i]);
    if (at == NULL) continue;
    tthc__find_text(r, TTHC_F_TEXT_PASSED_OVER, place, marks[i]);
    return tthc__joined(r, tthc__copy(r, line, 0, at - line),
                        tthc__copy(r, at, (int64_t)strlen(marks[i]), (int64_t)strlen(at)));
  }
  return line;
}

/* --- recipients --------------------------------------------------------------------------------------------------- */

/* Takes out what was struck through, "~~✓~~", and says so. */
static const char *without_struck(struct reading *r, const char *text, struct place place) {
  const char *from, *end;
  while ((from = strstr(text, "~~")) != NULL && (end = strstr(from + 2, "~~")) != NULL) {
    tthc__find_text(r, TTHC_F_TEXT_PASSED_OVER, place, tthc__copy(r, from, 0, end + 2 - from));
    text = tthc__joined(r, tthc__copy(r, text, 0, from - text), tthc__copy(r, end + 2, 0, (int64_t)strlen(end + 2)));
  }
  return text;
}

static void end_recipient(struct reading *r, struct closing *closing) {
  const char *text = closing->recipient;
  int64_t size;
  closing->recipient = NULL;
  if (text == NULL || r->rc != TTHC_OK) return;
  size = (int64_t)strlen(text);
  while (size > 0 && strchr(" ;.,", text[size - 1]) != NULL) size--;
  if (size == 0) return;
  tthc__keep(r, tthc_plan_add_recipient(r->plan, tthc__copy(r, text, 0, size), r->err));
}

/* One line, which is a recipient, or goes on with the one before. */
static void read_recipient(struct reading *r, struct closing *closing, const char *line, struct place place) {
  const struct label label = tthc__label_at_start(line);
  line = without_struck(r, line, place);
  if (label.scheme == SCHEME_DASH || label.scheme == SCHEME_PLUS || closing->recipient == NULL) {
    end_recipient(r, closing);
    closing->recipient = label.scheme == SCHEME_DASH || label.scheme == SCHEME_PLUS ? line + label.rest : line;
  } else
    closing->recipient = tthc__joined(r, closing->recipient, line);
  if (strchr(";.", closing->recipient[strlen(closing->recipient) - 1]) != NULL) end_recipient(r, closing);
}

/* Recipients that run together: " - " behind a mark parts them. */
static void read_recipients(struct reading *r, struct closing *closing, const char *list, struct place place) {
  const char *from = list, *at = list;
  while (r->rc == TTHC_OK && (at = strstr(at, " - ")) != NULL) {
    if (at > from && strchr(";:.,", at[-1]) != NULL) {
      read_recipient(r, closing, tthc__copy(r, from, 0, at - from), place);
      from = at + 1;
    }
    at += 3;
  }
  if (r->rc == TTHC_OK && *from != '\0')
    read_recipient(r, closing, tthc__copy(r, from, 0, (int64_t)strlen(from)), place);
}

/* --- the block ---------------------------------------------------------------------------------------------------- */

static void read_signature_line(struct reading *r, struct closing *closing, const char *line) {
  const int32_t name = name_within(r, line);
  if (name < 0) {
    closing->position = tthc__joined(r, closing->position, line);
    return;
  }
  closing->position = tthc__joined(r, closing->position, tthc__copy(r, line, 0, name));
  closing->name = line + name;
}

/* 1 when the line belongs to the end of the document. */
static int read_line(struct reading *r, struct closing *closing, const char *line, struct place place) {
  const char *folded;
  line = without_signed_mark(r, line, place);
  folded = tthc__folded(r, line);
  if (begins_list(folded)) {
    const char *colon = strchr(line, ':');
    closing->listing = 1;
    if (colon != NULL && colon[1] != '\0')
      read_recipients(r, closing, tthc__copy(r, colon + 1, 0, (int64_t)strlen(colon + 1)), place);
    return 1;
  }
  if (*line == '\0') return 1;
  if (*folded == '\0' || strcmp(folded, "da ky") == 0 || strcmp(folded, "ky ten dong dau") == 0) {
    tthc__find_text(r, TTHC_F_TEXT_PASSED_OVER, place, line);
    return 1;
  }
  if (closing->listing && tthc__label_at_start(line).scheme == SCHEME_DASH) {
    read_recipients(r, closing, line, place);
    return 1;
  }
  if (closing->name == NULL && (is_position(r, line) || name_within(r, line) >= 0)) {
    end_recipient(r, closing);
    read_signature_line(r, closing, line);
    return 1;
  }
  if (closing->position != NULL && closing->name == NULL && (is_name(line) || is_name_in_capitals(line))) {
    closing->name = line;
    return 1;
  }
  if (!closing->listing || closing->position != NULL) return 0;
  read_recipients(r, closing, line, place);
  return 1;
}

static int read_piece(struct reading *r, struct closing *closing, const struct piece *piece) {
  const char *from = piece->text;
  int read = 0;
  while (r->rc == TTHC_OK && *from != '\0') {
    const char *end = strchr(from, '\n');
    const int64_t size = end == NULL ? (int64_t)strlen(from) : end - from;
    if (size > 0) read |= read_line(r, closing, tthc__copy(r, from, 0, size), piece->place);
    from += size + (end != NULL);
  }
  return read;
}

static int begins_closing(struct reading *r, int32_t at) {
  const struct block *block = tthc__block(r, at);
  const char *line = tthc__line_text(r, at), *below;
  int32_t n;
  if (block->kind == BLOCK_ROW && block->count > 3) return 0;
  if (line != NULL && is_position(r, line)) { /* without recipients: a position, and a name below it */
    n = tthc__next_block(r, at);
    below = n < r->blocks->count ? tthc__line_text(r, n) : NULL;
    if (below != NULL && is_name(below)) return 1;
  }
  for (n = 0; n < block->count; n++) {
    const char *text = tthc__piece(r, at, n)->text;
    if (begins_list(tthc__folded(r, text))) return 1;
    if ((strncmp(text, "TM.", 3) == 0 || strncmp(text, "KT.", 3) == 0 || strncmp(text, "TL.", 3) == 0 ||
         strncmp(text, "TUQ.", 4) == 0) &&
        (is_position(r, text) || name_within(r, text) >= 0))
      return 1;
  }
  return 0;
}

int tthc__read_closing(struct reading *r) {
  struct closing closing = {0};
  const int32_t start = r->at;
  if (r->after_closing || !begins_closing(r, r->at)) return 0;
  for (; r->rc == TTHC_OK && r->at < r->blocks->count; r->at++) {
    const struct block *block = tthc__block(r, r->at);
    const char *text = tthc__line_text(r, r->at);
    int32_t n;
    if (tthc__take_furniture(r, r->at)) continue;
    if (r->at > start && (tthc__is_heading_row(r, r->at) || (block->kind == BLOCK_ROW && block->count > 3) ||
                          (text != NULL && tthc__label_at_start(text).scheme == SCHEME_NAMED) ||
                          (text != NULL && strncmp(tthc__folded(r, text), "phu luc", 7) == 0)))
      break;
    closing.understood = 0;
    for (n = 0; n < block->count && r->rc == TTHC_OK; n++) {
      if (!read_piece(r, &closing, tthc__piece(r, r->at, n))) continue;
      tthc__take(r, r->at, n);
      closing.understood = 1;
    }
    if (!closing.understood) break;
  }
  end_recipient(r, &closing);
  if (r->rc == TTHC_OK && closing.name != NULL)
    tthc__keep(r, tthc_plan_set_signatory(r->plan, closing.name, closing.position, r->err));
  else if (closing.position != NULL)
    tthc__find_text(r, TTHC_F_TEXT_NOT_PLACED, tthc__piece(r, start, 0)->place, closing.position);
  r->after_closing = 1;
  r->in_table = 0;
  return 1;
}
