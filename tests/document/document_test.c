/* Whole documents against what a person reads in them: *.truth.json, made apart from the reader. */
#include "document/unit_name.h"
#include "support/check.h"
#include "support/samples.h"

#include <tthcplan.h>

#include <cjson/cJSON.h>
#include <dirent.h>
#include <stdio.h>

/* --- comparing ---------------------------------------------------------------------------------------------------- */

static const char *text_of(const cJSON *object, const char *name) {
  const cJSON *member = cJSON_GetObjectItemCaseSensitive(object, name);
  return cJSON_IsString(member) && *member->valuestring != '\0' ? member->valuestring : NULL;
}

static int32_t count_of(const cJSON *object, const char *name) {
  return (int32_t)cJSON_GetArraySize(cJSON_GetObjectItemCaseSensitive(object, name));
}

static const cJSON *item_of(const cJSON *object, const char *name, int32_t n) {
  return cJSON_GetArrayItem(cJSON_GetObjectItemCaseSensitive(object, name), n);
}

/* The bytes without a closing mark: labelled text may have one. */
static size_t open_size(const char *text) {
  size_t size = text == NULL ? 0 : strlen(text);
  while (size > 0 && strchr(" .;:", text[size - 1]) != NULL) size--;
  return size;
}

static int check_open(const char *label, const char *got, const char *wanted) {
  const size_t size = open_size(got);
  if (size == open_size(wanted) && (size == 0 || memcmp(got, wanted, size) == 0)) return 0;
  return check_text(label, got, wanted);
}

/* Whether a cell is merged with the one above: the texts have it empty, a .docx has its value. */
static int is_merged(const cJSON *task, const char *name) {
  const cJSON *field;
  cJSON_ArrayForEach(field, cJSON_GetObjectItemCaseSensitive(task, "merged")) if (strcmp(field->valuestring, name) ==
                                                                                  0) return 1;
  return 0;
}

static int check_cell(const char *label, const char *got, const cJSON *task, const char *name) {
  return got == NULL && is_merged(task, name) ? 0 : check_open(label, got, text_of(task, name));
}

static int check_task(const char *document, const tthc_plan *plan, int32_t t, const cJSON *task) {
  char label[512];
  const char *parent = tthc_task_label(plan, tthc_task_parent(plan, t));
  snprintf(label, sizeof label, "%.300s: %s", document, check_show(tthc_task_id(plan, t)));
  /* What has no number was given one. */
  const char *number = text_of(task, "number") == NULL ? tthc_task_label(plan, t) : text_of(task, "number");
  return check_text(label, tthc_task_label(plan, t), number) +
         check_open(label, tthc_task_title(plan, t), text_of(task, "title")) +
         check_cell(label, tthc_task_lead_text(plan, t), task, "lead") +
         check_cell(label, tthc_task_coordinator_text(plan, t), task, "support") +
         check_cell(label, tthc_task_deliverable(plan, t), task, "output") +
         check_cell(label, tthc_task_deadline_text(plan, t), task, "deadline") +
         check_text(label, parent, text_of(task, "parent"));
}

/* A section without number and title stands for tasks whose heading is lost, or for a document without sections. */
static int check_tasks(const char *document, const tthc_plan *plan, const cJSON *truth) {
  int32_t i, j, t = 0, section = 0, failures = 0;
  for (i = 0; i < count_of(truth, "sections"); i++) {
    const cJSON *row = item_of(truth, "sections", i);
    const int is_section = text_of(row, "number") != NULL || text_of(row, "title") != NULL;
    if (is_section) {
      const char *label = tthc_section_label(plan, section), *number = text_of(row, "number");
      failures += check_text(document, label, number == NULL && label != NULL && *label == '(' ? label : number);
      failures += check_text(document, tthc_section_title(plan, section), text_of(row, "title"));
      section++;
    }
    for (j = 0; j < count_of(row, "tasks"); j++, t++) {
      failures += check_task(document, plan, t, item_of(row, "tasks", j));
      if (is_section) failures += check_int(document, tthc_task_section(plan, t), section - 1);
    }
  }
  return failures + check_int(document, tthc_plan_section_count(plan), section) +
         check_int(document, tthc_plan_task_count(plan), t);
}

static int check_header(const char *document, const tthc_plan *plan, const cJSON *truth) {
  const int32_t day = tthc_plan_issued_day(plan);
  tthc_text *text = day == TTHC_NO_DAY ? NULL : tthc_day_text(day, NULL);
  const char *title = text_of(truth, "title"), *subject = tthc_plan_subject(plan);
  const size_t size = title == NULL || subject == NULL ? 0 : strlen(title),
               tail = subject == NULL ? 0 : strlen(subject);
  int failures = check_text(document, tthc_plan_number(plan), text_of(truth, "number")) +
                 check_text(document, tthc_text_data(text), text_of(truth, "date")) +
                 check_text(document, tthc_plan_authority(plan), text_of(truth, "authority")) +
                 check_text(document, tthc_plan_signatory(plan), text_of(truth, "signatory")) +
                 check_text(document, tthc_plan_signatory_position(plan), text_of(truth, "signatory_title"));
  tthc_text_free(text);
  if (title != NULL) /* behind the kind of document */
    failures += check_text(document, subject, size > tail ? title + size - tail : title);
  return failures;
}

static int is_roman(const char *label) {
  return label != NULL && (strspn(label, "IVXL") == strlen(label) || strstr(label, "THỨ") != NULL);
}

static int check_parts(const char *document, const tthc_plan *plan, const cJSON *truth) {
  int32_t i, n = 0, failures = 0;
  for (i = 0; i < tthc_plan_part_count(plan); i++) {
    if (tthc_part_parent(plan, i) != TTHC_NONE || !is_roman(tthc_part_label(plan, i))) continue;
    failures += check_text(document, tthc_part_label(plan, i), cJSON_GetStringValue(item_of(truth, "part_numbers", n)));
    failures += check_text(document, tthc_part_title(plan, i), cJSON_GetStringValue(item_of(truth, "parts", n)));
    n++;
  }
  failures += check_int(document, n, count_of(truth, "parts"));
  for (i = 0; i < count_of(truth, "recipients"); i++)
    failures +=
      check_text(document, tthc_plan_recipient(plan, i), cJSON_GetStringValue(item_of(truth, "recipients", i)));
  return failures + check_int(document, tthc_plan_recipient_count(plan), i);
}

/* --- units -------------------------------------------------------------------------------------------------------- */

static int same_key(const char *a, const char *b) {
  struct buffer one = {0}, two = {0};
  int same;
  tthc__put_unit_key(&one, a, 0);
  tthc__put_unit_key(&two, b, 0);
  same = check_same(one.data, two.data);
  tthc__buffer_free(&one);
  tthc__buffer_free(&two);
  return same;
}

typedef int32_t unit_at(const tthc_plan *plan, int32_t task, int32_t n);

static int check_cell_units(const char *label, const tthc_plan *plan, int32_t task, int32_t count, unit_at *at,
                            const cJSON *wanted) {
  int32_t n, failures = check_int(label, count, cJSON_GetArraySize(wanted));
  for (n = 0; n < count && n < cJSON_GetArraySize(wanted); n++) {
    const char *name = tthc_unit_name(plan, at(plan, task, n));
    const char *want = cJSON_GetStringValue(cJSON_GetArrayItem(wanted, n));
    if (!same_key(name, want)) failures += check_text(label, name, want);
  }
  return failures;
}

/* The bodies that a clerk finds in each cell, in the order of the tasks; spellings of one body are one. */
static int check_units(const char *document, const tthc_plan *plan, const cJSON *units) {
  const cJSON *row;
  int32_t t = 0, failures = 0;
  cJSON_ArrayForEach(row, units) {
    char label[512];
    snprintf(label, sizeof label, "%.300s: units of %s", document, row->string);
    if (tthc_task_lead_text(plan, t) != NULL)
      failures += check_cell_units(label, plan, t, tthc_task_lead_count(plan, t), tthc_task_lead,
                                   cJSON_GetObjectItemCaseSensitive(row, "lead"));
    if (tthc_task_coordinator_text(plan, t) != NULL)
      failures += check_cell_units(label, plan, t, tthc_task_coordinator_count(plan, t), tthc_task_coordinator,
                                   cJSON_GetObjectItemCaseSensitive(row, "support"));
    t++;
  }
  return failures + check_int(document, t, tthc_plan_task_count(plan));
}

/* --- documents ---------------------------------------------------------------------------------------------------- */

static cJSON *read_json(const char *path) {
  struct buffer text = {0};
  cJSON *json = sample_read_file(path, &text) ? cJSON_ParseWithLength(text.data, (size_t)text.size) : NULL;
  tthc__buffer_free(&text);
  return json;
}

static tthc_plan *read_plan(const struct buffer *document, const tthc_plan *known, const char *options,
                            const char *path) {
  tthc_error *err = tthc_error_new();
  char *exact = check_exact_copy(document->data, (size_t)document->size);
  tthc_plan *plan = tthc_plan_read_document(exact, document->size, known, options, err);
  if (plan == NULL) print_error("%s: %s\n", path, tthc_error_message(err, "en"));
  free(exact);
  tthc_error_free(err);
  return plan;
}

/* What the reader makes must be a plan document like any other. */
static int check_round_trip(const char *path, const tthc_plan *plan) {
  tthc_text *json = tthc_plan_json(plan, NULL, NULL), *again = NULL;
  tthc_plan *copy = tthc_plan_read(tthc_text_data(json), tthc_text_size(json), NULL, NULL);
  int failures = check_int(path, copy != NULL, 1);
  if (copy != NULL) {
    again = tthc_plan_json(copy, NULL, NULL);
    failures += check_text(path, tthc_text_data(again), tthc_text_data(json));
  }
  tthc_text_free(again);
  tthc_plan_free(copy);
  tthc_text_free(json);
  return failures;
}

/* One form of a document; 0 when the file is not there. */
static int check_document(const char *path, const cJSON *truth, const cJSON *units, int *failures) {
  struct buffer document = {0};
  tthc_plan *plan;
  if (!sample_read_file(path, &document)) return 0;
  plan = read_plan(&document, NULL, NULL, path);
  *failures += plan == NULL;
  if (plan != NULL) {
    *failures += check_header(path, plan, truth) + check_tasks(path, plan, truth) + check_parts(path, plan, truth) +
                 check_round_trip(path, plan);
    if (units != NULL) *failures += check_units(path, plan, units);
  }
  tthc_plan_free(plan);
  tthc__buffer_free(&document);
  return 1;
}

/* Every document of a folder in every form that it is there in. Gives how many were read. */
static int check_folder(const char *folder, int *failures) {
  static const char *const forms[] = {".txt", ".md", ".docx", "-pages.docx", "-auto-number.docx"};
  DIR *entries = opendir(folder);
  struct dirent *entry;
  int documents = 0;
  while (entries != NULL && (entry = readdir(entries)) != NULL) {
    const char *tail = strstr(entry->d_name, ".truth.json");
    char path[1200];
    cJSON *truth, *units;
    size_t i;
    if (tail == NULL) continue;
    snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
    truth = read_json(path);
    assert_non_null(truth);
    snprintf(path, sizeof path, "%s/%.*s.units.json", folder, (int)(tail - entry->d_name), entry->d_name);
    units = read_json(path);
    for (i = 0; i < COUNT(forms); i++) {
      if (strstr(forms[i], "docx") != NULL && !tthc_has("docx")) continue;
      snprintf(path, sizeof path, "%s/%.*s%s", folder, (int)(tail - entry->d_name), entry->d_name, forms[i]);
      documents += check_document(path, truth, units, failures);
    }
    cJSON_Delete(units);
    cJSON_Delete(truth);
  }
  if (entries != NULL) closedir(entries);
  return documents;
}

static void test_own_documents(void **state) {
  char folder[1000];
  int failures = 0;
  (void)state;
  snprintf(folder, sizeof folder, "%s/tests/data/documents", getenv("TTHC_TEST_SOURCE_DIR"));
  assert_int_equal(check_folder(folder, &failures), tthc_has("docx") ? 64 : 59);
  CHECK_NONE_FAILED(failures);
}

static void test_sample_documents(void **state) {
  char folder[1000];
  int failures = 0;
  (void)state;
  snprintf(folder, sizeof folder, "%s/../shared/samples/plans", getenv("TTHC_TEST_SOURCE_DIR"));
  if (check_folder(folder, &failures) == 0) print_message("skipped: no samples in %s\n", folder);
  CHECK_NONE_FAILED(failures);
}

/* --- the example's own document ----------------------------------------------------------------------------------- */

static tthc_plan *read_example(struct buffer *text, const char *name) {
  char path[1000];
  snprintf(path, sizeof path, "%s/examples/data/%s", getenv("TTHC_TEST_SOURCE_DIR"), name);
  assert_true(sample_read_file(path, text));
  return strstr(name, ".json") == NULL ? NULL : tthc_plan_read(text->data, text->size, NULL, NULL);
}

/*
 * Read with the example's units, the document gives the example's plan. What it does not hold: who issued it (the header is
 * missing), and the indicators' names, periods and meaning, of which the reader only proposes two.
 */
static void test_example(void **state) {
  static const char *const not_held[] = {"authority", "indicators"};
  struct buffer json = {0}, text = {0};
  tthc_plan *known = read_example(&json, "vinh-cuu-2021.json"), *plan;
  tthc_text *written;
  cJSON *wanted = cJSON_ParseWithLength(json.data, (size_t)json.size), *got;
  const cJSON *member;
  int failures = 0;
  size_t i;
  (void)state;
  read_example(&text, "vinh-cuu-2021.txt");
  plan = read_plan(&text, known, "{\"id\": \"vinh-cuu-2021\"}", "vinh-cuu-2021.txt");
  assert_non_null(plan);
  assert_int_equal(tthc_plan_indicator_count(plan), 2);
  assert_string_equal(tthc_task_id(plan, tthc_indicator_task(plan, 0)), "D.2");
  assert_string_equal(tthc_indicator_target_amount(plan, 0, 0), "50");
  assert_string_equal(tthc_task_id(plan, tthc_indicator_task(plan, 1)), "E.2");
  assert_string_equal(tthc_indicator_target_amount(plan, 1, 0), "20");
  written = tthc_plan_json(plan, NULL, NULL);
  got = cJSON_Parse(tthc_text_data(written));
  for (i = 0; i < COUNT(not_held); i++) {
    cJSON_DeleteItemFromObjectCaseSensitive(wanted, not_held[i]);
    cJSON_DeleteItemFromObjectCaseSensitive(got, not_held[i]);
  }
  failures += check_int("members", cJSON_GetArraySize(got), cJSON_GetArraySize(wanted));
  cJSON_ArrayForEach(member, wanted) {
    const cJSON *same = cJSON_GetObjectItemCaseSensitive(got, member->string);
    if (!cJSON_Compare(same, member, 1)) failures += check_text(member->string, cJSON_Print(same), cJSON_Print(member));
  }
  cJSON_Delete(got);
  cJSON_Delete(wanted);
  tthc_text_free(written);
  tthc_plan_free(plan);
  tthc_plan_free(known);
  tthc__buffer_free(&text);
  tthc__buffer_free(&json);
  CHECK_NONE_FAILED(failures);
}

/* All that a register says of its units is taken over, not only their names. */
static void test_register(void **state) {
  static const char document[] = "{\"format\": \"tthcplan/1\", \"id\": \"p\", \"year\": 2025, \"units\": ["
    "{\"id\": \"a\", \"name\": \"UBND xã Tân An\", \"superior\": \"t\", \"last_day\": \"2025-06-30\", "
    "\"successors\": [{\"unit\": \"b\", \"kind\": \"rename\", \"reference\": \"1662/NQ\"}]}, "
    "{\"id\": \"b\", \"name\": \"UBND phường Tân An\", \"superior\": \"t\", \"contacts\": [{\"name\": \"Lan\", "
    "\"phone\": \"0251\"}, {\"name\": \"Huệ\"}]}, {\"id\": \"t\", \"name\": \"UBND tỉnh\"}, "
    "{\"id\": \"g\", \"name\": \"UBND cấp xã\", \"kind\": \"group\", \"members\": [{\"unit\": \"a\"}, {\"unit\": \"b\"}]}]}";
  static const char text[] = "KẾ HOẠCH\nKiểm soát thủ tục hành chính năm 2025\n\nA. CÔNG KHAI\n\n"
    "| TT | Nội dung | Cơ quan chủ trì | Thời gian |\n|---|---|---|---|\n| 1 | Niêm yết | UBND cấp xã | Quý II |\n";
  tthc_plan *known = tthc_plan_read(document, -1, NULL, NULL), *plan;
  (void)state;
  assert_non_null(known);
  plan = tthc_plan_read_document(text, -1, known, NULL, NULL);
  assert_non_null(plan);
  tthc_plan_free(known);
  assert_int_equal(tthc_task_lead(plan, 0, 0), 3);
  assert_int_equal(tthc_unit_superior(plan, 0), 2);
  assert_int_equal(tthc_unit_superior(plan, 1), 2);
  assert_int_equal(tthc_unit_superior(plan, 2), TTHC_NONE);
  assert_int_equal(tthc_unit_successor_count(plan, 0), 1);
  assert_int_equal(tthc_successor_unit(plan, 0, 0), 1);
  assert_int_equal(tthc_successor_kind(plan, 0, 0), TTHC_RENAMED);
  assert_string_equal(tthc_successor_reference(plan, 0, 0), "1662/NQ");
  assert_int_equal(tthc_unit_contact_count(plan, 1), 2);
  assert_string_equal(tthc_contact_name(plan, 1, 0), "Lan");
  assert_string_equal(tthc_contact_phone(plan, 1, 0), "0251");
  assert_int_equal(tthc_unit_member_count(plan, 3), 2);
  tthc_plan_free(plan);
}

/* --- difficult forms of it ---------------------------------------------------------------------------------------- */

static int has_finding(const tthc_plan *plan, int32_t code, const char *about) {
  tthc_findings *findings = tthc_plan_findings(plan, NULL);
  int32_t row, found = 0;
  for (row = 0; row < tthc_findings_count(findings); row++)
    found |= tthc_findings_code(findings, row) == code &&
             (about == NULL || strstr(tthc_findings_message(findings, row, "vi"), about) != NULL);
  tthc_findings_free(findings);
  return found;
}

static tthc_plan *read_hard(const char *name, const char *options) {
  struct buffer text = {0};
  tthc_plan *plan = NULL;
  char path[200];
  snprintf(path, sizeof path, "hard/%s", name);
  if (sample_read(path, &text)) {
    plan = read_plan(&text, NULL, options, name);
    assert_non_null(plan);
  }
  tthc__buffer_free(&text);
  return plan;
}

/* These give the same plan as the plain text, whatever their findings are. */
static void test_same_plan(void **state) {
  static const struct {
    const char *name;
    const char *options;
  } rows[] = {{"crlf-bom.txt", "{}"},          {"nfd.txt", "{}"},
              {"utf-16le.txt", "{}"},          {"windows-1258.txt", "{\"encoding\": \"windows-1258\"}"},
              {"columns-swapped.txt", "{}"},   {"no-header-row.txt", "{}"},
              {"../vinh-cuu-2021.docx", "{}"}, {"../vinh-cuu-2021-pages.docx", "{}"}};
  struct buffer text = {0};
  tthc_plan *plain;
  tthc_text *wanted;
  int failures = 0;
  size_t i;
  (void)state;
  read_example(&text, "vinh-cuu-2021.txt");
  plain = read_plan(&text, NULL, NULL, "vinh-cuu-2021.txt");
  wanted = tthc_plan_json(plain, NULL, NULL);
  for (i = 0; i < COUNT(rows); i++) {
    const int absent = strstr(rows[i].name, ".docx") != NULL && !tthc_has("docx");
    tthc_plan *plan = absent ? NULL : read_hard(rows[i].name, rows[i].options);
    tthc_text *got = plan == NULL ? NULL : tthc_plan_json(plan, NULL, NULL);
    if (plan != NULL) failures += check_text(rows[i].name, tthc_text_data(got), tthc_text_data(wanted));
    tthc_text_free(got);
    tthc_plan_free(plan);
  }
  tthc_text_free(wanted);
  tthc_plan_free(plain);
  tthc__buffer_free(&text);
  CHECK_NONE_FAILED(failures);
}

static void test_without_heading_row(void **state) {
  tthc_plan *plan = read_hard("no-header-row.txt", NULL);
  (void)state;
  if (plan == NULL) return;
  assert_true(has_finding(plan, TTHC_F_COLUMNS_GUESSED, "số TT | nội dung công việc | cơ quan chủ trì"));
  tthc_plan_free(plan);
}

static void test_missing_cells(void **state) {
  tthc_plan *plan = read_hard("missing-cells.txt", NULL);
  int32_t task;
  (void)state;
  if (plan == NULL) return;
  task = tthc_plan_find_task(plan, "A.2");
  assert_string_equal(tthc_task_coordinator_text(plan, task), "Các cơ quan, đơn vị, UBND cấp xã");
  assert_null(tthc_task_deliverable(plan, task));
  assert_null(tthc_task_deadline_text(plan, task));
  assert_null(tthc_task_lead_text(plan, tthc_plan_find_task(plan, "E.4")));
  assert_string_equal(tthc_task_deadline_text(plan, tthc_plan_find_task(plan, "A.3")), "Thường xuyên");
  assert_true(has_finding(plan, TTHC_F_CELL_MISSING, "Kết quả, Thời gian thực hiện"));
  assert_true(
    has_finding(plan, TTHC_F_CELL_MISSING, "Cơ quan chủ trì, Cơ quan phối hợp, Kết quả, Thời gian thực hiện"));
  assert_int_equal(tthc_plan_task_count(plan), 42);
  tthc_plan_free(plan);
}

static void test_without_marks(void **state) {
  tthc_plan *plan = read_hard("no-diacritics.txt", NULL);
  int32_t task;
  (void)state;
  if (plan == NULL) return;
  assert_true(has_finding(plan, TTHC_F_MARKS_MISSING, NULL));
  assert_int_equal(tthc_plan_section_count(plan), 9);
  assert_int_equal(tthc_plan_task_count(plan), 42);
  task = tthc_plan_find_task(plan, "C.3.1");
  assert_string_equal(tthc_task_deadline_text(plan, task), "Quy I/2021");
  assert_int_equal(tthc_task_clause_kind(plan, task, 0), TTHC_ONCE);
  assert_int_equal(tthc_plan_recipient_count(plan), 6);
  tthc_plan_free(plan);
}

/* Texts stay as written, and the same bodies are found. */
static void test_tone_places(void **state) {
  tthc_plan *plan = read_hard("tone-place.txt", NULL);
  struct buffer text = {0};
  tthc_plan *plain;
  (void)state;
  if (plan == NULL) return;
  read_example(&text, "vinh-cuu-2021.txt");
  plain = read_plan(&text, NULL, NULL, "vinh-cuu-2021.txt");
  assert_int_equal(tthc_plan_unit_count(plan), tthc_plan_unit_count(plain));
  assert_int_equal(tthc_plan_task_count(plan), 42);
  assert_non_null(strstr(tthc_task_coordinator_text(plan, tthc_plan_find_task(plan, "C.1")), "Văn hoá"));
  tthc_plan_free(plain);
  tthc_plan_free(plan);
  tthc__buffer_free(&text);
}

static void test_old_fonts(void **state) {
  tthc_plan *plan = read_hard("tcvn3.txt", "{\"encoding\": \"tcvn3\"}");
  (void)state;
  if (plan == NULL) return;
  assert_int_equal(tthc_plan_task_count(plan), 42);
  assert_string_equal(tthc_plan_signatory(plan), "Phạm Minh Phước");
  tthc_plan_free(plan);
}

static void test_many_rows(void **state) {
  tthc_plan *plan = read_hard("ten-thousand-rows.txt", NULL);
  (void)state;
  if (plan == NULL) return;
  assert_int_equal(tthc_plan_section_count(plan), 10);
  assert_int_equal(tthc_plan_task_count(plan), 10000);
  tthc_plan_free(plan);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_own_documents),
                                     cmocka_unit_test(test_sample_documents),
                                     cmocka_unit_test(test_example),
    cmocka_unit_test(test_register),
                                     cmocka_unit_test(test_same_plan),
                                     cmocka_unit_test(test_without_heading_row),
                                     cmocka_unit_test(test_missing_cells),
                                     cmocka_unit_test(test_without_marks),
                                     cmocka_unit_test(test_tone_places),
                                     cmocka_unit_test(test_old_fonts),
                                     cmocka_unit_test(test_many_rows)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
