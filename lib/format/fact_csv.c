/* Facts as a table: a heading row that names members of a fact, and a row for each fact. */
#include "base/csv.h"
#include "base/decimal.h"
#include "base/unicode.h"
#include "calendar/period.h"
#include "format/fact_batch.h"
#include "format/fact_json.h"
#include "model/words.h"

#include <stdlib.h>
#include <string.h>

/* A fact that corrects another one, which may stand in a later row. */
struct correction {
  int32_t fact;
  int32_t row;
  struct csv_cell cell;
};

struct column;

struct reading {
  struct csv csv;
  struct fact_batch batch;
  int32_t kind;                  /* of rows that tell none; 0: not given */
  const struct column **columns; /* by cell; NULL: an empty heading */
  int32_t column_count;
  int32_t row; /* from 0 */
  struct correction *corrections;
  int32_t correction_count;
  int32_t correction_capacity;
};

/* What a column holds; `read` puts a cell's text into its member of the fact, or fills the error of the row. */
struct column {
  const char *member; /* its path in a fact */
  int32_t (*read)(struct reading *reading, const char *text, void *target);
  size_t offset;
  const char *names[7]; /* beside the member itself, as above: what people write there */
};

/* --- words -------------------------------------------------------------------------------------------------------- */

/* Names for people of a number, in small letters without marks. */
struct name {
  const char *name;
  int32_t number;
};

static const struct name kind_names[] = {
  {"tien do", TTHC_PROGRESS},      {"so lieu", TTHC_MEASUREMENT},    {"su kien", TTHC_EVENT},
  {"gia han", TTHC_EXTENSION},     {"tra lai", TTHC_RETURN},         {"chap nhan", TTHC_ACCEPTANCE},
  {"nghiem thu", TTHC_ACCEPTANCE}, {"giai trinh", TTHC_EXPLANATION}, {NULL, 0}};

static const struct name state_names[] = {{"chua thuc hien", TTHC_SAYS_NOT_STARTED},
                                          {"dang thuc hien", TTHC_SAYS_IN_PROGRESS},
                                          {"hoan thanh", TTHC_SAYS_DONE},
                                          {"da hoan thanh", TTHC_SAYS_DONE},
                                          {"huy", TTHC_SAYS_CANCELLED},
                                          {"huy bo", TTHC_SAYS_CANCELLED},
                                          {"da huy", TTHC_SAYS_CANCELLED},
                                          {NULL, 0}};

/* Whether a word is these folded ones; -1 without memory. */
static int is_folded(const char *word, const char *folded) {
  struct buffer other = {0};
  int same;
  tthc__put_folded(&other, word, FOLD_PLAIN);
  same = other.failed ? -1 : other.size > 0 && strcmp(folded, other.data) == 0;
  tthc__buffer_free(&other);
  return same;
}

/* The number of folded words; 0 for none, TTHC_E_MEMORY. */
static int32_t find_folded(const struct vocabulary *vocabulary, const struct name *names, const char *folded) {
  int32_t i;
  for (; names->name != NULL; names++)
    if (strcmp(names->name, folded) == 0) return names->number;
  for (i = 1; tthc__word(vocabulary, i) != NULL; i++) {
    const int same = is_folded(tthc__word(vocabulary, i), folded);
    if (same != 0) return same < 0 ? TTHC_E_MEMORY : i;
  }
  return 0;
}

/* The number of a word as documents write it, or as people do, in any case, with or without marks. */
static int32_t find_word(const struct vocabulary *vocabulary, const struct name *names, const char *text) {
  struct buffer folded = {0};
  int32_t i;
  for (i = 1; tthc__word(vocabulary, i) != NULL; i++)
    if (strcmp(tthc__word(vocabulary, i), text) == 0) return i;
  tthc__put_folded(&folded, text, FOLD_PLAIN);
  i = folded.failed ? TTHC_E_MEMORY : folded.size > 0 ? find_folded(vocabulary, names, folded.data) : 0;
  tthc__buffer_free(&folded);
  return i;
}

static int32_t read_word(struct reading *reading, const struct vocabulary *vocabulary, const struct name *names,
                         const char *text, int32_t *out, struct words expected) {
  const int32_t number = find_word(vocabulary, names, text);
  if (number < 0) return tthc__fail_memory(reading->batch.errors.row);
  if (number == 0) return tthc__fail(reading->batch.errors.row, TTHC_E_VALUE, text, expected);
  *out = number;
  return TTHC_OK;
}

static int32_t read_kind(struct reading *reading, const char *text, void *target) {
  return read_word(reading, &tthc__fact_kinds, kind_names, text, target,
                   WORDS("tiến độ, số liệu, sự kiện, gia hạn, trả lại, chấp nhận hoặc giải trình",
                         "progress, measurement, event, extension, return, acceptance or explanation"));
}

static int32_t read_state(struct reading *reading, const char *text, void *target) {
  return read_word(
    reading, &tthc__progress_states, state_names, text, target,
    WORDS("chưa thực hiện, đang thực hiện, hoàn thành hoặc hủy", "not-started, in-progress, done or cancelled"));
}

/* --- references --------------------------------------------------------------------------------------------------- */

static int32_t refer(struct reading *reading, int32_t index, const char *text, int32_t *out, struct words expected) {
  *out = index;
  return index == TTHC_NONE ? tthc__fail(reading->batch.errors.row, TTHC_E_UNKNOWN_ID, text, expected) : TTHC_OK;
}

static int32_t read_task(struct reading *reading, const char *text, void *target) {
  return refer(reading, tthc_plan_find_task(reading->batch.plan, text), text, target,
               WORDS("mã nhiệm vụ của kế hoạch", "the id of a task of the plan"));
}

static int32_t read_indicator(struct reading *reading, const char *text, void *target) {
  return refer(reading, tthc_plan_find_indicator(reading->batch.plan, text), text, target,
               WORDS("mã chỉ tiêu của kế hoạch", "the id of an indicator of the plan"));
}

static int32_t read_unit(struct reading *reading, const char *text, void *target) {
  int32_t unit = tthc_plan_find_unit(reading->batch.plan, text);
  if (unit == TTHC_NONE) unit = tthc_plan_find_unit_named(reading->batch.plan, text);
  return refer(reading, unit, text, target,
               WORDS("mã hoặc tên đơn vị của kế hoạch", "the id or name of a unit of the plan"));
}

/* --- texts and days ----------------------------------------------------------------------------------------------- */

static int32_t read_text(struct reading *reading, const char *text, void *target) {
  (void)reading;
  *(const char **)target = text;
  return TTHC_OK;
}

static int32_t read_label(struct reading *reading, const char *text, void *target) {
  if (strlen(text) > LABEL_MAX)
    return tthc__fail(reading->batch.errors.row, TTHC_E_LIMIT, text, WORDS("không quá 512 byte", "at most 512 bytes"));
  return read_text(reading, text, target);
}

static int32_t read_day(struct reading *reading, const char *text, void *target) {
  if (tthc__day_parse_written(text, target)) return TTHC_OK;
  return tthc__fail(reading->batch.errors.row, TTHC_E_DAY, text,
                    WORDS("một ngày như 15/07/2021 hoặc 2021-07-15, từ năm 1900 đến năm 2200",
                          "a day such as 15/07/2021 or 2021-07-15, 1900 to 2200"));
}

/* Keeps a text for as long as the row at hand, whose other texts are the table's own. */
static int32_t keep_text(struct reading *reading, struct buffer *text, const char **out) {
  *out = tthc__buffer_keep(text, &reading->csv.strings);
  return *out == NULL ? tthc__fail_memory(reading->batch.errors.row) : TTHC_OK;
}

/* Puts the canonical id of a calendar period, in whatever form; of what is none, the text itself. */
static void put_period(struct buffer *out, const char *text) {
  struct period period;
  if (tthc__period_read_loose(NULL, text, &period, NULL) != TTHC_OK)
    tthc__put(out, text);
  else if (period.kind == PERIOD_SPAN)
    tthc__put_window(out, period.first_day, period.last_day);
  else
    tthc__put_period(out, &period);
}

/*
 * "kstt:Quý II/2021#2": a regime goes before a period, a number behind what comes again. What is no period stays as it
 * is ("event", "plan"), and so do spans behind a regime, which cuts none: whether it is a key is checked with the fact.
 */
static int32_t read_period(struct reading *reading, const char *text, void *target) {
  const char *colon = strchr(text, ':'), *hash = strchr(text, '#');
  const char *from = colon == NULL ? text : colon + 1;
  struct buffer key = {0}, name = {0};
  if (strlen(text) > LABEL_MAX) return read_label(reading, text, target);
  from += strspn(from, " ");
  if ((hash != NULL && hash <= from) || (colon != NULL && strstr(from, "..") != NULL))
    return read_text(reading, text, target);
  tthc__put_bytes(&name, from, hash == NULL ? (int64_t)strlen(from) : hash - from);
  if (colon != NULL) tthc__put_bytes(&key, text, colon + 1 - text);
  if (!name.failed) put_period(&key, name.data);
  tthc__put(&key, hash == NULL ? "" : hash);
  key.failed |= name.failed;
  tthc__buffer_free(&name);
  return keep_text(reading, &key, target);
}

/* --- numbers ------------------------------------------------------------------------------------------------------ */

/* Digits alone, below 10^16. */
static int read_digits(const char *text, size_t size, int64_t *number) {
  size_t i;
  if (size < 1 || size > 16 || strspn(text, "0123456789") < size) return 0;
  for (*number = 0, i = 0; i < size; i++) *number = *number * 10 + (text[i] - '0');
  return 1;
}

/* "45", "45%", "45 %" */
static int32_t read_percent(struct reading *reading, const char *text, void *target) {
  size_t size = strlen(text);
  int64_t number;
  if (text[size - 1] == '%') size--;
  while (size > 0 && text[size - 1] == ' ') size--;
  if (!read_digits(text, size, &number) || number > 100)
    return tthc__fail(reading->batch.errors.row, TTHC_E_VALUE, text,
                      WORDS("số nguyên từ 0 đến 100, như 45 hoặc 45%", "an integer from 0 to 100, such as 45 or 45%"));
  *(int32_t *)target = (int32_t)number;
  return TTHC_OK;
}

static int32_t read_count(struct reading *reading, const char *text, void *target) {
  int64_t number;
  if (!read_digits(text, strlen(text), &number) || number > EXACT_MAX)
    return tthc__fail(reading->batch.errors.row, TTHC_E_VALUE, text,
                      WORDS("số nguyên từ 0 đến 2^53−1, không có dấu ngăn hàng nghìn",
                            "an integer from 0 to 2^53−1, without marks between thousands"));
  *(int64_t *)target = number;
  return TTHC_OK;
}

/* "1.234" and "1,234", which may be a thousand as well as one. */
static int may_be_thousands(const char *text, const char *mark) {
  const char *first = text + (*text == '-');
  const size_t digits = strspn(first, "0123456789");
  return first + digits == mark && *first != '0' && digits <= 3 && strspn(mark + 1, "0123456789") == 3 &&
         mark[4] == '\0';
}

/*
 * Puts an amount with a decimal point; 0 for what could be read in two ways. Where cells are parted by commas a decimal
 * mark is a point, and where by semicolons, as in Vietnam, a comma, though points are taken too; else it is either.
 */
static int put_amount(struct buffer *out, const char *text, char separator) {
  const char *mark = strpbrk(text, ".,");
  if (mark == NULL || separator == ',') {
    tthc__put(out, text);
    return 1;
  }
  if ((*mark == '.' || separator != ';') && may_be_thousands(text, mark)) return 0;
  tthc__put_bytes(out, text, mark - text);
  tthc__put_char(out, '.');
  tthc__put(out, mark + 1);
  return 1;
}

/* Not "1,2E+05" either: a spreadsheet that shows a number so has left digits out. */
static int32_t read_amount(struct reading *reading, const char *text, void *target) {
  struct buffer point = {0}, canonical = {0};
  struct decimal number;
  const int ok = strspn(text, "-0123456789.,") == strlen(text) && put_amount(&point, text, reading->csv.separator) &&
                 !point.failed && tthc__decimal_read(point.data, &number);
  const int failed = point.failed;
  tthc__buffer_free(&point);
  if (failed) return tthc__fail_memory(reading->batch.errors.row);
  if (!ok)
    return tthc__fail(reading->batch.errors.row, TTHC_E_VALUE, text,
                      reading->csv.separator == ','
                        ? WORDS("số như 1234.5, không quá 15 chữ số, không có dấu ngăn hàng nghìn",
                                "a number such as 1234.5, at most 15 digits, no marks between thousands")
                        : WORDS("số như 1234,5, không quá 15 chữ số, không có dấu ngăn hàng nghìn",
                                "a number such as 1234,5, at most 15 digits, no marks between thousands"));
  tthc__put_decimal(&canonical, number);
  return keep_text(reading, &canonical, target);
}

/* --- columns ------------------------------------------------------------------------------------------------------ */

/* A number of the row itself, which says nothing. */
static int32_t read_nothing(struct reading *reading, const char *text, void *target) {
  (void)reading, (void)text, (void)target;
  return TTHC_OK;
}

#define COLUMN(member, read, place) (member), (read), offsetof(struct fact, place)

static const struct column columns[] = {
  {COLUMN("id", read_label, id), {"ma so lieu"}},
  {COLUMN("kind", read_kind, kind), {"loai", "loai so lieu", "loai thong tin"}},
  {COLUMN("task", read_task, task), {"ma nhiem vu", "nhiem vu", "ma cong viec"}},
  {COLUMN("indicator", read_indicator, indicator), {"ma chi tieu", "chi tieu"}},
  {COLUMN("unit", read_unit, unit),
   {"don vi", "ma don vi", "ten don vi", "co quan", "co quan don vi", "don vi thuc hien", "don vi bao cao"}},
  {COLUMN("period", read_period, period), {"ky", "ky bao cao", "ky thuc hien"}},
  {COLUMN("state", read_state, state), {"trang thai", "tinh trang"}},
  {COLUMN("percent", read_percent, percent), {"ty le", "ti le", "ty le hoan thanh", "ti le hoan thanh", "phan tram"}},
  {COLUMN("numerator", read_count, numerator), {"tu so"}},
  {COLUMN("denominator", read_count, denominator), {"mau so"}},
  {COLUMN("amount", read_amount, amount), {"gia tri"}},
  {COLUMN("day", read_day, day), {"ngay", "ngay bao cao"}},
  {COLUMN("done_day", read_day, done_day), {"ngay hoan thanh"}},
  {COLUMN("due", read_day, due), {"han moi", "thoi han moi", "gia han den"}},
  {COLUMN("recorded_at", read_count, recorded_at), {"thoi diem ghi nhan"}},
  {COLUMN("evidence/number", read_label, evidence.number), {"so van ban", "so ky hieu", "so ky hieu van ban"}},
  {COLUMN("evidence/day", read_day, evidence.day), {"ngay van ban", "ngay ban hanh"}},
  {COLUMN("evidence/text", read_text, evidence.text), {"minh chung", "ten van ban", "tai lieu minh chung"}},
  {COLUMN("evidence/link", read_text, evidence.link), {"duong dan", "lien ket"}},
  {COLUMN("difficulties", read_text, difficulties), {"kho khan vuong mac", "kho khan", "vuong mac"}},
  {COLUMN("note", read_text, note), {"ghi chu"}},
  {COLUMN("author", read_text, author), {"nguoi bao cao", "nguoi lap", "can bo bao cao"}},
  {COLUMN("reference", read_text, reference), {"tham chieu", "can cu"}},
  {COLUMN("corrects", read_label, corrects), {"sua so lieu", "dinh chinh"}},
  {"", read_nothing, 0, {"stt", "tt", "so tt", "so thu tu"}},
};

enum { COLUMN_COUNT = sizeof columns / sizeof *columns };

/* What headings may say: the first name of each column, and the members. */
#define KNOWN_VI \
  "Mã số liệu, Loại, Mã nhiệm vụ, Mã chỉ tiêu, Đơn vị, Kỳ, Trạng thái, Tỷ lệ (%), Tử số, Mẫu số, Giá trị, Ngày, " \
  "Ngày hoàn thành, Hạn mới, Thời điểm ghi nhận, Số văn bản, Ngày văn bản, Minh chứng, Đường dẫn, " \
  "Khó khăn, vướng mắc, Ghi chú, Người báo cáo, Tham chiếu, Sửa số liệu, STT"
#define KNOWN_EN \
  "id, kind, task, indicator, unit, period, state, percent, numerator, denominator, amount, day, done_day, due, " \
  "recorded_at, evidence.number, evidence.day, evidence.text, evidence.link, difficulties, note, author, " \
  "reference, corrects"

/* --- the heading row ---------------------------------------------------------------------------------------------- */

/* 1, 0, or -1 without memory. */
static int is_named(const struct column *column, const char *folded) {
  const size_t count = sizeof column->names / sizeof *column->names;
  size_t i;
  for (i = 0; i < count && column->names[i] != NULL; i++)
    if (strcmp(column->names[i], folded) == 0) return 1;
  return is_folded(column->member, folded);
}

static int32_t find_column(const struct csv_cell *cell, const struct column **out, tthc_error *err) {
  struct buffer folded = {0};
  int i, named = 0;
  tthc__put_folded(&folded, cell->text, FOLD_PLAIN);
  for (i = 0; folded.size > 0 && named == 0 && i < COLUMN_COUNT; i++) {
    named = is_named(&columns[i], folded.data);
    *out = &columns[i];
  }
  if (folded.failed) named = -1;
  tthc__buffer_free(&folded);
  if (named < 0) return tthc__fail_memory(err);
  if (named) return TTHC_OK;
  return tthc__csv_fail(cell, TTHC_E_UNKNOWN_MEMBER, cell->text, WORDS(KNOWN_VI, KNOWN_EN), err);
}

static int has_column(const struct reading *reading, const char *member) {
  int32_t i;
  for (i = 0; i < reading->column_count; i++)
    if (reading->columns[i] != NULL && strcmp(reading->columns[i]->member, member) == 0) return 1;
  return 0;
}

/* What no row could do without; everything else depends on the row's kind. */
static int32_t check_columns(const struct reading *reading, tthc_error *err) {
  const char *absent = NULL;
  struct words expected = WORDS("cột \"Ngày\"", "a column \"day\"");
  if (!has_column(reading, "day")) absent = "day";
  if (reading->kind == 0 && !has_column(reading, "kind")) {
    absent = "kind";
    expected = WORDS("cột \"Loại\", hoặc tùy chọn \"kind\"", "a column \"kind\", or the option \"kind\"");
  }
  if (absent == NULL) return TTHC_OK;
  tthc__csv_fail(&reading->csv.cells[0], TTHC_E_MISSING, absent, expected, err);
  tthc__error_set_path(err, "/%s", absent);
  return TTHC_E_MISSING;
}

static int32_t read_heading(struct reading *reading, tthc_error *err) {
  const struct csv *csv = &reading->csv;
  int32_t i, rc = tthc__csv_next(&reading->csv, err);
  if (rc < 0) return rc;
  if (rc == 0) return tthc__fail(err, TTHC_E_MISSING, NULL, WORDS("hàng tiêu đề: " KNOWN_VI, "headings: " KNOWN_EN));
  reading->columns = calloc((size_t)csv->count, sizeof *reading->columns);
  if (reading->columns == NULL) return tthc__fail_memory(err);
  for (i = 0; i < csv->count; i++, reading->column_count++) {
    const struct column *column = NULL;
    if (*csv->cells[i].text == '\0') continue;
    rc = find_column(&csv->cells[i], &column, err);
    if (rc != TTHC_OK) return rc;
    if (has_column(reading, column->member))
      return tthc__csv_fail(&csv->cells[i], TTHC_E_DUPLICATE_MEMBER, csv->cells[i].text,
                            WORDS("mỗi nội dung một cột", "one column of a kind"), err);
    reading->columns[i] = column;
  }
  return check_columns(reading, err);
}

/* --- rows --------------------------------------------------------------------------------------------------------- */

/* Puts the row before the member that an error names, if it names one, and the place of the cell. */
static int32_t place(struct reading *reading, int32_t row, const struct csv_cell *cell, int32_t code) {
  struct buffer path = {0};
  tthc__put_char(&path, '/');
  tthc__put_int(&path, row);
  if (!path.failed) tthc__error_prefix_path(reading->batch.errors.row, path.data);
  tthc__buffer_free(&path);
  tthc__error_set_place(reading->batch.errors.row, cell->line, cell->column);
  return code;
}

/* The cell of a member in the row at hand; where it has none, the row's first. */
static const struct csv_cell *cell_of(const struct reading *reading, const char *member) {
  const struct csv *csv = &reading->csv;
  int32_t i;
  for (i = 0; member != NULL && i < reading->column_count && i < csv->count; i++)
    if (reading->columns[i] != NULL && strcmp(reading->columns[i]->member, member) == 0) return &csv->cells[i];
  return &csv->cells[0];
}

static int32_t read_cells(struct reading *reading, struct fact *fact) {
  int32_t i;
  for (i = 0; i < reading->csv.count; i++) {
    const struct csv_cell *cell = &reading->csv.cells[i];
    const struct column *column = i < reading->column_count ? reading->columns[i] : NULL;
    int32_t rc;
    if (*cell->text == '\0') continue;
    if (column == NULL) {
      rc =
        tthc__fail(reading->batch.errors.row, TTHC_E_VALUE, cell->text,
                   WORDS("ô trống ở nơi hàng tiêu đề không nêu cột", "an empty cell where no heading names a column"));
    } else {
      rc = column->read(reading, cell->text, (char *)fact + column->offset);
      if (rc != TTHC_OK) tthc__error_set_path(reading->batch.errors.row, "/%s", column->member);
    }
    if (rc != TTHC_OK) return place(reading, reading->row, cell, rc);
  }
  return TTHC_OK;
}

static int32_t remember_correction(struct reading *reading, int32_t fact) {
  struct correction *grown =
    tthc__grow(reading->corrections, reading->correction_count, &reading->correction_capacity, sizeof *grown);
  if (grown == NULL) return tthc__fail_memory(reading->batch.errors.row);
  reading->corrections = grown;
  grown[reading->correction_count++] = (struct correction){fact, reading->row, *cell_of(reading, "corrects")};
  return TTHC_OK;
}

static int32_t read_row(struct reading *reading) {
  struct fact fact = tthc__new_fact();
  int32_t rc;
  fact.kind = reading->kind;
  rc = read_cells(reading, &fact);
  if (rc != TTHC_OK) return rc;
  if (fact.kind == 0) {
    rc = tthc__fail_at(reading->batch.errors.row, TTHC_E_MISSING, "kind", "kind", NOTHING);
  } else {
    rc = tthc__add_or_find_fact(reading->batch.plan, &fact, reading->batch.errors.row);
  }
  if (rc < 0) {
    const char *path = tthc_error_path(reading->batch.errors.row);
    return place(reading, reading->row, cell_of(reading, path == NULL ? NULL : path + 1), rc);
  }
  return fact.corrects == NULL ? TTHC_OK : remember_correction(reading, rc);
}

static void read_rows(struct reading *reading) {
  struct row_errors *errors = &reading->batch.errors;
  int32_t next = 1;
  while (tthc__row_errors_go_on(errors) && (next = tthc__csv_next(&reading->csv, errors->row)) == 1) {
    const int32_t rc = read_row(reading);
    if (rc != TTHC_OK) tthc__row_errors_keep(errors, rc);
    reading->row++;
  }
  if (next < 0) tthc__row_errors_keep(errors, next);
}

static void check_corrections(struct reading *reading) {
  int32_t i, rc;
  for (i = 0; i < reading->correction_count && tthc__row_errors_go_on(&reading->batch.errors); i++) {
    const struct correction *correction = &reading->corrections[i];
    rc = tthc__check_correction(reading->batch.plan, correction->fact, reading->batch.errors.row);
    if (rc == TTHC_OK) continue;
    rc = place(reading, correction->row, &correction->cell, rc);
    tthc__row_errors_keep(&reading->batch.errors, rc);
  }
}

/* --- the call ----------------------------------------------------------------------------------------------------- */

struct options {
  struct csv_form form;
  int32_t kind;
};

static const struct json_field option_fields[] = {
  CSV_FIELDS(struct options, form),
  {FIELD("kind", JSON_WORD, struct options, kind), .vocabulary = &tthc__fact_kinds},
  {0}};

int32_t tthc_plan_read_facts_csv(tthc_plan *plan, const char *csv, int64_t size, const char *options_json,
                                 tthc_error *err) {
  struct options options = {{0, ENCODING_TOLD}, 0};
  struct reading reading = {0};
  int32_t rc = tthc__need_plan(plan, err);
  if (rc == TTHC_OK) rc = tthc__json_options(options_json, option_fields, &options, NULL, err);
  if (rc == TTHC_OK) rc = tthc__csv_open(&reading.csv, csv, size, options.form, err);
  if (rc != TTHC_OK) return rc;
  reading.kind = options.kind;
  rc = read_heading(&reading, err);
  if (rc == TTHC_OK) rc = tthc__batch_begin(&reading.batch, plan, err);
  if (rc == TTHC_OK) {
    read_rows(&reading);
    check_corrections(&reading);
    rc = tthc__batch_end(&reading.batch);
  }
  tthc__csv_close(&reading.csv);
  free(reading.columns);
  free(reading.corrections);
  return rc;
}
