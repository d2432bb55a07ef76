/* Word documents, as blocks. An optional component: libzip and expat. */
#ifndef TTHC_DOCUMENT_DOCX_H
#define TTHC_DOCUMENT_DOCX_H

#include "document/blocks.h"
#include "document/form.h"

/*
 * Adds the paragraphs and table rows of a .docx, with automatic numbers as text; what was added before a failure is the
 * caller's to free. A row has one piece for each column of the table's grid; a table in a cell is text of the cell.
 * TTHC_OK, TTHC_E_MEMORY, TTHC_E_LIMIT, TTHC_E_FORMAT (line and column are those of the part's XML), or
 * TTHC_E_UNSUPPORTED where the component was not built in.
 */
int32_t tthc__read_docx(const char *bytes, int64_t size, struct blocks *out, tthc_error *err);

#endif
