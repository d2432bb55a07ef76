/* Facts as JSON, for facts documents and for facts embedded in a plan. */
#ifndef TTHC_FORMAT_FACT_JSON_H
#define TTHC_FORMAT_FACT_JSON_H

#include "base/json.h"
#include "model/plan.h"

/*
 * Adds the facts of an array to the plan that is the document's context. Every bad row is reported, and then none is
 * added. Gives how many were new, or a negative code.
 */
int32_t tthc__facts_from_json(const struct json_at *rows);

/* Writes one fact, as an object; the writer's context is the plan. */
void tthc__write_fact(struct json_writer *writer, const struct fact *fact);

/* Writes the member "facts"; the writer's context is the plan. */
void tthc__write_facts(struct json_writer *writer, const tthc_plan *plan);

#endif
