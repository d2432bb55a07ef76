/* The paragraphs and rows of a document, tidied as they come in. */
#include "document/blocks.h"

#include "base/buffer.h"
#include "base/unicode.h"

#include <stdlib.h>
#include <string.h>

void tthc__blocks_free(struct blocks *blocks) {
  free(blocks->items);
  free(blocks->pieces);
  tthc__arena_free(&blocks->arena);
  memset(blocks, 0, sizeof *blocks);
}

static int32_t fail_limit(tthc_error *err, struct place place, struct words expected) {
  const int32_t rc = tthc__fail(err, TTHC_E_LIMIT, NULL, expected);
  tthc__error_set_place(err, place.line, 0);
  return rc;
}

int32_t tthc__blocks_add(struct blocks *blocks, int32_t kind, tthc_error *err) {
  const struct place nowhere = {0};
  struct block *grown;
  if (blocks->count >= BLOCKS_MAX)
    return fail_limit(err, nowhere, WORDS("không quá 1.000.000 đoạn và hàng", "at most 1,000,000 paragraphs and rows"));
  grown = tthc__grow(blocks->items, blocks->count, &blocks->capacity, sizeof *grown);
  if (grown == NULL) return tthc__fail_memory(err);
  blocks->items = grown;
  grown[blocks->count].kind = kind;
  grown[blocks->count].first = blocks->piece_count;
  blocks->count++;
  return TTHC_OK;
}

/* What a document has in it that is no text: the bytes of a blank (1), or of what leaves no trace (-1); else 0. */
static int blank_at(const char *text, int64_t left, int64_t *size) {
  static const struct {
    const char *bytes;
    int kind;
  } odd[] = {{"\xc2\xa0", 1},      {"\xe2\x80\xaf", 1},  {"\xe3\x80\x80", 1},  {"\xe2\x80\x83", 1},
             {"\xe2\x80\x82", 1},  {"\xe2\x80\xa8", 1},  {"\xe2\x80\x89", 1},  {"\xc2\xad", -1},
             {"\xe2\x80\x8b", -1}, {"\xe2\x80\x8e", -1}, {"\xe2\x80\x8f", -1}, {"\xef\xbb\xbf", -1},
             {"\xe2\x81\xa0", -1}};
  size_t i;
  *size = 1;
  if ((unsigned char)*text <= ' ' || *text == 0x7f) return 1;
  if ((unsigned char)*text < 0xc2) return 0;
  for (i = 0; i < sizeof odd / sizeof *odd; i++) {
    *size = (int64_t)strlen(odd[i].bytes);
    if (left >= *size && memcmp(text, odd[i].bytes, (size_t)*size) == 0) return odd[i].kind;
  }
  return 0;
}

/* One blank for many, none at the ends; a line end stays, with none around it. */
static void tidy(struct buffer *out, const char *text, int64_t size) {
  int64_t at = 0, step, from = 0;
  char pending = '\0';
  while (at < size) {
    const int kind = blank_at(text + at, size - at, &step);
    if (kind == 0) {
      if (pending != '\0' && out->size > 0) tthc__put_char(out, pending);
      pending = '\0';
      from = at;
      do at += 1;
      while (at < size && blank_at(text + at, size - at, &step) == 0);
      tthc__put_bytes(out, text + from, at - from);
      continue;
    }
    if (kind > 0 && pending != '\n') pending = text[at] == '\n' ? '\n' : ' ';
    at += step;
  }
}

int32_t tthc__blocks_add_piece(struct blocks *blocks, const char *text, int64_t size, struct place place,
                               int32_t goes_on, tthc_error *err) {
  struct block *block = &blocks->items[blocks->count - 1];
  struct piece piece = {"", place, goes_on};
  struct buffer tidied = {0};
  struct piece *grown;
  int32_t rc = TTHC_OK;
  if (block->count >= COLUMNS_MAX)
    return fail_limit(err, place, WORDS("hàng không quá 256 ô", "a row of at most 256 cells"));
  tidy(&tidied, text, size);
  if (tidied.failed)
    rc = tthc__fail_memory(err);
  else if (tidied.size > PIECE_MAX)
    rc = fail_limit(err, place, WORDS("đoạn hoặc ô không quá 64 KiB", "a paragraph or cell of at most 64 KiB"));
  else if (tidied.size > 0) {
    rc = tthc__nfc(&blocks->arena, tidied.data, tidied.size, PIECE_MAX, &piece.text, err);
    if (rc != TTHC_OK) tthc__error_set_place(err, place.line, 0);
  }
  tthc__buffer_free(&tidied);
  if (rc != TTHC_OK) return rc;
  grown = tthc__grow(blocks->pieces, blocks->piece_count, &blocks->piece_capacity, sizeof *grown);
  if (grown == NULL) return tthc__fail_memory(err);
  blocks->pieces = grown;
  grown[blocks->piece_count++] = piece;
  block->count++;
  return TTHC_OK;
}

const struct piece *tthc__block_piece(const struct blocks *blocks, const struct block *block, int32_t n) {
  return &blocks->pieces[block->first + n];
}

int tthc__block_is_blank(const struct blocks *blocks, const struct block *block) {
  int32_t i;
  for (i = 0; i < block->count; i++)
    if (*tthc__block_piece(blocks, block, i)->text != '\0') return 0;
  return 1;
}
