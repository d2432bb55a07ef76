/* The words of plans. */
#include "store/words.h"

#include "base/index.h"
#include "base/memory.h"
#include "base/unicode.h"
#include "store/columns.h"
#include "tthcplan/version.h"

#include <stdlib.h>
#include <string.h>

enum { ROWS_A_STATEMENT = 20 };

/* A word in a task or unit. */
struct word_place {
  int64_t word; /* its number; 0: the store does not know it */
  int64_t kind;
  int64_t n;
};

/* The words of a plan, being put together. */
struct gathering {
  struct database *database;
  struct statement find;
  struct statement insert;
  int adds; /* whether new words are made known */
  struct buffer marked; /* of the word at hand: its spelling with the number of its tone, and the plain one */
  struct buffer plain;
  struct index known; /* the words that were met, by the first: rows of `numbers` */
  struct arena keys;
  int64_t *numbers;
  int32_t number_count;
  int32_t number_capacity;
  struct word_place *places;
  int32_t count;
  int32_t capacity;
};

/* --- words -------------------------------------------------------------------------------------------------------- */

/* Finds the number of a word in the store; 0: it has none. */
static int32_t find_word(struct gathering *gathering, const char *marked, int32_t tone, int64_t *word) {
  int32_t rc;
  *word = 0;
  tthc__bind_text(&gathering->find, 1, marked);
  tthc__bind_number(&gathering->find, 2, tone);
  rc = tthc__step(&gathering->find);
  if (rc == 1) *word = tthc__column_number(&gathering->find, 0);
  tthc__reset(&gathering->find);
  return rc < 0 ? rc : TTHC_OK;
}

static int32_t find_or_add_word(struct gathering *gathering, const char *marked, int32_t tone, int64_t *word) {
  int32_t rc = find_word(gathering, marked, tone, word);
  if (rc != TTHC_OK || *word != 0 || !gathering->adds) return rc;
  tthc__bind_text(&gathering->insert, 1, marked);
  tthc__bind_number(&gathering->insert, 2, tone);
  tthc__bind_text(&gathering->insert, 3, gathering->plain.data);
  rc = tthc__step(&gathering->insert);
  return rc == TTHC_OK ? find_word(gathering, marked, tone, word) : rc;
}

/* Most words of a plan occur again and again. */
static int32_t keep_number(struct gathering *gathering, int64_t word) {
  const char *key = tthc__arena_copy(&gathering->keys, gathering->marked.data, (size_t)gathering->marked.size);
  int64_t *grown =
    tthc__grow(gathering->numbers, gathering->number_count, &gathering->number_capacity, sizeof *grown);
  if (grown != NULL) gathering->numbers = grown;
  if (key == NULL || grown == NULL || tthc__index_put(&gathering->known, key, gathering->number_count) != TTHC_OK)
    return tthc__fail_memory(gathering->database->err);
  grown[gathering->number_count++] = word;
  return TTHC_OK;
}

/* The number of the word at hand. */
static int32_t know_word(struct gathering *gathering, int32_t tone, int64_t *word) {
  struct buffer *marked = &gathering->marked;
  int32_t row, rc;
  tthc__put_int(marked, tone);
  if (marked->failed || gathering->plain.failed) return tthc__fail_memory(gathering->database->err);
  row = tthc__index_get(&gathering->known, marked->data);
  if (row != TTHC_NONE) {
    *word = gathering->numbers[row];
    return TTHC_OK;
  }
  marked->data[marked->size - 1] = '\0';
  rc = find_or_add_word(gathering, marked->data, tone, word);
  marked->data[marked->size - 1] = (char)('0' + tone);
  return rc == TTHC_OK && *word != 0 ? keep_number(gathering, *word) : rc;
}

static int32_t add_place(struct gathering *gathering, int64_t word, int64_t kind, int64_t n) {
  struct word_place *grown =
    tthc__grow(gathering->places, gathering->count, &gathering->capacity, sizeof *grown);
  if (grown == NULL) return tthc__fail_memory(gathering->database->err);
  gathering->places = grown;
  grown[gathering->count++] = (struct word_place){word, kind, n};
  return TTHC_OK;
}

static int32_t gather_word(struct gathering *gathering, const char *text, int64_t size, int64_t kind, int64_t n) {
  int64_t word = 0;
  int32_t tone, rc;
  gathering->marked.size = gathering->plain.size = 0;
  tone = tthc__put_search_word(&gathering->marked, &gathering->plain, text, size);
  if (gathering->plain.size == 0 && !gathering->plain.failed) return TTHC_OK; /* a mark that stands alone */
  rc = know_word(gathering, tone, &word);
  return rc == TTHC_OK ? add_place(gathering, word, kind, n) : rc;
}

/* --- the words of a plan ------------------------------------------------------------------------------------------ */

static int32_t gather_text(struct gathering *gathering, struct statement *statement, int64_t kind) {
  const int64_t n = tthc__column_number(statement, 0);
  int64_t size;
  const char *text = tthc__column_bytes(statement, 1, &size), *word;
  int32_t rc = tthc__row_status(statement);
  if (text == NULL || !tthc__utf8_valid(text, size)) return rc; /* a check of the store tells of it */
  while (rc == TTHC_OK && tthc__next_word(&text, &word, &size)) rc = gather_word(gathering, word, size, kind, n);
  return rc;
}

static int32_t gather_texts(struct gathering *gathering, int64_t key, int64_t kind, const char *sql) {
  struct statement statement;
  int32_t rc = tthc__prepare(&statement, gathering->database, sql);
  if (rc == TTHC_OK) {
    tthc__bind_number(&statement, 1, key);
    rc = tthc__step(&statement);
  }
  while (rc == 1) {
    rc = gather_text(gathering, &statement, kind);
    if (rc == TTHC_OK) rc = tthc__step(&statement);
  }
  tthc__finish(&statement);
  return rc;
}

static int compare_places(const void *a, const void *b) {
  const struct word_place *x = a, *y = b;
  if (x->word != y->word) return x->word < y->word ? -1 : 1;
  if (x->kind != y->kind) return x->kind < y->kind ? -1 : 1;
  return x->n == y->n ? 0 : x->n < y->n ? -1 : 1;
}

/* In the order of the table, each once. */
static void sort_places(struct gathering *gathering) {
  int32_t from, to = 0;
  if (gathering->count == 0) return;
  qsort(gathering->places, (size_t)gathering->count, sizeof *gathering->places, compare_places);
  for (from = 1; from < gathering->count; from++)
    if (compare_places(&gathering->places[from], &gathering->places[to]) != 0)
      gathering->places[++to] = gathering->places[from];
  gathering->count = to + 1;
}

static int32_t gather(struct gathering *gathering, int64_t key) {
  int32_t rc;
  gathering->count = 0;
  rc = gather_texts(gathering, key, PLACE_TASK,
                    "SELECT task.n, task.title FROM plan JOIN task ON task.plan = plan.plan "
                    "AND task.revision = plan.revision WHERE plan.plan = $1 AND plan.removed IS NULL ORDER BY task.n");
  if (rc == TTHC_OK)
    rc = gather_texts(gathering, key, PLACE_UNIT,
                      "SELECT unit.n, unit.name FROM plan JOIN unit ON unit.plan = plan.plan "
                      "AND unit.revision = plan.revision WHERE plan.plan = $1 AND plan.removed IS NULL ORDER BY unit.n");
  if (rc == TTHC_OK) sort_places(gathering);
  return rc;
}

static int32_t begin(struct gathering *gathering, struct database *database, int adds) {
  int32_t rc;
  memset(gathering, 0, sizeof *gathering);
  gathering->database = database;
  gathering->adds = adds;
  rc = tthc__prepare(&gathering->find, database, "SELECT word FROM word WHERE marked = $1 AND tone = $2");
  if (rc == TTHC_OK)
    rc = tthc__prepare(&gathering->insert, database, "INSERT INTO word (marked, tone, plain) VALUES ($1, $2, $3)");
  return rc;
}

static void end(struct gathering *gathering) {
  tthc__finish(&gathering->find);
  tthc__finish(&gathering->insert);
  tthc__buffer_free(&gathering->marked);
  tthc__buffer_free(&gathering->plain);
  tthc__index_free(&gathering->known);
  tthc__arena_free(&gathering->keys);
  free(gathering->numbers);
  free(gathering->places);
}

/* --- saving ------------------------------------------------------------------------------------------------------- */

static int32_t drop_words(struct database *database, int64_t key) {
  const struct parameter with = {NULL, key};
  return tthc__run_with(database, "DELETE FROM word_place WHERE plan = $1", &with, 1, NULL);
}

/* The plan is $1, and each row has three parameters behind. */
static int32_t prepare_insert(struct statement *statement, struct database *database, int rows) {
  struct buffer sql = {0};
  int parameter;
  tthc__put(&sql, "INSERT INTO word_place (plan, word, kind, n) VALUES ");
  for (parameter = 2; parameter < 3 * rows + 2; parameter++) {
    const int place = (parameter - 2) % 3;
    tthc__put(&sql, place > 0 ? ", $" : parameter == 2 ? "($1, $" : ", ($1, $");
    tthc__put_int(&sql, parameter);
    if (place == 2) tthc__put_char(&sql, ')');
  }
  return tthc__prepare_made(statement, database, &sql);
}

/* Several rows a statement, as many in all as there are places but for fewer than `rows`; gives how many. */
static int32_t insert_rows(const struct gathering *gathering, int64_t key, int32_t first, int rows) {
  struct statement statement;
  int row;
  int32_t rc = prepare_insert(&statement, gathering->database, rows);
  if (rc == TTHC_OK) tthc__bind_number(&statement, 1, key);
  for (; rc == TTHC_OK && gathering->count - first >= rows; first += rows) {
    for (row = 0; row < rows; row++) {
      const struct word_place *place = &gathering->places[first + row];
      tthc__bind_number(&statement, 3 * row + 2, place->word);
      tthc__bind_number(&statement, 3 * row + 3, place->kind);
      tthc__bind_number(&statement, 3 * row + 4, place->n);
    }
    rc = tthc__step(&statement);
  }
  tthc__finish(&statement);
  return rc < 0 ? rc : first;
}

static int32_t insert_places(const struct gathering *gathering, int64_t key) {
  int32_t done = insert_rows(gathering, key, 0, ROWS_A_STATEMENT);
  if (done >= 0) done = insert_rows(gathering, key, done, 1);
  return done < 0 ? done : TTHC_OK;
}

static int32_t save(struct gathering *gathering, int64_t key) {
  int32_t rc = drop_words(gathering->database, key);
  if (rc == TTHC_OK) rc = gather(gathering, key);
  return rc == TTHC_OK ? insert_places(gathering, key) : rc;
}

int32_t tthc__save_words(struct database *database, int64_t key) {
  struct gathering gathering;
  int32_t rc = begin(&gathering, database, 1);
  if (rc == TTHC_OK) rc = save(&gathering, key);
  end(&gathering);
  return rc;
}

int32_t tthc__migrate_words(struct database *database) {
  struct gathering gathering;
  struct statement plans = {0};
  int32_t rc = begin(&gathering, database, 1);
  if (rc == TTHC_OK) rc = tthc__prepare(&plans, database, "SELECT plan FROM plan ORDER BY plan");
  if (rc == TTHC_OK) rc = tthc__step(&plans);
  while (rc == 1) {
    rc = save(&gathering, tthc__column_number(&plans, 0));
    if (rc == TTHC_OK) rc = tthc__step(&plans);
  }
  tthc__finish(&plans);
  end(&gathering);
  return rc;
}

/* --- checking ----------------------------------------------------------------------------------------------------- */

/* The rows of the table beside what was gathered, in one order. */
static int32_t compare(const struct gathering *gathering, int64_t key) {
  struct statement statement;
  int32_t i = 0, rc = tthc__prepare(&statement, gathering->database,
                                    "SELECT word, kind, n FROM word_place WHERE plan = $1 ORDER BY word, kind, n");
  if (rc == TTHC_OK) {
    tthc__bind_number(&statement, 1, key);
    rc = tthc__step(&statement);
  }
  for (; rc == 1 && i < gathering->count; i++) {
    const struct word_place place = {tthc__column_number(&statement, 0), tthc__column_number(&statement, 1),
                                     tthc__column_number(&statement, 2)};
    if (compare_places(&place, &gathering->places[i]) != 0) break;
    rc = tthc__step(&statement);
  }
  tthc__finish(&statement);
  return rc < 0 ? rc : rc == 0 && i == gathering->count;
}

int32_t tthc__has_words(struct database *database, int64_t key) {
  struct gathering gathering;
  int32_t rc = begin(&gathering, database, 0);
  if (rc == TTHC_OK) rc = gather(&gathering, key);
  if (rc == TTHC_OK) rc = compare(&gathering, key);
  end(&gathering);
  return rc;
}

/* The plain spelling follows from the other one, which is in small letters without its tone already. */
static int is_word(struct buffer *plain, const char *marked, int64_t tone, const char *saved) {
  plain->size = 0;
  if (marked == NULL || saved == NULL || !tthc__utf8_valid(marked, (int64_t)strlen(marked))) return 0;
  tthc__put(plain, ""); /* text also when nothing is put */
  tthc__put_folded_word(plain, marked);
  return !plain->failed && strcmp(plain->data, saved) == 0 && *saved != '\0' && tone >= 0 && tone <= 5;
}

static int32_t check_word(struct statement *statement, struct buffer *plain, take_word *take, void *context) {
  const int64_t word = tthc__column_number(statement, 0), tone = tthc__column_number(statement, 2);
  const int is_whole = is_word(plain, tthc__column_text(statement, 1), tone, tthc__column_text(statement, 3));
  const int32_t rc = tthc__row_status(statement);
  if (plain->failed) return tthc__fail_memory(statement->database->err);
  if (rc != TTHC_OK && rc != TTHC_E_DATABASE) return rc;
  statement->failure = 0; /* a row that cannot be read is not one, either */
  return is_whole ? TTHC_OK : take(context, word);
}

int32_t tthc__check_words(struct database *database, take_word *take, void *context) {
  struct statement statement;
  struct buffer plain = {0};
  int32_t rc = tthc__prepare(&statement, database, "SELECT word, marked, tone, plain FROM word ORDER BY word");
  if (rc == TTHC_OK) rc = tthc__step(&statement);
  while (rc == 1) {
    rc = check_word(&statement, &plain, take, context);
    if (rc == TTHC_OK) rc = tthc__step(&statement);
  }
  tthc__finish(&statement);
  tthc__buffer_free(&plain);
  return rc;
}
