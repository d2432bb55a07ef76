/* Lines of a text put right: paragraphs that were wrapped, and tabs that part no columns. */
#ifndef TTHC_DOCUMENT_MEND_H
#define TTHC_DOCUMENT_MEND_H

#include "document/blocks.h"

/* TTHC_OK or TTHC_E_MEMORY. */
int32_t tthc__mend_lines(struct blocks *blocks, tthc_error *err);

#endif
