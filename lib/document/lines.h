/* Text documents: lines are paragraphs or, parted by tabs or as in Markdown by bars, rows. */
#ifndef TTHC_DOCUMENT_LINES_H
#define TTHC_DOCUMENT_LINES_H

#include "document/blocks.h"

/* Reads valid UTF-8. Lines end in LF, CR LF or CR. TTHC_OK, or a failure with its line. */
int32_t tthc__read_lines(const char *text, int64_t size, struct blocks *out, tthc_error *err);

#endif
