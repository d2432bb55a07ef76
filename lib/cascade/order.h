/* What changed its place in an order. */
#ifndef TTHC_CASCADE_ORDER_H
#define TTHC_CASCADE_ORDER_H

#include "cascade/members.h"

/*
 * Marks by its place in the list `before` each row that both lists have and that stands elsewhere among these rows:
 * as few as keep the rest in order, those that went farthest first. The same rows are marked when the lists change
 * places. TTHC_OK or TTHC_E_MEMORY.
 */
int32_t tthc__mark_moved(const struct row_list *before, const struct row_list *after, char *moved);

#endif
