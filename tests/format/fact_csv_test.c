/* Facts from tables: they are what a document would say, and of a bad table every bad row is told and nothing is kept. */
#include "base/buffer.h"
#include "support/check.h"
#include "tthcplan/fact.h"

#include <stdio.h>

static const char definitions[] =
  "{\"format\": \"tthcplan/1\", \"id\": \"p\", \"year\": 2021,"
  " \"units\": [{\"id\": \"noi-vu\", \"name\": \"Phòng Nội vụ\"},"
  "  {\"id\": \"tan-an\", \"name\": \"UBND xã Tân An\", \"aliases\": [\"Tân An\"]},"
  "  {\"id\": \"xa\", \"name\": \"Các xã\", \"kind\": \"group\", \"members\": [{\"unit\": \"tan-an\"}]}],"
  " \"tasks\": [{\"label\": \"1\", \"title\": \"T\"}, {\"label\": \"2\", \"title\": \"T\"}],"
  " \"indicators\": [{\"id\": \"r\", \"title\": \"R\", \"kind\": \"ratio\", \"series\": \"per-period\"},"
  "  {\"id\": \"n\", \"title\": \"N\", \"kind\": \"value\", \"series\": \"cumulative\"}]}";

static tthc_plan *new_plan(void) {
  tthc_plan *plan = tthc_plan_read(definitions, -1, NULL, NULL);
  assert_non_null(plan);
  return plan;
}

/* The tables write ' for ", as JSON in C is hard to read otherwise. */
static const char *quote(struct buffer *out, const char *text) {
  tthc__put_bytes(out, "", 0);
  for (; *text != '\0'; text++) tthc__put_char(out, *text == '\'' ? '"' : *text);
  assert_false(out->failed);
  return out->data;
}

static int32_t read_table(tthc_plan *plan, const char *csv, const char *options, tthc_error *err) {
  struct buffer quoted = {0}, given = {0};
  const char *table = quote(&quoted, csv);
  char *exact = check_exact_copy(table, strlen(table));
  const int32_t rc =
    tthc_plan_read_facts_csv(plan, exact, (int64_t)strlen(table), options == NULL ? NULL : quote(&given, options), err);
  free(exact);
  tthc__buffer_free(&quoted);
  tthc__buffer_free(&given);
  return rc;
}

static int32_t read_document(tthc_plan *plan, const char *facts) {
  struct buffer document = {0}, quoted = {0};
  int32_t rc;
  tthc__put(&document, "{'format': 'tthcplan-facts/1', 'plan': 'p', 'facts': [");
  tthc__put(&document, facts);
  tthc__put(&document, "]}");
  rc = tthc_plan_read_facts(plan, quote(&quoted, document.data), -1, NULL, NULL);
  tthc__buffer_free(&document);
  tthc__buffer_free(&quoted);
  return rc;
}

static tthc_text *facts_of(const tthc_plan *plan) {
  tthc_text *text = tthc_plan_facts_json(plan, NULL, NULL);
  assert_non_null(text);
  return text;
}

/* --- what a table says -------------------------------------------------------------------------------------------- */

/* 0 when the table says what the facts say, and neither adds anything to the other. */
static int check_table(const char *label, const char *csv, const char *options, const char *facts) {
  tthc_plan *by_table = new_plan(), *by_document = new_plan();
  tthc_error *err = tthc_error_new();
  const int32_t count = read_document(by_document, facts);
  const int32_t rc = read_table(by_table, csv, options, err);
  tthc_text *got = facts_of(by_table), *wanted = facts_of(by_document);
  int failures = check_int(label, rc, count);
  if (rc < 0) print_error("%s\n", tthc_error_problems_json(err, "vi"));
  failures += check_text(label, tthc_text_data(got), tthc_text_data(wanted));
  failures += check_int(label, read_document(by_table, facts), 0);
  failures += check_int(label, read_table(by_document, csv, options, NULL), 0);
  tthc_text_free(got);
  tthc_text_free(wanted);
  tthc_error_free(err);
  tthc_plan_free(by_table);
  tthc_plan_free(by_document);
  return failures;
}

#define MEMBERS \
  "id;kind;task;indicator;unit;period;state;percent;numerator;denominator;amount;day;done_day;due;recorded_at;" \
  "evidence.number;evidence.day;evidence.text;evidence.link;difficulties;note;author;reference;corrects\r\n"
#define HEADINGS \
  "Mã số liệu;Loại;Mã nhiệm vụ;Mã chỉ tiêu;Đơn vị;Kỳ;Trạng thái;Tỷ lệ (%);Tử số;Mẫu số;Giá trị;Ngày;Ngày hoàn thành;" \
  "Hạn mới;Thời điểm ghi nhận;Số văn bản;Ngày văn bản;Minh chứng;Đường dẫn;Khó khăn, vướng mắc;Ghi chú;Người báo cáo;" \
  "Tham chiếu;Sửa số liệu\r\n"
#define ROWS \
  "a;progress;1;;noi-vu;2021-Q2;done;100;;;;2021-06-30;2021-06-29;;0;12/BC;2021-06-28;t;l;d;n;w;f;\r\n" \
  "b;measurement;;r;tan-an;2021-Q2;;;1;2;;2021-06-30;;;;;;;;;;;;\r\n" \
  "c;measurement;;n;tan-an;2021;;;;;19,5;2021-06-30;;;;;;;;;;;;\r\n" \
  "d;extension;1;;;2021-Q2;;;;;;2021-06-30;;2021-07-31;;;;;;;;;r;\r\n" \
  "e;progress;1;;noi-vu;2021-Q2;done;;;;;2021-07-01;;;;;;;;;;;;a\r\n"
#define FACTS \
  "{'id': 'a', 'kind': 'progress', 'task': '1', 'unit': 'noi-vu', 'period': '2021-Q2', 'state': 'done'," \
  " 'percent': 100, 'day': '2021-06-30', 'done_day': '2021-06-29', 'recorded_at': 0, 'evidence': {'number': '12/BC'," \
  " 'day': '2021-06-28', 'text': 't', 'link': 'l'}, 'difficulties': 'd', 'note': 'n', 'author': 'w'," \
  " 'reference': 'f'}," \
  "{'id': 'b', 'kind': 'measurement', 'indicator': 'r', 'unit': 'tan-an', 'period': '2021-Q2', 'numerator': 1," \
  " 'denominator': 2, 'day': '2021-06-30'}," \
  "{'id': 'c', 'kind': 'measurement', 'indicator': 'n', 'unit': 'tan-an', 'period': '2021', 'amount': 19.5," \
  " 'day': '2021-06-30'}," \
  "{'id': 'd', 'kind': 'extension', 'task': '1', 'period': '2021-Q2', 'due': '2021-07-31', 'day': '2021-06-30'," \
  " 'reference': 'r'}," \
  "{'id': 'e', 'kind': 'progress', 'task': '1', 'unit': 'noi-vu', 'period': '2021-Q2', 'state': 'done'," \
  " 'day': '2021-07-01', 'corrects': 'a'}"

#define PROGRESS(members) \
  "{'kind': 'progress', 'task': '1', 'unit': 'noi-vu', 'period': '2021-Q2', 'day': '2021-06-30'" members "}"
#define OF_TASK(kind) "{'kind': '" kind "', 'task': '1', 'unit': 'noi-vu', 'period': '2021-Q2', 'day': '2021-06-30'}"

static void test_tables(void **state) {
  static const struct {
    const char *label, *csv, *options, *facts;
  } rows[] = {
    {"every member", MEMBERS ROWS, NULL, FACTS},
    {"every heading", HEADINGS ROWS, NULL, FACTS},
    {"only headings", MEMBERS, NULL, ""},
    {"what officers write",
     "STT;NHIỆM VỤ;don vi;Kỳ báo cáo;Tình trạng;Tỷ lệ hoàn thành (%);Ngày báo cáo;;\r\n"
     "1;1;Phòng nội vụ;Quý II/2021;Đang thực hiện;45 %;30/6/2021;;\r\n;;;;;;;;\r\n\r\n",
     "{'kind': 'progress'}", PROGRESS(", 'state': 'in-progress', 'percent': 45")},
    {"without marks",
     "loai,nhiem vu,don vi,ky,trang thai,ngay\ntien do,1,PHONG NOI VU,quy 2/2021,da hoan thanh,30/06/2021", NULL,
     PROGRESS(", 'state': 'done'")},
    {"days with other signs",
     "Loại;Nhiệm vụ;Đơn vị;Kỳ;Ngày;Gia hạn đến\nSự kiện;1;;;01-06-2021;\nGia hạn;1;Tân An;kstt:Quý "
     "II/2021;1.6.2021;30-7-2021",
     NULL,
     "{'kind': 'event', 'task': '1', 'day': '2021-06-01'},"
     "{'kind': 'extension', 'task': '1', 'unit': 'tan-an', 'period': 'kstt:2021-Q2', 'due': '2021-07-30',"
     " 'day': '2021-06-01'}"},
    {"words with capitals", "kind,task,unit,period,state,day\nProgress,1,noi-vu,2021Q2,Not-Started,2021-06-30", NULL,
     PROGRESS(", 'state': 'not-started'")},
    {"tabs", "task\tunit\tperiod\tstate\tday\n1\tnoi-vu\t2021-Q2\thủy bỏ\t2021-06-30", "{'kind': 'progress'}",
     PROGRESS(", 'state': 'cancelled'")},
    {"the option for rows that tell no kind",
     "kind;task;unit;period;day\n;1;noi-vu;2021-Q2;2021-06-30\nchấp nhận;1;noi-vu;2021-Q2;2021-06-30\n",
     "{'kind': 'return'}", OF_TASK("return") ", " OF_TASK("acceptance")},
    {"kinds of an assignment",
     "Loại;Nhiệm vụ;Đơn vị;Kỳ;Ngày\nTrả lại;1;noi-vu;2021-Q2;2021-06-30\nnghiệm thu;1;noi-vu;2021-Q2;2021-06-30\n"
     "Giải trình;1;noi-vu;2021-Q2;2021-06-30\n",
     NULL, OF_TASK("return") ", " OF_TASK("acceptance") ", " OF_TASK("explanation")},
    {"events and extensions",
     "Loại;Nhiệm vụ;Đơn vị;Kỳ;Ngày;Gia hạn đến\nSự kiện;1;;;1/6/2021;\nGia hạn;1;Tân An;kstt:Quý "
     "II/2021;1/6/2021;30/7/2021",
     NULL,
     "{'kind': 'event', 'task': '1', 'day': '2021-06-01'},"
     "{'kind': 'extension', 'task': '1', 'unit': 'tan-an', 'period': 'kstt:2021-Q2', 'due': '2021-07-30',"
     " 'day': '2021-06-01'}"},
    {"line ends and quotes in a cell",
     "task;unit;period;state;day;note\r\n1;noi-vu;2021-Q2;done;2021-06-30;'a\r\n''b'';c'\r\n", "{'kind': 'progress'}",
     PROGRESS(", 'state': 'done', 'note': 'a\\n\\'b\\';c'")},
    {"an evidence alone", "task;unit;period;state;day;Số, ký hiệu\n1;noi-vu;2021-Q2;done;2021-06-30;5/KH\n",
     "{'kind': 'progress'}", PROGRESS(", 'state': 'done', 'evidence': {'number': '5/KH'}")},
    {"not composed",
     "task;unit;period;state;day;note\n1;Pho\xcc\x80ng No\xcc\xa3\xcc\x82i "
     "vu\xcc\xa3;2021-Q2;done;2021-06-30;e\xcc\x82",
     "{'kind': 'progress'}", PROGRESS(", 'state': 'done', 'note': 'ê'")},
    {"the separator given", "task,unit,period,state,day,Khó khăn;;;;;;;;vướng mắc\n1,noi-vu,2021-Q2,done,2021-06-30,d",
     "{'kind': 'progress', 'separator': ','}", PROGRESS(", 'state': 'done', 'difficulties': 'd'")},
  };
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) failures += check_table(rows[i].label, rows[i].csv, rows[i].options, rows[i].facts);
  CHECK_NONE_FAILED(failures);
}

/* --- cells -------------------------------------------------------------------------------------------------------- */

/* The period, amount or such of the only fact of a table; the code's name when it is refused. */
struct cell_case {
  const char *cell, *wanted;
};

static int check_cells(const char *format, const char *options, const char *member, const struct cell_case *rows,
                       size_t count) {
  int failures = 0;
  size_t i;
  for (i = 0; i < count; i++) {
    tthc_plan *plan = new_plan();
    tthc_error *err = tthc_error_new();
    char csv[1024], wanted[256];
    tthc_text *facts;
    snprintf(csv, sizeof csv, format, rows[i].cell);
    read_table(plan, csv, options, err);
    facts = facts_of(plan);
    snprintf(wanted, sizeof wanted, "\"%s\": %s,", member, rows[i].wanted);
    if (tthc_error_code(err) != TTHC_OK)
      failures += check_text(rows[i].cell, tthc_status_name(tthc_error_code(err)), rows[i].wanted);
    else if (strstr(tthc_text_data(facts), wanted) == NULL)
      failures += check_text(rows[i].cell, tthc_text_data(facts), wanted);
    tthc_text_free(facts);
    tthc_error_free(err);
    tthc_plan_free(plan);
  }
  return failures;
}

static void test_periods(void **state) {
  static const struct cell_case rows[] = {
    {"2021-Q2", "\"2021-Q2\""},
    {"Quý II/2021", "\"2021-Q2\""},
    {"quy 2 nam 2021", "\"2021-Q2\""},
    {"6/2021", "\"2021-06\""},
    {"tháng 6/2021", "\"2021-06\""},
    {"2021", "\"2021\""},
    {"6 tháng đầu năm 2021", "\"2021-H1\""},
    {"kstt:2021-Q2", "\"kstt:2021-Q2\""},
    {"kstt:Quý II/2021", "\"kstt:2021-Q2\""},
    {"kstt: 2021Q2", "\"kstt:2021-Q2\""},
    {"2021-02-01..2021-09-30", "\"2021-02-01..2021-09-30\""},
    {"2021-04-01..2021-06-30", "\"2021-Q2\""},
    {"event", "\"event\""},
    {"event#2", "\"event#2\""},
    {"plan", "\"plan\""},
    {"quý II/2021#2", "\"2021-Q2#2\""},
    {"kstt:quý II/2021#2", "\"kstt:2021-Q2#2\""},
    {"2021-Q5", "TTHC_E_PERIOD"},
    {"Quý V/2021", "TTHC_E_PERIOD"},
    {"kstt:", "TTHC_E_PERIOD"},
    {"#2", "TTHC_E_PERIOD"},
    {"kstt:2021-01-01..2021-03-31", "TTHC_E_PERIOD"},
    {"Jun-21", "TTHC_E_PERIOD"},
    {"a:b:c", "TTHC_E_PERIOD"},
    {"2021-Q2#x", "TTHC_E_PERIOD"},
  };
  (void)state;
  CHECK_NONE_FAILED(check_cells("task;unit;period;state;day\n1;noi-vu;%s;done;2021-06-30", "{'kind': 'progress'}",
                                "period", rows, COUNT(rows)));
}

static void test_days(void **state) {
  static const struct cell_case rows[] = {
    {"2021-06-30", "\"2021-06-30\""}, {"30/06/2021", "\"2021-06-30\""}, {"1/6/2021", "\"2021-06-01\""},
    {"31/06/2021", "TTHC_E_DAY"},     {"6/30/2021", "TTHC_E_DAY"},      {"30/6/21", "TTHC_E_DAY"},
    {"30/6", "TTHC_E_DAY"},           {"001/6/2021", "TTHC_E_DAY"},     {"44377", "TTHC_E_DAY"},
    {"30/6/20210", "TTHC_E_DAY"},     {"/6/2021", "TTHC_E_DAY"},        {"2021-6-30", "TTHC_E_DAY"},
  };
  (void)state;
  CHECK_NONE_FAILED(check_cells("task;unit;period;state;day;note\n1;noi-vu;2021;done;%s;n", "{'kind': 'progress'}",
                                "day", rows, COUNT(rows)));
}

static void test_percents(void **state) {
  static const struct cell_case rows[] = {
    {"0", "0"},
    {"45", "45"},
    {"45%", "45"},
    {"99 %", "99"},
    {"007", "7"},
    {"101", "TTHC_E_VALUE"},
    {"-1", "TTHC_E_VALUE"},
    {"NaN", "TTHC_E_VALUE"},
    {"1,5", "TTHC_E_VALUE"},
    {"1.5", "TTHC_E_VALUE"},
    {"%", "TTHC_E_VALUE"},
    {"45%%", "TTHC_E_VALUE"},
    {"1e1", "TTHC_E_VALUE"},
    {"99999999999999999999", "TTHC_E_VALUE"},
    {"100", "TTHC_E_VALUE"}, /* only with "done" */
  };
  (void)state;
  CHECK_NONE_FAILED(check_cells("task;unit;period;state;day;percent\n1;noi-vu;2021;in-progress;2021-06-30;%s",
                                "{'kind': 'progress'}", "percent", rows, COUNT(rows)));
}

static void test_counts(void **state) {
  static const struct cell_case rows[] = {
    {"0", "0"},
    {"12", "12"},
    {"9007199254740991", "9007199254740991"},
    {"9007199254740992", "TTHC_E_VALUE"},
    {"-1", "TTHC_E_VALUE"},
    {"1.234", "TTHC_E_VALUE"},
    {"1,5", "TTHC_E_VALUE"},
    {"99999999999999999", "TTHC_E_VALUE"},
    {"NaN", "TTHC_E_VALUE"},
    {"1 234", "TTHC_E_VALUE"},
  };
  (void)state;
  CHECK_NONE_FAILED(check_cells("indicator;unit;period;day;denominator;numerator\nr;noi-vu;2021;2021-06-30;9;%s",
                                "{'kind': 'measurement'}", "numerator", rows, COUNT(rows)));
}

#define AMOUNT(separator) \
  "indicator" separator "unit" separator "period" separator "day" separator "amount\n" \
  "n" separator "noi-vu" separator "2021" separator "2021-06-30" separator "%s"

static void test_amounts(void **state) {
  static const struct cell_case semicolons[] = {
    {"19,5", "19.5"},
    {"19.5", "19.5"},
    {"-0,25", "-0.25"},
    {"1234", "1234"},
    {"1,234", "1.234"},
    {"0.125", "0.125"},
    {"1234,5", "1234.5"},
    {"19,50", "19.5"},
    {"1.234", "TTHC_E_VALUE"},
    {"-12.345", "TTHC_E_VALUE"},
    {"1.234.567", "TTHC_E_VALUE"},
    {"1.234,5", "TTHC_E_VALUE"},
    {"1,2,3", "TTHC_E_VALUE"},
    {"NaN", "TTHC_E_VALUE"},
    {"1,2E+05", "TTHC_E_VALUE"},
    {"1234567890123456", "TTHC_E_VALUE"},
    {"-", "TTHC_E_VALUE"},
    {",", "TTHC_E_VALUE"},
    {"19,5%", "TTHC_E_VALUE"},
    {".234", "TTHC_E_VALUE"},
  };
  static const struct cell_case tabs[] = {
    {"19,5", "19.5"}, {"19.5", "19.5"}, {"1,234", "TTHC_E_VALUE"}, {"1.234", "TTHC_E_VALUE"}, {"0,234", "0.234"}};
  static const struct cell_case commas[] = {
    {"19.5", "19.5"}, {"1.234", "1.234"}, {"'19,5'", "TTHC_E_VALUE"}, {"'1,234'", "TTHC_E_VALUE"}};
  int failures;
  (void)state;
  failures = check_cells(AMOUNT(";"), "{'kind': 'measurement'}", "amount", semicolons, COUNT(semicolons));
  failures += check_cells(AMOUNT("\t"), "{'kind': 'measurement'}", "amount", tabs, COUNT(tabs));
  failures += check_cells(AMOUNT(","), "{'kind': 'measurement'}", "amount", commas, COUNT(commas));
  CHECK_NONE_FAILED(failures);
}

/* --- bad tables --------------------------------------------------------------------------------------------------- */

#define HEAD \
  "kind;task;unit;period;state;day;percent;done_day;due;corrects;id;evidence.day;numerator;denominator;indicator\n"
#define GOOD "progress;1;noi-vu;2021-Q1;done;2021-03-31\n"

static void test_bad_tables(void **state) {
  static const struct {
    const char *label, *csv, *options;
    int32_t code;
    const char *path;
    int32_t line, column;
  } rows[] = {
    {"nothing", "", NULL, TTHC_E_MISSING, NULL, 0, 0},
    {"an unknown heading", "kind;day;họ tên\n", NULL, TTHC_E_UNKNOWN_MEMBER, NULL, 1, 10},
    {"a heading of marks", "kind;day;(%)\n", NULL, TTHC_E_UNKNOWN_MEMBER, NULL, 1, 10},
    {"a member twice", "kind;day;task;Mã nhiệm vụ\n", NULL, TTHC_E_DUPLICATE_MEMBER, NULL, 1, 15},
    {"no kind", "task;day\n", NULL, TTHC_E_MISSING, "/kind", 1, 1},
    {"no day", "\n task;unit\n", "{'kind': 'event'}", TTHC_E_MISSING, "/day", 2, 2},
    {"no kind in a row", HEAD ";1;noi-vu;2021-Q2;done;2021-06-30\n", NULL, TTHC_E_MISSING, "/0/kind", 2, 1},
    {"an unknown kind", HEAD GOOD "xong;1\n", NULL, TTHC_E_VALUE, "/1/kind", 3, 1},
    {"an unknown task", HEAD GOOD "progress;9;noi-vu;2021-Q2;done;2021-06-30\n", NULL, TTHC_E_UNKNOWN_ID, "/1/task", 3,
     10},
    {"an unknown unit", HEAD GOOD "progress;1;Phòng Ế;2021-Q2;done;2021-06-30\n", NULL, TTHC_E_UNKNOWN_ID, "/1/unit", 3,
     12},
    {"a group", HEAD "progress;1;các xã;2021-Q2;done;2021-06-30\n", NULL, TTHC_E_VALUE, "/0/unit", 2, 12},
    {"an unknown indicator", HEAD "measurement;;noi-vu;2021;;2021-06-30;;;;;;;1;2;x\n", NULL, TTHC_E_UNKNOWN_ID,
     "/0/indicator", 2, 48},
    {"an unknown period", HEAD "progress;1;noi-vu;2021-Q7;done;2021-06-30\n", NULL, TTHC_E_PERIOD, "/0/period", 2, 19},
    {"an unknown state", HEAD "progress;1;noi-vu;2021-Q2;xong;2021-06-30\n", NULL, TTHC_E_VALUE, "/0/state", 2, 27},
    {"a percent", HEAD "progress;1;noi-vu;2021-Q2;done;2021-06-30;101\n", NULL, TTHC_E_VALUE, "/0/percent", 2, 43},
    {"done after the fact's day", HEAD "progress;1;noi-vu;2021-Q2;done;2021-06-30;;1/7/2021\n", NULL, TTHC_E_VALUE,
     "/0/done_day", 2, 44},
    {"a member of another kind", HEAD "progress;1;noi-vu;2021-Q2;done;2021-06-30;;;1/7/2021\n", NULL, TTHC_E_VALUE,
     "/0/due", 2, 45},
    {"a part of the evidence", HEAD "progress;1;noi-vu;2021-Q2;done;2021-06-30;;;;;;x\n", NULL, TTHC_E_DAY,
     "/0/evidence/day", 2, 48},
    {"a denominator below 0", HEAD "measurement;;noi-vu;2021;;2021-06-30;;;;;;;1;-2;r\n", NULL, TTHC_E_VALUE,
     "/0/denominator", 2, 46},
    {"a denominator of 0", HEAD "measurement;;noi-vu;2021;;2021-06-30;;;;;;;1;0;r\n", NULL, TTHC_E_VALUE,
     "/0/denominator", 2, 46},
    {"no unit", HEAD "progress;1;;2021-Q2;done;2021-06-30\n", NULL, TTHC_E_MISSING, "/0/unit", 2, 12},
    {"a row that ends early", HEAD "progress;1;noi-vu;2021-Q2;done\n", NULL, TTHC_E_MISSING, "/0/day", 2, 1},
    {"more cells than headings", "kind;day\nevent;2021-06-30;;x\n", NULL, TTHC_E_VALUE, "/0", 2, 19},
    {"a cell below no heading", "kind;;day\nevent;x;2021-06-30\n", NULL, TTHC_E_VALUE, "/0", 2, 7},
    {"a correction of nothing", HEAD "progress;1;noi-vu;2021-Q2;done;2021-06-30;;;;a\n", NULL, TTHC_E_UNKNOWN_ID,
     "/0/corrects", 2, 46},
    {"a correction of itself", HEAD "progress;1;noi-vu;2021-Q2;done;2021-06-30;;;;a;a\n", NULL, TTHC_E_UNKNOWN_ID,
     "/0/corrects", 2, 46},
    {"a circle",
     HEAD "progress;1;noi-vu;2021-Q2;done;2021-06-30;;;;b;a\nprogress;1;noi-vu;2021-Q2;done;2021-07-01;;;;a;b\n", NULL,
     TTHC_E_CYCLE, "/0/corrects", 2, 46},
    {"an id that is taken",
     HEAD "progress;1;noi-vu;2021-Q2;done;2021-06-30;;;;;a\nprogress;1;noi-vu;2021-Q2;done;2021-07-01;;;;;a\n", NULL,
     TTHC_E_DUPLICATE_ID, "/1/id", 3, 47},
    {"an open quote", HEAD GOOD "progress;1;'noi-vu\n", NULL, TTHC_E_SYNTAX, NULL, 3, 12},
    {"no UTF-8", HEAD GOOD "progress;\xff\n", NULL, TTHC_E_ENCODING, NULL, 3, 10},
    {"a workbook", "PK\x03\x04", NULL, TTHC_E_FORMAT, NULL, 0, 0},
    {"an unknown option", HEAD, "{'sep': ';'}", TTHC_E_UNKNOWN_MEMBER, "/sep", 1, 9},
    {"an unknown separator", HEAD, "{'separator': '|'}", TTHC_E_VALUE, "/separator", 1, 15},
    {"an unknown kind as option", HEAD, "{'kind': 'x'}", TTHC_E_VALUE, "/kind", 1, 10},
    {"an unknown encoding", HEAD, "{'encoding': 'x'}", TTHC_E_VALUE, "/encoding", 1, 14},
  };
  tthc_plan *plan = new_plan();
  tthc_error *err = tthc_error_new();
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    failures += check_int(rows[i].label, read_table(plan, rows[i].csv, rows[i].options, err), rows[i].code);
    failures += check_error(rows[i].label, err, rows[i].code, rows[i].path, rows[i].line, rows[i].column);
    failures += check_int(rows[i].label, read_table(plan, rows[i].csv, rows[i].options, NULL), rows[i].code);
    failures += check_int(rows[i].label, tthc_plan_fact_count(plan), 0);
  }
  tthc_error_free(err);
  tthc_plan_free(plan);
  CHECK_NONE_FAILED(failures);
}

/* The sentence tells what was found and what may stand there. */
static void test_what_is_told(void **state) {
  tthc_plan *plan = new_plan();
  tthc_error *err = tthc_error_new();
  (void)state;
  read_table(plan, "kind;day;họ tên\n", NULL, err);
  assert_non_null(strstr(tthc_error_message(err, "vi"), "“họ tên”"));
  assert_non_null(strstr(tthc_error_expected(err, "vi"), "Khó khăn, vướng mắc, Ghi chú"));
  assert_non_null(strstr(tthc_error_expected(err, "en"), "evidence.number"));
  read_table(plan, HEAD "progress;1;noi-vu;2021-Q2;xong;2021-06-30", NULL, err);
  assert_non_null(strstr(tthc_error_message(err, "vi"), "“xong”"));
  assert_string_equal(tthc_error_expected(err, "vi"), "chưa thực hiện, đang thực hiện, hoàn thành hoặc hủy");
  assert_string_equal(tthc_error_expected(err, "en"), "not-started, in-progress, done or cancelled");
  tthc_error_free(err);
  tthc_plan_free(plan);
}

/* Each heading of the list that the error gives can be read. */
static void test_the_known_headings(void **state) {
  static const char *const languages[] = {"vi", "en"};
  tthc_plan *plan = new_plan();
  tthc_error *err = tthc_error_new();
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(languages); i++) {
    struct buffer headings = {0};
    const char *known;
    read_table(plan, "day;x\n", "{'kind': 'event'}", err);
    for (known = tthc_error_expected(err, languages[i]); *known != '\0'; known++) {
      const int parts = known[0] == ',' && strncmp(known, ", vướng", strlen(", vướng")) != 0;
      tthc__put_char(&headings, parts ? ';' : *known);
    }
    assert_int_equal(read_table(plan, headings.data, NULL, err), 0);
    tthc__buffer_free(&headings);
  }
  tthc_error_free(err);
  tthc_plan_free(plan);
}

static int32_t count_of(const char *text, const char *what) {
  int32_t count = 0;
  while ((text = strstr(text, what)) != NULL) text++, count++;
  return count;
}

static void put_row(struct buffer *out, int32_t day, const char *task) {
  tthc__put(out, "progress;");
  tthc__put(out, task);
  tthc__put(out, ";noi-vu;2021-Q2;done;");
  tthc__put_int(out, day % 28 + 1);
  tthc__put(out, "/6/");
  tthc__put_int(out, 1900 + day / 28);
  tthc__put_char(out, '\n');
}

/* A hundred bad rows among good ones, and more than an error keeps. */
static void test_many_bad_rows(void **state) {
  static const int32_t every[] = {5, 2};
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(every); i++) {
    tthc_plan *plan = new_plan();
    tthc_error *err = tthc_error_new();
    struct buffer csv = {0};
    const char *problems;
    int32_t row;
    assert_int_equal(read_table(plan, HEAD GOOD, NULL, NULL), 1);
    tthc__put(&csv, HEAD);
    for (row = 0; row < 500; row++) put_row(&csv, row, row % every[i] == 0 ? "9" : "1");
    assert_int_equal(read_table(plan, csv.data, NULL, err), TTHC_E_UNKNOWN_ID);
    problems = tthc_error_problems_json(err, "vi");
    assert_int_equal(tthc_error_problem_count(err), 100);
    assert_int_equal(count_of(problems, "/task\", \"line\": "), 100);
    assert_int_equal(count_of(problems, every[i] == 5 ? "\"/495/task\", \"line\": 497, \"column\": 10"
                                                      : "\"/198/task\", \"line\": 200, \"column\": 10"),
                     1);
    assert_int_equal(tthc_plan_fact_count(plan), 1);
    assert_int_equal(read_table(plan, HEAD GOOD, NULL, err), 0); /* and the plan goes on as before */
    assert_int_equal(tthc_error_code(err), TTHC_OK);
    tthc__buffer_free(&csv);
    tthc_error_free(err);
    tthc_plan_free(plan);
  }
}

/* What breaks the table is told behind the bad rows before it. */
static void test_bad_rows_before_a_broken_one(void **state) {
  tthc_plan *plan = new_plan();
  tthc_error *err = tthc_error_new();
  (void)state;
  assert_int_equal(read_table(plan, HEAD GOOD "progress;9\nprogress;1;'x\n", NULL, err), TTHC_E_UNKNOWN_ID);
  assert_int_equal(tthc_error_problem_count(err), 2);
  assert_non_null(strstr(tthc_error_problems_json(err, "vi"), "TTHC_E_SYNTAX\", \"line\": 4, \"column\": 12"));
  assert_int_equal(tthc_plan_fact_count(plan), 0);
  tthc_error_free(err);
  tthc_plan_free(plan);
}

/* --- corrections, encodings, handles ------------------------------------------------------------------------------ */

/* A correction may stand before what it corrects; both stay readable. */
static void test_corrections(void **state) {
  static const char csv[] = HEAD "progress;1;noi-vu;2021-Q2;in-progress;2021-06-30;40;;;a;b\n"
                                 "progress;1;noi-vu;2021-Q2;done;2021-06-30;;;;;a\n";
  tthc_plan *plan = new_plan();
  (void)state;
  assert_int_equal(read_table(plan, csv, NULL, NULL), 2);
  assert_string_equal(tthc_fact_corrects(plan, 0), "a");
  assert_int_equal(tthc_fact_state(plan, tthc_plan_find_fact(plan, "a")), TTHC_SAYS_DONE);
  assert_int_equal(tthc_fact_percent(plan, tthc_plan_find_fact(plan, "b")), 40);
  assert_int_equal(read_table(plan, csv, NULL, NULL), 0);
  tthc_plan_free(plan);
}

static void test_encodings(void **state) {
  /* "loại\tngày\tnhiệm vụ\r\nsự kiện\t1/6/2021\t1" */
  static const uint16_t units[] = {0xfeff, 'l', 'o',    0x1ea1, 'i',    '\t', 'n',    'g',  0xe0,   'y',
                                   '\t',   'n', 'h',    'i',    0x1ec7, 'm',  ' ',    'v',  0x1ee5, '\r',
                                   '\n',   's', 0x1ef1, ' ',    'k',    'i',  0x1ec7, 'n',  '\t',   '1',
                                   '/',    '6', '/',    '2',    '0',    '2',  '1',    '\t', '1'};
  char bytes[2 * COUNT(units)];
  tthc_plan *plan = new_plan();
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(units); i++) {
    bytes[2 * i] = (char)(units[i] & 0xff);
    bytes[2 * i + 1] = (char)(units[i] >> 8);
  }
  assert_int_equal(tthc_plan_read_facts_csv(plan, bytes, sizeof bytes, NULL, NULL), 1);
  assert_int_equal(read_table(plan, "\xef\xbb\xbfloại;ngày;nhiệm vụ\r\nsự kiện;1/6/2021;1\r\n", NULL, NULL), 0);
  assert_int_equal(
    read_table(plan, "kind;day;task;note\nevent;2/6/2021;1;ky\xec", "{'encoding': 'windows-1258'}", NULL), 1);
  assert_string_equal(tthc_fact_note(plan, 1), "ký");
  tthc_plan_free(plan);
}

static void test_bad_calls(void **state) {
  tthc_plan *plan = new_plan();
  tthc_error *err = tthc_error_new();
  (void)state;
  assert_int_equal(tthc_plan_read_facts_csv(NULL, "a", -1, NULL, err), TTHC_E_HANDLE);
  assert_int_equal(tthc_error_code(err), TTHC_E_HANDLE);
  assert_int_equal(tthc_plan_read_facts_csv((tthc_plan *)(void *)err, "a", -1, NULL, NULL), TTHC_E_HANDLE);
  assert_int_equal(tthc_plan_read_facts_csv(plan, NULL, 0, NULL, err), TTHC_E_ARGUMENT);
  assert_int_equal(tthc_plan_read_facts_csv(plan, "a", -2, NULL, err), TTHC_E_ARGUMENT);
  assert_int_equal(tthc_plan_read_facts_csv(plan, "kind;day;task\nevent;1/6/2021;1", -1, NULL, err), 1);
  assert_int_equal(tthc_error_code(err), TTHC_OK);
  tthc_error_free(err);
  tthc_plan_free(plan);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_tables),
    cmocka_unit_test(test_periods),
    cmocka_unit_test(test_days),
    cmocka_unit_test(test_percents),
    cmocka_unit_test(test_counts),
    cmocka_unit_test(test_amounts),
    cmocka_unit_test(test_bad_tables),
    cmocka_unit_test(test_what_is_told),
    cmocka_unit_test(test_the_known_headings),
    cmocka_unit_test(test_many_bad_rows),
    cmocka_unit_test(test_bad_rows_before_a_broken_one),
    cmocka_unit_test(test_corrections),
    cmocka_unit_test(test_encodings),
    cmocka_unit_test(test_bad_calls),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
