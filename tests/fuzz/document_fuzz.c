/* Any bytes as a document: refused, or a plan that as a document of its own says the same, with findings that speak. */
#include "fuzz/plans.h"

/* A register whose names the corpus has, in several spellings. */
static const tthc_plan *known_units(void) {
  static const char *const names[] = {"Phòng Nội vụ", "Phòng Tài chính - Kế hoạch", "Phòng Văn hóa và Thông tin",
                                      "Sở Văn hóa, Thể thao và Du lịch", "UBND các xã", "UBND xã Tân An"};
  static tthc_plan *known;
  size_t i;
  if (known != NULL) return known;
  known = tthc_plan_new("known", 2020, NULL);
  MUST(known != NULL);
  for (i = 0; i < sizeof names / sizeof *names; i++)
    MUST(tthc_plan_add_unit(known, NULL, names[i], i == 4 ? TTHC_UNIT_GROUP : TTHC_UNIT_SINGLE, NULL) == (int32_t)i);
  MUST(tthc_unit_add_alias(known, 2, "VHTT", NULL) >= 0);
  MUST(tthc_unit_add_member(known, 4, 5, TTHC_NO_DAY, TTHC_NO_DAY, NULL) >= 0);
  return known;
}

static int is_refusal(int32_t code) {
  return code == TTHC_E_FORMAT || code == TTHC_E_ENCODING || code == TTHC_E_LIMIT || code == TTHC_E_UNSUPPORTED;
}

static void try_document(const char *bytes, int64_t size, const tthc_plan *known) {
  tthc_error *err = tthc_error_new();
  tthc_plan *plan = tthc_plan_read_document(bytes, size, known, "{\"id\": \"p\", \"year\": 2024}", err);
  if (plan == NULL) {
    if (!is_refusal(tthc_error_code(err))) fprintf(stderr, "%s\n", tthc_error_problems_json(err, "en"));
    MUST(is_refusal(tthc_error_code(err)));
    MUST(tthc_error_code(err) != TTHC_E_ENCODING || (tthc_error_line(err) > 0 && tthc_error_column(err) > 0));
  } else {
    MUST(tthc_error_code(err) == TTHC_OK);
    MUST(tthc_plan_task_count(plan) > 0 && tthc_plan_year(plan) == 2024 && strcmp(tthc_plan_id(plan), "p") == 0);
    if (known != NULL) MUST(tthc_plan_unit_count(plan) >= tthc_plan_unit_count(known));
    must_read_back(plan);
    findings_must_speak(tthc_plan_findings(plan, NULL));
  }
  tthc_plan_free(plan);
  tthc_error_free(err);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  char *bytes = fuzz_text(data, size);
  try_document(bytes, (int64_t)size, NULL);
  try_document(bytes, (int64_t)size, known_units());
  free(bytes);
  return 0;
}
