/* What a column of a task table or a labelled line holds, told from its heading: "Cơ quan chủ trì", "Thời hạn". */
#ifndef TTHC_DOCUMENT_FIELD_H
#define TTHC_DOCUMENT_FIELD_H

#include "base/buffer.h"
#include "base/error.h"

enum field {
  FIELD_NONE,
  FIELD_LABEL,
  FIELD_TITLE,
  FIELD_LEAD,
  FIELD_COORDINATOR,
  FIELD_DELIVERABLE,
  FIELD_DEADLINE,
  FIELD_OTHER, /* known, but nothing that a task has: "Ghi chú", "Kinh phí" */
  FIELD_COUNT
};

/* The field that a heading names; FIELD_NONE when it names none. `folded`: small letters without marks. */
int32_t tthc__field_of_heading(const char *folded);

/*
 * The field that a line is labelled with, and where the value begins: "- Cơ quan chủ trì: Sở Nội vụ". FIELD_NONE when it
 * has no such label, TTHC_E_MEMORY without memory. The text has no list mark before it.
 */
int32_t tthc__field_of_line(const char *text, int32_t *value);

/* What a field is called, to show in findings. */
struct words tthc__field_name(int32_t field);

#endif
