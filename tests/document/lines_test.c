/* Text documents as blocks: lines, rows by tabs and of Markdown, marks that only say how a text looks, and limits. */
#include "document/lines.h"

#include "base/buffer.h"
#include "support/check.h"

/* "1 text" for a paragraph of line 1, "2 [a|b]" for a row; a line end within a piece is "/". Owned by the caller. */
static char *blocks_of(const char *text, int64_t size) {
  struct blocks blocks = {0};
  struct buffer out = {0};
  char *exact = check_exact_copy(text, (size_t)size), *p;
  int32_t i, n;
  assert_int_equal(tthc__read_lines(exact, size, &blocks, NULL), TTHC_OK);
  for (i = 0; i < blocks.count; i++) {
    const struct block *block = &blocks.items[i];
    assert_true(block->count >= 1 && (block->kind == BLOCK_ROW || block->count == 1));
    if (i > 0) tthc__put(&out, "; ");
    tthc__put_int(&out, tthc__block_piece(&blocks, block, 0)->place.line);
    tthc__put(&out, block->kind == BLOCK_ROW ? " [" : " ");
    for (n = 0; n < block->count; n++) {
      const struct piece *piece = tthc__block_piece(&blocks, block, n);
      assert_int_equal(piece->place.line, tthc__block_piece(&blocks, block, 0)->place.line);
      assert_int_equal(piece->place.cell, block->kind == BLOCK_ROW ? n + 1 : 0);
      assert_int_equal(piece->goes_on, 0);
      if (n > 0) tthc__put(&out, "|");
      tthc__put(&out, piece->text);
    }
    if (block->kind == BLOCK_ROW) tthc__put(&out, "]");
  }
  if (out.size == 0) tthc__put(&out, "");
  for (p = out.data; p != NULL && *p != '\0'; p++)
    if (*p == '\n') *p = '/';
  tthc__blocks_free(&blocks);
  free(exact);
  assert_false(out.failed);
  return out.data;
}

struct row {
  const char *text;
  const char *wanted;
};

static int check_rows(const struct row *rows, size_t count) {
  int failures = 0;
  size_t i;
  for (i = 0; i < count; i++) {
    char *got = blocks_of(rows[i].text, (int64_t)strlen(rows[i].text));
    failures += check_text(rows[i].text, got == NULL ? "" : got, rows[i].wanted);
    free(got);
  }
  return failures;
}

static void test_lines(void **state) {
  static const struct row rows[] = {
    {"", ""},
    {"\n", ""},
    {"\n\n\r\n\r  \n", ""},
    {"a", "1 a"},
    {"a\n", "1 a"},
    {"a\nb", "1 a; 2 b"},
    {"a\r\nb\r\n", "1 a; 2 b"},
    {"a\rb\r", "1 a; 2 b"},
    {"a\r\rb", "1 a; 3 b"},
    {"a\n\rb", "1 a; 3 b"},
    {"a\n\nb", "1 a; 3 b"},
    {"a\r\n\r\nb", "1 a; 3 b"},
    {"\n\n\nb", "4 b"},
    {"  a   b  ", "1 a b"},
    {"a\xc2\xa0\xc2\xa0""b", "1 a b"},
    {"a\x0c""b", "1 a b"},
    {"\xe2\x80\x8b""a\xc2\xad""b", "1 ab"},
    {"Thu\xcc\x89 tu\xcc\xa3""c", "1 Thủ tục"},
    {"a|b", "1 a|b"}, /* no row: it does not begin with a bar */
  };
  (void)state;
  CHECK_NONE_FAILED(check_rows(rows, COUNT(rows)));
}

static void test_tabs(void **state) {
  static const struct row rows[] = {
    {"a\tb", "1 [a|b]"},
    {"a\t b \tc\r\n", "1 [a|b|c]"},
    {"a\t\tc", "1 [a||c]"},
    {"\tb", "1 [|b]"},
    {"\ta\t", "1 [|a|]"},
    {"a\tb\t", "1 [a|b|]"},
    {"\t\t", "1 [||]"},
    {"1\tA\n\n2\tB", "1 [1|A]; 3 [2|B]"},
    {"1\tA | B", "1 [1|A | B]"},
    {"1\t<br>A<br>B", "1 [1|A/B]"},
    {"  \tb", "1 [|b]"},
  };
  (void)state;
  CHECK_NONE_FAILED(check_rows(rows, COUNT(rows)));
}

static void test_markdown_rows(void **state) {
  static const struct row rows[] = {
    {"| a | b |", "1 [a|b]"},
    {"|a|b|", "1 [a|b]"},
    {"  | a | b |  ", "1 [a|b]"},
    {"| a | b", "1 [a|b]"},
    {"| a | b |\r\n", "1 [a|b]"},
    {"||", "1 []"},
    {"| |", "1 []"},
    {"| | b | |", "1 [|b|]"},
    {"| a | b |\n|---|---|\n| c | d |", "1 [a|b]; 3 [c|d]"},
    {"| a |\n|:--|\n|-:|\n| :-: |\n| - |\n| c |", "1 [a]; 6 [c]"},
    {"| a \\| b | c |", "1 [a | b|c]"},
    {"| a | b \\|", "1 [a|b |]"},
    {"| a\\\\ | b |", "1 [a\\|b]"},
    {"| a<br>b | c<br/>d<br />e |", "1 [a/b|c/d/e]"},
    {"| a <BR> b | <br>c<br> |", "1 [a/b|c]"},
    {"| **TT** | *Nội dung* | __Hạn__ |", "1 [TT|Nội dung|Hạn]"},
    {"| a\tb |", "1 [a b]"},
    {"|", "1 []"},
  };
  (void)state;
  CHECK_NONE_FAILED(check_rows(rows, COUNT(rows)));
}

static void test_marks(void **state) {
  static const struct row rows[] = {
    {"# KẾ HOẠCH", "1 KẾ HOẠCH"},
    {"###### a", "1 a"},
    {"####### a", "1 ####### a"},
    {"#a", "1 #a"},
    {"#", "1 #"},
    {"**I. MỤC ĐÍCH**", "1 I. MỤC ĐÍCH"},
    {"# **I. MỤC ĐÍCH**", "1 I. MỤC ĐÍCH"},
    {"*Nơi nhận:*", "1 Nơi nhận:"},
    {"*Nơi nhận:* a", "1 Nơi nhận: a"},
    {"***đậm nghiêng***", "1 đậm nghiêng"},
    {"__a__ b", "1 a b"},
    {"a_b", "1 a_b"},
    {"_____", "1 _____"},
    {"* a", "1 * a"},
    {"* a *b*", "1 * a b"},
    {"2 * 3", "1 2 * 3"},
    {"a*", "1 a*"},
    {"1\\. a", "1 1. a"},
    {"\\- a", "1 - a"},
    {"\\*a\\*", "1 *a*"},
    {"a\\b", "1 a\\b"},
    {"a\\", "1 a\\"},
    {"<b>", "1 <b>"},
    {"<br", "1 <br"},
    {"a < b", "1 a < b"},
    {"---", "1 ---"},
  };
  (void)state;
  CHECK_NONE_FAILED(check_rows(rows, COUNT(rows)));
}

/* --- limits ------------------------------------------------------------------------------------------------------- */

/* Reads lines before which two stand; gives the code, and checks the line of a failure. */
static int32_t read_third_line(const char *line, int64_t size) {
  struct blocks blocks = {0};
  struct buffer text = {0};
  tthc_error *err = tthc_error_new();
  int32_t rc;
  tthc__put(&text, "a\r\nb\tc\r\n");
  tthc__put_bytes(&text, line, size);
  tthc__put(&text, "\r\nd");
  assert_false(text.failed);
  rc = tthc__read_lines(text.data, text.size, &blocks, err);
  assert_int_equal(rc, tthc_error_code(err));
  assert_int_equal(tthc_error_line(err), rc == TTHC_OK ? 0 : 3);
  if (rc == TTHC_OK) assert_int_equal(blocks.count, 4);
  tthc__blocks_free(&blocks);
  tthc__buffer_free(&text);
  tthc_error_free(err);
  return rc;
}

static void test_cells_of_a_row(void **state) {
  char line[COLUMNS_MAX * 2 + 2];
  static const char marks[] = {'\t', '|'};
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(marks); i++) {
    memset(line, marks[i], sizeof line);
    /* n tabs make n + 1 cells; of bars the first and the last are the frame */
    assert_int_equal(read_third_line(line, marks[i] == '\t' ? COLUMNS_MAX - 1 : COLUMNS_MAX + 1), TTHC_OK);
    assert_int_equal(read_third_line(line, marks[i] == '\t' ? COLUMNS_MAX : COLUMNS_MAX + 2), TTHC_E_LIMIT);
  }
}

static void test_bytes_of_a_piece(void **state) {
  char *line = malloc(2 * PIECE_MAX + 10);
  (void)state;
  assert_non_null(line);
  memset(line, 'a', 2 * PIECE_MAX + 10);
  assert_int_equal(read_third_line(line, PIECE_MAX), TTHC_OK);
  assert_int_equal(read_third_line(line, PIECE_MAX + 1), TTHC_E_LIMIT);
  line[PIECE_MAX] = '\t';
  assert_int_equal(read_third_line(line, PIECE_MAX + 1), TTHC_OK);
  assert_int_equal(read_third_line(line, 2 * PIECE_MAX + 1), TTHC_OK);
  assert_int_equal(read_third_line(line, 2 * PIECE_MAX + 2), TTHC_E_LIMIT);
  memset(line, ' ', 2 * PIECE_MAX);
  assert_int_equal(read_third_line(line, 2 * PIECE_MAX + 1), TTHC_OK); /* blanks become one */
  free(line);
}

static void test_marks_in_a_row(void **state) {
  char line[64] = "e";
  size_t i;
  (void)state;
  for (i = 0; i < 20; i++) strcat(line, "\xcc\x81");
  assert_int_equal(read_third_line(line, (int64_t)strlen(line)), TTHC_E_LIMIT);
}

static void test_blocks_of_a_document(void **state) {
  struct blocks blocks = {0};
  tthc_error *err = tthc_error_new();
  char *text = malloc(2 * (BLOCKS_MAX + 1));
  int32_t i;
  (void)state;
  assert_non_null(text);
  for (i = 0; i <= BLOCKS_MAX; i++) memcpy(text + 2 * i, "a\n", 2);
  assert_int_equal(tthc__read_lines(text, 2 * BLOCKS_MAX, &blocks, err), TTHC_OK);
  assert_int_equal(blocks.count, BLOCKS_MAX);
  tthc__blocks_free(&blocks);
  assert_int_equal(tthc__read_lines(text, 2 * (BLOCKS_MAX + 1), &blocks, err), TTHC_E_LIMIT);
  assert_int_equal(tthc_error_line(err), BLOCKS_MAX + 1);
  tthc__blocks_free(&blocks);
  tthc_error_free(err);
  free(text);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_lines),          cmocka_unit_test(test_tabs),
    cmocka_unit_test(test_markdown_rows),  cmocka_unit_test(test_marks),
    cmocka_unit_test(test_cells_of_a_row), cmocka_unit_test(test_bytes_of_a_piece),
    cmocka_unit_test(test_marks_in_a_row), cmocka_unit_test(test_blocks_of_a_document),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
