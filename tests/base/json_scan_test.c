/* The strict scan: what it refuses and where, what it takes, and its limits. */
#include "base/json_scan.h"

#include "base/buffer.h"
#include "support/check.h"

#include <cjson/cJSON.h>
#include <stdio.h>

struct refused {
  const char *text;
  size_t size;
  int32_t code;
  const char *path;
  int32_t line;
  int32_t column;
};

/* With sizeof: a text may hold NUL. */
#define SYNTAX(text, path, line, column) {text, sizeof(text) - 1, TTHC_E_SYNTAX, path, line, column}
#define ENCODING(text, path, line, column) {text, sizeof(text) - 1, TTHC_E_ENCODING, path, line, column}
#define NUMBER(text, path, line, column) {text, sizeof(text) - 1, TTHC_E_NUMBER, path, line, column}
#define DUPLICATE(text, path, line, column) {text, sizeof(text) - 1, TTHC_E_DUPLICATE_MEMBER, path, line, column}
#define LIMIT(text, path, line, column) {text, sizeof(text) - 1, TTHC_E_LIMIT, path, line, column}

/* Scans twice, with and without an error: the code must be the same. */
static int check_refused(const struct refused *row) {
  tthc_error *err = tthc_error_new();
  char *text = check_exact_copy(row->text, row->size);
  int failures = check_int(row->text, tthc__json_scan(text, (int64_t)row->size, err), row->code);
  failures += check_error(row->text, err, row->code, row->path, row->line, row->column);
  failures += check_int(row->text, tthc_error_problem_count(err), 1);
  failures += check_int(row->text, tthc__json_scan(text, (int64_t)row->size, NULL), row->code);
  free(text);
  tthc_error_free(err);
  return failures;
}

static int check_all_refused(const struct refused *rows, size_t count) {
  int failures = 0;
  size_t i;
  for (i = 0; i < count; i++) failures += check_refused(&rows[i]);
  return failures;
}

static void test_structure_is_refused(void **state) {
  static const struct refused rows[] = {
    /* nothing, or only a part */
    SYNTAX("", "", 1, 1),
    SYNTAX(" ", "", 1, 2),
    SYNTAX("\n\t\n ", "", 3, 2),
    SYNTAX("[", "/0", 1, 2),
    SYNTAX("{", "", 1, 2),
    SYNTAX("[1", "/0", 1, 3),
    SYNTAX("[1,", "/1", 1, 4),
    SYNTAX("[[]", "/0", 1, 4),
    SYNTAX("[{}", "/0", 1, 4),
    SYNTAX("[{", "/0", 1, 3),
    SYNTAX("{\"a", "", 1, 2),
    SYNTAX("{\"a\"", "/a", 1, 5),
    SYNTAX("{\"a\":", "/a", 1, 6),
    SYNTAX("{\"a\":1", "/a", 1, 7),
    SYNTAX("{\"a\":1,", "", 1, 8),
    SYNTAX("{\"a\":[", "/a/0", 1, 7),
    /* commas, colons and brackets */
    SYNTAX("]", "", 1, 1),
    SYNTAX("}", "", 1, 1),
    SYNTAX(",", "", 1, 1),
    SYNTAX(":", "", 1, 1),
    SYNTAX("[1,]", "/1", 1, 4),
    SYNTAX("[,1]", "/0", 1, 2),
    SYNTAX("[,]", "/0", 1, 2),
    SYNTAX("[1,,2]", "/1", 1, 4),
    SYNTAX("[1 2]", "/0", 1, 4),
    SYNTAX("[1:2]", "/0", 1, 3),
    SYNTAX("[1}", "/0", 1, 3),
    SYNTAX("[}", "/0", 1, 2),
    SYNTAX("{]", "", 1, 2),
    SYNTAX("[[1,2]3]", "/0", 1, 7),
    SYNTAX("[\"a\"\"b\"]", "/0", 1, 5),
    SYNTAX("[\"a\":1]", "/0", 1, 5),
    SYNTAX("{\"a\":1,}", "", 1, 8),
    SYNTAX("{,\"a\":1}", "", 1, 2),
    SYNTAX("{\"a\":1,,\"b\":2}", "", 1, 8),
    SYNTAX("{\"a\" 1}", "/a", 1, 6),
    SYNTAX("{\"a\"}", "/a", 1, 5),
    SYNTAX("{\"a\",1}", "/a", 1, 5),
    SYNTAX("{\"a\":}", "/a", 1, 6),
    SYNTAX("{\"a\"::1}", "/a", 1, 6),
    SYNTAX("{\"a\":1]", "/a", 1, 7),
    SYNTAX("{\"a\":1 \"b\":2}", "/a", 1, 8),
    SYNTAX("{\"a\":1;\"b\":2}", "/a", 1, 7),
    SYNTAX("{\"a\":\"b\":1}", "/a", 1, 9),
    SYNTAX("{\"a\":{\"b\":1,}}", "/a", 1, 13),
    /* names that are no strings */
    SYNTAX("{a:1}", "", 1, 2),
    SYNTAX("{'a':1}", "", 1, 2),
    SYNTAX("{1:1}", "", 1, 2),
    SYNTAX("{null:1}", "", 1, 2),
    SYNTAX("{[]:1}", "", 1, 2),
    SYNTAX("{\"a\":1,b:2}", "", 1, 8),
    /* words that are not JSON's */
    SYNTAX("['a']", "/0", 1, 2),
    SYNTAX("[a]", "/0", 1, 2),
    SYNTAX("[True]", "/0", 1, 2),
    SYNTAX("[NULL]", "/0", 1, 2),
    SYNTAX("[nul]", "/0", 1, 2),
    SYNTAX("[nulll]", "/0", 1, 6),
    SYNTAX("[truefalse]", "/0", 1, 6),
    SYNTAX("[NaN]", "/0", 1, 2),
    SYNTAX("[-NaN]", "/0", 1, 2),
    SYNTAX("[Infinity]", "/0", 1, 2),
    SYNTAX("[-Infinity]", "/0", 1, 2),
    SYNTAX("[undefined]", "/0", 1, 2),
    SYNTAX("tru", "", 1, 1),
    SYNTAX("*", "", 1, 1),
    /* text after the document, comments, and blanks that are not JSON's */
    SYNTAX("[]]", "", 1, 3),
    SYNTAX("{}}", "", 1, 3),
    SYNTAX("[1]x", "", 1, 4),
    SYNTAX("[1] \n[2]", "", 2, 1),
    SYNTAX("{},", "", 1, 3),
    SYNTAX("1 2", "", 1, 3),
    SYNTAX("\"a\" \"b\"", "", 1, 5),
    SYNTAX("nullx", "", 1, 5),
    SYNTAX("[1] // one", "", 1, 5),
    SYNTAX("/* one */ [1]", "", 1, 1),
    SYNTAX("[1 /* one */]", "/0", 1, 4),
    SYNTAX("# one\n[1]", "", 1, 1),
    SYNTAX("\f[]", "", 1, 1),
    SYNTAX("[\v1]", "/0", 1, 2),
    SYNTAX("[]\f", "", 1, 3),
    SYNTAX("\xc2\xa0[]", "", 1, 1),
    SYNTAX("[\xe2\x81\xa0]", "/0", 1, 2),
    SYNTAX("\xef\xbb\xbf[]", "", 1, 1), /* json_open takes the mark away, the scan does not know it */
    SYNTAX("[]\xef\xbb\xbf", "", 1, 3),
    SYNTAX("[\xff]", "/0", 1, 2),
    SYNTAX("\xff\xfe[\0]\0", "", 1, 1), /* UTF-16 */
    SYNTAX("[\\u000a]", "/0", 1, 2),
  };
  (void)state;
  assert_true(COUNT(rows) >= 60);
  CHECK_NONE_FAILED(check_all_refused(rows, COUNT(rows)));
}

static void test_numbers_are_refused(void **state) {
  static const struct refused rows[] = {
    SYNTAX("01", "", 1, 1),
    SYNTAX("00", "", 1, 1),
    SYNTAX("-01", "", 1, 1),
    SYNTAX("[012]", "/0", 1, 2),
    SYNTAX("1.", "", 1, 1),
    SYNTAX("[1.]", "/0", 1, 2),
    SYNTAX("[-2.]", "/0", 1, 2),
    SYNTAX("[.5]", "/0", 1, 2),
    SYNTAX("[-.5]", "/0", 1, 2),
    SYNTAX("[+1]", "/0", 1, 2),
    SYNTAX("[++1]", "/0", 1, 2),
    SYNTAX("-", "", 1, 1),
    SYNTAX("[-]", "/0", 1, 2),
    SYNTAX("[- 1]", "/0", 1, 2),
    SYNTAX("[--1]", "/0", 1, 2),
    SYNTAX("[-a]", "/0", 1, 2),
    SYNTAX("1e", "", 1, 1),
    SYNTAX("[1e]", "/0", 1, 2),
    SYNTAX("[1e+]", "/0", 1, 2),
    SYNTAX("[1E-]", "/0", 1, 2),
    SYNTAX("[1e+-2]", "/0", 1, 2),
    SYNTAX("[1.e1]", "/0", 1, 2),
    SYNTAX("[1.5e]", "/0", 1, 2),
    SYNTAX("[1e1.5]", "/0", 1, 5),
    SYNTAX("[1.5.5]", "/0", 1, 5),
    SYNTAX("[0x10]", "/0", 1, 3),
    SYNTAX("[1_000]", "/0", 1, 3),
    SYNTAX("[1a]", "/0", 1, 3),
    SYNTAX("[1+2]", "/0", 1, 3),
    SYNTAX("[1 000]", "/0", 1, 4),
    SYNTAX("[99,5.]", "/1", 1, 5),
    SYNTAX("[\xef\xbc\x91]", "/0", 1, 2), /* a full-width 1 */
    NUMBER("9007199254740992", "", 1, 1), /* 2^53 */
    NUMBER("[-9007199254740992]", "/0", 1, 2),
    NUMBER("[10000000000000000]", "/0", 1, 2),
    NUMBER("[99999999999999999999]", "/0", 1, 2),
    NUMBER("[9223372036854775807]", "/0", 1, 2),
    NUMBER("[1e400]", "/0", 1, 2),
    NUMBER("[-1e400]", "/0", 1, 2),
    NUMBER("[1e-400]", "/0", 1, 2),
    NUMBER("[1e99999999999999999999]", "/0", 1, 2),
    NUMBER("[1e16]", "/0", 1, 2),
    NUMBER("[1e-16]", "/0", 1, 2),
    NUMBER("[0.1234567890123456]", "/0", 1, 2), /* 16 digits */
    NUMBER("[1234567890.123456]", "/0", 1, 2),
    NUMBER("[0.0000000000000001]", "/0", 1, 2),
    NUMBER("{\"a\": [1, 0.30000000000000004]}", "/a/1", 1, 11),
    NUMBER("[1.000000000000000]", "/0", 1, 2), /* 16 digits, though the last ones say nothing */
    LIMIT("[10000000000000000000000000000000000000000]", "/0", 1, 2), /* 41 characters */
    NUMBER("[1000000000000000000000000000000000000000]", "/0", 1, 2), /* 40 */
    LIMIT("[0.000000000000000000000000000000000000000]", "/0", 1, 2), /* though it is 0 */
  };
  (void)state;
  CHECK_NONE_FAILED(check_all_refused(rows, COUNT(rows)));
}

static void test_strings_are_refused(void **state) {
  static const struct refused rows[] = {
    SYNTAX("\"", "", 1, 1),
    SYNTAX("\"abc", "", 1, 1),
    SYNTAX("[\"a]", "/0", 1, 2),
    SYNTAX("[\"a\\\"]", "/0", 1, 2),
    SYNTAX("[\"a\\", "/0", 1, 4),
    SYNTAX("[\"a\\\\\\\"]", "/0", 1, 2),
    /* escapes */
    SYNTAX("[\"a\\a\"]", "/0", 1, 4),
    SYNTAX("[\"a\\x41\"]", "/0", 1, 4),
    SYNTAX("[\"a\\'\"]", "/0", 1, 4),
    SYNTAX("[\"a\\0\"]", "/0", 1, 4),
    SYNTAX("[\"a\\v\"]", "/0", 1, 4),
    SYNTAX("[\"a\\ \"]", "/0", 1, 4),
    SYNTAX("[\"a\\\n\"]", "/0", 1, 4),
    SYNTAX("[\"a\\\0\"]", "/0", 1, 4),
    SYNTAX("[\"a\\U0041\"]", "/0", 1, 4),
    SYNTAX("[\"a\\\xc4\x91\"]", "/0", 1, 4),
    SYNTAX("[\"a\\u\"]", "/0", 1, 4),
    SYNTAX("[\"a\\u004\"]", "/0", 1, 4),
    SYNTAX("[\"a\\u00G1\"]", "/0", 1, 4),
    SYNTAX("[\"a\\u+041\"]", "/0", 1, 4),
    SYNTAX("[\"a\\u 041\"]", "/0", 1, 4),
    SYNTAX("[\"a\\u0x41\"]", "/0", 1, 4),
    SYNTAX("[\"a\\u00", "/0", 1, 4),
    SYNTAX("[\"\\u0041\\u00\"]", "/0", 1, 9),
    SYNTAX("{\"a\\x\": 1}", "", 1, 4), /* in a name: the object's fault */
    SYNTAX("{\"b\": {\"a\n\": 1}}", "/b", 1, 10),
    /* NUL */
    ENCODING("\0", "", 1, 1),
    ENCODING("[\0]", "/0", 1, 2),
    ENCODING("[1]\0", "", 1, 4),
    ENCODING("[\"a\0b\"]", "/0", 1, 4),
    ENCODING("[\"a\\u0000\"]", "/0", 1, 4),
    ENCODING("{\"a\\u0000\": 1}", "", 1, 4),
    ENCODING("{\"a\0\": 1}", "", 1, 4),
    /* halves of surrogate pairs */
    ENCODING("[\"a\\ud800\"]", "/0", 1, 4),
    ENCODING("[\"a\\uD83Dx\"]", "/0", 1, 4),
    ENCODING("[\"a\\ud83d\\n\"]", "/0", 1, 4),
    ENCODING("[\"a\\ud83d\\u0041\"]", "/0", 1, 4),
    ENCODING("[\"a\\ud83d\\ud83d\"]", "/0", 1, 4),
    ENCODING("[\"a\\udbff\\ue000\"]", "/0", 1, 4),
    ENCODING("[\"a\\ude00\"]", "/0", 1, 4),
    ENCODING("[\"a\\ude00\\ud83d\"]", "/0", 1, 4),
    ENCODING("[\"a\\ud83d\\ude0\"]", "/0", 1, 4),
    ENCODING("[\"a\\ud83d\\u", "/0", 1, 4),
    ENCODING("[\"\\ud83d\\ude00\\ud83d\"]", "/0", 1, 15),
  };
  (void)state;
  CHECK_NONE_FAILED(check_all_refused(rows, COUNT(rows)));
}

static void test_control_characters_are_refused_in_strings(void **state) {
  int failures = 0;
  char c;
  (void)state;
  for (c = 1; c < 0x20; c++) {
    char text[] = "[\"\xc4\x91?\"]"; /* đ is one column */
    struct refused row = {text, sizeof text - 1, TTHC_E_SYNTAX, "/0", 1, 4};
    text[4] = c;
    failures += check_refused(&row);
  }
  CHECK_NONE_FAILED(failures);
}

static void test_invalid_utf8_is_refused(void **state) {
  static const char *const kinds[] = {
    "\x80", "\xbf", "\xa0\xa1",                         /* tails alone */
    "\xc2", "\xe1\x80", "\xe1", "\xf1\x80\x80", "\xf1", /* cut short by the quote */
    "\xc2z", "\xe1\x80z", "\xf1\x80\x80z",              /* cut short by a letter */
    "\xe1\x80\xc2\xa0", "\xc2\xc2\xa0",                 /* cut short by another one */
    "\xc0\x80", "\xc0\xaf", "\xc1\xbf",                 /* overlong, two bytes */
    "\xe0\x80\x80", "\xe0\x80\xaf", "\xe0\x9f\xbf",     /* three */
    "\xf0\x80\x80\x80", "\xf0\x80\x80\xaf", "\xf0\x8f\xbf\xbf",
    "\xed\xa0\x80", "\xed\xaf\xbf", "\xed\xb0\x80", "\xed\xbf\xbf", "\xed\xa0\xbd\xed\xb8\x80", /* surrogates */
    "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xf7\xbf\xbf\xbf",                                 /* beyond U+10FFFF */
    "\xf8\x88\x80\x80\x80", "\xfc\x84\x80\x80\x80\x80", "\xfe", "\xff", "\xfe\xff",
    "\xe9", "\xd0" /* Latin-1 é; VISCII and TCVN3 look like this too */
  };
  static const struct {
    const char *before, *after, *path;
    int32_t line, column;
  } places[] = {
    {"[\"a", "\"]", "/0", 1, 4},
    {"[\"", "", "/0", 1, 3}, /* at the end of the text */
    {"{\"t\xe1\xbb\x89nh", "\": 1}", "", 1, 7},
    {"{\"x\":\n \"\xf0\x9f\x98\x80", "\"}", "/x", 2, 4},
  };
  int failures = 0;
  size_t i, k;
  (void)state;
  for (i = 0; i < COUNT(kinds); i++) {
    for (k = 0; k < COUNT(places); k++) {
      char text[64];
      const int size = snprintf(text, sizeof text, "%s%s%s", places[k].before, kinds[i], places[k].after);
      const struct refused row = {text,           (size_t)size,   TTHC_E_ENCODING, places[k].path,
                                  places[k].line, places[k].column};
      failures += check_refused(&row);
    }
  }
  CHECK_NONE_FAILED(failures);
}

static void test_duplicate_members_are_refused(void **state) {
  static const struct refused rows[] = {
    DUPLICATE("{\"a\":1,\"a\":1}", "/a", 1, 8),
    DUPLICATE("{\"a\":1,\"\\u0061\":2}", "/a", 1, 8),
    DUPLICATE("{\"\\u0061\":1,\"a\":2}", "/a", 1, 13),
    DUPLICATE("{\"\\u00eA\":1,\"\\u00Ea\":2}", "/\xc3\xaa", 1, 13),
    DUPLICATE("{\"/\":1,\"\\/\":2}", "/~1", 1, 8),
    DUPLICATE("{\"\\n\":1,\"\\u000a\":2}", "/\n", 1, 9),
    DUPLICATE("{\"\xe1\xba\xbf\":1,\"\\u1ebf\":2}", "/\xe1\xba\xbf", 1, 8),
    DUPLICATE("{\"\xf0\x9f\x98\x80\":1,\"\\ud83d\\ude00\":2}", "/\xf0\x9f\x98\x80", 1, 8),
    DUPLICATE("{\"\":1,\"\":2}", "/", 1, 7),
    DUPLICATE("{\"a\":1,\"b\":2,\"c\":3,\n\"b\":4}", "/b", 2, 1),
    DUPLICATE("{\"a\":{\"b\":1,\"b\":2}}", "/a/b", 1, 13),
    DUPLICATE("[{\"a\":1},{\"a\":1,\"a\":1}]", "/1/a", 1, 17),
    DUPLICATE("{\"a\":{\"b\":1},\"b\":[],\"a\":3}", "/a", 1, 21), /* after what has been closed */
    DUPLICATE("{\"a\":{},\"a\":3}", "/a", 1, 9),
    DUPLICATE("{\"a\":1,\"a\"", "/a", 1, 8), /* before what follows is looked at */
  };
  (void)state;
  CHECK_NONE_FAILED(check_all_refused(rows, COUNT(rows)));
}

static void test_place_and_pointer(void **state) {
  static const struct refused rows[] = {
    SYNTAX("{\n  \"a\": [\n    1,\n    tru\n  ]\n}\n", "/a/1", 4, 5),
    SYNTAX("{\r\n\"a\":x}", "/a", 2, 5),
    SYNTAX("\r\r\n\t x", "", 2, 3), /* only \n ends a line */
    SYNTAX("[\n\n", "/0", 3, 1),
    SYNTAX("[1,\n2\n", "/1", 3, 1),
    SYNTAX("{\"a/b~c\":[1,{\"~0\":x}]}", "/a~1b~0c/1/~00", 1, 19),
    SYNTAX("{\"~\":{\"/\":{\"~1\":x}}}", "/~0/~1/~01", 1, 17),
    SYNTAX("{\"\":{\"\":x}}", "//", 1, 9),
    SYNTAX("{\"\\u0068\\u00e0\":x}", "/h\xc3\xa0", 1, 17),
    SYNTAX("{\"a\\\"\\\\\\/\":x}", "/a\"\\~1", 1, 12),
    SYNTAX("{\"\\ud83d\\ude00\\u07ff\\u0800\":x}", "/\xf0\x9f\x98\x80\xdf\xbf\xe0\xa0\x80", 1, 29),
    /* columns are code points: Tỉnh, Hà Nội */
    SYNTAX("{\"T\xe1\xbb\x89nh\":\"H\xc3\xa0 N\xe1\xbb\x99i\",x}", "", 1, 18),
    SYNTAX("[\"e\xcc\x82\xcc\x81\",x]", "/1", 1, 8), /* a letter and two marks */
    SYNTAX("[\"\xf0\x9f\x98\x80\",x]", "/1", 1, 6),
    SYNTAX("[[],[],[[],[x]]]", "/2/1/0", 1, 13),
    SYNTAX("[0,1,2,3,4,5,6,7,8,9,x]", "/10", 1, 22),
    SYNTAX("{\"a\":1,\"b\":{},\"c\":x}", "/c", 1, 19),
  };
  (void)state;
  CHECK_NONE_FAILED(check_all_refused(rows, COUNT(rows)));
}

static void test_what_is_expected_is_said(void **state) {
  tthc_error *err = tthc_error_new();
  (void)state;
  tthc__json_scan("[1e400]", 7, err);
  assert_non_null(strstr(tthc_error_message(err, "en"), "1e400"));
  assert_string_equal(tthc_error_expected(err, "en"), "an integer within ±(2^53−1), or a number of at most 15 digits");
  tthc__json_scan("[1 2]", 5, err);
  assert_string_equal(tthc_error_expected(err, "vi"), "\",\" hoặc \"]\"");
  tthc_error_free(err);
}

static void test_must_accept(void **state) {
  static const char *const texts[] = {
    "{}", "[]", "null", "true", "false", "0", "-0", "\"\"", "\"a\"", " \t\r\n[ \t\r\n] \t\r\n",
    "[1,2]", "[1 , 2]", "[[],{},[[]],[{}]]", "{\"a\":{},\"b\":[]}", "{\"\":0}", "{\"a\" : 1 , \"b\" : 2}",
    "[1.5]", "[-1.5]", "[-0.0]", "[0e0]", "[0e+1]", "[0E-1]", "[1E3]", "[1e+2]", "[1e-2]", "[20.0]", "[0e400]",
    "[1e15]", "[1e-15]", "[0.000000000000001]", "[123456789012345]", "[12345.6789012345]", "[-999999999999.999]",
    "[9007199254740991]", "[-9007199254740991]", "[1000000000000000]",
    "[0.00000000000000e0]", "[100000000000000e-15]",
    "[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"]", "[\"\\u0061\\u00E9\\u1EBF\"]", "[\"\\ud83d\\ude00\"]", "[\"\\uDBFF\\uDFFF\"]",
    "[\"\\uD800\\uDC00\"]", "[\"\\ud7ff\\ue000\"]", "[\"\\uffff\"]", "[\"\\\\u0000\"]", "[\"\x7f\"]",
    "[\"\xc2\x80\xdf\xbf\xe0\xa0\x80\xed\x9f\xbf\xee\x80\x80\xef\xbf\xbf\xf0\x90\x80\x80\xf4\x8f\xbf\xbf\"]",
    "[\"\xef\xbb\xbf\"]", "[\"\xe2\x80\xa8\xe2\x80\xa9\"]", "[\"/* */ //\"]", "[\"a\\\\\"]",
    "{\"a\":1,\"A\":2}", "{\"a\":{\"a\":{\"a\":1}}}", "[{\"a\":1},{\"a\":1}]", "{\"a\":{\"b\":1},\"b\":1}",
    "{\"\xc3\xaa\":1,\"e\xcc\x82\":2}", /* ê composed and not: two names to JSON */
    "{\"a/b\":1,\"a~1b\":2}", "{\"~\":1,\"~0\":2}",
  };
  tthc_error *err = tthc_error_new();
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(texts); i++) {
    const size_t size = strlen(texts[i]);
    char *text = check_exact_copy(texts[i], size);
    cJSON *tree = cJSON_ParseWithLength(text, size);
    failures += check_int(texts[i], tthc__json_scan(text, (int64_t)size, err), TTHC_OK);
    failures += check_int(texts[i], tree != NULL, 1); /* json_open relies on it */
    cJSON_Delete(tree);
    free(text);
  }
  assert_int_equal(tthc_error_code(err), TTHC_OK); /* an error is written only on failure */
  tthc_error_free(err);
  CHECK_NONE_FAILED(failures);
}

static const char everything[] =
  "{\n  \"format\": \"tthcplan/1\",\n"
  "  \"t\xe1\xbb\x89nh\": \"V\xc4\xa9nh C\xe1\xbb\xadu \\u1ebf \\ud83d\\ude00 \\\"\\n\",\n"
  "  \"list\": [0, -1.5e+1, true, false, null, [], {}, [[\"\"]]],\n  \"x-1\": {\"a\": {\"b\": [{\"c\": 12}]}}\n}";

static void test_every_truncation_is_refused(void **state) {
  tthc_error *err = tthc_error_new();
  const size_t size = sizeof everything - 1;
  size_t n;
  (void)state;
  assert_int_equal(tthc__json_scan(everything, (int64_t)size, err), TTHC_OK);
  for (n = 0; n < size; n++) {
    char *text = check_exact_copy(everything, n);
    const int32_t rc = tthc__json_scan(text, (int64_t)n, err);
    free(text);
    if (rc != TTHC_E_SYNTAX && rc != TTHC_E_ENCODING) fail_msg("the first %zu bytes give %d", n, (int)rc);
    assert_int_equal(tthc_error_code(err), rc);
    assert_true(tthc_error_line(err) >= 1 && tthc_error_line(err) <= 6);
    assert_true(tthc_error_column(err) >= 1);
    assert_non_null(tthc_error_path(err));
  }
  tthc_error_free(err);
}

/* The scan stands before cJSON: what it lets through cJSON must take, whatever a byte was turned into. */
static void test_every_changed_byte_is_refused_or_parses(void **state) {
  const size_t size = sizeof everything - 1;
  size_t n, passed = 0;
  int c;
  (void)state;
  for (n = 0; n < size; n++) {
    for (c = 0; c < 256; c++) {
      char *text = check_exact_copy(everything, size);
      text[n] = (char)c;
      if (tthc__json_scan(text, (int64_t)size, NULL) == TTHC_OK) {
        cJSON *tree = cJSON_ParseWithLength(text, size);
        if (tree == NULL) fail_msg("byte %zu as 0x%02x passes the scan, but does not parse", n, (unsigned)c);
        if (c == 0) fail_msg("a NUL passes at byte %zu", n);
        cJSON_Delete(tree);
        passed++;
      }
      free(text);
    }
  }
  assert_true(passed > size); /* every byte as it was, and more */
}

/* --- limits ------------------------------------------------------------------------------------------------------- */

static void put_times(struct buffer *out, const char *text, int32_t times) {
  while (times-- > 0) tthc__put(out, text);
}

/* Scans and empties the buffer. */
static int32_t scan_buffer(struct buffer *text, tthc_error *err) {
  int32_t rc;
  assert_false(text->failed);
  rc = tthc__json_scan(text->data, text->size, err);
  tthc__buffer_free(text);
  return rc;
}

static void test_depth(void **state) {
  tthc_error *err = tthc_error_new();
  struct buffer text = {0}, path = {0};
  (void)state;
  put_times(&text, "[", DEPTH_MAX);
  tthc__put(&text, "1");
  put_times(&text, "]", DEPTH_MAX);
  assert_int_equal(scan_buffer(&text, err), TTHC_OK);

  put_times(&text, "[", DEPTH_MAX + 1);
  put_times(&text, "]", DEPTH_MAX + 1);
  put_times(&path, "/0", DEPTH_MAX);
  assert_int_equal(scan_buffer(&text, err), TTHC_E_LIMIT);
  assert_int_equal(check_error("33 arrays", err, TTHC_E_LIMIT, path.data, 1, DEPTH_MAX + 1), 0);
  tthc__buffer_free(&path);

  put_times(&text, "{\"a\":", DEPTH_MAX);
  tthc__put(&text, "{}");
  put_times(&path, "/a", DEPTH_MAX);
  assert_int_equal(scan_buffer(&text, err), TTHC_E_LIMIT);
  assert_int_equal(check_error("33 objects", err, TTHC_E_LIMIT, path.data, 1, 5 * DEPTH_MAX + 1), 0);
  tthc__buffer_free(&path);

  put_times(&text, "[", 100000);
  assert_int_equal(scan_buffer(&text, err), TTHC_E_LIMIT);

  put_times(&text, "[", 1); /* many, but side by side */
  put_times(&text, "[[]],", 1000);
  tthc__put(&text, "[]]");
  assert_int_equal(scan_buffer(&text, err), TTHC_OK);
  tthc_error_free(err);
}

static void test_lengths(void **state) {
  tthc_error *err = tthc_error_new();
  struct buffer text = {0};
  (void)state;
  tthc__put(&text, "{\"");
  put_times(&text, "n", NAME_MAX_BYTES);
  tthc__put(&text, "\":1}");
  assert_int_equal(scan_buffer(&text, err), TTHC_OK);

  tthc__put(&text, "{\"k\":{\"");
  put_times(&text, "n", NAME_MAX_BYTES + 1);
  tthc__put(&text, "\":1}}");
  assert_int_equal(scan_buffer(&text, err), TTHC_E_LIMIT);
  assert_int_equal(check_error("a long name", err, TTHC_E_LIMIT, "/k", 1, 7), 0);

  tthc__put(&text, "[\"");
  put_times(&text, "n", STRING_MAX_BYTES);
  tthc__put(&text, "\"]");
  assert_int_equal(scan_buffer(&text, err), TTHC_OK);

  tthc__put(&text, "[0,\"");
  put_times(&text, "n", STRING_MAX_BYTES + 1);
  tthc__put(&text, "\"]");
  assert_int_equal(scan_buffer(&text, err), TTHC_E_LIMIT);
  assert_int_equal(check_error("a long string", err, TTHC_E_LIMIT, "/1", 1, 4), 0);

  tthc__put(&text, "[\""); /* limits are on what a string says, not on how it is escaped */
  put_times(&text, "\\\"", STRING_MAX_BYTES);
  tthc__put(&text, "\"]");
  assert_int_equal(scan_buffer(&text, err), TTHC_OK);
  tthc__put(&text, "[\"");
  put_times(&text, "\\u00e9", STRING_MAX_BYTES / 2 + 1);
  tthc__put(&text, "\"]");
  assert_int_equal(scan_buffer(&text, err), TTHC_E_LIMIT);

  tthc__put(&text, "[0,\""); /* not closed, but too long comes first */
  put_times(&text, "n", STRING_MAX_BYTES * 6 + 10);
  assert_int_equal(scan_buffer(&text, err), TTHC_E_LIMIT);

  assert_int_equal(tthc__json_scan("[]", (int64_t)DOCUMENT_MAX + 1, err), TTHC_E_LIMIT);
  assert_int_equal(check_error("a long document", err, TTHC_E_LIMIT, NULL, 0, 0), 0);
  tthc_error_free(err);
}

static void put_members(struct buffer *out, int32_t count) {
  int32_t i;
  tthc__put(out, "{\"k\":{");
  for (i = 0; i < count; i++) {
    tthc__put(out, i == 0 ? "\"n" : ",\"n");
    tthc__put_padded(out, i, 3);
    tthc__put(out, "\":0");
  }
  tthc__put(out, "}}");
}

static void test_counts(void **state) {
  tthc_error *err = tthc_error_new();
  struct buffer text = {0};
  int i;
  (void)state;
  put_members(&text, MEMBERS_MAX);
  assert_int_equal(scan_buffer(&text, err), TTHC_OK);
  put_members(&text, MEMBERS_MAX + 1);
  assert_int_equal(scan_buffer(&text, err), TTHC_E_LIMIT); /* the object's fault, not that of its last member */
  assert_int_equal(check_error("257 members", err, TTHC_E_LIMIT, "/k", 1, 7 + 9 * MEMBERS_MAX), 0);

  tthc__put(&text, "[0");
  put_times(&text, ",0", ELEMENTS_MAX - 1);
  tthc__put(&text, "]");
  assert_int_equal(scan_buffer(&text, err), TTHC_OK);
  tthc__put(&text, "[0");
  put_times(&text, ",0", ELEMENTS_MAX);
  tthc__put(&text, "]");
  assert_int_equal(scan_buffer(&text, err), TTHC_E_LIMIT);
  assert_int_equal(check_error("elements", err, TTHC_E_LIMIT, "/1000000", 1, 2 * ELEMENTS_MAX + 2), 0);

  /* Values: the outer array, three full ones, the fourth, and 999,995 in it make four million. */
  for (i = 0; i < 2; i++) {
    int k;
    tthc__put(&text, "[");
    for (k = 0; k < 3; k++) {
      tthc__put(&text, "[0");
      put_times(&text, ",0", ELEMENTS_MAX - 1);
      tthc__put(&text, "],");
    }
    tthc__put(&text, "[0");
    put_times(&text, ",0", 999994 + i);
    tthc__put(&text, "]]");
    assert_int_equal(scan_buffer(&text, err), i == 0 ? TTHC_OK : TTHC_E_LIMIT);
  }
  assert_int_equal(check_error("values", err, TTHC_E_LIMIT, "/3/999995", 1, 7999999), 0);
  tthc_error_free(err);
}

/* --- finding a value again ---------------------------------------------------------------------------------------- */

static void test_locate(void **state) {
  static const char text[] =
    "{\n  \"a\": [1, {\"b~/\": \"\xe1\xba\xbf\", \"c\": 2}],\n  \"\\u0064\": {\"\": {}},\n  \"e\": []\n}";
  static const struct {
    const char *pointer;
    int32_t line, column;
  } rows[] = {
    {"", 1, 1},        {"/a", 2, 8},       {"/a/0", 2, 9},  {"/a/1", 2, 12}, {"/a/1/b~0~1", 2, 20},
    {"/a/1/c", 2, 30}, {"/d", 3, 13},      {"/d/", 3, 18},  {"/e", 4, 8},    {"/e/0", 9, 9}, /* nowhere */
    {"/a/2", 9, 9},    {"/a/1/b~/", 9, 9}, {"/b", 9, 9},    {"/", 9, 9},     {"/d/x", 9, 9},
    {"a", 9, 9},
  };
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    int32_t line = 9, column = 9;
    tthc__json_locate(text, (int64_t)sizeof text - 1, rows[i].pointer, &line, &column);
    failures += check_int(rows[i].pointer, line, rows[i].line);
    failures += check_int(rows[i].pointer, column, rows[i].column);
  }
  CHECK_NONE_FAILED(failures);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_structure_is_refused),
    cmocka_unit_test(test_numbers_are_refused),
    cmocka_unit_test(test_strings_are_refused),
    cmocka_unit_test(test_control_characters_are_refused_in_strings),
    cmocka_unit_test(test_invalid_utf8_is_refused),
    cmocka_unit_test(test_duplicate_members_are_refused),
    cmocka_unit_test(test_place_and_pointer),
    cmocka_unit_test(test_what_is_expected_is_said),
    cmocka_unit_test(test_must_accept),
    cmocka_unit_test(test_every_truncation_is_refused),
    cmocka_unit_test(test_every_changed_byte_is_refused_or_parses),
    cmocka_unit_test(test_depth),
    cmocka_unit_test(test_lengths),
    cmocka_unit_test(test_counts),
    cmocka_unit_test(test_locate),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
