/* Any bytes as a deadline phrase: refused as no text, or read into clauses that a plan takes. */
#include "fuzz/fuzz.h"

#include <cjson/cJSON.h>
#include <tthcplan.h>

/* Short spans, as most of the time goes into writing occurrences; those at both ends of all days. */
static const char *const options[] = {
  NULL,
  "{\"year\": 2024}",
  "{\"year\": 2026, \"issued\": \"2026-01-15\", \"span\": {\"from\": \"2025-12-01\", \"to\": \"2026-03-31\"}}",
  "{\"span\": {\"from\": \"1900-01-01\", \"to\": \"1900-02-28\"}}",
  "{\"year\": 2200, \"issued\": \"2200-12-31\", \"span\": {\"from\": \"2200-12-01\", \"to\": \"2200-12-31\"}}",
};
enum { WITHOUT_SPAN = 2, ALL = sizeof options / sizeof *options };

/* Making a calendar takes longer than reading a phrase. */
static const tthc_calendar *shipped(void) {
  static tthc_calendar *calendar;
  if (calendar == NULL) calendar = tthc_calendar_new(NULL, NULL);
  MUST(calendar != NULL);
  return calendar;
}

/* --- what must hold ----------------------------------------------------------------------------------------------- */

static const char *text_of(const cJSON *row, const char *name) {
  return cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(row, name));
}

/* ISO 8601 days compare as text. */
static void must_not_end_before(const char *start, const char *due) {
  MUST(due != NULL && (start == NULL || strcmp(start, due) <= 0));
}

static void must_be_clauses(const cJSON *clauses) {
  const cJSON *clause;
  MUST(cJSON_GetArraySize(clauses) >= 1);
  cJSON_ArrayForEach(clause, clauses) {
    const char *kind = text_of(clause, "kind");
    MUST(kind != NULL);
    if (strcmp(kind, "once") == 0) must_not_end_before(text_of(clause, "start"), text_of(clause, "due"));
  }
}

static void must_be_findings(const cJSON *findings, const char *phrase) {
  const cJSON *finding;
  const int size = (int)strlen(phrase);
  cJSON_ArrayForEach(finding, findings) {
    const cJSON *from = cJSON_GetObjectItemCaseSensitive(finding, "from");
    const cJSON *to = cJSON_GetObjectItemCaseSensitive(finding, "to");
    const char *text = text_of(finding, "text");
    MUST(from != NULL && to != NULL && text != NULL);
    MUST(from->valueint >= 0 && from->valueint <= to->valueint && to->valueint <= size);
    MUST(strncmp(phrase + from->valueint, text, (size_t)(to->valueint - from->valueint)) == 0);
  }
}

static void must_be_occurrences(const cJSON *occurrences) {
  const cJSON *occurrence;
  const char *before = NULL;
  cJSON_ArrayForEach(occurrence, occurrences) {
    const char *due = text_of(occurrence, "due");
    must_not_end_before(text_of(occurrence, "start"), due);
    must_not_end_before(before, due);
    MUST(text_of(occurrence, "period") != NULL);
    before = due;
  }
}

static void must_be_sound(const char *json) {
  const char *end = NULL;
  cJSON *root = cJSON_ParseWithOpts(json, &end, 1);
  MUST(root != NULL && text_of(root, "text") != NULL);
  must_be_clauses(cJSON_GetObjectItemCaseSensitive(root, "clauses"));
  must_be_findings(cJSON_GetObjectItemCaseSensitive(root, "findings"), text_of(root, "text"));
  must_be_occurrences(cJSON_GetObjectItemCaseSensitive(root, "occurrences"));
  cJSON_Delete(root);
}

/* A plan takes the clauses, and gives them back as they are. */
static void must_fit_a_plan(const tthc_text *deadline) {
  tthc_plan *plan = tthc_plan_new("p", 2024, NULL);
  const int32_t task = tthc_plan_add_task(plan, TTHC_NONE, TTHC_NONE, "1", "T", NULL);
  tthc_text *back;
  MUST(task == 0);
  MUST(tthc_task_set_deadline_json(plan, task, tthc_text_data(deadline), tthc_text_size(deadline), NULL) == TTHC_OK);
  back = tthc_task_deadline_json(plan, task, NULL);
  MUST(back != NULL && strcmp(tthc_text_data(back), tthc_text_data(deadline)) == 0);
  tthc_text_free(back);
  tthc_plan_free(plan);
}

static void must_be_refused(const char *phrase, int32_t code) {
  MUST(code == TTHC_E_ENCODING || code == TTHC_E_LIMIT || (code == TTHC_E_MISSING && *phrase == '\0'));
}

/* --- the calls ---------------------------------------------------------------------------------------------------- */

static void try_explain(const char *phrase, const char *with, tthc_error *err) {
  tthc_text *text = tthc_deadline_explain(shipped(), phrase, with, err);
  if (text == NULL)
    must_be_refused(phrase, tthc_error_code(err));
  else
    must_be_sound(tthc_text_data(text));
  tthc_text_free(text);
}

static void try_json(const char *phrase, const char *with, tthc_error *err) {
  tthc_text *text = tthc_deadline_json(phrase, with, err), *again = tthc_deadline_json(phrase, with, err);
  MUST((text == NULL) == (again == NULL));
  if (text == NULL) {
    must_be_refused(phrase, tthc_error_code(err));
  } else {
    MUST(strcmp(tthc_text_data(text), tthc_text_data(again)) == 0);
    must_be_sound(tthc_text_data(text));
    must_fit_a_plan(text);
  }
  tthc_text_free(text);
  tthc_text_free(again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  char *phrase = fuzz_text(data, size);
  tthc_error *err = tthc_error_new();
  int i;
  for (i = 0; i < WITHOUT_SPAN; i++) try_json(phrase, options[i], err);
  for (i = 0; i < ALL; i++) try_explain(phrase, options[i], err);
  tthc_error_free(err);
  free(phrase);
  return 0;
}
