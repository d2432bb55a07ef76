/* Tables of dossiers: headings, cells, units; bad rows, of which each is reported and none is half applied. */
#include "assess/tally_cases.h"

#define HEADINGS "Mã hồ sơ;Đơn vị;Hình thức nộp;Ngày tiếp nhận;Ngày hẹn trả;Ngày kết thúc;Trạng thái\n"
#define Q1 "kstt:2021-Q1"

static const char units[] = "'units': [{'id': 'a', 'name': 'UBND xã Bình Hòa', 'aliases': ['Xã Bình Hòa']}, "
                            "{'id': 'b', 'name': 'UBND xã Tân An'}, "
                            "{'id': 'all', 'name': 'UBND các xã', 'kind': 'group', 'members': [{'unit': 'a'}]}]";

static int32_t read_csv(tthc_tally *tally, const tthc_plan *plan, const char *csv, const char *options,
                        tthc_error *err) {
  char written[512];
  snprintf(written, sizeof written, "%s", options == NULL ? "{}" : options);
  quote(written);
  return tthc_tally_read_csv(tally, plan, csv, -1, written, err);
}

static void show_failure(const tthc_error *err) {
  if (tthc_error_code(err) != TTHC_OK) print_error("%s\n", tthc_error_problems_json(err, "en"));
}

static void test_cells(void **state) {
  static const struct {
    const char *label, *row, *options, *wanted;
  } rows[] = {
    {"usual", "H1;a;Trực tuyến;04/01/2021;08/01/2021;07/01/2021;Đã giải quyết", NULL, "1=1+0+0 1=1+0+0 0=0+0"},
    {"English", "H1;a;online;2021-01-04;2021-01-08;2021-01-07;done", NULL, "1=1+0+0 1=1+0+0 0=0+0"},
    {"no result", "H1;a;trực  tiếp;4/1/2021;8/1/2021;7/1/2021;", NULL, "1=0+1+0 1=1+0+0 0=0+0"},
    {"a short row", "H1;a;BƯU CHÍNH;4-1-2021;8.1.2021", NULL, "1=0+1+0 0=0+0+0 1=0+1"},
    {"no due day", "H1;a;qua mạng;4/1/2021;;;đang xử lý", NULL, "1=1+0+0 0=0+0+0 1=1+0"},
    {"times", "H1;a;online;04/01/2021 08:30;16:30 08/01/2021;2021-01-09T10:00:00.000Z;", NULL,
     "1=1+0+0 1=0+0+1 0=0+0"},
    {"halves of a day", "H1;a;online;04/01/2021 08:30:15 SA;08/01/2021 4:30 PM;2021-01-09 1:00 CH;", NULL,
     "1=1+0+0 1=0+0+1 0=0+0"},
    {"without marks", "H1;a;truc tuyen;04/01/2021;08/01/2021;01/02/2021;TRA LAI", NULL, "1=1+0+0 1=0+1+0 0=0+0"},
    {"withdrawn", "H1;a;online;04/01/2021;08/01/2021;01/02/2021;Rút hồ sơ", NULL, "1=1+0+0 1=0+1+0 0=0+0"},
    {"awaiting", "H1;a;online;04/01/2021;08/01/2021;;Chờ bổ sung", NULL, "1=1+0+0 0=0+0+0 1=1+0"},
    {"awaiting since", "H1;a;online;04/01/2021;08/01/2021;09/01/2021;chờ bổ sung", NULL, "1=1+0+0 1=0+1+0 0=0+0"},
    {"words", "H1;a;Zalo;04/01/2021;08/01/2021;09/01/2021;Đã cấp",
     "{'words': {'ZALO': 'online', 'đã cấp': 'done'}}", "1=1+0+0 1=0+0+1 0=0+0"},
    {"a word before its usual meaning", "H1;a;một cửa;04/01/2021;08/01/2021;09/01/2021;",
     "{'words': {'Một cửa': 'online'}}", "1=1+0+0 1=0+0+1 0=0+0"},
    {"the channel of all", "H1;a;?;04/01/2021;08/01/2021;09/01/2021;", "{'channel': 'online'}",
     "1=1+0+0 1=0+0+1 0=0+0"},
    {"the unit of all", "H1;?;online;04/01/2021;08/01/2021;09/01/2021;", "{'unit': 'a'}", "1=1+0+0 1=0+0+1 0=0+0"},
    {"a unit by option", "H1;Xã A;online;04/01/2021;08/01/2021;09/01/2021;", "{'units': {'xã a': 'a'}}",
     "1=1+0+0 1=0+0+1 0=0+0"},
    {"quoted", "\"H;\"\"1\"\"\";a;\"online\";04/01/2021;08/01/2021;09/01/2021;", NULL, "1=1+0+0 1=0+0+1 0=0+0"},
  };
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    tthc_tally *tally = tally_of(NULL);
    tthc_error *err = tthc_error_new();
    static struct lines csv;
    csv.size = 0;
    put_line(&csv, HEADINGS "%s\n", rows[i].row);
    failures += check_int(rows[i].label, read_csv(tally, NULL, csv.text, rows[i].options, err), 1);
    show_failure(err);
    failures += check_text(rows[i].label, show_unit(tally, "a", Q1), rows[i].wanted);
    tthc_error_free(err);
    tthc_tally_free(tally);
  }
  CHECK_NONE_FAILED(failures);
}

static void test_headings(void **state) {
  static const struct {
    const char *csv, *options;
    int32_t code;
    const char *path;
    int32_t line, column;
  } rows[] = {
    {"dossier,unit,channel,received,due,finished\nH1,a,online,2021-01-04,,\n", NULL, 1, NULL, 0, 0},
    {"\xef\xbb\xbf" HEADINGS "H1;a;online;2021-01-04;;;\n", NULL, 1, NULL, 0, 0},
    {"Mã HS;Xã;Nộp;Nhận;Hẹn;Trả;Người nộp\nH1;a;online;2021-01-04;;;x\n",
     "{'columns': {'MÃ HS': 'dossier', 'Xã': 'unit', 'Nộp': 'channel', 'Nhận': 'received', 'Hẹn': 'due', "
     "'Trả': 'finished'}}", 1, NULL, 0, 0},
    {"dossier;received;due;finished\nH1;2021-01-04;;\n", "{'unit': 'a', 'channel': 'post'}", 1, NULL, 0, 0},
    {"dossier;unit;channel;received;due;Ngày có kết quả;Ngày trả kết quả\nH1;a;online;2021-01-04;;;\n",
     "{'columns': {'Ngày có kết quả': 'finished'}}", 1, NULL, 0, 0},
    {"dossier;unit;channel;received;due;Ngày có kết quả;Ngày trả kết quả\nH1;a;online;2021-01-04;;;\n", NULL,
     TTHC_E_VALUE, NULL, 1, 51},
    {"dossier;unit;channel;received;due\nH1;a;online;2021-01-04;\n", NULL, TTHC_E_MISSING, "/finished", 1, 1},
    {"dossier;unit;received;due;finished\nH1;a;2021-01-04;;\n", NULL, TTHC_E_MISSING, "/channel", 1, 1},
    {"dossier;unit;channel;received;due;finished\n", "{'columns': {'Mã HS': 'dossier'}}", TTHC_E_MISSING, "/dossier",
     1, 1},
    {"dossier;unit;channel;received;due;finished\n", "{'columns': {'Mức': 'level'}}", TTHC_E_UNKNOWN_ID,
     "/columns/Mức", 0, 0},
    {"dossier;unit;channel;received;due;finished\n", NULL, 0, NULL, 0, 0},
    {"", NULL, TTHC_E_MISSING, NULL, 0, 0},
    {"dossier\n", "{'columns': {'Mã HS': 'hồ sơ'}}", TTHC_E_VALUE, "/columns/Mã HS", 1, 23},
    {"dossier\n", "{'words': {'x': 'y'}}", TTHC_E_VALUE, "/words/x", 1, 17},
    {"dossier\n", "{'units': {'x': 'Y'}}", TTHC_E_VALUE, "/units/x", 1, 17},
    {"dossier\n", "{'units': []}", TTHC_E_TYPE, "/units", 1, 11},
  };
  tthc_error *err = tthc_error_new();
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    tthc_tally *tally = tally_of(NULL);
    failures += check_int(rows[i].csv, read_csv(tally, NULL, rows[i].csv, rows[i].options, err), rows[i].code);
    if (rows[i].code < 0)
      failures += check_error(rows[i].csv, err, rows[i].code, rows[i].path, rows[i].line, rows[i].column);
    tthc_tally_free(tally);
  }
  tthc_error_free(err);
  CHECK_NONE_FAILED(failures);
}

/* Cells name units of the plan as people spell them; who is not there, and a group, is a bad row. */
static void test_units(void **state) {
  static const struct {
    const char *cell, *unit;
    int32_t code;
  } rows[] = {
    {"a", "a", 1},
    {"UBND xã Bình Hoà", "a", 1},
    {"XÃ BÌNH HÒA", "a", 1},
    {"ubnd xa tan an", "b", 1},
    {"Tân An", "b", 1}, /* by the options */
    {"UBND xã Tân Ân", NULL, TTHC_E_UNKNOWN_ID},
    {"UBND các xã", NULL, TTHC_E_UNKNOWN_ID},
    {"ngoài", NULL, TTHC_E_UNKNOWN_ID}, /* by the options, but not of the plan */
    {"", NULL, TTHC_E_MISSING},
  };
  tthc_plan *plan = case_plan(units, NULL);
  tthc_error *err = tthc_error_new();
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    tthc_tally *tally = tally_of(NULL);
    static struct lines csv;
    csv.size = 0;
    put_line(&csv, HEADINGS "H1;%s;online;2021-01-04;;;\n", rows[i].cell);
    failures += check_int(rows[i].cell, read_csv(tally, plan, csv.text, "{'units': {'tân an': 'b', 'ngoài': 'c'}}", err),
                          rows[i].code);
    failures += check_text(rows[i].cell, rows[i].unit == NULL ? NULL : tthc_tally_unit_id(tally, 0), rows[i].unit);
    if (rows[i].code < 0) {
      failures += check_error(rows[i].cell, err, rows[i].code, "/unit", 2, 4);
      failures += check_int(rows[i].cell, tthc_tally_unit_count(tally), 0);
    }
    tthc_tally_free(tally);
  }
  tthc_error_free(err);
  tthc_plan_free(plan);
  CHECK_NONE_FAILED(failures);
}

static void test_bad_rows(void **state) {
  static const char csv[] = HEADINGS
    "H1;a;online;04/01/2021;;;\n"
    "H2;a;fax;04/01/2021;;;\n"
    "H3;a;online;31/02/2021;;;\n"
    "H4;a;online;01/04/2021;1/4/21;;\n"
    "H5;a;online;01/04/2021;;;done\n"
    ";b;online;01/04/2021;;;\n"
    "H7;a;;01/04/2021;;;\n"
    "H8;a;online;;;;\n"
    "H9;a;online;04/01/2021;;;Đang nghỉ\n"
    "H1;a;post;04/01/2021;;;\n"
    "old;a;online;01/01/2021;;;\n"
    "\n"
    "H10;Xã Không Có;online;04/01/2021 sáng;;;\n";
  static const char *const problems[] = {
    "\"path\": \"/channel\", \"line\": 3, \"column\": 6",  "\"path\": \"/received\", \"line\": 4, \"column\": 13",
    "\"path\": \"/due\", \"line\": 5, \"column\": 24",     "\"path\": \"/finished\", \"line\": 6, \"column\": 25",
    "\"path\": \"/dossier\", \"line\": 7, \"column\": 1",  "\"path\": \"/channel\", \"line\": 8, \"column\": 6",
    "\"path\": \"/received\", \"line\": 9, \"column\": 13", "\"path\": \"/result\", \"line\": 10, \"column\": 26",
    "\"path\": \"/dossier\", \"line\": 11, \"column\": 1", "\"path\": \"/dossier\", \"line\": 12, \"column\": 1",
    "\"path\": \"/unit\", \"line\": 14, \"column\": 5",
  };
  tthc_tally *tally = tally_of(NULL);
  tthc_error *err = tthc_error_new();
  tthc_text *before;
  int failures = 0;
  size_t i;
  (void)state;
  add_dossier(tally, "a", "old", "2021-02-01", NULL, NULL, NULL, NULL);
  before = whole_tally(tally);
  assert_int_equal(read_csv(tally, NULL, csv, NULL, err), TTHC_E_VALUE);
  assert_int_equal(tthc_error_problem_count(err), COUNT(problems));
  for (i = 0; i < COUNT(problems); i++)
    if (strstr(tthc_error_problems_json(err, "en"), problems[i]) == NULL)
      failures += check_text(problems[i], tthc_error_problems_json(err, "en"), problems[i]);
  failures += check_unchanged("nothing added", tally, before);
  assert_int_equal(read_csv(tally, NULL, csv, NULL, NULL), TTHC_E_VALUE);
  assert_int_equal(tthc_tally_dossier_count(tally), 1);
  tthc_error_free(err);
  tthc_tally_free(tally);
  CHECK_NONE_FAILED(failures);
}

/* The export of the next month has the same dossiers, some of them finished; one bad row, and all stay as they were. */
static void test_export_again(void **state) {
  static const char first[] = HEADINGS "H1;a;online;04/01/2021;10/01/2021;;\nH2;b;online;04/01/2021;10/01/2021;;\n";
  static const char second[] = HEADINGS "H1;a;online;04/01/2021;10/01/2021;11/01/2021;\n"
                                        "H2;b;online;04/01/2021;10/01/2021;;\nH3;c;online;04/01/2021;10/01/2021;;\n";
  static const char broken[] = HEADINGS "H1;a;post;04/01/2021;10/01/2021;12/01/2021;\n"
                                        "H1;a;post;04/01/2021;10/01/2021;09/01/2021;\n"
                                        "H4;d;online;04/01/2021;10/01/2021;;\nH5;d;online;04/01/2021;\"10/01/2021;;\n";
  tthc_tally *tally = tally_of(NULL);
  tthc_error *err = tthc_error_new();
  tthc_text *before;
  (void)state;
  assert_int_equal(read_csv(tally, NULL, first, NULL, err), 2);
  assert_int_equal(read_csv(tally, NULL, first, NULL, err), 0);
  assert_int_equal(read_csv(tally, NULL, second, NULL, err), TTHC_E_DUPLICATE_ID);
  assert_int_equal(tthc_tally_dossier_count(tally), 2);
  assert_int_equal(read_csv(tally, NULL, second, "{'update': true}", err), 2);
  assert_string_equal(show_unit(tally, NULL, Q1), "3=3+0+0 1=0+0+1 2=0+2");
  before = whole_tally(tally);
  assert_int_equal(read_csv(tally, NULL, broken, "{'update': true}", err), TTHC_E_SYNTAX);
  assert_int_equal(tthc_error_line(err), 5);
  CHECK_NONE_FAILED(check_unchanged("a broken table", tally, before));
  assert_int_equal(read_csv(NULL, NULL, first, NULL, err), TTHC_E_HANDLE);
  assert_int_equal(read_csv(tally, (const tthc_plan *)tally, first, NULL, err), TTHC_E_HANDLE);
  assert_int_equal(read_csv(tally, NULL, NULL, NULL, err), TTHC_E_ARGUMENT);
  tthc_error_free(err);
  tthc_tally_free(tally);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_cells), cmocka_unit_test(test_headings),
                                     cmocka_unit_test(test_units), cmocka_unit_test(test_bad_rows),
                                     cmocka_unit_test(test_export_again)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
