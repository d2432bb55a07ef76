/* Follow-ups written down: letters, JSON, and the log that is given back. */
#include "assess/follow_ups.h"

static const char letter_vi[] =
  "V/v đôn đốc thực hiện Kế hoạch kiểm soát thủ tục hành chính năm 2021\n\n"
  "Kính gửi: UBND xã A\n\n"
  "Thực hiện Kế hoạch số 01/KH-UBND ngày 05 tháng 01 năm 2021 của UBND huyện H về việc kiểm soát thủ tục hành chính "
  "năm "
  "2021; qua theo dõi đến ngày 28 tháng 7 năm 2021, có 03 nội dung cần nhắc, đôn đốc như sau:\n\n"
  "1. Đôn đốc lần 3\n"
  "- A.2 “Công khai”; báo cáo kỳ quý II năm 2021; thời gian thực hiện: “Thường xuyên”; đến hạn ngày 16/06/2021; quá "
  "hạn "
  "42 ngày (30 ngày làm việc); đơn vị đã hẹn hoàn thành ngày 20/07/2021.\n"
  "- A.1 “Rà soát”; thời gian thực hiện: “Quý II/2021”; đến hạn ngày 30/06/2021; quá hạn 28 ngày (20 ngày làm việc).\n"
  "Việc này được đồng thời báo cáo cơ quan cấp trên trực tiếp.\n"
  "Đề nghị UBND xã A thực hiện ngay, báo cáo kết quả, giải trình nguyên nhân chậm và xác định rõ thời gian hoàn "
  "thành.\n\n"
  "2. Nhắc việc\n"
  "- A.3 “Đối thoại”; kỳ tháng 7 năm 2021; thời gian thực hiện: “Hàng tháng”; đến hạn ngày 31/07/2021 (tính đến ngày "
  "làm "
  "việc tiếp theo 02/08/2021); còn 5 ngày.\n"
  "Đề nghị UBND xã A chủ động hoàn thành đúng thời hạn.\n\n"
  "Báo cáo gửi về UBND huyện H chậm nhất ngày 02 tháng 8 năm 2021 để tổng hợp, theo dõi./.\n";

static const char letter_en[] =
  "Subject: follow-up of the plan “Kiểm soát thủ tục hành chính năm 2021”\n\n"
  "To: UBND huyện H\n\n"
  "Under the plan no. 01/KH-UBND of 5 January 2021 issued by UBND huyện H “Kiểm soát thủ tục hành chính năm 2021”; as "
  "of "
  "28 July 2021, 2 matters are to be followed up:\n\n"
  "1. Escalation\n"
  "- UBND xã A: A.2 “Công khai”; report for quarter II of 2021; deadline as written: “Thường xuyên”; due 16/06/2021; "
  "42 "
  "days late (30 working days); promised for 20/07/2021.\n"
  "- UBND xã A: A.1 “Rà soát”; deadline as written: “Quý II/2021”; due 30/06/2021; 28 days late (20 working days).\n"
  "UBND huyện H is asked to direct the unit that owes the work to finish it, report the result and state why it is "
  "late.\n\n"
  "The answer is expected by UBND huyện H not later than 2 August 2021.\n";

#define PROMISED \
  "{'task': 'A.2', 'unit': 'a', 'period': 'kstt:2021-Q2', 'due': '2021-06-16', 'level': 'second-urging', 'day': " \
  "'2021-07-12', 'acknowledged': '2021-07-13', 'promised': '2021-07-20', 'note': 'Công văn 12', 'x-by': 7}"

static int check_letter(const tthc_follow_up *f, int32_t digest, const char *language, const char *wanted) {
  tthc_text *text = tthc_follow_up_text(f, digest, language, NULL);
  const int failures = check_text("letter", tthc_text_data(text), wanted);
  tthc_text_free(text);
  return failures;
}

static void test_letters(void **state) {
  tthc_follow_up *f = case_follow_up(LETTER, NULL, "2021-07-28", PROMISED, "{'reply_by': '2021-08-02'}");
  int failures = check_letter(f, 1, "vi", letter_vi);
  (void)state;
  failures += check_letter(f, 1, NULL, letter_vi);
  failures += check_letter(f, 0, "en", letter_en);
  tthc_follow_up_free(f);
  f = case_follow_up(PLAN, NULL, "2021-06-30", NULL, NULL); /* little is known, and no answer is asked for */
  failures +=
    check_letter(f, 0, "vi",
                 "V/v đôn đốc thực hiện Kế hoạch\n\nKính gửi: Xã A\n\nThực hiện Kế hoạch; qua theo dõi đến ngày "
                 "30 tháng 6 năm 2021, có 01 nội dung cần nhắc, đôn đốc như sau:\n\n1. Nhắc việc\n- 1 “Việc 1”; "
                 "đến hạn ngày 30/06/2021; đến hạn trong ngày.\n"
                 "Đề nghị Xã A chủ động hoàn thành đúng thời hạn./.\n");
  tthc_follow_up_free(f);
  CHECK_NONE_FAILED(failures);
}

/* What stands in several lines in the plan is one item of the letter. */
static void test_lines(void **state) {
  tthc_follow_up *f = case_follow_up(
    UNITS "'tasks': [{'label': '1', 'title': 'Rà soát\\n  quy trình', 'lead': {'units': ['a']}, 'deadline': {'text': "
          "'Quý\\nII/2021', 'clauses': [" ONCE "]}}]",
    NULL, "2021-07-01", NULL, NULL);
  tthc_text *text = tthc_follow_up_text(f, 0, "vi", NULL);
  (void)state;
  assert_non_null(strstr(tthc_text_data(text), "\n- 1 “Rà soát quy trình”; thời gian thực hiện: “Quý II/2021”; "));
  tthc_text_free(text);
  tthc_follow_up_free(f);
}

/* How a plan is called within a sentence, whatever its subject begins with. */
static void test_subjects(void **state) {
  static const struct {
    const char *members, *opening;
  } rows[] = {
    {"'subject': 'Kế hoạch cải cách hành chính', ", "V/v đôn đốc thực hiện Kế hoạch cải cách hành chính\n"},
    {"'subject': 'Về việc rà soát', ", "V/v đôn đốc thực hiện Kế hoạch về việc rà soát\n"},
    {"'subject': 'UBND các xã rà soát', ", "V/v đôn đốc thực hiện Kế hoạch UBND các xã rà soát\n"},
    {"'subject': 'Đẩy mạnh rà soát', ", "V/v đôn đốc thực hiện Kế hoạch đẩy mạnh rà soát\n"},
    {"'number': '5/KH', ", "V/v đôn đốc thực hiện Kế hoạch số 5/KH\n"},
  };
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    static struct lines members;
    tthc_follow_up *f;
    tthc_text *text;
    members.size = 0;
    put_line(&members, "%s%s", rows[i].members, PLAN);
    f = case_follow_up(members.text, NULL, "2021-07-01", NULL, NULL);
    text = tthc_follow_up_text(f, 0, "vi", NULL);
    if (strncmp(tthc_text_data(text), rows[i].opening, strlen(rows[i].opening)) != 0)
      failures += check_text(rows[i].members, tthc_text_data(text), rows[i].opening);
    tthc_text_free(text);
    tthc_follow_up_free(f);
  }
  CHECK_NONE_FAILED(failures);
}

static void test_json(void **state) {
  static const char wanted[] =
    "{\n  \"format\": \"tthcplan-follow-up/1\",\n  \"plan\": \"p\",\n  \"as_of\": \"2021-07-01\",\n"
    "  \"reply_by\": \"2021-07-06\",\n  \"hold_working_days\": 5,\n  \"held\": 0,\n  \"levels\": [\n"
    "    {\"id\": \"early\", \"name\": \"Sớm\", \"from\": -3, \"working\": true},\n"
    "    {\"id\": \"now\", \"name\": \"Nay\", \"from\": 0}\n  ],\n  \"digests\": [\n"
    "    {\"unit\": \"a\", \"name\": \"A\", \"contacts\": [{\"name\": \"Nguyễn Văn A\", \"position\": \"Công chức\", "
    "\"email\": \"a@example.vn\", \"phone\": \"0251\"}, {\"name\": \"Trần Thị B\"}], \"items\": [{\"level\": \"now\", "
    "\"role\": \"owing\", \"passed_over\": [\"early\"], \"task\": \"1\", \"label\": \"1\", \"title\": \"Việc 1\", "
    "\"unit\": \"a\", \"period\": \"2021-Q2\", \"kind\": \"work\", \"due\": \"2021-06-30\", \"effective\": "
    "\"2021-06-30\", \"state\": \"overdue\", \"days_late\": 1, \"working_days_late\": 1}]}\n  ],\n  \"findings\": "
    "[]\n}\n";
  tthc_follow_up *f = case_follow_up(CONTACTS, NULL, "2021-07-01", NULL, OWN_LEVELS);
  tthc_text *json = tthc_follow_up_json(f, NULL, NULL);
  tthc_error *err = tthc_error_new();
  (void)state;
  assert_non_null(json);
  assert_string_equal(tthc_text_data(json), wanted);
  tthc_text_free(json);
  assert_null(tthc_follow_up_json(f, "{\"x\": 1}", err));
  assert_int_equal(tthc_error_code(err), TTHC_E_UNKNOWN_MEMBER);
  tthc_error_free(err);
  tthc_follow_up_free(f);
}

/* What was in the log stays in it, whatever its order; the new entries come by their day. */
static void test_log(void **state) {
  static const char *const orders[] = {
    ENTRY("reminder", "2021-06-23",
          ", 'note': 'n', 'x-a': 1") ", {'task': 'gone', 'unit': 'a', 'period': '2021-Q1', 'due': "
                                     "'2021-01-31', 'level': 'old', 'day': '2021-06-23'}",
    "{'task': 'gone', 'unit': 'a', 'period': '2021-Q1', 'due': '2021-01-31', 'level': 'old', 'day': "
    "'2021-06-23'}, " ENTRY("reminder", "2021-06-23", ", 'note': 'n', 'x-a': 1")};
  static const char wanted[] =
    "{\n  \"format\": \"tthcplan-follow-up-log/1\",\n  \"plan\": \"p\",\n  \"entries\": [\n"
    "    {\"task\": \"1\", \"unit\": \"a\", \"period\": \"2021-Q2\", \"due\": \"2021-06-30\", \"level\": \"reminder\", "
    "\"day\": \"2021-06-23\", \"note\": \"n\", \"x-a\": 1},\n"
    "    {\"task\": \"gone\", \"unit\": \"a\", \"period\": \"2021-Q1\", \"due\": \"2021-01-31\", \"level\": \"old\", "
    "\"day\": "
    "\"2021-06-23\"},\n"
    "    {\"task\": \"1\", \"unit\": \"a\", \"period\": \"2021-Q2\", \"due\": \"2021-06-30\", \"level\": "
    "\"second-urging\", \"day\": \"2021-07-14\"},\n"
    "    {\"task\": \"1\", \"unit\": \"a\", \"period\": \"2021-Q2\", \"due\": \"2021-06-30\", \"level\": \"urging\", "
    "\"day\": \"2021-07-14\", \"passed_over\": true}\n  ]\n}\n";
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(orders); i++) {
    tthc_follow_up *f = case_follow_up(PLAN, NULL, "2021-07-14", orders[i], NULL);
    tthc_text *log = log_text(f);
    failures += check_text("log", tthc_text_data(log), wanted);
    tthc_text_free(log);
    tthc_follow_up_free(f);
  }
  CHECK_NONE_FAILED(failures);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_letters), cmocka_unit_test(test_lines),
                                     cmocka_unit_test(test_subjects), cmocka_unit_test(test_json),
                                     cmocka_unit_test(test_log)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
