/* Plan documents that are open. */
#ifndef TTHC_FORMAT_PLAN_JSON_H
#define TTHC_FORMAT_PLAN_JSON_H

#include "base/json.h"
#include "model/plan.h"

/* The plan of a document, without revision; NULL with the code in *rc. */
tthc_plan *tthc__plan_from_json(struct json_doc *doc, int32_t *rc);

#endif
