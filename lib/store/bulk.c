/*
 * Loading many documents in steps, each one transaction. The text is cut where a value ends; whether it is a document is
 * for those to say who read it.
 */
#include "tthcplan/bulk.h"

#include "format/fact_json.h"
#include "format/plan_json.h"
#include "store/save.h"

#include <stdlib.h>
#include <string.h>

enum { DOCUMENTS_MAX = 1000000, TEXT_MAX = INT32_MAX };

/* A place in the text. */
struct position {
  int64_t offset;
  int32_t line; /* from 1 */
  int32_t column;
};

struct tthc_bulk {
  uint32_t mark;
  tthc_store *store; /* held */
  char *text;
  int64_t size;
  struct position next; /* behind what is loaded */
  int32_t documents;
};

/* --- the text ----------------------------------------------------------------------------------------------------- */

/* Columns count characters, and so not the bytes behind the first of one. */
static void advance(struct position *at, const char *text, int64_t offset) {
  for (; at->offset < offset; at->offset++) {
    if (text[at->offset] == '\n') {
      at->line++;
      at->column = 1;
    } else if (((unsigned char)text[at->offset] & 0xc0) != 0x80) {
      at->column++;
    }
  }
}

static void skip_space(const tthc_bulk *bulk, struct position *at) {
  int64_t offset = at->offset;
  while (offset < bulk->size && strchr(" \t\r\n", bulk->text[offset]) != NULL && bulk->text[offset] != '\0') offset++;
  advance(at, bulk->text, offset);
}

/* Where the object that begins here ends: behind the bracket that closes it, or behind the text. */
static int64_t end_of_value(const tthc_bulk *bulk, int64_t offset) {
  int64_t depth = 0;
  int in_text = 0;
  for (; offset < bulk->size; offset++) {
    const char c = bulk->text[offset];
    if (in_text && c == '\\')
      offset++;
    else if (c == '"')
      in_text = !in_text;
    else if (!in_text && (c == '{' || c == '['))
      depth++;
    else if (!in_text && (c == '}' || c == ']') && --depth <= 0)
      return offset + 1;
  }
  return bulk->size;
}

/* --- documents ---------------------------------------------------------------------------------------------------- */

static int32_t save_plan(tthc_store *store, struct json_doc *doc) {
  int32_t rc;
  tthc_plan *plan = tthc__plan_from_json(doc, &rc);
  if (rc == TTHC_OK) rc = tthc__save_plan(store, plan);
  tthc_plan_free(plan);
  return rc;
}

/* What is no document of facts is to be a plan, and the reader of plans tells what else it is. */
static int32_t load_document(tthc_store *store, const char *json, int64_t size) {
  struct json_doc doc;
  int32_t rc = tthc__json_open(&doc, json, size, NULL, store->database.err);
  if (rc != TTHC_OK) return rc;
  rc = tthc__is_facts_document(&doc) ? tthc__append_document(store, &doc) : save_plan(store, &doc);
  tthc__json_close(&doc);
  return rc;
}

/* Gives how many were loaded, and moves *at behind them. */
static int32_t load_documents(const tthc_bulk *bulk, int32_t documents, struct position *at) {
  int32_t done, rc = TTHC_OK;
  skip_space(bulk, at);
  for (done = 0; done < documents && at->offset < bulk->size; done++) {
    const int64_t end = end_of_value(bulk, at->offset);
    rc = load_document(bulk->store, bulk->text + at->offset, end - at->offset);
    if (rc < 0) {
      tthc__error_move(bulk->store->database.err, at->line, at->column);
      return rc;
    }
    advance(at, bulk->text, end);
    skip_space(bulk, at);
  }
  return done;
}

/* --- the calls ---------------------------------------------------------------------------------------------------- */

static tthc_bulk *begin(tthc_store *store, const char *json, int64_t size) {
  tthc_error *err = store->database.err;
  tthc_bulk *bulk;
  if (json == NULL || size < -1) {
    tthc__fail(err, TTHC_E_ARGUMENT, NULL, WORDS("văn bản JSON và cỡ của nó", "a JSON text and its size"));
    return NULL;
  }
  if (size == -1) size = (int64_t)strlen(json);
  if (size > TEXT_MAX) {
    tthc__fail(err, TTHC_E_LIMIT, NULL, WORDS("dưới 2 GiB", "less than 2 GiB"));
    return NULL;
  }
  bulk = calloc(1, sizeof *bulk);
  if (bulk != NULL) bulk->text = malloc((size_t)size + 1);
  if (bulk == NULL || bulk->text == NULL) {
    free(bulk);
    tthc__fail_memory(err);
    return NULL;
  }
  bulk->mark = MARK_BULK;
  bulk->store = store;
  memcpy(bulk->text, json, (size_t)size);
  bulk->size = size;
  bulk->next = (struct position){0, 1, 1};
  tthc__hold_store(store);
  return bulk;
}

tthc_bulk *tthc_store_bulk_start(tthc_store *store, const char *json, int64_t size, tthc_error *err) {
  tthc_bulk *bulk;
  if (tthc__enter_store(store, err) != TTHC_OK) return NULL;
  bulk = begin(store, json, size);
  tthc__leave_store(store);
  return bulk;
}

int32_t tthc_bulk_step(tthc_bulk *bulk, int32_t documents, tthc_error *err) {
  struct position at;
  int32_t rc;
  if (!tthc__is(bulk, MARK_BULK)) return tthc__fail_handle(err, "tthc_bulk");
  if (documents < 1 || documents > DOCUMENTS_MAX)
    return tthc__fail_at(err, TTHC_E_ARGUMENT, "documents", NULL, WORDS("từ 1 đến 1000000", "from 1 to 1000000"));
  rc = tthc__enter_held_store(bulk->store, err);
  if (rc != TTHC_OK) return rc;
  at = bulk->next;
  rc = tthc__begin_writing(&bulk->store->database);
  if (rc == TTHC_OK) rc = tthc__end(&bulk->store->database, load_documents(bulk, documents, &at));
  tthc__leave_store(bulk->store);
  if (rc < 0) return rc;
  bulk->next = at;
  bulk->documents += rc;
  return at.offset < bulk->size;
}

int32_t tthc_bulk_permille(const tthc_bulk *bulk) {
  if (!tthc__is(bulk, MARK_BULK)) return 0;
  if (bulk->next.offset == bulk->size) return 1000;
  return (int32_t)(bulk->next.offset * 1000 / bulk->size);
}

int32_t tthc_bulk_documents(const tthc_bulk *bulk) { return tthc__is(bulk, MARK_BULK) ? bulk->documents : 0; }

void tthc_bulk_free(tthc_bulk *bulk) {
  if (!tthc__is(bulk, MARK_BULK)) return;
  bulk->mark = 0;
  tthc__release_store(bulk->store);
  free(bulk->text);
  free(bulk);
}
