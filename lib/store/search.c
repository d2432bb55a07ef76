/*
 * Searches. The places of a word are looked up by its spelling. When one of the words is rare, each of its places is asked
 * for the others; when all are frequent, the places that all share are found in ever larger spans of plans, of which the
 * first mostly fills the page.
 */
#include "tthcplan/search.h"

#include "base/json.h"
#include "base/text.h"
#include "base/unicode.h"
#include "store/columns.h"
#include "store/store.h"
#include "store/words.h"

#include <stdlib.h>
#include <string.h>

enum { WORDS_MAX = 32, TEXT_MAX = 2000, PLANS_MAX = 500, FIRST_SPAN = 64, RARE_MAX = 1000, LIMIT_MAX = 1000 };

/* A word that is sought: by its plain form unless it was typed with marks. */
struct sought {
  const char *form;
  int32_t tone;
  int is_marked;
  int is_beginning; /* of a word */
  int has_tone;     /* the tone counts, too */
};

/* Where something stands, in the order of results. */
struct hit {
  int64_t plan;
  int64_t kind;
  int64_t n;
};

struct match {
  int32_t start;
  int32_t size;
};

struct found_row {
  const char *plan;
  int32_t kind;
  const char *id;
  const char *text;
  const struct match *matches;
  int32_t match_count;
};

struct tthc_search {
  uint32_t mark;
  struct arena arena;
  struct found_row *rows;
  int32_t count;
  const char *next;
};

struct search_options {
  const char **plans;
  int32_t plan_count;
  int32_t kind;
  int32_t limit;
  struct hit after;
  struct arena *arena;
};

struct searching {
  struct database *database;
  struct search_options options;
  struct sought words[WORDS_MAX];
  int word_count;
  int is_rare;      /* the first word, which is the rarest */
  struct hit *hits; /* one more than are shown, when there are more */
  int32_t hit_count;
  struct statement statement;
  struct arena arena; /* texts of the request */
  tthc_search *search;
};

/* --- options ------------------------------------------------------------------------------------------------------ */

static const struct vocabulary kinds = {"task, unit", {"task", "unit"}};

const char *tthc_search_kind_word(int32_t kind) { return tthc__word(&kinds, kind); }

static int32_t read_plan(const struct json_at *at, void *row) {
  struct search_options *options = row;
  const char *id, **grown;
  int32_t rc = tthc__json_text(at, JSON_SLUG, &id);
  if (rc != TTHC_OK) return rc;
  if (options->plan_count == PLANS_MAX)
    return tthc__json_fail(at, TTHC_E_LIMIT, NULL, WORDS("không quá 500 kế hoạch", "at most 500 plans"));
  grown = tthc__arena_grow(options->arena, options->plans, options->plan_count, sizeof *grown);
  id = tthc__arena_copy(options->arena, id, strlen(id));
  if (grown == NULL || id == NULL) return tthc__fail_memory(at->doc->err);
  options->plans = grown;
  grown[options->plan_count++] = id;
  return TTHC_OK;
}

/* An empty list could be meant for all or for nothing. */
static int32_t read_plans(const struct json_at *at, void *row) {
  const int32_t rc = tthc__json_each(at, read_plan, row);
  if (rc != TTHC_OK || ((const struct search_options *)row)->plan_count > 0) return rc;
  return tthc__json_fail(at, TTHC_E_MISSING, NULL, WORDS("ít nhất một phần tử", "at least one element"));
}

/* Reads digits, and what ends them. */
static int read_number(const char **text, char end, int64_t *number) {
  const char *p = *text;
  *number = 0;
  while (*p >= '0' && *p <= '9' && *number < INT64_MAX / 10 - 1) *number = *number * 10 + (*p++ - '0');
  if (p == *text || *p != end) return 0;
  *text = p + 1;
  return 1;
}

static int32_t read_after(const struct json_at *at, void *row) {
  struct search_options *options = row;
  const char *text, *p;
  int32_t rc = tthc__json_text(at, JSON_LABEL, &text);
  if (rc != TTHC_OK) return rc;
  p = text;
  if (read_number(&p, '.', &options->after.plan) && read_number(&p, '.', &options->after.kind) &&
      read_number(&p, '\0', &options->after.n))
    return TTHC_OK;
  return tthc__json_fail(at, TTHC_E_VALUE, text,
                         WORDS("giá trị của tthc_search_next()", "what tthc_search_next() gave"));
}

static const struct json_field option_fields[] = {
  {.name = "plans", .kind = JSON_CUSTOM, .read = read_plans},
  {FIELD("kind", JSON_WORD, struct search_options, kind), .vocabulary = &kinds},
  {FIELD("limit", JSON_INT32, struct search_options, limit),
   .range = {1, LIMIT_MAX}, .expected = {"1 đến 1000", "1 to 1000"}},
  {.name = "after", .kind = JSON_CUSTOM, .read = read_after},
  {0}};

/* --- the words that are sought ------------------------------------------------------------------------------------ */

static int32_t fail_words(tthc_error *err, int32_t code) {
  return tthc__fail_at(err, code, "text", NULL, WORDS("từ 1 đến 32 từ", "from 1 to 32 words"));
}

/* A mark that stands alone is no word. */
static int32_t add_word(struct searching *searching, const char *text, int64_t size, tthc_error *err) {
  struct buffer marked = {0}, plain = {0};
  struct sought word = {NULL, tthc__put_search_word(&marked, &plain, text, size), 0, 0, 0};
  int32_t rc = TTHC_OK;
  if (marked.failed || plain.failed) {
    rc = tthc__fail_memory(err);
  } else if (plain.size > 0 && searching->word_count == WORDS_MAX) {
    rc = fail_words(err, TTHC_E_LIMIT);
  } else if (plain.size > 0) {
    word.is_marked = word.tone != 0 || strcmp(marked.data, plain.data) != 0;
    word.has_tone = word.is_marked;
    word.form = word.is_marked ? tthc__arena_copy(&searching->arena, marked.data, (size_t)marked.size)
                               : tthc__arena_copy(&searching->arena, plain.data, (size_t)plain.size);
    searching->words[searching->word_count++] = word;
    if (word.form == NULL) rc = tthc__fail_memory(err);
  }
  tthc__buffer_free(&marked);
  tthc__buffer_free(&plain);
  return rc;
}

/* The last word may go on; where no vowel was typed, its tone cannot have been either: "đ" is a beginning of "Đà". */
static void expect_more(struct sought *word) {
  word->is_beginning = 1;
  if (word->tone == 0 && strpbrk(word->form, "aeiouy") == NULL) word->has_tone = 0;
}

static int32_t read_words(struct searching *searching, const char *text, tthc_error *err) {
  const char *copy = NULL, *word;
  int64_t size;
  int32_t rc = tthc__text_in(&searching->arena, text, TEXT_MAX, "text", &copy, err);
  while (rc == TTHC_OK && tthc__next_word(&copy, &word, &size)) rc = add_word(searching, word, size, err);
  if (rc == TTHC_OK && searching->word_count == 0) rc = fail_words(err, TTHC_E_VALUE);
  if (rc == TTHC_OK) expect_more(&searching->words[searching->word_count - 1]);
  return rc;
}

/* --- looking up --------------------------------------------------------------------------------------------------- */

static void put_parameter(struct buffer *sql, const char *before, int *parameter) {
  tthc__put(sql, before);
  tthc__put(sql, " $");
  tthc__put_int(sql, ++*parameter);
}

/* The numbers of the spellings that a word stands for. */
static void put_spellings(struct buffer *sql, const struct sought *word, int *parameter) {
  const char *form = word->is_marked ? "marked" : "plain";
  tthc__put(sql, "(SELECT word FROM word WHERE ");
  tthc__put(sql, form);
  put_parameter(sql, word->is_beginning ? " >=" : " =", parameter);
  if (word->is_beginning) {
    tthc__put(sql, " AND ");
    tthc__put(sql, form);
    put_parameter(sql, " <", parameter);
  }
  if (word->has_tone) put_parameter(sql, " AND tone =", parameter);
  tthc__put(sql, ")");
}

/* The places of a word within the span of plans that $1 and $2 are. */
static void put_places(struct buffer *sql, const struct sought *word, int *parameter) {
  tthc__put(sql, "SELECT plan, kind, n FROM word_place AS x WHERE plan >= $1 AND plan <= $2 AND word IN ");
  put_spellings(sql, word, parameter);
}

/* That a word stands there, too. */
static void put_condition(struct buffer *sql, const struct sought *word, int *parameter) {
  tthc__put(sql, " AND EXISTS (SELECT 1 FROM word_place AS y WHERE y.plan = x.plan AND y.kind = x.kind AND y.n = x.n "
                 "AND y.word IN ");
  put_spellings(sql, word, parameter);
  tthc__put(sql, ")");
}

static int32_t prepare(struct searching *searching) {
  struct buffer sql = {0};
  int i, parameter = 2;
  tthc__put(&sql, "SELECT DISTINCT plan, kind, n FROM (");
  put_places(&sql, &searching->words[0], &parameter);
  for (i = 1; i < searching->word_count; i++) {
    if (searching->is_rare) {
      put_condition(&sql, &searching->words[i], &parameter);
    } else {
      tthc__put(&sql, " INTERSECT ");
      put_places(&sql, &searching->words[i], &parameter);
    }
  }
  put_parameter(&sql, ") AS hit WHERE (plan, kind, n) > (", &parameter);
  put_parameter(&sql, ",", &parameter);
  put_parameter(&sql, ",", &parameter);
  tthc__put(&sql, ")");
  if (searching->options.kind != 0) put_parameter(&sql, " AND kind =", &parameter);
  put_parameter(&sql, " ORDER BY plan, kind, n LIMIT", &parameter);
  return tthc__prepare_made(&searching->statement, searching->database, &sql);
}

/* The first text that is after all that begin with this one. */
static const char *end_of(struct arena *arena, const char *form) {
  static const char last[] = "\xf4\x8f\xbf\xbf"; /* U+10FFFF */
  const size_t size = strlen(form);
  char *end = tthc__arena_alloc(arena, size + sizeof last);
  if (end == NULL) return NULL;
  memcpy(end, form, size);
  memcpy(end + size, last, sizeof last);
  return end;
}

/* Binds what a word stands for, behind the parameter. */
static int32_t bind_word(struct searching *searching, struct statement *statement, const struct sought *word,
                         int *parameter) {
  tthc__bind_text(statement, ++*parameter, word->form);
  if (word->is_beginning) {
    const char *end = end_of(&searching->arena, word->form);
    if (end == NULL) return tthc__fail_memory(searching->database->err);
    tthc__bind_text(statement, ++*parameter, end);
  }
  if (word->has_tone) tthc__bind_number(statement, ++*parameter, word->tone);
  return TTHC_OK;
}

/* Binds what stays for all spans; gives the parameter of the limit. */
static int32_t bind(struct searching *searching, int *limit) {
  struct statement *statement = &searching->statement;
  const struct search_options *options = &searching->options;
  int i, parameter = 2;
  int32_t rc = TTHC_OK;
  for (i = 0; rc == TTHC_OK && i < searching->word_count; i++)
    rc = bind_word(searching, statement, &searching->words[i], &parameter);
  if (rc != TTHC_OK) return rc;
  tthc__bind_number(statement, ++parameter, options->after.plan);
  tthc__bind_number(statement, ++parameter, options->after.kind);
  tthc__bind_number(statement, ++parameter, options->after.n);
  if (options->kind != 0) tthc__bind_number(statement, ++parameter, options->kind);
  *limit = parameter + 1;
  return TTHC_OK;
}

/* How many places a word has; RARE_MAX: that many, or more. */
static int32_t count_places(struct searching *searching, const struct sought *word, int64_t *count) {
  struct statement statement;
  struct buffer sql = {0};
  int parameter = 0;
  int32_t rc;
  tthc__put(&sql, "SELECT COUNT(*) FROM (SELECT 1 FROM word_place WHERE word IN ");
  put_spellings(&sql, word, &parameter);
  put_parameter(&sql, " LIMIT", &parameter);
  tthc__put(&sql, ") AS found");
  rc = tthc__prepare_made(&statement, searching->database, &sql);
  parameter = 0;
  if (rc == TTHC_OK) rc = bind_word(searching, &statement, word, &parameter);
  if (rc == TTHC_OK) {
    tthc__bind_number(&statement, parameter + 1, RARE_MAX);
    rc = tthc__step(&statement);
  }
  if (rc == 1) *count = tthc__column_number(&statement, 0);
  tthc__finish(&statement);
  return rc < 0 ? rc : TTHC_OK;
}

/* Puts the rarest word first. */
static int32_t order_words(struct searching *searching) {
  int64_t least = RARE_MAX, count = 0;
  int i, rarest = 0;
  int32_t rc = TTHC_OK;
  for (i = 0; rc == TTHC_OK && i < searching->word_count && least > 0; i++) {
    rc = count_places(searching, &searching->words[i], &count);
    if (count < least) {
      least = count;
      rarest = i;
    }
  }
  if (rarest > 0) {
    const struct sought first = searching->words[0];
    searching->words[0] = searching->words[rarest];
    searching->words[rarest] = first;
  }
  searching->is_rare = least < RARE_MAX;
  return rc;
}

/* Looks through the plans from one to another. */
static int32_t look(struct searching *searching, int64_t first, int64_t last, int limit) {
  struct statement *statement = &searching->statement;
  int32_t rc;
  tthc__bind_number(statement, 1, first);
  tthc__bind_number(statement, 2, last);
  tthc__bind_number(statement, limit, searching->options.limit + 1 - searching->hit_count);
  while ((rc = tthc__step(statement)) == 1) {
    struct hit *hit = &searching->hits[searching->hit_count++];
    hit->plan = tthc__column_number(statement, 0);
    hit->kind = tthc__column_number(statement, 1);
    hit->n = tthc__column_number(statement, 2);
    if (searching->hit_count > searching->options.limit) break;
  }
  tthc__reset(statement);
  return rc < 0 ? rc : TTHC_OK;
}

static int is_full(const struct searching *searching) { return searching->hit_count > searching->options.limit; }

/* --- the plans that are looked through ---------------------------------------------------------------------------- */

/* As many plans as are likely to fill the page by what was found in those before, and four times as many at most. */
static int64_t next_span(const struct searching *searching, int64_t looked, int64_t span) {
  const int64_t found = searching->hit_count, wanted = searching->options.limit + 1 - found;
  int64_t likely;
  if (span > INT64_MAX / 16 || looked < 0 || looked > INT64_MAX / (2 * LIMIT_MAX)) return INT64_MAX;
  if (found == 0) return 4 * span;
  likely = looked * wanted / found;
  likely += likely / 4 + 1;
  return likely < 4 * span ? likely : 4 * span;
}

static int32_t look_everywhere(struct searching *searching, int limit) {
  int64_t begin, first, last, end, span = searching->is_rare ? INT64_MAX : FIRST_SPAN;
  int32_t rc = tthc__run_for_number(searching->database, "SELECT COALESCE(MIN(plan), 1) FROM plan", &first);
  if (rc == TTHC_OK) rc = tthc__run_for_number(searching->database, "SELECT COALESCE(MAX(plan), 0) FROM plan", &last);
  if (rc == TTHC_OK && first < searching->options.after.plan) first = searching->options.after.plan;
  begin = first;
  while (rc == TTHC_OK && first <= last && !is_full(searching)) {
    end = (uint64_t)last - (uint64_t)first < (uint64_t)span ? last : first + span - 1;
    rc = look(searching, first, end, limit);
    if (end == last) break;
    first = end + 1;
    span = next_span(searching, (int64_t)((uint64_t)first - (uint64_t)begin), span);
  }
  return rc;
}

static int compare_keys(const void *a, const void *b) {
  const int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
  return x == y ? 0 : x < y ? -1 : 1;
}

/* Fills in the keys of those that are there, in order; gives how many. */
static int32_t find_keys(struct searching *searching, int64_t *keys) {
  struct statement statement;
  int32_t i, count = 0, rc = tthc__prepare(&statement, searching->database, "SELECT plan FROM plan WHERE id = $1");
  for (i = 0; rc >= 0 && i < searching->options.plan_count; i++) {
    tthc__bind_text(&statement, 1, searching->options.plans[i]);
    rc = tthc__step(&statement);
    if (rc == 1) keys[count++] = tthc__column_number(&statement, 0);
    tthc__reset(&statement);
  }
  tthc__finish(&statement);
  if (rc < 0) return rc;
  qsort(keys, (size_t)count, sizeof *keys, compare_keys);
  return count;
}

static int32_t look_in_plans(struct searching *searching, int limit) {
  int64_t keys[PLANS_MAX];
  int32_t i, rc = TTHC_OK;
  const int32_t count = find_keys(searching, keys);
  for (i = 0; rc == TTHC_OK && i < count && !is_full(searching); i++)
    if (i == 0 || keys[i] != keys[i - 1]) rc = look(searching, keys[i], keys[i], limit);
  return count < 0 ? count : rc;
}

static int32_t find_hits(struct searching *searching) {
  int limit = 0;
  int32_t rc = order_words(searching);
  if (rc == TTHC_OK) rc = prepare(searching);
  if (rc == TTHC_OK) rc = bind(searching, &limit);
  if (rc == TTHC_OK)
    rc = searching->options.plan_count > 0 ? look_in_plans(searching, limit) : look_everywhere(searching, limit);
  tthc__finish(&searching->statement);
  return rc;
}

/* --- rows --------------------------------------------------------------------------------------------------------- */

static int matches_word(const struct sought *word, const char *marked, const char *plain, int32_t tone) {
  const char *form = word->is_marked ? marked : plain;
  if (word->has_tone && word->tone != tone) return 0;
  return word->is_beginning ? strncmp(form, word->form, strlen(word->form)) == 0 : strcmp(form, word->form) == 0;
}

/* 1 when a word of a row's text is one that is sought, -1 without memory. */
static int is_sought(const struct searching *searching, const char *text, int64_t size) {
  struct buffer marked = {0}, plain = {0};
  const int32_t tone = tthc__put_search_word(&marked, &plain, text, size);
  int i, is_match = marked.failed || plain.failed ? -1 : 0;
  for (i = 0; is_match == 0 && plain.size > 0 && i < searching->word_count; i++)
    is_match = matches_word(&searching->words[i], marked.data, plain.data, tone);
  tthc__buffer_free(&marked);
  tthc__buffer_free(&plain);
  return is_match;
}

static int32_t find_matches(struct searching *searching, struct found_row *row) {
  const char *text = row->text, *word;
  struct match *matches = NULL, *grown;
  int64_t size;
  while (tthc__next_word(&text, &word, &size)) {
    const int is_match = is_sought(searching, word, size);
    if (is_match == 0) continue;
    grown = is_match < 0 ? NULL
                         : tthc__arena_grow(&searching->search->arena, matches, row->match_count, sizeof *matches);
    if (grown == NULL) return tthc__fail_memory(searching->database->err);
    matches = grown;
    matches[row->match_count++] = (struct match){(int32_t)(word - row->text), (int32_t)size};
  }
  row->matches = matches;
  return TTHC_OK;
}

static int32_t copy_row(struct searching *searching, struct statement *statement, struct found_row *row) {
  struct arena *arena = &searching->search->arena;
  const char *plan = tthc__column_text(statement, 0), *id = tthc__column_text(statement, 1);
  const char *text = tthc__column_text(statement, 2);
  int32_t rc = tthc__row_status(statement);
  if (rc != TTHC_OK) return rc;
  rc = tthc__text_in(arena, plan, ID_MAX, "plan", &row->plan, NULL);
  if (rc == TTHC_OK) rc = tthc__text_in(arena, id, STRING_MAX, "id", &row->id, NULL);
  if (rc == TTHC_OK) rc = tthc__text_in(arena, text, STRING_MAX, "text", &row->text, NULL);
  if (rc == TTHC_E_MEMORY) return tthc__fail_memory(searching->database->err);
  return rc == TTHC_OK ? rc : tthc__fail_damaged(searching->database, row->kind == PLACE_TASK ? "task" : "unit");
}

/* A place without a row is damage that a check tells of; here it is none. */
static int32_t read_row(struct searching *searching, struct statement *statement, const struct hit *hit) {
  struct found_row *row = &searching->search->rows[searching->search->count];
  int32_t rc;
  tthc__bind_number(statement, 1, hit->plan);
  tthc__bind_number(statement, 2, hit->n);
  rc = tthc__step(statement);
  if (rc == 1) {
    row->kind = (int32_t)hit->kind;
    rc = copy_row(searching, statement, row);
    if (rc == TTHC_OK) rc = find_matches(searching, row);
    if (rc == TTHC_OK) searching->search->count++;
  }
  tthc__reset(statement);
  return rc;
}

/* Where the last of the rows that are shown stands. */
static int32_t make_next(struct searching *searching) {
  const struct hit *last = &searching->hits[searching->options.limit - 1];
  struct buffer next = {0};
  tthc__put_int(&next, last->plan);
  tthc__put_char(&next, '.');
  tthc__put_int(&next, last->kind);
  tthc__put_char(&next, '.');
  tthc__put_int(&next, last->n);
  if (!next.failed) searching->search->next = tthc__arena_copy(&searching->search->arena, next.data, (size_t)next.size);
  tthc__buffer_free(&next);
  return searching->search->next == NULL ? tthc__fail_memory(searching->database->err) : TTHC_OK;
}

static int32_t make_rows(struct searching *searching) {
  struct statement tasks = {0}, units = {0};
  int32_t i, rc = tthc__prepare(&tasks, searching->database,
                                "SELECT plan.id, task.id, task.title FROM plan JOIN task ON task.plan = plan.plan "
                                "AND task.revision = plan.revision WHERE plan.plan = $1 AND task.n = $2");
  if (rc == TTHC_OK)
    rc = tthc__prepare(&units, searching->database,
                       "SELECT plan.id, unit.id, unit.name FROM plan JOIN unit ON unit.plan = plan.plan "
                       "AND unit.revision = plan.revision WHERE plan.plan = $1 AND unit.n = $2");
  for (i = 0; rc == TTHC_OK && i < searching->hit_count && i < searching->options.limit; i++)
    rc = read_row(searching, searching->hits[i].kind == PLACE_TASK ? &tasks : &units, &searching->hits[i]);
  tthc__finish(&tasks);
  tthc__finish(&units);
  return rc == TTHC_OK && is_full(searching) ? make_next(searching) : rc;
}

/* --- the whole ---------------------------------------------------------------------------------------------------- */

static int32_t search_store(struct searching *searching) {
  int32_t rc = tthc__begin_reading(searching->database);
  if (rc != TTHC_OK) return rc;
  rc = find_hits(searching);
  if (rc == TTHC_OK) rc = make_rows(searching);
  return tthc__end(searching->database, rc);
}

static int32_t make_room(struct searching *searching, tthc_error *err) {
  const size_t limit = (size_t)searching->options.limit;
  searching->search = calloc(1, sizeof *searching->search);
  if (searching->search == NULL) return tthc__fail_memory(err);
  searching->search->mark = MARK_SEARCH;
  searching->search->rows = calloc(limit, sizeof *searching->search->rows);
  searching->hits = calloc(limit + 1, sizeof *searching->hits);
  return searching->search->rows == NULL || searching->hits == NULL ? tthc__fail_memory(err) : TTHC_OK;
}

static int32_t read_request(struct searching *searching, const char *text, const char *options_json,
                            tthc_error *err) {
  int32_t rc;
  searching->options.limit = 50;
  searching->options.arena = &searching->arena;
  searching->options.after = (struct hit){INT64_MIN, 0, 0};
  rc = tthc__json_options(options_json, option_fields, &searching->options, NULL, err);
  return rc == TTHC_OK ? read_words(searching, text, err) : rc;
}

static tthc_search *find(struct searching *searching, const char *text, const char *options_json, tthc_error *err) {
  int32_t rc = read_request(searching, text, options_json, err);
  if (rc == TTHC_OK) rc = make_room(searching, err);
  if (rc == TTHC_OK) rc = search_store(searching);
  free(searching->hits);
  tthc__arena_free(&searching->arena);
  if (rc == TTHC_OK) return searching->search;
  tthc_search_free(searching->search);
  return NULL;
}

tthc_search *tthc_store_search(tthc_store *store, const char *text, const char *options_json, tthc_error *err) {
  struct searching searching;
  tthc_search *search;
  if (tthc__enter_store(store, err) != TTHC_OK) return NULL;
  memset(&searching, 0, sizeof searching);
  searching.database = &store->database;
  search = find(&searching, text, options_json, err);
  tthc__leave_store(store);
  return search;
}

void tthc_search_free(tthc_search *search) {
  if (!tthc__is(search, MARK_SEARCH)) return;
  search->mark = 0;
  tthc__arena_free(&search->arena);
  free(search->rows);
  free(search);
}

/* --- what was found ----------------------------------------------------------------------------------------------- */

static const struct found_row *row_of(const tthc_search *search, int32_t row) {
  if (!tthc__is(search, MARK_SEARCH) || row < 0 || row >= search->count) return NULL;
  return &search->rows[row];
}

static const struct match *match_of(const tthc_search *search, int32_t row, int32_t nth) {
  const struct found_row *found = row_of(search, row);
  return found == NULL || nth < 0 || nth >= found->match_count ? NULL : &found->matches[nth];
}

int32_t tthc_search_count(const tthc_search *search) { return tthc__is(search, MARK_SEARCH) ? search->count : 0; }

const char *tthc_search_plan_id(const tthc_search *search, int32_t row) {
  const struct found_row *found = row_of(search, row);
  return found == NULL ? NULL : found->plan;
}

int32_t tthc_search_kind(const tthc_search *search, int32_t row) {
  const struct found_row *found = row_of(search, row);
  return found == NULL ? 0 : found->kind;
}

const char *tthc_search_id(const tthc_search *search, int32_t row) {
  const struct found_row *found = row_of(search, row);
  return found == NULL ? NULL : found->id;
}

const char *tthc_search_text(const tthc_search *search, int32_t row) {
  const struct found_row *found = row_of(search, row);
  return found == NULL ? NULL : found->text;
}

int32_t tthc_search_match_count(const tthc_search *search, int32_t row) {
  const struct found_row *found = row_of(search, row);
  return found == NULL ? 0 : found->match_count;
}

int32_t tthc_search_match_start(const tthc_search *search, int32_t row, int32_t nth) {
  const struct match *found = match_of(search, row, nth);
  return found == NULL ? TTHC_NONE : found->start;
}

int32_t tthc_search_match_size(const tthc_search *search, int32_t row, int32_t nth) {
  const struct match *found = match_of(search, row, nth);
  return found == NULL ? 0 : found->size;
}

const char *tthc_search_next(const tthc_search *search) { return tthc__is(search, MARK_SEARCH) ? search->next : NULL; }

int32_t tthc_search_kinds(const tthc_search *search, int32_t *numbers, int32_t capacity) {
  int32_t i;
  if (!tthc__is(search, MARK_SEARCH)) return TTHC_E_HANDLE;
  if (capacity < 0 || (capacity > 0 && numbers == NULL)) return TTHC_E_ARGUMENT;
  for (i = 0; i < search->count && i < capacity; i++) numbers[i] = search->rows[i].kind;
  return search->count;
}

static const struct json_field match_fields[] = {
  {FIELD("start", JSON_INT32, struct match, start), .absent = TTHC_NONE},
  {FIELD("size", JSON_INT32, struct match, size), .absent = 0},
  {0}};

static const struct json_field row_fields[] = {
  {FIELD("plan", JSON_SLUG, struct found_row, plan)},
  {FIELD("kind", JSON_WORD, struct found_row, kind), .vocabulary = &kinds},
  {FIELD("id", JSON_LABEL, struct found_row, id)},
  {FIELD("text", JSON_TEXT, struct found_row, text)},
  {0}};

tthc_text *tthc_search_json(const tthc_search *search, tthc_error *err) {
  struct json_writer writer;
  int32_t i;
  if (!tthc__is(search, MARK_SEARCH)) {
    tthc__fail_handle(err, "tthc_search");
    return NULL;
  }
  tthc__json_begin(&writer, 2, NULL);
  tthc__json_write_open(&writer, '{');
  tthc__json_write_text(&writer, "format", "tthcplan-search/1");
  tthc__json_write_text(&writer, "next", search->next);
  tthc__json_write_name(&writer, "rows");
  tthc__json_write_open(&writer, '[');
  for (i = 0; i < search->count; i++) {
    const struct found_row *row = &search->rows[i];
    tthc__json_write_item(&writer);
    tthc__json_write_open(&writer, '{');
    tthc__json_write_members(&writer, row_fields, row);
    tthc__json_write_rows(&writer, "matches", match_fields, row->matches, row->match_count, sizeof *row->matches);
    tthc__json_write_close(&writer);
  }
  tthc__json_write_close(&writer);
  tthc__json_write_close(&writer);
  return tthc__json_end(&writer, err);
}
