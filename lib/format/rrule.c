/* Deadlines as RFC 5545 says them: DTSTART and RRULE, for the days on which a clause falls due in the plan's span. */
#include "base/buffer.h"
#include "base/error.h"
#include "calendar/occurrence.h"
#include "model/plan.h"
#include "tthcplan/task.h"

/* 20210131 */
static void put_basic_day(struct buffer *out, int32_t day) {
  tthc__put_padded(out, tthc_day_year(day), 4);
  tthc__put_padded(out, tthc_day_month(day), 2);
  tthc__put_padded(out, tthc_day_of_month(day), 2);
}

static int32_t months_of(const struct clause *clause) {
  switch (clause->every) {
  case EVERY_QUARTER: return 1 << 3 | 1 << 6 | 1 << 9 | 1 << 12;
  case EVERY_HALF_YEAR: return 1 << 6 | 1 << 12;
  case EVERY_YEAR: return clause->months != 0 ? clause->months : 1 << 12;
  default: return 0;
  }
}

static void put_months(struct buffer *out, int32_t months) {
  const char *before = ";BYMONTH=";
  int32_t month;
  for (month = 1; month <= 12; month++) {
    if ((months >> month & 1) == 0) continue;
    tthc__put(out, before);
    tthc__put_int(out, month);
    before = ",";
  }
}

/* A day that a month has not is left out by RFC 5545; a deadline falls due on the month's last day then. */
static void put_day_of_month(struct buffer *out, int32_t day) {
  int32_t candidate = day < 28 ? day : 28;
  tthc__put(out, ";BYMONTHDAY=");
  tthc__put_int(out, day == 0 || day == 31 ? -1 : candidate);
  if (day < 29 || day == 31) return;
  while (++candidate <= day) {
    tthc__put_char(out, ',');
    tthc__put_int(out, candidate);
  }
  tthc__put(out, ";BYSETPOS=-1");
}

/* Quarters and years are months that are picked out, so that BYSETPOS looks at each month by itself. */
static void put_frequency(struct buffer *out, const struct clause *clause) {
  if (clause->every == EVERY_DAY) {
    tthc__put(out, "FREQ=DAILY");
  } else if (clause->every == EVERY_WEEK) {
    tthc__put(out, "FREQ=WEEKLY;BYDAY=SU");
  } else {
    tthc__put(out, "FREQ=MONTHLY");
    put_months(out, months_of(clause));
    put_day_of_month(out, clause->day);
  }
}

static void put_rrule(struct buffer *out, const struct clause *clause, int32_t first, int32_t last) {
  tthc__put(out, "DTSTART;VALUE=DATE:");
  put_basic_day(out, first);
  if (clause->kind == TTHC_ONCE) return;
  tthc__put(out, "\nRRULE:");
  put_frequency(out, clause);
  tthc__put(out, ";UNTIL=");
  put_basic_day(out, last);
}

/* What stands in the way, or NOTHING. */
static struct words obstacle(const struct clause *clause) {
  if (clause->kind == TTHC_ONGOING || (clause->kind == TTHC_RECURRING && clause->every == EVERY_BY_REGIME))
    return WORDS("thời hạn không theo kỳ báo cáo, vì ngày gửi tùy theo cấp của đơn vị",
                 "a clause not judged by reports, whose sending days depend on the unit's level");
  if (clause->kind != TTHC_ONCE && clause->kind != TTHC_RECURRING)
    return WORDS("thời hạn có ngày biết trước", "a clause whose days are known beforehand");
  if (clause->times > 1)
    return WORDS("thời hạn không quá một lần mỗi kỳ", "a clause that is due once a period");
  return NOTHING;
}

static int32_t need_clause(const tthc_plan *plan, int32_t task, int32_t clause, tthc_error *err) {
  int32_t rc = tthc__need_plan(plan, err);
  if (rc == TTHC_OK) rc = tthc__need_index(task, plan->tasks.count, "task", err);
  return rc == TTHC_OK ? tthc__need_index(clause, plan->tasks.items[task].deadline.count, "clause", err) : rc;
}

tthc_text *tthc_task_rrule(const tthc_plan *plan, int32_t task, int32_t clause, tthc_error *err) {
  struct occurrence first = {0}, last = {0};
  struct buffer out = {0};
  const struct clause *row;
  struct words why;
  struct rule rule;
  if (need_clause(plan, task, clause, err) != TTHC_OK) return NULL;
  row = &plan->tasks.items[task].deadline.clauses[clause];
  why = obstacle(row);
  if (why.en == NULL) { /* what is due once may be due outside the plan's span */
    rule = row->kind == TTHC_ONCE ? tthc__rule(row, NULL, row->due, row->due)
                                  : tthc__rule(row, NULL, plan->first_day, plan->last_day);
    if (!tthc__occurrence_at(&rule, 0, &first) ||
        !tthc__occurrence_at(&rule, tthc__occurrence_count(&rule) - 1, &last))
      why = WORDS("thời hạn đến trong khoảng của kế hoạch", "a clause that falls due in the plan's span");
  }
  if (why.en != NULL) {
    tthc__fail(err, TTHC_E_UNSUPPORTED, tthc_clause_kind_word(row->kind), why);
    return NULL;
  }
  put_rrule(&out, row, first.due, last.due);
  return tthc__buffer_to_text(&out, err);
}
