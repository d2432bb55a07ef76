/* Facts as JSON, for facts documents and for facts embedded in a plan; the ids made of a fact's content. */
#ifndef TTHC_FORMAT_FACT_JSON_H
#define TTHC_FORMAT_FACT_JSON_H

#include "base/json.h"
#include "model/plan.h"

/*
 * Adds the facts of an array to the plan that is the document's context. Every bad row is reported, and then none is
 * added. Gives how many were new, or a negative code.
 */
int32_t tthc__facts_from_json(const struct json_at *rows);

/*
 * Adds a fact, or finds the same one there: its index, or a negative code. Without an id it gets one made of its content
 * as a document has it; so its texts are in NFC, and its amount as tthc__put_decimal() writes it.
 */
int32_t tthc__add_or_find_fact(tthc_plan *plan, struct fact *fact, tthc_error *err);

/* Writes one fact, as an object; the writer's context is the plan. */
void tthc__write_fact(struct json_writer *writer, const struct fact *fact);

/* Writes the member "facts"; the writer's context is the plan. */
void tthc__write_facts(struct json_writer *writer, const tthc_plan *plan);

#endif
