/* What a document is, by its first bytes. */
#include "document/form.h"

#include <string.h>

static int begins_with(const char *bytes, int64_t size, const char *mark) {
  const size_t length = strlen(mark);
  return size >= (int64_t)length && memcmp(bytes, mark, length) == 0;
}

int tthc__is_zip(const char *bytes, int64_t size) {
  return begins_with(bytes, size, "PK\x03\x04") || begins_with(bytes, size, "PK\x05\x06");
}

#define SAVE_VI "tệp .docx hoặc văn bản: hãy mở tệp, lưu lại ở dạng .docx, hoặc sao chép rồi dán ở dạng văn bản"
#define SAVE_EN "a .docx or text: open the file and save it as .docx, or copy and paste its text"
#define SCAN_VI "tệp .docx hoặc văn bản: hãy nhận dạng chữ trong ảnh (OCR) rồi lưu ở dạng .docx hoặc dán ở dạng văn bản"
#define SCAN_EN "a .docx or text: recognise the text of the image (OCR), then save it as .docx or paste it"

static int32_t refuse(const char *name, struct words expected, tthc_error *err) {
  return tthc__fail(err, TTHC_E_FORMAT, name, expected);
}

/* Blanks may go before, and letters be of either case. */
static int is_html(const char *bytes, int64_t size) {
  static const char *const marks[] = {"<!doctype html", "<html"};
  int64_t at = begins_with(bytes, size, "\xef\xbb\xbf") ? 3 : 0, k;
  size_t i;
  while (at < size && (bytes[at] == ' ' || (bytes[at] >= '\t' && bytes[at] <= '\r'))) at++;
  for (i = 0; i < sizeof marks / sizeof *marks; i++) {
    const int64_t length = (int64_t)strlen(marks[i]);
    for (k = 0; k < length && at + k < size; k++) {
      const char c = bytes[at + k];
      if ((c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c) != marks[i][k]) break;
    }
    if (k == length) return 1;
  }
  return 0;
}

int32_t tthc__refuse_known_form(const char *bytes, int64_t size, tthc_error *err) {
  static const struct {
    const char *mark, *name;
    struct words expected;
  } forms[] = {
    {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
     "Word 97-2003 (.doc)",
     {"tệp .docx không đặt mật khẩu: hãy mở bằng Word, bỏ mật khẩu nếu có, rồi lưu ở dạng .docx",
      "a .docx without password: open it in Word, take off a password if there is one, and save as .docx"}},
    {"%PDF-", "PDF", {SAVE_VI, SAVE_EN}},
    {"{\\rtf", "RTF", {SAVE_VI, SAVE_EN}},
    {"\x89PNG\r\n\x1a\n", "PNG", {SCAN_VI, SCAN_EN}},
    {"\xff\xd8\xff", "JPEG", {SCAN_VI, SCAN_EN}},
    {"GIF87a", "GIF", {SCAN_VI, SCAN_EN}},
    {"GIF89a", "GIF", {SCAN_VI, SCAN_EN}},
  };
  size_t i;
  for (i = 0; i < sizeof forms / sizeof *forms; i++)
    if (begins_with(bytes, size, forms[i].mark)) return refuse(forms[i].name, forms[i].expected, err);
  return is_html(bytes, size) ? refuse("HTML", WORDS(SAVE_VI, SAVE_EN), err) : TTHC_OK;
}
