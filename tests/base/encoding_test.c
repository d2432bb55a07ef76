/* Documents in the encodings that offices have: told, made UTF-8, or refused with the place and what they seem to be. */
#include "base/encoding.h"

#include "base/memory.h"
#include "base/unicode.h"
#include "support/check.h"
#include "support/samples.h"

#include <stdio.h>
#include <utf8proc.h>

/* A text with the NULs that may be in it. */
#define BYTES(text) (text), (int64_t)sizeof(text) - 1

/* The bytes end where they end, so that a sanitizer sees what is read beyond. */
static int32_t decode(const char *bytes, int64_t size, int32_t encoding, struct buffer *out, tthc_error *err) {
  char *copy = check_exact_copy(bytes, (size_t)size);
  const int32_t rc = tthc__decode(copy, size, encoding, out, err);
  free(copy);
  return rc;
}

/* --- what can be read --------------------------------------------------------------------------------------------- */

static void test_readable(void **state) {
  static const struct {
    const char *label, *bytes;
    int64_t size;
    int32_t encoding;
    const char *text;
  } rows[] = {
    {"nothing", BYTES(""), ENCODING_TOLD, ""},
    {"only a mark", BYTES("\xef\xbb\xbf"), ENCODING_TOLD, ""},
    {"only a mark of UTF-16", BYTES("\xff\xfe"), ENCODING_TOLD, ""},
    {"ASCII", BYTES("a\r\nb"), ENCODING_TOLD, "a\r\nb"},
    {"UTF-8", BYTES("Quý \xf0\x9f\x98\x80"), ENCODING_TOLD, "Quý \U0001F600"},
    {"UTF-8 with mark", BYTES("\xef\xbb\xbfQuý"), ENCODING_TOLD, "Quý"},
    {"UTF-8 said so", BYTES("\xef\xbb\xbfQuý"), ENCODING_UTF_8, "Quý"},
    {"one mark goes, not two", BYTES("\xef\xbb\xbf\xef\xbb\xbfQ"), ENCODING_TOLD, "\uFEFFQ"},
    {"UTF-16LE with mark", BYTES("\xff\xfe\xbf\x1e"), ENCODING_TOLD, "ế"},
    {"UTF-16BE with mark", BYTES("\xfe\xff\x1e\xbf"), ENCODING_TOLD, "ế"},
    {"UTF-16LE without", BYTES("Q\0u\0\xfd\0 \0I\0"), ENCODING_TOLD, "Quý I"},
    {"UTF-16BE without", BYTES("\0Q\0u\0\xfd\0 \0I"), ENCODING_TOLD, "Quý I"},
    {"UTF-16LE said so, with mark", BYTES("\xff\xfeQ\0"), ENCODING_UTF_16LE, "Q"},
    {"UTF-16LE said so, without", BYTES("\xbf\x1e"), ENCODING_UTF_16LE, "ế"},
    {"a pair", BYTES("\xff\xfe\x3d\xd8\x00\xde"), ENCODING_TOLD, "\U0001F600"},
    {"the last pair", BYTES("\xfe\xff\xdb\xff\xdf\xff"), ENCODING_TOLD, "\U0010FFFF"},
    {"windows-1258", BYTES("K\xea\xec ho\xe0\x63h \xd0\x80"), ENCODING_WINDOWS_1258, "Kê\u0301 hoàch Đ€"},
    {"tcvn3", BYTES("K\xd5 ho\xb9\x63h \xa7 \x93\x94"), ENCODING_TCVN3, "Kế hoạch Đ “”"},
  };
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    struct buffer out = {0};
    tthc_error *err = tthc_error_new();
    failures += check_int(rows[i].label, decode(rows[i].bytes, rows[i].size, rows[i].encoding, &out, err), TTHC_OK);
    failures += check_text(rows[i].label, out.data, rows[i].text);
    failures += check_int(rows[i].label, out.size, (int64_t)strlen(rows[i].text));
    tthc__buffer_free(&out);
    tthc_error_free(err);
  }
  CHECK_NONE_FAILED(failures);
}

/* --- what cannot -------------------------------------------------------------------------------------------------- */

static const char no_nul[] = "text without NUL characters";
static const char bad_le[] = "valid UTF-16LE", bad_be[] = "valid UTF-16BE";
static const char as_windows[] = "UTF-8; this looks like windows-1258: set the option \"encoding\": \"windows-1258\", "
                                 "or save as UTF-8";
static const char as_tcvn3[] = "UTF-8; this looks like TCVN3 (ABC): set the option \"encoding\": \"tcvn3\", "
                               "or save as UTF-8";
static const char as_neither[] = "UTF-8: save as UTF-8, or name the encoding with the option \"encoding\"";

static void test_refused(void **state) {
  static const struct {
    const char *label, *bytes;
    int64_t size;
    int32_t encoding;
    int32_t line, column;
    const char *byte, *expected;
  } rows[] = {
    {"a NUL", BYTES("ab\n\xc3\xbd\0c"), ENCODING_TOLD, 2, 2, "0x00", no_nul},
    {"a NUL first", BYTES("\0"), ENCODING_TOLD, 1, 1, "0x00", no_nul},
    {"NULs on both sides", BYTES("a\0b\0\0c\0d"), ENCODING_TOLD, 1, 2, "0x00", no_nul},
    {"a NUL in windows-1258", BYTES("a\0"), ENCODING_WINDOWS_1258, 1, 2, "0x00", no_nul},
    {"a NUL in UTF-16", BYTES("a\0\0\0b\0"), ENCODING_UTF_16LE, 1, 2, "0x0000", no_nul},
    {"UTF-32", BYTES("\xff\xfe\0\0a\0\0\0"), ENCODING_TOLD, 1, 1, "0x0000", no_nul},
    {"odd", BYTES("\xff\xfe" "a\0b"), ENCODING_TOLD, 1, 2, "0x62", bad_le},
    {"odd, a NUL", BYTES("\xfe\xff\0a\0"), ENCODING_TOLD, 1, 2, "0x00", bad_be},
    {"a first half alone", BYTES("\xff\xfe\n\0\x3d\xd8" "a\0"), ENCODING_TOLD, 2, 1, "0xD83D", bad_le},
    {"a first half at the end", BYTES("\xff\xfe\x3d\xd8"), ENCODING_TOLD, 1, 1, "0xD83D", bad_le},
    {"a second half alone", BYTES("\xfe\xff\xde\x00\0a"), ENCODING_TOLD, 1, 1, "0xDE00", bad_be},
    {"the other order", BYTES("\xfe\xff\0a"), ENCODING_UTF_16LE, 1, 1, "0xFFFE", bad_le},
    {"a tail alone", BYTES("abc\x80"), ENCODING_TOLD, 1, 4, "0x80", as_neither},
    {"cut off", BYTES("a\xe1\xba"), ENCODING_TOLD, 1, 2, "0xE1", as_neither},
    {"a surrogate", BYTES("\xed\xa0\x80"), ENCODING_UTF_8, 1, 1, "0xED", NULL},
    {"undefined in windows-1258", BYTES("\xea\n\xea\xec\x8a"), ENCODING_WINDOWS_1258, 2, 3, "0x8A",
     "the encoding that the option \"encoding\" names: windows-1258"},
    {"undefined in tcvn3", BYTES("\xd5\x81"), ENCODING_TCVN3, 1, 2, "0x81",
     "the encoding that the option \"encoding\" names: tcvn3"},
    {"likely windows-1258", BYTES("ch\xea\xec \xf0\xf4\xf2"), ENCODING_TOLD, 1, 3, "0xEA", as_windows},
    {"likely windows-1258, capitals", BYTES("K\xca\xcc HO\xc0\xd2\x43H"), ENCODING_TOLD, 1, 2, "0xCA", as_windows},
    {"likely tcvn3", BYTES("ch\xd5 \xae\xe9"), ENCODING_TOLD, 1, 3, "0xD5", as_tcvn3},
    {"likely tcvn3, capitals", BYTES("K\xd5 HO\xb9\x43H"), ENCODING_UTF_8, 1, 2, "0xD5", as_tcvn3},
    {"French", BYTES("fa\xe7" "ade"), ENCODING_TOLD, 1, 3, "0xE7", NULL},
  };
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    struct buffer out = {0};
    tthc_error *err = tthc_error_new();
    const char *message;
    failures +=
      check_int(rows[i].label, decode(rows[i].bytes, rows[i].size, rows[i].encoding, &out, err), TTHC_E_ENCODING);
    failures += check_error(rows[i].label, err, TTHC_E_ENCODING, NULL, rows[i].line, rows[i].column);
    message = tthc_error_message(err, "vi");
    if (message == NULL || strstr(message, rows[i].byte) == NULL) {
      print_error("%s: no %s in <%s>\n", rows[i].label, rows[i].byte, check_show(message));
      failures++;
    }
    if (rows[i].expected != NULL) failures += check_text(rows[i].label, tthc_error_expected(err, "en"), rows[i].expected);
    failures += check_int(rows[i].label, decode(rows[i].bytes, rows[i].size, rows[i].encoding, &out, NULL),
                          TTHC_E_ENCODING);
    tthc__buffer_free(&out);
    tthc_error_free(err);
  }
  CHECK_NONE_FAILED(failures);
}

/* --- the tables --------------------------------------------------------------------------------------------------- */

static int check_byte(int32_t encoding, const char *label, char byte, const char *wanted) {
  struct buffer out = {0};
  utf8proc_uint8_t text[5] = {0};
  int failures;
  if (*wanted == '-') {
    failures = check_int(label, decode(&byte, 1, encoding, &out, NULL), TTHC_E_ENCODING);
  } else {
    utf8proc_encode_char((utf8proc_int32_t)strtol(wanted, NULL, 16), text);
    failures = check_int(label, decode(&byte, 1, encoding, &out, NULL), TTHC_OK);
    failures += check_text(label, out.data, (const char *)text);
  }
  tthc__buffer_free(&out);
  return failures;
}

/* tests/data/encodings.tsv: encoding, byte, code point. */
static void test_the_tables_of_others(void **state) {
  FILE *file = sample_open("tests/data/encodings.tsv");
  char line[128];
  int failures = 0, count = 0;
  (void)state;
  assert_non_null(file);
  while (fgets(line, sizeof line, file) != NULL) {
    char *byte = strchr(line, '\t'), *code = byte == NULL ? NULL : strchr(byte + 1, '\t');
    if (line[0] == '#') continue;
    assert_non_null(code);
    line[strcspn(line, "\n")] = '\0';
    failures += check_byte(strncmp(line, "tcvn3", 5) == 0 ? ENCODING_TCVN3 : ENCODING_WINDOWS_1258, line,
                           (char)strtol(byte, NULL, 16), code + 1);
    count++;
  }
  fclose(file);
  assert_int_equal(count, 128 + 96);
  CHECK_NONE_FAILED(failures);
}

static void test_words(void **state) {
  static const char *const words[] = {"utf-8", "utf-16le", "utf-16be", "windows-1258", "tcvn3"};
  int32_t i;
  (void)state;
  for (i = 0; i < (int32_t)COUNT(words); i++)
    assert_string_equal(tthc__word(&tthc__encodings, ENCODING_UTF_8 + i), words[i]);
  assert_null(tthc__word(&tthc__encodings, ENCODING_TOLD));
  assert_null(tthc__word(&tthc__encodings, ENCODING_TCVN3 + 1));
}

/* --- the samples -------------------------------------------------------------------------------------------------- */

/* A sample in NFC without CR; NULL where it is not. */
static const char *sample(struct arena *arena, const char *name, int32_t encoding) {
  struct buffer bytes = {0}, text = {0};
  const char *out = NULL;
  int64_t from, to = 0;
  if (!sample_read(name, &bytes)) return NULL;
  assert_int_equal(decode(bytes.data, bytes.size, encoding, &text, NULL), TTHC_OK);
  for (from = 0; from < text.size; from++)
    if (text.data[from] != '\r') text.data[to++] = text.data[from];
  assert_int_equal(tthc__nfc(arena, text.data, to, INT32_MAX, &out, NULL), TTHC_OK);
  tthc__buffer_free(&bytes);
  tthc__buffer_free(&text);
  return out;
}

/* In how many letters two texts differ, which may be in their case only. */
static int count_other_case(const char *a, const char *b) {
  int count = 0;
  while (*a != '\0' || *b != '\0') {
    utf8proc_int32_t x, y;
    a += utf8proc_iterate((const utf8proc_uint8_t *)a, -1, &x);
    b += utf8proc_iterate((const utf8proc_uint8_t *)b, -1, &y);
    assert_int_equal(utf8proc_tolower(x), utf8proc_tolower(y));
    count += x != y;
  }
  return count;
}

static void test_samples(void **state) {
  static const struct {
    const char *name;
    int32_t encoding;
    int other_case; /* capitals that the encoding has not */
  } rows[] = {
    {"hard/utf-16le.txt", ENCODING_TOLD, 0},
    {"hard/nfd.txt", ENCODING_TOLD, 0},
    {"hard/windows-1258.txt", ENCODING_WINDOWS_1258, 0},
    {"hard/tcvn3.txt", ENCODING_TCVN3, 16},
  };
  struct arena arena = {0};
  const char *plain = sample(&arena, "hard/crlf-bom.txt", ENCODING_TOLD);
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; plain != NULL && i < COUNT(rows); i++) {
    const char *text = sample(&arena, rows[i].name, rows[i].encoding);
    if (text == NULL) continue;
    failures += check_int(rows[i].name, count_other_case(plain, text), rows[i].other_case);
  }
  tthc__arena_free(&arena);
  CHECK_NONE_FAILED(failures);
}

static void test_samples_refused(void **state) {
  static const struct {
    const char *name, *expected;
  } rows[] = {{"hard/windows-1258.txt", as_windows}, {"hard/tcvn3.txt", as_tcvn3}};
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    struct buffer bytes = {0}, out = {0};
    tthc_error *err = tthc_error_new();
    if (sample_read(rows[i].name, &bytes)) {
      failures += check_int(rows[i].name, decode(bytes.data, bytes.size, ENCODING_TOLD, &out, err), TTHC_E_ENCODING);
      failures += check_text(rows[i].name, tthc_error_expected(err, "en"), rows[i].expected);
    }
    tthc_error_free(err);
    tthc__buffer_free(&bytes);
    tthc__buffer_free(&out);
  }
  CHECK_NONE_FAILED(failures);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_readable),
    cmocka_unit_test(test_refused),
    cmocka_unit_test(test_the_tables_of_others),
    cmocka_unit_test(test_words),
    cmocka_unit_test(test_samples),
    cmocka_unit_test(test_samples_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
