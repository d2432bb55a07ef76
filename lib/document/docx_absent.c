/* In place of the reader of .docx where libzip or expat was missing. */
#include "document/docx.h"

int32_t tthc__read_docx(const char *bytes, int64_t size, struct blocks *out, tthc_error *err) {
  (void)bytes, (void)size, (void)out;
  return tthc__fail(err, TTHC_E_UNSUPPORTED, "docx",
                    WORDS("thư viện được dựng kèm thành phần docx (gói libzip-dev và libexpat1-dev), "
                          "hoặc kế hoạch ở dạng văn bản",
                          "a library built with its component docx (packages libzip-dev and libexpat1-dev), "
                          "or the plan as text"));
}
