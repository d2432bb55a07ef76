/* Numeric targets in prose: a table of phrases in several spellings, the places of what is found, and hostile texts. */
#include "document/targets.h"

#include "base/unicode.h"
#include "support/check.h"
#include "support/samples.h"
#include "support/spelling.h"
#include "tthcplan/indicator.h"

#include <stdio.h>

/* --- targets as text ---------------------------------------------------------------------------------------------- */

struct found {
  struct arena arena;
  const char *text;
  struct found_target *targets;
  int32_t count;
};

/* The text must outlive what was found, unless it was not in NFC. */
static void find(struct found *found, const char *text) {
  memset(found, 0, sizeof *found);
  assert_int_equal(tthc__nfc(&found->arena, text, (int64_t)strlen(text), TARGETS_TEXT_MAX, &found->text, NULL),
                   TTHC_OK);
  assert_int_equal(tthc__find_targets(found->text, &found->arena, &found->targets, &found->count, NULL), TTHC_OK);
}

static void must_be_sound(const struct found_target *target) {
  assert_true(target->clause_from >= 0 && target->clause_from <= target->from);
  assert_true(target->from < target->to && target->to <= target->clause_to);
  assert_non_null(target->amount);
  assert_int_equal(target->high != NULL, target->comparator == TTHC_RANGE);
  if (target->is_percent) assert_true(target->measure != NULL && target->measure[0] == '%');
}

/* "about >= 20..30 (%) down in 2030" */
static void put_target(struct buffer *out, const struct found_target *target) {
  static const char *const changes[] = {" down", "", " up"};
  must_be_sound(target);
  if (target->approximate) tthc__put(out, "about ");
  tthc__put(out, tthc_comparator_word(target->comparator));
  tthc__put(out, " ");
  tthc__put(out, target->amount);
  if (target->high != NULL) tthc__put(out, "..");
  if (target->high != NULL) tthc__put(out, target->high);
  tthc__put(out, " (");
  tthc__put(out, target->measure == NULL ? "?" : target->measure);
  tthc__put(out, ")");
  tthc__put(out, changes[target->change + 1]);
  if (target->year > 0) tthc__put(out, " in ");
  if (target->year > 0) tthc__put_int(out, target->year);
}

/* All of them, or "-"; owned by the caller. */
static char *targets_of(const char *text) {
  struct found found;
  struct buffer out = {0};
  int32_t i;
  find(&found, text);
  if (found.count == 0) tthc__put(&out, "-");
  for (i = 0; i < found.count; i++) {
    if (i > 0) tthc__put(&out, " ; ");
    put_target(&out, &found.targets[i]);
  }
  tthc__arena_free(&found.arena);
  assert_false(out.failed);
  return out.data;
}

/* --- the table ---------------------------------------------------------------------------------------------------- */

enum variant { AS_WRITTEN, DECOMPOSED, CAPITALS, IN_PROSE, NO_MARKS, VARIANTS };

static char *variant_of(const char *phrase, int variant) {
  char *out;
  switch (variant) {
  case DECOMPOSED: return rewritten(phrase, NULL, 1);
  case CAPITALS: return rewritten(phrase, capital, 1);
  case NO_MARKS: return rewritten(phrase, without_stroke, 0);
  default:
    out = malloc(strlen(phrase) + 64);
    assert_non_null(out);
    sprintf(out, variant == IN_PROSE ? "1. Mục 2.\n- %s.\nb) Như trên" : "%s", phrase);
    return out;
  }
}

/* The unit of measure stands as it is written: without marks and in small letters it is the same. */
static char *plain(const char *targets) {
  char *bare = rewritten(targets, without_stroke, 0), *p;
  for (p = bare; *p != '\0'; p++)
    if (*p >= 'A' && *p <= 'Z') *p = (char)(*p | 32);
  return bare;
}

static int check_variants(const char *phrase, const char *wanted, int count) {
  static const char *const names[] = {"as written", "decomposed", "in capitals", "in prose", "without marks"};
  int failures = 0, i;
  for (i = 0; i < count; i++) {
    char *variant = variant_of(phrase, i), *got = targets_of(variant), label[300];
    char *got_plain = plain(got), *wanted_plain = plain(wanted);
    snprintf(label, sizeof label, "%.200s, %s", phrase, names[i]);
    failures += i == AS_WRITTEN ? check_text(label, got, wanted) : check_text(label, got_plain, wanted_plain);
    free(wanted_plain);
    free(got_plain);
    free(got);
    free(variant);
  }
  return failures;
}

/* tests/data/targets.tsv: phrase, targets, and "marks" when it says something else without them. */
static void test_the_table(void **state) {
  char line[4096], *cells[3];
  int failures = 0, count = 0;
  FILE *file = sample_open("tests/data/targets.tsv");
  (void)state;
  assert_non_null(file);
  while (fgets(line, sizeof line, file) != NULL) {
    int width;
    if (line[0] == '#') continue;
    width = sample_cells(line, cells, 3);
    assert_true(width >= 2);
    failures += check_variants(cells[0], cells[1], width > 2 ? NO_MARKS : VARIANTS);
    count++;
  }
  fclose(file);
  assert_true(count >= 120);
  CHECK_NONE_FAILED(failures);
}

/* --- the phrases of real plans, where they are -------------------------------------------------------------------- */

/* "Δ>=" and ">= (intended)" are ">="; "≈" is "="; "10→9" and "[5,6]" are taken as they are. */
static const char *comparator_in(const char *cell) {
  static const char *const words[] = {">=", "<=", ">", "<", "="};
  size_t i;
  if (strstr(cell, "→") != NULL) return "<=";
  if (cell[0] == '[') return "range";
  for (i = 0; i < COUNT(words); i++)
    if (strstr(cell, words[i]) != NULL) return words[i];
  return "=";
}

/* The n-th of what " ; " parts; the last one when there are fewer. */
static const char *nth(char *copy, size_t size, const char *cell, int32_t n) {
  const char *next;
  while (n-- > 0 && (next = strstr(cell, " ; ")) != NULL) cell = next + 3;
  snprintf(copy, size, "%.*s", (int)strcspn(cell, ";"), cell);
  copy[strcspn(copy, " ")] = '\0';
  return copy;
}

static int check_sample(const struct found *found, int32_t n, char **cells) {
  const struct found_target *target = &found->targets[n];
  char comparator[100], value[100], unit[100], amounts[100];
  const char *arrow;
  int failures = 0;
  nth(comparator, sizeof comparator, cells[3], n);
  nth(value, sizeof value, cells[4], n);
  nth(unit, sizeof unit, cells[5], n);
  arrow = strstr(comparator, "→"); /* there the value is the change */
  snprintf(amounts, sizeof amounts, "%s%s%s", target->amount, target->high == NULL ? "" : "..",
           target->high == NULL ? "" : target->high);
  failures += check_text(cells[1], tthc_comparator_word(target->comparator), comparator_in(comparator));
  failures += check_text(cells[1], amounts, arrow == NULL ? value : arrow + strlen("→"));
  failures += check_int(cells[1], target->is_percent, unit[0] == '%');
  failures += check_int(cells[1], target->approximate, strstr(comparator, "≈") != NULL);
  if (arrow != NULL) failures += check_int(cells[1], target->change, -1);
  if (strstr(comparator, "Δ") != NULL) failures += check_int(cells[1], target->change, 1);
  return failures;
}

static int32_t parts_of(const char *cell) {
  int32_t count = 1;
  while ((cell = strstr(cell, " ; ")) != NULL) {
    count++;
    cell += 3;
  }
  return count;
}

/* A value of zero is a reason to drop a procedure, not a target. */
static int check_samples(char **cells) {
  const int32_t wanted = strcmp(cells[4], "0") == 0 ? 0 : parts_of(cells[4]);
  struct found found;
  int32_t i;
  int failures;
  find(&found, cells[1]);
  failures = check_int(cells[1], found.count, wanted);
  for (i = 0; failures == 0 && i < found.count; i++) failures += check_sample(&found, i, cells);
  tthc__arena_free(&found.arena);
  return failures;
}

static void test_the_samples(void **state) {
  char line[4096], *cells[9];
  int failures = 0, count = 0;
  FILE *file = sample_open("../shared/samples/targets.tsv");
  (void)state;
  if (file == NULL) {
    print_message("skipped: no ../shared/samples/targets.tsv\n");
    return;
  }
  while (fgets(line, sizeof line, file) != NULL) {
    if (sample_cells(line, cells, 9) != 9 || count++ == 0) continue; /* the first line names the cells */
    failures += check_samples(cells);
  }
  fclose(file);
  assert_true(count > 40);
  CHECK_NONE_FAILED(failures);
}

/* --- places ------------------------------------------------------------------------------------------------------- */

static int check_span(const char *label, const struct found *found, int32_t from, int32_t to, const char *wanted) {
  char got[500];
  snprintf(got, sizeof got, "%.*s", (int)(to - from), found->text + from);
  return check_text(label, got, wanted);
}

static void test_places(void **state) {
  static const struct {
    const char *text;
    const char *words;
    const char *clause;
  } rows[] = {
    {"Rà soát hồ sơ đã xong; đảm bảo tối thiểu 50% thủ tục có hồ sơ mẫu.", "tối thiểu 50%",
     "đảm bảo tối thiểu 50% thủ tục có hồ sơ mẫu"},
    {"Khuyến khích người dân, doanh nghiệp, bảo đảm tỷ lệ hồ sơ (mức độ 3, 4) của đơn vị, địa phương đạt 20% trở lên",
     "đạt 20% trở lên", "bảo đảm tỷ lệ hồ sơ (mức độ 3, 4) của đơn vị, địa phương đạt 20% trở lên"},
    {"  a) Đến hết năm 2027: Có ≥ 40% hợp tác xã; ", "≥ 40%", "Đến hết năm 2027: Có ≥ 40% hợp tác xã"},
    {"1. Mục tiêu\n- Đạt trên 2,5 triệu lượt khách.\n- Khác", "Đạt trên 2,5 triệu lượt khách",
     "Đạt trên 2,5 triệu lượt khách"},
    {"Xây dựng TP. Biên Hòa xanh, 30% tuyến phố. Sau đó rà soát.", "30%", "Xây dựng TP. Biên Hòa xanh, 30% tuyến phố"},
    {"Bộ phận một cửa (gồm: a; b) đạt 90%", "đạt 90%", "Bộ phận một cửa (gồm: a; b) đạt 90%"},
    {"thời gian từ 10 ngày còn 09 ngày làm việc", "từ 10 ngày còn 09 ngày làm việc",
     "thời gian từ 10 ngày còn 09 ngày làm việc"},
    {"số xã ít nhất vào năm 2028 đạt 45%", "ít nhất vào năm 2028 đạt 45%", "số xã ít nhất vào năm 2028 đạt 45%"},
    {"(đạt 90%)", "đạt 90%", "(đạt 90%)"}};
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    struct found found;
    find(&found, rows[i].text);
    failures += check_int(rows[i].text, found.count, 1);
    if (found.count == 1) {
      const struct found_target *target = found.targets;
      failures += check_span(rows[i].text, &found, target->from, target->to, rows[i].words);
      failures += check_span(rows[i].text, &found, target->clause_from, target->clause_to, rows[i].clause);
    }
    tthc__arena_free(&found.arena);
  }
  CHECK_NONE_FAILED(failures);
}

/* --- hostile texts ------------------------------------------------------------------------------------------------ */

static void test_long_texts(void **state) {
  static const char *const pieces[] = {"1%",
                                       "1% ",
                                       "1",
                                       "trên ",
                                       "từ ",
                                       "từ 1 ",
                                       "từ 1% còn ",
                                       "năm 2025 ",
                                       "đến năm 2025 1% ",
                                       "(",
                                       ")",
                                       "1/",
                                       "1-",
                                       "1% - ",
                                       "đạt 1 ",
                                       "không ",
                                       "tối thiểu 2 hồ sơ, ",
                                       ".",
                                       ",",
                                       "1,",
                                       "1.000.",
                                       "\n",
                                       "a",
                                       "ệ",
                                       "quý I/",
                                       "≥",
                                       "/",
                                       "ít nhất vào năm 2025 ",
                                       "binh quan ",
                                       "dat binh quan ",
                                       "1% a a a a a ",
                                       "\xcc\x81 "};
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(pieces); i++) {
    struct arena arena = {0};
    struct found_target *targets;
    char *text = calloc(1, TARGETS_TEXT_MAX + 1);
    const size_t size = strlen(pieces[i]);
    size_t at;
    int32_t count, n;
    assert_non_null(text);
    for (at = 0; at + size <= TARGETS_TEXT_MAX; at += size) memcpy(text + at, pieces[i], size);
    assert_int_equal(tthc__find_targets(text, &arena, &targets, &count, NULL), TTHC_OK);
    for (n = 0; n < count; n++) must_be_sound(&targets[n]);
    tthc__arena_free(&arena);
    free(text);
  }
}

static void test_limits(void **state) {
  struct arena arena = {0};
  struct found_target *targets;
  char *text = malloc(TARGETS_TEXT_MAX + 2);
  int32_t count;
  (void)state;
  assert_non_null(text);
  memset(text, 'a', TARGETS_TEXT_MAX + 1);
  text[TARGETS_TEXT_MAX + 1] = '\0';
  assert_int_equal(tthc__find_targets(text, &arena, &targets, &count, NULL), TTHC_E_LIMIT);
  assert_int_equal(count, 0);
  assert_int_equal(tthc__find_targets("", &arena, &targets, &count, NULL), TTHC_OK);
  assert_int_equal(count, 0);
  /* more digits than a decimal of the model has */
  assert_int_equal(tthc__find_targets("đạt 1234567890123456%", &arena, &targets, &count, NULL), TTHC_OK);
  assert_int_equal(count, 0);
  tthc__arena_free(&arena);
  free(text);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_the_table), cmocka_unit_test(test_the_samples),
                                     cmocka_unit_test(test_places), cmocka_unit_test(test_long_texts),
                                     cmocka_unit_test(test_limits)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
