/*
 * Bad documents: tests/data/bad holds one fault each, and expected.tsv the code, the place, and words of what was
 * expected there. Each is one of tests/data/good, spoilt. Nothing may be added, and nothing printed.
 */
#include "tthcplan/plan.h"
#include "tthcplan/fact.h"

#include "support/check.h"

#include <stdio.h>
#include <unistd.h>

/* --- files -------------------------------------------------------------------------------------------------------- */

static const char *data_path(const char *name) {
  static char path[1024];
  const char *root = getenv("TTHC_TEST_SOURCE_DIR");
  snprintf(path, sizeof path, "%s/tests/data/%s", root == NULL ? "." : root, name);
  return path;
}

static tthc_text *data(const char *name) {
  tthc_text *text = tthc_text_from_file(data_path(name), NULL);
  if (text == NULL) print_error("no %s\n", data_path(name));
  assert_non_null(text);
  return text;
}

static tthc_plan *good_plan(void) {
  tthc_text *text = data("good/plan.json");
  tthc_plan *plan = tthc_plan_read(tthc_text_data(text), tthc_text_size(text), NULL, NULL);
  assert_non_null(plan);
  tthc_text_free(text);
  return plan;
}

/* --- silence: what is written to stdout or stderr meanwhile goes to a file ---------------------------------------- */

struct silence {
  FILE *file;
  int kept[2];
};

static struct silence listen(void) {
  struct silence silence;
  int i;
  silence.file = tmpfile();
  assert_non_null(silence.file);
  fflush(NULL);
  for (i = 0; i < 2; i++) {
    silence.kept[i] = dup(i + 1);
    assert_true(silence.kept[i] >= 0);
    dup2(fileno(silence.file), i + 1);
  }
  return silence;
}

/* How many bytes were printed. */
static long stop_listening(struct silence *silence) {
  long size;
  int i;
  fflush(NULL);
  for (i = 0; i < 2; i++) {
    dup2(silence->kept[i], i + 1);
    close(silence->kept[i]);
  }
  fseek(silence->file, 0, SEEK_END);
  size = ftell(silence->file);
  fclose(silence->file);
  return size;
}

/* --- one document ------------------------------------------------------------------------------------------------- */

struct expectation {
  const char *name;
  int of_facts;
  int32_t code;
  const char *path;
  int32_t line;
  int32_t column;
  const char *expected; /* words of it; NULL: none are asked for */
};

/* Reads what must not be readable; gives the code. A plan is freed if it was made, and told as TTHC_OK. */
static int32_t read_bad(tthc_plan *plan, const char *json, int64_t size, int of_facts, tthc_error *err) {
  tthc_plan *made;
  if (of_facts) return tthc_plan_read_facts(plan, json, size, NULL, err);
  made = tthc_plan_read(json, size, NULL, err);
  tthc_plan_free(made);
  return made == NULL ? tthc_error_code(err) : TTHC_OK;
}

static int check_words(const struct expectation *wanted, const tthc_error *err) {
  const char *expected = tthc_error_expected(err, "en");
  int failures = check_int(wanted->name, tthc_error_message(err, "vi") != NULL && *tthc_error_message(err,
    "vi") != '\0', 1);
  failures += check_int(wanted->name, tthc_error_message(err, "en") != NULL && *tthc_error_message(err, "en") != '\0',
    1);
  failures += check_int(wanted->name, (tthc_error_expected(err, "vi") == NULL) == (expected == NULL), 1);
  if (wanted->expected == NULL) return failures;
  if (expected != NULL && strstr(expected, wanted->expected) != NULL &&
      strstr(tthc_error_message(err, "en"), expected) != NULL)
    return failures;
  print_error("%s: expected <%s> lacks <%s>, or the message <%s> does not tell it\n", wanted->name,
    check_show(expected),
              wanted->expected, check_show(tthc_error_message(err, "en")));
  return failures + 1;
}

static int check_bad(tthc_plan *plan, const char *json, int64_t size, const struct expectation *wanted) {
  tthc_error *err = tthc_error_new();
  char *exact = check_exact_copy(json, (size_t)size);
  struct silence silence = listen();
  const int32_t code = read_bad(plan, exact, size, wanted->of_facts, err);
  const int32_t code_without_error = wanted->of_facts ? tthc_plan_read_facts(plan, exact, size, NULL, NULL) : code;
  tthc_plan *made_without_error = wanted->of_facts ? NULL : tthc_plan_read(exact, size, NULL, NULL);
  const long printed = stop_listening(&silence);
  int failures = check_int(wanted->name, code, wanted->code);
  failures += check_int(wanted->name, code_without_error, wanted->code);
  failures += check_int(wanted->name, made_without_error != NULL, 0);
  failures += check_error(wanted->name, err, wanted->code, wanted->path, wanted->line, wanted->column);
  failures += check_words(wanted, err);
  failures += check_int(wanted->name, tthc_plan_fact_count(plan), 0);
  failures += check_int(wanted->name, printed, 0);
  tthc_plan_free(made_without_error);
  free(exact);
  tthc_error_free(err);
  return failures;
}

/* --- the corpus --------------------------------------------------------------------------------------------------- */

static int32_t status_of(const char *name) {
  int32_t status;
  for (status = -1; status > -64; status--)
    if (tthc_status_name(status) != NULL && strcmp(tthc_status_name(status), name) == 0) return status;
  fail_msg("no status %s", name);
  return TTHC_OK;
}

/* Cuts the next field of a line off, at its tab or end. */
static char *cut_field(char **line) {
  char *field = *line;
  size_t size;
  assert_non_null(field);
  size = strcspn(field, "\t\n");
  *line = field[size] == '\t' ? field + size + 1 : NULL;
  field[size] = '\0';
  return field;
}

static struct expectation expectation_of(char *line) {
  struct expectation wanted;
  wanted.name = cut_field(&line);
  wanted.of_facts = strcmp(cut_field(&line), "facts") == 0;
  wanted.code = status_of(cut_field(&line));
  wanted.path = cut_field(&line);
  if (strcmp(wanted.path, "\"\"") == 0) wanted.path = "";
  wanted.line = (int32_t)strtol(cut_field(&line), NULL, 10);
  wanted.column = (int32_t)strtol(cut_field(&line), NULL, 10);
  wanted.expected = cut_field(&line);
  if (strcmp(wanted.expected, "-") == 0) wanted.expected = NULL;
  return wanted; /* the last field is for schema_test.py */
}

static int check_line(tthc_plan *plan, char *line) {
  const struct expectation wanted = expectation_of(line);
  char name[1100];
  tthc_text *text;
  int failures;
  snprintf(name, sizeof name, "bad/%s.json", wanted.name);
  text = data(name);
  failures = check_bad(plan, tthc_text_data(text), tthc_text_size(text), &wanted);
  tthc_text_free(text);
  return failures;
}

static void test_the_corpus(void **state) {
  tthc_plan *plan = good_plan();
  FILE *file = fopen(data_path("bad/expected.tsv"), "r");
  char line[1024];
  int failures = 0, count = 0;
  (void)state;
  assert_non_null(file);
  assert_non_null(fgets(line, sizeof line, file)); /* the names of the columns */
  for (; fgets(line, sizeof line, file) != NULL; count++) failures += check_line(plan, line);
  fclose(file);
  tthc_plan_free(plan);
  CHECK_NONE_FAILED(failures);
  assert_true(count >= 150);
}

/* Without its fault each of them would be read. */
static void test_the_good_ones(void **state) {
  tthc_plan *plan = good_plan();
  tthc_text *facts = data("good/facts.json");
  (void)state;
  assert_int_equal(tthc_plan_read_facts(plan, tthc_text_data(facts), tthc_text_size(facts), NULL, NULL), 2);
  tthc_text_free(facts);
  tthc_plan_free(plan);
}

/* --- what is too large to keep as a file -------------------------------------------------------------------------- */

struct text {
  char *data;
  size_t size;
  size_t capacity;
};

static void put(struct text *text, const char *more, size_t size) {
  if (text->size + size >= text->capacity) {
    text->capacity = (text->size + size) * 2;
    text->data = realloc(text->data, text->capacity);
    assert_non_null(text->data);
  }
  memcpy(text->data + text->size, more, size);
  text->size += size;
  text->data[text->size] = '\0';
}

static void put_text(struct text *text, const char *more) { put(text, more, strlen(more)); }

static void put_many(struct text *text, const char *more, int count) {
  while (count-- > 0) put_text(text, more);
}

static void put_filled(struct text *text, char byte, size_t count) {
  char block[4096];
  memset(block, byte, sizeof block);
  for (; count > sizeof block; count -= sizeof block) put(text, block, sizeof block);
  put(text, block, count);
}

#define HEAD "{\"format\": \"tthcplan/1\", \"id\": \"p\", \"year\": 2021, " /* 50 columns */
#define FACTS_HEAD "{\"format\": \"tthcplan-facts/1\", \"plan\": \"p\", "

static void check_generated(struct text *text, const struct expectation *wanted) {
  tthc_plan *plan = good_plan();
  const int failures = check_bad(plan, text->data, (int64_t)text->size, wanted);
  tthc_plan_free(plan);
  free(text->data);
  CHECK_NONE_FAILED(failures);
}

static void test_a_string_of_64_kib(void **state) {
  const struct expectation wanted = {"64 KiB and a byte", 0, TTHC_E_LIMIT, "/subject", 1, 62, "shorter"};
  struct text text = {NULL, 0, 0};
  tthc_plan *plan;
  (void)state;
  put_text(&text, HEAD "\"subject\": \"");
  put_filled(&text, 'a', 64 * 1024);
  put_text(&text, "\"}");
  plan = tthc_plan_read(text.data, -1, NULL, NULL); /* just short enough */
  assert_non_null(plan);
  tthc_plan_free(plan);
  text.size -= 2;
  put_text(&text, "a\"}");
  check_generated(&text, &wanted);
}

static void test_a_string_of_100_mb(void **state) {
  const struct expectation wanted = {"100 MB", 0, TTHC_E_LIMIT, NULL, 0, 0, "64 MiB"};
  struct text text = {NULL, 0, 0};
  (void)state;
  put_text(&text, HEAD "\"subject\": \"");
  put_filled(&text, 'a', 100000000);
  put_text(&text, "\"}");
  check_generated(&text, &wanted);
}

static void test_a_document_of_80_mib(void **state) {
  const struct expectation wanted = {"80 MiB", 0, TTHC_E_LIMIT, NULL, 0, 0, "64 MiB"};
  struct text text = {NULL, 0, 0};
  (void)state;
  put_text(&text, HEAD "\"x-many\": [");
  while (text.size < 80u * 1024 * 1024) put_text(&text, "\"0123456789012345678901234567890123456789012345678\",\n");
  put_text(&text, "0]}");
  check_generated(&text, &wanted);
}

static void test_a_document_of_80_mib_of_blanks(void **state) {
  const struct expectation wanted = {"blanks", 1, TTHC_E_LIMIT, NULL, 0, 0, "64 MiB"};
  struct text text = {NULL, 0, 0};
  (void)state;
  put_filled(&text, ' ', 80u * 1024 * 1024);
  check_generated(&text, &wanted);
}

static void test_an_array_of_a_million_and_one(void **state) {
  const struct expectation plan_wanted = {"recipients", 0, TTHC_E_LIMIT, "/recipients/1000000", 1, 4000066, NULL};
  const struct expectation facts_wanted = {"facts", 1, TTHC_E_LIMIT, "/facts/1000000", 1, 2000055, NULL};
  struct text text = {NULL, 0, 0};
  (void)state;
  put_text(&text, HEAD "\"recipients\": [");
  put_many(&text, "\"a\",", 1000000);
  put_text(&text, "\"a\"]}");
  check_generated(&text, &plan_wanted);
  memset(&text, 0, sizeof text);
  put_text(&text, FACTS_HEAD "\"facts\": [");
  put_many(&text, "0,", 1000000);
  put_text(&text, "0]}");
  check_generated(&text, &facts_wanted);
}

static void test_a_depth_bomb(void **state) {
  struct expectation wanted = {"100 000 brackets", 1, TTHC_E_LIMIT,
    "/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0"
                               "/0/0/0/0/0", 1, 33, "32"};
  struct text text = {NULL, 0, 0};
  (void)state;
  put_filled(&text, '[', 100000);
  check_generated(&text, &wanted);
}

/* --- many bad rows, options, sizes, files ------------------------------------------------------------------------- */

static void test_every_bad_row_is_told(void **state) {
  static const char good[] = "{\"kind\": \"event\", \"task\": \"A.1\", \"day\": \"2021-06-01\"}";
  static const struct {
    int32_t row;
    const char *path;
  } bad[] = {{1, "/facts/1/task"}, {3, "/facts/3/day"}, {4, "/facts/4"}, {5, "/facts/5/corrects"}};
  tthc_plan *plan = good_plan();
  tthc_error *err = tthc_error_new();
  struct text text = {NULL, 0, 0};
  const char *problems;
  size_t i;
  (void)state;
  put_text(&text, FACTS_HEAD "\"facts\": [\n");
  put_text(&text, good);
  put_text(&text, ",\n{\"kind\": \"event\", \"task\": \"Z\", \"day\": \"2021-06-01\"},\n");
  put_text(&text, "{\"kind\": \"event\", \"task\": \"A.2\", \"day\": \"2021-06-01\"},\n");
  put_text(&text, "{\"kind\": \"event\", \"task\": \"A.1\", \"day\": \"2021-06-31\"},\n7,\n");
  put_text(&text, "{\"kind\": \"event\", \"task\": \"A.1\", \"day\": \"2021-06-03\", \"corrects\": \"none\"}\n]}");
  assert_int_equal(tthc_plan_read_facts(plan, text.data, -1, NULL, err), TTHC_E_UNKNOWN_ID);
  assert_false(check_error("the first", err, TTHC_E_UNKNOWN_ID, "/facts/1/task", 3, 27));
  assert_int_equal(tthc_error_problem_count(err), (int)COUNT(bad));
  problems = tthc_error_problems_json(err, "en");
  for (i = 0; i < COUNT(bad); i++) {
    char place[64];
    const char *found;
    snprintf(place, sizeof place, "\"path\": \"%s\", \"line\": %d,", bad[i].path, (int)bad[i].row + 2);
    found = strstr(problems, place);
    if (found == NULL) print_error("%s is not in %s\n", place, problems);
    assert_non_null(found);
    problems = found; /* in the order in which they were met */
  }
  assert_int_equal(tthc_plan_fact_count(plan), 0); /* none of the good ones either */
  free(text.data);
  tthc_error_free(err);
  tthc_plan_free(plan);
}

static void test_at_most_a_hundred_are_told(void **state) {
  tthc_plan *plan = good_plan();
  tthc_error *err = tthc_error_new();
  struct text text = {NULL, 0, 0};
  (void)state;
  put_text(&text, FACTS_HEAD "\"facts\": [");
  put_many(&text, "{}, ", 5000);
  put_text(&text, "{}]}");
  assert_int_equal(tthc_plan_read_facts(plan, text.data, -1, NULL, err), TTHC_E_MISSING);
  assert_int_equal(tthc_error_problem_count(err), 100);
  assert_int_equal(tthc_plan_fact_count(plan), 0);
  free(text.data);
  tthc_error_free(err);
  tthc_plan_free(plan);
}

static void test_a_hundred_bad_among_good(void **state) {
  tthc_plan *plan = good_plan();
  tthc_error *err = tthc_error_new();
  struct text text = {NULL, 0, 0};
  int32_t row;
  (void)state;
  put_text(&text, "{\"kind\": \"event\", \"task\": \"A.1\", \"day\": \"1970-01-01\"}");
  assert_int_equal(tthc_plan_add_fact(plan, text.data, -1, err), 0);
  text.size = 0;
  put_text(&text, FACTS_HEAD "\"facts\": [");
  for (row = 0; row < 300; row++) {
    char json[128];
    snprintf(json, sizeof json, "%s{\"kind\": \"event\", \"task\": \"%s\", \"day\": \"%d-06-01\"}",
             row == 0 ? "" : ",\n", row % 3 == 0 ? "Z" : "A.1", (int)(1900 + row));
    put_text(&text, json);
  }
  put_text(&text, "]}");
  assert_int_equal(tthc_plan_read_facts(plan, text.data, -1, NULL, err), TTHC_E_UNKNOWN_ID);
  assert_int_equal(tthc_error_problem_count(err), 100);
  assert_non_null(strstr(tthc_error_problems_json(err, "en"), "\"/facts/297/task\", \"line\": 298,"));
  assert_int_equal(tthc_plan_fact_count(plan), 1); /* the one that was there */
  free(text.data);
  tthc_error_free(err);
  tthc_plan_free(plan);
}

static void test_options_and_sizes(void **state) {
  tthc_plan *plan = good_plan();
  tthc_error *err = tthc_error_new();
  tthc_text *good = data("good/plan.json");
  const char *json = tthc_text_data(good);
  (void)state;
  assert_null(tthc_plan_read(NULL, 0, NULL, err));
  assert_int_equal(tthc_error_code(err), TTHC_E_ARGUMENT);
  assert_null(tthc_plan_read(json, -2, NULL, err));
  assert_int_equal(tthc_error_code(err), TTHC_E_ARGUMENT);
  assert_null(tthc_plan_read(json, INT64_MIN, NULL, err));
  assert_null(tthc_plan_read(json, 0, NULL, err));
  assert_false(check_error("size 0", err, TTHC_E_SYNTAX, "", 1, 1));
  assert_null(tthc_plan_read(json, -1, "{\"strict\": false}", err));
  assert_false(check_error("option", err, TTHC_E_UNKNOWN_MEMBER, "/strict", 1, 12));
  assert_null(tthc_plan_json(plan, "{\"facts\": 1}", err));
  assert_false(check_error("option", err, TTHC_E_TYPE, "/facts", 1, 11));
  assert_null(tthc_plan_facts_json(plan, "{\"facts\": true}", err));
  assert_int_equal(tthc_error_code(err), TTHC_E_UNKNOWN_MEMBER);
  assert_int_equal(tthc_plan_read_facts(plan, "{}", -1, "[", err), TTHC_E_SYNTAX);
  /* the size counts, not a NUL: one behind the text is one too many */
  assert_null(tthc_plan_read(json, tthc_text_size(good) + 1, NULL, err));
  assert_true(tthc_error_code(err) == TTHC_E_ENCODING || tthc_error_code(err) == TTHC_E_SYNTAX);
  tthc_text_free(good);
  tthc_error_free(err);
  tthc_plan_free(plan);
}

/* However a document is cut, it is refused, at a place within it. */
static void test_cut_documents(void **state) {
  tthc_text *good = data("good/plan.json");
  const int64_t whole = tthc_text_size(good) - 1; /* the last byte is a newline */
  tthc_error *err = tthc_error_new();
  int failures = 0;
  int64_t size;
  (void)state;
  for (size = 0; size < whole; size++) {
    char *cut = check_exact_copy(tthc_text_data(good), (size_t)size);
    tthc_plan *plan = tthc_plan_read(cut, size, NULL, err);
    failures += check_int("cut", plan != NULL, 0);
    failures += check_int("cut", tthc_error_code(err) == TTHC_E_SYNTAX || tthc_error_code(err) == TTHC_E_ENCODING, 1);
    failures += check_int("cut", tthc_error_line(err) >= 1 && tthc_error_line(err) <= 20, 1);
    tthc_plan_free(plan);
    free(cut);
  }
  tthc_text_free(good);
  tthc_error_free(err);
  CHECK_NONE_FAILED(failures);
}

/* Each byte by another: read or refused, never more; the sanitizers watch. */
static void test_spoilt_documents(void **state) {
  static const char bytes[] = {'\0', '"', '\\', '{', '}', '[', ',', '0', 'x', '\x80', '\xff'};
  tthc_text *good = data("good/facts.json");
  const int64_t size = tthc_text_size(good);
  tthc_plan *plan = good_plan();
  int64_t at;
  size_t i;
  (void)state;
  for (at = 0; at < size; at++) {
    for (i = 0; i < COUNT(bytes); i++) {
      char *spoilt = check_exact_copy(tthc_text_data(good), (size_t)size);
      int32_t added;
      spoilt[at] = bytes[i];
      added = tthc_plan_read_facts(plan, spoilt, size, NULL, NULL);
      if (added > 0) {
        tthc_plan_free(plan);
        plan = good_plan();
      }
      assert_int_equal(tthc_plan_fact_count(plan), 0);
      free(spoilt);
    }
  }
  tthc_plan_free(plan);
  tthc_text_free(good);
}

static void test_files(void **state) {
  tthc_error *err = tthc_error_new();
  (void)state;
  assert_null(tthc_text_from_file(data_path("bad"), err)); /* a directory */
  assert_int_equal(tthc_error_code(err), TTHC_E_IO);
  assert_non_null(strstr(tthc_error_expected(err, "en"), "not a folder"));
  assert_null(tthc_text_from_file(data_path("bad/none.json"), err));
  assert_int_equal(tthc_error_code(err), TTHC_E_NOT_FOUND);
  assert_null(tthc_text_from_file(NULL, err));
  assert_int_equal(tthc_error_code(err), TTHC_E_ARGUMENT);
  tthc_error_free(err);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_the_good_ones),
    cmocka_unit_test(test_the_corpus),
    cmocka_unit_test(test_a_string_of_64_kib),
    cmocka_unit_test(test_a_string_of_100_mb),
    cmocka_unit_test(test_a_document_of_80_mib),
    cmocka_unit_test(test_a_document_of_80_mib_of_blanks),
    cmocka_unit_test(test_an_array_of_a_million_and_one),
    cmocka_unit_test(test_a_depth_bomb),
    cmocka_unit_test(test_every_bad_row_is_told),
    cmocka_unit_test(test_at_most_a_hundred_are_told),
    cmocka_unit_test(test_a_hundred_bad_among_good),
    cmocka_unit_test(test_options_and_sizes),
    cmocka_unit_test(test_cut_documents),
    cmocka_unit_test(test_spoilt_documents),
    cmocka_unit_test(test_files),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
