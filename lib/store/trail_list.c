/* Rows of the trail as a result: asked for by plan and place, read by getters, written as JSON. */
#include "base/decimal.h"
#include "base/text.h"
#include "model/plan.h"
#include "store/page.h"
#include "store/trail.h"

struct tthc_trail {
  struct page page;
};

static const struct page_kind trails = {
  .mark = MARK_TRAIL, .size = sizeof(tthc_trail), .row_size = sizeof(struct trail_row), .columns = tthc__trail_columns};

/* --- asking ------------------------------------------------------------------------------------------------------- */

struct trail_options {
  const char *plan;
  int64_t after;
  int32_t limit;
};

static const struct json_field option_fields[] = {
  {FIELD("plan", JSON_SLUG, struct trail_options, plan)},
  {FIELD("after", JSON_INT64, struct trail_options, after),
   .range = {0, EXACT_MAX}, .expected = {"số thứ tự, từ 0", "a seq, from 0"}},
  {FIELD("limit", JSON_INT32, struct trail_options, limit),
   .range = {1, 100000}, .expected = {"1 đến 100000", "1 to 100000"}},
  {0}};

/* Only those that brought a revision, or all. */
static int32_t add_rows(struct page *page, struct statement *statement, int of_revisions) {
  int32_t rc = tthc__step(statement);
  while (rc == 1) {
    rc = tthc__read_page_row(page, statement);
    if (rc == TTHC_OK && of_revisions && !tthc__brings_revision(tthc__page_row(page, MARK_TRAIL, page->count - 1)))
      page->count--;
    if (rc == TTHC_OK) rc = tthc__step(statement);
  }
  return rc;
}

static int32_t select_rows(struct statement *statement, struct database *database,
                           const struct trail_options *options) {
  int32_t rc;
  if (options->plan != NULL) {
    rc = tthc__trail_select(statement, database, "WHERE plan = $1 AND seq > $2 ORDER BY seq LIMIT $3");
    if (rc == TTHC_OK) tthc__bind_text(statement, 1, options->plan);
  } else {
    rc = tthc__trail_select(statement, database, "WHERE seq > $1 ORDER BY seq LIMIT $2");
  }
  if (rc != TTHC_OK) return rc;
  tthc__bind_number(statement, options->plan == NULL ? 1 : 2, options->after);
  tthc__bind_number(statement, options->plan == NULL ? 2 : 3, options->limit);
  return TTHC_OK;
}

static tthc_trail *make_trail(struct database *database, const struct trail_options *options, int of_revisions) {
  struct statement statement = {NULL, database, 0};
  tthc_trail *trail = tthc__new_page(&trails, database->err);
  int32_t rc;
  if (trail == NULL) return NULL;
  rc = select_rows(&statement, database, options);
  if (rc == TTHC_OK) rc = add_rows(&trail->page, &statement, of_revisions);
  tthc__finish(&statement);
  if (rc == TTHC_OK) return trail;
  tthc_trail_free(trail);
  return NULL;
}

tthc_trail *tthc_store_trail(tthc_store *store, const char *options_json, tthc_error *err) {
  struct trail_options options = {NULL, 0, 1000};
  struct arena strings = {NULL};
  tthc_trail *trail = NULL;
  if (tthc__enter_store(store, err) != TTHC_OK) return NULL;
  if (tthc__json_options(options_json, option_fields, &options, &strings, err) == TTHC_OK)
    trail = make_trail(&store->database, &options, 0);
  tthc__leave_store(store);
  tthc__arena_free(&strings);
  return trail;
}

tthc_trail *tthc_store_revisions(tthc_store *store, const char *plan_id, tthc_error *err) {
  const struct trail_options options = {plan_id, 0, INT32_MAX};
  tthc_trail *trail = NULL;
  if (tthc__enter_store(store, err) != TTHC_OK) return NULL;
  if (!tthc__is_slug(plan_id))
    tthc__fail_at(err, TTHC_E_ARGUMENT, "plan", NULL, WORDS("mã kế hoạch", "the id of a plan"));
  else
    trail = make_trail(&store->database, &options, 1);
  if (trail != NULL && trail->page.count == 0) {
    tthc__fail_at(err, TTHC_E_NOT_FOUND, "plan", plan_id, WORDS("kế hoạch có trong kho", "a plan of the store"));
    tthc_trail_free(trail);
    trail = NULL;
  }
  tthc__leave_store(store);
  return trail;
}

void tthc_trail_free(tthc_trail *trail) { tthc__free_page(trail, MARK_TRAIL); }

/* --- rows --------------------------------------------------------------------------------------------------------- */

static const struct trail_row *row_of(const tthc_trail *trail, int32_t row) {
  return tthc__page_row(trail, MARK_TRAIL, row);
}

int32_t tthc_trail_count(const tthc_trail *trail) { return tthc__page_count(trail, MARK_TRAIL); }

#define GETTER(type, name, member, none)                      \
  type tthc_trail_##name(const tthc_trail *trail, int32_t row) { \
    const struct trail_row *found = row_of(trail, row);       \
    return found == NULL ? (none) : found->member;            \
  }

GETTER(int64_t, seq, seq, 0)
GETTER(int64_t, at, at, TTHC_NO_NUMBER)
GETTER(const char *, actor, actor, NULL)
GETTER(int32_t, action, action, 0)
GETTER(const char *, plan, plan, NULL)
GETTER(int32_t, revision, revision, 0)
GETTER(int64_t, first_fact, first_fact, 0)
GETTER(int64_t, last_fact, last_fact, 0)
GETTER(const char *, digest_before, before, NULL)
GETTER(const char *, digest_after, after, NULL)
GETTER(const char *, reason, reason, NULL)
GETTER(const char *, hash, hash, NULL)

tthc_text *tthc_trail_json(const tthc_trail *trail, tthc_error *err) {
  struct json_writer writer;
  if (!tthc__is(trail, MARK_TRAIL)) {
    tthc__fail_handle(err, "tthc_trail");
    return NULL;
  }
  tthc__json_begin(&writer, 2, NULL);
  tthc__json_write_open(&writer, '{');
  tthc__json_write_text(&writer, "format", "tthcplan-trail/1");
  tthc__json_write_rows(&writer, "rows", tthc__trail_fields, trail->page.rows, trail->page.count,
                        sizeof(struct trail_row));
  tthc__json_write_close(&writer);
  return tthc__json_end(&writer, err);
}
