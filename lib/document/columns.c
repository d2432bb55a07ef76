/* What the columns of a task table hold: from its heading rows, or, where it has none, from what is in them. */
#include "document/reading.h"
#include "document/unit_name.h"

#include "base/text.h"
#include "base/unicode.h"
#include "calendar/deadline.h"

#include <string.h>

enum { HEADING_MAX = 120, HEADING_ROWS_MAX = 3, SAMPLE_MAX = 40, SAMPLE_REACH = 200 };

/* --- heading rows ------------------------------------------------------------------------------------------------- */

static int32_t field_of_cell(struct reading *r, int32_t at, int32_t n) {
  const char *text = tthc__piece(r, at, n)->text;
  return *text == '\0' || strlen(text) > HEADING_MAX ? FIELD_NONE : tthc__field_of_heading(tthc__folded(r, text));
}

/* "2026", "2027-2030", "2027 - 2030". */
static int is_years(const char *text) {
  for (;;) {
    if (strspn(text, "0123456789") != 4 || (*text != '1' && *text != '2')) return 0;
    text += 4;
    if (*text == '\0') return 1;
    text += strspn(text, " ");
    if (*text++ != '-') return 0;
    text += strspn(text, " ");
  }
}

/* Whether every cell could be a heading: short, not a number, not the rest of something. */
static int looks_like_headings(struct reading *r, int32_t at) {
  const struct block *block = tthc__block(r, at);
  int32_t n, cells = 0;
  if (block->kind != BLOCK_ROW || block->count < 3) return 0;
  for (n = 0; n < block->count; n++) {
    const char *text = tthc__piece(r, at, n)->text;
    if (*text == '\0') continue;
    if (strlen(text) > HEADING_MAX || tthc__begins_small(text) || strpbrk(text, ";") != NULL ||
        (*text >= '0' && *text <= '9' && !is_years(text)))
      return 0;
    cells++;
  }
  return cells >= 2;
}

/* What the cells of a row name as headings. */
struct headings {
  int32_t cells;
  int32_t known;
  int32_t seen[FIELD_COUNT];
  int32_t figures; /* "Chỉ tiêu", "Đơn vị tính", how long a procedure takes: a table of figures has these */
};

static int names_figures(const char *folded) {
  static const char *const words[] = {"chi tieu", "don vi tinh", "dvt", "hien hanh", "cat giam", "giai quyet"};
  size_t i;
  for (i = 0; i < sizeof words / sizeof *words; i++)
    if (strstr(folded, words[i]) != NULL) return 1;
  return 0;
}

static struct headings headings_of(struct reading *r, int32_t at) {
  struct headings found;
  int32_t n;
  memset(&found, 0, sizeof found);
  for (n = 0; n < tthc__block(r, at)->count; n++) {
    const int32_t field = field_of_cell(r, at, n);
    if (*tthc__piece(r, at, n)->text == '\0') continue;
    found.cells++;
    found.known += field != FIELD_NONE;
    found.seen[field] = 1;
    found.figures += names_figures(tthc__folded(r, tthc__piece(r, at, n)->text));
  }
  return found;
}

/* A table of tasks tells who or when; one of figures may tell who, but neither what is to be done nor when. */
int tthc__is_heading_row(struct reading *r, int32_t at) {
  struct headings found;
  int32_t main_fields;
  if (!looks_like_headings(r, at)) return 0;
  found = headings_of(r, at);
  main_fields = found.seen[FIELD_LABEL] + found.seen[FIELD_TITLE] + found.seen[FIELD_LEAD] +
                found.seen[FIELD_COORDINATOR] + found.seen[FIELD_DELIVERABLE] + found.seen[FIELD_DEADLINE];
  if (found.figures > 0 && !found.seen[FIELD_DEADLINE] && !found.seen[FIELD_COORDINATOR]) return 0;
  return (found.seen[FIELD_LEAD] || found.seen[FIELD_COORDINATOR] || found.seen[FIELD_DEADLINE]) &&
         found.known * 2 > found.cells && main_fields >= (found.seen[FIELD_LABEL] || found.seen[FIELD_TITLE] ? 2 : 3);
}

int tthc__is_other_heading_row(struct reading *r, int32_t at) {
  return looks_like_headings(r, at) && field_of_cell(r, at, 0) == FIELD_LABEL && !tthc__is_heading_row(r, at);
}

/* The second row of headings that are merged above: "Chủ trì", "Phối hợp" below "Phân công thực hiện". */
static int is_second_heading_row(struct reading *r, int32_t at) {
  const struct block *block = tthc__block(r, at);
  int32_t n, known = 0, cells = 0;
  if (block->kind != BLOCK_ROW) return 0;
  for (n = 0; n < block->count; n++) {
    const char *text = tthc__piece(r, at, n)->text;
    if (*text == '\0') continue;
    if (strlen(text) > HEADING_MAX || (*text >= '0' && *text <= '9')) return 0;
    cells++;
    known += field_of_cell(r, at, n) != FIELD_NONE;
  }
  return cells >= 1 && known == cells && *tthc__piece(r, at, 0)->text == '\0';
}

int tthc__is_column_numbers(struct reading *r, int32_t at) {
  const struct block *block = tthc__block(r, at);
  int32_t n, cells = 0;
  if (block->kind != BLOCK_ROW || block->count < 3) return 0;
  for (n = 0; n < block->count; n++) {
    const char *text = tthc__piece(r, at, n)->text;
    const struct label label = tthc__label_of_cell(text);
    if (*text == '\0') continue;
    if (strlen(text) > 7 || label.scheme < SCHEME_CAPITAL || label.scheme > SCHEME_NUMBER) return 0;
    cells++;
  }
  return cells >= 3;
}

/* Says what the columns hold; those that a plan has no member for by their headings. */
static void say_columns(struct reading *r, int32_t code, struct place place) {
  struct buffer names[2] = {{0}, {0}};
  int32_t n;
  for (n = 0; n < r->columns; n++) {
    const struct words name = r->fields[n] == FIELD_OTHER && r->headings[n] != NULL
                                ? WORDS(r->headings[n], r->headings[n])
                                : tthc__field_name(r->fields[n]);
    tthc__put(&names[0], n > 0 ? " | " : "");
    tthc__put(&names[1], n > 0 ? " | " : "");
    tthc__put(&names[0], name.vi);
    tthc__put(&names[1], name.en);
  }
  if (names[0].failed || names[1].failed)
    r->rc = tthc__fail_memory(r->err);
  else
    tthc__find_words(r, code, place, WORDS(names[0].data, names[1].data));
  tthc__buffer_free(&names[0]);
  tthc__buffer_free(&names[1]);
}

static int has_member(const struct reading *r, int32_t columns, const char *name) {
  int32_t i;
  for (i = 0; i < columns; i++)
    if (r->members[i] != NULL && strcmp(r->members[i], name) == 0) return 1;
  return 0;
}

/* The name of the x- member that a column becomes: "ghi-chu", or "ghi-chu-2" where another column has that. */
static const char *name_member(struct reading *r, int32_t column) {
  struct buffer name = {0};
  const char *made = "cot";
  int32_t n = 1, i;
  int64_t size;
  if (r->headings[column] != NULL) tthc__put_slug(&name, r->headings[column], ID_MAX - 16);
  if (name.size == 0) tthc__put(&name, made);
  size = name.size;
  for (i = 0; !name.failed && i < column; i++) /* no more than these can be in the way */
    n += r->members[i] != NULL && strncmp(r->members[i], name.data, (size_t)size) == 0;
  while (!name.failed && has_member(r, column, name.data)) {
    name.size = size;
    tthc__put_char(&name, '-');
    tthc__put_int(&name, n++);
  }
  if (!name.failed)
    made = tthc__copy(r, name.data, 0, name.size);
  else if (r->rc == TTHC_OK)
    r->rc = tthc__fail_memory(r->err);
  tthc__buffer_free(&name);
  return made;
}

static void name_members(struct reading *r) {
  int32_t n;
  for (n = 0; n < r->columns; n++) r->members[n] = r->fields[n] == FIELD_OTHER ? name_member(r, n) : NULL;
}

/* "Nhiệm vụ cụ thể" is the task where "Nhiệm vụ chung" stands beside it. */
static void prefer_particular_title(struct reading *r) {
  int32_t n, particular = -1;
  for (n = 0; n < r->columns; n++)
    if (r->fields[n] == FIELD_TITLE && r->headings[n] != NULL) {
      const char *folded = tthc__folded(r, r->headings[n]);
      if (strstr(folded, "cu the") != NULL || strstr(folded, "chi tiet") != NULL) particular = n;
    }
  for (n = 0; particular >= 0 && n < r->columns; n++)
    if (r->fields[n] == FIELD_TITLE && r->headings[n] != r->headings[particular]) r->fields[n] = FIELD_OTHER;
}

/* A field is one column's: what names it again is another thing, unless it is the same merged cell. */
static void settle_fields(struct reading *r, struct place place) {
  int32_t n, seen[FIELD_COUNT] = {0}, title = -1;
  prefer_particular_title(r);
  for (n = 0; n < r->columns; n++) {
    if (r->fields[n] == FIELD_NONE && n == 0) r->fields[n] = FIELD_LABEL;
    if (r->fields[n] == FIELD_NONE || (seen[r->fields[n]] && r->headings[n] != r->headings[seen[r->fields[n]] - 1]))
      r->fields[n] = FIELD_OTHER;
    else if (!seen[r->fields[n]])
      seen[r->fields[n]] = n + 1;
    if (r->fields[n] == FIELD_OTHER && title < 0 && r->headings[n] != NULL) title = n;
  }
  if (!seen[FIELD_TITLE] && title >= 0) r->fields[title] = FIELD_TITLE;
  for (n = 0; n < r->columns; n++)
    if (r->fields[n] == FIELD_OTHER && r->headings[n] != NULL)
      tthc__find(r, TTHC_F_COLUMN_UNKNOWN, place, r->headings[n]);
}

/* Puts the headings of one row over those above. A merged cell names the columns to its right that are blank. */
static void put_headings(struct reading *r, int32_t at, int32_t first) {
  const struct block *block = tthc__block(r, at);
  int32_t n;
  for (n = 0; n < block->count && n < COLUMNS_MAX; n++) {
    const char *text = tthc__piece(r, at, n)->text;
    if (*text != '\0') {
      const int32_t field = field_of_cell(r, at, n);
      r->headings[n] = tthc__copy(r, text, 0, (int64_t)strlen(text));
      if (first || field != FIELD_NONE) r->fields[n] = field;
    } else if (first) {
      r->headings[n] = n > 0 && !tthc__piece(r, at, n)->goes_on ? r->headings[n - 1] : NULL;
      r->fields[n] = n > 0 ? r->fields[n - 1] : FIELD_NONE;
    }
    if (n >= r->columns) r->columns = n + 1;
  }
}

void tthc__read_columns(struct reading *r) {
  struct place places[HEADING_ROWS_MAX];
  int32_t rows = 0, n;
  memset(r->headings, 0, sizeof r->headings);
  r->columns = 0;
  do {
    put_headings(r, r->at, rows == 0);
    places[rows++] = tthc__piece(r, r->at, 0)->place;
    tthc__take_block(r, r->at++);
  } while (r->at < r->blocks->count && rows < HEADING_ROWS_MAX && is_second_heading_row(r, r->at));
  settle_fields(r, places[0]);
  name_members(r);
  for (n = 0; n < rows; n++) say_columns(r, TTHC_F_COLUMNS_FOUND, places[n]);
  if (r->at < r->blocks->count && tthc__is_column_numbers(r, r->at)) {
    tthc__find_text(r, TTHC_F_TEXT_PASSED_OVER, tthc__piece(r, r->at, 0)->place, tthc__piece(r, r->at, 0)->text);
    tthc__take_block(r, r->at++);
  }
}

/* --- without headings --------------------------------------------------------------------------------------------- */

/* What a cell looks like; found out once, as many rows may be samples of each other. */
enum look { LOOKED_AT = 1, LOOKS_LABEL = 2, LOOKS_DEADLINE = 4, LOOKS_UNIT = 8 };

/* What was counted in a column of sample rows. */
struct sample {
  int32_t labels;
  int32_t deadlines;
  int32_t units;
  int64_t bytes;
};

static int is_deadline(struct reading *r, const char *text, struct arena *arena) {
  struct deadline deadline;
  int32_t i;
  if (strlen(text) > HEADING_MAX || tthc__deadline_read(text, 2000, TTHC_NO_DAY, arena, &deadline, r->err) != TTHC_OK)
    return 0;
  for (i = 0; i < deadline.count; i++)
    if (deadline.clauses[i].kind == TTHC_UNKNOWN) return 0;
  return deadline.count > 0;
}

static int look_of(struct reading *r, const struct piece *piece, struct arena *arena) {
  char *look = &r->looks[piece - r->blocks->pieces];
  int begins;
  if (*look == 0) {
    *look = LOOKED_AT;
    if (tthc__label_of_cell(piece->text).scheme != SCHEME_NONE) *look |= LOOKS_LABEL;
    if (is_deadline(r, piece->text, arena)) *look |= LOOKS_DEADLINE;
    begins = tthc__begins_unit(piece->text);
    if (begins < 0) tthc__keep(r, tthc__fail_memory(r->err));
    if (begins > 0) *look |= LOOKS_UNIT;
  }
  return *look;
}

static int32_t sample_rows(struct reading *r, int32_t at, struct sample *samples, int32_t columns) {
  const int32_t last = at + SAMPLE_REACH < r->blocks->count ? at + SAMPLE_REACH : r->blocks->count;
  struct arena arena = {0};
  int32_t rows = 0, n;
  for (; at < last && rows < SAMPLE_MAX; at++) {
    const struct block *block = tthc__block(r, at);
    if (block->kind != BLOCK_ROW || block->count != columns) continue;
    if (tthc__line_text(r, at) != NULL || tthc__block_is_blank(r->blocks, block)) continue;
    for (n = 0; n < columns; n++) {
      const struct piece *piece = tthc__piece(r, at, n);
      const int look = *piece->text == '\0' ? 0 : look_of(r, piece, &arena);
      if (look == 0) continue;
      samples[n].labels += (look & LOOKS_LABEL) != 0;
      samples[n].deadlines += (look & LOOKS_DEADLINE) != 0;
      samples[n].units += (look & LOOKS_UNIT) != 0;
      samples[n].bytes += (int64_t)strlen(piece->text);
    }
    rows++;
  }
  tthc__arena_free(&arena);
  return rows;
}

/* The column without a field that has most of something, at least in half of the rows; -1 when none has. */
static int32_t most(const struct reading *r, const struct sample *samples, int32_t rows,
                    int32_t (*of)(const struct sample *)) {
  int32_t n, best = -1;
  for (n = 0; n < r->columns; n++)
    if (r->fields[n] == FIELD_NONE && of(&samples[n]) * 2 >= rows && (best < 0 || of(&samples[n]) > of(&samples[best])))
      best = n;
  return best;
}

static int32_t labels_of(const struct sample *sample) { return sample->labels; }
static int32_t deadlines_of(const struct sample *sample) { return sample->deadlines; }

static int32_t longest_column(const struct reading *r, const struct sample *samples) {
  int32_t n, best = -1;
  for (n = 0; n < r->columns; n++)
    if (r->fields[n] == FIELD_NONE && (best < 0 || samples[n].bytes > samples[best].bytes)) best = n;
  return best;
}

static void fill_fields(struct reading *r, const struct sample *samples, int32_t rows) {
  static const int32_t roles[] = {FIELD_LEAD, FIELD_COORDINATOR};
  const int32_t label = most(r, samples, rows, labels_of);
  int32_t deadline, title, n, role = 0;
  if (label >= 0) r->fields[label] = FIELD_LABEL;
  deadline = most(r, samples, rows, deadlines_of);
  if (deadline >= 0) r->fields[deadline] = FIELD_DEADLINE;
  for (n = 0; n < r->columns && role < 2; n++)
    if (r->fields[n] == FIELD_NONE && samples[n].units * 3 >= rows * 2) r->fields[n] = roles[role++];
  title = longest_column(r, samples);
  if (title >= 0) r->fields[title] = FIELD_TITLE;
  for (n = 0, role = FIELD_DELIVERABLE; n < r->columns; n++)
    if (r->fields[n] == FIELD_NONE && samples[n].bytes > 0) {
      r->fields[n] = role;
      role = FIELD_OTHER;
    }
}

static int has_field(const struct reading *r, int32_t field) {
  int32_t n;
  for (n = 0; n < r->columns; n++)
    if (r->fields[n] == field) return 1;
  return 0;
}

int tthc__guess_columns(struct reading *r, int32_t at) {
  struct sample samples[COLUMNS_MAX];
  const int32_t columns = tthc__block(r, at)->count;
  int32_t rows;
  if (columns < 4) return 0;
  memset(samples, 0, sizeof samples);
  memset(r->fields, 0, sizeof r->fields);
  memset(r->headings, 0, sizeof r->headings);
  rows = sample_rows(r, at, samples, columns);
  r->columns = columns;
  if (rows >= 2) fill_fields(r, samples, rows);
  if (rows < 2 || !has_field(r, FIELD_TITLE) || !has_field(r, FIELD_LABEL) ||
      (!has_field(r, FIELD_LEAD) && !has_field(r, FIELD_DEADLINE))) {
    r->columns = 0;
    return 0;
  }
  name_members(r);
  say_columns(r, TTHC_F_COLUMNS_GUESSED, tthc__piece(r, at, 0)->place);
  return 1;
}
