/* What the tests of follow-ups share: a plan with one task, plans with contacts and for letters, logs. */
#ifndef TTHC_ASSESS_FOLLOW_UPS_H
#define TTHC_ASSESS_FOLLOW_UPS_H

#include "assess/cases.h"

#include "tthcplan/follow_up.h"

/* One task, due on Wednesday 30 June 2021, 10 working days before 14 July and 20 before 28 July. */
#define ONCE "{'kind': 'once', 'start': '2021-04-01', 'due': '2021-06-30', 'key': '2021-Q2'}"
#define TASK(id, units, clauses) \
  "{'label': '" id "', 'title': 'Việc " id "', 'lead': {'units': [" units "]}, 'deadline': {'clauses': [" clauses "]}" \
  "}"
#define UNITS "'units': [{'id': 'h', 'name': 'Huyện'}, {'id': 'a', 'name': 'Xã A', 'superior': 'h'}], "
#define PLAN UNITS "'tasks': [" TASK("1", "'a'", ONCE) "]"
#define ENTRY(level, day, more) \
  "{'task': '1', 'unit': 'a', 'period': '2021-Q2', 'due': '2021-06-30', 'level': '" level "', 'day': '" day "'" more "}"
#define FACT(id, kind, more) \
  "{'id': '" id "', 'kind': '" kind "', 'task': '1', 'unit': 'a', 'period': '2021-Q2'" more "}"

#define CONTACTS \
  "'units': [{'id': 'a', 'name': 'A', 'contacts': [{'name': 'Nguyễn Văn A', 'position': 'Công chức', 'email': " \
  "'a@example.vn', 'phone': '0251', 'last_day': '2021-07-01'}, {'name': 'Trần Thị B', 'first_day': " \
  "'2021-07-01'}]}], 'tasks': [" TASK("1", "'a'", ONCE) "]"

#define DATED(label, title, text, clauses) \
  "{'section': 'A', 'label': '" label "', 'title': '" title "', 'lead': {'units': ['a']}, 'deadline': {'text': '" text \
  "', 'clauses': [" clauses "]}}"
/* Of once, of reports and of each month: all that a letter can say. */
#define LETTER \
  "'subject': 'Kiểm soát thủ tục hành chính năm 2021', 'authority': 'UBND huyện H', 'number': '01/KH-UBND', " \
  "'issued': '2021-01-05', 'units': [{'id': 'h', 'name': 'UBND huyện H'}, {'id': 'a', 'name': 'UBND xã A', " \
  "'level': 'commune', 'superior': 'h', 'contacts': [{'name': 'Nguyễn Văn A', 'email': 'a@example.vn'}]}], " \
  "'sections': [{'label': 'A', 'title': 'Chung'}], 'tasks': [" \
  DATED("1", "Rà soát", "Quý II/2021", ONCE) ", " \
  DATED("2", "Công khai", "Thường xuyên", \
        "{'kind': 'ongoing', 'start': '2021-05-01', 'until': '2021-07-01'}") ", " \
  DATED("3", "Đối thoại", "Hàng tháng", \
        "{'kind': 'recurring', 'every': 'month', 'start': '2021-07-01', 'until': '2021-07-31'}") "]"

#define OWN_LEVELS \
  "{'levels': [{'id': 'early', 'name': 'Sớm', 'from': -3, 'working': true}, {'id': 'now', 'name': 'Nay', 'from': " \
  "0}]}"

/* A log with these entries, in JSON with ' for "; NULL for no log. */
static inline const char *log_of(const char *entries) {
  static struct lines json;
  if (entries == NULL) return NULL;
  json.size = 0;
  put_line(&json, "{'format': 'tthcplan-follow-up-log/1', 'plan': 'p', 'entries': [%s]}", entries);
  quote(json.text);
  return json.text;
}

static inline tthc_follow_up *follow_up(const tthc_plan *plan, const char *as_of, const char *log, const char *options) {
  tthc_assessment *a = assess(plan, as_of, NULL);
  tthc_error *err = tthc_error_new();
  static struct lines written;
  tthc_follow_up *f;
  written.size = 0;
  put_line(&written, "%s", options == NULL ? "{}" : options);
  quote(written.text);
  f = tthc_follow_up_new(plan, a, shared_calendar(), log, -1, written.text, err);
  if (f == NULL) print_error("%s at %s\n", tthc_error_message(err, "en"), check_show(tthc_error_path(err)));
  assert_non_null(f);
  tthc_assessment_free(a);
  tthc_error_free(err);
  return f;
}

static inline tthc_follow_up *case_follow_up(const char *members, const char *facts, const char *as_of,
                                             const char *entries, const char *options) {
  tthc_plan *plan = case_plan(members, facts);
  tthc_follow_up *f = follow_up(plan, as_of, log_of(entries), options);
  tthc_plan_free(plan); /* a result outlives its plan */
  return f;
}

static inline tthc_text *log_text(const tthc_follow_up *f) {
  tthc_text *text = tthc_follow_up_log_json(f, NULL);
  assert_non_null(text);
  return text;
}

#endif
