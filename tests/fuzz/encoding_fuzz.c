/* Any bytes as a document in any encoding: refused at a place, or valid UTF-8. */
#include "fuzz/fuzz.h"

#include "base/encoding.h"
#include "base/unicode.h"
#include "document/form.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  char *bytes = fuzz_text(data, size);
  tthc_error *err = tthc_error_new();
  int32_t encoding, rc;
  for (encoding = ENCODING_TOLD; encoding <= ENCODING_TCVN3; encoding++) {
    struct buffer out = {0};
    rc = tthc__decode(bytes, (int64_t)size, encoding, &out, err);
    MUST(rc == TTHC_OK || (rc == TTHC_E_ENCODING && tthc_error_line(err) > 0 && tthc_error_column(err) > 0));
    if (rc == TTHC_OK) MUST(tthc__utf8_valid(out.data, out.size));
    tthc__buffer_free(&out);
  }
  rc = tthc__refuse_known_form(bytes, (int64_t)size, err);
  MUST(rc == TTHC_OK || rc == TTHC_E_FORMAT);
  tthc_error_free(err);
  free(bytes);
  return 0;
}
