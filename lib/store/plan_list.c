/* The list of plans of a store. */
#include "base/text.h"
#include "model/plan.h"
#include "store/page.h"

struct plan_row {
  const char *id;
  const char *subject;
  int32_t year;
  int32_t revision;
  int32_t facts;
};

struct tthc_plan_list {
  struct page page;
};

static const struct page_kind plans = {
  .mark = MARK_PLAN_LIST, .size = sizeof(tthc_plan_list), .row_size = sizeof(struct plan_row)};

static const struct column list_columns[] = {
  TEXT("id", struct plan_row, id),
  TEXT("subject", struct plan_row, subject),
  INT32("year", struct plan_row, year, ALWAYS),
  INT32("revision", struct plan_row, revision, ALWAYS),
  INT32("facts", struct plan_row, facts, ALWAYS),
  {0}};

static int32_t add_listed(struct page *page, struct statement *statement) {
  struct plan_row *row = tthc__add_row(page, statement->database->err);
  int32_t rc;
  if (row == NULL) return TTHC_E_MEMORY;
  rc = tthc__read_row(statement, 0, list_columns, row);
  if (rc != TTHC_OK) return rc;
  rc = tthc__text_in(&page->arena, row->id, ID_MAX, "id", &row->id, NULL);
  if (rc == TTHC_OK) rc = tthc__text_in_or_none(&page->arena, row->subject, STRING_MAX, "subject", &row->subject, NULL);
  if (rc == TTHC_E_MEMORY) return tthc__fail_memory(statement->database->err);
  return rc == TTHC_OK ? rc : tthc__fail_damaged(statement->database, "plan");
}

static int32_t fill_list(struct page *page, struct database *database) {
  struct statement statement;
  int32_t rc = tthc__prepare(&statement, database,
                             "SELECT plan.id, revision.subject, revision.year, plan.revision, "
                             "(SELECT COUNT(*) FROM fact WHERE fact.plan = plan.plan) FROM plan LEFT JOIN revision "
                             "ON revision.plan = plan.plan AND revision.revision = plan.revision "
                             "WHERE plan.removed IS NULL ORDER BY plan.id");
  if (rc == TTHC_OK) rc = tthc__step(&statement);
  while (rc == 1) {
    rc = add_listed(page, &statement);
    if (rc == TTHC_OK) rc = tthc__step(&statement);
  }
  tthc__finish(&statement);
  return rc;
}

tthc_plan_list *tthc_store_list_plans(tthc_store *store, tthc_error *err) {
  tthc_plan_list *list;
  int32_t rc = tthc__enter_store(store, err);
  if (rc != TTHC_OK) return NULL;
  list = tthc__new_page(&plans, err);
  if (list != NULL) rc = tthc__begin_reading(&store->database);
  if (list != NULL && rc == TTHC_OK) rc = tthc__end(&store->database, fill_list(&list->page, &store->database));
  tthc__leave_store(store);
  if (rc == TTHC_OK) return list;
  tthc_plan_list_free(list);
  return NULL;
}

void tthc_plan_list_free(tthc_plan_list *list) { tthc__free_page(list, MARK_PLAN_LIST); }

static const struct plan_row *row_of(const tthc_plan_list *list, int32_t row) {
  return tthc__page_row(list, MARK_PLAN_LIST, row);
}

int32_t tthc_plan_list_count(const tthc_plan_list *list) { return tthc__page_count(list, MARK_PLAN_LIST); }

const char *tthc_plan_list_id(const tthc_plan_list *list, int32_t row) {
  const struct plan_row *plan = row_of(list, row);
  return plan == NULL ? NULL : plan->id;
}

const char *tthc_plan_list_subject(const tthc_plan_list *list, int32_t row) {
  const struct plan_row *plan = row_of(list, row);
  return plan == NULL ? NULL : plan->subject;
}

int32_t tthc_plan_list_year(const tthc_plan_list *list, int32_t row) {
  const struct plan_row *plan = row_of(list, row);
  return plan == NULL ? 0 : plan->year;
}

int32_t tthc_plan_list_revision(const tthc_plan_list *list, int32_t row) {
  const struct plan_row *plan = row_of(list, row);
  return plan == NULL ? 0 : plan->revision;
}

int32_t tthc_plan_list_facts(const tthc_plan_list *list, int32_t row) {
  const struct plan_row *plan = row_of(list, row);
  return plan == NULL ? 0 : plan->facts;
}
