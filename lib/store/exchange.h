/*
 * A store as lines. After the line that names the format, each row of the trail is a line; behind one that brought a
 * revision follows the plan document, behind one that brought facts follow lines with their rows.
 */
#ifndef TTHC_STORE_EXCHANGE_H
#define TTHC_STORE_EXCHANGE_H

#include "base/json.h"

#define LINES_FORMAT "tthcplan-store/1"

enum { FACTS_OF_LINE = 500 };

#endif
