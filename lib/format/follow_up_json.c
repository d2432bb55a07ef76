/* Follow-ups and their logs as JSON. */
#include "assess/follow_up.h"
#include "base/error.h"

const struct json_field tthc__contact_fields[] = {{FIELD("name", JSON_LABEL, struct contact, name)},
                                                   {FIELD("position", JSON_LABEL, struct contact, position)},
                                                   {FIELD("email", JSON_LABEL, struct contact, email)},
                                                   {FIELD("phone", JSON_LABEL, struct contact, phone)},
                                                   {0}};

static void begin_rows(struct json_writer *writer, const char *name) {
  tthc__json_write_name(writer, name);
  tthc__json_write_open(writer, '[');
}

static void write_passed_over(struct json_writer *writer, const tthc_follow_up *f, const struct follow_up_item *item) {
  const char *passed[LEVELS_MAX];
  int32_t level, count = 0;
  for (level = 0; level < item->level; level++)
    if (item->passed_over & 1u << level) passed[count++] = f->levels.items[level].id;
  tthc__json_write_texts(writer, "passed_over", passed, count);
}

static void write_item(struct json_writer *writer, const tthc_follow_up *f, const struct follow_up_item *item) {
  const struct followed_task *task = &f->tasks[item->task];
  tthc__json_write_open(writer, '{');
  tthc__json_write_text(writer, "level", f->levels.items[item->level].id);
  tthc__json_write_text(writer, "role", tthc_recipient_role_word(item->role));
  write_passed_over(writer, f, item);
  tthc__json_write_text(writer, "task", task->id);
  tthc__json_write_text(writer, "label", task->label);
  tthc__json_write_text(writer, "title", task->title);
  tthc__json_write_text(writer, "unit", f->units[item->unit].id);
  tthc__json_write_text(writer, "period", item->period);
  tthc__json_write_text(writer, "kind", item->is_report ? "report" : "work");
  tthc__json_write_text(writer, "deadline", task->deadline);
  tthc__json_write_text(writer, "due", item->due_text);
  tthc__json_write_text(writer, "effective", item->effective_text);
  tthc__json_write_text(writer, "state", tthc_state_word(item->state));
  if (item->days_late > 0) {
    tthc__json_write_int(writer, "days_late", item->days_late);
    tthc__json_write_int(writer, "working_days_late", item->working_days_late);
  }
  tthc__json_write_day(writer, "promised", item->promised);
  tthc__json_write_close(writer);
}

static void write_digest(struct json_writer *writer, const tthc_follow_up *f, const struct digest *digest) {
  int32_t i;
  tthc__json_write_open(writer, '{');
  tthc__json_write_text(writer, "unit", f->units[digest->unit].id);
  tthc__json_write_text(writer, "name", f->units[digest->unit].name);
  tthc__json_write_rows(writer, "contacts", tthc__contact_fields, digest->contacts, digest->contact_count,
                        sizeof *digest->contacts);
  begin_rows(writer, "items");
  for (i = digest->first_item; i < digest->first_item + digest->item_count; i++) {
    tthc__json_write_item(writer);
    write_item(writer, f, &f->items.items[i]);
  }
  tthc__json_write_close(writer);
  tthc__json_write_close(writer);
}

static void write_finding(struct json_writer *writer, const tthc_findings *findings, int32_t row) {
  tthc__json_write_open(writer, '{');
  tthc__json_write_text(writer, "finding", tthc_finding_name(tthc_findings_code(findings, row)));
  tthc__json_write_text(writer, "path", tthc_findings_path(findings, row));
  tthc__json_write_text(writer, "message", tthc_findings_message(findings, row, NULL));
  tthc__json_write_close(writer);
}

static void write_follow_up(struct json_writer *writer, const tthc_follow_up *f) {
  int32_t i;
  tthc__json_write_open(writer, '{');
  tthc__json_write_text(writer, "format", "tthcplan-follow-up/1");
  tthc__json_write_text(writer, "plan", f->plan_id);
  tthc__json_write_text(writer, "subject", f->subject);
  tthc__json_write_day(writer, "as_of", f->as_of);
  tthc__json_write_day(writer, "reply_by", f->reply_by);
  tthc__json_write_int(writer, "hold_working_days", f->hold_working_days);
  tthc__json_write_int(writer, "held", f->held);
  tthc__json_write_rows(writer, "levels", tthc__level_fields, f->levels.items, f->levels.count,
                        sizeof *f->levels.items);
  begin_rows(writer, "digests");
  for (i = 0; i < f->digests.count; i++) {
    tthc__json_write_item(writer);
    write_digest(writer, f, &f->digests.items[i]);
  }
  tthc__json_write_close(writer);
  begin_rows(writer, "findings");
  for (i = 0; i < tthc_findings_count(f->findings); i++) {
    tthc__json_write_item(writer);
    write_finding(writer, f->findings, i);
  }
  tthc__json_write_close(writer);
  tthc__json_write_close(writer);
}

tthc_text *tthc_follow_up_json(const tthc_follow_up *follow_up, const char *options_json, tthc_error *err) {
  static const struct json_field no_options[] = {{0}};
  struct json_writer writer;
  if (!tthc__is(follow_up, MARK_FOLLOW_UP)) {
    tthc__fail_handle(err, "tthc_follow_up");
    return NULL;
  }
  if (tthc__json_options(options_json, no_options, NULL, NULL, err) != TTHC_OK) return NULL;
  tthc__json_begin(&writer, 2, NULL);
  write_follow_up(&writer, follow_up);
  return tthc__json_end(&writer, err);
}

tthc_text *tthc_follow_up_log_json(const tthc_follow_up *follow_up, tthc_error *err) {
  struct json_writer writer;
  int32_t i;
  if (!tthc__is(follow_up, MARK_FOLLOW_UP)) {
    tthc__fail_handle(err, "tthc_follow_up");
    return NULL;
  }
  tthc__json_begin(&writer, 2, NULL);
  tthc__json_write_open(&writer, '{');
  tthc__json_write_text(&writer, "format", "tthcplan-follow-up-log/1");
  tthc__json_write_text(&writer, "plan", follow_up->plan_id);
  begin_rows(&writer, "entries");
  for (i = 0; i < follow_up->log.count; i++) {
    tthc__json_write_item(&writer);
    tthc__json_write_row(&writer, tthc__sent_fields, &follow_up->log.items[i]);
  }
  tthc__json_write_close(&writer);
  tthc__json_write_extra(&writer, follow_up->log_extra);
  tthc__json_write_close(&writer);
  return tthc__json_end(&writer, err);
}
