/* Lists of findings. */
#include "base/findings.h"

#include <stdlib.h>
#include <string.h>

/* clang-format off */
#define FINDING_LIST(X) \
  X(TTHC_F_DEADLINE_UNKNOWN, "deadline-unknown", TTHC_WARNING, \
    "Chưa đọc được thời gian thực hiện", "The deadline could not be read") \
  X(TTHC_F_DEADLINE_WITHOUT_LEAD, "deadline-without-lead", TTHC_WARNING, \
    "Có thời gian thực hiện nhưng không có cơ quan chủ trì", "A deadline, but nobody leads") \
  X(TTHC_F_LEAD_WITHOUT_DEADLINE, "lead-without-deadline", TTHC_WARNING, \
    "Có cơ quan chủ trì nhưng không có thời gian thực hiện", "A lead, but no deadline") \
  X(TTHC_F_UNIT_IN_BOTH_ROLES, "unit-in-both-roles", TTHC_INFO, \
    "Đơn vị vừa chủ trì vừa phối hợp; tính là chủ trì", "A unit leads and coordinates; it counts as lead") \
  X(TTHC_F_GROUP_WITHOUT_MEMBERS, "group-without-members", TTHC_WARNING, \
    "Nhóm đơn vị không có thành viên nên được tính như một đơn vị", "A group without members stands for itself") \
  X(TTHC_F_ID_TAKEN, "id-taken", TTHC_WARNING, \
    "Số thứ tự bị trùng; dòng sau được thêm hậu tố", "A label occurs twice; the later row got a suffix") \
  X(TTHC_F_FACT_WITHOUT_ASSIGNMENT, "fact-without-assignment", TTHC_WARNING, \
    "Số liệu không khớp với phần việc nào của kế hoạch; được giữ lại nhưng không tính", \
    "A fact matches no assignment of the plan; kept, not counted") \
  X(TTHC_F_CALENDAR_INCOMPLETE, "calendar-incomplete", TTHC_WARNING, \
    "Chưa có lịch nghỉ chính thức của năm; ngày nghỉ lễ được tính theo luật", \
    "No official days off are known for the year; holidays are computed by the law")
/* clang-format on */

struct finding {
  int32_t code;
  char *path;
  char *message[2]; /* Vietnamese, English */
};

struct tthc_findings {
  uint32_t mark;
  int32_t count;
  int32_t capacity;
  struct finding *rows;
  struct arena arena;
};

static struct words sentence(int32_t code) {
  switch (code) {
#define SENTENCE(number, name, severity, vi, en) \
  case number: return WORDS(vi, en);
    FINDING_LIST(SENTENCE)
#undef SENTENCE
  default: return NOTHING;
  }
}

const char *tthc_finding_name(int32_t code) {
  switch (code) {
#define NAME(number, name, severity, vi, en) \
  case number: return name;
    FINDING_LIST(NAME)
#undef NAME
  default: return NULL;
  }
}

static int32_t severity_of(int32_t code) {
  switch (code) {
#define SEVERITY(number, name, severity, vi, en) \
  case number: return severity;
    FINDING_LIST(SEVERITY)
#undef SEVERITY
  default: return 0;
  }
}

tthc_findings *tthc__findings_new(tthc_error *err) {
  tthc_findings *findings = calloc(1, sizeof *findings);
  if (findings == NULL) {
    tthc__fail_memory(err);
    return NULL;
  }
  findings->mark = MARK_FINDINGS;
  return findings;
}

static char *make_message(struct arena *arena, const char *text, const char *about) {
  const size_t length = strlen(text);
  char *message;
  if (about == NULL) return tthc__arena_copy(arena, text, length);
  message = tthc__arena_alloc(arena, length + strlen(about) + 3);
  if (message == NULL) return NULL;
  memcpy(message, text, length);
  memcpy(message + length, ": ", 2);
  memcpy(message + length + 2, about, strlen(about) + 1);
  return message;
}

int32_t tthc__findings_add(tthc_findings *findings, int32_t code, const char *path, const char *about) {
  const struct words text = sentence(code);
  struct finding *rows = tthc__grow(findings->rows, findings->count, &findings->capacity, sizeof *rows);
  struct finding *row;
  if (rows == NULL) return TTHC_E_MEMORY;
  findings->rows = rows;
  row = &rows[findings->count];
  row->code = code;
  row->path = tthc__arena_copy(&findings->arena, path, strlen(path));
  row->message[0] = make_message(&findings->arena, text.vi, about);
  row->message[1] = make_message(&findings->arena, text.en, about);
  if (row->path == NULL || row->message[0] == NULL || row->message[1] == NULL) return TTHC_E_MEMORY;
  findings->count++;
  return TTHC_OK;
}

static int32_t copy_row(tthc_findings *copy, const struct finding *from) {
  struct finding *rows = tthc__grow(copy->rows, copy->count, &copy->capacity, sizeof *rows);
  struct finding *row;
  int i;
  if (rows == NULL) return TTHC_E_MEMORY;
  copy->rows = rows;
  row = &rows[copy->count];
  row->code = from->code;
  row->path = tthc__arena_copy(&copy->arena, from->path, strlen(from->path));
  for (i = 0; i < 2; i++)
    row->message[i] = tthc__arena_copy(&copy->arena, from->message[i], strlen(from->message[i]));
  if (row->path == NULL || row->message[0] == NULL || row->message[1] == NULL) return TTHC_E_MEMORY;
  copy->count++;
  return TTHC_OK;
}

tthc_findings *tthc__findings_copy(const tthc_findings *findings, tthc_error *err) {
  tthc_findings *copy = tthc__findings_new(err);
  int32_t i;
  for (i = 0; copy != NULL && i < findings->count; i++) {
    if (copy_row(copy, &findings->rows[i]) == TTHC_OK) continue;
    tthc_findings_free(copy);
    tthc__fail_memory(err);
    return NULL;
  }
  return copy;
}

static const struct finding *row_of(const tthc_findings *findings, int32_t row) {
  if (!tthc__is(findings, MARK_FINDINGS) || row < 0 || row >= findings->count) return NULL;
  return &findings->rows[row];
}

int32_t tthc_findings_count(const tthc_findings *findings) {
  return tthc__is(findings, MARK_FINDINGS) ? findings->count : 0;
}

int32_t tthc_findings_code(const tthc_findings *findings, int32_t row) {
  const struct finding *finding = row_of(findings, row);
  return finding == NULL ? 0 : finding->code;
}

int32_t tthc_findings_severity(const tthc_findings *findings, int32_t row) {
  const struct finding *finding = row_of(findings, row);
  return finding == NULL ? 0 : severity_of(finding->code);
}

const char *tthc_findings_path(const tthc_findings *findings, int32_t row) {
  const struct finding *finding = row_of(findings, row);
  return finding == NULL ? NULL : finding->path;
}

const char *tthc_findings_message(const tthc_findings *findings, int32_t row, const char *language) {
  const struct finding *finding = row_of(findings, row);
  return finding == NULL ? NULL : finding->message[tthc__is_english(language)];
}

void tthc_findings_free(tthc_findings *findings) {
  if (!tthc__is(findings, MARK_FINDINGS)) return;
  findings->mark = 0;
  tthc__arena_free(&findings->arena);
  free(findings->rows);
  free(findings);
}
