/* Units as JSON, and what the rows of a plan document share. */
#ifndef TTHC_FORMAT_UNIT_JSON_H
#define TTHC_FORMAT_UNIT_JSON_H

#include "base/json.h"
#include "model/plan.h"

/* Members whose rows are read once those that they refer to are there. */
#define LATER(member_name, writer) \
  { .name = (member_name), .kind = JSON_CUSTOM, .read = tthc__json_later, .write = (writer) }

/* The row of the plan to which the elements of a list belong. */
struct owner {
  tthc_plan *plan;
  int32_t row;
};

/* The unit of an id; a negative code with the place of the value at hand. */
int32_t tthc__json_find_unit(const struct json_at *at, const char *id);

/* A member that is the id of a unit. */
int32_t tthc__json_read_unit_id(const struct json_at *at, int32_t *unit);
void tthc__json_write_unit_id(struct json_writer *writer, const struct json_field *field, int32_t unit);

/* The rows. What may name units of later rows is read once all are there; units stand at their rows' index. */
extern const struct json_field tthc__unit_fields[];
int32_t tthc__unit_from_json(const struct json_at *at, void *plan);
int32_t tthc__unit_links_from_json(const struct json_at *at, void *plan);

#endif
