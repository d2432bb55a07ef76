/* Numbers at random that are the same everywhere: xorshift64*. */
#ifndef TTHC_SUPPORT_RANDOM_H
#define TTHC_SUPPORT_RANDOM_H

#include <stdint.h>

static uint64_t seed;

/* 0 to below - 1. */
static inline int pick(int below) {
  seed ^= seed >> 12;
  seed ^= seed << 25;
  seed ^= seed >> 27;
  return (int)(seed * UINT64_C(2685821657736338717) >> 33) % below;
}

#endif
