/* The cell of a task cut into bodies, although names have commas and "và" in them. */
#ifndef TTHC_DOCUMENT_UNIT_LIST_H
#define TTHC_DOCUMENT_UNIT_LIST_H

#include "base/error.h"
#include "base/index.h"
#include "base/memory.h"

/* What is known of names while a document is read. Zeroed is empty; frees with tthc__unit_names_free(). */
struct unit_names {
  struct arena arena;
  struct index keys; /* by key: names that are one body's */
};

int32_t tthc__unit_names_add(struct unit_names *names, const char *name, tthc_error *err);
void tthc__unit_names_free(struct unit_names *names);

/* How a body was found, where that is worth a finding. */
enum body_doubt {
  BODY_SURE,
  BODY_ELLIPSIS,  /* "Văn hóa & Thông tin" behind "Phòng Nội vụ": the name has got its noun back */
  BODY_AMBIGUOUS, /* a comma that may part two names or stand in one */
  BODY_UNPARTED,  /* two names without anything between them */
  BODY_REMARK     /* words that name no body */
};

struct body {
  const char *name; /* NULL: only a remark */
  int32_t doubt;
  const char *about; /* what the doubt is about */
};

struct bodies {
  struct body *items;
  int32_t count;
};

/* Cuts a text; what it gives lives in the arena. TTHC_OK or TTHC_E_MEMORY. */
int32_t tthc__split_units(const char *text, const struct unit_names *names, struct arena *arena, struct bodies *out,
                          tthc_error *err);

/* Learns the names that stand alone, or between semicolons. */
int32_t tthc__learn_units(const char *text, struct unit_names *names, tthc_error *err);

#endif
