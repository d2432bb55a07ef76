/* Zips made in memory, so that tests need no binary files. */
#ifndef TTHC_SUPPORT_MAKE_DOCX_H
#define TTHC_SUPPORT_MAKE_DOCX_H

#include "base/buffer.h"

struct docx_entry {
  const char *name;
  const char *bytes;
  int64_t size;    /* -1: that of the text */
  int32_t encrypt; /* with a password */
};

/* Ends the program when it fails. */
void make_zip(const struct docx_entry *entries, int32_t count, struct buffer *out);

/* A .docx of whole parts (NULL: without). */
void make_docx(const char *document, const char *numbering, const char *styles, struct buffer *out);

/* What goes around the content of a part; `space` NULL: the transitional namespace. */
void make_part(const char *root, const char *space, const char *content, struct buffer *out);

#endif
