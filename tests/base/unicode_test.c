/* UTF-8 against its definition, normalisation, and the folding of Vietnamese names. */
#include "base/unicode.h"

#include "base/error.h"
#include "base/text.h"
#include "support/check.h"

#include <stdio.h>
#include <utf8proc.h>

/* --- UTF-8 -------------------------------------------------------------------------------------------------------- */

/*
 * The definition, in another way than the library's: add up the bits, then ask whether the number is a scalar value
 * and whether a shorter form would have held it.
 */
static int64_t oracle(const unsigned char *p, int64_t size) {
  static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
  uint32_t number;
  int length, i;
  if (size < 1) return 0;
  if (p[0] >> 7 == 0) {
    length = 1, number = p[0];
  } else if (p[0] >> 5 == 6) {
    length = 2, number = p[0] % 32u;
  } else if (p[0] >> 4 == 14) {
    length = 3, number = p[0] % 16u;
  } else if (p[0] >> 3 == 30) {
    length = 4, number = p[0] % 8u;
  } else {
    return 0;
  }
  if (size < length) return 0;
  for (i = 1; i < length; i++) {
    if (p[i] >> 6 != 2) return 0;
    number = number * 64 + p[i] % 64u;
  }
  if (number < least[length] || number > 0x10ffff || (number >= 0xd800 && number <= 0xdfff)) return 0;
  return length;
}

static void compare(const unsigned char *p, int64_t size) {
  const int64_t got = tthc__utf8_step((const char *)p, size);
  if (got != oracle(p, size))
    fail_msg("%02x %02x %02x %02x, %d bytes of it: got %d, wanted %d", p[0], p[1], p[2], p[3], (int)size, (int)got,
             (int)oracle(p, size));
}

static void test_step_of_all_texts_to_three_bytes(void **state) {
  unsigned char p[4] = {0};
  uint32_t n;
  (void)state;
  compare(p, 0);
  for (n = 0; n < 0x100; n++) {
    p[0] = (unsigned char)n;
    compare(p, 1);
  }
  for (n = 0; n < 0x10000; n++) {
    p[0] = (unsigned char)(n >> 8), p[1] = (unsigned char)n;
    compare(p, 2);
  }
  for (n = 0; n < 0x1000000; n++) {
    p[0] = (unsigned char)(n >> 16), p[1] = (unsigned char)(n >> 8), p[2] = (unsigned char)n;
    compare(p, 3);
  }
}

static void test_step_of_four_bytes(void **state) {
  static const unsigned char edges[] = {0x00, 0x41, 0x7f, 0x80, 0x81, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xf0, 0xff};
  unsigned char p[4];
  int first, second;
  size_t i, k;
  (void)state;
  for (first = 0xe0; first < 0x100; first++)
    for (second = 0; second < 0x100; second++)
      for (i = 0; i < COUNT(edges); i++)
        for (k = 0; k < COUNT(edges); k++) {
          p[0] = (unsigned char)first, p[1] = (unsigned char)second, p[2] = edges[i], p[3] = edges[k];
          compare(p, 4);
        }
}

static void test_step_reads_no_further_than_the_text(void **state) {
  static const char *const cut[] = {"\xc4", "\xe1", "\xe1\xbb", "\xf0", "\xf0\x9f", "\xf0\x9f\x98"};
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(cut); i++) {
    char *text = check_exact_copy(cut[i], strlen(cut[i]));
    assert_int_equal(tthc__utf8_step(text, (int64_t)strlen(cut[i])), 0);
    free(text);
  }
}

static void test_every_code_point_is_one_step(void **state) {
  utf8proc_int32_t c;
  (void)state;
  for (c = 0; c < 0x110000; c++) {
    unsigned char p[4];
    int64_t size;
    if (c >= 0xd800 && c < 0xe000) continue;
    size = utf8proc_encode_char(c, p);
    if (tthc__utf8_step((const char *)p, size) != size) fail_msg("U+%04X", (unsigned)c);
    if (tthc__utf8_valid((const char *)p, size) != (c != 0)) fail_msg("U+%04X as a text", (unsigned)c);
  }
}

static void test_valid(void **state) {
  static const struct {
    const char *text;
    int64_t size;
    int valid;
  } rows[] = {
    {"", 0, 1},           {"abc", 3, 1},         {"a\0b", 3, 0},     {"\0", 1, 0},       {"Đã xong", 9, 1},
    {"ab\xc4", 3, 0},     {"ab\xc4\x91", 4, 1},  {"\xff" "ab", 3, 0}, {"ab\x80", 3, 0},   {"a\xed\xa0\x80", 4, 0},
    {"a\xc0\x80", 3, 0},
  };
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++)
    failures += check_int(rows[i].text, tthc__utf8_valid(rows[i].text, rows[i].size), rows[i].valid);
  CHECK_NONE_FAILED(failures);
}

static int is_valid_by_steps(const char *text, int64_t size) {
  int64_t at = 0, step = 1;
  for (; at < size && step > 0; at += step) step = text[at] == '\0' ? 0 : tthc__utf8_step(text + at, size - at);
  return step > 0;
}

/* Long texts are looked at in blocks: a fault at any place of any of them must be seen. */
static void test_valid_in_long_texts(void **state) {
  static const char *const texts[] = {"abcdefghijklmnopqrstuvwxyz abcdefghijklmnopqrstuvwxyz abcdefgh",
                                      "Đã tiếp nhận và giải quyết xong hồ sơ 😀😀 của tổ chức, cá nhân 😀"};
  static const char *const spoils[] = {"", "a", "\x80", "\xc1", "\xc4", "\xe1\xba", "\xe0\x9f\xbf", "\xed\xa0\x80", "\xf0\x9f\x98",
                                       "\xf0\x8f\xbf\xbf", "\xf4\x90\x80\x80", "\xf5", "\xff", "ạ", "\xf0\x9f\x98\x80"};
  int failures = 0;
  size_t t, s, at, size, cut;
  (void)state;
  for (t = 0; t < COUNT(texts); t++)
    for (s = 0; s < COUNT(spoils); s++)
      for (at = 0; at <= strlen(texts[t]); at++)
        for (cut = 0; cut < 3; cut++) {
          char *spoilt, text[256];
          snprintf(text, sizeof text, "%.*s%s%s", (int)at, texts[t], spoils[s], texts[t] + at);
          size = strlen(text) - cut * 11;
          spoilt = check_exact_copy(text, size);
          failures += check_int(text, tthc__utf8_valid(spoilt, (int64_t)size), is_valid_by_steps(spoilt, (int64_t)size));
          spoilt[at < size ? at : 0] = '\0';
          failures += check_int("NUL", tthc__utf8_valid(spoilt, (int64_t)size), 0);
          free(spoilt);
        }
  CHECK_NONE_FAILED(failures);
}

/* --- NFC ---------------------------------------------------------------------------------------------------------- */

static const char *nfc(struct arena *arena, const char *text) {
  const char *out = NULL;
  char *copy = check_exact_copy(text, strlen(text)); /* the size counts, not a NUL */
  assert_int_equal(tthc__nfc(arena, copy, (int64_t)strlen(text), STRING_MAX, &out, NULL), TTHC_OK);
  free(copy);
  return out;
}

static void test_nfc(void **state) {
  static const struct {
    const char *text, *composed;
  } rows[] = {
    {"", ""},
    {"Van phong", "Van phong"},
    {"Tiếng Việt", "Tiếng Việt"},
    {"Tie\u0302\u0301ng Vie\u0323\u0302t", "Tiếng Việt"},
    {"Tiê\u0301ng Viê\u0323t", "Tiếng Việt"},
    {"e\u0302\u0323", "\u1ec7"}, /* ệ, whatever the order of its marks */
    {"e\u0323\u0302", "\u1ec7"},
    {"\u1eb9\u0302", "\u1ec7"},
    {"U\u031b\u0309", "\u1eec"}, /* Ử */
    {"o\u031b\u0300", "\u1edd"}, /* ờ */
    {"o\u0300\u031b", "\u1edd"},
    {"Đồng", "Đồng"},
    {"Đo\u0302\u0300ng", "Đồng"},
    {"a\u0306\u0303y a\u0306\u0323c", "ẵy ặc"},
    {"a\u0340", "à"}, /* the old tone marks of U+0340 */
    {"\u212b \u2126", "\u00c5 \u03a9"},
    {"\u2000", "\u2002"},
    {"\u1112\u1161\u11ab", "\ud55c"},
    {"\u0958", "\u0915\u093c"}, /* composed form not allowed: it becomes longer */
    {"x\u0301", "x\u0301"},     /* nothing to compose to */
    {"\u0301a", "\u0301a"},
    {"\U0001F600", "\U0001F600"},
  };
  struct arena arena = {0};
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    failures += check_text(rows[i].text, nfc(&arena, rows[i].text), rows[i].composed);
    failures += check_text(rows[i].text, nfc(&arena, rows[i].composed), rows[i].composed);
  }
  tthc__arena_free(&arena);
  CHECK_NONE_FAILED(failures);
}

/* What needs composing is seen at every place of a long text. */
static void test_nfc_of_long_texts(void **state) {
  static const char plain[] = "Đã tiếp nhận “12” hồ sơ – của tổ chức, cá nhân ở xã, thị trấn";
  static const char *const parts[] = {"e\xcc\x81", "\xcc\xa3", "\xe2\x80\xa8", "\xe2\x84\xab", "ạ", "\xe1\x84\x80\xe1\x85\xa1"};
  struct arena arena = {NULL};
  int failures = 0;
  size_t i, at;
  (void)state;
  for (i = 0; i < COUNT(parts); i++)
    for (at = 0; at < sizeof plain; at++) {
      char text[256];
      utf8proc_uint8_t *wanted;
      if ((plain[at] & 0xc0) == 0x80) continue;
      snprintf(text, sizeof text, "%.*s%s%s", (int)at, plain, parts[i], plain + at);
      wanted = utf8proc_NFC((const utf8proc_uint8_t *)text);
      failures += check_text(text, nfc(&arena, text), (const char *)wanted);
      free(wanted);
    }
  tthc__arena_free(&arena);
  CHECK_NONE_FAILED(failures);
}

/* The shortcut past utf8proc must not change what comes out: each code point alone and between letter and mark. */
static void test_nfc_of_every_code_point(void **state) {
  struct arena arena = {0};
  utf8proc_int32_t c;
  (void)state;
  for (c = 1; c < 0x110000; c++) {
    char text[16] = "a";
    utf8proc_uint8_t *wanted;
    utf8proc_ssize_t size;
    if (c >= 0xd800 && c < 0xe000) continue;
    if (c == 0x3400) c = 0xa000; /* ideographs, which stand as they are */
    if (c == 0x20000) c = 0x2f800;
    if (c == 0x30000) c = 0xe0000;
    if (c == 0xe1000) break;
    size = 1 + utf8proc_encode_char(c, (utf8proc_uint8_t *)text + 1);
    memcpy(text + size, "\xcc\xa3", 3);
    wanted = utf8proc_NFC((const utf8proc_uint8_t *)text);
    if (strcmp(nfc(&arena, text), (const char *)wanted) != 0) fail_msg("U+%04X between a and a mark", (unsigned)c);
    free(wanted);
    text[size] = '\0';
    wanted = utf8proc_NFC((const utf8proc_uint8_t *)text + 1);
    if (strcmp(nfc(&arena, text + 1), (const char *)wanted) != 0) fail_msg("U+%04X", (unsigned)c);
    free(wanted);
  }
  tthc__arena_free(&arena);
}

static void put_times(struct buffer *out, const char *text, int times) {
  while (times-- > 0) tthc__put(out, text);
}

static void test_marks_in_a_row_are_limited(void **state) {
  static const char *const marks[] = {
    "\u0301", "\u0323", "\u0344",
    "\u302e",     /* a spacing mark that is put in order with the others */
    "\U0001D165", /* and another */
  };
  struct arena arena = {0};
  tthc_error *err = tthc_error_new();
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(marks); i++) {
    struct buffer text = {0};
    const char *out = NULL;
    tthc__put(&text, "a");
    put_times(&text, marks[i], MARKS_MAX);
    tthc__put(&text, "b");
    put_times(&text, marks[i], MARKS_MAX);
    failures += check_int(marks[i], tthc__nfc(&arena, text.data, text.size, STRING_MAX, &out, NULL), TTHC_OK);
    assert_non_null(out);
    out = "as before";
    tthc__put(&text, marks[i]);
    failures += check_int(marks[i], tthc__nfc(&arena, text.data, text.size, STRING_MAX, &out, err), TTHC_E_LIMIT);
    failures += check_error(marks[i], err, TTHC_E_LIMIT, NULL, 0, 0);
    assert_string_equal(out, "as before");
    tthc__buffer_free(&text);
  }
  assert_string_equal(tthc_error_expected(err, "en"), "at most 8 combining marks in a row");
  tthc_error_free(err);
  tthc__arena_free(&arena);
  CHECK_NONE_FAILED(failures);
}

/* U+1D15E is four bytes and eight once composed: the limit is on what is kept. */
static void test_growing_beyond_limit(void **state) {
  struct arena arena = {0};
  struct buffer text = {0};
  const char *out = NULL;
  (void)state;
  put_times(&text, "\U0001D15E", 10);
  assert_int_equal(tthc__nfc(&arena, text.data, text.size, 80, &out, NULL), TTHC_OK);
  assert_int_equal(strlen(out), 80);
  assert_int_equal(tthc__nfc(&arena, text.data, text.size, 79, &out, NULL), TTHC_E_LIMIT);
  tthc__buffer_free(&text);
  tthc__arena_free(&arena);
}

/* --- folding ------------------------------------------------------------------------------------------------------ */

static void test_folded_keys(void **state) {
  static const struct {
    const char *name, *marked, *plain;
  } rows[] = {
    {"", "", ""},
    {"  ", "", ""},
    {"&", "", ""},
    {"Ban QLDA", "ban qlda", "ban qlda"},
    {"BCH Quân sự", "bch qua\u0302n su\u031b\u0323", "bch quan su"},
    {"Quý II/2021", "quy\u0301 ii 2021", "quy ii 2021"},
    {"  Đảng -- ủy,  ", "\u0111ang\u0309 uy\u0309", "dang uy"},
    {"A&B", "a b", "a b"},
    {"một và hai", "mo\u0302t\u0323 hai", "mot hai"},
    {"VÀ một", "mo\u0302t\u0323", "mot"},
    {"một và", "mo\u0302t\u0323", "mot"},
    {"và", "", ""},
    {"và và", "", ""},
    {"vào", "vao\u0300", "vao"},   /* no "và" */
    {"va li", "va li", "li"},      /* nor this, as long as the tones are kept */
  };
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    struct buffer out = {0};
    tthc__put(&out, "=");
    tthc__put_folded(&out, rows[i].name, FOLD_MARKED);
    failures += check_text(rows[i].name, out.data + 1, rows[i].marked);
    failures += check_int(rows[i].name, out.size, 1 + (int64_t)strlen(rows[i].marked));
    tthc__buffer_free(&out);
    tthc__put(&out, "=");
    tthc__put_folded(&out, rows[i].name, FOLD_PLAIN);
    failures += check_text(rows[i].name, out.data + 1, rows[i].plain);
    failures += check_int(rows[i].name, out.size, 1 + (int64_t)strlen(rows[i].plain));
    tthc__buffer_free(&out);
  }
  CHECK_NONE_FAILED(failures);
}

static int folds_alike(const char *a, const char *b, enum fold fold) {
  struct buffer x = {0}, y = {0};
  int alike;
  tthc__put_folded(&x, a, fold);
  tthc__put_folded(&y, b, fold);
  assert_false(x.failed || y.failed);
  alike = x.size == y.size && (x.size == 0 || strcmp(x.data, y.data) == 0);
  tthc__buffer_free(&x);
  tthc__buffer_free(&y);
  return alike;
}

static void test_what_folds_alike(void **state) {
  static const struct {
    const char *a, *b;
    int marked, plain;
  } rows[] = {
    {"Văn phòng HĐND&UBND huyện", "văn phòng hđnd và ubnd huyện", 1, 1},
    {"Văn phòng HĐND & UBND huyện", "VĂN PHÒNG HĐND - UBND HUYỆN", 1, 1},
    {"Văn phòng HĐND", "Van phong HDND", 0, 1},
    {"hoà", "hòa", 1, 1},
    {"Thuỷ lợi", "thủy lợi", 1, 1},
    {"khoẻ", "khỏe", 1, 1},
    {"uỷ ban", "ủy ban", 1, 1},
    {"hoà", "hoa", 0, 1},
    {"hòa", "hóa", 0, 1},
    {"Đ", "D", 0, 1},
    {"đ", "Đ", 1, 1},
    {"ð", "đ", 0, 1}, /* a scanner's eth */
    {"án", "an", 0, 1},
    {"án", "ạn", 0, 1},
    {"ân", "an", 0, 1},
    {"ơn", "on", 0, 1},
    {"ư", "u", 0, 1},
    {"ậ", "â", 0, 1},
    {"Nội vụ", "No\u0323\u0302i vu\u0323", 1, 1}, /* composed or not */
    {"Nội vụ", "Nô\u0323i vu\u0323", 1, 1},
    {"Nội vụ", "Nội  vụ.", 1, 1},
    {"Nội vụ", "Nộivụ", 0, 0},
    {"Phòng Y tế", "Phòng  y-tế", 1, 1},
    {"xã 1", "xã 2", 0, 0},
    {"\u0301 ban", "ban", 1, 1}, /* a tone that stands alone is no other word's */
  };
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    failures += check_int(rows[i].a, folds_alike(rows[i].a, rows[i].b, FOLD_MARKED), rows[i].marked);
    failures += check_int(rows[i].a, folds_alike(rows[i].a, rows[i].b, FOLD_PLAIN), rows[i].plain);
  }
  CHECK_NONE_FAILED(failures);
}

static void test_slug(void **state) {
  static const struct {
    const char *name;
    int64_t max;
    const char *slug;
  } rows[] = {
    {"Phòng Nội vụ", 128, "phong-noi-vu"},
    {"Pho\u0300ng No\u0323\u0302i vu\u0323", 128, "phong-noi-vu"},
    {"Văn phòng HĐND&UBND huyện", 128, "van-phong-hdnd-ubnd-huyen"},
    {"Phòng Tài chính - Kế hoạch", 128, "phong-tai-chinh-ke-hoach"},
    {"Phòng Nội vụ", 12, "phong-noi-vu"},
    {"Phòng Nội vụ", 11, "phong-noi"},
    {"Phòng Nội vụ", 9, "phong-noi"},
    {"Phòng Nội vụ", 8, "phong"},
    {"Phòng Nội vụ", 5, "phong"},
    {"Phòng Nội vụ", 4, ""},
    {"123", 128, "123"},
    {" --- ", 128, ""},
    {"北京", 128, ""},
    {"a 北京 b", 128, "a-b"},
    {"北 a", 128, "a"},
    {"a 北", 128, "a"},
    {"", 128, ""},
  };
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    struct buffer out = {0};
    tthc__put(&out, "-"); /* what was there stays, and is not cut into */
    tthc__put_slug(&out, rows[i].name, rows[i].max);
    failures += check_text(rows[i].name, out.data + 1, rows[i].slug);
    failures += check_int(rows[i].name, out.size, 1 + (int64_t)strlen(rows[i].slug));
    tthc__buffer_free(&out);
  }
  CHECK_NONE_FAILED(failures);
}

static void test_within_sentence(void **state) {
  static const char *const rows[][2] = {{"Kiểm soát", "kiểm soát"}, {"Đẩy mạnh", "đẩy mạnh"}, {"Ổn định", "ổn định"},
                                        {"UBND xã", "UBND xã"},     {"kiểm tra", "kiểm tra"}, {"A", "a"},
                                        {"5 KH", "5 KH"},           {"", ""}};
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    struct buffer out = {0};
    tthc__put_within_sentence(&out, rows[i][0]);
    failures += check_text(rows[i][0], out.data == NULL ? "" : out.data, rows[i][1]);
    tthc__buffer_free(&out);
  }
  CHECK_NONE_FAILED(failures);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_step_of_all_texts_to_three_bytes),
    cmocka_unit_test(test_step_of_four_bytes),
    cmocka_unit_test(test_step_reads_no_further_than_the_text),
    cmocka_unit_test(test_every_code_point_is_one_step),
    cmocka_unit_test(test_valid),
    cmocka_unit_test(test_valid_in_long_texts),
    cmocka_unit_test(test_nfc),
    cmocka_unit_test(test_nfc_of_long_texts),
    cmocka_unit_test(test_nfc_of_every_code_point),
    cmocka_unit_test(test_marks_in_a_row_are_limited),
    cmocka_unit_test(test_growing_beyond_limit),
    cmocka_unit_test(test_folded_keys),
    cmocka_unit_test(test_what_folds_alike),
    cmocka_unit_test(test_slug),
    cmocka_unit_test(test_within_sentence),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
