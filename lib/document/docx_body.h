/* The body of a Word document, as blocks. */
#ifndef TTHC_DOCUMENT_DOCX_BODY_H
#define TTHC_DOCUMENT_DOCX_BODY_H

#include "document/blocks.h"
#include "document/docx_numbering.h"

/* Pieces that one document may become: each column that a cell spans is one, which costs the file next to nothing. */
enum { DOCX_PIECES_MAX = 2000000 };

int32_t tthc__docx_read_body(struct docx_package *package, const char *part, struct docx_numbering *numbering,
                             struct blocks *out, tthc_error *err);

#endif
