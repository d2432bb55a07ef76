/* Orders by several keys: each that differs decides, and what follows is for those that do not. */
#ifndef TTHC_BASE_ORDER_H
#define TTHC_BASE_ORDER_H

#define COMPARE(a, b) \
  if ((a) != (b)) return (a) < (b) ? -1 : 1

#endif
