/* The vocabulary of headings. */
#include "document/field.h"

#include "base/unicode.h"

#include <string.h>

enum { HEADING_WORDS_MAX = 12, LABEL_BYTES_MAX = 120 };

/* Whole headings first; then what stands earliest in the heading decides, and of those at one place the longest. */
static const struct {
  const char *words;
  int32_t field;
} whole[] = {{"stt", FIELD_LABEL},         {"tt", FIELD_LABEL},           {"so tt", FIELD_LABEL},
             {"so thu tu", FIELD_LABEL},   {"thu tu", FIELD_LABEL},       {"so", FIELD_LABEL},
             {"don vi", FIELD_LEAD},       {"co quan", FIELD_LEAD},       {"co quan don vi", FIELD_LEAD},
             {"trach nhiem", FIELD_LEAD},  {"phan cong", FIELD_LEAD},     {"don vi tinh", FIELD_OTHER},
             {"dvt", FIELD_OTHER},         {"muc", FIELD_LABEL},
             {"thuc hien", FIELD_LEAD}};

static const struct {
  const char *words;
  int32_t field;
} keywords[] = {
  {"chu tri", FIELD_LEAD},          {"co quan", FIELD_LEAD},          {"don vi", FIELD_LEAD},
  {"phan cong", FIELD_LEAD},        {"bo phan", FIELD_LEAD},          {"nguoi thuc hien", FIELD_LEAD},
  {"dau moi", FIELD_LEAD},          {"trach nhiem", FIELD_LEAD},      {"to chuc thuc hien", FIELD_LEAD},
  {"thoi gian", FIELD_DEADLINE},    {"thoi han", FIELD_DEADLINE},     {"thoi diem", FIELD_DEADLINE},
  {"tien do", FIELD_DEADLINE},      {"lo trinh", FIELD_DEADLINE},     {"han hoan thanh", FIELD_DEADLINE},
  {"hoan thanh", FIELD_DEADLINE},   {"ngay hoan thanh", FIELD_DEADLINE},
  {"ket thuc", FIELD_DEADLINE},     {"bat dau", FIELD_OTHER},         {"lanh dao", FIELD_OTHER},
  {"muc do", FIELD_OTHER},          {"ma so", FIELD_OTHER},           {"so van ban", FIELD_OTHER},
  {"ket qua", FIELD_DELIVERABLE},   {"san pham", FIELD_DELIVERABLE},  {"dau ra", FIELD_DELIVERABLE},
  {"noi dung", FIELD_TITLE},        {"nhiem vu", FIELD_TITLE},        {"cong viec", FIELD_TITLE},
  {"hoat dong", FIELD_TITLE},       {"giai phap", FIELD_TITLE},       {"ten nhiem vu", FIELD_TITLE},
  {"ten cong viec", FIELD_TITLE},   {"ten de an", FIELD_TITLE},       {"danh muc", FIELD_TITLE},
  {"de an", FIELD_TITLE},           {"ten noi dung", FIELD_TITLE},    {"dau viec", FIELD_TITLE},
  {"ghi chu", FIELD_OTHER},         {"kinh phi", FIELD_OTHER},        {"can cu", FIELD_OTHER},
  {"chi tieu", FIELD_OTHER},        {"nguon luc", FIELD_OTHER},       {"nguon kinh phi", FIELD_OTHER},
  {"don vi tinh", FIELD_OTHER},     {"muc tieu", FIELD_OTHER},        {"van ban", FIELD_OTHER},
  {"du toan", FIELD_OTHER},         {"linh vuc", FIELD_OTHER}};

/* Where whole words stand in a folded text; NULL when they do not. */
static const char *find_words(const char *folded, const char *words) {
  const size_t size = strlen(words);
  const char *at = folded;
  while ((at = strstr(at, words)) != NULL) {
    if ((at == folded || at[-1] == ' ') && (at[size] == ' ' || at[size] == '\0')) return at;
    at += size;
  }
  return NULL;
}

static int32_t count_words(const char *folded) {
  int32_t count = *folded != '\0';
  for (; *folded != '\0'; folded++) count += *folded == ' ';
  return count;
}

/* The field of the keyword that stands first, and where. */
static int32_t first_keyword(const char *folded, const char **where) {
  int32_t field = FIELD_NONE;
  size_t longest = 0, i;
  *where = NULL;
  for (i = 0; i < sizeof keywords / sizeof *keywords; i++) {
    const char *at = find_words(folded, keywords[i].words);
    const size_t size = strlen(keywords[i].words);
    if (at == NULL || (*where != NULL && (at > *where || (at == *where && size <= longest)))) continue;
    *where = at;
    longest = size;
    field = keywords[i].field;
  }
  return field;
}

static int32_t field_of(const char *folded, const char **where) {
  size_t i;
  int32_t field;
  *where = folded;
  for (i = 0; i < sizeof whole / sizeof *whole; i++)
    if (strcmp(folded, whole[i].words) == 0) return whole[i].field;
  if (count_words(folded) > HEADING_WORDS_MAX) return FIELD_NONE;
  field = first_keyword(folded, where);
  /* "Đơn vị phối hợp" begins like a lead. */
  if ((field == FIELD_LEAD || field == FIELD_NONE) && find_words(folded, "phoi hop") != NULL &&
      find_words(folded, "chu tri") == NULL) {
    if (field == FIELD_NONE) *where = find_words(folded, "phoi hop");
    return FIELD_COORDINATOR;
  }
  /* When it begins says less than when it ends. */
  if (field == FIELD_DEADLINE && find_words(folded, "bat dau") != NULL && find_words(folded, "ket thuc") == NULL &&
      find_words(folded, "hoan thanh") == NULL)
    return FIELD_OTHER;
  /* How long a procedure takes is no deadline. */
  if (field == FIELD_DEADLINE && (find_words(folded, "giai quyet") != NULL || find_words(folded, "hien hanh") != NULL ||
                                  find_words(folded, "cat giam") != NULL || find_words(folded, "quy dinh") != NULL))
    return FIELD_OTHER;
  if (field == FIELD_NONE && strncmp(folded, "ten ", 4) == 0) {
    *where = folded;
    return FIELD_TITLE;
  }
  return field;
}

int32_t tthc__field_of_heading(const char *folded) {
  const char *where;
  return field_of(folded, &where);
}

/* "Thời gian thực hiện sau khi …": labels that are at times written without a colon. */
static int32_t uncoloned_label(const char *text, int32_t *value) {
  static const struct {
    const char *words;
    int32_t field;
  } labels[] = {{"thoi gian thuc hien", FIELD_DEADLINE},
                {"thoi gian hoan thanh", FIELD_DEADLINE},
                {"thoi han hoan thanh", FIELD_DEADLINE},
                {"co quan chu tri", FIELD_LEAD},
                {"don vi chu tri", FIELD_LEAD},
                {"co quan phoi hop", FIELD_COORDINATOR},
                {"don vi phoi hop", FIELD_COORDINATOR}};
  struct buffer folded = {0};
  int32_t field = FIELD_NONE, words = 0, at = 0;
  size_t i;
  tthc__put_folded(&folded, text, FOLD_PLAIN);
  for (i = 0; !folded.failed && folded.size > 0 && i < sizeof labels / sizeof *labels && field == FIELD_NONE; i++)
    if (find_words(folded.data, labels[i].words) == folded.data) {
      field = labels[i].field;
      words = count_words(labels[i].words);
    }
  if (folded.failed) field = TTHC_E_MEMORY;
  tthc__buffer_free(&folded);
  if (field < 0) return field;
  while (text[at] != '\0' && words > 0) words -= text[at++] == ' ';
  *value = at;
  return words == 0 && text[at] != '\0' ? field : FIELD_NONE;
}

int32_t tthc__field_of_line(const char *text, int32_t *value) {
  const char *colon = strchr(text, ':'), *where;
  char label[LABEL_BYTES_MAX + 1];
  struct buffer folded = {0};
  int32_t field = FIELD_NONE;
  if (colon == NULL || colon - text > LABEL_BYTES_MAX) return uncoloned_label(text, value);
  memcpy(label, text, (size_t)(colon - text));
  label[colon - text] = '\0';
  tthc__put_folded(&folded, label, FOLD_PLAIN);
  if (!folded.failed && folded.size > 0) {
    field = field_of(folded.data, &where);
    /* A label begins with its keyword: "Nội dung: …", not "Các đơn vị phối hợp triển khai nội dung sau: …". */
    if (where != folded.data || count_words(folded.data) > 7) field = FIELD_NONE;
  }
  if (folded.failed) field = TTHC_E_MEMORY;
  tthc__buffer_free(&folded);
  *value = (int32_t)(colon + 1 - text);
  while (text[*value] == ' ' || text[*value] == '\n') ++*value;
  return field == FIELD_LABEL ? FIELD_NONE : field;
}

struct words tthc__field_name(int32_t field) {
  static const struct words names[FIELD_COUNT] = {{"?", "?"},
                                                  {"số TT", "number"},
                                                  {"nội dung công việc", "task"},
                                                  {"cơ quan chủ trì", "lead"},
                                                  {"cơ quan phối hợp", "coordinator"},
                                                  {"kết quả", "deliverable"},
                                                  {"thời gian thực hiện", "deadline"},
                                                  {"khác", "other"}};
  return field >= 0 && field < FIELD_COUNT ? names[field] : names[0];
}
