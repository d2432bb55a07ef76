/* Facts as JSON, for facts documents and for facts embedded in a plan; the ids made of a fact's content. */
#ifndef TTHC_FORMAT_FACT_JSON_H
#define TTHC_FORMAT_FACT_JSON_H

#include "base/json.h"
#include "model/plan.h"

/* A fact, and the ids of the rows that it refers to, for where there is no plan at hand. */
struct fact_row {
  struct fact fact; /* first: its members are read and written as those of a fact are */
  const char *task;
  const char *indicator;
  const char *unit;
};

/* A fact_row as an object: what the document of a fact has. */
extern const struct json_field tthc__fact_row_fields[];

/* Whether a document calls itself one of facts; and the id of the plan that it is for, which lives as long as it is open. */
int tthc__is_facts_document(struct json_doc *doc);
int32_t tthc__read_facts_plan(struct json_doc *doc, const char **plan);

/* Adds the facts of a facts document for this plan. Gives how many were new, or a negative code. */
int32_t tthc__read_facts_document(struct json_doc *doc, tthc_plan *plan);

/*
 * Adds the facts of an array to the plan that is the document's context. Every bad row is reported, and then none is
 * added. Gives how many were new, or a negative code.
 */
int32_t tthc__facts_from_json(const struct json_at *rows);

/*
 * Adds a fact, or finds the same one there: its index, or a negative code. Without an id it gets one made of its content
 * as a document has it; so its texts are in NFC, and its amount as tthc__put_decimal() writes it.
 */
int32_t tthc__add_or_find_fact(tthc_plan *plan, const struct fact *fact, tthc_error *err);

/* Opens a facts document for the plan that is the writer's context, up to its facts. */
void tthc__open_facts_document(struct json_writer *writer);

/* Writes one fact, as an object; the writer's context is the plan. */
void tthc__write_fact(struct json_writer *writer, const struct fact *fact);

/* Writes the member "facts"; the writer's context is the plan. */
void tthc__write_facts(struct json_writer *writer, const tthc_plan *plan);

#endif
