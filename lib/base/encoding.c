/* What encoding a document is in, and any of them made UTF-8. */
#include "base/encoding.h"

#include "base/unicode.h"

#include <string.h>
#include <utf8proc.h>

const struct vocabulary tthc__encodings = {"utf-8, utf-16le, utf-16be, windows-1258, tcvn3",
                                           {"utf-8", "utf-16le", "utf-16be", "windows-1258", "tcvn3"}};

/* --- the encodings ------------------------------------------------------------------------------------------------ */

/* What the bytes from 0x80 mean; 0 where they mean nothing. */
/* clang-format off */
static const uint16_t windows_1258[128] = {
  0x20ac,      0, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
  0x02c6, 0x2030,      0, 0x2039, 0x0152,      0,      0,      0,
       0, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
  0x02dc, 0x2122,      0, 0x203a, 0x0153,      0,      0, 0x0178,
  0x00a0, 0x00a1, 0x00a2, 0x00a3, 0x00a4, 0x00a5, 0x00a6, 0x00a7,
  0x00a8, 0x00a9, 0x00aa, 0x00ab, 0x00ac, 0x00ad, 0x00ae, 0x00af,
  0x00b0, 0x00b1, 0x00b2, 0x00b3, 0x00b4, 0x00b5, 0x00b6, 0x00b7,
  0x00b8, 0x00b9, 0x00ba, 0x00bb, 0x00bc, 0x00bd, 0x00be, 0x00bf,
  0x00c0, 0x00c1, 0x00c2, 0x0102, 0x00c4, 0x00c5, 0x00c6, 0x00c7,
  0x00c8, 0x00c9, 0x00ca, 0x00cb, 0x0300, 0x00cd, 0x00ce, 0x00cf,
  0x0110, 0x00d1, 0x0309, 0x00d3, 0x00d4, 0x01a0, 0x00d6, 0x00d7,
  0x00d8, 0x00d9, 0x00da, 0x00db, 0x00dc, 0x01af, 0x0303, 0x00df,
  0x00e0, 0x00e1, 0x00e2, 0x0103, 0x00e4, 0x00e5, 0x00e6, 0x00e7,
  0x00e8, 0x00e9, 0x00ea, 0x00eb, 0x0301, 0x00ed, 0x00ee, 0x00ef,
  0x0111, 0x00f1, 0x0323, 0x00f3, 0x00f4, 0x01a1, 0x00f6, 0x00f7,
  0x00f8, 0x00f9, 0x00fa, 0x00fb, 0x00fc, 0x01b0, 0x20ab, 0x00ff,
};

/* As in TCVN 5712, with Windows' own quotes, dashes, bullet and ellipsis, which the ABC fonts have too. */
static const uint16_t tcvn3[128] = {
       0,      0,      0,      0,      0, 0x2026,      0,      0,
       0,      0,      0,      0,      0,      0,      0,      0,
       0, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
       0,      0,      0,      0,      0,      0,      0,      0,
  0x00a0, 0x0102, 0x00c2, 0x00ca, 0x00d4, 0x01a0, 0x01af, 0x0110,
  0x0103, 0x00e2, 0x00ea, 0x00f4, 0x01a1, 0x01b0, 0x0111, 0x1eb0,
  0x0300, 0x0309, 0x0303, 0x0301, 0x0323, 0x00e0, 0x1ea3, 0x00e3,
  0x00e1, 0x1ea1, 0x1eb2, 0x1eb1, 0x1eb3, 0x1eb5, 0x1eaf, 0x1eb4,
  0x1eae, 0x1ea6, 0x1ea8, 0x1eaa, 0x1ea4, 0x1ec0, 0x1eb7, 0x1ea7,
  0x1ea9, 0x1eab, 0x1ea5, 0x1ead, 0x00e8, 0x1ec2, 0x1ebb, 0x1ebd,
  0x00e9, 0x1eb9, 0x1ec1, 0x1ec3, 0x1ec5, 0x1ebf, 0x1ec7, 0x00ec,
  0x1ec9, 0x1ec4, 0x1ebe, 0x1ed2, 0x0129, 0x00ed, 0x1ecb, 0x00f2,
  0x1ed4, 0x1ecf, 0x00f5, 0x00f3, 0x1ecd, 0x1ed3, 0x1ed5, 0x1ed7,
  0x1ed1, 0x1ed9, 0x1edd, 0x1edf, 0x1ee1, 0x1edb, 0x1ee3, 0x00f9,
  0x1ed6, 0x1ee7, 0x0169, 0x00fa, 0x1ee5, 0x1eeb, 0x1eed, 0x1eef,
  0x1ee9, 0x1ef1, 0x1ef3, 0x1ef7, 0x1ef9, 0x00fd, 0x1ef5, 0x1ed0,
};
/* clang-format on */

static int32_t of_table(const uint16_t *table, unsigned char byte) { return byte < 0x80 ? byte : table[byte - 0x80]; }

/* Each gives the bytes that the next code point takes, and the code point; 0 of either where there is none. */
static int64_t step_utf_8(const unsigned char *p, int64_t left, int32_t *c) {
  const int64_t step = tthc__utf8_step((const char *)p, left);
  if (step > 0) utf8proc_iterate(p, step, c);
  return step;
}

static int64_t step_utf_16(const unsigned char *p, int64_t left, int high, int32_t *c) {
  int32_t second;
  if (left < 2) return 0;
  *c = p[high] << 8 | p[1 - high];
  if (*c == 0xfffe || (*c >= 0xdc00 && *c < 0xe000)) return 0; /* the other byte order, or a second half alone */
  if (*c < 0xd800 || *c >= 0xe000) return 2;
  if (left < 4) return 0;
  second = p[2 + high] << 8 | p[3 - high];
  if (second < 0xdc00 || second >= 0xe000) return 0;
  *c = 0x10000 + ((*c - 0xd800) << 10) + (second - 0xdc00);
  return 4;
}

static int64_t step_utf_16le(const unsigned char *p, int64_t left, int32_t *c) { return step_utf_16(p, left, 1, c); }

static int64_t step_utf_16be(const unsigned char *p, int64_t left, int32_t *c) { return step_utf_16(p, left, 0, c); }

static int64_t step_windows_1258(const unsigned char *p, int64_t left, int32_t *c) {
  (void)left;
  *c = of_table(windows_1258, *p);
  return 1;
}

static int64_t step_tcvn3(const unsigned char *p, int64_t left, int32_t *c) {
  (void)left;
  *c = of_table(tcvn3, *p);
  return 1;
}

#define AS_TOLD_VI "đúng bảng mã đã cho ở tùy chọn \"encoding\": "
#define AS_TOLD_EN "the encoding that the option \"encoding\" names: "

static const struct form {
  int64_t (*step)(const unsigned char *p, int64_t left, int32_t *c);
  int32_t unit;     /* bytes that are shown of what cannot be read */
  const char *mark; /* of the byte order */
  struct words expected;
} forms[] = {
  [ENCODING_UTF_8] = {step_utf_8, 1, "\xef\xbb\xbf", {NULL, NULL}},
  [ENCODING_UTF_16LE] = {step_utf_16le, 2, "\xff\xfe", {"UTF-16LE hợp lệ", "valid UTF-16LE"}},
  [ENCODING_UTF_16BE] = {step_utf_16be, 2, "\xfe\xff", {"UTF-16BE hợp lệ", "valid UTF-16BE"}},
  [ENCODING_WINDOWS_1258] = {step_windows_1258, 1, "", {AS_TOLD_VI "windows-1258", AS_TOLD_EN "windows-1258"}},
  [ENCODING_TCVN3] = {step_tcvn3, 1, "", {AS_TOLD_VI "tcvn3", AS_TOLD_EN "tcvn3"}},
};

/* --- what it is likely to be -------------------------------------------------------------------------------------- */

/* Where reading a word has come to. */
struct word {
  int32_t before; /* the code point */
  int toned;      /* a syllable has one tone */
};

static int is_tone(int32_t c) { return c == 0x300 || c == 0x301 || c == 0x303 || c == 0x309 || c == 0x323; }

/* Whether a letter or tone mark is one of Vietnamese, and carries a tone. */
static int is_vietnamese(int32_t c, int *toned) {
  utf8proc_int32_t parts[8];
  utf8proc_ssize_t count, i;
  int boundary = 0;
  *toned = is_tone(c);
  if (c == 0x110 || c == 0x111 || is_tone(c)) return 1; /* Đ, đ */
  count = utf8proc_decompose_char(utf8proc_tolower(c), parts, 8, UTF8PROC_DECOMPOSE | UTF8PROC_STABLE, &boundary);
  if (count < 2 || count > 8 || parts[0] > 0x7f || strchr("aeiouy", (int)parts[0]) == NULL) return 0;
  for (i = 1; i < count; i++) {
    if (is_tone(parts[i]))
      *toned = 1;
    else if (parts[i] != 0x302 && parts[i] != 0x306 && parts[i] != 0x31b) /* circumflex, breve, horn */
      return 0;
  }
  return 1;
}

static int may_carry_tone(int32_t c) {
  int toned;
  if (c > 0 && c < 0x80) return strchr("aeiouyAEIOUY", (int)c) != NULL;
  return c != 0x110 && c != 0x111 && is_vietnamese(c, &toned) && !toned;
}

/* How a code point from the upper half of a table fits where it stands: 1, -1, or 0 for what stands anywhere. */
static int fits(const struct word *word, int32_t c, int *toned) {
  *toned = 0;
  if (c == 0xa0 || (c >= 0x2010 && c <= 0x2026)) return 0; /* dashes and quotes */
  if (!is_vietnamese(c, toned) || (*toned && word->toned)) return -1;
  if (is_tone(c)) return may_carry_tone(word->before) ? 1 : -1;
  if (utf8proc_category(c) == UTF8PROC_CATEGORY_LU && utf8proc_category(word->before) == UTF8PROC_CATEGORY_LL)
    return -1;
  return 1;
}

static int64_t plausibility(const char *bytes, int64_t size, const uint16_t *table) {
  struct word word = {0, 0};
  int64_t at, sum = 0;
  for (at = 0; at < size; at++) {
    const int32_t c = of_table(table, (unsigned char)bytes[at]);
    int toned = 0;
    if (c >= 0x80 || c == 0) sum += fits(&word, c, &toned);
    word.toned = c > ' ' && (word.toned || toned);
    word.before = c;
  }
  return sum;
}

static struct words likely(const char *bytes, int64_t size) {
  const int64_t windows = plausibility(bytes, size, windows_1258), abc = plausibility(bytes, size, tcvn3);
  if (windows > abc && windows > 0)
    return WORDS("UTF-8; có vẻ là windows-1258: hãy đặt tùy chọn \"encoding\": \"windows-1258\", "
                 "hoặc lưu lại bằng UTF-8",
                 "UTF-8; this looks like windows-1258: set the option \"encoding\": \"windows-1258\", "
                 "or save as UTF-8");
  if (abc > windows && abc > 0)
    return WORDS("UTF-8; có vẻ là TCVN3 (ABC): hãy đặt tùy chọn \"encoding\": \"tcvn3\", hoặc lưu lại bằng UTF-8",
                 "UTF-8; this looks like TCVN3 (ABC): set the option \"encoding\": \"tcvn3\", or save as UTF-8");
  return WORDS("UTF-8: hãy lưu lại bằng UTF-8, hoặc cho biết bảng mã bằng tùy chọn \"encoding\"",
               "UTF-8: save as UTF-8, or name the encoding with the option \"encoding\"");
}

/* --- reading ------------------------------------------------------------------------------------------------------ */

static int begins_with(const char *bytes, int64_t size, const char *mark) {
  const size_t length = strlen(mark);
  return size >= (int64_t)length && memcmp(bytes, mark, length) == 0;
}

/* ASCII, of which Vietnamese is mostly, has a NUL in each pair of UTF-16, and always on the same side. */
static int32_t told_by_nuls(const char *bytes, int64_t size) {
  int64_t at, nuls[2] = {0, 0};
  for (at = 0; at < size; at++) nuls[at % 2] += bytes[at] == '\0';
  if (nuls[0] == 0 && nuls[1] >= 2 && nuls[1] >= size / 8) return ENCODING_UTF_16LE;
  if (nuls[1] == 0 && nuls[0] >= 2 && nuls[0] >= size / 8) return ENCODING_UTF_16BE;
  return ENCODING_UTF_8;
}

static int32_t told_by_content(const char *bytes, int64_t size) {
  int32_t encoding;
  for (encoding = ENCODING_UTF_8; encoding <= ENCODING_UTF_16BE; encoding++)
    if (begins_with(bytes, size, forms[encoding].mark)) return encoding;
  return told_by_nuls(bytes, size);
}

static int32_t fail_unread(const char *bytes, int64_t size, int64_t at, const struct form *form, tthc_error *err) {
  static const char hex[] = "0123456789ABCDEF";
  char found[8] = "0x";
  int64_t i, length = 2;
  int is_nul = 1;
  for (i = 0; i < form->unit && at + i < size; i++) {
    /* In the order of the number, not of the bytes. */
    const int swapped = form == &forms[ENCODING_UTF_16LE] && at + 1 < size;
    const unsigned char byte = (unsigned char)bytes[at + (swapped ? 1 - i : i)];
    found[length++] = hex[byte >> 4];
    found[length++] = hex[byte & 15];
    is_nul = is_nul && byte == 0;
  }
  if (is_nul && i == form->unit)
    return tthc__fail(err, TTHC_E_ENCODING, found, WORDS("văn bản không có ký tự NUL", "text without NUL characters"));
  return tthc__fail(err, TTHC_E_ENCODING, found, form->expected.vi != NULL ? form->expected : likely(bytes, size));
}

int32_t tthc__decode(const char *bytes, int64_t size, int32_t encoding, struct buffer *out, tthc_error *err) {
  const struct form *form = &forms[encoding == ENCODING_TOLD ? told_by_content(bytes, size) : encoding];
  int64_t at = begins_with(bytes, size, form->mark) ? (int64_t)strlen(form->mark) : 0;
  int32_t line = 1, column = 1;
  tthc__put_bytes(out, "", 0);
  while (at < size) {
    int32_t c = 0;
    const int64_t step = form->step((const unsigned char *)bytes + at, size - at, &c);
    if (step == 0 || c == 0) {
      const int32_t rc = fail_unread(bytes, size, at, form, err);
      tthc__error_set_place(err, line, column);
      return rc;
    }
    tthc__put_code_point(out, c);
    column = c == '\n' ? 1 : column + 1;
    line += c == '\n';
    at += step;
  }
  return out->failed ? tthc__fail_memory(err) : TTHC_OK;
}
