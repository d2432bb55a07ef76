/* Any bytes as a table: refused at a place, or rows of valid cells, each where its bytes are; and as a table of facts. */
#include "fuzz/fuzz.h"

#include "base/csv.h"
#include "base/unicode.h"

#include <tthcplan.h>

/* Cells come one behind the other. */
static void row_must_be_sound(const struct csv *csv) {
  int32_t i, line = 1, column = 1, filled = 0;
  MUST(csv->count >= 1 && csv->count <= CSV_CELLS_MAX);
  for (i = 0; i < csv->count; i++) {
    const struct csv_cell *cell = &csv->cells[i];
    MUST(tthc__utf8_valid(cell->text, (int64_t)strlen(cell->text)));
    MUST(cell->line > line || (cell->line == line && cell->column >= column));
    MUST(strchr(" \t\n\r", *cell->text) == NULL || *cell->text == '\0');
    line = cell->line;
    column = cell->column;
    filled += *cell->text != '\0';
  }
  MUST(filled > 0);
}

static void try_table(const char *bytes, int64_t size, struct csv_form form, tthc_error *err) {
  struct csv csv;
  int32_t line = 0, rc = tthc__csv_open(&csv, bytes, size, form, err);
  if (rc == TTHC_OK) {
    while ((rc = tthc__csv_next(&csv, err)) == 1) {
      row_must_be_sound(&csv);
      MUST(csv.cells[0].line > line); /* a row is no shorter than a line */
      line = csv.cells[0].line;
    }
    tthc__csv_close(&csv);
  }
  MUST(rc == TTHC_OK || rc == tthc_error_code(err));
  MUST(rc == TTHC_OK || rc == TTHC_E_FORMAT || (tthc_error_line(err) > 0 && tthc_error_column(err) > 0));
}

/* What was added is not added again; what was refused added nothing. */
static void try_facts(const char *bytes, int64_t size, tthc_error *err) {
  tthc_plan *plan = tthc_plan_new("p", 2021, NULL);
  int32_t rc;
  MUST(tthc_plan_add_unit(plan, "noi-vu", "Phòng Nội vụ", TTHC_UNIT_SINGLE, NULL) == 0);
  MUST(tthc_plan_add_task(plan, TTHC_NONE, TTHC_NONE, "A.1", "T", NULL) == 0);
  MUST(tthc_plan_add_indicator(plan, "n", "N", TTHC_VALUE, TTHC_PER_PERIOD, NULL) == 0);
  rc = tthc_plan_read_facts_csv(plan, bytes, size, "{\"kind\": \"progress\"}", err);
  if (rc < 0)
    MUST(rc == tthc_error_code(err) && tthc_plan_fact_count(plan) == 0);
  else
    MUST(tthc_plan_fact_count(plan) == rc && tthc_error_code(err) == TTHC_OK &&
         tthc_plan_read_facts_csv(plan, bytes, size, "{\"kind\": \"progress\"}", NULL) == 0);
  tthc_plan_free(plan);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  char *bytes = fuzz_text(data, size);
  tthc_error *err = tthc_error_new();
  struct csv_form form = {0, ENCODING_TOLD};
  for (form.separator = 0; tthc__word(&tthc__separators, form.separator) != NULL || form.separator == 0;
       form.separator++)
    try_table(bytes, (int64_t)size, form, err);
  form.separator = 0;
  for (form.encoding = ENCODING_UTF_8; form.encoding <= ENCODING_TCVN3; form.encoding++)
    try_table(bytes, (int64_t)size, form, err);
  try_facts(bytes, (int64_t)size, err);
  tthc_error_free(err);
  free(bytes);
  return 0;
}
