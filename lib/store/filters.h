/*
 * Questions about the assignments and indicators of many plans: their options, the states of assignments as SQL, and
 * the conditions that the options come to. Statements are put together from the texts here and parameters alone.
 */
#ifndef TTHC_STORE_FILTERS_H
#define TTHC_STORE_FILTERS_H

#include "assess/assessment.h"
#include "base/json.h"
#include "store/cursor.h"
#include "store/sqlite.h"

enum { FILTER_IDS_MAX = 500 }; /* in all lists together */

struct filters {
  struct arena strings;
  struct id_list plans;
  struct id_list units;
  struct id_list levels;
  struct id_list sections;
  struct id_list tasks;
  struct id_list states;
  struct id_list indicators;
  struct id_list results;
  struct id_list recipients;
  struct id_list reached; /* levels of follow-ups */
  int32_t as_of;
  int32_t warning_days;
  int32_t due_from;
  int32_t due_to;
  int32_t order; /* enum query_order, enum value_order */
  int32_t limit;
  const char *after;
  struct cursor behind; /* what `after` says */
  int32_t by; /* enum rollup_by */
  int32_t of; /* enum value_of */
  const char *also; /* what else the answer hangs on; NULL: nothing */
};

struct filters tthc__new_filters(void);

/* The fields that all such options have. */
int32_t tthc__read_ids(const struct json_at *at, void *row);
#define ID_LIST_FIELD(list_name) {.name = (list_name), .kind = JSON_CUSTOM, .read = tthc__read_ids}
#define FILTER_FIELDS                                                                                            \
  {DAY_FIELD("as_of", struct filters, as_of), .required = 1},                                                    \
    {FIELD("warning_days", JSON_INT32, struct filters, warning_days), .range = {0, 366},                         \
     .expected = {"0 đến 366 ngày", "0 to 366 days"}},                                                           \
    {DAY_FIELD("due_from", struct filters, due_from)}, {DAY_FIELD("due_to", struct filters, due_to)},            \
    ID_LIST_FIELD("plans"), ID_LIST_FIELD("units"), ID_LIST_FIELD("levels"), ID_LIST_FIELD("sections"),          \
    ID_LIST_FIELD("tasks"), ID_LIST_FIELD("states")

/* Reads options, which may not be absent. What was read is to be freed by its arena. */
int32_t tthc__read_filters(const char *options_json, const struct json_field *fields, struct filters *filters,
                           tthc_error *err);

/* Puts all of them but the page: the texts of two questions are different. */
void tthc__put_filters(struct buffer *out, const struct filters *filters);

/*
 * The state of a standing `s` as of the day $1, with $2 days of warning: the number of `enum tthc_state`. The same
 * comparisons as in assess/states.c, of days that are found there.
 */
#define STATE_SQL                                                                                              \
  "CASE WHEN s.said = 4 THEN 1 WHEN s.said = 3 THEN CASE WHEN s.done_day > s.effective_day THEN 3 ELSE 2 END " \
  "WHEN s.waits = 1 THEN 4 WHEN s.effective_day < $1 THEN 5 WHEN s.effective_day - $1 <= $2 THEN 6 "           \
  "WHEN s.said = 2 THEN 7 WHEN s.start_day > $1 THEN 8 ELSE 9 END"

/* --- statements and their parameters ------------------------------------------------------------------------------ */

struct question {
  struct buffer sql;
  ROWS(struct parameter) parameters;
  int failed;
};

void tthc__free_question(struct question *question);

/* Puts the next parameter, "$3". Texts must stay until the statement is bound. */
void tthc__put_text_parameter(struct question *question, const char *text);
void tthc__put_number_parameter(struct question *question, int64_t number);

/* The first two parameters, the day and the days of warning, which STATE_SQL names; before anything else. */
void tthc__begin_question(struct question *question, const struct filters *filters);

/* The same where nothing names the second one. */
void tthc__begin_question_of_day(struct question *question, const struct filters *filters);

/* Puts " AND …" for what standings, or values, `s` must fulfil: they hold as of the day, and pass the filters. */
void tthc__put_conditions(struct question *question, const struct filters *filters);

/* Puts " IN ($3, $4)" for the ids of a list. */
void tthc__put_ids(struct question *question, const struct id_list *list);

/* Puts " AND plan IN (…)" for the plans that are asked about, by the column that is their key. */
void tthc__put_plans(struct question *question, const struct filters *filters, const char *column);

/* Prepares and binds it. */
int32_t tthc__ask(struct statement *statement, struct database *database, struct question *question);

/* The same of a question for one number, and frees it. */
int32_t tthc__ask_count(struct database *database, struct question *question, int32_t *count);

/* How many of the plans that are asked about cannot be assessed, so that nothing is known of their assignments. */
int32_t tthc__count_left_out(struct database *database, const struct filters *filters, int32_t *count);

#endif
