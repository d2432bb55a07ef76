/* Dossiers of a tally: what they are checked for, and which figures of which periods they count in. */
#include "assess/tally.h"

#include "base/text.h"
#include "calendar/day.h"

#include <stdlib.h>
#include <string.h>

const struct vocabulary tthc__tally_channels = {"online, direct, post", {"online", "direct", "post"}};
const struct vocabulary tthc__tally_results = {"done, returned, withdrawn, in-progress, awaiting-supplement",
                                               {"done", "returned", "withdrawn", "in-progress", "awaiting-supplement"}};

const char *tthc__dossier_id(const struct dossier *dossier) { return strchr(dossier->key, '/') + 1; }

/* --- what it counts as -------------------------------------------------------------------------------------------- */

/* The day from which it is no longer pending; one after all days while it is. */
static int32_t end_of(const struct dossier *dossier) {
  if (dossier->finished == TTHC_NO_DAY) return DAY_MAX + 1;
  return dossier->finished < dossier->received ? dossier->received : dossier->finished;
}

static int arrival(const struct dossier *dossier, const struct tally_period *period) {
  if (dossier->received < period->first_day) return PART_CARRIED_OVER;
  return dossier->channel == CHANNEL_ONLINE ? PART_ONLINE : PART_DIRECT;
}

/* Column 9 takes in what was returned, withdrawn or awaits a supplement: the form's footnote. */
static int outcome(const struct dossier *dossier) {
  const int32_t end = end_of(dossier);
  if (dossier->result != RESULT_DONE || dossier->due == TTHC_NO_DAY || end == dossier->due) return PART_ON_TIME;
  return end < dossier->due ? PART_EARLY : PART_LATE;
}

/* Since when a supplement is awaited may not be known: the time for the dossier stands still all the same. */
static int standing(const struct dossier *dossier, const struct tally_period *period) {
  const int stands_still = dossier->result == RESULT_AWAITING_SUPPLEMENT && dossier->finished == TTHC_NO_DAY;
  return dossier->due == TTHC_NO_DAY || dossier->due >= period->last_day || stands_still ? PART_IN_TIME : PART_OVERDUE;
}

/* Adds it to, or takes it out of, every period in which it was there. */
static void count(tthc_tally *tally, const struct dossier *dossier, int sign) {
  const int32_t end = end_of(dossier);
  int32_t i;
  for (i = 0; i < tally->period_count; i++) {
    const struct tally_period *period = &tally->periods[i];
    int64_t *parts = tally->units[dossier->unit].cells[i].dossiers;
    if (dossier->received > period->last_day || end < period->first_day) continue;
    tthc__tally_take(tally, dossier->unit, i);
    parts[arrival(dossier, period)] += sign;
    parts[end <= period->last_day ? outcome(dossier) : standing(dossier, period)] += sign;
    tthc__tally_put_back(tally, dossier->unit, i);
  }
}

/* --- checks ------------------------------------------------------------------------------------------------------- */

static int32_t check_day(int32_t day, const char *member, int required, tthc_error *err) {
  if (day == TTHC_NO_DAY ? !required : tthc__is_day(day)) return TTHC_OK;
  return tthc__fail_at(err, day == TTHC_NO_DAY ? TTHC_E_MISSING : TTHC_E_DAY, member, NULL, tthc__day_coding.expected);
}

static int32_t check(const struct dossier *dossier, tthc_error *err) {
  int32_t rc = check_day(dossier->received, "received_day", 1, err);
  if (rc == TTHC_OK) rc = check_day(dossier->due, "due_day", 0, err);
  if (rc == TTHC_OK) rc = check_day(dossier->finished, "finished_day", dossier->result <= RESULT_WITHDRAWN, err);
  if (rc == TTHC_OK && dossier->result == RESULT_IN_PROGRESS && dossier->finished != TTHC_NO_DAY)
    rc = tthc__fail_at(err, TTHC_E_VALUE, "finished_day", NULL,
                       WORDS("không có ngày này khi hồ sơ đang xử lý", "none for a dossier in progress"));
  return rc;
}

static int same_content(const struct dossier *a, const struct dossier *b) {
  return a->received == b->received && a->due == b->due && a->finished == b->finished && a->channel == b->channel &&
         a->result == b->result && tthc__same(a->level, b->level);
}

/* --- adding ------------------------------------------------------------------------------------------------------- */

/* The key of a dossier: its id is its unit's own. */
static int32_t make_key(int32_t unit, const char *id, struct buffer *key, struct arena *scratch, tthc_error *err) {
  const char *normal;
  const int32_t rc = tthc__text_in(scratch, id, ID_MAX, "dossier", &normal, err);
  if (rc != TTHC_OK) return rc;
  tthc__put_int(key, unit);
  tthc__put_char(key, '/');
  tthc__put(key, normal);
  return key->failed ? tthc__fail_memory(err) : TTHC_OK;
}

static int32_t copy_level(tthc_tally *tally, struct dossier *dossier, tthc_error *err) {
  return tthc__copy_text(&tally->arena, dossier->level, &dossier->level, err);
}

static int32_t append(tthc_tally *tally, const struct buffer *key, const struct dossier *dossier, tthc_error *err) {
  struct dossier copy = *dossier;
  struct dossier *grown = tthc__grow(tally->dossiers, tally->dossier_count, &tally->dossier_capacity, sizeof *grown);
  if (grown == NULL) return tthc__fail_memory(err);
  tally->dossiers = grown;
  copy.key = tthc__arena_copy(&tally->arena, key->data, (size_t)key->size);
  if (copy.key == NULL || copy_level(tally, &copy, err) != TTHC_OK ||
      tthc__index_put(&tally->dossier_keys, copy.key, tally->dossier_count) != TTHC_OK)
    return tthc__fail_memory(err);
  grown[tally->dossier_count] = copy;
  count(tally, &copy, 1);
  return tally->dossier_count++;
}

static int32_t replace(tthc_tally *tally, int32_t index, const struct dossier *dossier, struct tally_undo *undo,
                       tthc_error *err) {
  struct dossier *there = &tally->dossiers[index], copy = *dossier;
  struct tally_change *grown = tthc__grow(undo->changes, undo->change_count, &undo->change_capacity, sizeof *grown);
  if (grown == NULL) return tthc__fail_memory(err);
  undo->changes = grown;
  if (copy_level(tally, &copy, err) != TTHC_OK) return TTHC_E_MEMORY;
  copy.key = there->key;
  grown[undo->change_count++] = (struct tally_change){index, *there};
  count(tally, there, -1);
  *there = copy;
  count(tally, there, 1);
  return index;
}

static int32_t add_or_find(tthc_tally *tally, const struct buffer *key, const struct dossier *dossier, int update,
                           struct tally_undo *undo, tthc_error *err) {
  const int32_t there = tthc__index_get(&tally->dossier_keys, key->data);
  if (there == TTHC_NONE) return append(tally, key, dossier, err);
  if (same_content(&tally->dossiers[there], dossier)) return there;
  if (update) return replace(tally, there, dossier, undo, err);
  return tthc__fail_at(err, TTHC_E_DUPLICATE_ID, "dossier", strchr(key->data, '/') + 1,
                       WORDS("mã chưa có, hoặc \"update\": true", "a free id, or \"update\": true"));
}

int32_t tthc__tally_add(tthc_tally *tally, const char *unit_id, const char *id, const struct dossier *dossier,
                        int update, struct tally_undo *undo, tthc_error *err) {
  struct dossier complete = *dossier;
  struct arena scratch = {NULL};
  struct buffer key = {0};
  int32_t rc;
  if (complete.result == 0) complete.result = complete.finished == TTHC_NO_DAY ? RESULT_IN_PROGRESS : RESULT_DONE;
  rc = check(&complete, err);
  if (rc != TTHC_OK) return rc;
  complete.unit = tthc__tally_unit(tally, unit_id, err);
  if (complete.unit < 0) return complete.unit;
  rc = make_key(complete.unit, id, &key, &scratch, err);
  if (rc == TTHC_OK) rc = add_or_find(tally, &key, &complete, update, undo, err);
  tthc__buffer_free(&key);
  tthc__arena_free(&scratch);
  return rc;
}

struct tally_undo tthc__tally_mark(const tthc_tally *tally) {
  return (struct tally_undo){tally->unit_count, tally->dossier_count, NULL, 0, 0};
}

void tthc__tally_roll_back(tthc_tally *tally, const struct tally_undo *undo) {
  int32_t i;
  for (i = undo->change_count - 1; i >= 0; i--) {
    struct dossier *changed = &tally->dossiers[undo->changes[i].index];
    count(tally, changed, -1);
    *changed = undo->changes[i].before;
    count(tally, changed, 1);
  }
  while (tally->dossier_count > undo->dossiers) {
    const struct dossier *last = &tally->dossiers[--tally->dossier_count];
    count(tally, last, -1);
    tthc__index_remove(&tally->dossier_keys, last->key);
  }
  tthc__tally_drop_units(tally, undo->units);
}

void tthc__tally_forget(struct tally_undo *undo) { free(undo->changes); }

/* --- the call ----------------------------------------------------------------------------------------------------- */

struct options {
  struct dossier dossier;
  int32_t update;
};

static const struct json_field option_fields[] = {
  {FIELD("channel", JSON_WORD, struct options, dossier.channel), .vocabulary = &tthc__tally_channels},
  {FIELD("result", JSON_WORD, struct options, dossier.result), .vocabulary = &tthc__tally_results},
  {FIELD("level", JSON_LABEL, struct options, dossier.level)},
  {FIELD("update", JSON_FLAG, struct options, update)},
  {0}};

int32_t tthc_tally_add_dossier(tthc_tally *tally, const char *unit_id, const char *dossier_id, int32_t received_day,
                               int32_t due_day, int32_t finished_day, const char *options_json, tthc_error *err) {
  struct options options = {{NULL, 0, received_day, due_day, finished_day, CHANNEL_DIRECT, 0, NULL}, 0};
  struct arena strings = {NULL};
  struct tally_undo undo;
  int32_t rc = tthc__need_tally(tally, err);
  if (rc == TTHC_OK) rc = tthc__json_options(options_json, option_fields, &options, &strings, err);
  if (rc == TTHC_OK) {
    undo = tthc__tally_mark(tally);
    rc = tthc__tally_add(tally, unit_id, dossier_id, &options.dossier, options.update, &undo, err);
    if (rc < 0) tthc__tally_roll_back(tally, &undo);
    tthc__tally_forget(&undo);
  }
  tthc__arena_free(&strings);
  return rc;
}
