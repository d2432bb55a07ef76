/*
 * What a document holds before anything is understood: its paragraphs and table rows in order, each with its place. The
 * readers of text, Markdown and .docx all make these, so that the rest need not know which form it was.
 */
#ifndef TTHC_DOCUMENT_BLOCKS_H
#define TTHC_DOCUMENT_BLOCKS_H

#include "base/error.h"
#include "base/findings.h"
#include "base/memory.h"

/* Limits of a document beside its bytes (DOCUMENT_MAX): what no plan has. */
enum { BLOCKS_MAX = 1000000, COLUMNS_MAX = 256, PIECE_MAX = 64 * 1024 };

/* A paragraph, or one cell of a row. */
struct piece {
  const char *text; /* NFC, blanks collapsed; the lines of a cell parted by '\n'; "" when empty */
  struct place place;
  int32_t goes_on; /* a cell that Word merges with the one above it; its own text is "" */
};

enum block_kind { BLOCK_PARAGRAPH, BLOCK_ROW };

struct block {
  int32_t kind;
  int32_t first; /* its pieces: one of a paragraph, the cells of a row */
  int32_t count;
};

struct blocks {
  struct arena arena; /* of the texts */
  struct block *items;
  int32_t count;
  int32_t capacity;
  struct piece *pieces;
  int32_t piece_count;
  int32_t piece_capacity;
};

/* Zeroed is empty. */
void tthc__blocks_free(struct blocks *blocks);

/* Adds a block without pieces; then its pieces, one by one. Valid UTF-8, not yet tidied. TTHC_OK, or a failure at the
 * place: TTHC_E_LIMIT, TTHC_E_MEMORY. */
int32_t tthc__blocks_add(struct blocks *blocks, int32_t kind, tthc_error *err);
int32_t tthc__blocks_add_piece(struct blocks *blocks, const char *text, int64_t size, struct place place,
                               int32_t goes_on, tthc_error *err);

/* The n-th piece of a block. */
const struct piece *tthc__block_piece(const struct blocks *blocks, const struct block *block, int32_t n);

/* Whether a paragraph is blank, or every cell of a row. */
int tthc__block_is_blank(const struct blocks *blocks, const struct block *block);

#endif
