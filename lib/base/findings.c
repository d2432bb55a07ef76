/* Lists of findings. */
#include "base/findings.h"

#include "base/json.h"

#include <stdlib.h>
#include <string.h>

/* clang-format off */
#define FINDING_LIST(X) \
  X(TTHC_F_DEADLINE_UNKNOWN, "deadline-unknown", TTHC_WARNING, \
    "Chưa đọc được thời gian thực hiện", "The deadline could not be read") \
  X(TTHC_F_DEADLINE_WITHOUT_LEAD, "deadline-without-lead", TTHC_WARNING, \
    "Có thời gian thực hiện nhưng không có cơ quan chủ trì", "A deadline, but nobody leads") \
  X(TTHC_F_LEAD_WITHOUT_DEADLINE, "lead-without-deadline", TTHC_WARNING, \
    "Có cơ quan chủ trì nhưng không có thời gian thực hiện", "A lead, but no deadline") \
  X(TTHC_F_UNIT_IN_BOTH_ROLES, "unit-in-both-roles", TTHC_INFO, \
    "Đơn vị vừa chủ trì vừa phối hợp; tính là chủ trì", "A unit leads and coordinates; it counts as lead") \
  X(TTHC_F_GROUP_WITHOUT_MEMBERS, "group-without-members", TTHC_WARNING, \
    "Nhóm đơn vị không có thành viên nên được tính như một đơn vị", "A group without members stands for itself") \
  X(TTHC_F_ID_TAKEN, "id-taken", TTHC_WARNING, \
    "Số thứ tự bị trùng; dòng sau được thêm hậu tố", "A label occurs twice; the later row got a suffix") \
  X(TTHC_F_FACT_WITHOUT_ASSIGNMENT, "fact-without-assignment", TTHC_WARNING, \
    "Số liệu không khớp với phần việc nào của kế hoạch; được giữ lại nhưng không tính", \
    "A fact matches no assignment of the plan; kept, not counted") \
  X(TTHC_F_CALENDAR_INCOMPLETE, "calendar-incomplete", TTHC_WARNING, \
    "Chưa có lịch nghỉ chính thức của năm; ngày nghỉ lễ được tính theo luật", \
    "No official days off are known for the year; holidays are computed by the law") \
  X(TTHC_F_TEXT_NOT_PLACED, "text-not-placed", TTHC_WARNING, \
    "Văn bản chưa tìm được chỗ trong kế hoạch", "Text that found no place in the plan") \
  X(TTHC_F_TEXT_PASSED_OVER, "text-passed-over", TTHC_INFO, \
    "Văn bản trình bày, không đưa vào kế hoạch", "Layout that is no part of the plan") \
  X(TTHC_F_COLUMNS_FOUND, "columns-found", TTHC_INFO, \
    "Hàng tiêu đề của bảng được hiểu là", "The table's heading row was taken as") \
  X(TTHC_F_COLUMNS_GUESSED, "columns-guessed", TTHC_WARNING, \
    "Bảng không có hàng tiêu đề; các cột được đoán theo nội dung là", \
    "The table has no heading row; by what is in them its columns were taken as") \
  X(TTHC_F_COLUMN_UNKNOWN, "column-unknown", TTHC_INFO, \
    "Cột mà kế hoạch không có thành phần tương ứng; nội dung được giữ trong thành phần x-", \
    "A column that a plan has no member for; its cells became x- members") \
  X(TTHC_F_CELL_MISSING, "cell-missing", TTHC_WARNING, \
    "Hàng thiếu ô", "The row ends before these columns") \
  X(TTHC_F_ROW_JOINED, "row-joined", TTHC_INFO, \
    "Phần bị ngắt trang được nối vào văn bản trước", "Text cut by a page was joined to what was before it") \
  X(TTHC_F_ROWS_CUT_OUT, "rows-cut-out", TTHC_WARNING, \
    "Dòng chấm: có thể đã bị lược bỏ một số hàng hoặc tiêu đề mục", \
    "A line of dots: rows or a section's heading may have been left out here") \
  X(TTHC_F_LABEL_MADE, "label-made", TTHC_WARNING, \
    "Nhiệm vụ không có số thứ tự; được đặt số", "A task without a number was given one") \
  X(TTHC_F_UNIT_SPELLING, "unit-spelling", TTHC_INFO, \
    "Tên viết khác được hiểu là cùng một đơn vị", "A name spelled otherwise was taken for the same unit") \
  X(TTHC_F_UNIT_AMBIGUOUS, "unit-ambiguous", TTHC_WARNING, \
    "Tên đơn vị có thể hiểu theo nhiều cách", "Units that can be read in more ways than one") \
  X(TTHC_F_UNIT_NOT_REGISTERED, "unit-not-registered", TTHC_WARNING, \
    "Đơn vị không có trong danh mục đã cho; được thêm vào", "A unit that the register does not know was added") \
  X(TTHC_F_UNIT_REMARK, "unit-remark", TTHC_WARNING, \
    "Phần chữ trong ô đơn vị không phải tên đơn vị", "Words in a cell of units that name no unit") \
  X(TTHC_F_TARGET_PROPOSED, "target-proposed", TTHC_WARNING, \
    "Chỉ tiêu đọc được từ văn bản, cần người xác nhận", "An indicator read from the text, to be confirmed") \
  X(TTHC_F_MARKS_MISSING, "marks-missing", TTHC_WARNING, \
    "Văn bản viết không dấu", "The document is written without Vietnamese marks") \
  X(TTHC_F_YEAR_TAKEN, "year-taken", TTHC_INFO, \
    "Năm của kế hoạch được lấy từ", "The plan's year was taken from") \
  X(TTHC_F_HEADER_MISSING, "header-missing", TTHC_INFO, \
    "Văn bản không có", "The document does not tell") \
  X(TTHC_F_FACT_OUTSIDE_PLAN, "fact-outside-plan", TTHC_WARNING, \
    "Ngày của số liệu nằm ngoài thời gian của kế hoạch và các kỳ báo cáo", \
    "The day of a fact lies outside the plan and its reporting periods") \
  X(TTHC_F_DONE_BEFORE_START, "done-before-start", TTHC_WARNING, \
    "Ngày hoàn thành trước ngày bắt đầu phần việc", "Done before the assignment's window opened") \
  X(TTHC_F_FIGURE_OUTSIDE_PERIOD, "figure-outside-period", TTHC_WARNING, \
    "Số liệu của kỳ có ngày trước khi kỳ bắt đầu", "A figure of a day before its period began") \
  X(TTHC_F_NUMERATOR_ABOVE_DENOMINATOR, "numerator-above-denominator", TTHC_WARNING, \
    "Tử số lớn hơn mẫu số (trên 100%)", "The numerator is above the denominator (more than 100 %)") \
  X(TTHC_F_TARGETS_COLLIDE, "targets-collide", TTHC_WARNING, \
    "Hai mức chỉ tiêu cho cùng đơn vị và kỳ; tính theo mức đứng trước", \
    "Two targets for the same unit and period; the first counts") \
  X(TTHC_F_PERIODS_OVERLAP, "periods-overlap", TTHC_WARNING, \
    "Hai kỳ số liệu của đơn vị có ngày chung nên tổng tính trùng", \
    "Two periods of a unit share days, which the sum counts twice") \
  X(TTHC_F_CUMULATIVE_FALLS, "cumulative-falls", TTHC_WARNING, \
    "Số liệu lũy kế của đơn vị giảm so với kỳ trước", "A unit's cumulative figure is below that of an earlier period") \
  X(TTHC_F_NO_BASELINE, "no-baseline", TTHC_WARNING, \
    "Mức giảm chưa có giá trị gốc lớn hơn 0 để so sánh", "A reduction without a baseline above 0 to compare with") \
  X(TTHC_F_TARGET_OUTSIDE_PLAN, "target-outside-plan", TTHC_INFO, \
    "Mức chỉ tiêu cho kỳ đã hết trước khi kế hoạch bắt đầu", \
    "A target for a period that is over before the plan begins") \
  X(TTHC_F_SUCCESSOR_WITHOUT_END, "successor-without-end", TTHC_WARNING, \
    "Đơn vị có đơn vị kế thừa nhưng chưa có ngày kết thúc", "A unit has successors, but no last day") \
  X(TTHC_F_NO_CONTACT, "no-contact", TTHC_WARNING, \
    "Đơn vị cần gửi văn bản chưa có cán bộ đầu mối", "A unit to be written to has no contact") \
  X(TTHC_F_NO_SUPERIOR, "no-superior", TTHC_WARNING, \
    "Chưa biết cơ quan cấp trên để báo cáo; gửi lại chính đơn vị", \
    "No superior is known to take the matter to; it goes to the unit again") \
  X(TTHC_F_NO_SUCCESSOR, "no-successor", TTHC_WARNING, \
    "Đơn vị không còn tồn tại và không có đơn vị kế thừa nhưng còn việc chưa xong", \
    "A unit that exists no more, without a successor, still owes something") \
  X(TTHC_F_NOTHING_TO_DERIVE, "nothing-to-derive", TTHC_WARNING, \
    "Đơn vị không chủ trì, không phối hợp nhiệm vụ nào", "The unit neither leads nor coordinates a task") \
  X(TTHC_F_FIGURE_COUNTED_TWICE, "figure-counted-twice", TTHC_WARNING, \
    "Có cả số liệu của đơn vị và của các đơn vị cấp dưới; chỉ tính số liệu của đơn vị", \
    "A figure of the unit's own and figures of units below it; only its own counts") \
  X(TTHC_F_CARRY_OVER_DIFFERS, "carry-over-differs", TTHC_WARNING, \
    "Hồ sơ kỳ trước chuyển sang khác số đang giải quyết cuối kỳ trước", \
    "What is carried over differs from what was pending at the end of the period before") \
  X(TTHC_F_FINISHED_BEFORE_RECEIVED, "finished-before-received", TTHC_WARNING, \
    "Hồ sơ kết thúc trước ngày tiếp nhận; tính vào ngày tiếp nhận", \
    "A dossier was finished before it was received; it counts on the day it was received") \
  X(TTHC_F_DUE_BEFORE_RECEIVED, "due-before-received", TTHC_WARNING, \
    "Hồ sơ có hạn trả trước ngày tiếp nhận", "A dossier was due before it was received") \
  X(TTHC_F_RECEIVED_AFTER_SPAN, "received-after-span", TTHC_INFO, \
    "Hồ sơ tiếp nhận sau kỳ cuối cùng nên chưa tính", \
    "Dossiers were received after the last period and are not counted") \
  X(TTHC_F_COUNTS_AND_DOSSIERS, "counts-and-dossiers", TTHC_WARNING, \
    "Đơn vị có cả số liệu tổng hợp và hồ sơ trong kỳ; tính theo số liệu tổng hợp", \
    "A unit has both counts and dossiers in the period; the counts stand") \
  X(TTHC_F_TRAIL_BROKEN, "trail-broken", TTHC_WARNING, \
    "Dòng nhật ký không còn như khi ghi hoặc không nối tiếp dòng trước", \
    "A row of the trail is not as it was written, or does not follow the one before") \
  X(TTHC_F_TRAIL_NOT_AS_KEPT, "trail-not-as-kept", TTHC_WARNING, \
    "Nhật ký không đi qua mã đã lưu: bị cắt bớt hoặc bị lập lại", \
    "The trail does not go through the head that was kept: it was cut off or made anew") \
  X(TTHC_F_REVISION_DIFFERS, "revision-differs", TTHC_WARNING, \
    "Bản kế hoạch trong kho khác với nhật ký", "A revision is not what the trail says") \
  X(TTHC_F_FACTS_DIFFER, "facts-differ", TTHC_WARNING, \
    "Số liệu trong kho khác với nhật ký", "Facts are not what the trail says") \
  X(TTHC_F_PLAN_DIFFERS, "plan-differs", TTHC_WARNING, \
    "Kế hoạch trong kho khác với nhật ký", "A plan is not what the trail says") \
  X(TTHC_F_STORE_DAMAGED, "store-damaged", TTHC_WARNING, \
    "SQLite thấy tệp bị hỏng", "SQLite finds the file damaged") \
  X(TTHC_F_STORE_ROWS, "store-rows", TTHC_WARNING, \
    "Dòng không đúng như thư viện đã lưu", "A row is not as the library saves it") \
  X(TTHC_F_STORE_DIGEST, "store-digest", TTHC_WARNING, \
    "Nội dung của bản kế hoạch khác với mã băm đã lưu cùng", \
    "A revision differs from the digest that was saved with it") \
  X(TTHC_F_UNIT_ENDED, "unit-ended", TTHC_WARNING, \
    "Đơn vị không còn hoạt động và không có đơn vị kế thừa", "A unit is no more and has no successor")
/* clang-format on */

struct finding {
  int32_t code;
  struct place place;
  char *path;
  char *message[2]; /* Vietnamese, English */
  char *where[2];   /* the place, in words; NULL for none */
};

struct tthc_findings {
  uint32_t mark;
  int32_t count;
  int32_t capacity;
  struct finding *rows;
  struct arena arena;
};

static struct words sentence(int32_t code) {
  switch (code) {
#define SENTENCE(number, name, severity, vi, en) \
  case number: return WORDS(vi, en);
    FINDING_LIST(SENTENCE)
#undef SENTENCE
  default: return NOTHING;
  }
}

const char *tthc_finding_name(int32_t code) {
  switch (code) {
#define NAME(number, name, severity, vi, en) \
  case number: return name;
    FINDING_LIST(NAME)
#undef NAME
  default: return NULL;
  }
}

static int32_t severity_of(int32_t code) {
  switch (code) {
#define SEVERITY(number, name, severity, vi, en) \
  case number: return severity;
    FINDING_LIST(SEVERITY)
#undef SEVERITY
  default: return 0;
  }
}

tthc_findings *tthc__findings_new(tthc_error *err) {
  tthc_findings *findings = calloc(1, sizeof *findings);
  if (findings == NULL) {
    tthc__fail_memory(err);
    return NULL;
  }
  findings->mark = MARK_FINDINGS;
  return findings;
}

static char *make_message(struct arena *arena, const char *text, const char *about) {
  const size_t length = strlen(text);
  char *message;
  if (about == NULL) return tthc__arena_copy(arena, text, length);
  message = tthc__arena_alloc(arena, length + strlen(about) + 3);
  if (message == NULL) return NULL;
  memcpy(message, text, length);
  memcpy(message + length, ": ", 2);
  memcpy(message + length + 2, about, strlen(about) + 1);
  return message;
}

static void put_place_part(struct buffer *out, const char *noun, int32_t number) {
  if (number == 0) return;
  if (out->size > 0) tthc__put(out, ", ");
  tthc__put(out, noun);
  tthc__put_char(out, ' ');
  tthc__put_int(out, number);
}

/* "bảng 2, hàng 5, ô 3"; 0 without memory. */
static int make_where(struct arena *arena, struct place place, char **where) {
  static const char *const nouns[2][5] = {{"dòng", "đoạn", "bảng", "hàng", "ô"},
                                          {"line", "paragraph", "table", "row", "cell"}};
  const int32_t numbers[5] = {place.line, place.paragraph, place.table, place.row, place.cell};
  int language, i;
  for (language = 0; language < 2; language++) {
    struct buffer words = {0};
    for (i = 0; i < 5; i++) put_place_part(&words, nouns[language][i], numbers[i]);
    if (words.size == 0 && !words.failed) continue;
    where[language] = tthc__buffer_keep(&words, arena);
    if (where[language] == NULL) return 0;
  }
  return 1;
}

/* A copy, where there is something to copy; 0 without memory. */
static int copy_or_none(struct arena *arena, const char *text, char **out) {
  *out = text == NULL ? NULL : tthc__arena_copy(arena, text, strlen(text));
  return text == NULL || *out != NULL;
}

/* A new row behind those that count; NULL without memory. */
static struct finding *make_row(tthc_findings *findings) {
  struct finding *rows = tthc__grow(findings->rows, findings->count, &findings->capacity, sizeof *rows);
  if (rows == NULL) return NULL;
  findings->rows = rows;
  return &rows[findings->count];
}

int32_t tthc__findings_add_words(tthc_findings *findings, int32_t code, struct place place, const char *path,
                                 struct words about) {
  const struct words text = sentence(code);
  struct finding *row = make_row(findings);
  if (row == NULL) return TTHC_E_MEMORY;
  row->code = code;
  row->place = place;
  row->message[0] = make_message(&findings->arena, text.vi, about.vi);
  row->message[1] = make_message(&findings->arena, text.en, about.en);
  if (!copy_or_none(&findings->arena, path, &row->path) || !make_where(&findings->arena, place, row->where) ||
      row->message[0] == NULL || row->message[1] == NULL)
    return TTHC_E_MEMORY;
  findings->count++;
  return TTHC_OK;
}

int32_t tthc__findings_add_at(tthc_findings *findings, int32_t code, struct place place, const char *path,
                              const char *about) {
  return tthc__findings_add_words(findings, code, place, path, WORDS(about, about));
}

int32_t tthc__findings_add(tthc_findings *findings, int32_t code, const char *path, const char *about) {
  const struct place nowhere = {0};
  return tthc__findings_add_at(findings, code, nowhere, path, about);
}

int32_t tthc__findings_append(tthc_findings *findings, const tthc_findings *more) {
  int32_t i, j;
  for (i = 0; more != NULL && i < more->count; i++) {
    const struct finding *from = &more->rows[i];
    struct finding *row = make_row(findings);
    if (row == NULL) return TTHC_E_MEMORY;
    row->code = from->code;
    row->place = from->place;
    if (!copy_or_none(&findings->arena, from->path, &row->path)) return TTHC_E_MEMORY;
    for (j = 0; j < 2; j++)
      if (!copy_or_none(&findings->arena, from->message[j], &row->message[j]) ||
          !copy_or_none(&findings->arena, from->where[j], &row->where[j]))
        return TTHC_E_MEMORY;
    findings->count++;
  }
  return TTHC_OK;
}

tthc_findings *tthc__findings_copy(const tthc_findings *findings, tthc_error *err) {
  tthc_findings *copy = tthc__findings_new(err);
  if (copy == NULL || tthc__findings_append(copy, findings) == TTHC_OK) return copy;
  tthc_findings_free(copy);
  tthc__fail_memory(err);
  return NULL;
}

static const struct finding *row_of(const tthc_findings *findings, int32_t row) {
  if (!tthc__is(findings, MARK_FINDINGS) || row < 0 || row >= findings->count) return NULL;
  return &findings->rows[row];
}

int32_t tthc_findings_count(const tthc_findings *findings) {
  return tthc__is(findings, MARK_FINDINGS) ? findings->count : 0;
}

int32_t tthc_findings_code(const tthc_findings *findings, int32_t row) {
  const struct finding *finding = row_of(findings, row);
  return finding == NULL ? 0 : finding->code;
}

int32_t tthc_findings_severity(const tthc_findings *findings, int32_t row) {
  const struct finding *finding = row_of(findings, row);
  return finding == NULL ? 0 : severity_of(finding->code);
}

const char *tthc_findings_path(const tthc_findings *findings, int32_t row) {
  const struct finding *finding = row_of(findings, row);
  return finding == NULL ? NULL : finding->path;
}

const char *tthc_findings_message(const tthc_findings *findings, int32_t row, const char *language) {
  const struct finding *finding = row_of(findings, row);
  return finding == NULL ? NULL : finding->message[tthc__is_english(language)];
}

const char *tthc_findings_place(const tthc_findings *findings, int32_t row, const char *language) {
  const struct finding *finding = row_of(findings, row);
  return finding == NULL ? NULL : finding->where[tthc__is_english(language)];
}

int32_t tthc_findings_line(const tthc_findings *findings, int32_t row) {
  const struct finding *finding = row_of(findings, row);
  return finding == NULL ? 0 : finding->place.line;
}

int32_t tthc_findings_paragraph(const tthc_findings *findings, int32_t row) {
  const struct finding *finding = row_of(findings, row);
  return finding == NULL ? 0 : finding->place.paragraph;
}

int32_t tthc_findings_table(const tthc_findings *findings, int32_t row) {
  const struct finding *finding = row_of(findings, row);
  return finding == NULL ? 0 : finding->place.table;
}

int32_t tthc_findings_table_row(const tthc_findings *findings, int32_t row) {
  const struct finding *finding = row_of(findings, row);
  return finding == NULL ? 0 : finding->place.row;
}

int32_t tthc_findings_cell(const tthc_findings *findings, int32_t row) {
  const struct finding *finding = row_of(findings, row);
  return finding == NULL ? 0 : finding->place.cell;
}

static void write_number(struct json_writer *writer, const char *name, int32_t number) {
  if (number > 0) tthc__json_write_int(writer, name, number);
}

static void write_row(struct json_writer *writer, const struct finding *row, int english) {
  tthc__json_write_item(writer);
  tthc__json_write_open(writer, '{');
  tthc__json_write_text(writer, "severity", severity_of(row->code) == TTHC_WARNING ? "warning" : "info");
  tthc__json_write_text(writer, "code", tthc_finding_name(row->code));
  tthc__json_write_text(writer, "path", row->path);
  tthc__json_write_text(writer, "place", row->where[english]);
  write_number(writer, "line", row->place.line);
  write_number(writer, "paragraph", row->place.paragraph);
  write_number(writer, "table", row->place.table);
  write_number(writer, "row", row->place.row);
  write_number(writer, "cell", row->place.cell);
  tthc__json_write_text(writer, "message", row->message[english]);
  tthc__json_write_close(writer);
}

tthc_text *tthc_findings_json(const tthc_findings *findings, const char *language, tthc_error *err) {
  struct json_writer writer;
  int32_t severity, i;
  if (!tthc__is(findings, MARK_FINDINGS)) {
    tthc__fail_handle(err, "tthc_findings");
    return NULL;
  }
  tthc__json_begin(&writer, 1, NULL);
  tthc__json_write_open(&writer, '[');
  for (severity = TTHC_WARNING; severity >= TTHC_INFO; severity--)
    for (i = 0; i < findings->count; i++)
      if (severity_of(findings->rows[i].code) == severity)
        write_row(&writer, &findings->rows[i], tthc__is_english(language));
  tthc__json_write_close(&writer);
  return tthc__json_end(&writer, err);
}

void tthc_findings_free(tthc_findings *findings) {
  if (!tthc__is(findings, MARK_FINDINGS)) return;
  findings->mark = 0;
  tthc__arena_free(&findings->arena);
  free(findings->rows);
  free(findings);
}
