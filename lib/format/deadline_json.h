/* Deadlines as JSON, for the rows of a plan document. */
#ifndef TTHC_FORMAT_DEADLINE_JSON_H
#define TTHC_FORMAT_DEADLINE_JSON_H

#include "base/json.h"
#include "calendar/deadline.h"

/* Reads {"text", "clauses"}; without clauses the text is read with the plan's year. Lives in the document's arena. */
int32_t tthc__deadline_from_json(const struct json_at *at, int32_t year, struct deadline *out);

/* Writes {"text", "clauses"}. */
void tthc__write_deadline(struct json_writer *writer, const struct deadline *deadline);

#endif
