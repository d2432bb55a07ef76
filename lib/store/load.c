/* Loading plans with their facts. */
#include "store/load.h"

#include "store/columns.h"
#include "store/fact_rows.h"
#include "store/plan_rows.h"
#include "store/store.h"

#include <string.h>

static int32_t load_facts_extra(struct database *database, int64_t key, tthc_plan *plan) {
  struct statement statement;
  int32_t rc = tthc__prepare(&statement, database, "SELECT facts_extra FROM plan WHERE plan = $1");
  if (rc == TTHC_OK) {
    tthc__bind_number(&statement, 1, key);
    rc = tthc__step(&statement);
  }
  if (rc == 1) {
    const char *extra = tthc__column_text(&statement, 0);
    rc = tthc__row_status(&statement);
    if (rc == TTHC_OK) rc = tthc__check_extra(database, extra);
    if (rc == TTHC_OK) rc = tthc__set_extra(plan, &plan->facts_extra, extra, database->err);
  }
  tthc__finish(&statement);
  return rc;
}

/* A file in which a bit has changed may still have rows that can be read. */
static int32_t check_digest(struct database *database, int64_t key, const tthc_plan *plan) {
  char saved[DIGEST_HEX + 1], now[DIGEST_HEX + 1];
  int32_t rc = tthc__find_digest(database, key, plan->revision, saved);
  if (rc == TTHC_OK) rc = tthc__digest_plan(plan, now, database->err);
  return rc != TTHC_OK || strcmp(saved, now) == 0 ? rc : tthc__fail_damaged(database, "revision");
}

tthc_plan *tthc__load_stored(struct database *database, const struct stored_plan *stored, const char *id,
                             int32_t revision, int32_t *rc) {
  tthc_plan *plan = tthc__load_rows(database, stored->key, id, revision, rc);
  if (*rc == TTHC_OK) *rc = check_digest(database, stored->key, plan);
  if (*rc == TTHC_OK) *rc = load_facts_extra(database, stored->key, plan);
  if (*rc == TTHC_OK) *rc = tthc__load_facts(database, stored->key, plan, stored->facts_digest);
  if (*rc == TTHC_OK) return plan;
  tthc_plan_free(plan);
  return NULL;
}

/* Revision 0 is the latest, which a removed plan has no more; one that is named is a look back. */
static tthc_plan *load_plan(struct database *database, const char *id, int32_t revision, int32_t *rc) {
  struct stored_plan stored;
  if (revision == 0) {
    *rc = tthc__need_stored_plan(database, id, &stored);
  } else {
    *rc = tthc__find_plan(database, id, &stored);
    if (*rc == TTHC_OK && stored.revision == 0) *rc = tthc__fail_no_plan(id, database->err);
  }
  if (*rc != TTHC_OK) return NULL;
  return tthc__load_stored(database, &stored, id, revision == 0 ? stored.revision : revision, rc);
}

tthc_plan *tthc_store_load(tthc_store *store, const char *plan_id, int32_t revision, tthc_error *err) {
  tthc_plan *plan = NULL;
  int32_t rc = tthc__enter_store(store, err);
  if (rc != TTHC_OK) return NULL;
  rc = tthc__check_request(plan_id, revision, err);
  if (rc == TTHC_OK) rc = tthc__begin_reading(&store->database);
  if (rc == TTHC_OK) {
    plan = load_plan(&store->database, plan_id, revision, &rc);
    rc = tthc__end(&store->database, rc);
  }
  tthc__leave_store(store);
  if (rc == TTHC_OK) return plan;
  tthc_plan_free(plan);
  return NULL;
}
