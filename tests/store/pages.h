/*
 * What the tests of lists that come by pages share: texts with single quotes for double ones, a store of plans, and a page
 * of any list as a text, by which filters, wrong options, walks from page to page and cursors are checked in one way.
 */
#ifndef TTHC_STORE_PAGES_H
#define TTHC_STORE_PAGES_H

#include "store/folder.h"

/* The text with double quotes; four of them at a time. */
static inline const char *with_quotes(const char *text) {
  static char json[4][4096];
  static int next;
  char *out = json[next++ % 4];
  size_t i;
  if (text == NULL) return NULL;
  snprintf(out, sizeof *json, "%s", text);
  for (i = 0; out[i] != '\0'; i++)
    if (out[i] == '\'') out[i] = '"';
  return out;
}

static inline tthc_store *store_of(const char *const *plans, size_t count) {
  tthc_store *store = open_store(":memory:");
  size_t i;
  for (i = 0; i < count; i++) {
    tthc_error *err = tthc_error_new();
    tthc_plan *plan = tthc_plan_read(with_quotes(plans[i]), -1, NULL, err);
    if (plan == NULL) print_error("%s\n", check_show(tthc_error_message(err, "en")));
    assert_non_null(plan);
    assert_int_equal(tthc_store_save(store, plan, NULL), 1);
    tthc_plan_free(plan);
    tthc_error_free(err);
  }
  return store;
}

static inline int32_t append_or(tthc_store *store, const char *plan, const char *rows, tthc_error *err) {
  char json[2048];
  snprintf(json, sizeof json, "{'format': 'tthcplan-facts/1', 'plan': '%s', 'facts': [%s]}", plan, rows);
  return tthc_store_append_facts(store, with_quotes(json), -1, err);
}

static inline int32_t append(tthc_store *store, const char *plan, const char *rows) {
  return append_or(store, plan, rows, NULL);
}

/* --- pages -------------------------------------------------------------------------------------------------------- */

struct shown {
  int32_t count;
  char rows[8192]; /* parted by "; " */
  char next[256];  /* the cursor; "" for none */
};

/* Asks for a page and shows it; 0 when it is refused. */
typedef int show_page(tthc_store *store, const char *options, struct shown *page, tthc_error *err);

/* Begins to show a page that was given, whose rows are put by add_shown(). */
static inline int begin_shown(struct shown *page, const void *list, const char *next) {
  page->count = 0;
  page->rows[0] = '\0';
  snprintf(page->next, sizeof page->next, "%s", next == NULL ? "" : next);
  return list != NULL;
}

static inline void add_shown(struct shown *page, const char *row) {
  if (page->count++ > 0) strcat(page->rows, "; ");
  assert_true(strlen(page->rows) + strlen(row) + 3 < sizeof page->rows);
  strcat(page->rows, row);
}

/* --- checks ------------------------------------------------------------------------------------------------------- */

/* Some options, and the rows that they give. */
struct page_case {
  const char *options;
  const char *wanted;
};

static inline int check_page(show_page *show, tthc_store *store, const char *options, const char *wanted) {
  tthc_error *err = tthc_error_new();
  struct shown page;
  const int failures =
    check_text(options, show(store, options, &page, err) ? page.rows : tthc_error_message(err, "en"), wanted);
  tthc_error_free(err);
  return failures;
}

static inline int check_page_cases(show_page *show, tthc_store *store, const struct page_case *cases, size_t count) {
  int failures = 0;
  size_t i;
  for (i = 0; i < count; i++) failures += check_page(show, store, cases[i].options, cases[i].wanted);
  return failures;
}

/* Some options, and the error that they give. */
struct wrong_page {
  const char *options;
  int32_t code;
  const char *path;
};

static inline int check_wrong_page(show_page *show, tthc_store *store, const struct wrong_page *wrong) {
  const char *label = check_show(wrong->options);
  tthc_error *err = tthc_error_new();
  struct shown page;
  int failures = check_int(label, show(store, wrong->options, &page, err), 0);
  failures += check_int(label, tthc_error_code(err), wrong->code);
  failures += check_text(label, tthc_error_path(err), wrong->path);
  tthc_error_free(err);
  return failures;
}

/* These, no options at all, and good ones without a store. */
static inline int check_wrong_pages(show_page *show, tthc_store *store, const struct wrong_page *cases, size_t count,
                                    const char *good_options) {
  const struct wrong_page no_options = {NULL, TTHC_E_MISSING, "/as_of"}, no_store = {good_options, TTHC_E_HANDLE, NULL};
  int failures = check_wrong_page(show, store, &no_options) + check_wrong_page(show, NULL, &no_store);
  size_t i;
  for (i = 0; i < count; i++) failures += check_wrong_page(show, store, &cases[i]);
  return failures;
}

/* Pages of a size, whatever comes to the store between them, are the whole in its order: nothing twice, nothing left out. */
static inline int check_walk(show_page *show, tthc_store *store, const char *question, int32_t limit, int32_t rows,
                             void (*between)(tthc_store *store, int32_t page)) {
  struct shown whole, page = {0};
  char options[512], seen[sizeof whole.rows] = "";
  int32_t pages = 0;
  int failures;
  snprintf(options, sizeof options, "{%s}", question);
  assert_true(show(store, options, &whole, NULL));
  failures = check_int(question, whole.count, rows);
  do {
    const int32_t left = rows - pages * limit;
    snprintf(options, sizeof options, "{%s, 'limit': %d%s%s%s}", question, (int)limit,
             pages == 0 ? "" : ", 'after': '", page.next, pages == 0 ? "" : "'");
    assert_true(show(store, options, &page, NULL));
    failures += check_int(options, page.count, left < limit ? left : limit);
    if (pages > 0) strcat(seen, "; ");
    strcat(seen, page.rows);
    if (between != NULL) between(store, pages);
    pages++;
  } while (*page.next != '\0' && failures == 0);
  failures += check_text(question, seen, whole.rows);
  return failures + check_int(question, pages, (rows + limit - 1) / limit);
}

/* That a cursor is refused. */
static inline int check_after(show_page *show, tthc_store *store, const char *question, const char *after) {
  char options[1024];
  const struct wrong_page wrong = {options, TTHC_E_VALUE, "/after"};
  snprintf(options, sizeof options, "{%s, 'after': '%s'}", question, after);
  return check_wrong_page(show, store, &wrong);
}

/* A page goes on with other options, or with another limit only. `others` ends with NULL. */
static inline int check_other_questions(show_page *show, tthc_store *store, const char *question,
                                        const char *const *others) {
  char options[512], other[512];
  struct shown page, next;
  int failures = 0;
  snprintf(options, sizeof options, "{%s, 'limit': 1}", question);
  assert_true(show(store, options, &page, NULL));
  assert_string_not_equal(page.next, "");
  for (; *others != NULL; others++) {
    snprintf(other, sizeof other, "%s, %s", question, *others);
    failures += check_after(show, store, other, page.next);
  }
  snprintf(options, sizeof options, "{%s, 'limit': 7, 'after': '%s'}", question, page.next);
  return failures + check_int("limit", show(store, options, &next, NULL), 1);
}

/* Cut anywhere, changed anywhere, gone on with, or of another question, of which this one is a cursor. */
static inline int check_cursors(show_page *show, tthc_store *store, const char *question, const char *of_another) {
  char options[512], after[sizeof(((struct shown *)NULL)->next) + 2];
  struct shown page;
  int failures;
  size_t i;
  snprintf(options, sizeof options, "{%s, 'limit': 2}", question);
  assert_true(show(store, options, &page, NULL));
  assert_string_not_equal(page.next, "");
  failures = check_after(show, store, question, of_another);
  for (i = 0; page.next[i] != '\0'; i++) {
    snprintf(after, sizeof after, "%s", page.next);
    after[i] = after[i] == '1' ? '2' : '1';
    failures += check_after(show, store, question, after);
    after[i] = '\0';
    if (i > 0) failures += check_after(show, store, question, after);
  }
  snprintf(after, sizeof after, "%s:1", page.next);
  return failures + check_after(show, store, question, after);
}

#endif
