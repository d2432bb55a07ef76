/* Why an assignment is in its state: the reason, and the sentence in both languages, of every kind of deadline. */
#include "assess/cases.h"

/* Due on a Wednesday, or on a Saturday before a Sunday and a day in lieu. */
#define WEDNESDAY "{'kind': 'once', 'start': '2021-04-01', 'due': '2021-06-30', 'key': '2021-Q2'}"
#define SATURDAY "{'kind': 'once', 'start': '2021-04-01', 'due': '2021-05-01', 'key': '2021-Q2'}"
#define HALF_YEARLY "{'kind': 'recurring', 'every': 'half-year', 'until': '2021-06-30'}"
#define ONGOING "{'kind': 'ongoing', 'until': '2021-03-31'}"
#define BY_REGIME "{'kind': 'recurring', 'until': '2021-03-31'}"
#define ON_EVENT "{'kind': 'on-event', 'event': 'x'}"
#define AD_HOC "{'kind': 'ad-hoc'}"
#define UNKNOWN "{'kind': 'unknown'}"

#define Q2 "2021-Q2"
#define H1 "2021-H1"
#define REPORT "kstt:2021-Q1"

#define ABOUT(kind, period, id, day) \
  "{'id': '" id "', 'kind': '" kind "', 'task': '1', 'unit': 'a', 'period': '" period "', 'day': '" day "'"
#define SAYS(what, period, day, more) ABOUT("progress", period, day, day) ", 'state': '" what "'" more "}"
#define RETURN(period, day) ABOUT("return", period, "r" day, day) "}"
#define EXTENSION(period, day, due) ABOUT("extension", period, "x" day, day) ", 'due': '" due "'}"
#define EVENT "{'id': 'e', 'kind': 'event', 'task': '1', 'day': '2021-04-12', 'due': '2021-05-14'}"
#define EVENT_WITHOUT_DUE "{'id': 'e', 'kind': 'event', 'task': '1', 'day': '2021-04-12'}"
#define SENT_BACK(period, done, day) SAYS("done", period, done, "") ", " RETURN(period, day)

struct row {
  const char *clause, *facts, *as_of, *reason, *vi, *en;
};

static tthc_assessment *assess_one(const struct row *row) {
  static struct lines members;
  members.size = 0;
  put_line(&members,
           "'units': [{'id': 'a', 'name': 'A', 'level': 'commune'}], 'tasks': [{'label': '1', 'title': 'T', "
           "'lead': {'units': ['a']}, 'deadline': {'clauses': [%s]}}]", row->clause);
  return case_assess(members.text, row->facts, row->as_of, NULL);
}

static int check_sentence(const char *label, const tthc_assessment *a, const char *language, const char *wanted) {
  tthc_text *text = tthc_assignment_sentence(a, 0, language, NULL);
  const int failures = check_text(label, tthc_text_data(text), wanted);
  tthc_text_free(text);
  return failures;
}

static int check_rows(const struct row *rows, size_t count) {
  int failures = 0;
  size_t i;
  for (i = 0; i < count; i++) {
    tthc_assessment *a = assess_one(&rows[i]);
    char label[512];
    snprintf(label, sizeof label, "%s, %s, %s", rows[i].clause, check_show(rows[i].facts), rows[i].as_of);
    failures += check_int(label, tthc_assignment_count(a), 1);
    failures += check_text(label, tthc_reason_word(tthc_assignment_reason(a, 0)), rows[i].reason);
    failures += check_sentence(label, a, NULL, rows[i].vi);
    failures += check_sentence(label, a, "vi", rows[i].vi);
    failures += check_sentence(label, a, "en", rows[i].en);
    tthc_assessment_free(a);
  }
  return failures;
}

static void test_once(void **state) {
  static const struct row rows[] = {
    {WEDNESDAY, NULL, "2021-03-31", "window-not-open", "Chưa đến kỳ, bắt đầu từ ngày 01/04/2021, hạn ngày 30/06/2021.",
     "Not open yet, begins on 2021-04-01, due 2021-06-30."},
    {WEDNESDAY, SAYS("not-started", Q2, "2021-03-01", ""), "2021-03-31", "window-not-open",
     "Chưa đến kỳ, bắt đầu từ ngày 01/04/2021, hạn ngày 30/06/2021.",
     "Not open yet, begins on 2021-04-01, due 2021-06-30."},
    {WEDNESDAY, NULL, "2021-04-01", "silent", "Chưa thực hiện, hạn ngày 30/06/2021; chưa có thông tin tiến độ.",
     "Not started, due 2021-06-30; nothing was said."},
    {WEDNESDAY, SAYS("not-started", Q2, "2021-05-04", ""), "2021-05-04", "said-not-started",
     "Đơn vị báo chưa thực hiện, hạn ngày 30/06/2021.", "Said not to be started, due 2021-06-30."},
    {WEDNESDAY, SAYS("in-progress", Q2, "2021-05-04", ""), "2021-05-04", "started",
     "Đang thực hiện, hạn ngày 30/06/2021.", "In progress, due 2021-06-30."},
    {WEDNESDAY, SAYS("in-progress", Q2, "2021-03-01", ", 'percent': 0"), "2021-03-01", "started", /* before it opens */
     "Đang thực hiện (0%), hạn ngày 30/06/2021.", "In progress (0%), due 2021-06-30."},
    {WEDNESDAY, SENT_BACK(Q2, "2021-05-04", "2021-05-10"), "2021-05-10", "returned",
     "Đang thực hiện lại, hạn ngày 30/06/2021; bị trả lại ngày 10/05/2021, chưa nộp lại.",
     "In progress again, due 2021-06-30; sent back on 2021-05-10, not handed in again."},
    {WEDNESDAY, SENT_BACK(Q2, "2021-05-04", "2021-05-10") ", " SAYS("in-progress", Q2, "2021-05-11", ""), "2021-05-11",
     "started", "Đang thực hiện, hạn ngày 30/06/2021; đã từng bị trả lại ngày 10/05/2021.",
     "In progress, due 2021-06-30; it had been sent back on 2021-05-10."},
    {WEDNESDAY, RETURN(Q2, "2021-05-10"), "2021-05-10", "silent", /* there was nothing to send back */
     "Chưa thực hiện, hạn ngày 30/06/2021; chưa có thông tin tiến độ.",
     "Not started, due 2021-06-30; nothing was said."},
    {WEDNESDAY, SAYS("cancelled", Q2, "2021-05-04", ""), "2021-12-31", "said-cancelled", "Đã hủy.", "Cancelled."},
    {WEDNESDAY, SAYS("cancelled", Q2, "2021-05-04", "") ", " EXTENSION(Q2, "2021-05-05", "2021-07-15"), "2021-12-31",
     "said-cancelled", "Đã hủy.", "Cancelled."},
  };
  (void)state;
  CHECK_NONE_FAILED(check_rows(rows, COUNT(rows)));
}

static void test_due_soon(void **state) {
  static const struct row rows[] = {
    {WEDNESDAY, NULL, "2021-06-23", "due-soon-silent", "Còn 7 ngày đến hạn ngày 30/06/2021; chưa có thông tin tiến độ.",
     "Due in 7 days, on 2021-06-30; nothing was said."},
    {WEDNESDAY, NULL, "2021-06-29", "due-soon-silent", "Còn 1 ngày đến hạn ngày 30/06/2021; chưa có thông tin tiến độ.",
     "Due in 1 day, on 2021-06-30; nothing was said."},
    {WEDNESDAY, NULL, "2021-06-30", "due-soon-silent",
     "Hạn cuối là hôm nay, ngày 30/06/2021; chưa có thông tin tiến độ.",
     "Due this very day, 2021-06-30; nothing was said."},
    {WEDNESDAY, SAYS("not-started", Q2, "2021-05-04", ""), "2021-06-25", "due-soon-not-started",
     "Còn 5 ngày đến hạn ngày 30/06/2021; đơn vị báo chưa thực hiện.",
     "Due in 5 days, on 2021-06-30; said not to be started."},
    {WEDNESDAY, SAYS("in-progress", Q2, "2021-05-04", ", 'percent': 60"), "2021-06-25", "due-soon-started",
     "Còn 5 ngày đến hạn ngày 30/06/2021; đang thực hiện (60%).",
     "Due in 5 days, on 2021-06-30; said to be in progress (60%)."},
    {WEDNESDAY, SENT_BACK(Q2, "2021-05-04", "2021-06-24"), "2021-06-25", "due-soon-returned",
     "Còn 5 ngày đến hạn ngày 30/06/2021; bị trả lại ngày 24/06/2021, chưa nộp lại.",
     "Due in 5 days, on 2021-06-30; sent back on 2021-06-24, not handed in again."},
    {SATURDAY, NULL, "2021-05-01", "due-soon-silent",
     "Còn 3 ngày đến hạn ngày 04/05/2021; chưa có thông tin tiến độ; ngày 01/05/2021 là ngày nghỉ.",
     "Due in 3 days, on 2021-05-04; nothing was said; 2021-05-01 is a day off."},
  };
  (void)state;
  CHECK_NONE_FAILED(check_rows(rows, COUNT(rows)));
}

static void test_overdue(void **state) {
  static const struct row rows[] = {
    {WEDNESDAY, NULL, "2021-07-01", "past-due-silent",
     "Quá hạn 1 ngày (1 ngày làm việc) kể từ ngày 30/06/2021; chưa có thông tin tiến độ.",
     "1 day (1 working day) overdue since 2021-06-30; nothing was said."},
    {WEDNESDAY, NULL, "2021-07-29", "past-due-silent",
     "Quá hạn 29 ngày (21 ngày làm việc) kể từ ngày 30/06/2021; chưa có thông tin tiến độ.",
     "29 days (21 working days) overdue since 2021-06-30; nothing was said."},
    {WEDNESDAY, SAYS("not-started", Q2, "2021-05-04", ""), "2021-07-05", "past-due-not-started",
     "Quá hạn 5 ngày (3 ngày làm việc) kể từ ngày 30/06/2021; đơn vị báo chưa thực hiện.",
     "5 days (3 working days) overdue since 2021-06-30; said not to be started."},
    {WEDNESDAY, SAYS("in-progress", Q2, "2021-05-04", ", 'percent': 60"), "2021-07-05", "past-due-started",
     "Quá hạn 5 ngày (3 ngày làm việc) kể từ ngày 30/06/2021; đang thực hiện (60%).",
     "5 days (3 working days) overdue since 2021-06-30; said to be in progress (60%)."},
    {WEDNESDAY, SENT_BACK(Q2, "2021-06-29", "2021-07-02"), "2021-07-05", "past-due-returned",
     "Quá hạn 5 ngày (3 ngày làm việc) kể từ ngày 30/06/2021; bị trả lại ngày 02/07/2021, chưa nộp lại.",
     "5 days (3 working days) overdue since 2021-06-30; sent back on 2021-07-02, not handed in again."},
    {SATURDAY, NULL, "2021-05-05", "past-due-silent",
     "Quá hạn 1 ngày (1 ngày làm việc) kể từ ngày 04/05/2021; chưa có thông tin tiến độ; ngày 01/05/2021 là ngày nghỉ.",
     "1 day (1 working day) overdue since 2021-05-04; nothing was said; 2021-05-01 is a day off."},
  };
  (void)state;
  CHECK_NONE_FAILED(check_rows(rows, COUNT(rows)));
}

static void test_done(void **state) {
  static const struct row rows[] = {
    {WEDNESDAY, SAYS("done", Q2, "2021-06-30", ""), "2021-12-31", "done-by-due",
     "Hoàn thành ngày 30/06/2021, đúng hạn (hạn ngày 30/06/2021).", "Done on 2021-06-30, on time (due 2021-06-30)."},
    {WEDNESDAY, SAYS("done", Q2, "2021-07-04", ""), "2021-12-31", "done-after-due",
     "Hoàn thành ngày 04/07/2021, quá hạn 4 ngày (2 ngày làm việc) kể từ ngày 30/06/2021.",
     "Done on 2021-07-04, 4 days (2 working days) after it was due, 2021-06-30."},
    {WEDNESDAY, SENT_BACK(Q2, "2021-06-29", "2021-06-30") ", " SAYS("done", Q2, "2021-07-01", ""), "2021-12-31",
     "done-after-due",
     "Hoàn thành ngày 01/07/2021, quá hạn 1 ngày (1 ngày làm việc) kể từ ngày 30/06/2021; đã từng bị trả lại ngày "
     "30/06/2021.",
     "Done on 2021-07-01, 1 day (1 working day) after it was due, 2021-06-30; it had been sent back on 2021-06-30."},
    {HALF_YEARLY, SAYS("done", H1, "2021-06-15", ""), "2021-12-31", "done-by-due",
     "Hoàn thành ngày 15/06/2021, đúng hạn (hạn ngày 30/06/2021).", "Done on 2021-06-15, on time (due 2021-06-30)."},
  };
  (void)state;
  CHECK_NONE_FAILED(check_rows(rows, COUNT(rows)));
}

static void test_extensions(void **state) {
  static const struct row rows[] = {
    {WEDNESDAY, EXTENSION(Q2, "2021-06-25", "2021-07-15"), "2021-06-25", "silent",
     "Chưa thực hiện, hạn ngày 15/07/2021; chưa có thông tin tiến độ; đã gia hạn đến ngày 15/07/2021.",
     "Not started, due 2021-07-15; nothing was said; extended to 2021-07-15."},
    {WEDNESDAY, EXTENSION(Q2, "2021-06-25", "2021-07-17"), "2021-07-20", "past-due-silent",
     "Quá hạn 1 ngày (1 ngày làm việc) kể từ ngày 19/07/2021; chưa có thông tin tiến độ; đã gia hạn đến ngày "
     "17/07/2021; ngày 17/07/2021 là ngày nghỉ.",
     "1 day (1 working day) overdue since 2021-07-19; nothing was said; extended to 2021-07-17; 2021-07-17 is a day "
     "off."},
    {WEDNESDAY, EXTENSION(Q2, "2021-05-04", "2021-05-31"), "2021-06-01", "past-due-silent",
     "Quá hạn 1 ngày (1 ngày làm việc) kể từ ngày 31/05/2021; chưa có thông tin tiến độ; thời hạn đã chuyển sớm hơn, "
     "đến ngày 31/05/2021.",
     "1 day (1 working day) overdue since 2021-05-31; nothing was said; brought forward to 2021-05-31."},
    {WEDNESDAY, EXTENSION(Q2, "2021-05-04", "2021-06-30"), "2021-05-04", "silent", /* to where it was */
     "Chưa thực hiện, hạn ngày 30/06/2021; chưa có thông tin tiến độ.",
     "Not started, due 2021-06-30; nothing was said."},
    {UNKNOWN, EXTENSION("plan", "2021-05-04", "2021-06-30"), "2021-07-01", "past-due-silent",
     "Quá hạn 1 ngày (1 ngày làm việc) kể từ ngày 30/06/2021; chưa có thông tin tiến độ; đã ấn định thời hạn đến ngày "
     "30/06/2021.",
     "1 day (1 working day) overdue since 2021-06-30; nothing was said; its due day was set to 2021-06-30."},
    {WEDNESDAY, SENT_BACK(Q2, "2021-06-22", "2021-06-24") ", " EXTENSION(Q2, "2021-06-25", "2021-07-15") ", "
     SAYS("done", Q2, "2021-07-14", ""), "2021-12-31", "done-by-due",
     "Hoàn thành ngày 14/07/2021, đúng hạn (hạn ngày 15/07/2021); đã từng bị trả lại ngày 24/06/2021; đã gia hạn đến "
     "ngày 15/07/2021.",
     "Done on 2021-07-14, on time (due 2021-07-15); it had been sent back on 2021-06-24; extended to 2021-07-15."},
  };
  (void)state;
  CHECK_NONE_FAILED(check_rows(rows, COUNT(rows)));
}

/* What is continuous, or only said to be periodical, is judged by its reports. */
static void test_reports(void **state) {
  static const struct row rows[] = {
    {ONGOING, NULL, "2020-12-14", "window-not-open", "Chưa đến kỳ, bắt đầu từ ngày 15/12/2020, hạn ngày 16/03/2021.",
     "Not open yet, begins on 2020-12-15, due 2021-03-16."},
    {ONGOING, NULL, "2021-02-01", "silent", "Chưa thực hiện, hạn ngày 16/03/2021; chưa có báo cáo.",
     "Not started, due 2021-03-16; no report is in."},
    {ONGOING, NULL, "2021-03-10", "due-soon-silent", "Còn 6 ngày đến hạn ngày 16/03/2021; chưa có báo cáo.",
     "Due in 6 days, on 2021-03-16; no report is in."},
    {BY_REGIME, NULL, "2021-03-26", "past-due-silent",
     "Quá hạn 10 ngày (8 ngày làm việc) kể từ ngày 16/03/2021; chưa có báo cáo.",
     "10 days (8 working days) overdue since 2021-03-16; no report is in."},
    {ONGOING, SAYS("not-started", REPORT, "2021-02-01", ""), "2021-03-17", "past-due-not-started",
     "Quá hạn 1 ngày (1 ngày làm việc) kể từ ngày 16/03/2021; đơn vị báo chưa thực hiện.",
     "1 day (1 working day) overdue since 2021-03-16; said not to be started."},
    {ONGOING, SAYS("in-progress", REPORT, "2021-02-01", ", 'percent': 40"), "2021-03-17", "past-due-started",
     "Quá hạn 1 ngày (1 ngày làm việc) kể từ ngày 16/03/2021; đang thực hiện (40%), chưa có báo cáo.",
     "1 day (1 working day) overdue since 2021-03-16; said to be in progress (40%), no report is in."},
    {ONGOING, SENT_BACK(REPORT, "2021-03-15", "2021-03-16"), "2021-03-17", "past-due-returned",
     "Quá hạn 1 ngày (1 ngày làm việc) kể từ ngày 16/03/2021; báo cáo bị trả lại ngày 16/03/2021, chưa gửi lại.",
     "1 day (1 working day) overdue since 2021-03-16; sent back on 2021-03-16, not sent in again."},
    {ONGOING, SENT_BACK(REPORT, "2021-02-15", "2021-02-16"), "2021-02-17", "returned",
     "Đang thực hiện lại, hạn ngày 16/03/2021; báo cáo bị trả lại ngày 16/02/2021, chưa gửi lại.",
     "In progress again, due 2021-03-16; sent back on 2021-02-16, not sent in again."},
    {ONGOING, SAYS("done", REPORT, "2021-03-15", ""), "2021-03-15", "done-by-due",
     "Đã báo cáo ngày 15/03/2021, đúng hạn (hạn ngày 16/03/2021).",
     "Reported on 2021-03-15, on time (due 2021-03-16)."},
    {BY_REGIME, SAYS("done", REPORT, "2021-03-18", ""), "2021-03-18", "done-after-due",
     "Đã báo cáo ngày 18/03/2021, quá hạn 2 ngày (2 ngày làm việc) kể từ ngày 16/03/2021.",
     "Reported on 2021-03-18, 2 days (2 working days) after it was due, 2021-03-16."},
  };
  (void)state;
  CHECK_NONE_FAILED(check_rows(rows, COUNT(rows)));
}

static void test_events_and_no_due_day(void **state) {
  static const struct row rows[] = {
    {ON_EVENT, NULL, "2021-12-31", "event-not-recorded", "Chờ sự kiện, chưa được ghi nhận.",
     "Waits for an event that is not recorded."},
    {ON_EVENT, SAYS("in-progress", "event", "2021-03-01", ""), "2021-12-31", "event-not-recorded",
     "Chờ sự kiện, chưa được ghi nhận.", "Waits for an event that is not recorded."},
    {ON_EVENT, EVENT, "2021-04-12", "silent", "Chưa thực hiện, hạn ngày 14/05/2021; chưa có thông tin tiến độ.",
     "Not started, due 2021-05-14; nothing was said."},
    {AD_HOC, EVENT, "2021-05-17", "past-due-silent",
     "Quá hạn 3 ngày (1 ngày làm việc) kể từ ngày 14/05/2021; chưa có thông tin tiến độ.",
     "3 days (1 working day) overdue since 2021-05-14; nothing was said."},
    {AD_HOC, EVENT_WITHOUT_DUE, "2021-05-17", "no-due-day",
     "Không có thời hạn nên không bị tính quá hạn; chưa có thông tin tiến độ.",
     "Never overdue, as it has no due day; nothing was said."},
    {UNKNOWN, NULL, "2022-12-31", "no-due-day",
     "Không có thời hạn nên không bị tính quá hạn; chưa có thông tin tiến độ.",
     "Never overdue, as it has no due day; nothing was said."},
    {UNKNOWN, SAYS("not-started", "plan", "2021-03-01", ""), "2022-12-31", "said-not-started",
     "Đơn vị báo chưa thực hiện, không có thời hạn.", "Said not to be started, without a due day."},
    {UNKNOWN, SAYS("in-progress", "plan", "2021-03-01", ", 'percent': 99"), "2022-12-31", "started",
     "Đang thực hiện (99%), không có thời hạn.", "In progress (99%), without a due day."},
    {UNKNOWN, SENT_BACK("plan", "2021-03-01", "2021-03-02"), "2022-12-31", "returned",
     "Đang thực hiện lại, không có thời hạn; bị trả lại ngày 02/03/2021, chưa nộp lại.",
     "In progress again, without a due day; sent back on 2021-03-02, not handed in again."},
    {UNKNOWN, SAYS("done", "plan", "2021-03-01", ""), "2022-12-31", "done-without-due",
     "Hoàn thành ngày 01/03/2021, không có thời hạn.", "Done on 2021-03-01, without a due day."},
  };
  (void)state;
  CHECK_NONE_FAILED(check_rows(rows, COUNT(rows)));
}

/* Every reason has a word and some row above; numbers without one have none. */
static void test_words(void **state) {
  int32_t reason;
  (void)state;
  for (reason = TTHC_R_SAID_CANCELLED; reason <= TTHC_R_NO_DUE_DAY; reason++) assert_non_null(tthc_reason_word(reason));
  assert_string_equal(tthc_reason_word(TTHC_R_SAID_CANCELLED), "said-cancelled");
  assert_string_equal(tthc_reason_word(TTHC_R_PAST_DUE_SILENT), "past-due-silent");
  assert_string_equal(tthc_reason_word(TTHC_R_DUE_SOON_RETURNED), "due-soon-returned");
  assert_string_equal(tthc_reason_word(TTHC_R_NO_DUE_DAY), "no-due-day");
  assert_null(tthc_reason_word(0));
  assert_null(tthc_reason_word(TTHC_R_NO_DUE_DAY + 1));
}

static void test_document_and_column(void **state) {
  static const struct row row = {ONGOING, NULL, "2021-03-17", NULL, NULL, NULL};
  tthc_assessment *a = assess_one(&row);
  tthc_text *plain = assessment_text(a), *vi = tthc_assessment_json(a, "{\"sentences\": \"vi\"}", NULL);
  tthc_text *en = tthc_assessment_json(a, "{\"sentences\": \"en\"}", NULL);
  int32_t reasons[2] = {0, 0};
  (void)state;
  assert_non_null(strstr(tthc_text_data(plain), "\"state\": \"overdue\", \"reason\": \"past-due-silent\", "));
  assert_null(strstr(tthc_text_data(plain), "sentence"));
  assert_non_null(strstr(tthc_text_data(vi), "\"sentence\": \"Quá hạn 1 ngày (1 ngày làm việc) kể từ ngày 16/03/2021; "
                                             "chưa có báo cáo.\"}"));
  assert_non_null(strstr(tthc_text_data(en), "\"sentence\": \"1 day (1 working day) overdue since 2021-03-16; "
                                             "no report is in.\"}"));
  assert_int_equal(tthc_assignment_reasons(a, reasons, 2), 1);
  assert_int_equal(reasons[0], TTHC_R_PAST_DUE_SILENT);
  assert_int_equal(reasons[1], 0);
  assert_int_equal(tthc_assignment_reasons(NULL, reasons, 2), TTHC_E_HANDLE);
  assert_int_equal(tthc_assignment_reasons(a, NULL, 1), TTHC_E_ARGUMENT);
  tthc_text_free(plain);
  tthc_text_free(vi);
  tthc_text_free(en);
  tthc_assessment_free(a);
}

static void test_bad_calls(void **state) {
  static const struct row row = {UNKNOWN, NULL, "2021-03-17", NULL, NULL, NULL};
  tthc_assessment *a = assess_one(&row);
  tthc_error *err = tthc_error_new();
  (void)state;
  assert_null(tthc_assignment_sentence(a, 1, "vi", err));
  assert_int_equal(tthc_error_code(err), TTHC_E_ARGUMENT);
  assert_string_equal(tthc_error_path(err), "/row");
  assert_null(tthc_assignment_sentence(a, -1, "vi", NULL));
  assert_null(tthc_assignment_sentence(NULL, 0, "vi", err));
  assert_int_equal(tthc_error_code(err), TTHC_E_HANDLE);
  assert_int_equal(tthc_assignment_reason(a, 1), 0);
  assert_int_equal(tthc_assignment_reason(NULL, 0), 0);
  assert_null(tthc_assessment_json(a, "{\"sentences\": \"fr\"}", err));
  assert_int_equal(tthc_error_code(err), TTHC_E_VALUE);
  assert_string_equal(tthc_error_path(err), "/sentences");
  tthc_error_free(err);
  tthc_assessment_free(a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_once),
    cmocka_unit_test(test_due_soon),
    cmocka_unit_test(test_overdue),
    cmocka_unit_test(test_done),
    cmocka_unit_test(test_extensions),
    cmocka_unit_test(test_reports),
    cmocka_unit_test(test_events_and_no_due_day),
    cmocka_unit_test(test_words),
    cmocka_unit_test(test_document_and_column),
    cmocka_unit_test(test_bad_calls),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
