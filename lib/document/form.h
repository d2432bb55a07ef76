/* What a document is, by its first bytes. */
#ifndef TTHC_DOCUMENT_FORM_H
#define TTHC_DOCUMENT_FORM_H

#include "base/error.h"

/* Whether it is a zip, as every .docx is. */
int tthc__is_zip(const char *bytes, int64_t size);

/* TTHC_E_FORMAT, with its name and what to do, for what is known and no document that is read; otherwise TTHC_OK. */
int32_t tthc__refuse_known_form(const char *bytes, int64_t size, tthc_error *err);

#endif
