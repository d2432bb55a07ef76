/* The list of plans of a store. */
#include "base/text.h"
#include "model/plan.h"
#include "store/columns.h"
#include "store/store.h"

#include <stdlib.h>

struct plan_row {
  const char *id;
  const char *subject;
  int32_t year;
  int32_t revision;
  int32_t facts;
};

struct tthc_plan_list {
  uint32_t mark;
  struct arena arena;
  ROWS(struct plan_row) rows;
};

static const struct column list_columns[] = {
  TEXT("id", struct plan_row, id),
  TEXT("subject", struct plan_row, subject),
  INT32("year", struct plan_row, year, ALWAYS),
  INT32("revision", struct plan_row, revision, ALWAYS),
  INT32("facts", struct plan_row, facts, ALWAYS),
  {0}};

static int32_t add_listed(tthc_plan_list *list, struct statement *statement) {
  struct plan_row row, copy;
  void *grown;
  int32_t rc = tthc__read_row(statement, 0, list_columns, &row);
  if (rc != TTHC_OK) return rc;
  copy = row;
  rc = tthc__text_in(&list->arena, row.id, ID_MAX, "id", &copy.id, NULL);
  if (rc == TTHC_OK) rc = tthc__text_in_or_none(&list->arena, row.subject, STRING_MAX, "subject", &copy.subject, NULL);
  if (rc == TTHC_E_MEMORY || !MAKE_ROOM(list->rows, grown)) return tthc__fail_memory(statement->database->err);
  if (rc != TTHC_OK) return tthc__fail_damaged(statement->database, "plan");
  list->rows.items[list->rows.count++] = copy;
  return TTHC_OK;
}

static int32_t fill_list(tthc_plan_list *list, struct database *database) {
  struct statement statement;
  int32_t rc = tthc__prepare(&statement, database,
                             "SELECT plan.id, revision.subject, revision.year, plan.revision, "
                             "(SELECT COUNT(*) FROM fact WHERE fact.plan = plan.plan) FROM plan LEFT JOIN revision "
                             "ON revision.plan = plan.plan AND revision.revision = plan.revision "
                             "WHERE plan.removed IS NULL ORDER BY plan.id");
  if (rc == TTHC_OK) rc = tthc__step(&statement);
  while (rc == 1) {
    rc = add_listed(list, &statement);
    if (rc == TTHC_OK) rc = tthc__step(&statement);
  }
  tthc__finish(&statement);
  return rc;
}

tthc_plan_list *tthc_store_list_plans(tthc_store *store, tthc_error *err) {
  tthc_plan_list *list;
  int32_t rc = tthc__enter_store(store, err);
  if (rc != TTHC_OK) return NULL;
  list = calloc(1, sizeof *list);
  if (list == NULL) {
    rc = tthc__fail_memory(err);
  } else {
    list->mark = MARK_PLAN_LIST;
    rc = fill_list(list, &store->database);
  }
  tthc__leave_store(store);
  if (rc == TTHC_OK) return list;
  tthc_plan_list_free(list);
  return NULL;
}

static const struct plan_row *row_of(const tthc_plan_list *list, int32_t row) {
  if (!tthc__is(list, MARK_PLAN_LIST) || row < 0 || row >= list->rows.count) return NULL;
  return &list->rows.items[row];
}

int32_t tthc_plan_list_count(const tthc_plan_list *list) {
  return tthc__is(list, MARK_PLAN_LIST) ? list->rows.count : 0;
}

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

void tthc_plan_list_free(tthc_plan_list *list) {
  if (!tthc__is(list, MARK_PLAN_LIST)) return;
  list->mark = 0;
  tthc__arena_free(&list->arena);
  free(list->rows.items);
  free(list);
}
