/* How the library's own code makes a list of findings. */
#ifndef TTHC_BASE_FINDINGS_H
#define TTHC_BASE_FINDINGS_H

#include "base/error.h"
#include "base/memory.h"
#include "tthcplan/findings.h"

tthc_findings *tthc__findings_new(tthc_error *err);

tthc_findings *tthc__findings_copy(const tthc_findings *findings, tthc_error *err);

/*
 * Adds a finding about `path` (copied); `about` is the name or phrase to show in the sentence, NULL for none.
 * Gives 0, or TTHC_E_MEMORY.
 */
int32_t tthc__findings_add(tthc_findings *findings, int32_t code, const char *path, const char *about);

#endif
