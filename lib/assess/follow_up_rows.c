/* Digests, their contacts and items as rows of a follow-up. */
#include "assess/follow_up.h"

#include <stddef.h>

static const struct digest *digest_of(const tthc_follow_up *follow_up, int32_t digest) {
  if (!tthc__is(follow_up, MARK_FOLLOW_UP) || digest < 0 || digest >= follow_up->digests.count) return NULL;
  return &follow_up->digests.items[digest];
}

static const struct contact *contact_of(const tthc_follow_up *follow_up, int32_t digest, int32_t contact) {
  const struct digest *row = digest_of(follow_up, digest);
  return row == NULL || contact < 0 || contact >= row->contact_count ? NULL : &row->contacts[contact];
}

static const struct follow_up_item *item_of(const tthc_follow_up *follow_up, int32_t item) {
  if (!tthc__is(follow_up, MARK_FOLLOW_UP) || item < 0 || item >= follow_up->items.count) return NULL;
  return &follow_up->items.items[item];
}

/* --- the follow-up ------------------------------------------------------------------------------------------------ */

int32_t tthc_follow_up_as_of(const tthc_follow_up *follow_up) {
  return tthc__is(follow_up, MARK_FOLLOW_UP) ? follow_up->as_of : TTHC_NO_DAY;
}

const char *tthc_follow_up_plan_id(const tthc_follow_up *follow_up) {
  return tthc__is(follow_up, MARK_FOLLOW_UP) ? follow_up->plan_id : NULL;
}

int32_t tthc_follow_up_reply_by(const tthc_follow_up *follow_up) {
  return tthc__is(follow_up, MARK_FOLLOW_UP) ? follow_up->reply_by : TTHC_NO_DAY;
}

int32_t tthc_follow_up_held_count(const tthc_follow_up *follow_up) {
  return tthc__is(follow_up, MARK_FOLLOW_UP) ? follow_up->held : 0;
}

/* --- digests ------------------------------------------------------------------------------------------------------ */

int32_t tthc_follow_up_digest_count(const tthc_follow_up *follow_up) {
  return tthc__is(follow_up, MARK_FOLLOW_UP) ? follow_up->digests.count : 0;
}

const char *tthc_follow_up_digest_unit_id(const tthc_follow_up *follow_up, int32_t digest) {
  const struct digest *row = digest_of(follow_up, digest);
  return row == NULL ? NULL : follow_up->units[row->unit].id;
}

const char *tthc_follow_up_digest_unit_name(const tthc_follow_up *follow_up, int32_t digest) {
  const struct digest *row = digest_of(follow_up, digest);
  return row == NULL ? NULL : follow_up->units[row->unit].name;
}

int32_t tthc_follow_up_digest_first_item(const tthc_follow_up *follow_up, int32_t digest) {
  const struct digest *row = digest_of(follow_up, digest);
  return row == NULL ? TTHC_NONE : row->first_item;
}

int32_t tthc_follow_up_digest_item_count(const tthc_follow_up *follow_up, int32_t digest) {
  const struct digest *row = digest_of(follow_up, digest);
  return row == NULL ? 0 : row->item_count;
}

int32_t tthc_follow_up_contact_count(const tthc_follow_up *follow_up, int32_t digest) {
  const struct digest *row = digest_of(follow_up, digest);
  return row == NULL ? 0 : row->contact_count;
}

const char *tthc_follow_up_contact_name(const tthc_follow_up *follow_up, int32_t digest, int32_t contact) {
  const struct contact *row = contact_of(follow_up, digest, contact);
  return row == NULL ? NULL : row->name;
}

const char *tthc_follow_up_contact_position(const tthc_follow_up *follow_up, int32_t digest, int32_t contact) {
  const struct contact *row = contact_of(follow_up, digest, contact);
  return row == NULL ? NULL : row->position;
}

const char *tthc_follow_up_contact_email(const tthc_follow_up *follow_up, int32_t digest, int32_t contact) {
  const struct contact *row = contact_of(follow_up, digest, contact);
  return row == NULL ? NULL : row->email;
}

const char *tthc_follow_up_contact_phone(const tthc_follow_up *follow_up, int32_t digest, int32_t contact) {
  const struct contact *row = contact_of(follow_up, digest, contact);
  return row == NULL ? NULL : row->phone;
}

/* --- items -------------------------------------------------------------------------------------------------------- */

int32_t tthc_follow_up_item_count(const tthc_follow_up *follow_up) {
  return tthc__is(follow_up, MARK_FOLLOW_UP) ? follow_up->items.count : 0;
}

int32_t tthc_follow_up_item_digest(const tthc_follow_up *follow_up, int32_t item) {
  const struct follow_up_item *row = item_of(follow_up, item);
  return row == NULL ? TTHC_NONE : row->digest;
}

int32_t tthc_follow_up_item_role(const tthc_follow_up *follow_up, int32_t item) {
  const struct follow_up_item *row = item_of(follow_up, item);
  return row == NULL ? 0 : row->role;
}

const char *tthc_follow_up_item_level(const tthc_follow_up *follow_up, int32_t item) {
  const struct follow_up_item *row = item_of(follow_up, item);
  return row == NULL ? NULL : follow_up->levels.items[row->level].id;
}

const char *tthc_follow_up_item_level_name(const tthc_follow_up *follow_up, int32_t item, const char *language) {
  const struct follow_up_item *row = item_of(follow_up, item);
  return row == NULL ? NULL : tthc__level_words(follow_up->levels.items[row->level].name, language);
}

int32_t tthc_follow_up_item_passed_count(const tthc_follow_up *follow_up, int32_t item) {
  const struct follow_up_item *row = item_of(follow_up, item);
  int32_t level, count = 0;
  for (level = 0; row != NULL && level < row->level; level++) count += (row->passed_over & 1u << level) != 0;
  return count;
}

const char *tthc_follow_up_item_passed(const tthc_follow_up *follow_up, int32_t item, int32_t passed) {
  const struct follow_up_item *row = item_of(follow_up, item);
  int32_t level;
  for (level = 0; row != NULL && passed >= 0 && level < row->level; level++)
    if ((row->passed_over & 1u << level) != 0 && passed-- == 0) return follow_up->levels.items[level].id;
  return NULL;
}

const char *tthc_follow_up_item_task_id(const tthc_follow_up *follow_up, int32_t item) {
  const struct follow_up_item *row = item_of(follow_up, item);
  return row == NULL ? NULL : follow_up->tasks[row->task].id;
}

const char *tthc_follow_up_item_label(const tthc_follow_up *follow_up, int32_t item) {
  const struct follow_up_item *row = item_of(follow_up, item);
  return row == NULL ? NULL : follow_up->tasks[row->task].label;
}

const char *tthc_follow_up_item_title(const tthc_follow_up *follow_up, int32_t item) {
  const struct follow_up_item *row = item_of(follow_up, item);
  return row == NULL ? NULL : follow_up->tasks[row->task].title;
}

const char *tthc_follow_up_item_deadline(const tthc_follow_up *follow_up, int32_t item) {
  const struct follow_up_item *row = item_of(follow_up, item);
  return row == NULL ? NULL : follow_up->tasks[row->task].deadline;
}

const char *tthc_follow_up_item_period(const tthc_follow_up *follow_up, int32_t item) {
  const struct follow_up_item *row = item_of(follow_up, item);
  return row == NULL ? NULL : row->period;
}

int32_t tthc_follow_up_item_is_report(const tthc_follow_up *follow_up, int32_t item) {
  const struct follow_up_item *row = item_of(follow_up, item);
  return row == NULL ? 0 : row->is_report;
}

const char *tthc_follow_up_item_unit_id(const tthc_follow_up *follow_up, int32_t item) {
  const struct follow_up_item *row = item_of(follow_up, item);
  return row == NULL ? NULL : follow_up->units[row->unit].id;
}

const char *tthc_follow_up_item_unit_name(const tthc_follow_up *follow_up, int32_t item) {
  const struct follow_up_item *row = item_of(follow_up, item);
  return row == NULL ? NULL : follow_up->units[row->unit].name;
}

int32_t tthc_follow_up_item_state(const tthc_follow_up *follow_up, int32_t item) {
  const struct follow_up_item *row = item_of(follow_up, item);
  return row == NULL ? 0 : row->state;
}

int32_t tthc_follow_up_item_due_day(const tthc_follow_up *follow_up, int32_t item) {
  const struct follow_up_item *row = item_of(follow_up, item);
  return row == NULL ? TTHC_NO_DAY : row->due;
}

int32_t tthc_follow_up_item_effective_day(const tthc_follow_up *follow_up, int32_t item) {
  const struct follow_up_item *row = item_of(follow_up, item);
  return row == NULL ? TTHC_NO_DAY : row->effective;
}

const char *tthc_follow_up_item_due(const tthc_follow_up *follow_up, int32_t item) {
  const struct follow_up_item *row = item_of(follow_up, item);
  return row == NULL ? NULL : row->due_text;
}

const char *tthc_follow_up_item_effective(const tthc_follow_up *follow_up, int32_t item) {
  const struct follow_up_item *row = item_of(follow_up, item);
  return row == NULL ? NULL : row->effective_text;
}

int32_t tthc_follow_up_item_days_late(const tthc_follow_up *follow_up, int32_t item) {
  const struct follow_up_item *row = item_of(follow_up, item);
  return row == NULL ? 0 : row->days_late;
}

int32_t tthc_follow_up_item_working_days_late(const tthc_follow_up *follow_up, int32_t item) {
  const struct follow_up_item *row = item_of(follow_up, item);
  return row == NULL ? 0 : row->working_days_late;
}

int32_t tthc_follow_up_item_promised_day(const tthc_follow_up *follow_up, int32_t item) {
  const struct follow_up_item *row = item_of(follow_up, item);
  return row == NULL ? TTHC_NO_DAY : row->promised;
}
