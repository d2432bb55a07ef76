/* The parts of a .docx, which is a zip of XML: inflated and read piece by piece, within limits, never whole in memory. */
#ifndef TTHC_DOCUMENT_DOCX_PART_H
#define TTHC_DOCUMENT_DOCX_PART_H

#include "base/error.h"

/* Bytes of a part's XML and of one tag in it; elements within each other. */
enum { PART_MAX = 64 * 1024 * 1024, TAG_MAX = 4 * 1024 * 1024, XML_DEPTH_MAX = 256 };

struct docx_package;

/* The bytes must outlive the package. TTHC_OK, TTHC_E_FORMAT, or TTHC_E_MEMORY. */
int32_t tthc__docx_open(const char *bytes, int64_t size, struct docx_package **out, tthc_error *err);
void tthc__docx_close(struct docx_package *package);

/* Whether there is a part of this name, "word/document.xml". */
int tthc__docx_has(const struct docx_package *package, const char *name);

/* The namespaces that matter, each in its transitional and its strict form. */
enum xml_space { SPACE_NONE, SPACE_OTHER, SPACE_WORD, SPACE_MARKUP, SPACE_RELATIONSHIPS };

struct xml_name {
  enum xml_space space;
  const char *local;
  uint8_t element; /* its number, from 1 */
};

/* What is open: open[depth] is the innermost element, by its number; 0 for one without. */
struct xml_stack {
  int32_t depth;
  uint8_t open[XML_DEPTH_MAX + 1];
};

/* How a part is read. The functions give TTHC_OK, or the code of the failure that they have put in the error. */
struct xml_form {
  const struct xml_name *names; /* {0} ends them */
  int32_t (*open)(void *context, const struct xml_stack *stack, const char **attributes);
  int32_t (*close)(void *context, const struct xml_stack *stack); /* called while the element is still open */
  int32_t (*text)(void *context, const char *text, int64_t size); /* NULL: not wanted */
};

/* Reads a part that is there. */
int32_t tthc__docx_read_part(struct docx_package *package, const char *name, const struct xml_form *form, void *context,
                             tthc_error *err);

/* An attribute of WordprocessingML or without namespace; NULL when the element has none. */
const char *tthc__xml_attribute(const char **attributes, const char *local);

/* The same as a number, brought into the range; `absent` when there is none. */
int32_t tthc__xml_number(const char **attributes, const char *local, int32_t min, int32_t max, int32_t absent);

/* The same as a switch: 1 when it is absent, as <w:b/> is on. */
int tthc__xml_is_on(const char **attributes, const char *local);

#endif
