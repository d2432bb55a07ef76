/* Exporting a store: the lines of rows of its trail, with what each row brought. */
#include "tthcplan/exchange.h"

#include "base/decimal.h"
#include "store/exchange.h"
#include "store/fact_rows.h"
#include "store/plan_rows.h"
#include "store/store.h"
#include "store/stored_plan.h"
#include "store/trail.h"

/* A row as one line. */
static void put_object(struct buffer *out, const struct json_field *fields, const void *row) {
  struct json_writer writer;
  tthc__json_begin(&writer, 0, NULL);
  tthc__json_write_row(&writer, fields, row);
  if (writer.out.failed)
    out->failed = 1;
  else
    tthc__put_bytes(out, writer.out.data, writer.out.size);
  tthc__buffer_free(&writer.out);
}

/* A document on one line: in it a new line stands between two items only, with the indent behind it. */
static void put_on_one_line(struct buffer *out, const char *text, int64_t size) {
  const char *end = text + size;
  while (text < end) {
    const char *p = text;
    while (p < end && *p != '\n') p++;
    tthc__put_bytes(out, text, p - text);
    if (p > text && p[-1] == ',') tthc__put_char(out, ' ');
    for (text = p; text < end && (*text == '\n' || *text == ' ');) text++;
  }
  tthc__put_char(out, '\n');
}

static int32_t put_revision(struct buffer *out, struct database *database, const struct stored_plan *stored,
                            const struct trail_row *row) {
  int32_t rc;
  tthc_plan *plan = tthc__load_rows(database, stored->key, row->plan, row->revision, &rc);
  tthc_text *text = plan == NULL ? NULL : tthc_plan_json(plan, NULL, database->err);
  if (text != NULL) put_on_one_line(out, tthc_text_data(text), tthc_text_size(text));
  tthc_plan_free(plan);
  if (rc == TTHC_OK && text == NULL) rc = TTHC_E_MEMORY;
  tthc_text_free(text);
  return rc;
}

static int32_t put_facts(struct buffer *out, struct database *database, const struct stored_plan *stored,
                         const struct trail_row *row) {
  struct fact_walk walk;
  struct fact_row fact;
  int count = 0;
  int32_t rc = tthc__walk_facts(&walk, database, stored->key, row->first_fact - 1);
  while (rc == TTHC_OK && walk.seq < row->last_fact && (rc = tthc__next_fact(&walk)) == 1) {
    rc = tthc__read_fact(&walk, &fact);
    if (rc != TTHC_OK) break;
    tthc__put(out, count % FACTS_OF_LINE > 0 ? ", " : count > 0 ? "]}\n{\"facts\": [" : "{\"facts\": [");
    put_object(out, tthc__fact_row_fields, &fact);
    count++;
  }
  tthc__end_walk(&walk);
  if (rc == TTHC_OK && walk.seq != row->last_fact) rc = tthc__fail_damaged(database, "fact");
  tthc__put(out, "]}\n");
  return rc;
}

static int32_t put_row(struct buffer *out, struct statement *statement) {
  struct database *database = statement->database;
  struct stored_plan stored;
  struct trail_row row;
  int32_t rc = tthc__read_row(statement, 0, tthc__trail_columns, &row);
  if (rc == TTHC_OK) rc = tthc__find_plan(database, row.plan, &stored);
  if (rc == TTHC_OK && (stored.revision == 0 || tthc_trail_action_word(row.action) == NULL))
    rc = tthc__fail_damaged(database, "trail");
  if (rc != TTHC_OK) return rc;
  put_object(out, tthc__trail_fields, &row);
  tthc__put_char(out, '\n');
  if (tthc__brings_revision(&row)) return put_revision(out, database, &stored, &row);
  return row.last_fact != 0 ? put_facts(out, database, &stored, &row) : TTHC_OK;
}

static int32_t put_rows(struct buffer *out, struct database *database, int64_t after, int32_t rows) {
  struct statement statement;
  int32_t rc = tthc__trail_select(&statement, database, "WHERE seq > $1 ORDER BY seq LIMIT $2");
  if (rc == TTHC_OK) {
    tthc__bind_number(&statement, 1, after);
    tthc__bind_number(&statement, 2, rows);
    rc = tthc__step(&statement);
  }
  if (rc == 1 && after == 0) tthc__put(out, "{\"format\": \"" LINES_FORMAT "\"}\n");
  while (rc == 1) {
    rc = put_row(out, &statement);
    if (rc == TTHC_OK) rc = tthc__step(&statement);
  }
  tthc__finish(&statement);
  return rc;
}

static int32_t check_steps(int64_t after, int32_t rows, tthc_error *err) {
  if (after < 0 || after > EXACT_MAX)
    return tthc__fail_at(err, TTHC_E_ARGUMENT, "after", NULL, WORDS("số thứ tự, 0 đến 2^53−1", "a seq, 0 to 2^53−1"));
  if (rows < 1 || rows > 100000)
    return tthc__fail_at(err, TTHC_E_ARGUMENT, "rows", NULL, WORDS("1 đến 100000", "1 to 100000"));
  return TTHC_OK;
}

tthc_text *tthc_store_export(tthc_store *store, int64_t after, int32_t rows, tthc_error *err) {
  struct buffer out = {0};
  int32_t rc = tthc__enter_store(store, err);
  if (rc != TTHC_OK) return NULL;
  rc = check_steps(after, rows, err);
  if (rc == TTHC_OK) rc = tthc__begin_reading(&store->database);
  if (rc == TTHC_OK) rc = tthc__end(&store->database, put_rows(&out, &store->database, after, rows));
  tthc__leave_store(store);
  if (rc == TTHC_OK) return tthc__buffer_to_text(&out, err);
  tthc__buffer_free(&out);
  return NULL;
}
