/* Reports as plain text for people, in the order of official reports. */
#include "assess/report.h"
#include "base/error.h"
#include "format/text_table.h"

enum { EVIDENCE_SHOWN = 3 };

struct page {
  const tthc_report *report;
  const char *language;
  int is_english;
  int32_t chapter;
  struct buffer out;
};

static const char *in_language(const struct page *page, const char *vi, const char *en) {
  return page->is_english ? en : vi;
}

static void put(struct page *page, const char *vi, const char *en) {
  tthc__put(&page->out, in_language(page, vi, en));
}

static void put_text(struct page *page, const char *text) { tthc__put_in_one_line(&page->out, text); }

static void put_day(const struct page *page, struct buffer *out, int32_t day) {
  if (page->is_english)
    tthc__put_day(out, day);
  else
    tthc__put_short_day(out, day);
}

/* --- cells of tables ---------------------------------------------------------------------------------------------- */

/* A cell that is put together. */
static void add_cell(struct text_table *table, struct buffer *cell) {
  table->text.failed |= cell->failed;
  tthc__table_text(table, cell->failed ? NULL : cell->data);
  tthc__buffer_free(cell);
}

static void add_day(const struct page *page, struct text_table *table, int32_t day) {
  struct buffer cell = {0};
  if (day != TTHC_NO_DAY) put_day(page, &cell, day);
  add_cell(table, &cell);
}

/* "12/25"; nothing of nothing is no cell. */
static void add_share(struct text_table *table, int32_t part, int32_t whole) {
  struct buffer cell = {0};
  if (whole > 0) {
    tthc__put_int(&cell, part);
    tthc__put_char(&cell, '/');
    tthc__put_int(&cell, whole);
  }
  add_cell(table, &cell);
}

static struct text_table table_of(const struct page *page, const struct text_column *columns, int32_t count) {
  return (struct text_table){.columns = columns, .count = count, .is_english = page->is_english};
}

#define TABLE(page, columns) table_of((page), (columns), (int32_t)(sizeof(columns) / sizeof *(columns)))

/* --- headings ----------------------------------------------------------------------------------------------------- */

static void begin_chapter(struct page *page, const char *vi, const char *en) {
  static const char *const numbers[] = {"I", "II", "III", "IV", "V", "VI", "VII"};
  tthc__put_char(&page->out, '\n');
  tthc__put(&page->out, numbers[page->chapter++]);
  tthc__put(&page->out, ". ");
  put(page, vi, en);
  tthc__put(&page->out, "\n\n");
}

static void put_nothing(struct page *page) { put(page, "Không có.\n", "None.\n"); }

/* --- the header --------------------------------------------------------------------------------------------------- */

/* "Kỳ báo cáo: …"; nothing without a text. */
static void put_line(struct page *page, const char *vi, const char *en, const char *text) {
  if (text == NULL) return;
  put(page, vi, en);
  tthc__put(&page->out, ": ");
  put_text(page, text);
  tthc__put_char(&page->out, '\n');
}

static void put_day_line(struct page *page, const char *vi, const char *en, int32_t day) {
  if (day == TTHC_NO_DAY) return;
  put(page, vi, en);
  tthc__put(&page->out, ": ");
  put_day(page, &page->out, day);
  tthc__put_char(&page->out, '\n');
}

/* "20/06/2021 03:00:00 UTC" */
static void put_instant(struct page *page) {
  const int64_t known_at = page->report->options.known_at;
  int64_t second = known_at % 86400;
  if (known_at == TTHC_NO_NUMBER) return;
  put(page, "Số liệu ghi nhận đến: ", "Recorded until: ");
  if (known_at / 86400 > DAY_MAX) {
    tthc__put_int(&page->out, known_at);
    tthc__put_char(&page->out, '\n');
    return;
  }
  put_day(page, &page->out, (int32_t)(known_at / 86400));
  tthc__put_char(&page->out, ' ');
  tthc__put_padded(&page->out, second / 3600, 2);
  tthc__put_char(&page->out, ':');
  tthc__put_padded(&page->out, second / 60 % 60, 2);
  tthc__put_char(&page->out, ':');
  tthc__put_padded(&page->out, second % 60, 2);
  tthc__put(&page->out, " UTC\n");
}

static void put_header(struct page *page) {
  const tthc_report *report = page->report;
  const char *subject = tthc_report_subject(report);
  put(page, "BÁO CÁO\n", "REPORT\n");
  put_text(page, subject != NULL ? subject : tthc_report_plan_id(report));
  tthc__put(&page->out, "\n\n");
  put_line(page, "Cơ quan", "Authority", report->authority);
  put_line(page, "Đơn vị", "Unit", tthc_report_unit_name(report));
  put_line(page, "Kỳ báo cáo", "Period", tthc_report_name(report, page->language));
  put_line(page, "Phân biệt với", "Not to be mixed up with", tthc_report_other_name(report, page->language));
  put_day_line(page, "Thời hạn gửi", "To be sent by", report->sending_day);
  put_day_line(page, "Tình hình đến ngày", "As of", report->options.as_of);
  put_instant(page);
  if (report->options.provisional)
    put(page, "Báo cáo tạm thời, số liệu chưa chốt.\n", "Provisional: the figures are not final.\n");
}

/* --- counts ------------------------------------------------------------------------------------------------------- */

/* clang-format off */
#define CELL_COLUMNS \
  {{"Tổng số", "All"}, 9, 1}, {{"HT đúng hạn", "Done on time"}, 7, 1}, {{"HT quá hạn", "Done late"}, 7, 1}, \
  {{"Chưa HT trong hạn", "Open in time"}, 9, 1}, {{"Chưa HT quá hạn", "Open overdue"}, 8, 1}, \
  {{"Chờ sự kiện", "Waiting"}, 7, 1}, {{"Đã hủy", "Cancelled"}, 9, 1}
/* clang-format on */

static void add_cells(struct text_table *table, const int32_t *cells) {
  int32_t cell;
  for (cell = 0; cell < CELLS; cell++) tthc__table_int(table, cells[cell]);
}

/* The sections, and the plan as their sum. */
static void put_counts(struct page *page, int32_t scope) {
  static const struct text_column columns[] = {
    {{"Mục", "Section"}, 8, 0}, {{"Nội dung", "Title"}, 48, 0}, CELL_COLUMNS};
  const tthc_report *report = page->report;
  struct text_table table = TABLE(page, columns);
  int32_t i;
  for (i = 0; i < report->lines.count; i++) {
    const struct report_line *line = &report->lines.items[i];
    if (line->kind != TTHC_OF_SECTION) continue;
    tthc__table_text(&table, line->label);
    tthc__table_text(&table, line->title);
    add_cells(&table, line->cells[scope]);
  }
  tthc__table_text(&table, NULL);
  tthc__table_text(&table, in_language(page, "Tổng cộng", "Total"));
  add_cells(&table, report->lines.items[0].cells[scope]);
  tthc__table_end(&table, &page->out);
}

static void put_done(struct page *page) {
  const int32_t *cells = page->report->lines.items[0].cells[TTHC_DONE_IN_PERIOD];
  put(page, "\n3. Hoàn thành trong kỳ: ", "\n3. Done in the period: ");
  tthc__put_int(&page->out, cells[0]);
  put(page, " phần việc, trong đó đúng hạn ", ", on time ");
  tthc__put_int(&page->out, cells[TTHC_CELL_DONE_ON_TIME]);
  put(page, ", quá hạn ", ", late ");
  tthc__put_int(&page->out, cells[TTHC_CELL_DONE_LATE]);
  tthc__put(&page->out, ".\n");
}

static void add_reports(struct text_table *table, const char *label, const char *title,
                        const struct report_line *line) {
  const int32_t received = line->reports_on_time + line->reports_late;
  tthc__table_text(table, label);
  tthc__table_text(table, title);
  tthc__table_int(table, received + line->reports_missing);
  tthc__table_int(table, received);
  tthc__table_int(table, line->reports_on_time);
  tthc__table_int(table, line->reports_late);
  tthc__table_int(table, line->reports_missing);
}

/* Of each reporting period, then of each section that owes reports. */
static void put_reports(struct page *page) {
  static const struct text_column columns[] = {
    {{"Kỳ, mục", "Period, section"}, 16, 0}, {{"Nội dung", "Title"}, 48, 0}, {{"Phải gửi", "Expected"}, 8, 1},
    {{"Đã gửi", "Received"}, 8, 1},          {{"Đúng hạn", "On time"}, 8, 1}, {{"Quá hạn", "Late"}, 8, 1},
    {{"Chưa gửi", "Missing"}, 8, 1}};
  const tthc_report *report = page->report;
  struct text_table table = TABLE(page, columns);
  int32_t i;
  put(page, "\n4. Báo cáo của nhiệm vụ thường xuyên trong kỳ\n\n",
      "\n4. Reports of continuous duties in the period\n\n");
  if (report->lines.items[0].reports == 0) {
    put_nothing(page);
    return;
  }
  for (i = 0; i < report->lines.count; i++)
    if (report->lines.items[i].kind == TTHC_OF_PERIOD)
      add_reports(&table, report->lines.items[i].id, NULL, &report->lines.items[i]);
  for (i = 0; i < report->lines.count; i++)
    if (report->lines.items[i].kind == TTHC_OF_SECTION && report->lines.items[i].reports > 0)
      add_reports(&table, report->lines.items[i].label, report->lines.items[i].title, &report->lines.items[i]);
  add_reports(&table, NULL, in_language(page, "Tổng cộng", "Total"), &report->lines.items[0]);
  tthc__table_end(&table, &page->out);
}

static void put_situation(struct page *page) {
  begin_chapter(page, "TÌNH HÌNH THỰC HIỆN", "PROGRESS");
  put(page, "1. Lũy kế đến ngày ", "1. To date, as of ");
  put_day(page, &page->out, page->report->options.as_of);
  put(page, " (phần việc được giao)\n\n", " (assignments)\n\n");
  put_counts(page, TTHC_TO_DATE);
  put(page, "\n2. Đến hạn trong kỳ\n\n", "\n2. Due in the period\n\n");
  put_counts(page, TTHC_DUE_IN_PERIOD);
  put_done(page);
  put_reports(page);
}

/* --- tasks -------------------------------------------------------------------------------------------------------- */

/* "16/BC-VP (28/01/2021)" */
static void put_evidence(const struct page *page, struct buffer *out, const struct report_evidence *row) {
  const char *name = row->number != NULL ? row->number : row->text != NULL ? row->text : row->link;
  if (name != NULL) tthc__put(out, name);
  if (row->day == TTHC_NO_DAY) return;
  tthc__put(out, name == NULL ? "" : " (");
  put_day(page, out, row->day);
  tthc__put(out, name == NULL ? "" : ")");
}

/* The first of them; the document has all. */
static void add_evidence(const struct page *page, struct text_table *table, int32_t task, int32_t *next) {
  const tthc_report *report = page->report;
  struct buffer cell = {0};
  int32_t count = 0;
  for (; *next < report->evidence.count && report->evidence.items[*next].task == task; ++*next) {
    if (count++ >= EVIDENCE_SHOWN) continue;
    if (count > 1) tthc__put(&cell, "; ");
    put_evidence(page, &cell, &report->evidence.items[*next]);
  }
  if (count > EVIDENCE_SHOWN) {
    tthc__put(&cell, in_language(page, "; và ", "; and "));
    tthc__put_int(&cell, count - EVIDENCE_SHOWN);
    tthc__put(&cell, in_language(page, " văn bản khác", " more"));
  }
  add_cell(table, &cell);
}

/* "99 (2/8)": the mean of those that gave one, and how many of how many these are. */
static void add_percent(struct text_table *table, const struct rollup *rollup) {
  const int32_t percent = tthc__rollup_percent(rollup);
  struct buffer cell = {0};
  if (percent != TTHC_NO_NUMBER) {
    tthc__put_int(&cell, percent);
    tthc__put(&cell, " (");
    tthc__put_int(&cell, rollup->percent_given);
    tthc__put_char(&cell, '/');
    tthc__put_int(&cell, rollup->counts[0] - rollup->counts[TTHC_CANCELLED]);
    tthc__put_char(&cell, ')');
  }
  add_cell(table, &cell);
}

static void add_task(const struct page *page, struct text_table *table, const struct report_task *row,
                     int32_t *evidence) {
  const struct report_line *line = &page->report->lines.items[row->line];
  const int32_t *due = line->cells[TTHC_DUE_IN_PERIOD];
  tthc__table_text(table, line->label);
  tthc__table_text(table, line->title);
  tthc__table_text(table, row->lead);
  tthc__table_text(table, row->coordinator);
  tthc__table_text(table, row->deliverable);
  tthc__table_text(table, row->deadline);
  tthc__table_text(table, tthc_state_name(row->rollup->state, page->language));
  add_share(table, row->rollup->units_done, row->rollup->units_obliged);
  add_percent(table, row->rollup);
  add_share(table, due[TTHC_CELL_DONE_ON_TIME] + due[TTHC_CELL_DONE_LATE], due[0]);
  add_evidence(page, table, row->task, evidence);
  tthc__table_text(table, row->note);
}

/* "A. Công tác chỉ đạo", before the first task of a section. */
static void add_section(const struct page *page, struct text_table *table, const char *id) {
  const int32_t i = id == NULL ? TTHC_NONE : tthc_report_line_find(page->report, NULL, TTHC_OF_SECTION, id);
  struct buffer heading = {0};
  if (i == TTHC_NONE) return;
  tthc__put(&heading, page->report->lines.items[i].label);
  tthc__put(&heading, ". ");
  tthc__put(&heading, page->report->lines.items[i].title);
  table->text.failed |= heading.failed;
  tthc__table_heading(table, heading.failed ? "" : heading.data);
  tthc__buffer_free(&heading);
}

static void put_tasks(struct page *page) {
  static const struct text_column columns[] = {
    {{"Số TT", "No."}, 6, 0},
    {{"Nội dung công việc", "Task"}, 36, 0},
    {{"Cơ quan chủ trì", "Lead"}, 20, 0},
    {{"Cơ quan phối hợp", "Coordinator"}, 20, 0},
    {{"Kết quả", "Deliverable"}, 18, 0},
    {{"Thời gian thực hiện", "Deadline"}, 16, 0},
    {{"Tình trạng", "State"}, 14, 0},
    {{"Đơn vị xong", "Units done"}, 6, 1},
    {{"% (số phần việc đã báo)", "% (of those told)"}, 12, 1},
    {{"Xong/đến hạn trong kỳ", "Done of due in the period"}, 9, 1},
    {{"Văn bản trong kỳ", "Documents of the period"}, 26, 0},
    {{"Ghi chú", "Note"}, 24, 0}};
  const tthc_report *report = page->report;
  struct text_table table = TABLE(page, columns);
  const char *section = NULL;
  int32_t i, evidence = 0;
  begin_chapter(page, "KẾT QUẢ CỤ THỂ", "RESULTS BY TASK");
  if (report->tasks.count == 0) put_nothing(page);
  for (i = 0; i < report->tasks.count; i++) {
    const struct report_task *row = &report->tasks.items[i];
    if (i == 0 || !tthc__same(row->section, section)) add_section(page, &table, row->section);
    section = row->section;
    add_task(page, &table, row, &evidence);
  }
  tthc__table_end(&table, &page->out);
}

/* --- indicators --------------------------------------------------------------------------------------------------- */

/* "23,45 %"; a dash without a value. */
static void add_reached(const struct page *page, struct text_table *table, const struct reached *reached,
                        const char *measure) {
  const char *text = reached->text[page->is_english];
  struct buffer cell = {0};
  tthc__put(&cell, text == NULL ? "–" : text);
  if (text != NULL && measure != NULL) {
    tthc__put_char(&cell, ' ');
    tthc__put(&cell, measure);
  }
  add_cell(table, &cell);
}

static void add_value(const struct page *page, struct text_table *table, const struct report_value *row) {
  const tthc_assessment *a = page->report->assessment;
  const struct value *value = &a->values.items[row->value];
  const struct named *indicator = &a->indicators[value->indicator];
  tthc__table_text(table, indicator->name);
  tthc__table_text(table, value->unit == TTHC_NONE ? in_language(page, "Tất cả", "All")
                                                   : tthc__report_unit_name(page->report, value->unit));
  add_reached(page, table, &row->figure, indicator->measure);
  add_reached(page, table, &value->reached, indicator->measure);
  tthc__table_text(table, value->reached.target);
  tthc__table_text(table, tthc_verdict_name(value->reached.verdict, page->language));
  add_share(table, value->units_reported, value->units_expected);
}

static void put_values(struct page *page) {
  static const struct text_column columns[] = {
    {{"Chỉ tiêu", "Indicator"}, 48, 0}, {{"Đơn vị", "Unit"}, 24, 0},      {{"Trong kỳ", "In the period"}, 14, 1},
    {{"Lũy kế", "To date"}, 14, 1},     {{"Mục tiêu", "Target"}, 14, 0}, {{"Đánh giá", "Verdict"}, 24, 0},
    {{"Đơn vị có số liệu", "Units that reported"}, 10, 1}};
  const tthc_report *report = page->report;
  struct text_table table = TABLE(page, columns);
  int32_t i;
  begin_chapter(page, "KẾT QUẢ THỰC HIỆN CHỈ TIÊU", "INDICATORS");
  if (report->values.count == 0) put_nothing(page);
  for (i = 0; i < report->values.count; i++) add_value(page, &table, &report->values.items[i]);
  tthc__table_end(&table, &page->out);
}

/* --- difficulties and explanations -------------------------------------------------------------------------------- */

/* "- 16/03/2021, UBND xã Hiếu Liêm, nhiệm vụ D.6: …" */
static void put_remark(struct page *page, int32_t i) {
  const struct report_remark *row = &page->report->remarks.items[i];
  const char *unit = tthc__report_unit_name(page->report, row->unit);
  tthc__put(&page->out, "- ");
  put_day(page, &page->out, row->day);
  tthc__put(&page->out, ", ");
  put_text(page, unit != NULL ? unit : in_language(page, "mọi đơn vị", "all units"));
  if (row->task != TTHC_NONE) {
    put(page, ", nhiệm vụ ", ", task ");
    put_text(page, tthc__report_task(page->report, row->task));
  } else {
    put(page, ", chỉ tiêu ", ", indicator ");
    put_text(page, page->report->assessment->indicators[row->indicator].name);
  }
  if (row->text != NULL) {
    tthc__put(&page->out, ": ");
    put_text(page, row->text);
  }
  if (row->reference != NULL) {
    tthc__put(&page->out, " (");
    put_text(page, row->reference);
    tthc__put_char(&page->out, ')');
  }
  tthc__put_char(&page->out, '\n');
}

static void put_remarks_of(struct page *page, int32_t kind) {
  int32_t i, count = 0;
  for (i = 0; i < page->report->remarks.count; i++) {
    if (page->report->remarks.items[i].kind != kind) continue;
    put_remark(page, i);
    count++;
  }
  if (count == 0) put_nothing(page);
}

static void put_remarks(struct page *page) {
  begin_chapter(page, "KHÓ KHĂN, VƯỚNG MẮC", "DIFFICULTIES");
  put_remarks_of(page, TTHC_REMARK_DIFFICULTY);
  put(page, "\nGiải trình\n\n", "\nExplanations\n\n");
  put_remarks_of(page, TTHC_REMARK_EXPLANATION);
}

/* --- what is overdue, and what changed ---------------------------------------------------------------------------- */

static void add_late(const struct page *page, struct text_table *table, int32_t i) {
  const tthc_report *report = page->report;
  const struct assignment *row = &report->assessment->assignments.items[report->late.items[i]];
  struct buffer sentence = {0};
  tthc__table_int(table, i + 1);
  tthc__table_text(table, tthc__report_task(report, row->task));
  tthc__table_text(table, tthc__report_unit_name(report, row->unit));
  tthc__table_text(table, row->period);
  add_day(page, table, row->effective);
  tthc__table_int(table, row->days_late);
  tthc__table_int(table, row->working_days_late);
  tthc__put_sentence(&sentence, report->assessment, row, page->is_english);
  add_cell(table, &sentence);
}

static void put_late(struct page *page) {
  static const struct text_column columns[] = {
    {{"Số TT", "No."}, 6, 1},          {{"Nhiệm vụ", "Task"}, 12, 0},
    {{"Đơn vị", "Unit"}, 32, 0},       {{"Kỳ", "Period"}, 24, 0},
    {{"Thời hạn", "Due"}, 10, 0},      {{"Số ngày quá hạn", "Days late"}, 8, 1},
    {{"Số ngày làm việc", "Working days"}, 8, 1}, {{"Lý do", "Reason"}, 60, 0}};
  struct text_table table = TABLE(page, columns);
  int32_t i;
  begin_chapter(page, "NHIỆM VỤ QUÁ HẠN", "OVERDUE");
  if (page->report->late.count == 0) put_nothing(page);
  for (i = 0; i < page->report->late.count; i++) add_late(page, &table, i);
  tthc__table_end(&table, &page->out);
}

static void put_units(struct page *page) {
  static const struct text_column columns[] = {{{"Đơn vị", "Unit"}, 40, 0},
                                               CELL_COLUMNS,
                                               {{"Xong/đến hạn trong kỳ", "Done of due in the period"}, 9, 1},
                                               {{"Báo cáo đã gửi/phải gửi", "Reports received of expected"}, 12, 1}};
  const tthc_report *report = page->report;
  struct text_table table = TABLE(page, columns);
  int32_t i;
  begin_chapter(page, "KẾT QUẢ THEO ĐƠN VỊ", "RESULTS BY UNIT");
  for (i = 0; i < report->lines.count; i++) {
    const struct report_line *line = &report->lines.items[i];
    const int32_t *due = line->cells[TTHC_DUE_IN_PERIOD];
    const int32_t received = line->reports_on_time + line->reports_late;
    if (line->kind != TTHC_OF_UNIT) continue;
    tthc__table_text(&table, line->title);
    add_cells(&table, line->cells[TTHC_TO_DATE]);
    add_share(&table, due[TTHC_CELL_DONE_ON_TIME] + due[TTHC_CELL_DONE_LATE], due[0]);
    add_share(&table, received, received + line->reports_missing);
  }
  if (table.layout.size == 0) put_nothing(page);
  tthc__table_end(&table, &page->out);
}

static void put_changes_of(struct page *page, int32_t kind, const char *vi, const char *en) {
  const tthc_report *report = page->report;
  int32_t i, count = 0;
  put(page, vi, en);
  for (i = 0; i < report->changes.count; i++) {
    if (tthc_report_change_kind(report, i) != kind) continue;
    tthc__put(&page->out, "- ");
    put_text(page, tthc_report_change_unit_name(report, i));
    put(page, ", nhiệm vụ ", ", task ");
    tthc__put(&page->out, tthc_report_change_task_id(report, i));
    put(page, ", kỳ ", ", period ");
    tthc__put(&page->out, tthc_report_change_period(report, i));
    tthc__put_char(&page->out, '\n');
    count++;
  }
  if (count == 0) put_nothing(page);
}

static void put_changes(struct page *page) {
  if (page->report->diff == NULL) return;
  begin_chapter(page, "SO VỚI KỲ TRƯỚC", "AGAINST THE PERIOD BEFORE");
  put_changes_of(page, TTHC_ENTERED_OVERDUE, "1. Mới quá hạn\n\n", "1. Newly overdue\n\n");
  put_changes_of(page, TTHC_LEFT_OVERDUE, "\n2. Không còn quá hạn\n\n", "\n2. No longer overdue\n\n");
}

tthc_text *tthc_report_text(const tthc_report *report, const char *language, tthc_error *err) {
  struct page page = {.report = report, .language = language, .is_english = tthc__is_english(language)};
  if (!tthc__is(report, MARK_REPORT)) {
    tthc__fail_handle(err, "tthc_report");
    return NULL;
  }
  put_header(&page);
  put_situation(&page);
  put_tasks(&page);
  put_values(&page);
  put_remarks(&page);
  put_late(&page);
  put_units(&page);
  put_changes(&page);
  return tthc__buffer_to_text(&page.out, err);
}
