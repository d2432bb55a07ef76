/* Deadlines as JSON: rows of a plan document, and phrases by themselves. */
#ifndef TTHC_FORMAT_DEADLINE_JSON_H
#define TTHC_FORMAT_DEADLINE_JSON_H

#include "base/json.h"
#include "calendar/deadline.h"

/*
 * Reads {"text", "clauses"}; without clauses the text is read with the plan's year and day of issue. Lives in the
 * document's arena.
 */
int32_t tthc__deadline_from_json(const struct json_at *at, int32_t year, int32_t issued, struct deadline *out);

/* Writes {"text", "clauses"}, or these members of the object that is open. */
void tthc__write_deadline(struct json_writer *writer, const struct deadline *deadline);
void tthc__write_deadline_members(struct json_writer *writer, const struct deadline *deadline);

/* The options that the reading of a phrase takes, as fields of a row that holds them. */
struct phrase_options {
  int32_t year;   /* 0: none */
  int32_t issued; /* TTHC_NO_DAY: none */
};

#define NO_PHRASE_OPTIONS {0, TTHC_NO_DAY}
#define PHRASE_FIELDS(type, member)                                                               \
  {FIELD("year", JSON_INT32, type, member.year), .range = {YEAR_MIN, YEAR_MAX},                   \
   .expected = {"năm từ 1900 đến 2200", "a year from 1900 to 2200"}},                             \
  {DAY_FIELD("issued", type, member.issued)}

/* Reads a phrase of a caller's into the arena. */
int32_t tthc__phrase_in(struct arena *arena, const char *phrase, const struct phrase_options *options,
                        struct deadline *out, tthc_error *err);

#endif
