/* Appending facts, without loading the plan where what a document names will do. */
#include "format/fact_json.h"
#include "store/excerpt.h"
#include "store/load.h"
#include "store/save.h"
#include "store/standing_rows.h"

#include <stdlib.h>

/* A document of facts for a plan of the store. */
struct appending {
  tthc_store *store;
  struct json_doc *doc;
  struct stored_plan stored;
};

static int32_t read_and_save(struct appending *appending, tthc_plan *plan, struct excerpt *excerpt) {
  struct database *database = &appending->store->database;
  const int32_t first = plan->facts.count;
  int32_t added, rc = tthc__read_facts_document(appending->doc, plan);
  char *marks;
  if (rc < 0) return rc;
  marks = tthc__new_marks(plan, database->err);
  if (marks == NULL) return TTHC_E_MEMORY;
  rc = added = tthc__save_new_facts(appending->store, &appending->stored, plan, first, marks);
  if (rc > 0)
    rc = excerpt != NULL ? tthc__save_excerpt_standings(excerpt, marks)
                         : tthc__save_standings_about(database, appending->stored.key, plan, marks);
  free(marks);
  return rc < 0 ? rc : added;
}

static int32_t append_to_plan(struct appending *appending, const char *id) {
  int32_t rc;
  tthc_plan *plan = tthc__load_stored(&appending->store->database, &appending->stored, id, appending->stored.revision, &rc);
  if (plan == NULL) return rc;
  rc = read_and_save(appending, plan, NULL);
  tthc_plan_free(plan);
  return rc;
}

/* The plan is loaded only where it takes more than what the document names. */
static int32_t append_facts(struct appending *appending, const char *id) {
  const struct json_at root = tthc__json_root(appending->doc);
  struct excerpt excerpt;
  int current, needs_plan = 0;
  int32_t rc = tthc__need_stored_plan(&appending->store->database, id, &appending->stored);
  if (rc == TTHC_OK) rc = tthc__standings_are_current(&appending->store->database, appending->stored.key, &current);
  if (rc != TTHC_OK) return rc;
  if (!current) return append_to_plan(appending, id);
  rc = tthc__begin_excerpt(&excerpt, &appending->store->database, appending->stored.key, id, appending->stored.revision);
  if (rc == TTHC_OK) rc = tthc__take_excerpt(&excerpt, &root);
  needs_plan = excerpt.needs_plan;
  if (rc == TTHC_OK && !needs_plan) rc = read_and_save(appending, excerpt.plan, &excerpt);
  tthc__end_excerpt(&excerpt);
  return rc == TTHC_OK && needs_plan ? append_to_plan(appending, id) : rc;
}

int32_t tthc__append_document(tthc_store *store, struct json_doc *doc) {
  struct appending appending = {.store = store, .doc = doc};
  const char *id;
  const int32_t rc = tthc__read_facts_plan(doc, &id);
  return rc == TTHC_OK ? append_facts(&appending, id) : rc;
}

int32_t tthc_store_append_facts(tthc_store *store, const char *json, int64_t size, tthc_error *err) {
  struct json_doc doc;
  int32_t rc = tthc__enter_store(store, err);
  if (rc != TTHC_OK) return rc;
  rc = tthc__json_open(&doc, json, size, NULL, err);
  if (rc == TTHC_OK) {
    rc = tthc__begin_writing(&store->database);
    if (rc == TTHC_OK) rc = tthc__end(&store->database, tthc__append_document(store, &doc));
    tthc__json_close(&doc);
  }
  tthc__leave_store(store);
  return rc;
}
