/* The log of follow-ups: what was given for which assignment and due day, read strictly and in any order. */
#include "assess/follow_up.h"

#include "base/row_errors.h"

#include <stdlib.h>
#include <string.h>

const struct json_field tthc__sent_fields[] = {{FIELD("task", JSON_TEXT, struct sent, task), .required = 1},
                                               {FIELD("unit", JSON_SLUG, struct sent, unit), .required = 1},
                                               {FIELD("period", JSON_LABEL, struct sent, period), .required = 1},
                                               {DAY_FIELD("due", struct sent, due), .required = 1},
                                               {FIELD("level", JSON_SLUG, struct sent, level), .required = 1},
                                               {DAY_FIELD("day", struct sent, day), .required = 1},
                                               {FIELD("passed_over", JSON_FLAG, struct sent, passed_over)},
                                               {DAY_FIELD("acknowledged", struct sent, acknowledged)},
                                               {DAY_FIELD("promised", struct sent, promised)},
                                               {FIELD("note", JSON_TEXT, struct sent, note)},
                                               {FIELD("x-", JSON_EXTRA, struct sent, extra)},
                                               {0}};

static struct sent new_sent(void) {
  const struct sent sent = {
    .due = TTHC_NO_DAY, .day = TTHC_NO_DAY, .acknowledged = TTHC_NO_DAY, .promised = TTHC_NO_DAY};
  return sent;
}

/* --- keys --------------------------------------------------------------------------------------------------------- */

/* With its size before it, so that no two lists of parts make the same key. */
static void put_part(struct buffer *key, const char *part) {
  tthc__put_int(key, (int64_t)strlen(part));
  tthc__put_char(key, ':');
  tthc__put(key, part);
}

/* The key of an entry, or without a level (NULL) of an assignment and due day. */
static int32_t make_key(struct following *f, const struct sent *sent, const char *level) {
  struct buffer *key = &f->key;
  key->size = 0;
  put_part(key, sent->task);
  put_part(key, sent->unit);
  put_part(key, sent->period);
  tthc__put_int(key, sent->due);
  if (level != NULL) tthc__put_char(key, '/');
  if (level != NULL) tthc__put(key, level);
  return key->failed ? tthc__fail_memory(f->err) : TTHC_OK;
}

/* Puts the key made last into an index, which borrows it. */
static int32_t keep_key(struct following *f, struct index *index, int32_t row) {
  const char *copy = tthc__arena_copy(&f->result->arena, f->key.data, (size_t)f->key.size);
  if (copy == NULL || tthc__index_put(index, copy, row) != TTHC_OK) return tthc__fail_memory(f->err);
  return TTHC_OK;
}

/* --- acknowledgements --------------------------------------------------------------------------------------------- */

static struct answer answer_of(const struct following *f, const struct sent *sent) {
  struct answer answer = {sent->acknowledged, sent->promised, sent->promised};
  if (answer.held_until == TTHC_NO_DAY)
    answer.held_until = tthc_calendar_add_working_days(f->calendar, sent->acknowledged, f->result->hold_working_days);
  return answer;
}

/* The last acknowledgement counts; of two of one day the one that holds longer. */
static int is_later(const struct answer *answer, const struct answer *than) {
  if (answer->acknowledged != than->acknowledged) return answer->acknowledged > than->acknowledged;
  return answer->held_until > than->held_until;
}

static int32_t hear(struct following *f, const struct sent *sent) {
  const struct answer answer = answer_of(f, sent);
  void *grown;
  int32_t there, rc;
  if (sent->acknowledged == TTHC_NO_DAY || sent->acknowledged > f->result->as_of) return TTHC_OK;
  rc = make_key(f, sent, NULL);
  if (rc != TTHC_OK) return rc;
  there = tthc__index_get(&f->answers, f->key.data);
  if (there != TTHC_NONE) {
    if (is_later(&answer, &f->said.items[there])) f->said.items[there] = answer;
    return TTHC_OK;
  }
  if (!MAKE_ROOM(f->said, grown)) return tthc__fail_memory(f->err);
  f->said.items[f->said.count] = answer;
  return keep_key(f, &f->answers, f->said.count++);
}

/* --- reading ------------------------------------------------------------------------------------------------------ */

static int32_t add_entry(struct following *f, const struct sent *sent) {
  void *grown;
  int32_t rc = make_key(f, sent, sent->level);
  if (rc != TTHC_OK) return rc;
  if (tthc__index_get(&f->sent, f->key.data) != TTHC_NONE)
    return tthc__fail_at(
      f->err, TTHC_E_DUPLICATE_ID, "level", sent->level,
      WORDS("mỗi mức một lần cho một phần việc và ngày đến hạn", "each level once for an assignment and due day"));
  if (!MAKE_ROOM(f->result->log, grown)) return tthc__fail_memory(f->err);
  f->result->log.items[f->result->log.count] = *sent;
  return keep_key(f, &f->sent, f->result->log.count++);
}

static int32_t check_days(const struct json_at *at, const struct sent *sent) {
  if (sent->acknowledged != TTHC_NO_DAY && sent->acknowledged < sent->day)
    return tthc__json_fail_member(at, TTHC_E_VALUE, "acknowledged", WORDS("không trước \"day\"", "not before \"day\""));
  if (sent->promised == TTHC_NO_DAY) return TTHC_OK;
  if (sent->acknowledged == TTHC_NO_DAY) return tthc__json_fail_member(at, TTHC_E_MISSING, "acknowledged", NOTHING);
  if (sent->promised >= sent->acknowledged) return TTHC_OK;
  return tthc__json_fail_member(at, TTHC_E_VALUE, "promised",
                                WORDS("không trước \"acknowledged\"", "not before \"acknowledged\""));
}

static int32_t read_entry(const struct json_at *at, struct following *f) {
  struct sent sent = new_sent();
  int32_t rc = tthc__json_read(at, tthc__sent_fields, &sent);
  if (rc == TTHC_OK) rc = check_days(at, &sent);
  if (rc != TTHC_OK) return rc;
  rc = add_entry(f, &sent);
  if (rc == TTHC_OK) rc = hear(f, &sent);
  return rc == TTHC_OK ? rc : tthc__json_place(at, rc);
}

struct reading {
  struct following *following;
  struct row_errors errors;
};

static int32_t read_row(const struct json_at *at, void *target) {
  struct reading *reading = target;
  const int32_t rc = read_entry(at, reading->following);
  if (rc != TTHC_OK) tthc__row_errors_keep(&reading->errors, rc);
  return tthc__row_errors_go_on(&reading->errors) ? TTHC_OK : reading->errors.failure;
}

static int32_t read_entries(const struct json_at *rows, struct following *f) {
  struct json_doc *doc = rows->doc;
  tthc_error *callers = f->err;
  struct reading reading = {.following = f};
  int32_t rc = tthc__row_errors_begin(&reading.errors, doc->err);
  if (rc != TTHC_OK) return rc;
  f->err = doc->err = reading.errors.row;
  rc = tthc__json_each(rows, read_row, &reading);
  if (rc != TTHC_OK && reading.errors.failure == TTHC_OK) tthc__row_errors_keep(&reading.errors, rc);
  doc->err = reading.errors.all;
  f->err = callers;
  return tthc__row_errors_end(&reading.errors);
}

/* --- the document ------------------------------------------------------------------------------------------------- */

struct log_form {
  const char *plan;
  const char *extra;
};

static int32_t read_format(const struct json_at *at, void *row) {
  (void)row;
  return tthc__json_format(at, "\"tthcplan-follow-up-log/1\"");
}

static const struct json_field document_fields[] = {
  {.name = "format", .kind = JSON_CUSTOM, .required = 1, .read = read_format},
  {FIELD("plan", JSON_SLUG, struct log_form, plan), .required = 1},
  {.name = "entries", .kind = JSON_CUSTOM, .required = 1, .read = tthc__json_later},
  {FIELD("x-", JSON_EXTRA, struct log_form, extra)},
  {0}};

static int32_t read_document(struct json_doc *doc, struct following *f) {
  const struct json_at root = tthc__json_root(doc);
  struct json_at rows, id;
  struct log_form form = {NULL, NULL};
  const int32_t rc = tthc__json_read(&root, document_fields, &form);
  if (rc != TTHC_OK) return rc;
  if (strcmp(form.plan, f->result->plan_id) != 0) {
    tthc__json_member(&root, "plan", &id);
    return tthc__json_fail(&id, TTHC_E_UNKNOWN_ID, form.plan, WORDS("mã của kế hoạch này", "the id of this plan"));
  }
  f->result->log_extra = form.extra;
  tthc__json_member(&root, "entries", &rows);
  return read_entries(&rows, f);
}

int32_t tthc__read_log(struct following *f, const char *sent_json, int64_t size) {
  struct json_doc doc;
  int32_t rc;
  if (sent_json == NULL) return TTHC_OK;
  rc = tthc__json_open(&doc, sent_json, size, NULL, f->err);
  if (rc != TTHC_OK) return rc;
  rc = read_document(&doc, f);
  f->result->strings[2] = doc.arena; /* the entries stay */
  doc.arena.blocks = NULL;
  tthc__json_close(&doc);
  return rc;
}

/* --- asking it and adding to it ----------------------------------------------------------------------------------- */

static struct sent entry_of(const struct following *f, const struct follow_up_item *item) {
  struct sent sent = new_sent();
  sent.task = f->result->tasks[item->task].id;
  sent.unit = f->result->units[item->unit].id;
  sent.period = item->period;
  sent.due = item->due;
  sent.day = f->result->as_of;
  return sent;
}

int32_t tthc__levels_sent(struct following *f, const struct follow_up_item *item, uint32_t *levels,
                          const struct answer **answer) {
  const struct sent sent = entry_of(f, item);
  int32_t i, there, rc = make_key(f, &sent, NULL);
  if (rc != TTHC_OK) return rc;
  there = tthc__index_get(&f->answers, f->key.data);
  *answer = there == TTHC_NONE ? NULL : &f->said.items[there];
  *levels = 0;
  for (i = 0; rc == TTHC_OK && i < f->result->levels.count; i++) {
    rc = make_key(f, &sent, f->result->levels.items[i].id);
    if (rc == TTHC_OK && tthc__index_get(&f->sent, f->key.data) != TTHC_NONE) *levels |= 1u << i;
  }
  return rc;
}

int32_t tthc__log_item(struct following *f, const struct follow_up_item *item) {
  struct sent sent = entry_of(f, item);
  void *grown;
  int32_t i;
  for (i = 0; i <= item->level; i++) {
    if (i < item->level && (item->passed_over & 1u << i) == 0) continue;
    if (!MAKE_ROOM(f->result->log, grown)) return tthc__fail_memory(f->err);
    sent.level = f->result->levels.items[i].id;
    sent.passed_over = i < item->level;
    f->result->log.items[f->result->log.count++] = sent;
  }
  return TTHC_OK;
}

/* --- order -------------------------------------------------------------------------------------------------------- */

static int compare_sent(const void *left, const void *right) {
  const struct sent *x = left, *y = right;
  int order = (x->day > y->day) - (x->day < y->day);
  if (order == 0) order = strcmp(x->task, y->task);
  if (order == 0) order = strcmp(x->unit, y->unit);
  if (order == 0) order = strcmp(x->period, y->period);
  if (order == 0) order = (x->due > y->due) - (x->due < y->due);
  return order != 0 ? order : strcmp(x->level, y->level);
}

void tthc__sort_log(tthc_follow_up *follow_up) {
  if (follow_up->log.count > 1)
    qsort(follow_up->log.items, (size_t)follow_up->log.count, sizeof *follow_up->log.items, compare_sent);
}
