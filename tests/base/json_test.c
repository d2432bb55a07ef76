/* JSON by tables: one row with a field of every kind, read, refused, and written again. */
#include "base/json.h"

#include "base/decimal.h"
#include "base/json_scan.h"
#include "support/check.h"
#include "tthcplan/version.h"

#include <locale.h>
#include <stdio.h>

/* --- a table with every kind of field ----------------------------------------------------------------------------- */

enum { NO_COUNT = -1 };

struct element {
  int64_t number;
};

struct sample {
  const char *id;
  const char *title;
  const char *note;
  int32_t day;
  int32_t count;
  int64_t wide;
  int32_t open;
  int32_t colour;
  const char *amount;
  struct element pair[3];
  int32_t pair_count;
  const char *extra;
};

static const struct vocabulary colours = {"red, dark-green", {"red", "dark-green"}};

/* A coding of the test's own: day 7 is "d7". */
static int parse_day(const char *text, int32_t *number) {
  if (text[0] != 'd' || text[1] < '0' || text[1] > '9' || text[2] != '\0') return 0;
  *number = text[1] - '0';
  return 1;
}

static void put_day(struct buffer *out, int32_t number) {
  tthc__put_char(out, 'd');
  tthc__put_int(out, number);
}

static const struct json_coding day_coding = {parse_day, put_day, TTHC_E_DAY, {"ngày d0 đến d9", "a day d0 to d9"}};

static const struct json_field element_fields[] = {
  {FIELD("n", JSON_INT64, struct element, number), .required = 1, .range = {0, 9}, .absent = -1},
  {.name = NULL},
};

static int32_t read_pair_element(const struct json_at *at, void *row) {
  struct sample *sample = row;
  struct element element = {-1};
  const int32_t rc = tthc__json_read(at, element_fields, &element);
  if (rc != TTHC_OK) return rc;
  if (sample->pair_count == 3) return tthc__json_fail(at, TTHC_E_LIMIT, NULL, WORDS("không quá ba", "at most three"));
  if (element.number == 7) return tthc__json_fail_member(at, TTHC_E_CYCLE, "n", NOTHING);
  if (element.number == 8) { /* what another function failed with, as text_in() does */
    tthc__fail_at(at->doc->err, TTHC_E_VALUE, "absent", NULL, NOTHING);
    return tthc__json_place(at, TTHC_E_VALUE);
  }
  sample->pair[sample->pair_count++] = element;
  return TTHC_OK;
}

static int32_t read_pair(const struct json_at *at, void *row) { return tthc__json_each(at, read_pair_element, row); }

static void write_pair(struct json_writer *writer, const struct json_field *field, const void *row) {
  const struct sample *sample = row;
  int32_t i;
  if (sample->pair_count == 0) return;
  tthc__json_write_name(writer, field->name);
  tthc__json_write_open(writer, '[');
  for (i = 0; i < sample->pair_count; i++) {
    tthc__json_write_item(writer);
    tthc__json_write_row(writer, element_fields, &sample->pair[i]);
  }
  tthc__json_write_close(writer);
}

static const struct json_field fields[] = {
  {FIELD("id", JSON_SLUG, struct sample, id), .required = 1},
  {FIELD("title", JSON_LABEL, struct sample, title)},
  {FIELD("note", JSON_TEXT, struct sample, note)},
  {FIELD("day", JSON_CODED, struct sample, day), .absent = TTHC_NO_DAY, .coding = &day_coding},
  {FIELD("count", JSON_INT32, struct sample, count), .absent = NO_COUNT, .range = {0, 100},
   .expected = {"0 đến 100", "0 to 100"}},
  {FIELD("wide", JSON_INT64, struct sample, wide), .absent = 0, .range = {-EXACT_MAX, EXACT_MAX}},
  {FIELD("open", JSON_FLAG, struct sample, open), .absent = 0},
  {FIELD("colour", JSON_WORD, struct sample, colour), .absent = 0, .vocabulary = &colours},
  {FIELD("amount", JSON_DECIMAL, struct sample, amount)},
  {.name = "pair", .kind = JSON_CUSTOM, .read = read_pair, .write = write_pair},
  {FIELD("x-", JSON_EXTRA, struct sample, extra)},
  {.name = NULL},
};

static const struct sample defaults = {.day = TTHC_NO_DAY, .count = NO_COUNT};

/* Reads a row; its strings live in the document, which is open afterwards only on success. */
static int32_t read_sample(struct json_doc *doc, const char *json, struct sample *row, tthc_error *err) {
  char *text = check_exact_copy(json, strlen(json));
  int32_t rc;
  *row = defaults;
  rc = tthc__json_open(doc, text, (int64_t)strlen(json), NULL, err);
  if (rc == TTHC_OK) {
    const struct json_at root = tthc__json_root(doc);
    rc = tthc__json_read(&root, fields, row);
    if (rc != TTHC_OK) tthc__json_close(doc);
  }
  free(text); /* rows borrow nothing from it */
  return rc;
}

static tthc_text *write_sample(const struct sample *row, int in_lines) {
  struct json_writer writer;
  tthc_text *text;
  tthc__json_begin(&writer, in_lines, NULL);
  tthc__json_write_row(&writer, fields, row);
  text = tthc__json_end(&writer, NULL);
  assert_non_null(text);
  return text;
}

/* --- reading and writing ------------------------------------------------------------------------------------------ */

static const char whole[] =
  "{\"id\": \"vinh-cuu-2021\", \"title\": \"Kế hoạch \\\"KSTTHC\\\"\", \"note\": \"một\\nhai\", \"day\": \"d7\", "
  "\"count\": 0, \"wide\": -9007199254740991, \"open\": true, \"colour\": \"dark-green\", \"amount\": 99.5, "
  "\"pair\": [{\"n\": 1}, {\"n\": 0}], \"x-a\": {\"b\": [1, -2.5, null, true, false, \"é\", [], {}]}, \"x-\": 0}";

static void test_whole_row(void **state) {
  struct json_doc doc;
  struct sample row;
  tthc_text *text;
  (void)state;
  assert_int_equal(read_sample(&doc, whole, &row, NULL), TTHC_OK);
  assert_string_equal(row.id, "vinh-cuu-2021");
  assert_string_equal(row.title, "Kế hoạch \"KSTTHC\"");
  assert_string_equal(row.note, "một\nhai");
  assert_int_equal(row.day, 7);
  assert_int_equal(row.count, 0);
  assert_true(row.wide == -EXACT_MAX);
  assert_int_equal(row.open, 1);
  assert_int_equal(row.colour, 2);
  assert_string_equal(row.amount, "99.5");
  assert_int_equal(row.pair_count, 2);
  assert_int_equal(row.pair[0].number, 1);
  assert_int_equal(row.pair[1].number, 0);
  assert_string_equal(row.extra, "\"x-a\": {\"b\": [1, -2.5, null, true, false, \"é\", [], {}]}, \"x-\": 0");
  text = write_sample(&row, 0);
  assert_string_equal(tthc_text_data(text), whole);
  tthc_text_free(text);
  tthc__json_close(&doc);
}

static void test_absent_members_keep_defaults_and_are_not_written(void **state) {
  struct json_doc doc;
  struct sample row;
  tthc_text *text;
  (void)state;
  assert_int_equal(read_sample(&doc, "{\"id\": \"a\"}", &row, NULL), TTHC_OK);
  assert_null(row.title);
  assert_null(row.amount);
  assert_null(row.extra);
  assert_int_equal(row.day, TTHC_NO_DAY);
  assert_int_equal(row.count, NO_COUNT);
  text = write_sample(&row, 0);
  assert_string_equal(tthc_text_data(text), "{\"id\": \"a\"}");
  tthc_text_free(text);
  tthc__json_close(&doc);
}

/* What is read in any order and form is written in one: the table's order, plain numbers and escapes. */
static void test_written_form(void **state) {
  static const struct {
    const char *read, *written;
  } rows[] = {
    {"{\"title\":\"b\",\"id\":\"a\"}", "{\"id\": \"a\", \"title\": \"b\"}"},
    {"{\"\\u0069d\":\"\\u0061\"}", "{\"id\": \"a\"}"},
    {"{\"id\":\"a\",\"note\":\"\\u0111\\/\\u0001\\b\\ud83d\\ude00\"}",
     "{\"id\": \"a\", \"note\": \"đ/\\u0001\\b\U0001F600\"}"},
    {"{\"id\":\"a\",\"title\":\"Vie\u0323\u0302t\"}", "{\"id\": \"a\", \"title\": \"Việt\"}"},
    {"{\"id\":\"a\",\"title\":\"Vie\\u0323\\u0302t\"}", "{\"id\": \"a\", \"title\": \"Việt\"}"},
    {"{\"id\":\"a\",\"open\":false,\"wide\":0}", "{\"id\": \"a\"}"}, /* what is absent by default */
    {"{\"id\":\"a\",\"wide\":1e15}", "{\"id\": \"a\", \"wide\": 1000000000000000}"},
    {"{\"id\":\"a\",\"wide\":9007199254740991}", "{\"id\": \"a\", \"wide\": 9007199254740991}"},
    {"{\"id\":\"a\",\"count\":1.0}", "{\"id\": \"a\", \"count\": 1}"},
    {"{\"id\":\"a\",\"count\":100}", "{\"id\": \"a\", \"count\": 100}"},
    {"{\"id\":\"a\",\"amount\":-0}", "{\"id\": \"a\", \"amount\": 0}"},
    {"{\"id\":\"a\",\"amount\":20.00}", "{\"id\": \"a\", \"amount\": 20}"},
    {"{\"id\":\"a\",\"amount\":1.5e3}", "{\"id\": \"a\", \"amount\": 1500}"},
    {"{\"id\":\"a\",\"amount\":1e-15}", "{\"id\": \"a\", \"amount\": 0.000000000000001}"},
    {"{\"id\":\"a\",\"amount\":0.1}", "{\"id\": \"a\", \"amount\": 0.1}"},
    {"{\"id\":\"a\",\"amount\":-123456.789012345}", "{\"id\": \"a\", \"amount\": -123456.789012345}"},
    {"{\"id\":\"a\",\"amount\":0.123456789012345}", "{\"id\": \"a\", \"amount\": 0.123456789012345}"},
    {"{\"id\":\"a\",\"amount\":999999999999999}", "{\"id\": \"a\", \"amount\": 999999999999999}"},
    {"{\"id\":\"a\",\"pair\":[]}", "{\"id\": \"a\"}"},
    {"{\"x-b\":1e3,\"id\":\"a\",\"x-a\":0.50}", "{\"id\": \"a\", \"x-b\": 1000, \"x-a\": 0.5}"},
    {"{\"x-\\\"\":{\"\\n\":\"\\t\"},\"id\":\"a\"}", "{\"id\": \"a\", \"x-\\\"\": {\"\\n\": \"\\t\"}}"},
    {"{\"id\":\"a\",\"x-a\":\"e\u0323\u0302\"}", "{\"id\": \"a\", \"x-a\": \"e\u0323\u0302\"}"},
    {"{\"id\":\"a\",\"x-e\u0301\":1,\"x-é\":2}", "{\"id\": \"a\", \"x-e\u0301\": 1, \"x-é\": 2}"},
    {"{\"id\":\"a\",\"x-a\":9007199254740991}", "{\"id\": \"a\", \"x-a\": 9007199254740991}"},
    {"\xef\xbb\xbf{\"id\":\"a\"}\n", "{\"id\": \"a\"}"}, /* with a byte order mark */
  };
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    const char *json = rows[i].read;
    int turn;
    for (turn = 0; turn < 2; turn++) { /* what was written is written again as it was */
      struct json_doc doc;
      struct sample row;
      const int32_t rc = read_sample(&doc, json, &row, NULL);
      tthc_text *text;
      failures += check_int(json, rc, TTHC_OK);
      if (rc != TTHC_OK) break;
      text = write_sample(&row, 0);
      failures += check_text(json, tthc_text_data(text), rows[i].written);
      tthc_text_free(text);
      tthc__json_close(&doc);
      json = rows[i].written;
    }
  }
  CHECK_NONE_FAILED(failures);
}

static void test_document_in_lines(void **state) {
  static const char lines[] =
    "{\n"
    "  \"id\": \"a\",\n"
    "  \"amount\": 0.5,\n"
    "  \"pair\": [\n"
    "    {\"n\": 1},\n"
    "    {\"n\": 2}\n"
    "  ],\n"
    "  \"x-a\": [1, {\"b\": 2}]\n"
    "}\n";
  struct json_doc doc;
  struct sample row;
  tthc_text *text;
  (void)state;
  assert_int_equal(read_sample(&doc, lines, &row, NULL), TTHC_OK);
  text = write_sample(&row, 2);
  assert_string_equal(tthc_text_data(text), lines);
  tthc_text_free(text);
  tthc__json_close(&doc);
}

static void test_writing_by_hand(void **state) {
  struct json_writer writer;
  tthc_text *text;
  (void)state;
  tthc__json_begin(&writer, 2, "context");
  assert_string_equal(writer.context, "context");
  tthc__json_write_open(&writer, '{');
  tthc__json_write_text(&writer, "none", NULL);
  tthc__json_write_text(&writer, "a\"", "b\"");
  tthc__json_write_int(&writer, "n", -1000000000000000);
  tthc__json_write_name(&writer, "empty");
  tthc__json_write_open(&writer, '[');
  tthc__json_write_close(&writer);
  tthc__json_write_name(&writer, "deep");
  tthc__json_write_open(&writer, '{');
  tthc__json_write_name(&writer, "list");
  tthc__json_write_open(&writer, '[');
  tthc__json_write_item(&writer);
  tthc__put(&writer.out, "1");
  tthc__json_write_item(&writer);
  tthc__put(&writer.out, "2");
  tthc__json_write_close(&writer);
  tthc__json_write_int(&writer, "m", 0);
  tthc__json_write_close(&writer);
  tthc__json_write_close(&writer);
  text = tthc__json_end(&writer, NULL);
  assert_string_equal(tthc_text_data(text), "{\n  \"a\\\"\": \"b\\\"\",\n  \"n\": -1000000000000000,\n"
                                            "  \"empty\": [],\n  \"deep\": {\"list\": [1, 2], \"m\": 0}\n}\n");
  tthc_text_free(text);
  tthc__json_begin(&writer, 2, NULL);
  tthc__json_write_open(&writer, '{');
  tthc__json_write_close(&writer);
  text = tthc__json_end(&writer, NULL);
  assert_string_equal(tthc_text_data(text), "{}\n");
  tthc_text_free(text);
}

/* --- refused ------------------------------------------------------------------------------------------------------ */

#define NINE_MARKS "a\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301" /* one more than is taken */

static void test_rows_are_refused(void **state) {
  /* Behind {"id": "a", a name begins in column 13 and its value four columns behind the name. */
  static const struct {
    const char *json;
    int32_t code;
    const char *path;
    int32_t line, column;
  } rows[] = {
    {"[]", TTHC_E_TYPE, "", 1, 1},
    {" \"a\"", TTHC_E_TYPE, "", 1, 2},
    {"null", TTHC_E_TYPE, "", 1, 1},
    {"{}", TTHC_E_MISSING, "/id", 1, 1},
    {"\n {\"title\": \"b\"}", TTHC_E_MISSING, "/id", 2, 2},
    {"{\"id\": \"a\", \"b\": 1}", TTHC_E_UNKNOWN_MEMBER, "/b", 1, 18},
    {"{\"id\": \"a\", \"ID\": 1}", TTHC_E_UNKNOWN_MEMBER, "/ID", 1, 19},
    {"{\"id\": \"a\", \"x\": 1}", TTHC_E_UNKNOWN_MEMBER, "/x", 1, 18},
    {"{\"id\": \"a\", \"X-a\": 1}", TTHC_E_UNKNOWN_MEMBER, "/X-a", 1, 20},
    {"{\"id\": \"a\", \"a/b~c\": 1}", TTHC_E_UNKNOWN_MEMBER, "/a~1b~0c", 1, 22},
    {"{\"\": 1}", TTHC_E_UNKNOWN_MEMBER, "/", 1, 6},
    {"{\"tên\":\n1}", TTHC_E_UNKNOWN_MEMBER, "/tên", 2, 1},
    /* wrong types: null is none of them */
    {"{\"id\": null}", TTHC_E_TYPE, "/id", 1, 8},
    {"{\"id\": 1}", TTHC_E_TYPE, "/id", 1, 8},
    {"{\"id\": \"a\", \"title\": 1}", TTHC_E_TYPE, "/title", 1, 22},
    {"{\"id\": \"a\", \"title\": null}", TTHC_E_TYPE, "/title", 1, 22},
    {"{\"id\": \"a\", \"note\": [\"b\"]}", TTHC_E_TYPE, "/note", 1, 21},
    {"{\"id\": \"a\", \"day\": 7}", TTHC_E_TYPE, "/day", 1, 20},
    {"{\"id\": \"a\", \"day\": null}", TTHC_E_TYPE, "/day", 1, 20},
    {"{\"id\": \"a\", \"count\": \"1\"}", TTHC_E_TYPE, "/count", 1, 22},
    {"{\"id\": \"a\", \"count\": 1.5}", TTHC_E_TYPE, "/count", 1, 22},
    {"{\"id\": \"a\", \"count\": true}", TTHC_E_TYPE, "/count", 1, 22},
    {"{\"id\": \"a\", \"wide\": {}}", TTHC_E_TYPE, "/wide", 1, 21},
    {"{\"id\": \"a\", \"wide\": 0.1}", TTHC_E_TYPE, "/wide", 1, 21},
    {"{\"id\": \"a\", \"open\": 1}", TTHC_E_TYPE, "/open", 1, 21},
    {"{\"id\": \"a\", \"open\": \"true\"}", TTHC_E_TYPE, "/open", 1, 21},
    {"{\"id\": \"a\", \"colour\": 1}", TTHC_E_TYPE, "/colour", 1, 23},
    {"{\"id\": \"a\", \"amount\": \"99.5\"}", TTHC_E_TYPE, "/amount", 1, 23},
    {"{\"id\": \"a\", \"amount\": null}", TTHC_E_TYPE, "/amount", 1, 23},
    {"{\"id\": \"a\", \"pair\": {}}", TTHC_E_TYPE, "/pair", 1, 21},
    /* wrong values */
    {"{\"id\": \"\"}", TTHC_E_MISSING, "/id", 1, 8},
    {"{\"id\": \"A\"}", TTHC_E_VALUE, "/id", 1, 8},
    {"{\"id\": \"a--b\"}", TTHC_E_VALUE, "/id", 1, 8},
    {"{\"id\": \"a\", \"title\": \"\"}", TTHC_E_MISSING, "/title", 1, 22},
    {"{\"id\": \"a\", \"day\": \"d10\"}", TTHC_E_DAY, "/day", 1, 20},
    {"{\"id\": \"a\", \"day\": \"\"}", TTHC_E_DAY, "/day", 1, 20},
    {"{\"id\": \"a\", \"count\": -1}", TTHC_E_VALUE, "/count", 1, 22},
    {"{\"id\": \"a\", \"count\": 101}", TTHC_E_VALUE, "/count", 1, 22},
    {"{\"id\": \"a\", \"count\": 4294967297}", TTHC_E_VALUE, "/count", 1, 22}, /* 1 in its lower 32 bits */
    {"{\"id\": \"a\", \"wide\": 9007199254740992}", TTHC_E_NUMBER, "/wide", 1, 21},
    {"{\"id\": \"a\", \"colour\": \"green\"}", TTHC_E_VALUE, "/colour", 1, 23},
    {"{\"id\": \"a\", \"colour\": \"Red\"}", TTHC_E_VALUE, "/colour", 1, 23},
    {"{\"id\": \"a\", \"colour\": \"\"}", TTHC_E_VALUE, "/colour", 1, 23},
    {"{\"id\": \"a\", \"note\": \"" NINE_MARKS "\"}", TTHC_E_LIMIT, "/note", 1, 21},
    /* inside an array */
    {"{\"id\": \"a\", \"pair\": [{\"n\": 1},\n {\"n\": 10}]}", TTHC_E_VALUE, "/pair/1/n", 2, 8},
    {"{\"id\": \"a\", \"pair\": [{\"n\": 1},\n {\"m\": 1}]}", TTHC_E_UNKNOWN_MEMBER, "/pair/1/m", 2, 8},
    {"{\"id\": \"a\", \"pair\": [{\"n\": 1}, {}]}", TTHC_E_MISSING, "/pair/1/n", 1, 32},
    {"{\"id\": \"a\", \"pair\": [1]}", TTHC_E_TYPE, "/pair/0", 1, 22},
    {"{\"id\": \"a\", \"pair\": [{\"n\":1},{\"n\":2},{\"n\":3},{\"n\":4}]}", TTHC_E_LIMIT, "/pair/3", 1, 46},
    {"{\"id\": \"a\", \"pair\": [{\"n\": 7}]}", TTHC_E_CYCLE, "/pair/0/n", 1, 28},      /* the member */
    {"{\"id\": \"a\", \"pair\": [{\"n\": 8}]}", TTHC_E_VALUE, "/pair/0/absent", 1, 22}, /* or its row */
    /* what the scan refuses, with a byte order mark that takes no column */
    {"\xef\xbb\xbf{\"id\": 01}", TTHC_E_SYNTAX, "/id", 1, 8},
    {"\xef\xbb\xbf\xef\xbb\xbf{\"id\": \"a\"}", TTHC_E_SYNTAX, "", 1, 1},
    {"\xef\xbb\xbf{\"id\": \"A\"}", TTHC_E_VALUE, "/id", 1, 8},
    {"{\"id\": \"a\", \"id\": \"b\"}", TTHC_E_DUPLICATE_MEMBER, "/id", 1, 13},
  };
  tthc_error *err = tthc_error_new();
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    struct json_doc doc;
    struct sample row;
    failures += check_int(rows[i].json, read_sample(&doc, rows[i].json, &row, err), rows[i].code);
    failures += check_error(rows[i].json, err, rows[i].code, rows[i].path, rows[i].line, rows[i].column);
    failures += check_int(rows[i].json, read_sample(&doc, rows[i].json, &row, NULL), rows[i].code);
  }
  tthc_error_free(err);
  CHECK_NONE_FAILED(failures);
}

static void test_what_is_expected_is_said(void **state) {
  static const struct {
    const char *json, *message;
  } rows[] = {
    {"{\"id\": \"a\", \"colour\": \"green\"}", "A value outside its domain: “green”; expected: red, dark-green"},
    {"{\"id\": \"a\", \"count\": 101}", "A value outside its domain; expected: 0 to 100"},
    {"{\"id\": \"a\", \"day\": \"31\"}", "Not a valid day: “31”; expected: a day d0 to d9"},
    {"{\"id\": \"a\", \"titel\": 1}", "A member that the format does not know: “titel”"},
    {"{}", "Something required is absent: “id”"},
  };
  tthc_error *err = tthc_error_new();
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    struct json_doc doc;
    struct sample row;
    read_sample(&doc, rows[i].json, &row, err);
    failures += check_text(rows[i].json, tthc_error_message(err, "en"), rows[i].message);
  }
  tthc_error_free(err);
  CHECK_NONE_FAILED(failures);
}

static void test_lengths(void **state) {
  static const struct {
    const char *name;
    int32_t length, code;
    int32_t column;
  } rows[] = {
    {"id", 128, TTHC_OK, 0},      {"id", 129, TTHC_E_VALUE, 8},
    {"title", 512, TTHC_OK, 0},   {"title", 513, TTHC_E_LIMIT, 11},
    {"note", 65536, TTHC_OK, 0},  {"note", 65537, TTHC_E_LIMIT, 10},
  };
  tthc_error *err = tthc_error_new();
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    struct buffer json = {0};
    struct json_doc doc;
    struct sample row;
    char path[16] = "/";
    int32_t k;
    tthc__put(&json, "{\"");
    tthc__put(&json, rows[i].name);
    tthc__put(&json, "\": \"");
    for (k = 0; k < rows[i].length; k++) tthc__put_char(&json, 'a');
    tthc__put(&json, strcmp(rows[i].name, "id") == 0 ? "\"}" : "\", \"id\": \"a\"}");
    tthc__error_clear(err);
    failures += check_int(rows[i].name, read_sample(&doc, json.data, &row, err), rows[i].code);
    if (rows[i].code == TTHC_OK)
      tthc__json_close(&doc);
    else
      failures += check_error(rows[i].name, err, rows[i].code, strcat(path, rows[i].name), 1, rows[i].column);
    tthc__buffer_free(&json);
  }
  tthc_error_free(err);
  CHECK_NONE_FAILED(failures);
}

/* --- the document ------------------------------------------------------------------------------------------------- */

static void test_open(void **state) {
  tthc_error *err = tthc_error_new();
  struct json_doc doc;
  char context;
  (void)state;
  assert_int_equal(tthc__json_open(&doc, NULL, 0, NULL, err), TTHC_E_ARGUMENT);
  assert_int_equal(check_error("no text", err, TTHC_E_ARGUMENT, NULL, 0, 0), 0);
  assert_int_equal(tthc__json_open(&doc, "{}", -2, NULL, err), TTHC_E_ARGUMENT);
  assert_int_equal(tthc__json_open(&doc, "{}", INT64_MIN, NULL, NULL), TTHC_E_ARGUMENT);
  assert_int_equal(tthc__json_open(&doc, "", 0, NULL, err), TTHC_E_SYNTAX);
  assert_int_equal(tthc__json_open(&doc, "\xef\xbb\xbf", 3, NULL, err), TTHC_E_SYNTAX);
  assert_int_equal(tthc__json_open(&doc, "\xef\xbb", 2, NULL, err), TTHC_E_SYNTAX);
  assert_int_equal(tthc__json_open(&doc, "{}\0", 3, NULL, err), TTHC_E_ENCODING);
  assert_int_equal(check_error("a NUL", err, TTHC_E_ENCODING, "", 1, 3), 0);
  assert_int_equal(tthc__json_open(&doc, "{} x", 2, NULL, err), TTHC_OK); /* no further than its size */
  tthc__json_close(&doc);
  assert_int_equal(tthc__json_open(&doc, "{}", -1, &context, err), TTHC_OK); /* up to the NUL */
  assert_ptr_equal(doc.context, &context);
  assert_ptr_equal(tthc__json_root(&doc).doc, &doc);
  tthc__json_close(&doc);
  tthc_error_free(err);
}

static int32_t read_text(const char *json, enum json_kind kind, tthc_error *err) {
  struct json_doc doc;
  struct json_at root;
  const char *out = NULL;
  int32_t rc;
  assert_int_equal(tthc__json_open(&doc, json, -1, NULL, err), TTHC_OK);
  root = tthc__json_root(&doc);
  rc = tthc__json_text(&root, kind, &out);
  assert_int_equal(out != NULL, rc == TTHC_OK);
  tthc__json_close(&doc);
  return rc;
}

static void test_one_text(void **state) {
  tthc_error *err = tthc_error_new();
  (void)state;
  assert_int_equal(read_text("\"a b\"", JSON_TEXT, err), TTHC_OK);
  assert_int_equal(read_text("\"a b\"", JSON_SLUG, err), TTHC_E_VALUE);
  assert_int_equal(check_error("root", err, TTHC_E_VALUE, "", 1, 1), 0);
  assert_int_equal(read_text("[]", JSON_LABEL, NULL), TTHC_E_TYPE);
  tthc_error_free(err);
}

static void test_member(void **state) {
  struct json_doc doc;
  struct json_at root, member;
  (void)state;
  assert_int_equal(tthc__json_open(&doc, "{\"a\": null,\n \"b\": [1]}", -1, NULL, NULL), TTHC_OK);
  root = tthc__json_root(&doc);
  assert_int_equal(tthc__json_member(&root, "c", &member), 0);
  assert_int_equal(tthc__json_member(&root, "A", &member), 0); /* cJSON has a finder that takes it for "a" */
  assert_int_equal(tthc__json_member(&root, "a", &member), 1); /* null is there */
  assert_int_equal(tthc__json_member(&root, "b", &member), 1);
  assert_int_equal(tthc__json_fail(&member, TTHC_E_VALUE, NULL, NOTHING), TTHC_E_VALUE);
  assert_int_equal(check_error("member", doc.err, TTHC_E_VALUE, "/b", 2, 7), 0);
  tthc__json_close(&doc);
}

/* What is put off is known to the table, and left to the caller. */
static void test_later(void **state) {
  static const struct json_field later[] = {
    {.name = "a", .kind = JSON_CUSTOM, .required = 1, .read = tthc__json_later},
    {.name = NULL},
  };
  char row[1] = ""; /* nothing is written into it */
  (void)state;
  assert_int_equal(tthc__json_options("{\"a\": [1]}", later, row, NULL, NULL), TTHC_OK);
  assert_int_equal(tthc__json_options("{}", later, row, NULL, NULL), TTHC_E_MISSING);
  assert_int_equal(tthc__json_options("{\"b\": 1}", later, row, NULL, NULL), TTHC_E_UNKNOWN_MEMBER);
}

static void test_options(void **state) {
  tthc_error *err = tthc_error_new();
  struct sample row = {.id = "before", .count = 5};
  struct arena keep = {0};
  (void)state;
  assert_int_equal(tthc__json_options(NULL, fields, &row, &keep, err), TTHC_OK);
  assert_string_equal(row.id, "before");
  assert_int_equal(row.count, 5);
  assert_null(keep.blocks);
  assert_int_equal(tthc__json_options("{\"id\": \"a\", \"title\": \"b\"}", fields, &row, &keep, err), TTHC_OK);
  assert_string_equal(row.id, "a"); /* lives on in `keep` */
  assert_string_equal(row.title, "b");
  assert_int_equal(row.count, 5);
  tthc__arena_free(&keep);
  assert_int_equal(tthc__json_options("{\"id\": \"a\", \"cuont\": 1}", fields, &row, &keep, err),
                   TTHC_E_UNKNOWN_MEMBER);
  assert_int_equal(check_error("unknown option", err, TTHC_E_UNKNOWN_MEMBER, "/cuont", 1, 22), 0);
  assert_null(keep.blocks);
  assert_int_equal(tthc__json_options("", fields, &row, NULL, err), TTHC_E_SYNTAX);
  assert_int_equal(tthc__json_options("{\"id\": \"a\", \"count\": 6}", fields, &row, NULL, NULL), TTHC_OK);
  assert_int_equal(row.count, 6);
  tthc_error_free(err);
}

static void test_words(void **state) {
  static const struct vocabulary full = {"", {"1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"}};
  (void)state;
  assert_string_equal(tthc__word(&colours, 1), "red");
  assert_string_equal(tthc__word(&colours, 2), "dark-green");
  assert_null(tthc__word(&colours, 3));
  assert_null(tthc__word(&colours, 0));
  assert_null(tthc__word(&colours, -1));
  assert_string_equal(tthc__word(&full, 12), "12");
  assert_null(tthc__word(&full, 13)); /* beyond the room for words */
  assert_null(tthc__word(&full, INT32_MAX));
}

/* A host may have chosen a locale that writes 99,5: neither what is read nor what is written may change. */
static void test_decimal_comma(void **state) {
  static const char *const names[] = {"de_DE.UTF-8", "de_DE.utf8", "de_DE", "vi_VN.UTF-8", "vi_VN.utf8", "vi_VN",
                                      "fr_FR.UTF-8", "fr_FR"};
  size_t i;
  for (i = 0; i < COUNT(names); i++) {
    char shown[8];
    if (setlocale(LC_ALL, names[i]) == NULL) continue;
    snprintf(shown, sizeof shown, "%.1f", 0.5);
    if (strcmp(shown, "0,5") == 0) break;
  }
  if (i == COUNT(names)) {
    print_message("no locale with a decimal comma is installed: skipped\n");
    skip();
  }
  test_whole_row(state);
  test_written_form(state);
  test_rows_are_refused(state);
  setlocale(LC_ALL, "C");
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_whole_row),
    cmocka_unit_test(test_absent_members_keep_defaults_and_are_not_written),
    cmocka_unit_test(test_written_form),
    cmocka_unit_test(test_document_in_lines),
    cmocka_unit_test(test_writing_by_hand),
    cmocka_unit_test(test_rows_are_refused),
    cmocka_unit_test(test_what_is_expected_is_said),
    cmocka_unit_test(test_lengths),
    cmocka_unit_test(test_open),
    cmocka_unit_test(test_one_text),
    cmocka_unit_test(test_member),
    cmocka_unit_test(test_later),
    cmocka_unit_test(test_options),
    cmocka_unit_test(test_words),
    cmocka_unit_test(test_decimal_comma),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
