/* Importing a store: its lines, one row of the trail after the other, each checked against what is there by then. */
#include "tthcplan/exchange.h"

#include "base/text.h"
#include "format/plan_json.h"
#include "store/excerpt.h"
#include "store/exchange.h"
#include "store/load.h"
#include "store/plan_rows.h"
#include "store/standing_rows.h"
#include "store/store.h"
#include "store/stored_plan.h"
#include "store/trail.h"

#include <stdlib.h>
#include <string.h>

struct importing {
  struct database *database;
  const char *line; /* the one at hand */
  int64_t size;
  int32_t number;   /* its number, from 1 */
  const char *next; /* the one behind it */
  const char *end;
  struct trail_head head; /* of what was imported */
  int32_t rows;
};

/* --- lines -------------------------------------------------------------------------------------------------------- */

/* 1: a line, 0: no more. */
static int next_line(struct importing *importing) {
  const char *p = importing->next;
  if (p == importing->end) return 0;
  p = memchr(p, '\n', (size_t)(importing->end - p));
  if (p == NULL) p = importing->end;
  importing->line = importing->next;
  importing->size = p - importing->line;
  importing->next = p < importing->end ? p + 1 : p;
  importing->number++;
  return 1;
}

static int32_t need_line(struct importing *importing, struct words expected) {
  if (next_line(importing)) return TTHC_OK;
  importing->number++; /* the line that is missing */
  return tthc__fail(importing->database->err, TTHC_E_MISSING, NULL, expected);
}

static int32_t fail_row(struct importing *importing, const char *member, struct words expected) {
  return tthc__fail_at(importing->database->err, TTHC_E_VALUE, member, NULL, expected);
}

/* --- what a row brought ------------------------------------------------------------------------------------------- */

static int32_t check_digest(struct importing *importing, const char *member, const char *told, const char *made) {
  if (tthc__same(told, *made == '\0' ? NULL : made)) return TTHC_OK;
  return fail_row(importing, member, WORDS("mã của nội dung", "the digest of the content"));
}

static int32_t insert_revision(struct importing *importing, const struct trail_row *row, struct stored_plan *stored,
                               const tthc_plan *plan) {
  char digest[DIGEST_HEX + 1];
  int32_t rc = TTHC_OK;
  if (strcmp(plan->id, row->plan) != 0)
    rc = fail_row(importing, "id", WORDS("mã kế hoạch của dòng trước", "the id of the plan in the line before"));
  if (rc == TTHC_OK && plan->facts.count > 0)
    rc = fail_row(importing, "facts", WORDS("không có ở đây", "not to be here"));
  if (rc == TTHC_OK) rc = tthc__digest_plan(plan, digest, importing->database->err);
  if (rc == TTHC_OK) rc = check_digest(importing, "digest_after", row->after, digest);
  return rc == TTHC_OK ? tthc__insert_revision(importing->database, stored, digest, plan) : rc;
}

static int32_t import_revision(struct importing *importing, const struct trail_row *row, struct stored_plan *stored) {
  struct json_doc doc;
  tthc_plan *plan;
  int32_t rc = check_digest(importing, "digest_before", row->before, stored->digest);
  if (rc == TTHC_OK && row->revision != stored->revision + 1)
    rc = fail_row(importing, "revision", WORDS("bản kế tiếp", "the next revision"));
  if (rc == TTHC_OK) rc = need_line(importing, WORDS("văn bản kế hoạch", "the plan document"));
  if (rc == TTHC_OK) rc = tthc__json_open(&doc, importing->line, importing->size, NULL, importing->database->err);
  if (rc != TTHC_OK) return rc;
  plan = tthc__plan_from_json(&doc, &rc);
  tthc__json_close(&doc);
  if (rc == TTHC_OK) rc = insert_revision(importing, row, stored, plan);
  tthc_plan_free(plan);
  return rc;
}

/* Facts on their way into the store: checked as appended ones are, against what they name of the latest revision. */
struct arriving {
  struct fact_saving saving;
  struct excerpt excerpt;
  ROWS(int32_t) correcting; /* those of its plan that arrive, and correct another */
  int checks; /* facts that are older than the trail may be of any revision, which is seen once they are there */
};

static int32_t resolve(const struct json_at *at, const tthc_plan *plan, struct fact_row *row) {
  const struct {
    const char *member;
    const char *id;
    int32_t (*find)(const tthc_plan *plan, const char *id);
    int32_t *index;
  } named[] = {{"task", row->task, tthc_plan_find_task, &row->fact.task},
               {"indicator", row->indicator, tthc_plan_find_indicator, &row->fact.indicator},
               {"unit", row->unit, tthc_plan_find_unit, &row->fact.unit}};
  size_t i;
  for (i = 0; i < sizeof named / sizeof *named; i++) {
    if (named[i].id == NULL) continue;
    *named[i].index = named[i].find(plan, named[i].id);
    if (*named[i].index == TTHC_NONE)
      return tthc__json_fail_member(at, TTHC_E_UNKNOWN_ID, named[i].member,
                                    WORDS("có trong bản mới nhất của kế hoạch", "one of the plan's latest revision"));
  }
  return TTHC_OK;
}

static int32_t check_fact(const struct json_at *at, struct arriving *arriving, struct fact_row *row) {
  struct excerpt *excerpt = &arriving->excerpt;
  int32_t rc = tthc__take_named(excerpt, row);
  void *grown;
  if (rc == TTHC_OK && excerpt->needs_plan)
    rc = tthc__json_fail_member(at, TTHC_E_VALUE, "unit", WORDS("một đơn vị, không phải nhóm", "a single unit, not a group"));
  if (rc == TTHC_OK) rc = resolve(at, excerpt->plan, row);
  if (rc != TTHC_OK) return rc;
  rc = tthc__add_fact(excerpt->plan, &row->fact, at->doc->err);
  if (rc < 0) return tthc__json_place(at, rc);
  if (row->fact.corrects == NULL) return TTHC_OK;
  if (!MAKE_ROOM(arriving->correcting, grown)) return tthc__fail_memory(at->doc->err);
  arriving->correcting.items[arriving->correcting.count++] = rc;
  return TTHC_OK;
}

static int32_t read_fact(const struct json_at *at, void *target) {
  struct arriving *arriving = target;
  struct fact_row row = {.fact = tthc__new_fact()};
  int32_t rc = tthc__json_read(at, tthc__fact_row_fields, &row);
  if (rc != TTHC_OK) return rc;
  if (row.fact.id == NULL) return tthc__json_fail_member(at, TTHC_E_MISSING, "id", NOTHING);
  if (arriving->checks) rc = check_fact(at, arriving, &row);
  if (rc != TTHC_OK) return rc;
  rc = tthc__save_fact(&arriving->saving, &row);
  if (rc == 0) rc = tthc__json_fail_member(at, TTHC_E_DUPLICATE_ID, "id", NOTHING);
  return rc == 1 ? TTHC_OK : rc;
}

static int32_t read_facts(const struct json_at *at, void *row) {
  (void)row;
  return tthc__json_each(at, read_fact, at->doc->context);
}

static const struct json_field facts_fields[] = {
  {.name = "facts", .kind = JSON_CUSTOM, .required = 1, .read = read_facts}, {0}};

static int32_t import_line_of_facts(struct importing *importing, struct arriving *arriving) {
  const int64_t before = arriving->saving.seq;
  struct json_doc doc;
  struct json_at root;
  int32_t rc = need_line(importing, WORDS("số liệu", "facts"));
  if (rc == TTHC_OK) rc = tthc__json_open(&doc, importing->line, importing->size, arriving, importing->database->err);
  if (rc != TTHC_OK) return rc;
  root = tthc__json_root(&doc);
  rc = tthc__json_read(&root, facts_fields, NULL);
  tthc__json_close(&doc);
  if (rc == TTHC_OK && arriving->saving.seq == before) rc = fail_row(importing, "facts", WORDS("số liệu", "facts"));
  return rc;
}

/* A fact may correct one that stands behind it. */
static int32_t check_corrections(struct importing *importing, const struct arriving *arriving) {
  int32_t i, rc = TTHC_OK;
  for (i = 0; rc == TTHC_OK && i < arriving->correcting.count; i++)
    rc = tthc__check_correction(arriving->excerpt.plan, arriving->correcting.items[i], importing->database->err);
  if (rc != TTHC_OK) tthc__error_set_path(importing->database->err, "/%s", "facts");
  return rc;
}

static int32_t import_lines_of_facts(struct importing *importing, const struct trail_row *row,
                                     const struct stored_plan *stored, struct arriving *arriving) {
  int32_t rc = TTHC_OK;
  if (arriving->checks)
    rc = tthc__begin_excerpt(&arriving->excerpt, importing->database, stored->key, row->plan, stored->revision);
  while (rc == TTHC_OK && arriving->saving.seq < row->last_fact) rc = import_line_of_facts(importing, arriving);
  if (rc == TTHC_OK && arriving->saving.seq != row->last_fact)
    rc = fail_row(importing, "facts", WORDS("đúng số lượng đã nêu", "as many as were told"));
  if (rc == TTHC_OK) rc = check_corrections(importing, arriving);
  if (arriving->checks) tthc__end_excerpt(&arriving->excerpt);
  free(arriving->correcting.items);
  return rc;
}

/* What is older than the trail has its place in one of the revisions, and no fact is corrected in a circle. */
static int32_t check_migrated(struct importing *importing, const struct stored_plan *stored, const char *id) {
  struct fact_numbers misfits = {0};
  int32_t revision = stored->revision, rc;
  tthc_plan *plan = tthc__load_stored(importing->database, stored, id, revision, &rc);
  for (; rc == TTHC_OK && revision > 0 && (revision == stored->revision || misfits.count > 0); revision--) {
    tthc_plan_free(plan);
    plan = tthc__load_rows(importing->database, stored->key, id, revision, &rc);
    if (rc == TTHC_OK)
      rc = revision == stored->revision ? tthc__find_misfits(importing->database, stored->key, plan, &misfits)
                                        : tthc__refit(importing->database, stored->key, plan, &misfits);
  }
  tthc_plan_free(plan);
  if (rc == TTHC_E_DATABASE || (rc == TTHC_OK && misfits.count > 0))
    rc = fail_row(importing, "facts", WORDS("số liệu của một bản của kế hoạch", "facts of a revision of the plan"));
  free(misfits.items);
  return rc;
}

static int32_t import_facts(struct importing *importing, const struct trail_row *row, struct stored_plan *stored) {
  struct arriving arriving = {.checks = row->action == TTHC_TRAIL_APPENDED};
  struct fact_saving *saving = &arriving.saving;
  int32_t rc = tthc__begin_facts(saving, importing->database, stored->key, stored->facts_digest);
  if (rc == TTHC_OK) rc = check_digest(importing, "digest_before", row->before, saving->digest);
  if (rc == TTHC_OK && (row->first_fact != 0 || row->last_fact != 0) &&
      (row->first_fact != saving->seq + 1 || row->last_fact < row->first_fact))
    rc = fail_row(importing, "first_fact", WORDS("số liệu kế tiếp", "the next fact"));
  if (rc == TTHC_OK && row->last_fact != 0) rc = import_lines_of_facts(importing, row, stored, &arriving);
  if (rc == TTHC_OK) rc = check_digest(importing, "digest_after", row->after, saving->digest);
  if (rc == TTHC_OK && row->last_fact != 0) rc = tthc__set_facts_digest(importing->database, stored, saving->digest);
  if (rc == TTHC_OK && row->action == TTHC_TRAIL_MIGRATED) rc = check_migrated(importing, stored, row->plan);
  if (rc == TTHC_OK && row->facts_extra != NULL)
    rc = tthc__set_facts_extra(importing->database, stored, row->facts_extra);
  tthc__end_facts(saving);
  return rc;
}

static int32_t import_removal(struct importing *importing, const struct trail_row *row, struct stored_plan *stored) {
  const int restores = row->action == TTHC_TRAIL_RESTORED;
  int32_t rc = check_digest(importing, "digest_before", row->before, stored->digest);
  if (rc == TTHC_OK) rc = check_digest(importing, "digest_after", row->after, restores ? stored->digest : "");
  return rc == TTHC_OK ? tthc__set_removed(importing->database, stored, restores ? 0 : row->seq) : rc;
}

static int32_t import_change(struct importing *importing, const struct trail_row *row) {
  struct stored_plan stored;
  int32_t rc = tthc__find_plan(importing->database, row->plan, &stored);
  if (rc == TTHC_OK && (row->action == TTHC_TRAIL_RESTORED) != (stored.removed != 0))
    rc = fail_row(importing, "action",
                  WORDS("việc làm được với kế hoạch (còn, hay đã gỡ)",
                        "what can be done to a plan that is there, or that is removed"));
  if (rc == TTHC_OK && !tthc__is_about_facts(row) &&
      (row->first_fact != 0 || row->last_fact != 0 || row->facts_extra != NULL))
    rc = fail_row(importing, "action", WORDS("không có số liệu", "no facts with it"));
  if (rc == TTHC_OK && stored.revision != 0) rc = tthc__drop_standings(importing->database, stored.key);
  if (rc != TTHC_OK) return rc;
  if (tthc__brings_revision(row)) return import_revision(importing, row, &stored);
  if (stored.revision == 0 || row->revision != stored.revision)
    return fail_row(importing, "revision", WORDS("bản mới nhất của kế hoạch", "the plan's latest revision"));
  return tthc__is_about_facts(row) ? import_facts(importing, row, &stored) : import_removal(importing, row, &stored);
}

/* --- rows --------------------------------------------------------------------------------------------------------- */

#define NEXT_ROW WORDS("dòng ngay sau dòng cuối của kho", "the row behind the store's last one")

static int32_t check_link(struct importing *importing, const struct trail_row *row, char hash[DIGEST_HEX + 1]) {
  int32_t rc;
  if (row->seq != importing->head.count + 1)
    return fail_row(importing, "seq", NEXT_ROW);
  if (!tthc__same(row->previous, importing->head.count == 0 ? NULL : importing->head.hash))
    return fail_row(importing, "previous", WORDS("mã của dòng cuối trong kho", "the hash of the store's last row"));
  rc = tthc__trail_hash(row, hash, importing->database->err);
  if (rc != TTHC_OK || strcmp(row->hash, hash) == 0) return rc;
  return fail_row(importing, "hash", WORDS("mã băm của dòng này", "the hash of this row"));
}

static int32_t apply_row(struct importing *importing, const struct trail_row *row) {
  char hash[DIGEST_HEX + 1];
  int32_t rc = check_link(importing, row, hash);
  if (rc == TTHC_OK) rc = import_change(importing, row);
  if (rc == TTHC_OK) rc = tthc__trail_insert(importing->database, row);
  if (rc != TTHC_OK) return rc;
  importing->head.count = row->seq;
  memcpy(importing->head.hash, hash, sizeof hash);
  importing->rows++;
  return TTHC_OK;
}

/* The row's texts live in the document, which stays open behind it. An export begins with the line of the format. */
static int32_t import_row(struct importing *importing) {
  struct trail_row row = {.at = TTHC_NO_NUMBER};
  struct json_doc doc;
  struct json_at root, format;
  int32_t rc = tthc__json_open(&doc, importing->line, importing->size, NULL, importing->database->err);
  if (rc != TTHC_OK) return rc;
  root = tthc__json_root(&doc);
  rc = tthc__json_member(&root, "format", &format)
         ? tthc__json_fail(&format, TTHC_E_UNKNOWN_MEMBER, "format",
                           WORDS("kho còn trống và dòng này đứng đầu, hoặc các dòng ngay sau dòng cuối của kho",
                                 "an empty store and this line first, or the rows behind the store's last one"))
         : tthc__json_read(&root, tthc__trail_fields, &row);
  if (rc == TTHC_OK) rc = apply_row(importing, &row);
  tthc__json_close(&doc);
  return rc;
}

static int32_t read_format(const struct json_at *at, void *row) {
  (void)row;
  return tthc__json_format(at, "\"" LINES_FORMAT "\"");
}

static const struct json_field format_fields[] = {
  {.name = "format", .kind = JSON_CUSTOM, .required = 1, .read = read_format}, {0}};

/* Before the first row of all. */
static int32_t read_first_line(struct importing *importing) {
  struct json_doc doc;
  struct json_at root;
  int32_t rc = need_line(importing, WORDS("\"format\"", "\"format\""));
  if (rc == TTHC_OK) rc = tthc__json_open(&doc, importing->line, importing->size, NULL, importing->database->err);
  if (rc != TTHC_OK) return rc;
  root = tthc__json_root(&doc);
  rc = tthc__json_read(&root, format_fields, NULL);
  tthc__json_close(&doc);
  return rc;
}

static int32_t import_rows(struct importing *importing) {
  int32_t rc = tthc__trail_head(importing->database, &importing->head);
  if (rc == TTHC_OK && importing->next == importing->end) return 0;
  if (rc == TTHC_OK && importing->head.count == 0) rc = read_first_line(importing);
  while (rc == TTHC_OK && next_line(importing)) rc = import_row(importing);
  if (rc != TTHC_OK) /* each line was read by itself */
    tthc__error_set_place(importing->database->err, importing->number, tthc_error_column(importing->database->err));
  else
    rc = tthc__fill_standings(importing->database);
  return rc == TTHC_OK ? importing->rows : rc;
}

int32_t tthc_store_import(tthc_store *store, const char *json, int64_t size, tthc_error *err) {
  struct importing importing = {0};
  int32_t rc = tthc__enter_store(store, err);
  if (rc != TTHC_OK) return rc;
  importing.database = &store->database;
  if (json == NULL || size < -1)
    rc = tthc__fail(err, TTHC_E_ARGUMENT, NULL, WORDS("văn bản JSON và cỡ của nó", "a JSON text and its size"));
  if (rc == TTHC_OK) {
    importing.next = json;
    importing.end = json + (size == -1 ? (int64_t)strlen(json) : size);
    rc = tthc__begin_writing(&store->database);
  }
  if (rc == TTHC_OK) rc = tthc__end(&store->database, import_rows(&importing));
  tthc__leave_store(store);
  return rc;
}
