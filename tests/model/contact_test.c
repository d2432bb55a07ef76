/* Contacts: the focal officers of units. */
#include "tthcplan/contact.h"

#include "support/check.h"

static int32_t day_of(const char *text) { return tthc_day_from_text(text, NULL); }

static tthc_plan *new_plan(void) {
  tthc_plan *plan = tthc_plan_new("a", 2021, NULL);
  assert_non_null(plan);
  assert_int_equal(tthc_plan_add_unit(plan, "u", "U", TTHC_UNIT_SINGLE, NULL), 0);
  assert_int_equal(tthc_plan_add_unit(plan, "v", "V", TTHC_UNIT_SINGLE, NULL), 1);
  return plan;
}

static void test_rows(void **state) {
  tthc_plan *plan = new_plan();
  const int32_t first = day_of("2021-01-01"), last = day_of("2021-06-30");
  (void)state;
  assert_int_equal(tthc_unit_contact_count(plan, 0), 0);
  assert_int_equal(
    tthc_unit_add_contact(plan, 0, "Nguyễn Văn A", "Công chức Văn phòng", "a@example.vn", "0251 3", first, last, NULL),
    0);
  assert_int_equal(tthc_unit_add_contact(plan, 0, "Tra\u0302\u0300n B", NULL, NULL, NULL, last + 1, TTHC_NO_DAY, NULL),
                   1);
  assert_int_equal(tthc_unit_add_contact(plan, 1, "C", NULL, NULL, NULL, TTHC_NO_DAY, TTHC_NO_DAY, NULL), 0);
  assert_int_equal(tthc_unit_contact_count(plan, 0), 2);
  assert_string_equal(tthc_contact_name(plan, 0, 0), "Nguyễn Văn A");
  assert_string_equal(tthc_contact_position(plan, 0, 0), "Công chức Văn phòng");
  assert_string_equal(tthc_contact_email(plan, 0, 0), "a@example.vn");
  assert_string_equal(tthc_contact_phone(plan, 0, 0), "0251 3");
  assert_int_equal(tthc_contact_first_day(plan, 0, 0), first);
  assert_int_equal(tthc_contact_last_day(plan, 0, 0), last);
  assert_string_equal(tthc_contact_name(plan, 0, 1), "Trần B"); /* NFC */
  assert_null(tthc_contact_position(plan, 0, 1));
  assert_null(tthc_contact_email(plan, 0, 1));
  assert_null(tthc_contact_phone(plan, 0, 1));
  assert_int_equal(tthc_contact_last_day(plan, 0, 1), TTHC_NO_DAY);
  assert_string_equal(tthc_contact_name(plan, 1, 0), "C");
  /* wrong rows */
  assert_int_equal(tthc_unit_contact_count(plan, 2), 0);
  assert_int_equal(tthc_unit_contact_count(NULL, 0), 0);
  assert_null(tthc_contact_name(plan, 0, 2));
  assert_null(tthc_contact_name(plan, 0, -1));
  assert_null(tthc_contact_position(plan, 2, 0));
  assert_null(tthc_contact_email(NULL, 0, 0));
  assert_null(tthc_contact_phone(plan, -1, 0));
  assert_int_equal(tthc_contact_first_day(plan, 0, 2), TTHC_NO_DAY);
  assert_int_equal(tthc_contact_last_day(plan, 0, -1), TTHC_NO_DAY);
  tthc_plan_free(plan);
}

static void test_what_is_refused(void **state) {
  char many[600];
  const struct {
    const char *label;
    int32_t unit;
    const char *name, *position, *email, *phone;
    int32_t first_day, last_day, code;
    const char *path;
  } rows[] = {
    {"no name", 0, NULL, NULL, NULL, NULL, TTHC_NO_DAY, TTHC_NO_DAY, TTHC_E_MISSING, "/name"},
    {"an empty name", 0, "", NULL, NULL, NULL, TTHC_NO_DAY, TTHC_NO_DAY, TTHC_E_MISSING, "/name"},
    {"an empty position", 0, "A", "", NULL, NULL, TTHC_NO_DAY, TTHC_NO_DAY, TTHC_E_MISSING, "/position"},
    {"no UTF-8", 0, "A", NULL, "\xff", NULL, TTHC_NO_DAY, TTHC_NO_DAY, TTHC_E_ENCODING, "/email"},
    {"a long number", 0, "A", NULL, NULL, many, TTHC_NO_DAY, TTHC_NO_DAY, TTHC_E_LIMIT, "/phone"},
    {"backwards", 0, "A", NULL, NULL, NULL, 100, 99, TTHC_E_VALUE, "/last_day"},
    {"no such day", 0, "A", NULL, NULL, NULL, 1000000, TTHC_NO_DAY, TTHC_E_DAY, "/first_day"},
    {"no unit", 2, "A", NULL, NULL, NULL, TTHC_NO_DAY, TTHC_NO_DAY, TTHC_E_ARGUMENT, "/unit"},
    {"none at all", TTHC_NONE, "A", NULL, NULL, NULL, TTHC_NO_DAY, TTHC_NO_DAY, TTHC_E_ARGUMENT, "/unit"},
  };
  tthc_plan *plan = new_plan();
  tthc_error *err = tthc_error_new();
  int failures = 0;
  size_t i;
  (void)state;
  memset(many, '1', sizeof many - 1);
  many[sizeof many - 1] = '\0';
  for (i = 0; i < COUNT(rows); i++) {
    failures += check_int(rows[i].label,
                          tthc_unit_add_contact(plan, rows[i].unit, rows[i].name, rows[i].position, rows[i].email,
                                                rows[i].phone, rows[i].first_day, rows[i].last_day, err),
                          rows[i].code);
    failures += check_error(rows[i].label, err, rows[i].code, rows[i].path, 0, 0);
  }
  CHECK_NONE_FAILED(failures);
  assert_int_equal(tthc_unit_contact_count(plan, 0), 0);
  assert_int_equal(tthc_unit_add_contact(NULL, 0, "A", NULL, NULL, NULL, 0, 0, err), TTHC_E_HANDLE);
  tthc_error_free(err);
  tthc_plan_free(plan);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_rows),
    cmocka_unit_test(test_what_is_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
