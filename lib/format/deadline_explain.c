/* What a deadline phrase comes to: its clauses, what its reader was not sure of, and the days on which it falls due. */
#include "base/error.h"
#include "base/text.h"
#include "calendar/occurrence.h"
#include "format/deadline_json.h"
#include "model/plan.h"

#include <stdlib.h>
#include <string.h>

/* --- options ------------------------------------------------------------------------------------------------------ */

struct span {
  int32_t from;
  int32_t to;
};

struct options {
  struct phrase_options phrase;
  struct span span; /* TTHC_NO_DAY: none is asked for */
};

static const struct json_field span_fields[] = {
  {DAY_FIELD("from", struct span, from), .required = 1}, {DAY_FIELD("to", struct span, to), .required = 1}, {0}};

static int32_t read_span(const struct json_at *at, void *row) {
  struct options *options = row;
  const int32_t rc = tthc__json_read(at, span_fields, &options->span);
  if (rc != TTHC_OK || options->span.from <= options->span.to) return rc;
  return tthc__json_fail(at, TTHC_E_VALUE, NULL, WORDS("\"from\" không sau \"to\"", "a \"from\" not after \"to\""));
}

static const struct json_field option_fields[] = {
  PHRASE_FIELDS(struct options, phrase), {.name = "span", .kind = JSON_CUSTOM, .read = read_span}, {0}};

/* --- findings ----------------------------------------------------------------------------------------------------- */

static const struct {
  const char *code;
  const char *message;
} remarks[] = {
  [PHRASE_UNREAD] = {"unread", "Có phần không đọc được, nên chưa rõ thời hạn"},
  [PHRASE_YEAR_TAKEN] = {"year-taken", "Không ghi năm: lấy năm của kế hoạch"},
  [PHRASE_DAY_EXCLUDED] = {"day-excluded", "Trước ngày này: hạn cuối là ngày liền trước"},
  [PHRASE_NO_SUCH_DAY] = {"no-such-day", "Không có ngày này"},
  [PHRASE_REVERSED] = {"reversed", "Kết thúc trước khi bắt đầu"},
  [PHRASE_SPELLING] = {"spelling", "Đọc theo từ gần giống"},
  [PHRASE_NO_YEAR] = {"no-year", "Không ghi năm, cũng không biết năm của kế hoạch"},
  [PHRASE_PAST] = {"past", "Hạn đã qua khi văn bản được ban hành"},
  [PHRASE_AIM] = {"aim", "Mức phấn đấu, đọc như thời hạn"},
};

_Static_assert(sizeof remarks / sizeof *remarks == PHRASE_AIM + 1, "every code of phrase_finding has its remark");

static void write_part(struct json_writer *writer, const char *name, const char *text, int32_t from, int32_t to) {
  struct buffer part = {0};
  tthc__put_bytes(&part, text + from, to - from);
  if (part.failed)
    writer->out.failed = 1;
  else
    tthc__json_write_text(writer, name, part.data);
  tthc__buffer_free(&part);
}

static void write_findings(struct json_writer *writer, const struct deadline *deadline) {
  int32_t i;
  tthc__json_write_name(writer, "findings");
  tthc__json_write_open(writer, '[');
  for (i = 0; i < deadline->note_count; i++) {
    const struct phrase_note *note = &deadline->notes[i];
    tthc__json_write_item(writer);
    tthc__json_write_open(writer, '{');
    tthc__json_write_text(writer, "code", remarks[note->code].code);
    tthc__json_write_int(writer, "from", note->from);
    tthc__json_write_int(writer, "to", note->to);
    write_part(writer, "text", deadline->text, note->from, note->to);
    tthc__json_write_text(writer, "message", remarks[note->code].message);
    tthc__json_write_close(writer);
  }
  tthc__json_write_close(writer);
}

/* --- occurrences -------------------------------------------------------------------------------------------------- */

struct timed {
  int32_t clause;
  int32_t n; /* of the clause's occurrences */
  int32_t due;
  int32_t effective;
};

struct timetable {
  struct rule rules[CLAUSES_MAX];
  struct timed *items;
  int32_t count;
};

static int compare_timed(const void *left, const void *right) {
  const struct timed *x = left, *y = right;
  if (x->due != y->due) return x->due < y->due ? -1 : 1;
  if (x->clause != y->clause) return x->clause < y->clause ? -1 : 1;
  return (x->n > y->n) - (x->n < y->n);
}

/* A report is due on its sending day, for a level without a rule of its own. */
static struct timed timed_of(const tthc_calendar *calendar, const struct occurrence *occurrence) {
  struct timed timed = {0, 0, occurrence->due, TTHC_NO_DAY};
  if (occurrence->period.regime == NULL) {
    timed.effective = tthc__effective_day(calendar, occurrence->due, 1);
    return timed;
  }
  timed.due = timed.effective = tthc__sending_day(calendar, &occurrence->period, NULL);
  return timed;
}

static int32_t make_room(struct timetable *table, const struct deadline *deadline, const tthc_calendar *calendar,
                         const struct span *span, tthc_error *err) {
  const struct regime *regime = tthc__calendar_regime(calendar, USUAL_REGIME);
  int64_t count = 0;
  int32_t i;
  for (i = 0; i < deadline->count; i++) {
    table->rules[i] = tthc__rule(&deadline->clauses[i], regime, span->from, span->to);
    count += tthc__occurrence_count(&table->rules[i]);
  }
  if (count > OCCURRENCES_MAX)
    return tthc__fail_at(err, TTHC_E_LIMIT, "span", NULL,
                         WORDS("không quá 100.000 lần", "at most 100,000 occurrences"));
  table->items = calloc((size_t)count + 1, sizeof *table->items);
  return table->items == NULL ? tthc__fail_memory(err) : TTHC_OK;
}

static void fill(struct timetable *table, const struct deadline *deadline, const tthc_calendar *calendar) {
  struct occurrence occurrence;
  int32_t i, n;
  for (i = 0; i < deadline->count; i++) {
    for (n = 0; tthc__occurrence_at(&table->rules[i], n, &occurrence); n++) {
      struct timed *timed = &table->items[table->count++];
      *timed = timed_of(calendar, &occurrence);
      timed->clause = i;
      timed->n = n;
    }
  }
  qsort(table->items, (size_t)table->count, sizeof *table->items, compare_timed);
}

static void write_timed(struct json_writer *writer, const struct timetable *table, const struct timed *timed) {
  const struct rule *rule = &table->rules[timed->clause];
  struct occurrence occurrence;
  struct buffer key = {0};
  tthc__occurrence_at(rule, timed->n, &occurrence);
  tthc__put_occurrence_key(&key, rule, &occurrence);
  tthc__json_write_item(writer);
  tthc__json_write_open(writer, '{');
  tthc__json_write_int(writer, "clause", timed->clause);
  tthc__json_write_text(writer, "period", key.data);
  tthc__json_write_day(writer, "start", occurrence.start);
  tthc__json_write_day(writer, "due", timed->due);
  tthc__json_write_day(writer, "effective", timed->effective);
  tthc__json_write_close(writer);
  writer->out.failed |= key.failed;
  tthc__buffer_free(&key);
}

static int32_t write_occurrences(struct json_writer *writer, const struct deadline *deadline,
                                 const tthc_calendar *calendar, const struct span *span, tthc_error *err) {
  struct timetable table = {.items = NULL};
  int32_t i;
  const int32_t rc = make_room(&table, deadline, calendar, span, err);
  if (rc != TTHC_OK) return rc;
  fill(&table, deadline, calendar);
  tthc__json_write_name(writer, "occurrences");
  tthc__json_write_open(writer, '[');
  for (i = 0; i < table.count; i++) write_timed(writer, &table, &table.items[i]);
  tthc__json_write_close(writer);
  free(table.items);
  return TTHC_OK;
}

/* Days off matter to occurrences only: without a span no calendar is made. */
static int32_t write_span(struct json_writer *writer, const struct deadline *deadline, const tthc_calendar *calendar,
                          const struct span *span, tthc_error *err) {
  tthc_calendar *shipped = NULL;
  int32_t rc;
  if (span->from == TTHC_NO_DAY) return TTHC_OK;
  if (calendar == NULL) calendar = shipped = tthc_calendar_new(NULL, err);
  if (calendar == NULL) return TTHC_E_MEMORY;
  rc = write_occurrences(writer, deadline, calendar, span, err);
  tthc_calendar_free(shipped);
  return rc;
}

/* --- the public call ---------------------------------------------------------------------------------------------- */

static tthc_text *explain(const tthc_calendar *calendar, const struct deadline *deadline, const struct span *span,
                          tthc_error *err) {
  struct json_writer writer;
  tthc__json_begin(&writer, 0, NULL);
  tthc__json_write_open(&writer, '{');
  tthc__write_deadline_members(&writer, deadline);
  write_findings(&writer, deadline);
  if (write_span(&writer, deadline, calendar, span, err) != TTHC_OK) {
    tthc__buffer_free(&writer.out);
    return NULL;
  }
  tthc__json_write_close(&writer);
  return tthc__json_end(&writer, err);
}

tthc_text *tthc_deadline_explain(const tthc_calendar *calendar, const char *phrase, const char *options_json,
                                 tthc_error *err) {
  struct options options = {NO_PHRASE_OPTIONS, {TTHC_NO_DAY, TTHC_NO_DAY}};
  struct deadline deadline;
  struct arena arena = {NULL};
  tthc_text *text = NULL;
  if (calendar != NULL && !tthc__is(calendar, MARK_CALENDAR)) {
    tthc__fail_handle(err, "tthc_calendar");
    return NULL;
  }
  if (tthc__json_options(options_json, option_fields, &options, NULL, err) == TTHC_OK &&
      tthc__phrase_in(&arena, phrase, &options.phrase, &deadline, err) == TTHC_OK)
    text = explain(calendar, &deadline, &options.span, err);
  tthc__arena_free(&arena);
  return text;
}
