/* Tallies: which periods and columns a dossier counts in, the identities of form II.06a, and what is noticed. */
#include "assess/tally_cases.h"

#define Q1 "kstt:2021-Q1"
#define Q2 "kstt:2021-Q2"
#define Q3 "kstt:2021-Q3"
#define Q4 "kstt:2021-Q4"

static const char *const quarters[] = {Q1, Q2, Q3, Q4};

/* --- dossiers ----------------------------------------------------------------------------------------------------- */

struct one_dossier {
  const char *label, *received, *due, *finished, *options;
  const char *rows[4]; /* of the four quarters: 15/12/2020-14/3, 15/3-14/6, 15/6-14/9, 15/9-14/12 */
};

#define DONE_EARLY(in) in " 1=1+0+0 0=0+0"
#define DONE_ON_TIME(in) in " 1=0+1+0 0=0+0"
#define DONE_LATE(in) in " 1=0+0+1 0=0+0"
#define IN_TIME(in) in " 0=0+0+0 1=1+0"
#define OVERDUE(in) in " 0=0+0+0 1=0+1"
#define ONLINE "1=1+0+0"
#define DIRECT "1=0+1+0"
#define CARRIED "1=0+0+1"

static void test_one_dossier(void **state) {
  static const struct one_dossier rows[] = {
    {"early", "2021-01-04", "2021-01-08", "2021-01-07", NULL, {DONE_EARLY(DIRECT), "-", "-", "-"}},
    {"on its due day", "2021-01-04", "2021-01-08", "2021-01-08", NULL, {DONE_ON_TIME(DIRECT), "-", "-", "-"}},
    {"late", "2021-01-04", "2021-01-08", "2021-01-09", NULL, {DONE_LATE(DIRECT), "-", "-", "-"}},
    {"online", "2021-01-04", "2021-01-08", "2021-01-09", "{'channel': 'online'}", {DONE_LATE(ONLINE), "-", "-", "-"}},
    {"by post", "2021-01-04", "2021-01-08", "2021-01-09", "{'channel': 'post'}", {DONE_LATE(DIRECT), "-", "-", "-"}},
    {"on the 14th", "2021-03-14", "2021-03-14", "2021-03-14", NULL, {DONE_ON_TIME(DIRECT), "-", "-", "-"}},
    {"on the 15th", "2021-03-15", "2021-03-15", "2021-03-15", NULL, {"-", DONE_ON_TIME(DIRECT), "-", "-"}},
    {"from the 14th to the 15th", "2021-03-14", "2021-03-15", "2021-03-15", NULL,
     {IN_TIME(DIRECT), DONE_ON_TIME(CARRIED), "-", "-"}},
    {"the first day of all", "2020-12-15", "2020-12-15", "2020-12-15", NULL, {DONE_ON_TIME(DIRECT), "-", "-", "-"}},
    {"the day before it", "2020-12-14", "2020-12-14", "2020-12-14", NULL, {"-", "-", "-", "-"}},
    {"from the day before it", "2020-12-14", "2020-12-15", "2020-12-15", NULL, {DONE_ON_TIME(CARRIED), "-", "-", "-"}},
    {"the last day of all", "2021-12-14", "2021-12-14", "2021-12-14", NULL, {"-", "-", "-", DONE_ON_TIME(DIRECT)}},
    {"after it", "2021-12-15", "2021-12-15", "2021-12-15", NULL, {"-", "-", "-", "-"}},
    {"due on a cut-off", "2021-03-01", "2021-03-14", NULL, NULL,
     {IN_TIME(DIRECT), OVERDUE(CARRIED), OVERDUE(CARRIED), OVERDUE(CARRIED)}},
    {"due the day before a cut-off", "2021-03-01", "2021-03-13", "2021-07-01", NULL,
     {OVERDUE(DIRECT), OVERDUE(CARRIED), DONE_LATE(CARRIED), "-"}},
    {"a long one", "2021-01-04", "2021-12-31", "2021-12-01", "{'channel': 'online'}",
     {IN_TIME(ONLINE), IN_TIME(CARRIED), IN_TIME(CARRIED), DONE_EARLY(CARRIED)}},
    {"returned late", "2021-01-04", "2021-01-08", "2021-02-08", "{'result': 'returned'}",
     {DONE_ON_TIME(DIRECT), "-", "-", "-"}},
    {"withdrawn early", "2021-01-04", "2021-01-08", "2021-01-05", "{'result': 'withdrawn'}",
     {DONE_ON_TIME(DIRECT), "-", "-", "-"}},
    {"a supplement asked for", "2021-01-04", "2021-01-08", "2021-02-05", "{'result': 'awaiting-supplement'}",
     {DONE_ON_TIME(DIRECT), "-", "-", "-"}},
    {"a supplement, nobody knows since when", "2021-10-04", "2021-10-08", NULL, "{'result': 'awaiting-supplement'}",
     {"-", "-", "-", IN_TIME(DIRECT)}},
    {"no due day", "2021-10-04", NULL, NULL, NULL, {"-", "-", "-", IN_TIME(DIRECT)}},
    {"no due day, done", "2021-10-04", NULL, "2021-10-08", NULL, {"-", "-", "-", DONE_ON_TIME(DIRECT)}},
    {"finished before it was received", "2021-03-20", "2021-03-25", "2021-03-01", NULL,
     {"-", DONE_EARLY(DIRECT), "-", "-"}},
    {"due before it was received", "2021-03-20", "2021-03-01", "2021-03-20", NULL,
     {"-", DONE_LATE(DIRECT), "-", "-"}},
  };
  int failures = 0;
  size_t i, q;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    tthc_tally *tally = tally_of(NULL);
    failures += check_int(rows[i].label, add_dossier(tally, "a", "1", rows[i].received, rows[i].due, rows[i].finished,
                                                     rows[i].options, NULL), 0);
    for (q = 0; q < 4; q++) {
      failures += check_text(rows[i].label, show_unit(tally, "a", quarters[q]), rows[i].rows[q]);
      failures += check_text(rows[i].label, show_unit(tally, NULL, quarters[q]), rows[i].rows[q]);
    }
    tthc_tally_free(tally);
  }
  CHECK_NONE_FAILED(failures);
}

static void test_bad_dossiers(void **state) {
  static const struct {
    const char *unit, *id, *received, *due, *finished, *options;
    int32_t code;
    const char *path;
  } rows[] = {
    {"A", "1", "2021-01-04", NULL, NULL, NULL, TTHC_E_VALUE, "/unit"},
    {NULL, "1", "2021-01-04", NULL, NULL, NULL, TTHC_E_MISSING, "/unit"},
    {"a", NULL, "2021-01-04", NULL, NULL, NULL, TTHC_E_MISSING, "/dossier"},
    {"a", "", "2021-01-04", NULL, NULL, NULL, TTHC_E_MISSING, "/dossier"},
    {"a", "\xff", "2021-01-04", NULL, NULL, NULL, TTHC_E_ENCODING, "/dossier"},
    {"a", "1", NULL, NULL, NULL, NULL, TTHC_E_MISSING, "/received_day"},
    {"a", "1", "2021-01-04", NULL, NULL, "{'result': 'done'}", TTHC_E_MISSING, "/finished_day"},
    {"a", "1", "2021-01-04", NULL, NULL, "{'result': 'returned'}", TTHC_E_MISSING, "/finished_day"},
    {"a", "1", "2021-01-04", NULL, NULL, "{'result': 'withdrawn'}", TTHC_E_MISSING, "/finished_day"},
    {"a", "1", "2021-01-04", NULL, "2021-01-05", "{'result': 'in-progress'}", TTHC_E_VALUE, "/finished_day"},
    {"a", "1", "2021-01-04", NULL, NULL, "{'channel': 'fax'}", TTHC_E_VALUE, "/channel"},
    {"a", "1", "2021-01-04", NULL, NULL, "{'level': ''}", TTHC_E_MISSING, "/level"},
    {"a", "1", "2021-01-04", NULL, NULL, "{'chanel': 'post'}", TTHC_E_UNKNOWN_MEMBER, "/chanel"},
    {"a", "0", "2021-01-04", NULL, NULL, NULL, TTHC_E_DUPLICATE_ID, "/dossier"},
    {"a", "0", "2021-01-05", NULL, NULL, "{'channel': 'online'}", TTHC_E_DUPLICATE_ID, "/dossier"},
    {"a", "0", "2021-01-05", NULL, NULL, "{'level': '4'}", TTHC_E_DUPLICATE_ID, "/dossier"},
  };
  tthc_tally *tally = tally_of(NULL);
  tthc_error *err = tthc_error_new();
  int failures = 0;
  size_t i;
  (void)state;
  assert_int_equal(add_dossier(tally, "a", "0", "2021-01-05", NULL, NULL, NULL, err), 0);
  for (i = 0; i < COUNT(rows); i++) {
    tthc_text *before = whole_tally(tally);
    char label[32];
    snprintf(label, sizeof label, "row %d", (int)i);
    failures += check_int(label, add_dossier(tally, rows[i].unit, rows[i].id, rows[i].received, rows[i].due,
                                             rows[i].finished, rows[i].options, err), rows[i].code);
    failures += check_text(label, tthc_error_path(err), rows[i].path);
    failures += check_unchanged(label, tally, before);
  }
  assert_int_equal(tthc_tally_add_dossier(tally, "b", "1", 99999999, TTHC_NO_DAY, TTHC_NO_DAY, NULL, err), TTHC_E_DAY);
  assert_int_equal(tthc_tally_add_dossier(NULL, "b", "1", 0, TTHC_NO_DAY, TTHC_NO_DAY, NULL, err), TTHC_E_HANDLE);
  assert_int_equal(tthc_tally_unit_count(tally), 1);
  tthc_error_free(err);
  tthc_tally_free(tally);
  CHECK_NONE_FAILED(failures);
}

/* The same again adds nothing; another export of it changes it; ids are a unit's own. */
static void test_again(void **state) {
  tthc_tally *tally = tally_of(NULL);
  (void)state;
  assert_int_equal(add_dossier(tally, "a", "H1", "2021-03-01", "2021-03-20", NULL, "{'level': '4'}", NULL), 0);
  assert_int_equal(add_dossier(tally, "b", "H1", "2021-03-02", "2021-03-20", NULL, NULL, NULL), 1);
  assert_int_equal(add_dossier(tally, "a", "H1", "2021-03-01", "2021-03-20", NULL, "{'level': '4'}", NULL), 0);
  assert_int_equal(tthc_tally_dossier_count(tally), 2);
  assert_string_equal(show_unit(tally, "a", Q2), OVERDUE(CARRIED));
  assert_string_equal(show_unit(tally, NULL, Q1), "2=0+2+0 0=0+0+0 2=2+0");
  assert_int_equal(add_dossier(tally, "a", "H1", "2021-03-01", "2021-03-20", "2021-03-10",
                               "{'level': '4', 'update': true}", NULL), 0);
  assert_string_equal(show_unit(tally, "a", Q1), DONE_EARLY(DIRECT));
  assert_string_equal(show_unit(tally, "a", Q2), "-");
  assert_string_equal(show_unit(tally, NULL, Q1), "2=0+2+0 1=1+0+0 1=1+0");
  assert_int_equal(tthc_tally_dossier_count(tally), 2);
  tthc_tally_free(tally);
}

/* What is carried over is what was pending, for whatever dossiers. */
static void test_chain(void **state) {
  tthc_tally *tally = tally_of(NULL);
  tthc_findings *findings;
  int32_t i, q;
  (void)state;
  for (i = 0; i < 400; i++) {
    const int32_t received = day_of("2020-11-20") + i;
    char id[16];
    snprintf(id, sizeof id, "%d", (int)i);
    assert_int_equal(tthc_tally_add_dossier(tally, i % 3 == 0 ? "a" : "b", id, received, received + i % 40,
                                            i % 7 == 0 ? TTHC_NO_DAY : received + i * 7 % 120, NULL, NULL), i);
  }
  for (q = 0; q < 4; q++) {
    const int32_t row = tthc_tally_find_row(tally, NULL, quarters[q]);
    assert_int_equal(tthc_tally_received(tally, row), tthc_tally_done(tally, row) + tthc_tally_pending(tally, row));
    assert_true(tthc_tally_pending_overdue(tally, row) > 0 && tthc_tally_done_late(tally, row) > 0);
    if (q > 0) assert_int_equal(tthc_tally_carried_over(tally, row), tthc_tally_pending(tally, row - 1));
  }
  findings = tthc_tally_findings(tally, NULL);
  assert_int_equal(tthc_findings_count(findings), 1);
  assert_int_equal(tthc_findings_code(findings, 0), TTHC_F_RECEIVED_AFTER_SPAN);
  assert_string_equal(tthc_findings_message(findings, 0, "en"),
                      "Dossiers were received after the last period and are not counted: 10 > 2021-12-14");
  tthc_findings_free(findings);
  tthc_tally_free(tally);
}

/* --- ready counts ------------------------------------------------------------------------------------------------- */

#define COUNTS(online, direct, carried, early, on_time, late, in_time, overdue)                                       \
  "'received_online': " #online ", 'received_direct': " #direct ", 'carried_over': " #carried ", 'done_early': " #early \
  ", 'done_on_time': " #on_time ", 'done_late': " #late ", 'pending_in_time': " #in_time ", 'pending_overdue': " #overdue
#define GOOD COUNTS(4, 5, 1, 3, 4, 1, 1, 1)

static void test_identities(void **state) {
  static const struct {
    const char *counts;
    int32_t code;
    const char *path, *message;
  } rows[] = {
    {"{" GOOD "}", TTHC_OK, NULL, NULL},
    {"{'received': 10, 'done': 8, 'pending': 2, " GOOD "}", TTHC_OK, NULL, NULL},
    {"{'received': 11, " GOOD "}", TTHC_E_VALUE, "/received", "“11 ≠ 4 + 5 + 1”; expected: column 3 = 4 + 5 + 6"},
    {"{'done': 7, " GOOD "}", TTHC_E_VALUE, "/done", "“7 ≠ 3 + 4 + 1”; expected: column 7 = 8 + 9 + 10"},
    {"{'pending': 0, " GOOD "}", TTHC_E_VALUE, "/pending", "“0 ≠ 1 + 1”; expected: column 11 = 12 + 13"},
    {"{" COUNTS(4, 5, 2, 3, 4, 1, 1, 1) "}", TTHC_E_VALUE, "/received", "“11 ≠ 8 + 2”; expected: column 3 = 7 + 11"},
    {"{'received_online': 4}", TTHC_E_MISSING, "/received_direct", NULL},
    {"{" COUNTS(-4, 5, 1, 3, 4, 1, 1, 1) "}", TTHC_E_VALUE, "/received_online", NULL},
    {"{" COUNTS(4.5, 5, 1, 3, 4, 1, 1, 1) "}", TTHC_E_TYPE, "/received_online", NULL},
    {"{" COUNTS(1000000001, 5, 1, 3, 4, 1, 1, 1) "}", TTHC_E_VALUE, "/received_online", NULL},
    {"{'recieved': 10, " GOOD "}", TTHC_E_UNKNOWN_MEMBER, "/recieved", NULL},
  };
  tthc_error *err = tthc_error_new();
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    tthc_tally *tally = tally_of(NULL);
    failures += check_int(rows[i].counts, add_counts(tally, "a", Q2, rows[i].counts, err),
                          rows[i].code == TTHC_OK ? 1 : rows[i].code);
    failures += check_int(rows[i].counts, tthc_tally_unit_count(tally), rows[i].code == TTHC_OK);
    if (rows[i].code != TTHC_OK) failures += check_text(rows[i].counts, tthc_error_path(err), rows[i].path);
    if (rows[i].message != NULL && strstr(tthc_error_message(err, "en"), rows[i].message) == NULL)
      failures += check_text(rows[i].counts, tthc_error_message(err, "en"), rows[i].message);
    tthc_tally_free(tally);
  }
  tthc_error_free(err);
  CHECK_NONE_FAILED(failures);
}

static void test_counts_again(void **state) {
  tthc_tally *tally = tally_of(NULL);
  tthc_error *err = tthc_error_new();
  (void)state;
  assert_int_equal(add_counts(tally, "a", Q2, "{" GOOD "}", err), 1);
  assert_int_equal(add_counts(tally, "b", Q2, "{" GOOD "}", err), 5);
  assert_int_equal(add_counts(tally, "a", Q2, "{" GOOD "}", err), 1);
  assert_string_equal(show_unit(tally, NULL, Q2), "20=8+10+2 16=6+8+2 4=2+2");
  assert_int_equal(add_counts(tally, "a", Q2, "{" COUNTS(0, 0, 0, 0, 0, 0, 0, 0) "}", err), TTHC_E_DUPLICATE_ID);
  assert_string_equal(tthc_error_path(err), "/period");
  assert_string_equal(show_unit(tally, "a", Q2), "10=4+5+1 8=3+4+1 2=1+1");
  assert_int_equal(add_counts(tally, "a", Q2, "{'update': true, " COUNTS(0, 0, 0, 0, 0, 0, 0, 0) "}", err), 1);
  assert_string_equal(show_unit(tally, NULL, Q2), "10=4+5+1 8=3+4+1 2=1+1");
  assert_int_equal(add_counts(tally, "a", "2021-Q2", "{" GOOD "}", err), TTHC_E_PERIOD);
  assert_int_equal(add_counts(tally, "a", Q2 "x", "{" GOOD "}", err), TTHC_E_PERIOD);
  assert_int_equal(tthc_tally_add_counts(tally, "a", NULL, NULL, err), TTHC_E_MISSING);
  assert_int_equal(add_counts(tally, "a b", Q2, "{" GOOD "}", err), TTHC_E_VALUE);
  assert_int_equal(tthc_tally_add_counts(NULL, "a", Q2, "{}", err), TTHC_E_HANDLE);
  tthc_error_free(err);
  tthc_tally_free(tally);
}

/* Figures that come from dossiers and the same as ready counts: the same rows, the same totals. */
static void test_two_roads(void **state) {
  tthc_tally *dossiers = tally_of(NULL), *counts = tally_of(NULL);
  int32_t i, row;
  (void)state;
  for (i = 0; i < 200; i++) {
    const int32_t received = day_of("2020-12-01") + i * 2;
    char id[16];
    snprintf(id, sizeof id, "%d", (int)i);
    tthc_tally_add_dossier(dossiers, i % 2 ? "a" : "b", id, received, received + 10,
                           i % 5 == 0 ? TTHC_NO_DAY : received + i % 23, i % 3 ? NULL : "{\"channel\": \"online\"}",
                           NULL);
  }
  for (row = 0; row < 8; row++) {
    static struct lines json;
    json.size = 0;
    put_line(&json, "{'received': %d, 'received_online': %d, 'received_direct': %d, 'carried_over': %d, 'done': %d, ",
             (int)tthc_tally_received(dossiers, row), (int)tthc_tally_received_online(dossiers, row),
             (int)tthc_tally_received_direct(dossiers, row), (int)tthc_tally_carried_over(dossiers, row),
             (int)tthc_tally_done(dossiers, row));
    put_line(&json, "'done_early': %d, 'done_on_time': %d, 'done_late': %d, 'pending': %d, 'pending_in_time': %d, "
                    "'pending_overdue': %d}",
             (int)tthc_tally_done_early(dossiers, row), (int)tthc_tally_done_on_time(dossiers, row),
             (int)tthc_tally_done_late(dossiers, row), (int)tthc_tally_pending(dossiers, row),
             (int)tthc_tally_pending_in_time(dossiers, row), (int)tthc_tally_pending_overdue(dossiers, row));
    assert_int_equal(add_counts(counts, tthc_tally_unit_id(dossiers, row), tthc_tally_period(dossiers, row), json.text,
                                NULL), row);
  }
  for (row = 0; row < tthc_tally_row_count(dossiers); row++)
    assert_string_equal(show_row(counts, row), show_row(dossiers, row));
  tthc_tally_free(dossiers);
  tthc_tally_free(counts);
}

/* --- silence and findings ----------------------------------------------------------------------------------------- */

static void test_silence(void **state) {
  tthc_tally *tally = tally_of("'units': ['a', 'b', 'a']");
  const char zero[] = "0=0+0+0 0=0+0+0 0=0+0";
  (void)state;
  assert_int_equal(tthc_tally_unit_count(tally), 2);
  add_dossier(tally, "c", "1", "2021-04-01", NULL, "2021-04-02", NULL, NULL);
  assert_string_equal(show_unit(tally, "a", Q1), zero);
  assert_string_equal(show_unit(tally, "c", Q1), "-");
  assert_string_equal(show_unit(tally, NULL, Q1), zero);
  assert_int_equal(tthc_tally_units_reported(tally, tthc_tally_find_row(tally, NULL, Q1)), 2);
  assert_int_equal(tthc_tally_units_reported(tally, tthc_tally_find_row(tally, NULL, Q2)), 3);
  assert_int_equal(tthc_tally_units_reported(tally, tthc_tally_find_row(tally, "c", Q1)), 0);
  assert_int_equal(tthc_tally_units_reported(tally, tthc_tally_find_row(tally, "c", Q2)), 1);
  tthc_tally_free(tally);
}

static void test_findings(void **state) {
  tthc_tally *tally = tally_of(NULL);
  tthc_findings *findings;
  (void)state;
  add_counts(tally, "a", Q1, "{" GOOD "}", NULL);
  add_counts(tally, "a", Q2, "{" COUNTS(0, 1, 1, 0, 1, 0, 1, 0) "}", NULL);
  add_counts(tally, "a", Q4, "{" COUNTS(0, 1, 9, 0, 10, 0, 0, 0) "}", NULL); /* nobody told of the third quarter */
  add_dossier(tally, "a", "H1", "2021-04-01", "2021-03-31", "2021-03-30", NULL, NULL);
  findings = tthc_tally_findings(tally, NULL);
  assert_int_equal(tthc_findings_count(findings), 4);
  assert_string_equal(tthc_findings_path(findings, 0), "/rows/1");
  assert_string_equal(tthc_findings_message(findings, 0, NULL),
                      "Hồ sơ kỳ trước chuyển sang khác số đang giải quyết cuối kỳ trước: a, " Q2 ": 1 ≠ 2");
  assert_string_equal(tthc_finding_name(tthc_findings_code(findings, 1)), "counts-and-dossiers");
  assert_string_equal(tthc_findings_path(findings, 1), "/rows/1");
  assert_string_equal(tthc_findings_message(findings, 2, "en"),
                      "A dossier was finished before it was received; it counts on the day it was received: a, H1: "
                      "2021-03-30 < 2021-04-01");
  assert_int_equal(tthc_findings_code(findings, 2), TTHC_F_FINISHED_BEFORE_RECEIVED);
  assert_int_equal(tthc_findings_code(findings, 3), TTHC_F_DUE_BEFORE_RECEIVED);
  assert_string_equal(show_unit(tally, "a", Q2), "2=0+1+1 1=0+1+0 1=1+0"); /* the counts stand */
  tthc_findings_free(findings);
  assert_null(tthc_tally_findings(NULL, NULL));
  tthc_tally_free(tally);
}

/* --- the handle and its rows -------------------------------------------------------------------------------------- */

static void test_periods(void **state) {
  static const struct {
    const char *options;
    int32_t rows;
    const char *first, *first_day, *last, *last_day;
  } rows[] = {
    {"'period': 'quarter'", 4, Q1, "2020-12-15", Q4, "2021-12-14"},
    {"'period': 'month'", 12, "kstt:2021-01", "2020-12-15", "kstt:2021-12", "2021-12-14"},
    {"'period': 'half-year'", 2, "kstt:2021-H1", "2020-12-15", "kstt:2021-H2", "2021-12-14"},
    {"'period': 'nine-months'", 1, "kstt:2021-9M", "2020-12-15", "kstt:2021-9M", "2021-09-14"},
    {"'period': 'year'", 1, "kstt:2021", "2020-12-15", "kstt:2021", "2021-12-14"},
    {"'regime': null", 4, "2021-Q1", "2021-01-01", "2021-Q4", "2021-12-31"},
    {"'regime': null, 'period': 'month'", 12, "2021-01", "2021-01-01", "2021-12", "2021-12-31"},
    {"'regime': null, 'period': 'week'", 52, "2020-W53", "2020-12-28", "2021-W51", "2021-12-26"},
  };
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    tthc_tally *tally = tally_of(rows[i].options);
    const int32_t last = rows[i].rows - 1;
    failures += check_int(rows[i].options, tthc_tally_row_count(tally), rows[i].rows);
    failures += check_text(rows[i].options, tthc_tally_period(tally, 0), rows[i].first);
    failures += check_text(rows[i].options, tthc_tally_period(tally, last), rows[i].last);
    failures += check_int(rows[i].options, tthc_tally_first_day(tally, 0), day_of(rows[i].first_day));
    failures += check_int(rows[i].options, tthc_tally_last_day(tally, last), day_of(rows[i].last_day));
    tthc_tally_free(tally);
  }
  CHECK_NONE_FAILED(failures);
}

static void test_bad_options(void **state) {
  static const struct {
    const char *options;
    int32_t code;
    const char *path;
  } rows[] = {
    {NULL, TTHC_E_MISSING, "/first_day"},
    {"{'first_day': '2021-01-01'}", TTHC_E_MISSING, "/last_day"},
    {"{'first_day': '2021-01-01', 'last_day': '2020-12-31'}", TTHC_E_VALUE, "/last_day"},
    {"{'first_day': '2021-01-01', 'last_day': '2021-03-13'}", TTHC_E_VALUE, "/last_day"},
    {"{'first_day': '2021-01-01', 'last_day': '2021-13-13'}", TTHC_E_DAY, "/last_day"},
    {"{'first_day': '2021-01-01', 'last_day': '2021-12-31', 'regime': 'x'}", TTHC_E_UNKNOWN_ID, "/regime"},
    {"{'first_day': '2021-01-01', 'last_day': '2021-12-31', 'regime': 1}", TTHC_E_TYPE, "/regime"},
    {"{'first_day': '2021-01-01', 'last_day': '2021-12-31', 'period': 'week'}", TTHC_E_VALUE, "/period"},
    {"{'first_day': '2021-01-01', 'last_day': '2021-12-31', 'period': 'day'}", TTHC_E_VALUE, "/period"},
    {"{'first_day': '1950-01-01', 'last_day': '2021-12-31', 'regime': null, 'period': 'month'}", TTHC_E_LIMIT,
     "/last_day"},
    {"{'first_day': '2021-01-01', 'last_day': '2021-12-31', 'units': ['a', 'B']}", TTHC_E_VALUE, "/units/1"},
    {"{'first_day': '2021-01-01', 'last_day': '2021-12-31', 'unit': 'a'}", TTHC_E_UNKNOWN_MEMBER, "/unit"},
  };
  tthc_error *err = tthc_error_new();
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    char options[256];
    snprintf(options, sizeof options, "%s", rows[i].options == NULL ? "" : rows[i].options);
    quote(options);
    failures += check_int(rows[i].options,
                          tthc_tally_new(NULL, rows[i].options == NULL ? NULL : options, err) != NULL, 0);
    failures += check_int(rows[i].options, tthc_error_code(err), rows[i].code);
    failures += check_text(rows[i].options, tthc_error_path(err), rows[i].path);
  }
  assert_null(tthc_tally_new((const tthc_calendar *)err, "{}", NULL));
  tthc_error_free(err);
  tthc_tally_free(NULL);
  CHECK_NONE_FAILED(failures);
}

static void test_rows(void **state) {
  static int64_t (*const columns[])(const tthc_tally *, int32_t) = {
    tthc_tally_received,   tthc_tally_received_online, tthc_tally_received_direct, tthc_tally_carried_over,
    tthc_tally_done,       tthc_tally_done_early,      tthc_tally_done_on_time,    tthc_tally_done_late,
    tthc_tally_pending,    tthc_tally_pending_in_time, tthc_tally_pending_overdue};
  tthc_tally *tally = tally_of(NULL);
  const int32_t wrong[] = {-1, 8};
  int64_t numbers[8];
  int32_t column, row;
  size_t i;
  (void)state;
  add_counts(tally, "a", Q2, "{" GOOD "}", NULL);
  assert_int_equal(tthc_tally_row_count(tally), 8);
  assert_string_equal(tthc_tally_unit_id(tally, 3), "a");
  assert_null(tthc_tally_unit_id(tally, 4));
  assert_string_equal(tthc_tally_period(tally, 5), Q2);
  assert_int_equal(tthc_tally_find_row(tally, "a", Q2), 1);
  assert_int_equal(tthc_tally_find_row(tally, NULL, Q2), 5);
  assert_int_equal(tthc_tally_find_row(tally, "b", Q2), TTHC_NONE);
  assert_int_equal(tthc_tally_find_row(tally, "a", NULL), TTHC_NONE);
  assert_int_equal(tthc_tally_find_row(NULL, "a", Q2), TTHC_NONE);
  for (column = 3; column <= 13; column++) {
    assert_int_equal(tthc_tally_column(tally, column, numbers, 8), 8);
    for (row = 0; row < 8; row++) assert_int_equal(numbers[row], columns[column - 3](tally, row));
    for (i = 0; i < COUNT(wrong); i++) assert_int_equal(columns[column - 3](tally, wrong[i]), TTHC_NO_NUMBER);
    assert_int_equal(columns[column - 3](NULL, 0), TTHC_NO_NUMBER);
  }
  assert_int_equal(tthc_tally_column(tally, 3, NULL, 0), 8);
  assert_int_equal(tthc_tally_column(tally, 3, numbers, 1), 8);
  assert_int_equal(tthc_tally_column(tally, 2, numbers, 8), TTHC_E_ARGUMENT);
  assert_int_equal(tthc_tally_column(tally, 14, numbers, 8), TTHC_E_ARGUMENT);
  assert_int_equal(tthc_tally_column(tally, 3, NULL, 1), TTHC_E_ARGUMENT);
  assert_int_equal(tthc_tally_column(NULL, 3, numbers, 8), TTHC_E_HANDLE);
  for (i = 0; i < COUNT(wrong); i++) {
    assert_null(tthc_tally_unit_id(tally, wrong[i]));
    assert_null(tthc_tally_period(tally, wrong[i]));
    assert_int_equal(tthc_tally_first_day(tally, wrong[i]), TTHC_NO_DAY);
    assert_int_equal(tthc_tally_last_day(tally, wrong[i]), TTHC_NO_DAY);
    assert_int_equal(tthc_tally_units_reported(tally, wrong[i]), 0);
  }
  assert_int_equal(tthc_tally_row_count(NULL) + tthc_tally_unit_count(NULL) + tthc_tally_dossier_count(NULL), 0);
  tthc_tally_free(tally);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_one_dossier),  cmocka_unit_test(test_bad_dossiers), cmocka_unit_test(test_again),
    cmocka_unit_test(test_chain),        cmocka_unit_test(test_identities),   cmocka_unit_test(test_counts_again),
    cmocka_unit_test(test_two_roads),    cmocka_unit_test(test_silence),      cmocka_unit_test(test_findings),
    cmocka_unit_test(test_periods),      cmocka_unit_test(test_bad_options),  cmocka_unit_test(test_rows),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
