/* Tables as text: what separators, quotes, line ends and encodings come to, and where each cell stands. */
#include "base/csv.h"

#include "base/buffer.h"
#include "base/json_scan.h"
#include "base/text.h"
#include "support/check.h"

/* A text with the NULs that may be in it. */
#define BYTES(text) (text), (int64_t)sizeof(text) - 1

/* The bytes end where they end, so that a sanitizer sees what is read beyond. */
static int32_t open_exact(struct csv *csv, const char *bytes, int64_t size, struct csv_form form, tthc_error *err) {
  char *copy = check_exact_copy(bytes, (size_t)size);
  const int32_t rc = tthc__csv_open(csv, copy, size, form, err);
  free(copy); /* it is not used afterwards */
  return rc;
}

/* The cells in "[]", each row on a line; a failure ends it with its name. */
static void put_table(struct buffer *out, const char *bytes, int64_t size, struct csv_form form, tthc_error *err) {
  struct csv csv;
  int32_t i, rc = open_exact(&csv, bytes, size, form, err);
  if (rc == TTHC_OK) {
    while ((rc = tthc__csv_next(&csv, err)) == 1) {
      for (i = 0; i < csv.count; i++) {
        tthc__put_char(out, '[');
        tthc__put(out, csv.cells[i].text);
        tthc__put_char(out, ']');
      }
      tthc__put_char(out, '\n');
    }
    tthc__csv_close(&csv);
  }
  if (rc < 0) tthc__put(out, tthc_status_name(rc));
}

/* --- cells -------------------------------------------------------------------------------------------------------- */

enum { SEMICOLON = 1, COMMA, TAB }; /* numbers of tthc__separators */

static void test_cells(void **state) {
  static const struct {
    const char *label, *bytes;
    int64_t size;
    struct csv_form form;
    const char *table;
  } rows[] = {
    {"nothing", BYTES(""), {0, 0}, ""},
    {"only blank lines", BYTES("\r\n \r\n\n\t\n"), {0, 0}, ""},
    {"one cell", BYTES("a"), {0, 0}, "[a]\n"},
    {"semicolons", BYTES("a;b\r\nc;d\r\n"), {0, 0}, "[a][b]\n[c][d]\n"},
    {"commas", BYTES("a,b\nc,d;e\n"), {0, 0}, "[a][b]\n[c][d;e]\n"},
    {"tabs", BYTES("a\tb,c;d\ne\t"), {0, 0}, "[a][b,c;d]\n[e][]\n"},
    {"commas in a heading's words",
     BYTES("kỳ;khó khăn, vướng mắc\n1;2,5"),
     {0, 0},
     "[kỳ][khó khăn, vướng mắc]\n[1][2,5]\n"},
    {"separators in quotes do not tell", BYTES("\"a,b,c\";d\n1;2"), {0, 0}, "[a,b,c][d]\n[1][2]\n"},
    {"a single column has no separator", BYTES("a\nb;c,d\n"), {0, 0}, "[a]\n[b;c,d]\n"},
    {"the separator given", BYTES("a;b,c\n"), {COMMA, 0}, "[a;b][c]\n"},
    {"tabs given", BYTES("a;b;c\td\n"), {TAB, 0}, "[a;b;c][d]\n"},
    {"told by a line", BYTES("sep=;\r\na,b;c\r\n"), {0, 0}, "[a,b][c]\n"},
    {"what is given goes before that", BYTES("sep=;\na,b;c\n"), {COMMA, 0}, "[a][b;c]\n"},
    {"no such line", BYTES("sep=;x\na;b\n"), {0, 0}, "[sep=][x]\n[a][b]\n"},
    {"no line behind it", BYTES("sep=;"), {0, 0}, "[sep=][]\n"},
    {"CR alone", BYTES("a;b\rc;d\r"), {0, 0}, "[a][b]\n[c][d]\n"},
    {"no last line end", BYTES("a;b\nc;d"), {0, 0}, "[a][b]\n[c][d]\n"},
    {"rows of several lengths", BYTES("a;b\n1\n1;2;3\n"), {0, 0}, "[a][b]\n[1]\n[1][2][3]\n"},
    {"empty lines", BYTES("\n\na;b\n\n;\n1;2\n;;;\n\r\n"), {0, 0}, "[a][b]\n[1][2]\n"},
    {"blanks at the ends", BYTES(" a ;\tb\t; \xc2\xa0 c \xc2\xa0\n"), {SEMICOLON, 0}, "[a][b][c]\n"},
    {"blanks are cells between tabs", BYTES("a\t\tb\n"), {0, 0}, "[a][][b]\n"},
    {"quotes", BYTES("\"a\";\"b\"\"c\"\"\";\"\"\n"), {0, 0}, "[a][b\"c\"][]\n"},
    {"line ends in quotes", BYTES("\"a\r\nb\nc\rd\";e\r\n"), {0, 0}, "[a\nb\nc\nd][e]\n"},
    {"blanks around quotes", BYTES("a; \"b;c\" ;d\n"), {0, 0}, "[a][b;c][d]\n"},
    {"blanks within quotes", BYTES("\" a \n\";b\n"), {0, 0}, "[a][b]\n"},
    {"a quote within a cell", BYTES("a\"b\";\"\"\"c\"\n"), {0, 0}, "[a\"b\"][\"c]\n"},
    {"a byte order mark", BYTES("\xef\xbb\xbf\"a\";b\n"), {0, 0}, "[a][b]\n"},
    {"UTF-16LE",
     BYTES("\xff\xfe"
           "a\0\t\0\xbf\x1e\r\0\n\0"
           "1\0"),
     {0, 0},
     "[a][ế]\n[1]\n"},
    {"UTF-16BE", BYTES("\xfe\xff\0a\0;\x1e\xbf"), {0, 0}, "[a][ế]\n"},
    {"windows-1258", BYTES("ky\xec;quy\xec\n"), {0, ENCODING_WINDOWS_1258}, "[ký][quý]\n"},
    {"composed", BYTES("a\xcc\x81;e\xcc\x82\xcc\x81\n"), {0, 0}, "[á][ế]\n"},
    {"a quote that is not closed", BYTES("a;b\n1;\"2\n3;4\n"), {0, 0}, "[a][b]\nTTHC_E_SYNTAX"},
    {"text behind a quote", BYTES("a;\"b\"c\n"), {0, 0}, "TTHC_E_SYNTAX"},
    {"a NUL", BYTES("a;b\0c\n"), {0, ENCODING_UTF_8}, "TTHC_E_ENCODING"},
    {"no UTF-8", BYTES("a;b\xff\n"), {0, 0}, "TTHC_E_ENCODING"},
    {"a workbook", BYTES("PK\x03\x04 and so on"), {0, 0}, "TTHC_E_FORMAT"},
    {"an old workbook", BYTES("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and so on"), {0, 0}, "TTHC_E_FORMAT"},
  };
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    struct buffer table = {0};
    tthc__put_bytes(&table, "", 0);
    put_table(&table, rows[i].bytes, rows[i].size, rows[i].form, NULL);
    failures += check_text(rows[i].label, table.data == NULL ? "" : table.data, rows[i].table);
    tthc__buffer_free(&table);
  }
  CHECK_NONE_FAILED(failures);
}

/* --- places ------------------------------------------------------------------------------------------------------- */

static int check_cell(const struct csv_cell *cell, const char *text, int32_t line, int32_t column) {
  return check_text("cell", cell->text, text) + check_int(text, cell->line, line) +
         check_int(text, cell->column, column);
}

static void test_places(void **state) {
  static const char table[] =
    "\xef\xbb\xbfsep=;\r\n\r\nkỳ;  đơn vị;\"x\"\r\n\"hai\r\ndòng\";\"ế\"\"\" ; cuối\r\r\n1;;2";
  const struct csv_form form = {0, 0};
  struct csv csv;
  int failures = 0;
  (void)state;
  assert_int_equal(open_exact(&csv, BYTES(table), form, NULL), TTHC_OK);
  assert_int_equal(tthc__csv_next(&csv, NULL), 1);
  failures += check_cell(&csv.cells[0], "kỳ", 3, 1);
  failures += check_cell(&csv.cells[1], "đơn vị", 3, 6);
  failures += check_cell(&csv.cells[2], "x", 3, 13);
  assert_int_equal(tthc__csv_next(&csv, NULL), 1);
  failures += check_cell(&csv.cells[0], "hai\ndòng", 4, 1);
  failures += check_cell(&csv.cells[1], "ế\"", 5, 7);
  failures += check_cell(&csv.cells[2], "cuối", 5, 15);
  assert_int_equal(tthc__csv_next(&csv, NULL), 1);
  failures += check_cell(&csv.cells[0], "1", 7, 1);
  failures += check_cell(&csv.cells[1], "", 7, 3);
  failures += check_cell(&csv.cells[2], "2", 7, 4);
  assert_int_equal(tthc__csv_next(&csv, NULL), 0);
  assert_int_equal(tthc__csv_next(&csv, NULL), 0);
  tthc__csv_close(&csv);
  CHECK_NONE_FAILED(failures);
}

static void test_places_of_failures(void **state) {
  static const struct {
    const char *label, *table;
    int32_t code, line, column;
  } rows[] = {
    {"the quote that opens", "a;b\n1;\"2\n3;4\n", TTHC_E_SYNTAX, 2, 3},
    {"what stands behind the quote", "a;b\n\"ế\" x;2\n", TTHC_E_SYNTAX, 2, 5},
    {"a byte", "a;b\n1;\xff\n", TTHC_E_ENCODING, 2, 3},
    {"nine marks in a row", "a;b\n1;e\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\n",
     TTHC_E_LIMIT, 2, 3},
  };
  tthc_error *err = tthc_error_new();
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    struct buffer table = {0};
    const struct csv_form form = {0, 0};
    put_table(&table, rows[i].table, (int64_t)strlen(rows[i].table), form, err);
    failures += check_error(rows[i].label, err, rows[i].code, NULL, rows[i].line, rows[i].column);
    tthc__buffer_free(&table);
  }
  tthc_error_free(err);
  CHECK_NONE_FAILED(failures);
}

/* --- limits ------------------------------------------------------------------------------------------------------- */

static void put_times(struct buffer *out, const char *text, int32_t times) {
  for (; times > 0; times--) tthc__put(out, text);
}

static int32_t count_rows(const struct buffer *table, int32_t *rows, tthc_error *err) {
  const struct csv_form form = {0, 0};
  struct csv csv;
  int32_t rc = tthc__csv_open(&csv, table->data, table->size, form, err);
  *rows = 0;
  if (rc != TTHC_OK) return rc;
  while ((rc = tthc__csv_next(&csv, err)) == 1) ++*rows;
  tthc__csv_close(&csv);
  return rc;
}

static void test_limits(void **state) {
  static const struct {
    const char *label, *before, *repeated;
    int32_t times;
    int32_t code, rows;
  } cases[] = {
    {"rows", "a\n", "b\n", CSV_ROWS_MAX, TTHC_OK, CSV_ROWS_MAX + 1},
    {"a row more", "a\n", "b\n", CSV_ROWS_MAX + 1, TTHC_E_LIMIT, CSV_ROWS_MAX + 1},
    {"empty rows are none", "a\n", "\n", CSV_ROWS_MAX + 1, TTHC_OK, 1},
    {"cells", "a", ";", CSV_CELLS_MAX - 1, TTHC_OK, 1},
    {"a cell more", "a", ";", CSV_CELLS_MAX, TTHC_E_LIMIT, 0},
    {"a long cell", "", "b", STRING_MAX, TTHC_OK, 1},
    {"too long a cell", "", "b", STRING_MAX + 1, TTHC_E_LIMIT, 0},
    {"bytes", "", "\n", DOCUMENT_MAX, TTHC_OK, 0},
    {"too many bytes", "", "\n", DOCUMENT_MAX + 1, TTHC_E_LIMIT, 0},
  };
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(cases); i++) {
    struct buffer table = {0};
    int32_t rows;
    tthc__put(&table, cases[i].before);
    put_times(&table, cases[i].repeated, cases[i].times);
    failures += check_int(cases[i].label, count_rows(&table, &rows, NULL), cases[i].code);
    failures += check_int(cases[i].label, rows, cases[i].rows);
    tthc__buffer_free(&table);
  }
  CHECK_NONE_FAILED(failures);
}

static void test_arguments(void **state) {
  const struct csv_form form = {0, 0};
  struct csv csv;
  (void)state;
  assert_int_equal(tthc__csv_open(&csv, NULL, 0, form, NULL), TTHC_E_ARGUMENT);
  assert_int_equal(tthc__csv_open(&csv, "a", -2, form, NULL), TTHC_E_ARGUMENT);
  assert_int_equal(tthc__csv_open(&csv, "a;b", -1, form, NULL), TTHC_OK);
  assert_int_equal(tthc__csv_next(&csv, NULL), 1);
  assert_int_equal(csv.count, 2);
  tthc__csv_close(&csv);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_cells),  cmocka_unit_test(test_places),    cmocka_unit_test(test_places_of_failures),
    cmocka_unit_test(test_limits), cmocka_unit_test(test_arguments),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
