/* Printed labels: "A.", "II.", "3.1", "a)", "-". What kind of numbering one belongs to, and what stands behind it. */
#ifndef TTHC_DOCUMENT_LABEL_H
#define TTHC_DOCUMENT_LABEL_H

#include <stdint.h>

/* Kinds of numbering, from the outer to the inner. */
enum scheme {
  SCHEME_NONE,
  SCHEME_NAMED,   /* "Phần I", "Chương 2", "Phụ lục I", "Nhóm 1:" */
  SCHEME_CAPITAL, /* "A", "Đ" */
  SCHEME_ROMAN,   /* "IV" */
  SCHEME_NUMBER,  /* "3" */
  SCHEME_DOTTED,  /* "3.1", "3.1.2" */
  SCHEME_SMALL,   /* "a", "đ" */
  SCHEME_DASH,    /* "-", "•" */
  SCHEME_PLUS     /* "+" */
};

struct label {
  int32_t scheme;
  int32_t either; /* a capital that may be a Roman number too: "C", "D", "I", "V", "X" */
  int32_t dots;   /* of a dotted one */
  int32_t inner;  /* "(1)" or "1)": below the same number with a dot; "Nhóm 1:": below Roman numbers */
  int32_t from;   /* bytes: the label without brackets and closing marks */
  int32_t to;
  int32_t rest; /* bytes: where the text behind it begins */
};

/* The label at the start of a text; SCHEME_NONE when there is none, with `rest` 0. */
struct label tthc__label_at_start(const char *text);

/* The same of a cell of labels, which needs no closing mark: "I", "3.1", "1.", "(a)". Nothing may stand behind it. */
struct label tthc__label_of_cell(const char *cell);

#endif
