/* Any bytes as a .docx: the file itself when it is a zip, else the content of its main part and of its lists. */
#include "fuzz/fuzz.h"

#include "base/unicode.h"
#include "document/docx.h"
#include "support/make_docx.h"

static void must_be_sound(const struct blocks *blocks) {
  int32_t i, k;
  for (i = 0; i < blocks->count; i++) {
    const struct block *block = &blocks->items[i];
    MUST(block->count >= 1 && block->count <= COLUMNS_MAX);
    MUST(block->kind == BLOCK_ROW || block->count == 1);
    for (k = 0; k < block->count; k++) {
      const struct piece *piece = tthc__block_piece(blocks, block, k);
      MUST(tthc__utf8_valid(piece->text, (int64_t)strlen(piece->text)));
      MUST(!piece->goes_on || *piece->text == '\0');
      if (block->kind == BLOCK_ROW)
        MUST(piece->place.table > 0 && piece->place.row > 0 && piece->place.cell == k + 1);
      else
        MUST(piece->place.paragraph > 0 && piece->place.table == 0);
    }
  }
}

static void try_file(const char *bytes, int64_t size) {
  struct blocks blocks = {0};
  tthc_error *err = tthc_error_new();
  const int32_t rc = tthc__read_docx(bytes, size, &blocks, err);
  MUST(rc == tthc_error_code(err));
  MUST(rc == TTHC_OK || rc == TTHC_E_FORMAT || rc == TTHC_E_LIMIT);
  if (rc == TTHC_OK) must_be_sound(&blocks);
  tthc__blocks_free(&blocks);
  tthc_error_free(err);
}

/* The three parts, one after the other, are parted by a NUL. */
static void try_parts(const char *text, size_t size) {
  const size_t first = strlen(text);
  const char *numbering = first < size ? text + first + 1 : NULL;
  const size_t second = numbering == NULL ? size : first + 1 + strlen(numbering);
  const char *styles = second < size ? text + second + 1 : NULL;
  struct buffer file = {0};
  make_docx(text, numbering, styles, &file);
  try_file(file.data, file.size);
  tthc__buffer_free(&file);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  char *text = fuzz_text(data, size);
  if (tthc__is_zip(text, (int64_t)size))
    try_file(text, (int64_t)size);
  else
    try_parts(text, size);
  free(text);
  return 0;
}
