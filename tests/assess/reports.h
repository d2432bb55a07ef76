/* What the tests of reports share: a plan of every kind of work, facts for it, and its reports. */
#ifndef TTHC_ASSESS_REPORTS_H
#define TTHC_ASSESS_REPORTS_H

#include "assess/cases.h"

#include "tthcplan/report.h"

/* Two sections, a heading, a group of two and a unit apart; continuous, dated, monthly and event-driven work. */
#define PLAN                                                                                                           \
  "'subject': 'Kiểm soát thủ tục hành chính năm 2021', 'authority': 'UBND huyện A', 'units': [{'id': 'a', 'name': "    \
  "'Phòng A', 'level': 'division'}, {'id': 'b', 'name': 'UBND xã B', 'level': 'commune'}, {'id': 'o', 'name': "        \
  "'UBND huyện A', 'level': 'district'}, {'id': 'g', 'name': 'Các đơn vị', 'kind': 'group', 'members': [{'unit': "     \
  "'a'}, {'unit': 'b'}]}], 'sections': [{'label': 'A', 'title': 'Chỉ đạo'}, {'label': 'B', 'title': 'Thực hiện'}], "   \
  "'tasks': [{'section': 'A', 'label': '1', 'title': 'Triển khai kế hoạch', 'lead': {'text': 'Các đơn vị', 'units': "  \
  "['g']}, 'coordinator': {'units': ['o']}, 'deliverable': 'Văn bản', 'deadline': {'text': 'Thường xuyên'}}, "         \
  "{'section': 'B', 'label': '1', 'title': 'Rà soát'}, {'section': 'B', 'parent': 'B.1', 'label': '1.1', 'title': "    \
  "'Rà soát quý I', 'lead': {'units': ['g']}, 'deadline': {'text': 'Quý I/2021'}}, {'section': 'B', 'parent': 'B.1', " \
  "'label': '1.2', 'title': 'Rà soát quý II', 'lead': {'units': ['g']}, 'deadline': {'text': 'Quý II/2021'}}, "        \
  "{'section': 'B', 'label': '2', 'title': 'Họp giao ban', 'lead': {'units': ['o']}, 'deadline': {'text': 'Hàng "      \
  "tháng'}}, {'section': 'B', 'label': '3', 'title': 'Mua sắm', 'lead': {'units': ['o']}, 'deadline': {'clauses': "    \
  "[{'kind': 'on-event', 'event': 'phê duyệt'}]}}], 'indicators': [{'id': 'i', 'title': 'Hồ sơ trực tuyến', 'kind': "  \
  "'ratio', 'series': 'per-period', 'task': 'A.1', 'measure': '%', 'targets': [{'comparator': '>=', 'amount': 20}]}, " \
  "{'id': 'c', 'title': 'Số hóa', 'kind': 'value', 'series': 'cumulative', 'task': 'A.1'}]"

#define FACTS                                                                                                        \
  "{'id': 'f1', 'kind': 'progress', 'task': 'A.1', 'unit': 'a', 'period': 'kstt:2021-Q1', 'state': 'done', 'day': "  \
  "'2021-03-16', 'evidence': {'number': '01/BC-A', 'day': '2021-03-15'}, 'note': 'Đã báo cáo.'}, "                   \
  "{'id': 'f2', 'kind': 'progress', 'task': 'A.1', 'unit': 'b', 'period': 'kstt:2021-Q1', 'state': 'done', 'day': "  \
  "'2021-03-20', 'difficulties': 'Thiếu\\n  người.', 'evidence': {'text': 'Thư điện tử', 'link': 'https://x.vn/1'}}, " \
  "{'id': 'f3', 'kind': 'progress', 'task': 'B.1.1', 'unit': 'a', 'period': '2021-Q1', 'state': 'done', 'day': "     \
  "'2021-04-05', 'recorded_at': 1617600000, 'done_day': '2021-03-30'}, "                                             \
  "{'id': 'f4', 'kind': 'progress', 'task': 'B.2', 'unit': 'o', 'period': '2021-03', 'state': 'cancelled', 'day': "  \
  "'2021-03-10'}, "                                                                                                  \
  "{'id': 'f5', 'kind': 'progress', 'task': 'B.2', 'unit': 'o', 'period': '2021-04', 'state': 'done', 'day': "       \
  "'2021-05-04', 'note': 'Họp trực tuyến.'}, "                                                                       \
  "{'id': 'f6', 'kind': 'explanation', 'task': 'B.1.1', 'unit': 'b', 'period': '2021-Q1', 'day': '2021-05-10', "     \
  "'note': 'Dịch bệnh.', 'reference': '12/UBND-VP'}, "                                                               \
  "{'id': 'm1', 'kind': 'measurement', 'indicator': 'i', 'unit': 'a', 'period': 'kstt:2021-Q1', 'numerator': 10, "   \
  "'denominator': 100, 'day': '2021-03-16'}, "                                                                       \
  "{'id': 'm2', 'kind': 'measurement', 'indicator': 'i', 'unit': 'a', 'period': 'kstt:2021-Q2', 'numerator': 40, "   \
  "'denominator': 100, 'day': '2021-06-14', 'difficulties': 'Mạng yếu.'}, "                                          \
  "{'id': 'm3', 'kind': 'measurement', 'indicator': 'i', 'unit': 'b', 'period': 'kstt:2021-Q1', 'numerator': 5, "    \
  "'denominator': 50, 'day': '2021-03-16'}, "                                                                        \
  "{'id': 'm4', 'kind': 'measurement', 'indicator': 'c', 'unit': 'a', 'period': '2021-04', 'amount': 1.5, 'day': "   \
  "'2021-05-01'}, "                                                                                                  \
  "{'id': 'm5', 'kind': 'measurement', 'indicator': 'c', 'unit': 'a', 'period': '2021-05', 'amount': 2.25, 'day': "  \
  "'2021-06-01'}"

static inline tthc_report *report_of(const tthc_plan *plan, const char *period, const char *options) {
  char written[256];
  tthc_error *err = tthc_error_new();
  tthc_report *report;
  snprintf(written, sizeof written, "%s", options == NULL ? "{}" : options);
  quote(written);
  report = tthc_report_new(plan, NULL, period, written, err);
  if (report == NULL) print_error("%s, %s: %s\n", period, written, tthc_error_message(err, "en"));
  assert_non_null(report);
  tthc_error_free(err);
  return report;
}

static inline tthc_report *case_report(const char *facts, const char *period, const char *options) {
  tthc_plan *plan = case_plan(PLAN, facts);
  tthc_report *report = report_of(plan, period, options);
  tthc_plan_free(plan); /* a report outlives its plan */
  return report;
}

static inline tthc_text *json_of(const tthc_plan *plan, const char *period, const char *options) {
  tthc_report *report = report_of(plan, period, options);
  tthc_text *text = tthc_report_json(report, NULL, NULL);
  assert_non_null(text);
  tthc_report_free(report);
  return text;
}

#endif
