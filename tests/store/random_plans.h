/* Plans and facts by chance, as the tests of what stores answer compare them with assessments. */
#ifndef TTHC_STORE_RANDOM_PLANS_H
#define TTHC_STORE_RANDOM_PLANS_H

#include "store/folder.h"

enum { UNITS_MAX = 9, TASKS_MAX = 12, TEXT_ROOM = 1 << 14 };

/* --- chance ------------------------------------------------------------------------------------------------------- */

static uint64_t chance;
static tthc_calendar *calendar; /* the shipped one, read once */

static inline int32_t below(int32_t bound) {
  chance = chance * 6364136223846793005u + 1442695040888963407u;
  return (int32_t)((chance >> 33) % (uint64_t)bound);
}

static inline int one_in(int32_t n) { return below(n) == 0; }

static inline int32_t random_day(void) { return tthc_day_from_civil(2020, 12, 1, NULL) + below(430); }

static inline const char *day_text(int32_t day) {
  static char texts[4][16];
  static int next;
  char *out = texts[next++ % 4];
  tthc_text *text = tthc_day_text(day, NULL);
  snprintf(out, 16, "%s", tthc_text_data(text));
  tthc_text_free(text);
  return out;
}

/* --- plans -------------------------------------------------------------------------------------------------------- */

static const char *const phrases[] = {
  "Quý II/2021", "Trước ngày 30/6/2021", "Hàng tháng", "Hàng quý", "Thường xuyên", "Khi có phát sinh", "Đột xuất",
  "Từ tháng 02 đến tháng 9/2021", "6 tháng, năm", "Theo định kỳ và đột xuất", "lúc nào đó", "Năm 2021"};

static inline void add_units(tthc_plan *plan) {
  static const char *const levels[] = {"province", "district", "commune", NULL};
  const int32_t count = 3 + below(UNITS_MAX - 3), step = one_in(2) ? 1 : 7;
  char id[16];
  int32_t i;
  for (i = 0; i < count; i++) {
    const int is_group = i < 2;
    const char *level = levels[below(4)];
    snprintf(id, sizeof id, "u%d", (int)(i * step % 11));
    assert_int_equal(tthc_plan_add_unit(plan, id, id, is_group ? TTHC_UNIT_GROUP : TTHC_UNIT_SINGLE, NULL), i);
    if (level != NULL) assert_int_equal(tthc_unit_set_level(plan, i, level, NULL), TTHC_OK);
    if (!is_group && one_in(4)) tthc_unit_set_span(plan, i, TTHC_NO_DAY, random_day(), NULL);
    if (!is_group && one_in(6)) tthc_unit_set_span(plan, i, random_day(), TTHC_NO_DAY, NULL);
  }
  for (i = 0; i < count; i++) {
    if (one_in(2)) tthc_unit_set_superior(plan, i, below(count), NULL); /* refused in a circle */
    if (one_in(2))
      tthc_unit_add_contact(plan, i, "Lan", one_in(2) ? "Chuyên viên" : NULL, NULL, "0251", TTHC_NO_DAY, random_day(), NULL);
    if (one_in(2)) tthc_unit_add_contact(plan, i, "Hùng", NULL, "h@x.vn", NULL, random_day(), TTHC_NO_DAY, NULL);
  }
  for (i = 2; i < count; i++) {
    if (one_in(3)) continue;
    tthc_unit_add_member(plan, below(2), i, one_in(3) ? random_day() - 200 : TTHC_NO_DAY,
                         one_in(3) ? random_day() + 100 : TTHC_NO_DAY, NULL);
    if (one_in(4)) tthc_unit_add_successor(plan, i, 2 + below(count - 2), 1, NULL, NULL);
  }
}

static inline void add_tasks(tthc_plan *plan) {
  const int32_t count = 2 + below(TASKS_MAX - 2);
  char label[16];
  int32_t i, n;
  assert_int_equal(tthc_plan_add_section(plan, "A", "Mục A", NULL), 0);
  assert_int_equal(tthc_plan_add_section(plan, "B", "Mục B", NULL), 1);
  for (i = 0; i < count; i++) {
    snprintf(label, sizeof label, "%d", (int)i + 1);
    assert_int_equal(tthc_plan_add_task(plan, below(2), TTHC_NONE, label, label, NULL), i);
    for (n = 1 + below(2); n > 0; n--) tthc_task_add_lead(plan, i, below(tthc_plan_unit_count(plan)), NULL);
    if (!one_in(8))
      assert_int_equal(tthc_task_set_deadline(plan, i, phrases[below(COUNT(phrases))], NULL), TTHC_OK);
  }
}

static const char *random_amount(void) {
  static const char *const amounts[] = {"0", "7", "12.5", "20", "33.3", "50", "66.66", "90", "100", "-4"};
  return amounts[below(COUNT(amounts))];
}

static const char *const target_periods[] = {"2021", "2021-Q1", "2021-Q2", "2021-H2", "2021-07", "2020-12", NULL, NULL};

/* With targets for all and for single units, for always and for periods; or with none; on reductions too. */
static inline void add_indicators(tthc_plan *plan) {
  const int32_t count = below(4);
  char id[16];
  int32_t i, n;
  for (i = 0; i < count; i++) {
    snprintf(id, sizeof id, "i%d", (int)i);
    assert_int_equal(tthc_plan_add_indicator(plan, id, id, 1 + below(2), 1 + below(2), NULL), i);
    if (!one_in(4)) tthc_indicator_set_task(plan, i, below(tthc_plan_task_count(plan)), NULL);
    for (n = below(5); n > 0; n--) {
      const int32_t unit = one_in(2) ? TTHC_NONE : below(tthc_plan_unit_count(plan));
      const char *period = target_periods[below(COUNT(target_periods))];
      if (one_in(4))
        tthc_indicator_add_reduction(plan, i, 1 + below(5), "10", NULL, unit, period, NULL);
      else
        tthc_indicator_add_target(plan, i, 1 + below(5), random_amount(), NULL, unit, period, NULL);
    }
    if (one_in(2)) tthc_indicator_add_baseline(plan, i, one_in(4) ? "0" : "40", TTHC_NONE, NULL);
    if (one_in(2)) tthc_indicator_add_baseline(plan, i, "55.5", below(tthc_plan_unit_count(plan)), NULL);
  }
}

static inline tthc_plan *random_plan(const char *id) {
  tthc_plan *plan = tthc_plan_new(id, 2021, NULL);
  assert_non_null(plan);
  add_units(plan);
  add_tasks(plan);
  add_indicators(plan);
  return plan;
}

/* --- facts -------------------------------------------------------------------------------------------------------- */

struct facts {
  char text[TEXT_ROOM];
  size_t size;
  int32_t made; /* of this plan, in all documents */
};

static inline void put(struct facts *out, const char *format, ...) __attribute__((format(printf, 2, 3)));
static inline void put(struct facts *out, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  out->size += (size_t)vsnprintf(out->text + out->size, sizeof out->text - out->size, format, arguments);
  va_end(arguments);
  assert_true(out->size < sizeof out->text);
}

static const char *const kinds[] = {"progress", "progress", "progress", "return", "extension", "event", "acceptance"};

static inline void put_times(struct facts *out) {
  if (one_in(3)) put(out, ", \"recorded_at\": %d", 1600000000 + (int)below(1000));
  if (out->made > 0 && one_in(4)) put(out, ", \"corrects\": \"f%d\"", (int)below(out->made));
  put(out, "}");
  out->made++;
}

/* A figure of a few periods and units, so that many are of the same. */
static inline void put_figure(struct facts *out, const tthc_plan *plan) {
  static const char *const periods[] = {"2021-Q1", "2021-Q2", "2021-06", "2021-01", "kstt:2021-Q2", "2021-H1", "2021"};
  const int32_t indicator = below(tthc_plan_indicator_count(plan)), denominator = below(60);
  put(out, "{\"id\": \"f%d\", \"kind\": \"measurement\", \"indicator\": \"%s\", \"unit\": \"%s\", \"period\": \"%s\", "
           "\"day\": \"%s\"", (int)out->made, tthc_indicator_id(plan, indicator),
      tthc_unit_id(plan, below(tthc_plan_unit_count(plan))), periods[below(COUNT(periods))], day_text(random_day()));
  if (tthc_indicator_kind(plan, indicator) == TTHC_VALUE)
    put(out, ", \"amount\": %s", random_amount());
  else
    put(out, ", \"numerator\": %d, \"denominator\": %d", denominator == 0 ? 0 : (int)below(70), (int)denominator);
  put_times(out);
}

/* About one of the assignments that there are or may be, often about the same. */
static inline void put_fact(struct facts *out, const tthc_plan *plan, const tthc_assessment *a) {
  static const char *const states[] = {"not-started", "in-progress", "done", "done", "cancelled"};
  const char *kind = kinds[below(COUNT(kinds))];
  const int is_event = strcmp(kind, "event") == 0, is_extension = strcmp(kind, "extension") == 0;
  const int32_t row = below(tthc_assignment_count(a)), day = random_day();
  const char *task = tthc_assignment_task_id(a, row);
  if (is_event || one_in(20)) task = tthc_task_id(plan, below(tthc_plan_task_count(plan)));
  put(out, "{\"id\": \"f%d\", \"kind\": \"%s\", \"task\": \"%s\", \"day\": \"%s\"", (int)out->made, kind, task,
      day_text(day));
  if (!is_event) put(out, ", \"period\": \"%s\"", one_in(8) ? "event#2" : tthc_assignment_period(a, row));
  if (is_event || is_extension ? one_in(2) : 1) put(out, ", \"unit\": \"%s\"", tthc_assignment_unit_id(a, row));
  if (is_extension || (is_event && one_in(3))) put(out, ", \"due\": \"%s\"", day_text(random_day()));
  if (strcmp(kind, "progress") == 0) {
    const char *state = states[below(COUNT(states))];
    put(out, ", \"state\": \"%s\"", state);
    if (strcmp(state, "in-progress") == 0 && one_in(2)) put(out, ", \"percent\": %d", (int)below(100));
    if (strcmp(state, "done") == 0 && one_in(3)) put(out, ", \"done_day\": \"%s\"", day_text(day - below(40)));
  }
  put_times(out);
}

static inline void begin_facts(struct facts *out, const tthc_plan *plan) {
  out->size = 0;
  put(out, "{\"format\": \"tthcplan-facts/1\", \"plan\": \"%s\", \"facts\": [", tthc_plan_id(plan));
}

/* A document of some facts; those that the plan refuses (they correct one of another kind, say) are left out. */
static inline void make_facts(struct facts *out, tthc_plan *plan, int32_t count) {
  tthc_assessment *a = tthc_assessment_new(plan, calendar, random_day() + 60, NULL, NULL);
  size_t before;
  int32_t i, first = 1;
  assert_non_null(a);
  begin_facts(out, plan);
  for (i = 0; i < count && tthc_assignment_count(a) > 0; i++) {
    before = out->size;
    if (!first) put(out, ", ");
    {
      const size_t start = out->size;
      if (tthc_plan_indicator_count(plan) > 0 && one_in(3))
        put_figure(out, plan);
      else
        put_fact(out, plan, a);
      if (tthc_plan_add_fact(plan, out->text + start, -1, NULL) < 0) {
        out->size = before;
        out->text[before] = '\0';
        continue;
      }
    }
    first = 0;
  }
  put(out, "]}");
  tthc_assessment_free(a);
}

#endif
