/*
 * Where all words of a search stand. The places of a word are looked up by its spelling. Those of a rare word, or those
 * that two or three frequent ones share, are asked for the others: frequent ones in ever larger spans of plans, of which
 * the first mostly fills the page.
 */
#include "store/hits.h"

#include "store/columns.h"

enum {
  FIRST_SPAN = 64,  /* plans */
  RARE_MAX = 1000,  /* places of a word */
  MERGED_MAX = 3,   /* frequent words */
  ASKED_MAX = 20000 /* places of the rarest word times spellings of another */
};

static const struct column hit_columns[] = {
  INT64("plan", struct hit, plan, ALWAYS),
  INT64("kind", struct hit, kind, ALWAYS),
  INT64("n", struct hit, n, ALWAYS),
  {0}};

/* --- statements --------------------------------------------------------------------------------------------------- */

static void put_number(struct question *question, const char *before, int64_t number) {
  tthc__put(&question->sql, before);
  tthc__put_number_parameter(question, number);
}

/* Whether a word stands for a single spelling, whose places the index has in order. */
static int is_one(const struct sought *word) { return word->has_tone && word->end == NULL; }

/* That a word is one of the spellings that are sought. */
static void put_spellings(struct question *question, const struct sought *word) {
  const char *form = word->is_marked ? "marked" : "plain";
  tthc__put(&question->sql, is_one(word) ? "word = (" : "word IN (");
  tthc__put(&question->sql, "SELECT word FROM word WHERE ");
  tthc__put(&question->sql, form);
  tthc__put(&question->sql, word->end == NULL ? " = " : " >= ");
  tthc__put_text_parameter(question, word->form);
  if (word->end != NULL) {
    tthc__put(&question->sql, " AND ");
    tthc__put(&question->sql, form);
    tthc__put(&question->sql, " < ");
    tthc__put_text_parameter(question, word->end);
  }
  if (word->has_tone) put_number(question, " AND tone = ", word->tone);
  tthc__put(&question->sql, ")");
}

static void put_places(struct question *question, const struct sought *word, int64_t first, int64_t last) {
  put_number(question, "SELECT plan, kind, n FROM word_place WHERE plan >= ", first);
  put_number(question, " AND plan <= ", last);
  tthc__put(&question->sql, " AND ");
  put_spellings(question, word);
}

/* That a word stands there, too. */
static void put_condition(struct question *question, const struct sought *word) {
  tthc__put(&question->sql, " AND EXISTS (SELECT 1 FROM word_place AS y WHERE y.plan = x.plan AND y.kind = x.kind "
                            "AND y.n = x.n AND y.");
  put_spellings(question, word);
  tthc__put(&question->sql, ")");
}

/* The limit within is never reached: without it, SQLite takes that order for idle, and does not merge what has it. */
static void put_question(struct question *question, const struct searching *searching, int64_t first, int64_t last) {
  const struct sought_words *words = &searching->words;
  int i;
  tthc__put(&question->sql, "SELECT DISTINCT plan, kind, n FROM (");
  for (i = 0; i < searching->merged; i++) {
    if (i > 0) tthc__put(&question->sql, " INTERSECT ");
    put_places(question, &words->items[i], first, last);
  }
  if (i > 1) put_number(question, " ORDER BY plan, kind, n LIMIT ", INT64_MAX);
  put_number(question, ") AS x WHERE (plan, kind, n) > (", searching->after.plan);
  put_number(question, ", ", searching->after.kind);
  put_number(question, ", ", searching->after.n);
  tthc__put(&question->sql, ")");
  if (searching->kind != 0) put_number(question, " AND kind = ", searching->kind);
  while (i < words->count) put_condition(question, &words->items[i++]);
  put_number(question, " ORDER BY plan, kind, n LIMIT ", searching->limit + 1 - searching->hits.count);
}

/* Runs it up to the first row, and frees it. */
static int32_t ask(struct statement *statement, struct database *database, struct question *question) {
  int32_t rc = tthc__ask(statement, database, question);
  tthc__free_question(question);
  return rc == TTHC_OK ? tthc__step(statement) : rc;
}

/* --- how words are looked up -------------------------------------------------------------------------------------- */

/* How many rows of a table have the spellings of a word; `most`: that many, or more. */
static int32_t count_rows(struct searching *searching, const char *table, const struct sought *word, int32_t most) {
  struct question question = {0};
  struct statement statement;
  int32_t rc;
  tthc__put(&question.sql, "SELECT COUNT(*) FROM (SELECT 1 FROM ");
  tthc__put(&question.sql, table);
  tthc__put(&question.sql, " WHERE ");
  put_spellings(&question, word);
  put_number(&question, " LIMIT ", most);
  tthc__put(&question.sql, ") AS found");
  rc = ask(&statement, searching->database, &question);
  if (rc == 1) rc = (int32_t)tthc__column_number(&statement, 0);
  tthc__finish(&statement);
  return rc;
}

static void swap_words(struct searching *searching, int a, int b) {
  const struct sought word = searching->words.items[a];
  searching->words.items[a] = searching->words.items[b];
  searching->words.items[b] = word;
}

/* Puts the rarest word first. */
static int32_t find_rarest(struct searching *searching) {
  int i, rarest = 0;
  searching->least = RARE_MAX;
  for (i = 0; i < searching->words.count && searching->least > 0; i++) {
    const int32_t count = count_rows(searching, "word_place", &searching->words.items[i], RARE_MAX);
    if (count < 0) return count;
    if (count >= searching->least) continue;
    searching->least = count;
    rarest = i;
  }
  swap_words(searching, 0, rarest);
  return TTHC_OK;
}

/* Puts behind it the words that are merged with it: frequent ones, and those of too many spellings to ask for each. */
static int32_t find_merged(struct searching *searching) {
  const int32_t most = ASKED_MAX / searching->least;
  int i;
  for (i = searching->merged = 1; i < searching->words.count; i++) {
    const struct sought *word = &searching->words.items[i];
    const int32_t spellings = is_one(word) ? 1 : count_rows(searching, "word", word, most + 1);
    if (spellings < 0) return spellings;
    if (spellings > most || (searching->least == RARE_MAX && i < (is_one(word) ? MERGED_MAX : 2)))
      swap_words(searching, i, searching->merged++);
  }
  return TTHC_OK;
}

/* --- the plans that are looked through ---------------------------------------------------------------------------- */

static int is_full(const struct searching *searching) { return searching->hits.count > searching->limit; }

/* Looks through the plans from one to another. */
static int32_t look(struct searching *searching, int64_t first, int64_t last) {
  struct question question = {0};
  struct statement statement;
  void *grown;
  int32_t rc;
  put_question(&question, searching, first, last);
  rc = ask(&statement, searching->database, &question);
  while (rc == 1) {
    if (!MAKE_ROOM(searching->hits, grown)) rc = tthc__fail_memory(searching->database->err);
    if (rc == 1) rc = tthc__read_row(&statement, 0, hit_columns, &searching->hits.items[searching->hits.count++]);
    if (rc == TTHC_OK) rc = tthc__step(&statement);
  }
  tthc__finish(&statement);
  return rc;
}

/* As many plans as are likely to fill the page by what was found in those before, and four times as many at most. */
static int64_t next_span(const struct searching *searching, int64_t looked, int64_t span) {
  const int64_t found = searching->hits.count, wanted = searching->limit + 1 - found;
  int64_t likely;
  if (span > INT64_MAX / 16 || looked < 0 || looked > INT64_MAX / (2 * HITS_MAX)) return INT64_MAX;
  if (found == 0) return 4 * span;
  likely = looked * wanted / found;
  likely += likely / 4 + 1;
  return likely < 4 * span ? likely : 4 * span;
}

static int32_t look_everywhere(struct searching *searching) {
  int64_t begin, first, last, end, span = FIRST_SPAN;
  int32_t rc = tthc__run_for_number(searching->database, "SELECT COALESCE(MIN(plan), 1) FROM plan", &first);
  if (rc == TTHC_OK) rc = tthc__run_for_number(searching->database, "SELECT COALESCE(MAX(plan), 0) FROM plan", &last);
  if (rc == TTHC_OK && first < searching->after.plan) first = searching->after.plan;
  if (searching->merged == 1 && searching->least < RARE_MAX) span = INT64_MAX;
  begin = first;
  while (rc == TTHC_OK && first <= last && !is_full(searching)) {
    end = (uint64_t)last - (uint64_t)first < (uint64_t)span ? last : first + span - 1;
    rc = look(searching, first, end);
    if (end == last) break;
    first = end + 1;
    span = next_span(searching, (int64_t)((uint64_t)first - (uint64_t)begin), span);
  }
  return rc;
}

static int32_t look_in_plans(struct searching *searching) {
  struct question question = {0};
  struct statement statement;
  int32_t rc;
  tthc__put(&question.sql, "SELECT plan FROM plan WHERE id");
  tthc__put_ids(&question, &searching->plans);
  tthc__put(&question.sql, " ORDER BY plan");
  rc = ask(&statement, searching->database, &question);
  while (rc == 1 && !is_full(searching)) {
    const int64_t key = tthc__column_number(&statement, 0);
    rc = look(searching, key, key);
    if (rc == TTHC_OK) rc = tthc__step(&statement);
  }
  tthc__finish(&statement);
  return rc < 0 ? rc : TTHC_OK;
}

int32_t tthc__find_hits(struct searching *searching) {
  int32_t rc = find_rarest(searching);
  if (rc != TTHC_OK || searching->least == 0) return rc;
  rc = find_merged(searching);
  if (rc == TTHC_OK) rc = searching->plans.count > 0 ? look_in_plans(searching) : look_everywhere(searching);
  return rc == TTHC_OK ? is_full(searching) : rc;
}
