/* Saving and removing plans, each change with its row of the trail and with what follows from it. */
#include "store/save.h"

#include "base/text.h"
#include "format/fact_json.h"
#include "store/fact_rows.h"
#include "store/load.h"
#include "store/standing_rows.h"
#include "store/trail.h"

#include <stdlib.h>
#include <string.h>

/* --- saving --------------------------------------------------------------------------------------------------------- */

static const char *text_or_null(const char *text) { return *text == '\0' ? NULL : text; }

static int32_t save_revision(tthc_store *store, struct stored_plan *stored, const char *digest,
                             const tthc_plan *plan) {
  char before[DIGEST_HEX + 1];
  struct trail_row row = {.action = TTHC_TRAIL_SAVED, .plan = plan->id};
  int32_t rc;
  if (plan->revision != stored->revision)
    return tthc__fail_conflict(plan->id, plan->revision, stored->revision, store->database.err);
  memcpy(before, stored->digest, sizeof before);
  rc = tthc__insert_revision(&store->database, stored, digest, plan);
  row.revision = stored->revision;
  row.before = text_or_null(before);
  row.after = digest;
  return rc == TTHC_OK ? tthc__trail_tell(store, &row) : rc;
}

/* The x- members of facts documents belong to no revision. */
static int32_t is_new_extra(struct database *database, int64_t key, const char *extra) {
  const struct parameter with[] = {{extra, 0}, {NULL, key}};
  int32_t rc;
  if (extra == NULL) return 0;
  rc = tthc__run_with(database, "SELECT 1 FROM plan WHERE facts_extra = $1 AND plan = $2", with, 2, NULL);
  return rc < 0 ? rc : rc == 0;
}

/* Inserts the facts from the first on that are new, and marks them; their places are then in the row. Gives how many. */
static int32_t insert_facts(struct database *database, struct stored_plan *stored, const tthc_plan *plan,
                            int32_t first, char *marks, struct trail_row *row) {
  struct fact_saving saving;
  int32_t added = tthc__begin_facts(&saving, database, stored->key, stored->facts_digest), rc;
  if (added == TTHC_OK) added = tthc__save_facts(&saving, plan, first, marks);
  tthc__end_facts(&saving);
  if (added <= 0) return added;
  row->first_fact = saving.seq - added + 1;
  row->last_fact = saving.seq;
  rc = tthc__set_facts_digest(database, stored, saving.digest);
  return rc == TTHC_OK ? added : rc;
}

int32_t tthc__save_new_facts(tthc_store *store, struct stored_plan *stored, const tthc_plan *plan, int32_t first,
                             char *marks) {
  char before[DIGEST_HEX + 1];
  struct trail_row row = {.action = TTHC_TRAIL_APPENDED, .plan = plan->id, .revision = stored->revision};
  int32_t added, rc = is_new_extra(&store->database, stored->key, plan->facts_extra);
  if (rc < 0) return rc;
  if (rc == 1) row.facts_extra = plan->facts_extra;
  memcpy(before, stored->facts_digest, sizeof before);
  added = insert_facts(&store->database, stored, plan, first, marks, &row);
  if (added < 0 || (added == 0 && row.facts_extra == NULL)) return added;
  rc = row.facts_extra == NULL ? TTHC_OK : tthc__set_facts_extra(&store->database, stored, row.facts_extra);
  row.before = text_or_null(before);
  row.after = text_or_null(stored->facts_digest);
  if (rc == TTHC_OK) rc = tthc__trail_tell(store, &row);
  return rc == TTHC_OK ? added : rc;
}

char *tthc__new_marks(const tthc_plan *plan, tthc_error *err) {
  char *marks = calloc((size_t)plan->facts.count + 1, 1);
  if (marks == NULL) tthc__fail_memory(err);
  return marks;
}

/* Of the plan as it is now stored, which may have facts that this one does not know. */
static int32_t save_standings(struct database *database, const struct stored_plan *stored, const tthc_plan *plan,
                              const char *added, int is_new) {
  const struct parameter with = {NULL, stored->key};
  tthc_plan *whole = NULL;
  int64_t count = 0;
  int32_t rc = tthc__run_with(database, "SELECT COUNT(*) FROM fact WHERE plan = $1", &with, 1, &count);
  if (rc < 0) return rc;
  rc = TTHC_OK;
  if (count != plan->facts.count) {
    whole = tthc__load_stored(database, stored, plan->id, stored->revision, &rc);
    is_new = 1; /* facts are marked in the other plan */
  }
  if (rc == TTHC_OK)
    rc = is_new ? tthc__save_standings(database, stored->key, whole == NULL ? plan : whole)
                : tthc__save_standings_about(database, stored->key, plan, added);
  tthc_plan_free(whole);
  return rc;
}

/* A removed plan comes back only to whom had its latest revision. */
static int32_t restore(tthc_store *store, struct stored_plan *stored, const tthc_plan *plan) {
  struct trail_row row = {.action = TTHC_TRAIL_RESTORED, .plan = plan->id, .revision = stored->revision,
                          .before = stored->digest, .after = stored->digest};
  int32_t rc;
  if (plan->revision != stored->revision)
    return tthc__fail_conflict(plan->id, plan->revision, stored->revision, store->database.err);
  rc = tthc__set_removed(&store->database, stored, 0);
  return rc == TTHC_OK ? tthc__trail_tell(store, &row) : rc;
}

/* --- facts of an earlier revision ----------------------------------------------------------------------------------- */

/* 1 when the plan was not changed since its own revision, which is not the latest any more. */
static int32_t is_earlier(struct database *database, const struct stored_plan *stored, const tthc_plan *plan,
                          const char *digest) {
  char saved[DIGEST_HEX + 1];
  int32_t rc;
  if (stored->removed != 0 || plan->revision < 1 || plan->revision >= stored->revision) return 0;
  if (strcmp(stored->digest, digest) == 0) return 0; /* it is as the latest one is */
  rc = tthc__find_digest(database, stored->key, plan->revision, saved);
  return rc < 0 ? rc : strcmp(saved, digest) == 0;
}

static int32_t write_new_facts(struct json_writer *writer, struct fact_saving *saving, const tthc_plan *plan) {
  int32_t i, rc = TTHC_OK;
  tthc__json_write_name(writer, "facts");
  tthc__json_write_open(writer, '[');
  for (i = 0; rc >= 0 && i < plan->facts.count; i++) {
    rc = tthc__lacks_fact(saving, plan, i);
    if (rc != 1) continue;
    tthc__json_write_item(writer);
    tthc__write_fact(writer, &plan->facts.items[i]);
  }
  tthc__json_write_close(writer);
  return rc < 0 ? rc : TTHC_OK;
}

/* What the store lacks, as a document of facts; NULL with the code in *rc. */
static tthc_text *new_facts(struct database *database, const struct stored_plan *stored, const tthc_plan *plan,
                            int32_t *rc) {
  struct json_writer writer;
  struct fact_saving saving;
  tthc_text *text;
  tthc__json_begin(&writer, 0, plan);
  tthc__open_facts_document(&writer);
  *rc = tthc__begin_facts(&saving, database, stored->key, stored->facts_digest);
  if (*rc == TTHC_OK) *rc = write_new_facts(&writer, &saving, plan);
  tthc__end_facts(&saving);
  tthc__json_write_close(&writer);
  text = tthc__json_end(&writer, *rc == TTHC_OK ? database->err : NULL);
  if (*rc == TTHC_OK && text == NULL) *rc = TTHC_E_MEMORY;
  if (*rc == TTHC_OK) return text;
  tthc_text_free(text);
  return NULL;
}

/* They are appended to the latest revision, and the plan stays what it was: to rest on that, it would have to be as it is. */
static int32_t append_new_facts(tthc_store *store, const struct stored_plan *stored, const tthc_plan *plan) {
  struct json_doc doc;
  int32_t rc;
  tthc_text *text = new_facts(&store->database, stored, plan, &rc);
  if (text == NULL) return rc;
  rc = tthc__json_open(&doc, tthc_text_data(text), tthc_text_size(text), NULL, store->database.err);
  if (rc == TTHC_OK) {
    rc = tthc__append_document(store, &doc);
    tthc__json_close(&doc);
  }
  if (rc < 0) tthc__error_set_place(store->database.err, 0, 0); /* of a text that nobody sees */
  tthc_text_free(text);
  return rc < 0 ? rc : plan->revision;
}

/* --- plans ---------------------------------------------------------------------------------------------------------- */

/* Gives the revision. */
static int32_t save_plan(tthc_store *store, const tthc_plan *plan, const char *digest, char *marks) {
  struct stored_plan stored;
  int is_new;
  int32_t rc = tthc__find_plan(&store->database, plan->id, &stored);
  if (rc == TTHC_OK) rc = is_earlier(&store->database, &stored, plan, digest);
  if (rc != TTHC_OK) return rc == 1 ? append_new_facts(store, &stored, plan) : rc;
  is_new = stored.removed != 0 || strcmp(stored.digest, digest) != 0;
  if (stored.removed != 0) rc = restore(store, &stored, plan);
  if (rc == TTHC_OK && strcmp(stored.digest, digest) != 0) rc = save_revision(store, &stored, digest, plan);
  if (rc == TTHC_OK) rc = tthc__save_new_facts(store, &stored, plan, 0, marks);
  if (rc > 0 || (rc == TTHC_OK && is_new)) rc = save_standings(&store->database, &stored, plan, marks, is_new);
  return rc < 0 ? rc : stored.revision;
}

int32_t tthc__save_plan(tthc_store *store, const tthc_plan *plan) {
  char digest[DIGEST_HEX + 1], *marks = tthc__new_marks(plan, store->database.err);
  int32_t rc = marks == NULL ? TTHC_E_MEMORY : tthc__digest_plan(plan, digest, store->database.err);
  if (rc == TTHC_OK) rc = save_plan(store, plan, digest, marks);
  free(marks);
  return rc;
}

int32_t tthc_store_save(tthc_store *store, tthc_plan *plan, tthc_error *err) {
  int32_t rc = tthc__enter_store(store, err);
  if (rc != TTHC_OK) return rc;
  rc = tthc__need_plan(plan, err);
  if (rc == TTHC_OK) rc = tthc__begin_writing(&store->database);
  if (rc == TTHC_OK) rc = tthc__end(&store->database, tthc__save_plan(store, plan));
  if (rc > 0) plan->revision = rc;
  tthc__leave_store(store);
  return rc;
}

/* --- removing ------------------------------------------------------------------------------------------------------- */

static int32_t remove_plan(tthc_store *store, const char *id, int32_t revision, const char *reason) {
  struct trail_row row = {.action = TTHC_TRAIL_REMOVED, .plan = id, .revision = revision, .reason = reason};
  struct stored_plan stored;
  int32_t rc = tthc__need_stored_plan(&store->database, id, &stored);
  if (rc == TTHC_OK && stored.revision != revision)
    rc = tthc__fail_conflict(id, revision, stored.revision, store->database.err);
  if (rc != TTHC_OK) return rc;
  row.before = stored.digest;
  rc = tthc__trail_tell(store, &row);
  if (rc == TTHC_OK) rc = tthc__set_removed(&store->database, &stored, row.seq);
  return rc == TTHC_OK ? tthc__drop_standings(&store->database, stored.key) : rc;
}

/* A reason of the call's own, or that which was told of all changes. */
static int32_t check_reason(tthc_store *store, struct arena *texts, const char **reason) {
  if (*reason == NULL && store->acting.reason != NULL) return TTHC_OK;
  return tthc__text_in(texts, *reason, STRING_MAX, "reason", reason, store->database.err);
}

int32_t tthc_store_remove(tthc_store *store, const char *plan_id, int32_t revision, const char *reason,
                          tthc_error *err) {
  struct arena texts = {NULL};
  int32_t rc = tthc__enter_store(store, err);
  if (rc != TTHC_OK) return rc;
  rc = tthc__check_request(plan_id, revision, err);
  if (rc == TTHC_OK) rc = check_reason(store, &texts, &reason);
  if (rc == TTHC_OK) rc = tthc__begin_writing(&store->database);
  if (rc == TTHC_OK) rc = tthc__end(&store->database, remove_plan(store, plan_id, revision, reason));
  tthc__leave_store(store);
  tthc__arena_free(&texts);
  return rc;
}
