/* How the library's own code makes a list of findings. */
#ifndef TTHC_BASE_FINDINGS_H
#define TTHC_BASE_FINDINGS_H

#include "base/error.h"
#include "base/memory.h"
#include "tthcplan/findings.h"

/* A place in a document: a line, or in a .docx a paragraph or a table's row; of these a cell. From 1; 0: none. */
struct place {
  int32_t line;
  int32_t paragraph;
  int32_t table;
  int32_t row;
  int32_t cell;
};

tthc_findings *tthc__findings_new(tthc_error *err);

tthc_findings *tthc__findings_copy(const tthc_findings *findings, tthc_error *err);

/* Adds copies of all findings of another list (NULL: none). Gives 0, or TTHC_E_MEMORY. */
int32_t tthc__findings_append(tthc_findings *findings, const tthc_findings *more);

/*
 * Adds a finding about `path` (copied; NULL: none) at a place; `about` is what to show in the sentence, in both languages,
 * NOTHING for none. Gives 0, or TTHC_E_MEMORY.
 */
int32_t tthc__findings_add_words(tthc_findings *findings, int32_t code, struct place place, const char *path,
                                 struct words about);

/* The same with a name or phrase that is itself in either language; NULL for none. */
int32_t tthc__findings_add_at(tthc_findings *findings, int32_t code, struct place place, const char *path,
                              const char *about);

/* The same at no place. */
int32_t tthc__findings_add(tthc_findings *findings, int32_t code, const char *path, const char *about);

#endif
