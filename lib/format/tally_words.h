/* The words of tables of dossiers, as one-stop-shop systems export them: headings of columns, and what cells say. */
#ifndef TTHC_FORMAT_TALLY_WORDS_H
#define TTHC_FORMAT_TALLY_WORDS_H

#include "base/json.h"

/* What a column tells of a dossier. Numbers of tthc__dossier_columns. */
enum dossier_column {
  COLUMN_UNIT = 1,
  COLUMN_DOSSIER,
  COLUMN_RECEIVED,
  COLUMN_DUE,
  COLUMN_FINISHED,
  COLUMN_CHANNEL,
  COLUMN_RESULT,
  COLUMN_LEVEL,
  DOSSIER_COLUMNS
};

extern const struct vocabulary tthc__dossier_columns;

/* Each takes a text folded without marks; 0 when it is not known. */
int32_t tthc__dossier_heading(const char *folded);
int32_t tthc__channel_word(const char *folded); /* enum tally_channel */
int32_t tthc__result_word(const char *folded);  /* enum tally_result */

/* What is missing when there is no such column. */
struct words tthc__dossier_column_wanted(int32_t column);

#endif
